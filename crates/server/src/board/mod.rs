//! What is waiting in the district now, where, for whom, and what is late?
//!
//! A surface: it counts what other words keep, cut to what the reader may find, and each figure leads to the list of
//! exactly those rows.
//!
//! | file | question |
//! | --- | --- |
//! | `sight` | what of the district a reader's board shows |
//! | `figures` | how many of each there are |
//! | `map` | where the streets lie on the drawing |
//! | `pages` | the board as it is read |
//! | `live` | how an open board follows what happens |

mod figures;
pub mod live;
mod map;
mod pages;
mod sight;

pub use pages::{BoardPage, Painting};

use fengqiao_policy::Action;

use crate::gate::Routes;

/// The routes of the board.
pub fn routes() -> Routes {
    Routes::default().get("/board", Action::ReadBoard, pages::show).get(
        live::PATH,
        Action::ReadBoard,
        live::follow,
    )
}
