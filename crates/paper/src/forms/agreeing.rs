//! Which forms hold what was agreed and how it is kept?

use fengqiao_base::Day;
use serde::Serialize;
use time::macros::{date, datetime};

use crate::{
    money::Money,
    values::{At, Head, Party, people},
};

/// What one side promises in one item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AgreedItem {
    /// What is to be done.
    pub what: String,
    /// Who does it.
    pub performer: String,
    /// For whom.
    pub beneficiary: String,
    /// How much money.
    pub amount: Option<Money>,
    /// By which day.
    pub due: Option<Day>,
    /// In which manner.
    pub manner: String,
    /// Where.
    pub place: Option<String>,
    /// Whether it was done on the spot (当场履行).
    pub on_the_spot: bool,
}

/// 人民调解协议书
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Agreement {
    /// Committee and number.
    #[serde(flatten)]
    pub head: Head,
    /// The parties, each with what the law asks for.
    pub parties: Vec<Party>,
    /// 纠纷主要事实、争议事项
    pub facts: String,
    /// 各方当事人的责任, where it is stated.
    pub responsibilities: Option<String>,
    /// What was agreed, in words.
    pub terms: String,
    /// 履行方式、时限, item by item.
    pub items: Vec<AgreedItem>,
    /// All the money in it, where there is more than one amount.
    pub total: Option<Money>,
    /// What a partial agreement leaves open (深圳条例 26).
    pub left_open: Option<String>,
    /// The number of the agreement it takes the place of.
    pub replaces: Option<String>,
    /// 一式几份: one for each party, one for the committee (人民调解法 29).
    pub copies: usize,
    /// 人民调解员
    pub mediators: Vec<String>,
    /// 记录人
    pub recorder: Option<String>,
    /// The day it was reached; the day it binds is the day of the last signature and the seal.
    pub reached_on: Option<Day>,
}

/// 人民调解口头协议登记表: filled as the written agreement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OralAgreement {
    /// Committee and number.
    #[serde(flatten)]
    pub head: Head,
    /// The parties.
    pub parties: Vec<Party>,
    /// 纠纷主要事实、争议事项
    pub facts: String,
    /// 协议内容
    pub terms: String,
    /// 履行方式、时限, item by item.
    pub items: Vec<AgreedItem>,
    /// What a partial agreement leaves open.
    pub left_open: Option<String>,
    /// 人民调解员
    pub mediators: Vec<String>,
    /// The day it was reached, from which it binds (人民调解法 30).
    pub reached_on: Option<Day>,
}

/// 无争议事实记载表 (深圳条例 73)
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UndisputedFacts {
    /// Committee and number.
    #[serde(flatten)]
    pub head: Head,
    /// 纠纷
    pub dispute: String,
    /// The parties, all of whom sign.
    pub parties: Vec<Party>,
    /// The facts.
    pub facts: String,
    /// When they were recorded.
    pub on: Option<Day>,
}

/// One urging.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Urging {
    /// When.
    pub at: At,
    /// How: 上门, 电话 …
    pub manner: String,
    /// What was said.
    pub record: String,
}

/// 履行督促记录
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UrgingRecord {
    /// Committee and number.
    #[serde(flatten)]
    pub head: Head,
    /// 纠纷
    pub dispute: String,
    /// What was promised.
    pub item: AgreedItem,
    /// How the performer was urged, in the order of time.
    pub urgings: Vec<Urging>,
}

/// An item and how it ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PerformedItem {
    /// What was to be done.
    pub what: String,
    /// Who did it.
    pub performer: String,
    /// For whom.
    pub beneficiary: String,
    /// How much money.
    pub amount: Option<Money>,
    /// When it was done.
    pub done_on: Option<Day>,
    /// 履行凭证: receipt, transfer slip.
    pub proof: Option<String>,
}

/// 履行完毕确认书
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PerformanceConfirmed {
    /// Committee and number.
    #[serde(flatten)]
    pub head: Head,
    /// 纠纷
    pub dispute: String,
    /// The parties.
    pub parties: Vec<Party>,
    /// The day the agreement took effect.
    pub effective_on: Option<Day>,
    /// Its items.
    pub items: Vec<PerformedItem>,
    /// The day the last one was done.
    pub on: Option<Day>,
}

/// 司法确认申请书
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConfirmationApplication {
    /// Committee and number of the agreement.
    #[serde(flatten)]
    pub head: Head,
    /// Both sides: they apply jointly.
    pub applicants: Vec<Party>,
    /// The day the agreement took effect.
    pub agreed_on: Option<Day>,
    /// 事实与理由: what the agreement is about.
    pub facts: String,
    /// 人民法院
    pub court: Option<String>,
    /// The day of the application.
    pub on: Option<Day>,
}

fn example_items() -> Vec<AgreedItem> {
    vec![
        AgreedItem {
            what: "疏通并改造2栋外墙排水立管，书面告知业主验收".to_owned(),
            performer: "深圳市示例物业管理有限公司".to_owned(),
            beneficiary: "张三".to_owned(),
            amount: None,
            due: Some(date!(2026 - 10 - 27)),
            manner: "施工并共同验收".to_owned(),
            place: Some("示例花园2栋".to_owned()),
            on_the_spot: false,
        },
        AgreedItem {
            what: "支付地板、家具损失补偿款".to_owned(),
            performer: "深圳市示例物业管理有限公司".to_owned(),
            beneficiary: "张三".to_owned(),
            amount: Some(Money(1_200_000)),
            due: Some(date!(2026 - 11 - 05)),
            manner: "银行转账".to_owned(),
            place: None,
            on_the_spot: false,
        },
        AgreedItem {
            what: "退还2026年9月物业费".to_owned(),
            performer: "深圳市示例物业管理有限公司".to_owned(),
            beneficiary: "张三".to_owned(),
            amount: Some(Money(38_650)),
            due: None,
            manner: "现金".to_owned(),
            place: Some("第2调解室".to_owned()),
            on_the_spot: true,
        },
    ]
}

impl Agreement {
    pub(super) fn example() -> Self {
        Self {
            head: people::head(),
            parties: vec![people::applicant(), people::respondent()],
            facts: people::SUMMARY.to_owned(),
            responsibilities: Some(
                "被申请人未及时养护排水立管，对返水承担主要责任；申请人发现返水后未及时移开家具，自行承担部分损失。".to_owned(),
            ),
            terms: "被申请人完成排水立管改造，并一次性补偿申请人损失；申请人收到款项后，双方就本次返水造成的损失再无其他争议。".to_owned(),
            items: example_items(),
            total: Some(Money(1_238_650)),
            left_open: None,
            replaces: None,
            copies: 3,
            mediators: vec!["钱七".to_owned()],
            recorder: Some("孙八".to_owned()),
            reached_on: Some(date!(2026 - 10 - 20)),
        }
    }
}

impl OralAgreement {
    pub(super) fn example() -> Self {
        let mut items = example_items();
        items.truncate(1);
        Self {
            head: people::head(),
            parties: vec![people::applicant(), people::respondent()],
            facts: people::SUMMARY.to_owned(),
            terms: "被申请人疏通并改造排水立管，申请人不再要求赔偿。".to_owned(),
            items,
            left_open: None,
            mediators: vec!["钱七".to_owned()],
            reached_on: Some(date!(2026 - 10 - 20)),
        }
    }
}

impl UndisputedFacts {
    pub(super) fn example() -> Self {
        Self {
            head: people::head(),
            dispute: people::DISPUTE.to_owned(),
            parties: vec![people::applicant(), people::respondent()],
            facts: "一、申请人系示例花园2栋301房业主，被申请人自2021年1月1日起为该小区提供物业服务。\n\
                二、2026年9月15日20时许，2栋外墙排水立管堵塞，雨水倒灌入301房；申请人于当日20时20分报修，\
                被申请人于9月16日10时完成疏通。\n三、301房客厅、主卧木地板约32平方米受损。"
                .to_owned(),
            on: Some(date!(2026 - 11 - 12)),
        }
    }
}

impl UrgingRecord {
    pub(super) fn example() -> Self {
        let urging = |at, manner: &str, record: &str| Urging {
            at: At(at),
            manner: manner.to_owned(),
            record: record.to_owned(),
        };
        Self {
            head: people::head(),
            dispute: people::DISPUTE.to_owned(),
            item: example_items().swap_remove(1),
            urgings: vec![
                urging(
                    datetime!(2026-11-06 02:00 UTC),
                    "电话",
                    "告知付款期限已于11月5日届满。王五答复：付款单已报总公司审批，三日内支付。",
                ),
                urging(
                    datetime!(2026-11-10 07:30 UTC),
                    "上门",
                    "向被申请人说明逾期履行的后果，对方可以向人民法院起诉。李四答复：11月12日前付清。",
                ),
            ],
        }
    }
}

impl PerformanceConfirmed {
    pub(super) fn example() -> Self {
        let done = [date!(2026 - 10 - 26), date!(2026 - 11 - 12), date!(2026 - 10 - 20)];
        let items = example_items().into_iter().zip(done).map(|(item, day)| PerformedItem {
            proof: item.amount.map(|_| "收据1份".to_owned()),
            what: item.what,
            performer: item.performer,
            beneficiary: item.beneficiary,
            amount: item.amount,
            done_on: Some(day),
        });
        Self {
            head: people::head(),
            dispute: people::DISPUTE.to_owned(),
            parties: vec![people::applicant(), people::respondent()],
            effective_on: Some(date!(2026 - 10 - 20)),
            items: items.collect(),
            on: Some(date!(2026 - 11 - 12)),
        }
    }
}

impl ConfirmationApplication {
    pub(super) fn example() -> Self {
        Self {
            head: people::head(),
            applicants: vec![people::applicant(), people::respondent()],
            agreed_on: Some(date!(2026 - 10 - 20)),
            facts: people::SUMMARY.to_owned(),
            court: Some("深圳市宝安区人民法院".to_owned()),
            on: Some(date!(2026 - 10 - 28)),
        }
    }
}

/// 支付令申请书 (劳动争议调解仲裁法 16; 民事诉讼法 225)
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PaymentOrderApplication {
    /// Committee and number of the agreement.
    #[serde(flatten)]
    pub head: Head,
    /// The employee.
    pub applicant: Party,
    /// The employer.
    pub respondent: Party,
    /// The sum that is owed still.
    pub amount: Option<Money>,
    /// What was promised.
    pub what: String,
    /// The day by which it was to be paid.
    pub due: Option<Day>,
    /// The day the agreement took effect.
    pub agreed_on: Option<Day>,
    /// 人民法院
    pub court: Option<String>,
    /// The day of the application.
    pub on: Option<Day>,
}

impl PaymentOrderApplication {
    pub(super) fn example() -> Self {
        Self {
            head: people::head(),
            applicant: people::applicant(),
            respondent: people::respondent(),
            amount: Some(Money(1_200_000)),
            what: "支付二〇二六年八月、九月工资。".to_owned(),
            due: Some(date!(2026 - 11 - 12)),
            agreed_on: Some(date!(2026 - 10 - 20)),
            court: Some("深圳市宝安区人民法院".to_owned()),
            on: None,
        }
    }
}
