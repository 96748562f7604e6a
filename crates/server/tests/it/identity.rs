//! `/cases/{number}/identity`, `/identities`: who sees the people of a sealed file, and who can see who looked?

use axum::http::StatusCode;
use fengqiao::{case::store, identity::store as identity};
use fengqiao_base::Duty;
use fengqiao_domain::case::Confidentiality;
use fengqiao_policy::{Reach, Scope};
use fengqiao_store::{sql, values};
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
        let file = attached(&app, &case.path).await;
        let papers = ["/documents", "/dossier", "/access", file.as_str()];
        for paper in papers {
            let answer = head.get(&format!("{}{paper}", case.path)).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{paper}");
        }
        let list = head.get(&format!("/api/v1{}/attachments", case.path)).await;
        assert_eq!(list.status, StatusCode::NOT_FOUND);
        let party = case.parties[0].to_string();
        let code = head.post(&format!("{}/access", case.path), &[("party", &party)]).await;
        assert_eq!(code.status, StatusCode::NOT_FOUND, "a code for one of the people would open the seal");
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
        assert_eq!(head.get(&format!("{}{file}", case.path)).await.status, StatusCode::OK);
        assert!(!sees_people(&mut dispatcher, &case.path).await, "opened to one reader only");
        app.clock.advance(Duration::minutes(121));
        let mut head = app.signed_in("head").await;
        assert!(!sees_people(&mut head, &case.path).await, "the time is over");
    }
}

/// Attaches a file to the case and gives its path below it.
async fn attached(app: &TestApp, case: &str) -> String {
    let seq: i64 = case.rsplit('-').next().unwrap().parse().unwrap();
    let digest = app.app.files.keep(b"%PDF-1.7 a letter".to_vec().into()).await.unwrap();
    let (id, vault) = (app.app.ids.next::<uuid::Uuid>(), app.app.vault.clone());
    let now = app.clock_now();
    app.app
        .store
        .write(move |tx| {
            Box::pin(async move {
                let file = store::Attaching {
                    id: id.into(),
                    name: "张三身份证.pdf".to_owned(),
                    media_type: "application/pdf",
                    size: 17,
                    digest,
                };
                store::attach(tx, &vault, seq, &file, now, "{\"kind\":\"system\"}").await
            })
        })
        .await
        .unwrap();
    format!("/attachments/{id}")
}

#[tokio::test]
async fn who_acts_on_a_sealed_file_writes_no_letters_into_the_search() {
    for app in TestApp::each().await {
        let case = opened(&app, Confidentiality::Sealed).await;
        let mut head = app.signed_in("head").await;
        let joins =
            [("side", "respondent"), ("kind", "person"), ("manner", "in_person"), ("party-name", "王五")];
        crate::cases::act(&mut head, &case.path, "join_party", &joins).await;
        let form = head.get(&format!("{}/acts/set_class", case.path)).await;
        assert_eq!(form.status, StatusCode::OK);
        let again = head
            .submit(
                &form,
                &format!("{}/acts/set_class", case.path),
                &[("class", "ordinary"), ("reason", "已征得同意。")],
            )
            .await;
        assert_eq!(again.location(), case.path, "{:?}", again.complaints());
        assert!(head.get("/cases?open=all&q=%E5%BC%A0%E4%B8%89").await.raw().contains(&case.path));
    }
}

#[tokio::test]
async fn a_sealed_file_stands_in_lists_without_what_it_is_about() {
    for app in TestApp::each().await {
        let case = opened(&app, Confidentiality::Sealed).await;
        let mut head = app.signed_in("head").await;
        for list in ["/cases?open=all", "/cases.csv?open=all", "/api/v1/cases"] {
            let told = head.get(list).await;
            assert!(told.raw().contains(case.path.trim_start_matches("/cases/")), "{list}: {}", told.raw());
            assert!(!told.raw().contains("漏水"), "{list}");
        }
    }
}

#[tokio::test]
async fn a_custodian_of_another_street_decides_on_nothing_here() {
    for app in TestApp::each().await {
        let case = opened(&app, Confidentiality::Sealed).await;
        let mut head = app.signed_in("head").await;
        let ask = format!("{}/identity", case.path);
        let form = head.get(&ask).await;
        head.submit(&form, &ask, &[("reason", WHY)]).await;
        let text = "UPDATE posts SET street = '440306018000' WHERE duties LIKE '%custodian%'";
        let moved = async |app: &TestApp| {
            app.app
                .store
                .write(move |tx| Box::pin(async move { sql::run(tx, text, values![]).await }))
                .await
                .unwrap()
        };
        let mut before = app.signed_in("custodian").await;
        let wishes = before.get("/identities").await;
        let action = wishes.attrs("form[action^='/identities/']", "action").remove(0);
        assert_eq!(moved(&app).await, 1);
        let mut elsewhere = app.signed_in("custodian").await;
        assert!(!elsewhere.get("/identities").await.text().contains(WHY));
        let decided = elsewhere.post(&action, &[("what", "open"), ("hours", "2")]).await;
        assert_eq!(decided.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_wish_is_decided_once_though_two_custodians_come_at_once() {
    let app = TestApp::sqlite().await;
    let case = opened(&app, Confidentiality::Sealed).await;
    let mut head = app.signed_in("head").await;
    let ask = format!("{}/identity", case.path);
    let form = head.get(&ask).await;
    head.submit(&form, &ask, &[("reason", WHY)]).await;
    let (vault, scope) = (app.app.vault.clone(), everything());
    let wish = identity::queue(app.app.store.read(), &vault, &scope).await.unwrap().remove(0);
    let custodian = fengqiao_base::AccountId(uuid::Uuid::from_u128(9));
    let opened = wish.request.clone().open(custodian, 2, app.clock_now()).unwrap();
    let refused =
        wish.request.clone().refuse(custodian, "来函没有写明案号和用途。", app.clock_now()).unwrap();
    let mut outcomes = Vec::new();
    for request in [opened, refused] {
        let (vault, kept) = (vault.clone(), identity::Kept { id: wish.id, number: wish.number, request });
        let saved = app
            .app
            .store
            .write(move |tx| Box::pin(async move { identity::save(tx, &vault, &kept).await }))
            .await;
        outcomes.push(saved.is_ok());
    }
    assert_eq!(outcomes, [true, false]);
}

/// A custodian's scope of the whole district.
fn everything() -> Scope {
    let reach = Reach { duties: vec![Duty::Custodian], body: None, street: None, is_cleared: false };
    Scope { reaches: vec![reach], mediator: None }
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
        let nobody = head.get(&format!("{}/readers", ordinary.path)).await;
        assert!(nobody.status == StatusCode::OK && nobody.texts("tbody tr").is_empty(), "{}", nobody.text());
    }
}
