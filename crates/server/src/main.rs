//! The program `fengqiao`.

use clap::Parser;

fn main() -> std::process::ExitCode {
    fengqiao::cli::run(&fengqiao::cli::Cli::parse())
}
