//! Which entries of the trail answer a question?

use fengqiao_base::{AccountId, Actor, Day, Moment, clock::CHINA};
use fengqiao_store::{
    StoreError, sql,
    time::{from_micros, to_micros},
};
use sea_orm::{ConnectionTrait, FromQueryResult};
use time::{Duration, PrimitiveDateTime, Time};

use super::{About, Kind, Payload};
use crate::listing::{PAGE, Rows, Where};

/// What is asked of the trail.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// Of this kind only.
    pub kind: Option<Kind>,
    /// What this account did.
    pub by: Option<AccountId>,
    /// What is about this account or number.
    pub about: Option<About>,
    /// From this day on.
    pub from: Option<Day>,
    /// Until this day, included.
    pub until: Option<Day>,
    /// Older than this place in the journal.
    pub before: Option<i64>,
}

/// An entry as it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    /// Its place in the journal.
    pub seq: i64,
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: Actor,
    /// What happened; none for a kind of a later version.
    pub kind: Option<Kind>,
    /// What about, from where, what exactly.
    pub payload: Payload,
}

#[derive(FromQueryResult)]
struct Row {
    seq: i64,
    at: i64,
    actor: String,
    kind: String,
    payload: String,
}

impl Row {
    fn read(self) -> Result<Read, StoreError> {
        let unreadable = |e| StoreError::unreadable("trail", e);
        Ok(Read {
            seq: self.seq,
            at: from_micros(self.at),
            by: serde_json::from_str(&self.actor).map_err(unreadable)?,
            kind: Kind::from_code(&self.kind),
            payload: serde_json::from_str(&self.payload).map_err(unreadable)?,
        })
    }
}

/// The instant at which a day begins in China.
fn begins(day: Day) -> i64 {
    to_micros(PrimitiveDateTime::new(day, Time::MIDNIGHT).assume_offset(CHINA))
}

impl Asked {
    /// As conditions on the journal `j`, newest first by its place.
    pub(super) fn query(&self) -> Where {
        let mut query = Where::default();
        query.and("j.word = 'trail'");
        query.equals_if("j.kind", self.kind.map(Kind::code));
        query.equals_if("j.subject", self.about.map(About::subject));
        if let Some(by) = self.by {
            let by = query.bind(format!("%\"account\":\"{by}\"%"));
            query.and(format!("j.actor LIKE {by}"));
        }
        if let Some(from) = self.from {
            let from = query.bind(begins(from));
            query.and(format!("j.at >= {from}"));
        }
        if let Some(until) = self.until {
            let until = query.bind(begins(until + Duration::DAY));
            query.and(format!("j.at < {until}"));
        }
        if let Some(before) = self.before {
            let before = query.bind(before);
            query.and(format!("j.seq < {before}"));
        }
        query
    }
}

/// A page of entries, newest first.
pub async fn find(conn: &impl ConnectionTrait, asked: &Asked) -> Result<Rows<Read>, StoreError> {
    Ok(Rows::of(last(conn, asked, PAGE + 1).await?, |row| row.seq))
}

/// The newest entries, `most` of them.
pub async fn last(conn: &impl ConnectionTrait, asked: &Asked, most: i64) -> Result<Vec<Read>, StoreError> {
    let query = asked.query();
    let text = format!(
        "SELECT j.seq, j.at, j.actor, j.kind, j.payload FROM journal j{} ORDER BY j.seq DESC LIMIT {most}",
        query.sql()
    );
    let rows: Vec<Row> = sql::all(conn, &text, query.values).await?;
    rows.into_iter().map(Row::read).collect()
}
