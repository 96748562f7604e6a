//! May what somebody told be erased, or does law keep it for a time? Why was it asked for?

mod purpose;

use fengqiao_base::Day;

pub use self::purpose::{Item, LegalBasis, Purpose, Purposes, PurposesError};
use crate::{
    case::Case,
    intake::{Request, Stage},
};

/// Why what was told cannot be erased yet. It is kept and used for nothing else (个人信息保护法 47).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hold {
    /// The dispute is being handled.
    Handling,
    /// The file is closed and kept as a dossier (档案法 13, 人民调解法 27).
    Dossier {
        /// Since when it is closed.
        since: Day,
    },
}

/// What holds the data of a request and of the case that came of it. None: nothing came of it, so that the purpose for
/// which it was told is gone (个人信息保护法 47).
pub fn hold(request: &Request, case: Option<&Case>) -> Option<Hold> {
    if let Some(case) = case {
        return Some(match case.closed_at() {
            Some(at) => Hold::Dossier { since: fengqiao_base::local_day(at) },
            None => Hold::Handling,
        });
    }
    match request.stage {
        Stage::Refused { .. } | Stage::Withdrawn { .. } => None,
        Stage::Settled(ref settlement) => {
            Some(Hold::Dossier { since: fengqiao_base::local_day(settlement.at) })
        }
        // Whoever it was handed to, and the request it was joined to, go on with it.
        Stage::Lead
        | Stage::Registered
        | Stage::Joined { .. }
        | Stage::Transferred(_)
        | Stage::Opened { .. } => Some(Hold::Handling),
    }
}
