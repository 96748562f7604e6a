//! What does a document say, read back from its bytes?

use fengqiao_base::Day;
use fengqiao_paper::{Press, PressConfig, Printed};
use lopdf::Document;
use serde_json::Value;
use std::sync::LazyLock;
use time::macros::date;

pub(crate) const DAY: Day = date!(2026 - 10 - 20);

/// One press for all tests, as the server has one.
pub(crate) static PRESS: LazyLock<Press> = LazyLock::new(|| Press::new(PressConfig::default()));

pub(crate) fn print(form: &str, values: &Value) -> Printed {
    PRESS.print(form, values, DAY).unwrap_or_else(|error| panic!("{form}: {error}"))
}

/// The text of every page, without the spaces between words and lines.
pub(crate) fn pages_of(pdf: &[u8]) -> Vec<String> {
    let document = Document::load_mem(pdf).expect("the document can be opened");
    let numbers: Vec<u32> = document.get_pages().into_keys().collect();
    numbers
        .into_iter()
        .map(|number| {
            let text = document.extract_text(&[number]).expect("the text can be read");
            text.chars().filter(|letter| !letter.is_whitespace()).collect()
        })
        .collect()
}

pub(crate) fn text_of(pdf: &[u8]) -> String {
    pages_of(pdf).concat()
}
