//! Can everything be said in both languages?

use std::collections::{BTreeMap, BTreeSet};

use super::{Finding, tree::Tree};

const FOLDER: &str = "translations";
const LANGUAGES: [&str; 2] = ["zh-CN", "en"];

/// The same files, and in them the same keys and attributes, each once.
pub(super) fn same_keys(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (language, other) in [(LANGUAGES[0], LANGUAGES[1]), (LANGUAGES[1], LANGUAGES[0])] {
        let mut homes: BTreeMap<String, &str> = BTreeMap::new();
        for (file, text) in tree.under(&format!("{FOLDER}/{language}")) {
            let path = format!("{FOLDER}/{language}/{file}");
            let theirs_path = format!("{FOLDER}/{other}/{file}");
            let theirs: BTreeSet<String> = tree
                .text(&theirs_path)
                .map(|text| keys(text).into_iter().map(|(_, key)| key).collect())
                .unwrap_or_default();
            for (line, key) in keys(text) {
                if !theirs.contains(&key) {
                    findings.push(Finding::line(&path, line, format!("add `{key}` to {theirs_path} too")));
                }
                if let Some(home) = homes.insert(key.clone(), file) {
                    findings.push(Finding::line(
                        &path,
                        line,
                        format!("`{key}` is already said in {home}: keep one"),
                    ));
                }
            }
        }
    }
    findings
}

/// Every key with its line (from zero); an attribute is `key.attribute`.
fn keys(text: &str) -> Vec<(usize, String)> {
    let mut keys: Vec<(usize, String)> = Vec::new();
    let mut entry = String::new();
    for (line, content) in text.lines().enumerate() {
        if let Some(attribute) = content.trim_start().strip_prefix('.').filter(|_| content.starts_with(' ')) {
            if let Some(name) = identifier(attribute) {
                keys.push((line, format!("{entry}.{name}")));
            }
        } else if let Some(name) = identifier(content) {
            name.clone_into(&mut entry);
            keys.push((line, entry.clone()));
        }
    }
    keys
}

/// `some-key` of `some-key = text`.
fn identifier(line: &str) -> Option<&str> {
    let name = line.split_once('=')?.0.trim_end();
    let starts_well = name.trim_start_matches('-').starts_with(|c: char| c.is_ascii_alphabetic());
    let is_name = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    (starts_well && is_name).then_some(name)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::{super::told, *};

    #[test]
    fn a_key_in_one_language_alone_and_a_key_said_twice_are_found() {
        let tree = Tree::of(&[
            (
                "translations/zh-CN/case.ftl",
                "# 案件\ncase-title = 案件\ncase-empty = 没有案件\n    .hint = a = b\n",
            ),
            (
                "translations/en/case.ftl",
                "case-title = Case\ncase-empty =\n    { $n ->\n        [one] one\n       *[other] more\n    }\n",
            ),
            ("translations/zh-CN/desk.ftl", "case-title = 案件\n"),
        ]);
        expect![[r"
            translations/zh-CN/case.ftl:4: add `case-empty.hint` to translations/en/case.ftl too
            translations/zh-CN/desk.ftl:1: add `case-title` to translations/en/desk.ftl too
            translations/zh-CN/desk.ftl:1: `case-title` is already said in case.ftl: keep one
        "]]
        .assert_eq(&told(&same_keys(&tree)));
    }
}
