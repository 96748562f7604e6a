//! What can somebody change about the own account?

use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use fengqiao_base::Refusal;
use fengqiao_store::{sql, values};
use fengqiao_web::{
    form::Posted,
    page::{Form, Page},
    problem::Problem,
};

use super::{LOCKED, MOST_TRIES, password, session, store};
use crate::{
    app::App,
    attempts,
    once::stored,
    render::{page, see, with_status},
    viewer::Viewer,
};

/// The shortest password that is taken, in characters (assessors' habit for GB/T 22239; a long one beats a wild one).
const SHORTEST: usize = 12;

/// The page of the own account.
#[derive(Debug, Template)]
#[template(path = "account/own.html")]
pub struct OwnPage {
    page: Page,
    form: Form,
    login: String,
    sessions: i64,
}

impl OwnPage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let of = |form| Self { page: sample.clone(), form, login: "clerk".to_owned(), sessions: 2 };
        let refusal = Refusal::new("password-too-short").at("new_password").with("shortest", SHORTEST);
        vec![of(Form::default()), of(Form::default().refused(sample.lang, &refusal))]
    }
}

async fn shown(app: &App, viewer: &Viewer, form: Form) -> Result<OwnPage, Problem> {
    let account = viewer.account()?;
    let text = "SELECT count(*) FROM sessions WHERE account = $1 AND expires_at > $2";
    let now = fengqiao_store::time::to_micros(viewer.now);
    let sessions = sql::value(app.store.read(), text, values![account.id.0, now]).await.map_err(stored)?;
    let login = account.login.clone();
    Ok(OwnPage { page: viewer.page("account"), form, login, sessions: sessions.unwrap_or(0) })
}

/// `GET /account`
pub async fn show(State(app): State<App>, viewer: Viewer) -> Result<Response, Problem> {
    Ok(page(&shown(&app, &viewer, Form::default()).await?))
}

/// `POST /account/password`: the other sessions end with the old password.
pub async fn change_password(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    Posted { fields, .. }: Posted,
) -> Result<Response, Problem> {
    let account = viewer.account()?.clone();
    let tries = attempts::key(&app, "own password", &account.id.to_string());
    let _turn = attempts::turn(&tries).await;
    if attempts::count(&app, &tries, viewer.now).await? >= MOST_TRIES {
        let refusal = Refusal::new("sign-in-too-many").at("password").with("minutes", LOCKED.whole_minutes());
        let again = shown(&app, &viewer, Form::default().refused(viewer.lang, &refusal)).await?;
        return Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, page(&again)));
    }
    let row = store::by_login(app.store.read(), &account.login).await.map_err(stored)?;
    let kept = row.map(|row| row.password).ok_or(Problem::SignIn)?;
    let (old, new) = (fields.get("password").to_owned(), fields.get("new_password").to_owned());
    let salt = app.ids.bytes();
    let is_long = new.chars().count() >= SHORTEST;
    let hashed = password::in_turn(move || {
        let is_right = password::is_right(&old, &kept);
        is_right.then(|| password::hash(&new, &salt))
    })
    .await?;
    if hashed.is_some() {
        attempts::clear(&app, &tries).await?;
    } else {
        attempts::add(&app, &tries, viewer.now, LOCKED).await?;
    }
    let refusal = match (&hashed, is_long, fields.get("new_password") == fields.get("again")) {
        (None, _, _) => Some(Refusal::new("password-wrong").at("password")),
        (_, false, _) => {
            Some(Refusal::new("password-too-short").at("new_password").with("shortest", SHORTEST))
        }
        (_, _, false) => Some(Refusal::new("passwords-differ").at("again")),
        (Some(_), true, true) => None,
    };
    let (None, Some(hashed)) = (&refusal, hashed) else {
        let refusal = refusal.unwrap_or_else(|| Refusal::new("password-wrong").at("password"));
        let again = shown(&app, &viewer, Form::default().refused(viewer.lang, &refusal)).await?;
        return Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, page(&again)));
    };
    let id = account.id.0;
    app.store
        .write(move |tx| {
            Box::pin(async move {
                sql::run(tx, "UPDATE accounts SET password = $2 WHERE id = $1", values![id, hashed]).await
            })
        })
        .await
        .map(|_: u64| ())
        .map_err(stored)?;
    session::end_others(&app, &headers, account.id).await.map_err(stored)?;
    Ok(see("/account", "password-changed"))
}

/// `POST /account/sessions`: every session of this account but this one ends.
pub async fn end_sessions(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    _: Posted,
) -> Result<Response, Problem> {
    session::end_others(&app, &headers, viewer.account()?.id).await.map_err(stored)?;
    Ok(see("/account", "sessions-ended"))
}
