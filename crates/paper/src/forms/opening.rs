//! Which forms begin a case?

use fengqiao_base::Day;
use serde::Serialize;
use time::macros::{date, datetime};

use crate::values::{At, Head, Party, Way, people};

/// 人民调解申请书
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Application {
    /// Committee and number.
    #[serde(flatten)]
    pub head: Head,
    /// 申请人
    pub applicants: Vec<Party>,
    /// 被申请人
    pub respondents: Vec<Party>,
    /// 纠纷简要情况
    pub summary: String,
    /// 当事人申请事项
    pub claims: Vec<String>,
    /// When it was made; blank when it is signed by hand.
    pub applied_on: Option<Day>,
}

/// 案件来源
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// 当事人申请
    Application,
    /// 人民调解委员会主动调解
    OwnMotion,
    /// 有关单位委托、移送
    Referred,
}

/// 人民调解受理登记表
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AcceptanceRegister {
    /// Committee and number.
    #[serde(flatten)]
    pub head: Head,
    /// The day of acceptance.
    pub accepted_on: Option<Day>,
    /// 案件来源
    pub source: Option<Source>,
    /// Who handed it over, when somebody did.
    pub referred_by: Option<String>,
    /// Between whom.
    pub parties: Vec<Party>,
    /// 纠纷类型
    pub dispute_type: Option<String>,
    /// 纠纷简要情况
    pub summary: String,
    /// 登记人
    pub registrar: Option<String>,
}

/// 调解意愿征询记录
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConsentRecord {
    /// Committee and number.
    #[serde(flatten)]
    pub head: Head,
    /// 纠纷: who with whom about what.
    pub dispute: String,
    /// Who was asked.
    pub party: Party,
    /// When.
    pub asked_at: Option<At>,
    /// 征询方式: 当面, 电话, 书面 …
    pub manner: Option<String>,
    /// Yes or no; blank on a form that is filled by hand.
    pub agrees: Option<bool>,
    /// Who asked.
    pub asked_by: Option<String>,
}

/// 不予受理告知书
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NotAcceptedNotice {
    /// Committee and number.
    #[serde(flatten)]
    pub head: Head,
    /// Who is told.
    pub to: Vec<String>,
    /// 纠纷
    pub dispute: String,
    /// The day the request came.
    pub applied_on: Day,
    /// The ground, as a clause: 该事项不属于民间纠纷.
    pub ground: String,
    /// The reason in words.
    pub reason: String,
    /// Articles of law, with the law's name.
    pub articles: Vec<String>,
    /// The other ways.
    pub ways: Vec<Way>,
    /// The day of the notice.
    pub on: Day,
}

/// 人民调解当事人权利义务告知书
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RightsNotice {
    /// Committee and number.
    #[serde(flatten)]
    pub head: Head,
    /// 纠纷
    pub dispute: Option<String>,
    /// Who is told; blank on a form to take away.
    pub party: Option<String>,
    /// How the party was told, when not on paper: 当面宣读, 电话 …
    pub manner: Option<String>,
    /// When.
    pub told_on: Option<Day>,
}

/// What a purpose needs (个人信息保护法 第十七条).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Purpose {
    /// 处理目的
    pub purpose: String,
    /// 个人信息种类
    pub kinds: String,
    /// 保存期限
    pub kept: String,
}

/// Something that needs a consent of its own (个人信息保护法 第二十三条、第二十九条).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AskedConsent {
    /// What for.
    pub what: String,
    /// The answer; blank on a form that is filled by hand.
    pub given: Option<bool>,
}

/// 个人信息处理告知与同意书
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PrivacyConsent {
    /// Committee and number.
    #[serde(flatten)]
    pub head: Head,
    /// Who is asked.
    pub party: Option<String>,
    /// 联系方式 of the committee for questions about data.
    pub contact: String,
    /// What the data are for.
    pub purposes: Vec<Purpose>,
    /// What is asked for separately.
    pub consents: Vec<AskedConsent>,
    /// When.
    pub on: Option<Day>,
}

/// 送达地址确认书
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ServiceAddress {
    /// Committee and number.
    #[serde(flatten)]
    pub head: Head,
    /// 纠纷
    pub dispute: String,
    /// 受送达人
    pub party: Party,
    /// 收件人, if it is somebody else.
    pub recipient: Option<String>,
    /// 送达地址
    pub address: Option<String>,
    /// 邮政编码
    pub postcode: Option<String>,
    /// 联系电话
    pub phone: Option<String>,
    /// Whether documents may be sent electronically.
    pub electronic: Option<bool>,
    /// To which number or address.
    pub electronic_to: Option<String>,
    /// When.
    pub on: Option<Day>,
}

impl Application {
    pub(super) fn example() -> Self {
        Self {
            head: people::head(),
            applicants: vec![people::applicant()],
            respondents: vec![people::respondent()],
            summary: people::SUMMARY.to_owned(),
            claims: vec![
                "请求被申请人疏通并修复排水立管，防止再次倒灌；".to_owned(),
                "请求被申请人赔偿地板及家具损失人民币18,600元。".to_owned(),
            ],
            applied_on: Some(date!(2026 - 10 - 12)),
        }
    }
}

impl AcceptanceRegister {
    pub(super) fn example() -> Self {
        Self {
            head: people::head(),
            accepted_on: Some(date!(2026 - 10 - 14)),
            source: Some(Source::Referred),
            referred_by: Some("深圳市公安局宝安分局示例派出所".to_owned()),
            parties: vec![people::applicant(), people::respondent()],
            dispute_type: Some("物业纠纷".to_owned()),
            summary: people::SUMMARY.to_owned(),
            registrar: Some("孙八".to_owned()),
        }
    }
}

impl ConsentRecord {
    pub(super) fn example() -> Self {
        Self {
            head: people::head(),
            dispute: people::DISPUTE.to_owned(),
            party: people::respondent(),
            asked_at: Some(At(datetime!(2026-10-13 02:15 UTC))),
            manner: Some("电话".to_owned()),
            agrees: Some(true),
            asked_by: Some("孙八".to_owned()),
        }
    }
}

impl NotAcceptedNotice {
    pub(super) fn example() -> Self {
        Self {
            head: people::head(),
            to: vec!["张三".to_owned()],
            dispute: people::DISPUTE.to_owned(),
            applied_on: date!(2026 - 10 - 12),
            ground: "对方当事人明确拒绝调解".to_owned(),
            reason:
                "2026年10月13日，本委员会电话征询深圳市示例物业管理有限公司的意愿，该公司明确表示不同意调解。"
                    .to_owned(),
            articles: vec!["《中华人民共和国人民调解法》第十七条".to_owned()],
            ways: people::ways(),
            on: date!(2026 - 10 - 14),
        }
    }
}

impl RightsNotice {
    pub(super) fn example() -> Self {
        Self {
            head: people::head(),
            dispute: Some(people::DISPUTE.to_owned()),
            party: Some("张三".to_owned()),
            manner: None,
            told_on: Some(date!(2026 - 10 - 14)),
        }
    }
}

impl PrivacyConsent {
    pub(super) fn example() -> Self {
        let purpose = |purpose: &str, kinds: &str, kept: &str| Purpose {
            purpose: purpose.to_owned(),
            kinds: kinds.to_owned(),
            kept: kept.to_owned(),
        };
        let asked = |what: &str, given| AskedConsent { what: what.to_owned(), given };
        Self {
            head: people::head(),
            party: Some("张三".to_owned()),
            contact: "0755-00000000，宝安区西乡街道示例路9号".to_owned(),
            purposes: vec![
                purpose(
                    "受理、调解纠纷，制作并送达文书",
                    "姓名、身份证件号码、联系方式、住址、纠纷情况",
                    "按卷宗保管期限",
                ),
                purpose("回访、督促履行", "姓名、联系方式", "至回访结束"),
                purpose("统计（不含能识别个人的信息）", "纠纷类型、发生地、办理结果", "长期"),
            ],
            consents: vec![
                asked("处理身份证件号码、健康状况等办理本纠纷所必需的敏感个人信息", Some(true)),
                asked("向共同参与调解的单位（物业行业调解委员会）提供上述信息", Some(true)),
                asked("将隐去个人信息的案例用于调解员培训", Some(false)),
            ],
            on: Some(date!(2026 - 10 - 12)),
        }
    }
}

impl ServiceAddress {
    pub(super) fn example() -> Self {
        Self {
            head: people::head(),
            dispute: people::DISPUTE.to_owned(),
            party: people::applicant(),
            recipient: None,
            address: Some("深圳市宝安区西乡街道坣岗社区示例路1号2栋301".to_owned()),
            postcode: Some("518000".to_owned()),
            phone: Some("000-00001234".to_owned()),
            electronic: Some(true),
            electronic_to: Some("000-00001234（短信）".to_owned()),
            on: Some(date!(2026 - 10 - 14)),
        }
    }
}
