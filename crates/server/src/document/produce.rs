//! How does an order become a document?

use std::sync::Arc;

use fengqiao_base::local_day;
use fengqiao_domain::{centre::Network, codes};
use fengqiao_jobs::Failure;
use fengqiao_paper::{PressError, Printed};
use fengqiao_store::StoreError;
use fengqiao_web::lang::Lang;
use serde_json::Value;
use tracing::{info, warn};
use uuid::Uuid;

use super::{
    fill::{Source, fill},
    order::Order,
    store::{self, Keeping},
};
use crate::{
    app::App,
    case::{self, load::Loaded},
    centre,
    directory::Names,
    files::FileError,
};

/// Why a document was not produced. No text of the form is in it.
#[derive(Debug, thiserror::Error)]
pub enum ProduceError {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The press could not print it.
    #[error(transparent)]
    Press(#[from] PressError),
    /// The file could not be kept.
    #[error(transparent)]
    File(#[from] FileError),
    /// The thread that prints was lost.
    #[error("the press stopped in the middle of a form")]
    Stopped(#[from] tokio::task::JoinError),
}

/// Everything beside the case that a form is filled from.
pub struct Desk {
    /// Names of accounts and bodies.
    pub names: Arc<Names>,
    /// Bodies with their addresses.
    pub network: Network,
}

impl Desk {
    /// Reads it.
    pub async fn of(app: &App) -> Result<Self, StoreError> {
        let names = app.directory.names(app.store.read()).await?;
        let network = centre::store::network(app.store.read()).await?;
        Ok(Self { names, network })
    }

    /// What the forms of `loaded` are filled from.
    pub fn source<'a>(
        &'a self,
        app: &'a App,
        loaded: &'a Loaded,
        by: Option<fengqiao_base::Actor>,
    ) -> Source<'a> {
        Source {
            loaded,
            names: &self.names,
            network: &self.network,
            district: &app.config.district,
            today: app.clock.today(),
            by,
        }
    }
}

/// The job: produces what the order asks for, unless that is done already.
///
/// # Errors
/// Whatever went wrong; the order stays in the queue then.
pub async fn run(app: App, payload: String) -> Result<(), Failure> {
    let order: Order = serde_json::from_str(&payload)?;
    let Some(loaded) = case::whole::find(app.store.read(), &app.vault, order.case).await? else {
        return Err("there is no case under the number of the order".into());
    };
    let desk = Desk::of(&app).await?;
    if produce(&app, &desk, &loaded, &order).await?.is_none() {
        warn!(case.number = %loaded.case().number, form = order.form.code(), "the case has nothing to put on a form any more");
    }
    Ok(())
}

/// Produces a document and gives its id; the one that was produced before, if there is one. `None` when the case has
/// nothing to put on the form.
pub async fn produce(
    app: &App,
    desk: &Desk,
    loaded: &Loaded,
    order: &Order,
) -> Result<Option<Uuid>, ProduceError> {
    let id = order.document(&loaded.people);
    if store::find(app.store.read(), order.case, id).await?.is_some() {
        return Ok(Some(id));
    }
    let Some(values) = fill(&desk.source(app, loaded, Some(order.by)), order.form, order.about) else {
        return Ok(None);
    };
    let printed = print(app, order.form.code(), values, local_day(order.at)).await?;
    let digest = app.files.keep(printed.pdf.into()).await?;
    let keeping = Keeping {
        id,
        case: order.case,
        form: order.form.code(),
        about: order.about,
        version: order.version,
        title: Lang::ZhCn.t(&codes::key("form", order.form.code())),
        pages: printed.pages,
        digest,
        missing: printed.missing.iter().collect(),
        at: order.at,
        by: order.by,
    };
    let vault = app.vault.clone();
    app.store.write(move |tx| Box::pin(async move { store::keep(tx, &vault, keeping).await })).await?;
    info!(case.number = %loaded.case().number, form = order.form.code(), "a document was produced");
    Ok(Some(id))
}

/// Prints a form where it keeps nobody waiting.
async fn print(
    app: &App,
    form: &'static str,
    values: Value,
    on: fengqiao_base::Day,
) -> Result<Printed, ProduceError> {
    let app = app.clone();
    Ok(tokio::task::spawn_blocking(move || app.press.print(form, &values, on)).await??)
}
