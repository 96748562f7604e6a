//! `/api/v1/cases`: are cases read and kept from others as on the pages?

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use expect_test::expect;
use fengqiao_domain::case::Confidentiality;
use serde_json::{Value, json};

use crate::{
    api_acts::{act, consent},
    cases::opened,
    client::Client,
    harness::TestApp,
};

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "the whole answer stands here")]
async fn a_case_is_read_whole_with_its_version_and_masked_numbers() {
    for app in TestApp::each().await {
        let case = opened(&app, Confidentiality::Ordinary).await;
        let mut clerk = Client::signed_in(&app, "clerk").await;
        let path = format!("/api/v1{}", case.path);
        let answer = clerk.get(&path).await;
        expect![[r#"
            200 OK
            content-type: application/json
            etag: "1"
            {
              "acceptance": null,
              "accounts": {},
              "agreements": [],
              "amount_fen": 120000,
              "applied_at": "2026-11-24T02:00:00Z",
              "archiving": null,
              "body": "<1>",
              "claims": [
                "修好漏水"
              ],
              "class": "ordinary",
              "closing": null,
              "community": "440306017001",
              "danger_reports": [],
              "difficulty": "ordinary",
              "dispute_type": "02",
              "draft": null,
              "ending": null,
              "evidence": [],
              "extensions": [],
              "id": "<2>",
              "inquiries": [],
              "invitations": [],
              "linkage": {
                "conversions": [],
                "lead": null,
                "mediation": "peoples",
                "meetings": [],
                "replies": [],
                "tasks": []
              },
              "linked": [],
              "mediators": [],
              "notes": [],
              "number": "440306-2026-000001",
              "opened_at": "2026-11-24T02:00:00Z",
              "origin": {
                "kind": "application"
              },
              "other_ways": [
                "court",
                "arbitration",
                "administrative",
                "petition",
                "legal_aid"
              ],
              "others": [],
              "outcome": "pending",
              "parties": [
                {
                  "address": "",
                  "agent": null,
                  "asked_closed": false,
                  "asked_joint": null,
                  "chose": null,
                  "consent": {
                    "answer": "unanswered"
                  },
                  "guardian": null,
                  "id": "<3>",
                  "kind": "person",
                  "name": "张三",
                  "needs_guardian": false,
                  "phone": "",
                  "protected": false,
                  "side": "applicant",
                  "told_rights_at": null
                },
                {
                  "address": "",
                  "agent": null,
                  "asked_closed": false,
                  "asked_joint": null,
                  "chose": null,
                  "consent": {
                    "answer": "unanswered"
                  },
                  "guardian": null,
                  "id": "<4>",
                  "kind": "person",
                  "name": "李四",
                  "needs_guardian": false,
                  "phone": "",
                  "protected": false,
                  "side": "respondent",
                  "told_rights_at": null
                }
              ],
              "request": "<5>",
              "sessions": [],
              "sharings": [],
              "stage": "S2",
              "street": "440306017000",
              "summary": "楼上卫生间漏水，天花板受损。",
              "suspension": null,
              "suspension_asked": null,
              "turn": {
                "act": "record_consent",
                "by": "2026-11-27T16:00:00Z",
                "duty": "intake",
                "parties": []
              },
              "undisputed": null,
              "version": 1,
              "visits": []
            }"#]]
        .assert_eq(&answer.whole());
        let again = Request::get(&path).header(header::IF_NONE_MATCH, "\"1\"").body(Body::empty()).unwrap();
        assert_eq!(clerk.send(again).await.status, StatusCode::NOT_MODIFIED);
    }
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "the whole answer stands here")]
async fn events_deadlines_and_offers_are_told_with_their_reasons() {
    for app in TestApp::each().await {
        let case = opened(&app, Confidentiality::Ordinary).await;
        let mut clerk = Client::signed_in(&app, "clerk").await;
        act(&mut clerk, &case, 1, &consent(case.parties[0])).await;
        let mut told = Vec::new();
        for part in ["events", "events?after=1", "deadlines", "offers", "documents"] {
            let answer = clerk.get(&format!("/api/v1{}/{part}", case.path)).await;
            told.push(format!("{part}: {}", answer.whole()));
        }
        expect![[r#"
            events: 200 OK
            content-type: application/json
            {
              "events": [
                {
                  "at": "2026-11-24T02:00:00Z",
                  "by": {
                    "account": "<1>",
                    "duty": "intake",
                    "kind": "staff"
                  },
                  "data": {
                    "dispute_type": "02",
                    "fact": "opened",
                    "number": "440306-2026-000001",
                    "origin": "application",
                    "parties": 2
                  },
                  "kind": "opened",
                  "nth": 1,
                  "text": "The case was opened with 2 parties, who are now asked whether they want mediation."
                },
                {
                  "at": "2026-11-24T02:00:00Z",
                  "by": {
                    "account": "<2>",
                    "duty": "intake",
                    "kind": "staff"
                  },
                  "data": {
                    "answer": "agree",
                    "fact": "consent_recorded",
                    "manner": "telephone",
                    "party": "<3>"
                  },
                  "kind": "consent_recorded",
                  "nth": 2,
                  "text": "A party agrees to mediation."
                }
              ],
              "next": null
            }
            events?after=1: 200 OK
            content-type: application/json
            {
              "events": [
                {
                  "at": "2026-11-24T02:00:00Z",
                  "by": {
                    "account": "<1>",
                    "duty": "intake",
                    "kind": "staff"
                  },
                  "data": {
                    "answer": "agree",
                    "fact": "consent_recorded",
                    "manner": "telephone",
                    "party": "<2>"
                  },
                  "kind": "consent_recorded",
                  "nth": 2,
                  "text": "A party agrees to mediation."
                }
              ],
              "next": null
            }
            deadlines: 200 OK
            content-type: application/json
            etag: "2"
            {
              "terms": [
                {
                  "calendar": "cn-2020-2027-77d9a7b4",
                  "due": "2026-11-27",
                  "due_at": "2026-11-27T16:00:00Z",
                  "law": "本平台设定",
                  "name": "accept",
                  "provisional": false,
                  "raw": "2026-11-27",
                  "reasoning": [
                    {
                      "data": {
                        "day": "2026-11-24",
                        "step": "start-not-counted"
                      },
                      "text": "The day of the start, 24 Nov 2026, is not counted; the next day is the first."
                    },
                    {
                      "data": {
                        "count": 3,
                        "last": "2026-11-27",
                        "made_up": 0,
                        "off": 0,
                        "step": "counted-workdays"
                      },
                      "text": "Working day 3 is 27 Nov 2026; days off on the way, not counted: 0; weekend days worked in exchange for a holiday, counted: 0."
                    },
                    {
                      "data": {
                        "day": "2026-11-27",
                        "step": "ends-with-day"
                      },
                      "text": "It ends at midnight, at the end of 27 Nov 2026."
                    }
                  ],
                  "rule": "accept-peoples",
                  "rule_version": 1,
                  "standing": "calm",
                  "start": "2026-11-24T02:00:00Z"
                },
                {
                  "calendar": "cn-2020-2027-77d9a7b4",
                  "due": "2026-11-27",
                  "due_at": "2026-11-27T16:00:00Z",
                  "law": "本平台设定，参照《人民法院在线调解规则》第十五条",
                  "name": "contact",
                  "provisional": false,
                  "raw": "2026-11-27",
                  "reasoning": [
                    {
                      "data": {
                        "day": "2026-11-24",
                        "step": "start-not-counted"
                      },
                      "text": "The day of the start, 24 Nov 2026, is not counted; the next day is the first."
                    },
                    {
                      "data": {
                        "count": 3,
                        "last": "2026-11-27",
                        "made_up": 0,
                        "off": 0,
                        "step": "counted-workdays"
                      },
                      "text": "Working day 3 is 27 Nov 2026; days off on the way, not counted: 0; weekend days worked in exchange for a holiday, counted: 0."
                    },
                    {
                      "data": {
                        "day": "2026-11-27",
                        "step": "ends-with-day"
                      },
                      "text": "It ends at midnight, at the end of 27 Nov 2026."
                    }
                  ],
                  "rule": "contact",
                  "rule_version": 1,
                  "standing": "calm",
                  "start": "2026-11-24T02:00:00Z"
                }
              ]
            }
            offers: 200 OK
            content-type: application/json
            etag: "2"
            {
              "next": "record_consent",
              "offers": [
                "record_consent",
                "tell_rights",
                "name_representative",
                "join_party",
                "ask_closed_session",
                "add_evidence",
                "report_danger",
                "add_note",
                "set_class",
                "correct_type"
              ]
            }
            documents: 200 OK
            content-type: application/json
            {
              "documents": []
            }"#]]
        .assert_eq(&told.join("\n"));
    }
}

#[tokio::test]
async fn what_may_not_be_seen_does_not_exist() {
    for app in TestApp::each().await {
        let ordinary = opened(&app, Confidentiality::Ordinary).await;
        let family = opened(&app, Confidentiality::DomesticViolence).await;
        for (login, sees) in
            [("clerk", [true, false]), ("head", [true, true]), ("clerk-xixiang", [false, false])]
        {
            let mut client = Client::signed_in(&app, login).await;
            let mut seen = [false, false];
            for (seen, case) in seen.iter_mut().zip([&ordinary, &family]) {
                let mut statuses = Vec::new();
                for part in ["", "/events", "/deadlines", "/documents", "/offers", "/attachments"] {
                    statuses.push(client.get(&format!("/api/v1{}{part}", case.path)).await.status);
                }
                let changed = act(&mut client, case, 9, &json!({ "act": "add_note", "text": "x" })).await;
                statuses.dedup();
                *seen = statuses == [StatusCode::OK];
                assert_eq!(statuses.len(), 1, "{login}: {statuses:?}");
                let expected = if *seen { StatusCode::PRECONDITION_FAILED } else { StatusCode::NOT_FOUND };
                assert_eq!(changed.status, expected, "{login}");
            }
            assert_eq!(seen, sees, "{login}");
            let list = client.get("/api/v1/cases?open=all").await.raw();
            let listed =
                [&ordinary, &family].map(|case| list.contains(case.path.trim_start_matches("/cases/")));
            assert_eq!(listed, sees, "the list of {login}");
        }
    }
}

#[tokio::test]
async fn a_list_goes_on_where_the_page_before_ended() {
    for app in TestApp::each().await {
        for _ in 0..52 {
            opened(&app, Confidentiality::Ordinary).await;
        }
        let mut clerk = Client::signed_in(&app, "clerk").await;
        let first = clerk.get("/api/v1/cases?street=440306017000").await;
        assert_eq!(first.json()["cases"].as_array().unwrap().len(), 50);
        let next = first.json()["next"].as_str().unwrap().to_owned();
        assert_eq!(next, "/api/v1/cases?street=440306017000&before=3");
        assert_eq!(first.header("link"), format!("<{next}>; rel=\"next\""));
        let second = clerk.get(&next).await;
        expect![[r#"
            200 OK
            content-type: application/json
            {
              "cases": [
                {
                  "community": "440306017001",
                  "dispute_type": "02",
                  "due_at": "2026-11-27T16:00:00Z",
                  "number": "440306-2026-000002",
                  "opened_at": "2026-11-24T02:00:00Z",
                  "stage": "S2",
                  "title": "楼上卫生间漏水，天花板受损",
                  "turn": "intake"
                },
                {
                  "community": "440306017001",
                  "dispute_type": "02",
                  "due_at": "2026-11-27T16:00:00Z",
                  "number": "440306-2026-000001",
                  "opened_at": "2026-11-24T02:00:00Z",
                  "stage": "S2",
                  "title": "楼上卫生间漏水，天花板受损",
                  "turn": "intake"
                }
              ],
              "next": null
            }"#]]
        .assert_eq(&second.whole());
        let wrong = clerk.get("/api/v1/cases?before=x&open=maybe&stage=S99&accepted=2026-1").await;
        let fields: Vec<Value> =
            wrong.json()["errors"].as_array().unwrap().iter().map(|error| error["field"].clone()).collect();
        assert_eq!(fields, ["open", "stage", "before", "accepted"]);
    }
}
