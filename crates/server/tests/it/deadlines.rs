//! Is everybody told once of what is due, and is no case moved by it?

use axum::http::StatusCode;
use fengqiao::{
    account,
    deadline::{notices, rows::NEVER, watch::reconcile},
    notify::list::{self, Asked},
};
use fengqiao_base::{Moment, id::AccountId, local_day};
use fengqiao_domain::{
    case::Confidentiality,
    deadline::{Reckoning, Rules},
};
use fengqiao_policy::Asker;
use fengqiao_store::{Engine, Store, StoreConfig, sql, time::to_micros, values};
use fengqiao_web::lang::Lang;
use sea_orm::FromQueryResult;
use time::{Duration, macros::datetime};

use crate::{
    cases::{act, opened},
    harness::TestApp,
};

/// What was told: number, clock, kind, to whom, and who besides.
#[derive(Debug, PartialEq, Eq, FromQueryResult)]
struct Told {
    clock: String,
    kind: String,
    duty: String,
    also: String,
}

#[derive(FromQueryResult)]
struct Row {
    version: i64,
    state: String,
}

/// A line of SQLite's plan for a query.
#[derive(FromQueryResult)]
struct Plan {
    detail: String,
}

async fn told(app: &TestApp) -> Vec<String> {
    let text = "SELECT clock, kind, duty, also FROM notices ORDER BY id";
    let all: Vec<Told> = sql::all(app.app.store.read(), text, values![]).await.unwrap();
    all.into_iter().map(|one| format!("{} {} {} {}", one.clock, one.kind, one.duty, one.also)).collect()
}

async fn at(app: &TestApp, moment: Moment) -> u64 {
    app.clock.set(moment);
    reconcile(&app.app.store, &app.app.vault, &app.app.reference.reckoning, moment).await.unwrap()
}

/// State and version of every case.
async fn cases(app: &TestApp) -> Vec<(i64, String)> {
    let rows: Vec<Row> =
        sql::all(app.app.store.read(), "SELECT version, state FROM cases ORDER BY seq", values![])
            .await
            .unwrap();
    rows.into_iter().map(|row| (row.version, row.state)).collect()
}

async fn next_look(app: &TestApp, clock: &str) -> Option<i64> {
    let text = "SELECT warn_at FROM clocks WHERE name = $1";
    sql::value(app.app.store.read(), text, values![clock]).await.unwrap()
}

/// Every party agrees and knows its rights.
async fn consented(app: &TestApp) -> String {
    let case = opened(app, Confidentiality::Ordinary).await;
    let mut clerk = app.signed_in("clerk").await;
    for party in case.parties.map(|id| id.to_string()) {
        let fields = [("party", party.as_str()), ("answer", "agree"), ("manner", "in_person")];
        act(&mut clerk, &case.path, "record_consent", &fields).await;
        act(&mut clerk, &case.path, "tell_rights", &[("party", &party), ("manner", "in_person")]).await;
    }
    case.path
}

#[tokio::test]
async fn somebody_is_told_when_a_period_ends_soon_and_when_it_has_passed() {
    for app in TestApp::each().await {
        // Opened on Tuesday; three working days end on Friday.
        opened(&app, Confidentiality::Ordinary).await;
        let before = cases(&app).await;
        assert_eq!(at(&app, datetime!(2026-11-27 02:23 +8)).await, 0);
        assert_eq!(at(&app, datetime!(2026-11-27 02:24 +8)).await, 2);
        assert_eq!(told(&app).await, ["accept soon intake ", "contact soon intake "]);
        assert_eq!(at(&app, datetime!(2026-11-27 23:59:59 +8)).await, 0);
        assert_eq!(at(&app, datetime!(2026-11-28 00:00 +8)).await, 2);
        assert_eq!(
            told(&app).await[2..],
            ["accept due intake ,head,justice,", "contact due intake ,head,"],
            "what has passed is told to those above as well"
        );
        assert_eq!(at(&app, datetime!(2027-01-28 00:00 +8)).await, 0, "and not again");
        assert_eq!(next_look(&app, "accept").await, Some(NEVER), "the row stays: the clock is open");
        assert_eq!(cases(&app).await, before, "nothing moves a case but a person");
    }
}

#[tokio::test]
async fn an_event_is_told_once_by_however_many_servers() {
    for app in TestApp::each().await {
        for _ in 0..3 {
            opened(&app, Confidentiality::Ordinary).await;
        }
        let other = Store::open(&StoreConfig::new(&app.app.config.database_url)).await.unwrap();
        let by = &app.app.reference.reckoning;
        let now = datetime!(2026-11-27 03:00 +8);
        let (one, two, three) = tokio::join!(
            reconcile(&app.app.store, &app.app.vault, by, now),
            reconcile(&other, &app.app.vault, by, now),
            reconcile(&app.app.store, &app.app.vault, by, now)
        );
        assert_eq!(one.unwrap() + two.unwrap() + three.unwrap(), 6);
        assert_eq!(told(&app).await.len(), 6);
        // Even where the next look was lost, the same event is not told again.
        app.app
            .store
            .write(|tx| {
                Box::pin(async move { sql::run(tx, "UPDATE clocks SET warn_at = 0", values![]).await })
            })
            .await
            .unwrap();
        assert_eq!(reconcile(&other, &app.app.vault, by, now).await.unwrap(), 0);
        other.close().await.unwrap();
    }
}

#[tokio::test]
async fn after_a_long_silence_only_the_last_event_is_told() {
    for app in TestApp::each().await {
        opened(&app, Confidentiality::Ordinary).await;
        assert_eq!(at(&app, datetime!(2026-12-20 00:00 +8)).await, 2);
        assert_eq!(told(&app).await, ["accept due intake ,head,justice,", "contact due intake ,head,"]);
    }
}

#[tokio::test]
async fn what_was_done_in_time_is_not_told() {
    for app in TestApp::each().await {
        let path = consented(&app).await;
        act(&mut app.signed_in("head").await, &path, "accept", &[]).await;
        assert_eq!(at(&app, datetime!(2026-11-30 00:00 +8)).await, 0);
        // Thirty days from 24 November end on 24 December; seventy percent of them are over on 16 December.
        assert_eq!(at(&app, datetime!(2026-12-16 00:00 +8)).await, 1);
        assert_eq!(at(&app, datetime!(2026-12-21 00:00 +8)).await, 1);
        assert_eq!(at(&app, datetime!(2026-12-25 00:00 +8)).await, 1);
        assert_eq!(told(&app).await, ["mediate soon head ", "mediate soon head ", "mediate due head "]);
    }
}

#[tokio::test]
async fn an_act_between_the_hour_and_the_watch_does_not_swallow_the_notice() {
    for app in TestApp::each().await {
        let path = consented(&app).await;
        app.clock.set(datetime!(2026-11-27 02:30 +8));
        act(&mut app.signed_in("head").await, &path, "add_note", &[("text", "已电话联系。")]).await;
        assert_eq!(at(&app, datetime!(2026-11-27 02:31 +8)).await, 1);
        assert_eq!(told(&app).await, ["accept soon head "]);
        act(&mut app.signed_in("head").await, &path, "add_note", &[("text", "再次联系。")]).await;
        assert_eq!(at(&app, datetime!(2026-11-27 02:32 +8)).await, 0);
    }
}

#[tokio::test]
async fn a_calendar_that_moves_an_end_moves_the_look_and_tells_nothing() {
    for app in TestApp::each().await {
        opened(&app, Confidentiality::Ordinary).await;
        let shipped = Reckoning::shipped();
        let days = "date,name,is_workday,status\n2026-01-01,元旦,0,official\n2026-11-25,例假,0,official\n\
                    2026-11-26,例假,0,official\n2026-11-27,例假,0,official\n";
        let moved: &'static Reckoning = Box::leak(Box::new(Reckoning {
            rules: Rules::shipped(),
            calendar: shipped.calendar.with_years(days).unwrap(),
        }));
        let now = datetime!(2026-11-28 00:00 +8);
        app.clock.set(now);
        assert_eq!(
            reconcile(&app.app.store, &app.app.vault, moved, now).await.unwrap(),
            0,
            "it now ends on 2 December"
        );
        let text = "SELECT due_at FROM clocks WHERE name = 'accept'";
        let due: Option<i64> = sql::value(app.app.store.read(), text, values![]).await.unwrap();
        assert_eq!(due, Some(datetime!(2026-12-03 00:00 +8).unix_timestamp() * 1_000_000));
        assert_eq!(
            reconcile(&app.app.store, &app.app.vault, moved, datetime!(2026-12-03 00:00 +8)).await.unwrap(),
            2
        );
    }
}

#[tokio::test]
async fn a_row_without_its_clock_goes_and_one_that_cannot_be_read_keeps_nobody_waiting() {
    for app in TestApp::each().await {
        opened(&app, Confidentiality::Ordinary).await;
        app.app
            .store
            .write(|tx| {
                Box::pin(async move {
                    let text = "INSERT INTO clocks (number, name, due_at, warn_at) VALUES (99, 'accept', 0, 0)";
                    sql::run(tx, text, values![]).await?;
                    let text = "INSERT INTO clocks (number, name, due_at, warn_at) SELECT number, 'gone', 0, 0 FROM clocks \
                                WHERE name = 'accept' AND number <> 99";
                    sql::run(tx, text, values![]).await
                })
            })
            .await
            .unwrap();
        assert_eq!(at(&app, datetime!(2026-11-27 03:00 +8)).await, 2);
        let text = "SELECT count(*) FROM clocks WHERE number = 99 OR name = 'gone'";
        let left: Option<i64> = sql::value(app.app.store.read(), text, values![]).await.unwrap();
        assert_eq!(left, Some(0));

        opened(&app, Confidentiality::Ordinary).await;
        app.app
            .store
            .write(|tx| {
                Box::pin(async move {
                    let text = "UPDATE cases SET state = '{}' WHERE seq = (SELECT min(seq) FROM cases)";
                    sql::run(tx, text, values![]).await
                })
            })
            .await
            .unwrap();
        assert_eq!(at(&app, datetime!(2026-12-20 00:00 +8)).await, 2, "those of the other case");
    }
}

#[tokio::test]
async fn the_watch_reads_what_is_due_and_nothing_else() {
    let app = TestApp::sqlite().await;
    assert_eq!(app.app.store.engine(), Engine::Sqlite);
    let text = format!("EXPLAIN QUERY PLAN {}", fengqiao_store::dialect::due_clocks(Engine::Sqlite));
    let plan: Vec<Plan> = sql::all(app.app.store.read(), &text, values![0_i64, 64_i64]).await.unwrap();
    let plan: Vec<_> = plan.into_iter().map(|step| step.detail).collect();
    assert_eq!(plan, ["SEARCH clocks USING INDEX clocks_warn (warn_at<?)"]);
}

/// What somebody finds in her list: numbers and clocks, newest first.
async fn found(app: &TestApp, login: &str) -> Vec<String> {
    let conn = app.app.store.read();
    let text = "SELECT id FROM accounts WHERE login = $1";
    let id: Option<uuid::Uuid> = sql::value(conn, text, values![login]).await.unwrap();
    let id = AccountId(id.unwrap());
    let account = account::store::working(conn, id, local_day(app.clock_now())).await.unwrap().unwrap();
    let asker = Asker::Staff { account: id, posts: account.posts };
    let rows = list::list(conn, id, &asker, Asked::default()).await.unwrap().rows;
    rows.into_iter().map(|one| format!("{} {}", one.number, one.detail)).collect()
}

#[tokio::test]
async fn a_reader_finds_the_notices_of_her_duties_and_none_of_what_she_may_not_see() {
    for app in TestApp::each().await {
        opened(&app, Confidentiality::Ordinary).await;
        opened(&app, Confidentiality::Minor).await;
        at(&app, datetime!(2026-11-28 00:00 +8)).await;
        app.tell().await;
        let clerk = ["440306-2026-000001 due contact", "440306-2026-000001 due accept"];
        assert_eq!(found(&app, "clerk").await, clerk);
        assert_eq!(found(&app, "head").await.len(), 4, "what passed is told to the head");
        assert_eq!(found(&app, "justice").await.len(), 2, "accepting only, of every class");
        for login in ["mediator", "head-xixiang", "archivist", "auditor"] {
            assert_eq!(found(&app, login).await, Vec::<String>::new(), "{login}");
        }
        let until = to_micros(datetime!(2026-11-28 00:00 +8));
        assert_eq!(
            [Lang::ZhCn, Lang::En].map(|lang| notices::told(lang, "due accept", until).unwrap()),
            [
                "受理期限已于 2026年11月27日 届满，还没有办结。".to_owned(),
                "The time to accept the case ended on 27 Nov 2026, and it is not done yet.".to_owned()
            ]
        );
    }
}

#[tokio::test]
async fn staff_read_their_notices_and_go_from_there_to_the_case() {
    for app in TestApp::each().await {
        let mut clerk = app.signed_in("clerk").await;
        let empty = clerk.get("/notices").await;
        assert!(empty.text().contains("没有未读提醒"), "{}", empty.text());
        let case = opened(&app, Confidentiality::Ordinary).await;
        at(&app, datetime!(2026-11-27 03:00 +8)).await;
        app.tell().await;
        let mut clerk = app.signed_in("clerk").await;
        let page = clerk.get("/notices").await;
        assert!(page.raw().contains(&format!("href=\"{}\"", case.path)), "{}", page.text());
        assert!(page.text().contains("受理期限将于 2026年11月27日 届满。"), "{}", page.text());
        assert!(clerk.get("/work").await.raw().contains("href=\"/notices\""));
        let mut elsewhere = app.signed_in("clerk-xixiang").await;
        assert!(!elsewhere.get("/notices").await.raw().contains(&case.path));
        assert_eq!(app.browser().get("/notices").await.status, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn two_years_after_a_confirmed_item_was_due_the_right_to_enforcement_ends_and_the_mediator_is_told() {
    for app in TestApp::each().await {
        let path = consented(&app).await;
        let (mut head, mut mediator) = (app.signed_in("head").await, app.signed_in("mediator").await);
        act(&mut head, &path, "accept", &[]).await;
        let form = head.get(&format!("{path}/acts/appoint_mediator")).await;
        let who = form.choice("mediator", "王志强");
        act(&mut head, &path, "appoint_mediator", &[("mediator", &who)]).await;
        let session = [("place", "调解室"), ("manner", "on_site"), ("record", "双方到场。")];
        act(&mut mediator, &path, "hold_session", &session).await;
        let form = mediator.get(&format!("{path}/acts/reach_agreement")).await;
        let parties = form.attrs("select[name=items-0-performer] option", "value");
        let terms = [
            ("scope", "whole"),
            ("form", "oral"),
            ("facts", "楼上漏水。"),
            ("terms", "赔偿八百元。"),
            ("items-0-what", "赔偿损失"),
            ("items-0-performer", &parties[2]),
            ("items-0-beneficiary", &parties[1]),
            ("items-0-amount", "800"),
            ("items-0-due", "2026-12-10"),
        ];
        act(&mut mediator, &path, "reach_agreement", &terms).await;
        for party in &parties[1..=2] {
            act(&mut mediator, &path, "agree_to_confirm", &[("party", party)]).await;
        }
        let day = ("on", "2026-11-24");
        let filed = [("competence", "organisation"), ("court", "深圳市宝安区人民法院"), day];
        act(&mut mediator, &path, "file_confirmation", &filed).await;
        act(&mut mediator, &path, "docket_confirmation", &[("reference", "民特1号"), day]).await;
        let ruled = [("ruling", "valid"), ("reference", "民特1号"), day];
        act(&mut mediator, &path, "rule_confirmation", &ruled).await;

        let shown = async || app.signed_in("mediator").await.get(&path).await.text();
        let term = "申请强制执行的期限";
        assert!(!shown().await.contains(term), "nothing is owed yet");
        at(&app, datetime!(2026-12-11 09:00 +8)).await;
        let page = shown().await;
        assert!(page.contains(term) && page.contains("2028年12月10日"), "{page}");
        let reasons = app.signed_in("mediator").await.get(&format!("{path}/deadlines")).await.text();
        assert!(
            reasons.contains("《民事诉讼法》第二百五十条") || reasons.contains("民事诉讼法 第二百五十条"),
            "{reasons}"
        );
        at(&app, datetime!(2028-11-15 09:00 +8)).await;
        at(&app, datetime!(2028-12-12 09:00 +8)).await;
        let told: Vec<String> =
            told(&app).await.into_iter().filter(|one| one.starts_with("enforce:")).collect();
        let told: Vec<&str> = told.iter().map(|one| one.split_once(' ').unwrap().1).collect();
        assert_eq!(told, ["soon mediator ", "over mediator "]);
    }
}

#[tokio::test]
async fn a_request_that_nobody_looked_at_is_told_too() {
    for app in TestApp::each().await {
        let filed = crate::file::filed(&mut app.browser(), &[]).await;
        // Filed on Tuesday; one working day ends on Wednesday.
        assert_eq!(at(&app, datetime!(2026-11-25 16:48 +8)).await, 1);
        assert_eq!(at(&app, datetime!(2026-11-26 00:00 +8)).await, 1);
        assert_eq!(told(&app).await, ["intake soon intake ", "intake due intake ,dispatcher,"]);
        app.tell().await;
        let page = app.signed_in("dispatcher").await.get("/notices").await;
        assert!(page.raw().contains(&format!("/intake/{}", filed.number)), "{}", page.text());
        assert!(page.text().contains("登记期限已于 2026年11月25日 届满，还没有办结。"), "{}", page.text());
    }
}

#[tokio::test]
async fn the_page_of_the_periods_says_who_used_how_much_time_and_what_was_too_late() {
    for app in TestApp::each().await {
        let case = opened(&app, Confidentiality::Ordinary).await;
        app.clock.advance(Duration::days(8));
        let mut head = app.signed_in("head").await;
        let page = head.get(&format!("{}/deadlines", case.path)).await;
        let row = |period: &str| format!("{period}窗口登记人员2026年11月24日–8 天4 天");
        assert_eq!(page.texts("tbody tr"), [row("受理期限"), row("征询期限")]);
    }
}
