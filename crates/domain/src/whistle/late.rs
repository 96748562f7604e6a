//! Which call is late, and who is told next? Told, one level after the other; no call moves by itself.

use fengqiao_base::{Duty, Moment};

use super::{Call, CallClock};
use crate::{
    codes::codes,
    deadline::{Course, Reckoning, RunningClock},
};

codes! {
    /// How far up a late call was told.
    Level "whistle_level" {
        /// 分派人员
        Dispatcher = "dispatcher",
        /// 包案领导
        Leader = "leader",
    }
}

impl Level {
    /// Who is told.
    pub fn duty(self) -> Duty {
        match self {
            Level::Dispatcher => Duty::Dispatcher,
            Level::Leader => Duty::Leader,
        }
    }
}

/// When a call that goes on as it does is told to each level: the dispatcher once its period has passed, the leader once
/// it has passed a second time.
pub fn escalates_at(call: &Call, by: &Reckoning) -> Vec<(Level, Moment)> {
    let Some(CallClock { clock, .. }) = call.next_clock() else { return Vec::new() };
    let due = clock.due.at;
    let again = RunningClock::start(&clock.rule, Course::from(due), by).map(|clock| clock.due.at);
    let mut levels = vec![(Level::Dispatcher, due)];
    levels.extend(again.ok().map(|at| (Level::Leader, at)));
    levels
}
