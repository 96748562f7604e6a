//! Do pages and API keep their promises? The path of a test is the path of its address.

#![expect(unreachable_pub, reason = "one binary: its modules share helpers freely")]
#![expect(clippy::unwrap_used, reason = "what a test sets up is there")]

mod accounts;
mod api_acts;
mod api_cases;
mod api_document;
mod api_reference;
mod api_sessions;
mod board;
mod bodies;
mod calendars;
mod cases;
mod centres;
mod cli;
mod client;
mod crews;
mod deadlines;
mod dispatch;
mod documents;
mod exchange;
mod faults;
mod file;
mod follow;
mod harness;
mod hostile;
mod identity;
mod intake;
mod invitations;
mod linked;
mod lives;
mod metrics;
mod mine;
mod notices;
mod notify;
mod owned_cases;
mod people;
mod personal_data;
mod policy;
mod provider;
mod receipts;
mod retention;
mod retention_together;
mod schema;
mod second_factor;
mod seed;
mod sentences;
mod sharing;
mod sign_in;
mod start;
mod statistics;
mod templates;
mod three_servers;
mod trail;
mod vault;
mod whistles;
