//! Does every day of seven years agree with what the PyPI package chinesecalendar says of it?
//!
//! The shipped table came from that package too: what is compared is that nothing was lost or changed on the way, and how
//! weekends and holidays are put together.
//!
//! `golden/workdays.py` writes the list anew from the PyPI package; it names its source and its day.

use std::fmt::Write as _;

use fengqiao_base::Calendar;

#[test]
fn every_day_of_seven_years_is_worked_as_chinesecalendar_says() {
    let list = include_str!("../golden/workdays-cn.txt");
    let years: Vec<(i32, &str)> = list
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split_once(' ').unwrap())
        .map(|(year, signs)| (year.parse().unwrap(), signs))
        .collect();
    let calendar = Calendar::shipped();
    let mut others = String::new();
    for (year, signs) in &years {
        let days = calendar.year(*year).unwrap();
        assert_eq!(days.len(), signs.len(), "{year}");
        for (day, sign) in days.iter().zip(signs.chars()) {
            if day.kind.is_workday() != (sign == '1') {
                writeln!(others, "{}", day.day).unwrap();
            }
        }
    }
    assert_eq!(others, "", "days that are not the same");
    assert_eq!(years.iter().map(|(year, _)| *year).collect::<Vec<_>>(), (2020..=2026).collect::<Vec<_>>());
}
