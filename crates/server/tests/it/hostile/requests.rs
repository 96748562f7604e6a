//! What does a forged, crooked or doubled request come to?

use fengqiao::seed;
use serde_json::json;

use super::wire::{HERE, Wire};
use crate::harness::encoded;

const FORM: (&str, &str) = ("Content-Type", "application/x-www-form-urlencoded");

#[tokio::test]
async fn a_form_of_another_site_changes_nothing_however_it_comes() {
    let wire = Wire::start(|_| {}).await;
    let mut clerk = wire.visitor(HERE);
    clerk.sign_in("clerk").await;
    let token = clerk.token();
    let body = format!("csrf={token}");
    let form = |headers: &[(&'static str, &'static str)]| [&[FORM], headers].concat();
    let port = format!("http://127.0.0.1:{}", wire.port);
    for (why, headers) in [
        ("another site", form(&[("Sec-Fetch-Site", "cross-site")])),
        ("a neighbour of the domain", form(&[("Sec-Fetch-Site", "same-site")])),
        ("another origin", form(&[("Origin", "https://evil.example")])),
        ("no origin", form(&[("Origin", "null")])),
    ] {
        let said = clerk.send("POST", "/sign-out", &headers, body.as_bytes()).await;
        assert_eq!(said.status, 400, "{why}");
    }
    for (why, body) in [("no token", String::new()), ("another token", format!("csrf={}", "0".repeat(32)))] {
        assert_eq!(clerk.send("POST", "/sign-out", &[FORM], body.as_bytes()).await.status, 400, "{why}");
    }
    let text = clerk.send("POST", "/sign-out", &[("Content-Type", "text/plain")], body.as_bytes()).await;
    assert_eq!(text.status, 400, "a form as plain text");
    let api =
        clerk.send("DELETE", "/api/v1/sessions/current", &[("Origin", "https://evil.example")], &[]).await;
    assert_eq!(api.status, 400);
    assert_eq!(clerk.get("/work").await.status, 200, "still signed in");
    let own = clerk.send("POST", "/sign-out", &[FORM, ("Origin", &port)], body.as_bytes()).await;
    assert_eq!(own.status, 303);
}

#[tokio::test]
async fn the_cookie_alone_changes_nothing_through_the_api() {
    let wire = Wire::start(|_| {}).await;
    let mut clerk = wire.visitor(HERE);
    clerk.sign_in("clerk").await;
    let act = json!({ "act": "record_consent" }).to_string();
    let headers = [("Content-Type", "application/json"), ("If-Match", "\"1\"")];
    let said = clerk.send("POST", "/api/v1/cases/440306-2026-000001/acts", &headers, act.as_bytes()).await;
    assert_eq!(said.status, 401, "{}", said.text());
}

#[tokio::test]
async fn nobody_is_led_to_another_site() {
    let wire = Wire::start(|_| {}).await;
    let elsewhere = [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "\\/evil.example",
        "/%09/evil.example",
        "///evil.example",
        "/\t/evil.example",
        "javascript:alert(1)",
        "/a\r\nSet-Cookie: x=y",
        "http:evil.example",
        "/..//evil.example",
        "/.//evil.example",
    ];
    for target in elsewhere {
        let mut visitor = wire.visitor(HERE);
        visitor.get("/sign-in").await;
        let fields = [("login", "clerk"), ("password", seed::PASSWORD), ("next", target)];
        let by_form = visitor.post("/sign-in", &fields).await;
        let by_link = visitor.get(&format!("/preferences?lang=en&back={}", encoded(target))).await;
        for said in [by_form, by_link] {
            let place = said.header("location");
            let own = reqwest::Url::parse("https://fengqiao.example").unwrap().join(place).unwrap();
            assert_eq!((said.status, own.host_str()), (303, Some("fengqiao.example")), "{target}: {place}");
            assert!(said.all("set-cookie").all(|line| !line.starts_with("x=")), "{target}");
        }
    }
}

#[tokio::test]
async fn a_false_host_stands_in_no_answer() {
    let wire = Wire::start(|_| {}).await;
    for path in ["/", "/sign-in", "/cases", "/api/v1/openapi.json", "/receipts/check", "/api/v1/centres"] {
        let forged = format!(
            "GET {path} HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\n\
             X-Forwarded-Proto: gopher\r\nX-Original-URL: /work\r\nX-Rewrite-URL: /work\r\nConnection: close\r\n\r\n"
        );
        let answer = String::from_utf8_lossy(&wire.raw(forged.as_bytes()).await).into_owned();
        assert!(answer.starts_with("HTTP/1.1 ") && !answer.contains("evil.example"), "{path}: {answer}");
        assert!(!answer.contains("gopher"), "{path}");
    }
}

#[tokio::test]
async fn a_header_or_a_field_makes_no_other_method_of_a_request() {
    let wire = Wire::start(|_| {}).await;
    let mut clerk = wire.visitor(HERE);
    clerk.sign_in("clerk").await;
    for name in ["X-HTTP-Method-Override", "X-Method-Override", "X-HTTP-Method"] {
        assert_eq!(clerk.send("GET", "/api/v1/sessions/current", &[(name, "DELETE")], &[]).await.status, 200);
    }
    clerk.get(&format!("/sign-out?_method=POST&csrf={}", clerk.token())).await;
    assert_eq!(clerk.get("/work").await.status, 200, "still signed in");
    for method in ["PUT", "PATCH", "TRACE", "CONNECT", "PROPFIND", "get"] {
        let said = clerk.send(method, "/work", &[], &[]).await;
        assert!(matches!(said.status, 400 | 404 | 405), "{method}: {}", said.status);
        assert!(!said.text().contains("fq_session"), "{method} gives nothing back");
    }
}

#[tokio::test]
async fn a_crooked_path_leads_nowhere() {
    let wire = Wire::start(|_| {}).await;
    let mut clerk = wire.visitor(HERE);
    clerk.sign_in("clerk").await;
    for path in [
        "/assets/../Cargo.toml",
        "/assets/..%2f..%2fetc%2fpasswd",
        "/assets/%2e%2e/%2e%2e/etc/passwd",
        "/assets/..%252f..%252fetc/passwd",
        "/assets/app.css%00.png",
        "/assets//etc/passwd",
        "/assets/%c0%ae%c0%ae/passwd",
        "/cases/440306-2026-000001%2F..%2F..%2Fwork",
        "/cases/440306-2026-000001%00",
        "/cases/%ff%fe",
        "/cases/..",
        "/cases/440306-2026-000001/attachments/..%2f..%2fkeys%2fsigning.key",
        "/cases/440306-2026-000001/documents/%2e%2e",
        "//work",
        "/intake/",
        "/work;jsessionid=1",
        "/WORK",
        "/work%20",
        "/work%23",
        "/%77ork%2f",
    ] {
        let said = clerk.get(path).await;
        assert!(matches!(said.status, 400 | 404), "{path}: {}", said.status);
        assert!(!said.text().contains("root:") && !said.text().contains("[workspace]"), "{path}");
    }
}

#[tokio::test]
async fn what_no_form_asks_for_is_not_taken_and_an_unknown_name_in_json_is_refused() {
    let wire = Wire::start(|_| {}).await;
    let mut resident = wire.visitor(HERE);
    resident.get("/file").await;
    let mut fields = super::FILING.to_vec();
    fields.extend([
        ("idempotency_key", "once"),
        ("stage", "closed"),
        ("number", "440306-2026-999999"),
        ("phone_checked", "true"),
        ("confidentiality", "ordinary"),
        ("body", "district-centre"),
        ("me-id", "019abf6c-7d00-7000-8000-000000000001"),
    ]);
    let filed = resident.post("/file", &fields).await;
    assert_eq!(filed.status, 200, "{}", filed.text());
    let kept = serde_json::to_value(wire.app.request(1).await.request).unwrap();
    let told = kept.to_string();
    assert!(
        !told.contains("999999") && !told.contains("closed") && !told.contains("district-centre"),
        "{told}"
    );
    assert!(!told.contains("019abf6c-7d00"), "{told}");

    let sign_in = |more: &str| format!("{{\"login\":\"clerk\",\"password\":\"{}\"{more}}}", seed::PASSWORD);
    let json = [("Content-Type", "application/json")];
    for (more, status) in [
        ("", 201),
        (",\"duties\":[\"administrator\"]", 422),
        (",\"__proto__\":{}", 422),
        (",\"login\":\"head\"", 422),
    ] {
        let said = wire.ask("POST", "/api/v1/sessions", &json, sign_in(more).as_bytes()).await;
        assert_eq!(said.status, status, "{more}: {}", said.text());
    }
}

#[tokio::test]
async fn of_a_name_that_comes_twice_one_value_counts_in_checking_and_in_doing() {
    let wire = Wire::start(|_| {}).await;
    let mut clerk = wire.visitor(HERE);
    clerk.get("/sign-in").await;
    let twice = [("login", "nobody"), ("login", "clerk"), ("password", "x"), ("password", seed::PASSWORD)];
    let said = clerk.post("/sign-in", &twice).await;
    assert_eq!(said.status, 422, "the first counts, for the check and for the deed");
    let token = clerk.token();
    let body = format!("csrf=0&csrf={token}&login=clerk&password={}", seed::PASSWORD);
    assert_eq!(clerk.send("POST", "/sign-in", &[FORM], body.as_bytes()).await.status, 400);
    let said = clerk.send("GET", "/sign-in", &[("Cookie", "fq_form=a"), ("Cookie", "fq_form=b")], &[]).await;
    assert_eq!(said.status, 200);
    let list = clerk.get("/centres?q=a&q=b&level=x&level[]=y&level%5B%5D=z").await;
    assert_eq!(list.status, 200);
}

#[tokio::test]
async fn two_requests_are_never_smuggled_in_one() {
    let wire = Wire::start(|_| {}).await;
    let hidden = "GET /api/v1/openapi.json HTTP/1.1\r\nHost: x\r\n\r\n";
    let crooked = [
        format!(
            "POST /follow HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{hidden}"
        ),
        format!(
            "POST /follow HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nContent-Length: 60\r\n\r\n{hidden}"
        ),
        format!("POST /follow HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n{hidden}"),
        format!("POST /follow HTTP/1.1\r\nHost: x\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n{hidden}"),
        format!("GET / HTTP/1.1\r\nHost: x\r\nX: a\n b\r\n{hidden}"),
        format!("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n{hidden}"),
    ];
    for request in crooked {
        let mut stream = wire.connect().await;
        tokio::io::AsyncWriteExt::write_all(&mut stream, request.as_bytes()).await.unwrap();
        tokio::io::AsyncWriteExt::shutdown(&mut stream).await.unwrap();
        let answer = String::from_utf8_lossy(&super::wire::rest(&mut stream).await).into_owned();
        assert!(!answer.contains("\"openapi\""), "{request}\n{answer}");
    }
}

#[tokio::test]
async fn text_that_no_database_keeps_is_refused_and_text_of_a_database_is_only_text() {
    let wire = Wire::start(|_| {}).await;
    let mut clerk = wire.visitor(HERE);
    clerk.sign_in("clerk").await;
    for path in ["/cases?q=%00", "/cases?q=%ff", "/intake?q=a%00b"] {
        assert_eq!(clerk.get(path).await.status, 400, "{path}");
    }
    for text in
        ["' OR '1'='1", "\"; DROP TABLE cases;--", "漏水* NEAR(", "%' AND 1=1", "\u{202e}", "${7*7}{{7*7}}"]
    {
        let said = clerk.get(&format!("/cases?q={}", encoded(text))).await;
        assert_eq!(said.status, 200, "{text}");
        assert!(!said.text().contains(">49<"), "{text}");
    }
}
