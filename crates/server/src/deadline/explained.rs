//! `/cases/{number}/deadlines/{clock}`: why does a period end on that day, in words and on a calendar?

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use fengqiao_base::{Calendar, Day, calendar::DayKind};
use fengqiao_domain::{
    case::{Case, CaseClock},
    deadline::{Mark, MarkedDay, Reckoning, days},
};
use fengqiao_policy::Action;
use fengqiao_web::{format, page::Page, problem::Problem};
use time::{Duration, Month};

use super::words;
use crate::{
    app::App,
    case::{
        load::case_for,
        pages::Term,
        view::{clock_name, term},
    },
    render::page,
    viewer::Viewer,
};

/// The most months that are shown; of a longer period the first and the last ones.
const MOST_MONTHS: usize = 6;

/// A period day by day.
#[derive(Debug, Template)]
#[template(path = "deadline/explained.html")]
pub struct ExplainedPage {
    page: Page,
    ways: Vec<(String, String)>,
    title: String,
    term: Term,
    months: Vec<Sheet>,
    /// Whether months in between are left out.
    is_cut: bool,
    weekdays: Vec<String>,
}

/// A month of the calendar, Monday first.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Sheet {
    name: String,
    weeks: Vec<Vec<Option<Cell>>>,
}

/// A day of the calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Cell {
    day: Day,
    number: u8,
    words: String,
    holiday: String,
    is_last: bool,
}

impl ExplainedPage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let loaded = crate::case::sample::loaded();
        let by = &crate::reference::Reference::shipped().reckoning;
        let case = loaded.case();
        let clocks = [case.clocks.first(), case.clocks.last()];
        let of = |clock: &CaseClock| {
            Self::of(sample.clone(), case, clock, by, time::macros::datetime!(2026-11-24 02:00 UTC))
        };
        clocks.into_iter().flatten().map(of).collect()
    }

    fn of(page: Page, case: &Case, clock: &CaseClock, by: &Reckoning, now: fengqiao_base::Moment) -> Self {
        let marked = clock.rule(by).map(|rule| days(rule, &clock.clock, &by.calendar)).unwrap_or_default();
        let (months, is_cut) = sheets(&page, &marked, &by.calendar);
        let weekdays = (1..=7).map(|nth| page.t(&format!("deadline-weekday-{nth}"))).collect();
        let path = format!("/cases/{}", case.number);
        Self {
            ways: vec![
                ("/cases".to_owned(), page.t("layout-nav-cases")),
                (path.clone(), case.number.clone()),
                (format!("{path}/deadlines"), page.t("case-deadlines-title")),
            ],
            title: clock_name(&page, clock),
            term: term(&page, case, clock, now, by),
            months,
            is_cut,
            weekdays,
            page,
        }
    }
}

fn sheets(page: &Page, marked: &[MarkedDay], calendar: &Calendar) -> (Vec<Sheet>, bool) {
    let mut months: Vec<(i32, Month)> = marked.iter().map(|one| (one.day.year(), one.day.month())).collect();
    months.dedup();
    let is_cut = months.len() > MOST_MONTHS;
    if is_cut {
        let last = months.split_off(months.len() - MOST_MONTHS / 2);
        months.truncate(MOST_MONTHS / 2);
        months.extend(last);
    }
    let sheets = months.into_iter().filter_map(|(year, month)| sheet(page, (year, month), marked, calendar));
    (sheets.collect(), is_cut)
}

fn sheet(
    page: &Page,
    (year, month): (i32, Month),
    marked: &[MarkedDay],
    calendar: &Calendar,
) -> Option<Sheet> {
    let first = Day::from_calendar_date(year, month, 1).ok()?;
    let mut cells: Vec<Option<Cell>> = vec![None; usize::from(first.weekday().number_days_from_monday())];
    for offset in 0..month.length(year) {
        let day = first.checked_add(Duration::days(i64::from(offset)))?;
        let of_period = marked.binary_search_by_key(&day, |one| one.day).ok().map(|at| &marked[at]);
        cells.push(Some(cell(page, day, of_period, calendar)));
    }
    cells.resize(cells.len().next_multiple_of(7), None);
    let weeks = cells.chunks(7).map(<[Option<Cell>]>::to_vec).collect();
    Some(Sheet { name: format::month(page.lang, year, month), weeks })
}

fn cell(page: &Page, day: Day, marked: Option<&MarkedDay>, calendar: &Calendar) -> Cell {
    let facts = calendar.day(day).ok();
    let name = facts.and_then(|facts| facts.holiday).map(|name| words::holiday(page.lang, name));
    let holiday = match (name, facts.map(|facts| facts.kind)) {
        (Some(name), Some(DayKind::MakeUp)) => page.told("deadline-mark-made-up", &[("holiday", name)]),
        (Some(name), Some(DayKind::Holiday)) => name,
        _ => String::new(),
    };
    let words = match marked.map(|one| one.mark) {
        Some(Mark::Counted(nth)) => page.told("deadline-mark-counted", &[("nth", nth.to_string())]),
        Some(mark) => page.code("deadline-mark", mark.code()),
        None => String::new(),
    };
    let is_last = marked.is_some_and(|one| one.mark == Mark::Last);
    Cell { day, number: day.day(), words, holiday, is_last }
}

/// `GET /cases/{number}/deadlines/{clock}`
pub(super) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path((number, key)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let loaded = case_for(&app, &viewer, Action::ReadCases, &number).await?;
    let case = loaded.case();
    let mut begun = case.clocks.iter().filter(|clock| clock.has_begun(viewer.now));
    let clock = begun.rfind(|clock| clock.key() == key).ok_or(Problem::NotFound)?;
    let by = app.reference.reckoning.now();
    Ok(page(&ExplainedPage::of(viewer.page("cases"), case, clock, by, viewer.now)))
}
