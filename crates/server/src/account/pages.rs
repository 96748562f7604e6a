//! The pages on which one signs in and out.

use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use fengqiao_base::Refusal;
use fengqiao_web::{
    form::{Fields, Posted},
    page::{Form, Page, own_path},
    problem::Problem,
};

use super::{
    passkey, session,
    step::{self, Shown},
};
use crate::{
    app::App,
    render::{page, with_status},
    trail::Kind,
    viewer::{Viewer, Who, add_cookie},
};

/// The sign-in page.
#[derive(Debug, Template)]
#[template(path = "account/sign_in.html")]
pub struct SignIn {
    page: Page,
    form: Form,
    has_passkey: bool,
    /// What the identity provider of staff is called.
    provider: Option<String>,
}

impl SignIn {
    /// Samples for the test that renders every page.
    pub fn samples(page: &Page) -> Vec<Self> {
        let wrong = Form::default()
            .with("login", "zhang")
            .refused(page.lang, &Refusal::new("sign-in-unknown").at("login"));
        let of = |form, has_passkey, provider| Self { page: page.clone(), form, has_passkey, provider };
        vec![of(Form::default(), false, None), of(wrong, true, Some("统一身份认证".to_owned()))]
    }

    fn of(app: &App, viewer: &Viewer, form: Form) -> Self {
        let provider = app.config.oidc.staff.as_ref().map(|provider| provider.name(viewer.lang).to_owned());
        Self { page: viewer.page("sign-in"), form, has_passkey: passkey::is_possible(app), provider }
    }
}

/// `GET /sign-in`
pub async fn sign_in(State(app): State<App>, viewer: Viewer) -> Response {
    page(&SignIn::of(&app, &viewer, Form::default().with("next", next_of(&viewer.path))))
}

pub(super) fn next_of(path: &str) -> String {
    let query = path.split_once('?').map_or("", |(_, query)| query);
    let fields = Fields::parse(query.as_bytes()).unwrap_or_default();
    own_path(fields.get("next")).to_owned()
}

/// The page once more, with what was typed and a complaint.
pub(super) fn refused(app: &App, viewer: &Viewer, refusal: &Refusal, fields: Fields) -> Response {
    let typed = fields.0.into_iter().filter(|(name, _)| !matches!(name.as_str(), "password" | "credential"));
    let form = Form::sent(typed).refused(viewer.lang, refusal);
    with_status(StatusCode::UNPROCESSABLE_ENTITY, page(&SignIn::of(app, viewer, form)))
}

/// `POST /sign-in`: the same answer, after the same work, whether the login or the password is wrong.
pub async fn open_session(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    Posted { fields, .. }: Posted,
) -> Result<Response, Problem> {
    let (login, password) = (fields.get("login"), fields.get("password"));
    let account = match super::known(&app, &viewer, &headers, login, password).await? {
        Ok(account) => account,
        Err(refusal) => return Ok(refused(&app, &viewer, &refusal, fields)),
    };
    let shown = Shown { by_password: true, ..Shown::default() };
    step::go_on(&app, &viewer, &headers, &account, shown, own_path(fields.get("next"))).await
}

/// The page after the end of a session for which an identity provider spoke.
#[derive(Debug, Template)]
#[template(path = "account/left.html")]
pub struct LeftPage {
    page: Page,
    provider: String,
}

impl LeftPage {
    /// Samples for the test that renders every page.
    pub fn samples(page: &Page) -> Vec<Self> {
        vec![Self { page: page.clone(), provider: "统一身份认证".to_owned() }]
    }
}

/// `GET /sign-in/left`
pub async fn left(State(app): State<App>, viewer: Viewer) -> Result<Response, Problem> {
    let provider = app.config.oidc.staff.as_ref().ok_or(Problem::NotFound)?;
    let provider = provider.name(viewer.lang).to_owned();
    Ok(page(&LeftPage { page: viewer.page("sign-in"), provider }))
}

/// `POST /sign-out`
pub async fn end_session(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    _: Posted,
) -> Result<Response, Problem> {
    let by_provider = session::is_by_provider(&app, &headers, viewer.now).await.map_err(Problem::fault)?;
    let cookie = session::end(&app, &headers).await.map_err(Problem::fault)?;
    if let Who::Staff(account) = &viewer.who {
        super::noted(&app, &viewer, account, Kind::SignedOut, "").await?;
    }
    let home = if by_provider && app.config.oidc.staff.is_some() { "/sign-in/left" } else { "/" };
    let mut response = Redirect::to(home).into_response();
    add_cookie(&mut response, &cookie);
    Ok(response)
}
