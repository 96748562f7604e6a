//! What does the API tell of a case?
//!
//! The parts of a case are told as the rules keep them; the schemas beside them say so to the reader, and a test holds
//! both together.

use std::collections::BTreeMap;

use fengqiao_base::{AccountId, Actor, AgreementId, Duty, Moment, PartyId};
use fengqiao_domain::{
    agreement::Agreement,
    case::{
        Acceptance, ActKind, Case, Confidentiality, Consent, DangerReport, Difficulty, Ending, Link, Note,
        Origin, Outcome, PartyKind, Retention, Route, Side, Stage, Who,
    },
    linked::Linkage,
    mediation::{
        Assignment, Evidence, Extension, Inquiry, Invitation, Session, SuspensionAsked, SuspensionGround,
        UndisputedFacts,
    },
    return_visit::Visit,
    sharing::{Sharing, SharingBasis},
};
use fengqiao_policy::Action;
use fengqiao_web::format;
use serde::Serialize;
use utoipa::{
    ToSchema,
    openapi::schema::{Array, Object},
};
use uuid::Uuid;

use super::{
    super::load::{Loaded, may_know_reporter},
    parts::{
        AcceptanceSchema, AgreementSchema, AssignmentSchema, ConsentSchema, DangerReportSchema, EndingSchema,
        EvidenceSchema, ExtensionSchema, InquirySchema, InvitationSchema, LinkSchema, LinkageSchema,
        NoteSchema, OriginSchema, SessionSchema, SharingSchema, SuspensionAskedSchema, UndisputedSchema,
        VisitSchema,
    },
};
use crate::{
    api::words::{id, moment, one_of, word, word_or_null},
    directory::Names,
    viewer::Viewer,
};

/// A case.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Case)]
pub struct CaseJson {
    /// The number on the receipt.
    number: String,
    #[schema(schema_with = id)]
    id: Uuid,
    /// The request it came from.
    #[schema(schema_with = id)]
    request: Uuid,
    /// How often it has been changed; the same as the ETag.
    version: i64,
    /// Where it stands in the statutory machine.
    #[schema(schema_with = stage)]
    stage: &'static str,
    #[serde(with = "time::serde::rfc3339")]
    #[schema(schema_with = moment)]
    applied_at: Moment,
    #[serde(with = "time::serde::rfc3339")]
    #[schema(schema_with = moment)]
    opened_at: Moment,
    #[schema(value_type = OriginSchema)]
    origin: Origin,
    /// Code of the type of dispute.
    dispute_type: String,
    /// Who may read it; not told to parties.
    #[schema(schema_with = word_or_null::<Confidentiality>)]
    class: Option<Confidentiality>,
    /// 12-digit code of the community.
    community: String,
    /// 12-digit code of the street.
    street: String,
    /// The committee that handles it.
    #[schema(schema_with = id)]
    body: Uuid,
    /// How hard it is; not told to parties.
    #[schema(schema_with = word_or_null::<Difficulty>)]
    difficulty: Option<Difficulty>,
    /// The money in dispute, in fen.
    amount_fen: Option<i64>,
    summary: String,
    claims: Vec<String>,
    parties: Vec<PartyJson>,
    /// Who else is known to it: representatives and the invited.
    others: Vec<PersonSchema>,
    #[schema(value_type = Option<AcceptanceSchema>)]
    acceptance: Option<Acceptance>,
    #[schema(value_type = Vec<AssignmentSchema>)]
    mediators: Vec<Assignment>,
    #[schema(value_type = Vec<InvitationSchema>)]
    invitations: Vec<Invitation>,
    #[schema(value_type = Vec<InquirySchema>)]
    inquiries: Vec<Inquiry>,
    #[schema(value_type = Vec<EvidenceSchema>)]
    evidence: Vec<Evidence>,
    #[schema(value_type = Vec<SessionSchema>)]
    sessions: Vec<Session>,
    #[schema(value_type = Option<SuspensionAskedSchema>)]
    suspension_asked: Option<SuspensionAsked>,
    /// The suspension, while it rests.
    suspension: Option<SuspensionJson>,
    #[schema(value_type = Vec<ExtensionSchema>)]
    extensions: Vec<Extension>,
    #[schema(value_type = Vec<AgreementSchema>)]
    agreements: Vec<Agreement>,
    /// The draft that waits for signatures and seal.
    #[schema(value_type = Option<Uuid>)]
    draft: Option<AgreementId>,
    #[schema(value_type = Option<UndisputedSchema>)]
    undisputed: Option<UndisputedFacts>,
    #[schema(value_type = Vec<VisitSchema>)]
    visits: Vec<Visit>,
    #[schema(value_type = Vec<DangerReportSchema>)]
    danger_reports: Vec<DangerReport>,
    /// What is shown to other bodies, and what was. A party is told its own answers alone.
    #[schema(value_type = Vec<SharingSchema>)]
    sharings: Vec<Sharing>,
    /// Which other bodies work on it; not told to parties.
    #[schema(value_type = Option<LinkageSchema>)]
    linkage: Option<Linkage>,
    #[schema(value_type = Vec<NoteSchema>)]
    notes: Vec<Note>,
    #[schema(value_type = Vec<LinkSchema>)]
    linked: Vec<Link>,
    /// How the mediation ended.
    #[schema(value_type = Option<EndingSchema>)]
    ending: Option<Ending>,
    closing: Option<ClosingJson>,
    archiving: Option<ArchivingJson>,
    #[schema(schema_with = word::<Outcome>)]
    outcome: Outcome,
    turn: Option<TurnJson>,
    /// The ways beside mediation, the most usual first. They are open at any time.
    #[schema(schema_with = routes)]
    other_ways: Vec<&'static str>,
    /// Names of the accounts that are mentioned, by their ids.
    accounts: BTreeMap<Uuid, String>,
}

fn stage() -> Object {
    one_of(&Stage::CODES)
}

fn routes() -> Array {
    Array::new(one_of(Route::CODES))
}

fn duty() -> Object {
    one_of(&Duty::ALL.map(Duty::code))
}

/// Whose turn it is.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Turn)]
pub struct TurnJson {
    /// In which duty; `party` for parties.
    #[schema(schema_with = duty)]
    duty: Duty,
    /// Which parties.
    #[schema(value_type = Vec<Uuid>)]
    parties: Vec<PartyId>,
    /// What the case waits for: the code of an act.
    act: &'static str,
    /// By when.
    #[serde(with = "time::serde::rfc3339::option")]
    #[schema(value_type = Option<String>, format = DateTime)]
    by: Option<Moment>,
}

impl TurnJson {
    /// Whose turn it is on a case.
    pub fn of(case: &Case) -> Option<Self> {
        let turn = case.turn()?;
        let parties = match &turn.who {
            Who::Parties(parties) => parties.clone(),
            Who::Duty(_) => Vec::new(),
        };
        Some(Self { duty: turn.who.duty(), parties, act: turn.what.code(), by: turn.by })
    }

    /// Whether it tells that other bodies are at work.
    fn is_of_other_bodies(&self) -> bool {
        [ActKind::FinishTask, ActKind::SendTaskOn].iter().any(|kind| kind.code() == self.act)
    }
}

/// A party of a case. Telephone numbers are masked, identity numbers are not told.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Party)]
pub struct PartyJson {
    #[schema(value_type = Uuid)]
    id: PartyId,
    #[schema(schema_with = word::<Side>)]
    side: Side,
    #[schema(schema_with = word::<PartyKind>)]
    kind: PartyKind,
    /// The name, or how it is known.
    name: String,
    /// The telephone number, masked.
    phone: String,
    address: String,
    needs_guardian: bool,
    #[schema(value_type = Option<Uuid>)]
    guardian: Option<PartyId>,
    #[schema(value_type = Option<Uuid>)]
    agent: Option<PartyId>,
    /// Its answer to mediation.
    #[schema(value_type = ConsentSchema)]
    consent: Consent,
    #[serde(with = "time::serde::rfc3339::option")]
    #[schema(value_type = Option<String>, format = DateTime)]
    told_rights_at: Option<Moment>,
    /// The mediator it chose.
    #[schema(value_type = Option<Uuid>)]
    chose: Option<AccountId>,
    /// Whether it asked for closed doors.
    asked_closed: bool,
    /// Whether it is protected from the other side; not told to parties.
    protected: Option<bool>,
    #[schema(value_type = Option<Uuid>)]
    asked_joint: Option<fengqiao_base::AttachmentId>,
}

/// Somebody known to a case who is no party.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Other)]
pub struct PersonSchema {
    #[schema(value_type = Uuid)]
    id: PartyId,
    name: String,
}

/// A suspension.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Suspension)]
pub struct SuspensionJson {
    #[schema(schema_with = word::<SuspensionGround>)]
    ground: SuspensionGround,
    reason: String,
    #[serde(with = "time::serde::rfc3339")]
    #[schema(schema_with = moment)]
    since: Moment,
}

/// How a case was closed.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Closing)]
pub struct ClosingJson {
    #[serde(with = "time::serde::rfc3339")]
    #[schema(schema_with = moment)]
    at: Moment,
    #[schema(value_type = Uuid)]
    by: AccountId,
    report: String,
}

/// How a dossier was put away.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Archiving)]
pub struct ArchivingJson {
    #[serde(with = "time::serde::rfc3339")]
    #[schema(schema_with = moment)]
    at: Moment,
    #[schema(value_type = Uuid)]
    by: AccountId,
    pages: u32,
    digest: String,
    #[schema(schema_with = word::<Retention>)]
    retention: Retention,
}

impl CaseJson {
    /// The case as staff may see it.
    pub fn of(loaded: &Loaded, names: &Names) -> Self {
        let case = loaded.case().clone();
        let (closing, archiving) = match &case.stage {
            Stage::Closed { closing, .. } => (Some(closing), None),
            Stage::Archived { closing, archiving, .. } => (Some(closing), Some(archiving)),
            _ => (None, None),
        };
        let mentioned = accounts_of(&case);
        Self {
            closing: closing.map(|closing| ClosingJson {
                at: closing.at,
                by: closing.by,
                report: closing.report.clone(),
            }),
            archiving: archiving.map(|archiving| ArchivingJson {
                at: archiving.at,
                by: archiving.by,
                pages: archiving.pages,
                digest: archiving.digest.clone(),
                retention: archiving.retention,
            }),
            suspension: match &case.stage {
                Stage::Suspended { ground, reason, since } => {
                    Some(SuspensionJson { ground: *ground, reason: reason.clone(), since: *since })
                }
                _ => None,
            },
            accounts: mentioned.into_iter().map(|id| (id.0, names.account(id).to_owned())).collect(),
            parties: parties(loaded),
            others: case
                .people()
                .into_iter()
                .filter(|id| case.party(*id).is_none())
                .map(|id| PersonSchema { id, name: loaded.called(id).to_owned() })
                .collect(),
            turn: TurnJson::of(&case),
            other_ways: case.routes().into_iter().map(Route::code).collect(),
            outcome: case.outcome(),
            ending: case.stage.ending(),
            draft: case.draft().map(|draft| draft.id),
            stage: case.stage.code(),
            number: case.number,
            id: case.id.0,
            request: case.request.0,
            version: case.version,
            applied_at: case.applied_at,
            opened_at: case.opened_at,
            origin: case.origin,
            dispute_type: case.dispute_type,
            class: Some(case.class),
            community: case.community,
            street: loaded.kept.street.clone(),
            body: case.body.0,
            difficulty: Some(case.difficulty),
            amount_fen: case.amount_fen,
            summary: case.summary,
            claims: case.claims,
            acceptance: case.acceptance,
            mediators: case.mediators,
            invitations: case.invitations,
            inquiries: case.inquiries,
            evidence: case.evidence,
            sessions: case.sessions,
            suspension_asked: case.suspension_asked,
            extensions: case.extensions,
            agreements: case.agreements,
            undisputed: case.undisputed,
            visits: case.visits,
            danger_reports: case.danger_reports,
            sharings: case.sharings,
            linkage: Some(case.linkage),
            notes: case.notes,
            linked: case.linked,
        }
    }

    /// The case as this member of staff may see it: without reports of danger that others made, and without what was
    /// conceded or noted under seal for whoever does not mediate it.
    pub fn of_staff(viewer: &Viewer, loaded: &Loaded, names: &Names) -> Self {
        let mut told = Self::of(loaded, names);
        told.danger_reports.retain(|report| may_know_reporter(viewer, &loaded.actors, Some(report.by)));
        told.notes.retain(|note| loaded.shows_note(note));
        told.sharings.retain(|sharing| loaded.knows_of(sharing));
        if !loaded.shows_sealed() {
            told.hide_concessions();
        }
        told
    }

    /// The case as one of its parties may see it: without what staff note, what the other side told about itself or
    /// conceded, and who reported a danger.
    pub fn of_party(loaded: &Loaded, names: &Names) -> Self {
        let mut told = Self::of(loaded, names);
        let case = loaded.case();
        for party in &mut told.parties {
            party.phone.clear();
            party.address.clear();
            party.protected = None;
            party.asked_joint = None;
        }
        told.class = None;
        told.linkage = None;
        if !case.tells_parties_of_tasks() {
            told.turn = told.turn.filter(|turn| !turn.is_of_other_bodies());
        }
        told.other_ways = case.routes_for_parties().into_iter().map(Route::code).collect();
        told.difficulty = None;
        told.hide_concessions();
        let own = |id: PartyId| {
            let speaks = |actor: &Actor| match actor {
                Actor::Party { party } => case.party(id).is_some_and(|of| of.is_heard_through(*party)),
                _ => false,
            };
            loaded.actors.iter().any(speaks)
        };
        told.sharings.retain(|sharing| loaded.knows_of(sharing));
        for sharing in &mut told.sharings {
            if let SharingBasis::Consent { answers } = &mut sharing.basis {
                answers.retain(|answer| own(answer.party));
            }
        }
        for inquiry in &mut told.inquiries {
            inquiry.record.clear();
        }
        for visit in &mut told.visits {
            visit.record.clear();
        }
        told.notes.clear();
        told.danger_reports.clear();
        for seat in &mut told.mediators {
            seat.disclosed.clear();
        }
        told
    }
}

impl CaseJson {
    fn hide_concessions(&mut self) {
        for session in &mut self.sessions {
            session.concessions = None;
        }
    }
}

fn parties(loaded: &Loaded) -> Vec<PartyJson> {
    let reaches = loaded.acting(Action::ShowContact).is_ok();
    let of = |party: &fengqiao_domain::case::PartyStanding| {
        let details = loaded.people.get(&party.id);
        PartyJson {
            id: party.id,
            side: party.side,
            kind: party.kind,
            name: loaded.called(party.id).to_owned(),
            phone: format::mask_phone(details.map_or("", |details| &details.phone)),
            address: details.filter(|_| reaches).map(|details| details.address.clone()).unwrap_or_default(),
            needs_guardian: party.needs_guardian,
            guardian: party.guardian,
            agent: party.agent,
            consent: party.consent.clone(),
            told_rights_at: party.told_rights_at,
            chose: party.chose,
            asked_closed: party.asked_closed,
            protected: Some(party.protected),
            asked_joint: party.asked_joint,
        }
    };
    loaded.case().parties.iter().map(of).collect()
}

fn accounts_of(case: &Case) -> Vec<AccountId> {
    let mut all: Vec<AccountId> = case.mediators.iter().map(|seat| seat.mediator).collect();
    all.extend(case.acceptance.iter().map(|acceptance| acceptance.by));
    all.extend(case.parties.iter().filter_map(|party| party.chose));
    all.extend(case.visits.iter().map(|visit| visit.by));
    all.extend(case.notes.iter().map(|note| note.by));
    if let Stage::Closed { closing, .. } | Stage::Archived { closing, .. } = &case.stage {
        all.push(closing.by);
    }
    if let Stage::Archived { archiving, .. } = &case.stage {
        all.push(archiving.by);
    }
    all
}
