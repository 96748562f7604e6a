//! How does a sharing look on the page of its case, to staff and to a party?

use fengqiao_base::{Day, Ids, Moment, PartyId};
use fengqiao_domain::{
    case::{ActKind, Case},
    centre::Body,
    sharing::{Sharing, SharingBasis, SharingState, SharingWord},
};
use fengqiao_web::{
    lang::Lang,
    page::{Choice, Form, Page},
};
use uuid::Uuid;

use crate::{
    case::{form::body_name, load::Loaded},
    directory::Names,
};

/// A sharing as the page of its case shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shared {
    /// Its id.
    pub id: String,
    /// With which body.
    pub body: String,
    /// What is shown.
    pub parts: String,
    /// For what.
    pub purpose: String,
    /// On which basis.
    pub basis: String,
    /// The last day.
    pub until: Day,
    /// Look and words of its state.
    pub state: (&'static str, String),
    /// The answers, for staff: name, look and words, when.
    pub answers: Vec<(String, (&'static str, String), Option<Moment>)>,
    /// For which party the reader answers.
    pub party: String,
    /// What a party can answer with one click: its code, the key of the button, the form.
    pub asks: Vec<(&'static str, &'static str, Form)>,
    /// What a party has answered: look and words.
    pub own: Option<(&'static str, String)>,
}

/// Every sharing of the case that the reader may know of, newest first.
pub fn of(page: &Page, loaded: &Loaded, names: &Names) -> Vec<Shared> {
    let all = loaded.case().sharings.iter().rev();
    all.filter(|sharing| loaded.knows_of(sharing))
        .map(|sharing| shared(page, loaded, names, sharing))
        .collect()
}

/// What is shown, in words.
pub fn parts(page: &Page, sharing: &Sharing) -> String {
    let parts = sharing.parts.iter().map(|part| page.code("choice-shared-part", part.code()));
    let between = match page.lang {
        Lang::ZhCn => "；",
        Lang::En => "; ",
    };
    parts.collect::<Vec<_>>().join(between)
}

/// The basis, in words.
pub fn basis(page: &Page, sharing: &Sharing) -> String {
    match &sharing.basis {
        SharingBasis::Consent { .. } => page.t("sharing-by-consent"),
        SharingBasis::Law { ground } => page.code("choice-sharing-ground", ground.code()),
    }
}

fn shared(page: &Page, loaded: &Loaded, names: &Names, sharing: &Sharing) -> Shared {
    let case = loaded.case();
    let state = case.sharing_state(sharing, page.today);
    let answers = match sharing.basis {
        SharingBasis::Consent { .. } if page.user.is_some() => case
            .parties
            .iter()
            .map(|party| {
                let given = sharing.answer_of(party.id);
                let at = given.map(|given| given.at);
                (loaded.called(party.id).to_owned(), answered(page, given.map(|given| given.answer)), at)
            })
            .collect(),
        SharingBasis::Consent { .. } | SharingBasis::Law { .. } => Vec::new(),
    };
    Shared {
        id: sharing.id.to_string(),
        body: names.body_name(sharing.body).to_owned(),
        parts: parts(page, sharing),
        purpose: sharing.purpose.clone(),
        basis: basis(page, sharing),
        until: sharing.until,
        state: (look(state), page.code("choice-sharing-state", state.code())),
        answers,
        party: String::new(),
        asks: Vec::new(),
        own: None,
    }
}

fn answered(page: &Page, answer: Option<SharingWord>) -> (&'static str, String) {
    let word = |word: SharingWord| page.code("choice-sharing-word", word.code());
    match answer {
        Some(SharingWord::Agree) => ("done", word(SharingWord::Agree)),
        Some(SharingWord::Refuse) => ("stop", word(SharingWord::Refuse)),
        None => ("wait", page.t("sharing-unanswered")),
    }
}

fn look(state: SharingState) -> &'static str {
    match state {
        SharingState::Waiting => "wait",
        SharingState::InForce => "done",
        SharingState::Refused | SharingState::Withdrawn => "stop",
        SharingState::Ended | SharingState::Expired => "info",
    }
}

/// Lets `reader` answer with one click: to agree and to refuse, with the same weight; once it has agreed, to take that
/// back (个人信息保护法 15). Each button has a key of its own, or the second would be taken for a repetition of the first.
/// Whoever speaks for a party answers for it.
pub fn ask(all: &mut [Shared], page: &Page, loaded: &Loaded, reader: PartyId, ids: &Ids) {
    let case = loaded.case();
    let mut own = case.parties.iter().filter(|party| party.is_heard_through(reader));
    let Some(party) =
        own.find(|party| party.id == reader || !party.needs_guardian || party.guardian == Some(reader))
    else {
        return;
    };
    let form = || Form::new(ids.next::<Uuid>().to_string()).at_version(case.version);
    for shown in all {
        let Some(sharing) = case.sharings.iter().find(|one| one.id.to_string() == shown.id) else { continue };
        if sharing.ground().is_some() {
            continue;
        }
        shown.party = party.id.to_string();
        let answer = sharing.answer_of(party.id).map(|answer| answer.answer);
        shown.own = Some(answered(page, answer));
        if sharing.is_alive(page.today) {
            shown.asks = match answer {
                Some(SharingWord::Agree) => vec![("refuse", "sharing-withdraw", form())],
                Some(SharingWord::Refuse) | None => {
                    vec![
                        ("agree", "choice-sharing-word-agree", form()),
                        ("refuse", "choice-sharing-word-refuse", form()),
                    ]
                }
            };
        }
    }
}

/// The sharings that an act can be about.
pub fn choices(page: &Page, kind: ActKind, case: &Case, bodies: &[Body]) -> Vec<Choice> {
    let fits = |one: &&Sharing| {
        one.is_alive(page.today) && (kind != ActKind::AnswerSharing || one.ground().is_none())
    };
    let name = |sharing: &Sharing| {
        bodies
            .iter()
            .find(|body| body.id == sharing.body)
            .map_or("–".to_owned(), |body| body_name(page, body))
    };
    let choice = |sharing: &Sharing| {
        let until = page.told("sharing-until-short", &[("until", page.day(sharing.until))]);
        let hint = format!("{} · {until} · {}", parts(page, sharing), sharing.purpose);
        Choice::new(sharing.id.to_string(), name(sharing)).hint(hint)
    };
    case.sharings.iter().filter(fits).map(choice).collect()
}
