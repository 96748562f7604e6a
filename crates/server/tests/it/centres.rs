//! `/centres`, `/centres/{code}`: does everybody find where to go, and whether it is open?

use axum::http::StatusCode;
use fengqiao::seed;
use fengqiao_base::{FixedClock, Moment};
use time::macros::datetime;

use crate::harness::TestApp;

fn moved(clock: &FixedClock, at: Moment) {
    clock.set(at);
}

#[tokio::test]
async fn without_a_question_the_great_houses_are_shown_with_the_holidays_ahead() {
    for app in TestApp::each().await {
        let page = app.browser().get("/centres").await;
        assert_eq!(page.status, StatusCode::OK);
        let houses = page.texts("section h3");
        assert_eq!(houses.len(), 16, "the district, five sub-centres and ten committees: {houses:?}");
        assert_eq!(houses[0], "宝安区社会治安综合治理中心");
        assert_eq!(page.texts("section p")[0], "开放中 到 12:00");
        assert!(page.text().contains("2027年1月1日 星期五"), "{}", page.text());
        assert!(page.text().contains("演示数据"), "what is invented says so");
    }
}

#[tokio::test]
async fn my_community_is_received_by_its_station_and_the_nearest_others_are_told_with_their_distance() {
    for app in TestApp::each().await {
        let page = app.browser().get("/centres?community=440306018001&street=&q=").await;
        let houses = page.texts("section h3");
        assert!(houses[0].ends_with("矛盾纠纷调处站"), "{houses:?}");
        assert_eq!(
            houses[1..4],
            ["西乡街道人民调解委员会", "宝安区综治中心西乡分中心", "宝安区社会治安综合治理中心"]
        );
        assert_eq!(houses.len(), 4 + 6);
        assert!(page.texts("#nearby ~ div dd")[0].starts_with("约 "), "{:?}", page.texts("#nearby ~ div dd"));
    }
}

#[tokio::test]
async fn a_street_shows_its_stations_and_words_find_a_house_by_name() {
    let app = TestApp::sqlite().await;
    let mut browser = app.browser();
    let stations = browser.get("/centres?street=440306023000").await.texts("section h3");
    assert!(stations.iter().any(|name| name == "新桥街道人民调解委员会"), "{stations:?}");
    assert!(stations.len() > 4, "{stations:?}");
    let found = browser.get("/centres?q=%E5%AE%9D%E6%B0%91").await.texts("section h3");
    assert_eq!(found, ["宝民社区矛盾纠纷调处站"]);
    let nothing = browser.get("/centres?q=%E6%B2%A1%E6%9C%89").await;
    assert_eq!(nothing.texts(".fq-empty-title"), ["没有找到网点"]);
    let nonsense = browser.get("/centres?community=nowhere&street=%3Cscript%3E").await;
    assert_eq!(nonsense.status, StatusCode::OK);
}

#[tokio::test]
async fn at_lunch_at_night_and_on_a_holiday_it_says_when_it_opens() {
    let app = TestApp::sqlite().await;
    let mut browser = app.browser();
    let mut told = Vec::new();
    for at in [
        datetime!(2026-11-24 12:30 +8),
        datetime!(2026-11-24 20:00 +8),
        datetime!(2026-11-28 13:00 +8),
        datetime!(2026-10-02 10:00 +8),
    ] {
        moved(&app.clock, at);
        told.push(browser.get("/centres/district-centre").await.texts("main > p")[0].clone());
    }
    assert_eq!(
        told,
        [
            "午休 今天 14:00 开",
            "未开门 明天 09:00 开",
            "未开门 11月30日 星期一 09:00 开",
            "未开门 10月8日 星期四 09:00 开"
        ]
    );
}

#[tokio::test]
async fn the_district_centre_shows_its_fifteen_agencies_and_how_they_are_present() {
    let app = TestApp::sqlite().await;
    let mut browser = app.browser();
    let page = browser.get("/centres/district-centre").await;
    let text = page.text();
    for presence in ["常驻", "轮驻：星期二、星期四", "随驻：呼叫后 60 分钟内到场", "2 号窗口"]
    {
        assert!(text.contains(presence), "{presence}: {text}");
    }
    assert!(page.texts("table caption").contains(&"入驻单位".to_owned()));
    browser.reads("en");
    let text = browser.get("/centres/district-centre").await.text();
    assert!(text.contains("Rotating: Tuesday, Thursday"), "{text}");
}

#[tokio::test]
async fn a_house_that_is_not_there_is_not_found() {
    let app = TestApp::sqlite().await;
    assert_eq!(app.browser().get("/centres/nowhere").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_district_is_seeded_once() {
    let app = TestApp::sqlite().await;
    assert!(seed::seed(&app.app).await.is_err());
}
