//! Where is this account signed in, and how is one place signed out?

use axum::http::HeaderMap;
use fengqiao_base::{AccountId, Moment};
use fengqiao_store::{
    StoreError, sql,
    time::{from_micros, to_micros},
    values,
};
use sea_orm::FromQueryResult;
use serde::Deserialize;

use super::session;
use crate::app::App;

/// One session of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// What the form names it by; its secret cannot be made from it.
    pub handle: String,
    /// Browser and machine; empty for a program.
    pub browser: String,
    /// Since when.
    pub opened_at: Moment,
    /// When it was used last, to a sixth of the idle time.
    pub used_at: Moment,
    /// Whether it is the one that asks.
    pub is_own: bool,
}

#[derive(FromQueryResult)]
struct Row {
    id: Vec<u8>,
    data: String,
}

#[derive(Deserialize)]
struct Data {
    opened_at: i64,
    #[serde(default)]
    used_at: i64,
    #[serde(default)]
    browser: String,
}

fn handle(id: &[u8]) -> String {
    hex::encode(&id[..8.min(id.len())])
}

async fn rows(app: &App, account: AccountId, now: Moment) -> Result<Vec<Row>, StoreError> {
    let text = "SELECT id, data FROM sessions WHERE account = $1 AND expires_at > $2 \
                ORDER BY expires_at DESC, id LIMIT 50";
    sql::all(app.store.read(), text, values![account.0, to_micros(now)]).await
}

/// The sessions of an account, the one used last first.
pub async fn of(
    app: &App,
    headers: &HeaderMap,
    account: AccountId,
    now: Moment,
) -> Result<Vec<Place>, StoreError> {
    let own = session::of_browser(headers).map(session::digest);
    let place = |row: Row| {
        let data: Data = serde_json::from_str(&row.data).map_err(|e| StoreError::unreadable("session", e))?;
        Ok(Place {
            handle: handle(&row.id),
            browser: data.browser,
            opened_at: from_micros(data.opened_at),
            used_at: from_micros(data.used_at.max(data.opened_at)),
            is_own: own.is_some_and(|own| row.id == own),
        })
    };
    rows(app, account, now).await?.into_iter().map(place).collect()
}

/// Ends the session with this handle, if it is one of this account.
pub async fn end(app: &App, account: AccountId, named: &str, now: Moment) -> Result<(), StoreError> {
    let Some(row) = rows(app, account, now).await?.into_iter().find(|row| handle(&row.id) == named) else {
        return Ok(());
    };
    app.store
        .write(move |tx| {
            Box::pin(async move {
                let text = "DELETE FROM sessions WHERE id = $1 AND account = $2";
                sql::run(tx, text, values![row.id, account.0]).await
            })
        })
        .await
        .map(|_: u64| app.sessions.forget())
}
