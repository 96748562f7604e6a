//! `/calendars`: which years are known, which calendars were in force, and which last days did each move?

use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    response::Response,
};
use fengqiao_base::{Actor, Calendar, Certainty, Day};
use fengqiao_domain::deadline::Moved;
use fengqiao_policy::Action;
use fengqiao_store::time::{day_from_text, from_micros};
use fengqiao_web::{form::Fields, page::Page, problem::Problem};

use super::store::{self, Listed, Reader, Version};
use crate::{app::App, directory::Names, once::stored, render::page, viewer::Viewer};

/// A year of the calendar: which, whether it is arranged, its working days.
type Year = (String, (&'static str, String), String);

/// The calendars.
#[derive(Debug, Template)]
#[template(path = "deadline/calendars.html")]
pub struct CalendarsPage {
    page: Page,
    may_import: bool,
    years: Vec<Year>,
    rows: Vec<Row>,
    first: Option<String>,
    next: Option<String>,
}

/// A calendar in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    href: String,
    version: String,
    name: String,
    at: String,
    by: String,
}

impl Row {
    fn of(page: &Page, names: &Names, version: &Version) -> Self {
        let by = serde_json::from_str(&version.imported_by).unwrap_or(Actor::System);
        Self {
            href: format!("/calendars/{}", version.version),
            version: version.version.to_string(),
            name: version.name.clone(),
            at: page.moment(from_micros(version.imported_at)),
            by: names.actor(page, by),
        }
    }
}

fn years(page: &Page, calendar: &Calendar) -> Vec<Year> {
    let known: Vec<_> = calendar.years().collect();
    known
        .into_iter()
        .rev()
        .map(|(year, certainty)| {
            let look = match certainty {
                Certainty::Official => ("done", page.t("deadline-calendar-official")),
                Certainty::Provisional => ("wait", page.t("deadline-calendar-provisional")),
            };
            let days = calendar.year(year).unwrap_or_default();
            let works = days.iter().filter(|day| day.kind.is_workday()).count();
            (year.to_string(), look, works.to_string())
        })
        .collect()
}

fn sample() -> Vec<Version> {
    let one = |version: i64| Version {
        version,
        name: format!("cn-2020-2027-0000000{version}"),
        imported_at: 1_799_000_000_000_000,
        imported_by: "system".to_owned(),
    };
    vec![one(2), one(1)]
}

impl CalendarsPage {
    /// Samples for the test that renders every page.
    pub fn samples(sample_page: &Page) -> Vec<Self> {
        let of = |rows: Vec<Version>, may_import, next| {
            Self::of(
                sample_page.clone(),
                &Calendar::shipped(),
                &Names::default(),
                &rows,
                may_import,
                (None, next),
            )
        };
        vec![of(Vec::new(), true, None), of(sample(), false, Some(1))]
    }

    fn of(
        page: Page,
        calendar: &Calendar,
        names: &Names,
        rows: &[Version],
        may_import: bool,
        (before, next): (Option<i64>, Option<i64>),
    ) -> Self {
        Self {
            years: years(&page, calendar),
            rows: rows.iter().map(|row| Row::of(&page, names, row)).collect(),
            first: before.map(|_| "/calendars".to_owned()),
            next: next.map(|version| format!("/calendars?before={version}")),
            may_import,
            page,
        }
    }
}

/// `GET /calendars`
pub(super) async fn list(
    State(app): State<App>,
    viewer: Viewer,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes())?;
    let before = fields.filled("before").and_then(|text| text.parse().ok());
    store::take_up(&app).await.map_err(stored)?;
    let conn = app.store.read();
    let found = store::list(conn, before).await.map_err(stored)?;
    let names = app.directory.names(conn).await.map_err(stored)?;
    let may_import = viewer.may(Action::ImportCalendar);
    let calendar = &app.reference.reckoning.now().calendar;
    let around = (before, found.next);
    Ok(page(&CalendarsPage::of(viewer.page("calendars"), calendar, &names, &found.rows, may_import, around)))
}

/// What one calendar moved.
#[derive(Debug, Template)]
#[template(path = "deadline/calendar.html")]
pub struct CalendarPage {
    page: Page,
    ways: Vec<(String, String)>,
    row: Row,
    is_in_force: bool,
    moved: String,
    waiting: Option<String>,
    rows: Vec<MoveRow>,
    first: Option<String>,
    next: Option<String>,
}

/// A last day that moved, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct MoveRow {
    pub(super) number: String,
    pub(super) href: Option<String>,
    pub(super) rule: String,
    pub(super) before: Option<Day>,
    pub(super) after: Option<Day>,
    pub(super) why: String,
}

impl MoveRow {
    fn listed(page: &Page, row: &Listed, opens: bool) -> Self {
        let href = match row.word.as_str() {
            _ if !opens => None,
            "case" => Some(format!("/cases/{}/deadlines", row.number)),
            _ => Some(format!("/intake/{}", row.number)),
        };
        Self {
            number: row.number.clone(),
            href,
            rule: page.code("deadline-rule", &row.rule),
            before: day_from_text(&row.before_on).ok(),
            after: day_from_text(&row.after_on).ok(),
            why: page.t(&fengqiao_domain::codes::key("move_reason", &row.reason)),
        }
    }

    /// One that would move.
    pub(super) fn seen(page: &Page, number: &str, moved: &Moved) -> Self {
        Self {
            number: number.to_owned(),
            href: None,
            rule: page.code("deadline-rule", &moved.rule),
            before: Some(moved.before),
            after: Some(moved.after),
            why: page.t(&fengqiao_domain::codes::key("move_reason", moved.reason.code())),
        }
    }
}

impl CalendarPage {
    /// Samples for the test that renders every page.
    pub fn samples(sample_page: &Page) -> Vec<Self> {
        let listed = |word: &str, reason: &str| Listed {
            id: 1,
            number: "440306-2026-000001".to_owned(),
            word: word.to_owned(),
            clock: "confirm".to_owned(),
            rule: "confirm".to_owned(),
            before_on: "2027-02-09".to_owned(),
            after_on: "2027-02-12".to_owned(),
            reason: reason.to_owned(),
        };
        let moves = [listed("case", "day_off"), listed("intake", "counted"), listed("case", "worked")];
        let version = &sample()[0];
        let of = |moves: &[Listed], counts, opens, next| {
            let page = sample_page.clone();
            Self::of(page, &Names::default(), version, moves, counts, opens, (true, None, next))
        };
        vec![of(&[], (0, 0), true, None), of(&moves, (51, 3), true, Some(3)), of(&moves, (3, 0), false, None)]
    }

    fn of(
        page: Page,
        names: &Names,
        version: &Version,
        listed: &[Listed],
        (moved, waiting): (i64, i64),
        opens: bool,
        (is_in_force, after, next): (bool, Option<i64>, Option<i64>),
    ) -> Self {
        let path = format!("/calendars/{}", version.version);
        Self {
            ways: vec![("/calendars".to_owned(), page.t("deadline-calendars-title"))],
            row: Row::of(&page, names, version),
            is_in_force,
            moved: moved.to_string(),
            waiting: (is_in_force && waiting > 0).then(|| waiting.to_string()),
            rows: listed.iter().map(|row| MoveRow::listed(&page, row, opens)).collect(),
            first: after.map(|_| path.clone()),
            next: next.map(|after| format!("{path}?after={after}")),
            page,
        }
    }
}

/// `GET /calendars/{version}`
pub(super) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path(version): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes())?;
    let after = fields.filled("after").and_then(|text| text.parse().ok());
    let version = version.parse().map_err(|_| Problem::NotFound)?;
    let conn = app.store.read();
    let version = store::find(conn, version).await.map_err(stored)?.ok_or(Problem::NotFound)?;
    let newest = store::newest(conn).await.map_err(stored)?;
    let asker = viewer.asker();
    let opens = viewer.may(Action::ReadCases);
    let reader = if opens { Reader::Territory(&asker) } else { Reader::Everything };
    let moves = store::moves(conn, &version.name, reader, after).await.map_err(stored)?;
    let counts = store::counts(conn, &version.name, reader).await.map_err(stored)?;
    let names = app.directory.names(conn).await.map_err(stored)?;
    let is_in_force = newest.is_some_and(|newest| newest.version == version.version);
    let sheet = viewer.page("calendars");
    let around = (is_in_force, after, moves.next);
    Ok(page(&CalendarPage::of(sheet, &names, &version, &moves.rows, counts, opens, around)))
}
