//! By which calendar does a running program reckon now?

use std::{
    fmt,
    ops::Deref,
    sync::{
        PoisonError, RwLock,
        atomic::{AtomicI64, Ordering},
    },
};

use fengqiao_base::Calendar;
use fengqiao_domain::deadline::Reckoning;

/// Rules and calendar, with a calendar that changes while the program runs. It reads as the [`Reckoning`] in force.
pub struct Live {
    /// What came with the program and its settings.
    base: Calendar,
    current: RwLock<&'static Reckoning>,
    version: AtomicI64,
}

impl Live {
    /// These rules and this calendar, until another is taken.
    pub fn of(reckoning: Reckoning) -> Self {
        let base = reckoning.calendar.clone();
        let current: &'static Reckoning = Box::leak(Box::new(reckoning));
        Self { base, current: RwLock::new(current), version: AtomicI64::new(0) }
    }

    /// What is in force.
    pub fn now(&self) -> &'static Reckoning {
        // Whoever writes puts one pointer in place of another: nothing is half done.
        *self.current.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// The calendar without what was imported.
    pub fn base(&self) -> &Calendar {
        &self.base
    }

    /// Rules and calendar as the program and its settings have them.
    pub fn as_started(&self) -> Reckoning {
        Reckoning { rules: self.now().rules.clone(), calendar: self.base.clone() }
    }

    /// The version of the calendar in force; 0 before the first was looked for.
    pub fn version(&self) -> i64 {
        self.version.load(Ordering::Acquire)
    }

    /// Reckons by this calendar from now on. What was in force stays in memory, for somebody may be reckoning by it; a
    /// calendar comes once or twice a year.
    pub fn take(&self, calendar: Calendar, version: i64) {
        let next = Reckoning { rules: self.now().rules.clone(), calendar };
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Box::leak(Box::new(next));
        self.version.store(version, Ordering::Release);
    }
}

impl Deref for Live {
    type Target = Reckoning;

    fn deref(&self) -> &Reckoning {
        self.now()
    }
}

impl Clone for Live {
    fn clone(&self) -> Self {
        let current = RwLock::new(self.now());
        Self { base: self.base.clone(), current, version: AtomicI64::new(self.version()) }
    }
}

impl fmt::Debug for Live {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.now().fmt(f)
    }
}
