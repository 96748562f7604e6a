//! What ran, how long did it take, and did it pass?

use std::{fmt::Write, time::Duration};

use crate::{counts::Tally, day::span};

/// One line of the final table.
pub(crate) struct Row {
    /// What ran, in words.
    pub what: String,
    /// What came of it.
    pub tally: Tally,
    /// How long it took, where it was measured on its own.
    pub took: Option<Duration>,
}

/// All that ran, in order.
#[derive(Default)]
pub(crate) struct Report {
    rows: Vec<Row>,
    notes: Vec<String>,
}

impl Report {
    /// Adds one line.
    pub(crate) fn add(&mut self, what: impl Into<String>, tally: Tally, took: Option<Duration>) {
        self.rows.push(Row { what: what.into(), tally, took });
    }

    /// Adds a sentence under the table.
    pub(crate) fn note(&mut self, sentence: impl Into<String>) {
        self.notes.push(sentence.into());
    }

    /// Everything added up.
    pub(crate) fn total(&self) -> Tally {
        self.rows.iter().fold(Tally::default(), |sum, row| sum.plus(row.tally))
    }

    /// The table, the notes, and the plain closing line `N passed, N failed` at the very end.
    pub(crate) fn told(&self) -> String {
        let mut text = String::new();
        let width = self.rows.iter().map(|row| row.what.chars().count()).max().unwrap_or_default();
        for row in &self.rows {
            let mark = if row.tally.failed == 0 { "ok    " } else { "FAILED" };
            let took = row.took.map(span).unwrap_or_default();
            let Tally { passed, failed } = row.tally;
            _ = writeln!(
                text,
                "{mark}  {:width$}  {passed:>6} passed {failed:>4} failed  {took:>12}",
                row.what
            );
        }
        for note in &self.notes {
            _ = writeln!(text, "{note}");
        }
        let Tally { passed, failed } = self.total();
        _ = writeln!(text, "\n{passed} passed, {failed} failed");
        text
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn the_report_ends_with_the_plain_closing_line() {
        let mut report = Report::default();
        report.add("formatting", Tally::one(true), Some(Duration::from_millis(1500)));
        report.add("unit tests", Tally { passed: 240, failed: 2 }, None);
        report.note("12 of them on PostgreSQL");
        expect![[r"
            ok      formatting       1 passed    0 failed         1.5 s
            FAILED  unit tests     240 passed    2 failed              
            12 of them on PostgreSQL

            241 passed, 2 failed
        "]]
        .assert_eq(&report.told());
    }
}
