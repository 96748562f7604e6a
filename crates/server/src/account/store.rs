//! Where do accounts stand?

use fengqiao_base::{AccountId, BodyId, Day, Duty, Moment};
use fengqiao_store::{StoreError, sql, time::day_text, values};
use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;

use super::{Account, post};

#[derive(FromQueryResult)]
pub(super) struct Row {
    id: Uuid,
    login: String,
    name: String,
    body: Option<Uuid>,
    body_name: Option<String>,
    pub(super) password: String,
}

impl Row {
    /// Whose it is.
    pub(super) fn id(&self) -> AccountId {
        AccountId(self.id)
    }

    /// The account with the posts it holds on `today`.
    pub(super) async fn account(
        self,
        conn: &impl ConnectionTrait,
        today: Day,
    ) -> Result<Account, StoreError> {
        let id = AccountId(self.id);
        let posts = post::held(conn, &[id], today).await?.remove(&id).unwrap_or_default();
        Ok(self.with(posts))
    }

    fn with(self, posts: Vec<fengqiao_domain::account::Post>) -> Account {
        Account {
            id: AccountId(self.id),
            login: self.login,
            name: self.name,
            body: self.body.map(BodyId),
            body_name: self.body_name,
            posts: posts.into(),
        }
    }
}

/// Columns of a [`Row`]: accounts as `a`, bodies as `b`.
pub(super) const COLUMNS: &str = "a.id, a.login, a.name, a.body, b.name AS body_name, a.password";
const FROM: &str = "FROM accounts a LEFT JOIN bodies b ON b.id = a.body";

/// The account that signs in as `login`, unless it is disabled.
pub(super) async fn by_login(conn: &impl ConnectionTrait, login: &str) -> Result<Option<Row>, StoreError> {
    let text = format!("SELECT {COLUMNS} {FROM} WHERE a.login = $1 AND a.disabled_at IS NULL");
    sql::first(conn, &text, values![login]).await
}

/// Everybody with a post on `today` that answers `condition`, by login. `$1` is the day; `values` are the others.
async fn with_post(
    conn: &impl ConnectionTrait,
    today: Day,
    condition: &str,
    values: Vec<sea_orm::Value>,
) -> Result<Vec<Account>, StoreError> {
    let holds = post::HOLDS;
    let text = format!(
        "SELECT {COLUMNS} {FROM} WHERE a.disabled_at IS NULL AND EXISTS (SELECT 1 FROM posts p WHERE p.account = a.id \
         AND {holds} AND {condition}) ORDER BY a.login"
    );
    let mut all = values![day_text(today)];
    all.extend(values);
    let rows: Vec<Row> = sql::all(conn, &text, all).await?;
    let ids: Vec<AccountId> = rows.iter().map(|row| AccountId(row.id)).collect();
    let mut held = post::held(conn, &ids, today).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let posts = held.remove(&AccountId(row.id)).unwrap_or_default();
            row.with(posts)
        })
        .collect())
}

/// One account with the posts it holds on `today`, unless it is disabled.
pub async fn working(
    conn: &impl ConnectionTrait,
    id: AccountId,
    today: Day,
) -> Result<Option<Account>, StoreError> {
    let text = format!("SELECT {COLUMNS} {FROM} WHERE a.id = $1 AND a.disabled_at IS NULL");
    let Some(row) = sql::first::<Row>(conn, &text, values![id.0]).await? else { return Ok(None) };
    row.account(conn, today).await.map(Some)
}

/// Everybody with a post on `today`, by login.
pub async fn everybody(conn: &impl ConnectionTrait, today: Day) -> Result<Vec<Account>, StoreError> {
    with_post(conn, today, "1 = 1", values![]).await
}

/// Everybody who holds `duty` for `body` on a post of one's own, by login.
pub async fn with_duty(
    conn: &impl ConnectionTrait,
    duty: Duty,
    body: Option<BodyId>,
    today: Day,
) -> Result<Vec<Account>, StoreError> {
    let like = format!("%\"{}\"%", duty.code());
    let condition = "p.of IS NULL AND p.duties LIKE $2 AND ($3 IS NULL OR p.body = $3)";
    with_post(conn, today, condition, values![like, body.map(|b| b.0)]).await
}

/// Everybody with a post of one's own in `body`, by login.
pub async fn of_body(
    conn: &impl ConnectionTrait,
    body: BodyId,
    today: Day,
) -> Result<Vec<Account>, StoreError> {
    with_post(conn, today, "p.of IS NULL AND p.body = $2", values![body.0]).await
}

/// Adds or replaces an account with its posts; without a password where it is to be chosen.
pub async fn save(
    conn: &impl ConnectionTrait,
    account: &Account,
    password: &str,
    now: Moment,
) -> Result<(), StoreError> {
    let text = "INSERT INTO accounts (id, login, name, password, duties, body) VALUES ($1, $2, $3, $4, '[]', $5) \
                ON CONFLICT (id) DO UPDATE SET login = excluded.login, name = excluded.name, \
                password = excluded.password, body = excluded.body";
    let body = account.body.map(|body| body.0);
    let values = values![account.id.0, account.login.as_str(), account.name.as_str(), password, body];
    sql::run(conn, text, values).await?;
    for held in account.posts.iter() {
        post::save(conn, account.id, held, None, now, fengqiao_base::Actor::System).await?;
    }
    Ok(())
}
