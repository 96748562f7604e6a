//! Where do the terms of what has ended stand, and what became of it?

use fengqiao_base::{Actor, Day, Moment};
use fengqiao_domain::retention::Kept;
use fengqiao_policy::Scope;
use fengqiao_seal::Place;
use fengqiao_store::{StoreError, sql, time::day_from_text, values};
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::{
    listing::{PAGE, Where},
    vault::{self, Subject, Vault},
};

/// Where a number stands on its way out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It has ended; its term is to be reckoned.
    New,
    /// Its term runs.
    Running,
    /// There is no end to it.
    ForEver,
    /// Its term is over: somebody is to decide.
    Proposed,
    /// Somebody decided that it is kept longer.
    Kept,
    /// It was destroyed.
    Destroyed,
}

impl State {
    /// The word in the table.
    pub fn code(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Running => "running",
            Self::ForEver => "for_ever",
            Self::Proposed => "proposed",
            Self::Kept => "kept",
            Self::Destroyed => "destroyed",
        }
    }
}

/// Writes down with a save that a number has ended, so that its term is reckoned. What somebody decided stays; what goes
/// on again loses its row at the next look.
pub async fn note(conn: &impl ConnectionTrait, number: i64, has_ended: bool) -> Result<(), StoreError> {
    if !has_ended {
        return Ok(());
    }
    let text = "INSERT INTO disposals (number, state, look_on) VALUES ($1, 'new', '') ON CONFLICT (number) DO UPDATE \
                SET state = 'new', look_on = '' WHERE disposals.state IN ('running', 'for_ever', 'proposed')";
    sql::run(conn, text, values![number]).await.map(|_| ())
}

/// A number whose term is over, or that was destroyed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disposal {
    /// The number's sequence.
    pub number: i64,
    /// The number on the receipt.
    pub shown: String,
    /// Code of the type, where one was chosen.
    pub dispute_type: Option<String>,
    /// Code of the stage: of a case `S17`, of a request its own.
    pub stage: String,
    /// What came of the case.
    pub outcome: Option<String>,
    /// Under which rule.
    pub rule: Kept,
    /// Which version of it.
    pub version: u32,
    /// Its source, as it read when the term was reckoned.
    pub law: String,
    /// When it ended.
    pub since: Day,
    /// The last day of its term.
    pub last: Day,
    /// When it was proposed (microseconds).
    pub proposed_at: i64,
    /// When somebody decided (microseconds).
    pub decided_at: Option<i64>,
    /// Who decided last.
    pub decided_by: Option<Actor>,
    /// Why it was kept longer before.
    pub reason: Option<String>,
}

#[derive(FromQueryResult)]
struct Row {
    number: i64,
    shown: String,
    dispute_type: Option<String>,
    stage: String,
    outcome: Option<String>,
    rule: String,
    version: i64,
    law: String,
    since: Option<String>,
    last_day: Option<String>,
    proposed_at: Option<i64>,
    decided_at: Option<i64>,
    decided_by: Option<String>,
    reason: Option<String>,
}

const COLUMNS: &str = "d.number, d.shown, d.dispute_type, d.stage, d.outcome, d.rule, d.version, d.law, d.since, d.last_day, \
     d.proposed_at, d.decided_at, d.decided_by, d.reason";

impl Row {
    async fn disposal(self, conn: &impl ConnectionTrait, vault: &Vault) -> Result<Disposal, StoreError> {
        let unknown = |what: &'static str| StoreError::unreadable("disposal", std::io::Error::other(what));
        let day = |text: Option<String>| {
            text.map_or_else(|| Err(unknown("a day is missing")), |text| day_from_text(&text))
        };
        let reason = match self.reason {
            Some(sealed) => {
                let lock = vault.lock_of(conn, Subject::number(self.number)).await?;
                lock.open(&reason_of(&vault::row(self.number)), &sealed)?
            }
            None => None,
        };
        let decided_by = self.decided_by.map(|by| serde_json::from_str(&by)).transpose();
        Ok(Disposal {
            rule: Kept::from_code(&self.rule).ok_or_else(|| unknown("an unknown rule"))?,
            version: u32::try_from(self.version).map_err(|e| StoreError::unreadable("disposal", e))?,
            since: day(self.since)?,
            last: day(self.last_day)?,
            decided_by: decided_by.map_err(|e| StoreError::unreadable("disposal", e))?,
            number: self.number,
            law: self.law,
            shown: self.shown,
            dispute_type: self.dispute_type,
            stage: self.stage,
            outcome: self.outcome,
            proposed_at: self.proposed_at.unwrap_or_default(),
            decided_at: self.decided_at,
            reason,
        })
    }
}

/// Where a reason to keep something longer stands.
pub(super) fn reason_of(row: &[u8; 8]) -> Place<'_> {
    Place { table: "disposals", column: "reason", row }
}

async fn read(
    conn: &impl ConnectionTrait,
    vault: &Vault,
    query: Where,
    order: &str,
) -> Result<Vec<Disposal>, StoreError> {
    let text = format!("SELECT {COLUMNS} FROM disposals d{} ORDER BY {order}", query.sql());
    let rows: Vec<Row> = sql::all(conn, &text, query.values).await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        found.push(row.disposal(conn, vault).await?);
    }
    Ok(found)
}

/// What within `scope` waits for a decision, by rule and number, after a place in that order; one more than a page holds.
pub async fn waiting(
    conn: &impl ConnectionTrait,
    vault: &Vault,
    scope: &Scope,
    rule: Option<Kept>,
    after: Option<(Kept, i64)>,
) -> Result<Vec<Disposal>, StoreError> {
    let mut query = Where::default();
    query.equals("d.state", State::Proposed.code());
    query.equals_if("d.rule", rule.map(Kept::code));
    query.within(scope, "d", true);
    if let Some((rule, number)) = after {
        let (rule, number) = (query.bind(rule.code()), query.bind(number));
        query.and(format!("(d.rule > {rule} OR (d.rule = {rule} AND d.number > {number}))"));
    }
    read(conn, vault, query, &format!("d.rule, d.number LIMIT {}", PAGE + 1)).await
}

/// How many wait within `scope`, by rule.
pub async fn counts(conn: &impl ConnectionTrait, scope: &Scope) -> Result<Vec<(Kept, i64)>, StoreError> {
    let mut query = Where::default();
    query.equals("d.state", State::Proposed.code());
    query.within(scope, "d", true);
    let text =
        format!("SELECT d.rule, count(*) FROM disposals d{} GROUP BY d.rule ORDER BY d.rule", query.sql());
    let rows = sql::rows(conn, &text, query.values).await?;
    let counted = |row: &sea_orm::QueryResult| {
        let rule = Kept::from_code(sql::cell(row, 0)?);
        Ok(rule.zip(Some(sql::cell(row, 1)?)))
    };
    Ok(rows.iter().map(counted).collect::<Result<Vec<_>, StoreError>>()?.into_iter().flatten().collect())
}

/// Those of these numbers that wait within `scope`, in the order of the list; with `done_by`, those that this actor (as a
/// column holds it) has destroyed instead.
pub async fn chosen(
    conn: &impl ConnectionTrait,
    vault: &Vault,
    scope: &Scope,
    numbers: &[i64],
    done_by: Option<&str>,
) -> Result<Vec<Disposal>, StoreError> {
    if numbers.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = Where::default();
    query.equals("d.state", done_by.map_or(State::Proposed, |_| State::Destroyed).code());
    query.equals_if("d.decided_by", done_by);
    query.within(scope, "d", true);
    let places: Vec<String> = numbers.iter().map(|number| query.bind(*number)).collect();
    query.and(format!("d.number IN ({})", places.join(", ")));
    read(conn, vault, query, "d.rule, d.number").await
}

/// What was destroyed within `scope`, the last first, before a place in that order; one more than a page holds.
pub async fn register(
    conn: &impl ConnectionTrait,
    vault: &Vault,
    scope: &Scope,
    before: Option<(i64, i64)>,
) -> Result<Vec<Disposal>, StoreError> {
    let mut query = Where::default();
    // Written out, so that the partial index is used.
    query.and("d.state = 'destroyed'");
    query.within(scope, "d", true);
    if let Some((at, number)) = before {
        let (at, number) = (query.bind(at), query.bind(number));
        query.and(format!("(d.decided_at, d.number) < ({at}, {number})"));
    }
    read(conn, vault, query, &format!("d.decided_at DESC, d.number DESC LIMIT {}", PAGE + 1)).await
}

/// What was destroyed under a number, if it was and lies within `scope`; `only_case` leaves out what never was one.
pub async fn destroyed(
    conn: &impl ConnectionTrait,
    vault: &Vault,
    scope: &Scope,
    number: i64,
    only_case: bool,
) -> Result<Option<Disposal>, StoreError> {
    let mut query = Where::default();
    query.equals("d.number", number);
    query.and("d.state = 'destroyed'");
    if only_case {
        query.and("d.stage = 'S17'");
    }
    query.within(scope, "d", true);
    Ok(read(conn, vault, query, "d.number LIMIT 1").await?.pop())
}

/// Until when a number is kept because somebody decided so, if that is longer than its rule asks.
pub async fn kept_until(conn: &impl ConnectionTrait, number: i64) -> Result<Option<Day>, StoreError> {
    let text = "SELECT last_day FROM disposals WHERE number = $1 AND state = 'kept'";
    let last: Option<String> = sql::value(conn, text, values![number]).await?;
    last.map(|last| day_from_text(&last)).transpose()
}

/// The moment of a column.
pub(super) fn moment(micros: i64) -> Moment {
    fengqiao_store::time::from_micros(micros)
}
