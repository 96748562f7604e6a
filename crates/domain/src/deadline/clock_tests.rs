//! Does a clock stop, stand still, go on and end as the rule says, and does it keep its reasons?

use expect_test::expect;
use fengqiao_base::{Calendar, Day, Moment};
use time::{
    Duration,
    macros::{date, datetime},
};

use super::{reckon_tests::told, *};

const START: Moment = datetime!(2025-03-03 10:00 +8);

fn by() -> Reckoning {
    Reckoning::shipped()
}

fn mediating() -> RunningClock {
    RunningClock::start("mediate-shenzhen", Course::from(START), &by()).unwrap()
}

fn appraisal() -> PauseGround {
    PauseGround::Appraisal
}

fn extended(clock: RunningClock, until: Day, at: Moment) -> Result<RunningClock, &'static str> {
    clock.extend(until, ExtensionBy::Parties, at, &by()).map_err(|refusal| refusal.code)
}

#[test]
fn what_is_still_not_done_is_told_level_by_level_after_working_days() {
    let by = Reckoning::shipped();
    // Three working days from Wednesday 24 September 2025: until Sunday the 28th, which is worked.
    let clock = RunningClock::start("transfer", Course::from_day(date!(2025 - 09 - 24)), &by).unwrap();
    assert_eq!(clock.due.day, date!(2025 - 09 - 28));
    let looks: Vec<_> = clock.looks().skip_while(|at| *at < clock.due.at).collect();
    // Two working days after it is 30 September; five, over the holiday, Saturday 11 October, which is worked.
    let at = [datetime!(2025-09-29 00:00 +8), datetime!(2025-10-01 00:00 +8), datetime!(2025-10-12 00:00 +8)];
    assert_eq!(looks, at);
    assert_eq!(at.map(|at| clock.level(at)), [0, 1, 2]);
    assert!(clock.cancel(at[0], &by).looks().count() == 1, "nobody is told of what has ended");
}

#[test]
fn a_clock_stands_calm_then_warned_then_due_then_overdue() {
    let clock = mediating();
    let stands = |at| clock.standing(at).code();
    assert_eq!(stands(START), "calm");
    assert_eq!(stands(datetime!(2025-03-24 23:59:59 +8)), "calm");
    assert_eq!(stands(datetime!(2025-03-25 00:00 +8)), "warned");
    assert_eq!(stands(datetime!(2025-04-01 23:59:59 +8)), "warned");
    assert_eq!(stands(datetime!(2025-04-02 00:00 +8)), "due-today");
    assert_eq!(stands(datetime!(2025-04-02 23:59:59.999999 +8)), "due-today");
    assert_eq!(stands(datetime!(2025-04-03 00:00 +8)), "overdue");
}

#[test]
fn somebody_looks_at_each_warning_and_at_the_end() {
    let clock = mediating();
    let mut looks = Vec::new();
    let mut now = START;
    while let Some(next) = clock.next_look(now) {
        looks.push(next);
        now = next;
    }
    let expected =
        [datetime!(2025-03-25 00:00 +8), datetime!(2025-03-30 00:00 +8), datetime!(2025-04-03 00:00 +8)];
    assert_eq!(looks, expected);
}

#[test]
fn a_clock_that_stands_still_is_looked_at_by_nobody() {
    let paused = mediating().pause(appraisal(), datetime!(2025-03-10 15:00 +8), &by()).unwrap();
    assert_eq!(paused.next_look(datetime!(2025-03-11 15:00 +8)), None);
    assert_eq!(paused.standing(datetime!(2026-03-11 15:00 +8)), Standing::Paused);
    let resumed = paused.resume(datetime!(2025-03-20 09:00 +8), &by()).unwrap();
    assert_eq!((resumed.raw_due.day, resumed.due.day), (date!(2025 - 04 - 12), date!(2025 - 04 - 14)));
    assert_eq!(resumed.standing(datetime!(2025-04-03 00:00 +8)), Standing::Calm);
}

#[test]
fn a_clock_pauses_for_what_its_rule_knows_and_for_nothing_else() {
    let at = datetime!(2025-03-10 15:00 +8);
    let refused = |clock: RunningClock, ground| clock.pause(ground, at, &by()).unwrap_err().code;
    assert_eq!(refused(mediating(), PauseGround::Hearing), "deadline-no-pause");
    let labour = RunningClock::start("mediate-labour", Course::from(START), &by()).unwrap();
    assert_eq!(refused(labour, appraisal()), "deadline-no-pause");
    let paused = mediating().pause(appraisal(), at, &by()).unwrap();
    assert_eq!(refused(paused.clone(), appraisal()), "deadline-paused");
    assert_eq!(refused(mediating().meet(at, &by()), appraisal()), "deadline-ended");
    let late = mediating().pause(appraisal(), datetime!(2025-04-03 00:00 +8), &by()).unwrap_err();
    assert_eq!(late.code, "deadline-over");
    let early = mediating().pause(appraisal(), START - Duration::HOUR, &by()).unwrap_err();
    assert_eq!(early.code, "deadline-pause-order");
    assert_eq!(mediating().resume(at, &by()).unwrap_err().code, "deadline-not-paused");
    assert_eq!(paused.resume(at - Duration::HOUR, &by()).unwrap_err().code, "deadline-pause-order");
}

#[test]
fn the_parties_extend_as_often_as_they_agree_even_after_the_end() {
    let clock = extended(mediating(), date!(2025 - 04 - 20), datetime!(2025-03-28 10:00 +8)).unwrap();
    assert_eq!(clock.due.day, date!(2025 - 04 - 21), "20 April 2025 is a Sunday");
    let again = extended(clock.clone(), date!(2025 - 05 - 20), datetime!(2025-05-10 10:00 +8)).unwrap();
    assert_eq!(again.due.day, date!(2025 - 05 - 20));
    let at = datetime!(2025-04-01 10:00 +8);
    assert_eq!(extended(clock.clone(), date!(2025 - 04 - 21), at), Err("deadline-extension-shorter"));
    let past = datetime!(2025-05-10 10:00 +8);
    assert_eq!(extended(clock, date!(2025 - 05 - 09), past), Err("deadline-extension-shorter"));
}

#[test]
fn nobody_but_whom_the_rule_names_extends() {
    let at = datetime!(2025-03-05 10:00 +8);
    let until = date!(2025 - 05 - 20);
    let refused = mediating().extend(until, ExtensionBy::Head, at, &by()).unwrap_err();
    assert_eq!(refused.code, "deadline-no-extension");
    for rule in ["mediate-labour", "confirm"] {
        let clock = RunningClock::start(rule, Course::from(START), &by()).unwrap();
        assert_eq!(extended(clock, until, at), Err("deadline-no-extension"), "{rule}");
    }
    let paused = mediating().pause(appraisal(), at, &by()).unwrap();
    assert_eq!(extended(paused, until, at), Err("deadline-paused"));
    assert_eq!(extended(mediating().cancel(at, &by()), until, at), Err("deadline-ended"));
}

#[test]
fn the_head_extends_a_petition_once_by_thirty_days_before_its_end() {
    let petition = || RunningClock::start("petition-handle", Course::from(START), &by()).unwrap();
    assert_eq!(petition().raw_due.day, date!(2025 - 05 - 02));
    let at = datetime!(2025-04-20 10:00 +8);
    let by_head = |clock: RunningClock, until, at| {
        clock.extend(until, ExtensionBy::Head, at, &by()).map_err(|refusal| refusal.code)
    };
    assert_eq!(
        by_head(petition(), date!(2025 - 06 - 02), at).unwrap_err(),
        "deadline-extension-too-long",
        "31 days after 2 May"
    );
    let once = by_head(petition(), date!(2025 - 06 - 01), at).unwrap();
    assert_eq!((once.raw_due.day, once.due.day), (date!(2025 - 06 - 01), date!(2025 - 06 - 03)));
    assert_eq!(by_head(once, date!(2025 - 06 - 10), at).unwrap_err(), "deadline-extended-already");
    let over = datetime!(2025-05-07 00:00 +8);
    assert_eq!(by_head(petition(), date!(2025 - 06 - 01), over).unwrap_err(), "deadline-over");
}

#[test]
fn a_met_clock_knows_whether_it_was_late_and_does_not_change_any_more() {
    let in_time = mediating().meet(datetime!(2025-04-02 23:59 +8), &by());
    let late = mediating().meet(datetime!(2025-04-03 00:00 +8), &by());
    assert!(!in_time.was_late() && late.was_late());
    assert_eq!(in_time.standing(datetime!(2026-01-01 00:00 +8)), Standing::Ended);
    assert_eq!(in_time.next_look(START), None);
    let cancelled_then = in_time.clone().cancel(datetime!(2025-05-01 00:00 +8), &by());
    assert_eq!(cancelled_then, in_time);
}

#[test]
fn an_ended_clock_keeps_its_reasons() {
    let ended = mediating().meet(datetime!(2025-03-20 10:00 +8), &by());
    expect![[r"
        start-not-counted day=2025-03-03
        counted-days count=30 last=2025-04-02
        ends-with-day day=2025-04-02
    "]]
    .assert_eq(&told(&ended.reasoning(&by()).unwrap()));
    let in_pause = mediating()
        .pause(appraisal(), datetime!(2025-03-10 15:00 +8), &by())
        .unwrap()
        .cancel(datetime!(2025-03-20 09:00 +8), &by());
    expect![[r"
        start-not-counted day=2025-03-03
        counted-days count=30 last=2025-04-02
        paused from=2025-03-10 until=2025-03-20 ground=appraisal days=10 last=2025-04-12
        fell-on-weekend day=2025-04-12
        rolled-to day=2025-04-14
        ends-with-day day=2025-04-14
    "]]
    .assert_eq(&told(&in_pause.reasoning(&by()).unwrap()));
}

/// The shipped calendar with the holidays of 2027 as a notice might arrange them, and with 2028.
fn later() -> Reckoning {
    let shipped = include_str!("../../../../data/holidays-cn.csv");
    let kept: Vec<&str> = shipped.lines().filter(|line| !line.starts_with("2027")).collect();
    let arranged = "\n2027-01-01,元旦,0,official\n2027-01-19,元旦,0,official\n2028-01-01,元旦,0,official\n";
    Reckoning { rules: Rules::shipped(), calendar: Calendar::load(&(kept.join("\n") + arranged)).unwrap() }
}

#[test]
fn a_loaded_calendar_makes_a_provisional_end_firm_and_leaves_ended_clocks_alone() {
    let provisional =
        RunningClock::start("confirm", Course::from(datetime!(2026-12-20 10:00 +8)), &by()).unwrap();
    assert_eq!((provisional.due.day, provisional.provisional), (date!(2027 - 01 - 19), true));
    let firm = provisional.clone().reckoned(&later()).unwrap();
    assert_eq!((firm.due.day, firm.provisional), (date!(2027 - 01 - 20), false));
    assert_ne!(firm.calendar_version, provisional.calendar_version);
    let ended = provisional.meet(datetime!(2026-12-24 10:00 +8), &by());
    assert_eq!(ended.clone().reckoned(&later()).unwrap(), ended);
    let last = ended.reasoning(&later()).unwrap().pop().unwrap();
    assert_eq!(
        last,
        Step::KeptFrom { calendar: by().calendar.version().to_owned(), day: date!(2027 - 01 - 19) }
    );
}

#[test]
fn a_case_does_not_stand_still_for_a_calendar() {
    let start = Course::from(datetime!(2027-12-30 10:00 +8));
    let days = RunningClock::start("confirm", start.clone(), &by()).unwrap();
    assert_eq!((days.due.day, days.provisional), (date!(2028 - 01 - 29), true), "a Saturday, as counted");
    let working = RunningClock::start("accept-peoples", start, &by()).unwrap();
    assert_eq!((working.due.day, working.provisional), (date!(2028 - 01 - 04), true), "Monday to Friday");
    expect![[r"
        start-not-counted day=2027-12-30
        year-provisional year=2027
        year-guessed year=2028
        counted-workdays count=3 last=2028-01-04 off=2 made_up=0
        ends-with-day day=2028-01-04
    "]]
    .assert_eq(&told(&working.reasoning(&by()).unwrap()));
}

#[test]
fn a_clock_is_stored_short_and_comes_back_whole() {
    let clock = mediating();
    let json = serde_json::to_string(&clock).unwrap();
    expect![[r#"{"rule":"mediate-shenzhen","cal":"cn-2020-2027-77d9a7b4","course":{"start":"2025-03-03T10:00:00+08:00"},"raw":"2025-04-02","due":"2025-04-02","warn":[1742832000,1743264000],"state":"running"}"#]].assert_eq(&json);
    assert_eq!(serde_json::from_str::<RunningClock>(&json).unwrap(), clock);
    let paused = clock
        .extend(date!(2025 - 04 - 20), ExtensionBy::Parties, datetime!(2025-03-28 10:00 +8), &by())
        .unwrap()
        .pause(appraisal(), datetime!(2025-04-01 15:00 +8), &by())
        .unwrap();
    let order = RunningClock::start(
        "protection-order",
        Course::from(datetime!(2025-10-01 10:30:00.123456 +8)),
        &by(),
    )
    .unwrap();
    for clock in [paused.clone(), paused.cancel(datetime!(2025-04-05 15:00 +8), &by()), order] {
        let json = serde_json::to_string(&clock).unwrap();
        assert_eq!(serde_json::from_str::<RunningClock>(&json).unwrap(), clock, "{json}");
    }
}
