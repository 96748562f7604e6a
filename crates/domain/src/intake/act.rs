//! What can be done with a request, and by whom?

use fengqiao_base::{
    Day, Duty,
    id::{AttachmentId, BodyId, CaseId, RequestId},
};
use serde::{Deserialize, Serialize};

use super::{IdentityCheck, PartyEntry, RefusalGround, RequestNumber};
use crate::{
    case::{Confidentiality, Manner, Receiver},
    codes::codes,
};

codes! {
    /// The name of an act.
    ActKind "request_act" {
        /// See [`Act::Amend`].
        Amend = "amend",
        /// See [`Act::AddParty`].
        AddParty = "add_party",
        /// See [`Act::Register`].
        Register = "register",
        /// See [`Act::ChooseType`].
        ChooseType = "choose_type",
        /// See [`Act::SetUrgency`].
        SetUrgency = "set_urgency",
        /// See [`Act::SetClass`].
        SetClass = "set_class",
        /// See [`Act::Join`].
        Join = "join",
        /// See [`Act::TakeIn`].
        TakeIn = "take_in",
        /// See [`Act::KeepApart`].
        KeepApart = "keep_apart",
        /// See [`Act::Transfer`].
        Transfer = "transfer",
        /// See [`Act::TransferReceived`].
        TransferReceived = "transfer_received",
        /// See [`Act::Refuse`].
        Refuse = "refuse",
        /// See [`Act::Open`].
        Open = "open",
        /// See [`Act::Settle`].
        Settle = "settle",
        /// See [`Act::DidNotHold`].
        DidNotHold = "did_not_hold",
        /// See [`Act::AddFiles`].
        AddFiles = "add_files",
        /// See [`Act::ReportDanger`].
        ReportDanger = "report_danger",
        /// See [`Act::RenewCode`].
        RenewCode = "renew_code",
        /// See [`Act::Withdraw`].
        Withdraw = "withdraw",
    }
}

/// Something done with a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
#[expect(missing_docs, reason = "what a field means stands beside its act")]
pub enum Act {
    /// Complete or correct where, when, what is wanted and how much; what happened stays in the words it was told in.
    Amend {
        happened_on: Option<Day>,
        community: String,
        address: String,
        claims: Vec<String>,
        amount_fen: Option<i64>,
    },
    /// Add somebody: the other side once it is known, an agent, a guardian. The details are a row of their own.
    AddParty { party: PartyEntry },
    /// Register it: it is known who it is from, and how personal data is used has been told.
    Register { identity: IdentityCheck, told: Manner },
    /// Choose the type; the program only suggests.
    ChooseType { dispute_type: String },
    /// Say whether it is urgent; the program only shows which words it found.
    SetUrgency { is_urgent: bool, reason: String },
    /// Say how confidential a case of it should be.
    SetClass { class: Confidentiality },
    /// Let another request go on for both: they are one dispute.
    Join { into: RequestId, number: RequestNumber, reason: String },
    /// Go on for another request as well: the other half of [`Act::Join`].
    TakeIn { other: RequestId },
    /// Say that another request, though alike, is another dispute.
    KeepApart { other: RequestId, reason: String },
    /// Hand it over to the body whose matter it is.
    Transfer {
        to: Receiver,
        #[serde(default)]
        body: Option<BodyId>,
        reason: String,
    },
    /// Record that the other body has it.
    TransferReceived {
        #[serde(default)]
        reference: Option<String>,
    },
    /// Do not take it up, say why, and show the other ways.
    Refuse { ground: RefusalGround, reason: String },
    /// Open a case from it, to be handled by a committee.
    Open { case: CaseId, body: BodyId },
    /// Settle it where it arose (就地化解): what both sides said yes to, and how each said it. A small matter alone: nothing
    /// urgent, nothing confidential. It is no agreement of mediation, and is counted apart.
    Settle { agreed: String, applicant: Manner, other: Manner },
    /// What was settled where it arose does not hold: it is a request again, and a case can be opened from it at once.
    DidNotHold {
        #[serde(default)]
        reason: String,
    },
    /// Add files.
    AddFiles { files: Vec<AttachmentId> },
    /// Report at once that it may become a public-security or criminal case, before there is a case of mediation
    /// (人民调解法 25). `reference`, `receipt`: under which number and with which words the other body has taken the report.
    ReportDanger {
        to: Receiver,
        reason: String,
        #[serde(default)]
        reference: Option<String>,
        #[serde(default)]
        receipt: Option<String>,
    },
    /// Give out another code to follow it, in place of one that was lost, to somebody whose identity was checked.
    RenewCode { identity: IdentityCheck },
    /// Take it back.
    Withdraw {
        #[serde(default)]
        reason: String,
    },
}

impl Act {
    /// Its name.
    pub fn kind(&self) -> ActKind {
        match self {
            Act::Amend { .. } => ActKind::Amend,
            Act::AddParty { .. } => ActKind::AddParty,
            Act::Register { .. } => ActKind::Register,
            Act::ChooseType { .. } => ActKind::ChooseType,
            Act::SetUrgency { .. } => ActKind::SetUrgency,
            Act::SetClass { .. } => ActKind::SetClass,
            Act::Join { .. } => ActKind::Join,
            Act::TakeIn { .. } => ActKind::TakeIn,
            Act::KeepApart { .. } => ActKind::KeepApart,
            Act::Transfer { .. } => ActKind::Transfer,
            Act::TransferReceived { .. } => ActKind::TransferReceived,
            Act::Refuse { .. } => ActKind::Refuse,
            Act::Open { .. } => ActKind::Open,
            Act::Settle { .. } => ActKind::Settle,
            Act::DidNotHold { .. } => ActKind::DidNotHold,
            Act::AddFiles { .. } => ActKind::AddFiles,
            Act::ReportDanger { .. } => ActKind::ReportDanger,
            Act::RenewCode { .. } => ActKind::RenewCode,
            Act::Withdraw { .. } => ActKind::Withdraw,
        }
    }
}

impl ActKind {
    /// The duties in which it may be done; the stage decides whether it may be done now.
    pub fn duties(self) -> &'static [Duty] {
        match self {
            ActKind::Amend
            | ActKind::AddParty
            | ActKind::Register
            | ActKind::ChooseType
            | ActKind::SetUrgency
            | ActKind::SetClass
            | ActKind::Join
            | ActKind::TakeIn
            | ActKind::KeepApart
            | ActKind::Transfer
            | ActKind::RenewCode
            | ActKind::Settle
            | ActKind::Open => &[Duty::Intake, Duty::Dispatcher, Duty::Head],
            // Nobody is turned away by a window alone.
            ActKind::Refuse => &[Duty::Dispatcher, Duty::Head],
            // Nobody who reads it needs leave to report.
            ActKind::ReportDanger => &[Duty::Intake, Duty::Dispatcher, Duty::Head, Duty::Justice],
            ActKind::TransferReceived => &[Duty::Intake, Duty::Dispatcher, Duty::Head, Duty::External],
            // Whoever is concerned says so, and nobody else decides whether it is so.
            ActKind::DidNotHold | ActKind::AddFiles => {
                &[Duty::Party, Duty::Intake, Duty::Dispatcher, Duty::Head]
            }
            ActKind::Withdraw => &[Duty::Party, Duty::Intake, Duty::Head],
        }
    }
}
