//! How is a date, a term, an amount, a telephone number or a name shown to a reader?
//!
//! Days are calendar days in China and moments are shown in China's time (UTC+8). What is shown of a person on a
//! page that others may see is masked here, so that every page masks the same way.

use std::fmt::{Display, Write};

use fengqiao_base::{Day, Moment, clock::CHINA};
use time::{Month, OffsetDateTime};

use crate::lang::Lang;

/// A day: `2026年11月24日`, `24 Nov 2026`.
pub fn day(lang: Lang, day: Day) -> String {
    let mut shown = String::with_capacity("2026年11月24日 09:05".len());
    push_day(&mut shown, lang, day);
    shown
}

/// A day within the present year, where the year would be noise: `11月24日`, `24 Nov`.
pub fn day_of_year(lang: Lang, day: Day) -> String {
    let (_, month, number) = day.to_calendar_date();
    match lang {
        Lang::ZhCn => format!("{}月{number}日", u8::from(month)),
        Lang::En => format!("{number} {}", short_month(month)),
    }
}

/// A month, from its year and its place in it: `2026年11月`, `Nov 2026`.
pub fn month(lang: Lang, year: i32, month: Month) -> String {
    match lang {
        Lang::ZhCn => format!("{year}年{}月", u8::from(month)),
        Lang::En => format!("{} {year}", short_month(month)),
    }
}

/// A moment in China's time: `2026年11月24日 09:05`, `24 Nov 2026, 09:05`.
pub fn moment(lang: Lang, at: Moment) -> String {
    let at = at.to_offset(CHINA);
    let mut shown = String::with_capacity("2026年11月24日 09:05".len());
    push_day(&mut shown, lang, at.date());
    shown.push_str(match lang {
        Lang::ZhCn => " ",
        Lang::En => ", ",
    });
    push_clock_time(&mut shown, at);
    shown
}

/// The time of day in China: `09:05`.
pub fn time_of_day(at: Moment) -> String {
    let mut shown = String::with_capacity("00:00".len());
    push_clock_time(&mut shown, at.to_offset(CHINA));
    shown
}

/// A day as a form field and an address carry it: `2026-11-24`.
pub fn iso_day(day: Day) -> String {
    let mut shown = String::with_capacity("2026-11-24".len());
    push_iso_day(&mut shown, day);
    shown
}

/// A moment as the `datetime` attribute carries it: `2026-11-24T09:05+08:00`.
pub fn iso_moment(at: Moment) -> String {
    let at = at.to_offset(CHINA);
    let mut shown = String::with_capacity("2026-11-24T09:05+08:00".len());
    push_iso_day(&mut shown, at.date());
    shown.push('T');
    push_clock_time(&mut shown, at);
    shown.push_str("+08:00");
    shown
}

/// How far `due` is from `today`: `还剩 3 天`, `今天到期`, `逾期 2 天`.
pub fn days_left(lang: Lang, today: Day, due: Day) -> String {
    match (due - today).whole_days() {
        0 => lang.t("format-due-today"),
        days if days > 0 => lang.tn("format-days-left", "days", days),
        days => lang.tn("format-days-over", "days", -days),
    }
}

/// When a past or coming day was or will be: `今天`, `昨天`, `3 天前`, `明天`, `3 天后`.
pub fn relative_day(lang: Lang, today: Day, day: Day) -> String {
    match (day - today).whole_days() {
        0 => lang.t("format-today"),
        1 => lang.t("format-tomorrow"),
        -1 => lang.t("format-yesterday"),
        days if days > 0 => lang.tn("format-days-ahead", "days", days),
        days => lang.tn("format-days-ago", "days", -days),
    }
}

/// An amount, given in fen (hundredths of a yuan): `12,345.60 元`, `CNY 12,345.60`.
pub fn money(lang: Lang, fen: i64) -> String {
    let sign = if fen < 0 { "-" } else { "" };
    let fen = fen.unsigned_abs();
    let amount = format!("{sign}{}.{:02}", grouped(fen / 100), fen % 100);
    match lang {
        Lang::ZhCn => format!("{amount} 元"),
        Lang::En => format!("CNY {amount}"),
    }
}

/// A number with its thousands apart: `144,600`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut shown = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

/// How many are in a list. Beyond 1,000 nobody counts them one by one: `超过 1,000 条`.
pub fn count(lang: Lang, found: u64) -> String {
    if found > 1000 {
        lang.t("format-count-many")
    } else {
        lang.ta("format-count", &[("count", &found), ("shown", &grouped(found).as_str())])
    }
}

/// A share of a whole as a percentage with one decimal; `–` of nothing.
pub fn percent(part: u64, whole: u64) -> String {
    if whole == 0 {
        return "–".to_owned();
    }
    let per_mille = (u128::from(part) * 1000 + u128::from(whole) / 2) / u128::from(whole);
    format!("{}.{}%", per_mille / 10, per_mille % 10)
}

/// A telephone number with its middle hidden: `138****1234`. Short numbers keep only their last two digits.
pub fn mask_phone(phone: &str) -> String {
    let digits: Vec<char> = phone.chars().collect();
    match digits.len() {
        0 => String::new(),
        1..=7 => {
            let tail: String = digits.iter().skip(digits.len().saturating_sub(2)).collect();
            format!("****{tail}")
        }
        length => {
            let head: String = digits[..3].iter().collect();
            let tail: String = digits[length - 4..].iter().collect();
            format!("{head}****{tail}")
        }
    }
}

/// A person's name with only the family name shown: `王*`, `欧阳*`, `M*`. The length of the rest stays hidden.
pub fn mask_name(name: &str) -> String {
    let name = name.trim();
    let mut letters = name.chars();
    let Some(first) = letters.next() else { return String::new() };
    let shown = COMPOUND_SURNAMES
        .iter()
        .find(|surname| name.starts_with(**surname) && name.chars().count() > 2)
        .map_or_else(|| first.to_string(), |surname| (*surname).to_owned());
    format!("{shown}*")
}

/// The compound family names still in common use; with them the first character alone would mislead.
const COMPOUND_SURNAMES: [&str; 16] = [
    "欧阳", "司马", "上官", "诸葛", "司徒", "东方", "皇甫", "尉迟", "公孙", "令狐", "慕容", "长孙", "夏侯",
    "端木", "轩辕", "南宫",
];

fn push_day(shown: &mut String, lang: Lang, day: Day) {
    let (year, month, number) = day.to_calendar_date();
    match lang {
        Lang::ZhCn => {
            push_number(shown, year);
            shown.push('年');
            push_number(shown, u8::from(month));
            shown.push('月');
            push_number(shown, number);
            shown.push('日');
        }
        Lang::En => {
            push_number(shown, number);
            shown.push(' ');
            shown.push_str(short_month(month));
            shown.push(' ');
            push_number(shown, year);
        }
    }
}

fn push_number(shown: &mut String, number: impl Display) {
    write!(shown, "{number}").expect("a string takes everything");
}

fn push_iso_day(shown: &mut String, day: Day) {
    let (year, month, number) = day.to_calendar_date();
    write!(shown, "{year:04}").expect("a string takes everything");
    shown.push('-');
    push_two(shown, u8::from(month));
    shown.push('-');
    push_two(shown, number);
}

fn push_clock_time(shown: &mut String, at: OffsetDateTime) {
    push_two(shown, at.hour());
    shown.push(':');
    push_two(shown, at.minute());
}

/// Two digits of a number below 100. A page shows dozens of days and times; going through `format!` for each of them
/// took a twelfth of a case's page.
fn push_two(shown: &mut String, number: u8) {
    shown.push(char::from(b'0' + number / 10));
    shown.push(char::from(b'0' + number % 10));
}

fn short_month(month: Month) -> &'static str {
    match month {
        Month::January => "Jan",
        Month::February => "Feb",
        Month::March => "Mar",
        Month::April => "Apr",
        Month::May => "May",
        Month::June => "Jun",
        Month::July => "Jul",
        Month::August => "Aug",
        Month::September => "Sep",
        Month::October => "Oct",
        Month::November => "Nov",
        Month::December => "Dec",
    }
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime};

    use super::*;

    const TODAY: Day = date!(2026 - 11 - 24);

    #[test]
    fn a_day_and_a_moment_read_naturally_in_both_languages() {
        assert_eq!(day(Lang::ZhCn, TODAY), "2026年11月24日");
        assert_eq!(day(Lang::En, TODAY), "24 Nov 2026");
        assert_eq!(day_of_year(Lang::ZhCn, TODAY), "11月24日");
        assert_eq!(month(Lang::ZhCn, 2026, Month::November), "2026年11月");
        assert_eq!(month(Lang::En, 2026, Month::November), "Nov 2026");
        assert_eq!(moment(Lang::ZhCn, datetime!(2026-11-24 01:05 UTC)), "2026年11月24日 09:05");
        assert_eq!(moment(Lang::En, datetime!(2026-11-23 17:00 UTC)), "24 Nov 2026, 01:00");
        assert_eq!(iso_moment(datetime!(2026-11-23 17:00 UTC)), "2026-11-24T01:00+08:00");
    }

    #[test]
    fn a_term_says_how_much_is_left_or_how_late_it_is() {
        let left = |due| days_left(Lang::ZhCn, TODAY, due);
        assert_eq!(left(date!(2026 - 11 - 27)), "还剩 3 天");
        assert_eq!(left(TODAY), "今天到期");
        assert_eq!(left(date!(2026 - 11 - 22)), "逾期 2 天");
        assert_eq!(days_left(Lang::En, TODAY, date!(2026 - 11 - 23)), "1 day overdue");
    }

    #[test]
    fn a_near_day_is_told_by_its_distance() {
        let shown = |day| relative_day(Lang::ZhCn, TODAY, day);
        assert_eq!(shown(TODAY), "今天");
        assert_eq!(shown(date!(2026 - 11 - 23)), "昨天");
        assert_eq!(shown(date!(2026 - 11 - 20)), "4 天前");
        assert_eq!(relative_day(Lang::En, TODAY, date!(2026 - 11 - 30)), "in 6 days");
    }

    #[test]
    fn an_amount_keeps_its_fen_and_groups_its_thousands() {
        assert_eq!(money(Lang::ZhCn, 1_234_560), "12,345.60 元");
        assert_eq!(money(Lang::En, 5), "CNY 0.05");
        assert_eq!(money(Lang::ZhCn, -100_000), "-1,000.00 元");
        assert_eq!(grouped(144_600), "144,600");
        assert_eq!(grouped(999), "999");
    }

    #[test]
    fn a_long_list_is_not_counted_out() {
        assert_eq!(count(Lang::ZhCn, 1000), "共 1,000 条");
        assert_eq!(count(Lang::ZhCn, 1001), "超过 1,000 条");
        assert_eq!(count(Lang::En, 1), "1 entry");
        assert_eq!(count(Lang::En, 1_446_000), "more than 1,000 entries");
    }

    #[test]
    fn a_share_is_rounded_to_one_decimal_and_a_share_of_nothing_is_no_number() {
        assert_eq!(percent(2, 3), "66.7%");
        assert_eq!(percent(5, 5), "100.0%");
        assert_eq!(percent(0, 0), "–");
    }

    #[test]
    fn a_masked_person_cannot_be_called_or_named() {
        assert_eq!(mask_phone("13800131234"), "138****1234");
        assert_eq!(mask_phone("12345"), "****45");
        assert_eq!(mask_phone(""), "");
        assert_eq!(mask_name("王小明"), "王*");
        assert_eq!(mask_name("欧阳修远"), "欧阳*");
        assert_eq!(mask_name("东方"), "东*");
        assert_eq!(mask_name("Mary"), "M*");
        assert_eq!(mask_name(" "), "");
    }
}
