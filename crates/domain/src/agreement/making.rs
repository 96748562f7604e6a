//! How is an agreement made, signed and sealed, and from which day does it bind?

use fengqiao_base::{
    Day, Refusal,
    id::{AgreementId, AttachmentId, PartyId},
};

use super::{
    Agreement, AgreementForm, AgreementScope, AgreementState, Attestation, Item, ItemState, ItemTerms,
    Signature, SignatureManner, Topic,
};
use crate::{
    case::{ActContext, Area, Case, ClockName, Fact, PartyKind, Stage, Why, words, words_if_any},
    confirmation::Confirmation,
};

/// What the parties agreed, as the mediator wrote it down.
#[derive(Debug)]
pub(crate) struct Reached {
    pub(crate) scope: AgreementScope,
    pub(crate) form: AgreementForm,
    pub(crate) facts: String,
    pub(crate) responsibilities: String,
    pub(crate) terms: String,
    pub(crate) items: Vec<ItemTerms>,
    pub(crate) topics: Vec<Topic>,
    pub(crate) left_open: Option<String>,
    pub(crate) replaces: Option<AgreementId>,
    pub(crate) on: Option<Day>,
}

impl Case {
    pub(crate) fn reach_agreement(mut self, reached: Reached, ctx: &ActContext<'_>) -> Result<Case, Refusal> {
        let reached_on = Case::on_day(reached.on, self.first_day(), ctx)?;
        let facts = words("facts", &reached.facts)?;
        let terms = words("terms", &reached.terms)?;
        let responsibilities =
            words_if_any("responsibilities", Some(&reached.responsibilities))?.unwrap_or_default();
        let left_open = words_if_any("left_open", reached.left_open.as_deref())?;
        match (reached.scope, &left_open) {
            (AgreementScope::Partial, None) => return Err(Why::OpenPointsMissing.at("left_open")),
            (AgreementScope::Whole, Some(_)) => return Err(Why::NothingLeftOpen.at("left_open")),
            (AgreementScope::Partial, Some(_)) | (AgreementScope::Whole, None) => {}
        }
        if reached.form == AgreementForm::Oral && self.area() == Area::Labour {
            return Err(Why::WrittenFormNeeded.at("form"));
        }
        self.check_replaced(reached.scope, reached.replaces)?;
        let items = reached
            .items
            .iter()
            .map(|terms| self.item_of(terms, reached_on, ctx))
            .collect::<Result<Vec<_>, _>>()?;
        let agreement = Agreement {
            id: ctx.ids.next(),
            nth: u32::try_from(self.agreements.len() + 1).expect("agreements are few"),
            scope: reached.scope,
            form: reached.form,
            reached_on,
            mediators: self.mediators_now().collect(),
            facts,
            responsibilities,
            terms,
            topics: reached.topics,
            left_open,
            replaces: reached.replaces,
            items,
            state: AgreementState::Draft { signatures: Vec::new(), mediator: None, seal: None },
        };
        let (id, form) = (agreement.id, agreement.form);
        self.journal(
            Fact::AgreementReached {
                agreement: id,
                nth: agreement.nth,
                scope: agreement.scope,
                form,
                items: agreement.items.len(),
                amount_fen: agreement.amount_fen(),
            },
            ctx,
        );
        self.agreements.push(agreement);
        self.suspension_asked = None;
        match form {
            AgreementForm::Written => {
                self.stage = Stage::Agreed { agreement: id };
                Ok(self)
            }
            AgreementForm::Oral => self.take_effect(id, reached_on, ctx),
        }
    }

    /// A new agreement may take the place of one that binds; while a whole one binds, it must, and is whole itself.
    fn check_replaced(&self, scope: AgreementScope, replaces: Option<AgreementId>) -> Result<(), Refusal> {
        if let Some(old) = replaces {
            let binds = self.agreement(old).is_some_and(|old| old.effective_on().is_some());
            if !binds {
                return Err(Why::UnknownAgreement.at("replaces"));
            }
            self.refuse_if_court_has(old).map_err(|refusal| refusal.at("replaces"))?;
        }
        match self.whole_agreement() {
            Some(whole) if replaces != Some(whole.id) => Err(Why::MustReplace.at("replaces")),
            Some(_) if scope == AgreementScope::Partial => Err(Why::PartialReplacesWhole.at("scope")),
            Some(_) | None => Ok(()),
        }
    }

    /// What a court is asked to confirm, or has confirmed, is not taken from under its ruling (民诉法 206).
    fn refuse_if_court_has(&self, agreement: AgreementId) -> Result<(), Refusal> {
        match self.agreement(agreement).and_then(Agreement::confirmation) {
            Some(
                Confirmation::Filed { .. }
                | Confirmation::Docketed { .. }
                | Confirmation::Valid { .. }
                | Confirmation::Enforcing { .. },
            ) => Err(Why::ConfirmationHolds.into()),
            Some(
                Confirmation::Open { .. }
                | Confirmation::Dismissed { .. }
                | Confirmation::Withdrawn { .. }
                | Confirmation::Lapsed { .. },
            )
            | None => Ok(()),
        }
    }

    fn item_of(&self, terms: &ItemTerms, reached_on: Day, ctx: &ActContext<'_>) -> Result<Item, Refusal> {
        let terms = ItemTerms {
            what: words("items.what", &terms.what)?,
            manner: words_if_any("items.manner", Some(&terms.manner))?.unwrap_or_default(),
            place: words_if_any("items.place", terms.place.as_deref())?,
            ..*terms
        };
        for (field, party) in [("items.performer", terms.performer), ("items.beneficiary", terms.beneficiary)]
        {
            if self.party(party).is_none() {
                return Err(Why::UnknownParty.at(field).with("party", party));
            }
        }
        if terms.performer == terms.beneficiary {
            return Err(Why::PerformerIsBeneficiary.at("items.beneficiary"));
        }
        if terms.amount_fen.is_some_and(|amount| amount <= 0) {
            return Err(Why::AmountNotPositive.at("items.amount_fen"));
        }
        if terms.due.is_some_and(|due| due < reached_on) {
            return Err(Why::DueBeforeReached.at("items.due"));
        }
        Ok(Item { id: ctx.ids.next(), terms, state: ItemState::Due, urgings: Vec::new() })
    }

    pub(crate) fn set_aside_draft(mut self, reason: &str, ctx: &ActContext<'_>) -> Result<Case, Refusal> {
        let reason = words("reason", reason)?;
        self.set_aside_any_draft(&reason, ctx);
        self.stage = self.resting_stage();
        // What was done before the draft, or meanwhile, is done.
        self.end_performance_when_done(ctx);
        Ok(self)
    }

    /// Gives up the draft, if one waits for signatures.
    pub(crate) fn set_aside_any_draft(&mut self, reason: &str, ctx: &ActContext<'_>) {
        let Some(agreement) = self.draft().map(|draft| draft.id) else { return };
        self.agreement_mut(agreement).state =
            AgreementState::SetAside { at: ctx.at, reason: reason.to_owned() };
        self.journal(Fact::DraftSetAside { agreement }, ctx);
    }

    pub(crate) fn sign_agreement(
        mut self,
        party: PartyId,
        manner: SignatureManner,
        scan: Option<AttachmentId>,
        on: Option<Day>,
        ctx: &ActContext<'_>,
    ) -> Result<Case, Refusal> {
        let on = Case::on_day(on, self.the_draft()?.reached_on, ctx)?;
        let needs_paper = self.the_draft()?.needs_paper(self.area());
        let standing = self.party_spoken_for("party", party, ctx)?;
        if manner == SignatureManner::Seal && standing.kind == PartyKind::Person {
            return Err(Why::SealIsForOrganisations.at("manner"));
        }
        if standing.needs_guardian && standing.guardian.is_none() {
            return Err(Why::RepresentativeSigns.at("party"));
        }
        // Whoever joined after the acceptance is told before it signs (若干规定 30).
        if standing.told_rights_at.is_none() {
            return Err(Why::RightsNotTold.at("party").with("missing", 1));
        }
        if needs_paper && !manner.is_on_paper() {
            return Err(Why::PaperSignatureNeeded.at("manner"));
        }
        let (agreement, signatures, ..) = self.draft_marks()?;
        if signatures.iter().any(|signature| signature.party == party) {
            return Err(Why::SignedAlready.at("party"));
        }
        signatures.push(Signature { party, on, manner, scan });
        self.journal(Fact::AgreementSigned { agreement, party, manner, scan }, ctx);
        self.take_effect_when_complete(ctx)
    }

    pub(crate) fn sign_as_mediator(mut self, on: Option<Day>, ctx: &ActContext<'_>) -> Result<Case, Refusal> {
        let on = Case::on_day(on, self.the_draft()?.reached_on, ctx)?;
        let mediator = ctx.account()?;
        let (agreement, _, signed, _) = self.draft_marks()?;
        if signed.is_some() {
            return Err(Why::SignedAlready.into());
        }
        *signed = Some(Attestation { by: mediator, on });
        self.journal(Fact::MediatorSigned { agreement, mediator }, ctx);
        self.take_effect_when_complete(ctx)
    }

    pub(crate) fn affix_seal(mut self, on: Option<Day>, ctx: &ActContext<'_>) -> Result<Case, Refusal> {
        let on = Case::on_day(on, self.the_draft()?.reached_on, ctx)?;
        let by = ctx.account()?;
        let (agreement, _, _, seal) = self.draft_marks()?;
        if seal.is_some() {
            return Err(Why::SignedAlready.into());
        }
        *seal = Some(Attestation { by, on });
        self.journal(Fact::SealAffixed { agreement }, ctx);
        self.take_effect_when_complete(ctx)
    }

    fn the_draft(&self) -> Result<&Agreement, Refusal> {
        self.draft().ok_or_else(|| Why::NotAtThisStage.refusal())
    }

    pub(crate) fn agreement_mut(&mut self, id: AgreementId) -> &mut Agreement {
        self.agreements.iter_mut().find(|agreement| agreement.id == id).expect("the id was looked up before")
    }

    /// The marks on the draft: whose it is, the parties' signatures, the mediator's, the seal.
    #[expect(clippy::type_complexity, reason = "four places of one draft that are written one at a time")]
    fn draft_marks(
        &mut self,
    ) -> Result<(AgreementId, &mut Vec<Signature>, &mut Option<Attestation>, &mut Option<Attestation>), Refusal>
    {
        let id = self.the_draft()?.id;
        match &mut self.agreement_mut(id).state {
            AgreementState::Draft { signatures, mediator, seal } => Ok((id, signatures, mediator, seal)),
            AgreementState::Effective { .. }
            | AgreementState::SetAside { .. }
            | AgreementState::Replaced { .. } => Err(Why::NotAtThisStage.into()),
        }
    }

    /// The day from which the draft binds: the last of all signatures and the seal (人民调解法 29).
    pub fn binding_day(&self) -> Option<Day> {
        let AgreementState::Draft { signatures, mediator: Some(mediator), seal: Some(seal) } =
            &self.draft()?.state
        else {
            return None;
        };
        let all_signed =
            self.parties.iter().all(|party| signatures.iter().any(|signature| signature.party == party.id));
        let last = signatures.iter().map(|signature| signature.on).chain([mediator.on, seal.on]).max();
        last.filter(|_| all_signed)
    }

    fn take_effect_when_complete(self, ctx: &ActContext<'_>) -> Result<Case, Refusal> {
        match (self.binding_day(), self.draft().map(|draft| draft.id)) {
            (Some(day), Some(id)) => self.take_effect(id, day, ctx),
            _ => Ok(self),
        }
    }

    fn take_effect(mut self, id: AgreementId, on: Day, ctx: &ActContext<'_>) -> Result<Case, Refusal> {
        let agreement = self.agreement_mut(id);
        let signatures = match &mut agreement.state {
            AgreementState::Draft { signatures, .. } => std::mem::take(signatures),
            AgreementState::Effective { .. }
            | AgreementState::SetAside { .. }
            | AgreementState::Replaced { .. } => Vec::new(),
        };
        agreement.state = AgreementState::Effective { on, signatures, confirmation: Confirmation::opened() };
        for item in agreement.items.iter_mut().filter(|item| item.terms.on_the_spot) {
            item.state = ItemState::Done { on, proof: None };
        }
        let (scope, replaces) = (agreement.scope, agreement.replaces);
        let dues: Vec<_> = agreement
            .items
            .iter()
            .filter(|item| item.is_open())
            .filter_map(|item| Some((item.id, item.terms.due?)))
            .collect();
        if let Some(old) = replaces {
            // The parties may have gone to court with it while the draft waited.
            self.refuse_if_court_has(old)?;
            self.replace(old, id, ctx);
        }
        self.journal(Fact::AgreementEffective { agreement: id, on, scope }, ctx);
        self.start_confirming(id, on, ctx)?;
        for (item, due) in &dues {
            self.start_performing(*item, on, *due, ctx)?;
        }
        self.stage = self.resting_stage();
        if scope == AgreementScope::Whole {
            self.stop(ClockName::Mediate, "agreement-effective", ctx);
            let last_due = dues.iter().map(|(_, due)| *due).max().unwrap_or(on);
            self.start_visits(last_due, ctx)?;
        }
        self.end_performance_when_done(ctx);
        Ok(self)
    }

    fn replace(&mut self, old: AgreementId, by: AgreementId, ctx: &ActContext<'_>) {
        let items: Vec<_> = self.agreement_mut(old).items.iter().map(|item| item.id).collect();
        if let Some(effective_on) = self.agreement_mut(old).effective_on() {
            self.agreement_mut(old).state = AgreementState::Replaced { effective_on, by };
        }
        self.stop(ClockName::Confirm(old), "replaced", ctx);
        for item in items {
            self.stop(ClockName::Perform(item), "replaced", ctx);
        }
        self.journal(Fact::AgreementReplaced { agreement: old, by_agreement: by }, ctx);
    }
}
