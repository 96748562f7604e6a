//! The pages on which one signs in and out.

use askama::Template;
use axum::{
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use fengqiao_base::Refusal;
use fengqiao_web::{
    form::Posted,
    page::{Form, Page, own_path},
    problem::Problem,
};

use super::{device, session};
use crate::{
    app::App,
    render::{page, with_status},
    viewer::{Viewer, add_cookie},
};

/// The sign-in page.
#[derive(Debug, Template)]
#[template(path = "account/sign_in.html")]
pub struct SignIn {
    page: Page,
    form: Form,
}

impl SignIn {
    /// Samples for the test that renders every page.
    pub fn samples(page: &Page) -> Vec<Self> {
        vec![
            Self { page: page.clone(), form: Form::default() },
            Self {
                page: page.clone(),
                form: Form::default()
                    .with("login", "zhang")
                    .refused(page.lang, &Refusal::new("sign-in-unknown").at("login")),
            },
        ]
    }
}

/// `GET /sign-in`
pub async fn sign_in(viewer: Viewer) -> Response {
    page(&SignIn { page: viewer.page("sign-in"), form: Form::default().with("next", next_of(&viewer.path)) })
}

fn next_of(path: &str) -> String {
    let query = path.split_once('?').map_or("", |(_, query)| query);
    let fields = fengqiao_web::form::Fields::parse(query.as_bytes()).unwrap_or_default();
    own_path(fields.get("next")).to_owned()
}

/// `POST /sign-in`: the same answer, after the same work, whether the login or the password is wrong.
pub async fn open_session(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    Posted { fields, .. }: Posted,
) -> Result<Response, Problem> {
    let (login, password) = (fields.get("login"), fields.get("password"));
    let account = match super::known(&app, &headers, login, password, viewer.now).await? {
        Ok(account) => account,
        Err(refusal) => {
            let form = Form::sent(fields.0.into_iter().filter(|(name, _)| name != "password"))
                .refused(viewer.lang, &refusal);
            let again = SignIn { page: viewer.page("sign-in"), form };
            return Ok(with_status(axum::http::StatusCode::UNPROCESSABLE_ENTITY, page(&again)));
        }
    };
    let cookie = session::open(&app, Some(account.id), None, viewer.now).await.map_err(Problem::fault)?;
    let next = Some(own_path(fields.get("next"))).filter(|next| *next != "/").unwrap_or("/desk");
    let mut response = Redirect::to(next).into_response();
    add_cookie(&mut response, &cookie);
    add_cookie(&mut response, &device::mark(&app, &account.login));
    Ok(response)
}

/// `POST /sign-out`
pub async fn end_session(State(app): State<App>, headers: HeaderMap, _: Posted) -> Result<Response, Problem> {
    let cookie = session::end(&app, &headers).await.map_err(Problem::fault)?;
    let mut response = Redirect::to("/").into_response();
    add_cookie(&mut response, &cookie);
    Ok(response)
}
