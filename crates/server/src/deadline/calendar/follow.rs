//! Which open clocks were reckoned by another calendar, and which of their ends move?
//!
//! A reconciler: it takes no input, looks at what is there, and does no harm when it runs twice or on two servers. It
//! asks for the clocks whose calendar is not the one in force, a few at a time; cut off, it goes on where it was. A
//! server that has not taken the calendar up yet leaves clocks of the old one behind, which are found like any other.

use std::{collections::BTreeSet, future::Future, time::Duration as Rest};

use fengqiao_base::{Calendar, Moment, clock::CHINA};
use fengqiao_domain::deadline::{Moved, Reckoning};
use fengqiao_store::{Store, StoreError, sql, time::to_micros, values};
use sea_orm::{ConnectionTrait, FromQueryResult};
use tracing::{error, info};

use super::store;
use crate::{app::App, case, intake, vault::Vault};

/// Clocks that are looked at together.
const BATCH: i64 = 64;
/// The most numbers that a preview opens.
const MOST: i64 = 2000;
/// How long it rests between two looks.
const REST: Rest = Rest::from_secs(10);
/// How long it rests between two batches of one look: whoever works meanwhile does not notice.
const BREATH: Rest = Rest::from_millis(50);

/// Takes up the calendar in force and follows it, until `stopped` resolves.
pub async fn keep(app: App, stopped: impl Future<Output = ()>) {
    tokio::pin!(stopped);
    loop {
        let rest = match step(&app).await {
            Ok(0) => REST,
            Ok(_) => BREATH,
            Err(failure) => {
                error!(error = %failure, "could not follow the calendar");
                REST
            }
        };
        tokio::select! {
            () = &mut stopped => break,
            () = tokio::time::sleep(rest) => {}
        }
    }
}

async fn step(app: &App) -> Result<usize, StoreError> {
    if store::take_up(app).await? {
        info!(version = app.reference.reckoning.version(), "another calendar is in force");
    }
    let (looked, moved) =
        next(&app.store, &app.vault, app.reference.reckoning.now(), app.clock.now()).await?;
    if moved > 0 {
        info!(moved, "last days were moved by the calendar");
    }
    Ok(looked)
}

/// Follows the calendar until no clock is left that was reckoned by another. Says how many ends moved.
pub async fn reconcile(
    store: &Store,
    vault: &Vault,
    by: &'static Reckoning,
    now: Moment,
) -> Result<u64, StoreError> {
    let mut moved = 0;
    loop {
        let (looked, found) = next(store, vault, by, now).await?;
        moved += found;
        if looked == 0 {
            return Ok(moved);
        }
    }
}

#[derive(Debug, FromQueryResult)]
struct Waiting {
    number: i64,
    name: String,
    due_at: i64,
    calendar: String,
}

/// Up to `limit` clocks that were reckoned by another calendar than `name`.
async fn waiting(conn: &impl ConnectionTrait, name: &str) -> Result<Vec<Waiting>, StoreError> {
    // Two ranges of one index: a single `<>` would read every clock.
    for sign in ["<", ">"] {
        let text = format!(
            "SELECT number, name, due_at, calendar FROM clocks WHERE calendar {sign} $1 ORDER BY calendar, number LIMIT $2"
        );
        let rows: Vec<Waiting> = sql::all(conn, &text, values![name, BATCH]).await?;
        if !rows.is_empty() {
            return Ok(rows);
        }
    }
    Ok(Vec::new())
}

/// Looks at the next few. Says at how many clocks, and how many ends moved.
async fn next(
    store: &Store,
    vault: &Vault,
    by: &'static Reckoning,
    now: Moment,
) -> Result<(usize, u64), StoreError> {
    let name = by.calendar.version();
    // While servers with different tables of their own run side by side, the one that came last decides.
    if store::newest(store.read()).await?.is_none_or(|newest| newest.name != name) {
        return Ok((0, 0));
    }
    let rows = waiting(store.read(), name).await?;
    let looked = rows.len();
    let numbers: BTreeSet<i64> = rows.iter().map(|row| row.number).collect();
    let (mut moved, mut left) = (0, BTreeSet::new());
    for number in numbers {
        let vault = vault.clone();
        let done =
            store.write(move |tx| Box::pin(async move { one(tx, &vault, number, by, now).await })).await;
        match done {
            Ok(count) => moved += count,
            // Somebody acted on it just now: it is found again, or was reckoned by that.
            Err(StoreError::Conflict { .. } | StoreError::Taken(_)) => {
                left.insert(number);
            }
            Err(failure @ StoreError::Unreadable { .. }) => {
                // One row that cannot be read must not keep the others waiting; the log is read by a person.
                error!(number, error = %failure, "a clock cannot be reckoned");
            }
            Err(failure) => return Err(failure),
        }
    }
    let rows: Vec<Waiting> = rows.into_iter().filter(|row| !left.contains(&row.number)).collect();
    store.write(move |tx| Box::pin(async move { mark(tx, &rows, name).await })).await?;
    Ok((looked, moved))
}

/// Clocks whose end did not move are of this calendar now. One that was written anew meanwhile is left as it is.
async fn mark(conn: &impl ConnectionTrait, rows: &[Waiting], name: &str) -> Result<(), StoreError> {
    let text =
        "UPDATE clocks SET calendar = $1 WHERE number = $2 AND name = $3 AND calendar = $4 AND due_at = $5";
    for row in rows {
        let values = values![name, row.number, row.name.as_str(), row.calendar.as_str(), row.due_at];
        sql::run(conn, text, values).await?;
    }
    Ok(())
}

/// Reckons the clocks of one number anew and writes it if an end moved. Says how many did.
async fn one(
    tx: &fengqiao_store::Tx,
    vault: &Vault,
    number: i64,
    by: &Reckoning,
    now: Moment,
) -> Result<u64, StoreError> {
    let moved = if let Some(loaded) = case::whole::find(tx, vault, number).await? {
        let mut case = loaded.kept.case;
        let moved = case.reckon_anew(by, now).len();
        if moved > 0 {
            case::store::update(tx, vault, number, case, now).await?;
        }
        moved
    } else if let Some(kept) = intake::store::find(tx, vault, number).await? {
        let mut request = kept.request;
        let moved = request.reckon_anew(by, now).len();
        if moved > 0 {
            intake::store::update(tx, vault, number, request, now).await?;
        }
        moved
    } else {
        0
    };
    Ok(moved as u64)
}

/// What a calendar would move.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Preview {
    /// How many ends.
    pub count: usize,
    /// The first of them, each with the number on the receipt.
    pub first: Vec<(String, Moved)>,
    /// Whether every clock was looked at that can move.
    pub is_whole: bool,
}

/// Which open ends the calendar of `to` would move. Those that lie before the first day that changes are not opened.
pub async fn preview(
    conn: &impl ConnectionTrait,
    vault: &Vault,
    from: &Calendar,
    to: &Reckoning,
    shown: usize,
) -> Result<Preview, StoreError> {
    let mut found = Preview { is_whole: true, ..Preview::default() };
    let Some(day) = from.first_difference(&to.calendar) else { return Ok(found) };
    let since = to_micros(day.midnight().assume_offset(CHINA));
    let text =
        "SELECT number FROM clocks WHERE due_at > $1 GROUP BY number ORDER BY min(due_at), number LIMIT $2";
    let rows = sql::rows(conn, text, values![since, MOST + 1]).await?;
    let most = usize::try_from(MOST).unwrap_or(usize::MAX);
    found.is_whole = rows.len() <= most;
    for row in rows.iter().take(most) {
        let number: i64 = sql::cell(row, 0)?;
        let (shown_as, moved) = if let Some(loaded) = case::whole::find(conn, vault, number).await? {
            let mut case = loaded.kept.case;
            (case.number.clone(), case.follow_calendar(to))
        } else if let Some(kept) = intake::store::find(conn, vault, number).await? {
            let mut request = kept.request;
            (request.number.to_string(), request.follow_calendar(to))
        } else {
            continue;
        };
        found.count += moved.len();
        let room = shown.saturating_sub(found.first.len());
        found.first.extend(moved.into_iter().take(room).map(|one| (shown_as.clone(), one)));
    }
    Ok(found)
}
