//! Is the journal whole, and does every state agree with it?

use std::collections::HashMap;

use fengqiao_seal::sign::VerifyingKey;
use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;

use super::{COLUMNS, Kept, digest, hash};
use crate::{StoreError, checkpoint, sql, values};

/// Entries read at a time: bounds the memory of a verification.
const PAGE: i64 = 5000;

/// A table whose rows are vouched for by the journal: columns `id` and `state`.
#[derive(Debug, Clone, Copy)]
pub struct StateTable {
    /// The word of its entries.
    pub word: &'static str,
    /// The table.
    pub table: &'static str,
}

/// Every table whose state the journal vouches for.
pub const STATES: [StateTable; 5] = [
    StateTable { word: "intake", table: "requests" },
    StateTable { word: "case", table: "cases" },
    StateTable { word: "party", table: "parties" },
    StateTable { word: "whistle", table: "whistles" },
    StateTable { word: "backlog", table: "owned_cases" },
];

/// What was proved.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Proof {
    /// Entries whose hash and place were right.
    pub entries: u64,
    /// Chains.
    pub subjects: u64,
    /// States that agree with the last entry of their chain.
    pub states: u64,
    /// Signed checkpoints whose root and signature were right.
    pub checkpoints: u64,
}

/// The first thing that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Finding {
    /// An entry's hash does not belong to its content.
    #[error("journal entry {seq} of {word} {subject} was changed")]
    Changed {
        /// Its place.
        seq: i64,
        /// Its word.
        word: String,
        /// Its subject.
        subject: Uuid,
    },
    /// An entry does not follow the one before it: something was removed or put in.
    #[error("journal entry {seq} of {word} {subject} does not follow the entry before it")]
    Unchained {
        /// Its place.
        seq: i64,
        /// Its word.
        word: String,
        /// Its subject.
        subject: Uuid,
    },
    /// A row differs from what its last entry vouched for.
    #[error("{table} row {id} differs from journal entry {seq}")]
    State {
        /// The table.
        table: &'static str,
        /// The row.
        id: Uuid,
        /// The entry that vouches for another state.
        seq: i64,
    },
    /// A row that no entry vouches for, or an entry whose row is gone.
    #[error("{table} row {id} and its journal entries do not belong together")]
    Orphan {
        /// The table.
        table: &'static str,
        /// The row.
        id: Uuid,
    },
    /// A signed checkpoint does not fit the entries it seals.
    #[error("checkpoint {number} does not fit the entries up to {upto}")]
    Checkpoint {
        /// Its number.
        number: i64,
        /// The last entry it seals.
        upto: i64,
    },
}

struct Link {
    nth: i64,
    hash: [u8; 32],
    vouched: Option<(i64, [u8; 32])>,
    /// The table whose row is vouched for, until the row is found.
    missing: Option<&'static str>,
}

#[derive(FromQueryResult)]
struct StateRow {
    id: Uuid,
    state: String,
}

/// Reads the whole journal and every vouched state. The key checks the checkpoints' signatures.
///
/// Memory grows with the number of subjects (about 120 bytes each), not with the number of entries.
///
/// # Errors
/// A [`StoreError`] when the database fails; a [`Finding`], the first by place, when something was changed.
pub async fn verify(
    conn: &impl ConnectionTrait,
    key: &VerifyingKey,
) -> Result<Result<Proof, Finding>, StoreError> {
    let mut proof = Proof::default();
    let mut links: HashMap<Uuid, Link> = HashMap::new();
    let mut seals = checkpoint::Replay::new(checkpoint::all(conn).await?, key.clone());
    let mut after = 0;
    loop {
        let text = format!("SELECT {COLUMNS} FROM journal WHERE seq > $1 ORDER BY seq LIMIT $2");
        let page: Vec<Kept> = sql::all(conn, &text, values![after, PAGE]).await?;
        let Some(last) = page.last() else { break };
        after = last.seq;
        for entry in &page {
            if let Err(finding) = check(entry, &mut links) {
                return Ok(Err(finding));
            }
            if let Err(finding) = seals.take(entry.seq, &entry.hash) {
                return Ok(Err(finding));
            }
            proof.entries += 1;
        }
    }
    proof.checkpoints = match seals.finish() {
        Ok(count) => count,
        Err(finding) => return Ok(Err(finding)),
    };
    proof.subjects = links.len() as u64;
    for table in STATES {
        match check_states(conn, table, &mut links).await? {
            Ok(count) => proof.states += count,
            Err(finding) => return Ok(Err(finding)),
        }
    }
    let gone = links.iter().filter_map(|(id, link)| link.missing.map(|table| (*id, table)));
    if let Some((id, table)) = gone.min() {
        return Ok(Err(Finding::Orphan { table, id }));
    }
    Ok(Ok(proof))
}

fn check(entry: &Kept, links: &mut HashMap<Uuid, Link>) -> Result<(), Finding> {
    let own = hash(entry);
    if own.as_slice() != entry.hash {
        return Err(Finding::Changed { seq: entry.seq, word: entry.word.clone(), subject: entry.subject });
    }
    let link =
        links.entry(entry.subject).or_insert(Link { nth: 0, hash: [0; 32], vouched: None, missing: None });
    if entry.nth != link.nth + 1 || entry.prev != link.hash {
        return Err(Finding::Unchained { seq: entry.seq, word: entry.word.clone(), subject: entry.subject });
    }
    link.nth = entry.nth;
    link.hash = own;
    if let Some(state) = &entry.state
        && let Ok(state) = state.as_slice().try_into()
    {
        link.vouched = Some((entry.seq, state));
        link.missing = STATES.iter().find(|kept| kept.word == entry.word).map(|kept| kept.table);
    }
    Ok(())
}

async fn check_states(
    conn: &impl ConnectionTrait,
    StateTable { table, .. }: StateTable,
    links: &mut HashMap<Uuid, Link>,
) -> Result<Result<u64, Finding>, StoreError> {
    let mut count = 0;
    let mut after = Uuid::nil();
    loop {
        let text = format!("SELECT id, state FROM {table} WHERE id > $1 ORDER BY id LIMIT $2");
        let page: Vec<StateRow> = sql::all(conn, &text, values![after, PAGE]).await?;
        let Some(last) = page.last() else { return Ok(Ok(count)) };
        after = last.id;
        for row in &page {
            let link = links.get_mut(&row.id);
            let Some((link, (seq, vouched))) = link.and_then(|link| link.vouched.map(|is| (link, is))) else {
                return Ok(Err(Finding::Orphan { table, id: row.id }));
            };
            link.missing = None;
            if digest(&row.state) != vouched {
                return Ok(Err(Finding::State { table, id: row.id, seq }));
            }
            count += 1;
        }
    }
}
