//! `/cases/{number}/documents`, `/cases/{number}/dossier`: is every paper made once, kept as it is, and kept from others?

use axum::http::StatusCode;
use fengqiao::{
    document,
    intake::store::{amend_party, people},
    serve,
};
use fengqiao_base::Actor;
use fengqiao_domain::{
    case::{Confidentiality, forms::FormKind},
    intake::PartyDetails,
};
use fengqiao_paper::forms::FORMS;
use lopdf::Document;
use sha2::{Digest, Sha256};

use crate::{
    cases::{Opened, act, opened},
    client::Client,
    harness::{Browser, TestApp},
};

/// Does what the acts called for.
pub async fn produce(app: &TestApp) -> usize {
    serve::runner(&app.app).run_due().await.unwrap()
}

/// Titles and addresses of the documents on a page, newest first.
pub async fn listed(browser: &mut Browser, path: &str) -> Vec<(String, String)> {
    let page = browser.get(path).await;
    assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.text());
    let titles = page.texts("a[href*='/documents/']");
    titles.into_iter().zip(page.attrs("a[href*='/documents/']", "href")).collect()
}

/// The text of a document, without spaces.
pub async fn text(browser: &mut Browser, href: &str) -> String {
    let answer = browser.get(href).await;
    assert_eq!(answer.status, StatusCode::OK, "{href}");
    let document = Document::load_mem(&answer.body).expect("it is a PDF");
    let numbers: Vec<u32> = document.get_pages().into_keys().collect();
    document.extract_text(&numbers).unwrap().chars().filter(|letter| !letter.is_whitespace()).collect()
}

pub const CONCEDED: &str = "愿意再让步三百元";

/// A case as far as its agreement.
async fn agreed(app: &TestApp) -> Opened {
    let case = opened(app, Confidentiality::Ordinary).await;
    settle(app, &case).await;
    case
}

/// Leads a case that was just opened as far as its agreement, with a concession on the way.
pub async fn settle(app: &TestApp, case: &Opened) {
    let [one, other] = case.parties.map(|id| id.to_string());
    let mut clerk = app.signed_in("clerk").await;
    let mut head = app.signed_in("head").await;
    let mut mediator = app.signed_in("mediator").await;
    for party in [&one, &other] {
        let consent = [("party", party.as_str()), ("answer", "agree"), ("manner", "telephone")];
        act(&mut clerk, &case.path, "record_consent", &consent).await;
        act(&mut clerk, &case.path, "tell_rights", &[("party", party), ("manner", "in_person")]).await;
    }
    act(&mut head, &case.path, "accept", &[]).await;
    let form = head.get(&format!("{}/acts/appoint_mediator", case.path)).await;
    let who = form.choice("mediator", "王志强");
    act(&mut head, &case.path, "appoint_mediator", &[("mediator", &who)]).await;
    let session = [
        ("place", "宝民社区调解室"),
        ("manner", "on_site"),
        ("record", "双方到现场查看了漏水点。"),
        ("concessions", CONCEDED),
    ];
    act(&mut mediator, &case.path, "hold_session", &session).await;
    let agreement = [
        ("scope", "whole"),
        ("form", "written"),
        ("facts", "楼上漏水，楼下受损。"),
        ("terms", "赔偿八百元。"),
        ("items-0-what", "赔偿损失"),
        ("items-0-performer", other.as_str()),
        ("items-0-beneficiary", &one),
        ("items-0-amount", "800"),
        ("items-0-due", "2026-12-10"),
    ];
    act(&mut mediator, &case.path, "reach_agreement", &agreement).await;
}

#[test]
fn every_form_that_we_fill_has_its_template() {
    let printed: Vec<&str> = FORMS.iter().map(|form| form.name).collect();
    for kind in FormKind::ALL.iter().filter(|kind| kind.is_filled_by_us()) {
        assert!(printed.contains(&kind.code()), "crates/paper/forms/{}.typ", kind.code());
    }
    for name in printed {
        let of_the_window = ["receipt", "ticket"].contains(&name);
        assert!(of_the_window || FormKind::from_code(name).is_some(), "{name} is no kind of document");
    }
}

#[tokio::test]
async fn each_act_leaves_its_paper_and_nothing_conceded_under_seal_is_on_any() {
    for app in TestApp::each().await {
        let case = agreed(&app).await;
        let mut head = app.signed_in("head").await;
        assert_eq!(listed(&mut head, &format!("{}/documents", case.path)).await, []);
        assert_eq!(produce(&app).await, 8);
        let documents = listed(&mut head, &format!("{}/documents", case.path)).await;
        let mut titles: Vec<&str> = documents.iter().map(|(title, _)| title.as_str()).collect();
        titles.sort_unstable();
        assert_eq!(
            titles,
            [
                "人民调解协议书",
                "人民调解受理登记表",
                "人民调解当事人权利义务告知书（张三）",
                "人民调解当事人权利义务告知书（李四）",
                "人民调解记录（第1次）",
                "调解员选择、指派记录",
                "调解意愿征询记录（张三）",
                "调解意愿征询记录（李四）",
            ]
        );
        for (title, href) in &documents {
            let text = text(&mut head, href).await;
            assert!(!text.contains(CONCEDED), "{title}");
            if title.starts_with("人民调解协议书") {
                assert!(text.contains("人民币捌佰元整"), "{text}");
                assert!(text.contains("（2026）深宝人调字第1号"), "{text}");
                assert!(text.contains("本协议一式3份"), "{text}");
            }
            if title.starts_with("人民调解记录") {
                assert!(text.contains("双方到现场查看了漏水点。"), "{text}");
            }
        }
        assert_eq!(produce(&app).await, 0, "what was done is not done again");
        let proof =
            fengqiao_store::journal::verify(app.app.store.read(), &app.app.keys.verifying()).await.unwrap();
        assert!(proof.is_ok(), "{proof:?}");
    }
}

#[tokio::test]
async fn an_order_that_runs_twice_makes_one_document() {
    for app in TestApp::each().await {
        let case = agreed(&app).await;
        let loaded = app.case(1).await;
        let order = document::order::Order {
            case: 1,
            version: loaded.case.version,
            form: FormKind::Application,
            about: None,
            at: app.clock_now(),
            by: fengqiao_base::Actor::System,
        };
        let payload = serde_json::to_string(&order).unwrap();
        for _ in 0..2 {
            document::produce::run(app.app.clone(), payload.clone()).await.unwrap();
        }
        let mut head = app.signed_in("head").await;
        let documents = listed(&mut head, &format!("{}/documents", case.path)).await;
        assert_eq!(documents.len(), 1, "{documents:?}");
    }
}

#[tokio::test]
async fn a_form_to_be_signed_by_hand_is_made_when_it_is_asked_for() {
    let app = TestApp::sqlite().await;
    let case = opened(&app, Confidentiality::Ordinary).await;
    let mut clerk = app.signed_in("clerk").await;
    let path = format!("{}/documents", case.path);
    let page = clerk.get(&path).await;
    let form = page.choice("form", "送达地址确认书（张三）");
    for _ in 0..2 {
        let answer = clerk.submit(&page, &path, &[("form", &form)]).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, path.as_str()));
    }
    let documents = listed(&mut clerk, &path).await;
    assert_eq!(documents.len(), 1, "the case as it stands gives it once");
    let text = text(&mut clerk, &documents[0].1).await;
    assert!(text.contains("受送达人（签名、盖章或者按指印）："), "{text}");
    let (seq, mut corrected) = people(app.app.store.read(), &app.app.vault, &[1]).await.unwrap().remove(0);
    let known = std::mem::replace(&mut corrected.details, PartyDetails::person("张三丰"));
    let (now, by, vault) = (app.clock_now(), Actor::System, app.app.vault.clone());
    app.app
        .store
        .write(move |tx| {
            Box::pin(async move { amend_party(tx, &vault, seq, &corrected, &known, now, by).await })
        })
        .await
        .unwrap();
    clerk.submit(&page, &path, &[("form", &form)]).await;
    let documents = listed(&mut clerk, &path).await;
    assert_eq!(documents.len(), 2, "and anew after a name was corrected");
    let mut names = Vec::new();
    for (_, href) in &documents {
        names.push(self::text(&mut clerk, href).await.contains("张三丰"));
    }
    names.sort_unstable();
    assert_eq!(names, [false, true], "the paper with the former name stays as it was");
    let refused = clerk.submit(&page, &path, &[("form", "closing_report|")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "only what is offered is made");
}

#[tokio::test]
async fn what_no_job_has_produced_can_be_asked_for() {
    let app = TestApp::sqlite().await;
    let case = agreed(&app).await;
    let mut head = app.signed_in("head").await;
    let path = format!("{}/documents", case.path);
    let page = head.get(&path).await;
    let form = page.choice("form", "人民调解协议书");
    assert_eq!(head.submit(&page, &path, &[("form", &form)]).await.status, StatusCode::SEE_OTHER);
    let documents = listed(&mut head, &path).await;
    assert_eq!(documents.iter().map(|(title, _)| title.as_str()).collect::<Vec<_>>(), ["人民调解协议书"]);
    let again = head.get(&path).await;
    assert!(!again.texts("option").contains(&"人民调解协议书".to_owned()), "it is not offered twice");
}

#[tokio::test]
async fn the_dossier_is_bound_whole_and_put_away_with_its_pages_and_digest() {
    for app in TestApp::each().await {
        let case = agreed(&app).await;
        let mut head = app.signed_in("head").await;
        let mut mediator = app.signed_in("mediator").await;
        for party in case.parties.map(|id| id.to_string()) {
            let signed = [("party", party.as_str()), ("manner", "handwritten")];
            act(&mut mediator, &case.path, "sign_agreement", &signed).await;
        }
        act(&mut mediator, &case.path, "sign_as_mediator", &[]).await;
        act(&mut head, &case.path, "affix_seal", &[]).await;
        act(&mut mediator, &case.path, "record_performance", &[("result", "done")]).await;
        let mut visitor = app.signed_in("visitor").await;
        let visit = [
            ("manner", "telephone"),
            ("satisfaction", "content"),
            ("performance", "performed"),
            ("record", "双方满意。"),
        ];
        act(&mut visitor, &case.path, "return_visit", &visit).await;
        act(&mut head, &case.path, "close", &[("report", "履行完毕。")]).await;
        produce(&app).await;

        let mut archivist = app.signed_in("archivist").await;
        let path = format!("{}/dossier", case.path);
        let before = archivist.get(&path).await;
        assert!(before.text().contains("人民调解申请书装订时生成"), "{}", before.text());
        assert!(before.text().contains("当事人身份证明（张三）没有电子件"), "{}", before.text());
        let answer = archivist.submit(&before, &path, &[]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        let after = archivist.get(&path).await;
        assert!(after.text().contains("人民调解申请书已生成"), "{}", after.text());
        let file = after.attrs("dl a[href*='/documents/']", "href").remove(0);
        let dossier = archivist.get(&file).await;
        let digest = hex::encode(Sha256::digest(&dossier.body));
        assert!(after.text().contains(&digest), "{digest}: {}", after.text());
        let text = text(&mut archivist, &file).await;
        assert!(text.contains("卷内目录") && text.contains("卷宗情况说明"), "{text}");
        assert!(
            text.contains("下列材料没有电子件：当事人身份证明（张三）、当事人身份证明（李四）。"),
            "{text}"
        );
        assert!(!text.contains(CONCEDED));

        let link = after.attrs("a[href*='/acts/archive?']", "href").remove(0);
        let form = archivist.get(&link).await;
        let action = format!("{}/acts/archive", case.path);
        let answer = archivist.submit(&form, &action, &[("retention", "long")]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{:?}", answer.complaints());
        let kept = app.case(1).await;
        let fengqiao_domain::case::Stage::Archived { archiving, .. } = kept.case.stage else {
            panic!("{:?}", kept.case.stage)
        };
        assert_eq!(archiving.digest, digest);
        let pages = Document::load_mem(&dossier.body).unwrap().get_pages().len();
        assert_eq!(
            usize::try_from(archiving.pages).unwrap(),
            pages - 3,
            "all but cover, contents and back cover"
        );
    }
}

/// What the API tells somebody of the danger in a case: how many reports, and whether the event names who reported.
async fn reporter_of(app: &TestApp, case: &Opened, login: &str) -> (usize, bool) {
    let mut program = Client::signed_in(app, login).await;
    let told = program.get(&format!("/api/v1{}", case.path)).await.json();
    let events = program.get(&format!("/api/v1{}/events", case.path)).await.json();
    let events = events["events"].as_array().unwrap();
    let event = events.iter().find(|event| event["kind"] == "danger_reported").unwrap();
    assert_eq!(event["by"]["duty"], "mediator");
    (told["danger_reports"].as_array().unwrap().len(), event["by"].get("account").is_some())
}

#[tokio::test]
async fn a_report_of_danger_is_for_the_head_and_whoever_made_it() {
    let app = TestApp::sqlite().await;
    let case = agreed(&app).await;
    let mut mediator = app.signed_in("mediator").await;
    act(&mut mediator, &case.path, "report_danger", &[("to", "police"), ("reason", "扬言报复。")]).await;
    produce(&app).await;
    let path = format!("{}/documents", case.path);
    let report = |documents: Vec<(String, String)>| {
        documents.into_iter().find(|(title, _)| title == "激化风险报告登记表").map(|(_, href)| href)
    };
    let mut head = app.signed_in("head").await;
    let href = report(listed(&mut head, &path).await).expect("the head sees it");
    assert!(report(listed(&mut mediator, &path).await).is_some(), "so does whoever made it");
    let mut clerk = app.signed_in("clerk").await;
    assert_eq!(report(listed(&mut clerk, &path).await), None);
    assert_eq!(clerk.get(&href).await.status, StatusCode::NOT_FOUND);
    for (login, knows) in [("head", true), ("mediator", true), ("clerk", false)] {
        assert_eq!(reporter_of(&app, &case, login).await, (usize::from(knows), knows), "{login}");
        let page = app.signed_in(login).await.get(&case.path).await;
        let told: Vec<String> =
            page.texts(".fq-event").into_iter().filter(|event| event.contains("已报告")).collect();
        assert!(told.len() == 1 && !told[0].contains("王志强"), "{login}: {told:?}");
    }
    let mut dossier = app.signed_in("archivist").await;
    assert!(!dossier.get(&format!("{}/dossier", case.path)).await.text().contains("激化风险"));
}

#[tokio::test]
async fn a_document_of_one_case_is_not_read_through_another() {
    let app = TestApp::sqlite().await;
    let case = agreed(&app).await;
    produce(&app).await;
    let other = opened(&app, Confidentiality::Ordinary).await;
    let mut head = app.signed_in("head").await;
    let href = listed(&mut head, &format!("{}/documents", case.path)).await.remove(0).1;
    let elsewhere = href.replace(&case.path, &other.path);
    assert_eq!(head.get(&elsewhere).await.status, StatusCode::NOT_FOUND);
    let mut nobody = app.browser();
    assert!(nobody.get(&href).await.location().starts_with("/sign-in"));
}
