//! What has been kept long enough? Messages, counted attempts, remembered answers, files of forms that were never sent.
//!
//! A reconciler: it takes no input, looks at what is there, and does no harm when it runs twice.

use std::{future::Future, time::Duration as Rest};

use fengqiao_base::{Moment, local_day};
use fengqiao_domain::retention::Kept;
use time::Duration;
use tracing::{error, info};

use crate::{app::App, attempts, centre, notify, once};

/// How long it rests between two looks.
const REST: Rest = Rest::from_mins(30);
/// Throws away what has been kept long enough, and says how much that was.
pub async fn reconcile(app: &App) -> anyhow::Result<u64> {
    let now = app.clock.now();
    // A term that a rule does not give is never over.
    let before = |kept| {
        let days = app.reference.retention.days(kept, local_day(now)).map_or(i64::from(u32::MAX), i64::from);
        now.checked_sub(Duration::days(days)).unwrap_or(Moment::UNIX_EPOCH)
    };
    let rows = notify::forget(app, before(Kept::Messages)).await?
        + notify::list::forget(app, before(Kept::Notices)).await?
        + centre::handover::forget(app, before(Kept::Handovers)).await?
        + attempts::forget(app, now).await?
        + once::forget(app, before(Kept::Answers)).await?;
    let files = app.files.clear_away(before(Kept::UnsentFiles)).await?;
    Ok(rows + u64::try_from(files).unwrap_or(0))
}

/// Looks twice an hour until `stopped` resolves.
pub async fn keep(app: App, stopped: impl Future<Output = ()>) {
    tokio::pin!(stopped);
    loop {
        match reconcile(&app).await {
            Ok(0) => {}
            Ok(gone) => info!(gone, "threw away what was kept long enough"),
            Err(failure) => {
                error!(error = %format!("{failure:#}"), "could not throw away what was kept long enough");
            }
        }
        tokio::select! {
            () = &mut stopped => break,
            () = tokio::time::sleep(REST) => {}
        }
    }
}
