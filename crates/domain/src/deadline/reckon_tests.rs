//! Does every rule end on the day a lawyer would name?

use fengqiao_base::Day;
use time::macros::date;

use super::*;

fn ends(rule: &str, start: Day) -> (Day, Day) {
    let by = Reckoning::shipped();
    let rule = by.rules.in_force(rule, start).unwrap();
    let deadline = compute(rule, &Course::from_day(start), &by.calendar).unwrap();
    (deadline.raw.day, deadline.due.day)
}

#[test]
fn the_published_examples_end_as_published() {
    assert_eq!(ends("confirm", date!(2025 - 09 - 01)), (date!(2025 - 10 - 01), date!(2025 - 10 - 09)));
    assert_eq!(ends("mediate-labour", date!(2025 - 04 - 20)), (date!(2025 - 05 - 05), date!(2025 - 05 - 06)));
    assert_eq!(
        ends("mediate-national", date!(2025 - 01 - 31)),
        (date!(2025 - 02 - 28), date!(2025 - 02 - 28))
    );
}
