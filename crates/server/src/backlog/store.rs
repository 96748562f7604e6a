//! Where do owned cases and their measures stand?
//!
//! The owned case stands sealed in `state`, under the key of the number it is about, so that it is destroyed with it; every
//! other column, and the rows of its measures, are derived from it when it is saved. How confidential it is follows the case
//! as it is now.

use fengqiao_base::{AccountId, BodyId, Moment, local_day};
use fengqiao_domain::{
    backlog::{BacklogKind, MeasureStage, OwnedCase, Stage},
    case::Confidentiality,
    intake::RequestNumber,
    notify::Occasion,
};
use fengqiao_policy::Scope;
use fengqiao_seal::Place;
use fengqiao_store::{
    StoreError, Tx, dialect,
    journal::{self, Entry},
    sql,
    time::to_micros,
    values,
};
use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;

use crate::{
    listing::{PAGE, Rows, Where},
    notify::{About, Event, Told},
    vault::{self, Subject, Vault},
};

/// The word of the journal's entries.
pub const WORD: &str = "backlog";
/// What stands in `due_at` where nothing has a time: after everything that has one.
const NEVER: i64 = i64::MAX;
/// The condition that what it is about is of the ordinary class now.
pub(crate) const ORDINARY: &str =
    "NOT EXISTS (SELECT 1 FROM cases own WHERE own.seq = o.about AND own.class <> 'ordinary')";

/// An owned case with where it stands in the tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The key of its row: the sequence of its number.
    pub seq: i64,
    /// The street it lies in.
    pub street: String,
    /// How confidential what it is about is now.
    pub class: Confidentiality,
    /// The owned case.
    pub owned: OwnedCase,
}

#[derive(FromQueryResult)]
struct Row {
    seq: i64,
    street: String,
    about: i64,
    class: Option<String>,
    version: i64,
    state: String,
    wrapped: Option<Vec<u8>>,
}

/// Where an owned case stands.
fn state_of(row: &[u8; 8]) -> Place<'_> {
    Place { table: "owned_cases", column: "state", row }
}

fn sealed(vault: &Vault, key: &fengqiao_seal::Ready, seq: i64, owned: &OwnedCase) -> String {
    let state = serde_json::to_string(owned).expect("an owned case is plain data");
    vault.seal(key, &state_of(&vault::row(seq)), &state)
}

/// The owned case under this sequence number; none once what it is about was destroyed.
pub async fn find(conn: &impl ConnectionTrait, vault: &Vault, seq: i64) -> Result<Option<Kept>, StoreError> {
    let text = "SELECT o.seq, o.street, o.about, c.class, o.version, o.state, k.wrapped FROM owned_cases o \
                LEFT JOIN cases c ON c.seq = o.about \
                LEFT JOIN subject_keys k ON k.number = o.about AND k.subject = $1 WHERE o.seq = $2";
    let row: Option<Row> = sql::first(conn, text, values![Uuid::nil(), seq]).await?;
    let Some(row) = row else { return Ok(None) };
    let lock = vault.lock(Subject::number(row.about), row.wrapped.as_deref())?;
    let Some(state) = lock.open(&state_of(&vault::row(row.seq)), &row.state)? else { return Ok(None) };
    let mut owned: OwnedCase =
        serde_json::from_str(&state).map_err(|e| StoreError::unreadable("owned case", e))?;
    owned.version = row.version;
    let class = row.class.map_or(Confidentiality::Ordinary, |code| {
        // A class this version does not know is for nobody to guess.
        Confidentiality::from_code(&code).unwrap_or(Confidentiality::Sealed)
    });
    Ok(Some(Kept { seq: row.seq, street: row.street, class, owned }))
}

/// The sequence of what is owned, or nominated, of a number now.
pub async fn open_of(conn: &impl ConnectionTrait, about: i64) -> Result<Option<i64>, StoreError> {
    sql::value(conn, "SELECT seq FROM owned_cases WHERE about = $1 AND is_open = 1", values![about]).await
}

/// Keeps a new nomination under the next number, and gives it.
///
/// # Errors
/// [`StoreError::Conflict`] where the number is nominated or owned already.
pub async fn insert(
    tx: &Tx,
    vault: &Vault,
    mut kept: Kept,
    entries: &[Entry],
) -> Result<RequestNumber, StoreError> {
    let owned = &mut kept.owned;
    let seq = dialect::next_number(tx).await?;
    let year = local_day(owned.at).year();
    owned.number = RequestNumber::new(owned.number.division(), year, seq)
        .map_err(|e| StoreError::unreadable("sequence", e))?;
    let about = owned.about.sequence();
    let key = vault.key_for(tx, Subject::number(about)).await?;
    let state = sealed(vault, &key, seq, owned);
    let text = "INSERT INTO owned_cases (seq, id, number, version, kind, stage, is_open, street, body, about, \
                about_number, leader, nominated_at, due_at, look_at, state) \
                VALUES ($1, $2, $3, 1, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) ON CONFLICT DO NOTHING";
    let now_at = owned.stage();
    let values = values![
        seq,
        owned.id.0,
        owned.number.to_string(),
        owned.kind.code(),
        now_at.code(),
        i64::from(now_at.is_open()),
        kept.street.as_str(),
        owned.body.0,
        about,
        owned.about.to_string(),
        owned.owned().map(|one| one.leader.0),
        to_micros(owned.at),
        due_at(owned),
        look_at(owned),
        state.as_str(),
    ];
    if sql::run(tx, text, values).await? == 0 {
        return Err(StoreError::Conflict { word: WORD });
    }
    save_measures(tx, seq, owned).await?;
    journal::begin(tx, WORD, owned.id.0, entries, Some(&state)).await?;
    Ok(owned.number)
}

/// Keeps what became of an owned case, unless somebody else changed it since it was read.
///
/// # Errors
/// [`StoreError::Conflict`] then, and when what it is about was destroyed; nothing is written.
pub async fn update(
    tx: &Tx,
    vault: &Vault,
    seq: i64,
    owned: &OwnedCase,
    entry: Entry,
) -> Result<(), StoreError> {
    let key = vault.key_for(tx, Subject::number(owned.about.sequence())).await?;
    let state = sealed(vault, &key, seq, owned);
    let text = "UPDATE owned_cases SET version = version + 1, stage = $3, is_open = $4, leader = $5, due_at = $6, \
                look_at = $7, state = $8 WHERE seq = $1 AND version = $2";
    let leader = owned.owned().map(|one| one.leader);
    let before: Option<Option<Uuid>> =
        sql::value(tx, "SELECT leader FROM owned_cases WHERE seq = $1", values![seq]).await?;
    let now_at = owned.stage();
    let values = values![
        seq,
        owned.version,
        now_at.code(),
        i64::from(now_at.is_open()),
        owned.owned().map(|one| one.leader.0),
        due_at(owned),
        look_at(owned),
        state.as_str(),
    ];
    if sql::run(tx, text, values).await? == 0 {
        return Err(StoreError::Conflict { word: WORD });
    }
    if let Some(leader) = leader.filter(|leader| before.flatten() != Some(leader.0)) {
        let event = Event::new(Occasion::OwnedCaseGiven, About::OwnedCase, seq, Told::Leader(leader));
        Event { due_at: Some(due_at(owned)).filter(|at| *at != NEVER), ..event }.tell(tx, entry.at).await?;
    }
    save_measures(tx, seq, owned).await?;
    journal::append(tx, WORD, owned.id.0, &[entry], Some(&state)).await
}

/// Until when the whole, or its review, is owed.
fn due_at(owned: &OwnedCase) -> i64 {
    let Some(one) = owned.owned() else { return NEVER };
    match owned.stage() {
        Stage::Approved | Stage::Working => to_micros(one.clock.due.at),
        Stage::Concluded => one.proposed().map_or(NEVER, |proposed| to_micros(proposed.clock.due.at)),
        Stage::Nominated | Stage::StruckOff | Stage::Returned | Stage::Refused | Stage::Withdrawn => NEVER,
    }
}

/// When the watch looks next. What was told already is found by the watch, and not told again.
fn look_at(owned: &OwnedCase) -> Option<i64> {
    owned.tellings().first().map(|telling| to_micros(telling.at))
}

async fn save_measures(tx: &Tx, seq: i64, owned: &OwnedCase) -> Result<(), StoreError> {
    let text = "INSERT INTO owned_measures (number, nth, body, stage, is_owed, due_at) \
                VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (number, nth) DO UPDATE SET stage = excluded.stage, \
                is_owed = excluded.is_owed, due_at = excluded.due_at";
    let is_worked = matches!(owned.stage(), Stage::Approved | Stage::Working);
    for measure in owned.owned().into_iter().flat_map(|one| &one.measures) {
        let stage = measure.stage();
        let is_owed = is_worked && stage == MeasureStage::Open;
        let values = values![
            seq,
            i64::from(measure.nth),
            measure.body.0,
            stage.code(),
            i64::from(is_owed),
            to_micros(measure.clock.due.at),
        ];
        sql::run(tx, text, values).await?;
    }
    Ok(())
}

/// An owned case in a list.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Listed {
    /// Its sequence.
    pub seq: i64,
    /// Its number.
    pub number: String,
    /// What kind.
    pub kind: String,
    /// How far it has come.
    pub stage: String,
    /// The number it is about.
    pub about_number: String,
    /// The street it lies in.
    pub street: String,
    /// Who owns it.
    pub leader: Option<Uuid>,
    /// When it was nominated (microseconds).
    pub nominated_at: i64,
    /// Until when the whole or its review is owed (microseconds); the largest number where nothing is.
    pub due_at: i64,
    /// Until when the next measure is owed (microseconds).
    pub next_at: Option<i64>,
    /// Measures that are done.
    pub done: i64,
    /// Measures that were not dropped.
    pub planned: i64,
}

impl Listed {
    /// Until when the whole or its review is owed.
    pub fn due(&self) -> Option<i64> {
        (self.due_at != NEVER).then_some(self.due_at)
    }
}

const LISTED: &str = "SELECT o.seq, o.number, o.kind, o.stage, o.about_number, o.street, o.leader, o.nominated_at, o.due_at, \
     (SELECT min(m.due_at) FROM owned_measures m WHERE m.number = o.seq AND m.stage IN ('open', 'reported')) AS next_at, \
     (SELECT count(*) FROM owned_measures m WHERE m.number = o.seq AND m.stage = 'done') AS done, \
     (SELECT count(*) FROM owned_measures m WHERE m.number = o.seq AND m.stage <> 'dropped') AS planned \
     FROM owned_cases o";

/// Which owned cases a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Which {
    /// Those that go on.
    #[default]
    Open,
    /// Those that go on and stand at this stage.
    At(Stage),
    /// Those that are late.
    Late,
    /// Those that have ended.
    Ended,
}

/// What of the owned cases within `scope` a list asks for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Asked {
    /// Which.
    pub which: Which,
    /// Only this kind.
    pub kind: Option<BacklogKind>,
    /// After this one.
    pub before: Option<i64>,
}

/// What was destroyed with its number is not listed.
fn readable(query: &mut Where) {
    let nil = query.bind(Uuid::nil());
    query
        .and(format!("EXISTS (SELECT 1 FROM subject_keys k WHERE k.number = o.about AND k.subject = {nil})"));
}

/// The owned cases within `scope` that a list shows.
fn shown(which: Which, scope: &Scope, now: Moment) -> Where {
    let mut query = Where::default();
    match which {
        Which::Open => query.equals("o.is_open", 1_i64),
        Which::At(stage) => query.equals("o.stage", stage.code()),
        Which::Ended => query.equals("o.is_open", 0_i64),
        Which::Late => {
            query.equals("o.is_open", 1_i64);
            let at = query.bind(to_micros(now));
            query.and(format!(
                "(o.due_at <= {at} OR (o.stage IN ('approved', 'working') AND EXISTS (SELECT 1 FROM owned_measures m \
                 WHERE m.number = o.seq AND m.stage IN ('open', 'reported') AND m.due_at <= {at})))"
            ));
        }
    }
    query.within_territory(scope, "o", ORDINARY);
    readable(&mut query);
    query
}

/// How many owned cases within `scope` a list shows.
pub async fn count(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    which: Which,
    now: Moment,
) -> Result<i64, StoreError> {
    let query = shown(which, scope, now);
    let text = format!("SELECT count(*) FROM owned_cases o{}", query.sql());
    Ok(sql::value(conn, &text, query.values).await?.unwrap_or(0))
}

/// A page of owned cases within `scope`, newest first.
pub async fn list(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    asked: Asked,
    now: Moment,
) -> Result<Rows<Listed>, StoreError> {
    let mut query = shown(asked.which, scope, now);
    query.equals_if("o.kind", asked.kind.map(BacklogKind::code));
    if let Some(before) = asked.before {
        let before = query.bind(before);
        query.and(format!("o.seq < {before}"));
    }
    let text = format!("{LISTED}{} ORDER BY o.seq DESC LIMIT {}", query.sql(), PAGE + 1);
    let rows: Vec<Listed> = sql::all(conn, &text, query.values).await?;
    Ok(Rows::of(rows, |row| row.seq))
}

/// What these leaders own now, what is due first first; nobody owns more than a page.
pub async fn of_leaders(
    conn: &impl ConnectionTrait,
    leaders: &[AccountId],
) -> Result<Vec<Listed>, StoreError> {
    let mut query = Where::default();
    let any: Vec<String> =
        leaders.iter().map(|leader| format!("o.leader = {}", query.bind(leader.0))).collect();
    query.any_of(&any);
    query.equals("o.is_open", 1_i64);
    readable(&mut query);
    let text = format!("{LISTED}{} ORDER BY o.due_at, o.seq LIMIT {PAGE}", query.sql());
    sql::all(conn, &text, query.values).await
}

/// A measure in the list of what a body owes.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct OwedMeasure {
    /// The number of the owned case.
    pub number: String,
    /// What kind.
    pub kind: String,
    /// Which measure.
    pub nth: i64,
    /// Who owns the case.
    pub leader: Option<Uuid>,
    /// Until when (microseconds).
    pub due_at: i64,
}

/// What `bodies` owe now, what is due first first.
pub async fn owed(conn: &impl ConnectionTrait, bodies: &[BodyId]) -> Result<Vec<OwedMeasure>, StoreError> {
    let mut query = Where::default();
    let any: Vec<String> = bodies.iter().map(|body| format!("m.body = {}", query.bind(body.0))).collect();
    query.any_of(&any);
    query.equals("m.is_owed", 1_i64);
    query.and(ORDINARY);
    readable(&mut query);
    let text = format!(
        "SELECT o.number, o.kind, m.nth, o.leader, m.due_at FROM owned_measures m JOIN owned_cases o ON o.seq = m.number{} \
         ORDER BY m.due_at, m.number, m.nth LIMIT {}",
        query.sql(),
        PAGE * 2
    );
    sql::all(conn, &text, query.values).await
}

/// How much waits for these leaders, for these bodies, and for whoever approves and reviews within `scope`.
pub async fn count_waiting(
    conn: &impl ConnectionTrait,
    leaders: &[AccountId],
    bodies: &[BodyId],
    scope: &Scope,
) -> Result<i64, StoreError> {
    let mut all = 0;
    if !leaders.is_empty() {
        let mut query = Where::default();
        let any: Vec<String> =
            leaders.iter().map(|leader| format!("o.leader = {}", query.bind(leader.0))).collect();
        query.any_of(&any);
        query.and("o.stage IN ('approved', 'working')");
        readable(&mut query);
        let text = format!("SELECT count(*) FROM owned_cases o{}", query.sql());
        all += sql::value::<i64>(conn, &text, query.values).await?.unwrap_or(0);
    }
    if !bodies.is_empty() {
        all += i64::try_from(owed(conn, bodies).await?.len()).unwrap_or(i64::MAX);
    }
    if !scope.reaches.is_empty() {
        let mut query = Where::default();
        query.and("o.stage IN ('nominated', 'concluded')");
        query.within_territory(scope, "o", ORDINARY);
        readable(&mut query);
        let text = format!("SELECT count(*) FROM owned_cases o{}", query.sql());
        all += sql::value::<i64>(conn, &text, query.values).await?.unwrap_or(0);
    }
    Ok(all)
}

/// Who owns a number, for whoever follows it.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Owner {
    /// The number of the owned case.
    pub number: String,
    /// Its sequence.
    pub seq: i64,
    /// How far it has come.
    pub stage: String,
    /// The leader.
    pub leader: Option<Uuid>,
    /// Until when (microseconds).
    pub due_at: i64,
}

/// What is owned, or nominated, of a number now.
pub async fn of_number(conn: &impl ConnectionTrait, about: i64) -> Result<Option<Owner>, StoreError> {
    let text = "SELECT number, seq, stage, leader, due_at FROM owned_cases WHERE about = $1 AND is_open = 1";
    sql::first(conn, text, values![about]).await
}
