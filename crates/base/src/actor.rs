//! Who acts, and in which duty?

use serde::{Deserialize, Deserializer, Serialize, de::Error};

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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
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

/// An actor as it is written. A tagged enum would be copied whole before its tag is looked at, and every entry of every
/// timeline names its actor.
#[derive(Deserialize)]
struct Written {
    kind: Kind,
    account: Option<AccountId>,
    duty: Option<Duty>,
    party: Option<PartyId>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Staff,
    Party,
    System,
}

impl<'de> Deserialize<'de> for Actor {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Written { kind, account, duty, party } = Written::deserialize(deserializer)?;
        let missing = D::Error::missing_field;
        Ok(match kind {
            Kind::Staff => Actor::Staff {
                account: account.ok_or_else(|| missing("account"))?,
                duty: duty.ok_or_else(|| missing("duty"))?,
            },
            Kind::Party => Actor::Party { party: party.ok_or_else(|| missing("party"))? },
            Kind::System => Actor::System,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_actor_is_read_as_it_was_written() {
        let (account, party) = (AccountId::from(uuid::Uuid::nil()), PartyId::from(uuid::Uuid::max()));
        let staff = Actor::Staff { account, duty: Duty::Head };
        let written = [staff, Actor::Party { party }, Actor::System]
            .map(|actor| serde_json::to_string(&actor).expect("plain data"));
        assert_eq!(
            written,
            [
                r#"{"kind":"staff","account":"00000000-0000-0000-0000-000000000000","duty":"head"}"#,
                r#"{"kind":"party","party":"ffffffff-ffff-ffff-ffff-ffffffffffff"}"#,
                r#"{"kind":"system"}"#,
            ]
        );
        let read = written.map(|text| serde_json::from_str::<Actor>(&text).expect("as it was written"));
        assert_eq!(read, [staff, Actor::Party { party }, Actor::System]);
    }

    #[test]
    fn an_actor_without_the_account_of_its_kind_is_refused() {
        let read = serde_json::from_str::<Actor>(r#"{"kind":"staff","duty":"head"}"#);
        assert_eq!(read.expect_err("no account").to_string(), "missing field `account`");
    }
}
