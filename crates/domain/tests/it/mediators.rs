//! Mediators are chosen, else appointed, and leave at one party's word.

use fengqiao_base::{Actor, Duty, id::AccountId};
use fengqiao_domain::{
    case::{Act, ActKind, Manner, Who},
    mediation::ByWhom,
};

use crate::story::Story;

fn appoint(mediator: AccountId) -> Act {
    Act::AppointMediator { mediator }
}

#[test]
fn when_all_parties_choose_the_same_mediator_she_is_assigned() {
    let story = Story::neighbours().accepted();
    let mediator = story.mediator;
    let [one, other] = [story.applicant, story.respondent];
    let story = story.does(Duty::Party, Act::ChooseMediator { party: one, mediator });
    assert_eq!(story.stage(), "S4", "one choice is not enough");
    let story = story.does(Duty::Intake, Act::ChooseMediator { party: other, mediator });
    assert_eq!(story.stage(), "S5");
    assert_eq!(story.case.mediators[0].by, ByWhom::Chosen);
}

#[test]
fn when_parties_choose_differently_the_head_appoints() {
    let story = Story::neighbours().accepted();
    let (mediator, second) = (story.mediator, story.other);
    let [one, other] = [story.applicant, story.respondent];
    let story = story
        .does(Duty::Intake, Act::ChooseMediator { party: one, mediator })
        .does(Duty::Intake, Act::ChooseMediator { party: other, mediator: second })
        .does(Duty::Head, appoint(second));
    assert_eq!(story.case.mediator(), Some(second));
    assert_eq!(story.case.mediators[0].by, ByWhom::Appointed);
}

#[test]
fn one_party_s_word_is_enough_to_replace_a_mediator() {
    let story = Story::neighbours().in_session();
    let (party, mediator, second) = (story.applicant, story.mediator, story.other);
    let mut story = story.does(Duty::Party, Act::RequestReplacement { party, mediator });
    assert_eq!(story.stage(), "S4");
    assert_eq!(story.case.mediator(), None);
    assert_eq!(story.refusal(Duty::Head, appoint(mediator)), "mediator-left-before at mediator");
    let story = story.does(Duty::Head, appoint(second));
    assert_eq!((story.stage(), story.case.mediator()), ("S5", Some(second)));
}

#[test]
fn a_replaced_mediator_cannot_go_on_with_the_case() {
    let story = Story::neighbours().assigned();
    let (party, mediator, second) = (story.applicant, story.mediator, story.other);
    let mut story = story
        .does(Duty::Intake, Act::RequestReplacement { party, mediator })
        .does(Duty::Head, appoint(second));
    let session = story.session();
    assert_eq!(story.refusal(Duty::Mediator, session), "not-your-case");
}

#[test]
fn a_mediator_who_left_does_not_pass_as_one_while_nobody_follows() {
    let story = Story::neighbours().assigned();
    let (party, mediator) = (story.applicant, story.mediator);
    let story = story.does(Duty::Intake, Act::RequestReplacement { party, mediator });
    let refused = story.case.allows(ActKind::Terminate, &story.actor(Duty::Mediator)).unwrap_err();
    assert_eq!((story.stage(), refused.code), ("S4", "not-your-case"));
    let another = Actor::Staff { account: story.other, duty: Duty::Mediator };
    assert_eq!(story.case.allows(ActKind::Terminate, &another), Ok(()));
}

#[test]
fn a_mediator_replaced_after_an_agreement_leaves_it_where_it_stands() {
    let effective = Story::neighbours().effective();
    let act = Act::Urge { item: effective.item(), manner: Manner::Telephone, record: "督促。".to_owned() };
    let performing = effective.branch().does(Duty::Mediator, act);
    for (story, stage) in [(Story::neighbours().agreed(), "S9"), (effective, "S10"), (performing, "S11")] {
        let (party, mediator, second) = (story.applicant, story.mediator, story.other);
        let story = story.does(Duty::Party, Act::RequestReplacement { party, mediator });
        assert_eq!((story.stage(), story.case.mediator()), (stage, None));
        let turn = story.case.turn().unwrap();
        assert_eq!((turn.who, turn.what), (Who::Duty(Duty::Head), ActKind::AppointMediator));
        let stranger = Actor::Staff { account: second, duty: Duty::Mediator };
        assert_eq!(story.case.allows(ActKind::AddNote, &stranger).unwrap_err().code, "not-your-case");
        let story = story.does(Duty::Head, appoint(second));
        assert_eq!((story.stage(), story.case.mediator()), (stage, Some(second)));
        assert_eq!(story.case.allows(ActKind::AddNote, &stranger), Ok(()));
    }
}

#[test]
fn a_draft_whose_mediator_left_is_signed_by_the_next_or_given_up_by_the_head() {
    let story = Story::neighbours().agreed();
    let (party, mediator, second) = (story.applicant, story.mediator, story.other);
    let story = story.signed().does(Duty::Intake, Act::RequestReplacement { party, mediator });
    let given_up = Act::SetAsideDraft { reason: "更换调解员。".to_owned() };
    assert_eq!(story.branch().does(Duty::Head, given_up).stage(), "S4", "a mediator is looked for");
    let next = Actor::Staff { account: second, duty: Duty::Mediator };
    let story = story
        .does(Duty::Head, appoint(second))
        .does_as(next, Act::SignAsMediator { on: None })
        .does(Duty::Head, Act::AffixSeal { on: None });
    assert_eq!(story.stage(), "S10");
}

#[test]
fn whoever_does_not_mediate_cannot_be_replaced() {
    let mut story = Story::neighbours().assigned();
    let act = Act::RequestReplacement { party: story.applicant, mediator: story.other };
    assert_eq!(story.refusal(Duty::Intake, act), "unknown-mediator at mediator");
}

#[test]
fn a_mediator_who_withdraws_for_a_conflict_leaves_the_case() {
    let disclose =
        |withdraws| Act::DiscloseConflict { conflict: "与被申请人是同学。".to_owned(), withdraws };
    let story = Story::neighbours().assigned().does(Duty::Mediator, disclose(false));
    assert_eq!(story.stage(), "S5", "what is disclosed is left to the parties");
    assert_eq!(story.case.mediators[0].disclosed.len(), 1);
    let story = story.does(Duty::Mediator, disclose(true));
    assert_eq!(story.stage(), "S4");
}

#[test]
fn a_second_mediator_joins_where_the_case_stands() {
    let story = Story::neighbours().in_session();
    let second = story.other;
    let mut story = story.does(Duty::Head, appoint(second));
    assert_eq!(story.stage(), "S7");
    assert_eq!(story.case.mediators_now().count(), 2);
    assert_eq!(story.refusal(Duty::Head, appoint(second)), "mediator-is-assigned at mediator");
    let (party, first) = (story.respondent, story.mediator);
    let story = story.does(Duty::Intake, Act::RequestReplacement { party, mediator: first });
    assert_eq!((story.stage(), story.case.mediator()), ("S7", Some(second)));
}

#[test]
fn a_mediator_of_another_case_is_offered_nothing_but_a_visit() {
    let story = Story::neighbours().performed();
    let stranger = Actor::Staff { account: story.other, duty: Duty::Mediator };
    assert_eq!(story.case.offers(&stranger), [ActKind::ReturnVisit, ActKind::ReportDanger]);
}
