//! Which words must not stand in the tree?
//!
//! The words are put together from two halves, so that this file does not find itself.

use super::{Finding, tree::Tree};

/// What is looked for, and what to do instead.
type Word = (&'static str, &'static str);

const UNFINISHED: [Word; 4] = [
    (concat!("todo", "!("), "finish it, or refuse with a `Refusal` that says what is not offered"),
    (concat!("unimplemented", "!("), "finish it, or refuse with a `Refusal` that says what is not offered"),
    (concat!("dbg", "!("), "remove it; what is worth knowing is logged once, at the edge"),
    (concat!("<<<<", "<<< "), "finish the merge"),
];

const OFF_IN_RUST: [Word; 1] = [(concat!("#[ign", "ore"), "make the test run, or remove it")];

const OFF_IN_SCRIPTS: [Word; 5] = [
    (concat!(".on", "ly("), "let the other tests run too"),
    (concat!("test.sk", "ip"), "make the test run, or remove it"),
    (concat!("it.sk", "ip"), "make the test run, or remove it"),
    (concat!("describe.sk", "ip"), "make the tests run, or remove them"),
    (concat!("test.to", "do"), "write the test, or remove the line"),
];

const PLACES: [Word; 6] = [
    (concat!("/ro", "ot/"), "name a place relative to the repository, or by its configuration key"),
    (concat!("/wo", "rk/main"), "name a place relative to the repository, or by its configuration key"),
    (concat!("/wo", "rk/shared"), "name a place relative to the repository, or by its configuration key"),
    (concat!("/ho", "me/"), "name a place relative to the repository, or by its configuration key"),
    (concat!("/Us", "ers/"), "name a place relative to the repository, or by its configuration key"),
    (
        concat!("\"resolved\": \"", "http"),
        "let npm lock without addresses: omit-lockfile-registry-resolved=true",
    ),
];

/// Nothing half done in code of any kind.
pub(super) fn unfinished(tree: &Tree) -> Vec<Finding> {
    find(
        tree.ending(&[".rs", ".ts", ".mjs", ".js", ".html", ".css", ".sql", ".typ", ".ftl", ".md"]),
        &UNFINISHED,
    )
}

/// No test that does not run, or keeps others from running.
pub(super) fn switched_off(tree: &Tree) -> Vec<Finding> {
    let mut findings = find(tree.ending(&[".rs"]), &OFF_IN_RUST);
    findings.extend(find(tree.ending(&[".ts", ".mjs", ".js"]), &OFF_IN_SCRIPTS));
    findings
}

/// No folder of one person's or one server's machine.
pub(super) fn places(tree: &Tree) -> Vec<Finding> {
    find(tree.files().filter(|(path, _)| !path.starts_with("data/")), &PLACES)
}

fn find<'a>(files: impl Iterator<Item = (&'a str, &'a str)>, words: &[Word]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in files {
        for (index, line) in text.lines().enumerate() {
            for (word, advice) in words {
                if stands_alone(line, word) {
                    findings.push(Finding::line(path, index, format!("`{word}`: {advice}")));
                }
            }
        }
    }
    findings
}

/// Whether the word stands in the line and is not the end of a longer one.
fn stands_alone(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let starts_inside = word.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '/');
        !starts_inside || !line[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
    })
}

#[cfg(test)]
mod tests {
    use super::{super::told, *};

    #[test]
    fn each_word_is_found_with_its_line_and_longer_words_are_left_alone() {
        let rust =
            format!("//! ok\nfn f() {{\n    {}\n}}\nfn not_{}) {{}}\n", UNFINISHED[0].0, UNFINISHED[0].0);
        let script = format!("test{}'one');\n", OFF_IN_SCRIPTS[0].0);
        let doc = format!("Look in {}me/x. But /desk{}x is an address.\n", PLACES[0].0, PLACES[0].0);
        let tree = Tree::of(&[("a.rs", &rust), ("b.mjs", &script), ("c.md", &doc)]);
        let found = [unfinished(&tree), switched_off(&tree), places(&tree)].map(|findings| told(&findings));
        assert_eq!(
            found,
            [
                format!("a.rs:3: `{}`: {}\n", UNFINISHED[0].0, UNFINISHED[0].1),
                format!("b.mjs:1: `{}`: {}\n", OFF_IN_SCRIPTS[0].0, OFF_IN_SCRIPTS[0].1),
                format!("c.md:1: `{}`: {}\n", PLACES[0].0, PLACES[0].1),
            ]
        );
    }
}
