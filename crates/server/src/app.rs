//! What does every handler have at hand?

use std::{path::Path, sync::Arc};

use anyhow::Context;
use axum::extract::FromRef;
use fengqiao_base::{Clock, Ids};
use fengqiao_paper::Press;
use fengqiao_store::{Store, StoreConfig};

use crate::{
    account::recent::Recent,
    board::live::Hub,
    config::Config,
    deadline::calendar,
    directory::Directory,
    files::Files,
    keys::Keys,
    limits::Limits,
    metrics::Metrics,
    notify::Unread,
    reference::Reference,
    report,
    vault::{self, Vault, reseal},
};

/// The application: the store, the clock, the reference data. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

/// What an [`App`] holds.
pub struct Inner {
    /// Settings.
    pub config: Config,
    /// The database.
    pub store: Store,
    /// The source of time.
    pub clock: Arc<dyn Clock>,
    /// The source of ids and chance.
    pub ids: Ids,
    /// Keys for receipts and seals.
    pub keys: Keys,
    /// What seals and opens what people told.
    pub vault: Vault,
    /// Attached and produced files.
    pub files: Files,
    /// Prints documents; it reads its fonts when the first one is printed.
    pub press: Press,
    /// Names of accounts and bodies.
    pub directory: Directory,
    /// Who asked just now.
    pub sessions: Recent,
    /// How many notices wait for those who asked just now.
    pub unread: Unread,
    /// What those who keep the platform running measure.
    pub metrics: Metrics,
    /// Who may still ask how often.
    pub limits: Limits,
    /// The boards that are open at this server.
    pub board: Hub,
    /// Divisions, calendar, types, rules: what is shipped with the program.
    pub reference: &'static Reference,
}

impl std::ops::Deref for App {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl App {
    /// Opens the database and the folder of files; brings the schema up to this version.
    pub async fn open(config: Config, clock: Arc<dyn Clock>, ids: Ids) -> anyhow::Result<Self> {
        std::fs::create_dir_all(&config.data)
            .with_context(|| format!("could not make the data folder {}", config.data.display()))?;
        let keys = Keys::open(&config.data.join("keys"), vault::suite(&config)?, &ids)?;
        let store = Store::open(&StoreConfig::new(&config.database_url))
            .await
            .context("could not open the database named by DATABASE_URL")?;
        fengqiao_store::migrate::migrate(&store).await.context("could not bring the schema up to date")?;
        let vault = Vault::open(&config, &store, clock.clone()).await?;
        let files = Files::open(&config.data.join("files"), vault.clone())?;
        reseal::follow(&store, &vault, &files, clock.now())
            .await
            .context("could not seal what was kept by an older version")?;
        report::rebuild::follow_definitions(&store, &vault)
            .await
            .context("could not make the figures anew by the definitions of this version")?;
        let press = Press::new(config.paper.press());
        let reference = Reference::with(&config)?;
        let limits = Limits::new(keys.derived("limits"));
        let app = Self(Arc::new(Inner {
            config,
            store,
            clock,
            ids,
            keys,
            vault,
            files,
            press,
            directory: Directory::default(),
            sessions: Recent::default(),
            unread: Unread::default(),
            metrics: Metrics::default(),
            limits,
            board: Hub::default(),
            reference,
        }));
        calendar::store::begin(&app).await.context("could not take up the calendar in force")?;
        Ok(app)
    }

    /// Finishes what was handed in and lets go of the database. Whoever holds a copy makes it wait.
    pub async fn close(self) -> Result<(), fengqiao_store::StoreError> {
        let store = self.store.clone();
        drop(self);
        store.close().await
    }

    /// The folder of files and keys.
    pub fn data(&self) -> &Path {
        &self.config.data
    }
}

impl FromRef<App> for () {
    fn from_ref(_: &App) -> Self {}
}
