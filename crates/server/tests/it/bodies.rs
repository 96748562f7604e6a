//! `/bodies`, `/bodies/{code}`: do staff see who is present and who is on duty?

use axum::http::StatusCode;

use crate::harness::TestApp;

#[tokio::test]
async fn staff_see_who_is_on_duty_now_and_who_is_next_and_nobody_else_does() {
    for app in TestApp::each().await {
        assert_eq!(app.browser().get("/bodies").await.status, StatusCode::SEE_OTHER);
        let mut clerk = app.signed_in("clerk").await;
        let page = clerk.get("/bodies/window-intake").await;
        let duty = page.texts("dl dd");
        assert!(duty[0].contains("11月24日 星期二 09:00–18:00"), "{duty:?}");
        assert!(duty[1].contains("11月25日 星期三 09:00–18:00"), "{duty:?}");
        let watch = clerk.get("/bodies/district-centre").await.texts("dl dd");
        assert!(watch[0].contains("至次日 08:30"), "{watch:?}");
    }
}

#[tokio::test]
async fn the_views_hold_every_body_and_the_stations_come_in_pages() {
    let app = TestApp::sqlite().await;
    let mut clerk = app.signed_in("clerk").await;
    let counts = clerk.get("/bodies").await.texts(".fq-tab-count");
    assert_eq!(counts, ["10", "15", "10", "10", "140"]);
    let first = clerk.get("/bodies?view=stations").await;
    assert_eq!(first.texts("tbody tr").len(), 50);
    let mut seen = first.texts("tbody td:first-child");
    let mut page = first;
    loop {
        let html = page.raw();
        let Some((_, rest)) = html.split_once("rel=\"next\" href=\"") else { break };
        let href = rest.split('"').next().unwrap_or_default().replace("&amp;", "&").replace("&#38;", "&");
        page = clerk.get(&href).await;
        seen.extend(page.texts("tbody td:first-child"));
    }
    assert_eq!(seen.len(), 140);
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 138, "two names stand in two streets each");
    let found = clerk.get("/bodies?view=stations&q=%E5%AE%9D%E6%B0%91&street=440306017000").await;
    assert_eq!(found.texts("tbody td:first-child"), ["宝民社区矛盾纠纷调处站"]);
    assert_eq!(clerk.get("/bodies?view=nothing").await.texts("tbody tr").len(), 10);
}

#[tokio::test]
async fn a_committee_shows_its_people_with_their_duties_and_its_stations() {
    let app = TestApp::sqlite().await;
    let mut head = app.signed_in("head-xixiang").await;
    let page = head.get("/bodies/committee-440306018000").await;
    let text = page.text();
    assert!(text.contains("徐国平") && text.contains("调委会负责人"), "{text}");
    assert!(page.texts("tbody tr").len() > 9 + 10, "people, shifts and stations");
    assert_eq!(head.get("/bodies/committee-0").await.status, StatusCode::NOT_FOUND);
}
