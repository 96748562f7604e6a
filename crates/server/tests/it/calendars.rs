//! `/calendars`: is a calendar imported after a look, taken up by every server, and every end it moves listed once?

use axum::http::StatusCode;
use fengqiao::{
    app::App,
    deadline::calendar::{follow, store},
};
use fengqiao_base::{Clock, Ids};
use fengqiao_domain::case::Confidentiality;
use fengqiao_store::{journal, sql, values};
use time::macros::date;

use crate::{
    cases::{act, opened},
    harness::{Answer, Browser, TestApp},
};

const HEAD: &str = "date,name,is_workday,status\n";
/// 2026 with three days off that nobody expected, in the week in which the first clocks of a new case end.
const TABLE: &str = "date,name,is_workday,status\n2026-01-01,元旦,0,official\n2026-05-01,劳动节,0,official\n\
                     2026-10-01,国庆节,0,official\n2026-11-25,例假,0,official\n2026-11-26,例假,0,official\n\
                     2026-11-27,例假,0,official\n";

async fn count(app: &TestApp, text: &str) -> i64 {
    sql::value(app.app.store.read(), text, values![]).await.unwrap().unwrap_or(0)
}

async fn asked(admin: &mut Browser, text: &str) -> Answer {
    let page = admin.get("/calendars/import").await;
    admin.submit(&page, "/calendars/import", &[("text", text)]).await
}

/// Looks at the table and puts it into force.
async fn imported(admin: &mut Browser, text: &str) -> Answer {
    let look = asked(admin, text).await;
    assert_eq!(look.status, StatusCode::OK, "{}", look.text());
    admin.submit(&look, "/calendars/import", &[]).await
}

async fn follow_now(app: &TestApp) -> u64 {
    let by = app.app.reference.reckoning.now();
    follow::reconcile(&app.app.store, &app.app.vault, by, app.clock_now()).await.unwrap()
}

/// What the calendar page lists: rule, before, after, why.
fn listed(page: &Answer) -> Vec<String> {
    page.texts("tbody tr").iter().map(|row| row.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

#[tokio::test]
async fn a_calendar_is_imported_after_a_look_and_every_moved_end_is_listed() {
    for app in TestApp::each().await {
        let path = opened(&app, Confidentiality::Ordinary).await.path;
        let number = path.trim_start_matches("/cases/").to_owned();
        let mut admin = app.signed_in("admin").await;
        admin.reads("en");
        let look = asked(&mut admin, TABLE).await;
        assert!(look.text().contains("Last days that would move: 2"), "{}", look.text());
        assert_eq!(count(&app, "SELECT count(*) FROM calendars").await, 1, "a look changes nothing");
        let done = admin.submit(&look, "/calendars/import", &[]).await;
        assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, "/calendars/2"));
        let again = admin.submit(&look, "/calendars/import", &[]).await;
        assert_eq!(
            (again.status, again.location()),
            (StatusCode::SEE_OTHER, "/calendars/2"),
            "a double click"
        );
        assert_eq!(count(&app, "SELECT count(*) FROM calendars").await, 2);

        assert_eq!(follow_now(&app).await, 2);
        assert_eq!(follow_now(&app).await, 0, "once");
        let page = admin.get("/calendars/2").await;
        let mut rows = listed(&page);
        rows.sort();
        let moved = "27 Nov 20262 Dec 2026working days were counted again";
        assert_eq!(
            rows,
            [
                format!("{number}accepting for people's mediation{moved}"),
                format!("{number}asking the other side{moved}")
            ]
        );
        let case = app.case(1).await.case;
        assert!(
            case.clocks.iter().all(|one| one.clock.due.day == date!(2026 - 12 - 02)),
            "the case knows it"
        );
        let text = "SELECT count(*) FROM journal WHERE kind = 'deadline_moved'";
        assert_eq!(count(&app, text).await, 2, "and its journal");
        assert_eq!(count(&app, "SELECT count(*) FROM journal WHERE kind = 'calendar_imported'").await, 1);
        let snapshot = app.app.store.snapshot().await.unwrap();
        let proof = journal::verify(&snapshot, &app.app.keys.verifying()).await.unwrap();
        assert!(proof.is_ok(), "{proof:?}");
        snapshot.rollback().await.unwrap();
        let mut clerk = app.signed_in("clerk").await;
        clerk.reads("en");
        let page = clerk.get(&path).await;
        assert!(page.text().contains("moved from 27 Nov 2026 to 2 Dec 2026"), "{}", page.text());
    }
}

#[tokio::test]
async fn another_server_takes_the_calendar_up_without_a_restart_and_its_late_clocks_are_found() {
    for app in TestApp::each().await {
        let ids = Ids::from_seed(app.clock.clone() as std::sync::Arc<dyn Clock>, 9);
        let other = App::open(app.app.config.clone(), app.clock.clone(), ids).await.unwrap();
        let mut admin = app.signed_in("admin").await;
        imported(&mut admin, TABLE).await;
        // The first server has it; the case is opened through the second, which has not looked yet.
        let name = other.reference.reckoning.now().calendar.version().to_owned();
        assert_ne!(name, app.app.reference.reckoning.now().calendar.version());
        assert_eq!(follow_now(&app).await, 0);
        assert!(store::take_up(&other).await.unwrap());
        assert!(!store::take_up(&other).await.unwrap());
        assert_eq!(
            other.reference.reckoning.now().calendar.version(),
            app.app.reference.reckoning.now().calendar.version()
        );
        other.close().await.unwrap();
    }
}

#[tokio::test]
async fn an_act_between_the_import_and_the_reckoning_lists_what_it_moved_too() {
    for app in TestApp::each().await {
        let path = opened(&app, Confidentiality::Ordinary).await.path;
        imported(&mut app.signed_in("admin").await, TABLE).await;
        act(&mut app.signed_in("head").await, &path, "add_note", &[("text", "已电话联系。")]).await;
        assert_eq!(count(&app, "SELECT count(*) FROM clock_moves").await, 2);
        assert_eq!(follow_now(&app).await, 0, "nothing is left to be moved");
        assert_eq!(count(&app, "SELECT count(*) FROM clock_moves").await, 2);
    }
}

#[tokio::test]
async fn however_many_servers_follow_each_end_is_moved_once() {
    for app in TestApp::each().await {
        for _ in 0..5 {
            opened(&app, Confidentiality::Ordinary).await;
        }
        imported(&mut app.signed_in("admin").await, TABLE).await;
        let (by, now) = (app.app.reference.reckoning.now(), app.clock_now());
        let one = || follow::reconcile(&app.app.store, &app.app.vault, by, now);
        let (a, b, c) = tokio::join!(one(), one(), one());
        assert_eq!(a.unwrap() + b.unwrap() + c.unwrap(), 10);
        assert_eq!(count(&app, "SELECT count(*) FROM clock_moves").await, 10);
        assert_eq!(count(&app, "SELECT count(*) FROM journal WHERE kind = 'deadline_moved'").await, 10);
    }
}

#[tokio::test]
async fn a_wrong_table_is_told_line_by_line_and_what_was_typed_stays() {
    let app = TestApp::sqlite().await;
    let mut admin = app.signed_in("admin").await;
    admin.reads("en");
    let text = format!("{HEAD}2026-01-01,元旦,0,official\n2026-13-01,元旦,0,official\n");
    let page = asked(&mut admin, &text).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text().contains("This is not a date"), "{}", page.text());
    assert!(page.text().contains("2026-05-01 is missing"));
    assert!(page.texts("textarea").iter().any(|typed| typed.contains("2026-13-01")));
    let page = asked(&mut admin, "").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let gap = "date,name,is_workday,status\n2029-01-01,元旦,0,official\n2029-05-01,劳动节,0,official\n\
               2029-10-01,国庆节,0,official\n";
    let page = asked(&mut admin, gap).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "2028 is not there");
}

#[tokio::test]
async fn whoever_looked_before_another_import_is_told_and_looks_again() {
    let app = TestApp::sqlite().await;
    let (mut one, mut two) = (app.signed_in("admin").await, app.signed_in("admin").await);
    let look = asked(&mut one, TABLE).await;
    let other = TABLE.replace("2026-11-27,例假,0,official\n", "");
    imported(&mut two, &other).await;
    let late = one.submit(&look, "/calendars/import", &[]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.attrs("[name=text]", "value").iter().any(|typed| typed.contains("2026-11-27")));
    let done = one.submit(&late, "/calendars/import", &[]).await;
    assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, "/calendars/3"));
}

#[tokio::test]
async fn the_dispatcher_reads_calendars_the_administrator_imports_them_and_nobody_else_knows_of_them() {
    let app = TestApp::sqlite().await;
    for (login, reads, imports) in [
        ("admin", StatusCode::OK, StatusCode::OK),
        ("dispatcher", StatusCode::OK, StatusCode::NOT_FOUND),
        ("clerk", StatusCode::NOT_FOUND, StatusCode::NOT_FOUND),
    ] {
        let mut browser = app.signed_in(login).await;
        assert_eq!(browser.get("/calendars").await.status, reads, "{login}");
        assert_eq!(browser.get("/calendars/1").await.status, reads, "{login}");
        assert_eq!(browser.get("/calendars/7").await.status, StatusCode::NOT_FOUND, "{login}");
        assert_eq!(browser.get("/calendars/import").await.status, imports, "{login}");
    }
}
