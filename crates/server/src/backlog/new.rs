//! `/owned-cases/new`: a case is nominated as bone or nail, by criteria of its state.

use askama::Template;
use axum::{
    extract::{RawQuery, State},
    http::StatusCode,
    response::Response,
};
use fengqiao_base::{Moment, Refusal};
use fengqiao_domain::{
    backlog::{BacklogKind, Criteria, Facts, Nominating},
    case::Confidentiality,
    intake::RequestNumber,
};
use fengqiao_policy::{Action, Thing, at_bodies, decide};
use fengqiao_store::journal::Entry;
use fengqiao_web::{
    form::{Fields, Posted},
    page::{Choice, Form, Page},
    problem::Problem,
};
use uuid::Uuid;

use super::{
    candidates,
    store::{self, Kept},
    view::{criterion_name, kind_choices},
};
use crate::{
    app::App,
    case::load::readable,
    once::{answered, once, stored},
    render::{page, see, with_status},
    viewer::Viewer,
};

/// The page on which a case is nominated.
#[derive(Debug, Template)]
#[template(path = "backlog/new.html")]
pub struct NewPage {
    page: Page,
    ways: Vec<(String, String)>,
    form: Form,
    kinds: Vec<Choice>,
    criteria: Vec<Choice>,
}

impl NewPage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let missing = Refusal::new("backlog-criterion-not-met").at("criteria");
        let facts = Some(Facts { failed: 2, ..Facts::default() });
        let of = |form, facts| Self::of(sample.clone(), form, &Criteria::shipped(), facts);
        vec![
            of(Form::new("key"), None),
            of(Form::new("key").with("reason", "双方多次调解未果").refused(sample.lang, &missing), facts),
        ]
    }

    /// The criteria, each with what is computed of the number, once it is known.
    fn of(page: Page, form: Form, table: &Criteria, facts: Option<Facts>) -> Self {
        let choice = |criterion: &fengqiao_domain::backlog::Criterion| {
            let kinds: Vec<String> =
                criterion.kinds.iter().map(|kind| page.code("choice-backlog-kind", kind.code())).collect();
            let computed = match (criterion.is_met(&facts.unwrap_or_default()), facts) {
                (None, _) => "backlog-criterion-judged",
                (Some(_), None) => "backlog-criterion-unknown",
                (Some(true), Some(_)) => "backlog-criterion-met",
                (Some(false), Some(_)) => "backlog-criterion-not-met",
            };
            let told = [
                ("kinds", kinds.join(&page.t("personal-data-comma"))),
                ("computed", page.t(computed)),
                ("law", criterion.law.clone()),
            ];
            Choice::new(&criterion.id, criterion_name(&page, criterion))
                .hint(page.told("backlog-criterion-hint", &told))
        };
        Self {
            criteria: table.iter().map(choice).collect(),
            ways: vec![("/owned-cases".to_owned(), page.t("backlog-list-title"))],
            kinds: kind_choices(&page),
            page,
            form,
        }
    }
}

/// The number that was typed, as the viewer reads it: what it is, and the facts of it.
async fn about(
    app: &App,
    viewer: &Viewer,
    typed: &str,
) -> Result<Result<(RequestNumber, Thing, Facts), Refusal>, Problem> {
    let refused = |code| Ok(Err(Refusal::new(code).at("about")));
    let Ok(number) = typed.parse::<RequestNumber>() else {
        let code = if typed.is_empty() { "field-missing" } else { "backlog-about-unknown" };
        return refused(code);
    };
    let Some((number, thing)) = readable(app, viewer, number).await? else {
        return refused("backlog-about-unknown");
    };
    if !decide(&viewer.asker(), Action::NominateOwnedCase, Some(&thing)) {
        return refused("backlog-about-unknown");
    }
    if thing.class == Confidentiality::Sealed {
        return refused("backlog-sealed");
    }
    let found = candidates::of_number(app.store.read(), thing.number).await.map_err(stored)?;
    let facts = found.ok_or(Problem::NotFound)?.facts(viewer.now);
    Ok(Ok((number, thing, facts)))
}

/// `GET /owned-cases/new`
pub(super) async fn ask(
    State(app): State<App>,
    viewer: Viewer,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let query = Fields::parse(query.unwrap_or_default().as_bytes())?;
    let typed = query.get("about");
    let facts = match typed {
        "" => None,
        typed => about(&app, &viewer, typed).await?.ok().map(|(.., facts)| facts),
    };
    let form = Form::new(app.ids.next::<Uuid>().to_string()).with("about", typed);
    Ok(page(&NewPage::of(viewer.page("owned-cases"), form, &app.reference.backlog, facts)))
}

/// `POST /owned-cases/new`
pub(super) async fn nominate(
    State(app): State<App>,
    viewer: Viewer,
    Posted { fields, .. }: Posted,
) -> Result<Response, Problem> {
    let key = fields.get("idempotency_key").to_owned();
    if let Some(number) = answered(&app, &viewer, &key).await? {
        return Ok(see(&format!("/owned-cases/{number}"), "backlog-nominated"));
    }
    let found = about(&app, &viewer, fields.get("about")).await?;
    let (body, actor) = at_bodies(&viewer.asker(), Action::NominateOwnedCase.duties())
        .into_iter()
        .next()
        .ok_or(Problem::NotFound)?;
    let facts = found.as_ref().ok().map(|(.., facts)| *facts);
    let mut wrong = Vec::new();
    if let Ok((_, thing, _)) = &found
        && store::open_of(app.store.read(), thing.number).await.map_err(stored)?.is_some()
    {
        wrong.push(Refusal::new("backlog-owned-already").at("about"));
    }
    // The sequence of its own number follows when it is kept.
    let placeholder =
        RequestNumber::new(app.reference.divisions.number(), year(viewer.now), 1).map_err(Problem::fault)?;
    let nominating = Nominating {
        id: app.ids.next(),
        kind: fields.filled("kind").and_then(BacklogKind::from_code),
        about: found.as_ref().map_or(placeholder, |(number, ..)| *number),
        body,
        by: viewer.account()?.id,
        at: viewer.now,
        criteria: fields.all("criteria").map(str::to_owned).collect(),
        reason: fields.get("reason").to_owned(),
    };
    let nominated = nominating.nominated(placeholder, &app.reference.backlog, &facts.unwrap_or_default());
    let (owned, thing) = match (nominated, found) {
        (Ok(owned), Ok((_, thing, _))) if wrong.is_empty() => (owned, thing),
        (nominated, found) => {
            let is_known = found.is_ok();
            wrong.extend(found.err());
            // Of a number nobody knows nothing is computed: that a criterion is not met would be said of nothing.
            let computed = |refusal: &Refusal| is_known || refusal.code != "backlog-criterion-not-met";
            wrong.extend(nominated.err().unwrap_or_default().into_iter().filter(computed));
            let form =
                wrong.iter().fold(Form::sent(fields.0), |form, refusal| form.refused(viewer.lang, refusal));
            let again = NewPage::of(viewer.page("owned-cases"), form, &app.reference.backlog, facts);
            return Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, page(&again)));
        }
    };
    let said =
        serde_json::json!({ "about": thing.number, "kind": owned.kind.code(), "criteria": owned.criteria });
    let entry = Entry::of(viewer.now, actor, "nominated", &said);
    let kept = Kept { seq: 0, street: thing.street, class: thing.class, owned };
    let vault = app.vault.clone();
    let number = once(&app, &viewer, &key, move |tx| {
        Box::pin(async move {
            let number = store::insert(tx, &vault, kept, &[entry]).await?;
            Ok(number.to_string())
        })
    })
    .await?;
    Ok(see(&format!("/owned-cases/{number}"), "backlog-nominated"))
}

fn year(now: Moment) -> i32 {
    fengqiao_base::local_day(now).year()
}
