//! Which old cases does a leader own, with which team and plan, and what was done?
//!
//! | file | question |
//! | --- | --- |
//! | `store` | where do owned cases and their measures stand |
//! | `candidates` | which cases meet a criterion by their state |
//! | `load` | which owned case is this, and what of it may the reader see and do |
//! | `new` | nominating a case |
//! | `pages` | what I own, what my body owes, and the owned cases of one's territory |
//! | `one` | one owned case |
//! | `acts` | the form of each act, and what it does |
//! | `watch` | what is late, and who is told |
//! | `view` | how an owned case, its plan and its log read |

pub mod acts;
pub mod candidates;
pub mod load;
mod new;
mod one;
mod pages;
pub mod store;
mod view;
pub mod watch;

pub use acts::ActPage;
pub use new::NewPage;
pub use one::OwnedPage;
pub use pages::{CandidatesPage, OwnedCasesPage, waiting};
pub use view::{Owner, owner};

use fengqiao_policy::Action;

use crate::gate::Routes;

/// The routes of this word.
pub fn routes() -> Routes {
    Routes::default()
        .get("/owned-cases", Action::ReadOwnedCases, pages::list)
        .get("/owned-cases/candidates", Action::NominateOwnedCase, pages::candidates)
        .get("/owned-cases/new", Action::NominateOwnedCase, new::ask)
        .post("/owned-cases/new", Action::NominateOwnedCase, new::nominate)
        .get("/owned-cases/{number}", Action::ReadOwnedCases, one::show)
        .get("/owned-cases/{number}/acts/{act}", Action::ActOnOwnedCase, acts::ask)
        .post("/owned-cases/{number}/acts/{act}", Action::ActOnOwnedCase, acts::act)
}
