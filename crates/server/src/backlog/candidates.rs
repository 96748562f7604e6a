//! Which cases meet a criterion, by their state alone, and which facts does one number have?

use fengqiao_base::Moment;
use fengqiao_domain::backlog::{Criteria, Facts, Test};
use fengqiao_policy::Scope;
use fengqiao_store::{
    StoreError, sql,
    time::{from_micros, to_micros},
    values,
};
use sea_orm::{ConnectionTrait, FromQueryResult};
use time::Duration;

use crate::listing::{PAGE, Rows, Where};

/// A case with what the criteria ask of it.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Candidate {
    /// The number's sequence.
    pub seq: i64,
    /// Its number.
    pub number: String,
    /// Code of the kind of dispute.
    pub dispute_type: Option<String>,
    /// Code of its stage; empty where there is no case.
    pub stage: String,
    /// The community.
    pub community: String,
    /// When it was filed (microseconds).
    pub filed_at: i64,
    /// Whether it goes on.
    pub is_open: i64,
    /// Whether it is a petition.
    pub is_petition: i64,
    /// Mediations that ended without agreement.
    pub failed: i64,
    /// Parties.
    pub parties: i64,
    /// How often it came back.
    pub relapses: i64,
    /// Bodies that said that they are not competent.
    pub objections: i64,
}

impl Candidate {
    /// What the criteria ask.
    pub fn facts(&self, now: Moment) -> Facts {
        let count = |count: i64| u32::try_from(count).unwrap_or_default();
        let open = if self.is_open == 1 { (now - from_micros(self.filed_at)).whole_days() } else { 0 };
        Facts {
            open_days: count(open),
            is_petition: self.is_petition == 1,
            failed: count(self.failed),
            parties: count(self.parties),
            relapses: count(self.relapses),
            objections: count(self.objections),
        }
    }
}

const FILED: &str = "COALESCE(r.filed_at, c.opened_at)";
const PETITION: &str = "(c.source = 'petition' OR c.dispute_type LIKE 'G%' OR r.channel = 'petition')";
const FAILED: &str = "((SELECT count(*) FROM reopenings b JOIN cases p ON p.id = b.previous WHERE b.number = c.seq \
     AND p.outcome IN ('failed', 'terminated', 'partly_agreed')) \
     + CASE WHEN c.outcome IN ('failed', 'terminated', 'partly_agreed') THEN 1 ELSE 0 END)";
const RELAPSES: &str = "((SELECT count(*) FROM reopenings b WHERE b.number = c.seq) + CASE WHEN c.is_relapsed = 1 THEN 1 ELSE 0 END)";
const OBJECTIONS: &str =
    "(SELECT count(*) FROM dispatches d WHERE d.number = c.seq AND d.ground IS NOT NULL)";

fn of_cases() -> String {
    format!(
        "SELECT c.seq, c.number, c.dispute_type, c.stage, c.community, {FILED} AS filed_at, \
         CAST(c.is_open AS BIGINT) AS is_open, CAST(CASE WHEN {PETITION} THEN 1 ELSE 0 END AS BIGINT) AS is_petition, \
         CAST({FAILED} AS BIGINT) AS failed, CAST(c.party_count AS BIGINT) AS parties, \
         CAST({RELAPSES} AS BIGINT) AS relapses, CAST({OBJECTIONS} AS BIGINT) AS objections \
         FROM cases c LEFT JOIN requests r ON r.seq = c.seq"
    )
}

/// The facts of a request of which no case came.
const OF_REQUEST: &str = "SELECT r.seq, r.number, r.dispute_type, '' AS stage, r.community, r.filed_at, r.is_open, \
     CAST(CASE WHEN r.channel = 'petition' OR r.dispute_type LIKE 'G%' THEN 1 ELSE 0 END AS BIGINT) AS is_petition, \
     CAST(0 AS BIGINT) AS failed, \
     (SELECT count(*) FROM parties p WHERE p.number = r.seq AND p.side IN ('applicant', 'respondent')) AS parties, \
     CAST(0 AS BIGINT) AS relapses, \
     (SELECT count(*) FROM dispatches d WHERE d.number = r.seq AND d.ground IS NOT NULL) AS objections \
     FROM requests r WHERE r.seq = $1";

/// What the criteria ask of one number, whoever asks.
pub async fn of_number(conn: &impl ConnectionTrait, seq: i64) -> Result<Option<Candidate>, StoreError> {
    let text = format!("{} WHERE c.seq = $1", of_cases());
    let case: Option<Candidate> = sql::first(conn, &text, values![seq]).await?;
    match case {
        Some(case) => Ok(Some(case)),
        None => sql::first(conn, OF_REQUEST, values![seq]).await,
    }
}

/// A page of the cases within `scope` that go on, meet a criterion and are neither nominated nor owned, newest first.
pub async fn list(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    criteria: &Criteria,
    now: Moment,
    before: Option<i64>,
) -> Result<Rows<Candidate>, StoreError> {
    let mut query = Where::default();
    query.equals("c.is_open", 1_i64);
    // Whoever is named alone opens a sealed file; it is not offered here.
    query.and("c.class <> 'sealed'");
    query.and("NOT EXISTS (SELECT 1 FROM owned_cases o WHERE o.about = c.seq AND o.is_open = 1)");
    let mut any = Vec::new();
    let mut at_least = |query: &mut Where, test, what: &str| {
        if let Some(least) = criteria.least(test) {
            let least = query.bind(i64::from(least));
            any.push(format!("{what} >= {least}"));
        }
    };
    at_least(&mut query, Test::Failed, FAILED);
    at_least(&mut query, Test::Parties, "c.party_count");
    at_least(&mut query, Test::Relapses, RELAPSES);
    at_least(&mut query, Test::Objections, OBJECTIONS);
    for (test, more) in [(Test::OpenDays, None), (Test::PetitionDays, Some(PETITION))] {
        if let Some(least) = criteria.least(test) {
            let until = query.bind(to_micros(now - Duration::days(i64::from(least))));
            let more = more.map(|more| format!(" AND {more}")).unwrap_or_default();
            any.push(format!("({FILED} <= {until}{more})"));
        }
    }
    query.any_of(&any);
    query.within_territory(scope, "c", "c.class = 'ordinary'");
    if let Some(before) = before {
        let before = query.bind(before);
        query.and(format!("c.seq < {before}"));
    }
    let text = format!("{}{} ORDER BY c.seq DESC LIMIT {}", of_cases(), query.sql(), PAGE + 1);
    let rows: Vec<Candidate> = sql::all(conn, &text, query.values).await?;
    Ok(Rows::of(rows, |row| row.seq))
}
