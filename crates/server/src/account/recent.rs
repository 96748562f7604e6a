//! Who asked just now? Sessions looked up within the last seconds are not looked up again.
//!
//! What this process ends is forgotten here at once. What another process ends or changes (a second server, an import)
//! this one sees after [`FRESH`] at the latest.

use std::{
    collections::HashMap,
    sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard},
};

use fengqiao_base::Moment;
use time::Duration;

use crate::viewer::Who;

/// So long a session is taken as it was read.
pub const FRESH: Duration = Duration::seconds(5);
/// More sessions than ask within [`FRESH`].
const AT_MOST: usize = 10_000;

/// What the row of a session is found by: the SHA-256 of its secret.
pub type Id = [u8; 32];

/// Sessions as they were read last.
#[derive(Debug, Default)]
pub struct Recent(RwLock<Kept>);

#[derive(Debug, Default)]
struct Kept {
    /// How often everything was forgotten.
    round: u64,
    sessions: HashMap<Id, Session>,
}

#[derive(Debug)]
struct Session {
    who: Who,
    read_at: Moment,
    ends_at: Moment,
}

impl Session {
    fn holds(&self, now: Moment) -> bool {
        (self.read_at..self.read_at + FRESH).contains(&now) && now < self.ends_at
    }
}

impl Recent {
    /// Who the session speaks for, if it was read a moment ago and has not ended by `now`.
    pub fn find(&self, id: &Id, now: Moment) -> Option<Who> {
        self.read().sessions.get(id).filter(|session| session.holds(now)).map(|session| session.who.clone())
    }

    /// The present round; to be asked before a session is read, and given to [`keep`](Self::keep).
    pub fn round(&self) -> u64 {
        self.read().round
    }

    /// Remembers a session read at `now`, unless something was forgotten since `round`: it may have been this one.
    pub fn keep(&self, round: u64, id: Id, who: &Who, now: Moment, ends_at: Moment) {
        let mut kept = self.write();
        if kept.round != round {
            return;
        }
        if kept.sessions.len() >= AT_MOST {
            kept.sessions.retain(|_, session| session.holds(now));
        }
        if kept.sessions.len() < AT_MOST {
            kept.sessions.insert(id, Session { who: who.clone(), read_at: now, ends_at });
        }
    }

    /// Forgets everything; for whoever has just ended a session or changed an account.
    pub fn forget(&self) {
        let mut kept = self.write();
        kept.round += 1;
        kept.sessions.clear();
    }

    fn read(&self) -> RwLockReadGuard<'_, Kept> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Kept> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    const NOW: Moment = datetime!(2026-11-24 02:00 UTC);
    const ID: Id = [7; 32];

    fn kept(ends_at: Moment) -> Recent {
        let recent = Recent::default();
        recent.keep(recent.round(), ID, &Who::Anyone, NOW, ends_at);
        recent
    }

    #[test]
    fn a_session_is_remembered_for_five_seconds_and_never_past_its_end() {
        let recent = kept(NOW + Duration::hours(1));
        let known = |after| recent.find(&ID, NOW + after).is_some();
        assert_eq!(
            [Duration::ZERO, Duration::milliseconds(4999), FRESH, -Duration::SECOND].map(known),
            [true, true, false, false]
        );
        let ending = kept(NOW + Duration::seconds(2));
        assert!(ending.find(&ID, NOW + Duration::seconds(1)).is_some());
        assert!(ending.find(&ID, NOW + Duration::seconds(2)).is_none());
    }

    #[test]
    fn what_was_read_before_a_sign_out_is_not_remembered_after_it() {
        let recent = kept(NOW + Duration::hours(1));
        let round = recent.round();
        recent.forget();
        assert!(recent.find(&ID, NOW).is_none());
        recent.keep(round, ID, &Who::Anyone, NOW, NOW + Duration::hours(1));
        assert!(recent.find(&ID, NOW).is_none());
    }

    #[test]
    fn a_flood_of_sessions_does_not_grow_what_is_remembered() {
        let recent = Recent::default();
        let id = |n: usize| {
            let mut id = [0; 32];
            id[..8].copy_from_slice(&n.to_le_bytes());
            id
        };
        let keep = |n, now| recent.keep(0, id(n), &Who::Anyone, now, NOW + Duration::hours(1));
        (0..AT_MOST + 5).for_each(|n| keep(n, NOW));
        assert!(recent.find(&id(AT_MOST - 1), NOW).is_some());
        assert!(recent.find(&id(AT_MOST), NOW).is_none());
        keep(AT_MOST, NOW + FRESH);
        assert_eq!(recent.read().sessions.len(), 1);
    }
}
