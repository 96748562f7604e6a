//! `/api/v1/dispute-types` and what else everybody may ask: is it told as the program knows it?

use axum::http::StatusCode;
use expect_test::expect;
use serde_json::{Value, json};

use crate::{client::Client, harness::TestApp};

#[tokio::test]
async fn reference_data_is_open_to_everybody() {
    let app = TestApp::sqlite().await;
    let mut client = Client::anybody(&app);
    let mut count = async |path: &str, list: &str| {
        let answer = client.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.raw());
        answer.json()[list].as_array().unwrap().len()
    };
    assert_eq!(count("/api/v1/dispute-types", "types").await, 29);
    assert_eq!(count("/api/v1/divisions", "divisions").await, 151);
    assert_eq!(count("/api/v1/divisions?level=street", "divisions").await, 10);
    assert_eq!(count("/api/v1/calendar/2026", "days").await, 365);
    assert!(count("/api/v1/deadline-rules", "rules").await > 40);
    assert!(count("/api/v1/centres", "centres").await > 100);
    assert_eq!(client.get("/api/v1/calendar/1900").await.status, StatusCode::NOT_FOUND);
    assert_eq!(client.get("/api/v1/calendar/x").await.status, StatusCode::NOT_FOUND);
    assert_eq!(client.get("/api/v1/divisions?level=moon").await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "the whole answer stands here")]
async fn a_centre_says_whether_it_is_open() {
    for app in TestApp::each().await {
        let answer = Client::anybody(&app).get("/api/v1/centres/district-centre").await;
        expect![[r#"
            200 OK
            content-type: application/json
            {
              "access": [
                "step_free",
                "lift",
                "toilet",
                "low_counter",
                "sign_language",
                "dialects",
                "quiet_room",
                "nursing_room",
                "parking"
              ],
              "address": "宝安区演示大道1号",
              "code": "district-centre",
              "id": "<1>",
              "is_invented": true,
              "is_open": true,
              "kind": "district_centre",
              "lat": 22.573958,
              "lon": 113.896785,
              "name": "宝安区社会治安综合治理中心",
              "name_en": "Bao'an District Centre",
              "parent": null,
              "phone": "0755-0000-0101",
              "territory": "440306000000",
              "today": [
                {
                  "closes": "12:00",
                  "opens": "09:00"
                },
                {
                  "closes": "18:00",
                  "opens": "14:00"
                }
              ],
              "until": "2026-11-24T12:00:00+08:00",
              "week": [
                [
                  {
                    "closes": "12:00",
                    "opens": "09:00"
                  },
                  {
                    "closes": "18:00",
                    "opens": "14:00"
                  }
                ],
                [
                  {
                    "closes": "12:00",
                    "opens": "09:00"
                  },
                  {
                    "closes": "18:00",
                    "opens": "14:00"
                  }
                ],
                [
                  {
                    "closes": "12:00",
                    "opens": "09:00"
                  },
                  {
                    "closes": "18:00",
                    "opens": "14:00"
                  }
                ],
                [
                  {
                    "closes": "12:00",
                    "opens": "09:00"
                  },
                  {
                    "closes": "18:00",
                    "opens": "14:00"
                  }
                ],
                [
                  {
                    "closes": "12:00",
                    "opens": "09:00"
                  },
                  {
                    "closes": "18:00",
                    "opens": "14:00"
                  }
                ],
                [
                  {
                    "closes": "12:00",
                    "opens": "09:00"
                  }
                ],
                []
              ]
            }"#]]
        .assert_eq(&answer.whole());
    }
}

#[tokio::test]
async fn a_period_is_reckoned_with_its_reasons() {
    let app = TestApp::sqlite().await;
    let mut client = Client::anybody(&app);
    let body = json!({ "rule": "mediate-shenzhen", "start_day": "2026-09-03" });
    let answer = client.post("/api/v1/deadlines/compute", &[], &body).await;
    expect![[r#"
        200 OK
        content-type: application/json
        {
          "calendar": "cn-2020-2027-77d9a7b4",
          "due": "2026-10-08",
          "due_at": "2026-10-08T16:00:00Z",
          "law": "深圳经济特区矛盾纠纷多元化解条例 第二十五条",
          "provisional": false,
          "raw": "2026-10-03",
          "reasoning": [
            {
              "data": {
                "day": "2026-09-03",
                "step": "start-not-counted"
              },
              "text": "The day of the start, 3 Sep 2026, is not counted; the next day is the first."
            },
            {
              "data": {
                "count": 30,
                "last": "2026-10-03",
                "step": "counted-days"
              },
              "text": "Day 30 is 3 Oct 2026."
            },
            {
              "data": {
                "day": "2026-10-03",
                "holiday": "国庆节",
                "kind": "holiday",
                "step": "fell-on"
              },
              "text": "3 Oct 2026 lies in a holiday (National Day)."
            },
            {
              "data": {
                "day": "2026-10-08",
                "step": "rolled-to"
              },
              "text": "The day after the days off is 8 Oct 2026; it is the last day."
            },
            {
              "data": {
                "day": "2026-10-08",
                "step": "ends-with-day"
              },
              "text": "It ends at midnight, at the end of 8 Oct 2026."
            }
          ],
          "rule": "mediate-shenzhen",
          "rule_version": 1,
          "start": "2026-09-02T16:00:00Z"
        }"#]]
    .assert_eq(&answer.whole());
    let mut wrong = async |body: Value| {
        let answer = client.post("/api/v1/deadlines/compute", &[], &body).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.raw());
        answer.json()["errors"][0]["code"].as_str().unwrap().to_owned()
    };
    let told = [
        wrong(json!({ "rule": "mediate-shenzhen" })).await,
        wrong(json!({ "rule": "no-such-rule", "start_day": "2026-09-03" })).await,
        wrong(json!({ "rule": "mediate-shenzhen", "start_day": "2026-02-30" })).await,
        wrong(json!({ "rule": "mediate-shenzhen", "start_day": "2026-09-03", "more": 1 })).await,
        wrong(json!({ "rule": "mediate-shenzhen", "start_day": "1950-01-01" })).await,
    ];
    expect![[r"
        deadline-one-start
        deadline-rule-unknown
        body-not-as-described
        body-not-as-described
        deadline-rule-not-in-force"]]
    .assert_eq(&told.join("\n"));
}
