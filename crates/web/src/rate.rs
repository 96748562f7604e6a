//! Has somebody asked too often?
//!
//! Each who has an allowance: so many at once, which come back evenly over a time. What is kept of each is one moment,
//! the one at which the whole allowance is back; so whoever is not in the table has all of it. The table has a fixed
//! size: when a place is needed, whoever has most left is forgotten.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    sync::{Mutex, PoisonError},
};

use fengqiao_base::Moment;
use time::Duration;

/// So many, and in which time they come back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// How many at once; none: without limit.
    pub count: u32,
    /// In which time all of them come back.
    pub during: Duration,
}

impl Rate {
    fn micros(self) -> u64 {
        u64::try_from(self.during.whole_microseconds()).unwrap_or(0).max(1)
    }
}

/// How many sets the table has; an entry belongs into one of them.
const SETS: usize = 4096;
/// How many places a set has.
const PLACES: usize = 8;

#[derive(Debug, Clone, Copy, Default)]
struct Place {
    who: u64,
    /// Microseconds since 1970 at which the whole allowance is back.
    whole_at: u64,
}

/// Who has how much left: 32,768 places in 600 KiB.
#[derive(Debug)]
pub struct Allowances {
    secret: [u8; 32],
    sets: Vec<Mutex<[Place; PLACES]>>,
}

impl Allowances {
    /// Nobody has asked yet. The secret keeps strangers from choosing whose place they take.
    pub fn new(secret: [u8; 32]) -> Self {
        Self { secret, sets: (0..SETS).map(|_| Mutex::default()).collect() }
    }

    /// Takes one from what `who` has left.
    ///
    /// # Errors
    /// After how many seconds there will be one, if none is left; nothing is taken then.
    pub fn take(&self, who: impl Hash, rate: Rate, now: Moment) -> Result<(), u64> {
        self.ask(who, rate, now, true)
    }

    /// Whether `who` has one left; nothing is taken.
    ///
    /// # Errors
    /// As [`take`](Self::take).
    pub fn look(&self, who: impl Hash, rate: Rate, now: Moment) -> Result<(), u64> {
        self.ask(who, rate, now, false)
    }

    fn ask(&self, who: impl Hash, rate: Rate, now: Moment, takes: bool) -> Result<(), u64> {
        if rate.count == 0 {
            return Ok(());
        }
        let mut hasher = DefaultHasher::new();
        (self.secret, who).hash(&mut hasher);
        let who = hasher.finish();
        let now = u64::try_from(now.unix_timestamp_nanos() / 1000).unwrap_or(0);
        let (during, each) = (rate.micros(), rate.micros().div_ceil(u64::from(rate.count)));
        #[expect(clippy::cast_possible_truncation, reason = "the remainder is small")]
        let set = &self.sets[(who % SETS as u64) as usize];
        let mut places = set.lock().unwrap_or_else(PoisonError::into_inner);
        let found = places.iter().position(|place| place.who == who);
        let whole_at = found.map_or(0, |at| places[at].whole_at).max(now) + each;
        let left = now + during.max(each);
        if whole_at > left {
            return Err((whole_at - left).div_ceil(1_000_000));
        }
        if takes {
            let least = || (0..PLACES).min_by_key(|at| places[*at].whole_at).unwrap_or(0);
            let at = found.unwrap_or_else(least);
            places[at] = Place { who, whole_at };
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    const NOW: Moment = datetime!(2026-11-24 02:00 UTC);
    const RATE: Rate = Rate { count: 6, during: Duration::MINUTE };

    #[test]
    fn an_allowance_is_used_up_at_once_and_comes_back_evenly() {
        let all = Allowances::new([7; 32]);
        let take = |after| all.take("one", RATE, NOW + Duration::seconds(after));
        assert_eq!([0; 6].map(take), [Ok(()); 6]);
        assert_eq!(take(0), Err(10));
        assert_eq!(take(9), Err(1));
        assert_eq!((take(10), take(10)), (Ok(()), Err(10)));
        assert_eq!(all.take("another", RATE, NOW), Ok(()), "each has an own allowance");
        assert_eq!([120; 7].map(take), [Ok(()), Ok(()), Ok(()), Ok(()), Ok(()), Ok(()), Err(10)]);
    }

    #[test]
    fn looking_takes_nothing_and_no_limit_never_ends() {
        let all = Allowances::new([7; 32]);
        assert!((0..50).all(|_| all.look("one", RATE, NOW).is_ok()));
        let free = Rate { count: 0, ..RATE };
        assert!((0..50).all(|_| all.take("one", free, NOW).is_ok()));
        assert!((0..6).all(|_| all.take("one", RATE, NOW).is_ok()));
        assert_eq!(all.look("one", RATE, NOW), Err(10));
    }

    #[test]
    fn a_flood_of_senders_takes_no_more_room_and_frees_nobody_who_used_it_up() {
        let all = Allowances::new([7; 32]);
        assert!((0..6).all(|_| all.take("one", RATE, NOW).is_ok()));
        assert!((0..200_000_u32).all(|nth| all.take(nth, RATE, NOW).is_ok()));
        assert_eq!(all.take("one", RATE, NOW), Err(10));
        assert_eq!(all.sets.len(), SETS);
    }
}
