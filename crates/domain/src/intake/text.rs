//! How is what somebody typed made clean without changing what it says?

use fengqiao_base::Refusal;

use crate::case::Why;

/// The text as one line: control and direction characters gone, spaces single, ends trimmed. Refuses one that is
/// longer than `longest` characters.
pub(super) fn line(field: &'static str, text: &str, longest: usize) -> Result<String, Refusal> {
    let clean: String = text.chars().filter(|c| c.is_whitespace() || is_visible(*c)).collect();
    let joined = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    within(field, joined, longest)
}

/// The text with its line breaks: at most one empty line in a row, ends trimmed.
pub(super) fn lines(field: &'static str, text: &str, longest: usize) -> Result<String, Refusal> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut clean = String::with_capacity(text.len());
    let mut breaks = 0;
    for c in text.trim().chars() {
        breaks = if c == '\n' { breaks + 1 } else { 0 };
        if (c == '\n' && breaks <= 2) || c == '\t' || is_visible(c) {
            clean.push(c);
        }
    }
    within(field, clean.trim().to_owned(), longest)
}

fn within(field: &'static str, text: String, longest: usize) -> Result<String, Refusal> {
    if text.chars().count() > longest {
        return Err(Why::WordsTooLong.at(field).with("longest", longest));
    }
    Ok(text)
}

/// Not a control character, and none that turns the direction of what follows or hides in it.
fn is_visible(c: char) -> bool {
    !c.is_control()
        && !matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_holds_no_break_and_nothing_invisible() {
        let typed = "  张\u{202e}三\r\n　 李四\u{0}\u{200b} ";
        assert_eq!(line("name", typed, 20).unwrap(), "张三 李四");
        assert_eq!(line("name", &"很".repeat(21), 20).unwrap_err().code, "words-too-long");
    }

    #[test]
    fn a_text_keeps_its_paragraphs() {
        assert_eq!(lines("what", "\n一\r\n\r\n\n\n二\u{7}\t三 ", 20).unwrap(), "一\n\n二\t三");
    }
}
