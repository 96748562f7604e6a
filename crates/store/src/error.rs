//! What can go wrong between a change and the disk?

use sea_orm::{DbErr, RuntimeErr};

/// A fault of the store. A lost race is not a fault of the machine, but no change was kept either.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Somebody changed the same thing first. Nothing was written.
    #[error("the {word} has moved on since it was read")]
    Conflict {
        /// Which kind of thing.
        word: &'static str,
    },
    /// A unique name is taken already (a number, a login, an idempotency key).
    #[error("a unique value is taken")]
    Taken(#[source] DbErr),
    /// The disk is full. Nothing was written.
    #[error("no room left on the disk of the database")]
    Full(#[source] DbErr),
    /// The database refused or could not be reached.
    #[error("the database failed")]
    Database(#[source] DbErr),
    /// What was stored cannot be read as what it should be.
    #[error("could not read stored {what}")]
    Unreadable {
        /// Which stored thing.
        what: &'static str,
        /// Why.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The writer has stopped because the program is ending.
    #[error("the store is closing")]
    Closing,
}

impl StoreError {
    /// What was stored as `what` could not be read because of `source`.
    pub fn unreadable(what: &'static str, source: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self::Unreadable { what, source: Box::new(source) }
    }
}

/// SQLite's extended codes of a full disk (13 SQLITE_FULL; 778 and 1034: a write or sync that failed).
const SQLITE_NO_ROOM: [&str; 3] = ["13", "778", "1034"];
/// PostgreSQL: 53100 disk_full.
const POSTGRES_NO_ROOM: &str = "53100";
/// Unique violation: SQLite 1555 (primary key), 2067 (unique); PostgreSQL 23505.
const TAKEN: [&str; 3] = ["1555", "2067", "23505"];

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        let code = match &error {
            DbErr::Exec(RuntimeErr::SqlxError(e)) | DbErr::Query(RuntimeErr::SqlxError(e)) => e
                .as_database_error()
                .and_then(sea_orm::sqlx::error::DatabaseError::code)
                .map(|code| code.to_string()),
            _ => None,
        };
        match code.as_deref() {
            Some(code) if SQLITE_NO_ROOM.contains(&code) || code == POSTGRES_NO_ROOM => Self::Full(error),
            Some(code) if TAKEN.contains(&code) => Self::Taken(error),
            _ => Self::Database(error),
        }
    }
}
