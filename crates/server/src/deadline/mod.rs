//! What is due, who is told, and how is a period explained?
//!
//! | file | question |
//! | --- | --- |
//! | `rows` | when must somebody look at the clocks of a number? |
//! | `watch` | which of them are due now, and who is told, once? |
//! | `notices` | of which event of a clock is somebody told? |
//! | `explained` | why does a period end on that day, on a calendar? |
//! | `rules` | which periods are there, on which source? |
//! | `calendar` | which calendar is in force, and what did it move? |
//! | `words` | what is a rule, a length or a step of a reckoning called? |

pub mod calendar;
pub mod explained;
pub mod notices;
pub mod rows;
pub mod rules;
pub mod watch;
pub mod words;

use fengqiao_policy::Action;

use crate::gate::Routes;

/// The routes of deadlines.
pub fn routes() -> Routes {
    Routes::default()
        .get("/cases/{number}/deadlines/{clock}", Action::ReadCases, explained::show)
        .get("/deadline-rules", Action::ReadDesk, rules::list)
        .merge(calendar::routes())
}
