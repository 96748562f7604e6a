//! `/`, `/rights`: does everybody find the door, in both languages?

use axum::http::StatusCode;

use crate::harness::TestApp;

#[tokio::test]
async fn the_start_page_speaks_the_language_of_its_reader() {
    let app = TestApp::sqlite().await;
    let mut browser = app.browser();
    assert_eq!(browser.get("/").await.texts("h1"), ["有矛盾，找枫桥"]);
    browser.reads("en");
    let page = browser.get("/").await;
    assert_eq!(page.status, StatusCode::OK);
    assert_ne!(page.texts("h1"), ["有矛盾，找枫桥"]);
}

#[tokio::test]
async fn a_page_that_is_not_there_says_so_in_a_sentence() {
    let app = TestApp::sqlite().await;
    let page = app.browser().get("/nowhere").await;
    assert_eq!((page.status, page.texts("h1")), (StatusCode::NOT_FOUND, vec!["找不到这个页面".to_owned()]));
}

#[tokio::test]
async fn every_answer_forbids_scripts_of_others() {
    let app = TestApp::sqlite().await;
    let page = app.browser().get("/").await;
    let policy = page.headers["content-security-policy"].to_str().expect("the policy is text");
    assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
    assert_eq!(page.headers["x-content-type-options"], "nosniff");
}
