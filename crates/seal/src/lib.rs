//! How does what people told become unreadable to whoever holds only the database?
//!
//! A *value* (a name, an account of what happened, a file) is sealed under the key of its *subject*: one key for each
//! person and one for each number. Subjects' keys are kept wrapped under a *master key*, which is never in the database.
//! Destroying a subject's key erases everything sealed under it; replacing the master key wraps subjects' keys anew and
//! touches no value.
//!
//! Nothing here reads a file, a clock or chance: bytes and [`fengqiao_base::Ids`] are arguments.

pub mod envelope;
pub mod ring;
pub mod sign;
pub mod suite;
pub mod token;

#[cfg(test)]
mod vectors;

pub use envelope::{Place, SealError, is_sealed};
pub use ring::{DataKey, Ready, Ring, RingError, Secret};
pub use suite::Suite;
