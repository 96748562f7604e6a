//! What is said when a case is nominated?

use fengqiao_base::{AccountId, BodyId, Moment, Refusal, id::OwnedCaseId};

use super::{BacklogKind, Came, Criteria, Facts, OwnedCase};
use crate::{case::words, intake::RequestNumber};

/// What somebody says who nominates a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nominating {
    /// Its id.
    pub id: OwnedCaseId,
    /// What kind.
    pub kind: Option<BacklogKind>,
    /// The request or the case it is about.
    pub about: RequestNumber,
    /// The body that nominates it.
    pub body: BodyId,
    /// Who.
    pub by: AccountId,
    /// When.
    pub at: Moment,
    /// By which criteria.
    pub criteria: Vec<String>,
    /// Why, in words.
    pub reason: String,
}

impl Nominating {
    /// The nomination that comes of it, under a number. What can be computed must be met; what cannot is taken on the word
    /// of whoever nominates.
    ///
    /// # Errors
    /// Everything that is wrong, each at its field.
    pub fn nominated(
        self,
        number: RequestNumber,
        criteria: &Criteria,
        facts: &Facts,
    ) -> Result<OwnedCase, Vec<Refusal>> {
        let mut wrong = Vec::new();
        if self.kind.is_none() {
            wrong.push(Refusal::new("field-missing").at("kind"));
        }
        if let Err(refusal) = self.fitting(criteria, facts) {
            wrong.push(refusal);
        }
        let reason = words("reason", &self.reason).map_err(|refusal| wrong.push(refusal));
        let (Some(kind), Ok(reason), true) = (self.kind, reason, wrong.is_empty()) else { return Err(wrong) };
        Ok(OwnedCase {
            id: self.id,
            number,
            kind,
            about: self.about,
            body: self.body,
            by: self.by,
            at: self.at,
            criteria: self.criteria,
            reason,
            came: Came::Waiting,
            version: 0,
        })
    }

    fn fitting(&self, criteria: &Criteria, facts: &Facts) -> Result<(), Refusal> {
        let refused = |code| Err(Refusal::new(code).at("criteria"));
        if self.criteria.is_empty() {
            return refused("field-missing");
        }
        for id in &self.criteria {
            let Some(criterion) = criteria.find(id) else { return refused("field-not-in-list") };
            if self.kind.is_some_and(|kind| !criterion.kinds.contains(&kind)) {
                return refused("backlog-criterion-of-other-kind");
            }
            if criterion.is_met(facts) == Some(false) {
                return refused("backlog-criterion-not-met");
            }
        }
        Ok(())
    }
}
