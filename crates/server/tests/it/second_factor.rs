//! `/sign-in/second`, `/sign-in/factors`, `/sign-in/password`: what is asked after the password?

use axum::http::StatusCode;
use fengqiao::{account::totp, config::Config, seed::PASSWORD};
use fengqiao_domain::account::SecondFactor;
use serde_json::json;
use time::Duration;
use totp_rs::Secret;

use crate::{
    client::Client,
    harness::{Answer, Browser, TestApp},
};

const NEW: &str = "枫桥边的三棵老榕树 2026";

pub fn required(config: &mut Config) {
    config.sign_in.second_factor = SecondFactor::Required;
}

/// Types login and password at the door.
pub async fn typed(app: &TestApp, login: &str, password: &str) -> (Browser, Answer) {
    let mut browser = app.browser();
    browser.get("/sign-in").await;
    let answer = browser.post("/sign-in", &[("login", login), ("password", password), ("next", "")]).await;
    (browser, answer)
}

/// The secret that the page of an authenticator shows.
fn shown(page: &Answer) -> Vec<u8> {
    let text = page.texts("[data-secret]").concat().replace(' ', "");
    Secret::try_from_base32(text).expect("the page shows a secret").as_ref().to_vec()
}

/// Adds an authenticator with a browser that may, and gives its secret and what came after it.
pub async fn with_authenticator(app: &TestApp, browser: &mut Browser) -> (Vec<u8>, Answer) {
    let secret = shown(&browser.post("/sign-in/factors/totp/new", &[]).await);
    let code = totp::code_at(&secret, app.clock_now()).unwrap();
    let wrong = browser.post("/sign-in/factors/totp", &[("code", "000000")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(shown(&wrong), secret, "a mistyped code does not change the secret");
    (secret, browser.post("/sign-in/factors/totp", &[("code", &code), ("totp_name", "手机")]).await)
}

/// An account with an authenticator: its secret and recovery codes, and the desk open.
async fn enrolled(app: &TestApp, login: &str) -> (Browser, Vec<u8>, Vec<String>) {
    let (mut browser, answer) = typed(app, login, PASSWORD).await;
    if answer.location() == "/desk" {
        let answer = browser.post("/account/factors", &[("add_confirm", PASSWORD)]).await;
        assert_eq!(answer.location(), "/sign-in/factors");
    }
    let (secret, page) = with_authenticator(app, &mut browser).await;
    let codes = page.texts(".fq-codes li");
    assert_eq!(codes.len(), 10);
    browser.post("/sign-in/factors/done", &[]).await;
    assert_eq!(browser.get("/work").await.status, StatusCode::OK);
    app.clock.advance(Duration::seconds(30));
    (browser, secret, codes)
}

#[tokio::test]
async fn where_a_second_factor_is_required_the_first_sign_in_leads_to_it_and_nowhere_else() {
    for app in TestApp::each_with(required).await {
        let (mut clerk, answer) = typed(&app, "clerk", PASSWORD).await;
        assert_eq!(answer.location(), "/sign-in/factors");
        assert!(!clerk.cookies.contains_key("fq_session"));
        for path in ["/work", "/account", "/intake"] {
            assert!(clerk.get(path).await.location().starts_with("/sign-in?next="), "{path}");
        }
        let early = clerk.post("/sign-in/factors/done", &[]).await;
        assert_eq!(early.location(), "/sign-in/factors", "without a factor the way does not go on");
        let (_, codes) = with_authenticator(&app, &mut clerk).await;
        assert_eq!(codes.texts(".fq-codes li").len(), 10);
        assert_eq!(clerk.get("/work").await.status, StatusCode::SEE_OTHER, "not before the codes are kept");
        assert_eq!(clerk.post("/sign-in/factors/done", &[]).await.location(), "/desk");
        assert_eq!(clerk.get("/work").await.status, StatusCode::OK);
        assert_eq!(typed(&app, "clerk", PASSWORD).await.1.location(), "/sign-in/second");
    }
}

#[tokio::test]
async fn a_code_of_the_authenticator_is_taken_once() {
    for app in TestApp::each_with(required).await {
        let (_, secret, _) = enrolled(&app, "clerk").await;
        let code = totp::code_at(&secret, app.clock_now()).unwrap();
        let (mut here, _) = typed(&app, "clerk", PASSWORD).await;
        let (mut there, _) = typed(&app, "clerk", PASSWORD).await;
        assert_eq!(here.post("/sign-in/second", &[("code", &code)]).await.location(), "/desk");
        let again = there.post("/sign-in/second", &[("code", &code)]).await;
        assert_eq!(
            again.complaints(),
            ["验证码或者恢复码不正确。 验证码每三十秒换一次，用过的不能再用；请看最新的一个。"]
        );
        app.clock.advance(Duration::seconds(30));
        let code = totp::code_at(&secret, app.clock_now()).unwrap();
        assert_eq!(there.post("/sign-in/second", &[("code", &code)]).await.location(), "/desk");
    }
}

#[tokio::test]
async fn a_recovery_code_opens_the_desk_once() {
    for app in TestApp::each_with(required).await {
        let (_, _, codes) = enrolled(&app, "clerk").await;
        let loose = codes[3].to_lowercase().replace('-', " ");
        let (mut here, _) = typed(&app, "clerk", PASSWORD).await;
        assert_eq!(here.post("/sign-in/second", &[("code", &loose)]).await.location(), "/desk");
        assert!(here.get("/account").await.text().contains("还剩 9 个没用过的恢复码。"));
        let (mut there, _) = typed(&app, "clerk", PASSWORD).await;
        let again = there.post("/sign-in/second", &[("code", &loose)]).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        let (mut other, _) = typed(&app, "head", PASSWORD).await;
        let foreign = other.post("/sign-in/second", &[("code", &codes[4])]).await;
        assert_eq!(foreign.location(), "/sign-in", "the codes of another account open nothing");
    }
}

#[tokio::test]
async fn wrong_codes_lock_like_wrong_passwords_and_the_right_password_does_not_clear_them() {
    for app in TestApp::each_with(required).await {
        let (_, secret, _) = enrolled(&app, "clerk").await;
        for _ in 0..5 {
            let (mut thief, answer) = typed(&app, "clerk", PASSWORD).await;
            assert_eq!(answer.location(), "/sign-in/second");
            let answer = thief.post("/sign-in/second", &[("code", "000000")]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        let (_, locked) = typed(&app, "clerk", PASSWORD).await;
        assert_eq!(locked.complaints(), ["输错次数过多。 请 30 分钟后再试；忘记了请联系本单位管理员。"]);
        app.clock.advance(Duration::minutes(30));
        let (mut clerk, _) = typed(&app, "clerk", PASSWORD).await;
        let code = totp::code_at(&secret, app.clock_now()).unwrap();
        assert_eq!(clerk.post("/sign-in/second", &[("code", &code)]).await.location(), "/desk");
    }
}

#[tokio::test]
async fn a_half_session_opens_nothing_lasts_five_minutes_and_is_good_once() {
    for app in TestApp::each_with(required).await {
        let (_, secret, _) = enrolled(&app, "clerk").await;
        let (mut clerk, _) = typed(&app, "clerk", PASSWORD).await;
        let half = clerk.cookies["fq_step"].clone();
        clerk.cookies.insert("fq_session".to_owned(), half.clone());
        for path in ["/work", "/account", "/api/v1/cases"] {
            assert_ne!(clerk.get(path).await.status, StatusCode::OK, "{path}");
        }
        for path in ["/sign-in/factors", "/sign-in/password"] {
            assert_eq!(clerk.get(path).await.location(), "/sign-in", "{path} is another step");
        }
        clerk.cookies.remove("fq_session");
        let code = totp::code_at(&secret, app.clock_now()).unwrap();
        assert_eq!(clerk.post("/sign-in/second", &[("code", &code)]).await.location(), "/desk");
        clerk.cookies.insert("fq_step".to_owned(), half);
        assert_eq!(clerk.get("/sign-in/second").await.location(), "/sign-in");
        let (mut late, _) = typed(&app, "clerk", PASSWORD).await;
        app.clock.advance(Duration::minutes(5));
        assert_eq!(late.get("/sign-in/second").await.location(), "/sign-in");
        assert!(late.get("/sign-in").await.text().contains("时间过长，请重新登录。"));
    }
}

#[tokio::test]
async fn an_old_password_is_changed_after_the_second_factor_and_before_anything_else() {
    let old = |config: &mut Config| {
        required(config);
        config.sign_in.password_days = 90;
    };
    for app in TestApp::each_with(old).await {
        let (_, secret, _) = enrolled(&app, "clerk").await;
        app.clock.advance(Duration::days(90));
        let (mut clerk, answer) = typed(&app, "clerk", PASSWORD).await;
        assert_eq!(answer.location(), "/sign-in/second");
        let code = totp::code_at(&secret, app.clock_now()).unwrap();
        let answer = clerk.post("/sign-in/second", &[("code", &code)]).await;
        assert_eq!(answer.location(), "/sign-in/password");
        assert_eq!(clerk.get("/work").await.status, StatusCode::SEE_OTHER);
        let chosen = |password| [("new_password", password), ("again", password)];
        for (password, complaint) in [
            ("short", "新密码太短，至少 12 个字符。 换一个长一些的。"),
            ("abcdefghijklmn", "新密码太简单，至少要有 3 类字符。 加上大写字母、数字或者符号。"),
            (PASSWORD, "最近用过的 5 个密码不能再用。 换一个没用过的。"),
        ] {
            let answer = clerk.post("/sign-in/password", &chosen(password)).await;
            assert_eq!(answer.complaints(), [complaint]);
        }
        assert_eq!(clerk.post("/sign-in/password", &chosen(NEW)).await.location(), "/desk");
        assert_eq!(typed(&app, "clerk", PASSWORD).await.1.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(typed(&app, "clerk", NEW).await.1.location(), "/sign-in/second");
        let page = clerk.get("/account").await;
        let mut fields = chosen(PASSWORD).to_vec();
        fields.push(("password", NEW));
        let back = clerk.submit(&page, "/account/password", &fields).await;
        assert_eq!(back.complaints(), ["最近用过的 5 个密码不能再用。 换一个没用过的。"]);
    }
}

#[tokio::test]
async fn a_factor_is_removed_only_by_whoever_shows_the_password_again_and_never_the_last_one() {
    for app in TestApp::each_with(required).await {
        let (mut clerk, secret, _) = enrolled(&app, "clerk").await;
        let remove = |page: &Answer| page.attrs("form[action$='/remove']", "action");
        let first = remove(&clerk.get("/account").await)[0].clone();
        let (mut other, _, _) = enrolled(&app, "head").await;
        assert_eq!(other.post(&first, &[("confirm", PASSWORD)]).await.status, StatusCode::NOT_FOUND);
        let answer = clerk.post(&first, &[("confirm", "wrong")]).await;
        assert_eq!(answer.complaints(), ["现在的密码不正确。 请重新输入；忘记密码请联系本单位管理员。"]);
        let answer = clerk.post(&first, &[("confirm", PASSWORD)]).await;
        assert_eq!(answer.complaints(), ["最后一种验证方式不能移除。 请先添加另一种，再移除这一种。"]);
        let code = totp::code_at(&secret, app.clock_now()).unwrap();
        assert_eq!(
            clerk.post("/account/factors", &[("add_confirm", &code)]).await.location(),
            "/sign-in/factors"
        );
        let (_, after) = with_authenticator(&app, &mut clerk).await;
        assert_eq!(after.location(), "/account", "there are recovery codes already");
        assert_eq!(clerk.post(&first, &[("confirm", PASSWORD)]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(remove(&clerk.get("/account").await).len(), 1);
    }
}

#[tokio::test]
async fn somebody_sees_where_the_account_is_signed_in_and_ends_one_place() {
    for app in TestApp::each().await {
        let mut here = app.signed_in("clerk").await;
        let mut there = app.signed_in("clerk").await;
        let mut other = app.signed_in("head").await;
        let page = here.get("/account").await;
        let ends = page.attrs("form[action^='/account/sessions/']", "action");
        assert_eq!(ends.len(), 1, "the own place has no button");
        assert_eq!(other.post(&ends[0], &[]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(there.get("/work").await.status, StatusCode::OK, "nobody ends another's session");
        assert_eq!(here.post(&ends[0], &[]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(there.get("/work").await.status, StatusCode::SEE_OTHER);
        assert_eq!(here.get("/work").await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn a_program_shows_the_second_factor_with_the_password() {
    for app in TestApp::each_with(required).await {
        let (_, secret, codes) = enrolled(&app, "clerk").await;
        let mut program = Client::anybody(&app);
        let mut told = async |more: serde_json::Value| {
            let mut body = json!({ "login": "clerk", "password": PASSWORD });
            body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            let answer = program.post("/api/v1/sessions", &[], &body).await;
            let code = answer.json()["errors"][0]["code"].as_str().map(str::to_owned);
            (answer.status.as_u16(), code)
        };
        let code = totp::code_at(&secret, app.clock_now()).unwrap();
        assert_eq!(told(json!({})).await, (422, Some("second-needed".to_owned())));
        assert_eq!(told(json!({ "totp": "000000" })).await, (422, Some("second-wrong".to_owned())));
        assert_eq!(told(json!({ "totp": code })).await, (201, None));
        assert_eq!(told(json!({ "recovery_code": codes[0] })).await, (201, None));
        let mut head = Client::anybody(&app);
        let body = json!({ "login": "head", "password": PASSWORD });
        let answer = head.post("/api/v1/sessions", &[], &body).await;
        assert_eq!(answer.json()["errors"][0]["code"], "factor-missing");
    }
}

#[tokio::test]
async fn a_factor_is_added_only_while_the_desk_is_open_to_the_same_person() {
    for app in TestApp::each().await {
        let mut window = app.signed_in("clerk").await;
        let begun = window.post("/account/factors", &[("add_confirm", PASSWORD)]).await;
        assert_eq!(begun.location(), "/sign-in/factors");
        assert_eq!(window.get("/sign-in/factors").await.status, StatusCode::OK);
        window.post("/sign-out", &[]).await;
        assert_eq!(window.get("/sign-in/factors").await.location(), "/sign-in", "whoever comes next");
    }
}
