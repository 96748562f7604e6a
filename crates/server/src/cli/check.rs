//! Are these numbers written as their standards ask? `fengqiao check id-number < numbers.txt`
//!
//! One line in, one line out: `valid`, or `invalid: <reason>`. The number itself is never repeated: it may be personal.

use std::{
    io::{BufRead, Write},
    process::ExitCode,
};

use clap::ValueEnum;
use fengqiao_base::{
    Clock, Day, SystemClock,
    codes::{CodeFault, CreditCode, Division, IdNumber},
};
use serde_json::json;

use super::Answer;

/// What `check` is told.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// What kind of number.
    kind: Kind,
    #[command(flatten)]
    answer: Answer,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Kind {
    /// Citizen identity number (GB 11643), 18 characters.
    IdNumber,
    /// Unified social credit code (GB 32100), 18 characters.
    CreditCode,
    /// Statistical division code, 12 digits.
    Division,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let today = SystemClock.today();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let answer = check(args.kind, &line?, today);
        writeln!(out, "{}", if args.answer.json { as_json(&answer) } else { as_text(&answer) })?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// The level, where the number names one.
fn check(kind: Kind, text: &str, today: Day) -> Result<Option<&'static str>, CodeFault> {
    match kind {
        Kind::IdNumber => IdNumber::parse_by(text, today).map(|_| None),
        Kind::CreditCode => CreditCode::parse(text).map(|_| None),
        Kind::Division => Division::parse(text).map(|division| Some(division.level().code())),
    }
}

fn as_text(answer: &Result<Option<&'static str>, CodeFault>) -> String {
    match answer {
        Ok(_) => "valid".to_owned(),
        Err(fault) => format!("invalid: {fault}"),
    }
}

fn as_json(answer: &Result<Option<&'static str>, CodeFault>) -> String {
    match answer {
        Ok(Some(level)) => json!({ "valid": true, "level": level }),
        Ok(None) => json!({ "valid": true }),
        Err(fault @ CodeFault::WrongLength { expected, found }) => {
            json!({ "valid": false, "reason": fault.reason(), "expected": expected, "found": found })
        }
        Err(fault @ CodeFault::WrongCharacter { place }) => {
            json!({ "valid": false, "reason": fault.reason(), "place": place })
        }
        Err(fault) => json!({ "valid": false, "reason": fault.reason() }),
    }
    .to_string()
}
