//! Why does the period end on that day?
//!
//! Each step is data; its sentence is `deadline-step-<code>` in every language.

use fengqiao_base::{Day, Moment, calendar::DayKind};
use serde::Serialize;

use super::rule::{ExtensionBy, PauseGround};

/// One step of the reasoning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "step", rename_all = "kebab-case")]
pub enum Step {
    /// The day of the start is not counted.
    StartNotCounted {
        /// That day.
        day: Day,
    },
    /// A period of hours runs from the instant of the start.
    RunsFrom {
        /// That instant.
        #[serde(with = "time::serde::rfc3339")]
        at: Moment,
    },
    /// Hours, minutes or seconds were counted.
    CountedTime {
        /// How many.
        count: u32,
        /// Of what: `hours`, `minutes`, `seconds`.
        unit: &'static str,
        /// The instant reached.
        #[serde(with = "time::serde::rfc3339")]
        until: Moment,
    },
    /// Calendar days were counted.
    CountedDays {
        /// How many.
        count: u32,
        /// The last of them.
        last: Day,
    },
    /// Working days were counted.
    CountedWorkdays {
        /// How many.
        count: u32,
        /// The last of them.
        last: Day,
        /// Days off between them, which were passed over.
        off: u32,
        /// Weekend days on which people worked, which were counted.
        made_up: u32,
    },
    /// Months or years were counted, to the day of the same number.
    CountedMonths {
        /// How many.
        count: u32,
        /// Of what: `months`, `years`.
        unit: &'static str,
        /// The day reached.
        last: Day,
    },
    /// The month has no day of that number: its last day ends the period.
    MonthEnd {
        /// That last day.
        last: Day,
    },
    /// The act that started the period, or the parties, named the last day.
    Named {
        /// That day.
        last: Day,
    },
    /// It stood still.
    Paused {
        /// First day that does not count.
        from: Day,
        /// The day on which it ran again.
        until: Day,
        /// Why.
        ground: PauseGround,
        /// How many days of the period fell into the pause.
        days: u32,
        /// The last day after the pause.
        last: Day,
    },
    /// A period of hours stood still.
    PausedTime {
        /// From when.
        #[serde(with = "time::serde::rfc3339")]
        from: Moment,
        /// Until when.
        #[serde(with = "time::serde::rfc3339")]
        again: Moment,
        /// Why.
        ground: PauseGround,
        /// The end after the pause.
        #[serde(with = "time::serde::rfc3339")]
        until: Moment,
    },
    /// It was extended.
    Extended {
        /// By whom.
        by: ExtensionBy,
        /// To which day.
        last: Day,
    },
    /// The last day is a day off.
    FellOn {
        /// The last day.
        day: Day,
        /// A weekend or a holiday.
        kind: DayKind,
        /// Which holiday, in Chinese.
        holiday: Option<String>,
    },
    /// It therefore ends on the day after the holiday.
    RolledTo {
        /// That day.
        day: Day,
    },
    /// The holidays of that year are not arranged yet.
    YearProvisional {
        /// That year.
        year: i32,
    },
    /// The calendar of that year is not loaded: the day is as counted, not moved to a working day.
    YearMissing {
        /// That year.
        year: i32,
    },
    /// The calendar of that year is not loaded: Monday to Friday were counted as working days.
    YearGuessed {
        /// That year.
        year: i32,
    },
    /// An ended period is not reckoned anew: it keeps the day it had by the calendar of its time.
    KeptFrom {
        /// The version of that calendar.
        calendar: String,
        /// The last day it gave.
        day: Day,
    },
    /// It ends when that day ends.
    EndsWithDay {
        /// That day.
        day: Day,
    },
}

/// A value of a step's sentence; how it is written depends on the language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A day.
    Day(Day),
    /// An instant.
    Moment(Moment),
    /// A count.
    Count(u32),
    /// A year.
    Year(i32),
    /// One of a closed list: `deadline-<list>-<code>`.
    Word(&'static str, &'static str),
    /// A name that is written as it is: a holiday in Chinese, the version of a calendar.
    Name(String),
}

impl Step {
    /// One of each code, with the names of its values: what a translator must know.
    pub fn told_of_codes() -> Vec<(&'static str, Vec<&'static str>)> {
        let day = Day::MIN;
        let at = Moment::UNIX_EPOCH;
        let ground = PauseGround::Appraisal;
        let weekend = DayKind::Weekend;
        [
            Step::StartNotCounted { day },
            Step::RunsFrom { at },
            Step::CountedTime { count: 1, unit: "hours", until: at },
            Step::CountedDays { count: 1, last: day },
            Step::CountedWorkdays { count: 1, last: day, off: 0, made_up: 0 },
            Step::CountedMonths { count: 1, unit: "months", last: day },
            Step::MonthEnd { last: day },
            Step::Named { last: day },
            Step::Paused { from: day, until: day, ground, days: 0, last: day },
            Step::PausedTime { from: at, again: at, ground, until: at },
            Step::Extended { by: ExtensionBy::Parties, last: day },
            Step::FellOn { day, kind: weekend, holiday: None },
            Step::FellOn { day, kind: DayKind::Holiday, holiday: Some(String::new()) },
            Step::RolledTo { day },
            Step::YearProvisional { year: 1 },
            Step::YearMissing { year: 1 },
            Step::YearGuessed { year: 1 },
            Step::KeptFrom { calendar: String::new(), day },
            Step::EndsWithDay { day },
        ]
        .iter()
        .map(|step| (step.code(), step.args().into_iter().map(|(name, _)| name).collect()))
        .collect()
    }

    /// The last part of the sentence's key.
    pub fn code(&self) -> &'static str {
        match self {
            Step::StartNotCounted { .. } => "start-not-counted",
            Step::RunsFrom { .. } => "runs-from",
            Step::CountedTime { .. } => "counted-time",
            Step::CountedDays { .. } => "counted-days",
            Step::CountedWorkdays { .. } => "counted-workdays",
            Step::CountedMonths { .. } => "counted-months",
            Step::MonthEnd { .. } => "month-end",
            Step::Named { .. } => "named",
            Step::Paused { .. } => "paused",
            Step::PausedTime { .. } => "paused-time",
            Step::Extended { .. } => "extended",
            Step::FellOn { holiday: None, .. } => "fell-on-weekend",
            Step::FellOn { holiday: Some(_), .. } => "fell-on-holiday",
            Step::RolledTo { .. } => "rolled-to",
            Step::YearProvisional { .. } => "year-provisional",
            Step::YearMissing { .. } => "year-missing",
            Step::YearGuessed { .. } => "year-guessed",
            Step::KeptFrom { .. } => "kept-from",
            Step::EndsWithDay { .. } => "ends-with-day",
        }
    }

    /// The values of the sentence.
    pub fn args(&self) -> Vec<(&'static str, Value)> {
        match self {
            Step::StartNotCounted { day } | Step::RolledTo { day } | Step::EndsWithDay { day } => {
                vec![("day", Value::Day(*day))]
            }
            Step::RunsFrom { at } => vec![("at", Value::Moment(*at))],
            Step::CountedTime { count, unit, until } => vec![
                ("count", Value::Count(*count)),
                ("unit", Value::Word("unit", unit)),
                ("until", Value::Moment(*until)),
            ],
            Step::CountedDays { count, last } => {
                vec![("count", Value::Count(*count)), ("last", Value::Day(*last))]
            }
            Step::CountedMonths { count, unit, last } => vec![
                ("count", Value::Count(*count)),
                ("unit", Value::Word("unit", unit)),
                ("last", Value::Day(*last)),
            ],
            Step::CountedWorkdays { count, last, off, made_up } => vec![
                ("count", Value::Count(*count)),
                ("last", Value::Day(*last)),
                ("off", Value::Count(*off)),
                ("made_up", Value::Count(*made_up)),
            ],
            Step::MonthEnd { last } | Step::Named { last } => vec![("last", Value::Day(*last))],
            Step::Paused { from, until, ground, days, last } => vec![
                ("from", Value::Day(*from)),
                ("until", Value::Day(*until)),
                ("ground", Value::Word("pause", ground.code())),
                ("days", Value::Count(*days)),
                ("last", Value::Day(*last)),
            ],
            Step::PausedTime { from, again, ground, until } => vec![
                ("from", Value::Moment(*from)),
                ("again", Value::Moment(*again)),
                ("ground", Value::Word("pause", ground.code())),
                ("until", Value::Moment(*until)),
            ],
            Step::Extended { by, last } => {
                vec![("by", Value::Word("extension", by.code())), ("last", Value::Day(*last))]
            }
            Step::FellOn { day, holiday, .. } => {
                let mut args = vec![("day", Value::Day(*day))];
                args.extend(holiday.iter().map(|name| ("holiday", Value::Name(name.clone()))));
                args
            }
            Step::YearProvisional { year } | Step::YearMissing { year } | Step::YearGuessed { year } => {
                vec![("year", Value::Year(*year))]
            }
            Step::KeptFrom { calendar, day } => {
                vec![("calendar", Value::Name(calendar.clone())), ("day", Value::Day(*day))]
            }
        }
    }

    /// The article the step rests on, beside the rule's own.
    pub fn law(&self) -> Option<&'static str> {
        match self {
            Step::StartNotCounted { .. } | Step::RunsFrom { .. } => Some("民法典 第二百零一条"),
            Step::CountedMonths { .. } | Step::MonthEnd { .. } => Some("民法典 第二百零二条"),
            Step::CountedTime { .. } | Step::CountedDays { .. } | Step::CountedWorkdays { .. } => {
                Some("民法典 第二百条")
            }
            Step::RolledTo { .. } | Step::EndsWithDay { .. } => Some("民法典 第二百零三条"),
            Step::Named { .. } => Some("民法典 第二百零四条"),
            Step::Paused { .. }
            | Step::PausedTime { .. }
            | Step::Extended { .. }
            | Step::FellOn { .. }
            | Step::YearProvisional { .. }
            | Step::YearMissing { .. }
            | Step::YearGuessed { .. }
            | Step::KeptFrom { .. } => None,
        }
    }
}
