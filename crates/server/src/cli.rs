//! Which commands does the program know?

use std::{path::PathBuf, process::ExitCode, sync::Arc};

use clap::{Parser, Subcommand};
use fengqiao_base::{Clock, Ids, Refusal, SystemClock};
use fengqiao_web::lang::Lang;

use crate::{app::App, config::Config};

mod calendar;
mod check;
mod deadline;
mod dispatch;
mod doctor;
mod export;
mod floor;
mod import;
mod journal;
mod keys;
mod papers;
mod report;
mod retention;
mod seed;

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
    Seed(seed::Args),
    /// Reads the records of another system; what is refused is told with its line and reason. Reading a file again, or
    /// after it was cut off, passes over what is here already.
    Import(import::Args),
    /// Writes cases, waiting requests or the journal as a table or as JSON lines.
    Export(export::Args),
    /// Checks numbers, one a line on standard input, and says of each whether it is written correctly.
    Check(check::Args),
    /// Shows every day of a year: whether offices work, which holiday it is, and how sure that is.
    Calendar(calendar::Args),
    /// Reckons a deadline and says why it ends on that day; `deadline list` shows the rules.
    Deadline(deadline::Args),
    /// Tries other routing rules on past requests.
    Dispatch(dispatch::Args),
    /// Proves or seals the journal.
    Journal(journal::Args),
    /// Tells of the keys that seal what people told, changes the master key, erases somebody.
    Keys(keys::Args),
    /// Compares the figures of the statistics with the cases, or makes them anew.
    Report(report::Args),
    /// Reckons anew until when things are kept.
    Retention(retention::Args),
    /// Looks at database, schema, folders, keys, fonts, clock and calendar, and says what to do.
    Doctor(doctor::Args),
    /// What the figures of the bench are held against.
    #[command(hide = true)]
    Floor(floor::Args),
}

/// How a command answers.
#[derive(Debug, clap::Args)]
struct Answer {
    /// As JSON, for programs.
    #[arg(long)]
    json: bool,
    /// The language of the sentences, zh-CN or en; that of the shell when it is left out.
    #[arg(long, value_name = "LANGUAGE")]
    lang: Option<String>,
}

impl Answer {
    fn lang(&self) -> Lang {
        let shell = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
        let asked = self.lang.as_deref().or(shell.as_deref());
        asked.and_then(Lang::from_tag).unwrap_or(Lang::En)
    }

    /// A refusal as a failure of the command: what cannot be done, and what can be done instead.
    fn refused(&self, refusal: &Refusal) -> anyhow::Error {
        anyhow::anyhow!("{}", self.lang().refusal(refusal))
    }
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
    if let Command::Check(args) = &cli.command {
        return check::run(args);
    }
    let loaded = Config::load(cli.config.as_deref(), |name| std::env::var(name).ok());
    if let Command::Doctor(args) = &cli.command {
        return doctor::run(args, loaded);
    }
    let mut config = loaded?;
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
            Command::Check(args) => return check::run(args),
            Command::Doctor(args) => return doctor::run(args, Ok(config)),
            Command::Calendar(args) => match args.import() {
                Some(import) => return calendar::import(import, open(config).await?).await,
                None => calendar::run(args, &config)?,
            },
            Command::Deadline(args) => deadline::run(args, &config)?,
            Command::Dispatch(args) => return dispatch::run(args, open(config).await?).await,
            Command::Journal(args) => return journal::run(args, &config).await,
            Command::Floor(args) => floor::run(args, config).await?,
            Command::Keys(args) => return keys::run(args, open(config).await?).await,
            Command::Report(args) => return report::run(args, open(config).await?).await,
            Command::Retention(args) => return retention::run(args, open(config).await?).await,
            Command::Serve { .. } => crate::serve::serve(open(config).await?).await?,
            Command::Migrate => open(config).await?.close().await?,
            Command::Seed(args) => seed::run(args, open(config).await?).await?,
            Command::Import(args) => return import::run(args, open(config).await?).await,
            Command::Export(args) => export::run(args, open(config).await?).await?,
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
