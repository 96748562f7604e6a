//! Is a receipt genuine? Anybody may ask, and learns nothing else.

use askama::Template;
use axum::{
    extract::{RawQuery, State},
    http::header,
    response::{IntoResponse, Response},
};
use fengqiao_web::{
    form::{Fields, Posted},
    page::{Form, Page},
    problem::Problem,
};

use super::receipt::{Receipt, picture};
use crate::{app::App, render::page, viewer::Viewer};

/// The page that checks a receipt.
#[derive(Debug, Template)]
#[template(path = "intake/check.html")]
pub struct CheckPage {
    page: Page,
    form: Form,
    found: Found,
}

/// What the check came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// Nothing was asked.
    Nothing,
    /// It is ours.
    Genuine(Receipt),
    /// It is not.
    Unknown,
}

impl CheckPage {
    /// Samples for the test that renders every page.
    pub fn samples(page: &Page) -> Vec<Self> {
        let (loaded, _) = super::sample::stages().remove(0);
        [Found::Nothing, Found::Genuine(Receipt::of(loaded.request())), Found::Unknown]
            .map(|found| Self { page: page.clone(), form: Form::default().with("code", "FQ1.x"), found })
            .into()
    }
}

/// `GET /receipts/check`, with the line of the receipt in the address when its picture was scanned.
pub async fn ask(
    State(app): State<App>,
    viewer: Viewer,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let query = Fields::parse(query.unwrap_or_default().as_bytes())?;
    Ok(checked(&app, &viewer, query.get("code")))
}

/// `POST /receipts/check`, with the line typed or pasted, or the whole address.
pub async fn check(State(app): State<App>, viewer: Viewer, Posted { fields, .. }: Posted) -> Response {
    checked(&app, &viewer, fields.get("code"))
}

fn checked(app: &App, viewer: &Viewer, typed: &str) -> Response {
    let line = typed.rsplit_once("code=").map_or(typed, |(_, line)| line);
    let found = if line.is_empty() {
        Found::Nothing
    } else {
        Receipt::read(line, &app.keys).map_or(Found::Unknown, Found::Genuine)
    };
    let form = Form::default().with("code", line.chars().take(400).collect::<String>());
    page(&CheckPage { page: viewer.page("receipt"), form, found })
}

/// `GET /receipts/picture?code=…`: the address of a genuine receipt's check, drawn for a camera.
pub async fn draw(State(app): State<App>, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    let query = Fields::parse(query.unwrap_or_default().as_bytes())?;
    let receipt = Receipt::read(query.get("code"), &app.keys).ok_or(Problem::NotFound)?;
    let drawing = picture(&receipt.address(&app));
    let headers = [
        (header::CONTENT_TYPE, "image/svg+xml"),
        (header::CACHE_CONTROL, "public, max-age=86400, immutable"),
    ];
    Ok((headers, drawing).into_response())
}
