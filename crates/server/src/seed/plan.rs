//! Which lives are played, when does each begin, and of which kind is it?
//!
//! Days are drawn by how many people come on such a day, then the kind of dispute by the season: wages before Spring
//! Festival, leaks in the rains, school fees in September.

use fengqiao_base::{Calendar, Day, Moment, clock::CHINA};
use time::{Duration, Weekday};

use super::{chance::Chance, stories::Stories};

/// What is to be played.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    /// How many lives of cases.
    pub cases: u32,
    /// The day of the demonstration: everything played lies before its first minute.
    pub until: Day,
    /// The same seed plays the same lives.
    pub seed: u64,
}

/// What a life is planned to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aim {
    /// A dispute that becomes a case, if it comes so far by the end.
    Case,
    /// Something for an authority, or a request that ends before there is a case.
    Request,
}

/// The first lives wait for somebody, so that a district however small shows every stage: at which stage, and how many
/// days after they came in.
const WAITING_CASES: [(&str, i64); 15] = [
    ("S2", 4),
    ("S3", 9),
    ("S4", 8),
    ("S5", 9),
    ("S6", 12),
    ("S7", 16),
    ("S8", 30),
    ("S9", 22),
    ("S10", 26),
    ("S11", 75),
    ("S12", 32),
    ("S13", 30),
    ("S14", 75),
    ("S15", 85),
    ("S16", 120),
];

/// The same for requests.
const WAITING_REQUESTS: [(&str, i64); 6] =
    [("lead", 1), ("lead", 1), ("lead", 1), ("lead", 2), ("registered", 1), ("registered", 2)];

/// A life before it is played.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Birth {
    /// Its place among all; the stream of its chance.
    pub life: u64,
    /// What it is to be.
    pub aim: Aim,
    /// The day on which it comes in.
    pub day: Day,
    /// The minute of that day.
    pub minute: i64,
    /// The place of its kind among the stories.
    pub story: usize,
    /// The stage at which it waits for somebody, if it is to.
    pub waits_at: Option<&'static str>,
    /// The day and minute of a second filing about the same dispute, if there is one.
    pub twin: Option<(Day, i64)>,
}

impl Birth {
    /// When it comes in.
    pub fn filed_at(&self) -> Moment {
        at(self.day, self.minute)
    }
}

/// A number to be given: in the order in which requests came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numbered {
    /// The life.
    pub birth: Birth,
    /// Its place among the numbers, from 0.
    pub number: i64,
    /// The place of its second filing.
    pub twin: Option<i64>,
}

/// The minute of a day in China, as an instant.
pub fn at(day: Day, minute: i64) -> Moment {
    day.midnight().assume_offset(CHINA) + Duration::minutes(minute)
}

/// One second filing in so many lives.
const TWINS: u64 = 15;
/// So many requests that become no case come with a hundred cases.
const REQUESTS_PER_HUNDRED: u32 = 7;

impl Plan {
    /// The first instant that is not played.
    pub fn horizon(&self) -> Moment {
        at(self.until, 0)
    }

    /// The day before which nothing begins: the more lives, the longer the time they come from.
    pub fn begin(&self) -> Day {
        let years: i64 = match self.cases {
            0..1500 => 1,
            1500..20_000 => 2,
            _ => 4,
        };
        let earliest = Day::from_calendar_date(2020, time::Month::January, 2).unwrap_or(self.until);
        (self.until - Duration::days(365 * years)).max(earliest)
    }

    /// Every life with its number, in the order of the lives' own numbers.
    pub fn lives(&self, stories: &Stories, calendar: &Calendar) -> Vec<Numbered> {
        let days = self.days(stories, calendar);
        if days.is_empty() {
            return Vec::new();
        }
        let requests = self.cases * REQUESTS_PER_HUNDRED / 100 + 8;
        let births: Vec<Birth> =
            (0..self.cases + requests).map(|life| self.birth(life, &days, stories, calendar)).collect();
        let mut filings: Vec<(Moment, usize, bool)> = Vec::with_capacity(births.len());
        for (place, birth) in births.iter().enumerate() {
            filings.push((birth.filed_at(), place, false));
            if let Some((day, minute)) = birth.twin {
                filings.push((at(day, minute), place, true));
            }
        }
        filings.sort_unstable();
        let mut numbers = vec![(0, None); births.len()];
        for (number, (_, place, is_twin)) in (0_i64..).zip(&filings) {
            if *is_twin {
                numbers[*place].1 = Some(number);
            } else {
                numbers[*place].0 = number;
            }
        }
        let mut lives: Vec<Numbered> = births
            .into_iter()
            .zip(numbers)
            .map(|(birth, (number, twin))| Numbered { birth, number, twin })
            .collect();
        lives.sort_unstable_by_key(|life| life.number);
        lives
    }

    fn birth(&self, life: u32, days: &[(u64, Day)], stories: &Stories, calendar: &Calendar) -> Birth {
        let life = u64::from(life);
        let mut chance = Chance::of(self.seed, life * 2);
        let place = usize::try_from(life).unwrap_or(usize::MAX);
        let after = place.checked_sub(self.cases as usize);
        let waiting = match after {
            None => WAITING_CASES.get(place),
            Some(place) => WAITING_REQUESTS.get(place),
        };
        let waiting = waiting.filter(|_| self.cases as usize >= 2 * WAITING_CASES.len());
        let aim = if after.is_none() || waiting.is_some() { Aim::Case } else { Aim::Request };
        let day = match waiting {
            Some((_, age)) => self.until - Duration::days(*age),
            None => *chance.weighted(days),
        };
        let story = if aim == Aim::Request && chance.happens(600) {
            stories.appeal(&mut chance)
        } else {
            stories.dispute_in(u8::from(day.month()), &mut chance)
        };
        let works = calendar.is_workday(day).unwrap_or(true);
        let twin = (aim == Aim::Case && waiting.is_none() && chance.happens(TWINS))
            .then(|| (day + Duration::days(chance.within(1, 5)), minute_of(works, &mut chance)))
            .filter(|(day, _)| *day < self.until);
        let minute = minute_of(works, &mut chance);
        Birth { life, aim, day, minute, story, waits_at: waiting.map(|(stage, _)| *stage), twin }
    }

    /// The days with how many people come.
    fn days(&self, stories: &Stories, calendar: &Calendar) -> Vec<(u64, Day)> {
        let mut days = Vec::new();
        let mut day = self.begin();
        while day < self.until {
            let works = calendar.is_workday(day).unwrap_or(true);
            let by_weekday = match day.weekday() {
                _ if !works => 18,
                Weekday::Monday => 125,
                Weekday::Tuesday => 105,
                Weekday::Friday => 90,
                _ => 100,
            };
            days.push((by_weekday * stories.pressure(u8::from(day.month())), day));
            day += Duration::DAY;
        }
        days
    }
}

/// The minute of a day in which a request comes in: office hours, or on a day off any hour somebody is awake.
fn minute_of(works: bool, chance: &mut Chance) -> i64 {
    match works {
        true if chance.happens(560) => chance.within(9 * 60, 12 * 60 - 10),
        true => chance.within(14 * 60, 18 * 60 - 10),
        false => chance.within(8 * 60, 22 * 60),
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    const PLAN: Plan = Plan { cases: 1400, until: date!(2026 - 11 - 24), seed: 1 };

    fn lives() -> Vec<Numbered> {
        PLAN.lives(&Stories::shipped(), &Calendar::shipped())
    }

    #[test]
    fn numbers_rise_with_time_and_none_is_given_twice_or_left_out() {
        let lives = lives();
        let mut given: Vec<(i64, Moment)> = Vec::new();
        for life in &lives {
            given.push((life.number, life.birth.filed_at()));
            if let (Some(number), Some((day, minute))) = (life.twin, life.birth.twin) {
                given.push((number, at(day, minute)));
            }
        }
        given.sort_unstable();
        assert!(given.iter().enumerate().all(|(place, (number, _))| i64::try_from(place) == Ok(*number)));
        assert!(given.windows(2).all(|pair| pair[0].1 <= pair[1].1));
        assert!(given.iter().all(|(_, at)| *at < PLAN.horizon()));
    }

    #[test]
    fn wages_are_claimed_before_spring_festival_and_leaks_in_the_rains() {
        let stories = Stories::shipped();
        let in_months = |code: &str, months: &[u8]| {
            let of = lives().into_iter().filter(|life| stories.get(life.birth.story).code == code);
            of.filter(|life| months.contains(&u8::from(life.birth.day.month()))).count()
        };
        let (winter, summer) = (in_months("10", &[12, 1]), in_months("10", &[5, 6]));
        assert!(winter > 2 * summer, "{winter} {summer}");
        assert!(in_months("02", &[5, 6, 7]) > in_months("02", &[12, 1, 2]));
    }

    #[test]
    fn few_people_come_on_a_day_off() {
        let calendar = Calendar::shipped();
        let on_days_off =
            lives().into_iter().filter(|life| !calendar.is_workday(life.birth.day).unwrap()).count();
        assert!((40..200).contains(&on_days_off), "{on_days_off}");
    }

    #[test]
    fn the_more_lives_the_longer_the_time() {
        assert_eq!(PLAN.begin(), date!(2025 - 11 - 24));
        assert_eq!(Plan { cases: 144_600, ..PLAN }.begin(), date!(2022 - 11 - 25));
        assert_eq!(
            Plan { cases: 144_600, until: date!(2021 - 01 - 01), ..PLAN }.begin(),
            date!(2020 - 01 - 02)
        );
    }
}
