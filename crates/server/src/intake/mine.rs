//! How does somebody see everything the own telephone filed, without number and code?
//!
//! Whoever types a telephone gets a code there, whether anything was filed under it or not: only whoever reads the message
//! learns more. What is confidential stays behind number and code, for a telephone at home is often not one person's.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use fengqiao_base::{Moment, Refusal};
use fengqiao_domain::{
    case::Confidentiality,
    intake::{Phone, duplicates::phone_key},
};
use fengqiao_store::{sql, values};
use fengqiao_web::{
    form::{Fields, Posted},
    format::mask_phone,
    page::{Form, Page},
    problem::Problem,
};
use sea_orm::FromQueryResult;
use time::macros::datetime;

use super::{code, load::Loaded, store, view::look};
use crate::{
    account::session::{self, Following, For},
    app::App,
    notify::spool,
    once::stored,
    render::{page, with_status},
    viewer::{Viewer, add_cookie},
};

/// The most numbers that are listed.
const MOST: i64 = 50;

/// The page that asks for a telephone, and then for the code.
#[derive(Debug, Template)]
#[template(path = "intake/phone.html")]
pub struct PhonePage {
    page: Page,
    form: Form,
    code_sent: bool,
    is_demonstration: bool,
    /// What the identity provider of residents is called.
    provider: Option<String>,
}

impl PhonePage {
    /// Samples for the test that renders every page.
    pub fn samples(page: &Page) -> Vec<Self> {
        let of = |form, code_sent| Self {
            page: page.clone(),
            form,
            code_sent,
            is_demonstration: code_sent,
            provider: (!code_sent).then(|| "市民账号".to_owned()),
        };
        let wrong = Form::default()
            .with("phone", "13800138000")
            .refused(page.lang, &Refusal::new("phone-code-wrong").at("code"));
        vec![of(Form::default(), false), of(wrong, true)]
    }

    async fn answer(app: &App, viewer: &Viewer, form: Form) -> Result<Response, Problem> {
        let code_sent = !form.value("code_ticket").is_empty();
        let status = if form.is_wrong() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        let is_demonstration = code_sent && spool::is_demonstration(app).await?;
        let provider = app.config.oidc.residents.as_ref().map(|one| one.name(viewer.lang).to_owned());
        let shown = Self { page: viewer.page("follow"), form, code_sent, is_demonstration, provider };
        Ok(with_status(status, page(&shown)))
    }
}

/// `GET /follow/phone`
pub async fn ask(State(app): State<App>, viewer: Viewer) -> Result<Response, Problem> {
    PhonePage::answer(&app, &viewer, Form::default()).await
}

/// `POST /follow/phone`: sends a code, or takes the one that was sent.
pub async fn show_phone(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    Posted { fields, .. }: Posted,
) -> Result<Response, Problem> {
    let phone = fields.get("phone").to_owned();
    if fields.filled("code_ticket").is_none() {
        let sent = Form::default().with("phone", phone.as_str());
        let form = match code::send(&app, &viewer, &phone).await? {
            Ok(ticket) => sent.with("code_ticket", ticket),
            Err(refusal) => sent.refused(viewer.lang, &refusal.at("phone")),
        };
        return PhonePage::answer(&app, &viewer, form).await;
    }
    match (code::verified(&app, &viewer, &fields, &phone).await?, Phone::read(&phone)) {
        (Ok(true), Some(phone)) => enter(&app, &viewer, &headers, &fields, &phone).await,
        (wrong, _) => {
            let refusal = wrong.err().unwrap_or_else(|| Refusal::new("phone-code-wrong"));
            let typed = fields.0.into_iter().filter(|(name, _)| name != "code");
            let form = Form::sent(typed).refused(viewer.lang, &refusal.at("code"));
            PhonePage::answer(&app, &viewer, form).await
        }
    }
}

async fn enter(
    app: &App,
    viewer: &Viewer,
    headers: &HeaderMap,
    fields: &Fields,
    phone: &Phone,
) -> Result<Response, Problem> {
    code::use_up(app, fields, viewer.now).await?;
    open(app, viewer, headers, phone).await
}

/// Opens a session for a telephone that is known to ring with whoever asks.
pub async fn open(
    app: &App,
    viewer: &Viewer,
    headers: &HeaderMap,
    phone: &Phone,
) -> Result<Response, Problem> {
    let of = For::Phone(phone.to_string());
    let cookie = session::open(app, headers, of, viewer.now).await.map_err(stored)?;
    let mut response = Redirect::to("/follow/mine").into_response();
    add_cookie(&mut response, &cookie);
    Ok(response)
}

/// The page once more: an identity provider did not say whose telephone it is.
pub async fn not_spoken_for(app: &App, viewer: &Viewer, why: &str) -> Result<Response, Problem> {
    tracing::warn!(error = why, "an identity provider did not speak for a resident");
    let refusal = Refusal::new("provider-failed").at("phone");
    PhonePage::answer(app, viewer, Form::default().refused(viewer.lang, &refusal)).await
}

/// One of the own requests.
#[derive(Debug, Clone)]
pub struct Mine {
    number: String,
    title: String,
    stage: &'static str,
    look: &'static str,
    filed_at: Moment,
}

/// The page with everything a telephone filed.
#[derive(Debug, Template)]
#[template(path = "intake/mine.html")]
pub struct MinePage {
    page: Page,
    form: Form,
    phone: String,
    requests: Vec<Mine>,
}

impl MinePage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let one = Mine {
            number: "440306-2026-000123".to_owned(),
            title: "楼上卫生间漏水，天花板和衣柜受损".to_owned(),
            stage: "registered",
            look: look("registered"),
            filed_at: datetime!(2026-11-24 02:00 UTC),
        };
        let of = |requests| Self {
            page: sample.clone(),
            form: Form::default(),
            phone: "138****8000".to_owned(),
            requests,
        };
        vec![of(vec![one]), of(Vec::new())]
    }
}

#[derive(FromQueryResult)]
struct Found {
    number: i64,
}

/// What was filed by whoever answers this telephone, the newest first, as far as a telephone is enough to read it.
async fn filed_by(app: &App, phone: &str) -> Result<Vec<Loaded>, Problem> {
    let Some(read) = Phone::read(phone) else { return Ok(Vec::new()) };
    let key = phone_key(&read, &app.keys.derived("blocking"));
    let text = "SELECT number FROM blocking_keys WHERE key = $1 ORDER BY number DESC LIMIT $2";
    let found: Vec<Found> = sql::all(app.store.read(), text, values![key, MOST]).await.map_err(stored)?;
    let seqs: Vec<i64> = found.iter().map(|found| found.number).collect();
    let kept = store::all(app.store.read(), &app.vault, &seqs).await.map_err(stored)?;
    let people = store::people(app.store.read(), &app.vault, &seqs).await.map_err(stored)?;
    let loaded = kept.into_iter().filter(|kept| kept.class == Confidentiality::Ordinary).map(|kept| {
        let of = people.iter().filter(|(number, _)| *number == kept.seq);
        let people = of.map(|(_, party)| party.clone()).collect();
        Loaded { kept, people, actors: Vec::new(), is_masked: false }
    });
    let is_own = |loaded: &Loaded| {
        let details = loaded.follower().and_then(|id| loaded.details(id));
        details.and_then(|details| Phone::read(&details.phone)).is_some_and(|own| own == read)
    };
    Ok(loaded.filter(is_own).collect())
}

async fn phone_of(app: &App, viewer: &Viewer, headers: &HeaderMap) -> Result<Option<String>, Problem> {
    session::phone(app, headers, viewer.now).await.map_err(stored)
}

/// `GET /follow/mine`
pub async fn list(State(app): State<App>, viewer: Viewer, headers: HeaderMap) -> Result<Response, Problem> {
    let Some(phone) = phone_of(&app, &viewer, &headers).await? else {
        return Ok(Redirect::to("/follow/phone").into_response());
    };
    let mine = |loaded: &Loaded| {
        let request = loaded.request();
        let stage = request.stage.code();
        Mine {
            number: request.number.to_string(),
            title: store::title(&request.what),
            stage,
            look: look(stage),
            filed_at: request.filed_at,
        }
    };
    let requests = filed_by(&app, &phone).await?.iter().map(mine).collect();
    let phone = mask_phone(&phone);
    Ok(page(&MinePage { page: viewer.page("follow"), form: Form::default(), phone, requests }))
}

/// `POST /follow/mine/{number}`: turns to one of them.
pub async fn choose(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    Path(number): Path<String>,
    _: Posted,
) -> Result<Response, Problem> {
    let phone = phone_of(&app, &viewer, &headers).await?.ok_or(Problem::NotFound)?;
    let own = filed_by(&app, &phone).await?;
    let chosen = own.into_iter().find(|loaded| loaded.request().number.to_string() == number);
    let chosen = chosen.ok_or(Problem::NotFound)?;
    let party = chosen.follower().ok_or(Problem::NotFound)?;
    let following = Following { number: chosen.kept.seq, party, of_case: false };
    session::look_at(&app, &headers, following, viewer.now).await.map_err(stored)?;
    Ok(Redirect::to("/follow/request").into_response())
}
