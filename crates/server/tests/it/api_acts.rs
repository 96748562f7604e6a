//! `/api/v1/cases/{number}/acts`: is a case worked on as on the pages, once, and never past somebody else's change?

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use expect_test::expect;
use fengqiao_domain::case::Confidentiality;
use fengqiao_store::{sql, values};
use serde_json::{Value, json};

use crate::{
    cases::{Opened, opened},
    client::Client,
    harness::{Answer, TestApp},
};

pub async fn act(client: &mut Client, case: &Opened, version: i64, act: &Value) -> Answer {
    let tag = format!("\"{version}\"");
    client.post(&format!("/api/v1{}/acts", case.path), &[("if-match", &tag)], act).await
}

pub fn consent(party: impl std::fmt::Display) -> Value {
    json!({ "act": "record_consent", "party": party.to_string(), "answer": "agree", "manner": "telephone" })
}

#[tokio::test]
async fn an_act_is_done_once_and_its_answer_is_given_again() {
    for app in TestApp::each().await {
        let case = opened(&app, Confidentiality::Ordinary).await;
        let mut clerk = Client::signed_in(&app, "clerk").await;
        let path = format!("/api/v1{}/acts", case.path);
        let headers = [("if-match", "\"1\""), ("idempotency-key", "a-key-nobody-can-guess")];
        let first = clerk.post(&path, &headers, &consent(case.parties[0])).await;
        expect![[r#"
            200 OK
            content-type: application/json
            etag: "2"
            {
              "number": "440306-2026-000001",
              "offers": [
                "record_consent",
                "tell_rights",
                "name_representative",
                "join_party",
                "ask_closed_session",
                "add_evidence",
                "report_danger",
                "add_note",
                "set_class",
                "correct_type"
              ],
              "stage": "S2",
              "turn": {
                "act": "record_consent",
                "by": "2026-11-27T16:00:00Z",
                "duty": "intake",
                "parties": []
              },
              "version": 2
            }"#]]
        .assert_eq(&first.whole());
        let second = clerk.post(&path, &headers, &consent(case.parties[0])).await;
        assert_eq!(second.whole(), first.whole());
        let other = clerk.post(&path, &headers, &consent(case.parties[1])).await;
        expect![[r#"
            422 Unprocessable Entity
            content-type: application/problem+json
            {
              "errors": [
                {
                  "code": "key-used-otherwise",
                  "detail": "This Idempotency-Key came with another body before. Use a new one for a new change."
                }
              ],
              "status": 422,
              "title": "This cannot be done now",
              "type": "urn:fengqiao:problem:key-used-otherwise"
            }"#]].assert_eq(&other.whole());
        let mut head = Client::signed_in(&app, "head").await;
        let stranger = head.post(&path, &headers, &consent(case.parties[1])).await;
        assert_eq!(stranger.status, StatusCode::PRECONDITION_FAILED, "a key is its sender's own");
        assert_eq!(clerk.get(&format!("/api/v1{}", case.path)).await.json()["version"], 2);
    }
}

#[tokio::test]
async fn whoever_reads_no_cases_reports_a_danger_without_a_version_and_is_told_the_number_alone() {
    for app in TestApp::each().await {
        let case = opened(&app, Confidentiality::Ordinary).await;
        let leads = "UPDATE posts SET duties = '[\"leader\"]' WHERE account = (SELECT id FROM accounts WHERE login = 'clerk')";
        sql::run(app.app.store.read(), leads, values![]).await.unwrap();
        let mut leader = Client::signed_in(&app, "clerk").await;
        let report = json!({ "act": "report_danger", "to": "police", "reason": "扬言报复" });
        let done = leader.post(&format!("/api/v1{}/acts", case.path), &[], &report).await;
        expect![[r#"
            200 OK
            content-type: application/json
            {
              "number": "440306-2026-000001",
              "offers": [],
              "turn": null
            }"#]]
        .assert_eq(&done.whole());
        assert_eq!(act(&mut leader, &case, 2, &consent(case.parties[0])).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn whoever_has_not_seen_the_latest_version_changes_nothing() {
    for app in TestApp::each().await {
        let case = opened(&app, Confidentiality::Ordinary).await;
        let mut clerk = Client::signed_in(&app, "clerk").await;
        let path = format!("/api/v1{}/acts", case.path);
        let without = clerk.post(&path, &[], &consent(case.parties[0])).await;
        expect![[r#"
            428 Precondition Required
            content-type: application/problem+json
            {
              "status": 428,
              "title": "The change does not say which version it is of",
              "type": "urn:fengqiao:problem:needs-version"
            }"#]]
        .assert_eq(&without.whole());
        assert_eq!(act(&mut clerk, &case, 1, &consent(case.parties[0])).await.status, StatusCode::OK);
        let stale = act(&mut clerk, &case, 1, &consent(case.parties[1])).await;
        expect![[r#"
            412 Precondition Failed
            content-type: application/problem+json
            {
              "status": 412,
              "title": "This is no longer the latest version",
              "type": "urn:fengqiao:problem:stale"
            }"#]]
        .assert_eq(&stale.whole());
        assert_eq!(act(&mut clerk, &case, 2, &consent(case.parties[1])).await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn the_rules_refuse_in_the_senders_language_with_the_article() {
    let app = TestApp::sqlite().await;
    let case = opened(&app, Confidentiality::Ordinary).await;
    let mut head = Client::signed_in(&app, "head").await;
    let refused = act(&mut head, &case, 1, &json!({ "act": "accept" })).await;
    expect![[r#"
        422 Unprocessable Entity
        content-type: application/problem+json
        {
          "errors": [
            {
              "code": "consent-missing",
              "detail": "2 parties have not agreed to mediation yet. First ask every party and record its answer.",
              "law": "人民调解法 第十七条"
            }
          ],
          "status": 422,
          "title": "This cannot be done now",
          "type": "urn:fengqiao:problem:consent-missing"
        }"#]].assert_eq(&refused.whole());
    let request = Request::post(format!("/api/v1{}/acts", case.path))
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::IF_MATCH, "\"1\"")
        .header(header::ACCEPT_LANGUAGE, "zh-CN");
    let chinese = head.send(request.body(Body::from(r#"{"act":"accept"}"#)).unwrap()).await;
    expect![[r#"
        422 Unprocessable Entity
        content-type: application/problem+json
        {
          "errors": [
            {
              "code": "consent-missing",
              "detail": "还有 2 名当事人没有同意调解。 请先征询并记录每一名当事人的意愿。",
              "law": "人民调解法 第十七条"
            }
          ],
          "status": 422,
          "title": "现在不能这样办理",
          "type": "urn:fengqiao:problem:consent-missing"
        }"#]]
    .assert_eq(&chinese.whole());
}

#[tokio::test]
async fn everything_that_is_wrong_with_an_act_is_said_at_once() {
    let app = TestApp::sqlite().await;
    let case = opened(&app, Confidentiality::Ordinary).await;
    let mut clerk = Client::signed_in(&app, "clerk").await;
    let mut wrong = async |body: Value| {
        let answer = act(&mut clerk, &case, 1, &body).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.raw());
        let errors = answer.json()["errors"].as_array().unwrap().clone();
        let told = |error: &Value| {
            let field = error["field"].as_str().unwrap_or("–");
            format!("{} at {field}", error["code"].as_str().unwrap())
        };
        errors.iter().map(told).collect::<Vec<_>>().join(", ")
    };
    let nobody = "019abf6c-7d00-7000-8000-000000000001";
    let mut told = Vec::new();
    for body in [
        json!({}),
        json!({ "act": "dance" }),
        json!({ "act": "record_consent" }),
        json!({ "act": "record_consent", "party": 7, "answer": "maybe", "manner": null, "more": 1 }),
        json!({ "act": "record_consent", "party": nobody, "answer": "agree", "manner": "telephone" }),
        json!({ "act": "add_note", "text": ["one"] }),
        json!({ "act": "add_note", "text": " " }),
        json!({ "act": "name_representative", "party": case.parties[0], "capacity": "agent",
                "representative": { "name": "", "phone": "12" } }),
        json!({ "act": "name_representative", "party": case.parties[0], "capacity": "agent",
                "representative": nobody, "attachment": nobody }),
    ] {
        told.push(wrong(body).await);
    }
    expect![[r"
        act-unknown at act
        act-unknown at act
        field-missing at party, field-missing at answer, field-missing at manner
        field-not-an-id at party, field-not-in-list at answer, field-missing at manner, field-unknown at –
        unknown-party at party
        field-wrong-type at text
        words-missing at text
        name-missing at representative, phone-malformed at representative
        field-points-nowhere at representative, field-points-nowhere at attachment"]]
    .assert_eq(&told.join("\n"));
}

#[tokio::test]
async fn somebody_new_comes_in_with_the_act() {
    for app in TestApp::each().await {
        let case = opened(&app, Confidentiality::Ordinary).await;
        let mut clerk = Client::signed_in(&app, "clerk").await;
        let body = json!({
            "act": "name_representative",
            "party": case.parties[0],
            "capacity": "agent",
            "representative": { "name": "王五", "phone": "13800138000" },
        });
        let answer = act(&mut clerk, &case, 1, &body).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.raw());
        let read = clerk.get(&format!("/api/v1{}", case.path)).await.json();
        assert_eq!(read["others"][0]["name"], "王五");
        assert_eq!(read["parties"][0]["agent"], read["others"][0]["id"]);
    }
}

#[tokio::test]
async fn a_file_is_handed_in_and_then_named_by_an_act() {
    for app in TestApp::each().await {
        let case = opened(&app, Confidentiality::Ordinary).await;
        let mut clerk = Client::signed_in(&app, "clerk").await;
        let path = format!("/api/v1{}/attachments", case.path);
        let headers = [("idempotency-key", "a-key-nobody-can-guess")];
        let first = clerk.upload(&path, &headers, b"%PDF-1.7 a scan").await;
        expect![[r#"
            201 Created
            content-type: application/json
            {
              "attachments": [
                {
                  "added_at": "2026-11-24T02:00:00Z",
                  "digest": "436b26147ce1e2840210099f885a14790e0eae709fd7a9b9616f4519ca08ecfe",
                  "id": "<1>",
                  "media_type": "application/pdf",
                  "size": 15
                }
              ]
            }"#]]
        .assert_eq(&first.whole());
        assert_eq!(clerk.upload(&path, &headers, b"%PDF-1.7 a scan").await.raw(), first.raw());
        let id = first.json()["attachments"][0]["id"].clone();
        let evidence = json!({ "act": "add_evidence", "attachment": id, "title": "照片", "from": case.parties[0], "pages": 1 });
        let done = act(&mut clerk, &case, 1, &evidence).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.raw());
        let read = clerk.get(&format!("/api/v1{}", case.path)).await.json();
        assert_eq!(read["evidence"][0]["attachment"], id);
        let file = clerk.get(&format!("{path}/{}", id.as_str().unwrap())).await;
        assert_eq!((file.status, file.raw().as_str()), (StatusCode::OK, "%PDF-1.7 a scan"));
        let program = clerk.upload(&path, &[], b"MZ a program").await;
        assert_eq!(program.json()["errors"][0]["code"], "file-kind-unknown");
        let count = clerk.get(&path).await.json()["attachments"].as_array().unwrap().len();
        assert_eq!(count, 1);
        let proof =
            fengqiao_store::journal::verify(app.app.store.read(), &app.app.keys.verifying()).await.unwrap();
        assert!(proof.is_ok(), "{proof:?}");
    }
}

#[tokio::test]
async fn whatever_is_sent_is_answered_with_a_problem_below_500() {
    let app = TestApp::sqlite().await;
    let case = opened(&app, Confidentiality::Ordinary).await;
    let mut clerk = Client::signed_in(&app, "clerk").await;
    let path = format!("/api/v1{}/acts", case.path);
    let json = "application/json";
    let big = format!(r#"{{"act":"add_note","text":"{}"}}"#, "长".repeat(200_000));
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let bodies: [(&str, &str, &[u8]); 12] = [
        ("no type", "", b"{}"),
        ("a form", "application/x-www-form-urlencoded", b"act=accept"),
        ("XML", "application/xml", b"<act/>"),
        ("nothing", json, b""),
        ("half of it", json, b"{\"act\":"),
        ("not UTF-8", json, b"{\"act\":\"add_note\",\"text\":\"\xff\xfe\"}"),
        ("GB18030", json, b"{\"act\":\"add_note\",\"text\":\"\xb5\xf7\xbd\xe2\"}"),
        ("a NUL", json, b"{\"act\":\"add_note\",\"text\":\"a\\u0000b\"}"),
        ("a list", json, b"[1,2]"),
        ("too big", json, big.as_bytes()),
        ("too deep", json, deep.as_bytes()),
        ("half a pair", json, b"{\"act\":\"add_note\",\"text\":\"\\ud83d\"}"),
    ];
    let mut told = Vec::new();
    let line = |what: &str, answer: &Answer| {
        format!("{what}: {} {}", answer.status, answer.json()["type"].as_str().unwrap())
    };
    for (what, kind, body) in bodies {
        let mut request = Request::post(&path).header(header::IF_MATCH, "\"1\"");
        if !kind.is_empty() {
            request = request.header(header::CONTENT_TYPE, kind);
        }
        let answer = clerk.send(request.body(Body::from(body.to_vec())).unwrap()).await;
        assert_eq!(answer.header("content-type"), "application/problem+json", "{what}");
        told.push(line(what, &answer));
    }
    for (what, path) in [
        ("no such address", "/api/v1/nothing"),
        ("no such case", "/api/v1/cases/440306-2026-999999"),
        ("no number", "/api/v1/cases/x"),
        ("a path that is no text", "/api/v1/cases/%FF"),
        ("a query that is no text", "/api/v1/cases?q=%FF"),
        ("no id", "/api/v1/cases/440306-2026-000001/attachments/x"),
    ] {
        let answer = clerk.get(path).await;
        assert_eq!(answer.header("content-type"), "application/problem+json", "{what}");
        told.push(line(what, &answer));
    }
    let answer = clerk.delete(&path).await;
    told.push(line("no such method", &answer));
    expect![[r"
        no type: 415 Unsupported Media Type urn:fengqiao:problem:wrong-type
        a form: 415 Unsupported Media Type urn:fengqiao:problem:wrong-type
        XML: 415 Unsupported Media Type urn:fengqiao:problem:wrong-type
        nothing: 400 Bad Request urn:fengqiao:problem:malformed
        half of it: 400 Bad Request urn:fengqiao:problem:malformed
        not UTF-8: 400 Bad Request urn:fengqiao:problem:malformed
        GB18030: 400 Bad Request urn:fengqiao:problem:malformed
        a NUL: 400 Bad Request urn:fengqiao:problem:malformed
        a list: 422 Unprocessable Entity urn:fengqiao:problem:invalid
        too big: 413 Payload Too Large urn:fengqiao:problem:too-large
        too deep: 400 Bad Request urn:fengqiao:problem:malformed
        half a pair: 400 Bad Request urn:fengqiao:problem:malformed
        no such address: 404 Not Found urn:fengqiao:problem:not-found
        no such case: 404 Not Found urn:fengqiao:problem:not-found
        no number: 404 Not Found urn:fengqiao:problem:not-found
        a path that is no text: 400 Bad Request urn:fengqiao:problem:malformed
        a query that is no text: 400 Bad Request urn:fengqiao:problem:malformed
        no id: 400 Bad Request urn:fengqiao:problem:malformed
        no such method: 404 Not Found urn:fengqiao:problem:not-found"]]
    .assert_eq(&told.join("\n"));
}
