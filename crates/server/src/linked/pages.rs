//! `/linked`: what one's own body is asked to do; `/linked/{id}`: one task, and what the body does with it.

use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    response::Response,
};
use fengqiao_base::{Day, Moment, id::TaskId};
use fengqiao_domain::{
    case::ActKind,
    linked::{TaskPart, TaskStage},
};
use fengqiao_policy::Action;
use fengqiao_store::time::from_micros;
use fengqiao_web::{
    form::{Fields, Posted},
    page::Page,
    problem::Problem,
};
use uuid::Uuid;

use super::{
    load::{own_bodies, sender, task_for, task_of},
    store,
    view::{self, MeetingView, TaskView},
};
use crate::{
    app::App,
    case::{acts, load::Loaded, view::last_day},
    directory::Names,
    listing::Rows,
    once::stored,
    reference::{Reference, type_name},
    render::page,
    sharing,
    viewer::Viewer,
};

/// A tab: address, name, whether it is shown.
type Tab = (String, String, bool);

/// The tasks of the reader's bodies.
#[derive(Debug, Template)]
#[template(path = "linked/list.html")]
pub struct TasksPage {
    page: Page,
    tabs: Vec<Tab>,
    rows: Vec<Row>,
    /// Whether the reader sends disputes here.
    sends: bool,
    first: Option<String>,
    next: Option<String>,
}

/// A task in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    href: String,
    number: String,
    from: String,
    body: String,
    stage: (&'static str, String),
    due: Option<Day>,
}

impl Row {
    fn of(page: &Page, names: &Names, row: &store::Listed) -> Self {
        Self {
            href: format!("/linked/{}", row.id),
            number: row.number.clone(),
            from: names.body_name(row.from.into()).to_owned(),
            body: names.body_name(row.body.into()).to_owned(),
            stage: TaskStage::from_code(&row.stage)
                .map_or(("info", row.stage.clone()), |stage| view::stage(page, stage)),
            due: row.due().map(|at| last_day(from_micros(at))),
        }
    }
}

impl TasksPage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let listed = store::Listed {
            id: Uuid::nil(),
            number: "440306-2026-000001".to_owned(),
            from: Uuid::nil(),
            body: Uuid::nil(),
            stage: "asked".to_owned(),
            due_at: 1_795_622_400_000_000,
        };
        let mut full = Self::of(sample.clone(), true, true);
        full.rows = vec![Row::of(sample, &Names::default(), &listed)];
        full.next = Some("/linked?after=1.1".to_owned());
        vec![Self::of(sample.clone(), false, false), full]
    }

    fn of(page: Page, open: bool, sends: bool) -> Self {
        let tab = |href: &str, name: &str, is_shown: bool| (href.to_owned(), page.t(name), is_shown);
        let mut tabs = vec![
            tab("/linked", "linked-show-open", open),
            tab("/linked?over=yes", "linked-show-over", !open),
        ];
        if sends {
            tabs.push(tab("/linked/sent", "linked-sent-title", false));
        }
        Self { tabs, rows: Vec::new(), sends, first: None, next: None, page }
    }
}

/// `GET /linked`
pub(super) async fn list(
    State(app): State<App>,
    viewer: Viewer,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let query = Fields::parse(query.unwrap_or_default().as_bytes())?;
    let open = query.get("over") != "yes";
    let place = |text: &str| {
        let (due, id) = text.split_once('.')?;
        Some((due.parse::<i64>().ok()?, id.parse::<Uuid>().ok()?))
    };
    let after = query.filled("after").and_then(place);
    let conn = app.store.read();
    let names = app.directory.names(conn).await.map_err(stored)?;
    let Rows { rows, next } = store::list(conn, &own_bodies(&viewer), open, after).await.map_err(stored)?;
    let sends = sender(&app, &viewer).await?.is_some();
    let mut shown = TasksPage::of(viewer.page("linked"), open, sends);
    let base = if open { "/linked?" } else { "/linked?over=yes&" };
    shown.rows = rows.iter().map(|row| Row::of(&shown.page, &names, row)).collect();
    shown.first = after.map(|_| base.trim_end_matches(['?', '&']).to_owned());
    shown.next = next.map(|(due, id)| format!("{base}after={due}.{id}"));
    Ok(page(&shown))
}

/// One task, as its body reads it.
#[derive(Debug, Template)]
#[template(path = "linked/one.html")]
pub struct TaskPage {
    page: Page,
    ways: Vec<(String, String)>,
    number: String,
    from: String,
    lead: String,
    given: Moment,
    own: TaskView,
    /// Type and place of the dispute; empty where they are not told.
    kind: String,
    place: String,
    /// How far the case has come; empty where it is not told.
    stage: String,
    others: Vec<TaskView>,
    meetings: Vec<MeetingView>,
    /// What the committee shares with the body of the same case.
    shared: Vec<String>,
    /// Address and key of what the body can do.
    acts: Vec<(String, &'static str, &'static str)>,
    is_lead: bool,
}

/// What a body can do with its task, with the picture of each.
const ACTS: [(ActKind, &str, &str); 4] = [
    (ActKind::AcceptTask, "circle-check", "act-accept-task"),
    (ActKind::DeclineTask, "ban", "act-decline-task"),
    (ActKind::ReportTask, "message", "act-report-task"),
    (ActKind::FinishTask, "check", "act-finish-task"),
];

impl TaskPage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let loaded = crate::case::sample::linked();
        let tasks: Vec<TaskId> = loaded.case().linkage.tasks.iter().map(|task| task.id).collect();
        let of = |id: TaskId| {
            let mut loaded = loaded.clone();
            loaded.task = Some(id);
            Self::of(sample.clone(), &loaded, &Names::default()).expect("the sample has its task")
        };
        tasks.into_iter().map(of).collect()
    }

    fn of(page: Page, loaded: &Loaded, names: &Names) -> Result<Self, Problem> {
        let (case, task) = (loaded.case(), task_of(loaded)?);
        let tells_what = case.tells_bodies_what();
        let told = |text: String| if tells_what { text } else { String::new() };
        let others = case.linkage.tasks.iter().filter(|other| other.id != task.id);
        let was_there = case.linkage.meetings.iter().rev().filter(|one| one.bodies.contains(&task.body));
        let meeting = |one: &fengqiao_domain::linked::Minutes| MeetingView {
            nth: one.nth,
            at: one.held_at,
            place: one.place.clone(),
            bodies: view::named(&page, names, &one.bodies),
            record: one.record.clone(),
        };
        let shared = case.sharings.iter().filter(|sharing| sharing.body == task.body);
        let can = |kind: &ActKind| {
            loaded.actor(*kind).is_ok()
                && match kind {
                    ActKind::AcceptTask | ActKind::DeclineTask => task.stage() == TaskStage::Asked,
                    _ => task.stage() == TaskStage::Accepted,
                }
        };
        Ok(Self {
            ways: vec![("/linked".to_owned(), page.t("linked-list-title"))],
            number: case.number.clone(),
            from: names.body_name(case.body).to_owned(),
            lead: names.body_name(case.lead()).to_owned(),
            given: task.at,
            own: view::task(&page, case, names, task, true),
            kind: told(type_name(page.lang, &case.dispute_type)),
            place: told(Reference::shipped().place_name(page.lang, &case.community)),
            stage: told(page.code("stage", &case.stage.code().to_lowercase())),
            others: others.map(|other| view::task(&page, case, names, other, false)).collect(),
            meetings: was_there.map(meeting).collect(),
            shared: shared
                .filter(|sharing| sharing::store::is_read_on(case, sharing, page.today))
                .map(|sharing| format!("/shared/{}", sharing.id))
                .collect(),
            acts: ACTS
                .iter()
                .filter(|(kind, ..)| can(kind))
                .map(|(kind, picture, label)| {
                    (format!("/linked/{}/acts/{}", task.id, kind.code()), *picture, *label)
                })
                .collect(),
            is_lead: task.part == TaskPart::Lead,
            page,
        })
    }
}

/// `GET /linked/{id}`
pub(super) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let loaded = task_for(&app, &viewer, Action::ReadTasks, id.into()).await?;
    let names = app.directory.names(app.store.read()).await.map_err(stored)?;
    Ok(page(&TaskPage::of(viewer.page("linked"), &loaded, &names)?))
}

/// `GET /linked/{id}/acts/{act}`
pub(super) async fn ask(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, act)): Path<(Uuid, String)>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let loaded = task_for(&app, &viewer, Action::AnswerTask, id.into()).await?;
    acts::ask_about(&app, &viewer, &loaded, &act, query.as_deref()).await
}

/// `POST /linked/{id}/acts/{act}`
pub(super) async fn act(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, act)): Path<(Uuid, String)>,
    posted: Posted,
) -> Result<Response, Problem> {
    let loaded = task_for(&app, &viewer, Action::AnswerTask, id.into()).await?;
    acts::do_it(&app, &viewer, loaded, &act, posted).await
}
