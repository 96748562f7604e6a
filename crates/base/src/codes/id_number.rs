//! Is this a citizen identity number (GB 11643), and what does it say of its holder?
//!
//! Six digits of the division, eight of the birth date, three that tell those of one place and day apart (odd for men),
//! one check digit (ISO 7064, MOD 11-2).

use std::fmt;

use time::Month;

use super::{CodeFault, all, as_written, is_province, long};
use crate::clock::Day;

/// An identity number that is written correctly. Its `Debug` form hides it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct IdNumber {
    text: String,
    birth: Day,
    holder: Holder,
}

/// Who holds an identity number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Holder {
    /// A citizen of the mainland.
    Citizen,
    /// A resident of Hong Kong, Macao or Taiwan with a residence permit (810000, 820000, 830000).
    Compatriot,
    /// A foreigner with permanent residence; the first digit is 9.
    Foreigner,
}

/// The sex a number states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sex {
    /// 男
    Male,
    /// 女
    Female,
}

impl IdNumber {
    /// Reads a number; full-width digits and a small x are understood.
    ///
    /// # Errors
    /// What is wrong with it; the first fault from the left, the check digit last.
    pub fn parse(text: &str) -> Result<Self, CodeFault> {
        let text = as_written(text);
        if text.len() == 15 && text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(CodeFault::OldIdNumber);
        }
        long(&text, 18)?;
        all(&text, |at, c| c.is_ascii_digit() || (at == 17 && c == 'X'))?;
        let holder = match &text[..6] {
            "810000" | "820000" | "830000" => Holder::Compatriot,
            division if division.starts_with('9') && is_province(&division[1..3]) => Holder::Foreigner,
            division if is_province(&division[..2]) => Holder::Citizen,
            _ => return Err(CodeFault::UnknownProvince),
        };
        let birth = birth(&text).ok_or(CodeFault::BirthNotADate)?;
        if text.as_bytes()[17] != check_digit(&text.as_bytes()[..17]) {
            return Err(CodeFault::WrongCheckDigit);
        }
        Ok(Self { text, birth, holder })
    }

    /// Reads a number of somebody who is born by `today`.
    ///
    /// # Errors
    /// Those of [`IdNumber::parse`], and that the birth date lies in the future.
    pub fn parse_by(text: &str, today: Day) -> Result<Self, CodeFault> {
        let number = Self::parse(text)?;
        if number.birth > today { Err(CodeFault::BirthInFuture) } else { Ok(number) }
    }

    /// The number, as the standard writes it.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The division in which the number was first given; it may have been given up since.
    pub fn division(&self) -> &str {
        &self.text[..6]
    }

    /// Who holds it.
    pub fn holder(&self) -> Holder {
        self.holder
    }

    /// The day of birth.
    pub fn birth(&self) -> Day {
        self.birth
    }

    /// The sex it states.
    pub fn sex(&self) -> Sex {
        if self.text.as_bytes()[16] % 2 == 1 { Sex::Male } else { Sex::Female }
    }

    /// Full years on `day`, counted from the birthday (周岁).
    pub fn age_on(&self, day: Day) -> i32 {
        let had_birthday =
            (u8::from(day.month()), day.day()) >= (u8::from(self.birth.month()), self.birth.day());
        day.year() - self.birth.year() - i32::from(!had_birthday)
    }
}

impl fmt::Debug for IdNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("IdNumber(…)")
    }
}

/// The birth date, from 1800 on.
fn birth(text: &str) -> Option<Day> {
    let part = |from: usize, to: usize| text[from..to].parse::<u16>().ok();
    let year = i32::from(part(6, 10)?);
    let month = Month::try_from(u8::try_from(part(10, 12)?).ok()?).ok()?;
    let day = u8::try_from(part(12, 14)?).ok()?;
    Day::from_calendar_date(year, month, day).ok().filter(|_| (1800..3000).contains(&year))
}

/// The check digit of seventeen digits.
fn check_digit(digits: &[u8]) -> u8 {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECK: &[u8; 11] = b"10X98765432";
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    CHECK[usize::try_from(sum % 11).unwrap_or_default()]
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    const VECTORS: [&str; 2] = ["11010519491231002X", "440524188001010014"];

    fn reason(text: &str) -> &'static str {
        IdNumber::parse(text).map_or_else(CodeFault::reason, |_| "valid")
    }

    /// The number with its check digit made right.
    fn checked(seventeen: &str) -> String {
        format!("{seventeen}{}", char::from(check_digit(seventeen.as_bytes())))
    }

    #[test]
    fn the_published_numbers_are_right() {
        for vector in VECTORS {
            assert_eq!(reason(vector), "valid");
        }
        let number = IdNumber::parse(VECTORS[0]).unwrap();
        assert_eq!((number.division(), number.birth()), ("110105", date!(1949 - 12 - 31)));
        assert_eq!((number.sex(), number.holder()), (Sex::Female, Holder::Citizen));
        assert_eq!(IdNumber::parse(VECTORS[1]).unwrap().sex(), Sex::Male);
    }

    #[test]
    fn what_a_keyboard_adds_is_taken_away() {
        for typed in
            [" 11010519491231002x ", "１１０１０５１９４９１２３１００２Ｘ", "\u{3000}11010519491231002ｘ"]
        {
            assert_eq!(IdNumber::parse(typed).unwrap().as_str(), VECTORS[0]);
        }
    }

    #[test]
    fn each_fault_has_its_reason() {
        let table = [
            ("", "wrong-length"),
            ("1101051949123100", "wrong-length"),
            ("11010519491231002XX", "wrong-length"),
            ("110105491231002", "old-id-number"),
            ("11010519491231-02X", "wrong-character"),
            ("1101051949123100X2", "wrong-character"),
            ("11010519491231002A", "wrong-character"),
            ("一一010519491231002X", "wrong-character"),
            ("110105194912310021", "wrong-check-digit"),
        ];
        for (text, expected) in table {
            assert_eq!(reason(text), expected, "{text}");
        }
        let built = [
            ("00010519491231002", "unknown-province"),
            ("16010519491231002", "unknown-province"),
            ("81010119491231002", "unknown-province"),
            ("90010119491231002", "unknown-province"),
            ("11010519490229002", "birth-not-a-date"),
            ("11010519491331002", "birth-not-a-date"),
            ("11010519490001002", "birth-not-a-date"),
            ("11010500010101002", "birth-not-a-date"),
            ("11010519480229002", "valid"),
            ("11010519000229002", "birth-not-a-date"),
            ("44030618000101002", "valid"),
            ("81000018000101002", "valid"),
            ("83000018000101002", "valid"),
            ("94484018000101002", "valid"),
        ];
        for (seventeen, expected) in built {
            assert_eq!(reason(&checked(seventeen)), expected, "{seventeen}");
        }
    }

    #[test]
    fn the_place_of_a_wrong_character_is_told() {
        let fault = IdNumber::parse("1101051949123I002X").unwrap_err();
        assert_eq!(fault, CodeFault::WrongCharacter { place: 14 });
    }

    #[test]
    fn every_holder_is_known_by_the_first_digits() {
        let holder = |seventeen| IdNumber::parse(&checked(seventeen)).unwrap().holder();
        assert_eq!(holder("82000018000101002"), Holder::Compatriot);
        assert_eq!(holder("94484018000101002"), Holder::Foreigner);
        assert_eq!(holder("71000018000101002"), Holder::Citizen);
    }

    #[test]
    fn nobody_is_born_tomorrow() {
        let number = checked("44030618000102002");
        assert!(IdNumber::parse_by(&number, date!(1800 - 01 - 02)).is_ok());
        let fault = IdNumber::parse_by(&number, date!(1800 - 01 - 01)).unwrap_err();
        assert_eq!(fault.reason(), "birth-in-future");
    }

    #[test]
    fn age_counts_birthdays() {
        let number = IdNumber::parse(VECTORS[0]).unwrap();
        assert_eq!(number.age_on(date!(1967 - 12 - 30)), 17);
        assert_eq!(number.age_on(date!(1967 - 12 - 31)), 18);
        let leap = IdNumber::parse(&checked("11010518800229002")).unwrap();
        assert_eq!(leap.age_on(date!(1898 - 02 - 28)), 17);
        assert_eq!(leap.age_on(date!(1898 - 03 - 01)), 18);
    }

    #[test]
    fn no_change_of_one_character_and_no_swap_of_neighbours_passes() {
        for vector in VECTORS {
            for at in 0..18 {
                for to in "0123456789X".chars() {
                    let mut chars: Vec<char> = vector.chars().collect();
                    if chars[at] == to {
                        continue;
                    }
                    chars[at] = to;
                    let changed: String = chars.into_iter().collect();
                    assert_ne!(reason(&changed), "valid", "{vector} became {changed}");
                }
            }
            for at in 0..17 {
                let mut chars: Vec<char> = vector.chars().collect();
                chars.swap(at, at + 1);
                let swapped: String = chars.into_iter().collect();
                assert!(swapped == vector || reason(&swapped) != "valid", "{vector} became {swapped}");
            }
        }
    }

    #[test]
    fn a_number_is_not_shown_by_accident() {
        let number = IdNumber::parse(VECTORS[0]).unwrap();
        assert_eq!(format!("{number:?}"), "IdNumber(…)");
        assert_eq!(IdNumber::parse("110105194912310021").unwrap_err().to_string(), "wrong-check-digit");
    }
}
