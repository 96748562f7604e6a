//! `/file`: can a resident file a request, whatever happens on the way?

use axum::http::StatusCode;
use fengqiao_base::Clock;
use fengqiao_store::{journal, sql, values};

use crate::harness::{Answer, Browser, TestApp};

/// A picture of one grey pixel.
pub const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0:~\x9bU\0\0\0\x0aIDATx\xdach\0\0\0\x82\0\x81\xdaE\x08;\0\0\0\0IEND\xaeB`\x82";

/// Everything a dispute between neighbours must say.
pub const NEIGHBOURS: [(&str, &str); 10] = [
    ("kind", "dispute"),
    ("what", "楼上卫生间漏水到我家客厅，天花板发霉，他不肯修。"),
    ("community", "440306017001"),
    ("address", "宝民花园3栋1202"),
    ("others-0-known_as", "楼上住户"),
    ("claims", "修好漏水\n赔偿装修损失"),
    ("amount", "3,000"),
    ("me-name", "张三"),
    ("me-phone", "138 0013 8000"),
    ("notice", "yes"),
];

/// What somebody got who filed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filed {
    pub number: String,
    pub secret: String,
}

/// Files `fields` in one piece, with some of them changed.
pub async fn filed(browser: &mut Browser, changes: &[(&str, &str)]) -> Filed {
    let answer = send(browser, changes).await;
    assert_eq!(answer.status, StatusCode::OK, "{:?} {}", answer.complaints(), answer.text());
    proof(&answer)
}

/// Sends everything in one piece, with some fields changed or added.
pub async fn send(browser: &mut Browser, changes: &[(&str, &str)]) -> Answer {
    browser.get("/file").await;
    let kept = NEIGHBOURS.iter().filter(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
    let all: Vec<(&str, &str)> = kept.chain(changes).copied().chain([("go", "send")]).collect();
    browser.post("/file", &all).await
}

pub fn proof(answer: &Answer) -> Filed {
    let shown = answer.texts(".fq-proof-number");
    let [number, secret] = shown.as_slice() else { panic!("no receipt: {}", answer.text()) };
    Filed { number: number.clone(), secret: secret.clone() }
}

/// The step a page shows, counted from 1.
fn step(answer: &Answer) -> String {
    answer
        .form("/file")
        .into_iter()
        .find(|(name, _)| name == "step")
        .map(|(_, step)| step)
        .unwrap_or_default()
}

async fn count(app: &TestApp, table: &str) -> i64 {
    let text = format!("SELECT count(*) FROM {table}");
    sql::value(app.app.store.read(), &text, values![]).await.unwrap().unwrap_or_default()
}

/// The state of the only request there is.
async fn state(app: &TestApp) -> serde_json::Value {
    serde_json::to_value(app.request(1).await.request).unwrap()
}

#[tokio::test]
async fn a_neighbour_files_in_five_steps_and_follows_with_number_and_code() {
    for app in TestApp::each().await {
        let mut browser = app.browser();
        let page = browser.get("/file").await;
        assert_eq!((page.status, step(&page).as_str()), (StatusCode::OK, "1"));
        let page = browser.submit(&page, "/file", &NEIGHBOURS[..2]).await;
        assert_eq!(step(&page), "2");
        let page = browser.submit(&page, "/file", &NEIGHBOURS[2..5]).await;
        assert_eq!(step(&page), "3", "{:?}", page.complaints());
        // The suggested type is the one a clerk would choose, with the words that were found.
        assert!(
            page.text().contains("邻里纠纷") && page.text().contains("因为写到：楼上、漏水"),
            "{}",
            page.text()
        );
        let page =
            browser.submit(&page, "/file", &[NEIGHBOURS[5], NEIGHBOURS[6], ("dispute_type", "02")]).await;
        assert_eq!(step(&page), "4", "{:?}", page.complaints());
        let page = browser
            .submit(&page, "/file", &[("for_whom", "self"), NEIGHBOURS[7], NEIGHBOURS[8], NEIGHBOURS[9]])
            .await;
        assert_eq!(step(&page), "5", "{:?}", page.complaints());
        for said in ["漏水到我家客厅", "新安街道 · 宝民社区", "楼上住户", "赔偿装修损失", "张三"]
        {
            assert!(page.text().contains(said), "{said} is missing: {}", page.text());
        }
        let done = browser.submit(&page, "/file", &[("go", "send")]).await;
        let filed = proof(&done);
        assert_eq!(filed.number, "440306-2026-000001");
        // Tuesday 10:00: a clerk looks by Wednesday, the answer comes by Friday.
        assert!(
            done.text().contains("2026年11月25日前") && done.text().contains("2026年11月27日前"),
            "{}",
            done.text()
        );
        let opened = browser.submit(&done, "/follow", &[]).await;
        assert_eq!(opened.location(), "/follow/request", "{}", opened.text());
        let followed = browser.get("/follow/request").await;
        assert!(followed.text().contains("待登记") && followed.text().contains("漏水到我家客厅"));

        let proof = journal::verify(app.app.store.read(), &app.app.keys.verifying()).await.unwrap();
        assert_eq!(proof.map(|proof| proof.states), Ok(3));
    }
}

#[tokio::test]
async fn going_back_and_forth_loses_nothing() {
    let app = TestApp::sqlite().await;
    let mut browser = app.browser();
    let page = browser.get("/file?kind=appeal").await;
    let page = browser
        .submit(&page, "/file", &[("what", "路灯坏了，\"一直\"没人管 <b>&"), ("happened_on", "2026-11-01")])
        .await;
    let page = browser
        .submit(&page, "/file", &[("community", "440306017000"), ("address", "前进路"), ("go", "1")])
        .await;
    assert_eq!(step(&page), "1");
    let form = page.form("/file");
    for held in [
        ("kind", "appeal"),
        ("what", "路灯坏了，\"一直\"没人管 <b>&"),
        ("happened_on", "2026-11-01"),
        ("community", "440306017000"),
        ("address", "前进路"),
    ] {
        assert!(form.contains(&(held.0.to_owned(), held.1.to_owned())), "{held:?} is lost: {form:?}");
    }
    // Going back is free even from a step with mistakes.
    let page = browser.submit(&page, "/file", &[]).await;
    let page = browser.submit(&page, "/file", &[("community", ""), ("go", "1")]).await;
    assert_eq!((page.status, step(&page).as_str()), (StatusCode::OK, "1"));
}

#[tokio::test]
async fn a_step_complains_only_about_what_it_asked() {
    let app = TestApp::sqlite().await;
    let mut browser = app.browser();
    let page = browser.get("/file").await;
    let page = browser.submit(&page, "/file", &[("what", " ")]).await;
    assert_eq!((page.status, step(&page).as_str()), (StatusCode::UNPROCESSABLE_ENTITY, "1"));
    assert_eq!(page.complaints(), ["请写明发生了什么事。 几句话就行：什么事、和谁、从什么时候开始。"]);
    let page = browser.submit(&page, "/file", &[("what", "吵架"), ("happened_on", "2026-13-01")]).await;
    assert_eq!(page.complaints().len(), 1);
    let page = browser.submit(&page, "/file", &[("happened_on", "")]).await;
    let page = browser.submit(&page, "/file", &[]).await;
    assert_eq!(step(&page), "2");
    assert_eq!(page.complaints().len(), 2, "{:?}", page.complaints());
    // Sent in one piece, the first step with a mistake is shown.
    let all = send(&mut browser, &[("what", ""), ("me-name", "")]).await;
    assert_eq!((step(&all).as_str(), all.complaints().len()), ("1", 1));
    let all = send(&mut browser, &[("me-phone", "12"), ("notice", "")]).await;
    assert_eq!((step(&all).as_str(), all.complaints().len()), ("4", 2), "{:?}", all.complaints());
}

#[tokio::test]
async fn a_form_sent_twice_is_kept_once_and_gives_the_same_receipt() {
    for app in TestApp::each().await {
        let mut browser = app.browser();
        let key = [("idempotency_key", "0190aaaa-0000-7000-8000-000000000001")];
        let first = filed(&mut browser, &key).await;
        app.clock.advance(time::Duration::minutes(1));
        let again = send(&mut browser, &[key[0], ("what", "别的话")]).await;
        assert_eq!(proof(&again), first);
        assert!(again.text().contains("没有重复登记"), "{}", again.text());
        assert_eq!((count(&app, "requests").await, count(&app, "parties").await), (1, 2));
        let other = filed(&mut browser, &[("idempotency_key", "0190aaaa-0000-7000-8000-000000000002")]).await;
        assert_ne!(other.number, first.number);
        assert_ne!(other.secret, first.secret);
    }
}

#[tokio::test]
async fn words_of_danger_bring_help_at_once_and_mark_the_request() {
    let app = TestApp::sqlite().await;
    let mut browser = app.browser();
    let page = browser.get("/file").await;
    let what = ("what", "丈夫多次家暴，我不敢回家");
    let page = browser.submit(&page, "/file", &[what]).await;
    assert!(page.text().contains("110") && page.text().contains("人身安全保护令"), "{}", page.text());
    filed(&mut browser, &[what]).await;
    assert_eq!(state(&app).await["class"]["what"], "domestic_violence");
    let urgent: Option<i64> =
        sql::value(app.app.store.read(), "SELECT is_urgent FROM requests", values![]).await.unwrap();
    assert_eq!(urgent, Some(1));
}

#[tokio::test]
async fn files_are_carried_from_step_to_step_and_kept_with_the_request() {
    for app in TestApp::each().await {
        let mut browser = app.browser();
        browser.get("/file").await;
        let fields: Vec<(&str, &str)> = NEIGHBOURS.iter().copied().chain([("step", "3")]).collect();
        let files: [(&str, &str, &[u8]); 2] =
            [("files", "../漏水.PNG", PICTURE), ("files", "合同.pdf", b"%PDF-1.7 ...")];
        let page = browser.post_files("/file", &fields, &files).await;
        assert_eq!((page.status, step(&page).as_str()), (StatusCode::OK, "4"), "{:?}", page.complaints());
        let page = browser.submit(&page, "/file", &[]).await;
        assert!(page.text().contains("漏水.png") && page.text().contains("合同.pdf"), "{}", page.text());
        let done = browser.submit(&page, "/file", &[("go", "send")]).await;
        assert_eq!(count(&app, "attachments").await, 2);
        browser.submit(&done, "/follow", &[]).await;
        let followed = browser.get("/follow/request").await;
        assert!(followed.text().contains("漏水.png"), "{}", followed.text());
        let link = followed.raw();
        let link = link.split("href=\"").find(|link| link.starts_with("/follow/attachments/")).unwrap();
        let file = browser.get(link.split('"').next().unwrap()).await;
        assert_eq!(file.status, StatusCode::OK);
        let name = file.headers.get("content-disposition").unwrap().to_str().unwrap();
        assert!(name.starts_with("attachment; filename=\"1-"), "{name}");
    }
}

#[tokio::test]
async fn a_file_is_taken_by_its_content_and_a_ticket_is_good_in_its_own_browser_only() {
    let app = TestApp::sqlite().await;
    let mut browser = app.browser();
    browser.get("/file").await;
    let fields: Vec<(&str, &str)> =
        NEIGHBOURS.iter().copied().chain([("step", "3"), ("go", "stay")]).collect();
    let hostile: [(&str, &str, &[u8]); 2] =
        [("files", "photo.png", b"<svg onload=alert(1)>"), ("files", "ok.png", PICTURE)];
    let page = browser.post_files("/file", &fields, &hostile).await;
    assert_eq!((page.status, step(&page).as_str()), (StatusCode::UNPROCESSABLE_ENTITY, "3"));
    assert!(page.complaints()[0].contains("不支持这种文件"), "{:?}", page.complaints());
    let ticket = page.form("/file").into_iter().find(|(name, _)| name == "file").unwrap().1;

    let mut stranger = app.browser();
    let changed = format!("{}x", &ticket[..ticket.len() - 1]);
    filed(&mut stranger, &[("file", ticket.as_str())]).await;
    for changed in [changed.as_str(), "x.y"] {
        filed(&mut browser, &[("file", changed)]).await;
    }
    assert_eq!(count(&app, "attachments").await, 0);
    filed(&mut browser, &[("file", ticket.as_str())]).await;
    assert_eq!(count(&app, "attachments").await, 1);
}

#[tokio::test]
async fn a_code_to_the_telephone_is_optional_and_counts_only_when_it_is_right() {
    for app in TestApp::each().await {
        let mut browser = app.browser();
        browser.get("/file").await;
        let fields: Vec<(&str, &str)> =
            NEIGHBOURS.iter().copied().chain([("step", "4"), ("go", "code")]).collect();
        let page = browser.post("/file", &fields).await;
        assert_eq!((page.status, step(&page).as_str()), (StatusCode::OK, "4"), "{:?}", page.complaints());
        let message = browser.get("/demonstration/messages").await.text();
        let code: String = message.split("验证码").nth(1).unwrap().chars().take(6).collect();
        assert!(message.contains("138****8000"), "{message}");
        let wrong = browser.submit(&page, "/file", &[("code", "000000"), ("go", "")]).await;
        let expected = if code == "000000" { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        assert_eq!(wrong.status, expected);
        let right = browser.submit(&wrong, "/file", &[("code", &code), ("go", "")]).await;
        assert_eq!(step(&right), "5", "{:?}", right.complaints());
        let done = browser.submit(&right, "/file", &[("go", "send")]).await;
        proof(&done);
        assert_eq!(state(&app).await["phone_checked"], true);
    }
}

#[tokio::test]
async fn codes_run_out_and_cannot_be_guessed() {
    let app = TestApp::sqlite().await;
    let mut browser = app.browser();
    browser.get("/file").await;
    let fields: Vec<(&str, &str)> =
        NEIGHBOURS.iter().copied().chain([("step", "4"), ("go", "code")]).collect();
    let page = browser.post("/file", &fields).await;
    let guesses = ["111111", "222222", "333333", "444444", "555555", "666666"];
    let mut last = String::new();
    for guess in guesses {
        let answer = browser.submit(&page, "/file", &[("code", guess), ("go", "")]).await;
        last = answer.complaints().join("");
    }
    assert!(last.contains("已经不能用了"), "{last}");
    for _ in 0..2 {
        browser.post("/file", &fields).await;
    }
    let too_many = browser.post("/file", &fields).await;
    assert!(too_many.complaints()[0].contains("已经发过多次"), "{:?}", too_many.complaints());
    let landline = browser.submit(&page, "/file", &[("me-phone", "0755-27788888"), ("go", "code")]).await;
    assert!(landline.complaints()[0].contains("只能发到"), "{:?}", landline.complaints());
    app.clock.advance(time::Duration::minutes(11));
    let over = browser.submit(&page, "/file", &[("code", "123456"), ("go", "")]).await;
    assert!(over.complaints()[0].contains("已经不能用了"), "{:?}", over.complaints());
    // It works without.
    let without = browser.submit(&page, "/file", &[("code", ""), ("go", "")]).await;
    assert_eq!(step(&without), "5", "{:?}", without.complaints());
}

#[tokio::test]
async fn hostile_words_in_every_field_do_no_harm() {
    for app in TestApp::each().await {
        let mut browser = app.browser();
        let hostile =
            "<script>alert(1)</script>'\"; DROP TABLE requests; -- {{7*7}} \u{202e}\u{0007} %s ${x}";
        let fields = [
            "what",
            "address",
            "claims",
            "others-0-name",
            "others-0-known_as",
            "others-0-address",
            "me-name",
            "me-address",
            "me-needs",
        ];
        let changes: Vec<(&str, &str)> = fields.iter().map(|field| (*field, hostile)).collect();
        let short = "<b>'\"--</b>";
        let changes: Vec<(&str, &str)> = changes
            .into_iter()
            .map(|(field, value)| if field.ends_with("name") { (field, short) } else { (field, value) })
            .collect();
        let done = send(&mut browser, &changes).await;
        assert_eq!(done.status, StatusCode::OK, "{:?}", done.complaints());
        browser.submit(&done, "/follow", &[]).await;
        let followed = browser.get("/follow/request").await;
        assert!(
            !followed.raw().contains("<script>alert")
                && followed.text().contains("<script>alert(1)</script>")
        );
        let mut clerk = app.signed_in("clerk").await;
        let page = clerk.get("/intake/440306-2026-000001").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(!page.raw().contains("<script>alert") && !page.raw().contains('\u{202e}'));
        for (field, value) in [
            ("kind", "x"),
            ("community", "440306017001' OR '1'='1"),
            ("community", "440304003001"),
            ("happened_on", "9999-99-99"),
            ("amount", "1e99"),
            ("amount", "-5"),
            ("dispute_type", "ZZ"),
            ("for_whom", "emperor"),
            ("others-0-phone", "drop"),
            ("me-phone", "١٢٣٤٥٦٧٨٩٠١"),
            ("step", "99"),
            ("file", "....."),
            ("add_row", "x"),
            ("remove_file", "x"),
            ("others-99999999999-name", "x"),
            ("idempotency_key", "'"),
        ] {
            let answer = send(&mut browser, &[(field, value)]).await;
            assert!(
                matches!(answer.status, StatusCode::OK | StatusCode::UNPROCESSABLE_ENTITY),
                "{field}={value}: {}",
                answer.status
            );
        }
        assert!(count(&app, "requests").await >= 1);
    }
}

#[tokio::test]
async fn nothing_personal_leaves_the_table_of_parties() {
    for app in TestApp::each().await {
        let mut browser = app.browser();
        filed(&mut browser, &[("others-0-name", "李四"), ("others-0-known_as", "")]).await;
        let read = |text: &'static str| {
            let store = app.app.store.clone();
            async move { sql::rows(store.read(), text, values![]).await.unwrap() }
        };
        let mut all = String::new();
        for row in read("SELECT payload FROM journal").await {
            all.push_str(&row.try_get_by_index::<String>(0).unwrap());
        }
        all.push_str(&state(&app).await.to_string());
        for row in read("SELECT key FROM blocking_keys").await {
            all.push_str(&row.try_get_by_index::<String>(0).unwrap());
        }
        for personal in ["张三", "李四", "13800138000", "138 0013"] {
            assert!(!all.contains(personal), "{personal} in {all}");
        }
    }
}

#[tokio::test]
async fn a_guardian_and_an_agent_file_for_somebody_else() {
    let app = TestApp::sqlite().await;
    let mut browser = app.browser();
    let missing = send(&mut browser, &[("for_whom", "guardian")]).await;
    assert!(missing.complaints()[0].contains("请填写姓名"), "{:?}", missing.complaints());
    filed(&mut browser, &[("for_whom", "guardian"), ("for-name", "张小三"), ("for-age", "10岁")]).await;
    let state = state(&app).await;
    let roles: Vec<&str> =
        state["parties"].as_array().unwrap().iter().map(|p| p["role"].as_str().unwrap()).collect();
    assert_eq!(roles, ["guardian", "applicant", "respondent"]);
    assert_eq!(
        (&state["parties"][1]["needs_guardian"], &state["class"]["what"]),
        (&true.into(), &"minor".into())
    );
}

#[tokio::test]
async fn the_form_speaks_english_too() {
    let app = TestApp::sqlite().await;
    let mut browser = app.browser();
    browser.reads("en");
    let page = browser.get("/file").await;
    assert!(page.text().contains("What happened"));
    let wrong = browser.submit(&page, "/file", &[("what", "")]).await;
    assert!(wrong.complaints()[0].starts_with("Please say what happened."));
    let done = send(&mut browser, &[]).await;
    assert!(done.text().contains("By 25 Nov 2026"), "{}", done.text());
    assert_eq!(state(&app).await["language"], "en");
}

#[tokio::test]
async fn what_was_never_sent_does_not_stay() {
    for app in TestApp::each().await {
        let mut browser = app.browser();
        browser.get("/file").await;
        let fields: Vec<(&str, &str)> =
            NEIGHBOURS.iter().copied().chain([("step", "4"), ("go", "code")]).collect();
        browser.post_files("/file", &fields, &[("files", "a.png", PICTURE)]).await;
        filed(&mut browser, &[("idempotency_key", "0190aaaa-0000-7000-8000-000000000003")]).await;
        assert_eq!((count(&app, "messages").await, count(&app, "idempotency").await), (1, 1));
        // The file's own clock is the disk's: only what the rows say depends on ours.
        app.clock.set(fengqiao_base::SystemClock.now() + time::Duration::days(2));
        let gone = fengqiao::intake::tidy::reconcile(&app.app).await.unwrap();
        assert_eq!(gone, 4, "message, attempts, answer, file");
        assert_eq!((count(&app, "messages").await, count(&app, "attempts").await), (0, 0));
        assert_eq!((count(&app, "idempotency").await, count(&app, "requests").await), (0, 1));
        assert_eq!(fengqiao::intake::tidy::reconcile(&app.app).await.unwrap(), 0);
    }
}
