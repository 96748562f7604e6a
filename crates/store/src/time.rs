//! How does an instant stand in a column?

use fengqiao_base::{Day, Moment};
use time::{OffsetDateTime, format_description::BorrowedFormatItem, macros::format_description};

use crate::StoreError;

/// Microseconds since 1970-01-01T00:00Z: sorts, compares and fits both databases alike.
pub fn to_micros(at: Moment) -> i64 {
    i64::try_from(at.unix_timestamp_nanos() / 1000).expect("a date of this millennium fits")
}

/// The instant kept as `micros`.
pub fn from_micros(micros: i64) -> Moment {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(micros) * 1000).expect("only moments are stored")
}

const ISO_DAY: &[BorrowedFormatItem<'_>] = format_description!("[year]-[month]-[day]");

/// A day as `2026-11-24`.
pub fn day_text(day: Day) -> String {
    day.format(ISO_DAY).expect("a plain date always formats")
}

/// The day kept as `text`.
pub fn day_from_text(text: &str) -> Result<Day, StoreError> {
    Day::parse(text, ISO_DAY).map_err(|e| StoreError::unreadable("day", e))
}
