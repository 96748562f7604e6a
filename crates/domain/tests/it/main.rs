//! Does the statutory machine hold, from the first word of a resident to the archive?

#![expect(unreachable_pub, reason = "one binary: its modules share helpers freely")]
#![expect(clippy::unwrap_used, reason = "a story that cannot go on has failed")]

mod agreements;
mod clocks;
mod confirmation;
mod consent;
mod deadline_table;
mod duplicates;
mod endings;
mod enforcement;
mod figures;
mod linked;
mod main_path;
mod mediators;
mod performance;
mod requests;
mod rights;
mod sessions;
mod sharing;
mod story;
mod suggestions;
