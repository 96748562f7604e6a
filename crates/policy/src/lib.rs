//! Who may do what to which thing?
//!
//! One pure function for pages, API and jobs: [`decide`]. The whole of it stands in `golden/matrix.txt`, which a
//! lawyer can read; a test keeps both the same.

mod action;
mod scope;

pub use action::Action;
pub use scope::Scope;

use fengqiao_base::{AccountId, BodyId, Duty};
use fengqiao_domain::case::Confidentiality;

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asker {
    /// Nobody known.
    Anyone,
    /// A party with the secret of the receipt; may act on one number only.
    Party {
        /// The number's sequence.
        number: i64,
    },
    /// Staff.
    Staff {
        /// Whose account.
        account: AccountId,
        /// Its duties.
        duties: Vec<Duty>,
        /// The body the account works for.
        body: Option<BodyId>,
        /// The street it works in; none: the whole district.
        street: Option<String>,
    },
}

/// What is asked about, as far as it matters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thing {
    /// The number's sequence.
    pub number: i64,
    /// The street it belongs to (12-digit code).
    pub street: String,
    /// The body that handles it.
    pub body: Option<BodyId>,
    /// The mediator it is assigned to.
    pub mediator: Option<AccountId>,
    /// How confidential it is.
    pub class: Confidentiality,
}

/// Whether `asker` may do `action` on `thing` (`None` for actions that concern no single thing).
///
/// A refusal carries no reason: what may not be seen does not exist for the asker.
pub fn decide(asker: &Asker, action: Action, thing: Option<&Thing>) -> bool {
    match asker {
        Asker::Anyone => action.is_public(),
        Asker::Party { number } => {
            action.is_public()
                || (action.is_for_parties() && thing.is_none_or(|thing| thing.number == *number))
        }
        Asker::Staff { account, duties, body, street } => {
            action.is_public()
                || (duties.iter().any(|duty| action.duties().contains(duty))
                    && thing.is_none_or(|thing| sees(*account, duties, *body, street.as_deref(), thing)))
        }
    }
}

/// Territory and confidentiality. The same rule as SQL stands in [`Scope`]; a property test keeps them the same.
fn sees(
    account: AccountId,
    duties: &[Duty],
    body: Option<BodyId>,
    street: Option<&str>,
    thing: &Thing,
) -> bool {
    if thing.mediator == Some(account) {
        return true;
    }
    let in_territory =
        street.is_none_or(|street| street == thing.street) || (body.is_some() && body == thing.body);
    let cleared =
        thing.class == Confidentiality::Ordinary || duties.iter().any(|duty| scope::CLEARED.contains(duty));
    in_territory && cleared
}
