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
    let (chunks, rest) = text.as_chunks::<16>();
    // No way out of the loop over a chunk: so the compiler compares all its bytes at once.
    !chunks.iter().any(|chunk| chunk.iter().fold(false, |found, byte| found | is_special(*byte)))
        && !rest.iter().any(|byte| is_special(*byte))
}

fn is_special(byte: u8) -> bool {
    matches!(byte, b'"' | b'&' | b'\'' | b'<' | b'>')
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
