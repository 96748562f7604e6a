//! Who may do what to which thing?
//!
//! One pure function for pages, API and jobs: [`decide`]. The whole of it stands in `golden/matrix.txt`, which a
//! lawyer can read; a test keeps both the same.

mod action;
mod scope;

pub use action::Action;
pub use scope::{Reach, Scope};

use std::sync::Arc;

use fengqiao_base::{AccountId, Actor, BodyId, Duty};
use fengqiao_domain::{account::Post, case::Confidentiality};

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
        /// The posts it holds today, those it stands in for included.
        posts: Arc<[Post]>,
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
    action.is_public()
        || match asker {
            Asker::Anyone => false,
            Asker::Party { number } => {
                action.is_for_parties() && thing.is_none_or(|thing| thing.number == *number)
            }
            Asker::Staff { account, posts } => posts.iter().any(|post| {
                let mut fitting = post.duties.iter().filter(|duty| action.duties().contains(duty));
                fitting.any(|duty| thing.is_none_or(|thing| reaches(*account, post, *duty, thing)))
            }),
        }
}

/// Everyone whom the staff member `asker` may be on `thing`, or anywhere: one for each duty of each post, in their order.
pub fn actors(asker: &Asker, thing: Option<&Thing>) -> Vec<Actor> {
    let Asker::Staff { account, posts } = asker else { return Vec::new() };
    let all = posts.iter().flat_map(|post| post.duties.iter().map(move |duty| (post, *duty)));
    let there = all.filter(|(post, duty)| thing.is_none_or(|thing| reaches(*account, post, *duty, thing)));
    there.map(|(post, duty)| actor(*account, post, duty)).collect()
}

/// With which bodies something may be shared so that `asker` reads it, and as whom: those of the posts whose duty may. A post
/// reaches what is shared with its own body and nothing else, wherever the case lies and of whatever class it is.
pub fn receiving(asker: &Asker) -> Vec<(BodyId, Actor)> {
    at_bodies(asker, Action::ReadShared.duties())
}

/// For which bodies the asker acts in one of `duties`, and as whom: one for each post that has a body.
pub fn at_bodies(asker: &Asker, duties: &[Duty]) -> Vec<(BodyId, Actor)> {
    let Asker::Staff { account, posts } = asker else { return Vec::new() };
    let one = |post: &Post| {
        let duty = *post.duties.iter().find(|duty| duties.contains(duty))?;
        Some((post.body?, actor(*account, post, duty)))
    };
    posts.iter().filter_map(one).collect()
}

fn actor(account: AccountId, post: &Post, duty: Duty) -> Actor {
    match post.of {
        Some(of) => Actor::StandIn { account, duty, of },
        None => Actor::Staff { account, duty },
    }
}

/// As whom of `actors` something is done that asks for `action`: the first in a duty that may.
pub fn acting(actors: &[Actor], action: Action) -> Option<Actor> {
    actors.iter().copied().find(|actor| action.duties().contains(&actor.duty()))
}

/// Territory and confidentiality: whether `thing` is there for `account` in one duty of one post. The same rule as SQL
/// stands in [`Scope`]; a property test keeps them the same.
fn reaches(account: AccountId, post: &Post, duty: Duty, thing: &Thing) -> bool {
    if duty == Duty::Mediator && thing.mediator == Some(account) {
        return true;
    }
    let in_territory = post.street.as_ref().is_none_or(|street| *street == thing.street)
        || (post.body.is_some() && post.body == thing.body);
    in_territory && (thing.class == Confidentiality::Ordinary || scope::CLEARED.contains(&duty))
}
