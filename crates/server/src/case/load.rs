//! Which case is this, and may the reader see it? One question, one answer.

use fengqiao_base::{AccountId, Actor, Day, Duty, PartyId, id::TaskId};
use fengqiao_domain::{
    case::{ActKind, Case, Fact, Note},
    intake::{PartyDetails, RequestNumber},
    sharing::{Sharing, SharingGround},
};
use fengqiao_policy::{Action, Thing, acting, decide};
use fengqiao_web::problem::Problem;

use super::{
    store::{Kept, People},
    view::timeline,
    whole::{self, File},
};
use crate::{
    app::App,
    identity, intake,
    once::stored,
    trail,
    viewer::{Viewer, Who},
};

/// A case in the hand of somebody who may do something with it.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The case and where it stands.
    pub kept: Kept,
    /// What everybody known to it told about itself.
    pub people: People,
    /// Everyone whom the viewer may be on this case: one for each duty of each post that reaches it.
    pub actors: Vec<Actor>,
    /// Whether letters stand in place of the people, because the file is sealed.
    pub is_masked: bool,
    /// The task on which the viewer's body works: then nothing but that task is hers.
    pub task: Option<TaskId>,
}

impl Loaded {
    /// The case.
    pub fn case(&self) -> &Case {
        &self.kept.case
    }

    /// As whom the viewer does `action`: in the first duty that may.
    pub fn acting(&self, action: Action) -> Result<Actor, Problem> {
        acting(&self.actors, action).ok_or(Problem::NotFound)
    }

    /// As whom the viewer does `kind` now. Whoever works on a task answers it where the task is read, and does nothing else.
    ///
    /// # Errors
    /// See [`actor_for`].
    pub fn actor(&self, kind: ActKind) -> Result<Actor, Problem> {
        if kind.answers_a_task() != self.task.is_some() {
            return Err(Problem::NotFound);
        }
        actor_for(&self.actors, self.case(), kind)
    }

    /// Puts letters in place of what everybody told about itself: the parties first, in their order.
    pub fn mask(&mut self) {
        let parties: Vec<PartyId> = self.kept.case.parties.iter().map(|party| party.id).collect();
        let (mut others, is_party) =
            (parties.len().., |id: &PartyId| parties.iter().position(|one| one == id));
        for (id, details) in &mut self.people {
            let nth = is_party(id).or_else(|| others.next()).unwrap_or_default();
            *details = identity::masked(details, nth);
        }
    }

    /// Whether the viewer reads what was conceded and what was noted under seal: whoever mediates the case, alone (民诉法解释
    /// 107).
    pub fn shows_sealed(&self) -> bool {
        let mediates = |actor: &Actor| {
            actor.duty() == Duty::Mediator
                && self.case().mediators_now().any(|id| actor.account() == Some(id))
        };
        self.actors.iter().any(mediates)
    }

    /// Whether the viewer reads this note: a sealed one also whoever wrote it.
    pub fn shows_note(&self, note: &Note) -> bool {
        !note.sealed
            || self.shows_sealed()
            || self.actors.iter().any(|actor| actor.account() == Some(note.by))
    }

    /// Whether the viewer may know of a sharing: a party as the rules say; of staff what the law keeps from the parties is
    /// known to the head and to whoever mediates the case (反家庭暴力法 14).
    pub fn knows_of(&self, sharing: &Sharing) -> bool {
        let is_kept = sharing.ground().is_some_and(SharingGround::is_kept_from_parties);
        self.actors.iter().any(|actor| match actor {
            Actor::Party { party } => self.case().tells(sharing, *party),
            actor => !is_kept || actor.duty() == Duty::Head,
        }) || (self.shows_sealed() && is_kept)
    }

    /// Whether the viewer may read an entry of the journal: not of a sharing that is not hers to know of.
    pub fn shows_entry(&self, kind: &str, payload: &str) -> bool {
        // Nothing else is looked into: a page has up to two hundred entries.
        if !timeline::BY_LAW.contains(&kind) {
            return true;
        }
        let about = match serde_json::from_str(payload) {
            Ok(Fact::SharedByLaw { sharing, .. } | Fact::SharingByLawEnded { sharing }) => {
                self.case().sharing(sharing)
            }
            _ => None,
        };
        about.is_none_or(|sharing| self.knows_of(sharing))
    }

    /// Marks the entries that the viewer may not read; their versions are counted on.
    pub fn hide(&self, entries: &mut [timeline::Row]) {
        for entry in entries {
            entry.is_hidden = !self.shows_entry(&entry.kind, &entry.payload);
        }
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
    let mut loaded =
        whole::find(app.store.read(), &app.vault, seq).await.map_err(stored)?.ok_or(Problem::NotFound)?;
    let_in(app, viewer, action, &mut loaded).await?;
    Ok(loaded)
}

/// The same with everything the page of the case shows.
pub async fn file_at(app: &App, viewer: &Viewer, action: Action, seq: i64) -> Result<File, Problem> {
    let mut file = whole::find_file(app.store.read(), &app.vault, seq)
        .await
        .map_err(stored)?
        .ok_or(Problem::NotFound)?;
    let_in(app, viewer, action, &mut file.loaded).await?;
    if file.loaded.is_masked {
        file.documents.clear();
    }
    let File { loaded, entries, .. } = &mut file;
    loaded.hide(entries);
    Ok(file)
}

/// A case as the policy sees it.
pub fn thing(kept: &Kept) -> Thing {
    Thing {
        number: kept.seq,
        street: kept.street.clone(),
        body: Some(kept.case.body),
        mediator: kept.case.mediator(),
        class: kept.case.class,
    }
}

/// The request or the case of `number`, if the viewer reads it: its number as it stands, and how the policy sees it.
pub async fn readable(
    app: &App,
    viewer: &Viewer,
    number: RequestNumber,
) -> Result<Option<(RequestNumber, Thing)>, Problem> {
    let (conn, asker, seq) = (app.store.read(), viewer.asker(), number.sequence());
    let found = if let Some(case) = whole::find(conn, &app.vault, seq).await.map_err(stored)? {
        let number = case.kept.case.number.parse().map_err(Problem::fault)?;
        Some((number, thing(&case.kept), Action::ReadCases))
    } else {
        let request = intake::store::find(conn, &app.vault, seq).await.map_err(stored)?;
        request.map(|kept| (kept.request.number, intake::load::thing(&kept), Action::ReadRequests))
    };
    let reads = |(_, thing, action): &(_, Thing, Action)| decide(&asker, *action, Some(thing));
    Ok(found.filter(reads).map(|(number, thing, _)| (number, thing)))
}

/// Lets the viewer in, if the case is there for `action` at all, as everyone whom she may be on it. Reading a class above
/// ordinary leaves its trace before anything is shown; of a sealed file the people are shown as letters.
async fn let_in(app: &App, viewer: &Viewer, action: Action, loaded: &mut Loaded) -> Result<(), Problem> {
    let thing = thing(&loaded.kept);
    if !decide(&viewer.asker(), action, Some(&thing)) {
        return Err(Problem::NotFound);
    }
    loaded.actors = viewer.actors(Some(&thing));
    loaded.is_masked = identity::is_masked(app, viewer, &thing, &loaded.actors).await?;
    // Papers name people on every page.
    if loaded.is_masked && action == Action::ReadDocuments {
        return Err(Problem::NotFound);
    }
    trail::reading(app, viewer, action, &thing, &loaded.actors).await?;
    if loaded.is_masked {
        loaded.mask();
    }
    Ok(())
}

/// Whether the viewer may see the case, and not merely report a danger of it. A party was let in by its code.
pub fn may_read(viewer: &Viewer, loaded: &Loaded) -> bool {
    let thing = thing(&loaded.kept);
    !matches!(viewer.who, Who::Staff(_)) || decide(&viewer.asker(), Action::ReadCases, Some(&thing))
}

/// Whether the viewer may know that `by` reported a danger: the head, and whoever did (反家庭暴力法 14).
pub fn may_know_reporter(viewer: &Viewer, actors: &[Actor], by: Option<AccountId>) -> bool {
    let Who::Staff(account) = &viewer.who else { return false };
    actors.iter().any(|actor| actor.duty() == Duty::Head) || by == Some(account.id)
}

/// Whoever of `actors` may do `kind` now: of several duties the first in which it is offered.
///
/// # Errors
/// The refusal of the last duty that was tried; `NotFound` for somebody without any.
fn actor_for(actors: &[Actor], case: &Case, kind: ActKind) -> Result<Actor, Problem> {
    let mut refused = Problem::NotFound;
    for actor in actors {
        match case.allows(kind, actor) {
            Ok(()) => return Ok(*actor),
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

/// What `actors` may do on `today`, in the order of the procedure.
pub fn offers(actors: &[Actor], case: &Case, today: Day) -> Vec<ActKind> {
    ActKind::ALL
        .iter()
        .copied()
        .filter(|kind| !kind.answers_a_task())
        .filter(|kind| {
            let mut fit = actors.iter().filter(|actor| kind.duties().contains(&actor.duty()));
            fit.any(|actor| case.allows(*kind, actor).is_ok())
        })
        .filter(|kind| !case.is_untimely(*kind, today))
        .collect()
}
