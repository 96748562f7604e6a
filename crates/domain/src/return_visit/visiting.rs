//! When is a visit made, and what does it change?

use fengqiao_base::Refusal;

use super::Visit;
use crate::case::{ActContext, Case, Fact, Stage, Why, words};

impl Case {
    pub(crate) fn return_visit(mut self, mut visit: Visit, ctx: &ActContext<'_>) -> Result<Case, Refusal> {
        visit.record = words("record", &visit.record)?;
        let stranger = visit
            .visited
            .iter()
            .find(|somebody| !self.parties.iter().any(|p| p.is_heard_through(**somebody)));
        if let Some(stranger) = stranger {
            return Err(Why::UnknownParty.at("visited").with("party", stranger));
        }
        visit.by_own_mediator = self.was_mediated_by(visit.by);
        visit.nth = u32::try_from(self.visits.len() + 1).expect("visits are few");
        let fact = Fact::Visited {
            visit: visit.id,
            nth: visit.nth,
            satisfaction: visit.satisfaction,
            performance: visit.performance,
            relapse: visit.relapse,
            by_own_mediator: visit.by_own_mediator,
        };
        self.visits.push(visit);
        if let Stage::Terminated(_) | Stage::Performed { .. } = self.stage {
            let ending = self.stage.ending().expect("both are endings");
            self.stage = Stage::FollowUp { ending };
        }
        self.stop_next_visit(ctx);
        self.journal(fact, ctx);
        Ok(self)
    }
}
