//! Which files outside the crate is it built from?
//!
//! The built frontend is embedded; the folder must exist even before `npm run build` has filled it, so that a
//! plain `cargo build` works on a machine without Node. Translations are embedded too, and a new file among them
//! must be noticed.

use std::{fs, io, path::Path};

fn main() -> io::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let dist = root.join("frontend/dist");
    if !dist.is_dir() {
        fs::create_dir_all(&dist)?;
    }
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={}", dist.display());
    println!("cargo::rerun-if-changed={}", root.join("translations").display());
    Ok(())
}
