//! Did it hold, are people content, and has the quarrel come back?

mod visiting;

use fengqiao_base::{
    Moment,
    id::{AccountId, PartyId, VisitId},
};
use serde::{Deserialize, Serialize};

use crate::{case::Manner, codes::codes};

codes! {
    /// How content somebody is.
    Satisfaction "satisfaction" {
        /// 满意
        Content = "content",
        /// 基本满意
        Mostly = "mostly",
        /// 不满意
        Discontent = "discontent",
        /// Nobody could be asked.
        Unasked = "unasked",
    }

    /// What a visit found of the performance.
    Found "found" {
        /// 已履行
        Performed = "performed",
        /// 部分履行
        PartlyPerformed = "partly_performed",
        /// 未到期
        NotDue = "not_due",
        /// 逾期未履行
        Overdue = "overdue",
        /// 反悔起诉
        Sued = "sued",
        /// There is nothing to perform.
        Nothing = "nothing",
    }
}

/// One return visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// Its id.
    pub id: VisitId,
    /// Its place among the visits, from 1.
    pub nth: u32,
    /// When.
    #[serde(with = "time::serde::rfc3339")]
    pub at: Moment,
    /// Who made it.
    pub by: AccountId,
    /// Whether the visitor had mediated the case; marked, since another person is better.
    pub by_own_mediator: bool,
    /// Whom she spoke with.
    pub visited: Vec<PartyId>,
    /// How.
    pub manner: Manner,
    /// How content they are.
    pub satisfaction: Satisfaction,
    /// How the performance stands.
    pub performance: Found,
    /// Whether the quarrel has come back.
    pub relapse: bool,
    /// What was said and done.
    pub record: String,
}
