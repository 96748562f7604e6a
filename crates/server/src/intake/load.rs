//! Which request is this, and may the reader see it? One question, one answer.

use fengqiao_base::{Actor, PartyId};
use fengqiao_domain::intake::{
    ActContext, ActKind, FiledParty, PartyDetails, PartyEntry, PartyRole, Request, RequestNumber,
};
use fengqiao_policy::{Action, Thing, acting, decide};
use fengqiao_web::problem::Problem;

use super::store::{self, Kept};
use crate::{app::App, identity, once::stored, trail, viewer::Viewer};

/// A request in the hand of somebody who may do something with it.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The request and where it stands.
    pub kept: Kept,
    /// What its people told about themselves.
    pub people: Vec<FiledParty>,
    /// Everyone whom the viewer may be on this request: one for each duty of each post that reaches it.
    pub actors: Vec<Actor>,
    /// Whether letters stand in place of the people, because the file is sealed.
    pub is_masked: bool,
}

impl Loaded {
    /// The request.
    pub fn request(&self) -> &Request {
        &self.kept.request
    }

    /// As whom the viewer does `action`: in the first duty that may.
    pub fn acting(&self, action: Action) -> Result<Actor, Problem> {
        acting(&self.actors, action).ok_or(Problem::NotFound)
    }

    /// Those of its people with this part.
    pub fn with_role(&self, role: PartyRole) -> impl Iterator<Item = &FiledParty> {
        self.people.iter().filter(move |party| party.role == role)
    }

    /// What this person told.
    pub fn details(&self, id: PartyId) -> Option<&PartyDetails> {
        self.people.iter().find(|party| party.id == id).map(|party| &party.details)
    }

    /// Who may follow it: whoever speaks for the first applicant, else the first applicant; nobody else.
    pub fn follower(&self) -> Option<PartyId> {
        let entries = &self.request().parties;
        let applicant = entries.iter().find(|entry| entry.role == PartyRole::Applicant).map(|entry| entry.id);
        let speaks = |role| {
            let speaker = |entry: &&PartyEntry| {
                entry.role == role && (entry.stands_for.is_none() || entry.stands_for == applicant)
            };
            entries.iter().find(speaker).map(|entry| entry.id)
        };
        speaks(PartyRole::Guardian).or_else(|| speaks(PartyRole::Agent)).or(applicant)
    }
}

/// The request of `number`, if the viewer may do `action` with it; else it does not exist.
pub async fn request_for(
    app: &App,
    viewer: &Viewer,
    action: Action,
    number: &str,
) -> Result<Loaded, Problem> {
    let number: RequestNumber = number.parse().map_err(|_| Problem::NotFound)?;
    request_at(app, viewer, action, number.sequence()).await
}

/// The request under the sequence `seq`, if the viewer may do `action` with it.
pub async fn request_at(app: &App, viewer: &Viewer, action: Action, seq: i64) -> Result<Loaded, Problem> {
    let kept =
        store::find(app.store.read(), &app.vault, seq).await.map_err(stored)?.ok_or(Problem::NotFound)?;
    let thing = thing(&kept);
    if !decide(&viewer.asker(), action, Some(&thing)) {
        return Err(Problem::NotFound);
    }
    let actors = viewer.actors(Some(&thing));
    let is_masked = identity::is_masked(app, viewer, &thing, &actors).await?;
    // Nobody writes back what is not shown.
    if is_masked && action != Action::ReadRequests {
        return Err(Problem::NotFound);
    }
    trail::reading(app, viewer, action, &thing, &actors).await?;
    let people = store::people(app.store.read(), &app.vault, &[seq]).await.map_err(stored)?;
    let mut people: Vec<FiledParty> = people.into_iter().map(|(_, party)| party).collect();
    if is_masked {
        for (nth, party) in people.iter_mut().enumerate() {
            party.details = identity::masked(&party.details, nth);
        }
    }
    Ok(Loaded { kept, people, actors, is_masked })
}

/// A request as the policy sees it. Whoever takes requests in must read them before anybody can say how confidential
/// they are; once there is a case, its class counts for what was told as well.
pub fn thing(kept: &Kept) -> Thing {
    Thing {
        number: kept.seq,
        street: kept.street.clone(),
        body: kept.request.body(),
        mediator: kept.mediator,
        class: kept.class,
    }
}

/// What the rules are given beside an act.
pub fn context(app: &App, viewer: &Viewer, by: Actor) -> ActContext<'static> {
    let reference = app.reference;
    ActContext { by, at: viewer.now, reckoning: &reference.reckoning, types: &reference.words }
}

/// Whoever of `actors` may do `kind` now.
///
/// # Errors
/// The refusal of the first duty that has the act at all; `NotFound` for somebody without any.
pub fn actor_for(actors: &[Actor], request: &Request, kind: ActKind) -> Result<Actor, Problem> {
    let mut refused = Problem::NotFound;
    for actor in actors.iter().rev() {
        match request.allows(kind, actor) {
            Ok(()) => return Ok(*actor),
            Err(refusal) => refused = Problem::Refused(refusal),
        }
    }
    Err(refused)
}

/// What `actors` may do now, in the order of the procedure.
pub fn offers(actors: &[Actor], request: &Request) -> Vec<ActKind> {
    let may = |kind: &ActKind| actors.iter().any(|actor| request.allows(*kind, actor).is_ok());
    ActKind::ALL.iter().copied().filter(may).collect()
}
