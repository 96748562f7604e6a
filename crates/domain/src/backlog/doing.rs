//! What does each act change, and what must prove it?

use fengqiao_base::{AccountId, Day, Moment, Refusal, local_day};

use super::{
    Act, ActContext, Came, Conclusion, EndedBy, Evidence, Handover, MOST_MEASURES, MOST_MEMBERS, Measure,
    MeasureEnd, Member, Owned, Postponed, RULE_CASE, RULE_MEASURE, RULE_REVIEW, Report, Review, Said, Visit,
    Way,
};
use crate::{
    case::words,
    deadline::{Course, RunningClock},
};

/// What was said in a field that cannot be left out.
fn said<T>(answer: Option<T>, field: &'static str) -> Result<T, Refusal> {
    answer.ok_or_else(|| Refusal::new("field-missing").at(field))
}

impl ActContext<'_> {
    /// Who says it now, and why.
    pub(super) fn said(&self, reason: &str) -> Result<Said, Refusal> {
        Ok(Said { at: self.at, by: self.account()?, reason: words("reason", reason)? })
    }

    /// Somebody who may own a case: has the duty of a leader, and does not name herself.
    fn leader(&self, leader: Option<AccountId>) -> Result<AccountId, Refusal> {
        let leader = said(leader, "leader")?;
        if !self.known.leaders.contains(&leader) {
            return Err(Refusal::new("backlog-no-leader").at("leader"));
        }
        if self.by.account() == Some(leader) {
            return Err(Refusal::new("backlog-four-eyes").at("leader"));
        }
        Ok(leader)
    }
}

/// A leader owns it from now on.
pub(super) fn approve(
    nominator: AccountId,
    leader: Option<AccountId>,
    context: &ActContext<'_>,
) -> Result<Came, Refusal> {
    let leader = context.leader(leader)?;
    if leader == nominator {
        return Err(Refusal::new("backlog-leader-nominated").at("leader"));
    }
    Ok(Came::Owned(Box::new(Owned {
        leader,
        since: context.at,
        by: context.account()?,
        clock: RunningClock::start(RULE_CASE, Course::from(context.at), context.reckoning)?,
        handovers: Vec::new(),
        team: Vec::new(),
        measures: Vec::new(),
        visits: Vec::new(),
        conclusions: Vec::new(),
    })))
}

/// The number of what comes after so many.
fn after(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX).saturating_add(1)
}

impl Owned {
    pub(super) fn take(mut self, act: Act, context: &ActContext<'_>) -> Result<Self, Refusal> {
        match act {
            Act::Join { body, task, contact } => {
                let body = said(body, "body")?;
                if self.team.iter().any(|member| member.body == body) {
                    return Err(Refusal::new("backlog-member-twice").at("body"));
                }
                if self.team.len() >= MOST_MEMBERS {
                    return Err(Refusal::new("backlog-too-many-members")
                        .at("body")
                        .with("most", MOST_MEMBERS));
                }
                if contact.is_some_and(|one| !context.known.contacts.contains(&(one, body))) {
                    return Err(Refusal::new("backlog-contact-elsewhere").at("contact"));
                }
                let task = words("task", &task)?;
                self.team.push(Member { body, task, contact, since: context.at });
            }
            Act::Plan { what, body, due } => {
                let what = words("what", &what)?;
                let body = said(body, "body")?;
                if !self.team.iter().any(|member| member.body == body) {
                    return Err(Refusal::new("backlog-body-not-in-team").at("body"));
                }
                if self.measures.len() >= MOST_MEASURES {
                    return Err(Refusal::new("backlog-too-many-measures").with("most", MOST_MEASURES));
                }
                let clock = self.until(said(due, "due")?, context.at, context)?;
                self.measures.push(Measure {
                    nth: after(self.measures.len()),
                    what,
                    body,
                    clock,
                    postponed: Vec::new(),
                    report: None,
                    end: None,
                });
            }
            Act::Visit { at, place, met, text } => {
                if at > context.at || at < self.since {
                    return Err(Refusal::new("backlog-visit-time").at("at"));
                }
                self.visits.push(Visit {
                    nth: after(self.visits.len()),
                    at,
                    place: words("place", &place)?,
                    met: said(met, "met")?,
                    text: words("text", &text)?,
                });
            }
            Act::Conclude { way, text, ended_by, reference } => {
                let conclusion = self.conclude(way, &text, ended_by, &reference, context)?;
                self.conclusions.push(conclusion);
            }
            Act::Review { passed, reason } => {
                let passed = said(passed, "passed")?;
                let review = Review { said: context.said(&reason)?, passed };
                if let Some(conclusion) = self.conclusions.last_mut() {
                    conclusion.review = Some(review);
                    conclusion.clock = conclusion.clock.clone().meet(context.at, context.reckoning);
                }
                if passed {
                    self.close(context);
                }
            }
            Act::Reassign { leader, reason } => {
                let leader = context.leader(leader)?;
                if leader == self.leader {
                    return Err(Refusal::new("backlog-same-leader").at("leader"));
                }
                let said = context.said(&reason)?;
                self.handovers.push(Handover { said, from: self.leader });
                self.leader = leader;
            }
            Act::Report { measure, .. }
            | Act::Finish { measure, .. }
            | Act::Postpone { measure, .. }
            | Act::Drop { measure, .. } => self.work(measure, act, context)?,
            // Of a nomination.
            Act::Approve { .. } | Act::Refuse { .. } | Act::Withdraw { .. } => {
                return Err(Refusal::new("backlog-not-now"));
            }
        }
        Ok(self)
    }

    /// What is done to one measure.
    fn work(&mut self, nth: u32, act: Act, context: &ActContext<'_>) -> Result<(), Refusal> {
        let now = context.at;
        let moved = match &act {
            Act::Postpone { due, .. } => {
                let since = self.measure(nth).map_or(now, |measure| measure.clock.course.start);
                Some(self.until(said(*due, "due")?, since, context)?)
            }
            _ => None,
        };
        let proof = match &act {
            Act::Finish { evidence, .. } => Some(self.proof(evidence.clone(), context)?),
            _ => None,
        };
        let measure = self.measures.iter_mut().find(|measure| measure.nth == nth);
        let measure = measure.ok_or_else(|| Refusal::new("backlog-not-now"))?;
        match act {
            Act::Report { text, .. } => {
                let text = words("text", &text)?;
                measure.report = Some(Report { at: now, by: context.account()?, text });
            }
            Act::Postpone { reason, .. } => {
                let (from, reason) = (measure.clock.due.day, words("reason", &reason)?);
                measure.clock = said(moved, "due")?;
                measure.postponed.push(Postponed { at: now, from, reason });
            }
            Act::Finish { .. } => {
                let evidence = said(proof, "evidence")?;
                measure.end = Some(MeasureEnd::Done { at: now, evidence });
                measure.clock = measure.clock.clone().meet(now, context.reckoning);
            }
            Act::Drop { reason, .. } => {
                let reason = words("reason", &reason)?;
                measure.end = Some(MeasureEnd::Dropped { at: now, reason });
                measure.clock = measure.clock.clone().cancel(now, context.reckoning);
            }
            _ => return Err(Refusal::new("backlog-not-now")),
        }
        Ok(())
    }

    /// The clock of a measure with this last day: not before today, not after the whole period.
    fn until(&self, due: Day, since: Moment, context: &ActContext<'_>) -> Result<RunningClock, Refusal> {
        if due < local_day(context.at) {
            return Err(Refusal::new("backlog-due-past").at("due"));
        }
        if due > self.clock.due.day {
            return Err(Refusal::new("backlog-due-after-end").at("due").with("last", self.clock.due.day));
        }
        RunningClock::start(RULE_MEASURE, Course::from(since).named(due), context.reckoning)
    }

    /// What proves that something was done: it must be there, or name a document of another body.
    fn proof(&self, evidence: Option<Evidence>, context: &ActContext<'_>) -> Result<Evidence, Refusal> {
        let evidence = said(evidence, "evidence")?;
        let is_there = match &evidence {
            Evidence::Visit { nth } => self.visits.iter().any(|visit| visit.nth == *nth),
            Evidence::Reference { text } => {
                let text = words("reference", text)?;
                return Ok(Evidence::Reference { text });
            }
            Evidence::File { .. } | Evidence::Document { .. } => context.known.evidence.contains(&evidence),
        };
        if is_there { Ok(evidence) } else { Err(Refusal::new("backlog-evidence-unknown").at("evidence")) }
    }

    /// Nothing is struck off while a measure is open, nothing was done, nobody was visited or the quarrel goes on.
    fn conclude(
        &self,
        way: Option<Way>,
        text: &str,
        ended_by: Option<EndedBy>,
        reference: &str,
        context: &ActContext<'_>,
    ) -> Result<Conclusion, Refusal> {
        let way = said(way, "way")?;
        let (ended_by, reference) = match way {
            Way::Return => (None, None),
            Way::StrikeOff => {
                let open = self.measures.iter().filter(|measure| measure.is_open()).count();
                if open > 0 {
                    return Err(Refusal::new("backlog-measures-open").at("way").with("open", open));
                }
                if self.progress().0 == 0 {
                    return Err(Refusal::new("backlog-nothing-done").at("way"));
                }
                if self.visits.is_empty() {
                    return Err(Refusal::new("backlog-no-visit").at("way"));
                }
                let ended_by = said(ended_by, "ended_by")?;
                match ended_by {
                    EndedBy::Performed if context.known.is_performed => (Some(ended_by), None),
                    EndedBy::Performed => return Err(Refusal::new("backlog-not-performed").at("ended_by")),
                    EndedBy::Court | EndedBy::Arbitration | EndedBy::Petition => {
                        (Some(ended_by), Some(words("reference", reference)?))
                    }
                }
            }
        };
        let clock = RunningClock::start(RULE_REVIEW, Course::from(context.at), context.reckoning)?;
        let text = words("text", text)?;
        Ok(Conclusion { at: context.at, way, text, ended_by, reference, clock, review: None })
    }

    /// It has ended: what still ran stands still.
    fn close(&mut self, context: &ActContext<'_>) {
        self.clock = self.clock.clone().meet(context.at, context.reckoning);
        for measure in self.measures.iter_mut().filter(|measure| measure.end.is_none()) {
            measure.clock = measure.clock.clone().cancel(context.at, context.reckoning);
        }
    }
}
