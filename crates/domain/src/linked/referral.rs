//! Who sent the dispute here, is its material signed for, and what is reported back?
//!
//! A court appoints a mediation before docketing (委派) or after it (委托); its period runs from the signature for the
//! material (特邀调解规定 27). Police, procuratorate and petition office send disputes in the same way, without a period of
//! law. What was conceded and what was noted under seal is no part of a reply (特邀调解规定 22).

use fengqiao_base::Refusal;

use super::{Reply, tasks::few_words};
use crate::case::{ActContext, Case, ClockName, Fact, Origin, Outcome, Referrer, Sent, Why};

/// Whether the material of this origin is to be signed for before anything is accepted.
pub fn needs_signing(origin: &Origin) -> bool {
    origin.sent().is_some_and(|sent| sent.signed_for.is_none())
}

impl Case {
    /// Signs for the material today: from this day a court's period runs.
    pub(crate) fn sign_for_material(mut self, ctx: &ActContext<'_>) -> Case {
        let today = ctx.today();
        if let Origin::Referred { charge, sent: Some(Sent { signed_for, .. }), .. } = &mut self.origin {
            *signed_for = Some(today);
            if let Some(charge) = charge {
                charge.signed_for = Some(today);
            }
        }
        self.stop(ClockName::Sign, "signed-for", ctx);
        self.journal(Fact::MaterialSigned { on: today }, ctx);
        self
    }

    /// Which organ is told what came of it, if one is.
    pub fn reports_to(&self) -> Option<Referrer> {
        match &self.origin {
            Origin::Referred { by: Referrer::Other, .. } | Origin::Application | Origin::OwnMotion => None,
            Origin::Referred { by, reference, .. } => reference.as_ref().map(|_| *by),
        }
    }

    /// What came of it, if it is to be reported and has not been.
    pub(crate) fn unreported(&self) -> Option<Outcome> {
        self.reports_to()?;
        let outcome = self.outcome();
        let is_told = self.linkage.replies.last().is_some_and(|reply| reply.outcome == outcome);
        (outcome != Outcome::Pending && !is_told).then_some(outcome)
    }

    pub(crate) fn report_back(
        mut self,
        facts: bool,
        note: Option<&str>,
        ctx: &ActContext<'_>,
    ) -> Result<Case, Refusal> {
        let Some(outcome) = self.unreported() else { return Err(Why::NothingToReport.into()) };
        // What nobody disputes is told in so far as everybody signed it (深圳条例 73).
        if facts && self.undisputed.is_none() {
            return Err(Why::NoUndisputedFacts.at("facts"));
        }
        let note = match note.map(str::trim) {
            None | Some("") => None,
            Some(text) => Some(few_words("note", text)?),
        };
        self.linkage.replies.push(Reply { at: ctx.at, by: ctx.account()?, outcome, facts, note });
        self.stop(ClockName::Report, "reported-back", ctx);
        let nth = self.linkage.replies.len();
        self.journal(Fact::ReportedBack { nth, outcome }, ctx);
        Ok(self)
    }

    /// Once something came of a dispute that was sent here, the organ is to be told.
    pub(crate) fn start_reporting(&mut self, ctx: &ActContext<'_>) -> Result<(), Refusal> {
        if self.unreported().is_none() || self.is_running(ClockName::Report) {
            return Ok(());
        }
        let rule = match self.reports_to() {
            Some(Referrer::Court) => "report-court",
            Some(Referrer::Police) => "report-police",
            Some(Referrer::Procuratorate) => "report-procuratorate",
            Some(Referrer::Petition) => "report-petition",
            Some(Referrer::Other) | None => return Ok(()),
        };
        self.start_report(rule, ctx)
    }
}
