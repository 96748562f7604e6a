//! Which clocks are due now, and who is told, once?
//!
//! A reconciler: it takes no input, looks at what is there, and does no harm when it runs twice or on two servers. It
//! reads the rows whose look has come, and nothing of the others. It tells; it never moves a case.

use std::{future::Future, time::Duration as Rest};

use fengqiao_base::{Duty, Moment, id::AccountId};
use fengqiao_domain::{
    case::Case,
    deadline::{Reckoning, Rule, RunningClock, Standing},
    intake::Request,
};
use fengqiao_seal::Place;
use fengqiao_store::{Engine, Store, StoreError, Tx, dialect, sql, time::to_micros, values};
use sea_orm::ConnectionTrait;
use time::Duration;
use tracing::{error, info};

use super::{
    notices::{self, New},
    rows::{Row, after},
};
use crate::{
    app::App,
    notify::About,
    vault::{self, Subject, Vault},
};

/// Looks taken in one transaction.
const BATCH: i64 = 64;
/// How long the watch rests between two looks at the table.
const REST: Rest = Rest::from_mins(1);

/// Tells of everything that is due at `now`, and says how many notices were written.
pub async fn reconcile(
    store: &Store,
    vault: &Vault,
    by: &'static Reckoning,
    now: Moment,
) -> Result<u64, StoreError> {
    let mut told = 0;
    loop {
        let vault = vault.clone();
        let (looked, written) =
            store.write(move |tx| Box::pin(async move { batch(tx, &vault, by, now).await })).await?;
        told += written;
        if looked == 0 {
            return Ok(told);
        }
    }
}

/// Looks at the table once a minute until `stopped` resolves.
pub async fn keep(app: App, stopped: impl Future<Output = ()>) {
    tokio::pin!(stopped);
    loop {
        match reconcile(&app.store, &app.vault, &app.reference.reckoning, app.clock.now()).await {
            Ok(0) => {}
            Ok(told) => info!(notices = told, "told of what is due"),
            Err(failure) => error!(error = %failure, "could not look at what is due"),
        }
        tokio::select! {
            () = &mut stopped => break,
            () = tokio::time::sleep(REST) => {}
        }
    }
}

async fn batch(tx: &Tx, vault: &Vault, by: &Reckoning, now: Moment) -> Result<(usize, u64), StoreError> {
    let text = dialect::due_clocks(Engine::of(tx));
    let rows: Vec<Row> = sql::all(tx, text, values![to_micros(now), BATCH]).await?;
    let mut written = 0;
    for row in &rows {
        written += look(tx, vault, row, by, now).await?;
    }
    Ok((rows.len(), written))
}

/// What the aggregate of a number knows about one clock.
struct Found {
    about: About,
    clock: RunningClock,
    duty: Duty,
    mediator: Option<AccountId>,
    is_window: bool,
}

async fn look(tx: &Tx, vault: &Vault, row: &Row, by: &Reckoning, now: Moment) -> Result<u64, StoreError> {
    let found = match find(tx, vault, row, by).await {
        Ok(found) => found.filter(|found| found.clock.is_running()),
        Err(failure @ StoreError::Unreadable { .. }) => {
            // One row that cannot be read must not keep the others waiting; the log is read by a person.
            error!(number = row.number, clock = %row.name, error = %failure, "a clock cannot be read");
            put(tx, row, row.due_at, to_micros(now + Duration::DAY)).await?;
            return Ok(0);
        }
        Err(failure) => return Err(failure),
    };
    let Some(found) = found else {
        let text = "DELETE FROM clocks WHERE number = $1 AND name = $2";
        return sql::run(tx, text, values![row.number, row.name.as_str()]).await.map(|_| 0);
    };
    let due_at = to_micros(found.clock.due.at);
    put(tx, row, due_at, after(&found.clock, now)).await?;
    let kind = match found.clock.standing(now) {
        Standing::Overdue if found.is_window => notices::Kind::Over,
        Standing::Overdue => notices::Kind::Due,
        Standing::Warned | Standing::DueToday => notices::Kind::Soon,
        // The calendar moved its end away: there is nothing to tell yet.
        Standing::Calm | Standing::Ended | Standing::Paused | Standing::Over => return Ok(0),
    };
    let rule = found.clock.rule(by).ok();
    let also: Vec<Duty> = match kind {
        notices::Kind::Due => rule.map_or_else(Vec::new, |rule| told_besides(rule, &found.clock, now)),
        notices::Kind::Soon | notices::Kind::Over | notices::Kind::Done => Vec::new(),
    };
    let new = New {
        number: row.number,
        about: found.about,
        clock: &row.name,
        kind,
        look_at: last_look(&found.clock, now),
        due_at,
        at: now,
        duty: found.duty,
        also: also.into_iter().filter(|duty| *duty != found.duty).collect(),
        account: found.mediator.filter(|_| found.duty == Duty::Mediator),
    };
    notices::add(tx, &new).await
}

/// Who is told besides whoever must act: those of the rule, and of every level that was reached.
fn told_besides(rule: &Rule, clock: &RunningClock, now: Moment) -> Vec<Duty> {
    let mut told = rule.escalates_to.clone();
    for duty in rule.levels.iter().take(clock.level(now)).flat_map(|level| &level.to) {
        if !told.contains(duty) {
            told.push(*duty);
        }
    }
    told
}

async fn put(tx: &Tx, row: &Row, due_at: i64, warn_at: i64) -> Result<(), StoreError> {
    let text = "UPDATE clocks SET due_at = $3, warn_at = $4 WHERE number = $1 AND name = $2";
    sql::run(tx, text, values![row.number, row.name.as_str(), due_at, warn_at]).await.map(|_| ())
}

/// The last look that has come: what a notice is about. After a long silence only the last one is told.
fn last_look(clock: &RunningClock, now: Moment) -> i64 {
    clock.looks().filter(|at| *at <= now).max().map_or_else(|| to_micros(now), to_micros)
}

async fn find(tx: &Tx, vault: &Vault, row: &Row, by: &Reckoning) -> Result<Option<Found>, StoreError> {
    if let Some(mut case) = read::<Case>(tx, vault, "cases", row.number).await? {
        case.follow_calendar(by);
        let Some(one) = case.clocks.iter().rfind(|one| one.key() == row.name && one.clock.is_open()) else {
            return Ok(None);
        };
        let duty = case.owes(one);
        let mediator = case.mediator();
        let is_window = one.name.is_window();
        return Ok(Some(Found { about: About::Case, clock: one.clock.clone(), duty, mediator, is_window }));
    }
    let Some(request) = read::<Request>(tx, vault, "requests", row.number).await? else {
        return Ok(None);
    };
    let Some(one) = request.clocks.iter().rfind(|one| one.name.code() == row.name && one.clock.is_open())
    else {
        return Ok(None);
    };
    let clock = one.clock.clone().reckoned(by).unwrap_or_else(|_| one.clock.clone());
    let duty = request.turn().map_or(Duty::Intake, |turn| turn.who);
    Ok(Some(Found { about: About::Request, clock, duty, mediator: None, is_window: false }))
}

async fn read<T: serde::de::DeserializeOwned>(
    conn: &impl ConnectionTrait,
    vault: &Vault,
    table: &'static str,
    number: i64,
) -> Result<Option<T>, StoreError> {
    let text = format!("SELECT state FROM {table} WHERE seq = $1");
    let Some(state) = sql::value::<String>(conn, &text, values![number]).await? else { return Ok(None) };
    let lock = vault.lock_of(conn, Subject::number(number)).await?;
    let place = Place { table, column: "state", row: &vault::row(number) };
    let Some(state) = lock.open(&place, &state)? else { return Ok(None) };
    serde_json::from_str(&state).map(Some).map_err(|error| StoreError::unreadable(table, error))
}
