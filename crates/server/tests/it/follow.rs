//! `/follow`: does whoever filed a request see it, and nobody else?

use axum::http::StatusCode;
use fengqiao::intake::store::{amend_party, people};
use fengqiao_base::Actor;
use fengqiao_store::{StoreError, sql, values};

use crate::{
    file::{Filed, PICTURE, filed},
    harness::{Browser, TestApp},
};

/// Opens the way with number and code.
pub async fn follow(app: &TestApp, filed: &Filed) -> Browser {
    let mut browser = app.browser();
    browser.get("/follow").await;
    let answer = browser.post("/follow", &[("number", &filed.number), ("secret", &filed.secret)]).await;
    assert_eq!(answer.location(), "/follow/request", "{}", answer.text());
    browser
}

#[tokio::test]
async fn a_wrong_number_and_a_wrong_code_get_the_same_answer_and_not_for_ever() {
    for app in TestApp::each().await {
        let filed = filed(&mut app.browser(), &[]).await;
        let mut stranger = app.browser();
        stranger.get("/follow").await;
        let wrong_code =
            stranger.post("/follow", &[("number", &filed.number), ("secret", "22222-22222")]).await;
        let wrong_number =
            stranger.post("/follow", &[("number", "440306-2026-999999"), ("secret", &filed.secret)]).await;
        let nonsense = stranger.post("/follow", &[("number", "x"), ("secret", "")]).await;
        assert_eq!(wrong_code.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(
            (wrong_code.complaints(), wrong_code.complaints()),
            (wrong_number.complaints(), nonsense.complaints())
        );
        assert!(!stranger.cookies.contains_key("fq_session"));
        for _ in 0..9 {
            stranger.post("/follow", &[("number", &filed.number), ("secret", "33333-33333")]).await;
        }
        let right_but_late =
            stranger.post("/follow", &[("number", &filed.number), ("secret", &filed.secret)]).await;
        assert!(right_but_late.complaints()[0].contains("过一刻钟再试"), "{:?}", right_but_late.complaints());
        app.clock.advance(time::Duration::minutes(16));
        let loose = filed.secret.to_lowercase().replace('-', " ");
        let right =
            stranger.post("/follow", &[("number", &filed.number.replace('-', "")), ("secret", &loose)]).await;
        assert_eq!(right.location(), "/follow/request");
    }
}

#[tokio::test]
async fn another_year_before_the_number_gives_no_more_tries() {
    let app = TestApp::sqlite().await;
    let mine = filed(&mut app.browser(), &[]).await;
    let mut stranger = app.browser();
    stranger.get("/follow").await;
    for year in 2030..2040 {
        let number = mine.number.replace("-2026-", &format!("-{year}-"));
        stranger.post("/follow", &[("number", &number), ("secret", "22222-22222")]).await;
    }
    let right = stranger.post("/follow", &[("number", &mine.number), ("secret", &mine.secret)]).await;
    assert!(right.complaints()[0].contains("过一刻钟再试"), "{:?}", right.complaints());
}

#[tokio::test]
async fn without_a_code_the_way_leads_to_the_page_that_asks_for_it() {
    let app = TestApp::sqlite().await;
    filed(&mut app.browser(), &[]).await;
    let mut stranger = app.browser();
    for path in ["/follow/request", "/follow/receipt", "/follow/details"] {
        assert_eq!(stranger.get(path).await.location(), "/follow", "{path}");
    }
}

#[tokio::test]
async fn who_follows_sees_the_own_request_and_none_of_the_desk() {
    for app in TestApp::each().await {
        let mine = filed(&mut app.browser(), &[]).await;
        let other = filed(&mut app.browser(), &[("me-name", "王五"), ("what", "租房押金不退")]).await;
        let mut browser = follow(&app, &mine).await;
        let page = browser.get("/follow/request").await;
        assert!(page.text().contains("漏水") && !page.text().contains("押金"));
        // By when, whose turn, and the other ways.
        for said in ["等待窗口登记人员办理", "2026年11月25日", "向人民法院起诉", "信访"]
        {
            assert!(page.text().contains(said), "{said}: {}", page.text());
        }
        for path in
            [format!("/intake/{}", mine.number), format!("/intake/{}", other.number), "/intake".to_owned()]
        {
            let answer = browser.get(&path).await;
            assert!(
                answer.status == StatusCode::NOT_FOUND || answer.location().starts_with("/sign-in"),
                "{path}"
            );
        }
        assert_eq!(browser.get("/follow").await.location(), "/follow/request");
        let receipt = browser.get("/follow/receipt").await;
        assert!(receipt.text().contains(&mine.number) && !receipt.text().contains(&mine.secret));
    }
}

#[tokio::test]
async fn what_others_know_of_the_other_side_is_not_shown_to_who_filed() {
    let app = TestApp::sqlite().await;
    let mine = filed(&mut app.browser(), &[]).await;
    let mut clerk = app.signed_in("clerk").await;
    let page = clerk.get(&format!("/intake/{}", mine.number)).await;
    let action = page.attrs("#people a[href*='/people/']:not([href$='/contact'])", "href").remove(1);
    let form = clerk.get(&action).await;
    let kept = clerk
        .submit(&form, &action, &[("name", "李四"), ("phone", "13700137000"), ("address", "宝民花园3栋1302")])
        .await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{:?}", kept.complaints());
    let page = follow(&app, &mine).await.get("/follow/request").await;
    assert!(page.text().contains("李四"));
    assert!(!page.text().contains("13700137000") && !page.text().contains("1302"), "{}", page.text());
}

#[tokio::test]
async fn a_look_over_the_shoulder_tells_nothing_of_violence_at_home() {
    let app = TestApp::sqlite().await;
    let mine = filed(&mut app.browser(), &[("what", "家里的事，丈夫家暴")]).await;
    let mut clerk = app.signed_in("clerk").await;
    for (act, fields) in
        [("set_urgency", [("urgent", "yes")]), ("set_class", [("class", "domestic_violence")])]
    {
        let action = format!("/intake/{}/acts/{act}", mine.number);
        let form = clerk.get(&action).await;
        assert_eq!(clerk.submit(&form, &action, &fields).await.status, StatusCode::SEE_OTHER);
    }
    let desk = clerk.get(&format!("/intake/{}", mine.number)).await;
    assert!(desk.text().contains("建议保密类别：") && desk.text().contains("紧急"));
    let page = follow(&app, &mine).await.get("/follow/request").await;
    for told in ["保密类别", "紧急", "110", "保护令"] {
        assert!(!page.text().contains(told), "{told}: {}", page.text());
    }
}

#[tokio::test]
async fn who_filed_corrects_the_own_details_adds_files_and_takes_it_back() {
    for app in TestApp::each().await {
        let mine = filed(&mut app.browser(), &[]).await;
        let mut browser = follow(&app, &mine).await;
        let form = browser.get("/follow/details").await;
        assert!(form.form("/follow/details").contains(&("phone".to_owned(), "13800138000".to_owned())));
        let wrong = browser.submit(&form, "/follow/details", &[("phone", "1")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let unreachable = browser.submit(&form, "/follow/details", &[("phone", ""), ("address", "")]).await;
        assert!(unreachable.complaints()[0].contains("联系到您"), "{:?}", unreachable.complaints());
        let kept = browser.submit(&form, "/follow/details", &[("phone", "13900139000")]).await;
        assert_eq!(kept.location(), "/follow/request", "{:?}", kept.complaints());
        let details = browser.get("/follow/details").await;
        assert!(details.form("/follow/details").contains(&("phone".to_owned(), "13900139000".to_owned())));

        let page = browser.get("/follow/request").await;
        let held: Vec<(String, String)> = page.form("/follow/files");
        let fields: Vec<(&str, &str)> =
            held.iter().filter(|(name, _)| name != "csrf").map(|(n, v)| (n.as_str(), v.as_str())).collect();
        let added = browser.post_files("/follow/files", &fields, &[("files", "现场.png", PICTURE)]).await;
        assert_eq!(added.location(), "/follow/request", "{}", added.text());
        let again = browser.post_files("/follow/files", &fields, &[("files", "现场.png", PICTURE)]).await;
        assert_eq!(again.location(), "/follow/request");
        let page = browser.get("/follow/request").await;
        assert_eq!(page.texts("#files a").len(), 1);

        let gone = browser.submit(&page, "/follow/withdraw", &[("reason", "")]).await;
        assert_eq!(gone.location(), "/follow/request", "{}", gone.text());
        let page = browser.get("/follow/request").await;
        assert!(page.text().contains("已撤回") && page.text().contains("向人民法院起诉"), "{}", page.text());
        let proof =
            fengqiao_store::journal::verify(app.app.store.read(), &app.app.keys.verifying()).await.unwrap();
        assert!(proof.is_ok(), "{proof:?}");
    }
}

#[tokio::test]
async fn of_two_who_correct_the_same_person_the_second_is_told_and_loses_nothing() {
    for app in TestApp::each().await {
        let mine = filed(&mut app.browser(), &[]).await;
        let (mut here, mut there) = (follow(&app, &mine).await, follow(&app, &mine).await);
        let (first, second) = (here.get("/follow/details").await, there.get("/follow/details").await);
        here.submit(&first, "/follow/details", &[("phone", "13900139000")]).await;
        let told = there.submit(&second, "/follow/details", &[("address", "宝民一路 8 号")]).await;
        assert_eq!(told.status, StatusCode::CONFLICT);
        assert!(told.complaints()[0].contains("刚刚被别人改过"), "{:?}", told.complaints());
        let typed = ("address".to_owned(), "宝民一路 8 号".to_owned());
        assert!(told.form("/follow/details").contains(&typed));
        let kept = there.submit(&told, "/follow/details", &[("phone", "13900139000")]).await;
        assert_eq!(kept.location(), "/follow/request", "{:?}", kept.complaints());
        let now = here.get("/follow/details").await.form("/follow/details");
        assert!(now.contains(&typed) && now.contains(&("phone".to_owned(), "13900139000".to_owned())));
    }
}

#[tokio::test]
async fn a_session_ends_by_itself_and_when_one_leaves() {
    let app = TestApp::sqlite().await;
    let mine = filed(&mut app.browser(), &[]).await;
    let mut browser = follow(&app, &mine).await;
    app.clock.advance(time::Duration::minutes(31));
    assert_eq!(browser.get("/follow/request").await.location(), "/follow");
    let mut browser = follow(&app, &mine).await;
    browser.post("/sign-out", &[]).await;
    assert_eq!(browser.get("/follow/request").await.location(), "/follow");
    let sessions: Option<i64> =
        sql::value(app.app.store.read(), "SELECT count(*) FROM sessions", values![]).await.unwrap();
    assert_eq!(sessions, Some(0));
}

#[tokio::test]
async fn a_correction_of_what_is_no_longer_known_writes_nothing() {
    for app in TestApp::each().await {
        filed(&mut app.browser(), &[]).await;
        let (seq, known) = people(app.app.store.read(), &app.app.vault, &[1]).await.unwrap().remove(0);
        let corrected = |name: &str| {
            let mut party = known.clone();
            party.details.name = name.to_owned();
            let (known, now, vault) = (known.details.clone(), app.app.clock.now(), app.app.vault.clone());
            app.app.store.write(move |tx| {
                Box::pin(
                    async move { amend_party(tx, &vault, seq, &party, &known, now, Actor::System).await },
                )
            })
        };
        assert!(corrected("张三丰").await.is_ok());
        assert!(matches!(corrected("张三多").await, Err(StoreError::Conflict { word: "party" })));
        let (_, kept) = people(app.app.store.read(), &app.app.vault, &[1]).await.unwrap().remove(0);
        assert_eq!(kept.details.name, "张三丰");
    }
}
