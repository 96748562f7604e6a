//! What is due, who is told, and how is a period explained?
//!
//! | file | question |
//! | --- | --- |
//! | `rows` | when must somebody look at the clocks of a number? |
//! | `watch` | which of them are due now, and who is told, once? |
//! | `notices` | what was somebody told? |
//! | `pages` | where does somebody read it? |
//! | `calendar` | which calendar is in force, and what did it move? |
//! | `words` | what is a rule, a length or a step of a reckoning called? |

pub mod calendar;
pub mod notices;
pub mod pages;
pub mod rows;
pub mod watch;
pub mod words;

use fengqiao_policy::Action;

use crate::gate::Routes;

/// The routes of deadlines.
pub fn routes() -> Routes {
    Routes::default().get("/notices", Action::ReadWork, pages::list).merge(calendar::routes())
}
