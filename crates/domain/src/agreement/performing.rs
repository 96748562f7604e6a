//! What of the agreement is done, who is urged, and where does a right go that is not honoured?

use fengqiao_base::{
    Actor, Day, Refusal,
    id::{AttachmentId, ItemId, PartyId},
};

use super::{Item, ItemRoute, ItemState, PerformanceResult, Urging};
use crate::{
    case::{ActContext, Case, ClockName, Ending, Fact, Manner, Stage, Why, words},
    confirmation::Confirmation,
};

/// What somebody reports of an item.
#[derive(Debug)]
pub(crate) struct Report {
    pub(crate) result: PerformanceResult,
    pub(crate) on: Option<Day>,
    pub(crate) received_fen: Option<i64>,
    pub(crate) proof: Option<AttachmentId>,
}

impl ItemState {
    /// The money that has come, while more is owed.
    pub fn received_fen(&self) -> Option<i64> {
        match self {
            Self::Part { received_fen, .. }
            | Self::Overdue { received_fen, .. }
            | Self::Disputed { received_fen, .. } => *received_fen,
            Self::Due | Self::Done { .. } | Self::Elsewhere { .. } => None,
        }
    }
}

impl Item {
    /// The item after `report`; `is_past` says whether its day is over.
    fn after(
        &self,
        report: &Report,
        earliest: Day,
        is_past: bool,
        ctx: &ActContext<'_>,
    ) -> Result<ItemState, Refusal> {
        let on = Case::on_day(report.on, earliest, ctx)?;
        match report.result {
            PerformanceResult::Done => Ok(ItemState::Done { on, proof: report.proof }),
            PerformanceResult::Overdue => {
                if !is_past {
                    return Err(Why::NotDueYet.at("result"));
                }
                Ok(ItemState::Overdue { noted_on: ctx.today(), received_fen: self.state.received_fen() })
            }
            PerformanceResult::Part => {
                let Some(owed) = self.terms.amount_fen else {
                    return Ok(ItemState::Part { received_fen: None, on });
                };
                let Some(new) = report.received_fen else {
                    return Err(Why::AmountMissing.at("received_fen"));
                };
                if new <= 0 {
                    return Err(Why::AmountNotPositive.at("received_fen"));
                }
                match self.state.received_fen().unwrap_or_default().checked_add(new) {
                    Some(sum) if sum < owed => Ok(ItemState::Part { received_fen: Some(sum), on }),
                    Some(sum) if sum == owed => Ok(ItemState::Done { on, proof: report.proof }),
                    Some(_) | None => Err(Why::MoreThanOwed.at("received_fen")),
                }
            }
        }
    }
}

impl Case {
    pub(crate) fn record_performance(
        mut self,
        item: ItemId,
        report: &Report,
        ctx: &ActContext<'_>,
    ) -> Result<Case, Refusal> {
        let earliest = self.first_day();
        let is_past = self.is_past(ClockName::Perform(item), ctx);
        let open = self.open_item(item)?;
        let beneficiary = open.terms.beneficiary;
        open.state = open.after(report, earliest, is_past, ctx)?;
        let ended = !open.is_open();
        self.interrupt_enforcing(item, ctx)?;
        // What the performer says of itself proves nothing; what the receiver says does.
        if let Actor::Party { .. } = ctx.by
            && self.party_spoken_for("item", beneficiary, ctx).is_err()
        {
            return Err(Why::ReceiverConfirms.at("item"));
        }
        self.journal(
            Fact::PerformanceRecorded {
                item,
                result: report.result,
                received_fen: report.received_fen,
                proof: report.proof,
            },
            ctx,
        );
        Ok(self.after_item(item, ended, ctx))
    }

    pub(crate) fn urge(
        mut self,
        item: ItemId,
        manner: Manner,
        record: &str,
        ctx: &ActContext<'_>,
    ) -> Result<Case, Refusal> {
        let record = words("record", record)?;
        let open = self.open_item(item)?;
        open.urgings.push(Urging { at: ctx.at, manner, record });
        let nth = open.urgings.len();
        self.journal(Fact::Urged { item, nth, manner }, ctx);
        Ok(self.after_item(item, false, ctx))
    }

    pub(crate) fn dispute_item(
        mut self,
        item: ItemId,
        party: PartyId,
        reason: &str,
        ctx: &ActContext<'_>,
    ) -> Result<Case, Refusal> {
        let reason = words("reason", reason)?;
        self.party_spoken_for("party", party, ctx)?;
        let open = self.open_item(item)?;
        let received_fen = open.state.received_fen();
        open.state = ItemState::Disputed { by: party, on: ctx.today(), reason, received_fen };
        self.journal(Fact::ItemDisputed { item, party }, ctx);
        Ok(self.after_item(item, false, ctx))
    }

    pub(crate) fn take_elsewhere(
        mut self,
        item: ItemId,
        route: ItemRoute,
        ctx: &ActContext<'_>,
    ) -> Result<Case, Refusal> {
        let confirmed = self.effective_agreements().any(|agreement| {
            agreement.items.iter().any(|own| own.id == item)
                && matches!(
                    agreement.confirmation(),
                    Some(Confirmation::Valid { .. } | Confirmation::Enforcing { .. })
                )
        });
        let open = self.open_item(item)?;
        let beneficiary = open.terms.beneficiary;
        match route {
            ItemRoute::PaymentOrder if open.terms.amount_fen.is_none() => {
                return Err(Why::MoneyOnly.at("route"));
            }
            ItemRoute::Enforcement if !confirmed => return Err(Why::NotConfirmedYet.at("route")),
            ItemRoute::PaymentOrder | ItemRoute::Enforcement | ItemRoute::Suit | ItemRoute::Notary => {}
        }
        open.state = ItemState::Elsewhere { route, on: ctx.today() };
        if let Actor::Party { .. } = ctx.by {
            self.party_spoken_for("item", beneficiary, ctx)?;
        }
        self.journal(Fact::ItemTakenElsewhere { item, route }, ctx);
        Ok(self.after_item(item, true, ctx))
    }

    fn open_item(&mut self, id: ItemId) -> Result<&mut Item, Refusal> {
        let item = self
            .agreements
            .iter_mut()
            .filter(|agreement| agreement.effective_on().is_some())
            .flat_map(|agreement| &mut agreement.items)
            .find(|item| item.id == id)
            .ok_or_else(|| Why::UnknownItem.at("item"))?;
        if item.is_open() { Ok(item) } else { Err(Why::ItemEnded.at("item")) }
    }

    fn after_item(mut self, item: ItemId, ended: bool, ctx: &ActContext<'_>) -> Case {
        if ended {
            let event = match self.item(item).map(|item| &item.state) {
                Some(ItemState::Done { .. }) => "performed",
                Some(ItemState::Elsewhere { route: ItemRoute::Enforcement, .. }) => "enforcement-filed",
                _ => "taken-elsewhere",
            };
            self.stop(ClockName::Perform(item), event, ctx);
            self.stop(ClockName::Enforce(item), event, ctx);
        }
        if self.stage == Stage::Effective {
            self.stage = Stage::Performing;
        }
        self.end_performance_when_done(ctx);
        self
    }

    /// S10, S11 → S14 when every item is done; → S15 when some went to a court or notary and the others are done.
    pub(crate) fn end_performance_when_done(&mut self, ctx: &ActContext<'_>) {
        let performing = matches!(self.stage, Stage::Effective | Stage::Performing);
        if !performing || self.items().any(Item::is_open) {
            return;
        }
        let mut last = None;
        let mut all_done = true;
        for item in self.items() {
            match item.state {
                ItemState::Done { on, .. } => last = last.max(Some(on)),
                ItemState::Elsewhere { on, .. } => {
                    last = last.max(Some(on));
                    all_done = false;
                }
                ItemState::Due
                | ItemState::Part { .. }
                | ItemState::Overdue { .. }
                | ItemState::Disputed { .. } => {}
            }
        }
        let on = last.unwrap_or_else(|| ctx.today());
        self.stage = if all_done {
            Stage::Performed { on }
        } else {
            Stage::FollowUp { ending: Ending::Elsewhere { on } }
        };
        self.journal(Fact::PerformanceEnded { on, all_done }, ctx);
    }
}
