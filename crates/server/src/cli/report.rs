//! Are the figures of the statistics what the cases say? `fengqiao report check`, `fengqiao report rebuild`

use std::{io::Write, process::ExitCode};

use serde_json::json;

use super::Answer;
use crate::{
    app::App,
    report::rebuild::{self, Difference, Findings},
};

/// What `report` is told.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
    #[command(flatten)]
    answer: Answer,
}

#[derive(Debug, Clone, Copy, clap::Subcommand)]
enum What {
    /// Compares the figures with the cases and changes nothing; exit code 1 if they differ.
    Check,
    /// Makes the columns of every case and all figures anew from the files of the cases.
    Rebuild,
}

/// So many differences are told one by one.
const TOLD: usize = 20;

pub(super) async fn run(args: &Args, app: App) -> anyhow::Result<ExitCode> {
    let corrects = match args.what {
        What::Check => false,
        What::Rebuild => true,
    };
    let found = rebuild::run(&app.store, &app.vault, corrects).await?;
    app.close().await?;
    let mut out = std::io::stdout().lock();
    if args.answer.json {
        writeln!(out, "{}", as_json(&found, corrects))?;
    } else {
        tell(&mut out, &found, corrects)?;
    }
    out.flush()?;
    Ok(if corrects || found.is_clean() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn tell(out: &mut impl Write, found: &Findings, corrected: bool) -> std::io::Result<()> {
    let what = if corrected { "corrected" } else { "differ" };
    writeln!(out, "{} cases looked at", found.cases)?;
    writeln!(out, "columns of {} cases {what}", found.columns.len())?;
    for number in found.columns.iter().take(TOLD) {
        writeln!(out, "  {number}")?;
    }
    writeln!(out, "{} figures {what}", found.counters.len())?;
    for Difference { key, kept, counted } in found.counters.iter().take(TOLD) {
        let month = if key.month.is_empty() { "open" } else { key.month.as_str() };
        let (street, body, figure) = (&key.street, key.body, key.figure);
        writeln!(out, "  {month} {street} {body} {figure}: kept {kept}, counted {counted}")?;
    }
    Ok(())
}

fn as_json(found: &Findings, corrected: bool) -> serde_json::Value {
    let counters: Vec<_> = found
        .counters
        .iter()
        .map(|one| {
            json!({
                "month": one.key.month,
                "street": one.key.street,
                "body": one.key.body,
                "ordinary": one.key.is_ordinary,
                "figure": one.key.figure,
                "kept": one.kept,
                "counted": one.counted,
            })
        })
        .collect();
    json!({ "cases": found.cases, "corrected": corrected, "columns": found.columns, "figures": counters })
}
