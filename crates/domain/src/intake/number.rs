//! How is a request numbered, and how is a number read that somebody typed?

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::search::folded;

/// The number of a request, and of the case opened from it: `440306-2026-000123`.
///
/// The division of the district, the year it was filed in China, and a sequence that never repeats, so that the
/// sequence alone would do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequestNumber {
    division: u32,
    year: u16,
    sequence: i64,
}

/// What is no number of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a number of a request")]
pub struct NotANumber;

/// The longest sequence, in digits.
const LONGEST: usize = 12;

impl RequestNumber {
    /// The number of the `sequence`th request, filed in `year` in the district with this six-digit `division`.
    pub fn new(division: u32, year: i32, sequence: i64) -> Result<Self, NotANumber> {
        let year = u16::try_from(year).map_err(|_| NotANumber)?;
        let holds = (110_000..1_000_000).contains(&division)
            && (2020..2200).contains(&year)
            && (1..1_000_000_000_000).contains(&sequence);
        if holds { Ok(Self { division, year, sequence }) } else { Err(NotANumber) }
    }

    /// The six-digit division of the district.
    pub fn division(self) -> u32 {
        self.division
    }

    /// The year in which it was filed.
    pub fn year(self) -> i32 {
        i32::from(self.year)
    }

    /// The sequence: the key of the request, its parties, its words and its case.
    pub fn sequence(self) -> i64 {
        self.sequence
    }
}

impl fmt::Display for RequestNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:06}-{:04}-{:06}", self.division, self.year, self.sequence)
    }
}

impl FromStr for RequestNumber {
    type Err = NotANumber;

    /// Takes full-width digits, any dash or none, and spaces; nothing else beside the digits, and a sequence only as
    /// it is written.
    fn from_str(text: &str) -> Result<Self, NotANumber> {
        let mut digits = String::new();
        for c in folded(text).chars() {
            match c {
                '0'..='9' if digits.len() < 10 + LONGEST => digits.push(c),
                ' ' | '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{30FC}' => {}
                _ => return Err(NotANumber),
            }
        }
        if digits.len() < 16 {
            return Err(NotANumber);
        }
        let (division, rest) = digits.split_at(6);
        let (year, sequence) = rest.split_at(4);
        if sequence.len() > 6 && sequence.starts_with('0') {
            return Err(NotANumber);
        }
        let number = |text: &str| text.parse::<i64>().map_err(|_| NotANumber);
        let division = u32::try_from(number(division)?).map_err(|_| NotANumber)?;
        let year = i32::try_from(number(year)?).map_err(|_| NotANumber)?;
        Self::new(division, year, number(sequence)?)
    }
}

impl Serialize for RequestNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for RequestNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_people_type_it() {
        let number = RequestNumber::new(440_306, 2026, 123).unwrap();
        assert_eq!(number.to_string(), "440306-2026-000123");
        for typed in [
            "440306-2026-000123",
            " 440306 2026 000123 ",
            "4403062026000123",
            "４４０３０６－２０２６－０００１２３",
            "440306—2026–000123",
        ] {
            assert_eq!(typed.parse(), Ok(number), "{typed}");
        }
        let large = RequestNumber::new(440_306, 2031, 1_446_001).unwrap();
        assert_eq!((large.to_string().parse(), large.sequence()), (Ok(large), 1_446_001));
    }

    #[test]
    fn nothing_else_is_a_number() {
        for typed in [
            "",
            "000123",
            "440306-2026-00123",
            "440306-2026-000000",
            "440306-1999-000123",
            "440306-2026-0000123",
            "000306-2026-000123",
            "440306-2026-000123x",
            "440306/2026/000123",
            "13800138000",
            "440306199001011234",
            "440306-2026-99999999999999999999",
            "٤٤٠٣٠٦-2026-000123",
        ] {
            assert_eq!(typed.parse::<RequestNumber>(), Err(NotANumber), "{typed}");
        }
    }

    #[test]
    fn in_json_a_number_is_its_text() {
        let number = RequestNumber::new(440_306, 2026, 7).unwrap();
        let json = serde_json::to_string(&number).unwrap();
        assert_eq!(json, "\"440306-2026-000007\"");
        assert_eq!(serde_json::from_str::<RequestNumber>(&json).unwrap(), number);
    }
}
