//! Whose turn is it, for what, and by when?

use fengqiao_base::{Actor, Duty, Moment, Refusal};
use serde::{Deserialize, Serialize};

use super::{ActContext, ActKind, Event, Fact, Request, Stage};
use crate::{
    codes::codes,
    deadline::{Course, Moved, Reckoning, RunningClock},
};

codes! {
    /// What a clock of a request is for.
    ClockName "request_clock" {
        /// T-intake: look at it and register it.
        Intake = "intake",
        /// T-accept: open a case, hand it over or say no.
        Accept = "accept",
        /// T-transfer: the receiver's receipt.
        Transfer = "transfer",
    }
}

/// A clock of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// What it is for.
    pub name: ClockName,
    /// How it runs.
    pub clock: RunningClock,
}

impl Clock {
    pub(super) fn start(name: ClockName, from: Moment, ctx: &ActContext<'_>) -> Result<Self, Refusal> {
        let rule = match name {
            ClockName::Intake => "intake",
            ClockName::Accept => "accept-peoples",
            ClockName::Transfer => "transfer",
        };
        Ok(Self { name, clock: RunningClock::start(rule, Course::from(from), ctx.reckoning)? })
    }
}

/// What a request waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turn {
    /// Somebody with this duty.
    pub who: Duty,
    /// For which act; others that are offered may be done too.
    pub what: ActKind,
    /// By when.
    pub by: Option<Moment>,
}

impl Request {
    /// What the request waits for; nothing once it has become a case or has ended.
    pub fn turn(&self) -> Option<Turn> {
        let turn = |who, what, clock| Turn { who, what, by: self.running(clock).map(|clock| clock.due.at) };
        match &self.stage {
            Stage::Lead => Some(turn(Duty::Intake, ActKind::Register, ClockName::Intake)),
            Stage::Registered if self.dispute_type.is_none() => {
                Some(turn(Duty::Intake, ActKind::ChooseType, ClockName::Accept))
            }
            Stage::Registered if self.is_appeal() => {
                Some(turn(Duty::Dispatcher, ActKind::Transfer, ClockName::Accept))
            }
            Stage::Registered => Some(turn(Duty::Intake, ActKind::Open, ClockName::Accept)),
            Stage::Transferred(transfer) if transfer.receipt.is_none() => {
                Some(turn(Duty::Dispatcher, ActKind::TransferReceived, ClockName::Transfer))
            }
            Stage::Transferred(_)
            | Stage::Settled(_)
            | Stage::Joined { .. }
            | Stage::Opened { .. }
            | Stage::Refused { .. }
            | Stage::Withdrawn { .. } => None,
        }
    }

    /// Whether it is for an authority and not for mediation: by its type, else by what whoever filed it said.
    pub fn is_appeal(&self) -> bool {
        self.area() == crate::case::Area::Appeal
    }

    /// Reckons its open clocks anew where another calendar was loaded since, and gives the ends that moved.
    pub fn follow_calendar(&mut self, by: &Reckoning) -> Vec<Moved> {
        self.clocks.iter_mut().filter_map(|one| one.clock.follow(one.name.code(), by)).collect()
    }

    /// The same for a request on which nobody acts: each end that moved stands among what happened.
    pub fn reckon_anew(&mut self, by: &Reckoning, at: Moment) -> Vec<Moved> {
        let moved = self.follow_calendar(by);
        for one in moved.iter().cloned() {
            let Moved { clock, rule, before, after, calendar, reason } = one;
            let fact = Fact::DeadlineMoved { clock, rule, before, after, calendar, reason };
            self.happened.push(Event { at, by: Actor::System, fact });
        }
        moved
    }

    /// The clock of this name, if it runs.
    pub fn running(&self, name: ClockName) -> Option<&RunningClock> {
        self.clocks.iter().find(|clock| clock.name == name && clock.clock.is_open()).map(|clock| &clock.clock)
    }

    pub(super) fn start(
        &mut self,
        name: ClockName,
        from: Moment,
        ctx: &ActContext<'_>,
    ) -> Result<(), Refusal> {
        self.clocks.push(Clock::start(name, from, ctx)?);
        Ok(())
    }

    /// What had to be done by the clock of this name was done.
    pub(super) fn meet(&mut self, name: ClockName, ctx: &ActContext<'_>) {
        self.end(|clock| clock.name == name, |clock| clock.meet(ctx.at, ctx.reckoning));
    }

    /// Nothing more has to be done by any clock.
    pub(super) fn cancel_clocks(&mut self, ctx: &ActContext<'_>) {
        self.end(|_| true, |clock| clock.cancel(ctx.at, ctx.reckoning));
    }

    fn end(&mut self, which: impl Fn(&Clock) -> bool, how: impl Fn(RunningClock) -> RunningClock) {
        let clocks = std::mem::take(&mut self.clocks);
        self.clocks = clocks
            .into_iter()
            .map(|one| if which(&one) { Clock { name: one.name, clock: how(one.clock) } } else { one })
            .collect();
    }
}
