//! Which forms accompany the mediation?

use fengqiao_base::Day;
use serde::Serialize;
use time::macros::{date, datetime};

use crate::values::{At, Head, Party, people};

/// How a mediator came to a case (人民调解法 19).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Chosen {
    /// 当事人选择
    ByParties,
    /// 人民调解委员会指派
    ByCommittee,
}

/// 调解员选择、指派记录
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AssignmentRecord {
    /// Committee and number.
    #[serde(flatten)]
    pub head: Head,
    /// 纠纷
    pub dispute: String,
    /// The parties.
    pub parties: Vec<Party>,
    /// 人民调解员
    pub mediator: String,
    /// How she came.
    pub chosen: Option<Chosen>,
    /// Since when.
    pub since: Option<At>,
    /// Relations to the dispute that she disclosed, in words.
    pub disclosed: Vec<String>,
}

/// 调解员回避、更换记录
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReplacementRecord {
    /// Committee and number.
    #[serde(flatten)]
    pub head: Head,
    /// 纠纷
    pub dispute: String,
    /// The parties.
    pub parties: Vec<Party>,
    /// Who left.
    pub mediator: String,
    /// Whether she withdrew herself; else a party asked.
    pub withdrew: bool,
    /// The party that asked; no cause is needed (深圳条例 23).
    pub asked_by: Option<String>,
    /// What she disclosed, when she withdrew.
    pub disclosed: Option<String>,
    /// When she left.
    pub left_at: Option<At>,
    /// Who followed.
    pub successor: Option<String>,
}

/// 邀请参与调解同意书
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InvitationConsent {
    /// Committee and number.
    #[serde(flatten)]
    pub head: Head,
    /// 纠纷
    pub dispute: String,
    /// The parties, all of whom agree.
    pub parties: Vec<Party>,
    /// 被邀请人
    pub invitee: String,
    /// 身份: 亲属, 邻居, 具有专门知识的人 …
    pub capacity: String,
    /// When.
    pub on: Option<Day>,
}

/// 人民调解调查记录
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InquiryRecord {
    /// Committee and number.
    #[serde(flatten)]
    pub head: Head,
    /// 时间
    pub held_at: Option<At>,
    /// 地点
    pub place: Option<String>,
    /// 纠纷
    pub dispute: String,
    /// 当事人
    pub parties: Vec<String>,
    /// 被调查人
    pub heard: Option<String>,
    /// 参加人
    pub present: Vec<String>,
    /// 记录
    pub record: String,
}

/// A row of the list of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EvidenceRow {
    /// 材料名称
    pub title: String,
    /// 提供人
    pub from: String,
    /// 份数
    pub copies: u32,
    /// 页数
    pub pages: u32,
    /// Whether the original was seen (原件 / 复印件).
    pub original: bool,
    /// 收到日期
    pub received_on: Day,
    /// 备注
    pub remark: Option<String>,
}

/// 人民调解证据材料登记表
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EvidenceList {
    /// Committee and number.
    #[serde(flatten)]
    pub head: Head,
    /// 纠纷
    pub dispute: String,
    /// What was handed in, in the order in which it came.
    pub rows: Vec<EvidenceRow>,
    /// Who handed something in, each once; they sign.
    pub givers: Vec<String>,
}

/// 人民调解记录
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SessionRecord {
    /// Committee and number.
    #[serde(flatten)]
    pub head: Head,
    /// Its place among the sessions of the case, from 1.
    pub nth: Option<u32>,
    /// 时间
    pub held_at: Option<At>,
    /// 地点
    pub place: Option<String>,
    /// 方式: 现场, 线上, 电话
    pub manner: Option<String>,
    /// Whether others could listen (公开).
    pub open: Option<bool>,
    /// 事由
    pub dispute: String,
    /// 当事人 that were present.
    pub parties: Vec<Party>,
    /// 参加人: who was invited to help and was present, with capacity; never the mediators.
    pub invited: Vec<String>,
    /// 人民调解员
    pub mediators: Vec<String>,
    /// 记录人
    pub recorder: Option<String>,
    /// 告知事项 are told by a text that is always the same; what the parties said to it.
    pub opinion: Option<String>,
    /// The record: statements, checks, course and outcome. Never what a party conceded under seal.
    pub record: String,
}

/// 中止调解通知书
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SuspensionNotice {
    /// Committee and number.
    #[serde(flatten)]
    pub head: Head,
    /// Who is told.
    pub to: Vec<String>,
    /// 纠纷
    pub dispute: String,
    /// The ground, as a clause.
    pub ground: String,
    /// The reason in words.
    pub reason: String,
    /// Whether the time is left out of the period.
    pub pauses_period: bool,
    /// Since when.
    pub since: Day,
}

/// 延长调解期限同意书
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExtensionConsent {
    /// Committee and number.
    #[serde(flatten)]
    pub head: Head,
    /// 纠纷
    pub dispute: String,
    /// The parties, all of whom agree.
    pub parties: Vec<Party>,
    /// The day of acceptance.
    pub accepted_on: Option<Day>,
    /// The last day there was.
    pub due: Option<Day>,
    /// The new last day.
    pub until: Option<Day>,
    /// When it was agreed.
    pub agreed_on: Option<Day>,
}

fn mediator() -> String {
    "钱七".to_owned()
}

impl AssignmentRecord {
    pub(super) fn example() -> Self {
        Self {
            head: people::head(),
            dispute: people::DISPUTE.to_owned(),
            parties: vec![people::applicant(), people::respondent()],
            mediator: mediator(),
            chosen: Some(Chosen::ByParties),
            since: Some(At(datetime!(2026-10-15 03:00 UTC))),
            disclosed: vec!["与申请人同住一个社区，互不相识。".to_owned()],
        }
    }
}

impl ReplacementRecord {
    pub(super) fn example() -> Self {
        Self {
            head: people::head(),
            dispute: people::DISPUTE.to_owned(),
            parties: vec![people::applicant(), people::respondent()],
            mediator: mediator(),
            withdrew: false,
            asked_by: Some("张三".to_owned()),
            disclosed: None,
            left_at: Some(At(datetime!(2026-10-16 06:30 UTC))),
            successor: Some("周九".to_owned()),
        }
    }
}

impl InvitationConsent {
    pub(super) fn example() -> Self {
        Self {
            head: people::head(),
            dispute: people::DISPUTE.to_owned(),
            parties: vec![people::applicant(), people::respondent()],
            invitee: "赵六".to_owned(),
            capacity: "社会组织（坣岗社区居民委员会）".to_owned(),
            on: Some(date!(2026 - 10 - 18)),
        }
    }
}

impl InquiryRecord {
    pub(super) fn example() -> Self {
        Self {
            head: people::head(),
            held_at: Some(At(datetime!(2026-10-17 07:05 UTC))),
            place: Some("示例花园2栋301房".to_owned()),
            dispute: people::DISPUTE.to_owned(),
            parties: vec!["张三".to_owned(), "深圳市示例物业管理有限公司".to_owned()],
            heard: Some("张三".to_owned()),
            present: vec!["王五（被申请人委托代理人）".to_owned()],
            record: "问：请说明返水的经过。\n答：9月15日晚8点左右，阳台地漏开始往外冒水，半个小时就进了客厅。我用盆接、用毛巾堵，\
                都挡不住，8点20分打了物业值班电话。\n问：物业何时到场？\n答：第二天上午10点左右来了两个师傅，在一楼把立管疏通了，掏出来的是树叶和水泥块。\n\
                问：哪些物品受损？\n答：客厅和主卧的木地板，大概32平方米；鞋柜和电视柜各一个，底板泡胀了。\n\
                现场查看：客厅、主卧木地板起拱、变色，范围约32平方米；鞋柜、电视柜底板受潮变形。拍摄照片8张。"
                .to_owned(),
        }
    }
}

impl EvidenceList {
    pub(super) fn example() -> Self {
        let row = |title: &str, from: &str, pages, original, remark: Option<&str>| EvidenceRow {
            title: title.to_owned(),
            from: from.to_owned(),
            copies: 1,
            pages,
            original,
            received_on: date!(2026 - 10 - 15),
            remark: remark.map(str::to_owned),
        };
        Self {
            head: people::head(),
            dispute: people::DISPUTE.to_owned(),
            rows: vec![
                row("不动产权证书", "张三", 2, false, Some("与原件核对无异")),
                row("木地板购买收据", "张三", 1, true, None),
                row("维修报价单", "张三", 3, true, None),
                row("现场照片", "张三", 8, true, Some("电子照片打印")),
                row("物业服务合同", "深圳市示例物业管理有限公司", 12, false, None),
                row("2026年9月15日报修登记", "深圳市示例物业管理有限公司", 2, false, Some("加盖公章")),
            ],
            givers: vec!["张三".to_owned(), "深圳市示例物业管理有限公司".to_owned()],
        }
    }
}

impl SessionRecord {
    pub(super) fn example() -> Self {
        Self {
            head: people::head(),
            nth: Some(1),
            held_at: Some(At(datetime!(2026-10-20 01:30 UTC))),
            place: Some("宝安区西乡街道综治中心第2调解室".to_owned()),
            manner: Some("现场".to_owned()),
            open: Some(false),
            dispute: people::DISPUTE.to_owned(),
            parties: vec![people::applicant(), people::respondent()],
            invited: vec!["赵六（坣岗社区居民委员会委员）".to_owned()],
            mediators: vec![mediator()],
            recorder: Some("孙八".to_owned()),
            opinion: Some("双方均表示清楚，同意由人民调解员钱七主持调解，不申请更换调解员。".to_owned()),
            record: "一、当事人陈述\n申请人张三：9月15日晚暴雨，阳台地漏往外返水，我当晚就打了物业电话，第二天上午才有人来。\
                地板全部起拱，两件柜子泡坏了，要求赔偿18,600元。\n被申请人代理人王五：当晚全区暴雨，报修电话有三十多个，我们按顺序处理。\
                立管是公共设施，疏通是我们的责任，但家具摆放和房屋老化也有原因，金额太高。\n二、核实与质证\n\
                调解员出示《调查记录》及照片8张，双方对9月15日晚返水、9月16日上午10时疏通的事实无异议。申请人提交购买木地板的收据和维修报价单，\
                被申请人对收据无异议，认为报价单应当折旧。\n三、调解过程\n调解员分别听取双方意见，并向双方说明《民法典》关于物业服务人维修、养护义务的规定。\
                参加人赵六介绍同小区其他住户受损及处理的情况。\n四、调解结果\n经调解，双方自愿达成一致：被申请人七日内完成立管改造，\
                并于2026年11月5日前向申请人支付12,000元；双方同意签订书面调解协议。"
                .to_owned(),
        }
    }
}

impl SuspensionNotice {
    pub(super) fn example() -> Self {
        Self {
            head: people::head(),
            to: vec!["张三".to_owned(), "深圳市示例物业管理有限公司".to_owned()],
            dispute: people::DISPUTE.to_owned(),
            ground: "需要对房屋受损程度进行鉴定".to_owned(),
            reason:
                "经各方当事人同意，委托有资质的鉴定机构对地板及家具受损程度进行鉴定，鉴定意见出具后恢复调解。"
                    .to_owned(),
            pauses_period: true,
            since: date!(2026 - 10 - 21),
        }
    }
}

impl ExtensionConsent {
    pub(super) fn example() -> Self {
        Self {
            head: people::head(),
            dispute: people::DISPUTE.to_owned(),
            parties: vec![people::applicant(), people::respondent()],
            accepted_on: Some(date!(2026 - 10 - 14)),
            due: Some(date!(2026 - 11 - 13)),
            until: Some(date!(2026 - 12 - 13)),
            agreed_on: Some(date!(2026 - 11 - 11)),
        }
    }
}

/// What a meeting of the joint team agreed that a body does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MeetingMeasure {
    /// 责任单位
    pub body: String,
    /// 事项
    pub what: String,
    /// 完成时限
    pub due: Option<Day>,
}

/// 联席会议纪要
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MeetingRecord {
    /// Committee and number.
    #[serde(flatten)]
    pub head: Head,
    /// Which meeting, from 1.
    pub nth: Option<u32>,
    /// 纠纷
    pub dispute: String,
    /// 时间
    pub held_at: Option<At>,
    /// 地点
    pub place: String,
    /// 参加单位
    pub bodies: Vec<String>,
    /// 议定事项, in words.
    pub record: String,
    /// 分工
    pub measures: Vec<MeetingMeasure>,
    /// 记录人
    pub recorder: Option<String>,
}

impl MeetingRecord {
    pub(super) fn example() -> Self {
        let body = |name: &str| name.to_owned();
        Self {
            head: people::head(),
            nth: Some(1),
            dispute: people::DISPUTE.to_owned(),
            held_at: Some(At(datetime!(2026-10-18 02:00 UTC))),
            place: "新安街道综治中心二楼会议室".to_owned(),
            bodies: vec![body("新安街道人民调解委员会"), body("区住房和建设局物业与租赁岗")],
            record: "各单位通报了核查情况，商定由住建部门认定立管归属，调委会组织双方再次协商。".to_owned(),
            measures: vec![MeetingMeasure {
                body: body("区住房和建设局物业与租赁岗"),
                what: "出具立管归属意见。".to_owned(),
                due: Some(date!(2026 - 10 - 23)),
            }],
            recorder: Some("孙八".to_owned()),
        }
    }
}
