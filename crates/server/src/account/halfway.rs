//! What has somebody shown so far who is on the way in?
//!
//! After the right password a browser holds a half session: it opens nothing, and is good only for the next step. The
//! cookie holds a random secret, the row its SHA-256 and what was asked.

use axum::http::HeaderMap;
use fengqiao_base::{AccountId, Moment};
use fengqiao_domain::account::Step;
use fengqiao_store::{StoreError, sql, time::to_micros, values};
use fengqiao_web::origin;
use sea_orm::FromQueryResult;
use serde::{Deserialize, Serialize};
use time::Duration;
use uuid::Uuid;
use webauthn_rs::prelude::{DiscoverableAuthentication, PasskeyRegistration};

use super::{
    recent::Id,
    session::{digest, kept_safe},
    step::Shown,
};
use crate::app::App;

/// The cookie of the way in.
pub const STEP: &str = "fq_step";
/// The cookie of a passkey that was asked for. It is another one: a page asks for passkeys while a form is on its way.
pub const PASSKEY: &str = "fq_passkey";
/// So long the second factor may take.
const SHORT: Duration = Duration::minutes(5);
/// So long it may take to choose a password, or to set up an authenticator.
const LONG: Duration = Duration::minutes(20);

/// Somebody on the way in, or adding a second factor.
#[derive(Debug, Clone)]
pub struct Halfway {
    id: Id,
    /// Whose account; none while only a passkey was asked for.
    pub account: Option<AccountId>,
    /// What was shown and asked.
    pub told: Told,
    /// As it stands in its row.
    seen: String,
}

/// What was shown so far, and what was asked last.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Told {
    /// What is asked next; none for somebody who is signed in already.
    #[serde(default)]
    pub step: Option<Asked>,
    /// What was shown.
    #[serde(default)]
    pub shown: Shown,
    /// Where the way leads in the end.
    #[serde(default)]
    pub next: String,
    /// What the browser was given to answer.
    #[serde(default)]
    pub ceremony: Option<Ceremony>,
}

/// The steps that are written down; the desk opens without one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Asked {
    /// The second factor.
    Second,
    /// Another password.
    Password,
    /// To add a second factor, before the desk opens.
    Enrol,
    /// To add another one, from an open desk.
    Add,
}

impl Asked {
    /// The step, unless the desk opens.
    pub fn of(step: Step) -> Option<Self> {
        match step {
            Step::Second => Some(Self::Second),
            Step::Password => Some(Self::Password),
            Step::Enrol => Some(Self::Enrol),
            Step::In => None,
        }
    }

    /// Its page.
    pub fn path(self) -> &'static str {
        match self {
            Self::Second => "/sign-in/second",
            Self::Password => "/sign-in/password",
            Self::Enrol | Self::Add => "/sign-in/factors",
        }
    }
}

/// A challenge, or a secret shown, that waits for its answer.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Ceremony {
    /// The secret of an authenticator, sealed.
    Totp(String),
    /// A passkey is to be made.
    Register(Box<PasskeyRegistration>),
    /// Any passkey of this site is to be shown.
    Discover(Box<DiscoverableAuthentication>),
}

#[derive(FromQueryResult)]
struct Row {
    account: Option<Uuid>,
    data: String,
}

/// Begins and gives the cookie line.
pub async fn begin(
    app: &App,
    cookie: &'static str,
    account: Option<AccountId>,
    told: &Told,
    now: Moment,
) -> Result<String, StoreError> {
    let secret = hex::encode(app.ids.bytes::<32>());
    let id = digest(&secret).to_vec();
    let length = match told.step {
        Some(Asked::Password | Asked::Enrol | Asked::Add) => LONG,
        Some(Asked::Second) | None => SHORT,
    };
    let data = written(told);
    app.store
        .write(move |tx| {
            Box::pin(async move {
                sql::run(tx, "DELETE FROM halfway WHERE expires_at < $1", values![to_micros(now)]).await?;
                let text = "INSERT INTO halfway (id, account, data, expires_at) VALUES ($1, $2, $3, $4)";
                let ends = to_micros(now + length);
                sql::run(tx, text, values![id, account.map(|id| id.0), data, ends]).await
            })
        })
        .await
        .map(|_: u64| ())?;
    Ok(format!("{cookie}={secret}; Max-Age={}; {}", length.whole_seconds(), kept_safe(app)))
}

fn written(told: &Told) -> String {
    serde_json::to_string(told).expect("what was asked is plain data")
}

/// The half session of this browser.
pub async fn find(
    app: &App,
    cookie: &'static str,
    headers: &HeaderMap,
    now: Moment,
) -> Result<Option<Halfway>, StoreError> {
    let Some(secret) = origin::cookie(headers, cookie).filter(|secret| secret.len() == 64) else {
        return Ok(None);
    };
    let id = digest(secret);
    let text = "SELECT account, data FROM halfway WHERE id = $1 AND expires_at > $2";
    let row: Option<Row> = sql::first(app.store.read(), text, values![id.to_vec(), to_micros(now)]).await?;
    row.map(|row| {
        let told = serde_json::from_str(&row.data).map_err(|e| StoreError::unreadable("half session", e))?;
        Ok(Halfway { id, account: row.account.map(AccountId), told, seen: row.data })
    })
    .transpose()
}

impl Halfway {
    /// Writes down what is asked now, and gives it as it then stands. None if another request was quicker: then its
    /// answer counts, not this one.
    pub async fn keep(&self, app: &App, told: Told) -> Result<Option<Self>, StoreError> {
        let (id, seen, data) = (self.id.to_vec(), self.seen.clone(), written(&told));
        let after = Self { told, seen: data.clone(), ..self.clone() };
        let text = "UPDATE halfway SET data = $2 WHERE id = $1 AND data = $3";
        let changed: u64 = app
            .store
            .write(move |tx| Box::pin(async move { sql::run(tx, text, values![id, data, seen]).await }))
            .await?;
        Ok((changed == 1).then_some(after))
    }

    /// Takes it away. False if it was used already: what it allowed is allowed once.
    pub async fn take(&self, app: &App) -> Result<bool, StoreError> {
        let (id, seen) = (self.id.to_vec(), self.seen.clone());
        let text = "DELETE FROM halfway WHERE id = $1 AND data = $2";
        let taken: u64 = app
            .store
            .write(move |tx| Box::pin(async move { sql::run(tx, text, values![id, seen]).await }))
            .await?;
        Ok(taken == 1)
    }
}

/// The cookie line that forgets it.
pub fn forget() -> &'static str {
    "fq_step=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"
}
