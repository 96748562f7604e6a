//! A password that holds no more: another one before anything else.

use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use fengqiao_base::Refusal;
use fengqiao_web::{
    form::Posted,
    page::{Form, Page},
    problem::Problem,
};

use super::{halfway::Asked, password, second::at, session, step};
use crate::{
    app::App,
    once::stored,
    render::{page, with_status},
    trail::Kind,
    viewer::Viewer,
};

/// The page that asks for another password.
#[derive(Debug, Template)]
#[template(path = "account/password.html")]
pub struct PasswordPage {
    page: Page,
    form: Form,
    login: String,
    shortest: usize,
    classes: usize,
}

impl PasswordPage {
    /// Samples for the test that renders every page.
    pub fn samples(page: &Page) -> Vec<Self> {
        let of =
            |form| Self { page: page.clone(), form, login: "clerk".to_owned(), shortest: 12, classes: 3 };
        let used = Refusal::new("password-used-before").at("new_password").with("count", 5);
        vec![of(Form::default()), of(Form::default().refused(page.lang, &used))]
    }

    fn of(app: &App, viewer: &Viewer, login: &str, form: Form) -> Self {
        let rules = app.config.sign_in.passwords();
        let (shortest, classes) = (rules.shortest, rules.classes);
        Self { page: viewer.page("sign-in"), form, login: login.to_owned(), shortest, classes }
    }
}

/// `GET /sign-in/password`
pub async fn ask(State(app): State<App>, viewer: Viewer, headers: HeaderMap) -> Result<Response, Problem> {
    let (_, account) = at(&app, &viewer, &headers, &[Asked::Password]).await?;
    Ok(page(&PasswordPage::of(&app, &viewer, &account.login, Form::default())))
}

/// `POST /sign-in/password`: every session with the old password ends.
pub async fn keep(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    Posted { fields, .. }: Posted,
) -> Result<Response, Problem> {
    let (half, account) = at(&app, &viewer, &headers, &[Asked::Password]).await?;
    let hash = match password::chosen(&app, account.id, &fields).await? {
        Ok(hash) => hash,
        Err(refusal) => {
            let form = Form::default().refused(viewer.lang, &refusal);
            let again = PasswordPage::of(&app, &viewer, &account.login, form);
            return Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, page(&again)));
        }
    };
    if !half.take(&app).await.map_err(stored)? {
        return Err(Problem::SignIn);
    }
    password::replace(&app, account.id, hash, viewer.now).await?;
    session::end_others(&app, &headers, account.id).await.map_err(stored)?;
    super::noted(&app, &viewer, &account, Kind::SignInChanged, "password").await?;
    step::go_on(&app, &viewer, &headers, &account, half.told.shown, &half.told.next).await
}
