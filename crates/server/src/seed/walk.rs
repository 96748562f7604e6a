//! How does time pass in a life, and who does what at which moment?
//!
//! Every step goes through the rules, as if somebody had clicked. A step that would lie after the horizon is not taken:
//! the life then stands where it stands.

use std::sync::Arc;

use fengqiao_base::{
    AccountId, Actor, Clock as _, Day, Duty, FixedClock, Ids, Moment, PartyId, Refusal, clock::CHINA,
    local_day,
};
use fengqiao_domain::{
    case::{self, Case},
    intake::{self, Request},
};
use time::{Duration, Weekday};

use super::{
    chance::Chance,
    plan,
    world::{Street, World},
};

/// Why a life goes no further.
#[derive(Debug)]
pub(super) enum Stop {
    /// It has come to the day of the demonstration.
    Horizon,
    /// A rule refused what was planned: a fault of the plan.
    Refused {
        /// Which act.
        act: &'static str,
        /// Why.
        refusal: Refusal,
    },
}

/// One life on its way.
pub(super) struct Walk<'w> {
    pub(super) world: &'w World,
    pub(super) street: &'w Street,
    pub(super) chance: Chance,
    pub(super) ids: Ids,
    pub(super) mediator: AccountId,
    pub(super) request: Option<Request>,
    pub(super) case: Option<Case>,
    /// The stage at which it waits.
    pub(super) waits_at: Option<&'static str>,
    clock: Arc<FixedClock>,
    horizon: Moment,
}

impl<'w> Walk<'w> {
    pub(super) fn begin(world: &'w World, mut chance: Chance, at: Moment, horizon: Moment) -> Self {
        let clock = Arc::new(FixedClock::at(at));
        let ids = Ids::from_seed(clock.clone(), chance.bits());
        let street = world.street(&mut chance);
        // The first of a committee is asked more often than the last.
        let mediators: Vec<(u64, AccountId)> = street
            .mediators
            .iter()
            .zip([7_u64, 6, 5, 4, 3])
            .map(|(account, weight)| (weight, *account))
            .collect();
        let mediator = *chance.weighted(&mediators);
        Self {
            world,
            street,
            chance,
            ids,
            mediator,
            request: None,
            case: None,
            waits_at: None,
            clock,
            horizon,
        }
    }

    pub(super) fn now(&self) -> Moment {
        self.clock.now()
    }

    pub(super) fn today(&self) -> Day {
        local_day(self.now())
    }

    pub(super) fn staff(account: AccountId, duty: Duty) -> Actor {
        Actor::Staff { account, duty }
    }

    pub(super) fn clerk(&self) -> Actor {
        Self::staff(self.street.clerk, Duty::Intake)
    }

    pub(super) fn head(&self) -> Actor {
        Self::staff(self.street.head, Duty::Head)
    }

    pub(super) fn mediates(&self) -> Actor {
        Self::staff(self.mediator, Duty::Mediator)
    }

    /// Goes on to `at`, which is not before now.
    pub(super) fn until(&mut self, at: Moment) -> Result<(), Stop> {
        let at = at.max(self.now() + Duration::minutes(1));
        let of_request = || self.request.as_ref().map(|request| request.stage.code());
        let stage = self.case.as_ref().map(|case| case.stage.code()).or_else(of_request);
        let waits = stage.is_some() && stage == self.waits_at;
        if waits || at >= self.horizon {
            return Err(Stop::Horizon);
        }
        self.clock.set(at);
        Ok(())
    }

    /// Goes on by some minutes within the same visit.
    pub(super) fn minutes(&mut self, least: i64, most: i64) -> Result<(), Stop> {
        let minutes = self.chance.within(least, most);
        self.until(self.now() + Duration::minutes(minutes))
    }

    /// Goes on to office hours of the `least`th to `most`th working day from now.
    pub(super) fn workdays(&mut self, least: i64, most: i64) -> Result<(), Stop> {
        let count = self.chance.within(least, most);
        let at = self.office_hour(self.now(), count);
        self.until(at)
    }

    /// An office hour of the `count`th working day after `from`.
    pub(super) fn office_hour(&mut self, from: Moment, count: i64) -> Moment {
        let calendar = &self.world.reference.reckoning.calendar;
        let works = |day: Day| {
            let is_weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
            calendar.is_workday(day).unwrap_or(!is_weekend)
        };
        let minute = if self.chance.happens(550) {
            self.chance.within(9 * 60 + 5, 11 * 60 + 55)
        } else {
            self.chance.within(14 * 60 + 5, 17 * 60 + 55)
        };
        let mut day = local_day(from);
        let mut left = count;
        // On the same day only while the office is still open.
        if left == 0 {
            let at = plan::at(day, minute).max(from + Duration::minutes(4));
            if works(day) && at.to_offset(CHINA).hour() < 18 && local_day(at) == day {
                return at;
            }
            left = 1;
        }
        while left > 0 {
            day += Duration::DAY;
            if works(day) {
                left -= 1;
            }
        }
        plan::at(day, minute)
    }

    /// Somebody does something with the request.
    pub(super) fn request_act(&mut self, by: Actor, act: intake::Act) -> Result<(), Stop> {
        let name = act.kind().code();
        let Some(request) = self.request.take() else { return Ok(()) };
        let ctx = self.request_context(by);
        let changed = request.act(act, &ctx).map_err(|refusal| Stop::Refused { act: name, refusal })?;
        self.request = Some(changed);
        Ok(())
    }

    pub(super) fn request_context(&self, by: Actor) -> intake::ActContext<'w> {
        intake::ActContext {
            by,
            at: self.now(),
            reckoning: &self.world.reference.reckoning,
            types: &self.world.types,
        }
    }

    pub(super) fn case_context(&self, by: Actor) -> case::ActContext<'_> {
        case::ActContext { by, at: self.now(), ids: &self.ids, reckoning: &self.world.reference.reckoning }
    }

    /// Somebody does something on the case.
    pub(super) fn act(&mut self, by: Actor, act: case::Act) -> Result<(), Stop> {
        let name = act.kind().code();
        let Some(case) = self.case.take() else { return Ok(()) };
        let changed =
            case.act(act, &self.case_context(by)).map_err(|refusal| Stop::Refused { act: name, refusal })?;
        self.case = Some(changed);
        Ok(())
    }

    /// Somebody tries something that the rules may not allow here; then nothing happens.
    pub(super) fn may_act(&mut self, by: Actor, act: case::Act) {
        let Some(case) = &self.case else { return };
        if let Ok(changed) = case.clone().act(act, &self.case_context(by)) {
            self.case = Some(changed);
        }
    }

    /// The parties of the case.
    pub(super) fn parties(&self) -> Vec<PartyId> {
        self.case.iter().flat_map(|case| &case.parties).map(|party| party.id).collect()
    }

    /// Whether it is to wait at this stage.
    pub(super) fn waits_at(&self, stage: &str) -> bool {
        self.waits_at == Some(stage)
    }

    /// Whether what happens now is still fresh on the day of the demonstration.
    pub(super) fn is_fresh(&self) -> bool {
        self.horizon - self.now() < Duration::days(20)
    }

    /// Whether `permille` times in a thousand it happens.
    pub(super) fn happens(&mut self, permille: u64) -> bool {
        self.chance.happens(permille)
    }
}
