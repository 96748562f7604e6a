//! How many requests, cases, orders, whistles and owned cases wait, where, and how many are late?
//!
//! Only what is open is counted: the cost follows what waits, not what the archive holds.

use fengqiao_base::{BodyId, Moment, local_day};
use fengqiao_domain::{backlog::Stage, report::Month};
use fengqiao_policy::Scope;
use fengqiao_store::{StoreError, sql, time::to_micros};
use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;

use super::sight::Sight;
use crate::{
    backlog::store::{self as backlog, Which},
    dispatch::store::{self as dispatches, Shown},
    listing::{Where, end_of_day},
    whistle::store::{self as whistles, AtPlace},
};

/// So many wait, and of these so many are late or end today.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Count {
    /// All of them.
    pub(super) waiting: i64,
    /// Their term has passed.
    pub(super) over: i64,
    /// Their term ends today.
    pub(super) today: i64,
}

impl Count {
    fn add(&mut self, other: Count) {
        self.waiting += other.waiting;
        self.over += other.over;
        self.today += other.today;
    }
}

/// Requests that nobody has judged yet.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, FromQueryResult)]
pub(super) struct Requests {
    /// All of them.
    pub(super) waiting: i64,
    /// The urgent ones.
    pub(super) urgent: i64,
    /// Their term has passed.
    pub(super) over: i64,
    /// Their term ends today.
    pub(super) today: i64,
    /// Those of this month that were settled where they arose.
    pub(super) settled: i64,
}

/// Cases in which somebody has something to do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Cases {
    /// All of them.
    pub(super) all: Count,
    /// By whose turn it is (code of a duty).
    pub(super) turns: Vec<(String, Count)>,
    /// By the body that handles them.
    pub(super) bodies: Vec<(BodyId, Count)>,
}

/// What was sent to bodies.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Orders {
    /// Not done.
    pub(super) open: u64,
    /// Not answered in time.
    pub(super) late: u64,
    /// Of which competence is disputed.
    pub(super) objected: u64,
}

/// Old cases that a leader owns.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Owned {
    /// Those that go on.
    pub(super) open: i64,
    /// Nominated, and nobody has approved it.
    pub(super) nominated: i64,
    /// Late as a whole, or with a measure.
    pub(super) late: i64,
}

/// Everything a board counts; what the reader may not find is not there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Figures {
    /// Requests.
    pub(super) requests: Option<Requests>,
    /// Cases.
    pub(super) cases: Option<Cases>,
    /// Orders of the dispatch.
    pub(super) orders: Option<Orders>,
    /// Whistles at each place, by kind.
    pub(super) whistles: Option<Vec<AtPlace>>,
    /// Owned cases.
    pub(super) owned: Option<Owned>,
}

impl Figures {
    /// Counts what `sight` shows at `now`.
    pub(super) async fn count(
        conn: &impl ConnectionTrait,
        sight: &Sight,
        now: Moment,
    ) -> Result<Self, StoreError> {
        let mut figures = Self::default();
        if let Some(scope) = &sight.requests {
            figures.requests = Some(requests(conn, scope, now).await?);
        }
        if let Some(scope) = &sight.cases {
            figures.cases = Some(cases(conn, scope, now).await?);
        }
        if let Some(reach) = &sight.dispatch {
            let count = async |shown| dispatches::count(conn, reach, shown).await;
            figures.orders = Some(Orders {
                open: count(Shown::Open).await?,
                late: count(Shown::Late(now)).await?,
                objected: count(Shown::Objected).await?,
            });
        }
        if let Some(scope) = &sight.whistles {
            figures.whistles = Some(whistles::at_places(conn, scope, now).await?);
        }
        if let Some(scope) = &sight.owned {
            let count = async |which| backlog::count(conn, scope, which, now).await;
            figures.owned = Some(Owned {
                open: count(Which::Open).await?,
                nominated: count(Which::At(Stage::Nominated)).await?,
                late: count(Which::Late).await?,
            });
        }
        Ok(figures)
    }
}

async fn requests(conn: &impl ConnectionTrait, scope: &Scope, at: Moment) -> Result<Requests, StoreError> {
    let mut query = Where::default();
    let (now, end) = (query.bind(to_micros(at)), query.bind(end_of_day(at)));
    query.and("r.is_open = 1");
    query.within(scope, "r", false);
    let text = format!(
        "SELECT count(*) AS waiting, {}, {}, {}, CAST(0 AS BIGINT) AS settled FROM requests r{}",
        sum("r.is_urgent = 1", "urgent"),
        sum(&format!("r.due_at <= {now}"), "over"),
        sum(&format!("r.due_at > {now} AND r.due_at <= {end}"), "today"),
        query.sql()
    );
    let mut found: Requests = sql::first(conn, &text, query.values).await?.unwrap_or_default();
    found.settled = settled(conn, scope, at).await?;
    Ok(found)
}

/// How many requests of this month were settled where they arose.
async fn settled(conn: &impl ConnectionTrait, scope: &Scope, now: Moment) -> Result<i64, StoreError> {
    let mut query = Where::default();
    query.and("r.stage = 'settled'");
    let since = query.bind(Month::of(local_day(now)).begins().map_or(0, to_micros));
    query.and(format!("r.filed_at >= {since}"));
    query.within(scope, "r", false);
    let text = format!("SELECT count(*) FROM requests r{}", query.sql());
    Ok(sql::value(conn, &text, query.values).await?.unwrap_or(0))
}

/// A column that says for how many rows a condition holds.
fn sum(condition: &str, name: &str) -> String {
    format!("count(CASE WHEN {condition} THEN 1 END) AS \"{name}\"")
}

#[derive(FromQueryResult)]
struct Row {
    turn: String,
    body: Uuid,
    waiting: i64,
    over: i64,
    today: i64,
}

async fn cases(conn: &impl ConnectionTrait, scope: &Scope, now: Moment) -> Result<Cases, StoreError> {
    let mut query = Where::default();
    let (now, end) = (query.bind(to_micros(now)), query.bind(end_of_day(now)));
    query.and("c.turn <> ''");
    query.within(scope, "c", true);
    let text = format!(
        "SELECT c.turn, c.body, count(*) AS waiting, {}, {} FROM cases c{} GROUP BY c.turn, c.body ORDER BY c.turn, c.body",
        sum(&format!("c.due_at <= {now}"), "over"),
        sum(&format!("c.due_at > {now} AND c.due_at <= {end}"), "today"),
        query.sql()
    );
    let rows: Vec<Row> = sql::all(conn, &text, query.values).await?;
    let mut cases = Cases::default();
    for Row { turn, body, waiting, over, today } in rows {
        let count = Count { waiting, over, today };
        cases.all.add(count);
        match cases.turns.last_mut().filter(|(last, _)| *last == turn) {
            Some((_, sum)) => sum.add(count),
            None => cases.turns.push((turn, count)),
        }
        let body = BodyId(body);
        match cases.bodies.iter_mut().find(|(one, _)| *one == body) {
            Some((_, sum)) => sum.add(count),
            None => cases.bodies.push((body, count)),
        }
    }
    Ok(cases)
}
