//! Where do bodies stand?

use fengqiao_domain::centre::{Body, BodyKind, Network};
use fengqiao_store::{
    StoreError,
    journal::{self, Entry},
    sql, values,
};
use sea_orm::{ConnectionTrait, FromQueryResult};

/// The word of the journal's entries.
pub const WORD: &str = "centre";

#[derive(FromQueryResult)]
struct Row {
    state: String,
}

/// Every body of the district: from the whole down to what is in a house, in the order of their codes.
pub async fn network(conn: &impl ConnectionTrait) -> Result<Network, StoreError> {
    let rows: Vec<Row> = sql::all(conn, "SELECT state FROM bodies ORDER BY code", values![]).await?;
    let mut bodies = rows
        .iter()
        .map(|row| serde_json::from_str(&row.state).map_err(|e| StoreError::unreadable("body", e)))
        .collect::<Result<Vec<Body>, _>>()?;
    bodies.sort_by_key(order);
    Ok(Network::of(bodies))
}

/// The place of a kind in the network, then what is there most often, then the number over the counter.
fn order(body: &Body) -> (usize, usize) {
    let kind = BodyKind::CODES.iter().position(|code| *code == body.kind.code()).unwrap_or_default();
    let within = match &body.kind {
        BodyKind::Agency { presence, .. } => {
            ["resident", "rotating", "on_call"].iter().position(|code| *code == presence.code()).unwrap_or(0)
        }
        BodyKind::Window { counter } => usize::from(*counter),
        _ => 0,
    };
    (kind, within)
}

/// Adds or replaces a body.
pub async fn save(conn: &impl ConnectionTrait, body: &Body) -> Result<(), StoreError> {
    let state = serde_json::to_string(body).map_err(|e| StoreError::unreadable("body", e))?;
    let text = "INSERT INTO bodies (id, code, kind, name, state) VALUES ($1, $2, $3, $4, $5) \
                ON CONFLICT (id) DO UPDATE SET code = excluded.code, kind = excluded.kind, name = excluded.name, \
                state = excluded.state";
    let values = values![body.id.0, body.code.as_str(), body.kind.code(), body.name.as_str(), state];
    sql::run(conn, text, values).await.map(|_| ())
}

/// Changes a body, unless somebody else did since it was read.
///
/// # Errors
/// [`StoreError::Conflict`] then; nothing is written.
pub async fn change(
    conn: &impl ConnectionTrait,
    before: &Body,
    after: &Body,
    entry: Entry,
) -> Result<(), StoreError> {
    let text = "SELECT state FROM bodies WHERE id = $1";
    let row: Option<Row> = sql::first(conn, text, values![before.id.0]).await?;
    let kept = row.ok_or(StoreError::Conflict { word: WORD })?.state;
    let body: Body = serde_json::from_str(&kept).map_err(|e| StoreError::unreadable("body", e))?;
    let state = serde_json::to_string(after).map_err(|e| StoreError::unreadable("body", e))?;
    let text = "UPDATE bodies SET state = $2 WHERE id = $1 AND state = $3";
    if body != *before || sql::run(conn, text, values![before.id.0, state, kept]).await? == 0 {
        return Err(StoreError::Conflict { word: WORD });
    }
    journal::append(conn, WORD, before.id.0, &[entry], None).await
}
