//! What does a cell say: a day, an amount, a word of a list?

use fengqiao_base::Day;
use time::Month;

use super::columns::Unit;

/// A day: `2023-03-05`, `2023/3/5`, `2023.3.5`, `2023年3月5日`, `20230305`; a time behind it is passed over.
pub fn day(text: &str) -> Option<Day> {
    let date = text.split([' ', 'T', '\u{3000}']).next()?;
    let mut parts: Vec<&str> = date.split(['-', '/', '.', '年', '月', '日']).collect();
    parts.retain(|part| !part.is_empty());
    let of = |year: &str, month: &str, day: &str| {
        if year.len() != 4 {
            return None;
        }
        let month = Month::try_from(month.parse::<u8>().ok()?).ok()?;
        Day::from_calendar_date(year.parse().ok()?, month, day.parse().ok()?).ok()
    };
    match parts[..] {
        [year, month, day] => of(year, month, day),
        [all] if all.len() == 8 && all.is_ascii() => of(&all[..4], &all[4..6], &all[6..]),
        _ => None,
    }
}

/// An amount in fen, from yuan or ten thousands of yuan, exactly.
pub fn amount(text: &str, unit: Unit) -> Option<i64> {
    let mut text: String = text.chars().filter(|c| !matches!(c, ',' | '，' | ' ' | '¥' | '￥')).collect();
    let mut unit = unit;
    for (ending, own) in [("万元", Unit::TenThousand), ("万", Unit::TenThousand), ("元", Unit::Yuan)] {
        if let Some(rest) = text.strip_suffix(ending) {
            text = rest.to_owned();
            unit = own;
            break;
        }
    }
    let decimals = match unit {
        Unit::Yuan => 2,
        Unit::TenThousand => 6,
    };
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let part = part.trim_end_matches('0');
    let is_number =
        !whole.is_empty() && whole.len() <= 12 && text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    if !is_number || part.len() > decimals || part.contains('.') {
        return None;
    }
    let part: i64 = format!("{part:0<decimals$}").parse().ok()?;
    whole.parse::<i64>().ok()?.checked_mul(10_i64.pow(u32::try_from(decimals).ok()?))?.checked_add(part)
}

/// Yes or no.
pub fn yes(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "是" | "有" | "已确认" | "已司法确认" | "yes" | "y" | "1" | "true" => Some(true),
        "" | "否" | "无" | "未确认" | "未司法确认" | "no" | "n" | "0" | "false" => Some(false),
        _ => None,
    }
}

/// The word that a cell stands for, by one of its names.
pub fn named<T: Copy>(text: &str, names: &[(T, &[&str])]) -> Option<T> {
    let text = text.to_ascii_lowercase();
    names.iter().find(|(_, names)| names.contains(&text.as_str())).map(|(word, _)| *word)
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn a_day_is_read_as_people_write_it() {
        for text in [
            "2023-03-05",
            "2023/3/5",
            "2023.3.5",
            "2023年3月5日",
            "20230305",
            "2023-03-05 10:20:00",
            "2023-03-05T10:20",
        ] {
            assert_eq!(day(text), Some(date!(2023 - 03 - 05)), "{text}");
        }
        for text in ["", "2023-02-30", "5.3.2023", "44990", "2023-13-01", "昨天"] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn an_amount_is_exact_in_either_unit() {
        assert_eq!(amount("1,200.5", Unit::Yuan), Some(120_050));
        assert_eq!(amount("￥800元", Unit::Yuan), Some(80_000));
        assert_eq!(amount("1.5", Unit::TenThousand), Some(1_500_000));
        assert_eq!(amount("0.0001", Unit::TenThousand), Some(100));
        assert_eq!(amount("1.5万元", Unit::Yuan), Some(1_500_000));
        assert_eq!(amount("3元", Unit::TenThousand), Some(300));
        for text in ["", "-3", "1.234", "1e3", "若干", "1.2.3"] {
            assert_eq!(amount(text, Unit::Yuan), None, "{text}");
        }
    }

    #[test]
    fn yes_and_no_have_many_names_and_anything_else_is_neither() {
        assert_eq!(
            (yes("是"), yes(""), yes("NO"), yes("也许")),
            (Some(true), Some(false), Some(false), None)
        );
    }
}
