//! Who is on duty now, and who is next?
//!
//! A roster is a rule, not a list of dates: people in turn, from a first day on, by the day or by the week. It never
//! runs out. Two people may exchange a day each, and whoever is on leave is passed over; that is kept beside the rule.

use std::collections::BTreeMap;

use fengqiao_base::{AccountId, Calendar, Day, Moment, Refusal, calendar::DayKind, clock::CHINA};
use serde::{Deserialize, Serialize};
use time::{Duration, Weekday};

use super::Minute;

/// How far ahead the next shift is looked for; longer than any holiday.
const LOOK_AHEAD: i64 = 60;

/// So many days a leave lasts at most; whoever is away longer leaves the roster.
const LONGEST_LEAVE: i64 = 366;

/// So many days a leave that is over is remembered: whoever was on duty then stays whom it was.
const REMEMBERED: i64 = 31;

/// Somebody on a roster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The name shown.
    pub name: String,
    /// The account, if the person has one.
    #[serde(default)]
    pub account: Option<AccountId>,
}

/// How long a turn is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TurnLength {
    /// Another person on each day of duty.
    Day,
    /// Another person each week, from Monday.
    Week,
}

/// On which days somebody is on duty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DutyDays {
    /// On working days of the calendar.
    Workdays,
    /// On every day, holidays too.
    Every,
    /// On these days of the week, unless they are a holiday.
    Weekdays(Vec<Weekday>),
}

/// Who is on duty when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roster {
    /// Who takes turns, in their order.
    pub people: Vec<Person>,
    /// The day of the first turn.
    pub since: Day,
    /// How long a turn is.
    pub turn: TurnLength,
    /// On which days.
    pub days: DutyDays,
    /// When a shift begins.
    pub begins: Minute,
    /// How many minutes it lasts.
    pub minutes: u16,
    /// Days on which somebody else than by the rule is on duty: the place in `people`.
    #[serde(default)]
    pub swaps: BTreeMap<Day, Swap>,
    /// Who is away when.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub leaves: Vec<Leave>,
}

/// Somebody is away; the next in the order who is there takes the turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leave {
    /// Who: the place in `people`.
    pub person: usize,
    /// The first day.
    pub from: Day,
    /// The last day.
    pub until: Day,
}

impl Leave {
    fn covers(&self, person: usize, day: Day) -> bool {
        self.person == person && self.from <= day && day <= self.until
    }
}

/// Somebody takes another's day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Swap {
    /// Who takes it: the place in `people`.
    pub taken_by: usize,
}

/// Somebody's time on duty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shift {
    /// Who.
    pub who: Person,
    /// From when.
    pub from: Moment,
    /// Until when.
    pub until: Moment,
    /// Whose day it was, if it was exchanged.
    pub instead_of: Option<Person>,
}

impl Roster {
    /// The shift that begins on `day`, if one does.
    pub fn on(&self, day: Day, calendar: &Calendar) -> Option<Shift> {
        let by_rule = self.turn_of(day, calendar)?;
        let planned = self.swaps.get(&day).map_or(by_rule, |swap| swap.taken_by);
        let taken_by = self.there(planned, day)?;
        let who = self.people.get(taken_by)?.clone();
        let from = self.begins.on(day);
        Some(Shift {
            who,
            from,
            until: from + Duration::minutes(i64::from(self.minutes)),
            instead_of: (taken_by != by_rule).then(|| self.people[by_rule].clone()),
        })
    }

    /// Who is on duty at `at`, and who comes next: somebody else, if somebody is there now.
    pub fn now_and_next(&self, at: Moment, calendar: &Calendar) -> (Option<Shift>, Option<Shift>) {
        let yesterday = at.to_offset(CHINA).date() - Duration::DAY;
        let mut now: Option<Shift> = None;
        for shift in self.shifts(yesterday, LOOK_AHEAD, calendar) {
            if shift.from > at && now.as_ref().is_none_or(|now| now.who != shift.who) {
                return (now, Some(shift));
            }
            if shift.from <= at && shift.until > at {
                now = Some(shift);
            }
        }
        (now, None)
    }

    /// The shifts that begin within `days` days from `from` on.
    pub fn shifts(&self, from: Day, days: i64, calendar: &Calendar) -> impl Iterator<Item = Shift> {
        (0..days)
            .filter_map(move |n| from.checked_add(Duration::days(n)))
            .filter_map(|day| self.on(day, calendar))
    }

    /// The people of two days exchange them. Both days must be to come and be days of duty.
    pub fn exchange(
        mut self,
        one: Day,
        other: Day,
        today: Day,
        calendar: &Calendar,
    ) -> Result<Self, Refusal> {
        let mut on_duty = [0; 2];
        for (slot, (field, day)) in on_duty.iter_mut().zip([("one", one), ("other", other)]) {
            if day <= today {
                return Err(Refusal::new("centre-roster-day-past").at(field));
            }
            let by_rule =
                self.turn_of(day, calendar).ok_or_else(|| Refusal::new("centre-roster-day-off").at(field))?;
            let planned = self.swaps.get(&day).map_or(by_rule, |swap| swap.taken_by);
            *slot = self.there(planned, day).unwrap_or(planned);
        }
        if on_duty[0] == on_duty[1] {
            return Err(Refusal::new("centre-roster-same-person").at("other"));
        }
        for (day, taken_by) in [(one, on_duty[1]), (other, on_duty[0])] {
            if self.turn_of(day, calendar) == Some(taken_by) {
                self.swaps.remove(&day);
            } else {
                self.swaps.insert(day, Swap { taken_by });
            }
        }
        Ok(self)
    }

    /// The roster with a leave more. What has been over for a month is forgotten.
    ///
    /// # Errors
    /// The person is not on the roster, the leave is over, ends before it begins, is longer than a year, or meets another
    /// one of the same person.
    pub fn take_leave(mut self, leave: Leave, today: Day) -> Result<Self, Refusal> {
        if leave.person >= self.people.len() {
            return Err(Refusal::new("field-not-in-list").at("person"));
        }
        if leave.until < leave.from {
            return Err(Refusal::new("centre-leave-backwards").at("until"));
        }
        if leave.until < today {
            return Err(Refusal::new("centre-roster-day-past").at("until"));
        }
        if (leave.until - leave.from).whole_days() >= LONGEST_LEAVE {
            return Err(Refusal::new("centre-leave-too-long").at("until").with("most", LONGEST_LEAVE));
        }
        let meets = |other: &Leave| {
            other.person == leave.person && other.from <= leave.until && leave.from <= other.until
        };
        if self.leaves.iter().any(meets) {
            return Err(Refusal::new("centre-leave-there").at("from"));
        }
        self.leaves.retain(|leave| leave.until >= today - Duration::days(REMEMBERED));
        self.leaves.push(leave);
        self.leaves.sort_by_key(|leave| (leave.from, leave.person));
        Ok(self)
    }

    /// The roster with this leave over from `today` on; what was before stays as it was.
    ///
    /// # Errors
    /// `centre-leave-gone` where there is no such leave that goes on or is to come.
    pub fn end_leave(mut self, person: usize, from: Day, today: Day) -> Result<Self, Refusal> {
        let is_it = |leave: &Leave| (leave.person, leave.from) == (person, from) && leave.until >= today;
        let place = self.leaves.iter().position(is_it).ok_or_else(|| Refusal::new("centre-leave-gone"))?;
        if from < today {
            self.leaves[place].until = today - Duration::DAY;
        } else {
            self.leaves.remove(place);
        }
        Ok(self)
    }

    /// Who takes a turn: whoever's it is, or the next in the order who is not away.
    fn there(&self, planned: usize, day: Day) -> Option<usize> {
        let is_away = |person: &usize| self.leaves.iter().any(|leave| leave.covers(*person, day));
        let count = self.people.len();
        (0..count).map(|step| (planned + step) % count).find(|person| !is_away(person))
    }

    /// Whose turn `day` is by the rule: the place in `people`.
    fn turn_of(&self, day: Day, calendar: &Calendar) -> Option<usize> {
        if self.people.is_empty() || day < self.since || !self.is_duty(day, calendar) {
            return None;
        }
        let turns = match self.turn {
            TurnLength::Week => (monday(day) - monday(self.since)).whole_weeks(),
            TurnLength::Day if self.days == DutyDays::Every => (day - self.since).whole_days(),
            TurnLength::Day => {
                let before = (0..(day - self.since).whole_days()).map(|n| self.since + Duration::days(n));
                i64::try_from(before.filter(|day| self.is_duty(*day, calendar)).count())
                    .expect("days of a roster are few")
            }
        };
        usize::try_from(turns).ok().map(|turns| turns % self.people.len())
    }

    fn is_duty(&self, day: Day, calendar: &Calendar) -> bool {
        let is_weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        let usual = if is_weekend { DayKind::Weekend } else { DayKind::Weekday };
        let kind = calendar.day(day).map_or(usual, |known| known.kind);
        match &self.days {
            DutyDays::Every => true,
            DutyDays::Workdays => kind.is_workday(),
            DutyDays::Weekdays(days) => days.contains(&day.weekday()) && kind != DayKind::Holiday,
        }
    }
}

fn monday(day: Day) -> Day {
    day - Duration::days(i64::from(day.weekday().number_days_from_monday()))
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime};

    use super::*;

    fn person(name: &str) -> Person {
        Person { name: name.to_owned(), account: None }
    }

    /// Three people, each a working day from 9 to 18, from Monday 2 November 2026 on.
    fn window() -> Roster {
        Roster {
            people: ["甲", "乙", "丙"].map(person).to_vec(),
            since: date!(2026 - 11 - 02),
            turn: TurnLength::Day,
            days: DutyDays::Workdays,
            begins: "09:00".parse().unwrap(),
            minutes: 9 * 60,
            swaps: BTreeMap::new(),
            leaves: Vec::new(),
        }
    }

    /// The night watch: round the clock, by the week, changing at 8:30.
    fn watch() -> Roster {
        Roster {
            turn: TurnLength::Week,
            days: DutyDays::Every,
            begins: "08:30".parse().unwrap(),
            minutes: 24 * 60,
            ..window()
        }
    }

    fn names(roster: &Roster, at: Moment) -> (Option<String>, Option<String>) {
        let (now, next) = roster.now_and_next(at, &Calendar::shipped());
        (now.map(|shift| shift.who.name), next.map(|shift| shift.who.name))
    }

    fn both(now: &str, next: &str) -> (Option<String>, Option<String>) {
        (Some(now.to_owned()), Some(next.to_owned()))
    }

    #[test]
    fn people_take_turns_on_working_days_and_nobody_loses_one_over_the_weekend() {
        // Monday 2 November 甲, Tuesday 乙, Wednesday 丙, Thursday 甲, Friday 乙, Monday 9 丙.
        assert_eq!(names(&window(), datetime!(2026-11-06 10:00 +8)), both("乙", "丙"));
        assert_eq!(names(&window(), datetime!(2026-11-07 10:00 +8)), (None, Some("丙".to_owned())));
        assert_eq!(names(&window(), datetime!(2026-11-09 08:59 +8)), (None, Some("丙".to_owned())));
        assert_eq!(names(&window(), datetime!(2026-11-09 09:00 +8)), both("丙", "甲"));
        assert_eq!(names(&window(), datetime!(2026-11-09 18:00 +8)), (None, Some("甲".to_owned())));
    }

    #[test]
    fn before_the_first_turn_nobody_is_on_duty() {
        assert_eq!(names(&window(), datetime!(2026-11-01 10:00 +8)), (None, Some("甲".to_owned())));
    }

    #[test]
    fn a_watch_round_the_clock_lasts_into_the_next_morning_and_over_the_holiday() {
        assert_eq!(names(&watch(), datetime!(2026-11-09 08:29 +8)), both("甲", "乙"));
        assert_eq!(names(&watch(), datetime!(2026-11-09 08:30 +8)), both("乙", "丙"));
        assert!(watch().on(date!(2027 - 02 - 06), &Calendar::shipped()).is_some());
        assert_eq!(window().on(date!(2027 - 02 - 05), &Calendar::shipped()), None);
    }

    #[test]
    fn a_rotation_by_weekday_skips_the_holiday() {
        let days = DutyDays::Weekdays(vec![Weekday::Tuesday, Weekday::Thursday]);
        let roster = Roster { days, since: date!(2026 - 09 - 01), ..window() };
        let calendar = Calendar::shipped();
        assert!(roster.on(date!(2026 - 09 - 29), &calendar).is_some());
        assert_eq!(roster.on(date!(2026 - 10 - 01), &calendar), None, "a holiday");
        assert_eq!(roster.on(date!(2026 - 10 - 09), &calendar), None, "a Friday");
    }

    #[test]
    fn two_people_exchange_their_days_and_can_take_it_back() {
        let calendar = Calendar::shipped();
        let (wednesday, thursday) = (date!(2026 - 11 - 11), date!(2026 - 11 - 12));
        let today = date!(2026 - 11 - 10);
        let swapped = window().exchange(wednesday, thursday, today, &calendar).unwrap();
        let told = |roster: &Roster, day| {
            let shift = roster.on(day, &calendar).unwrap();
            (shift.who.name, shift.instead_of.map(|person| person.name))
        };
        assert_eq!(told(&window(), wednesday), ("乙".to_owned(), None));
        assert_eq!(told(&swapped, wednesday), ("丙".to_owned(), Some("乙".to_owned())));
        assert_eq!(told(&swapped, thursday), ("乙".to_owned(), Some("丙".to_owned())));
        assert_eq!(swapped.exchange(wednesday, thursday, today, &calendar).unwrap(), window());
    }

    #[test]
    fn a_day_that_is_over_or_off_or_ones_own_cannot_be_exchanged() {
        let calendar = Calendar::shipped();
        let today = date!(2026 - 11 - 10);
        let refusal = |one, other| {
            window().exchange(one, other, today, &calendar).unwrap_err().to_string().replace("refused: ", "")
        };
        assert_eq!(refusal(today, date!(2026 - 11 - 12)), "centre-roster-day-past at one");
        assert_eq!(refusal(date!(2026 - 11 - 12), date!(2026 - 11 - 14)), "centre-roster-day-off at other");
        assert_eq!(
            refusal(date!(2026 - 11 - 11), date!(2026 - 11 - 16)),
            "centre-roster-same-person at other"
        );
    }

    #[test]
    fn whoever_is_on_leave_is_passed_over_and_comes_back() {
        let calendar = Calendar::shipped();
        let today = date!(2026 - 11 - 10);
        // Wednesday 11 乙, Thursday 12 丙, Friday 13 甲, Monday 16 乙.
        let leave = |person, from, until| Leave { person, from, until };
        let away = leave(1, date!(2026 - 11 - 11), date!(2026 - 11 - 13));
        let roster = window().take_leave(away, today).unwrap();
        let who = |roster: &Roster, day| {
            let shift = roster.on(day, &calendar);
            shift.map(|shift| (shift.who.name, shift.instead_of.map(|person| person.name)))
        };
        let alone = |name: &str| Some((name.to_owned(), None));
        assert_eq!(who(&roster, date!(2026 - 11 - 11)), Some(("丙".to_owned(), Some("乙".to_owned()))));
        assert_eq!(who(&roster, date!(2026 - 11 - 12)), alone("丙"));
        assert_eq!(who(&roster, date!(2026 - 11 - 16)), alone("乙"));
        let ended = |today| roster.clone().end_leave(1, away.from, today);
        assert_eq!(who(&ended(today).unwrap(), date!(2026 - 11 - 11)), alone("乙"));
        let back = ended(date!(2026 - 11 - 13)).unwrap();
        assert_eq!(who(&back, date!(2026 - 11 - 11)), Some(("丙".to_owned(), Some("乙".to_owned()))));
        assert_eq!(ended(date!(2026 - 11 - 14)).unwrap_err().code, "centre-leave-gone");
        let swapped = roster.clone().exchange(away.from, date!(2026 - 11 - 13), today, &calendar).unwrap();
        assert_eq!(who(&swapped, away.from), Some(("甲".to_owned(), Some("乙".to_owned()))));
        assert_eq!(
            who(&swapped, date!(2026 - 11 - 13)),
            Some(("丙".to_owned(), Some("甲".to_owned()))),
            "whoever took the turn exchanges it, not who is away"
        );
        let everybody = [0, 2].into_iter().fold(roster.clone(), |roster, person| {
            roster.take_leave(leave(person, away.from, away.from), today).unwrap()
        });
        assert_eq!(who(&everybody, away.from), None, "nobody is there, and the page says so");
        let refused = |leave| roster.clone().take_leave(leave, today).unwrap_err().code;
        let day = date!(2026 - 11 - 13);
        assert_eq!(refused(leave(3, day, day)), "field-not-in-list");
        assert_eq!(refused(leave(0, day, away.from)), "centre-leave-backwards");
        assert_eq!(refused(leave(0, date!(2026 - 11 - 02), date!(2026 - 11 - 09))), "centre-roster-day-past");
        assert_eq!(refused(leave(0, day, date!(2027 - 11 - 14))), "centre-leave-too-long");
        assert_eq!(refused(leave(1, day, day)), "centre-leave-there");
    }

    #[test]
    fn a_roster_with_nobody_on_it_has_no_shifts() {
        let roster = Roster { people: Vec::new(), ..window() };
        assert_eq!(names(&roster, datetime!(2026-11-06 10:00 +8)), (None, None));
    }
}
