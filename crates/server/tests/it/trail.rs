//! `/trail`: is everything noted that has to be, and can a part of it be proved outside?

use axum::http::StatusCode;
use fengqiao::{
    app::App,
    config::Config,
    trail::{
        proof::{Extract, Unproved},
        settings,
    },
};
use fengqiao_base::Ids;
use fengqiao_domain::case::Confidentiality;
use fengqiao_store::{sql, values};
use sea_orm::FromQueryResult;

use crate::{cases::opened, harness::TestApp};

#[derive(Debug, PartialEq, Eq, FromQueryResult)]
struct Noted {
    kind: String,
    payload: String,
}

async fn noted(app: &TestApp) -> Vec<String> {
    let text =
        "SELECT kind, payload FROM journal WHERE word = 'trail' AND kind NOT LIKE 'sign%' ORDER BY seq";
    let rows: Vec<Noted> = sql::all(app.app.store.read(), text, values![]).await.unwrap();
    rows.into_iter().map(|row| format!("{} {}", row.kind, row.payload)).collect()
}

#[tokio::test]
async fn reading_a_confidential_file_is_noted_and_reading_an_ordinary_one_is_not() {
    for app in TestApp::each().await {
        let ordinary = opened(&app, Confidentiality::Ordinary).await;
        let minor = opened(&app, Confidentiality::Minor).await;
        let mut head = app.signed_in("head").await;
        let mut clerk = app.signed_in("clerk").await;
        for path in [&ordinary.path, &minor.path] {
            head.get(path).await;
            clerk.get(path).await;
        }
        head.get(&format!("{}/documents", minor.path)).await;
        head.get("/cases.csv").await;
        assert_eq!(
            noted(&app).await,
            [
                r#"file_read {"about":{"number":2},"what":"case.read"}"#,
                r#"file_read {"about":{"number":2},"what":"case.documents"}"#,
                r#"exported {"about":"platform","what":"cases.csv"}"#,
            ],
            "the clerk is not cleared: nothing was read"
        );
    }
}

#[tokio::test]
async fn the_auditor_finds_who_read_what_and_takes_it_out_with_a_proof_that_breaks_when_a_letter_is_changed()
{
    for app in TestApp::each().await {
        let minor = opened(&app, Confidentiality::Minor).await;
        app.signed_in("head").await.get(&minor.path).await;
        app.signed_in("dispatcher").await.get(&minor.path).await;
        let mut auditor = app.signed_in("auditor").await;
        let page = auditor.get("/trail?kind=file_read&login=head").await;
        let rows = page.texts("tbody tr");
        assert_eq!(rows.len(), 1, "{rows:?}");
        assert!(rows[0].contains("查看保密案卷陈静 · 调委会负责人第 1 号case.read"), "{rows:?}");
        let wrong = auditor.get("/trail?login=nobody&from=tomorrow").await;
        assert_eq!(
            wrong.complaints(),
            ["日期不正确。 请按“年-月-日”填写，例如 2026-03-05。", "没有这个账号。 请核对账号。"]
        );
        let typo = auditor.get("/trail.json?kind=file_reed").await;
        assert_eq!(typo.status, StatusCode::UNPROCESSABLE_ENTITY, "a typo takes nothing out");

        let taken = auditor.get("/trail.json?kind=file_read").await;
        assert_eq!(taken.status, StatusCode::OK);
        let extract: Extract = serde_json::from_slice(&taken.body).unwrap();
        assert_eq!((extract.entries.len(), extract.checkpoints.len()), (2, 1));
        let key = extract.key.clone();
        assert_eq!(extract.check(Some(&key)), Ok(()));
        assert_eq!(extract.check(Some("00")), Err(Unproved::OtherKey));
        let changed = taken.raw().replace("case.read", "case.seen");
        let changed: Extract = serde_json::from_str(&changed).unwrap();
        assert!(matches!(changed.check(None), Err(Unproved::Entry(_))));
        let moved = taken.raw().replace("\"upto\":", "\"upto\":1");
        let moved: Extract = serde_json::from_str(&moved).unwrap();
        assert_eq!(moved.check(None), Err(Unproved::Checkpoint(1)));
        assert!(noted(&app).await.last().unwrap().contains("trail.json"), "taking out is noted too");
    }
}

#[tokio::test]
async fn who_came_in_who_did_not_and_who_left_is_noted_with_every_change_of_the_way_in() {
    for app in TestApp::each().await {
        let mut browser = app.browser();
        browser.get("/sign-in").await;
        for (login, password) in [("clerk", "wrong"), ("nobody", "wrong")] {
            browser.post("/sign-in", &[("login", login), ("password", password)]).await;
        }
        let mut clerk = app.signed_in("clerk").await;
        let (old, new) = (fengqiao::seed::PASSWORD, "枫桥边的三棵老榕树 2026");
        let changed = clerk
            .post("/account/password", &[("password", old), ("new_password", new), ("again", new)])
            .await;
        assert_eq!(changed.location(), "/account", "{:?}", changed.complaints());
        clerk.post("/sign-out", &[]).await;
        let id = crate::accounts::account_of(&app, "clerk").await;
        let text = "SELECT kind, payload FROM journal WHERE word = 'trail' ORDER BY seq";
        let rows: Vec<Noted> = sql::all(app.app.store.read(), text, values![]).await.unwrap();
        let rows: Vec<String> = rows.into_iter().map(|row| format!("{} {}", row.kind, row.payload)).collect();
        assert_eq!(
            rows,
            [
                format!(r#"sign_in_refused {{"about":{{"account":"{id}"}}}}"#),
                r#"sign_in_refused {"about":"platform"}"#.to_owned(),
                format!(r#"signed_in {{"about":{{"account":"{id}"}}}}"#),
                format!(r#"sign_in_changed {{"about":{{"account":"{id}"}},"what":"password"}}"#),
                format!(r#"signed_out {{"about":{{"account":"{id}"}}}}"#),
            ]
        );
    }
}

#[tokio::test]
async fn many_who_read_one_file_at_once_are_all_noted() {
    for app in TestApp::each().await {
        let minor = opened(&app, Confidentiality::Minor).await;
        let mut readers = Vec::new();
        for login in ["head", "dispatcher", "justice", "archivist"] {
            readers.push(app.signed_in(login).await);
        }
        let path = &minor.path;
        let reads = readers.iter_mut().map(|reader| async move {
            for _ in 0..3 {
                assert_eq!(reader.get(path).await.status, StatusCode::OK);
            }
        });
        side_by_side(reads).await;
        assert_eq!(noted(&app).await.len(), 12);
    }
}

/// Runs all of them side by side.
async fn side_by_side(all: impl IntoIterator<Item = impl Future<Output = ()>>) {
    let mut pinned: Vec<_> = all.into_iter().map(Box::pin).collect();
    std::future::poll_fn(|context| {
        pinned.retain_mut(|one| one.as_mut().poll(context).is_pending());
        if pinned.is_empty() { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
}

#[tokio::test]
async fn rules_and_settings_that_were_changed_are_noted_at_the_next_start_and_only_then() {
    for app in TestApp::each().await {
        let started = async |change: fn(&mut Config)| {
            let mut config = app.app.config.clone();
            change(&mut config);
            let ids = Ids::from_seed(app.clock.clone(), 8);
            let again = App::open(config, app.clock.clone(), ids).await.unwrap();
            settings::note_changes(&again).await.unwrap()
        };
        assert_eq!(started(|_| {}).await, Vec::<&str>::new(), "nothing was known before the first start");
        assert_eq!(started(|_| {}).await, Vec::<&str>::new());
        let shorter: fn(&mut Config) = |config| config.sign_in.idle_minutes = 7;
        assert_eq!(started(shorter).await, ["sign_in"]);
        assert_eq!(started(shorter).await, Vec::<&str>::new());
        let noted = noted(&app).await;
        assert_eq!(noted, [r#"setting_changed {"about":"platform","what":"sign_in"}"#]);
    }
}
