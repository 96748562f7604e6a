//! How is an amount written in capital numerals, and what amount did somebody type?
//!
//! Amounts are whole fen. Documents write them in capitals (大写) as the People's Bank asks of cheques (正确填写票据和结算凭证
//! 的基本规定): several zeros in a row are one 零; an amount of whole yuan ends with 整; one that goes on to fen does not;
//! where the yuan or the jiao before further digits are zero, one 零 stands.

use std::fmt;

use crate::{codes::half_width, refusal::Refusal};

const DIGITS: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];

/// The most that can be typed, in fen: below ten 万亿 yuan.
const MOST: i64 = 10_000_000_000_000 * 100 - 1;

/// An amount in capital numerals, as it stands in an agreement: `人民币壹仟贰佰元整`.
pub fn capitals(fen: i64) -> String {
    let mut text = String::from("人民币");
    if fen < 0 {
        text.push('负');
    }
    let fen = fen.unsigned_abs();
    let (yuan, jiao, cents) = (fen / 100, digit(fen / 10 % 10), digit(fen % 10));
    if yuan > 0 || fen == 0 {
        text.push_str(&whole(yuan));
        text.push('元');
    }
    match (jiao, cents) {
        (0, 0) => text.push('整'),
        (0, cents) => {
            if yuan > 0 {
                text.push('零');
            }
            text.push(DIGITS[cents]);
            text.push('分');
        }
        (jiao, cents) => {
            if yuan > 0 && yuan % 10 == 0 {
                text.push('零');
            }
            text.push(DIGITS[jiao]);
            text.push('角');
            if cents > 0 {
                text.push(DIGITS[cents]);
                text.push('分');
            }
        }
    }
    text
}

/// A whole number in capitals.
fn whole(number: u64) -> String {
    const UNITS: [(u64, char); 2] = [(100_000_000, '亿'), (10_000, '万')];
    if number == 0 {
        return DIGITS[0].to_string();
    }
    for (unit, name) in UNITS {
        if number >= unit {
            let (above, below) = (number / unit, number % unit);
            let mut text = whole(above);
            text.push(name);
            if below > 0 {
                if below < unit / 10 {
                    text.push(DIGITS[0]);
                }
                text.push_str(&whole(below));
            }
            return text;
        }
    }
    below_ten_thousand(number)
}

fn below_ten_thousand(number: u64) -> String {
    const UNITS: [(u64, Option<char>); 4] =
        [(1000, Some('仟')), (100, Some('佰')), (10, Some('拾')), (1, None)];
    let mut text = String::new();
    let mut skipped = false;
    for (unit, name) in UNITS {
        match digit(number / unit % 10) {
            0 => skipped = !text.is_empty(),
            digit => {
                if skipped {
                    text.push(DIGITS[0]);
                }
                skipped = false;
                text.push(DIGITS[digit]);
                text.extend(name);
            }
        }
    }
    text
}

fn digit(number: u64) -> usize {
    usize::try_from(number % 10).unwrap_or_default()
}

/// Why a typed amount is not understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoneyFault {
    /// Nothing was typed.
    Empty,
    /// It is not a number.
    NotANumber,
    /// The separators of thousands do not stand between groups of three digits.
    MisplacedSeparator,
    /// It goes beyond fen.
    TooFine,
    /// It is below zero.
    Negative,
    /// Nobody disputes so much.
    TooLarge,
}

impl MoneyFault {
    /// Every fault.
    pub const ALL: [MoneyFault; 6] = [
        MoneyFault::Empty,
        MoneyFault::NotANumber,
        MoneyFault::MisplacedSeparator,
        MoneyFault::TooFine,
        MoneyFault::Negative,
        MoneyFault::TooLarge,
    ];

    /// The stable word for it.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::NotANumber => "not-a-number",
            Self::MisplacedSeparator => "misplaced-separator",
            Self::TooFine => "too-fine",
            Self::Negative => "negative",
            Self::TooLarge => "too-large",
        }
    }

    /// The refusal of a form; its sentence is `refusal-money-<reason>`.
    pub fn refusal(self) -> Refusal {
        Refusal::new(match self {
            Self::Empty => "money-empty",
            Self::NotANumber => "money-not-a-number",
            Self::MisplacedSeparator => "money-misplaced-separator",
            Self::TooFine => "money-too-fine",
            Self::Negative => "money-negative",
            Self::TooLarge => "money-too-large",
        })
    }
}

impl fmt::Display for MoneyFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.reason())
    }
}

impl std::error::Error for MoneyFault {}

/// The fen of an amount typed in yuan: `1200`, `1,200.50`, `￥1200元`, `1.2万元`; full-width characters are understood.
///
/// # Errors
/// Why it is not understood.
pub fn parse_yuan(text: &str) -> Result<i64, MoneyFault> {
    let typed: String = text.chars().map(half_width).filter(|c| !c.is_whitespace()).collect();
    let typed = typed.strip_prefix("人民币").unwrap_or(&typed);
    let typed = typed.trim_start_matches(['¥', '￥']);
    let typed = typed.strip_suffix('元').unwrap_or(typed);
    let (typed, scale) = match typed.strip_suffix('万') {
        Some(rest) => (rest, 4),
        None => typed.strip_suffix('亿').map_or((typed, 0), |rest| (rest, 8)),
    };
    if typed.is_empty() {
        return Err(MoneyFault::Empty);
    }
    if typed.starts_with('-') {
        return Err(MoneyFault::Negative);
    }
    let (whole, fraction) = typed.split_once('.').unwrap_or((typed, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let whole = without_separators(whole)?;
    if whole.is_empty() || !is_digits(&whole) || !is_digits(fraction) || typed.ends_with('.') {
        return Err(MoneyFault::NotANumber);
    }
    // Fen are two places below the yuan; what goes further must be zeros.
    let places = scale + 2;
    let fraction = fraction.trim_end_matches('0');
    if fraction.len() > places {
        return Err(MoneyFault::TooFine);
    }
    let digits = format!("{whole}{fraction:0<places$}");
    let digits = digits.trim_start_matches('0');
    if digits.len() > 18 {
        return Err(MoneyFault::TooLarge);
    }
    let fen = digits.bytes().fold(0, |fen: i64, digit| fen * 10 + i64::from(digit - b'0'));
    if fen > MOST { Err(MoneyFault::TooLarge) } else { Ok(fen) }
}

/// The digits without the commas between thousands.
fn without_separators(whole: &str) -> Result<String, MoneyFault> {
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let rest: Vec<_> = groups.collect();
    let grouped =
        rest.is_empty() || ((1..=3).contains(&first.len()) && rest.iter().all(|group| group.len() == 3));
    if grouped { Ok(whole.replace(',', "")) } else { Err(MoneyFault::MisplacedSeparator) }
}

#[cfg(test)]
mod tests {
    use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};

    use super::*;

    #[test]
    fn amounts_are_written_as_the_bank_writes_them() {
        let table = [
            (0, "零元整"),
            (1, "壹分"),
            (10, "壹角"),
            (11, "壹角壹分"),
            (50, "伍角"),
            (100, "壹元整"),
            (101, "壹元零壹分"),
            (110, "壹元壹角"),
            (111, "壹元壹角壹分"),
            (1000, "壹拾元整"),
            (1010, "壹拾元零壹角"),
            (1100, "壹拾壹元整"),
            (120_000, "壹仟贰佰元整"),
            // The examples of the rules of the People's Bank.
            (140_950, "壹仟肆佰零玖元伍角"),
            (600_714, "陆仟零柒元壹角肆分"),
            (168_032, "壹仟陆佰捌拾元零叁角贰分"),
            (10_700_053, "壹拾万柒仟元零伍角叁分"),
            (1_640_902, "壹万陆仟肆佰零玖元零贰分"),
            (32_504, "叁佰贰拾伍元零肆分"),
            // Zeros.
            (10_000, "壹佰元整"),
            (10_100, "壹佰零壹元整"),
            (11_000, "壹佰壹拾元整"),
            (100_100, "壹仟零壹元整"),
            (101_000, "壹仟零壹拾元整"),
            (1_000_000, "壹万元整"),
            (1_000_100, "壹万零壹元整"),
            (1_001_000, "壹万零壹拾元整"),
            (1_010_000, "壹万零壹佰元整"),
            (1_100_000, "壹万壹仟元整"),
            (10_000_000, "壹拾万元整"),
            (10_050_000, "壹拾万零伍佰元整"),
            (100_000_000, "壹佰万元整"),
            (105_000_000, "壹佰零伍万元整"),
            (1_000_000_000, "壹仟万元整"),
            (10_000_000_000, "壹亿元整"),
            (10_000_000_100, "壹亿零壹元整"),
            (10_001_000_000, "壹亿零壹万元整"),
            (10_000_500_000, "壹亿零伍仟元整"),
            (10_500_000_000, "壹亿零伍佰万元整"),
            (11_000_000_000, "壹亿壹仟万元整"),
            (100_000_000_000, "壹拾亿元整"),
            (100_000_000_000_000, "壹万亿元整"),
            (100_010_000_000_000, "壹万零壹亿元整"),
            (100_000_001_000_000, "壹万亿零壹万元整"),
            (100_000_000_000_001, "壹万亿元零壹分"),
            (999_999_999_999_999, "玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
            (-120_000, "负壹仟贰佰元整"),
        ];
        for (fen, expected) in table {
            assert_eq!(capitals(fen), format!("人民币{expected}"), "{fen} fen");
        }
    }

    /// Reads capitals back, by a way of its own.
    fn read(text: &str) -> i64 {
        let (mut total, mut section, mut group, mut digit) = (0_i64, 0_i64, 0_i64, 0_i64);
        for c in text.trim_start_matches("人民币").chars() {
            match c {
                '仟' | '佰' | '拾' => {
                    group += digit
                        * [('仟', 1000), ('佰', 100), ('拾', 10)].into_iter().find(|u| u.0 == c).unwrap().1;
                    digit = 0;
                }
                '万' => {
                    section += (group + digit) * 10_000;
                    (group, digit) = (0, 0);
                }
                '亿' => {
                    total += (section + group + digit) * 100_000_000;
                    (section, group, digit) = (0, 0, 0);
                }
                '元' => {
                    total = (total + section + group + digit) * 100;
                    (section, group, digit) = (0, 0, 0);
                }
                '角' => {
                    total += digit * 10;
                    digit = 0;
                }
                '分' => {
                    total += digit;
                    digit = 0;
                }
                '整' => {}
                other => {
                    let at = DIGITS.iter().position(|known| *known == other).unwrap();
                    digit = i64::try_from(at).unwrap();
                }
            }
        }
        total
    }

    #[test]
    fn what_is_written_reads_as_the_same_amount() {
        let mut chance = StdRng::seed_from_u64(5);
        let mut amounts: Vec<i64> = (0..100_000).collect();
        for _ in 0..20_000 {
            let magnitude = 10_i64.pow(chance.random_range(1..16));
            // Many zeros, the hard part.
            let coarse = 10_i64.pow(chance.random_range(0..10));
            amounts.push(chance.random_range(0..magnitude) / coarse * coarse);
        }
        for fen in amounts {
            let text = capitals(fen);
            assert_eq!(read(&text), fen, "{text}");
            for wrong in ["零零", "零元", "零万", "零亿", "零整", "零角", "零分", "亿万"] {
                assert!(fen < 100 || !text.contains(wrong), "{fen} is {text}");
            }
            assert_eq!(text.ends_with('整'), fen % 100 == 0, "{fen} is {text}");
        }
    }

    #[test]
    fn what_people_type_is_understood() {
        let table = [
            ("0", 0),
            ("1200", 120_000),
            ("1,200", 120_000),
            ("1，200．50", 120_050),
            ("1200.5", 120_050),
            ("1200.50", 120_050),
            ("1200.500", 120_050),
            ("0.01", 1),
            ("００１２", 1200),
            ("￥1,234,567.89", 123_456_789),
            ("¥ 12 元", 1200),
            ("人民币12元", 1200),
            ("1.2万", 1_200_000),
            ("3万元", 3_000_000),
            ("1.234567万", 1_234_567),
            ("2亿元", 20_000_000_000),
            ("9999999999999.99", 999_999_999_999_999),
        ];
        for (text, fen) in table {
            assert_eq!(parse_yuan(text), Ok(fen), "{text}");
        }
    }

    #[test]
    fn what_is_no_amount_is_told_why() {
        let table = [
            ("", "empty"),
            ("  ", "empty"),
            ("元", "empty"),
            ("abc", "not-a-number"),
            ("12.", "not-a-number"),
            (".5", "not-a-number"),
            ("1.2.3", "not-a-number"),
            ("1e5", "not-a-number"),
            ("壹仟元", "not-a-number"),
            ("1,20", "misplaced-separator"),
            ("1,2000", "misplaced-separator"),
            (",200", "misplaced-separator"),
            ("1000,000", "misplaced-separator"),
            ("1.005", "too-fine"),
            ("1.2345678万", "too-fine"),
            ("-5", "negative"),
            ("－5", "negative"),
            ("10000000000000", "too-large"),
            ("99999999999999999999999999", "too-large"),
            ("100000亿", "too-large"),
        ];
        for (text, expected) in table {
            assert_eq!(parse_yuan(text).unwrap_err().reason(), expected, "{text}");
        }
    }

    #[test]
    fn an_amount_written_in_figures_is_read_back() {
        let mut chance = StdRng::seed_from_u64(6);
        for _ in 0..10_000 {
            let fen = chance.random_range(0..MOST);
            assert_eq!(parse_yuan(&format!("{}.{:02}", fen / 100, fen % 100)), Ok(fen));
        }
    }
}
