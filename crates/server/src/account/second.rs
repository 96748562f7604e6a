//! The second step at the door: a code of the authenticator, a recovery code, or a passkey instead.

use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use fengqiao_base::{Refusal, local_day};
use fengqiao_web::{
    form::Posted,
    page::{Form, Page},
    problem::Problem,
};

use super::{
    Account, factor,
    halfway::{self, Asked, Halfway},
    passkey,
    step::{self, Shown},
    store,
};
use crate::{
    app::App,
    attempts,
    once::stored,
    render::{page, with_status},
    trail::Kind,
    viewer::Viewer,
};

/// The page that asks for the second factor.
#[derive(Debug, Template)]
#[template(path = "account/second.html")]
pub struct SecondPage {
    page: Page,
    form: Form,
    has_totp: bool,
    has_passkey: bool,
}

impl SecondPage {
    /// Samples for the test that renders every page.
    pub fn samples(page: &Page) -> Vec<Self> {
        let of = |form, has_totp, has_passkey| Self { page: page.clone(), form, has_totp, has_passkey };
        let wrong = Form::default().refused(page.lang, &Refusal::new("second-wrong").at("code"));
        vec![of(Form::default(), true, true), of(wrong, true, false), of(Form::default(), false, true)]
    }

    async fn of(app: &App, viewer: &Viewer, account: &Account, form: Form) -> Result<Self, Problem> {
        let factors = factor::all(app.store.read(), account.id).await.map_err(stored)?;
        let has = |kind| factors.iter().any(|factor| factor.kind == kind);
        Ok(Self {
            page: viewer.page("sign-in"),
            form,
            has_totp: has(factor::Kind::Totp),
            has_passkey: has(factor::Kind::Passkey) && passkey::is_possible(app),
        })
    }
}

/// Who is at this step, as far as the account still works.
pub(super) async fn at(
    app: &App,
    viewer: &Viewer,
    headers: &HeaderMap,
    steps: &[Asked],
) -> Result<(Halfway, Account), Problem> {
    let half = halfway::find(app, halfway::STEP, headers, viewer.now).await.map_err(stored)?;
    let half = half.filter(|half| half.told.step.is_some_and(|step| steps.contains(&step)));
    let half = half.ok_or(Problem::SignIn)?;
    let id = half.account.ok_or(Problem::SignIn)?;
    let account = store::working(app.store.read(), id, local_day(viewer.now))
        .await
        .map_err(stored)?
        .ok_or(Problem::SignIn)?;
    Ok((half, account))
}

/// `GET /sign-in/second`
pub async fn ask(State(app): State<App>, viewer: Viewer, headers: HeaderMap) -> Result<Response, Problem> {
    let (_, account) = at(&app, &viewer, &headers, &[Asked::Second]).await?;
    Ok(page(&SecondPage::of(&app, &viewer, &account, Form::default()).await?))
}

/// `POST /sign-in/second`
pub async fn show(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    Posted { fields, .. }: Posted,
) -> Result<Response, Problem> {
    let (half, account) = at(&app, &viewer, &headers, &[Asked::Second]).await?;
    if let Err(refusal) = is_right(&app, &viewer, &headers, &account, fields.get("code")).await? {
        let form = Form::default().refused(viewer.lang, &refusal);
        let again = SecondPage::of(&app, &viewer, &account, form).await?;
        return Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, page(&again)));
    }
    if !half.take(&app).await.map_err(stored)? {
        return Err(Problem::SignIn);
    }
    let shown = Shown { is_sure: true, ..half.told.shown };
    step::go_on(&app, &viewer, &headers, &account, shown, &half.told.next).await
}

/// Whether this is a code of the account's authenticator or one of its recovery codes. Wrong ones count with the wrong
/// passwords.
///
/// # Errors
/// `second-wrong`, and `sign-in-too-many` after as many tries as the settings say.
pub(super) async fn is_right(
    app: &App,
    viewer: &Viewer,
    headers: &HeaderMap,
    account: &Account,
    typed: &str,
) -> Result<Result<(), Refusal>, Problem> {
    let now = viewer.now;
    let tries = super::tries_of(app, headers, &account.login);
    let _turn = attempts::turn(&tries).await;
    if let Some(refusal) = super::locked(app, &tries, "code", now).await? {
        super::shut_out(app, viewer, Kind::SignInLocked, Some(account.id)).await?;
        return Ok(Err(refusal));
    }
    if factor::is_code(app, account.id, typed, now).await?
        || factor::is_recovery(app, account.id, typed).await?
    {
        attempts::clear(app, &tries).await?;
        return Ok(Ok(()));
    }
    attempts::add(app, &tries, now, app.config.sign_in.lock()).await?;
    super::shut_out(app, viewer, Kind::SignInRefused, Some(account.id)).await?;
    Ok(Err(Refusal::new("second-wrong").at("code")))
}
