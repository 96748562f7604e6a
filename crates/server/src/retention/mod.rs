//! What was kept long enough, who decides that it is destroyed, and what is left to show of it?
//!
//! | file | question |
//! | --- | --- |
//! | `store` | where do the terms stand |
//! | `watch` | whose term is over, and what keeps it |
//! | `decide` | what a decision does |
//! | `pages`, `register` | the list to decide on; the register of what was destroyed |
//! | `gone` | what is shown in place of what was destroyed |

mod decide;
mod gone;
mod pages;
mod register;
pub mod store;
mod view;
pub mod watch;

pub use decide::{Came, Deciding, destroy, keep_longer};
pub use gone::{GonePage, gone};
pub use pages::{DecidePage, DisposalsPage};
pub use register::RegisterPage;
pub use view::{Shown, length};

use fengqiao_policy::Action;

use crate::gate::Routes;

/// The routes of this word.
pub fn routes() -> Routes {
    Routes::default()
        .get("/disposals", Action::DecideDisposal, pages::list)
        .get("/disposals/decide", Action::DecideDisposal, pages::ask)
        .post("/disposals/destroy", Action::DecideDisposal, pages::destroy)
        .post("/disposals/keep", Action::DecideDisposal, pages::keep)
        .get("/disposals/register", Action::DecideDisposal, register::show)
        .get("/disposals/register.csv", Action::DecideDisposal, register::csv)
}
