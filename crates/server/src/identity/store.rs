//! Where do the wishes to see sealed identities stand?

use fengqiao_base::{AccountId, Moment};
use fengqiao_domain::identity::{IdentityRequest, IdentityState};
use fengqiao_seal::Place;
use fengqiao_store::{StoreError, sql, time::to_micros, values};
use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;

use crate::vault::{Subject, Vault};

/// A wish with where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its id.
    pub id: Uuid,
    /// The file's number.
    pub number: i64,
    /// The wish.
    pub request: IdentityRequest,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    number: i64,
    state: String,
    wrapped: Option<Vec<u8>>,
}

impl Row {
    /// `None` once the number was erased.
    fn kept(self, vault: &Vault) -> Result<Option<Kept>, StoreError> {
        let lock = vault.lock(Subject::number(self.number), self.wrapped.as_deref())?;
        let Some(state) = lock.open(&state_of(&self.id), &self.state)? else { return Ok(None) };
        let request = serde_json::from_str(&state).map_err(|e| StoreError::unreadable("identity", e))?;
        Ok(Some(Kept { id: self.id, number: self.number, request }))
    }
}

/// Columns of a [`Row`]; the first value is the nil subject.
const FOUND: &str = "SELECT i.id, i.number, i.state, k.wrapped FROM identity_requests i \
     LEFT JOIN subject_keys k ON k.number = i.number AND k.subject = $1";

/// Where the reason of a wish stands, and what came of it.
fn state_of(id: &Uuid) -> Place<'_> {
    Place { table: "identity_requests", column: "state", row: id.as_bytes() }
}

/// Keeps a wish, or what came of it.
pub async fn save(conn: &impl ConnectionTrait, vault: &Vault, kept: &Kept) -> Result<(), StoreError> {
    let until = match kept.request.state {
        IdentityState::Opened { until, .. } => Some(to_micros(until)),
        IdentityState::Asked | IdentityState::Refused { .. } => None,
    };
    let is_open = i64::from(kept.request.state == IdentityState::Asked);
    let state = serde_json::to_string(&kept.request).expect("a wish is plain data");
    let key = vault.key_for(conn, Subject::number(kept.number)).await?;
    let state = vault.seal(&key, &state_of(&kept.id), &state);
    let text = "INSERT INTO identity_requests (id, number, account, asked_at, is_open, until_at, state) \
                VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO UPDATE SET \
                is_open = excluded.is_open, until_at = excluded.until_at, state = excluded.state";
    let values = values![
        kept.id,
        kept.number,
        kept.request.account.0,
        to_micros(kept.request.at),
        is_open,
        until,
        state
    ];
    sql::run(conn, text, values).await.map(|_| ())
}

/// Whether the identities of `number` are open to `account` now.
pub async fn is_open(
    conn: &impl ConnectionTrait,
    number: i64,
    account: AccountId,
    now: Moment,
) -> Result<bool, StoreError> {
    let text = "SELECT count(*) FROM identity_requests WHERE number = $1 AND account = $2 AND until_at > $3";
    let open: Option<i64> = sql::value(conn, text, values![number, account.0, to_micros(now)]).await?;
    Ok(open.is_some_and(|open| open > 0))
}

/// One wish.
pub async fn find(conn: &impl ConnectionTrait, vault: &Vault, id: Uuid) -> Result<Option<Kept>, StoreError> {
    let text = format!("{FOUND} WHERE i.id = $2");
    let row: Option<Row> = sql::first(conn, &text, values![Uuid::nil(), id]).await?;
    row.map_or(Ok(None), |row| row.kept(vault))
}

/// The wishes of `account` about `number`, newest first.
pub async fn of_account(
    conn: &impl ConnectionTrait,
    vault: &Vault,
    number: i64,
    account: AccountId,
) -> Result<Vec<Kept>, StoreError> {
    let text = format!("{FOUND} WHERE i.number = $2 AND i.account = $3 ORDER BY i.asked_at DESC LIMIT 20");
    let rows: Vec<Row> = sql::all(conn, &text, values![Uuid::nil(), number, account.0]).await?;
    rows.into_iter().filter_map(|row| row.kept(vault).transpose()).collect()
}

/// The wishes that wait for a custodian, the oldest first, then the last that were decided.
pub async fn queue(conn: &impl ConnectionTrait, vault: &Vault) -> Result<Vec<Kept>, StoreError> {
    let waiting = "WHERE i.is_open = 1 ORDER BY i.asked_at LIMIT 100";
    let decided = "WHERE i.is_open = 0 ORDER BY i.asked_at DESC LIMIT 50";
    let mut all = Vec::new();
    for which in [waiting, decided] {
        let rows: Vec<Row> = sql::all(conn, &format!("{FOUND} {which}"), values![Uuid::nil()]).await?;
        for row in rows {
            all.extend(row.kept(vault)?);
        }
    }
    Ok(all)
}
