//! What does a text look like inside HTML?

use std::fmt::{Result, Write};

use askama::filters::{self, Escaper};

/// Escapes as askama does, but passes on at once what holds nothing to escape: askama looks at one byte after another,
/// this at sixteen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Html;

impl Escaper for Html {
    fn write_escaped_str<W: Write>(&self, mut dest: W, text: &str) -> Result {
        if is_plain(text.as_bytes()) {
            dest.write_str(text)
        } else {
            filters::Html.write_escaped_str(dest, text)
        }
    }
}

fn is_plain(text: &[u8]) -> bool {
    let Some(last) = text.last_chunk::<16>() else { return specials(text) == 0 };
    let (chunks, _) = text.as_chunks::<16>();
    chunks.iter().all(|chunk| specials(chunk) == 0) && specials(last) == 0
}

/// Not zero if one of the bytes is to be escaped. Without a way out and without choices, so that the compiler compares
/// sixteen at once.
fn specials(text: &[u8]) -> u8 {
    let is = |byte: u8, special: u8| u8::from(byte == special);
    text.iter().fold(0, |found, &byte| {
        found | is(byte, b'"') | is(byte, b'&') | is(byte, b'\'') | is(byte, b'<') | is(byte, b'>')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_askama_escapes_is_escaped_wherever_it_stands() {
        for length in [1, 15, 16, 17, 40] {
            for place in 0..length {
                for byte in 0..=127_u8 {
                    let text: String =
                        (0..length).map(|n| if n == place { char::from(byte) } else { '枫' }).collect();
                    let (mut own, mut theirs) = (String::new(), String::new());
                    Html.write_escaped_str(&mut own, &text).expect("a string takes everything");
                    filters::Html.write_escaped_str(&mut theirs, &text).expect("a string takes everything");
                    assert_eq!(own, theirs);
                }
            }
        }
        let mut shown = String::new();
        Html.write_escaped_str(&mut shown, "<a href=\"x\">'&'</a>").expect("a string takes everything");
        assert_eq!(shown, "&#60;a href=&#34;x&#34;&#62;&#39;&#38;&#39;&#60;/a&#62;");
    }
}
