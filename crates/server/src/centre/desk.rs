//! The pages for staff: every body, how it is present, who is on duty now and who is next.

use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    http::StatusCode,
    response::Response,
};
use fengqiao_base::{Day, Duty, Moment, Refusal, local_day};
use fengqiao_domain::account::Post;
use fengqiao_domain::centre::{Body, Leave, Network, Roster};
use fengqiao_store::{
    StoreError,
    journal::Entry,
    time::{day_from_text, day_text},
};
use fengqiao_web::{
    form::{Fields, Posted},
    page::{Choice, Form, Page},
    problem::Problem,
};
use serde_json::json;
use sha2::{Digest, Sha256};
use time::{
    Duration,
    macros::{date, datetime},
};

use super::{
    demonstration,
    feed::Feed,
    handover, pages, store,
    view::{BodyView, HoursRow, ShiftView, Teller},
};
use crate::{
    account,
    app::App,
    once::once,
    render::{page, see, with_status},
    viewer::Viewer,
};

/// How many days of a roster are shown.
const ROSTER_DAYS: i64 = 14;

/// Rows of one page of the list.
const PAGE: usize = 50;

/// The views of the list and the kinds in them.
const VIEWS: [(&str, &[&str]); 5] = [
    ("centres", &["district_centre", "sub_centre", "window", "court"]),
    ("agencies", &["agency"]),
    ("platforms", &["platform", "team"]),
    ("committees", &["committee"]),
    ("stations", &["station"]),
];

/// All bodies, view by view.
#[derive(Debug, Template)]
#[template(path = "centre/bodies.html")]
pub struct BodyList {
    page: Page,
    form: Form,
    streets: Vec<Choice>,
    tabs: Vec<Tab>,
    view: &'static str,
    bodies: Vec<BodyView>,
    found: u64,
    previous: Option<String>,
    next: Option<String>,
}

/// One view of the list.
#[derive(Debug)]
struct Tab {
    code: &'static str,
    href: String,
    count: String,
}

/// One body.
#[derive(Debug, Template)]
#[template(path = "centre/body.html")]
pub struct BodyPage {
    page: Page,
    body: BodyView,
    parents: Vec<(String, String)>,
    week: Vec<HoursRow>,
    changes: Vec<HoursRow>,
    roster: Vec<ShiftView>,
    exchange: Option<String>,
    days: Vec<Choice>,
    /// Who can be on leave, for whoever keeps the roster.
    on_roster: Vec<Choice>,
    /// Who is or will be away.
    leaves: Vec<LeaveView>,
    /// What was left for the next one on duty, for those who may read it.
    handovers: Option<Vec<NoteView>>,
    /// Addresses for calendar programs: the key of the label and the address.
    feeds: Vec<(&'static str, String)>,
    form: Form,
    people: Vec<PersonView>,
    within: Vec<BodyView>,
}

/// Somebody who works for a body.
#[derive(Debug, Clone)]
struct PersonView {
    name: String,
    duties: Vec<&'static str>,
}

/// Somebody who is away.
#[derive(Debug, Clone)]
struct LeaveView {
    person: usize,
    name: String,
    from: Day,
    until: Day,
}

/// A note for the next one on duty.
#[derive(Debug, Clone)]
struct NoteView {
    /// Its id, for whoever may take it back.
    remove: Option<String>,
    at: Moment,
    by: String,
    text: String,
}

impl BodyList {
    /// Samples for the test that renders every page.
    pub fn samples(page: &Page) -> Vec<Self> {
        let network = demonstration();
        [
            vec![],
            vec![("view", "agencies")],
            vec![("view", "stations"), ("after", "station-440306018010")],
            vec![("view", "stations"), ("q", "没有")],
        ]
        .map(|query| {
            let pairs = query.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned()));
            Self::of(page.clone(), &network, &pages::teller(page), &Fields(pairs.collect()))
        })
        .into()
    }

    fn of(page: Page, network: &Network, teller: &Teller, asked: &Fields) -> Self {
        let (view, kinds) = *VIEWS.iter().find(|(code, _)| *code == asked.get("view")).unwrap_or(&VIEWS[0]);
        let street = asked.filled("street");
        let words = asked.filled("q").map(str::to_lowercase);
        let bodies: Vec<&Body> = network
            .bodies()
            .iter()
            .filter(|body| kinds.contains(&body.kind.code()))
            .filter(|body| {
                let lies_in = teller.reference.divisions.street_of(&body.territory);
                street.is_none_or(|street| lies_in.is_some_and(|one| one.code == street))
            })
            .filter(|body| {
                words.as_ref().is_none_or(|words| {
                    [&body.name, &body.name_en].iter().any(|text| text.to_lowercase().contains(words))
                })
            })
            .collect();
        let start = asked
            .filled("after")
            .and_then(|after| bodies.iter().position(|body| body.code == after))
            .map_or(0, |at| at + 1);
        let shown = &bodies[start..bodies.len().min(start + PAGE)];
        let mut kept = format!("/bodies?view={view}");
        if let Some(street) = street.filter(|code| code.bytes().all(|b| b.is_ascii_digit())) {
            kept.push_str("&street=");
            kept.push_str(street);
        }
        if let Some(words) = asked.filled("q") {
            kept.push_str("&q=");
            kept.extend(words.bytes().map(|byte| format!("%{byte:02X}")));
        }
        let next = (start + PAGE < bodies.len())
            .then(|| shown.last().map(|last| format!("{kept}&after={}", last.code)))
            .flatten();
        let previous = match start {
            0 => None,
            start if start <= PAGE => Some(kept.clone()),
            start => Some(format!("{kept}&after={}", bodies[start - PAGE - 1].code)),
        };
        let tabs = VIEWS
            .iter()
            .map(|(code, kinds)| Tab {
                code,
                href: format!("/bodies?view={code}"),
                count: kinds.iter().map(|kind| network.of_kind(kind).count()).sum::<usize>().to_string(),
            })
            .collect();
        Self {
            form: Form::sent(asked.0.clone()),
            streets: teller.reference.street_choices(page.lang),
            tabs,
            view,
            bodies: shown.iter().map(|body| teller.body(body)).collect(),
            found: u64::try_from(bodies.len()).unwrap_or(u64::MAX),
            previous,
            next,
            page,
        }
    }
}

impl BodyPage {
    /// Samples for the test that renders every page.
    pub fn samples(page: &Page) -> Vec<Self> {
        let network = demonstration();
        ["district-centre", "agency-police", "station-440306017001"]
            .map(|code| {
                let body = network.by_code(code).expect("the demonstration has this body");
                let people = vec![PersonView { name: "张三".to_owned(), duties: vec!["head", "mediator"] }];
                let form = Form::new("key")
                    .with("one", "2026-11-25")
                    .refused(page.lang, &Refusal::new("centre-roster-same-person").at("other"));
                let mut sample = Self::of(page.clone(), &network, &pages::teller(page), body, people)
                    .exchanging(body, &pages::teller(page), form);
                let [from, until] = [date!(2026 - 11 - 25), date!(2026 - 12 - 01)];
                sample.leaves = vec![LeaveView { person: 0, name: "张三".to_owned(), from, until }];
                let at = datetime!(2026-11-24 10:00 UTC);
                let note = NoteView {
                    remove: Some("0".to_owned()),
                    at,
                    by: "张三".to_owned(),
                    text: "明天上午回电。".to_owned(),
                };
                sample.handovers = Some(vec![note]);
                sample.feeds =
                    vec![("centre-feed-body", "https://example.org/rosters/body.0.ics".to_owned())];
                sample
            })
            .into()
    }

    fn of(page: Page, network: &Network, teller: &Teller, body: &Body, people: Vec<PersonView>) -> Self {
        let mut parents: Vec<(String, String)> = network
            .parents(body)
            .into_iter()
            .map(|parent| (format!("/bodies/{}", parent.code), teller.name(parent)))
            .collect();
        parents.push(("/bodies".to_owned(), page.t("centre-bodies-title")));
        parents.reverse();
        let roster = body.roster.iter().flat_map(|roster| {
            roster.shifts(local_day(teller.now), ROSTER_DAYS, &teller.reference.reckoning.calendar)
        });
        Self {
            body: teller.body(body),
            parents,
            week: teller.week(&body.hours),
            changes: teller.changes(&body.hours),
            roster: roster.map(|shift| teller.shift(&shift)).collect(),
            exchange: None,
            days: Vec::new(),
            on_roster: Vec::new(),
            leaves: body.roster.iter().flat_map(|roster| leaves(roster, local_day(teller.now))).collect(),
            handovers: None,
            feeds: Vec::new(),
            form: Form::default(),
            people,
            within: network.children(body).map(|child| teller.body(child)).collect(),
            page,
        }
    }
}

impl BodyPage {
    /// The same for whoever keeps the roster.
    fn exchanging(self, body: &Body, teller: &Teller, form: Form) -> Self {
        let Some(roster) = &body.roster else { return self };
        let tomorrow = local_day(teller.now) + Duration::DAY;
        let shifts = roster.shifts(tomorrow, 2 * ROSTER_DAYS, &teller.reference.reckoning.calendar);
        let days = shifts.map(|shift| {
            let told = teller.shift(&shift);
            Choice::new(day_text(local_day(shift.from)), format!("{} {}", told.when, told.who))
        });
        Self {
            days: days.collect(),
            on_roster: people_of(roster),
            exchange: Some(format!("/bodies/{}/roster", body.code)),
            form: form.at_version(version(roster)),
            ..self
        }
    }
}

fn people_of(roster: &Roster) -> Vec<Choice> {
    let people = roster.people.iter().enumerate();
    people.map(|(place, person)| Choice::new(place.to_string(), &*person.name)).collect()
}

/// The leaves that are not over.
fn leaves(roster: &Roster, today: Day) -> Vec<LeaveView> {
    let shown = |leave: &Leave| {
        let name = roster.people.get(leave.person)?.name.clone();
        Some(LeaveView { person: leave.person, name, from: leave.from, until: leave.until })
    };
    roster.leaves.iter().filter(|leave| leave.until >= today).filter_map(shown).collect()
}

/// Changes with any change of the roster: what the form was made from.
pub(super) fn version(roster: &Roster) -> i64 {
    let text = serde_json::to_string(roster).unwrap_or_default();
    let digest: [u8; 32] = Sha256::digest(text).into();
    digest.first_chunk().map_or(0, |first| i64::from_be_bytes(*first))
}

/// Whether the viewer keeps the roster of this body: dispatchers every one, heads their own.
pub(super) fn keeps(viewer: &Viewer, body: &Body) -> bool {
    let Ok(account) = viewer.account() else { return false };
    let keeps = |post: &Post| {
        post.duties.contains(&Duty::Dispatcher)
            || (post.duties.contains(&Duty::Head) && post.body == Some(body.id))
    };
    account.posts.iter().any(keeps) && body.roster.as_ref().is_some_and(|roster| roster.people.len() > 1)
}

/// `GET /bodies`
pub async fn list(
    State(app): State<App>,
    viewer: Viewer,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let network = store::network(app.store.read()).await.map_err(Problem::fault)?;
    let teller = Teller { lang: viewer.lang, reference: app.reference, now: viewer.now };
    Ok(page(&BodyList::of(viewer.page("bodies"), &network, &teller, &pages::asked(query))))
}

/// The page of a body as this viewer sees it.
pub(super) async fn shown(
    app: &App,
    viewer: &Viewer,
    network: &Network,
    body: &Body,
    form: Form,
) -> Result<BodyPage, Problem> {
    let people = account::store::of_body(app.store.read(), body.id, local_day(viewer.now))
        .await
        .map_err(Problem::fault)?;
    let people = people
        .into_iter()
        .map(|one| PersonView {
            duties: one.duties().iter().map(|duty| duty.code()).collect(),
            name: one.name,
        })
        .collect();
    let teller = Teller { lang: viewer.lang, reference: app.reference, now: viewer.now };
    let mut shown = BodyPage::of(viewer.page("bodies"), network, &teller, body, people);
    if handover::is_for(viewer, body) {
        let conn = app.store.read();
        let names = app.directory.names(conn).await.map_err(Problem::fault)?;
        let notes = handover::of(conn, &app.vault, body.id).await.map_err(Problem::fault)?;
        let own = viewer.account().ok().map(|account| account.id);
        let told = |note: handover::Note| NoteView {
            remove: (own == Some(note.by) || keeps(viewer, body)).then(|| note.id.to_string()),
            at: note.at,
            by: names.account(note.by).to_owned(),
            text: note.text,
        };
        shown.handovers = Some(notes.into_iter().map(told).collect());
    }
    if let Some(roster) = &body.roster {
        let own = viewer.account().ok().map(|account| account.id);
        let address = |feed: Feed| format!("{}/rosters/{}.ics", app.config.public_url, feed.token(app));
        if let Some(id) = own {
            shown.feeds.push(("centre-feed-body", address(Feed::Body(body.code.clone(), id))));
        }
        if let Some(id) = own.filter(|id| roster.people.iter().any(|person| person.account == Some(*id))) {
            shown.feeds.push(("centre-feed-own", address(Feed::Person(id))));
        }
    }
    Ok(if keeps(viewer, body) { shown.exchanging(body, &teller, form) } else { BodyPage { form, ..shown } })
}

/// `GET /bodies/{code}`
pub async fn one(
    State(app): State<App>,
    viewer: Viewer,
    Path(code): Path<String>,
) -> Result<Response, Problem> {
    let network = store::network(app.store.read()).await.map_err(Problem::fault)?;
    let body = network.by_code(&code).ok_or(Problem::NotFound)?;
    let form = Form::new(hex::encode(app.ids.bytes::<16>()));
    Ok(page(&shown(&app, &viewer, &network, body, form).await?))
}

/// `POST /bodies/{code}/roster`: the people of two days exchange them.
pub async fn exchange(
    State(app): State<App>,
    viewer: Viewer,
    Path(code): Path<String>,
    Posted { fields, .. }: Posted,
) -> Result<Response, Problem> {
    let network = store::network(app.store.read()).await.map_err(Problem::fault)?;
    let body = network.by_code(&code).ok_or(Problem::NotFound)?;
    let roster = body.roster.as_ref().filter(|_| keeps(&viewer, body)).ok_or(Problem::NotFound)?;
    let form = Form::sent(fields.0.clone());
    let is_stale = form.version != Some(version(roster));
    let by = viewer.acting_as(&[Duty::Dispatcher, Duty::Head])?;
    let changed = exchanged(roster, &fields, &app, &viewer);
    let (roster, days) = match changed {
        Ok(changed) => changed,
        Err(refusal) => {
            let form = form.refused(viewer.lang, &refusal);
            let again = shown(&app, &viewer, &network, body, form).await?;
            return Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, page(&again)));
        }
    };
    let entry = Entry::of(viewer.now, by, "roster_exchanged", &json!({ "one": days[0], "other": days[1] }));
    keep(&app, &viewer, &fields, body, roster, is_stale, entry).await?;
    Ok(see(&format!("/bodies/{code}"), "centre-exchanged"))
}

/// Keeps a roster that was changed; whoever made its form from an older one is told.
pub(super) async fn keep(
    app: &App,
    viewer: &Viewer,
    fields: &Fields,
    body: &Body,
    roster: Roster,
    is_stale: bool,
    entry: Entry,
) -> Result<(), Problem> {
    let changed = Body { roster: Some(roster), ..body.clone() };
    let before = body.clone();
    once(app, viewer, fields.get("idempotency_key"), move |tx| {
        Box::pin(async move {
            // A second click has its answer before it comes here.
            if is_stale {
                return Err(StoreError::Conflict { word: store::WORD });
            }
            store::change(tx, &before, &changed, entry).await?;
            Ok(String::new())
        })
    })
    .await
    .map(|_| ())
}

/// The roster after the exchange, and the days.
fn exchanged(
    roster: &Roster,
    fields: &Fields,
    app: &App,
    viewer: &Viewer,
) -> Result<(Roster, [String; 2]), Refusal> {
    let day = |name: &'static str| {
        day_from_text(fields.get(name)).map_err(|_| Refusal::new("centre-roster-day-off").at(name))
    };
    let (one, other) = (day("one")?, day("other")?);
    let calendar = &app.reference.reckoning.calendar;
    let roster = roster.clone().exchange(one, other, local_day(viewer.now), calendar)?;
    Ok((roster, [day_text(one), day_text(other)]))
}
