//! `/linked`, `/cases/{number}/acts/…`: does a supporting body read its own task and nothing else, and is whoever sent a
//! dispute told what came of it, and no more?

use axum::http::StatusCode;
use fengqiao::deadline::watch;
use fengqiao_base::PartyId;
use fengqiao_domain::case::Confidentiality;
use fengqiao_store::{journal, sql, values};
use time::Duration;

use crate::{
    cases::{Opened, act, opened},
    documents::{CONCEDED, listed, produce, settle, text},
    file::NEIGHBOURS,
    harness::{Answer, Browser, TestApp},
    intake::{REGISTER, choose_type, done},
};

const LABOUR: &str = "人力资源局劳动监察与仲裁岗";
const COURT: &str = "人民法院诉调对接工作室";
const UNION: &str = "总工会职工服务岗";
const TASK: &str = "核实三十名工人的欠薪数额。";
const OTHERS_TASK: &str = "为工人提供法律援助咨询。";

/// A case in Xin'an in which somebody mediates.
async fn mediating(app: &TestApp, class: Confidentiality) -> Opened {
    let case = opened(app, class).await;
    accept(app, &case).await;
    case
}

async fn accept(app: &TestApp, case: &Opened) {
    let mut head = app.signed_in("head").await;
    for party in case.parties.map(|id| id.to_string()) {
        let consent = [("party", party.as_str()), ("answer", "agree"), ("manner", "telephone")];
        act(&mut head, &case.path, "record_consent", &consent).await;
        act(&mut head, &case.path, "tell_rights", &[("party", &party), ("manner", "in_person")]).await;
    }
    act(&mut head, &case.path, "accept", &[]).await;
    let form = head.get(&format!("{}/acts/appoint_mediator", case.path)).await;
    let who = form.choice("mediator", "王志强");
    act(&mut head, &case.path, "appoint_mediator", &[("mediator", &who)]).await;
}

/// Asks a body to do something, as the head does.
async fn assign(head: &mut Browser, case: &Opened, body: &str, task: &str) {
    let form = head.get(&format!("{}/acts/assign_task", case.path)).await;
    let body = form.choice("body", body);
    let fields = [("body", body.as_str()), ("mediation", "administrative"), ("text", task)];
    act(head, &case.path, "assign_task", &fields).await;
}

/// The tasks on the list of somebody's body.
async fn tasks(browser: &mut Browser) -> Vec<String> {
    let page = browser.get("/linked").await;
    assert_eq!(page.status, StatusCode::OK);
    page.attrs("tbody a", "href")
}

fn flags(answer: &Answer) -> (StatusCode, Vec<String>) {
    (answer.status, answer.complaints())
}

#[tokio::test]
async fn a_supporting_body_reads_its_own_task_and_how_far_the_others_are_and_nothing_else_of_the_case() {
    for app in TestApp::each().await {
        let case = mediating(&app, Confidentiality::Ordinary).await;
        let mut head = app.signed_in("head").await;
        assign(&mut head, &case, LABOUR, TASK).await;
        assign(&mut head, &case, COURT, OTHERS_TASK).await;
        let mut department = app.signed_in("department").await;
        let own = tasks(&mut department).await;
        assert_eq!(own.len(), 1);
        let page = department.get(&own[0]).await;
        assert_eq!(page.status, StatusCode::OK);
        for told in [TASK, COURT, "待接受", "新安街道人民调解委员会"] {
            assert!(page.text().contains(told), "{told}: {}", page.text());
        }
        for untold in [OTHERS_TASK, "张三", "李四", "漏水", "王志强"] {
            assert!(!page.raw().contains(untold), "{untold} is not the body's to read");
        }
        assert_eq!(department.get(&case.path).await.status, StatusCode::NOT_FOUND);
        assert_eq!(
            department.get(&format!("{}/acts/accept_task", case.path)).await.status,
            StatusCode::NOT_FOUND
        );
        assert_eq!(head.get(&format!("{}/acts/accept_task", case.path)).await.status, StatusCode::NOT_FOUND);
        let judge = tasks(&mut app.signed_in("judge").await).await;
        assert_ne!(judge, own);
        for login in ["judge", "head", "head-xixiang"] {
            let answer = app.signed_in(login).await.get(&own[0]).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{login}");
        }
        for login in ["clerk", "mediator", "auditor"] {
            assert_eq!(
                app.signed_in(login).await.get("/linked").await.status,
                StatusCode::NOT_FOUND,
                "{login}"
            );
        }
        let desk = department.get("/work").await;
        assert!(desk.text().contains("本单位的联动任务"), "{}", desk.text());

        act(&mut department, &own[0], "accept_task", &[]).await;
        act(&mut department, &own[0], "report_task", &[("record", "已约谈用人单位负责人。")]).await;
        let seen = head.get(&case.path).await;
        assert!(seen.text().contains("已约谈用人单位负责人。"), "the lead reads the record");
        let others = app.signed_in("judge").await.get(&judge[0]).await;
        assert!(!others.raw().contains("已约谈"), "the other bodies do not");
        assert!(others.text().contains("办理中"));
        let proof = journal::verify(app.app.store.read(), &app.app.keys.verifying()).await;
        assert!(proof.unwrap().is_ok());
    }
}

#[tokio::test]
async fn a_case_is_not_closed_while_a_task_is_open_and_the_head_is_told_when_the_last_is_done() {
    for app in TestApp::each().await {
        let case = mediating(&app, Confidentiality::Ordinary).await;
        let mut head = app.signed_in("head").await;
        assign(&mut head, &case, LABOUR, TASK).await;
        let mut department = app.signed_in("department").await;
        let own = tasks(&mut department).await.remove(0);
        act(&mut department, &own, "accept_task", &[]).await;
        let mut mediator = app.signed_in("mediator").await;
        let end = [("ground", "too_far_apart"), ("reason", "各方意见差距过大。")];
        act(&mut mediator, &case.path, "terminate", &end).await;
        let visited = [
            ("manner", "telephone"),
            ("satisfaction", "content"),
            ("performance", "nothing"),
            ("record", "已经告知其他途径。"),
        ];
        act(&mut mediator, &case.path, "return_visit", &visited).await;
        let page = head.get(&case.path).await;
        assert!(page.text().contains("还有 1 项任务没有完成"), "{}", page.text());
        let close = format!("{}/acts/close", case.path);
        let refused = head.get(&close).await;
        assert!(refused.text().contains("还有 1 项联动任务没有完成"), "{}", refused.text());

        act(&mut department, &own, "finish_task", &[("record", "欠薪数额已核实。")]).await;
        let page = head.get(&case.path).await;
        assert!(page.text().contains("各单位的任务都已完成"), "{}", page.text());
        app.tell().await;
        let notices = head.get("/notices").await;
        assert!(notices.text().contains("其他单位的联动任务"), "{}", notices.text());
        act(&mut head, &case.path, "close", &[("report", "调解终止，各单位任务完成。")]).await;
        assert_eq!(tasks(&mut department).await, Vec::<String>::new());
        assert_eq!(department.get("/linked?over=yes").await.attrs("tbody a", "href"), [own]);
    }
}

#[tokio::test]
async fn a_body_that_is_not_competent_gives_the_task_back_and_another_gets_it_once() {
    for app in TestApp::each().await {
        let case = mediating(&app, Confidentiality::Ordinary).await;
        let mut head = app.signed_in("head").await;
        assign(&mut head, &case, LABOUR, TASK).await;
        let mut department = app.signed_in("department").await;
        let own = tasks(&mut department).await.remove(0);
        let action = format!("{own}/acts/decline_task");
        let form = department.get(&action).await;
        let instead = form.choice("instead", COURT);
        let fields = [("reason", "不属于本单位职责。"), ("instead", instead.as_str())];
        let empty = department.submit(&form, &action, &[("reason", "")]).await;
        assert_eq!(flags(&empty).0, StatusCode::UNPROCESSABLE_ENTITY);
        let first = department.submit(&form, &action, &fields).await;
        let second = department.submit(&form, &action, &fields).await;
        assert_eq!((first.status, first.location()), (StatusCode::SEE_OTHER, own.as_str()));
        assert_eq!(second.location(), own, "a second click declines nothing more");
        let page = head.get(&case.path).await;
        assert!(page.text().contains("转送任务期限"), "{}", page.text());
        assert!(page.text().contains("第四十五条"), "{}", page.text());
        let task = own.trim_start_matches("/linked/");
        let form = head.get(&format!("{}/acts/send_task_on", case.path)).await;
        let court = form.choice("body", COURT);
        act(&mut head, &case.path, "send_task_on", &[("task", task), ("body", &court)]).await;
        let mut judge = app.signed_in("judge").await;
        let theirs = tasks(&mut judge).await;
        assert_eq!(theirs.len(), 1);
        assert!(judge.get(&theirs[0]).await.text().contains(TASK));
        assert_eq!(tasks(&mut department).await, Vec::<String>::new());
        let stale = department.get(&format!("{own}/acts/accept_task")).await;
        let answer = department.submit(&stale, &format!("{own}/acts/accept_task"), &[]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "what was sent on is another's");
    }
}

#[tokio::test]
async fn two_bodies_at_once_lose_nothing_of_what_either_typed() {
    for app in TestApp::each().await {
        let case = mediating(&app, Confidentiality::Ordinary).await;
        let mut head = app.signed_in("head").await;
        assign(&mut head, &case, LABOUR, TASK).await;
        assign(&mut head, &case, COURT, OTHERS_TASK).await;
        let (mut department, mut judge) = (app.signed_in("department").await, app.signed_in("judge").await);
        let (one, other) = (tasks(&mut department).await.remove(0), tasks(&mut judge).await.remove(0));
        act(&mut department, &one, "accept_task", &[]).await;
        let action = format!("{one}/acts/report_task");
        let form = department.get(&action).await;
        act(&mut judge, &other, "accept_task", &[]).await;
        let answer = department.submit(&form, &action, &[("record", "核实到一半的记录。")]).await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
        assert!(answer.raw().contains("核实到一半的记录。"), "what was typed is kept");
        assert!(!answer.raw().contains("张三"), "nothing of the case is shown with it");
        let again = department.submit(&answer, &action, &[("record", "核实到一半的记录。")]).await;
        assert_eq!(again.status, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn the_team_meets_and_what_it_agrees_becomes_tasks_and_a_paper() {
    for app in TestApp::each().await {
        let case = mediating(&app, Confidentiality::Ordinary).await;
        let mut head = app.signed_in("head").await;
        assign(&mut head, &case, LABOUR, TASK).await;
        let mut department = app.signed_in("department").await;
        let own = tasks(&mut department).await.remove(0);
        act(&mut department, &own, "accept_task", &[]).await;
        let action = format!("{}/acts/hold_meeting", case.path);
        let form = head.get(&action).await;
        let body = form.choice("measures-0-body", LABOUR);
        let fields = [
            ("place", "街道会议室"),
            ("record", "商定由劳动部门核算，调委会组织协商。"),
            ("measures-0-body", body.as_str()),
            ("measures-0-what", "三日内核算完毕。"),
            ("measures-0-due", "2026-11-30"),
        ];
        let answer = head.submit(&form, &action, &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{:?}", answer.complaints());
        let all = tasks(&mut department).await;
        assert_eq!(all.len(), 2);
        let page = department.get(&own).await;
        assert!(page.text().contains("商定由劳动部门核算"), "{}", page.text());
        produce(&app).await;
        let papers = listed(&mut head, &case.path).await;
        let (_, href) = papers.iter().find(|(title, _)| title.contains("联席会议纪要")).unwrap();
        let paper = text(&mut head, href).await;
        assert!(paper.contains("三日内核算完毕") && paper.contains(LABOUR), "{paper}");

        let parties: Vec<String> = case.parties.iter().map(PartyId::to_string).collect();
        let form = head.get(&format!("{}/acts/convert", case.path)).await;
        let lead = form.choice("lead", UNION);
        let mut fields =
            vec![("to", "administrative"), ("lead", lead.as_str()), ("reason", "由工会主持协商。")];
        let action = format!("{}/acts/convert", case.path);
        let refused = head.submit(&form, &action, &fields).await;
        assert_eq!(flags(&refused).0, StatusCode::UNPROCESSABLE_ENTITY, "nobody has agreed");
        fields.extend(parties.iter().map(|party| ("agreed", party.as_str())));
        act(&mut head, &case.path, "convert", &fields).await;
        let page = head.get(&case.path).await;
        assert!(page.text().contains("人民调解转为行政调解"), "{}", page.text());
    }
}

#[tokio::test]
async fn where_one_side_may_be_violent_no_party_is_told_that_another_body_helps() {
    for app in TestApp::each().await {
        let case = mediating(&app, Confidentiality::Ordinary).await;
        let mut head = app.signed_in("head").await;
        assign(&mut head, &case, LABOUR, TASK).await;
        let path = format!("{}/access", case.path);
        let form = head.get(&path).await;
        let issued = head.submit(&form, &path, &[("party", &case.parties[1].to_string())]).await;
        let code = issued.texts("[data-code]").remove(0);
        let mut other = app.browser();
        let form = other.get("/follow").await;
        let number = case.path.trim_start_matches("/cases/");
        other.submit(&form, "/follow", &[("number", number), ("secret", &code)]).await;
        let page = other.get("/follow/case").await;
        assert!(page.text().contains(LABOUR), "a party knows who takes part: {}", page.text());
        assert!(!page.raw().contains(TASK), "and not what each was asked");
        let protects = case.parties[0].to_string();
        let class = [("class", "domestic_violence"), ("protects", protects.as_str())];
        act(&mut head, &case.path, "set_class", &class).await;
        let page = other.get("/follow/case").await;
        assert!(!page.raw().contains(LABOUR) && !page.raw().contains("任务期限"), "{}", page.text());
        let mut department = app.signed_in("department").await;
        let own = tasks(&mut department).await.remove(0);
        let task = department.get(&own).await;
        assert!(task.text().contains(TASK) && !task.text().contains("宝民社区"), "{}", task.text());
        let read: Option<i64> = sql::value(
            app.app.store.read(),
            "SELECT count(*) FROM journal WHERE word = 'trail' AND payload LIKE '%linked.read%'",
            values![],
        )
        .await
        .unwrap();
        assert_eq!(read, Some(1), "the reading left its trace");
    }
}

#[tokio::test]
async fn a_late_task_is_told_to_the_head_and_then_to_the_dispatcher_once_each() {
    for app in TestApp::each().await {
        let case = mediating(&app, Confidentiality::Ordinary).await;
        let mut head = app.signed_in("head").await;
        assign(&mut head, &case, LABOUR, TASK).await;
        app.clock.advance(Duration::days(3));
        let told = |app: &TestApp| {
            let (store, vault) = (app.app.store.clone(), app.app.vault.clone());
            let (by, now) = (&app.app.reference.reckoning, app.clock_now());
            async move { watch::reconcile(&store, &vault, by, now).await.unwrap() }
        };
        assert!(told(&app).await > 0);
        assert_eq!(told(&app).await, 0, "each once");
        app.tell().await;
        let notices = app.signed_in("head").await.get("/notices").await;
        assert!(notices.text().contains("答复任务期限"), "{}", notices.text());
        app.clock.advance(Duration::days(4));
        told(&app).await;
        app.tell().await;
        let notices = app.signed_in("dispatcher").await.get("/notices").await;
        assert!(notices.text().contains("答复任务期限"), "{}", notices.text());
    }
}

const REFERENCE: &str = "（2026）粤0306诉前调88号";

/// What a court types who sends two neighbours to mediation.
fn typed() -> Vec<(&'static str, &'static str)> {
    let mut fields = vec![
        ("reference", REFERENCE),
        ("charge_way", "delegated"),
        ("terms", "请在三十日内调解并书面告知结果。"),
    ];
    let asked = ["what", "community", "claims", "address"];
    fields.extend(NEIGHBOURS.iter().filter(|(name, _)| asked.contains(name)).copied());
    fields.extend([("me-name", "张三"), ("me-phone", "13800138000"), ("others-0-name", "李四")]);
    fields
}

/// Sends it, twice with one form, and gives the address under which the court reads of it.
async fn appoint(judge: &mut Browser) -> String {
    let form = judge.get("/linked/appoint").await;
    assert_eq!(form.status, StatusCode::OK);
    let without = [&typed()[..], &[("reference", "")]].concat();
    let without: Vec<_> =
        without.into_iter().filter(|(name, value)| *name != "reference" || value.is_empty()).collect();
    let refused = judge.submit(&form, "/linked/appoint", &without).await;
    assert_eq!(flags(&refused).0, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.complaints().len(), 1, "{:?}", refused.complaints());
    let first = judge.submit(&form, "/linked/appoint", &typed()).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{:?}", first.complaints());
    let second = judge.submit(&form, "/linked/appoint", &typed()).await;
    assert_eq!(first.location(), second.location(), "a second click sends nothing more");
    first.location().to_owned()
}

/// Registers what the court sent and opens the case.
async fn take_up(app: &TestApp, sent: &str) -> Opened {
    let number = sent.trim_start_matches("/linked/sent/").to_owned();
    let mut clerk = app.signed_in("clerk").await;
    done(&mut clerk, &number, "register", &REGISTER).await;
    choose_type(&mut clerk, &number, "02").await;
    let action = format!("/intake/{number}/acts/open");
    let form = clerk.get(&action).await;
    let body = form.choice("body", "新安街道人民调解委员会");
    clerk.submit(&form, &action, &[("body", &body)]).await;
    let parties: Vec<PartyId> = app.case(1).await.case.parties.iter().map(|party| party.id).collect();
    Opened { path: format!("/cases/{number}"), parties: parties.try_into().unwrap() }
}

#[tokio::test]
async fn what_a_court_sends_before_docketing_is_signed_for_mediated_and_reported_back() {
    for app in TestApp::each().await {
        let mut judge = app.signed_in("judge").await;
        let sent = appoint(&mut judge).await;
        let page = judge.get(&sent).await;
        assert!(page.text().contains(REFERENCE) && page.text().contains("还没有签收"), "{}", page.text());
        assert_eq!(judge.get("/linked/sent").await.attrs("tbody a", "href"), std::slice::from_ref(&sent));
        for login in ["department", "head", "clerk"] {
            let answer = app.signed_in(login).await.get(&sent).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{login}");
        }

        let case = take_up(&app, &sent).await;
        let mut head = app.signed_in("head").await;
        let early = head.get(&format!("{}/acts/accept", case.path)).await;
        assert!(!early.status.is_success(), "nobody accepts what was not signed for");
        act(&mut head, &case.path, "sign_for_material", &[]).await;
        settle(&app, &case).await;
        let page = judge.get(&sent).await;
        assert!(!page.text().contains("还没有签收"), "{}", page.text());
        assert!(page.text().contains("2026年12月24日"), "thirty days from the signature: {}", page.text());
        let mut mediator = app.signed_in("mediator").await;
        for party in case.parties.map(|id| id.to_string()) {
            let signed = [("party", party.as_str()), ("manner", "handwritten")];
            act(&mut mediator, &case.path, "sign_agreement", &signed).await;
        }
        act(&mut mediator, &case.path, "sign_as_mediator", &[]).await;
        act(&mut head, &case.path, "affix_seal", &[]).await;
        act(&mut mediator, &case.path, "report_back", &[("note", "双方已签协议。")]).await;

        let reply = judge.get(&sent).await;
        for told in ["调解成功", "双方已签协议。"] {
            assert!(reply.text().contains(told), "{told}: {}", reply.text());
        }
        for untold in [CONCEDED, "赔偿八百元", "到现场查看"] {
            assert!(!reply.raw().contains(untold), "{untold} never goes to the court");
        }
        assert_eq!(judge.get(&case.path).await.status, StatusCode::NOT_FOUND);
        produce(&app).await;
        let papers = listed(&mut head, &case.path).await;
        let (_, href) = papers.iter().find(|(title, _)| title.contains("回函")).unwrap();
        let paper = text(&mut head, href).await;
        assert!(paper.contains("委派调解情况回函") && paper.contains("粤0306诉前调88号"), "{paper}");
        assert!(!paper.contains(CONCEDED) && !paper.contains("赔偿八百元"), "{paper}");
        let proof = journal::verify(app.app.store.read(), &app.app.keys.verifying()).await;
        assert!(proof.unwrap().is_ok());
    }
}

#[tokio::test]
async fn only_an_organ_that_sends_disputes_sends_one() {
    for app in TestApp::each().await {
        for login in ["department", "head", "clerk", "dispatcher"] {
            let answer = app.signed_in(login).await.get("/linked/appoint").await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{login}");
        }
    }
}
