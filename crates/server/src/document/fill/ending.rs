//! What stands on the forms that end a case and follow it up?

use fengqiao_base::{id::VisitId, local_day};
use fengqiao_domain::case::{CourtCharge, Ending, Origin, Referrer, Stage, TerminationGround};
use fengqiao_paper::{
    forms::ending::{
        ClosingReport, ClosingSource, DangerReport, ReferralReply, TerminationNotice, TransferLetter,
        VisitRecord,
    },
    values::At,
};
use fengqiao_web::lang::Lang;

use super::{Source, called, opening::manner_word, people, word};
use crate::reference::type_name;

pub(super) fn termination_notice(source: &Source<'_>) -> Option<TerminationNotice> {
    let termination = match source.case().stage.ending()? {
        Ending::Terminated(termination) => termination,
        Ending::Transferred(transfer) => transfer.after?,
        Ending::NotAccepted(_) | Ending::Performed { .. } | Ending::Elsewhere { .. } => return None,
    };
    let articles: &[&str] = match termination.ground {
        TerminationGround::Withdrawn
        | TerminationGround::RefusesFurther
        | TerminationGround::RefusesToSign => &[
            "《中华人民共和国人民调解法》第二十三条、第二十六条",
            "《深圳经济特区矛盾纠纷多元化解条例》第二十八条",
        ],
        TerminationGround::BadFaith | TerminationGround::Collusion => {
            &["《深圳经济特区矛盾纠纷多元化解条例》第二十八条"]
        }
        TerminationGround::PeriodOver => {
            &["《中华人民共和国人民调解法》第二十六条", "《深圳经济特区矛盾纠纷多元化解条例》第二十五条"]
        }
        TerminationGround::OutOfReach | TerminationGround::TooFarApart | TerminationGround::Other => {
            &["《中华人民共和国人民调解法》第二十六条"]
        }
    };
    Some(TerminationNotice {
        head: source.head(),
        to: source.everybody(),
        dispute: source.dispute(),
        accepted_on: source.accepted_on(),
        ground: word("termination_ground", termination.ground.code()),
        reason: termination.reason,
        articles: articles.iter().map(|article| (*article).to_owned()).collect(),
        ways: source.ways(),
        on: local_day(termination.at),
    })
}

pub(super) fn transfer_letter(source: &Source<'_>) -> Option<TransferLetter> {
    let case = source.case();
    let Some(Ending::Transferred(transfer)) = case.stage.ending() else { return None };
    let receiver = transfer.body.and_then(|body| source.names.body(body)).map(|body| body.name.clone());
    let pages: u32 = case.evidence.iter().map(|evidence| evidence.pages).sum();
    let evidence = (pages > 0).then(|| format!("证据材料{}件（{pages}页）", case.evidence.len()));
    Some(TransferLetter {
        head: source.head(),
        receiver: receiver.unwrap_or_else(|| word("receiver", transfer.to.code())),
        dispute: source.dispute(),
        parties: source.everybody(),
        summary: case.summary.clone(),
        reason: transfer.reason,
        enclosures: evidence.into_iter().collect(),
        contact: None,
        on: local_day(transfer.sent_at),
    })
}

pub(super) fn visit_record(source: &Source<'_>, id: VisitId) -> Option<VisitRecord> {
    let visit = source.case().visits.iter().find(|visit| visit.id == id)?;
    Some(VisitRecord {
        head: source.head(),
        nth: Some(visit.nth),
        visited: visit.visited.iter().map(|party| called(source, *party).to_owned()).collect(),
        dispute: source.dispute(),
        at: Some(At(visit.at)),
        manner: Some(manner_word(visit.manner)),
        performance: Some(word("found", visit.performance.code())),
        satisfaction: Some(word("satisfaction", visit.satisfaction.code())),
        relapse: Some(visit.relapse),
        record: visit.record.clone(),
        visitor: Some(source.names.account(visit.by).to_owned()),
        by_own_mediator: visit.by_own_mediator,
    })
}

pub(super) fn danger_report(source: &Source<'_>, nth: usize) -> Option<DangerReport> {
    let report = source.case().danger_reports.get(nth.checked_sub(1)?)?;
    Some(DangerReport {
        head: source.head(),
        dispute: source.dispute(),
        reported_at: Some(At(report.at)),
        reporter: Some(source.names.account(report.by).to_owned()),
        receiver: Some(word("receiver", report.to.code())),
        reason: report.reason.clone(),
        reference: report.reference.clone(),
        receipt: report.receipt.clone().unwrap_or_default(),
    })
}

pub(super) fn closing_report(source: &Source<'_>) -> Option<ClosingReport> {
    let case = source.case();
    let (Stage::Closed { closing, .. } | Stage::Archived { closing, .. }) = &case.stage else { return None };
    let closed_on = local_day(closing.at);
    let source_of_it = match &case.origin {
        Origin::Application => ClosingSource::Application,
        Origin::OwnMotion => ClosingSource::OwnMotion,
        Origin::Referred { by, .. } => match by {
            Referrer::Police => ClosingSource::Police,
            Referrer::Court => ClosingSource::Court,
            Referrer::Petition | Referrer::Procuratorate | Referrer::Other => ClosingSource::Other,
        },
    };
    Some(ClosingReport {
        head: source.head(),
        filled_on: Some(closed_on),
        mediators: source.mediators(),
        accepted_on: source.accepted_on(),
        closed_on: Some(closed_on),
        parties: people::all(source),
        source: Some(source_of_it),
        dispute_type: Some(type_name(Lang::ZhCn, &case.dispute_type)),
        summary: case.summary.clone(),
        outcome: word("outcome", case.outcome().code()),
        report: closing.report.clone(),
    })
}

/// What is told to whoever sent the dispute: neither what was conceded nor what an agreement says (特邀调解规定 22).
pub(super) fn referral_reply(source: &Source<'_>, nth: usize) -> Option<ReferralReply> {
    let case = source.case();
    let reply = case.linkage.replies.get(nth.checked_sub(1)?)?;
    let Origin::Referred { by, reference, charge, sent } = &case.origin else { return None };
    let title = match (by, charge.as_ref().map(|charge| charge.way)) {
        (Referrer::Court, Some(CourtCharge::Delegated)) => "委派调解情况回函",
        (Referrer::Court, Some(CourtCharge::EntrustedOrdinary | CourtCharge::EntrustedSummary)) => {
            "委托调解情况回函"
        }
        (Referrer::Court, _) => "诉调对接调解情况回函",
        (Referrer::Police, _) => "公调对接调解情况回函",
        (Referrer::Procuratorate, _) => "检调对接调解情况回函",
        (Referrer::Petition, _) => "访调对接调解情况回函",
        (Referrer::Other, _) => return None,
    };
    let body = sent.as_ref().map(|sent| source.names.body_name(sent.body).to_owned());
    let ground = match case.stage.ending() {
        Some(Ending::Terminated(end)) => Some(word("termination_ground", end.ground.code())),
        Some(Ending::NotAccepted(not)) => Some(word("not_accepted_ground", not.ground.code())),
        _ => None,
    };
    let signed_for = sent.as_ref().and_then(|sent| sent.signed_for);
    Some(ReferralReply {
        head: source.head(),
        title: title.to_owned(),
        receiver: body.unwrap_or_else(|| word("referrer", by.code())),
        reference: reference.clone(),
        dispute: source.dispute(),
        parties: source.everybody(),
        signed_for: signed_for.or_else(|| charge.as_ref().and_then(|charge| charge.signed_for)),
        outcome: word("outcome", reply.outcome.code()),
        ground,
        facts: case.undisputed.as_ref().map(|one| one.facts.clone()).filter(|_| reply.facts),
        note: reply.note.clone(),
        on: local_day(reply.at),
    })
}
