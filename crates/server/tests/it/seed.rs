//! `fengqiao seed`: is the demonstration the same district each time, and does it hold everything a district has?

use axum::http::StatusCode;
use expect_test::expect;
use fengqiao::{
    report::rebuild,
    seed::{self, plan::Plan},
};
use fengqiao_store::{journal, sql, values};
use sea_orm::{ConnectionTrait, FromQueryResult, QueryResult};
use time::macros::date;

use crate::harness::TestApp;

const PLAN: Plan = Plan { cases: 60, until: date!(2026 - 11 - 24), seed: 1 };

#[derive(FromQueryResult)]
struct Count {
    word: String,
    number: i64,
}

#[derive(FromQueryResult)]
struct Case {
    number: String,
    street: String,
}

/// `S2 3, S17 40`: how many rows of a table have each word.
async fn counts(conn: &impl ConnectionTrait, table: &str, column: &str) -> String {
    let text = format!(
        "SELECT {column} AS word, count(*) AS number FROM {table} GROUP BY {column} ORDER BY length({column}), {column}"
    );
    let rows: Vec<Count> = sql::all(conn, &text, values![]).await.expect("the table can be counted");
    rows.iter().map(|row| format!("{} {}", row.word, row.number)).collect::<Vec<_>>().join(", ")
}

/// Everything that is kept of requests, cases and people, as one digest: the same byte for byte or not at all.
async fn digest(app: &TestApp) -> String {
    let bodies = sql::rows(app.app.store.read(), "SELECT state FROM bodies ORDER BY id", values![]).await;
    let read = |row: &QueryResult| row.try_get_by_index::<String>(0).expect("a body has a state");
    let mut all: String = bodies.expect("the table can be read").iter().map(read).collect();
    for table in ["requests", "cases", "parties"] {
        all.extend(app.states(table).await);
    }
    let digest = journal::digest(&all);
    u64::from_be_bytes(digest[..8].try_into().expect("eight bytes")).to_string()
}

#[tokio::test]
async fn the_same_seed_makes_the_same_district_on_either_engine_and_its_journal_is_whole() {
    let (mut told, mut digests) = (Vec::new(), Vec::new());
    for app in TestApp::each().await {
        let played = seed::play(&app.app, PLAN, |_, _| {}).await.unwrap();
        let conn = app.app.store.read();
        let proof = journal::verify(conn, &app.app.keys.verifying()).await.unwrap().unwrap();
        let sent: Option<i64> = sql::value(conn, "SELECT count(*) FROM dispatches", values![]).await.unwrap();
        let sent = u64::try_from(sent.unwrap_or_default()).unwrap();
        assert!(sent > 0, "what waits was sent to somebody");
        assert_eq!(proof.states + sent, proof.subjects, "every chain belongs to a row");
        for table in ["requests", "cases"] {
            let text = format!(
                "SELECT count(*) FROM {table} t WHERE t.version <> \
                 (SELECT count(*) FROM journal j WHERE j.subject = t.id AND j.state IS NOT NULL)"
            );
            let others: Option<i64> = sql::value(conn, &text, values![]).await.unwrap();
            assert_eq!(others, Some(0), "{table}: a version for each time it was saved");
        }
        let findings = rebuild::run(&app.app.store, &app.app.vault, false).await.unwrap();
        assert!(findings.is_clean(), "the official figures are those of the files: {findings:?}");
        let lines = [
            format!("{} requests, {} cases", played.requests, played.cases),
            counts(conn, "requests", "stage").await,
            counts(conn, "requests", "channel").await,
            counts(conn, "cases", "stage").await,
            counts(conn, "cases", "outcome").await,
            counts(conn, "cases", "class").await,
            counts(conn, "cases", "dispute_type").await,
        ];
        told.push(lines.join("\n") + "\n");
        digests.push(digest(&app).await);
    }
    told.dedup();
    expect![[r"
        73 requests, 60 cases
        lead 4, joined 1, opened 60, refused 2, registered 2, transferred 4
        grid 16, court 2, police 6, portal 19, window 17, hotline 2, petition 1, telephone 10
        S2 1, S3 1, S4 2, S5 1, S6 1, S7 1, S8 1, S9 2, S10 1, S11 3, S12 1, S13 1, S14 1, S15 2, S16 6, S17 35
        failed 1, pending 9, agreed_oral 11, transferred 1, not_accepted 1, partly_agreed 1, agreed_written 36
        ordinary 59, domestic_violence 1
        01 4, 02 11, 03 3, 04 6, 05 1, 06 5, 09 4, 10 1, 11 10, 14 5, 16 4, 17 1, 18 2, B1 1, B2 1, B4 1
    "]].assert_eq(&told.join("another engine\n"));
    digests.dedup();
    assert_eq!(digests.len(), 1, "{digests:?}");
}

#[tokio::test]
async fn every_case_of_the_demonstration_opens_for_its_street_and_for_no_other() {
    let app = TestApp::sqlite().await;
    seed::play(&app.app, Plan { cases: 30, ..PLAN }, |_, _| {}).await.unwrap();
    let text = "SELECT number, street FROM cases ORDER BY seq";
    let cases: Vec<Case> = sql::all(app.app.store.read(), text, values![]).await.unwrap();
    assert!(cases.len() >= 25, "{}", cases.len());
    let mut heads = std::collections::BTreeMap::new();
    for (street, login) in
        [("440306017000", "head"), ("440306018000", "head-xixiang"), ("440306022000", "head-shajing")]
    {
        heads.insert(street, app.signed_in(login).await);
    }
    for Case { number, street } in cases {
        for (own, head) in &mut heads {
            let expected = if *own == street { StatusCode::OK } else { StatusCode::NOT_FOUND };
            let page = head.get(&format!("/cases/{number}")).await;
            assert_eq!(page.status, expected, "{number} of {street} for the head of {own}");
        }
    }
}

#[tokio::test]
async fn people_and_numbers_of_the_demonstration_belong_to_nobody() {
    let app = TestApp::sqlite().await;
    seed::play(&app.app, PLAN, |_, _| {}).await.unwrap();
    let parties = app.states("parties").await;
    assert!(parties.len() > 100);
    for state in parties {
        let told: serde_json::Value = serde_json::from_str(&state).unwrap();
        let text = |name: &str| told[name].as_str().unwrap_or_default().to_owned();
        let phone = text("phone");
        assert!(phone.is_empty() || phone.starts_with("154"), "{phone}");
        if let Some(number) = told["id_document"]["number"].as_str() {
            assert!(number.starts_with("4499"), "a division that was never given out");
        }
        if text("kind") == "organisation" {
            assert!(text("name").contains("演示"), "{}", text("name"));
        }
    }
}
