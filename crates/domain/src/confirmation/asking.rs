//! How do the parties ask the court, and what does it answer?

use fengqiao_base::{
    Day, Refusal,
    id::{AgreementId, ItemId, PartyId},
};

use super::{CompetentCourt, Confirmation, ConfirmationRuling};
use crate::{
    agreement::Agreement,
    case::{ActContext, Case, ClockName, Fact, Why, words},
};

impl Case {
    pub(crate) fn agree_to_confirm(
        mut self,
        agreement: AgreementId,
        party: PartyId,
        on: Option<Day>,
        ctx: &ActContext<'_>,
    ) -> Result<Case, Refusal> {
        self.party_spoken_for("party", party, ctx)?;
        let effective = self.agreement(agreement).and_then(Agreement::effective_on);
        let Some(effective) = effective else { return Err(Why::UnknownAgreement.at("agreement")) };
        self.refuse_if_excluded(agreement)?;
        let last_day = self.due_day(ClockName::Confirm(agreement));
        let field = if on.is_some() { "on" } else { "agreement" };
        let confirmation = self.confirmation_of(agreement)?;
        // Whoever withdrew may ask again while the window is open, and what was asked in time may be told later.
        match *confirmation {
            Confirmation::Withdrawn { on } => *confirmation = Confirmation::open(Some(on)),
            Confirmation::Lapsed { withdrawn, .. } => *confirmation = Confirmation::open(withdrawn),
            _ => {}
        }
        let Confirmation::Open { agreed, days, withdrawn } = confirmation else {
            return Err(Why::ConfirmationStep.at("agreement"));
        };
        let earliest = withdrawn.map_or(effective, |withdrawn| effective.max(withdrawn));
        let on = Case::on_day(on, earliest, ctx)?;
        if last_day.is_some_and(|last| on > last) {
            return Err(Why::ConfirmationWindowOver.at(field));
        }
        if agreed.contains(&party) {
            return Err(Why::SignedAlready.at("party"));
        }
        agreed.push(party);
        days.insert(party, on);
        self.journal(Fact::ConfirmationAgreed { agreement, party, on: Some(on) }, ctx);
        Ok(self)
    }

    /// Nothing binds a party to apply until the court has the application; then it is withdrawn instead.
    pub(crate) fn take_back_confirmation(
        mut self,
        agreement: AgreementId,
        party: PartyId,
        ctx: &ActContext<'_>,
    ) -> Result<Case, Refusal> {
        self.party_spoken_for("party", party, ctx)?;
        let confirmation = self.confirmation_of(agreement)?;
        let Confirmation::Open { agreed, days, withdrawn } = confirmation else {
            return Err(Why::ConfirmationStep.at("agreement"));
        };
        if !agreed.contains(&party) {
            return Err(Why::NotAgreedToConfirm.at("party"));
        }
        agreed.retain(|one| *one != party);
        days.remove(&party);
        if let (true, Some(on)) = (agreed.is_empty(), *withdrawn) {
            *confirmation = Confirmation::Withdrawn { on };
        }
        self.journal(Fact::ConfirmationTakenBack { agreement, party }, ctx);
        Ok(self)
    }

    pub(crate) fn file_confirmation(
        mut self,
        agreement: AgreementId,
        competence: CompetentCourt,
        court: &str,
        on: Day,
        ctx: &ActContext<'_>,
    ) -> Result<Case, Refusal> {
        let court = words("court", court)?;
        let effective = self.agreement(agreement).and_then(Agreement::effective_on);
        let Some(effective) = effective else { return Err(Why::UnknownAgreement.at("agreement")) };
        let agreed_on = match self.agreement(agreement).and_then(Agreement::confirmation) {
            Some(Confirmation::Open { days, .. }) => days.values().max().copied(),
            _ => None,
        };
        let earliest = agreed_on.map_or(effective, |agreed| effective.max(agreed));
        let on = Case::on_day(Some(on), earliest, ctx)?;
        self.refuse_if_excluded(agreement)?;
        if !self.competent_courts().contains(&competence) {
            return Err(Why::CourtNotCompetent.at("competence"));
        }
        let last_day = self.due_day(ClockName::Confirm(agreement));
        if last_day.is_some_and(|last| on > last) {
            return Err(Why::ConfirmationWindowOver.at("on"));
        }
        let parties: Vec<PartyId> = self.parties.iter().map(|party| party.id).collect();
        let confirmation = self.confirmation_of(agreement)?;
        let Confirmation::Open { agreed, .. } = confirmation else {
            return Err(Why::ConfirmationStep.at("agreement"));
        };
        if !parties.iter().all(|party| agreed.contains(party)) {
            return Err(Why::BothMustApply.at("agreement"));
        }
        *confirmation = Confirmation::Filed { competence, court, on };
        self.stop(ClockName::Confirm(agreement), "confirmation-filed", ctx);
        self.journal(Fact::ConfirmationFiled { agreement, competence, on }, ctx);
        Ok(self)
    }

    pub(crate) fn docket_confirmation(
        mut self,
        agreement: AgreementId,
        reference: &str,
        on: Day,
        ctx: &ActContext<'_>,
    ) -> Result<Case, Refusal> {
        let reference = words("reference", reference)?;
        let confirmation = self.confirmation_of(agreement)?;
        let Confirmation::Filed { court, on: filed, .. } = confirmation else {
            return Err(Why::ConfirmationStep.at("agreement"));
        };
        let on = Case::on_day(Some(on), *filed, ctx)?;
        *confirmation = Confirmation::Docketed { court: std::mem::take(court), reference, on };
        self.journal(Fact::ConfirmationDocketed { agreement, on }, ctx);
        Ok(self)
    }

    pub(crate) fn rule_confirmation(
        mut self,
        agreement: AgreementId,
        ruling: ConfirmationRuling,
        reference: &str,
        on: Day,
        ctx: &ActContext<'_>,
    ) -> Result<Case, Refusal> {
        let reference = words("reference", reference)?;
        let confirmation = self.confirmation_of(agreement)?;
        let Confirmation::Docketed { court, on: docketed, .. } = confirmation else {
            return Err(Why::ConfirmationStep.at("agreement"));
        };
        let on = Case::on_day(Some(on), *docketed, ctx)?;
        let court = std::mem::take(court);
        *confirmation = match ruling {
            ConfirmationRuling::Valid => Confirmation::Valid { court, reference, on },
            ConfirmationRuling::Dismissed => Confirmation::Dismissed { court, reference, on },
        };
        if ruling == ConfirmationRuling::Valid {
            self.start_enforcing(agreement, on, ctx)?;
        }
        self.journal(Fact::ConfirmationRuled { agreement, ruling, on }, ctx);
        Ok(self)
    }

    pub(crate) fn withdraw_confirmation(
        mut self,
        agreement: AgreementId,
        party: PartyId,
        ctx: &ActContext<'_>,
    ) -> Result<Case, Refusal> {
        self.party_spoken_for("party", party, ctx)?;
        let confirmation = self.confirmation_of(agreement)?;
        if !confirmation.is_at_court() {
            return Err(Why::ConfirmationStep.at("agreement"));
        }
        *confirmation = Confirmation::Withdrawn { on: ctx.today() };
        self.run_again(ClockName::Confirm(agreement), ctx)?;
        self.journal(Fact::ConfirmationWithdrawn { agreement, party }, ctx);
        Ok(self)
    }

    pub(crate) fn lapse_confirmation(
        mut self,
        agreement: AgreementId,
        ctx: &ActContext<'_>,
    ) -> Result<Case, Refusal> {
        let last_day = self.due_day(ClockName::Confirm(agreement));
        let confirmation = self.confirmation_of(agreement)?;
        let withdrawn = match confirmation {
            Confirmation::Open { withdrawn, .. } => *withdrawn,
            Confirmation::Withdrawn { on } => Some(*on),
            _ => return Err(Why::ConfirmationStep.at("agreement")),
        };
        match last_day {
            Some(on) if on < ctx.today() => *confirmation = Confirmation::Lapsed { on, withdrawn },
            Some(_) | None => return Err(Why::ConfirmationWindowOpen.at("agreement")),
        }
        self.stop(ClockName::Confirm(agreement), "lapsed", ctx);
        self.journal(Fact::ConfirmationLapsed { agreement }, ctx);
        Ok(self)
    }

    pub(crate) fn apply_enforcement(
        mut self,
        agreement: AgreementId,
        party: PartyId,
        on: Day,
        ctx: &ActContext<'_>,
    ) -> Result<Case, Refusal> {
        self.party_spoken_for("party", party, ctx)?;
        let effective = self.agreement(agreement).and_then(Agreement::effective_on);
        let waits = self.can_enforce_more(agreement, party);
        let (earliest, enforcing) = match self.confirmation_of(agreement)? {
            Confirmation::Valid { reference, on, .. } => (*on, Some(std::mem::take(reference))),
            Confirmation::Enforcing { on, .. } if waits => (effective.unwrap_or(*on), None),
            _ => return Err(Why::ConfirmationStep.at("agreement")),
        };
        let on = Case::on_day(Some(on), earliest, ctx)?;
        if let Some(reference) = enforcing {
            *self.confirmation_of(agreement)? = Confirmation::Enforcing { reference, on };
        }
        for item in self.owed_to(agreement, party) {
            // What no day was agreed for is due once it was confirmed.
            if self.due_day(ClockName::Perform(item)).is_none_or(|due| due <= on) {
                self.stop(ClockName::Enforce(item), "enforcement-filed", ctx);
            }
        }
        self.journal(Fact::EnforcementApplied { agreement, party, on }, ctx);
        Ok(self)
    }

    /// Whether the time in which this party may apply for enforcement of another item of the agreement has not been used.
    pub(crate) fn can_enforce_more(&self, agreement: AgreementId, party: PartyId) -> bool {
        self.owed_to(agreement, party).into_iter().any(|item| self.is_running(ClockName::Enforce(item)))
    }

    fn owed_to(&self, agreement: AgreementId, party: PartyId) -> Vec<ItemId> {
        let items = self.agreement(agreement).into_iter().flat_map(|agreement| &agreement.items);
        items.filter(|item| item.terms.beneficiary == party).map(|item| item.id).collect()
    }

    /// The last day for the court where a party has agreed to ask it, of several agreements the latest.
    pub(crate) fn window_in_use(&self) -> Option<Day> {
        self.effective_agreements()
            .filter(|agreement| {
                matches!(agreement.confirmation(), Some(Confirmation::Open { agreed, .. }) if !agreed.is_empty())
            })
            .filter_map(|agreement| self.due_day(ClockName::Confirm(agreement.id)))
            .max()
    }

    fn confirmation_of(&mut self, agreement: AgreementId) -> Result<&mut Confirmation, Refusal> {
        self.agreements
            .iter_mut()
            .find(|one| one.id == agreement)
            .and_then(Agreement::confirmation_mut)
            .ok_or_else(|| Why::UnknownAgreement.at("agreement"))
    }

    fn refuse_if_excluded(&self, agreement: AgreementId) -> Result<(), Refusal> {
        let agreement = self.agreement(agreement).ok_or_else(|| Why::UnknownAgreement.at("agreement"))?;
        match self.exclusions(agreement).first() {
            Some(exclusion) => {
                Err(Why::ConfirmationExcluded.at("agreement").with("exclusion", exclusion.code()))
            }
            None => Ok(()),
        }
    }
}
