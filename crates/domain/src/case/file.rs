//! What is in the file of a case, and how do the rules read it?

use fengqiao_base::{
    Actor, Day, Moment, Refusal,
    id::{AccountId, AgreementId, CaseId, ItemId, PartyId},
    local_day,
};
use serde::{Deserialize, Serialize};

use super::{
    ActContext, Area, Case, Confidentiality, Event, Fact, PartyStanding, Receiver, ReopeningGround, Stage,
    Why,
};
use crate::agreement::{Agreement, AgreementScope, Item};

/// How a case was accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acceptance {
    /// When.
    #[serde(with = "time::serde::rfc3339")]
    pub at: Moment,
    /// By whom.
    pub by: AccountId,
    /// The last day of mediation, where the parties agreed on one (深圳条例 25).
    pub agreed_until: Option<Day>,
}

/// A note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// When.
    #[serde(with = "time::serde::rfc3339")]
    pub at: Moment,
    /// By whom.
    pub by: AccountId,
    /// What.
    pub text: String,
    /// Whether it is left out of every export.
    pub sealed: bool,
}

/// A report to the police or another organ that a dispute may turn dangerous (人民调解法 25).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DangerReport {
    /// When.
    #[serde(with = "time::serde::rfc3339")]
    pub at: Moment,
    /// By whom; hidden from the parties (反家庭暴力法 14).
    pub by: AccountId,
    /// To whom.
    pub to: Receiver,
    /// Why.
    pub reason: String,
    /// The proof: the number under which the receiver has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// The proof: what the receiver said of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<String>,
}

impl DangerReport {
    /// The longest reference number of a receipt, in characters.
    pub const LONGEST_REFERENCE: usize = 60;
    /// The longest text of a receipt, in characters.
    pub const LONGEST_RECEIPT: usize = 1000;

    /// A report of a request or a case; refuses proofs that are too long.
    pub(crate) fn made(
        at: Moment,
        by: AccountId,
        to: Receiver,
        reason: String,
        reference: Option<&str>,
        receipt: Option<&str>,
    ) -> Result<Self, Refusal> {
        let reference = few_words_if_any("reference", reference, Self::LONGEST_REFERENCE)?;
        let receipt = few_words_if_any("receipt", receipt, Self::LONGEST_RECEIPT)?;
        Ok(Self { at, by, to, reason, reference, receipt })
    }
}

/// Another case that this one belongs with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Which.
    pub case: CaseId,
    /// Why this one was opened anew from it.
    pub reopened_for: ReopeningGround,
}

/// The longest text a field takes, in characters.
pub const LONGEST: usize = 20_000;

/// The words of a field, trimmed; refuses none and too many.
pub(crate) fn words(field: &'static str, text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Why::WordsMissing.at(field));
    }
    if text.chars().count() > LONGEST {
        return Err(Why::WordsTooLong.at(field).with("longest", LONGEST));
    }
    Ok(text.to_owned())
}

/// The words of a field that may be left out.
pub(crate) fn words_if_any(field: &'static str, text: Option<&str>) -> Result<Option<String>, Refusal> {
    match text.map(str::trim) {
        None | Some("") => Ok(None),
        Some(text) => words(field, text).map(Some),
    }
}

/// The same, no longer than `longest` characters.
fn few_words_if_any(
    field: &'static str,
    text: Option<&str>,
    longest: usize,
) -> Result<Option<String>, Refusal> {
    let text = words_if_any(field, text)?;
    if text.as_ref().is_some_and(|text| text.chars().count() > longest) {
        return Err(Why::WordsTooLong.at(field).with("longest", longest));
    }
    Ok(text)
}

impl Case {
    /// Leaves `fact` for the journal.
    pub(crate) fn journal(&mut self, fact: Fact, ctx: &ActContext<'_>) {
        self.happened.push(Event { at: ctx.at, by: ctx.by, fact });
    }

    /// The area of law of the dispute.
    pub fn area(&self) -> Area {
        Area::of(&self.dispute_type)
    }

    /// Whether one side may be violent against the other: it is suspected, or somebody is protected (反家庭暴力法).
    pub fn is_violent(&self) -> bool {
        self.class == Confidentiality::DomesticViolence || self.parties.iter().any(|party| party.protected)
    }

    /// The party of `id`.
    pub fn party(&self, id: PartyId) -> Option<&PartyStanding> {
        self.parties.iter().find(|party| party.id == id)
    }

    /// The party named in `field`, if the actor may speak of it: staff for everybody, a party for itself and for
    /// whom it stands.
    pub(crate) fn party_spoken_for(
        &mut self,
        field: &'static str,
        id: PartyId,
        ctx: &ActContext<'_>,
    ) -> Result<&mut PartyStanding, Refusal> {
        let party = self
            .parties
            .iter_mut()
            .find(|party| party.id == id)
            .ok_or_else(|| Why::UnknownParty.at(field))?;
        match ctx.by {
            Actor::Party { party: speaker } if !party.is_heard_through(speaker) => {
                Err(Why::NotYourWord.at(field))
            }
            Actor::Party { .. } | Actor::Staff { .. } | Actor::StandIn { .. } | Actor::System => Ok(party),
        }
    }

    /// Refuses unless `agreed` names every party, and nobody else.
    pub(crate) fn agreed_by_all(
        &self,
        field: &'static str,
        agreed: &[PartyId],
        otherwise: Why,
    ) -> Result<(), Refusal> {
        if let Some(stranger) = agreed.iter().find(|id| self.party(**id).is_none()) {
            return Err(Why::UnknownParty.at(field).with("party", stranger));
        }
        let missing = self.parties.iter().filter(|party| !agreed.contains(&party.id)).count();
        if missing > 0 { Err(otherwise.at(field).with("missing", missing)) } else { Ok(()) }
    }

    /// Refuses a moment that has not come, or that lies before the application. People tell the time in minutes: what
    /// was said at the window in the minute of the application is not before it.
    pub(crate) fn in_time(
        &self,
        field: &'static str,
        at: Moment,
        ctx: &ActContext<'_>,
    ) -> Result<(), Refusal> {
        if at > ctx.at {
            return Err(Why::InTheFuture.at(field));
        }
        let began = self.applied_at.truncate_to_minute();
        if at < began { Err(Why::BeforeItBegan.at(field)) } else { Ok(()) }
    }

    /// The day of an act: today, or the earlier one named, not before `earliest`.
    pub(crate) fn on_day(on: Option<Day>, earliest: Day, ctx: &ActContext<'_>) -> Result<Day, Refusal> {
        let on = on.unwrap_or_else(|| ctx.today());
        if on > ctx.today() {
            return Err(Why::InTheFuture.at("on"));
        }
        if on < earliest { Err(Why::BeforeItBegan.at("on")) } else { Ok(on) }
    }

    /// Who mediates now, in the order in which they came.
    pub fn mediators_now(&self) -> impl Iterator<Item = AccountId> {
        self.mediators.iter().filter(|seat| seat.left.is_none()).map(|seat| seat.mediator)
    }

    /// The mediator in charge: the first of those who mediate now.
    pub fn mediator(&self) -> Option<AccountId> {
        self.mediators_now().next()
    }

    /// Whether this account mediates or has ever mediated the case.
    pub fn was_mediated_by(&self, account: AccountId) -> bool {
        self.mediators.iter().any(|seat| seat.mediator == account)
    }

    /// The agreements that bind now.
    pub fn effective_agreements(&self) -> impl Iterator<Item = &Agreement> {
        self.agreements.iter().filter(|agreement| agreement.effective_on().is_some())
    }

    /// The whole agreement that binds now.
    pub fn whole_agreement(&self) -> Option<&Agreement> {
        self.effective_agreements().find(|agreement| agreement.scope == AgreementScope::Whole)
    }

    /// The draft that waits for signatures.
    pub fn draft(&self) -> Option<&Agreement> {
        match self.stage {
            Stage::Agreed { agreement } => self.agreements.iter().find(|draft| draft.id == agreement),
            _ => None,
        }
    }

    /// The agreement of `id`.
    pub fn agreement(&self, id: AgreementId) -> Option<&Agreement> {
        self.agreements.iter().find(|agreement| agreement.id == id)
    }

    /// The items of the agreements that bind now.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.effective_agreements().flat_map(|agreement| &agreement.items)
    }

    /// The item of `id`, if its agreement binds.
    pub fn item(&self, id: ItemId) -> Option<&Item> {
        self.items().find(|item| item.id == id)
    }

    /// Where the case stands when nothing special holds it: after a suspension, or when a draft is given up.
    pub(crate) fn resting_stage(&self) -> Stage {
        if self.whole_agreement().is_some() {
            let untouched = self.items().all(|item| item.state == crate::agreement::ItemState::Due);
            if untouched { Stage::Effective } else { Stage::Performing }
        } else if self.mediator().is_none() {
            Stage::Accepted
        } else if !self.sessions.is_empty() {
            Stage::InSession
        } else {
            Stage::Preparing
        }
    }

    /// The day of acceptance, or of opening before that: nothing of the mediation lies earlier.
    pub(crate) fn first_day(&self) -> Day {
        local_day(self.acceptance.as_ref().map_or(self.opened_at, |acceptance| acceptance.at))
    }
}
