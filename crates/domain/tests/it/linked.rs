//! Several bodies work one case, each on its own task; whoever sent the dispute is told what came of it.

use fengqiao_base::{
    Actor, Duty, Moment,
    id::{BodyId, PartyId, TaskId},
};
use fengqiao_domain::{
    agreement::{AgreementForm, AgreementScope},
    case::{
        Act, ActKind, Case, Charge, ClockName, Confidentiality, CourtCharge, Origin, Outcome, Referrer,
        Route, Sent, TerminationGround, Who, forms::FormKind,
    },
    linked::{Measure, Mediation, TaskPart, TaskStage},
};
use time::macros::date;
use uuid::Uuid;

use crate::story::{Setting, Story};

const LABOUR: BodyId = BodyId(Uuid::from_u128(71));
const POLICE: BodyId = BodyId(Uuid::from_u128(72));
const HOUSING: BodyId = BodyId(Uuid::from_u128(73));
const COURT: BodyId = BodyId(Uuid::from_u128(74));

fn assign(body: BodyId) -> Act {
    Act::AssignTask {
        body,
        mediation: Mediation::Administrative,
        text: "核实欠薪数额。".to_owned(),
        due: None,
    }
}

fn decline(task: TaskId, instead: Option<BodyId>) -> Act {
    Act::DeclineTask { task, reason: "不属于本单位职责。".to_owned(), instead }
}

fn finish(task: TaskId) -> Act {
    Act::FinishTask { task, record: "已核实。".to_owned() }
}

fn convert(to: Mediation, lead: Option<BodyId>, agreed: Vec<PartyId>) -> Act {
    Act::Convert { to, lead, reason: "由主管部门主持更合适。".to_owned(), agreed }
}

fn meeting(story: &Story, bodies: Vec<BodyId>, measures: Vec<Measure>) -> Act {
    let held_at: Moment = story.now();
    let place = "街道会议室".to_owned();
    Act::HoldMeeting { held_at, place, bodies, record: "商定分工。".to_owned(), measures }
}

fn terminate() -> Act {
    let reason = "各方意见差距过大。".to_owned();
    Act::Terminate { ground: TerminationGround::TooFarApart, party: None, reason }
}

/// A case that a court sent here before docketing.
fn sent(by: Referrer) -> Story {
    let charge = (by == Referrer::Court).then_some(Charge { way: CourtCharge::Delegated, signed_for: None });
    let sent = Some(Sent { body: COURT, terms: String::new(), signed_for: None });
    let reference = Some("（2025）粤0306诉前调1号".to_owned());
    let origin = Origin::Referred { by, reference, charge, sent };
    Story::opened(Setting { origin, ..Setting::default() })
}

impl Story {
    fn task(&self, nth: usize) -> TaskId {
        self.case.linkage.tasks[nth].id
    }

    fn stages(&self) -> Vec<&'static str> {
        self.case.linkage.tasks.iter().map(|task| task.stage().code()).collect()
    }

    fn asks(self, body: BodyId) -> Self {
        self.does(Duty::Head, assign(body))
    }

    fn at_work(self, body: BodyId) -> Self {
        let story = self.asks(body);
        let task = story.case.linkage.tasks.last().unwrap().id;
        story.does(Duty::Department, Act::AcceptTask { task })
    }

    fn turns(&self) -> Option<(Duty, ActKind)> {
        let turn = self.case.turn()?;
        match turn.who {
            Who::Duty(duty) => Some((duty, turn.what)),
            Who::Parties(_) => None,
        }
    }
}

fn runs(case: &Case, name: ClockName) -> Option<String> {
    let clock = &case.clock(name)?.clock;
    clock.is_open().then(|| format!("{} {}", clock.rule, clock.due.day))
}

#[test]
fn a_body_takes_its_task_on_writes_down_its_progress_and_is_done() {
    let story = Story::neighbours().assigned().asks(LABOUR);
    let task = story.task(0);
    assert_eq!(runs(&story.case, ClockName::TaskAnswer(task)).as_deref(), Some("linked-answer 2025-03-05"));
    assert_eq!(runs(&story.case, ClockName::Task(task)).as_deref(), Some("linked-task 2025-03-17"));
    assert_eq!(story.case.team(), [story.case.body], "a body that has not answered is not of the team");
    let story = story.does(Duty::Department, Act::AcceptTask { task });
    assert_eq!(runs(&story.case, ClockName::TaskAnswer(task)), None);
    assert_eq!(story.case.team(), [story.case.body, LABOUR]);
    let record = "已约谈用人单位。".to_owned();
    let story = story.does(Duty::Department, Act::ReportTask { task, record });
    let mut story = story.does(Duty::Department, finish(task));
    assert_eq!(runs(&story.case, ClockName::Task(task)), None);
    assert_eq!(story.stages(), ["done"]);
    assert!(story.tells("task_finished", r#""open":0"#));
    assert_eq!(story.refusal(Duty::Department, finish(task)), "not-at-this-stage");
    assert!(!story.case.happened.iter().any(|one| serde_json::to_string(one).unwrap().contains("核实")));
}

#[test]
fn the_last_day_of_a_task_is_the_one_that_was_named() {
    let mut story = Story::neighbours().assigned();
    let named = |due| Act::AssignTask {
        body: LABOUR,
        mediation: Mediation::Administrative,
        text: "核实。".to_owned(),
        due: Some(due),
    };
    assert_eq!(story.refusal(Duty::Head, named(date!(2025 - 03 - 02))), "task-day-passed at due");
    let story = story.does(Duty::Head, named(date!(2025 - 03 - 06)));
    let due = runs(&story.case, ClockName::Task(story.task(0)));
    assert_eq!(due.as_deref(), Some("linked-task-named 2025-03-06"));
}

#[test]
fn a_body_that_is_not_competent_says_so_and_the_lead_sends_it_on_within_three_working_days() {
    let story = Story::neighbours().assigned().asks(HOUSING);
    let task = story.task(0);
    let mut story = story.does(Duty::Department, decline(task, Some(LABOUR)));
    assert_eq!(
        runs(&story.case, ClockName::TaskTransfer(task)).as_deref(),
        Some("transfer-administrative 2025-03-06")
    );
    assert_eq!(runs(&story.case, ClockName::Task(task)), None);
    let on = |body| Act::SendTaskOn { task, body, due: None };
    assert_eq!(story.refusal(Duty::Head, on(HOUSING)), "task-for-oneself at body");
    let own = story.case.body;
    assert_eq!(story.refusal(Duty::Head, on(own)), "task-for-oneself at body");
    let story = story.does(Duty::Head, on(LABOUR));
    assert_eq!(story.stages(), ["sent_on", "asked"]);
    let sent = &story.case.linkage.tasks[1];
    assert_eq!((sent.body, sent.text.as_str()), (LABOUR, "核实欠薪数额。"));
    assert_eq!(runs(&story.case, ClockName::TaskTransfer(task)), None);
}

#[test]
fn a_case_is_not_closed_while_another_body_works_on_it_and_asks_to_be_closed_when_the_last_is_done() {
    let mut story = Story::neighbours()
        .assigned()
        .at_work(LABOUR)
        .asks(POLICE)
        .does(Duty::Mediator, terminate())
        .visited();
    let (one, two) = (story.task(0), story.task(1));
    let close = || Act::Close { report: "已结束。".to_owned(), keep_visits: false };
    assert_eq!(story.turns(), Some((Duty::Department, ActKind::FinishTask)));
    assert_eq!(story.refusal(Duty::Head, close()), "tasks-open");
    let story = story.does(Duty::Department, decline(two, None));
    assert_eq!(story.turns(), Some((Duty::Head, ActKind::SendTaskOn)));
    let story = story.does(Duty::Head, Act::WithdrawTask { task: two, reason: "已无必要。".to_owned() });
    let story = story.does(Duty::Department, finish(one));
    assert_eq!(story.turns(), Some((Duty::Head, ActKind::Close)));
    assert_eq!(story.does(Duty::Head, close()).stage(), "S16");
}

#[test]
fn a_mediation_is_converted_with_every_partys_consent_and_back() {
    let mut story = Story::neighbours().assigned().at_work(HOUSING);
    let both = story.both();
    let administrative = Mediation::Administrative;
    let table = [
        (convert(administrative, None, both.clone()), "lead-missing at lead"),
        (convert(Mediation::Peoples, Some(LABOUR), both.clone()), "lead-is-the-committee at lead"),
        (convert(Mediation::Peoples, None, both.clone()), "converted-already at to"),
        (convert(administrative, Some(LABOUR), vec![both[0]]), "conversion-not-agreed at agreed"),
    ];
    for (act, refused) in table {
        assert_eq!(story.refusal(Duty::Head, act), refused);
    }
    let story = story.does(Duty::Head, convert(administrative, Some(LABOUR), both.clone()));
    assert_eq!((story.case.lead(), story.case.linkage.mediation), (LABOUR, administrative));
    let leads = &story.case.linkage.tasks[1];
    assert_eq!((leads.body, leads.part, leads.stage()), (LABOUR, TaskPart::Lead, TaskStage::Asked));
    assert_eq!(
        runs(&story.case, ClockName::TaskAnswer(leads.id)).as_deref(),
        Some("accept-administrative-complex 2025-03-17"),
        "an authority decides within the period of what concerns several agencies"
    );
    let story = story.does(Duty::Head, convert(Mediation::Judicial, Some(COURT), both.clone()));
    let parts: Vec<_> = story.case.linkage.tasks.iter().map(|task| (task.body, task.part)).collect();
    assert_eq!(parts, [(HOUSING, TaskPart::Support), (LABOUR, TaskPart::Support), (COURT, TaskPart::Lead)]);
    let story = story.does(Duty::Head, convert(Mediation::Peoples, None, both));
    assert_eq!((story.case.lead(), story.case.linkage.conversions.len()), (story.case.body, 3));
}

#[test]
fn when_the_leading_body_is_let_go_the_committee_leads_again() {
    let story = Story::neighbours().assigned();
    let both = story.both();
    let story = story.does(Duty::Head, convert(Mediation::Administrative, Some(LABOUR), both));
    let task = story.task(0);
    let story = story.does(Duty::Head, Act::WithdrawTask { task, reason: "另行办理。".to_owned() });
    assert_eq!(story.case.lead(), story.case.body);
}

#[test]
fn what_a_meeting_agrees_becomes_a_task_of_the_body_that_was_there() {
    let mut story = Story::neighbours().assigned().at_work(LABOUR).asks(POLICE);
    let own = story.case.body;
    let alone = meeting(&story, vec![own], vec![]);
    assert_eq!(story.refusal(Duty::Head, alone), "meeting-of-one at bodies");
    let measure =
        |body| Measure { body, what: "十日内付清。".to_owned(), due: Some(date!(2025 - 03 - 20)) };
    let stranger = meeting(&story, vec![own, LABOUR], vec![measure(POLICE)]);
    assert_eq!(story.refusal(Duty::Head, stranger), "not-of-the-team at measures");
    let act = meeting(&story, vec![own, LABOUR, POLICE], vec![measure(LABOUR), measure(own)]);
    let story = story.does(Duty::Mediator, act);
    let minutes = &story.case.linkage.meetings[0];
    assert_eq!((minutes.nth, minutes.bodies.clone(), minutes.measures.len()), (1, vec![own, LABOUR], 2));
    let task = story.case.linkage.task(minutes.measures[0]).unwrap();
    assert_eq!((task.body, task.meeting, task.mediation), (LABOUR, Some(1), Mediation::Administrative));
    let ours = story.case.linkage.task(minutes.measures[1]).unwrap();
    assert_eq!((ours.body, ours.mediation), (own, Mediation::Peoples));
    assert!(story.tells("meeting_held", r#""measures":2"#));
}

#[test]
fn of_what_not_everybody_may_know_the_head_alone_tells_another_body() {
    for class in [Confidentiality::DomesticViolence, Confidentiality::Sealed] {
        let mut story = Story::opened(Setting { class, ..Setting::default() }).assigned();
        assert_eq!(story.refusal(Duty::Mediator, assign(POLICE)), "task-is-the-heads");
        let story = story.asks(POLICE);
        assert!(!story.case.tells_bodies_what() && !story.case.tells_parties_of_tasks());
    }
}

#[test]
fn the_same_body_is_not_asked_twice_nor_the_committee_itself() {
    let mut story = Story::neighbours().assigned().asks(LABOUR);
    assert_eq!(story.refusal(Duty::Head, assign(LABOUR)), "task-there-already at body");
    let own = story.case.body;
    assert_eq!(story.refusal(Duty::Head, assign(own)), "task-for-oneself at body");
}

#[test]
fn a_state_without_other_bodies_reads_and_is_written_as_before() {
    let case = Story::neighbours().assigned().case;
    let text = serde_json::to_string(&case).unwrap();
    assert!(!text.contains("linkage") && !text.contains("\"sent\""));
    let again: Case = serde_json::from_str(&text).unwrap();
    assert!(again.linkage.is_alone());
    let old = r#"{"kind":"referred","by":"court","reference":null,"charge":{"way":"delegated","signed_for":"2025-03-03"}}"#;
    let origin: Origin = serde_json::from_str(old).unwrap();
    assert_eq!(origin.charge().unwrap().signed_for, Some(date!(2025 - 03 - 03)));
}

#[test]
fn the_period_of_a_court_runs_from_the_signature_for_its_material() {
    let mut story = sent(Referrer::Court);
    assert_eq!(story.turns(), Some((Duty::Head, ActKind::SignForMaterial)));
    assert_eq!(runs(&story.case, ClockName::Sign).as_deref(), Some("referral-sign 2025-03-06"));
    story = story.consented();
    assert_eq!(story.refusal(Duty::Head, Act::Accept { agreed_until: None }), "material-not-signed");
    let story = story.days_later(1).does(Duty::Head, Act::SignForMaterial {}).days_later(2);
    let story = story.does(Duty::Head, Act::Accept { agreed_until: None });
    assert_eq!(runs(&story.case, ClockName::Sign), None);
    // Signed for on 4 March: thirty days end on 3 April.
    assert_eq!(runs(&story.case, ClockName::Mediate).as_deref(), Some("court-delegated 2025-04-03"));
}

#[test]
fn every_organ_is_told_what_came_of_it_within_its_own_period() {
    let table = [
        (Referrer::Court, "report-court 2025-03-06"),
        (Referrer::Police, "report-police 2025-03-06"),
        (Referrer::Procuratorate, "report-procuratorate 2025-03-06"),
        (Referrer::Petition, "report-petition 2025-03-10"),
    ];
    for (organ, period) in table {
        let mut story = sent(organ).does(Duty::Head, Act::SignForMaterial {}).in_session();
        let reply = |facts| Act::ReportBack { facts, note: Some("双方愿意继续协商。".to_owned()) };
        assert_eq!(story.refusal(Duty::Mediator, reply(false)), "not-at-this-stage");
        let (facts, signed) = ("漏水发生在三月一日。".to_owned(), story.both());
        let story = story.does(Duty::Mediator, Act::RecordUndisputedFacts { facts, signed });
        let mut story = story.does(Duty::Mediator, terminate());
        assert_eq!(runs(&story.case, ClockName::Report).as_deref(), Some(period));
        assert_eq!(story.turns(), Some((Duty::Mediator, ActKind::ReportBack)));
        story = story.visited();
        let close = Act::Close { report: "终止。".to_owned(), keep_visits: false };
        assert_eq!(story.refusal(Duty::Head, close), "report-missing");
        let mut story = story.does(Duty::Mediator, reply(true));
        assert_eq!(runs(&story.case, ClockName::Report), None);
        let told = &story.case.linkage.replies[0];
        assert_eq!((told.outcome, told.facts), (Outcome::Failed, true));
        let sheets: Vec<_> = story.case.dossier().iter().map(|sheet| sheet.form).collect();
        assert!(sheets.contains(&FormKind::ReferralReply));
        assert_eq!(story.refusal(Duty::Mediator, reply(false)), "not-at-this-stage");
        assert_eq!(story.closed().stage(), "S16");
    }
}

#[test]
fn what_nobody_signed_does_not_go_with_a_reply() {
    let mut story = sent(Referrer::Court)
        .does(Duty::Head, Act::SignForMaterial {})
        .in_session()
        .does(Duty::Mediator, terminate());
    let act = Act::ReportBack { facts: true, note: None };
    assert_eq!(story.refusal(Duty::Mediator, act), "no-undisputed-facts at facts");
}

#[test]
fn what_is_not_accepted_is_reported_by_the_head() {
    let story = sent(Referrer::Court);
    let act = Act::NotAccept {
        ground: fengqiao_domain::case::NotAcceptedGround::NotCivil,
        reason: "不属于民间纠纷。".to_owned(),
    };
    let story = story.does(Duty::Head, act);
    assert_eq!(runs(&story.case, ClockName::Sign), None);
    assert_eq!(story.turns(), Some((Duty::Head, ActKind::ReportBack)));
}

#[test]
fn nobody_reports_back_of_what_a_party_applied_for() {
    let story = Story::neighbours().effective();
    let mediator = story.actor(Duty::Mediator);
    assert!(story.case.allows(ActKind::ReportBack, &mediator).is_err());
}

#[test]
fn an_employee_whose_wages_were_agreed_and_not_paid_is_shown_the_payment_order() {
    use fengqiao_domain::agreement::PerformanceResult;

    let late = |dispute_type| {
        let story = Story::opened(Setting { dispute_type, ..Setting::default() }).in_session();
        let act = story.agreement(AgreementScope::Whole, AgreementForm::Written);
        let story = story.does(Duty::Mediator, act).signed();
        let story = story
            .does(Duty::Mediator, Act::SignAsMediator { on: None })
            .does(Duty::Head, Act::AffixSeal { on: None })
            .days_later(60);
        let (item, result) = (story.item(), PerformanceResult::Overdue);
        let (on, received_fen, proof) = (None, None, None);
        story.does(Duty::Mediator, Act::RecordPerformance { item, result, on, received_fen, proof })
    };
    let wages = late("10");
    assert_eq!(wages.case.routes()[0], Route::PaymentOrder);
    let sheets: Vec<_> = wages.case.dossier().iter().map(|sheet| sheet.form).collect();
    assert!(sheets.contains(&FormKind::PaymentOrderApplication));
    let neighbours = late("02");
    assert!(!neighbours.case.routes().contains(&Route::PaymentOrder));
}

#[test]
fn a_party_does_nothing_with_the_tasks_of_bodies() {
    let story = Story::neighbours().assigned().at_work(LABOUR);
    let party = Actor::Party { party: story.applicant };
    let kinds = [
        ActKind::AssignTask,
        ActKind::AcceptTask,
        ActKind::FinishTask,
        ActKind::WithdrawTask,
        ActKind::Convert,
        ActKind::HoldMeeting,
        ActKind::ReportBack,
    ];
    assert!(kinds.iter().all(|kind| story.case.allows(*kind, &party).is_err()));
}
