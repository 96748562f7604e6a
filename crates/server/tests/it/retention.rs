//! `/disposals`: is what was kept long enough proposed once, destroyed by a person's word only, and nothing else?

use axum::http::StatusCode;
use fengqiao::{
    report::rebuild,
    retention::{Came, Deciding, destroy, watch},
    seed::{self, plan::Plan},
    vault::Subject,
};
use fengqiao_base::{Actor, Day, Duty, PartyId};
use fengqiao_domain::retention::Rules;
use fengqiao_store::{Engine, Store, StoreConfig, journal, sql, values};
use sea_orm::FromQueryResult;
use time::{
    Duration,
    macros::{date, datetime},
};

use crate::{
    file::{Filed, filed, proof},
    follow::follow,
    harness::{Answer, Browser, TestApp, encoded},
};

const PLAN: Plan = Plan { cases: 60, until: date!(2026 - 11 - 24), seed: 1 };
pub const WHY: &str = "法院来函要求继续保管至另案审结。";

pub async fn at(app: &TestApp, day: Day) -> u64 {
    app.clock.set(day.midnight().assume_offset(fengqiao_base::clock::CHINA) + Duration::hours(10));
    let rules = &app.app.reference.retention;
    watch::reconcile(&app.app.store, &app.app.vault, rules, app.clock_now()).await.unwrap()
}

/// The demonstration, ten years and more after all of it has ended.
pub async fn over(app: &TestApp) -> u64 {
    seed::play(&app.app, PLAN, |_, _| {}).await.unwrap();
    assert_eq!(at(app, date!(2026 - 11 - 24)).await, 0, "nothing is over yet");
    at(app, date!(2036 - 11 - 25)).await
}

pub async fn numbers(app: &TestApp, condition: &str) -> Vec<i64> {
    let text = format!("SELECT number FROM disposals d WHERE {condition} ORDER BY number");
    let rows = sql::rows(app.app.store.read(), &text, values![]).await.unwrap();
    rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
}

pub async fn count(app: &TestApp, text: &str) -> i64 {
    sql::value(app.app.store.read(), text, values![]).await.unwrap().unwrap_or(0)
}

pub async fn run(app: &TestApp, text: &'static str) -> u64 {
    let done =
        app.app.store.write(move |tx| Box::pin(async move { sql::run(tx, text, values![]).await })).await;
    done.unwrap()
}

/// A short dossier that is proposed.
pub async fn proposed_case(app: &TestApp) -> i64 {
    numbers(app, "d.state = 'proposed' AND d.rule = 'dossier-short'").await[0]
}

pub async fn chosen(archivist: &mut Browser, number: i64) -> Answer {
    archivist.get(&format!("/disposals/decide?n={number}")).await
}

/// What the official figures come to.
async fn figures(app: &TestApp) -> Vec<String> {
    let text = "SELECT month || street || figure || CAST(value AS TEXT) FROM report_counts WHERE value <> 0 ORDER BY 1";
    let rows = sql::rows(app.app.store.read(), text, values![]).await.unwrap();
    rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
}

pub async fn is_proved(app: &TestApp) {
    let snapshot = app.app.store.snapshot().await.unwrap();
    let proof = journal::verify(&snapshot, &app.app.keys.verifying()).await.unwrap();
    assert!(proof.is_ok(), "the journal stays whole: {proof:?}");
    snapshot.rollback().await.unwrap();
}

#[tokio::test]
async fn what_is_over_its_term_is_proposed_once_by_however_many_servers() {
    for app in TestApp::each().await {
        seed::play(&app.app, PLAN, |_, _| {}).await.unwrap();
        let ended = count(&app, "SELECT count(*) FROM disposals WHERE state = 'new'").await;
        assert!(ended > 10, "{ended}");
        assert_eq!(at(&app, date!(2026 - 11 - 24)).await, 0);
        let other = Store::open(&StoreConfig::new(&app.app.config.database_url)).await.unwrap();
        app.clock.set(datetime!(2036-11-25 10:00 +8));
        let (now, rules, vault) = (app.clock_now(), &app.app.reference.retention, &app.app.vault);
        let (one, two, three) = tokio::join!(
            watch::reconcile(&app.app.store, vault, rules, now),
            watch::reconcile(&other, vault, rules, now),
            watch::reconcile(&app.app.store, vault, rules, now),
        );
        let proposed = one.unwrap() + two.unwrap() + three.unwrap();
        let waiting = numbers(&app, "d.state = 'proposed'").await;
        assert_eq!(proposed, waiting.len() as u64);
        assert!(proposed > 5, "{proposed}");
        assert_eq!(watch::reconcile(&other, vault, rules, now + Duration::days(1)).await.unwrap(), 0, "once");
        let early = "d.state = 'proposed' AND d.last_day >= '2036-11-25'";
        assert!(numbers(&app, early).await.is_empty(), "the last day counts");
        let for_ever =
            count(&app, "SELECT count(*) FROM disposals WHERE state = 'for_ever' AND look_on IS NULL");
        assert!(for_ever.await > 0, "some dossiers are kept for ever and looked at never");
        other.close().await.unwrap();
    }
}

#[derive(FromQueryResult)]
struct Plans {
    detail: String,
}

#[tokio::test]
async fn what_is_kept_is_not_read_to_find_what_is_due() {
    let app = TestApp::sqlite().await;
    let text = format!("EXPLAIN QUERY PLAN {}", fengqiao_store::dialect::due_terms(Engine::Sqlite));
    let plan: Vec<Plans> =
        sql::all(app.app.store.read(), &text, values!["2036-11-25", 64_i64]).await.unwrap();
    let told: Vec<&str> = plan.iter().map(|line| line.detail.as_str()).collect();
    assert!(told.iter().all(|line| line.contains("disposals_look")), "{told:?}");
    for (text, value) in [
        (fengqiao::vault::erase::NAMED, sea_orm::Value::from(vec![7_u8; 32])),
        ("DELETE FROM blocking_keys WHERE number = $1", 7_i64.into()),
    ] {
        let text = format!("EXPLAIN QUERY PLAN {text}");
        let plan: Vec<Plans> = sql::all(app.app.store.read(), &text, vec![value]).await.unwrap();
        let scans = plan.iter().any(|line| {
            line.detail.starts_with("SCAN")
                && ["attachments", "documents", "blocking_keys"].iter().any(|t| line.detail.contains(t))
        });
        assert!(!scans, "{:?}", plan.iter().map(|line| &line.detail).collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn a_confirmed_number_is_gone_with_its_people_while_figures_and_journal_stay() {
    for app in TestApp::each().await {
        over(&app).await;
        let number = proposed_case(&app).await;
        let kept = app.case(number).await;
        let file =
            fengqiao::case::whole::find(app.app.store.read(), &app.app.vault, number).await.unwrap().unwrap();
        let people: Vec<PartyId> = file.people.keys().copied().collect();
        let name =
            file.people.values().map(|one| one.called().to_owned()).find(|name| !name.is_empty()).unwrap();
        let digest = app.app.files.keep(b"%PDF-1.7 a letter".to_vec().into()).await.unwrap();
        app.app
            .store
            .write(move |tx| {
                Box::pin(async move {
                    let text = "INSERT INTO attachments (id, number, name, media_type, size, digest, added_at, added_by) \
                                VALUES ($1, $2, '', 'application/pdf', 17, $3, 0, '{}')";
                    sql::run(tx, text, values![uuid::Uuid::from_u128(77), number, digest.to_vec()]).await
                })
            })
            .await
            .unwrap();
        let figures_before = figures(&app).await;
        let mut head = app.signed_in("head").await;
        let district = "UPDATE posts SET street = NULL WHERE duties LIKE '%head%'";
        run(&app, district).await;
        let path = format!("/cases/{}", kept.case.number);
        let found = format!("/cases?open=all&q={}", encoded(&name));
        let tables = head.get("/statistics?from=2026-01&to=2026-12").await.text();

        let mut archivist = app.signed_in("archivist").await;
        let list = archivist.get("/disposals").await;
        assert!(
            list.text().contains(&kept.case.number) && list.text().contains("短期卷宗"),
            "{}",
            list.text()
        );
        assert!(!list.raw().contains(&name), "no name stands in the list");
        let page = chosen(&mut archivist, number).await;
        let unsure = archivist.submit(&page, "/disposals/destroy", &[]).await;
        assert_eq!(unsure.complaints(), ["请勾选确认。 销毁后不能恢复，请逐件核对。"]);
        assert_eq!(numbers(&app, "d.state = 'destroyed'").await, Vec::<i64>::new());
        let sure = [("sure", "yes")];
        let done = archivist.submit(&page, "/disposals/destroy", &sure).await;
        assert_eq!(done.location(), "/disposals", "{}", done.text());
        let again = archivist.submit(&page, "/disposals/destroy", &sure).await;
        assert_eq!(again.location(), "/disposals", "a second click gets the same answer");
        assert_eq!(numbers(&app, "d.state = 'destroyed'").await, [number]);

        let conn = app.app.store.read();
        for subject in people.iter().map(|id| Subject::person(number, *id)).chain([Subject::number(number)]) {
            let key = fengqiao::vault::keys::wrapped(conn, subject).await.unwrap().unwrap();
            assert!(key.iter().all(|byte| *byte == 0), "the key of {subject:?} is gone");
        }
        assert!(fengqiao::case::whole::find(conn, &app.app.vault, number).await.unwrap().is_none());
        assert!(app.app.files.read(&digest).await.is_ok(), "the file follows by a job that nothing loses");
        fengqiao::serve::runner(&app.app).run_due().await.unwrap();
        assert!(app.app.files.read(&digest).await.is_err(), "the file is gone");
        for table in ["attachments", "documents", "blocking_keys", "party_access", "clocks", "notices"] {
            let text = format!("SELECT count(*) FROM {table} WHERE number = {number}");
            assert_eq!(count(&app, &text).await, 0, "{table}");
        }
        let gone = head.get(&path).await;
        assert_eq!(gone.status, StatusCode::OK);
        assert!(gone.text().contains("内容已销毁") && gone.text().contains("短期卷宗"), "{}", gone.text());
        assert!(gone.text().contains("2036年11月25日") && !gone.text().contains(&name));
        for below in ["/documents", "/dossier", "/deadlines", "/access"] {
            let answer = head.get(&format!("{path}{below}")).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{below}");
        }
        assert_eq!(head.get(&format!("/api/v1{path}")).await.status, StatusCode::NOT_FOUND);
        assert!(!head.get(&found).await.raw().contains(&kept.case.number), "search finds it by no word");
        let list = head.get(&format!("/cases?open=all&q={}", kept.case.number)).await;
        assert!(list.raw().contains(&path), "its row is still there");
        assert_eq!(head.get("/statistics?from=2026-01&to=2026-12").await.text(), tables);
        assert_eq!(figures(&app).await, figures_before, "the figures stay");
        assert!(rebuild::run(&app.app.store, &app.app.vault, false).await.unwrap().is_clean());
        is_proved(&app).await;
        let told = "SELECT count(*) FROM journal WHERE kind IN ('destroyed', 'disposal_confirmed')";
        assert!(count(&app, told).await >= 2, "journal and trail");

        let register = archivist.get("/disposals/register").await.text();
        assert!(register.contains(&kept.case.number) && register.contains("吴文博"), "{register}");
        let table = archivist.get("/disposals/register.csv").await.raw();
        let row = table.lines().nth(1).unwrap();
        assert!(row.starts_with(&format!("{},", kept.case.number)) && row.contains("dossier-short"), "{row}");
        assert!(!table.contains(&name));
        let again =
            watch::reconcile(&app.app.store, &app.app.vault, &app.app.reference.retention, app.clock_now());
        assert_eq!(again.await.unwrap(), 0, "it does not come back");
    }
}

/// A request that was filed, and one by telephone that was joined into it.
pub async fn joined_pair(app: &TestApp) -> (Filed, Filed) {
    let mine = filed(&mut app.browser(), &[]).await;
    let mut clerk = app.signed_in("clerk").await;
    let told = [
        ("channel", "hotline"),
        ("reference", "GD20261124001"),
        ("what", "市民来电：宝民花园3栋1202客厅天花板被楼上卫生间漏水滴坏发霉，楼上不肯修"),
        ("community", "440306017001"),
        ("address", "宝民花园3栋1202"),
        ("claims", "修好漏水"),
        ("me-name", "张三"),
        ("me-phone", "13800138000"),
        ("others-0-known_as", "楼上"),
    ];
    let form = clerk.get("/intake/new").await;
    let answer = clerk.submit(&form, "/intake/new", &told).await;
    let hotline = proof(&answer);
    let beside = clerk.get(&format!("/intake/{}/beside?other={}", hotline.number, mine.number)).await;
    let action = format!("/intake/{}/beside", hotline.number);
    clerk.submit(&beside, &action, &[("what", "into-other"), ("reason", "同一套房同一处漏水")]).await;
    (mine, hotline)
}

pub fn sequence(of: &Filed) -> i64 {
    of.number.rsplit('-').next().unwrap().parse().unwrap()
}

#[tokio::test]
async fn a_withdrawn_request_goes_with_what_was_joined_into_it_and_its_code_opens_nothing() {
    for app in TestApp::each().await {
        let (mine, hotline) = joined_pair(&app).await;
        let mut me = follow(&app, &mine).await;
        me.get("/follow/data").await;
        me.post("/follow/withdraw", &[("reason", ""), ("idempotency_key", "once")]).await;
        let data = me.get("/follow/data").await.text();
        assert!(data.contains("保管到2027年11月24日（已撤回的诉求，1 年）"), "{data}");
        let copy: serde_json::Value =
            serde_json::from_slice(&me.get("/follow/data.json").await.body).unwrap();
        assert_eq!(copy["kept"]["until"], "2027-11-24");
        assert_eq!(copy["request"]["notice"]["basis"], "consent");
        assert_eq!(
            (&copy["request"]["notice"]["purposes"], &copy["purposes_version"]),
            (&1.into(), &1.into())
        );

        assert_eq!(at(&app, date!(2027 - 11 - 24)).await, 0, "the last day counts");
        assert_eq!(at(&app, date!(2027 - 11 - 25)).await, 1);
        let [number, joined] = [&mine, &hotline].map(sequence);
        let begins = format!(
            "INSERT INTO clocks (number, name, due_at, warn_at) VALUES ({joined}, 'x', 9000000000000000, 0)"
        );
        run(&app, Box::leak(begins.into_boxed_str())).await;
        let deciding = Deciding { by: Actor::System, at: app.clock_now(), from: None };
        let came = destroy(&app.app, number, deciding).await.unwrap();
        assert!(matches!(came, Came::Held(_)), "what was joined into it is still needed: {came:?}");
        run(&app, "DELETE FROM clocks WHERE name = 'x'").await;
        assert_eq!(at(&app, date!(2027 - 11 - 26)).await, 1);
        let mut archivist = app.signed_in("archivist").await;
        let page = chosen(&mut archivist, number).await;
        assert!(page.text().contains("我已逐件核对编号、办理结果和保管期限"), "{}", page.text());
        let done = archivist.submit(&page, "/disposals/destroy", &[("sure", "yes")]).await;
        assert_eq!(done.location(), "/disposals", "{}", done.text());
        assert_eq!(numbers(&app, "d.state = 'destroyed'").await, [number, joined]);
        let erased = "SELECT count(*) FROM subject_keys WHERE number <> 0 AND master <> 0";
        assert_eq!(count(&app, erased).await, 0, "every key of both is gone");
        for one in [&mine, &hotline] {
            let mut again = app.browser();
            again.get("/follow").await;
            let code = again.post("/follow", &[("number", &one.number), ("secret", &one.secret)]).await;
            assert_eq!(code.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        let mut clerk = app.signed_in("clerk").await;
        let gone = clerk.get(&format!("/intake/{}", mine.number)).await;
        assert!(gone.text().contains("内容已销毁"), "{}", gone.text());
        let search = clerk.get(&format!("/intake?open=all&q={}", encoded("漏水"))).await;
        assert!(!search.raw().contains(&mine.number));
        let register = archivist.get("/disposals/register").await.text();
        assert!(register.contains(&mine.number) && register.contains(&hotline.number), "{register}");
        let row = archivist.get(&format!("/cases/{}", mine.number)).await;
        assert!(row.text().contains("内容已销毁"), "a row of the register opens");
        let never = app.signed_in("mediator").await.get(&format!("/cases/{}", mine.number)).await;
        assert_eq!(never.status, StatusCode::NOT_FOUND, "it never was a case");
        is_proved(&app).await;
    }
}

#[tokio::test]
async fn what_is_needed_again_is_not_proposed_and_not_destroyed() {
    for app in TestApp::each().await {
        over(&app).await;
        let number = proposed_case(&app).await;
        let by = Actor::Staff {
            account: fengqiao_base::AccountId(uuid::Uuid::from_u128(5)),
            duty: Duty::Archivist,
        };
        let deciding = || Deciding { by, at: app.clock_now(), from: None };
        // Somebody asks for the identities, a period runs, it was opened anew: each in turn, and each ends again.
        let holds = [
            (
                "INSERT INTO identity_requests (id, number, account, asked_at, is_open, state) \
                 SELECT id, seq, id, 0, 1, '' FROM cases WHERE seq = $1",
                "DELETE FROM identity_requests WHERE number = $1",
                "disposal-held-identity",
            ),
            (
                "INSERT INTO clocks (number, name, due_at, warn_at) VALUES ($1, 'archive', 9000000000000000, 9000000000000000)",
                "DELETE FROM clocks WHERE number = $1",
                "disposal-held-clock",
            ),
            (
                "INSERT INTO reopenings (previous, number) SELECT id, 999999 FROM cases WHERE seq = $1",
                "DELETE FROM reopenings WHERE previous = (SELECT id FROM cases WHERE seq = $1)",
                "disposal-held-reopened",
            ),
        ];
        for (begins, ends, code) in holds {
            let change = async |text: &'static str| {
                let done = app
                    .app
                    .store
                    .write(move |tx| Box::pin(async move { sql::run(tx, text, values![number]).await }));
                assert_eq!(done.await.unwrap(), 1, "{text}");
            };
            change(begins).await;
            let came = destroy(&app.app, number, deciding()).await.unwrap();
            let Came::Held(held) = came else { panic!("{came:?}") };
            assert_eq!(held.code(), code);
            let rules = &app.app.reference.retention;
            app.clock.advance(Duration::days(1));
            let now = app.clock_now();
            watch::reconcile(&app.app.store, &app.app.vault, rules, now).await.unwrap();
            let still = format!("d.state = 'running' AND d.number = {number}");
            assert_eq!(numbers(&app, &still).await, [number], "{code}: not proposed while it is held");
            change(ends).await;
            app.clock.advance(Duration::days(1));
            let now = app.clock_now();
            watch::reconcile(&app.app.store, &app.app.vault, rules, now).await.unwrap();
            let proposed = format!("d.state = 'proposed' AND d.number = {number}");
            assert_eq!(
                numbers(&app, &proposed).await,
                [number],
                "{code}: proposed again once nothing holds it"
            );
        }
        assert!(numbers(&app, "d.state = 'destroyed'").await.is_empty());
        assert!(
            fengqiao::case::whole::find(app.app.store.read(), &app.app.vault, number)
                .await
                .unwrap()
                .is_some()
        );
    }
}

#[tokio::test]
async fn what_is_kept_longer_comes_back_with_its_reason_and_what_was_typed_is_not_lost() {
    for app in TestApp::each().await {
        over(&app).await;
        let number = proposed_case(&app).await;
        let mut archivist = app.signed_in("archivist").await;
        let page = chosen(&mut archivist, number).await;
        let wrong =
            archivist.submit(&page, "/disposals/keep", &[("until", "2050-01-01"), ("reason", WHY)]).await;
        assert_eq!(wrong.complaints(), ["一次最多延长 10 年。 请填写更早的日期；到期后可以再次延长。"]);
        assert!(wrong.raw().contains(WHY), "what was typed stays");
        let missing = archivist.submit(&page, "/disposals/keep", &[("until", ""), ("reason", WHY)]).await;
        assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
        let kept =
            archivist.submit(&page, "/disposals/keep", &[("until", "2037-06-30"), ("reason", WHY)]).await;
        assert_eq!(kept.location(), "/disposals", "{:?}", kept.complaints());
        let reasons = "SELECT count(*) FROM disposals WHERE reason LIKE '%法院%'";
        assert_eq!(count(&app, reasons).await, 0, "the reason is sealed");
        let state = format!("d.state = 'kept' AND d.number = {number}");
        at(&app, date!(2037 - 06 - 30)).await;
        assert_eq!(numbers(&app, &state).await, [number]);
        at(&app, date!(2037 - 07 - 01)).await;
        let back = format!("d.state = 'proposed' AND d.number = {number}");
        assert_eq!(numbers(&app, &back).await, [number]);
        let mut archivist = app.signed_in("archivist").await;
        let page = chosen(&mut archivist, number).await;
        assert!(page.text().contains(WHY), "{}", page.text());
        is_proved(&app).await;
    }
}

#[tokio::test]
async fn an_archivist_of_another_street_finds_nothing_and_nobody_else_may_decide() {
    for app in TestApp::each().await {
        over(&app).await;
        let number = proposed_case(&app).await;
        let text = format!("SELECT shown FROM disposals WHERE number = {number}");
        let shown: String = sql::value(app.app.store.read(), &text, values![]).await.unwrap().unwrap();
        let mut head = app.signed_in("head").await;
        for path in ["/disposals", "/disposals/register", "/disposals/register.csv"] {
            assert_eq!(head.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        let elsewhere =
            "UPDATE posts SET body = NULL, street = '999999999999' WHERE duties LIKE '%archivist%'";
        assert_eq!(run(&app, elsewhere).await, 1);
        let mut archivist = app.signed_in("archivist").await;
        assert!(!archivist.get("/disposals").await.text().contains(&shown));
        let chosen = chosen(&mut archivist, number).await;
        assert_eq!(chosen.complaints().len(), 1, "{}", chosen.text());
        let number = number.to_string();
        for path in ["/disposals/destroy", "/disposals/keep"] {
            let fields = [("n", number.as_str()), ("sure", "yes"), ("until", "2037-06-30"), ("reason", WHY)];
            assert_eq!(archivist.post(path, &fields).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        assert!(numbers(&app, "d.state IN ('destroyed', 'kept')").await.is_empty());
        assert_eq!(archivist.get(&format!("/cases/{shown}")).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn of_two_archivists_one_decides_and_the_other_is_told() {
    for app in TestApp::each().await {
        over(&app).await;
        let number = proposed_case(&app).await;
        let by = Actor::Staff {
            account: fengqiao_base::AccountId(uuid::Uuid::from_u128(5)),
            duty: Duty::Archivist,
        };
        let other = Actor::Staff {
            account: fengqiao_base::AccountId(uuid::Uuid::from_u128(6)),
            duty: Duty::Archivist,
        };
        let deciding = |by| Deciding { by, at: app.clock_now(), from: None };
        let (one, two) =
            tokio::join!(destroy(&app.app, number, deciding(by)), destroy(&app.app, number, deciding(other)));
        let came = [one.unwrap(), two.unwrap()];
        assert!(came.contains(&Came::Destroyed) && came.contains(&Came::Decided), "{came:?}");
        let mine = if came[0] == Came::Destroyed { by } else { other };
        assert_eq!(
            destroy(&app.app, number, deciding(mine)).await.unwrap(),
            Came::Destroyed,
            "a second click"
        );
        let notes = "SELECT count(*) FROM journal WHERE kind = 'disposal_confirmed'";
        assert_eq!(count(&app, notes).await, 1);
    }
}

#[tokio::test]
async fn changed_rules_reckon_every_term_anew_that_nobody_decided_on() {
    for app in TestApp::each().await {
        over(&app).await;
        let before = numbers(&app, "d.state = 'proposed' AND d.rule = 'dossier-short'").await;
        let text = "[[rule]]\nid = \"dossier-short\"\nversion = 2\nvalid-from = \"2027-01-01\"\n\
                    length = { count = 15, unit = \"years\" }\nstarts = \"closed\"\nthen = \"erase\"\n\
                    law = \"区档案局批复\"\nbasis = \"D\"\n";
        let rules: &'static Rules = Box::leak(Box::new(Rules::shipped().with_district(text).unwrap()));
        let again = watch::reconcile(&app.app.store, &app.app.vault, rules, app.clock_now()).await.unwrap();
        let short = numbers(&app, "d.state = 'proposed' AND d.rule = 'dossier-short'").await;
        assert!(short.is_empty() && !before.is_empty());
        let running =
            numbers(&app, "d.state = 'running' AND d.rule = 'dossier-short' AND d.version = 2").await;
        assert!(before.iter().all(|number| running.contains(number)));
        assert_eq!(again, numbers(&app, "d.state = 'proposed'").await.len() as u64);
    }
}
