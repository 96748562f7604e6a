//! What happened, in which order, and can that be proved?
//!
//! Every change appends entries. The entries of one subject form a chain: each holds the hash of the one before.
//! The last entry of a write also holds the digest of the subject's state after it, so that a byte changed in a
//! table is found as surely as one changed in the journal. No entry holds personal data: it points to it.

mod verify;

use fengqiao_base::{Actor, Moment};
use sea_orm::{ConnectionTrait, FromQueryResult};
use serde::Serialize;
use sha2::{Digest, Sha256};
use uuid::Uuid;

pub use self::verify::{Finding, Proof, STATES, StateTable, verify};
use crate::{StoreError, bulk::Rows, sql, time::to_micros, values};

/// One thing that happened, before it has its place in the chain.
#[derive(Debug, Clone)]
pub struct Entry {
    /// When.
    pub at: Moment,
    /// By whom, in which duty.
    pub by: Actor,
    /// The kind of event, e.g. `accepted`.
    pub kind: &'static str,
    /// The event as JSON, without personal data.
    pub payload: String,
}

impl Entry {
    /// An entry whose payload is `event` as JSON.
    pub fn of(at: Moment, by: Actor, kind: &'static str, event: &impl Serialize) -> Self {
        let payload = serde_json::to_string(event).expect("events are plain data");
        Self { at, by, kind, payload }
    }
}

/// An entry as it stands in the journal.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Kept {
    /// Place in the whole journal.
    pub seq: i64,
    /// Which thing changed.
    pub subject: Uuid,
    /// Place in the chain of its subject, from 1.
    pub nth: i64,
    /// When (microseconds).
    pub at: i64,
    /// By whom (JSON of [`Actor`]).
    pub actor: String,
    /// The mission word of the subject.
    pub word: String,
    /// The kind of event.
    pub kind: String,
    /// The event as JSON.
    pub payload: String,
    /// Digest of the subject's state after this entry, where a state follows it.
    pub state: Option<Vec<u8>>,
    /// Hash of the entry before (32 zero bytes at the start of a chain).
    pub prev: Vec<u8>,
    /// Hash of this entry.
    pub hash: Vec<u8>,
}

/// Columns of [`Kept`].
pub const COLUMNS: &str = "seq, subject, nth, at, actor, word, kind, payload, state, prev, hash";

/// SHA-256 of a stored state.
pub fn digest(state: &str) -> [u8; 32] {
    Sha256::digest(state.as_bytes()).into()
}

/// The hash of an entry: SHA-256 over its fields, each preceded by its length.
fn hash(entry: &Kept) -> [u8; 32] {
    let mut sum = Sha256::new();
    let empty = Vec::new();
    for field in [
        entry.prev.as_slice(),
        entry.subject.as_bytes(),
        &entry.nth.to_be_bytes(),
        &entry.at.to_be_bytes(),
        entry.actor.as_bytes(),
        entry.word.as_bytes(),
        entry.kind.as_bytes(),
        entry.payload.as_bytes(),
        entry.state.as_ref().unwrap_or(&empty),
    ] {
        sum.update((field.len() as u64).to_be_bytes());
        sum.update(field);
    }
    sum.finalize().into()
}

impl Kept {
    /// Whether the entry's hash belongs to its content.
    pub fn is_whole(&self) -> bool {
        hash(self).as_slice() == self.hash
    }
}

#[derive(FromQueryResult)]
struct Head {
    nth: i64,
    hash: Vec<u8>,
}

/// Appends `entries` to the chain of `subject`; the last of them vouches for `state`.
///
/// # Errors
/// [`StoreError::Taken`] when somebody else appended to the same subject at the same time.
pub async fn append(
    conn: &impl ConnectionTrait,
    word: &'static str,
    subject: Uuid,
    entries: &[Entry],
    state: Option<&str>,
) -> Result<(), StoreError> {
    let head: Option<Head> = sql::first(
        conn,
        "SELECT nth, hash FROM journal WHERE subject = $1 ORDER BY nth DESC LIMIT 1",
        values![subject],
    )
    .await?;
    let (nth, prev) = head.map_or((0, vec![0; 32]), |head| (head.nth, head.hash));
    insert(conn, chain(word, subject, entries, state, nth, prev)).await
}

/// Appends `entries` as the beginning of a new chain; spares the look for an older entry.
pub async fn begin(
    conn: &impl ConnectionTrait,
    word: &'static str,
    subject: Uuid,
    entries: &[Entry],
    state: Option<&str>,
) -> Result<(), StoreError> {
    insert(conn, chain(word, subject, entries, state, 0, vec![0; 32])).await
}

/// Puts `entries` as the beginning of a new chain to rows that are written later, many at a time.
pub fn begin_in(rows: &mut Rows, word: &'static str, subject: Uuid, entries: &[Entry], state: Option<&str>) {
    for e in chain(word, subject, entries, state, 0, vec![0; 32]) {
        rows.push(values![
            e.subject, e.nth, e.at, e.actor, e.word, e.kind, e.payload, e.state, e.prev, e.hash
        ]);
    }
}

/// Where entries wait that are written many at a time.
pub fn rows() -> Rows {
    Rows::of("journal", "subject, nth, at, actor, word, kind, payload, state, prev, hash")
}

fn chain(
    word: &'static str,
    subject: Uuid,
    entries: &[Entry],
    state: Option<&str>,
    mut nth: i64,
    mut prev: Vec<u8>,
) -> Vec<Kept> {
    let mut kept = Vec::with_capacity(entries.len());
    for (i, entry) in entries.iter().enumerate() {
        nth += 1;
        let is_last = i + 1 == entries.len();
        let mut next = Kept {
            seq: 0,
            subject,
            nth,
            at: to_micros(entry.at),
            actor: serde_json::to_string(&entry.by).expect("actors are plain data"),
            word: word.to_owned(),
            kind: entry.kind.to_owned(),
            payload: entry.payload.clone(),
            state: state.filter(|_| is_last).map(|state| digest(state).to_vec()),
            prev,
            hash: Vec::new(),
        };
        next.hash = hash(&next).to_vec();
        prev = next.hash[..].to_vec();
        kept.push(next);
    }
    kept
}

async fn insert(conn: &impl ConnectionTrait, entries: Vec<Kept>) -> Result<(), StoreError> {
    for e in entries {
        sql::run(
            conn,
            "INSERT INTO journal (subject, nth, at, actor, word, kind, payload, state, prev, hash) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            values![e.subject, e.nth, e.at, e.actor, e.word, e.kind, e.payload, e.state, e.prev, e.hash],
        )
        .await?;
    }
    Ok(())
}

/// The chain of one subject, oldest first: its timeline.
pub async fn of(conn: &impl ConnectionTrait, subject: Uuid) -> Result<Vec<Kept>, StoreError> {
    let text = format!("SELECT {COLUMNS} FROM journal WHERE subject = $1 ORDER BY nth");
    sql::all(conn, &text, values![subject]).await
}
