//! What does a party see of its own case, and what can it do there itself?

use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    response::Response,
};
use fengqiao_base::local_day;
use fengqiao_policy::Action;
use fengqiao_web::{form::Posted, page::Page, problem::Problem};
use uuid::Uuid;

use super::{
    acts, files,
    load::{Loaded, case_at, file_at},
    view::{View, timeline},
    whole::File,
};
use crate::{
    app::App,
    backlog::{self, Owner},
    document::{self, pages::Listed},
    once::stored,
    render::page,
    sharing,
    viewer::Viewer,
};

/// The page of a case, for one of its parties.
#[derive(Debug, Template)]
#[template(path = "case/party.html")]
pub struct PartyPage {
    page: Page,
    view: View,
    documents: Vec<Listed>,
    events: Vec<timeline::Event>,
    /// Who owns it as an old case.
    owner: Option<Owner>,
}

impl PartyPage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let names = crate::directory::Names::default();
        let now = time::macros::datetime!(2026-11-24 02:00 UTC);
        let mut sample = sample.clone();
        sample.user = None;
        super::sample::stages()
            .iter()
            .chain([&super::sample::linked()])
            .map(|loaded| Self {
                page: sample.clone(),
                view: View::of(
                    &sample,
                    loaded,
                    &[],
                    &names,
                    now,
                    &crate::reference::Reference::shipped().reckoning,
                ),
                documents: Vec::new(),
                events: Vec::new(),
                owner: Owner::samples(&sample).into_iter().next(),
            })
            .collect()
    }
}

/// The case the viewer follows.
async fn own(app: &App, viewer: &Viewer, action: Action) -> Result<Loaded, Problem> {
    case_at(app, viewer, action, viewer.following()?.number).await
}

/// `GET /follow/case`
pub async fn show(State(app): State<App>, viewer: Viewer) -> Result<Response, Problem> {
    let own = viewer.following()?;
    let File { loaded, documents, entries } =
        file_at(&app, &viewer, Action::FollowRequest, own.number).await?;
    let names = app.directory.names(app.store.read()).await.map_err(stored)?;
    let sheet = viewer.page("follow");
    let acts = super::load::offers(&loaded.actors, loaded.case(), local_day(viewer.now));
    let mut view = View::of(&sheet, &loaded, &acts, &names, viewer.now, &app.reference.reckoning).for_party(
        &sheet,
        loaded.case(),
        own.party,
    );
    sharing::view::ask(&mut view.sharings, &sheet, &loaded, own.party, &app.ids);
    let events = timeline::events(&sheet, &names, &entries);
    let documents = document::pages::listed(&viewer, &loaded, documents, &sheet);
    let (thing, number) = (super::load::thing(&loaded.kept), loaded.case().number.as_str());
    let owner = backlog::owner(&app, &viewer, &sheet, (own.number, number), &thing).await?;
    Ok(page(&PartyPage { page: sheet, view, documents, events, owner }))
}

/// `GET /follow/case/acts/{act}`
pub async fn ask(
    State(app): State<App>,
    viewer: Viewer,
    Path(act): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let loaded = own(&app, &viewer, Action::ActAsParty).await?;
    acts::ask_about(&app, &viewer, &loaded, &act, query.as_deref()).await
}

/// `POST /follow/case/acts/{act}`
pub async fn act(
    State(app): State<App>,
    viewer: Viewer,
    Path(act): Path<String>,
    posted: Posted,
) -> Result<Response, Problem> {
    let loaded = own(&app, &viewer, Action::ActAsParty).await?;
    acts::do_it(&app, &viewer, loaded, &act, posted).await
}

/// `GET /follow/case/attachments/{id}`
pub async fn read(State(app): State<App>, viewer: Viewer, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let loaded = own(&app, &viewer, Action::FollowRequest).await?;
    // The parties see each other's evidence; other papers of the number are not theirs to read.
    if !loaded.case().evidence.iter().any(|evidence| evidence.attachment.0 == id) {
        return Err(Problem::NotFound);
    }
    files::send(&app, loaded.kept.seq, id).await
}
