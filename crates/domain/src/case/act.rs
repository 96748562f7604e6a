//! What can be done on a case, by whom, and what must be said to do it?
//!
//! Every change of a case is one [`Act`]. As JSON it is tagged with its own code and carries its fields beside it:
//!
//! ```json
//! {"act": "record_consent", "party": "0190…", "answer": "agree", "manner": "telephone"}
//! {"act": "accept"}
//! {"act": "extend", "until": "2025-11-30", "agreed": ["0190…", "0190…"]}
//! {"act": "terminate", "ground": "too_far_apart", "reason": "…"}
//! ```
//!
//! Ids are UUIDs, days `YYYY-MM-DD`, instants RFC 3339, money whole fen (`…_fen`). A field whose type is `Option`,
//! `Vec` or `bool` may be left out. The list below is the only place where an act is declared: its JSON, its code,
//! its duties and its form ([`ActKind::fields`]) follow from it.

use fengqiao_base::{
    Day, Duty, Moment,
    id::{AccountId, AgreementId, AttachmentId, BodyId, ItemId, PartyId, SharingId, TaskId},
};
use serde::{Deserialize, Serialize};

use super::{
    Answer, Confidentiality, Difficulty, GuardianGround, Manner, NotAcceptedGround, PartyKind, Receiver,
    Representative, Retention, Side, TerminationGround,
};
use crate::{
    agreement::{
        AgreementForm, AgreementScope, ItemRoute, ItemTerms, PerformanceResult, SignatureManner, Topic,
    },
    codes::{Asked, Input},
    confirmation::{CompetentCourt, ConfirmationRuling},
    linked::{Measure, Mediation},
    mediation::{InviteeKind, SessionManner, SuspensionGround},
    return_visit::{Found, Satisfaction},
    sharing::{SharedPart, SharingGround, SharingWord},
};

/// A field of an act, for whoever makes a form of it. Its label is the sentence `act-<act>-<name>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Its name in JSON.
    pub name: &'static str,
    /// What is asked for.
    pub input: Input,
    /// Whether it may be left out.
    pub optional: bool,
}

macro_rules! acts {
    ($(
        $(#[$doc:meta])*
        $name:ident $code:literal by [$($duty:ident)|+] {
            $($(#[$fmeta:meta])* $field:ident: $type:ty,)*
        }
    )+) => {
        /// Something done on a case.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "act", rename_all = "snake_case")]
        #[expect(missing_docs, reason = "what a field means stands beside its act; its label is a sentence")]
        pub enum Act {
            $($(#[$doc])* $name { $($(#[$fmeta])* $field: $type,)* },)+
        }

        /// The name of an act. Its sentence is `act-<code>`, what it does `act-<code>.hint`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum ActKind {
            $($(#[$doc])* $name,)+
        }

        impl Act {
            /// Its name.
            pub fn kind(&self) -> ActKind {
                match self { $(Act::$name { .. } => ActKind::$name,)+ }
            }
        }

        impl ActKind {
            /// Every act, in the order of the procedure.
            pub const ALL: &'static [ActKind] = &[$(ActKind::$name,)+];

            /// Its code in JSON, addresses and translations.
            pub fn code(self) -> &'static str {
                match self { $(ActKind::$name => $code,)+ }
            }

            /// The act of `code`, if there is one.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(ActKind::$name),)+ _ => None }
            }

            /// The duties in which it may be done; the stage decides whether it may be done now.
            pub fn duties(self) -> &'static [Duty] {
                match self { $(ActKind::$name => &[$(Duty::$duty),+],)+ }
            }

            /// What must be said to do it.
            pub fn fields(self) -> Vec<Field> {
                match self {
                    $(ActKind::$name => vec![$(Field {
                        name: stringify!($field),
                        input: <$type as Asked>::INPUT,
                        optional: <$type as Asked>::OPTIONAL,
                    },)*],)+
                }
            }
        }
    };
}

acts! {
    /// Record a party's answer to mediation (人民调解法 17). A party may answer for itself.
    RecordConsent "record_consent" by [Party | Intake | Mediator | Head] {
        party: PartyId,
        answer: Answer,
        manner: Manner,
    }
    /// Record that a party was told nature, principles, effect, rights and duties (若干规定 30).
    TellRights "tell_rights" by [Party | Intake | Mediator | Head] {
        party: PartyId,
        manner: Manner,
    }
    /// Name a party's guardian or agent.
    NameRepresentative "name_representative" by [Intake | Mediator | Head] {
        party: PartyId,
        representative: PartyId,
        capacity: Representative,
        #[serde(default)]
        attachment: Option<AttachmentId>,
    }
    /// Bring in another party; once the case is accepted only one that agrees. For a child and whoever else cannot act
    /// alone, with the guardian through whom it agrees.
    JoinParty "join_party" by [Intake | Mediator | Head] {
        party: PartyId,
        side: Side,
        kind: PartyKind,
        #[serde(default)]
        needs_guardian: Option<GuardianGround>,
        #[serde(default)]
        guardian: Option<PartyId>,
        #[serde(default)]
        answer: Option<Answer>,
        manner: Manner,
    }
    /// Sign for the material of the organ that sent the dispute here; from that day a court's period runs (特邀调解规定 27).
    SignForMaterial "sign_for_material" by [Intake | Head] {
    }
    /// Accept the case. `agreed_until`: the last day of mediation, where the parties agreed on one (深圳条例 25).
    Accept "accept" by [Head] {
        #[serde(default)]
        agreed_until: Option<Day>,
    }
    /// Do not accept the case, and tell the parties why and where else to go.
    NotAccept "not_accept" by [Head] {
        ground: NotAcceptedGround,
        reason: String,
    }
    /// Record which mediator a party chooses; when all chose the same, she is assigned (人民调解法 19).
    ChooseMediator "choose_mediator" by [Party | Intake | Mediator | Head] {
        party: PartyId,
        mediator: AccountId,
    }
    /// Appoint a mediator, or one more (人民调解法 19).
    AppointMediator "appoint_mediator" by [Head] {
        mediator: AccountId,
    }
    /// Disclose one's own conflict of interest, and withdraw or leave it to the parties (深圳条例 23).
    DiscloseConflict "disclose_conflict" by [Mediator] {
        conflict: String,
        #[serde(default)]
        withdraws: bool,
    }
    /// A party wants another mediator. Its word suffices (深圳条例 23).
    RequestReplacement "request_replacement" by [Party | Intake | Mediator | Head] {
        party: PartyId,
        mediator: AccountId,
    }
    /// A party wants sessions behind closed doors (人民调解法 23).
    AskClosedSession "ask_closed_session" by [Party | Intake | Mediator | Head] {
        party: PartyId,
    }
    /// A protected party asks in writing to sit at one table with the other side.
    AskJointSession "ask_joint_session" by [Intake | Mediator | Head] {
        party: PartyId,
        writing: AttachmentId,
    }
    /// Invite somebody to help, with every party's consent (人民调解法 20).
    Invite "invite" by [Mediator] {
        invitee: PartyId,
        capacity: InviteeKind,
        agreed: Vec<PartyId>,
    }
    /// Record an inquiry.
    Investigate "investigate" by [Mediator | Recorder] {
        #[serde(with = "time::serde::rfc3339")]
        held_at: Moment,
        place: String,
        #[serde(default)]
        heard: Option<PartyId>,
        record: String,
    }
    /// Add a piece of evidence.
    AddEvidence "add_evidence" by [Party | Intake | Mediator | Recorder] {
        attachment: AttachmentId,
        title: String,
        from: PartyId,
        pages: u32,
        #[serde(default)]
        original: bool,
    }
    /// Record a session. `concessions` are sealed.
    HoldSession "hold_session" by [Mediator | Recorder] {
        #[serde(with = "time::serde::rfc3339")]
        held_at: Moment,
        place: String,
        manner: SessionManner,
        #[serde(default)]
        open: bool,
        present: Vec<PartyId>,
        #[serde(default)]
        invited: Vec<PartyId>,
        record: String,
        #[serde(default)]
        concessions: Option<String>,
    }
    /// Ask the head to let the mediation rest.
    AskSuspension "ask_suspension" by [Mediator] {
        ground: SuspensionGround,
        reason: String,
    }
    /// Let the mediation rest. The period is paused only for an appraisal.
    Suspend "suspend" by [Head] {
        ground: SuspensionGround,
        reason: String,
    }
    /// Go on after a suspension.
    Resume "resume" by [Mediator | Head] {
    }
    /// Record that every party agrees to go on until a later day (深圳条例 25).
    Extend "extend" by [Mediator | Head] {
        until: Day,
        agreed: Vec<PartyId>,
        #[serde(default)]
        consent: Option<AttachmentId>,
    }
    /// Record an agreement, reached today or `on` an earlier day. An oral one binds from that day, a written one from
    /// the last signature or the seal (人民调解法 29, 30). While a whole agreement holds, a new one must replace it.
    ReachAgreement "reach_agreement" by [Mediator] {
        scope: AgreementScope,
        form: AgreementForm,
        facts: String,
        #[serde(default)]
        responsibilities: String,
        terms: String,
        #[serde(default)]
        items: Vec<ItemTerms>,
        #[serde(default)]
        topics: Vec<Topic>,
        #[serde(default)]
        left_open: Option<String>,
        #[serde(default)]
        replaces: Option<AgreementId>,
        #[serde(default)]
        on: Option<Day>,
    }
    /// Give up a draft that is not in effect yet, and go on mediating.
    SetAsideDraft "set_aside_draft" by [Mediator | Head] {
        reason: String,
    }
    /// Record a party's signature (人民调解法 29).
    SignAgreement "sign_agreement" by [Party | Intake | Mediator | Recorder] {
        party: PartyId,
        manner: SignatureManner,
        #[serde(default)]
        scan: Option<AttachmentId>,
        #[serde(default)]
        on: Option<Day>,
    }
    /// Sign as the mediator (人民调解法 29).
    SignAsMediator "sign_as_mediator" by [Mediator] {
        #[serde(default)]
        on: Option<Day>,
    }
    /// Affix the committee's seal (人民调解法 29).
    AffixSeal "affix_seal" by [Head | Recorder | Intake] {
        #[serde(default)]
        on: Option<Day>,
    }
    /// Record how far an item is. A party may confirm what it has received.
    RecordPerformance "record_performance" by [Party | Mediator | Visitor] {
        item: ItemId,
        result: PerformanceResult,
        #[serde(default)]
        on: Option<Day>,
        #[serde(default)]
        received_fen: Option<i64>,
        #[serde(default)]
        proof: Option<AttachmentId>,
    }
    /// Urge the performer of an item (人民调解法 31).
    Urge "urge" by [Mediator] {
        item: ItemId,
        manner: Manner,
        record: String,
    }
    /// Record that a party disputes an item or its performance (人民调解法 32).
    DisputeItem "dispute_item" by [Party | Mediator] {
        item: ItemId,
        party: PartyId,
        reason: String,
    }
    /// Record that the right from an item is now enforced elsewhere (人民调解法 32; 深圳条例 71-76).
    TakeElsewhere "take_elsewhere" by [Party | Mediator] {
        item: ItemId,
        route: ItemRoute,
    }
    /// Record that a party agrees to apply for judicial confirmation, today or `on` an earlier day (人民调解法 33). What
    /// counts is the day on which it agreed, so that whoever was in time and is recorded late still applies.
    AgreeToConfirm "agree_to_confirm" by [Party | Mediator] {
        agreement: AgreementId,
        party: PartyId,
        #[serde(default)]
        on: Option<Day>,
    }
    /// Record that a party takes back its word to apply, before the court has the application.
    TakeBackConfirmation "take_back_confirmation" by [Party | Mediator] {
        agreement: AgreementId,
        party: PartyId,
    }
    /// Record the joint application for judicial confirmation (民诉法 205).
    FileConfirmation "file_confirmation" by [Mediator | Head] {
        agreement: AgreementId,
        competence: CompetentCourt,
        court: String,
        on: Day,
    }
    /// Record that the court docketed the application.
    DocketConfirmation "docket_confirmation" by [Mediator | Head | External] {
        agreement: AgreementId,
        reference: String,
        on: Day,
    }
    /// Record the court's ruling (民诉法 206).
    RuleConfirmation "rule_confirmation" by [Mediator | Head | External] {
        agreement: AgreementId,
        ruling: ConfirmationRuling,
        reference: String,
        on: Day,
    }
    /// Record that the application was withdrawn.
    WithdrawConfirmation "withdraw_confirmation" by [Party | Mediator | Head] {
        agreement: AgreementId,
        party: PartyId,
    }
    /// Record that the thirty days for confirmation have passed.
    LapseConfirmation "lapse_confirmation" by [System | Mediator] {
        agreement: AgreementId,
    }
    /// Record that a party applied for enforcement of the confirmed agreement (民诉法 250).
    ApplyEnforcement "apply_enforcement" by [Party | Mediator] {
        agreement: AgreementId,
        party: PartyId,
        on: Day,
    }
    /// Record the facts that nobody disputes, with everybody's consent (深圳条例 73).
    RecordUndisputedFacts "record_undisputed_facts" by [Mediator] {
        facts: String,
        signed: Vec<PartyId>,
    }
    /// End the mediation without (whole) agreement and tell the parties of the other ways (人民调解法 23, 26).
    Terminate "terminate" by [Party | Mediator | Head] {
        ground: TerminationGround,
        #[serde(default)]
        party: Option<PartyId>,
        reason: String,
    }
    /// Hand the case over to another body.
    Transfer "transfer" by [Dispatcher | Head] {
        to: Receiver,
        #[serde(default)]
        body: Option<BodyId>,
        reason: String,
    }
    /// Record that the other body has it.
    TransferReceived "transfer_received" by [Dispatcher | Head | External] {
        #[serde(default)]
        reference: Option<String>,
    }
    /// Record a return visit.
    ReturnVisit "return_visit" by [Visitor | Mediator] {
        visited: Vec<PartyId>,
        manner: Manner,
        satisfaction: Satisfaction,
        performance: Found,
        #[serde(default)]
        relapse: bool,
        record: String,
    }
    /// Close the case: everything is there, and the closer did not mediate it. `keep_visits`: what is left of the
    /// series of return visits is still made, and the archive waits for it.
    Close "close" by [Head] {
        report: String,
        #[serde(default)]
        keep_visits: bool,
    }
    /// Put the dossier away.
    Archive "archive" by [Archivist] {
        pages: u32,
        digest: String,
        retention: Retention,
    }
    /// Share something with another body until a last day: on a ground of law at once, without one as soon as every party
    /// has agreed (个人信息保护法 13, 23).
    Share "share" by [Mediator | Head] {
        body: BodyId,
        parts: Vec<SharedPart>,
        purpose: String,
        #[serde(default)]
        ground: Option<SharingGround>,
        until: Day,
    }
    /// Record whether a party agrees that something is shared. To refuse after having agreed takes the consent back, and
    /// ends the sharing for all (个人信息保护法 15).
    AnswerSharing "answer_sharing" by [Party | Intake | Mediator | Head] {
        sharing: SharingId,
        party: PartyId,
        answer: SharingWord,
        manner: Manner,
    }
    /// End a sharing before its last day.
    EndSharing "end_sharing" by [Mediator | Head] {
        sharing: SharingId,
    }
    /// Ask another body to do something on the case, as one of the three mediations (三调联动). `due`: the last day, where
    /// another than that of the rule is wanted.
    AssignTask "assign_task" by [Mediator | Head] {
        body: BodyId,
        mediation: Mediation,
        text: String,
        #[serde(default)]
        due: Option<Day>,
    }
    /// Take on what one's own body is asked to do.
    AcceptTask "accept_task" by [Department | External | Head] {
        task: TaskId,
    }
    /// Say that it is not for one's own body to do, and for which it is (深圳条例 45).
    DeclineTask "decline_task" by [Department | External | Head] {
        task: TaskId,
        reason: String,
        #[serde(default)]
        instead: Option<BodyId>,
    }
    /// Write down what one's own body has done so far.
    ReportTask "report_task" by [Department | External | Head] {
        task: TaskId,
        record: String,
    }
    /// Write down what came of it: the task is done.
    FinishTask "finish_task" by [Department | External | Head] {
        task: TaskId,
        record: String,
    }
    /// Send a task that a body is not competent for to another (深圳条例 45).
    SendTaskOn "send_task_on" by [Mediator | Head] {
        task: TaskId,
        body: BodyId,
        #[serde(default)]
        due: Option<Day>,
    }
    /// Take a task back.
    WithdrawTask "withdraw_task" by [Mediator | Head] {
        task: TaskId,
        reason: String,
    }
    /// Lead the case as another of the three mediations, with every party's consent. `lead`: the body that leads it then.
    Convert "convert" by [Head] {
        to: Mediation,
        #[serde(default)]
        lead: Option<BodyId>,
        reason: String,
        agreed: Vec<PartyId>,
    }
    /// Write down what the joint team agreed on; each measure becomes a task of its body.
    HoldMeeting "hold_meeting" by [Mediator | Head] {
        #[serde(with = "time::serde::rfc3339")]
        held_at: Moment,
        place: String,
        bodies: Vec<BodyId>,
        record: String,
        #[serde(default)]
        measures: Vec<Measure>,
    }
    /// Tell the organ that sent the dispute here what came of it. `facts`: with the facts that nobody disputes.
    ReportBack "report_back" by [Mediator | Head] {
        #[serde(default)]
        facts: bool,
        #[serde(default)]
        note: Option<String>,
    }
    /// Report at once that the dispute may become a public-security or criminal case (人民调解法 25). `reference`, `receipt`:
    /// under which number and with which words the other body has taken the report, where it has said so.
    ReportDanger "report_danger" by [
        Intake | Dispatcher | Head | Mediator | Recorder | Panel | Department | Leader | Visitor | Archivist | Justice
    ] {
        to: Receiver,
        reason: String,
        #[serde(default)]
        reference: Option<String>,
        #[serde(default)]
        receipt: Option<String>,
    }
    /// Add a note. A sealed one is left out of every export.
    AddNote "add_note" by [Intake | Dispatcher | Head | Mediator | Recorder | Visitor | Archivist] {
        text: String,
        #[serde(default)]
        sealed: bool,
    }
    /// Set how confidential the case is, and whom it protects.
    SetClass "set_class" by [Intake | Dispatcher | Head | Mediator] {
        class: Confidentiality,
        #[serde(default)]
        protects: Vec<PartyId>,
    }
    /// Correct the type of the dispute.
    CorrectType "correct_type" by [Intake | Dispatcher | Head | Mediator] {
        dispute_type: String,
    }
    /// Record how hard the case is.
    RecordDifficulty "record_difficulty" by [Head | Mediator] {
        difficulty: Difficulty,
    }
}

impl ActKind {
    /// Whether a body that works on a task does it, where it reads its task, and nobody does on the page of the case.
    pub fn answers_a_task(self) -> bool {
        matches!(self, Self::AcceptTask | Self::DeclineTask | Self::ReportTask | Self::FinishTask)
    }
}
