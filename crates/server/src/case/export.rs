//! How does a list of cases leave the house as a table?
//!
//! The same scope and filters as the list: codes, days, amounts and the first words of what each is about, of a sealed file
//! none.

use axum::{
    extract::{RawQuery, State},
    http::header,
    response::{IntoResponse, Response},
};
use fengqiao_policy::{Action, Scope};
use fengqiao_web::{form::Fields, problem::Problem};

use super::list::{CaseFilter, find};
use crate::{app::App, once::stored, reference::Reference, trail, viewer::Viewer};

/// So many rows one export holds at most; whoever needs all of them uses the command `export`.
const MOST: usize = 5000;

/// Whether a spreadsheet could take a value for a formula; some pass over blanks and take full-width signs for others.
pub fn is_like_a_formula(text: &str) -> bool {
    text.starts_with(['\t', '\r', '\n'])
        || text
            .trim_start_matches(|c: char| c.is_whitespace() || c.is_control() || c == '\u{feff}')
            .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

/// A value that a spreadsheet could take for a formula is marked as text.
pub fn harmless(text: &str) -> String {
    if is_like_a_formula(text) { format!("'{text}") } else { text.to_owned() }
}

/// `GET /cases.csv`
pub async fn csv(
    State(app): State<App>,
    viewer: Viewer,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes())?;
    let mut filter = CaseFilter::from_query(&fields, viewer.now);
    let scope = Scope::of(&viewer.asker(), Action::ReadCases);
    trail::taking_out(&app, &viewer, Action::ReadCases, "cases.csv").await?;
    let mut table = csv::Writer::from_writer(Vec::new());
    let head = ["number", "title", "stage", "dispute_type", "community", "place", "turn", "due", "opened"];
    table.write_record(head).map_err(Problem::fault)?;
    let mut count = 0;
    while count < MOST {
        let found = find(app.store.read(), &app.vault, &scope, &filter).await.map_err(stored)?;
        for row in &found.rows {
            let day = |at: i64| {
                fengqiao_store::time::day_text(fengqiao_base::local_day(fengqiao_store::time::from_micros(
                    at,
                )))
            };
            let place = Reference::shipped().divisions.place(&row.community);
            table
                .write_record([
                    row.number.as_str(),
                    &harmless(&row.title),
                    &row.stage,
                    &row.dispute_type,
                    &row.community,
                    &place,
                    &row.turn,
                    &row.due_at.map(|at| day(at - 1)).unwrap_or_default(),
                    &day(row.opened_at),
                ])
                .map_err(Problem::fault)?;
        }
        count += found.rows.len();
        filter.before = found.next;
        if found.next.is_none() {
            break;
        }
    }
    let bytes = table.into_inner().map_err(|error| Problem::fault(error.into_error()))?;
    // Spreadsheet programs take UTF-8 for what it is only with this mark.
    let body = [b"\xef\xbb\xbf".as_slice(), &bytes].concat();
    Ok((
        [
            (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
            (header::CONTENT_DISPOSITION, "attachment; filename=\"cases.csv\""),
        ],
        body,
    )
        .into_response())
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn no_cell_is_a_formula() {
        for hostile in
            ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\n=1", " =1", "\u{feff}=1", "＝1", "\u{3000}＠x"]
        {
            assert!(harmless(hostile).starts_with('\''), "{hostile}");
        }
        assert_eq!(harmless("漏水"), "漏水");
    }
}
