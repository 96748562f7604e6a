//! How does an answer leave the house?

use askama::Template;
use axum::{
    Json,
    extract::Request,
    http::{HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{Html, IntoResponse, Redirect, Response},
};
use fengqiao_base::Refusal;
use fengqiao_web::{
    form::encoded,
    origin,
    page::{FieldError, Page},
    problem::Problem,
    secure,
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::viewer::Viewer;

/// Room for most pages, so that a page seldom moves while it grows (bytes).
const ROOM: usize = 24 * 1024;

/// A rendered page.
pub fn page(template: &impl Template) -> Response {
    let mut html = String::with_capacity(ROOM);
    match template.render_into(&mut html) {
        Ok(()) => Html(html).into_response(),
        Err(error) => Problem::fault(error).into_response(),
    }
}

/// The same answer with another status.
pub fn with_status(status: StatusCode, mut response: Response) -> Response {
    *response.status_mut() = status;
    response
}

/// Back to a page after a change, with a sentence on what it came to (`flash-<code>`).
pub fn see(location: &str, flash: &str) -> Response {
    let mut response = Redirect::to(location).into_response();
    crate::viewer::add_cookie(
        &mut response,
        &format!("fq_flash={flash}; Path=/; Max-Age=60; SameSite=Lax; HttpOnly"),
    );
    response
}

/// The page of a problem.
#[derive(Debug, Template)]
#[template(path = "layout/problem.html")]
pub struct ProblemPage {
    page: Page,
    code: &'static str,
    status: u16,
    details: Vec<FieldError>,
}

impl ProblemPage {
    /// Samples for the test that renders every page.
    pub fn samples(page: &Page) -> Vec<Self> {
        let problem = |problem: &Problem| Self::of(page.clone(), problem);
        [Problem::NotFound, Problem::Conflict, Problem::TooOften { seconds: 12 }, Problem::Fault]
            .iter()
            .map(problem)
            .collect()
    }

    fn of(page: Page, problem: &Problem) -> Self {
        let refusals = refusals(problem);
        let details = refusals
            .iter()
            .map(|refusal| {
                let text = page.lang.refusal(refusal);
                FieldError { field: String::new(), text: text.to_string(), law: text.law }
            })
            .collect();
        let code = title(problem);
        Self { code, status: problem.status().as_u16(), details, page }
    }
}

/// What is refused, and what can be done instead.
fn refusals(problem: &Problem) -> Vec<Refusal> {
    match problem {
        Problem::Refused(refusal) => vec![refusal.clone()],
        Problem::Invalid(refusals) => refusals.clone(),
        Problem::TooOften { seconds } => vec![Refusal::new("too-often").with("seconds", seconds)],
        _ => Vec::new(),
    }
}

/// The code of the sentence on top.
fn title(problem: &Problem) -> &'static str {
    match problem {
        Problem::Refused(_) => "refused",
        Problem::Invalid(refusals) if !refusals.is_empty() => "refused",
        other => other.code(),
    }
}

/// A problem as the API tells it (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemJson {
    /// `urn:fengqiao:problem:<code>`; the code is stable.
    r#type: String,
    /// What is wrong, in the language of the answer.
    title: String,
    /// The HTTP status once more.
    status: u16,
    /// What the rules refuse, or what is wrong with which field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    errors: Vec<ErrorJson>,
}

/// One thing that is refused.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ProblemError)]
pub struct ErrorJson {
    /// Stable code.
    code: &'static str,
    /// The field it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'static str>,
    /// What is refused and what can be done instead, in the language of the answer.
    detail: String,
    /// The article, in Chinese.
    #[serde(skip_serializing_if = "Option::is_none")]
    law: Option<&'static str>,
}

/// Turns problems into pages or problem+json, refuses forms of other sites, says what a page may load.
pub async fn finish(request: Request, next: Next) -> Response {
    let viewer = request.extensions().get::<Viewer>().cloned();
    let is_api = request.uri().path().starts_with("/api/");
    let is_change = !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let is_foreign = is_change && origin::is_foreign(request.headers());
    let mut response =
        if is_foreign { Problem::Malformed("origin").into_response() } else { next.run(request).await };
    if response.status() == StatusCode::METHOD_NOT_ALLOWED {
        response = Problem::NotFound.into_response();
    }
    let problem = response.extensions_mut().remove::<Problem>().or_else(|| {
        // What the framework refuses by itself, such as an address that is no text.
        (is_api && response.status().is_client_error()).then_some(Problem::Malformed("request"))
    });
    if let (Some(problem), Some(viewer)) = (problem, &viewer) {
        let route = response.extensions_mut().remove::<crate::viewer::Route>();
        response = tell(viewer, &problem, is_api);
        if let Some(route) = route {
            response.extensions_mut().insert(route);
        }
    }
    let is_page = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if let (true, Some(viewer)) = (is_page, viewer)
        && let Ok(policy) = secure::page_policy(&viewer.nonce).parse()
    {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// The answer to a problem, which says when it may be asked again if it was asked too often.
fn tell(viewer: &Viewer, problem: &Problem, is_api: bool) -> Response {
    let mut response = told(viewer, problem, is_api);
    if let Problem::TooOften { seconds } = problem {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(*seconds));
    }
    response
}

fn told(viewer: &Viewer, problem: &Problem, is_api: bool) -> Response {
    if is_api {
        let errors = refusals(problem)
            .iter()
            .map(|refusal| ErrorJson {
                code: refusal.code,
                field: refusal.field,
                detail: viewer.lang.refusal(refusal).to_string(),
                law: refusal.law,
            })
            .collect();
        let body = ProblemJson {
            r#type: format!("urn:fengqiao:problem:{}", problem.code()),
            title: viewer.lang.t(&format!("problem-{}", title(problem))),
            status: problem.status().as_u16(),
            errors,
        };
        let mut response = (problem.status(), Json(body)).into_response();
        response
            .headers_mut()
            .insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if matches!(problem, Problem::SignIn) {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        return response;
    }
    if matches!(problem, Problem::SignIn) && viewer.path.starts_with("/follow/") {
        // A resident has no account; number and code open the way.
        return Redirect::to("/follow").into_response();
    }
    if matches!(problem, Problem::SignIn) && viewer.path.starts_with("/sign-in/") {
        // A half session lives for minutes; what it was good for begins anew.
        return see("/sign-in", "sign-in-anew");
    }
    if matches!(problem, Problem::SignIn) {
        let next = encoded(&viewer.path);
        return Redirect::to(&format!("/sign-in?next={next}")).into_response();
    }
    with_status(problem.status(), page(&ProblemPage::of(viewer.page(""), problem)))
}
