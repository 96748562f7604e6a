//! What is shown in place of what was destroyed?

use askama::Template;
use axum::response::Response;
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
        let names = Names::default();
        let shown = view::sample().into_iter().map(|row| Shown::of(sample, &names, row));
        shown.map(|row| Self { page: sample.clone(), ways: Vec::new(), row }).collect()
    }
}

/// The page of a number that was destroyed, for whoever could do `action` with it; else it does not exist.
pub async fn gone(app: &App, viewer: &Viewer, action: Action, number: i64) -> Result<Response, Problem> {
    let conn = app.store.read();
    let scope = Scope::of(&viewer.asker(), action);
    let only_case = action == Action::ReadCases;
    let mut found = store::destroyed(conn, &app.vault, &scope, number, only_case).await.map_err(stored)?;
    if found.is_none() {
        // Every row of the register opens for whoever decides, also that of a request.
        let scope = Scope::of(&viewer.asker(), Action::DecideDisposal);
        found = store::destroyed(conn, &app.vault, &scope, number, false).await.map_err(stored)?;
    }
    let row = found.ok_or(Problem::NotFound)?;
    let names = app.directory.names(conn).await.map_err(stored)?;
    let (nav, path, label) = match action {
        Action::ReadRequests => ("intake", "/intake", "layout-nav-intake"),
        _ => ("cases", "/cases", "layout-nav-cases"),
    };
    let sheet = viewer.page(nav);
    Ok(page(&GonePage {
        row: Shown::of(&sheet, &names, row),
        ways: vec![(path.to_owned(), sheet.t(label))],
        page: sheet,
    }))
}
