//! What was destroyed, under which rule, by whose word? The register (销毁清册), kept for ever.

use askama::Template;
use axum::{
    extract::{RawQuery, State},
    http::header,
    response::{IntoResponse, Response},
};
use fengqiao_policy::{Action, Scope};
use fengqiao_store::time::day_text;
use fengqiao_web::{form::Fields, page::Page, problem::Problem};

use super::{
    store::{self, Disposal},
    view::{self, Shown},
};
use crate::{
    app::App, case::export::harmless, directory::Names, listing::PAGE, once::stored, render::page, trail,
    viewer::Viewer,
};

/// The register.
#[derive(Debug, Template)]
#[template(path = "retention/register.html")]
pub struct RegisterPage {
    page: Page,
    rows: Vec<Shown>,
    first: Option<String>,
    next: Option<String>,
}

impl RegisterPage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let names = Names::default();
        let of = |rows: Vec<Disposal>, before: Option<&str>| {
            let rows = rows.into_iter().map(|row| Shown::of(sample, &names, row)).collect();
            Self {
                page: sample.clone(),
                rows,
                first: before.map(|_| "/disposals/register".to_owned()),
                next: None,
            }
        };
        vec![of(Vec::new(), None), of(view::sample(), Some("7.7"))]
    }
}

/// A place in the register, as an address carries it.
fn place(text: &str) -> Option<(i64, i64)> {
    let (at, number) = text.split_once('.')?;
    Some((at.parse().ok()?, number.parse().ok()?))
}

/// Keeps a page of what was found, and says where the next begins.
pub(super) fn paged(rows: &mut Vec<Disposal>) -> Option<Disposal> {
    let most = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let is_more = rows.len() > most;
    rows.truncate(most);
    rows.last().filter(|_| is_more).cloned()
}

fn key(row: &Disposal) -> (i64, i64) {
    (row.decided_at.unwrap_or_default(), row.number)
}

/// `GET /disposals/register`
pub(super) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes())?;
    let before = fields.filled("before").and_then(place);
    let scope = Scope::of(&viewer.asker(), Action::DecideDisposal);
    let conn = app.store.read();
    let mut found = store::register(conn, &app.vault, &scope, before).await.map_err(stored)?;
    let next = paged(&mut found).as_ref().map(key);
    let names = app.directory.names(conn).await.map_err(stored)?;
    let sheet = viewer.page("disposals");
    Ok(page(&RegisterPage {
        rows: found.into_iter().map(|row| Shown::of(&sheet, &names, row)).collect(),
        first: before.map(|_| "/disposals/register".to_owned()),
        next: next.map(|(at, number)| format!("/disposals/register?before={at}.{number}")),
        page: sheet,
    }))
}

/// `GET /disposals/register.csv`: the register as a table; it names nobody but who confirmed.
pub(super) async fn csv(State(app): State<App>, viewer: Viewer) -> Result<Response, Problem> {
    trail::taking_out(&app, &viewer, Action::DecideDisposal, "register.csv").await?;
    let scope = Scope::of(&viewer.asker(), Action::DecideDisposal);
    let conn = app.store.read();
    let names = app.directory.names(conn).await.map_err(stored)?;
    let sheet = viewer.page("disposals");
    let mut table = csv::Writer::from_writer(Vec::new());
    let head =
        ["number", "dispute_type", "stage", "outcome", "closed", "kept_until", "rule", "version", "source"];
    let more = ["proposed", "confirmed", "confirmed_by"];
    table.write_record(head.iter().chain(&more)).map_err(Problem::fault)?;
    let mut before = None;
    loop {
        let mut found = store::register(conn, &app.vault, &scope, before).await.map_err(stored)?;
        let next = paged(&mut found);
        for row in found {
            let day = |at: i64| day_text(fengqiao_base::local_day(store::moment(at)));
            let version = row.version.to_string();
            let codes = [row.dispute_type.clone(), Some(row.stage.clone()), row.outcome.clone()];
            let [kind, stage, outcome] = codes.map(Option::unwrap_or_default);
            let (since, last) = (day_text(row.since), day_text(row.last));
            let (proposed, decided) = (day(row.proposed_at), row.decided_at.map(day).unwrap_or_default());
            let rule = row.rule.code();
            let shown = Shown::of(&sheet, &names, row);
            let by = harmless(&shown.by);
            let record = [
                shown.shown.as_str(),
                &kind,
                &stage,
                &outcome,
                &since,
                &last,
                rule,
                &version,
                &shown.law,
                &proposed,
                &decided,
                &by,
            ];
            table.write_record(record).map_err(Problem::fault)?;
        }
        before = next.as_ref().map(key);
        if before.is_none() {
            break;
        }
    }
    let bytes = table.into_inner().map_err(|error| Problem::fault(error.into_error()))?;
    // Spreadsheet programs take UTF-8 for what it is only with this mark.
    let body = [b"\xef\xbb\xbf".as_slice(), &bytes].concat();
    let head = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"register.csv\""),
    ];
    Ok((head, body).into_response())
}
