//! What does the page of a case show, in the reader's language?

pub mod agreements;
pub mod record;
pub mod timeline;

use fengqiao_base::{Day, Moment, PartyId, local_day};
use fengqiao_domain::{
    case::{ActKind, Case, CaseClock, ClockName, Consent, Ending, PartyStanding, Route, Stage, Who},
    deadline::{Reckoning, Standing},
};
use fengqiao_policy::Action;
use fengqiao_web::{format, page::Page};
use time::Duration;

use self::{agreements::AgreementView, record::Entry};
use super::{load::Loaded, pages::Term, store};
use crate::{
    deadline::words,
    directory::Names,
    linked::{self, view::LinkageView},
    reference::{Reference, type_name},
    sharing::{self, view::Shared},
};

/// Everything the page shows of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// The number on the receipt.
    pub number: String,
    /// What it is about, in a few words.
    pub title: String,
    /// Code of the stage, lower-case.
    pub stage: String,
    /// The look of the stage's badge.
    pub look: &'static str,
    /// What it is about.
    pub summary: String,
    /// What is wanted.
    pub claims: Vec<String>,
    /// Names and values of its facts: key of the name, text.
    pub facts: Vec<(&'static str, String)>,
    /// Whose turn it is.
    pub turn: Option<TurnView>,
    /// What the reader can do, the next step first.
    pub acts: Vec<ActView>,
    /// Who is in dispute.
    pub parties: Vec<PartyView>,
    /// Its agreements.
    pub agreements: Vec<AgreementView>,
    /// What was done on the way, oldest first.
    pub record: Vec<Entry>,
    /// The terms that run or stand still.
    pub clocks: Vec<ClockView>,
    /// The other ways: name, and what to mind.
    pub routes: Vec<(String, String)>,
    /// What the stage means for the parties.
    pub stage_hint: String,
    /// Where the terms are explained.
    pub explain: String,
    /// Notes: when, by whom, what, whether sealed.
    pub notes: Vec<(Moment, String, String, bool)>,
    /// What is shared with other bodies, and what was.
    pub sharings: Vec<Shared>,
    /// Which other bodies work on it; none where the reader is not told.
    pub linkage: Option<LinkageView>,
    /// How it ended, if it has.
    pub outcome: Option<String>,
}

/// Whose turn it is, for what, by when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TurnView {
    /// Whether it is the reader's.
    pub mine: bool,
    /// Who.
    pub who: String,
    /// What is to be done.
    pub what: String,
    /// By which day.
    pub due: Option<Day>,
}

/// Something the reader can do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActView {
    /// Where its form is.
    pub href: String,
    /// Its label.
    pub label: String,
    /// Whether it is what the case waits for.
    pub next: bool,
}

/// A party as the page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartyView {
    /// Where it stands in full how it is reached, for those who may look it up.
    pub contact: Option<String>,
    /// Name, or how it is known.
    pub name: String,
    /// The side in words.
    pub side: String,
    /// Telephone, masked.
    pub phone: String,
    /// Address.
    pub address: String,
    /// Its answer to mediation: look and words.
    pub consent: (&'static str, String),
    /// Whether that is a yes.
    pub has_agreed: bool,
    /// When it was told its rights.
    pub told: Option<Moment>,
    /// Who stands for it: capacity and name.
    pub represented: Vec<(String, String)>,
    /// The mediator it chose.
    pub chose: Option<String>,
    /// Whether it asked for closed doors.
    pub closed_doors: bool,
    /// Whether it is protected from the other side.
    pub protected: bool,
}

/// A term as the page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockView {
    /// What it is for.
    pub name: String,
    /// The last day.
    pub due: Day,
    /// The article.
    pub law: String,
    /// Whether it stands still.
    pub paused: bool,
    /// Whether it rests on a provisional year.
    pub provisional: bool,
    /// How many of the same end on that day.
    pub times: usize,
}

/// More parties than these are shown in a table.
const FEW: usize = 6;

impl View {
    /// Whether there are so many parties that their cards would hide the case.
    pub fn is_crew(&self) -> bool {
        self.parties.len() > FEW
    }

    /// How many parties did not agree to mediation or were not told their rights.
    pub fn parties_left(&self) -> usize {
        self.parties.iter().filter(|party| !party.has_agreed || party.told.is_none()).count()
    }

    /// Offers staff what is no act of the case: its page lies under `place`.
    pub fn offer(&mut self, place: &str, label: String) {
        self.acts.push(ActView { href: format!("/cases/{}/{place}", self.number), label, next: false });
    }

    /// The case as `page`'s reader sees it.
    pub fn of(
        page: &Page,
        loaded: &Loaded,
        acts: &[ActKind],
        names: &Names,
        now: Moment,
        by: &Reckoning,
    ) -> Self {
        let case = loaded.case();
        let is_party = page.user.is_none();
        // That other bodies are at work is not told where it would show a violent side where help is sought.
        let is_told = |what: ActKind| {
            !is_party
                || case.tells_parties_of_tasks()
                || !matches!(what, ActKind::FinishTask | ActKind::SendTaskOn)
        };
        let turn = case.turn().filter(|turn| is_told(turn.what));
        let next = turn.as_ref().map(|turn| turn.what);
        let mut offered: Vec<ActKind> = acts.to_vec();
        offered.sort_by_key(|kind| Some(*kind) != next);
        let base = if is_party { "/follow/case".to_owned() } else { format!("/cases/{}", case.number) };
        Self {
            number: case.number.clone(),
            title: store::title(case),
            stage: case.stage.code().to_lowercase(),
            look: look(case),
            summary: case.summary.clone(),
            claims: case.claims.clone(),
            facts: facts(page, case, names),
            turn: turn.map(|turn| {
                let (mine, who) = match &turn.who {
                    Who::Duty(duty) => {
                        let holds = page.user.as_ref().is_some_and(|user| user.duties.contains(duty));
                        (holds && offered.contains(&turn.what), page.code("turn-who", duty.code()))
                    }
                    Who::Parties(parties) => (
                        false,
                        parties
                            .iter()
                            .map(|id| loaded.called(*id))
                            .collect::<Vec<_>>()
                            .join(&page.t("case-page-and")),
                    ),
                };
                let what = page.code("turn-what", turn.what.code());
                TurnView { mine, who, what, due: turn.by.map(last_day) }
            }),
            acts: offered
                .into_iter()
                .map(|kind| {
                    let key = format!("act-{}", kind.code().replace('_', "-"));
                    let own = is_party.then(|| page.attr(&key, "own")).flatten();
                    // A party answers where it reads what is asked, with one click.
                    let is_there = is_party && kind == ActKind::AnswerSharing;
                    ActView {
                        href: if is_there {
                            "#sharing".to_owned()
                        } else {
                            format!("{base}/acts/{}", kind.code())
                        },
                        label: own.unwrap_or_else(|| page.t(&key)),
                        next: Some(kind) == next,
                    }
                })
                .collect(),
            parties: case.parties.iter().map(|party| party_view(page, loaded, names, party)).collect(),
            agreements: agreements::of(page, loaded, now),
            record: record::of(page, loaded, names),
            clocks: clocks(page, case, now, by),
            routes: routes(page, &if is_party { case.routes_for_parties() } else { case.routes() }),
            stage_hint: page
                .attr(&format!("stage-{}", case.stage.code().to_lowercase()), "hint")
                .unwrap_or_default(),
            explain: format!("/cases/{}/deadlines", case.number),
            notes: if is_party { Vec::new() } else { notes(loaded, names) },
            sharings: sharing::view::of(page, loaded, names),
            linkage: linked::view::of(page, loaded, names),
            outcome: case.stage.ending().map(|_| page.code("outcome", case.outcome().code())),
        }
    }

    /// The same for one of its parties: whether the case waits for this one, and not for the other side.
    pub fn for_party(mut self, page: &Page, case: &Case, reader: PartyId) -> Self {
        if case.parties.iter().any(|party| party.protected && party.is_heard_through(reader)) {
            self.routes = routes(page, &case.routes());
        }
        let (Some(turn), Some(shown)) = (case.turn(), &mut self.turn) else { return self };
        let mut own = case.parties.iter().filter(|party| party.is_heard_through(reader));
        shown.mine = match &turn.who {
            Who::Parties(parties) => own.any(|party| parties.contains(&party.id)),
            // A clerk asks both sides; a party need not wait to be asked.
            Who::Duty(_) => {
                turn.what == ActKind::RecordConsent && own.any(|party| party.consent == Consent::Unanswered)
            }
        };
        if shown.mine && turn.what == ActKind::RecordConsent {
            shown.what = page.attr("act-record-consent", "own").unwrap_or_default();
        }
        self
    }
}

/// The day that people read for an end that lies at its midnight.
pub fn last_day(end: Moment) -> Day {
    fengqiao_base::local_day(end - time::Duration::microseconds(1))
}

fn look(case: &Case) -> &'static str {
    match &case.stage {
        Stage::Consent | Stage::Agreed { .. } | Stage::Suspended { .. } => "wait",
        Stage::Accepted
        | Stage::Assigned
        | Stage::Preparing
        | Stage::InSession
        | Stage::Effective
        | Stage::Performing
        | Stage::FollowUp { .. } => "open",
        Stage::NotAccepted(_) | Stage::Terminated(_) | Stage::Transferred(_) => "stop",
        Stage::Performed { .. } | Stage::Closed { .. } | Stage::Archived { .. } => "done",
    }
}

fn facts(page: &Page, case: &Case, names: &Names) -> Vec<(&'static str, String)> {
    let reference = Reference::shipped();
    let amount = case.amount_fen.map(|fen| page.money(fen)).unwrap_or_default();
    let mediators: Vec<&str> = case.mediators_now().map(|id| names.account(id)).collect();
    let mut facts = vec![
        ("case-page-type", type_name(page.lang, &case.dispute_type)),
        ("case-page-place", reference.place_name(page.lang, &case.community)),
        ("case-page-body", names.body_name(case.body).to_owned()),
        ("case-page-origin", page.code("case-origin", case.origin.code())),
        ("case-page-amount", amount),
        ("case-page-mediator", mediators.join("、")),
        ("case-page-applied", page.moment(case.applied_at)),
    ];
    if let Some(acceptance) = &case.acceptance {
        facts.push(("case-page-accepted", page.moment(acceptance.at)));
    }
    facts.extend(why(page, case, names));
    if page.user.is_some() {
        facts.push(("case-page-class", page.code("choice-confidentiality", case.class.code())));
        facts.push(("case-page-difficulty", page.code("choice-difficulty", case.difficulty.code())));
    }
    facts
}

/// Why the case rests or ended without agreement, and where it went: both sides are told.
fn why(page: &Page, case: &Case, names: &Names) -> Vec<(&'static str, String)> {
    let told = |list: &str, code: &str, reason: &str| {
        vec![("case-page-ground", page.code(list, code)), ("case-page-reason", reason.to_owned())]
    };
    if let Stage::Suspended { ground, reason, .. } = &case.stage {
        return told("choice-suspension-ground", ground.code(), reason);
    }
    match case.stage.ending() {
        Some(Ending::NotAccepted(not)) => told("choice-not-accepted-ground", not.ground.code(), &not.reason),
        Some(Ending::Terminated(end)) => told("choice-termination-ground", end.ground.code(), &end.reason),
        Some(Ending::Transferred(sent)) => vec![
            ("case-page-receiver", page.code("choice-receiver", sent.to.code())),
            (
                "case-page-receiver-body",
                sent.body.map(|body| names.body_name(body).to_owned()).unwrap_or_default(),
            ),
            (
                "case-page-receiver-reference",
                sent.receipt.and_then(|receipt| receipt.reference).unwrap_or_default(),
            ),
            ("case-page-reason", sent.reason),
        ],
        Some(Ending::Performed { .. } | Ending::Elsewhere { .. }) | None => Vec::new(),
    }
}

fn party_view(page: &Page, loaded: &Loaded, names: &Names, party: &PartyStanding) -> PartyView {
    let details = loaded.people.get(&party.id);
    let text = |of: fn(&fengqiao_domain::intake::PartyDetails) -> &str| {
        details.map(|details| of(details).to_owned()).unwrap_or_default()
    };
    // What one side told about itself is not shown to the other; staff see the telephone masked, and the address where
    // they may have to go there.
    let is_party = page.user.is_none();
    let phone = if is_party { String::new() } else { format::mask_phone(&text(|details| &details.phone)) };
    let reaches = !is_party && loaded.acting(Action::ShowContact).is_ok();
    let address = if reaches { text(|details| &details.address) } else { String::new() };
    let contact = (reaches && !loaded.is_masked)
        .then(|| format!("/cases/{}/people/{}", loaded.case().number, party.id));
    let consent = match &party.consent {
        Consent::Unanswered => ("wait", page.t("case-page-consent-unanswered")),
        Consent::Given { .. } => ("done", page.t("choice-answer-agree")),
        Consent::Refused { .. } => ("stop", page.t("choice-answer-refuse")),
    };
    let stands = |id: Option<PartyId>, capacity: &str| {
        id.map(|id| (page.code("choice-representative", capacity), loaded.called(id).to_owned()))
    };
    PartyView {
        contact,
        name: loaded.called(party.id).to_owned(),
        side: page.code("choice-side", party.side.code()),
        phone,
        address,
        consent,
        has_agreed: party.agreed(),
        told: party.told_rights_at,
        represented: [stands(party.guardian, "guardian"), stands(party.agent, "agent")]
            .into_iter()
            .flatten()
            .collect(),
        chose: party.chose.map(|id| names.account(id).to_owned()),
        closed_doors: party.asked_closed,
        // Who is protected is told to nobody of the case: the other side would read it too.
        protected: party.protected && !is_party,
    }
}

/// Ways beside mediation with what to mind.
fn routes(page: &Page, routes: &[Route]) -> Vec<(String, String)> {
    routes
        .iter()
        .map(|route| {
            let key = fengqiao_domain::codes::key("route", route.code());
            (page.t(&key), page.attr(&key, "hint").unwrap_or_default())
        })
        .collect()
}

fn clocks(page: &Page, case: &Case, now: Moment, by: &Reckoning) -> Vec<ClockView> {
    // What other bodies do by when is among staff.
    let is_party = page.user.is_none();
    let is_told = |name| {
        !is_party
            || !matches!(name, ClockName::TaskAnswer(_) | ClockName::Task(_) | ClockName::TaskTransfer(_))
    };
    let shown =
        case.open_clocks().into_iter().filter(|clock| clock.has_begun(now) && is_told(clock.name)).map(
            |clock| ClockView {
                name: clock_name(page, clock),
                due: clock.clock.due.day,
                law: clock.rule(by).map(|rule| page.lang.law(&rule.law)).unwrap_or_default(),
                paused: !clock.clock.is_running(),
                provisional: clock.clock.provisional,
                times: 1,
            },
        );
    // What is due to thirty people on one day is one line.
    shown.fold(Vec::<ClockView>::new(), |mut all, one| {
        match all.iter_mut().find(|known| ClockView { times: 1, ..(*known).clone() } == one) {
            Some(known) => known.times += 1,
            None => all.push(one),
        }
        all
    })
}

/// What a clock of a case is called.
pub fn clock_name(page: &Page, clock: &CaseClock) -> String {
    page.code("deadline-clock", clock.name.code())
}

/// Every term the case has had, with its reasons.
pub fn terms(page: &Page, case: &Case, now: Moment, by: &Reckoning) -> Vec<Term> {
    case.clocks
        .iter()
        .filter(|clock| clock.has_begun(now))
        .map(|clock| term(page, case, clock, now, by))
        .collect()
}

/// One term of a case, with its reasons, and who used how much time.
pub fn term(page: &Page, case: &Case, clock: &CaseClock, now: Moment, by: &Reckoning) -> Term {
    let rule = clock.rule(by).ok();
    let standing = clock.standing(now);
    let reasoning = clock.reasoning(by).unwrap_or_default();
    let CaseClock { clock: running, .. } = clock;
    let ended = running.ended_at();
    let late = ended.unwrap_or(now) - running.due.at;
    Term {
        who: page.code("turn-who", case.owes(clock).code()),
        began: local_day(running.course.start),
        ended: ended.map(local_day),
        used: how_long(page, running.used(now)),
        late: (late.is_positive() && !clock.name.is_window()).then(|| how_long(page, late)),
        href: format!("/cases/{}/deadlines/{}", case.number, clock.key()),
        name: clock_name(page, clock),
        standing: (standing_look(standing), page.code("deadline-standing", standing.code())),
        raw: running.raw_due.day,
        due: running.due.day,
        law: rule.map(|rule| page.lang.law(&rule.law)).unwrap_or_default(),
        text: rule.and_then(|rule| rule.text.clone()),
        provisional: running.provisional,
        steps: reasoning.iter().map(|step| words::step(page.lang, step)).collect(),
        versions: format!("{} v{} · {}", running.rule, running.version, running.calendar_version),
    }
}

/// Hours up to two days, then whole days.
fn how_long(page: &Page, time: Duration) -> String {
    match time.whole_hours() {
        hours @ ..48 => page.ta("case-deadlines-hours", &[("count", &hours)]),
        _ => page.ta("case-deadlines-days", &[("count", &time.whole_days())]),
    }
}

fn standing_look(standing: Standing) -> &'static str {
    match standing {
        Standing::Ended => "done",
        Standing::Paused => "wait",
        Standing::Calm => "open",
        Standing::Warned | Standing::DueToday => "soon",
        Standing::Overdue => "over",
        Standing::Over => "stop",
    }
}

fn notes(loaded: &Loaded, names: &Names) -> Vec<(Moment, String, String, bool)> {
    let notes = loaded.case().notes.iter();
    notes
        .filter(|note| loaded.shows_note(note))
        .map(|note| (note.at, names.account(note.by).to_owned(), note.text.clone(), note.sealed))
        .collect()
}
