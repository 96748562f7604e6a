//! `/follow/data`: does somebody see, take along and erase what is held about her, and who looked?

use axum::http::StatusCode;
use fengqiao_store::{journal, sql, values};

use crate::{
    file::filed,
    follow::follow,
    harness::{TestApp, encoded},
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
