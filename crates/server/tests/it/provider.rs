//! `/sign-in/provider`, `/follow/provider`: what if an identity provider says nothing, or something nobody asked for?
//!
//! What it says when all is well is gone through with a real provider in the browser journey `sign_in`.

use axum::http::StatusCode;
use fengqiao::config::{Config, Oidc};

use crate::harness::TestApp;

fn settings(issuer: &str) -> anyhow::Result<Oidc> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("fengqiao.toml");
    let provider = |whose| format!("[oidc.{whose}]\nissuer = \"{issuer}\"\nclient_id = \"fengqiao\"\n");
    std::fs::write(&file, provider("staff") + &provider("residents"))?;
    Ok(Config::load(Some(&file), |_| None)?.oidc)
}

const FAILED: &str = "没有得到身份确认。 请再试一次，或者在这里登录。";

#[tokio::test]
async fn an_answer_that_this_browser_did_not_ask_for_opens_nothing() {
    let oidc = settings("http://127.0.0.1:9").unwrap();
    for app in TestApp::each_with(|config| config.oidc = oidc.clone()).await {
        let mut browser = app.browser();
        for path in [
            "/sign-in/provider/back?code=x&state=y",
            "/sign-in/provider/back",
            "/sign-in/provider/back?error=access_denied&state=",
            "/follow/provider/back?code=x&state=y",
        ] {
            let answer = browser.get(path).await;
            assert_eq!(
                (answer.status, answer.complaints()),
                (StatusCode::UNPROCESSABLE_ENTITY, vec![FAILED.to_owned()])
            );
            assert!(!browser.cookies.contains_key("fq_session"));
        }
        browser.cookies.insert("fq_provider".to_owned(), "made-up".to_owned());
        let answer = browser.get("/sign-in/provider/back?code=x&state=y").await;
        assert_eq!(answer.complaints(), [FAILED]);
    }
}

#[tokio::test]
async fn a_provider_that_does_not_answer_leaves_the_password() {
    let oidc = settings("http://127.0.0.1:9").unwrap();
    let app = TestApp::empty(|config| config.oidc = oidc).await;
    for path in ["/sign-in/provider?next=/cases", "/follow/provider"] {
        assert_eq!(app.browser().get(path).await.complaints(), [FAILED]);
    }
    assert_eq!(app.browser().get("/sign-in/provider/leave").await.location(), "/");
}

#[tokio::test]
async fn without_a_provider_there_are_no_such_addresses() {
    let app = TestApp::sqlite().await;
    for path in ["/sign-in/provider", "/sign-in/provider/back", "/sign-in/left", "/follow/provider"] {
        assert_eq!(app.browser().get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[test]
fn a_provider_is_asked_over_https_or_on_this_machine_alone() {
    let good = |issuer| settings(issuer).is_ok();
    assert!(good("https://id.example.org") && good("http://127.0.0.1:9") && good("http://localhost:9"));
    assert!(!good("http://id.example.org") && !good("") && !good("http://10.0.0.1"));
}
