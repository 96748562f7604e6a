//! Which forms hold what was agreed and how it is kept?

use fengqiao_base::Day;
use serde::Serialize;
use time::macros::date;

use crate::{
    money::Money,
    values::{Head, Party, people},
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
