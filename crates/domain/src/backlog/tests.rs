//! What may become of an owned case, and what must prove it?

use fengqiao_base::{Actor, Duty};
use time::{
    Duration,
    macros::{date, datetime},
};
use uuid::Uuid;

use super::*;
use crate::deadline::Reckoning;
use fengqiao_base::Refusal;

/// Tuesday 24 November 2026, 10:00 in China.
const NOW: Moment = datetime!(2026-11-24 02:00 UTC);

fn account(n: u128) -> AccountId {
    Uuid::from_u128(n).into()
}

fn body(n: u128) -> BodyId {
    Uuid::from_u128(100 + n).into()
}

const HEAD: u128 = 1;
const JUSTICE: u128 = 2;
const LEADER: u128 = 3;
const OTHER_LEADER: u128 = 4;
const DEPARTMENT: u128 = 5;

fn staff(n: u128, duty: Duty) -> Actor {
    Actor::Staff { account: account(n), duty }
}

/// Who does an act of this side, as a rule.
fn somebody(side: Side) -> Actor {
    match side {
        Side::Nominator => staff(HEAD, Duty::Head),
        Side::Approver => staff(JUSTICE, Duty::Justice),
        Side::Leader => staff(LEADER, Duty::Leader),
        Side::Team => staff(DEPARTMENT, Duty::Department),
    }
}

fn file() -> Evidence {
    Evidence::File { attachment: Uuid::from_u128(50).into() }
}

fn known(is_performed: bool) -> Known {
    Known {
        leaders: vec![account(LEADER), account(OTHER_LEADER), account(HEAD), account(JUSTICE)],
        contacts: vec![(account(DEPARTMENT), body(1))],
        evidence: vec![file()],
        is_performed,
    }
}

fn nominating() -> Nominating {
    Nominating {
        id: Uuid::from_u128(9).into(),
        kind: Some(BacklogKind::Nail),
        about: RequestNumber::new(440_306, 2026, 7).unwrap(),
        body: body(9),
        by: account(HEAD),
        at: NOW,
        criteria: vec!["relapsed".to_owned()],
        reason: " 办结两次又反复，相邻两户仍在争执。 ".to_owned(),
    }
}

fn nominated() -> OwnedCase {
    let number = RequestNumber::new(440_306, 2026, 8).unwrap();
    let facts = Facts { relapses: 1, ..Facts::default() };
    nominating().nominated(number, &Criteria::shipped(), &facts).expect("a nomination")
}

fn acting(
    owned: OwnedCase,
    act: Act,
    by: Actor,
    days: i64,
    is_performed: bool,
) -> Result<OwnedCase, Refusal> {
    let (reckoning, known) = (Reckoning::shipped(), known(is_performed));
    let context = ActContext { by, at: NOW + Duration::days(days), reckoning: &reckoning, known: &known };
    owned.act(act, &context)
}

fn act(owned: OwnedCase, act: Act, days: i64) -> Result<OwnedCase, Refusal> {
    let by = somebody(act.kind().side());
    acting(owned, act, by, days, false)
}

fn done(owned: OwnedCase, acts: Vec<Act>, days: i64) -> OwnedCase {
    acts.into_iter().fold(owned, |owned, one| act(owned, one, days).expect("it is done"))
}

fn approve() -> Act {
    Act::Approve { leader: Some(account(LEADER)) }
}

fn join(n: u128) -> Act {
    Act::Join { body: Some(body(n)), task: "查清漏水原因".to_owned(), contact: None }
}

fn plan(n: u128, due: Day) -> Act {
    Act::Plan { what: "委托检测公共管道".to_owned(), body: Some(body(n)), due: Some(due) }
}

fn visit(days: i64) -> Act {
    Act::Visit {
        at: NOW + Duration::days(days),
        place: "某小区三栋".to_owned(),
        met: Some(Met::Both),
        text: "双方同意先检测后议赔偿。".to_owned(),
    }
}

fn finish(evidence: Evidence) -> Act {
    Act::Finish { measure: 1, evidence: Some(evidence) }
}

fn strike(ended_by: Option<EndedBy>, reference: &str) -> Act {
    Act::Conclude {
        way: Some(Way::StrikeOff),
        text: "管道修复，赔偿付清。".to_owned(),
        ended_by,
        reference: reference.to_owned(),
    }
}

fn review(passed: bool) -> Act {
    Act::Review { passed: Some(passed), reason: "核对了现场照片和付款凭证。".to_owned() }
}

fn approved() -> OwnedCase {
    done(nominated(), vec![approve()], 1)
}

fn working() -> OwnedCase {
    done(approved(), vec![join(1), plan(1, date!(2026 - 12 - 11))], 2)
}

fn code<T: std::fmt::Debug>(result: Result<T, Refusal>) -> (&'static str, Option<&'static str>) {
    let refusal = result.expect_err("a refusal");
    (refusal.code, refusal.field)
}

#[test]
fn a_nail_is_owned_worked_and_struck_off_and_its_period_ends_with_it() {
    let owned = nominated();
    assert_eq!(
        (owned.stage(), owned.reason.as_str()),
        (Stage::Nominated, "办结两次又反复，相邻两户仍在争执。")
    );
    let owned = done(owned, vec![approve()], 1);
    assert_eq!(owned.stage(), Stage::Approved);
    let owned = done(owned, vec![join(1)], 2);
    assert_eq!(owned.stage(), Stage::Approved, "a team without a plan");
    let owned = done(owned, vec![plan(1, date!(2026 - 12 - 11)), visit(3)], 4);
    assert_eq!((owned.stage(), owned.owned().unwrap().progress()), (Stage::Working, (0, 1)));
    let report = Act::Report { measure: 1, text: "检测报告已出。".to_owned() };
    let owned = done(owned, vec![report], 5);
    assert_eq!(owned.owned().unwrap().measure(1).unwrap().stage(), MeasureStage::Reported);
    let owned = done(owned, vec![finish(file())], 6);
    assert_eq!(owned.owned().unwrap().progress(), (1, 1));
    let owned = done(owned, vec![strike(Some(EndedBy::Court), "（2026）粤0306民初1号")], 7);
    assert_eq!(owned.stage(), Stage::Concluded);
    let owned = done(owned, vec![review(true)], 8);
    assert_eq!(owned.stage(), Stage::StruckOff);
    assert!(!owned.owned().unwrap().clock.is_open() && owned.tellings().is_empty());
    assert_eq!(code(act(owned, visit(9), 10)), ("backlog-not-now", None));
}

#[test]
fn a_review_may_send_it_back_and_a_return_needs_no_outcome() {
    let back = Act::Conclude {
        way: Some(Way::Return),
        text: "双方愿意走一般调解程序。".to_owned(),
        ended_by: None,
        reference: String::new(),
    };
    let owned = done(working(), vec![back.clone(), review(false)], 5);
    assert_eq!(owned.stage(), Stage::Working);
    let owned = done(owned, vec![back, review(true)], 6);
    assert_eq!(owned.stage(), Stage::Returned);
    let measure = owned.owned().unwrap().measure(1).unwrap();
    assert!(measure.is_open() && !measure.clock.is_open(), "what was not done is not called done");
}

#[test]
fn nothing_counts_as_done_without_evidence_that_is_there() {
    let other = Evidence::File { attachment: Uuid::from_u128(51).into() };
    let (none, blank) = (None, Some(Evidence::Reference { text: "  ".to_owned() }));
    let cases = [
        (none, ("field-missing", Some("evidence"))),
        (Some(other), ("backlog-evidence-unknown", Some("evidence"))),
        (Some(Evidence::Visit { nth: 1 }), ("backlog-evidence-unknown", Some("evidence"))),
        (blank, ("words-missing", Some("reference"))),
    ];
    for (evidence, expected) in cases {
        assert_eq!(code(act(working(), Act::Finish { measure: 1, evidence }, 3)), expected);
    }
    let visited = done(working(), vec![visit(2)], 3);
    let reference = Evidence::Reference { text: "深宝住建函〔2026〕1号".to_owned() };
    for evidence in [file(), Evidence::Visit { nth: 1 }, reference] {
        assert!(act(visited.clone(), finish(evidence), 3).is_ok());
    }
}

#[test]
fn nothing_is_struck_off_while_something_is_open_nobody_was_visited_or_the_quarrel_goes_on() {
    let court = || strike(Some(EndedBy::Court), "（2026）粤0306民初1号");
    let refused = |owned: &OwnedCase, act_: Act| code(act(owned.clone(), act_, 5));
    assert_eq!(refused(&approved(), court()), ("backlog-nothing-done", Some("way")));
    assert_eq!(refused(&working(), court()), ("backlog-measures-open", Some("way")));
    let dropped = done(working(), vec![Act::Drop { measure: 1, reason: "已由法院处理。".to_owned() }], 3);
    assert_eq!(refused(&dropped, court()), ("backlog-nothing-done", Some("way")), "dropped is not done");
    let finished = done(working(), vec![finish(file())], 3);
    assert_eq!(refused(&finished, court()), ("backlog-no-visit", Some("way")));
    let visited = done(finished, vec![visit(3)], 4);
    assert_eq!(refused(&visited, strike(None, "")), ("field-missing", Some("ended_by")));
    assert_eq!(refused(&visited, strike(Some(EndedBy::Petition), " ")), ("words-missing", Some("reference")));
    let performed = || strike(Some(EndedBy::Performed), "");
    assert_eq!(refused(&visited, performed()), ("backlog-not-performed", Some("ended_by")));
    assert!(acting(visited, performed(), somebody(Side::Leader), 5, true).is_ok());
}

#[test]
fn four_eyes_approve_and_review_and_a_stand_in_is_whom_she_stands_in_for() {
    let by = |n, duty| staff(n, duty);
    let stand_in = |duty| Actor::StandIn { account: account(8), duty, of: account(HEAD) };
    let refused = |owned: &OwnedCase, act_: Act, by| code(acting(owned.clone(), act_, by, 5, false));
    let nominated = nominated();
    let eyes = ("backlog-four-eyes", None);
    assert_eq!(refused(&nominated, approve(), by(HEAD, Duty::Justice)), eyes);
    assert_eq!(refused(&nominated, approve(), stand_in(Duty::Dispatcher)), eyes);
    assert_eq!(refused(&nominated, approve(), by(HEAD, Duty::Head)), ("backlog-not-yours", None));
    let names = |n: u128| Act::Approve { leader: Some(account(n)) };
    let justice = || by(JUSTICE, Duty::Justice);
    assert_eq!(refused(&nominated, names(JUSTICE), justice()), ("backlog-four-eyes", Some("leader")));
    assert_eq!(refused(&nominated, names(HEAD), justice()), ("backlog-leader-nominated", Some("leader")));
    assert_eq!(refused(&nominated, names(77), justice()), ("backlog-no-leader", Some("leader")));
    let back = Act::Conclude {
        way: Some(Way::Return),
        text: "转一般程序。".to_owned(),
        ended_by: None,
        reference: String::new(),
    };
    let concluded = done(working(), vec![back], 4);
    assert_eq!(refused(&concluded, review(true), by(LEADER, Duty::Justice)), eyes);
    assert_eq!(refused(&concluded, review(true), by(HEAD, Duty::Dispatcher)), eyes);
    assert!(act(concluded, review(true), 5).is_ok());
}

#[test]
fn another_leader_takes_over_and_the_first_one_does_nothing_any_more() {
    let reassign = |n: u128| Act::Reassign { leader: Some(account(n)), reason: "工作调整。".to_owned() };
    assert_eq!(code(act(working(), reassign(LEADER), 3)), ("backlog-same-leader", Some("leader")));
    let owned = done(working(), vec![reassign(OTHER_LEADER)], 3);
    assert_eq!(owned.owned().unwrap().handovers[0].from, account(LEADER));
    assert_eq!(code(act(owned.clone(), visit(3), 4)), ("backlog-not-yours", None));
    assert!(acting(owned, visit(3), staff(OTHER_LEADER, Duty::Leader), 4, false).is_ok());
}

#[test]
fn a_nomination_may_be_withdrawn_or_refused_until_it_is_approved() {
    let reason = || "双方已经自行和解。".to_owned();
    for (act_, stage) in [
        (Act::Withdraw { reason: reason() }, Stage::Withdrawn),
        (Act::Refuse { reason: reason() }, Stage::Refused),
    ] {
        assert_eq!(act(nominated(), act_.clone(), 1).unwrap().stage(), stage);
        assert_eq!(code(act(approved(), act_, 2)), ("backlog-not-now", None));
    }
    assert_eq!(
        code(act(nominated(), Act::Refuse { reason: " ".to_owned() }, 1)),
        ("words-missing", Some("reason"))
    );
}

#[test]
fn what_is_missing_or_does_not_fit_is_told_at_its_field() {
    let number = RequestNumber::new(440_306, 2026, 8).unwrap();
    let (criteria, facts) = (Criteria::shipped(), Facts::default());
    let empty = Nominating { kind: None, criteria: Vec::new(), reason: String::new(), ..nominating() };
    let wrong = empty.nominated(number, &criteria, &facts).expect_err("refused");
    let wrong: Vec<_> = wrong.iter().map(|one| (one.code, one.field.unwrap())).collect();
    assert_eq!(
        wrong,
        [("field-missing", "kind"), ("field-missing", "criteria"), ("words-missing", "reason")]
    );
    for (id, expected) in [
        ("relapsed", "backlog-criterion-not-met"),
        ("open-long", "backlog-criterion-of-other-kind"),
        ("nothing", "field-not-in-list"),
    ] {
        let one = Nominating { criteria: vec![id.to_owned()], ..nominating() };
        assert_eq!(one.nominated(number, &criteria, &facts).expect_err("refused")[0].code, expected);
    }
    let judged = Nominating { criteria: vec!["all-ways-ended".to_owned()], ..nominating() };
    assert!(judged.nominated(number, &criteria, &facts).is_ok(), "a person's word is enough");

    let owned = working();
    let refused = |act_: Act| code(act(owned.clone(), act_, 3));
    assert_eq!(refused(join(1)), ("backlog-member-twice", Some("body")));
    let contact = |n| Act::Join {
        body: Some(body(n)),
        task: "配合检测".to_owned(),
        contact: Some(account(DEPARTMENT)),
    };
    assert_eq!(refused(contact(2)), ("backlog-contact-elsewhere", Some("contact")));
    assert_eq!(refused(plan(2, date!(2026 - 12 - 11))), ("backlog-body-not-in-team", Some("body")));
    assert_eq!(refused(plan(1, date!(2026 - 11 - 26))), ("backlog-due-past", Some("due")));
    assert_eq!(refused(plan(1, date!(2027 - 12 - 11))), ("backlog-due-after-end", Some("due")));
    assert_eq!(refused(visit(4)), ("backlog-visit-time", Some("at")));
    assert_eq!(refused(visit(-1)), ("backlog-visit-time", Some("at")));
    let drop = Act::Drop { measure: 2, reason: "不需要了。".to_owned() };
    assert_eq!(refused(drop), ("backlog-not-now", None));
}

#[test]
fn a_measure_that_is_put_off_says_until_when_it_was() {
    let later =
        Act::Postpone {
            measure: 1, due: Some(date!(2026 - 12 - 31)), reason: "检测机构排期。".to_owned()
        };
    let owned = done(working(), vec![later], 5);
    let measure = owned.owned().unwrap().measure(1).unwrap();
    assert_eq!(
        (measure.postponed[0].from, measure.clock.due.day),
        (date!(2026 - 12 - 11), date!(2026 - 12 - 31))
    );
    assert_eq!(measure.clock.course.start, NOW + Duration::days(2), "it runs from its entry in the plan");
}

#[test]
fn what_is_late_is_told_to_the_leader_and_some_working_days_later_to_whoever_supervises() {
    let told = |owned: &OwnedCase| {
        let line = |one: Telling| {
            let day = fengqiao_base::local_day(one.at).to_string();
            (one.owed.code(), one.measure, one.level.code(), day)
        };
        owned.tellings().into_iter().map(line).collect::<Vec<_>>()
    };
    let day = |text: &str| text.to_owned();
    assert_eq!(told(&nominated()), []);
    assert_eq!(
        told(&working()),
        [
            ("measure", Some(1), "leader", day("2026-12-12")),
            ("measure", Some(1), "justice", day("2026-12-19")),
            ("whole", None, "leader", day("2027-05-25")),
            ("whole", None, "justice", day("2027-06-01")),
        ]
    );
    let back = Act::Conclude {
        way: Some(Way::Return),
        text: "转一般程序。".to_owned(),
        ended_by: None,
        reference: String::new(),
    };
    let concluded = done(working(), vec![back], 4);
    assert_eq!(told(&concluded), [("review", None, "justice", day("2026-12-12"))]);
}

#[test]
fn what_can_be_computed_is_met_from_its_number_on() {
    let criteria = Criteria::shipped();
    let met = |facts: Facts| criteria.met(&facts).iter().map(|one| one.id.as_str()).collect::<Vec<_>>();
    assert_eq!(met(Facts::default()), Vec::<&str>::new());
    let open_days = |open_days, is_petition| met(Facts { open_days, is_petition, ..Facts::default() });
    assert_eq!(open_days(89, false), Vec::<&str>::new());
    assert_eq!(open_days(90, true), ["open-long"]);
    assert_eq!(open_days(365, false), ["open-long"]);
    assert_eq!(open_days(365, true), ["open-long", "petition-long"]);
    let all = Facts { failed: 2, parties: 5, relapses: 1, objections: 2, ..Facts::default() };
    assert_eq!(met(all), ["mediation-failed", "many-parties", "relapsed", "nobody-competent"]);
    let id = "many-parties";
    let one = criteria.find(id).unwrap();
    assert_eq!(one.told(&one.name_en), "5 parties or more");
}

#[test]
fn an_owned_case_is_read_as_it_was_written() {
    let reason = || "双方已经自行和解。".to_owned();
    let proposed = vec![visit(3), finish(file()), strike(Some(EndedBy::Court), "民初1号"), review(false)];
    let later = Act::Postpone { measure: 1, due: Some(date!(2026 - 12 - 31)), reason: reason() };
    let reassigned = Act::Reassign { leader: Some(account(OTHER_LEADER)), reason: reason() };
    for owned in [
        nominated(),
        act(nominated(), Act::Withdraw { reason: reason() }, 1).unwrap(),
        act(nominated(), Act::Refuse { reason: reason() }, 1).unwrap(),
        done(working(), vec![later, Act::Report { measure: 1, text: reason() }, reassigned], 3),
        done(working(), vec![Act::Drop { measure: 1, reason: reason() }], 3),
        done(working(), proposed, 4),
    ] {
        let written = serde_json::to_string(&owned).expect("plain data");
        let read: OwnedCase = serde_json::from_str(&written).expect("as it was written");
        assert_eq!(read, owned);
    }
}

#[test]
fn a_table_that_contradicts_itself_is_not_loaded() {
    let row = |more: &str| {
        format!(
            "[[criterion]]\nid = \"a\"\nname = \"甲\"\nname-en = \"A\"\nkinds = [\"bone\", \"nail\"]\nlaw = \"本平台设定\"\nbasis = \"D\"\n{more}\n"
        )
    };
    let fault = |text: &str| Criteria::load(text).expect_err("refused").to_string();
    assert!(Criteria::load(&row("test = \"judged\"")).is_ok());
    assert_eq!(fault(&row("test = \"parties\"")), "backlog criterion a: the number is missing");
    assert_eq!(
        fault(&row("test = \"judged\"\nat-least = 1")),
        "backlog criterion a: what a person says has no number"
    );
    let twice = [row("test = \"judged\""), row("test = \"judged\"")].concat();
    assert_eq!(fault(&twice), "backlog criterion a: stands twice");
    let bone = row("test = \"judged\"").replace(", \"nail\"", "");
    assert_eq!(fault(&bone), "no backlog criterion is for nail");
}
