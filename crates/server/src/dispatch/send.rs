//! Where does what comes in go now? Reckoned before the transaction begins, written within it.

use fengqiao_base::{Moment, Refusal};
use fengqiao_domain::{
    deadline::{Course, Reckoning, RunningClock},
    dispatch::{Facts, Sent},
    intake::{Filing, Request, Stage},
};
use fengqiao_store::StoreError;
use time::Duration;
use uuid::Uuid;

use crate::app::App;

/// Where something goes, with the ids of its rows and the ends of the terms to answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// The table of rules.
    pub rules: String,
    /// To whom.
    pub sent: Vec<(Uuid, Sent, Moment)>,
    /// When.
    pub at: Moment,
}

/// Where a filing goes that comes in at `now`.
pub async fn of_filing(app: &App, filing: &Filing, now: Moment) -> Result<Planned, StoreError> {
    of_facts(app, &Facts::of_filing(filing, street(app, &filing.community), now)).await
}

/// Where a request goes now that an act has changed what the rules read of it; none where nothing of that changed, or where
/// it no longer waits here.
pub async fn anew(
    app: &App,
    before: &Request,
    after: &Request,
    now: Moment,
) -> Result<Option<Planned>, StoreError> {
    let waits = match after.stage {
        Stage::Lead | Stage::Registered => true,
        Stage::Joined { .. }
        | Stage::Transferred(_)
        | Stage::Opened { .. }
        | Stage::Settled(_)
        | Stage::Refused { .. }
        | Stage::Withdrawn { .. } => false,
    };
    let facts = |request: &Request| Facts::of_request(request, street(app, &request.community), now);
    if !waits || facts(before) == facts(after) {
        return Ok(None);
    }
    of_facts(app, &facts(after)).await.map(Some)
}

fn street<'a>(app: &'a App, community: &str) -> &'a str {
    app.reference.divisions.street_of(community).map_or("", |street| street.code.as_str())
}

async fn of_facts(app: &App, facts: &Facts) -> Result<Planned, StoreError> {
    let network = app.directory.network(app.store.read()).await?;
    let plan = app.reference.dispatch.plan(facts, &network, &app.reference.reckoning.now().calendar);
    let sent = plan.sent.into_iter().map(|sent| {
        let by = answer_by(&sent, facts.at, app.reference.reckoning.now());
        (app.ids.next(), sent, by)
    });
    Ok(Planned { sent: sent.collect(), rules: plan.rules, at: facts.at })
}

/// Until when a body answers: as the routing rule says, else by the deadline rule.
pub fn answer_by(sent: &Sent, at: Moment, by: &Reckoning) -> Moment {
    let by_rule = || -> Result<Moment, Refusal> {
        Ok(RunningClock::start("dispatch-answer", Course::from(at), by)?.due.at)
    };
    match sent.within_minutes {
        Some(minutes) => at + Duration::minutes(i64::from(minutes)),
        // Past the last calendar year the week alone can be said.
        None => by_rule().unwrap_or(at + Duration::DAY),
    }
}
