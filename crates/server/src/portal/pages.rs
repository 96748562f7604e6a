//! The start page and the page on rights and routes.

use askama::Template;
use axum::response::Response;
use fengqiao_web::page::Page;

use crate::{render::page, viewer::Viewer};

/// The start page with its three areas.
#[derive(Debug, Template)]
#[template(path = "portal/start.html")]
pub struct Start {
    page: Page,
}

/// The rights of a party, and every other route.
#[derive(Debug, Template)]
#[template(path = "portal/rights.html")]
pub struct Rights {
    page: Page,
}

impl Start {
    /// Samples for the test that renders every page.
    pub fn samples(page: &Page) -> Vec<Self> {
        vec![Self { page: page.clone() }]
    }
}

impl Rights {
    /// Samples for the test that renders every page.
    pub fn samples(page: &Page) -> Vec<Self> {
        vec![Self { page: page.clone() }]
    }
}

/// `GET /`
pub async fn start(viewer: Viewer) -> Response {
    page(&Start { page: viewer.page("start") })
}

/// `GET /rights`
pub async fn rights(viewer: Viewer) -> Response {
    page(&Rights { page: viewer.page("rights") })
}
