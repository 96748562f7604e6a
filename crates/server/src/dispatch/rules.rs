//! `/dispatch/rules`: the rules in force, and what others would have done with past requests.

use askama::Template;
use axum::{extract::State, http::StatusCode, response::Response};
use fengqiao_base::{BodyId, Moment, Refusal};
use fengqiao_domain::dispatch::{DispatchRule, DispatchRules, Part, Step};
use fengqiao_policy::{Action, Scope};
use fengqiao_web::{
    form::Posted,
    page::{Form, Page},
    problem::Problem,
};
use uuid::Uuid;

use super::{
    pages::rule_name,
    trial::{self, Trial},
};
use crate::{
    app::App,
    directory::Names,
    once::stored,
    reference::{Reference, type_name},
    render::{page, with_status},
    viewer::Viewer,
};

/// Differences that the page shows; the command `fengqiao dispatch try` writes all of them.
const SHOWN: usize = 200;
/// The longest table that is tried, in characters.
const LONGEST: usize = 50_000;

/// A rule in words.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    name: String,
    id: String,
    part: String,
    when: Vec<String>,
    to: Vec<String>,
    within: String,
    law: String,
    basis: String,
}

/// A request that would go another way, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Other {
    number: String,
    kind: String,
    place: String,
    at: Moment,
    before: Vec<String>,
    after: Vec<String>,
}

/// What a trial came to, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Tried {
    looked_at: String,
    differs: String,
    is_cut: bool,
    differences: Vec<Other>,
    loads: Vec<(String, String, String)>,
}

/// The rules in force, and a trial.
#[derive(Debug, Template)]
#[template(path = "dispatch/rules.html")]
pub struct RulesPage {
    page: Page,
    ways: Vec<(String, String)>,
    form: Form,
    version: String,
    rows: Vec<Row>,
    may_try: bool,
    trial: Option<Tried>,
}

fn step(page: &Page, names: &[(String, String)], step: &Step) -> String {
    match step {
        Step::Station => page.t("dispatch-step-station"),
        Step::Committee => page.t("dispatch-step-committee"),
        Step::SubCentre => page.t("dispatch-step-sub-centre"),
        Step::DistrictCentre => page.t("dispatch-step-district-centre"),
        Step::Specialised => page.t("dispatch-step-specialised"),
        Step::Organ(organ) => page.code("choice-organ", organ.code()),
        Step::Body(code) => names
            .iter()
            .find(|(known, _)| known == code)
            .map_or_else(|| code.clone(), |(_, name)| name.clone()),
    }
}

fn row(page: &Page, names: &[(String, String)], rule: &DispatchRule) -> Row {
    let mut when: Vec<String> = rule.types.iter().map(|code| type_name(page.lang, code)).collect();
    when.extend(rule.streets.iter().map(|code| Reference::shipped().place_name(page.lang, code)));
    let flag = |value: Option<bool>, yes: &str, no: &str| {
        value.map(|value| if value { page.t(yes) } else { page.t(no) })
    };
    when.extend(flag(rule.organisation, "dispatch-when-organisation", "dispatch-when-no-organisation"));
    when.extend(flag(rule.urgent, "dispatch-when-urgent", "dispatch-when-not-urgent"));
    when.extend(rule.hours.map(|hours| page.code("choice-office-hours", hours.code())));
    Row {
        name: rule_name(page, &rule.id, rule.name.as_deref()),
        id: rule.id.clone(),
        part: page.code("choice-dispatch-part", rule.part.code()),
        when,
        to: rule.to.iter().map(|one| step(page, names, one)).collect(),
        within: rule.within_minutes.map_or_else(
            || page.t("dispatch-within-usual"),
            |minutes| page.told("dispatch-within-minutes", &[("minutes", minutes.to_string())]),
        ),
        law: rule.law.clone(),
        basis: crate::deadline::words::basis_of(page.lang, rule.basis),
    }
}

impl RulesPage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let rules = DispatchRules::shipped();
        let rows: Vec<Row> = rules.iter().map(|rule| row(sample, &[], rule)).collect();
        let of = |form, trial| Self {
            page: sample.clone(),
            ways: ways(sample),
            form,
            version: rules.version().to_owned(),
            rows: rows.clone(),
            may_try: true,
            trial,
        };
        let wrong = Refusal::new("dispatch-rules-unreadable").at("rules").with("fault", "line 3");
        let trial = Trial {
            tried: 2,
            differences: vec![trial::Difference {
                number: "440306-2026-000001".to_owned(),
                dispute_type: None,
                community: "440306017001".to_owned(),
                at: time::macros::datetime!(2026-11-24 02:00 UTC),
                before: vec![(Part::Lead, BodyId(Uuid::from_u128(1)), "place-lead".to_owned())],
                after: vec![(Part::Lead, BodyId(Uuid::from_u128(2)), "place-lead".to_owned())],
            }],
            loads: vec![(BodyId(Uuid::from_u128(1)), 2, 1)],
        };
        vec![
            of(Form::new("key"), None),
            of(Form::new("key").with("rules", "x").refused(sample.lang, &wrong), None),
            of(Form::new("key").with("rules", "x"), Some(tried(sample, &Names::default(), &trial))),
        ]
    }
}

fn tried(page: &Page, names: &Names, trial: &Trial) -> Tried {
    let ways = |all: &[(Part, BodyId, String)]| {
        let one = |(part, body, _): &(Part, BodyId, String)| {
            format!("{} · {}", page.code("choice-dispatch-part", part.code()), names.body_name(*body))
        };
        all.iter().map(one).collect()
    };
    let other = |one: &trial::Difference| Other {
        number: one.number.clone(),
        kind: one
            .dispute_type
            .as_deref()
            .map_or_else(|| page.t("dispatch-no-type"), |code| type_name(page.lang, code)),
        place: Reference::shipped().place_name(page.lang, &one.community),
        at: one.at,
        before: ways(&one.before),
        after: ways(&one.after),
    };
    Tried {
        looked_at: trial.tried.to_string(),
        differs: trial.differences.len().to_string(),
        is_cut: trial.differences.len() > SHOWN,
        differences: trial.differences.iter().take(SHOWN).map(other).collect(),
        loads: trial
            .loads
            .iter()
            .map(|(body, before, after)| {
                (names.body_name(*body).to_owned(), before.to_string(), after.to_string())
            })
            .collect(),
    }
}

fn ways(page: &Page) -> Vec<(String, String)> {
    vec![("/dispatch".to_owned(), page.t("dispatch-list-title"))]
}

async fn shown(app: &App, viewer: &Viewer, form: Form, trial: Option<Trial>) -> Result<RulesPage, Problem> {
    let conn = app.store.read();
    let network = app.directory.network(conn).await.map_err(stored)?;
    let names = app.directory.names(conn).await.map_err(stored)?;
    let sheet = viewer.page("dispatch");
    let called: Vec<(String, String)> = network
        .bodies()
        .iter()
        .map(|body| (body.code.clone(), crate::case::form::body_name(&sheet, body)))
        .collect();
    Ok(RulesPage {
        ways: ways(&sheet),
        form,
        version: app.reference.dispatch.version().to_owned(),
        rows: app.reference.dispatch.iter().map(|rule| row(&sheet, &called, rule)).collect(),
        may_try: viewer.may(Action::RuleDispatch),
        trial: trial.map(|trial| tried(&sheet, &names, &trial)),
        page: sheet,
    })
}

/// `GET /dispatch/rules`
pub(super) async fn show(State(app): State<App>, viewer: Viewer) -> Result<Response, Problem> {
    let form = Form::new(app.ids.next::<Uuid>().to_string()).with("most", "1000");
    Ok(page(&shown(&app, &viewer, form, None).await?))
}

/// `POST /dispatch/rules/trial`: reads and compares; it writes nothing, so it may be sent as often as one likes.
pub(super) async fn try_out(
    State(app): State<App>,
    viewer: Viewer,
    Posted { fields, .. }: Posted,
) -> Result<Response, Problem> {
    let text = fields.get("rules").to_owned();
    let most = fields.get("most").parse::<i64>().unwrap_or(1000);
    let form = Form::sent(fields.0);
    let rules = if text.chars().count() > LONGEST {
        Err(Refusal::new("words-too-long").at("rules").with("longest", LONGEST))
    } else {
        DispatchRules::load(&text)
            .map_err(|fault| Refusal::new("dispatch-rules-unreadable").at("rules").with("fault", fault))
    };
    match rules {
        Ok(rules) => {
            let scope = Scope::of(&viewer.asker(), Action::RuleDispatch);
            let trial = trial::run(&app, &rules, most, Some(&scope)).await.map_err(stored)?;
            Ok(page(&shown(&app, &viewer, form, Some(trial)).await?))
        }
        Err(refusal) => {
            let again = shown(&app, &viewer, form.refused(viewer.lang, &refusal), None).await?;
            Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, page(&again)))
        }
    }
}
