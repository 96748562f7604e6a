//! `/statistics`: do the figures follow the cases, may each be traced to them, and does nothing leak in a count?

use std::collections::BTreeMap;

use fengqiao::{
    case::store::Kept,
    report::{
        counters::Row,
        rebuild::{self, Findings},
    },
};
use fengqiao_store::{sql, values};

use crate::{
    harness::TestApp,
    lives::{self, Chance},
};

/// What the counters hold, as lines.
async fn counters(app: &TestApp) -> BTreeMap<String, i64> {
    let text = "SELECT month, street, body, is_ordinary, figure, value FROM report_counts WHERE value <> 0";
    let rows = sql::rows(app.app.store.read(), text, values![]).await.unwrap();
    rows.iter()
        .map(|row| {
            let text = |column: &str| row.try_get_by::<String, _>(column).unwrap();
            let body: uuid::Uuid = row.try_get_by("body").unwrap();
            let is_ordinary: i64 = row.try_get_by("is_ordinary").unwrap();
            let place = [text("month"), text("street"), body.to_string(), is_ordinary.to_string()];
            (format!("{} {}", place.join(" "), text("figure")), row.try_get_by("value").unwrap())
        })
        .collect()
}

/// What the files of these cases come to, counted without the counters.
fn counted(cases: &[Kept], hosts: &BTreeMap<i64, String>) -> BTreeMap<String, i64> {
    let mut all = BTreeMap::new();
    for kept in cases {
        let case = &kept.case;
        let row = Row::of(case, &kept.street, &hosts[&kept.seq]);
        let is_ordinary = i64::from(case.class == fengqiao_domain::case::Confidentiality::Ordinary);
        let place = format!("{} {} {is_ordinary}", kept.street, case.body);
        if let Some(day) = case.counts_on() {
            for (figure, value) in row.facts().counted() {
                let month = fengqiao_domain::report::Month::of(day);
                *all.entry(format!("{month} {place} {}", figure.code)).or_default() += value;
            }
        }
        if !case.stage.is_closed() {
            *all.entry(format!(" {place} {}", case.stage.code())).or_default() += 1;
        }
    }
    all
}

#[tokio::test]
async fn whatever_happens_to_cases_the_kept_figures_are_what_the_files_say() {
    for app in TestApp::each().await {
        let mut chance = Chance::from(28);
        let mut cases = Vec::new();
        let mut stages = std::collections::BTreeSet::new();
        for _ in 0..60 {
            let steps = 20 + chance.below(400);
            let kept = lives::play(&app, &mut chance, steps).await;
            stages.insert(kept.case.stage.code());
            cases.push(kept);
        }
        assert!(stages.len() >= 8, "the lives end in different ways: {stages:?}");
        let rows = sql::rows(app.app.store.read(), "SELECT seq, host FROM cases", values![]).await.unwrap();
        let hosts = rows.iter().map(|row| (row.try_get_by("seq").unwrap(), row.try_get_by("host").unwrap()));
        let expected = counted(&cases, &hosts.collect());
        assert_eq!(counters(&app).await, expected);
        let figures: std::collections::BTreeSet<&str> =
            expected.keys().filter_map(|key| key.rsplit(' ').next()).collect();
        for figure in ["success", "performed", "confirmed", "sued", "relapsed", "withdrawn", "transferred"] {
            assert!(figures.contains(figure), "nobody lived through {figure}");
        }
        let clean = Findings { cases: 60, ..Findings::default() };
        assert_eq!(
            rebuild::run(&app.app.store, false).await.unwrap(),
            clean,
            "{}",
            app.app.config.database_url
        );
    }
}

#[tokio::test]
async fn a_wrong_counter_and_a_wrong_column_are_found_and_made_anew() {
    for app in TestApp::each().await {
        let mut chance = Chance::from(5);
        for _ in 0..5 {
            lives::play(&app, &mut chance, 120).await;
        }
        let before = counters(&app).await;
        app.app
            .store
            .write(|tx| {
                Box::pin(async move {
                    sql::run(
                        tx,
                        "UPDATE report_counts SET value = value + 7 WHERE figure = 'cases'",
                        values![],
                    )
                    .await?;
                    sql::run(tx, "DELETE FROM report_counts WHERE figure = 'people'", values![]).await?;
                    sql::run(
                        tx,
                        "UPDATE cases SET is_sued = 1 - is_sued, outcome = NULL WHERE seq = 2",
                        values![],
                    )
                    .await
                })
            })
            .await
            .unwrap();
        let found = rebuild::run(&app.app.store, false).await.unwrap();
        assert_eq!(found.columns, ["440306-2026-000002"]);
        let of = |code| found.counters.iter().filter(move |one| one.key.figure == code);
        assert!(of("cases").count() > 0 && of("cases").all(|one| one.kept == one.counted + 7), "{found:?}");
        assert!(of("people").count() > 0 && of("people").all(|one| one.kept == 0), "{found:?}");
        let corrected = rebuild::run(&app.app.store, true).await.unwrap();
        assert_eq!(corrected.columns, found.columns);
        assert!(rebuild::run(&app.app.store, false).await.unwrap().is_clean());
        assert_eq!(counters(&app).await, before);
    }
}
