//! How does a person see the demonstration district on a fresh machine?

use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};
use clap::Args;

use crate::{day, node, shell};

/// The options of `cargo xtask run`.
#[derive(Args)]
pub(crate) struct Options {
    /// The port to serve on, on this machine only.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// How many whole lives of cases the district starts with.
    #[arg(long, default_value_t = 600)]
    seed_cases: u32,
    /// An empty database to use instead of SQLite, such as postgres://user@host/name.
    #[arg(long)]
    database: Option<String>,
}

/// Builds, migrates, seeds once, and serves until Ctrl-C.
pub(crate) fn run(options: &Options) -> Result<bool> {
    let root = shell::root()?;
    println!("Building the browser parts.");
    node::build(&root.join("frontend"))?;
    println!("Building the server; the first time this takes several minutes.");
    shell::must(
        shell::cargo().args(["build", "--profile", "demo", "--package", "fengqiao"]).current_dir(&root),
    )?;
    let demo = Demo::at(&root, options)?;
    demo.prepare(options.seed_cases)?;
    let accounts =
        fs::read_to_string(demo.accounts()).context("could not read the demonstration accounts")?;
    println!("\n{}\n\nThe demonstration district answers on {}", accounts.trim_end(), demo.url);
    println!(
        "Its files are in {}; remove that folder to begin anew. Ctrl-C stops the server.\n",
        demo.folder.display()
    );
    demo.serve(options.port)
}

/// One demonstration: a program, a database and a folder.
struct Demo {
    program: PathBuf,
    folder: PathBuf,
    database: String,
    is_ours: bool,
    url: String,
}

impl Demo {
    fn at(root: &Path, options: &Options) -> Result<Self> {
        let program = shell::target_dir()?
            .join("demo")
            .join("fengqiao")
            .with_extension(std::env::consts::EXE_EXTENSION);
        // Each database has its own folder of files, named without giving the address away.
        let name = options.database.as_ref().map_or_else(
            || "sqlite".to_owned(),
            |url| {
                let mut hasher = DefaultHasher::new();
                url.hash(&mut hasher);
                format!("{:016x}", hasher.finish())
            },
        );
        let folder = root.join("demo").join(name);
        let database = options
            .database
            .clone()
            .unwrap_or_else(|| format!("sqlite://{}?mode=rwc", folder.join("fengqiao.db").display()));
        let is_ours = options.database.is_none();
        Ok(Self { program, folder, database, is_ours, url: format!("http://127.0.0.1:{}", options.port) })
    }

    /// Where the accounts are kept that the seed printed; it is written last and so marks a finished seed.
    fn accounts(&self) -> PathBuf {
        self.folder.join("accounts.txt")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command
            .args(arguments)
            .env("DATABASE_URL", &self.database)
            .env("FENGQIAO_DATA", self.folder.join("files"))
            .env("FENGQIAO_PUBLIC_URL", &self.url)
            // The published accounts get in with the published password alone, for as long as the demonstration stands.
            .env("FENGQIAO_SIGN_IN_SECOND_FACTOR", "offered")
            .env("FENGQIAO_SIGN_IN_PASSWORD_DAYS", "0");
        command
    }

    fn prepare(&self, cases: u32) -> Result<()> {
        if self.is_ours && self.folder.exists() && !self.accounts().exists() {
            println!("An earlier start did not finish; beginning anew.");
            fs::remove_dir_all(&self.folder).context("could not remove the unfinished demonstration")?;
        }
        fs::create_dir_all(self.folder.join("files")).context("could not make the demonstration's folder")?;
        shell::must(&mut self.command(&["migrate"]))?;
        if self.accounts().exists() {
            return Ok(());
        }
        println!("Seeding the demonstration district with {cases} cases.");
        let (cases, today) = (cases.to_string(), day::today());
        let accounts = shell::read_aloud(
            &mut self.command(&["seed", "--cases", &cases, "--until", &today, "--seed", "1"]),
        )?;
        fs::write(self.accounts(), accounts).context("could not keep the demonstration accounts")
    }

    /// On Unix this process becomes the server, so that Ctrl-C and `kill` reach it directly.
    #[cfg(unix)]
    fn serve(&self, port: u16) -> Result<bool> {
        use std::os::unix::process::CommandExt;
        let error = self.command(&["serve", "--listen", &format!("127.0.0.1:{port}")]).exec();
        Err(error).context("could not start the server")
    }

    #[cfg(not(unix))]
    fn serve(&self, port: u16) -> Result<bool> {
        let status = self
            .command(&["serve", "--listen", &format!("127.0.0.1:{port}")])
            .status()
            .context("could not start the server")?;
        Ok(status.success())
    }
}
