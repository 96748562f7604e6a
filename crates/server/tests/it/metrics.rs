//! `/metrics`: what is measured, and does it tell of nobody?

use axum::{
    body::{Body, to_bytes},
    http::{Request, StatusCode},
};
use fengqiao::metrics;
use tower::ServiceExt;

use crate::harness::TestApp;

/// The lines that are not about time.
async fn counted(app: &TestApp) -> Vec<String> {
    let request = Request::get("/metrics").body(Body::empty()).expect("a request");
    let answer = metrics::router(app.app.clone()).oneshot(request).await.expect("it answers");
    assert_eq!(answer.status(), StatusCode::OK);
    let body = to_bytes(answer.into_body(), 1 << 20).await.expect("a body");
    let text = String::from_utf8(body.to_vec()).expect("text");
    assert!(text.ends_with("# EOF\n"), "{text}");
    let is_kept = |line: &&str| !line.contains("_bucket") && !line.contains("_sum") && !line.starts_with('#');
    text.lines().filter(is_kept).map(str::to_owned).collect()
}

#[tokio::test]
async fn answers_are_counted_by_route_and_never_by_what_was_asked_for() {
    for app in TestApp::each().await {
        let mut clerk = app.signed_in("clerk").await;
        clerk.get("/cases?q=13800138000").await;
        clerk.get("/cases/440306-2026-000777").await;
        clerk.get("/张三").await;
        let mut lines = counted(&app).await;
        lines.sort();
        assert_eq!(
            lines,
            [
                "fengqiao_answers_seconds_count{method=\"GET\",route=\"-\",status=\"404\"} 1",
                "fengqiao_answers_seconds_count{method=\"GET\",route=\"/cases\",status=\"200\"} 1",
                "fengqiao_answers_seconds_count{method=\"GET\",route=\"/cases/{number}\",status=\"404\"} 1",
                "fengqiao_answers_seconds_count{method=\"GET\",route=\"/sign-in\",status=\"200\"} 1",
                "fengqiao_answers_seconds_count{method=\"POST\",route=\"/sign-in\",status=\"303\"} 1",
                "fengqiao_jobs_aside 0",
                "fengqiao_jobs_late 0",
                "fengqiao_sessions 1",
            ]
        );
    }
}

#[tokio::test]
async fn residents_do_not_reach_what_is_measured() {
    let app = TestApp::sqlite().await;
    assert_eq!(app.browser().get("/metrics").await.status, StatusCode::NOT_FOUND);
}
