//! What happened to a case, as the journal keeps it?
//!
//! Events hold codes, numbers and ids: no name, no free text. The sentence of a fact is `event-<kind>`; what it may show
//! is [`Fact::told`].

use fengqiao_base::{
    Actor, Day, Moment,
    id::{
        AccountId, AgreementId, AttachmentId, BodyId, CaseId, ItemId, PartyId, SessionId, SharingId, TaskId,
        VisitId,
    },
};
use serde::{Deserialize, Serialize};

use super::{
    Answer, Confidentiality, Difficulty, Manner, NotAcceptedGround, Outcome, Receiver, Representative,
    Retention, Side, TerminationGround,
};
use crate::{
    agreement::{AgreementForm, AgreementScope, ItemRoute, PerformanceResult, SignatureManner},
    confirmation::{CompetentCourt, ConfirmationRuling},
    deadline::MoveReason,
    linked::{Mediation, TaskPart},
    mediation::{ByWhom, InviteeKind, Leaving, SessionManner, SuspensionGround},
    return_visit::{Found, Satisfaction},
    sharing::SharingGround,
    told::{Tell, Told},
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
        /// What happened.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "fact", rename_all = "snake_case")]
        #[expect(missing_docs, reason = "a field's meaning stands in the act that makes the fact")]
        pub enum Fact {
            $($(#[$doc])* $name { $($field: $type,)* },)+
        }

        impl Fact {
            /// Every kind.
            pub const KINDS: &'static [&'static str] = &[$($code,)+];

            /// The word in the journal; its sentence is `event-<kind>`.
            pub fn kind(&self) -> &'static str {
                match self { $(Fact::$name { .. } => $code,)+ }
            }

            /// Of every kind, the names under which its sentence is told something.
            pub fn told_of_kinds() -> Vec<(&'static str, Vec<&'static str>)> {
                vec![$((
                    $code,
                    all(vec![$(names::<$type>(stringify!($field), concat!(stringify!($field), "_word")),)*]),
                ),)+]
            }

            /// What its sentence may show, or choose its words by.
            pub fn told(&self) -> Vec<(&'static str, Told)> {
                match self {
                    $(Fact::$name { $($field),* } => all(vec![
                        $($field.tell(stringify!($field), concat!(stringify!($field), "_word")),)*
                    ]),)+
                }
            }
        }
    };
}

fn all<T>(parts: Vec<Vec<T>>) -> Vec<T> {
    parts.into_iter().flatten().collect()
}

fn names<T: Tell>(name: &'static str, word: &'static str) -> Vec<&'static str> {
    match (T::IS_TOLD, T::IS_WORD) {
        (false, _) => Vec::new(),
        (true, false) => vec![name],
        (true, true) => vec![name, word],
    }
}

facts! {
    /// The case was opened from a request.
    Opened "opened" { number: String, origin: String, dispute_type: String, parties: usize, }
    /// The case was opened anew from a closed one.
    Reopened "reopened" { number: String, from: CaseId, ground: super::ReopeningGround, }
    /// A party answered.
    ConsentRecorded "consent_recorded" { party: PartyId, answer: Answer, manner: Manner, }
    /// A party was told its rights.
    RightsTold "rights_told" { party: PartyId, manner: Manner, }
    /// A guardian or agent was named.
    RepresentativeNamed "representative_named" {
        party: PartyId, representative: PartyId, capacity: Representative, attachment: Option<AttachmentId>,
    }
    /// Another party came in.
    PartyJoined "party_joined" { party: PartyId, side: Side, }
    /// The case was accepted.
    Accepted "accepted" { agreed_until: Option<Day>, }
    /// The case was not accepted.
    NotAccepted "not_accepted" { ground: NotAcceptedGround, }
    /// A party chose a mediator.
    MediatorChosen "mediator_chosen" { party: PartyId, mediator: AccountId, }
    /// A mediator was assigned.
    MediatorAssigned "mediator_assigned" { mediator: AccountId, by_whom: ByWhom, }
    /// A mediator disclosed a conflict.
    ConflictDisclosed "conflict_disclosed" { mediator: AccountId, }
    /// A party asked for another mediator.
    ReplacementRequested "replacement_requested" { party: PartyId, mediator: AccountId, }
    /// A mediator left.
    MediatorLeft "mediator_left" { mediator: AccountId, why: Leaving, }
    /// A party asked for closed doors.
    ClosedSessionAsked "closed_session_asked" { party: PartyId, }
    /// A protected party asked for a joint session.
    JointSessionAsked "joint_session_asked" { party: PartyId, writing: AttachmentId, }
    /// Somebody was invited.
    Invited "invited" { invitee: PartyId, capacity: InviteeKind, }
    /// An inquiry was recorded.
    Investigated "investigated" { nth: usize, heard: Option<PartyId>, }
    /// Evidence came in.
    EvidenceAdded "evidence_added" { attachment: AttachmentId, from: PartyId, pages: u32, }
    /// A session was held.
    SessionHeld "session_held" { session: SessionId, nth: u32, manner: SessionManner, open: bool, }
    /// The mediator asked for a suspension.
    SuspensionAsked "suspension_asked" { ground: SuspensionGround, }
    /// The mediation rests.
    Suspended "suspended" { ground: SuspensionGround, pauses_period: bool, }
    /// The mediation goes on.
    Resumed "resumed" { }
    /// The period was extended.
    Extended "extended" { until: Day, consent: Option<AttachmentId>, }
    /// An agreement was reached.
    AgreementReached "agreement_reached" {
        agreement: AgreementId, nth: u32, scope: AgreementScope, form: AgreementForm, items: usize, amount_fen: i64,
    }
    /// A draft was given up.
    DraftSetAside "draft_set_aside" { agreement: AgreementId, }
    /// A party signed.
    AgreementSigned "agreement_signed" {
        agreement: AgreementId, party: PartyId, manner: SignatureManner, scan: Option<AttachmentId>,
    }
    /// The mediator signed.
    MediatorSigned "mediator_signed" { agreement: AgreementId, mediator: AccountId, }
    /// The seal was affixed.
    SealAffixed "seal_affixed" { agreement: AgreementId, }
    /// An agreement took effect.
    AgreementEffective "agreement_effective" { agreement: AgreementId, on: Day, scope: AgreementScope, }
    /// An agreement was replaced by a later one.
    AgreementReplaced "agreement_replaced" { agreement: AgreementId, by_agreement: AgreementId, }
    /// Something about an item's performance was recorded.
    PerformanceRecorded "performance_recorded" {
        item: ItemId, result: PerformanceResult, received_fen: Option<i64>, proof: Option<AttachmentId>,
    }
    /// A performer was urged.
    Urged "urged" { item: ItemId, nth: usize, manner: Manner, }
    /// An item was disputed.
    ItemDisputed "item_disputed" { item: ItemId, party: PartyId, }
    /// An item went to a court or notary.
    ItemTakenElsewhere "item_taken_elsewhere" { item: ItemId, route: ItemRoute, }
    /// Every item of every agreement has ended.
    PerformanceEnded "performance_ended" { on: Day, all_done: bool, }
    /// A party agreed to apply for confirmation.
    ConfirmationAgreed "confirmation_agreed" { agreement: AgreementId, party: PartyId, on: Option<Day>, }
    /// A party took back its word to apply.
    ConfirmationTakenBack "confirmation_taken_back" { agreement: AgreementId, party: PartyId, }
    /// The joint application was filed.
    ConfirmationFiled "confirmation_filed" { agreement: AgreementId, competence: CompetentCourt, on: Day, }
    /// The court docketed it.
    ConfirmationDocketed "confirmation_docketed" { agreement: AgreementId, on: Day, }
    /// The court ruled.
    ConfirmationRuled "confirmation_ruled" { agreement: AgreementId, ruling: ConfirmationRuling, on: Day, }
    /// The application was withdrawn.
    ConfirmationWithdrawn "confirmation_withdrawn" { agreement: AgreementId, party: PartyId, }
    /// The window passed.
    ConfirmationLapsed "confirmation_lapsed" { agreement: AgreementId, }
    /// Enforcement was applied for.
    EnforcementApplied "enforcement_applied" { agreement: AgreementId, party: PartyId, on: Day, }
    /// Undisputed facts were recorded.
    UndisputedFactsRecorded "undisputed_facts_recorded" { signed: usize, }
    /// The mediation was terminated.
    Terminated "terminated" { ground: TerminationGround, party: Option<PartyId>, }
    /// The case was handed over.
    Transferred "transferred" { to: Receiver, }
    /// The receiver has it.
    TransferReceived "transfer_received" { }
    /// A return visit was made.
    Visited "visited" {
        visit: VisitId, nth: u32, satisfaction: Satisfaction, performance: Found, relapse: bool,
        by_own_mediator: bool,
    }
    /// The case was closed.
    Closed "closed" { outcome: Outcome, }
    /// The dossier was put away.
    Archived "archived" { pages: u32, digest: String, retention: Retention, }
    /// Every party is asked whether something may be shared.
    SharingAsked "sharing_asked" { sharing: SharingId, body: BodyId, parts: usize, until: Day, }
    /// Something is shared on a ground of law.
    SharedByLaw "shared_by_law" {
        sharing: SharingId, body: BodyId, ground: SharingGround, parts: usize, until: Day,
    }
    /// A party agreed to a sharing.
    SharingAgreed "sharing_agreed" { sharing: SharingId, party: PartyId, manner: Manner, }
    /// A party refused a sharing.
    SharingRefused "sharing_refused" { sharing: SharingId, party: PartyId, manner: Manner, }
    /// A party took its consent to a sharing back.
    SharingWithdrawn "sharing_withdrawn" { sharing: SharingId, party: PartyId, manner: Manner, }
    /// A sharing by consent was ended by staff.
    SharingEnded "sharing_ended" { sharing: SharingId, }
    /// A sharing on a ground of law was ended.
    SharingByLawEnded "sharing_by_law_ended" { sharing: SharingId, }
    /// Another body was asked to do something.
    TaskAssigned "task_assigned" {
        task: TaskId, body: BodyId, mediation: Mediation, part: TaskPart, due: Option<Day>,
    }
    /// A body took its task on.
    TaskAccepted "task_accepted" { task: TaskId, }
    /// A body is not competent.
    TaskDeclined "task_declined" { task: TaskId, instead: Option<BodyId>, }
    /// A task went to another body.
    TaskSentOn "task_sent_on" { task: TaskId, to: TaskId, body: BodyId, }
    /// A body wrote down what it has done so far.
    TaskReported "task_reported" { task: TaskId, nth: usize, }
    /// A task is done; so many are still open.
    TaskFinished "task_finished" { task: TaskId, open: usize, }
    /// A task was taken back.
    TaskWithdrawn "task_withdrawn" { task: TaskId, }
    /// The case is led as another of the three mediations.
    Converted "converted" { from: Mediation, to: Mediation, lead: Option<BodyId>, }
    /// The joint team met.
    MeetingHeld "meeting_held" { nth: u32, bodies: usize, measures: usize, }
    /// The material of whoever sent the dispute here was signed for.
    MaterialSigned "material_signed" { on: Day, }
    /// Whoever sent it was told what came of it.
    ReportedBack "reported_back" { nth: usize, outcome: Outcome, }
    /// A danger was reported.
    DangerReported "danger_reported" { to: Receiver, }
    /// A note was added.
    Noted "noted" { sealed: bool, }
    /// The class was set.
    ClassSet "class_set" { class: Confidentiality, protects: usize, }
    /// The type was corrected.
    TypeCorrected "type_corrected" { from: String, to: String, }
    /// The difficulty was recorded.
    DifficultyRecorded "difficulty_recorded" { difficulty: Difficulty, }
    /// Another calendar came into force, and a last day moved.
    DeadlineMoved "deadline_moved" {
        clock: String, rule: String, before: Day, after: Day, calendar: String, reason: MoveReason,
    }
}
