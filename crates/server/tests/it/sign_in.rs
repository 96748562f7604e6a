//! `/sign-in`, `/sign-out`: who gets in?

use axum::http::StatusCode;
use fengqiao::{account::recent::FRESH, seed::PASSWORD};
use fengqiao_store::{sql, values};
use time::Duration;
use tokio::task::JoinSet;

use crate::harness::{Browser, TestApp};

#[tokio::test]
async fn a_clerk_signs_in_and_out_again() {
    for app in TestApp::each().await {
        let mut browser = app.signed_in("clerk").await;
        assert_eq!(browser.get("/account").await.status, StatusCode::OK);
        let secret = browser.cookies["fq_session"].clone();
        browser.post("/sign-out", &[]).await;
        assert!(!browser.cookies.contains_key("fq_session"));
        browser.cookies.insert("fq_session".to_owned(), secret);
        let again = browser.get("/account").await;
        assert_eq!(again.status, StatusCode::SEE_OTHER, "who kept the cookie is out too");
    }
}

#[tokio::test]
async fn who_was_shut_out_from_elsewhere_is_out_after_five_seconds() {
    for app in TestApp::each().await {
        let mut browser = app.signed_in("clerk").await;
        assert_eq!(browser.get("/account").await.status, StatusCode::OK);
        app.app
            .store
            .write(|tx| {
                Box::pin(async move {
                    let text = "UPDATE accounts SET disabled_at = $1 WHERE login = 'clerk'";
                    sql::run(tx, text, values![1_i64]).await
                })
            })
            .await
            .map(|_: u64| ())
            .expect("another program writes");
        app.clock.set(app.clock_now() + FRESH);
        assert_eq!(browser.get("/account").await.status, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn a_wrong_login_and_a_wrong_password_get_the_same_answer() {
    for app in TestApp::each().await {
        let mut answers = Vec::new();
        for (login, password) in [("clerk", "wrong"), ("nobody", PASSWORD)] {
            let mut browser = app.browser();
            browser.get("/sign-in").await;
            let answer = browser.post("/sign-in", &[("login", login), ("password", password)]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(!browser.cookies.contains_key("fq_session"));
            answers.push(answer.complaints());
        }
        assert_eq!(answers[0], answers[1]);
        assert_eq!(answers[0].len(), 1);
    }
}

/// Types these at the door and gives what is said.
async fn tried(browser: &mut Browser, login: &str, password: &str) -> Vec<String> {
    browser.get("/sign-in").await;
    browser.post("/sign-in", &[("login", login), ("password", password)]).await.complaints()
}

const LOCKED: &str = "输错次数过多。 请 30 分钟后再试；忘记了请联系本单位管理员。";

#[tokio::test]
async fn after_five_wrong_passwords_the_right_one_waits_whether_the_account_exists_or_not() {
    for app in TestApp::each().await {
        for login in ["clerk", "nobody"] {
            for _ in 0..5 {
                assert_ne!(tried(&mut app.browser(), login, "wrong").await, [LOCKED]);
            }
            assert_eq!(tried(&mut app.browser(), login, PASSWORD).await, [LOCKED]);
        }
        assert!(tried(&mut app.browser(), "head", PASSWORD).await.is_empty(), "others get in");
        app.clock.set(app.clock_now() + Duration::minutes(30));
        assert!(tried(&mut app.browser(), "clerk", PASSWORD).await.is_empty());
        for _ in 0..4 {
            tried(&mut app.browser(), "clerk", "wrong").await;
        }
        assert!(tried(&mut app.browser(), "clerk", PASSWORD).await.is_empty(), "the count began again");
    }
}

#[tokio::test]
async fn of_many_who_guess_at_once_five_are_heard() {
    for app in TestApp::each().await {
        let mut guesses = JoinSet::new();
        for _ in 0..12 {
            let mut browser = app.browser();
            guesses.spawn(async move { tried(&mut browser, "clerk", "wrong").await });
        }
        let answers = guesses.join_all().await;
        assert_eq!(answers.iter().filter(|answer| **answer != [LOCKED]).count(), 5);
    }
}

#[tokio::test]
async fn many_who_sign_in_at_once_with_the_right_password_all_get_in() {
    for app in TestApp::each().await {
        let mut all = JoinSet::new();
        for _ in 0..12 {
            let mut browser = app.browser();
            all.spawn(async move { tried(&mut browser, "clerk", PASSWORD).await });
        }
        assert!(all.join_all().await.iter().all(Vec::is_empty));
    }
}

#[tokio::test]
async fn a_stranger_who_guesses_does_not_lock_out_whoever_signed_in_from_this_browser_before() {
    for app in TestApp::each().await {
        let mut own = app.signed_in("clerk").await;
        let mut other = app.signed_in("head").await;
        // At a window several people sign in, one after the other.
        assert!(tried(&mut own, "mediator", PASSWORD).await.is_empty());
        for _ in 0..6 {
            tried(&mut app.browser(), "clerk", "wrong").await;
        }
        assert!(tried(&mut own, "clerk", PASSWORD).await.is_empty());
        assert_eq!(tried(&mut other, "clerk", PASSWORD).await, [LOCKED], "the mark is of another account");
        for _ in 0..5 {
            tried(&mut own, "clerk", "wrong").await;
        }
        assert_eq!(tried(&mut own, "clerk", PASSWORD).await, [LOCKED]);
    }
}

#[tokio::test]
async fn the_old_password_is_not_guessed_from_a_session_that_was_left_open() {
    for app in TestApp::each().await {
        let mut left = app.signed_in("clerk").await;
        let page = left.get("/account").await;
        let new = "枫桥边的三棵老榕树 2026";
        for _ in 0..5 {
            let fields = [("password", "wrong"), ("new_password", new), ("again", new)];
            assert_ne!(left.submit(&page, "/account/password", &fields).await.complaints(), [LOCKED]);
        }
        let fields = [("password", PASSWORD), ("new_password", new), ("again", new)];
        assert_eq!(left.submit(&page, "/account/password", &fields).await.complaints(), [LOCKED]);
    }
}

#[tokio::test]
async fn a_link_from_elsewhere_brings_the_value_of_open_forms_along() {
    let app = TestApp::sqlite().await;
    let page = app.browser().get("/sign-in").await;
    let cookie = page.headers["set-cookie"].to_str().unwrap();
    assert!(
        cookie.starts_with("fq_form=") && cookie.ends_with("; Path=/; SameSite=Lax; HttpOnly"),
        "{cookie}"
    );
}

#[tokio::test]
async fn a_form_without_the_token_of_its_page_is_refused() {
    let app = TestApp::sqlite().await;
    let mut browser = app.browser();
    let answer = browser.post("/sign-in", &[("login", "clerk"), ("password", PASSWORD)]).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_new_password_ends_the_other_sessions_and_the_old_one_no_longer_works() {
    for app in TestApp::each().await {
        let mut here = app.signed_in("clerk").await;
        let mut there = app.signed_in("clerk").await;
        let page = here.get("/account").await;
        let short = [("password", PASSWORD), ("new_password", "short"), ("again", "short")];
        let refused = here.submit(&page, "/account/password", &short).await;
        assert_eq!(refused.complaints(), ["新密码太短，至少 12 个字符。 换一个长一些的。"]);
        let new = "枫桥边的三棵老榕树 2026";
        let fields = [("password", PASSWORD), ("new_password", new), ("again", new)];
        assert_eq!(here.submit(&page, "/account/password", &fields).await.status, StatusCode::SEE_OTHER);
        assert_eq!(here.get("/account").await.status, StatusCode::OK);
        assert_eq!(there.get("/account").await.status, StatusCode::SEE_OTHER);
        let mut later = app.browser();
        later.get("/sign-in").await;
        let old = later.post("/sign-in", &[("login", "clerk"), ("password", PASSWORD)]).await;
        assert_eq!(old.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}
