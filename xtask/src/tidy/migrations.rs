//! Does every step of the schema exist for both engines, in order, and is it run?

use std::collections::BTreeMap;

use super::{Finding, tree::Tree};

const FOLDER: &str = "crates/store/migrations";
const LIST: &str = "crates/store/src/migrate.rs";
const ENGINES: [&str; 2] = ["sqlite", "postgres"];

/// Pairs `NNNN_name.{sqlite,postgres}.sql` without a gap, each named in the list of steps.
pub(super) fn pairs(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut steps: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (file, _) in tree.under(FOLDER) {
        let mut parts = file.split('.');
        match (parts.next(), parts.next(), parts.next(), parts.next()) {
            (Some(name), Some(engine), Some("sql"), None) if ENGINES.contains(&engine) => {
                steps.entry(name).or_default().push(engine);
            }
            _ => findings.push(Finding::file(
                format!("{FOLDER}/{file}"),
                "name it NNNN_name.sqlite.sql or NNNN_name.postgres.sql",
            )),
        }
    }
    let list = tree.text(LIST).unwrap_or_default();
    for (index, (name, engines)) in steps.iter().enumerate() {
        for missing in ENGINES.iter().filter(|engine| !engines.contains(engine)) {
            let path = format!("{FOLDER}/{name}.{missing}.sql");
            findings.push(Finding::file(path, "is missing: the same step for the other engine"));
        }
        let number = format!("{:04}_", index + 1);
        if !name.starts_with(&number) {
            let advice = format!("its number should be {}: steps are numbered without gaps", &number[..4]);
            findings.push(Finding::file(format!("{FOLDER}/{name}"), advice));
        }
        if !list.contains(&format!("\"{name}\"")) {
            findings.push(Finding::file(LIST, format!("add {name} to the list of steps")));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::{super::told, *};

    #[test]
    fn a_step_for_one_engine_a_gap_and_an_unlisted_step_are_found() {
        let tree = Tree::of(&[
            ("crates/store/migrations/0001_main.sqlite.sql", ""),
            ("crates/store/migrations/0001_main.postgres.sql", ""),
            ("crates/store/migrations/0003_visits.sqlite.sql", ""),
            ("crates/store/migrations/notes.txt", ""),
            ("crates/store/src/migrate.rs", "const STEPS: [Pair; 1] = [pair!(\"0001_main\")];"),
        ]);
        expect![[r"
            crates/store/migrations/notes.txt: name it NNNN_name.sqlite.sql or NNNN_name.postgres.sql
            crates/store/migrations/0003_visits.postgres.sql: is missing: the same step for the other engine
            crates/store/migrations/0003_visits: its number should be 0002: steps are numbered without gaps
            crates/store/src/migrate.rs: add 0003_visits to the list of steps
        "]]
        .assert_eq(&told(&pairs(&tree)));
    }
}
