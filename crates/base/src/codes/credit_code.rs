//! Is this a unified social credit code (GB 32100), and who registered its holder?
//!
//! One character of the registering department, one of the kind of organisation, six digits of the division, nine
//! characters of the organisation, one check character (modulo 31). The letters I, O, S, V and Z do not occur.

use super::{CodeFault, all, as_written, is_province, long};

const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// A credit code that is written correctly.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CreditCode(String);

/// The department that registered an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Department {
    /// 1 机构编制
    Establishment,
    /// 2 外交
    ForeignAffairs,
    /// 3 司法行政
    Justice,
    /// 4 文化
    Culture,
    /// 5 民政
    CivilAffairs,
    /// 6 旅游
    Tourism,
    /// 7 宗教
    Religion,
    /// 8 工会
    TradeUnion,
    /// 9 工商
    Commerce,
    /// A 军委
    Military,
    /// N 农业
    Agriculture,
    /// Y 其他
    Other,
}

impl Department {
    /// The department of a first character.
    fn of(character: u8) -> Option<Self> {
        match character {
            b'1' => Some(Self::Establishment),
            b'2' => Some(Self::ForeignAffairs),
            b'3' => Some(Self::Justice),
            b'4' => Some(Self::Culture),
            b'5' => Some(Self::CivilAffairs),
            b'6' => Some(Self::Tourism),
            b'7' => Some(Self::Religion),
            b'8' => Some(Self::TradeUnion),
            b'9' => Some(Self::Commerce),
            b'A' => Some(Self::Military),
            b'N' => Some(Self::Agriculture),
            b'Y' => Some(Self::Other),
            _ => None,
        }
    }
}

impl CreditCode {
    /// Reads a code; full-width characters and small letters are understood.
    ///
    /// # Errors
    /// What is wrong with it; the first fault from the left, the check character last.
    pub fn parse(text: &str) -> Result<Self, CodeFault> {
        let text = as_written(text);
        long(&text, 18)?;
        all(&text, |at, c| {
            let in_division = (2..8).contains(&at);
            if in_division { c.is_ascii_digit() } else { value(c).is_some() }
        })?;
        if Department::of(text.as_bytes()[0]).is_none() {
            return Err(CodeFault::UnknownDepartment);
        }
        // 10: registered with the state itself.
        if !is_province(&text[2..4]) && &text[2..4] != "10" {
            return Err(CodeFault::UnknownProvince);
        }
        if text.as_bytes()[17] != check_character(&text[..17]) {
            return Err(CodeFault::WrongCheckDigit);
        }
        Ok(Self(text))
    }

    /// The code, as the standard writes it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Who registered it.
    pub fn department(&self) -> Department {
        Department::of(self.0.as_bytes()[0]).expect("parse refuses an unknown department")
    }

    /// The division in which it is registered.
    pub fn division(&self) -> &str {
        &self.0[2..8]
    }

    /// The nine characters of the organisation (组织机构代码).
    pub fn organisation(&self) -> &str {
        &self.0[8..17]
    }
}

fn value(c: char) -> Option<usize> {
    ALPHABET.iter().position(|letter| char::from(*letter) == c)
}

/// The check character of seventeen characters.
fn check_character(text: &str) -> u8 {
    const WEIGHTS: [usize; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
    let sum: usize = text.chars().zip(WEIGHTS).map(|(c, weight)| value(c).unwrap_or_default() * weight).sum();
    ALPHABET[(31 - sum % 31) % 31]
}

#[cfg(test)]
mod tests {
    use super::*;

    const VECTOR: &str = "91350100M000100Y43";

    fn reason(text: &str) -> &'static str {
        CreditCode::parse(text).map_or_else(CodeFault::reason, |_| "valid")
    }

    fn checked(seventeen: &str) -> String {
        format!("{seventeen}{}", char::from(check_character(seventeen)))
    }

    #[test]
    fn the_published_code_is_right() {
        let code = CreditCode::parse(VECTOR).unwrap();
        assert_eq!(code.department(), Department::Commerce);
        assert_eq!((code.division(), code.organisation()), ("350100", "M000100Y4"));
        assert_eq!(CreditCode::parse(" ９1350100m000100y43").unwrap(), code);
    }

    #[test]
    fn each_fault_has_its_reason() {
        let table = [
            ("", "wrong-length"),
            ("91350100M000100Y4", "wrong-length"),
            ("9135O100M000100Y43", "wrong-character"),
            ("91350100I000100Y43", "wrong-character"),
            ("91350100M000100Y4Z", "wrong-character"),
            ("9135A100M000100Y43", "wrong-character"),
            ("91350100M000100Y44", "wrong-check-digit"),
        ];
        for (text, expected) in table {
            assert_eq!(reason(text), expected, "{text}");
        }
        let built = [
            ("01350100M000100Y4", "unknown-department"),
            ("B1350100M000100Y4", "unknown-department"),
            ("91990100M000100Y4", "unknown-province"),
            ("91100000M000100Y4", "valid"),
            ("12440306M000100Y4", "valid"),
        ];
        for (seventeen, expected) in built {
            assert_eq!(reason(&checked(seventeen)), expected, "{seventeen}");
        }
    }

    #[test]
    fn all_twelve_departments_are_known() {
        let known = "123456789ANY".chars().map(|first| checked(&format!("{first}1440306M000100Y4")));
        let departments: std::collections::HashSet<_> =
            known.map(|code| CreditCode::parse(&code).unwrap().department()).collect();
        assert_eq!(departments.len(), 12);
    }

    #[test]
    fn no_change_of_one_character_passes() {
        for at in 0..18 {
            for letter in ALPHABET {
                let mut bytes = VECTOR.as_bytes().to_vec();
                if bytes[at] == *letter {
                    continue;
                }
                bytes[at] = *letter;
                let changed = String::from_utf8(bytes).unwrap();
                assert_ne!(reason(&changed), "valid", "{changed}");
            }
        }
    }
}
