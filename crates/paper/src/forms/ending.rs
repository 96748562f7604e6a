//! Which forms end a case and follow it up?

use fengqiao_base::Day;
use serde::Serialize;
use time::macros::{date, datetime};

use crate::values::{At, Head, Party, Way, people};

/// 终止调解告知书
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TerminationNotice {
    /// Committee and number.
    #[serde(flatten)]
    pub head: Head,
    /// Who is told.
    pub to: Vec<String>,
    /// 纠纷
    pub dispute: String,
    /// The day of acceptance.
    pub accepted_on: Option<Day>,
    /// The ground, as a clause: 各方意见分歧较大，未能达成调解协议.
    pub ground: String,
    /// The reason in words.
    pub reason: String,
    /// Articles of law, with the law's name.
    pub articles: Vec<String>,
    /// The other ways (人民调解法 26), with what to mind of their time limits.
    pub ways: Vec<Way>,
    /// The day of the notice.
    pub on: Day,
}

/// 移送函
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TransferLetter {
    /// Committee and number.
    #[serde(flatten)]
    pub head: Head,
    /// Who receives it.
    pub receiver: String,
    /// 纠纷
    pub dispute: String,
    /// The parties.
    pub parties: Vec<String>,
    /// 纠纷简要情况
    pub summary: String,
    /// Why it is handed over.
    pub reason: String,
    /// What goes along, each with its number of pages.
    pub enclosures: Vec<String>,
    /// Whom to call.
    pub contact: Option<String>,
    /// When it was sent.
    pub on: Day,
}

/// 人民调解回访记录
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VisitRecord {
    /// Committee and number of the agreement or the case.
    #[serde(flatten)]
    pub head: Head,
    /// Its place among the visits, from 1.
    pub nth: Option<u32>,
    /// 当事人: whom the visitor spoke with.
    pub visited: Vec<String>,
    /// 回访事由
    pub dispute: String,
    /// 回访时间
    pub at: Option<At>,
    /// 回访方式
    pub manner: Option<String>,
    /// 履行情况
    pub performance: Option<String>,
    /// 满意程度
    pub satisfaction: Option<String>,
    /// Whether the quarrel has come back.
    pub relapse: Option<bool>,
    /// 回访情况
    pub record: String,
    /// 回访人
    pub visitor: Option<String>,
    /// Whether the visitor had mediated the case.
    pub by_own_mediator: bool,
}

/// 激化风险报告登记表. It is kept apart from the dossier, since it names who reported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DangerReport {
    /// Committee and number.
    #[serde(flatten)]
    pub head: Head,
    /// 纠纷
    pub dispute: String,
    /// 报告时间
    pub reported_at: Option<At>,
    /// 报告人
    pub reporter: Option<String>,
    /// 接收单位
    pub receiver: Option<String>,
    /// 报告内容
    pub reason: String,
    /// 接报编号
    pub reference: Option<String>,
    /// 回执内容; empty: left to be written.
    pub receipt: String,
}

/// How a case came (案件来源), as the closing report lists it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ClosingSource {
    /// 申请
    Application,
    /// 主动
    OwnMotion,
    /// 公安移交
    Police,
    /// 审判机关委托
    Court,
    /// 政府指定
    Government,
    /// 其他
    Other,
}

/// 人民调解结案报告表
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClosingReport {
    /// Committee and 卷号.
    #[serde(flatten)]
    pub head: Head,
    /// 填表时间
    pub filled_on: Option<Day>,
    /// 承办人
    pub mediators: Vec<String>,
    /// 受案时间
    pub accepted_on: Option<Day>,
    /// 结案时间
    pub closed_on: Option<Day>,
    /// 当事人信息
    pub parties: Vec<Party>,
    /// 案件来源
    pub source: Option<ClosingSource>,
    /// 纠纷类型
    pub dispute_type: Option<String>,
    /// 纠纷简要事实
    pub summary: String,
    /// 调解结果
    pub outcome: String,
    /// The closing report, in words.
    pub report: String,
}

fn both() -> Vec<String> {
    vec!["张三".to_owned(), "深圳市示例物业管理有限公司".to_owned()]
}

impl TerminationNotice {
    pub(super) fn example() -> Self {
        Self {
            head: people::head(),
            to: both(),
            dispute: people::DISPUTE.to_owned(),
            accepted_on: Some(date!(2026 - 10 - 14)),
            ground: "各方意见分歧较大，未能达成调解协议".to_owned(),
            reason: "经两次调解，双方对赔偿金额的意见相差较大，均表示不再调解。".to_owned(),
            articles: vec![
                "《中华人民共和国人民调解法》第二十六条".to_owned(),
                "《深圳经济特区矛盾纠纷多元化解条例》第二十八条".to_owned(),
            ],
            ways: people::ways(),
            on: date!(2026 - 11 - 12),
        }
    }
}

impl TransferLetter {
    pub(super) fn example() -> Self {
        Self {
            head: people::head(),
            receiver: "深圳市宝安区住房和建设局".to_owned(),
            dispute: people::DISPUTE.to_owned(),
            parties: both(),
            summary: people::SUMMARY.to_owned(),
            reason: "纠纷涉及小区公共设施维修资金的使用，属于贵单位职责范围，且各方当事人同意由贵单位处理。"
                .to_owned(),
            enclosures: vec!["人民调解申请书（1页）".to_owned(), "证据材料（28页）".to_owned()],
            contact: Some("孙八，0755-00000000".to_owned()),
            on: date!(2026 - 10 - 16),
        }
    }
}

impl VisitRecord {
    pub(super) fn example() -> Self {
        Self {
            head: people::head(),
            nth: Some(1),
            visited: vec!["张三".to_owned(), "王五".to_owned()],
            dispute: people::DISPUTE.to_owned(),
            at: Some(At(datetime!(2026-11-19 08:00 UTC))),
            manner: Some("上门".to_owned()),
            performance: Some("已履行".to_owned()),
            satisfaction: Some("满意".to_owned()),
            relapse: Some(false),
            record: "张三表示，立管已于10月26日改造完毕，11月12日收到补偿款12,000元，近期两次大雨没有再返水，对调解结果满意。\n\
                王五表示，公司已对其他楼栋立管逐一排查。没有发现新的矛盾和隐患。"
                .to_owned(),
            visitor: Some("吴十".to_owned()),
            by_own_mediator: false,
        }
    }
}

impl DangerReport {
    pub(super) fn example() -> Self {
        Self {
            head: people::head(),
            dispute: people::DISPUTE.to_owned(),
            reported_at: Some(At(datetime!(2026-10-19 11:40 UTC))),
            reporter: Some("钱七".to_owned()),
            receiver: Some("公安机关".to_owned()),
            reason: "当晚19时许，双方在小区物业前台发生争吵，围观约二十人，一方扬言堵门，存在激化为治安案件的可能。".to_owned(),
            reference: Some("演示公接〔2026〕118号".to_owned()),
            receipt: "已派员到场处置。".to_owned(),
        }
    }
}

impl ClosingReport {
    pub(super) fn example() -> Self {
        Self {
            head: people::head(),
            filled_on: Some(date!(2026 - 11 - 20)),
            mediators: vec!["钱七".to_owned()],
            accepted_on: Some(date!(2026 - 10 - 14)),
            closed_on: Some(date!(2026 - 11 - 20)),
            parties: vec![people::applicant(), people::respondent()],
            source: Some(ClosingSource::Application),
            dispute_type: Some("物业纠纷".to_owned()),
            summary: people::SUMMARY.to_owned(),
            outcome: "调解成功，达成书面调解协议，已履行完毕。".to_owned(),
            report: "双方于2026年10月20日达成调解协议，被申请人于11月12日全部履行完毕。经回访，双方满意，没有新的矛盾。".to_owned(),
        }
    }
}

/// 委派（委托）调解情况回函, and the replies to police, procuratorate and petition office under their own titles
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReferralReply {
    /// Committee and number.
    #[serde(flatten)]
    pub head: Head,
    /// The title: 委派调解情况回函, 公调对接调解情况回函 …
    pub title: String,
    /// Who is told.
    pub receiver: String,
    /// Its own reference.
    pub reference: Option<String>,
    /// 纠纷
    pub dispute: String,
    /// The parties.
    pub parties: Vec<String>,
    /// The day on which the material was signed for.
    pub signed_for: Option<Day>,
    /// 调解结果
    pub outcome: String,
    /// The ground, where no agreement came of it.
    pub ground: Option<String>,
    /// 无争议事实, where all signed them and they go with it.
    pub facts: Option<String>,
    /// What else is told.
    pub note: Option<String>,
    /// The day of the reply.
    pub on: Day,
}

impl ReferralReply {
    pub(super) fn example() -> Self {
        Self {
            head: people::head(),
            title: "委派调解情况回函".to_owned(),
            receiver: "深圳市宝安区人民法院".to_owned(),
            reference: Some("（2026）粤0306诉前调1号".to_owned()),
            dispute: people::DISPUTE.to_owned(),
            parties: both(),
            signed_for: Some(date!(2026 - 10 - 14)),
            outcome: "调解不成".to_owned(),
            ground: Some("各方意见差距过大".to_owned()),
            facts: Some("双方确认返水发生在二〇二六年九月三日。".to_owned()),
            note: Some("双方愿意在诉讼中继续协商。".to_owned()),
            on: date!(2026 - 11 - 12),
        }
    }
}
