//! Whom does a street call when it cannot settle something alone, and how does a called body answer?
//!
//! | file | question |
//! | --- | --- |
//! | `store` | where do whistles and their calls stand |
//! | `load` | which whistle is this, and what of it may the reader see and do |
//! | `new` | blowing a whistle |
//! | `pages` | the list, and one whistle |
//! | `acts` | the form of each act, and what it does |
//! | `view` | how a whistle and a call read |

mod acts;
pub mod load;
mod new;
mod pages;
pub mod store;
mod view;

pub use acts::ActPage;
pub use new::NewPage;
pub use pages::{WhistlePage, WhistlesPage};

use fengqiao_policy::Action;

use crate::gate::Routes;

/// The routes of this word.
pub fn routes() -> Routes {
    Routes::default()
        .get("/whistles", Action::ReadWhistles, pages::list)
        .get("/whistles/new", Action::BlowWhistle, new::ask)
        .post("/whistles/new", Action::BlowWhistle, new::blow)
        .get("/whistles/{number}", Action::ReadWhistles, pages::show)
        .get("/whistles/{number}/acts/{act}", Action::ActOnWhistle, acts::ask)
        .post("/whistles/{number}/acts/{act}", Action::ActOnWhistle, acts::act)
}
