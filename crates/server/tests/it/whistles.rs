//! `/whistles`: is a called body shown what it owes and nothing else, and does a whistle go from blown to closed?

use axum::http::StatusCode;
use fengqiao::{seed, whistle::watch};
use fengqiao_store::{journal, sql, values};
use time::Duration;

use crate::harness::{Answer, Browser, TestApp};

pub const LABOUR: &str = "人力资源局劳动监察与仲裁岗";
pub const COURT: &str = "人民法院诉调对接工作室";
const ASKED: &str = "三十名工人被欠薪，聚集在工地门口，请到场核实。";
const WHERE: &str = "前进一路工地东门";
const WHY: &str = "该事项由住建部门负责监管。";

/// What somebody types who blows a whistle at these bodies.
async fn typed(desk: &mut Browser, kind: &str, bodies: &[&str]) -> (Answer, Vec<(&'static str, String)>) {
    let form = desk.get("/whistles/new").await;
    assert_eq!(form.status, StatusCode::OK);
    let mut fields = vec![
        ("kind", kind.to_owned()),
        ("place", "440306017001".to_owned()),
        ("address", WHERE.to_owned()),
        ("asked", ASKED.to_owned()),
    ];
    for body in bodies {
        fields.push(("bodies", form.choice("bodies", body)));
    }
    (form, fields)
}

async fn sent(desk: &mut Browser, form: &Answer, action: &str, fields: &[(&'static str, String)]) -> Answer {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    desk.submit(form, action, &fields).await
}

/// Blows a whistle and gives its address.
pub async fn blown(desk: &mut Browser, kind: &str, bodies: &[&str]) -> String {
    let (form, fields) = typed(desk, kind, bodies).await;
    let answer = sent(desk, &form, "/whistles/new", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{:?}", answer.complaints());
    let again = sent(desk, &form, "/whistles/new", &fields).await;
    assert_eq!(again.location(), answer.location(), "a second click blows no second whistle");
    answer.location().to_owned()
}

/// Does an act that the page of the whistle offers, and gives the answer.
async fn act(desk: &mut Browser, path: &str, act: &str, fields: &[(&str, &str)]) -> Answer {
    let page = desk.get(path).await;
    let offers = page.attrs("main a", "href");
    let offer = offers.iter().find(|href| href.contains(&format!("/acts/{act}")));
    let offer = offer.unwrap_or_else(|| panic!("{act} is not offered: {}", page.text())).clone();
    let form = desk.get(&offer).await;
    assert_eq!(form.status, StatusCode::OK, "{}", form.text());
    let (action, _) = offer.split_once('?').unwrap_or((&offer, ""));
    desk.submit(&form, action, fields).await
}

async fn done(desk: &mut Browser, path: &str, kind: &str, fields: &[(&str, &str)]) {
    let answer = act(desk, path, kind, fields).await;
    assert_eq!(
        (answer.status, answer.location()),
        (StatusCode::SEE_OTHER, path),
        "{:?}",
        answer.complaints()
    );
}

/// The whistles that somebody's list leads to.
async fn listed(app: &TestApp, login: &str) -> Vec<String> {
    let page = app.signed_in(login).await.get("/whistles").await;
    assert_eq!(page.status, StatusCode::OK, "{login}");
    page.attrs("tbody a", "href")
}

#[tokio::test]
async fn a_whistle_goes_from_blown_to_closed_and_each_body_is_shown_only_what_it_owes() {
    for app in TestApp::each().await {
        let mut head = app.signed_in("head").await;
        let path = blown(&mut head, "emergency", &[LABOUR, COURT]).await;
        assert_eq!(listed(&app, "department").await, std::slice::from_ref(&path));
        for login in ["dispatcher", "leader", "justice", "clerk"] {
            assert_eq!(listed(&app, login).await, std::slice::from_ref(&path), "{login}");
        }
        assert_eq!(listed(&app, "head-xixiang").await, Vec::<String>::new());
        for login in ["head-xixiang", "mediator", "auditor"] {
            let answer = app.signed_in(login).await.get(&path).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{login}");
        }

        let mut department = app.signed_in("department").await;
        let seen = department.get(&path).await;
        assert!(seen.text().contains(ASKED) && seen.text().contains(WHERE), "{}", seen.text());
        assert!(!seen.text().contains(COURT), "nothing of the other call");
        app.clock.advance(Duration::minutes(5));
        done(&mut department, &path, "sign", &[]).await;
        done(&mut department, &path, "arrive", &[("place", WHERE)]).await;
        app.clock.advance(Duration::minutes(20));
        let short = act(&mut department, &path, "report", &[("text", "好了")]).await;
        assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(short.complaints().len(), 1, "{:?}", short.complaints());
        assert!(short.raw().contains("好了</textarea>"), "what was typed is kept");
        done(&mut department, &path, "report", &[("text", "已协调总包当场垫付工资。")]).await;
        done(
            &mut department,
            &path,
            "score_whistler",
            &[("clear", "yes"), ("competent", "yes"), ("supported", "no")],
        )
        .await;
        assert_eq!(listed(&app, "department").await, Vec::<String>::new(), "it owes nothing any more");
        done(
            &mut head,
            &path,
            "score_body",
            &[("responded", "yes"), ("solved", "yes"), ("satisfied", "yes")],
        )
        .await;

        let mut judge = app.signed_in("judge").await;
        done(&mut judge, &path, "object", &[("reason", WHY)]).await;
        let refused = judge.get(&path).await;
        assert!(!refused.raw().contains("/acts/"), "an objection waits for its ruling");
        let mut dispatcher = app.signed_in("dispatcher").await;
        done(&mut dispatcher, &path, "rule", &[("upheld", "yes"), ("reason", WHY)]).await;
        let closed = head.get(&path).await;
        assert!(closed.text().contains("各单位都已办结"), "{}", closed.text());
        let open = head.get("/whistles").await.attrs("tbody a", "href");
        let over = head.get("/whistles?closed=yes").await.attrs("tbody a", "href");
        assert_eq!((open, over), (vec![], vec![path]));
        let text = "SELECT signed_in_time, arrived_in_time, solved, satisfied, is_supported FROM whistle_calls \
                    ORDER BY stage";
        let figures: Vec<Vec<Option<i64>>> = sql::rows(app.app.store.read(), text, values![])
            .await
            .unwrap()
            .iter()
            .map(|row| (0..5).map(|nth| row.try_get_by_index(nth).unwrap()).collect())
            .collect();
        let yes = Some(1);
        assert_eq!(figures, [vec![yes, yes, yes, yes, Some(0)], vec![Some(0), None, None, None, None]]);
    }
}

#[tokio::test]
async fn whoever_is_told_to_act_first_arrives_and_the_whistler_calls_another() {
    for app in TestApp::each().await {
        let mut head = app.signed_in("head").await;
        let path = blown(&mut head, "ordinary", &[LABOUR]).await;
        let mut department = app.signed_in("department").await;
        done(&mut department, &path, "object", &[("reason", WHY)]).await;
        let mut dispatcher = app.signed_in("dispatcher").await;
        let page = dispatcher.get(&path).await;
        assert!(page.text().contains(WHY) && page.text().contains("职责异议待裁定"), "{}", page.text());
        done(&mut dispatcher, &path, "rule", &[("upheld", "no"), ("reason", WHY)]).await;
        let offers = department.get(&path).await.attrs("main .fq-card a", "href");
        assert!(offers.len() == 1 && offers[0].contains("/acts/arrive"), "{offers:?}");
        let form = head.get(&format!("{path}/acts/call")).await;
        let court = form.choice("bodies", COURT);
        done(&mut head, &path, "call", &[("bodies", &court)]).await;
        assert_eq!(listed(&app, "judge").await, std::slice::from_ref(&path));
        let twice = act(&mut head, &path, "call", &[("bodies", &court)]).await;
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", twice.text());
    }
}

#[tokio::test]
async fn somebody_elses_change_is_told_and_nothing_typed_is_lost() {
    for app in TestApp::each().await {
        let mut head = app.signed_in("head").await;
        let path = blown(&mut head, "ordinary", &[LABOUR, COURT]).await;
        let mut department = app.signed_in("department").await;
        let offers = department.get(&path).await.attrs("main .fq-card a", "href");
        let offer = offers.iter().find(|href| href.contains("/acts/object")).unwrap();
        let form = department.get(offer).await;
        let mut judge = app.signed_in("judge").await;
        done(&mut judge, &path, "sign", &[]).await;
        let action = format!("{path}/acts/object");
        let late = department.submit(&form, &action, &[("reason", WHY)]).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.raw().contains(WHY) && late.text().contains("刚才有人更新"), "{}", late.text());
        let sent = department.submit(&late, &action, &[("reason", WHY)]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{:?}", sent.complaints());
    }
}

#[tokio::test]
async fn what_is_wrong_is_told_at_its_field_and_nobody_calls_for_another_street() {
    for app in TestApp::each().await {
        let mut head = app.signed_in("head").await;
        let form = head.get("/whistles/new").await;
        let empty = head.submit(&form, "/whistles/new", &[("asked", ASKED)]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        let wrong = empty.attrs("[role=alert] a", "href");
        assert_eq!(wrong, ["#f-kind", "#f-place", "#f-address", "#f-bodies"]);
        assert!(empty.raw().contains(ASKED), "what was typed is kept");
        let (form, mut fields) = typed(&mut head, "ordinary", &[LABOUR]).await;
        fields.push(("about", "440306-2026-000999".to_owned()));
        fields[1].1 = "440306018001".to_owned();
        let answer = sent(&mut head, &form, "/whistles/new", &fields).await;
        assert_eq!(answer.attrs("[role=alert] a", "href"), ["#f-place", "#f-about"]);
        let count: Option<i64> =
            sql::value(app.app.store.read(), "SELECT count(*) FROM whistles", values![]).await.unwrap();
        assert_eq!(count, Some(0));
    }
}

#[tokio::test]
async fn neither_the_tables_nor_the_journal_hold_what_was_told() {
    for app in TestApp::each().await {
        let mut head = app.signed_in("head").await;
        let path = blown(&mut head, "ordinary", &[LABOUR]).await;
        let mut department = app.signed_in("department").await;
        done(&mut department, &path, "object", &[("reason", WHY)]).await;
        let conn = app.app.store.read();
        let id: Option<uuid::Uuid> = sql::value(conn, "SELECT id FROM whistles", values![]).await.unwrap();
        let entries = journal::of(conn, id.unwrap()).await.unwrap();
        let kinds: Vec<&str> = entries.iter().map(|entry| entry.kind.as_str()).collect();
        assert_eq!(kinds, ["whistle_blown", "whistle_objected"]);
        let proof = journal::verify(conn, &app.app.keys.verifying()).await.unwrap().unwrap();
        assert_eq!(proof.states, 1, "the journal vouches for the whistle");
        let state: Option<String> = sql::value(conn, "SELECT state FROM whistles", values![]).await.unwrap();
        let state = state.unwrap();
        for told in [ASKED, WHERE, WHY] {
            assert!(
                !state.contains(told) && !entries.iter().any(|entry| entry.payload.contains(told)),
                "{told}"
            );
        }
    }
}

#[tokio::test]
async fn a_late_call_is_told_to_the_dispatcher_and_later_to_the_leader_once_each() {
    for app in TestApp::each().await {
        let mut head = app.signed_in("head").await;
        let path = blown(&mut head, "emergency", &[LABOUR]).await;
        let late = async |login: &str| {
            let page = app.signed_in(login).await.get("/whistles").await;
            page.texts(".fq-notice li").len()
        };
        let mut told = Vec::new();
        for minutes in [9, 1, 0, 10, 30] {
            app.clock.advance(Duration::minutes(minutes));
            let written = watch::reconcile(&app.app, app.clock_now()).await.unwrap();
            told.push((written, late("dispatcher").await, late("leader").await));
        }
        assert_eq!(told, [(0, 0, 0), (1, 1, 0), (0, 1, 0), (1, 1, 1), (0, 1, 1)]);
        let page = app.signed_in("head").await.get(&path).await;
        assert!(
            page.text().contains("提醒分派人员") && page.text().contains("提醒包案领导"),
            "{}",
            page.text()
        );
        let mut department = app.signed_in("department").await;
        done(&mut department, &path, "sign", &[]).await;
        assert_eq!((late("dispatcher").await, late("leader").await), (0, 0), "it is signed for");
        // Half an hour to arrive is over already, and so is another half.
        app.clock.advance(Duration::minutes(10));
        assert_eq!(watch::reconcile(&app.app, app.clock_now()).await.unwrap(), 2);
    }
}

#[tokio::test]
async fn whoever_has_the_link_answers_that_one_call_until_it_is_over() {
    for app in TestApp::each().await {
        let mut head = app.signed_in("head").await;
        let path = blown(&mut head, "ordinary", &[LABOUR, COURT]).await;
        let make = async |head: &mut Browser| {
            let page = head.get(&path).await;
            let links = page.attrs("main .fq-card a", "href");
            let ask = links.iter().find(|href| href.contains("/link?")).expect("a link can be made").clone();
            let form = head.get(&ask).await;
            let made = head.submit(&form, &format!("{path}/link"), &[]).await;
            assert_eq!(made.status, StatusCode::OK);
            let twice = head.submit(&form, &format!("{path}/link"), &[]).await;
            assert_eq!(
                made.texts(".fq-code"),
                twice.texts(".fq-code"),
                "a second click makes no second link"
            );
            let link = made.texts(".fq-code").remove(0);
            link[link.find("/report-in/").unwrap()..].to_owned()
        };
        let first = make(&mut head).await;
        let link = make(&mut head).await;
        let mut outside = app.browser();
        assert_eq!(outside.get(&first).await.status, StatusCode::NOT_FOUND, "a newer link ends it");
        let page = outside.get(&link).await;
        assert!(page.text().contains(ASKED) && page.text().contains(LABOUR), "{}", page.text());
        assert!(!page.text().contains(COURT), "nothing of the other call");
        let answered = async |outside: &mut Browser, act: &str, more: &[(&str, &str)]| {
            let page = outside.get(&link).await;
            let mut fields = vec![("act", act)];
            fields.extend(more);
            outside.submit(&page, &link, &fields).await
        };
        assert_eq!(answered(&mut outside, "sign", &[]).await.status, StatusCode::SEE_OTHER);
        let short = answered(&mut outside, "arrive", &[("place", "")]).await;
        assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(answered(&mut outside, "arrive", &[("place", WHERE)]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(
            answered(&mut outside, "rule", &[("upheld", "yes")]).await.status,
            StatusCode::BAD_REQUEST
        );
        assert_eq!(outside.get(&path).await.status, StatusCode::SEE_OTHER, "nothing else is open to it");
        let shown = head.get(&path).await;
        assert!(shown.text().contains("已到场"), "{}", shown.text());
        let conn = app.app.store.read();
        let kept: Option<Vec<u8>> =
            sql::value(conn, "SELECT link FROM whistle_calls WHERE link IS NOT NULL", values![])
                .await
                .unwrap();
        assert!(!link.contains(&hex::encode(kept.unwrap())), "the table holds a digest");
        app.clock.advance(Duration::days(3));
        assert_eq!(outside.get(&link).await.status, StatusCode::NOT_FOUND, "it is over");
    }
}

#[tokio::test]
async fn each_figure_of_a_month_leads_to_its_calls_and_another_street_sees_its_own() {
    for app in TestApp::each().await {
        let blown = seed::whistles::blow(&app.app, app.clock_now()).await.unwrap();
        assert_eq!(blown, 8);
        let table = app.signed_in("dispatcher").await.get("/whistles/table").await;
        assert_eq!(table.status, StatusCode::OK);
        let mut dispatcher = app.signed_in("dispatcher").await;
        let mut counted = 0;
        for (href, figure) in table.attrs("tbody td a", "href").iter().zip(table.texts("tbody td a")) {
            let calls = dispatcher.get(href).await.attrs("tbody a", "href").len();
            assert_eq!(calls.to_string(), figure, "{href}");
            counted += calls;
        }
        assert!(counted > 20, "{counted}");
        let csv = dispatcher.get("/whistles/table.csv").await;
        assert!(
            csv.raw().contains("called,agency-labour,人力资源局劳动监察与仲裁岗,solved,1"),
            "{}",
            csv.raw()
        );
        let other = app.signed_in("head-xixiang").await.get("/whistles/table").await;
        assert!(
            !other.text().contains("人力资源局") && other.text().contains("公安分局"),
            "{}",
            other.text()
        );
        let mut department = app.signed_in("department").await;
        assert_eq!(department.get("/whistles/table").await.status, StatusCode::NOT_FOUND);
        // One objection waits for its ruling, and what is late is told of once.
        let open = dispatcher.get("/whistles").await.text();
        assert_eq!(open.matches("职责异议待裁定").count(), 1, "{open}");
        let told = watch::reconcile(&app.app, app.clock_now()).await.unwrap();
        assert!(told > 0);
        assert_eq!(watch::reconcile(&app.app, app.clock_now()).await.unwrap(), 0);
    }
}
