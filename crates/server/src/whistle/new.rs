//! `/whistles/new`: a street or a community calls other bodies to a place.

use askama::Template;
use axum::{
    extract::{RawQuery, State},
    http::StatusCode,
    response::Response,
};
use fengqiao_base::{BodyId, Refusal, id::CallId};
use fengqiao_domain::{
    case::Confidentiality,
    intake::RequestNumber,
    whistle::{Blowing, WhistleKind},
};
use fengqiao_policy::{Action, Reach, Scope, at_bodies};
use fengqiao_store::journal::Entry;
use fengqiao_web::{
    form::{Fields, Posted},
    page::{Choice, Form, Page},
    problem::Problem,
};
use uuid::Uuid;

use super::{
    store::{self, Kept},
    view::{body_choices, kind_choices},
};
use crate::{
    app::App,
    case::load::readable,
    centre,
    once::{answered, once, stored},
    render::{page, see, with_status},
    viewer::Viewer,
};

/// The page on which a whistle is blown.
#[derive(Debug, Template)]
#[template(path = "whistle/new.html")]
pub struct NewPage {
    page: Page,
    ways: Vec<(String, String)>,
    form: Form,
    kinds: Vec<Choice>,
    places: Vec<Choice>,
    bodies: Vec<Choice>,
}

impl NewPage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let bodies =
            vec![Choice::new("1", "公安分局公调对接室"), Choice::new("2", "人力资源局劳动监察与仲裁岗")];
        let short = Refusal::new("whistle-text-too-short").at("asked").with("shortest", 5);
        let of = |form| Self::of(sample.clone(), form, bodies.clone(), Vec::new());
        vec![of(Form::new("key")), of(Form::new("key").with("asked", "来").refused(sample.lang, &short))]
    }

    fn of(page: Page, form: Form, bodies: Vec<Choice>, places: Vec<Choice>) -> Self {
        Self {
            ways: vec![("/whistles".to_owned(), page.t("whistle-list-title"))],
            kinds: kind_choices(&page),
            page,
            form,
            places,
            bodies,
        }
    }
}

/// What the posts reach in which the viewer blows.
fn reaches(viewer: &Viewer) -> Vec<Reach> {
    Scope::of(&viewer.asker(), Action::BlowWhistle).reaches
}

/// The places for which the viewer may blow: streets and their communities.
fn places(app: &App, viewer: &Viewer) -> Vec<Choice> {
    let reaches = reaches(viewer);
    let divisions = &app.reference.divisions;
    let is_reached = |choice: &Choice| {
        let street = divisions.street_of(&choice.value).map(|street| street.code.as_str());
        street.is_some_and(|street| reaches.iter().any(|reach| reaches_street(reach, street)))
    };
    app.reference.place_choices(viewer.lang).into_iter().filter(is_reached).collect()
}

fn reaches_street(reach: &Reach, street: &str) -> bool {
    reach.street.as_deref().is_none_or(|own| own == street)
}

async fn shown(app: &App, viewer: &Viewer, form: Form) -> Result<NewPage, Problem> {
    let network = centre::store::network(app.store.read()).await.map_err(stored)?;
    let sheet = viewer.page("whistles");
    let own = reaches(viewer).iter().filter_map(|reach| reach.body).collect::<Vec<BodyId>>();
    let bodies = body_choices(&sheet, &network, |body| own.len() == 1 && own.contains(&body));
    let places = places(app, viewer);
    Ok(NewPage::of(sheet, form, bodies, places))
}

/// `GET /whistles/new`
pub(super) async fn ask(
    State(app): State<App>,
    viewer: Viewer,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let query = Fields::parse(query.unwrap_or_default().as_bytes())?;
    let form = Form::new(app.ids.next::<Uuid>().to_string()).with("about", query.get("about"));
    Ok(page(&shown(&app, &viewer, form).await?))
}

/// What a whistle is about, if the viewer reads it, and how confidential that is.
async fn about(
    app: &App,
    viewer: &Viewer,
    typed: Option<&str>,
) -> Result<Result<(Option<RequestNumber>, Confidentiality), Refusal>, Problem> {
    let Some(typed) = typed else { return Ok(Ok((None, Confidentiality::Ordinary))) };
    let unknown = || Refusal::new("whistle-about-unknown").at("about");
    let Ok(number) = typed.parse::<RequestNumber>() else { return Ok(Err(unknown())) };
    Ok(match readable(app, viewer, number).await? {
        Some((number, thing)) => Ok((Some(number), thing.class)),
        None => Err(unknown()),
    })
}

/// `POST /whistles/new`
pub(super) async fn blow(
    State(app): State<App>,
    viewer: Viewer,
    Posted { fields, .. }: Posted,
) -> Result<Response, Problem> {
    let key = fields.get("idempotency_key").to_owned();
    if let Some(number) = answered(&app, &viewer, &key).await? {
        return Ok(see(&format!("/whistles/{number}"), "whistle-blown"));
    }
    let mut wrong = Vec::new();
    let place = fields.get("place").to_owned();
    let street = app.reference.divisions.street_of(&place).map(|one| one.code.clone()).unwrap_or_default();
    let own =
        reaches(&viewer).into_iter().find(|reach| reach.body.is_some() && reaches_street(reach, &street));
    let body = own.and_then(|reach| reach.body);
    if !place.is_empty() && (street.is_empty() || body.is_none()) {
        wrong.push(Refusal::new("whistle-not-your-place").at("place"));
    }
    let at_own = at_bodies(&viewer.asker(), Action::BlowWhistle.duties());
    let by = at_own.iter().find(|(of, _)| body.is_none_or(|body| body == *of)).copied();
    let (own, actor) = by.ok_or(Problem::NotFound)?;
    let network = centre::store::network(app.store.read()).await.map_err(stored)?;
    let mut calls: Vec<(CallId, BodyId)> = Vec::new();
    for id in fields.all("bodies").filter_map(|id| id.parse::<Uuid>().ok()) {
        match network.bodies().iter().find(|body| body.id.0 == id) {
            Some(body) => calls.push((app.ids.next(), body.id)),
            None => wrong.push(Refusal::new("field-not-in-list").at("bodies")),
        }
    }
    let (about, class) = match about(&app, &viewer, fields.filled("about")).await? {
        Ok(found) => found,
        Err(refusal) => {
            wrong.push(refusal);
            (None, Confidentiality::Ordinary)
        }
    };
    let blowing = Blowing {
        id: app.ids.next(),
        kind: fields.filled("kind").and_then(WhistleKind::from_code),
        body: own,
        by: viewer.account()?.id,
        at: viewer.now,
        place,
        address: fields.get("address").to_owned(),
        asked: fields.get("asked").to_owned(),
        about,
        calls,
    };
    // The sequence follows when it is kept.
    let (division, year) = (app.reference.divisions.number(), fengqiao_base::local_day(viewer.now).year());
    let number = RequestNumber::new(division, year, 1).map_err(Problem::fault)?;
    let whistle = match blowing.blown(number, app.reference.reckoning.now()) {
        Ok(whistle) if wrong.is_empty() => whistle,
        blown => {
            wrong.splice(0..0, blown.err().unwrap_or_default());
            let form =
                wrong.iter().fold(Form::sent(fields.0), |form, refusal| form.refused(viewer.lang, refusal));
            let again = shown(&app, &viewer, form).await?;
            return Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, page(&again)));
        }
    };
    let said = serde_json::json!({ "kind": whistle.kind.code(), "calls": whistle.calls.len() });
    let entry = Entry::of(viewer.now, actor, "whistle_blown", &said);
    let kept = Kept { seq: 0, street, class, whistle };
    let (vault, reference) = (app.vault.clone(), app.reference);
    let number = once(&app, &viewer, &key, move |tx| {
        Box::pin(async move {
            let number = store::insert(tx, &vault, kept, reference.reckoning.now(), &[entry]).await?;
            Ok(number.to_string())
        })
    })
    .await?;
    Ok(see(&format!("/whistles/{number}"), "whistle-blown"))
}
