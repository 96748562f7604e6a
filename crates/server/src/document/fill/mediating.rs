//! What stands on the forms that accompany the mediation?

use fengqiao_base::{id::SessionId, local_day};
use fengqiao_domain::{
    case::{ClockName, PartyStanding, Stage},
    mediation::{ByWhom, Leaving, SuspensionGround},
};
use fengqiao_paper::{
    forms::mediating::{
        AssignmentRecord, Chosen, EvidenceList, EvidenceRow, ExtensionConsent, InquiryRecord,
        InvitationConsent, MeetingMeasure, MeetingRecord, ReplacementRecord, SessionRecord, SuspensionNotice,
    },
    values::At,
};

use super::{Source, called, left_seats, people, word};

pub(super) fn assignment_record(source: &Source<'_>, nth: usize) -> Option<AssignmentRecord> {
    let seat = source.case().mediators.get(nth.checked_sub(1)?)?;
    Some(AssignmentRecord {
        head: source.head(),
        dispute: source.dispute(),
        parties: people::all(source),
        mediator: source.names.account(seat.mediator).to_owned(),
        chosen: Some(match seat.by {
            ByWhom::Chosen => Chosen::ByParties,
            ByWhom::Appointed => Chosen::ByCommittee,
        }),
        since: Some(At(seat.since)),
        disclosed: seat.disclosed.clone(),
    })
}

pub(super) fn replacement_record(source: &Source<'_>, nth: usize) -> Option<ReplacementRecord> {
    let case = source.case();
    let left = left_seats(case);
    let (_, seat, how) = left.get(nth.checked_sub(1)?)?;
    let successor =
        case.mediators.iter().find(|other| other.since >= how.at && other.mediator != seat.mediator);
    Some(ReplacementRecord {
        head: source.head(),
        dispute: source.dispute(),
        parties: people::all(source),
        mediator: source.names.account(seat.mediator).to_owned(),
        withdrew: how.why == Leaving::Withdrew,
        asked_by: how.asked_by.map(|party| called(source, party).to_owned()),
        disclosed: (!seat.disclosed.is_empty()).then(|| seat.disclosed.join("\n")),
        left_at: Some(At(how.at)),
        successor: successor.map(|seat| source.names.account(seat.mediator).to_owned()),
    })
}

pub(super) fn invitation_consent(source: &Source<'_>, nth: usize) -> Option<InvitationConsent> {
    let invitation = source.case().invitations.get(nth.checked_sub(1)?)?;
    Some(InvitationConsent {
        head: source.head(),
        dispute: source.dispute(),
        parties: people::all(source),
        invitee: called(source, invitation.invitee).to_owned(),
        capacity: word("invitee_kind", invitation.capacity.code()),
        on: Some(local_day(invitation.at)),
    })
}

pub(super) fn inquiry_record(source: &Source<'_>, nth: usize) -> Option<InquiryRecord> {
    let inquiry = source.case().inquiries.get(nth.checked_sub(1)?)?;
    Some(InquiryRecord {
        head: source.head(),
        held_at: Some(At(inquiry.held_at)),
        place: Some(inquiry.place.clone()),
        dispute: source.dispute(),
        parties: source.everybody(),
        heard: inquiry.heard.map(|party| called(source, party).to_owned()),
        present: Vec::new(),
        record: inquiry.record.clone(),
    })
}

pub(super) fn evidence_list(source: &Source<'_>) -> Option<EvidenceList> {
    let evidence = &source.case().evidence;
    if evidence.is_empty() {
        return None;
    }
    let mut givers: Vec<String> = Vec::new();
    for one in evidence {
        let giver = called(source, one.from).to_owned();
        if !givers.contains(&giver) {
            givers.push(giver);
        }
    }
    Some(EvidenceList {
        head: source.head(),
        dispute: source.dispute(),
        rows: evidence
            .iter()
            .map(|one| EvidenceRow {
                title: one.title.clone(),
                from: called(source, one.from).to_owned(),
                copies: 1,
                pages: one.pages,
                original: one.original,
                received_on: local_day(one.received_at),
                remark: None,
            })
            .collect(),
        givers,
    })
}

/// The record of a session; what was conceded under seal is not on it (民诉法解释 107).
pub(super) fn session_record(source: &Source<'_>, id: SessionId) -> Option<SessionRecord> {
    let session = source.case().sessions.iter().find(|session| session.id == id)?;
    let was_there = |party: &&PartyStanding| session.present.iter().any(|one| party.is_heard_through(*one));
    let invited = session.invited.iter().map(|one| {
        let capacity = source.case().invitations.iter().find(|invitation| invitation.invitee == *one);
        let name = called(source, *one);
        capacity.map_or_else(
            || name.to_owned(),
            |invitation| format!("{name}（{}）", word("invitee_kind", invitation.capacity.code())),
        )
    });
    Some(SessionRecord {
        head: source.head(),
        nth: Some(session.nth),
        held_at: Some(At(session.held_at)),
        place: Some(session.place.clone()),
        manner: Some(word("session_manner", session.manner.code())),
        open: Some(session.open),
        dispute: source.dispute(),
        parties: source
            .case()
            .parties
            .iter()
            .filter(was_there)
            .map(|party| people::shown(source, party))
            .collect(),
        invited: invited.collect(),
        mediators: session.mediators.iter().map(|id| source.names.account(*id).to_owned()).collect(),
        recorder: source.recorder(),
        opinion: None,
        record: session.record.clone(),
    })
}

pub(super) fn suspension_notice(source: &Source<'_>) -> Option<SuspensionNotice> {
    let Stage::Suspended { ground, reason, since } = &source.case().stage else { return None };
    Some(SuspensionNotice {
        head: source.head(),
        to: source.everybody(),
        dispute: source.dispute(),
        ground: word("suspension_ground", ground.code()),
        reason: reason.clone(),
        pauses_period: *ground == SuspensionGround::Appraisal,
        since: local_day(*since),
    })
}

pub(super) fn extension_consent(source: &Source<'_>, nth: usize) -> Option<ExtensionConsent> {
    let case = source.case();
    let before = nth.checked_sub(1)?;
    let extension = case.extensions.get(before)?;
    let clock = case.clocks.iter().find(|clock| clock.name == ClockName::Mediate);
    let due = match before.checked_sub(1) {
        Some(earlier) => case.extensions.get(earlier).map(|extension| extension.until),
        None => clock.map(|clock| clock.clock.raw_due.day),
    };
    Some(ExtensionConsent {
        head: source.head(),
        dispute: source.dispute(),
        parties: people::all(source),
        accepted_on: source.accepted_on(),
        due: due.filter(|due| *due < extension.until),
        until: Some(extension.until),
        agreed_on: Some(local_day(extension.at)),
    })
}

pub(super) fn meeting_record(source: &Source<'_>, nth: usize) -> Option<MeetingRecord> {
    let case = source.case();
    let meeting = case.linkage.meetings.get(nth.checked_sub(1)?)?;
    let named = |body| source.names.body_name(body).to_owned();
    let measure = |id| {
        let task = case.linkage.task(id)?;
        let due = case.due_day(fengqiao_domain::case::ClockName::Task(id));
        Some(MeetingMeasure { body: named(task.body), what: task.text.clone(), due })
    };
    Some(MeetingRecord {
        head: source.head(),
        nth: Some(meeting.nth),
        dispute: source.dispute(),
        held_at: Some(At(meeting.held_at)),
        place: meeting.place.clone(),
        bodies: meeting.bodies.iter().map(|body| named(*body)).collect(),
        record: meeting.record.clone(),
        measures: meeting.measures.iter().filter_map(|id| measure(*id)).collect(),
        recorder: Some(source.names.account(meeting.by).to_owned()),
    })
}
