//! `/follow/phone`, `/follow/mine`: does a resident find the own requests with the telephone alone, and nobody else's?

use axum::http::StatusCode;
use fengqiao_store::{StoreError, sql, values};
use time::Duration;

use crate::{
    file::filed,
    harness::{Answer, Browser, TestApp},
};

const MINE: &str = "13800138000";

/// The code of the newest message of the spool.
async fn newest_code(browser: &mut Browser) -> String {
    let message = browser.get("/demonstration/messages").await.text();
    message.split("验证码").nth(1).expect("a message with a code").chars().take(6).collect()
}

/// Types a telephone and gives the page that asks for the code.
async fn asked(browser: &mut Browser, phone: &str) -> Answer {
    browser.get("/follow/phone").await;
    browser.post("/follow/phone", &[("phone", phone)]).await
}

async fn entered(app: &TestApp, phone: &str) -> Browser {
    let mut browser = app.browser();
    // The spool shows the newest first: messages of one instant have no order.
    app.clock.advance(Duration::seconds(1));
    let page = asked(&mut browser, phone).await;
    let code = newest_code(&mut browser).await;
    let answer = browser.submit(&page, "/follow/phone", &[("code", &code)]).await;
    assert_eq!(answer.location(), "/follow/mine", "{:?}", answer.complaints());
    browser
}

#[tokio::test]
async fn a_resident_finds_the_own_requests_with_the_telephone_and_a_code() {
    for app in TestApp::each().await {
        let mine = filed(&mut app.browser(), &[]).await;
        let other = filed(&mut app.browser(), &[("me-phone", "13900139000")]).await;
        let mut browser = entered(&app, MINE).await;
        let page = browser.get("/follow/mine").await;
        let opens = page.attrs("form[action^='/follow/mine/']", "action");
        assert_eq!(opens, [format!("/follow/mine/{}", mine.number)]);
        assert_eq!(browser.get("/follow/request").await.status, StatusCode::SEE_OTHER, "none is chosen yet");
        let foreign = browser.post(&format!("/follow/mine/{}", other.number), &[]).await;
        assert_eq!(foreign.status, StatusCode::NOT_FOUND);
        assert_eq!(browser.post(&opens[0], &[]).await.location(), "/follow/request");
        assert!(browser.get("/follow/request").await.text().contains(&mine.number));
        assert_eq!(browser.get("/follow").await.location(), "/follow/mine", "the list is still there");
        browser.post("/sign-out", &[]).await;
        assert_eq!(browser.get("/follow/mine").await.location(), "/follow/phone");
    }
}

#[tokio::test]
async fn nothing_tells_whether_a_telephone_is_known_before_the_code_was_read() {
    for app in TestApp::each().await {
        filed(&mut app.browser(), &[]).await;
        let mut answers = Vec::new();
        for phone in [MINE, "13900139000"] {
            let mut browser = app.browser();
            let page = asked(&mut browser, phone).await;
            let wrong = browser.submit(&page, "/follow/phone", &[("code", "x")]).await;
            answers.push((page.status, page.text(), wrong.status, wrong.complaints()));
        }
        assert_eq!(answers[0], answers[1]);
        let mut unknown = entered(&app, "13900139000").await;
        assert!(unknown.get("/follow/mine").await.text().contains("这个手机号没有提交过诉求"));
    }
}

#[tokio::test]
async fn a_code_is_good_once_and_only_in_the_browser_that_asked_for_it() {
    for app in TestApp::each().await {
        let mut browser = app.browser();
        let page = asked(&mut browser, MINE).await;
        let code = newest_code(&mut browser).await;
        let mut thief = app.browser();
        thief.get("/follow/phone").await;
        let stolen = thief.submit(&page, "/follow/phone", &[("code", &code)]).await;
        assert_eq!(stolen.complaints().len(), 1, "a code that was overheard");
        let answer = browser.submit(&page, "/follow/phone", &[("code", &code)]).await;
        assert_eq!(answer.location(), "/follow/mine");
        browser.post("/sign-out", &[]).await;
        let again = browser.submit(&page, "/follow/phone", &[("code", &code)]).await;
        assert_eq!(again.complaints().len(), 1, "whoever comes to this browser next");
    }
}

#[tokio::test]
async fn what_is_confidential_does_not_open_by_telephone() {
    for app in TestApp::each().await {
        filed(&mut app.browser(), &[]).await;
        app.app
            .store
            .write(|tx| {
                Box::pin(async move {
                    let text = "INSERT INTO cases (seq, id, number, version, stage, is_open, class, dispute_type, community, \
                                street, body, turn, title, opened_at, host, source, difficulty, party_count, is_performed, \
                                is_confirmed, state) SELECT seq, id, number, 1, 'S7', 1, 'domestic_violence', '02', \
                                community, street, id, '', '', 0, 'street', 'application', 'ordinary', 2, 0, 0, '{}' \
                                FROM requests";
                    sql::run(tx, text, values![]).await.map(|_| ())?;
                    Ok::<_, StoreError>(())
                })
            })
            .await
            .unwrap();
        let mut browser = entered(&app, MINE).await;
        let page = browser.get("/follow/mine").await;
        assert!(page.attrs("form[action^='/follow/mine/']", "action").is_empty());
    }
}

#[tokio::test]
async fn a_session_of_a_telephone_ends_like_every_other() {
    for app in TestApp::each().await {
        let mut browser = entered(&app, MINE).await;
        app.clock.advance(Duration::minutes(31));
        assert_eq!(browser.get("/follow/mine").await.location(), "/follow/phone");
    }
}
