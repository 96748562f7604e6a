//! What happened to a request, as the journal keeps it? Codes, numbers and ids: no name, no free text.

use fengqiao_base::{
    Actor, Day, Moment,
    id::{AttachmentId, BodyId, CaseId, PartyId, RequestId},
};
use serde::{Deserialize, Serialize};

use super::{ChannelKind, IdentityCheck, PartyRole, RefusalGround, RequestKind, RequestNumber};
use crate::{
    case::{Confidentiality, Manner, Receiver},
    deadline::MoveReason,
};

/// One thing that happened: when, by whom, and what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// When.
    #[serde(with = "time::serde::rfc3339")]
    pub at: Moment,
    /// By whom, in which duty.
    pub by: Actor,
    /// What.
    pub fact: Fact,
}

macro_rules! facts {
    ($($(#[$doc:meta])* $name:ident $code:literal { $($field:ident: $type:ty,)* })+) => {
        /// What happened. The sentence is `intake-event-<kind>`.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "fact", rename_all = "snake_case")]
        #[expect(missing_docs, reason = "a field's meaning stands in the act that makes the fact")]
        pub enum Fact { $($(#[$doc])* $name { $($field: $type,)* },)+ }

        impl Fact {
            /// Every kind.
            pub const KINDS: &'static [&'static str] = &[$($code,)+];

            /// The word in the journal.
            pub fn kind(&self) -> &'static str {
                match self { $(Fact::$name { .. } => $code,)+ }
            }
        }
    };
}

facts! {
    /// It came in.
    Filed "filed" {
        number: RequestNumber, kind: RequestKind, channel: ChannelKind, parties: usize, files: usize,
        notice: Option<String>,
    }
    /// Where, when, what is wanted or how much was completed.
    Amended "amended" { }
    /// Somebody was added.
    PartyAdded "party_added" { party: PartyId, role: PartyRole, }
    /// It was registered, and the notice on personal data was shown.
    Registered "registered" { identity: IdentityCheck, told: Manner, notice: String, }
    /// A type was chosen; `suggested`: whether it was among the suggestions.
    TypeChosen "type_chosen" { dispute_type: String, suggested: bool, }
    /// Somebody said whether it is urgent.
    UrgencySet "urgency_set" { is_urgent: bool, }
    /// Somebody said how confidential it is.
    ClassSet "class_set" { class: Confidentiality, }
    /// Another request goes on for it.
    Joined "joined" { into: RequestId, number: RequestNumber, }
    /// It goes on for another request as well.
    TookIn "took_in" { other: RequestId, }
    /// Another request is another dispute.
    KeptApart "kept_apart" { other: RequestId, }
    /// It was handed over.
    Transferred "transferred" { to: Receiver, body: Option<BodyId>, }
    /// The receiver has it.
    TransferReceived "transfer_received" { }
    /// It was not taken up.
    Refused "refused" { ground: RefusalGround, }
    /// A case was opened from it.
    Opened "opened" { case: CaseId, body: BodyId, }
    /// It was settled where it arose.
    Settled "settled" { applicant: Manner, other: Manner, }
    /// What was settled does not hold.
    DidNotHold "did_not_hold" { }
    /// Files were added.
    FilesAdded "files_added" { files: Vec<AttachmentId>, }
    /// A danger was reported.
    DangerReported "danger_reported" { to: Receiver, }
    /// Another code to follow it was given out.
    CodeRenewed "code_renewed" { identity: IdentityCheck, }
    /// It was taken back.
    Withdrawn "withdrawn" { }
    /// Another calendar came into force, and a last day moved.
    DeadlineMoved "deadline_moved" {
        clock: String, rule: String, before: Day, after: Day, calendar: String, reason: MoveReason,
    }
}
