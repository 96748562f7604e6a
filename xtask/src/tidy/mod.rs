//! What must be complete over the whole tree that no compiler checks?
//!
//! Each check is a function from the tree to findings; a finding says what to add and where. A new check is one
//! function, one line in [`CHECKS`] and a test on a small tree.

mod arrows;
mod glossary;
mod heads;
mod links;
mod migrations;
mod translations;
mod tree;
mod words;

use std::{fmt, path::Path, time::Instant};

use anyhow::Result;

use self::tree::Tree;
use crate::{counts::Tally, day, shell};

/// Something that is missing or must not be there.
#[derive(Debug, PartialEq, Eq)]
struct Finding {
    /// The file to open.
    path: String,
    /// The line in it, or none when it is about the whole file.
    line: Option<usize>,
    /// What to do.
    advice: String,
}

impl Finding {
    /// About a whole file.
    fn file(path: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { path: path.into(), line: None, advice: advice.into() }
    }

    /// About one line; `index` counts from zero.
    fn line(path: impl Into<String>, index: usize, advice: impl Into<String>) -> Self {
        Self { path: path.into(), line: Some(index + 1), advice: advice.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.path, self.advice),
            None => write!(f, "{}: {}", self.path, self.advice),
        }
    }
}

type Check = fn(&Tree) -> Vec<Finding>;

const CHECKS: [(&str, Check); 10] = [
    ("every module opens with the question it answers", heads::questions),
    ("no file is longer than one subject needs", heads::lengths),
    ("crates depend only downwards", arrows::downwards),
    ("glossary and folders use the same words", glossary::folders),
    ("both languages hold the same keys", translations::same_keys),
    ("migrations come in pairs, in order, and are listed", migrations::pairs),
    ("nothing unfinished is left in the code", words::unfinished),
    ("no test is switched off", words::switched_off),
    ("no place of one machine is named", words::places),
    ("links between documents lead somewhere", links::resolve),
];

/// Runs every check over this repository; true when nothing was found.
pub(crate) fn run() -> Result<bool> {
    Ok(check(&shell::root()?)?.failed == 0)
}

/// Runs every check, prints what it finds, and counts each check as one.
pub(crate) fn check(root: &Path) -> Result<Tally> {
    let start = Instant::now();
    let tree = Tree::read(root)?;
    let mut tally = Tally::default();
    for (promise, check) in CHECKS {
        let findings = check(&tree);
        println!("{}  {promise}", if findings.is_empty() { "ok    " } else { "FAILED" });
        for finding in &findings {
            println!("          {finding}");
        }
        tally = tally.plus(Tally::one(findings.is_empty()));
    }
    println!("-- {} files read in {}", tree.len(), day::span(start.elapsed()));
    Ok(tally)
}

/// The findings as lines, for tests.
#[cfg(test)]
fn told(findings: &[Finding]) -> String {
    findings.iter().map(|finding| finding.to_string() + "\n").collect()
}
