//! Can a machine that the platform asks lead it to another one, or keep it busy?

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use axum::{Json, Router, http::StatusCode, response::Redirect, routing::any};
use fengqiao::{
    config::{Config, Notify, Oidc},
    serve,
};
use serde_json::json;
use tokio::net::TcpListener;

use crate::harness::TestApp;

const FAILED: &str = "没有得到身份确认。 请再试一次，或者在这里登录。";

/// Serves on this machine until the test ends; gives the address.
async fn served(router: impl FnOnce(&str) -> Router) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let router = router(&address);
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

/// Somebody inside who must never be asked, and how often it was.
async fn inside() -> (String, Arc<AtomicUsize>) {
    let asked = Arc::new(AtomicUsize::new(0));
    let counted = asked.clone();
    let router = Router::new().fallback(any(move || {
        counted.fetch_add(1, Ordering::SeqCst);
        async { "secret" }
    }));
    (served(|_| router).await, asked)
}

fn with_provider(issuer: &str) -> Oidc {
    let env = |name: &str| match name {
        "FENGQIAO_OIDC_STAFF_ISSUER" => Some(issuer.to_owned()),
        "FENGQIAO_OIDC_STAFF_CLIENT_ID" => Some("fengqiao".to_owned()),
        _ => None,
    };
    Config::load(None, env).unwrap().oidc
}

/// What somebody reads who signs in by a provider that answers like this.
async fn asks(provider: impl FnOnce(&str) -> Router) -> Vec<String> {
    let issuer = served(provider).await;
    let app = TestApp::empty(|config| config.oidc = with_provider(&issuer)).await;
    app.browser().get("/sign-in/provider").await.complaints()
}

fn described(issuer: &str, keys: &str) -> serde_json::Value {
    json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": keys,
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
    })
}

/// A provider that describes itself, with the keys of its tokens at `keys`.
fn describing(issuer: &str, keys: &str) -> Router {
    let told = described(issuer, keys);
    let keys = Router::new().route("/keys", any(|| async { Json(json!({ "keys": [] })) }));
    keys.fallback(any(move || async { Json(told) }))
}

#[tokio::test]
async fn a_provider_leads_to_no_other_machine() {
    let (secret, asked) = inside().await;
    let to = secret.clone();
    let redirecting = move |_: &str| Router::new().fallback(any(|| async move { Redirect::to(&to) }));
    assert_eq!(asks(redirecting).await, [FAILED], "a redirect");
    for keys in ["http://169.254.169.254/latest", "file:///etc/passwd", "http://10.0.0.1/keys"] {
        assert_eq!(asks(|issuer| describing(issuer, keys)).await, [FAILED], "{keys}");
    }
    let honest = served(|issuer| describing(issuer, &format!("{issuer}/keys"))).await;
    let app = TestApp::empty(|config| config.oidc = with_provider(&honest)).await;
    let answer = app.browser().get("/sign-in/provider").await;
    assert!(answer.location().starts_with(&format!("{honest}/authorize?")), "{}", answer.location());
    assert_eq!(asked.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn an_answer_that_is_longer_than_any_makes_sense_is_not_read() {
    let padded = |blanks: usize| {
        move |issuer: &str| {
            let (told, keys) = (described(issuer, &format!("{issuer}/keys")), json!({ "keys": [] }));
            let body = " ".repeat(blanks) + &told.to_string();
            let keys = Router::new().route("/keys", any(|| async { Json(keys) }));
            keys.fallback(any(move || async { ([("content-type", "application/json")], body) }))
        }
    };
    assert_eq!(asks(padded(300 * 1024)).await, [FAILED]);
    assert_eq!(asks(padded(100 * 1024)).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_gateway_that_redirects_is_not_followed() {
    let (secret, asked) = inside().await;
    let redirects =
        move |_: &str| Router::new().fallback(any(|| async move { Redirect::temporary(&secret) }));
    let gateway = served(redirects).await;
    let env = |name: &str| match name {
        "FENGQIAO_NOTIFY_SMS_URL" => Some(format!("{gateway}/send")),
        "FENGQIAO_NOTIFY_SMS_BODY" => Some("{phone} {text}".to_owned()),
        _ => None,
    };
    let notify: Notify = Config::load(None, env).unwrap().notify;
    let app = TestApp::with(|config| config.notify = notify).await;
    let mut browser = app.browser();
    browser.get("/follow/phone").await;
    let answer = browser.post("/follow/phone", &[("phone", "13800138000")]).await;
    assert_ne!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(serve::runner(&app.app).run_due().await.unwrap(), 0, "nothing was taken");
    assert_eq!(asked.load(Ordering::SeqCst), 0);
}
