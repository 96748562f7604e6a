//! On which day does every period end, whenever it starts? One table, `golden/deadlines.txt`, to be read by a lawyer.
//!
//! `UPDATE_EXPECT=1 cargo test -p fengqiao-domain` writes it anew; read the change before you keep it.

use std::fmt::Write as _;

use expect_test::expect_file;
use fengqiao_base::{Moment, clock::CHINA, local_day};
use fengqiao_domain::deadline::{Course, Deadline, Extension, Pause, Reckoning, Rule, SetBy, Unit, compute};
use time::{
    Duration,
    macros::{date, datetime},
};

/// When, and why then.
const STARTS: [(&str, Moment); 13] = [
    ("before Spring Festival 2025", datetime!(2025-01-16 10:00 +8)),
    ("a Sunday worked for it", datetime!(2025-01-26 16:30 +8)),
    ("within Spring Festival 2026", datetime!(2026-02-18 09:00 +8)),
    ("thirty days before National Day", datetime!(2025-09-01 00:00 +8)),
    ("the last day before it", datetime!(2025-09-30 23:59 +8)),
    ("a Saturday worked for it", datetime!(2025-10-11 10:00 +8)),
    ("fifteen days before Labour Day ends", datetime!(2025-04-20 10:00 +8)),
    ("the end of January", datetime!(2025-01-31 10:00 +8)),
    ("the end of August", datetime!(2025-08-31 10:00 +8)),
    ("a leap day", datetime!(2024-02-29 10:00 +8)),
    ("one month before a leap day ends", datetime!(2024-01-31 10:00 +8)),
    ("the end of a year", datetime!(2025-12-31 10:00 +8)),
    ("before a year that is not arranged", datetime!(2026-12-20 10:00 +8)),
];

fn line(rule: &Rule, course: &Course, by: &Reckoning, what: &str) -> String {
    let start = course.start.to_offset(CHINA);
    let told = match compute(rule, course, &by.calendar) {
        Ok(Deadline { raw, due, provisional, reasoning, .. }) => {
            let steps: Vec<_> = reasoning.iter().map(fengqiao_domain::deadline::Step::code).collect();
            let ends = if due.is_with_day() {
                format!("{} -> {}", raw.day, due.day)
            } else {
                let at = due.at.to_offset(CHINA);
                format!("{} {:02}:{:02}:{:02}", at.date(), at.hour(), at.minute(), at.second())
            };
            format!("{ends}{} | {}", if provisional { " provisional" } else { "" }, steps.join(" "))
        }
        Err(refusal) => format!("refused: {} {:?}", refusal.code, refusal.args),
    };
    format!("  {} {:02}:{:02} {told} | {what}\n", start.date(), start.hour(), start.minute())
}

/// The course of a rule from an instant; an act names the 40th day where it must name one.
fn course(rule: &Rule, start: Moment) -> Course {
    match rule.set_by {
        SetBy::Act => Course::from(start).named(local_day(start) + Duration::days(40)),
        SetBy::Rule | SetBy::PartiesOrRule | SetBy::ActWithin => Course::from(start),
    }
}

#[test]
fn every_period_ends_on_the_day_that_was_read() {
    let by = Reckoning::shipped();
    let mut table = String::new();
    for rule in by.rules.iter() {
        let length = rule.length.map_or_else(
            || "as named".to_owned(),
            |length| format!("{} {}", length.count, length.unit.code()),
        );
        writeln!(table, "{} v{}: {length} | {}", rule.id, rule.version, rule.law).unwrap();
        for (what, start) in STARTS {
            if local_day(start) >= rule.valid_from {
                table.push_str(&line(rule, &course(rule, start), &by, what));
            }
        }
        let start = datetime!(2025-09-01 00:00 +8);
        let is_short = rule
            .length
            .is_some_and(|length| matches!(length.unit, Unit::Seconds | Unit::Minutes | Unit::Hours));
        for ground in &rule.pauses {
            let mut paused = course(rule, start);
            let until = datetime!(2025-09-20 09:00 +8);
            paused.pauses.push(Pause { from: datetime!(2025-09-05 15:00 +8), until, ground: *ground });
            table.push_str(&line(
                rule,
                &paused,
                &by,
                &format!("paused 5 to 20 September: {}", ground.code()),
            ));
        }
        if let Some(allowed) = rule.extensions.filter(|_| !is_short) {
            let mut extended = course(rule, start);
            let (at, until) = (datetime!(2025-09-04 10:00 +8), date!(2025 - 10 - 05));
            extended.extensions.push(Extension { at, until, by: allowed.by });
            table.push_str(&line(
                rule,
                &extended,
                &by,
                &format!("extended to 5 October: {}", allowed.by.code()),
            ));
        }
    }
    expect_file!["../../golden/deadlines.txt"].assert_eq(&table);
}

#[test]
fn the_three_examples_of_the_civil_code_come_out_as_they_should() {
    let by = Reckoning::shipped();
    let due = |rule: &str, day| {
        let rule = by.rules.in_force(rule, day).unwrap();
        let Deadline { raw, due, .. } = compute(rule, &Course::from_day(day), &by.calendar).unwrap();
        (raw.day, due.day)
    };
    assert_eq!(due("confirm", date!(2025 - 09 - 01)), (date!(2025 - 10 - 01), date!(2025 - 10 - 09)));
    assert_eq!(due("mediate-labour", date!(2025 - 04 - 20)), (date!(2025 - 05 - 05), date!(2025 - 05 - 06)));
    assert_eq!(
        due("mediate-national", date!(2025 - 01 - 31)),
        (date!(2025 - 02 - 28), date!(2025 - 02 - 28))
    );
}
