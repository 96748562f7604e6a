//! What is wrong with a page that a browser or a screen reader would pass on to its reader?

use std::collections::BTreeSet;

use scraper::{ElementRef, Html, Selector};

/// What is wrong with a page: faults a browser or a screen reader would pass on to the reader.
pub fn faults(html: &str, lang: &str) -> Vec<String> {
    let document = Html::parse_document(html);
    let all = |css: &str| -> Vec<ElementRef<'_>> {
        let selector = Selector::parse(css).expect("the selector is well formed");
        document.select(&selector).collect()
    };
    let mut faults: Vec<String> =
        document.errors.iter().map(|error| format!("not well formed: {error}")).collect();
    if all("h1").len() != 1 {
        faults.push(format!("{} h1", all("h1").len()));
    }
    if all("html").first().and_then(|html| html.attr("lang")) != Some(lang) {
        faults.push("the language of the page is not stated".to_owned());
    }
    let ids: Vec<&str> = all("[id]").iter().filter_map(|element| element.attr("id")).collect();
    let known: BTreeSet<&str> = ids.iter().copied().collect();
    if known.len() != ids.len() {
        faults.push(format!("an id stands twice among {ids:?}"));
    }
    for attribute in ["for", "aria-describedby", "aria-labelledby", "popovertarget"] {
        for element in all(&format!("[{attribute}]")) {
            for id in element.attr(attribute).unwrap_or_default().split_whitespace() {
                if !known.contains(id) {
                    faults.push(format!("{attribute} points to nothing: {id}"));
                }
            }
        }
    }
    for link in all("a[href^='#']") {
        let id = link.attr("href").unwrap_or_default().trim_start_matches('#');
        if !known.contains(id) {
            faults.push(format!("a link leads nowhere: #{id}"));
        }
    }
    for field in all("input:not([type=hidden]), select, textarea") {
        let id = field.attr("id").unwrap_or_default();
        let labelled = !id.is_empty() && !all(&format!("label[for='{id}']")).is_empty();
        let wrapped =
            field.ancestors().filter_map(ElementRef::wrap).any(|parent| parent.value().name() == "label");
        if !labelled && !wrapped {
            faults.push(format!("a field has no label: {}", field.attr("name").unwrap_or_default()));
        }
    }
    for form in all("form[method=post]") {
        let csrf = Selector::parse("input[name=csrf]").expect("the selector is well formed");
        if form.select(&csrf).next().is_none() {
            faults.push(format!("a form has no token: {}", form.attr("action").unwrap_or_default()));
        }
    }
    for element in all("button, a, summary") {
        if element.text().all(|text| text.trim().is_empty()) {
            faults.push(format!("nothing to read on {}", element.html()));
        }
    }
    for text in document.root_element().text() {
        if text.split_whitespace().any(looks_like_a_key) {
            faults.push(format!("untranslated: {}", text.trim()));
        }
    }
    for element in all("[style], [onclick], style, script:not([src])") {
        faults.push(format!("the content security policy forbids <{}>", element.value().name()));
    }
    faults
}

/// A key of a sentence instead of the sentence: words joined by hyphens with one of the known beginnings.
fn looks_like_a_key(word: &str) -> bool {
    const BEGINNINGS: [&str; 24] = [
        "account-",
        "act-",
        "case-",
        "centre-",
        "choice-",
        "common-",
        "component-",
        "confirmation-",
        "deadline-",
        "dispute-",
        "document-",
        "event-",
        "flash-",
        "form-",
        "gallery-",
        "intake-",
        "layout-",
        "outcome-",
        "portal-",
        "problem-",
        "refusal-",
        "report-",
        "stage-",
        "turn-",
    ];
    BEGINNINGS.iter().any(|beginning| word.starts_with(beginning)) && word.is_ascii()
}
