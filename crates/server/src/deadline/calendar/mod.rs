//! Which calendar is in force, who imports the next one, and which ends does it move?
//!
//! | file | question |
//! | --- | --- |
//! | `live` | by which calendar does a running program reckon now? |
//! | `store` | which calendars were in force, and which ends did each move? |
//! | `follow` | which open clocks were reckoned by another, and are reckoned anew? |
//! | `pages` | where is a calendar read? |
//! | `import` | who imports one, after a look at what it would move? |

pub mod follow;
mod import;
mod live;
mod pages;
pub mod store;

pub use import::{Asked, ImportPage, Look, look};
pub use live::Live;
pub use pages::{CalendarPage, CalendarsPage};

use fengqiao_policy::Action;

use crate::gate::Routes;

/// The routes of calendars.
pub fn routes() -> Routes {
    Routes::default()
        .get("/calendars", Action::ReadCalendars, pages::list)
        .get("/calendars/import", Action::ImportCalendar, import::ask)
        .post("/calendars/import", Action::ImportCalendar, import::import)
        .get("/calendars/{version}", Action::ReadCalendars, pages::show)
}
