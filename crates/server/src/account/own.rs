//! What can somebody change about the own account?

use askama::Template;
use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use fengqiao_base::{Moment, Refusal};
use fengqiao_domain::account::SecondFactor;
use fengqiao_web::{
    form::Posted,
    page::{Form, Page},
    problem::Problem,
};
use time::macros::datetime;
use uuid::Uuid;

use super::{
    Account, enrol,
    factor::{self, Factor},
    halfway::{self, Asked, Told},
    password,
    places::{self, Place},
    session, store,
};
use crate::{
    app::App,
    attempts,
    once::stored,
    render::{page, see, with_status},
    trail::Kind,
    viewer::{Viewer, add_cookie},
};

/// The page of the own account.
#[derive(Debug, Template)]
#[template(path = "account/own.html")]
pub struct OwnPage {
    page: Page,
    form: Form,
    login: String,
    factors: Vec<Factor>,
    recovery_left: i64,
    places: Vec<Place>,
    shortest: usize,
    classes: usize,
}

impl OwnPage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let at = datetime!(2026-11-24 02:00 UTC);
        let factor = |n, kind, name: &str, used_at| Factor {
            id: Uuid::from_u128(n),
            kind,
            name: name.to_owned(),
            added_at: at,
            used_at,
        };
        let place = |handle: &str, browser: &str, is_own| Place {
            handle: handle.to_owned(),
            browser: browser.to_owned(),
            opened_at: at,
            used_at: at,
            is_own,
        };
        let of = |form, factors: Vec<Factor>| Self {
            page: sample.clone(),
            form,
            login: "clerk".to_owned(),
            recovery_left: if factors.is_empty() { 0 } else { 3 },
            factors,
            places: vec![place("00a1", "Chrome · Windows", true), place("00a2", "", false)],
            shortest: 12,
            classes: 3,
        };
        let refusal = Refusal::new("password-too-short").at("new_password").with("shortest", 12);
        let factors = vec![
            factor(1, factor::Kind::Passkey, "Chrome · Windows", Some(at)),
            factor(2, factor::Kind::Totp, "手机", None),
        ];
        vec![of(Form::default(), factors), of(Form::default().refused(sample.lang, &refusal), Vec::new())]
    }
}

async fn shown(app: &App, viewer: &Viewer, headers: &HeaderMap, form: Form) -> Result<OwnPage, Problem> {
    let account = viewer.account()?;
    let rules = app.config.sign_in.passwords();
    Ok(OwnPage {
        page: viewer.page("account"),
        form,
        login: account.login.clone(),
        factors: factor::all(app.store.read(), account.id).await.map_err(stored)?,
        recovery_left: factor::recovery_left(app.store.read(), account.id).await.map_err(stored)?,
        places: places::of(app, headers, account.id, viewer.now).await.map_err(stored)?,
        shortest: rules.shortest,
        classes: rules.classes,
    })
}

async fn refused(
    app: &App,
    viewer: &Viewer,
    headers: &HeaderMap,
    refusal: &Refusal,
) -> Result<Response, Problem> {
    let again = shown(app, viewer, headers, Form::default().refused(viewer.lang, refusal)).await?;
    Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, page(&again)))
}

/// `GET /account`
pub async fn show(State(app): State<App>, viewer: Viewer, headers: HeaderMap) -> Result<Response, Problem> {
    Ok(page(&shown(&app, &viewer, &headers, Form::default()).await?))
}

/// Whether this is the password of the account, or a code of its authenticator where `or_code` allows one: a session that
/// was left open must not be enough for what changes how one gets in.
///
/// # Errors
/// `password-wrong` and `sign-in-too-many`, at `field`.
async fn confirmed(
    app: &App,
    account: &Account,
    typed: &str,
    field: &'static str,
    now: Moment,
) -> Result<Result<(), Refusal>, Problem> {
    let tries = attempts::key(app, "own password", &account.id.to_string());
    let _turn = attempts::turn(&tries).await;
    if let Some(refusal) = super::locked(app, &tries, field, now).await? {
        return Ok(Err(refusal));
    }
    let row = store::by_login(app.store.read(), &account.login).await.map_err(stored)?;
    let (kept, password) = (row.map(|row| row.password).ok_or(Problem::SignIn)?, typed.to_owned());
    let is_right = password::in_turn(move || password::is_right(&password, &kept)).await?
        || (field != "password" && factor::is_code(app, account.id, typed, now).await?);
    if is_right {
        attempts::clear(app, &tries).await?;
        return Ok(Ok(()));
    }
    attempts::add(app, &tries, now, app.config.sign_in.lock()).await?;
    Ok(Err(Refusal::new("password-wrong").at(field)))
}

/// `POST /account/password`: the other sessions end with the old password.
pub async fn change_password(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    Posted { fields, .. }: Posted,
) -> Result<Response, Problem> {
    let account = viewer.account()?;
    let old = fields.get("password");
    if let Err(refusal) = confirmed(&app, account, old, "password", viewer.now).await? {
        return refused(&app, &viewer, &headers, &refusal).await;
    }
    let hash = match password::chosen(&app, account.id, &fields).await? {
        Ok(hash) => hash,
        Err(refusal) => return refused(&app, &viewer, &headers, &refusal).await,
    };
    password::replace(&app, account.id, hash, viewer.now).await?;
    session::end_others(&app, &headers, account.id).await.map_err(stored)?;
    super::noted(&app, &viewer, account, Kind::SignInChanged, "password").await?;
    Ok(see("/account", "password-changed"))
}

/// `POST /account/factors`: leads to where a factor is added.
pub async fn add_factor(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    Posted { fields, .. }: Posted,
) -> Result<Response, Problem> {
    let account = viewer.account()?;
    let typed = fields.get("add_confirm");
    if let Err(refusal) = confirmed(&app, account, typed, "add_confirm", viewer.now).await? {
        return refused(&app, &viewer, &headers, &refusal).await;
    }
    let told = Told { step: Some(Asked::Add), ..Told::default() };
    let cookie =
        halfway::begin(&app, halfway::STEP, Some(account.id), &told, viewer.now).await.map_err(stored)?;
    let mut response = Redirect::to(Asked::Add.path()).into_response();
    add_cookie(&mut response, &cookie);
    Ok(response)
}

/// `POST /account/factors/{id}/name`
pub async fn rename_factor(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    Path(id): Path<Uuid>,
    Posted { fields, .. }: Posted,
) -> Result<Response, Problem> {
    let account = viewer.account()?;
    let name = enrol::name_of(fields.get("factor_name"), "");
    if name.is_empty() {
        let refusal = Refusal::new("factor-name-missing");
        return refused(&app, &viewer, &headers, &refusal).await;
    }
    if !factor::rename(&app, account.id, id, &name).await.map_err(stored)? {
        return Err(Problem::NotFound);
    }
    Ok(see("/account", "factor-renamed"))
}

/// `POST /account/factors/{id}/remove`
pub async fn remove_factor(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    Path(id): Path<Uuid>,
    Posted { fields, .. }: Posted,
) -> Result<Response, Problem> {
    let account = viewer.account()?;
    let factors = factor::all(app.store.read(), account.id).await.map_err(stored)?;
    if !factors.iter().any(|factor| factor.id == id) {
        return Err(Problem::NotFound);
    }
    if let Err(refusal) = confirmed(&app, account, fields.get("confirm"), "", viewer.now).await? {
        return refused(&app, &viewer, &headers, &refusal).await;
    }
    let keep_last = app.config.sign_in.second_factor == SecondFactor::Required;
    if !factor::remove(&app, account.id, id, keep_last).await.map_err(stored)? {
        return refused(&app, &viewer, &headers, &Refusal::new("factor-is-last")).await;
    }
    super::noted(&app, &viewer, account, Kind::SignInChanged, "factor_removed").await?;
    Ok(see("/account", "factor-removed"))
}

/// `POST /account/recovery`: new codes, shown once; the old ones are good no more.
pub async fn new_recovery(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    Posted { fields, .. }: Posted,
) -> Result<Response, Problem> {
    let account = viewer.account()?;
    if !factor::has_any(app.store.read(), account.id).await.map_err(stored)? {
        return Err(Problem::NotFound);
    }
    let typed = fields.get("recovery_confirm");
    if let Err(refusal) = confirmed(&app, account, typed, "recovery_confirm", viewer.now).await? {
        return refused(&app, &viewer, &headers, &refusal).await;
    }
    let codes = factor::new_recovery_codes(&app, account.id, viewer.now).await.map_err(stored)?;
    super::noted(&app, &viewer, account, Kind::SignInChanged, "recovery_codes").await?;
    Ok(page(&enrol::RecoveryPage::own(&viewer, codes)))
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

/// `POST /account/sessions/{handle}`: one session ends.
pub async fn end_session(
    State(app): State<App>,
    viewer: Viewer,
    Path(handle): Path<String>,
    _: Posted,
) -> Result<Response, Problem> {
    places::end(&app, viewer.account()?.id, &handle, viewer.now).await.map_err(stored)?;
    Ok(see("/account", "session-ended"))
}
