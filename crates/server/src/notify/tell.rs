//! Who is told of what happened, once each?
//!
//! A reconciler: it takes the rows that were written with the events, finds out whom each concerns by the posts of today,
//! and writes what each is told. Taking an event and telling it are one transaction, so that it is told once by however
//! many servers, whatever breaks down.

use std::{collections::BTreeMap, future::Future, time::Duration as Rest};

use fengqiao_base::{AccountId, Actor, Duty, Moment, local_day};
use fengqiao_domain::{
    case::Confidentiality,
    notify::{Choice, Urgency, sendings},
    whistle::{Side, WhistleKind},
};
use fengqiao_policy::{Action, Asker, Thing, actors};
use fengqiao_store::{
    Engine, StoreError, Tx, dialect, sql,
    time::{from_micros, to_micros},
    values,
};
use sea_orm::FromQueryResult;
use time::Duration;
use tracing::{error, info};
use uuid::Uuid;

use super::{
    choices, deliver,
    event::{About, Event, To},
};
use crate::{
    account::{self, Account},
    app::App,
};

/// Events told in one transaction.
const BATCH: i64 = 64;
/// How long it rests when nothing is to be told.
const REST: Rest = Rest::from_secs(1);
/// What happened longer ago stands in the list as read, and nothing goes out of it: it was imported, or nobody served.
const STALE: Duration = Duration::days(3);

/// Tells of everything that waits, lets out the messages that are due, and says how many notices were written.
pub async fn reconcile(app: &App, now: Moment) -> Result<u64, StoreError> {
    let waits = "SELECT 1 FROM tellings LIMIT 1";
    let mut told = 0;
    while sql::value::<i32>(app.store.read(), waits, values![]).await?.is_some() {
        let with = app.clone();
        let (taken, written) =
            app.store.write(move |tx| Box::pin(async move { batch(tx, &with, now).await })).await?;
        told += written;
        if taken == 0 {
            break;
        }
    }
    if told > 0 {
        app.unread.forget();
    }
    deliver::reconcile(app, now).await?;
    Ok(told)
}

/// Tells again and again until `stopped` resolves.
pub async fn keep(app: App, stopped: impl Future<Output = ()>) {
    tokio::pin!(stopped);
    loop {
        match reconcile(&app, app.clock.now()).await {
            Ok(0) => {}
            Ok(notices) => info!(notices, "told of what happened"),
            Err(failure) => error!(error = %failure, "could not tell of what happened"),
        }
        tokio::select! {
            () = &mut stopped => break,
            () = tokio::time::sleep(REST) => {}
        }
    }
}

#[derive(FromQueryResult)]
struct Row {
    id: i64,
    at: i64,
    event: String,
}

async fn batch(tx: &Tx, app: &App, now: Moment) -> Result<(usize, u64), StoreError> {
    let rows: Vec<Row> = sql::all(tx, dialect::tellings(Engine::of(tx)), values![BATCH]).await?;
    if rows.is_empty() {
        return Ok((0, 0));
    }
    let everybody = account::store::everybody(tx, local_day(now)).await?;
    let chosen = choices::all(tx).await?;
    let mut written = 0;
    for row in &rows {
        match serde_json::from_str::<Event>(&row.event) {
            Ok(event) => written += tell(tx, app, row, &event, &everybody, &chosen, now).await?,
            // One row that cannot be read must not keep the others waiting; the log is read by a person.
            Err(failure) => error!(telling = row.id, error = %failure, "an event cannot be read"),
        }
        sql::run(tx, "DELETE FROM tellings WHERE id = $1", values![row.id]).await?;
    }
    Ok((rows.len(), written))
}

/// Whether the same sentence about the same number waits to be read: thirty wages that are late on one day are one notice.
async fn waits(tx: &Tx, account: AccountId, event: &Event) -> Result<bool, StoreError> {
    if event.detail.is_empty() {
        return Ok(false);
    }
    let text = "SELECT 1 FROM account_notices WHERE account = $1 AND is_read = 0 AND number = $2 AND occasion = $3 \
                AND about = $4 AND thing = $5 AND detail = $6 AND due_at = $7 LIMIT 1";
    let values = values![
        account.0,
        event.number,
        event.occasion.code(),
        event.about.code(),
        event.thing.unwrap_or_default(),
        event.detail.as_str(),
        event.due_at,
    ];
    Ok(sql::value::<i32>(tx, text, values).await?.is_some())
}

async fn tell(
    tx: &Tx,
    app: &App,
    row: &Row,
    event: &Event,
    everybody: &[Account],
    chosen: &BTreeMap<AccountId, Choice>,
    now: Moment,
) -> Result<u64, StoreError> {
    let Some((thing, is_urgent)) = found(tx, event).await? else { return Ok(0) };
    let urgency = if is_urgent { Urgency::Emergency } else { Urgency::Ordinary };
    let is_stale = now - from_micros(row.at) > STALE;
    let duty = match &event.to {
        To::Duties(duties, _) => duties.first().map_or("", |duty| duty.code()),
        To::Body(_) | To::Leader(_) => "",
    };
    let mut written = 0;
    for account in everybody.iter().filter(|account| concerns(account, event, &thing)) {
        if waits(tx, account.id, event).await? {
            continue;
        }
        let text = "INSERT INTO account_notices (account, telling, number, at, occasion, about, thing, detail, duty, \
                    due_at, is_urgent, is_read) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
                    ON CONFLICT (account, telling) DO NOTHING RETURNING id";
        let values = values![
            account.id.0,
            row.id,
            event.number,
            row.at,
            event.occasion.code(),
            event.about.code(),
            event.thing.unwrap_or_default(),
            event.detail.as_str(),
            duty,
            event.due_at,
            i64::from(is_urgent),
            i64::from(is_stale),
        ];
        let Some(notice) = sql::value::<i64>(tx, text, values).await? else { continue };
        written += 1;
        let Some(choice) = chosen.get(&account.id).filter(|_| !is_stale) else { continue };
        let calendar = &app.reference.reckoning.now().calendar;
        for sending in sendings(event.occasion, urgency, choice, now, calendar) {
            let text = "INSERT INTO notice_sendings (notice, channel, account, at) VALUES ($1, $2, $3, $4)";
            let at = to_micros(sending.at);
            sql::run(tx, text, values![notice, sending.channel.code(), account.id.0, at]).await?;
        }
    }
    Ok(written)
}

#[derive(FromQueryResult)]
struct Facts {
    street: String,
    body: Option<Uuid>,
    class: Option<String>,
    is_urgent: i64,
}

/// What an event is about as the policy sees it, and whether it is an emergency; none once it is gone.
async fn found(tx: &Tx, event: &Event) -> Result<Option<(Thing, bool)>, StoreError> {
    let emergency = WhistleKind::Emergency.code();
    let text = match event.about {
        About::Case | About::Task => {
            "SELECT street, body, class, CAST(0 AS BIGINT) AS is_urgent FROM cases WHERE seq = $1".to_owned()
        }
        About::Request | About::Dispatch | About::Dispute => {
            "SELECT r.street, r.body, c.class, r.is_urgent FROM requests r LEFT JOIN cases c ON c.seq = r.seq \
             WHERE r.seq = $1"
                .to_owned()
        }
        About::Call | About::Whistle => format!(
            "SELECT street, body, class, CAST(CASE WHEN kind = '{emergency}' THEN 1 ELSE 0 END AS BIGINT) AS is_urgent \
             FROM whistles WHERE seq = $1"
        ),
        About::OwnedCase => "SELECT o.street, o.body, c.class, CAST(0 AS BIGINT) AS is_urgent FROM owned_cases o \
                             LEFT JOIN cases c ON c.seq = o.about WHERE o.seq = $1"
            .to_owned(),
    };
    let facts: Option<Facts> = sql::first(tx, &text, values![event.number]).await?;
    Ok(facts.map(|facts| {
        let class = facts.class.map_or(Confidentiality::Ordinary, |class| {
            // A class this version does not know is for nobody to guess.
            Confidentiality::from_code(&class).unwrap_or(Confidentiality::Sealed)
        });
        let (body, street) = (facts.body.map(Into::into), facts.street);
        (Thing { number: event.number, street, body, mediator: None, class }, facts.is_urgent == 1)
    }))
}

/// Whether somebody is told of it.
fn concerns(account: &Account, event: &Event, thing: &Thing) -> bool {
    match &event.to {
        To::Body(body) => {
            let duties = answering(event.about);
            account.posts.iter().any(|post| post.body == Some(*body) && holds(&post.duties, duties))
        }
        To::Duties(duties, of) => {
            let asker = Asker::Staff { account: account.id, posts: account.posts.clone() };
            let reaches = || actors(&asker, Some(thing)).iter().any(|actor| duties.contains(&actor.duty()));
            *of == Some(account.id) || (!duties.is_empty() && reaches())
        }
        To::Leader(leader) => account
            .posts
            .iter()
            .any(|post| post.duties.contains(&Duty::Leader) && post.of.unwrap_or(account.id) == *leader),
    }
}

fn holds(held: &[Duty], duties: &[Duty]) -> bool {
    held.iter().any(|duty| duties.contains(duty))
}

/// The duties in which somebody answers for a body.
pub(super) fn answering(about: About) -> &'static [Duty] {
    match about {
        About::Dispatch => Action::AnswerDispatch.duties(),
        About::Call => Side::Called.duties(),
        About::Task => Action::ReadTasks.duties(),
        About::Case | About::Request | About::Dispute | About::Whistle | About::OwnedCase => &[],
    }
}

/// Whose owned cases the asker reads: the own ones, and those of leaders she stands in for.
pub(super) fn leaders(asker: &Asker) -> Vec<AccountId> {
    let leader = |actor: Actor| match actor {
        Actor::Staff { account, duty: Duty::Leader } => Some(account),
        Actor::StandIn { of, duty: Duty::Leader, .. } => Some(of),
        Actor::Staff { .. } | Actor::StandIn { .. } | Actor::Party { .. } | Actor::System => None,
    };
    actors(asker, None).into_iter().filter_map(leader).collect()
}
