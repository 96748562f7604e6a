//! `/owned-cases`: is an old case nominated, owned, worked and struck off by evidence alone, and who sees what of it?

use axum::http::StatusCode;
use fengqiao::{
    backlog::watch,
    seed::{self, plan::Plan},
};
use fengqiao_domain::case::Confidentiality;
use fengqiao_store::{journal, sql, values};
use time::{Duration, macros::date};

use crate::{
    cases::{self, Opened, opened},
    file::filed,
    follow::follow,
    harness::{Answer, Browser, TestApp},
};

const LABOUR: &str = "人力资源局劳动监察与仲裁岗";
const COURT: &str = "人民法院诉调对接工作室";
const LEADER: &str = "赵卫东";
const WHY: &str = "楼上楼下为漏水争执三年，多次调解未果。";
const WHAT: &str = "委托检测公共管道并修复。";
const TASK: &str = "核实用工和赔偿情况。";
const TALKED: &str = "双方同意先检测，再议赔偿数额。";
const WHERE: &str = "某小区三栋居委会";
const RULED: &str = "（2026）粤0306民初1号";

/// Marks the case as one that came back, as a return visit would.
async fn relapsed(app: &TestApp) {
    let text = "UPDATE cases SET is_relapsed = 1 WHERE seq = 1";
    sql::run(app.app.store.read(), text, values![]).await.unwrap();
}

fn number(case: &Opened) -> String {
    case.path.trim_start_matches("/cases/").to_owned()
}

/// Nominates the case as a nail by the criterion that it came back, and gives its address.
pub async fn nominated(desk: &mut Browser, case: &Opened) -> String {
    let form = desk.get(&format!("/owned-cases/new?about={}", number(case))).await;
    assert_eq!(form.status, StatusCode::OK, "{}", form.text());
    let fields = [("kind", "nail"), ("criteria", "relapsed"), ("reason", WHY)];
    let answer = desk.submit(&form, "/owned-cases/new", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{:?}", answer.complaints());
    let again = desk.submit(&form, "/owned-cases/new", &fields).await;
    assert_eq!(again.location(), answer.location(), "a second click nominates nothing more");
    answer.location().to_owned()
}

/// Opens the form of an act that the page offers.
async fn form(desk: &mut Browser, path: &str, act: &str) -> (Answer, String) {
    let page = desk.get(path).await;
    let offers = page.attrs("main a", "href");
    let offer = offers.iter().find(|href| href.contains(&format!("/acts/{act}")));
    let offer = offer.unwrap_or_else(|| panic!("{act} is not offered: {}", page.text())).clone();
    let form = desk.get(&offer).await;
    assert_eq!(form.status, StatusCode::OK, "{}", form.text());
    let action = offer.split_once('?').map_or(offer.as_str(), |(action, _)| action).to_owned();
    (form, action)
}

/// Does an act that the page offers, and gives the answer. A value that begins with `=` is the choice that reads so.
async fn act(desk: &mut Browser, path: &str, act: &str, fields: &[(&str, &str)]) -> Answer {
    let (form, action) = form(desk, path, act).await;
    let chosen: Vec<(&str, String)> = fields
        .iter()
        .map(|(name, value)| match value.strip_prefix('=') {
            Some(text) => (*name, form.choice(name, text)),
            None => (*name, (*value).to_owned()),
        })
        .collect();
    let fields: Vec<(&str, &str)> = chosen.iter().map(|(name, value)| (*name, value.as_str())).collect();
    desk.submit(&form, &action, &fields).await
}

async fn done(desk: &mut Browser, path: &str, kind: &str, fields: &[(&str, &str)]) {
    let answer = act(desk, path, kind, fields).await;
    assert_eq!(
        (answer.status, answer.location()),
        (StatusCode::SEE_OTHER, path),
        "{kind}: {:?}",
        answer.complaints()
    );
}

/// A nail that is owned, with the labour desk in its team and one measure for it.
async fn worked(app: &TestApp) -> (Opened, String) {
    let case = opened(app, Confidentiality::Ordinary).await;
    relapsed(app).await;
    let mut head = app.signed_in("head").await;
    let path = nominated(&mut head, &case).await;
    let mut justice = app.signed_in("justice").await;
    done(&mut justice, &path, "approve", &[("leader", &format!("={LEADER}"))]).await;
    let mut leader = app.signed_in("leader").await;
    let body = format!("={LABOUR}");
    done(&mut leader, &path, "join", &[("body", &body), ("task", TASK)]).await;
    done(&mut leader, &path, "plan", &[("what", WHAT), ("body", &body), ("due", "2026-12-04")]).await;
    (case, path)
}

/// The owned cases that somebody's list leads to.
async fn listed(app: &TestApp, login: &str) -> Vec<String> {
    let page = app.signed_in(login).await.get("/owned-cases").await;
    assert_eq!(page.status, StatusCode::OK, "{login}");
    page.attrs("tbody a", "href")
}

fn visit() -> [(&'static str, &'static str); 3] {
    [("place", WHERE), ("met", "both"), ("text", TALKED)]
}

#[tokio::test]
async fn a_nail_is_nominated_owned_worked_and_struck_off_and_the_journal_vouches_for_it() {
    for app in TestApp::each().await {
        let (case, path) = worked(&app).await;
        app.clock.advance(Duration::hours(3));
        let mut department = app.signed_in("department").await;
        done(&mut department, &path, "report", &[("text", "检测报告已出，管道已修复。")]).await;
        assert_eq!(listed(&app, "department").await, Vec::<String>::new(), "it has done its part");
        let mut leader = app.signed_in("leader").await;
        done(&mut leader, &path, "visit", &visit()).await;
        let early = act(&mut leader, &path, "conclude", &[("way", "strike_off"), ("text", WHY)]).await;
        assert_eq!(early.attrs("[role=alert] a", "href"), ["#f-way"], "a measure is open");
        let none = act(&mut leader, &path, "finish", &[]).await;
        assert_eq!(none.attrs("[role=alert] a", "href"), ["#f-evidence"]);
        done(&mut leader, &path, "finish", &[("evidence", "=第 1 次走访")]).await;
        let way = [("way", "strike_off"), ("text", WHY)];
        let vague = act(&mut leader, &path, "conclude", &way).await;
        assert_eq!(vague.attrs("[role=alert] a", "href"), ["#f-ended_by"]);
        let claimed = [&way[..], &[("ended_by", "performed")]].concat();
        let unperformed = act(&mut leader, &path, "conclude", &claimed).await;
        assert_eq!(unperformed.attrs("[role=alert] a", "href"), ["#f-ended_by"], "nothing was agreed");
        let ruled = [&way[..], &[("ended_by", "court"), ("reference", RULED)]].concat();
        done(&mut leader, &path, "conclude", &ruled).await;
        assert!(!leader.get(&path).await.raw().contains("/acts/"), "the leader reviews nothing");
        let mut justice = app.signed_in("justice").await;
        let review = [("passed", "yes"), ("reason", "核对了走访记录和裁判文书。")];
        done(&mut justice, &path, "review", &review).await;

        let page = app.signed_in("leader").await.get(&path).await;
        assert_eq!(page.texts(".fq-heading .fq-badge"), ["已销号"]);
        for told in [WHY, WHAT, TASK, TALKED, RULED, "1 项中已完成 1 项", LEADER] {
            assert!(page.text().contains(told), "{told}: {}", page.text());
        }
        assert_eq!(listed(&app, "leader").await, Vec::<String>::new());
        let ended = justice.get("/owned-cases?show=ended&kind=nail").await;
        assert_eq!(ended.attrs("tbody a", "href"), std::slice::from_ref(&path));
        let conn = app.app.store.read();
        let id: Option<uuid::Uuid> = sql::value(conn, "SELECT id FROM owned_cases", values![]).await.unwrap();
        let entries = journal::of(conn, id.unwrap()).await.unwrap();
        let kinds: Vec<&str> = entries.iter().map(|entry| entry.kind.as_str()).collect();
        assert_eq!(
            kinds,
            [
                "nominated",
                "owning_approved",
                "body_joined",
                "measure_planned",
                "measure_reported",
                "visited",
                "measure_done",
                "owning_concluded",
                "owning_reviewed"
            ]
        );
        let proof = journal::verify(conn, &app.app.keys.verifying()).await.unwrap().unwrap();
        assert_eq!(proof.states, 4, "of the case, its two people and the owned case");
        let state: Option<String> =
            sql::value(conn, "SELECT state FROM owned_cases", values![]).await.unwrap();
        let state = state.unwrap();
        for told in [WHY, WHAT, TASK, TALKED, RULED, WHERE] {
            let in_journal = entries.iter().any(|entry| entry.payload.contains(told));
            assert!(!state.contains(told) && !in_journal, "{told}");
        }
        let page = justice.get(&format!("/owned-cases/new?about={}", number(&case))).await;
        assert_eq!(page.status, StatusCode::OK, "what was struck off may come back");
    }
}

#[tokio::test]
async fn whoever_nominated_or_owns_it_neither_approves_nor_reviews_and_a_street_decides_nothing() {
    for app in TestApp::each().await {
        let case = opened(&app, Confidentiality::Ordinary).await;
        relapsed(&app).await;
        let mut dispatcher = app.signed_in("dispatcher").await;
        let path = nominated(&mut dispatcher, &case).await;
        let own = dispatcher.get(&path).await;
        assert!(own.text().contains("提名人和包案领导不能审批"), "{}", own.text());
        let offers = own.attrs("main .fq-buttons a", "href");
        assert_eq!(offers, [format!("{path}/acts/withdraw")]);
        for kind in ["approve", "refuse"] {
            let asked = dispatcher.get(&format!("{path}/acts/{kind}")).await;
            assert_ne!(asked.status, StatusCode::OK, "{kind}");
        }
        let mut head = app.signed_in("head").await;
        assert_eq!(head.get(&path).await.attrs("main .fq-buttons a", "href"), Vec::<String>::new());
        let street = "UPDATE posts SET street = '440306017000' WHERE account = (SELECT id FROM accounts WHERE login = 'justice')";
        sql::run(app.app.store.read(), street, values![]).await.unwrap();
        let mut justice = app.signed_in("justice").await;
        let page = justice.get(&path).await;
        assert_eq!(page.status, StatusCode::OK, "a justice office of the street supervises");
        assert!(!page.raw().contains("/acts/approve"), "and decides nothing for the district");
        done(&mut dispatcher, &path, "withdraw", &[("reason", "双方已经自行和解。")]).await;
        assert_eq!(dispatcher.get(&path).await.texts(".fq-heading .fq-badge"), ["已撤回"]);
    }
}

#[tokio::test]
async fn a_body_of_the_team_sees_its_measures_and_nothing_else_and_others_see_nothing() {
    for app in TestApp::each().await {
        let (_, path) = worked(&app).await;
        let mut leader = app.signed_in("leader").await;
        let court = format!("={COURT}");
        done(&mut leader, &path, "join", &[("body", &court), ("task", "提供同类案例。")]).await;
        let plan = [("what", "整理同类判决。"), ("body", &court[..]), ("due", "2026-12-01")];
        done(&mut leader, &path, "plan", &plan).await;
        done(&mut leader, &path, "visit", &visit()).await;
        assert_eq!(listed(&app, "leader").await, std::slice::from_ref(&path));
        for login in ["dispatcher", "justice", "head"] {
            assert_eq!(listed(&app, login).await, std::slice::from_ref(&path), "{login}");
        }
        for login in ["department", "judge"] {
            assert_eq!(listed(&app, login).await, std::slice::from_ref(&path), "{login}");
        }
        let seen = app.signed_in("department").await.get(&path).await;
        assert!(seen.text().contains(WHAT) && seen.text().contains(TASK), "{}", seen.text());
        for told in [WHY, TALKED, WHERE, COURT, "整理同类判决"] {
            assert!(!seen.text().contains(told), "{told}: {}", seen.text());
        }
        let offers = seen.attrs("main a", "href");
        let acts: Vec<&String> = offers.iter().filter(|href| href.contains("/acts/")).collect();
        assert_eq!(acts, [&format!("{path}/acts/report?measure=1")]);
        let mut department = app.signed_in("department").await;
        let other = department.get(&format!("{path}/acts/report?measure=2")).await;
        assert_eq!(other.status, StatusCode::NOT_FOUND, "the measure of another body");
        assert_eq!(department.get(&format!("{path}/acts/visit")).await.status, StatusCode::NOT_FOUND);
        for login in ["head-xixiang", "mediator", "clerk", "auditor", "admin"] {
            let answer = app.signed_in(login).await.get(&path).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{login}");
        }
        assert_eq!(listed(&app, "head-xixiang").await, Vec::<String>::new());
    }
}

#[tokio::test]
async fn a_confidential_file_is_seen_by_those_who_read_it_and_by_the_leader_named_and_a_sealed_one_is_not_nominated()
 {
    for app in TestApp::each().await {
        let (case, path) = worked(&app).await;
        let mut head = app.signed_in("head").await;
        cases::act(&mut head, &case.path, "set_class", &[("class", "sensitive")]).await;
        for login in ["head", "justice", "leader"] {
            assert_eq!(app.signed_in(login).await.get(&path).await.status, StatusCode::OK, "{login}");
            assert_eq!(listed(&app, login).await, std::slice::from_ref(&path), "{login}");
        }
        assert_eq!(app.signed_in("department").await.get(&path).await.status, StatusCode::NOT_FOUND);
        assert_eq!(listed(&app, "department").await, Vec::<String>::new());
        let conn = app.app.store.read();
        let text = "SELECT count(*) FROM journal WHERE word = 'trail' AND kind = 'file_read' AND payload LIKE '%owned_case.read%'";
        let read: Option<i64> = sql::value(conn, text, values![]).await.unwrap();
        assert_eq!(read, Some(3), "each look leaves its trace");

        let sealed = opened(&app, Confidentiality::Sealed).await;
        let form = head.get("/owned-cases/new").await;
        let fields =
            [("about", &number(&sealed)[..]), ("kind", "nail"), ("criteria", "old-policy"), ("reason", WHY)];
        let refused = head.submit(&form, "/owned-cases/new", &fields).await;
        assert_eq!(refused.attrs("[role=alert] a", "href"), ["#f-about"], "{}", refused.text());
    }
}

#[tokio::test]
async fn what_can_be_computed_is_shown_and_must_be_met_and_one_number_is_owned_once() {
    for app in TestApp::each().await {
        let case = opened(&app, Confidentiality::Ordinary).await;
        let mut head = app.signed_in("head").await;
        let empty = head.get("/owned-cases/candidates").await;
        assert_eq!(empty.attrs("tbody a", "href"), Vec::<String>::new());
        let form = head.get(&format!("/owned-cases/new?about={}", number(&case))).await;
        assert!(form.text().contains("系统核对：不符合"), "{}", form.text());
        let nothing = head.submit(&form, "/owned-cases/new", &[("about", "")]).await;
        assert_eq!(
            nothing.attrs("[role=alert] a", "href"),
            ["#f-about", "#f-kind", "#f-criteria", "#f-reason"]
        );
        let unmet = [("kind", "nail"), ("criteria", "relapsed"), ("reason", WHY)];
        let refused = head.submit(&form, "/owned-cases/new", &unmet).await;
        assert_eq!(refused.attrs("[role=alert] a", "href"), ["#f-criteria"]);
        assert!(refused.raw().contains(WHY), "what was typed is kept");

        relapsed(&app).await;
        let found = head.get("/owned-cases/candidates").await;
        assert!(found.text().contains("办结后反复 1 次以上"), "{}", found.text());
        let other = app.signed_in("head-xixiang").await.get("/owned-cases/candidates").await;
        assert_eq!(other.attrs("tbody a", "href"), Vec::<String>::new());
        app.clock.advance(Duration::days(91));
        let older = app.signed_in("dispatcher").await.get("/owned-cases/candidates").await;
        assert!(older.text().contains("登记后超过 90 日仍未办结"), "{}", older.text());

        let mut head = app.signed_in("head").await;
        let page = head.get(&case.path).await;
        assert!(page.raw().contains(&format!("/owned-cases/new?about={}", number(&case))));
        let form = head.get(&format!("/owned-cases/new?about={}", number(&case))).await;
        let path = nominated(&mut head, &case).await;
        let fields = [("kind", "bone"), ("criteria", "open-long"), ("reason", WHY)];
        let twice = head.submit(&form, "/owned-cases/new", &fields).await;
        assert_eq!(twice.attrs("[role=alert] a", "href"), ["#f-about"]);
        let page = head.get(&case.path).await;
        assert!(page.raw().contains(&path) && page.text().contains("已提名包案"), "{}", page.text());
        let found = head.get("/owned-cases/candidates").await;
        assert_eq!(found.attrs("tbody a", "href"), Vec::<String>::new(), "it is nominated already");
    }
}

#[tokio::test]
async fn somebody_elses_change_is_told_and_nothing_typed_is_lost_and_a_form_sent_twice_counts_once() {
    for app in TestApp::each().await {
        let (_, path) = worked(&app).await;
        let mut leader = app.signed_in("leader").await;
        let (opened, action) = form(&mut leader, &path, "visit").await;
        let mut department = app.signed_in("department").await;
        done(&mut department, &path, "report", &[("text", "检测报告已出。")]).await;
        let late = leader.submit(&opened, &action, &visit()).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.raw().contains(TALKED) && late.text().contains("刚才有人更新"), "{}", late.text());
        for _ in 0..2 {
            let sent = leader.submit(&late, &action, &visit()).await;
            assert_eq!(sent.location(), path, "{:?}", sent.complaints());
        }
        let page = leader.get(&path).await;
        assert_eq!(page.texts("#visits h3"), ["第 1 次走访"]);
    }
}

#[tokio::test]
async fn what_is_late_is_told_to_the_leader_and_later_to_justice_once_each() {
    for app in TestApp::each().await {
        let (_, path) = worked(&app).await;
        let late = async |login: &str| {
            let page = app.signed_in(login).await.get("/owned-cases").await;
            page.texts(".fq-notice li").len()
        };
        let mut told = Vec::new();
        // The measure is due on Friday 4 December; justice is told after the fifth working day, Friday 11 December.
        for days in [10, 1, 0, 7, 1] {
            app.clock.advance(Duration::days(days));
            let written = watch::reconcile(&app.app, app.clock_now()).await.unwrap();
            told.push((written, late("leader").await, late("justice").await));
        }
        assert_eq!(told, [(0, 0, 0), (1, 1, 0), (0, 1, 0), (1, 1, 1), (0, 1, 1)]);
        let overdue = app.signed_in("justice").await.get("/owned-cases?show=late").await;
        assert_eq!(overdue.attrs("tbody a", "href"), std::slice::from_ref(&path));
        let mut leader = app.signed_in("leader").await;
        let later = [("due", "2026-12-31"), ("reason", "检测机构排期。")];
        done(&mut leader, &path, "postpone", &later).await;
        assert_eq!((late("leader").await, late("justice").await), (0, 0), "it was put off");
        let page = leader.get(&path).await;
        assert!(page.text().contains("第 1 项措施超期，已提醒包案领导"), "{}", page.text());
        let conn = app.app.store.read();
        let proof = journal::verify(conn, &app.app.keys.verifying()).await.unwrap();
        assert!(proof.is_ok(), "{proof:?}");
    }
}

#[tokio::test]
async fn a_document_of_the_case_proves_a_measure_and_one_of_another_case_does_not() {
    for app in TestApp::each().await {
        let (_, path) = worked(&app).await;
        let ids: [uuid::Uuid; 2] = [app.app.ids.next(), app.app.ids.next()];
        for (id, number) in ids.iter().zip([1_i64, 99]) {
            let text = "INSERT INTO documents (id, number, form, title, pages, digest, produced_at, produced_by, input) \
                        VALUES ($1, $2, 'session_record', '', 1, $3, 1795622400000000, '{}', '{\"version\":1}')";
            sql::run(app.app.store.read(), text, values![*id, number, vec![0_u8; 32]]).await.unwrap();
        }
        let mut leader = app.signed_in("leader").await;
        let (form, action) = form(&mut leader, &path, "finish").await;
        let own = format!("document:{}", ids[0]);
        let options = form.attrs("#f-evidence option", "value");
        assert_eq!(options, [String::new(), own.clone()], "there is no visit yet");
        let foreign = format!("document:{}", ids[1]);
        let unknown = leader.submit(&form, &action, &[("evidence", &foreign)]).await;
        assert_eq!(unknown.attrs("[role=alert] a", "href"), ["#f-evidence"]);
        let sent = leader.submit(&unknown, &action, &[("evidence", &own)]).await;
        assert_eq!(sent.location(), path, "{:?}", sent.complaints());
        let page = leader.get(&path).await;
        assert!(page.text().contains("1 项中已完成 1 项"), "{}", page.text());
    }
}

#[tokio::test]
async fn whoever_follows_a_number_reads_who_owns_it_and_the_other_ways_stay() {
    for app in TestApp::each().await {
        let mine = filed(&mut app.browser(), &[]).await;
        let mut dispatcher = app.signed_in("dispatcher").await;
        let form = dispatcher.get(&format!("/owned-cases/new?about={}", mine.number)).await;
        let fields = [("kind", "nail"), ("criteria", "old-policy"), ("reason", WHY)];
        let answer = dispatcher.submit(&form, "/owned-cases/new", &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{:?}", answer.complaints());
        let path = answer.location().to_owned();
        let mut resident = follow(&app, &mine).await;
        let before = resident.get("/follow/request").await;
        assert!(!before.text().contains("包案"), "a nomination is nobody's promise: {}", before.text());
        let mut justice = app.signed_in("justice").await;
        done(&mut justice, &path, "approve", &[("leader", &format!("={LEADER}"))]).await;
        let page = resident.get("/follow/request").await;
        assert!(page.text().contains("赵卫东包案") && page.text().contains("不影响起诉、仲裁、信访"));
        assert!(!page.raw().contains("/owned-cases"), "it leads nowhere");
        let desk = dispatcher.get(&format!("/intake/{}", mine.number)).await;
        assert!(desk.raw().contains(&path), "{}", desk.text());
        let work = app.signed_in("leader").await.get("/work").await;
        assert!(work.text().contains("1包案待办") || work.text().contains("1 包案待办"), "{}", work.text());
    }
}

#[tokio::test]
async fn the_demonstration_has_an_owned_case_at_each_stage_and_one_is_late() {
    for app in TestApp::each().await {
        let plan = Plan { cases: 60, until: date!(2026 - 11 - 24), seed: 1 };
        seed::play(&app.app, plan, |_, _| {}).await.unwrap();
        assert_eq!(seed::owning::own(&app.app, app.clock_now()).await.unwrap(), 7);
        let mut justice = app.signed_in("justice").await;
        let page = justice.get("/owned-cases").await;
        assert_eq!(page.attrs("tbody a", "href").len(), 5, "{}", page.text());
        let mut counted = Vec::new();
        for stage in ["nominated", "approved", "working", "concluded", "struck_off", "refused"] {
            let page = justice.get(&format!("/owned-cases?show={stage}")).await;
            for href in page.attrs("tbody a", "href") {
                assert_eq!(justice.get(&href).await.status, StatusCode::OK);
            }
            counted.push(page.attrs("tbody a", "href").len());
        }
        assert_eq!(counted, [1, 1, 2, 1, 1, 1]);
        // Of the late measure the leader and whoever supervises are told, once each.
        assert_eq!(watch::reconcile(&app.app, app.clock_now()).await.unwrap(), 2);
        assert_eq!(watch::reconcile(&app.app, app.clock_now()).await.unwrap(), 0);
        let conn = app.app.store.read();
        let proof = journal::verify(conn, &app.app.keys.verifying()).await.unwrap();
        assert!(proof.is_ok(), "{proof:?}");
    }
}
