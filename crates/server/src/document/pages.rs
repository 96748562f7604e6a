//! Which papers does a case have, and which can be made now?

use askama::Template;
use axum::{
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use fengqiao_base::{Moment, Refusal};
use fengqiao_domain::case::forms::{About, FormKind};
use fengqiao_policy::Action;
use fengqiao_store::time::from_micros;
use fengqiao_web::{
    form::Posted,
    page::{Choice, Form, Page},
    problem::Problem,
};
use uuid::Uuid;

use super::{
    fill::fill,
    order::{Order, about_of, text_of},
    parts::titled,
    produce::{Desk, ProduceError},
    store::{self, Kept},
};
use crate::{
    app::App,
    case::load::{Loaded, case_at, case_for, may_know_reporter},
    once::stored,
    render::{page, see, with_status},
    viewer::{Viewer, Who},
};

/// The documents of a case, and what can be made now.
#[derive(Debug, Template)]
#[template(path = "document/list.html")]
pub struct DocumentsPage {
    page: Page,
    form: Form,
    number: String,
    ways: Vec<(String, String)>,
    documents: Vec<Listed>,
    /// What can be produced now.
    offers: Vec<Choice>,
}

/// A document as a page lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Where it is read.
    pub href: String,
    /// Its title.
    pub title: String,
    /// Pages.
    pub pages: i64,
    /// When it was produced.
    pub at: Moment,
    /// Letters that must be written in by hand.
    pub missing: String,
}

impl DocumentsPage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let listed = |missing: &str| Listed {
            href: "/cases/440306-2026-000001/documents/1".to_owned(),
            title: sample.t("form-agreement"),
            pages: 2,
            at: time::macros::datetime!(2026-11-24 02:00 UTC),
            missing: missing.to_owned(),
        };
        let of = |documents: Vec<Listed>| Self {
            page: sample.clone(),
            form: Form::new("key"),
            number: "440306-2026-000001".to_owned(),
            ways: vec![("/cases".to_owned(), sample.t("layout-nav-cases"))],
            documents,
            offers: vec![Choice::new("application|", sample.t("form-application"))],
        };
        vec![of(Vec::new()), of(vec![listed(""), listed("𠮷")])]
    }
}

/// The forms that may be printed before anything calls for them: to be read, filled in and signed by hand.
fn early(loaded: &Loaded) -> Vec<(FormKind, Option<About>)> {
    let parties = || loaded.case().parties.iter().map(|party| Some(About::Party(party.id)));
    let mut forms = vec![(FormKind::Application, None)];
    for form in
        [FormKind::RightsNotice, FormKind::PrivacyConsent, FormKind::ServiceAddress, FormKind::ConsentRecord]
    {
        forms.extend(parties().map(|about| (form, about)));
    }
    forms.push((FormKind::EvidenceList, None));
    forms
}

/// What can be produced now: the early forms, and what the case calls for and nobody has produced, as of a case that
/// was brought over from elsewhere.
async fn makeable(
    app: &App,
    desk: &Desk,
    loaded: &Loaded,
) -> Result<Vec<(FormKind, Option<About>)>, Problem> {
    let produced = store::all(app.store.read(), &app.vault, loaded.kept.seq).await.map_err(stored)?;
    let is_there = |form: FormKind, about: Option<About>| {
        produced.iter().any(|kept| kept.form == form.code() && kept.about() == about)
    };
    let mut forms = early(loaded);
    for sheet in loaded.case().dossier() {
        let (form, about) = (sheet.form, sheet.about);
        if !forms.contains(&(form, about)) && !is_there(form, about) {
            forms.push((form, about));
        }
    }
    let source = desk.source(app, loaded, None);
    forms.retain(|(form, about)| fill(&source, *form, *about).is_some());
    Ok(forms)
}

/// What can be produced as choices of a form.
fn offers(loaded: &Loaded, sheet: &Page, makeable: &[(FormKind, Option<About>)]) -> Vec<Choice> {
    makeable
        .iter()
        .map(|(form, about)| {
            let value = format!("{}|{}", form.code(), about.as_ref().map(text_of).unwrap_or_default());
            Choice::new(value, titled(sheet.lang, loaded, form.code(), about.as_ref()))
        })
        .collect()
}

/// A report of danger names who reported.
fn may_read(viewer: &Viewer, loaded: &Loaded, kept: &Kept) -> bool {
    kept.form != FormKind::DangerReport.code()
        || may_know_reporter(viewer, &loaded.actors, kept.by().and_then(|by| by.account()))
}

/// What a party may take home of its case: what it signs, and what is sent to it.
fn is_for_party(viewer: &Viewer, kept: &Kept) -> bool {
    let Who::Party(following) = &viewer.who else { return false };
    match FormKind::from_code(&kept.form) {
        Some(
            FormKind::Agreement
            | FormKind::OralAgreement
            | FormKind::NotAcceptedNotice
            | FormKind::SuspensionNotice
            | FormKind::ExtensionConsent
            | FormKind::TerminationNotice
            | FormKind::UndisputedFacts
            | FormKind::ConfirmationApplication
            | FormKind::PerformanceConfirmed,
        ) => true,
        Some(
            FormKind::RightsNotice
            | FormKind::PrivacyConsent
            | FormKind::ServiceAddress
            | FormKind::ConsentRecord,
        ) => kept.about() == Some(About::Party(following.party)),
        _ => false,
    }
}

/// Those of the documents `kept` of a case that the viewer may read.
pub fn listed(viewer: &Viewer, loaded: &Loaded, kept: Vec<Kept>, sheet: &Page) -> Vec<Listed> {
    let is_party = matches!(viewer.who, Who::Party(_));
    let base = if is_party { "/follow/case".to_owned() } else { format!("/cases/{}", loaded.case().number) };
    let may =
        |kept: &Kept| if is_party { is_for_party(viewer, kept) } else { may_read(viewer, loaded, kept) };
    kept.into_iter()
        .filter(may)
        .map(|kept| Listed {
            href: format!("{base}/documents/{}", kept.id),
            title: titled(sheet.lang, loaded, &kept.form, kept.about().as_ref()),
            pages: kept.pages,
            at: from_micros(kept.produced_at),
            missing: kept.origin().missing,
        })
        .collect()
}

/// The way to the documents of a case.
pub(crate) fn ways(sheet: &Page, number: &str) -> Vec<(String, String)> {
    vec![("/cases".to_owned(), sheet.t("layout-nav-cases")), (format!("/cases/{number}"), number.to_owned())]
}

async fn shown(app: &App, viewer: &Viewer, loaded: &Loaded, form: Form) -> Result<DocumentsPage, Problem> {
    let sheet = viewer.page("cases");
    let desk = Desk::of(app).await.map_err(stored)?;
    let kept = store::all(app.store.read(), &app.vault, loaded.kept.seq).await.map_err(stored)?;
    Ok(DocumentsPage {
        form,
        number: loaded.case().number.clone(),
        ways: ways(&sheet, &loaded.case().number),
        documents: listed(viewer, loaded, kept, &sheet),
        offers: offers(loaded, &sheet, &makeable(app, &desk, loaded).await?),
        page: sheet,
    })
}

/// `GET /cases/{number}/documents`
pub async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path(number): Path<String>,
) -> Result<Response, Problem> {
    let loaded = case_for(&app, &viewer, Action::ReadDocuments, &number).await?;
    Ok(page(&shown(&app, &viewer, &loaded, Form::default()).await?))
}

/// `POST /cases/{number}/documents`: produces one of the forms that are offered. The same case as it stands gives the
/// same document, however often it is asked for.
pub async fn produce(
    State(app): State<App>,
    viewer: Viewer,
    Path(number): Path<String>,
    Posted { fields, .. }: Posted,
) -> Result<Response, Problem> {
    let loaded = case_for(&app, &viewer, Action::ReadDocuments, &number).await?;
    let asked = fields.get("form").split_once('|').and_then(|(form, about)| {
        let form = FormKind::from_code(form)?;
        Some((form, if about.is_empty() { None } else { Some(about_of(about)?) }))
    });
    let desk = Desk::of(&app).await.map_err(stored)?;
    let makeable = makeable(&app, &desk, &loaded).await?;
    let Some((form, about)) = asked.filter(|asked| makeable.contains(asked)) else {
        let form = Form::default().refused(viewer.lang, &Refusal::new("field-missing").at("form"));
        let shown = shown(&app, &viewer, &loaded, form).await?;
        return Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, page(&shown)));
    };
    let order = Order {
        case: loaded.kept.seq,
        version: loaded.case().version,
        form,
        about,
        at: viewer.now,
        by: loaded.acting(Action::ReadDocuments)?,
    };
    super::produce::produce(&app, &desk, &loaded, &order).await.map_err(failed)?.ok_or(Problem::NotFound)?;
    Ok(see(&format!("/cases/{}/documents", loaded.case().number), "document-produced"))
}

/// What a document that could not be produced is to the one who asked.
pub(super) fn failed(error: ProduceError) -> Problem {
    match error {
        ProduceError::Store(error) => stored(error),
        error => Problem::fault(error),
    }
}

/// `GET /cases/{number}/documents/{id}`
pub async fn read(
    State(app): State<App>,
    viewer: Viewer,
    Path((number, id)): Path<(String, Uuid)>,
) -> Result<Response, Problem> {
    let loaded = case_for(&app, &viewer, Action::ReadDocuments, &number).await?;
    let kept = store::find(app.store.read(), loaded.kept.seq, id).await.map_err(stored)?;
    send(&app, kept.filter(|kept| may_read(&viewer, &loaded, kept)), loaded.kept.seq).await
}

/// `GET /follow/case/documents/{id}`
pub async fn read_own(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let following = viewer.following()?;
    let loaded = case_at(&app, &viewer, Action::FollowRequest, following.number).await?;
    let kept = store::find(app.store.read(), loaded.kept.seq, id).await.map_err(stored)?;
    send(&app, kept.filter(|kept| is_for_party(&viewer, kept)), loaded.kept.seq).await
}

/// The file, shown by the browser; its name tells nothing about a person.
async fn send(app: &App, kept: Option<Kept>, seq: i64) -> Result<Response, Problem> {
    let kept = kept.ok_or(Problem::NotFound)?;
    let bytes = app.files.read(&kept.digest).await.map_err(Problem::fault)?;
    let name = format!("{seq}-{}-{}.pdf", kept.form.replace('_', "-"), &kept.id.simple().to_string()[20..]);
    let headers = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (header::CONTENT_DISPOSITION, format!("inline; filename=\"{name}\"")),
    ];
    Ok((headers, bytes).into_response())
}
