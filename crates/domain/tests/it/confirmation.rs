//! A court makes an agreement enforceable, on both sides' application, within thirty days.

use fengqiao_base::{Actor, Day, Duty, id::PartyId};
use fengqiao_domain::{
    agreement::{AgreementForm, AgreementScope, ItemRoute, Topic},
    case::{Act, ActKind, Charge, CourtCharge, Origin, Referrer},
    confirmation::{CompetentCourt, Concern, Confirmation, ConfirmationRuling, Exclusion},
};
use time::macros::date;

use crate::story::{Setting, Story, archive, replacing};

fn agrees(story: &Story, party: PartyId) -> Act {
    Act::AgreeToConfirm { agreement: story.agreement_id(), party, on: None }
}

fn agreed_on(story: &Story, party: PartyId, on: Day) -> Act {
    Act::AgreeToConfirm { agreement: story.agreement_id(), party, on: Some(on) }
}

fn takes_back(story: &Story, party: PartyId) -> Act {
    Act::TakeBackConfirmation { agreement: story.agreement_id(), party }
}

fn file_on(story: &Story, on: Day) -> Act {
    Act::FileConfirmation {
        agreement: story.agreement_id(),
        competence: CompetentCourt::Organisation,
        court: "深圳市宝安区人民法院".to_owned(),
        on,
    }
}

fn both_agreed(story: Story) -> Story {
    story.both().into_iter().fold(story, |story, party| {
        let act = agrees(&story, party);
        story.does(Duty::Mediator, act)
    })
}

pub fn docketed(story: Story) -> Story {
    let story = both_agreed(story);
    let (file, agreement) = (file_on(&story, story.today()), story.agreement_id());
    let docket = Act::DocketConfirmation {
        agreement,
        reference: "（2025）粤0306民特1号".to_owned(),
        on: story.today(),
    };
    story.does(Duty::Mediator, file).does(Duty::External, docket)
}

pub fn ruled(story: Story, ruling: ConfirmationRuling) -> Story {
    let act = Act::RuleConfirmation {
        agreement: story.agreement_id(),
        ruling,
        reference: "（2025）粤0306民特1号".to_owned(),
        on: story.today(),
    };
    story.does(Duty::External, act)
}

pub fn code(story: &Story) -> &'static str {
    story.case.agreements.last().unwrap().confirmation().unwrap().code(2)
}

fn about(topic: Topic) -> Story {
    let story = Story::neighbours().in_session();
    let mut act = story.agreement(AgreementScope::Whole, AgreementForm::Oral);
    if let Act::ReachAgreement { topics, .. } = &mut act {
        topics.push(topic);
    }
    story.does(Duty::Mediator, act)
}

#[test]
fn a_confirmed_agreement_goes_through_all_its_steps() {
    let story = Story::neighbours().effective();
    assert_eq!(code(&story), "J0");
    let story = both_agreed(story);
    assert_eq!(code(&story), "J1");
    let act = file_on(&story, story.today());
    assert_eq!(code(&story.does(Duty::Mediator, act)), "J2");
    let story = docketed(Story::neighbours().effective());
    assert_eq!(code(&story), "J3");
    let story = ruled(story, ConfirmationRuling::Valid);
    assert_eq!(code(&story), "J4");
    let act =
        Act::ApplyEnforcement { agreement: story.agreement_id(), party: story.applicant, on: story.today() };
    let story = story.does(Duty::Party, act);
    assert_eq!(code(&story), "E1");
    assert!(story.case.tally().confirmed);
    let act = Act::TakeElsewhere { item: story.item(), route: ItemRoute::Enforcement };
    assert_eq!(story.does(Duty::Mediator, act).stage(), "S15");
}

#[test]
fn one_side_alone_cannot_apply() {
    let story = Story::neighbours().effective();
    let act = agrees(&story, story.applicant);
    let mut story = story.does(Duty::Party, act);
    let act = file_on(&story, story.today());
    assert_eq!(story.refusal(Duty::Mediator, act), "not-at-this-stage");
}

#[test]
fn nobody_agrees_for_the_other_side() {
    let mut story = Story::neighbours().effective();
    let act = agrees(&story, story.respondent);
    assert_eq!(story.refusal(Duty::Party, act), "not-your-word at party");
}

#[test]
fn the_window_closes_after_thirty_days() {
    let mut story = both_agreed(Story::neighbours().effective()).days_later(30);
    assert_eq!(story.today(), date!(2025 - 04 - 02));
    let lapse = Act::LapseConfirmation { agreement: story.agreement_id() };
    assert_eq!(story.refusal(Duty::System, lapse.clone()), "confirmation-window-open at agreement");
    let on_the_last_day = file_on(&story, story.today());
    story = story.days_later(1);
    let too_late = file_on(&story, story.today());
    assert_eq!(story.refusal(Duty::Mediator, too_late), "confirmation-window-over at on");
    let recorded_later = Story { case: story.case.clone(), ..both_agreed(Story::neighbours().effective()) };
    let recorded_later = recorded_later.days_later(33).does(Duty::Mediator, on_the_last_day);
    assert_eq!(code(&recorded_later), "J2", "filed in time, recorded later");
    story = story.does(Duty::System, lapse);
    assert_eq!(code(&story), "J7");
}

#[test]
fn whoever_applied_in_time_and_told_it_late_is_in_time() {
    let story = Story::neighbours().effective();
    let effective = story.today();
    let mut story = story.days_later(33);
    assert_eq!(story.today(), date!(2025 - 04 - 05));
    let [applicant, respondent] = [story.applicant, story.respondent];
    let last = date!(2025 - 04 - 02);
    let refused = [
        (agrees(&story, applicant), "confirmation-window-over at agreement"),
        (agreed_on(&story, applicant, last.next_day().unwrap()), "confirmation-window-over at on"),
        (agreed_on(&story, applicant, date!(2025 - 04 - 06)), "in-the-future at on"),
        (agreed_on(&story, applicant, effective.previous_day().unwrap()), "before-it-began at on"),
    ];
    for (act, why) in refused {
        assert_eq!(story.refusal(Duty::Party, act), why);
    }
    let own = agreed_on(&story, applicant, effective);
    let other = agreed_on(&story, respondent, last);
    let story = story.does(Duty::Party, own).does(Duty::Mediator, other);
    assert!(story.tells("confirmation_agreed", r#""on":"2025-04-02""#));
    let file = file_on(&story, last);
    assert_eq!(code(&story.does(Duty::Mediator, file)), "J2");
}

#[test]
fn nothing_is_filed_before_the_last_of_the_parties_agreed() {
    let story = Story::neighbours().effective();
    let effective = story.today();
    let story = story.days_later(9);
    let [applicant, respondent] = [story.applicant, story.respondent];
    let [first, last] = [date!(2025 - 03 - 05), date!(2025 - 03 - 10)];
    let (own, other) = (agreed_on(&story, applicant, last), agreed_on(&story, respondent, first));
    let mut story = story.does(Duty::Party, own).does(Duty::Mediator, other);
    for day in [effective, first] {
        let early = file_on(&story, day);
        assert_eq!(story.refusal(Duty::Mediator, early), "before-it-began at on");
    }
    let act = file_on(&story, last);
    assert_eq!(code(&story.branch().does(Duty::Mediator, act)), "J2");
    let (back, again) = (takes_back(&story, applicant), agreed_on(&story, applicant, first));
    let story = story.does(Duty::Party, back).does(Duty::Party, again);
    let act = file_on(&story, first);
    assert_eq!(code(&story.does(Duty::Mediator, act)), "J2", "the day told wrong was set right");
}

#[test]
fn what_lapsed_goes_on_once_the_parties_tell_that_they_agreed_in_time() {
    let mut story = Story::neighbours().effective().days_later(31);
    let lapse = Act::LapseConfirmation { agreement: story.agreement_id() };
    story = story.does(Duty::System, lapse);
    let last = date!(2025 - 04 - 02);
    let late = agreed_on(&story, story.applicant, last.next_day().unwrap());
    assert_eq!(story.refusal(Duty::Mediator, late), "confirmation-window-over at on");
    assert!(!story.case.offers(&story.actor(Duty::Party)).contains(&ActKind::AgreeToConfirm));
    let both = story.both().into_iter().map(|party| agreed_on(&story, party, last)).collect::<Vec<_>>();
    let story = both.into_iter().fold(story, |story, act| story.does(Duty::Mediator, act));
    assert_eq!(code(&story), "J1");
    let act = file_on(&story, last);
    assert_eq!(code(&story.does(Duty::Mediator, act)), "J2");
}

#[test]
fn what_lapsed_after_a_withdrawal_remembers_it() {
    let story = docketed(Story::neighbours().effective()).days_later(9);
    let withdraw = Act::WithdrawConfirmation { agreement: story.agreement_id(), party: story.applicant };
    let lapse = Act::LapseConfirmation { agreement: story.agreement_id() };
    let mut story = story.does(Duty::Party, withdraw).days_later(31).does(Duty::System, lapse);
    assert_eq!(code(&story), "J7");
    let early = agreed_on(&story, story.applicant, date!(2025 - 03 - 11));
    assert_eq!(story.refusal(Duty::Mediator, early), "before-it-began at on");
}

#[test]
fn a_party_takes_its_word_back_until_the_court_has_it() {
    let before = Story::neighbours().effective();
    let story = both_agreed(before.branch());
    let act = takes_back(&story, story.applicant);
    let story = story.does(Duty::Party, act);
    assert_eq!(code(&story), "J0");
    assert!(story.tells("confirmation_taken_back", &story.applicant.to_string()));
    let offers = story.case.offers(&story.actor(Duty::Party));
    assert!(offers.contains(&ActKind::AgreeToConfirm) && !offers.contains(&ActKind::TakeBackConfirmation));
    let act = takes_back(&story, story.respondent);
    let story = story.does(Duty::Mediator, act);
    assert_eq!(story.case.agreements, before.case.agreements, "as if nobody had agreed");
    let mut story = docketed(before);
    let act = takes_back(&story, story.applicant);
    assert_eq!(story.refusal(Duty::Party, act), "not-at-this-stage");
}

#[test]
fn nobody_takes_back_what_was_not_said_or_another_said() {
    let story = Story::neighbours().effective();
    let act = agrees(&story, story.respondent);
    let mut story = story.does(Duty::Mediator, act);
    let (own, other) = (takes_back(&story, story.applicant), takes_back(&story, story.respondent));
    assert_eq!(story.refusal(Duty::Mediator, own.clone()), "not-agreed-to-confirm at party");
    assert_eq!(story.refusal(Duty::Party, own), "not-your-word");
    assert_eq!(story.refusal(Duty::Party, other), "not-your-word");
}

#[test]
fn a_word_taken_back_after_a_withdrawal_leaves_it_withdrawn() {
    let story = docketed(Story::neighbours().effective());
    let withdraw = Act::WithdrawConfirmation { agreement: story.agreement_id(), party: story.applicant };
    let mut story = story.does(Duty::Party, withdraw).days_later(1);
    let withdrawn = story.case.agreements.clone();
    let early =
        agreed_on(&story, story.applicant, story.today().previous_day().unwrap().previous_day().unwrap());
    assert_eq!(story.refusal(Duty::Party, early), "before-it-began at on");
    let act = agrees(&story, story.applicant);
    let story = story.does(Duty::Party, act);
    assert_eq!(code(&story), "J0");
    let act = takes_back(&story, story.applicant);
    let story = story.does(Duty::Party, act);
    assert_eq!((code(&story), &story.case.agreements), ("J6", &withdrawn));
}

#[test]
fn a_confirmation_stored_without_a_withdrawal_or_the_days_is_read() {
    let stored = r#"{"confirmation":"open","agreed":[]}"#;
    assert_eq!(serde_json::from_str::<Confirmation>(stored).unwrap(), Confirmation::opened());
    let stored = r#"{"confirmation":"lapsed","on":"2025-04-02"}"#;
    let lapsed = Confirmation::Lapsed { on: date!(2025 - 04 - 02), withdrawn: None };
    assert_eq!(serde_json::from_str::<Confirmation>(stored).unwrap(), lapsed);
    let story = both_agreed(Story::neighbours().effective());
    let open = story.case.agreements[0].confirmation().unwrap();
    let stored = serde_json::to_string(open).unwrap();
    assert_eq!(&serde_json::from_str::<Confirmation>(&stored).unwrap(), open);
}

#[test]
fn the_platform_itself_can_do_nothing_but_note_that_the_window_is_over() {
    for story in [Story::neighbours(), Story::neighbours().in_session(), Story::neighbours().agreed()] {
        assert_eq!(story.case.offers(&Actor::System), []);
    }
    assert_eq!(Story::neighbours().effective().case.offers(&Actor::System), [ActKind::LapseConfirmation]);
}

#[test]
fn what_a_court_would_not_take_is_not_filed() {
    let table = [
        (Topic::Marriage, Exclusion::PersonalStatus),
        (Topic::Parentage, Exclusion::PersonalStatus),
        (Topic::Adoption, Exclusion::PersonalStatus),
        (Topic::RealRight, Exclusion::Ownership),
        (Topic::IntellectualProperty, Exclusion::Ownership),
        (Topic::SpecialProcedure, Exclusion::SpecialProcedure),
        (Topic::OutsideCourts, Exclusion::OutsideCourts),
    ];
    for (topic, exclusion) in table {
        let mut story = about(topic);
        let check = story.case.check_confirmation(story.agreement_id()).unwrap();
        assert_eq!(check.exclusions, [exclusion], "{topic:?}");
        let act = agrees(&story, story.applicant);
        assert_eq!(story.refusal(Duty::Party, act), "confirmation-excluded at agreement", "{topic:?}");
    }
}

#[test]
fn an_inheritance_may_be_confirmed() {
    let story = about(Topic::Inheritance);
    assert_eq!(story.case.check_confirmation(story.agreement_id()).unwrap().exclusions, []);
}

#[test]
fn what_is_unclear_is_pointed_out_before_the_court_does() {
    let story = Story::of_type("03").in_session();
    let mut item = story.terms();
    item.amount_fen = None;
    item.due = None;
    item.manner = String::new();
    let story = story.does(
        Duty::Mediator,
        crate::story::agreement(AgreementScope::Whole, AgreementForm::Oral, vec![item]),
    );
    let item = Some(story.item());
    let check = story.case.check_confirmation(story.agreement_id()).unwrap();
    assert_eq!(check.exclusions, []);
    assert_eq!(
        check.concerns,
        [
            (Concern::MaybeRealRight, None),
            (Concern::AmountUnclear, item),
            (Concern::DueMissing, item),
            (Concern::MannerMissing, item),
        ]
    );
}

#[test]
fn the_court_that_invited_the_committee_is_the_one_to_ask() {
    let origin = Origin::Referred {
        by: Referrer::Court,
        reference: None,
        charge: Some(Charge { way: CourtCharge::Delegated, signed_for: Some(date!(2025 - 03 - 03)) }),
        sent: None,
    };
    let mut story = both_agreed(Story::opened(Setting { origin, ..Setting::default() }).effective());
    assert_eq!(story.case.competent_courts(), [CompetentCourt::Inviting]);
    let act = file_on(&story, story.today());
    assert_eq!(story.refusal(Duty::Mediator, act), "court-not-competent at competence");
}

#[test]
fn whoever_withdrew_may_ask_again_while_the_window_is_open() {
    let story = docketed(Story::neighbours().effective());
    let act = Act::WithdrawConfirmation { agreement: story.agreement_id(), party: story.applicant };
    let story = story.does(Duty::Party, act);
    assert_eq!(code(&story), "J6");
    let act = agrees(&story, story.applicant);
    assert_eq!(code(&story.does(Duty::Party, act)), "J0");
}

#[test]
fn after_a_dismissal_the_parties_may_agree_anew_or_stop() {
    let story = ruled(docketed(Story::neighbours().effective()), ConfirmationRuling::Dismissed);
    assert_eq!(code(&story), "J5");
    let by = story.actor(Duty::Mediator);
    let offers = story.case.offers(&by);
    assert!(offers.contains(&ActKind::ReachAgreement) && offers.contains(&ActKind::Terminate));
}

#[test]
fn what_was_dismissed_may_be_agreed_anew_even_when_it_was_done() {
    let story = ruled(docketed(Story::neighbours().performed()), ConfirmationRuling::Dismissed);
    let visited = story.branch().visited();
    for (story, stage) in [(story, "S14"), (visited, "S15")] {
        assert_eq!(story.stage(), stage);
        let old = story.agreement_id();
        let new = story.agreement(AgreementScope::Whole, AgreementForm::Written);
        let drafted = story.branch().does(Duty::Mediator, replacing(new, old));
        assert_eq!(drafted.stage(), "S9");
        let kept = Act::SetAsideDraft { reason: "双方维持原协议。".to_owned() };
        assert_eq!(drafted.branch().does(Duty::Mediator, kept).stage(), "S14", "what is done is done");
        let anew = drafted
            .signed()
            .does(Duty::Mediator, Act::SignAsMediator { on: None })
            .does(Duty::Head, Act::AffixSeal { on: None });
        assert_eq!((anew.stage(), code(&anew)), ("S10", "J0"));
        let stop = Act::Terminate {
            ground: fengqiao_domain::case::TerminationGround::RefusesFurther,
            party: Some(story.applicant),
            reason: "另行起诉。".to_owned(),
        };
        assert_eq!(story.does(Duty::Party, stop).stage(), "S12");
    }
}

#[test]
fn what_was_done_and_not_dismissed_is_neither_agreed_anew_nor_given_up() {
    let story = ruled(docketed(Story::neighbours().performed()), ConfirmationRuling::Valid);
    let offers = story.case.offers(&story.actor(Duty::Mediator));
    assert!(!offers.contains(&ActKind::ReachAgreement) && !offers.contains(&ActKind::Terminate));
}

#[test]
fn what_a_court_has_or_has_confirmed_is_not_replaced() {
    let filed = |story: Story| {
        let story = both_agreed(story);
        let act = file_on(&story, story.today());
        story.does(Duty::Mediator, act)
    };
    let valid = || ruled(docketed(Story::neighbours().effective()), ConfirmationRuling::Valid);
    let enforced = valid();
    let act = Act::ApplyEnforcement {
        agreement: enforced.agreement_id(),
        party: enforced.applicant,
        on: enforced.today(),
    };
    for (mut story, state) in [
        (filed(Story::neighbours().effective()), "J2"),
        (docketed(Story::neighbours().effective()), "J3"),
        (valid(), "J4"),
        (enforced.does(Duty::Party, act), "E1"),
    ] {
        assert_eq!(code(&story), state);
        let new =
            replacing(story.agreement(AgreementScope::Whole, AgreementForm::Written), story.agreement_id());
        assert_eq!(story.refusal(Duty::Mediator, new), "confirmation-holds at replaces", "{state}");
    }
}

#[test]
fn a_draft_does_not_take_effect_over_what_went_to_court_meanwhile() {
    let story = Story::neighbours().effective();
    let old = story.agreement_id();
    let new = replacing(story.agreement(AgreementScope::Whole, AgreementForm::Written), old);
    let story = both_agreed(story);
    let file = file_on(&story, story.today());
    let mut story = story
        .does(Duty::Mediator, new)
        .signed()
        .does(Duty::Mediator, Act::SignAsMediator { on: None })
        .does(Duty::Mediator, file);
    let seal = Act::AffixSeal { on: None };
    assert_eq!(story.refusal(Duty::Head, seal.clone()), "confirmation-holds");
    let withdraw = Act::WithdrawConfirmation { agreement: old, party: story.applicant };
    let story = story.does(Duty::Party, withdraw).does(Duty::Head, seal);
    assert_eq!((story.stage(), story.case.effective_agreements().count()), ("S10", 1));
}

#[test]
fn nothing_is_archived_while_a_court_has_it() {
    let closed = || Story::neighbours().performed().visited().closed();
    let filed = both_agreed(closed());
    let act = file_on(&filed, filed.today());
    for (mut story, state) in [(filed.does(Duty::Mediator, act), "J2"), (docketed(closed()), "J3")] {
        assert_eq!(code(&story), state);
        assert_eq!(story.refusal(Duty::Archivist, archive()), "confirmation-pending", "{state}");
    }
    for ruling in [ConfirmationRuling::Valid, ConfirmationRuling::Dismissed] {
        let story = ruled(docketed(closed()), ruling);
        assert_eq!(story.does(Duty::Archivist, archive()).stage(), "S17", "{ruling:?}");
    }
}

#[test]
fn nothing_is_archived_while_the_other_side_can_still_join_an_application() {
    let story = Story::neighbours().performed().visited().closed();
    assert!(!story.case.is_untimely(ActKind::Archive, story.today()), "nobody wants to apply");
    let act = agrees(&story, story.applicant);
    let mut story = story.does(Duty::Party, act).days_later(30);
    assert!(story.case.is_untimely(ActKind::Archive, story.today()));
    assert_eq!(story.refusal(Duty::Archivist, archive()), "confirmation-pending");
    let story = story.days_later(1);
    assert!(!story.case.is_untimely(ActKind::Archive, story.today()));
    assert_eq!(story.does(Duty::Archivist, archive()).stage(), "S17");
}

/// The clock of enforcement of the only item: its rule, last day and standing now.
#[test]
fn an_agreement_that_binds_is_not_undone_by_stopping_mediation() {
    let mut story = Story::neighbours().effective();
    let act = Act::Terminate {
        ground: fengqiao_domain::case::TerminationGround::RefusesFurther,
        party: Some(story.applicant),
        reason: "反悔。".to_owned(),
    };
    assert_eq!(story.refusal(Duty::Party, act), "agreement-holds");
}

#[test]
fn steps_are_not_skipped() {
    let mut story = both_agreed(Story::neighbours().effective());
    let agreement = story.agreement_id();
    let on = story.today();
    let docket = Act::DocketConfirmation { agreement, reference: "1".to_owned(), on };
    assert_eq!(story.refusal(Duty::External, docket), "not-at-this-stage");
    assert!(matches!(
        story.case.agreement(agreement).unwrap().confirmation(),
        Some(Confirmation::Open { .. })
    ));
}
