//! How does a change get to the disk, whole or not at all?
//!
//! A caller hands in a piece of work and gets its answer only after the commit. On SQLite one task collects the
//! waiting pieces and commits them together, each inside its own savepoint, so that one sync serves many
//! (group commit). On PostgreSQL each piece is a transaction of its own on a pooled connection.
//! A piece of work waits for nothing but the database.

use std::{future::Future, pin::Pin, sync::Arc, time::Duration};

use sea_orm::{
    AccessMode, ConnectOptions, Database, DatabaseConnection, DatabaseTransaction, IsolationLevel,
    SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use tokio::sync::{mpsc, oneshot};
use tracing::{error, warn};

use crate::{Engine, StoreError, reader::Reader};

/// The open transaction of one piece of work.
pub type Tx = DatabaseTransaction;

/// How many waiting pieces one commit takes at most.
const GROUP: usize = 64;
/// Connections of the reading pool that are never kept for the next reader: a snapshot takes one.
const SPARE: u32 = 1;

/// Where the data is and how many hands may reach for it.
#[derive(Debug, Clone)]
pub struct StoreConfig {
    /// `sqlite://path?mode=rwc` or `postgres://user@host/database`.
    pub url: String,
    /// Connections for reading; on PostgreSQL there are as many more for writing.
    pub connections: u32,
}

impl StoreConfig {
    /// The default for a database at `url`: eight connections.
    pub fn new(url: impl Into<String>) -> Self {
        Self { url: url.into(), connections: 8 }
    }
}

/// The database of one district.
#[derive(Clone)]
pub struct Store {
    engine: Engine,
    reader: Reader,
    writer: DatabaseConnection,
    door: Option<mpsc::Sender<Piece>>,
    /// Held so that the writer task can be waited for when the last handle goes.
    task: Option<Arc<tokio::sync::Mutex<Option<tokio::task::JoinHandle<()>>>>>,
}

/// What a piece of work leaves behind: a closure that tells its caller how the commit went.
type Reply = Box<dyn FnOnce(Result<(), StoreError>) + Send>;
type Running<'t> = Pin<Box<dyn Future<Output = (bool, Reply)> + Send + 't>>;
/// A piece of work: given a transaction it runs, given a failure it passes that on.
type Piece = Box<dyn for<'t> FnOnce(Result<&'t Tx, StoreError>) -> Running<'t> + Send>;

impl Store {
    /// Opens the database and starts the writer. The schema is brought up by [`crate::migrate::migrate`].
    pub async fn open(config: &StoreConfig) -> Result<Self, StoreError> {
        if config.url.starts_with("postgres") {
            let mut options = ConnectOptions::new(&config.url);
            options.max_connections(config.connections).sqlx_logging(false);
            let writer = Database::connect(options.clone()).await?;
            let reader =
                Database::connect(options.max_connections(config.connections + SPARE).clone()).await?;
            return Ok(Self {
                engine: Engine::Postgres,
                reader: Reader::new(reader, config.connections),
                writer,
                door: None,
                task: None,
            });
        }
        let writer = Database::connect(sqlite(&config.url, 1)).await?;
        let reader = Database::connect(sqlite(&config.url, config.connections + SPARE)).await?;
        let (door, waiting) = mpsc::channel(1024);
        let task = tokio::spawn(keep_writing(writer.clone(), waiting));
        Ok(Self {
            engine: Engine::Sqlite,
            reader: Reader::new(reader, config.connections),
            writer,
            door: Some(door),
            task: Some(Arc::new(tokio::sync::Mutex::new(Some(task)))),
        })
    }

    /// Which engine this is.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Connections for reading. Nothing is written through them.
    pub fn read(&self) -> &Reader {
        &self.reader
    }

    /// Everything as it is at this moment, however long the reading takes. Roll it back when done.
    pub async fn snapshot(&self) -> Result<DatabaseTransaction, StoreError> {
        let pool = self.reader.pool();
        Ok(match self.engine {
            Engine::Sqlite => pool.begin().await?,
            Engine::Postgres => {
                pool.begin_with_config(Some(IsolationLevel::RepeatableRead), Some(AccessMode::ReadOnly))
                    .await?
            }
        })
    }

    /// The writing connection, for migrations only.
    pub(crate) fn writer(&self) -> &DatabaseConnection {
        &self.writer
    }

    /// Runs `work` in a transaction and answers after the commit. If it refuses or fails, nothing was written.
    pub async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: for<'t> FnOnce(&'t Tx) -> Pin<Box<dyn Future<Output = Result<T, E>> + Send + 't>> + Send + 'static,
    {
        let Some(door) = &self.door else {
            let tx = self.writer.begin().await.map_err(StoreError::from)?;
            let answer = work(&tx).await?;
            tx.commit().await.map_err(StoreError::from)?;
            return Ok(answer);
        };
        let (tell, told) = oneshot::channel::<Result<T, E>>();
        let piece: Piece = Box::new(move |tx| {
            Box::pin(async move {
                let answer = match tx {
                    Ok(tx) => work(tx).await,
                    Err(failure) => Err(failure.into()),
                };
                let keep = answer.is_ok();
                let reply: Reply = Box::new(move |commit: Result<(), StoreError>| {
                    // The caller may have gone away; the change is kept all the same.
                    let _gone = tell.send(match (answer, commit) {
                        (Ok(_), Err(error)) => Err(error.into()),
                        (answer, _) => answer,
                    });
                });
                (keep, reply)
            })
        });
        door.send(piece).await.map_err(|_| StoreError::Closing)?;
        told.await.map_err(|_| StoreError::Closing)?
    }

    /// Finishes what was handed in and closes the connections.
    pub async fn close(mut self) -> Result<(), StoreError> {
        self.door.take();
        if let Some(task) = self.task.take()
            && let Some(task) = task.lock().await.take()
            && tokio::time::timeout(Duration::from_secs(10), task).await.is_err()
        {
            warn!("the writer still had callers after ten seconds");
        }
        self.reader.close().await?;
        if self.engine == Engine::Postgres {
            self.writer.close().await?;
        }
        Ok(())
    }
}

fn sqlite(url: &str, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options.max_connections(connections).min_connections(1).sqlx_logging(false);
    options.map_sqlx_sqlite_opts(|options| {
        options
            .pragma("journal_mode", "WAL")
            .pragma("synchronous", "FULL")
            .pragma("foreign_keys", "ON")
            .pragma("cache_size", "-8000")
            .pragma("temp_store", "MEMORY")
            // What is overwritten or deleted is zeroed where it stood, such as the key of somebody who was erased.
            .pragma("secure_delete", "FAST")
            .busy_timeout(Duration::from_secs(10))
            .statement_cache_capacity(200)
    });
    options
}

/// The writer: takes what waits, commits it together, answers, and begins again.
async fn keep_writing(conn: DatabaseConnection, mut waiting: mpsc::Receiver<Piece>) {
    while let Some(first) = waiting.recv().await {
        let mut replies = Vec::new();
        let outcome = commit_group(&conn, first, &mut waiting, &mut replies).await;
        match outcome {
            Ok(()) => replies.into_iter().for_each(|reply| reply(Ok(()))),
            Err(failure) => {
                error!(error = %failure, pieces = replies.len(), "a group of writes was not kept");
                for reply in replies {
                    reply(Err(failure.again()));
                }
            }
        }
    }
    if let Err(failure) = conn.close().await {
        error!(error = %failure, "the writer could not close its connection");
    }
}

async fn commit_group(
    conn: &DatabaseConnection,
    first: Piece,
    waiting: &mut mpsc::Receiver<Piece>,
    replies: &mut Vec<Reply>,
) -> Result<(), StoreError> {
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    let tx = match conn.begin_with_options(options).await {
        Ok(tx) => tx,
        Err(failure) => {
            let failure = StoreError::from(failure);
            replies.push(first(Err(failure.again())).await.1);
            return Err(failure);
        }
    };
    let mut next = Some(first);
    while let Some(piece) = next {
        let inner = tx.begin().await?;
        let (keep, reply) = piece(Ok(&inner)).await;
        replies.push(reply);
        if keep {
            inner.commit().await?;
        } else {
            inner.rollback().await?;
        }
        next = if replies.len() < GROUP { waiting.try_recv().ok() } else { None };
    }
    tx.commit().await?;
    Ok(())
}

impl StoreError {
    /// The same failure for another caller of the same group.
    fn again(&self) -> Self {
        let copy = |e: &sea_orm::DbErr| sea_orm::DbErr::Custom(e.to_string());
        match self {
            Self::Full(e) => Self::Full(copy(e)),
            Self::Conflict { word } => Self::Conflict { word },
            Self::Taken(e) | Self::Database(e) => Self::Database(copy(e)),
            Self::Unreadable { what, source } => {
                Self::unreadable(what, std::io::Error::other(source.to_string()))
            }
            Self::Closing => Self::Closing,
        }
    }
}
