//! How does the form of an act look, and how is it read?
//!
//! Made from the act's own fields ([`ActKind::fields`]): a new act needs sentences and nothing here.

use fengqiao_base::{Actor, BodyId, Moment, PartyId, Refusal, clock::CHINA, id::AttachmentId};
use fengqiao_domain::{
    case::{Act, ActKind, Case, ClockName, DangerReport, Field, LONGEST},
    centre::Body,
    codes::Input,
    intake::PartyDetails,
    linked::LONGEST_TASK,
    sharing::LONGEST_PURPOSE,
};
use fengqiao_web::{
    form::{Fields, Upload},
    lang::Lang,
    page::{Choice, Form, Page},
    problem::Problem,
};
use serde_json::{Map, Value, json};
use time::{PrimitiveDateTime, format_description::BorrowedFormatItem, macros::format_description};

use super::{
    crew,
    load::Loaded,
    typed::{day, items, measures, money, newcomer},
};
use crate::{
    account::Account,
    app::App,
    files::{Received, receive},
};

const MINUTE: &[BorrowedFormatItem<'_>] = format_description!("[year]-[month]-[day]T[hour]:[minute]");

/// One question of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Name of the field.
    pub name: &'static str,
    /// Key of its label.
    pub label: String,
    /// How it is asked.
    pub kind: Kind,
    /// Whether it may be left out.
    pub optional: bool,
    /// What can be chosen.
    pub choices: Vec<Choice>,
    /// How many characters fit, where something is written.
    pub longest: usize,
}

impl Question {
    /// Whether there is anything to answer: what may be left out and offers no choice is not asked.
    fn can_be_answered(&self) -> bool {
        let is_choice = matches!(self.kind, Kind::Select | Kind::Radios | Kind::Checks);
        !(is_choice && self.choices.is_empty() && (self.optional || self.kind == Kind::Checks))
    }
}

/// How a question is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One line.
    Line,
    /// Several lines.
    Words,
    /// One of many.
    Select,
    /// One of few.
    Radios,
    /// Some of several.
    Checks,
    /// Yes or no.
    Tick,
    /// A day.
    Day,
    /// Day and time.
    Moment,
    /// An amount in yuan.
    Money,
    /// A count.
    Number,
    /// Somebody who is not known to the case yet.
    Person,
    /// The items of an agreement.
    Items,
    /// The measures of a meeting.
    Measures,
    /// A file.
    File,
}

/// Fields that are answered in several lines.
const LONG: [&str; 14] = [
    "note",
    "record",
    "receipt",
    "facts",
    "terms",
    "responsibilities",
    "purpose",
    "reason",
    "report",
    "text",
    "concessions",
    "left_open",
    "conflict",
    "summary",
];

/// So many characters fit into one line.
const LONGEST_LINE: usize = 200;

/// As many choices are shown at once; more of them go into a list.
const FEW: usize = 6;

/// Somebody who comes to the case with an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Newcomer {
    /// The id the act points to.
    pub id: PartyId,
    /// What is told.
    pub details: PartyDetails,
}

/// A file that comes to the case with an act; its content is still in hand.
#[derive(Debug, Clone)]
pub struct Arrival {
    /// The id the act points to.
    pub id: AttachmentId,
    /// The file.
    pub file: Received,
}

/// A file in a field of the form, or why it is not taken.
#[derive(Debug, Clone)]
pub struct Offered {
    /// The field.
    pub field: String,
    /// The file.
    pub file: Result<Received, Refusal>,
}

impl Offered {
    /// Looks at everything that was attached.
    pub async fn all(uploads: Vec<Upload>) -> Result<Vec<Self>, Problem> {
        let mut all = Vec::new();
        for upload in uploads {
            let field = upload.field.clone();
            all.push(Self { field, file: receive(upload, "file").await? });
        }
        Ok(all)
    }
}

/// What was read from a form.
#[derive(Debug, Clone)]
pub struct ReadAct {
    /// The act as JSON.
    pub json: Value,
    /// Who came with it.
    pub newcomers: Vec<Newcomer>,
    /// Which files came with it.
    pub arrivals: Vec<Arrival>,
}

impl ReadAct {
    /// The act, once for each of the parties that were named where it can be done for several, with whom it is for.
    ///
    /// # Errors
    /// `Problem::Malformed`: it is not one of an act's kind.
    pub fn acts(&self, kind: ActKind, parties: &[&str]) -> Result<Vec<(Option<PartyId>, Act)>, Problem> {
        let malformed = || Problem::Malformed("act");
        let one = |json: Value| serde_json::from_value(json).map_err(|_| malformed());
        let mut named: Vec<PartyId> = Vec::new();
        for party in parties {
            let party = party.parse().map_err(|_| malformed())?;
            if !named.contains(&party) {
                named.push(party);
            }
        }
        if !crew::is_for_several(kind, "party") || named.len() < 2 {
            return Ok(vec![(None, one(self.json.clone())?)]);
        }
        let each = named.into_iter().map(|party| {
            let mut json = self.json.clone();
            json["party"] = json!(party);
            Ok((Some(party), one(json)?))
        });
        each.collect()
    }
}

/// Whether a field asks for somebody new instead of somebody known.
pub fn asks_for_newcomer(kind: ActKind, field: &str) -> bool {
    matches!(
        (kind, field),
        (ActKind::Invite, "invitee")
            | (ActKind::JoinParty, "party" | "guardian")
            | (ActKind::NameRepresentative, "representative")
    )
}

/// What is not asked because it follows from who acts: a party speaks for itself, online, and signs now.
/// `named`: for whom it answers to a sharing; the rules say whether it may.
fn follows(kind: ActKind, actor: &Actor, field: &Field, named: &str) -> Option<Value> {
    let Actor::Party { party } = actor else { return None };
    let party = if kind == ActKind::AnswerSharing { named.parse().unwrap_or(*party) } else { *party };
    match (field.input, field.name) {
        (_, "scan" | "on") if kind == ActKind::SignAgreement => Some(Value::Null),
        (Input::Party, "party" | "from") => Some(json!(party)),
        (Input::Choice { list: "manner", .. }, _) => Some(json!("online")),
        (Input::Choice { list: "signature_manner", .. }, _) => Some(json!("electronic")),
        _ => None,
    }
}

/// Whom an act can name that is not in the case.
#[derive(Debug, Clone)]
pub struct Around {
    /// The mediators of the committee that handles it.
    pub mediators: Vec<Account>,
    /// The body that handles it.
    pub own: BodyId,
    /// The bodies of the district, that one among them.
    pub bodies: Vec<Body>,
}

impl Around {
    /// The other bodies of the district.
    pub fn others(&self) -> impl Iterator<Item = &Body> {
        self.bodies.iter().filter(|body| body.id != self.own)
    }
}

/// The questions of an act.
pub fn questions(
    page: &Page,
    kind: ActKind,
    actor: &Actor,
    loaded: &Loaded,
    around: &Around,
) -> Vec<Question> {
    let case = loaded.case();
    kind.fields()
        .into_iter()
        .filter(|field| follows(kind, actor, field, "").is_none())
        .filter(|field| field.name != "keep_visits" || case.is_running(ClockName::Visit))
        .filter(|field| field.name != "facts" || kind != ActKind::ReportBack || case.undisputed.is_some())
        .filter(|field| field.name != "task" || loaded.task.is_none())
        .map(|field| {
            let (asked, choices) = asked(page, kind, &field, loaded, case, around);
            let label = format!("act-{}-{}", kind.code().replace('_', "-"), field.name.replace('_', "-"));
            let longest = longest(kind, field.name, asked);
            Question { name: field.name, label, kind: asked, optional: field.optional, choices, longest }
        })
        .filter(Question::can_be_answered)
        .collect()
}

fn longest(kind: ActKind, name: &str, asked: Kind) -> usize {
    match (kind, name) {
        (ActKind::ReportDanger, "reference") => DangerReport::LONGEST_REFERENCE,
        (ActKind::ReportDanger, "receipt") => DangerReport::LONGEST_RECEIPT,
        (ActKind::Share, "purpose") => LONGEST_PURPOSE,
        (ActKind::AssignTask, "text")
        | (ActKind::DeclineTask | ActKind::WithdrawTask | ActKind::Convert, "reason")
        | (ActKind::ReportBack, "note") => LONGEST_TASK,
        _ if asked == Kind::Words => LONGEST,
        _ => LONGEST_LINE,
    }
}

fn asked(
    page: &Page,
    kind: ActKind,
    field: &Field,
    loaded: &Loaded,
    case: &Case,
    around: &Around,
) -> (Kind, Vec<Choice>) {
    let words = |list: &str, codes: &[&str]| -> Vec<Choice> {
        let prefix = format!("choice-{}", list.replace('_', "-"));
        codes.iter().map(|code| Choice::new(*code, page.code(&prefix, code))).collect()
    };
    // A choice of one of a few cannot be taken back; what may be left out is chosen from a list.
    let few = |choices: Vec<Choice>| {
        let is_few = choices.len() <= FEW && !field.optional;
        (if is_few { Kind::Radios } else { Kind::Select }, choices)
    };
    match field.input {
        Input::Text if LONG.contains(&field.name) => (Kind::Words, Vec::new()),
        Input::Text if field.name == "dispute_type" => {
            (Kind::Select, crate::reference::Reference::shipped().type_choices(page.lang))
        }
        Input::Text => (Kind::Line, Vec::new()),
        Input::Choice { list, codes } => few(words(list, codes)),
        Input::Choices { list, codes } => (Kind::Checks, words(list, codes)),
        Input::Check => (Kind::Tick, Vec::new()),
        Input::Day => (Kind::Day, Vec::new()),
        Input::Moment => (Kind::Moment, Vec::new()),
        Input::Money => (Kind::Money, Vec::new()),
        Input::Number => (Kind::Number, Vec::new()),
        Input::Party if asks_for_newcomer(kind, field.name) => (Kind::Person, Vec::new()),
        Input::Party => {
            let choices = party_choices(page, loaded, case, matches!(field.name, "heard"));
            if crew::is_for_several(kind, field.name) && choices.len() > FEW {
                (Kind::Checks, crew::still_asked(page, kind, case, choices))
            } else {
                few(choices)
            }
        }
        Input::Parties => {
            (Kind::Checks, party_choices(page, loaded, case, matches!(field.name, "present" | "invited")))
        }
        Input::Account => few(mediator_choices(kind, case, &around.mediators)),
        Input::Agreement => few(agreement_choices(page, case)),
        Input::Item => few(item_choices(page, loaded, case)),
        Input::Items => (Kind::Items, Vec::new()),
        Input::Attachment => (Kind::File, Vec::new()),
        Input::Body => {
            let named = |body: &Body| Choice::new(body.id.to_string(), body_name(page, body));
            (Kind::Select, around.others().map(named).collect())
        }
        Input::Bodies => (Kind::Checks, team_choices(page, case, around)),
        Input::Measures => (Kind::Measures, team_choices(page, case, around)),
        Input::Task => few(crate::linked::view::choices(page, kind, case, &around.bodies)),
        Input::Sharing => few(crate::sharing::view::choices(page, kind, case, &around.bodies)),
    }
}

/// The bodies of the joint team.
fn team_choices(page: &Page, case: &Case, around: &Around) -> Vec<Choice> {
    let team = case.team();
    let of_team = |body: &&Body| team.contains(&body.id);
    let named = |body: &Body| Choice::new(body.id.to_string(), body_name(page, body));
    around.bodies.iter().filter(of_team).map(named).collect()
}

/// The name of a body in the reader's language.
pub fn body_name(page: &Page, body: &Body) -> String {
    match page.lang {
        Lang::ZhCn => body.name.clone(),
        Lang::En => body.name_en.clone(),
    }
}

/// The parties, with their side; with everybody who stands for one or is invited where `others` may be named.
pub fn party_choices(page: &Page, loaded: &Loaded, case: &Case, others: bool) -> Vec<Choice> {
    let side = |id: PartyId| {
        case.party(id).map_or_else(
            || page.t("case-page-other-person"),
            |party| page.code("choice-side", party.side.code()),
        )
    };
    let ids: Vec<PartyId> = if others {
        let rest = case.people().into_iter().filter(|id| case.party(*id).is_none());
        case.parties.iter().map(|party| party.id).chain(rest).collect()
    } else {
        case.parties.iter().map(|party| party.id).collect()
    };
    ids.into_iter().map(|id| Choice::new(id.to_string(), loaded.called(id)).hint(side(id))).collect()
}

/// Who can be replaced: whoever mediates. Who can be chosen or appointed: whoever has not been on the case.
fn mediator_choices(kind: ActKind, case: &Case, mediators: &[Account]) -> Vec<Choice> {
    let fits = |one: &&Account| match kind {
        ActKind::RequestReplacement => case.mediators_now().any(|id| id == one.id),
        _ => !case.was_mediated_by(one.id),
    };
    mediators.iter().filter(fits).map(|one| Choice::new(one.id.to_string(), &*one.name)).collect()
}

fn agreement_choices(page: &Page, case: &Case) -> Vec<Choice> {
    case.agreements
        .iter()
        .filter(|agreement| agreement.effective_on().is_some())
        .map(|agreement| {
            let scope = page.code("choice-agreement-scope", agreement.scope.code());
            let day = page.day(agreement.effective_on().unwrap_or(agreement.reached_on));
            Choice::new(
                agreement.id.to_string(),
                page.ta("case-page-agreement-nth", &[("nth", &agreement.nth)]),
            )
            .hint(format!("{scope} · {day}"))
        })
        .collect()
}

fn item_choices(page: &Page, loaded: &Loaded, case: &Case) -> Vec<Choice> {
    case.items()
        .filter(|item| item.is_open())
        .map(|item| {
            let mut hint = loaded.called(item.terms.performer).to_owned();
            if let Some(amount) = item.terms.amount_fen {
                hint.push_str(" · ");
                hint.push_str(&page.money(amount));
            }
            if let Some(due) = item.terms.due {
                hint.push_str(" · ");
                hint.push_str(&page.day(due));
            }
            Choice::new(item.id.to_string(), &*item.terms.what).hint(hint)
        })
        .collect()
}

/// The form as it is first shown: what is obvious is filled in.
pub fn fresh(form: Form, questions: &[Question], query: &Fields, now: Moment) -> Form {
    let mut form = form;
    for question in questions {
        if let Some(given) = query.filled(question.name) {
            form = form.with(question.name, given);
            continue;
        }
        match question.kind {
            Kind::Moment => {
                let text = now.to_offset(CHINA).format(MINUTE).unwrap_or_default();
                form = form.with(question.name, text);
            }
            // All parties usually sit at the table; whoever did not is unticked. A consent or a signature is never
            // taken for granted.
            Kind::Checks if matches!(question.name, "present" | "visited" | "bodies") => {
                form =
                    form.with_all(question.name, question.choices.iter().map(|choice| choice.value.clone()));
            }
            Kind::Radios | Kind::Select if question.choices.len() == 1 && !question.optional => {
                form = form.with(question.name, question.choices[0].value.clone());
            }
            _ => {}
        }
    }
    form
}

pub(super) fn missing(field: &'static str) -> Refusal {
    Refusal::new("field-missing").at(field)
}

/// Reads what was sent. Everything that is wrong is said at once.
pub fn read(
    app: &App,
    kind: ActKind,
    actor: &Actor,
    fields: &Fields,
    offered: &[Offered],
    now: Moment,
) -> Result<ReadAct, Vec<Refusal>> {
    let mut act = Map::new();
    act.insert("act".to_owned(), json!(kind.code()));
    let mut read = ReadAct { json: Value::Null, newcomers: Vec::new(), arrivals: Vec::new() };
    let mut wrong = Vec::new();
    for field in kind.fields() {
        if let Some(value) = follows(kind, actor, &field, fields.get("party")) {
            act.insert(field.name.to_owned(), value);
            continue;
        }
        match value(app, kind, &field, fields, offered, now, &mut read) {
            Ok(Some(value)) => {
                act.insert(field.name.to_owned(), value);
            }
            Ok(None) => {}
            Err(refusals) => wrong.extend(refusals),
        }
    }
    read.json = Value::Object(act);
    if wrong.is_empty() { Ok(read) } else { Err(wrong) }
}

fn value(
    app: &App,
    kind: ActKind,
    field: &Field,
    fields: &Fields,
    offered: &[Offered],
    now: Moment,
    read: &mut ReadAct,
) -> Result<Option<Value>, Vec<Refusal>> {
    let name = field.name;
    let one = |refusal: Refusal| vec![refusal];
    let typed = fields.filled(name);
    let needed = || if field.optional { Ok(None) } else { Err(one(missing(name))) };
    match field.input {
        Input::Check => Ok(Some(json!(fields.is_ticked(name)))),
        Input::Choices { .. } | Input::Parties | Input::Bodies => {
            let all: Vec<&str> = fields.all(name).collect();
            Ok(Some(json!(all)))
        }
        Input::Text => match typed {
            Some(text) => Ok(Some(json!(text.replace("\r\n", "\n")))),
            None if field.optional => Ok(None),
            // The rules say themselves what words they need.
            None => Ok(Some(json!(""))),
        },
        Input::Party if asks_for_newcomer(kind, name) => {
            let parts = ["name", "phone", "address"];
            if field.optional && parts.iter().all(|part| fields.filled(&format!("{name}-{part}")).is_none()) {
                return Ok(None);
            }
            let id: PartyId = app.ids.next();
            let details = newcomer(fields, name, now)?;
            read.newcomers.push(Newcomer { id, details });
            Ok(Some(json!(id)))
        }
        Input::Choice { codes, .. } => match typed {
            Some(code) if codes.contains(&code) => Ok(Some(json!(code))),
            Some(_) => Err(one(Refusal::new("field-not-in-list").at(name))),
            None => needed(),
        },
        Input::Party
        | Input::Account
        | Input::Agreement
        | Input::Item
        | Input::Body
        | Input::Sharing
        | Input::Task => match typed {
            Some(id) if id.parse::<uuid::Uuid>().is_ok() => Ok(Some(json!(id))),
            Some(_) => Err(one(Refusal::new("field-not-in-list").at(name))),
            None => needed(),
        },
        Input::Day => match typed {
            Some(text) => day(text)
                .map(|_| Some(json!(text)))
                .ok_or_else(|| one(Refusal::new("field-not-a-day").at(name))),
            None => needed(),
        },
        Input::Moment => match typed {
            Some(text) => match PrimitiveDateTime::parse(text.get(..16).unwrap_or(text), MINUTE) {
                Ok(at) => {
                    let at = at.assume_offset(CHINA).to_offset(time::UtcOffset::UTC);
                    let at = at.format(&time::format_description::well_known::Rfc3339).unwrap_or_default();
                    Ok(Some(json!(at)))
                }
                Err(_) => Err(one(Refusal::new("field-not-a-day").at(name))),
            },
            None => needed(),
        },
        Input::Money => match typed {
            Some(text) => money(text)
                .map(|fen| Some(json!(fen)))
                .ok_or_else(|| one(Refusal::new("field-not-an-amount").at(name))),
            None => needed(),
        },
        Input::Number => match typed {
            Some(text) => text
                .parse::<u32>()
                .map(|n| Some(json!(n)))
                .map_err(|_| one(Refusal::new("field-not-a-number").at(name))),
            None => needed(),
        },
        Input::Items => items(fields).map(Some),
        Input::Measures => measures(fields).map(Some),
        Input::Attachment => match offered.iter().find(|offered| offered.field == name) {
            Some(Offered { file: Ok(file), .. }) => {
                let id: AttachmentId = app.ids.next();
                read.arrivals.push(Arrival { id, file: file.clone() });
                Ok(Some(json!(id)))
            }
            Some(Offered { file: Err(refusal), .. }) => Err(one(refusal.clone().at(name))),
            None => needed(),
        },
    }
}
