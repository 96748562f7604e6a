//! Which messages are due, and what do they say?
//!
//! What is due for one person by one way is one message. It says what kind of thing waits and how many, and no more; what
//! was read meanwhile, or may no longer be seen, is left out of it. Taking a sending and keeping its message are one
//! transaction.

use std::collections::BTreeMap;

use fengqiao_base::{AccountId, Moment, local_day};
use fengqiao_domain::notify::{Channel, Occasion};
use fengqiao_policy::Asker;
use fengqiao_store::{Engine, StoreError, Tx, dialect, sql, time::to_micros, values};
use fengqiao_web::lang::Lang;
use sea_orm::FromQueryResult;
use time::Duration;
use tracing::error;
use uuid::Uuid;

use super::{Message, To, choices, list, push};
use crate::{account, app::App};

/// Sendings taken in one transaction.
const BATCH: i64 = 256;
/// So long a message is of use.
const OF_USE: Duration = Duration::DAY;

/// Keeps a message for everything that is due at `now`, and says how many were kept.
pub(super) async fn reconcile(app: &App, now: Moment) -> Result<u64, StoreError> {
    let waits = "SELECT 1 FROM notice_sendings WHERE at <= $1 LIMIT 1";
    let mut kept = 0;
    while sql::value::<i32>(app.store.read(), waits, values![to_micros(now)]).await?.is_some() {
        let with = app.clone();
        let (taken, messages) =
            app.store.write(move |tx| Box::pin(async move { batch(tx, &with, now).await })).await?;
        kept += messages;
        if taken == 0 {
            break;
        }
    }
    Ok(kept)
}

#[derive(FromQueryResult)]
struct Row {
    notice: i64,
    channel: String,
    account: Uuid,
}

async fn batch(tx: &Tx, app: &App, now: Moment) -> Result<(usize, u64), StoreError> {
    let values = values![to_micros(now), BATCH];
    let rows: Vec<Row> = sql::all(tx, dialect::due_sendings(Engine::of(tx)), values).await?;
    let mut due: BTreeMap<(Uuid, &str), Vec<i64>> = BTreeMap::new();
    for row in &rows {
        due.entry((row.account, row.channel.as_str())).or_default().push(row.notice);
        let text = "DELETE FROM notice_sendings WHERE notice = $1 AND channel = $2";
        sql::run(tx, text, values![row.notice, row.channel.as_str()]).await?;
    }
    let mut kept = 0;
    for ((account, channel), notices) in due {
        let Some(channel) = Channel::from_code(channel) else { continue };
        match deliver(tx, app, AccountId(account), channel, &notices, now).await {
            // One address that cannot be opened must not keep all others waiting.
            Err(failure @ StoreError::Unreadable { .. }) => {
                error!(%account, error = %failure, "messages to somebody cannot be made");
            }
            delivered => kept += delivered?,
        }
    }
    Ok((rows.len(), kept))
}

async fn deliver(
    tx: &Tx,
    app: &App,
    id: AccountId,
    channel: Channel,
    notices: &[i64],
    now: Moment,
) -> Result<u64, StoreError> {
    let Some(account) = account::store::working(tx, id, local_day(now)).await? else { return Ok(0) };
    let asker = Asker::Staff { account: id, posts: account.posts };
    let still = list::still(tx, &asker, notices).await?;
    if still.is_empty() {
        return Ok(0);
    }
    let chosen = choices::of(tx, &app.vault, id).await?;
    // A browser that is subscribed is a way that was chosen.
    if channel != Channel::Push && !chosen.choice.channels.contains(&channel) {
        return Ok(0);
    }
    let link = format!("{}/notices", app.config.public_url);
    let told = told(chosen.lang, &still);
    let (to, text) = match channel {
        Channel::Sms => {
            let text = chosen.lang.ta("notify-sms", &[("told", &told), ("link", &link)]);
            (chosen.contact.phone.map(To::Phone).into_iter().collect(), text)
        }
        Channel::Mail => {
            let text = chosen.lang.ta("notify-mail", &[("told", &told), ("link", &link)]);
            let subject = chosen.lang.t("notify-mail-subject");
            (chosen.contact.mail.map(To::Mail).into_iter().collect(), format!("{subject}\n{text}"))
        }
        Channel::Push => {
            let all = push::of_account(tx, &app.vault, id).await?;
            (all.into_iter().map(|one| To::Push(Box::new(one))).collect::<Vec<_>>(), told)
        }
    };
    let mut kept = 0;
    for to in to {
        Message::new(app, &to, &text, Some(now + OF_USE)).keep(tx, now).await?;
        kept += 1;
    }
    Ok(kept)
}

/// What kind of thing waits, and how many: never whose, and never what about.
fn told(lang: Lang, still: &[(Option<Occasion>, bool)]) -> String {
    let urgent = still.iter().filter(|(_, is_urgent)| *is_urgent).count();
    let count = if urgent > 0 { urgent } else { still.len() };
    let first = still.first().and_then(|(occasion, _)| *occasion);
    let is_one_kind = still.iter().all(|(occasion, _)| *occasion == first);
    let key = match first {
        _ if urgent > 0 => "notify-sent-emergency".to_owned(),
        Some(occasion) if is_one_kind => format!("notify-sent-{}", occasion.code().replace('_', "-")),
        Some(_) | None => "notify-sent-several".to_owned(),
    };
    lang.ta(&key, &[("count", &count)])
}
