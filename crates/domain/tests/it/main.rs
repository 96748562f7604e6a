//! Does the statutory machine hold, from the first question to the archive?

#![expect(unreachable_pub, reason = "one binary: its modules share helpers freely")]
#![expect(clippy::unwrap_used, reason = "a story that cannot go on has failed")]

mod agreements;
mod clocks;
mod confirmation;
mod consent;
mod endings;
mod main_path;
mod mediators;
mod performance;
mod rights;
mod sessions;
mod story;
