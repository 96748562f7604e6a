//! Who may see who the people of a sealed file are, and who asks to?

mod desk;
mod pages;
pub mod store;

pub use desk::IdentitiesPage;
pub use pages::IdentityPage;

use fengqiao_base::Actor;
use fengqiao_domain::{case::Confidentiality, intake::PartyDetails};
use fengqiao_policy::{Action, Thing};
use fengqiao_web::problem::Problem;

use crate::{
    app::App,
    gate::Routes,
    once::{once, stored},
    trail::{About, Kind, Note},
    viewer::{Viewer, Who},
};

/// The routes of this word.
pub fn routes() -> Routes {
    Routes::default()
        .get("/cases/{number}/identity", Action::AskIdentity, pages::show)
        .post("/cases/{number}/identity", Action::AskIdentity, pages::ask)
        .get("/identities", Action::DecideIdentity, desk::list)
        .post("/identities/{id}", Action::DecideIdentity, desk::decide)
}

/// Whether the viewer sees letters in place of the people of `thing`: it is sealed, and the viewer neither mediates it
/// nor follows it nor was let in by a custodian.
pub async fn is_masked(app: &App, viewer: &Viewer, thing: &Thing, actors: &[Actor]) -> Result<bool, Problem> {
    let Who::Staff(account) = &viewer.who else { return Ok(false) };
    let mediates = thing.mediator == Some(account.id)
        && actors.iter().any(|actor| actor.duty() == fengqiao_base::Duty::Mediator);
    if thing.class != Confidentiality::Sealed || mediates {
        return Ok(false);
    }
    let is_open = store::is_open(app.store.read(), thing.number, account.id, viewer.now).await;
    is_open.map(|is_open| !is_open).map_err(stored)
}

/// Keeps a wish, or what came of it, with its note, once.
async fn keep(
    app: &App,
    viewer: &Viewer,
    key: &str,
    by: Actor,
    kind: Kind,
    kept: store::Kept,
) -> Result<(), Problem> {
    let note = Note::of(viewer, by, kind, About::Number(kept.number), kept.id.to_string());
    let vault = app.vault.clone();
    once(app, viewer, key, move |tx| {
        Box::pin(async move {
            store::save(tx, &vault, &kept).await?;
            note.keep_in(tx).await?;
            Ok(String::new())
        })
    })
    .await
    .map(|_| ())
}

/// What is shown in place of what the `nth` person told (from 0): a letter, and whether it is a person.
pub fn masked(details: &PartyDetails, nth: usize) -> PartyDetails {
    let letter = char::from(b'A' + u8::try_from(nth % 26).unwrap_or(0));
    PartyDetails { kind: details.kind, known_as: letter.to_string(), ..PartyDetails::person("") }
}
