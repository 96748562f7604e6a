//! Which fonts are put into the program?
//!
//! `frontend/build.mjs` copies them from their packages into `frontend/fonts`. The folder must exist even before, so
//! that a plain `cargo build` works on a machine without Node; documents are then set in the system's Chinese fonts,
//! or refused with a sentence that says what is missing.

use std::{
    env,
    fmt::Write,
    fs, io,
    path::{Path, PathBuf},
};

fn main() -> io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../frontend/fonts");
    fs::create_dir_all(&folder)?;
    let mut fonts: Vec<PathBuf> = fs::read_dir(&folder)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|kind| kind == "ttf" || kind == "otf"))
        .collect();
    fonts.sort();
    let mut table = String::from("&[\n");
    for path in &fonts {
        let path = path.to_str().ok_or_else(|| io::Error::other("the name of a font file is not UTF-8"))?;
        writeln!(table, "include_bytes!({path:?}),").map_err(io::Error::other)?;
    }
    table.push_str("]\n");
    let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("cargo sets OUT_DIR"))?;
    fs::write(Path::new(&out).join("embedded_fonts.rs"), table)?;
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={}", folder.display());
    Ok(())
}
