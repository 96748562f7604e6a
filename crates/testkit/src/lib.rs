//! Databases for tests: a real SQLite file, a real PostgreSQL database, each its own.

pub mod html;

use std::env;

use fengqiao_base::{Clock, Moment};
use fengqiao_store::{Store, StoreConfig, migrate::migrate};
use sea_orm::{ConnectionTrait, Database};
use tempfile::TempDir;
use time::macros::datetime;

/// A database of one test, with the schema of this version.
pub struct TestDatabase {
    /// Where it is.
    pub url: String,
    /// A folder for files and keys, removed at the end.
    pub folder: TempDir,
}

impl TestDatabase {
    /// An empty SQLite file.
    pub fn sqlite() -> Self {
        let folder = TempDir::new().expect("a temporary folder can be made");
        let url = format!("sqlite://{}?mode=rwc", folder.path().join("test.db").display());
        Self { url, folder }
    }

    /// An empty database on the server named by `TEST_POSTGRES_URL`, or none if no server is named.
    pub async fn postgres() -> Option<Self> {
        let server = env::var("TEST_POSTGRES_URL").ok()?;
        let name = format!("t_{}", uuid::Uuid::from_bytes(chance()).simple());
        let admin = Database::connect(&server).await.expect("TEST_POSTGRES_URL names a running server");
        admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await.expect("a database can be made");
        admin.close().await.expect("the connection closes");
        let (base, _) = server.rsplit_once('/').expect("the address names a database");
        Some(Self {
            url: format!("{base}/{name}"),
            folder: TempDir::new().expect("a temporary folder can be made"),
        })
    }

    /// One database on each engine there is. `REQUIRE_POSTGRES` makes a missing PostgreSQL a failure.
    pub async fn each() -> Vec<Self> {
        let mut all = vec![Self::sqlite()];
        match Self::postgres().await {
            Some(database) => all.push(database),
            None => assert!(
                env::var_os("REQUIRE_POSTGRES").is_none(),
                "TEST_POSTGRES_URL must name a PostgreSQL server"
            ),
        }
        all
    }

    /// Opens the store with the schema of this version.
    pub async fn store(&self) -> Store {
        let config = StoreConfig { url: self.url.clone(), connections: 4 };
        let store = Store::open(&config).await.expect("the test database opens");
        migrate(&store).await.expect("the schema can be made");
        store
    }
}

/// The day on which tests take place unless they say otherwise: Tuesday, 2026-11-24, 10:00 in China.
pub const TUESDAY: Moment = datetime!(2026-11-24 02:00 UTC);

/// Chance for the names of throw-away databases: from the clock and the process, for no test depends on it.
fn chance() -> [u8; 16] {
    use std::sync::atomic::{AtomicU64, Ordering};
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let nanos = fengqiao_base::SystemClock.now().unix_timestamp_nanos();
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let mixed = (nanos << 32) ^ i128::from(std::process::id()) ^ (i128::from(count) << 96);
    mixed.to_be_bytes()
}
