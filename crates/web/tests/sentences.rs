//! Does every sentence exist in both languages, and is every one of them used?
//!
//! Reads the translations, the templates and the sources of the whole workspace.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use fluent_syntax::{
    ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey},
    parser::parse,
};

const LANGUAGES: [&str; 2] = ["zh-CN", "en"];

/// Beginnings of keys that are put together while running, and from what. A key with such a beginning counts as
/// used; whoever adds one says what supplies the rest.
const PUT_TOGETHER: &[(&str, &str)] = &[
    ("act-", "domain::case::ActKind: its code, and a field of it"),
    ("agreement-state-", "domain::agreement::AgreementState::code"),
    ("case-origin-", "domain::case::Origin::code"),
    ("api-op-", "the names of the operations in server::api::table"),
    ("api-param-", "the names of their parameters"),
    ("api-tag-", "the groups of the operations"),
    ("choice-", "the lists of domain::codes: list and code, by codes::key"),
    ("common-duty-", "base::Duty::code"),
    ("common-street-", "the last digits of a street's code in data/divisions-baoan.csv"),
    ("confirmation-state-", "domain::confirmation::Confirmation::code"),
    ("dispute-type-", "the codes of data/dispute-types.csv"),
    ("event-", "domain::case::Fact::kind"),
    ("form-", "domain::case::forms::FormKind, by codes::key"),
    ("gallery-", "sample texts of the gallery of components, which tests compile and the program does not"),
    ("flash-intake-", "domain::intake::ActKind, by server::intake::acts"),
    ("intake-help-", "domain::intake::Urgency::code"),
    ("intake-notice-", "the parts of the notice on personal data, listed in templates/intake/parts.html"),
    ("item-state-", "domain::agreement::ItemState::code"),
    ("notify-pace-", "the choices of server::notify::choose"),
    ("notify-sent-", "domain::notify::Occasion, by server::notify::deliver"),
    ("notify-told-", "domain::notify::Occasion, by server::notify::pages"),
    ("portal-about-", "the sections of server::portal::texts"),
    ("portal-accessibility-", "the sections of server::portal::texts"),
    ("portal-privacy-", "the sections of server::portal::texts"),
    ("outcome-", "domain::case::Outcome, by codes::key"),
    ("route-", "domain::case::Route, by codes::key"),
    ("stage-", "domain::case::Stage::code"),
    ("turn-what-", "domain::case::Turn::what"),
    ("turn-who-", "domain::case::Turn::who"),
];

/// Key (`word-screen-thing` or `word-screen-thing.attribute`) to the variables its sentence shows.
type Sentences = BTreeMap<String, BTreeSet<String>>;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut found = Vec::new();
    for path in entries.map(|entry| entry.expect("the folder can be read").path()) {
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.extension().is_some_and(|extension| extension == ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{} cannot be read: {error}", path.display()))
}

fn shown_in(pattern: &Pattern<String>, shown: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            match expression {
                Expression::Inline(inline) => shown_inline(inline, shown),
                // What only chooses between forms is not shown: Chinese needs no plural. Numbers that have a form each
                // are: 第一季度.
                Expression::Select { selector, variants } => {
                    let is_numbered =
                        variants.iter().any(|one| matches!(one.key, VariantKey::NumberLiteral { .. }));
                    if is_numbered {
                        shown_inline(selector, shown);
                    }
                    for variant in variants {
                        shown_in(&variant.value, shown);
                    }
                }
            }
        }
    }
}

fn shown_inline(inline: &InlineExpression<String>, shown: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            shown.insert(id.name.clone());
        }
        InlineExpression::Placeable { expression } => {
            if let Expression::Inline(inline) = expression.as_ref() {
                shown_inline(inline, shown);
            }
        }
        _ => {}
    }
}

/// The sentences of a language, and what is wrong with its files.
fn sentences(language: &str) -> (Sentences, Vec<String>) {
    let mut sentences = Sentences::new();
    let mut wrong = Vec::new();
    for path in files(&root().join("translations").join(language), "ftl") {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let file = format!("{language}/{stem}.ftl");
        // What a word refuses and announces may stand with the word's other sentences.
        let own = [format!("{}-", stem.replace('_', "-")), "refusal-".to_owned(), "flash-".to_owned()];
        let resource = match parse(read(&path)) {
            Ok(resource) => resource,
            Err((resource, errors)) => {
                wrong.extend(errors.iter().map(|error| format!("{file}: {error}")));
                resource
            }
        };
        for entry in resource.body {
            let Entry::Message(message) = entry else { continue };
            let key = message.id.name;
            if !own.iter().any(|beginning| key.starts_with(beginning)) {
                wrong.push(format!("{file}: {key} does not begin with {}", own[0]));
            }
            let mut add = |key: String, pattern: &Pattern<String>| {
                let mut shown = BTreeSet::new();
                shown_in(pattern, &mut shown);
                if sentences.insert(key.clone(), shown).is_some() {
                    wrong.push(format!("{file}: {key} stands twice"));
                }
            };
            for attribute in &message.attributes {
                add(format!("{key}.{}", attribute.id.name), &attribute.value);
            }
            if let Some(value) = &message.value {
                add(key, value);
            }
        }
    }
    (sentences, wrong)
}

/// The texts between quotation marks on a line of Rust or of a template tag.
fn literals(line: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = line;
    while let Some(start) = rest.find('"') {
        if rest[..start].ends_with('\'') {
            rest = &rest[start + 1..];
            continue;
        }
        let text = &rest[start + 1..];
        let mut escaped = false;
        let end = text.char_indices().find(|(_, c)| {
            let ends = *c == '"' && !escaped;
            escaped = *c == '\\' && !escaped;
            ends
        });
        let Some((end, _)) = end else { break };
        found.push(&text[..end]);
        rest = &text[end + 1..];
    }
    found
}

/// The parts of a template between `{{ }}` and `{% %}`.
fn tags(template: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for (open, close) in [("{{", "}}"), ("{%", "%}")] {
        let mut rest = template;
        while let Some(start) = rest.find(open) {
            let Some(length) = rest[start..].find(close) else { break };
            found.push(&rest[start + 2..start + length]);
            rest = &rest[start + length + 2..];
        }
    }
    found
}

fn looks_like_a_key(text: &str) -> bool {
    let (key, attribute) = text.split_once('.').unwrap_or((text, "a"));
    let word =
        |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    key.contains('-')
        && key.starts_with(|c: char| c.is_ascii_lowercase())
        && key.split('-').all(word)
        && word(attribute)
}

/// What templates and sources say about keys.
#[derive(Default)]
struct Uses {
    /// Every literal.
    literals: BTreeSet<String>,
    /// Keys that are asked for, and where.
    asked: BTreeMap<String, String>,
    /// Beginnings that are completed while running, and where.
    begun: BTreeMap<String, String>,
    /// Codes of refusals, and where.
    refusals: BTreeMap<String, String>,
}

const ASKING: [&str; 4] = [".t(", ".ta(", ".find(", ".attr("];

fn uses(words: &BTreeSet<String>) -> Uses {
    let mut uses = Uses::default();
    let root = root();
    let short = |path: &Path| path.strip_prefix(&root).unwrap_or(path).display().to_string();
    for path in files(&root.join("crates/server/templates"), "html") {
        let text = read(&path);
        for tag in tags(&text) {
            for literal in literals(tag) {
                uses.literals.insert(literal.to_owned());
                let word = literal.split('-').next().unwrap_or_default();
                if looks_like_a_key(literal) && words.contains(word) {
                    uses.asked.insert(literal.to_owned(), short(&path));
                }
            }
            note_calls(tag, &short(&path), &mut uses);
        }
    }
    for crate_folder in fs::read_dir(root.join("crates")).expect("the crates can be listed").flatten() {
        for path in files(&crate_folder.path().join("src"), "rs") {
            let text = read(&path);
            // Tests may ask for keys that nobody wrote.
            let text = text.split("#[cfg(test)]").next().unwrap_or_default();
            for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
                uses.literals.extend(literals(line).into_iter().map(str::to_owned));
            }
            let code: String = text
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"))
                .collect::<Vec<_>>()
                .join("\n");
            note_calls(&code, &short(&path), &mut uses);
        }
    }
    uses
}

fn note_calls(code: &str, place: &str, uses: &mut Uses) {
    let first_literal = |after: &str| {
        let after = after.trim_start().trim_start_matches('&');
        after.starts_with('"').then(|| literals(after).first().map(|text| (*text).to_owned())).flatten()
    };
    for call in ASKING {
        for (at, _) in code.match_indices(call) {
            let Some(key) = first_literal(&code[at + call.len()..]) else { continue };
            if looks_like_a_key(&key) {
                uses.asked.insert(key, place.to_owned());
            }
        }
    }
    for (at, call) in code.match_indices(".code(") {
        if let Some(prefix) = first_literal(&code[at + call.len()..]) {
            uses.begun.insert(format!("{prefix}-"), place.to_owned());
        }
    }
    for (at, call) in code.match_indices("format!(") {
        let Some(text) = first_literal(&code[at + call.len()..]) else { continue };
        let Some((begun, _)) = text.split_once('{') else { continue };
        if begun.strip_suffix('-').is_some_and(|key| looks_like_a_key(&format!("{key}-x"))) {
            uses.begun.insert(begun.to_owned(), place.to_owned());
        }
    }
    for (at, call) in code.match_indices("Refusal::new(") {
        if let Some(refusal) = first_literal(&code[at + call.len()..]) {
            uses.refusals.insert(refusal, place.to_owned());
        }
    }
}

#[test]
fn both_languages_hold_the_same_sentences_with_the_same_values() {
    let [(chinese, mut wrong), (english, more)] = LANGUAGES.map(sentences);
    wrong.extend(more);
    for (key, shown) in &chinese {
        match english.get(key) {
            None => wrong.push(format!("{key} is missing in English")),
            Some(other) if other != shown => {
                wrong.push(format!("{key} shows {shown:?} in Chinese, {other:?} in English"));
            }
            Some(_) => {}
        }
    }
    wrong.extend(
        english
            .keys()
            .filter(|key| !chinese.contains_key(*key))
            .map(|key| format!("{key} is missing in Chinese")),
    );
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_sentence_that_is_asked_for_exists() {
    let (known, _) = sentences(LANGUAGES[0]);
    let uses = uses(&words(&known));
    let mut missing: Vec<String> = Vec::new();
    for (key, place) in &uses.asked {
        // An attribute such as `.hint` may be asked for where some keys carry it and some do not.
        let key_only = key.split('.').next().unwrap_or_default();
        let is_beginning = uses.begun.contains_key(&format!("{key}-"));
        if !known.contains_key(key) && !known.contains_key(key_only) && !is_beginning {
            missing.push(format!("{key} ({place})"));
        }
    }
    for (begun, place) in &uses.begun {
        let word = begun.split('-').next().unwrap_or_default();
        if words(&known).contains(word) && !known.keys().any(|key| key.starts_with(begun)) {
            missing.push(format!("{begun}… ({place})"));
        }
    }
    for (code, place) in &uses.refusals {
        if !known.contains_key(&format!("refusal-{code}")) {
            missing.push(format!("refusal-{code} ({place})"));
        }
    }
    assert!(missing.is_empty(), "\n{}", missing.join("\n"));
}

#[test]
fn every_sentence_is_used() {
    let (known, _) = sentences(LANGUAGES[0]);
    let uses = uses(&words(&known));
    let is_used = |key: &str| {
        let code_of =
            |beginning: &str| key.strip_prefix(beginning).is_some_and(|code| uses.literals.contains(code));
        let begun = uses.begun.keys().filter(|begun| !["refusal-", "flash-"].contains(&begun.as_str()));
        uses.literals.contains(key)
            || code_of("refusal-")
            || code_of("flash-")
            || begun.into_iter().any(|begun| key.starts_with(begun))
            || PUT_TOGETHER.iter().any(|(beginning, _)| key.starts_with(beginning))
    };
    let unused: Vec<&str> = known
        .keys()
        .map(|key| key.split('.').next().unwrap_or_default())
        .filter(|key| !is_used(key))
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    assert!(unused.is_empty(), "nobody asks for:\n{}", unused.join("\n"));
}

/// The first words of all keys: what a literal must begin with to be taken for a key.
fn words(known: &Sentences) -> BTreeSet<String> {
    known.keys().filter_map(|key| key.split('-').next()).map(str::to_owned).collect()
}
