//! What is this platform, what happens to what is told here, and who can use its pages?

use askama::Template;
use axum::response::Response;
use fengqiao_web::page::Page;

use crate::{render::page, viewer::Viewer};

/// A page of plain text: sections with a title and a paragraph each.
#[derive(Debug, Template)]
#[template(path = "portal/text.html")]
pub struct TextPage {
    page: Page,
    title: String,
    lead: String,
    sections: Vec<(String, String)>,
}

const ABOUT: [&str; 4] = ["what", "who", "how", "source"];
const PRIVACY: [&str; 6] = ["why", "what", "seen", "kept", "rights", "never"];
const ACCESSIBILITY: [&str; 4] = ["without-script", "elder", "keyboard", "help"];

impl TextPage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        vec![
            Self::of(sample.clone(), "portal-about", &ABOUT),
            Self::of(sample.clone(), "portal-privacy", &PRIVACY),
            Self::of(sample.clone(), "portal-accessibility", &ACCESSIBILITY),
        ]
    }

    fn of(page: Page, name: &str, sections: &[&str]) -> Self {
        let section = |section: &&str| {
            let key = format!("{name}-{section}");
            (page.t(&key), page.attr(&key, "text").unwrap_or_default())
        };
        Self {
            title: page.t(name),
            lead: page.attr(name, "lead").unwrap_or_default(),
            sections: sections.iter().map(section).collect(),
            page,
        }
    }
}

/// `GET /about`
pub async fn about(viewer: Viewer) -> Response {
    page(&TextPage::of(viewer.page(""), "portal-about", &ABOUT))
}

/// `GET /privacy`
pub async fn privacy(viewer: Viewer) -> Response {
    page(&TextPage::of(viewer.page(""), "portal-privacy", &PRIVACY))
}

/// `GET /accessibility`
pub async fn accessibility(viewer: Viewer) -> Response {
    page(&TextPage::of(viewer.page(""), "portal-accessibility", &ACCESSIBILITY))
}
