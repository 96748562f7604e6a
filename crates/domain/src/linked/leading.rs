//! As which of the three mediations is a case led, by which body, and what was agreed when the team met?

use fengqiao_base::{
    Moment, Refusal,
    id::{AccountId, BodyId, PartyId, TaskId},
};
use serde::{Deserialize, Serialize};

use super::{Assigned, Conversion, Measure, Mediation, TaskPart, tasks::few_words};
use crate::case::{ActContext, Case, Fact, Why, words};

/// The minutes of a meeting of the team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Minutes {
    /// Which meeting it is, from 1.
    pub nth: u32,
    /// When it was held.
    #[serde(with = "time::serde::rfc3339")]
    pub held_at: Moment,
    /// Where.
    pub place: String,
    /// Which bodies were there.
    pub bodies: Vec<BodyId>,
    /// What was said and agreed; the bodies that were there read it.
    pub record: String,
    /// The tasks that came of it.
    pub measures: Vec<TaskId>,
    /// Who wrote it.
    pub by: AccountId,
}

/// What is told of a meeting.
pub(crate) struct Meeting {
    pub(crate) held_at: Moment,
    pub(crate) place: String,
    pub(crate) bodies: Vec<BodyId>,
    pub(crate) record: String,
    pub(crate) measures: Vec<Measure>,
}

impl Case {
    /// Converts the case into another of the three mediations, or gives it to another leading body. Whoever presides over
    /// a mediation does so by the parties' will: each of them agrees (人民调解法 3, 17; 深圳条例 21).
    pub(crate) fn convert(
        mut self,
        to: Mediation,
        lead: Option<BodyId>,
        reason: &str,
        agreed: &[PartyId],
        ctx: &ActContext<'_>,
    ) -> Result<Case, Refusal> {
        let reason = few_words("reason", reason)?;
        let lead = lead.filter(|body| *body != self.body);
        match (to, lead) {
            (Mediation::Administrative | Mediation::Judicial, None) => {
                return Err(Why::LeadMissing.at("lead"));
            }
            (Mediation::Peoples, Some(_)) => return Err(Why::LeadIsTheCommittee.at("lead")),
            (Mediation::Administrative | Mediation::Judicial, Some(_)) | (Mediation::Peoples, None) => {}
        }
        let from = self.linkage.mediation;
        if (from, self.linkage.lead) == (to, lead) {
            return Err(Why::ConvertedAlready.at("to"));
        }
        self.agreed_by_all("agreed", agreed, Why::ConversionNotAgreed)?;
        let by = ctx.account()?;
        for task in self.linkage.tasks.iter_mut().filter(|task| task.is_open()) {
            task.part = if lead == Some(task.body) { TaskPart::Lead } else { TaskPart::Support };
        }
        self.linkage.mediation = to;
        self.linkage.lead = lead;
        self.linkage.conversions.push(Conversion { at: ctx.at, by, from, to, lead, reason: reason.clone() });
        self.journal(Fact::Converted { from, to, lead }, ctx);
        let leads =
            |body: BodyId| self.linkage.open().any(|task| task.body == body && task.part == TaskPart::Lead);
        if let Some(body) = lead.filter(|body| !leads(*body)) {
            let part = TaskPart::Lead;
            let assigned = Assigned { body, mediation: to, part, text: reason, due: None, meeting: None };
            self.give(assigned, ctx)?;
        }
        Ok(self)
    }

    /// Writes down what the team agreed on; each measure becomes a task of its body.
    pub(crate) fn hold_meeting(mut self, meeting: Meeting, ctx: &ActContext<'_>) -> Result<Case, Refusal> {
        let Meeting { held_at, place, bodies, record, measures } = meeting;
        self.in_time("held_at", held_at, ctx)?;
        let place = few_words("place", &place)?;
        let record = words("record", &record)?;
        let team = self.team();
        let bodies: Vec<BodyId> = team.iter().copied().filter(|body| bodies.contains(body)).collect();
        if bodies.len() < 2 {
            return Err(Why::MeetingOfOne.at("bodies"));
        }
        let nth = u32::try_from(self.linkage.meetings.len()).unwrap_or(u32::MAX).saturating_add(1);
        let mut given = Vec::new();
        for measure in measures {
            if !team.contains(&measure.body) {
                return Err(Why::NotOfTheTeam.at("measures"));
            }
            let what = few_words("measures", &measure.what)?;
            let known = self.linkage.tasks.iter().rev().find(|task| task.body == measure.body);
            let mediation = known.map_or(self.linkage.mediation, |task| task.mediation);
            let mediation = if measure.body == self.body { Mediation::Peoples } else { mediation };
            let assigned = Assigned {
                body: measure.body,
                mediation,
                part: TaskPart::Support,
                text: what,
                due: measure.due,
                meeting: Some(nth),
            };
            given.push(self.give(assigned, ctx).map_err(|refusal| refusal.at("measures"))?);
        }
        let by = ctx.account()?;
        let (count, with) = (bodies.len(), given.len());
        self.linkage.meetings.push(Minutes { nth, held_at, place, bodies, record, measures: given, by });
        self.journal(Fact::MeetingHeld { nth, bodies: count, measures: with }, ctx);
        Ok(self)
    }
}
