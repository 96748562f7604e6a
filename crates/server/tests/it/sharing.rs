//! `/shared`, `/follow/case`: is something shown to another body only with everybody's consent or by law, to nobody
//! else, and no longer than that?

use axum::http::StatusCode;
use fengqiao::exchange::export::{self, Form, What};
use fengqiao_base::PartyId;
use time::Duration;

use crate::{
    cases::{Opened, act},
    client::Client,
    documents::{CONCEDED, listed, produce, settle, text},
    file::{Filed, filed},
    follow::follow,
    harness::{Answer, Browser, TestApp, encoded},
    intake::{REGISTER, choose_type, done},
};

const LABOUR: &str = "人力资源局劳动监察与仲裁岗";
const COURT: &str = "人民法院诉调对接工作室";
const WHY: &str = "请核查用工登记。";
const NOTED: &str = "密封备注里的一句话";

/// A case that came of a request, so that whoever filed it follows it.
async fn opened(app: &TestApp) -> (Opened, Filed) {
    opened_from(app, &[]).await
}

/// The same, with some fields of the request changed or added.
async fn opened_from(app: &TestApp, changes: &[(&str, &str)]) -> (Opened, Filed) {
    let mine = filed(&mut app.browser(), changes).await;
    let mut clerk = app.signed_in("clerk").await;
    done(&mut clerk, &mine.number, "register", &REGISTER).await;
    choose_type(&mut clerk, &mine.number, "02").await;
    let action = format!("/intake/{}/acts/open", mine.number);
    let form = clerk.get(&action).await;
    let body = form.choice("body", "新安街道人民调解委员会");
    clerk.submit(&form, &action, &[("body", &body)]).await;
    let parties: Vec<PartyId> = app.case(1).await.case.parties.iter().map(|party| party.id).collect();
    (Opened { path: format!("/cases/{}", mine.number), parties: parties.try_into().unwrap() }, mine)
}

/// The other party, with the code that the clerk gave it.
async fn other_party(app: &TestApp, case: &Opened) -> Browser {
    let mut clerk = app.signed_in("clerk").await;
    let path = format!("{}/access", case.path);
    let form = clerk.get(&path).await;
    let issued = clerk.submit(&form, &path, &[("party", &case.parties[1].to_string())]).await;
    let code = issued.texts("[data-code]").remove(0);
    let mut follower = app.browser();
    let form = follower.get("/follow").await;
    let fields = [("number", case.path.trim_start_matches("/cases/")), ("secret", code.as_str())];
    assert_eq!(follower.submit(&form, "/follow", &fields).await.location(), "/follow/case");
    follower
}

/// Shares as somebody at a desk does, with these parts.
async fn share(desk: &mut Browser, case: &Opened, body: &str, parts: &[&str], more: &[(&str, &str)]) {
    let action = format!("{}/acts/share", case.path);
    let form = desk.get(&action).await;
    let body = form.choice("body", body);
    let mut fields = vec![("body", body.as_str()), ("purpose", WHY), ("until", "2026-12-20")];
    fields.extend(parts.iter().map(|part| ("parts", *part)));
    fields.extend(more);
    let answer = desk.submit(&form, &action, &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{:?}", answer.complaints());
}

const ANSWER: &str = "/follow/case/acts/answer_sharing";

/// Presses the button of this answer on the page of the case, `times` times; gives the last answer.
async fn presses(party: &mut Browser, answer: &str, times: usize) -> Answer {
    let page = party.get("/follow/case").await;
    let forms = page.raw();
    let one = forms.split("<form").find(|form| form.contains(&format!("name=\"answer\" value=\"{answer}\"")));
    let one = one.unwrap_or_else(|| panic!("no button to {answer}: {}", page.text()));
    let field = |name: &str| {
        let (_, rest) = one.split_once(&format!("name=\"{name}\" value=\"")).unwrap();
        rest.split_once('"').unwrap().0.to_owned()
    };
    let names = ["idempotency_key", "version", "sharing", "party"];
    let sent = names.map(|name| (name, field(name)));
    let mut fields: Vec<(&str, &str)> = sent.iter().map(|(name, value)| (*name, value.as_str())).collect();
    fields.push(("answer", answer));
    let mut last = party.post(ANSWER, &fields).await;
    for _ in 1..times {
        last = party.post(ANSWER, &fields).await;
    }
    assert_eq!((last.status, last.location()), (StatusCode::SEE_OTHER, "/follow/case"), "{}", last.text());
    last
}

/// Addresses on the list of what is shared with this account's body, and what the list counts.
async fn shared_with(browser: &mut Browser) -> (Vec<String>, String) {
    let page = browser.get("/shared").await;
    assert_eq!(page.status, StatusCode::OK);
    (page.attrs("tbody a", "href"), page.texts(".fq-pager p").join(""))
}

#[tokio::test]
async fn what_is_shared_is_read_by_its_body_alone_until_one_party_takes_its_consent_back() {
    for app in TestApp::each().await {
        let (case, mine) = opened(&app).await;
        settle(&app, &case).await;
        let mut head = app.signed_in("head").await;
        share(&mut head, &case, LABOUR, &["contacts", "dispute"], &[]).await;
        let mut department = app.signed_in("department").await;
        assert_eq!(shared_with(&mut department).await, (vec![], String::new()), "silence is no consent");

        let mut me = follow(&app, &mine).await;
        let mut other = other_party(&app, &case).await;
        let asked = me.get("/follow/case").await;
        for told in [LABOUR, WHY, "当事人姓名、电话和地址", "2026年12月20日"] {
            assert!(asked.text().contains(told), "{told}: {}", asked.text());
        }
        let buttons = asked.texts(&format!("form[action='{ANSWER}'] button"));
        assert_eq!(buttons, ["同意提供", "不同意提供"]);
        presses(&mut me, "agree", 2).await;
        assert_eq!(shared_with(&mut department).await.0, Vec::<String>::new(), "one of two has agreed");
        presses(&mut other, "agree", 1).await;
        let answers = match &app.case(1).await.case.sharings[0].basis {
            fengqiao_domain::sharing::SharingBasis::Consent { answers } => answers.len(),
            fengqiao_domain::sharing::SharingBasis::Law { .. } => 0,
        };
        assert_eq!(answers, 2, "a second click is no second answer");

        let (links, count) = shared_with(&mut department).await;
        assert_eq!((links.len(), count.contains('1')), (1, true), "{count}");
        let extract = department.get(&links[0]).await;
        assert_eq!(extract.status, StatusCode::OK);
        for told in ["张三", "13800138000", "漏水", WHY, "各方当事人单独同意"] {
            assert!(extract.text().contains(told), "{told}: {}", extract.text());
        }
        for untold in ["赔偿八百元", CONCEDED, "双方到现场查看了漏水点"] {
            assert!(!extract.raw().contains(untold), "{untold} is not among what is shared");
        }
        assert_eq!(department.get(&case.path).await.status, StatusCode::NOT_FOUND, "the case itself is not");
        for login in ["judge", "head", "justice", "head-xixiang"] {
            let mut somebody = app.signed_in(login).await;
            assert_eq!(somebody.get(&links[0]).await.status, StatusCode::NOT_FOUND, "{login}");
            assert_eq!(shared_with(&mut somebody).await.0, Vec::<String>::new(), "{login}");
        }
        for login in ["clerk", "auditor", "mediator"] {
            let answer = app.signed_in(login).await.get("/shared").await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{login}");
        }

        assert!(head.get(&case.path).await.raw().contains(&format!("{}/readers", case.path)));
        let readers = head.get(&format!("{}/readers", case.path)).await;
        assert!(readers.text().contains("宋远航"), "{}", readers.text());
        for party in [&mut me, &mut other] {
            let readers = party.get("/follow/readers").await;
            assert!(readers.text().contains("宋远航"), "{}", readers.text());
            assert!(readers.text().contains("查看对外提供的信息"), "{}", readers.text());
        }

        let page = me.get("/follow/case").await;
        assert_eq!(page.texts(&format!("form[action='{ANSWER}'] button")), ["撤回同意"]);
        presses(&mut me, "refuse", 2).await;
        assert_eq!(department.get(&links[0]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(shared_with(&mut department).await, (vec![], String::new()));
        let events = head.get(&case.path).await.texts("#timeline .fq-event-title");
        assert_eq!(events.iter().filter(|text| text.contains("撤回同意")).count(), 1, "{events:?}");
        let proof = fengqiao_store::journal::verify(app.app.store.read(), &app.app.keys.verifying()).await;
        assert!(proof.unwrap().is_ok());
    }
}

#[tokio::test]
async fn after_its_last_day_and_once_it_is_ended_nobody_reads_it_and_no_count_tells_of_it() {
    for app in TestApp::each().await {
        let (case, _) = opened(&app).await;
        settle(&app, &case).await;
        let mut head = app.signed_in("head").await;
        share(&mut head, &case, LABOUR, &["dispute"], &[("ground", "statutory_duty")]).await;
        share(&mut head, &case, COURT, &["agreement"], &[("ground", "court_inquiry")]).await;
        let (mut department, mut judge) = (app.signed_in("department").await, app.signed_in("judge").await);
        let to_labour = shared_with(&mut department).await.0;
        let to_court = shared_with(&mut judge).await.0;
        assert_eq!((to_labour.len(), to_court.len()), (1, 1));
        assert_eq!(judge.get(&to_labour[0]).await.status, StatusCode::NOT_FOUND);
        let sharing = to_court[0].trim_start_matches("/shared/");
        act(&mut head, &case.path, "end_sharing", &[("sharing", sharing)]).await;
        assert_eq!(judge.get(&to_court[0]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(shared_with(&mut judge).await, (vec![], String::new()));
        app.clock.advance(Duration::days(26));
        let mut department = app.signed_in("department").await;
        assert_eq!(department.get(&to_labour[0]).await.status, StatusCode::OK, "on the last day");
        app.clock.advance(Duration::days(1));
        let mut department = app.signed_in("department").await;
        assert_eq!(department.get(&to_labour[0]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(shared_with(&mut department).await, (vec![], String::new()));
    }
}

#[tokio::test]
async fn letters_stand_for_the_people_unless_contacts_are_shared_and_of_a_sealed_file_unless_a_law_says_so() {
    for app in TestApp::each().await {
        let (case, _) = opened(&app).await;
        let names_people = |answer: &Answer| answer.raw().contains("张三");
        let mut clerk = app.signed_in("clerk").await;
        for party in case.parties.map(|id| id.to_string()) {
            let consent = [("party", party.as_str()), ("answer", "agree"), ("manner", "telephone")];
            act(&mut clerk, &case.path, "record_consent", &consent).await;
            act(&mut clerk, &case.path, "tell_rights", &[("party", &party), ("manner", "in_person")]).await;
        }
        let mut head = app.signed_in("head").await;
        act(&mut head, &case.path, "accept", &[]).await;
        share(&mut head, &case, LABOUR, &["dispute"], &[]).await;
        for party in case.parties.map(|id| id.to_string()) {
            let agrees = [("party", party.as_str()), ("answer", "agree"), ("manner", "in_person")];
            act(&mut clerk, &case.path, "answer_sharing", &agrees).await;
        }
        let mut department = app.signed_in("department").await;
        let link = shared_with(&mut department).await.0.remove(0);
        let extract = department.get(&link).await;
        assert!(!names_people(&extract) && extract.text().contains("漏水"), "{}", extract.text());
        assert!(extract.texts(".fq-party h3") == ["A", "B"], "{:?}", extract.texts(".fq-party h3"));

        act(&mut head, &case.path, "set_class", &[("class", "sealed")]).await;
        let action = format!("{}/acts/share", case.path);
        let form = head.get(&action).await;
        let body = form.choice("body", COURT);
        let fields =
            [("body", body.as_str()), ("parts", "contacts"), ("purpose", WHY), ("until", "2026-12-20")];
        let refused = head.submit(&form, &action, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.complaints()[0].contains("密封"), "{:?}", refused.complaints());
        assert!(refused.raw().contains(WHY), "nothing typed is lost");
    }
}

#[tokio::test]
async fn what_the_law_keeps_from_the_parties_is_on_no_page_and_in_no_answer_of_theirs() {
    for app in TestApp::each().await {
        let (case, mine) = opened(&app).await;
        settle(&app, &case).await;
        let mut head = app.signed_in("head").await;
        share(&mut head, &case, COURT, &["dispute"], &[("ground", "criminal_inquiry")]).await;
        share(&mut head, &case, LABOUR, &["dispute"], &[("ground", "statutory_duty")]).await;
        let mut judge = app.signed_in("judge").await;
        let link = shared_with(&mut judge).await.0.remove(0);
        assert_eq!(judge.get(&link).await.status, StatusCode::OK);
        assert!(head.get(&format!("{}/readers", case.path)).await.text().contains("魏思齐"));
        let mut me = follow(&app, &mine).await;
        for path in ["/follow/case", "/follow/readers", "/api/v1/follow/case", "/follow/data"] {
            let answer = me.get(path).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}");
            for hidden in [COURT, "魏思齐", "criminal_inquiry", "刑事"] {
                assert!(!answer.raw().contains(hidden), "{path} tells {hidden}");
            }
        }
        let page = me.get("/follow/case").await;
        assert!(page.text().contains(LABOUR), "of the other she is told");
        assert_eq!(page.texts(&format!("form[action='{ANSWER}'] button")), Vec::<String>::new());
        let told = me.get("/api/v1/follow/case").await.raw();
        assert!(told.contains("statutory_duty"), "{told}");
    }
}

#[tokio::test]
async fn only_a_body_that_is_offered_can_be_named() {
    let app = TestApp::sqlite().await;
    let (case, _) = opened(&app).await;
    settle(&app, &case).await;
    let mut head = app.signed_in("head").await;
    let action = format!("{}/acts/share", case.path);
    let form = head.get(&action).await;
    let nobody = [
        ("body", "0198c0de-0000-7000-8000-000000000000"),
        ("parts", "dispute"),
        ("purpose", WHY),
        ("until", "2026-12-20"),
    ];
    let refused = head.submit(&form, &action, &nobody).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(app.case(1).await.case.sharings, []);
}

/// Every way out of the platform for what a case holds: whose hand it comes into, and what comes.
async fn ways_out(app: &TestApp, case: &Opened, mine: &Filed) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for what in [What::Requests, What::Cases, What::Journal] {
        for form in [Form::Csv, Form::Jsonl] {
            let mut table = Vec::new();
            export::run(&app.app, what, form, true, &mut table).await.unwrap();
            out.push((format!("export {what:?} {form:?}"), String::from_utf8(table).unwrap()));
        }
    }
    let staff = ["clerk", "dispatcher", "head", "recorder", "visitor", "archivist", "justice"];
    for login in staff {
        let mut browser = app.signed_in(login).await;
        for path in [
            case.path.clone(),
            format!("{}/deadlines", case.path),
            format!("{}/documents", case.path),
            format!("{}/dossier", case.path),
            format!("/api/v1{}", case.path),
            format!("/api/v1{}/events", case.path),
            format!("/api/v1{}/documents", case.path),
            "/cases?open=all".to_owned(),
            "/cases.csv?open=all".to_owned(),
            "/api/v1/cases?open=all".to_owned(),
            "/work".to_owned(),
        ] {
            let answer = browser.get(&path).await;
            assert_eq!(answer.status, StatusCode::OK, "{login} {path}");
            out.push((format!("{login} {path}"), answer.raw()));
        }
    }
    let mut head = app.signed_in("head").await;
    for (title, href) in listed(&mut head, &format!("{}/documents", case.path)).await {
        out.push((title, text(&mut head, &href).await));
    }
    for login in ["department", "judge"] {
        let mut browser = app.signed_in(login).await;
        let (links, _) = shared_with(&mut browser).await;
        assert_eq!(links.len(), 1, "{login}");
        out.push((format!("{login} reads"), browser.get(&links[0]).await.raw()));
    }
    let mut me = follow(app, mine).await;
    let mut other = other_party(app, case).await;
    for (who, browser) in [("applicant", &mut me), ("other party", &mut other)] {
        for path in
            ["/follow/case", "/api/v1/follow/case", "/follow/data", "/follow/data.json", "/follow/readers"]
        {
            let answer = browser.get(path).await;
            assert_eq!(answer.status, StatusCode::OK, "{who} {path}");
            out.push((format!("{who} {path}"), answer.raw()));
        }
    }
    out
}

#[tokio::test]
async fn what_was_conceded_and_what_was_noted_under_seal_comes_out_nowhere_but_for_the_mediator_of_the_case()
{
    for app in TestApp::each().await {
        let (case, mine) = opened(&app).await;
        settle(&app, &case).await;
        // Another request waits, so that the table of requests has a row.
        filed(&mut app.browser(), &[]).await;
        let (mut head, mut mediator) = (app.signed_in("head").await, app.signed_in("mediator").await);
        act(&mut mediator, &case.path, "add_note", &[("text", NOTED), ("sealed", "yes")]).await;
        for party in case.parties.map(|id| id.to_string()) {
            let signed = [("party", party.as_str()), ("manner", "handwritten")];
            act(&mut mediator, &case.path, "sign_agreement", &signed).await;
        }
        act(&mut mediator, &case.path, "sign_as_mediator", &[]).await;
        act(&mut head, &case.path, "affix_seal", &[]).await;
        let everything = ["contacts", "dispute", "agreement"];
        share(&mut head, &case, LABOUR, &everything, &[("ground", "statutory_duty")]).await;
        share(&mut head, &case, COURT, &everything, &[("ground", "court_inquiry")]).await;
        // The papers that go to the court: the joint application with what belongs to it.
        for party in case.parties.map(|id| id.to_string()) {
            act(&mut mediator, &case.path, "agree_to_confirm", &[("party", &party)]).await;
        }
        let filing = [("competence", "domicile"), ("court", "宝安区人民法院"), ("on", "2026-11-24")];
        act(&mut head, &case.path, "file_confirmation", &filing).await;
        produce(&app).await;
        let out = ways_out(&app, &case, &mine).await;
        assert!(out.len() > 90, "{}", out.len());
        let papers = out.iter().filter(|(way, _)| way.starts_with("司法确认申请书")).count();
        assert_eq!(papers, 1, "the application to the court is among them");
        for (way, text) in &out {
            assert!(text.len() > 20, "{way} is empty: {text}");
            assert!(!text.contains(CONCEDED), "{way} tells what was conceded");
            assert!(!text.contains(NOTED), "{way} tells a sealed note");
        }
        for words in [CONCEDED, NOTED, "漏水"] {
            let found = head.get(&format!("/cases?open=all&q={}", encoded(words))).await;
            assert_eq!(found.raw().contains(&case.path), words == "漏水", "{words} is no word of the index");
        }
        let mut program = Client::signed_in(&app, "mediator").await;
        for told in [
            mediator.get(&case.path).await.raw(),
            program.get(&format!("/api/v1{}", case.path)).await.json().to_string(),
        ] {
            assert!(told.contains(CONCEDED) && told.contains(NOTED), "whoever mediates it reads both");
        }
        let mut colleague = app.signed_in("mediator2").await;
        let page = colleague.get(&case.path).await;
        assert!(!page.raw().contains(CONCEDED) && !page.raw().contains(NOTED), "another mediator does not");
    }
}

#[tokio::test]
async fn a_guardian_answers_for_the_child_and_takes_it_back_on_the_same_page() {
    let child = [("for_whom", "guardian"), ("for-name", "张小三"), ("for-age", "10岁")];
    for app in TestApp::each().await {
        let (case, mine) = opened_from(&app, &child).await;
        let mut head = app.signed_in("head").await;
        for party in case.parties.map(|id| id.to_string()) {
            let consent = [("party", party.as_str()), ("answer", "agree"), ("manner", "telephone")];
            act(&mut head, &case.path, "record_consent", &consent).await;
            act(&mut head, &case.path, "tell_rights", &[("party", &party), ("manner", "in_person")]).await;
        }
        act(&mut head, &case.path, "accept", &[]).await;
        share(&mut head, &case, LABOUR, &["dispute"], &[]).await;
        let mut guardian = follow(&app, &mine).await;
        presses(&mut guardian, "agree", 1).await;
        let answered = async || {
            let case = app.case(1).await.case;
            let by = case.parties.iter().filter_map(|party| case.sharings[0].answer_of(party.id));
            by.map(|answer| (answer.party, answer.answer.code())).collect::<Vec<_>>()
        };
        assert_eq!(answered().await, [(case.parties[0], "agree")], "it is the child's answer");
        let page = guardian.get("/follow/case").await;
        assert_eq!(page.texts(&format!("form[action='{ANSWER}'] button")), ["撤回同意"]);
        presses(&mut guardian, "refuse", 1).await;
        assert_eq!(answered().await, [(case.parties[0], "refuse")]);
    }
}
