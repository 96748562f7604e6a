//! What did the parties agree, when does it bind them, and what of it is done?

mod making;
mod performing;

use fengqiao_base::{
    Day, Moment,
    id::{AccountId, AgreementId, AttachmentId, ItemId, PartyId},
};
use serde::{Deserialize, Serialize};

pub(crate) use self::{making::Reached, performing::Report};
use crate::{
    codes::{Asked, Input, codes},
    confirmation::Confirmation,
};

codes! {
    /// How much of the dispute an agreement settles (深圳条例 26).
    AgreementScope "agreement_scope" {
        /// All of it.
        Whole = "whole",
        /// Part of it; the open points are named.
        Partial = "partial",
    }

    /// Which form an agreement has (人民调解法 28).
    AgreementForm "agreement_form" {
        /// 书面
        Written = "written",
        /// 口头, recorded by the mediator.
        Oral = "oral",
    }

    /// How an agreement is signed (人民调解法 29).
    SignatureManner "signature_manner" {
        /// By hand, on paper.
        Handwritten = "handwritten",
        /// By fingerprint, on paper.
        Fingerprint = "fingerprint",
        /// By the seal of an organisation, on paper.
        Seal = "seal",
        /// By a reliable electronic signature (电子签名法 13, 14).
        Electronic = "electronic",
    }

    /// What an agreement touches that the law treats apart.
    Topic "topic" {
        /// Validity, existence or end of a marriage.
        Marriage = "marriage",
        /// Parent and child.
        Parentage = "parentage",
        /// Adoption.
        Adoption = "adoption",
        /// Inheritance.
        Inheritance = "inheritance",
        /// Confirms who owns land, a house or another thing.
        RealRight = "real_right",
        /// Confirms who owns intellectual property.
        IntellectualProperty = "intellectual_property",
        /// Belongs to another special procedure or to bankruptcy.
        SpecialProcedure = "special_procedure",
        /// Not a matter for the civil courts.
        OutsideCourts = "outside_courts",
    }

    /// What is reported of an item.
    PerformanceResult "performance_result" {
        /// Done.
        Done = "done",
        /// Done in part.
        Part = "part",
        /// The day has passed and it is not done.
        Overdue = "overdue",
    }

    /// Where the right from an item is enforced, when it is not done (人民调解法 32; 深圳条例 71-76).
    ItemRoute "item_route" {
        /// Suit before a court.
        Suit = "suit",
        /// Payment order of a court, for money.
        PaymentOrder = "payment_order",
        /// Enforceable instrument of a notary.
        Notary = "notary",
        /// Enforcement of what a court confirmed.
        Enforcement = "enforcement",
    }
}

impl Asked for Vec<Topic> {
    const INPUT: Input = Input::Choices { list: Topic::LIST, codes: Topic::CODES };
    const OPTIONAL: bool = true;
}

impl Asked for Vec<ItemTerms> {
    const INPUT: Input = Input::Items;
    const OPTIONAL: bool = true;
}

impl SignatureManner {
    /// Whether it is made on paper.
    pub fn is_on_paper(self) -> bool {
        match self {
            Self::Handwritten | Self::Fingerprint | Self::Seal => true,
            Self::Electronic => false,
        }
    }
}

/// What one side promises in one item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemTerms {
    /// What is to be done.
    pub what: String,
    /// Who does it.
    pub performer: PartyId,
    /// For whom.
    pub beneficiary: PartyId,
    /// How much money, in fen.
    #[serde(default)]
    pub amount_fen: Option<i64>,
    /// By which day.
    #[serde(default)]
    pub due: Option<Day>,
    /// In which manner (人民调解法 29).
    #[serde(default)]
    pub manner: String,
    /// Where (若干规定 35).
    #[serde(default)]
    pub place: Option<String>,
    /// Whether it was done on the spot, when the agreement was made (当场履行).
    #[serde(default)]
    pub on_the_spot: bool,
}

/// One item of an agreement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Its id.
    pub id: ItemId,
    /// What was promised.
    pub terms: ItemTerms,
    /// How far it is.
    pub state: ItemState,
    /// When the performer was urged, and how (人民调解法 31).
    pub urgings: Vec<Urging>,
}

/// How far an item is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum ItemState {
    /// Nothing recorded yet.
    Due,
    /// Part of it is done.
    Part {
        /// How much money came so far, in fen.
        received_fen: Option<i64>,
        /// When the last part came.
        on: Day,
    },
    /// Somebody recorded that the day has passed.
    Overdue {
        /// When it was recorded.
        noted_on: Day,
        /// How much money had come, in fen.
        received_fen: Option<i64>,
    },
    /// All of it is done.
    Done {
        /// When.
        on: Day,
        /// The receipt, transfer slip or photo.
        proof: Option<AttachmentId>,
    },
    /// A party denies it, or says that it was not done as agreed.
    Disputed {
        /// Who.
        by: PartyId,
        /// Since when.
        on: Day,
        /// Why, in words.
        reason: String,
        /// How much money had come, in fen.
        #[serde(default)]
        received_fen: Option<i64>,
    },
    /// It was taken to a court or a notary.
    Elsewhere {
        /// Where to.
        route: ItemRoute,
        /// When.
        on: Day,
    },
}

impl ItemState {
    /// Every code; the name is the sentence `item-state-<code>`.
    pub const CODES: [&'static str; 6] = ["due", "part", "overdue", "done", "disputed", "elsewhere"];

    /// The code in the API and in translations.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Due => "due",
            Self::Part { .. } => "part",
            Self::Overdue { .. } => "overdue",
            Self::Done { .. } => "done",
            Self::Disputed { .. } => "disputed",
            Self::Elsewhere { .. } => "elsewhere",
        }
    }
}

/// One urging of a performer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Urging {
    /// When.
    #[serde(with = "time::serde::rfc3339")]
    pub at: Moment,
    /// How.
    pub manner: crate::case::Manner,
    /// What was said.
    pub record: String,
}

impl Item {
    /// Whether it still has to be done.
    pub fn is_open(&self) -> bool {
        match self.state {
            ItemState::Due
            | ItemState::Part { .. }
            | ItemState::Overdue { .. }
            | ItemState::Disputed { .. } => true,
            ItemState::Done { .. } | ItemState::Elsewhere { .. } => false,
        }
    }

    /// Whether it was taken to a court by suit.
    pub fn is_sued(&self) -> bool {
        matches!(self.state, ItemState::Elsewhere { route: ItemRoute::Suit, .. })
    }
}

/// A party's signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// Whose.
    pub party: PartyId,
    /// On which day.
    pub on: Day,
    /// How.
    pub manner: SignatureManner,
    /// The signed sheet, scanned.
    pub scan: Option<AttachmentId>,
}

/// A mediator's signature, or the affixing of the committee's seal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attestation {
    /// By whom.
    pub by: AccountId,
    /// On which day.
    pub on: Day,
}

/// Whether an agreement binds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum AgreementState {
    /// It waits for signatures and the seal; it binds nobody.
    Draft {
        /// The parties' signatures so far.
        signatures: Vec<Signature>,
        /// The mediator's signature.
        mediator: Option<Attestation>,
        /// The committee's seal.
        seal: Option<Attestation>,
    },
    /// It binds (人民调解法 29, 30).
    Effective {
        /// From this day: the last of all signatures and the seal, or the day an oral one was reached.
        on: Day,
        /// The signatures of a written one.
        signatures: Vec<Signature>,
        /// How far its judicial confirmation is.
        confirmation: Confirmation,
    },
    /// It was given up before it bound anybody.
    SetAside {
        /// When.
        #[serde(with = "time::serde::rfc3339")]
        at: Moment,
        /// Why, in words.
        reason: String,
    },
    /// A later agreement took its place.
    Replaced {
        /// From which day it had bound.
        effective_on: Day,
        /// Which one.
        by: AgreementId,
    },
}

impl AgreementState {
    /// Every code; the name is the sentence `agreement-state-<code>`.
    pub const CODES: [&'static str; 4] = ["draft", "effective", "set_aside", "replaced"];

    /// The code in the API and in translations.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Draft { .. } => "draft",
            Self::Effective { .. } => "effective",
            Self::SetAside { .. } => "set_aside",
            Self::Replaced { .. } => "replaced",
        }
    }
}

/// An agreement. Its text is never changed: a correction is a new agreement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    /// Its id.
    pub id: AgreementId,
    /// Its place among the agreements of the case, from 1.
    pub nth: u32,
    /// Whole or partial.
    pub scope: AgreementScope,
    /// Written or oral.
    pub form: AgreementForm,
    /// The day it was reached.
    pub reached_on: Day,
    /// Who mediated it.
    pub mediators: Vec<AccountId>,
    /// Main facts and disputed matters.
    pub facts: String,
    /// Each party's responsibility, where it is stated.
    pub responsibilities: String,
    /// What was agreed.
    pub terms: String,
    /// What it touches that the law treats apart.
    pub topics: Vec<Topic>,
    /// What a partial one leaves open.
    pub left_open: Option<String>,
    /// The agreement it takes the place of.
    pub replaces: Option<AgreementId>,
    /// Its items.
    pub items: Vec<Item>,
    /// Whether it binds.
    pub state: AgreementState,
}

impl Agreement {
    /// From which day it binds, if it does now.
    pub fn effective_on(&self) -> Option<Day> {
        match self.state {
            AgreementState::Effective { on, .. } => Some(on),
            AgreementState::Draft { .. }
            | AgreementState::SetAside { .. }
            | AgreementState::Replaced { .. } => None,
        }
    }

    /// How far its judicial confirmation is, if it binds.
    pub fn confirmation(&self) -> Option<&Confirmation> {
        match &self.state {
            AgreementState::Effective { confirmation, .. } => Some(confirmation),
            AgreementState::Draft { .. }
            | AgreementState::SetAside { .. }
            | AgreementState::Replaced { .. } => None,
        }
    }

    pub(crate) fn confirmation_mut(&mut self) -> Option<&mut Confirmation> {
        match &mut self.state {
            AgreementState::Effective { confirmation, .. } => Some(confirmation),
            AgreementState::Draft { .. }
            | AgreementState::SetAside { .. }
            | AgreementState::Replaced { .. } => None,
        }
    }

    /// Whether a party has signed it.
    pub fn is_signed_by(&self, party: PartyId) -> bool {
        match &self.state {
            AgreementState::Draft { signatures, .. } | AgreementState::Effective { signatures, .. } => {
                signatures.iter().any(|signature| signature.party == party)
            }
            AgreementState::SetAside { .. } | AgreementState::Replaced { .. } => false,
        }
    }

    /// The money it is about, in fen.
    pub fn amount_fen(&self) -> i64 {
        self.items.iter().filter_map(|item| item.terms.amount_fen).sum()
    }

    /// How many copies are printed: one for each party, one for the committee (人民调解法 29).
    pub fn copies(parties: usize) -> usize {
        parties + 1
    }

    /// Whether it is signed on paper: marriage, adoption, inheritance and the like (电子签名法 3).
    pub fn needs_paper(&self, area: crate::case::Area) -> bool {
        area == crate::case::Area::Family
            || self.topics.iter().any(|topic| {
                matches!(topic, Topic::Marriage | Topic::Parentage | Topic::Adoption | Topic::Inheritance)
            })
    }
}
