//! How is a change kept, proved and found again?
//!
//! One door for writes ([`Store::write`]), one journal ([`journal`]), the same SQL text on SQLite and PostgreSQL
//! (placeholders `$1`, moments as microseconds since 1970, days as ISO text). What differs stands in [`dialect`].

pub mod bulk;
pub mod checkpoint;
pub mod dialect;
pub mod door;
pub mod error;
pub mod inclusion;
pub mod journal;
pub mod migrate;
pub mod reader;
pub mod settings;
pub mod sql;
pub mod time;

pub use dialect::Engine;
pub use door::{Store, StoreConfig, Tx};
pub use error::StoreError;
