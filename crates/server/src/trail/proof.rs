//! How is a part of the trail taken out so that anybody can check it without the database?
//!
//! Each entry comes with everything its hash is made of and its path to the root of a signed checkpoint. Whoever has the
//! platform's public key can check all of it: `fengqiao journal check`.

use std::collections::BTreeMap;

use fengqiao_seal::sign::VerifyingKey;
use fengqiao_store::{
    Store, StoreError,
    checkpoint::{self, Checkpoint},
    inclusion::{self, Step, root_of},
    journal::Kept,
    sql,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::store::Asked;
use crate::keys::Keys;

/// So many entries one file holds at most.
pub const MOST: usize = 10_000;

/// A part of the trail with its proof.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Extract {
    /// `fengqiao trail 1`
    pub format: String,
    /// The public key of the platform (Ed25519, hexadecimal).
    pub key: String,
    /// The checkpoints that the entries stand under.
    pub checkpoints: Vec<Seal>,
    /// The entries, newest first.
    pub entries: Vec<Proved>,
}

/// A signed checkpoint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seal {
    number: i64,
    at: i64,
    upto: i64,
    entries: i64,
    root: String,
    signature: String,
    /// The signature of the checkpoint before it.
    before: String,
}

/// An entry of the journal with its path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proved {
    seq: i64,
    subject: Uuid,
    nth: i64,
    at: i64,
    actor: String,
    word: String,
    kind: String,
    payload: String,
    prev: String,
    hash: String,
    checkpoint: i64,
    path: Vec<Step>,
}

/// Why an extract proves nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unproved {
    /// It is of another form, or a value in it is.
    #[error("this is no extract of a trail")]
    Unreadable,
    /// It was signed with another key than the one asked for.
    #[error("it was signed with another key")]
    OtherKey,
    /// A checkpoint was not signed with the key.
    #[error("checkpoint {0} was not signed with this key")]
    Checkpoint(i64),
    /// An entry is not as it was written, or does not stand under its checkpoint.
    #[error("entry {0} is not as it was written")]
    Entry(i64),
}

/// Takes out what `asked` finds, all of it under checkpoints: the last one is made first. `None` for more than [`MOST`].
pub async fn extract(
    store: &Store,
    keys: &Keys,
    asked: &Asked,
    now: fengqiao_base::Moment,
) -> Result<Option<Extract>, StoreError> {
    super::sealing::seal(store, keys, now).await?;
    let conn = store.read();
    let seals = checkpoint::all(conn).await?;
    let upto = seals.last().map_or(0, |seal| seal.upto);
    let asked = Asked { before: Some(asked.before.unwrap_or(i64::MAX).min(upto + 1)), ..asked.clone() };
    let query = asked.query();
    let text = format!(
        "SELECT {} FROM journal j{} ORDER BY j.seq DESC LIMIT {}",
        fengqiao_store::journal::COLUMNS,
        query.sql(),
        MOST + 1
    );
    let kept: Vec<Kept> = sql::all(conn, &text, query.values).await?;
    if kept.len() > MOST {
        return Ok(None);
    }
    let (mut checkpoints, mut paths) = (Vec::new(), BTreeMap::new());
    let (mut from, mut before) = (0, String::new());
    for seal in &seals {
        let here: Vec<i64> =
            kept.iter().map(|entry| entry.seq).filter(|seq| from < *seq && *seq <= seal.upto).collect();
        if !here.is_empty() {
            let found = inclusion::under(conn, seal, from, &here).await?;
            paths.extend(found.into_iter().map(|(seq, path)| (seq, (seal.number, path))));
            checkpoints.push(Seal::of(seal, before));
        }
        (from, before) = (seal.upto, hex::encode(&seal.signature));
    }
    let entries = kept.into_iter().filter_map(|entry| {
        let (checkpoint, path) = paths.remove(&entry.seq)?;
        Some(Proved::of(entry, checkpoint, path))
    });
    Ok(Some(Extract {
        format: FORMAT.to_owned(),
        key: hex::encode(keys.verifying().bytes()),
        entries: entries.collect(),
        checkpoints,
    }))
}

const FORMAT: &str = "fengqiao trail 1";

impl Extract {
    /// Checks every checkpoint and every entry; `key` is the public key one trusts, else the one in the extract.
    ///
    /// # Errors
    /// The first thing that is not proved.
    pub fn check(&self, key: Option<&str>) -> Result<(), Unproved> {
        if self.format != FORMAT {
            return Err(Unproved::Unreadable);
        }
        if key.is_some_and(|key| !key.eq_ignore_ascii_case(&self.key)) {
            return Err(Unproved::OtherKey);
        }
        let key = VerifyingKey::of(&bytes(&self.key)?).ok_or(Unproved::Unreadable)?;
        let mut roots = BTreeMap::new();
        for seal in &self.checkpoints {
            let checkpoint = seal.checkpoint()?;
            if !checkpoint.is_signed(&key, &bytes(&seal.before)?) {
                return Err(Unproved::Checkpoint(seal.number));
            }
            roots.insert(seal.number, checkpoint.root);
        }
        for entry in &self.entries {
            let kept = entry.kept()?;
            let root = root_of(&kept.hash, &entry.path);
            let is_under = roots.get(&entry.checkpoint).zip(root).is_some_and(|(known, root)| *known == root);
            if !kept.is_whole() || !is_under {
                return Err(Unproved::Entry(entry.seq));
            }
        }
        Ok(())
    }
}

fn bytes(text: &str) -> Result<Vec<u8>, Unproved> {
    hex::decode(text).map_err(|_| Unproved::Unreadable)
}

impl Seal {
    fn of(seal: &Checkpoint, before: String) -> Self {
        Self {
            number: seal.number,
            at: seal.at,
            upto: seal.upto,
            entries: seal.entries,
            root: hex::encode(&seal.root),
            signature: hex::encode(&seal.signature),
            before,
        }
    }

    fn checkpoint(&self) -> Result<Checkpoint, Unproved> {
        Ok(Checkpoint {
            number: self.number,
            at: self.at,
            upto: self.upto,
            entries: self.entries,
            root: bytes(&self.root)?,
            signature: bytes(&self.signature)?,
        })
    }
}

impl Proved {
    fn of(entry: Kept, checkpoint: i64, path: Vec<Step>) -> Self {
        Self {
            seq: entry.seq,
            subject: entry.subject,
            nth: entry.nth,
            at: entry.at,
            actor: entry.actor,
            word: entry.word,
            kind: entry.kind,
            payload: entry.payload,
            prev: hex::encode(entry.prev),
            hash: hex::encode(entry.hash),
            checkpoint,
            path,
        }
    }

    fn kept(&self) -> Result<Kept, Unproved> {
        Ok(Kept {
            seq: self.seq,
            subject: self.subject,
            nth: self.nth,
            at: self.at,
            actor: self.actor.clone(),
            word: self.word.clone(),
            kind: self.kind.clone(),
            payload: self.payload.clone(),
            state: None,
            prev: bytes(&self.prev)?,
            hash: bytes(&self.hash)?,
        })
    }
}
