//! Where do the wishes to see sealed identities stand?

use fengqiao_base::{AccountId, Moment};
use fengqiao_domain::identity::{IdentityRequest, IdentityState};
use fengqiao_store::{StoreError, sql, time::to_micros, values};
use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;

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
}

impl Row {
    fn kept(self) -> Result<Kept, StoreError> {
        let request = serde_json::from_str(&self.state).map_err(|e| StoreError::unreadable("identity", e))?;
        Ok(Kept { id: self.id, number: self.number, request })
    }
}

/// Keeps a wish, or what came of it.
pub async fn save(conn: &impl ConnectionTrait, kept: &Kept) -> Result<(), StoreError> {
    let until = match kept.request.state {
        IdentityState::Opened { until, .. } => Some(to_micros(until)),
        IdentityState::Asked | IdentityState::Refused { .. } => None,
    };
    let is_open = i64::from(kept.request.state == IdentityState::Asked);
    let state = serde_json::to_string(&kept.request).expect("a wish is plain data");
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
pub async fn find(conn: &impl ConnectionTrait, id: Uuid) -> Result<Option<Kept>, StoreError> {
    let text = "SELECT id, number, state FROM identity_requests WHERE id = $1";
    sql::first::<Row>(conn, text, values![id]).await?.map(Row::kept).transpose()
}

/// The wishes of `account` about `number`, newest first.
pub async fn of_account(
    conn: &impl ConnectionTrait,
    number: i64,
    account: AccountId,
) -> Result<Vec<Kept>, StoreError> {
    let text = "SELECT id, number, state FROM identity_requests WHERE number = $1 AND account = $2 \
                ORDER BY asked_at DESC LIMIT 20";
    let rows: Vec<Row> = sql::all(conn, text, values![number, account.0]).await?;
    rows.into_iter().map(Row::kept).collect()
}

/// The wishes that wait for a custodian, the oldest first, then the last that were decided.
pub async fn queue(conn: &impl ConnectionTrait) -> Result<Vec<Kept>, StoreError> {
    let waiting =
        "SELECT id, number, state FROM identity_requests WHERE is_open = 1 ORDER BY asked_at LIMIT 100";
    let decided =
        "SELECT id, number, state FROM identity_requests WHERE is_open = 0 ORDER BY asked_at DESC LIMIT 50";
    let mut all = Vec::new();
    for text in [waiting, decided] {
        let rows: Vec<Row> = sql::all(conn, text, values![]).await?;
        all.extend(rows.into_iter().map(Row::kept).collect::<Result<Vec<_>, _>>()?);
    }
    Ok(all)
}
