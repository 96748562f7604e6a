//! `/api/v1/sessions`: does a program sign in, and can nobody else use a browser's session?

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use expect_test::expect;
use fengqiao::seed;
use serde_json::json;
use time::Duration;

use crate::{cases::opened, client::Client, harness::TestApp};

#[tokio::test]
async fn a_program_signs_in_is_known_and_signs_out() {
    for app in TestApp::each().await {
        let mut clerk = Client::signed_in(&app, "clerk").await;
        expect![[r#"
            200 OK
            content-type: application/json
            {
              "account": "<1>",
              "body": "<2>",
              "duties": [
                "intake"
              ],
              "kind": "staff",
              "name": "林晓雯",
              "number": null,
              "party": null,
              "street": null
            }"#]]
        .assert_eq(&clerk.get("/api/v1/sessions/current").await.whole());
        assert_eq!(clerk.delete("/api/v1/sessions/current").await.status, StatusCode::NO_CONTENT);
        assert_eq!(clerk.get("/api/v1/sessions/current").await.json()["kind"], "anyone");
        expect![[r#"
            401 Unauthorized
            content-type: application/problem+json
            www-authenticate: Bearer
            {
              "status": 401,
              "title": "Sign in first",
              "type": "urn:fengqiao:problem:sign-in"
            }"#]]
        .assert_eq(&clerk.get("/api/v1/cases").await.whole());
    }
}

#[tokio::test]
async fn whatever_of_two_words_is_wrong_the_answer_is_the_same() {
    let app = TestApp::sqlite().await;
    let mut client = Client::anybody(&app);
    for [one, other] in [
        [
            json!({ "login": "clerk", "password": "wrong" }),
            json!({ "login": "nobody", "password": seed::PASSWORD }),
        ],
        [
            json!({ "number": "440306-2026-000001", "code": "7K2M-9QXT-4B" }),
            json!({ "number": "no number", "code": "7K2M-9QXT-4B" }),
        ],
    ] {
        let answer = client.post("/api/v1/sessions", &[], &one).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(answer.whole(), client.post("/api/v1/sessions", &[], &other).await.whole());
    }
    let both = json!({ "login": "clerk", "password": "x", "number": "1", "code": "2" });
    let answer = client.post("/api/v1/sessions", &[], &both).await;
    assert_eq!(answer.json()["errors"][0]["code"], "sign-in-one-way");
}

#[tokio::test]
async fn a_token_ends_when_it_is_not_used() {
    for app in TestApp::each().await {
        let mut clerk = Client::signed_in(&app, "clerk").await;
        app.clock.advance(Duration::minutes(29));
        assert_eq!(clerk.get("/api/v1/cases").await.status, StatusCode::OK);
        app.clock.advance(Duration::minutes(29));
        assert_eq!(clerk.get("/api/v1/cases").await.status, StatusCode::OK);
        app.clock.advance(Duration::minutes(31));
        assert_eq!(clerk.get("/api/v1/cases").await.status, StatusCode::UNAUTHORIZED);
    }
}

/// Sends an act with the cookies of a browser, as a script of some page would.
async fn by_script(browser: &mut crate::harness::Browser, path: &str, more: &[(&str, &str)]) -> StatusCode {
    let mut request = Request::post(format!("/api/v1{path}/acts"))
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::IF_MATCH, "\"1\"");
    for (name, value) in more {
        request = request.header(*name, *value);
    }
    let body = Body::from(json!({ "act": "add_note", "text": "来电催问。" }).to_string());
    browser.send(request.body(body).unwrap()).await.status
}

#[tokio::test]
async fn a_browsers_session_changes_nothing_unless_its_own_page_asks() {
    let app = TestApp::sqlite().await;
    let case = opened(&app, fengqiao_domain::case::Confidentiality::Ordinary).await;
    let mut browser = app.signed_in("clerk").await;
    let own = browser.cookies["fq_form"].clone();
    let of = |name, value| [(name, value)];
    assert_eq!(by_script(&mut browser, &case.path, &[]).await, StatusCode::UNAUTHORIZED);
    assert_eq!(by_script(&mut browser, &case.path, &of("x-csrf", "guessed")).await, StatusCode::UNAUTHORIZED);
    let foreign = [("x-csrf", own.as_str()), ("origin", "https://evil.example")];
    assert_eq!(by_script(&mut browser, &case.path, &foreign).await, StatusCode::BAD_REQUEST);
    let pretending = [("authorization", "Bearer 00")];
    assert_eq!(by_script(&mut browser, &case.path, &pretending).await, StatusCode::UNAUTHORIZED);
    assert_eq!(browser.get(&format!("/api/v1{}", case.path)).await.header("etag"), "\"1\"");
    assert_eq!(by_script(&mut browser, &case.path, &of("x-csrf", &own)).await, StatusCode::OK);
}

#[tokio::test]
async fn a_token_opens_no_page() {
    let app = TestApp::sqlite().await;
    let clerk = Client::signed_in(&app, "clerk").await;
    let request = Request::get("/cases")
        .header(header::AUTHORIZATION, format!("Bearer {}", clerk.token))
        .body(Body::empty())
        .unwrap();
    assert_eq!(app.browser().send(request).await.status, StatusCode::SEE_OTHER);
}
