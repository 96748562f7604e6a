//! `/owned-cases/{number}/acts/{act}`: the form of each act, and what comes of it.

use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    http::StatusCode,
    response::Response,
};
use fengqiao_base::{AccountId, Actor, Day, Moment, Refusal, clock::CHINA};
use fengqiao_domain::{
    backlog::{Act, ActContext, ActKind, EndedBy, Evidence, Known, Measure, Met, Way},
    centre::Network,
    codes::key,
};
use fengqiao_store::{journal::Entry, time::day_from_text};
use fengqiao_web::{
    form::{Fields, Posted},
    page::{Choice, Form, Page},
    problem::Problem,
};
use time::{PrimitiveDateTime, format_description::BorrowedFormatItem, macros::format_description};
use uuid::Uuid;

use super::{
    load::{Loaded, Proof, known, owned_for},
    store,
    view::{evidence, label},
};
use crate::{
    app::App,
    centre,
    directory::Names,
    once::{answered, once, stored},
    render::{page, see, with_status},
    viewer::Viewer,
    whistle::body_choices,
};

const MINUTE: &[BorrowedFormatItem<'_>] = format_description!("[year]-[month]-[day]T[hour]:[minute]");

/// The choices of a form, as far as its act asks for them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Choices {
    pub(super) leaders: Vec<Choice>,
    pub(super) bodies: Vec<Choice>,
    pub(super) contacts: Vec<Choice>,
    pub(super) met: Vec<Choice>,
    pub(super) evidence: Vec<Choice>,
    pub(super) ways: Vec<Choice>,
    pub(super) ended_by: Vec<Choice>,
    pub(super) passed: Vec<Choice>,
}

/// The form of an act.
#[derive(Debug, Template)]
#[template(path = "backlog/act.html")]
pub struct ActPage {
    page: Page,
    ways: Vec<(String, String)>,
    form: Form,
    act: &'static str,
    title: &'static str,
    action: String,
    back: String,
    /// The measure it is about: its number in the form, and what it is.
    measure: String,
    what: String,
    /// What the body reported of it.
    report: String,
    /// What is proposed, of a review.
    proposed: String,
    /// The last day of the whole: no measure is due after it.
    last: String,
    choices: Choices,
    /// Whether somebody else changed it since the form was opened.
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
            let measure = kind.is_on_a_measure().then_some(1);
            let given = Given { choices: choices(sample, &Names::default(), *kind, &loaded, &[]), measure };
            Self::of(sample.clone(), form, *kind, &loaded, given)
        };
        ActKind::ALL.iter().map(of).collect()
    }

    fn of(page: Page, form: Form, kind: ActKind, loaded: &Loaded, given: Given) -> Self {
        let case = loaded.owned();
        let owned = case.owned();
        let back = format!("/owned-cases/{}", case.number);
        let measure = given.measure.and_then(|nth| owned.and_then(|owned| owned.measure(nth)));
        let proposed = owned
            .and_then(|owned| owned.proposed())
            .map(|proposed| format!("{} {}", page.t(&key(Way::LIST, proposed.way.code())), proposed.text));
        Self {
            ways: vec![
                ("/owned-cases".to_owned(), page.t("backlog-list-title")),
                (back.clone(), case.number.to_string()),
            ],
            act: kind.code(),
            title: label(kind),
            action: format!("{back}/acts/{}", kind.code()),
            measure: given.measure.map(|nth| nth.to_string()).unwrap_or_default(),
            what: measure.map(|measure| measure.what.clone()).unwrap_or_default(),
            report: measure
                .and_then(|measure| measure.report.as_ref())
                .map(|report| report.text.clone())
                .unwrap_or_default(),
            proposed: proposed.unwrap_or_default(),
            last: owned.map(|owned| page.iso_day(owned.clock.due.day)).unwrap_or_default(),
            choices: given.choices,
            is_changed: false,
            back,
            form,
            page,
        }
    }
}

/// What a form is given beside the owned case.
struct Given {
    choices: Choices,
    measure: Option<u32>,
}

/// Yes and no of a review.
fn passed(page: &Page) -> Vec<Choice> {
    vec![
        Choice::new("yes", page.t("backlog-review-passed")),
        Choice::new("no", page.t("backlog-review-sent-back")),
    ]
}

/// A list of words as choices, each with its hint where it has one.
fn words(page: &Page, list: &str, codes: &[&str]) -> Vec<Choice> {
    let choice = |code: &&str| {
        let key = key(list, code);
        let choice = Choice::new(*code, page.t(&key));
        page.attr(&key, "hint").map(|hint| choice.clone().hint(hint)).unwrap_or(choice)
    };
    codes.iter().map(choice).collect()
}

/// What the form of `kind` lets choose, without what is asked of accounts and bodies outside.
fn choices(page: &Page, names: &Names, kind: ActKind, loaded: &Loaded, proofs: &[Proof]) -> Choices {
    let mut all = Choices::default();
    let owned = loaded.owned().owned();
    match kind {
        ActKind::Plan => {
            let team = owned.into_iter().flat_map(|owned| &owned.team);
            let choice = |body: fengqiao_base::BodyId| Choice::new(body.to_string(), names.body_name(body));
            all.bodies = team.map(|member| choice(member.body)).collect();
        }
        ActKind::Visit => all.met = words(page, Met::LIST, Met::CODES),
        ActKind::Finish => {
            let kept = proofs.iter().map(|proof| proof.evidence.clone());
            let visits = owned.into_iter().flat_map(|owned| &owned.visits);
            let visited = visits.map(|visit| Evidence::Visit { nth: visit.nth });
            let choice = |one: Evidence| Choice::new(one.to_string(), evidence(page, &one, proofs));
            all.evidence = kept.chain(visited).map(choice).collect();
        }
        ActKind::Conclude => {
            all.ways = words(page, Way::LIST, Way::CODES);
            all.ended_by = words(page, EndedBy::LIST, EndedBy::CODES);
        }
        ActKind::Review => all.passed = passed(page),
        ActKind::Approve
        | ActKind::Refuse
        | ActKind::Withdraw
        | ActKind::Join
        | ActKind::Report
        | ActKind::Postpone
        | ActKind::Drop
        | ActKind::Reassign => {}
    }
    all
}

/// Leaders by name, and who answers for which body, as choices.
fn people(names: &Names, known: &Known, network: &Network) -> (Vec<Choice>, Vec<Choice>) {
    let leader = |id: &AccountId| Choice::new(id.to_string(), names.account(*id));
    let contact = |(id, body): &(AccountId, fengqiao_base::BodyId)| {
        let text = format!("{} · {}", names.body_name(*body), names.account(*id));
        network.bodies().iter().any(|one| one.id == *body).then(|| Choice::new(id.to_string(), text))
    };
    let mut contacts: Vec<Choice> = known.contacts.iter().filter_map(contact).collect();
    contacts.sort_by(|one, other| one.text.cmp(&other.text));
    (known.leaders.iter().map(leader).collect(), contacts)
}

fn measure_of(fields: &Fields) -> Option<u32> {
    fields.filled("measure").and_then(|nth| nth.parse().ok())
}

fn kind_of(act: &str) -> Result<ActKind, Problem> {
    ActKind::from_code(act).ok_or(Problem::NotFound)
}

async fn shown(
    app: &App,
    viewer: &Viewer,
    loaded: &Loaded,
    (kind, measure): (ActKind, Option<u32>),
    (known, proofs): &(Known, Vec<Proof>),
    form: Form,
) -> Result<ActPage, Problem> {
    let conn = app.store.read();
    let names = app.directory.names(conn).await.map_err(stored)?;
    let sheet = viewer.page("owned-cases");
    let mut all = choices(&sheet, &names, kind, loaded, proofs);
    if matches!(kind, ActKind::Approve | ActKind::Reassign | ActKind::Join) {
        let network = centre::store::network(conn).await.map_err(stored)?;
        (all.leaders, all.contacts) = people(&names, known, &network);
        let owned = loaded.owned().owned();
        let is_member = |body| owned.is_some_and(|owned| owned.team.iter().any(|one| one.body == body));
        all.bodies = body_choices(&sheet, &network, is_member);
    }
    Ok(ActPage::of(sheet, form, kind, loaded, Given { choices: all, measure }))
}

/// What a form begins with: a visit here and now; a measure's own last day where it is put off.
fn begun(form: Form, kind: ActKind, measure: Option<&Measure>, now: Moment) -> Form {
    match (kind, measure) {
        (ActKind::Visit, _) => form.with("at", now.to_offset(CHINA).format(MINUTE).unwrap_or_default()),
        (ActKind::Postpone, Some(measure)) => {
            form.with("due", fengqiao_store::time::day_text(measure.clock.due.day))
        }
        _ => form,
    }
}

/// `GET /owned-cases/{number}/acts/{act}`
pub(super) async fn ask(
    State(app): State<App>,
    viewer: Viewer,
    Path((number, act)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let kind = kind_of(&act)?;
    let measure = measure_of(&Fields::parse(query.unwrap_or_default().as_bytes())?);
    let loaded = owned_for(&app, &viewer, &number).await?;
    loaded.actor(kind, measure)?;
    let known = known(&app, &viewer, loaded.owned(), kind).await?;
    let form = Form::new(app.ids.next::<Uuid>().to_string()).at_version(loaded.owned().version);
    let on = measure.and_then(|nth| loaded.owned().owned()?.measure(nth));
    let form = begun(form, kind, on, viewer.now);
    Ok(page(&shown(&app, &viewer, &loaded, (kind, measure), &known, form).await?))
}

/// A day that was typed.
fn day(fields: &Fields, field: &'static str) -> Result<Option<Day>, Refusal> {
    let Some(typed) = fields.filled(field) else { return Ok(None) };
    day_from_text(typed).map(Some).map_err(|_| Refusal::new("field-not-a-day").at(field))
}

/// What was typed, as an act.
fn read(kind: ActKind, measure: Option<u32>, fields: &Fields, now: Moment) -> Result<Act, Refusal> {
    let text = |name: &str| fields.get(name).to_owned();
    let reason = || fields.get("reason").to_owned();
    let account = |name: &str| fields.filled(name).and_then(|id| id.parse().ok());
    let body = || fields.filled("body").and_then(|id| id.parse().ok());
    let measure = measure.unwrap_or_default();
    Ok(match kind {
        ActKind::Approve => Act::Approve { leader: account("leader") },
        ActKind::Refuse => Act::Refuse { reason: reason() },
        ActKind::Withdraw => Act::Withdraw { reason: reason() },
        ActKind::Join => Act::Join { body: body(), task: text("task"), contact: account("contact") },
        ActKind::Plan => Act::Plan { what: text("what"), body: body(), due: day(fields, "due")? },
        ActKind::Visit => {
            let typed = fields.filled("at").ok_or_else(|| Refusal::new("field-missing").at("at"))?;
            let at = PrimitiveDateTime::parse(typed.get(..16).unwrap_or(typed), MINUTE)
                .map_err(|_| Refusal::new("field-not-a-day").at("at"))?
                .assume_offset(CHINA)
                .to_offset(time::UtcOffset::UTC);
            // The form knows minutes; the minute in which it was approved is not before it.
            let at = if at > now - time::Duration::MINUTE && at <= now { now } else { at };
            let met = fields.filled("met").and_then(Met::from_code);
            Act::Visit { at, place: text("place"), met, text: text("text") }
        }
        ActKind::Report => Act::Report { measure, text: text("text") },
        ActKind::Finish => {
            let chosen = fields.filled("evidence").map(|typed| {
                typed.parse().map_err(|()| Refusal::new("backlog-evidence-unknown").at("evidence"))
            });
            let named = fields.filled("reference").map(|text| Evidence::Reference { text: text.to_owned() });
            Act::Finish { measure, evidence: chosen.transpose()?.or(named) }
        }
        ActKind::Postpone => Act::Postpone { measure, due: day(fields, "due")?, reason: reason() },
        ActKind::Drop => Act::Drop { measure, reason: reason() },
        ActKind::Conclude => Act::Conclude {
            way: fields.filled("way").and_then(Way::from_code),
            text: text("text"),
            ended_by: fields.filled("ended_by").and_then(EndedBy::from_code),
            reference: text("reference"),
        },
        ActKind::Review => {
            let passed = match fields.get("passed") {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            };
            Act::Review { passed, reason: reason() }
        }
        ActKind::Reassign => Act::Reassign { leader: account("leader"), reason: reason() },
    })
}

/// What the journal says of an act: codes and ids, no text.
pub fn entry(act: &Act, by: Actor, now: Moment) -> Entry {
    let (mut leader, mut body, mut code) = (None, None, None);
    match act {
        Act::Approve { leader: named } | Act::Reassign { leader: named, .. } => leader = *named,
        Act::Join { body: of, .. } | Act::Plan { body: of, .. } => body = *of,
        Act::Conclude { way, .. } => code = way.map(Way::code),
        Act::Review { passed, .. } => code = passed.map(|passed| if passed { "passed" } else { "sent_back" }),
        Act::Finish { evidence, .. } => {
            code = evidence.as_ref().map(|evidence| match evidence {
                Evidence::File { .. } => "file",
                Evidence::Document { .. } => "document",
                Evidence::Visit { .. } => "visit",
                Evidence::Reference { .. } => "reference",
            });
        }
        Act::Refuse { .. }
        | Act::Withdraw { .. }
        | Act::Visit { .. }
        | Act::Report { .. }
        | Act::Postpone { .. }
        | Act::Drop { .. } => {}
    }
    let said = serde_json::json!({ "measure": act.measure(), "leader": leader, "body": body, "code": code });
    let kind = match act.kind() {
        ActKind::Approve => "owning_approved",
        ActKind::Refuse => "nomination_refused",
        ActKind::Withdraw => "nomination_withdrawn",
        ActKind::Join => "body_joined",
        ActKind::Plan => "measure_planned",
        ActKind::Visit => "visited",
        ActKind::Report => "measure_reported",
        ActKind::Finish => "measure_done",
        ActKind::Postpone => "measure_postponed",
        ActKind::Drop => "measure_dropped",
        ActKind::Conclude => "owning_concluded",
        ActKind::Review => "owning_reviewed",
        ActKind::Reassign => "owning_reassigned",
    };
    Entry::of(now, by, kind, &said)
}

/// `POST /owned-cases/{number}/acts/{act}`
pub(super) async fn act(
    State(app): State<App>,
    viewer: Viewer,
    Path((number, act)): Path<(String, String)>,
    Posted { fields, .. }: Posted,
) -> Result<Response, Problem> {
    let kind = kind_of(&act)?;
    let measure = measure_of(&fields);
    let loaded = owned_for(&app, &viewer, &number).await?;
    let (back, flash) = (format!("/owned-cases/{}", loaded.owned().number), "backlog-done");
    let sent = Form::sent(fields.0.iter().cloned());
    let key = sent.idempotency_key.clone();
    if answered(&app, &viewer, &key).await?.is_some() {
        return Ok(see(&back, flash));
    }
    let actor = loaded.actor(kind, measure)?;
    let known = known(&app, &viewer, loaded.owned(), kind).await?;
    if sent.version != Some(loaded.owned().version) {
        let form = sent.at_version(loaded.owned().version);
        let mut again = shown(&app, &viewer, &loaded, (kind, measure), &known, form).await?;
        again.is_changed = true;
        return Ok(with_status(StatusCode::CONFLICT, page(&again)));
    }
    let reckoning = app.reference.reckoning.now();
    let context = ActContext { by: actor, at: viewer.now, reckoning, known: &known.0 };
    let decided = read(kind, measure, &fields, viewer.now).and_then(|act| {
        let entry = entry(&act, actor, viewer.now);
        let owned = loaded.owned().clone().act(act, &context)?;
        Ok((owned, entry))
    });
    let (owned, entry) = match decided {
        Ok(decided) => decided,
        Err(refusal) => {
            let form = sent.refused(viewer.lang, &refusal);
            let again = shown(&app, &viewer, &loaded, (kind, measure), &known, form).await?;
            return Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, page(&again)));
        }
    };
    let (seq, vault) = (loaded.kept.seq, app.vault.clone());
    once(&app, &viewer, &key, move |tx| {
        Box::pin(async move {
            store::update(tx, &vault, seq, &owned, entry).await?;
            Ok("done".to_owned())
        })
    })
    .await?;
    Ok(see(&back, flash))
}
