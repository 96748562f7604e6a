//! Which cases, and what of them, can be read?

use axum::{
    extract::{Path, RawQuery, State},
    http::HeaderMap,
    response::Response,
};
use fengqiao_base::{Actor, Day, Duty, Moment, Refusal, local_day};
use fengqiao_domain::{
    case::{ActKind, Fact, Stage},
    deadline::Standing,
};
use fengqiao_policy::{Action, Scope};
use fengqiao_store::{sql, time::from_micros, values};
use fengqiao_web::{form::Fields, problem::Problem};
use sea_orm::FromQueryResult;
use serde::Serialize;
use serde_json::Value;
use utoipa::{
    ToSchema,
    openapi::schema::{Array, Object},
};

use super::{
    super::{
        list::{CaseFilter, CaseRow, find},
        load::{Loaded, case_at, case_for, may_know_reporter, offers as offered},
        view::timeline::{DANGER_REPORTED, fact_words},
    },
    answers::CaseJson,
};
use crate::{
    api::{
        answer::{address, json, linked, versioned},
        known::StepJson,
        words::{day, moment, one_of, raw},
    },
    app::App,
    document::{
        self,
        pages::{Listed, listed},
    },
    once::stored,
    viewer::Viewer,
};

/// A page of cases, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseList {
    cases: Vec<CaseLine>,
    /// Where the next page is; null: this is the last one.
    next: Option<String>,
}

/// A case as lists show it.
#[derive(Debug, Serialize, ToSchema)]
struct CaseLine {
    /// The number on the receipt.
    number: String,
    /// What it is about, in a few words.
    title: String,
    /// Where it stands.
    #[schema(schema_with = stage)]
    stage: String,
    /// Code of the type of dispute.
    dispute_type: String,
    /// 12-digit code of the community.
    community: String,
    /// Whose turn it is: the code of a duty, `party`, or nothing.
    turn: String,
    /// By when.
    #[serde(with = "time::serde::rfc3339::option")]
    #[schema(value_type = Option<String>, format = DateTime)]
    due_at: Option<Moment>,
    /// When it was opened.
    #[serde(with = "time::serde::rfc3339")]
    #[schema(schema_with = moment)]
    opened_at: Moment,
}

fn stage() -> Object {
    one_of(&Stage::CODES)
}

impl CaseLine {
    fn of(row: CaseRow) -> Self {
        Self {
            number: row.number,
            title: row.title,
            stage: row.stage,
            dispute_type: row.dispute_type,
            community: row.community,
            turn: row.turn,
            due_at: row.due_at.map(from_micros),
            opened_at: from_micros(row.opened_at),
        }
    }
}

/// Refuses what a page would only pass over: a program that mistypes must not get another list than it asked for.
fn understood(query: &Fields) -> Result<(), Problem> {
    let is_one = |name: &str, of: &dyn Fn(&str) -> bool| query.filled(name).is_none_or(of);
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let checks: [(&'static str, bool); 6] = [
        ("open", is_one("open", &|text| matches!(text, "yes" | "no" | "all"))),
        ("stage", is_one("stage", &|text| Stage::CODES.contains(&text))),
        ("turn", is_one("turn", &|text| Duty::ALL.iter().any(|duty| duty.code() == text))),
        ("due", is_one("due", &|text| matches!(text, "over" | "today"))),
        ("before", is_one("before", &|text| text.parse::<i64>().is_ok())),
        (
            "accepted",
            is_one("accepted", &|text| match text.split_once('-') {
                Some((year, month)) => year.len() == 4 && month.len() == 2 && digits(year) && digits(month),
                None => text.len() == 4 && digits(text),
            }),
        ),
    ];
    let wrong: Vec<Refusal> = checks
        .into_iter()
        .filter(|(_, is_right)| !is_right)
        .map(|(name, _)| Refusal::new("query-not-understood").at(name))
        .collect();
    if wrong.is_empty() { Ok(()) } else { Err(Problem::Invalid(wrong)) }
}

/// `GET /api/v1/cases`
pub async fn list(
    State(app): State<App>,
    viewer: Viewer,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let query = query.unwrap_or_default();
    let fields = Fields::parse(query.as_bytes())?;
    understood(&fields)?;
    let filter = CaseFilter::from_query(&fields, viewer.now);
    let found = find(app.store.read(), &app.vault, &Scope::of(&viewer.asker(), Action::ReadCases), &filter)
        .await
        .map_err(stored)?;
    let next = found.next.map(|key| address("/api/v1/cases", &query, "before", key));
    let cases = found.rows.into_iter().map(CaseLine::of).collect();
    Ok(linked(json(&CaseList { cases, next: next.clone() }), next.as_deref()))
}

/// `GET /api/v1/cases/{number}`
pub async fn one(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    Path(number): Path<String>,
) -> Result<Response, Problem> {
    let loaded = case_for(&app, &viewer, Action::ReadCases, &number).await?;
    let names = app.directory.names(app.store.read()).await.map_err(stored)?;
    Ok(versioned(&headers, loaded.case().version, &CaseJson::of_staff(&viewer, &loaded, &names)))
}

/// The case the viewer follows.
pub(super) async fn followed(app: &App, viewer: &Viewer, action: Action) -> Result<Loaded, Problem> {
    let following = viewer.following()?;
    case_at(app, viewer, action, following.number).await
}

/// `GET /api/v1/follow/case`
pub async fn own(State(app): State<App>, viewer: Viewer, headers: HeaderMap) -> Result<Response, Problem> {
    let loaded = followed(&app, &viewer, Action::FollowRequest).await?;
    let names = app.directory.names(app.store.read()).await.map_err(stored)?;
    Ok(versioned(&headers, loaded.case().version, &CaseJson::of_party(&loaded, &names)))
}

/// What the reader can do on a case now, in the order of the procedure.
#[derive(Debug, Serialize, ToSchema)]
pub struct Offers {
    /// Codes of acts.
    #[schema(schema_with = acts)]
    offers: Vec<&'static str>,
    /// What the case waits for, if it is the reader's turn.
    next: Option<&'static str>,
}

fn acts() -> Array {
    let codes: Vec<&str> = ActKind::ALL.iter().map(|kind| kind.code()).collect();
    Array::new(one_of(&codes))
}

impl Offers {
    fn of(viewer: &Viewer, loaded: &Loaded) -> Self {
        let offers = offered(&loaded.actors, loaded.case(), local_day(viewer.now));
        let next = loaded.case().turn().map(|turn| turn.what).filter(|kind| offers.contains(kind));
        Self { offers: offers.into_iter().map(ActKind::code).collect(), next: next.map(ActKind::code) }
    }
}

/// `GET /api/v1/cases/{number}/offers`
pub async fn offers(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    Path(number): Path<String>,
) -> Result<Response, Problem> {
    let loaded = case_for(&app, &viewer, Action::ReadCases, &number).await?;
    Ok(versioned(&headers, loaded.case().version, &Offers::of(&viewer, &loaded)))
}

/// `GET /api/v1/follow/case/offers`
pub async fn own_offers(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let loaded = followed(&app, &viewer, Action::FollowRequest).await?;
    Ok(versioned(&headers, loaded.case().version, &Offers::of(&viewer, &loaded)))
}

/// What happened to a case, oldest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct Events {
    events: Vec<EventJson>,
    /// Where the next page is; null: nothing more has happened yet.
    next: Option<String>,
}

/// One thing that happened.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Event)]
struct EventJson {
    /// Its place in the journal of the case, from 1.
    nth: i64,
    /// When.
    #[serde(with = "time::serde::rfc3339")]
    #[schema(schema_with = moment)]
    at: Moment,
    /// By whom, in which duty.
    #[schema(schema_with = actor)]
    by: Value,
    /// The kind of event.
    kind: String,
    /// What is told of it as data: codes, ids, days. No names and no free text.
    #[schema(schema_with = data)]
    data: Value,
    /// It as a sentence in the language of the answer.
    text: String,
}

fn actor() -> Object {
    raw(serde_json::json!({
        "type": "object",
        "required": ["kind"],
        "properties": {
            "kind": { "type": "string", "enum": ["staff", "party", "system"] },
            "account": { "type": "string", "format": "uuid" },
            "duty": { "type": "string", "enum": Duty::ALL.map(Duty::code) },
            "party": { "type": "string", "format": "uuid" },
        },
    }))
}

fn data() -> Object {
    raw(serde_json::json!({ "type": "object", "additionalProperties": true }))
}

#[derive(FromQueryResult)]
struct JournalRow {
    nth: i64,
    at: i64,
    actor: String,
    kind: String,
    payload: String,
}

/// So many events are told at once.
const EVENTS: usize = 100;

/// `GET /api/v1/cases/{number}/events`
pub async fn events(
    State(app): State<App>,
    viewer: Viewer,
    Path(number): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes())?;
    let after: i64 = match fields.filled("after") {
        None => 0,
        Some(text) => text
            .parse()
            .map_err(|_| Problem::Invalid(vec![Refusal::new("query-not-understood").at("after")]))?,
    };
    let loaded = case_for(&app, &viewer, Action::ReadCases, &number).await?;
    let text = "SELECT nth, at, actor, kind, payload FROM journal WHERE subject = $1 AND nth > $2 \
                ORDER BY nth LIMIT $3";
    let most = i64::try_from(EVENTS + 1).unwrap_or(i64::MAX);
    let mut rows: Vec<JournalRow> =
        sql::all(app.store.read(), text, values![loaded.case().id.0, after, most]).await.map_err(stored)?;
    let is_more = rows.len() > EVENTS;
    rows.truncate(EVENTS);
    let path = format!("/api/v1/cases/{}/events", loaded.case().number);
    let next = rows.last().filter(|_| is_more).map(|row| address(&path, "", "after", row.nth));
    let shown = rows.into_iter().filter(|row| loaded.shows_entry(&row.kind, &row.payload));
    let events = shown.map(|row| row.told(&viewer, &loaded.actors)).collect::<Result<_, _>>()?;
    Ok(linked(json(&Events { events, next: next.clone() }), next.as_deref()))
}

impl JournalRow {
    fn told(self, viewer: &Viewer, actors: &[Actor]) -> Result<EventJson, Problem> {
        let data: Value = serde_json::from_str(&self.payload).map_err(Problem::fault)?;
        let text = match serde_json::from_str::<Fact>(&self.payload) {
            Ok(fact) => fact_words(&viewer.page(""), &fact),
            Err(_) => viewer.lang.t(&format!("event-{}", self.kind.replace('_', "-"))),
        };
        let by: Actor = serde_json::from_str(&self.actor).map_err(Problem::fault)?;
        let mut told_by = serde_json::to_value(by).map_err(Problem::fault)?;
        if self.kind == DANGER_REPORTED
            && !may_know_reporter(viewer, actors, by.account())
            && let Some(parts) = told_by.as_object_mut()
        {
            parts.remove("account");
        }
        Ok(EventJson { nth: self.nth, at: from_micros(self.at), by: told_by, kind: self.kind, data, text })
    }
}

/// The terms of a case, those that have ended included.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Terms)]
pub struct Terms {
    terms: Vec<TermJson>,
}

/// A term of a case.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Term)]
struct TermJson {
    /// What it is for; the item or agreement it belongs to stands behind a colon.
    name: String,
    /// Under which rule it runs.
    rule: String,
    /// Which version of it.
    rule_version: u32,
    /// By which calendar its end was last reckoned.
    calendar: String,
    /// When it started.
    #[serde(with = "time::serde::rfc3339")]
    #[schema(schema_with = moment)]
    start: Moment,
    /// The last day as counted.
    #[schema(schema_with = day)]
    raw: Day,
    /// The last day that holds.
    #[schema(schema_with = day)]
    due: Day,
    /// The first instant that is too late.
    #[serde(with = "time::serde::rfc3339")]
    #[schema(schema_with = moment)]
    due_at: Moment,
    /// How it stands now.
    #[schema(schema_with = standing)]
    standing: &'static str,
    /// Whether it rests on a year whose holidays are not arranged yet.
    provisional: bool,
    /// The article, in Chinese.
    law: String,
    /// Why it ends then.
    reasoning: Vec<StepJson>,
}

fn standing() -> Object {
    one_of(&Standing::ALL.map(Standing::code))
}

/// `GET /api/v1/cases/{number}/deadlines`
pub async fn deadlines(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    Path(number): Path<String>,
) -> Result<Response, Problem> {
    let loaded = case_for(&app, &viewer, Action::ReadCases, &number).await?;
    let by = &app.reference.reckoning;
    let terms = loaded.case().clocks.iter().map(|clock| {
        let reasoning = clock.reasoning(by).unwrap_or_default();
        TermJson {
            name: clock.key(),
            rule: clock.clock.rule.clone(),
            rule_version: clock.clock.version,
            calendar: clock.clock.calendar_version.clone(),
            start: clock.clock.course.start,
            raw: clock.clock.raw_due.day,
            due: clock.clock.due.day,
            due_at: clock.clock.due.at,
            standing: clock.standing(viewer.now).code(),
            provisional: clock.clock.provisional,
            law: clock.rule(by).map(|rule| rule.law.clone()).unwrap_or_default(),
            reasoning: reasoning.into_iter().map(|step| StepJson::of(&viewer, step)).collect(),
        }
    });
    Ok(versioned(&headers, loaded.case().version, &Terms { terms: terms.collect() }))
}

/// The documents of a case, in the order in which they were produced.
#[derive(Debug, Serialize, ToSchema)]
pub struct Documents {
    documents: Vec<DocumentJson>,
}

/// A document that was produced.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Document)]
struct DocumentJson {
    /// Where it is read.
    href: String,
    /// Its title.
    title: String,
    /// How many pages it has.
    pages: i64,
    /// When it was produced.
    #[serde(with = "time::serde::rfc3339")]
    #[schema(schema_with = moment)]
    at: Moment,
}

/// `GET /api/v1/cases/{number}/documents`
pub async fn documents(
    State(app): State<App>,
    viewer: Viewer,
    Path(number): Path<String>,
) -> Result<Response, Problem> {
    let loaded = case_for(&app, &viewer, Action::ReadDocuments, &number).await?;
    let kept = document::store::all(app.store.read(), &app.vault, loaded.kept.seq).await.map_err(stored)?;
    let all = listed(&viewer, &loaded, kept, &viewer.page(""));
    let told = |Listed { href, title, pages, at, .. }| DocumentJson { href, title, pages, at };
    Ok(json(&Documents { documents: all.into_iter().map(told).collect() }))
}
