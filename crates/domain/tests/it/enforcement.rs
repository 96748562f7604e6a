//! For how long can a confirmed agreement be enforced, and whose time is it?

use fengqiao_base::{
    Actor, Day, Duty,
    id::{ItemId, PartyId},
};
use fengqiao_domain::{
    agreement::{AgreementForm, AgreementScope, ItemRoute, ItemTerms, PerformanceResult},
    case::{Act, ActKind, ClockName},
    confirmation::ConfirmationRuling,
    deadline::{ClockState, Standing},
};
use time::macros::{date, datetime};

use crate::{
    confirmation::{code, docketed, ruled},
    story::{Story, archive, done},
};

fn enforcement(story: &Story) -> Option<(&str, Day, Standing)> {
    let clock = story.case.clock(ClockName::Enforce(story.item()))?;
    Some((&clock.clock.rule, clock.clock.due.day, clock.standing(story.now())))
}

#[test]
fn enforcement_can_be_applied_for_until_two_years_after_the_item_was_due() {
    let story = docketed(Story::neighbours().effective());
    assert_eq!(enforcement(&story), None, "no court has confirmed it");
    let story = ruled(story, ConfirmationRuling::Valid);
    let clock = |story: &Story| story.case.clock(ClockName::Enforce(story.item())).cloned().unwrap();
    let due = date!(2025 - 04 - 10);
    assert_eq!(story.case.due_day(ClockName::Perform(story.item())), Some(due));
    assert!(!clock(&story).has_begun(story.now()), "the item is not due yet");
    assert_eq!(enforcement(&story), Some(("enforce", date!(2027 - 04 - 12), Standing::Calm)));
    assert_eq!(clock(&story).clock.raw_due.day, date!(2027 - 04 - 10), "a Saturday");
    story.clock.set(datetime!(2025-04-11 09:00 +8));
    assert!(clock(&story).has_begun(story.now()));
    assert_eq!(story.case.next_due(story.now()).unwrap().0, ClockName::Perform(story.item()));
    story.clock.set(datetime!(2027-03-20 09:00 +8));
    assert_eq!(enforcement(&story).unwrap().2, Standing::Warned);
    story.clock.set(datetime!(2027-04-13 09:00 +8));
    assert_eq!(enforcement(&story).unwrap().2, Standing::Over, "a right that ended, and nobody is late");
}

#[test]
fn what_was_confirmed_before_there_was_a_clock_of_enforcement_has_it_from_the_next_act_on() {
    let mut story = ruled(docketed(Story::neighbours().effective()), ConfirmationRuling::Valid);
    let clocks = story.case.clocks.clone();
    story.case.clocks.retain(|clock| !matches!(clock.name, ClockName::Enforce(_)));
    let note = Act::AddNote { text: "已电话联系。".to_owned(), sealed: false };
    let story = story.does(Duty::Mediator, note.clone()).does(Duty::Mediator, note);
    assert_eq!(story.case.clocks, clocks, "once, and like that of the others");
}

#[test]
fn the_clock_of_enforcement_ends_with_the_application_or_the_performance() {
    let story = ruled(docketed(Story::neighbours().effective()), ConfirmationRuling::Valid).days_later(45);
    let item = story.item();
    let applies =
        Act::ApplyEnforcement { agreement: story.agreement_id(), party: story.applicant, on: story.today() };
    let elsewhere = |route| Act::TakeElsewhere { item, route };
    let ways = [
        (applies, true),
        (elsewhere(ItemRoute::Enforcement), true),
        (elsewhere(ItemRoute::Suit), false),
        (done(item), false),
    ];
    for (act, was_filed) in ways {
        let what = act.kind().code();
        let story = story.branch().does(Duty::Mediator, act);
        let clock = &story.case.clock(ClockName::Enforce(item)).unwrap().clock;
        assert_eq!(
            (clock.is_open(), matches!(clock.state, ClockState::Met { .. })),
            (false, was_filed),
            "{what}"
        );
        assert_eq!(enforcement(&story).unwrap().2, Standing::Ended, "{what}");
    }
    let again =
        Act::ApplyEnforcement { agreement: story.agreement_id(), party: story.applicant, on: story.today() };
    let both = story.does(Duty::Mediator, again).does(Duty::Mediator, elsewhere(ItemRoute::Enforcement));
    let clock = &both.case.clock(ClockName::Enforce(item)).unwrap().clock;
    assert!(matches!(clock.state, ClockState::Met { .. }), "it was applied for and stays so");
}

fn applies(story: &Story, party: PartyId) -> Act {
    Act::ApplyEnforcement { agreement: story.agreement_id(), party, on: story.today() }
}

/// An agreement with these items, confirmed on the day it was reached.
fn confirmed(items: impl FnOnce(ItemTerms) -> Vec<ItemTerms>) -> Story {
    let story = Story::neighbours().in_session();
    let items = items(story.terms());
    let act = crate::story::agreement(AgreementScope::Whole, AgreementForm::Oral, items);
    ruled(docketed(story.does(Duty::Mediator, act)), ConfirmationRuling::Valid)
}

/// Which clocks of enforcement run, item by item.
fn running(story: &Story) -> Vec<bool> {
    let items = &story.case.agreements.last().unwrap().items;
    items.iter().map(|item| story.case.is_running(ClockName::Enforce(item.id))).collect()
}

#[test]
fn whoever_applies_for_enforcement_uses_only_its_own_time_and_only_that_of_what_is_due() {
    let story = confirmed(|terms| {
        let later = ItemTerms { due: Some(date!(2025 - 06 - 10)), ..terms.clone() };
        let other = ItemTerms { performer: terms.beneficiary, beneficiary: terms.performer, ..terms.clone() };
        vec![terms, later, other]
    });
    assert_eq!(running(&story), [true, true, true]);
    let [applicant, respondent] = [story.applicant, story.respondent];
    let party = Actor::Party { party: respondent };
    let story = story.days_later(45);
    let act = applies(&story, applicant);
    let story = story.does(Duty::Party, act);
    assert_eq!((code(&story), running(&story)), ("E1", vec![false, true, true]));
    let first = story.case.agreements.clone();
    let story = story.days_later(60);
    assert!(story.case.offers(&party).contains(&ActKind::ApplyEnforcement));
    let act = applies(&story, respondent);
    let mut story = story.does_as(party, act.clone());
    assert_eq!((code(&story), running(&story)), ("E1", vec![false, true, false]));
    assert_eq!(story.case.agreements, first, "the first application stays");
    assert!(!story.case.offers(&party).contains(&ActKind::ApplyEnforcement));
    assert_eq!(story.refusal(Duty::Mediator, act), "confirmation-step at agreement");
    let act = applies(&story, applicant);
    let mut story = story.does(Duty::Party, act.clone());
    assert_eq!(running(&story), [false, false, false]);
    assert_eq!(story.refusal(Duty::Mediator, act), "not-at-this-stage");
}

/// The last days of the clocks of enforcement before they are rolled over a holiday, item by item.
fn last_days(story: &Story) -> Vec<Day> {
    let items = &story.case.agreements.last().unwrap().items;
    let clock = |item| story.case.clock(ClockName::Enforce(item)).unwrap().clock.raw_due.day;
    items.iter().map(|item| clock(item.id)).collect()
}

#[test]
fn the_time_for_enforcement_of_instalments_counts_from_the_last_of_them() {
    let story = confirmed(|terms| {
        let item = |due| ItemTerms { due, ..terms.clone() };
        let other =
            ItemTerms { performer: terms.beneficiary, beneficiary: terms.performer, ..item(terms.due) };
        vec![item(Some(date!(2025 - 06 - 10))), item(terms.due), item(None), other]
    });
    let [last, own, ruled] = [date!(2027 - 06 - 10), date!(2027 - 04 - 10), date!(2027 - 03 - 03)];
    assert_eq!(last_days(&story), [last, last, ruled, own]);
}

#[test]
fn something_to_be_done_is_no_instalment_of_what_is_to_be_paid() {
    let story = confirmed(|terms| {
        let moving_out = ItemTerms { amount_fen: None, due: Some(date!(2025 - 06 - 10)), ..terms.clone() };
        vec![moving_out, terms.clone()]
    });
    assert_eq!(last_days(&story), [date!(2027 - 06 - 10), date!(2027 - 04 - 10)]);
}

fn part(item: ItemId, on: Day) -> Act {
    Act::RecordPerformance {
        item,
        result: PerformanceResult::Part,
        on: Some(on),
        received_fen: Some(10_000),
        proof: None,
    }
}

#[test]
fn performance_in_part_begins_the_time_for_enforcement_anew() {
    let story = ruled(docketed(Story::neighbours().effective()), ConfirmationRuling::Valid);
    let item = story.item();
    let early = part(item, story.today());
    let story = story.does(Duty::Mediator, early);
    assert_eq!(last_days(&story), [date!(2027 - 04 - 10)], "it had not begun");
    story.clock.set(datetime!(2026-03-05 09:00 +8));
    let story = story.does(Duty::Mediator, part(item, date!(2026 - 03 - 02)));
    assert_eq!(last_days(&story), [date!(2028 - 03 - 02)]);
    let story = story.does(Duty::Mediator, part(item, date!(2026 - 01 - 05)));
    assert_eq!(last_days(&story), [date!(2028 - 03 - 02)], "told later, of a day before");
    story.clock.set(datetime!(2028-05-08 09:00 +8));
    let story = story.does(Duty::Mediator, part(item, date!(2028 - 05 - 08)));
    assert_eq!(last_days(&story), [date!(2028 - 03 - 02)], "it was over");
    assert_eq!(story.case.clocks.iter().filter(|one| one.name == ClockName::Enforce(item)).count(), 1);
}

#[test]
fn what_was_done_in_part_before_the_ruling_counts_too() {
    let story = docketed(Story::neighbours().effective()).days_later(60);
    let act = part(story.item(), date!(2025 - 04 - 20));
    let story = ruled(story.does(Duty::Mediator, act), ConfirmationRuling::Valid);
    assert_eq!(last_days(&story), [date!(2027 - 04 - 20)]);
}

#[test]
fn what_is_done_or_not_confirmed_has_no_clock_of_enforcement_and_no_day_of_performance_counts_from_the_ruling()
 {
    let none = [
        ruled(docketed(Story::neighbours().performed()), ConfirmationRuling::Valid),
        ruled(docketed(Story::neighbours().effective()), ConfirmationRuling::Dismissed),
    ];
    for story in none {
        assert_eq!(enforcement(&story), None);
    }
    let story = Story::neighbours().in_session();
    let mut terms = story.terms();
    terms.due = None;
    let act = crate::story::agreement(AgreementScope::Whole, AgreementForm::Oral, vec![terms]);
    let story = ruled(docketed(story.does(Duty::Mediator, act).days_later(3)), ConfirmationRuling::Valid);
    assert_eq!(story.today(), date!(2025 - 03 - 06));
    assert_eq!(enforcement(&story), Some(("enforce", date!(2027 - 03 - 08), Standing::Calm)));
}

#[test]
fn enforcement_is_applied_for_after_the_dossier_was_put_away_too() {
    let story = Story::neighbours().performed().visited().closed();
    let story = ruled(docketed(story), ConfirmationRuling::Valid).does(Duty::Archivist, archive());
    let act =
        Act::ApplyEnforcement { agreement: story.agreement_id(), party: story.applicant, on: story.today() };
    let story = story.does(Duty::Party, act);
    assert_eq!((story.stage(), code(&story)), ("S17", "E1"));
}
