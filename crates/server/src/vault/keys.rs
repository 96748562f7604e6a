//! Where are the keys of people and numbers kept, how are they wrapped anew, and how is one destroyed?

use fengqiao_seal::Ready;
use fengqiao_store::{Engine, Store, StoreError, bulk::Rows, dialect, sql, values};
use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;

use super::{Lock, Subject, Vault};

/// Keys wrapped anew in one transaction.
const BATCH: i64 = 500;

/// The bytes that are kept of a subject's key.
pub async fn wrapped(conn: &impl ConnectionTrait, subject: Subject) -> Result<Option<Vec<u8>>, StoreError> {
    let text = "SELECT wrapped FROM subject_keys WHERE number = $1 AND subject = $2";
    sql::value(conn, text, values![subject.number, subject.of]).await
}

/// Keeps the key of a subject that has none; gives the one that is there otherwise.
pub(super) async fn add(
    conn: &impl ConnectionTrait,
    subject: Subject,
    master: u32,
    bytes: Vec<u8>,
) -> Result<Option<Vec<u8>>, StoreError> {
    let text = "INSERT INTO subject_keys (number, subject, master, wrapped) VALUES ($1, $2, $3, $4) \
                ON CONFLICT DO NOTHING";
    if sql::run(conn, text, values![subject.number, subject.of, i64::from(master), bytes]).await? == 1 {
        return Ok(None);
    }
    wrapped(conn, subject).await
}

/// Whether these bytes are what is left of a key that was destroyed.
pub(super) fn is_erased(wrapped: &[u8]) -> bool {
    wrapped.iter().all(|byte| *byte == 0)
}

impl Vault {
    /// The key of a subject that has one.
    pub async fn lock_of(&self, conn: &impl ConnectionTrait, subject: Subject) -> Result<Lock, StoreError> {
        let wrapped = wrapped(conn, subject).await?;
        self.lock(subject, wrapped.as_deref())
    }

    /// The key under which something new of a subject is sealed; made if it has none. Nobody destroys it until the
    /// transaction ends: everybody takes the key first, then the row, then its term.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when the subject was erased.
    pub async fn key_for(&self, conn: &impl ConnectionTrait, subject: Subject) -> Result<Ready, StoreError> {
        let text = dialect::held_key(Engine::of(conn));
        let mut kept: Option<Vec<u8>> = sql::value(conn, text, values![subject.number, subject.of]).await?;
        if kept.is_none() {
            let ring = self.ring();
            let (key, bytes) = ring.make(&self.0.ids, &subject.bytes());
            kept = add(conn, subject, ring.current(), bytes).await?;
            if kept.is_none() {
                return Ok(key.ready());
            }
        }
        match self.lock(subject, kept.as_deref())? {
            Lock::Key(key) => Ok(*key),
            Lock::Erased => Err(StoreError::Conflict { word: "key" }),
        }
    }

    /// Where keys wait that are kept with much else.
    pub fn rows() -> Rows {
        Rows::of("subject_keys", "number, subject, master, wrapped")
    }

    /// Makes the key of a subject that is new, and puts it to `rows`.
    pub fn make(&self, rows: &mut Rows, subject: Subject) -> Ready {
        let ring = self.ring();
        let (key, bytes) = ring.make(&self.0.ids, &subject.bytes());
        rows.push(values![subject.number, subject.of, i64::from(ring.current()), bytes]);
        key.ready()
    }

    /// Wraps every key anew that is not under the current master key, a few at a time, so that the platform goes on
    /// serving; tells after each batch how many are done. It may be cut off and started again.
    pub async fn rewrap(&self, store: &Store, tell: impl Fn(u64)) -> Result<u64, StoreError> {
        let (mut done, mut in_pass, mut after) = (0, 0, None);
        loop {
            let vault = self.clone();
            let (count, last) =
                store.write(move |tx| Box::pin(async move { vault.rewrap_some(tx, after).await })).await?;
            done += count;
            in_pass += count;
            after = last;
            if after.is_some() {
                tell(done);
            } else if in_pass == 0 {
                return Ok(done);
            } else {
                // A server that had not heard of the new key may have made some under the old one.
                in_pass = 0;
            }
        }
    }

    /// Goes on after a subject; gives how many keys were wrapped, and the subject after which there are more.
    async fn rewrap_some(
        &self,
        tx: &impl ConnectionTrait,
        after: Option<Subject>,
    ) -> Result<(u64, Option<Subject>), StoreError> {
        let ring = self.ring();
        let current = i64::from(ring.current());
        let lock = match Engine::of(tx) {
            Engine::Sqlite => "",
            Engine::Postgres => " FOR UPDATE SKIP LOCKED",
        };
        let text = format!(
            "SELECT number, subject, wrapped FROM subject_keys WHERE (number, subject) > ($1, $2) AND master <> $3 \
             AND master <> 0 ORDER BY number, subject LIMIT {BATCH}{lock}"
        );
        let after = after.unwrap_or(Subject { number: -1, of: Uuid::nil() });
        let found: Vec<KeyRow> = sql::all(tx, &text, values![after.number, after.of, current]).await?;
        for row in &found {
            let subject = Subject { number: row.number, of: row.subject };
            let anew = ring.rewrap(&self.0.ids, &subject.bytes(), &row.wrapped).map_err(super::unreadable)?;
            // The column is behind the bytes only if somebody changed it by hand.
            let bytes = anew.unwrap_or_else(|| row.wrapped.clone());
            let text = "UPDATE subject_keys SET master = $3, wrapped = $4 WHERE number = $1 AND subject = $2";
            sql::run(tx, text, values![row.number, row.subject, current, bytes]).await?;
        }
        let last = found.last().map(|row| Subject { number: row.number, of: row.subject });
        Ok((found.len() as u64, last))
    }
}

#[derive(FromQueryResult)]
struct KeyRow {
    number: i64,
    subject: Uuid,
    wrapped: Vec<u8>,
}

/// How many keys are wrapped under a master key; 0 stands for those of the erased.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Count {
    /// The number of the master key.
    pub master: i64,
    /// Keys of people and numbers.
    pub keys: i64,
}

/// How many keys are wrapped under which master key.
pub async fn counts(conn: &impl ConnectionTrait) -> Result<Vec<Count>, StoreError> {
    let text = "SELECT master, count(*) AS keys FROM subject_keys GROUP BY master ORDER BY master";
    sql::all(conn, text, values![]).await
}

/// Destroys the key of a subject: nothing that is sealed under it opens any more. The bytes are overwritten in the table;
/// the write-ahead log, on PostgreSQL the old row until it is vacuumed, and backups hold them for a while, wrapped under
/// the master key. Says whether there was a key.
pub async fn destroy(conn: &impl ConnectionTrait, subject: Subject) -> Result<bool, StoreError> {
    let Some(kept) = wrapped(conn, subject).await? else { return Ok(false) };
    let text = "UPDATE subject_keys SET master = 0, wrapped = $3 WHERE number = $1 AND subject = $2";
    let zeros = vec![0_u8; kept.len()];
    sql::run(conn, text, values![subject.number, subject.of, zeros]).await.map(|_| !is_erased(&kept))
}
