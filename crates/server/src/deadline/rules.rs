//! `/deadline-rules`: which periods are there, in which versions, on which source, and how sure is it?

use std::collections::HashSet;

use askama::Template;
use axum::{extract::State, response::Response};
use fengqiao_base::{Day, Duty, local_day};
use fengqiao_domain::deadline::{Basis, Level, Rule, Rules};
use fengqiao_web::page::Page;

use super::words;
use crate::{app::App, render::page, viewer::Viewer};

/// The periods there are.
#[derive(Debug, Template)]
#[template(path = "deadline/rules.html")]
pub struct RulesPage {
    page: Page,
    rows: Vec<Row>,
}

/// One version of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    id: String,
    name: String,
    length: String,
    start: String,
    tier: String,
    told: Vec<String>,
    law: String,
    basis: (&'static str, String),
    version: String,
    from: Day,
    is_own: bool,
    in_force: bool,
}

impl RulesPage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let own = "[[rule]]\nid = \"intake\"\nversion = 2\nvalid-from = \"2026-01-01\"\n\
                   length = { count = 2, unit = \"working-days\" }\nstarts = \"lead-received\"\nstops = [\"registered\"]\n\
                   tier = \"promise\"\nescalates-to = [\"dispatcher\"]\nlaw = \"本区规定\"\nbasis = \"D\"\n";
        let rules = Rules::shipped().with_district(own).expect("the sample is whole");
        vec![Self::of(sample.clone(), &rules, sample.today)]
    }

    fn of(page: Page, rules: &Rules, today: Day) -> Self {
        let shipped = Rules::shipped();
        let ours: HashSet<(&str, u32)> =
            shipped.iter().map(|rule| (rule.id.as_str(), rule.version)).collect();
        let mut all: Vec<&Rule> = rules.iter().collect();
        let place = |id: &str| rules.iter().position(|rule| rule.id == id);
        all.sort_by_key(|rule| (place(&rule.id), std::cmp::Reverse(rule.version)));
        let rows = all.into_iter().map(|rule| Row {
            id: rule.id.clone(),
            // A rule of a district's own has no name here.
            name: page
                .lang
                .find(&format!("deadline-rule-{}", rule.id), &[])
                .unwrap_or_else(|| rule.id.clone()),
            length: words::length(page.lang, rule),
            start: page
                .lang
                .find(&format!("deadline-start-{}", rule.starts), &[])
                .unwrap_or_else(|| rule.starts.clone()),
            tier: words::tier(page.lang, rule),
            told: told(&page, rule),
            law: page.lang.law(&rule.law),
            basis: (look(rule.basis), words::basis(page.lang, rule)),
            version: rule.version.to_string(),
            from: rule.valid_from,
            is_own: !ours.contains(&(rule.id.as_str(), rule.version)),
            in_force: rules.in_force(&rule.id, today).is_ok_and(|one| one.version == rule.version),
        });
        Self { rows: rows.collect(), page }
    }
}

/// Who is told when it has passed, level by level.
fn told(page: &Page, rule: &Rule) -> Vec<String> {
    let names = |duties: &[Duty]| {
        let names: Vec<String> = duties.iter().map(|duty| page.code("common-duty", duty.code())).collect();
        names.join(&page.t("personal-data-comma"))
    };
    let first = page.told("deadline-rules-told", &[("who", names(&rule.escalates_to))]);
    let level = |level: &Level| {
        let (days, who) = (level.after_working_days.to_string(), names(&level.to));
        page.told("deadline-rules-level", &[("days", days), ("who", who)])
    };
    std::iter::once(first).chain(rule.levels.iter().map(level)).collect()
}

fn look(basis: Basis) -> &'static str {
    match basis {
        Basis::Law => "done",
        Basis::Page | Basis::System | Basis::Design => "info",
        Basis::Memory => "soon",
    }
}

/// `GET /deadline-rules`
pub(super) async fn list(State(app): State<App>, viewer: Viewer) -> Response {
    let rules = &app.reference.reckoning.now().rules;
    page(&RulesPage::of(viewer.page("calendars"), rules, local_day(viewer.now)))
}
