//! `/accounts`, `/account/posts`: do three administrators keep each other in check, and does a post reach just so far?

use axum::http::StatusCode;
use fengqiao_domain::case::Confidentiality;
use fengqiao_store::{sql, values};
use time::Duration;
use uuid::Uuid;

use crate::{
    cases::opened,
    harness::{Browser, TestApp},
};

/// The id of an account.
pub async fn account_of(app: &TestApp, login: &str) -> Uuid {
    let text = "SELECT id FROM accounts WHERE login = $1";
    sql::value(app.app.store.read(), text, values![login]).await.unwrap().unwrap()
}

/// Gives `login` a post through the form, as the security administrator.
async fn gives(app: &TestApp, security: &mut Browser, login: &str, fields: &[(&str, &str)]) -> Vec<String> {
    let path = format!("/accounts/{}", account_of(app, login).await);
    let shown = security.get(&path).await;
    let body = shown.choice("body", "西乡街道人民调解委员会");
    let mut all = vec![("body", body.as_str()), ("from", "2026-11-24")];
    all.extend_from_slice(fields);
    let answer = security.submit(&shown, &format!("{path}/posts"), &all).await;
    if answer.status == StatusCode::SEE_OTHER { Vec::new() } else { answer.complaints() }
}

#[tokio::test]
async fn no_administrator_does_the_work_of_another_and_none_sees_a_case() {
    let app = TestApp::sqlite().await;
    let case = opened(&app, Confidentiality::Ordinary).await;
    let clerk = format!("/accounts/{}", account_of(&app, "clerk").await);
    let reads = [case.path.as_str(), "/cases", "/intake", "/work", "/statistics"];
    let mut seen = Vec::new();
    for login in ["admin", "security", "auditor"] {
        let mut browser = app.signed_in(login).await;
        for path in reads {
            assert_eq!(browser.get(path).await.status, StatusCode::NOT_FOUND, "{login} {path}");
        }
        let gets = ["/accounts", &clerk, "/accounts/new", "/trail", "/trail.json"];
        let mut row = Vec::new();
        for path in gets {
            row.push(browser.get(path).await.status == StatusCode::OK);
        }
        let posts = [
            ("/accounts/new".to_owned(), "x"),
            (format!("{clerk}/closing"), "open"),
            (format!("{clerk}/posts"), "x"),
        ];
        for (path, what) in posts {
            row.push(browser.post(&path, &[("what", what)]).await.status != StatusCode::NOT_FOUND);
        }
        seen.push((login, row));
    }
    let (yes, no) = (true, false);
    assert_eq!(
        seen,
        [
            ("admin", vec![yes, yes, yes, no, no, yes, yes, no]),
            ("security", vec![yes, yes, no, no, no, no, no, yes]),
            ("auditor", vec![no, no, no, yes, yes, no, no, no]),
        ]
    );
}

#[tokio::test]
async fn the_rules_themselves_keep_the_administrators_apart() {
    for app in TestApp::each().await {
        let mut security = app.signed_in("security").await;
        let alone = [
            "系统管理员、安全管理员、审计管理员三员分立，不能兼任，也不能兼其他职责。 请先结束其现有岗位，或者授予另一个账号。 依据：GB/T 22239-2019 8.1.10",
        ];
        for (login, duty) in [("admin", "auditor"), ("auditor", "head"), ("clerk", "system_administrator")] {
            assert_eq!(gives(&app, &mut security, login, &[("duties", duty)]).await, alone, "{login}");
        }
        let both = [("duties", "security_administrator"), ("duties", "auditor")];
        assert_eq!(gives(&app, &mut security, "reviewer", &both).await, alone);
        let own = format!("/accounts/{}/posts", account_of(&app, "security").await);
        let refused = security.post(&own, &[("duties", "auditor"), ("body", "x")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let count: Option<i64> = sql::value(
            app.app.store.read(),
            "SELECT count(*) FROM posts WHERE given_at > 0 AND given_by <> '{\"kind\":\"system\"}'",
            values![],
        )
        .await
        .unwrap();
        assert_eq!(count, Some(0));
    }
}

#[tokio::test]
async fn a_post_opens_its_street_from_its_first_day_to_its_last_and_nothing_beyond() {
    for app in TestApp::each().await {
        let case = opened(&app, Confidentiality::Ordinary).await;
        let mut colleague = app.signed_in("clerk-xixiang").await;
        let sees = async |browser: &mut Browser| {
            let page = browser.get(&case.path).await.status == StatusCode::OK;
            let list = browser.get("/cases").await.raw().contains(&case.path);
            assert_eq!(page, list, "what may be opened is listed, and nothing else is");
            page
        };
        assert!(!sees(&mut colleague).await);
        let mut security = app.signed_in("security").await;
        let term = [("duties", "archivist"), ("street", "440306017000"), ("until", "2026-11-24")];
        assert_eq!(gives(&app, &mut security, "clerk-xixiang", &term).await, Vec::<String>::new());
        assert!(sees(&mut colleague).await, "in another street, by the second post");
        app.clock.advance(Duration::days(1));
        let mut colleague = app.signed_in("clerk-xixiang").await;
        assert!(!sees(&mut colleague).await, "the last day is over");
    }
}

#[tokio::test]
async fn what_is_ended_at_once_is_over_at_once() {
    let app = TestApp::sqlite().await;
    let case = opened(&app, Confidentiality::Ordinary).await;
    let mut head = app.signed_in("head").await;
    assert_eq!(head.get(&case.path).await.status, StatusCode::OK);
    let mut security = app.signed_in("security").await;
    let path = format!("/accounts/{}", account_of(&app, "head").await);
    let shown = security.get(&path).await;
    let ends = shown.attrs("form", "action").into_iter().find(|action| action.ends_with("/end")).unwrap();
    assert_eq!(security.submit(&shown, &ends, &[("until", "")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(head.get(&case.path).await.status, StatusCode::NOT_FOUND);
    assert!(security.get(&path).await.text().contains("没有岗位"));
}

#[tokio::test]
async fn a_colleague_stands_in_for_the_head_and_the_timeline_says_so() {
    for app in TestApp::each().await {
        let case = opened(&app, Confidentiality::Minor).await;
        let mut recorder = app.signed_in("recorder").await;
        assert_eq!(recorder.get(&case.path).await.status, StatusCode::NOT_FOUND, "not cleared for minors");
        let mut head = app.signed_in("head").await;
        let shown = head.get("/account/posts").await;
        let post = shown.choice("post", "调委会负责人");
        let to = shown.choice("to", "何嘉琪");
        let name =
            |until| [("post", post.as_str()), ("to", to.as_str()), ("from", "2026-11-24"), ("until", until)];
        let too_long = head.submit(&shown, "/account/posts/stand-ins", &name("2027-03-01")).await;
        assert_eq!(too_long.complaints(), ["代理最长 90 天。 时间更长的，请安全管理员另授岗位。"]);
        let named = head.submit(&shown, "/account/posts/stand-ins", &name("2026-11-30")).await;
        assert_eq!(named.location(), "/account/posts", "{:?}", named.complaints());
        crate::cases::act(&mut recorder, &case.path, "add_note", &[("text", "已告知双方时间。")]).await;
        let timeline = recorder.get(&case.path).await.texts(".fq-event").join(" ");
        assert!(timeline.contains("何嘉琪 · 调委会负责人（代陈静）"), "{timeline}");
        let shown = head.get("/account/posts").await;
        let ends = shown.attrs("form", "action").into_iter().find(|action| action.ends_with("/end")).unwrap();
        assert_eq!(head.submit(&shown, &ends, &[]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(recorder.get(&case.path).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_new_account_sees_nothing_and_a_closed_one_is_out_at_once() {
    for app in TestApp::each().await {
        let mut admin = app.signed_in("admin").await;
        let form = admin.get("/accounts/new").await;
        let body = form.choice("body", "新安街道人民调解委员会");
        let typed = |login| [("login", login), ("name", "高文静"), ("body", body.as_str())];
        let refused = admin.submit(&form, "/accounts/new", &typed("Gao Wenjing")).await;
        assert_eq!(
            refused.complaints(),
            ["账号应为 3 至 40 个小写字母、数字、点、横线或下划线。 请换一个账号名。"]
        );
        let refused = admin.submit(&form, "/accounts/new", &typed("clerk")).await;
        assert_eq!(refused.complaints(), ["这个账号名已有人使用。 请换一个账号名。"]);
        let made = admin.submit(&form, "/accounts/new", &typed("gao")).await;
        let again = admin.submit(&form, "/accounts/new", &typed("gao")).await;
        assert_eq!(made.location(), again.location(), "sent twice, made once");
        assert!(admin.get(made.location()).await.text().contains("没有岗位"));
        let mut stranger = app.browser();
        stranger.get("/sign-in").await;
        let empty = stranger.post("/sign-in", &[("login", "gao"), ("password", "")]).await;
        assert_eq!(
            empty.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "no password opens an account without one"
        );

        let mut clerk = app.signed_in("clerk").await;
        let path = format!("/accounts/{}", account_of(&app, "clerk").await);
        let shown = admin.get(&path).await;
        assert_eq!(admin.submit(&shown, &format!("{path}/closing"), &[]).await.location(), path);
        assert_eq!(clerk.get("/intake").await.location(), "/sign-in?next=%2Fintake");
        let own = format!("/accounts/{}/invitation", account_of(&app, "admin").await);
        let lost = admin.post(&own, &[("what", "lost")]).await;
        assert_eq!(lost.status, StatusCode::UNPROCESSABLE_ENTITY, "an open session sets no own password");
        let own = format!("/accounts/{}/closing", account_of(&app, "admin").await);
        assert_eq!(admin.post(&own, &[("what", "close")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}
