//! Where do posts stand, and which does an account hold today?

use std::collections::BTreeMap;

use fengqiao_base::{AccountId, Actor, BodyId, Day, Duty, Moment, id::PostId};
use fengqiao_domain::account::{Post, Term};
use fengqiao_store::{
    StoreError, sql,
    time::{day_from_text, day_text, to_micros},
    values,
};
use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    account: Uuid,
    duties: String,
    body: Option<Uuid>,
    street: Option<String>,
    from_day: String,
    until_day: Option<String>,
    of: Option<Uuid>,
}

const COLUMNS: &str = "p.id, p.account, p.duties, p.body, p.street, p.from_day, p.until_day, p.of";

/// The condition that a post `p` holds on the day bound to `$1`.
pub const HOLDS: &str = "p.from_day <= $1 AND (p.until_day IS NULL OR p.until_day >= $1)";

impl Row {
    fn post(&self) -> Result<Post, StoreError> {
        let duties: Vec<Duty> =
            serde_json::from_str(&self.duties).map_err(|e| StoreError::unreadable("duties", e))?;
        let until = self.until_day.as_deref().map(day_from_text).transpose()?;
        Ok(Post {
            id: PostId(self.id),
            duties,
            body: self.body.map(BodyId),
            street: self.street.clone(),
            term: Term { from: day_from_text(&self.from_day)?, until },
            of: self.of.map(AccountId),
        })
    }
}

/// The posts that each of these accounts holds on `today`, stand-ins included.
pub async fn held(
    conn: &impl ConnectionTrait,
    accounts: &[AccountId],
    today: Day,
) -> Result<BTreeMap<AccountId, Vec<Post>>, StoreError> {
    if accounts.is_empty() {
        return Ok(BTreeMap::new());
    }
    let mut values = values![day_text(today)];
    values.extend(accounts.iter().map(|account| account.0.into()));
    let places: Vec<String> = (2..=values.len()).map(|n| format!("${n}")).collect();
    let text = format!(
        "SELECT {COLUMNS} FROM posts p WHERE {HOLDS} AND p.account IN ({}) ORDER BY p.from_day, p.id",
        places.join(", ")
    );
    let mut held: BTreeMap<AccountId, Vec<Post>> = BTreeMap::new();
    for row in sql::all::<Row>(conn, &text, values).await? {
        held.entry(AccountId(row.account)).or_default().push(row.post()?);
    }
    Ok(held)
}

/// Every post of an account that has not ended before `today`, those to come included, oldest first.
pub async fn of_account(
    conn: &impl ConnectionTrait,
    account: AccountId,
    today: Day,
) -> Result<Vec<Post>, StoreError> {
    let text = format!(
        "SELECT {COLUMNS} FROM posts p WHERE p.account = $1 AND (p.until_day IS NULL OR p.until_day >= $2) \
         ORDER BY p.from_day, p.id"
    );
    let rows: Vec<Row> = sql::all(conn, &text, values![account.0, day_text(today)]).await?;
    rows.iter().map(Row::post).collect()
}

/// Who stands in on the posts of `account`, now or later: the colleague and the post as the colleague holds it.
pub async fn stand_ins(
    conn: &impl ConnectionTrait,
    account: AccountId,
    today: Day,
) -> Result<Vec<(AccountId, Post)>, StoreError> {
    let text = format!(
        "SELECT {COLUMNS} FROM posts p WHERE p.of = $1 AND (p.until_day IS NULL OR p.until_day >= $2) \
         ORDER BY p.from_day, p.id"
    );
    let rows: Vec<Row> = sql::all(conn, &text, values![account.0, day_text(today)]).await?;
    rows.iter().map(|row| Ok((AccountId(row.account), row.post()?))).collect()
}

/// One post and whose it is.
pub async fn find(conn: &impl ConnectionTrait, id: PostId) -> Result<Option<(AccountId, Post)>, StoreError> {
    let row: Option<Row> =
        sql::first(conn, &format!("SELECT {COLUMNS} FROM posts p WHERE p.id = $1"), values![id.0]).await?;
    row.map(|row| Ok((AccountId(row.account), row.post()?))).transpose()
}

/// Keeps a post of `account`; `own` is the colleague's post where somebody stands in.
pub async fn save(
    conn: &impl ConnectionTrait,
    account: AccountId,
    post: &Post,
    own: Option<PostId>,
    at: Moment,
    by: Actor,
) -> Result<(), StoreError> {
    let duties = serde_json::to_string(&post.duties).expect("duties are plain words");
    let by = serde_json::to_string(&by).expect("actors are plain data");
    let text = "INSERT INTO posts (id, account, duties, body, street, from_day, until_day, of, post, given_at, given_by) \
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (id) DO UPDATE SET \
                duties = excluded.duties, body = excluded.body, street = excluded.street, \
                from_day = excluded.from_day, until_day = excluded.until_day";
    let values = values![
        post.id.0,
        account.0,
        duties,
        post.body.map(|body| body.0),
        post.street.clone(),
        day_text(post.term.from),
        post.term.until.map(day_text),
        post.of.map(|of| of.0),
        own.map(|own| own.0),
        to_micros(at),
        by
    ];
    sql::run(conn, text, values).await.map(|_| ())
}

/// Ends a post and whoever stands in on it: `until` is its last day. What had not begun by then is gone.
pub async fn end(conn: &impl ConnectionTrait, id: PostId, until: Day) -> Result<(), StoreError> {
    let until = day_text(until);
    let text = "DELETE FROM posts WHERE (id = $1 OR post = $1) AND from_day > $2";
    sql::run(conn, text, values![id.0, until.as_str()]).await?;
    let text = "UPDATE posts SET until_day = $2 WHERE (id = $1 OR post = $1) \
                AND (until_day IS NULL OR until_day > $2)";
    sql::run(conn, text, values![id.0, until]).await.map(|_| ())
}
