//! Does each file say what it is for, and is it about one thing?

use super::{Finding, tree::Tree};

/// More lines than this are more than one subject.
const LONGEST: usize = 600;

/// Files that may be longer, each with the reason why splitting it would not help a reader.
const LONGER: [(&str, &str); 0] = [];

const WRITTEN: [&str; 9] = [".rs", ".ts", ".mjs", ".js", ".html", ".css", ".sql", ".typ", ".ftl"];

/// Every Rust file opens with a `//!` line.
pub(super) fn questions(tree: &Tree) -> Vec<Finding> {
    tree.ending(&[".rs"])
        .filter(|(_, text)| !text.starts_with("//! "))
        .map(|(path, _)| Finding::file(path, "open it with a `//!` line: the question this file answers"))
        .collect()
}

/// No written file is longer than [`LONGEST`], and no exception is out of date.
pub(super) fn lengths(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in tree.ending(&WRITTEN) {
        let lines = text.lines().count();
        let excepted = LONGER.iter().any(|(file, _)| *file == path);
        if lines > LONGEST && !excepted {
            let advice = format!(
                "{lines} lines; split it by subject (at most {LONGEST}), or add it with a reason to LONGER in \
                 xtask/src/tidy/heads.rs"
            );
            findings.push(Finding::file(path, advice));
        }
        if lines <= LONGEST && excepted {
            findings.push(Finding::file(
                path,
                "short enough now: remove it from LONGER in xtask/src/tidy/heads.rs",
            ));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::{super::told, *};

    #[test]
    fn a_file_without_its_question_is_named() {
        let tree = Tree::of(&[
            ("crates/a/src/lib.rs", "//! Who may come in?\n"),
            ("crates/a/src/door.rs", "use std::fmt;\n//! Too late.\n"),
        ]);
        expect![[r"
            crates/a/src/door.rs: open it with a `//!` line: the question this file answers
        "]]
        .assert_eq(&told(&questions(&tree)));
    }

    #[test]
    fn a_file_of_600_lines_passes_and_one_of_601_does_not() {
        let (good, bad) = ("x\n".repeat(600), "x\n".repeat(601));
        let tree =
            Tree::of(&[("good.rs", good.as_str()), ("bad.rs", bad.as_str()), ("data.csv", bad.as_str())]);
        expect![[r"
            bad.rs: 601 lines; split it by subject (at most 600), or add it with a reason to LONGER in xtask/src/tidy/heads.rs
        "]]
        .assert_eq(&told(&lengths(&tree)));
    }
}
