//! Which houses and bodies does a district have, where are they, when are they open, and who is on duty?
//!
//! | file | question |
//! | --- | --- |
//! | `body` | what a centre, station, committee, agency, platform, team or window is |
//! | `hours` | whether it is open now, and when it opens next |
//! | `roster` | who is on duty now, and who is next |
//! | `network` | which bodies handle a community, and which is nearest |
//! | `table` | how the network is read from tables |

mod body;
mod hours;
mod network;
mod roster;
mod table;

pub use self::{
    body::{Access, Body, BodyKind, Organ, Point, Presence},
    hours::{Because, Change, DayPlan, Hours, Minute, Openness, Span, WeekRow},
    network::Network,
    roster::{DutyDays, Leave, Person, Roster, Shift, Swap, TurnLength},
    table::TableError,
};
