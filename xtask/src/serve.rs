//! How is a seeded server started beside a test, and when does it answer?

use std::{
    env, fs,
    io::{Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{self, Command},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use crate::{
    day,
    guard::{Guarded, Signal},
    postgres, shell,
};

const PATIENCE: Duration = Duration::from_mins(1);

/// A server with a small demonstration district; dropping it stops it and removes its files.
pub(crate) struct Served {
    /// Where it answers. It has a name: passkeys belong to one.
    pub url: String,
    /// The port at which it looks for an identity provider; whoever tests that starts one there.
    pub identity_port: u16,
    server: Guarded,
}

impl Served {
    /// Migrates and seeds an empty database, then serves it. `database`: an address, or SQLite in its own folder.
    pub(crate) fn start(program: &Path, name: &str, database: Option<String>, cases: u32) -> Result<Self> {
        let folder = folder(name)?;
        let (port, identity_port) = (postgres::free_port()?, postgres::free_port()?);
        let url = format!("http://localhost:{port}");
        let issuer = format!("http://127.0.0.1:{identity_port}");
        let database =
            database.unwrap_or_else(|| format!("sqlite://{}?mode=rwc", folder.join("test.db").display()));
        let command = |arguments: &[&str]| {
            let mut command = Command::new(program);
            command
                .args(arguments)
                .env("DATABASE_URL", &database)
                .env("FENGQIAO_DATA", folder.join("files"))
                .env("FENGQIAO_PUBLIC_URL", &url)
                .env("FENGQIAO_SIGN_IN_SECOND_FACTOR", "offered")
                .env("FENGQIAO_OIDC_STAFF_ISSUER", &issuer)
                .env("FENGQIAO_OIDC_STAFF_CLIENT_ID", "staff")
                .env("FENGQIAO_OIDC_STAFF_SECRET", "of-the-test")
                .env("FENGQIAO_OIDC_STAFF_SECOND_FACTOR_AMR", "otp")
                .env("FENGQIAO_OIDC_RESIDENTS_ISSUER", &issuer)
                .env("FENGQIAO_OIDC_RESIDENTS_CLIENT_ID", "residents")
                .env("FENGQIAO_OIDC_RESIDENTS_SECRET", "of-the-test");
            command
        };
        shell::read(&mut command(&["migrate"]))?;
        shell::read(&mut command(&[
            "seed",
            "--cases",
            &cases.to_string(),
            "--until",
            &day::today(),
            "--seed",
            "1",
        ]))?;
        let listen = format!("127.0.0.1:{port}");
        let mut server =
            Guarded::start(&command(&["serve", "--listen", &listen]), &folder, Signal::Terminate, None)?;
        let asked = Instant::now();
        while !answers(port) {
            if server.ended()?.is_some() || asked.elapsed() > PATIENCE {
                bail!("the server did not answer on {url}\n{}", server.log());
            }
            thread::sleep(Duration::from_millis(50));
        }
        Ok(Self { url, identity_port, server })
    }

    /// The end of what it has logged.
    pub(crate) fn last_words(&self) -> String {
        let log = self.server.log();
        let lines: Vec<&str> = log.lines().collect();
        lines[lines.len().saturating_sub(30)..].join("\n")
    }
}

fn folder(name: &str) -> Result<PathBuf> {
    let folder = env::temp_dir().join(format!("fengqiao-{name}-{}", process::id()));
    fs::create_dir_all(folder.join("files"))
        .with_context(|| format!("could not make the folder {}", folder.display()))?;
    Ok(folder)
}

/// Whether the start page comes with a status that is not a server's fault.
pub(crate) fn answers(port: u16) -> bool {
    let ask = || -> std::io::Result<bool> {
        let mut stream = TcpStream::connect(("127.0.0.1", port))?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        write!(stream, "GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n")?;
        let mut head = [0_u8; 12];
        stream.read_exact(&mut head)?;
        Ok(head.starts_with(b"HTTP/1.1 ") && matches!(head[9], b'2' | b'3'))
    };
    ask().unwrap_or(false)
}
