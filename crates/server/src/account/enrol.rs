//! How does somebody add a second factor, at the door or from the own account?
//!
//! Both hold a half session that is good for this alone: after the right password where one is required, or after the
//! own password was typed again.

use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use fengqiao_base::Refusal;
use fengqiao_web::{
    form::{Fields, Posted},
    page::{Form, Page},
    problem::Problem,
};

use super::{
    Account,
    factor::{self, New},
    halfway::{self, Asked, Ceremony, Halfway, Told},
    passkey, second,
    step::{self, Shown},
    totp,
};
use crate::{
    app::App,
    once::stored,
    render::{page, see, with_status},
    trail::Kind,
    viewer::{Viewer, add_cookie},
};

/// The longest name of a factor, in characters.
pub const LONGEST_NAME: usize = 40;
const SEALED: &str = "new authenticator";

/// Somebody who may add a factor now.
pub struct Enrolling {
    /// Whose it will be.
    pub account: Account,
    /// What allows it.
    pub half: Halfway,
}

/// Who is at this step. From an open desk a factor is added for as long as the desk is open to the same person.
async fn at(app: &App, viewer: &Viewer, headers: &HeaderMap) -> Result<(Halfway, Account), Problem> {
    let (half, account) = second::at(app, viewer, headers, &[Asked::Enrol, Asked::Add]).await?;
    if half.told.step == Some(Asked::Add) && viewer.account()?.id != account.id {
        return Err(Problem::SignIn);
    }
    Ok((half, account))
}

/// Who may add a factor with this browser.
pub(super) async fn who(app: &App, viewer: &Viewer, headers: &HeaderMap) -> Result<Enrolling, Problem> {
    let (half, account) = at(app, viewer, headers).await?;
    if factor::all(app.store.read(), account.id).await.map_err(stored)?.len() >= factor::MOST {
        return Err(Problem::Refused(Refusal::new("factors-too-many").with("most", factor::MOST)));
    }
    Ok(Enrolling { account, half })
}

/// What a factor is called: as it was typed, else `other`.
pub(super) fn name_of(typed: &str, other: &str) -> String {
    let name = if typed.is_empty() { other } else { typed };
    name.chars().take(LONGEST_NAME).collect()
}

impl Enrolling {
    /// A factor was added: shows recovery codes if there are none yet, else goes on.
    pub(super) async fn added(
        &self,
        app: &App,
        viewer: &Viewer,
        headers: &HeaderMap,
    ) -> Result<Response, Problem> {
        super::noted(app, viewer, &self.account, Kind::SignInChanged, "factor_added").await?;
        let id = self.account.id;
        if factor::recovery_left(app.store.read(), id).await.map_err(stored)? > 0 {
            return go_on(app, viewer, headers).await;
        }
        let codes = factor::new_recovery_codes(app, id, viewer.now).await.map_err(stored)?;
        Ok(page(&RecoveryPage { page: viewer.page("sign-in"), form: Form::default(), codes, is_own: false }))
    }
}

/// The page on which a way is chosen.
#[derive(Debug, Template)]
#[template(path = "account/factors.html")]
pub struct FactorsPage {
    page: Page,
    form: Form,
    has_passkey: bool,
    /// Whether it is added from an open desk.
    is_own: bool,
}

impl FactorsPage {
    /// Samples for the test that renders every page.
    pub fn samples(page: &Page) -> Vec<Self> {
        let of = |form, has_passkey, is_own| Self { page: page.clone(), form, has_passkey, is_own };
        let wrong = Form::default().refused(page.lang, &Refusal::new("passkey-not-made").at("passkey_name"));
        vec![of(Form::default(), true, false), of(wrong, true, true), of(Form::default(), false, false)]
    }

    fn of(app: &App, viewer: &Viewer, who: &Enrolling, form: Form) -> Self {
        let is_own = who.half.told.step == Some(Asked::Add);
        Self { page: viewer.page("sign-in"), form, has_passkey: passkey::is_possible(app), is_own }
    }
}

/// `GET /sign-in/factors`
pub async fn choose(State(app): State<App>, viewer: Viewer, headers: HeaderMap) -> Result<Response, Problem> {
    let who = who(&app, &viewer, &headers).await?;
    Ok(page(&FactorsPage::of(&app, &viewer, &who, Form::default())))
}

/// The page on which a way is chosen, with a complaint.
pub(super) fn refused(
    app: &App,
    viewer: &Viewer,
    who: &Enrolling,
    refusal: &Refusal,
    fields: Fields,
) -> Response {
    let typed = fields.0.into_iter().filter(|(name, _)| name != "credential");
    let form = Form::sent(typed).refused(viewer.lang, refusal);
    let again = FactorsPage::of(app, viewer, who, form);
    with_status(StatusCode::UNPROCESSABLE_ENTITY, page(&again))
}

/// The page that shows the secret of an authenticator.
#[derive(Debug, Template)]
#[template(path = "account/totp.html")]
pub struct TotpPage {
    page: Page,
    form: Form,
    picture: String,
    spelled: String,
}

impl TotpPage {
    /// Samples for the test that renders every page.
    pub fn samples(page: &Page) -> Vec<Self> {
        let wrong = Form::default().refused(page.lang, &Refusal::new("totp-wrong").at("code"));
        let of = |form| Self::made(page.clone(), form, b"12345678901234567890", "clerk");
        vec![of(Form::default()), of(wrong)]
    }

    fn made(page: Page, form: Form, secret: &[u8], login: &str) -> Self {
        let issuer = format!("{} {}", page.t("layout-name"), page.district);
        let picture = totp::picture(secret, login, &issuer).unwrap_or_default();
        Self { page, form, picture, spelled: totp::spelled(secret) }
    }
}

/// `POST /sign-in/factors/totp/new`: makes a secret and shows it.
pub async fn show_totp(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    _: Posted,
) -> Result<Response, Problem> {
    let who = who(&app, &viewer, &headers).await?;
    let secret = app.ids.bytes::<{ totp::SECRET }>();
    let sealed = app.vault.seal_own(SEALED, &who.account.id.to_string(), &secret);
    let told = Told { ceremony: Some(Ceremony::Totp(sealed)), ..who.half.told.clone() };
    who.half.keep(&app, told).await.map_err(stored)?.ok_or(Problem::Conflict)?;
    Ok(page(&TotpPage::made(viewer.page("sign-in"), Form::default(), &secret, &who.account.login)))
}

/// `POST /sign-in/factors/totp`: the first code shows that the authenticator knows the secret.
pub async fn keep_totp(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    Posted { fields, .. }: Posted,
) -> Result<Response, Problem> {
    let mut who = who(&app, &viewer, &headers).await?;
    let of = who.account.id.to_string();
    let secret = match &who.half.told.ceremony {
        Some(Ceremony::Totp(sealed)) => Some(app.vault.open_own(SEALED, &of, sealed).map_err(stored)?),
        Some(Ceremony::Register(_) | Ceremony::Discover(_)) | None => None,
    };
    let Some(secret) = secret else { return Ok(Redirect::to("/sign-in/factors").into_response()) };
    let Some(step) = totp::step_of(&secret, fields.get("code"), viewer.now) else {
        let refusal = Refusal::new("totp-wrong").at("code");
        let form = Form::sent(fields.0.into_iter().filter(|(name, _)| name != "code"));
        let form = form.refused(viewer.lang, &refusal);
        let again = TotpPage::made(viewer.page("sign-in"), form, &secret, &who.account.login);
        return Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, page(&again)));
    };
    let told = Told { ceremony: None, ..who.half.told.clone() };
    who.half = who.half.keep(&app, told).await.map_err(stored)?.ok_or(Problem::Conflict)?;
    let name = name_of(fields.get("totp_name"), &viewer.lang.t("account-factor-totp"));
    factor::add(&app, who.account.id, &name, New::Totp(&secret, step), viewer.now).await.map_err(stored)?;
    who.added(&app, &viewer, &headers).await
}

/// The page that shows recovery codes, once.
#[derive(Debug, Template)]
#[template(path = "account/recovery.html")]
pub struct RecoveryPage {
    page: Page,
    form: Form,
    codes: Vec<String>,
    is_own: bool,
}

impl RecoveryPage {
    /// Samples for the test that renders every page.
    pub fn samples(page: &Page) -> Vec<Self> {
        let codes = vec!["7KQ2M-XW9DP".to_owned(), "3HNT8-RZ4VC".to_owned()];
        let of = |is_own| Self { page: page.clone(), form: Form::default(), codes: codes.clone(), is_own };
        vec![of(false), of(true)]
    }

    /// The page for somebody whose desk is open.
    pub(super) fn own(viewer: &Viewer, codes: Vec<String>) -> Self {
        Self { page: viewer.page("account"), form: Form::default(), codes, is_own: true }
    }
}

/// `POST /sign-in/factors/done`: the codes were kept, the way goes on.
pub async fn done(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    _: Posted,
) -> Result<Response, Problem> {
    go_on(&app, &viewer, &headers).await
}

async fn go_on(app: &App, viewer: &Viewer, headers: &HeaderMap) -> Result<Response, Problem> {
    let (half, account) = at(app, viewer, headers).await?;
    if half.told.step == Some(Asked::Enrol)
        && !factor::has_any(app.store.read(), account.id).await.map_err(stored)?
    {
        return Ok(Redirect::to("/sign-in/factors").into_response());
    }
    if !half.take(app).await.map_err(stored)? {
        return Err(Problem::SignIn);
    }
    if half.told.step == Some(Asked::Add) {
        let mut response = see("/account", "factor-added");
        add_cookie(&mut response, halfway::forget());
        return Ok(response);
    }
    let shown = Shown { is_sure: true, ..half.told.shown };
    step::go_on(app, viewer, headers, &account, shown, &half.told.next).await
}
