//! Who is this browser signed in as?
//!
//! A session is a row; the cookie holds a random secret, the row only its SHA-256. Reading a page writes nothing:
//! a session is renewed at most once in a sixth of its idle time, and not looked up again within
//! [`FRESH`](super::recent::FRESH).

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

use super::{browser, recent::Id, store};
use crate::{app::App, viewer::Who};

/// The cookie with the secret.
pub const COOKIE: &str = "fq_session";

const SEALED_PHONE: &str = "telephone of a session";

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

/// Who a session is opened for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum For {
    /// An account of staff; and whether an identity provider spoke for it.
    Staff(AccountId, bool),
    /// Whoever follows one number.
    Follower(Following),
    /// A resident who answers this telephone.
    Phone(String),
}

#[derive(Debug, Serialize, Deserialize)]
struct Data {
    opened_at: i64,
    #[serde(default)]
    used_at: i64,
    #[serde(default)]
    browser: String,
    #[serde(default)]
    by_provider: bool,
    #[serde(default)]
    phone: Option<String>,
    following: Option<Following>,
}

#[derive(FromQueryResult)]
struct Row {
    data: String,
    expires_at: i64,
}

impl Row {
    fn read(&self) -> Result<Data, StoreError> {
        serde_json::from_str(&self.data).map_err(|e| StoreError::unreadable("session", e))
    }
}

pub(super) fn digest(secret: &str) -> Id {
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
    read(app, secret, now, true).await
}

/// The same for what goes on by itself, such as an open board: the session ends as if it had not been asked for.
pub async fn glance(app: &App, secret: &str, now: Moment) -> Result<Who, StoreError> {
    read(app, secret, now, false).await
}

async fn read(app: &App, secret: &str, now: Moment, renews: bool) -> Result<Who, StoreError> {
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
    let data = row.read()?;
    let following = data.following.clone();
    if renews {
        renew(app, id, &row, data, now).await?;
    }
    let who = match following {
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

async fn renew(app: &App, id: Id, row: &Row, mut data: Data, now: Moment) -> Result<(), StoreError> {
    let idle = app.config.sign_in.idle();
    let ends = (to_micros(now + idle)).min(data.opened_at + micros(app.config.sign_in.absolute()));
    if ends - row.expires_at < micros(idle / 6) {
        return Ok(());
    }
    data.used_at = to_micros(now);
    let (seen, data) = (row.data.clone(), written(&data));
    app.store
        .write(move |tx| {
            Box::pin(async move {
                // Another request of this browser may have changed it meanwhile.
                let text = "UPDATE sessions SET expires_at = $2, data = $3 WHERE id = $1 AND data = $4";
                sql::run(tx, text, values![id.to_vec(), ends, data, seen]).await
            })
        })
        .await
        .map(|_: u64| ())
}

fn written(data: &Data) -> String {
    serde_json::to_string(data).expect("a session is plain data")
}

fn micros(length: Duration) -> i64 {
    i64::try_from(length.whole_microseconds()).expect("a session's length fits")
}

/// Opens a session and gives the cookie line.
pub async fn open(app: &App, headers: &HeaderMap, of: For, now: Moment) -> Result<String, StoreError> {
    let secret = begin(app, headers, of, now).await?;
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

/// Opens a session and gives its secret.
pub async fn begin(app: &App, headers: &HeaderMap, of: For, now: Moment) -> Result<String, StoreError> {
    let secret = hex::encode(app.ids.bytes::<32>());
    let id = digest(&secret);
    let user_agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    let (account, by_provider, phone, following) = match of {
        For::Staff(account, by_provider) => (Some(account), by_provider, None, None),
        For::Follower(following) => (None, false, None, Some(following)),
        For::Phone(phone) => {
            (None, false, Some(app.vault.seal_own(SEALED_PHONE, &hex::encode(id), phone.as_bytes())), None)
        }
    };
    let (opened_at, used_at) = (to_micros(now), to_micros(now));
    let browser = browser::named(user_agent.unwrap_or_default());
    let data = written(&Data { opened_at, used_at, browser, by_provider, phone, following });
    let ends = to_micros(now + app.config.sign_in.idle().min(app.config.sign_in.absolute()));
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

async fn row(app: &App, headers: &HeaderMap, now: Moment) -> Result<Option<(Id, Row)>, StoreError> {
    let Some(secret) = of_browser(headers).filter(|secret| secret.len() == 64) else { return Ok(None) };
    let id = digest(secret);
    let text = "SELECT data, expires_at FROM sessions WHERE id = $1 AND expires_at > $2";
    let row = sql::first(app.store.read(), text, values![id.to_vec(), to_micros(now)]).await?;
    Ok(row.map(|row| (id, row)))
}

/// The telephone that whoever uses this browser has shown to answer.
pub async fn phone(app: &App, headers: &HeaderMap, now: Moment) -> Result<Option<String>, StoreError> {
    let Some((id, row)) = row(app, headers, now).await? else { return Ok(None) };
    let sealed = row.read()?.phone;
    let open = |sealed: String| app.vault.open_own(SEALED_PHONE, &hex::encode(id), &sealed);
    let Some(opened) = sealed.map(open).transpose()? else { return Ok(None) };
    String::from_utf8(opened).map(Some).map_err(|e| StoreError::unreadable("session", e))
}

/// Whether an identity provider spoke for the account of this browser.
pub async fn is_by_provider(app: &App, headers: &HeaderMap, now: Moment) -> Result<bool, StoreError> {
    let found = row(app, headers, now).await?;
    Ok(found.map(|(_, row)| row.read()).transpose()?.is_some_and(|data| data.by_provider))
}

/// Turns to one of the numbers that the telephone of this session may follow.
pub async fn look_at(
    app: &App,
    headers: &HeaderMap,
    following: Following,
    now: Moment,
) -> Result<(), StoreError> {
    let Some((id, row)) = row(app, headers, now).await? else { return Ok(()) };
    let data = written(&Data { following: Some(following), ..row.read()? });
    let text = "UPDATE sessions SET data = $2 WHERE id = $1";
    app.store
        .write(move |tx| Box::pin(async move { sql::run(tx, text, values![id.to_vec(), data]).await }))
        .await
        .map(|_: u64| app.sessions.forget())
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
    let own = of_browser(headers).map(digest).unwrap_or_default().to_vec();
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
