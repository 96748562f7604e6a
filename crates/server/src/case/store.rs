//! How does a case get into its row and out of it again?
//!
//! The aggregate stands in `state`; every other column is derived from it when it is saved, for lists and figures.

use std::collections::BTreeMap;

use fengqiao_base::{Moment, PartyId, id::AttachmentId};
use fengqiao_domain::{
    case::{Case, Confidentiality, Fact, Stage, Who},
    intake::PartyDetails,
    report::Host,
};
use fengqiao_seal::{Place, Ready};
use fengqiao_store::{
    StoreError,
    bulk::Rows,
    dialect,
    journal::{self, Entry},
    sql,
    time::{day_text, to_micros},
    values,
};
use sea_orm::{ConnectionTrait, FromQueryResult, Value};
use uuid::Uuid;

use super::whole;
use crate::{
    deadline::{
        calendar::{self, store::Move},
        notices, rows,
    },
    linked, notify,
    reference::Reference,
    report::counters::{self, Row},
    retention, sharing,
    vault::{self, Lock, Subject, Vault},
};

/// The word of the journal's entries.
pub const WORD: &str = "case";

/// What everybody known to a case told about itself.
pub type People = BTreeMap<PartyId, PartyDetails>;

/// A case with where it stands in the tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The key of its row: the sequence of its number.
    pub seq: i64,
    /// The street it belongs to.
    pub street: String,
    /// The kind of committee it counts under.
    pub host: Host,
    /// The case.
    pub case: Case,
}

/// A case from what its row holds; `None` once its number was erased.
pub(super) fn kept(
    lock: &Lock,
    seq: i64,
    street: &str,
    host: &str,
    version: i64,
    state: &str,
) -> Result<Option<Kept>, StoreError> {
    let Some(mut case) = opened(lock, seq, state)? else { return Ok(None) };
    case.version = version;
    let host = Host::from_code(host).unwrap_or(Host::Organisation);
    Ok(Some(Kept { seq, street: street.to_owned(), host, case }))
}

/// Where the state of a case stands.
pub fn state_of(row: &[u8; 8]) -> Place<'_> {
    Place { table: "cases", column: "state", row }
}

/// The case that a sealed state holds; `None` once its number was erased.
pub fn opened(lock: &Lock, seq: i64, state: &str) -> Result<Option<Case>, StoreError> {
    let Some(state) = lock.open(&state_of(&vault::row(seq)), state)? else { return Ok(None) };
    serde_json::from_str(&state).map(Some).map_err(|e| StoreError::unreadable("case", e))
}

/// A case sealed for its row.
pub(super) fn sealed(vault: &Vault, key: &Ready, seq: i64, case: &Case) -> String {
    let state = serde_json::to_string(case).expect("a case is plain data");
    vault.seal(key, &state_of(&vault::row(seq)), &state)
}

/// The number of the case with this id.
pub async fn number_of(
    conn: &impl ConnectionTrait,
    id: fengqiao_base::CaseId,
) -> Result<Option<String>, StoreError> {
    sql::value(conn, "SELECT number FROM cases WHERE id = $1", values![id.0]).await
}

/// The number under which this case was opened anew.
pub async fn opened_anew(
    conn: &impl ConnectionTrait,
    id: fengqiao_base::CaseId,
) -> Result<Option<String>, StoreError> {
    let text =
        "SELECT number FROM cases WHERE seq = (SELECT max(number) FROM reopenings WHERE previous = $1)";
    sql::value(conn, text, values![id.0]).await
}

/// Keeps whoever else would open this case anew waiting until this transaction has ended. PostgreSQL alone would let
/// two do it side by side.
pub async fn hold(conn: &impl ConnectionTrait, seq: i64) -> Result<(), StoreError> {
    sql::run(conn, "UPDATE cases SET version = version WHERE seq = $1", values![seq]).await.map(|_| ())
}

/// Keeps a new case under `seq`, with its journal and its clocks.
///
/// `host` is the kind of committee, as the official table counts it.
pub async fn insert(
    conn: &impl ConnectionTrait,
    vault: &Vault,
    seq: i64,
    mut case: Case,
    host: Host,
    now: Moment,
) -> Result<(), StoreError> {
    case.version = 1;
    let happened = std::mem::take(&mut case.happened);
    let key = vault.key_for(conn, Subject::number(seq)).await?;
    let state = sealed(vault, &key, seq, &case);
    let mut rows = Rows::of("cases", COLUMNS);
    let (values, counted) = row(vault, &case, &state, seq, host);
    rows.push(values);
    rows.write(conn).await?;
    counters::moved(conn, None, &counted).await?;
    journal::begin(conn, WORD, case.id.0, &entries(&happened), Some(&state)).await?;
    for link in &case.linked {
        let text = "INSERT INTO reopenings (previous, number) VALUES ($1, $2)";
        sql::run(conn, text, values![link.case.0, seq]).await?;
    }
    hide(conn, seq, &case).await?;
    notify::of_case(conn, seq, &happened).await?;
    sharing::store::save(conn, seq, &case).await?;
    linked::store::save(conn, seq, &case).await?;
    save_clocks(conn, seq, &case, now).await
}

/// Of a sealed file the request tells nothing in its list either.
async fn hide(conn: &impl ConnectionTrait, seq: i64, case: &Case) -> Result<(), StoreError> {
    if case.class == Confidentiality::Sealed {
        sql::run(conn, "UPDATE requests SET title = '' WHERE seq = $1", values![seq]).await?;
    }
    Ok(())
}

/// Every column of a case.
pub(super) const COLUMNS: &str = "version, stage, is_open, class, dispute_type, mediator, turn, title, accepted_on, \
     closed_on, due_at, source, outcome, agreement_form, difficulty, amount, party_count, is_performed, is_confirmed, is_sued, \
     is_relapsed, is_withdrawn, agreed_fen, state, seq, id, number, opened_at, community, street, body, host";

/// The values of [`COLUMNS`], and what they count in the figures.
pub(super) fn row(vault: &Vault, case: &Case, state: &str, seq: i64, host: Host) -> (Vec<Value>, Row) {
    let divisions = &Reference::shipped().divisions;
    let street = divisions.street_of(&case.community).map_or("", |street| street.code.as_str());
    let counted = Row::of(case, street, host.code());
    let mut values = columns(vault, seq, case, &counted, state);
    values.extend(values![
        seq,
        case.id.0,
        case.number.as_str(),
        to_micros(case.opened_at),
        case.community.as_str(),
        street,
        case.body.0,
        host.code()
    ]);
    (values, counted)
}

/// Keeps what an act made of a case. The version is the one it was loaded with.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody else changed it in between; nothing is written then.
pub async fn update(
    conn: &impl ConnectionTrait,
    vault: &Vault,
    seq: i64,
    mut case: Case,
    now: Moment,
) -> Result<(), StoreError> {
    let version = case.version;
    let Some(before) = counters::row_of(conn, seq, version).await? else {
        return Err(StoreError::Conflict { word: WORD });
    };
    case.version += 1;
    let happened = std::mem::take(&mut case.happened);
    let key = vault.key_for(conn, Subject::number(seq)).await?;
    let state = sealed(vault, &key, seq, &case);
    let row = Row::of(&case, before.street(), before.host());
    write_columns(conn, seq, version, columns(vault, seq, &case, &row, &state)).await?;
    counters::moved(conn, Some(&before), &row).await?;
    journal::append(conn, WORD, case.id.0, &entries(&happened), Some(&state)).await?;
    for event in &happened {
        if let Fact::DeadlineMoved { clock, rule, before, after, calendar, reason } = &event.fact {
            let (before, after, reason) = (*before, *after, reason.code());
            let one = Move { word: WORD, clock, rule, before, after, calendar, reason };
            calendar::store::moved(conn, seq, &one, event.at).await?;
        }
    }
    for event in &happened {
        if let Fact::TaskFinished { open: 0, .. } = event.fact {
            notices::tell_tasks_done(conn, seq, event.at).await?;
        }
    }
    notify::of_case(conn, seq, &happened).await?;
    hide(conn, seq, &case).await?;
    sharing::store::save(conn, seq, &case).await?;
    linked::store::save(conn, seq, &case).await?;
    save_clocks(conn, seq, &case, now).await
}

/// Writes the columns of a row that stands under this version.
async fn write_columns(
    conn: &impl ConnectionTrait,
    seq: i64,
    version: i64,
    mut values: Vec<Value>,
) -> Result<(), StoreError> {
    values.extend(values![seq, version]);
    let text = "UPDATE cases SET version = $1, stage = $2, is_open = $3, class = $4, dispute_type = $5, \
                mediator = $6, turn = $7, title = $8, accepted_on = $9, closed_on = $10, due_at = $11, source = $12, \
                outcome = $13, agreement_form = $14, difficulty = $15, amount = $16, party_count = $17, \
                is_performed = $18, is_confirmed = $19, is_sued = $20, is_relapsed = $21, is_withdrawn = $22, \
                agreed_fen = $23, state = $24 WHERE seq = $25 AND version = $26";
    match sql::run(conn, text, values).await? {
        0 => Err(StoreError::Conflict { word: WORD }),
        _ => Ok(()),
    }
}

/// Writes the columns of a case anew from its file, which stays as it is.
pub async fn derive_again(
    conn: &impl ConnectionTrait,
    vault: &Vault,
    seq: i64,
    case: &Case,
    row: &Row,
    state: &str,
) -> Result<(), StoreError> {
    write_columns(conn, seq, case.version, columns(vault, seq, case, row, state)).await
}

pub(super) fn entries(happened: &[fengqiao_domain::case::Event]) -> Vec<Entry> {
    happened.iter().map(|event| Entry::of(event.at, event.by, event.fact.kind(), &event.fact)).collect()
}

/// The derived columns, in the order both statements name them.
fn columns(vault: &Vault, seq: i64, case: &Case, row: &Row, state: &str) -> Vec<Value> {
    let turn = case.turn();
    let facts = row.facts();
    let closed_on = case.closed_at().map(|at| day_text(fengqiao_base::local_day(at)));
    let amount = (facts.agreed_fen > 0).then_some(facts.agreed_fen).or(case.amount_fen);
    values![
        case.version,
        case.stage.code(),
        i64::from(!case.stage.is_closed()),
        case.class.code(),
        case.dispute_type.as_str(),
        case.mediator().map(|mediator| mediator.0),
        turn.as_ref().map_or("", |turn| turn_code(&turn.who)),
        vault.seal_title("cases", seq, &title(case)),
        case.counts_on().map(day_text),
        closed_on,
        turn.and_then(|turn| turn.by).map(to_micros),
        facts.source,
        facts.outcome,
        facts.form,
        facts.difficulty,
        amount,
        facts.parties,
        i64::from(facts.performed),
        i64::from(facts.confirmed),
        i64::from(facts.sued),
        i64::from(facts.relapsed),
        i64::from(facts.withdrawn),
        facts.agreed_fen,
        state,
    ]
}

/// The word of the column `turn`: a duty, or `party`.
pub fn turn_code(who: &Who) -> &'static str {
    match who {
        Who::Duty(duty) => duty.code(),
        Who::Parties(_) => "party",
    }
}

/// The first words of what it is about, for lists.
pub fn title(case: &Case) -> String {
    // In a list stands nothing of a sealed file.
    if case.class == Confidentiality::Sealed {
        String::new()
    } else {
        crate::intake::store::title(&case.summary)
    }
}

/// Writes when somebody must look at the case next, and that its term is to be reckoned once it is put away.
async fn save_clocks(
    conn: &impl ConnectionTrait,
    seq: i64,
    case: &Case,
    now: Moment,
) -> Result<(), StoreError> {
    let clocks: Vec<_> = case.open_clocks().into_iter().map(|one| (one.key(), &one.clock)).collect();
    rows::save(conn, seq, &clocks, case.version == 1, now).await?;
    retention::store::note(conn, seq, matches!(case.stage, Stage::Archived { .. })).await
}

/// Keeps somebody who came to a case later: a representative, an invited person, another party.
pub async fn add_person(
    conn: &impl ConnectionTrait,
    vault: &Vault,
    seq: i64,
    id: PartyId,
    role: &'static str,
    details: &PartyDetails,
    entry: Entry,
) -> Result<(), StoreError> {
    let key = vault.key_for(conn, Subject::person(seq, id)).await?;
    let state = crate::intake::store::sealed_details(vault, &key, id, details);
    let text = "INSERT INTO parties (id, number, side, state) VALUES ($1, $2, $3, $4)";
    sql::run(conn, text, values![id.0, seq, role, state.as_str()]).await?;
    journal::begin(conn, "party", id.0, &[entry], Some(&state)).await
}

/// An attached file.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Attached {
    /// Its id.
    pub id: Uuid,
    /// The name it came with.
    pub name: String,
    /// Its type, found from its content.
    pub media_type: String,
    /// Bytes.
    pub size: i64,
    /// SHA-256.
    pub digest: Vec<u8>,
    /// When it came (microseconds).
    pub added_at: i64,
}

/// The files of a number, oldest first.
pub async fn attachments(
    conn: &impl ConnectionTrait,
    vault: &Vault,
    seq: i64,
) -> Result<Vec<Attached>, StoreError> {
    let text = "SELECT id, name, media_type, size, digest, added_at FROM attachments WHERE number = $1 \
                ORDER BY added_at, id LIMIT 500";
    let mut files: Vec<Attached> = sql::all(conn, text, values![seq]).await?;
    if !files.is_empty() {
        let lock = vault.lock_of(conn, Subject::number(seq)).await?;
        for file in &mut files {
            file.name = lock.open(&name_of(&file.id), &file.name)?.unwrap_or_default();
        }
    }
    Ok(files)
}

/// Where the name of a file stands.
pub fn name_of(id: &Uuid) -> Place<'_> {
    Place { table: "attachments", column: "name", row: id.as_bytes() }
}

/// A file to be attached; its content is kept already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attaching {
    /// Its id.
    pub id: AttachmentId,
    /// The name it came with.
    pub name: String,
    /// Its type.
    pub media_type: &'static str,
    /// Bytes.
    pub size: usize,
    /// SHA-256.
    pub digest: [u8; 32],
}

/// Writes down a file of a number.
pub async fn attach(
    conn: &impl ConnectionTrait,
    vault: &Vault,
    seq: i64,
    file: &Attaching,
    at: Moment,
    by: &str,
) -> Result<(), StoreError> {
    let text = "INSERT INTO attachments (id, number, name, media_type, size, digest, added_at, added_by) \
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let size = i64::try_from(file.size).unwrap_or(i64::MAX);
    let key = vault.key_for(conn, Subject::number(seq)).await?;
    let name = vault.seal(&key, &name_of(&file.id.0), &file.name);
    sql::run(
        conn,
        text,
        values![file.id.0, seq, name, file.media_type, size, file.digest.to_vec(), to_micros(at), by],
    )
    .await
    .map(|_| ())
}

/// What a case is found by: what it is about, what is claimed, and these names.
pub fn text<'t>(case: &'t Case, names: impl Iterator<Item = &'t str>) -> String {
    let mut text = case.summary.clone();
    for more in case.claims.iter().map(String::as_str).chain(names) {
        text.push('\n');
        text.push_str(more);
    }
    text
}

/// Puts the words of a case and the names of its people where search finds them.
pub async fn index(
    conn: &impl ConnectionTrait,
    vault: &Vault,
    seq: i64,
    case: &Case,
) -> Result<(), StoreError> {
    // Read anew: whoever acts on a sealed file has letters in place of the names.
    let people = whole::told(conn, vault, case).await?;
    let text = text(case, people.values().map(PartyDetails::called));
    dialect::index_words(conn, seq, &vault.spell(&fengqiao_domain::search::tokens(&text))).await
}
