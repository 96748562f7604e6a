//! Which requests are probably the same dispute, shown side by side?
//!
//! Found by shared keys when a clerk looks, compared there and then, and kept nowhere.

use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    response::Response,
};
use fengqiao_base::{Day, Refusal, RequestId, local_day};
use fengqiao_domain::case::Confidentiality;
use fengqiao_domain::intake::{
    Act, ActKind, FiledParty, Request, RequestNumber, Stage,
    duplicates::{Likeness, Traits},
};
use fengqiao_policy::{Action, decide};
use fengqiao_web::{
    form::{Fields, Posted},
    page::{Form, Page},
    problem::Problem,
};
use uuid::Uuid;

use super::{
    load::{Loaded, actor_for, context, request_for, thing},
    store,
    view::{Reader, View, look},
};
use crate::{
    app::App,
    once::{once, stored},
    reference::Reference,
    render::{page, see, with_status},
    viewer::Viewer,
};

/// So many candidates are compared.
const COMPARED: i64 = 40;
/// So many are shown.
const SHOWN: usize = 8;
/// Less alike than this is not shown.
const LEAST: u32 = 30;

/// A request that is alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alike {
    /// Its number.
    pub number: String,
    /// What it is about.
    pub title: String,
    /// When it was filed.
    pub filed_on: Day,
    /// By which way.
    pub channel: String,
    /// Stage: code and look.
    pub stage: (&'static str, &'static str),
    /// Whether it is probably the same dispute.
    pub is_probable: bool,
    /// Why, in words.
    pub reasons: String,
}

/// Requests that are alike and were not kept apart, the likeliest first; only those the reader may see.
pub async fn of(app: &App, viewer: &Viewer, page: &Page, loaded: &Loaded) -> Result<Vec<Alike>, Problem> {
    let request = loaded.request();
    let seqs = store::meeting(app.store.read(), loaded.kept.seq, COMPARED).await.map_err(stored)?;
    let others = store::all(app.store.read(), &app.vault, &seqs).await.map_err(stored)?;
    let people = store::people(app.store.read(), &app.vault, &seqs).await.map_err(stored)?;
    let own = Traits::of_request(request, &loaded.people);
    let asker = viewer.asker();
    let mut found: Vec<(Likeness, Request)> = others
        .into_iter()
        .filter(|other| decide(&asker, Action::ReadRequests, Some(&thing(other))))
        // Whom a sealed file resembles is as sealed as its people.
        .filter(|other| other.class != Confidentiality::Sealed)
        .filter(|other| !is_settled(request, other.request.id))
        .map(|other| {
            let parties: Vec<FiledParty> =
                people.iter().filter(|(seq, _)| *seq == other.seq).map(|(_, party)| party.clone()).collect();
            (own.likeness(&Traits::of_request(&other.request, &parties)), other.request)
        })
        .filter(|(likeness, _)| likeness.points >= LEAST)
        .collect();
    found.sort_by_key(|(likeness, other)| std::cmp::Reverse((likeness.points, other.number)));
    Ok(found.into_iter().take(SHOWN).map(|(likeness, other)| shown(page, &likeness, &other)).collect())
}

/// Whether somebody has already said what the two have to do with each other.
fn is_settled(request: &Request, other: RequestId) -> bool {
    request.took_in.contains(&other)
        || request.kept_apart.iter().any(|apart| apart.what == other)
        || matches!(&request.stage, Stage::Joined { into, .. } if *into == other)
}

fn shown(page: &Page, likeness: &Likeness, other: &Request) -> Alike {
    Alike {
        number: other.number.to_string(),
        title: store::title(&other.what),
        filed_on: local_day(other.filed_at),
        channel: page.code("choice-channel", other.channel.kind().code()),
        stage: (other.stage.code(), look(other.stage.code())),
        is_probable: likeness.is_probable(),
        reasons: reasons(page, likeness),
    }
}

/// Why two requests are alike, in words.
fn reasons(page: &Page, likeness: &Likeness) -> String {
    let words: Vec<String> =
        likeness.reasons.iter().map(|reason| page.code("choice-duplicate-reason", reason.code())).collect();
    words.join(&page.t("intake-words-comma"))
}

/// Numbers and titles of these requests; only of those the reader may see.
pub async fn titles(app: &App, viewer: &Viewer, ids: &[RequestId]) -> Result<Vec<(String, String)>, Problem> {
    let mut titles = Vec::new();
    for id in ids {
        if let Some(seq) = store::seq_of(app.store.read(), *id).await.map_err(stored)?
            && let Some(kept) = store::find(app.store.read(), &app.vault, seq).await.map_err(stored)?
            && decide(&viewer.asker(), Action::ReadRequests, Some(&thing(&kept)))
        {
            titles.push((kept.request.number.to_string(), store::title(&kept.request.what)));
        }
    }
    Ok(titles)
}

/// Two requests beside each other, to be joined or kept apart.
#[derive(Debug, Template)]
#[template(path = "intake/beside.html")]
pub struct BesidePage {
    page: Page,
    form: Form,
    ways: Vec<(String, String)>,
    sides: [View; 2],
    reasons: String,
    is_probable: bool,
    /// Which of the two can take the other in.
    can_go_on: [bool; 2],
    can_keep_apart: bool,
}

impl BesidePage {
    fn address(&self) -> String {
        format!("/intake/{}/beside", self.sides[0].number)
    }

    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let names = crate::directory::Names::default();
        let side = || {
            let (loaded, _) = super::sample::stages().remove(0);
            View::of(sample, &loaded, &names, &[], Reader::Desk, &Reference::shipped().reckoning)
        };
        let one = |can_go_on, form: Form| Self {
            page: sample.clone(),
            form,
            ways: ways(sample, "440306-2026-000123"),
            sides: [side(), side()],
            reasons: sample.code("choice-duplicate-reason", "same_phone"),
            is_probable: true,
            can_go_on,
            can_keep_apart: true,
        };
        vec![one([true, true], Form::new("key")), one([false, false], Form::new("key").wrong("reason", "…"))]
    }
}

fn ways(page: &Page, number: &str) -> Vec<(String, String)> {
    vec![
        ("/intake".to_owned(), page.t("intake-queue-title")),
        (format!("/intake/{number}"), number.to_owned()),
    ]
}

/// The two requests of an address.
async fn pair(
    app: &App,
    viewer: &Viewer,
    number: &str,
    other: &str,
) -> Result<Option<(Loaded, Loaded)>, Problem> {
    let one = request_for(app, viewer, Action::HandleRequest, number).await?;
    let Ok(other) = other.parse::<RequestNumber>() else { return Ok(None) };
    match request_for(app, viewer, Action::HandleRequest, &other.to_string()).await {
        Ok(other) => Ok(Some((one, other))),
        Err(Problem::NotFound) => Ok(None),
        Err(problem) => Err(problem),
    }
}

/// `GET /intake/{number}/beside?other=…`
pub async fn beside(
    State(app): State<App>,
    viewer: Viewer,
    Path(number): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let query = Fields::parse(query.unwrap_or_default().as_bytes())?;
    let Some((one, other)) = pair(&app, &viewer, &number, query.get("other")).await? else {
        return Ok(see(&format!("/intake/{number}"), "intake-no-other"));
    };
    let form = Form::new(app.ids.next::<Uuid>().to_string());
    Ok(page(&shown_beside(&app, &viewer, &one, &other, form).await?))
}

async fn shown_beside(
    app: &App,
    viewer: &Viewer,
    one: &Loaded,
    other: &Loaded,
    form: Form,
) -> Result<BesidePage, Problem> {
    let names = app.directory.names(app.store.read()).await.map_err(stored)?;
    let sheet = viewer.page("intake");
    let traits = |loaded: &Loaded| Traits::of_request(loaded.request(), &loaded.people);
    let likeness = traits(one).likeness(&traits(other));
    let view =
        |loaded: &Loaded| View::of(&sheet, loaded, &names, &[], Reader::Desk, &app.reference.reckoning);
    let can = |into: &Loaded, from: &Loaded| {
        one.request().id != other.request().id
            && actor_for(&into.actors, into.request(), ActKind::TakeIn).is_ok()
            && actor_for(&from.actors, from.request(), ActKind::Join).is_ok()
            && from.request().took_in.is_empty()
    };
    // Each form on the page is sent with both versions.
    let form = form.with("versions", versions(one, other)).with("other", other.request().number.to_string());
    Ok(BesidePage {
        ways: ways(&sheet, &one.request().number.to_string()),
        sides: [view(one), view(other)],
        reasons: reasons(&sheet, &likeness),
        is_probable: likeness.is_probable(),
        can_go_on: [can(one, other), can(other, one)],
        can_keep_apart: one.request().id != other.request().id
            && !is_settled(one.request(), other.request().id),
        page: sheet,
        form,
    })
}

fn versions(one: &Loaded, other: &Loaded) -> String {
    format!("{}-{}", one.request().version, other.request().version)
}

/// `POST /intake/{number}/beside`: joins the two, or keeps them apart; both are written together.
pub async fn decide_pair(
    State(app): State<App>,
    viewer: Viewer,
    Path(number): Path<String>,
    Posted { fields, .. }: Posted,
) -> Result<Response, Problem> {
    let Some((one, other)) = pair(&app, &viewer, &number, fields.get("other")).await? else {
        return Err(Problem::NotFound);
    };
    let key = fields.get("idempotency_key").to_owned();
    if let Some(answer) = crate::once::answered(&app, &viewer, &key).await? {
        return Ok(see(&answer, "intake-paired"));
    }
    if fields.get("versions") != versions(&one, &other) {
        let form = Form::sent(fields.0).refused(viewer.lang, &Refusal::new("pair-changed"));
        let shown = shown_beside(&app, &viewer, &one, &other, form).await?;
        return Ok(with_status(axum::http::StatusCode::CONFLICT, page(&shown)));
    }
    let reason = fields.get("reason").to_owned();
    let done = match fields.get("what") {
        "into-one" => join(&app, &viewer, &one, &other, &reason),
        "into-other" => join(&app, &viewer, &other, &one, &reason),
        "apart" => keep_apart(&app, &viewer, &one, &other, &reason),
        _ => return Err(Problem::Malformed("what")),
    };
    let (into, from) = match done? {
        Ok(done) => done,
        Err(refusal) => {
            let form = Form::sent(fields.0).refused(viewer.lang, &refusal);
            let shown = shown_beside(&app, &viewer, &one, &other, form).await?;
            return Ok(with_status(axum::http::StatusCode::UNPROCESSABLE_ENTITY, page(&shown)));
        }
    };
    let answer = format!("/intake/{}", into.number);
    let (now, vault) = (viewer.now, app.vault.clone());
    let back = answer.clone();
    once(&app, &viewer, &key, move |tx| {
        Box::pin(async move {
            store::update(tx, &vault, from.number.sequence(), from, now).await?;
            store::update(tx, &vault, into.number.sequence(), into, now).await?;
            Ok(answer)
        })
    })
    .await?;
    Ok(see(&back, "intake-paired"))
}

type Pair = Result<(Request, Request), Refusal>;

/// The request that goes on, and the one that hangs on it.
fn join(app: &App, viewer: &Viewer, into: &Loaded, from: &Loaded, reason: &str) -> Result<Pair, Problem> {
    let (goes_on, hangs) = (into.request().clone(), from.request().clone());
    let done = || -> Result<Pair, Problem> {
        let taking = context(app, viewer, actor_for(&into.actors, &goes_on, ActKind::TakeIn)?);
        let joining = context(app, viewer, actor_for(&from.actors, &hangs, ActKind::Join)?);
        let join = Act::Join { into: goes_on.id, number: goes_on.number, reason: reason.to_owned() };
        let take_in = Act::TakeIn { other: hangs.id };
        Ok(goes_on
            .clone()
            .act(take_in, &taking)
            .and_then(|one| Ok((one, hangs.clone().act(join, &joining)?))))
    };
    as_refusal(done())
}

fn keep_apart(
    app: &App,
    viewer: &Viewer,
    one: &Loaded,
    other: &Loaded,
    reason: &str,
) -> Result<Pair, Problem> {
    let (a, b) = (one.request().clone(), other.request().clone());
    let done = || -> Result<Pair, Problem> {
        let ctx = context(app, viewer, actor_for(&one.actors, &a, ActKind::KeepApart)?);
        let apart = |other: RequestId| Act::KeepApart { other, reason: reason.to_owned() };
        let (a_id, b_id) = (a.id, b.id);
        Ok(a.clone().act(apart(b_id), &ctx).and_then(|one| Ok((one, b.clone().act(apart(a_id), &ctx)?))))
    };
    as_refusal(done())
}

/// A refusal on the way is shown on the page like any other.
fn as_refusal(done: Result<Pair, Problem>) -> Result<Pair, Problem> {
    match done {
        Err(Problem::Refused(refusal)) => Ok(Err(refusal)),
        done => done,
    }
}
