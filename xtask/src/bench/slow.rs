//! What is a slow disk made of?

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::Result;

use crate::shell;

const SOURCE: &str = include_str!("slow_sync.c");

/// A library that makes every sync take two milliseconds more; removed with this value.
pub(super) struct Shim {
    folder: PathBuf,
    library: PathBuf,
}

impl Shim {
    /// Compiles it. Needs a C compiler and Linux, as the whole bench does.
    pub(super) fn build() -> Result<Self> {
        let folder = std::env::temp_dir().join(format!("fengqiao-slow-sync-{}", std::process::id()));
        fs::create_dir_all(&folder)?;
        let (source, library) = (folder.join("slow_sync.c"), folder.join("slow_sync.so"));
        fs::write(&source, SOURCE)?;
        shell::read(
            Command::new("cc").args(["-O2", "-shared", "-fPIC", "-o"]).args([&library, &source]).arg("-ldl"),
        )?;
        Ok(Self { folder, library })
    }

    /// Where it is.
    pub(super) fn library(&self) -> &Path {
        &self.library
    }
}

impl Drop for Shim {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.folder) {
            eprintln!("could not remove {}: {error}", self.folder.display());
        }
    }
}
