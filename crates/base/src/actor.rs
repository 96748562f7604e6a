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
    /// Reads the official tables.
    Statistics,
    /// Opens a sealed identity on a written reason, for a time.
    Custodian,
    /// System administrator: keeps accounts and settings; cannot read a case (GB/T 22239 8.1.10, 三员分立).
    #[serde(alias = "administrator")]
    SystemAdministrator,
    /// Security administrator: gives and ends posts; cannot read a case.
    SecurityAdministrator,
    /// Audit administrator: reads the trail; can change nothing.
    Auditor,
    /// Timers and reminders; never moves a case across a legal state.
    System,
}

impl Duty {
    /// Every duty, in the order of the matrix.
    pub const ALL: [Duty; 20] = [
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
        Duty::Statistics,
        Duty::Custodian,
        Duty::SystemAdministrator,
        Duty::SecurityAdministrator,
        Duty::Auditor,
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
            Duty::Statistics => "statistics",
            Duty::Custodian => "custodian",
            Duty::SystemAdministrator => "system_administrator",
            Duty::SecurityAdministrator => "security_administrator",
            Duty::Auditor => "auditor",
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
    /// Somebody with an account, on the post of somebody on leave.
    StandIn {
        /// Who acts.
        account: AccountId,
        /// In which duty.
        duty: Duty,
        /// Whose post it is.
        of: AccountId,
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
            Actor::Staff { duty, .. } | Actor::StandIn { duty, .. } => *duty,
            Actor::Party { .. } => Duty::Party,
            Actor::System => Duty::System,
        }
    }

    /// The account, if the actor has one.
    pub fn account(&self) -> Option<AccountId> {
        match self {
            Actor::Staff { account, .. } | Actor::StandIn { account, .. } => Some(*account),
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
    of: Option<AccountId>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Staff,
    StandIn,
    Party,
    System,
}

impl<'de> Deserialize<'de> for Actor {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Written { kind, account, duty, party, of } = Written::deserialize(deserializer)?;
        let missing = D::Error::missing_field;
        Ok(match kind {
            Kind::Staff => Actor::Staff {
                account: account.ok_or_else(|| missing("account"))?,
                duty: duty.ok_or_else(|| missing("duty"))?,
            },
            Kind::StandIn => Actor::StandIn {
                account: account.ok_or_else(|| missing("account"))?,
                duty: duty.ok_or_else(|| missing("duty"))?,
                of: of.ok_or_else(|| missing("of"))?,
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
        let stand_in = Actor::StandIn { account, duty: Duty::Head, of: AccountId::from(uuid::Uuid::max()) };
        let written = [staff, stand_in, Actor::Party { party }, Actor::System]
            .map(|actor| serde_json::to_string(&actor).expect("plain data"));
        assert_eq!(
            written,
            [
                r#"{"kind":"staff","account":"00000000-0000-0000-0000-000000000000","duty":"head"}"#,
                r#"{"kind":"stand_in","account":"00000000-0000-0000-0000-000000000000","duty":"head","of":"ffffffff-ffff-ffff-ffff-ffffffffffff"}"#,
                r#"{"kind":"party","party":"ffffffff-ffff-ffff-ffff-ffffffffffff"}"#,
                r#"{"kind":"system"}"#,
            ]
        );
        let read = written.map(|text| serde_json::from_str::<Actor>(&text).expect("as it was written"));
        assert_eq!(read, [staff, stand_in, Actor::Party { party }, Actor::System]);
    }

    #[test]
    fn an_actor_without_the_account_of_its_kind_is_refused() {
        let read = serde_json::from_str::<Actor>(r#"{"kind":"staff","duty":"head"}"#);
        assert_eq!(read.expect_err("no account").to_string(), "missing field `account`");
    }
}
