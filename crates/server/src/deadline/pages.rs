//! `/notices`: what somebody was told of the periods she has to keep.

use askama::Template;
use axum::{
    extract::{RawQuery, State},
    response::Response,
};
use fengqiao_store::time::from_micros;
use fengqiao_web::{form::Fields, page::Page, problem::Problem};

use super::notices::{self, Notice};
use crate::{app::App, once::stored, render::page, viewer::Viewer};

/// The notices for one person, newest first.
#[derive(Debug, Template)]
#[template(path = "deadline/notices.html")]
pub struct NoticesPage {
    page: Page,
    ways: Vec<(String, String)>,
    rows: Vec<Shown>,
    is_later: bool,
    next: Option<i64>,
}

/// A notice as the page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    text: String,
    kind: String,
    look: &'static str,
    number: String,
    href: String,
    duty: String,
    at: String,
}

impl NoticesPage {
    /// Samples for the test that renders every page.
    pub fn samples(page: &Page) -> Vec<Self> {
        let notice = |kind: &str, word: &str, clock: &str| Notice {
            id: 1,
            number: "440306-2026-000001".to_owned(),
            word: word.to_owned(),
            clock: clock.to_owned(),
            kind: kind.to_owned(),
            due_at: 1_800_000_000_000_000,
            at: 1_799_000_000_000_000,
            duty: "mediator".to_owned(),
        };
        let some = [
            notice("soon", "case", "mediate"),
            notice("due", "intake", "intake"),
            notice("over", "case", "confirm:00000000-0000-0000-0000-000000000001"),
            notice("due", "case", "visit-second"),
        ];
        let of =
            |notices: Vec<Notice>, next: Option<i64>| Self::of(page.clone(), &notices, next.is_some(), next);
        vec![of(Vec::new(), None), of(some.to_vec(), None), of(vec![some[0].clone(); 50], Some(1))]
    }

    fn of(page: Page, notices: &[Notice], is_later: bool, next: Option<i64>) -> Self {
        let ways = vec![("/work".to_owned(), page.t("layout-nav-work"))];
        let rows = notices.iter().map(|notice| shown(&page, notice)).collect();
        Self { page, ways, rows, is_later, next }
    }
}

fn shown(page: &Page, notice: &Notice) -> Shown {
    let (look, standing) = match notice.kind.as_str() {
        "due" => ("over", "overdue"),
        "over" => ("stop", "over"),
        _ => ("soon", "warned"),
    };
    let list = if notice.word == "case" { "cases" } else { "intake" };
    Shown {
        text: notices::told(page.lang, notice),
        kind: page.code("deadline-standing", standing),
        look,
        number: notice.number.clone(),
        href: format!("/{list}/{}", notice.number),
        duty: page.code("common-duty", &notice.duty),
        at: page.moment(from_micros(notice.at)),
    }
}

/// `GET /notices`
pub async fn list(
    State(app): State<App>,
    viewer: Viewer,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes())?;
    let before = fields.filled("before").and_then(|text| text.parse().ok());
    let found = notices::of(app.store.read(), &viewer.asker(), before).await.map_err(stored)?;
    Ok(page(&NoticesPage::of(viewer.page("work"), &found.rows, before.is_some(), found.next)))
}
