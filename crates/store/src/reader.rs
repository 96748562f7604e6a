//! How is something read without asking first whether the database is still there?
//!
//! A pool asks a connection that whenever it is taken and again when it is given back. On SQLite each time costs two
//! changes of threads, as much as a small query; on PostgreSQL a round trip. Here a connection stays taken and is handed
//! from reader to reader. Only one that failed goes back to the pool, which looks after it.

use std::sync::{Arc, Mutex, PoisonError};

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, DbErr, ExecResult, QueryResult, RuntimeErr, Statement,
    sqlx::{
        self, AssertSqlSafe, Database, Executor, IntoArguments, Pool, Postgres, Sqlite, pool::PoolConnection,
    },
};
use sea_orm_migration::async_trait;
use sea_query_sqlx::SqlxValues;
use tokio::sync::Semaphore;

/// Connections for reading.
#[derive(Clone)]
pub struct Reader {
    pool: DatabaseConnection,
    hands: Hands,
}

#[derive(Clone)]
enum Hands {
    Sqlite(Arc<Kept<Sqlite>>),
    Postgres(Arc<Kept<Postgres>>),
}

/// Connections that nobody uses at the moment, the one used last on top.
struct Kept<DB: Database> {
    pool: Pool<DB>,
    idle: Mutex<Vec<PoolConnection<DB>>>,
    /// Fewer than the pool has connections, so that none waits at the pool for one that is kept here.
    turns: Semaphore,
}

impl Reader {
    /// Reads by at most so many `connections` of this pool, which has more.
    pub(crate) fn new(pool: DatabaseConnection, connections: u32) -> Self {
        let hands = match pool.get_database_backend() {
            DbBackend::Postgres => {
                Hands::Postgres(Arc::new(Kept::new(pool.get_postgres_connection_pool(), connections)))
            }
            _ => Hands::Sqlite(Arc::new(Kept::new(pool.get_sqlite_connection_pool(), connections))),
        };
        Self { pool, hands }
    }

    /// The pool itself, for what needs a transaction.
    pub(crate) fn pool(&self) -> &DatabaseConnection {
        &self.pool
    }

    /// Gives all connections back and closes them.
    pub(crate) async fn close(self) -> Result<(), DbErr> {
        match &self.hands {
            Hands::Sqlite(kept) => kept.give_back(),
            Hands::Postgres(kept) => kept.give_back(),
        }
        self.pool.close().await
    }

    async fn ask(&self, statement: Statement, wants: Wants) -> Result<Vec<QueryResult>, DbErr> {
        match &self.hands {
            Hands::Sqlite(kept) => kept.ask(statement, wants).await,
            Hands::Postgres(kept) => kept.ask(statement, wants).await,
        }
    }
}

/// How many rows are asked for.
#[derive(Clone, Copy)]
enum Wants {
    First,
    All,
}

impl<DB> Kept<DB>
where
    DB: Database,
    for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
    SqlxValues: IntoArguments<DB>,
    QueryResult: From<DB::Row>,
{
    fn new(pool: &Pool<DB>, connections: u32) -> Self {
        let turns = usize::try_from(connections).unwrap_or(1);
        Self { pool: pool.clone(), idle: Mutex::default(), turns: Semaphore::new(turns) }
    }

    async fn ask(&self, statement: Statement, wants: Wants) -> Result<Vec<QueryResult>, DbErr> {
        let _turn = self.turns.acquire().await.map_err(|error| DbErr::Custom(error.to_string()))?;
        if let Some(conn) = self.take() {
            match self.ask_on(conn, &statement, wants).await {
                // It went away while nobody used it: the pool gives one that was looked at.
                Err(error) if is_gone(&error) => {}
                answer => return answer.map_err(failed),
            }
        }
        let conn = self.pool.acquire().await.map_err(failed)?;
        self.ask_on(conn, &statement, wants).await.map_err(failed)
    }

    /// A connection is kept after it answered; after a failure, or when nobody waits any more, the pool takes it.
    async fn ask_on(
        &self,
        mut conn: PoolConnection<DB>,
        statement: &Statement,
        wants: Wants,
    ) -> Result<Vec<QueryResult>, sqlx::Error> {
        let values = statement.values.clone().unwrap_or(sea_orm::Values(Vec::new()));
        let query = sqlx::query_with(AssertSqlSafe(statement.sql.as_str()), SqlxValues(values));
        let rows = match wants {
            Wants::First => {
                query.fetch_optional(&mut *conn).await?.into_iter().map(QueryResult::from).collect()
            }
            Wants::All => query.fetch_all(&mut *conn).await?.into_iter().map(QueryResult::from).collect(),
        };
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(conn);
        Ok(rows)
    }

    fn take(&self) -> Option<PoolConnection<DB>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    fn give_back(&self) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// Whether the other side of a connection is no longer there.
fn is_gone(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_) | sqlx::Error::Protocol(_) | sqlx::Error::WorkerCrashed => true,
        // PostgreSQL, class 57P: the server was told to stop.
        sqlx::Error::Database(told) => told.code().is_some_and(|code| code.starts_with("57P")),
        _ => false,
    }
}

fn failed(error: sqlx::Error) -> DbErr {
    DbErr::Query(RuntimeErr::SqlxError(Arc::new(error)))
}

#[async_trait::async_trait]
impl ConnectionTrait for Reader {
    fn get_database_backend(&self) -> DbBackend {
        self.pool.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.pool.execute_raw(statement).await
    }

    async fn execute_unprepared(&self, text: &str) -> Result<ExecResult, DbErr> {
        self.pool.execute_unprepared(text).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        Ok(self.ask(statement, Wants::First).await?.pop())
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.ask(statement, Wants::All).await
    }
}
