//! `/disposals`: what happens to what was joined, when two do something at once, and when a rule meets a decision?

use axum::http::StatusCode;
use fengqiao::{
    retention::{Came, Deciding, destroy, watch},
    vault::Subject,
};
use fengqiao_base::Actor;
use fengqiao_domain::retention::Rules;
use fengqiao_store::{Engine, sql, values};
use time::macros::date;
use tokio::sync::oneshot;

use crate::{
    follow::follow,
    harness::TestApp,
    retention::{
        WHY, at, chosen, count, is_proved, joined_pair, numbers, over, proposed_case, run, sequence,
    },
};

#[tokio::test]
async fn who_erases_what_she_filed_erases_what_was_joined_into_it_and_no_row_of_the_register() {
    for app in TestApp::each().await {
        let (mine, hotline) = joined_pair(&app).await;
        let mut me = follow(&app, &mine).await;
        me.get("/follow/data").await;
        me.post("/follow/withdraw", &[("reason", ""), ("idempotency_key", "once")]).await;
        let page = me.get("/follow/data").await;
        let erased = me.submit(&page, "/follow/data/erasure", &[("sure", "yes")]).await;
        assert_eq!(erased.location(), "/", "{}", erased.text());
        let left = "SELECT count(*) FROM subject_keys WHERE number <> 0 AND master <> 0";
        assert_eq!(count(&app, left).await, 0, "{} went with it", hotline.number);
        let number = sequence(&mine);
        let row = format!(
            "INSERT INTO disposals (number, state, since, last_day, decided_at) \
             VALUES ({number}, 'destroyed', '2026-11-24', '2027-11-24', 1)"
        );
        run(&app, Box::leak(row.into_boxed_str())).await;
        fengqiao::vault::erase::number(&app.app, number, Actor::System).await.unwrap();
        assert_eq!(numbers(&app, "d.state = 'destroyed'").await, [number]);
        is_proved(&app).await;
    }
}

#[tokio::test]
async fn a_second_click_is_done_and_a_mixed_outcome_names_both() {
    for app in TestApp::each().await {
        over(&app).await;
        let both = numbers(&app, "d.state = 'proposed' AND d.rule = 'dossier-short'").await[..2].to_vec();
        let mut archivist = app.signed_in("archivist").await;
        let page = archivist.get(&format!("/disposals/decide?n={}&n={}", both[0], both[1])).await;
        let begins = format!(
            "INSERT INTO clocks (number, name, due_at, warn_at) VALUES ({}, 'x', 9000000000000000, 0)",
            both[1]
        );
        run(&app, Box::leak(begins.into_boxed_str())).await;
        let sure = [("sure", "yes"), ("idempotency_key", "")];
        let mixed = archivist.submit(&page, "/disposals/destroy", &sure).await;
        assert_eq!(mixed.status, StatusCode::CONFLICT);
        let gone = app_shown(&app, both[0]).await;
        let held = app_shown(&app, both[1]).await;
        assert!(mixed.text().contains(&format!("并记入销毁清册。{gone}")), "{}", mixed.text());
        assert!(mixed.complaints()[0].contains(&held), "{:?}", mixed.complaints());
        let page = archivist.submit(&page, "/disposals/destroy", &sure).await;
        assert_eq!(page.location(), "/disposals", "what she destroyed before is done: {}", page.text());
    }
}

async fn app_shown(app: &TestApp, number: i64) -> String {
    let text = format!("SELECT shown FROM disposals WHERE number = {number}");
    sql::value(app.app.store.read(), &text, values![]).await.unwrap().unwrap()
}

#[tokio::test]
async fn a_later_longer_rule_counts_over_a_day_that_somebody_chose() {
    for app in TestApp::each().await {
        over(&app).await;
        let number = proposed_case(&app).await;
        let mut archivist = app.signed_in("archivist").await;
        let page = chosen(&mut archivist, number).await;
        archivist.submit(&page, "/disposals/keep", &[("until", "2037-06-30"), ("reason", WHY)]).await;
        for (length, state) in [
            ("length = { count = 15, unit = \"years\" }\nthen = \"erase\"", "running"),
            ("then = \"keep\"", "for_ever"),
        ] {
            let text = format!(
                "[[rule]]\nid = \"dossier-short\"\nversion = 2\nvalid-from = \"2027-01-01\"\n{length}\n\
                 starts = \"closed\"\nlaw = \"区档案局批复\"\nbasis = \"D\"\n"
            );
            let rules: &'static Rules = Box::leak(Box::new(Rules::shipped().with_district(&text).unwrap()));
            watch::reconcile(&app.app.store, &app.app.vault, rules, app.clock_now()).await.unwrap();
            let now = format!("d.number = {number} AND d.state = '{state}' AND d.law = '区档案局批复'");
            assert_eq!(numbers(&app, &now).await, [number], "{state}");
        }
        at(&app, date!(2036 - 11 - 26)).await;
        let kept = format!("d.number = {number} AND d.state = 'kept' AND d.last_day = '2037-06-30'");
        assert_eq!(numbers(&app, &kept).await, [number], "and the day that was chosen over a shorter rule");
    }
}

#[tokio::test]
async fn who_saves_something_keeps_its_key_from_being_destroyed_meanwhile() {
    for app in TestApp::each().await {
        over(&app).await;
        let number = proposed_case(&app).await;
        let ((begun, has_begun), (go, may_go)) = (oneshot::channel(), oneshot::channel::<()>());
        let (vault, store) = (app.app.vault.clone(), app.app.store.clone());
        let saving = tokio::spawn(async move {
            store
                .write(move |tx| {
                    Box::pin(async move {
                        vault.key_for(tx, Subject::number(number)).await?;
                        begun.send(()).unwrap();
                        may_go.await.unwrap();
                        let text = "UPDATE cases SET title = 'old' WHERE seq = $1";
                        sql::run(tx, text, values![number]).await?;
                        fengqiao::retention::store::note(tx, number, true).await
                    })
                })
                .await
        });
        has_begun.await.unwrap();
        let deciding = Deciding { by: Actor::System, at: app.clock_now(), from: None };
        let meanwhile = app.app.clone();
        let destroying = tokio::spawn(async move { destroy(&meanwhile, number, deciding).await });
        if Engine::of(app.app.store.read()) == Engine::Postgres {
            let waits = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() \
                         AND wait_event_type = 'Lock'";
            while !destroying.is_finished() && count(&app, waits).await == 0 {
                tokio::task::yield_now().await;
            }
        }
        go.send(()).unwrap();
        destroying.await.unwrap().unwrap();
        saving.await.unwrap().unwrap();
        at(&app, date!(2036 - 11 - 26)).await;
        let deciding = Deciding { by: Actor::System, at: app.clock_now(), from: None };
        assert_eq!(destroy(&app.app, number, deciding).await.unwrap(), Came::Destroyed);
        let title = format!("SELECT count(*) FROM cases WHERE seq = {number} AND title <> ''");
        assert_eq!(count(&app, &title).await, 0, "no title comes back");
        let late = app.app.vault.key_for(app.app.store.read(), Subject::number(number)).await;
        assert!(late.is_err(), "who comes later finds it erased");
    }
}
