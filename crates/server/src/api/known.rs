//! Which reference data does the platform know, and what can be reckoned with it?

use axum::{
    extract::{Path, RawQuery, State},
    response::Response,
};
use fengqiao_base::{Certainty, Day, Moment, Refusal, calendar::DayKind};
use fengqiao_domain::deadline::{
    Basis, Course, ExtensionBy, Extensions, Length, Pause, PauseGround, Rule, SetBy, Step, Tier, Unit,
    compute,
};
use fengqiao_policy::Action;
use fengqiao_web::{form::Fields, problem::Problem};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::{
    answer::json,
    read::Sent,
    table::{Op, Table},
    words,
};
use crate::{
    app::App,
    deadline::words as sentences,
    reference::{Division, Level, Reference, street_name, type_name},
    viewer::Viewer,
};

/// The levels of divisions that can be asked for.
pub const LEVELS: [&str; 3] = ["district", "street", "community"];

/// The operations of this file.
pub fn table() -> Table {
    let op = |id| Op::new("reference", id);
    Table::default()
        .get(
            "/api/v1/dispute-types",
            Action::ReadPublic,
            op("list_dispute_types").gives::<DisputeTypes>(200, json!({ "types": [
                { "code": "02", "scheme": "mediation", "name": "邻里纠纷" },
            ] })),
            dispute_types,
        )
        .get(
            "/api/v1/divisions",
            Action::ReadPublic,
            op("list_divisions").query(&["level"]).gives::<Divisions>(200, json!({ "divisions": [
                { "code": "440306017000", "name": "新安街道", "level": "street", "parent": "440306000000" },
            ] })),
            divisions,
        )
        .get(
            "/api/v1/calendar/{year}",
            Action::ReadPublic,
            op("read_calendar").gives::<CalendarJson>(200, json!({
                "version": "cn-2020-2027-00000000",
                "year": 2026,
                "certainty": "official",
                "days": [{ "day": "2026-10-01", "kind": "holiday", "holiday": "国庆节", "is_workday": false }],
            })),
            calendar,
        )
        .get(
            "/api/v1/deadline-rules",
            Action::ReadPublic,
            op("list_deadline_rules").gives::<RuleList>(200, Value::Null),
            rules,
        )
        .post(
            "/api/v1/deadlines/compute",
            Action::ReadPublic,
            op("compute_deadline")
                .takes::<Compute>(json!({ "rule": "accept", "start_day": "2026-11-24" }))
                .gives::<Computed>(200, Value::Null),
            reckon,
        )
}

/// The kinds of disputes and appeals, in the order of the official table.
#[derive(Debug, Serialize, ToSchema)]
struct DisputeTypes {
    types: Vec<DisputeTypeJson>,
}

/// A kind of dispute or appeal.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DisputeType)]
struct DisputeTypeJson {
    /// Its stable code.
    code: String,
    /// `mediation`: of the official table; `baoan-extension`: the district's own; `appeal`: of the petition office.
    scheme: String,
    /// Its name in the language of the answer.
    name: String,
}

/// `GET /api/v1/dispute-types`
async fn dispute_types(State(app): State<App>, viewer: Viewer) -> Response {
    let types = app.reference.types.iter().map(|one| DisputeTypeJson {
        code: one.code.clone(),
        scheme: one.scheme.clone(),
        name: type_name(viewer.lang, &one.code),
    });
    json(&DisputeTypes { types: types.collect() })
}

/// The divisions of the territory.
#[derive(Debug, Serialize, ToSchema)]
struct Divisions {
    divisions: Vec<DivisionJson>,
}

/// A division of the territory.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Division)]
struct DivisionJson {
    /// Its 12-digit statistical code.
    code: String,
    /// Its name; of streets in the language of the answer.
    name: String,
    /// Its level.
    #[schema(schema_with = level)]
    level: &'static str,
    /// The code of the division it lies in.
    parent: String,
}

fn level() -> utoipa::openapi::schema::Object {
    words::one_of(&LEVELS)
}

/// `GET /api/v1/divisions`
async fn divisions(
    State(app): State<App>,
    viewer: Viewer,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let query = Fields::parse(query.unwrap_or_default().as_bytes())?;
    let asked = query.filled("level");
    if asked.is_some_and(|level| !LEVELS.contains(&level)) {
        return Err(Problem::Invalid(vec![Refusal::new("query-not-understood").at("level")]));
    }
    let all = &app.reference.divisions;
    let district = all.streets().next().and_then(|street| all.get(&street.parent));
    let of = |level: &'static str, one: &Division| DivisionJson {
        code: one.code.clone(),
        name: if one.level == Level::Street { street_name(viewer.lang, one) } else { one.name.clone() },
        level,
        parent: one.parent.clone(),
    };
    let rows = district
        .into_iter()
        .map(|one| of(LEVELS[0], one))
        .chain(all.streets().map(|one| of(LEVELS[1], one)))
        .chain(all.communities(None).map(|one| of(LEVELS[2], one)))
        .filter(|one| asked.is_none_or(|level| level == one.level));
    Ok(json(&Divisions { divisions: rows.collect() }))
}

/// A year of the calendar of working days.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Calendar)]
struct CalendarJson {
    /// Names the table: first and last year, and a fingerprint that changes with any change.
    version: String,
    /// Which year.
    year: i32,
    /// `official`: as arranged by the State Council; `provisional`: the statutory holidays alone.
    #[schema(schema_with = certainty)]
    certainty: Certainty,
    /// Every day of it.
    days: Vec<DayJson>,
}

fn certainty() -> utoipa::openapi::schema::Object {
    words::one_of(&["official", "provisional"])
}

/// A day of the calendar.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CalendarDay)]
struct DayJson {
    /// Which day.
    #[schema(schema_with = words::day)]
    day: Day,
    /// What kind of day it is.
    #[schema(schema_with = day_kind)]
    kind: DayKind,
    /// The holiday it belongs to, in Chinese.
    holiday: Option<String>,
    /// Whether offices work.
    is_workday: bool,
}

fn day_kind() -> utoipa::openapi::schema::Object {
    words::one_of(&["weekday", "weekend", "holiday", "make_up"])
}

/// `GET /api/v1/calendar/{year}`
async fn calendar(State(app): State<App>, Path(year): Path<String>) -> Result<Response, Problem> {
    let year: i32 = year.parse().map_err(|_| Problem::NotFound)?;
    let calendar = &app.reference.reckoning.calendar;
    let days = calendar.year(year).map_err(|_| Problem::NotFound)?;
    let certainty = days.first().map_or(Certainty::Provisional, |day| day.certainty);
    let days = days.into_iter().map(|day| DayJson {
        day: day.day,
        kind: day.kind,
        holiday: day.holiday.map(str::to_owned),
        is_workday: day.kind.is_workday(),
    });
    Ok(json(&CalendarJson { version: calendar.version().to_owned(), year, certainty, days: days.collect() }))
}

/// The rules by which periods are reckoned.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DeadlineRules)]
struct RuleList {
    /// Every version of every rule.
    rules: Vec<RuleJson>,
}

/// A rule by which a period is reckoned.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DeadlineRule)]
struct RuleJson {
    /// Its word.
    id: String,
    /// Counts its changes, from 1.
    version: u32,
    /// Its name in the language of the answer.
    name: String,
    /// The first day on which this version applies.
    #[schema(schema_with = words::day)]
    valid_from: Day,
    /// How long it is; null where the act that starts it says so.
    #[schema(schema_with = length)]
    length: Option<Length>,
    /// Who sets the length.
    #[schema(schema_with = set_by)]
    set_by: SetBy,
    /// The event that starts it.
    starts: String,
    /// The events that stop it.
    stops: Vec<String>,
    /// What pauses it; nothing else does.
    #[schema(schema_with = grounds)]
    pauses: Vec<PauseGround>,
    /// Who may extend it, how often and by how many days; null: nobody.
    #[schema(schema_with = extensions)]
    extensions: Option<Extensions>,
    /// Whether a last day on a day off moves to the day after.
    rolls: bool,
    /// What hangs on it: `right`, `duty`, `promise` or `term`.
    #[schema(schema_with = tier)]
    tier: Tier,
    /// The article, or the practice, in Chinese.
    law: String,
    /// What the article says, in Chinese.
    text: Option<String>,
    /// How sure the source is.
    #[schema(schema_with = basis)]
    basis: &'static str,
}

fn units() -> [&'static str; 7] {
    [
        Unit::Seconds,
        Unit::Minutes,
        Unit::Hours,
        Unit::CalendarDays,
        Unit::WorkingDays,
        Unit::Months,
        Unit::Years,
    ]
    .map(Unit::code)
}

fn length() -> utoipa::openapi::schema::Object {
    words::raw(json!({
        "type": ["object", "null"],
        "required": ["count", "unit"],
        "properties": {
            "count": { "type": "integer" },
            "unit": { "type": "string", "enum": units() },
        },
    }))
}

fn extensions() -> utoipa::openapi::schema::Object {
    let by = [
        ExtensionBy::Parties.code(),
        ExtensionBy::Head.code(),
        ExtensionBy::CourtPresident.code(),
        ExtensionBy::Dispatcher.code(),
    ];
    words::raw(json!({
        "type": ["object", "null"],
        "required": ["by"],
        "properties": {
            "by": { "type": "string", "enum": by },
            "times": { "type": ["integer", "null"] },
            "most-days": { "type": ["integer", "null"] },
        },
    }))
}

fn set_by() -> utoipa::openapi::schema::Object {
    words::one_of(&[SetBy::Rule, SetBy::PartiesOrRule, SetBy::ActWithin, SetBy::Act].map(SetBy::code))
}

fn tier() -> utoipa::openapi::schema::Object {
    words::one_of(&[Tier::Right, Tier::Duty, Tier::Promise, Tier::Term].map(Tier::code))
}

fn basis() -> utoipa::openapi::schema::Object {
    words::one_of(&[Basis::Law, Basis::Page, Basis::System, Basis::Memory, Basis::Design].map(Basis::code))
}

fn ground() -> utoipa::openapi::schema::Object {
    words::one_of(
        &[PauseGround::Appraisal, PauseGround::Hearing, PauseGround::Limitation].map(PauseGround::code),
    )
}

fn grounds() -> utoipa::openapi::schema::Array {
    utoipa::openapi::schema::Array::new(ground())
}

/// `GET /api/v1/deadline-rules`
async fn rules(State(app): State<App>, viewer: Viewer) -> Response {
    let rules = app.reference.reckoning.rules.iter().map(|rule: &Rule| RuleJson {
        id: rule.id.clone(),
        version: rule.version,
        name: sentences::rule(viewer.lang, &rule.id),
        valid_from: rule.valid_from,
        length: rule.length,
        set_by: rule.set_by,
        starts: rule.starts.clone(),
        stops: rule.stops.clone(),
        pauses: rule.pauses.clone(),
        extensions: rule.extensions,
        rolls: rule.rolls,
        tier: rule.tier,
        law: rule.law.clone(),
        text: rule.text.clone(),
        basis: rule.basis.code(),
    });
    json(&RuleList { rules: rules.collect() })
}

/// A period to be reckoned.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ComputeDeadline)]
struct Compute {
    /// Under which rule.
    rule: String,
    /// When it starts; this or `start_day`.
    #[serde(default, with = "time::serde::rfc3339::option")]
    #[schema(schema_with = words::moment, required = false)]
    start: Option<Moment>,
    /// On which day it starts, where only the day is known.
    #[serde(default)]
    #[schema(schema_with = words::day, required = false)]
    start_day: Option<Day>,
    /// The last day that was named, where the rule lets somebody name one.
    #[serde(default)]
    #[schema(schema_with = words::day, required = false)]
    named: Option<Day>,
    /// Times in which it stood still, in order.
    #[serde(default)]
    #[schema(value_type = Vec<PauseJson>, required = false)]
    pauses: Vec<Pause>,
    /// Extensions, in order.
    #[serde(default)]
    #[schema(value_type = Vec<ExtensionJson>, required = false)]
    extensions: Vec<fengqiao_domain::deadline::Extension>,
}

/// A time in which a period stood still.
#[derive(ToSchema)]
#[schema(as = Pause)]
#[expect(dead_code, reason = "only its schema is used")]
struct PauseJson {
    /// From when.
    #[schema(schema_with = words::moment)]
    from: Moment,
    /// Until when.
    #[schema(schema_with = words::moment)]
    until: Moment,
    /// Why.
    #[schema(schema_with = ground)]
    ground: String,
}

/// One extension of a period.
#[derive(ToSchema)]
#[schema(as = Extension)]
#[expect(dead_code, reason = "only its schema is used")]
struct ExtensionJson {
    /// When it was granted.
    #[schema(schema_with = words::moment)]
    at: Moment,
    /// The new last day.
    #[schema(schema_with = words::day)]
    until: Day,
    /// By whom: `parties`, `head`, `court-president` or `dispatcher`.
    by: String,
}

/// The end of a period, with the reasons.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Deadline)]
struct Computed {
    /// Under which rule.
    rule: String,
    /// Which version of it.
    rule_version: u32,
    /// By which calendar.
    calendar: String,
    /// When it started.
    #[serde(with = "time::serde::rfc3339")]
    #[schema(schema_with = words::moment)]
    start: Moment,
    /// The last day as counted.
    #[schema(schema_with = words::day)]
    raw: Day,
    /// The last day that holds.
    #[schema(schema_with = words::day)]
    due: Day,
    /// The first instant that is too late.
    #[serde(with = "time::serde::rfc3339")]
    #[schema(schema_with = words::moment)]
    due_at: Moment,
    /// Whether it rests on a year whose holidays are not arranged yet.
    provisional: bool,
    /// The article, in Chinese.
    law: String,
    /// Why it ends then.
    reasoning: Vec<StepJson>,
}

/// A step of a reckoning.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Step)]
pub struct StepJson {
    /// The step as data: `step` names it, beside it stand its days, counts and words.
    #[schema(schema_with = step)]
    pub data: Step,
    /// The step as a sentence in the language of the answer.
    pub text: String,
}

fn step() -> utoipa::openapi::schema::Object {
    words::raw(json!({
        "type": "object",
        "required": ["step"],
        "properties": { "step": { "type": "string" } },
        "additionalProperties": true,
    }))
}

impl StepJson {
    /// A step with its sentence.
    pub fn of(viewer: &Viewer, step: Step) -> Self {
        Self { text: sentences::step(viewer.lang, &step), data: step }
    }
}

/// `POST /api/v1/deadlines/compute`
async fn reckon(State(app): State<App>, viewer: Viewer, sent: Sent<Compute>) -> Result<Response, Problem> {
    let Compute { rule, start, start_day, named, pauses, extensions } = sent.body;
    let start = match (start, start_day) {
        (Some(at), None) => Course::from(at),
        (None, Some(day)) => Course::from_day(day),
        (None, None) | (Some(_), Some(_)) => {
            return Err(Problem::Invalid(vec![Refusal::new("deadline-one-start").at("start")]));
        }
    };
    let course = Course { named, pauses, extensions, ..start };
    let Reference { reckoning, .. } = app.reference;
    let rule = reckoning.rules.in_force(&rule, fengqiao_base::local_day(course.start))?;
    let deadline = compute(rule, &course, &reckoning.calendar)?;
    Ok(json(&Computed {
        rule: deadline.rule,
        rule_version: deadline.rule_version,
        calendar: deadline.calendar,
        start: deadline.start,
        raw: deadline.raw.day,
        due: deadline.due.day,
        due_at: deadline.due.at,
        provisional: deadline.provisional,
        law: rule.law.clone(),
        reasoning: deadline.reasoning.into_iter().map(|step| StepJson::of(&viewer, step)).collect(),
    }))
}
