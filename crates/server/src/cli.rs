//! Which commands does the program know?

use std::{path::PathBuf, process::ExitCode, sync::Arc};

use clap::{Parser, Subcommand};
use fengqiao_base::{Clock, Ids, SystemClock};

use crate::{app::App, config::Config};

/// The platform of a district.
#[derive(Debug, Parser)]
#[command(name = "fengqiao", version, about)]
pub struct Cli {
    /// A configuration file (TOML).
    #[arg(long, global = true, env = "FENGQIAO_CONFIG")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serves pages and API until it is told to stop.
    Serve {
        /// Address and port, e.g. 127.0.0.1:8080.
        #[arg(long)]
        listen: Option<String>,
    },
    /// Brings the database up to the schema of this version.
    Migrate,
    /// Fills an empty database with the demonstration district and prints its accounts.
    Seed {
        /// How many whole lives of cases to play.
        #[arg(long, default_value_t = 0)]
        cases: u32,
        /// The last day of the played time, e.g. 2026-11-25.
        #[arg(long)]
        until: Option<String>,
        /// The same seed plays the same lives.
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
}

/// Runs the command and gives the exit code: 0 done, 1 could not be done.
pub fn run(cli: &Cli) -> ExitCode {
    match work(cli) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("fengqiao: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn work(cli: &Cli) -> anyhow::Result<ExitCode> {
    let mut config = Config::load(cli.config.as_deref(), |name| std::env::var(name).ok())?;
    if let Command::Serve { listen: Some(listen) } = &cli.command {
        config.listen.clone_from(listen);
    }
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "info".into()),
        )
        .with_writer(std::io::stderr)
        .init();
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(async {
        match &cli.command {
            Command::Serve { .. } => crate::serve::serve(open(config).await?).await?,
            Command::Migrate => open(config).await?.close().await?,
            Command::Seed { .. } => {
                let app = open(config).await?;
                let seeded = crate::seed::seed(&app).await?;
                print!("{}", crate::seed::told(&seeded));
                app.close().await?;
            }
        }
        Ok(ExitCode::SUCCESS)
    })
}

/// The application on the machine's clock and chance.
async fn open(config: Config) -> anyhow::Result<App> {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let ids = Ids::from_system(clock.clone());
    App::open(config, clock, ids).await
}
