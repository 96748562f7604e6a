//! How does a period run inside a case?
//!
//! A clock is a value. Each transition takes it and gives it back changed, or says why not.

use fengqiao_base::{Day, Moment, Refusal, local_day};
use serde::{Deserialize, Serialize};
use time::Duration;

#[cfg(doc)]
use super::reckon::compute;
use super::{
    Reckoning,
    reckon::{Beyond, Course, Deadline, Ends, Extension, Pause, Warning, reckon},
    rule::{ExtensionBy, PauseGround, Rule},
    step::Step,
};

/// A period that runs, or ran, inside a case.
///
/// As JSON it is short, because every case holds several: what can be made again from the rule, the course and the
/// calendar is left out, what is evidence of the end that was told is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunningClock {
    /// Under which rule.
    pub rule: String,
    /// The version of the rule it was started with; a newer one does not touch it.
    #[serde(rename = "v", default = "first", skip_serializing_if = "is_first")]
    pub version: u32,
    /// The calendar its end was last reckoned by.
    #[serde(rename = "cal")]
    pub calendar_version: String,
    /// What it went through.
    pub course: Course,
    /// The end as counted.
    #[serde(rename = "raw")]
    pub raw_due: Ends,
    /// The end that holds. While it is paused: the end it had before, which can only move back.
    pub due: Ends,
    /// Whether the end rests on a year whose holidays are not arranged yet, or not loaded.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub provisional: bool,
    /// When it warns, in order; one that has ended does not.
    #[serde(rename = "warn", default, skip_serializing_if = "Vec::is_empty", with = "seconds")]
    pub warn_at: Vec<Warning>,
    /// When the next level is told that it is still not done; one that has ended does not.
    #[serde(rename = "esc", default, skip_serializing_if = "Vec::is_empty", with = "seconds")]
    pub escalate_at: Vec<Warning>,
    /// Whether it runs.
    pub state: ClockState,
}

/// Whether a clock runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClockState {
    /// It runs.
    Running,
    /// It stands still.
    Paused {
        /// Since when.
        #[serde(with = "time::serde::rfc3339")]
        since: Moment,
        /// Why.
        ground: PauseGround,
    },
    /// What had to be done was done.
    Met {
        /// When.
        #[serde(with = "time::serde::rfc3339")]
        at: Moment,
    },
    /// Nothing has to be done any more.
    Cancelled {
        /// Since when.
        #[serde(with = "time::serde::rfc3339")]
        at: Moment,
    },
}

/// How a clock stands at an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// It was met or cancelled.
    Ended,
    /// It stands still.
    Paused,
    /// There is time.
    Calm,
    /// The first warning is over.
    Warned,
    /// Today is the last day.
    DueToday,
    /// It has passed.
    Overdue,
    /// It has passed, and nobody had to use it: the court may no longer be asked.
    Over,
}

impl Standing {
    /// Every standing.
    pub const ALL: [Standing; 7] = [
        Standing::Ended,
        Standing::Paused,
        Standing::Calm,
        Standing::Warned,
        Standing::DueToday,
        Standing::Overdue,
        Standing::Over,
    ];

    /// The word in data, API and translation keys.
    pub fn code(self) -> &'static str {
        match self {
            Standing::Ended => "ended",
            Standing::Paused => "paused",
            Standing::Calm => "calm",
            Standing::Warned => "warned",
            Standing::DueToday => "due-today",
            Standing::Overdue => "overdue",
            Standing::Over => "over",
        }
    }
}

impl RunningClock {
    /// Starts the rule `id` on this course: `Course::from(at)`, `Course::from_day(day)`, each perhaps `.named(last)`.
    ///
    /// Where the calendar of a later year is not loaded yet, the end is as counted, with Monday to Friday for working
    /// days, and provisional: a case must not stand still for a calendar.
    ///
    /// # Errors
    /// Those of [`compute`], and `deadline-rule-unknown`, `deadline-rule-not-in-force`.
    pub fn start(id: &str, course: Course, by: &Reckoning) -> Result<Self, Refusal> {
        let rule = by.rules.in_force(id, local_day(course.start))?;
        let Deadline { rule, rule_version, calendar, raw, due, provisional, warn_at, escalate_at, .. } =
            reckon(rule, &course, &by.calendar, Beyond::TakeRaw)?;
        Ok(Self {
            rule,
            version: rule_version,
            calendar_version: calendar,
            course,
            raw_due: raw,
            due,
            provisional,
            warn_at,
            escalate_at,
            state: ClockState::Running,
        })
    }

    /// Stands still from `at` on.
    ///
    /// # Errors
    /// `deadline-ended`, `deadline-paused`, `deadline-no-pause` when the rule knows no such ground, `deadline-over`.
    pub fn pause(mut self, ground: PauseGround, at: Moment, by: &Reckoning) -> Result<Self, Refusal> {
        self.must_run()?;
        if !self.rule(by)?.pauses.contains(&ground) {
            return Err(Refusal::new("deadline-no-pause").with("rule", &self.rule));
        }
        if at >= self.due.at {
            return Err(Refusal::new("deadline-over"));
        }
        let last = self.course.pauses.last().map_or(self.course.start, |pause| pause.until);
        if at < last {
            return Err(Refusal::new("deadline-pause-order"));
        }
        self.state = ClockState::Paused { since: at, ground };
        Ok(self)
    }

    /// Runs again from `at` on; the days that fell into the pause are counted again.
    ///
    /// # Errors
    /// `deadline-not-paused`, `deadline-pause-order`.
    pub fn resume(mut self, at: Moment, by: &Reckoning) -> Result<Self, Refusal> {
        let ClockState::Paused { since, ground } = self.state else {
            return Err(Refusal::new("deadline-not-paused"));
        };
        self.course.pauses.push(Pause { from: since, until: at, ground });
        self.state = ClockState::Running;
        self.reckoned(by)
    }

    /// Ends on a later day.
    ///
    /// # Errors
    /// `deadline-ended`, `deadline-paused`, `deadline-no-extension` when the rule knows none by them,
    /// `deadline-extended-already`, `deadline-extension-too-long`, `deadline-extension-shorter`, and `deadline-over`
    /// for anybody but the parties, who may agree to go on even after the end.
    pub fn extend(
        mut self,
        until: Day,
        by: ExtensionBy,
        at: Moment,
        with: &Reckoning,
    ) -> Result<Self, Refusal> {
        self.must_run()?;
        let rule = self.rule(with)?;
        let Some(allowed) = rule.extensions.filter(|allowed| allowed.by == by) else {
            return Err(Refusal::new("deadline-no-extension").with("rule", &self.rule));
        };
        if by != ExtensionBy::Parties && at >= self.due.at {
            return Err(Refusal::new("deadline-over"));
        }
        if let Some(times) = allowed.times.filter(|times| self.course.extensions.len() >= *times as usize) {
            return Err(Refusal::new("deadline-extended-already").with("times", times));
        }
        if until <= self.due.day || until < local_day(at) {
            return Err(Refusal::new("deadline-extension-shorter").at("until").with("day", self.due.day));
        }
        if let Some(most) = allowed.most_days {
            let unextended = Course { extensions: Vec::new(), ..self.course.clone() };
            let raw = reckon(rule, &unextended, &with.calendar, Beyond::TakeRaw)?.raw.day;
            if (until - raw).whole_days() > i64::from(most) {
                return Err(Refusal::new("deadline-extension-too-long").at("until").with("days", most));
            }
        }
        self.course.extensions.push(Extension { at, until, by });
        self.reckoned(with)
    }

    /// What had to be done was done at `at`. A clock that has ended stays as it is.
    pub fn meet(self, at: Moment, by: &Reckoning) -> Self {
        self.ended(at, ClockState::Met { at }, by)
    }

    /// Nothing has to be done any more. A clock that has ended stays as it is.
    pub fn cancel(self, at: Moment, by: &Reckoning) -> Self {
        self.ended(at, ClockState::Cancelled { at }, by)
    }

    /// A clock that ends while it stands still keeps that pause among its reasons.
    fn ended(self, at: Moment, state: ClockState, by: &Reckoning) -> Self {
        let mut ended = match self.state {
            ClockState::Running => self,
            ClockState::Paused { .. } => self.clone().resume(at, by).unwrap_or(self),
            ClockState::Met { .. } | ClockState::Cancelled { .. } => return self,
        };
        ended.state = state;
        ended.warn_at.clear();
        ended.escalate_at.clear();
        ended
    }

    /// Standing still from the same instant, if `other` does and this rule knows the ground.
    ///
    /// # Errors
    /// Those of [`RunningClock::pause`].
    pub fn standing_like(self, other: &Self, by: &Reckoning) -> Result<Self, Refusal> {
        match other.state {
            ClockState::Paused { since, ground }
                if since < self.due.at && self.rule(by)?.pauses.contains(&ground) =>
            {
                self.pause(ground, since, by)
            }
            ClockState::Running
            | ClockState::Paused { .. }
            | ClockState::Met { .. }
            | ClockState::Cancelled { .. } => Ok(self),
        }
    }

    /// The same period once more, as if it had not ended: what had been done was undone.
    ///
    /// # Errors
    /// Those of [`compute`], and `deadline-rule-unknown`.
    pub fn again(mut self, by: &Reckoning) -> Result<Self, Refusal> {
        self.state = ClockState::Running;
        self.reckoned(by)
    }

    /// Its end, reckoned again by the rule's version it was started with and the present calendar. After a calendar
    /// was loaded, this makes a provisional end a firm one. A clock that has ended stays as it is.
    ///
    /// # Errors
    /// Those of [`compute`], and `deadline-rule-unknown`.
    pub fn reckoned(mut self, by: &Reckoning) -> Result<Self, Refusal> {
        if !self.is_open() {
            return Ok(self);
        }
        let deadline = reckon(self.rule(by)?, &self.course, &by.calendar, Beyond::TakeRaw)?;
        self.calendar_version = deadline.calendar;
        self.raw_due = deadline.raw;
        self.due = deadline.due;
        self.provisional = deadline.provisional;
        self.warn_at = deadline.warn_at;
        self.escalate_at = deadline.escalate_at;
        Ok(self)
    }

    /// Why it ends when it ends, step by step.
    ///
    /// # Errors
    /// Those of [`compute`], and `deadline-rule-unknown`.
    pub fn reasoning(&self, by: &Reckoning) -> Result<Vec<Step>, Refusal> {
        let deadline = reckon(self.rule(by)?, &self.course, &by.calendar, Beyond::TakeRaw)?;
        let mut steps = deadline.reasoning;
        if deadline.due != self.due {
            steps.push(Step::KeptFrom { calendar: self.calendar_version.clone(), day: self.due.day });
        }
        Ok(steps)
    }

    /// The rule it runs under, in its version.
    ///
    /// # Errors
    /// `deadline-rule-unknown` when the table no longer holds it.
    pub fn rule<'a>(&self, by: &'a Reckoning) -> Result<&'a Rule, Refusal> {
        by.rules.version(&self.rule, self.version)
    }

    /// How it stands at `now`.
    pub fn standing(&self, now: Moment) -> Standing {
        match self.state {
            ClockState::Met { .. } | ClockState::Cancelled { .. } => Standing::Ended,
            ClockState::Paused { .. } => Standing::Paused,
            ClockState::Running if now >= self.due.at => Standing::Overdue,
            ClockState::Running if local_day(now) == self.due.day => Standing::DueToday,
            ClockState::Running if self.warn_at.iter().any(|warning| warning.0 <= now) => Standing::Warned,
            ClockState::Running => Standing::Calm,
        }
    }

    /// The next instant after `now` at which somebody must look: a warning, or the end. None when it does not run or
    /// all are over.
    pub fn next_look(&self, now: Moment) -> Option<Moment> {
        match self.state {
            ClockState::Running => self.looks().find(|at| *at > now),
            ClockState::Paused { .. } | ClockState::Met { .. } | ClockState::Cancelled { .. } => None,
        }
    }

    /// Every instant at which somebody must look, in order: the warnings, the end, the levels after it.
    pub fn looks(&self) -> impl Iterator<Item = Moment> {
        let instants = |warnings: &[Warning]| warnings.iter().map(|one| one.0).collect::<Vec<_>>();
        let after = instants(&self.escalate_at);
        instants(&self.warn_at).into_iter().chain([self.due.at]).chain(after)
    }

    /// How many levels were reached at `now`.
    pub fn level(&self, now: Moment) -> usize {
        self.escalate_at.iter().filter(|at| at.0 <= now).count()
    }

    /// Whether something still has to be done.
    pub fn is_open(&self) -> bool {
        match self.state {
            ClockState::Running | ClockState::Paused { .. } => true,
            ClockState::Met { .. } | ClockState::Cancelled { .. } => false,
        }
    }

    /// Whether what had to be done was done too late.
    pub fn was_late(&self) -> bool {
        match self.state {
            ClockState::Met { at } => at >= self.due.at,
            ClockState::Running | ClockState::Paused { .. } | ClockState::Cancelled { .. } => false,
        }
    }

    /// How much time it has used by `now`, without what it stood still.
    pub fn used(&self, now: Moment) -> Duration {
        let until = match self.state {
            ClockState::Met { at } | ClockState::Cancelled { at } => at,
            ClockState::Paused { since, .. } => since,
            ClockState::Running => now,
        };
        let stood: Duration = self.course.pauses.iter().map(|pause| pause.until - pause.from).sum();
        (until - self.course.start - stood).max(Duration::ZERO)
    }

    /// The instant it ended, if it has.
    pub fn ended_at(&self) -> Option<Moment> {
        match self.state {
            ClockState::Met { at } | ClockState::Cancelled { at } => Some(at),
            ClockState::Running | ClockState::Paused { .. } => None,
        }
    }

    /// Whether it runs: neither ended nor standing still.
    pub fn is_running(&self) -> bool {
        self.state == ClockState::Running
    }

    fn must_run(&self) -> Result<(), Refusal> {
        match self.state {
            ClockState::Running => Ok(()),
            ClockState::Paused { .. } => Err(Refusal::new("deadline-paused")),
            ClockState::Met { .. } | ClockState::Cancelled { .. } => Err(Refusal::new("deadline-ended")),
        }
    }
}

fn first() -> u32 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it over so")]
fn is_first(version: &u32) -> bool {
    *version == first()
}

/// Warnings as seconds since 1970.
mod seconds {
    use fengqiao_base::Moment;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use super::Warning;

    pub(super) fn serialize<S: Serializer>(warnings: &[Warning], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(warnings.iter().map(|warning| warning.0.unix_timestamp()))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Warning>, D::Error> {
        let seconds: Vec<i64> = Vec::deserialize(deserializer)?;
        let moment = |second| Moment::from_unix_timestamp(second).map(Warning).map_err(D::Error::custom);
        seconds.into_iter().map(moment).collect()
    }
}
