//! Where would past requests go by other rules? `fengqiao dispatch try rules.toml --last 10000`

use std::{io::Write, path::PathBuf, process::ExitCode};

use anyhow::Context;
use fengqiao_domain::dispatch::{DispatchRules, Part};
use fengqiao_web::format;
use serde_json::json;

use crate::{
    app::App,
    dispatch::trial::{self, Difference},
};

/// What `dispatch` is told.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Compares a table of routing rules with the one in force on past requests, and lists every request that would go
    /// another way. Nothing is written.
    Try {
        /// The table (TOML), like data/dispatch-rules.toml.
        rules: PathBuf,
        /// On how many requests, the newest first; at most 10000.
        #[arg(long, default_value_t = trial::MOST)]
        last: i64,
        /// One JSON object a line.
        #[arg(long)]
        json: bool,
    },
}

pub(super) async fn run(args: &Args, app: App) -> anyhow::Result<ExitCode> {
    let What::Try { rules, last, json } = &args.what;
    let text =
        std::fs::read_to_string(rules).with_context(|| format!("could not read {}", rules.display()))?;
    let rules = DispatchRules::load(&text).with_context(|| format!("in {}", rules.display()))?;
    let trial = trial::run(&app, &rules, *last, None).await?;
    let conn = app.store.read();
    let network = app.directory.network(conn).await?;
    let code = |id| network.by_id(id).map_or_else(|| "-".to_owned(), |body| body.code.clone());
    let ways = |ways: &[(Part, fengqiao_base::BodyId, String)]| -> Vec<String> {
        ways.iter().map(|(part, body, rule)| format!("{} {} ({rule})", part.code(), code(*body))).collect()
    };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for one in &trial.differences {
        let Difference { number, dispute_type, community, at, before, after } = one;
        let (before, after) = (ways(before), ways(after));
        let kind = dispute_type.as_deref().unwrap_or("-");
        if *json {
            let line = json!({
                "number": number, "type": dispute_type, "community": community,
                "at": format::iso_moment(*at), "before": before, "after": after,
            });
            writeln!(out, "{line}")?;
        } else {
            writeln!(out, "{number} {kind} {community}: {} -> {}", before.join(", "), after.join(", "))?;
        }
    }
    if !*json {
        writeln!(out, "{} tried, {} would go another way", trial.tried, trial.differences.len())?;
        for (body, before, after) in &trial.loads {
            writeln!(out, "{}: {before} -> {after}", code(*body))?;
        }
    }
    out.flush()?;
    drop(out);
    app.close().await?;
    Ok(ExitCode::SUCCESS)
}
