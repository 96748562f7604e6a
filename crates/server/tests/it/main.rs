//! Do pages and API keep their promises? The path of a test is the path of its address.

#![expect(unreachable_pub, reason = "one binary: its modules share helpers freely")]
#![expect(clippy::unwrap_used, reason = "what a test sets up is there")]

mod bodies;
mod cases;
mod centres;
mod cli;
mod deadlines;
mod faults;
mod file;
mod follow;
mod harness;
mod intake;
mod lives;
mod policy;
mod receipts;
mod seed;
mod sentences;
mod sign_in;
mod start;
mod statistics;
mod templates;
