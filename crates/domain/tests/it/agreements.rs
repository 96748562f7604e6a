//! Agreements bind from the last signature or the seal, and are never changed.

use fengqiao_base::{Actor, Duty};
use fengqiao_domain::{
    agreement::{AgreementForm, AgreementScope, AgreementState, SignatureManner, Topic},
    case::{Act, ClockName, Outcome, Who},
};
use time::macros::date;

use crate::story::{Story, agreement, done, replacing, sign};

const WHOLE: AgreementScope = AgreementScope::Whole;
const WRITTEN: AgreementForm = AgreementForm::Written;
const ORAL: AgreementForm = AgreementForm::Oral;

fn changed(mut act: Act, change: impl FnOnce(&mut Act)) -> Act {
    change(&mut act);
    act
}

fn touching(story: &Story, touched: Topic) -> Act {
    changed(story.agreement(WHOLE, WRITTEN), |act| {
        if let Act::ReachAgreement { topics, .. } = act {
            topics.push(touched);
        }
    })
}

#[test]
fn a_written_agreement_binds_when_all_parties_and_the_mediator_signed_and_the_seal_is_on() {
    let story = Story::neighbours().agreed();
    assert_eq!(story.stage(), "S9");
    let story = story.signed();
    assert_eq!(story.stage(), "S9", "the mediator has not signed");
    let story = story.does(Duty::Mediator, Act::SignAsMediator { on: None });
    assert_eq!(story.stage(), "S9", "the seal is missing");
    let story = story.does(Duty::Head, Act::AffixSeal { on: None });
    assert_eq!(story.stage(), "S10");
    assert_eq!(story.case.agreements[0].effective_on(), Some(date!(2025 - 03 - 03)));
}

#[test]
fn the_order_of_signatures_and_seal_does_not_matter() {
    let story = Story::neighbours()
        .agreed()
        .does(Duty::Head, Act::AffixSeal { on: None })
        .does(Duty::Mediator, Act::SignAsMediator { on: None })
        .signed();
    assert_eq!(story.stage(), "S10");
}

#[test]
fn it_binds_from_the_day_of_the_last_act_however_late_that_is_recorded() {
    let story = Story::neighbours().agreed().days_later(5);
    let [one, other] = [story.applicant, story.respondent];
    let signed =
        |party, on| Act::SignAgreement { party, manner: SignatureManner::Fingerprint, scan: None, on };
    let story = story
        .does(Duty::Mediator, signed(one, Some(date!(2025 - 03 - 03))))
        .does(Duty::Mediator, signed(other, Some(date!(2025 - 03 - 05))))
        .does(Duty::Mediator, Act::SignAsMediator { on: Some(date!(2025 - 03 - 03)) })
        .does(Duty::Head, Act::AffixSeal { on: Some(date!(2025 - 03 - 04)) });
    assert_eq!(story.case.agreements[0].effective_on(), Some(date!(2025 - 03 - 05)));
}

#[test]
fn nobody_signs_before_there_is_something_to_sign_or_tomorrow() {
    let mut story = Story::neighbours().days_later(3).agreed();
    let party = story.applicant;
    let signed =
        |on| Act::SignAgreement { party, manner: SignatureManner::Handwritten, scan: None, on: Some(on) };
    assert_eq!(story.refusal(Duty::Mediator, signed(date!(2025 - 03 - 05))), "before-it-began at on");
    assert_eq!(story.refusal(Duty::Mediator, signed(date!(2025 - 03 - 07))), "in-the-future at on");
}

#[test]
fn an_oral_agreement_binds_on_the_day_it_is_reached() {
    let story = Story::neighbours().in_session().days_later(2);
    let act = changed(story.agreement(WHOLE, ORAL), |act| {
        if let Act::ReachAgreement { on, .. } = act {
            *on = Some(date!(2025 - 03 - 04));
        }
    });
    let story = story.does(Duty::Mediator, act);
    assert_eq!(story.stage(), "S10");
    assert_eq!(story.case.agreements[0].effective_on(), Some(date!(2025 - 03 - 04)));
    assert_eq!(story.case.outcome(), Outcome::AgreedOral);
}

#[test]
fn a_labour_agreement_is_written() {
    for dispute_type in ["10", "11"] {
        let mut story = Story::of_type(dispute_type).in_session();
        let act = story.agreement(WHOLE, ORAL);
        assert_eq!(story.refusal(Duty::Mediator, act), "written-form-needed at form", "{dispute_type}");
    }
}

#[test]
fn a_partial_agreement_says_what_it_leaves_open_and_a_whole_one_leaves_nothing() {
    let mut story = Story::neighbours().in_session();
    let no_points = changed(story.agreement(AgreementScope::Partial, WRITTEN), |act| {
        if let Act::ReachAgreement { left_open, .. } = act {
            *left_open = None;
        }
    });
    assert_eq!(story.refusal(Duty::Mediator, no_points), "open-points-missing at left_open");
    let with_points = changed(story.agreement(WHOLE, WRITTEN), |act| {
        if let Act::ReachAgreement { left_open, .. } = act {
            *left_open = Some("修缮责任".to_owned());
        }
    });
    assert_eq!(story.refusal(Duty::Mediator, with_points), "nothing-left-open at left_open");
}

#[test]
fn after_a_partial_agreement_the_rest_is_mediated_on() {
    let story = Story::neighbours().in_session();
    let partial = story.agreement(AgreementScope::Partial, ORAL);
    let story = story.does(Duty::Mediator, partial);
    assert_eq!(story.stage(), "S7");
    assert!(story.case.is_running(ClockName::Mediate), "the period goes on");
    assert!(story.case.is_running(ClockName::Confirm(story.agreement_id())));
    let (session, whole) = (story.session(), story.agreement(WHOLE, ORAL));
    let story = story.does(Duty::Mediator, session).does(Duty::Mediator, whole);
    assert_eq!(story.stage(), "S10");
    assert_eq!(story.case.effective_agreements().count(), 2);
    assert_eq!(story.case.tally().agreed_fen, 160_000);
}

#[test]
fn a_draft_binds_nobody_and_can_be_given_up() {
    let story = Story::neighbours().agreed();
    let party = story.applicant;
    let story = story
        .does(Duty::Party, sign(party))
        .does(Duty::Mediator, Act::SetAsideDraft { reason: "金额有误。".to_owned() });
    assert_eq!(story.stage(), "S7");
    assert!(matches!(story.case.agreements[0].state, AgreementState::SetAside { .. }));
    assert_eq!(story.case.outcome(), Outcome::Pending);
}

#[test]
fn nobody_signs_twice() {
    let mut story = Story::neighbours().agreed();
    let party = story.applicant;
    story = story.does(Duty::Mediator, sign(party));
    assert_eq!(story.refusal(Duty::Mediator, sign(party)), "signed-already at party");
    assert_eq!(story.refusal(Duty::Party, sign(party)), "not-your-word", "nothing waits for its word");
    story = story.does(Duty::Head, Act::AffixSeal { on: None });
    assert_eq!(story.refusal(Duty::Head, Act::AffixSeal { on: None }), "not-at-this-stage");
}

#[test]
fn a_party_signs_online_only_for_itself() {
    let mut story = Story::neighbours().agreed();
    let foreign = story.respondent;
    assert_eq!(story.refusal(Duty::Party, sign(foreign)), "not-your-word at party");
}

#[test]
fn family_agreements_are_signed_on_paper() {
    let electronic =
        |party| Act::SignAgreement { party, manner: SignatureManner::Electronic, scan: None, on: None };
    let mut story = Story::of_type("01").agreed();
    let party = story.applicant;
    assert_eq!(story.refusal(Duty::Party, electronic(party)), "paper-signature-needed at manner");

    let mut inheritance = Story::neighbours().in_session();
    let act = touching(&inheritance, Topic::Inheritance);
    inheritance = inheritance.does(Duty::Mediator, act);
    let party = inheritance.applicant;
    assert_eq!(inheritance.refusal(Duty::Party, electronic(party)), "paper-signature-needed at manner");

    let neighbours = Story::neighbours().agreed();
    let party = neighbours.applicant;
    assert_eq!(neighbours.does(Duty::Party, electronic(party)).case.unsigned().len(), 1);
}

#[test]
fn a_person_does_not_seal() {
    let mut story = Story::neighbours().agreed();
    let act =
        Act::SignAgreement { party: story.applicant, manner: SignatureManner::Seal, scan: None, on: None };
    assert_eq!(story.refusal(Duty::Mediator, act), "seal-is-for-organisations at manner");
}

#[test]
fn an_item_is_checked_word_by_word() {
    type Change = fn(&mut fengqiao_domain::agreement::ItemTerms, &Story);
    let story = Story::neighbours().in_session();
    let wrong: [(Change, &str); 5] = [
        (|item, _| item.what = " ".to_owned(), "words-missing at items.what"),
        (|item, story| item.performer = story.ids.next(), "unknown-party at items.performer"),
        (|item, _| item.beneficiary = item.performer, "performer-is-beneficiary at items.beneficiary"),
        (|item, _| item.amount_fen = Some(0), "amount-not-positive at items.amount_fen"),
        (|item, _| item.due = Some(date!(2025 - 03 - 02)), "due-before-reached at items.due"),
    ];
    for (change, expected) in wrong {
        let mut story = Story::neighbours().in_session();
        let mut item = story.terms();
        change(&mut item, &story);
        assert_eq!(story.refusal(Duty::Mediator, agreement(WHOLE, WRITTEN, vec![item])), expected);
    }
    assert_eq!(story.stage(), "S7");
}

#[test]
fn an_agreement_with_nothing_left_to_do_is_performed_at_once() {
    let story = Story::neighbours().in_session();
    let mut item = story.terms();
    item.on_the_spot = true;
    let story = story.does(Duty::Mediator, agreement(WHOLE, ORAL, vec![item]));
    assert_eq!(story.stage(), "S14");
    let apology = Story::neighbours().in_session().does(Duty::Mediator, agreement(WHOLE, ORAL, vec![]));
    assert_eq!(apology.stage(), "S14");
}

#[test]
fn what_binds_is_corrected_only_by_a_new_agreement_that_replaces_it() {
    let mut story = Story::neighbours().effective();
    let (old, old_item) = (story.agreement_id(), story.item());
    let new = story.agreement(WHOLE, WRITTEN);
    assert_eq!(story.refusal(Duty::Mediator, new.clone()), "must-replace at replaces");
    let story = story.does(Duty::Mediator, replacing(new, old));
    assert_eq!(story.case.whole_agreement().unwrap().id, old, "the old one binds until the new one does");
    let story = story
        .signed()
        .does(Duty::Mediator, Act::SignAsMediator { on: None })
        .does(Duty::Head, Act::AffixSeal { on: None });
    assert!(matches!(story.case.agreements[0].state, AgreementState::Replaced { .. }));
    assert!(!story.case.is_running(ClockName::Perform(old_item)));
    assert!(!story.case.is_running(ClockName::Confirm(old)));
    assert_eq!(story.case.effective_agreements().count(), 1);
    let (mut story, new_item) = {
        let item = story.item();
        (story, item)
    };
    assert_eq!(story.refusal(Duty::Mediator, done(old_item)), "unknown-item at item");
    assert_eq!(story.does(Duty::Mediator, done(new_item)).stage(), "S14");
}

#[test]
fn a_part_never_takes_the_place_of_the_whole() {
    let mut story = Story::neighbours().effective();
    let new = replacing(story.agreement(AgreementScope::Partial, WRITTEN), story.agreement_id());
    assert_eq!(story.refusal(Duty::Mediator, new), "partial-replaces-whole at scope");
}

#[test]
fn a_new_draft_given_up_leaves_the_old_agreement_as_it_was() {
    let story = Story::neighbours().effective();
    let old = story.agreement_id();
    let new = replacing(story.agreement(WHOLE, WRITTEN), old);
    let mut story = story.does(Duty::Mediator, new);
    let by = Actor::Staff { account: story.mediator, duty: Duty::Mediator };
    assert!(!story.case.offers(&by).contains(&fengqiao_domain::case::ActKind::Terminate));
    story = story.does(Duty::Mediator, Act::SetAsideDraft { reason: "双方维持原协议。".to_owned() });
    assert_eq!(story.stage(), "S10");
}

#[test]
fn the_turn_of_signing_goes_from_parties_to_mediator_to_seal() {
    let turn = |story: &Story| story.case.turn().unwrap();
    let story = Story::neighbours().agreed();
    assert_eq!(turn(&story).who, Who::Parties(story.both()));
    let story = story.signed();
    assert_eq!(turn(&story).who, Who::Duty(Duty::Mediator));
    let story = story.does(Duty::Mediator, Act::SignAsMediator { on: None });
    assert_eq!(turn(&story).who, Who::Duty(Duty::Head));
}

#[test]
fn every_party_gets_a_copy_and_the_committee_keeps_one() {
    assert_eq!(fengqiao_domain::agreement::Agreement::copies(2), 3);
}
