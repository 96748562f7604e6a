//! A message on its way: a row, sealed, and a job of the same transaction that sends it.
//!
//! It is sent at least once, again later if that fails, and laid aside for a person to see when it keeps failing. A code
//! that nobody can use any more is not sent.

use std::borrow::Cow;

use fengqiao_base::Moment;
use fengqiao_jobs::{Failure, queue};
use fengqiao_store::{StoreError, sql, time::to_micros, values};
use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;

use super::{
    mail,
    push::{self, Subscription},
    sms,
};
use crate::app::App;

/// The kind of job.
pub const SEND: &str = "notify.send";

/// Whom it is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum To {
    /// A mobile telephone.
    Phone(String),
    /// An e-mail address.
    Mail(String),
    /// A browser.
    Push(Box<Subscription>),
}

impl To {
    fn channel(&self) -> &'static str {
        match self {
            Self::Phone(_) => "sms",
            Self::Mail(_) => "mail",
            Self::Push(_) => "push",
        }
    }

    /// The number or address; of a browser what it said of itself.
    fn place(&self) -> Cow<'_, str> {
        match self {
            Self::Phone(place) | Self::Mail(place) => place.into(),
            Self::Push(browser) => {
                serde_json::to_string(browser).expect("a subscription is plain data").into()
            }
        }
    }
}

/// A message that is ready to be kept.
#[derive(Debug, Clone)]
pub struct Message {
    id: Uuid,
    channel: &'static str,
    to: String,
    text: String,
    until: Option<Moment>,
}

#[derive(FromQueryResult)]
pub(super) struct Row {
    id: Uuid,
    pub(super) at: i64,
    channel: String,
    phone: String,
    text: String,
    sent_at: Option<i64>,
    until: Option<i64>,
}

pub(super) const FOUND: &str = "SELECT id, at, channel, phone, text, sent_at, until FROM messages";

impl Row {
    /// Whom it is for and what it says.
    pub(super) fn opened(&self, app: &App) -> Result<(To, String), StoreError> {
        let place = app.vault.message("phone", self.id, &self.phone)?;
        let to = match self.channel.as_str() {
            "mail" => To::Mail(place),
            "push" => To::Push(
                serde_json::from_str(&place)
                    .map_err(|error| StoreError::unreadable("subscription", error))?,
            ),
            _ => To::Phone(place),
        };
        Ok((to, app.vault.message("text", self.id, &self.text)?))
    }
}

impl Message {
    /// A message, of no use after `until`.
    pub fn new(app: &App, to: &To, text: &str, until: Option<Moment>) -> Self {
        let id: Uuid = app.ids.next();
        let sealed = |column, text: &str| app.vault.seal_message(column, id, text);
        let (to_sealed, text) = (sealed("phone", &to.place()), sealed("text", text));
        Self { id, channel: to.channel(), to: to_sealed, text, until }
    }

    /// Keeps it in the transaction of its cause; it is sent soon after.
    pub async fn keep(self, tx: &impl ConnectionTrait, now: Moment) -> Result<(), StoreError> {
        let text =
            "INSERT INTO messages (id, at, channel, phone, text, until) VALUES ($1, $2, $3, $4, $5, $6)";
        let until = self.until.map(to_micros);
        sql::run(tx, text, values![self.id, to_micros(now), self.channel, self.to, self.text, until]).await?;
        queue::add(tx, SEND, &self.id, now).await
    }
}

/// Sends one message, unless it is gone or of no use any more.
pub async fn run(app: App, payload: String) -> Result<(), Failure> {
    let id: Uuid = serde_json::from_str(&payload)?;
    let text = format!("{FOUND} WHERE id = $1");
    let row: Option<Row> = sql::first(app.store.read(), &text, values![id]).await?;
    let Some(row) = row.filter(|row| row.sent_at.is_none()) else { return Ok(()) };
    let now = app.clock.now();
    if row.until.is_some_and(|until| until <= to_micros(now)) {
        tracing::warn!("a message was not sent in the time in which it was of use");
        return Ok(());
    }
    let (to, text) = row.opened(&app)?;
    let ways = &app.config.notify;
    // Without a way out it stays in the spool.
    match &to {
        To::Phone(phone) => match &ways.sms {
            Some(gateway) => sms::send(gateway, id, phone, &text).await?,
            None => return Ok(()),
        },
        To::Mail(address) => match &ways.mail {
            Some(server) => mail::send(server, id, address, &text).await?,
            None => return Ok(()),
        },
        To::Push(browser) => match &ways.push {
            Some(services) => push::send(&app, services, browser, &text).await?,
            None => return Ok(()),
        },
    }
    let sent = to_micros(app.clock.now());
    app.store
        .write(move |tx| {
            Box::pin(async move {
                sql::run(tx, "UPDATE messages SET sent_at = $2 WHERE id = $1", values![id, sent]).await
            })
        })
        .await
        .map(|_: u64| ())?;
    Ok(())
}

/// Forgets messages from before a moment.
pub async fn forget(app: &App, before: Moment) -> Result<u64, StoreError> {
    let before = to_micros(before);
    app.store
        .write(move |tx| {
            Box::pin(async move { sql::run(tx, "DELETE FROM messages WHERE at < $1", values![before]).await })
        })
        .await
}
