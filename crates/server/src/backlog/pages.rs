//! `/owned-cases`: what I own, what my body owes, and the owned cases of one's territory; `/owned-cases/candidates`: cases that
//! meet a criterion.

use askama::Template;
use axum::{
    extract::{RawQuery, State},
    response::Response,
};
use fengqiao_base::local_day;
use fengqiao_domain::{
    backlog::{BacklogKind, Criteria, Side, Stage},
    codes::key,
};
use fengqiao_policy::{Action, Scope};
use fengqiao_store::time::from_micros;
use fengqiao_web::{form::Fields, page::Page, problem::Problem};
use uuid::Uuid;

use super::{
    candidates::{self, Candidate},
    load::{led, team_bodies},
    store::{self, Asked, Which},
    view::{LateRow, OwedRow, OwnedRow, criterion_name},
    watch::{self, Notice},
};
use crate::{app::App, directory::Names, once::stored, reference::Reference, render::page, viewer::Viewer};

/// A tab: address, name, whether it is shown.
type Tab = (String, String, bool);

/// What I own, what my body owes, and the owned cases of the territory.
#[derive(Debug, Template)]
#[template(path = "backlog/list.html")]
#[expect(clippy::struct_excessive_bools, reason = "each says whether a part of the page is for this reader")]
pub struct OwnedCasesPage {
    page: Page,
    lead: &'static str,
    leads: bool,
    answers: bool,
    oversees: bool,
    nominates: bool,
    late: Vec<LateRow>,
    own: Vec<OwnedRow>,
    owed: Vec<OwedRow>,
    tabs: Vec<Tab>,
    kinds: Vec<Tab>,
    rows: Vec<OwnedRow>,
    first: Option<String>,
    next: Option<String>,
}

/// The word of a list in its address.
fn word(which: Which) -> &'static str {
    match which {
        Which::Open => "open",
        Which::At(stage) => stage.code(),
        Which::Late => "late",
        Which::Ended => "ended",
    }
}

fn which_of(word: &str) -> Which {
    match word {
        "late" => Which::Late,
        "ended" => Which::Ended,
        word => Stage::from_code(word).map_or(Which::Open, Which::At),
    }
}

fn path(asked: Asked) -> String {
    let mut parts = Vec::new();
    parts.extend((asked.which != Which::Open).then(|| format!("show={}", word(asked.which))));
    parts.extend(asked.kind.map(|kind| format!("kind={}", kind.code())));
    parts.extend(asked.before.map(|before| format!("before={before}")));
    if parts.is_empty() { "/owned-cases".to_owned() } else { format!("/owned-cases?{}", parts.join("&")) }
}

/// The lists there are, in the order of their tabs.
const LISTS: [Which; 7] = [
    Which::Open,
    Which::At(Stage::Nominated),
    Which::At(Stage::Approved),
    Which::At(Stage::Working),
    Which::At(Stage::Concluded),
    Which::Late,
    Which::Ended,
];

/// Something late, for samples.
pub(super) fn sample_notice() -> Notice {
    Notice {
        number: "440306-2026-000001".to_owned(),
        level: "leader".to_owned(),
        owed: "measure".to_owned(),
        measure: 1,
        due_at: 1_795_622_400_000_000,
        at: 1_795_622_400_000_000,
    }
}

impl OwnedCasesPage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let row = store::Listed {
            seq: 1,
            number: "440306-2026-000001".to_owned(),
            kind: "nail".to_owned(),
            stage: "working".to_owned(),
            about_number: "440306-2025-000007".to_owned(),
            street: "440306017000".to_owned(),
            leader: Some(Uuid::nil()),
            nominated_at: 1_795_622_400_000_000,
            due_at: 1_795_622_400_000_000,
            next_at: Some(1_795_622_400_000_000),
            done: 1,
            planned: 3,
        };
        let owed = store::OwedMeasure {
            number: row.number.clone(),
            kind: row.kind.clone(),
            nth: 2,
            leader: Some(Uuid::nil()),
            due_at: 1_795_622_400_000_000,
        };
        let names = Names::default();
        let of = |asked, reader: [bool; 4]| Self::of(sample.clone(), asked, reader);
        let mut full = of(Asked { before: Some(2), which: Which::Late, kind: None }, [true; 4]);
        full.late = vec![LateRow::of(sample, &sample_notice())];
        full.own = vec![OwnedRow::of(sample, &names, row.clone())];
        full.owed = vec![OwedRow::of(sample, &names, owed)];
        full.rows = vec![OwnedRow::of(sample, &names, row)];
        full.next = Some("/owned-cases?before=1".to_owned());
        vec![
            of(Asked::default(), [true, false, false, false]),
            of(Asked::default(), [false, true, false, false]),
            of(Asked::default(), [false, false, true, true]),
            full,
        ]
    }

    fn of(page: Page, asked: Asked, [leads, answers, oversees, nominates]: [bool; 4]) -> Self {
        let anew = Asked { before: None, ..asked };
        let tab = |which: Which| {
            let text = match which {
                Which::At(stage) => page.t(&key(Stage::LIST, stage.code())),
                Which::Open => page.t("backlog-list-open"),
                Which::Late => page.t("backlog-list-late"),
                Which::Ended => page.t("backlog-list-ended"),
            };
            (path(Asked { which, ..anew }), text, asked.which == which)
        };
        let kind = |kind: Option<BacklogKind>| {
            let text = match kind {
                Some(kind) => page.code("choice-backlog-kind", kind.code()),
                None => page.t("backlog-list-all"),
            };
            (path(Asked { kind, ..anew }), text, asked.kind == kind)
        };
        let kinds = [None].into_iter().chain(BacklogKind::ALL.iter().copied().map(Some));
        Self {
            lead: match (leads, oversees) {
                (true, _) => "backlog-list-lead-own",
                (false, true) => "backlog-list-lead",
                (false, false) => "backlog-list-lead-body",
            },
            tabs: LISTS.into_iter().map(tab).collect(),
            kinds: kinds.map(kind).collect(),
            first: asked.before.map(|_| path(anew)),
            leads,
            answers,
            oversees,
            nominates,
            late: Vec::new(),
            own: Vec::new(),
            owed: Vec::new(),
            rows: Vec::new(),
            next: None,
            page,
        }
    }
}

/// `GET /owned-cases`
pub(super) async fn list(
    State(app): State<App>,
    viewer: Viewer,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let query = Fields::parse(query.unwrap_or_default().as_bytes())?;
    let asked = Asked {
        which: which_of(query.get("show")),
        kind: query.filled("kind").and_then(BacklogKind::from_code),
        before: query.filled("before").and_then(|before| before.parse().ok()),
    };
    let conn = app.store.read();
    let names = app.directory.names(conn).await.map_err(stored)?;
    let (leaders, bodies) = (led(&viewer), team_bodies(&viewer));
    let scope = Scope::of(&viewer.asker(), Action::OverseeOwnedCases);
    let oversees = !scope.reaches.is_empty();
    let nominates = viewer.may(Action::NominateOwnedCase);
    let reader = [!leaders.is_empty(), !bodies.is_empty(), oversees, nominates];
    let mut shown = OwnedCasesPage::of(viewer.page("owned-cases"), asked, reader);
    let late = watch::told_to(conn, &viewer).await.map_err(stored)?;
    shown.late = late.iter().map(|told| LateRow::of(&shown.page, told)).collect();
    if shown.leads {
        let own = store::of_leaders(conn, &leaders).await.map_err(stored)?;
        shown.own = own.into_iter().map(|row| OwnedRow::of(&shown.page, &names, row)).collect();
    }
    if shown.answers {
        let owed = store::owed(conn, &bodies).await.map_err(stored)?;
        shown.owed = owed.into_iter().map(|row| OwedRow::of(&shown.page, &names, row)).collect();
    }
    if oversees {
        let found = store::list(conn, &scope, asked, viewer.now).await.map_err(stored)?;
        shown.next = found.next.map(|before| path(Asked { before: Some(before), ..asked }));
        shown.rows = found.rows.into_iter().map(|row| OwnedRow::of(&shown.page, &names, row)).collect();
    }
    Ok(page(&shown))
}

/// How much of owned cases waits for the viewer: of what she owns what is not concluded, the measures of her body, and for
/// whoever approves what is nominated or concluded. None for somebody for whom nothing can wait, or nothing does.
pub async fn waiting(app: &App, viewer: &Viewer) -> Result<Option<i64>, Problem> {
    if !viewer.may(Action::ReadOwnedCases) {
        return Ok(None);
    }
    let (conn, leaders, bodies) = (app.store.read(), led(viewer), team_bodies(viewer));
    let mut scope = Scope::of(&viewer.asker(), Action::OverseeOwnedCases);
    let decides = |duty: &fengqiao_base::Duty| Side::Approver.duties().contains(duty);
    scope.reaches.retain(|reach| reach.street.is_none() && reach.duties.iter().any(decides));
    let count = store::count_waiting(conn, &leaders, &bodies, &scope).await.map_err(stored)?;
    Ok(Some(count).filter(|count| *count > 0 || !leaders.is_empty()))
}

/// Cases that meet a criterion by their state.
#[derive(Debug, Template)]
#[template(path = "backlog/candidates.html")]
pub struct CandidatesPage {
    page: Page,
    ways: Vec<(String, String)>,
    rows: Vec<CandidateRow>,
    first: Option<String>,
    next: Option<String>,
}

/// A case that meets a criterion.
#[derive(Debug, Clone, PartialEq, Eq)]
struct CandidateRow {
    number: String,
    kind: String,
    place: String,
    stage: String,
    filed: String,
    met: Vec<String>,
}

impl CandidateRow {
    fn of(page: &Page, criteria: &Criteria, found: &Candidate, now: fengqiao_base::Moment) -> Self {
        let facts = found.facts(now);
        let dispute_type = found.dispute_type.as_deref().unwrap_or_default().to_lowercase();
        Self {
            number: found.number.clone(),
            kind: page.code("dispute-type", &dispute_type),
            place: Reference::shipped().place_name(page.lang, &found.community),
            stage: page.code("stage", &found.stage.to_lowercase()),
            filed: page.day(local_day(from_micros(found.filed_at))),
            met: criteria.met(&facts).into_iter().map(|one| criterion_name(page, one)).collect(),
        }
    }
}

impl CandidatesPage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let found = Candidate {
            seq: 1,
            number: "440306-2026-000001".to_owned(),
            dispute_type: Some("02".to_owned()),
            stage: "S12".to_owned(),
            community: "440306017001".to_owned(),
            filed_at: 1_780_000_000_000_000,
            is_open: 1,
            is_petition: 0,
            failed: 2,
            parties: 6,
            relapses: 1,
            objections: 0,
        };
        let now = time::macros::datetime!(2026-11-24 02:00 UTC);
        let row = CandidateRow::of(sample, &Criteria::shipped(), &found, now);
        let of = |rows| Self {
            page: sample.clone(),
            ways: vec![("/owned-cases".to_owned(), sample.t("backlog-list-title"))],
            rows,
            first: None,
            next: Some("/owned-cases/candidates?before=1".to_owned()),
        };
        vec![of(Vec::new()), of(vec![row])]
    }
}

/// `GET /owned-cases/candidates`
pub(super) async fn candidates(
    State(app): State<App>,
    viewer: Viewer,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    const HERE: &str = "/owned-cases/candidates";
    let query = Fields::parse(query.unwrap_or_default().as_bytes())?;
    let before: Option<i64> = query.filled("before").and_then(|before| before.parse().ok());
    let scope = Scope::of(&viewer.asker(), Action::NominateOwnedCase);
    let criteria = &app.reference.backlog;
    let found =
        candidates::list(app.store.read(), &scope, criteria, viewer.now, before).await.map_err(stored)?;
    let sheet = viewer.page("owned-cases");
    let rows = found.rows.iter().map(|row| CandidateRow::of(&sheet, criteria, row, viewer.now));
    Ok(page(&CandidatesPage {
        rows: rows.collect(),
        ways: vec![("/owned-cases".to_owned(), sheet.t("backlog-list-title"))],
        first: before.map(|_| HERE.to_owned()),
        next: found.next.map(|before| format!("{HERE}?before={before}")),
        page: sheet,
    }))
}
