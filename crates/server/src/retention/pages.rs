//! `/disposals`: the archivist reads what is over its term, and has it destroyed or keeps it longer.

use askama::Template;
use axum::{
    extract::{RawQuery, State},
    http::StatusCode,
    response::Response,
};
use fengqiao_base::{Day, Refusal, local_day};
use fengqiao_domain::retention::{Kept, MOST_YEARS, Rules, kept_longer};
use fengqiao_policy::{Action, Scope};
use fengqiao_store::time::day_text;
use fengqiao_web::{
    form::{Fields, Posted},
    page::{Form, Page},
    problem::Problem,
};
use uuid::Uuid;

use super::{
    decide::{self, Came, Deciding},
    register::paged,
    store::{self, Disposal},
    view::{self, Shown, length, rule_name},
};
use crate::{
    app::App,
    directory::Names,
    intake::form::day_of,
    once::{answered, once, stored},
    render::{page, see, with_status},
    viewer::Viewer,
};

/// What stands under one rule.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Group {
    name: String,
    /// For how long it keeps things, and its source.
    about: String,
    rows: Vec<Shown>,
}

/// A rule with something to decide on: address, name, how many, whether it is shown alone.
type Tab = (String, String, String, bool);

/// What is over its term.
#[derive(Debug, Template)]
#[template(path = "retention/list.html")]
pub struct DisposalsPage {
    page: Page,
    form: Form,
    /// What was destroyed just now, beside what was not.
    done: String,
    tabs: Vec<Tab>,
    groups: Vec<Group>,
    /// Whether every box is ticked, and the address that ticks them.
    ticked: bool,
    all: String,
    first: Option<String>,
    next: Option<String>,
}

/// What the address asks for.
#[derive(Debug, Clone, Default)]
struct Asked {
    rule: Option<Kept>,
    after: Option<(Kept, i64)>,
    ticked: bool,
}

impl Asked {
    fn of(fields: &Fields) -> Self {
        let place = |text: &str| {
            let (rule, number) = text.rsplit_once('.')?;
            Some((Kept::from_code(rule)?, number.parse().ok()?))
        };
        Self {
            rule: fields.filled("rule").and_then(Kept::from_code),
            after: fields.filled("after").and_then(place),
            ticked: fields.get("all") == "yes",
        }
    }

    fn path(&self) -> String {
        let mut parts = Vec::new();
        parts.extend(self.rule.map(|rule| format!("rule={}", rule.code())));
        parts.extend(self.after.map(|(rule, number)| format!("after={}.{number}", rule.code())));
        parts.extend(self.ticked.then(|| "all=yes".to_owned()));
        if parts.is_empty() { "/disposals".to_owned() } else { format!("/disposals?{}", parts.join("&")) }
    }
}

impl DisposalsPage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let of = |rows, counts: &[(Kept, i64)], asked: &Asked, form| {
            Self::of(sample.clone(), form, rows, counts, asked, &Names::default(), &Rules::shipped())
        };
        let counts = [(Kept::DossierShort, 2), (Kept::RequestWithdrawn, 1)];
        let held = Refusal::new("disposal-held-reopened").with("number", "440306-2016-000007");
        let ticked =
            Asked { ticked: true, rule: Some(Kept::DossierShort), after: Some((Kept::DossierShort, 1)) };
        vec![
            of(Vec::new(), &[], &Asked::default(), Form::default()),
            Self {
                done: "440306-2016-000003".to_owned(),
                ..of(view::sample(), &counts, &Asked::default(), Form::default().refused(sample.lang, &held))
            },
            of(view::sample(), &counts, &ticked, Form::default()),
        ]
    }

    fn of(
        page: Page,
        form: Form,
        mut found: Vec<Disposal>,
        counts: &[(Kept, i64)],
        asked: &Asked,
        names: &Names,
        rules: &Rules,
    ) -> Self {
        let next = paged(&mut found).map(|row| (row.rule, row.number));
        let mut groups: Vec<Group> = Vec::new();
        for row in found {
            let about = rules.version(row.rule, row.version);
            let about =
                about.map(|rule| format!("{} · {}", length(&page, rule), row.law)).unwrap_or_default();
            let row = Shown::of(&page, names, row);
            match groups.last_mut().filter(|group| group.name == row.rule && group.about == about) {
                Some(group) => group.rows.push(row),
                None => groups.push(Group { name: row.rule.clone(), about, rows: vec![row] }),
            }
        }
        let path = |rule| Asked { rule, ..Asked::default() }.path();
        let total: i64 = counts.iter().map(|(_, count)| count).sum();
        let mut tabs =
            vec![(path(None), page.t("retention-list-all"), total.to_string(), asked.rule.is_none())];
        tabs.extend(counts.iter().map(|(rule, count)| {
            (path(Some(*rule)), rule_name(&page, *rule), count.to_string(), asked.rule == Some(*rule))
        }));
        Self {
            all: Asked { ticked: !asked.ticked, ..asked.clone() }.path(),
            ticked: asked.ticked,
            first: asked.after.map(|_| Asked { after: None, ..asked.clone() }.path()),
            next: next.map(|after| Asked { after: Some(after), ticked: false, ..asked.clone() }.path()),
            tabs: if counts.is_empty() { Vec::new() } else { tabs },
            groups,
            done: String::new(),
            form,
            page,
        }
    }
}

fn scope(viewer: &Viewer) -> Scope {
    Scope::of(&viewer.asker(), Action::DecideDisposal)
}

async fn listed(app: &App, viewer: &Viewer, asked: &Asked, form: Form) -> Result<DisposalsPage, Problem> {
    let (conn, scope) = (app.store.read(), scope(viewer));
    let counts = store::counts(conn, &scope).await.map_err(stored)?;
    let found = store::waiting(conn, &app.vault, &scope, asked.rule, asked.after).await.map_err(stored)?;
    let names = app.directory.names(conn).await.map_err(stored)?;
    let sheet = viewer.page("disposals");
    Ok(DisposalsPage::of(sheet, form, found, &counts, asked, &names, &app.reference.retention))
}

/// `GET /disposals`
pub(super) async fn list(
    State(app): State<App>,
    viewer: Viewer,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let asked = Asked::of(&Fields::parse(query.unwrap_or_default().as_bytes())?);
    Ok(page(&listed(&app, &viewer, &asked, Form::default()).await?))
}

/// The page that asks once more.
#[derive(Debug, Template)]
#[template(path = "retention/decide.html")]
pub struct DecidePage {
    page: Page,
    ways: Vec<(String, String)>,
    form: Form,
    rows: Vec<Shown>,
    /// Between which days something can be kept longer.
    days: (String, String),
    /// Whether it is to be kept longer, so that this form is shown.
    keeps: bool,
    /// What she says that she has looked at: the files of cases; of requests, which she cannot read, their codes and days.
    sure: &'static str,
}

impl DecidePage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let names = Names::default();
        let of = |form: Form, keeps| {
            let rows = view::sample().into_iter().map(|row| Shown::of(sample, &names, row)).collect();
            Self::of(sample.clone(), form, rows, time::macros::date!(2026 - 11 - 24), keeps)
        };
        let unsure = Refusal::new("disposal-not-sure").at("sure");
        let short = Refusal::new("identity-reason-too-short").at("reason").with("shortest", 10);
        vec![
            of(Form::new("key").refused(sample.lang, &unsure), false),
            of(Form::new("key").with("reason", "备用").refused(sample.lang, &short), true),
        ]
    }

    fn of(page: Page, form: Form, rows: Vec<Shown>, today: Day, keeps: bool) -> Self {
        let last = fengqiao_base::calendar::months_after(today, MOST_YEARS * 12).unwrap_or(today);
        let first = today.next_day().unwrap_or(today);
        let sure = match (rows.iter().any(|row| row.is_case), rows.iter().any(|row| !row.is_case)) {
            (true, true) => "retention-destroy-sure-both",
            (false, true) => "retention-destroy-sure-request",
            _ => "retention-destroy-sure",
        };
        Self {
            sure,
            ways: vec![("/disposals".to_owned(), page.t("retention-list-title"))],
            days: (day_text(first), day_text(last)),
            page,
            form,
            rows,
            keeps,
        }
    }
}

/// The numbers that a form names.
fn numbers(fields: &Fields) -> Vec<i64> {
    let mut numbers: Vec<i64> = fields.all("n").filter_map(|number| number.parse().ok()).collect();
    numbers.truncate(100);
    numbers
}

/// The chosen numbers that still wait within the territory.
async fn chosen(app: &App, viewer: &Viewer, fields: &Fields) -> Result<Vec<Disposal>, Problem> {
    let (conn, scope) = (app.store.read(), scope(viewer));
    store::chosen(conn, &app.vault, &scope, &numbers(fields), None).await.map_err(stored)
}

async fn asked_again(
    app: &App,
    viewer: &Viewer,
    form: Form,
    found: Vec<Disposal>,
    keeps: bool,
) -> Result<DecidePage, Problem> {
    let names = app.directory.names(app.store.read()).await.map_err(stored)?;
    let sheet = viewer.page("disposals");
    let rows = found.into_iter().map(|row| Shown::of(&sheet, &names, row)).collect();
    Ok(DecidePage::of(sheet, form, rows, local_day(viewer.now), keeps))
}

async fn none_chosen(app: &App, viewer: &Viewer) -> Result<Response, Problem> {
    let form = Form::default().refused(viewer.lang, &Refusal::new("disposal-none-chosen"));
    let again = listed(app, viewer, &Asked::default(), form).await?;
    Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, page(&again)))
}

/// `GET /disposals/decide`
pub(super) async fn ask(
    State(app): State<App>,
    viewer: Viewer,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes())?;
    let found = chosen(&app, &viewer, &fields).await?;
    if found.is_empty() {
        return none_chosen(&app, &viewer).await;
    }
    let form = Form::new(app.ids.next::<Uuid>().to_string());
    Ok(page(&asked_again(&app, &viewer, form, found, false).await?))
}

fn deciding(viewer: &Viewer) -> Result<Deciding, Problem> {
    let by = viewer.acting_as(Action::DecideDisposal.duties())?;
    Ok(Deciding { by, at: viewer.now, from: viewer.address() })
}

/// Remembers what came of a form, so that whoever sends it twice reads the same.
async fn remember(app: &App, viewer: &Viewer, key: &str, flash: &'static str) -> Result<Response, Problem> {
    once(app, viewer, key, move |_| Box::pin(async move { Ok(flash.to_owned()) })).await?;
    Ok(see("/disposals", flash))
}

/// `POST /disposals/destroy`: each number by itself; what cannot be destroyed any more is told and left, beside what was.
pub(super) async fn destroy(
    State(app): State<App>,
    viewer: Viewer,
    Posted { fields, .. }: Posted,
) -> Result<Response, Problem> {
    let key = fields.get("idempotency_key").to_owned();
    if answered(&app, &viewer, &key).await?.is_some() {
        return Ok(see("/disposals", "disposal-destroyed"));
    }
    let deciding = deciding(&viewer)?;
    let found = chosen(&app, &viewer, &fields).await?;
    // A second click while the first is at work finds some of it done.
    let (numbers, by) = (numbers(&fields), decide::text_of(deciding.by));
    let done = store::chosen(app.store.read(), &app.vault, &scope(&viewer), &numbers, Some(&by)).await;
    let mut done: Vec<String> = done.map_err(stored)?.into_iter().map(|row| row.shown).collect();
    if found.is_empty() && done.is_empty() {
        return none_chosen(&app, &viewer).await;
    }
    if fields.get("sure") != "yes" {
        let form = Form::sent(fields.0).refused(viewer.lang, &Refusal::new("disposal-not-sure").at("sure"));
        let again = asked_again(&app, &viewer, form, found, false).await?;
        return Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, page(&again)));
    }
    let mut form = Form::default();
    let mut status = StatusCode::CONFLICT;
    for row in found {
        let code = match decide::destroy(&app, row.number, deciding.clone()).await {
            Ok(Came::Destroyed) => {
                if !done.contains(&row.shown) {
                    done.push(row.shown);
                }
                continue;
            }
            Ok(Came::Decided) => "disposal-decided",
            Ok(Came::NotOver) => "disposal-not-over",
            Ok(Came::Held(held)) => held.code(),
            Err(failure) if done.is_empty() => return Err(stored(failure)),
            Err(failure) => {
                // Logged there; the page tells what was done before it.
                stored(failure);
                status = StatusCode::INTERNAL_SERVER_ERROR;
                "disposal-broken"
            }
        };
        form = form.refused(viewer.lang, &Refusal::new(code).with("number", row.shown));
        if status == StatusCode::INTERNAL_SERVER_ERROR {
            break;
        }
    }
    if form.is_wrong() {
        let mut again = listed(&app, &viewer, &Asked::default(), form).await?;
        again.done = done.join(&again.page.t("personal-data-comma"));
        return Ok(with_status(status, page(&again)));
    }
    remember(&app, &viewer, &key, "disposal-destroyed").await
}

/// `POST /disposals/keep`
pub(super) async fn keep(
    State(app): State<App>,
    viewer: Viewer,
    Posted { fields, .. }: Posted,
) -> Result<Response, Problem> {
    let key = fields.get("idempotency_key").to_owned();
    if answered(&app, &viewer, &key).await?.is_some() {
        return Ok(see("/disposals", "disposal-put-off"));
    }
    let found = chosen(&app, &viewer, &fields).await?;
    if found.is_empty() {
        return none_chosen(&app, &viewer).await;
    }
    let today = local_day(viewer.now);
    let until = day_of(&fields, "until")
        .and_then(|until| until.ok_or_else(|| Refusal::new("field-missing").at("until")));
    let (until, reason) =
        match until.and_then(|until| Ok((until, kept_longer(until, fields.get("reason"), today)?))) {
            Ok(decision) => decision,
            Err(refusal) => {
                let form = Form::sent(fields.0).refused(viewer.lang, &refusal);
                let again = asked_again(&app, &viewer, form, found, true).await?;
                return Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, page(&again)));
            }
        };
    let deciding = deciding(&viewer)?;
    let mut form = Form::default();
    for row in found {
        let kept = decide::keep_longer(&app, row.number, until, reason.clone(), deciding.clone()).await;
        if !kept.map_err(stored)? {
            form = form.refused(viewer.lang, &Refusal::new("disposal-decided").with("number", row.shown));
        }
    }
    if form.is_wrong() {
        let again = listed(&app, &viewer, &Asked::default(), form).await?;
        return Ok(with_status(StatusCode::CONFLICT, page(&again)));
    }
    remember(&app, &viewer, &key, "disposal-put-off").await
}
