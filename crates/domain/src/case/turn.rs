//! Whose turn is it, for what, and by when?

use fengqiao_base::{Duty, Moment, id::PartyId};

use super::{ActKind, Case, CaseClock, ClockName, Confidentiality, PartyStanding, Stage};
use crate::{
    agreement::{AgreementState, Item, ItemState},
    linked::{Task, TaskStage, needs_signing},
};

/// What a case waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// Whose turn it is.
    pub who: Who,
    /// For which act. The way is free to do another that is offered.
    pub what: ActKind,
    /// By when, where a clock runs.
    pub by: Option<Moment>,
}

/// Whose turn it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// Somebody with this duty.
    Duty(Duty),
    /// These parties.
    Parties(Vec<PartyId>),
}

impl Turn {
    /// Every act that a case can wait for, in the order of the procedure; the sentence is `turn-what-<code>`.
    pub const ACTS: [ActKind; 21] = [
        ActKind::SignForMaterial,
        ActKind::RecordConsent,
        ActKind::TellRights,
        ActKind::Accept,
        ActKind::NotAccept,
        ActKind::AppointMediator,
        ActKind::HoldSession,
        ActKind::Suspend,
        ActKind::Resume,
        ActKind::SignAgreement,
        ActKind::SignAsMediator,
        ActKind::AffixSeal,
        ActKind::RecordPerformance,
        ActKind::Urge,
        ActKind::TransferReceived,
        ActKind::ReportBack,
        ActKind::SendTaskOn,
        ActKind::FinishTask,
        ActKind::ReturnVisit,
        ActKind::Close,
        ActKind::Archive,
    ];
    /// Every duty that a case can wait for; the sentence is `turn-who-<code>`.
    pub const DUTIES: [Duty; 8] = [
        Duty::Department,
        Duty::Party,
        Duty::Intake,
        Duty::Dispatcher,
        Duty::Head,
        Duty::Mediator,
        Duty::Visitor,
        Duty::Archivist,
    ];
}

impl Who {
    /// The duty that is waited for.
    pub fn duty(&self) -> Duty {
        match self {
            Self::Duty(duty) => *duty,
            Self::Parties(_) => Duty::Party,
        }
    }
}

impl Case {
    /// Who has to act before this clock ends, or had to. What only the parties can do, the mediator reminds them of.
    pub fn owes(&self, clock: &CaseClock) -> Duty {
        // Whose turn it is now says nothing of a clock that has ended.
        let turn = self.turn().filter(|_| clock.clock.is_open()).and_then(|turn| match turn.who {
            Who::Duty(duty) => Some(duty),
            Who::Parties(_) => None,
        });
        match clock.name {
            ClockName::Accept => turn.unwrap_or(Duty::Head),
            ClockName::Sign | ClockName::TaskAnswer(_) | ClockName::Task(_) | ClockName::TaskTransfer(_) => {
                Duty::Head
            }
            ClockName::Report if self.mediator().is_some() => Duty::Mediator,
            ClockName::Report => Duty::Head,
            ClockName::Contact => Duty::Intake,
            ClockName::Mediate if self.mediator().is_none() => turn.unwrap_or(Duty::Head),
            ClockName::Mediate => turn.unwrap_or(Duty::Mediator),
            ClockName::Confirm(_) | ClockName::Perform(_) | ClockName::Enforce(_) => Duty::Mediator,
            ClockName::Transfer => Duty::Dispatcher,
            ClockName::Visit => self.visiting_duty(),
            ClockName::Archive => Duty::Archivist,
        }
    }

    /// What the case waits for; nothing once it is archived.
    pub fn turn(&self) -> Option<Turn> {
        let turn = match &self.stage {
            Stage::Consent if needs_signing(&self.origin) => {
                self.turn_of(Duty::Head, ActKind::SignForMaterial, ClockName::Sign)
            }
            Stage::Consent => self.turn_of_consent(),
            Stage::Accepted => self.turn_of(Duty::Head, ActKind::AppointMediator, ClockName::Mediate),
            Stage::InSession if self.suspension_asked.is_some() => {
                self.turn_of(Duty::Head, ActKind::Suspend, ClockName::Mediate)
            }
            Stage::Assigned | Stage::Preparing | Stage::InSession => {
                self.turn_of(Duty::Mediator, ActKind::HoldSession, ClockName::Mediate)
            }
            Stage::Suspended { .. } => self.turn_of(Duty::Mediator, ActKind::Resume, ClockName::Mediate),
            // Nobody else signs for the mediator, or sees to the performance, once she has left (人民调解法 29, 31).
            Stage::Agreed { .. } | Stage::Effective | Stage::Performing if self.mediator().is_none() => {
                self.turn_of(Duty::Head, ActKind::AppointMediator, ClockName::Mediate)
            }
            Stage::Agreed { .. } => self.turn_of_signing(),
            Stage::NotAccepted(_)
            | Stage::Transferred(_)
            | Stage::Effective
            | Stage::Performing
            | Stage::Terminated(_)
            | Stage::Performed { .. }
            | Stage::FollowUp { .. }
                if self.must_report() =>
            {
                let duty = if self.mediator().is_some() { Duty::Mediator } else { Duty::Head };
                self.turn_of(duty, ActKind::ReportBack, ClockName::Report)
            }
            Stage::Transferred(transfer) if transfer.receipt.is_none() => {
                self.turn_of(Duty::Dispatcher, ActKind::TransferReceived, ClockName::Transfer)
            }
            Stage::NotAccepted(_) => self.turn_of_closing(),
            Stage::Transferred(_) => self.turn_of_open_item().unwrap_or_else(|| self.turn_of_closing()),
            Stage::Effective
            | Stage::Performing
            | Stage::Terminated(_)
            | Stage::Performed { .. }
            | Stage::FollowUp { .. } => self.turn_after(),
            Stage::Closed { .. } if self.is_running(ClockName::Visit) => self.turn_of_visit(),
            Stage::Closed { .. } => self.turn_of(Duty::Archivist, ActKind::Archive, ClockName::Archive),
            Stage::Archived { .. } => return None,
        };
        debug_assert!(Turn::ACTS.contains(&turn.what), "{} is not among Turn::ACTS", turn.what.code());
        debug_assert!(Turn::DUTIES.contains(&turn.who.duty()), "{:?} is not among Turn::DUTIES", turn.who);
        Some(turn)
    }

    fn turn_of(&self, duty: Duty, what: ActKind, clock: ClockName) -> Turn {
        Turn { who: Who::Duty(duty), what, by: self.due_at(clock) }
    }

    fn turn_of_consent(&self) -> Turn {
        if self.parties.iter().any(PartyStanding::refused) {
            self.turn_of(Duty::Head, ActKind::NotAccept, ClockName::Accept)
        } else if !self.parties.iter().all(PartyStanding::agreed) {
            self.turn_of(Duty::Intake, ActKind::RecordConsent, ClockName::Contact)
        } else if self.parties.iter().any(|party| party.told_rights_at.is_none()) {
            self.turn_of(Duty::Intake, ActKind::TellRights, ClockName::Accept)
        } else {
            self.turn_of(Duty::Head, ActKind::Accept, ClockName::Accept)
        }
    }

    fn turn_of_signing(&self) -> Turn {
        let unsigned = self.unsigned();
        if !unsigned.is_empty() {
            let by = self.due_at(ClockName::Mediate);
            return Turn { who: Who::Parties(unsigned), what: ActKind::SignAgreement, by };
        }
        match self.draft().map(|draft| &draft.state) {
            Some(AgreementState::Draft { mediator: Some(_), .. }) => {
                self.turn_of(Duty::Head, ActKind::AffixSeal, ClockName::Mediate)
            }
            _ => self.turn_of(Duty::Mediator, ActKind::SignAsMediator, ClockName::Mediate),
        }
    }

    /// Once mediation is over: what was promised, then the visit, then the closing.
    fn turn_after(&self) -> Turn {
        match self.turn_of_open_item() {
            Some(turn) => turn,
            None if self.visits.is_empty() && self.acceptance.is_some() => self.turn_of_visit(),
            None => self.turn_of_closing(),
        }
    }

    /// Of what was promised and is not done, the first that is due.
    fn turn_of_open_item(&self) -> Option<Turn> {
        let open = self.items().filter(|item| item.is_open());
        let first = open.min_by_key(|item| (item.terms.due.is_none(), item.terms.due))?;
        Some(self.turn_of_item(first))
    }

    fn turn_of_visit(&self) -> Turn {
        self.turn_of(self.visiting_duty(), ActKind::ReturnVisit, ClockName::Visit)
    }

    /// Who makes the return visits: a visitor, and where not everybody may know of the case whoever mediated it.
    pub fn visiting_duty(&self) -> Duty {
        let is_classified = self.class != Confidentiality::Ordinary;
        if is_classified && self.mediator().is_some() { Duty::Mediator } else { Duty::Visitor }
    }

    /// The performer's turn, or the mediator's once it is overdue or disputed.
    fn turn_of_item(&self, item: &Item) -> Turn {
        let clock = ClockName::Perform(item.id);
        match item.state {
            ItemState::Overdue { .. } | ItemState::Disputed { .. } => {
                self.turn_of(Duty::Mediator, ActKind::Urge, clock)
            }
            ItemState::Due
            | ItemState::Part { .. }
            | ItemState::Done { .. }
            | ItemState::Elsewhere { .. } => Turn {
                who: Who::Parties(vec![item.terms.performer]),
                what: ActKind::RecordPerformance,
                by: self.due_at(clock),
            },
        }
    }

    /// To close it, once no other body is at work on it any more.
    fn turn_of_closing(&self) -> Turn {
        let due = |task: &Task| self.due_at(ClockName::Task(task.id));
        let declined = self.linkage.open().find(|task| task.stage() == TaskStage::Declined);
        if let Some(task) = declined {
            return self.turn_of(Duty::Head, ActKind::SendTaskOn, ClockName::TaskTransfer(task.id));
        }
        match self.linkage.open().min_by_key(|task| (due(task).is_none(), due(task))) {
            Some(task) => self.turn_of(Duty::Department, ActKind::FinishTask, ClockName::Task(task.id)),
            None => Turn { who: Who::Duty(Duty::Head), what: ActKind::Close, by: None },
        }
    }
}
