//! Who looked at this file? For the head who answers for it (`/cases/{number}/readers`), and for the people concerned
//! (`/follow/readers`).

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use fengqiao_base::{Day, local_day};
use fengqiao_policy::Action;
use fengqiao_web::{page::Page, problem::Problem};

use super::{
    About, Kind,
    pages::by_words,
    store::{self, Asked, Read},
};
use crate::{
    app::App,
    case::{
        load::{Loaded, case_for},
        whole,
    },
    directory::Names,
    document,
    once::stored,
    render::page,
    sharing,
    viewer::Viewer,
};

/// Who did what on one day, and how often.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    day: Day,
    by: String,
    what: String,
    times: u32,
}

/// The entries by day, person and kind, the newest day first.
fn lines(page: &Page, names: &Names, entries: Vec<Read>) -> Vec<Line> {
    let mut lines: BTreeMap<(std::cmp::Reverse<Day>, String, String), u32> = BTreeMap::new();
    for entry in entries {
        let Some(kind) = entry.kind else { continue };
        let (by, what) = (by_words(page, names, entry.by), page.code("trail-kind", kind.code()));
        *lines.entry((std::cmp::Reverse(local_day(entry.at)), by, what)).or_default() += 1;
    }
    lines.into_iter().map(|((day, by, what), times)| Line { day: day.0, by, what, times }).collect()
}

fn sample_lines(page: &Page) -> Vec<Line> {
    let day = time::macros::date!(2026 - 11 - 24);
    let what = page.code("trail-kind", Kind::FileRead.code());
    vec![Line { day, by: "陈静 · 调委会负责人".to_owned(), what, times: 3 }]
}

/// So many entries reach back far enough for a page; the auditor finds the older ones.
const MOST: i64 = 1000;

/// The last entries about a number.
async fn about(app: &App, number: i64) -> Result<Vec<Read>, Problem> {
    let asked = Asked { about: Some(About::Number(number)), ..Asked::default() };
    store::last(app.store.read(), &asked, MOST).await.map_err(stored)
}

/// Who looked, for the head.
#[derive(Debug, Template)]
#[template(path = "trail/readers.html")]
pub struct ReadersPage {
    page: Page,
    ways: Vec<(String, String)>,
    lines: Vec<Line>,
}

impl ReadersPage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let of = |lines| Self {
            page: sample.clone(),
            ways: vec![("/cases/1".to_owned(), "440306-2026-000001".to_owned())],
            lines,
        };
        vec![of(Vec::new()), of(sample_lines(sample))]
    }
}

/// `GET /cases/{number}/readers`
pub(super) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path(number): Path<String>,
) -> Result<Response, Problem> {
    let loaded = case_for(&app, &viewer, Action::ReadReaders, &number).await?;
    let names = app.directory.names(app.store.read()).await.map_err(stored)?;
    let sheet = viewer.page("cases");
    let number = loaded.case().number.clone();
    Ok(page(&ReadersPage {
        lines: lines(&sheet, &names, about(&app, loaded.kept.seq).await?),
        ways: document::pages::ways(&sheet, &number),
        page: sheet,
    }))
}

/// Who looked, for whoever follows.
#[derive(Debug, Template)]
#[template(path = "trail/readers_of_mine.html")]
pub struct ReadersOfMinePage {
    page: Page,
    lines: Vec<Line>,
}

impl ReadersOfMinePage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let of = |lines| Self { page: sample.clone(), lines };
        vec![of(Vec::new()), of(sample_lines(sample))]
    }
}

/// `GET /follow/readers`
pub(super) async fn mine(State(app): State<App>, viewer: Viewer) -> Result<Response, Problem> {
    let following = viewer.following()?;
    let mut entries = about(&app, following.number).await?;
    let me = following.party.to_string();
    let case = whole::find(app.store.read(), &app.vault, following.number).await.map_err(stored)?;
    entries.retain(|entry| match entry.kind {
        Some(Kind::SharedRead) => {
            let read = sharing::read_of(&entry.payload.what).and_then(|id| case.as_ref()?.case().sharing(id));
            let tells = |loaded: &Loaded, sharing| loaded.case().tells(sharing, following.party);
            case.as_ref().zip(read).is_some_and(|(loaded, sharing)| tells(loaded, sharing))
        }
        // How the other side is reached is not hers to know of.
        Some(Kind::ContactShown) => entry.payload.what == me,
        _ => true,
    });
    let names = app.directory.names(app.store.read()).await.map_err(stored)?;
    let sheet = viewer.page("follow");
    Ok(page(&ReadersOfMinePage { lines: lines(&sheet, &names, entries), page: sheet }))
}
