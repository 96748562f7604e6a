//! How does a change happen once, however often it is sent?

use std::{future::Future, pin::Pin};

use fengqiao_base::Moment;
use fengqiao_store::{StoreError, Tx, sql, time::to_micros, values};
use fengqiao_web::problem::Problem;
use sha2::{Digest, Sha256};

use crate::{app::App, viewer::Viewer};

/// What a fault of the store is to the one who asked.
pub fn stored(error: StoreError) -> Problem {
    match error {
        StoreError::Conflict { .. } => Problem::Conflict,
        StoreError::Full(_) => {
            Problem::fault(error);
            Problem::Full
        }
        StoreError::Taken(_)
        | StoreError::Database(_)
        | StoreError::Unreadable { .. }
        | StoreError::Closing => Problem::fault(error),
    }
}

/// The answer that was given to this key before, if there was one. Forms ask before they decide: what was done cannot
/// be done again, and must not be refused for that.
pub async fn answered(app: &App, viewer: &Viewer, key: &str) -> Result<Option<String>, Problem> {
    if key.is_empty() {
        return Ok(None);
    }
    let text = "SELECT answer FROM idempotency WHERE key = $1";
    let key = scoped(viewer, key);
    let answer: Option<String> =
        sql::value(app.store.read(), text, values![key.as_str()]).await.map_err(stored)?;
    answer.map(|answer| app.vault.answer(&key, &answer)).transpose().map_err(stored)
}

/// The key belongs to whoever sent the form from this browser to this address.
fn scoped(viewer: &Viewer, key: &str) -> String {
    let scope = Sha256::new()
        .chain_update(viewer.csrf.as_bytes())
        .chain_update(viewer.path.as_bytes())
        .chain_update(key.as_bytes())
        .finalize();
    hex::encode(scope)
}

/// Runs `work` in one transaction with the memory of its answer. If the same `key` comes again (a double click, a
/// retry after a cut line), the first answer is given and nothing is done. An empty key is not remembered.
pub async fn once<F>(app: &App, viewer: &Viewer, key: &str, work: F) -> Result<String, Problem>
where
    F: for<'t> FnOnce(&'t Tx) -> Pin<Box<dyn Future<Output = Result<String, StoreError>> + Send + 't>>
        + Send
        + 'static,
{
    if key.is_empty() {
        return app.store.write(work).await.map_err(stored);
    }
    let key = scoped(viewer, key);
    let (now, vault) = (viewer.now, app.vault.clone());
    app.store
        .write(move |tx| {
            Box::pin(async move {
                let text =
                    "INSERT INTO idempotency (key, answer, at) VALUES ($1, '', $2) ON CONFLICT DO NOTHING";
                if sql::run(tx, text, values![key.as_str(), to_micros(now)]).await? == 0 {
                    let text = "SELECT answer FROM idempotency WHERE key = $1";
                    let answer: Option<String> = sql::value(tx, text, values![key.as_str()]).await?;
                    return vault.answer(&key, answer.as_deref().unwrap_or_default());
                }
                let answer = work(tx).await?;
                let text = "UPDATE idempotency SET answer = $2 WHERE key = $1";
                let sealed = vault.seal_answer(&key, &answer);
                sql::run(tx, text, values![key, sealed]).await?;
                Ok(answer)
            })
        })
        .await
        .map_err(stored)
}

/// Forgets answers from before a moment, for which nobody can still be waiting.
pub async fn forget(app: &App, before: Moment) -> Result<u64, StoreError> {
    let before = to_micros(before);
    app.store
        .write(move |tx| {
            Box::pin(
                async move { sql::run(tx, "DELETE FROM idempotency WHERE at < $1", values![before]).await },
            )
        })
        .await
}
