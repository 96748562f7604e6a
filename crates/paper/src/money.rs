//! How is an amount written in a document that somebody may want to change?
//!
//! In capital numerals (大写) and in digits, side by side. The capital form follows what banks ask of a bill
//! (支付结算办法 附一): 零 for a gap, 整 after 元 or 角, nothing after 分.

use serde::{Serialize, Serializer, ser::SerializeStruct};

const DIGITS: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const PLACES: [&str; 4] = ["", "拾", "佰", "仟"];
const GROUPS: [&str; 5] = ["", "万", "亿", "万亿", "亿亿"];

/// An amount in fen. In a template it has `capital` and `digits`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Money(pub i64);

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Money", 2)?;
        fields.serialize_field("capital", &self.capital())?;
        fields.serialize_field("digits", &self.digits())?;
        fields.end()
    }
}

impl Money {
    /// `壹万贰仟叁佰肆拾伍元陆角`
    pub fn capital(self) -> String {
        let fen = self.0.unsigned_abs();
        let (yuan, jiao, rest) = (fen / 100, fen / 10 % 10, fen % 10);
        let mut text = String::new();
        if self.0 < 0 {
            text.push('负');
        }
        if yuan > 0 || (jiao == 0 && rest == 0) {
            text.push_str(&whole(yuan));
            text.push('元');
        }
        if jiao > 0 {
            // A gap before 角 is written when the yuan end in zero.
            if yuan > 0 && yuan.is_multiple_of(10) {
                text.push('零');
            }
            text.push(digit(jiao));
            text.push('角');
        }
        if rest > 0 {
            if jiao == 0 && yuan > 0 {
                text.push('零');
            }
            text.push(digit(rest));
            text.push('分');
        } else {
            text.push('整');
        }
        text
    }

    /// `12,345.60`
    pub fn digits(self) -> String {
        let fen = self.0.unsigned_abs();
        let yuan = (fen / 100).to_string();
        let mut text = String::new();
        if self.0 < 0 {
            text.push('-');
        }
        for (place, number) in yuan.chars().enumerate() {
            if place > 0 && (yuan.len() - place).is_multiple_of(3) {
                text.push(',');
            }
            text.push(number);
        }
        format!("{text}.{:02}", fen % 100)
    }
}

/// A whole number in capital numerals.
fn whole(number: u64) -> String {
    if number == 0 {
        return "零".to_owned();
    }
    let mut text = String::new();
    let mut gap = false;
    for group in (0..GROUPS.len()).rev() {
        let step = 10_000_u64.pow(u32::try_from(group).unwrap_or_default());
        let four = number / step % 10_000;
        if four == 0 {
            gap = !text.is_empty();
            continue;
        }
        for place in (0..4).rev() {
            let one = four / 10_u64.pow(place) % 10;
            if one == 0 {
                gap = !text.is_empty();
                continue;
            }
            if gap {
                text.push('零');
                gap = false;
            }
            text.push(digit(one));
            text.push_str(PLACES[place as usize]);
        }
        // Zeros at the end of a group are a gap only if something follows.
        text.push_str(GROUPS[group]);
    }
    text
}

fn digit(number: u64) -> char {
    DIGITS[usize::try_from(number).unwrap_or_default() % 10]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_read_as_a_bank_writes_them() {
        let written = [
            (0, "零元整"),
            (5, "伍分"),
            (50, "伍角整"),
            (100, "壹元整"),
            (1_000, "壹拾元整"),
            (10_005, "壹佰元零伍分"),
            (10_050, "壹佰元零伍角整"),
            (10_155, "壹佰零壹元伍角伍分"),
            (140_950, "壹仟肆佰零玖元伍角整"),
            (600_714, "陆仟零柒元壹角肆分"),
            (168_032, "壹仟陆佰捌拾元零叁角贰分"),
            (10_700_053, "壹拾万零柒仟元零伍角叁分"),
            (1_640_902, "壹万陆仟肆佰零玖元零贰分"),
            (1_000_000_000, "壹仟万元整"),
            (10_000_000_000, "壹亿元整"),
            (1_000_000_010_000, "壹佰亿零壹佰元整"),
            (-12_300, "负壹佰贰拾叁元整"),
        ];
        for (fen, capital) in written {
            assert_eq!(Money(fen).capital(), capital, "{fen}");
        }
        assert_eq!(Money(1_234_560).digits(), "12,345.60");
        assert_eq!(Money(-5).digits(), "-0.05");
    }
}
