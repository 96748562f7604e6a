//! `/dispatch`: what was sent to the reader's body, by which rule, and what is to be done with it.

use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    http::StatusCode,
    response::Response,
};
use fengqiao_base::{Actor, BodyId, Moment, Refusal};
use fengqiao_domain::dispatch::{Act, DispatchRules, Ground, Ruling, State as At};
use fengqiao_policy::{Action, Scope, at_bodies};
use fengqiao_store::journal::Entry;
use fengqiao_web::{
    form::{Fields, Posted, encoded},
    page::{Choice, Form, Page},
    problem::Problem,
};
use serde_json::json;
use uuid::Uuid;

use super::{
    send::{self, Planned},
    store::{self, Kept, Reach, Shown},
};
use crate::{
    app::App,
    directory::Names,
    listing::Rows,
    once::{answered, once, stored},
    reference::{Reference, type_name},
    render::{page, see, with_status},
    viewer::Viewer,
};

/// A row of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    href: String,
    number: String,
    kind: String,
    place: String,
    body: String,
    part: String,
    state: (&'static str, String),
    answer_by: Option<Moment>,
    is_urgent: bool,
}

/// What was sent to the reader's bodies, or within the territory that the reader dispatches.
#[derive(Debug, Template)]
#[template(path = "dispatch/list.html")]
pub struct QueuePage {
    page: Page,
    rows: Vec<Row>,
    shown: &'static str,
    /// Of those that are open, late, disputed.
    counts: [String; 3],
    first: Option<String>,
    next: Option<String>,
}

/// What is to be said of a number's type and place.
fn told(page: &Page, kept: &Kept) -> (String, String) {
    let kind = kept.dispute_type.as_deref();
    let kind = kind.map_or_else(|| page.t("dispatch-no-type"), |code| type_name(page.lang, code));
    (kind, Reference::shipped().place_name(page.lang, &kept.community))
}

fn state(page: &Page, kept: &Kept, now: Moment) -> (&'static str, String) {
    let dispatch = &kept.dispatch;
    if dispatch.is_late(now) {
        return ("over", page.t("dispatch-late"));
    }
    let look = match dispatch.state {
        At::Waiting => "wait",
        At::Taken | At::ActingFirst => "open",
        At::Objected => "soon",
        At::Done => "done",
        At::Recalled => "stop",
    };
    (look, page.code("choice-dispatch-state", dispatch.state.code()))
}

impl Row {
    fn of(page: &Page, names: &Names, kept: &Kept, now: Moment) -> Self {
        let (kind, place) = told(page, kept);
        Self {
            href: format!("/dispatch/{}", kept.id),
            number: kept.number.clone(),
            kind,
            place,
            body: names.body_name(kept.dispatch.sent.body).to_owned(),
            part: page.code("choice-dispatch-part", kept.dispatch.sent.part.code()),
            state: state(page, kept, now),
            answer_by: (kept.dispatch.state == At::Waiting).then_some(kept.dispatch.answer_by),
            is_urgent: kept.is_urgent,
        }
    }
}

/// What of everything the viewer reaches.
pub(crate) fn reach(viewer: &Viewer) -> Reach {
    let bodies =
        at_bodies(&viewer.asker(), Action::AnswerDispatch.duties()).into_iter().map(|(body, _)| body);
    Reach { bodies: bodies.collect(), scope: Scope::of(&viewer.asker(), Action::RuleDispatch) }
}

fn shown_of(code: &str, now: Moment) -> (Shown, &'static str) {
    match code {
        "late" => (Shown::Late(now), "late"),
        "objected" => (Shown::Objected, "objected"),
        "over" => (Shown::Over, "over"),
        _ => (Shown::Open, "open"),
    }
}

/// `GET /dispatch`
pub(super) async fn list(
    State(app): State<App>,
    viewer: Viewer,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let query = Fields::parse(query.unwrap_or_default().as_bytes())?;
    let (shown, code) = shown_of(query.get("show"), viewer.now);
    let after: Option<Uuid> = query.filled("after").and_then(|id| id.parse().ok());
    let (conn, reach) = (app.store.read(), reach(&viewer));
    let names = app.directory.names(conn).await.map_err(stored)?;
    let Rows { rows, next } = store::list(conn, &reach, shown, after).await.map_err(stored)?;
    let open = store::count(conn, &reach, Shown::Open).await.map_err(stored)?;
    let late = store::count(conn, &reach, Shown::Late(viewer.now)).await.map_err(stored)?;
    let objected = store::count(conn, &reach, Shown::Objected).await.map_err(stored)?;
    let sheet = viewer.page("dispatch");
    let address = |more: &str| format!("/dispatch?show={code}{more}");
    Ok(page(&QueuePage {
        rows: rows.iter().map(|kept| Row::of(&sheet, &names, kept, viewer.now)).collect(),
        shown: code,
        counts: [open.to_string(), late.to_string(), objected.to_string()],
        first: after.map(|_| address("")),
        next: next.map(|id| address(&format!("&after={}", encoded(&id.to_string())))),
        page: sheet,
    }))
}

/// Another body that has something of the same number.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Beside {
    body: String,
    part: String,
    state: (&'static str, String),
    rule: String,
    found: String,
    passed: Vec<String>,
}

/// What was sent to one body.
#[derive(Debug, Template)]
#[template(path = "dispatch/one.html")]
pub struct OrderPage {
    page: Page,
    form: Form,
    ways: Vec<(String, String)>,
    id: String,
    number: String,
    /// The page of the request, for whoever may read it.
    request: Option<String>,
    kind: String,
    place: String,
    is_urgent: bool,
    body: String,
    part: String,
    state: (&'static str, String),
    at: Moment,
    answer_by: Option<Moment>,
    objection: Option<String>,
    /// Why it came here and to the others.
    all: Vec<Beside>,
    acts: Vec<&'static str>,
    opened: String,
    grounds: Vec<Choice>,
    rulings: Vec<Choice>,
    bodies: Vec<Choice>,
}

fn words(page: &Page, list: &str, codes: &[&str]) -> Vec<Choice> {
    codes.iter().map(|code| Choice::new(*code, page.code(list, code))).collect()
}

/// The name of a rule: its sentence, or what the district calls it.
pub(super) fn rule_name(page: &Page, id: &str, own: Option<&str>) -> String {
    let known = page.lang.find(&format!("dispatch-rule-{id}"), &[]);
    known.or_else(|| own.map(str::to_owned)).unwrap_or_else(|| id.to_owned())
}

impl OrderPage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let kept = |at| {
            let mut kept = super::trial::sample();
            kept.dispatch.state = at;
            kept
        };
        let mut objected = kept(At::Objected);
        objected.dispatch.objection = Some((Ground::NotCompetent, None));
        let now = kept(At::Waiting).dispatch.at;
        let of = |kept: &Kept, acts: Vec<&'static str>, form| {
            let all = [kept.clone()];
            let rules = &Reference::shipped().dispatch;
            Self::of(sample.clone(), &Names::default(), rules, kept, &all, acts, Vec::new(), form, now)
        };
        let wrong = Refusal::new("dispatch-instead-missing").at("instead");
        vec![
            of(&kept(At::Waiting), vec!["take", "object"], Form::new("key")),
            of(&objected, vec!["rule"], Form::new("key").with("act", "rule").refused(sample.lang, &wrong)),
            of(&kept(At::Done), Vec::new(), Form::new("key")),
        ]
    }

    #[expect(clippy::too_many_arguments, reason = "everything the page is made from")]
    fn of(
        page: Page,
        names: &Names,
        rules: &DispatchRules,
        kept: &Kept,
        all: &[Kept],
        acts: Vec<&'static str>,
        bodies: Vec<Choice>,
        form: Form,
        now: Moment,
    ) -> Self {
        let name = |body: BodyId| names.body_name(body).to_owned();
        let beside = |one: &Kept| {
            let sent = &one.dispatch.sent;
            Beside {
                body: name(sent.body),
                part: page.code("choice-dispatch-part", sent.part.code()),
                state: state(&page, one, now),
                rule: rule_name(
                    &page,
                    &sent.rule,
                    rules.get(&sent.rule).and_then(|rule| rule.name.as_deref()),
                ),
                found: page.code("choice-dispatch-where", sent.found.code()),
                passed: sent.passed.iter().copied().map(name).collect(),
            }
        };
        let (kind, place) = told(&page, kept);
        let dispatch = &kept.dispatch;
        let objection = dispatch.objection.map(|(ground, instead)| {
            let ground = page.code("choice-dispatch-ground", ground.code());
            match instead {
                None => ground,
                Some(body) => {
                    page.told("dispatch-objection-names", &[("ground", ground), ("body", name(body))])
                }
            }
        });
        Self {
            ways: vec![("/dispatch".to_owned(), page.t("dispatch-list-title"))],
            id: kept.id.to_string(),
            number: kept.number.clone(),
            request: page.may_open("intake").then(|| format!("/intake/{}", kept.number)),
            kind,
            place,
            is_urgent: kept.is_urgent,
            body: name(dispatch.sent.body),
            part: page.code("choice-dispatch-part", dispatch.sent.part.code()),
            state: state(&page, kept, now),
            at: dispatch.at,
            answer_by: (dispatch.state == At::Waiting).then_some(dispatch.answer_by),
            objection,
            all: all.iter().map(beside).collect(),
            acts,
            opened: form.value("act").to_owned(),
            grounds: words(&page, "choice-dispatch-ground", Ground::CODES),
            rulings: words(&page, "choice-dispatch-ruling", Ruling::CODES),
            bodies,
            form,
            page,
        }
    }
}

/// What the viewer may do with it: as the body it was sent to, or as whoever dispatches.
async fn acts(app: &App, viewer: &Viewer, kept: &Kept) -> Result<Vec<(&'static str, Actor)>, Problem> {
    let own = at_bodies(&viewer.asker(), Action::AnswerDispatch.duties());
    let mut acts = Vec::new();
    if let Some((_, by)) = own.into_iter().find(|(body, _)| *body == kept.dispatch.sent.body) {
        acts.extend(kept.dispatch.open_to(by.duty()).into_iter().map(|act| (act, by)));
    }
    let scope = Scope::of(&viewer.asker(), Action::RuleDispatch);
    let reach = Reach { bodies: Vec::new(), scope };
    if store::find(app.store.read(), &reach, kept.id).await.map_err(stored)?.is_some()
        && let Ok(by) = viewer.acting_as(Action::RuleDispatch.duties())
    {
        acts.extend(kept.dispatch.open_to(by.duty()).into_iter().map(|act| (act, by)));
    }
    Ok(acts)
}

async fn shown(app: &App, viewer: &Viewer, kept: &Kept, form: Form) -> Result<OrderPage, Problem> {
    let conn = app.store.read();
    let names = app.directory.names(conn).await.map_err(stored)?;
    let network = app.directory.network(conn).await.map_err(stored)?;
    let all = store::of_number(conn, kept.seq).await.map_err(stored)?;
    let sheet = viewer.page("dispatch");
    let others = network.bodies().iter().filter(|body| body.id != kept.dispatch.sent.body);
    let bodies = others
        .map(|body| Choice::new(body.id.to_string(), crate::case::form::body_name(&sheet, body)))
        .collect();
    let acts = acts(app, viewer, kept).await?.into_iter().map(|(act, _)| act).collect();
    Ok(OrderPage::of(sheet, &names, &app.reference.dispatch, kept, &all, acts, bodies, form, viewer.now))
}

async fn found(app: &App, viewer: &Viewer, id: Uuid) -> Result<Kept, Problem> {
    store::find(app.store.read(), &reach(viewer), id).await.map_err(stored)?.ok_or(Problem::NotFound)
}

/// `GET /dispatch/{id}`
pub(super) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let kept = found(&app, &viewer, id).await?;
    let form = Form::new(app.ids.next::<Uuid>().to_string()).at_version(kept.version);
    Ok(page(&shown(&app, &viewer, &kept, form).await?))
}

fn read(fields: &Fields) -> Result<Act, Refusal> {
    let missing = |field| Refusal::new("choice-missing").at(field);
    let instead = match fields.filled("instead") {
        None => None,
        Some(id) => Some(id.parse::<BodyId>().map_err(|_| missing("instead"))?),
    };
    Ok(match fields.get("act") {
        "take" => Act::Take,
        "finish" => Act::Finish,
        "object" => Act::Object {
            ground: Ground::from_code(fields.get("ground")).ok_or_else(|| missing("ground"))?,
            instead,
        },
        "rule" => Act::Rule {
            ruling: Ruling::from_code(fields.get("ruling")).ok_or_else(|| missing("ruling"))?,
            instead,
        },
        _ => return Err(Refusal::new("dispatch-not-now")),
    })
}

/// `POST /dispatch/{id}/acts`
pub(super) async fn act(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<Uuid>,
    Posted { fields, .. }: Posted,
) -> Result<Response, Problem> {
    let back = format!("/dispatch/{id}");
    let key = fields.get("idempotency_key").to_owned();
    if let Some(flash) = answered(&app, &viewer, &key).await? {
        return Ok(see(&back, &flash));
    }
    let mut kept = found(&app, &viewer, id).await?;
    let acts = acts(&app, &viewer, &kept).await?;
    let by = acts.iter().find(|(act, _)| *act == fields.get("act")).map(|(_, by)| *by);
    let version = fields.get("version").parse::<i64>().unwrap_or(kept.version);
    let outcome = match by {
        _ if version != kept.version => Err(Refusal::new("dispatch-changed")),
        None => Err(Refusal::new("dispatch-not-now")),
        Some(by) => read(&fields).and_then(|act| Ok((act, by, kept.dispatch.clone().act(act, by.duty())?))),
    };
    let (act, by, done) = match outcome {
        Ok(done) => done,
        Err(refusal) => {
            let form = Form::sent(fields.0).refused(viewer.lang, &refusal);
            let again = shown(&app, &viewer, &kept, form).await?;
            return Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, page(&again)));
        }
    };
    let next = match done.goes_to {
        None => None,
        Some(body) => Some(instead(&app, &kept, body, viewer.now).await?),
    };
    kept.dispatch = done.dispatch;
    let entry = Entry::of(viewer.now, by, act.code(), &json!({ "number": kept.seq, "act": act }));
    let flash = match act {
        Act::Take => "dispatch-take",
        Act::Object { .. } => "dispatch-object",
        Act::Rule { .. } => "dispatch-rule",
        Act::Finish => "dispatch-finish",
    };
    once(&app, &viewer, &key, move |tx| {
        Box::pin(async move {
            store::save(tx, &kept, entry).await?;
            if let Some(planned) = next {
                store::send(tx, kept.seq, &planned, by).await?;
            }
            Ok(flash.to_owned())
        })
    })
    .await?;
    Ok(see(&back, flash))
}

/// What goes to the body that an upheld objection named.
async fn instead(app: &App, kept: &Kept, body: BodyId, now: Moment) -> Result<Planned, Problem> {
    let network = app.directory.network(app.store.read()).await.map_err(stored)?;
    let to = network.by_id(body).ok_or(Problem::NotFound)?;
    let standing = fengqiao_domain::dispatch::standing(to, now, &app.reference.reckoning.now().calendar);
    let mut sent = kept.dispatch.sent.clone();
    sent.body = body;
    sent.found = standing.into();
    sent.passed = Vec::new();
    let by = send::answer_by(&sent, now, app.reference.reckoning.now());
    Ok(Planned { rules: kept.rules.clone(), sent: vec![(app.ids.next(), sent, by)], at: now })
}

impl QueuePage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let kept = super::trial::sample();
        let row = Row::of(sample, &Names::default(), &kept, kept.dispatch.at);
        let of = |rows: Vec<Row>, shown| Self {
            page: sample.clone(),
            rows,
            shown,
            counts: ["1".to_owned(), "1".to_owned(), "0".to_owned()],
            first: Some("/dispatch".to_owned()),
            next: Some("/dispatch?after=1".to_owned()),
        };
        vec![
            of(Vec::new(), "open"),
            of(vec![row.clone(), Row { is_urgent: true, answer_by: None, ..row }], "objected"),
        ]
    }
}
