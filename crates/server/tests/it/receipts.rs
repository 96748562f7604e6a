//! `/receipts/check`: is a receipt genuine?

use axum::http::StatusCode;

use crate::{
    file::send,
    harness::{TestApp, encoded},
};

#[tokio::test]
async fn anybody_sees_whether_a_receipt_is_genuine_and_nothing_else() {
    for app in TestApp::each().await {
        let mut browser = app.browser();
        let done = send(&mut browser, &[]).await;
        let line = done.texts("p.fq-proof-line").remove(0);
        let mut stranger = app.browser();
        let scanned = stranger.get(&format!("/receipts/check?code={}", encoded(&line))).await;
        assert_eq!(scanned.status, StatusCode::OK);
        assert!(scanned.text().contains("这张回执是真的"), "{}", scanned.text());
        assert!(scanned.text().contains("440306-2026-000001") && scanned.text().contains("2026年11月24日"));
        for personal in ["张三", "13800138000", "漏水", "宝民"] {
            assert!(!scanned.raw().contains(personal), "{personal}");
        }
        // The picture holds the address of the check, and is drawn only for what is genuine.
        let drawn = stranger.get(&format!("/receipts/picture?code={}", encoded(&line))).await;
        assert_eq!(
            (drawn.status, &drawn.headers["content-type"]),
            (StatusCode::OK, &"image/svg+xml".parse().unwrap())
        );
        let forged = stranger.get("/receipts/picture?code=FQ1.x").await;
        assert_eq!(forged.status, StatusCode::NOT_FOUND);
        let wrapped = format!("  http://127.0.0.1:8080/receipts/check?code={}\n{}", &line[..50], &line[50..]);
        let pasted = stranger.post("/receipts/check", &[("code", &wrapped)]).await;
        assert!(pasted.text().contains("这张回执是真的"), "{}", pasted.text());
    }
}

#[tokio::test]
async fn a_changed_receipt_is_not_ours_whatever_was_changed() {
    let app = TestApp::sqlite().await;
    let mut browser = app.browser();
    let done = send(&mut browser, &[]).await;
    let line = done.texts("p.fq-proof-line").remove(0);
    for changed in [
        line.replace("000001", "000002"),
        line.replace("FQ1", "fq1"),
        format!("{line}."),
        "<script>alert(1)</script>".to_owned(),
        "漏水".repeat(1000),
        "%".to_owned(),
    ] {
        let answer = browser.post("/receipts/check", &[("code", &changed)]).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(answer.text().contains("不是本平台出具的回执"), "{changed}: {}", answer.text());
        assert!(!answer.raw().contains("<script>alert"));
    }
    assert!(!browser.get("/receipts/check").await.text().contains("不是本平台"));
}
