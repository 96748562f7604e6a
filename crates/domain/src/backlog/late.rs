//! What is late, and who is told next? Told, one level after the other; nothing moves by itself.

use fengqiao_base::{Duty, Moment};

use super::{OwnedCase, Stage};
use crate::{
    codes::codes,
    deadline::{RunningClock, Warning},
};

codes! {
    /// What is owed by a certain day.
    Owed "backlog_owed" {
        /// 包案期限
        Whole = "whole",
        /// 化解措施
        Measure = "measure",
        /// 结论审核
        Review = "review",
    }

    /// Who is told that something is late.
    Level "backlog_level" {
        /// 包案领导
        Leader = "leader",
        /// 司法局监督人员
        Justice = "justice",
    }
}

impl Level {
    /// In which duty.
    pub fn duty(self) -> Duty {
        match self {
            Level::Leader => Duty::Leader,
            Level::Justice => Duty::Justice,
        }
    }
}

/// That something is told once it is late.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Telling {
    /// What is owed.
    pub owed: Owed,
    /// Which measure.
    pub measure: Option<u32>,
    /// Who is told.
    pub level: Level,
    /// Until when it was owed.
    pub due: Moment,
    /// When it is told.
    pub at: Moment,
}

impl OwnedCase {
    /// What is told, and when, if everything goes on as it is, the first first: the leader once a period has passed, whoever
    /// supervises some working days later as the rule says; of a review whoever supervises at once.
    pub fn tellings(&self) -> Vec<Telling> {
        let Some(owned) = self.owned() else { return Vec::new() };
        let mut all = match self.stage() {
            Stage::Approved | Stage::Working => {
                let open = owned.measures.iter().filter(|measure| measure.is_open());
                let measures = open.flat_map(|one| of(Owed::Measure, Some(one.nth), &one.clock));
                measures.chain(of(Owed::Whole, None, &owned.clock)).collect()
            }
            Stage::Concluded => owned
                .proposed()
                .map(|proposed| &proposed.clock)
                .map(|clock| Telling {
                    owed: Owed::Review,
                    measure: None,
                    level: Level::Justice,
                    due: clock.due.at,
                    at: clock.due.at,
                })
                .into_iter()
                .collect(),
            Stage::Nominated | Stage::StruckOff | Stage::Returned | Stage::Refused | Stage::Withdrawn => {
                Vec::new()
            }
        };
        all.sort_by_key(|telling: &Telling| telling.at);
        all
    }
}

fn of(owed: Owed, measure: Option<u32>, clock: &RunningClock) -> Vec<Telling> {
    let due = clock.due.at;
    let telling = |level, at| Telling { owed, measure, level, due, at };
    let mut all = vec![telling(Level::Leader, due)];
    all.extend(clock.escalate_at.first().map(|Warning(at)| telling(Level::Justice, *at)));
    all
}
