//! What is a case, and how does it move from the first question to the archive?
//!
//! A case is one value. [`Case::act`] takes it with one [`Act`] and gives it back changed, or says why not; what
//! happened is left in [`Case::happened`] for the journal. Nothing here knows a name, a clock of its own or a database.
//!
//! | file | question |
//! | --- | --- |
//! | `act` | what can be done, by whom, with which fields |
//! | `guard` | whether it can be done now |
//! | `stage` | where the case stands |
//! | `accepting`, `ending` | how it begins and how it ends |
//! | `clocks`, `turn` | by when, and whose turn |
//! | `forms` | which documents there must be |
//! | `routes` | which other ways a party has |
//! | `outcome` | how it counts |
//!
//! The middle of the way is in [`crate::mediation`], [`crate::agreement`], [`crate::confirmation`] and
//! [`crate::return_visit`]; what other bodies are shown is in [`crate::sharing`], what they do in [`crate::linked`].

mod accepting;
mod act;
mod clocks;
mod ending;
mod event;
mod file;
pub mod forms;
mod guard;
mod kind;
mod opening;
mod outcome;
mod party;
mod people;
mod routes;
mod stage;
mod turn;
mod why;

use fengqiao_base::{
    Actor, Ids, Moment, Refusal,
    id::{AccountId, BodyId, CaseId, RequestId},
};
use serde::{Deserialize, Serialize};

pub use self::{
    act::{Act, ActKind, Field},
    clocks::{CaseClock, ClockName, NotAClockName},
    event::{Event, Fact},
    file::{Acceptance, DangerReport, LONGEST, Link, Note},
    kind::{Area, Charge, Confidentiality, CourtCharge, Difficulty, Origin, Referrer, Retention, Sent},
    opening::{Opening, Reopening, ReopeningGround},
    outcome::{Outcome, Tally},
    party::{Answer, Consent, GuardianGround, Manner, PartyKind, PartyStanding, Representative, Side},
    routes::Route,
    stage::{
        Archiving, Closing, Ending, NotAcceptance, NotAcceptedGround, Receipt, Receiver, Stage, Termination,
        TerminationGround, Transfer,
    },
    turn::{Turn, Who},
    why::Why,
};
pub(crate) use self::{
    file::{words, words_if_any},
    why::refusals,
};
use crate::{
    agreement::Agreement,
    deadline::Reckoning,
    linked::{Assigned, Linkage, Meeting, TaskPart},
    mediation::{
        Assignment, Evidence, Extension, Inquiry, Invitation, Session, SuspensionAsked, UndisputedFacts,
    },
    return_visit::Visit,
    sharing::{Sharing, Wanted},
};

/// A dispute on its statutory path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// Its id.
    pub id: CaseId,
    /// Its number, the same as the request's.
    pub number: String,
    /// The request it came from.
    pub request: RequestId,
    /// How often it has been saved; the store counts.
    #[serde(skip)]
    pub version: i64,
    /// When the application came; the clock of acceptance, and that of a labour dispute, run from here.
    #[serde(with = "time::serde::rfc3339")]
    pub applied_at: Moment,
    /// When the case was opened.
    #[serde(with = "time::serde::rfc3339")]
    pub opened_at: Moment,
    /// Where it comes from.
    pub origin: Origin,
    /// Code of `dispute-types.csv`.
    pub dispute_type: String,
    /// How confidential it is.
    pub class: Confidentiality,
    /// 12-digit code of the community.
    pub community: String,
    /// The committee that handles it.
    pub body: BodyId,
    /// How hard it is.
    pub difficulty: Difficulty,
    /// The money in dispute, in fen.
    pub amount_fen: Option<i64>,
    /// What it is about.
    pub summary: String,
    /// What the applicant wants.
    pub claims: Vec<String>,
    /// Who is in dispute.
    pub parties: Vec<PartyStanding>,
    /// Where it stands.
    pub stage: Stage,
    /// How it was accepted, once it was.
    pub acceptance: Option<Acceptance>,
    /// Who mediates or has mediated.
    pub mediators: Vec<Assignment>,
    /// Who was invited to help.
    pub invitations: Vec<Invitation>,
    /// What was looked into.
    pub inquiries: Vec<Inquiry>,
    /// What was handed in.
    pub evidence: Vec<Evidence>,
    /// The sessions.
    pub sessions: Vec<Session>,
    /// A suspension that waits for the head.
    pub suspension_asked: Option<SuspensionAsked>,
    /// Extensions of the period.
    pub extensions: Vec<Extension>,
    /// The agreements, drafts included.
    pub agreements: Vec<Agreement>,
    /// Facts that nobody disputes.
    pub undisputed: Option<UndisputedFacts>,
    /// Return visits.
    pub visits: Vec<Visit>,
    /// Reports of danger to the police or others.
    pub danger_reports: Vec<DangerReport>,
    /// What is shown to other bodies, and what was.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sharings: Vec<Sharing>,
    /// Which other bodies work on it, and what was reported to whoever sent it.
    #[serde(default, skip_serializing_if = "Linkage::is_alone")]
    pub linkage: Linkage,
    /// Notes.
    pub notes: Vec<Note>,
    /// Its clocks, running and stopped.
    pub clocks: Vec<CaseClock>,
    /// Cases it is linked with.
    pub linked: Vec<Link>,
    /// What happened since it was loaded; the store drains it into the journal.
    #[serde(skip)]
    pub happened: Vec<Event>,
}

/// What an act is given beside its own fields.
#[derive(Clone, Copy)]
pub struct ActContext<'a> {
    /// Who acts, in which duty.
    pub by: Actor,
    /// When.
    pub at: Moment,
    /// Where fresh ids come from.
    pub ids: &'a Ids,
    /// The periods there are, and the calendar.
    pub reckoning: &'a Reckoning,
}

impl ActContext<'_> {
    /// The day in China.
    pub fn today(&self) -> fengqiao_base::Day {
        fengqiao_base::local_day(self.at)
    }

    /// The account that acts.
    pub(crate) fn account(&self) -> Result<AccountId, Refusal> {
        self.by.account().ok_or_else(|| Why::NotYourDuty.refusal())
    }
}

impl Case {
    /// Does `act`, or says why not. A refused act changes nothing.
    pub fn act(self, act: Act, ctx: &ActContext<'_>) -> Result<Case, Refusal> {
        let mut case = self.done(act, ctx)?;
        case.start_reporting(ctx)?;
        Ok(case)
    }

    #[expect(clippy::too_many_lines, reason = "one arm per act: the table of contents of the procedure")]
    fn done(mut self, act: Act, ctx: &ActContext<'_>) -> Result<Case, Refusal> {
        self.allows(act.kind(), &ctx.by)?;
        self.reckon_anew(ctx.reckoning, ctx.at);
        self.start_enforcing_confirmed(ctx)?;
        match act {
            Act::RecordConsent { party, answer, manner } => self.record_consent(party, answer, manner, ctx),
            Act::TellRights { party, manner } => self.tell_rights(party, manner, ctx),
            Act::NameRepresentative { party, representative, capacity, attachment } => {
                self.name_representative(party, representative, capacity, attachment, ctx)
            }
            Act::JoinParty { party, side, kind, needs_guardian, guardian, answer, manner } => {
                let joiner = PartyStanding { guardian, ..PartyStanding::new(party, side, kind) };
                self.join_party(joiner, needs_guardian, answer, manner, ctx)
            }
            Act::SignForMaterial {} => Ok(self.sign_for_material(ctx)),
            Act::Accept { agreed_until } => self.accept(agreed_until, ctx),
            Act::NotAccept { ground, reason } => self.not_accept(ground, &reason, ctx),
            Act::ChooseMediator { party, mediator } => self.choose_mediator(party, mediator, ctx),
            Act::AppointMediator { mediator } => self.appoint_mediator(mediator, ctx),
            Act::DiscloseConflict { conflict, withdraws } => {
                self.disclose_conflict(&conflict, withdraws, ctx)
            }
            Act::RequestReplacement { party, mediator } => self.request_replacement(party, mediator, ctx),
            Act::AskClosedSession { party } => self.ask_closed_session(party, ctx),
            Act::AskJointSession { party, writing } => self.ask_joint_session(party, writing, ctx),
            Act::Invite { invitee, capacity, agreed } => self.invite(invitee, capacity, agreed, ctx),
            Act::Investigate { held_at, place, heard, record } => {
                self.investigate(held_at, &place, heard, &record, ctx)
            }
            Act::AddEvidence { attachment, title, from, pages, original } => {
                let evidence = Evidence { attachment, title, from, pages, original, received_at: ctx.at };
                self.add_evidence(evidence, ctx)
            }
            Act::HoldSession { held_at, place, manner, open, present, invited, record, concessions } => {
                let session = Session {
                    id: ctx.ids.next(),
                    nth: 0,
                    held_at,
                    place,
                    manner,
                    open,
                    mediators: Vec::new(),
                    present,
                    invited,
                    record,
                    concessions,
                };
                self.hold_session(session, ctx)
            }
            Act::AskSuspension { ground, reason } => self.ask_suspension(ground, &reason, ctx),
            Act::Suspend { ground, reason } => self.suspend(ground, &reason, ctx),
            Act::Resume {} => self.resume(ctx),
            Act::Extend { until, agreed, consent } => self.extend(until, agreed, consent, ctx),
            Act::ReachAgreement {
                scope,
                form,
                facts,
                responsibilities,
                terms,
                items,
                topics,
                left_open,
                replaces,
                on,
            } => self.reach_agreement(
                crate::agreement::Reached {
                    scope,
                    form,
                    facts,
                    responsibilities,
                    terms,
                    items,
                    topics,
                    left_open,
                    replaces,
                    on,
                },
                ctx,
            ),
            Act::SetAsideDraft { reason } => self.set_aside_draft(&reason, ctx),
            Act::SignAgreement { party, manner, scan, on } => {
                self.sign_agreement(party, manner, scan, on, ctx)
            }
            Act::SignAsMediator { on } => self.sign_as_mediator(on, ctx),
            Act::AffixSeal { on } => self.affix_seal(on, ctx),
            Act::RecordPerformance { item, result, on, received_fen, proof } => {
                let report = crate::agreement::Report { result, on, received_fen, proof };
                self.record_performance(item, &report, ctx)
            }
            Act::Urge { item, manner, record } => self.urge(item, manner, &record, ctx),
            Act::DisputeItem { item, party, reason } => self.dispute_item(item, party, &reason, ctx),
            Act::TakeElsewhere { item, route } => self.take_elsewhere(item, route, ctx),
            Act::AgreeToConfirm { agreement, party, on } => self.agree_to_confirm(agreement, party, on, ctx),
            Act::TakeBackConfirmation { agreement, party } => {
                self.take_back_confirmation(agreement, party, ctx)
            }
            Act::FileConfirmation { agreement, competence, court, on } => {
                self.file_confirmation(agreement, competence, &court, on, ctx)
            }
            Act::DocketConfirmation { agreement, reference, on } => {
                self.docket_confirmation(agreement, &reference, on, ctx)
            }
            Act::RuleConfirmation { agreement, ruling, reference, on } => {
                self.rule_confirmation(agreement, ruling, &reference, on, ctx)
            }
            Act::WithdrawConfirmation { agreement, party } => {
                self.withdraw_confirmation(agreement, party, ctx)
            }
            Act::LapseConfirmation { agreement } => self.lapse_confirmation(agreement, ctx),
            Act::ApplyEnforcement { agreement, party, on } => {
                self.apply_enforcement(agreement, party, on, ctx)
            }
            Act::RecordUndisputedFacts { facts, signed } => self.record_undisputed_facts(&facts, signed, ctx),
            Act::Terminate { ground, party, reason } => self.terminate(ground, party, &reason, ctx),
            Act::Transfer { to, body, reason } => self.transfer(to, body, &reason, ctx),
            Act::TransferReceived { reference } => self.transfer_received(reference.as_deref(), ctx),
            Act::ReturnVisit { visited, manner, satisfaction, performance, relapse, record } => {
                let visit = Visit {
                    id: ctx.ids.next(),
                    nth: 0,
                    at: ctx.at,
                    by: ctx.account()?,
                    by_own_mediator: false,
                    visited,
                    manner,
                    satisfaction,
                    performance,
                    relapse,
                    record,
                };
                self.return_visit(visit, ctx)
            }
            Act::Close { report, keep_visits } => self.close(&report, keep_visits, ctx),
            Act::Archive { pages, digest, retention } => self.archive(pages, &digest, retention, ctx),
            Act::Share { body, parts, purpose, ground, until } => {
                self.share(Wanted { body, parts, purpose, ground, until }, ctx)
            }
            Act::AnswerSharing { sharing, party, answer, manner } => {
                self.answer_sharing(sharing, party, answer, manner, ctx)
            }
            Act::EndSharing { sharing } => self.end_sharing(sharing, ctx),
            Act::AssignTask { body, mediation, text, due } => {
                let part = TaskPart::Support;
                self.assign_task(Assigned { body, mediation, part, text, due, meeting: None }, ctx)
            }
            Act::AcceptTask { task } => self.accept_task(task, ctx),
            Act::DeclineTask { task, reason, instead } => self.decline_task(task, &reason, instead, ctx),
            Act::ReportTask { task, record } => self.report_task(task, &record, ctx),
            Act::FinishTask { task, record } => self.finish_task(task, &record, ctx),
            Act::SendTaskOn { task, body, due } => self.send_task_on(task, body, due, ctx),
            Act::WithdrawTask { task, reason } => self.withdraw_task(task, &reason, ctx),
            Act::Convert { to, lead, reason, agreed } => self.convert(to, lead, &reason, &agreed, ctx),
            Act::HoldMeeting { held_at, place, bodies, record, measures } => {
                self.hold_meeting(Meeting { held_at, place, bodies, record, measures }, ctx)
            }
            Act::ReportBack { facts, note } => self.report_back(facts, note.as_deref(), ctx),
            Act::ReportDanger { to, reason, reference, receipt } => {
                self.report_danger(to, &reason, reference.as_deref(), receipt.as_deref(), ctx)
            }
            Act::AddNote { text, sealed } => self.add_note(&text, sealed, ctx),
            Act::SetClass { class, protects } => self.set_class(class, &protects, ctx),
            Act::CorrectType { dispute_type } => self.correct_type(dispute_type, ctx),
            Act::RecordDifficulty { difficulty } => Ok(self.record_difficulty(difficulty, ctx)),
        }
    }
}
