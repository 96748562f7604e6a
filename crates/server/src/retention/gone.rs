//! What is shown in place of what was destroyed?

use askama::Template;
use axum::response::Response;
use fengqiao_domain::retention::Rules;
use fengqiao_policy::{Action, Scope};
use fengqiao_web::{page::Page, problem::Problem};

use super::{
    store,
    view::{self, Shown},
};
use crate::{app::App, directory::Names, once::stored, render::page, viewer::Viewer};

/// That it was destroyed, when, and under which rule.
#[derive(Debug, Template)]
#[template(path = "retention/gone.html")]
pub struct GonePage {
    page: Page,
    ways: Vec<(String, String)>,
    row: Shown,
}

impl GonePage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let (names, rules) = (Names::default(), Rules::shipped());
        let shown = view::sample().into_iter().map(|row| Shown::of(sample, &names, &rules, row));
        shown.map(|row| Self { page: sample.clone(), ways: Vec::new(), row }).collect()
    }
}

/// The page of a number that was destroyed, for whoever could do `action` with it; else it does not exist.
pub async fn gone(app: &App, viewer: &Viewer, action: Action, number: i64) -> Result<Response, Problem> {
    let conn = app.store.read();
    let scope = Scope::of(&viewer.asker(), action);
    let found = store::destroyed(conn, &app.vault, &scope, number).await.map_err(stored)?;
    let row = found.ok_or(Problem::NotFound)?;
    let names = app.directory.names(conn).await.map_err(stored)?;
    let (nav, path, label) = match action {
        Action::ReadRequests => ("intake", "/intake", "layout-nav-intake"),
        _ => ("cases", "/cases", "layout-nav-cases"),
    };
    let sheet = viewer.page(nav);
    Ok(page(&GonePage {
        row: Shown::of(&sheet, &names, &app.reference.retention, row),
        ways: vec![(path.to_owned(), sheet.t(label))],
        page: sheet,
    }))
}
