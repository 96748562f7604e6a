//! How does somebody stand on a form?

use fengqiao_base::PartyId;
use fengqiao_domain::{
    case::{PartyKind, PartyStanding},
    intake::{IdKind, PartyDetails},
};
use fengqiao_paper::values::{Agent, Party, Person, Unit, Who};

use super::{Source, word};

/// How somebody is called.
pub fn called<'a>(source: &Source<'a>, id: PartyId) -> &'a str {
    source.loaded.called(id)
}

/// A party as it stands on a paper that the other side may hold: where a party is protected, it says where it lives
/// and how it is reached to nobody.
pub(super) fn shown(source: &Source<'_>, standing: &PartyStanding) -> Party {
    party(source, standing, standing.protected)
}

/// A party as it stands on its own paper.
pub(super) fn own(source: &Source<'_>, standing: &PartyStanding) -> Party {
    party(source, standing, false)
}

/// Every party, as on a paper of all.
pub(super) fn all(source: &Source<'_>) -> Vec<Party> {
    source.case().parties.iter().map(|standing| shown(source, standing)).collect()
}

fn party(source: &Source<'_>, standing: &PartyStanding, hidden: bool) -> Party {
    let unknown = PartyDetails::person("");
    let details = source.loaded.people.get(&standing.id).unwrap_or(&unknown);
    let told = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let reached = |text: &str| if hidden { Some("（保密）".to_owned()) } else { told(text) };
    let name = called(source, standing.id).to_owned();
    let who = match standing.kind {
        PartyKind::Person => Who::Person(Person {
            name,
            sex: details.sex.map(|sex| word("sex", sex.code())),
            ethnicity: told(&details.ethnicity),
            age: details.age_on(source.today).map(u32::from),
            id_number: id_number(details),
            occupation: told(&details.occupation).or_else(|| told(&details.employer)),
            phone: reached(&details.phone),
            address: reached(if details.address.is_empty() { &details.employer } else { &details.address }),
        }),
        PartyKind::Organisation => Who::Unit(Unit {
            name,
            credit_code: details.id_document.as_ref().and_then(|document| told(&document.number)),
            address: reached(&details.address),
            representative: details.legal_representative.as_ref().and_then(|legal| told(&legal.name)),
            position: details.legal_representative.as_ref().and_then(|legal| told(&legal.title)),
            phone: reached(&details.phone),
        }),
    };
    let agent = |id: PartyId, capacity: &str| Agent {
        capacity: word("representative", capacity),
        name: called(source, id).to_owned(),
        phone: source.loaded.people.get(&id).and_then(|details| reached(&details.phone)),
    };
    let agent = standing
        .agent
        .map(|id| agent(id, "agent"))
        .or_else(|| standing.guardian.map(|id| agent(id, "guardian")));
    Party { role: word("side", standing.side.code()), who, agent }
}

/// The number of the paper, with its name where it is not the identity card that the form asks for.
fn id_number(details: &PartyDetails) -> Option<String> {
    let document = details.id_document.as_ref()?;
    match document.kind {
        IdKind::Resident => Some(document.number.clone()),
        kind => Some(format!("{} {}", word("id_kind", kind.code()), document.number)),
    }
}
