//! Does every route ask for permission, and do lists hold exactly what may be opened?

use std::collections::BTreeSet;

use axum::http::StatusCode;
use fengqiao::{case::list, serve};
use fengqiao_base::{AccountId, BodyId, Duty};
use fengqiao_domain::case::Confidentiality;
use fengqiao_policy::{Action, Asker, Scope, Thing, decide};
use fengqiao_store::{StoreError, sql, values};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use uuid::Uuid;

use crate::harness::TestApp;

/// A path with something in place of its parameters.
fn filled(path: &str) -> String {
    path.split('/')
        .map(|part| match part {
            "{number}" => "440306-2026-000999",
            "{act}" => "add_note",
            "{code}" => "nothing",
            part if part.starts_with('{') => "0198c0de-0000-7000-8000-000000000000",
            part => part,
        })
        .collect::<Vec<_>>()
        .join("/")
}

#[tokio::test]
async fn nobody_known_gets_past_a_route_that_is_not_public() {
    let app = TestApp::sqlite().await;
    let mut wrong = Vec::new();
    for entry in serve::entries() {
        let mut browser = app.browser();
        browser.get("/sign-in").await;
        let path = filled(entry.path);
        let answer = match entry.method {
            "GET" => browser.get(&path).await,
            "POST" => browser.post(&path, &[]).await,
            _ => continue,
        };
        let kept_out = answer.location().starts_with("/sign-in")
            || answer.location() == "/follow"
            || matches!(answer.status, StatusCode::UNAUTHORIZED | StatusCode::NOT_FOUND);
        if !entry.action.is_public() && !kept_out {
            wrong.push(format!("{} {} lets {} in", entry.method, entry.path, answer.status));
        }
        if answer.status.is_server_error() {
            wrong.push(format!("{} {} fails with {}", entry.method, entry.path, answer.status));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[tokio::test]
async fn whoever_keeps_accounts_gets_to_no_case_by_any_route() {
    let app = TestApp::sqlite().await;
    let mut admin = app.signed_in("admin").await;
    for entry in serve::entries().iter().filter(|entry| !entry.action.is_public()) {
        if entry.action == Action::ReadDesk || entry.method != "GET" {
            continue;
        }
        let answer = admin.get(&filled(entry.path)).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{}", entry.path);
    }
}

/// One random case of the property test.
struct World {
    cases: Vec<Thing>,
}

const STREETS: [&str; 3] = ["440306017000", "440306018000", "440306019000"];

fn id(n: u32) -> Uuid {
    Uuid::from_u128(u128::from(n) + 1000)
}

fn world(chance: &mut StdRng, first: i64) -> World {
    let cases = (0..12)
        .map(|i| Thing {
            number: first + i,
            street: STREETS[chance.random_range(0..3)].to_owned(),
            body: Some(BodyId(id(chance.random_range(0..3)))),
            mediator: chance.random_bool(0.5).then(|| AccountId(id(chance.random_range(10..13)))),
            class: Confidentiality::ALL[chance.random_range(0..Confidentiality::ALL.len())],
        })
        .collect();
    World { cases }
}

fn asker(chance: &mut StdRng) -> Asker {
    let readers: Vec<Duty> =
        Duty::ALL.into_iter().filter(|duty| Action::ReadCases.duties().contains(duty)).collect();
    let duties =
        (0..chance.random_range(1..3)).map(|_| readers[chance.random_range(0..readers.len())]).collect();
    Asker::Staff {
        account: AccountId(id(chance.random_range(10..13))),
        duties,
        body: chance.random_bool(0.7).then(|| BodyId(id(chance.random_range(0..3)))),
        street: chance.random_bool(0.7).then(|| STREETS[chance.random_range(0..3)].to_owned()),
    }
}

/// A row that only the list reads: nothing opens its state.
async fn insert(app: &TestApp, thing: &Thing) {
    let thing = thing.clone();
    app.app
        .store
        .write(move |tx| {
            Box::pin(async move {
                let text = "INSERT INTO cases (seq, id, number, version, stage, is_open, class, dispute_type, community, \
                            street, body, mediator, turn, title, opened_at, host, source, difficulty, party_count, \
                            is_performed, is_confirmed, state) VALUES ($1, $2, $3, 1, 'S7', 1, $4, '02', $5, $5, $6, \
                            $7, 'mediator', 'x', 0, 'street', 'application', 'ordinary', 2, 0, 0, '{}')";
                let id = Uuid::from_u128(thing.number.unsigned_abs().into());
                sql::run(
                    tx,
                    text,
                    values![
                        thing.number,
                        id,
                        thing.number.to_string(),
                        thing.class.code(),
                        thing.street.as_str(),
                        thing.body.map(|body| body.0),
                        thing.mediator.map(|mediator| mediator.0)
                    ],
                )
                .await?;
                Ok::<_, StoreError>(())
            })
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn a_list_holds_exactly_the_cases_that_may_be_opened() {
    const WORLDS: i64 = 25;
    for app in TestApp::each().await {
        let mut chance = StdRng::seed_from_u64(20_261_125);
        let mut cases = Vec::new();
        for nth in 0..WORLDS {
            let world = world(&mut chance, 100 + nth * 12);
            for thing in &world.cases {
                insert(&app, thing).await;
            }
            cases = world.cases;
            for _ in 0..8 {
                let asker = asker(&mut chance);
                let mut filter = list::CaseFilter {
                    before: cases.last().map(|thing| thing.number + 1),
                    ..Default::default()
                };
                filter.open = Some(true);
                let found = list::find(app.app.store.read(), &Scope::of(&asker), &filter).await.unwrap();
                let first = cases[0].number;
                let listed: BTreeSet<i64> =
                    found.rows.iter().map(|row| row.seq).filter(|seq| *seq >= first).collect();
                let opened: BTreeSet<i64> = cases
                    .iter()
                    .filter(|thing| decide(&asker, Action::ReadCases, Some(thing)))
                    .map(|thing| thing.number)
                    .collect();
                assert_eq!(listed, opened, "world {nth}, {asker:?}");
            }
        }
        assert_eq!(cases.len(), 12);
    }
}
