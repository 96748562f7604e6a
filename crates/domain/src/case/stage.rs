//! Where does a case stand, and what is true only there?
//!
//! What was gathered on the way (sessions, agreements, visits …) stands in the case and only grows.

use fengqiao_base::{
    Day, Moment,
    id::{AccountId, AgreementId, BodyId},
};
use serde::{Deserialize, Serialize};

use crate::{codes::codes, mediation::SuspensionGround};

codes! {
    /// Why a case is not accepted (人民调解法 17; 若干规定 22).
    NotAcceptedGround "not_accepted_ground" {
        /// It is no civil dispute.
        NotCivil = "not_civil",
        /// Only a special organ may deal with it, or the law forbids private mediation.
        ExclusiveOrgan = "exclusive_organ",
        /// A court, the police or another organ has accepted or settled it.
        AlreadyAccepted = "already_accepted",
        /// A party refuses.
        PartyRefused = "party_refused",
        /// Signs of collusion to the harm of the public or of others (深圳条例 85).
        Collusion = "collusion",
        /// Another reason, in words.
        Other = "other",
    }

    /// Why a mediation is terminated (深圳条例 28; 特邀调解规定 26).
    TerminationGround "termination_ground" {
        /// The application is withdrawn.
        Withdrawn = "withdrawn",
        /// A party refuses to go on (人民调解法 23: at any time).
        RefusesFurther = "refuses_further",
        /// A party hides important facts, lies or stalls.
        BadFaith = "bad_faith",
        /// Possible collusion to the harm of the public or of others.
        Collusion = "collusion",
        /// A party cannot be reached within the period.
        OutOfReach = "out_of_reach",
        /// The positions are too far apart.
        TooFarApart = "too_far_apart",
        /// The period is over and nobody agreed to go on.
        PeriodOver = "period_over",
        /// A party will not sign what was agreed.
        RefusesToSign = "refuses_to_sign",
        /// Another reason, in words.
        Other = "other",
    }

    /// Where a case is handed over to.
    Receiver "receiver" {
        /// 行政调解
        Administrative = "administrative",
        /// 劳动部门
        Labour = "labour",
        /// 公安机关
        Police = "police",
        /// 人民法院
        Court = "court",
        /// 信访部门
        Petition = "petition",
        /// 仲裁机构
        Arbitration = "arbitration",
        /// 法律援助机构
        LegalAid = "legal_aid",
        /// 心理服务机构
        Psychology = "psychology",
        /// Another mediation body.
        Mediation = "mediation",
    }
}

/// The case was not accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotAcceptance {
    /// Why.
    pub ground: NotAcceptedGround,
    /// Why, in words; the parties are told.
    pub reason: String,
    /// When.
    #[serde(with = "time::serde::rfc3339")]
    pub at: Moment,
}

/// The mediation ended without a whole agreement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Termination {
    /// Why.
    pub ground: TerminationGround,
    /// Why, in words; the parties are told.
    pub reason: String,
    /// When.
    #[serde(with = "time::serde::rfc3339")]
    pub at: Moment,
}

/// The case was handed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transfer {
    /// To what kind of organ.
    pub to: Receiver,
    /// To which body, if it is one of the district.
    pub body: Option<BodyId>,
    /// Why, in words.
    pub reason: String,
    /// When it was sent.
    #[serde(with = "time::serde::rfc3339")]
    pub sent_at: Moment,
    /// The receiver's word that it has it.
    pub receipt: Option<Receipt>,
    /// Whether the case had been accepted before (it then counts as accepted and transferred).
    pub was_accepted: bool,
    /// How the mediation had ended before, if it had.
    pub after: Option<Termination>,
    /// Why the case had not been accepted before, if it had not.
    #[serde(default)]
    pub not_accepted: Option<NotAcceptance>,
}

/// A receiver's receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// When.
    #[serde(with = "time::serde::rfc3339")]
    pub at: Moment,
    /// Under which number of its own.
    pub reference: Option<String>,
}

/// How the mediation of a case ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "ending", rename_all = "snake_case")]
pub enum Ending {
    /// S3.
    NotAccepted(NotAcceptance),
    /// S12.
    Terminated(Termination),
    /// S13, received.
    Transferred(Transfer),
    /// S14: every item is done.
    Performed {
        /// The day the last item was done.
        on: Day,
    },
    /// Some item was taken to a court or a notary; the others are done.
    Elsewhere {
        /// The day the last item ended.
        on: Day,
    },
}

/// How a case was closed (S16).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    /// When.
    #[serde(with = "time::serde::rfc3339")]
    pub at: Moment,
    /// By whom: somebody who did not mediate it.
    pub by: AccountId,
    /// The closing report, in words.
    pub report: String,
}

/// How a dossier was put away (S17).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Archiving {
    /// When.
    #[serde(with = "time::serde::rfc3339")]
    pub at: Moment,
    /// By whom.
    pub by: AccountId,
    /// How many pages it has.
    pub pages: u32,
    /// Digest of the dossier as one file, 64 hexadecimal digits.
    pub digest: String,
    /// How long it is kept.
    pub retention: super::Retention,
}

/// Where a case stands. Codes are those of the statutory machine (S2 … S17).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum Stage {
    /// S2 征询意愿: the parties are asked.
    Consent,
    /// S3 不予受理
    NotAccepted(NotAcceptance),
    /// S4 已受理: all agreed, no mediator yet.
    Accepted,
    /// S5 已指派
    Assigned,
    /// S6 调查准备
    Preparing,
    /// S7 调解中
    InSession,
    /// S8 中止
    Suspended {
        /// Why.
        ground: SuspensionGround,
        /// Why, in words; the parties are told.
        reason: String,
        /// Since when.
        #[serde(with = "time::serde::rfc3339")]
        since: Moment,
    },
    /// S9 已达成待签
    Agreed {
        /// The draft that waits for signatures and seal.
        agreement: AgreementId,
    },
    /// S10 协议生效: a whole agreement holds, nothing of it has been recorded as done yet.
    Effective,
    /// S11 履行中
    Performing,
    /// S12 终止
    Terminated(Termination),
    /// S13 转出
    Transferred(Transfer),
    /// S14 已履行
    Performed {
        /// The day the last item was done.
        on: Day,
    },
    /// S15 回访
    FollowUp {
        /// How the mediation had ended.
        ending: Ending,
    },
    /// S16 结案
    Closed {
        /// How the mediation had ended.
        ending: Ending,
        /// How it was closed.
        closing: Closing,
    },
    /// S17 归档
    Archived {
        /// How the mediation had ended.
        ending: Ending,
        /// How it was closed.
        closing: Closing,
        /// How it was put away.
        archiving: Archiving,
    },
}

impl Stage {
    /// Every code, in the order of the machine. The name is the sentence `stage-<code>`, the code in small letters;
    /// what it means for the parties is `stage-<code>.hint`.
    pub const CODES: [&'static str; 16] = [
        "S2", "S3", "S4", "S5", "S6", "S7", "S8", "S9", "S10", "S11", "S12", "S13", "S14", "S15", "S16",
        "S17",
    ];

    /// The code of the statutory machine.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Consent => "S2",
            Self::NotAccepted(_) => "S3",
            Self::Accepted => "S4",
            Self::Assigned => "S5",
            Self::Preparing => "S6",
            Self::InSession => "S7",
            Self::Suspended { .. } => "S8",
            Self::Agreed { .. } => "S9",
            Self::Effective => "S10",
            Self::Performing => "S11",
            Self::Terminated(_) => "S12",
            Self::Transferred(_) => "S13",
            Self::Performed { .. } => "S14",
            Self::FollowUp { .. } => "S15",
            Self::Closed { .. } => "S16",
            Self::Archived { .. } => "S17",
        }
    }

    /// How the mediation ended, if it has.
    pub fn ending(&self) -> Option<Ending> {
        match self {
            Self::NotAccepted(not) => Some(Ending::NotAccepted(not.clone())),
            Self::Terminated(termination) => Some(Ending::Terminated(termination.clone())),
            Self::Transferred(transfer) => Some(Ending::Transferred(transfer.clone())),
            Self::Performed { on } => Some(Ending::Performed { on: *on }),
            Self::FollowUp { ending } | Self::Closed { ending, .. } | Self::Archived { ending, .. } => {
                Some(ending.clone())
            }
            Self::Consent
            | Self::Accepted
            | Self::Assigned
            | Self::Preparing
            | Self::InSession
            | Self::Suspended { .. }
            | Self::Agreed { .. }
            | Self::Effective
            | Self::Performing => None,
        }
    }

    /// S4 to S9: accepted, and neither settled nor given up.
    pub fn is_mediating(&self) -> bool {
        match self {
            Self::Accepted
            | Self::Assigned
            | Self::Preparing
            | Self::InSession
            | Self::Suspended { .. }
            | Self::Agreed { .. } => true,
            Self::Consent
            | Self::NotAccepted(_)
            | Self::Effective
            | Self::Performing
            | Self::Terminated(_)
            | Self::Transferred(_)
            | Self::Performed { .. }
            | Self::FollowUp { .. }
            | Self::Closed { .. }
            | Self::Archived { .. } => false,
        }
    }

    /// S16 and S17: the dossier does not change any more.
    pub fn is_closed(&self) -> bool {
        matches!(self, Self::Closed { .. } | Self::Archived { .. })
    }
}
