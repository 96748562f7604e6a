//! Nothing of a case is shown to another body without everybody's consent or a named ground of law.

use fengqiao_base::{
    Actor, Duty,
    id::{BodyId, PartyId, SharingId},
};
use fengqiao_domain::{
    case::{Act, ActKind, Answer, Confidentiality, GuardianGround, Manner, PartyKind, Side},
    sharing::{SharedPart, SharingGround, SharingState, SharingWord},
};
use time::Duration;
use uuid::Uuid;

use crate::story::{Setting, Story};

const HOUSING: BodyId = BodyId(Uuid::from_u128(77));
const COURT: BodyId = BodyId(Uuid::from_u128(78));

fn share(story: &Story, body: BodyId, ground: Option<SharingGround>) -> Act {
    Act::Share {
        body,
        parts: vec![SharedPart::Dispute, SharedPart::Contacts],
        purpose: "请住建部门核查公共管道。".to_owned(),
        ground,
        until: story.today() + Duration::days(30),
    }
}

fn answer(sharing: SharingId, party: PartyId, answer: SharingWord) -> Act {
    Act::AnswerSharing { sharing, party, answer, manner: Manner::Telephone }
}

impl Story {
    fn asked(self) -> Self {
        let act = share(&self, HOUSING, None);
        self.does(Duty::Head, act)
    }

    fn agreed_to_share(self) -> Self {
        let sharing = self.last();
        self.both().into_iter().fold(self, |story, party| {
            story.does_as(Actor::Party { party }, answer(sharing, party, SharingWord::Agree))
        })
    }

    fn last(&self) -> SharingId {
        self.case.sharings.last().unwrap().id
    }

    fn state(&self) -> SharingState {
        self.case.sharing_state(self.case.sharings.last().unwrap(), self.today())
    }

    fn offers_to(&self, by: Actor) -> Vec<ActKind> {
        let all = [ActKind::Share, ActKind::AnswerSharing, ActKind::EndSharing];
        let offered = |kind: &ActKind| {
            self.case.allows(*kind, &by).is_ok() && !self.case.is_untimely(*kind, self.today())
        };
        all.into_iter().filter(offered).collect()
    }
}

#[test]
fn nothing_is_shown_until_every_party_has_agreed_and_silence_is_no_consent() {
    let story = Story::neighbours().accepted().asked();
    let [one, other] = [story.applicant, story.respondent];
    assert_eq!(story.state(), SharingState::Waiting);
    let sharing = story.last();
    let story =
        story.does_as(Actor::Party { party: one }, answer(sharing, one, SharingWord::Agree)).days_later(20);
    assert_eq!(story.state(), SharingState::Waiting);
    let missing: Vec<PartyId> = story.case.unanswered(&story.case.sharings[0]).collect();
    assert_eq!(missing, [other]);
    let story = story.does(Duty::Intake, answer(sharing, other, SharingWord::Agree));
    assert_eq!(story.state(), SharingState::InForce);
}

#[test]
fn one_party_of_three_takes_its_consent_back_and_it_ends_for_all_at_once() {
    let story = Story::neighbours().assigned();
    let third = story.ids.next();
    let join = Act::JoinParty {
        party: third,
        side: Side::Respondent,
        kind: PartyKind::Organisation,
        needs_guardian: None,
        guardian: None,
        answer: Some(Answer::Agree),
        manner: Manner::InPerson,
    };
    let story = story.does(Duty::Mediator, join).asked().agreed_to_share();
    let sharing = story.last();
    assert_eq!(story.state(), SharingState::Waiting, "an organisation is asked too");
    let story = story.does(Duty::Mediator, answer(sharing, third, SharingWord::Agree));
    assert_eq!(story.state(), SharingState::InForce);
    let one = story.applicant;
    let mut story = story.does_as(Actor::Party { party: one }, answer(sharing, one, SharingWord::Refuse));
    assert_eq!(story.state(), SharingState::Withdrawn);
    assert!(story.tells("sharing_withdrawn", &one.to_string()));
    assert_eq!(story.refusal(Duty::Intake, answer(sharing, one, SharingWord::Agree)), "not-at-this-stage");
}

#[test]
fn whoever_joins_later_is_asked_too() {
    let story = Story::neighbours().assigned().asked().agreed_to_share();
    assert_eq!(story.state(), SharingState::InForce);
    let third = story.ids.next();
    let join = Act::JoinParty {
        party: third,
        side: Side::Respondent,
        kind: PartyKind::Person,
        needs_guardian: None,
        guardian: None,
        answer: Some(Answer::Agree),
        manner: Manner::InPerson,
    };
    let story = story.does(Duty::Mediator, join);
    assert_eq!(story.state(), SharingState::Waiting);
    assert!(!story.case.is_in_force(&story.case.sharings[0]));
}

#[test]
fn a_refusal_ends_the_question() {
    let story = Story::neighbours().accepted().asked();
    let (sharing, other) = (story.last(), story.respondent);
    let story = story.does_as(Actor::Party { party: other }, answer(sharing, other, SharingWord::Refuse));
    assert_eq!(story.state(), SharingState::Refused);
    assert!(story.tells("sharing_refused", &sharing.to_string()));
    let story = story.asked();
    assert_eq!(story.state(), SharingState::Waiting, "it may be asked anew");
}

#[test]
fn nobody_answers_for_another_party_than_itself() {
    let mut story = Story::neighbours().accepted().asked();
    let (sharing, one, other) = (story.last(), story.applicant, story.respondent);
    let for_other = story.tries_as(Actor::Party { party: one }, answer(sharing, other, SharingWord::Agree));
    assert_eq!(for_other.unwrap_err().code, "not-your-word");
    let stranger = story.ids.next();
    let unknown = story.tries_as(Actor::Party { party: stranger }, answer(sharing, one, SharingWord::Agree));
    assert_eq!(unknown.unwrap_err().code, "not-your-case");
    for duty in [Duty::Visitor, Duty::Department, Duty::System] {
        assert_eq!(
            story.refusal(duty, answer(sharing, one, SharingWord::Agree)),
            "not-your-duty",
            "{duty:?}"
        );
    }
}

#[test]
fn nobody_answers_twice_the_same() {
    let mut story = Story::neighbours().accepted().asked().agreed_to_share();
    let again = answer(story.last(), story.applicant, SharingWord::Agree);
    assert_eq!(story.refusal(Duty::Intake, again), "sharing-answered at answer");
}

#[test]
fn a_child_agrees_through_its_guardian_and_refuses_by_itself() {
    let story = Story::neighbours().assigned();
    let (child, guardian) = (story.ids.next(), story.ids.next());
    let join = |guardian| Act::JoinParty {
        party: child,
        side: Side::Respondent,
        kind: PartyKind::Person,
        needs_guardian: Some(GuardianGround::Minor),
        guardian,
        answer: Some(Answer::Agree),
        manner: Manner::Representative,
    };
    let mut story = story.does(Duty::Mediator, join(Some(guardian))).asked();
    let sharing = story.last();
    let alone = story.tries_as(Actor::Party { party: child }, answer(sharing, child, SharingWord::Agree));
    assert_eq!(alone.unwrap_err().code, "guardian-acts");
    let agreed =
        story.branch().does_as(Actor::Party { party: guardian }, answer(sharing, child, SharingWord::Agree));
    assert!(agreed.case.sharings[0].answer_of(child).is_some());
    let refused = story.does_as(Actor::Party { party: child }, answer(sharing, child, SharingWord::Refuse));
    assert_eq!(refused.state(), SharingState::Refused);
}

#[test]
fn a_ground_of_law_needs_no_consent_and_is_not_a_partys_to_take_back() {
    let story = Story::neighbours().accepted();
    let act = share(&story, COURT, Some(SharingGround::CourtInquiry));
    let mut story = story.does(Duty::Head, act);
    assert_eq!(story.state(), SharingState::InForce);
    assert!(story.tells("shared_by_law", "court_inquiry"));
    let one = story.applicant;
    assert_eq!(story.offers_to(Actor::Party { party: one }), []);
    story = story.asked();
    let by_law = story.case.sharings[0].id;
    let refusal = story.tries_as(Actor::Party { party: one }, answer(by_law, one, SharingWord::Refuse));
    assert_eq!(refusal.unwrap_err().code, "shared-by-law");
}

#[test]
fn what_is_kept_from_the_parties_is_not_there_for_them() {
    let story = Story::neighbours().accepted();
    let act = share(&story, COURT, Some(SharingGround::DomesticViolence));
    let mut story = story.does(Duty::Head, act).asked();
    let (hidden, one) = (story.case.sharings[0].id, story.applicant);
    let refusal = story.tries_as(Actor::Party { party: one }, answer(hidden, one, SharingWord::Refuse));
    assert_eq!(refusal.unwrap_err().code, "unknown-sharing");
    let told: Vec<bool> = SharingGround::ALL.iter().map(|ground| !ground.is_kept_from_parties()).collect();
    assert_eq!(told, [true, true, true, false, false, false]);
}

#[test]
fn it_ends_after_its_last_day_without_anybody_doing_anything() {
    let mut story = Story::neighbours().accepted().asked().agreed_to_share().days_later(30);
    assert_eq!(story.state(), SharingState::InForce, "on the last day it is still there");
    story = story.days_later(1);
    assert_eq!(story.state(), SharingState::Expired);
    let one = story.applicant;
    assert_eq!(story.offers_to(Actor::Party { party: one }), []);
    assert_eq!(story.offers_to(story.actor(Duty::Head)), [ActKind::Share]);
    let late = answer(story.last(), one, SharingWord::Refuse);
    assert_eq!(story.refusal(Duty::Intake, late), "sharing-over at sharing");
}

#[test]
fn the_last_day_lies_between_today_and_ninety_days_from_now() {
    let story = Story::neighbours().accepted();
    for (days, refused) in [(-1, true), (0, false), (90, false), (91, true)] {
        let mut act = share(&story, HOUSING, None);
        if let Act::Share { until, .. } = &mut act {
            *until = story.today() + Duration::days(days);
        }
        let done = story.branch().tries(Duty::Head, act);
        assert_eq!(done.is_err(), refused, "{days}");
    }
}

#[test]
fn it_names_something_a_purpose_and_another_body_and_is_not_there_twice() {
    let mut story = Story::neighbours().accepted();
    let own = share(&story, story.case.body, None);
    assert_eq!(story.refusal(Duty::Head, own), "sharing-with-oneself at body");
    let mut nothing = share(&story, HOUSING, None);
    if let Act::Share { parts, .. } = &mut nothing {
        parts.clear();
    }
    assert_eq!(story.refusal(Duty::Head, nothing), "nothing-to-share at parts");
    let mut silent = share(&story, HOUSING, None);
    if let Act::Share { purpose, .. } = &mut silent {
        *purpose = "  ".to_owned();
    }
    assert_eq!(story.refusal(Duty::Head, silent), "words-missing at purpose");
    let twice = share(&story, HOUSING, None);
    let mut story = story.asked();
    assert_eq!(story.refusal(Duty::Head, twice), "sharing-there-already at body");
    let by_law = share(&story, HOUSING, Some(SharingGround::Emergency));
    assert!(story.tries(Duty::Head, by_law).is_ok(), "an emergency does not wait for answers");
}

#[test]
fn head_and_mediator_share_and_end_from_acceptance_to_the_archive() {
    let mut early = Story::neighbours().consented();
    let act = share(&early, HOUSING, None);
    assert_eq!(early.refusal(Duty::Head, act.clone()), "not-at-this-stage");
    let mut story = Story::neighbours().assigned();
    assert_eq!(story.refusal(Duty::Intake, act.clone()), "not-your-duty");
    let story = story.does(Duty::Mediator, act);
    let end = Act::EndSharing { sharing: story.last() };
    let mut ended = story.does(Duty::Mediator, end.clone());
    assert_eq!(ended.state(), SharingState::Ended);
    assert_eq!(ended.offers_to(ended.actor(Duty::Head)), [ActKind::Share]);
    assert_eq!(ended.refusal(Duty::Mediator, end), "not-at-this-stage");
}

#[test]
fn consent_is_taken_back_after_the_dossier_is_put_away_too() {
    let story = Story::neighbours().performed().visited();
    let story = story.asked().agreed_to_share().closed();
    let (sharing, one) = (story.last(), story.applicant);
    let mut story = story.archived_early();
    let act = share(&story, COURT, None);
    assert_eq!(story.refusal(Duty::Head, act), "already-closed");
    assert_eq!(story.offers_to(Actor::Party { party: one }), [ActKind::AnswerSharing]);
    let story = story.does_as(Actor::Party { party: one }, answer(sharing, one, SharingWord::Refuse));
    assert_eq!((story.stage(), story.state()), ("S17", SharingState::Withdrawn));
}

impl Story {
    fn archived_early(self) -> Self {
        self.does(Duty::Archivist, crate::story::archive())
    }
}

#[test]
fn who_the_people_of_a_sealed_file_are_is_shared_on_no_basis() {
    let setting = Setting { class: Confidentiality::Sealed, ..Setting::default() };
    let story = Story::opened(setting).accepted();
    for ground in [None, Some(SharingGround::CourtInquiry)] {
        assert_eq!(
            story.branch().refusal(Duty::Head, share(&story, COURT, ground)),
            "sealed-contacts at parts"
        );
    }
    // Sealed afterwards.
    let mut story = Story::neighbours().accepted();
    let act = share(&story, COURT, Some(SharingGround::CourtInquiry));
    story = story.does(Duty::Head, act);
    assert!(story.case.shows_people(&story.case.sharings[0]));
    let seal = Act::SetClass { class: Confidentiality::Sealed, protects: Vec::new() };
    story = story.does(Duty::Head, seal);
    assert!(!story.case.shows_people(&story.case.sharings[0]));
}

#[test]
fn where_one_side_may_be_violent_only_the_protected_party_is_told() {
    let mut story = Story::neighbours().accepted();
    let (one, other) = (story.applicant, story.respondent);
    let class = Confidentiality::DomesticViolence;
    story = story.does(Duty::Head, Act::SetClass { class, protects: vec![one] });
    let asks = share(&story, HOUSING, None);
    assert_eq!(story.branch().refusal(Duty::Head, asks), "sharing-asks-both-sides at ground");
    let act = share(&story, HOUSING, Some(SharingGround::Emergency));
    story = story.does(Duty::Head, act);
    let sharing = &story.case.sharings[0];
    assert_eq!([one, other].map(|party| story.case.tells(sharing, party)), [true, false]);
}

#[test]
fn what_needs_no_consent_is_for_the_head_to_decide() {
    let story = Story::neighbours().assigned();
    let act = share(&story, COURT, Some(SharingGround::CourtInquiry));
    assert_eq!(story.branch().refusal(Duty::Mediator, act), "sharing-by-law-is-the-heads at ground");
}

#[test]
fn a_question_that_is_over_is_not_offered_again_by_what_is_kept_from_the_parties() {
    let mut story = Story::neighbours().accepted().asked().days_later(31);
    let act = share(&story, COURT, Some(SharingGround::CriminalInquiry));
    story = story.does(Duty::Head, act);
    let one = story.applicant;
    assert_eq!(story.offers_to(Actor::Party { party: one }), []);
}
