//! On which day does a period end?
//!
//! 民法典 第二百条至第二百零四条: the day of the start is not counted; months end on the day of the same number or on the
//! last of the month; a last day on a 法定休假日 moves to the day after the holiday; hours run from the instant.
//!
//! A pause takes away whole days: the day on which it begins is the first that does not count, the day on which the
//! period runs again counts. Days of the period that fell into the pause are counted again after it; a pause that
//! outlasts the period leaves at least the day on which it runs again.
//! An extension names the new last day.

use fengqiao_base::{
    Calendar, Certainty, Day, Moment, Refusal,
    calendar::{self, DayKind},
    clock::CHINA,
    local_day,
};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use time::{Duration, Weekday, format_description::well_known::Rfc3339};

use super::{
    rule::{ExtensionBy, Length, PauseGround, Rule, SetBy, Unit},
    step::Step,
};

/// Where a period ends. As JSON it is the last day, `"2025-10-09"`, or the exact instant of a period of hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ends {
    /// The last day, as people read it.
    pub day: Day,
    /// The first instant that is too late: 00:00 of the next day in China, or the exact instant of a period of hours.
    pub at: Moment,
}

impl Ends {
    /// With the end of a day.
    pub fn with_day(day: Day) -> Self {
        Self { day, at: midnight_after(day) }
    }

    /// At an exact instant.
    pub fn at(at: Moment) -> Self {
        Self { day: local_day(at), at }
    }

    /// Whether the whole last day counts.
    pub fn is_with_day(self) -> bool {
        self == Self::with_day(self.day)
    }
}

impl Serialize for Ends {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.is_with_day() {
            self.day.serialize(serializer)
        } else {
            time::serde::rfc3339::serialize(&self.at, serializer)
        }
    }
}

impl<'de> Deserialize<'de> for Ends {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        if text.contains('T') {
            Moment::parse(&text, &Rfc3339).map(Self::at).map_err(D::Error::custom)
        } else {
            let day = serde::de::value::StrDeserializer::<D::Error>::new(&text);
            Day::deserialize(day).map(Self::with_day)
        }
    }
}

/// A time in which a period stood still.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    /// From when.
    #[serde(with = "time::serde::rfc3339")]
    pub from: Moment,
    /// Until when.
    #[serde(with = "time::serde::rfc3339")]
    pub until: Moment,
    /// Why.
    pub ground: PauseGround,
}

/// One extension of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// When it was granted.
    #[serde(with = "time::serde::rfc3339")]
    pub at: Moment,
    /// The new last day, before any roll-forward.
    pub until: Day,
    /// By whom.
    pub by: ExtensionBy,
}

/// What a period went through: all that its end depends on beside rule and calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Course {
    /// When it started.
    #[serde(with = "time::serde::rfc3339")]
    pub start: Moment,
    /// The last day that was named at the start, where the rule lets parties or the act name one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub named: Option<Day>,
    /// Pauses that are over, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pauses: Vec<Pause>,
    /// Extensions, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub extensions: Vec<Extension>,
}

impl Course {
    /// A period that starts at this instant and has gone through nothing yet.
    pub fn from(start: Moment) -> Self {
        Self { start, named: None, pauses: Vec::new(), extensions: Vec::new() }
    }

    /// A period that starts with an event of which only the day is known.
    pub fn from_day(day: Day) -> Self {
        Self::from(midnight_before(day))
    }

    /// The last day that was named at the start.
    pub fn named(mut self, last: Day) -> Self {
        self.named = Some(last);
        self
    }
}

/// The end of a period, with the reasons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Deadline {
    /// Under which rule.
    pub rule: String,
    /// Which version of it.
    pub rule_version: u32,
    /// By which calendar.
    pub calendar: String,
    /// When it started.
    #[serde(with = "time::serde::rfc3339")]
    pub start: Moment,
    /// The end as counted.
    pub raw: Ends,
    /// The end that holds: as counted, or the day after the holiday.
    pub due: Ends,
    /// Whether it rests on a year whose holidays are not arranged yet, or not loaded.
    pub provisional: bool,
    /// When it warns, in order.
    pub warn_at: Vec<Warning>,
    /// When the next level is told that it is still not done, in order of the levels.
    pub escalate_at: Vec<Warning>,
    /// Why it ends then.
    pub reasoning: Vec<Step>,
}

/// An instant at which a period warns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Warning(#[serde(with = "time::serde::rfc3339")] pub Moment);

/// What to do where the calendar ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Beyond {
    /// Refuse: no answer is better than a guess.
    Refuse,
    /// Take the day as counted, with Monday to Friday for working days, and mark it: a case must not stand still for a
    /// calendar.
    TakeRaw,
}

/// The end of a period.
///
/// # Errors
/// `calendar-year-missing` where the calendar ends; `deadline-needs-day`, `deadline-set-by-rule`,
/// `deadline-day-too-late` and `deadline-day-before-start` when the named day does not fit the rule; `deadline-pause-order` and
/// `deadline-pause-late` when the pauses do not fit the period.
pub fn compute(rule: &Rule, course: &Course, calendar: &Calendar) -> Result<Deadline, Refusal> {
    reckon(rule, course, calendar, Beyond::Refuse)
}

pub(super) fn reckon(
    rule: &Rule,
    course: &Course,
    calendar: &Calendar,
    beyond: Beyond,
) -> Result<Deadline, Refusal> {
    let mut walk = Walk { rule, calendar, beyond, steps: Vec::new(), provisional: false };
    let mut raw = walk.first_end(course)?;
    for event in in_order(course)? {
        raw = match event {
            Event::Pause(pause) => walk.paused(raw, course, &pause)?,
            Event::Extension(extension) => {
                walk.steps.push(Step::Extended { by: extension.by, last: extension.until });
                Ends::with_day(extension.until)
            }
        };
    }
    let ends_with_day = raw.is_with_day();
    let due = if rule.rolls && ends_with_day { walk.rolled(raw.day)? } else { raw };
    if ends_with_day {
        walk.steps.push(Step::EndsWithDay { day: due.day });
    }
    Ok(Deadline {
        rule: rule.id.clone(),
        rule_version: rule.version,
        calendar: calendar.version().to_owned(),
        start: course.start,
        raw,
        due,
        provisional: walk.provisional,
        warn_at: warnings(rule, course, due),
        escalate_at: escalations(rule, due, calendar),
        reasoning: walk.steps,
    })
}

enum Event {
    Pause(Pause),
    Extension(Extension),
}

/// Pauses and extensions as they happened.
fn in_order(course: &Course) -> Result<Vec<Event>, Refusal> {
    let mut free_from = course.start;
    for pause in &course.pauses {
        if pause.from < free_from || pause.until < pause.from {
            return Err(Refusal::new("deadline-pause-order"));
        }
        free_from = pause.until;
    }
    // A period that stands still is not extended; one that is extended can stand still from the same instant on.
    let meets = |extension: &Extension| {
        course.pauses.iter().any(|pause| pause.from < extension.at && extension.at < pause.until)
    };
    if course.extensions.iter().any(meets) {
        return Err(Refusal::new("deadline-paused"));
    }
    let pauses = course.pauses.iter().map(|pause| (pause.from, Event::Pause(*pause)));
    let extensions = course.extensions.iter().map(|extension| (extension.at, Event::Extension(*extension)));
    let mut events: Vec<_> = extensions.chain(pauses).collect();
    events.sort_by_key(|(at, _)| *at);
    Ok(events.into_iter().map(|(_, event)| event).collect())
}

/// The way to the end, with the reasons gathered on it.
struct Walk<'a> {
    rule: &'a Rule,
    calendar: &'a Calendar,
    beyond: Beyond,
    steps: Vec<Step>,
    provisional: bool,
}

impl Walk<'_> {
    /// The end before any pause, extension or roll-forward.
    fn first_end(&mut self, course: &Course) -> Result<Ends, Refusal> {
        let first = local_day(course.start);
        let Length { count, unit } = match (course.named, self.rule.set_by, self.rule.length) {
            (Some(_), SetBy::Rule, _) => {
                return Err(Refusal::new("deadline-set-by-rule").at("until").with("rule", &self.rule.id));
            }
            (Some(last), SetBy::ActWithin, _) => {
                let most = Walk { steps: Vec::new(), ..*self }.first_end(&Course::from(course.start))?.day;
                if last > most {
                    return Err(Refusal::new("deadline-day-too-late").at("until").with("day", most));
                }
                return self.named(first, last);
            }
            (Some(last), SetBy::PartiesOrRule | SetBy::Act, _) => return self.named(first, last),
            (None, _, None) => {
                return Err(Refusal::new("deadline-needs-day").at("until").with("rule", &self.rule.id));
            }
            (None, _, Some(length)) => length,
        };
        if let Some(span) = exact(Length { count, unit }) {
            let at = course.start.checked_add(span).ok_or_else(too_far)?;
            self.steps.push(Step::RunsFrom { at: course.start });
            self.steps.push(Step::CountedTime { count, unit: unit.code(), until: at });
            return Ok(Ends::at(at));
        }
        self.steps.push(Step::StartNotCounted { day: first });
        let last = match unit {
            Unit::WorkingDays => {
                let last = self.workdays_after(first, count)?;
                self.count_workdays(first, last, count)?;
                last
            }
            Unit::Months => self.months_after(first, count, unit)?,
            Unit::Years => self.months_after(first, count.checked_mul(12).ok_or_else(too_far)?, unit)?,
            Unit::CalendarDays | Unit::Hours | Unit::Minutes | Unit::Seconds => {
                let last = days_after(first, count)?;
                self.steps.push(Step::CountedDays { count, last });
                last
            }
        };
        Ok(Ends::with_day(last))
    }

    /// The end that the parties or the act named.
    fn named(&mut self, first: Day, last: Day) -> Result<Ends, Refusal> {
        if last < first {
            return Err(Refusal::new("deadline-day-before-start").at("until"));
        }
        self.steps.push(Step::Named { last });
        Ok(Ends::with_day(last))
    }

    /// The last day of `count` working days after `day`.
    fn workdays_after(&mut self, day: Day, count: u32) -> Result<Day, Refusal> {
        let (mut last, mut left) = (day, count);
        while left > 0 {
            last = days_after(last, 1)?;
            self.note_year(last)?;
            left -= u32::from(self.kind(last)?.is_workday());
        }
        Ok(last)
    }

    fn count_workdays(&mut self, first: Day, last: Day, count: u32) -> Result<(), Refusal> {
        let (mut off, mut made_up) = (0, 0);
        for day in days_between(first, last) {
            match self.kind(day)? {
                DayKind::Weekday => {}
                DayKind::MakeUp => made_up += 1,
                DayKind::Weekend | DayKind::Holiday => off += 1,
            }
        }
        self.steps.push(Step::CountedWorkdays { count, last, off, made_up });
        Ok(())
    }

    /// What kind of day it is; past the calendar, by the day of the week alone.
    fn kind(&self, day: Day) -> Result<DayKind, Refusal> {
        match (self.calendar.day(day), self.beyond) {
            (Ok(facts), _) => Ok(facts.kind),
            (Err(_), Beyond::TakeRaw) => match day.weekday() {
                Weekday::Saturday | Weekday::Sunday => Ok(DayKind::Weekend),
                _ => Ok(DayKind::Weekday),
            },
            (Err(refusal), Beyond::Refuse) => Err(refusal),
        }
    }

    fn months_after(&mut self, day: Day, count: u32, unit: Unit) -> Result<Day, Refusal> {
        let last = calendar::months_after(day, count).ok_or_else(too_far)?;
        let counted = if unit == Unit::Years { count / 12 } else { count };
        self.steps.push(Step::CountedMonths { count: counted, unit: unit.code(), last });
        if last.day() != day.day() {
            self.steps.push(Step::MonthEnd { last });
        }
        Ok(last)
    }

    /// The end after a pause.
    fn paused(&mut self, raw: Ends, course: &Course, pause: &Pause) -> Result<Ends, Refusal> {
        let by_day = raw.is_with_day();
        let end = if by_day && self.rule.rolls {
            self.calendar.roll_forward(raw.day).map_or(raw, Ends::with_day)
        } else {
            raw
        };
        if pause.from >= end.at {
            return Err(Refusal::new("deadline-pause-late"));
        }
        if !by_day {
            let until = raw.at.checked_add(pause.until - pause.from).ok_or_else(too_far)?;
            let (from, again, ground) = (pause.from, pause.until, pause.ground);
            self.steps.push(Step::PausedTime { from, again, ground, until });
            return Ok(Ends::at(until));
        }
        let first_counted = days_after(local_day(course.start), 1)?;
        let (from, until) = (local_day(pause.from).max(first_counted), local_day(pause.until));
        let Some(before) = until.previous_day().filter(|_| from < until) else { return Ok(raw) };
        // Days of the period that fell into the pause: they are counted again after it.
        let missed = from.previous_day().map_or_else(Vec::new, |eve| days_between(eve, before.min(raw.day)));
        let days = if matches!(self.rule.length, Some(Length { unit: Unit::WorkingDays, .. })) {
            let mut days = 0;
            for day in missed {
                days += u32::from(self.kind(day)?.is_workday());
            }
            days
        } else {
            u32::try_from(missed.len()).map_err(|_| too_far())?
        };
        let resumed = raw.day.max(before);
        let last = match self.rule.length {
            // Nothing of it fell into the pause, unless the pause outlasted it.
            _ if days == 0 && before < end.day => raw.day,
            _ if days == 0 => until,
            Some(Length { unit: Unit::WorkingDays, .. }) => self.workdays_after(resumed, days)?,
            _ => days_after(resumed, days)?,
        };
        self.steps.push(Step::Paused { from, until, ground: pause.ground, days, last });
        Ok(Ends::with_day(last))
    }

    /// The day itself, or the day after the holiday.
    fn rolled(&mut self, day: Day) -> Result<Ends, Refusal> {
        let facts = match (self.calendar.day(day), self.beyond) {
            (Ok(facts), _) => facts,
            (Err(_), Beyond::TakeRaw) => return Ok(self.unrolled(day, day.year())),
            (Err(refusal), Beyond::Refuse) => return Err(refusal),
        };
        self.note_year(day)?;
        if facts.kind.is_workday() {
            return Ok(Ends::with_day(day));
        }
        let next = match (self.calendar.next_workday(day), self.beyond) {
            (Ok(next), _) => next,
            (Err(_), Beyond::TakeRaw) => return Ok(self.unrolled(day, day.year() + 1)),
            (Err(refusal), Beyond::Refuse) => return Err(refusal),
        };
        self.steps.push(Step::FellOn { day, kind: facts.kind, holiday: facts.holiday.map(str::to_owned) });
        self.note_year(next)?;
        self.steps.push(Step::RolledTo { day: next });
        Ok(Ends::with_day(next))
    }

    fn unrolled(&mut self, day: Day, year: i32) -> Ends {
        self.provisional = true;
        // Where working days were guessed, that was said already.
        if !self.steps.contains(&Step::YearGuessed { year }) {
            self.steps.push(Step::YearMissing { year });
        }
        Ends::with_day(day)
    }

    /// Notes that the answer rests on a year that is provisional, or not loaded at all.
    fn note_year(&mut self, day: Day) -> Result<(), Refusal> {
        let year = day.year();
        let step = match (self.calendar.certainty(day), self.beyond) {
            (Ok(Certainty::Official), _) => return Ok(()),
            (Ok(Certainty::Provisional), _) => Step::YearProvisional { year },
            (Err(_), Beyond::TakeRaw) => Step::YearGuessed { year },
            (Err(refusal), Beyond::Refuse) => return Err(refusal),
        };
        self.provisional = true;
        if !self.steps.contains(&step) {
            self.steps.push(step);
        }
        Ok(())
    }
}

/// The instants at which the period warns: after its percentage of the time it runs, and some days before its end.
fn warnings(rule: &Rule, course: &Course, due: Ends) -> Vec<Warning> {
    let by_day = due.is_with_day();
    let align = |at: Moment| if by_day { midnight_before(local_day(at)) } else { at };
    let begins = if by_day { midnight_after(local_day(course.start)) } else { course.start };
    let stood: Vec<(Moment, Moment)> = course
        .pauses
        .iter()
        .map(|pause| (align(pause.from).max(begins), align(pause.until).max(begins)))
        .collect();
    let standing: Duration = stood.iter().map(|(from, until)| *until - *from).sum();
    let mut at: Vec<Moment> = Vec::new();
    if let Some(percent) = rule.warn_percent {
        let running = (due.at - begins - standing).max(Duration::ZERO);
        let mut instant: Moment = begins + running * i32::from(percent) / 100;
        for (from, until) in &stood {
            if *from < instant {
                instant += *until - *from;
            }
        }
        at.push(instant);
    }
    if let Some(days) = rule.warn_days.filter(|days| *days > 0) {
        let day = Duration::days(i64::from(days));
        at.push(if by_day { midnight_before(due.day) - day } else { due.at - day });
    }
    // Whole seconds: nobody is warned to the microsecond.
    for at in &mut at {
        *at = at.replace_nanosecond(0).unwrap_or(*at);
    }
    at.retain(|at| *at > course.start && *at < due.at);
    at.sort_unstable();
    at.dedup();
    at.into_iter().map(Warning).collect()
}

/// The instants at which the levels are told, each when its last working day is over. Past the calendar Monday to Friday
/// are taken: nobody must wait for a calendar to be told.
fn escalations(rule: &Rule, due: Ends, calendar: &Calendar) -> Vec<Warning> {
    let works = |day: Day| {
        let guess = !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        calendar.is_workday(day).unwrap_or(guess)
    };
    let at = |count: u16| {
        let days = std::iter::successors(due.day.next_day(), |day| day.next_day());
        days.filter(|day| works(*day)).nth(usize::from(count).saturating_sub(1))
    };
    let levels = rule.levels.iter().filter_map(|level| at(level.after_working_days));
    levels.map(|day| Warning(midnight_after(day))).collect()
}

/// The span of a length that runs from the instant, none for one that is counted in days.
fn exact(Length { count, unit }: Length) -> Option<Duration> {
    let count = i64::from(count);
    match unit {
        Unit::Seconds => Some(Duration::seconds(count)),
        Unit::Minutes => Some(Duration::minutes(count)),
        Unit::Hours => Some(Duration::hours(count)),
        Unit::CalendarDays | Unit::WorkingDays | Unit::Months | Unit::Years => None,
    }
}

fn days_after(day: Day, count: u32) -> Result<Day, Refusal> {
    day.checked_add(Duration::days(i64::from(count))).ok_or_else(too_far)
}

/// The days after `first`, up to and with `last`.
fn days_between(first: Day, last: Day) -> Vec<Day> {
    std::iter::successors(first.next_day(), |day| day.next_day()).take_while(|day| *day <= last).collect()
}

fn midnight_before(day: Day) -> Moment {
    day.midnight().assume_offset(CHINA).to_offset(time::UtcOffset::UTC)
}

fn midnight_after(day: Day) -> Moment {
    midnight_before(day) + Duration::DAY
}

fn too_far() -> Refusal {
    Refusal::new("deadline-too-far")
}
