//! Which small values does every other crate speak in?
//!
//! Typed ids, the clock, the calendar of working days, money, refusals, actors, and codes with check digits.
//! Nothing here does input or output.

pub mod actor;
pub mod arrangement;
pub mod calendar;
pub mod clock;
pub mod codes;
pub mod id;
pub mod money;
pub mod refusal;

pub use actor::{Actor, Duty};
pub use calendar::{Calendar, Certainty};
pub use clock::{Clock, Day, FixedClock, Moment, SystemClock, local_day};
pub use id::{
    AccountId, AgreementId, AttachmentId, BodyId, CaseId, DocumentId, Ids, ItemId, PartyId, RequestId,
    SessionId, VisitId,
};
pub use refusal::Refusal;
