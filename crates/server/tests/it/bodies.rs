//! `/bodies`, `/bodies/{code}`: do staff see who is present and who is on duty?

use axum::http::StatusCode;

use fengqiao_store::{sql, values};

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
        assert!(
            !head.get(other).await.raw().contains(&format!("{other}/roster")),
            "nothing is offered elsewhere"
        );
        let forced = head.post(&format!("{other}/roster"), &[one, ("other", "2026-12-01")]).await;
        assert_eq!(forced.status, StatusCode::NOT_FOUND);
        let mut mediator = app.signed_in("mediator").await;
        mediator.get(own).await;
        assert_eq!(mediator.post(&action, &[one]).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn whoever_is_on_leave_is_passed_over_on_the_page_and_in_the_calendar_of_the_body() {
    for app in TestApp::each().await {
        let mut head = app.signed_in("head").await;
        let own = "/bodies/committee-440306017000";
        let action = format!("{own}/leave");
        let page = head.get(own).await;
        let first = page.texts("tbody tr")[1].clone();
        let people = page.attrs("select[name=person] option", "value");
        let names = page.texts("select[name=person] option");
        let place = names.iter().position(|name| first.contains(name.as_str())).unwrap();
        let person = people[place].clone();
        let fields = [("person", person.as_str()), ("from", "2026-11-26"), ("until", "2026-12-10")];
        let backwards =
            head.submit(&page, &action, &[&fields[..2], &[("until", "2026-11-25")]].concat()).await;
        assert_eq!(backwards.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(backwards.complaints(), ["结束日期早于开始日期。 请检查两个日期。"]);
        let taken = head.submit(&page, &action, &fields).await;
        assert_eq!(
            (taken.status, taken.location()),
            (StatusCode::SEE_OTHER, own),
            "{:?}",
            taken.complaints()
        );
        let again = head.submit(&page, &action, &fields).await;
        assert_eq!(again.status, StatusCode::SEE_OTHER, "a second click does nothing more");
        let after = head.get(own).await;
        let instead = format!("（替{}）", names[place]);
        assert!(
            after.texts("tbody tr").iter().any(|row| row.contains(&instead)),
            "{:?}",
            after.texts("tbody tr")
        );
        assert!(after.text().contains("2026年11月26日至2026年12月10日"), "{}", after.text());

        let feed = after.attrs("a.fq-code", "href").remove(0);
        let path = feed.split_once("/rosters/").map(|(_, token)| format!("/rosters/{token}")).unwrap();
        let read = app.browser().get(&path).await;
        assert_eq!(read.status, StatusCode::OK, "a calendar program does not sign in");
        let text = read.raw();
        assert!(
            text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && text.ends_with("END:VCALENDAR\r\n")
        );
        assert!(text.contains("UID:2026-11-26.committee-440306017000@fengqiao"), "{text}");
        let on_leave =
            format!("DTSTART:20261126T010000Z\r\nDTEND:20261126T100000Z\r\nSUMMARY:值班：{}", names[place]);
        assert!(!text.contains(&on_leave));
        let forged = path.replace("440306017000", "440306018000");
        assert_eq!(app.browser().get(&forged).await.status, StatusCode::NOT_FOUND);

        let end = format!("{own}/leave/end");
        let ended = head.submit(&after, &end, &[]).await;
        assert_eq!(ended.location(), own, "{:?}", ended.complaints());
        assert_eq!(head.get(own).await.texts("tbody tr"), page.texts("tbody tr"));
        let elsewhere = head.post("/bodies/committee-440306018000/leave", &fields).await;
        assert_eq!(elsewhere.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn somebodys_own_calendar_holds_the_own_shifts_and_ends_with_the_account() {
    let app = TestApp::sqlite().await;
    let mut mediator = app.signed_in("mediator").await;
    let page = mediator.get("/bodies/committee-440306017000").await;
    let feeds = page.attrs("a.fq-code", "href");
    assert_eq!(feeds.len(), 2, "of the body, and one's own");
    let path = format!("/rosters/{}", feeds[1].rsplit('/').next().unwrap());
    let own = app.browser().get(&path).await.raw();
    let shifts = own.matches("BEGIN:VEVENT").count();
    let of_body =
        app.browser().get(&format!("/rosters/{}", feeds[0].rsplit('/').next().unwrap())).await.raw();
    assert!(shifts > 0 && shifts < of_body.matches("BEGIN:VEVENT").count());
    assert_eq!(shifts, own.matches("SUMMARY:值班：新安街道人民调解委员会").count());
    app.app
        .store
        .write(|tx| {
            Box::pin(async move {
                sql::run(tx, "UPDATE accounts SET disabled_at = 1 WHERE login = 'mediator'", values![]).await
            })
        })
        .await
        .unwrap();
    assert_eq!(app.browser().get(&path).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_is_left_for_the_next_one_on_duty_is_read_in_the_body_and_by_dispatchers_alone() {
    for app in TestApp::each().await {
        let own = "/bodies/committee-440306017000";
        let action = format!("{own}/handovers");
        let mut mediator = app.signed_in("mediator").await;
        let page = mediator.get(own).await;
        let empty = mediator.submit(&page, &action, &[("note", "  ")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        let note = [("note", "明天上午给来访人回电。\r\n编号写在簿子上。")];
        let left = mediator.submit(&page, &action, &note).await;
        assert_eq!(left.location(), own, "{:?}", left.complaints());
        mediator.submit(&page, &action, &note).await;
        let rows: Option<i64> =
            sql::value(app.app.store.read(), "SELECT count(*) FROM handovers", values![]).await.unwrap();
        assert_eq!(rows, Some(1), "a second click leaves no second note");
        for (login, count) in [("head", 1), ("dispatcher", 1), ("clerk", 0), ("head-xixiang", 0)] {
            let page = app.signed_in(login).await.get(own).await;
            assert_eq!(
                page.raw().matches("明天上午给来访人回电。\n编号写在簿子上。").count(),
                count,
                "{login}"
            );
        }
        let mut other = app.signed_in("head-xixiang").await;
        let mut second = app.signed_in("mediator2").await;
        let page = second.get(own).await;
        assert!(!page.raw().contains("/remove"), "it is taken back by whoever left it, or the head");
        let head = app.signed_in("head").await.get(own).await;
        let remove = head.attrs("form[action$='/remove']", "action").remove(0);
        second.post(&remove, &[]).await;
        other.get("/work").await;
        assert_eq!(other.post(&action, &note).await.status, StatusCode::NOT_FOUND);
        let kept: Vec<String> = sql::rows(app.app.store.read(), "SELECT text FROM handovers", values![])
            .await
            .unwrap()
            .iter()
            .map(|row| sql::cell(row, 0).unwrap())
            .collect();
        assert!(kept.len() == 1 && !kept[0].contains("回电"), "once, and sealed");
        let page = mediator.get(own).await;
        let gone = mediator.submit(&page, &remove, &[]).await;
        assert_eq!(gone.location(), own);
        assert!(!mediator.get(own).await.text().contains("回电"));
    }
}
