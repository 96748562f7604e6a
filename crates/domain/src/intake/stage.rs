//! Where does a request stand, and what is true only there?

use fengqiao_base::{
    Actor, Moment,
    id::{AccountId, BodyId, CaseId, RequestId},
};
use serde::{Deserialize, Serialize};

use super::RequestNumber;
use crate::{
    case::{Manner, Receipt, Receiver},
    codes::codes,
};

codes! {
    /// How it was made sure who somebody is.
    IdentityCheck "identity_check" {
        /// The paper was seen.
        Paper = "paper",
        /// Called back under the number that was given.
        CalledBack = "called_back",
        /// Whoever handed the request over vouches for it.
        Vouched = "vouched",
        /// It could not be made sure of yet.
        NotYet = "not_yet",
    }

    /// Why a request cannot be taken up (若干规定 22).
    RefusalGround "request_refusal_ground" {
        /// Only a special organ may deal with it, or the law forbids private mediation.
        ExclusiveOrgan = "exclusive_organ",
        /// A court, the police or another organ has accepted or settled it.
        AlreadyAccepted = "already_accepted",
        /// It lies outside the district.
        OutsideDistrict = "outside_district",
        /// It does not say what it is about, and nobody could be asked.
        NothingStated = "nothing_stated",
        /// Signs of collusion to the harm of the public or of others (深圳条例 85).
        Collusion = "collusion",
        /// Another reason, in words.
        Other = "other",
    }
}

/// Where a request stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum Stage {
    /// S0 线索: it came in.
    Lead,
    /// S1 已登记: a clerk has looked at it, knows who it is from, and has told how personal data is used.
    Registered,
    /// 就地化解: settled where it arose, by both sides' word.
    Settled(Settlement),
    /// It is one dispute with another request, which goes on for both.
    Joined {
        /// The other one.
        into: RequestId,
        /// Its number.
        number: RequestNumber,
        /// By whom.
        by: AccountId,
        /// When.
        #[serde(with = "time::serde::rfc3339")]
        at: Moment,
        /// Why, in words.
        reason: String,
    },
    /// S13 转出
    Transferred(Transfer),
    /// A case was opened from it (S2 and on).
    Opened {
        /// The case.
        case: CaseId,
        /// The committee that handles it.
        body: BodyId,
        /// By whom.
        by: AccountId,
        /// When.
        #[serde(with = "time::serde::rfc3339")]
        at: Moment,
    },
    /// 不予受理
    Refused {
        /// Why.
        ground: RefusalGround,
        /// Why, in words; whoever filed it reads them.
        reason: String,
        /// By whom.
        by: AccountId,
        /// When.
        #[serde(with = "time::serde::rfc3339")]
        at: Moment,
    },
    /// 已撤回
    Withdrawn {
        /// By whom.
        by: Actor,
        /// When.
        #[serde(with = "time::serde::rfc3339")]
        at: Moment,
        /// Why, in words; nobody has to say.
        reason: String,
    },
}

/// How a request was registered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registration {
    /// By whom.
    pub by: AccountId,
    /// When.
    #[serde(with = "time::serde::rfc3339")]
    pub at: Moment,
    /// How it was made sure who the applicant is.
    pub identity: IdentityCheck,
}

/// What was settled where it arose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settlement {
    /// What both sides said yes to, in words.
    pub agreed: String,
    /// How whoever brought it said yes.
    pub applicant: Manner,
    /// How the other side said yes.
    pub other: Manner,
    /// Who wrote it down.
    pub by: AccountId,
    /// When.
    #[serde(with = "time::serde::rfc3339")]
    pub at: Moment,
}

/// How a request was handed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transfer {
    /// To what kind of organ.
    pub to: Receiver,
    /// To which body, if it is one of the district.
    pub body: Option<BodyId>,
    /// Why, in words; whoever filed it reads them.
    pub reason: String,
    /// By whom.
    pub by: AccountId,
    /// When it was sent.
    #[serde(with = "time::serde::rfc3339")]
    pub sent_at: Moment,
    /// The receiver's word that it has it.
    pub receipt: Option<Receipt>,
}

impl Stage {
    /// Every code, in the order of the procedure.
    pub const CODES: [&'static str; 8] =
        ["lead", "registered", "settled", "opened", "transferred", "joined", "refused", "withdrawn"];

    /// The word in the database, the API and translation keys.
    pub fn code(&self) -> &'static str {
        match self {
            Stage::Lead => "lead",
            Stage::Registered => "registered",
            Stage::Settled(_) => "settled",
            Stage::Joined { .. } => "joined",
            Stage::Transferred(_) => "transferred",
            Stage::Opened { .. } => "opened",
            Stage::Refused { .. } => "refused",
            Stage::Withdrawn { .. } => "withdrawn",
        }
    }

    /// Whether somebody of intake still has to do something.
    pub fn is_open(&self) -> bool {
        match self {
            Stage::Lead | Stage::Registered => true,
            Stage::Transferred(transfer) => transfer.receipt.is_none(),
            Stage::Settled(_)
            | Stage::Joined { .. }
            | Stage::Opened { .. }
            | Stage::Refused { .. }
            | Stage::Withdrawn { .. } => false,
        }
    }
}
