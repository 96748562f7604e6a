//! Whom does a street call when it cannot settle something alone, and how does a called body answer?
//!
//! | file | question |
//! | --- | --- |
//! | `store` | where do whistles and their calls stand |
//! | `load` | which whistle is this, and what of it may the reader see and do |
//! | `new` | blowing a whistle |
//! | `pages` | the list, and one whistle |
//! | `acts` | the form of each act, and what it does |
//! | `link` | a link with which a body without an account answers its call |
//! | `table` | how each body answered in a month |
//! | `watch` | which call is late, and who is told |
//! | `view` | how a whistle and a call read |

pub mod acts;
mod link;
pub mod load;
mod new;
mod pages;
pub mod store;
mod table;
mod view;
pub mod watch;

pub use acts::ActPage;
pub use link::{LinkPage, OutsidePage};
pub use new::NewPage;
pub use pages::{WhistlePage, WhistlesPage};
pub use table::{CallsPage, TablePage};
pub(crate) use view::body_choices;

use fengqiao_policy::Action;

use crate::gate::Routes;

/// The routes of this word.
pub fn routes() -> Routes {
    Routes::default()
        .get("/whistles", Action::ReadWhistles, pages::list)
        .get("/whistles/new", Action::BlowWhistle, new::ask)
        .post("/whistles/new", Action::BlowWhistle, new::blow)
        .get("/whistles/table", Action::OverseeWhistles, table::show)
        .get("/whistles/table.csv", Action::OverseeWhistles, table::csv)
        .get("/whistles/table/calls", Action::OverseeWhistles, table::calls)
        .get("/whistles/{number}", Action::ReadWhistles, pages::show)
        .get("/whistles/{number}/link", Action::ActOnWhistle, link::ask)
        .post("/whistles/{number}/link", Action::ActOnWhistle, link::make)
        .get("/report-in/{token}", Action::ReadPublic, link::enter)
        .post("/report-in/{token}", Action::ReadPublic, link::act)
        .get("/whistles/{number}/acts/{act}", Action::ActOnWhistle, acts::ask)
        .post("/whistles/{number}/acts/{act}", Action::ActOnWhistle, acts::act)
}
