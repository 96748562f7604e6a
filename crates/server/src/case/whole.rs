//! How is all that belongs to a case read with one question to the database?
//!
//! Each question costs a change of threads on SQLite and a round trip on PostgreSQL, more than the reading itself.

use std::collections::{BTreeSet, HashMap};

use fengqiao_base::PartyId;
use fengqiao_domain::{case::Case, intake::PartyDetails};
use fengqiao_store::{StoreError, sql, values};
use sea_orm::{ConnectionTrait, QueryResult, Value};
use uuid::Uuid;

use super::{
    load::Loaded,
    store::{self, People},
    view::timeline,
};
use crate::{
    document, intake,
    vault::{Lock, Subject, Vault},
};

/// A case with everything its page shows.
#[derive(Debug, Clone)]
pub struct File {
    /// The case.
    pub loaded: Loaded,
    /// What was produced from it, newest first.
    pub documents: Vec<document::store::Kept>,
    /// What happened, newest first.
    pub entries: Vec<timeline::Row>,
}

/// The parts of the answer; the columns are those of [`Part`]. A case has more than 200 entries or 1000 documents only in
/// the rarest of cases; the oldest are left out then.
const CASE: &str = "SELECT CAST(1 AS BIGINT), id, version, CAST(0 AS BIGINT), street, host, state, NULL FROM cases WHERE seq = $1";
const DOCUMENTS: &str = "SELECT 2, d.* FROM (SELECT id, pages, produced_at, form, produced_by, input, digest \
     FROM documents WHERE number = $1 ORDER BY produced_at DESC LIMIT 1000) AS d";
const PEOPLE: &str = "SELECT 3, id, 0, 0, '', '', state, NULL FROM parties WHERE number = $1";
const ENTRIES: &str = "SELECT 4, e.* FROM (SELECT subject, nth, at, kind, actor, payload, state FROM journal \
     WHERE subject = (SELECT id FROM cases WHERE seq = $1) ORDER BY nth DESC LIMIT 200) AS e";

/// Stands first, for it says of which type the last column is.
const KEYS: &str = "SELECT 5, subject, 0, 0, '', '', '', wrapped FROM subject_keys WHERE number = $1";

/// A row of the answer.
struct Part<'r> {
    what: i64,
    id: Uuid,
    count: i64,
    at: i64,
    first: &'r str,
    second: &'r str,
    text: &'r str,
    digest: Option<&'r [u8]>,
}

impl<'r> Part<'r> {
    fn read(row: &'r QueryResult) -> Result<Self, StoreError> {
        Ok(Self {
            what: sql::cell(row, 0)?,
            id: sql::cell(row, 1)?,
            count: sql::cell(row, 2)?,
            at: sql::cell(row, 3)?,
            first: sql::cell(row, 4)?,
            second: sql::cell(row, 5)?,
            text: sql::cell(row, 6)?,
            digest: sql::cell(row, 7)?,
        })
    }
}

/// The case under this sequence number, with what everybody of it told about itself.
pub async fn find(
    conn: &impl ConnectionTrait,
    vault: &Vault,
    seq: i64,
) -> Result<Option<Loaded>, StoreError> {
    let file = ask(conn, vault, seq, &format!("{KEYS} UNION ALL {CASE} UNION ALL {PEOPLE}")).await?;
    Ok(file.map(|file| file.loaded))
}

/// The case under this sequence number with everything its page shows.
pub async fn find_file(
    conn: &impl ConnectionTrait,
    vault: &Vault,
    seq: i64,
) -> Result<Option<File>, StoreError> {
    let text =
        format!("{KEYS} UNION ALL {CASE} UNION ALL {DOCUMENTS} UNION ALL {PEOPLE} UNION ALL {ENTRIES}");
    ask(conn, vault, seq, &text).await
}

async fn ask(
    conn: &impl ConnectionTrait,
    vault: &Vault,
    seq: i64,
    text: &str,
) -> Result<Option<File>, StoreError> {
    let (mut kept, mut people) = (None, People::new());
    let (mut documents, mut entries) = (Vec::new(), Vec::new());
    let rows = sql::rows(conn, text, values![seq]).await?;
    let parts: Vec<Part> = rows.iter().map(Part::read).collect::<Result<_, _>>()?;
    let keys: HashMap<Uuid, &[u8]> =
        parts.iter().filter(|part| part.what == 5).filter_map(|part| Some((part.id, part.digest?))).collect();
    let lock = |of: Uuid| vault.lock(Subject { number: seq, of }, keys.get(&of).copied());
    for Part { what, id, count, at, first, second, text, digest } in parts {
        match what {
            1 => kept = store::kept(&lock(Uuid::nil())?, seq, first, second, count, text)?,
            2 => {
                let mut one = document::store::Kept {
                    id,
                    form: first.to_owned(),
                    pages: count,
                    digest: digest.unwrap_or_default().to_vec(),
                    produced_at: at,
                    produced_by: second.to_owned(),
                    input: text.to_owned(),
                };
                if one.is_sealed() {
                    one.open(&lock(Uuid::nil())?)?;
                }
                documents.push(one);
            }
            3 => people.extend(details(&lock(id)?, id, text)?),
            5 => {}
            _ => {
                let has_state = digest.is_some();
                let (kind, actor) = (first.to_owned(), second.to_owned());
                let (payload, is_hidden) = (text.to_owned(), false);
                entries.push((count, timeline::Row { kind, at, actor, payload, has_state, is_hidden }));
            }
        }
    }
    let Some(kept) = kept else { return Ok(None) };
    let known = kept.case.people();
    // Somebody who came with another number, of which this case was opened anew; of the erased a key is left.
    if known.iter().any(|id| !people.contains_key(id) && !keys.contains_key(&id.0)) {
        people = told(conn, vault, &kept.case).await?;
    }
    people.retain(|id, _| known.contains(id));
    // An answer of several parts promises no order.
    documents.sort_by_key(|document| (std::cmp::Reverse(document.produced_at), document.id));
    entries.sort_by_key(|(nth, _)| std::cmp::Reverse(*nth));
    let entries = entries.into_iter().map(|(_, entry)| entry).collect();
    Ok(Some(File {
        loaded: Loaded { kept, people, actors: Vec::new(), is_masked: false, task: None },
        documents,
        entries,
    }))
}

/// What everybody of a case told about itself: parties, those who stand for them, the invited.
pub(super) async fn told(
    conn: &impl ConnectionTrait,
    vault: &Vault,
    case: &Case,
) -> Result<People, StoreError> {
    let ids: BTreeSet<PartyId> = case.people();
    let places: Vec<String> = (1..=ids.len()).map(|n| format!("${n}")).collect();
    let text = format!(
        "SELECT p.id, p.state, p.number, k.wrapped FROM parties p \
         LEFT JOIN subject_keys k ON k.number = p.number AND k.subject = p.id WHERE p.id IN ({})",
        places.join(", ")
    );
    let rows = sql::rows(conn, &text, ids.iter().map(|id| Value::from(id.0)).collect()).await?;
    let mut people = People::new();
    for row in &rows {
        let (id, wrapped): (Uuid, Option<&[u8]>) = (sql::cell(row, 0)?, sql::cell(row, 3)?);
        let lock = vault.lock(Subject { number: sql::cell(row, 2)?, of: id }, wrapped)?;
        people.extend(details(&lock, id, sql::cell(row, 1)?)?);
    }
    Ok(people)
}

/// What somebody told; nothing once she was erased.
fn details(lock: &Lock, id: Uuid, state: &str) -> Result<Option<(PartyId, PartyDetails)>, StoreError> {
    Ok(intake::store::opened_details(lock, id, state)?.map(|details| (PartyId(id), details)))
}
