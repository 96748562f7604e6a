//! Who mediates: chosen by the parties, else appointed, and replaced at one party's word?

use fengqiao_base::{
    Actor, Refusal,
    id::{AccountId, PartyId},
};

use super::{Assignment, ByWhom, Leaving, Left};
use crate::case::{ActContext, Case, Fact, Stage, Why, words};

impl Case {
    pub(crate) fn choose_mediator(
        mut self,
        party: PartyId,
        mediator: AccountId,
        ctx: &ActContext<'_>,
    ) -> Result<Case, Refusal> {
        self.may_mediate(mediator)?;
        self.party_spoken_for("party", party, ctx)?.chose = Some(mediator);
        self.journal(Fact::MediatorChosen { party, mediator }, ctx);
        if self.parties.iter().all(|party| party.chose == Some(mediator)) {
            self.assign(mediator, ByWhom::Chosen, ctx);
        }
        Ok(self)
    }

    pub(crate) fn appoint_mediator(
        mut self,
        mediator: AccountId,
        ctx: &ActContext<'_>,
    ) -> Result<Case, Refusal> {
        self.may_mediate(mediator)?;
        self.assign(mediator, ByWhom::Appointed, ctx);
        Ok(self)
    }

    /// Refuses somebody who mediates the case already, or who had to leave it.
    fn may_mediate(&self, mediator: AccountId) -> Result<(), Refusal> {
        match self.mediators.iter().find(|seat| seat.mediator == mediator) {
            None => Ok(()),
            Some(Assignment { left: None, .. }) => Err(Why::MediatorIsAssigned.at("mediator")),
            Some(Assignment { left: Some(_), .. }) => Err(Why::MediatorLeftBefore.at("mediator")),
        }
    }

    fn assign(&mut self, mediator: AccountId, by: ByWhom, ctx: &ActContext<'_>) {
        self.mediators.push(Assignment { mediator, by, since: ctx.at, disclosed: Vec::new(), left: None });
        for party in &mut self.parties {
            party.chose = None;
        }
        // One more mediator joins where the case stands; the first one moves it on.
        if self.stage == Stage::Accepted {
            self.stage = Stage::Assigned;
        }
        self.journal(Fact::MediatorAssigned { mediator, by_whom: by }, ctx);
    }

    pub(crate) fn disclose_conflict(
        mut self,
        conflict: &str,
        withdraws: bool,
        ctx: &ActContext<'_>,
    ) -> Result<Case, Refusal> {
        let conflict = words("conflict", conflict)?;
        let mediator = ctx.account()?;
        self.seat(mediator)?.disclosed.push(conflict);
        self.journal(Fact::ConflictDisclosed { mediator }, ctx);
        if withdraws {
            self.leave(mediator, Leaving::Withdrew, None, ctx)?;
        }
        Ok(self)
    }

    pub(crate) fn request_replacement(
        mut self,
        party: PartyId,
        mediator: AccountId,
        ctx: &ActContext<'_>,
    ) -> Result<Case, Refusal> {
        self.party_spoken_for("party", party, ctx)?;
        self.seat(mediator)?;
        self.journal(Fact::ReplacementRequested { party, mediator }, ctx);
        self.leave(mediator, Leaving::Replaced, Some(party), ctx)?;
        Ok(self)
    }

    /// The seat of somebody who mediates now.
    fn seat(&mut self, mediator: AccountId) -> Result<&mut Assignment, Refusal> {
        self.mediators
            .iter_mut()
            .find(|seat| seat.mediator == mediator && seat.left.is_none())
            .ok_or_else(|| Why::UnknownMediator.at("mediator"))
    }

    fn leave(
        &mut self,
        mediator: AccountId,
        why: Leaving,
        asked_by: Option<PartyId>,
        ctx: &ActContext<'_>,
    ) -> Result<(), Refusal> {
        self.seat(mediator)?.left = Some(Left { at: ctx.at, why, asked_by });
        // A case that rests goes on resting, and what is agreed stays agreed: there the head appoints another.
        let working = matches!(self.stage, Stage::Assigned | Stage::Preparing | Stage::InSession);
        if working && self.mediator().is_none() {
            self.stage = Stage::Accepted;
        }
        self.journal(Fact::MediatorLeft { mediator, why }, ctx);
        Ok(())
    }

    /// Whether this actor, as a mediator, may act on the case at all: who mediates it and, before there is an agreement
    /// and while nobody does, whoever has not had to leave it. What is agreed is signed and seen to by its own mediator
    /// (人民调解法 29, 31).
    pub(crate) fn is_open_to_mediator(&self, by: &Actor) -> bool {
        let Some(account) = by.account() else { return false };
        let agreed = matches!(self.stage, Stage::Agreed { .. } | Stage::Effective | Stage::Performing);
        let vacant = self.mediator().is_none() && !agreed;
        self.mediators_now().any(|mediator| mediator == account) || (vacant && !self.was_mediated_by(account))
    }
}
