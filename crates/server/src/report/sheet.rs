//! How does the official table leave the house as a spreadsheet?
//!
//! A row a committee, its columns as the ministry numbers them, then what stands beside them and the rates; under the
//! table the definitions.

use axum::{
    extract::{RawQuery, State},
    http::header,
    response::{IntoResponse, Response},
};
use fengqiao_domain::report::{FIGURES, Figure, RATES, Unit};
use fengqiao_paper::sheet::{Cell, Column, Sheet};
use fengqiao_policy::{Action, Scope};
use fengqiao_web::{form::Fields, format, lang::Lang, problem::Problem};

use super::{
    ask::Asking,
    pages::{about, month_of},
    sums::Sums,
    table::Table,
    words,
};
use crate::{app::App, directory::Names, once::stored, trail, viewer::Viewer};

/// `GET /statistics.xlsx`
pub async fn xlsx(
    State(app): State<App>,
    viewer: Viewer,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes())?;
    let asking = Asking::from_query(&fields, month_of(viewer.now));
    if !asking.wrong.is_empty() {
        return Err(Problem::Invalid(asking.wrong));
    }
    let conn = app.store.read();
    let scope = Scope::of(&viewer.asker(), Action::ReadReports);
    trail::taking_out(&app, &viewer, Action::ReadReports, "statistics.xlsx").await?;
    let table = Table::load(conn, &scope, asking.asked).await.map_err(stored)?;
    let names = app.directory.names(conn).await.map_err(stored)?;
    let today = fengqiao_base::local_day(viewer.now);
    let mut sheet = sheet_of(viewer.lang, &table, &names);
    let lang = viewer.lang;
    sheet.about = vec![
        about(lang, &viewer.district, &scope, &table, &names),
        lang.ta("report-sheet-as-of", &[("day", &format::day(lang, today))]),
    ];
    let bytes = sheet.to_xlsx(today).map_err(Problem::fault)?;
    let period = table.asked.period;
    let name = format!("attachment; filename=\"statistics-{}-{}.xlsx\"", period.first(), period.last());
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name.as_str())], bytes).into_response())
}

/// The table as a sheet, without the lines about it.
fn sheet_of(lang: Lang, table: &Table, names: &Names) -> Sheet {
    let mut columns = vec![Column { head: lang.t("report-sheet-body"), width: 30.0 }];
    columns.extend(FIGURES.iter().map(|figure| Column { head: head(lang, figure), width: 12.0 }));
    columns.extend(RATES.iter().map(|rate| Column { head: rate_name(lang, rate.code), width: 10.0 }));
    let mut rows: Vec<(&str, Vec<Cell>)> = table
        .bodies
        .iter()
        .map(|(body, sums)| (names.body_name(*body), cells(names.body_name(*body), sums)))
        .collect();
    rows.sort_by_key(|(name, _)| *name);
    let mut notes = vec![lang.t("report-page-counted")];
    notes.extend(RATES.iter().map(|rate| {
        let hint = lang.t(&format!("report-rate-{}.hint", rate.code));
        lang.ta("report-sheet-rate", &[("rate", &rate_name(lang, rate.code)), ("definition", &hint)])
    }));
    notes.push(lang.t("report-page-unrecorded-text"));
    Sheet {
        title: lang.t("report-page-table"),
        about: Vec::new(),
        columns,
        rows: rows.into_iter().map(|(_, cells)| cells).collect(),
        total: cells(&lang.t("report-sheet-total"), &table.now),
        notes,
    }
}

fn rate_name(lang: Lang, code: &str) -> String {
    lang.t(&format!("report-rate-{code}"))
}

/// `3 调解成功（件）`
fn head(lang: Lang, figure: &Figure) -> String {
    let name = words::figure(lang, figure);
    let unit = lang.t(&format!("report-unit-{}", figure.unit.code()));
    let head = lang.ta("report-sheet-head", &[("name", &name), ("unit", &unit)]);
    match figure.nth {
        Some(nth) => format!("{nth} {head}"),
        None => head,
    }
}

fn cells(name: &str, sums: &Sums) -> Vec<Cell> {
    let count = |value: i64| Cell::Count(u64::try_from(value).unwrap_or(0));
    let mut cells = vec![Cell::Text(name.to_owned())];
    cells.extend(FIGURES.iter().map(|figure| match figure.unit {
        Unit::Cases | Unit::People => count(sums.of(figure.code)),
        Unit::Money => Cell::TenThousands(sums.of(figure.code)),
    }));
    cells.extend(RATES.iter().map(|rate| {
        let share = rate.share(|code| sums.of(code));
        Cell::Share(share.part, share.whole)
    }));
    cells
}
