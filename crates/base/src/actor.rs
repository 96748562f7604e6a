//! Who acts, and in which duty?

use serde::{Deserialize, Serialize};

use crate::id::{AccountId, PartyId};

/// The duty in which somebody acts (shared vocabulary of policy, rules and journal).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Duty {
    /// A party to the dispute, acting for herself.
    Party,
    /// Whoever brings a lead: grid worker, building head, volunteer, anyone.
    Reporter,
    /// Clerk at a window: registers.
    Intake,
    /// Routes requests between bodies.
    Dispatcher,
    /// Head of a mediation committee: accepts, appoints, closes.
    Head,
    /// Mediator.
    Mediator,
    /// Keeps the record of a session.
    Recorder,
    /// Citizen reviewer of a hearing.
    Panel,
    /// Handler in a department.
    Department,
    /// Leader who owns a backlog case.
    Leader,
    /// Makes return visits.
    Visitor,
    /// Keeps the archive.
    Archivist,
    /// Supervisor in a justice office.
    Justice,
    /// Court, police, procuratorate, petition office.
    External,
    /// Keeps accounts and settings; cannot read a case.
    Administrator,
    /// Timers and reminders; never moves a case across a legal state.
    System,
}

impl Duty {
    /// Every duty, in the order of the matrix.
    pub const ALL: [Duty; 16] = [
        Duty::Party,
        Duty::Reporter,
        Duty::Intake,
        Duty::Dispatcher,
        Duty::Head,
        Duty::Mediator,
        Duty::Recorder,
        Duty::Panel,
        Duty::Department,
        Duty::Leader,
        Duty::Visitor,
        Duty::Archivist,
        Duty::Justice,
        Duty::External,
        Duty::Administrator,
        Duty::System,
    ];

    /// The word used in the database, the API, translation keys and log fields.
    pub fn code(self) -> &'static str {
        match self {
            Duty::Party => "party",
            Duty::Reporter => "reporter",
            Duty::Intake => "intake",
            Duty::Dispatcher => "dispatcher",
            Duty::Head => "head",
            Duty::Mediator => "mediator",
            Duty::Recorder => "recorder",
            Duty::Panel => "panel",
            Duty::Department => "department",
            Duty::Leader => "leader",
            Duty::Visitor => "visitor",
            Duty::Archivist => "archivist",
            Duty::Justice => "justice",
            Duty::External => "external",
            Duty::Administrator => "administrator",
            Duty::System => "system",
        }
    }
}

/// Who acts. The duty is the one used for this act, not all the person holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Actor {
    /// Somebody with an account.
    Staff {
        /// Whose account.
        account: AccountId,
        /// In which duty.
        duty: Duty,
    },
    /// A party, acting with the secret of the receipt.
    Party {
        /// Which party.
        party: PartyId,
    },
    /// The platform itself: timers, imports, generated histories.
    System,
}

impl Actor {
    /// The duty in which the actor acts.
    pub fn duty(&self) -> Duty {
        match self {
            Actor::Staff { duty, .. } => *duty,
            Actor::Party { .. } => Duty::Party,
            Actor::System => Duty::System,
        }
    }

    /// The account, if the actor has one.
    pub fn account(&self) -> Option<AccountId> {
        match self {
            Actor::Staff { account, .. } => Some(*account),
            Actor::Party { .. } | Actor::System => None,
        }
    }
}
