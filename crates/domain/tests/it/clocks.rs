//! Every period of a case runs under its own rule, and says so.

use std::collections::BTreeSet;

use fengqiao_base::{Day, Duty};
use fengqiao_domain::{
    agreement::{AgreementForm, AgreementScope, ItemRoute},
    case::{
        Act, ActContext, ActKind, Answer, Case, CaseClock, Charge, ClockName, CourtCharge, Origin, Receiver,
        Referrer, TerminationGround,
    },
    confirmation::CompetentCourt,
    deadline::{ClockState, Reckoning, Rules, Standing, Step},
    mediation::SuspensionGround,
};
use time::macros::{date, datetime};

use crate::story::{RECKONING, Setting, Story, agreement, archive, consent};

fn clock(case: &Case, name: ClockName) -> &CaseClock {
    case.clock(name).unwrap()
}

/// Rule, counted end, end that holds.
fn runs(case: &Case, name: ClockName) -> (&str, Day, Day) {
    let clock = &clock(case, name).clock;
    (&clock.rule, clock.raw_due.day, clock.due.day)
}

fn charged(way: CourtCharge) -> Setting {
    let charge = Some(Charge { way, signed_for: Some(date!(2025 - 02 - 28)) });
    let origin = Origin::Referred { by: Referrer::Court, reference: None, charge, sent: None };
    Setting { origin, ..Setting::default() }
}

fn suspend(ground: SuspensionGround) -> Act {
    Act::Suspend { ground, reason: "委托漏水原因鉴定。".to_owned() }
}

fn extend(story: &Story, until: Day) -> Act {
    Act::Extend { until, agreed: story.both(), consent: None }
}

fn correct(dispute_type: &str) -> Act {
    Act::CorrectType { dispute_type: dispute_type.to_owned() }
}

#[test]
fn a_new_case_is_to_be_accepted_and_the_other_side_asked_within_three_working_days() {
    let case = Story::neighbours().case;
    let names: Vec<_> = case.open_clocks().iter().map(|clock| clock.key()).collect();
    assert_eq!(names, ["accept", "contact"]);
    let day = date!(2025 - 03 - 06);
    assert_eq!(runs(&case, ClockName::Accept), ("accept-peoples", day, day));
    assert_eq!(runs(&case, ClockName::Contact), ("contact", day, day));
}

#[test]
fn mediation_runs_under_the_law_of_its_area_and_origin() {
    let mediate = |setting| {
        let case = Story::opened(setting).days_later(1).accepted().case;
        let (rule, raw, due) = runs(&case, ClockName::Mediate);
        (rule.to_owned(), raw, due)
    };
    let of_type = |dispute_type| Setting { dispute_type, ..Setting::default() };
    let table = [
        // Opened on Monday 3 March, accepted on the 4th.
        (Setting::default(), "mediate-shenzhen", date!(2025 - 04 - 03), date!(2025 - 04 - 03)),
        (of_type("11"), "mediate-labour", date!(2025 - 03 - 18), date!(2025 - 03 - 18)),
        (of_type("15"), "mediate-medical", date!(2025 - 04 - 16), date!(2025 - 04 - 16)),
        // The court's material was signed for on 28 February.
        (charged(CourtCharge::Delegated), "court-delegated", date!(2025 - 03 - 30), date!(2025 - 03 - 31)),
        (
            charged(CourtCharge::EntrustedOrdinary),
            "court-entrusted-ordinary",
            date!(2025 - 03 - 15),
            date!(2025 - 03 - 17),
        ),
        (
            charged(CourtCharge::EntrustedSummary),
            "court-entrusted-summary",
            date!(2025 - 03 - 07),
            date!(2025 - 03 - 07),
        ),
        (charged(CourtCharge::Guided), "mediate-shenzhen", date!(2025 - 04 - 03), date!(2025 - 04 - 03)),
        // Before Shenzhen's regulation: a month, by the national rules.
        (
            Setting { started: datetime!(2022-01-30 10:00 +8), ..Setting::default() },
            "mediate-national",
            date!(2022 - 02 - 28),
            date!(2022 - 02 - 28),
        ),
    ];
    for (setting, rule, raw, due) in table {
        assert_eq!(mediate(setting), (rule.to_owned(), raw, due));
    }
}

#[test]
fn the_parties_agree_on_a_period_only_where_the_rule_is_theirs() {
    let accept = |until| Act::Accept { agreed_until: Some(until) };
    let story = Story::neighbours().consented().does(Duty::Head, accept(date!(2025 - 05 - 01)));
    assert_eq!(
        runs(&story.case, ClockName::Mediate),
        ("mediate-shenzhen", date!(2025 - 05 - 01), date!(2025 - 05 - 06)),
        "Labour Day and its holidays"
    );
    for setting in [
        Setting { dispute_type: "11", ..Setting::default() },
        Setting { dispute_type: "15", ..Setting::default() },
        charged(CourtCharge::Delegated),
    ] {
        let mut story = Story::opened(setting).consented();
        assert!(!story.case.may_agree_period(story.today(), &RECKONING));
        let refusal = story.tries(Duty::Head, accept(date!(2025 - 05 - 01))).unwrap_err();
        assert_eq!((refusal.code, refusal.field), ("period-cannot-be-agreed", Some("agreed_until")));
        assert!(refusal.law.is_some());
    }
}

#[test]
fn appraisal_pauses_the_period_and_gives_the_days_back() {
    let story = Story::neighbours().in_session().days_later(7);
    let story = story.does(Duty::Head, suspend(SuspensionGround::Appraisal)).days_later(10);
    assert_eq!(clock(&story.case, ClockName::Mediate).standing(story.now()), Standing::Paused);
    assert_eq!(story.case.next_due(story.now()), None, "nothing falls due while it stands still");
    assert_eq!(story.case.turn().unwrap().by, None);
    let story = story.does(Duty::Mediator, Act::Resume {});
    assert_eq!(
        runs(&story.case, ClockName::Mediate),
        ("mediate-shenzhen", date!(2025 - 04 - 12), date!(2025 - 04 - 14))
    );
    assert!(story.tells("suspended", r#""pauses_period":true"#));
}

#[test]
fn other_grounds_suspend_the_sessions_and_not_the_period() {
    for ground in [SuspensionGround::Incapacity, SuspensionGround::ShamCheck, SuspensionGround::Other] {
        let story = Story::neighbours().in_session().does(Duty::Head, suspend(ground));
        assert_eq!(clock(&story.case, ClockName::Mediate).clock.state, ClockState::Running, "{ground:?}");
        assert!(story.tells("suspended", r#""pauses_period":false"#));
        let story = story.days_later(5).does(Duty::Mediator, Act::Resume {});
        assert_eq!(story.case.due_day(ClockName::Mediate), Some(date!(2025 - 04 - 02)));
    }
}

#[test]
fn the_law_of_labour_disputes_knows_no_pause() {
    let story = Story::of_type("11").in_session().does(Duty::Head, suspend(SuspensionGround::Appraisal));
    assert_eq!(story.stage(), "S8");
    assert!(story.tells("suspended", r#""pauses_period":false"#));
    assert_eq!(clock(&story.case, ClockName::Mediate).clock.state, ClockState::Running);
}

#[test]
fn a_period_that_is_over_can_be_suspended_but_no_longer_paused() {
    let story = Story::neighbours().in_session().days_later(40);
    let story = story.does(Duty::Head, suspend(SuspensionGround::Appraisal));
    assert_eq!(story.stage(), "S8");
    assert_eq!(clock(&story.case, ClockName::Mediate).standing(story.now()), Standing::Overdue);
}

#[test]
fn a_period_that_stands_still_is_not_extended() {
    let story = Story::neighbours().in_session().does(Duty::Head, suspend(SuspensionGround::Appraisal));
    let act = extend(&story, date!(2025 - 05 - 20));
    let mut story = story;
    assert_eq!(story.refusal(Duty::Mediator, act), "deadline-paused");
    assert!(!story.case.offers(&story.actor(Duty::Mediator)).contains(&ActKind::Extend));
}

#[test]
fn an_extension_counts_from_the_end_that_holds_and_rolls_itself() {
    let story = Story::neighbours().in_session();
    let act = extend(&story, date!(2025 - 05 - 03));
    let mut story = story.does(Duty::Mediator, act);
    assert_eq!(
        runs(&story.case, ClockName::Mediate),
        ("mediate-shenzhen", date!(2025 - 05 - 03), date!(2025 - 05 - 06))
    );
    let act = extend(&story, date!(2025 - 05 - 06));
    assert_eq!(story.refusal(Duty::Mediator, act), "extension-not-later at until");
}

#[test]
fn the_parties_may_go_on_after_the_end() {
    let story = Story::neighbours().in_session().days_later(40);
    let act = extend(&story, date!(2025 - 05 - 20));
    let story = story.does(Duty::Mediator, act);
    assert_eq!(clock(&story.case, ClockName::Mediate).standing(story.now()), Standing::Calm);
}

#[test]
fn a_labour_dispute_that_a_court_charged_is_extended_as_the_court_s_rule_allows() {
    for way in [CourtCharge::Delegated, CourtCharge::EntrustedOrdinary, CourtCharge::EntrustedSummary] {
        let story = Story::opened(Setting { dispute_type: "11", ..charged(way) }).in_session();
        let act = extend(&story, date!(2025 - 05 - 20));
        let story = story.does(Duty::Mediator, act);
        assert_eq!(story.case.due_day(ClockName::Mediate), Some(date!(2025 - 05 - 20)), "{way:?}");
    }
    let mut guided =
        Story::opened(Setting { dispute_type: "11", ..charged(CourtCharge::Guided) }).in_session();
    let act = extend(&guided, date!(2025 - 05 - 20));
    assert_eq!(guided.refusal(Duty::Mediator, act), "extension-not-allowed");
}

#[test]
fn a_corrected_type_brings_the_period_of_its_law() {
    let story = Story::neighbours().in_session().days_later(2).does(Duty::Mediator, correct("15"));
    assert_eq!(
        runs(&story.case, ClockName::Mediate),
        ("mediate-medical", date!(2025 - 04 - 15), date!(2025 - 04 - 15)),
        "from the acceptance"
    );
    let ended: Vec<_> =
        story.case.clocks.iter().filter(|clock| clock.clock.rule == "mediate-shenzhen").collect();
    assert!(
        matches!(ended[..], [CaseClock { clock, .. }] if matches!(clock.state, ClockState::Cancelled { .. }))
    );
    let story = story.does(Duty::Mediator, correct("11"));
    assert_eq!(
        runs(&story.case, ClockName::Mediate),
        ("mediate-labour", date!(2025 - 03 - 18), date!(2025 - 03 - 18)),
        "from the application"
    );
    let before = story.case.clocks.len();
    assert_eq!(story.does(Duty::Mediator, correct("10")).case.clocks.len(), before, "the same law");
}

#[test]
fn a_corrected_type_keeps_the_pauses_and_extensions_that_its_law_knows_too() {
    let story = Story::neighbours().in_session().days_later(7);
    let story = story.does(Duty::Head, suspend(SuspensionGround::Appraisal)).days_later(10);
    let story = story.does(Duty::Mediator, Act::Resume {});
    let act = extend(&story, date!(2025 - 06 - 20));
    let story = story.does(Duty::Mediator, act);
    let medical = story.does(Duty::Mediator, correct("15"));
    let course = &clock(&medical.case, ClockName::Mediate).clock.course;
    assert_eq!((course.pauses.len(), course.extensions.len()), (1, 1));
    assert_eq!(medical.case.due_day(ClockName::Mediate), Some(date!(2025 - 06 - 20)));
    let labour = medical.does(Duty::Mediator, correct("11"));
    let course = &clock(&labour.case, ClockName::Mediate).clock.course;
    assert_eq!((course.pauses.len(), course.extensions.len()), (0, 0));
}

#[test]
fn what_stops_a_clock_as_its_rule_says_meets_it_and_anything_else_cancels_it() {
    let state = |case: &Case, name| match clock(case, name).clock.state {
        ClockState::Running => "running",
        ClockState::Paused { .. } => "paused",
        ClockState::Met { .. } => "met",
        ClockState::Cancelled { .. } => "cancelled",
    };
    let story = Story::neighbours().effective();
    assert_eq!(state(&story.case, ClockName::Accept), "met");
    assert_eq!(state(&story.case, ClockName::Contact), "met");
    assert_eq!(state(&story.case, ClockName::Mediate), "met");
    assert_eq!(state(&story.case, ClockName::Confirm(story.agreement_id())), "running");
    assert_eq!(state(&story.case, ClockName::Perform(story.item())), "running");

    let item = story.item();
    let sued = story.does(Duty::Party, Act::TakeElsewhere { item, route: ItemRoute::Suit });
    assert_eq!(state(&sued.case, ClockName::Perform(item)), "cancelled");

    let transfer =
        Act::Transfer { to: Receiver::Court, body: None, reason: "当事人要求起诉。".to_owned() };
    let story = Story::neighbours().does(Duty::Dispatcher, transfer);
    assert_eq!(state(&story.case, ClockName::Accept), "cancelled");
    assert_eq!(state(&story.case, ClockName::Contact), "met");
    assert_eq!(
        runs(&story.case, ClockName::Transfer),
        ("transfer", date!(2025 - 03 - 06), date!(2025 - 03 - 06))
    );

    let story = Story::neighbours();
    let refused = consent(story.respondent, Answer::Refuse);
    let not_accept = Act::NotAccept {
        ground: fengqiao_domain::case::NotAcceptedGround::PartyRefused,
        reason: "对方不同意。".to_owned(),
    };
    let story = story.does(Duty::Intake, refused).does(Duty::Head, not_accept);
    assert_eq!(state(&story.case, ClockName::Accept), "met");
    assert_eq!(state(&story.case, ClockName::Contact), "cancelled");
}

#[test]
fn a_stopped_clock_keeps_its_reasoning() {
    let story = Story::neighbours().in_session().days_later(7);
    let suspended = story.does(Duty::Head, suspend(SuspensionGround::Appraisal)).days_later(10);
    let party = Some(suspended.applicant);
    let ended = suspended.does(
        Duty::Party,
        Act::Terminate {
            ground: TerminationGround::RefusesFurther, party, reason: "不再调解。".to_owned()
        },
    );
    let clock = clock(&ended.case, ClockName::Mediate);
    assert_eq!(clock.standing(ended.now()), Standing::Ended);
    let codes: Vec<_> = clock.reasoning(&RECKONING).unwrap().iter().map(Step::code).collect();
    assert_eq!(
        codes,
        ["start-not-counted", "counted-days", "paused", "fell-on-weekend", "rolled-to", "ends-with-day"]
    );
    assert_eq!(clock.rule(&RECKONING).unwrap().law, "深圳经济特区矛盾纠纷多元化解条例 第二十五条");
}

#[test]
fn confirmation_may_be_asked_for_until_the_day_after_the_holiday() {
    let started = datetime!(2025-09-01 10:00 +8);
    let story = Story::opened(Setting { started, ..Setting::default() }).in_session();
    let mut terms = story.terms();
    terms.due = Some(date!(2025 - 10 - 01));
    let story =
        story.does(Duty::Mediator, agreement(AgreementScope::Whole, AgreementForm::Oral, vec![terms]));
    let window = ClockName::Confirm(story.agreement_id());
    assert_eq!(runs(&story.case, window), ("confirm", date!(2025 - 10 - 01), date!(2025 - 10 - 09)));
    assert_eq!(
        runs(&story.case, ClockName::Perform(story.item())),
        ("perform", date!(2025 - 10 - 01), date!(2025 - 10 - 09))
    );
    let story = story.both().into_iter().fold(story, |story, party| {
        let act = Act::AgreeToConfirm { agreement: story.agreement_id(), party, on: None };
        story.does(Duty::Mediator, act)
    });
    let file = |story: &Story| Act::FileConfirmation {
        agreement: story.agreement_id(),
        competence: CompetentCourt::Organisation,
        court: "深圳市宝安区人民法院".to_owned(),
        on: story.today(),
    };
    let mut late = story.branch();
    late.clock.set(datetime!(2025-10-10 09:00 +8));
    let act = file(&late);
    assert_eq!(late.refusal(Duty::Mediator, act), "confirmation-window-over at on");
    assert_eq!(clock(&late.case, window).standing(late.now()), Standing::Over);
    story.clock.set(datetime!(2025-10-09 17:30 +8));
    let act = file(&story);
    let story = story.does(Duty::Mediator, act);
    assert!(!story.case.is_running(window));
    // Whoever withdraws in time has what is left of the window.
    let withdraw = Act::WithdrawConfirmation { agreement: story.agreement_id(), party: story.applicant };
    let again = story.branch();
    again.clock.set(datetime!(2025-10-09 18:00 +8));
    let again = again.does(Duty::Mediator, withdraw.clone());
    assert_eq!(clock(&again.case, window).standing(again.now()), Standing::DueToday);
    story.clock.set(datetime!(2025-10-12 10:00 +8));
    assert!(!story.does(Duty::Mediator, withdraw).case.is_running(window));
}

#[test]
fn an_item_whose_day_falls_on_a_holiday_is_overdue_only_after_it() {
    let story = Story::neighbours().in_session();
    let mut terms = story.terms();
    terms.due = Some(date!(2025 - 05 - 02));
    let act = agreement(AgreementScope::Whole, AgreementForm::Oral, vec![terms]);
    let mut story = story.does(Duty::Mediator, act);
    let overdue = Act::RecordPerformance {
        item: story.item(),
        result: fengqiao_domain::agreement::PerformanceResult::Overdue,
        on: None,
        received_fen: None,
        proof: None,
    };
    story.clock.set(datetime!(2025-05-06 23:00 +8));
    assert_eq!(story.refusal(Duty::Mediator, overdue.clone()), "not-due-yet at result");
    story.clock.set(datetime!(2025-05-07 00:00 +8));
    assert_eq!(story.does(Duty::Mediator, overdue).stage(), "S11");
}

#[test]
fn an_agreement_signed_after_the_day_it_names_takes_effect_all_the_same() {
    let story = Story::neighbours().agreed().days_later(45);
    let story = story.signed().does(Duty::Mediator, Act::SignAsMediator { on: None });
    let story = story.does(Duty::Head, Act::AffixSeal { on: None });
    let clock = clock(&story.case, ClockName::Perform(story.item()));
    assert_eq!(clock.clock.due.day, date!(2025 - 04 - 10));
    assert_eq!(clock.standing(story.now()), Standing::Overdue);
}

#[test]
fn the_visits_come_seven_and_thirty_days_after_the_last_day_of_performance() {
    let story = Story::neighbours().effective();
    let visits = |story: &Story| -> Vec<_> {
        let named = story.case.open_clocks().into_iter().filter(|clock| clock.name == ClockName::Visit);
        named.map(|clock| (clock.key(), clock.clock.due.day)).collect()
    };
    let both = [
        ("visit-first".to_owned(), date!(2025 - 04 - 17)),
        ("visit-second".to_owned(), date!(2025 - 05 - 12)),
    ];
    assert_eq!(visits(&story), both, "after 10 April; 10 May is a Saturday");
    let act = crate::story::done(story.item());
    let story = story.does(Duty::Mediator, act).visited();
    assert_eq!(visits(&story), both[1..]);
    let story = story.closed();
    assert_eq!(visits(&story), [], "closing ends the series");
    assert_eq!(
        runs(&story.case, ClockName::Archive),
        ("archive", date!(2025 - 04 - 02), date!(2025 - 04 - 02))
    );
}

#[test]
fn a_head_who_wants_the_other_visits_too_closes_without_ending_them() {
    let close = Act::Close { report: "履行完毕。".to_owned(), keep_visits: true };
    let mut story = Story::neighbours().performed().visited().does(Duty::Head, close);
    assert_eq!(clock(&story.case, ClockName::Visit).clock.rule, "visit-second");
    assert_eq!(story.case.turn().unwrap().what, ActKind::ReturnVisit);
    assert_eq!(story.refusal(Duty::Archivist, archive()), "visits-outstanding");
    let story = story.visited();
    assert_eq!(story.case.turn().unwrap().what, ActKind::Archive);
    assert_eq!(story.does(Duty::Archivist, archive()).stage(), "S17");
}

#[test]
fn the_clock_that_falls_due_first_is_the_one_to_show() {
    let story = Story::neighbours().effective();
    let first = story.case.next_due(story.now()).unwrap();
    let window = ClockName::Confirm(story.agreement_id());
    assert_eq!(first, (window, datetime!(2025-04-03 00:00 +8)));
    let later = story.days_later(35);
    let (name, at) = later.case.next_due(later.now()).unwrap();
    assert_eq!(name, ClockName::Perform(later.item()), "a closed window waits for nobody");
    assert_eq!(at, datetime!(2025-04-11 00:00 +8));
    let overdue = later.days_later(30);
    assert_eq!(overdue.case.next_due(overdue.now()).unwrap().0, name, "what is overdue comes first");
}

#[test]
fn somebody_looks_at_every_warning_and_every_end_and_then_no_more() {
    let story = Story::neighbours().accepted();
    let mut looks = Vec::new();
    let mut now = story.now();
    while let Some(next) = story.case.next_look(now) {
        looks.push(next);
        now = next;
    }
    assert_eq!(
        looks,
        [datetime!(2025-03-25 00:00 +8), datetime!(2025-03-30 00:00 +8), datetime!(2025-04-03 00:00 +8)]
    );
}

#[test]
fn the_clocks_of_a_case_have_keys_of_their_own_and_names_that_can_be_read_back() {
    let story = Story::neighbours().effective();
    let keys: BTreeSet<_> = story.case.clocks.iter().map(CaseClock::key).collect();
    assert_eq!(keys.len(), story.case.clocks.len());
    for clock in &story.case.clocks {
        assert_eq!(clock.name.to_string().parse(), Ok(clock.name));
        assert!(ClockName::CODES.contains(&clock.name.code()));
    }
    for wrong in ["", "mediate:1", "perform", "perform:", "perform:x", "Mediate"] {
        assert!(wrong.parse::<ClockName>().is_err(), "{wrong}");
    }
}

#[test]
fn a_stored_case_comes_back_with_its_clocks_and_they_are_short() {
    let story = Story::neighbours().performed().visited().closed();
    let json = serde_json::to_string(&story.case).unwrap();
    let mut back: Case = serde_json::from_str(&json).unwrap();
    back.happened.clone_from(&story.case.happened);
    assert_eq!(back, story.case);
    let clocks = serde_json::to_string(&story.case.clocks).unwrap();
    let each = clocks.len() / story.case.clocks.len();
    assert!(each < 260, "{each} bytes a clock: {clocks}");
}

#[test]
fn a_case_opened_in_the_last_days_of_the_calendar_is_opened_all_the_same() {
    let started = datetime!(2027-12-30 10:00 +8);
    let story = Story::opened(Setting { started, ..Setting::default() });
    let accept = clock(&story.case, ClockName::Accept);
    assert!(accept.clock.provisional);
    let mut same = story.case.clone();
    assert!(same.follow_calendar(&RECKONING).is_empty() && same == story.case, "nothing new is known");
}

#[test]
fn a_late_answer_is_recorded_as_late() {
    let story = Story::neighbours().days_later(10).accepted();
    assert!(clock(&story.case, ClockName::Accept).clock.was_late());
    assert!(!clock(&Story::neighbours().accepted().case, ClockName::Accept).clock.was_late());
}

#[test]
fn a_case_follows_the_calendar_when_the_holidays_are_arranged() {
    let started = datetime!(2026-12-20 10:00 +8);
    let mut story = Story::opened(Setting { started, ..Setting::default() }).in_session();
    assert_eq!(runs(&story.case, ClockName::Mediate).2, date!(2027 - 01 - 19));
    let notice = "date,name,is_workday,status\n2027-01-01,元旦,0,official\n2027-01-19,元旦,0,official\n";
    let arranged = Reckoning {
        rules: Rules::shipped(),
        calendar: RECKONING.calendar.clone().with_years(notice).unwrap(),
    };
    let note = Act::AddNote { text: "电话联系。".to_owned(), sealed: false };
    let ctx = ActContext { reckoning: &arranged, ..story.ctx(story.actor(Duty::Mediator)) };
    story.case = story.case.clone().act(note, &ctx).unwrap();
    let mediate = &clock(&story.case, ClockName::Mediate).clock;
    assert_eq!((mediate.due.day, mediate.provisional), (date!(2027 - 01 - 20), false));
    assert_eq!(runs(&story.case, ClockName::Accept).2, date!(2026 - 12 - 23), "what has ended stays");
    assert_ne!(mediate.calendar_version, clock(&story.case, ClockName::Accept).clock.calendar_version);
}
