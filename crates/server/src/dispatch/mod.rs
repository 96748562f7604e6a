//! To which bodies does a request go, and what do they do with it?

mod pages;
mod rules;
pub mod send;
pub mod store;
pub mod trial;

pub use pages::{OrderPage, QueuePage};
pub use rules::RulesPage;

use fengqiao_policy::Action;

use crate::gate::Routes;

/// The routes of this word.
pub fn routes() -> Routes {
    Routes::default()
        .get("/dispatch", Action::ReadDispatch, pages::list)
        .get("/dispatch/rules", Action::ReadDispatch, rules::show)
        .post("/dispatch/rules/trial", Action::RuleDispatch, rules::try_out)
        .get("/dispatch/{id}", Action::ReadDispatch, pages::show)
        .post("/dispatch/{id}/acts", Action::ReadDispatch, pages::act)
}
