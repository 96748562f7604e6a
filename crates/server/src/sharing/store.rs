//! Which sharings are in force with which body? Rows derived from the cases, written with them.

use fengqiao_base::{BodyId, Day, id::SharingId};
use fengqiao_domain::{
    case::Case,
    sharing::{Sharing, SharingState},
};
use fengqiao_store::{StoreError, bulk, sql, time::day_text, values};
use sea_orm::{ConnectionTrait, FromQueryResult, Value};
use uuid::Uuid;

use crate::listing::{PAGE, Rows, Where};

const COLUMNS: &str = "id, number, body, is_in_force, until_on";

/// Rows of many cases that wait to be written.
pub fn rows() -> bulk::Rows {
    bulk::Rows::of("sharings", COLUMNS)
}

fn row(seq: i64, case: &Case, sharing: &Sharing) -> Vec<Value> {
    values![sharing.id.0, seq, sharing.body.0, i64::from(case.is_in_force(sharing)), day_text(sharing.until)]
}

/// Adds the rows of a case.
pub fn push(rows: &mut bulk::Rows, seq: i64, case: &Case) {
    for sharing in &case.sharings {
        rows.push(row(seq, case, sharing));
    }
}

/// Writes the rows of a case, in the transaction that writes the case.
pub async fn save(conn: &impl ConnectionTrait, seq: i64, case: &Case) -> Result<(), StoreError> {
    let text = format!(
        "INSERT INTO sharings ({COLUMNS}) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (id) DO UPDATE SET is_in_force = excluded.is_in_force"
    );
    for sharing in &case.sharings {
        sql::run(conn, &text, row(seq, case, sharing)).await?;
    }
    Ok(())
}

/// A sharing as its receiver's list shows it.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Listed {
    /// Its id.
    pub id: Uuid,
    /// The number of the case.
    pub number: String,
    /// The committee that shares.
    pub body: Uuid,
    /// The last day.
    pub until_on: String,
}

/// What `bodies` may read on `today`.
fn in_force(bodies: &[BodyId], today: Day) -> Where {
    let mut query = Where::default();
    let any: Vec<String> = bodies.iter().map(|body| format!("s.body = {}", query.bind(body.0))).collect();
    query.any_of(&any);
    query.equals("s.is_in_force", 1_i64);
    let today = query.bind(day_text(today));
    query.and(format!("s.until_on >= {today}"));
    query
}

/// A page of what `bodies` may read on `today`, newest first, after the sharing `after`; and how many there are in all.
pub async fn list(
    conn: &impl ConnectionTrait,
    bodies: &[BodyId],
    today: Day,
    after: Option<Uuid>,
) -> Result<(Rows<Listed, Uuid>, u64), StoreError> {
    let query = in_force(bodies, today);
    let text = format!("SELECT count(*) FROM sharings s JOIN cases c ON c.seq = s.number{}", query.sql());
    let all: Option<i64> = sql::value(conn, &text, query.values).await?;
    let mut query = in_force(bodies, today);
    if let Some(after) = after {
        let after = query.bind(after);
        query.and(format!("s.id < {after}"));
    }
    let text = format!(
        "SELECT s.id, c.number, c.body, s.until_on FROM sharings s JOIN cases c ON c.seq = s.number{} \
         ORDER BY s.id DESC LIMIT {}",
        query.sql(),
        PAGE + 1
    );
    let rows = Rows::of(sql::all(conn, &text, query.values).await?, |row: &Listed| row.id);
    Ok((rows, all.and_then(|all| u64::try_from(all).ok()).unwrap_or_default()))
}

/// Under which sequence the sharing `id` lies, if one of `bodies` may read it on `today`.
pub async fn find(
    conn: &impl ConnectionTrait,
    bodies: &[BodyId],
    today: Day,
    id: SharingId,
) -> Result<Option<i64>, StoreError> {
    let mut query = in_force(bodies, today);
    query.equals("s.id", id.0);
    let text = format!("SELECT s.number FROM sharings s{}", query.sql());
    sql::value(conn, &text, query.values).await
}

/// Whether a body may read a sharing on `today`.
pub fn is_read_on(case: &Case, sharing: &Sharing, today: Day) -> bool {
    case.sharing_state(sharing, today) == SharingState::InForce
}

/// The sharing `id` of a case, if one of `bodies` may read it on `today`: what the case says counts.
pub fn read(case: &Case, bodies: &[BodyId], today: Day, id: SharingId) -> Option<Sharing> {
    let sharing = case.sharing(id).filter(|one| bodies.contains(&one.body))?;
    is_read_on(case, sharing, today).then(|| sharing.clone())
}
