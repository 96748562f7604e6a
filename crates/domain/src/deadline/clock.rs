//! How does a period run inside a case?
//!
//! A clock is a value. Each transition takes it and gives it back changed, or says why not.

use fengqiao_base::{Day, Moment, Refusal, local_day};
use serde::{Deserialize, Serialize};

use super::{
    Reckoning,
    reckon::{Beyond, Course, Deadline, Ends, Extension, Pause, Warning, compute, reckon},
    rule::{ExtensionBy, PauseGround, Rule},
};

/// A period that runs, or ran, inside a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunningClock {
    /// Under which rule.
    pub rule: String,
    /// The version of the rule it was started with; a newer one does not touch it.
    pub version: u32,
    /// The calendar its end was last reckoned by.
    pub calendar_version: String,
    /// What it went through.
    pub course: Course,
    /// The end as counted.
    pub raw_due: Ends,
    /// The end that holds. While it is paused: the end it had before, which can only move back.
    pub due: Ends,
    /// Whether the end rests on a year whose holidays are not arranged yet, or not loaded.
    pub provisional: bool,
    /// When it warns, in order.
    pub warn_at: Vec<Warning>,
    /// Whether it runs.
    pub state: ClockState,
}

/// Whether a clock runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
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
#[serde(rename_all = "snake_case")]
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
}

impl Standing {
    /// The word in data, API and translation keys.
    pub fn code(self) -> &'static str {
        match self {
            Standing::Ended => "ended",
            Standing::Paused => "paused",
            Standing::Calm => "calm",
            Standing::Warned => "warned",
            Standing::DueToday => "due-today",
            Standing::Overdue => "overdue",
        }
    }
}

impl RunningClock {
    /// Starts the rule `id` on this course: `Course::from(at)`, `Course::from_day(day)`, each perhaps `.named(last)`.
    ///
    /// Where the calendar of a later year is not loaded yet, the end is as counted and provisional: a case must not
    /// stand still for a calendar. A period of working days is refused instead.
    ///
    /// # Errors
    /// Those of [`compute`], and `deadline-rule-unknown`, `deadline-rule-not-in-force`.
    pub fn start(id: &str, course: Course, by: &Reckoning) -> Result<Self, Refusal> {
        let rule = by.rules.in_force(id, local_day(course.start))?;
        let Deadline { rule, rule_version, calendar, raw, due, provisional, warn_at, .. } =
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
        if until <= self.raw_due.day || until < local_day(at) {
            return Err(Refusal::new("deadline-extension-shorter").at("until").with("day", self.raw_due.day));
        }
        if let Some(most) = allowed.most_days {
            let unextended = Course { extensions: Vec::new(), ..self.course.clone() };
            let raw = compute(rule, &unextended, &with.calendar)?.raw.day;
            if (until - raw).whole_days() > i64::from(most) {
                return Err(Refusal::new("deadline-extension-too-long").at("until").with("days", most));
            }
        }
        self.course.extensions.push(Extension { at, until, by });
        self.reckoned(with)
    }

    /// What had to be done was done at `at`. A clock that has ended stays as it is.
    pub fn meet(mut self, at: Moment) -> Self {
        if self.is_open() {
            self.state = ClockState::Met { at };
        }
        self
    }

    /// Nothing has to be done any more. A clock that has ended stays as it is.
    pub fn cancel(mut self, at: Moment) -> Self {
        if self.is_open() {
            self.state = ClockState::Cancelled { at };
        }
        self
    }

    /// Its end, reckoned again by the rule's version it was started with and the present calendar. After a calendar
    /// was loaded, this makes a provisional end a firm one.
    ///
    /// # Errors
    /// Those of [`compute`].
    pub fn reckoned(mut self, by: &Reckoning) -> Result<Self, Refusal> {
        let deadline = reckon(self.rule(by)?, &self.course, &by.calendar, Beyond::TakeRaw)?;
        self.calendar_version = deadline.calendar;
        self.raw_due = deadline.raw;
        self.due = deadline.due;
        self.provisional = deadline.provisional;
        self.warn_at = deadline.warn_at;
        Ok(self)
    }

    /// The end with its reasons.
    ///
    /// # Errors
    /// Those of [`compute`].
    pub fn reasoning(&self, by: &Reckoning) -> Result<Deadline, Refusal> {
        reckon(self.rule(by)?, &self.course, &by.calendar, Beyond::TakeRaw)
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
            ClockState::Running => {
                self.warn_at.iter().map(|warning| warning.0).chain([self.due.at]).find(|at| *at > now)
            }
            ClockState::Paused { .. } | ClockState::Met { .. } | ClockState::Cancelled { .. } => None,
        }
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

    fn must_run(&self) -> Result<(), Refusal> {
        match self.state {
            ClockState::Running => Ok(()),
            ClockState::Paused { .. } => Err(Refusal::new("deadline-paused")),
            ClockState::Met { .. } | ClockState::Cancelled { .. } => Err(Refusal::new("deadline-ended")),
        }
    }
}
