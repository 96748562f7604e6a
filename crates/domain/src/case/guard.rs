//! Who may do what now? Pages offer exactly what this allows.

use fengqiao_base::{Actor, Day, Duty, Refusal, id::PartyId};

use super::{ActKind, Case, ClockName, Ending, Stage, Why};
use crate::{
    agreement::{Agreement, AgreementState},
    confirmation::Confirmation,
    linked::{TaskStage, needs_signing},
    sharing::Sharing,
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
            Actor::Staff { .. } | Actor::StandIn { .. } | Actor::System => Ok(()),
        }
    }

    /// Whether `kind` is of no use on `today`, so that a page need not offer it: it waits for a day that has not come, or
    /// the last day of all it could be about has passed.
    pub fn is_untimely(&self, kind: ActKind, today: Day) -> bool {
        let has_passed = |agreement: &Agreement| {
            self.due_day(ClockName::Confirm(agreement.id)).is_some_and(|last| last < today)
        };
        match kind {
            ActKind::LapseConfirmation => !self.effective_agreements().any(has_passed),
            ActKind::Archive => self.window_in_use().is_some_and(|last| last >= today),
            ActKind::AnswerSharing => !self.asked_sharings().any(|one| one.is_alive(today)),
            ActKind::EndSharing => !self.sharings.iter().any(|one| one.is_alive(today)),
            _ => false,
        }
    }

    /// The duty, and for mediators and heads the person.
    fn duty_allows(&self, kind: ActKind, by: &Actor) -> Result<(), Refusal> {
        if !kind.duties().contains(&by.duty()) {
            return Err(Why::NotYourDuty.refusal().with("act", kind.code()));
        }
        // Anybody may pay a visit or report danger; the rest is for whoever mediates the case.
        let any_mediator = matches!(kind, ActKind::ReturnVisit | ActKind::ReportDanger);
        if by.duty() == Duty::Mediator && !any_mediator && !self.is_open_to_mediator(by) {
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
        let given_up = terminated || matches!(stage, Stage::FollowUp { ending: Ending::Terminated(_) });
        let performed = matches!(
            stage,
            Stage::Performed { .. }
                | Stage::FollowUp { ending: Ending::Performed { .. } | Ending::Elsewhere { .. } }
        );
        // What a court would not confirm may be agreed anew or given up, even when it was done (人民调解法 33).
        let dismissed = self
            .whole_agreement()
            .is_some_and(|whole| matches!(whole.confirmation(), Some(Confirmation::Dismissed { .. })));

        let open = match kind {
            ActKind::RecordConsent | ActKind::NotAccept => asking,
            // Whoever joined last is told even when an agreement already binds (若干规定 30).
            ActKind::TellRights => {
                let untold = self.parties.iter().any(|party| party.told_rights_at.is_none());
                asking || mediating || (performing && untold)
            }
            ActKind::AddEvidence | ActKind::CorrectType => asking || mediating,
            ActKind::AskClosedSession | ActKind::NameRepresentative => asking || mediating || performing,
            ActKind::JoinParty => asking || *stage == Stage::Accepted || working,
            ActKind::SignForMaterial => asking && needs_signing(&self.origin),
            ActKind::Accept => {
                if asking {
                    if needs_signing(&self.origin) {
                        return Err(Why::MaterialNotSigned.into());
                    }
                    self.is_acceptable()?;
                }
                asking
            }
            ActKind::ChooseMediator => *stage == Stage::Accepted,
            ActKind::AppointMediator => *stage == Stage::Accepted || working || agreed || performing,
            ActKind::DiscloseConflict | ActKind::RequestReplacement => {
                (working || suspended || agreed || performing) && self.mediator().is_some()
            }
            ActKind::AskJointSession => {
                (asking || mediating) && self.parties.iter().any(|party| party.protected)
            }
            ActKind::Invite | ActKind::Investigate => working,
            ActKind::HoldSession => working || performing,
            ActKind::AskSuspension | ActKind::Suspend => {
                matches!(stage, Stage::Preparing | Stage::InSession) && self.whole_agreement().is_none()
            }
            ActKind::Resume => suspended,
            ActKind::Extend => {
                if mediating && !self.is_extendable() {
                    return Err(Why::ExtensionNotAllowed.into());
                }
                if mediating && self.is_paused(ClockName::Mediate) {
                    return Err(Refusal::new("deadline-paused"));
                }
                mediating && self.is_running(ClockName::Mediate)
            }
            ActKind::ReachAgreement => {
                *stage == Stage::InSession || performing || (performed && dismissed)
            }
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
                        Confirmation::Open { agreed, .. } => agreed.len() < self.parties.len(),
                        Confirmation::Withdrawn { .. } | Confirmation::Lapsed { .. } => true,
                        _ => false,
                    })
            }
            ActKind::TakeBackConfirmation => {
                !archived
                    && self.has_confirmation(
                        |state| matches!(state, Confirmation::Open { agreed, .. } if !agreed.is_empty()),
                    )
            }
            ActKind::FileConfirmation => {
                !archived
                    && self.has_confirmation(|state| {
                        matches!(state, Confirmation::Open { agreed, .. } if agreed.len() == self.parties.len())
                    })
            }
            ActKind::DocketConfirmation => {
                !archived && self.has_confirmation(|state| matches!(state, Confirmation::Filed { .. }))
            }
            ActKind::RuleConfirmation => {
                !archived && self.has_confirmation(|state| matches!(state, Confirmation::Docketed { .. }))
            }
            ActKind::WithdrawConfirmation => {
                !archived && self.has_confirmation(Confirmation::is_at_court)
            }
            ActKind::LapseConfirmation => {
                let waiting =
                    |state: &_| matches!(state, Confirmation::Open { .. } | Confirmation::Withdrawn { .. });
                !archived && self.has_confirmation(waiting)
            }
            // For two years, so longer than a dossier waits for the archive (民诉法 250).
            ActKind::ApplyEnforcement => {
                self.parties.iter().any(|party| self.may_apply_enforcement(party.id))
            }
            ActKind::RecordUndisputedFacts => {
                self.undisputed.is_none() && (suspended || given_up || *stage == Stage::InSession)
            }
            ActKind::Terminate => {
                if self.whole_agreement().is_some() && !dismissed {
                    return Err(Why::AgreementHolds.into());
                }
                asking || mediating || ((performing || performed) && dismissed)
            }
            ActKind::Transfer => {
                asking || (mediating && !agreed) || given_up || matches!(stage, Stage::NotAccepted(_))
            }
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
                    self.is_nobody_at_work()?;
                    self.is_closable()?;
                }
                !stage.is_closed()
            }
            ActKind::Archive => {
                let closed = matches!(stage, Stage::Closed { .. });
                if closed && self.is_running(ClockName::Visit) {
                    return Err(Why::VisitsOutstanding.into());
                }
                if closed && self.has_confirmation(Confirmation::is_at_court) {
                    return Err(Why::ConfirmationPending.into());
                }
                closed
            }
            ActKind::AddNote | ActKind::SetClass => !archived,
            ActKind::Share => self.acceptance.is_some() && !archived,
            // Consent is taken back as easily as it was given, as long as something is shown (个人信息保护法 15).
            ActKind::AnswerSharing => self.asked_sharings().next().is_some(),
            ActKind::EndSharing => self.sharings.iter().any(|one| one.end.is_none()),
            ActKind::AssignTask => mediating || performing,
            ActKind::AcceptTask | ActKind::DeclineTask => !archived && self.has_task(TaskStage::Asked),
            ActKind::ReportTask | ActKind::FinishTask => !archived && self.has_task(TaskStage::Accepted),
            ActKind::SendTaskOn => !archived && self.has_task(TaskStage::Declined),
            ActKind::WithdrawTask => !archived && self.linkage.open().next().is_some(),
            ActKind::Convert => mediating && !agreed,
            ActKind::HoldMeeting => !stage.is_closed() && self.team().len() > 1,
            ActKind::ReportBack => !archived && self.unreported().is_some(),
            // At once, whenever it is seen (人民调解法 25; 未成年人保护法 11).
            ActKind::ReportDanger => true,
            ActKind::RecordDifficulty => !stage.is_closed(),
        };
        if open {
            Ok(())
        } else if stage.is_closed() {
            Err(Why::AlreadyClosed.into())
        } else {
            Err(Why::NotAtThisStage.refusal().with("stage", stage.code()))
        }
    }

    /// A case is not closed while another body still works on it, or whoever sent it waits for an answer.
    fn is_nobody_at_work(&self) -> Result<(), Refusal> {
        let open = self.linkage.open().count();
        if open > 0 {
            return Err(Why::TasksOpen.refusal().with("open", open));
        }
        if self.must_report() { Err(Why::ReportMissing.into()) } else { Ok(()) }
    }

    /// Whether whoever sent it here waits to be told what came of it.
    pub(super) fn must_report(&self) -> bool {
        self.origin.sent().is_some() && self.unreported().is_some()
    }

    fn has_task(&self, stage: TaskStage) -> bool {
        self.linkage.tasks.iter().any(|task| task.stage() == stage)
    }

    /// A party acts for itself only, and is offered only what still waits for its word.
    fn word_allows(&self, kind: ActKind, speaker: PartyId) -> Result<(), Refusal> {
        let mut own = self.parties.iter().filter(|party| party.is_heard_through(speaker)).peekable();
        if own.peek().is_none() {
            return Err(Why::NotYourCase.into());
        }
        if kind == ActKind::SignAgreement && self.party(speaker).is_some_and(|party| party.needs_guardian) {
            return Err(Why::GuardianActs.into());
        }
        let waits = match kind {
            ActKind::SignAgreement => own.any(|party| self.unsigned().contains(&party.id)),
            ActKind::RecordPerformance | ActKind::TakeElsewhere => {
                own.any(|party| self.items().any(|item| item.is_open() && item.terms.beneficiary == party.id))
            }
            ActKind::AgreeToConfirm => own.any(|party| {
                self.has_confirmation(|state| match state {
                    Confirmation::Open { agreed, .. } => !agreed.contains(&party.id),
                    Confirmation::Withdrawn { .. } => true,
                    _ => false,
                })
            }),
            ActKind::TakeBackConfirmation => own.any(|party| {
                self.has_confirmation(
                    |state| matches!(state, Confirmation::Open { agreed, .. } if agreed.contains(&party.id)),
                )
            }),
            ActKind::ApplyEnforcement => own.any(|party| self.may_apply_enforcement(party.id)),
            _ => true,
        };
        if waits { Ok(()) } else { Err(Why::NotYourWord.into()) }
    }

    /// Whether this party may apply for enforcement: nobody has yet, or something else is owed to it.
    fn may_apply_enforcement(&self, party: PartyId) -> bool {
        self.effective_agreements().any(|agreement| match agreement.confirmation() {
            Some(Confirmation::Valid { .. }) => true,
            Some(Confirmation::Enforcing { .. }) => self.can_enforce_more(agreement.id, party),
            _ => false,
        })
    }

    /// The sharings that rest on consent and that nobody has ended.
    fn asked_sharings(&self) -> impl Iterator<Item = &Sharing> {
        self.sharings.iter().filter(|one| one.end.is_none() && one.ground().is_none())
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
