//! How is an open request of another system filed here?

use fengqiao_base::Refusal;

use super::{
    Fault,
    columns::Column,
    known::Known,
    life::{Played, Teller},
    record::{Outcome, Record, State},
};
use crate::case::bulk::Whole;

/// Files a request as it was filed there, and registers it if it was.
///
/// # Errors
/// What the rules refuse; and what has ended there already, which is no open request.
pub fn play(known: &Known, record: &Record, seed: u64) -> Result<Played, Vec<Fault>> {
    if record.state > State::Registered || record.result != Outcome::Pending {
        return Err(vec![Fault::new(Column::State.heading(), Refusal::new("import-request-ended"))]);
    }
    let mut teller = Teller::begin(known, record, seed);
    let parties = teller.file()?;
    if record.state == State::Registered {
        teller.register()?;
    }
    let remarks = std::mem::take(&mut teller.remarks);
    let request = teller.request().ok_or_else(Vec::new)?;
    Ok(Played { whole: Whole { request, parties, case: None }, remarks })
}
