//! `/intake/{number}/people`: are those of a request completed and added, each with its part?

use axum::http::StatusCode;
use fengqiao_domain::case::Confidentiality;
use fengqiao_store::journal;

use crate::{
    file::filed,
    follow::follow,
    harness::{Browser, TestApp},
    intake::{REGISTER, act, choose_type, done, numbers},
};

/// Adds somebody to a request through the form, as a clerk would.
async fn add(clerk: &mut Browser, number: &str, typed: &[(&str, &str)]) {
    let action = format!("/intake/{number}/people/new");
    let form = clerk.get(&action).await;
    let added = clerk.submit(&form, &action, typed).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{:?}", added.complaints());
}

#[tokio::test]
async fn a_guardian_of_the_other_side_comes_into_the_case_and_does_not_follow_the_request() {
    for app in TestApp::each().await {
        let mine = filed(&mut app.browser(), &[]).await;
        let mut clerk = app.signed_in("clerk").await;
        let action = format!("/intake/{}/people/new", mine.number);
        let form = clerk.get(&action).await;
        let sides = form.attrs("select[name=stands_for] option", "value");
        let [none, _, respondent] = &sides[..] else { panic!("{sides:?}") };
        assert_eq!(none, "");
        let typed = [("role", "guardian"), ("kind", "person"), ("name", "王母"), ("phone", "13900139000")];
        let nobody = clerk.submit(&form, &action, &typed).await;
        assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(nobody.complaints().len(), 1, "{:?}", nobody.complaints());
        let added = clerk
            .submit(&nobody, &action, &[typed[0], typed[1], typed[2], typed[3], ("stands_for", respondent)])
            .await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{:?}", added.complaints());
        let mut resident = follow(&app, &mine).await;
        let shown = resident.get("/follow/request").await;
        assert_eq!(shown.status, StatusCode::OK, "whoever filed still follows");
        assert!(!shown.text().contains("王母") && !shown.text().contains("法定代理人"), "{}", shown.text());
        let page = clerk.get(&format!("/intake/{}", mine.number)).await;
        assert!(page.text().contains("王母") && page.text().contains("需要监护人"), "{}", page.text());

        done(&mut clerk, &mine.number, "register", &REGISTER).await;
        choose_type(&mut clerk, &mine.number, "02").await;
        let opening = format!("/intake/{}/acts/open", mine.number);
        let form = clerk.get(&opening).await;
        let body = form.choice("body", "新安街道人民调解委员会");
        let opened = clerk.submit(&form, &opening, &[("body", &body)]).await;
        assert_eq!(opened.status, StatusCode::SEE_OTHER, "{:?}", opened.complaints());
        let case = serde_json::to_value(app.case(1).await.case).unwrap();
        let standing = &case["parties"][1];
        assert_eq!(standing["id"], respondent.as_str());
        assert_eq!(standing["needs_guardian"], true);
        assert!(standing["guardian"].is_string() && case["parties"][0]["guardian"].is_null(), "{case}");
    }
}

#[tokio::test]
async fn who_speaks_for_a_second_applicant_does_not_take_the_place_of_who_filed() {
    for app in TestApp::each().await {
        let mine = filed(&mut app.browser(), &[]).await;
        let mut clerk = app.signed_in("clerk").await;
        let second = [("role", "applicant"), ("kind", "person"), ("name", "赵六"), ("phone", "13700137000")];
        add(&mut clerk, &mine.number, &second).await;
        let form = clerk.get(&format!("/intake/{}/people/new", mine.number)).await;
        let sides = form.choice("stands_for", "赵六");
        let agent = [
            ("role", "agent"),
            ("kind", "person"),
            ("name", "孙七"),
            ("phone", "13600136000"),
            ("stands_for", &sides),
        ];
        add(&mut clerk, &mine.number, &agent).await;
        let own = follow(&app, &mine).await.get("/follow/details").await;
        let name = ("name".to_owned(), "张三".to_owned());
        assert!(own.form("/follow/details").contains(&name), "{}", own.text());
    }
}

#[tokio::test]
async fn a_child_whom_a_clerk_adds_makes_the_request_confidential() {
    for app in TestApp::each().await {
        let mine = filed(&mut app.browser(), &[]).await;
        let mut clerk = app.signed_in("clerk").await;
        let child = [("role", "respondent"), ("kind", "person"), ("name", "小王"), ("birth", "2015-06-01")];
        add(&mut clerk, &mine.number, &child).await;
        let kept = app.request(1).await.request;
        assert_eq!(kept.class.what, Confidentiality::Minor);
    }
}

#[tokio::test]
async fn a_clerk_completes_what_is_missing_and_adds_the_other_side() {
    for app in TestApp::each().await {
        let mine = filed(&mut app.browser(), &[("kind", "appeal"), ("others-0-known_as", "")]).await;
        let mut clerk = app.signed_in("clerk").await;
        done(
            &mut clerk,
            &mine.number,
            "amend",
            &[("community", "440306017003"), ("amount", "1,280.50"), ("claims", "修好\n赔偿")],
        )
        .await;
        let wrong = act(&mut clerk, &mine.number, "amend", &[("amount", "many")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let action = format!("/intake/{}/people/new", mine.number);
        let form = clerk.get(&action).await;
        let typed = [
            ("kind", "person"),
            ("name", "李四"),
            ("id_kind", "resident"),
            ("id_number", "11010519491231002X"),
        ];
        let mistyped = clerk
            .submit(&form, &action, &[typed[0], typed[1], typed[2], ("id_number", "110105194912310021")])
            .await;
        assert_eq!(mistyped.complaints().len(), 1, "{:?}", mistyped.complaints());
        let added = clerk.submit(&mistyped, &action, &typed).await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{:?}", added.complaints());
        let page = clerk.get(&format!("/intake/{}", mine.number)).await;
        assert!(page.text().contains("李四") && page.text().contains("1,280.50"), "{}", page.text());
        let found = clerk.get("/intake?q=%E6%9D%8E%E5%9B%9B").await;
        assert_eq!(numbers(&found), std::slice::from_ref(&mine.number));
        let verified = journal::verify(app.app.store.read(), &app.app.keys.verifying()).await.unwrap();
        assert!(verified.is_ok(), "{verified:?}");
    }
}
