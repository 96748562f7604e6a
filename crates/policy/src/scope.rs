//! Which rows may a list hold?

use fengqiao_base::{AccountId, BodyId, Duty};
use fengqiao_domain::account::one_street;

use crate::{Action, Asker};

/// Duties that read classes above ordinary inside their territory; a mediator reads her own cases of any class.
pub(crate) const CLEARED: [Duty; 4] = [Duty::Head, Duty::Dispatcher, Duty::Justice, Duty::Archivist];

/// The same rule as [`crate::decide`] for one thing and one action, as values a query can use. Without any reach nothing
/// is found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope {
    /// What each post reaches.
    pub reaches: Vec<Reach>,
    /// Whose assigned cases are found wherever they lie: those of a mediator.
    pub mediator: Option<AccountId>,
}

/// What one post reaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    /// In which duties; those that may ask for the action.
    pub duties: Vec<Duty>,
    /// What this body handles, wherever it lies.
    pub body: Option<BodyId>,
    /// The street; none: the whole district.
    pub street: Option<String>,
    /// Whether classes above ordinary are listed.
    pub is_cleared: bool,
}

impl Scope {
    /// What `asker` may find in a list of things to do `action` with.
    pub fn of(asker: &Asker, action: Action) -> Self {
        let Asker::Staff { account, posts } = asker else { return Self::default() };
        let mut scope = Self::default();
        for post in posts.iter() {
            let duties: Vec<Duty> =
                post.duties.iter().copied().filter(|duty| action.duties().contains(duty)).collect();
            if duties.contains(&Duty::Mediator) {
                scope.mediator = Some(*account);
            }
            if !duties.is_empty() {
                scope.reaches.push(Reach {
                    is_cleared: duties.iter().any(|duty| CLEARED.contains(duty)),
                    body: post.body,
                    street: post.street.clone(),
                    duties,
                });
            }
        }
        scope
    }

    /// The one street that everything lies in, if there is one.
    pub fn street(&self) -> Option<&str> {
        one_street(self.reaches.iter().map(|reach| reach.street.as_deref()))
    }

    /// Whether nothing is left out for its class.
    pub fn is_cleared(&self) -> bool {
        self.reaches.iter().all(|reach| reach.is_cleared)
    }
}
