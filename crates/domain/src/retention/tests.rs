//! Do terms end on the right day, and are tables that contradict themselves refused?

use fengqiao_base::{Actor, id::AccountId};
use time::macros::{date, datetime};
use uuid::Uuid;

use super::*;
use crate::case::{Archiving, Closing, Ending, TerminationGround};

fn day_of(kept: Kept, since: Day) -> Option<Day> {
    let rules = Rules::shipped();
    last_day(since, rules.in_force(kept, since)?.length?)
}

#[test]
fn every_rule_says_how_long_and_until_when_from_leap_day_and_the_end_of_a_month() {
    let mut table = String::new();
    for rule in Rules::shipped().iter() {
        let ends =
            |since| day_of(rule.id, since).map_or_else(|| "for ever".to_owned(), |day| day.to_string());
        let [leap, end] = [date!(2024 - 02 - 29), date!(2026 - 08 - 31)].map(ends);
        let length = rule.length.map_or_else(String::new, |l| format!("{} {}", l.count, l.unit.code()));
        table.extend([
            rule.id.code(),
            " | ",
            &length,
            " | ",
            &leap,
            " | ",
            &end,
            " | ",
            rule.basis.code(),
            "\n",
        ]);
    }
    expect_test::expect![[r"
        request-withdrawn | 1 years | 2025-02-28 | 2027-08-31 | design
        request-refused | 3 years | 2027-02-28 | 2029-08-31 | design
        request-settled | 3 years | 2027-02-28 | 2029-08-31 | design
        request-transferred | 3 years | 2027-02-28 | 2029-08-31 | design
        dossier-short | 10 years | 2034-02-28 | 2036-08-31 | design
        dossier-long | 30 years | 2054-02-28 | 2056-08-31 | design
        dossier-permanent |  | for ever | for ever | design
        trail |  | for ever | for ever | design
        sharing |  | for ever | for ever | design
        impact-assessment |  | for ever | for ever | design
        register |  | for ever | for ever | design
        messages | 1 calendar-days | 2024-03-01 | 2026-09-01 | design
        notices | 180 calendar-days | 2024-08-27 | 2027-02-27 | design
        handovers | 180 calendar-days | 2024-08-27 | 2027-02-27 | design
        answers | 1 calendar-days | 2024-03-01 | 2026-09-01 | design
        unsent-files | 1 calendar-days | 2024-03-01 | 2026-09-01 | design
    "]]
    .assert_eq(&table);
}

#[test]
fn months_end_on_the_same_number_or_with_their_month() {
    let months = |since, count| last_day(since, Length { count, unit: Unit::Months });
    assert_eq!(months(date!(2026 - 01 - 31), 1), Some(date!(2026 - 02 - 28)));
    assert_eq!(months(date!(2027 - 12 - 31), 2), Some(date!(2028 - 02 - 29)));
    assert_eq!(months(date!(2026 - 11 - 30), 3), Some(date!(2027 - 02 - 28)));
    assert_eq!(
        last_day(date!(2024 - 02 - 29), Length { count: 4, unit: Unit::Years }),
        Some(date!(2028 - 02 - 29))
    );
    assert_eq!(months(date!(9990 - 01 - 01), 120 * 12), None);
}

fn archived(retention: Retention) -> CaseStage {
    let by = AccountId(Uuid::from_u128(1));
    let termination = crate::case::Termination {
        ground: TerminationGround::TooFarApart,
        reason: String::new(),
        at: datetime!(2026-08-01 10:00 +8),
    };
    CaseStage::Archived {
        ending: Ending::Terminated(termination),
        // Still the 31st in UTC, the 1st in China.
        closing: Closing { at: datetime!(2026-08-31 16:30 UTC), by, report: String::new() },
        archiving: Archiving {
            at: datetime!(2026-10-01 10:00 +8),
            by,
            pages: 1,
            digest: String::new(),
            retention,
        },
    }
}

#[test]
fn a_dossier_counts_from_its_closing_in_china_by_its_class_and_not_before_it_is_put_away() {
    let (rules, today) = (Rules::shipped(), date!(2026 - 11 - 24));
    let told = |stage: CaseStage| {
        let ended = of_case(&stage);
        match ended.map_or(Term::NotYet, |(kept, since)| counted(kept, since, &rules, today)) {
            Term::NotYet => "not yet".to_owned(),
            Term::ForEver { since, rule } => format!("{} since {since}", rule.id.code()),
            Term::Until { since, last, rule } => format!("{} since {since} until {last}", rule.id.code()),
        }
    };
    assert_eq!(told(archived(Retention::Short)), "dossier-short since 2026-09-01 until 2036-09-01");
    assert_eq!(told(archived(Retention::Long)), "dossier-long since 2026-09-01 until 2056-09-01");
    assert_eq!(told(archived(Retention::Permanent)), "dossier-permanent since 2026-09-01");
    let CaseStage::Archived { ending, closing, .. } = archived(Retention::Short) else { unreachable!() };
    assert_eq!(told(CaseStage::Closed { ending, closing }), "not yet");
    assert_eq!(told(CaseStage::Consent), "not yet");
}

#[test]
fn a_district_sets_its_own_years_from_a_day_on() {
    let text = "[[rule]]\nid = \"dossier-short\"\nversion = 2\nvalid-from = \"2027-01-01\"\n\
                length = { count = 15, unit = \"years\" }\nstarts = \"closed\"\nthen = \"erase\"\nlaw = \
                \"区档案局批复\"\nbasis = \"D\"\n";
    let rules = Rules::shipped().with_district(text).unwrap();
    let version = |day| rules.in_force(Kept::DossierShort, day).unwrap().version;
    assert_eq!((version(date!(2026 - 12 - 31)), version(date!(2027 - 01 - 01))), (1, 2));
}

#[test]
fn a_district_gives_no_end_to_what_is_kept_for_ever() {
    for kept in [Kept::DossierPermanent, Kept::Trail, Kept::Sharing, Kept::ImpactAssessment, Kept::Register] {
        let then = if kept == Kept::DossierPermanent { "erase" } else { "delete" };
        let row = |then: &str| {
            format!(
                "[[rule]]\nid = \"{}\"\nversion = 2\nvalid-from = \"2027-01-01\"\nstarts = \"{}\"\n{then}\nlaw = \
                 \"区档案局批复\"\nbasis = \"D\"\n",
                kept.code(),
                kept.starts().code()
            )
        };
        let ends = row(&format!("length = {{ count = 9, unit = \"calendar-days\" }}\nthen = \"{then}\""));
        let refused = Rules::shipped().with_district(&ends).unwrap_err().to_string();
        assert!(refused.contains("keeps for ever") && refused.contains(kept.code()), "{refused}");
        Rules::shipped().with_district(&row("then = \"keep\"")).unwrap();
    }
}

#[test]
fn a_court_has_what_was_filed_docketed_or_is_enforced() {
    let on = date!(2026 - 11 - 24);
    let [court, reference] = ["宝安区人民法院", "（2026）粤0306诉前调1号"].map(str::to_owned);
    let competence = crate::confirmation::CompetentCourt::Inviting;
    let filed = Confirmation::Filed { competence, court: court.clone(), on };
    let docketed = Confirmation::Docketed { court: court.clone(), reference: reference.clone(), on };
    let enforcing = Confirmation::Enforcing { reference: reference.clone(), on };
    let valid = Confirmation::Valid { court: court.clone(), reference: reference.clone(), on };
    let dismissed = Confirmation::Dismissed { court, reference, on };
    assert_eq!([filed, docketed, enforcing].each_ref().map(is_before_court), [true; 3]);
    let over = [Confirmation::opened(), valid, dismissed, Confirmation::Withdrawn { on }];
    assert_eq!(over.each_ref().map(is_before_court), [false; 4]);
}

#[test]
fn a_table_that_contradicts_itself_is_not_used() {
    let shipped = include_str!("../../../../data/retention-rules.toml");
    let fault = |from: &str, to: &str| Rules::load(&shipped.replacen(from, to, 1)).unwrap_err().to_string();
    assert_eq!(
        fault("id = \"trail\"", "id = \"register\""),
        "retention rule register, version 1: stands twice"
    );
    assert_eq!(
        fault("then = \"erase\"", "then = \"delete\""),
        "retention rule request-withdrawn, version 1: what goes by itself is counted in calendar days"
    );
    assert_eq!(
        fault("length = { count = 10, unit = \"years\" }\n", ""),
        "retention rule dossier-short, version 1: a length is missing"
    );
    assert_eq!(
        fault("starts = \"withdrawn\"", "starts = \"closed\""),
        "retention rule request-withdrawn, version 1: it counts from withdrawn and nothing else"
    );
    let unknown =
        Rules::load(&shipped.replacen("starts = \"withdrawn\"", "starts = \"begun\"", 1)).unwrap_err();
    let RulesError::Table(told) = unknown else { panic!("{unknown}") };
    assert!(told.to_string().contains("`withdrawn`"), "it says what is allowed: {told}");
    let without = shipped.split("[[rule]]\nid = \"unsent-files\"").next().unwrap();
    assert_eq!(
        Rules::load(without).unwrap_err().to_string(),
        "no retention rule covers unsent-files: add a [[rule]] with this id"
    );
}

#[test]
fn something_is_kept_longer_for_a_reason_and_for_some_years() {
    let today = date!(2026 - 11 - 24);
    let refused = |until, reason| kept_longer(until, reason, today).unwrap_err().code;
    let why = "法院来函要求继续保管。";
    assert_eq!(kept_longer(date!(2036 - 11 - 24), &format!(" {why} "), today).unwrap(), why);
    assert_eq!(refused(today, why), "retention-until-passed");
    assert_eq!(refused(date!(2036 - 11 - 25), why), "retention-until-too-far");
    assert_eq!(refused(date!(2027 - 11 - 25), "备用"), "identity-reason-too-short");
}

#[test]
fn a_request_of_which_nothing_came_counts_from_its_end() {
    let rules = Rules::shipped();
    let at = datetime!(2026-11-24 10:00 +8);
    let by = Actor::System;
    let ended = Stage::Withdrawn { by, at, reason: String::new() };
    assert_eq!(of_request(&ended), Some((Kept::RequestWithdrawn, date!(2026 - 11 - 24))));
    assert_eq!(of_request(&Stage::Lead), None);
    assert_eq!(of_request(&Stage::Registered), None);
    assert!(rules.days(Kept::Messages, date!(2026 - 11 - 24)) == Some(1));
}
