//! Who is looking, in which language, at which page?

use std::{convert::Infallible, net::IpAddr, sync::Arc};

use axum::{
    extract::{FromRequestParts, Request, State},
    http::{HeaderMap, Method, header, request::Parts},
    middleware::Next,
    response::Response,
};
use fengqiao_base::{Actor, Duty, Moment};
use fengqiao_policy::{Action, Asker, Thing, decide};
use fengqiao_web::{
    lang::Lang,
    origin,
    page::{Flash, FlashKind, Page, User},
    peer::Peer,
    problem::Problem,
};
use sha2::{Digest, Sha256};

use tracing::Instrument as _;

use crate::{
    account::{Account, session},
    app::App,
};

/// What the outermost layer found out about a request.
#[derive(Debug, Clone)]
pub struct Viewer {
    /// The reader's language.
    pub lang: Lang,
    /// Large text and simple paths.
    pub elder: bool,
    /// Who is signed in, or following with a receipt.
    pub who: Who,
    /// Path and query as they stood in the request line.
    pub path: String,
    /// The value forms repeat.
    pub csrf: String,
    /// The nonce of this answer.
    pub nonce: String,
    /// What the last act came to.
    pub flash: Option<Flash>,
    /// When the request came in.
    pub now: Moment,
    /// The district's name in the reader's language.
    pub district: String,
    /// How many notices wait to be read.
    pub unread: u32,
    /// From which address the request came; never logged. None where there is no socket, in tests.
    pub peer: Option<Peer>,
}

/// Who is looking.
#[derive(Debug, Clone)]
pub enum Who {
    /// Nobody known.
    Anyone,
    /// Somebody with number and secret.
    Party(session::Following),
    /// Staff.
    Staff(Arc<Account>),
}

impl Viewer {
    /// As the policy sees it.
    pub fn asker(&self) -> Asker {
        match &self.who {
            Who::Anyone => Asker::Anyone,
            Who::Party(following) => Asker::Party { number: following.number },
            Who::Staff(account) => Asker::Staff { account: account.id, posts: account.posts.clone() },
        }
    }

    /// The address from which the request came, for the trail.
    pub fn address(&self) -> Option<IpAddr> {
        self.peer.map(|peer| peer.address)
    }

    /// Whether somebody is signed in.
    pub fn is_known(&self) -> bool {
        matches!(self.who, Who::Staff(_))
    }

    /// Whether this action is open to the viewer on something.
    pub fn may(&self, action: Action) -> bool {
        decide(&self.asker(), action, None)
    }

    /// The signed-in account.
    pub fn account(&self) -> Result<&Arc<Account>, Problem> {
        match &self.who {
            Who::Staff(account) => Ok(account),
            Who::Anyone | Who::Party(_) => Err(Problem::SignIn),
        }
    }

    /// Everyone whom the viewer may be on `thing`, or anywhere.
    pub fn actors(&self, thing: Option<&Thing>) -> Vec<Actor> {
        match &self.who {
            Who::Anyone => Vec::new(),
            Who::Party(following) => vec![Actor::Party { party: following.party }],
            Who::Staff(_) => fengqiao_policy::actors(&self.asker(), thing),
        }
    }

    /// The viewer as an actor in one of `duties`, the first that some post holds.
    pub fn acting_as(&self, duties: &[Duty]) -> Result<Actor, Problem> {
        let actors = self.actors(None);
        let held = |duty: &Duty| actors.iter().copied().find(|actor| actor.duty() == *duty);
        duties.iter().find_map(held).ok_or(Problem::NotFound)
    }

    /// The entries of the desk's navigation that the viewer may open, with their addresses.
    pub fn areas(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        AREAS.iter().filter(|(.., action)| self.may(*action)).map(|(area, path, _)| (*area, *path))
    }

    /// Which number the viewer follows, and as whom.
    pub fn following(&self) -> Result<&session::Following, Problem> {
        match &self.who {
            Who::Party(following) => Ok(following),
            Who::Anyone | Who::Staff(_) => Err(Problem::NotFound),
        }
    }

    /// What every template is given, at the navigation entry `nav`.
    pub fn page(&self, nav: &'static str) -> Page {
        let mut page = Page::new(self.lang, self.district.clone(), self.path.clone(), self.now);
        page.csrf.clone_from(&self.csrf);
        page.nonce.clone_from(&self.nonce);
        page.elder = self.elder;
        page.flash.clone_from(&self.flash);
        page.nav = nav;
        page.unread = (self.is_known() && self.may(Action::ReadWork)).then_some(self.unread);
        if let Who::Staff(account) = &self.who {
            page.user = Some(User {
                name: account.name.clone(),
                body: account.body_name.clone(),
                duties: account.duties(),
                areas: self.areas().map(|(area, _)| area).collect(),
            });
        }
        page
    }
}

/// The entries of the desk's navigation, their addresses, and what they ask for.
const AREAS: [(&str, &str, Action); 18] = [
    ("work", "/work", Action::ReadWork),
    ("board", "/board", Action::ReadBoard),
    ("intake", "/intake", Action::ReadRequests),
    ("dispatch", "/dispatch", Action::ReadDispatch),
    ("cases", "/cases", Action::ReadCases),
    ("shared", "/shared", Action::ReadShared),
    ("linked", "/linked", Action::ReadTasks),
    ("whistles", "/whistles", Action::ReadWhistles),
    ("owned-cases", "/owned-cases", Action::ReadOwnedCases),
    ("visits", "/return-visits", Action::ReadVisits),
    ("archive", "/archive", Action::ReadArchive),
    ("disposals", "/disposals", Action::DecideDisposal),
    ("statistics", "/statistics", Action::ReadReports),
    ("identities", "/identities", Action::DecideIdentity),
    ("accounts", "/accounts", Action::ReadAccounts),
    ("trail", "/trail", Action::ReadTrail),
    ("calendars", "/calendars", Action::ReadCalendars),
    ("bodies", "/bodies", Action::ReadDesk),
];

impl<S: Send + Sync> FromRequestParts<S> for Viewer {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get::<Viewer>().cloned().expect("the outermost layer adds the viewer"))
    }
}

/// The outermost layer: finds out who is looking before anything else runs.
pub async fn recognise(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let headers = request.headers();
    let text = |name: header::HeaderName| headers.get(name).and_then(|v| v.to_str().ok());
    let lang = Lang::choose(None, origin::cookie(headers, "lang"), text(header::ACCEPT_LANGUAGE));
    let now = app.clock.now();
    let is_api = request.uri().path().starts_with("/api/");
    let known = origin::cookie(headers, origin::COOKIE).filter(|value| value.len() == 32);
    let secret = if is_api { api_secret(request.method(), headers) } else { session::of_browser(headers) };
    let who = match secret {
        Some(secret) => {
            // An open board asks again by itself when its line broke.
            let found = if request.uri().path() == crate::board::live::PATH {
                session::glance(&app, secret, now).await
            } else {
                session::find(&app, secret, now).await
            };
            found.unwrap_or_else(|error| {
                Problem::fault(error);
                Who::Anyone
            })
        }
        None => Who::Anyone,
    };
    let fresh = known.is_none() && !is_api;
    // What forms repeat and what keys of requests are kept apart by: the browser's value, or the program's session.
    let csrf = match (is_api.then(|| session::of_program(headers)).flatten(), known) {
        (Some(token), _) => hex::encode(&Sha256::digest(token)[..16]),
        (None, Some(known)) => known.to_owned(),
        (None, None) if is_api => String::new(),
        (None, None) => hex::encode(app.ids.bytes::<16>()),
    };
    let flash = flash_of(headers, lang);
    let asks_for_page =
        *request.method() == Method::GET && !is_api && request.uri().path() != crate::board::live::PATH;
    let unread = match &who {
        Who::Staff(account) if asks_for_page => {
            app.unread.of(&app, account, now).await.unwrap_or_else(|error| {
                Problem::fault(error);
                0
            })
        }
        Who::Staff(_) | Who::Anyone | Who::Party(_) => 0,
    };
    let viewer = Viewer {
        lang,
        elder: origin::cookie(headers, "elder") == Some("on"),
        who,
        path: request.uri().path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string),
        csrf: csrf.clone(),
        nonce: hex::encode(app.ids.bytes::<16>()),
        flash: flash.clone(),
        unread,
        now,
        district: match lang {
            Lang::ZhCn => app.config.district.name_zh.clone(),
            Lang::En => app.config.district.name_en.clone(),
        },
        peer: request.extensions().get::<Peer>().copied(),
    };
    request.extensions_mut().insert(viewer);
    let id = hex::encode(app.ids.bytes::<8>());
    let method = request.method().clone();
    let span = tracing::info_span!("request", id = %id);
    let begun = std::time::Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    // The route, never the address: an address can hold what somebody searched for.
    let route = response.extensions().get::<Route>().map_or("-", |route| route.0);
    let (status, took) = (response.status().as_u16(), begun.elapsed());
    span.in_scope(|| tracing::info!(%method, route, status, ?took, "answered"));
    app.metrics.answered(&method, route, status, took);
    if let Ok(value) = id.parse() {
        response.headers_mut().insert("x-request-id", value);
    }
    if fresh {
        // Lax: a link from elsewhere must bring it along, or it would be made anew under an open form.
        add_cookie(&mut response, &format!("{}={csrf}; Path=/; SameSite=Lax; HttpOnly", origin::COOKIE));
    }
    if flash.is_some() && !response.status().is_redirection() {
        add_cookie(&mut response, "fq_flash=; Path=/; Max-Age=0; SameSite=Lax; HttpOnly");
    }
    response
}

/// The secret with which the API is asked: a program's token, else the cookie of a browser. A change counts as the
/// browser's only if the page that sends it repeats its value, for the cookie alone comes from foreign pages too.
fn api_secret<'h>(method: &Method, headers: &'h HeaderMap) -> Option<&'h str> {
    if headers.contains_key(header::AUTHORIZATION) {
        return session::of_program(headers);
    }
    let repeated = headers.get("x-csrf").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let own = origin::cookie(headers, origin::COOKIE).unwrap_or_default();
    let is_read = matches!(*method, Method::GET | Method::HEAD);
    session::of_browser(headers).filter(|_| is_read || origin::is_same(own, repeated))
}

/// The cookie that carries what an act came to over the redirect: a translation key, never a sentence.
fn flash_of(headers: &HeaderMap, lang: Lang) -> Option<Flash> {
    let code = origin::cookie(headers, "fq_flash")?;
    let is_code = code.len() <= 60 && code.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    // What an act came to stands beside the act's other sentences, for a party in words of its own where it needs them.
    let keys = match code.strip_prefix("own-") {
        Some(act) => vec![format!("{act}.own-done"), format!("{act}.done")],
        None if code.starts_with("act-") => vec![format!("{code}.done")],
        None => vec![format!("flash-{code}")],
    };
    let text = keys.iter().filter(|_| is_code).find_map(|key| lang.find(key, &[]))?;
    Some(Flash { kind: FlashKind::Done, text })
}

/// Which route answered, for the log.
#[derive(Debug, Clone, Copy)]
pub struct Route(pub &'static str);

/// Adds a `Set-Cookie` line.
pub fn add_cookie(response: &mut Response, cookie: &str) {
    if let Ok(value) = cookie.parse() {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}
