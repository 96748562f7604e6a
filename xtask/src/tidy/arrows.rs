//! Does any crate reach sideways or upwards?

use super::{Finding, tree::Tree};

/// Each crate and what it may use of ours. Tests may also use `testkit`, and `testkit` may use anything below it.
const ARROWS: [(&str, &[&str]); 12] = [
    ("base", &[]),
    ("domain", &["base"]),
    ("policy", &["base", "domain"]),
    ("seal", &["base"]),
    ("store", &["base", "seal"]),
    ("jobs", &["base", "store"]),
    ("web", &["base"]),
    ("paper", &["base"]),
    ("scan", &[]),
    ("server", &["base", "domain", "policy", "store", "jobs", "web", "paper", "scan", "seal"]),
    ("testkit", &["base", "domain", "policy", "store", "jobs", "web", "paper", "scan", "seal"]),
    ("xtask", &[]),
];

const OWN: &str = "fengqiao-";

/// Every dependency between our crates is one of [`ARROWS`].
pub(super) fn downwards(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in tree.ending(&["/Cargo.toml"]) {
        let Some(name) = path.strip_suffix("/Cargo.toml").and_then(|folder| folder.rsplit('/').next()) else {
            continue;
        };
        let Some((_, allowed)) = ARROWS.iter().find(|(of, _)| *of == name) else {
            let advice = "a new crate: say in ARROWS (xtask/src/tidy/arrows.rs) and in ARCHITECTURE.md what it may use";
            findings.push(Finding::file(path, advice));
            continue;
        };
        let mut section = "";
        for (index, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.starts_with('[') {
                section = line.trim_matches(['[', ']']);
                continue;
            }
            if !section.ends_with("dependencies") {
                continue;
            }
            let Some(rest) = line.strip_prefix(OWN) else { continue };
            let used = rest.split(['.', ' ', '=']).next().unwrap_or_default();
            let for_tests = section.ends_with("dev-dependencies") && (used == "testkit" || used == name);
            if !allowed.contains(&used) && !for_tests {
                let advice = format!(
                    "{name} may not use {used}: move what both need down, or bring it together in server \
                     (ARCHITECTURE.md, code map)"
                );
                findings.push(Finding::line(path, index, advice));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::{super::told, *};

    #[test]
    fn the_rules_may_not_know_the_database_and_a_new_crate_must_be_placed() {
        let tree = Tree::of(&[
            ("Cargo.toml", "[workspace.dependencies]\nfengqiao-store = { path = \"crates/store\" }\n"),
            (
                "crates/domain/Cargo.toml",
                "[dependencies]\nfengqiao-base.workspace = true\nfengqiao-store.workspace = true\n\
                 [dev-dependencies]\nfengqiao-testkit.workspace = true\n",
            ),
            ("crates/server/Cargo.toml", "[dependencies]\nfengqiao-testkit = { workspace = true }\n"),
            ("crates/cloud/Cargo.toml", "[dependencies]\n"),
        ]);
        expect![[r"
            crates/cloud/Cargo.toml: a new crate: say in ARROWS (xtask/src/tidy/arrows.rs) and in ARCHITECTURE.md what it may use
            crates/domain/Cargo.toml:3: domain may not use store: move what both need down, or bring it together in server (ARCHITECTURE.md, code map)
            crates/server/Cargo.toml:2: server may not use testkit: move what both need down, or bring it together in server (ARCHITECTURE.md, code map)
        "]]
        .assert_eq(&told(&downwards(&tree)));
    }
}
