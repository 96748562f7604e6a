//! Sessions, the people in them, suspension and extension.

use fengqiao_base::{Actor, Duty, Moment, id::PartyId};
use fengqiao_domain::{
    case::{Act, Confidentiality, Manner, NotAcceptedGround, Receiver, Representative, Route, Stage},
    mediation::{InviteeKind, SuspensionGround},
};
use time::{Duration, macros::date};

use crate::story::{Setting, Story};

fn session(
    story: &Story,
    change: impl FnOnce(&mut Vec<PartyId>, &mut Vec<PartyId>, &mut bool, &mut Moment),
) -> Act {
    let mut act = story.session();
    if let Act::HoldSession { present, invited, open, held_at, .. } = &mut act {
        change(present, invited, open, held_at);
    }
    act
}

fn violent(story: Story) -> Story {
    let protects = vec![story.applicant];
    story.does(Duty::Intake, Act::SetClass { class: Confidentiality::DomesticViolence, protects })
}

fn danger() -> Act {
    Act::ReportDanger {
        to: Receiver::Police,
        reason: "扬言动手。".to_owned(),
        reference: None,
        receipt: None,
    }
}

#[test]
fn the_first_session_takes_an_assigned_case_into_session() {
    let story = Story::neighbours().in_session();
    assert_eq!(story.stage(), "S7");
    let second = story.session();
    let story = story.does(Duty::Mediator, second);
    assert_eq!(story.case.sessions.iter().map(|one| one.nth).collect::<Vec<_>>(), [1, 2]);
}

#[test]
fn no_session_is_held_without_a_mediator() {
    let mut story = Story::neighbours().accepted();
    let act = story.session();
    assert_eq!(story.refusal(Duty::Mediator, act), "not-at-this-stage");
}

#[test]
fn a_session_needs_somebody_to_speak_with() {
    let mut story = Story::neighbours().assigned();
    let act = session(&story, |present, _, _, _| present.clear());
    assert_eq!(story.refusal(Duty::Mediator, act), "nobody-present at present");
}

#[test]
fn strangers_do_not_sit_in() {
    let mut story = Story::neighbours().assigned();
    let stranger = story.ids.next();
    let act = session(&story, |present, _, _, _| present.push(stranger));
    assert_eq!(story.refusal(Duty::Mediator, act), "unknown-party at present");
    let act = session(&story, |_, invited, _, _| invited.push(stranger));
    assert_eq!(story.refusal(Duty::Mediator, act), "not-invited at invited");
}

#[test]
fn an_invitee_comes_with_every_party_s_consent() {
    let mut story = Story::neighbours().assigned();
    let invitee = story.ids.next();
    let invite = |agreed| Act::Invite { invitee, capacity: InviteeKind::Neighbour, agreed };
    let only_one = vec![story.applicant];
    assert_eq!(story.refusal(Duty::Mediator, invite(only_one)), "every-party-must-agree at agreed");
    let both = story.both();
    let story = story.does(Duty::Mediator, invite(both));
    assert_eq!(story.stage(), "S6");
    let act = session(&story, |_, invited, _, _| invited.push(invitee));
    assert_eq!(story.does(Duty::Mediator, act).case.sessions[0].invited, [invitee]);
}

#[test]
fn a_session_lies_neither_in_the_future_nor_before_the_application() {
    let mut story = Story::neighbours().assigned();
    let act = session(&story, |_, _, _, held_at| *held_at += Duration::HOUR);
    assert_eq!(story.refusal(Duty::Mediator, act), "in-the-future at held_at");
    let act = session(&story, |_, _, _, held_at| *held_at -= Duration::days(1));
    assert_eq!(story.refusal(Duty::Mediator, act), "before-it-began at held_at");
}

#[test]
fn what_is_settled_at_the_window_may_bear_the_minute_of_the_application() {
    let mut story = Story::neighbours().assigned();
    story.case.applied_at = story.now().truncate_to_minute() + Duration::seconds(40);
    let this_minute = story.case.applied_at.truncate_to_minute();
    let act = session(&story, |_, _, _, held_at| *held_at = this_minute - Duration::MINUTE);
    assert_eq!(story.refusal(Duty::Mediator, act), "before-it-began at held_at");
    let act = session(&story, |_, _, _, held_at| *held_at = this_minute);
    assert_eq!(story.does(Duty::Mediator, act).case.sessions[0].held_at, this_minute);
}

#[test]
fn a_session_is_open_only_where_nobody_minds() {
    let open = |story: &Story| session(story, |_, _, open, _| *open = true);
    let story = Story::neighbours().assigned();
    let act = open(&story);
    let story = story.does(Duty::Mediator, act);
    let party = story.respondent;
    let mut story = story.does(Duty::Intake, Act::AskClosedSession { party });
    let act = open(&story);
    assert_eq!(story.refusal(Duty::Mediator, act), "open-session-refused at open");
}

#[test]
fn closed_doors_can_be_asked_for_as_long_as_there_are_sessions() {
    let effective = Story::neighbours().effective();
    let act =
        Act::Urge { item: effective.item(), manner: Manner::Telephone, record: "电话督促。".to_owned() };
    let performing = effective.branch().does(Duty::Mediator, act);
    for (story, stage) in [(effective, "S10"), (performing, "S11")] {
        assert_eq!(story.stage(), stage);
        let party = story.applicant;
        let mut story = story.does(Duty::Party, Act::AskClosedSession { party });
        let act = session(&story, |_, _, open, _| *open = true);
        assert_eq!(story.refusal(Duty::Mediator, act), "open-session-refused at open", "{stage}");
    }
}

#[test]
fn families_and_patients_are_never_heard_in_public() {
    for dispute_type in ["01", "15"] {
        let mut story = Story::of_type(dispute_type).assigned();
        let act = session(&story, |_, _, open, _| *open = true);
        assert_eq!(story.refusal(Duty::Mediator, act), "open-session-refused at open", "{dispute_type}");
    }
}

#[test]
fn nobody_is_made_to_face_a_violent_other_side() {
    let mut story = violent(Story::of_type("01")).assigned();
    let joint = story.session();
    assert_eq!(story.refusal(Duty::Mediator, joint.clone()), "joint-session-refused at present");
    let alone = session(&story, |present, _, _, _| present.truncate(1));
    let story = story.does(Duty::Mediator, alone);
    let (party, writing) = (story.applicant, story.ids.next());
    let story = story.does(Duty::Mediator, Act::AskJointSession { party, writing });
    assert_eq!(story.does(Duty::Mediator, joint).case.sessions.len(), 2);
}

#[test]
fn only_the_protected_side_can_ask_for_a_joint_session() {
    let mut story = violent(Story::of_type("01")).assigned();
    let act = Act::AskJointSession { party: story.respondent, writing: story.ids.next() };
    assert_eq!(story.refusal(Duty::Mediator, act), "not-protected at party");
}

#[test]
fn sides_stay_apart_while_nobody_knows_whom_to_protect() {
    let setting =
        Setting { class: Confidentiality::DomesticViolence, dispute_type: "01", ..Setting::default() };
    let mut story = Story::opened(setting).assigned();
    let joint = story.session();
    assert_eq!(story.refusal(Duty::Mediator, joint), "joint-session-refused at present");
}

#[test]
fn whoever_is_protected_is_kept_apart_and_shown_the_police_whatever_the_class() {
    for class in [Confidentiality::Ordinary, Confidentiality::Minor, Confidentiality::Sealed] {
        let story = Story::neighbours().assigned();
        let (party, writing) = (story.applicant, story.ids.next());
        let mut story = story.does(Duty::Intake, Act::SetClass { class, protects: vec![party] });
        assert_eq!(story.case.routes()[..2], [Route::Police, Route::ProtectionOrder], "{class:?}");
        let joint = story.session();
        assert_eq!(story.refusal(Duty::Mediator, joint.clone()), "joint-session-refused at present");
        let in_public = session(&story, |present, _, open, _| {
            present.truncate(1);
            *open = true;
        });
        assert_eq!(story.refusal(Duty::Mediator, in_public), "open-session-refused at open");
        let story = story.does(Duty::Mediator, Act::AskJointSession { party, writing });
        assert_eq!(story.does(Duty::Mediator, joint).stage(), "S7");
    }
}

#[test]
fn a_child_is_heard_with_its_guardian() {
    let mut story = Story::neighbours();
    story.case.parties[1].needs_guardian = true;
    let guardian = story.ids.next();
    let named = Act::NameRepresentative {
        party: story.respondent,
        representative: guardian,
        capacity: Representative::Guardian,
        attachment: None,
    };
    let mut story = story.does(Duty::Intake, named).assigned();
    let act = story.session();
    assert_eq!(story.refusal(Duty::Mediator, act), "guardian-missing at present");
    let act = session(&story, |present, _, _, _| present.push(guardian));
    assert_eq!(story.does(Duty::Mediator, act).stage(), "S7");
}

#[test]
fn what_was_conceded_is_kept_apart_from_the_record() {
    let story = Story::neighbours().assigned();
    let mut act = story.session();
    if let Act::HoldSession { concessions, .. } = &mut act {
        *concessions = Some("愿意多赔两百元。".to_owned());
    }
    let story = story.does(Duty::Mediator, act);
    let last = &story.case.happened.last().unwrap().fact;
    assert!(!serde_json::to_string(last).unwrap().contains("两百"));
    assert!(story.case.sessions[0].concessions.is_some());
}

#[test]
fn evidence_comes_from_a_party_with_pages_and_once() {
    let mut story = Story::neighbours().accepted();
    let attachment = story.ids.next();
    let add = |from, pages| Act::AddEvidence {
        attachment,
        title: "漏水照片".to_owned(),
        from,
        pages,
        original: true,
    };
    let stranger = story.ids.next();
    let from = story.applicant;
    assert_eq!(story.refusal(Duty::Intake, add(stranger, 2)), "unknown-party at from");
    assert_eq!(story.refusal(Duty::Intake, add(from, 0)), "pages-missing at pages");
    let mut story = story.does(Duty::Party, add(from, 2));
    assert_eq!(story.refusal(Duty::Party, add(from, 2)), "evidence-there-already at attachment");
}

#[test]
fn a_mediator_asks_and_the_head_suspends() {
    let story = Story::neighbours().in_session();
    let (ground, reason) = (SuspensionGround::Appraisal, "委托漏水原因鉴定。".to_owned());
    let mut story = story.does(Duty::Mediator, Act::AskSuspension { ground, reason: reason.clone() });
    assert_eq!(story.stage(), "S7", "asking changes nothing yet");
    assert_eq!(
        story.refusal(Duty::Mediator, Act::Suspend { ground, reason: reason.clone() }),
        "not-your-duty"
    );
    let story = story.does(Duty::Head, Act::Suspend { ground, reason });
    assert!(matches!(story.case.stage, Stage::Suspended { .. }));
    assert_eq!(story.case.suspension_asked, None);
    assert_eq!(story.does(Duty::Mediator, Act::Resume {}).stage(), "S7");
}

#[test]
fn a_case_whose_mediator_left_while_it_rested_looks_for_another() {
    let story = Story::neighbours().in_session();
    let (party, mediator) = (story.applicant, story.mediator);
    let suspend =
        Act::Suspend { ground: SuspensionGround::Incapacity, reason: "当事人住院。".to_owned() };
    let story = story
        .does(Duty::Head, suspend)
        .does(Duty::Intake, Act::RequestReplacement { party, mediator })
        .does(Duty::Head, Act::Resume {});
    assert_eq!(story.stage(), "S4");
}

#[test]
fn the_period_is_extended_only_when_every_party_agrees() {
    let mut story = Story::neighbours().in_session();
    let extend = |agreed| Act::Extend { until: date!(2025 - 05 - 15), agreed, consent: None };
    let one = vec![story.applicant];
    assert_eq!(story.refusal(Duty::Mediator, extend(one)), "extension-not-agreed at agreed");
    let both = story.both();
    let story = story.does(Duty::Mediator, extend(both));
    assert_eq!(story.case.extensions[0].until, date!(2025 - 05 - 15));
}

#[test]
fn an_extension_ends_later_than_the_period() {
    let mut story = Story::neighbours().in_session();
    let agreed = story.both();
    let act = Act::Extend { until: date!(2025 - 03 - 20), agreed, consent: None };
    assert_eq!(story.refusal(Duty::Mediator, act), "extension-not-later at until");
}

#[test]
fn a_labour_dispute_is_not_extended() {
    let mut story = Story::of_type("11").in_session();
    let agreed = story.both();
    let act = Act::Extend { until: date!(2025 - 05 - 15), agreed, consent: None };
    assert_eq!(story.refusal(Duty::Mediator, act), "extension-not-allowed");
}

#[test]
fn undisputed_facts_need_everybody_s_signature() {
    let mut story = Story::neighbours().in_session();
    let record = |signed| Act::RecordUndisputedFacts { facts: "三月一日漏水。".to_owned(), signed };
    let one = vec![story.applicant];
    assert_eq!(story.refusal(Duty::Mediator, record(one)), "facts-signed-by-all at signed");
    let both = story.both();
    let mut story = story.does(Duty::Mediator, record(both.clone()));
    assert_eq!(story.refusal(Duty::Mediator, record(both)), "not-at-this-stage");
}

#[test]
fn danger_is_reported_by_any_member_of_staff_without_asking() {
    for duty in [
        Duty::Intake,
        Duty::Dispatcher,
        Duty::Head,
        Duty::Mediator,
        Duty::Recorder,
        Duty::Panel,
        Duty::Department,
        Duty::Leader,
        Duty::Visitor,
        Duty::Archivist,
        Duty::Justice,
    ] {
        let story = Story::neighbours().in_session();
        let by = Actor::Staff { account: story.other, duty };
        let story = story.does_as(by, danger());
        assert_eq!((story.stage(), story.case.danger_reports.len()), ("S7", 1), "{duty:?}");
    }
}

#[test]
fn a_report_of_danger_holds_the_receipt_of_whoever_took_it() {
    let report = |reference: &str, receipt: String| Act::ReportDanger {
        to: Receiver::Police,
        reason: "扬言动手。".to_owned(),
        reference: Some(reference.to_owned()),
        receipt: Some(receipt),
    };
    let mut story = Story::neighbours();
    let refused = [
        (report(&"1".repeat(61), String::new()), "words-too-long at reference"),
        (report("1", "话".repeat(1001)), "words-too-long at receipt"),
    ];
    for (act, why) in refused {
        assert_eq!(story.refusal(Duty::Recorder, act), why);
    }
    let story = story
        .does(Duty::Recorder, report("演示公接1号", "话".repeat(1000)))
        .does(Duty::Recorder, report(" ", String::new()));
    let proofs: Vec<_> =
        story.case.danger_reports.iter().map(|one| (one.reference.as_deref(), &one.receipt)).collect();
    assert_eq!(proofs, [(Some("演示公接1号"), &Some("话".repeat(1000))), (None, &None)]);
    assert!(!story.tells("danger_reported", "演示公接"), "the journal holds no words");
}

#[test]
fn a_report_stored_without_a_receipt_is_read() {
    let stored = r#"{"at":"2026-01-05T02:00:00Z","by":"00000000-0000-0000-0000-000000000001","to":"police","reason":"扬言动手。"}"#;
    let report: fengqiao_domain::case::DangerReport = serde_json::from_str(stored).unwrap();
    assert_eq!((report.reference, report.receipt), (None, None));
}

#[test]
fn danger_is_reported_at_every_end_of_a_case_too() {
    let decline =
        Act::NotAccept { ground: NotAcceptedGround::NotCivil, reason: "涉嫌刑事案件。".to_owned() };
    let hand_over =
        Act::Transfer { to: Receiver::Police, body: None, reason: "涉嫌治安案件。".to_owned() };
    let stories = [
        Story::neighbours().does(Duty::Head, decline),
        Story::neighbours().does(Duty::Dispatcher, hand_over),
        Story::neighbours().performed().visited().closed(),
        Story::neighbours().performed().visited().archived(),
    ];
    for (story, stage) in stories.into_iter().zip(["S3", "S13", "S16", "S17"]) {
        let story = story.does(Duty::Visitor, danger());
        assert_eq!((story.stage(), story.case.danger_reports.len()), (stage, 1));
    }
}
