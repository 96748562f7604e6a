//! Where do whistles and their calls stand?
//!
//! The whistle stands sealed in `state`; every other column, and the rows of its calls, are derived from it when it is
//! saved. It is sealed under the key of the number it is about, so that it is destroyed with it; else under its own.

use fengqiao_base::{BodyId, Moment, id::CallId, local_day};
use fengqiao_domain::{
    case::Confidentiality,
    deadline::Reckoning,
    intake::RequestNumber,
    notify::Occasion,
    whistle::{Call, CallStage, Period, Side, Whistle, WhistleKind, escalates_at},
};
use fengqiao_policy::Scope;
use fengqiao_seal::Place;
use fengqiao_store::{
    StoreError, Tx, dialect,
    journal::{self, Entry},
    sql,
    time::{day_text, to_micros},
    values,
};
use sea_orm::{ConnectionTrait, FromQueryResult, Value};
use uuid::Uuid;

use crate::{
    listing::{PAGE, Rows, Where, ordinary},
    notify::{About, Event, Told},
    vault::{self, Subject, Vault},
};

/// The word of the journal's entries.
pub const WORD: &str = "whistle";
/// What stands in `due_at` of a call with nothing to be done by a certain time: after everything that has one.
const NEVER: i64 = i64::MAX;

/// A whistle with where it stands in the tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The key of its row: the sequence of its number.
    pub seq: i64,
    /// The street it lies in.
    pub street: String,
    /// How confidential what it is about was when it was blown.
    pub class: Confidentiality,
    /// The whistle.
    pub whistle: Whistle,
}

#[derive(FromQueryResult)]
struct Row {
    seq: i64,
    street: String,
    about: Option<i64>,
    class: String,
    version: i64,
    state: String,
    wrapped: Option<Vec<u8>>,
}

/// Whose key seals a whistle.
fn subject(seq: i64, about: Option<i64>) -> Subject {
    Subject::number(about.unwrap_or(seq))
}

/// Where a whistle stands.
fn state_of(row: &[u8; 8]) -> Place<'_> {
    Place { table: "whistles", column: "state", row }
}

/// The sequence of the number that a whistle is about.
fn about(whistle: &Whistle) -> Option<i64> {
    whistle.about.map(RequestNumber::sequence)
}

/// The whistle under this sequence number; none once what it is about was destroyed.
pub async fn find(conn: &impl ConnectionTrait, vault: &Vault, seq: i64) -> Result<Option<Kept>, StoreError> {
    let text = "SELECT w.seq, w.street, w.about, w.class, w.version, w.state, k.wrapped FROM whistles w \
                LEFT JOIN subject_keys k ON k.number = COALESCE(w.about, w.seq) AND k.subject = $1 WHERE w.seq = $2";
    let row: Option<Row> = sql::first(conn, text, values![Uuid::nil(), seq]).await?;
    let Some(row) = row else { return Ok(None) };
    let lock = vault.lock(subject(row.seq, row.about), row.wrapped.as_deref())?;
    let Some(state) = lock.open(&state_of(&vault::row(row.seq)), &row.state)? else { return Ok(None) };
    let mut whistle: Whistle =
        serde_json::from_str(&state).map_err(|e| StoreError::unreadable("whistle", e))?;
    whistle.version = row.version;
    // A class this version does not know is for nobody to guess.
    let class = Confidentiality::from_code(&row.class).unwrap_or(Confidentiality::Sealed);
    Ok(Some(Kept { seq: row.seq, street: row.street, class, whistle }))
}

/// Keeps a new whistle under the next number, and gives it.
pub async fn insert(
    tx: &Tx,
    vault: &Vault,
    mut kept: Kept,
    by: &Reckoning,
    entries: &[Entry],
) -> Result<RequestNumber, StoreError> {
    let whistle = &mut kept.whistle;
    let seq = dialect::next_number(tx).await?;
    let year = local_day(whistle.at).year();
    whistle.number = RequestNumber::new(whistle.number.division(), year, seq)
        .map_err(|e| StoreError::unreadable("sequence", e))?;
    let key = vault.key_for(tx, subject(seq, about(whistle))).await?;
    let state = serde_json::to_string(whistle).expect("a whistle is plain data");
    let state = vault.seal(&key, &state_of(&vault::row(seq)), &state);
    let text = "INSERT INTO whistles (seq, id, number, version, kind, street, place, body, about, class, is_open, \
                blown_at, state) VALUES ($1, $2, $3, 1, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    let values = values![
        seq,
        whistle.id.0,
        whistle.number.to_string(),
        whistle.kind.code(),
        kept.street.as_str(),
        whistle.place.as_str(),
        whistle.body.0,
        about(whistle),
        kept.class.code(),
        i64::from(whistle.closed.is_none()),
        to_micros(whistle.at),
        state.as_str(),
    ];
    sql::run(tx, text, values).await?;
    save_calls(tx, seq, whistle, by, whistle.at).await?;
    journal::begin(tx, WORD, whistle.id.0, entries, Some(&state)).await?;
    Ok(whistle.number)
}

/// Keeps what became of a whistle, unless somebody else changed it since it was read.
///
/// # Errors
/// [`StoreError::Conflict`] then, and when what it is about was destroyed; nothing is written.
pub async fn update(
    tx: &Tx,
    vault: &Vault,
    seq: i64,
    whistle: &Whistle,
    by: &Reckoning,
    entry: Entry,
) -> Result<(), StoreError> {
    let key = vault.key_for(tx, subject(seq, about(whistle))).await?;
    let state = serde_json::to_string(whistle).expect("a whistle is plain data");
    let state = vault.seal(&key, &state_of(&vault::row(seq)), &state);
    let text =
        "UPDATE whistles SET version = version + 1, is_open = $3, state = $4 WHERE seq = $1 AND version = $2";
    let values = values![seq, whistle.version, i64::from(whistle.closed.is_none()), state.as_str()];
    if sql::run(tx, text, values).await? == 0 {
        return Err(StoreError::Conflict { word: WORD });
    }
    save_calls(tx, seq, whistle, by, entry.at).await?;
    journal::append(tx, WORD, whistle.id.0, &[entry], Some(&state)).await
}

#[derive(FromQueryResult)]
struct Before {
    id: Uuid,
    stage: String,
}

/// Tells a body that it is called, and the dispatcher that one objects; of the calls as they stood before, none at first.
async fn tell(tx: &Tx, seq: i64, whistle: &Whistle, before: &[Before], at: Moment) -> Result<(), StoreError> {
    for call in &whistle.calls {
        let before = before.iter().find(|before| before.id == call.id.0);
        let is_objected = call.stage() == CallStage::Objected;
        let event = match before {
            None => Event::new(Occasion::WhistleCalled, About::Call, seq, Told::Body(call.body)),
            Some(before) if is_objected && before.stage != CallStage::Objected.code() => {
                let to = Told::Duties(Side::Dispatcher.duties().to_vec(), None);
                Event::new(Occasion::CompetenceDisputed, About::Whistle, seq, to)
            }
            Some(_) => continue,
        };
        let due = call.next_clock().map(|one| to_micros(one.clock.due.at));
        Event { due_at: due, ..event.at(call.id.0) }.tell(tx, at).await?;
    }
    Ok(())
}

async fn save_calls(
    tx: &Tx,
    seq: i64,
    whistle: &Whistle,
    by: &Reckoning,
    at: Moment,
) -> Result<(), StoreError> {
    let text = "SELECT id, stage FROM whistle_calls WHERE number = $1";
    let before: Vec<Before> = sql::all(tx, text, values![seq]).await?;
    tell(tx, seq, whistle, &before, at).await?;
    let text = "INSERT INTO whistle_calls (id, number, body, called_at, month, stage, is_owed, due_at, signed_in_time, \
                arrived_in_time, responded, solved, satisfied, is_clear, is_competent, is_supported, look_at) \
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) \
                ON CONFLICT (id) DO UPDATE SET stage = excluded.stage, is_owed = excluded.is_owed, \
                due_at = excluded.due_at, signed_in_time = excluded.signed_in_time, \
                arrived_in_time = excluded.arrived_in_time, responded = excluded.responded, solved = excluded.solved, \
                satisfied = excluded.satisfied, is_clear = excluded.is_clear, is_competent = excluded.is_competent, \
                is_supported = excluded.is_supported, look_at = excluded.look_at";
    for call in &whistle.calls {
        sql::run(tx, text, row(seq, call, by)).await?;
    }
    Ok(())
}

fn row(seq: i64, call: &Call, by: &Reckoning) -> Vec<Value> {
    let told = |yes: Option<bool>| yes.map(i64::from);
    let due = call.next_clock().map_or(NEVER, |one| to_micros(one.clock.due.at));
    // What was told already is found by the watch, and not told again.
    let look_at = escalates_at(call, by).first().map(|(_, at)| to_micros(*at));
    values![
        call.id.0,
        seq,
        call.body.0,
        to_micros(call.at),
        month(call.at),
        call.stage().code(),
        i64::from(call.is_owed_by_body()),
        due,
        told(call.in_time(Period::Sign)),
        told(call.in_time(Period::Arrive)),
        told(call.of_body.map(|one| one.responded)),
        told(call.of_body.map(|one| one.solved)),
        told(call.of_body.map(|one| one.satisfied)),
        told(call.of_whistler.map(|one| one.clear)),
        told(call.of_whistler.map(|one| one.competent)),
        told(call.of_whistler.map(|one| one.supported)),
        look_at,
    ]
}

/// The month in which something was called, `2026-11`.
pub fn month(at: Moment) -> String {
    day_text(local_day(at))[..7].to_owned()
}

/// A whistle in a list.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Listed {
    /// Its sequence.
    pub seq: i64,
    /// Its number.
    pub number: String,
    /// What it is for.
    pub kind: String,
    /// Where.
    pub place: String,
    /// The body that blew it.
    pub body: Uuid,
    /// When (microseconds).
    pub blown_at: i64,
}

/// A call in a list.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct ListedCall {
    /// Its id.
    pub id: Uuid,
    /// The sequence of its whistle.
    pub seq: i64,
    /// The number of its whistle.
    pub number: String,
    /// What the whistle is for.
    pub kind: String,
    /// Where.
    pub place: String,
    /// The body that blew the whistle.
    pub whistler: Uuid,
    /// The body that was called.
    pub body: Uuid,
    /// How far it has come.
    pub stage: String,
    /// Until when the next is owed (microseconds); the largest number where nothing has a time.
    pub due_at: i64,
}

impl ListedCall {
    /// Until when the next is owed.
    pub fn due(&self) -> Option<i64> {
        (self.due_at != NEVER).then_some(self.due_at)
    }
}

/// The whistles that go on at a place.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct AtPlace {
    /// The street.
    pub street: String,
    /// The community, or the street.
    pub place: String,
    /// What they are for.
    pub kind: String,
    /// How many.
    pub open: i64,
    /// With how many of them a call is late.
    pub late: i64,
}

/// What of the whistles within `scope` a list asks for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Asked {
    /// Those that are closed, in place of those that go on.
    pub closed: bool,
    /// Only this kind.
    pub kind: Option<WhistleKind>,
    /// Only in this street.
    pub street: Option<&'static str>,
    /// Only with a call that was late at this instant.
    pub late: Option<Moment>,
    /// After this one.
    pub before: Option<i64>,
}

/// A call of the whistle `w` that its body still owes something, up to the condition on its time.
const LATE: &str = "SELECT 1 FROM whistle_calls c WHERE c.number = w.seq AND c.is_owed = 1";

/// How many whistles go on within `scope` at each place, by their kind, and with how many a call is late at `now`.
pub async fn at_places(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    now: Moment,
) -> Result<Vec<AtPlace>, StoreError> {
    let mut query = Where::default();
    let now = query.bind(to_micros(now));
    query.equals("w.is_open", 1_i64);
    query.within_territory(scope, "w", &ordinary("w", true));
    let text = format!(
        "SELECT w.street, w.place, w.kind, count(*) AS open, \
         sum(CASE WHEN EXISTS ({LATE} AND c.due_at <= {now}) THEN 1 ELSE 0 END) AS late \
         FROM whistles w{} GROUP BY w.street, w.place, w.kind ORDER BY w.street, w.place, w.kind",
        query.sql()
    );
    sql::all(conn, &text, query.values).await
}

/// A page of whistles within `scope`, newest first.
pub async fn list(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    asked: Asked,
) -> Result<Rows<Listed>, StoreError> {
    let mut query = Where::default();
    query.equals("w.is_open", i64::from(!asked.closed));
    query.equals_if("w.kind", asked.kind.map(WhistleKind::code));
    query.equals_if("w.street", asked.street);
    if let Some(now) = asked.late {
        let now = query.bind(to_micros(now));
        query.and(format!("EXISTS ({LATE} AND c.due_at <= {now})"));
    }
    query.within_territory(scope, "w", &ordinary("w", true));
    if let Some(before) = asked.before {
        let before = query.bind(before);
        query.and(format!("w.seq < {before}"));
    }
    let text = format!(
        "SELECT w.seq, w.number, w.kind, w.place, w.body, w.blown_at FROM whistles w{} ORDER BY w.seq DESC LIMIT {}",
        query.sql(),
        PAGE + 1
    );
    let rows: Vec<Listed> = sql::all(conn, &text, query.values).await?;
    Ok(Rows::of(rows, |row| row.seq))
}

/// Columns of a [`ListedCall`], up to the conditions.
pub(super) const CALLS: &str = "SELECT c.id, c.number AS seq, w.number, w.kind, w.place, w.body AS whistler, c.body, c.stage, c.due_at \
     FROM whistle_calls c JOIN whistles w ON w.seq = c.number";

/// The calls of these whistles, in the order in which they were called.
pub async fn calls_of(conn: &impl ConnectionTrait, seqs: &[i64]) -> Result<Vec<ListedCall>, StoreError> {
    let mut query = Where::default();
    let any: Vec<String> = seqs.iter().map(|seq| query.bind(*seq)).collect();
    if any.is_empty() {
        return Ok(Vec::new());
    }
    query.and(format!("c.number IN ({})", any.join(", ")));
    let text = format!("{CALLS}{} ORDER BY c.number, c.called_at, c.id", query.sql());
    sql::all(conn, &text, query.values).await
}

/// A page of what `bodies` owe now, what is due first first, after a place in that order; and the next place.
pub async fn owed(
    conn: &impl ConnectionTrait,
    bodies: &[BodyId],
    after: Option<(i64, CallId)>,
) -> Result<Rows<ListedCall, (i64, Uuid)>, StoreError> {
    let mut query = Where::default();
    let any: Vec<String> = bodies.iter().map(|body| format!("c.body = {}", query.bind(body.0))).collect();
    query.any_of(&any);
    query.equals("c.is_owed", 1_i64);
    if let Some((due, id)) = after {
        let (due, id) = (query.bind(due), query.bind(id.0));
        query.and(format!("(c.due_at, c.id) > ({due}, {id})"));
    }
    let text = format!("{CALLS}{} ORDER BY c.due_at, c.id LIMIT {}", query.sql(), PAGE + 1);
    Ok(Rows::of(sql::all(conn, &text, query.values).await?, |row: &ListedCall| (row.due_at, row.id)))
}
