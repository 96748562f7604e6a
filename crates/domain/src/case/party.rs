//! Who is in dispute, on which side, and has each of them agreed to mediation?
//!
//! Names, telephones and addresses are not here: a [`PartyId`] points to them.

use fengqiao_base::{
    Moment,
    id::{AccountId, AttachmentId, PartyId},
};
use serde::{Deserialize, Serialize};

use crate::codes::codes;

codes! {
    /// The side a party stands on.
    Side "side" {
        /// 申请人
        Applicant = "applicant",
        /// 被申请人
        Respondent = "respondent",
    }

    /// What a party is.
    PartyKind "party_kind" {
        /// 自然人
        Person = "person",
        /// 法人或者其他组织
        Organisation = "organisation",
    }

    /// In which way somebody was told or answered.
    Manner "manner" {
        /// In person, at a window or on a visit.
        InPerson = "in_person",
        /// By telephone; the call is noted.
        Telephone = "telephone",
        /// On the platform, by the party itself.
        Online = "online",
        /// By letter.
        Letter = "letter",
        /// Through a guardian or an agent.
        Representative = "representative",
    }

    /// What a party answers when asked whether it wants mediation.
    Answer "answer" {
        /// It agrees.
        Agree = "agree",
        /// It refuses; nobody needs to say why.
        Refuse = "refuse",
    }

    /// Why a party has a guardian.
    GuardianGround "guardian_ground" {
        /// 未成年人
        Minor = "minor",
        /// 其他无民事行为能力或者限制民事行为能力的人
        Incapacity = "incapacity",
    }

    /// In which capacity somebody stands for a party.
    Representative "representative" {
        /// 法定代理人
        Guardian = "guardian",
        /// 委托代理人
        Agent = "agent",
    }
}

/// Whether a party agrees to mediation. The way an answer was given is part of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "snake_case")]
pub enum Consent {
    /// Nobody has an answer yet.
    Unanswered,
    /// It agreed.
    Given {
        /// When.
        #[serde(with = "time::serde::rfc3339")]
        at: Moment,
        /// How.
        manner: Manner,
    },
    /// It refused (人民调解法 17: no mediation then).
    Refused {
        /// When.
        #[serde(with = "time::serde::rfc3339")]
        at: Moment,
        /// How.
        manner: Manner,
    },
}

/// A party as far as the procedure is concerned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyStanding {
    /// Points to name and contacts.
    pub id: PartyId,
    /// Which side.
    pub side: Side,
    /// Person or organisation.
    pub kind: PartyKind,
    /// Whether the person is under eighteen or otherwise cannot act alone: nothing is done without the guardian.
    #[serde(default)]
    pub needs_guardian: bool,
    /// Who stands for it by law.
    #[serde(default)]
    pub guardian: Option<PartyId>,
    /// Whom it has authorised.
    #[serde(default)]
    pub agent: Option<PartyId>,
    /// Its answer to mediation.
    pub consent: Consent,
    /// When nature, principles, effect, rights and duties were told (若干规定 30).
    #[serde(default, with = "time::serde::rfc3339::option")]
    pub told_rights_at: Option<Moment>,
    /// The mediator it chose, while none is assigned (人民调解法 19).
    #[serde(default)]
    pub chose: Option<AccountId>,
    /// Whether it asked that sessions be held behind closed doors (人民调解法 23).
    #[serde(default)]
    pub asked_closed: bool,
    /// Whether it is to be protected from the other side (反家庭暴力法).
    #[serde(default)]
    pub protected: bool,
    /// Its own writing that asks for a joint session, where it is protected.
    #[serde(default)]
    pub asked_joint: Option<AttachmentId>,
}

impl PartyStanding {
    /// A party that has not been asked anything yet.
    pub fn new(id: PartyId, side: Side, kind: PartyKind) -> Self {
        Self {
            id,
            side,
            kind,
            needs_guardian: false,
            guardian: None,
            agent: None,
            consent: Consent::Unanswered,
            told_rights_at: None,
            chose: None,
            asked_closed: false,
            protected: false,
            asked_joint: None,
        }
    }

    /// Whether it agreed to mediation.
    pub fn agreed(&self) -> bool {
        matches!(self.consent, Consent::Given { .. })
    }

    /// Whether it refused mediation.
    pub fn refused(&self) -> bool {
        matches!(self.consent, Consent::Refused { .. })
    }

    /// Whether `somebody` may speak for it: itself, its guardian, its agent.
    pub fn is_heard_through(&self, somebody: PartyId) -> bool {
        self.id == somebody || self.guardian == Some(somebody) || self.agent == Some(somebody)
    }

    /// The same party at the beginning of a new procedure.
    pub(crate) fn anew(&self) -> Self {
        Self {
            consent: Consent::Unanswered,
            told_rights_at: None,
            chose: None,
            asked_joint: None,
            ..self.clone()
        }
    }
}
