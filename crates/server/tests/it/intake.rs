//! `/intake`: does a clerk see what waits, and can it be worked on to its end?

use axum::http::StatusCode;
use fengqiao_store::{journal, sql, values};

use crate::{
    client::Client,
    file::{filed, proof},
    follow::follow,
    harness::{Answer, Browser, TestApp},
};

/// Does one act through its form, as a person would.
pub async fn act(browser: &mut Browser, number: &str, act: &str, fields: &[(&str, &str)]) -> Answer {
    let action = format!("/intake/{number}/acts/{act}");
    let form = browser.get(&action).await;
    assert_eq!(form.status, StatusCode::OK, "{act}: {}", form.text());
    browser.submit(&form, &action, fields).await
}

pub async fn done(browser: &mut Browser, number: &str, kind: &str, fields: &[(&str, &str)]) {
    let answer = act(browser, number, kind, fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{kind}: {:?} {}", answer.complaints(), answer.text());
}

pub async fn choose_type(browser: &mut Browser, number: &str, code: &str) -> Answer {
    let page = browser.get(&format!("/intake/{number}")).await;
    let action = format!("/intake/{number}/acts/choose_type");
    browser.submit(&page, &action, &[("dispute_type", code), ("other_type", "")]).await
}

pub fn numbers(answer: &Answer) -> Vec<String> {
    answer.texts("tbody td:first-child a")
}

pub const REGISTER: [(&str, &str); 2] = [("identity", "paper"), ("told", "in_person")];

#[tokio::test]
async fn a_request_becomes_a_case_of_the_streets_committee() {
    for app in TestApp::each().await {
        let mine = filed(&mut app.browser(), &[]).await;
        let mut clerk = app.signed_in("clerk").await;
        let page = clerk.get(&format!("/intake/{}", mine.number)).await;
        assert!(
            page.text().contains("轮到您办理") && page.text().contains("登记这件诉求"),
            "{}",
            page.text()
        );
        done(&mut clerk, &mine.number, "register", &REGISTER).await;
        let chosen = choose_type(&mut clerk, &mine.number, "02").await;
        assert_eq!(chosen.status, StatusCode::SEE_OTHER, "{:?}", chosen.complaints());
        let form = clerk.get(&format!("/intake/{}/acts/open", mine.number)).await;
        let body = form.choice("body", "新安街道人民调解委员会");
        // The committee of the street comes first.
        assert_eq!(form.texts("#f-body option")[1], "新安街道人民调解委员会");
        let opened =
            clerk.submit(&form, &format!("/intake/{}/acts/open", mine.number), &[("body", &body)]).await;
        assert_eq!(opened.location(), format!("/cases/{}", mine.number), "{:?}", opened.complaints());
        let case = app.signed_in("head").await.get(opened.location()).await;
        assert!(
            case.text().contains("漏水") && case.text().contains("张三") && case.text().contains("楼上住户")
        );
        let page = clerk.get(&format!("/intake/{}", mine.number)).await;
        assert!(page.text().contains("已转为案件") && page.text().contains("打开案件"), "{}", page.text());
        // Whoever filed goes on to the case.
        let mut resident = follow(&app, &mine).await;
        assert!(resident.get("/follow/request").await.text().contains("查看案件"));
        assert_eq!(resident.get("/follow/case").await.status, StatusCode::OK);
        // The clocks of the number are the case's now, and stay so when the request is touched again.
        let clocks = || {
            let store = app.app.store.clone();
            async move {
                sql::value::<i64>(store.read(), "SELECT count(*) FROM clocks", values![])
                    .await
                    .unwrap()
                    .unwrap()
            }
        };
        let before = clocks().await;
        assert_eq!(before, 2);
        let slip = act(&mut clerk, &mine.number, "renew_code", &[("identity", "paper")]).await;
        assert_eq!((slip.status, clocks().await), (StatusCode::OK, before));
        assert_eq!(resident.get("/follow/request").await.location(), "/follow", "the old code has ended");
        let verified = journal::verify(app.app.store.read(), &app.app.keys.verifying()).await.unwrap();
        assert!(verified.is_ok(), "{verified:?}");
    }
}

#[tokio::test]
async fn what_was_told_is_as_confidential_as_the_case_and_the_papers_of_the_case_are_not_the_applicants() {
    for app in TestApp::each().await {
        let mine = filed(&mut app.browser(), &[]).await;
        let (mut clerk, mut head) = (app.signed_in("clerk").await, app.signed_in("head").await);
        done(&mut clerk, &mine.number, "register", &REGISTER).await;
        choose_type(&mut clerk, &mine.number, "02").await;
        let action = format!("/intake/{}/acts/open", mine.number);
        let form = clerk.get(&action).await;
        let body = form.choice("body", "新安街道人民调解委员会");
        clerk.submit(&form, &action, &[("body", &body)]).await;
        let mut program = Client::signed_in(&app, "clerk").await;
        let path = format!("/api/v1/cases/{}/attachments", mine.number);
        let paper =
            program.upload(&path, &[("idempotency-key", "one-paper-of-the-case")], b"%PDF-1.7 a scan").await;
        let id = paper.json()["attachments"][0]["id"].as_str().unwrap().to_owned();
        let mut resident = follow(&app, &mine).await;
        assert_eq!(resident.get("/follow/request").await.texts("#files a"), Vec::<String>::new());
        for way in ["/follow/attachments", "/follow/case/attachments"] {
            assert_eq!(resident.get(&format!("{way}/{id}")).await.status, StatusCode::NOT_FOUND, "{way}");
        }

        let request = format!("/intake/{}", mine.number);
        let seen = async |browser: &mut Browser| {
            let listed = numbers(&browser.get("/intake?open=all").await).contains(&mine.number);
            (browser.get(&request).await.status, listed)
        };
        assert_eq!(seen(&mut clerk).await, (StatusCode::OK, true));
        let action = format!("/cases/{}/acts/set_class", mine.number);
        let form = head.get(&action).await;
        let set = head.submit(&form, &action, &[("class", "domestic_violence")]).await;
        assert_eq!(set.status, StatusCode::SEE_OTHER, "{:?}", set.complaints());
        assert_eq!(seen(&mut clerk).await, (StatusCode::NOT_FOUND, false));
        assert_eq!(seen(&mut head).await, (StatusCode::OK, true));
        let shown = resident.get("/follow/case").await;
        assert!(!shown.text().contains("保护令"), "{}", shown.text());
    }
}

#[tokio::test]
async fn a_clerk_of_another_street_does_not_know_it_and_a_mediator_sees_no_requests() {
    for app in TestApp::each().await {
        let mine = filed(&mut app.browser(), &[]).await;
        let path = format!("/intake/{}", mine.number);
        let mut elsewhere = app.signed_in("clerk-xixiang").await;
        for below in [
            "",
            "/acts/register",
            "/people/new",
            "/beside?other=1",
            "/attachments/00000000-0000-0000-0000-000000000000",
        ] {
            assert_eq!(
                elsewhere.get(&format!("{path}{below}")).await.status,
                StatusCode::NOT_FOUND,
                "{below}"
            );
        }
        assert_eq!(numbers(&elsewhere.get("/intake?open=all").await), Vec::<String>::new());
        let posted = elsewhere.post(&format!("{path}/acts/register"), &REGISTER).await;
        assert_eq!(posted.status, StatusCode::NOT_FOUND);
        let mut mediator = app.signed_in("mediator").await;
        assert_eq!(mediator.get(&path).await.status, StatusCode::NOT_FOUND);
        assert_eq!(mediator.get("/intake").await.status, StatusCode::NOT_FOUND);
        // The supervisor reads and does nothing.
        let mut justice = app.signed_in("justice").await;
        assert_eq!(justice.get(&path).await.status, StatusCode::OK);
        assert_eq!(justice.get(&format!("{path}/acts/register")).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn the_queue_shows_what_is_urgent_first_then_what_has_waited_longest() {
    for app in TestApp::each().await {
        let mut browser = app.browser();
        let mut all = Vec::new();
        for what in ["楼上漏水", "邻居吵架", "有人持刀闹事", "租房押金不退"] {
            all.push(filed(&mut browser, &[("what", what), ("claims", "请处理")]).await.number);
        }
        let mut clerk = app.signed_in("clerk").await;
        let queue = clerk.get("/intake").await;
        assert_eq!(numbers(&queue), [&all[2], &all[0], &all[1], &all[3]].map(Clone::clone));
        assert_eq!(queue.texts("tbody .fq-badge-over"), ["紧急"]);
        assert_eq!(numbers(&clerk.get("/intake?urgent=yes").await), [all[2].clone()]);
        assert_eq!(numbers(&clerk.get("/intake?open=no").await), Vec::<String>::new());
        assert_eq!(
            numbers(&clerk.get("/intake?open=all").await),
            [&all[3], &all[2], &all[1], &all[0]].map(Clone::clone)
        );
        for (query, found) in [
            ("q=%E6%BC%8F%E6%B0%B4", vec![&all[0]]),
            ("q=%E6%BC%8F", vec![&all[0]]),
            ("q=%E5%BC%A0%E4%B8%89&urgent=yes", vec![&all[2]]),
            ("q=13800138000", vec![&all[2], &all[0], &all[1], &all[3]]),
            ("q=13800138001", vec![]),
            ("q=%22%27%20OR", vec![]),
            ("street=440306018000", vec![]),
            ("channel=portal&stage=lead&street=440306017000", vec![&all[2], &all[0], &all[1], &all[3]]),
            ("type=02", vec![]),
            ("after=x&open=%00", vec![]),
        ] {
            let answer = clerk.get(&format!("/intake?{query}")).await;
            if query.contains("%00") {
                assert_eq!(answer.status, StatusCode::BAD_REQUEST);
                continue;
            }
            assert_eq!(numbers(&answer), found.into_iter().cloned().collect::<Vec<_>>(), "{query}");
        }
        let number = format!("/intake?open=all&q={}", all[1]);
        assert_eq!(numbers(&clerk.get(&number).await), [all[1].clone()]);
    }
}

#[tokio::test]
async fn a_long_queue_is_read_page_by_page_without_losing_or_repeating_one() {
    for app in TestApp::each().await {
        let mut browser = app.browser();
        for i in 0..53 {
            let what = if i % 20 == 0 { "有人持刀" } else { "楼上漏水" };
            filed(&mut browser, &[("what", what)]).await;
        }
        let mut clerk = app.signed_in("clerk").await;
        for view in ["/intake", "/intake?open=all"] {
            let first = clerk.get(view).await;
            let raw = first.raw();
            let next = raw
                .split("rel=\"next\" href=\"")
                .nth(1)
                .unwrap()
                .split('"')
                .next()
                .unwrap()
                .replace("&#38;", "&");
            let second = clerk.get(&next).await;
            let mut all = numbers(&first);
            assert_eq!((all.len(), numbers(&second).len()), (50, 3), "{view} {next}");
            all.extend(numbers(&second));
            all.sort();
            all.dedup();
            assert_eq!(all.len(), 53);
        }
    }
}

#[tokio::test]
async fn one_matter_from_two_channels_is_found_and_joined() {
    for app in TestApp::each().await {
        let mine = filed(&mut app.browser(), &[]).await;
        let mut clerk = app.signed_in("clerk").await;
        let form = clerk.get("/intake/new").await;
        let told = [
            ("channel", "hotline"),
            ("reference", "GD20261124001"),
            ("what", "市民来电：宝民花园3栋1202客厅天花板被楼上卫生间漏水滴坏发霉，楼上不肯修"),
            ("community", "440306017001"),
            ("address", "宝民花园3栋1202"),
            ("claims", "修好漏水"),
            ("me-name", "张三"),
            ("me-phone", "13800138000"),
            ("others-0-known_as", "楼上"),
        ];
        let answer = clerk.submit(&form, "/intake/new", &told).await;
        assert_eq!(answer.status, StatusCode::OK, "{:?}", answer.complaints());
        let hotline = proof(&answer).number;
        let page = clerk.get(&format!("/intake/{hotline}")).await;
        assert!(page.texts("#alike").join("").contains("很可能是同一件事"), "{}", page.text());
        let beside = clerk.get(&format!("/intake/{hotline}/beside?other={}", mine.number)).await;
        assert!(
            beside.text().contains(&mine.number) && beside.text().contains("GD20261124001"),
            "{}",
            beside.text()
        );
        let action = format!("/intake/{hotline}/beside");
        let without = clerk.submit(&beside, &action, &[("what", "into-other"), ("reason", "")]).await;
        assert_eq!(without.complaints(), ["请填写理由。 一句话就行，提交人可能会看到。"]);
        let joined =
            clerk.submit(&beside, &action, &[("what", "into-other"), ("reason", "同一套房同一处漏水")]).await;
        assert_eq!(joined.location(), format!("/intake/{}", mine.number), "{}", joined.text());
        let again =
            clerk.submit(&beside, &action, &[("what", "into-other"), ("reason", "同一套房同一处漏水")]).await;
        assert_eq!(again.location(), format!("/intake/{}", mine.number));
        let page = clerk.get(&format!("/intake/{}", mine.number)).await;
        assert!(page.texts("#alike").join("").contains(&hotline), "{}", page.text());
        let gone = clerk.get(&format!("/intake/{hotline}")).await;
        assert!(gone.text().contains("已并案") && gone.text().contains("同一套房同一处漏水"));
        assert_eq!(numbers(&clerk.get("/intake").await), std::slice::from_ref(&mine.number));
        // Whoever rang follows the same matter with the own number.
        let caller = follow(&app, &proof(&answer)).await.get("/follow/request").await;
        assert!(caller.text().contains(&mine.number), "{}", caller.text());
    }
}

#[tokio::test]
async fn what_was_kept_apart_is_not_suggested_again() {
    let app = TestApp::sqlite().await;
    let (one, other) = (filed(&mut app.browser(), &[]).await, filed(&mut app.browser(), &[]).await);
    let mut clerk = app.signed_in("clerk").await;
    let path = format!("/intake/{}", one.number);
    assert!(clerk.get(&path).await.texts("#alike").join("").contains(&other.number));
    let beside = clerk.get(&format!("{path}/beside?other={}", other.number)).await;
    let late = clerk.get(&format!("{path}/beside?other={}", other.number)).await;
    let kept =
        clerk.submit(&beside, &format!("{path}/beside"), &[("what", "apart"), ("reason", "不同房间")]).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{:?}", kept.complaints());
    let told =
        clerk.submit(&late, &format!("{path}/beside"), &[("what", "into-one"), ("reason", "同一套房")]).await;
    assert_eq!(told.status, StatusCode::CONFLICT);
    assert_eq!(
        told.complaints(),
        ["这两件诉求中有一件刚刚有了变化。 请核对下面的最新内容，再提交一次即可。"]
    );
    assert!(told.raw().contains("同一套房"), "what was typed stays");
    for (here, there) in [(&one, &other), (&other, &one)] {
        let page = clerk.get(&format!("/intake/{}", here.number)).await;
        assert!(!page.texts("#alike").join("").contains(&there.number));
    }
    for nothing in ["440306-2026-999999", "x", ""] {
        let answer = clerk.get(&format!("{path}/beside?other={nothing}")).await;
        assert_eq!(answer.location(), path);
    }
    let itself = clerk.get(&format!("{path}/beside?other={}", one.number)).await;
    assert!(itself.text().contains("这两件不能并案"));
}

#[tokio::test]
async fn an_appeal_is_handed_over_and_its_clock_runs_until_it_is_signed_for() {
    for app in TestApp::each().await {
        let appeal = [
            ("kind", "appeal"),
            ("what", "楼道飞线充电，消防通道堵塞"),
            ("others-0-known_as", ""),
            ("claims", ""),
        ];
        let mine = filed(&mut app.browser(), &appeal).await;
        let mut dispatcher = app.signed_in("dispatcher").await;
        done(&mut dispatcher, &mine.number, "register", &REGISTER).await;
        choose_type(&mut dispatcher, &mine.number, "G2").await;
        let open = dispatcher.get(&format!("/intake/{}/acts/open", mine.number)).await;
        assert_eq!(open.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(open.text().contains("不能转为纠纷案件"), "{}", open.text());
        let transfer = [("to", "administrative"), ("reason", "属消防部门职责")];
        done(&mut dispatcher, &mine.number, "transfer", &transfer).await;
        let page = follow(&app, &mine).await.get("/follow/request").await;
        for said in ["已移送", "属消防部门职责", "还没有签收", "对方签收"] {
            assert!(page.text().contains(said), "{said}: {}", page.text());
        }
        done(&mut dispatcher, &mine.number, "transfer_received", &[("reference", "消2026-1")]).await;
        assert_eq!(numbers(&dispatcher.get("/intake").await), Vec::<String>::new());
        assert_eq!(numbers(&dispatcher.get("/intake?open=no").await), std::slice::from_ref(&mine.number));
    }
}

#[tokio::test]
async fn only_a_head_refuses_and_the_resident_reads_why_and_where_else_to_go() {
    let app = TestApp::sqlite().await;
    let mine = filed(&mut app.browser(), &[]).await;
    let mut clerk = app.signed_in("clerk").await;
    let refused = clerk.get(&format!("/intake/{}/acts/refuse", mine.number)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let mut head = app.signed_in("head").await;
    let without =
        act(&mut head, &mine.number, "refuse", &[("ground", "already_accepted"), ("reason", "")]).await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        without
            .form(&format!("/intake/{}/acts/refuse", mine.number))
            .contains(&("ground".into(), "already_accepted".into()))
    );
    let reason = [("ground", "already_accepted"), ("reason", "法院已经立案")];
    done(&mut head, &mine.number, "refuse", &reason).await;
    let page = follow(&app, &mine).await.get("/follow/request").await;
    for said in ["不予受理", "法院已经立案", "向人民法院起诉", "信访"] {
        assert!(page.text().contains(said), "{said}: {}", page.text());
    }
}

#[tokio::test]
async fn two_clerks_at_once_lose_nothing_they_typed() {
    for app in TestApp::each().await {
        let mine = filed(&mut app.browser(), &[]).await;
        let (mut one, mut other) = (app.signed_in("clerk").await, app.signed_in("dispatcher").await);
        let action = format!("/intake/{}/acts/set_urgency", mine.number);
        let form = one.get(&action).await;
        done(&mut other, &mine.number, "register", &REGISTER).await;
        let late = one.submit(&form, &action, &[("urgent", "yes"), ("reason", "老人独居")]).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.complaints()[0].contains("其他人刚刚改动过"));
        assert!(late.form(&action).contains(&("reason".to_owned(), "老人独居".to_owned())));
        let kept = one.submit(&late, &action, &[]).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "{:?}", kept.complaints());
        // The same click twice is one act.
        let again = one.submit(&late, &action, &[]).await;
        assert_eq!(again.status, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn a_clerk_registers_what_is_told_at_the_window_and_what_is_handed_over() {
    for app in TestApp::each().await {
        let mut clerk = app.signed_in("clerk").await;
        let form = clerk.get("/intake/new").await;
        let told = [
            ("channel", "window"),
            ("ticket", "A012"),
            ("what", "老人口述：房东不退押金"),
            ("community", "440306017000"),
            ("claims", "退押金"),
            ("me-name", "赵奶奶"),
            ("me-address", "上川社区"),
            ("me-needs", "听不清"),
            ("others-0-name", "周房东"),
        ];
        let slip = clerk.submit(&form, "/intake/new", &told).await;
        assert_eq!(slip.status, StatusCode::OK, "{:?}", slip.complaints());
        let number = proof(&slip).number;
        let page = clerk.get(&format!("/intake/{number}")).await;
        for said in ["A012", "听不清", "林晓雯", "赵奶奶"] {
            assert!(page.text().contains(said), "{said}: {}", page.text());
        }
        let court = [
            ("channel", "court"),
            ("reference", ""),
            ("charge_way", "delegated"),
            ("charge_on", ""),
            ("what", "离婚纠纷委派调解"),
            ("community", "440306017000"),
            ("claims", "离婚"),
            ("me-name", "甲"),
            ("others-0-name", "乙"),
        ];
        let form = clerk.get("/intake/new").await;
        let wrong = clerk.submit(&form, "/intake/new", &court).await;
        assert_eq!(wrong.complaints().len(), 2, "{:?}", wrong.complaints());
        let held = wrong.form("/intake/new");
        assert!(held.contains(&("what".to_owned(), "离婚纠纷委派调解".to_owned())));
        let right = clerk
            .submit(
                &wrong,
                "/intake/new",
                &[("reference", "（2026）粤0306诉前调88号"), ("charge_on", "2026-11-20")],
            )
            .await;
        assert_eq!(right.status, StatusCode::OK, "{:?}", right.complaints());
        let found = clerk.get("/intake?open=all&channel=court").await;
        assert_eq!(numbers(&found), [proof(&right).number]);
    }
}

#[tokio::test]
async fn a_lost_code_is_replaced_only_after_the_identity_was_checked() {
    let app = TestApp::sqlite().await;
    let mine = filed(&mut app.browser(), &[]).await;
    let mut clerk = app.signed_in("clerk").await;
    let refused = act(&mut clerk, &mine.number, "renew_code", &[("identity", "not_yet")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let slip = act(&mut clerk, &mine.number, "renew_code", &[("identity", "paper")]).await;
    let anew = proof(&slip);
    assert_ne!(anew.secret, mine.secret);
    follow(&app, &anew).await;
    let mut browser = app.browser();
    browser.get("/follow").await;
    let old = browser.post("/follow", &[("number", &mine.number), ("secret", &mine.secret)]).await;
    assert_eq!(old.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_danger_is_reported_before_there_is_a_case_and_only_the_head_and_who_did_know_it() {
    for app in TestApp::each().await {
        let mine = filed(&mut app.browser(), &[]).await;
        let mut justice = app.signed_in("justice").await;
        let report = [("to", "police"), ("reason", "持刀闹事"), ("reference", "演示公接1号")];
        done(&mut justice, &mine.number, "report_danger", &report).await;
        let path = format!("/intake/{}", mine.number);
        for (login, knows) in [("justice", true), ("head", true), ("clerk", false)] {
            let page = app.signed_in(login).await.get(&path).await;
            let told: Vec<String> = page
                .texts(".fq-event")
                .into_iter()
                .filter(|event| event.contains("已报告激化风险"))
                .collect();
            assert_eq!(told.len(), 1, "{login}: {told:?}");
            let named = told[0].split(" · ").count() > 2 || !told[0].ends_with("司法所、司法局监督人员");
            assert!(!named, "{login}: {told:?}");
            assert_eq!(page.text().contains("演示公接1号"), knows, "{login}");
        }
        let mut resident = follow(&app, &mine).await;
        assert!(!resident.get("/follow/request").await.text().contains("激化风险"));
        let wrong = act(&mut justice, &mine.number, "report_danger", &[("to", "police")]).await;
        assert_eq!(wrong.complaints().len(), 1, "{:?}", wrong.complaints());
    }
}

/// What is typed on the short form of a matter that was settled at the door.
const SETTLED: [(&str, &str); 9] = [
    ("community", "440306017001"),
    ("address", "宝民花园3栋"),
    ("what", "楼道里堆放纸箱，挡住了邻居的门。"),
    ("dispute_type", "02"),
    ("me-name", "赵六"),
    ("me-phone", "13500135000"),
    ("others-0-known_as", "1204 室住户"),
    ("agreed", "今天晚上八点前把纸箱搬走。"),
    ("identity", "vouched"),
];

#[tokio::test]
async fn a_small_matter_is_settled_on_one_form_and_becomes_a_case_the_moment_it_does_not_hold() {
    for app in TestApp::each().await {
        let mut clerk = app.signed_in("clerk").await;
        let form = clerk.get("/intake/spot").await;
        assert_eq!(form.status, StatusCode::OK);
        let without = clerk.submit(&form, "/intake/spot", &[("community", "440306017001")]).await;
        assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(without.complaints().len() >= 4, "{:?}", without.complaints());
        let urgent = [("what", "他拿刀威胁我，说要杀了我全家。")];
        let urgent: Vec<(&str, &str)> =
            SETTLED.iter().filter(|(name, _)| *name != "what").chain(&urgent).copied().collect();
        let refused = clerk.submit(&form, "/intake/spot", &urgent).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "what is urgent is not for the door");
        let count = "SELECT count(*) FROM requests";
        let none: Option<i64> = sql::value(app.app.store.read(), count, values![]).await.unwrap();
        assert_eq!(none, Some(0), "what was refused left nothing behind");

        let settling = clerk.submit(&form, "/intake/spot", &SETTLED).await;
        assert_eq!(settling.status, StatusCode::SEE_OTHER, "{:?}", settling.complaints());
        let again = clerk.submit(&form, "/intake/spot", &SETTLED).await;
        assert_eq!(again.location(), settling.location(), "a second click settles nothing twice");
        let number = settling.location().trim_start_matches("/intake/").to_owned();
        let page = clerk.get(settling.location()).await;
        assert!(page.text().contains("就地化解") && page.text().contains("晚上八点前"), "{}", page.text());
        let board = app.signed_in("dispatcher").await.get("/board").await;
        let settled = board.attrs("a.fq-figure[href*='stage=settled']", "href");
        assert_eq!(settled, ["/intake?open=all&stage=settled&filed=2026-11"]);
        assert_eq!(numbers(&clerk.get(&settled[0]).await), [number.as_str()]);
        let open = "SELECT count(*) FROM dispatches WHERE is_open = 1";
        let open: Option<i64> = sql::value(app.app.store.read(), open, values![]).await.unwrap();
        assert_eq!(open, Some(0), "nobody else is called");

        done(&mut clerk, &number, "did_not_hold", &[("reason", "纸箱还在。")]).await;
        let waiting = clerk.get("/intake").await;
        assert_eq!(numbers(&waiting), [number.as_str()], "it waits to be opened as a case");
        let form = clerk.get(&format!("/intake/{number}/acts/open")).await;
        let committee = form.choice("body", "新安街道人民调解委员会");
        let opened =
            clerk.submit(&form, &format!("/intake/{number}/acts/open"), &[("body", &committee)]).await;
        assert_eq!(opened.status, StatusCode::SEE_OTHER, "{:?}", opened.complaints());
    }
}
