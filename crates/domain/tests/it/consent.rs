//! Consent is a gate: nobody is mediated against her will.

use fengqiao_base::{Actor, Duty, id::PartyId};
use fengqiao_domain::{
    agreement::{AgreementForm, AgreementScope},
    case::{
        Act, ActKind, Answer, Confidentiality, GuardianGround, Manner, NotAcceptedGround, PartyKind,
        Representative, Side, Who,
    },
};
use time::macros::date;

use crate::story::{Story, consent, sign};

const ACCEPT: Act = Act::Accept { agreed_until: None };

fn told(party: PartyId) -> Act {
    Act::TellRights { party, manner: Manner::InPerson }
}

fn not_accept(ground: NotAcceptedGround) -> Act {
    Act::NotAccept { ground, reason: "对方明确拒绝调解。".to_owned() }
}

#[test]
fn a_case_nobody_was_asked_about_cannot_be_accepted() {
    assert_eq!(Story::neighbours().refusal(Duty::Head, ACCEPT), "consent-missing");
}

#[test]
fn when_one_party_refuses_the_case_cannot_be_accepted() {
    let mut story = Story::neighbours();
    story = story.consented();
    let refuse = consent(story.respondent, Answer::Refuse);
    story = story.does(Duty::Intake, refuse);
    assert_eq!(story.refusal(Duty::Head, ACCEPT), "party-refused");
}

#[test]
fn a_party_may_change_its_mind_while_it_is_asked() {
    let story = Story::neighbours();
    let refuse = consent(story.respondent, Answer::Refuse);
    let story = story.does(Duty::Intake, refuse).consented().does(Duty::Head, ACCEPT);
    assert_eq!(story.stage(), "S4");
}

#[test]
fn parties_that_agree_must_know_their_rights_first() {
    let story = Story::neighbours();
    let [one, other] = [story.applicant, story.respondent];
    let mut story = story
        .does(Duty::Intake, consent(one, Answer::Agree))
        .does(Duty::Intake, consent(other, Answer::Agree))
        .does(Duty::Intake, told(one));
    assert_eq!(story.refusal(Duty::Head, ACCEPT), "rights-not-told");
}

#[test]
fn only_the_head_accepts() {
    let mut story = Story::neighbours().consented();
    for duty in [Duty::Intake, Duty::Mediator, Duty::Party, Duty::System, Duty::SystemAdministrator] {
        assert_eq!(story.refusal(duty, ACCEPT), "not-your-duty", "{duty:?}");
    }
}

#[test]
fn a_refusal_ends_in_a_reasoned_notice_and_a_closed_case() {
    let story = Story::neighbours();
    let refuse = consent(story.respondent, Answer::Refuse);
    let story =
        story.does(Duty::Intake, refuse).does(Duty::Head, not_accept(NotAcceptedGround::PartyRefused));
    assert_eq!(story.stage(), "S3");
    assert!(!story.case.routes().is_empty());
    assert_eq!(story.closed().stage(), "S16");
}

#[test]
fn refusal_by_a_party_is_no_ground_when_nobody_refused() {
    let mut story = Story::neighbours().consented();
    let act = not_accept(NotAcceptedGround::PartyRefused);
    assert_eq!(story.refusal(Duty::Head, act), "nobody-refused at ground");
}

#[test]
fn a_case_is_not_declined_without_words() {
    let act = Act::NotAccept { ground: NotAcceptedGround::NotCivil, reason: "  ".to_owned() };
    assert_eq!(Story::neighbours().refusal(Duty::Head, act), "words-missing at reason");
}

#[test]
fn an_appeal_to_the_administration_is_no_case_for_mediation() {
    let mut story = Story::of_type("G1").consented();
    assert_eq!(story.refusal(Duty::Head, ACCEPT), "not-a-civil-dispute");
}

#[test]
fn a_party_answers_for_itself_and_for_nobody_else() {
    let mut story = Story::neighbours();
    let (own, foreign) = (story.applicant, story.respondent);
    assert_eq!(story.refusal(Duty::Party, consent(foreign, Answer::Refuse)), "not-your-word at party");
    assert!(story.does(Duty::Party, consent(own, Answer::Agree)).case.party(own).unwrap().agreed());
}

#[test]
fn a_stranger_has_no_word_in_the_case() {
    let mut story = Story::neighbours();
    let stranger = story.ids.next();
    let act = consent(story.applicant, Answer::Agree);
    let refusal = story.tries_as(Actor::Party { party: stranger }, act).unwrap_err();
    assert_eq!(refusal.code, "not-your-case");
}

#[test]
fn whoever_needs_a_guardian_agrees_only_with_one() {
    let mut story = Story::neighbours();
    let child = story.respondent;
    story.case.parties[1].needs_guardian = true;
    assert_eq!(story.refusal(Duty::Intake, consent(child, Answer::Agree)), "guardian-missing at party");
    let guardian = story.ids.next();
    let named = Act::NameRepresentative {
        party: child,
        representative: guardian,
        capacity: Representative::Guardian,
        attachment: None,
    };
    let story = story
        .does(Duty::Intake, named)
        .does_as(Actor::Party { party: guardian }, consent(child, Answer::Agree));
    assert!(story.case.party(child).unwrap().agreed());
}

/// The respondent is a child, and its guardian is named.
fn with_a_child(story: Story) -> (Story, PartyId, PartyId) {
    let (child, guardian) = (story.respondent, story.ids.next());
    let mut story = story;
    story.case.parties[1].needs_guardian = true;
    let named = Act::NameRepresentative {
        party: child,
        representative: guardian,
        capacity: Representative::Guardian,
        attachment: None,
    };
    (story.does(Duty::Intake, named), child, guardian)
}

#[test]
fn a_child_itself_may_refuse_but_its_guardian_agrees() {
    let (mut story, child, guardian) = with_a_child(Story::neighbours());
    let itself = Actor::Party { party: child };
    let refusal = story.tries_as(itself, consent(child, Answer::Agree)).unwrap_err();
    assert_eq!((refusal.code, refusal.field), ("guardian-acts", Some("party")));
    let story = story.does_as(itself, consent(child, Answer::Refuse));
    assert!(story.case.party(child).unwrap().refused());
    let story = story.does_as(Actor::Party { party: guardian }, consent(child, Answer::Agree));
    assert!(story.case.party(child).unwrap().agreed());
}

#[test]
fn a_child_s_guardian_signs_for_it() {
    let (mut story, child, guardian) = with_a_child(Story::neighbours().agreed());
    let itself = Actor::Party { party: child };
    assert!(!story.case.offers(&itself).contains(&ActKind::SignAgreement));
    assert_eq!(story.tries_as(itself, sign(child)).unwrap_err().code, "guardian-acts");
    let story = story.does_as(Actor::Party { party: guardian }, sign(child));
    assert_eq!(story.case.unsigned(), [story.applicant]);
}

/// Somebody joins on the respondent's side.
fn joined(story: Story) -> (Story, PartyId) {
    let party = story.ids.next();
    let join = Act::JoinParty {
        party,
        side: Side::Respondent,
        kind: PartyKind::Person,
        needs_guardian: None,
        guardian: None,
        answer: Some(Answer::Agree),
        manner: Manner::InPerson,
    };
    (story.does(Duty::Mediator, join), party)
}

#[test]
fn whoever_joins_an_accepted_case_knows_its_rights_before_it_is_heard() {
    let (mut story, party) = joined(Story::neighbours().assigned());
    let mut session = story.session();
    if let Act::HoldSession { present, .. } = &mut session {
        present.push(party);
    }
    assert_eq!(story.refusal(Duty::Mediator, session.clone()), "rights-not-told at present");
    let without = story.session();
    assert_eq!(story.branch().does(Duty::Mediator, without).stage(), "S7", "the others are heard");
    assert_eq!(story.does(Duty::Mediator, told(party)).does(Duty::Mediator, session).stage(), "S7");
}

#[test]
fn whoever_joins_an_accepted_case_knows_its_rights_before_it_signs() {
    let (story, party) = joined(Story::neighbours().in_session());
    let act = story.agreement(AgreementScope::Whole, AgreementForm::Written);
    let mut story = story.does(Duty::Mediator, act);
    assert_eq!(story.refusal(Duty::Mediator, sign(party)), "rights-not-told at party");
    let story = story.does(Duty::Mediator, told(party)).does(Duty::Mediator, sign(party));
    assert_eq!(story.case.unsigned(), story.both());
}

#[test]
fn whoever_was_not_told_its_rights_is_told_even_while_the_agreement_is_performed() {
    let (story, party) = joined(Story::neighbours().in_session());
    let act = story.agreement(AgreementScope::Whole, AgreementForm::Oral);
    let mut story = story.does(Duty::Mediator, act).does(Duty::Mediator, told(party));
    assert_eq!(story.stage(), "S10");
    assert_eq!(story.refusal(Duty::Mediator, told(party)), "not-at-this-stage", "everybody knows");
}

#[test]
fn nobody_stands_for_the_side_she_quarrels_with() {
    let mut story = Story::neighbours();
    let act = Act::NameRepresentative {
        party: story.applicant,
        representative: story.respondent,
        capacity: Representative::Agent,
        attachment: None,
    };
    assert_eq!(story.refusal(Duty::Intake, act), "party-already-there at representative");
}

#[test]
fn a_party_that_joins_an_accepted_case_must_agree_to_it() {
    let mut story = Story::neighbours().accepted();
    let party = story.ids.next();
    let join = |answer| Act::JoinParty {
        party,
        side: Side::Respondent,
        kind: PartyKind::Organisation,
        needs_guardian: None,
        guardian: None,
        answer,
        manner: Manner::InPerson,
    };
    assert_eq!(story.refusal(Duty::Mediator, join(None)), "joiner-must-agree at answer");
    assert_eq!(story.refusal(Duty::Mediator, join(Some(Answer::Refuse))), "joiner-must-agree at answer");
    let mut story = story.does(Duty::Mediator, join(Some(Answer::Agree)));
    assert_eq!(story.case.parties.len(), 3);
    assert_eq!(story.refusal(Duty::Mediator, join(Some(Answer::Agree))), "party-already-there at party");
}

fn child_joins(child: PartyId, guardian: Option<PartyId>, answer: Option<Answer>) -> Act {
    Act::JoinParty {
        party: child,
        side: Side::Respondent,
        kind: PartyKind::Person,
        needs_guardian: Some(GuardianGround::Minor),
        guardian,
        answer,
        manner: Manner::InPerson,
    }
}

#[test]
fn a_child_joins_with_its_guardian_and_makes_the_case_confidential() {
    let mut story = Story::neighbours().assigned();
    let (child, guardian) = (story.ids.next(), story.ids.next());
    let agrees = Some(Answer::Agree);
    let refused = [
        (child_joins(child, None, agrees), "guardian-missing at guardian"),
        (child_joins(child, Some(story.applicant), agrees), "party-already-there at guardian"),
    ];
    for (act, why) in refused {
        assert_eq!(story.refusal(Duty::Mediator, act), why);
    }
    let story = story.does(Duty::Mediator, child_joins(child, Some(guardian), agrees));
    let standing = story.case.party(child).unwrap();
    assert_eq!((standing.needs_guardian, standing.guardian), (true, Some(guardian)));
    assert_eq!(story.case.class, Confidentiality::Minor);
    assert!(story.tells("representative_named", &guardian.to_string()));
    assert!(story.tells("class_set", "minor"));
    let mut story = story.does(Duty::Mediator, told(child));
    let mut session = story.session();
    if let Act::HoldSession { present, .. } = &mut session {
        present.push(child);
    }
    assert_eq!(story.refusal(Duty::Mediator, session), "guardian-missing at present");
}

#[test]
fn a_child_that_joins_before_acceptance_answers_once_its_guardian_is_there() {
    let mut story = Story::neighbours();
    let child = story.ids.next();
    story = story.does(Duty::Intake, child_joins(child, None, None));
    assert_eq!(story.refusal(Duty::Intake, consent(child, Answer::Agree)), "guardian-missing at party");
}

#[test]
fn whoever_cannot_act_alone_joins_without_making_it_a_case_of_a_child_and_no_organisation_has_a_guardian() {
    let mut story = Story::neighbours();
    let (party, guardian) = (story.ids.next(), story.ids.next());
    let join = |kind| Act::JoinParty {
        party,
        side: Side::Applicant,
        kind,
        needs_guardian: Some(GuardianGround::Incapacity),
        guardian: Some(guardian),
        answer: Some(Answer::Agree),
        manner: Manner::Representative,
    };
    let why = "only-persons-have-guardians at needs_guardian";
    assert_eq!(story.refusal(Duty::Intake, join(PartyKind::Organisation)), why);
    let story = story.does(Duty::Intake, join(PartyKind::Person));
    assert_eq!(story.case.class, Confidentiality::Ordinary);
    assert!(story.case.party(party).unwrap().needs_guardian);
}

#[test]
fn parties_may_agree_on_a_last_day_of_mediation() {
    let story = Story::neighbours()
        .consented()
        .does(Duty::Head, Act::Accept { agreed_until: Some(date!(2025 - 06 - 03)) });
    assert_eq!(story.case.acceptance.unwrap().agreed_until, Some(date!(2025 - 06 - 03)));
}

#[test]
fn the_period_of_a_labour_dispute_is_not_for_the_parties() {
    let mut story = Story::of_type("11").consented();
    let act = Act::Accept { agreed_until: Some(date!(2025 - 06 - 03)) };
    assert_eq!(story.refusal(Duty::Head, act), "period-cannot-be-agreed at agreed_until");
}

#[test]
fn a_day_that_has_passed_is_no_last_day() {
    let mut story = Story::neighbours().consented();
    let act = Act::Accept { agreed_until: Some(date!(2025 - 03 - 03)) };
    assert_eq!(story.refusal(Duty::Head, act), "agreed-day-passed at agreed_until");
}

#[test]
fn only_parties_of_the_case_can_be_protected() {
    let mut story = Story::neighbours();
    let stranger = story.ids.next();
    let act = Act::SetClass { class: Confidentiality::DomesticViolence, protects: vec![stranger] };
    assert_eq!(story.refusal(Duty::Intake, act), "unknown-party at protects");
}

#[test]
fn the_turn_goes_from_the_window_to_the_head() {
    let story = Story::neighbours();
    let turn = |story: &Story| {
        let turn = story.case.turn().unwrap();
        let Who::Duty(duty) = turn.who else { panic!("a duty") };
        format!("{} {}", duty.code(), turn.what.code())
    };
    assert_eq!(turn(&story), "intake record_consent");
    let story = story.consented();
    assert_eq!(turn(&story), "head accept");
    let refuse = consent(story.respondent, Answer::Refuse);
    assert_eq!(turn(&story.does(Duty::Intake, refuse)), "head not_accept");
}
