//! Which schema does this version need, and how does an older database get there?
//!
//! A migration is a pair of SQL files with one number and one name, one for each engine. A test makes both and
//! compares tables and columns. Migrations only add.

use sea_orm::{ConnectionTrait, DbErr};
use sea_orm_migration::{MigrationName, MigrationTrait, MigratorTrait, SchemaManager, async_trait};

use crate::{Engine, Store, StoreError};

/// One step of the schema.
pub struct Pair {
    name: &'static str,
    sqlite: &'static str,
    postgres: &'static str,
}

macro_rules! pair {
    ($name:literal) => {
        Pair {
            name: $name,
            sqlite: include_str!(concat!("../migrations/", $name, ".sqlite.sql")),
            postgres: include_str!(concat!("../migrations/", $name, ".postgres.sql")),
        }
    };
}

/// Every step, oldest first.
pub const PAIRS: [Pair; 20] = [
    pair!("0001_main_job"),
    pair!("0002_intake"),
    pair!("0003_desk"),
    pair!("0004_notices"),
    pair!("0005_report"),
    pair!("0006_exchange"),
    pair!("0007_reopenings"),
    pair!("0008_posts"),
    pair!("0009_sign_in"),
    pair!("0010_subject_keys"),
    pair!("0011_identity"),
    pair!("0012_retention"),
    pair!("0013_sharing"),
    pair!("0014_calendars"),
    pair!("0015_whistles"),
    pair!("0016_dispatch"),
    pair!("0017_owned_cases"),
    pair!("0018_linked"),
    pair!("0019_account_notices"),
    pair!("0020_handovers"),
];

impl MigrationName for Pair {
    fn name(&self) -> &str {
        self.name
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Pair {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let conn = manager.get_connection();
        let text = match Engine::of(conn) {
            Engine::Sqlite => self.sqlite,
            Engine::Postgres => self.postgres,
        };
        conn.execute_unprepared(text).await.map(|_| ())
    }
}

struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        PAIRS.into_iter().map(|pair| Box::new(pair) as Box<dyn MigrationTrait>).collect()
    }
}

/// Brings the schema up to this version. Running it again changes nothing.
pub async fn migrate(store: &Store) -> Result<(), StoreError> {
    Ok(Migrator::up(store.writer(), None).await?)
}

/// Writes the database anew, so that nothing is left in it of what rows held before. It takes as long as copying it, and
/// nobody can read on PostgreSQL meanwhile.
pub async fn write_anew(store: &Store) -> Result<(), StoreError> {
    let steps: &[&str] = match store.engine() {
        Engine::Sqlite => {
            &["INSERT INTO words (words) VALUES ('optimize')", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"]
        }
        Engine::Postgres => &["VACUUM FULL"],
    };
    for step in steps {
        store.writer().execute_unprepared(step).await?;
    }
    Ok(())
}

/// How many steps are still missing (0: ready to serve).
pub async fn missing_steps(store: &Store) -> Result<usize, StoreError> {
    Ok(Migrator::get_pending_migrations(store.writer()).await?.len())
}
