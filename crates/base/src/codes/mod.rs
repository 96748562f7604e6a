//! Is this number written as its standard asks, and what does it say of itself?
//!
//! | file | question |
//! | --- | --- |
//! | `id_number` | is this a citizen identity number (GB 11643)? |
//! | `credit_code` | is this a unified social credit code (GB 32100)? |
//! | `division` | is this a division code of 12 digits (GB/T 2260, GB/T 10114)? |
//!
//! A number that passes is written correctly; that it was ever given to anybody, no check can say. Division codes that
//! were given up are accepted, for people keep their numbers.

mod credit_code;
mod division;
mod id_number;

use std::fmt;

use crate::refusal::Refusal;

pub use self::{
    credit_code::{CreditCode, Department},
    division::{Committee, Division, DivisionLevel, StreetKind},
    id_number::{Holder, IdNumber, Sex},
};

/// What is wrong with a number. It never holds the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeFault {
    /// It has not as many characters as it must.
    WrongLength {
        /// How many it must have.
        expected: usize,
        /// How many it has.
        found: usize,
    },
    /// A character stands where another kind must stand.
    WrongCharacter {
        /// The place, counted from 1.
        place: usize,
    },
    /// An identity number of 15 digits, no longer valid since 2013.
    OldIdNumber,
    /// The first digits name no province.
    UnknownProvince,
    /// The digits of the birth date are no date.
    BirthNotADate,
    /// The birth date is after today.
    BirthInFuture,
    /// The registering department does not exist.
    UnknownDepartment,
    /// The last character does not fit the others: one of them is mistyped.
    WrongCheckDigit,
    /// A lower level is filled while the one above it is empty.
    LevelGap,
    /// No street, town or township has such a number.
    UnknownStreetKind,
    /// No residents' or villagers' committee has such a number.
    UnknownCommitteeKind,
}

impl CodeFault {
    /// One of each kind.
    pub const ALL: [CodeFault; 11] = [
        CodeFault::WrongLength { expected: 18, found: 17 },
        CodeFault::WrongCharacter { place: 1 },
        CodeFault::OldIdNumber,
        CodeFault::UnknownProvince,
        CodeFault::BirthNotADate,
        CodeFault::BirthInFuture,
        CodeFault::UnknownDepartment,
        CodeFault::WrongCheckDigit,
        CodeFault::LevelGap,
        CodeFault::UnknownStreetKind,
        CodeFault::UnknownCommitteeKind,
    ];

    /// The stable word for it.
    pub fn reason(self) -> &'static str {
        match self {
            Self::WrongLength { .. } => "wrong-length",
            Self::WrongCharacter { .. } => "wrong-character",
            Self::OldIdNumber => "old-id-number",
            Self::UnknownProvince => "unknown-province",
            Self::BirthNotADate => "birth-not-a-date",
            Self::BirthInFuture => "birth-in-future",
            Self::UnknownDepartment => "unknown-department",
            Self::WrongCheckDigit => "wrong-check-digit",
            Self::LevelGap => "level-gap",
            Self::UnknownStreetKind => "unknown-street-kind",
            Self::UnknownCommitteeKind => "unknown-committee-kind",
        }
    }

    /// The refusal of a form; its sentence is `refusal-code-<reason>`.
    pub fn refusal(self) -> Refusal {
        match self {
            Self::WrongLength { expected, found } => {
                Refusal::new("code-wrong-length").with("expected", expected).with("found", found)
            }
            Self::WrongCharacter { place } => Refusal::new("code-wrong-character").with("place", place),
            Self::OldIdNumber => Refusal::new("code-old-id-number").law("居民身份证法 第二十三条"),
            Self::UnknownProvince => Refusal::new("code-unknown-province"),
            Self::BirthNotADate => Refusal::new("code-birth-not-a-date"),
            Self::BirthInFuture => Refusal::new("code-birth-in-future"),
            Self::UnknownDepartment => Refusal::new("code-unknown-department"),
            Self::WrongCheckDigit => Refusal::new("code-wrong-check-digit"),
            Self::LevelGap => Refusal::new("code-level-gap"),
            Self::UnknownStreetKind => Refusal::new("code-unknown-street-kind"),
            Self::UnknownCommitteeKind => Refusal::new("code-unknown-committee-kind"),
        }
    }
}

impl fmt::Display for CodeFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.reason())
    }
}

impl std::error::Error for CodeFault {}

/// The number as the standard writes it: without blanks around it, half-width, capital letters. Chinese keyboards type
/// full-width digits, and many people a small x.
fn as_written(text: &str) -> String {
    text.trim().chars().map(half_width).map(|c| c.to_ascii_uppercase()).collect()
}

/// The half-width form of a full-width character.
pub(crate) fn half_width(c: char) -> char {
    match u32::from(c) {
        code @ 0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0).unwrap_or(c),
        0x3000 => ' ',
        _ => c,
    }
}

/// The first character that is wrong, if there is one.
fn all(text: &str, is_right: impl Fn(usize, char) -> bool) -> Result<(), CodeFault> {
    match text.chars().enumerate().find(|(at, c)| !is_right(*at, *c)) {
        Some((at, _)) => Err(CodeFault::WrongCharacter { place: at + 1 }),
        None => Ok(()),
    }
}

/// Exactly so many characters.
fn long(text: &str, expected: usize) -> Result<(), CodeFault> {
    match text.chars().count() {
        found if found == expected => Ok(()),
        found => Err(CodeFault::WrongLength { expected, found }),
    }
}

/// Whether GB/T 2260 knows a province, region or municipality of these two digits.
fn is_province(digits: &str) -> bool {
    const FIRST_OF_REGION: [(u8, std::ops::RangeInclusive<u8>); 7] =
        [(1, 1..=5), (2, 1..=3), (3, 1..=7), (4, 1..=6), (5, 0..=4), (6, 1..=5), (7, 1..=1)];
    match digits.as_bytes() {
        [region @ b'0'..=b'9', rest @ b'0'..=b'9'] => FIRST_OF_REGION
            .iter()
            .any(|(first, provinces)| region - b'0' == *first && provinces.contains(&(rest - b'0'))),
        _ => false,
    }
}
