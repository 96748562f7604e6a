//! Is something of a case shown to another body, on which basis, and until when?
//!
//! Nothing is handed over by itself: a sharing names one body, one purpose, what is shown and a last day, and rests on
//! the separate consent of every party (个人信息保护法 23) or on one named ground of law (个人信息保护法 13). What was
//! conceded in mediation and sealed notes are no [`SharedPart`] and so cannot be shared.

mod deciding;

pub(crate) use self::deciding::Wanted;

use fengqiao_base::{
    Day, Moment,
    id::{BodyId, PartyId, SharingId},
};
use serde::{Deserialize, Serialize};

use crate::{
    case::Manner,
    codes::{Asked, Input, codes},
};

/// The longest time from today to the last day, in days; after it, it is asked for anew.
pub const LONGEST_DAYS: i64 = 90;

/// The longest purpose, in characters.
pub const LONGEST_PURPOSE: usize = 500;

codes! {
    /// What of a case is shown to another body.
    SharedPart "shared_part" {
        /// Names, telephone numbers and addresses of the parties.
        Contacts = "contacts",
        /// Type, community, what it is about, what is claimed.
        Dispute = "dispute",
        /// The agreements that bind.
        Agreement = "agreement",
    }

    /// The law under which something is shared without consent.
    SharingGround "sharing_ground" {
        /// A duty that a law sets (个人信息保护法 13(1)(3)).
        StatutoryDuty = "statutory_duty",
        /// An emergency, to protect life, health or property (个人信息保护法 13(1)(4)).
        Emergency = "emergency",
        /// A court collects evidence (民事诉讼法 70).
        CourtInquiry = "court_inquiry",
        /// Court, procuratorate or police collect evidence in a criminal case (刑事诉讼法 54).
        CriminalInquiry = "criminal_inquiry",
        /// A child is harmed or in danger (未成年人保护法 11).
        ChildProtection = "child_protection",
        /// Somebody who cannot act alone suffers violence at home (反家庭暴力法 14).
        DomesticViolence = "domestic_violence",
    }

    /// What a party says to a sharing.
    SharingWord "sharing_word" {
        /// It agrees.
        Agree = "agree",
        /// It refuses, or takes its consent back; nobody needs to say why.
        Refuse = "refuse",
    }

    /// What ended a sharing before its last day.
    SharingEnding "sharing_ending" {
        /// A party refused.
        Refused = "refused",
        /// A party took its consent back.
        Withdrawn = "withdrawn",
        /// Staff ended it.
        Ended = "ended",
    }

    /// How a sharing stands.
    SharingState "sharing_state" {
        /// Some party has not answered; silence is no consent.
        Waiting = "waiting",
        /// The body may read it.
        InForce = "in_force",
        /// A party refused.
        Refused = "refused",
        /// A party took its consent back.
        Withdrawn = "withdrawn",
        /// Staff ended it.
        Ended = "ended",
        /// Its last day has passed.
        Expired = "expired",
    }
}

impl Asked for Vec<SharedPart> {
    const INPUT: Input = Input::Choices { list: SharedPart::LIST, codes: SharedPart::CODES };
}

impl SharingGround {
    /// Whether the parties are not told: to tell would endanger somebody or an inquiry (个人信息保护法 18, 35; 反家庭暴力法
    /// 14).
    pub fn is_kept_from_parties(self) -> bool {
        match self {
            Self::CriminalInquiry | Self::ChildProtection | Self::DomesticViolence => true,
            Self::StatutoryDuty | Self::Emergency | Self::CourtInquiry => false,
        }
    }
}

/// A party's answer to one sharing. Later ones of the same party take the place of earlier ones, which are kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharingAnswer {
    /// Whose.
    pub party: PartyId,
    /// Whether it agrees; a refusal after an agreement takes it back (个人信息保护法 15).
    pub answer: SharingWord,
    /// How it was given.
    pub manner: Manner,
    /// When.
    #[serde(with = "time::serde::rfc3339")]
    pub at: Moment,
}

/// On what a sharing rests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "basis", rename_all = "snake_case")]
pub enum SharingBasis {
    /// Separate consent of every party (个人信息保护法 23; of organisations 人民调解法 15).
    Consent {
        /// The answers, oldest first.
        answers: Vec<SharingAnswer>,
    },
    /// A ground of law.
    Law {
        /// Which.
        ground: SharingGround,
    },
}

impl SharingBasis {
    /// Its code: `consent`, or that of the ground.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Consent { .. } => "consent",
            Self::Law { ground } => ground.code(),
        }
    }
}

/// How a sharing was ended before its last day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharingEnd {
    /// By what. Which party it was, its last answer says.
    pub by: SharingEnding,
    /// When.
    #[serde(with = "time::serde::rfc3339")]
    pub at: Moment,
}

/// Something of a case, shown to another body for a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sharing {
    /// Its id.
    pub id: SharingId,
    /// To which body.
    pub body: BodyId,
    /// What is shown.
    pub parts: Vec<SharedPart>,
    /// For what, in words; the parties and the body read it.
    pub purpose: String,
    /// On which basis.
    pub basis: SharingBasis,
    /// When it was begun or asked for.
    #[serde(with = "time::serde::rfc3339")]
    pub at: Moment,
    /// The last day.
    pub until: Day,
    /// How it was ended, if it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<SharingEnd>,
}

impl Sharing {
    /// The last answer of `party`; none: silence.
    pub fn answer_of(&self, party: PartyId) -> Option<&SharingAnswer> {
        match &self.basis {
            SharingBasis::Consent { answers } => answers.iter().rev().find(|answer| answer.party == party),
            SharingBasis::Law { .. } => None,
        }
    }

    /// The ground of law, where it rests on one.
    pub fn ground(&self) -> Option<SharingGround> {
        match self.basis {
            SharingBasis::Law { ground } => Some(ground),
            SharingBasis::Consent { .. } => None,
        }
    }

    /// Whether this part is shown.
    pub fn shows(&self, part: SharedPart) -> bool {
        self.parts.contains(&part)
    }

    /// Whether nobody and no day has ended it.
    pub fn is_alive(&self, today: Day) -> bool {
        self.end.is_none() && self.until >= today
    }
}
