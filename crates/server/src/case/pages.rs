//! What is it, where does it stand, whose turn, by when, what can I do? The page of a case.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use fengqiao_base::{Day, Moment, local_day};
use fengqiao_domain::case::Confidentiality;
use fengqiao_policy::Action;
use fengqiao_web::{page::Page, problem::Problem};

pub use super::view::timeline::Event;
use super::{
    load::{Loaded, case_for, file_at, sequence},
    view::{View, timeline},
    whole::{self, File},
};
use crate::{
    app::App,
    backlog::{self, Owner},
    document::{self, pages::Listed},
    once::stored,
    render::page,
    retention,
    viewer::Viewer,
};

/// The page of a case, for staff.
#[derive(Debug, Template)]
#[template(path = "case/page.html")]
pub struct CasePage {
    page: Page,
    ways: Vec<(String, String)>,
    view: View,
    documents: Vec<Listed>,
    events: Vec<Event>,
    /// Who owns it as an old case, or the way to nominate it.
    owner: Option<Owner>,
    /// Cases it is linked with: key of what they are to it, address, number.
    linked: Vec<(&'static str, String, String)>,
}

impl CasePage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let names = crate::directory::Names::default();
        let mut samples: Vec<Self> = super::sample::stages()
            .iter()
            .chain([&super::sample::linked()])
            .map(|loaded| {
                let by = &crate::reference::Reference::shipped().reckoning;
                let mut view = View::of(sample, loaded, &[], &names, sample_now(), by);
                view.offer("access", sample.t("case-page-access"));
                view.offer("reopen", sample.t("case-page-reopen"));
                Self {
                    page: sample.clone(),
                    ways: vec![("/cases".to_owned(), sample.t("layout-nav-cases"))],
                    view,
                    documents: Vec::new(),
                    events: Vec::new(),
                    owner: Owner::samples(sample).pop(),
                    linked: vec![
                        ("case-page-opened-anew", "/cases/2".to_owned(), "440306-2026-000002".to_owned()),
                        ("case-page-linked", "/cases/1".to_owned(), "440306-2025-000001".to_owned()),
                    ],
                }
            })
            .collect();
        // A whole crew in dispute, before and after everybody agreed.
        for sample in [0, samples.len() - 1] {
            let parties = &mut samples[sample].view.parties;
            *parties = parties.iter().cycle().take(9).cloned().collect();
        }
        samples
    }
}

fn sample_now() -> Moment {
    time::macros::datetime!(2026-11-24 02:00 UTC)
}

/// `GET /cases/{number}`
pub async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path(number): Path<String>,
) -> Result<Response, Problem> {
    let seq = sequence(&number)?;
    let File { loaded, documents, entries } = match file_at(&app, &viewer, Action::ReadCases, seq).await {
        Err(Problem::NotFound) => return retention::gone(&app, &viewer, Action::ReadCases, seq).await,
        file => file?,
    };
    let names = app.directory.names(app.store.read()).await.map_err(stored)?;
    let sheet = viewer.page("cases");
    let acts = super::load::offers(&loaded.actors, loaded.case(), local_day(viewer.now));
    let mut view = View::of(&sheet, &loaded, &acts, &names, viewer.now, &app.reference.reckoning);
    if viewer.may(Action::ActOnCase) && !loaded.case().stage.is_closed() && !loaded.is_masked {
        view.offer("access", sheet.t("case-page-access"));
    }
    let heads = loaded.actors.iter().any(|actor| actor.duty() == fengqiao_base::Duty::Head);
    if heads {
        view.offer("readers", sheet.t("trail-readers-title"));
    }
    if loaded.case().class == Confidentiality::Sealed
        && loaded.case().mediator() != Some(viewer.account()?.id)
    {
        view.offer("identity", sheet.t("identity-ask-title"));
    }
    let anew = if loaded.case().stage.is_closed() {
        super::store::opened_anew(app.store.read(), loaded.case().id).await.map_err(stored)?
    } else {
        None
    };
    if anew.is_none() && super::reopen::may_reopen(&loaded).is_some() {
        view.offer("reopen", sheet.t("case-page-reopen"));
    }
    let to = |what, number: String| (what, format!("/cases/{number}"), number);
    let mut linked: Vec<_> = anew.map(|number| to("case-page-opened-anew", number)).into_iter().collect();
    for link in &loaded.case().linked {
        let number = super::store::number_of(app.store.read(), link.case).await.map_err(stored)?;
        linked.extend(number.map(|number| to("case-page-linked", number)));
    }
    let thing = super::load::thing(&loaded.kept);
    let number = loaded.case().number.as_str();
    let owner = backlog::owner(&app, &viewer, &sheet, (seq, number), &thing).await?;
    Ok(page(&CasePage {
        linked,
        owner,
        ways: vec![("/cases".to_owned(), sheet.t("layout-nav-cases"))],
        view,
        documents: document::pages::listed(&viewer, &loaded, documents, &sheet),
        events: timeline::events(&sheet, &names, &entries),
        page: sheet,
    }))
}

/// What happened to a case after its version `version`.
pub(super) async fn since(
    app: &App,
    viewer: &Viewer,
    loaded: &Loaded,
    version: i64,
) -> Result<Vec<Event>, Problem> {
    let names = app.directory.names(app.store.read()).await.map_err(stored)?;
    let file = whole::find_file(app.store.read(), &app.vault, loaded.kept.seq).await.map_err(stored)?;
    let mut entries = file.ok_or(Problem::NotFound)?.entries;
    loaded.hide(&mut entries);
    Ok(timeline::since(&viewer.page(""), &names, &entries, version))
}

/// The page that explains every term of a case, step by step.
#[derive(Debug, Template)]
#[template(path = "case/deadlines.html")]
pub struct DeadlinesPage {
    page: Page,
    ways: Vec<(String, String)>,
    terms: Vec<Term>,
}

/// One term with its reasons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// What it is for.
    pub name: String,
    /// Where it is shown day by day.
    pub href: String,
    /// How it stands: code and words.
    pub standing: (&'static str, String),
    /// Who has to act, or had to.
    pub who: String,
    /// The day it began.
    pub began: Day,
    /// The day it ended, if it has.
    pub ended: Option<Day>,
    /// How long it has run, in words.
    pub used: String,
    /// How long after its end, in words; none where it was in time.
    pub late: Option<String>,
    /// The last day as counted.
    pub raw: Day,
    /// The last day that holds.
    pub due: Day,
    /// The article.
    pub law: String,
    /// What the article says.
    pub text: Option<String>,
    /// Whether it rests on a year whose holidays are not arranged yet.
    pub provisional: bool,
    /// The steps in words.
    pub steps: Vec<String>,
    /// Under which version of rule and calendar.
    pub versions: String,
}

impl DeadlinesPage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let loaded = super::sample::loaded();
        vec![Self {
            page: sample.clone(),
            ways: Vec::new(),
            terms: super::view::terms(
                sample,
                loaded.case(),
                sample_now(),
                &crate::reference::Reference::shipped().reckoning,
            ),
        }]
    }
}

/// `GET /cases/{number}/deadlines`
pub async fn deadlines(
    State(app): State<App>,
    viewer: Viewer,
    Path(number): Path<String>,
) -> Result<Response, Problem> {
    let loaded = case_for(&app, &viewer, Action::ReadCases, &number).await?;
    let sheet = viewer.page("cases");
    Ok(page(&DeadlinesPage {
        ways: vec![
            ("/cases".to_owned(), sheet.t("layout-nav-cases")),
            (format!("/cases/{}", loaded.case().number), loaded.case().number.clone()),
        ],
        terms: super::view::terms(&sheet, loaded.case(), viewer.now, &app.reference.reckoning),
        page: sheet,
    }))
}
