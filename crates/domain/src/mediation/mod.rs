//! Who mediates, what is looked into, and what is said in session?

mod assigning;
mod preparing;
mod sitting;

use fengqiao_base::{
    Day, Moment,
    id::{AccountId, AttachmentId, PartyId, SessionId},
};
use serde::{Deserialize, Serialize};

use crate::codes::codes;

codes! {
    /// How a mediator came to a case (人民调解法 19).
    ByWhom "by_whom" {
        /// The parties chose.
        Chosen = "chosen",
        /// The committee appointed.
        Appointed = "appointed",
    }

    /// Why a mediator left a case.
    Leaving "leaving" {
        /// A party asked for it; no cause is needed (深圳条例 23).
        Replaced = "replaced",
        /// The mediator disclosed a conflict and withdrew.
        Withdrew = "withdrew",
    }

    /// In which capacity somebody is invited (人民调解法 20).
    InviteeKind "invitee_kind" {
        /// A relative.
        Relative = "relative",
        /// A neighbour.
        Neighbour = "neighbour",
        /// A colleague.
        Colleague = "colleague",
        /// Somebody with expert knowledge or special experience.
        Expert = "expert",
        /// Somebody who interprets a dialect, a language or signs.
        Interpreter = "interpreter",
        /// A social organisation.
        Organisation = "organisation",
    }

    /// How a session is held.
    SessionManner "session_manner" {
        /// On site or in a mediation room.
        OnSite = "on_site",
        /// In an online room.
        Online = "online",
        /// By telephone.
        Telephone = "telephone",
    }

    /// Why a mediation rests.
    SuspensionGround "suspension_ground" {
        /// Appraisal or evaluation; its time is not counted.
        Appraisal = "appraisal",
        /// The committee checks whether the dispute is a sham (特邀调解规定 18).
        ShamCheck = "sham_check",
        /// A party cannot act for the time being.
        Incapacity = "incapacity",
        /// Another reason, in words.
        Other = "other",
    }
}

/// A mediator's time on a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignment {
    /// Who.
    pub mediator: AccountId,
    /// How she came.
    pub by: ByWhom,
    /// Since when.
    #[serde(with = "time::serde::rfc3339")]
    pub since: Moment,
    /// Conflicts of interest she disclosed, in words.
    #[serde(default)]
    pub disclosed: Vec<String>,
    /// How and when she left, if she did; she does not come back to this case.
    #[serde(default)]
    pub left: Option<Left>,
}

/// How a mediator left a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Left {
    /// When.
    #[serde(with = "time::serde::rfc3339")]
    pub at: Moment,
    /// Why.
    pub why: Leaving,
    /// The party that asked, if one did.
    pub asked_by: Option<PartyId>,
}

/// Somebody invited to help, with every party's consent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// Who; points to name and contacts.
    pub invitee: PartyId,
    /// In which capacity.
    pub capacity: InviteeKind,
    /// When.
    #[serde(with = "time::serde::rfc3339")]
    pub at: Moment,
    /// Who agreed: every party.
    pub agreed: Vec<PartyId>,
}

/// An inquiry before or between sessions (调查记录).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inquiry {
    /// When it took place.
    #[serde(with = "time::serde::rfc3339")]
    pub held_at: Moment,
    /// Where.
    pub place: String,
    /// Who was asked, if it was a party or somebody known to the case.
    pub heard: Option<PartyId>,
    /// What was found.
    pub record: String,
}

/// A piece of evidence (证据材料登记).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The file.
    pub attachment: AttachmentId,
    /// What it is called.
    pub title: String,
    /// Who handed it in.
    pub from: PartyId,
    /// How many pages.
    pub pages: u32,
    /// Whether the original was seen.
    pub original: bool,
    /// When it came.
    #[serde(with = "time::serde::rfc3339")]
    pub received_at: Moment,
}

/// One session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// Its place among the sessions, from 1.
    pub nth: u32,
    /// When it was held.
    #[serde(with = "time::serde::rfc3339")]
    pub held_at: Moment,
    /// Where.
    pub place: String,
    /// How.
    pub manner: SessionManner,
    /// Whether others could listen.
    pub open: bool,
    /// The mediators.
    pub mediators: Vec<AccountId>,
    /// The parties and those who stand for them that were there.
    pub present: Vec<PartyId>,
    /// The invited that were there.
    pub invited: Vec<PartyId>,
    /// The record: statements, checks, course, outcome.
    pub record: String,
    /// What a party conceded to reach a settlement. Sealed: never used against it (民诉法解释 107).
    pub concessions: Option<String>,
}

/// A suspension a mediator asked the head for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuspensionAsked {
    /// Why.
    pub ground: SuspensionGround,
    /// Why, in words.
    pub reason: String,
    /// When.
    #[serde(with = "time::serde::rfc3339")]
    pub at: Moment,
}

/// Facts that nobody disputes, recorded with everybody's consent when no agreement is reached (深圳条例 73).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UndisputedFacts {
    /// The facts.
    pub facts: String,
    /// When they were recorded.
    #[serde(with = "time::serde::rfc3339")]
    pub at: Moment,
    /// Who signed: every party.
    pub signed: Vec<PartyId>,
}

/// An extension of the period, agreed by every party (深圳条例 25).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// When it was agreed.
    #[serde(with = "time::serde::rfc3339")]
    pub at: Moment,
    /// The new last day.
    pub until: Day,
    /// Who agreed: every party.
    pub agreed: Vec<PartyId>,
    /// The signed consent.
    pub consent: Option<AttachmentId>,
}
