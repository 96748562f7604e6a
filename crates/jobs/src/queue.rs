//! The table of follow-up work.

use fengqiao_base::Moment;
use fengqiao_store::{Engine, StoreError, dialect, sql, time::to_micros, values};
use sea_orm::{ConnectionTrait, FromQueryResult};
use serde::Serialize;
use time::Duration;

/// How long a runner keeps a job to itself; after that another takes it.
const HOLD: Duration = Duration::minutes(5);
/// After so many failures a job is laid aside.
pub const ATTEMPTS: i64 = 8;

/// A job taken from the table.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Job {
    /// Its row.
    pub id: i64,
    /// Which handler does it.
    pub kind: String,
    /// Its input as JSON.
    pub payload: String,
    /// How often it was begun, this time included.
    pub attempts: i64,
}

/// Adds a job to the transaction of its cause.
pub async fn add(
    tx: &impl ConnectionTrait,
    kind: &'static str,
    payload: &(impl Serialize + Sync),
    due: Moment,
) -> Result<(), StoreError> {
    let payload = serde_json::to_string(payload).expect("the input of a job is plain data");
    let text = "INSERT INTO jobs (kind, payload, state, due_at, taken_until, attempts) \
                VALUES ($1, $2, 'waiting', $3, 0, 0)";
    sql::run(tx, text, values![kind, payload, to_micros(due)]).await.map(|_| ())
}

/// Takes up to `limit` jobs that are due.
pub async fn take(tx: &impl ConnectionTrait, now: Moment, limit: i64) -> Result<Vec<Job>, StoreError> {
    let text = dialect::take_jobs(Engine::of(tx));
    sql::all(tx, text, values![to_micros(now), to_micros(now + HOLD), limit]).await
}

/// Removes a job that is done.
pub async fn done(tx: &impl ConnectionTrait, id: i64) -> Result<(), StoreError> {
    sql::run(tx, "DELETE FROM jobs WHERE id = $1", values![id]).await.map(|_| ())
}

/// Puts a failed job back for later, or aside after [`ATTEMPTS`].
pub async fn failed(
    tx: &impl ConnectionTrait,
    job: &Job,
    error: &str,
    now: Moment,
) -> Result<(), StoreError> {
    let wait = Duration::seconds(15) * 2_i32.pow(u32::try_from(job.attempts.clamp(0, 8)).unwrap_or(0));
    let state = if job.attempts >= ATTEMPTS { "aside" } else { "waiting" };
    let text = "UPDATE jobs SET state = $2, due_at = $3, taken_until = 0, last_error = $4 WHERE id = $1";
    sql::run(tx, text, values![job.id, state, to_micros(now + wait), error]).await.map(|_| ())
}

/// How many jobs wait, and how many were laid aside.
pub async fn counts(conn: &impl ConnectionTrait) -> Result<(i64, i64), StoreError> {
    let count = |state: &'static str| async move {
        let text = "SELECT count(*) FROM jobs WHERE state = $1";
        Ok::<_, StoreError>(sql::value(conn, text, values![state]).await?.unwrap_or(0))
    };
    Ok((count("waiting").await?, count("aside").await?))
}
