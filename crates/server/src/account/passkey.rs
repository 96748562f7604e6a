//! Does the browser hold a key that this account has shown before (WebAuthn)?
//!
//! A passkey is made so that the browser finds it without a login, and is taken only when the device has asked its owner
//! (finger, face, PIN): so it is enough by itself.

use axum::{
    extract::State,
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use fengqiao_base::{AccountId, Refusal, local_day};
use fengqiao_web::{form::Posted, page::own_path, problem::Problem};
use serde_json::{Value, json};
use url::Url;
use webauthn_rs::{
    Webauthn, WebauthnBuilder,
    prelude::{DiscoverableKey, Passkey, PublicKeyCredential, RegisterPublicKeyCredential},
};

use super::{
    Account, browser, enrol,
    factor::{self, New},
    halfway::{self, Ceremony, Told},
    pages,
    step::{self, Shown},
    store,
};
use crate::{
    app::App,
    attempts,
    once::stored,
    viewer::{Viewer, add_cookie},
};

/// Whether this address can have passkeys.
pub fn is_possible(app: &App) -> bool {
    maker(app).is_some()
}

/// Who makes passkeys for this address; none where the address has no name, for a passkey belongs to a domain.
pub fn maker(app: &App) -> Option<Webauthn> {
    let origin = Url::parse(&app.config.public_url).ok()?;
    let domain = origin.domain()?;
    WebauthnBuilder::new(domain, &origin).ok()?.rp_name(&app.config.district.name_zh).build().ok()
}

fn options(value: &Value, cookie: Option<&str>) -> Response {
    let mut response = axum::Json(value).into_response();
    if let Some(cookie) = cookie {
        add_cookie(&mut response, cookie);
    }
    response
}

/// `POST /sign-in/passkey/options`: what the browser is asked, as JSON for its script.
pub async fn ask(State(app): State<App>, viewer: Viewer, _: Posted) -> Result<Response, Problem> {
    let maker = maker(&app).ok_or(Problem::NotFound)?;
    let (asked, state) = maker.start_discoverable_authentication().map_err(Problem::fault)?;
    let ceremony = Some(Ceremony::Discover(Box::new(state)));
    let asked = json!({ "publicKey": asked.public_key });
    let told = Told { ceremony, ..Told::default() };
    let cookie = halfway::begin(&app, halfway::PASSKEY, None, &told, viewer.now).await.map_err(stored)?;
    Ok(options(&asked, Some(&cookie)))
}

/// `POST /sign-in/passkey`: the browser shows a passkey. Nothing tells why one is not taken.
pub async fn show(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    Posted { fields, .. }: Posted,
) -> Result<Response, Problem> {
    let Some(account) = shown(&app, &viewer, &headers, fields.get("credential")).await? else {
        let refusal = Refusal::new("passkey-unknown").at("login");
        return Ok(pages::refused(&app, &viewer, &refusal, fields));
    };
    attempts::clear(&app, &super::tries_of(&app, &headers, &account.login)).await?;
    let shown = Shown { is_sure: true, ..Shown::default() };
    step::go_on(&app, &viewer, &headers, &account, shown, own_path(fields.get("next"))).await
}

/// Whose passkey it is, if it answers what was asked of this browser.
async fn shown(
    app: &App,
    viewer: &Viewer,
    headers: &HeaderMap,
    credential: &str,
) -> Result<Option<Account>, Problem> {
    let half = halfway::find(app, halfway::PASSKEY, headers, viewer.now).await.map_err(stored)?;
    let Some(half) = half else { return Ok(None) };
    let Some(Ceremony::Discover(state)) = half.told.ceremony.clone() else { return Ok(None) };
    // A challenge is answered once, rightly or wrongly.
    if !half.take(app).await.map_err(stored)? {
        return Ok(None);
    }
    let Some(maker) = maker(app) else { return Ok(None) };
    let Ok(shown) = serde_json::from_str::<PublicKeyCredential>(credential) else { return Ok(None) };
    let Ok((owner, key)) = maker.identify_discoverable_authentication(&shown) else { return Ok(None) };
    let owner = AccountId(owner);
    let keys = factor::passkeys(app, owner).await.map_err(stored)?;
    let found = keys.into_iter().find(|(_, known)| known.cred_id().as_slice() == key);
    let Some((id, passkey)) = found else { return Ok(None) };
    let known = DiscoverableKey::from(&passkey);
    let Ok(result) = maker.finish_discoverable_authentication_v2(&shown, *state, &known) else {
        return Ok(None);
    };
    let Some(account) =
        store::working(app.store.read(), owner, local_day(viewer.now)).await.map_err(stored)?
    else {
        return Ok(None);
    };
    factor::used(app, id, passkey, &result, viewer.now).await.map_err(stored)?;
    Ok(Some(account))
}

/// `POST /sign-in/factors/passkey/options`: what a new passkey is made for.
pub async fn offer(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    _: Posted,
) -> Result<Response, Problem> {
    let maker = maker(&app).ok_or(Problem::NotFound)?;
    let who = enrol::who(&app, &viewer, &headers).await?;
    let account = &who.account;
    let known = factor::passkeys(&app, account.id).await.map_err(stored)?;
    let known = known.into_iter().map(|(_, key)| key.cred_id().clone()).collect();
    let (asked, state) = maker
        .start_passkey_registration(account.id.0, &account.login, &account.name, Some(known))
        .map_err(Problem::fault)?;
    let mut asked = serde_json::to_value(asked).map_err(Problem::fault)?;
    // It must be found without a login, and must ask its owner.
    asked["publicKey"]["authenticatorSelection"] =
        json!({ "residentKey": "required", "requireResidentKey": true, "userVerification": "required" });
    let told = Told { ceremony: Some(Ceremony::Register(Box::new(state))), ..who.half.told.clone() };
    who.half.keep(&app, told).await.map_err(stored)?.ok_or(Problem::Conflict)?;
    Ok(options(&asked, None))
}

/// `POST /sign-in/factors/passkey`: the browser has made one.
pub async fn keep(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    Posted { fields, .. }: Posted,
) -> Result<Response, Problem> {
    let mut who = enrol::who(&app, &viewer, &headers).await?;
    let Some(passkey) = made(&app, &mut who, fields.get("credential")).await? else {
        let refusal = Refusal::new("passkey-not-made").at("passkey_name");
        return Ok(enrol::refused(&app, &viewer, &who, &refusal, fields));
    };
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let name = enrol::name_of(fields.get("passkey_name"), &browser::named(agent));
    if !factor::add(&app, who.account.id, &name, New::Passkey(&passkey), viewer.now).await.map_err(stored)? {
        let refusal = Refusal::new("passkey-not-made").at("passkey_name");
        return Ok(enrol::refused(&app, &viewer, &who, &refusal, fields));
    }
    who.added(&app, &viewer, &headers).await
}

/// The passkey, if it was made for what was asked of this browser.
async fn made(app: &App, who: &mut enrol::Enrolling, credential: &str) -> Result<Option<Passkey>, Problem> {
    let told = who.half.told.clone();
    let Some(Ceremony::Register(state)) = &told.ceremony else { return Ok(None) };
    let after = who.half.keep(app, Told { ceremony: None, ..told.clone() }).await.map_err(stored)?;
    let Some(after) = after else { return Ok(None) };
    who.half = after;
    let Some(maker) = maker(app) else { return Ok(None) };
    let made = serde_json::from_str::<RegisterPublicKeyCredential>(credential).ok();
    Ok(made.and_then(|made| maker.finish_passkey_registration(&made, state).ok()))
}
