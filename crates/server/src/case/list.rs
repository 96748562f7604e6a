//! Which cases does the reader find, and in what order?

use askama::Template;
use axum::{
    extract::{RawQuery, State},
    response::Response,
};
use fengqiao_base::Day;
use fengqiao_domain::intake::RequestNumber;
use fengqiao_policy::{Action, Scope};
use fengqiao_store::{StoreError, dialect, sql, time::from_micros};
use fengqiao_web::{
    form::Fields,
    page::{Choice, Form, Page},
    problem::Problem,
};
use sea_orm::{ConnectionTrait, QueryResult};
use time::macros::datetime;

pub use super::filter::{CaseFilter, Chip};
use crate::{
    app::App,
    directory::Names,
    listing::{PAGE, Rows, Where},
    once::stored,
    reference::{Reference, type_name},
    render::page,
    vault::Vault,
    viewer::Viewer,
};

/// One row of a list of cases; nothing of it needs the aggregate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseRow {
    /// Key of the list.
    pub seq: i64,
    /// The number on the receipt.
    pub number: String,
    /// What it is about, in a few words.
    pub title: String,
    /// Code of the stage.
    pub stage: String,
    /// Code of the type.
    pub dispute_type: String,
    /// 12-digit code of the community.
    pub community: String,
    /// Whose turn it is (code of a duty).
    pub turn: String,
    /// By when (microseconds).
    pub due_at: Option<i64>,
    /// When it was opened (microseconds).
    pub opened_at: i64,
}

impl CaseRow {
    /// What a question asks for, of cases as `c`; `due` is the column of the day.
    pub fn columns(due: &str) -> String {
        format!("c.seq, c.number, c.title, c.stage, c.dispute_type, c.community, c.turn, {due}, c.opened_at")
    }

    /// A row of such a question.
    pub fn read(vault: &Vault, row: &QueryResult) -> Result<Self, StoreError> {
        let seq = sql::cell(row, 0)?;
        Ok(Self {
            seq,
            number: sql::cell(row, 1)?,
            title: vault.title("cases", seq, sql::cell(row, 2)?)?,
            stage: sql::cell(row, 3)?,
            dispute_type: sql::cell(row, 4)?,
            community: sql::cell(row, 5)?,
            turn: sql::cell(row, 6)?,
            due_at: sql::cell(row, 7)?,
            opened_at: sql::cell(row, 8)?,
        })
    }
}

/// A page of cases, newest first.
pub async fn find(
    conn: &impl ConnectionTrait,
    vault: &Vault,
    scope: &Scope,
    filter: &CaseFilter,
) -> Result<Rows<CaseRow>, StoreError> {
    let mut query = Where::default();
    filter.narrow(&mut query, scope);
    let Some(key) = search(&mut query, conn, vault, filter.words.as_deref(), "c").await? else {
        return Ok(Rows { rows: Vec::new(), next: None });
    };
    query.within(scope, "c", true);
    if filter.words.as_deref().is_some_and(|words| words.parse::<RequestNumber>().is_err()) {
        query.without_sealed(scope, "c", true);
    }
    if let Some(before) = filter.before {
        let at = query.bind(before);
        query.and(format!("{key} < {at}"));
    }
    let text = format!(
        "SELECT {} FROM cases c {}{} ORDER BY {key} DESC LIMIT {}",
        CaseRow::columns("c.due_at"),
        query.joins,
        query.sql(),
        PAGE + 1
    );
    let rows = sql::rows(conn, &text, query.values).await?;
    Ok(Rows::of(
        rows.iter().map(|row| CaseRow::read(vault, row)).collect::<Result<_, _>>()?,
        |row: &CaseRow| row.seq,
    ))
}

/// Adds what was typed into the search box: a number finds itself, everything else is words. Gives the column by which
/// the newest come first; `None` when the words hold nothing that could be found.
pub async fn search(
    query: &mut Where,
    conn: &impl ConnectionTrait,
    vault: &Vault,
    words: Option<&str>,
    of: &str,
) -> Result<Option<String>, StoreError> {
    let seq = format!("{of}.seq");
    let Some(words) = words else { return Ok(Some(seq)) };
    if let Ok(number) = words.parse::<RequestNumber>() {
        query.equals(&format!("{of}.number"), number.to_string());
        return Ok(Some(seq));
    }
    let phrases = fengqiao_domain::search::query(words);
    if phrases.is_empty() {
        return Ok(None);
    }
    let cut = dialect::word_cut(conn, of, &vault.ask(&phrases), query.values.len() + 1).await?;
    query.bind(cut.value);
    query.joins.push_str(&cut.join);
    query.and(cut.condition);
    Ok(Some(cut.key))
}

/// One of the views of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tab {
    /// Its address.
    pub href: String,
    /// Key of its label.
    pub label: &'static str,
    /// Whether it is shown.
    pub current: bool,
}

/// A row as it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The number on the receipt.
    pub number: String,
    /// What it is about, in a few words.
    pub title: String,
    /// The type in words.
    pub kind: String,
    /// Street and community.
    pub place: String,
    /// The look of the stage's badge.
    pub look: &'static str,
    /// The stage in words.
    pub stage: String,
    /// Whose turn it is, in words.
    pub turn: String,
    /// The last day of what runs.
    pub due: Option<Day>,
}

/// A row for the samples of pages.
pub(crate) fn sample_row() -> CaseRow {
    CaseRow {
        seq: 7,
        number: "440306-2026-000007".to_owned(),
        title: "楼上卫生间漏水，天花板和衣柜受损".to_owned(),
        stage: "S7".to_owned(),
        dispute_type: "02".to_owned(),
        community: "440306017001".to_owned(),
        turn: "mediator".to_owned(),
        due_at: Some(1_795_622_400_000_000),
        opened_at: 1_792_000_000_000_000,
    }
}

/// The list of cases.
#[derive(Debug, Template)]
#[template(path = "case/list.html")]
pub struct ListPage {
    page: Page,
    form: Form,
    tabs: Vec<Tab>,
    chips: Vec<Chip>,
    kept: Vec<(String, String)>,
    stages: Vec<Choice>,
    types: Vec<Choice>,
    streets: Vec<Choice>,
    rows: Vec<Shown>,
    first: Option<String>,
    next: Option<String>,
    export: String,
}

impl ListPage {
    /// Samples for the test that renders every page.
    pub fn samples(page: &Page) -> Vec<Self> {
        let of = |rows| {
            let query = "open=all&turn=mediator&due=over&counted=yes&from=2026-10&to=2026-12&source=referred&outcome=agreed&confirmed=yes";
            let fields = Fields::parse(query.as_bytes()).expect("the sample is well formed");
            let filter = CaseFilter::from_query(&fields, datetime!(2026-11-24 02:00 UTC));
            let found = Rows { rows, next: Some(7) };
            Self::of(page.clone(), &filter, found, Form::sent(fields.0), query, &Names::default())
        };
        let plain = Self::of(
            page.clone(),
            &CaseFilter::default(),
            Rows { rows: Vec::new(), next: None },
            Form::default(),
            "",
            &Names::default(),
        );
        vec![plain, of(Vec::new()), of(vec![sample_row(); 50])]
    }

    fn of(
        page: Page,
        filter: &CaseFilter,
        found: Rows<CaseRow>,
        form: Form,
        query: &str,
        names: &Names,
    ) -> Self {
        let reference = Reference::shipped();
        let tab = |value: &str, label, open: Option<bool>| Tab {
            href: with(query, &[("open", Some(value)), ("before", None)]),
            label,
            current: filter.open == open,
        };
        let stages = fengqiao_domain::case::Stage::CODES
            .iter()
            .map(|code| Choice::new(*code, page.t(&format!("stage-{}", code.to_lowercase()))))
            .collect();
        Self {
            tabs: vec![
                tab("yes", "case-list-open", Some(true)),
                tab("no", "case-list-ended", Some(false)),
                tab("all", "case-list-all", None),
            ],
            chips: filter.chips(&page, names, |parameters| {
                let changes: Vec<_> =
                    parameters.iter().chain(&["before"]).map(|name| (*name, None)).collect();
                with(query, &changes)
            }),
            kept: kept(query),
            stages,
            types: reference.type_choices(page.lang),
            streets: reference.street_choices(page.lang),
            first: filter.before.map(|_| with(query, &[("before", None)])),
            next: found.next.map(|key| with(query, &[("before", Some(&key.to_string()))])),
            export: with(query, &[("before", None)]).replacen("/cases", "/cases.csv", 1),
            rows: found.rows.into_iter().map(|row| shown(&page, row)).collect(),
            page,
            form,
        }
    }
}

/// What the fields of the page do not hold themselves; it is sent along, so that a search stays within it.
fn kept(query: &str) -> Vec<(String, String)> {
    const FIELDS: [&str; 5] = ["q", "stage", "type", "street", "before"];
    let fields = Fields::parse(query.as_bytes()).unwrap_or_default().0;
    fields.into_iter().filter(|(name, _)| !FIELDS.contains(&name.as_str())).collect()
}

/// A row in the reader's language.
pub fn shown(page: &Page, row: CaseRow) -> Shown {
    let look = match row.stage.as_str() {
        "S2" | "S8" | "S9" => "wait",
        "S3" | "S12" | "S13" => "stop",
        "S14" | "S16" | "S17" => "done",
        _ => "open",
    };
    Shown {
        kind: type_name(page.lang, &row.dispute_type),
        place: Reference::shipped().place_name(page.lang, &row.community),
        look,
        stage: page.t(&format!("stage-{}", row.stage.to_lowercase())),
        turn: if row.turn.is_empty() { String::new() } else { page.code("turn-who", &row.turn) },
        due: row.due_at.map(|at| super::view::last_day(from_micros(at))),
        number: row.number,
        title: if row.title.is_empty() { "–".to_owned() } else { row.title },
    }
}

/// The address of the list with some of its parameters changed or taken away.
fn with(query: &str, changes: &[(&str, Option<&str>)]) -> String {
    let kept = query.split('&').filter(|pair| {
        let name = pair.split('=').next().unwrap_or_default();
        !pair.is_empty() && !changes.iter().any(|(changed, _)| *changed == name)
    });
    let mut parts: Vec<String> = kept.map(str::to_owned).collect();
    parts.extend(changes.iter().filter_map(|(name, value)| value.map(|value| format!("{name}={value}"))));
    if parts.is_empty() { "/cases".to_owned() } else { format!("/cases?{}", parts.join("&")) }
}

/// `GET /cases`
pub async fn show(
    State(app): State<App>,
    viewer: Viewer,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let query = query.unwrap_or_default();
    let fields = Fields::parse(query.as_bytes())?;
    let filter = CaseFilter::from_query(&fields, viewer.now);
    let found = find(app.store.read(), &app.vault, &Scope::of(&viewer.asker(), Action::ReadCases), &filter)
        .await
        .map_err(stored)?;
    let names = app.directory.names(app.store.read()).await.map_err(stored)?;
    let form = Form::sent(fields.0);
    Ok(page(&ListPage::of(viewer.page("cases"), &filter, found, form, &query, &names)))
}
