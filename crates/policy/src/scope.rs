//! Which rows may a list hold?

use fengqiao_base::{AccountId, BodyId, Duty};

use crate::Asker;

/// Duties that read classes above ordinary inside their territory; a mediator reads her own cases of any class.
pub(crate) const CLEARED: [Duty; 4] = [Duty::Head, Duty::Dispatcher, Duty::Justice, Duty::Archivist];

/// The same rule as [`crate::decide`] for one thing, as values a query can use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// Nothing at all.
    Nothing,
    /// What lies in the territory, what the own body handles, and what is assigned to the account.
    Staff {
        /// Whose account.
        account: AccountId,
        /// The body the account works for.
        body: Option<BodyId>,
        /// The street; none: the whole district.
        street: Option<String>,
        /// Whether classes above ordinary are listed.
        cleared: bool,
    },
}

impl Scope {
    /// What `asker` may find in a list.
    pub fn of(asker: &Asker) -> Self {
        match asker {
            Asker::Anyone | Asker::Party { .. } => Self::Nothing,
            Asker::Staff { account, duties, body, street } => Self::Staff {
                account: *account,
                body: *body,
                street: street.clone(),
                cleared: duties.iter().any(|duty| CLEARED.contains(duty)),
            },
        }
    }
}
