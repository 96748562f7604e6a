//! `/whistles/table`: how did each body answer in a month, and how was each that called? Bodies in the order of their codes,
//! never of their figures; each figure leads to its calls.

use askama::Template;
use axum::{
    extract::{RawQuery, State},
    http::header,
    response::{IntoResponse, Response},
};
use fengqiao_base::{BodyId, Moment};
use fengqiao_policy::{Action, Scope};
use fengqiao_store::{StoreError, sql};
use fengqiao_web::{form::Fields, page::Page, problem::Problem};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{
    store::{self, ListedCall},
    view::OwedRow,
};
use crate::{
    app::App,
    case::export::harmless,
    directory::Names,
    listing::{PAGE, Rows, Where, ordinary},
    once::stored,
    render::page,
    trail,
    viewer::Viewer,
};

/// Of whom the figures are, by which column, and what each counts.
struct Side {
    code: &'static str,
    column: &'static str,
    figures: &'static [(&'static str, &'static str)],
}

const SIDES: [Side; 2] = [
    Side {
        code: "called",
        column: "c.body",
        figures: &[
            ("all", "c.id IS NOT NULL"),
            ("signed", "c.signed_in_time = 1"),
            ("arrived", "c.arrived_in_time = 1"),
            ("responded", "c.responded = 1"),
            ("solved", "c.solved = 1"),
            ("satisfied", "c.satisfied = 1"),
        ],
    },
    Side {
        code: "whistler",
        column: "w.body",
        figures: &[
            ("all", "c.id IS NOT NULL"),
            ("clear", "c.is_clear = 1"),
            ("competent", "c.is_competent = 1"),
            ("supported", "c.is_supported = 1"),
        ],
    },
];

impl Side {
    fn of(code: &str) -> Option<&'static Self> {
        SIDES.iter().find(|side| side.code == code)
    }

    fn condition(&self, figure: &str) -> Option<&'static str> {
        self.figures.iter().find(|(code, _)| *code == figure).map(|(_, condition)| *condition)
    }
}

const FROM: &str = "FROM whistle_calls c JOIN whistles w ON w.seq = c.number";

/// The calls of a month within `scope`.
fn within(scope: &Scope, month: &str) -> Where {
    let mut query = Where::default();
    query.equals("c.month", month);
    query.within_territory(scope, "w", &ordinary("w", true));
    query
}

/// The figures of each body on one side.
async fn figures(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    month: &str,
    side: &Side,
) -> Result<Vec<(BodyId, Vec<i64>)>, StoreError> {
    let query = within(scope, month);
    let counts: Vec<String> =
        side.figures.iter().map(|(_, of)| format!("count(CASE WHEN {of} THEN 1 END)")).collect();
    let column = side.column;
    let text = format!("SELECT {column}, {} {FROM}{} GROUP BY {column}", counts.join(", "), query.sql());
    let mut found = Vec::new();
    for row in sql::rows(conn, &text, query.values).await? {
        let counts = (1..=side.figures.len()).map(|nth| sql::cell(&row, nth));
        found.push((BodyId(sql::cell(&row, 0)?), counts.collect::<Result<_, StoreError>>()?));
    }
    Ok(found)
}

/// A month as `2026-11`, if it is one.
fn month_of(text: &str) -> Option<(i32, u8)> {
    let (year, month) = text.split_once('-')?;
    let (year, month) = (year.parse().ok()?, month.parse().ok()?);
    (text.len() == 7 && (2000..2200).contains(&year) && (1..=12).contains(&month)).then_some((year, month))
}

fn beside((year, month): (i32, u8), later: bool) -> String {
    let (year, month) = match (later, month) {
        (true, 12) => (year + 1, 1),
        (true, month) => (year, month + 1),
        (false, 1) => (year - 1, 12),
        (false, month) => (year, month - 1),
    };
    format!("{year}-{month:02}")
}

/// The figures of one side as they are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Block {
    title: String,
    heads: Vec<String>,
    /// Name of the body; number and address of each figure.
    rows: Vec<(String, Vec<(String, String)>)>,
}

/// The table of a month.
#[derive(Debug, Template)]
#[template(path = "whistle/table.html")]
pub struct TablePage {
    page: Page,
    ways: Vec<(String, String)>,
    month: String,
    earlier: String,
    later: String,
    blocks: Vec<Block>,
}

impl TablePage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let names = Names::default();
        let full = vec![
            vec![(BodyId(Uuid::nil()), vec![3, 2, 1, 2, 2, 1])],
            vec![(BodyId(Uuid::nil()), vec![3, 2, 2, 1])],
        ];
        let of = |found| Self::of(sample.clone(), "2026-11", (2026, 11), &names, found);
        vec![of(vec![Vec::new(), Vec::new()]), of(full)]
    }

    fn of(
        page: Page,
        month: &str,
        parsed: (i32, u8),
        names: &Names,
        found: Vec<Vec<(BodyId, Vec<i64>)>>,
    ) -> Self {
        let block = |(side, mut rows): (&Side, Vec<(BodyId, Vec<i64>)>)| {
            rows.sort_by_key(|(body, _)| names.body(*body).map(|body| body.code.clone()));
            let row = |(body, counts): (BodyId, Vec<i64>)| {
                let figure = |(count, (what, _)): (i64, &(&str, &str))| {
                    let href = format!(
                        "/whistles/table/calls?month={month}&side={}&body={body}&what={what}",
                        side.code
                    );
                    (count.to_string(), href)
                };
                (names.body_name(body).to_owned(), counts.into_iter().zip(side.figures).map(figure).collect())
            };
            Block {
                title: page.code("whistle-table-side", side.code),
                heads: side.figures.iter().map(|(code, _)| page.code("whistle-table", code)).collect(),
                rows: rows.into_iter().map(row).collect(),
            }
        };
        Self {
            ways: vec![("/whistles".to_owned(), page.t("whistle-list-title"))],
            blocks: SIDES.iter().zip(found).map(block).collect(),
            month: month.to_owned(),
            earlier: beside(parsed, false),
            later: beside(parsed, true),
            page,
        }
    }
}

/// What the address asks for: the month, or the one that is.
fn asked(query: Option<&str>, now: Moment) -> Result<(Fields, String, (i32, u8)), Problem> {
    let query = Fields::parse(query.unwrap_or_default().as_bytes())?;
    let month = query.filled("month").filter(|month| month_of(month).is_some());
    let month = month.map_or_else(|| store::month(now), str::to_owned);
    let parsed = month_of(&month).ok_or(Problem::NotFound)?;
    Ok((query, month, parsed))
}

async fn both(app: &App, viewer: &Viewer, month: &str) -> Result<Vec<Vec<(BodyId, Vec<i64>)>>, Problem> {
    let scope = Scope::of(&viewer.asker(), Action::OverseeWhistles);
    let mut found = Vec::new();
    for side in &SIDES {
        found.push(figures(app.store.read(), &scope, month, side).await.map_err(stored)?);
    }
    Ok(found)
}

/// `GET /whistles/table`
pub(super) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let (_, month, parsed) = asked(query.as_deref(), viewer.now)?;
    let found = both(&app, &viewer, &month).await?;
    let names = app.directory.names(app.store.read()).await.map_err(stored)?;
    Ok(page(&TablePage::of(viewer.page("whistles"), &month, parsed, &names, found)))
}

/// `GET /whistles/table.csv`
pub(super) async fn csv(
    State(app): State<App>,
    viewer: Viewer,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    trail::taking_out(&app, &viewer, Action::OverseeWhistles, "whistles.csv").await?;
    let (_, month, _) = asked(query.as_deref(), viewer.now)?;
    let found = both(&app, &viewer, &month).await?;
    let names = app.directory.names(app.store.read()).await.map_err(stored)?;
    let mut table = csv::Writer::from_writer(Vec::new());
    let head = ["month", "side", "body_code", "body", "figure", "count"];
    table.write_record(head).map_err(Problem::fault)?;
    for (side, mut rows) in SIDES.iter().zip(found) {
        rows.sort_by_key(|(body, _)| names.body(*body).map(|body| body.code.clone()));
        for (body, counts) in rows {
            let code = names.body(body).map(|body| body.code.clone()).unwrap_or_default();
            let name = harmless(names.body_name(body));
            for (count, (figure, _)) in counts.into_iter().zip(side.figures) {
                let count = count.to_string();
                let record = [month.as_str(), side.code, &code, &name, figure, &count];
                table.write_record(record).map_err(Problem::fault)?;
            }
        }
    }
    let bytes = table.into_inner().map_err(|error| Problem::fault(error.into_error()))?;
    // Spreadsheet programs take UTF-8 for what it is only with this mark.
    let body = [b"\xef\xbb\xbf".as_slice(), &bytes].concat();
    let head = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"whistles.csv\""),
    ];
    Ok((head, body).into_response())
}

/// The calls behind a figure.
#[derive(Debug, Template)]
#[template(path = "whistle/calls.html")]
pub struct CallsPage {
    page: Page,
    ways: Vec<(String, String)>,
    lead: String,
    rows: Vec<OwedRow>,
    first: Option<String>,
    next: Option<String>,
}

impl CallsPage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let of = |rows: Vec<OwedRow>| Self {
            page: sample.clone(),
            ways: vec![("/whistles/table".to_owned(), sample.t("whistle-table-title"))],
            lead: "公安分局公调对接室".to_owned(),
            rows,
            first: Some("/whistles/table/calls".to_owned()),
            next: None,
        };
        let call = ListedCall {
            id: Uuid::nil(),
            seq: 1,
            number: "440306-2026-000001".to_owned(),
            kind: "emergency".to_owned(),
            place: "440306017001".to_owned(),
            whistler: Uuid::nil(),
            body: Uuid::nil(),
            stage: "evaluated".to_owned(),
            due_at: 1_795_622_400_000_000,
        };
        let row =
            OwedRow::of(sample, &Names::default(), &call, time::macros::datetime!(2026-11-24 02:00 UTC));
        vec![of(Vec::new()), of(vec![row])]
    }
}

/// `GET /whistles/table/calls`
pub(super) async fn calls(
    State(app): State<App>,
    viewer: Viewer,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let (query, month, _) = asked(query.as_deref(), viewer.now)?;
    let side = Side::of(query.get("side")).ok_or(Problem::NotFound)?;
    let what = query.get("what");
    let condition = side.condition(what).ok_or(Problem::NotFound)?;
    let body: Uuid = query.get("body").parse().map_err(|_| Problem::NotFound)?;
    let scope = Scope::of(&viewer.asker(), Action::OverseeWhistles);
    let mut asks = within(&scope, &month);
    asks.equals(side.column, body);
    asks.and(condition);
    let after: Option<Uuid> = query.filled("after").and_then(|id| id.parse().ok());
    if let Some(after) = after {
        let after = asks.bind(after);
        asks.and(format!("c.id < {after}"));
    }
    let (conn, sheet) = (app.store.read(), viewer.page("whistles"));
    let text = format!("{}{} ORDER BY c.id DESC LIMIT {}", store::CALLS, asks.sql(), PAGE + 1);
    let rows: Vec<ListedCall> = sql::all(conn, &text, asks.values).await.map_err(stored)?;
    let Rows { rows, next } = Rows::of(rows, |row| row.id);
    let here = format!("/whistles/table/calls?month={month}&side={}&body={body}&what={what}", side.code);
    let names = app.directory.names(conn).await.map_err(stored)?;
    let figure = side.figures.iter().find(|(code, _)| *code == what).map_or("", |(code, _)| code);
    let of = [names.body_name(body.into()), &month, &sheet.code("whistle-table", figure)].join(" · ");
    Ok(page(&CallsPage {
        ways: vec![
            ("/whistles".to_owned(), sheet.t("whistle-list-title")),
            (format!("/whistles/table?month={month}"), sheet.t("whistle-table-title")),
        ],
        lead: of,
        next: next.map(|id| format!("{here}&after={id}")),
        rows: rows.iter().map(|row| OwedRow::of(&sheet, &names, row, viewer.now)).collect(),
        first: after.map(|_| here),
        page: sheet,
    }))
}
