//! What is each day of a period: counted, passed over, standing still, or the last?
//!
//! For a page that shows a period on a calendar. It reckons nothing: the ends are those of the clock.

use fengqiao_base::{Calendar, Day, calendar::DayKind, local_day};

use super::{ClockState, Length, Rule, RunningClock, Unit};

/// What a day is to a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// It starts on it, and the day is not counted.
    Start,
    /// It is counted: the how-manieth.
    Counted(u32),
    /// It lies in the period; nothing was counted, for the last day was named, or hours run.
    Within,
    /// A day off, which a period of working days passes over.
    Skipped,
    /// The period stood still.
    Paused,
    /// The last day as counted, where another one holds.
    Raw,
    /// After the last day as counted, before the one that holds.
    Rolled,
    /// The last day.
    Last,
}

impl Mark {
    /// The word in translation keys.
    pub fn code(self) -> &'static str {
        match self {
            Mark::Start => "start",
            Mark::Counted(_) => "counted",
            Mark::Within => "within",
            Mark::Skipped => "skipped",
            Mark::Paused => "paused",
            Mark::Raw => "raw",
            Mark::Rolled => "rolled",
            Mark::Last => "last",
        }
    }
}

/// A day of a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkedDay {
    /// Which.
    pub day: Day,
    /// What it is to the period.
    pub mark: Mark,
    /// What kind of day it is; none past the calendar.
    pub kind: Option<DayKind>,
    /// The holiday it belongs to, in Chinese.
    pub holiday: Option<String>,
}

/// Every day of the period, from its start to its last day.
pub fn days(rule: &Rule, clock: &RunningClock, calendar: &Calendar) -> Vec<MarkedDay> {
    let start = local_day(clock.course.start);
    let unit = rule.length.filter(|_| clock.course.named.is_none()).map(|Length { unit, .. }| unit);
    let stood: Vec<(Day, Day)> = pauses(clock);
    let (raw, last) = (clock.raw_due.day, clock.due.day);
    let mut nth = 0;
    let all =
        std::iter::successors(Some(start), |day| day.next_day()).take_while(|day| *day <= last.max(start));
    all.map(|day| {
        let facts = calendar.day(day).ok();
        let kind = facts.map(|facts| facts.kind);
        let is_paused = stood.iter().any(|(from, until)| *from <= day && day < *until);
        let mark = match unit {
            _ if day == last => Mark::Last,
            _ if day == start => Mark::Start,
            _ if is_paused => Mark::Paused,
            _ if day > raw => Mark::Rolled,
            _ if day == raw => Mark::Raw,
            Some(Unit::WorkingDays) if kind.is_some_and(|kind| !kind.is_workday()) => Mark::Skipped,
            Some(Unit::CalendarDays | Unit::WorkingDays | Unit::Months | Unit::Years) => {
                nth += 1;
                Mark::Counted(nth)
            }
            Some(Unit::Hours | Unit::Minutes | Unit::Seconds) | None => Mark::Within,
        };
        let holiday = facts.and_then(|facts| facts.holiday).map(str::to_owned);
        MarkedDay { day, mark, kind, holiday }
    })
    .collect()
}

/// The days that were not counted, each from the first to the one on which it ran again.
fn pauses(clock: &RunningClock) -> Vec<(Day, Day)> {
    let over = clock.course.pauses.iter().map(|pause| (local_day(pause.from), local_day(pause.until)));
    let now = match clock.state {
        ClockState::Paused { since, .. } => Some((local_day(since), Day::MAX)),
        ClockState::Running | ClockState::Met { .. } | ClockState::Cancelled { .. } => None,
    };
    over.chain(now).collect()
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use expect_test::{Expect, expect};
    use time::macros::{date, datetime};

    use super::{super::*, *};

    fn told(rule: &str, course: Course, expected: &Expect) {
        let by = Reckoning::shipped();
        let clock = RunningClock::start(rule, course, &by).unwrap();
        let mut text = String::new();
        for one in days(clock.rule(&by).unwrap(), &clock, &by.calendar) {
            let nth = if let Mark::Counted(nth) = one.mark { format!(" {nth}") } else { String::new() };
            let holiday = one.holiday.unwrap_or_default();
            writeln!(text, "{} {}{nth} {holiday}", one.day, one.mark.code()).unwrap();
        }
        expected.assert_eq(&text.replace(" \n", "\n"));
    }

    #[test]
    fn a_period_of_working_days_passes_over_the_festival_and_counts_the_days_made_up() {
        told(
            "accept-peoples",
            Course::from(datetime!(2025-01-25 10:00 +8)),
            &expect![[r"
                2025-01-25 start
                2025-01-26 counted 1 春节
                2025-01-27 counted 2
                2025-01-28 skipped 春节
                2025-01-29 skipped 春节
                2025-01-30 skipped 春节
                2025-01-31 skipped 春节
                2025-02-01 skipped 春节
                2025-02-02 skipped 春节
                2025-02-03 skipped 春节
                2025-02-04 skipped 春节
                2025-02-05 last
            "]],
        );
    }

    #[test]
    fn a_last_day_in_a_holiday_is_shown_where_it_was_counted_and_where_it_holds() {
        told(
            "protection-order-reconsider",
            Course::from_day(date!(2025 - 09 - 28)),
            &expect![[r"
                2025-09-28 start 国庆节
                2025-09-29 counted 1
                2025-09-30 counted 2
                2025-10-01 counted 3 国庆节
                2025-10-02 counted 4 国庆节
                2025-10-03 raw 国庆节
                2025-10-04 rolled 国庆节
                2025-10-05 rolled 国庆节
                2025-10-06 rolled 中秋
                2025-10-07 rolled 国庆节
                2025-10-08 rolled 国庆节
                2025-10-09 last
            "]],
        );
    }

    #[test]
    fn days_that_stood_still_are_not_counted() {
        let mut course = Course::from(datetime!(2025-03-03 10:00 +8));
        course.pauses.push(Pause {
            from: datetime!(2025-03-05 15:00 +8),
            until: datetime!(2025-04-10 09:00 +8),
            ground: PauseGround::Appraisal,
        });
        let by = Reckoning::shipped();
        let clock = RunningClock::start("court-entrusted-summary", course, &by).unwrap();
        let marked = days(clock.rule(&by).unwrap(), &clock, &by.calendar);
        let count = |code: &str| marked.iter().filter(|one| one.mark.code() == code).count();
        // Seven days: one before the pause, the last among the others after it.
        assert_eq!((count("paused"), count("counted"), count("last")), (36, 6, 1));
    }
}
