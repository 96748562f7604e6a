//! Who is this browser signed in as?
//!
//! A session is a row; the cookie holds a random secret, the row only its SHA-256. Reading a page writes nothing:
//! a session is renewed at most once in [`RENEW`], and not looked up again within [`FRESH`](super::recent::FRESH).

use std::sync::Arc;

use axum::http::{HeaderMap, header};
use fengqiao_base::{AccountId, Moment, PartyId, local_day};
use fengqiao_store::{
    StoreError, sql,
    time::{from_micros, to_micros},
    values,
};
use fengqiao_web::origin;
use sea_orm::{ConnectionTrait, FromQueryResult};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use time::Duration;

use super::{recent::Id, store};
use crate::{app::App, viewer::Who};

/// The cookie with the secret.
pub const COOKIE: &str = "fq_session";
/// A session ends after so long without use (GB/T 22239: by assessors' habit 15–30 minutes).
pub const IDLE: Duration = Duration::minutes(30);
/// A session ends after so long in any case.
pub const ABSOLUTE: Duration = Duration::hours(12);
/// How much of the idle time may pass before a use is written down.
const RENEW: Duration = Duration::minutes(5);

/// A resident who follows one number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Following {
    /// The number's sequence.
    pub number: i64,
    /// Which party of it.
    pub party: PartyId,
    /// Whether the code was given for the case, not for the request.
    #[serde(default)]
    pub of_case: bool,
}

#[derive(Debug, Serialize, Deserialize)]
struct Data {
    opened_at: i64,
    following: Option<Following>,
}

#[derive(FromQueryResult)]
struct Row {
    data: String,
    expires_at: i64,
}

fn digest(secret: &str) -> Id {
    Sha256::digest(secret.as_bytes()).into()
}

/// The secret in the cookie of a browser.
pub fn of_browser(headers: &HeaderMap) -> Option<&str> {
    origin::cookie(headers, COOKIE)
}

/// The secret that a program sends as its token (`Authorization: Bearer …`).
pub fn of_program(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// Who the secret speaks for.
pub async fn find(app: &App, secret: &str, now: Moment) -> Result<Who, StoreError> {
    if secret.len() != 64 {
        return Ok(Who::Anyone);
    }
    let id = digest(secret);
    if let Some(who) = app.sessions.find(&id, now) {
        return Ok(who);
    }
    let round = app.sessions.round();
    let text = format!(
        "SELECT s.data, s.expires_at, {} FROM sessions s LEFT JOIN accounts a ON a.id = s.account AND a.disabled_at \
         IS NULL LEFT JOIN bodies b ON b.id = a.body WHERE s.id = $1 AND s.expires_at > $2",
        store::COLUMNS
    );
    let rows = sql::rows(app.store.read(), &text, values![id.to_vec(), to_micros(now)]).await?;
    let Some(found) = rows.first() else { return Ok(Who::Anyone) };
    let row = Row::from_query_result(found, "")?;
    let data: Data = serde_json::from_str(&row.data).map_err(|e| StoreError::unreadable("session", e))?;
    renew(app, id, &row, &data, now).await?;
    let who = match data.following {
        Some(following) => Who::Party(following),
        None => match store::Row::from_query_result_optional(found, "")? {
            Some(account) => {
                let account = account.account(app.store.read(), local_day(now)).await?;
                Who::Staff(Arc::new(account))
            }
            // The account was disabled, or the session was never one of staff.
            None => Who::Anyone,
        },
    };
    app.sessions.keep(round, id, &who, now, from_micros(row.expires_at));
    Ok(who)
}

async fn renew(app: &App, id: Id, row: &Row, data: &Data, now: Moment) -> Result<(), StoreError> {
    let ends = (to_micros(now + IDLE)).min(data.opened_at + micros(ABSOLUTE));
    if ends - row.expires_at < micros(RENEW) {
        return Ok(());
    }
    app.store
        .write(move |tx| {
            Box::pin(async move {
                sql::run(tx, "UPDATE sessions SET expires_at = $2 WHERE id = $1", values![id.to_vec(), ends])
                    .await
            })
        })
        .await
        .map(|_: u64| ())
}

fn micros(length: Duration) -> i64 {
    i64::try_from(length.whole_microseconds()).expect("a session's length fits")
}

/// Opens a session for an account or a follower and gives the cookie line.
pub async fn open(
    app: &App,
    account: Option<AccountId>,
    following: Option<Following>,
    now: Moment,
) -> Result<String, StoreError> {
    let secret = begin(app, account, following, now).await?;
    Ok(format!("{COOKIE}={secret}; {}", kept_safe(app)))
}

/// How a cookie is kept that no script and no foreign form may use; over HTTPS it goes nowhere else.
pub(super) fn kept_safe(app: &App) -> &'static str {
    if app.config.public_url.starts_with("https://") {
        "Path=/; Secure; HttpOnly; SameSite=Lax"
    } else {
        "Path=/; HttpOnly; SameSite=Lax"
    }
}

/// Opens a session for an account or a follower and gives its secret.
pub async fn begin(
    app: &App,
    account: Option<AccountId>,
    following: Option<Following>,
    now: Moment,
) -> Result<String, StoreError> {
    let secret = hex::encode(app.ids.bytes::<32>());
    let id = digest(&secret);
    let data = Data { opened_at: to_micros(now), following };
    let data = serde_json::to_string(&data).expect("a session is plain data");
    let ends = to_micros(now + IDLE);
    app.store
        .write(move |tx| {
            Box::pin(async move {
                sql::run(tx, "DELETE FROM sessions WHERE expires_at < $1", values![to_micros(now)]).await?;
                sql::run(
                    tx,
                    "INSERT INTO sessions (id, account, data, expires_at) VALUES ($1, $2, $3, $4)",
                    values![id.to_vec(), account.map(|a| a.0), data, ends],
                )
                .await
            })
        })
        .await
        .map(|_: u64| ())?;
    Ok(secret)
}

/// Ends the session of this browser and gives the cookie line that forgets it.
pub async fn end(app: &App, headers: &HeaderMap) -> Result<String, StoreError> {
    if let Some(secret) = of_browser(headers) {
        finish(app, secret).await?;
    }
    Ok(format!("{COOKIE}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"))
}

/// Ends every session of an account but that of this browser.
pub async fn end_others(app: &App, headers: &HeaderMap, account: AccountId) -> Result<(), StoreError> {
    let own = origin::cookie(headers, COOKIE).map(digest).unwrap_or_default().to_vec();
    app.store
        .write(move |tx| {
            Box::pin(async move {
                let text = "DELETE FROM sessions WHERE account = $1 AND id <> $2";
                sql::run(tx, text, values![account.0, own]).await
            })
        })
        .await
        .map(|_: u64| app.sessions.forget())
}

/// Ends every session of somebody who follows a number, for whoever gives out another code in the same transaction.
/// Afterwards [`Recent::forget`](super::recent::Recent::forget) is to be called.
pub async fn end_following(tx: &impl ConnectionTrait, party: PartyId) -> Result<(), StoreError> {
    let text = "DELETE FROM sessions WHERE account IS NULL AND data LIKE $1";
    sql::run(tx, text, values![format!("%\"party\":\"{party}\"%")]).await.map(|_| ())
}

/// Ends the session with this secret.
pub async fn finish(app: &App, secret: &str) -> Result<(), StoreError> {
    let id = digest(secret).to_vec();
    app.store
        .write(move |tx| {
            Box::pin(async move { sql::run(tx, "DELETE FROM sessions WHERE id = $1", values![id]).await })
        })
        .await
        .map(|_: u64| app.sessions.forget())
}
