//! How much may one sender ask for, how long, and how slowly?
//!
//! Whoever is signed in is counted by account, everybody else by address (of IPv6 the first 64 bits). Secrets that can
//! be guessed are always counted by address, and wrong ones once more. Counts live in this process alone.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use axum::{
    body::{Body, HttpBody},
    extract::{MatchedPath, Request, State},
    http::{Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use fengqiao_base::Moment;
use fengqiao_web::{
    peer::{Network, Peer, loopback},
    problem::Problem,
    rate::{Allowances, Rate},
};
use http_body_util::BodyExt;
use serde::Deserialize;
use tower_http::timeout::TimeoutBody;

use crate::{
    app::App,
    viewer::{Viewer, Who},
};

/// The longest path and query that is read, in bytes.
const LONGEST_ADDRESS: usize = 8 * 1024;
/// A form of more bytes than this brings files.
const LARGE: u64 = 64 * 1024;

/// How much one account or one address may ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// So many at once of one account; 0: without limit.
    pub account: u32,
    /// So many at once of one address; 0: without limit.
    pub address: u32,
    /// In so many minutes all of them come back.
    pub minutes: u32,
}

/// `account/address/minutes`, as the environment says it.
impl std::str::FromStr for Limit {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let numbers: Result<Vec<u32>, _> = text.split('/').map(|part| part.trim().parse()).collect();
        match numbers.as_deref() {
            Ok(&[account, address, minutes]) => Ok(Self { account, address, minutes }),
            _ => Err(format!("{text} is not account/address/minutes, such as 600/3000/1")),
        }
    }
}

impl Limit {
    const fn new(account: u32, address: u32, minutes: u32) -> Self {
        Self { account, address, minutes }
    }

    fn rate(self, count: u32) -> Rate {
        Rate { count, during: time::Duration::minutes(self.minutes.into()) }
    }
}

/// How long a sender may take, in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Times {
    /// For the head of a request, and for a connection on which nothing is asked.
    pub silence: u64,
    /// For a pause within a body.
    pub pause: u64,
    /// For an answer, reading what was sent included.
    pub whole: u64,
    /// The same where files are sent, over a slow line.
    pub whole_with_files: u64,
}

impl Default for Times {
    fn default() -> Self {
        Self { silence: 30, pause: 20, whole: 60, whole_with_files: 600 }
    }
}

/// The limits. An address can be that of a whole office or of a carrier's customers, so it has several times as much
/// as one account.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LimitsConfig {
    /// Addresses and networks that are not limited: this machine, and those the district adds.
    pub unlimited: Vec<Network>,
    /// Pages and answers to read.
    pub reading: Limit,
    /// Changes.
    pub changing: Limit,
    /// Sign-in, and whatever else asks for a password or a code.
    pub secret: Limit,
    /// Wrong passwords and codes.
    pub wrong_secret: Limit,
    /// Requests that are filed.
    pub filing: Limit,
    /// Forms with files.
    pub upload: Limit,
    /// Tables taken out.
    pub export: Limit,
    /// Connections at the same time.
    pub connections: usize,
    /// Of these, from one address that is no trusted proxy.
    pub connections_per_address: u32,
    /// How long a sender may take.
    pub seconds: Times,
}

impl Default for LimitsConfig {
    fn default() -> Self {
        Self {
            unlimited: loopback(),
            reading: Limit::new(600, 3000, 1),
            changing: Limit::new(240, 1200, 1),
            secret: Limit::new(0, 120, 1),
            wrong_secret: Limit::new(0, 60, 15),
            filing: Limit::new(60, 30, 1),
            upload: Limit::new(60, 120, 1),
            export: Limit::new(30, 30, 10),
            connections: 2048,
            connections_per_address: 256,
            seconds: Times::default(),
        }
    }
}

impl LimitsConfig {
    /// Takes what the environment says (`FENGQIAO_LIMITS_READING` and so on).
    pub fn of_environment(&mut self, env: &impl Fn(&str) -> Option<String>) -> anyhow::Result<()> {
        let limits: [(&mut Limit, &str); 7] = [
            (&mut self.reading, "READING"),
            (&mut self.changing, "CHANGING"),
            (&mut self.secret, "SECRET"),
            (&mut self.wrong_secret, "WRONG_SECRET"),
            (&mut self.filing, "FILING"),
            (&mut self.upload, "UPLOAD"),
            (&mut self.export, "EXPORT"),
        ];
        for (limit, name) in limits {
            if let Some(text) = env(&format!("FENGQIAO_LIMITS_{name}")) {
                *limit = text.parse().map_err(anyhow::Error::msg)?;
            }
        }
        if let Some(text) = env("FENGQIAO_LIMITS_CONNECTIONS") {
            self.connections = text.parse()?;
        }
        if let Some(text) = env("FENGQIAO_LIMITS_CONNECTIONS_PER_ADDRESS") {
            self.connections_per_address = text.parse()?;
        }
        let times = [
            (&mut self.seconds.silence, "SILENCE"),
            (&mut self.seconds.pause, "PAUSE"),
            (&mut self.seconds.whole, "WHOLE"),
            (&mut self.seconds.whole_with_files, "WHOLE_WITH_FILES"),
        ];
        for (seconds, name) in times {
            if let Some(text) = env(&format!("FENGQIAO_LIMITS_SECONDS_{name}")) {
                *seconds = text.parse()?;
            }
        }
        Ok(())
    }
}

/// What is counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// See [`LimitsConfig::reading`].
    Reading,
    /// See [`LimitsConfig::changing`].
    Changing,
    /// See [`LimitsConfig::secret`].
    Secret,
    /// See [`LimitsConfig::wrong_secret`].
    WrongSecret,
    /// See [`LimitsConfig::filing`].
    Filing,
    /// See [`LimitsConfig::upload`].
    Upload,
    /// See [`LimitsConfig::export`].
    Export,
}

impl Class {
    /// The class of a request for a route.
    fn of(request: &Request) -> Self {
        let route = request.extensions().get::<MatchedPath>().map_or("", MatchedPath::as_str);
        let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
        if reads {
            return if is_table(route) { Self::Export } else { Self::Reading };
        }
        let asks_for_secret = route.starts_with("/sign-in")
            || route.starts_with("/report-in")
            || matches!(route, "/follow" | "/api/v1/sessions" | "/account/password");
        if asks_for_secret {
            return Self::Secret;
        }
        let text = |name: header::HeaderName| request.headers().get(name).and_then(|v| v.to_str().ok());
        let is_form_of_parts =
            text(header::CONTENT_TYPE).is_some_and(|kind| kind.starts_with("multipart/form-data"));
        let is_large = text(header::CONTENT_LENGTH)
            .is_none_or(|length| length.parse::<u64>().is_ok_and(|length| length > LARGE));
        if is_form_of_parts && is_large { Self::Upload } else { Self::Changing }
    }

    fn limit(self, config: &LimitsConfig) -> Limit {
        match self {
            Self::Reading => config.reading,
            Self::Changing => config.changing,
            Self::Secret => config.secret,
            Self::WrongSecret => config.wrong_secret,
            Self::Filing => config.filing,
            Self::Upload => config.upload,
            Self::Export => config.export,
        }
    }
}

/// Whether a route takes a whole list out of the house.
fn is_table(route: &str) -> bool {
    let ending = route.rsplit_once('.').map(|(_, ending)| ending);
    !route.starts_with("/api/") && matches!(ending, Some("csv" | "json" | "xlsx" | "zip"))
}

/// Who has how much left.
#[derive(Debug)]
pub struct Limits(Allowances);

impl Limits {
    /// Nobody has asked yet.
    pub fn new(secret: [u8; 32]) -> Self {
        Self(Allowances::new(secret))
    }

    fn ask(&self, app: &App, viewer: &Viewer, class: Class, takes: bool) -> Result<(), Problem> {
        let config = &app.config.limits;
        let Some(peer) = viewer.peer.filter(|peer| !peer.is_in(&config.unlimited)) else { return Ok(()) };
        let limit = class.limit(config);
        let is_guess = matches!(class, Class::Secret | Class::WrongSecret);
        let (who, rate) = match &viewer.who {
            Who::Staff(account) if !is_guess => (account.id.0.as_u128(), limit.rate(limit.account)),
            Who::Anyone | Who::Party(_) | Who::Staff(_) => (peer.subscriber(), limit.rate(limit.address)),
        };
        let now: Moment = viewer.now;
        let asked =
            if takes { self.0.take((class, who), rate, now) } else { self.0.look((class, who), rate, now) };
        asked.map_err(|seconds| Problem::TooOften { seconds })
    }

    /// Counts one more of this class.
    ///
    /// # Errors
    /// [`Problem::TooOften`].
    pub fn take(&self, app: &App, viewer: &Viewer, class: Class) -> Result<(), Problem> {
        self.ask(app, viewer, class, true)
    }
}

/// The layer before every route: lets nobody ask too often, for too long an address, or too slowly.
pub async fn keep(State(app): State<App>, viewer: Viewer, request: Request, next: Next) -> Response {
    let class = Class::of(&request);
    if request.uri().path_and_query().is_some_and(|asked| asked.as_str().len() > LONGEST_ADDRESS) {
        return Problem::TooLong.into_response();
    }
    let mut allowed = app.limits.take(&app, &viewer, class);
    if class == Class::Secret {
        allowed = allowed.and_then(|()| app.limits.ask(&app, &viewer, Class::WrongSecret, false));
    }
    if let Err(problem) = allowed {
        return problem.into_response();
    }
    let times = app.config.limits.seconds;
    let pause = Duration::from_secs(times.pause);
    let is_stalled = Arc::new(AtomicBool::new(false));
    let stalls = is_stalled.clone();
    let request = request.map(|body| {
        if body.is_end_stream() {
            return body;
        }
        Body::new(TimeoutBody::new(pause, body).map_err(move |error| {
            stalls.store(true, Ordering::Relaxed);
            error
        }))
    });
    let whole = if class == Class::Upload { times.whole_with_files } else { times.whole };
    let answer = tokio::time::timeout(Duration::from_secs(whole), next.run(request)).await;
    let Ok(response) = answer else { return Problem::TooSlow.into_response() };
    if is_stalled.load(Ordering::Relaxed) {
        return Problem::TooSlow.into_response();
    }
    let is_wrong = matches!(response.status(), StatusCode::UNPROCESSABLE_ENTITY | StatusCode::UNAUTHORIZED);
    if class == Class::Secret && is_wrong {
        // This answer was earned; the next is refused when it was the last.
        let _left = app.limits.take(&app, &viewer, Class::WrongSecret);
    }
    response
}

/// The outermost layer but one: who sent it, under which names its cookies came, and what every answer carries.
pub async fn enclose(State(app): State<App>, mut request: Request, next: Next) -> Response {
    if let Some(socket) = request.extensions().get::<crate::listen::Socket>().copied() {
        let peer: Peer = app.config.proxies.peer(socket.0, request.headers());
        request.extensions_mut().insert(peer);
    }
    let is_https = app.config.is_https();
    if is_https {
        fengqiao_web::cookies::inward(request.headers_mut());
    }
    let mut response = next.run(request).await;
    if is_https {
        fengqiao_web::cookies::outward(response.headers_mut());
    }
    fengqiao_web::secure::harden(&mut response, is_https);
    response
}

#[cfg(test)]
mod tests {
    use super::is_table;

    #[test]
    fn every_table_and_the_trail_are_taken_out_seldom() {
        let routes = crate::serve::entries();
        let mut tables: Vec<&str> =
            routes.iter().map(|entry| entry.path).filter(|path| is_table(path)).collect();
        tables.sort_unstable();
        assert_eq!(
            tables,
            [
                "/cases.csv",
                "/disposals/register.csv",
                "/follow/data.json",
                "/statistics.xlsx",
                "/trail.json",
                "/whistles/table.csv"
            ]
        );
    }
}
