//! On which days of a year do offices work? `fengqiao calendar 2026`

use std::io::Write;

use fengqiao_base::{Certainty, calendar::DayKind};
use fengqiao_web::format;
use serde_json::json;

use super::Answer;
use crate::{config::Config, reference};

/// What `calendar` is told.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Which year.
    year: i32,
    #[command(flatten)]
    answer: Answer,
}

pub(super) fn run(args: &Args, config: &Config) -> anyhow::Result<()> {
    let calendar = reference::reckoning(&config.deadlines)?.calendar;
    let days = calendar.year(args.year).map_err(|refusal| args.answer.refused(&refusal))?;
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
        let year = json!({ "year": args.year, "calendar": calendar.version(), "days": days });
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
