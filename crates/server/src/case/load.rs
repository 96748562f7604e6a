//! Which case is this, and may the reader see it? One question, one answer.

use fengqiao_base::{AccountId, Actor, Duty, PartyId, local_day};
use fengqiao_domain::{
    case::{ActKind, Case},
    intake::{PartyDetails, RequestNumber},
};
use fengqiao_policy::{Action, Thing, decide};
use fengqiao_web::problem::Problem;

use super::{
    store::{Kept, People},
    whole::{self, File},
};
use crate::{
    app::App,
    once::stored,
    viewer::{Viewer, Who},
};

/// A case in the hand of somebody who may do something with it.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The case and where it stands.
    pub kept: Kept,
    /// What everybody known to it told about itself.
    pub people: People,
}

impl Loaded {
    /// The case.
    pub fn case(&self) -> &Case {
        &self.kept.case
    }

    /// How somebody is called; a dash for somebody nothing is known of.
    pub fn called(&self, id: PartyId) -> &str {
        self.people.get(&id).map(PartyDetails::called).filter(|name| !name.is_empty()).unwrap_or("–")
    }
}

/// The case of `number`, if the viewer may do `action` with it; else it does not exist.
pub async fn case_for(app: &App, viewer: &Viewer, action: Action, number: &str) -> Result<Loaded, Problem> {
    case_at(app, viewer, action, sequence(number)?).await
}

/// Where the case of `number` stands.
pub fn sequence(number: &str) -> Result<i64, Problem> {
    number.parse().map(|number: RequestNumber| number.sequence()).map_err(|_| Problem::NotFound)
}

/// The case under the sequence `seq`, if the viewer may do `action` with it.
pub async fn case_at(app: &App, viewer: &Viewer, action: Action, seq: i64) -> Result<Loaded, Problem> {
    let loaded = whole::find(app.store.read(), seq).await.map_err(stored)?.ok_or(Problem::NotFound)?;
    allowed(viewer, action, &loaded.kept)?;
    Ok(loaded)
}

/// The same with everything the page of the case shows.
pub async fn file_at(app: &App, viewer: &Viewer, action: Action, seq: i64) -> Result<File, Problem> {
    let file = whole::find_file(app.store.read(), seq).await.map_err(stored)?.ok_or(Problem::NotFound)?;
    allowed(viewer, action, &file.loaded.kept)?;
    Ok(file)
}

fn allowed(viewer: &Viewer, action: Action, kept: &Kept) -> Result<(), Problem> {
    let thing = Thing {
        number: kept.seq,
        street: kept.street.clone(),
        body: Some(kept.case.body),
        mediator: kept.case.mediator(),
        class: kept.case.class,
    };
    if decide(&viewer.asker(), action, Some(&thing)) { Ok(()) } else { Err(Problem::NotFound) }
}

/// Whether the viewer may see the case, and not merely report a danger of it. A party was let in by its code.
pub fn may_read(viewer: &Viewer, loaded: &Loaded) -> bool {
    !matches!(viewer.who, Who::Staff(_)) || allowed(viewer, Action::ReadCases, &loaded.kept).is_ok()
}

/// Whether the viewer may know that `by` reported a danger: the head, and whoever did (反家庭暴力法 14).
pub fn may_know_reporter(viewer: &Viewer, by: Option<AccountId>) -> bool {
    let Who::Staff(account) = &viewer.who else { return false };
    account.duties.contains(&Duty::Head) || by == Some(account.id)
}

/// The viewer as whoever may do `kind` now: of several duties the first in which it is offered.
///
/// # Errors
/// The refusal of the last duty that was tried; `NotFound` for somebody without any.
pub fn actor_for(viewer: &Viewer, case: &Case, kind: ActKind) -> Result<Actor, Problem> {
    let mut refused = Problem::NotFound;
    for actor in actors(viewer) {
        match case.allows(kind, &actor) {
            Ok(()) => return Ok(actor),
            Err(refusal) => {
                // "Not in your duty" says less than what another duty was refused for.
                if !matches!(&refused, Problem::Refused(_)) || kind.duties().contains(&actor.duty()) {
                    refused = Problem::Refused(refusal);
                }
            }
        }
    }
    Err(refused)
}

/// Every duty in which the viewer may act on a case.
pub fn actors(viewer: &Viewer) -> Vec<Actor> {
    match &viewer.who {
        Who::Anyone => Vec::new(),
        Who::Party(following) => vec![Actor::Party { party: following.party }],
        Who::Staff(account) => {
            let on_cases = |duty: &&Duty| !matches!(duty, Duty::Party | Duty::System);
            account
                .duties
                .iter()
                .filter(on_cases)
                .map(|duty| Actor::Staff { account: account.id, duty: *duty })
                .collect()
        }
    }
}

/// What the viewer may do now, in the order of the procedure.
pub fn offers(viewer: &Viewer, case: &Case) -> Vec<ActKind> {
    let (actors, today) = (actors(viewer), local_day(viewer.now));
    ActKind::ALL
        .iter()
        .copied()
        .filter(|kind| {
            let mut fit = actors.iter().filter(|actor| kind.duties().contains(&actor.duty()));
            fit.any(|actor| case.allows(*kind, actor).is_ok())
        })
        .filter(|kind| !case.is_early(*kind, today))
        .collect()
}
