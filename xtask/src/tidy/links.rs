//! Does a link in a document lead to a file that is there?

use super::{Finding, tree::Tree};

/// Every link to a place in the repository names a file or folder there is, and a heading there is.
pub(super) fn resolve(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in tree.ending(&[".md"]) {
        for (index, target) in links(text) {
            let (file, heading) = target.split_once('#').unwrap_or((target, ""));
            let wanted = if file.is_empty() { path.to_owned() } else { join(path, file) };
            if !tree.has(&wanted) {
                findings.push(Finding::line(
                    path,
                    index,
                    format!("no such file: {wanted}; correct the link"),
                ));
            } else if !heading.is_empty()
                && tree.text(&wanted).is_some_and(|text| !headings(text).any(|known| known == heading))
            {
                let advice = format!("no heading #{heading} in {wanted}; correct the link");
                findings.push(Finding::line(path, index, advice));
            }
        }
    }
    findings
}

/// The targets of the links that stay in the repository, with their lines (from zero).
fn links(text: &str) -> Vec<(usize, &str)> {
    prose(text)
        .flat_map(|(index, line)| {
            line.match_indices("](").filter_map(move |(at, found)| {
                let rest = &line[at + found.len()..];
                let target = rest[..rest.find(')')?].split_whitespace().next()?;
                let outside = target.contains("://") || target.starts_with("mailto:");
                (!outside).then_some((index, target))
            })
        })
        .collect()
}

/// The names that headings have as link targets: lower case, hyphens for spaces, no punctuation.
fn headings(text: &str) -> impl Iterator<Item = String> {
    prose(text).filter(|(_, line)| line.starts_with('#')).map(|(_, line)| {
        line.trim_start_matches('#')
            .trim()
            .to_lowercase()
            .chars()
            .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
            .map(|c| if c == ' ' { '-' } else { c })
            .collect()
    })
}

/// The lines outside code blocks.
fn prose(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut in_code = false;
    text.lines().enumerate().filter(move |(_, line)| {
        let fence = line.trim_start().starts_with("```");
        in_code ^= fence;
        !in_code && !fence
    })
}

/// `docs/howto/../style/rust.md` as `docs/style/rust.md`.
fn join(from: &str, to: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in to.trim_end_matches('/').split('/') {
        match part {
            "." | "" => {}
            ".." => _ = parts.pop(),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::{super::told, *};

    #[test]
    fn dead_links_and_dead_headings_are_found_and_code_is_left_alone() {
        let tree = Tree::of(&[
            (
                "docs/howto/screen.md",
                "# A screen\n[rules](../style/rust.md#names-of-things) [self](#a-screen) [out](https://example.org/x)\n\
                 [gone](../style/gone.md) [no heading](../style/rust.md#nothing) [folder](../style/)\n\
                 ```\n[in code](nowhere.md)\n```\n",
            ),
            ("docs/style/rust.md", "## Names, of things\n"),
        ]);
        expect![[r"
            docs/howto/screen.md:3: no such file: docs/style/gone.md; correct the link
            docs/howto/screen.md:3: no heading #nothing in docs/style/rust.md; correct the link
        "]]
        .assert_eq(&told(&resolve(&tree)));
    }
}
