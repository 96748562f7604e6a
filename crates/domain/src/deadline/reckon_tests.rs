//! Does every period end on the day a lawyer would name, and say why?

use std::{fmt::Write as _, sync::LazyLock};

use expect_test::{Expect, expect};
use fengqiao_base::{Calendar, Day, Moment, Refusal};
use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};
use time::{
    Duration,
    macros::{date, datetime},
};

use super::*;

static SHIPPED: LazyLock<Reckoning> = LazyLock::new(Reckoning::shipped);

fn reckoned(rule: &str, course: &Course) -> Result<Deadline, Refusal> {
    let by = &SHIPPED;
    let rule = by.rules.in_force(rule, fengqiao_base::local_day(course.start))?;
    compute(rule, course, &by.calendar)
}

fn days(rule: &str, start: Day) -> (Day, Day) {
    let deadline = reckoned(rule, &Course::from_day(start)).unwrap();
    (deadline.raw.day, deadline.due.day)
}

/// The reasons, a line each, as a sentence would take them.
pub(super) fn told(steps: &[Step]) -> String {
    let mut text = String::new();
    for step in steps {
        write!(text, "{}", step.code()).unwrap();
        for (name, value) in step.args() {
            match value {
                Value::Day(day) => write!(text, " {name}={day}"),
                Value::Moment(at) => write!(text, " {name}={}", at.to_offset(fengqiao_base::clock::CHINA)),
                Value::Count(count) => write!(text, " {name}={count}"),
                Value::Year(year) => write!(text, " {name}={year}"),
                Value::Word(_, word) => write!(text, " {name}={word}"),
                Value::Name(word) => write!(text, " {name}={word}"),
            }
            .unwrap();
        }
        text.push('\n');
    }
    text
}

fn tells(rule: &str, course: &Course, expected: &Expect) {
    let text = match reckoned(rule, course) {
        Ok(deadline) => told(&deadline.reasoning),
        Err(refusal) => refusal.to_string(),
    };
    expected.assert_eq(&text);
}

fn pause(from: Moment, until: Moment) -> Pause {
    Pause { from, until, ground: PauseGround::Appraisal }
}

#[test]
fn the_published_examples_end_as_published() {
    assert_eq!(days("confirm", date!(2025 - 09 - 01)), (date!(2025 - 10 - 01), date!(2025 - 10 - 09)));
    assert_eq!(days("mediate-labour", date!(2025 - 04 - 20)), (date!(2025 - 05 - 05), date!(2025 - 05 - 06)));
    assert_eq!(
        days("mediate-national", date!(2025 - 01 - 31)),
        (date!(2025 - 02 - 28), date!(2025 - 02 - 28))
    );
}

#[test]
fn a_last_day_in_the_national_holidays_moves_behind_them() {
    tells(
        "confirm",
        &Course::from_day(date!(2025 - 09 - 01)),
        &expect![[r"
            start-not-counted day=2025-09-01
            counted-days count=30 last=2025-10-01
            fell-on-holiday day=2025-10-01 holiday=国庆节
            rolled-to day=2025-10-09
            ends-with-day day=2025-10-09
        "]],
    );
}

#[test]
fn a_last_day_on_a_sunday_moves_to_monday_and_a_made_up_sunday_does_not_move() {
    assert_eq!(days("confirm", date!(2025 - 05 - 16)), (date!(2025 - 06 - 15), date!(2025 - 06 - 16)));
    // Sunday 28 September 2025 is worked in exchange for the National holidays.
    assert_eq!(days("confirm", date!(2025 - 08 - 29)), (date!(2025 - 09 - 28), date!(2025 - 09 - 28)));
}

#[test]
fn months_and_years_end_on_the_day_of_the_same_number_or_the_last_of_the_month() {
    let table = [
        (date!(2025 - 01 - 15), date!(2025 - 02 - 15)),
        (date!(2025 - 01 - 31), date!(2025 - 02 - 28)),
        (date!(2024 - 01 - 31), date!(2024 - 02 - 29)),
        (date!(2025 - 03 - 31), date!(2025 - 04 - 30)),
        (date!(2025 - 12 - 31), date!(2026 - 01 - 31)),
        (date!(2025 - 02 - 28), date!(2025 - 03 - 28)),
    ];
    for (start, raw) in table {
        assert_eq!(days("mediate-national", start).0, raw, "a month from {start}");
    }
    assert_eq!(days("labour-arbitration", date!(2024 - 02 - 29)).0, date!(2025 - 02 - 28), "leap day");
    assert_eq!(days("labour-arbitration", date!(2023 - 02 - 28)).0, date!(2024 - 02 - 28));
    assert_eq!(days("enforce", date!(2022 - 02 - 28)).0, date!(2024 - 02 - 28));
    tells(
        "labour-arbitration",
        &Course::from_day(date!(2024 - 02 - 29)),
        &expect![[r"
            start-not-counted day=2024-02-29
            counted-months count=1 unit=years last=2025-02-28
            month-end last=2025-02-28
            ends-with-day day=2025-02-28
        "]],
    );
}

#[test]
fn thirty_days_over_a_leap_day_count_it() {
    assert_eq!(days("confirm", date!(2024 - 02 - 01)).0, date!(2024 - 03 - 02));
    assert_eq!(days("confirm", date!(2025 - 02 - 01)).0, date!(2025 - 03 - 03));
}

#[test]
fn working_days_over_spring_festival_skip_the_holidays_and_count_the_exchanged_days() {
    // Off from Tuesday 28 January to Tuesday 4 February; Sunday 26 January and Saturday 8 February are worked.
    tells(
        "mediate-medical",
        &Course::from_day(date!(2025 - 01 - 20)),
        &expect![[r"
            start-not-counted day=2025-01-20
            counted-workdays count=30 last=2025-03-07 off=16 made_up=2
            ends-with-day day=2025-03-07
        "]],
    );
    assert_eq!(days("accept-peoples", date!(2025 - 01 - 24)).0, date!(2025 - 02 - 05));
    assert_eq!(days("accept-peoples", date!(2025 - 01 - 27)).0, date!(2025 - 02 - 07));
    assert_eq!(days("accept-peoples", date!(2025 - 02 - 06)).0, date!(2025 - 02 - 10));
}

#[test]
fn working_days_begin_after_a_day_off_too() {
    // Filed on Saturday: Monday is the first.
    assert_eq!(days("accept-peoples", date!(2025 - 03 - 01)).0, date!(2025 - 03 - 05));
}

#[test]
fn the_day_of_the_start_is_the_day_in_china() {
    let late = Course::from(datetime!(2025-03-03 23:59:59 +8));
    let after = Course::from(datetime!(2025-03-03 16:00 UTC));
    assert_eq!(reckoned("confirm", &late).unwrap().raw.day, date!(2025 - 04 - 02));
    assert_eq!(reckoned("confirm", &after).unwrap().raw.day, date!(2025 - 04 - 03));
}

#[test]
fn a_period_of_days_ends_with_the_last_second_of_its_last_day() {
    let due = reckoned("confirm", &Course::from_day(date!(2025 - 03 - 03))).unwrap().due;
    assert_eq!(due.at, datetime!(2025-04-03 00:00 +8));
    assert_eq!(due.day, date!(2025 - 04 - 02));
}

#[test]
fn hours_and_minutes_run_from_the_instant_over_nights_and_holidays() {
    let course = Course::from(datetime!(2025-10-01 10:30 +8));
    let ends = |rule| reckoned(rule, &course).unwrap().due.at;
    assert_eq!(ends("protection-order"), datetime!(2025-10-04 10:30 +8));
    assert_eq!(ends("protection-order-urgent"), datetime!(2025-10-02 10:30 +8));
    assert_eq!(ends("whistle-emergency-arrive"), datetime!(2025-10-01 11:00 +8));
    assert_eq!(ends("family-dispatch"), datetime!(2025-10-01 10:30:02 +8));
    assert_eq!(ends("report-danger"), course.start, "at once");
    tells(
        "protection-order",
        &course,
        &expect![[r"
            runs-from at=2025-10-01 10:30:00.0 +08:00:00
            counted-time count=72 unit=hours until=2025-10-04 10:30:00.0 +08:00:00
        "]],
    );
    let midnight = Course::from(datetime!(2025-10-01 00:00 +8));
    let due = reckoned("protection-order-urgent", &midnight).unwrap().due;
    assert_eq!((due.day, due.at), (date!(2025 - 10 - 02), datetime!(2025-10-02 00:00 +8)));
}

#[test]
fn a_pause_gives_back_the_days_that_fell_into_it() {
    let mut course = Course::from(datetime!(2025-03-03 10:00 +8));
    course.pauses.push(pause(datetime!(2025-03-10 15:00 +8), datetime!(2025-03-20 09:00 +8)));
    tells(
        "mediate-shenzhen",
        &course,
        &expect![[r"
            start-not-counted day=2025-03-03
            counted-days count=30 last=2025-04-02
            paused from=2025-03-10 until=2025-03-20 ground=appraisal days=10 last=2025-04-12
            fell-on-weekend day=2025-04-12
            rolled-to day=2025-04-14
            ends-with-day day=2025-04-14
        "]],
    );
}

#[test]
fn a_pause_within_one_day_takes_nothing_away() {
    let mut course = Course::from(datetime!(2025-03-03 10:00 +8));
    course.pauses.push(pause(datetime!(2025-03-10 09:00 +8), datetime!(2025-03-10 17:00 +8)));
    assert_eq!(reckoned("mediate-shenzhen", &course).unwrap().raw.day, date!(2025 - 04 - 02));
}

#[test]
fn a_pause_that_outlasts_the_period_leaves_what_was_left_of_it() {
    let mut course = Course::from(datetime!(2025-03-03 10:00 +8));
    course.pauses.push(pause(datetime!(2025-03-30 10:00 +8), datetime!(2025-04-20 10:00 +8)));
    // Four days were left: 30 and 31 March, 1 and 2 April.
    assert_eq!(reckoned("mediate-shenzhen", &course).unwrap().raw.day, date!(2025 - 04 - 23));
}

#[test]
fn a_pause_after_the_counted_end_but_before_the_one_that_holds_leaves_a_day() {
    // Counted to 1 October, holds to 9 October.
    let mut course = Course::from_day(date!(2025 - 09 - 01));
    course.pauses.push(pause(datetime!(2025-10-05 10:00 +8), datetime!(2025-10-20 10:00 +8)));
    assert_eq!(reckoned("mediate-shenzhen", &course).unwrap().due.day, date!(2025 - 10 - 20));
    course.pauses[0].until = datetime!(2025-10-07 10:00 +8);
    let within = reckoned("mediate-shenzhen", &course).unwrap();
    assert_eq!((within.raw.day, within.due.day), (date!(2025 - 10 - 01), date!(2025 - 10 - 09)));
}

#[test]
fn a_pause_of_working_days_gives_back_working_days() {
    let mut course = Course::from_day(date!(2025 - 09 - 22));
    // 30 working days end on 7 November; ten of the paused days were worked, the exchanged Sunday included.
    course.pauses.push(pause(datetime!(2025-09-24 10:00 +8), datetime!(2025-10-14 10:00 +8)));
    tells(
        "mediate-medical",
        &course,
        &expect![[r"
            start-not-counted day=2025-09-22
            counted-workdays count=30 last=2025-11-07 off=16 made_up=2
            paused from=2025-09-24 until=2025-10-14 ground=appraisal days=10 last=2025-11-21
            ends-with-day day=2025-11-21
        "]],
    );
}

#[test]
fn a_pause_begins_within_the_period_and_after_the_last_pause() {
    let course = |pauses| Course { pauses, ..Course::from(datetime!(2025-03-03 10:00 +8)) };
    let late = course(vec![pause(datetime!(2025-04-03 00:00 +8), datetime!(2025-04-20 10:00 +8))]);
    assert_eq!(reckoned("mediate-shenzhen", &late).unwrap_err().code, "deadline-pause-late");
    let early = course(vec![pause(datetime!(2025-03-02 10:00 +8), datetime!(2025-03-20 10:00 +8))]);
    assert_eq!(reckoned("mediate-shenzhen", &early).unwrap_err().code, "deadline-pause-order");
    let backwards = course(vec![pause(datetime!(2025-03-20 10:00 +8), datetime!(2025-03-19 10:00 +8))]);
    assert_eq!(reckoned("mediate-shenzhen", &backwards).unwrap_err().code, "deadline-pause-order");
    let over_each_other = course(vec![
        pause(datetime!(2025-03-10 10:00 +8), datetime!(2025-03-20 10:00 +8)),
        pause(datetime!(2025-03-19 10:00 +8), datetime!(2025-03-25 10:00 +8)),
    ]);
    assert_eq!(reckoned("mediate-shenzhen", &over_each_other).unwrap_err().code, "deadline-pause-order");
}

#[test]
fn an_extension_names_the_last_day_and_a_later_pause_still_counts() {
    let mut course = Course::from(datetime!(2025-03-03 10:00 +8));
    course.extensions.push(Extension {
        at: datetime!(2025-03-28 10:00 +8),
        until: date!(2025 - 05 - 03),
        by: ExtensionBy::Parties,
    });
    tells(
        "mediate-shenzhen",
        &course,
        &expect![[r"
            start-not-counted day=2025-03-03
            counted-days count=30 last=2025-04-02
            extended by=parties last=2025-05-03
            fell-on-holiday day=2025-05-03 holiday=劳动节
            rolled-to day=2025-05-06
            ends-with-day day=2025-05-06
        "]],
    );
    course.pauses.push(pause(datetime!(2025-04-10 10:00 +8), datetime!(2025-04-15 10:00 +8)));
    assert_eq!(reckoned("mediate-shenzhen", &course).unwrap().raw.day, date!(2025 - 05 - 08));
    course.pauses[0] = pause(datetime!(2025-03-10 10:00 +8), datetime!(2025-03-15 10:00 +8));
    assert_eq!(
        reckoned("mediate-shenzhen", &course).unwrap().raw.day,
        date!(2025 - 05 - 03),
        "an extension after the pause knew of it"
    );
    course.pauses[0].until = datetime!(2025-03-30 10:00 +8);
    assert_eq!(reckoned("mediate-shenzhen", &course).unwrap_err().code, "deadline-paused");
}

#[test]
fn a_named_last_day_needs_a_rule_that_lets_one_be_named() {
    let start = Course::from(datetime!(2025-03-03 10:00 +8));
    let named = start.clone().named(date!(2025 - 05 - 01));
    tells(
        "mediate-shenzhen",
        &named,
        &expect![[r"
            named last=2025-05-01
            fell-on-holiday day=2025-05-01 holiday=劳动节
            rolled-to day=2025-05-06
            ends-with-day day=2025-05-06
        "]],
    );
    tells("confirm", &named, &expect!["refused: deadline-set-by-rule at until"]);
    tells(
        "protection-order-validity",
        &start.clone().named(date!(2025 - 06 - 01)),
        &expect![[r"
            named last=2025-06-01
            ends-with-day day=2025-06-01
        "]],
    );
    tells(
        "protection-order-validity",
        &start.clone().named(date!(2025 - 09 - 04)),
        &expect!["refused: deadline-day-too-late at until"],
    );
    tells("perform", &start, &expect!["refused: deadline-needs-day at until"]);
    tells(
        "perform",
        &start.named(date!(2025 - 03 - 02)),
        &expect!["refused: deadline-day-before-start at until"],
    );
}

#[test]
fn a_year_that_is_not_arranged_yet_makes_the_day_provisional() {
    let deadline = reckoned("confirm", &Course::from_day(date!(2026 - 12 - 20))).unwrap();
    assert!(deadline.provisional);
    expect![[r"
        start-not-counted day=2026-12-20
        counted-days count=30 last=2027-01-19
        year-provisional year=2027
        ends-with-day day=2027-01-19
    "]]
    .assert_eq(&told(&deadline.reasoning));
    assert!(!reckoned("confirm", &Course::from_day(date!(2026 - 11 - 20))).unwrap().provisional);
    let working = reckoned("mediate-medical", &Course::from_day(date!(2026 - 12 - 20))).unwrap();
    assert!(working.provisional);
}

#[test]
fn a_day_past_the_last_loaded_year_is_refused_where_the_calendar_is_needed() {
    let refused = |rule, start| reckoned(rule, &Course::from_day(start)).unwrap_err().code;
    assert_eq!(refused("confirm", date!(2027 - 12 - 20)), "calendar-year-missing");
    assert_eq!(refused("mediate-medical", date!(2027 - 12 - 20)), "calendar-year-missing");
    assert_eq!(refused("enforce", date!(2026 - 06 - 01)), "calendar-year-missing");
    // What lasts so long ends by the calendar of days alone.
    assert_eq!(days("committee-term", date!(2026 - 06 - 01)).1, date!(2029 - 06 - 01));
    assert_eq!(
        reckoned("protection-order", &Course::from(datetime!(2027-12-31 10:00 +8))).unwrap().due.day,
        date!(2028 - 01 - 03)
    );
}

#[test]
fn a_rule_applies_from_its_first_day_on() {
    let by = Reckoning::shipped();
    let refusal = by.rules.in_force("mediate-shenzhen", date!(2022 - 04 - 30)).unwrap_err();
    assert_eq!(refusal.code, "deadline-rule-not-in-force");
    assert!(by.rules.in_force("mediate-shenzhen", date!(2022 - 05 - 01)).is_ok());
    assert_eq!(
        by.rules.in_force("mediate", date!(2025 - 01 - 01)).unwrap_err().code,
        "deadline-rule-unknown"
    );
}

#[test]
fn a_changed_rule_holds_for_what_starts_under_it() {
    let text = |version, from, count| {
        format!(
            "[[rule]]\nid = \"accept\"\nversion = {version}\nvalid-from = \"{from}\"\n\
             length = {{ count = {count}, unit = \"working-days\" }}\nstarts = \"applied\"\nstops = [\"accepted\"]\n\
             tier = \"promise\"\nescalates-to = [\"head\"]\nlaw = \"本平台设定\"\nbasis = \"D\"\n"
        )
    };
    let both = text(1, "2020-01-01", 3) + &text(2, "2025-06-01", 5);
    let rules = Rules::load(&both).unwrap();
    assert_eq!(rules.in_force("accept", date!(2025 - 05 - 31)).unwrap().version, 1);
    assert_eq!(rules.in_force("accept", date!(2025 - 06 - 01)).unwrap().version, 2);
    assert_eq!(rules.version("accept", 1).unwrap().length.unwrap().count, 3);
    let twice = text(1, "2020-01-01", 3) + &text(1, "2025-06-01", 5);
    assert_eq!(Rules::load(&twice).unwrap_err().to_string(), "deadline rule accept version 1: stands twice");
}

#[test]
fn a_district_sets_what_practice_leaves_open_and_not_what_the_law_fixes() {
    let row = |id| {
        format!(
            "[[rule]]\nid = \"{id}\"\nversion = 2\nvalid-from = \"2026-01-01\"\n\
             length = {{ count = 5, unit = \"working-days\" }}\nstarts = \"applied\"\nstops = [\"accepted\"]\n\
             tier = \"promise\"\nescalates-to = [\"head\"]\nlaw = \"宝安区设定\"\nbasis = \"D\"\n"
        )
    };
    let rules = Rules::shipped().with_district(&row("accept-peoples")).unwrap();
    assert_eq!(rules.in_force("accept-peoples", date!(2025 - 12 - 31)).unwrap().version, 1);
    assert_eq!(rules.in_force("accept-peoples", date!(2026 - 01 - 01)).unwrap().version, 2);
    assert!(rules.in_force("confirm", date!(2026 - 01 - 01)).is_ok(), "the others stay");
    let refused = Rules::shipped().with_district(&row("confirm")).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "deadline rule confirm is law (人民调解法 第三十三条；民事诉讼法 第二百零五条): a district cannot change it"
    );
}

#[test]
fn warnings_come_after_seventy_percent_and_three_days_before() {
    let warnings = |rule, course: &Course| {
        let deadline = reckoned(rule, course).unwrap();
        deadline.warn_at.iter().map(|warning| warning.0).collect::<Vec<_>>()
    };
    let course = Course::from(datetime!(2025-03-03 10:00 +8));
    assert_eq!(
        warnings("confirm", &course),
        [datetime!(2025-03-25 00:00 +8), datetime!(2025-03-30 00:00 +8)],
        "21 of 30 days, and three before 2 April"
    );
    // A working day: neither three days nor anything of a warning before it starts.
    assert_eq!(warnings("intake", &course), [datetime!(2025-03-04 16:48 +8)]);
    assert_eq!(warnings("protection-order-urgent", &course), [datetime!(2025-03-04 02:48 +8)]);
    let mut paused = course;
    paused.pauses.push(pause(datetime!(2025-03-10 15:00 +8), datetime!(2025-03-20 09:00 +8)));
    assert_eq!(
        warnings("mediate-shenzhen", &paused),
        [datetime!(2025-04-05 09:36 +8), datetime!(2025-04-11 00:00 +8)],
        "seventy percent of the time it runs, to Monday 14 April"
    );
}

/// Counts day by day, as one would with a finger on the calendar.
fn counted_by_hand(calendar: &Calendar, start: Day, count: u32, working: bool, pauses: &[(Day, Day)]) -> Day {
    let (mut day, mut counted) = (start, 0);
    while counted < count {
        day = day.next_day().unwrap();
        let stands = pauses.iter().any(|(from, until)| *from <= day && day < *until);
        if !stands && (!working || calendar.is_workday(day).unwrap()) {
            counted += 1;
        }
    }
    day
}

#[test]
fn any_course_of_pauses_ends_where_counting_by_hand_ends() {
    let by = &SHIPPED;
    let mut chance = StdRng::seed_from_u64(20_250_303);
    let mut tried = 0;
    for _ in 0..3000 {
        let working = chance.random_bool(0.5);
        let rule = if working { "mediate-medical" } else { "mediate-shenzhen" };
        let start = date!(2022 - 06 - 01) + Duration::days(chance.random_range(0..1200));
        let mut course = Course::from_day(start);
        let mut pauses = Vec::new();
        let mut from = start;
        for _ in 0..chance.random_range(0..4) {
            from += Duration::days(chance.random_range(1..15));
            let until = from + Duration::days(chance.random_range(0..25));
            pauses.push((from, until));
            course.pauses.push(Pause {
                from: from.midnight().assume_offset(fengqiao_base::clock::CHINA) + Duration::HOUR,
                until: until.midnight().assume_offset(fengqiao_base::clock::CHINA) + Duration::hours(2),
                ground: PauseGround::Appraisal,
            });
            from = until;
        }
        // A pause that begins after the counted end is another matter.
        let (ends, begins) = match pauses.split_last() {
            Some(((from, _), rest)) => (counted_by_hand(&by.calendar, start, 30, working, rest), *from),
            None => (counted_by_hand(&by.calendar, start, 30, working, &[]), start),
        };
        if begins > ends {
            continue;
        }
        tried += 1;
        let expected = counted_by_hand(&by.calendar, start, 30, working, &pauses);
        let deadline = reckoned(rule, &course).unwrap();
        assert_eq!(deadline.raw.day, expected, "{rule} from {start}, {pauses:?}");
        assert_eq!(deadline.due.day, by.calendar.roll_forward(expected).unwrap());
        assert!(
            deadline.warn_at.iter().all(|warning| warning.0 > course.start && warning.0 < deadline.due.at)
        );
    }
    assert!(tried > 2000, "{tried} courses were worth trying");
}
