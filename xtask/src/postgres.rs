//! Where does the PostgreSQL come from that the tests run on?
//!
//! A cluster is made in a temporary folder, listens on a loopback port of its own and on nothing else, keeps
//! `fsync` on as a real one does, and is removed afterwards. PostgreSQL refuses to run as root, so root lends it
//! to an unprivileged user.

use std::{
    env, fs,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{self, Command},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use crate::{
    guard::{Guarded, Signal, as_user},
    machine, shell,
};

const PATIENCE: Duration = Duration::from_mins(1);

/// A running cluster; dropping it stops and removes it.
pub(crate) struct Cluster {
    bin: PathBuf,
    port: u16,
    server: Guarded,
}

impl Cluster {
    /// Makes and starts one.
    pub(crate) fn start() -> Result<Self> {
        Self::start_with(None)
    }

    /// Makes and starts one with this library preloaded.
    pub(crate) fn start_with(preload: Option<&Path>) -> Result<Self> {
        let bin =
            machine::postgres_bin().context("PostgreSQL's programs (initdb, postgres) are not installed")?;
        let user = if machine::is_root() { Some(unprivileged()?) } else { None };
        let folder = folder(user)?;
        let data = folder.join("data");
        shell::read(
            as_user(user, bin.join("initdb"))
                .args([
                    "--auth=trust",
                    "--username=postgres",
                    "--encoding=UTF8",
                    "--locale=C.UTF-8",
                    "--no-sync",
                ])
                .arg("-D")
                .arg(&data)
                .current_dir("/"),
        )?;
        let port = free_port()?;
        let mut server = Command::new(bin.join("postgres"));
        server.arg("-D").arg(&data).args(["-p", &port.to_string()]);
        for setting in [
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "fsync=on",
            "max_connections=300",
            "logging_collector=off",
            // Every test makes a database of its own; the log then tells how many tests ran here.
            "log_statement=ddl",
        ] {
            server.args(["-c", setting]);
        }
        if let Some(library) = preload {
            server.env("LD_PRELOAD", library);
        }
        let mut server = Guarded::start(&server, &folder, Signal::Interrupt, user)?;
        let mut ready = Command::new(bin.join("pg_isready"));
        ready.args(["--quiet", "-h", "127.0.0.1", "-U", "postgres", "-p", &port.to_string()]);
        let asked = Instant::now();
        while !shell::works(&mut ready) {
            if server.ended()?.is_some() || asked.elapsed() > PATIENCE {
                bail!("the throw-away PostgreSQL did not start\n{}", server.log());
            }
            thread::sleep(Duration::from_millis(100));
        }
        Ok(Self { bin, port, server })
    }

    /// The address of one of its databases.
    pub(crate) fn url(&self, database: &str) -> String {
        format!("postgres://postgres@127.0.0.1:{}/{database}", self.port)
    }

    /// Makes an empty database and gives its address.
    pub(crate) fn create(&self, database: &str) -> Result<String> {
        shell::read(
            Command::new(self.bin.join("createdb"))
                .args(["-h", "127.0.0.1", "-U", "postgres", "-p", &self.port.to_string(), database])
                .current_dir("/"),
        )?;
        Ok(self.url(database))
    }

    /// How many databases were made in it so far.
    pub(crate) fn databases_made(&self) -> usize {
        self.server.log().to_uppercase().matches("CREATE DATABASE").count()
    }

    /// `PostgreSQL 15.9`.
    pub(crate) fn version(&self) -> Result<String> {
        let told = shell::read(Command::new(self.bin.join("postgres")).arg("--version"))?;
        let number = told.split_whitespace().find(|word| word.starts_with(|c: char| c.is_ascii_digit()));
        Ok(format!("PostgreSQL {}", number.unwrap_or("of unknown version")))
    }
}

/// A user of this machine who may not do everything.
fn unprivileged() -> Result<&'static str> {
    ["postgres", "nobody"]
        .into_iter()
        .find(|user| shell::works(Command::new("id").args(["-u", user])))
        .context("PostgreSQL does not run as root, and there is neither a user postgres nor nobody")
}

/// A new folder, readable by its user alone.
fn folder(user: Option<&str>) -> Result<PathBuf> {
    let folder = env::temp_dir().join(format!("fengqiao-postgres-{}", process::id()));
    fs::create_dir(&folder).with_context(|| format!("could not make the folder {}", folder.display()))?;
    if let Some(user) = user {
        shell::read(Command::new("chown").arg(user).arg(&folder))?;
    }
    Ok(folder)
}

/// A loopback port that was free a moment ago.
pub(crate) fn free_port() -> Result<u16> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).context("could not ask for a free port")?;
    Ok(listener.local_addr().context("could not read the port")?.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cluster_answers_on_loopback_and_leaves_nothing_behind() {
        // A machine that has only Rust runs `cargo test` too; `cargo xtask test` installs PostgreSQL first.
        let Some(bin) = machine::postgres_bin() else { return };
        let cluster = Cluster::start().unwrap();
        let url = cluster.create("one").unwrap();
        let mut ask = Command::new(bin.join("psql"));
        ask.args(["-At", &url, "-c", "select current_setting('fsync') || ' ' || current_database()"]);
        assert_eq!(shell::read(&mut ask).unwrap().trim(), "on one");
        assert_eq!(cluster.databases_made(), 1);
        drop(cluster);
        let folder = env::temp_dir().join(format!("fengqiao-postgres-{}", process::id()));
        assert_eq!((shell::works(&mut ask), folder.exists()), (false, false));
    }
}
