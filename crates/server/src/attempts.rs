//! How often was something tried in vain, and is it enough?

use fengqiao_base::Moment;
use fengqiao_store::{StoreError, sql, time::to_micros, values};
use fengqiao_web::problem::Problem;
use time::Duration;
use tokio::sync::{Mutex, MutexGuard};

use crate::{app::App, once::stored};

/// Adds one; what no longer counts begins again.
const ADD: &str = "INSERT INTO attempts (key, count, until) VALUES ($1, 1, $3) ON CONFLICT (key) DO UPDATE SET \
    count = CASE WHEN attempts.until > $2 THEN attempts.count + 1 ELSE 1 END, \
    until = CASE WHEN attempts.until > $2 THEN attempts.until ELSE $3 END";

/// The key of what is counted; it tells nothing about whom.
pub fn key(app: &App, what: &str, of: &str) -> String {
    hex::encode(&app.keys.mac("attempts", format!("{what}\n{of}").as_bytes())[..16])
}

/// How often it was tried in the time that counts.
pub async fn count(app: &App, key: &str, now: Moment) -> Result<i64, Problem> {
    let text = "SELECT count FROM attempts WHERE key = $1 AND until > $2";
    let count = sql::value(app.store.read(), text, values![key, to_micros(now)]).await.map_err(stored)?;
    Ok(count.unwrap_or(0))
}

/// Counts one more; the first starts the time that counts.
pub async fn add(app: &App, key: &str, now: Moment, during: Duration) -> Result<(), Problem> {
    let (key, now, until) = (key.to_owned(), to_micros(now), to_micros(now + during));
    app.store
        .write(move |tx| Box::pin(async move { sql::run(tx, ADD, values![key, now, until]).await }))
        .await
        .map(|_: u64| ())
        .map_err(stored)
}

/// Whoever tries the same at the same time waits for its turn, so that none slips in between looking and counting.
pub async fn turn(key: &str) -> MutexGuard<'static, ()> {
    static TURNS: [Mutex<()>; 64] = [const { Mutex::const_new(()) }; 64];
    let sum: usize = key.bytes().map(usize::from).sum();
    TURNS[sum % TURNS.len()].lock().await
}

/// Forgets what was counted under `key`.
pub async fn clear(app: &App, key: &str) -> Result<(), Problem> {
    let key = key.to_owned();
    app.store
        .write(move |tx| {
            Box::pin(async move { sql::run(tx, "DELETE FROM attempts WHERE key = $1", values![key]).await })
        })
        .await
        .map(|_: u64| ())
        .map_err(stored)
}

/// Forgets what counts no more.
pub async fn forget(app: &App, now: Moment) -> Result<u64, StoreError> {
    let now = to_micros(now);
    app.store
        .write(move |tx| {
            Box::pin(async move { sql::run(tx, "DELETE FROM attempts WHERE until < $1", values![now]).await })
        })
        .await
}
