//! Which cases wait for the reader, the next to fall due first?

use fengqiao_base::{Duty, Moment};
use fengqiao_policy::Scope;
use fengqiao_store::{StoreError, sql, time::to_micros};
use sea_orm::ConnectionTrait;

use crate::{
    case::list::CaseRow,
    listing::{PAGE, Where},
    vault::Vault,
};

/// A page of a queue: rows in the order in which they fall due, and where the next page begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Queue {
    /// At most [`PAGE`] rows.
    pub rows: Vec<CaseRow>,
    /// The place after which it goes on.
    pub next: Option<After>,
}

/// A place in a queue: by when, and which number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct After {
    /// The moment (microseconds); [`NEVER`] where nothing runs.
    pub due_at: i64,
    /// The number's sequence.
    pub seq: i64,
}

/// Cases without a running clock come last.
pub const NEVER: i64 = i64::MAX;

impl After {
    /// As an address carries it: `due.seq`.
    pub fn from_text(text: &str) -> Option<Self> {
        let (due_at, seq) = text.split_once('.')?;
        Some(Self { due_at: due_at.parse().ok()?, seq: seq.parse().ok()? })
    }

    /// As an address carries it.
    pub fn text(self) -> String {
        format!("{}.{}", self.due_at, self.seq)
    }
}

/// The condition that a case within `scope` waits for `turn`, or for a duty of the post that reaches it. A mediator waits
/// for her own cases only, wherever they lie.
fn waiting_for(scope: &Scope, turn: Option<Duty>) -> Where {
    let mut query = Where::default();
    query.and("c.turn <> ''");
    let mut any = Vec::new();
    for reach in &scope.reaches {
        let duties = reach.duties.iter().copied().filter(|duty| turn.is_none() && *duty != Duty::Mediator);
        let turns: Vec<String> = duties.chain(turn).map(|duty| query.bind(duty.code())).collect();
        if !turns.is_empty() {
            let turns = format!("c.turn IN ({})", turns.join(", "));
            any.push(match query.reach(reach, "c", "c.class = 'ordinary'") {
                Some(there) => format!("({turns} AND {there})"),
                None => turns,
            });
        }
    }
    if let Some(mediator) = scope.mediator.filter(|_| turn.is_none()) {
        let (turn, own) = (query.bind(Duty::Mediator.code()), query.bind(mediator.0));
        any.push(format!("(c.turn = {turn} AND c.mediator = {own})"));
    }
    query.any_of(&any);
    query
}

/// The cases whose turn it is for the reader, or for `turn`.
pub async fn waiting(
    conn: &impl ConnectionTrait,
    vault: &Vault,
    scope: &Scope,
    turn: Option<Duty>,
    after: Option<After>,
) -> Result<Queue, StoreError> {
    let query = waiting_for(scope, turn);
    page(conn, vault, query, "cases c", &format!("coalesce(c.due_at, {NEVER})"), after).await
}

/// The cases for which a return visit is planned.
pub async fn of_visits(
    conn: &impl ConnectionTrait,
    vault: &Vault,
    scope: &Scope,
    until: Option<Moment>,
    after: Option<After>,
) -> Result<Queue, StoreError> {
    let mut query = Where::default();
    query.and("k.name IN ('visit-first', 'visit-second')");
    if let Some(until) = until {
        let at = query.bind(to_micros(until));
        query.and(format!("k.due_at <= {at}"));
    }
    query.within(scope, "c", true);
    page(conn, vault, query, "clocks k JOIN cases c ON c.seq = k.number", "k.due_at", after).await
}

async fn page(
    conn: &impl ConnectionTrait,
    vault: &Vault,
    mut query: Where,
    from: &str,
    due: &str,
    after: Option<After>,
) -> Result<Queue, StoreError> {
    if let Some(after) = after {
        let (at, seq) = (query.bind(after.due_at), query.bind(after.seq));
        query.and(format!("({due} > {at} OR ({due} = {at} AND c.seq > {seq}))"));
    }
    let text = format!(
        "SELECT {} FROM {from}{} ORDER BY {due}, c.seq LIMIT {}",
        CaseRow::columns(due),
        query.sql(),
        PAGE + 1
    );
    let found = sql::rows(conn, &text, query.values).await?;
    let mut rows: Vec<CaseRow> =
        found.iter().map(|row| CaseRow::read(vault, row)).collect::<Result<_, _>>()?;
    let is_more = i64::try_from(rows.len()).is_ok_and(|n| n > PAGE);
    if is_more {
        rows.pop();
    }
    let next = rows
        .last()
        .filter(|_| is_more)
        .map(|row| After { due_at: row.due_at.unwrap_or(NEVER), seq: row.seq });
    for row in &mut rows {
        row.due_at = row.due_at.filter(|at| *at != NEVER);
    }
    Ok(Queue { rows, next })
}

/// How many cases of a queue are over or fall due until `until`, counted up to 1,000.
pub async fn count_due(conn: &impl ConnectionTrait, scope: &Scope, until: Moment) -> Result<i64, StoreError> {
    let mut query = waiting_for(scope, None);
    let at = query.bind(to_micros(until));
    query.and(format!("c.due_at <= {at}"));
    let text = format!("SELECT count(*) FROM (SELECT 1 FROM cases c{} LIMIT 1001) AS found", query.sql());
    Ok(sql::value(conn, &text, query.values).await?.unwrap_or(0))
}
