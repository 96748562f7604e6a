//! What is remembered of what was imported?
//!
//! The row says which record became which number; it is written with the record itself, so that after a kill both are
//! there or neither.

use std::collections::BTreeMap;

use fengqiao_base::Moment;
use fengqiao_domain::{case, intake, intake::RequestNumber};
use fengqiao_store::{Engine, StoreError, Tx, bulk::Rows, dialect, sql, time::to_micros, values};
use sea_orm::{ConnectionTrait, FromQueryResult, Value};

use super::{
    Kind,
    known::{Former, keep_former},
};
use crate::case::bulk::{Batch, Secrets, Whole};

/// A record that was played and is to be kept.
#[derive(Debug, Clone)]
pub struct Keeping {
    /// Its number in the other system.
    pub source: String,
    /// Digest of its cells.
    pub digest: Vec<u8>,
    /// What is kept of it.
    pub whole: Whole,
}

#[derive(FromQueryResult)]
struct Row {
    source: String,
    digest: Vec<u8>,
}

/// Which of these records are here already, with the digest of what they said then.
pub async fn known(
    conn: &impl ConnectionTrait,
    kind: Kind,
    sources: &[&str],
) -> Result<BTreeMap<String, Vec<u8>>, StoreError> {
    if sources.is_empty() {
        return Ok(BTreeMap::new());
    }
    let places: Vec<String> = (2..sources.len() + 2).map(|n| format!("${n}")).collect();
    let text =
        format!("SELECT source, digest FROM imports WHERE kind = $1 AND source IN ({})", places.join(", "));
    let values = std::iter::once(Value::from(kind.code())).chain(sources.iter().map(|one| Value::from(*one)));
    let rows: Vec<Row> = sql::all(conn, &text, values.collect()).await?;
    Ok(rows.into_iter().map(|row| (row.source, row.digest)).collect())
}

/// Keeps records in one transaction: the next numbers, their rows, the accounts of who worked there, and the memory of
/// it all.
pub async fn keep(
    tx: &Tx,
    kind: Kind,
    records: Vec<Keeping>,
    former: Vec<Former>,
    secrets: Secrets,
    now: Moment,
) -> Result<(), StoreError> {
    let count = i64::try_from(records.len()).unwrap_or(i64::MAX);
    if count == 0 {
        return Ok(());
    }
    keep_former(tx, &former, now).await?;
    let first = dialect::next_numbers(tx, count).await?;
    let mut batch = Batch::new(Engine::of(tx));
    let mut memory = Rows::of("imports", "kind, source, number, digest, at");
    for (seq, one) in (first..).zip(records) {
        let whole = numbered(one.whole, seq)?;
        batch.add_found_by(whole, &one.source, &secrets, now);
        memory.push(values![kind.code(), one.source, seq, one.digest, to_micros(now)]);
    }
    batch.write(tx).await?;
    memory.write(tx).await
}

/// The same life under its own number.
fn numbered(mut whole: Whole, seq: i64) -> Result<Whole, StoreError> {
    let before = whole.request.number;
    let own = RequestNumber::new(before.division(), before.year(), seq)
        .map_err(|e| StoreError::unreadable("number", e))?;
    whole.request.number = own;
    for event in &mut whole.request.happened {
        if let intake::Fact::Filed { number, .. } = &mut event.fact {
            *number = own;
        }
    }
    if let Some((case, _)) = &mut whole.case {
        case.number = own.to_string();
        for event in &mut case.happened {
            if let case::Fact::Opened { number, .. } = &mut event.fact {
                *number = own.to_string();
            }
        }
    }
    Ok(whole)
}
