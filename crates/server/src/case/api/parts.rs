//! Which schemas have the parts of a case that the rules keep?

#![expect(missing_docs, reason = "what a part means stands in the rules; the names are theirs")]

use fengqiao_base::{Day, Moment};
use fengqiao_domain::{
    agreement::{
        AgreementForm, AgreementScope, AgreementState, ItemRoute, ItemState, SignatureManner, Topic,
    },
    case::{
        CourtCharge, Manner, NotAcceptedGround, Outcome, Receiver, Referrer, ReopeningGround,
        TerminationGround,
    },
    confirmation::CompetentCourt,
    linked::{Mediation, TaskPart, TaskStage},
    mediation::{ByWhom, InviteeKind, Leaving, SessionManner, SuspensionGround},
    return_visit::{Found, Satisfaction},
    sharing::{SharedPart, SharingEnding, SharingGround, SharingWord},
};
use utoipa::{ToSchema, openapi::schema::Object};
use uuid::Uuid;

use crate::api::words::{day, moment, one_of, some_of, word};

/// Declares the schema of a part that the rules keep.
macro_rules! parts {
    ($($(#[$doc:meta])* $name:ident as $told:ident { $($(#[$attr:meta])* $field:ident: $type:ty,)* })+) => {$(
        $(#[$doc])*
        #[derive(ToSchema)]
        #[schema(as = $told)]
        pub struct $name { $($(#[$attr])* pub $field: $type,)* }
    )+};
}

parts! {
    /// Where a case comes from. What does not belong to its kind is left out.
    OriginSchema as Origin {
        #[schema(schema_with = origin)]
        kind: String,
        #[schema(schema_with = word::<Referrer>, required = false)]
        by: String,
        reference: Option<String>,
        charge: Option<ChargeSchema>,
        #[schema(required = false)]
        sent: Option<SentSchema>,
    }
    /// That the organ sent the dispute itself, on the platform.
    SentSchema as Sent {
        body: Uuid,
        terms: String,
        #[schema(value_type = Option<String>, format = Date)]
        signed_for: Option<Day>,
    }
    /// A court's charge to mediate.
    ChargeSchema as Charge {
        #[schema(schema_with = word::<CourtCharge>)]
        way: String,
        #[schema(value_type = Option<String>, format = Date)]
        signed_for: Option<Day>,
    }
    /// A party's answer to mediation.
    ConsentSchema as Consent {
        #[schema(schema_with = consent)]
        answer: String,
        #[schema(schema_with = moment, required = false)]
        at: Moment,
        #[schema(schema_with = word::<Manner>, required = false)]
        manner: String,
    }
    /// How a case was accepted.
    AcceptanceSchema as Acceptance {
        #[schema(schema_with = moment)]
        at: Moment,
        by: Uuid,
        #[schema(value_type = Option<String>, format = Date)]
        agreed_until: Option<Day>,
    }
    /// Who mediates or has mediated.
    AssignmentSchema as Assignment {
        mediator: Uuid,
        #[schema(schema_with = word::<ByWhom>)]
        by: String,
        #[schema(schema_with = moment)]
        since: Moment,
        disclosed: Vec<String>,
        left: Option<LeftSchema>,
    }
    /// How a mediator left.
    LeftSchema as Left {
        #[schema(schema_with = moment)]
        at: Moment,
        #[schema(schema_with = word::<Leaving>)]
        why: String,
        asked_by: Option<Uuid>,
    }
    /// Somebody invited to help.
    InvitationSchema as Invitation {
        invitee: Uuid,
        #[schema(schema_with = word::<InviteeKind>)]
        capacity: String,
        #[schema(schema_with = moment)]
        at: Moment,
        agreed: Vec<Uuid>,
    }
    /// An inquiry.
    InquirySchema as Inquiry {
        #[schema(schema_with = moment)]
        held_at: Moment,
        place: String,
        heard: Option<Uuid>,
        record: String,
    }
    /// A piece of evidence.
    EvidenceSchema as Evidence {
        attachment: Uuid,
        title: String,
        from: Uuid,
        pages: u32,
        original: bool,
        #[schema(schema_with = moment)]
        received_at: Moment,
    }
    /// A session of mediation.
    SessionSchema as MediationSession {
        id: Uuid,
        nth: u32,
        #[schema(schema_with = moment)]
        held_at: Moment,
        place: String,
        #[schema(schema_with = word::<SessionManner>)]
        manner: String,
        open: bool,
        mediators: Vec<Uuid>,
        present: Vec<Uuid>,
        invited: Vec<Uuid>,
        record: String,
        concessions: Option<String>,
    }
    /// A suspension that waits for the head.
    SuspensionAskedSchema as SuspensionAsked {
        #[schema(schema_with = word::<SuspensionGround>)]
        ground: String,
        reason: String,
        #[schema(schema_with = moment)]
        at: Moment,
    }
    /// An extension of the period of mediation.
    ExtensionSchema as MediationExtension {
        #[schema(schema_with = moment)]
        at: Moment,
        #[schema(schema_with = day)]
        until: Day,
        agreed: Vec<Uuid>,
        consent: Option<Uuid>,
    }
    /// An agreement.
    AgreementSchema as Agreement {
        id: Uuid,
        nth: u32,
        #[schema(schema_with = word::<AgreementScope>)]
        scope: String,
        #[schema(schema_with = word::<AgreementForm>)]
        form: String,
        #[schema(schema_with = day)]
        reached_on: Day,
        mediators: Vec<Uuid>,
        facts: String,
        responsibilities: String,
        terms: String,
        #[schema(schema_with = some_of::<Vec<Topic>>)]
        topics: Vec<String>,
        left_open: Option<String>,
        replaces: Option<Uuid>,
        items: Vec<ItemSchema>,
        state: AgreementStateSchema,
    }
    /// How an agreement stands. What does not belong to its state is left out.
    AgreementStateSchema as AgreementState {
        #[schema(schema_with = agreement_state)]
        state: String,
        signatures: Option<Vec<SignatureSchema>>,
        mediator: Option<AttestationSchema>,
        seal: Option<AttestationSchema>,
        #[schema(schema_with = day, required = false)]
        on: Day,
        confirmation: Option<ConfirmationSchema>,
        #[schema(schema_with = moment, required = false)]
        at: Moment,
        reason: Option<String>,
        #[schema(schema_with = day, required = false)]
        effective_on: Day,
        by: Option<Uuid>,
    }
    /// A party's signature.
    SignatureSchema as Signature {
        party: Uuid,
        #[schema(schema_with = day)]
        on: Day,
        #[schema(schema_with = word::<SignatureManner>)]
        manner: String,
        scan: Option<Uuid>,
    }
    /// The mediator's signature, or the seal.
    AttestationSchema as Attestation {
        by: Uuid,
        #[schema(schema_with = day)]
        on: Day,
    }
    /// How far a judicial confirmation is.
    ConfirmationSchema as Confirmation {
        #[schema(schema_with = confirmation)]
        confirmation: String,
        agreed: Option<Vec<Uuid>>,
        #[schema(schema_with = word::<CompetentCourt>, required = false)]
        competence: String,
        court: Option<String>,
        reference: Option<String>,
        #[schema(schema_with = day, required = false)]
        on: Day,
    }
    /// An item of an agreement.
    ItemSchema as Item {
        id: Uuid,
        terms: ItemTermsJson,
        state: ItemStateSchema,
        urgings: Vec<UrgingSchema>,
    }
    /// What an item promises.
    ItemTermsJson as ItemTerms {
        /// What is to be done.
        what: String,
        /// Who does it.
        performer: Uuid,
        /// For whom.
        beneficiary: Uuid,
        /// How much, in fen.
        amount_fen: Option<i64>,
        /// By which day.
        #[schema(value_type = Option<String>, format = Date)]
        due: Option<Day>,
        /// In which manner.
        #[schema(required = false)]
        manner: String,
        /// Where.
        place: Option<String>,
        /// Whether it is done on the spot.
        #[schema(required = false)]
        on_the_spot: bool,
    }
    /// How an item stands. What does not belong to its state is left out.
    ItemStateSchema as ItemState {
        #[schema(schema_with = item_state)]
        state: String,
        received_fen: Option<i64>,
        #[schema(schema_with = day, required = false)]
        on: Day,
        #[schema(schema_with = day, required = false)]
        noted_on: Day,
        proof: Option<Uuid>,
        by: Option<Uuid>,
        reason: Option<String>,
        #[schema(schema_with = word::<ItemRoute>, required = false)]
        route: String,
    }
    /// One urging of a performer.
    UrgingSchema as Urging {
        #[schema(schema_with = moment)]
        at: Moment,
        #[schema(schema_with = word::<Manner>)]
        manner: String,
        record: String,
    }
    /// Facts that nobody disputes.
    UndisputedSchema as UndisputedFacts {
        facts: String,
        #[schema(schema_with = moment)]
        at: Moment,
        signed: Vec<Uuid>,
    }
    /// A return visit.
    VisitSchema as Visit {
        id: Uuid,
        nth: u32,
        #[schema(schema_with = moment)]
        at: Moment,
        by: Uuid,
        by_own_mediator: bool,
        visited: Vec<Uuid>,
        #[schema(schema_with = word::<Manner>)]
        manner: String,
        #[schema(schema_with = word::<Satisfaction>)]
        satisfaction: String,
        #[schema(schema_with = word::<Found>)]
        performance: String,
        relapse: bool,
        record: String,
    }
    /// A report that a dispute may turn dangerous.
    DangerReportSchema as DangerReport {
        #[schema(schema_with = moment)]
        at: Moment,
        by: Uuid,
        #[schema(schema_with = word::<Receiver>)]
        to: String,
        reason: String,
        #[schema(required = false)]
        reference: Option<String>,
        #[schema(required = false)]
        receipt: Option<String>,
    }
    /// Something of a case shown to another body.
    SharingSchema as Sharing {
        id: Uuid,
        body: Uuid,
        #[schema(schema_with = some_of::<Vec<SharedPart>>)]
        parts: Vec<String>,
        purpose: String,
        basis: SharingBasisSchema,
        #[schema(schema_with = moment)]
        at: Moment,
        #[schema(schema_with = day)]
        until: Day,
        #[schema(required = false)]
        end: Option<SharingEndSchema>,
    }
    /// On what a sharing rests. What does not belong to its kind is left out.
    SharingBasisSchema as SharingBasis {
        #[schema(schema_with = sharing_basis)]
        basis: String,
        answers: Option<Vec<SharingAnswerSchema>>,
        #[schema(schema_with = word::<SharingGround>, required = false)]
        ground: String,
    }
    /// A party's answer to a sharing.
    SharingAnswerSchema as SharingAnswer {
        party: Uuid,
        #[schema(schema_with = word::<SharingWord>)]
        answer: String,
        #[schema(schema_with = word::<Manner>)]
        manner: String,
        #[schema(schema_with = moment)]
        at: Moment,
    }
    /// How a sharing was ended before its last day.
    SharingEndSchema as SharingEnd {
        #[schema(schema_with = word::<SharingEnding>)]
        by: String,
        #[schema(schema_with = moment)]
        at: Moment,
    }
    /// Which other bodies work on the case, and what was reported to whoever sent it.
    LinkageSchema as Linkage {
        #[schema(schema_with = word::<Mediation>)]
        mediation: String,
        lead: Option<Uuid>,
        conversions: Vec<ConversionSchema>,
        tasks: Vec<TaskSchema>,
        meetings: Vec<MinutesSchema>,
        replies: Vec<ReplySchema>,
    }
    /// That the case is led as another of the three mediations from then on.
    ConversionSchema as Conversion {
        #[schema(schema_with = moment)]
        at: Moment,
        by: Uuid,
        #[schema(schema_with = word::<Mediation>)]
        from: String,
        #[schema(schema_with = word::<Mediation>)]
        to: String,
        lead: Option<Uuid>,
        reason: String,
    }
    /// What one body is asked to do.
    TaskSchema as Task {
        id: Uuid,
        body: Uuid,
        #[schema(schema_with = word::<Mediation>)]
        mediation: String,
        #[schema(schema_with = word::<TaskPart>)]
        part: String,
        text: String,
        #[schema(schema_with = moment)]
        at: Moment,
        by: Uuid,
        #[schema(required = false)]
        meeting: Option<u32>,
        #[schema(required = false)]
        progress: Vec<ProgressSchema>,
        state: TaskStateSchema,
    }
    /// What a body wrote down of its own work.
    ProgressSchema as Progress {
        #[schema(schema_with = moment)]
        at: Moment,
        record: String,
    }
    /// Where a task stands. What does not belong to its state is left out.
    TaskStateSchema as TaskState {
        #[schema(schema_with = word::<TaskStage>)]
        state: String,
        #[schema(schema_with = moment, required = false)]
        at: Moment,
        reason: Option<String>,
        instead: Option<Uuid>,
        to: Option<Uuid>,
        record: Option<String>,
    }
    /// The minutes of a meeting of the joint team.
    MinutesSchema as Minutes {
        nth: u32,
        #[schema(schema_with = moment)]
        held_at: Moment,
        place: String,
        bodies: Vec<Uuid>,
        record: String,
        measures: Vec<Uuid>,
        by: Uuid,
    }
    /// What was told to the organ that sent the dispute here.
    ReplySchema as Reply {
        #[schema(schema_with = moment)]
        at: Moment,
        by: Uuid,
        #[schema(schema_with = word::<Outcome>)]
        outcome: String,
        facts: bool,
        note: Option<String>,
    }
    /// What a body is to do by what a meeting agreed.
    MeasureJson as Measure {
        body: Uuid,
        what: String,
        #[schema(value_type = Option<String>, format = Date)]
        due: Option<Day>,
    }
    /// A note.
    NoteSchema as Note {
        #[schema(schema_with = moment)]
        at: Moment,
        by: Uuid,
        text: String,
        sealed: bool,
    }
    /// The case this one was opened anew from.
    LinkSchema as Link {
        case: Uuid,
        #[schema(schema_with = word::<ReopeningGround>)]
        reopened_for: String,
    }
    /// How the mediation ended. What does not belong to its kind is left out.
    EndingSchema as Ending {
        #[schema(schema_with = ending)]
        ending: String,
        #[schema(schema_with = ground, required = false)]
        ground: String,
        reason: Option<String>,
        #[schema(schema_with = moment, required = false)]
        at: Moment,
        #[schema(schema_with = day, required = false)]
        on: Day,
        #[schema(schema_with = word::<Receiver>, required = false)]
        to: String,
        body: Option<Uuid>,
        #[schema(schema_with = moment, required = false)]
        sent_at: Moment,
        receipt: Option<ReceiptSchema>,
        was_accepted: Option<bool>,
        after: Option<TerminationSchema>,
    }
    /// How a mediation was terminated.
    TerminationSchema as Termination {
        #[schema(schema_with = word::<TerminationGround>)]
        ground: String,
        reason: String,
        #[schema(schema_with = moment)]
        at: Moment,
    }
    /// A receiver's word that it has a case.
    ReceiptSchema as Receipt {
        #[schema(schema_with = moment)]
        at: Moment,
        reference: Option<String>,
    }
}

fn origin() -> Object {
    one_of(&["application", "own_motion", "referred"])
}

fn consent() -> Object {
    one_of(&["unanswered", "given", "refused"])
}

fn sharing_basis() -> Object {
    one_of(&["consent", "law"])
}

fn agreement_state() -> Object {
    one_of(&AgreementState::CODES)
}

fn item_state() -> Object {
    one_of(&ItemState::CODES)
}

fn confirmation() -> Object {
    one_of(&["open", "filed", "docketed", "valid", "dismissed", "withdrawn", "lapsed", "enforcing"])
}

fn ending() -> Object {
    one_of(&["not_accepted", "terminated", "transferred", "performed", "elsewhere"])
}

fn ground() -> Object {
    one_of(&[NotAcceptedGround::CODES, TerminationGround::CODES].concat())
}
