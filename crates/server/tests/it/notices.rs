//! `/notices`, `/account/notices`: is everybody told once of what she may see, and outside only as she chose?

use std::sync::{Arc, Mutex};

use aes_gcm::{Aes128Gcm, KeyInit, aead::Aead};
use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
    routing::post,
};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD as BASE64};
use fengqiao::{
    account,
    config::Notify,
    deadline::watch,
    notify::{config::Push, list, tell},
    vault::erase,
};
use fengqiao_base::{Actor, Moment, id::PostId, local_day};
use fengqiao_policy::Asker;
use fengqiao_store::{Engine, Store, StoreConfig, sql, values};
use hkdf::Hkdf;
use p256::{
    PublicKey, SecretKey,
    ecdsa::{Signature, VerifyingKey, signature::Verifier},
    elliptic_curve::sec1::ToSec1Point,
};
use sea_orm::FromQueryResult;
use sha2::Sha256;
use time::{Duration, macros::datetime};
use tokio::net::TcpListener;
use uuid::Uuid;

use crate::{
    file::filed,
    harness::{Answer, Browser, TestApp},
    notify::{Gateway, run},
    whistles::{COURT, LABOUR, blown},
};

/// The kinds of the notices on a page.
fn kinds(page: &Answer) -> Vec<String> {
    page.texts("tbody td:first-child .fq-badge")
}

/// How many the head of a page says are unread.
async fn unread(browser: &mut Browser) -> String {
    browser.get("/account").await.texts(".fq-top .fq-tab-count").join("|")
}

async fn count(app: &TestApp, text: &str) -> i64 {
    sql::value(app.app.store.read(), text, values![]).await.unwrap().unwrap_or(0)
}

#[tokio::test]
async fn a_body_is_told_of_a_request_once_and_what_was_read_waits_no_more() {
    for app in TestApp::each().await {
        let mine = filed(&mut app.browser(), &[("dispute_type", "01")]).await;
        assert!(app.tell().await > 0);
        assert_eq!(app.tell().await, 0, "each once");
        let mut judge = app.signed_in("judge").await;
        assert_eq!(unread(&mut judge).await, "1 条未读");
        let page = judge.get("/notices").await;
        assert_eq!(kinds(&page), ["新工单待接收"]);
        assert!(page.raw().contains(&mine.number), "{}", page.text());
        let there = judge.get(&page.attrs("tbody a", "href").remove(0)).await;
        assert_eq!(there.status, StatusCode::OK);
        assert_eq!(kinds(&judge.get("/notices?occasion=whistle_called").await), Vec::<String>::new());

        let id = page.attrs("tbody button", "value").remove(0);
        let answer = judge.submit(&page, "/notices/read", &[("notice", &id)]).await;
        assert_eq!(answer.location(), "/notices?show=unread");
        assert_eq!(unread(&mut judge).await, "");
        assert_eq!(kinds(&judge.get("/notices").await), Vec::<String>::new());
        let all = judge.get("/notices?show=all").await;
        assert_eq!((kinds(&all).len(), all.attrs("tbody button", "value").len()), (1, 0));

        let mut department = app.signed_in("department").await;
        assert_eq!(kinds(&department.get("/notices").await), Vec::<String>::new());
        let others = department.post("/notices/read", &[("up_to", "999999")]).await;
        assert_eq!(others.status, StatusCode::SEE_OTHER);
        let mut mediator = app.signed_in("mediator").await;
        assert_eq!(mediator.get("/notices").await.status, StatusCode::OK);
        assert_eq!(app.signed_in("auditor").await.get("/notices").await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn marking_reaches_nobody_elses_notices() {
    for app in TestApp::each().await {
        filed(&mut app.browser(), &[("dispute_type", "01")]).await;
        app.tell().await;
        let mut department = app.signed_in("department").await;
        department.get("/notices").await;
        let id = count(&app, "SELECT max(id) FROM account_notices").await.to_string();
        department.post("/notices/read", &[("notice", &id)]).await;
        department.post("/notices/read", &[("up_to", &id)]).await;
        assert_eq!(count(&app, "SELECT count(*) FROM account_notices WHERE is_read = 1").await, 0);
    }
}

#[tokio::test]
async fn an_event_is_told_once_by_however_many_servers() {
    for app in TestApp::each().await {
        for _ in 0..3 {
            filed(&mut app.browser(), &[("dispute_type", "01")]).await;
        }
        let waiting = count(&app, "SELECT count(*) FROM tellings").await;
        assert_eq!(waiting, 15, "five bodies each");
        let other = Store::open(&StoreConfig::new(&app.app.config.database_url)).await.unwrap();
        let now = app.clock_now();
        let (one, two, three) = tokio::join!(
            tell::reconcile(&app.app, now),
            tell::reconcile(&app.app, now),
            tell::reconcile(&app.app, now)
        );
        let told = one.unwrap() + two.unwrap() + three.unwrap();
        app.tell().await;
        assert_eq!(i64::try_from(told).unwrap(), count(&app, "SELECT count(*) FROM account_notices").await);
        let twice = "SELECT count(*) FROM (SELECT 1 FROM account_notices GROUP BY account, thing HAVING count(*) > 1) AS t";
        assert_eq!((count(&app, twice).await, count(&app, "SELECT count(*) FROM tellings").await), (0, 0));
        other.close().await.unwrap();
    }
}

#[tokio::test]
async fn a_whistle_is_told_to_each_called_body_its_objection_to_the_dispatcher_and_its_delay_upwards() {
    for app in TestApp::each().await {
        let mut head = app.signed_in("head").await;
        let path = blown(&mut head, "emergency", &[LABOUR, COURT]).await;
        app.tell().await;
        let mut department = app.signed_in("department").await;
        let page = department.get("/notices").await;
        assert_eq!(kinds(&page), ["紧急", "吹哨待签收"]);
        assert_eq!(page.attrs("tbody a", "href"), std::slice::from_ref(&path));
        assert_eq!(kinds(&app.signed_in("dispatcher").await.get("/notices").await), Vec::<String>::new());

        let mut judge = app.signed_in("judge").await;
        let form = judge.get(&path).await;
        let offer = form.attrs("main a[href*='/acts/object']", "href").remove(0);
        let form = judge.get(&offer).await;
        let reason = [("reason", "该事项由住建部门负责监管。")];
        judge.submit(&form, offer.split('?').next().unwrap(), &reason).await;
        app.tell().await;
        let mut dispatcher = app.signed_in("dispatcher").await;
        assert_eq!(kinds(&dispatcher.get("/notices").await), ["紧急", "职责争议待裁定"]);

        app.clock.advance(Duration::hours(6));
        fengqiao::whistle::watch::reconcile(&app.app, app.clock_now()).await.unwrap();
        app.tell().await;
        let mut dispatcher = app.signed_in("dispatcher").await;
        let page = dispatcher.get("/notices").await;
        assert!(kinds(&page).contains(&"吹哨逾期上报".to_owned()), "{}", page.text());
        assert_eq!(kinds(&app.signed_in("head-xixiang").await.get("/notices").await), Vec::<String>::new());
    }
}

/// Ends every post of somebody.
async fn leaves(app: &TestApp, login: &str) {
    let yesterday = local_day(app.clock_now()).previous_day().unwrap();
    let text = "SELECT p.id FROM posts p JOIN accounts a ON a.id = p.account WHERE a.login = $1";
    let rows = sql::rows(app.app.store.read(), text, values![login]).await.unwrap();
    let posts: Vec<PostId> = rows.iter().map(|row| PostId(row.try_get_by_index(0).unwrap())).collect();
    app.app
        .store
        .write(move |tx| {
            Box::pin(async move {
                for post in posts {
                    account::post::end(tx, post, yesterday).await?;
                }
                Ok::<(), fengqiao_store::StoreError>(())
            })
        })
        .await
        .unwrap();
    app.app.sessions.forget();
}

#[tokio::test]
async fn whoever_may_no_longer_see_something_finds_no_notice_of_it_and_none_is_counted() {
    for app in TestApp::each().await {
        filed(&mut app.browser(), &[("dispute_type", "01")]).await;
        app.tell().await;
        let mut judge = app.signed_in("judge").await;
        assert_eq!(unread(&mut judge).await, "1 条未读");
        // The same person works for another body from now on.
        let other: Option<Uuid> = sql::value(
            app.app.store.read(),
            "SELECT id FROM bodies WHERE code = $1",
            values!["agency-labour"],
        )
        .await
        .unwrap();
        let other = other.unwrap_or_else(Uuid::nil);
        app.app
            .store
            .write(move |tx| {
                Box::pin(async move {
                    let text = "UPDATE posts SET body = $1 WHERE account = (SELECT id FROM accounts WHERE login = 'judge')";
                    sql::run(tx, text, values![other]).await
                })
            })
            .await
            .unwrap();
        app.app.sessions.forget();
        assert_eq!(unread(&mut judge).await, "");
        let all = judge.get("/notices?show=all").await;
        assert_eq!(kinds(&all), Vec::<String>::new(), "{}", all.text());
        assert_eq!(
            count(
                &app,
                "SELECT count(*) FROM account_notices WHERE occasion = 'dispatch_sent' AND is_read = 1"
            )
            .await,
            0
        );
    }
}

#[tokio::test]
async fn what_is_erased_is_told_no_more() {
    for app in TestApp::each().await {
        filed(&mut app.browser(), &[("dispute_type", "01")]).await;
        app.tell().await;
        filed(&mut app.browser(), &[("dispute_type", "01")]).await;
        for seq in [1, 2] {
            erase::number(&app.app, seq, Actor::System).await.unwrap();
        }
        assert_eq!(app.tell().await, 0);
        assert_eq!(count(&app, "SELECT count(*) FROM account_notices").await, 0);
    }
}

#[tokio::test]
async fn the_same_sentence_about_one_number_is_one_notice_until_it_was_read() {
    for app in TestApp::each().await {
        filed(&mut app.browser(), &[("dispute_type", "02")]).await;
        app.tell().await;
        app.clock.advance(Duration::days(2));
        let reckoning = &app.app.reference.reckoning;
        watch::reconcile(&app.app.store, &app.app.vault, reckoning, app.clock_now()).await.unwrap();
        let again = |app: &TestApp| {
            let store = app.app.store.clone();
            async move {
                let copy = "INSERT INTO tellings (number, at, event) SELECT number, at, event FROM tellings";
                store
                    .write(move |tx| Box::pin(async move { sql::run(tx, copy, values![]).await }))
                    .await
                    .unwrap()
            }
        };
        let events = count(&app, "SELECT count(*) FROM tellings").await;
        assert!(events > 0, "the term of the intake is over");
        again(&app).await;
        app.tell().await;
        let of_clocks = "SELECT count(*) FROM account_notices WHERE detail <> ''";
        let each = "SELECT count(*) FROM (SELECT DISTINCT account, detail FROM account_notices WHERE detail <> '') AS t";
        let told = count(&app, of_clocks).await;
        assert!(told > 0 && told == count(&app, each).await, "{told}");
    }
}

#[tokio::test]
async fn what_happened_long_ago_stands_as_read() {
    for app in TestApp::each().await {
        filed(&mut app.browser(), &[("dispute_type", "01")]).await;
        app.clock.advance(Duration::days(4));
        assert!(app.tell().await > 0);
        assert_eq!(count(&app, "SELECT count(*) FROM account_notices WHERE is_read = 0").await, 0);
        app.clock.advance(Duration::days(180));
        fengqiao::intake::tidy::reconcile(&app.app).await.unwrap();
        assert_eq!(
            count(&app, "SELECT count(*) FROM account_notices").await,
            0,
            "and is forgotten in the end"
        );
    }
}

/// A line of SQLite's plan for a query.
#[derive(FromQueryResult)]
struct Plan {
    detail: String,
}

#[tokio::test]
async fn counting_reads_what_waits_and_nothing_of_the_archive() {
    let app = TestApp::sqlite().await;
    assert_eq!(app.app.store.engine(), Engine::Sqlite);
    let text = "EXPLAIN QUERY PLAN SELECT count(*) FROM (SELECT 1 FROM account_notices n WHERE n.account = $1 \
                AND n.is_read = 0 AND EXISTS (SELECT 1 FROM cases t WHERE t.seq = n.number) LIMIT 100) AS found";
    let plan: Vec<Plan> = sql::all(app.app.store.read(), text, values![Uuid::nil()]).await.unwrap();
    let plan: Vec<_> = plan.into_iter().map(|step| step.detail).collect();
    assert!(plan.iter().any(|step| step.contains("INDEX account_notices_unread (account=?)")), "{plan:?}");
    assert!(!plan.iter().any(|step| step.contains("SCAN n")), "{plan:?}");
}

/// What somebody sends who chooses short messages and mails, with some answers changed.
async fn choose(browser: &mut Browser, changes: &[(&str, &str)]) -> Answer {
    let form = browser.get("/account/notices").await;
    assert_eq!(form.status, StatusCode::OK);
    let usual = [("channels", "sms"), ("phone", "138 0013 8000"), ("mail", ""), ("lang", "zh-CN")];
    let kept = usual.iter().filter(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
    let fields: Vec<(&str, &str)> = kept.chain(changes).copied().collect();
    browser.submit(&form, "/account/notices", &fields).await
}

#[tokio::test]
async fn a_choice_is_kept_sealed_and_what_cannot_be_is_said_at_its_field() {
    let notify = Gateway::default().listen().await;
    for app in TestApp::each_with(|config| config.notify = notify.clone()).await {
        let mut judge = app.signed_in("judge").await;
        let wrong = choose(&mut judge, &[("phone", "0755-27788888"), ("quiet_from", "08:00")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(
            wrong.complaints(),
            [
                "短信只能发到手机。 请填写手机号码。",
                "免打扰时段不能是全天。 请改结束时间；不要通知的，可以不选发送方式。"
            ]
        );
        assert!(wrong.raw().contains("value=\"0755-27788888\""), "what was typed is kept");
        let wrong = choose(&mut judge, &[("channels", "mail")]).await;
        assert_eq!(wrong.complaints(), ["没有填写电子邮箱。 请填写邮箱，或者不选电子邮件。"]);
        let done = choose(&mut judge, &[("quiet_from", "22:00")]).await;
        assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, "/account/notices"));
        let page = judge.get("/account/notices").await;
        let held = page.form("/account/notices");
        let value =
            |name: &str| held.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str());
        assert_eq!(
            [value("channels"), value("phone"), value("quiet_from"), value("version")],
            [Some("sms"), Some("13800138000"), Some("22:00"), Some("1")]
        );
        let kept: Option<String> =
            sql::value(app.app.store.read(), "SELECT phone FROM notice_choices", values![]).await.unwrap();
        assert!(!kept.unwrap().contains("138"), "it cannot be read in the database");
        let late = judge.submit(&page, "/account/notices", &[("version", "0")]).await;
        assert_eq!(late.status, StatusCode::CONFLICT, "somebody else was quicker");
        let mut english = app.signed_in("judge").await;
        english.reads("en");
        assert!(english.get("/account/notices").await.text().contains("Quiet hours"));
        let trail = "SELECT count(*) FROM journal WHERE word = 'trail' AND kind = 'notices_chosen'";
        assert_eq!(count(&app, trail).await, 1);
    }
}

/// What the gateway was asked to say, in order.
fn said(gateway: &Gateway) -> Vec<String> {
    gateway.asked().into_iter().map(|(_, body)| body).collect()
}

async fn goes(app: &TestApp, now: Moment) {
    app.clock.set(now);
    app.tell().await;
    run(app).await;
}

#[tokio::test]
async fn a_message_says_what_waits_and_not_about_whom_waits_for_the_morning_and_an_emergency_does_not() {
    let gateway = Gateway::default();
    gateway.answers(200, "{\"code\":0}");
    let notify = gateway.listen().await;
    for app in TestApp::each_with(|config| config.notify = notify.clone()).await {
        gateway.asked();
        let before = said(&gateway).len();
        choose(&mut app.signed_in("department").await, &[]).await;
        app.clock.set(datetime!(2026-11-24 21:30 +8));
        let mut head = app.signed_in("head").await;
        blown(&mut head, "ordinary", &[LABOUR]).await;
        blown(&mut head, "enforcement", &[LABOUR]).await;
        goes(&app, datetime!(2026-11-24 21:31 +8)).await;
        assert_eq!(said(&gateway).len(), before, "the night is quiet");
        blown(&mut head, "emergency", &[LABOUR]).await;
        goes(&app, datetime!(2026-11-24 21:32 +8)).await;
        goes(&app, datetime!(2026-11-25 07:59 +8)).await;
        goes(&app, datetime!(2026-11-25 08:00 +8)).await;
        goes(&app, datetime!(2026-11-25 12:00 +8)).await;
        let text = |told: &str| {
            let link = "请登录查看：http://127.0.0.1:8080/notices";
            format!(r#"{{"to":"13800138000","say":"【枫桥】{told}{link}"}}"#)
        };
        assert_eq!(
            said(&gateway)[before..],
            [text("紧急：有 1 件事项需要您立即处理。"), text("您有 2 件吹哨待签收。")]
        );
        assert_eq!(count(&app, "SELECT count(*) FROM notice_sendings").await, 0);
    }
}

#[tokio::test]
async fn a_digest_comes_once_a_working_day_without_what_was_read_and_nothing_goes_to_whoever_left() {
    let gateway = Gateway::default();
    gateway.answers(200, "{\"code\":0}");
    let notify = gateway.listen().await;
    for app in TestApp::each_with(|config| config.notify = notify.clone()).await {
        let before = said(&gateway).len();
        let digest = [("pace", "digest"), ("digest_hour", "9"), ("lang", "en")];
        let (mut department, mut judge) = (app.signed_in("department").await, app.signed_in("judge").await);
        choose(&mut department, &digest).await;
        choose(&mut judge, &digest).await;
        app.clock.set(datetime!(2026-11-27 15:00 +8));
        let mut head = app.signed_in("head").await;
        for _ in 0..3 {
            blown(&mut head, "ordinary", &[LABOUR, COURT]).await;
        }
        goes(&app, datetime!(2026-11-27 15:01 +8)).await;
        let mut department = app.signed_in("department").await;
        let page = department.get("/notices").await;
        let id = page.attrs("tbody button", "value").remove(0);
        department.submit(&page, "/notices/read", &[("notice", &id)]).await;
        leaves(&app, "judge").await;
        goes(&app, datetime!(2026-11-28 12:00 +8)).await;
        assert_eq!(said(&gateway).len(), before, "Saturday is no working day");
        goes(&app, datetime!(2026-11-30 09:00 +8)).await;
        let said = said(&gateway);
        assert_eq!(said.len(), before + 1, "{said:?}");
        assert!(
            said[before].contains("[Fengqiao] Whistles that call your body: 2. Please sign in"),
            "{said:?}"
        );
    }
}

/// What a push service was given, and what it answers next.
#[derive(Clone)]
struct PushService {
    taken: Arc<Mutex<Vec<(HeaderMap, Bytes)>>>,
    answer: Arc<Mutex<StatusCode>>,
}

async fn taken(State(service): State<PushService>, headers: HeaderMap, body: Bytes) -> StatusCode {
    service.taken.lock().unwrap().push((headers, body));
    *service.answer.lock().unwrap()
}

impl PushService {
    async fn listen() -> (Self, String) {
        let service = Self { taken: Arc::default(), answer: Arc::new(Mutex::new(StatusCode::CREATED)) };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let router = Router::new().route("/push/{id}", post(taken)).with_state(service.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        (service, url)
    }
}

/// What a browser reads of the body of a message (RFC 8291).
fn opened(own: &SecretKey, auth: &[u8], body: &[u8]) -> String {
    let (salt, rest) = body.split_at(16);
    assert_eq!(rest[..5], [0, 0, 16, 0, 65]);
    let (theirs, sealed) = rest[5..].split_at(65);
    let shared = p256::ecdh::diffie_hellman(
        own.to_nonzero_scalar(),
        PublicKey::from_sec1_bytes(theirs).unwrap().as_affine(),
    );
    let ours = own.public_key().to_sec1_point(false);
    let expand = |salt: &[u8], secret: &[u8], info: &[u8], out: &mut [u8]| {
        Hkdf::<Sha256>::new(Some(salt), secret).expand(info, out).unwrap();
    };
    let (mut secret, mut key, mut nonce) = ([0; 32], [0; 16], [0; 12]);
    let info = [b"WebPush: info\0", ours.as_bytes(), theirs].concat();
    expand(auth, shared.raw_secret_bytes(), &info, &mut secret);
    expand(salt, &secret, b"Content-Encoding: aes128gcm\0", &mut key);
    expand(salt, &secret, b"Content-Encoding: nonce\0", &mut nonce);
    let mut plain = Aes128Gcm::new(&key.into()).decrypt(&nonce.into(), sealed).unwrap();
    assert_eq!(plain.pop(), Some(2));
    String::from_utf8(plain).unwrap()
}

#[tokio::test]
async fn a_notice_is_pushed_encrypted_and_signed_to_a_browser_that_is_forgotten_once_it_is_gone() {
    let (service, url) = PushService::listen().await;
    let push = Push { services: vec!["127.0.0.1".to_owned()] };
    let notify = Notify { push: Some(push), ..Notify::default() };
    for app in TestApp::each_with(|config| config.notify = notify.clone()).await {
        service.taken.lock().unwrap().clear();
        *service.answer.lock().unwrap() = StatusCode::CREATED;
        let own = SecretKey::from_slice(&[7; 32]).unwrap();
        let auth = [9; 16];
        let subscription = |endpoint: &str| {
            let p256dh = BASE64.encode(own.public_key().to_sec1_point(false).as_bytes());
            serde_json::json!({
                "endpoint": endpoint,
                "expirationTime": null,
                "keys": { "p256dh": p256dh, "auth": BASE64.encode(auth) },
            })
            .to_string()
        };
        let mut department = app.signed_in("department").await;
        let form = department.get("/account/notices").await;
        let key = form.attrs("form[data-push]", "data-push").remove(0);
        for elsewhere in ["https://elsewhere.example/push/1", "http://localhost:1/push/1"] {
            let told = subscription(elsewhere);
            let answer =
                department.submit(&form, "/account/notices/browsers", &[("subscription", &told)]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{elsewhere}");
        }
        let told = subscription(&format!("{url}/push/1"));
        for _ in 0..2 {
            let answer =
                department.submit(&form, "/account/notices/browsers", &[("subscription", &told)]).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{:?}", answer.complaints());
        }
        assert_eq!(count(&app, "SELECT count(*) FROM push_subscriptions").await, 1, "one browser is one row");
        let kept: Option<String> =
            sql::value(app.app.store.read(), "SELECT state FROM push_subscriptions", values![])
                .await
                .unwrap();
        assert!(!kept.unwrap().contains("push/1"), "its address cannot be read in the database");

        let mut head = app.signed_in("head").await;
        blown(&mut head, "ordinary", &[LABOUR]).await;
        goes(&app, app.clock_now()).await;
        let (headers, body) = service.taken.lock().unwrap().remove(0);
        assert_eq!(
            (headers["content-encoding"].as_bytes(), headers["ttl"].as_bytes()),
            (&b"aes128gcm"[..], &b"86400"[..])
        );
        assert_eq!(
            opened(&own, &auth, &body),
            r#"{"body":"您有 1 件吹哨待签收。","title":"枫桥","url":"/notices"}"#
        );
        let authorization = headers["authorization"].to_str().unwrap();
        let (word, told_key) = authorization.strip_prefix("vapid t=").unwrap().split_once(", k=").unwrap();
        assert_eq!(told_key, key, "the key that the browser subscribed to");
        let (said, signature) = word.rsplit_once('.').unwrap();
        let verifying = VerifyingKey::from_sec1_bytes(&BASE64.decode(told_key).unwrap()).unwrap();
        let signature = Signature::from_slice(&BASE64.decode(signature).unwrap()).unwrap();
        verifying.verify(said.as_bytes(), &signature).unwrap();
        let claims = BASE64.decode(said.split_once('.').unwrap().1).unwrap();
        let claims: serde_json::Value = serde_json::from_slice(&claims).unwrap();
        assert_eq!(claims["aud"], url);

        *service.answer.lock().unwrap() = StatusCode::GONE;
        blown(&mut head, "ordinary", &[LABOUR]).await;
        goes(&app, app.clock_now()).await;
        assert_eq!(count(&app, "SELECT count(*) FROM push_subscriptions").await, 0, "it is gone");
        let asked = service.taken.lock().unwrap().len();
        blown(&mut head, "ordinary", &[LABOUR]).await;
        goes(&app, app.clock_now()).await;
        assert_eq!(service.taken.lock().unwrap().len(), asked, "and is asked no more");
    }
}

#[tokio::test]
async fn a_browser_is_removed_by_its_owner_alone() {
    let (_service, url) = PushService::listen().await;
    let push = Push { services: vec!["127.0.0.1".to_owned()] };
    let app = TestApp::with(|config| config.notify.push = Some(push)).await;
    let own = SecretKey::from_slice(&[7; 32]).unwrap().public_key();
    let told = serde_json::json!({
        "endpoint": format!("{url}/push/2"),
        "keys": { "p256dh": BASE64.encode(own.to_sec1_point(false).as_bytes()), "auth": BASE64.encode([9; 16]) },
    });
    let mut department = app.signed_in("department").await;
    let form = department.get("/account/notices").await;
    department.submit(&form, "/account/notices/browsers", &[("subscription", &told.to_string())]).await;
    let page = department.get("/account/notices").await;
    let remove = page.attrs("form[data-push-end]", "action").remove(0);
    let mut judge = app.signed_in("judge").await;
    judge.get("/account/notices").await;
    assert_eq!(judge.post(&remove, &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(department.submit(&page, &remove, &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(count(&app, "SELECT count(*) FROM push_subscriptions").await, 0);
    // Where no service is named, nothing is offered.
    let plain = TestApp::sqlite().await;
    let mut department = plain.signed_in("department").await;
    let page = department.get("/account/notices").await;
    assert_eq!(page.attrs("form[data-push]", "data-push"), Vec::<String>::new());
    let answer = department.submit(&page, "/account/notices", &[]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let refused = department.post("/account/notices/browsers", &[("subscription", &told.to_string())]).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_somebody_sees_unread_is_what_is_counted() {
    for app in TestApp::each().await {
        for _ in 0..3 {
            filed(&mut app.browser(), &[("dispute_type", "01")]).await;
        }
        let mut head = app.signed_in("head").await;
        blown(&mut head, "ordinary", &[LABOUR, COURT]).await;
        app.tell().await;
        let conn = app.app.store.read();
        for account in account::store::everybody(conn, local_day(app.clock_now())).await.unwrap() {
            let asker = Asker::Staff { account: account.id, posts: account.posts };
            let wanted = list::Asked { unread: true, ..list::Asked::default() };
            let listed = list::list(conn, account.id, &asker, wanted).await.unwrap().rows.len();
            let counted = list::count_unread(conn, account.id, &asker).await.unwrap();
            assert_eq!(listed, usize::try_from(counted).unwrap(), "{}", account.login);
        }
    }
}
