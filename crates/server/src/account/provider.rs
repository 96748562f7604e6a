//! How does an identity provider speak for somebody (OpenID Connect, code flow with PKCE)?
//!
//! What was asked stands sealed in a cookie of the browser: the answer counts only there, for ten minutes. A provider
//! speaks for an account that exists; it opens none.

use std::pin::Pin;

use axum::{
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use fengqiao_base::{AccountId, Day, Moment, Refusal, local_day};
use fengqiao_domain::intake::Phone;
use fengqiao_store::{StoreError, sql, values};
use fengqiao_web::{form::Fields, origin, problem::Problem};
use openidconnect::{
    AsyncHttpClient, AuthorizationCode, ClientId, ClientSecret, CsrfToken, HttpRequest, HttpResponse,
    IssuerUrl, Nonce, OAuth2TokenResponse as _, PkceCodeChallenge, PkceCodeVerifier,
    ProviderMetadataWithLogout, RedirectUrl, Scope, TokenResponse as _,
    core::{CoreAuthenticationFlow, CoreClient},
};
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use time::Duration;
use uuid::Uuid;

use super::{
    Account,
    config::Provider,
    pages, session,
    step::{self, Shown},
    store,
};
use crate::{
    app::App,
    intake::mine,
    once::stored,
    outbound::{self, OutboundError},
    viewer::{Viewer, add_cookie},
};

const COOKIE: &str = "fq_provider";
const SEALED: &str = "identity provider";
/// So long somebody may take at the provider.
const GOOD: Duration = Duration::minutes(10);
const STAFF: &str = "/sign-in/provider/back";
const RESIDENT: &str = "/follow/provider/back";

/// Why a provider did not speak for somebody. It goes to the log; the person reads one sentence for all.
#[derive(Debug, thiserror::Error)]
enum ProviderError {
    #[error("the answer belongs to no question of this browser")]
    Unasked,
    #[error("the provider says no: {0}")]
    Refused(String),
    #[error("could not reach the provider: {0}")]
    Unreachable(String),
    #[error("its token does not hold: {0}")]
    Token(String),
    #[error("the claim {0} is missing or speaks for nobody here")]
    Nobody(String),
}

/// What was asked, for the browser to bring back.
#[derive(Serialize, Deserialize)]
struct Asked {
    state: String,
    nonce: String,
    verifier: String,
    next: String,
    until: i64,
}

/// Asks the provider of this issuer, or whom its answers name.
struct Asking(String);

impl<'c> AsyncHttpClient<'c> for Asking {
    type Error = OutboundError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, OutboundError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(ask_it(&self.0, request))
    }
}

async fn ask_it(issuer: &str, request: HttpRequest) -> Result<HttpResponse, OutboundError> {
    let (parts, body) = request.into_parts();
    let url = outbound::address_named_by(issuer, &parts.uri.to_string())?;
    let client = outbound::client().map_err(|error| outbound::unreachable(&url, &error))?;
    let request = client.request(parts.method, url.clone()).headers(parts.headers).body(body);
    let response = request.send().await.map_err(|error| outbound::unreachable(&url, &error))?;
    let mut told = axum::http::Response::builder().status(response.status());
    for (name, value) in response.headers() {
        told = told.header(name, value);
    }
    let body = outbound::body(&url, response).await?;
    told.body(body).map_err(|_| OutboundError::Address)
}

async fn metadata(provider: &Provider) -> Result<ProviderMetadataWithLogout, ProviderError> {
    let unreachable = |error: &dyn std::error::Error| ProviderError::Unreachable(chain(error));
    let issuer = IssuerUrl::new(provider.issuer.clone()).map_err(|error| unreachable(&error))?;
    ProviderMetadataWithLogout::discover_async(issuer, &Asking(provider.issuer.clone()))
        .await
        .map_err(|error| unreachable(&error))
}

fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}

fn redirect(app: &App, back: &str) -> Result<RedirectUrl, ProviderError> {
    RedirectUrl::new(format!("{}{back}", app.config.public_url))
        .map_err(|error| ProviderError::Unreachable(chain(&error)))
}

fn secret(provider: &Provider) -> Option<ClientSecret> {
    (!provider.secret.is_empty()).then(|| ClientSecret::new(provider.secret.clone()))
}

/// Leads to the provider, and remembers what was asked.
async fn ask(
    app: &App,
    provider: &Provider,
    back: &'static str,
    next: &str,
    now: Moment,
) -> Result<Response, ProviderError> {
    let client = CoreClient::from_provider_metadata(
        metadata(provider).await?,
        ClientId::new(provider.client_id.clone()),
        secret(provider),
    )
    .set_redirect_uri(redirect(app, back)?);
    let [state, nonce, verifier] = [(); 3].map(|()| hex::encode(app.ids.bytes::<32>()));
    let challenge = PkceCodeChallenge::from_code_verifier_sha256(&PkceCodeVerifier::new(verifier.clone()));
    let (known_state, known_nonce) = (state.clone(), nonce.clone());
    let mut asking = client
        .authorize_url(
            CoreAuthenticationFlow::AuthorizationCode,
            move || CsrfToken::new(known_state),
            move || Nonce::new(known_nonce),
        )
        .set_pkce_challenge(challenge);
    for scope in &provider.scopes {
        asking = asking.add_scope(Scope::new(scope.clone()));
    }
    let (url, _, _) = asking.url();
    let until = (now + GOOD).unix_timestamp();
    let asked = Asked { state, nonce, verifier, next: next.to_owned(), until };
    let text = serde_json::to_vec(&asked).expect("what was asked is plain data");
    let sealed = app.vault.seal_own(SEALED, back, &text);
    let mut response = Redirect::to(url.as_str()).into_response();
    let line = format!("{COOKIE}={sealed}; Max-Age={}; {}", GOOD.whole_seconds(), session::kept_safe(app));
    add_cookie(&mut response, &line);
    Ok(response)
}

/// What the provider says of whoever comes back, and where the way leads.
async fn answer(
    app: &App,
    provider: &Provider,
    back: &'static str,
    viewer: &Viewer,
    headers: &HeaderMap,
) -> Result<(Map<String, Value>, String), ProviderError> {
    let query = viewer.path.split_once('?').map_or("", |(_, query)| query);
    let fields = Fields::parse(query.as_bytes()).map_err(|_| ProviderError::Unasked)?;
    let sealed = origin::cookie(headers, COOKIE).unwrap_or_default();
    let asked = app.vault.open_own(SEALED, back, sealed).map_err(|_| ProviderError::Unasked)?;
    let asked: Asked = serde_json::from_slice(&asked).map_err(|_| ProviderError::Unasked)?;
    if !origin::is_same(&asked.state, fields.get("state")) || asked.until < viewer.now.unix_timestamp() {
        return Err(ProviderError::Unasked);
    }
    if let Some(error) = fields.filled("error") {
        return Err(ProviderError::Refused(error.chars().take(60).collect()));
    }
    let metadata = metadata(provider).await?;
    let userinfo = metadata.userinfo_endpoint().map(|url| url.url().clone());
    let client = CoreClient::from_provider_metadata(
        metadata,
        ClientId::new(provider.client_id.clone()),
        secret(provider),
    )
    .set_redirect_uri(redirect(app, back)?);
    let token = |error: &dyn std::error::Error| ProviderError::Token(chain(error));
    let tokens = client
        .exchange_code(AuthorizationCode::new(fields.get("code").to_owned()))
        .map_err(|error| token(&error))?
        .set_pkce_verifier(PkceCodeVerifier::new(asked.verifier))
        .request_async(&Asking(provider.issuer.clone()))
        .await
        .map_err(|error| token(&error))?;
    let id_token = tokens.id_token().ok_or_else(|| ProviderError::Token("there is none".to_owned()))?;
    let now = chrono::DateTime::from_timestamp(viewer.now.unix_timestamp(), 0).unwrap_or_default();
    let verifier = client.id_token_verifier().set_time_fn(move || now);
    let subject = id_token
        .claims(&verifier, &Nonce::new(asked.nonce))
        .map_err(|error| token(&error))?
        .subject()
        .to_string();
    // What was just proved, with the claims the library has no name for.
    let mut claims = payload(&id_token.to_string()).unwrap_or_default();
    if let Some(url) = userinfo {
        let more = told_of(&provider.issuer, url.as_str(), tokens.access_token().secret()).await;
        let more = more.map_err(|error| ProviderError::Unreachable(chain(&error)))?;
        // Whoever the page of the person is about must be the one of the token.
        if more.get("sub").and_then(Value::as_str) == Some(&subject) {
            for (name, value) in more {
                claims.entry(name).or_insert(value);
            }
        }
    }
    Ok((claims, asked.next))
}

/// The claims of a token that was proved.
fn payload(token: &str) -> Option<Map<String, Value>> {
    use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
    let middle = token.split('.').nth(1)?;
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(middle).ok()?).ok()
}

async fn told_of(issuer: &str, url: &str, token: &str) -> Result<Map<String, Value>, OutboundError> {
    let url = outbound::address_named_by(issuer, url)?;
    let client = outbound::client().map_err(|error| outbound::unreachable(&url, &error))?;
    let response = client.get(url.clone()).bearer_auth(token).send().await;
    let response = response.map_err(|error| outbound::unreachable(&url, &error))?;
    let body = outbound::body(&url, response).await?;
    Ok(serde_json::from_slice(&body).unwrap_or_default())
}

/// Whether what the provider asked for counts as a second factor here.
fn is_sure(provider: &Provider, claims: &Map<String, Value>) -> bool {
    let amr = claims.get("amr").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    let acr = claims.get("acr").and_then(Value::as_str);
    amr.into_iter().any(|word| provider.second_factor_amr.iter().any(|known| known == word))
        || acr.is_some_and(|acr| provider.second_factor_acr.iter().any(|known| known == acr))
}

/// As it is kept: a subject means nothing without its issuer.
fn whole_subject(provider: &Provider, subject: &str) -> String {
    format!("{} {subject}", provider.issuer)
}

/// Links an account to the subject that the provider of staff calls it by; for an administrator. What was linked before is
/// linked no more.
pub async fn link(
    tx: &impl ConnectionTrait,
    provider: &Provider,
    account: AccountId,
    subject: &str,
) -> Result<(), StoreError> {
    let text = "INSERT INTO credentials (account, password_set_at, earlier, subject) VALUES ($1, 0, '[]', $2) \
                ON CONFLICT (account) DO UPDATE SET subject = excluded.subject";
    sql::run(tx, text, values![account.0, whole_subject(provider, subject)]).await.map(|_| ())
}

/// The account the claims speak for: the one that was linked, else the one whose login the configured claim names.
async fn account_of(
    app: &App,
    provider: &Provider,
    claims: &Map<String, Value>,
    today: Day,
) -> Result<Option<Account>, StoreError> {
    let claim = |name: &str| claims.get(name).and_then(Value::as_str).unwrap_or_default();
    let text = "SELECT account FROM credentials WHERE subject = $1";
    let subject = whole_subject(provider, claim("sub"));
    let linked: Option<Uuid> = sql::value(app.store.read(), text, values![subject]).await?;
    if let Some(id) = linked {
        return store::working(app.store.read(), AccountId(id), today).await;
    }
    if provider.claim == "sub" || claim(&provider.claim).is_empty() {
        return Ok(None);
    }
    let row = store::by_login(app.store.read(), claim(&provider.claim)).await?;
    match row {
        Some(row) => row.account(app.store.read(), today).await.map(Some),
        None => Ok(None),
    }
}

fn refused(app: &App, viewer: &Viewer, error: &ProviderError) -> Response {
    tracing::warn!(error = %error, "an identity provider did not speak for anybody");
    let refusal = Refusal::new("provider-failed").at("login");
    pages::refused(app, viewer, &refusal, Fields::default())
}

/// `GET /sign-in/provider`: a link, not a form, for the way leads to another site.
pub async fn begin(State(app): State<App>, viewer: Viewer) -> Result<Response, Problem> {
    let provider = app.config.oidc.staff.as_ref().ok_or(Problem::NotFound)?;
    let asked = ask(&app, provider, STAFF, &pages::next_of(&viewer.path), viewer.now).await;
    Ok(asked.unwrap_or_else(|error| refused(&app, &viewer, &error)))
}

/// `GET /sign-in/provider/back`
pub async fn come_back(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let provider = app.config.oidc.staff.as_ref().ok_or(Problem::NotFound)?;
    let (claims, next) = match answer(&app, provider, STAFF, &viewer, &headers).await {
        Ok(answer) => answer,
        Err(error) => return Ok(refused(&app, &viewer, &error)),
    };
    let Some(account) = account_of(&app, provider, &claims, local_day(viewer.now)).await.map_err(stored)?
    else {
        return Ok(refused(&app, &viewer, &ProviderError::Nobody(provider.claim.clone())));
    };
    let shown = Shown { by_provider: true, by_password: false, is_sure: is_sure(provider, &claims) };
    let mut response = step::go_on(&app, &viewer, &headers, &account, shown, &next).await?;
    add_cookie(&mut response, &format!("{COOKIE}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"));
    Ok(response)
}

/// `GET /sign-in/provider/leave`: ends the session at the provider, where it lets us.
pub async fn leave(State(app): State<App>) -> Result<Response, Problem> {
    let provider = app.config.oidc.staff.as_ref().ok_or(Problem::NotFound)?;
    let ends =
        metadata(provider).await.ok().and_then(|all| all.additional_metadata().end_session_endpoint.clone());
    let Some(ends) = ends else { return Ok(Redirect::to("/").into_response()) };
    let mut url = ends.url().clone();
    let home = format!("{}/", app.config.public_url);
    url.query_pairs_mut()
        .append_pair("client_id", &provider.client_id)
        .append_pair("post_logout_redirect_uri", &home);
    Ok(Redirect::to(url.as_str()).into_response())
}

/// `GET /follow/provider`
pub async fn begin_resident(State(app): State<App>, viewer: Viewer) -> Result<Response, Problem> {
    let provider = app.config.oidc.residents.as_ref().ok_or(Problem::NotFound)?;
    let asked = ask(&app, provider, RESIDENT, "", viewer.now).await;
    match asked {
        Ok(response) => Ok(response),
        Err(error) => mine::not_spoken_for(&app, &viewer, &error.to_string()).await,
    }
}

/// `GET /follow/provider/back`
pub async fn come_back_resident(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let provider = app.config.oidc.residents.as_ref().ok_or(Problem::NotFound)?;
    let claims = match answer(&app, provider, RESIDENT, &viewer, &headers).await {
        Ok((claims, _)) => claims,
        Err(error) => return mine::not_spoken_for(&app, &viewer, &error.to_string()).await,
    };
    let is_checked = claims.get("phone_number_verified") == Some(&Value::Bool(true));
    let phone = claims.get(&provider.claim).and_then(Value::as_str).and_then(Phone::read);
    let Some(phone) = phone.filter(|phone| is_checked && phone.is_mobile()) else {
        let error = ProviderError::Nobody(provider.claim.clone());
        return mine::not_spoken_for(&app, &viewer, &error.to_string()).await;
    };
    mine::open(&app, &viewer, &headers, &phone).await
}
