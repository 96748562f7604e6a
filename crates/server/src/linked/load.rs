//! Which task is this, and is it of the reader's own body?

use fengqiao_base::{Actor, BodyId, id::TaskId};
use fengqiao_domain::{
    centre::{Body, BodyKind, Organ},
    intake::ReferredBy,
    linked::Task,
};
use fengqiao_policy::{Action, at_bodies};
use fengqiao_web::problem::Problem;

use super::store;
use crate::{
    app::App,
    case::{
        load::{Loaded, thing},
        whole,
    },
    centre,
    once::stored,
    trail,
    viewer::Viewer,
};

/// The bodies whose tasks the viewer reads and answers.
pub fn own_bodies(viewer: &Viewer) -> Vec<BodyId> {
    at_bodies(&viewer.asker(), Action::ReadTasks.duties()).into_iter().map(|(body, _)| body).collect()
}

/// The case of a task of the viewer's own body, in the hand of that body; else it does not exist. Reading of a case above
/// ordinary leaves its trace before anything is shown.
pub(super) async fn task_for(
    app: &App,
    viewer: &Viewer,
    action: Action,
    id: TaskId,
) -> Result<Loaded, Problem> {
    let (conn, there) = (app.store.read(), at_bodies(&viewer.asker(), action.duties()));
    let bodies: Vec<BodyId> = there.iter().map(|(body, _)| *body).collect();
    let seq = store::find(conn, &bodies, id).await.map_err(stored)?.ok_or(Problem::NotFound)?;
    let mut loaded = whole::find(conn, &app.vault, seq).await.map_err(stored)?.ok_or(Problem::NotFound)?;
    // What the case says counts.
    let body = loaded.case().linkage.task(id).map(|task| task.body).ok_or(Problem::NotFound)?;
    let by = there.into_iter().find(|(of, _)| *of == body).ok_or(Problem::NotFound)?.1;
    loaded.actors = vec![by];
    loaded.task = Some(id);
    loaded.mask();
    trail::reading(app, viewer, action, &thing(&loaded.kept), &loaded.actors).await?;
    Ok(loaded)
}

/// The task in whose name a case was loaded.
pub(super) fn task_of(loaded: &Loaded) -> Result<&Task, Problem> {
    loaded.task.and_then(|id| loaded.case().linkage.task(id)).ok_or(Problem::NotFound)
}

/// Whether a body sends disputes here, and as which organ.
fn organ_of(body: &Body) -> Option<ReferredBy> {
    match &body.kind {
        BodyKind::Court => Some(ReferredBy::Court),
        BodyKind::Agency { organ, .. } => match organ {
            Organ::Court => Some(ReferredBy::Court),
            Organ::Police => Some(ReferredBy::Police),
            Organ::Procuratorate => Some(ReferredBy::Procuratorate),
            Organ::Petition => Some(ReferredBy::Petition),
            _ => None,
        },
        _ => None,
    }
}

/// Who sends a dispute here.
pub(super) struct Sender {
    /// For which body.
    pub(super) body: BodyId,
    /// Which organ it is.
    pub(super) organ: ReferredBy,
    /// As whom.
    pub(super) by: Actor,
}

/// As which organ the viewer sends disputes here, if as one.
pub(super) async fn sender(app: &App, viewer: &Viewer) -> Result<Option<Sender>, Problem> {
    let network = centre::store::network(app.store.read()).await.map_err(stored)?;
    let there = at_bodies(&viewer.asker(), Action::SendReferral.duties());
    Ok(there.into_iter().find_map(|(id, by)| {
        let body = network.bodies().iter().find(|body| body.id == id)?;
        organ_of(body).map(|organ| Sender { body: id, organ, by })
    }))
}
