//! `/welcome/{token}`, `/first/{token}`: how does somebody get in for the first time?

use axum::http::StatusCode;
use fengqiao::{
    account::{
        first,
        invitation::{Because, invite},
        store, totp,
    },
    seed::PASSWORD,
    trail::{About, Kind, Note},
};
use fengqiao_base::{AccountId, Actor};
use time::Duration;

use crate::{
    harness::TestApp,
    second_factor::{required, typed, with_authenticator},
};

const NEW: &str = "枫桥边的三棵老榕树 2026";
const CHOSEN: [(&str, &str); 2] = [("new_password", NEW), ("again", NEW)];

/// The path of a link.
fn path(link: &str) -> &str {
    link.strip_prefix("http://127.0.0.1:8080").expect("the link leads here")
}

#[tokio::test]
async fn whoever_lost_everything_gets_in_again_by_a_link_and_the_old_ways_are_closed() {
    for app in TestApp::each_with(required).await {
        let (mut clerk, _) = typed(&app, "clerk", PASSWORD).await;
        with_authenticator(&app, &mut clerk).await;
        clerk.post("/sign-in/factors/done", &[]).await;
        let id = store::with_duty(
            app.app.store.read(),
            fengqiao_base::Duty::Intake,
            None,
            fengqiao_base::local_day(app.clock_now()),
        )
        .await
        .unwrap()
        .into_iter()
        .find(|account| account.login == "clerk")
        .unwrap()
        .id;
        let earlier = invite(&app.app, id, Because::Lost, note(&app, id)).await.unwrap();
        let invitation = invite(&app.app, id, Because::Lost, note(&app, id)).await.unwrap();
        assert_eq!(clerk.get("/work").await.status, StatusCode::SEE_OTHER, "the session ended");
        assert_eq!(typed(&app, "clerk", PASSWORD).await.1.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(typed(&app, "clerk", "").await.1.status, StatusCode::UNPROCESSABLE_ENTITY);
        let mut again = app.browser();
        assert_eq!(again.get(path(&earlier.link)).await.status, StatusCode::NOT_FOUND);
        let page = again.get(path(&invitation.link)).await;
        assert!(page.text().contains("林晓雯"), "{}", page.text());
        let answer = again.post(path(&invitation.link), &[("new_password", NEW), ("again", "x")]).await;
        assert_eq!(answer.complaints(), ["两次输入的新密码不一样。 请重新输入。"]);
        let answer = again.post(path(&invitation.link), &CHOSEN).await;
        assert_eq!(answer.location(), "/sign-in/factors", "the lost factor asks nothing any more");
        let (secret, _) = with_authenticator(&app, &mut again).await;
        assert_eq!(again.post("/sign-in/factors/done", &[]).await.location(), "/desk");
        assert_eq!(again.get(path(&invitation.link)).await.status, StatusCode::NOT_FOUND, "once");
        app.clock.advance(Duration::seconds(30));
        let (mut later, _) = typed(&app, "clerk", NEW).await;
        let code = totp::code_at(&secret, app.clock_now()).unwrap();
        assert_eq!(later.post("/sign-in/second", &[("code", &code)]).await.location(), "/desk");
        let late = invite(&app.app, id, Because::New, note(&app, id)).await.unwrap();
        app.clock.advance(Duration::hours(72));
        assert_eq!(again.get(path(&late.link)).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn an_empty_district_has_no_account_and_one_link_that_names_three_people() {
    let app = TestApp::empty(required).await;
    assert_eq!(typed(&app, "admin", "admin").await.1.status, StatusCode::UNPROCESSABLE_ENTITY);
    let earlier = first::link(&app.app).await.unwrap().expect("nobody works here");
    let link = first::link(&app.app).await.unwrap().expect("nobody works here");
    let mut browser = app.browser();
    assert_eq!(browser.get(path(&earlier)).await.status, StatusCode::NOT_FOUND, "of an earlier start");
    assert_eq!(browser.get("/first/guessed").await.status, StatusCode::NOT_FOUND);
    browser.get(path(&link)).await;
    let mut fields = vec![
        ("system_name", "孙浩"),
        ("system_login", "sunhao"),
        ("security_name", "何琳"),
        ("security_login", "SunHao"),
        ("audit_name", "孙浩"),
        ("audit_login", "a b"),
    ];
    let answer = browser.post(path(&link), &fields).await;
    assert_eq!(
        answer.complaints(),
        [
            "账号应为 3 至 40 个小写字母、数字、点、横线或下划线。 请换一个账号名。",
            "三个登录账号不能相同。 换一个账号。",
            "账号应为 3 至 40 个小写字母、数字、点、横线或下划线。 请换一个账号名。",
            "三位管理员必须是不同的人。 另外指定一位。",
        ]
    );
    fields[3].1 = "helin";
    fields[4].1 = "吴敏";
    fields[5].1 = "wumin";
    let links = browser.post(path(&link), &fields).await.texts("[data-link]");
    assert_eq!(links.len(), 3);
    assert_eq!(browser.post(path(&link), &fields).await.status, StatusCode::NOT_FOUND, "once");
    assert_eq!(first::link(&app.app).await.unwrap(), None, "somebody works here");
    let mut third = app.browser();
    assert!(third.get(path(&links[2])).await.text().contains("wumin"));
    assert_eq!(third.post(path(&links[2]), &CHOSEN).await.location(), "/sign-in/factors");
}

/// What the trail says of an invitation.
fn note(app: &TestApp, account: AccountId) -> Note {
    Note {
        kind: Kind::AccountInvited,
        at: app.clock_now(),
        by: Actor::System,
        from: None,
        about: About::Account(account),
        what: "lost".to_owned(),
    }
}
