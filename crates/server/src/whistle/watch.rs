//! Which calls are late now, and who is told, once each level?
//!
//! A reconciler: it takes no input, reads the rows whose look has come, and does no harm when it runs twice or on two
//! servers. It tells; no call moves by itself.

use std::{future::Future, time::Duration as Rest};

use fengqiao_base::{Actor, Duty, Moment};
use fengqiao_domain::{
    notify::Occasion,
    whistle::{Call, Level, escalates_at},
};
use fengqiao_policy::{Action, Asker, Scope};
use fengqiao_store::{
    StoreError, Tx,
    journal::{self, Entry},
    sql,
    time::to_micros,
    values,
};
use sea_orm::{ConnectionTrait, FromQueryResult};
use tracing::{error, info};
use uuid::Uuid;

use super::store::{self, Kept};
use crate::{
    app::App,
    listing::{Where, ordinary},
    notify::{About, Event, Told},
};

/// Looks taken in one transaction.
const BATCH: i64 = 64;
/// How long the watch rests between two looks at the table.
const REST: Rest = Rest::from_mins(1);
/// So many late calls are shown on top of the list.
const SHOWN: i64 = 20;

#[derive(FromQueryResult)]
struct Look {
    id: Uuid,
    number: i64,
}

/// Tells of every call that is late at `now`, and says how many notices were written.
pub async fn reconcile(app: &App, now: Moment) -> Result<u64, StoreError> {
    let mut told = 0;
    loop {
        let with = app.clone();
        let (looked, written) =
            app.store.write(move |tx| Box::pin(async move { batch(tx, &with, now).await })).await?;
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
        match reconcile(&app, app.clock.now()).await {
            Ok(0) => {}
            Ok(told) => info!(notices = told, "told of late calls"),
            Err(failure) => error!(error = %failure, "could not look at late calls"),
        }
        tokio::select! {
            () = &mut stopped => break,
            () = tokio::time::sleep(REST) => {}
        }
    }
}

async fn batch(tx: &Tx, app: &App, now: Moment) -> Result<(usize, u64), StoreError> {
    let text = "SELECT id, number FROM whistle_calls WHERE look_at <= $1 ORDER BY look_at LIMIT $2";
    let rows: Vec<Look> = sql::all(tx, text, values![to_micros(now), BATCH]).await?;
    let mut written = 0;
    for row in &rows {
        let kept = match store::find(tx, &app.vault, row.number).await {
            Ok(kept) => kept,
            Err(failure @ StoreError::Unreadable { .. }) => {
                // One row that cannot be read must not keep the others waiting; the log is read by a person.
                error!(number = row.number, error = %failure, "a whistle cannot be read");
                None
            }
            Err(failure) => return Err(failure),
        };
        let call = kept.as_ref().and_then(|kept| kept.whistle.call(row.id.into()).map(|call| (kept, call)));
        let next = match call {
            Some((kept, call)) => {
                let (told, next) = tell(tx, app, kept, call, now).await?;
                written += told;
                next
            }
            None => None,
        };
        let text = "UPDATE whistle_calls SET look_at = $2 WHERE id = $1";
        sql::run(tx, text, values![row.id, next.map(to_micros)]).await?;
    }
    Ok((rows.len(), written))
}

/// Tells each level whose time has come; says how many were told now, and when to look again.
async fn tell(
    tx: &Tx,
    app: &App,
    kept: &Kept,
    call: &Call,
    now: Moment,
) -> Result<(u64, Option<Moment>), StoreError> {
    let levels = escalates_at(call, app.reference.reckoning.now());
    let Some(owed) = call.next_clock() else { return Ok((0, None)) };
    let mut told = 0;
    for (level, _) in levels.iter().filter(|(_, at)| *at <= now) {
        let text = "INSERT INTO whistle_notices (id, call, number, street, level, period, due_at, at) \
                    VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (call, level, period, due_at) DO NOTHING";
        let values = values![
            app.ids.next::<Uuid>(),
            call.id.0,
            kept.seq,
            kept.street.as_str(),
            level.code(),
            owed.period.code(),
            to_micros(owed.clock.due.at),
            to_micros(now),
        ];
        if sql::run(tx, text, values).await? == 0 {
            continue;
        }
        told += 1;
        let said =
            serde_json::json!({ "call": call.id, "level": level.code(), "period": owed.period.code() });
        let entry = Entry::of(now, Actor::System, "whistle_escalated", &said);
        journal::append(tx, store::WORD, kept.whistle.id.0, &[entry], None).await?;
        let to = Told::Duties(vec![level.duty()], None);
        let event = Event::new(Occasion::WhistleLate, About::Whistle, kept.seq, to).at(call.id.0);
        event.due(to_micros(owed.clock.due.at)).tell(tx, now).await?;
    }
    Ok((told, levels.into_iter().map(|(_, at)| at).find(|at| *at > now)))
}

/// A late call that was told.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Notice {
    /// The call.
    pub call: Uuid,
    /// The number of its whistle.
    pub number: String,
    /// The body that is late.
    pub body: Uuid,
    /// To which level it was told.
    pub level: String,
    /// What is owed.
    pub period: String,
    /// Until when it was (microseconds).
    pub due_at: i64,
    /// When it was told (microseconds).
    pub at: i64,
}

const COLUMNS: &str = "SELECT n.call, w.number, c.body, n.level, n.period, n.due_at, n.at FROM whistle_notices n \
     JOIN whistle_calls c ON c.id = n.call JOIN whistles w ON w.seq = n.number";

/// What was told to the levels at which `asker` stands and is late still, newest first.
pub async fn told_to(conn: &impl ConnectionTrait, asker: &Asker) -> Result<Vec<Notice>, StoreError> {
    let scope = Scope::of(asker, Action::OverseeWhistles);
    let mut query = Where::default();
    let is_at = |duty: Duty| scope.reaches.iter().any(|reach| reach.duties.contains(&duty));
    let levels: Vec<&str> =
        Level::ALL.iter().filter(|level| is_at(level.duty())).map(|level| level.code()).collect();
    if levels.is_empty() {
        return Ok(Vec::new());
    }
    let any: Vec<String> =
        levels.into_iter().map(|level| format!("n.level = {}", query.bind(level))).collect();
    query.any_of(&any);
    query.within_territory(&scope, "w", &ordinary("w", true));
    // What was done meanwhile owes something else, or nothing.
    query.and("n.due_at = c.due_at");
    let text = format!("{COLUMNS}{} ORDER BY n.id DESC LIMIT {SHOWN}", query.sql());
    sql::all(conn, &text, query.values).await
}

/// What was told of the calls of one whistle, in order.
pub async fn told_of(conn: &impl ConnectionTrait, seq: i64) -> Result<Vec<Notice>, StoreError> {
    let text = format!("{COLUMNS} WHERE n.number = $1 ORDER BY n.id");
    sql::all(conn, &text, values![seq]).await
}
