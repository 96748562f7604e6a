//! `/board`: the district now, each figure with the way to its rows.

use askama::Template;
use axum::{extract::State, response::Response};
use fengqiao_base::{BodyId, Moment, local_day};
use fengqiao_domain::{centre::Network, report::Month};
use fengqiao_store::StoreError;
use fengqiao_web::{page::Page, problem::Problem};
use time::macros::datetime;

use super::{
    figures::{Cases, Count, Figures, Orders, Owned, Requests},
    map::Map,
    sight::Sight,
};
use crate::{
    app::App,
    centre::view::Teller,
    once::stored,
    reference::{Level, Reference},
    render::page,
    viewer::Viewer,
    whistle::store::AtPlace,
};

/// The board, around what is painted anew while it is open.
#[derive(Debug, Template)]
#[template(path = "board/board.html")]
pub struct BoardPage {
    page: Page,
    live: String,
}

/// What of the board changes while it is open.
#[derive(Debug, Template)]
#[template(path = "board/live.html")]
pub struct Painting {
    page: Page,
    at: Moment,
    groups: Vec<Group>,
    turns: Vec<Row>,
    tiers: Vec<Tier>,
    map: Option<MapView>,
    on_duty: Vec<OnDuty>,
}

/// Figures of one word.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Group {
    title: &'static str,
    figures: Vec<Figure>,
}

/// A large figure with the way to its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Figure {
    label: &'static str,
    number: String,
    href: String,
    look: &'static str,
}

/// How many wait, end today, are late; each with the way to its rows, for whoever may read them.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    name: String,
    cells: [(i64, String, &'static str); 3],
}

/// The bodies of one level that have something late or due today.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Tier {
    name: &'static str,
    bodies: Vec<Row>,
}

/// The drawing of the district with its whistles.
#[derive(Debug, Clone, PartialEq)]
struct MapView {
    view: String,
    streets: Vec<StreetView>,
    dots: Vec<Dot>,
}

/// A street on the drawing.
#[derive(Debug, Clone, PartialEq)]
struct StreetView {
    outline: &'static str,
    middle: (f64, f64),
    name: String,
    open: i64,
    late: i64,
    href: String,
    look: &'static str,
}

/// A place with whistles.
#[derive(Debug, Clone, PartialEq)]
struct Dot {
    at: (f64, f64),
    look: &'static str,
    text: String,
}

/// Who is on duty at a body.
#[derive(Debug, Clone, PartialEq, Eq)]
struct OnDuty {
    body: String,
    href: String,
    now: String,
    next: String,
}

/// Where a list of cases is, cut to these wishes.
fn cases_at(wishes: &str) -> String {
    format!("/cases?open=all&{wishes}")
}

fn look(over: i64, today: i64) -> &'static str {
    if over > 0 {
        "over"
    } else if today > 0 {
        "soon"
    } else {
        "done"
    }
}

fn figure(
    label: &'static str,
    number: impl std::fmt::Display + Copy,
    href: &str,
    look: &'static str,
) -> Figure {
    Figure { label, number: number.to_string(), href: href.to_owned(), look }
}

impl Group {
    fn of_requests(requests: Requests, month: Month) -> Self {
        let Requests { waiting, urgent, over, today, settled } = requests;
        Self {
            title: "board-requests",
            figures: vec![
                figure("board-waiting", waiting, "/intake", "info"),
                figure("board-urgent", urgent, "/intake?urgent=yes", look(urgent, 0)),
                figure("board-over", over, "/intake?due=over", look(over, 0)),
                figure("board-today", today, "/intake?due=today", look(0, today)),
                figure(
                    "board-settled",
                    settled,
                    &format!("/intake?open=all&stage=settled&filed={month}"),
                    "open",
                ),
            ],
        }
    }

    fn of_cases(cases: &Cases, is_listed: bool) -> Self {
        let Count { waiting, over, today } = cases.all;
        let href = |wishes: &str| if is_listed { cases_at(wishes) } else { String::new() };
        let mut figures = vec![
            figure("board-over", over, &href("due=over"), look(over, 0)),
            figure("board-today", today, &href("due=today"), look(0, today)),
        ];
        // There is no list of all of them: each waits for somebody, and these lists follow below.
        figures
            .insert(0, figure("board-waiting", waiting, if is_listed { "#board-turns" } else { "" }, "info"));
        Self { title: "board-cases", figures }
    }

    fn of_orders(orders: Orders) -> Self {
        let Orders { open, late, objected } = orders;
        let some = |count: u64, look: &'static str| if count > 0 { look } else { "done" };
        Self {
            title: "board-orders",
            figures: vec![
                figure("board-orders-open", open, "/dispatch", "info"),
                figure("board-orders-late", late, "/dispatch?show=late", some(late, "over")),
                figure("board-orders-objected", objected, "/dispatch?show=objected", some(objected, "soon")),
            ],
        }
    }

    fn of_whistles(places: &[AtPlace]) -> Self {
        let (open, late) = places.iter().fold((0, 0), |(open, late), at| (open + at.open, late + at.late));
        let emergency: i64 = places.iter().filter(|at| at.kind == "emergency").map(|at| at.open).sum();
        Self {
            title: "board-whistles",
            figures: vec![
                figure("board-whistles-open", open, "/whistles", "info"),
                figure("board-whistles-emergency", emergency, "/whistles?kind=emergency", look(emergency, 0)),
                figure("board-whistles-late", late, "/whistles?late=yes", look(late, 0)),
            ],
        }
    }
}

impl Group {
    fn of_owned(owned: Owned) -> Self {
        let Owned { open, nominated, late } = owned;
        Self {
            title: "board-owned",
            figures: vec![
                figure("board-owned-open", open, "/owned-cases", "info"),
                figure("board-owned-nominated", nominated, "/owned-cases?show=nominated", look(0, nominated)),
                figure("board-owned-late", late, "/owned-cases?show=late", look(late, 0)),
            ],
        }
    }
}

impl Row {
    fn of(name: String, count: Count, wish: &str, is_listed: bool) -> Self {
        let href = |number: i64, more: &str| {
            if is_listed && number > 0 { cases_at(&format!("{wish}{more}")) } else { String::new() }
        };
        let Count { waiting, over, today } = count;
        Self {
            name,
            cells: [
                (waiting, href(waiting, ""), ""),
                (today, href(today, "&due=today"), if today > 0 { "soon" } else { "" }),
                (over, href(over, "&due=over"), if over > 0 { "over" } else { "" }),
            ],
        }
    }
}

impl Tier {
    const LEVELS: [(Level, &'static str); 3] = [
        (Level::District, "board-tier-district"),
        (Level::Street, "board-tier-street"),
        (Level::Community, "board-tier-community"),
    ];

    /// The bodies of each level that have something late or due today, what is late most first.
    fn all(teller: &Teller, network: &Network, cases: &Cases, is_listed: bool) -> Vec<Self> {
        let level_of = |body: BodyId| {
            let territory = &network.by_id(body)?.territory;
            teller.reference.divisions.get(territory).map(|division| division.level)
        };
        let mut pressing: Vec<&(BodyId, Count)> =
            cases.bodies.iter().filter(|(_, count)| count.over + count.today > 0).collect();
        pressing.sort_by_key(|(_, count)| (-count.over, -count.today));
        let tier = |(level, name): (Level, &'static str)| Self {
            name,
            bodies: pressing
                .iter()
                .filter(|(body, _)| level_of(*body) == Some(level))
                .filter_map(|(body, count)| {
                    let name = teller.name(network.by_id(*body)?);
                    Some(Row::of(name, *count, &format!("body={body}"), is_listed))
                })
                .collect(),
        };
        Self::LEVELS.into_iter().map(tier).filter(|tier| !tier.bodies.is_empty()).collect()
    }
}

impl MapView {
    fn of(page: &Page, teller: &Teller, network: &Network, places: &[AtPlace]) -> Self {
        let map = Map::shipped();
        let streets = map.streets.iter().map(|street| {
            let here = places.iter().filter(|at| at.street == street.code);
            let (open, late) = here.fold((0, 0), |(open, late), at| (open + at.open, late + at.late));
            StreetView {
                outline: &street.outline,
                middle: street.middle,
                name: teller.reference.place_name(page.lang, &street.code),
                open,
                late,
                href: format!("/whistles?street={}", street.code),
                look: match (open, late) {
                    (0, _) => "calm",
                    (_, 0) => "open",
                    _ => "over",
                },
            }
        });
        let mut dots: Vec<Dot> = Vec::new();
        for at in places {
            let Some(point) = network.point_of(&at.place, &at.street) else { continue };
            let count = at.open.to_string();
            let text = page.told(
                "board-map-dot",
                &[
                    ("place", teller.reference.place_name(page.lang, &at.place)),
                    ("kind", page.code("choice-whistle-kind", &at.kind)),
                    ("count", count),
                ],
            );
            let look = if at.late > 0 || at.kind == "emergency" { "over" } else { "open" };
            dots.push(Dot { at: map.place(point), look, text });
        }
        Self { view: map.view(), streets: streets.collect(), dots }
    }
}

impl OnDuty {
    /// Of every body with a roster: those where somebody is now, then the others, each in the order of the network.
    fn all(page: &Page, teller: &Teller, network: &Network) -> Vec<Self> {
        let shift = |shift: Option<crate::centre::view::ShiftView>| {
            let told = |shift: crate::centre::view::ShiftView| {
                page.told("board-shift", &[("who", shift.who), ("when", shift.when)])
            };
            shift.map(told).unwrap_or_default()
        };
        let with_roster = network.bodies().iter().filter(|body| body.roster.is_some());
        let mut all: Vec<Self> = with_roster
            .map(|body| {
                let view = teller.body(body);
                Self {
                    body: view.name,
                    href: format!("/bodies/{}", view.code),
                    now: shift(view.on_duty),
                    next: shift(view.next),
                }
            })
            .collect();
        // Whoever can be called now comes first.
        all.sort_by_key(|one| one.now.is_empty());
        all
    }
}

impl Painting {
    /// What `sight` shows at `now`.
    pub(super) async fn of(app: &App, sight: &Sight, now: Moment) -> Result<Self, StoreError> {
        let conn = app.store.read();
        let figures = Figures::count(conn, sight, now).await?;
        let network = app.directory.network(conn).await?;
        let sheet = Page::new(sight.lang, "", "/board", now);
        Ok(Self::from_figures(sheet, &network, app.reference, &figures, sight.lists_cases, now))
    }

    fn from_figures(
        page: Page,
        network: &Network,
        reference: &'static Reference,
        figures: &Figures,
        lists_cases: bool,
        now: Moment,
    ) -> Self {
        let teller = Teller { lang: page.lang, reference, now };
        let mut groups = Vec::new();
        groups
            .extend(figures.requests.map(|requests| Group::of_requests(requests, Month::of(local_day(now)))));
        groups.extend(figures.cases.as_ref().map(|cases| Group::of_cases(cases, lists_cases)));
        groups.extend(figures.orders.map(Group::of_orders));
        groups.extend(figures.whistles.as_deref().map(Group::of_whistles));
        groups.extend(figures.owned.map(Group::of_owned));
        let turn = |(code, count): &(String, Count)| {
            Row::of(page.code("turn-who", code), *count, &format!("turn={code}"), lists_cases)
        };
        let cases = figures.cases.as_ref();
        Self {
            at: now,
            groups,
            turns: cases.map(|cases| cases.turns.iter().map(turn).collect()).unwrap_or_default(),
            tiers: cases.map(|cases| Tier::all(&teller, network, cases, lists_cases)).unwrap_or_default(),
            map: figures.whistles.as_deref().map(|places| MapView::of(&page, &teller, network, places)),
            on_duty: OnDuty::all(&page, &teller, network),
            page,
        }
    }

    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let network = crate::centre::demonstration();
        let now = datetime!(2026-11-24 02:00 UTC);
        let of = |figures: &Figures, lists_cases| {
            let sheet = Page { path: "/board".to_owned(), ..sample.clone() };
            Self::from_figures(sheet, &network, Reference::shipped(), figures, lists_cases, now)
        };
        let body = |code| network.by_code(code).map_or(BodyId(uuid::Uuid::nil()), |body| body.id);
        let count = Count { waiting: 12, over: 2, today: 1 };
        let calm = Count { waiting: 3, over: 0, today: 0 };
        let full = Figures {
            requests: Some(Requests { waiting: 9, urgent: 1, over: 0, today: 2, settled: 3 }),
            cases: Some(Cases {
                all: Count { waiting: 15, over: 2, today: 1 },
                turns: vec![("head".to_owned(), calm), ("mediator".to_owned(), count)],
                bodies: vec![(body("district-centre"), count), (body("sub-centre-xixiang"), calm)],
            }),
            orders: Some(Orders { open: 4, late: 1, objected: 0 }),
            whistles: Some(vec![AtPlace {
                street: "440306017000".to_owned(),
                place: "440306017001".to_owned(),
                kind: "emergency".to_owned(),
                open: 2,
                late: 1,
            }]),
            owned: Some(Owned { open: 5, nominated: 1, late: 2 }),
        };
        let leader = Figures { requests: None, orders: None, ..full.clone() };
        vec![of(&Figures::default(), false), of(&full, true), of(&leader, false)]
    }
}

impl BoardPage {
    /// Samples for the test that renders every page.
    pub fn samples(page: &Page) -> Vec<Self> {
        let paintings = Painting::samples(page).into_iter();
        let of = |painting: Painting| Self {
            page: page.clone(),
            live: painting.render().expect("a sample renders"),
        };
        paintings.map(of).collect()
    }
}

/// `GET /board`
pub(super) async fn show(State(app): State<App>, viewer: Viewer) -> Result<Response, Problem> {
    let painting = Painting::of(&app, &Sight::of(&viewer), viewer.now).await.map_err(stored)?;
    let live = painting.render().map_err(Problem::fault)?;
    Ok(page(&BoardPage { page: viewer.page("board"), live }))
}
