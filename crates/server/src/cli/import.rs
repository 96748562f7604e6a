//! How do the records of another system get in from the command line?

use std::{path::PathBuf, process::ExitCode, time::Instant};

use anyhow::Context;
use fengqiao_store::{checkpoint, dialect};

use crate::{
    app::App,
    exchange::{
        Kind,
        import::{self, Order, Progress, Summary},
    },
};

/// What is imported.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// What the table holds.
    what: Kind,
    /// A table: CSV in UTF-8, UTF-16 or GB18030, with a heading row.
    file: PathBuf,
    /// Try everything and keep nothing.
    #[arg(long)]
    dry_run: bool,
    /// Where the refused records are told, with line, column and reason.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// The summary as JSON.
    #[arg(long)]
    json: bool,
}

/// Some records were refused.
const REFUSED: u8 = 2;

/// Imports the table, shows how far it is, and sums up. The exit code is 2 when records were refused.
pub(super) async fn run(args: &Args, app: App) -> anyhow::Result<ExitCode> {
    let order = Order {
        file: args.file.clone(),
        kind: args.what,
        dry_run: args.dry_run,
        report: args.report.clone(),
    };
    let begun = Instant::now();
    let shown = std::cell::Cell::new(0);
    let tell = |progress: Progress| {
        let seconds = begun.elapsed().as_secs();
        if seconds >= shown.get() + 2 {
            shown.set(seconds);
            eprintln!("fengqiao: {}", told(progress, seconds));
        }
    };
    let summary = import::run(&app, &order, tell).await?;
    if summary.kept > 0 && !args.dry_run {
        let sealed = checkpoint::seal(&app.store, app.keys.signing(), app.clock.now()).await;
        sealed.context("could not seal the journal of what was imported")?;
    }
    app.store.write(|tx| Box::pin(async move { dialect::count_anew(tx).await })).await?;
    app.close().await?;
    let seconds = begun.elapsed().as_secs_f64();
    if args.json {
        println!("{}", serde_json::to_string(&summary)?);
    } else {
        print!("{}", summed_up(&summary, args.dry_run, seconds));
    }
    Ok(if summary.refused > 0 { ExitCode::from(REFUSED) } else { ExitCode::SUCCESS })
}

fn told(progress: Progress, seconds: u64) -> String {
    let Progress { records, refused, bytes, size } = progress;
    let percent = bytes * 100 / size.max(1);
    let rate = records / seconds.max(1);
    format!("{records} records ({percent}% of the file), {refused} refused, {rate} a second")
}

fn summed_up(summary: &Summary, is_dry: bool, seconds: f64) -> String {
    let Summary { encoding, read, kept, there, refused, remarked, unknown, left_out } = summary;
    let verb = if is_dry { "would be kept" } else { "kept" };
    let mut text = format!(
        "{read} records read ({encoding}) in {seconds:.1} s\n{kept} {verb}, {there} there already, {refused} refused, \
         {remarked} with a remark\n"
    );
    if !unknown.is_empty() {
        text.extend(["columns that say nothing here: ", &unknown.join(", "), "\n"]);
    }
    if !left_out.is_empty() {
        text.extend(["columns left out because they sort people: ", &left_out.join(", "), "\n"]);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_says_how_far_and_how_fast() {
        let progress = Progress { records: 5000, refused: 3, bytes: 50, size: 200 };
        assert_eq!(told(progress, 4), "5000 records (25% of the file), 3 refused, 1250 a second");
    }
}
