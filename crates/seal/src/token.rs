//! How is a word found whose letters nobody may read?
//!
//! A token of the search becomes twelve letters: six from its first character, six from the whole of it. Who searches
//! for one character asks for every token that begins with its six letters. Order is kept, so phrases still match.

use crate::{DataKey, suite::Mac};

/// Letters of each half.
const HALF: usize = 6;

/// The letters of tokens. Equal tokens have equal letters; that is what makes them findable, and what they give away.
#[derive(Clone)]
pub struct Tokens {
    first: Mac,
    whole: Mac,
}

impl Tokens {
    /// Tokens under a secret of this key.
    pub fn new(key: &DataKey) -> Self {
        let mac = |purpose| Mac::new(key.suite(), key.derive(purpose).as_ref());
        Self { first: mac("token first"), whole: mac("token whole") }
    }

    /// Writes the token `whole`, which begins with the character `first`.
    pub fn spell(&self, out: &mut String, first: &str, whole: &str) {
        self.begin(out, first);
        letters(out, &self.whole, whole);
    }

    /// Writes how every token begins whose first character is `first`.
    pub fn begin(&self, out: &mut String, first: &str) {
        letters(out, &self.first, first);
    }
}

fn letters(out: &mut String, mac: &Mac, text: &str) {
    let digest = mac.of(&[text.as_bytes()]);
    let mut number = u64::from_be_bytes(*digest.first_chunk().expect("a digest has 32 bytes"));
    for _ in 0..HALF {
        out.push(char::from(b'a' + u8::try_from(number % 26).expect("less than 26")));
        number /= 26;
    }
}
