//! What came after the end of a mediation: performance, the court, visits, closing, the archive?

use fengqiao_base::{Actor, Day, Duty, Refusal, local_day};
use fengqiao_domain::{
    agreement::{ItemRoute, PerformanceResult},
    case::{Act, Case, ClockName, Retention},
    confirmation::{CompetentCourt, Confirmation, ConfirmationRuling},
    return_visit::Found,
};
use sha2::{Digest, Sha256};
use time::Duration;

use super::{
    Fault,
    columns::Column,
    life::Teller,
    record::{Outcome, Performance, State},
};

/// Something that is to be done on a day.
#[derive(Debug, Clone)]
enum Step {
    Performance,
    Ask,
    Ruling(String),
    Lapse,
    Visit,
    Close,
    Archive,
}

/// Does everything that the record tells of the time after `ended`, day by day.
pub(super) fn follow(teller: &mut Teller<'_>, ended: Day) {
    let record = teller.record;
    let mut steps: Vec<(Day, Step)> = Vec::new();
    let is_agreed = matches!(record.result, Outcome::Agreed(_));
    if is_agreed && !matches!(record.performance, Performance::Open | Performance::OnTheSpot) {
        let otherwise = record.closed.or(record.visits.first().copied()).unwrap_or(ended);
        steps.push((teller.day_or(Column::Performed, record.performed, otherwise), Step::Performance));
    }
    if let Some((ruled, number)) = &record.confirmed {
        let day = teller.day_or(Column::Ruled, *ruled, ended);
        // The court rules later than it is asked; the last day on which it could be asked is sure.
        let last = window(teller).filter(|last| *last < day);
        let asked = last.map_or(day, |last| teller.day_or(Column::Confirmed, None, last));
        steps.push((asked, Step::Ask));
        steps.push((day, Step::Ruling(number.clone())));
    } else if is_agreed
        && let Some(day) = window(teller).and_then(Day::next_day)
        && day <= local_day(teller.known.now)
    {
        steps.push((day, Step::Lapse));
    }
    steps.extend(record.visits.iter().map(|day| (*day, Step::Visit)));
    if record.state >= State::Closed {
        let last = steps.iter().map(|(day, _)| *day).filter(|_| !is_agreed).max();
        let otherwise = record.visits.last().copied().or(last).unwrap_or(ended);
        steps.push((teller.day_or(Column::Closed, record.closed, otherwise), Step::Close));
    }
    // The sort keeps what falls on one day in the order above.
    steps.sort_by_key(|(day, _)| *day);
    if record.state == State::Archived {
        let last = steps.last().map_or(ended, |(day, _)| *day);
        steps.push((last, Step::Archive));
    }
    for (day, step) in steps {
        teller.on(day);
        teller.step(step);
    }
}

/// The last day on which the court could be asked.
fn window(teller: &Teller<'_>) -> Option<Day> {
    let case = teller.case.as_ref()?;
    let agreement = case.effective_agreements().last()?;
    let ends = case.due_at(ClockName::Confirm(agreement.id))?;
    Some(local_day(ends - Duration::microseconds(1)))
}

impl Teller<'_> {
    fn step(&mut self, step: Step) {
        match step {
            Step::Performance => self.perform(),
            Step::Ask => self.ask_court(),
            Step::Ruling(number) => self.ruling(number),
            Step::Lapse => self.lapse(),
            Step::Visit => self.visit(),
            Step::Close => self.close(),
            Step::Archive => self.archive(),
        }
    }

    fn perform(&mut self) {
        let Some(item) = self.case.as_ref().and_then(|case| case.items().find(|item| item.is_open())) else {
            return;
        };
        let (item, by) = (item.id, self.mediator());
        let report =
            |result| Act::RecordPerformance { item, result, on: None, received_fen: None, proof: None };
        match self.record.performance {
            Performance::Done => self.may(Column::Performance, by, report(PerformanceResult::Done)),
            Performance::Part => self.may(Column::Performance, by, report(PerformanceResult::Part)),
            Performance::Overdue => self.may(Column::Performance, by, report(PerformanceResult::Overdue)),
            Performance::Sued => {
                self.may(Column::Performance, by, Act::TakeElsewhere { item, route: ItemRoute::Suit })
            }
            Performance::Open | Performance::OnTheSpot => true,
        };
    }

    /// Everybody agrees to ask the court, and it is asked.
    fn ask_court(&mut self) {
        let Some(agreement) = self.case.as_ref().and_then(|case| case.effective_agreements().last()) else {
            let refusal = Refusal::new("import-nothing-to-confirm");
            self.remarks.push(Fault::new(Column::Confirmed.heading(), refusal));
            return;
        };
        let (id, by) = (agreement.id, self.mediator());
        let courts = self.case.as_ref().map_or(&[][..], Case::competent_courts);
        let competence = courts.first().copied().unwrap_or(CompetentCourt::Organisation);
        for (party, ..) in self.parties() {
            if !self.may(Column::Confirmed, by, Act::AgreeToConfirm { agreement: id, party, on: None }) {
                return;
            }
        }
        let (on, court) = (local_day(self.now()), self.known.court.clone());
        self.may(Column::Confirmed, by, Act::FileConfirmation { agreement: id, competence, court, on });
    }

    /// What the court ruled, if it was asked.
    fn ruling(&mut self, reference: String) {
        let by = self.mediator();
        let agreement = self.case.as_ref().and_then(|case| case.effective_agreements().last());
        let asked = agreement.filter(|one| matches!(one.confirmation(), Some(Confirmation::Filed { .. })));
        let Some(id) = asked.map(|agreement| agreement.id) else { return };
        let on = local_day(self.now());
        let docketed = Act::DocketConfirmation { agreement: id, reference: reference.clone(), on };
        if self.may(Column::Ruled, by, docketed) {
            let ruling = ConfirmationRuling::Valid;
            self.may(Column::Ruled, by, Act::RuleConfirmation { agreement: id, ruling, reference, on });
        }
    }

    fn lapse(&mut self) {
        let Some(agreement) = self.case.as_ref().and_then(|case| case.effective_agreements().last()) else {
            return;
        };
        let act = Act::LapseConfirmation { agreement: agreement.id };
        self.may(Column::Confirmed, Actor::System, act);
    }

    fn visit(&mut self) {
        let record = self.record;
        let found = match (&record.result, record.performance) {
            (Outcome::Agreed(_), Performance::Done | Performance::OnTheSpot) => Found::Performed,
            (Outcome::Agreed(_), Performance::Part) => Found::PartlyPerformed,
            (Outcome::Agreed(_), Performance::Overdue) => Found::Overdue,
            (Outcome::Agreed(_), Performance::Sued) => Found::Sued,
            (Outcome::Agreed(_), Performance::Open) => Found::NotDue,
            _ => Found::Nothing,
        };
        let act = Act::ReturnVisit {
            visited: self.parties().into_iter().map(|(id, ..)| id).collect(),
            manner: record.visit_manner,
            satisfaction: record.satisfaction,
            performance: found,
            relapse: false,
            record: "由原系统导入，回访内容见原卷宗。".to_owned(),
        };
        self.may(Column::Visited, self.as_importer(Duty::Visitor), act);
    }

    fn close(&mut self) {
        let head = self.as_importer(Duty::Head);
        let waits_for_receipt = self
            .case
            .as_ref()
            .is_some_and(|case| case.allows(fengqiao_domain::case::ActKind::TransferReceived, &head).is_ok());
        if waits_for_receipt {
            self.may(Column::State, head, Act::TransferReceived { reference: None });
        }
        let report = "由原系统导入，结案报告见原卷宗。".to_owned();
        self.may(Column::State, head, Act::Close { report, keep_visits: false });
    }

    /// The dossier is on paper elsewhere: its digest is that of the number under which it lies there.
    fn archive(&mut self) {
        let is_closed = self.case.as_ref().is_some_and(|case| case.stage.is_closed());
        if !is_closed {
            return;
        }
        self.note();
        let digest = hex::encode(Sha256::digest(self.record.source.as_bytes()));
        let act = Act::Archive { pages: 1, digest, retention: Retention::Long };
        self.may(Column::State, self.as_importer(Duty::Archivist), act);
    }
}
