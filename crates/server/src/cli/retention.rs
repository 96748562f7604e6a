//! Are the terms reckoned by the rules as they are now? `fengqiao retention recompute`

use std::{io::Write, process::ExitCode};

use serde_json::json;

use super::Answer;
use crate::{app::App, retention::watch};

/// What `retention` is told.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
    #[command(flatten)]
    answer: Answer,
}

#[derive(Debug, Clone, Copy, clap::Subcommand)]
enum What {
    /// Reckons every term that nobody decided on anew, and proposes what is over. A server does so by itself when the
    /// rules were changed. Cut off, it goes on when it is run again, or when a server looks next.
    Recompute,
}

pub(super) async fn run(args: &Args, app: App) -> anyhow::Result<ExitCode> {
    let What::Recompute = args.what;
    let reckoned = watch::recompute(&app.store).await?;
    let rules = &app.reference.retention;
    let proposed = watch::reconcile(&app.store, &app.vault, rules, app.clock.now()).await?;
    app.close().await?;
    let mut out = std::io::stdout().lock();
    if args.answer.json {
        writeln!(out, "{}", json!({ "reckoned": reckoned, "proposed": proposed }))?;
    } else {
        writeln!(out, "{reckoned} terms reckoned anew, {proposed} proposed")?;
    }
    Ok(ExitCode::SUCCESS)
}
