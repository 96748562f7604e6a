//! How are the official tables kept, checked, shown and handed out?
//!
//! | file | question |
//! | --- | --- |
//! | `counters` | how does a save of a case move the figures? |
//! | `rebuild` | are the figures what the cases say, and how are they made anew? |
//! | `sums` | what do the figures come to over a period, within what the reader may see? |
//! | `table` | what does the table of a period say, beside the period before it? |
//! | `ask`, `pages`, `sheet`, `words` | how is it asked for, shown, handed out and said? |

pub mod ask;
pub mod counters;
pub mod pages;
pub mod rebuild;
pub mod sheet;
pub mod sums;
pub mod table;
pub mod words;

use fengqiao_policy::Action;

use crate::gate::Routes;

/// The routes of this word.
pub fn routes() -> Routes {
    Routes::default().get("/statistics", Action::ReadReports, pages::show).get(
        "/statistics.xlsx",
        Action::ReadReports,
        sheet::xlsx,
    )
}
