//! What does the page of a request show, in the reader's language?

use fengqiao_base::{Actor, Day, Moment, PartyId};
use fengqiao_domain::{
    case::{Confidentiality, Manner, Route},
    codes::key,
    deadline::Reckoning,
    intake::{ActKind, Fact, FiledParty, PartyRole, Request, Stage},
};
use fengqiao_policy::Action;
use fengqiao_store::{journal, time::from_micros};
use fengqiao_web::{format::mask_phone, page::Page, problem::Problem};

use super::{
    load::Loaded,
    store,
    summary::{Said, person},
};
use crate::{
    app::App,
    case::view::last_day,
    directory::Names,
    once::stored,
    reference::{Reference, type_name},
};

/// Everything the page shows of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// The number.
    pub number: String,
    /// What it is about, in a few words.
    pub title: String,
    /// Code of the stage.
    pub stage: &'static str,
    /// What the stage means for the reader.
    pub stage_means: String,
    /// The look of its badge.
    pub look: &'static str,
    /// Whether it is urgent.
    pub is_urgent: bool,
    /// Why somebody said so, or the words that were found.
    pub urgent_because: String,
    /// Whose turn it is, for what, by when.
    pub turn: Option<TurnView>,
    /// What was said.
    pub said: Said,
    /// Names and values of facts about how it came in: key of the name, text.
    pub facts: Vec<(&'static str, String)>,
    /// What the stage came with: key of the name, text.
    pub outcome: Vec<(&'static str, String)>,
    /// The people with the address of their details.
    pub people: Vec<PersonView>,
    /// What the reader can do: code, whether it is what the request waits for.
    pub acts: Vec<(&'static str, bool)>,
    /// Its running clocks: code, last day, article, whether the calendar is provisional.
    pub clocks: Vec<(&'static str, Day, String, bool)>,
    /// The other ways.
    pub routes: Vec<&'static str>,
    /// The version the page was made from.
    pub version: i64,
    /// Whether a case was opened from it.
    pub is_opened: bool,
    /// Code of the type, if one was chosen.
    pub dispute_type: String,
    /// Whether the reader may choose the type.
    pub chooses_type: bool,
}

/// Whose turn it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TurnView {
    /// Whether it is the reader's.
    pub mine: bool,
    /// Code of the duty.
    pub who: &'static str,
    /// Code of the act.
    pub what: &'static str,
    /// By which day.
    pub due: Option<Day>,
}

/// Somebody of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonView {
    /// Its id.
    pub id: PartyId,
    /// Which part, in words.
    pub role: String,
    /// The name, or how the person is known.
    pub name: String,
    /// How to reach it.
    pub reach: String,
    /// What help it needs.
    pub needs: String,
    /// Whether a guardian must act for it.
    pub needs_guardian: bool,
    /// Whom it stands for, where that is one party.
    pub stands_for: String,
    /// Whether the reader may look up in full how it is reached.
    pub has_contact: bool,
    /// Whether the reader may correct what it told.
    pub is_open: bool,
}

/// One event in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happened {
    /// Its picture.
    pub icon: &'static str,
    /// When.
    pub at: Moment,
    /// What.
    pub text: String,
    /// By whom.
    pub by: String,
}

/// Who reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// Staff, with what it may do.
    Desk,
    /// Somebody who follows with number and code.
    Follower(PartyId),
}

/// The look of a stage's badge.
pub fn look(stage: &str) -> &'static str {
    match stage {
        "lead" => "soon",
        "registered" => "open",
        "transferred" => "wait",
        "opened" | "settled" => "done",
        "joined" => "info",
        _ => "stop",
    }
}

impl View {
    /// The request in the reader's words.
    pub fn of(
        page: &Page,
        loaded: &Loaded,
        names: &Names,
        acts: &[ActKind],
        reader: Reader,
        reckoning: &Reckoning,
    ) -> Self {
        let request = loaded.request();
        let is_own = |party: &FiledParty| match reader {
            Reader::Desk => true,
            // Of the other side only the name is shown: what else is known came from others.
            Reader::Follower(_) => party.role != PartyRole::Respondent,
        };
        let turn = request.turn().map(|turn| TurnView {
            mine: acts.contains(&turn.what),
            who: turn.who.code(),
            what: turn.what.code(),
            due: turn.by.map(last_day),
        });
        let next = request.turn().map(|turn| turn.what);
        // Types are chosen on the page itself, pairs on a page of their own.
        let has_page = |kind: &&ActKind| {
            !matches!(
                kind,
                ActKind::AddParty
                    | ActKind::ChooseType
                    | ActKind::TakeIn
                    | ActKind::KeepApart
                    | ActKind::Join
                    | ActKind::AddFiles
            )
        };
        Self {
            number: request.number.to_string(),
            title: store::title(&request.what),
            stage: request.stage.code(),
            stage_means: page
                .attr(
                    &format!("intake-stage-{}", request.stage.code()),
                    if reader == Reader::Desk { "desk" } else { "hint" },
                )
                .unwrap_or_default(),
            look: look(request.stage.code()),
            is_urgent: request.is_urgent(),
            urgent_because: urgent_because(page, request),
            turn,
            said: said(page, loaded),
            facts: facts(page, request, names),
            outcome: outcome(page, request, names),
            people: in_order(loaded, reader)
                .into_iter()
                .map(|party| person_view(page, loaded, party, is_own(party), reader))
                .collect(),
            acts: acts.iter().filter(has_page).map(|kind| (kind.code(), Some(*kind) == next)).collect(),
            clocks: request
                .clocks
                .iter()
                .filter(|one| one.clock.is_open())
                .map(|one| {
                    let law =
                        one.clock.rule(reckoning).map(|rule| page.lang.law(&rule.law)).unwrap_or_default();
                    (one.name.code(), one.clock.due.day, law, one.clock.provisional)
                })
                .collect(),
            routes: routes(request, reader).into_iter().map(Route::code).collect(),
            version: request.version,
            is_opened: matches!(request.stage, Stage::Opened { .. }),
            dispute_type: request.dispute_type().unwrap_or_default().to_owned(),
            chooses_type: acts.contains(&ActKind::ChooseType),
        }
    }

    /// Whether a clock of the request is over.
    pub fn is_late(&self, today: Day) -> bool {
        self.clocks.iter().any(|(_, due, ..)| *due < today)
    }
}

/// The two sides first, then those who speak for one.
fn in_order(loaded: &Loaded, reader: Reader) -> Vec<&FiledParty> {
    // Whoever speaks for the other side is known to the desk alone.
    let is_shown = |party: &&FiledParty| {
        reader == Reader::Desk
            || party.role == PartyRole::Respondent
            || loaded.request().is_brought_by(party.id)
    };
    let mut people: Vec<&FiledParty> = loaded.people.iter().filter(is_shown).collect();
    people.sort_by_key(|party| party.role);
    people
}

/// The other ways. Those of violence at home were shown when it was filed; later somebody may look over a shoulder.
fn routes(request: &Request, reader: Reader) -> Vec<Route> {
    match reader {
        Reader::Desk => request.routes(),
        Reader::Follower(_) => Route::of(request.area(), Confidentiality::Ordinary),
    }
}

fn said(page: &Page, loaded: &Loaded) -> Said {
    let request = loaded.request();
    Said {
        what: request.what.clone(),
        happened_on: request.happened_on.map(|day| page.day(day)).unwrap_or_default(),
        place: Reference::shipped().place_name(page.lang, &request.community),
        address: request.address.clone(),
        claims: request.claims.clone(),
        amount: request.amount_fen.map(|fen| page.money(fen)).unwrap_or_default(),
        dispute_type: request.dispute_type().map(|code| type_name(page.lang, code)).unwrap_or_default(),
        // Files have a list of their own.
        files: Vec::new(),
        people: Vec::new(),
        phone_checked: request.phone_checked,
    }
}

fn person_view(page: &Page, loaded: &Loaded, party: &FiledParty, is_own: bool, reader: Reader) -> PersonView {
    let (role, name, reach) = person(page, party);
    let has_contact = reader == Reader::Desk && loaded.acting(Action::ShowContact).is_ok();
    let masked = mask_phone(&party.details.phone);
    let reach = match reader {
        Reader::Follower(_) => reach,
        Reader::Desk if has_contact => reach.replacen(&party.details.phone, &masked, 1),
        Reader::Desk => masked,
    };
    let entry = loaded.request().parties.iter().find(|entry| entry.id == party.id);
    let stood_for = entry.and_then(|entry| entry.stands_for).and_then(|id| loaded.details(id));
    PersonView {
        id: party.id,
        role,
        name,
        reach: if is_own { reach } else { String::new() },
        needs: if is_own { party.details.needs.clone() } else { String::new() },
        needs_guardian: is_own && entry.is_some_and(|entry| entry.needs_guardian),
        stands_for: stood_for.map(|details| details.called().to_owned()).unwrap_or_default(),
        has_contact: has_contact && !loaded.is_masked,
        is_open: is_own && (reader != Reader::Desk || loaded.acting(Action::HandleRequest).is_ok()),
    }
}

fn urgent_because(page: &Page, request: &Request) -> String {
    if let Some(set) = &request.urgency {
        return set.reason.clone();
    }
    let words: Vec<&str> = request
        .signals
        .iter()
        .filter(|signal| signal.urgency.is_pressing())
        .flat_map(|signal| signal.words.iter().map(String::as_str))
        .collect();
    if words.is_empty() {
        return String::new();
    }
    let words = words.join(&page.t("intake-words-comma"));
    page.ta("intake-page-urgent-words", &[("words", &words)])
}

fn facts(page: &Page, request: &Request, names: &Names) -> Vec<(&'static str, String)> {
    let channel = page.code("choice-channel", request.channel.kind().code());
    let reference = request.channel.reference().unwrap_or_default().to_owned();
    let mut facts = vec![
        ("intake-page-kind", page.code("choice-request-kind", request.kind.code())),
        ("intake-page-channel", channel),
    ];
    if !reference.is_empty() {
        facts.push(("intake-page-reference", reference));
    }
    if let fengqiao_domain::intake::Channel::Window { ticket: Some(ticket) } = &request.channel {
        facts.push(("intake-page-ticket", ticket.clone()));
    }
    facts.push(("intake-page-filed", page.moment(request.filed_at)));
    if let Actor::Staff { account, .. } | Actor::StandIn { account, .. } = request.filed_by {
        facts.push(("intake-page-filed-by", names.account(account).to_owned()));
    }
    if let Some(notice) = &request.notice {
        let manner = page.t(&key("manner", notice.manner.code()));
        facts.push((
            "intake-page-notice",
            page.ta(
                "intake-page-notice-shown",
                &[("version", &notice.version), ("manner", &manner), ("at", &page.moment(notice.at))],
            ),
        ));
    }
    if let Some(registered) = &request.registered {
        facts.push(("intake-page-identity", page.code("choice-identity-check", registered.identity.code())));
    }
    facts.push(("intake-page-class", page.t(&key("confidentiality", request.class.what.code()))));
    facts
}

/// What came of it.
fn outcome(page: &Page, request: &Request, names: &Names) -> Vec<(&'static str, String)> {
    match &request.stage {
        Stage::Lead | Stage::Registered => Vec::new(),
        Stage::Settled(settlement) => {
            let said = |manner: Manner| page.t(&key("manner", manner.code()));
            vec![
                ("intake-page-agreed", settlement.agreed.clone()),
                ("intake-page-said-applicant", said(settlement.applicant)),
                ("intake-page-said-other", said(settlement.other)),
                ("intake-page-at", page.moment(settlement.at)),
            ]
        }
        Stage::Opened { body, at, .. } => vec![
            ("intake-page-opened-body", names.body_name(*body).to_owned()),
            ("intake-page-at", page.moment(*at)),
        ],
        Stage::Joined { number, at, reason, .. } => vec![
            ("intake-page-joined-number", number.to_string()),
            ("intake-page-reason", reason.clone()),
            ("intake-page-at", page.moment(*at)),
        ],
        Stage::Transferred(transfer) => {
            let mut told = vec![("intake-page-receiver", page.t(&key("receiver", transfer.to.code())))];
            if let Some(body) = transfer.body {
                told.push(("intake-page-receiver-body", names.body_name(body).to_owned()));
            }
            told.push(("intake-page-reason", transfer.reason.clone()));
            told.push(("intake-page-at", page.moment(transfer.sent_at)));
            match &transfer.receipt {
                Some(receipt) => {
                    told.push(("intake-page-received", page.moment(receipt.at)));
                    told.push(("intake-page-reference", receipt.reference.clone().unwrap_or_default()));
                }
                None => told.push(("intake-page-received", page.t("intake-page-received-not"))),
            }
            told
        }
        Stage::Refused { ground, reason, at, .. } => vec![
            ("intake-page-ground", page.code("choice-request-refusal-ground", ground.code())),
            ("intake-page-reason", reason.clone()),
            ("intake-page-at", page.moment(*at)),
        ],
        Stage::Withdrawn { reason, at, .. } => {
            vec![("intake-page-reason", reason.clone()), ("intake-page-at", page.moment(*at))]
        }
    }
}

/// What staff thinks of a request among itself: how urgent, how confidential, which others it resembles. Whoever looks
/// over a shoulder learns nothing of it.
const INTERNAL: [&str; 5] =
    ["urgency_set", "class_set", "kept_apart", DANGER_REPORTED, crate::vault::reseal::KIND];

/// The kind of the event that somebody reported a danger.
const DANGER_REPORTED: &str = "danger_reported";

/// Whether whoever brought the request may know of an entry. That the other side has somebody who speaks for it tells
/// that it is a child, or cannot act alone.
fn is_for_followers(request: &Request, entry: &journal::Kept) -> bool {
    let fact: Option<Fact> = serde_json::from_str(&entry.payload).ok();
    let is_of_others = match fact {
        Some(Fact::PartyAdded { party, role }) => {
            role != PartyRole::Respondent && !request.is_brought_by(party)
        }
        _ => false,
    };
    !is_of_others && !INTERNAL.contains(&entry.kind.as_str())
}

/// What happened to it, newest first.
pub async fn history(
    app: &App,
    page: &Page,
    names: &Names,
    request: &Request,
    reader: Reader,
) -> Result<Vec<Happened>, Problem> {
    let entries = journal::of(app.store.read(), request.id.0).await.map_err(stored)?;
    Ok(entries
        .iter()
        .rev()
        .filter(|entry| reader == Reader::Desk || is_for_followers(request, entry))
        .map(|entry| {
            let by = serde_json::from_str(&entry.actor).map_or_else(
                |_| String::new(),
                |by: Actor| {
                    // Who reported a danger stands in the report alone (反家庭暴力法 14).
                    let is_named = entry.kind != DANGER_REPORTED;
                    if is_named { who(page, names, &by) } else { page.code("common-duty", by.duty().code()) }
                },
            );
            let text = serde_json::from_str(&entry.payload).map_or_else(
                |_| page.code("intake-event", &entry.kind),
                |fact: Fact| told(page, names, &fact),
            );
            Happened { icon: icon(&entry.kind), at: from_micros(entry.at), text, by }
        })
        .collect())
}

fn who(page: &Page, names: &Names, by: &Actor) -> String {
    let duty = page.code("common-duty", by.duty().code());
    match by {
        Actor::Staff { account, .. } | Actor::StandIn { account, .. } if page.user.is_some() => {
            format!("{} · {duty}", names.account(*account))
        }
        Actor::Staff { .. } | Actor::StandIn { .. } | Actor::Party { .. } | Actor::System => duty,
    }
}

/// A fact as a sentence.
fn told(page: &Page, names: &Names, fact: &Fact) -> String {
    let word = |list: &str, code: &str| page.t(&key(list, code));
    let body = |body: Option<fengqiao_base::BodyId>| {
        body.map(|body| names.body_name(body).to_owned()).unwrap_or_default()
    };
    let texts: Vec<(&'static str, String)> = match fact {
        Fact::Filed { channel, parties, files, .. } => vec![
            ("channel", page.code("choice-channel", channel.code())),
            ("parties", parties.to_string()),
            ("files", files.to_string()),
        ],
        Fact::PartyAdded { role, .. } => vec![("role", page.code("choice-party-role", role.code()))],
        Fact::Registered { identity, told, .. } => vec![
            ("identity", page.code("choice-identity-check", identity.code())),
            ("manner", word("manner", told.code())),
        ],
        Fact::TypeChosen { dispute_type, suggested } => vec![
            ("kind", type_name(page.lang, dispute_type)),
            ("suggested", if *suggested { "yes" } else { "no" }.to_owned()),
        ],
        Fact::UrgencySet { is_urgent } => vec![("urgent", if *is_urgent { "yes" } else { "no" }.to_owned())],
        Fact::ClassSet { class } => vec![("class", word("confidentiality", class.code()))],
        Fact::Joined { number, .. } => vec![("number", number.to_string())],
        Fact::Transferred { to, body: receiver } => {
            vec![("receiver", word("receiver", to.code())), ("body", body(*receiver))]
        }
        Fact::DangerReported { to } => vec![("receiver", word("receiver", to.code()))],
        Fact::Refused { ground } => {
            vec![("ground", page.code("choice-request-refusal-ground", ground.code()))]
        }
        Fact::Opened { body: committee, .. } => vec![("body", body(Some(*committee)))],
        Fact::FilesAdded { files } => vec![("files", files.len().to_string())],
        Fact::CodeRenewed { identity } => {
            vec![("identity", page.code("choice-identity-check", identity.code()))]
        }
        Fact::DeadlineMoved { before, after, reason, .. } => vec![
            ("before", page.day(*before)),
            ("after", page.day(*after)),
            ("reason_word", word("move_reason", reason.code())),
        ],
        Fact::Settled { applicant, other } => {
            vec![("applicant", word("manner", applicant.code())), ("other", word("manner", other.code()))]
        }
        Fact::Amended {}
        | Fact::DidNotHold {}
        | Fact::TookIn { .. }
        | Fact::KeptApart { .. }
        | Fact::TransferReceived {}
        | Fact::Withdrawn {} => Vec::new(),
    };
    page.told(&format!("intake-event-{}", fact.kind().replace('_', "-")), &texts)
}

fn icon(kind: &str) -> &'static str {
    match kind {
        "filed" => "inbox",
        "registered" => "user-check",
        "type_chosen" | "class_set" | "amended" => "edit",
        "urgency_set" | "danger_reported" => "alert-triangle",
        "joined" | "took_in" | "kept_apart" => "link",
        "transferred" | "transfer_received" => "route",
        "opened" => "folder",
        "refused" | "withdrawn" => "ban",
        "files_added" => "paperclip",
        "party_added" => "user-plus",
        _ => "info-circle",
    }
}
