//! How does an owned case read, its plan, its log, and what happened to it?

use fengqiao_base::{Day, Moment};
use fengqiao_domain::{
    backlog::{
        ActKind, BacklogKind, Came, Criteria, Criterion, Evidence, Measure, MeasureEnd, MeasureStage, Owned,
        OwnedCase, Stage, Way,
    },
    codes::key,
};
use fengqiao_store::time::from_micros;
use fengqiao_web::{
    lang::Lang,
    page::{Choice, Page},
    problem::Problem,
};

use super::{
    load::{Loaded, Proof},
    store::{self, Listed, OwedMeasure},
    watch::Notice,
};
use crate::{app::App, directory::Names, document, once::stored, reference::Reference, viewer::Viewer};

/// The last day of what ends at this instant: a period of days ends at midnight, and its day is the one before.
pub(super) fn last_day(until: Moment) -> Day {
    fengqiao_base::local_day(until - time::Duration::SECOND)
}

/// The name of a criterion in the reader's language.
pub(super) fn criterion_name(page: &Page, criterion: &Criterion) -> String {
    match page.lang {
        Lang::ZhCn => criterion.told(&criterion.name),
        Lang::En => criterion.told(&criterion.name_en),
    }
}

/// The name of the criterion of this word; its word where the table has it no more.
fn criterion_named(page: &Page, criteria: &Criteria, id: &str) -> String {
    criteria.find(id).map_or_else(|| id.to_owned(), |criterion| criterion_name(page, criterion))
}

/// The kinds as choices, each with what it means.
pub(super) fn kind_choices(page: &Page) -> Vec<Choice> {
    let choice = |kind: &BacklogKind| {
        let key = key(BacklogKind::LIST, kind.code());
        let choice = Choice::new(kind.code(), page.t(&key));
        page.attr(&key, "hint").map(|hint| choice.clone().hint(hint)).unwrap_or(choice)
    };
    BacklogKind::ALL.iter().map(choice).collect()
}

/// How far an owned case has come, and how that looks.
pub(super) fn stage(page: &Page, stage: Stage) -> (&'static str, String) {
    let look = match stage {
        Stage::Nominated | Stage::Concluded => "wait",
        Stage::Approved => "soon",
        Stage::Working => "open",
        Stage::StruckOff => "done",
        Stage::Returned => "info",
        Stage::Refused | Stage::Withdrawn => "stop",
    };
    (look, page.t(&key(Stage::LIST, stage.code())))
}

/// An owned case in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OwnedRow {
    pub(super) number: String,
    pub(super) about: String,
    pub(super) kind: String,
    pub(super) place: String,
    pub(super) leader: String,
    pub(super) look: &'static str,
    pub(super) stage: String,
    pub(super) progress: String,
    /// The last day of the next measure.
    pub(super) next: Option<Day>,
    /// The last day of the whole, or of its review, and which of the two.
    pub(super) due: Option<Day>,
    pub(super) until: &'static str,
}

impl OwnedRow {
    pub(super) fn of(page: &Page, names: &Names, row: Listed) -> Self {
        let at = Stage::from_code(&row.stage);
        let (look, text) = at.map_or_else(|| ("info", row.stage.clone()), |at| stage(page, at));
        let is_worked = matches!(at, Some(Stage::Approved | Stage::Working));
        Self {
            kind: page.code("choice-backlog-kind", &row.kind),
            place: Reference::shipped().place_name(page.lang, &row.street),
            leader: row.leader.map(|leader| names.account(leader.into()).to_owned()).unwrap_or_default(),
            look,
            stage: text,
            progress: progress(page, (row.done, row.planned)),
            next: row.next_at.filter(|_| is_worked).map(|at| last_day(from_micros(at))),
            due: row.due().map(|at| last_day(from_micros(at))),
            until: if is_worked { "backlog-until" } else { "backlog-review-until" },
            number: row.number,
            about: row.about_number,
        }
    }
}

/// `2 / 3`; nothing where nothing is planned.
pub(super) fn progress(page: &Page, (done, planned): (i64, i64)) -> String {
    if planned == 0 {
        return String::new();
    }
    page.ta("backlog-progress-of", &[("done", &done), ("planned", &planned)])
}

/// A measure in the list of what a body owes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OwedRow {
    pub(super) number: String,
    pub(super) kind: String,
    pub(super) measure: String,
    pub(super) leader: String,
    pub(super) due: Day,
}

impl OwedRow {
    pub(super) fn of(page: &Page, names: &Names, row: OwedMeasure) -> Self {
        Self {
            kind: page.code("choice-backlog-kind", &row.kind),
            measure: page.ta("backlog-measure-nth", &[("nth", &row.nth)]),
            leader: row.leader.map(|leader| names.account(leader.into()).to_owned()).unwrap_or_default(),
            due: last_day(from_micros(row.due_at)),
            number: row.number,
        }
    }
}

/// Something late on top of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LateRow {
    pub(super) number: String,
    pub(super) text: String,
}

impl LateRow {
    pub(super) fn of(page: &Page, told: &Notice) -> Self {
        let what = owed(page, told);
        let until = page.day(last_day(from_micros(told.due_at)));
        Self {
            number: told.number.clone(),
            text: page.told("backlog-late-one", &[("what", what), ("until", until)]),
        }
    }
}

/// What was owed: the whole, the review, or a measure by its number.
fn owed(page: &Page, told: &Notice) -> String {
    match told.measure {
        0 => page.code("choice-backlog-owed", &told.owed),
        nth => page.ta("backlog-measure-nth", &[("nth", &nth)]),
    }
}

/// An act that is open to the reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Offer {
    pub(super) href: String,
    pub(super) picture: &'static str,
    pub(super) label: &'static str,
}

impl Offer {
    pub(super) fn of(number: &str, kind: ActKind, measure: Option<u32>) -> Self {
        let on = measure.map(|nth| format!("?measure={nth}")).unwrap_or_default();
        Self {
            href: format!("/owned-cases/{number}/acts/{}{on}", kind.code()),
            picture: picture(kind),
            label: label(kind),
        }
    }
}

fn picture(kind: ActKind) -> &'static str {
    match kind {
        ActKind::Approve => "circle-check",
        ActKind::Refuse | ActKind::Withdraw | ActKind::Drop => "ban",
        ActKind::Join => "users",
        ActKind::Plan => "plus",
        ActKind::Visit => "map-pin",
        ActKind::Report => "file-text",
        ActKind::Finish => "check",
        ActKind::Postpone => "calendar",
        ActKind::Conclude => "flag",
        ActKind::Review => "gavel",
        ActKind::Reassign => "arrows-exchange",
    }
}

/// The key of the sentence on an act's button.
pub(super) fn label(kind: ActKind) -> &'static str {
    match kind {
        ActKind::Approve => "choice-backlog-act-approve",
        ActKind::Refuse => "choice-backlog-act-refuse",
        ActKind::Withdraw => "choice-backlog-act-withdraw",
        ActKind::Join => "choice-backlog-act-join",
        ActKind::Plan => "choice-backlog-act-plan",
        ActKind::Visit => "choice-backlog-act-visit",
        ActKind::Report => "choice-backlog-act-report",
        ActKind::Finish => "choice-backlog-act-finish",
        ActKind::Postpone => "choice-backlog-act-postpone",
        ActKind::Drop => "choice-backlog-act-drop",
        ActKind::Conclude => "choice-backlog-act-conclude",
        ActKind::Review => "choice-backlog-act-review",
        ActKind::Reassign => "choice-backlog-act-reassign",
    }
}

/// What proves something, in words: no name of a file, for it may name people.
pub(super) fn evidence(page: &Page, evidence: &Evidence, proofs: &[Proof]) -> String {
    let found = proofs.iter().find(|proof| proof.evidence == *evidence);
    match (evidence, found) {
        (Evidence::Visit { nth }, _) => page.ta("backlog-evidence-visit", &[("nth", nth)]),
        (Evidence::Reference { text }, _) => {
            page.told("backlog-evidence-reference", &[("text", text.clone())])
        }
        (Evidence::Document { .. }, Some(proof)) => {
            let form = match proof.of.as_str() {
                document::store::DOSSIER => page.t("document-list-dossier"),
                form => page.t(&key("form", form)),
            };
            let at = page.moment(from_micros(proof.at));
            page.told("backlog-evidence-document", &[("form", form), ("at", at)])
        }
        (Evidence::File { .. }, Some(proof)) => {
            let (of, at) = (proof.of.clone(), page.moment(from_micros(proof.at)));
            page.told("backlog-evidence-file", &[("of", of), ("at", at)])
        }
        (Evidence::File { .. } | Evidence::Document { .. }, None) => page.t("backlog-evidence-gone"),
    }
}

/// A measure on the page of its owned case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct MeasureShown {
    pub(super) nth: u32,
    pub(super) what: String,
    pub(super) body: String,
    pub(super) look: &'static str,
    pub(super) stage: String,
    /// The last day, of what is still to be done.
    pub(super) due: Option<Day>,
    /// What the body reported, what proves it, why it was put off or dropped: name and text.
    pub(super) facts: Vec<(&'static str, String)>,
    pub(super) offers: Vec<Offer>,
}

impl MeasureShown {
    pub(super) fn of(
        page: &Page,
        names: &Names,
        loaded: &Loaded,
        measure: &Measure,
        proofs: &[Proof],
    ) -> Self {
        let number = loaded.owned().number.to_string();
        let look = match measure.stage() {
            MeasureStage::Open => "open",
            MeasureStage::Reported => "wait",
            MeasureStage::Done => "done",
            MeasureStage::Dropped => "stop",
        };
        let mut facts = Vec::new();
        for one in &measure.postponed {
            let told = [("from", page.day(one.from)), ("reason", one.reason.clone())];
            facts.push(("backlog-measure-postponed", page.told("backlog-postponed-from", &told)));
        }
        if let Some(report) = &measure.report {
            let told = format!("{} · {}", page.moment(report.at), report.text);
            facts.push(("backlog-measure-report", told));
        }
        match &measure.end {
            Some(MeasureEnd::Done { evidence: proof, .. }) => {
                facts.push(("backlog-measure-evidence", evidence(page, proof, proofs)));
            }
            Some(MeasureEnd::Dropped { reason, .. }) => {
                facts.push(("backlog-measure-dropped", reason.clone()));
            }
            None => {}
        }
        let offers = loaded.offers(Some(measure.nth)).into_iter();
        Self {
            nth: measure.nth,
            what: measure.what.clone(),
            body: names.body_name(measure.body).to_owned(),
            look,
            stage: page.t(&key(MeasureStage::LIST, measure.stage().code())),
            due: measure.is_open().then_some(measure.clock.due.day),
            facts,
            offers: offers.map(|kind| Offer::of(&number, kind, Some(measure.nth))).collect(),
        }
    }
}

/// A body of the team on the page: name, task, whom to ask.
pub(super) fn team(names: &Names, loaded: &Loaded, owned: &Owned) -> Vec<(String, String, String)> {
    let seen = owned.team.iter().filter(|member| loaded.is_whole || loaded.is_at(member.body));
    seen.map(|member| {
        let contact = member.contact.map(|contact| names.account(contact).to_owned()).unwrap_or_default();
        (names.body_name(member.body).to_owned(), member.task.clone(), contact)
    })
    .collect()
}

/// A visit on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct VisitShown {
    pub(super) title: String,
    pub(super) at: Moment,
    pub(super) place: String,
    pub(super) met: String,
    pub(super) text: String,
}

/// The log, newest first.
pub(super) fn visits(page: &Page, owned: &Owned) -> Vec<VisitShown> {
    let shown = owned.visits.iter().rev().map(|visit| VisitShown {
        title: page.ta("backlog-evidence-visit", &[("nth", &visit.nth)]),
        at: visit.at,
        place: visit.place.clone(),
        met: page.code("choice-backlog-met", visit.met.code()),
        text: visit.text.clone(),
    });
    shown.collect()
}

/// Something that happened: picture, when, what, by whom, more words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Happened {
    pub(super) picture: &'static str,
    pub(super) at: Moment,
    pub(super) title: String,
    pub(super) by: String,
    pub(super) text: String,
}

/// What happened, newest first, and to whom it was told that something is late.
pub(super) fn happened(page: &Page, names: &Names, case: &OwnedCase, told: &[Notice]) -> Vec<Happened> {
    let mut all = Vec::new();
    let mut add = |picture, at, title: String, by: String, text: &str| {
        all.push(Happened { picture, at, title, by, text: text.to_owned() });
    };
    let name = |account| names.account(account).to_owned();
    let nobody = String::new;
    add("plus", case.at, page.t("backlog-happened-nominated"), name(case.by), "");
    match &case.came {
        Came::Waiting => {}
        Came::Withdrawn(said) => {
            add("ban", said.at, page.t("backlog-happened-withdrawn"), name(said.by), &said.reason);
        }
        Came::Refused(said) => {
            add("ban", said.at, page.t("backlog-happened-refused"), name(said.by), &said.reason);
        }
        Came::Owned(owned) => {
            let first = owned.handovers.first().map_or(owned.leader, |handover| handover.from);
            let approved = page.told("backlog-happened-approved", &[("leader", name(first))]);
            add("circle-check", owned.since, approved, name(owned.by), "");
            for (nth, handover) in owned.handovers.iter().enumerate() {
                let next = owned.handovers.get(nth + 1).map_or(owned.leader, |next| next.from);
                let title = page.told("backlog-happened-reassigned", &[("leader", name(next))]);
                let said = &handover.said;
                add("arrows-exchange", said.at, title, name(said.by), &said.reason);
            }
            for member in &owned.team {
                let body = names.body_name(member.body).to_owned();
                let title = page.told("backlog-happened-joined", &[("body", body)]);
                add("users", member.since, title, nobody(), "");
            }
            for measure in &owned.measures {
                measure_happened(page, measure, &mut add);
            }
            for visit in &owned.visits {
                let title = page.ta("backlog-evidence-visit", &[("nth", &visit.nth)]);
                add("map-pin", visit.at, title, nobody(), "");
            }
            for conclusion in &owned.conclusions {
                let way = page.t(&key(Way::LIST, conclusion.way.code()));
                let title = page.told("backlog-happened-concluded", &[("way", way.clone())]);
                add("flag", conclusion.at, title, nobody(), &conclusion.text);
                if let Some(review) = &conclusion.review {
                    let key =
                        if review.passed { "backlog-happened-passed" } else { "backlog-happened-sent-back" };
                    let said = &review.said;
                    add("gavel", said.at, page.told(key, &[("way", way)]), name(said.by), &said.reason);
                }
            }
        }
    }
    for one in told {
        let who = page.code("choice-backlog-level", &one.level);
        let title = page.told("backlog-happened-told", &[("what", owed(page, one)), ("who", who)]);
        add("alert-triangle", from_micros(one.at), title, nobody(), "");
    }
    all.sort_by_key(|one| std::cmp::Reverse(one.at));
    all
}

fn measure_happened(
    page: &Page,
    measure: &Measure,
    add: &mut impl FnMut(&'static str, Moment, String, String, &str),
) {
    let title = |key: &str| page.ta(key, &[("nth", &measure.nth)]);
    add("plus", measure.clock.course.start, title("backlog-happened-planned"), String::new(), "");
    for one in &measure.postponed {
        add("calendar", one.at, title("backlog-happened-postponed"), String::new(), &one.reason);
    }
    if let Some(report) = &measure.report {
        add("file-text", report.at, title("backlog-happened-reported"), String::new(), "");
    }
    match &measure.end {
        Some(MeasureEnd::Done { at, .. }) => {
            add("check", *at, title("backlog-happened-done"), String::new(), "");
        }
        Some(MeasureEnd::Dropped { at, reason }) => {
            add("ban", *at, title("backlog-happened-dropped"), String::new(), reason);
        }
        None => {}
    }
}

/// The criteria by which it was nominated.
pub(super) fn criteria(page: &Page, table: &Criteria, case: &OwnedCase) -> Vec<String> {
    case.criteria.iter().map(|id| criterion_named(page, table, id)).collect()
}

/// Who owns a number, on the page of its request or its case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owner {
    /// Where it is shown, for whoever may see it there; else nowhere.
    pub href: String,
    /// In words.
    pub text: String,
    /// Whether nobody owns it, and the viewer may nominate it at `href`.
    pub is_offer: bool,
}

impl Owner {
    /// Samples for the pages on which it stands: as a party reads it, and as whoever may nominate.
    pub(crate) fn samples(page: &Page) -> Vec<Self> {
        let told = [("leader", "赵卫东".to_owned())];
        let offer = "/owned-cases/new?about=440306-2026-000007".to_owned();
        vec![
            Self { href: String::new(), text: page.told("backlog-owner", &told), is_offer: false },
            Self { href: offer, text: page.t("backlog-nominate"), is_offer: true },
        ]
    }
}

/// What a page of the number `seq` says of who owns it: the leader's name, which leaders make public, since the approval; a
/// nomination is for those who see owned cases.
pub async fn owner(
    app: &App,
    viewer: &Viewer,
    page: &Page,
    (seq, number): (i64, &str),
    thing: &fengqiao_policy::Thing,
) -> Result<Option<Owner>, Problem> {
    use fengqiao_policy::{Action, decide};

    let found = store::of_number(app.store.read(), seq).await.map_err(stored)?;
    let asker = viewer.asker();
    let Some(found) = found else {
        let may = decide(&asker, Action::NominateOwnedCase, Some(thing))
            && thing.class != fengqiao_domain::case::Confidentiality::Sealed;
        return Ok(may.then(|| Owner {
            href: format!("/owned-cases/new?about={number}"),
            text: page.t("backlog-nominate"),
            is_offer: true,
        }));
    };
    let sees = decide(&asker, Action::OverseeOwnedCases, Some(thing));
    let href = if sees { format!("/owned-cases/{}", found.number) } else { String::new() };
    let stage = Stage::from_code(&found.stage);
    let Some(leader) = found.leader.filter(|_| stage.is_some_and(Stage::is_owned)) else {
        let text = page.t("backlog-owner-nominated");
        return Ok(sees.then_some(Owner { href, text, is_offer: false }));
    };
    let names = app.directory.names(app.store.read()).await.map_err(stored)?;
    let told = [("leader", names.account(leader.into()).to_owned())];
    Ok(Some(Owner { href, text: page.told("backlog-owner", &told), is_offer: false }))
}
