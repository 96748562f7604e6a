//! Is it open now, until when, and when does it open next?
//!
//! A week's pattern, changed by the calendar: on a holiday the house is closed (or has hours of its own), on a weekend
//! day that is worked in exchange (调休) it is open like on a working day.

use std::{fmt, str::FromStr};

use fengqiao_base::{Calendar, Certainty, Day, Moment, calendar::DayKind, clock::CHINA};
use serde::{Deserialize, Serialize};
use time::{Duration, Weekday};

/// How far ahead the next opening is looked for; longer than any holiday.
const LOOK_AHEAD: i64 = 60;

/// A minute of the day, from 00:00 to 24:00.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Minute(u16);

impl Minute {
    /// The end of the day.
    pub const MIDNIGHT: Minute = Minute(24 * 60);

    /// The instant of this minute on `day` in China.
    pub fn on(self, day: Day) -> Moment {
        day.midnight().assume_offset(CHINA) + Duration::minutes(i64::from(self.0))
    }
}

impl FromStr for Minute {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("{text} is not a time of day");
        let (hour, minute) = text.split_once(':').ok_or_else(wrong)?;
        let number = |digits: &str| (digits.len() == 2).then(|| digits.parse::<u16>().ok()).flatten();
        let (hour, minute) = (number(hour).ok_or_else(wrong)?, number(minute).ok_or_else(wrong)?);
        let total = hour * 60 + minute;
        if minute < 60 && total <= 24 * 60 { Ok(Self(total)) } else { Err(wrong()) }
    }
}

impl fmt::Display for Minute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl TryFrom<String> for Minute {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Minute> for String {
    fn from(minute: Minute) -> Self {
        minute.to_string()
    }
}

/// From one minute of a day to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Span {
    /// First minute.
    pub opens: Minute,
    /// First minute that is too late.
    pub closes: Minute,
}

impl FromStr for Span {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (opens, closes) = text.split_once('-').ok_or_else(|| format!("{text} is not a span"))?;
        let span = Self { opens: opens.parse()?, closes: closes.parse()? };
        if span.opens < span.closes { Ok(span) } else { Err(format!("{text} ends before it begins")) }
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.opens, self.closes)
    }
}

impl TryFrom<String> for Span {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Span> for String {
    fn from(span: Span) -> Self {
        span.to_string()
    }
}

/// When a house is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hours {
    /// Monday to Sunday.
    pub week: [Vec<Span>; 7],
    /// On weekend days worked in exchange for a holiday.
    pub made_up: Vec<Span>,
    /// On days off of a holiday; mostly none.
    pub holidays: Vec<Span>,
}

/// Why a day has the hours it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Because {
    /// The week's pattern.
    Week,
    /// A day off of this holiday.
    Holiday(String),
    /// Worked in exchange for this holiday.
    MadeUp(String),
}

/// The hours of one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayPlan {
    /// Which day.
    pub day: Day,
    /// When it is open; none: closed.
    pub spans: Vec<Span>,
    /// Why.
    pub because: Because,
    /// Whether the calendar of that year is arranged and loaded.
    pub certain: bool,
}

/// Days in a row with hours other than the week's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The first.
    pub from: Day,
    /// The last.
    pub until: Day,
    /// When it is open; none: closed.
    pub spans: Vec<Span>,
    /// Why.
    pub because: Because,
    /// Whether the calendar of that year is arranged and loaded.
    pub certain: bool,
}

/// Whether it is open at an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Openness {
    /// It is open.
    Open {
        /// Until when; never closed: none.
        until: Option<Moment>,
    },
    /// It is closed.
    Closed {
        /// When it opens next, if within sight.
        opens: Option<Moment>,
        /// Whether it was open earlier on that day and opens again: the lunch break.
        is_break: bool,
    },
}

/// Days in a row of the week with the same hours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeekRow {
    /// The first.
    pub from: Weekday,
    /// The last.
    pub until: Weekday,
    /// When it is open; none: closed.
    pub spans: Vec<Span>,
}

impl Hours {
    /// The hours of `day`.
    pub fn on(&self, day: Day, calendar: &Calendar) -> DayPlan {
        let usual = &self.week[usize::from(day.weekday().number_days_from_monday())];
        // Outside the loaded years the week's pattern is all there is to say.
        let Ok(known) = calendar.day(day) else {
            return DayPlan { day, spans: usual.clone(), because: Because::Week, certain: false };
        };
        let name = known.holiday.unwrap_or_default().to_owned();
        let (spans, because) = match known.kind {
            DayKind::Weekday | DayKind::Weekend => (usual, Because::Week),
            DayKind::Holiday => (&self.holidays, Because::Holiday(name)),
            DayKind::MakeUp => (&self.made_up, Because::MadeUp(name)),
        };
        DayPlan { day, spans: spans.clone(), because, certain: known.certainty == Certainty::Official }
    }

    /// Whether it is open at `at`, and until or from when.
    pub fn at(&self, at: Moment, calendar: &Calendar) -> Openness {
        let today = at.to_offset(CHINA).date();
        let mut open_until = None;
        let mut was_open = false;
        for plan in self.days(today, LOOK_AHEAD, calendar) {
            for span in &plan.spans {
                let (opens, closes) = (span.opens.on(plan.day), span.closes.on(plan.day));
                match open_until {
                    // One that begins where the last ended is the same opening.
                    Some(until) if until == opens => open_until = Some(closes),
                    Some(until) => return Openness::Open { until: Some(until) },
                    None if opens <= at && at < closes => open_until = Some(closes),
                    None if at < opens => {
                        return Openness::Closed {
                            opens: Some(opens),
                            is_break: was_open && plan.day == today,
                        };
                    }
                    None => was_open = true,
                }
            }
        }
        match open_until {
            Some(until) if (until - at).whole_days() + 1 >= LOOK_AHEAD => Openness::Open { until: None },
            Some(until) => Openness::Open { until: Some(until) },
            None => Openness::Closed { opens: None, is_break: false },
        }
    }

    /// The days from `from` on whose hours are not the week's, put together where they follow one another.
    pub fn changes(&self, from: Day, days: i64, calendar: &Calendar) -> Vec<Change> {
        let mut changes: Vec<Change> = Vec::new();
        for plan in self.days(from, days, calendar).filter(|plan| plan.because != Because::Week) {
            match changes.last_mut() {
                Some(last)
                    if last.until.next_day() == Some(plan.day)
                        && last.because == plan.because
                        && last.spans == plan.spans =>
                {
                    last.until = plan.day;
                }
                _ => changes.push(Change {
                    from: plan.day,
                    until: plan.day,
                    spans: plan.spans,
                    because: plan.because,
                    certain: plan.certain,
                }),
            }
        }
        // A house that is always open has no holidays to tell of.
        changes.retain(|change| {
            let days = self.days(change.from, (change.until - change.from).whole_days() + 1, calendar);
            days.into_iter().any(|plan| {
                plan.spans != self.week[usize::from(plan.day.weekday().number_days_from_monday())]
            })
        });
        changes
    }

    /// The week in as few rows as it takes.
    pub fn rows(&self) -> Vec<WeekRow> {
        let mut rows: Vec<WeekRow> = Vec::new();
        let mut weekday = Weekday::Monday;
        for spans in &self.week {
            match rows.last_mut() {
                Some(last) if last.spans == *spans => last.until = weekday,
                _ => rows.push(WeekRow { from: weekday, until: weekday, spans: spans.clone() }),
            }
            weekday = weekday.next();
        }
        rows
    }

    /// Leaves only these days of the week, for whoever comes on them alone; nobody comes on a made-up day.
    pub(super) fn keep_only(&mut self, days: &[Weekday]) {
        for (at, spans) in self.week.iter_mut().enumerate() {
            if !days.iter().any(|day| usize::from(day.number_days_from_monday()) == at) {
                spans.clear();
            }
        }
        self.made_up.clear();
    }

    fn days(&self, from: Day, days: i64, calendar: &Calendar) -> impl Iterator<Item = DayPlan> {
        (0..days).filter_map(move |n| from.checked_add(Duration::days(n))).map(|day| self.on(day, calendar))
    }
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime};

    use super::*;

    fn spans(text: &str) -> Vec<Span> {
        text.split_whitespace().map(|span| span.parse().unwrap()).collect()
    }

    /// Monday to Friday with a lunch break, Saturday morning.
    fn office() -> Hours {
        let day = || spans("09:00-12:00 14:00-18:00");
        Hours {
            week: [day(), day(), day(), day(), day(), spans("09:00-12:00"), vec![]],
            made_up: day(),
            holidays: vec![],
        }
    }

    fn always() -> Hours {
        let day = || spans("00:00-24:00");
        Hours { week: std::array::from_fn(|_| day()), made_up: day(), holidays: day() }
    }

    fn at(moment: Moment) -> Openness {
        office().at(moment, &Calendar::shipped())
    }

    #[test]
    fn it_is_open_from_the_first_minute_to_the_last_and_not_at_lunch() {
        let open = |until| Openness::Open { until: Some(until) };
        let closed = |opens, is_break| Openness::Closed { opens: Some(opens), is_break };
        assert_eq!(at(datetime!(2026-11-24 08:59:59 +8)), closed(datetime!(2026-11-24 09:00 +8), false));
        assert_eq!(at(datetime!(2026-11-24 09:00 +8)), open(datetime!(2026-11-24 12:00 +8)));
        assert_eq!(at(datetime!(2026-11-24 11:59:59 +8)), open(datetime!(2026-11-24 12:00 +8)));
        assert_eq!(at(datetime!(2026-11-24 12:00 +8)), closed(datetime!(2026-11-24 14:00 +8), true));
        assert_eq!(at(datetime!(2026-11-24 18:00 +8)), closed(datetime!(2026-11-25 09:00 +8), false));
        assert_eq!(at(datetime!(2026-11-28 15:00 +8)), closed(datetime!(2026-11-30 09:00 +8), false));
    }

    #[test]
    fn a_moment_in_another_zone_is_the_same_moment() {
        assert_eq!(at(datetime!(2026-11-24 01:30 UTC)), at(datetime!(2026-11-24 09:30 +8)));
    }

    #[test]
    fn over_the_national_day_it_opens_on_the_first_worked_day_even_if_that_is_a_saturday() {
        // 2026: off from Thursday 1 October to Wednesday 7 October; worked in exchange: Sunday 20 September and
        // Saturday 10 October.
        let calendar = Calendar::shipped();
        assert_eq!(
            at(datetime!(2026-10-02 10:00 +8)),
            Openness::Closed { opens: Some(datetime!(2026-10-08 09:00 +8)), is_break: false }
        );
        let saturday = office().on(date!(2026 - 10 - 10), &calendar);
        assert_eq!(saturday.because, Because::MadeUp("国庆节".to_owned()));
        assert_eq!(saturday.spans, spans("09:00-12:00 14:00-18:00"));
    }

    #[test]
    fn the_days_that_differ_are_told_in_rows() {
        let changes = office().changes(date!(2026 - 09 - 19), 30, &Calendar::shipped());
        let told: Vec<_> = changes
            .iter()
            .map(|change| (change.from, change.until, change.spans.len(), change.because.clone()))
            .collect();
        let (holiday, made_up) =
            (|name: &str| Because::Holiday(name.to_owned()), |name: &str| Because::MadeUp(name.to_owned()));
        assert_eq!(
            told,
            [
                (date!(2026 - 09 - 20), date!(2026 - 09 - 20), 2, made_up("国庆节")),
                (date!(2026 - 09 - 25), date!(2026 - 09 - 27), 0, holiday("中秋")),
                (date!(2026 - 10 - 01), date!(2026 - 10 - 07), 0, holiday("国庆节")),
                (date!(2026 - 10 - 10), date!(2026 - 10 - 10), 2, made_up("国庆节")),
            ]
        );
    }

    #[test]
    fn a_house_that_never_closes_has_no_end_and_no_holidays() {
        let calendar = Calendar::shipped();
        assert_eq!(always().at(datetime!(2026-10-02 03:00 +8), &calendar), Openness::Open { until: None });
        assert_eq!(always().changes(date!(2026 - 09 - 01), 60, &calendar), []);
    }

    #[test]
    fn a_night_that_ends_at_midnight_goes_on_after_it() {
        let mut hours = office();
        hours.week[0].push("20:00-24:00".parse().unwrap());
        hours.week[1].insert(0, "00:00-02:00".parse().unwrap());
        assert_eq!(
            hours.at(datetime!(2026-11-23 23:00 +8), &Calendar::shipped()),
            Openness::Open { until: Some(datetime!(2026-11-24 02:00 +8)) }
        );
    }

    #[test]
    fn beyond_the_calendar_the_week_holds_and_nothing_is_certain() {
        let plan = office().on(date!(2031 - 10 - 01), &Calendar::shipped());
        assert_eq!((plan.because, plan.certain, plan.spans.len()), (Because::Week, false, 2));
        assert!(!office().on(date!(2027 - 10 - 01), &Calendar::shipped()).certain);
    }

    #[test]
    fn a_house_without_hours_never_opens() {
        let never = Hours { week: std::array::from_fn(|_| vec![]), made_up: vec![], holidays: vec![] };
        let openness = never.at(datetime!(2026-11-24 10:00 +8), &Calendar::shipped());
        assert_eq!(openness, Openness::Closed { opens: None, is_break: false });
    }

    #[test]
    fn the_week_is_told_in_rows_of_equal_days() {
        let rows: Vec<_> =
            office().rows().into_iter().map(|row| (row.from, row.until, row.spans.len())).collect();
        assert_eq!(
            rows,
            [
                (Weekday::Monday, Weekday::Friday, 2),
                (Weekday::Saturday, Weekday::Saturday, 1),
                (Weekday::Sunday, Weekday::Sunday, 0)
            ]
        );
    }

    #[test]
    fn what_is_no_span_is_refused() {
        for text in ["09:00", "9:00-12:00", "12:00-09:00", "09:60-12:00", "09:00-24:01", "a-b"] {
            assert!(text.parse::<Span>().is_err(), "{text}");
        }
        assert_eq!("09:00-24:00".parse::<Span>().unwrap().to_string(), "09:00-24:00");
    }
}
