//! In which figures does a case count, step by step?

use expect_test::expect;
use fengqiao_base::Duty;
use fengqiao_domain::{
    agreement::{AgreementForm, AgreementScope, ItemRoute},
    case::{Act, Origin, Referrer, TerminationGround},
    report::{Facts, Group},
};
use time::macros::datetime;

use crate::story::{Setting, Story, done};

fn figures(story: &Story) -> String {
    let facts = Facts::of(&story.case, "street");
    let counted = facts.counted().map(|(figure, value)| format!("{}={value}", figure.code));
    counted.collect::<Vec<_>>().join(" ")
}

fn terminated(story: Story, ground: TerminationGround) -> Story {
    let party = Some(story.applicant);
    story.does(Duty::Mediator, Act::Terminate { ground, party, reason: "不再调解。".to_owned() })
}

#[test]
fn a_case_counts_from_its_acceptance_and_in_more_figures_as_it_goes_on() {
    let asked = Story::neighbours();
    assert_eq!(asked.case.counts_on(), None);
    let accepted = Story::neighbours().accepted();
    assert_eq!(accepted.case.counts_on(), Some(accepted.today()));
    expect!["cases=1 people=2 host-street=1 source-application=1 official-02=1 pending=1"]
        .assert_eq(&figures(&accepted));
    expect!["cases=1 people=2 success=1 amount=80000 host-street=1 source-application=1 official-02=1 form-written=1"]
        .assert_eq(&figures(&Story::neighbours().effective()));
    expect!["cases=1 people=2 success=1 amount=80000 host-street=1 source-application=1 official-02=1 form-written=1 performed=1"]
        .assert_eq(&figures(&Story::neighbours().performed().visited().closed()));
}

#[test]
fn a_loan_that_the_police_sent_counts_under_contracts_and_twice_among_the_sources() {
    let origin = Origin::Referred { by: Referrer::Police, reference: None, charge: None, sent: None };
    let started = datetime!(2025-03-03 10:00 +8);
    let setting = Setting { dispute_type: "B4", origin, started, ..Setting::default() };
    expect!["cases=1 people=2 host-street=1 source-referred=1 source-police=1 official-04=1 pending=1"]
        .assert_eq(&figures(&Story::opened(setting).accepted()));
}

#[test]
fn how_a_mediation_ends_decides_where_it_counts() {
    let withdrawn = terminated(Story::neighbours().in_session(), TerminationGround::Withdrawn);
    expect!["cases=1 people=2 host-street=1 source-application=1 official-02=1 terminated=1 withdrawn=1"]
        .assert_eq(&figures(&withdrawn));
    let apart = terminated(Story::neighbours().in_session(), TerminationGround::TooFarApart);
    assert!(figures(&apart).ends_with("failed=1"), "{}", figures(&apart));
    let story = Story::neighbours().in_session();
    let half = story.agreement(AgreementScope::Partial, AgreementForm::Oral);
    let partly = story.does(Duty::Mediator, half);
    assert!(figures(&partly).ends_with("pending=1"), "a part is not yet a result: {}", figures(&partly));
    let partly = terminated(partly, TerminationGround::TooFarApart);
    expect!["cases=1 people=2 amount=80000 host-street=1 source-application=1 official-02=1 partly=1"]
        .assert_eq(&figures(&partly));
}

#[test]
fn whoever_goes_to_court_after_an_agreement_counts_as_having_sued() {
    let story = Story::neighbours().effective();
    let item = story.item();
    let sued = story.does(Duty::Mediator, Act::TakeElsewhere { item, route: ItemRoute::Suit });
    assert!(figures(&sued).ends_with("form-written=1 sued=1"), "{}", figures(&sued));
    let story = Story::neighbours().effective();
    let item = story.item();
    assert!(!figures(&story.does(Duty::Mediator, done(item))).contains("sued"));
}

#[test]
fn the_blocks_of_the_table_add_up_to_all_cases() {
    let lives = [
        Story::neighbours().accepted(),
        Story::neighbours().effective(),
        terminated(Story::neighbours().in_session(), TerminationGround::RefusesFurther),
        Story::neighbours().performed().visited().closed(),
    ];
    for group in [Group::Host, Group::Source, Group::Official] {
        let whole = group.figures().filter(|figure| !figure.of_which);
        let sum: i64 = whole
            .map(|figure| {
                let counts = |story: &&Story| figure.counts(&Facts::of(&story.case, "street"));
                i64::try_from(lives.iter().filter(counts).count()).unwrap()
            })
            .sum();
        assert_eq!(sum, 4, "{}", group.code());
    }
}
