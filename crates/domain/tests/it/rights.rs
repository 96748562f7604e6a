//! Every party can stop at any time, and every stage shows the other ways.

use fengqiao_base::{Actor, Duty};
use fengqiao_domain::{
    case::{Act, ActKind, Area, Confidentiality, Route, TerminationGround},
    mediation::SuspensionGround,
};

use crate::story::{Setting, Story};

/// A story at every stage before an agreement binds.
fn before_an_agreement_binds() -> Vec<Story> {
    let suspend = Act::Suspend { ground: SuspensionGround::Appraisal, reason: "鉴定。".to_owned() };
    let investigate = |story: &Story| Act::Investigate {
        held_at: fengqiao_base::Clock::now(&*story.clock),
        place: "现场".to_owned(),
        heard: None,
        record: "查看。".to_owned(),
    };
    let assigned = Story::neighbours().assigned();
    let act = investigate(&assigned);
    vec![
        Story::neighbours(),
        Story::neighbours().accepted(),
        Story::neighbours().assigned(),
        assigned.does(Duty::Mediator, act),
        Story::neighbours().in_session(),
        Story::neighbours().in_session().does(Duty::Head, suspend),
        Story::neighbours().agreed(),
    ]
}

#[test]
fn each_party_can_stop_in_every_stage_before_an_agreement_binds() {
    let stages: Vec<_> = before_an_agreement_binds().iter().map(Story::stage).collect();
    assert_eq!(stages, ["S2", "S4", "S5", "S6", "S7", "S8", "S9"]);
    for story in before_an_agreement_binds() {
        let before = story.stage();
        for party in story.both() {
            let by = Actor::Party { party };
            assert!(story.case.offers(&by).contains(&ActKind::Terminate), "{before}");
        }
        let act = Act::Terminate {
            ground: TerminationGround::RefusesFurther,
            party: Some(story.applicant),
            reason: "不想调了。".to_owned(),
        };
        assert_eq!(story.does(Duty::Party, act).stage(), "S12", "from {before}");
    }
}

#[test]
fn a_party_says_only_that_it_stops_not_that_the_other_side_lies() {
    let mut story = Story::neighbours().in_session();
    let act = Act::Terminate {
        ground: TerminationGround::BadFaith,
        party: Some(story.applicant),
        reason: "对方撒谎。".to_owned(),
    };
    assert_eq!(story.refusal(Duty::Party, act), "not-your-word at ground");
}

#[test]
fn each_party_can_have_a_mediator_replaced_while_she_works() {
    for story in before_an_agreement_binds() {
        let working = ["S5", "S6", "S7", "S8", "S9"].contains(&story.stage());
        for party in story.both() {
            let offers = story.case.offers(&Actor::Party { party });
            assert_eq!(offers.contains(&ActKind::RequestReplacement), working, "{}", story.stage());
        }
    }
}

#[test]
fn every_kind_of_dispute_shows_the_courts_and_the_petition_office() {
    for dispute_type in
        ["01", "02", "03", "07", "09", "10", "11", "13", "15", "16", "17", "18", "B3", "B4", "G5"]
    {
        let routes = Story::of_type(dispute_type).case.routes();
        for route in [Route::Court, Route::Petition, Route::LegalAid] {
            assert!(routes.contains(&route), "{dispute_type} {route:?}");
        }
    }
}

#[test]
fn every_area_shows_the_ways_it_has_beside_mediation() {
    use Route::{Administrative, Arbitration, Court, LabourArbitration, Police, Reconsideration};

    let table: [(Area, &[Route]); 12] = [
        (Area::Labour, &[LabourArbitration, Administrative, Court]),
        (Area::Medical, &[Court, Administrative, Arbitration]),
        (Area::Family, &[Court, Administrative]),
        (Area::Traffic, &[Court, Police, Arbitration, Administrative]),
        (Area::Land, &[Administrative, Court, Arbitration]),
        (Area::Property, &[Court, Administrative, Arbitration]),
        (Area::Consumer, &[Court, Administrative, Arbitration]),
        (Area::Environment, &[Court, Administrative, Arbitration]),
        (Area::Finance, &[Court, Arbitration, Administrative]),
        (Area::IntellectualProperty, &[Court, Administrative, Arbitration]),
        (Area::Appeal, &[Administrative, Reconsideration, Court]),
        (Area::General, &[Court, Arbitration, Administrative]),
    ];
    for (area, own) in table {
        let all = [own, &[Route::Petition, Route::LegalAid]].concat();
        assert_eq!(Route::of(area, Confidentiality::Ordinary), all, "{area:?}");
    }
}

#[test]
fn labour_disputes_show_arbitration_first_and_violence_the_police() {
    assert_eq!(Story::of_type("11").case.routes()[0], Route::LabourArbitration);
    let setting =
        Setting { class: Confidentiality::DomesticViolence, dispute_type: "01", ..Setting::default() };
    assert_eq!(Story::opened(setting).case.routes()[..2], [Route::Police, Route::ProtectionOrder]);
}

#[test]
fn no_act_asks_for_money_to_be_mediated() {
    let names: Vec<_> = ActKind::ALL.iter().flat_map(|kind| kind.fields()).map(|field| field.name).collect();
    assert!(names.iter().all(|name| !name.contains("fee") && !name.contains("charge")));
}

#[test]
fn administrators_never_touch_a_case() {
    let by = Actor::Staff { account: Story::neighbours().head, duty: Duty::SystemAdministrator };
    for story in before_an_agreement_binds() {
        assert_eq!(story.case.offers(&by), []);
    }
}

#[test]
fn the_journal_holds_no_words_of_the_parties() {
    let story = Story::neighbours().performed().visited().closed();
    for event in &story.case.happened {
        let payload = serde_json::to_string(event).unwrap();
        let chinese = payload.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        assert!(!chinese, "{payload}");
    }
}
