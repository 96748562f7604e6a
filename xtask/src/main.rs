//! Which commands does the project have for itself?
//!
//! This program is compiled first on a fresh machine, so it needs little: the standard library, `clap`, `anyhow`.
//! It is also the only script of the repository; what a person or the CI does more than once is a command here.

mod bench;
mod counts;
mod day;
mod guard;
mod machine;
mod node;
mod postgres;
mod report;
mod run;
mod serve;
mod shell;
mod test;
mod tidy;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

/// The project's own commands.
#[derive(Parser)]
#[command(name = "cargo xtask", version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build the demonstration district and serve it.
    Run(run::Options),
    /// Run every check and every test, on SQLite and on PostgreSQL.
    Test(test::Options),
    /// Measure, as ratios to the bare stack doing the same work in the same run.
    Bench(bench::Options),
    /// Check what the compiler cannot: file heads, lengths, arrows, glossary, translations, links.
    Tidy,
}

fn main() -> ExitCode {
    let outcome: Result<bool> = match Cli::parse().command {
        Command::Run(options) => run::run(&options),
        Command::Test(options) => test::run(&options),
        Command::Bench(options) => bench::run(&options),
        Command::Tidy => tidy::run(),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
