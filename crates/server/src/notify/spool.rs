//! Which short messages are on their way? Only the demonstration shows them.

use askama::Template;
use axum::{extract::State, response::Response};
use fengqiao_base::Moment;
use fengqiao_store::{StoreError, settings, sql, time::from_micros, values};
use fengqiao_web::{format::mask_phone, page::Page, problem::Problem};

use super::message::{FOUND, Row, To};
use crate::{app::App, once::stored, render::page, viewer::Viewer};

/// The setting that `seed` makes.
pub const SETTING: &str = "demonstration";

/// The messages of the demonstration, newest first.
#[derive(Debug, Template)]
#[template(path = "notify/messages.html")]
pub struct MessagesPage {
    page: Page,
    messages: Vec<(Moment, String, String)>,
}

impl MessagesPage {
    /// Samples for the test that renders every page.
    pub fn samples(page: &Page) -> Vec<Self> {
        let at = time::macros::datetime!(2026-11-24 02:00 UTC);
        let one = (
            at,
            "138****8000".to_owned(),
            page.ta("intake-code-message", &[("code", &"042917"), ("minutes", &10)]),
        );
        vec![
            Self { page: page.clone(), messages: Vec::new() },
            Self { page: page.clone(), messages: vec![one] },
        ]
    }
}

/// Whether this is the demonstration district.
pub async fn is_demonstration(app: &App) -> Result<bool, Problem> {
    let value = settings::get(app.store.read(), SETTING).await.map_err(stored)?;
    Ok(value.is_some_and(|value| value == "yes"))
}

/// `GET /demonstration/messages`
pub async fn show(State(app): State<App>, viewer: Viewer) -> Result<Response, Problem> {
    if !is_demonstration(&app).await? {
        return Err(Problem::NotFound);
    }
    let text = format!("{FOUND} ORDER BY at DESC, id DESC LIMIT 20");
    let rows: Vec<Row> = sql::all(app.store.read(), &text, values![]).await.map_err(stored)?;
    let told = |row: &Row| {
        let (to, text) = row.opened(&app)?;
        let place = match &to {
            To::Phone(phone) => mask_phone(phone),
            To::Mail(address) => address.clone(),
            To::Push(browser) => browser.service(),
        };
        Ok((from_micros(row.at), place, text))
    };
    let messages = rows.iter().map(told).collect::<Result<_, StoreError>>().map_err(stored)?;
    Ok(page(&MessagesPage { page: viewer.page("start"), messages }))
}
