//! Whose turn is it, for what, and by when?

use fengqiao_base::{Duty, Moment, id::PartyId};

use super::{ActKind, Case, ClockName, Ending, PartyStanding, Stage};
use crate::agreement::{Item, ItemState};

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

impl Case {
    /// What the case waits for; nothing once it is archived.
    pub fn turn(&self) -> Option<Turn> {
        let duty = |duty, what, clock| Some(Turn { who: Who::Duty(duty), what, by: self.due_at(clock) });
        match &self.stage {
            Stage::Consent => self.turn_of_consent(),
            Stage::Accepted => duty(Duty::Head, ActKind::AppointMediator, ClockName::Mediate),
            Stage::InSession if self.suspension_asked.is_some() => {
                duty(Duty::Head, ActKind::Suspend, ClockName::Mediate)
            }
            Stage::Assigned | Stage::Preparing | Stage::InSession => {
                duty(Duty::Mediator, ActKind::HoldSession, ClockName::Mediate)
            }
            Stage::Suspended { .. } => duty(Duty::Mediator, ActKind::Resume, ClockName::Mediate),
            Stage::Agreed { .. } => self.turn_of_signing(),
            Stage::Effective | Stage::Performing => self.turn_of_performance(),
            Stage::Transferred(transfer) if transfer.receipt.is_none() => {
                duty(Duty::Dispatcher, ActKind::TransferReceived, ClockName::Transfer)
            }
            Stage::NotAccepted(_) | Stage::Transferred(_) => self.turn_of_closing(),
            Stage::Terminated(_) | Stage::Performed { .. } => self.turn_after(),
            Stage::FollowUp { ending } => match ending {
                Ending::NotAccepted(_) | Ending::Transferred(_) => self.turn_of_closing(),
                Ending::Terminated(_) | Ending::Performed { .. } | Ending::Elsewhere { .. } => {
                    self.turn_after()
                }
            },
            Stage::Closed { .. } if self.is_running(ClockName::Visit) => {
                duty(Duty::Visitor, ActKind::ReturnVisit, ClockName::Visit)
            }
            Stage::Closed { .. } => duty(Duty::Archivist, ActKind::Archive, ClockName::Archive),
            Stage::Archived { .. } => None,
        }
    }

    fn turn_of_consent(&self) -> Option<Turn> {
        let (duty, what, clock) = if self.parties.iter().any(PartyStanding::refused) {
            (Duty::Head, ActKind::NotAccept, ClockName::Accept)
        } else if !self.parties.iter().all(PartyStanding::agreed) {
            (Duty::Intake, ActKind::RecordConsent, ClockName::Contact)
        } else if self.parties.iter().any(|party| party.told_rights_at.is_none()) {
            (Duty::Intake, ActKind::TellRights, ClockName::Accept)
        } else {
            (Duty::Head, ActKind::Accept, ClockName::Accept)
        };
        Some(Turn { who: Who::Duty(duty), what, by: self.due_at(clock) })
    }

    fn turn_of_signing(&self) -> Option<Turn> {
        let unsigned = self.unsigned();
        let mediator_signed = matches!(
            self.draft().map(|draft| &draft.state),
            Some(crate::agreement::AgreementState::Draft { mediator: Some(_), .. })
        );
        let (who, what) = if !unsigned.is_empty() {
            (Who::Parties(unsigned), ActKind::SignAgreement)
        } else if mediator_signed {
            (Who::Duty(Duty::Head), ActKind::AffixSeal)
        } else {
            (Who::Duty(Duty::Mediator), ActKind::SignAsMediator)
        };
        Some(Turn { who, what, by: self.due_at(ClockName::Mediate) })
    }

    /// The item that is due first: its performer's turn, or the mediator's once it is overdue or disputed.
    fn turn_of_performance(&self) -> Option<Turn> {
        let item = self
            .items()
            .filter(|item| item.is_open())
            .min_by_key(|item| (item.terms.due.is_none(), item.terms.due))?;
        let by = self.due_at(ClockName::Perform(item.id));
        Some(match item.state {
            ItemState::Overdue { .. } | ItemState::Disputed { .. } => {
                Turn { who: Who::Duty(Duty::Mediator), what: ActKind::Urge, by }
            }
            ItemState::Due
            | ItemState::Part { .. }
            | ItemState::Done { .. }
            | ItemState::Elsewhere { .. } => {
                Turn { who: Who::Parties(vec![item.terms.performer]), what: ActKind::RecordPerformance, by }
            }
        })
    }

    fn turn_after(&self) -> Option<Turn> {
        if self.items().any(Item::is_open) {
            self.turn_of_performance()
        } else if self.visits.is_empty() && self.acceptance.is_some() {
            let by = self.due_at(ClockName::Visit);
            Some(Turn { who: Who::Duty(Duty::Visitor), what: ActKind::ReturnVisit, by })
        } else {
            self.turn_of_closing()
        }
    }

    #[expect(clippy::unnecessary_wraps, reason = "one shape with the other turns")]
    fn turn_of_closing(&self) -> Option<Turn> {
        Some(Turn { who: Who::Duty(Duty::Head), what: ActKind::Close, by: None })
    }
}
