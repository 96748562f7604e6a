//! Does a folder's name stand in the glossary, and does the glossary name only folders there are?

use super::{Finding, tree::Tree};

const GLOSSARY: &str = "GLOSSARY.md";

/// Where a word of the glossary has its code.
const HOMES: [&str; 2] = ["crates/domain/src", "crates/server/src"];

/// Where a word has its pages; `layout` and `components` belong to no word.
const TEMPLATES: &str = "crates/server/templates";
const SHARED_TEMPLATES: [&str; 2] = ["components", "layout"];

/// Every folder is in the column "folder" of the glossary, and every folder named there exists.
pub(super) fn folders(tree: &Tree) -> Vec<Finding> {
    let Some(text) = tree.text(GLOSSARY) else {
        return vec![Finding::file(GLOSSARY, "is missing: one row a word, with its folder")];
    };
    let named = named(text);
    let mut findings = Vec::new();
    for home in HOMES.into_iter().chain([TEMPLATES]) {
        for folder in tree.folders_in(home) {
            let shared = home == TEMPLATES && SHARED_TEMPLATES.contains(&folder);
            if !shared && !named.iter().any(|(_, word)| word == folder) {
                let advice =
                    format!("a folder without a word: add a row to {GLOSSARY} with `{folder}` as its folder");
                findings.push(Finding::file(format!("{home}/{folder}"), advice));
            }
        }
    }
    for (index, word) in named {
        let exists = HOMES.iter().any(|home| {
            tree.has(&format!("{home}/{word}")) || tree.text(&format!("{home}/{word}.rs")).is_some()
        });
        if !exists {
            let advice = format!(
                "no folder `{word}` in {} or {}: correct the name, or write – until its first rule is written",
                HOMES[0], HOMES[1]
            );
            findings.push(Finding::line(GLOSSARY, index, advice));
        }
    }
    findings
}

/// The folders named in the tables: line (from zero) and name.
fn named(text: &str) -> Vec<(usize, String)> {
    let mut column = None;
    let mut named = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let Some(row) = line.trim().strip_prefix('|') else {
            column = None;
            continue;
        };
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let Some(at) = column else {
            column = Some(cells.iter().position(|cell| *cell == "folder"));
            continue;
        };
        let Some(cell) = at.and_then(|at: usize| cells.get(at)) else { continue };
        // What stands between backticks is a folder; `–` or a sentence is not.
        named.extend(cell.split('`').skip(1).step_by(2).map(|word| (index, word.to_owned())));
    }
    named
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::{super::told, *};

    #[test]
    fn a_folder_without_a_word_and_a_word_without_a_folder_are_both_found() {
        let tree = Tree::of(&[
            (
                "GLOSSARY.md",
                "# Words\n\n| word | Chinese | folder |\n| --- | --- | --- |\n| case | 案件 | `case` |\n\
                 | hearing | 说事评理 | – |\n| whistle | 吹哨 | `dispatch` |\n| account | 账号 | `account` |\n",
            ),
            ("crates/domain/src/case/mod.rs", ""),
            ("crates/server/src/account.rs", ""),
            ("crates/server/src/visit/mod.rs", ""),
            ("crates/server/templates/layout/page.html", ""),
            ("crates/server/templates/case/show.html", ""),
        ]);
        expect![[r"
            crates/server/src/visit: a folder without a word: add a row to GLOSSARY.md with `visit` as its folder
            GLOSSARY.md:7: no folder `dispatch` in crates/domain/src or crates/server/src: correct the name, or write – until its first rule is written
        "]]
        .assert_eq(&told(&folders(&tree)));
    }
}
