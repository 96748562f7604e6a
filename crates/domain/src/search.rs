//! Which tokens make a text findable by its words, and which tokens does a search ask for?
//!
//! Chinese is written without spaces, so a run of Han characters is cut into overlapping pairs: 墙面漏水 becomes
//! `墙面 面漏 漏水 水`. A word of two or more characters is then a phrase of its pairs and is found wherever it stands,
//! names like 坣岗 included; one character is found as the beginning of a pair, which is why the last character of a
//! run stands once more by itself. Words in other scripts and numbers are one token each, in lower case.
//!
//! Tokens hold only `a`–`z`, `0`–`9` and the Han characters that every tokenizer knows; any other letter is written as
//! `u` and its number. So both engines keep a token exactly as it is.

use std::fmt::Write as _;

/// The longest word kept whole, in characters.
const LONGEST: usize = 48;
/// The most phrases a search asks for; what is typed beyond is not looked at.
const PHRASES: usize = 8;
/// The most tokens of one phrase.
const PHRASE: usize = 24;
/// A token that ends in this stands for every token that begins so; only [`query`] makes it.
pub const BEGINS: char = '*';

/// A piece of text that belongs together.
enum Run {
    Han(Vec<char>),
    Word(Vec<char>),
}

/// The tokens of a text, separated by one space, in its order; empty if it holds no word.
pub fn tokens(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for run in runs(text) {
        match run {
            Run::Han(chars) => {
                for pair in chars.windows(2) {
                    push(&mut out, pair);
                }
                push(&mut out, &chars[chars.len() - 1..]);
            }
            Run::Word(chars) => push(&mut out, &chars),
        }
    }
    out
}

/// The phrases a search asks for; a text must hold all of them. Empty if nothing was typed that could be found.
/// A token that ends in `*` stands for every token that begins so.
pub fn query(text: &str) -> Vec<Vec<String>> {
    let mut phrases: Vec<Vec<String>> = Vec::new();
    for run in runs(text) {
        let phrase = match run {
            Run::Han(chars) if chars.len() == 1 => vec![format!("{}{BEGINS}", token(&chars))],
            Run::Han(chars) => chars.windows(2).take(PHRASE).map(token).collect(),
            Run::Word(chars) => vec![token(&chars)],
        };
        if !phrases.contains(&phrase) {
            phrases.push(phrase);
        }
        if phrases.len() == PHRASES {
            break;
        }
    }
    phrases
}

/// The part of a token that stands for its first character; the whole of a word of another script, which nobody looks
/// for by its beginning.
pub fn first_of(token: &str) -> &str {
    let mut chars = token.char_indices();
    match chars.next() {
        Some((_, 'u')) => {
            // `u` and its number, up to the next character.
            let end = chars.find(|(_, c)| !c.is_ascii_hexdigit()).map_or(token.len(), |(at, _)| at);
            &token[..end]
        }
        Some((_, c)) if is_ideographic(c) => &token[..c.len_utf8()],
        _ => token,
    }
}

/// Every pair of neighbouring Han characters and every other word of a text, for comparing texts.
pub fn pieces(text: &str) -> impl Iterator<Item = String> {
    runs(text).into_iter().flat_map(|run| match run {
        Run::Han(chars) => chars.windows(2).map(token).collect::<Vec<_>>(),
        Run::Word(chars) => vec![token(&chars)],
    })
}

/// Full-width letters, digits and signs as their ordinary forms, lower case, every kind of space as one.
pub fn folded(text: &str) -> String {
    text.chars().flat_map(fold).collect()
}

fn fold(c: char) -> impl Iterator<Item = char> {
    let plain = match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        c if c.is_whitespace() => ' ',
        '〇' => '零',
        c => c,
    };
    plain.to_lowercase()
}

fn runs(text: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut joins = false;
    for c in text.chars().flat_map(fold) {
        let is_han = is_ideographic(c);
        if !is_han && !c.is_alphanumeric() {
            joins = false;
            continue;
        }
        match runs.last_mut().filter(|_| joins) {
            Some(Run::Han(chars)) if is_han => chars.push(c),
            Some(Run::Word(chars)) if !is_han => {
                if chars.len() < LONGEST {
                    chars.push(c);
                }
            }
            _ => runs.push(if is_han { Run::Han(vec![c]) } else { Run::Word(vec![c]) }),
        }
        joins = true;
    }
    runs
}

/// Scripts written without spaces: Han, kana.
fn is_ideographic(c: char) -> bool {
    matches!(c as u32,
        0x3005..=0x3007 | 0x3040..=0x30FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}

/// Characters that every tokenizer of either engine takes for a letter or a digit.
fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '\u{4E00}'..='\u{9FA5}')
}

fn token(chars: &[char]) -> String {
    let mut out = String::new();
    spell(&mut out, chars);
    out
}

fn push(out: &mut String, chars: &[char]) {
    if !out.is_empty() {
        out.push(' ');
    }
    spell(out, chars);
}

fn spell(out: &mut String, chars: &[char]) {
    for c in chars {
        if is_plain(*c) {
            out.push(*c);
        } else {
            write!(out, "u{:x}", *c as u32).expect("a text takes what is written");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a text holds what is asked for, as the engines decide it.
    fn finds(text: &str, asked: &str) -> bool {
        let tokens = tokens(text);
        let tokens: Vec<&str> = tokens.split(' ').collect();
        let is = |token: &str, wanted: &str| match wanted.strip_suffix(BEGINS) {
            Some(begin) => token.starts_with(begin),
            None => token == wanted,
        };
        let phrases = query(asked);
        !phrases.is_empty()
            && phrases.iter().all(|phrase| {
                tokens
                    .windows(phrase.len())
                    .any(|at| at.iter().zip(phrase).all(|(token, wanted)| is(token, wanted)))
            })
    }

    #[test]
    fn a_text_becomes_pairs_and_words() {
        assert_eq!(tokens("墙面漏水，找3栋WiFi。"), "墙面 面漏 漏水 水 找 3 栋 wifi");
        assert_eq!(tokens("  ！？ "), "");
        assert_eq!(query("漏水"), [["漏水"]]);
        assert_eq!(query("上川社区 漏水"), [vec!["上川", "川社", "社区"], vec!["漏水"]]);
        assert_eq!(query("水"), [["水*"]]);
        assert_eq!(query("。、 "), Vec::<Vec<String>>::new());
    }

    #[test]
    fn a_word_of_two_characters_is_found_wherever_it_stands() {
        let text = "楼上住户卫生间漏水到我家客厅";
        assert!(finds(text, "漏水") && finds(text, "卫生间") && finds(text, "客厅 漏水"));
        assert!(!finds(text, "水漏") && !finds(text, "漏电") && !finds(text, "漏水 电梯"));
    }

    #[test]
    fn one_character_is_found_at_every_place_of_a_run() {
        assert!(["漏", "水", "管"].iter().all(|one| finds("漏水管", one)));
        assert!(!finds("漏水管", "道"));
    }

    #[test]
    fn a_token_begins_with_what_its_first_character_is_asked_by() {
        for text in ["漏水管", "水", "𠮷野家", "上𠮷", "かな", "䶮"] {
            let first = text.chars().next().unwrap().to_string();
            let asked = query(&first).concat().concat();
            let begins = tokens(text);
            assert_eq!(format!("{}*", first_of(begins.split(' ').next().unwrap())), asked, "{text}");
        }
        assert_eq!(["3栋", "wifi", "ab12"].map(first_of), ["3栋", "wifi", "ab12"]);
    }

    #[test]
    fn rare_names_and_wide_letters_are_found() {
        assert!(finds("坣岗社区", "坣岗") && finds("找䶮先生", "䶮") && finds("𠮷野家", "𠮷野"));
        assert!(finds("订单ＡＢ１２号", "ab12") && finds("invoice AB12", "Ａｂ１２"));
        assert!(finds("二〇二六年", "二零二六"));
        assert!(finds("Жалоба на шум", "ЖАЛОБА") && !finds("Жалоба", "жал"));
    }

    #[test]
    fn tokens_survive_every_tokenizer_and_hold_no_quote() {
        let hostile = "'\"; DROP TABLE words; -- \u{0} é 𠮷 ไทย (((*:* <-> AND NEAR/2 \u{202e}漏\u{300}水";
        for token in tokens(hostile).split(' ').chain(query(hostile).concat().iter().map(String::as_str)) {
            let token = token.strip_suffix(BEGINS).unwrap_or(token);
            assert!(!token.is_empty() && token.chars().all(is_plain), "{token}");
        }
        assert_eq!(query(&"漏水 墙".repeat(500)).len(), 3);
        assert!(query(&"很长的一句话".repeat(500))[0].len() <= PHRASE);
        assert!(tokens(&"x".repeat(5000)).len() <= LONGEST);
    }
}
