//! What of an owned case is late now, and who is told, once each level?
//!
//! A reconciler: it takes no input, reads the rows whose look has come, and does no harm when it runs twice or on two
//! servers. It tells; nothing moves by itself.

use std::{future::Future, time::Duration as Rest};

use fengqiao_base::{Actor, Moment};
use fengqiao_domain::{backlog::Level, notify::Occasion};
use fengqiao_policy::{Action, Scope};
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

use super::{
    load,
    store::{self, Kept, ORDINARY},
};
use crate::{
    app::App,
    listing::Where,
    notify::{About, Event, Told},
    viewer::Viewer,
};

/// Looks taken in one transaction.
const BATCH: i64 = 64;
/// How long the watch rests between two looks at the table: what is owed here is owed by the day.
const REST: Rest = Rest::from_mins(5);
/// So many late ones are shown on top of the list.
const SHOWN: i64 = 20;

/// Tells of everything that is late at `now`, and says how many notices were written.
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

/// Looks at the table again and again until `stopped` resolves.
pub async fn keep(app: App, stopped: impl Future<Output = ()>) {
    tokio::pin!(stopped);
    loop {
        match reconcile(&app, app.clock.now()).await {
            Ok(0) => {}
            Ok(told) => info!(notices = told, "told of late owned cases"),
            Err(failure) => error!(error = %failure, "could not look at late owned cases"),
        }
        tokio::select! {
            () = &mut stopped => break,
            () = tokio::time::sleep(REST) => {}
        }
    }
}

#[derive(FromQueryResult)]
struct Look {
    seq: i64,
}

async fn batch(tx: &Tx, app: &App, now: Moment) -> Result<(usize, u64), StoreError> {
    let text = "SELECT seq FROM owned_cases WHERE look_at <= $1 ORDER BY look_at LIMIT $2";
    let rows: Vec<Look> = sql::all(tx, text, values![to_micros(now), BATCH]).await?;
    let mut written = 0;
    for row in &rows {
        let kept = match store::find(tx, &app.vault, row.seq).await {
            Ok(kept) => kept,
            Err(failure @ StoreError::Unreadable { .. }) => {
                // One row that cannot be read must not keep the others waiting; the log is read by a person.
                error!(number = row.seq, error = %failure, "an owned case cannot be read");
                None
            }
            Err(failure) => return Err(failure),
        };
        let next = match kept {
            Some(kept) => {
                let (told, next) = tell(tx, app, &kept, now).await?;
                written += told;
                next
            }
            None => None,
        };
        let text = "UPDATE owned_cases SET look_at = $2 WHERE seq = $1";
        sql::run(tx, text, values![row.seq, next.map(to_micros)]).await?;
    }
    Ok((rows.len(), written))
}

/// Tells what is to be told by now; says how many were told, and when to look again.
async fn tell(tx: &Tx, app: &App, kept: &Kept, now: Moment) -> Result<(u64, Option<Moment>), StoreError> {
    let tellings = kept.owned.tellings();
    let mut told = 0;
    for one in tellings.iter().filter(|one| one.at <= now) {
        let text = "INSERT INTO owned_notices (id, number, level, owed, measure, due_at, at) \
                    VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (number, owed, measure, level, due_at) DO NOTHING";
        let measure = i64::from(one.measure.unwrap_or_default());
        let values = values![
            app.ids.next::<Uuid>(),
            kept.seq,
            one.level.code(),
            one.owed.code(),
            measure,
            to_micros(one.due),
            to_micros(now),
        ];
        if sql::run(tx, text, values).await? == 0 {
            continue;
        }
        told += 1;
        let said =
            serde_json::json!({ "owed": one.owed.code(), "measure": one.measure, "level": one.level.code() });
        let entry = Entry::of(now, Actor::System, "late_told", &said);
        journal::append(tx, store::WORD, kept.owned.id.0, &[entry], None).await?;
        let to = match (one.level, kept.owned.owned()) {
            (Level::Leader, Some(owned)) => Told::Leader(owned.leader),
            (Level::Leader | Level::Justice, _) => Told::Duties(vec![one.level.duty()], None),
        };
        let event = Event::new(Occasion::OwnedCaseLate, About::OwnedCase, kept.seq, to);
        event.due(to_micros(one.due)).tell(tx, now).await?;
    }
    Ok((told, tellings.into_iter().map(|one| one.at).find(|at| *at > now)))
}

/// Something late that was told.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Notice {
    /// The number of the owned case.
    pub number: String,
    /// To which level it was told.
    pub level: String,
    /// What is owed.
    pub owed: String,
    /// Which measure; 0 where it is none.
    pub measure: i64,
    /// Until when it was owed (microseconds).
    pub due_at: i64,
    /// When it was told (microseconds).
    pub at: i64,
}

const COLUMNS: &str = "SELECT o.number, n.level, n.owed, n.measure, n.due_at, n.at FROM owned_notices n \
     JOIN owned_cases o ON o.seq = n.number";
/// What was done meanwhile, or put off, is not late any more.
const STILL: &str = "(n.owed <> 'measure' AND n.due_at = o.due_at OR n.owed = 'measure' \
     AND o.stage IN ('approved', 'working') AND EXISTS (SELECT 1 FROM owned_measures m WHERE m.number = n.number \
     AND m.nth = n.measure AND m.due_at = n.due_at AND m.stage IN ('open', 'reported')))";

/// What was told to the viewer and is late still, newest first: of what she owns, and as whoever supervises of the territory.
pub async fn told_to(conn: &impl ConnectionTrait, viewer: &Viewer) -> Result<Vec<Notice>, StoreError> {
    let mut found = Vec::new();
    let leaders = load::led(viewer);
    if !leaders.is_empty() {
        let mut query = Where::default();
        query.equals("n.level", Level::Leader.code());
        let any: Vec<String> =
            leaders.iter().map(|leader| format!("o.leader = {}", query.bind(leader.0))).collect();
        query.any_of(&any);
        query.and(STILL);
        let text = format!("{COLUMNS}{} ORDER BY n.id DESC LIMIT {SHOWN}", query.sql());
        found.extend(sql::all::<Notice>(conn, &text, query.values).await?);
    }
    let mut scope = Scope::of(&viewer.asker(), Action::OverseeOwnedCases);
    scope.reaches.retain(|reach| reach.duties.contains(&Level::Justice.duty()));
    if !scope.reaches.is_empty() {
        let mut query = Where::default();
        query.equals("n.level", Level::Justice.code());
        query.and(STILL);
        query.within_territory(&scope, "o", ORDINARY);
        let text = format!("{COLUMNS}{} ORDER BY n.id DESC LIMIT {SHOWN}", query.sql());
        found.extend(sql::all::<Notice>(conn, &text, query.values).await?);
    }
    Ok(found)
}

/// What was told of one owned case, in order.
pub async fn told_of(conn: &impl ConnectionTrait, seq: i64) -> Result<Vec<Notice>, StoreError> {
    let text = format!("{COLUMNS} WHERE n.number = $1 ORDER BY n.id");
    sql::all(conn, &text, values![seq]).await
}
