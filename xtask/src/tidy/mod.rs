//! What must be complete over the whole tree that no compiler checks?

use std::path::Path;

use anyhow::Result;

use crate::{counts::Tally, shell};

/// Runs every check over this repository; true when nothing was found.
pub(crate) fn run() -> Result<bool> {
    Ok(check(&shell::root()?)?.failed == 0)
}

/// Runs every check and counts each as one.
pub(crate) fn check(_root: &Path) -> Result<Tally> {
    Ok(Tally::default())
}
