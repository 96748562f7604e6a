//! `/whistles/{number}/acts/{act}`: the form of each act, and what comes of it.

use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    http::StatusCode,
    response::Response,
};
use fengqiao_base::{Actor, Moment, Refusal, clock::CHINA, id::CallId};
use fengqiao_domain::whistle::{Act, ActContext, ActKind};
use fengqiao_store::journal::Entry;
use fengqiao_web::{
    form::{Fields, Posted},
    page::{Choice, Form, Page},
    problem::Problem,
};
use time::{PrimitiveDateTime, format_description::BorrowedFormatItem, macros::format_description};
use uuid::Uuid;

use super::{
    load::{Loaded, whistle_for},
    store,
    view::{body_choices, label},
};
use crate::{
    app::App,
    centre,
    directory::Names,
    once::{answered, once, stored},
    render::{page, see, with_status},
    viewer::Viewer,
};

const MINUTE: &[BorrowedFormatItem<'_>] = format_description!("[year]-[month]-[day]T[hour]:[minute]");

/// The form of an act.
#[derive(Debug, Template)]
#[template(path = "whistle/act.html")]
pub struct ActPage {
    page: Page,
    ways: Vec<(String, String)>,
    form: Form,
    act: &'static str,
    title: &'static str,
    action: String,
    back: String,
    call: String,
    body: String,
    asked: String,
    /// What the body said against its competence.
    objection: String,
    answers: Vec<Choice>,
    rulings: Vec<Choice>,
    bodies: Vec<Choice>,
    /// Whether somebody else changed the whistle since the form was opened.
    is_changed: bool,
}

impl ActPage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let now = time::macros::datetime!(2026-11-24 02:00 UTC);
        let loaded = Loaded::samples(now).pop().expect("there are samples");
        let missing = Refusal::new("field-missing");
        let of = |kind: &ActKind| {
            let form = Form::new("key").refused(sample.lang, &missing);
            let call = loaded.whistle().calls.first().map(|call| call.id);
            Self::of(sample.clone(), form, *kind, call, &loaded, &Names::default(), Vec::new())
        };
        ActKind::ALL.iter().map(of).collect()
    }

    fn of(
        page: Page,
        form: Form,
        kind: ActKind,
        call: Option<CallId>,
        loaded: &Loaded,
        names: &Names,
        bodies: Vec<Choice>,
    ) -> Self {
        let whistle = loaded.whistle();
        let on = call.and_then(|id| whistle.call(id));
        let back = format!("/whistles/{}", whistle.number);
        let choice = |value: &str, key: &str| Choice::new(value, page.t(key));
        Self {
            ways: vec![
                ("/whistles".to_owned(), page.t("whistle-list-title")),
                (back.clone(), whistle.number.to_string()),
            ],
            act: kind.code(),
            title: label(kind),
            action: format!("{back}/acts/{}", kind.code()),
            call: call.map(|id| id.to_string()).unwrap_or_default(),
            body: on.map(|call| names.body_name(call.body).to_owned()).unwrap_or_default(),
            asked: whistle.asked.clone(),
            objection: on
                .and_then(|call| call.objection.as_ref())
                .map(|objection| objection.reason.clone())
                .unwrap_or_default(),
            answers: yes_or_no(&page),
            rulings: vec![choice("yes", "whistle-rule-upheld"), choice("no", "whistle-rule-act-first")],
            bodies,
            is_changed: false,
            back,
            form,
            page,
        }
    }
}

/// Yes and no as choices.
pub(super) fn yes_or_no(page: &Page) -> Vec<Choice> {
    vec![Choice::new("yes", page.t("whistle-yes")), Choice::new("no", page.t("whistle-no"))]
}

/// What a form of arrival begins with: here and now.
pub(super) fn arriving(form: Form, address: &str, now: Moment) -> Form {
    let at = now.to_offset(CHINA).format(MINUTE).unwrap_or_default();
    form.with("at", at).with("place", address)
}

fn call_of(fields: &Fields) -> Option<CallId> {
    fields.filled("call").and_then(|id| id.parse().ok())
}

fn kind_of(act: &str) -> Result<ActKind, Problem> {
    ActKind::from_code(act).ok_or(Problem::NotFound)
}

async fn shown(
    app: &App,
    viewer: &Viewer,
    loaded: &Loaded,
    (kind, call): (ActKind, Option<CallId>),
    form: Form,
) -> Result<ActPage, Problem> {
    let conn = app.store.read();
    let names = app.directory.names(conn).await.map_err(stored)?;
    let sheet = viewer.page("whistles");
    let bodies = match kind {
        ActKind::Call => {
            let network = centre::store::network(conn).await.map_err(stored)?;
            body_choices(&sheet, &network, |body| body == loaded.whistle().body)
        }
        _ => Vec::new(),
    };
    Ok(ActPage::of(sheet, form, kind, call, loaded, &names, bodies))
}

/// `GET /whistles/{number}/acts/{act}`
pub(super) async fn ask(
    State(app): State<App>,
    viewer: Viewer,
    Path((number, act)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let kind = kind_of(&act)?;
    let call = call_of(&Fields::parse(query.unwrap_or_default().as_bytes())?);
    let loaded = whistle_for(&app, &viewer, &number).await?;
    loaded.actor(kind, call)?;
    let mut form = Form::new(app.ids.next::<Uuid>().to_string()).at_version(loaded.whistle().version);
    if kind == ActKind::Arrive {
        form = arriving(form, &loaded.whistle().address, viewer.now);
    }
    Ok(page(&shown(&app, &viewer, &loaded, (kind, call), form).await?))
}

/// What was typed, as an act.
pub(super) fn read(app: &App, kind: ActKind, fields: &Fields, now: Moment) -> Result<Act, Refusal> {
    let text = |name: &str| fields.get(name).to_owned();
    let answer = |name: &str| match fields.get(name) {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    Ok(match kind {
        ActKind::Sign => Act::Sign,
        ActKind::Object => Act::Object { reason: text("reason") },
        ActKind::Rule => Act::Rule { upheld: answer("upheld"), reason: text("reason") },
        ActKind::Arrive => {
            let typed = fields.filled("at").ok_or_else(|| Refusal::new("field-missing").at("at"))?;
            let at = PrimitiveDateTime::parse(typed.get(..16).unwrap_or(typed), MINUTE)
                .map_err(|_| Refusal::new("field-not-a-day").at("at"))?
                .assume_offset(CHINA)
                .to_offset(time::UtcOffset::UTC);
            // The form knows minutes; the minute in which it was blown is not before it.
            let at = if at > now - time::Duration::MINUTE && at <= now { now } else { at };
            Act::Arrive { at, place: text("place"), photo: None }
        }
        ActKind::Report => Act::Report { text: text("text") },
        ActKind::ScoreBody => Act::ScoreBody {
            responded: answer("responded"),
            solved: answer("solved"),
            satisfied: answer("satisfied"),
        },
        ActKind::ScoreWhistler => Act::ScoreWhistler {
            clear: answer("clear"),
            competent: answer("competent"),
            supported: answer("supported"),
        },
        ActKind::Call => {
            Act::Call { id: app.ids.next(), body: fields.filled("bodies").and_then(|id| id.parse().ok()) }
        }
    })
}

/// What the journal says of an act: codes and ids, no text.
pub fn entry(kind: ActKind, act: &Act, call: Option<CallId>, by: Actor, now: Moment) -> Entry {
    let upheld = match act {
        Act::Rule { upheld, .. } => *upheld,
        _ => None,
    };
    let call = match act {
        Act::Call { id, .. } => Some(*id),
        _ => call,
    };
    let said = serde_json::json!({ "call": call, "upheld": upheld });
    let kind = match kind {
        ActKind::Sign => "whistle_signed",
        ActKind::Object => "whistle_objected",
        ActKind::Rule => "whistle_ruled",
        ActKind::Arrive => "whistle_arrived",
        ActKind::Report => "whistle_reported",
        ActKind::ScoreBody => "whistle_body_evaluated",
        ActKind::ScoreWhistler => "whistle_evaluated",
        ActKind::Call => "whistle_called",
    };
    Entry::of(now, by, kind, &said)
}

/// `POST /whistles/{number}/acts/{act}`
pub(super) async fn act(
    State(app): State<App>,
    viewer: Viewer,
    Path((number, act)): Path<(String, String)>,
    Posted { fields, .. }: Posted,
) -> Result<Response, Problem> {
    let kind = kind_of(&act)?;
    let call = call_of(&fields);
    let loaded = whistle_for(&app, &viewer, &number).await?;
    let (back, flash) = (format!("/whistles/{}", loaded.whistle().number), "whistle-done");
    let sent = Form::sent(fields.0.iter().cloned());
    let key = sent.idempotency_key.clone();
    if answered(&app, &viewer, &key).await?.is_some() {
        return Ok(see(&back, flash));
    }
    let actor = loaded.actor(kind, call)?;
    if sent.version != Some(loaded.whistle().version) {
        let form = sent.at_version(loaded.whistle().version);
        let mut again = shown(&app, &viewer, &loaded, (kind, call), form).await?;
        again.is_changed = true;
        return Ok(with_status(StatusCode::CONFLICT, page(&again)));
    }
    let context = ActContext { side: kind.side(), at: viewer.now, reckoning: app.reference.reckoning.now() };
    let decided = read(&app, kind, &fields, viewer.now).and_then(|act| {
        let entry = entry(kind, &act, call, actor, viewer.now);
        let whistle = loaded.whistle().clone().act(call, act, &context)?;
        Ok((whistle, entry))
    });
    let (whistle, entry) = match decided {
        Ok(decided) => decided,
        Err(refusal) => {
            let form = sent.refused(viewer.lang, &refusal);
            let again = shown(&app, &viewer, &loaded, (kind, call), form).await?;
            return Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, page(&again)));
        }
    };
    let (seq, vault, reference) = (loaded.kept.seq, app.vault.clone(), app.reference);
    once(&app, &viewer, &key, move |tx| {
        Box::pin(async move {
            store::update(tx, &vault, seq, &whistle, reference.reckoning.now(), entry).await?;
            Ok("done".to_owned())
        })
    })
    .await?;
    Ok(see(&back, flash))
}
