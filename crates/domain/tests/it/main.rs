//! Does the statutory machine hold, from the first question to the archive?

#![expect(unreachable_pub, reason = "one binary: its modules share helpers freely")]

mod main_path;
mod story;
