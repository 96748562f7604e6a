//! How is one SQL text run on either engine?

use sea_orm::{
    ConnectionTrait, DbErr, FromQueryResult, QueryResult, RuntimeErr, Statement, TryGetable, Value,
    sqlx::{Decode, Postgres, Row, Sqlite},
};

use crate::StoreError;

/// Values for `$1`, `$2`, … in order.
#[macro_export]
macro_rules! values {
    ($($value:expr),* $(,)?) => { vec![$(::sea_orm::Value::from($value)),*] };
}

fn statement(conn: &impl ConnectionTrait, text: &str, values: Vec<Value>) -> Statement {
    Statement::from_sql_and_values(conn.get_database_backend(), text, values)
}

/// Runs a statement and says how many rows it touched.
pub async fn run(conn: &impl ConnectionTrait, text: &str, values: Vec<Value>) -> Result<u64, StoreError> {
    Ok(conn.execute_raw(statement(conn, text, values)).await?.rows_affected())
}

/// The first row, if there is one.
pub async fn first<T: FromQueryResult>(
    conn: &impl ConnectionTrait,
    text: &str,
    values: Vec<Value>,
) -> Result<Option<T>, StoreError> {
    let row = conn.query_one_raw(statement(conn, text, values)).await?;
    row.map(|row| T::from_query_result(&row, "")).transpose().map_err(StoreError::from)
}

/// Every row. The text carries its own limit.
pub async fn all<T: FromQueryResult>(
    conn: &impl ConnectionTrait,
    text: &str,
    values: Vec<Value>,
) -> Result<Vec<T>, StoreError> {
    rows(conn, text, values).await?.iter().map(|row| Ok(T::from_query_result(row, "")?)).collect()
}

/// Every row, untyped; for queries whose columns are data.
pub async fn rows(
    conn: &impl ConnectionTrait,
    text: &str,
    values: Vec<Value>,
) -> Result<Vec<QueryResult>, StoreError> {
    Ok(conn.query_all_raw(statement(conn, text, values)).await?)
}

/// What stands in column `index` of a row, borrowed where `T` can be. The column's type is not asked for: it is the one
/// the text of the question gives it.
pub fn cell<'r, T>(row: &'r QueryResult, index: usize) -> Result<T, StoreError>
where
    T: Decode<'r, Postgres> + Decode<'r, Sqlite>,
{
    let cell = match row.try_as_pg_row() {
        Some(row) => row.try_get_unchecked(index),
        None => row.try_as_sqlite_row().expect("a row is of one of the two engines").try_get_unchecked(index),
    };
    Ok(cell.map_err(|error| DbErr::Query(RuntimeErr::SqlxError(error.into())))?)
}

/// The first column of the first row.
pub async fn value<T: TryGetable>(
    conn: &impl ConnectionTrait,
    text: &str,
    values: Vec<Value>,
) -> Result<Option<T>, StoreError> {
    let row = conn.query_one_raw(statement(conn, text, values)).await?;
    row.map(|row| row.try_get_by_index(0)).transpose().map_err(StoreError::from)
}
