//! How does a mediation end, and when may the case be closed and put away?

use fengqiao_base::{
    Actor, Refusal,
    id::{BodyId, PartyId},
};

use super::{
    ActContext, Archiving, Case, ClockName, Closing, DangerReport, Ending, Fact, Note, Receipt, Receiver,
    Retention, Stage, Termination, TerminationGround, Transfer, Why,
    file::{words, words_if_any},
};

impl Case {
    pub(super) fn terminate(
        mut self,
        ground: TerminationGround,
        party: Option<PartyId>,
        reason: &str,
        ctx: &ActContext<'_>,
    ) -> Result<Case, Refusal> {
        let reason = words("reason", reason)?;
        if let Some(party) = party {
            self.party_spoken_for("party", party, ctx)?;
        }
        match ground {
            TerminationGround::Withdrawn
            | TerminationGround::RefusesFurther
            | TerminationGround::RefusesToSign => {
                if party.is_none() {
                    return Err(Why::PartyMissing.at("party"));
                }
            }
            TerminationGround::PeriodOver => {
                if !self.is_past(ClockName::Mediate, ctx) {
                    return Err(Why::PeriodNotOver.at("ground"));
                }
            }
            TerminationGround::BadFaith
            | TerminationGround::Collusion
            | TerminationGround::OutOfReach
            | TerminationGround::TooFarApart
            | TerminationGround::Other => {}
        }
        // A party ends its own part; what it thinks of the other side is for the mediator to weigh.
        let own_grounds = [
            TerminationGround::Withdrawn,
            TerminationGround::RefusesFurther,
            TerminationGround::RefusesToSign,
        ];
        if matches!(ctx.by, Actor::Party { .. }) && !own_grounds.contains(&ground) {
            return Err(Why::NotYourWord.at("ground"));
        }
        self.set_aside_any_draft(&reason, ctx);
        self.stage = Stage::Terminated(Termination { ground, reason, at: ctx.at });
        self.suspension_asked = None;
        for clock in [ClockName::Accept, ClockName::Contact, ClockName::Sign, ClockName::Mediate] {
            self.stop(clock, "terminated", ctx);
        }
        if self.acceptance.is_some() {
            self.start_visits(ctx.today(), ctx)?;
        }
        self.journal(Fact::Terminated { ground, party }, ctx);
        Ok(self)
    }

    pub(super) fn transfer(
        mut self,
        to: Receiver,
        body: Option<BodyId>,
        reason: &str,
        ctx: &ActContext<'_>,
    ) -> Result<Case, Refusal> {
        let reason = words("reason", reason)?;
        let was_accepted = self.acceptance.is_some();
        let (after, not_accepted) = match self.stage.ending() {
            Some(Ending::Terminated(termination)) => (Some(termination), None),
            Some(Ending::NotAccepted(not)) => (None, Some(not)),
            Some(Ending::Transferred(_) | Ending::Performed { .. } | Ending::Elsewhere { .. }) | None => {
                (None, None)
            }
        };
        self.stage = Stage::Transferred(Transfer {
            to,
            body,
            reason,
            sent_at: ctx.at,
            receipt: None,
            was_accepted,
            after,
            not_accepted,
        });
        self.suspension_asked = None;
        for clock in
            [ClockName::Accept, ClockName::Contact, ClockName::Sign, ClockName::Mediate, ClockName::Visit]
        {
            self.stop(clock, "transferred", ctx);
        }
        self.start_transfer(ctx)?;
        self.journal(Fact::Transferred { to }, ctx);
        Ok(self)
    }

    pub(super) fn transfer_received(
        mut self,
        reference: Option<&str>,
        ctx: &ActContext<'_>,
    ) -> Result<Case, Refusal> {
        let reference = words_if_any("reference", reference)?;
        if let Stage::Transferred(transfer) = &mut self.stage {
            transfer.receipt = Some(Receipt { at: ctx.at, reference });
        }
        self.stop(ClockName::Transfer, "receipt", ctx);
        self.journal(Fact::TransferReceived {}, ctx);
        Ok(self)
    }

    /// How the mediation ended, if the case may be closed now.
    pub(super) fn is_closable(&self) -> Result<Ending, Refusal> {
        let Some(ending) = self.stage.ending() else {
            return Err(Why::NotAtThisStage.into());
        };
        match &ending {
            Ending::NotAccepted(_) => return Ok(ending),
            Ending::Transferred(transfer) if transfer.receipt.is_none() => {
                return Err(Why::ReceiptMissing.into());
            }
            Ending::Transferred(_)
            | Ending::Terminated(_)
            | Ending::Performed { .. }
            | Ending::Elsewhere { .. } => {}
        }
        let open = self.items().filter(|item| item.is_open()).count();
        if open > 0 {
            return Err(Why::ItemsOpen.refusal().with("open", open));
        }
        // An application withdrawn before it was accepted left nothing to follow up; of a transfer, the receiver does.
        let needs_visit = self.acceptance.is_some() && !matches!(ending, Ending::Transferred(_));
        if needs_visit && self.visits.is_empty() { Err(Why::VisitMissing.into()) } else { Ok(ending) }
    }

    pub(super) fn close(
        mut self,
        report: &str,
        keep_visits: bool,
        ctx: &ActContext<'_>,
    ) -> Result<Case, Refusal> {
        let report = words("report", report)?;
        let by = ctx.account()?;
        let ending = self.is_closable()?;
        self.stage = Stage::Closed { ending, closing: Closing { at: ctx.at, by, report } };
        if !keep_visits {
            self.stop(ClockName::Visit, "closed", ctx);
        }
        self.start_archiving(ctx)?;
        let outcome = self.outcome();
        self.journal(Fact::Closed { outcome }, ctx);
        Ok(self)
    }

    pub(super) fn archive(
        mut self,
        pages: u32,
        digest: &str,
        retention: Retention,
        ctx: &ActContext<'_>,
    ) -> Result<Case, Refusal> {
        if pages == 0 {
            return Err(Why::PagesMissing.at("pages"));
        }
        let digest = digest.trim().to_ascii_lowercase();
        if digest.len() != 64 || !digest.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(Why::DigestMalformed.at("digest"));
        }
        // Nothing could be added afterwards: not the other side's word, nor what the court rules.
        if self.window_in_use().is_some_and(|last| last >= ctx.today()) {
            return Err(Why::ConfirmationPending.into());
        }
        let by = ctx.account()?;
        let Stage::Closed { ending, closing } = self.stage else {
            return Err(Why::NotAtThisStage.into());
        };
        let archiving = Archiving { at: ctx.at, by, pages, digest: digest.clone(), retention };
        self.stage = Stage::Archived { ending, closing, archiving };
        self.stop(ClockName::Archive, "archived", ctx);
        self.journal(Fact::Archived { pages, digest, retention }, ctx);
        Ok(self)
    }

    pub(super) fn report_danger(
        mut self,
        to: Receiver,
        reason: &str,
        reference: Option<&str>,
        receipt: Option<&str>,
        ctx: &ActContext<'_>,
    ) -> Result<Case, Refusal> {
        let reason = words("reason", reason)?;
        let report = DangerReport::made(ctx.at, ctx.account()?, to, reason, reference, receipt)?;
        self.danger_reports.push(report);
        self.journal(Fact::DangerReported { to }, ctx);
        Ok(self)
    }

    pub(super) fn add_note(
        mut self,
        text: &str,
        sealed: bool,
        ctx: &ActContext<'_>,
    ) -> Result<Case, Refusal> {
        let text = words("text", text)?;
        self.notes.push(Note { at: ctx.at, by: ctx.account()?, text, sealed });
        self.journal(Fact::Noted { sealed }, ctx);
        Ok(self)
    }
}
