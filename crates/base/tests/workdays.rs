//! Does every day of seven years agree with what somebody else read in the notices of the State Council?
//!
//! `golden/workdays.py` writes the list anew from the PyPI package; it names its source and its day.

use std::fmt::Write as _;

use fengqiao_base::Calendar;

#[test]
fn every_day_of_seven_years_is_worked_as_an_independent_list_says() {
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
