//! When is the journal sealed? Every hour in which something was written.

use std::{future::Future, time::Duration};

use fengqiao_base::Moment;
use fengqiao_store::{Store, StoreError, checkpoint};
use tracing::{error, info};

use crate::{app::App, keys::Keys};

/// How long it rests between two seals.
const REST: Duration = Duration::from_hours(1);

/// Seals what was written since the last seal; of several that do it at once, one does.
pub(super) async fn seal(store: &Store, keys: &Keys, now: Moment) -> Result<(), StoreError> {
    match checkpoint::seal(store, keys.signing(), now).await {
        Ok(Some(seal)) => info!(number = seal.number, entries = seal.entries, "sealed the journal"),
        Ok(None) | Err(StoreError::Taken(_)) => {}
        Err(failure) => return Err(failure),
    }
    Ok(())
}

/// Seals once an hour until `stopped` resolves.
pub async fn keep(app: App, stopped: impl Future<Output = ()>) {
    tokio::pin!(stopped);
    loop {
        tokio::select! {
            () = &mut stopped => break,
            () = tokio::time::sleep(REST) => {}
        }
        if let Err(failure) = seal(&app.store, &app.keys, app.clock.now()).await {
            error!(error = %failure, "could not seal the journal");
        }
    }
}
