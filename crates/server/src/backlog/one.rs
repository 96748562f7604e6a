//! `/owned-cases/{number}`: who owns it, whose turn it is, the plan, the log, and what happened.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use fengqiao_base::{Day, Moment};
use fengqiao_domain::{
    backlog::{ActKind, Criteria, EndedBy, Stage, Way},
    codes::key,
};
use fengqiao_web::{page::Page, problem::Problem};

use super::{
    candidates::{self, Candidate},
    load::{Loaded, Proof, owned_for, proofs},
    view::{self, Happened, MeasureShown, Offer, VisitShown},
    watch::{self, Notice},
};
use crate::{
    app::App, case::load::readable, directory::Names, once::stored, reference::Reference, render::page,
    viewer::Viewer,
};

/// One owned case.
#[derive(Debug, Template)]
#[template(path = "backlog/one.html")]
pub struct OwnedPage {
    page: Page,
    ways: Vec<(String, String)>,
    number: String,
    kind: String,
    look: &'static str,
    stage: String,
    is_whole: bool,
    /// Whose turn it is, whether it is the reader's, what is to be done, and until when.
    turn: Option<(String, bool, &'static str, Option<Day>)>,
    /// Why the reader, who could approve, may not.
    kept_out: Option<String>,
    offers: Vec<Offer>,
    /// The number it is about, and where it leads for whoever may read that.
    about: String,
    about_href: String,
    /// What of it everybody who sees the owned case sees: its state, and nothing of its people.
    state: Vec<(&'static str, String)>,
    nominated_by: String,
    nominated_at: Moment,
    criteria: Vec<String>,
    reason: String,
    leader: String,
    since: Option<Moment>,
    until: Option<Day>,
    progress: String,
    measures: Vec<MeasureShown>,
    team: Vec<(String, String, String)>,
    visits: Vec<VisitShown>,
    /// What was proposed last: way, words, what ended the quarrel.
    conclusion: Option<(String, String, String)>,
    events: Vec<Happened>,
}

impl OwnedPage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let now = time::macros::datetime!(2026-11-24 02:00 UTC);
        let told = [super::pages::sample_notice()];
        let all = Loaded::samples(now).into_iter().map(|loaded| {
            Self::of(sample.clone(), &Names::default(), &loaded, &told, &[], None, &Criteria::shipped())
        });
        all.collect()
    }

    fn of(
        page: Page,
        names: &Names,
        loaded: &Loaded,
        told: &[Notice],
        proofs: &[Proof],
        about: Option<&Candidate>,
        table: &Criteria,
    ) -> Self {
        let case = loaded.owned();
        let (number, stage) = (case.number.to_string(), case.stage());
        let (look, stage_name) = view::stage(&page, stage);
        let owned = case.owned();
        let mut kinds = loaded.offers(None);
        // Once there is a team, what moves the case on comes first.
        kinds.sort_by_key(|kind| match kind {
            ActKind::Visit if stage == Stage::Working => 0,
            ActKind::Join if stage == Stage::Working => 2,
            _ => 1,
        });
        let offers: Vec<Offer> = kinds.into_iter().map(|kind| Offer::of(&number, kind, None)).collect();
        let turn = turn(stage).map(|(who, what)| {
            let until = owned.and_then(|owned| match stage {
                Stage::Concluded => owned.proposed().map(|proposed| proposed.clock.due.day),
                Stage::Working => owned.next().map(|measure| measure.clock.due.day),
                _ => None,
            });
            let mine = match stage {
                Stage::Nominated | Stage::Concluded => loaded
                    .offers(None)
                    .iter()
                    .any(|kind| kind.side() == fengqiao_domain::backlog::Side::Approver),
                _ => loaded.is_leader(),
            };
            (page.t(who), mine, what, until)
        });
        let whole = loaded.is_whole;
        let shown = |text: String| if whole { text } else { String::new() };
        Self {
            ways: vec![("/owned-cases".to_owned(), page.t("backlog-list-title"))],
            kind: page.code("choice-backlog-kind", case.kind.code()),
            look,
            stage: stage_name,
            is_whole: whole,
            turn: turn.filter(|_| whole),
            kept_out: loaded.is_kept_out().map(|refusal| page.refusal(&refusal).sentence),
            offers,
            about: case.about.to_string(),
            about_href: String::new(),
            state: about.filter(|_| whole).map(|about| state(&page, about)).unwrap_or_default(),
            nominated_by: format!("{} · {}", names.body_name(case.body), names.account(case.by)),
            nominated_at: case.at,
            criteria: if whole { view::criteria(&page, table, case) } else { Vec::new() },
            reason: shown(case.reason.clone()),
            leader: owned.map(|owned| names.account(owned.leader).to_owned()).unwrap_or_default(),
            since: owned.map(|owned| owned.since),
            until: owned.map(|owned| owned.clock.due.day),
            progress: owned
                .map(fengqiao_domain::backlog::Owned::progress)
                .map(|(done, of)| (i64::try_from(done).unwrap_or(0), i64::try_from(of).unwrap_or(0)))
                .map(|counts| view::progress(&page, counts))
                .map(shown)
                .unwrap_or_default(),
            measures: loaded
                .measures()
                .map(|measure| MeasureShown::of(&page, names, loaded, measure, proofs))
                .collect(),
            team: owned.map(|owned| view::team(names, loaded, owned)).unwrap_or_default(),
            visits: owned.filter(|_| whole).map(|owned| view::visits(&page, owned)).unwrap_or_default(),
            conclusion: owned.filter(|_| whole).and_then(|owned| owned.conclusions.last()).map(|last| {
                let ended = match (last.ended_by, &last.reference) {
                    (Some(by), Some(reference)) => {
                        format!("{} {reference}", page.t(&key(EndedBy::LIST, by.code())))
                    }
                    (Some(by), None) => page.t(&key(EndedBy::LIST, by.code())),
                    (None, _) => String::new(),
                };
                (page.t(&key(Way::LIST, last.way.code())), last.text.clone(), ended)
            }),
            events: if whole { view::happened(&page, names, case, told) } else { Vec::new() },
            number,
            page,
        }
    }
}

/// Whose turn it is, and what is to be done.
fn turn(stage: Stage) -> Option<(&'static str, &'static str)> {
    match stage {
        Stage::Nominated => Some(("backlog-turn-approver", "backlog-turn-approve")),
        Stage::Approved => Some(("backlog-turn-leader", "backlog-turn-plan")),
        Stage::Working => Some(("backlog-turn-leader", "backlog-turn-work")),
        Stage::Concluded => Some(("backlog-turn-approver", "backlog-turn-review")),
        Stage::StruckOff | Stage::Returned | Stage::Refused | Stage::Withdrawn => None,
    }
}

/// What is said of the case itself.
fn state(page: &Page, about: &Candidate) -> Vec<(&'static str, String)> {
    let reference = Reference::shipped();
    let mut facts = vec![("backlog-about-place", reference.place_name(page.lang, &about.community))];
    if let Some(code) = &about.dispute_type {
        facts.push(("backlog-about-type", page.code("dispute-type", &code.to_lowercase())));
    }
    if !about.stage.is_empty() {
        facts.push(("backlog-about-stage", page.code("stage", &about.stage.to_lowercase())));
    }
    let filed = fengqiao_store::time::from_micros(about.filed_at);
    facts.push(("backlog-about-filed", page.day(fengqiao_base::local_day(filed))));
    facts
}

/// `GET /owned-cases/{number}`
pub(super) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path(number): Path<String>,
) -> Result<Response, Problem> {
    let loaded = owned_for(&app, &viewer, &number).await?;
    let conn = app.store.read();
    let names = app.directory.names(conn).await.map_err(stored)?;
    let told = watch::told_of(conn, loaded.kept.seq).await.map_err(stored)?;
    let seq = loaded.owned().about.sequence();
    let proofs = proofs(conn, &app.vault, seq).await.map_err(stored)?;
    let about = candidates::of_number(conn, seq).await.map_err(stored)?;
    let mut shown = OwnedPage::of(
        viewer.page("owned-cases"),
        &names,
        &loaded,
        &told,
        &proofs,
        about.as_ref(),
        &app.reference.backlog,
    );
    if readable(&app, &viewer, loaded.owned().about).await?.is_some() {
        let is_case = about.is_some_and(|about| !about.stage.is_empty());
        let word = if is_case { "cases" } else { "intake" };
        shown.about_href = format!("/{word}/{}", shown.about);
    }
    Ok(page(&shown))
}
