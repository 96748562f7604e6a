//! Where would past requests have gone by other rules?

use std::collections::BTreeMap;

use fengqiao_base::{BodyId, Moment};
use fengqiao_domain::dispatch::{Dispatch, DispatchRules, Facts, Part, Plan, Reached, Sent, State};
use fengqiao_policy::Scope;
use fengqiao_store::{StoreError, sql};
use sea_orm::FromQueryResult;
use time::macros::datetime;
use uuid::Uuid;

use super::store::Kept;
use crate::{
    app::App,
    intake,
    listing::{Where, ordinary},
};

/// The most requests that are tried at once.
pub const MOST: i64 = 10_000;
/// How many requests are opened at a time.
const BATCH: usize = 200;

/// A request that would have gone another way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Its number.
    pub number: String,
    /// Code of the type the rules read.
    pub dispute_type: Option<String>,
    /// The community.
    pub community: String,
    /// When it was filed.
    pub at: Moment,
    /// By the rules in force: part, body, rule.
    pub before: Vec<(Part, BodyId, String)>,
    /// By the rules that are tried.
    pub after: Vec<(Part, BodyId, String)>,
}

/// What a trial came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trial {
    /// How many requests were looked at.
    pub tried: usize,
    /// Those that would have gone another way, the newest first.
    pub differences: Vec<Difference>,
    /// How many things each body would get more, or less: before and after.
    pub loads: Vec<(BodyId, usize, usize)>,
}

#[derive(FromQueryResult)]
struct Found {
    seq: i64,
}

fn ways(plan: &Plan) -> Vec<(Part, BodyId, String)> {
    plan.sent.iter().map(|sent| (sent.part, sent.body, sent.rule.clone())).collect()
}

/// Tries `rules` on the last `most` requests, each as it is known now and at the hour it was filed, and says what differs
/// from the rules in force; within `scope`, where somebody asks who does not dispatch everywhere. Nothing is written.
pub async fn run(
    app: &App,
    rules: &DispatchRules,
    most: i64,
    scope: Option<&Scope>,
) -> Result<Trial, StoreError> {
    let conn = app.store.read();
    let network = app.directory.network(conn).await?;
    let mut query = Where::default();
    if let Some(scope) = scope {
        query.within_territory(scope, "r", &ordinary("r", false));
    }
    let most = query.bind(most.clamp(1, MOST));
    let text = format!("SELECT r.seq FROM requests r{} ORDER BY r.seq DESC LIMIT {most}", query.sql());
    let seqs: Vec<Found> = sql::all(conn, &text, query.values).await?;
    let seqs: Vec<i64> = seqs.into_iter().map(|found| found.seq).collect();
    let calendar = &app.reference.reckoning.now().calendar;
    let (mut tried, mut differences) = (0, Vec::new());
    let mut loads: BTreeMap<BodyId, (usize, usize)> = BTreeMap::new();
    for batch in seqs.chunks(BATCH) {
        for kept in intake::store::all(conn, &app.vault, batch).await? {
            let facts = Facts::of_request(&kept.request, &kept.street, kept.request.filed_at);
            let before = app.reference.dispatch.plan(&facts, &network, calendar);
            let after = rules.plan(&facts, &network, calendar);
            for sent in &before.sent {
                loads.entry(sent.body).or_default().0 += 1;
            }
            for sent in &after.sent {
                loads.entry(sent.body).or_default().1 += 1;
            }
            tried += 1;
            if !before.is_same_way(&after) {
                differences.push(Difference {
                    number: kept.request.number.to_string(),
                    dispute_type: facts.dispute_type,
                    community: facts.community,
                    at: facts.at,
                    before: ways(&before),
                    after: ways(&after),
                });
            }
        }
    }
    let loads = loads.into_iter().filter(|(_, (before, after))| before != after);
    Ok(Trial {
        tried,
        differences,
        loads: loads.map(|(body, (before, after))| (body, before, after)).collect(),
    })
}

/// A sample for the test that renders every page.
pub(super) fn sample() -> Kept {
    let at = datetime!(2026-11-24 02:00 UTC);
    let sent = Sent {
        body: BodyId(Uuid::from_u128(1)),
        part: Part::Lead,
        rule: "wages-lead".to_owned(),
        found: Reached::There,
        passed: vec![BodyId(Uuid::from_u128(2))],
        within_minutes: None,
    };
    Kept {
        id: Uuid::from_u128(7),
        seq: 1,
        number: "440306-2026-000001".to_owned(),
        dispute_type: Some("10".to_owned()),
        community: "440306017001".to_owned(),
        is_urgent: false,
        version: 1,
        rules: "00000000".to_owned(),
        dispatch: Dispatch {
            sent,
            at,
            answer_by: at + time::Duration::HOUR,
            state: State::Waiting,
            objection: None,
        },
    }
}
