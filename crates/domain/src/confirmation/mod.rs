//! Can a court make this agreement enforceable, who asks for it, and by when?

mod asking;
mod check;

use std::collections::BTreeMap;

use fengqiao_base::{Day, id::PartyId};
use serde::{Deserialize, Serialize};

pub use self::check::{Concern, ConfirmationCheck, Exclusion};
use crate::codes::codes;

codes! {
    /// Which court the parties ask (民诉法 205).
    CompetentCourt "competent_court" {
        /// The court that invited the organisation to mediate.
        Inviting = "inviting",
        /// The basic court of a party's domicile.
        Domicile = "domicile",
        /// The basic court where the subject matter is.
        SubjectMatter = "subject_matter",
        /// The basic court where the mediating organisation is.
        Organisation = "organisation",
    }

    /// What the court ruled (民诉法 206).
    ConfirmationRuling "confirmation_ruling" {
        /// 裁定有效
        Valid = "valid",
        /// 裁定驳回
        Dismissed = "dismissed",
    }
}

/// How far the judicial confirmation of one agreement is (J0 … J7, E1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "confirmation", rename_all = "snake_case")]
pub enum Confirmation {
    /// J0, and J1 once every party is among them: who agreed to apply jointly.
    Open {
        /// The parties that agreed so far.
        agreed: Vec<PartyId>,
        /// On which day each of them agreed, as far as it is known.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        days: BTreeMap<PartyId, Day>,
        /// When an earlier application was withdrawn, if one was.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        withdrawn: Option<Day>,
    },
    /// J2
    Filed {
        /// On which ground the court is competent.
        competence: CompetentCourt,
        /// The court's name.
        court: String,
        /// When.
        on: Day,
    },
    /// J3
    Docketed {
        /// The court's name.
        court: String,
        /// The court's case number.
        reference: String,
        /// When.
        on: Day,
    },
    /// J4: enforceable.
    Valid {
        /// The court's name.
        court: String,
        /// The court's case number.
        reference: String,
        /// When.
        on: Day,
    },
    /// J5: the parties may change the agreement, make a new one, or sue (人民调解法 33).
    Dismissed {
        /// The court's name.
        court: String,
        /// The court's case number.
        reference: String,
        /// When.
        on: Day,
    },
    /// J6
    Withdrawn {
        /// When.
        on: Day,
    },
    /// J7: thirty days have passed, and nobody told that it was asked for in time.
    Lapsed {
        /// The last day there was.
        on: Day,
        /// When an earlier application was withdrawn, if one was.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        withdrawn: Option<Day>,
    },
    /// E1: enforcement was applied for (民诉法 250).
    Enforcing {
        /// The court's case number of the confirmation.
        reference: String,
        /// When.
        on: Day,
    },
}

impl Confirmation {
    /// Every code, in the order of the way.
    pub const CODES: [&'static str; 9] = ["J0", "J1", "J2", "J3", "J4", "J5", "J6", "J7", "E1"];

    /// The window, as it stands when an agreement takes effect.
    pub fn opened() -> Self {
        Self::open(None)
    }

    fn open(withdrawn: Option<Day>) -> Self {
        Self::Open { agreed: Vec::new(), days: BTreeMap::new(), withdrawn }
    }

    /// Whether the court has it and has not ruled: J2, J3.
    pub fn is_at_court(&self) -> bool {
        matches!(self, Self::Filed { .. } | Self::Docketed { .. })
    }

    /// The code of the machine; the name is the sentence `confirmation-state-<code>`, the code in small
    /// letters.
    pub fn code(&self, parties: usize) -> &'static str {
        match self {
            Self::Open { agreed, .. } if agreed.len() < parties => "J0",
            Self::Open { .. } => "J1",
            Self::Filed { .. } => "J2",
            Self::Docketed { .. } => "J3",
            Self::Valid { .. } => "J4",
            Self::Dismissed { .. } => "J5",
            Self::Withdrawn { .. } => "J6",
            Self::Lapsed { .. } => "J7",
            Self::Enforcing { .. } => "E1",
        }
    }
}
