//! How does a person read what the API can do?
//!
//! One plain page made from the same table as the document; nothing of it comes from another machine.

use askama::Template;
use axum::response::Response;
use fengqiao_domain::case::ActKind;
use fengqiao_web::page::Page;
use serde_json::Value;

use super::{acts, doc::problems, table::Line};
use crate::{render::page, viewer::Viewer};

/// The reference of the API.
#[derive(Debug, Template)]
#[template(path = "api/reference.html")]
pub struct Reference {
    page: Page,
    groups: Vec<Group>,
    acts: Vec<ActRow>,
}

/// Operations that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Its word.
    pub code: &'static str,
    /// Its name.
    pub name: String,
    /// Its operations.
    pub operations: Vec<Operation>,
}

/// An operation as the page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// Its name in the document.
    pub id: &'static str,
    /// `GET`, `POST` …
    pub method: &'static str,
    /// The path with its parameters.
    pub path: &'static str,
    /// What it is for.
    pub summary: String,
    /// What to mind.
    pub hint: Option<String>,
    /// Who may ask for it.
    pub who: String,
    /// Names of its parameters and what they are.
    pub parameters: Vec<(String, String)>,
    /// How its body may look.
    pub takes: Option<String>,
    /// The status and the body of its answer.
    pub gives: (u16, Option<String>),
    /// Statuses and codes of the problems it may answer with.
    pub problems: Vec<(u16, String)>,
}

/// An act as the page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActRow {
    /// Its code.
    pub code: &'static str,
    /// Its name.
    pub name: String,
    /// Who may do it.
    pub who: String,
    /// How it may look.
    pub example: String,
}

impl Reference {
    /// Samples for the test that renders every page.
    pub fn samples(page: &Page) -> Vec<Self> {
        vec![Self::of(page.clone())]
    }

    fn of(page: Page) -> Self {
        let mut groups: Vec<Group> = Vec::new();
        for line in &super::table().lines {
            let operation = operation(&page, line);
            match groups.iter_mut().find(|group| group.code == line.op.group) {
                Some(group) => group.operations.push(operation),
                None => groups.push(Group {
                    code: line.op.group,
                    name: page.t(&format!("api-tag-{}", line.op.group)),
                    operations: vec![operation],
                }),
            }
        }
        let duties = |kind: ActKind| kind.duties().iter().map(|duty| page.code("common-duty", duty.code()));
        let acts = ActKind::ALL
            .iter()
            .map(|kind| ActRow {
                code: kind.code(),
                name: page.t(&format!("act-{}", kind.code().replace('_', "-"))),
                who: joined(&page, duties(*kind)),
                example: written(&acts::example(*kind)),
            })
            .collect();
        Self { page, groups, acts }
    }
}

fn joined(page: &Page, words: impl Iterator<Item = String>) -> String {
    words.collect::<Vec<_>>().join(&page.t("api-reference-and"))
}

fn written(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}

fn operation(page: &Page, line: &Line) -> Operation {
    let key = format!("api-op-{}", line.op.id.replace('_', "-"));
    let named = |name: &str| (name.to_owned(), page.t(&format!("api-param-{name}")));
    let mut parameters: Vec<(String, String)> =
        line.parameters().chain(line.op.query.iter().copied()).map(named).collect();
    if line.op.needs_version {
        parameters.push(("If-Match".to_owned(), page.t("api-param-if-match")));
    }
    if line.op.is_once {
        parameters.push(("Idempotency-Key".to_owned(), page.t("api-param-idempotency-key")));
    }
    let who = if line.action.is_public() {
        page.t("api-reference-everybody")
    } else if line.action.is_for_parties() {
        page.code("common-duty", "party")
    } else {
        joined(page, line.action.duties().iter().map(|duty| page.code("common-duty", duty.code())))
    };
    let example = |shape: &super::table::Shape| {
        if shape.example.is_null() { shape.media_type.to_owned() } else { written(&shape.example) }
    };
    Operation {
        id: line.op.id,
        method: line.method,
        path: line.path,
        summary: page.t(&key),
        hint: page.attr(&key, "hint"),
        who,
        parameters,
        takes: line.op.takes.as_ref().map(example),
        gives: (line.op.status, line.op.gives.as_ref().map(example)),
        problems: problems(line)
            .into_iter()
            .map(|(status, code)| (status, page.t(&format!("problem-{code}"))))
            .collect(),
    }
}

/// `GET /api`
pub async fn reference(viewer: Viewer) -> Response {
    page(&Reference::of(viewer.page("api")))
}
