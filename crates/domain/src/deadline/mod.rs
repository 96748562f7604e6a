//! By when must it be done, which rule says so, and what happened to the period on the way?
//!
//! | file | question |
//! | --- | --- |
//! | `rule` | which periods there are: length, start, stop, pauses, extensions, source |
//! | `reckon` | on which day does a period end (民法典 第二百条至第二百零四条) |
//! | `step` | why on that day, step by step |
//! | `clock` | a period that runs inside a case: paused, resumed, extended, met |
//! | `days` | what is each day of a period on a calendar |
//! | `moved` | which ends another calendar moves, and why |
//!
//! A period of days ends when its last day ends: at 24:00 in China, which is 00:00 of the next day. That instant is
//! [`Ends::at`], and the first instant that is too late; the day that people read is [`Ends::day`].
//! A period of hours, minutes or seconds ends at its exact instant.
//! Passing has no effect by itself: a clock proposes, a person decides.

mod clock;
mod days;
mod moved;
mod reckon;
mod rule;
mod step;

#[cfg(test)]
mod clock_tests;
#[cfg(test)]
mod reckon_tests;
#[cfg(test)]
mod table_tests;

pub use self::{
    clock::{ClockState, RunningClock, Standing},
    days::{Mark, MarkedDay, days},
    moved::{MoveReason, Moved},
    reckon::{Course, Deadline, Ends, Extension, Pause, Warning, compute},
    rule::{
        Basis, ExtensionBy, Extensions, Length, Level, PauseGround, Rule, Rules, RulesError, SetBy, Tier,
        Unit,
    },
    step::{Step, Value},
};

use fengqiao_base::Calendar;

/// What every clock is reckoned by: the rules and the calendar.
#[derive(Debug, Clone)]
pub struct Reckoning {
    /// The periods there are.
    pub rules: Rules,
    /// The working days.
    pub calendar: Calendar,
}

impl Reckoning {
    /// Rules and calendar shipped with the program.
    pub fn shipped() -> Self {
        Self { rules: Rules::shipped(), calendar: Calendar::shipped() }
    }
}
