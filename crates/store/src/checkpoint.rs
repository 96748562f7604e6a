//! Who says that the journal was like this at that time?
//!
//! From time to time all entries since the last seal are put under one Merkle root. The seal holds that root, the
//! seal before it, and a signature (Ed25519 or SM2). Whoever keeps a copy of one seal can prove every entry under it.

use fengqiao_base::Moment;
use fengqiao_seal::sign::{SigningKey, VerifyingKey};
use sea_orm::{ConnectionTrait, FromQueryResult};
use sha2::{Digest, Sha256};

use crate::{Engine, Store, StoreError, journal::Finding, sql, time::to_micros, values};

/// Entries read at a time.
const PAGE: i64 = 5000;

/// One seal.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Checkpoint {
    /// From 1.
    pub number: i64,
    /// When it was made (microseconds).
    pub at: i64,
    /// The last entry under it.
    pub upto: i64,
    /// How many entries are under it.
    pub entries: i64,
    /// Merkle root of their hashes, in order of place.
    pub root: Vec<u8>,
    /// Signature over number, time, last entry, count, root and the signature before.
    pub signature: Vec<u8>,
}

/// A Merkle tree that takes leaves one by one and keeps only its right edge.
/// Leaves and nodes are hashed under different prefixes (RFC 9162 §2.1), an odd node moves up as it is.
#[derive(Default)]
pub struct Merkle {
    edge: Vec<Option<[u8; 32]>>,
    leaves: i64,
}

impl Merkle {
    /// Adds the hash of an entry.
    pub fn add(&mut self, entry: &[u8]) {
        let mut node = leaf(entry);
        self.leaves += 1;
        for level in &mut self.edge {
            let Some(left) = level.take() else {
                *level = Some(node);
                return;
            };
            node = join(&left, &node);
        }
        self.edge.push(Some(node));
    }

    /// The root over all leaves (32 zero bytes over none).
    pub fn root(&self) -> [u8; 32] {
        self.edge.iter().flatten().copied().reduce(|right, left| join(&left, &right)).unwrap_or([0; 32])
    }
}

/// The leaf of an entry with this hash.
pub(crate) fn leaf(entry: &[u8]) -> [u8; 32] {
    Sha256::new().chain_update([0]).chain_update(entry).finalize().into()
}

pub(crate) fn join(left: &[u8; 32], right: &[u8; 32]) -> [u8; 32] {
    Sha256::new().chain_update([1]).chain_update(left).chain_update(right).finalize().into()
}

fn message(c: &Checkpoint, before: &[u8]) -> Vec<u8> {
    let mut message = b"fengqiao checkpoint 1".to_vec();
    for number in [c.number, c.at, c.upto, c.entries] {
        message.extend(number.to_be_bytes());
    }
    message.extend(&c.root);
    message.extend(before);
    message
}

impl Checkpoint {
    /// Whether `key` signed it, behind a seal with the signature `before`.
    pub fn is_signed(&self, key: &VerifyingKey, before: &[u8]) -> bool {
        key.is_right(&message(self, before), &self.signature)
    }
}

/// Every seal, oldest first.
pub async fn all(conn: &impl ConnectionTrait) -> Result<Vec<Checkpoint>, StoreError> {
    let text = "SELECT number, at, upto, entries, root, signature FROM checkpoints ORDER BY number";
    sql::all(conn, text, values![]).await
}

/// The last seal.
pub async fn last(conn: &impl ConnectionTrait) -> Result<Option<Checkpoint>, StoreError> {
    let text =
        "SELECT number, at, upto, entries, root, signature FROM checkpoints ORDER BY number DESC LIMIT 1";
    sql::first(conn, text, values![]).await
}

/// Seals everything written since the last seal. Gives `None` when nothing was.
pub async fn seal(store: &Store, key: &SigningKey, at: Moment) -> Result<Option<Checkpoint>, StoreError> {
    let before = last(store.read()).await?;
    let from = before.as_ref().map_or(0, |c| c.upto);
    let upto = settled(store).await?;
    if upto <= from {
        return Ok(None);
    }
    let mut tree = Merkle::default();
    let mut after = from;
    while after < upto {
        let text = "SELECT seq, hash FROM journal WHERE seq > $1 AND seq <= $2 ORDER BY seq LIMIT $3";
        let page: Vec<Leaf> = sql::all(store.read(), text, values![after, upto, PAGE]).await?;
        let Some(last) = page.last() else { break };
        after = last.seq;
        for leaf in &page {
            tree.add(&leaf.hash);
        }
    }
    let mut checkpoint = Checkpoint {
        number: before.as_ref().map_or(0, |c| c.number) + 1,
        at: to_micros(at),
        upto,
        entries: tree.leaves,
        root: tree.root().to_vec(),
        signature: Vec::new(),
    };
    let before = before.map(|c| c.signature).unwrap_or_default();
    checkpoint.signature = key.sign(&message(&checkpoint, &before)).to_vec();
    let c = checkpoint.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                let text = "INSERT INTO checkpoints (number, at, upto, entries, root, signature) \
                            VALUES ($1, $2, $3, $4, $5, $6)";
                sql::run(tx, text, values![c.number, c.at, c.upto, c.entries, c.root, c.signature]).await
            })
        })
        .await
        .map(|_: u64| Some(checkpoint))
}

#[derive(FromQueryResult)]
struct Leaf {
    seq: i64,
    hash: Vec<u8>,
}

/// The last place before which nothing can still appear. On PostgreSQL places are given before the commit, so
/// writers are waited for (a share lock, held for this one question).
async fn settled(store: &Store) -> Result<i64, StoreError> {
    let engine = store.engine();
    store
        .write(move |tx| {
            Box::pin(async move {
                if engine == Engine::Postgres {
                    sql::run(tx, "LOCK TABLE journal IN SHARE MODE", values![]).await?;
                }
                let upto: Option<Option<i64>> =
                    sql::value(tx, "SELECT max(seq) FROM journal", values![]).await?;
                Ok::<_, StoreError>(upto.flatten().unwrap_or(0))
            })
        })
        .await
}

/// Rebuilds the seals while the journal is read in order.
pub(crate) struct Replay {
    seals: std::iter::Peekable<std::vec::IntoIter<Checkpoint>>,
    key: VerifyingKey,
    tree: Merkle,
    before: Vec<u8>,
    good: u64,
}

impl Replay {
    pub(crate) fn new(seals: Vec<Checkpoint>, key: VerifyingKey) -> Self {
        Self {
            seals: seals.into_iter().peekable(),
            key,
            tree: Merkle::default(),
            before: Vec::new(),
            good: 0,
        }
    }

    pub(crate) fn take(&mut self, seq: i64, hash: &[u8]) -> Result<(), Finding> {
        while self.seals.peek().is_some_and(|seal| seal.upto < seq) {
            self.close_one()?;
        }
        if self.seals.peek().is_some() {
            self.tree.add(hash);
        }
        Ok(())
    }

    pub(crate) fn finish(mut self) -> Result<u64, Finding> {
        while self.seals.peek().is_some() {
            self.close_one()?;
        }
        Ok(self.good)
    }

    fn close_one(&mut self) -> Result<(), Finding> {
        let Some(seal) = self.seals.next() else { return Ok(()) };
        let tree = std::mem::take(&mut self.tree);
        let is_good = tree.root().as_slice() == seal.root
            && tree.leaves == seal.entries
            && seal.is_signed(&self.key, &self.before);
        if !is_good {
            return Err(Finding::Checkpoint { number: seal.number, upto: seal.upto });
        }
        self.before = seal.signature;
        self.good += 1;
        Ok(())
    }
}
