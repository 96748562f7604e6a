//! What time is it, and which day is that in China?

use std::sync::Mutex;

use time::{Date, OffsetDateTime, UtcOffset, macros::offset};

/// An instant, kept in UTC.
pub type Moment = OffsetDateTime;
/// A calendar day in China.
pub type Day = Date;

/// China has one time zone (UTC+8, no summer time).
pub const CHINA: UtcOffset = offset!(+8);

/// The calendar day in China on which `at` falls.
pub fn local_day(at: Moment) -> Day {
    at.to_offset(CHINA).date()
}

/// The source of time. Rules never ask it: they are given a [`Moment`].
pub trait Clock: Send + Sync {
    /// The present instant in UTC, to the microsecond (what both databases keep).
    fn now(&self) -> Moment;

    /// The present day in China.
    fn today(&self) -> Day {
        local_day(self.now())
    }
}

/// The machine's clock.
#[derive(Debug, Default, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place where the machine is asked for the time")]
    fn now(&self) -> Moment {
        to_micros(OffsetDateTime::now_utc())
    }
}

/// A clock that stands still until it is moved; for tests and for generated histories.
#[derive(Debug)]
pub struct FixedClock(Mutex<Moment>);

impl FixedClock {
    /// A clock that shows `at`.
    pub fn at(at: Moment) -> Self {
        Self(Mutex::new(to_micros(at)))
    }

    /// Shows `at` from now on.
    pub fn set(&self, at: Moment) {
        *self.0.lock().expect("no holder of the clock panics") = to_micros(at);
    }

    /// Moves on by `step`.
    pub fn advance(&self, step: time::Duration) {
        let mut at = self.0.lock().expect("no holder of the clock panics");
        *at += step;
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Moment {
        *self.0.lock().expect("no holder of the clock panics")
    }
}

fn to_micros(at: Moment) -> Moment {
    at.replace_nanosecond(at.nanosecond() / 1000 * 1000).unwrap_or(at)
}
