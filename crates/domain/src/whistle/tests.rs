//! What may become of a whistle and its calls?

use time::{Duration, macros::datetime};
use uuid::Uuid;

use super::*;

/// Tuesday 24 November 2026, 10:00 in China.
const NOW: Moment = datetime!(2026-11-24 02:00 UTC);

fn body(n: u128) -> BodyId {
    Uuid::from_u128(n).into()
}

fn call_id(n: u128) -> CallId {
    Uuid::from_u128(100 + n).into()
}

fn blowing(kind: WhistleKind, bodies: &[u128]) -> Blowing {
    Blowing {
        id: Uuid::from_u128(1).into(),
        kind: Some(kind),
        body: body(1),
        by: Uuid::from_u128(5).into(),
        at: NOW,
        place: "440306017001".to_owned(),
        address: "前进一路工地东门".to_owned(),
        asked: " 三十名工人被欠薪，请到场。 ".to_owned(),
        about: None,
        calls: bodies.iter().map(|n| (call_id(*n), body(*n))).collect(),
    }
}

fn blown(kind: WhistleKind, bodies: &[u128]) -> Whistle {
    let number = RequestNumber::new(440_306, 2026, 1).unwrap();
    blowing(kind, bodies).blown(number, &Reckoning::shipped()).expect("a whistle")
}

fn act(whistle: Whistle, on: u128, act: Act, minutes: i64) -> Result<Whistle, Refusal> {
    let side = act.kind().side();
    let reckoning = Reckoning::shipped();
    let context = ActContext { side, at: NOW + Duration::minutes(minutes), reckoning: &reckoning };
    whistle.act(Some(call_id(on)), act, &context)
}

fn arrive(minutes: i64) -> Act {
    Act::Arrive { at: NOW + Duration::minutes(minutes), place: "工地东门".to_owned(), photo: None }
}

fn objects() -> Act {
    Act::Object { reason: "该工地属于住建部门监管。".to_owned() }
}

fn rules(upheld: bool) -> Act {
    Act::Rule { upheld: Some(upheld), reason: "按照职责清单裁定。".to_owned() }
}

fn reported(whistle: Whistle, on: u128) -> Whistle {
    let whistle = act(whistle, on, Act::Sign, 55).expect("signed");
    let whistle = act(whistle, on, arrive(56), 57).expect("arrived");
    let text = "已协调总包当场垫付工资。".to_owned();
    act(whistle, on, Act::Report { text }, 60).expect("reported")
}

fn scores() -> [Act; 2] {
    let yes = Some(true);
    [
        Act::ScoreBody { responded: yes, solved: yes, satisfied: Some(false) },
        Act::ScoreWhistler { clear: yes, competent: yes, supported: yes },
    ]
}

fn stages(whistle: &Whistle) -> Vec<&'static str> {
    whistle.calls.iter().map(|call| call.stage().code()).collect()
}

fn code<T: std::fmt::Debug>(result: Result<T, Refusal>) -> (&'static str, Option<&'static str>) {
    let refusal = result.expect_err("a refusal");
    (refusal.code, refusal.field)
}

#[test]
fn a_whistle_closes_once_every_call_has_a_result_and_both_sides_have_evaluated() {
    let mut whistle = blown(WhistleKind::Emergency, &[2, 3]);
    assert_eq!(whistle.asked, "三十名工人被欠薪，请到场。");
    for on in [2, 3] {
        whistle = reported(whistle, on);
        for (nth, score) in scores().into_iter().enumerate() {
            assert_eq!(whistle.closed, None, "{on} {nth}");
            whistle = act(whistle, on, score, 90).expect("evaluated");
        }
    }
    assert_eq!(stages(&whistle), ["evaluated", "evaluated"]);
    assert_eq!(whistle.closed, Some(NOW + Duration::minutes(90)));
}

#[test]
fn each_kind_has_its_periods_and_a_call_knows_what_it_did_in_time() {
    let due = |kind| {
        let whistle = blown(kind, &[2]);
        let at = |one: &CallClock| (one.clock.due.at - NOW).whole_minutes();
        whistle.calls[0].clocks.iter().map(at).collect::<Vec<i64>>()
    };
    assert_eq!(due(WhistleKind::Emergency), [10, 30, 24 * 60]);
    assert_eq!(due(WhistleKind::Enforcement), [120, 24 * 60, 10_920]);
    assert_eq!(due(WhistleKind::Ordinary), [2280, 3720, 10_920]);
    let whistle = act(blown(WhistleKind::Emergency, &[2]), 2, Act::Sign, 10).expect("signed");
    let whistle = act(whistle, 2, arrive(29), 45).expect("arrived");
    let call = &whistle.calls[0];
    let in_time = Period::ALL.iter().map(|period| call.in_time(*period));
    assert_eq!(
        in_time.collect::<Vec<_>>(),
        [Some(false), Some(true), None],
        "ten minutes end with the tenth"
    );
}

#[test]
fn an_objection_that_is_upheld_ends_the_call_and_another_body_may_be_called() {
    let whistle = act(blown(WhistleKind::Ordinary, &[2]), 2, objects(), 30).expect("objected");
    assert_eq!(stages(&whistle), ["objected"]);
    assert!(!whistle.calls[0].is_owed_by_body() && whistle.calls[0].next_clock().is_none());
    assert_eq!(code(act(whistle.clone(), 2, Act::Sign, 31)), ("whistle-not-now", None));
    let whistle = act(whistle, 2, rules(true), 40).expect("ruled");
    assert_eq!((stages(&whistle), whistle.closed), (vec!["released"], None), "nobody has come yet");
    assert_eq!(whistle.calls[0].clocks.iter().filter(|one| one.clock.is_open()).count(), 0);
    let another = Act::Call { id: call_id(3), body: Some(body(3)) };
    let whistle = act(whistle, 0, another, 50).expect("called");
    assert_eq!(stages(&whistle), ["released", "called"]);
    let mut whistle = reported(whistle, 3);
    for score in scores() {
        whistle = act(whistle, 3, score, 90).expect("evaluated");
    }
    assert!(whistle.closed.is_some());
}

#[test]
fn whoever_is_told_to_act_first_has_signed_and_cannot_object_again() {
    let whistle = act(blown(WhistleKind::Ordinary, &[2]), 2, objects(), 30).expect("objected");
    let whistle = act(whistle, 2, rules(false), 40).expect("ruled");
    assert_eq!(stages(&whistle), ["signed"]);
    assert_eq!(code(act(whistle.clone(), 2, objects(), 41)), ("whistle-not-now", None));
    assert_eq!(stages(&act(whistle, 2, arrive(50), 60).expect("arrived")), ["arrived"]);
}

#[test]
fn each_act_is_for_its_side_alone() {
    let whistle = blown(WhistleKind::Ordinary, &[2]);
    let reckoning = Reckoning::shipped();
    for side in [Side::Whistler, Side::Dispatcher] {
        let context = ActContext { side, at: NOW, reckoning: &reckoning };
        let result = whistle.clone().act(Some(call_id(2)), Act::Sign, &context);
        assert_eq!(code(result), ("whistle-not-yours", None));
    }
}

#[test]
fn what_is_missing_is_told_at_its_field() {
    let number = RequestNumber::new(440_306, 2026, 1).unwrap();
    let empty = Blowing {
        kind: None,
        place: String::new(),
        address: String::new(),
        asked: "快来".to_owned(),
        ..blowing(WhistleKind::Ordinary, &[])
    };
    let wrong = empty.blown(number, &Reckoning::shipped()).expect_err("refused");
    let wrong: Vec<_> = wrong.iter().map(|refusal| (refusal.code, refusal.field.unwrap())).collect();
    assert_eq!(
        wrong,
        [
            ("field-missing", "kind"),
            ("field-missing", "place"),
            ("field-missing", "address"),
            ("whistle-text-too-short", "asked"),
            ("field-missing", "bodies"),
        ]
    );
    for (bodies, expected) in [(vec![1], "whistle-calls-itself"), (vec![2, 2], "whistle-calls-twice")] {
        let wrong = blowing(WhistleKind::Ordinary, &bodies).blown(number, &Reckoning::shipped());
        assert_eq!(wrong.expect_err("refused")[0].code, expected);
    }
    let signed = act(blown(WhistleKind::Ordinary, &[2]), 2, Act::Sign, 5).expect("signed");
    assert_eq!(code(act(signed.clone(), 2, arrive(30), 20)), ("whistle-arrival-time", Some("at")));
    assert_eq!(code(act(signed.clone(), 2, arrive(-1), 20)), ("whistle-arrival-time", Some("at")));
    let reported = reported(blown(WhistleKind::Ordinary, &[2]), 2);
    let half = Act::ScoreBody { responded: Some(true), solved: None, satisfied: None };
    assert_eq!(code(act(reported, 2, half, 70)), ("field-missing", Some("solved")));
}

#[test]
fn what_is_late_is_told_to_the_dispatcher_and_after_as_long_again_to_the_leader() {
    let by = Reckoning::shipped();
    let whistle = blown(WhistleKind::Emergency, &[2]);
    let told = |whistle: &Whistle| {
        let minutes = |(level, at): (Level, Moment)| (level.code(), (at - NOW).whole_minutes());
        escalates_at(&whistle.calls[0], &by).into_iter().map(minutes).collect::<Vec<_>>()
    };
    assert_eq!(told(&whistle), [("dispatcher", 10), ("leader", 20)]);
    let whistle = act(whistle, 2, Act::Sign, 5).expect("signed");
    assert_eq!(told(&whistle), [("dispatcher", 30), ("leader", 60)]);
    let whistle = act(whistle, 2, arrive(20), 25).expect("arrived");
    let text = "已处置完毕，现场平稳。".to_owned();
    let whistle = act(whistle, 2, Act::Report { text }, 60).expect("reported");
    assert_eq!(told(&whistle), []);
}
