//! `/follow/data`: does somebody see, take along and erase what is held about her, and who looked?

use axum::http::StatusCode;
use fengqiao_store::{journal, sql, values};

use crate::{
    file::filed,
    follow::follow,
    harness::{TestApp, encoded},
    intake::{REGISTER, choose_type, done},
};

#[tokio::test]
async fn somebody_sees_what_is_held_about_her_and_takes_it_along() {
    for app in TestApp::each().await {
        let mine = filed(&mut app.browser(), &[]).await;
        let mut me = follow(&app, &mine).await;
        assert!(me.get("/follow/request").await.raw().contains("href=\"/follow/data\""));
        let page = me.get("/follow/data").await;
        for told in ["张三", "13800138000", "纠纷正在办理，现在还不能删除", "个人信息保护法"]
        {
            assert!(page.text().contains(told), "{told}: {}", page.text());
        }
        let copy: serde_json::Value =
            serde_json::from_slice(&me.get("/follow/data.json").await.body).unwrap();
        assert_eq!(
            (copy["number"].as_str(), copy["about"]["name"].as_str()),
            (Some(mine.number.as_str()), Some("张三"))
        );
        let told: Vec<&String> = copy["request"].as_object().unwrap().keys().collect();
        let hers =
            ["address", "amount_fen", "claims", "community", "filed_at", "happened_on", "notice", "what"];
        assert_eq!(told, hers, "nothing that others said of it");
        assert_eq!(me.post("/sign-out", &[]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(me.get("/follow/data").await.location(), "/follow");
    }
}

#[tokio::test]
async fn nothing_is_erased_while_the_dispute_is_handled_and_all_of_it_once_it_was_withdrawn() {
    for app in TestApp::each().await {
        let mine = filed(&mut app.browser(), &[]).await;
        let mut me = follow(&app, &mine).await;
        me.get("/follow/data").await;
        let early = me.post("/follow/data/erasure", &[("sure", "yes")]).await;
        assert_eq!(early.complaints(), ["纠纷正在办理，现在不能删除。 请先撤回诉求，或者等办结以后。"]);
        me.post("/follow/withdraw", &[("reason", ""), ("idempotency_key", "once")]).await;
        let page = me.get("/follow/data").await;
        let unsure = me.submit(&page, "/follow/data/erasure", &[]).await;
        assert_eq!(unsure.complaints(), ["请勾选确认。 删除后不能恢复，请确认后再提交。"]);
        let erased = me.submit(&page, "/follow/data/erasure", &[("sure", "yes")]).await;
        assert_eq!(erased.location(), "/");
        assert_eq!(me.get("/follow/data").await.location(), "/follow");

        let mut again = app.browser();
        again.get("/follow").await;
        let code = again.post("/follow", &[("number", &mine.number), ("secret", &mine.secret)]).await;
        assert_eq!(code.status, StatusCode::UNPROCESSABLE_ENTITY, "the code is gone with what it opened");
        let mut clerk = app.signed_in("clerk").await;
        assert_eq!(clerk.get(&format!("/intake/{}", mine.number)).await.status, StatusCode::NOT_FOUND);
        let search = clerk.get(&format!("/intake?open=all&q={}", encoded("张三"))).await;
        assert!(!search.raw().contains(&mine.number));
        let list = clerk.get("/intake?open=all").await;
        assert_eq!(list.status, StatusCode::OK, "what is left of it breaks no list");
        let snapshot = app.app.store.snapshot().await.unwrap();
        let proof = journal::verify(&snapshot, &app.app.keys.verifying()).await.unwrap();
        assert!(proof.is_ok(), "the journal stays whole: {proof:?}");
        snapshot.rollback().await.unwrap();
        let keys: Option<i64> =
            sql::value(app.app.store.read(), "SELECT count(*) FROM subject_keys WHERE master = 0", values![])
                .await
                .unwrap();
        assert_eq!(keys, Some(3), "the number's key and those of both people");
    }
}

#[tokio::test]
async fn the_person_concerned_sees_who_looked_at_her_confidential_file() {
    for app in TestApp::each().await {
        let case = crate::cases::opened(&app, fengqiao_domain::case::Confidentiality::DomesticViolence).await;
        let mut head = app.signed_in("head").await;
        let form = head.get(&format!("{}/access", case.path)).await;
        let party = form.choice("party", "张三");
        let issued = head.submit(&form, &format!("{}/access", case.path), &[("party", &party)]).await;
        let code = issued.texts("[data-code]").join("");
        let mut me = app.browser();
        me.get("/follow").await;
        let number = case.path.trim_start_matches("/cases/");
        let in_case = me.post("/follow", &[("number", number), ("secret", &code)]).await;
        assert_eq!(in_case.location(), "/follow/case", "{}", in_case.text());
        let rows = me.get("/follow/readers").await.texts("tbody tr");
        assert!(rows.iter().any(|row| row.contains("陈静 · 调委会负责人查看保密案卷")), "{rows:?}");
        let mut stranger = app.browser();
        assert_eq!(stranger.get("/follow/readers").await.location(), "/follow");
    }
}

#[tokio::test]
async fn a_telephone_is_masked_until_somebody_who_handles_it_looks_it_up_which_the_head_and_the_person_see() {
    const PHONE: &str = "13800138000";
    for app in TestApp::each().await {
        let mine = filed(&mut app.browser(), &[("me-address", "海裕花园9栋909")]).await;
        let (request, case) = (format!("/intake/{}", mine.number), format!("/cases/{}", mine.number));
        let mut clerk = app.signed_in("clerk").await;
        done(&mut clerk, &mine.number, "register", &REGISTER).await;
        choose_type(&mut clerk, &mine.number, "02").await;
        let form = clerk.get(&format!("{request}/acts/open")).await;
        let body = form.choice("body", "新安街道人民调解委员会");
        clerk.submit(&form, &format!("{request}/acts/open"), &[("body", &body)]).await;

        let links = "a[href*='/people/']";
        for (path, login, may) in [
            (&request, "clerk", true),
            (&request, "justice", false),
            (&case, "head", true),
            (&case, "archivist", false),
            (&case, "justice", false),
        ] {
            let mut reader = app.signed_in(login).await;
            let page = reader.get(path).await;
            let (full, masked) = (page.raw().contains(PHONE), page.text().contains("138****8000"));
            assert_eq!((full, masked), (false, true), "{login} {path}: {}", page.text());
            assert_eq!(page.text().contains("9栋909"), may, "{login} {path}: the address");
            let to = page.attrs(links, "href").into_iter().find(|href| !href.ends_with("/new"));
            assert_eq!(to.is_some(), may, "{login} {path}: {to:?}");
            let api = reader.get(&format!("/api/v1{case}")).await;
            assert!(!api.raw().contains(PHONE), "{}", api.raw());
        }
        let page = clerk.get(&case).await;
        let contact = page.attrs(links, "href").remove(0);
        let shown = clerk.get(&contact).await;
        assert_eq!(shown.attrs("a[href^='tel:']", "href"), [format!("tel:{PHONE}")]);
        assert!(clerk.get(&format!("/api/v1{contact}")).await.raw().contains(PHONE));
        for login in ["archivist", "justice", "clerk-xixiang"] {
            let mut other = app.signed_in(login).await;
            for path in [
                contact.clone(),
                format!("/api/v1{contact}"),
                contact.replace("cases", "intake") + "/contact",
            ] {
                assert_eq!(other.get(&path).await.status, StatusCode::NOT_FOUND, "{login} {path}");
            }
        }
        // What the clerk looks up of the other side is not the applicant's to know of.
        clerk.get(&page.attrs(links, "href").remove(1)).await;
        let reader = "林晓雯 · 窗口登记人员查看联系方式";
        let mut head = app.signed_in("head").await;
        let mut me = follow(&app, &mine).await;
        for (readers, times) in
            [(head.get(&format!("{case}/readers")).await, 3), (me.get("/follow/readers").await, 2)]
        {
            let rows = readers.texts("tbody tr");
            assert!(rows.len() == 1 && rows[0].ends_with(&format!("{reader}{times}")), "{rows:?}");
        }
    }
}
