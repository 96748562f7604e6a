//! What was somebody told, what of it does she still see, and what waits to be read?
//!
//! Whoever may no longer see what a notice leads to does not find the notice either, and it is not counted.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

use fengqiao_base::{AccountId, BodyId, Moment};
use fengqiao_domain::{account::Post, notify::Occasion};
use fengqiao_policy::{Action, Asker, Scope, at_bodies, decide};
use fengqiao_store::{StoreError, Tx, sql, time::to_micros, values};
use sea_orm::{ConnectionTrait, FromQueryResult};
use time::Duration;
use uuid::Uuid;

use super::{
    event::About,
    tell::{answering, leaders},
};
use crate::{
    account::Account,
    app::App,
    backlog,
    listing::{PAGE, Rows, Where, ordinary},
};

/// So many unread ones are counted; beyond, the page says that there are more.
const COUNTED: i64 = 100;
/// So long a count is taken as it was read.
const FRESH: Duration = Duration::seconds(5);
/// More accounts than ask within [`FRESH`].
const AT_MOST: usize = 10_000;

/// A notice as its reader finds it.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Notice {
    /// Key of the list.
    pub id: i64,
    /// What happened.
    pub occasion: String,
    /// What it leads to.
    pub about: String,
    /// The row it leads to; nil where that is the number's own.
    pub thing: Uuid,
    /// The number, as on the receipt.
    pub number: String,
    /// Of a clock: why, and which.
    pub detail: String,
    /// Who has to act; empty where that is the reader's body.
    pub duty: String,
    /// Until when something is owed (microseconds).
    pub due_at: Option<i64>,
    /// When it happened (microseconds).
    pub at: i64,
    /// Whether it waited for nothing.
    pub is_urgent: i64,
    /// Whether it was marked as read.
    pub is_read: i64,
}

/// What of the list is asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Asked {
    /// Only what waits to be read.
    pub unread: bool,
    /// Only of this.
    pub occasion: Option<Occasion>,
    /// Only what was told before this one.
    pub before: Option<i64>,
}

impl Asked {
    fn narrow(self, query: &mut Where) {
        if self.unread {
            // As it stands in the index of what is unread.
            query.and("n.is_read = 0");
        }
        query.equals_if("n.occasion", self.occasion.map(Occasion::code));
        if let Some(before) = self.before {
            let before = query.bind(before);
            query.and(format!("n.id < {before}"));
        }
    }
}

/// A page of the notices of `account`, newest first.
pub async fn list(
    conn: &impl ConnectionTrait,
    account: AccountId,
    asker: &Asker,
    wanted: Asked,
) -> Result<Rows<Notice>, StoreError> {
    let mut query = Where::default();
    query.equals("n.account", account.0);
    wanted.narrow(&mut query);
    seen(&mut query, asker);
    let text = format!(
        "SELECT n.id, n.occasion, n.about, n.thing, COALESCE((SELECT t.number FROM cases t WHERE t.seq = n.number), \
         (SELECT t.number FROM requests t WHERE t.seq = n.number), (SELECT t.number FROM whistles t WHERE t.seq = n.number), \
         (SELECT t.number FROM owned_cases t WHERE t.seq = n.number)) AS number, n.detail, n.duty, n.due_at, n.at, \
         n.is_urgent, n.is_read FROM account_notices n{} ORDER BY n.id DESC LIMIT {}",
        query.sql(),
        PAGE + 1
    );
    Ok(Rows::of(sql::all(conn, &text, query.values).await?, |row: &Notice| row.id))
}

/// How many wait to be read, counted up to [`COUNTED`].
pub async fn count_unread(
    conn: &impl ConnectionTrait,
    account: AccountId,
    asker: &Asker,
) -> Result<u32, StoreError> {
    let mut query = Where::default();
    query.equals("n.account", account.0);
    Asked { unread: true, ..Asked::default() }.narrow(&mut query);
    seen(&mut query, asker);
    let text = format!(
        "SELECT count(*) FROM (SELECT 1 FROM account_notices n{} LIMIT {COUNTED}) AS found",
        query.sql()
    );
    let found: Option<i64> = sql::value(conn, &text, query.values).await?;
    Ok(found.and_then(|found| u32::try_from(found).ok()).unwrap_or_default())
}

/// Which of these notices the asker still sees and has not read, with their occasions, and whether one waits for nothing.
pub(super) async fn still(
    conn: &impl ConnectionTrait,
    asker: &Asker,
    notices: &[i64],
) -> Result<Vec<(Option<Occasion>, bool)>, StoreError> {
    let mut query = Where::default();
    let any: Vec<String> = notices.iter().map(|id| query.bind(*id)).collect();
    if any.is_empty() {
        return Ok(Vec::new());
    }
    query.and(format!("n.id IN ({})", any.join(", ")));
    query.and("n.is_read = 0");
    seen(&mut query, asker);
    let text = format!("SELECT n.occasion, n.is_urgent FROM account_notices n{}", query.sql());
    let rows = sql::rows(conn, &text, query.values).await?;
    let one = |row: &sea_orm::QueryResult| -> Result<_, StoreError> {
        Ok((Occasion::from_code(sql::cell(row, 0)?), sql::cell::<i64>(row, 1)? == 1))
    };
    rows.iter().map(one).collect()
}

/// Cuts a list of notices, `n`, to those that lead to something the asker may see.
fn seen(query: &mut Where, asker: &Asker) {
    let mut any = Vec::new();
    let about = |about: About, table: &str, of: &str, there: String| {
        format!("(n.about = '{}' AND EXISTS (SELECT 1 FROM {table} {of} WHERE {there}))", about.code())
    };
    let may = |action| decide(asker, action, None);
    if may(Action::ReadCases) {
        let scope = Scope::of(asker, Action::ReadCases);
        let there = query.apart(|query| query.within(&scope, "t", true));
        any.push(about(About::Case, "cases", "t", format!("t.seq = n.number AND {there}")));
    }
    if may(Action::ReadRequests) {
        let scope = Scope::of(asker, Action::ReadRequests);
        let there = query.apart(|query| query.within(&scope, "t", false));
        any.push(about(About::Request, "requests", "t", format!("t.seq = n.number AND {there}")));
    }
    if may(Action::RuleDispatch) {
        let scope = Scope::of(asker, Action::RuleDispatch);
        let there = query.apart(|query| query.within_territory(&scope, "t", &ordinary("t", false)));
        any.push(about(About::Dispute, "requests", "t", format!("t.seq = n.number AND {there}")));
    }
    if may(Action::OverseeWhistles) {
        let scope = Scope::of(asker, Action::OverseeWhistles);
        let there = query.apart(|query| query.within_territory(&scope, "t", &ordinary("t", true)));
        any.push(about(About::Whistle, "whistles", "t", format!("t.seq = n.number AND {there}")));
    }
    for (word, table) in
        [(About::Dispatch, "dispatches"), (About::Call, "whistle_calls"), (About::Task, "linked_tasks")]
    {
        let bodies: Vec<BodyId> =
            at_bodies(asker, answering(word)).into_iter().map(|(body, _)| body).collect();
        if !bodies.is_empty() {
            let there = query.apart(|query| {
                let own: Vec<String> =
                    bodies.iter().map(|body| format!("t.body = {}", query.bind(body.0))).collect();
                query.any_of(&own);
            });
            any.push(about(word, table, "t", format!("t.id = n.thing AND {there}")));
        }
    }
    if may(Action::ReadOwnedCases) {
        let mut own: Vec<String> =
            leaders(asker).iter().map(|leader| format!("o.leader = {}", query.bind(leader.0))).collect();
        let scope = Scope::of(asker, Action::OverseeOwnedCases);
        if !scope.reaches.is_empty() {
            let there = query.apart(|query| query.within_territory(&scope, "o", backlog::store::ORDINARY));
            own.push(format!("({there})"));
        }
        if !own.is_empty() {
            let there = format!("o.seq = n.number AND ({})", own.join(" OR "));
            any.push(about(About::OwnedCase, "owned_cases", "o", there));
        }
    }
    query.any_of(&any);
}

/// Marks one notice of an account as read, or all of an occasion, or of every one, that were told up to it.
pub async fn mark(
    app: &App,
    account: AccountId,
    id: i64,
    earlier: Option<Option<Occasion>>,
) -> Result<(), StoreError> {
    let (fits, occasion) = match earlier {
        None => ("id = $2", None),
        Some(None) => ("id <= $2", None),
        Some(Some(occasion)) => ("id <= $2 AND occasion = $3", Some(occasion)),
    };
    let text =
        format!("UPDATE account_notices SET is_read = 1 WHERE account = $1 AND {fits} AND is_read = 0");
    let mut given = values![account.0, id];
    given.extend(occasion.map(|occasion| occasion.code().into()));
    app.store.write(move |tx| Box::pin(async move { sql::run(tx, &text, given).await })).await?;
    app.unread.forget();
    Ok(())
}

/// Forgets what was told before a moment, and what still was to go out of it.
pub async fn forget(app: &App, before: Moment) -> Result<u64, StoreError> {
    let before = to_micros(before);
    app.store
        .write(move |tx| {
            Box::pin(async move {
                let text = "DELETE FROM notice_sendings WHERE notice IN (SELECT id FROM account_notices WHERE at < $1)";
                sql::run(tx, text, values![before]).await?;
                sql::run(tx, "DELETE FROM account_notices WHERE at < $1", values![before]).await
            })
        })
        .await
}

/// Takes out what was told of a number, of the whistles about it and of those who own it.
pub async fn erase(tx: &Tx, seq: i64) -> Result<(), StoreError> {
    const OF_IT: &str = "number = $1 OR number IN (SELECT seq FROM whistles WHERE about = $1) \
                         OR number IN (SELECT seq FROM owned_cases WHERE about = $1)";
    for text in [
        format!("DELETE FROM notice_sendings WHERE notice IN (SELECT id FROM account_notices WHERE {OF_IT})"),
        format!("DELETE FROM account_notices WHERE {OF_IT}"),
        format!("DELETE FROM tellings WHERE {OF_IT}"),
    ] {
        sql::run(tx, &text, values![seq]).await?;
    }
    Ok(())
}

/// How many notices wait for those who asked just now. Every page says it, so it is not counted anew for each; what
/// another server tells or marks, this one sees after [`FRESH`] at the latest.
#[derive(Debug, Default)]
pub struct Unread(RwLock<Kept>);

#[derive(Debug, Default)]
struct Kept {
    /// How often everything was forgotten.
    round: u64,
    counts: HashMap<AccountId, Count>,
}

#[derive(Debug)]
struct Count {
    posts: Arc<[Post]>,
    at: Moment,
    unread: u32,
}

impl Unread {
    /// How many wait for `account`.
    pub async fn of(&self, app: &App, account: &Account, now: Moment) -> Result<u32, StoreError> {
        let asker = Asker::Staff { account: account.id, posts: account.posts.clone() };
        if !decide(&asker, Action::ReadWork, None) {
            return Ok(0);
        }
        let round = {
            let kept = self.0.read().unwrap_or_else(PoisonError::into_inner);
            match kept.counts.get(&account.id) {
                Some(count)
                    if count.posts == account.posts && (count.at..count.at + FRESH).contains(&now) =>
                {
                    return Ok(count.unread);
                }
                Some(_) | None => kept.round,
            }
        };
        let unread = count_unread(app.store.read(), account.id, &asker).await?;
        let mut kept = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if kept.counts.len() >= AT_MOST {
            kept.counts.retain(|_, count| (count.at..count.at + FRESH).contains(&now));
        }
        // What was forgotten meanwhile may have been this count.
        if kept.round == round && kept.counts.len() < AT_MOST {
            kept.counts.insert(account.id, Count { posts: account.posts.clone(), at: now, unread });
        }
        Ok(unread)
    }

    /// Forgets every count; for whoever has just told or marked something.
    pub fn forget(&self) {
        let mut kept = self.0.write().unwrap_or_else(PoisonError::into_inner);
        kept.round += 1;
        kept.counts.clear();
    }
}
