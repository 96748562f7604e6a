//! What does the platform remember of itself, under a name?

use sea_orm::ConnectionTrait;

use crate::{StoreError, sql, values};

/// The value under `name`, if there is one.
pub async fn get(conn: &impl ConnectionTrait, name: &str) -> Result<Option<String>, StoreError> {
    sql::value(conn, "SELECT value FROM settings WHERE name = $1", values![name]).await
}

/// Keeps `value` under `name`, in place of what was there.
pub async fn put(conn: &impl ConnectionTrait, name: &str, value: &str) -> Result<(), StoreError> {
    let text = "INSERT INTO settings (name, value) VALUES ($1, $2) \
                ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    sql::run(conn, text, values![name, value]).await.map(|_| ())
}
