//! Does a dispute get from the first question to the archive?

use expect_test::expect;
use fengqiao_base::Duty;

use crate::story::{Story, archive};

#[test]
fn a_dispute_goes_from_consent_to_the_archive() {
    let story = Story::neighbours().performed().visited().closed().does(Duty::Archivist, archive());
    assert_eq!(story.stage(), "S17");
    let kinds: Vec<_> = story.case.happened.iter().map(|event| event.fact.kind()).collect();
    expect![[r#"
        [
            "opened",
            "consent_recorded",
            "rights_told",
            "consent_recorded",
            "rights_told",
            "accepted",
            "mediator_assigned",
            "session_held",
            "agreement_reached",
            "agreement_signed",
            "agreement_signed",
            "mediator_signed",
            "seal_affixed",
            "agreement_effective",
            "performance_recorded",
            "performance_ended",
            "visited",
            "closed",
            "archived",
        ]
    "#]]
    .assert_debug_eq(&kinds);
}
