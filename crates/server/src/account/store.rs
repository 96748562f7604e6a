//! Where do accounts stand?

use fengqiao_base::{AccountId, BodyId, Duty};
use fengqiao_store::{StoreError, sql, values};
use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;

use super::Account;

#[derive(FromQueryResult)]
pub(super) struct Row {
    id: Uuid,
    login: String,
    name: String,
    duties: String,
    body: Option<Uuid>,
    body_name: Option<String>,
    street: Option<String>,
    pub(super) password: String,
}

impl Row {
    pub(super) fn account(&self) -> Result<Account, StoreError> {
        let duties: Vec<Duty> =
            serde_json::from_str(&self.duties).map_err(|e| StoreError::unreadable("duties", e))?;
        Ok(Account {
            id: AccountId(self.id),
            login: self.login.clone(),
            name: self.name.clone(),
            duties,
            body: self.body.map(BodyId),
            body_name: self.body_name.clone(),
            street: self.street.clone(),
        })
    }
}

/// Columns of a [`Row`]: accounts as `a`, bodies as `b`.
pub(super) const COLUMNS: &str =
    "a.id, a.login, a.name, a.duties, a.body, b.name AS body_name, a.street, a.password";
const FROM: &str = "FROM accounts a LEFT JOIN bodies b ON b.id = a.body";

/// The account that signs in as `login`, unless it is disabled.
pub(super) async fn by_login(conn: &impl ConnectionTrait, login: &str) -> Result<Option<Row>, StoreError> {
    let text = format!("SELECT {COLUMNS} {FROM} WHERE a.login = $1 AND a.disabled_at IS NULL");
    sql::first(conn, &text, values![login]).await
}

/// One account.
pub async fn find(conn: &impl ConnectionTrait, id: AccountId) -> Result<Option<Account>, StoreError> {
    let text = format!("SELECT {COLUMNS} {FROM} WHERE a.id = $1");
    let row: Option<Row> = sql::first(conn, &text, values![id.0]).await?;
    row.map(|row| row.account()).transpose()
}

/// One account, unless it is disabled.
pub async fn working(conn: &impl ConnectionTrait, id: AccountId) -> Result<Option<Account>, StoreError> {
    let text = format!("SELECT {COLUMNS} {FROM} WHERE a.id = $1 AND a.disabled_at IS NULL");
    let row: Option<Row> = sql::first(conn, &text, values![id.0]).await?;
    row.map(|row| row.account()).transpose()
}

/// Everybody who may hold `duty` for `body`, by name.
pub async fn with_duty(
    conn: &impl ConnectionTrait,
    duty: Duty,
    body: Option<BodyId>,
) -> Result<Vec<Account>, StoreError> {
    let text = format!(
        "SELECT {COLUMNS} {FROM} WHERE a.disabled_at IS NULL AND a.duties LIKE $1 AND ($2 IS NULL OR a.body = $2) ORDER BY a.login"
    );
    let like = format!("%\"{}\"%", duty.code());
    let rows: Vec<Row> = sql::all(conn, &text, values![like, body.map(|b| b.0)]).await?;
    rows.iter().map(Row::account).collect()
}

/// Everybody who works for `body`, by login.
pub async fn of_body(conn: &impl ConnectionTrait, body: BodyId) -> Result<Vec<Account>, StoreError> {
    let text =
        format!("SELECT {COLUMNS} {FROM} WHERE a.disabled_at IS NULL AND a.body = $1 ORDER BY a.login");
    let rows: Vec<Row> = sql::all(conn, &text, values![body.0]).await?;
    rows.iter().map(Row::account).collect()
}

/// Adds or replaces an account.
pub async fn save(conn: &impl ConnectionTrait, account: &Account, password: &str) -> Result<(), StoreError> {
    let duties = serde_json::to_string(&account.duties).expect("duties are plain words");
    sql::run(
        conn,
        "INSERT INTO accounts (id, login, name, password, duties, body, street) VALUES ($1, $2, $3, $4, $5, $6, $7) \
         ON CONFLICT (id) DO UPDATE SET login = excluded.login, name = excluded.name, \
         password = excluded.password, duties = excluded.duties, body = excluded.body, street = excluded.street",
        values![
            account.id.0,
            account.login.as_str(),
            account.name.as_str(),
            password,
            duties,
            account.body.map(|b| b.0),
            account.street.clone()
        ],
    )
    .await
    .map(|_| ())
}
