//! The pages on which staff see what waits for them.

use askama::Template;
use axum::{
    extract::{RawQuery, State},
    response::{Redirect, Response},
};
use fengqiao_base::Duty;
use fengqiao_domain::case::ActKind;
use fengqiao_policy::{Action, Scope};
use fengqiao_store::sql;
use fengqiao_web::{form::Fields, page::Page, problem::Problem};
use time::Duration;

use super::queue::{self, After, Queue};
use crate::{
    app::App,
    backlog,
    case::list::{Shown, shown},
    linked,
    once::stored,
    render::page,
    viewer::Viewer,
};

/// A list of cases in the order in which they fall due.
#[derive(Debug, Template)]
#[template(path = "desk/queue.html")]
pub struct QueuePage {
    page: Page,
    title: &'static str,
    lead: &'static str,
    figures: Vec<Figure>,
    rows: Vec<Shown>,
    empty: &'static str,
    /// What every row leads to, beside its case.
    act: Option<&'static str>,
    first: Option<String>,
    next: Option<String>,
    more: Option<(&'static str, &'static str)>,
}

/// A figure on top of the queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    label: &'static str,
    number: String,
    href: &'static str,
    look: &'static str,
}

impl QueuePage {
    /// Samples for the test that renders every page.
    pub fn samples(page: &Page) -> Vec<Self> {
        let row = shown(page, crate::case::list::sample_row());
        let of = |rows: Vec<Shown>| Self {
            page: page.clone(),
            title: "desk-work-title",
            lead: "desk-work-lead",
            figures: vec![Figure {
                label: "desk-work-over",
                number: "3".into(),
                href: "/work",
                look: "over",
            }],
            rows,
            empty: "desk-work-empty",
            act: Some("return_visit"),
            first: None,
            next: Some("/work?after=1.2".to_owned()),
            more: Some(("/cases", "desk-archive-archived")),
        };
        vec![of(Vec::new()), of(vec![row; 50])]
    }

    fn put(mut self, queue: Queue, base: &str, after: Option<After>) -> Self {
        self.next = queue.next.map(|next| format!("{base}?after={}", next.text()));
        self.first = after.map(|_| base.to_owned());
        self.rows = queue.rows.into_iter().map(|row| shown(&self.page, row)).collect();
        self
    }
}

fn after_of(query: Option<String>) -> Result<Option<After>, Problem> {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes())?;
    Ok(fields.filled("after").and_then(After::from_text))
}

/// The act a row leads to, for whoever may do it; others only read the list.
fn offered(viewer: &Viewer, kind: ActKind) -> Option<&'static str> {
    let may = viewer.acting_as(kind.duties()).is_ok();
    may.then_some(kind.code())
}

/// `GET /desk`: to the first area that is open to the viewer.
pub async fn home(viewer: Viewer) -> Redirect {
    Redirect::to(viewer.areas().next().map_or("/account", |(_, path)| path))
}

/// `GET /work`
pub async fn work(
    State(app): State<App>,
    viewer: Viewer,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let scope = Scope::of(&viewer.asker(), Action::ReadCases);
    let after = after_of(query)?;
    let conn = app.store.read();
    let found = queue::waiting(conn, &app.vault, &scope, None, after).await.map_err(stored)?;
    let over = queue::count_due(conn, &scope, viewer.now).await.map_err(stored)?;
    let soon = queue::count_due(conn, &scope, viewer.now + Duration::days(3)).await.map_err(stored)?;
    let sheet = viewer.page("work");
    let mut figures = vec![
        Figure {
            label: "desk-work-over",
            number: counted(over),
            href: "/work",
            look: if over > 0 { "over" } else { "done" },
        },
        Figure { label: "desk-work-soon", number: counted(soon - over), href: "/work", look: "soon" },
    ];
    if viewer.may(Action::HandleRequest) {
        let waiting = waiting_requests(&app, &viewer).await?;
        figures.push(Figure {
            label: "desk-work-requests",
            number: counted(waiting),
            href: "/intake",
            look: "info",
        });
    }
    if let Some(owned) = backlog::waiting(&app, &viewer).await? {
        figures.push(Figure {
            label: "desk-work-owned",
            number: counted(owned),
            href: "/owned-cases",
            look: "info",
        });
    }
    let bodies = linked::load::own_bodies(&viewer);
    if !bodies.is_empty() {
        let owed = linked::store::count_owed(conn, &bodies).await.map_err(stored)?;
        figures.push(Figure {
            label: "desk-work-tasks",
            number: counted(owed),
            href: "/linked",
            look: "info",
        });
    }
    let empty = QueuePage {
        page: sheet,
        title: "desk-work-title",
        lead: "desk-work-lead",
        figures,
        rows: Vec::new(),
        empty: "desk-work-empty",
        act: None,
        first: None,
        next: None,
        more: Some(("/notices", "notify-list-title")),
    };
    Ok(page(&empty.put(found, "/work", after)))
}

/// A count as it is shown; nobody counts further than a thousand.
fn counted(count: i64) -> String {
    if count > 1000 { "1000+".to_owned() } else { count.max(0).to_string() }
}

/// How many requests wait in the territory, counted up to 1,000.
async fn waiting_requests(app: &App, viewer: &Viewer) -> Result<i64, Problem> {
    let scope = Scope::of(&viewer.asker(), Action::HandleRequest);
    let mut query = crate::listing::Where::default();
    query.and("r.is_open = 1");
    query.within(&scope, "r", false);
    let text = format!("SELECT count(*) FROM (SELECT 1 FROM requests r{} LIMIT 1001) AS found", query.sql());
    Ok(sql::value(app.store.read(), &text, query.values).await.map_err(stored)?.unwrap_or(0))
}

/// `GET /return-visits`
pub async fn visits(
    State(app): State<App>,
    viewer: Viewer,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let scope = Scope::of(&viewer.asker(), Action::ReadVisits);
    let after = after_of(query)?;
    let found = queue::of_visits(app.store.read(), &app.vault, &scope, None, after).await.map_err(stored)?;
    let sheet = QueuePage {
        page: viewer.page("visits"),
        title: "desk-visits-title",
        lead: "desk-visits-lead",
        figures: Vec::new(),
        rows: Vec::new(),
        empty: "desk-visits-empty",
        act: offered(&viewer, ActKind::ReturnVisit),
        first: None,
        next: None,
        more: None,
    };
    Ok(page(&sheet.put(found, "/return-visits", after)))
}

/// `GET /archive`
pub async fn archive(
    State(app): State<App>,
    viewer: Viewer,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let scope = Scope::of(&viewer.asker(), Action::ReadArchive);
    let after = after_of(query)?;
    let found = queue::waiting(app.store.read(), &app.vault, &scope, Some(Duty::Archivist), after)
        .await
        .map_err(stored)?;
    let sheet = QueuePage {
        page: viewer.page("archive"),
        title: "desk-archive-title",
        lead: "desk-archive-lead",
        figures: Vec::new(),
        rows: Vec::new(),
        empty: "desk-archive-empty",
        act: offered(&viewer, ActKind::Archive),
        first: None,
        next: None,
        more: Some(("/cases?open=no&stage=S17", "desk-archive-archived")),
    };
    Ok(page(&sheet.put(found, "/archive", after)))
}
