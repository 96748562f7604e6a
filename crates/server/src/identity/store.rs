//! Where do the wishes to see sealed identities stand?

use fengqiao_base::{AccountId, Moment};
use fengqiao_domain::identity::{IdentityRequest, IdentityState};
use fengqiao_policy::Scope;
use fengqiao_seal::Place;
use fengqiao_store::{StoreError, sql, time::to_micros, values};
use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;

use crate::{
    listing::Where,
    vault::{Subject, Vault},
};

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
///
/// # Errors
/// [`StoreError::Conflict`] when somebody else has decided on it.
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
                is_open = excluded.is_open, until_at = excluded.until_at, state = excluded.state \
                WHERE identity_requests.is_open = 1";
    let values = values![
        kept.id,
        kept.number,
        kept.request.account.0,
        to_micros(kept.request.at),
        is_open,
        until,
        state
    ];
    match sql::run(conn, text, values).await? {
        0 => Err(StoreError::Conflict { word: "identity" }),
        _ => Ok(()),
    }
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

/// Wishes about files in the territory; what class they are of is plain.
fn asked(scope: &Scope) -> Where {
    let mut query = Where::default();
    query.bind(Uuid::nil());
    query.within_territory(scope, "c", "1 = 1");
    query
}

async fn read(
    conn: &impl ConnectionTrait,
    vault: &Vault,
    query: Where,
    order: &str,
) -> Result<Vec<Kept>, StoreError> {
    let text = format!("{FOUND} JOIN cases c ON c.seq = i.number{} ORDER BY {order}", query.sql());
    let rows: Vec<Row> = sql::all(conn, &text, query.values).await?;
    rows.into_iter().filter_map(|row| row.kept(vault).transpose()).collect()
}

/// One wish about a file within `scope`.
pub async fn find(
    conn: &impl ConnectionTrait,
    vault: &Vault,
    scope: &Scope,
    id: Uuid,
) -> Result<Option<Kept>, StoreError> {
    let mut query = asked(scope);
    query.equals("i.id", id);
    Ok(read(conn, vault, query, "i.asked_at LIMIT 1").await?.pop())
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

/// The wishes about files within `scope` that wait for a custodian, the oldest first, then the last that were decided.
pub async fn queue(
    conn: &impl ConnectionTrait,
    vault: &Vault,
    scope: &Scope,
) -> Result<Vec<Kept>, StoreError> {
    let mut all = Vec::new();
    for (is_open, order) in [(1_i64, "i.asked_at LIMIT 100"), (0, "i.asked_at DESC LIMIT 50")] {
        let mut query = asked(scope);
        query.equals("i.is_open", is_open);
        all.extend(read(conn, vault, query, order).await?);
    }
    Ok(all)
}
