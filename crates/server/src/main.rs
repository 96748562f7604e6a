//! The program `fengqiao`.

use clap::Parser;

/// The system's allocator keeps what a burst of sign-ins or papers took; this one gives it back, and is quicker.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    fengqiao::cli::run(&fengqiao::cli::Cli::parse())
}
