//! `/whistles`: what one's own body owes now, and the whistles of one's territory; `/whistles/{number}`: one whistle.

use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    response::Response,
};
use fengqiao_base::Moment;
use fengqiao_domain::whistle::WhistleKind;
use fengqiao_policy::{Action, Scope};
use fengqiao_web::{form::Fields, page::Page, problem::Problem};
use uuid::Uuid;

use super::{
    load::{Loaded, answered_bodies, whistle_for},
    store::{self, Asked},
    view::{CallShown, LateRow, Offer, OwedRow, WhistleRow},
    watch::{self, Notice},
};
use crate::{
    app::App, case::filter::Chip, directory::Names, once::stored, reference::Reference, render::page,
    viewer::Viewer,
};

/// A tab: address, name, whether it is shown.
type Tab = (String, String, bool);

/// What is owed, and the whistles of the territory.
#[derive(Debug, Template)]
#[template(path = "whistle/list.html")]
pub struct WhistlesPage {
    page: Page,
    lead: &'static str,
    may_blow: bool,
    answers: bool,
    oversees: bool,
    late: Vec<LateRow>,
    owed: Vec<OwedRow>,
    owed_next: Option<String>,
    tabs: Vec<Tab>,
    kinds: Vec<Tab>,
    chips: Vec<Chip>,
    rows: Vec<WhistleRow>,
    first: Option<String>,
    next: Option<String>,
}

fn path(asked: Asked) -> String {
    let mut parts = Vec::new();
    parts.extend(asked.closed.then(|| "closed=yes".to_owned()));
    parts.extend(asked.kind.map(|kind| format!("kind={}", kind.code())));
    parts.extend(asked.street.map(|street| format!("street={street}")));
    parts.extend(asked.late.map(|_| "late=yes".to_owned()));
    parts.extend(asked.before.map(|before| format!("before={before}")));
    if parts.is_empty() { "/whistles".to_owned() } else { format!("/whistles?{}", parts.join("&")) }
}

/// The code of a street, if it is one.
fn street(code: &str) -> Option<&'static str> {
    let street = Reference::shipped().divisions.street_of(code)?;
    (street.code == code).then_some(street.code.as_str())
}

impl WhistlesPage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let at = time::macros::datetime!(2026-11-24 02:00 UTC);
        let row = store::Listed {
            seq: 1,
            number: "440306-2026-000001".to_owned(),
            kind: "emergency".to_owned(),
            place: "440306017001".to_owned(),
            body: Uuid::nil(),
            blown_at: 1_795_622_400_000_000,
        };
        let call = store::ListedCall {
            id: Uuid::nil(),
            seq: 1,
            number: row.number.clone(),
            kind: row.kind.clone(),
            place: row.place.clone(),
            whistler: Uuid::nil(),
            body: Uuid::nil(),
            stage: "called".to_owned(),
            due_at: 1_795_622_400_000_000,
        };
        let names = Names::default();
        let empty = |answers| Self::of(sample.clone(), Asked::default(), false, answers, !answers);
        let mut full = Self::of(
            sample.clone(),
            Asked { before: Some(2), street: Some("440306017000"), late: Some(at), ..Asked::default() },
            true,
            true,
            true,
        );
        full.owed = vec![OwedRow::of(sample, &names, &call, at)];
        full.late = vec![LateRow::of(sample, &names, &Self::notice())];
        full.owed_next = Some("/whistles?after=1.1".to_owned());
        full.rows = vec![WhistleRow::of(sample, &names, row, &[call])];
        full.next = Some("/whistles?before=1".to_owned());
        vec![empty(true), empty(false), full]
    }

    fn notice() -> Notice {
        Notice {
            call: Uuid::from_u128(11),
            number: "440306-2026-000001".to_owned(),
            body: Uuid::nil(),
            level: "dispatcher".to_owned(),
            period: "sign".to_owned(),
            due_at: 1_795_622_400_000_000,
            at: 1_795_622_400_000_000,
        }
    }

    fn of(page: Page, asked: Asked, may_blow: bool, answers: bool, oversees: bool) -> Self {
        let anew = Asked { before: None, ..asked };
        let tab = |asked: Asked, text: &str, is_shown| (path(asked), page.t(text), is_shown);
        let mut kinds = vec![tab(Asked { kind: None, ..anew }, "whistle-list-all", asked.kind.is_none())];
        kinds.extend(WhistleKind::ALL.iter().map(|kind| {
            let name = page.code("choice-whistle-kind", kind.code());
            (path(Asked { kind: Some(*kind), ..anew }), name, asked.kind == Some(*kind))
        }));
        Self {
            lead: if oversees { "whistle-list-lead" } else { "whistle-list-lead-body" },
            tabs: vec![
                tab(Asked { closed: false, ..anew }, "whistle-list-open", !asked.closed),
                tab(Asked { closed: true, ..anew }, "whistle-list-closed", asked.closed),
            ],
            kinds,
            chips: chips(&page, anew),
            first: asked.before.map(|_| path(anew)),
            may_blow,
            answers,
            oversees,
            late: Vec::new(),
            owed: Vec::new(),
            owed_next: None,
            rows: Vec::new(),
            next: None,
            page,
        }
    }
}

/// What else the list was asked for, with the list without it.
fn chips(page: &Page, asked: Asked) -> Vec<Chip> {
    let mut chips = Vec::new();
    if let Some(street) = asked.street {
        let text = Reference::shipped().place_name(page.lang, street);
        chips.push(Chip { text, href: path(Asked { street: None, ..asked }) });
    }
    if asked.late.is_some() {
        chips.push(Chip { text: page.t("whistle-list-late"), href: path(Asked { late: None, ..asked }) });
    }
    chips
}

/// `GET /whistles`
pub(super) async fn list(
    State(app): State<App>,
    viewer: Viewer,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let query = Fields::parse(query.unwrap_or_default().as_bytes())?;
    let asked = Asked {
        closed: query.get("closed") == "yes",
        kind: query.filled("kind").and_then(WhistleKind::from_code),
        street: query.filled("street").and_then(street),
        late: (query.get("late") == "yes").then_some(viewer.now),
        before: query.filled("before").and_then(|before| before.parse().ok()),
    };
    let place = |text: &str| {
        let (due, id) = text.split_once('.')?;
        Some((due.parse::<i64>().ok()?, id.parse().ok()?))
    };
    let after = query.filled("after").and_then(place);
    let conn = app.store.read();
    let names = app.directory.names(conn).await.map_err(stored)?;
    let bodies = answered_bodies(&viewer);
    let scope = Scope::of(&viewer.asker(), Action::OverseeWhistles);
    let oversees = !scope.reaches.is_empty();
    let may_blow = viewer.may(Action::BlowWhistle);
    let mut shown = WhistlesPage::of(viewer.page("whistles"), asked, may_blow, !bodies.is_empty(), oversees);
    if shown.answers {
        let owed = store::owed(conn, &bodies, after).await.map_err(stored)?;
        shown.owed = owed.rows.iter().map(|row| OwedRow::of(&shown.page, &names, row, viewer.now)).collect();
        shown.owed_next = owed.next.map(|(due, id)| format!("/whistles?after={due}.{id}"));
    }
    if oversees {
        let late = watch::told_to(conn, &viewer.asker()).await.map_err(stored)?;
        shown.late = late.iter().map(|told| LateRow::of(&shown.page, &names, told)).collect();
        let found = store::list(conn, &scope, asked).await.map_err(stored)?;
        let seqs: Vec<i64> = found.rows.iter().map(|row| row.seq).collect();
        let calls = store::calls_of(conn, &seqs).await.map_err(stored)?;
        shown.next = found.next.map(|before| path(Asked { before: Some(before), ..asked }));
        let rows = found.rows.into_iter();
        shown.rows = rows.map(|row| WhistleRow::of(&shown.page, &names, row, &calls)).collect();
    }
    Ok(page(&shown))
}

/// One whistle.
#[derive(Debug, Template)]
#[template(path = "whistle/one.html")]
pub struct WhistlePage {
    page: Page,
    ways: Vec<(String, String)>,
    number: String,
    kind: String,
    whistler: String,
    at: Moment,
    place: String,
    address: String,
    asked: String,
    /// The number it is about, and where it leads for whoever may read that.
    about: String,
    about_href: String,
    is_closed: bool,
    calls: Vec<CallShown>,
    offers: Vec<Offer>,
}

impl WhistlePage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let now = time::macros::datetime!(2026-11-24 02:00 UTC);
        Loaded::samples(now)
            .iter()
            .map(|loaded| Self::of(sample.clone(), &Names::default(), loaded, &[WhistlesPage::notice()], now))
            .collect()
    }

    fn of(page: Page, names: &Names, loaded: &Loaded, told: &[Notice], now: Moment) -> Self {
        let whistle = loaded.whistle();
        let number = whistle.number.to_string();
        Self {
            ways: vec![("/whistles".to_owned(), page.t("whistle-list-title"))],
            kind: page.code("choice-whistle-kind", whistle.kind.code()),
            whistler: names.body_name(whistle.body).to_owned(),
            at: whistle.at,
            place: Reference::shipped().place_name(page.lang, &whistle.place),
            address: whistle.address.clone(),
            asked: whistle.asked.clone(),
            about: whistle.about.map(|number| number.to_string()).unwrap_or_default(),
            about_href: String::new(),
            is_closed: whistle.closed.is_some(),
            calls: loaded
                .calls()
                .map(|call| CallShown::of(&page, names, loaded, (call, told), now))
                .collect(),
            offers: loaded.offers(None).into_iter().map(|kind| Offer::of(&number, kind, None)).collect(),
            number,
            page,
        }
    }
}

/// `GET /whistles/{number}`
pub(super) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path(number): Path<String>,
) -> Result<Response, Problem> {
    let loaded = whistle_for(&app, &viewer, &number).await?;
    let names = app.directory.names(app.store.read()).await.map_err(stored)?;
    let told = watch::told_of(app.store.read(), loaded.kept.seq).await.map_err(stored)?;
    let mut shown = WhistlePage::of(viewer.page("whistles"), &names, &loaded, &told, viewer.now);
    // Whoever may not read it there reads 404, as everywhere.
    if loaded.is_whole && viewer.may(Action::ReadCases) && !shown.about.is_empty() {
        shown.about_href = format!("/cases/{}", shown.about);
    }
    Ok(page(&shown))
}
