//! The page of one request at the desk: what it is, whose turn, what can be done, and which others are alike.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use fengqiao_base::Moment;
use fengqiao_domain::{case::DangerReport, codes::key, intake::ActKind};
use fengqiao_policy::Action;
use fengqiao_web::{
    page::{Choice, Form, Page},
    problem::Problem,
};
use uuid::Uuid;

use super::{
    alike::{self, Alike},
    file::type_choices,
    load::{Loaded, offers, request_for},
    view::{Happened, Reader, View, history},
};
use crate::{
    app::App,
    backlog::{self, Owner},
    case::{
        files,
        load::{may_know_reporter, sequence},
        store as case_store,
    },
    once::stored,
    reference::Reference,
    render::page,
    retention,
    viewer::Viewer,
};

/// The page of one request.
#[derive(Debug, Template)]
#[template(path = "intake/page.html")]
pub struct RequestPage {
    page: Page,
    form: Form,
    view: View,
    suggested: Vec<Choice>,
    types: Vec<Choice>,
    alike: Vec<Alike>,
    took_in: Vec<(String, String)>,
    attached: Vec<Attached>,
    history: Vec<Happened>,
    accept: &'static str,
    adds_files: bool,
    pairs: bool,
    /// The reports of danger the reader may know of, each as facts.
    dangers: Vec<Vec<(&'static str, String)>>,
    /// Who owns it as an old case, or the way to nominate it.
    owner: Option<Owner>,
}

/// An attached file as the page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attached {
    /// Its id.
    pub id: Uuid,
    /// The name it came with.
    pub name: String,
    /// Its size in words.
    pub size: String,
    /// When it came.
    pub at: Moment,
}

impl RequestPage {
    /// An address below the one of the request.
    fn at(&self, below: &str) -> String {
        format!("/intake/{}{below}", self.view.number)
    }

    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        super::sample::stages()
            .into_iter()
            .map(|(loaded, acts)| {
                let names = crate::directory::Names::default();
                let view =
                    View::of(sample, &loaded, &names, &acts, Reader::Desk, &Reference::shipped().reckoning);
                Self {
                    form: Form::new("key").at_version(3),
                    suggested: suggestions(sample, &loaded),
                    types: Reference::shipped().type_choices(sample.lang),
                    alike: super::sample::alike(sample),
                    took_in: vec![("440306-2026-000009".into(), "物业不修电梯".into())],
                    attached: vec![super::sample::attached()],
                    history: vec![super::sample::happened(sample)],
                    accept: super::uploads::ACCEPT,
                    adds_files: view.chooses_type,
                    pairs: view.chooses_type,
                    dangers: vec![danger(sample, &super::sample::danger())],
                    owner: Owner::samples(sample).pop(),
                    view,
                    page: sample.clone(),
                }
            })
            .collect()
    }
}

/// `GET /intake/{number}`
pub async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path(number): Path<String>,
) -> Result<Response, Problem> {
    let loaded = match request_for(&app, &viewer, Action::ReadRequests, &number).await {
        Err(Problem::NotFound) => {
            return retention::gone(&app, &viewer, Action::ReadRequests, sequence(&number)?).await;
        }
        loaded => loaded?,
    };
    let canonical = loaded.request().number.to_string();
    if number != canonical {
        return Ok(Redirect::to(&format!("/intake/{canonical}")).into_response());
    }
    let form = Form::new(app.ids.next::<Uuid>().to_string()).at_version(loaded.request().version);
    let shown = of(&app, &viewer, &loaded, form).await?;
    Ok(page(&shown))
}

/// The page with this form on it.
pub async fn of(app: &App, viewer: &Viewer, loaded: &Loaded, form: Form) -> Result<RequestPage, Problem> {
    let names = app.directory.names(app.store.read()).await.map_err(stored)?;
    let sheet = viewer.page("intake");
    let acts = offers(&loaded.actors, loaded.request());
    let view = View::of(&sheet, loaded, &names, &acts, Reader::Desk, &app.reference.reckoning);
    let alike = alike::of(app, viewer, &sheet, loaded).await?;
    let took_in = alike::titles(app, viewer, &loaded.request().took_in).await?;
    // Names of files name people.
    let attached = if loaded.is_masked { Vec::new() } else { attached(app, &sheet, loaded.kept.seq).await? };
    let history = history(app, &sheet, &names, loaded.request(), Reader::Desk).await?;
    let (thing, number) = (super::load::thing(&loaded.kept), loaded.request().number.to_string());
    let owner = backlog::owner(app, viewer, &sheet, (loaded.kept.seq, &number), &thing).await?;
    Ok(RequestPage {
        owner,
        form,
        suggested: suggestions(&sheet, loaded),
        types: app.reference.type_choices(sheet.lang),
        alike,
        took_in,
        attached,
        history,
        accept: super::uploads::ACCEPT,
        adds_files: acts.contains(&ActKind::AddFiles),
        pairs: acts.contains(&ActKind::Join),
        dangers: dangers(viewer, &sheet, loaded),
        view,
        page: sheet,
    })
}

/// The reports of danger that the viewer may know of.
fn dangers(viewer: &Viewer, page: &Page, loaded: &Loaded) -> Vec<Vec<(&'static str, String)>> {
    let reports = loaded.request().danger_reports.iter();
    let known = reports.filter(|report| may_know_reporter(viewer, &loaded.actors, Some(report.by)));
    known.map(|report| danger(page, report)).collect()
}

fn danger(page: &Page, report: &DangerReport) -> Vec<(&'static str, String)> {
    let mut facts = vec![
        ("intake-page-at", page.moment(report.at)),
        ("act-report-danger-to", page.t(&key("receiver", report.to.code()))),
        ("act-report-danger-reason", report.reason.clone()),
    ];
    facts.extend(report.reference.clone().map(|text| ("act-report-danger-reference", text)));
    facts.extend(report.receipt.clone().map(|text| ("act-report-danger-receipt", text)));
    facts
}

/// The suggested types without the choice to leave it to a clerk.
fn suggestions(page: &Page, loaded: &Loaded) -> Vec<Choice> {
    let mut choices = type_choices(page, &loaded.request().suggested);
    choices.pop();
    choices
}

/// The files of a number in words.
pub async fn attached(app: &App, page: &Page, seq: i64) -> Result<Vec<Attached>, Problem> {
    let files = case_store::attachments(app.store.read(), &app.vault, seq).await.map_err(stored)?;
    Ok(files
        .into_iter()
        .map(|file| Attached {
            id: file.id,
            size: size(page, file.size),
            at: fengqiao_store::time::from_micros(file.added_at),
            name: file.name,
        })
        .collect())
}

/// A size as people read it.
pub fn size(page: &Page, bytes: i64) -> String {
    let kilobytes = (bytes + 1023) / 1024;
    if kilobytes < 1024 {
        page.ta("intake-size-kb", &[("size", &kilobytes)])
    } else {
        let tenths = bytes * 10 / (1024 * 1024);
        page.ta("intake-size-mb", &[("size", &format!("{}.{}", tenths / 10, tenths % 10))])
    }
}

/// `GET /intake/{number}/attachments/{id}`
pub async fn attachment(
    State(app): State<App>,
    viewer: Viewer,
    Path((number, id)): Path<(String, Uuid)>,
) -> Result<Response, Problem> {
    let loaded = request_for(&app, &viewer, Action::ReadRequests, &number).await?;
    if loaded.is_masked {
        return Err(Problem::NotFound);
    }
    files::send(&app, loaded.kept.seq, id).await
}
