//! Which clocks run on a case, under which rules, and when must somebody look?

use std::{fmt, str::FromStr};

use fengqiao_base::{
    Actor, Day, Moment, Refusal,
    id::{AgreementId, ItemId, TaskId},
    local_day,
};
use serde::{Deserialize, Serialize};

use super::{ActContext, Area, Case, CourtCharge, Event, Fact, Why};
use crate::{
    agreement::{Item, ItemState},
    confirmation::Confirmation,
    deadline::{
        Course, ExtensionBy, Moved, PauseGround, Reckoning, Rule, RunningClock, SetBy, Standing, Step,
    },
};

/// The rule of the mediation of labour disputes.
const LABOUR: &str = "mediate-labour";

/// What a clock of a case is for. As text, in JSON and in the table `clocks`: `mediate`, `perform:<id>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
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
    /// T-enforce: apply to the court for enforcement of this item (民诉法 250).
    Enforce(ItemId),
    /// T-transfer: the receiver's receipt.
    Transfer,
    /// Sign for the material of whoever sent the dispute here.
    Sign,
    /// Report back to whoever sent it.
    Report,
    /// Another body answers whether it takes this task on.
    TaskAnswer(TaskId),
    /// Another body does this task.
    Task(TaskId),
    /// A task that a body is not competent for goes to another (深圳条例 45).
    TaskTransfer(TaskId),
    /// T-visit: one return visit of the series.
    Visit,
    /// T-archive: put the dossier away.
    Archive,
}

impl ClockName {
    /// Every code, in the order of the way. The name is the sentence `deadline-clock-<code>`.
    pub const CODES: [&'static str; 14] = [
        "accept",
        "contact",
        "mediate",
        "confirm",
        "perform",
        "enforce",
        "transfer",
        "sign",
        "report",
        "task-answer",
        "task",
        "task-transfer",
        "visit",
        "archive",
    ];

    /// The word in data, API and translation keys.
    pub fn code(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Contact => "contact",
            Self::Mediate => "mediate",
            Self::Confirm(_) => "confirm",
            Self::Perform(_) => "perform",
            Self::Enforce(_) => "enforce",
            Self::Transfer => "transfer",
            Self::Sign => "sign",
            Self::Report => "report",
            Self::TaskAnswer(_) => "task-answer",
            Self::Task(_) => "task",
            Self::TaskTransfer(_) => "task-transfer",
            Self::Visit => "visit",
            Self::Archive => "archive",
        }
    }

    /// Whether it is a window that somebody may use and need not: it can close, but nobody is late.
    pub fn is_window(self) -> bool {
        matches!(self, Self::Confirm(_) | Self::Enforce(_))
    }
}

impl fmt::Display for ClockName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Confirm(agreement) => write!(f, "confirm:{agreement}"),
            Self::Perform(item) => write!(f, "perform:{item}"),
            Self::Enforce(item) => write!(f, "enforce:{item}"),
            Self::TaskAnswer(task) | Self::Task(task) | Self::TaskTransfer(task) => {
                write!(f, "{}:{task}", self.code())
            }
            name => f.write_str(name.code()),
        }
    }
}

impl From<ClockName> for String {
    fn from(name: ClockName) -> Self {
        name.to_string()
    }
}

/// A text that names no clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the name of a clock of a case")]
pub struct NotAClockName;

impl FromStr for ClockName {
    type Err = NotAClockName;

    fn from_str(text: &str) -> Result<Self, NotAClockName> {
        match text.split_once(':').unwrap_or((text, "")) {
            ("accept", "") => Ok(Self::Accept),
            ("contact", "") => Ok(Self::Contact),
            ("mediate", "") => Ok(Self::Mediate),
            ("confirm", id) => id.parse().map(Self::Confirm).map_err(|_| NotAClockName),
            ("perform", id) => id.parse().map(Self::Perform).map_err(|_| NotAClockName),
            ("enforce", id) => id.parse().map(Self::Enforce).map_err(|_| NotAClockName),
            ("transfer", "") => Ok(Self::Transfer),
            ("sign", "") => Ok(Self::Sign),
            ("report", "") => Ok(Self::Report),
            ("task-answer", id) => id.parse().map(Self::TaskAnswer).map_err(|_| NotAClockName),
            ("task", id) => id.parse().map(Self::Task).map_err(|_| NotAClockName),
            ("task-transfer", id) => id.parse().map(Self::TaskTransfer).map_err(|_| NotAClockName),
            ("visit", "") => Ok(Self::Visit),
            ("archive", "") => Ok(Self::Archive),
            _ => Err(NotAClockName),
        }
    }
}

impl TryFrom<String> for ClockName {
    type Error = NotAClockName;

    fn try_from(text: String) -> Result<Self, NotAClockName> {
        text.parse()
    }
}

/// A clock of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseClock {
    /// What it is for.
    pub name: ClockName,
    /// How it runs: since when, until when, under which rule.
    pub clock: RunningClock,
}

impl CaseClock {
    /// What tells it from the other clocks of its case: the name, for a return visit its rule (`visit-first`).
    pub fn key(&self) -> String {
        match self.name {
            ClockName::Visit => self.clock.rule.clone(),
            name => name.to_string(),
        }
    }

    /// How it stands at `now`.
    pub fn standing(&self, now: Moment) -> Standing {
        match self.clock.standing(now) {
            Standing::Overdue if self.name.is_window() => Standing::Over,
            standing => standing,
        }
    }

    /// Whether it has begun at `now`. That of enforcement is known from the ruling on, and begins once an item is due.
    pub fn has_begun(&self, now: Moment) -> bool {
        self.clock.course.start <= now
    }

    /// The next instant after `now` at which somebody must look; see [`RunningClock::next_look`].
    pub fn next_look(&self, now: Moment) -> Option<Moment> {
        self.clock.next_look(now)
    }

    /// The rule it runs under.
    ///
    /// # Errors
    /// `deadline-rule-unknown` when the table no longer holds it.
    pub fn rule<'a>(&self, by: &'a Reckoning) -> Result<&'a Rule, Refusal> {
        self.clock.rule(by)
    }

    /// Why it ends when it ends, step by step.
    ///
    /// # Errors
    /// See [`RunningClock::reasoning`].
    pub fn reasoning(&self, by: &Reckoning) -> Result<Vec<Step>, Refusal> {
        self.clock.reasoning(by)
    }
}

impl Case {
    /// The period of mediation under which this case falls: its rule on a day, and when it starts at the latest then.
    ///
    /// A court's charge has its own period; then the law of the area; else Shenzhen's regulation, and the national rules
    /// for what was accepted before it.
    fn mediating_rule(&self, on: Day, by: &Reckoning) -> &'static str {
        match self.origin.charge().map(|charge| charge.way) {
            Some(CourtCharge::Delegated) => return "court-delegated",
            Some(CourtCharge::EntrustedOrdinary) => return "court-entrusted-ordinary",
            Some(CourtCharge::EntrustedSummary) => return "court-entrusted-summary",
            Some(CourtCharge::Guided) | None => {}
        }
        match self.area() {
            Area::Labour => LABOUR,
            Area::Medical if by.rules.in_force("mediate-medical", on).is_ok() => "mediate-medical",
            _ if by.rules.in_force("mediate-shenzhen", on).is_ok() => "mediate-shenzhen",
            _ => "mediate-national",
        }
    }

    /// From when the period of mediation runs: from the signature for the court's material, from the application of a
    /// labour dispute, else from the acceptance.
    fn mediating_course(&self, accepted: Moment) -> Course {
        match (self.origin.charge(), self.area()) {
            (Some(charge), _) => charge.signed_for.map_or(Course::from(accepted), Course::from_day),
            (None, Area::Labour) => Course::from(self.applied_at),
            (None, _) => Course::from(accepted),
        }
    }

    /// Whether the parties may agree on a period of their own when the case is accepted on `day`.
    pub fn may_agree_period(&self, on: Day, by: &Reckoning) -> bool {
        let rule = by.rules.in_force(self.mediating_rule(on, by), on);
        rule.is_ok_and(|rule| rule.set_by == SetBy::PartiesOrRule)
    }

    pub(super) fn refuse_agreed_period(&self, ctx: &ActContext<'_>) -> Result<(), Refusal> {
        if self.may_agree_period(ctx.today(), ctx.reckoning) {
            return Ok(());
        }
        let law = match (self.origin.charge(), self.area()) {
            (Some(_), _) => "最高人民法院关于人民法院特邀调解的规定 第二十七条",
            (None, Area::Medical) => "医疗纠纷预防和处理条例 第三十八条",
            (None, _) => "劳动争议调解仲裁法 第十四条",
        };
        Err(Why::PeriodCannotBeAgreed.at("agreed_until").law(law))
    }

    fn begin(
        &mut self,
        name: ClockName,
        rule: &str,
        course: Course,
        ctx: &ActContext<'_>,
    ) -> Result<(), Refusal> {
        let clock = RunningClock::start(rule, course, ctx.reckoning)?;
        self.clocks.push(CaseClock { name, clock });
        Ok(())
    }

    /// Accept or not, from the application.
    pub(super) fn start_accepting(&mut self, ctx: &ActContext<'_>) -> Result<(), Refusal> {
        self.begin(ClockName::Accept, "accept-peoples", Course::from(self.applied_at), ctx)
    }

    /// Ask the other side, from now on.
    pub(super) fn start_contacting(&mut self, ctx: &ActContext<'_>) -> Result<(), Refusal> {
        self.begin(ClockName::Contact, "contact", Course::from(ctx.at), ctx)
    }

    pub(super) fn start_mediating(
        &mut self,
        agreed_until: Option<Day>,
        ctx: &ActContext<'_>,
    ) -> Result<(), Refusal> {
        let course = self.mediating_course(ctx.at);
        let rule = self.mediating_rule(local_day(course.start), ctx.reckoning);
        let course = match agreed_until {
            Some(until) => course.named(until),
            None => course,
        };
        self.begin(ClockName::Mediate, rule, course, ctx)
    }

    /// A corrected type may put the mediation under another law: then that law's period runs, from where it begins, with
    /// the pauses and extensions that it knows too.
    pub(super) fn change_mediating_rule(&mut self, ctx: &ActContext<'_>) -> Result<(), Refusal> {
        let Some(accepted) = self.acceptance.as_ref().map(|acceptance| acceptance.at) else { return Ok(()) };
        let Some(old) = self.running_mut(ClockName::Mediate).map(|clock| clock.clone()) else {
            return Ok(());
        };
        let mut course = self.mediating_course(accepted);
        let id = self.mediating_rule(local_day(course.start), ctx.reckoning);
        if id == old.rule {
            return Ok(());
        }
        let rule = ctx.reckoning.rules.in_force(id, local_day(course.start))?;
        course.named = old.course.named.filter(|_| rule.set_by == SetBy::PartiesOrRule);
        course.pauses.clone_from(&old.course.pauses);
        course.pauses.retain(|pause| rule.pauses.contains(&pause.ground));
        if rule.extensions.is_some_and(|extensions| extensions.by == ExtensionBy::Parties) {
            course.extensions.clone_from(&old.course.extensions);
        }
        let new = RunningClock::start(id, course, ctx.reckoning)?.standing_like(&old, ctx.reckoning)?;
        self.stop(ClockName::Mediate, "type-corrected", ctx);
        self.clocks.push(CaseClock { name: ClockName::Mediate, clock: new });
        Ok(())
    }

    /// Apply to the court, from the day the agreement holds.
    pub(crate) fn start_confirming(
        &mut self,
        agreement: AgreementId,
        on: Day,
        ctx: &ActContext<'_>,
    ) -> Result<(), Refusal> {
        self.begin(ClockName::Confirm(agreement), "confirm", Course::from_day(on), ctx)
    }

    /// Do the item by the day the agreement names, even if it was signed after that day.
    pub(crate) fn start_performing(
        &mut self,
        item: ItemId,
        effective: Day,
        due: Day,
        ctx: &ActContext<'_>,
    ) -> Result<(), Refusal> {
        let course = Course::from_day(effective.min(due)).named(due);
        self.begin(ClockName::Perform(item), "perform", course, ctx)
    }

    /// Apply for enforcement of what is still owed: of each item from the last day of its performance, in instalments from
    /// that of the last one, and where none was agreed from the ruling (民诉法 250 II). Of what interrupts the period only
    /// performance in part is known here; the end told is the earliest.
    pub(crate) fn start_enforcing(
        &mut self,
        agreement: AgreementId,
        ruled: Day,
        ctx: &ActContext<'_>,
    ) -> Result<(), Refusal> {
        let items = self.agreement(agreement).map(|agreement| agreement.items.as_slice()).unwrap_or_default();
        let owed = items.iter().filter(|item| item.is_open());
        let owed = owed.filter(|item| self.clock(ClockName::Enforce(item.id)).is_none());
        let owed: Vec<(ItemId, Day)> =
            owed.map(|item| (item.id, self.enforceable_from(item, items).unwrap_or(ruled))).collect();
        for (item, from) in owed {
            self.begin(ClockName::Enforce(item), "enforce", Course::from_day(from), ctx)?;
            self.interrupt_enforcing(item, ctx)?;
        }
        Ok(())
    }

    /// The last day on which the item was to be done. Of several sums that one side owes the other each is an instalment,
    /// and the last of them counts (民事诉讼法 250).
    fn enforceable_from(&self, item: &Item, items: &[Item]) -> Option<Day> {
        let due = |item: &Item| self.due_day(ClockName::Perform(item.id));
        let own = due(item)?;
        let between = |item: &Item| (item.terms.performer, item.terms.beneficiary);
        let is_sum = |item: &Item| item.terms.amount_fen.is_some();
        let instalments = items.iter().filter(|other| is_sum(other) && between(other) == between(item));
        instalments.filter_map(due).filter(|_| is_sum(item)).fold(own, Day::max).into()
    }

    /// Performance in part, before the period is over, interrupts it: it runs anew from that day (民法典 195).
    pub(crate) fn interrupt_enforcing(&mut self, item: ItemId, ctx: &ActContext<'_>) -> Result<(), Refusal> {
        let Some(ItemState::Part { on, .. }) = self.item(item).map(|item| item.state.clone()) else {
            return Ok(());
        };
        let Some(clock) = self.running_mut(ClockName::Enforce(item)) else { return Ok(()) };
        let course = Course::from_day(on);
        if clock.course.start < course.start && on <= clock.due.day {
            *clock = RunningClock::start("enforce", course, ctx.reckoning)?;
        }
        Ok(())
    }

    /// The same for what a court had confirmed before there was such a clock.
    pub(super) fn start_enforcing_confirmed(&mut self, ctx: &ActContext<'_>) -> Result<(), Refusal> {
        let confirmed = self.effective_agreements().filter_map(|agreement| match agreement.confirmation() {
            Some(Confirmation::Valid { on, .. }) => Some((agreement.id, *on)),
            _ => None,
        });
        for (agreement, ruled) in confirmed.collect::<Vec<_>>() {
            self.start_enforcing(agreement, ruled, ctx)?;
        }
        Ok(())
    }

    pub(super) fn start_transfer(&mut self, ctx: &ActContext<'_>) -> Result<(), Refusal> {
        self.begin(ClockName::Transfer, "transfer", Course::from(ctx.at), ctx)
    }

    /// Sign for the material, from now on.
    pub(super) fn start_signing(&mut self, ctx: &ActContext<'_>) -> Result<(), Refusal> {
        self.begin(ClockName::Sign, "referral-sign", Course::from(ctx.at), ctx)
    }

    /// Report back under `rule`, from now on.
    pub(crate) fn start_report(&mut self, rule: &str, ctx: &ActContext<'_>) -> Result<(), Refusal> {
        self.begin(ClockName::Report, rule, Course::from(ctx.at), ctx)
    }

    /// Answer and do a task, from now on. An authority that is to lead decides on it under the law of administrative
    /// mediation, with the longer period of what concerns several agencies (深圳条例 46).
    pub(crate) fn start_task(
        &mut self,
        task: TaskId,
        is_accepted_by_law: bool,
        due: Option<Day>,
        ctx: &ActContext<'_>,
    ) -> Result<(), Refusal> {
        let answer = if is_accepted_by_law { "accept-administrative-complex" } else { "linked-answer" };
        self.begin(ClockName::TaskAnswer(task), answer, Course::from(ctx.at), ctx)?;
        let course = Course::from(ctx.at);
        match due {
            Some(due) => self.begin(ClockName::Task(task), "linked-task-named", course.named(due), ctx),
            None => self.begin(ClockName::Task(task), "linked-task", course, ctx),
        }
    }

    /// Send on what a body is not competent for, from now on (深圳条例 45).
    pub(crate) fn start_task_transfer(&mut self, task: TaskId, ctx: &ActContext<'_>) -> Result<(), Refusal> {
        self.begin(ClockName::TaskTransfer(task), "transfer-administrative", Course::from(ctx.at), ctx)
    }

    /// The visits after the last day of performance, or after the end of the mediation.
    pub(crate) fn start_visits(&mut self, from: Day, ctx: &ActContext<'_>) -> Result<(), Refusal> {
        if self.is_running(ClockName::Visit) {
            return Ok(());
        }
        for rule in ["visit-first", "visit-second"] {
            self.begin(ClockName::Visit, rule, Course::from_day(from), ctx)?;
        }
        Ok(())
    }

    pub(super) fn start_archiving(&mut self, ctx: &ActContext<'_>) -> Result<(), Refusal> {
        self.begin(ClockName::Archive, "archive", Course::from(ctx.at), ctx)
    }

    /// Stops the clock at this event: it is met if its rule names the event among those that stop it, else nothing has to
    /// be done any more.
    pub(crate) fn stop(&mut self, name: ClockName, event: &str, ctx: &ActContext<'_>) {
        for clock in self.clocks.iter_mut().filter(|clock| clock.name == name) {
            clock.clock.stop(event, ctx);
        }
    }

    pub(crate) fn stop_next_visit(&mut self, ctx: &ActContext<'_>) {
        if let Some(next) = self.running_mut(ClockName::Visit) {
            next.stop("visited", ctx);
        }
    }

    /// What had been done was undone, as an application to the court that was withdrawn: the period runs on to its old
    /// end, if there is any of it left.
    pub(crate) fn run_again(&mut self, name: ClockName, ctx: &ActContext<'_>) -> Result<(), Refusal> {
        if let Some(last) = self.clocks.iter_mut().rfind(|clock| clock.name == name)
            && ctx.at < last.clock.due.at
        {
            last.clock = last.clock.clone().again(ctx.reckoning)?;
        }
        Ok(())
    }

    /// Pauses the clock if its rule knows the ground and it still runs; says whether it did.
    pub(crate) fn pause(
        &mut self,
        name: ClockName,
        ground: PauseGround,
        ctx: &ActContext<'_>,
    ) -> Result<bool, Refusal> {
        let by = ctx.reckoning;
        let Some(clock) = self.running_mut(name) else { return Ok(false) };
        let pauses = clock.is_running() && clock.rule(by)?.pauses.contains(&ground) && ctx.at < clock.due.at;
        if pauses {
            *clock = clock.clone().pause(ground, ctx.at, by)?;
        }
        Ok(pauses)
    }

    pub(crate) fn resume_clock(&mut self, name: ClockName, ctx: &ActContext<'_>) -> Result<(), Refusal> {
        if let Some(clock) = self.running_mut(name).filter(|clock| !clock.is_running()) {
            *clock = clock.clone().resume(ctx.at, ctx.reckoning)?;
        }
        Ok(())
    }

    pub(crate) fn extend_period(&mut self, until: Day, ctx: &ActContext<'_>) -> Result<(), Refusal> {
        if let Some(clock) = self.running_mut(ClockName::Mediate) {
            if until <= clock.due.day {
                return Err(Why::ExtensionNotLater.at("until"));
            }
            *clock = clock.clone().extend(until, ExtensionBy::Parties, ctx.at, ctx.reckoning)?;
        }
        Ok(())
    }

    /// Whether the law under which the mediation runs knows an extension. That of labour disputes knows none
    /// (劳动争议调解仲裁法 14); a court's charge does, in labour disputes too (特邀调解规定 27).
    pub(crate) fn is_extendable(&self) -> bool {
        self.clock(ClockName::Mediate).is_some_and(|clock| clock.clock.rule != LABOUR)
    }

    /// The open clock of this name; of several, the one that ends first.
    fn running_mut(&mut self, name: ClockName) -> Option<&mut RunningClock> {
        let open = self.clocks.iter_mut().filter(|clock| clock.name == name && clock.clock.is_open());
        open.map(|clock| &mut clock.clock).min_by_key(|clock| clock.due.at)
    }

    /// The clock of this name: of several the open one that ends first, else the last that was started.
    pub fn clock(&self, name: ClockName) -> Option<&CaseClock> {
        let named = || self.clocks.iter().filter(|clock| clock.name == name);
        let open = named().filter(|clock| clock.clock.is_open()).min_by_key(|clock| clock.clock.due.at);
        open.or_else(|| named().next_back())
    }

    /// The clocks that have not ended, the one that ends first coming first.
    pub fn open_clocks(&self) -> Vec<&CaseClock> {
        let mut open: Vec<_> = self.clocks.iter().filter(|clock| clock.clock.is_open()).collect();
        open.sort_by_key(|clock| clock.clock.due.at);
        open
    }

    /// The running clock that falls due first, and when. One that has passed comes before all others, for somebody still
    /// has to act; a window that has closed is not waited for.
    pub fn next_due(&self, now: Moment) -> Option<(ClockName, Moment)> {
        self.clocks
            .iter()
            .filter(|clock| clock.clock.is_running() && clock.standing(now) != Standing::Over)
            .map(|clock| (clock.name, clock.clock.due.at))
            .min_by_key(|(_, at)| *at)
    }

    /// The next instant after `now` at which somebody must look at one of its clocks.
    pub fn next_look(&self, now: Moment) -> Option<Moment> {
        self.clocks.iter().filter_map(|clock| clock.next_look(now)).min()
    }

    /// Reckons its open clocks anew where another calendar was loaded since: the holidays of a year were arranged, or
    /// changed. Gives the ends that moved. A clock that cannot be reckoned keeps its end.
    pub fn follow_calendar(&mut self, by: &Reckoning) -> Vec<Moved> {
        let follow = |one: &mut CaseClock| one.clock.follow(&one.key(), by);
        self.clocks.iter_mut().filter_map(follow).collect()
    }

    /// The same for a case on which nobody acts: each end that moved stands among what happened.
    pub fn reckon_anew(&mut self, by: &Reckoning, at: Moment) -> Vec<Moved> {
        let moved = self.follow_calendar(by);
        for Moved { clock, rule, before, after, calendar, reason } in moved.iter().cloned() {
            let fact = Fact::DeadlineMoved { clock, rule, before, after, calendar, reason };
            self.happened.push(Event { at, by: Actor::System, fact });
        }
        moved
    }

    /// Whether a clock of this name runs or stands still.
    pub fn is_running(&self, name: ClockName) -> bool {
        self.clocks.iter().any(|clock| clock.name == name && clock.clock.is_open())
    }

    /// Whether a clock of this name stands still.
    pub(crate) fn is_paused(&self, name: ClockName) -> bool {
        self.clock(name).is_some_and(|clock| clock.clock.is_open() && !clock.clock.is_running())
    }

    /// The last day of the clock of this name, running or stopped; of several, the next.
    pub fn due_day(&self, name: ClockName) -> Option<Day> {
        self.clock(name).map(|clock| clock.clock.due.day)
    }

    /// The end of the clock of this name, if it runs.
    pub fn due_at(&self, name: ClockName) -> Option<Moment> {
        self.clock(name).filter(|clock| clock.clock.is_running()).map(|clock| clock.clock.due.at)
    }

    pub(crate) fn is_past(&self, name: ClockName, ctx: &ActContext<'_>) -> bool {
        self.clock(name).is_some_and(|clock| ctx.at >= clock.clock.due.at) && !self.is_paused(name)
    }
}

impl RunningClock {
    fn stop(&mut self, event: &str, ctx: &ActContext<'_>) {
        let (at, by, clock) = (ctx.at, ctx.reckoning, self.clone());
        let meets = clock.rule(by).is_ok_and(|rule| rule.stops.iter().any(|stop| stop == event));
        *self = if meets { clock.meet(at, by) } else { clock.cancel(at, by) };
    }
}
