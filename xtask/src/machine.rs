//! What does this machine lack, and may we install it?
//!
//! On Debian, as root, what is missing is installed, with a sentence before it. Elsewhere nothing is touched: the
//! answer says exactly what to install.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Result, bail};

use crate::shell;

/// Something the tests need beside Rust and Node.
#[derive(Clone, Copy)]
struct Need {
    /// What it is, in a sentence.
    what: &'static str,
    /// What Debian calls it.
    packages: &'static [&'static str],
    /// Whether it is there.
    present: fn() -> bool,
}

const FOR_TESTS: [Need; 4] = [
    Need {
        what: "PostgreSQL, for the tests that run on both databases",
        packages: &["postgresql"],
        present: || postgres_bin().is_some(),
    },
    Need {
        what: "Chromium, for the browser journeys",
        packages: &["chromium"],
        present: || chromium().is_some(),
    },
    Need {
        what: "poppler, to read the PDF documents back",
        packages: &["poppler-utils"],
        present: || shell::which("pdftotext").is_some() && shell::which("pdftoppm").is_some(),
    },
    Need {
        what: "Chinese fonts, so that pages are measured and pictured as people see them",
        packages: &["fontconfig", "fonts-noto-cjk"],
        present: || {
            shell::read(Command::new("fc-list").args([":lang=zh-cn", "family"]))
                .is_ok_and(|fonts| !fonts.trim().is_empty())
        },
    },
];

/// Makes sure of what the tests need; the error says, all at once, what to install.
pub(crate) fn prepare_tests() -> Result<()> {
    let advice: Vec<String> = [components(), programs(), need_node()]
        .into_iter()
        .filter_map(|outcome| outcome.err().map(|error| format!("{error:#}")))
        .collect();
    if advice.is_empty() {
        println!("Nothing is missing.");
        return Ok(());
    }
    bail!("{}", advice.join("\n"))
}

/// The programs and fonts of [`FOR_TESTS`], installed where we may.
fn programs() -> Result<()> {
    let missing: Vec<Need> = FOR_TESTS.into_iter().filter(|need| !(need.present)()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    for need in &missing {
        println!("Missing: {}.", need.what);
    }
    let packages: Vec<&str> = missing.iter().flat_map(|need| need.packages).copied().collect();
    let by_hand = format!("apt-get install -y --no-install-recommends {}", packages.join(" "));
    if !is_debian() {
        bail!("install what is named above with this system's package manager; on Debian it is: {by_hand}");
    }
    if !is_root() {
        bail!("run this as root, then start again: {by_hand}");
    }
    println!("Installing {} with apt-get.", packages.join(", "));
    let apt = || {
        let mut command = Command::new("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    shell::must(apt().args(["update", "--quiet", "--quiet"]))?;
    shell::must(
        apt().args(["install", "--yes", "--quiet", "--quiet", "--no-install-recommends"]).args(&packages),
    )?;
    match missing.iter().find(|need| !(need.present)()) {
        None => Ok(()),
        Some(need) => bail!("still missing after the installation: {}", need.what),
    }
}

/// The version that is installed where there is none.
const CARGO_DENY: &str = "cargo-deny@0.20.2";

/// Makes sure of the program that looks at what comes in from outside.
pub(crate) fn cargo_deny() -> Result<()> {
    if shell::works(shell::cargo().args(["deny", "--version"])) {
        return Ok(());
    }
    println!("Missing: cargo-deny; building it with cargo install, which takes some minutes.");
    shell::must(shell::cargo().args(["install", "--quiet", "--locked", CARGO_DENY]))
}

/// The parts of the Rust toolchain that the checks use.
fn components() -> Result<()> {
    let missing: Vec<&str> = [("fmt", "rustfmt"), ("clippy", "clippy")]
        .into_iter()
        .filter(|(tool, _)| !shell::works(shell::cargo().args([tool, "--version"])))
        .map(|(_, component)| component)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let by_hand = format!("rustup component add {}", missing.join(" "));
    if shell::which("rustup").is_none() {
        bail!("the Rust toolchain lacks {}; with rustup it is: {by_hand}", missing.join(" and "));
    }
    println!("Missing: {}; adding with rustup.", missing.join(" and "));
    shell::must(Command::new("rustup").args(["component", "add"]).args(&missing))
}

/// The folder with PostgreSQL's programs: in `PATH`, else where Debian keeps them, the newest version first.
pub(crate) fn postgres_bin() -> Option<PathBuf> {
    // A link in `PATH` may stand alone; its target has the other programs beside it.
    if let Some(initdb) = shell::which("initdb").and_then(|link| link.canonicalize().ok()) {
        return initdb.parent().map(Path::to_path_buf);
    }
    let mut folders: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .ok()?
        .flatten()
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .filter(|(_, folder)| folder.join("initdb").is_file())
        .collect();
    folders.sort();
    folders.pop().map(|(_, folder)| folder)
}

/// The browser of this machine.
pub(crate) fn chromium() -> Option<PathBuf> {
    ["chromium", "chromium-browser", "google-chrome"].into_iter().find_map(shell::which)
}

/// Node's programs, or the sentence that says what to install.
pub(crate) fn need_node() -> Result<()> {
    if shell::which("node").is_some() && shell::which("npm").is_some() {
        return Ok(());
    }
    bail!("Node 20 or newer with npm is needed to build the browser parts; install it and start again")
}

/// True for the user who may do everything.
pub(crate) fn is_root() -> bool {
    shell::read(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

fn is_debian() -> bool {
    Path::new("/etc/debian_version").is_file() && shell::which("apt-get").is_some()
}
