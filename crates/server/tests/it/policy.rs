//! Does every route ask for permission, and do lists hold exactly what may be opened?

use std::collections::BTreeSet;

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use fengqiao::{case::list, intake::queue, serve};
use fengqiao_base::{AccountId, BodyId, Duty, id::PostId};
use fengqiao_domain::{
    account::{GRANTED, Post, Term},
    case::Confidentiality,
};
use fengqiao_policy::{Action, Asker, Scope, Thing, decide};
use fengqiao_store::{StoreError, sql, values};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use time::macros::date;
use uuid::Uuid;

use crate::{
    cases::opened,
    file::filed,
    follow::follow,
    harness::{Browser, TestApp},
};

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
    let own = [
        Action::ReadDesk,
        Action::ReadAccounts,
        Action::KeepAccounts,
        Action::ReadCalendars,
        Action::ImportCalendar,
    ];
    for entry in serve::entries().iter().filter(|entry| !entry.action.is_public()) {
        if own.contains(&entry.action) || entry.method != "GET" {
            continue;
        }
        let answer = admin.get(&filled(entry.path)).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{}", entry.path);
    }
}

#[tokio::test]
async fn every_form_of_a_page_is_refused_without_the_value_of_its_page() {
    let app = TestApp::sqlite().await;
    let mine = filed(&mut app.browser(), &[]).await;
    let mut browsers = vec![app.browser(), follow(&app, &mine).await];
    let logins =
        ["clerk", "head", "dispatcher", "mediator", "archivist", "admin", "security", "custodian", "judge"];
    for login in logins {
        browsers.push(app.signed_in(login).await);
    }
    let mut wrong = Vec::new();
    for entry in serve::entries().iter().filter(|entry| entry.method == "POST") {
        if entry.path.starts_with("/api/") {
            continue;
        }
        let mut refused = 0;
        for browser in &mut browsers {
            let form = Request::post(filled(entry.path))
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(Body::from("csrf=guessed"))
                .unwrap();
            let answer = browser.send(form).await;
            let kept_out = answer.status == StatusCode::NOT_FOUND
                || ["/sign-in", "/follow"].iter().any(|way| answer.location().split('?').next() == Some(way));
            if answer.status == StatusCode::BAD_REQUEST {
                refused += 1;
            } else if !kept_out {
                wrong.push(format!("{} answers {}", entry.path, answer.status));
            }
        }
        if refused == 0 {
            wrong.push(format!("{} does not ask for the page's value: take `Posted`", entry.path));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// A path that asks for a real number.
fn about(path: &str, number: &str) -> String {
    filled(path).replace("440306-2026-000999", number)
}

#[tokio::test]
async fn the_other_party_and_staff_of_another_street_get_nowhere_with_a_case_that_is_not_theirs() {
    let app = TestApp::sqlite().await;
    let case = opened(&app, Confidentiality::Ordinary).await;
    let number = case.path.trim_start_matches("/cases/");
    // A file and a document under the id that every path names: whoever gets past the case gets past them.
    let id = Uuid::parse_str("0198c0de-0000-7000-8000-000000000000").unwrap();
    app.app
        .store
        .write(move |tx| {
            Box::pin(async move {
                let text = "INSERT INTO attachments (id, number, name, media_type, size, digest, added_at, added_by) \
                            VALUES ($1, 1, 'x', 'application/pdf', 1, $2, 0, '{}')";
                sql::run(tx, text, values![id, vec![0_u8; 32]]).await?;
                let text = "INSERT INTO documents (id, number, form, title, pages, digest, produced_at, produced_by, input) \
                            VALUES ($1, 1, 'F01', 'x', 1, $2, 0, '{}', '{}')";
                sql::run(tx, text, values![id, vec![0_u8; 32]]).await
            })
        })
        .await
        .unwrap();
    let mine = filed(&mut app.browser(), &[]).await;
    let mut stranger = follow(&app, &mine).await;
    let mut street = Vec::new();
    for login in ["clerk-xixiang", "head-xixiang", "mediator-xixiang"] {
        street.push((login, app.signed_in(login).await));
    }
    let (mut wrong, mut tried) = (Vec::new(), 0);
    let routes = serve::entries();
    for entry in routes.iter().filter(|entry| !entry.action.is_public() && entry.path.contains("{number}")) {
        let path = about(entry.path, number);
        let mut send = async |who: &str, browser: &mut Browser| {
            let answer = match entry.method {
                "GET" => browser.get(&path).await,
                "POST" => browser.post(&path, &[("reason", "x"), ("text", "x")]).await,
                _ => return,
            };
            tried += 1;
            let shut = matches!(answer.status, StatusCode::NOT_FOUND | StatusCode::UNAUTHORIZED)
                || answer.location().starts_with("/sign-in")
                || answer.location().starts_with("/follow");
            // The API looks at its own form first: what is wrong with it tells nothing of the case.
            let is_form =
                entry.path.starts_with("/api/") && entry.method == "POST" && answer.status.is_client_error();
            if !shut && !is_form {
                wrong.push(format!("{who}: {} {} answers {}", entry.method, entry.path, answer.status));
            }
        };
        send("another party", &mut stranger).await;
        for (login, browser) in &mut street {
            send(login, browser).await;
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    assert!(tried > 100, "{tried} tries");
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

/// Somebody with one to three posts, mostly in duties that may do `action`; on some of them as a stand-in.
fn asker(chance: &mut StdRng, action: Action) -> Asker {
    let readers: Vec<Duty> = Duty::ALL.into_iter().filter(|duty| action.duties().contains(duty)).collect();
    let duty = |chance: &mut StdRng| {
        let among = if chance.random_bool(0.8) { readers.as_slice() } else { &GRANTED };
        among[chance.random_range(0..among.len())]
    };
    let posts: Vec<Post> = (0..chance.random_range(1..4))
        .map(|nth| Post {
            id: PostId(id(nth)),
            duties: (0..chance.random_range(1..3)).map(|_| duty(chance)).collect(),
            body: chance.random_bool(0.7).then(|| BodyId(id(chance.random_range(0..3)))),
            street: chance.random_bool(0.8).then(|| STREETS[chance.random_range(0..3)].to_owned()),
            term: Term { from: date!(2026 - 01 - 01), until: None },
            of: chance.random_bool(0.2).then(|| AccountId(id(13))),
        })
        .collect();
    Asker::Staff { account: AccountId(id(chance.random_range(10..13))), posts: posts.into() }
}

/// Rows that only the lists read, the request and the case of one number: nothing opens their state.
async fn insert(app: &TestApp, thing: &Thing) {
    let thing = thing.clone();
    app.app
        .store
        .write(move |tx| {
            Box::pin(async move {
                let text = "INSERT INTO cases (seq, id, number, version, stage, is_open, class, dispute_type, community, \
                            street, body, mediator, turn, title, opened_at, host, source, difficulty, party_count, \
                            is_performed, is_confirmed, state) VALUES ($1, $2, $3, 1, 'S7', 1, $4, '02', $5, $5, $6, \
                            $7, 'mediator', '', 0, 'street', 'application', 'ordinary', 2, 0, 0, '{}')";
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
                let text = "INSERT INTO requests (seq, id, number, version, stage, is_open, channel, community, street, \
                            body, filed_at, is_urgent, turn, title, state) VALUES ($1, $2, $3, 1, 'opened', 0, 'window', \
                            $4, $4, $5, 0, 0, '', '', '{}')";
                let body = thing.body.map(|body| body.0);
                let number = thing.number.to_string();
                sql::run(tx, text, values![thing.number, id, number, thing.street.as_str(), body]).await?;
                Ok::<_, StoreError>(())
            })
        })
        .await
        .unwrap();
}

/// The numbers from `first` on that a list holds, and those that may be opened.
type Found = (BTreeSet<i64>, BTreeSet<i64>);

fn openable(asker: &Asker, action: Action, things: &[Thing]) -> BTreeSet<i64> {
    things.iter().filter(|thing| decide(asker, action, Some(thing))).map(|thing| thing.number).collect()
}

async fn cases_found(app: &TestApp, asker: &Asker, things: &[Thing]) -> Found {
    let before = things.last().map(|thing| thing.number + 1);
    let filter = list::CaseFilter { before, open: Some(true), ..Default::default() };
    let found =
        list::find(app.app.store.read(), &app.app.vault, &Scope::of(asker, Action::ReadCases), &filter)
            .await
            .unwrap();
    let listed = found.rows.iter().map(|row| row.seq).filter(|seq| *seq >= things[0].number).collect();
    (listed, openable(asker, Action::ReadCases, things))
}

async fn requests_found(app: &TestApp, asker: &Asker, things: &[Thing]) -> Found {
    let after = things.last().map(|thing| thing.number + 1);
    let filter = queue::QueueFilter { after, ..Default::default() };
    let found = queue::find(
        app.app.store.read(),
        &app.app.vault,
        &Scope::of(asker, Action::ReadRequests),
        &filter,
        b"",
    )
    .await
    .unwrap();
    let listed = found.rows.iter().map(|row| row.seq).filter(|seq| *seq >= things[0].number).collect();
    (listed, openable(asker, Action::ReadRequests, things))
}

#[tokio::test]
async fn a_list_holds_exactly_the_cases_and_requests_that_may_be_opened() {
    const WORLDS: i64 = 100;
    for app in TestApp::each().await {
        let mut chance = StdRng::seed_from_u64(20_261_125);
        let mut differences = (0, 0);
        for nth in 0..WORLDS {
            let World { cases } = world(&mut chance, 100 + nth * 12);
            for thing in &cases {
                insert(&app, thing).await;
            }
            for _ in 0..8 {
                let reader = asker(&mut chance, Action::ReadCases);
                let (listed, opened) = cases_found(&app, &reader, &cases).await;
                assert_eq!(listed, opened, "cases of world {nth}, {reader:?}");
                differences.0 += usize::from(opened.len() < cases.len());
                let reader = asker(&mut chance, Action::ReadRequests);
                let (listed, opened) = requests_found(&app, &reader, &cases).await;
                assert_eq!(listed, opened, "requests of world {nth}, {reader:?}");
                differences.1 += usize::from(opened.len() < cases.len());
            }
        }
        assert!(differences.0 > 400 && differences.1 > 400, "readers who see everything prove nothing");
    }
}
