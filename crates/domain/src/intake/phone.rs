//! Is this a telephone number, and which?

use std::fmt;

use crate::search::folded;

/// A telephone number in one spelling: `13800138000`, `0755-27788888-12`, `+852 91234567`, `400-800-1234`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phone {
    prefix: Option<String>,
    number: String,
    extension: Option<String>,
}

impl Phone {
    /// Reads a mobile or fixed number of the mainland, a number of Hong Kong, Macau or Taiwan, another country's with
    /// its code, a 400 or 800 number or a five-digit service number, each with spaces and dashes as people write them.
    pub fn read(typed: &str) -> Option<Self> {
        let typed = folded(typed);
        let typed = typed.trim();
        let (typed, extension) = match typed.find(['转', 'x', '#']) {
            Some(at) => {
                (&typed[..at], Some(digits(&typed[at..]).filter(|tail| (1..=6).contains(&tail.len()))?))
            }
            None => (typed, None),
        };
        let is_foreign = typed.starts_with('+') || typed.starts_with("00");
        let plain = digits(typed)?;
        let plain = if typed.starts_with("00") { plain.get(2..)? } else { &plain };
        let (prefix, number) = if is_foreign { split_country(plain)? } else { (None, plain.to_owned()) };
        match prefix.as_deref() {
            Some(_) => Some(Self { prefix, number, extension }),
            None => Self::mainland(&number, typed, extension),
        }
    }

    fn mainland(number: &str, typed: &str, extension: Option<String>) -> Option<Self> {
        let plain = |prefix: Option<&str>, number: &str, extension: Option<String>| {
            Some(Self { prefix: prefix.map(str::to_owned), number: number.to_owned(), extension })
        };
        let bytes = number.as_bytes();
        match number.len() {
            // A mobile number has no extension.
            11 if bytes[0] == b'1' && (b'3'..=b'9').contains(&bytes[1]) && extension.is_none() => {
                plain(None, number, None)
            }
            10 if number.starts_with("400") || number.starts_with("800") => {
                plain(Some(&number[..3]), &number[3..], extension)
            }
            // 0755-27788888, and with an extension behind a second dash.
            10..=18 if bytes[0] == b'0' && bytes[1] != b'0' => {
                let area = if matches!(bytes[1], b'1' | b'2') { 3 } else { 4 };
                let rest = &number[area..];
                let dashed = typed.rsplit_once('-').map(|(_, tail)| tail).filter(|tail| tail.len() <= 6);
                let (rest, extension) = match (extension, dashed) {
                    (None, Some(tail)) if rest.len() > 8 && rest.ends_with(tail) => {
                        (&rest[..rest.len() - tail.len()], Some(tail.to_owned()))
                    }
                    (extension, _) => (rest, extension),
                };
                let fits = matches!(rest.len(), 7 | 8) && !rest.starts_with(['0', '1']);
                if fits { plain(Some(&number[..area]), rest, extension) } else { None }
            }
            // A local number without its area code, or one of Hong Kong without its country code.
            8 if !matches!(bytes[0], b'0' | b'1') => plain(None, number, extension),
            5 if number.starts_with("95") || number.starts_with("12") => plain(None, number, None),
            _ => None,
        }
    }

    /// Whether short messages reach it: a mobile number of the mainland.
    pub fn is_mobile(&self) -> bool {
        self.prefix.is_none() && self.number.len() == 11
    }

    /// What two spellings of the same number have in common.
    pub fn key(&self) -> String {
        // Area code or not, extension or not: the last eight digits tell a fixed line apart well enough.
        if self.number.len() == 8 {
            self.number.clone()
        } else {
            format!("{}{}", self.prefix.as_deref().unwrap_or(""), self.number)
        }
    }
}

impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.prefix.as_deref() {
            Some("+") => write!(f, "+{}", self.number)?,
            Some(country) if country.starts_with('+') => write!(f, "{country} {}", self.number)?,
            Some("400" | "800") => {
                write!(
                    f,
                    "{}-{}-{}",
                    self.prefix.as_deref().unwrap_or(""),
                    &self.number[..3],
                    &self.number[3..]
                )?;
            }
            Some(area) => write!(f, "{area}-{}", self.number)?,
            None => f.write_str(&self.number)?,
        }
        match &self.extension {
            Some(extension) => write!(f, "-{extension}"),
            None => Ok(()),
        }
    }
}

/// Country code and number; the mainland's own code falls away.
fn split_country(digits: &str) -> Option<(Option<String>, String)> {
    if let Some(rest) = digits.strip_prefix("86") {
        // +86 755 …: the zero of the area code is left out abroad.
        let is_mobile = rest.len() == 11 && rest.starts_with('1');
        return Some((
            None,
            if is_mobile { rest.to_owned() } else { format!("0{}", rest.trim_start_matches('0')) },
        ));
    }
    for (code, length) in [("852", 8), ("853", 8), ("886", 9)] {
        if let Some(rest) = digits.strip_prefix(code) {
            let rest = rest.trim_start_matches('0');
            let fits = rest.len() == length || (code == "886" && rest.len() == 8);
            return fits.then(|| (Some(format!("+{code}")), rest.to_owned()));
        }
    }
    ((8..=15).contains(&digits.len()) && !digits.starts_with('0'))
        .then(|| (Some("+".to_owned()), digits.to_owned()))
}

/// The digits of a number; nothing but what separates them may stand between.
fn digits(typed: &str) -> Option<String> {
    let separates = |c: char| matches!(c, ' ' | '-' | '(' | ')' | '+' | '.' | '—' | '–' | '转' | 'x' | '#');
    if typed.chars().any(|c| !c.is_ascii_digit() && !separates(c)) {
        return None;
    }
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    (1..=20).contains(&digits.len()).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(typed: &str) -> Option<String> {
        Phone::read(typed).map(|phone| phone.to_string())
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (typed, spelled) in [
            ("13800138000", "13800138000"),
            ("138 0013 8000", "13800138000"),
            ("+86 138-0013-8000", "13800138000"),
            ("１３８００１３８０００", "13800138000"),
            ("0086 13800138000", "13800138000"),
            ("075527788888", "0755-27788888"),
            ("(0755) 2778 8888", "0755-27788888"),
            ("0755-27788888-12", "0755-27788888-12"),
            ("0755-27788888转12", "0755-27788888-12"),
            ("+86 755 27788888", "0755-27788888"),
            ("010-62511234", "010-62511234"),
            ("27788888", "27788888"),
            ("+852 9123 4567", "+852 91234567"),
            ("00852-91234567", "+852 91234567"),
            ("+853 66123456", "+853 66123456"),
            ("+886 912 345 678", "+886 912345678"),
            ("400-800-1234", "400-800-1234"),
            ("95588", "95588"),
        ] {
            assert_eq!(read(typed).as_deref(), Some(spelled), "{typed}");
        }
    }

    #[test]
    fn what_cannot_be_dialled_is_no_number() {
        for typed in [
            "",
            "1380013800",
            "23800138000",
            "12800138000",
            "1380013800a",
            "没有电话",
            "138001380001",
            "0755-1234",
            "+852 123",
            "12345678901234567890123",
            "--",
            "+",
            "13800138000转",
            "0000000000",
            "١٣٨٠٠١٣٨٠٠٠",
        ] {
            assert_eq!(read(typed), None, "{typed}");
        }
    }

    #[test]
    fn two_spellings_of_one_line_have_one_key() {
        let key = |typed: &str| Phone::read(typed).unwrap().key();
        assert_eq!(key("0755-27788888-12"), key("27788888"));
        assert_eq!(key("+86 138 0013 8000"), key("13800138000"));
        assert_ne!(key("13800138000"), key("13800138001"));
    }
}
