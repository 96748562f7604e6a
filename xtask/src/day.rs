//! Which day is it in China, and how is a span of time told to a person?

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Today in China (UTC+8) as `YYYY-MM-DD`.
pub(crate) fn today() -> String {
    #[expect(
        clippy::disallowed_methods,
        reason = "a developer's tool asks the machine; no rule depends on it"
    )]
    let now = SystemTime::now();
    let seconds = now.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    date((seconds + 8 * 3600) / 86_400)
}

/// The date so many days after 1 January 1970, by the Gregorian calendar.
fn date(days: u64) -> String {
    let mut year = 1970;
    let mut left = days;
    while left >= year_days(year) {
        left -= year_days(year);
        year += 1;
    }
    let february = if year_days(year) == 366 { 29 } else { 28 };
    let mut month = 1;
    for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30] {
        if left < length {
            break;
        }
        left -= length;
        month += 1;
    }
    format!("{year:04}-{month:02}-{:02}", left + 1)
}

fn year_days(year: u64) -> u64 {
    if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) { 366 } else { 365 }
}

/// `4.2 s` or `3 min 05 s`.
pub(crate) fn span(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 60 {
        format!("{:.1} s", time.as_secs_f64())
    } else {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_follow_the_gregorian_calendar_over_leap_days_and_year_ends() {
        let days = [0, 58, 59, 789, 790, 11_016, 20_088, 20_453];
        assert_eq!(
            days.map(date).join(" "),
            "1970-01-01 1970-02-28 1970-03-01 1972-02-29 1972-03-01 2000-02-29 2024-12-31 2025-12-31"
        );
    }

    #[test]
    fn spans_are_told_in_seconds_and_then_in_minutes() {
        let spans = [Duration::from_millis(4230), Duration::from_secs(185)];
        assert_eq!(spans.map(span), ["4.2 s", "3 min 05 s"]);
    }
}
