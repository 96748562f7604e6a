//! Which files does the repository hold?

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::{Context, Result};

/// What is made, not written.
const MADE: [&str; 5] = [".git", "demo", "dist", "node_modules", "target"];

/// Every written file with its text; a file that is not text has an empty one.
pub(super) struct Tree {
    files: BTreeMap<String, String>,
}

impl Tree {
    /// Reads a folder with all its subfolders.
    pub(super) fn read(root: &Path) -> Result<Self> {
        let mut files = BTreeMap::new();
        read_folder(root, "", &mut files)?;
        Ok(Self { files })
    }

    /// A small tree for a test.
    #[cfg(test)]
    pub(super) fn of(files: &[(&str, &str)]) -> Self {
        Self { files: files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect() }
    }

    /// How many files there are.
    pub(super) fn len(&self) -> usize {
        self.files.len()
    }

    /// The text of one file.
    pub(super) fn text(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }

    /// Every file: path with `/` and text, in the order of the paths.
    pub(super) fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// The files whose names end so.
    pub(super) fn ending(&self, endings: &'static [&'static str]) -> impl Iterator<Item = (&str, &str)> {
        self.files().filter(|(path, _)| endings.iter().any(|ending| path.ends_with(ending)))
    }

    /// The files below a folder: the rest of the path and the text.
    pub(super) fn under(&self, folder: &str) -> impl Iterator<Item = (&str, &str)> {
        self.files()
            .filter_map(move |(path, text)| Some((path.strip_prefix(folder)?.strip_prefix('/')?, text)))
    }

    /// The names of the folders directly inside a folder that hold any file.
    pub(super) fn folders_in(&self, folder: &str) -> Vec<&str> {
        let mut names: Vec<&str> =
            self.under(folder).filter_map(|(rest, _)| Some(rest.split_once('/')?.0)).collect();
        names.dedup();
        names
    }

    /// Whether there is a file or a folder of this path.
    pub(super) fn has(&self, path: &str) -> bool {
        self.files.contains_key(path) || self.under(path).next().is_some()
    }
}

fn read_folder(folder: &Path, prefix: &str, files: &mut BTreeMap<String, String>) -> Result<()> {
    let entries = fs::read_dir(folder).with_context(|| format!("could not list {}", folder.display()))?;
    for entry in entries {
        let entry = entry.with_context(|| format!("could not list {}", folder.display()))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let kind = entry.file_type().with_context(|| format!("could not look at {prefix}{name}"))?;
        // In a second work tree `.git` is a file.
        if MADE.contains(&name.as_str()) {
            continue;
        }
        if kind.is_dir() {
            if !name.starts_with("target-") {
                read_folder(&entry.path(), &format!("{prefix}{name}/"), files)?;
            }
        } else {
            let bytes = fs::read(entry.path()).with_context(|| format!("could not read {prefix}{name}"))?;
            files.insert(format!("{prefix}{name}"), String::from_utf8(bytes).unwrap_or_default());
        }
    }
    Ok(())
}
