//! Do pages and API keep their promises? The path of a test is the path of its address.

#![expect(unreachable_pub, reason = "one binary: its modules share helpers freely")]

mod bodies;
mod centres;
mod harness;
mod sentences;
mod sign_in;
mod start;
