//! Which clocks run on a case?

use fengqiao_base::{
    Day, Moment, Refusal,
    clock::CHINA,
    id::{AgreementId, ItemId},
    local_day,
};
use serde::{Deserialize, Serialize};
use time::{Duration, Time};

use super::{ActContext, Area, Case, Why};

/// What a clock of a case is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "name", content = "of", rename_all = "snake_case")]
pub enum ClockName {
    /// T-accept: accept or not.
    Accept,
    /// T-contact: ask the other side.
    Contact,
    /// T-mediate: the period of mediation.
    Mediate,
    /// T-confirm: apply for confirmation of this agreement.
    Confirm(AgreementId),
    /// T-perform: do this item.
    Perform(ItemId),
    /// T-transfer: the receiver's receipt.
    Transfer,
    /// T-visit: one return visit of the series.
    Visit,
    /// T-archive: put the dossier away.
    Archive,
}

/// A clock of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseClock {
    /// What it is for.
    pub name: ClockName,
    /// The last day.
    pub due: Day,
    /// Since when it is paused.
    pub paused_on: Option<Day>,
    /// When it was stopped.
    pub stopped_on: Option<Day>,
}

impl Case {
    pub(crate) fn period_is_for_the_parties(&self) -> bool {
        self.area() != Area::Labour && self.origin.charge().is_none()
    }

    pub(crate) fn start(
        &mut self,
        name: ClockName,
        from: Moment,
        ctx: &ActContext<'_>,
    ) -> Result<(), Refusal> {
        self.start_on_day(name, local_day(from), ctx)
    }

    pub(crate) fn start_on_day(
        &mut self,
        name: ClockName,
        from: Day,
        ctx: &ActContext<'_>,
    ) -> Result<(), Refusal> {
        let days = match name {
            ClockName::Accept | ClockName::Contact => 3,
            ClockName::Mediate | ClockName::Confirm(_) | ClockName::Archive => 30,
            ClockName::Perform(_) => 0,
            ClockName::Transfer | ClockName::Visit => 7,
        };
        self.start_due(name, from + Duration::days(days), ctx)
    }

    #[expect(clippy::unnecessary_wraps, reason = "the calendar may end")]
    pub(crate) fn start_due(&mut self, name: ClockName, due: Day, _: &ActContext<'_>) -> Result<(), Refusal> {
        self.clocks.push(CaseClock { name, due, paused_on: None, stopped_on: None });
        Ok(())
    }

    pub(crate) fn start_mediating(
        &mut self,
        agreed_until: Option<Day>,
        ctx: &ActContext<'_>,
    ) -> Result<(), Refusal> {
        match agreed_until {
            Some(until) => self.start_due(ClockName::Mediate, until, ctx),
            None => self.start(ClockName::Mediate, ctx.at, ctx),
        }
    }

    pub(crate) fn stop(&mut self, name: ClockName, ctx: &ActContext<'_>) {
        for clock in self.clocks.iter_mut().filter(|clock| clock.name == name && clock.stopped_on.is_none()) {
            clock.stopped_on = Some(ctx.today());
        }
    }

    pub(crate) fn pause(&mut self, name: ClockName, ctx: &ActContext<'_>) {
        for clock in self.clocks.iter_mut().filter(|clock| clock.name == name && clock.stopped_on.is_none()) {
            clock.paused_on = Some(ctx.today());
        }
    }

    #[expect(clippy::unnecessary_wraps, reason = "the calendar may end")]
    pub(crate) fn resume_clock(&mut self, name: ClockName, ctx: &ActContext<'_>) -> Result<(), Refusal> {
        for clock in self.clocks.iter_mut().filter(|clock| clock.name == name) {
            if let Some(since) = clock.paused_on.take() {
                clock.due += ctx.today() - since;
            }
        }
        Ok(())
    }

    pub(crate) fn extend_period(&mut self, until: Day, _: &ActContext<'_>) -> Result<(), Refusal> {
        for clock in self.clocks.iter_mut().filter(|clock| clock.name == ClockName::Mediate) {
            if until <= clock.due {
                return Err(Why::ExtensionNotLater.at("until"));
            }
            clock.due = until;
        }
        Ok(())
    }

    pub(crate) fn start_visits(&mut self, from: Day, ctx: &ActContext<'_>) -> Result<(), Refusal> {
        if self.is_running(ClockName::Visit) {
            return Ok(());
        }
        for days in [7, 30] {
            self.start_due(ClockName::Visit, from + Duration::days(days), ctx)?;
        }
        Ok(())
    }

    pub(crate) fn stop_next_visit(&mut self, ctx: &ActContext<'_>) {
        let running = self
            .clocks
            .iter_mut()
            .filter(|clock| clock.name == ClockName::Visit && clock.stopped_on.is_none());
        if let Some(next) = running.min_by_key(|clock| clock.due) {
            next.stopped_on = Some(ctx.today());
        }
    }

    pub(crate) fn stop_visits_after_closing(&mut self, ctx: &ActContext<'_>) {
        self.stop(ClockName::Visit, ctx);
    }

    /// Whether a clock of this name runs.
    pub fn is_running(&self, name: ClockName) -> bool {
        self.clocks.iter().any(|clock| clock.name == name && clock.stopped_on.is_none())
    }

    /// The last day of the clock of this name, running or stopped; of several, the next.
    pub fn due_day(&self, name: ClockName) -> Option<Day> {
        self.clocks.iter().filter(|clock| clock.name == name).map(|clock| clock.due).min()
    }

    /// The end of the last day of the running clock of this name.
    pub fn due_at(&self, name: ClockName) -> Option<Moment> {
        let running = self.clocks.iter().filter(|clock| clock.name == name && clock.stopped_on.is_none());
        let due = running.map(|clock| clock.due).min()?;
        Some(due.next_day()?.with_time(Time::MIDNIGHT).assume_offset(CHINA))
    }

    pub(crate) fn is_past(&self, name: ClockName, ctx: &ActContext<'_>) -> bool {
        self.due_day(name).is_some_and(|due| due < ctx.today())
    }
}
