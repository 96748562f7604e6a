//! What still has to happen after a change was kept, and who sees to it?
//!
//! Follow-up work is a row written in the same transaction as its cause ([`queue::add`]). The [`Runner`] does it at
//! least once, later again if it fails, and lays it aside for a person to see when it keeps failing. Periodic work
//! is a reconciler: it takes no input, looks at what is there, and does no harm when it runs twice.

pub mod queue;
mod runner;

pub use runner::{Failure, Runner};
