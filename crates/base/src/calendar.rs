//! Is this a day on which offices work, and which day comes after the holiday?
//!
//! 法定休假日 are weekends and the statutory holidays as the yearly notice of the State Council arranges them; a weekend
//! day that the notice makes up for a holiday (调休) is a working day. The calendar is data, one table for all years;
//! past its last year nothing is guessed. A year whose notice is not out yet holds the statutory holidays alone: it can
//! be used, and every answer that rests on it says that it is provisional.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use time::{Month, Weekday};

use crate::{clock::Day, refusal::Refusal};

/// The table shipped with the program, `data/holidays-cn.csv`.
const SHIPPED: &str = include_str!("../../../data/holidays-cn.csv");

/// How sure a day of the calendar is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// As arranged by the notice of the State Council.
    Official,
    /// The statutory holidays alone: the notice of that year is not out yet.
    Provisional,
}

/// What kind of day it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DayKind {
    /// Monday to Friday, nothing special.
    Weekday,
    /// Saturday or Sunday, nothing special.
    Weekend,
    /// A day off of a holiday.
    Holiday,
    /// A Saturday or Sunday on which people work in exchange for a holiday (调休).
    MakeUp,
}

impl DayKind {
    /// Whether offices work.
    pub fn is_workday(self) -> bool {
        match self {
            DayKind::Weekday | DayKind::MakeUp => true,
            DayKind::Weekend | DayKind::Holiday => false,
        }
    }
}

/// What the calendar knows about one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CalendarDay<'a> {
    /// Which day.
    pub day: Day,
    /// What kind of day.
    pub kind: DayKind,
    /// The holiday it belongs to, in Chinese, as the notice names it; for a made-up working day too.
    pub holiday: Option<&'a str>,
    /// How sure that is.
    pub certainty: Certainty,
}

/// Why a table of days cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CalendarError {
    /// The table is not CSV with the expected columns.
    #[error("could not read the table of holidays")]
    Table(#[from] csv::Error),
    /// A date stands twice.
    #[error("{0} stands twice in the table of holidays")]
    Twice(Day),
    /// A year is part official, part provisional.
    #[error("{0} is both official and provisional in the table of holidays")]
    Mixed(i32),
    /// A year is missing between two loaded ones, or there is none at all.
    #[error("the table of holidays has no days of {0}")]
    Gap(i32),
}

/// The working days of China, for the years that were loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    version: String,
    years: Years,
    special: BTreeMap<Day, Special>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Special {
    name: String,
    works: bool,
}

#[derive(Deserialize)]
struct Row {
    date: Day,
    name: String,
    is_workday: u8,
    status: Status,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Status {
    Official,
    StatutoryProvisional,
}

impl Calendar {
    /// The calendar shipped with the program.
    pub fn shipped() -> Self {
        Self::load(SHIPPED).expect("the shipped table is loaded by a test")
    }

    /// Reads a table with the columns `date,name,is_workday,status`.
    ///
    /// # Errors
    /// When the table cannot be read, names a day twice or leaves a year out.
    pub fn load(text: &str) -> Result<Self, CalendarError> {
        let (years, special) = read(text)?;
        Self::of(years, special)
    }

    /// The same calendar with the years of another table in place of its own: the notice for the next year has come
    /// out, or was changed.
    ///
    /// # Errors
    /// Those of [`Calendar::load`].
    pub fn with_years(mut self, text: &str) -> Result<Self, CalendarError> {
        let (years, special) = read(text)?;
        self.special.retain(|day, _| !years.contains_key(&day.year()));
        self.years.extend(years);
        self.special.extend(special);
        Self::of(self.years, self.special)
    }

    fn of(years: Years, special: BTreeMap<Day, Special>) -> Result<Self, CalendarError> {
        let (Some(&first), Some(&last)) = (years.keys().next(), years.keys().last()) else {
            return Err(CalendarError::Gap(0));
        };
        if let Some(gap) = (first..=last).find(|year| !years.contains_key(year)) {
            return Err(CalendarError::Gap(gap));
        }
        let mut content = String::new();
        for (day, Special { name, works }) in &special {
            let certain = years.get(&day.year()) == Some(&Certainty::Official);
            content.extend([day.to_string().as_str(), name, if *works { "1" } else { "0" }]);
            content.push(if certain { 'o' } else { 'p' });
        }
        let version = format!("cn-{first}-{last}-{:08x}", fingerprint(&content));
        Ok(Self { version, years, special })
    }

    /// Names the table: country, first and last year, and a fingerprint that changes with any change of the table.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The loaded years, in order.
    pub fn years(&self) -> impl Iterator<Item = (i32, Certainty)> {
        self.years.iter().map(|(year, certainty)| (*year, *certainty))
    }

    /// What is known about a day.
    ///
    /// # Errors
    /// `calendar-year-missing` outside the loaded years, as with every other question here.
    pub fn day(&self, day: Day) -> Result<CalendarDay<'_>, Refusal> {
        let certainty = self.certainty(day)?;
        let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        let special = self.special.get(&day);
        let kind = match (special, weekend) {
            (Some(Special { works: false, .. }), _) => DayKind::Holiday,
            (Some(Special { works: true, .. }), true) => DayKind::MakeUp,
            (Some(Special { works: true, .. }) | None, false) => DayKind::Weekday,
            (None, true) => DayKind::Weekend,
        };
        Ok(CalendarDay { day, kind, holiday: special.map(|special| special.name.as_str()), certainty })
    }

    /// Every day of a year.
    ///
    /// # Errors
    /// `calendar-year-missing`.
    pub fn year(&self, year: i32) -> Result<Vec<CalendarDay<'_>>, Refusal> {
        let first = Day::from_calendar_date(year, Month::January, 1).map_err(|_| self.missing(year))?;
        let mut days = Vec::with_capacity(366);
        let mut next = Some(first);
        while let Some(day) = next.filter(|day| day.year() == year) {
            days.push(self.day(day)?);
            next = day.next_day();
        }
        Ok(days)
    }

    /// How sure the calendar is of a day.
    ///
    /// # Errors
    /// `calendar-year-missing`.
    pub fn certainty(&self, day: Day) -> Result<Certainty, Refusal> {
        self.years.get(&day.year()).copied().ok_or_else(|| self.missing(day.year()))
    }

    /// Whether offices work on that day.
    ///
    /// # Errors
    /// `calendar-year-missing`.
    pub fn is_workday(&self, day: Day) -> Result<bool, Refusal> {
        Ok(self.day(day)?.kind.is_workday())
    }

    /// The first working day after `day`.
    ///
    /// # Errors
    /// `calendar-year-missing`.
    pub fn next_workday(&self, day: Day) -> Result<Day, Refusal> {
        self.add_workdays(day, 1)
    }

    /// The `count`th working day after `day`; `day` itself when `count` is 0.
    ///
    /// # Errors
    /// `calendar-year-missing`.
    pub fn add_workdays(&self, day: Day, count: u32) -> Result<Day, Refusal> {
        let mut last = day;
        let mut left = count;
        while left > 0 {
            last = self.next_day(last)?;
            if self.is_workday(last)? {
                left -= 1;
            }
        }
        Ok(last)
    }

    /// The day itself when offices work, else the first day after the holiday (民法典 第二百零三条).
    ///
    /// # Errors
    /// `calendar-year-missing`.
    pub fn roll_forward(&self, day: Day) -> Result<Day, Refusal> {
        if self.is_workday(day)? { Ok(day) } else { self.next_workday(day) }
    }

    /// The first day of which `other` says something else: what kind of day it is, or how sure that is. No period that
    /// has ended before it moves.
    pub fn first_difference(&self, other: &Self) -> Option<Day> {
        let years: BTreeSet<i32> = self.years.keys().chain(other.years.keys()).copied().collect();
        let facts = |calendar: &Self, day: Day| calendar.day(day).ok().map(|day| (day.kind, day.certainty));
        years.into_iter().find_map(|year| {
            let first = Day::from_calendar_date(year, Month::January, 1).ok()?;
            let days = std::iter::successors(Some(first), |day| day.next_day());
            days.take_while(|day| day.year() == year).find(|day| facts(self, *day) != facts(other, *day))
        })
    }

    fn next_day(&self, day: Day) -> Result<Day, Refusal> {
        day.next_day().ok_or_else(|| self.missing(day.year()))
    }

    fn missing(&self, year: i32) -> Refusal {
        let first = self.years.keys().next().expect("load refuses a table without years");
        let last = self.years.keys().last().expect("load refuses a table without years");
        // As texts: a year is not a count, and must not be written 2,028.
        Refusal::new("calendar-year-missing")
            .with("year", format_args!("{year}"))
            .with("first", first)
            .with("last", last)
    }
}

/// The day `count` months after `day`: that of the same number, else the last of its month (民法典 第二百零二条).
/// `None` past the years that a day can be in.
pub fn months_after(day: Day, count: u32) -> Option<Day> {
    let months = i64::from(day.year()) * 12 + i64::from(u8::from(day.month())) - 1 + i64::from(count);
    let year = i32::try_from(months.div_euclid(12)).ok()?;
    let month = Month::try_from(u8::try_from(months.rem_euclid(12) + 1).ok()?).ok()?;
    Day::from_calendar_date(year, month, day.day().min(month.length(year))).ok()
}

type Years = BTreeMap<i32, Certainty>;

fn read(text: &str) -> Result<(Years, BTreeMap<Day, Special>), CalendarError> {
    let mut years = Years::new();
    let mut special = BTreeMap::new();
    for row in csv::Reader::from_reader(text.as_bytes()).deserialize() {
        let Row { date, name, is_workday, status } = row?;
        let certainty = match status {
            Status::Official => Certainty::Official,
            Status::StatutoryProvisional => Certainty::Provisional,
        };
        if *years.entry(date.year()).or_insert(certainty) != certainty {
            return Err(CalendarError::Mixed(date.year()));
        }
        if special.insert(date, Special { name, works: is_workday == 1 }).is_some() {
            return Err(CalendarError::Twice(date));
        }
    }
    Ok((years, special))
}

/// FNV-1a: enough to tell that a table was changed; not a proof of who made it.
pub fn fingerprint(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::{
        Certainty::{Official, Provisional},
        *,
    };

    fn shipped() -> Calendar {
        Calendar::shipped()
    }

    fn table(rows: &str) -> Result<Calendar, String> {
        Calendar::load(&format!("date,name,is_workday,status\n{rows}")).map_err(|error| error.to_string())
    }

    #[test]
    fn a_day_knows_what_kind_it_is_and_which_holiday_it_belongs_to() {
        let calendar = shipped();
        let told = |day| {
            let CalendarDay { kind, holiday, certainty, .. } = calendar.day(day).unwrap();
            (kind, holiday, certainty)
        };
        assert_eq!(told(date!(2025 - 03 - 03)), (DayKind::Weekday, None, Certainty::Official));
        assert_eq!(told(date!(2025 - 03 - 02)), (DayKind::Weekend, None, Certainty::Official));
        assert_eq!(told(date!(2025 - 01 - 28)), (DayKind::Holiday, Some("春节"), Certainty::Official));
        assert_eq!(told(date!(2025 - 01 - 26)), (DayKind::MakeUp, Some("春节"), Certainty::Official));
        assert_eq!(told(date!(2027 - 10 - 01)), (DayKind::Holiday, Some("国庆节"), Certainty::Provisional));
    }

    #[test]
    fn the_day_after_the_holiday_may_be_a_made_up_saturday() {
        let calendar = shipped();
        assert_eq!(calendar.roll_forward(date!(2025 - 10 - 01)).unwrap(), date!(2025 - 10 - 09));
        assert_eq!(calendar.roll_forward(date!(2025 - 09 - 28)).unwrap(), date!(2025 - 09 - 28));
        // 2024: Labour Day until Sunday 5 May; Saturday 11 May is worked.
        assert_eq!(calendar.next_workday(date!(2024 - 05 - 10)).unwrap(), date!(2024 - 05 - 11));
        assert_eq!(calendar.roll_forward(date!(2024 - 05 - 12)).unwrap(), date!(2024 - 05 - 13));
    }

    #[test]
    fn working_days_are_counted_after_the_first_day() {
        let calendar = shipped();
        assert_eq!(calendar.add_workdays(date!(2025 - 09 - 30), 0).unwrap(), date!(2025 - 09 - 30));
        assert_eq!(calendar.add_workdays(date!(2025 - 09 - 30), 1).unwrap(), date!(2025 - 10 - 09));
        assert_eq!(calendar.add_workdays(date!(2025 - 09 - 30), 3).unwrap(), date!(2025 - 10 - 11));
        assert_eq!(calendar.add_workdays(date!(2025 - 12 - 31), 1).unwrap(), date!(2026 - 01 - 04));
    }

    #[test]
    fn every_year_has_its_days_and_its_working_days() {
        let calendar = shipped();
        let counts: Vec<_> = calendar
            .years()
            .map(|(year, certainty)| {
                let days = calendar.year(year).unwrap();
                (year, certainty, days.len(), days.iter().filter(|day| day.kind.is_workday()).count())
            })
            .collect();
        assert_eq!(
            counts,
            [
                (2020, Official, 366, 249),
                (2021, Official, 365, 250),
                (2022, Official, 365, 249),
                (2023, Official, 365, 249),
                (2024, Official, 366, 251),
                (2025, Official, 365, 248),
                (2026, Official, 365, 248),
                (2027, Provisional, 365, 254),
            ]
        );
    }

    #[test]
    fn past_its_years_nothing_is_guessed() {
        let calendar = shipped();
        for refused in [
            calendar.day(date!(2028 - 01 - 01)).map(drop),
            calendar.year(2019).map(drop),
            calendar.next_workday(date!(2027 - 12 - 31)).map(drop),
            calendar.add_workdays(date!(2027 - 12 - 20), 30).map(drop),
        ] {
            let refusal = refused.unwrap_err();
            assert_eq!(refusal.code, "calendar-year-missing");
            assert_eq!(refusal.args[1..], [("first", "2020".to_owned()), ("last", "2027".to_owned())]);
        }
    }

    #[test]
    fn a_table_that_contradicts_itself_is_not_taken() {
        let official = "2025-01-01,元旦,0,official";
        assert!(table(official).is_ok());
        assert_eq!(
            table(&format!("{official}\n{official}")).unwrap_err(),
            "2025-01-01 stands twice in the table of holidays"
        );
        assert_eq!(
            table(&format!("{official}\n2025-10-01,国庆节,0,statutory-provisional")).unwrap_err(),
            "2025 is both official and provisional in the table of holidays"
        );
        assert_eq!(
            table(&format!("{official}\n2027-01-01,元旦,0,official")).unwrap_err(),
            "the table of holidays has no days of 2026"
        );
        assert_eq!(table("").unwrap_err(), "the table of holidays has no days of 0");
        assert_eq!(table("1 January,元旦,0,official").unwrap_err(), "could not read the table of holidays");
    }

    #[test]
    fn a_year_that_was_arranged_takes_the_place_of_its_provisional_one() {
        let notice = "date,name,is_workday,status\n2027-01-01,元旦,0,official\n2027-02-06,春节,1,official\n";
        let calendar = shipped().with_years(notice).unwrap();
        assert_eq!(calendar.certainty(date!(2027 - 05 - 01)).unwrap(), Certainty::Official);
        assert!(calendar.is_workday(date!(2027 - 02 - 06)).unwrap(), "a Saturday");
        assert!(calendar.is_workday(date!(2027 - 10 - 01)).unwrap(), "only what the table says");
        assert_eq!(calendar.day(date!(2026 - 10 - 01)).unwrap().holiday, Some("国庆节"));
        assert_ne!(calendar.version(), shipped().version());
        assert_eq!(shipped().first_difference(&calendar), Some(date!(2027 - 01 - 01)));
        assert_eq!(shipped().first_difference(&shipped()), None);
        assert_eq!(shipped().with_years(notice).unwrap().version(), calendar.version());
        let gap = shipped().with_years("date,name,is_workday,status\n2029-01-01,元旦,0,official\n");
        assert_eq!(gap.unwrap_err().to_string(), "the table of holidays has no days of 2028");
    }
}
