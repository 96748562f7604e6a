//! Is the dossier whole, and what is it as one file?

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use fengqiao_base::{Actor, Moment, local_day};
use fengqiao_domain::case::ActKind;
use fengqiao_paper::{Bound, Content, Dossier, Part, PressError};
use fengqiao_policy::Action;
use fengqiao_store::time::from_micros;
use fengqiao_web::{
    form::Posted,
    page::{Form, Page},
    problem::Problem,
};
use tokio::sync::{Semaphore, SemaphorePermit};
use uuid::Uuid;

use super::{
    fill,
    order::Order,
    pages::{failed, ways},
    parts::{self, Holds, Line, What, titled},
    produce::{self, Desk, ProduceError},
    store::{self, DOSSIER, Keeping, Kept},
};
use crate::{
    app::App,
    case::{
        load::{Loaded, case_for, offers},
        store::{Attached, attachments},
    },
    once::stored,
    render::{page, see},
    viewer::Viewer,
};

/// So many bytes of what parties brought are bound at most; what comes after lies beside the dossier.
const MOST: usize = 150 << 20;

/// One dossier is bound at a time: each holds all its papers in memory, and a case may have brought many.
static TURN: Semaphore = Semaphore::const_new(1);

/// The papers of the dossier, and the dossier as it was bound last.
#[derive(Debug, Template)]
#[template(path = "document/dossier.html")]
pub struct DossierPage {
    page: Page,
    form: Form,
    number: String,
    ways: Vec<(String, String)>,
    rows: Vec<Row>,
    bound: Option<BoundRow>,
}

/// A paper as the page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its title.
    pub title: String,
    /// Where it is read, if it can be.
    pub href: Option<String>,
    /// How it stands: look, and key of the words.
    pub standing: (&'static str, &'static str),
}

/// The dossier as it was bound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoundRow {
    /// Where it is read.
    pub href: String,
    /// How many numbered pages it has.
    pub pages: i64,
    /// SHA-256 in hexadecimal.
    pub digest: String,
    /// When it was bound.
    pub at: Moment,
    /// Whether something has happened since.
    pub is_old: bool,
    /// The form that puts the dossier away with these figures, for whoever may.
    pub archive: Option<String>,
}

impl DossierPage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let row = |form: &str, href: Option<&str>, standing| Row {
            title: sample.t(form),
            href: href.map(str::to_owned),
            standing,
        };
        let rows = vec![
            row("form-application", Some("/cases/1/documents/1"), PRODUCED),
            row("form-evidence-list", None, TO_PRODUCE),
            row("form-identity-proof", None, REQUIRED),
            row("form-service-address", None, OPTIONAL),
            row("form-performance-proof", Some("/cases/1/attachments/1"), BROUGHT),
        ];
        let bound = |is_old| BoundRow {
            href: "/cases/1/documents/2".to_owned(),
            pages: 38,
            digest: "7f".repeat(32),
            at: time::macros::datetime!(2026-11-24 02:00 UTC),
            is_old,
            archive: (!is_old).then(|| "/cases/1/acts/archive".to_owned()),
        };
        let of = |bound| Self {
            page: sample.clone(),
            form: Form::new("key"),
            number: "440306-2026-000001".to_owned(),
            ways: vec![("/cases".to_owned(), sample.t("layout-nav-cases"))],
            rows: rows.clone(),
            bound,
        };
        vec![of(None), of(Some(bound(false))), of(Some(bound(true)))]
    }
}

const PRODUCED: (&str, &str) = ("done", "document-dossier-produced");
const BROUGHT: (&str, &str) = ("done", "document-dossier-brought");
const TO_PRODUCE: (&str, &str) = ("open", "document-dossier-to-produce");
const REQUIRED: (&str, &str) = ("wait", "document-dossier-required");
const OPTIONAL: (&str, &str) = ("info", "document-dossier-optional");

/// What a case has for its dossier.
struct Gathered {
    desk: Desk,
    documents: Vec<Kept>,
    lines: Vec<Line>,
}

async fn gather(app: &App, loaded: &Loaded) -> Result<Gathered, Problem> {
    let conn = app.store.read();
    let desk = Desk::of(app).await.map_err(stored)?;
    let documents = store::all(conn, &app.vault, loaded.kept.seq).await.map_err(stored)?;
    let brought: Vec<Attached> = attachments(conn, &app.vault, loaded.kept.seq).await.map_err(stored)?;
    let authorised = parts::authorisations(conn, loaded.case()).await.map_err(stored)?;
    let lines = parts::lines(&desk.source(app, loaded, None), &documents, &brought, &authorised);
    Ok(Gathered { desk, documents, lines })
}

/// `GET /cases/{number}/dossier`
pub async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path(number): Path<String>,
) -> Result<Response, Problem> {
    let loaded = case_for(&app, &viewer, Action::ReadDocuments, &number).await?;
    let gathered = gather(&app, &loaded).await?;
    let sheet = viewer.page("cases");
    let case = loaded.case();
    let base = format!("/cases/{}", case.number);
    let rows = gathered.lines.iter().map(|line| row(&sheet, &loaded, &base, line)).collect();
    let may_archive = offers(&loaded.actors, case, local_day(viewer.now)).contains(&ActKind::Archive);
    let bound = gathered.documents.iter().find(|kept| kept.form == DOSSIER).map(|kept| {
        let digest = hex::encode(&kept.digest);
        let is_old = kept.origin().version != case.version;
        let archive = format!("{base}/acts/archive?pages={}&digest={digest}", kept.pages);
        BoundRow {
            href: format!("{base}/documents/{}", kept.id),
            pages: kept.pages,
            at: from_micros(kept.produced_at),
            archive: (may_archive && !is_old).then_some(archive),
            digest,
            is_old,
        }
    });
    Ok(page(&DossierPage {
        form: Form::default(),
        number: case.number.clone(),
        ways: ways(&sheet, &case.number),
        rows,
        bound,
        page: sheet,
    }))
}

fn row(sheet: &Page, loaded: &Loaded, base: &str, line: &Line) -> Row {
    let title = match &line.what {
        What::Form(form, about) => titled(sheet.lang, loaded, form.code(), about.as_ref()),
        What::File(name) => name.clone(),
    };
    let (href, standing) = match &line.holds {
        Holds::Document(kept) => (Some(format!("{base}/documents/{}", kept.id)), PRODUCED),
        Holds::Attachment(file) => (Some(format!("{base}/attachments/{}", file.id)), BROUGHT),
        Holds::ToProduce => (None, TO_PRODUCE),
        Holds::Nothing => (None, if line.required { REQUIRED } else { OPTIONAL }),
    };
    Row { title, href, standing }
}

/// `POST /cases/{number}/dossier`: produces what is still missing and can be, and binds everything into one file.
pub async fn bind(
    State(app): State<App>,
    viewer: Viewer,
    Path(number): Path<String>,
    _: Posted,
) -> Result<Response, Problem> {
    let loaded = case_for(&app, &viewer, Action::ReadDocuments, &number).await?;
    let by = loaded.acting(Action::ReadDocuments)?;
    bind_now(&app, &loaded, by, viewer.now).await?;
    Ok(see(&format!("/cases/{}/dossier", loaded.case().number), "dossier-bound"))
}

/// Binds the dossier of a case as it stands and keeps it; gives the id of its document.
pub async fn bind_now(app: &App, loaded: &Loaded, by: Actor, at: Moment) -> Result<Uuid, Problem> {
    let turn = TURN.acquire().await.map_err(Problem::fault)?;
    let first = gather(app, loaded).await?;
    for line in &first.lines {
        let (Holds::ToProduce, What::Form(form, about)) = (&line.holds, &line.what) else { continue };
        let version = loaded.case().version;
        let order = Order { case: loaded.kept.seq, version, form: *form, about: *about, at, by };
        produce::produce(app, &first.desk, loaded, &order).await.map_err(failed)?;
    }
    let gathered = gather(app, loaded).await?;
    let (parts, missing, beside) = contents(app, &gathered.lines).await?;
    let source = gathered.desk.source(app, loaded, Some(by));
    let dossier =
        Dossier { cover: fill::cover(&source), parts, note: fill::note(&source, &missing, &beside) };
    let bound = press(app, dossier, at, turn).await.map_err(failed)?;
    let digest = app.files.keep(bound.pdf.into()).await.map_err(Problem::fault)?;
    let keeping = Keeping {
        id: app.ids.next(),
        case: loaded.kept.seq,
        form: DOSSIER,
        about: None,
        version: loaded.case().version,
        title: titled(fengqiao_web::lang::Lang::ZhCn, loaded, DOSSIER, None),
        pages: bound.pages,
        digest,
        missing: bound.missing.iter().collect(),
        at,
        by,
    };
    let (id, vault) = (keeping.id, app.vault.clone());
    app.store
        .write(move |tx| Box::pin(async move { store::keep(tx, &vault, keeping).await }))
        .await
        .map_err(stored)?;
    Ok(id)
}

/// The papers to be bound, what is missing, and what lies beside.
async fn contents(app: &App, lines: &[Line]) -> Result<(Vec<Part>, Vec<String>, Vec<String>), Problem> {
    let (mut parts, mut missing, mut beside) = (Vec::new(), Vec::new(), Vec::new());
    let mut size = 0;
    for line in lines {
        let content = match &line.holds {
            Holds::Document(kept) => {
                Content::Pdf(app.files.read(&kept.digest).await.map_err(Problem::fault)?.to_vec())
            }
            Holds::Attachment(file) => {
                let bytes = usize::try_from(file.size).unwrap_or(usize::MAX);
                let fits = size + bytes <= MOST;
                let kind = file.media_type.as_str();
                if fits && matches!(kind, "application/pdf" | "image/jpeg" | "image/png") {
                    size += bytes;
                    let bytes = app.files.read(&file.digest).await.map_err(Problem::fault)?.to_vec();
                    match kind {
                        "application/pdf" => Content::Pdf(bytes),
                        "image/jpeg" => Content::Jpeg(bytes),
                        _ => Content::Png(bytes),
                    }
                } else {
                    beside.push(line.title.clone());
                    Content::Beside
                }
            }
            Holds::ToProduce | Holds::Nothing => {
                if line.required {
                    missing.push(line.title.clone());
                }
                continue;
            }
        };
        let remark = (content == Content::Beside).then(|| BESIDE.to_owned());
        parts.push(Part { title: line.title.clone(), remark, content });
    }
    Ok((parts, missing, beside))
}

/// In the contents, beside what is not bound.
const BESIDE: &str = "另存";

/// Binds; a part that cannot be bound (protected, broken) lies beside. The turn ends with the work, even when nobody
/// waits for it any more.
async fn press(
    app: &App,
    mut dossier: Dossier,
    at: Moment,
    turn: SemaphorePermit<'static>,
) -> Result<Bound, ProduceError> {
    let app = app.clone();
    let bound = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        loop {
            match app.press.bind(&dossier, local_day(at)) {
                Err(PressError::Binding { nth, .. }) if nth > 0 => {
                    let part = &mut dossier.parts[nth - 1];
                    part.content = Content::Beside;
                    part.remark = Some(BESIDE.to_owned());
                }
                outcome => return outcome,
            }
        }
    });
    Ok(bound.await??)
}
