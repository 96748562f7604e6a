//! Which ends did another calendar move, and why?

use fengqiao_base::Day;

use super::{Reckoning, RunningClock, Step};
use crate::codes::codes;

codes! {
    /// Why an end moved when another calendar came into force.
    MoveReason "move_reason" {
        /// The last day as counted is a day off now.
        DayOff = "day_off",
        /// The last day as counted is worked now.
        Worked = "worked",
        /// The days off after it are others now.
        OtherDays = "other_days",
        /// Working days were counted again.
        Counted = "counted",
    }
}

/// An end that moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// The clock's key in the tables: `mediate`, `visit-first`, `perform:<id>`.
    pub clock: String,
    /// Its rule.
    pub rule: String,
    /// The last day before.
    pub before: Day,
    /// The last day now.
    pub after: Day,
    /// The calendar that moved it.
    pub calendar: String,
    /// Why.
    pub reason: MoveReason,
}

impl RunningClock {
    /// Reckons the end anew if another calendar was loaded since, and says whether and why it moved. A clock that has
    /// ended, or cannot be reckoned, stays as it is.
    pub fn follow(&mut self, key: &str, by: &Reckoning) -> Option<Moved> {
        if !self.is_open() || self.calendar_version == by.calendar.version() {
            return None;
        }
        let anew = self.clone().reckoned(by).ok()?;
        let before = std::mem::replace(self, anew);
        (before.due != self.due).then(|| Moved {
            clock: key.to_owned(),
            rule: self.rule.clone(),
            before: before.due.day,
            after: self.due.day,
            calendar: self.calendar_version.clone(),
            reason: self.reason(&before, by),
        })
    }

    fn reason(&self, before: &Self, by: &Reckoning) -> MoveReason {
        if self.raw_due != before.raw_due {
            return MoveReason::Counted;
        }
        let is_off = self.reasoning(by).is_ok_and(|steps| {
            steps.iter().any(|step| matches!(step, Step::FellOn { day, .. } if *day == self.raw_due.day))
        });
        match (is_off, before.due == before.raw_due) {
            (true, true) => MoveReason::DayOff,
            (true, false) => MoveReason::OtherDays,
            (false, _) => MoveReason::Worked,
        }
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::{super::Course, *};

    /// 2027 with `rows` in place of the provisional days.
    fn arranged(rows: &str) -> Reckoning {
        let mut by = Reckoning::shipped();
        let text = format!("date,name,is_workday,status\n{rows}");
        by.calendar = by.calendar.with_years(&text).unwrap();
        by
    }

    fn moved(rule: &str, course: Course, rows: &str) -> Option<(String, String, MoveReason)> {
        let mut clock = RunningClock::start(rule, course, &Reckoning::shipped()).unwrap();
        let moved = clock.follow("key", &arranged(rows))?;
        assert_eq!(clock.due.day, moved.after);
        Some((moved.before.to_string(), moved.after.to_string(), moved.reason))
    }

    const FESTIVAL: &str = "2027-02-05,春节,0,official\n2027-02-06,春节,0,official\n2027-02-07,春节,0,official\n\
                            2027-02-08,春节,0,official\n2027-02-09,春节,0,official\n2027-02-10,春节,0,official\n\
                            2027-02-11,春节,0,official\n2027-02-20,春节,1,official\n";

    #[test]
    fn an_end_moves_for_one_of_four_reasons_or_not_at_all() {
        let told = |before: &str, after: &str, reason| Some((before.to_owned(), after.to_owned(), reason));
        let from = Course::from_day;
        // 30 days from 10 January end on Tuesday 9 February, which is off now.
        assert_eq!(
            moved("confirm", from(date!(2027 - 01 - 10)), FESTIVAL),
            told("2027-02-09", "2027-02-12", MoveReason::DayOff)
        );
        // On 5 February, off by law: the days off after it last longer now.
        assert_eq!(
            moved("confirm", from(date!(2027 - 01 - 06)), FESTIVAL),
            told("2027-02-09", "2027-02-12", MoveReason::OtherDays)
        );
        // On 20 February, a Saturday that is worked now.
        assert_eq!(
            moved("confirm", from(date!(2027 - 01 - 21)), FESTIVAL),
            told("2027-02-22", "2027-02-20", MoveReason::Worked)
        );
        assert_eq!(
            moved("accept-peoples", from(date!(2027 - 02 - 03)), FESTIVAL),
            told("2027-02-10", "2027-02-15", MoveReason::Counted)
        );
        assert_eq!(moved("confirm", from(date!(2027 - 02 - 01)), FESTIVAL), None);
    }

    #[test]
    fn a_clock_that_has_ended_keeps_the_end_it_had() {
        let course = Course::from_day(date!(2027 - 01 - 06));
        let by = Reckoning::shipped();
        let at = time::macros::datetime!(2027-01-20 10:00 +8);
        let mut clock = RunningClock::start("confirm", course, &by).unwrap().meet(at, &by);
        let kept = clock.clone();
        assert_eq!(clock.follow("key", &arranged(FESTIVAL)), None);
        assert_eq!(clock, kept);
    }
}
