//! How do the browser parts get their packages and their built files?

use std::{fs, path::Path, process::Command};

use anyhow::Result;

use crate::{machine, shell};

/// Installs the packages of a folder exactly as locked, unless they already are.
pub(crate) fn install(folder: &Path) -> Result<()> {
    machine::need_node()?;
    if is_installed(folder) {
        return Ok(());
    }
    println!("Installing the Node packages of {}.", folder.display());
    shell::must(Command::new("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(folder))
}

/// npm keeps what it installed in a hidden lock file; an older one than ours is out of date.
fn is_installed(folder: &Path) -> bool {
    let changed = |file: &str| fs::metadata(folder.join(file)).and_then(|data| data.modified()).ok();
    match (changed("node_modules/.package-lock.json"), changed("package-lock.json")) {
        (Some(installed), Some(locked)) => installed >= locked,
        _ => false,
    }
}

/// Builds the browser parts into `frontend/dist`, from where they are embedded.
pub(crate) fn build(frontend: &Path) -> Result<()> {
    install(frontend)?;
    shell::must(Command::new("node").arg("build.mjs").current_dir(frontend))
}

/// Checks the types of the browser parts.
pub(crate) fn typecheck(frontend: &Path) -> Result<bool> {
    install(frontend)?;
    Ok(shell::watch(Command::new("npm").args(["run", "--silent", "check"]).current_dir(frontend))?.success)
}
