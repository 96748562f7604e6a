//! A mediation ends with words, a visit, a closing by somebody else, and an archive.

use fengqiao_base::{Actor, Duty, Refusal};
use fengqiao_domain::{
    agreement::{AgreementForm, AgreementScope},
    case::{
        Act, ActKind, Case, ClockName, Confidentiality, NotAcceptedGround, Outcome, Receiver, Reopening,
        ReopeningGround, Stage, Tally, TerminationGround, Who,
    },
};

use crate::story::{Setting, Story, archive, done};

fn stop(ground: TerminationGround) -> Act {
    Act::Terminate { ground, party: None, reason: "差距过大。".to_owned() }
}

fn transfer(to: Receiver) -> Act {
    Act::Transfer { to, body: None, reason: "属劳动争议仲裁范围。".to_owned() }
}

fn reopened(story: &Story, ground: ReopeningGround) -> Result<Case, Refusal> {
    let reopening = Reopening {
        id: story.ids.next(),
        number: "440306-2025-000002".to_owned(),
        ground,
        summary: "又漏水了。".to_owned(),
    };
    let by = Actor::Staff { account: story.head, duty: Duty::Head };
    story.case.reopen(reopening, &story.ctx(by))
}

#[test]
fn a_terminated_case_is_visited_closed_and_archived() {
    let story = Story::neighbours().in_session().does(Duty::Mediator, stop(TerminationGround::TooFarApart));
    assert_eq!((story.stage(), story.case.outcome()), ("S12", Outcome::Failed));
    assert!(!story.case.is_running(ClockName::Mediate));
    let story = story.visited();
    assert_eq!(story.stage(), "S15");
    let story = story.closed().does(Duty::Archivist, archive());
    assert_eq!((story.stage(), story.case.outcome()), ("S17", Outcome::Failed));
}

#[test]
fn a_ground_that_somebody_gave_names_who_gave_it() {
    let mut story = Story::neighbours().in_session();
    for ground in
        [TerminationGround::Withdrawn, TerminationGround::RefusesFurther, TerminationGround::RefusesToSign]
    {
        assert_eq!(story.refusal(Duty::Mediator, stop(ground)), "party-missing at party", "{ground:?}");
    }
}

#[test]
fn a_period_that_runs_is_no_ground() {
    let mut story = Story::neighbours().in_session();
    assert_eq!(
        story.refusal(Duty::Mediator, stop(TerminationGround::PeriodOver)),
        "period-not-over at ground"
    );
    let story = story.days_later(31).does(Duty::Mediator, stop(TerminationGround::PeriodOver));
    assert_eq!(story.case.outcome(), Outcome::Terminated);
}

#[test]
fn an_overdue_case_stays_where_it_is_until_a_person_ends_it() {
    let story = Story::neighbours().in_session().days_later(90);
    let session = story.session();
    assert_eq!(story.does(Duty::Mediator, session).stage(), "S7");
}

#[test]
fn stopping_gives_up_the_draft() {
    let story = Story::neighbours().agreed().does(Duty::Mediator, stop(TerminationGround::TooFarApart));
    assert_eq!(story.case.effective_agreements().count(), 0);
    assert!(story.case.happened.iter().any(|event| event.fact.kind() == "draft_set_aside"));
}

#[test]
fn what_was_partly_agreed_is_still_performed_after_the_rest_ended() {
    let story = Story::neighbours().in_session();
    let partial = story.agreement(AgreementScope::Partial, AgreementForm::Oral);
    let mut story = story
        .does(Duty::Mediator, partial)
        .does(Duty::Mediator, stop(TerminationGround::TooFarApart))
        .visited();
    let close = Act::Close { report: "部分达成。".to_owned(), keep_visits: false };
    assert_eq!(story.refusal(Duty::Head, close), "items-open");
    let item = story.item();
    let story = story.does(Duty::Mediator, done(item)).closed();
    assert_eq!((story.stage(), story.case.outcome()), ("S16", Outcome::PartlyAgreed));
    assert!(!story.case.tally().agreed, "a part is no success");
}

#[test]
fn a_case_is_closed_by_somebody_who_did_not_mediate_it() {
    let mut story = Story::neighbours().performed().visited();
    let mediator_as_head = Actor::Staff { account: story.mediator, duty: Duty::Head };
    let close = Act::Close { report: "完毕。".to_owned(), keep_visits: false };
    assert_eq!(story.tries_as(mediator_as_head, close).unwrap_err().code, "mediator-cannot-close");
    assert_eq!(story.closed().stage(), "S16");
}

#[test]
fn a_mediator_who_left_cannot_close_either() {
    let story = Story::neighbours().assigned();
    let (party, mediator) = (story.applicant, story.mediator);
    let story = story.does(Duty::Intake, Act::RequestReplacement { party, mediator });
    let by = Actor::Staff { account: mediator, duty: Duty::Head };
    assert_eq!(story.case.allows(ActKind::Close, &by).unwrap_err().code, "mediator-cannot-close");
}

#[test]
fn nothing_is_closed_unvisited() {
    let mut story = Story::neighbours().performed();
    let close = Act::Close { report: "完毕。".to_owned(), keep_visits: false };
    assert_eq!(story.refusal(Duty::Head, close), "visit-missing");
}

#[test]
fn nothing_is_closed_while_it_is_mediated() {
    for mut story in [Story::neighbours(), Story::neighbours().in_session(), Story::neighbours().effective()]
    {
        let close = Act::Close { report: "完毕。".to_owned(), keep_visits: false };
        assert_eq!(story.refusal(Duty::Head, close), "not-at-this-stage");
    }
}

#[test]
fn a_visit_by_the_own_mediator_is_marked() {
    let story = Story::neighbours().performed();
    let visit = story.visit();
    let story = story.does(Duty::Mediator, visit);
    assert!(story.case.visits[0].by_own_mediator);
    assert!(!Story::neighbours().performed().visited().case.visits[0].by_own_mediator);
}

#[test]
fn where_not_everybody_may_know_of_a_case_its_mediator_visits() {
    let turn = |class| {
        let story = Story::opened(Setting { class, ..Setting::default() }).performed();
        let turn = story.case.turn().unwrap();
        (turn.who, turn.what)
    };
    let visit = |duty| (Who::Duty(duty), ActKind::ReturnVisit);
    assert_eq!(turn(Confidentiality::Ordinary), visit(Duty::Visitor));
    assert_eq!(turn(Confidentiality::Minor), visit(Duty::Mediator));
}

#[test]
fn an_application_withdrawn_before_acceptance_needs_no_visit() {
    let story = Story::neighbours();
    let act = Act::Terminate {
        ground: TerminationGround::Withdrawn,
        party: Some(story.applicant),
        reason: "自行和解。".to_owned(),
    };
    let story = story.does(Duty::Party, act).closed();
    assert_eq!((story.stage(), story.case.outcome()), ("S16", Outcome::Terminated));
}

#[test]
fn a_transferred_case_is_closed_when_the_other_body_has_it() {
    let mut story = Story::neighbours().accepted().does(Duty::Dispatcher, transfer(Receiver::Labour));
    assert!(story.case.is_running(ClockName::Transfer));
    let close = Act::Close { report: "已移送。".to_owned(), keep_visits: false };
    assert_eq!(story.refusal(Duty::Head, close), "receipt-missing");
    let story = story.does(Duty::External, Act::TransferReceived { reference: Some("劳仲1号".to_owned()) });
    assert!(!story.case.is_running(ClockName::Transfer));
    assert_eq!(story.closed().case.outcome(), Outcome::Transferred);
}

#[test]
fn help_by_another_body_does_not_end_with_the_mediation() {
    let reason = "属行政裁决事项。".to_owned();
    let declined = Act::NotAccept { ground: NotAcceptedGround::ExclusiveOrgan, reason: reason.clone() };
    let declined = Story::neighbours().does(Duty::Head, declined);
    let Stage::NotAccepted(notice) = declined.case.stage.clone() else { panic!("it was not accepted") };
    let declined = declined.does(Duty::Dispatcher, transfer(Receiver::Administrative));
    let Stage::Transferred(sent) = &declined.case.stage else { panic!("it was transferred") };
    assert_eq!((&sent.not_accepted, &sent.after), (&Some(notice), &None));

    let ended = Story::neighbours().in_session().does(Duty::Mediator, stop(TerminationGround::TooFarApart));
    let Stage::Terminated(termination) = ended.case.stage.clone() else { panic!("it was terminated") };
    let facts =
        Act::RecordUndisputedFacts { facts: "三月一日漏水。".to_owned(), signed: ended.both() };
    let visited = ended.visited().does(Duty::Mediator, facts);
    assert_eq!(visited.stage(), "S15");
    let sent_on = visited.does(Duty::Dispatcher, transfer(Receiver::Court));
    let Stage::Transferred(sent) = &sent_on.case.stage else { panic!("it was transferred") };
    assert_eq!((&sent.not_accepted, &sent.after), (&None, &Some(termination)));
}

#[test]
fn what_was_performed_or_closed_is_not_transferred() {
    let failed = Story::neighbours().in_session().does(Duty::Mediator, stop(TerminationGround::TooFarApart));
    for (mut story, why) in [
        (Story::neighbours().performed().visited(), "not-at-this-stage"),
        (failed.visited().closed(), "already-closed"),
    ] {
        assert_eq!(story.refusal(Duty::Dispatcher, transfer(Receiver::Court)), why);
    }
}

#[test]
fn a_transferred_case_is_closed_only_when_what_was_partly_agreed_is_done() {
    let story = Story::neighbours().in_session();
    let partial = story.agreement(AgreementScope::Partial, AgreementForm::Oral);
    let mut story = story
        .does(Duty::Mediator, partial)
        .does(Duty::Dispatcher, transfer(Receiver::Court))
        .does(Duty::External, Act::TransferReceived { reference: None });
    let item = story.item();
    let turn = story.case.turn().unwrap();
    assert_eq!((turn.who, turn.what), (Who::Parties(vec![story.respondent]), ActKind::RecordPerformance));
    let close = Act::Close { report: "已移送。".to_owned(), keep_visits: false };
    assert_eq!(story.refusal(Duty::Head, close), "items-open");
    let story = story.does(Duty::Mediator, done(item));
    assert_eq!(story.case.turn().unwrap().what, ActKind::Close);
    assert_eq!(story.closed().stage(), "S16");
}

#[test]
fn a_transfer_stored_before_it_told_why_a_case_was_not_accepted_can_still_be_read() {
    let story = Story::neighbours().does(Duty::Dispatcher, transfer(Receiver::Court));
    let mut stored = serde_json::to_value(&story.case.stage).unwrap();
    assert_eq!(stored.as_object_mut().unwrap().remove("not_accepted"), Some(serde_json::Value::Null));
    assert_eq!(serde_json::from_value::<Stage>(stored).unwrap(), story.case.stage);
}

#[test]
fn an_agreement_that_waits_or_binds_is_not_transferred() {
    for mut story in [Story::neighbours().agreed(), Story::neighbours().effective()] {
        assert_eq!(story.refusal(Duty::Dispatcher, transfer(Receiver::Court)), "not-at-this-stage");
    }
}

#[test]
fn an_archive_counts_its_pages_and_carries_a_digest() {
    let mut story = Story::neighbours().performed().visited().closed();
    let wrong = |pages, digest: &str| Act::Archive {
        pages,
        digest: digest.to_owned(),
        retention: fengqiao_domain::case::Retention::Long,
    };
    assert_eq!(story.refusal(Duty::Archivist, wrong(0, &"0f".repeat(32))), "pages-missing at pages");
    assert_eq!(story.refusal(Duty::Archivist, wrong(3, "0f")), "digest-malformed at digest");
    assert_eq!(story.refusal(Duty::Archivist, wrong(3, &"xy".repeat(32))), "digest-malformed at digest");
}

#[test]
fn nothing_is_added_to_an_archived_case_but_a_danger() {
    let story = Story::neighbours().performed().visited().archived();
    for duty in Duty::ALL {
        let mut expected = vec![ActKind::ReportDanger];
        expected.retain(|act| act.duties().contains(&duty));
        assert_eq!(story.case.offers(&story.actor(duty)), expected, "{duty:?}");
    }
    let note = Act::AddNote { text: "补记".to_owned(), sealed: false };
    let mut story = story;
    assert_eq!(story.refusal(Duty::Head, note), "already-closed");
}

#[test]
fn a_reopened_dispute_is_a_case_of_its_own_and_the_old_one_stays() {
    let story = Story::neighbours().performed().visited().closed();
    let before = story.case.clone();
    let new = reopened(&story, ReopeningGround::Performance).unwrap();
    assert_eq!(story.case, before);
    assert_eq!((new.stage.code(), new.linked[0].case), ("S2", story.case.id));
    assert!(new.parties.iter().all(|party| !party.agreed()), "everybody is asked again");
}

#[test]
fn a_dispute_is_reopened_only_for_what_happened() {
    let story = Story::neighbours().performed().visited().closed();
    assert_eq!(reopened(&story, ReopeningGround::Relapse).unwrap_err().code, "no-relapse-found");
    let failed = Story::neighbours()
        .in_session()
        .does(Duty::Mediator, stop(TerminationGround::TooFarApart))
        .visited()
        .closed();
    assert_eq!(reopened(&failed, ReopeningGround::Performance).unwrap_err().code, "no-agreement-held");
    assert!(reopened(&failed, ReopeningGround::Court).is_ok());
    let open = Story::neighbours().in_session();
    assert_eq!(reopened(&open, ReopeningGround::Court).unwrap_err().code, "not-closed-yet");
}

#[test]
fn a_relapse_found_on_a_visit_reopens() {
    let story = Story::neighbours().performed();
    let mut visit = story.visit();
    if let Act::ReturnVisit { relapse, .. } = &mut visit {
        *relapse = true;
    }
    let story = story.does(Duty::Visitor, visit).closed();
    assert!(story.case.tally().relapsed);
    assert!(reopened(&story, ReopeningGround::Relapse).is_ok());
}

#[test]
fn a_case_counts_as_a_success_only_with_a_whole_agreement_that_binds() {
    let tally = |story: Story| story.case.tally();
    let none = Tally::default();
    assert_eq!(tally(Story::neighbours()), none);
    assert_eq!(tally(Story::neighbours().agreed()), Tally { accepted: true, ..none });
    assert_eq!(
        tally(Story::neighbours().effective()),
        Tally { accepted: true, agreed: true, agreed_fen: 80_000, ..none }
    );
    assert_eq!(
        tally(Story::neighbours().performed().visited().closed()),
        Tally { accepted: true, agreed: true, performed: true, agreed_fen: 80_000, ..none }
    );
    assert_eq!(
        tally(Story::neighbours().accepted().does(Duty::Dispatcher, transfer(Receiver::Court))),
        Tally { accepted: true, transferred: true, ..none }
    );
    assert_eq!(tally(Story::neighbours().does(Duty::Dispatcher, transfer(Receiver::Court))), none);
}
