//! When must somebody look at the clocks of a number?
//!
//! The table `clocks` holds a row for each clock that runs: until when, and when to look next. A clock that stands still
//! or has ended has no row. The rows are derived from the aggregate and are written with it.

use fengqiao_base::Moment;
use fengqiao_domain::deadline::RunningClock;
use fengqiao_store::{
    StoreError, sql,
    time::{from_micros, to_micros},
    values,
};
use sea_orm::{ConnectionTrait, FromQueryResult};
use time::Duration;

/// The next look of a clock about which everything was told.
pub const NEVER: i64 = i64::MAX;

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Row {
    /// The number the clock belongs to.
    pub number: i64,
    /// Its key, such as `mediate` or `visit-first`.
    pub name: String,
    /// Until when (microseconds).
    pub due_at: i64,
    /// When to look next (microseconds), or [`NEVER`].
    pub warn_at: i64,
    /// The calendar by which its end was reckoned.
    pub calendar: String,
}

/// The rows of a number that has none yet, for whoever writes many at once.
pub fn fresh(number: i64, clocks: &[(String, &RunningClock)], now: Moment) -> Vec<Row> {
    rows(number, clocks, &[], now)
}

fn rows(number: i64, clocks: &[(String, &RunningClock)], old: &[Row], now: Moment) -> Vec<Row> {
    clocks
        .iter()
        .filter(|(_, clock)| clock.is_running())
        .map(|(name, clock)| {
            let before = old.iter().find(|row| row.name == *name);
            let due_at = to_micros(clock.due.at);
            let (warn_at, calendar) = (next_look(clock, before, now), clock.calendar_version.clone());
            Row { number, name: name.clone(), due_at, warn_at, calendar }
        })
        .collect()
}

/// Writes the rows of a number: a key and a clock each. `fresh` says that it has none yet.
///
/// A look that was due and that nobody took yet stays due.
pub async fn save(
    conn: &impl ConnectionTrait,
    number: i64,
    clocks: &[(String, &RunningClock)],
    fresh: bool,
    now: Moment,
) -> Result<(), StoreError> {
    let mut old: Vec<Row> = Vec::new();
    if !fresh {
        let text = "SELECT number, name, due_at, warn_at, calendar FROM clocks WHERE number = $1";
        old = sql::all(conn, text, values![number]).await?;
    }
    let new = rows(number, clocks, &old, now);
    for row in old.iter().filter(|row| !new.contains(row)) {
        let text = "DELETE FROM clocks WHERE number = $1 AND name = $2";
        sql::run(conn, text, values![number, row.name.as_str()]).await?;
    }
    for row in new.iter().filter(|row| !old.contains(row)) {
        let text = "INSERT INTO clocks (number, name, due_at, warn_at, calendar) VALUES ($1, $2, $3, $4, $5)";
        let values = values![number, row.name.as_str(), row.due_at, row.warn_at, row.calendar.as_str()];
        sql::run(conn, text, values).await?;
    }
    Ok(())
}

/// The first look that was not told yet.
fn next_look(clock: &RunningClock, before: Option<&Row>, now: Moment) -> i64 {
    match before.filter(|row| row.due_at == to_micros(clock.due.at)) {
        Some(row) if row.warn_at == NEVER => NEVER,
        Some(row) => after(clock, from_micros(row.warn_at) - Duration::MICROSECOND),
        // One that was over when it started is looked at at once.
        None => clock.next_look(now).map_or_else(|| to_micros(clock.due.at), to_micros),
    }
}

/// The next look after an instant.
pub(super) fn after(clock: &RunningClock, at: Moment) -> i64 {
    clock.next_look(at).map_or(NEVER, to_micros)
}
