//! Over which months is reported, and with which months are they compared?

use std::{fmt, str::FromStr};

use fengqiao_base::{Day, Moment, clock::CHINA};

/// A month of a year; earlier ones are smaller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    year: i32,
    /// From 1 to 12.
    month: u8,
}

/// The text names no month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a month")]
pub struct NotAMonth;

impl FromStr for Month {
    type Err = NotAMonth;

    /// Reads `2026-11`.
    fn from_str(text: &str) -> Result<Self, NotAMonth> {
        let (year, month) = text.split_once('-').ok_or(NotAMonth)?;
        let digits = |part: &str, length| part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
        if !digits(year, 4) || !digits(month, 2) {
            return Err(NotAMonth);
        }
        let month: u8 = month.parse().map_err(|_| NotAMonth)?;
        let year = year.parse().map_err(|_| NotAMonth)?;
        if (1..=12).contains(&month) { Ok(Self { year, month }) } else { Err(NotAMonth) }
    }
}

impl fmt::Display for Month {
    /// `2026-11`, as the address and the counters have it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl Month {
    /// The month of a day.
    pub fn of(day: Day) -> Self {
        Self { year: day.year(), month: u8::from(day.month()) }
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.year
    }

    /// Its place in the year, from 1.
    pub fn number(self) -> u8 {
        self.month
    }

    /// Its name.
    pub fn name(self) -> time::Month {
        time::Month::try_from(self.month).expect("a month is between 1 and 12")
    }

    /// When it begins in China; none for a year that no day is in.
    pub fn begins(self) -> Option<Moment> {
        let first = Day::from_calendar_date(self.year, self.name(), 1).ok()?;
        Some(first.midnight().assume_offset(CHINA))
    }

    fn index(self) -> i32 {
        self.year * 12 + i32::from(self.month) - 1
    }

    fn at(index: i32) -> Self {
        let month = u8::try_from(index.rem_euclid(12) + 1).expect("a remainder by 12 is small");
        Self { year: index.div_euclid(12), month }
    }

    /// So many months later, or earlier.
    pub fn plus(self, months: i32) -> Self {
        Self::at(self.index() + months)
    }
}

/// How long a period is, as it is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Span {
    /// A calendar month.
    Month,
    /// A calendar quarter.
    Quarter,
    /// A calendar year.
    Year,
    /// Any whole months.
    Months,
}

impl Span {
    /// Every span, in the order of the form.
    pub const ALL: [Self; 4] = [Self::Month, Self::Quarter, Self::Year, Self::Months];

    /// The word in the address; the name is the sentence `report-span-<code>`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
            Self::Months => "months",
        }
    }

    /// The span of `code`.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|span| span.code() == code)
    }
}

/// Whole months, one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Period {
    first: Month,
    last: Month,
}

impl Period {
    /// The longest period that is reported at once, in months.
    pub const LONGEST: i32 = 60;

    /// From `first` to `last`, both included; whichever is earlier comes first, and no more than [`Self::LONGEST`].
    pub fn between(first: Month, last: Month) -> Self {
        let (first, last) = if first <= last { (first, last) } else { (last, first) };
        Self { first: first.max(last.plus(1 - Self::LONGEST)), last }
    }

    /// The period of this length in which `month` lies.
    pub fn around(span: Span, month: Month) -> Self {
        let from = |first: Month, months: i32| Self { first, last: first.plus(months - 1) };
        match span {
            Span::Month | Span::Months => from(month, 1),
            Span::Quarter => from(month.plus(-(i32::from(month.month) - 1) % 3), 3),
            Span::Year => from(Month { month: 1, ..month }, 12),
        }
    }

    /// The shortest of month, quarter and year that this is exactly; none for other months.
    pub fn is_a(self) -> Option<Span> {
        [Span::Month, Span::Quarter, Span::Year]
            .into_iter()
            .find(|span| Self::around(*span, self.first) == self)
    }

    /// Its first month.
    pub fn first(self) -> Month {
        self.first
    }

    /// Its last month.
    pub fn last(self) -> Month {
        self.last
    }

    /// How many months.
    pub fn length(self) -> i32 {
        self.last.index() - self.first.index() + 1
    }

    /// The period of the same length just before it.
    pub fn before(self) -> Self {
        Self { first: self.first.plus(-self.length()), last: self.first.plus(-1) }
    }

    /// The period of the same length just after it.
    pub fn after(self) -> Self {
        Self { first: self.last.plus(1), last: self.last.plus(self.length()) }
    }

    /// Its months.
    pub fn months(self) -> impl Iterator<Item = Month> {
        (self.first.index()..=self.last.index()).map(Month::at)
    }

    /// Whether a month lies in it.
    pub fn contains(self, month: Month) -> bool {
        self.first <= month && month <= self.last
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    fn month(text: &str) -> Month {
        text.parse().expect("a month")
    }

    fn told(period: Period) -> String {
        format!("{} {}", period.first(), period.last())
    }

    #[test]
    fn a_period_is_compared_with_as_many_months_before_it_over_new_year_too() {
        let january = Period::around(Span::Month, month("2026-01"));
        assert_eq!(told(january.before()), "2025-12 2025-12");
        let quarter = Period::around(Span::Quarter, month("2026-02"));
        assert_eq!(
            (told(quarter), told(quarter.before())),
            ("2026-01 2026-03".into(), "2025-10 2025-12".into())
        );
        let year = Period::around(Span::Year, month("2026-11"));
        assert_eq!(
            (told(year.before()), told(year.after())),
            ("2025-01 2025-12".into(), "2027-01 2027-12".into())
        );
        let some = Period::between(month("2026-11"), month("2026-07"));
        assert_eq!((told(some), told(some.before())), ("2026-07 2026-11".into(), "2026-02 2026-06".into()));
    }

    #[test]
    fn every_month_lies_in_the_quarter_around_it() {
        for number in 1..=12 {
            let month = Month { year: 2026, month: number };
            let quarter = Period::around(Span::Quarter, month);
            assert!(quarter.contains(month) && quarter.length() == 3, "{number}: {}", told(quarter));
            assert_eq!((quarter.first().number() - 1) % 3, 0);
        }
    }

    #[test]
    fn a_period_knows_whether_it_is_a_month_a_quarter_or_a_year() {
        let between = |first, last| Period::between(month(first), month(last)).is_a();
        assert_eq!(between("2026-11", "2026-11"), Some(Span::Month));
        assert_eq!(between("2026-10", "2026-12"), Some(Span::Quarter));
        assert_eq!(between("2026-01", "2026-12"), Some(Span::Year));
        assert_eq!(between("2026-09", "2026-11"), None);
        assert_eq!(between("2025-07", "2026-06"), None);
    }

    #[test]
    fn only_a_month_is_read_as_one() {
        assert_eq!(month("2026-11"), Month::of(date!(2026 - 11 - 25)));
        for wrong in ["", "2026", "2026-13", "2026-00", "2026-1", "26-11", "2026-11-01", "2026-+1", "'26--01"]
        {
            assert_eq!(wrong.parse::<Month>(), Err(NotAMonth), "{wrong}");
        }
    }

    #[test]
    fn nobody_asks_for_more_than_five_years_at_once() {
        let all = Period::between(month("0000-01"), month("2026-11"));
        assert_eq!((all.length(), told(all)), (60, "2021-12 2026-11".to_owned()));
    }
}
