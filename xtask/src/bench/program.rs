//! How is the program run on a database of its own?

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use crate::{
    guard::{Guarded, Signal},
    postgres::Cluster,
    shell,
};

/// The program, a database and a folder; the folder is removed with this value.
pub(super) struct Program {
    file: PathBuf,
    database: String,
    pub folder: PathBuf,
}

impl Program {
    /// An empty database under this name.
    pub(super) fn new(program: &Path, engine: &str, cluster: Option<&Cluster>, name: &str) -> Result<Self> {
        let folder =
            std::env::temp_dir().join(format!("fengqiao-bench-{engine}-{name}-{}", std::process::id()));
        fs::create_dir_all(folder.join("files"))?;
        let database = match cluster {
            Some(cluster) => cluster.create(name)?,
            None => format!("sqlite://{}?mode=rwc", folder.join("district.db").display()),
        };
        Ok(Self { file: program.to_owned(), database, folder })
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.file);
        command
            .args(arguments)
            .env("DATABASE_URL", &self.database)
            .env("FENGQIAO_DATA", self.folder.join("files"))
            // The accounts of the demonstration sign in with the published password alone.
            .env("FENGQIAO_SIGN_IN_SECOND_FACTOR", "offered")
            .env("FENGQIAO_SIGN_IN_PASSWORD_DAYS", "0")
            .env("RUST_LOG", "warn");
        command
    }

    /// Runs it to its end and gives what it printed.
    pub(super) fn run(&self, arguments: &[&str]) -> Result<String> {
        shell::read(&mut self.command(arguments))
    }

    /// Starts it; it ends with the value. It runs in a folder beside its own, which is removed when it ends.
    pub(super) fn start(&self, arguments: &[&str], preload: Option<&Path>) -> Result<Guarded> {
        let mut command = self.command(arguments);
        if let Some(library) = preload {
            command.env("LD_PRELOAD", library);
        }
        let folder = self.folder.with_extension("run");
        fs::create_dir_all(&folder)?;
        Guarded::start(&command, &folder, Signal::Terminate, None)
    }

    /// Runs it to its end; how long it took and the most memory it had, in MiB. Code 2 means that a part was refused.
    pub(super) fn measured(&self, arguments: &[&str]) -> Result<(Duration, u64)> {
        let begun = Instant::now();
        let mut child = self
            .command(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .context("could not start the program")?;
        let mut peak = 0;
        loop {
            peak = peak.max(kept_mib(child.id(), "VmHWM:"));
            if let Some(status) = child.try_wait()? {
                if !matches!(status.code(), Some(0 | 2)) {
                    bail!("it ended with {status}");
                }
                return Ok((begun.elapsed(), peak));
            }
            thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.folder) {
            eprintln!("could not remove {}: {error}", self.folder.display());
        }
    }
}

/// Resident memory of a process in MiB; 0 where the system does not tell.
pub(super) fn rss_mib(pid: u32) -> u64 {
    kept_mib(pid, "VmRSS:")
}

/// The same in KiB.
pub(super) fn rss_kib(pid: u32) -> u64 {
    kept_kib(pid, "VmRSS:")
}

fn kept_mib(pid: u32, line: &str) -> u64 {
    kept_kib(pid, line) / 1024
}

fn kept_kib(pid: u32, line: &str) -> u64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let told = status.lines().find_map(|one| one.strip_prefix(line));
    let kib = told.and_then(|one| one.trim().trim_end_matches(" kB").trim().parse::<u64>().ok());
    kib.unwrap_or(0)
}
