//! `/cases/{number}/identity`, `/identities`: who sees the people of a sealed file, and who can see who looked?

use axum::http::StatusCode;
use fengqiao_domain::case::Confidentiality;
use time::Duration;

use crate::{
    cases::opened,
    harness::{Answer, Browser, TestApp},
};

const WHY: &str = "法院来函核实当事人身份，案号粤0306民调1号。";

fn names_people(answer: &Answer) -> bool {
    ["张三", "李四"].iter().any(|name| answer.raw().contains(name))
}

async fn sees_people(browser: &mut Browser, path: &str) -> bool {
    let page = browser.get(path).await;
    assert_eq!(page.status, StatusCode::OK);
    let api = browser.get(&format!("/api/v1{path}")).await;
    assert_eq!(names_people(&page), names_people(&api), "page and API show the same");
    names_people(&page)
}

#[tokio::test]
async fn the_people_of_a_sealed_file_are_letters_until_a_custodian_opens_them_to_one_reader_for_a_time() {
    for app in TestApp::each().await {
        let case = opened(&app, Confidentiality::Sealed).await;
        let (mut head, mut dispatcher) = (app.signed_in("head").await, app.signed_in("dispatcher").await);
        assert!(!sees_people(&mut head, &case.path).await);
        let papers = ["/documents", "/dossier", "/attachments/0198c0de-0000-7000-8000-000000000000"];
        for paper in papers {
            let answer = head.get(&format!("{}{paper}", case.path)).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{paper}");
        }
        let ask = format!("{}/identity", case.path);
        let form = head.get(&ask).await;
        let short = head.submit(&form, &ask, &[("reason", "工作需要")]).await;
        assert_eq!(short.complaints(), ["理由太短，至少 10 个字。 请写明为了什么、依据什么。"]);
        for _ in 0..2 {
            assert_eq!(head.submit(&form, &ask, &[("reason", WHY)]).await.location(), ask);
        }
        let mut custodian = app.signed_in("custodian").await;
        assert_eq!(
            custodian.get(&case.path).await.status,
            StatusCode::NOT_FOUND,
            "the file is not the custodian's"
        );
        let wishes = custodian.get("/identities").await;
        assert!(wishes.text().contains("陈静") && wishes.text().contains(WHY) && !names_people(&wishes));
        let forms = wishes.attrs("form[action^='/identities/']", "action");
        assert_eq!(forms.len(), 2, "one wish: to open or to refuse");
        let wrong = custodian.submit(&wishes, &forms[0], &[("what", "open"), ("hours", "100")]).await;
        assert_eq!(wrong.complaints(), ["开启时间应为 1 至 72 小时。 请填写一个整数。"]);
        let opened = custodian.submit(&wishes, &forms[0], &[("what", "open"), ("hours", "2")]).await;
        assert_eq!(opened.location(), "/identities");
        assert!(sees_people(&mut head, &case.path).await);
        assert!(!sees_people(&mut dispatcher, &case.path).await, "opened to one reader only");
        app.clock.advance(Duration::minutes(121));
        let mut head = app.signed_in("head").await;
        assert!(!sees_people(&mut head, &case.path).await, "the time is over");
    }
}

#[tokio::test]
async fn a_sealed_file_is_not_found_by_the_name_of_its_people() {
    for app in TestApp::each().await {
        let ordinary = opened(&app, Confidentiality::Ordinary).await;
        let sealed = opened(&app, Confidentiality::Sealed).await;
        let mut head = app.signed_in("head").await;
        let found = head.get("/cases?open=all&q=%E5%BC%A0%E4%B8%89").await.raw();
        assert!(found.contains(&ordinary.path) && !found.contains(&sealed.path));
        let number = sealed.path.trim_start_matches("/cases/");
        assert!(head.get(&format!("/cases?open=all&q={number}")).await.raw().contains(&sealed.path));
    }
}

#[tokio::test]
async fn the_head_sees_who_looked_at_a_confidential_file_and_a_colleague_does_not() {
    for app in TestApp::each().await {
        let case = opened(&app, Confidentiality::DomesticViolence).await;
        let readers = format!("{}/readers", case.path);
        let mut dispatcher = app.signed_in("dispatcher").await;
        dispatcher.get(&case.path).await;
        dispatcher.get(&case.path).await;
        let mut head = app.signed_in("head").await;
        assert!(head.get(&case.path).await.raw().contains(&readers));
        let rows = head.get(&readers).await.texts("tbody tr");
        assert_eq!(
            rows,
            [
                "2026年11月24日周建国 · 分派人员查看保密案卷2",
                "2026年11月24日陈静 · 调委会负责人查看保密案卷2",
            ]
        );
        assert_eq!(dispatcher.get(&readers).await.status, StatusCode::NOT_FOUND);
        let ordinary = opened(&app, Confidentiality::Ordinary).await;
        assert_eq!(head.get(&format!("{}/readers", ordinary.path)).await.status, StatusCode::NOT_FOUND);
    }
}
