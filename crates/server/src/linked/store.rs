//! Which tasks does a body have, and which numbers did it send? Rows derived from cases and requests, written with them.

use fengqiao_base::{BodyId, id::TaskId};
use fengqiao_domain::{
    case::{Case, ClockName},
    intake::Request,
    linked::{Task, TaskStage},
};
use fengqiao_store::{StoreError, bulk, sql, time::to_micros, values};
use sea_orm::{ConnectionTrait, FromQueryResult, Value};
use uuid::Uuid;

use crate::listing::{PAGE, Rows, Where};

const COLUMNS: &str = "id, number, body, stage, is_open, is_owed, due_at";
/// What stands in `due_at` of a task that has no end.
const NEVER: i64 = i64::MAX;

/// Rows of many cases that wait to be written.
pub fn rows() -> bulk::Rows {
    bulk::Rows::of("linked_tasks", COLUMNS)
}

fn row(seq: i64, case: &Case, task: &Task) -> Vec<Value> {
    let next = match task.stage() {
        TaskStage::Asked => Some(ClockName::TaskAnswer(task.id)),
        TaskStage::Accepted => Some(ClockName::Task(task.id)),
        TaskStage::Declined => Some(ClockName::TaskTransfer(task.id)),
        TaskStage::SentOn | TaskStage::Done | TaskStage::Withdrawn => None,
    };
    let due = next.and_then(|name| case.due_at(name)).map_or(NEVER, to_micros);
    values![
        task.id.0,
        seq,
        task.body.0,
        task.stage().code(),
        i64::from(task.is_open()),
        i64::from(task.is_owed_by_body()),
        due
    ]
}

/// Adds the rows of a case.
pub fn push(rows: &mut bulk::Rows, seq: i64, case: &Case) {
    for task in &case.linkage.tasks {
        rows.push(row(seq, case, task));
    }
}

/// Writes the rows of a case, and when whoever sent it was told, in the transaction that writes the case.
pub async fn save(conn: &impl ConnectionTrait, seq: i64, case: &Case) -> Result<(), StoreError> {
    let text = format!(
        "INSERT INTO linked_tasks ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO UPDATE SET \
         stage = excluded.stage, is_open = excluded.is_open, is_owed = excluded.is_owed, due_at = excluded.due_at"
    );
    for task in &case.linkage.tasks {
        sql::run(conn, &text, row(seq, case, task)).await?;
    }
    if let Some(reply) = case.linkage.replies.last() {
        let text = "UPDATE referrals SET replied_at = $2 WHERE number = $1";
        sql::run(conn, text, values![seq, to_micros(reply.at)]).await?;
    }
    Ok(())
}

/// Writes down that a body sent this number here itself, if one did.
pub async fn sent(conn: &impl ConnectionTrait, seq: i64, request: &Request) -> Result<(), StoreError> {
    let Some(sent) = request.channel.sent() else { return Ok(()) };
    let text = "INSERT INTO referrals (number, body, sent_at, replied_at) VALUES ($1, $2, $3, NULL)";
    sql::run(conn, text, values![seq, sent.body.0, to_micros(request.filed_at)]).await.map(|_| ())
}

/// A task as the list of its body shows it.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Listed {
    /// Its id.
    pub id: Uuid,
    /// The number of the case.
    pub number: String,
    /// The committee that keeps the file.
    pub from: Uuid,
    /// The body that has the task.
    pub body: Uuid,
    /// How far it has come.
    pub stage: String,
    /// Until when the next is owed (microseconds); the largest number where nothing has an end.
    pub due_at: i64,
}

impl Listed {
    /// Until when the next is owed.
    pub fn due(&self) -> Option<i64> {
        (self.due_at != NEVER).then_some(self.due_at)
    }
}

fn of_bodies(bodies: &[BodyId], column: &str) -> Where {
    let mut query = Where::default();
    let any: Vec<String> = bodies.iter().map(|body| format!("{column} = {}", query.bind(body.0))).collect();
    query.any_of(&any);
    query
}

/// A page of the tasks of `bodies`, what is due first first, after a place in that order; and the next place. `open`:
/// those with which somebody has something to do, else those that are over.
pub async fn list(
    conn: &impl ConnectionTrait,
    bodies: &[BodyId],
    open: bool,
    after: Option<(i64, Uuid)>,
) -> Result<Rows<Listed, (i64, Uuid)>, StoreError> {
    let mut query = of_bodies(bodies, "t.body");
    query.equals("t.is_open", i64::from(open));
    if let Some((due, id)) = after {
        let (due, id) = (query.bind(due), query.bind(id));
        query.and(format!("(t.due_at, t.id) > ({due}, {id})"));
    }
    let text = format!(
        "SELECT t.id, c.number, c.body AS \"from\", t.body, t.stage, t.due_at FROM linked_tasks t \
         JOIN cases c ON c.seq = t.number{} ORDER BY t.due_at, t.id LIMIT {}",
        query.sql(),
        PAGE + 1
    );
    Ok(Rows::of(sql::all(conn, &text, query.values).await?, |row: &Listed| (row.due_at, row.id)))
}

/// How many tasks wait for `bodies`, counted up to 1,000.
pub async fn count_owed(conn: &impl ConnectionTrait, bodies: &[BodyId]) -> Result<i64, StoreError> {
    let mut query = of_bodies(bodies, "t.body");
    query.equals("t.is_owed", 1_i64);
    let text =
        format!("SELECT count(*) FROM (SELECT 1 FROM linked_tasks t{} LIMIT 1001) AS found", query.sql());
    Ok(sql::value(conn, &text, query.values).await?.unwrap_or(0))
}

/// Under which sequence the task `id` lies, if it is one of `bodies`.
pub async fn find(
    conn: &impl ConnectionTrait,
    bodies: &[BodyId],
    id: TaskId,
) -> Result<Option<i64>, StoreError> {
    let mut query = of_bodies(bodies, "t.body");
    query.equals("t.id", id.0);
    let text = format!("SELECT t.number FROM linked_tasks t{}", query.sql());
    sql::value(conn, &text, query.values).await
}

/// A number that a body sent here.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Referral {
    /// Its sequence.
    pub number: i64,
    /// When it was sent (microseconds).
    pub sent_at: i64,
    /// When the body was told what came of it (microseconds).
    pub replied_at: Option<i64>,
    /// How far the case has come, once there is one.
    pub stage: Option<String>,
}

const REFERRALS: &str = "SELECT f.number, f.sent_at, f.replied_at, c.stage FROM referrals f LEFT JOIN cases c ON c.seq = f.number";

/// A page of what `bodies` sent, newest first, after the number `before`; and where the next page begins.
pub async fn referrals(
    conn: &impl ConnectionTrait,
    bodies: &[BodyId],
    before: Option<i64>,
) -> Result<Rows<Referral>, StoreError> {
    let mut query = of_bodies(bodies, "f.body");
    if let Some(before) = before {
        let before = query.bind(before);
        query.and(format!("f.number < {before}"));
    }
    let text = format!("{REFERRALS}{} ORDER BY f.number DESC LIMIT {}", query.sql(), PAGE + 1);
    Ok(Rows::of(sql::all(conn, &text, query.values).await?, |row: &Referral| row.number))
}

/// What `bodies` sent under the sequence `seq`, if they did.
pub async fn referral(
    conn: &impl ConnectionTrait,
    bodies: &[BodyId],
    seq: i64,
) -> Result<Option<Referral>, StoreError> {
    let mut query = of_bodies(bodies, "f.body");
    query.equals("f.number", seq);
    let text = format!("{REFERRALS}{}", query.sql());
    sql::first(conn, &text, query.values).await
}
