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

#[tokio::test]
async fn a_head_exchanges_two_shifts_of_the_own_committee_and_of_no_other() {
    for app in TestApp::each().await {
        let mut head = app.signed_in("head").await;
        let own = "/bodies/committee-440306017000";
        let page = head.get(own).await;
        let action = format!("{own}/roster");
        let (other_tab, before) = (head.get(own).await, page.texts("tbody tr"));
        let one = ("one", "2026-11-26");
        let refused = head.submit(&page, &action, &[one, ("other", "2026-11-27")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused.complaints(), ["这两天值班的是同一个人，不用调换。 请选择两个人的值班日。"]);
        let weekend = head.submit(&page, &action, &[one, ("other", "2026-11-28")]).await;
        assert_eq!(weekend.complaints(), ["这一天没有人值班。 请选择值班表上的日期。"]);
        let done = head.submit(&page, &action, &[one, ("other", "2026-12-01")]).await;
        assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, own));
        let after = head.get(own).await;
        let exchanged = after.texts("tbody tr").iter().filter(|row| row.contains("（替")).count();
        assert_eq!(exchanged, 2, "{:?} became {:?}", before, after.texts("tbody tr"));
        let again = head.submit(&page, &action, &[one, ("other", "2026-12-01")]).await;
        assert_eq!(again.status, StatusCode::SEE_OTHER, "a second click does nothing more");
        assert_eq!(head.get(own).await.texts("tbody tr"), after.texts("tbody tr"));
        let stale = head.submit(&other_tab, &action, &[one, ("other", "2026-12-01")]).await;
        assert_eq!(stale.status, StatusCode::CONFLICT, "the page was made from the roster as it was before");

        let other = "/bodies/committee-440306018000";
        assert!(!head.get(other).await.raw().contains("/roster"), "nothing is offered elsewhere");
        let forced = head.post(&format!("{other}/roster"), &[one, ("other", "2026-12-01")]).await;
        assert_eq!(forced.status, StatusCode::NOT_FOUND);
        let mut mediator = app.signed_in("mediator").await;
        mediator.get(own).await;
        assert_eq!(mediator.post(&action, &[one]).await.status, StatusCode::NOT_FOUND);
    }
}
