//! On which days of a year do offices work, and how does the next year come in?
//!
//! `fengqiao calendar 2026` shows a year as the program and its settings have it; `fengqiao calendar import FILE` takes
//! one in for every server of the database.

use std::{io::Write, path::PathBuf, process::ExitCode};

use anyhow::Context;
use fengqiao_base::{Actor, Certainty, calendar::DayKind};
use fengqiao_web::format;
use serde_json::json;

use super::Answer;
use crate::{
    app::App,
    config::Config,
    deadline::calendar::{self, Asked, Look, store},
    reference,
};

/// What `calendar` is told.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Args {
    /// Which year.
    year: Option<i32>,
    #[command(subcommand)]
    what: Option<What>,
    #[command(flatten)]
    answer: Answer,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Looks at a table of arranged days (`date,name,is_workday,status`) and says which open last days it would move; with
    /// --confirm puts it into force for every server of this database.
    Import(Import),
}

#[derive(Debug, clap::Args)]
pub(super) struct Import {
    /// The table.
    file: PathBuf,
    /// Puts it into force.
    #[arg(long)]
    confirm: bool,
    #[command(flatten)]
    answer: Answer,
}

impl Args {
    /// What is to be imported, if something is.
    pub(super) fn import(&self) -> Option<&Import> {
        self.what.as_ref().map(|What::Import(import)| import)
    }
}

/// Imports a table: every wrong line is told, and nothing is changed without --confirm.
pub(super) async fn import(args: &Import, app: App) -> anyhow::Result<ExitCode> {
    let text = std::fs::read_to_string(&args.file)
        .with_context(|| format!("could not read {}", args.file.display()))?;
    let look = match calendar::look(&app, &text).await? {
        Asked::Good(look) => look,
        Asked::Refused(refusal) => return Err(args.answer.refused(&refusal)),
        Asked::Faults(faults) => {
            for fault in &faults {
                eprintln!(
                    "{}:{}: {}",
                    args.file.display(),
                    fault.line,
                    args.answer.lang().refusal(&fault.why)
                );
            }
            return Ok(ExitCode::FAILURE);
        }
    };
    let Look { text, name, seen, preview } = look;
    let count = preview.count;
    let mut version = None;
    if args.confirm {
        let (by, at) = (Actor::System, app.clock.now());
        let new = store::New { name: name.clone(), text, seen, by, at, from: None };
        let put = app.store.write(move |tx| Box::pin(async move { store::put(tx, &new).await }));
        version = Some(put.await.context("another calendar came into force just now")?);
    }
    app.close().await?;
    let mut out = std::io::stdout().lock();
    if args.answer.json {
        let told = json!({ "calendar": name, "version": version, "moves": count, "whole": preview.is_whole });
        writeln!(out, "{told}")?;
    } else {
        match version {
            Some(version) => {
                writeln!(out, "{name} is in force as version {version}; {count} last days move")?;
            }
            None => {
                writeln!(out, "{name} would move {count} last days; --confirm puts it into force")?;
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

pub(super) fn run(args: &Args, config: &Config) -> anyhow::Result<()> {
    let calendar = reference::reckoning(&config.deadlines)?.calendar;
    let year = args.year.context("say which year: fengqiao calendar 2026")?;
    let days = calendar.year(year).map_err(|refusal| args.answer.refused(&refusal))?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    if args.answer.json {
        let days: Vec<_> = days
            .iter()
            .map(|day| {
                json!({
                    "date": format::iso_day(day.day),
                    "workday": day.kind.is_workday(),
                    "kind": day.kind,
                    "name": day.holiday,
                    "certainty": day.certainty,
                })
            })
            .collect();
        let year = json!({ "year": year, "calendar": calendar.version(), "days": days });
        writeln!(out, "{year}")?;
    } else {
        for day in &days {
            writeln!(
                out,
                "{} {} workday={} {} {}",
                format::iso_day(day.day),
                &day.day.weekday().to_string()[..3],
                if day.kind.is_workday() { "yes" } else { "no" },
                day.holiday.unwrap_or(match day.kind {
                    DayKind::Weekend => "weekend",
                    DayKind::Weekday | DayKind::Holiday | DayKind::MakeUp => "-",
                }),
                match day.certainty {
                    Certainty::Official => "official",
                    Certainty::Provisional => "provisional",
                },
            )?;
        }
    }
    out.flush()?;
    Ok(())
}
