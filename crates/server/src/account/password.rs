//! Is this the password, at a cost that makes guessing dear?

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use fengqiao_base::{AccountId, Moment, Refusal};
use fengqiao_store::{
    StoreError, sql,
    time::{from_micros, to_micros},
    values,
};
use fengqiao_web::{form::Fields, problem::Problem};
use sea_orm::{ConnectionTrait, FromQueryResult};
use tokio::sync::Semaphore;

use crate::{app::App, once::stored};

/// So many are worked on at once, each in 19 MiB; whoever comes then waits.
static TURNS: Semaphore = Semaphore::const_new(4);

/// Does work with passwords where it keeps no page waiting, a few at a time.
pub async fn in_turn<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Problem> {
    let _turn = TURNS.acquire().await.map_err(Problem::fault)?;
    tokio::task::spawn_blocking(work).await.map_err(Problem::fault)
}

/// Argon2id with the library's parameters (19 MiB, two passes) and a salt of 16 bytes.
pub fn hash(password: &str, salt: &[u8; 16]) -> String {
    Argon2::default()
        .hash_password_with_salt(password.as_bytes(), salt)
        .expect("the library's own parameters are valid")
        .to_string()
}

/// Whether `password` belongs to `hash`.
pub fn is_right(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash)
        .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
}

#[derive(FromQueryResult)]
struct Row {
    password: String,
    password_set_at: Option<i64>,
    earlier: Option<String>,
}

impl Row {
    fn earlier(&self) -> Result<Vec<String>, StoreError> {
        let text = self.earlier.as_deref().unwrap_or("[]");
        serde_json::from_str(text).map_err(|e| StoreError::unreadable("earlier passwords", e))
    }
}

async fn row(conn: &impl ConnectionTrait, account: AccountId) -> Result<Option<Row>, StoreError> {
    let text = "SELECT a.password, c.password_set_at, c.earlier FROM accounts a \
                LEFT JOIN credentials c ON c.account = a.id WHERE a.id = $1";
    sql::first(conn, text, values![account.0]).await
}

/// When the password was set by its owner; none: never.
pub async fn set_at(conn: &impl ConnectionTrait, account: AccountId) -> Result<Option<Moment>, StoreError> {
    Ok(row(conn, account).await?.and_then(|row| row.password_set_at).map(from_micros))
}

/// Whether the password must be changed before anything else: it is too old, or somebody else chose it.
pub async fn is_over(app: &App, account: AccountId, now: Moment) -> Result<bool, Problem> {
    let set_at = set_at(app.store.read(), account).await.map_err(stored)?;
    Ok(set_at.is_none_or(|set_at| app.config.sign_in.passwords().is_over(set_at, now)))
}

/// The hash of the password that was typed twice, if it may be chosen.
///
/// # Errors
/// `passwords-differ`, `password-used-before`, and what [the rules](fengqiao_domain::account::PasswordRules) refuse.
pub async fn chosen(
    app: &App,
    account: AccountId,
    fields: &Fields,
) -> Result<Result<String, Refusal>, Problem> {
    let (new, rules) = (fields.get("new_password").to_owned(), app.config.sign_in.passwords());
    if let Err(refusal) = rules.check(&new) {
        return Ok(Err(refusal));
    }
    if new != fields.get("again") {
        return Ok(Err(Refusal::new("passwords-differ").at("again")));
    }
    let row = row(app.store.read(), account).await.map_err(stored)?.ok_or(Problem::NotFound)?;
    let mut used = vec![row.password.clone()];
    used.extend(row.earlier().map_err(stored)?);
    used.truncate(rules.history);
    let salt = app.ids.bytes();
    let hashed = in_turn(move || {
        let is_new = !used.iter().any(|used| is_right(&new, used));
        is_new.then(|| hash(&new, &salt))
    })
    .await?;
    let refusal = || Refusal::new("password-used-before").at("new_password").with("count", rules.history);
    Ok(hashed.ok_or_else(refusal))
}

/// Keeps another password of an account; the last ones, `history` of them, are remembered. Whoever is on the way in with
/// the old one begins anew.
pub async fn keep(
    tx: &impl ConnectionTrait,
    account: AccountId,
    hash: &str,
    history: usize,
    now: Moment,
) -> Result<(), StoreError> {
    let mut earlier = Vec::new();
    if let Some(row) = row(tx, account).await? {
        earlier.extend(Some(row.password.clone()).filter(|old| !old.is_empty()));
        earlier.extend(row.earlier()?);
    }
    earlier.truncate(history);
    let earlier = serde_json::to_string(&earlier).expect("hashes are plain text");
    sql::run(tx, "UPDATE accounts SET password = $2 WHERE id = $1", values![account.0, hash]).await?;
    sql::run(tx, "DELETE FROM halfway WHERE account = $1", values![account.0]).await?;
    let text = "INSERT INTO credentials (account, password_set_at, earlier) VALUES ($1, $2, $3) \
                ON CONFLICT (account) DO UPDATE SET password_set_at = excluded.password_set_at, \
                earlier = excluded.earlier";
    sql::run(tx, text, values![account.0, to_micros(now), earlier]).await.map(|_| ())
}

/// Keeps another password of an account.
pub async fn replace(app: &App, account: AccountId, hash: String, now: Moment) -> Result<(), Problem> {
    let history = app.config.sign_in.password_history;
    app.store
        .write(move |tx| Box::pin(async move { keep(tx, account, &hash, history, now).await }))
        .await
        .map_err(stored)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_password_is_right() {
        let hash = hash("枫桥 2026", &[7; 16]);
        assert!(is_right("枫桥 2026", &hash));
        assert!(!is_right("枫桥 2025", &hash) && !is_right("", &hash) && !is_right("x", "not a hash"));
    }
}
