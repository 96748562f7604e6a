//! Who may do what now? Pages offer exactly what this allows.

use fengqiao_base::{Actor, Day, Duty, Refusal, id::PartyId};

use super::{ActKind, Area, Case, ClockName, Confidentiality, Stage, Why};
use crate::{
    agreement::{Agreement, AgreementState},
    confirmation::Confirmation,
};

impl Case {
    /// What `by` may do now, in the order of the procedure. Whether the fields are right shows when it is done.
    pub fn offers(&self, by: &Actor) -> Vec<ActKind> {
        ActKind::ALL.iter().copied().filter(|kind| self.allows(*kind, by).is_ok()).collect()
    }

    /// Whether `by` may do `kind` now; [`Case::act`] asks the same.
    pub fn allows(&self, kind: ActKind, by: &Actor) -> Result<(), Refusal> {
        self.duty_allows(kind, by)?;
        self.stage_allows(kind)?;
        match by {
            Actor::Party { party } => self.word_allows(kind, *party),
            Actor::Staff { .. } | Actor::System => Ok(()),
        }
    }

    /// Whether `kind` has to wait for a day that has not come, so that a page need not offer it yet.
    pub fn is_early(&self, kind: ActKind, today: Day) -> bool {
        let has_passed = |agreement: &Agreement| {
            self.due_day(ClockName::Confirm(agreement.id)).is_some_and(|last| last < today)
        };
        kind == ActKind::LapseConfirmation && !self.effective_agreements().any(has_passed)
    }

    /// The duty, and for mediators and heads the person.
    fn duty_allows(&self, kind: ActKind, by: &Actor) -> Result<(), Refusal> {
        if !kind.duties().contains(&by.duty()) {
            return Err(Why::NotYourDuty.refusal().with("act", kind.code()));
        }
        // Anybody may pay a visit or report danger; the rest is for whoever mediates the case.
        let any_mediator = matches!(kind, ActKind::ReturnVisit | ActKind::ReportDanger);
        let has_mediator = self.mediator().is_some();
        if by.duty() == Duty::Mediator && has_mediator && !any_mediator && !self.is_mediated_by_actor(by) {
            return Err(Why::NotYourCase.into());
        }
        let closes = kind == ActKind::Close;
        if closes && by.account().is_some_and(|account| self.was_mediated_by(account)) {
            return Err(Why::MediatorCannotClose.into());
        }
        Ok(())
    }

    /// The stage, and what the file must hold already.
    #[expect(clippy::too_many_lines, reason = "one arm per act reads best in one place")]
    fn stage_allows(&self, kind: ActKind) -> Result<(), Refusal> {
        let stage = &self.stage;
        let asking = *stage == Stage::Consent;
        let mediating = stage.is_mediating();
        let suspended = matches!(stage, Stage::Suspended { .. });
        let agreed = matches!(stage, Stage::Agreed { .. });
        let working = matches!(stage, Stage::Assigned | Stage::Preparing | Stage::InSession);
        let performing = matches!(stage, Stage::Effective | Stage::Performing);
        let archived = matches!(stage, Stage::Archived { .. });
        let terminated = matches!(stage, Stage::Terminated(_));

        let open = match kind {
            ActKind::RecordConsent | ActKind::NotAccept => asking,
            ActKind::TellRights
            | ActKind::AskClosedSession
            | ActKind::AddEvidence
            | ActKind::CorrectType => asking || mediating,
            ActKind::NameRepresentative => asking || mediating || performing,
            ActKind::JoinParty => asking || *stage == Stage::Accepted || working,
            ActKind::Accept => {
                if asking {
                    self.is_acceptable()?;
                }
                asking
            }
            ActKind::ChooseMediator => *stage == Stage::Accepted,
            ActKind::AppointMediator => *stage == Stage::Accepted || working,
            ActKind::DiscloseConflict | ActKind::RequestReplacement => {
                (working || suspended) && self.mediator().is_some()
            }
            ActKind::AskJointSession => {
                (asking || mediating)
                    && self.class == Confidentiality::DomesticViolence
                    && self.parties.iter().any(|party| party.protected)
            }
            ActKind::Invite | ActKind::Investigate => working,
            ActKind::HoldSession => working || performing,
            ActKind::AskSuspension | ActKind::Suspend => {
                matches!(stage, Stage::Preparing | Stage::InSession) && self.whole_agreement().is_none()
            }
            ActKind::Resume => suspended,
            ActKind::Extend => {
                if mediating && self.area() == Area::Labour {
                    return Err(Why::ExtensionNotAllowed.into());
                }
                if mediating && self.is_paused(ClockName::Mediate) {
                    return Err(Refusal::new("deadline-paused"));
                }
                mediating && self.is_running(ClockName::Mediate)
            }
            ActKind::ReachAgreement => *stage == Stage::InSession || performing,
            ActKind::SetAsideDraft => agreed,
            ActKind::SignAgreement => agreed && !self.unsigned().is_empty(),
            ActKind::SignAsMediator => matches!(self.draft_state(), Some(AgreementState::Draft { mediator: None, .. })),
            ActKind::AffixSeal => matches!(self.draft_state(), Some(AgreementState::Draft { seal: None, .. })),
            ActKind::RecordPerformance | ActKind::Urge | ActKind::DisputeItem | ActKind::TakeElsewhere => {
                !stage.is_closed() && self.items().any(crate::agreement::Item::is_open)
            }
            ActKind::AgreeToConfirm => {
                !archived
                    && self.has_confirmation(|state| match state {
                        Confirmation::Open { agreed } => agreed.len() < self.parties.len(),
                        Confirmation::Withdrawn { .. } => true,
                        _ => false,
                    })
            }
            ActKind::FileConfirmation => {
                !archived
                    && self.has_confirmation(|state| {
                        matches!(state, Confirmation::Open { agreed } if agreed.len() == self.parties.len())
                    })
            }
            ActKind::DocketConfirmation => {
                !archived && self.has_confirmation(|state| matches!(state, Confirmation::Filed { .. }))
            }
            ActKind::RuleConfirmation => {
                !archived && self.has_confirmation(|state| matches!(state, Confirmation::Docketed { .. }))
            }
            ActKind::WithdrawConfirmation => {
                let at_court =
                    |state: &_| matches!(state, Confirmation::Filed { .. } | Confirmation::Docketed { .. });
                !archived && self.has_confirmation(at_court)
            }
            ActKind::LapseConfirmation => {
                let waiting =
                    |state: &_| matches!(state, Confirmation::Open { .. } | Confirmation::Withdrawn { .. });
                !archived && self.has_confirmation(waiting)
            }
            ActKind::ApplyEnforcement => {
                !archived && self.has_confirmation(|state| matches!(state, Confirmation::Valid { .. }))
            }
            ActKind::RecordUndisputedFacts => {
                self.undisputed.is_none() && (suspended || terminated || *stage == Stage::InSession)
            }
            ActKind::Terminate => {
                let dismissed = self.has_confirmation(|state| matches!(state, Confirmation::Dismissed { .. }));
                if self.whole_agreement().is_some() && !dismissed {
                    return Err(Why::AgreementHolds.into());
                }
                asking || mediating || (performing && dismissed)
            }
            ActKind::Transfer => asking || (mediating && !agreed) || terminated,
            ActKind::TransferReceived => matches!(stage, Stage::Transferred(transfer) if transfer.receipt.is_none()),
            ActKind::ReturnVisit => {
                let ended = matches!(
                    stage,
                    Stage::Performed { .. } | Stage::FollowUp { .. } | Stage::Closed { .. }
                );
                self.acceptance.is_some() && (performing || terminated || ended)
            }
            ActKind::Close => {
                if !stage.is_closed() {
                    self.is_closable()?;
                }
                !stage.is_closed()
            }
            ActKind::Archive => {
                if matches!(stage, Stage::Closed { .. }) && self.is_running(ClockName::Visit) {
                    return Err(Why::VisitsOutstanding.into());
                }
                matches!(stage, Stage::Closed { .. })
            }
            ActKind::AddNote | ActKind::SetClass => !archived,
            ActKind::ReportDanger | ActKind::RecordDifficulty => !stage.is_closed(),
        };
        if open {
            Ok(())
        } else if stage.is_closed() {
            Err(Why::AlreadyClosed.into())
        } else {
            Err(Why::NotAtThisStage.refusal().with("stage", stage.code()))
        }
    }

    /// A party acts for itself only, and is offered only what still waits for its word.
    fn word_allows(&self, kind: ActKind, speaker: PartyId) -> Result<(), Refusal> {
        let mut own = self.parties.iter().filter(|party| party.is_heard_through(speaker)).peekable();
        if own.peek().is_none() {
            return Err(Why::NotYourCase.into());
        }
        let waits = match kind {
            ActKind::SignAgreement => own.any(|party| self.unsigned().contains(&party.id)),
            ActKind::RecordPerformance | ActKind::TakeElsewhere => {
                own.any(|party| self.items().any(|item| item.is_open() && item.terms.beneficiary == party.id))
            }
            _ => true,
        };
        if waits { Ok(()) } else { Err(Why::NotYourWord.into()) }
    }

    /// The parties whose signature the draft still needs.
    pub fn unsigned(&self) -> Vec<PartyId> {
        match self.draft_state() {
            Some(AgreementState::Draft { signatures, .. }) => self
                .parties
                .iter()
                .map(|party| party.id)
                .filter(|id| !signatures.iter().any(|signature| signature.party == *id))
                .collect(),
            _ => Vec::new(),
        }
    }

    fn draft_state(&self) -> Option<&AgreementState> {
        self.draft().map(|draft| &draft.state)
    }

    fn has_confirmation(&self, is_such: impl Fn(&Confirmation) -> bool) -> bool {
        self.effective_agreements().filter_map(|agreement| agreement.confirmation()).any(is_such)
    }
}
