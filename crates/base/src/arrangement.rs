//! Can a table of arranged days be taken, and which of its lines is wrong?
//!
//! A person pastes the table when the yearly notice of the State Council is out. Whoever typed it is told every line
//! that cannot be right, and not the first alone.

use std::collections::{BTreeMap, BTreeSet};

use time::{Weekday, format_description::well_known::Iso8601};

use crate::{clock::Day, refusal::Refusal};

/// The columns of the table.
pub const COLUMNS: [&str; 4] = ["date", "name", "is_workday", "status"];
/// The most lines that are looked at: three years have not a hundred.
pub const MOST_LINES: usize = 2000;
/// The most faults that are told.
const MOST_FAULTS: usize = 50;
/// Days that are off in every year (全国年节及纪念日放假办法 第二条): 1 January, 1 May, 1 October.
const ALWAYS_OFF: [(u8, u8); 3] = [(1, 1), (5, 1), (10, 1)];

/// A line that cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Which line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub why: Refusal,
}

/// The table as [`crate::Calendar::with_years`] takes it, with nothing around its cells.
///
/// # Errors
/// Every line that cannot be taken.
pub fn read(text: &str) -> Result<String, Vec<Fault>> {
    match faults(text) {
        faults if faults.is_empty() => {
            let lines = text.trim_start_matches('\u{feff}').lines().filter(|line| !line.trim().is_empty());
            let cells = |line: &str| line.split(',').map(str::trim).collect::<Vec<_>>().join(",");
            Ok(lines.map(|line| cells(line) + "\n").collect())
        }
        faults => Err(faults),
    }
}

fn faults(text: &str) -> Vec<Fault> {
    let mut look = Look::default();
    let mut lines = text.trim_start_matches('\u{feff}').lines().enumerate();
    match lines.next() {
        Some((_, head)) if head.split(',').map(str::trim).eq(COLUMNS) => {}
        _ => look.tell(1, Refusal::new("arrangement-head").with("columns", COLUMNS.join(","))),
    }
    for (index, line) in lines.by_ref().take(MOST_LINES) {
        if !line.trim().is_empty() {
            look.line(index + 1, line);
        }
    }
    if let Some((index, _)) = lines.next() {
        look.tell(index + 1, Refusal::new("arrangement-long").with("most", MOST_LINES));
    }
    look.whole();
    look.faults.sort_by_key(|fault| fault.line);
    look.faults.truncate(MOST_FAULTS);
    look.faults
}

#[derive(Default)]
struct Look {
    faults: Vec<Fault>,
    days: BTreeSet<Day>,
    off: BTreeSet<Day>,
    /// The first line of a year, and its status.
    years: BTreeMap<i32, (usize, String)>,
}

impl Look {
    fn tell(&mut self, line: usize, why: Refusal) {
        self.faults.push(Fault { line, why });
    }

    fn line(&mut self, line: usize, text: &str) {
        let cells: Vec<&str> = text.split(',').map(str::trim).collect();
        let [date, name, works, status] = cells[..] else {
            return self.tell(line, Refusal::new("arrangement-cells").with("count", cells.len()));
        };
        let Ok(day) = Day::parse(date, &Iso8601::DATE) else {
            return self.tell(line, Refusal::new("arrangement-date"));
        };
        if !self.days.insert(day) {
            self.tell(line, Refusal::new("arrangement-twice").with("day", day));
        }
        if name.is_empty() || name.chars().count() > 20 || name.contains('"') {
            self.tell(line, Refusal::new("arrangement-name"));
        }
        if !matches!(status, "official" | "statutory-provisional") {
            self.tell(line, Refusal::new("arrangement-status"));
        }
        match works {
            "0" => {
                self.off.insert(day);
            }
            "1" if !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) => {
                self.tell(line, Refusal::new("arrangement-works-anyway").with("day", day));
            }
            "1" => {}
            _ => self.tell(line, Refusal::new("arrangement-works")),
        }
        let (_, first) = self.years.entry(day.year()).or_insert((line, status.to_owned()));
        if *first != status {
            self.tell(line, Refusal::new("arrangement-mixed").with("year", format_args!("{}", day.year())));
        }
    }

    /// What no single line shows.
    fn whole(&mut self) {
        if self.years.is_empty() && self.faults.is_empty() {
            self.tell(1, Refusal::new("arrangement-empty"));
        }
        let mut missing = Vec::new();
        for (year, (line, _)) in &self.years {
            for (month, day) in ALWAYS_OFF {
                let is_off =
                    |off: &Day| off.year() == *year && u8::from(off.month()) == month && off.day() == day;
                if !self.off.iter().any(is_off) {
                    let why = Refusal::new("arrangement-incomplete");
                    missing.push((*line, why.with("day", format_args!("{year}-{month:02}-{day:02}"))));
                }
            }
        }
        for (line, why) in missing {
            self.tell(line, why);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Calendar;

    fn told(rows: &str) -> Vec<String> {
        let found = faults(&format!("date,name,is_workday,status\n{rows}"));
        found.iter().map(|fault| format!("{} {}", fault.line, fault.why.code)).collect()
    }

    const YEAR: &str =
        "2027-01-01,元旦,0,official\n2027-05-01,劳动节,0,official\n2027-10-01,国庆节,0,official\n";

    #[test]
    fn a_table_as_the_notice_says_has_no_fault_and_can_be_loaded() {
        assert!(told(YEAR).is_empty());
        let text = format!("\u{feff}date, name,is_workday,status\r\n{}", YEAR.replace('\n', "\r\n\r\n"));
        let read = read(&text).unwrap();
        assert_eq!(read, format!("date,name,is_workday,status\n{YEAR}"), "as a spreadsheet writes it");
        assert!(Calendar::shipped().with_years(&read).is_ok());
    }

    #[test]
    fn every_wrong_line_is_told_with_its_number() {
        let rows = format!(
            "{YEAR}2027-13-01,元旦,0,official\n2027-02-06,春节,2,official\n2027-02-08,春节,1,official\n\
             2027-10-01,国庆节,0,official\n2027-10-02,,0,official\n2027-10-03,国庆节,0\n2027-10-04,国庆节,0,maybe\n"
        );
        assert_eq!(
            told(&rows),
            [
                "5 arrangement-date",
                "6 arrangement-works",
                "7 arrangement-works-anyway",
                "8 arrangement-twice",
                "9 arrangement-name",
                "10 arrangement-cells",
                "11 arrangement-status",
                "11 arrangement-mixed",
            ]
        );
    }

    #[test]
    fn a_year_without_its_fixed_holidays_is_not_whole() {
        assert_eq!(
            told("2027-05-01,劳动节,0,official\n"),
            ["2 arrangement-incomplete", "2 arrangement-incomplete"]
        );
        assert_eq!(told(""), ["1 arrangement-empty"]);
        assert_eq!(faults("")[0].why.code, "arrangement-head");
    }
}
