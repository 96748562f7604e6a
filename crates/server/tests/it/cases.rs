//! `/cases`, `/cases/{number}/acts/{act}`: is a case shown, worked on, and kept from others?

use axum::http::StatusCode;
use fengqiao::case::store;
use fengqiao_base::{Actor, BodyId, Duty, PartyId, id::AccountId};
use fengqiao_domain::{
    case::{ActContext, Case, Confidentiality, Opening, Origin, PartyKind, PartyStanding, Side},
    intake::{PartyDetails, RequestNumber},
    report::Host,
};
use fengqiao_store::{StoreError, dialect, journal::Entry, sql, values};

use crate::harness::{Browser, TestApp, encoded};

/// A case that was just opened in Xin'an: two neighbours and a leak.
pub struct Opened {
    pub path: String,
    pub parties: [PartyId; 2],
}

/// Opens a case of this class, as the intake does.
pub async fn opened(app: &TestApp, class: Confidentiality) -> Opened {
    let now = app.clock_now();
    let head: Option<uuid::Uuid> =
        sql::value(app.app.store.read(), "SELECT id FROM accounts WHERE login = 'head'", values![])
            .await
            .unwrap();
    let body: Option<uuid::Uuid> =
        sql::value(app.app.store.read(), "SELECT body FROM accounts WHERE login = 'head'", values![])
            .await
            .unwrap();
    let parties: [PartyId; 2] = [app.app.ids.next(), app.app.ids.next()];
    let people = [PartyDetails::person("张三"), PartyDetails::person("李四")];
    let inner = app.app.clone();
    let seq = app
        .app
        .store
        .write(move |tx| {
            Box::pin(async move {
                let seq = dialect::next_number(tx).await?;
                let number = RequestNumber::new(440_306, 2026, seq).expect("a number").to_string();
                let by = Actor::Staff { account: AccountId(head.unwrap()), duty: Duty::Intake };
                let opening = Opening {
                    id: inner.ids.next(),
                    number,
                    request: inner.ids.next(),
                    applied_at: now,
                    origin: Origin::Application,
                    dispute_type: "02".to_owned(),
                    class,
                    community: "440306017001".to_owned(),
                    body: BodyId(body.unwrap()),
                    amount_fen: Some(120_000),
                    summary: "楼上卫生间漏水，天花板受损。".to_owned(),
                    claims: vec!["修好漏水".to_owned()],
                    parties: vec![
                        PartyStanding::new(parties[0], Side::Applicant, PartyKind::Person),
                        PartyStanding::new(parties[1], Side::Respondent, PartyKind::Person),
                    ],
                };
                let ctx = ActContext { by, at: now, ids: &inner.ids, reckoning: &inner.reference.reckoning };
                let case = Case::open(opening, &ctx).expect("the case opens");
                for (id, details) in parties.into_iter().zip(people) {
                    let entry = Entry::of(now, by, "told", &"");
                    store::add_person(tx, &inner.vault, seq, id, "other", &details, entry).await?;
                }
                store::index(tx, &inner.vault, seq, &case).await?;
                store::insert(tx, &inner.vault, seq, case, Host::Street, now).await?;
                Ok::<_, StoreError>(seq)
            })
        })
        .await
        .unwrap();
    Opened { path: format!("/cases/440306-2026-{seq:06}"), parties }
}

/// Does one act through its form, as a person would.
pub async fn act(browser: &mut Browser, case: &str, act: &str, fields: &[(&str, &str)]) {
    let action = format!("{case}/acts/{act}");
    let form = browser.get(&action).await;
    assert_eq!(form.status, StatusCode::OK, "{act}: {}", form.text());
    let answer = browser.submit(&form, &action, fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{act}: {:?} {}", answer.complaints(), answer.text());
}

#[tokio::test]
async fn a_party_joins_through_the_form_alone_or_with_its_guardian() {
    for app in TestApp::each().await {
        let case = opened(&app, Confidentiality::Ordinary).await;
        let mut head = app.signed_in("head").await;
        let joins = [("side", "respondent"), ("kind", "person"), ("manner", "in_person")];
        let alone = [("party-name", "王五")];
        act(&mut head, &case.path, "join_party", &[&joins[..], &alone].concat()).await;
        let child = [
            ("party-name", "王小"),
            ("needs_guardian", "minor"),
            ("guardian-name", "王母"),
            ("guardian-phone", "13900139000"),
            ("answer", "agree"),
        ];
        act(&mut head, &case.path, "join_party", &[&joins[..], &child].concat()).await;
        let kept = app.case(1).await.case;
        let joined = &kept.parties[2..];
        let guarded = |party: &PartyStanding| (party.needs_guardian, party.guardian.is_some());
        assert_eq!(joined.iter().map(guarded).collect::<Vec<_>>(), [(false, false), (true, true)]);
        assert_eq!(kept.class, Confidentiality::Minor);
        let page = head.get(&case.path).await;
        assert!(page.text().contains("王母"), "{}", page.text());
    }
}

#[tokio::test]
async fn somebody_who_reads_no_cases_reports_a_danger_of_one_and_learns_nothing_of_it() {
    for app in TestApp::each().await {
        let ordinary = opened(&app, Confidentiality::Ordinary).await;
        let family = opened(&app, Confidentiality::DomesticViolence).await;
        let leads = "UPDATE posts SET duties = '[\"leader\"]' WHERE account = (SELECT id FROM accounts WHERE login = 'clerk')";
        sql::run(app.app.store.read(), leads, values![]).await.unwrap();
        let mut leader = app.signed_in("clerk").await;
        assert_eq!(leader.get(&ordinary.path).await.status, StatusCode::NOT_FOUND);
        let action = format!("{}/acts/report_danger", ordinary.path);
        let form = leader.get(&action).await;
        assert_eq!(form.status, StatusCode::OK, "{}", form.text());
        assert!(!form.text().contains("漏水"), "{}", form.text());
        let report = [("to", "police"), ("reason", "扬言报复"), ("reference", "演示公接1号")];
        let reported = leader.submit(&form, &action, &report).await;
        assert_eq!(reported.location(), "/work", "{:?}", reported.complaints());
        let kept = app.case(1).await.case;
        assert_eq!(kept.danger_reports[0].reference.as_deref(), Some("演示公接1号"));
        for path in
            [format!("{}/acts/report_danger", family.path), format!("{}/acts/add_note", ordinary.path)]
        {
            assert_eq!(leader.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    }
}

#[tokio::test]
async fn a_dispute_goes_through_its_forms_from_consent_to_closing() {
    for app in TestApp::each().await {
        let case = opened(&app, Confidentiality::Ordinary).await;
        let [one, other] = case.parties.map(|id| id.to_string());
        let mut clerk = app.signed_in("clerk").await;
        let mut head = app.signed_in("head").await;
        let mut mediator = app.signed_in("mediator").await;
        for party in [&one, &other] {
            act(
                &mut clerk,
                &case.path,
                "record_consent",
                &[("party", party), ("answer", "agree"), ("manner", "in_person")],
            )
            .await;
            act(&mut clerk, &case.path, "tell_rights", &[("party", party), ("manner", "in_person")]).await;
        }
        act(&mut head, &case.path, "accept", &[]).await;
        let form = head.get(&format!("{}/acts/appoint_mediator", case.path)).await;
        let who = form.choice("mediator", "王志强");
        act(&mut head, &case.path, "appoint_mediator", &[("mediator", &who)]).await;
        act(
            &mut mediator,
            &case.path,
            "hold_session",
            &[("place", "社区调解室"), ("manner", "on_site"), ("record", "双方陈述。")],
        )
        .await;
        let agreement = [
            ("scope", "whole"),
            ("form", "written"),
            ("facts", "漏水。"),
            ("terms", "赔偿八百元。"),
            ("items-0-what", "赔偿损失"),
            ("items-0-performer", &other),
            ("items-0-beneficiary", &one),
            ("items-0-amount", "800"),
            ("items-0-due", "2026-12-10"),
        ];
        act(&mut mediator, &case.path, "reach_agreement", &agreement).await;
        for party in [&one, &other] {
            act(&mut mediator, &case.path, "sign_agreement", &[("party", party), ("manner", "handwritten")])
                .await;
        }
        act(&mut mediator, &case.path, "sign_as_mediator", &[]).await;
        act(&mut head, &case.path, "affix_seal", &[]).await;
        act(&mut mediator, &case.path, "record_performance", &[("result", "done")]).await;
        let mut visitor = app.signed_in("visitor").await;
        assert!(visitor.get("/return-visits").await.raw().contains(&case.path), "a visit is planned");
        act(
            &mut visitor,
            &case.path,
            "return_visit",
            &[
                ("manner", "telephone"),
                ("satisfaction", "content"),
                ("performance", "performed"),
                ("record", "双方满意。"),
            ],
        )
        .await;
        act(&mut head, &case.path, "close", &[("report", "履行完毕。")]).await;
        let page = head.get(&case.path).await;
        assert_eq!(page.texts(".fq-heading .fq-badge"), ["结案"]);
        assert!(!head.get("/work").await.raw().contains(&case.path), "a closed case waits for no head");
        let mut archivist = app.signed_in("archivist").await;
        let reopen = format!("{}/reopen", case.path);
        let form = head.get(&reopen).await;
        let fields = [("ground", "court"), ("summary", "法院建议再次调解。")];
        let second = head.get(&reopen).await;
        let answer = head.submit(&form, &reopen, &fields).await;
        assert_eq!(answer.location(), "/cases/440306-2026-000002", "{:?}", answer.complaints());
        let again = head.submit(&second, &reopen, &fields).await;
        assert_eq!(again.location(), answer.location(), "one dispute is not open twice");
        assert_eq!(head.get(&reopen).await.location(), answer.location());
        let closed = head.get(&case.path).await;
        assert!(closed.text().contains("重新办理的案件440306-2026-000002"), "{}", closed.text());
        assert!(closed.raw().contains(answer.location()), "the old case leads to the new one");
        assert!(!closed.raw().contains(&reopen), "what goes on elsewhere is not opened anew");
        let anew = head.get(answer.location()).await;
        assert!(anew.raw().contains(&case.path), "the new case leads back to the old one");
        assert_eq!(anew.texts(".fq-party h3"), ["张三", "李四"]);
        assert!(archivist.get("/archive").await.status.is_success());
        let proof =
            fengqiao_store::journal::verify(app.app.store.read(), &app.app.keys.verifying()).await.unwrap();
        assert!(proof.is_ok(), "{proof:?}");
    }
}

#[tokio::test]
async fn a_form_sent_twice_is_acted_on_once() {
    for app in TestApp::each().await {
        let case = opened(&app, Confidentiality::Ordinary).await;
        let mut clerk = app.signed_in("clerk").await;
        let action = format!("{}/acts/add_note", case.path);
        let form = clerk.get(&action).await;
        for _ in 0..2 {
            let answer = clerk.submit(&form, &action, &[("text", "来电催问。")]).await;
            assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, case.path.as_str()));
        }
        let page = clerk.get(&case.path).await;
        assert_eq!(page.raw().matches("来电催问。").count(), 1);
    }
}

#[tokio::test]
async fn whoever_comes_second_sees_what_is_new_and_loses_nothing() {
    for app in TestApp::each().await {
        let case = opened(&app, Confidentiality::Ordinary).await;
        let mut clerk = app.signed_in("clerk").await;
        let mut head = app.signed_in("head").await;
        let action = format!("{}/acts/add_note", case.path);
        let (first, second) = (clerk.get(&action).await, head.get(&action).await);
        clerk.submit(&first, &action, &[("text", "甲")]).await;
        let conflict = head.submit(&second, &action, &[("text", "乙的长备注")]).await;
        assert_eq!(conflict.status, StatusCode::CONFLICT);
        assert!(conflict.text().contains("其他人刚刚办理过这个案件"), "{}", conflict.text());
        assert_eq!(conflict.texts("textarea"), ["乙的长备注"]);
        let again = head.submit(&conflict, &action, &[]).await;
        assert_eq!(again.status, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn staff_of_another_street_find_nothing_and_a_classified_case_is_for_those_cleared() {
    for app in TestApp::each().await {
        let ordinary = opened(&app, Confidentiality::Ordinary).await;
        let family = opened(&app, Confidentiality::DomesticViolence).await;
        for (login, sees) in [
            ("clerk", [true, false]),
            ("head", [true, true]),
            ("clerk-xixiang", [false, false]),
            ("head-xixiang", [false, false]),
            ("admin", [false, false]),
        ] {
            let mut browser = app.signed_in(login).await;
            let mut seen = [false, false];
            for (seen, case) in seen.iter_mut().zip([&ordinary, &family]) {
                *seen = browser.get(&case.path).await.status == StatusCode::OK;
            }
            assert_eq!(seen, sees, "{login}");
            let list = browser.get("/cases").await.raw();
            let listed = [&ordinary, &family].map(|case| list.contains(&format!("href=\"{}\"", case.path)));
            assert_eq!(listed, sees, "the list of {login}");
        }
        let mut nobody = app.browser();
        assert_eq!(nobody.get(&ordinary.path).await.status, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn two_characters_of_a_text_or_a_name_find_the_case() {
    for app in TestApp::each().await {
        let case = opened(&app, Confidentiality::Ordinary).await;
        let mut clerk = app.signed_in("clerk").await;
        for (words, found) in [("漏水", true), ("张三", true), ("天花板受损", true), ("地板", false)]
        {
            let list = clerk.get(&format!("/cases?q={}", encoded(words))).await;
            assert_eq!(list.raw().contains(&case.path), found, "{words}");
        }
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_form_is_said_at_its_field() {
    let app = TestApp::sqlite().await;
    let case = opened(&app, Confidentiality::Ordinary).await;
    let mut clerk = app.signed_in("clerk").await;
    let action = format!("{}/acts/record_consent", case.path);
    let form = clerk.get(&action).await;
    let answer = clerk.submit(&form, &action, &[("manner", "by_pigeon")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        answer.complaints(),
        [
            "请填写这一项。 填写后再提交。",
            "请填写这一项。 填写后再提交。",
            "请从列出的选项中选择。 刷新页面后重新选择。"
        ]
    );
}

#[tokio::test]
async fn a_case_is_handed_to_another_body_of_the_district_by_its_name() {
    for app in TestApp::each().await {
        let case = opened(&app, Confidentiality::Ordinary).await;
        let mut head = app.signed_in("head").await;
        let form = head.get(&format!("{}/acts/transfer", case.path)).await;
        let bodies = form.texts("select[name=body] option");
        assert!(bodies.contains(&"西乡街道人民调解委员会".to_owned()), "{bodies:?}");
        assert!(!bodies.contains(&"新安街道人民调解委员会".to_owned()), "it is there already: {bodies:?}");
        let street: Option<uuid::Uuid> = sql::value(
            app.app.store.read(),
            "SELECT id FROM bodies WHERE code = 'committee-440306018000'",
            values![],
        )
        .await
        .unwrap();
        let street = street.unwrap().to_string();
        let fields = [("to", "mediation"), ("body", street.as_str()), ("reason", "纠纷发生在西乡街道")];
        act(&mut head, &case.path, "transfer", &fields).await;
        let page = head.get(&case.path).await;
        assert!(page.text().contains("西乡街道人民调解委员会"), "{}", page.text());
    }
}

#[tokio::test]
async fn whose_turn_it_is_sees_the_case_among_the_own_work() {
    for app in TestApp::each().await {
        let case = opened(&app, Confidentiality::Ordinary).await;
        for (login, waits) in [("clerk", true), ("mediator", false), ("clerk-xixiang", false)] {
            let mut browser = app.signed_in(login).await;
            assert_eq!(browser.get("/work").await.raw().contains(&case.path), waits, "{login}");
        }
    }
}

#[tokio::test]
async fn a_party_gets_a_code_that_is_shown_once_and_replaces_the_old_one() {
    for app in TestApp::each().await {
        let case = opened(&app, Confidentiality::Ordinary).await;
        let mut clerk = app.signed_in("clerk").await;
        let path = format!("{}/access", case.path);
        let number = case.path.trim_start_matches("/cases/");
        let mut codes = Vec::new();
        let mut followers = Vec::new();
        for _ in 0..2 {
            let form = clerk.get(&path).await;
            let issued = clerk.submit(&form, &path, &[("party", &case.parties[1].to_string())]).await;
            codes.extend(issued.texts("[data-code]"));
            let mut follower = app.browser();
            let form = follower.get("/follow").await;
            let fields = [("number", number), ("secret", codes.last().unwrap().as_str())];
            assert_eq!(follower.submit(&form, "/follow", &fields).await.location(), "/follow/case");
            followers.push(follower);
        }
        let mut found = Vec::new();
        for code in &codes {
            found.push(fengqiao::case::access::find(app.app.store.read(), 1, code).await.unwrap());
        }
        assert_eq!(found, [None, Some(case.parties[1])]);
        let mut respondent = followers.pop().unwrap();
        let mut before = followers.pop().unwrap();
        assert_eq!(before.get("/follow/case").await.location(), "/follow", "the old code has ended");
        let page = respondent.get("/follow/case").await;
        assert_eq!(page.texts(".fq-party h3"), ["张三", "李四"]);
        act(&mut respondent, "/follow/case", "record_consent", &[("answer", "agree")]).await;
        assert_eq!(respondent.get("/follow/request").await.status, StatusCode::NOT_FOUND);
    }
}
