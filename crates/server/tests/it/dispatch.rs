//! `/dispatch`: does a request reach every body concerned at once, and nobody else?

use axum::http::StatusCode;
use fengqiao::dispatch::{store, trial};
use fengqiao_domain::dispatch::{DispatchRules, Part};
use fengqiao_store::{sql, values};

use crate::{
    file::filed,
    harness::{Answer, Browser, TestApp},
    intake::{REGISTER, choose_type, done, numbers},
};

/// How a head refuses a request.
const REFUSE: [(&str, &str); 2] = [("ground", "already_accepted"), ("reason", "法院已经立案，正在审理。")];

/// What was sent of a number: part, body, state.
async fn sent(app: &TestApp, seq: i64) -> Vec<(&'static str, String, &'static str)> {
    let conn = app.app.store.read();
    let network = app.app.directory.network(conn).await.unwrap();
    let one = |kept: store::Kept| {
        let body = network.by_id(kept.dispatch.sent.body).expect("a body").code.clone();
        (kept.dispatch.sent.part.code(), body, kept.dispatch.state.code())
    };
    store::of_number(conn, seq).await.unwrap().into_iter().map(one).collect()
}

async fn open(browser: &mut Browser, show: &str) -> Answer {
    let list = browser.get(&format!("/dispatch?show={show}")).await;
    assert_eq!(list.status, StatusCode::OK);
    let href = list.attrs("tbody a", "href").first().cloned().unwrap_or_default();
    browser.get(&href).await
}

async fn act(browser: &mut Browser, page: &Answer, name: &str, fields: &[(&str, &str)]) -> Answer {
    let action = page.attrs("form[action^='/dispatch/']", "action").remove(0);
    let fields: Vec<(&str, &str)> = fields.iter().copied().chain([("act", name)]).collect();
    browser.submit(page, &action, &fields).await
}

#[tokio::test]
async fn a_family_request_is_in_the_lists_of_all_five_bodies_with_the_filing() {
    for app in TestApp::each().await {
        let mine = filed(&mut app.browser(), &[("dispute_type", "01")]).await;
        let bodies = ["team-family", "agency-court", "agency-justice", "agency-police", "agency-women"];
        let mut found = sent(&app, 1).await;
        found.sort();
        let mut all: Vec<_> = bodies
            .iter()
            .enumerate()
            .map(|(nth, body)| (if nth == 0 { "lead" } else { "support" }, (*body).to_owned(), "waiting"))
            .collect();
        all.sort();
        assert_eq!(found, all);
        let judge = app.signed_in("judge").await.get("/dispatch").await;
        assert_eq!(numbers(&judge), [mine.number.as_str()]);
        let department = app.signed_in("department").await.get("/dispatch").await;
        assert_eq!(numbers(&department), Vec::<String>::new(), "the labour desk has nothing to do with it");
        assert_eq!(app.signed_in("mediator").await.get("/dispatch").await.status, StatusCode::NOT_FOUND);
        let entries: Option<i64> = sql::value(
            app.app.store.read(),
            "SELECT count(*) FROM journal WHERE word = 'dispatch'",
            values![],
        )
        .await
        .unwrap();
        assert_eq!(entries, Some(5));
    }
}

#[tokio::test]
async fn a_request_whose_type_becomes_known_goes_to_the_bodies_of_that_type() {
    for app in TestApp::each().await {
        let mine = filed(&mut app.browser(), &[("dispute_type", "02")]).await;
        assert_eq!(sent(&app, 1).await, [("lead", "committee-440306017000".to_owned(), "waiting")]);
        let mut clerk = app.signed_in("clerk").await;
        done(&mut clerk, &mine.number, "register", &REGISTER).await;
        choose_type(&mut clerk, &mine.number, "10").await;
        assert_eq!(
            sent(&app, 1).await,
            [
                ("lead", "committee-440306017000".to_owned(), "recalled"),
                ("lead", "platform-labour".to_owned(), "waiting"),
                ("support", "agency-labour".to_owned(), "waiting"),
                ("support", "agency-union".to_owned(), "waiting"),
            ]
        );
        let form = clerk.get(&format!("/intake/{}/acts/open", mine.number)).await;
        let body = form.choice("body", "新安街道人民调解委员会");
        done(&mut clerk, &mine.number, "open", &[("body", &body)]).await;
        let stands: Vec<_> = sent(&app, 1).await.into_iter().map(|(_, _, state)| state).collect();
        let expected = ["recalled", "recalled", "waiting", "waiting"];
        assert_eq!(stands, expected, "who never took it is not said to have done it; the others go on");
        let mut labour = app.signed_in("department").await;
        let page = open(&mut labour, "open").await;
        assert_eq!(act(&mut labour, &page, "take", &[]).await.status, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn a_body_that_is_not_competent_objects_and_the_dispatcher_decides() {
    for app in TestApp::each().await {
        filed(&mut app.browser(), &[("dispute_type", "10")]).await;
        let (mut labour, mut dispatcher) =
            (app.signed_in("department").await, app.signed_in("dispatcher").await);
        let page = open(&mut labour, "open").await;
        let short = act(&mut labour, &page, "object", &[]).await;
        assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(
            act(&mut labour, &page, "rule", &[("ruling", "act_first")]).await.status,
            StatusCode::UNPROCESSABLE_ENTITY
        );
        for _ in 0..2 {
            let objected = act(&mut labour, &page, "object", &[("ground", "not_competent")]).await;
            assert_eq!(objected.status, StatusCode::SEE_OTHER, "{:?}", objected.complaints());
        }
        let page = open(&mut dispatcher, "objected").await;
        assert!(page.text().contains("不属本单位法定职责"), "{}", page.text());
        let upheld = act(&mut dispatcher, &page, "rule", &[("ruling", "upheld")]).await;
        assert_eq!(
            upheld.complaints(),
            ["异议成立的，应当选择改派到哪个单位。 请选择单位；一时分不清的，选“先办后议”。"]
        );
        let body = page.choice("instead", "总工会职工服务岗");
        let ruled = act(&mut dispatcher, &page, "rule", &[("ruling", "upheld"), ("instead", &body)]).await;
        assert_eq!(ruled.status, StatusCode::SEE_OTHER, "{:?}", ruled.complaints());
        assert_eq!(
            sent(&app, 1).await,
            [
                ("lead", "platform-labour".to_owned(), "waiting"),
                ("support", "agency-labour".to_owned(), "recalled"),
                ("support", "agency-union".to_owned(), "waiting"),
            ]
        );
    }
}

#[tokio::test]
async fn what_is_unclear_is_acted_on_first_and_a_withdrawn_request_is_taken_back_from_everybody() {
    for app in TestApp::each().await {
        let mine = filed(&mut app.browser(), &[("dispute_type", "10")]).await;
        let (mut labour, mut dispatcher) =
            (app.signed_in("department").await, app.signed_in("dispatcher").await);
        let page = open(&mut labour, "open").await;
        act(&mut labour, &page, "object", &[("ground", "other_territory")]).await;
        let stale = act(&mut labour, &page, "take", &[("idempotency_key", "another")]).await;
        assert_eq!(
            stale.complaints(),
            ["这个派单刚刚被别人办理过。 请看清当前状态后再提交，您填写的内容还在。"]
        );
        let page = open(&mut dispatcher, "objected").await;
        act(&mut dispatcher, &page, "rule", &[("ruling", "act_first")]).await;
        let page = open(&mut labour, "open").await;
        assert!(page.text().contains("先办后议"), "{}", page.text());
        let mut clerk = app.signed_in("clerk").await;
        done(&mut clerk, &mine.number, "register", &REGISTER).await;
        let mut head = app.signed_in("head").await;
        done(&mut head, &mine.number, "refuse", &REFUSE).await;
        let states: Vec<_> = sent(&app, 1).await.into_iter().map(|(.., state)| state).collect();
        assert_eq!(states, ["recalled"; 3]);
    }
}

#[tokio::test]
async fn other_rules_are_tried_on_past_requests_and_what_differs_is_listed() {
    for app in TestApp::each().await {
        for code in ["02", "10", "17"] {
            filed(&mut app.browser(), &[("dispute_type", code)]).await;
        }
        let text = include_str!("../../../../data/dispatch-rules.toml");
        let same = trial::run(&app.app, &DispatchRules::shipped(), 100, None).await.unwrap();
        assert_eq!((same.tried, same.differences.len()), (3, 0));
        let changed = text.replace(
            "to = [\"body:platform-labour\", \"organ:labour\", \"committee\"]",
            "to = [\"committee\"]",
        );
        let mut dispatcher = app.signed_in("dispatcher").await;
        let page = dispatcher.get("/dispatch/rules").await;
        let answer =
            dispatcher.submit(&page, "/dispatch/rules/trial", &[("rules", &changed), ("most", "100")]).await;
        assert_eq!(answer.status, StatusCode::OK, "{:?}", answer.complaints());
        assert!(answer.text().contains("试了 3 件，其中 1 件派向不同"), "{}", answer.text());
        let rules = DispatchRules::load(&changed).unwrap();
        let trial = trial::run(&app.app, &rules, 100, None).await.unwrap();
        let one = trial.differences.first().expect("one differs");
        assert_eq!((one.before[0].0, one.after[0].0), (Part::Lead, Part::Lead));
        assert_eq!(one.dispute_type.as_deref(), Some("10"));
        let broken =
            dispatcher.submit(&page, "/dispatch/rules/trial", &[("rules", "[[rule]]"), ("most", "1")]).await;
        assert_eq!(broken.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(broken.complaints()[0].contains("line 1"), "{:?}", broken.complaints());
    }
}
