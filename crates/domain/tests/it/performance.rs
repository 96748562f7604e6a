//! What was promised is done item by item, urged, disputed, or enforced elsewhere.

use fengqiao_base::{Actor, Duty};
use fengqiao_domain::{
    agreement::{AgreementForm, AgreementScope, ItemRoute, ItemState, PerformanceResult},
    case::{Act, ActKind, ClockName, Ending, Manner, Who},
};
use time::macros::date;

use crate::story::{Story, agreement, done};

fn reported(story: &Story, result: PerformanceResult, received_fen: Option<i64>) -> Act {
    Act::RecordPerformance { item: story.item(), result, on: None, received_fen, proof: None }
}

fn urged(story: &Story) -> Act {
    Act::Urge { item: story.item(), manner: Manner::Telephone, record: "电话督促。".to_owned() }
}

#[test]
fn the_last_item_done_ends_the_performance() {
    let story = Story::neighbours().in_session();
    let items = vec![story.terms(), story.terms()];
    let story = story.does(Duty::Mediator, agreement(AgreementScope::Whole, AgreementForm::Oral, items));
    let [one, other] = [story.case.agreements[0].items[0].id, story.case.agreements[0].items[1].id];
    let story = story.does(Duty::Mediator, done(one));
    assert_eq!(story.stage(), "S11");
    let story = story.does(Duty::Mediator, done(other));
    assert_eq!(story.stage(), "S14");
    assert!(!story.case.is_running(ClockName::Perform(one)));
}

#[test]
fn money_that_comes_in_parts_is_added_up() {
    let story = Story::neighbours().effective();
    let act = reported(&story, PerformanceResult::Part, Some(30_000));
    let mut story = story.does(Duty::Mediator, act);
    assert_eq!(
        story.case.item(story.item()).unwrap().state,
        ItemState::Part { received_fen: Some(30_000), on: date!(2025 - 03 - 03) }
    );
    let act = reported(&story, PerformanceResult::Part, Some(60_000));
    assert_eq!(story.refusal(Duty::Mediator, act), "more-than-owed at received_fen");
    let act = reported(&story, PerformanceResult::Part, Some(50_000));
    assert_eq!(story.does(Duty::Mediator, act).stage(), "S14", "the rest makes it whole");
}

#[test]
fn a_part_of_money_says_how_much() {
    for (received, expected) in
        [(None, "amount-missing at received_fen"), (Some(-1), "amount-not-positive at received_fen")]
    {
        let mut story = Story::neighbours().effective();
        let act = reported(&story, PerformanceResult::Part, received);
        assert_eq!(story.refusal(Duty::Mediator, act), expected);
    }
}

#[test]
fn an_item_is_overdue_only_after_its_day() {
    let mut story = Story::neighbours().effective();
    let act = reported(&story, PerformanceResult::Overdue, None);
    assert_eq!(story.refusal(Duty::Mediator, act.clone()), "not-due-yet at result");
    let mut story = story.days_later(39).does(Duty::Mediator, act);
    assert_eq!(story.case.turn().unwrap().what, ActKind::Urge);
    let act = urged(&story);
    story = story.does(Duty::Mediator, act);
    let act = urged(&story);
    story = story.does(Duty::Mediator, act);
    assert_eq!(story.case.item(story.item()).unwrap().urgings.len(), 2);
    let item = story.item();
    assert_eq!(story.does(Duty::Mediator, done(item)).stage(), "S14", "late, but done");
}

#[test]
fn money_that_came_before_it_was_overdue_still_counts() {
    let story = Story::neighbours().effective();
    let part = reported(&story, PerformanceResult::Part, Some(30_000));
    let overdue = reported(&story, PerformanceResult::Overdue, None);
    let rest = reported(&story, PerformanceResult::Part, Some(50_000));
    let story = story
        .does(Duty::Mediator, part)
        .days_later(39)
        .does(Duty::Mediator, overdue)
        .does(Duty::Mediator, rest);
    assert_eq!(story.stage(), "S14");
}

#[test]
fn money_that_came_before_it_was_disputed_still_counts_and_only_once() {
    let story = Story::neighbours().effective();
    let part = reported(&story, PerformanceResult::Part, Some(30_000));
    let (item, party) = (story.item(), story.respondent);
    let dispute = Act::DisputeItem { item, party, reason: "已经当面付清。".to_owned() };
    let mut story = story.does(Duty::Mediator, part).does(Duty::Mediator, dispute);
    assert_eq!(
        story.case.item(item).unwrap().state,
        ItemState::Disputed {
            by: party,
            on: date!(2025 - 03 - 03),
            reason: "已经当面付清。".to_owned(),
            received_fen: Some(30_000)
        }
    );
    let all = reported(&story, PerformanceResult::Part, Some(80_000));
    assert_eq!(story.refusal(Duty::Mediator, all), "more-than-owed at received_fen");
    let rest = reported(&story, PerformanceResult::Part, Some(50_000));
    assert_eq!(story.does(Duty::Mediator, rest).stage(), "S14");
}

#[test]
fn an_item_disputed_before_its_money_was_kept_can_still_be_read() {
    let story = Story::neighbours();
    let (by, on) = (story.respondent, date!(2025 - 03 - 03));
    let stored = format!(r#"{{"state":"disputed","by":"{by}","on":"2025-03-03","reason":"已付。"}}"#);
    let read: ItemState = serde_json::from_str(&stored).unwrap();
    assert_eq!(read, ItemState::Disputed { by, on, reason: "已付。".to_owned(), received_fen: None });
}

#[test]
fn a_party_confirms_what_it_received_not_what_it_paid() {
    let mut story = Story::neighbours().effective();
    let act = done(story.item());
    let payer = Actor::Party { party: story.respondent };
    assert_eq!(story.tries_as(payer, act.clone()).unwrap_err().code, "not-your-word");
    assert_eq!(story.does(Duty::Party, act).stage(), "S14");
}

#[test]
fn what_is_done_stays_done() {
    let story = Story::neighbours().in_session();
    let items = vec![story.terms(), story.terms()];
    let mut story = story.does(Duty::Mediator, agreement(AgreementScope::Whole, AgreementForm::Oral, items));
    let item = story.item();
    story = story.does(Duty::Mediator, done(item));
    assert_eq!(story.refusal(Duty::Mediator, done(item)), "item-ended at item");
}

#[test]
fn a_disputed_item_may_go_to_court_and_the_case_to_its_visit() {
    let story = Story::neighbours().effective();
    let (item, party) = (story.item(), story.respondent);
    let dispute = Act::DisputeItem { item, party, reason: "已经当面付清。".to_owned() };
    let story = story.does_as(Actor::Party { party }, dispute);
    assert_eq!(story.stage(), "S11");
    let story = story.does(Duty::Party, Act::TakeElsewhere { item, route: ItemRoute::Suit });
    assert_eq!(story.stage(), "S15");
    assert_eq!(story.case.stage.ending(), Some(Ending::Elsewhere { on: date!(2025 - 03 - 03) }));
    assert_eq!(story.visited().closed().stage(), "S16");
}

#[test]
fn a_payment_order_is_for_money() {
    let story = Story::neighbours().in_session();
    let mut item = story.terms();
    item.amount_fen = None;
    let mut story =
        story.does(Duty::Mediator, agreement(AgreementScope::Whole, AgreementForm::Oral, vec![item]));
    let act = Act::TakeElsewhere { item: story.item(), route: ItemRoute::PaymentOrder };
    assert_eq!(story.refusal(Duty::Mediator, act), "money-only at route");
}

#[test]
fn only_what_a_court_confirmed_is_enforced() {
    let mut story = Story::neighbours().effective();
    let act = Act::TakeElsewhere { item: story.item(), route: ItemRoute::Enforcement };
    assert_eq!(story.refusal(Duty::Mediator, act), "not-confirmed-yet at route");
}

#[test]
fn while_something_is_owed_it_is_the_performer_s_turn() {
    let story = Story::neighbours().effective();
    let turn = story.case.turn().unwrap();
    assert_eq!(turn.who, Who::Parties(vec![story.respondent]));
    assert_eq!(turn.by, story.case.due_at(ClockName::Perform(story.item())));
}

#[test]
fn a_performance_lies_between_the_agreement_and_today() {
    let mut story = Story::neighbours().effective();
    let item = story.item();
    let on = |day| Act::RecordPerformance {
        item,
        result: PerformanceResult::Done,
        on: Some(day),
        received_fen: None,
        proof: None,
    };
    assert_eq!(story.refusal(Duty::Mediator, on(date!(2025 - 03 - 04))), "in-the-future at on");
    assert_eq!(story.refusal(Duty::Mediator, on(date!(2025 - 03 - 02))), "before-it-began at on");
}
