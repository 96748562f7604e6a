//! Is somebody of a body there now, or does somebody come when called?

use fengqiao_base::{Calendar, Moment, clock::CHINA};

use crate::centre::{Body, BodyKind, Openness, Presence};

/// How a body can be reached at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Somebody is there.
    There,
    /// Somebody comes when called.
    Comes {
        /// Within how many minutes.
        within_minutes: u16,
    },
    /// Nobody is there until it opens again.
    Away,
}

/// How `body` can be reached at `at`. Somebody on its roster counts as there, outside opening hours too.
pub fn standing(body: &Body, at: Moment, calendar: &Calendar) -> Standing {
    let is_open = || matches!(body.hours.at(at, calendar), Openness::Open { .. });
    let on_duty = || body.roster.as_ref().is_some_and(|roster| roster.now_and_next(at, calendar).0.is_some());
    match &body.kind {
        BodyKind::Agency { presence: Presence::OnCall { within_minutes }, .. } => {
            Standing::Comes { within_minutes: *within_minutes }
        }
        BodyKind::Agency { presence: Presence::Rotating { days }, .. } => {
            if days.contains(&at.to_offset(CHINA).weekday()) && is_open() {
                Standing::There
            } else {
                Standing::Away
            }
        }
        _ if is_open() || on_duty() => Standing::There,
        _ => Standing::Away,
    }
}
