//! What can be chosen in the form of an act, and by which body?

use fengqiao_base::BodyId;
use fengqiao_domain::{
    case::{Confidentiality, Manner, Receiver},
    centre::Network,
    codes::key,
    intake::{ActKind, IdentityCheck, RefusalGround, Request},
    report::Host,
};
use fengqiao_web::page::{Choice, Page};

/// The choices of an act's form, by the name of their field.
pub(super) fn choices(
    page: &Page,
    kind: ActKind,
    request: &Request,
    network: &Network,
) -> Vec<(&'static str, Vec<Choice>)> {
    let of_list = |list: &str, codes: &[&str]| -> Vec<Choice> {
        codes.iter().map(|code| Choice::new(*code, page.t(&key(list, code)))).collect()
    };
    let own = |prefix: &str, codes: &[&str]| -> Vec<Choice> {
        codes.iter().map(|code| Choice::new(*code, page.code(prefix, code))).collect()
    };
    match kind {
        ActKind::Amend => {
            vec![("community", crate::reference::Reference::shipped().place_choices(page.lang))]
        }
        ActKind::Register | ActKind::RenewCode => vec![
            ("identity", own("choice-identity-check", IdentityCheck::CODES)),
            ("told", of_list("manner", Manner::CODES)),
        ],
        ActKind::Settle => {
            vec![("applicant", of_list("manner", Manner::CODES)), ("other", of_list("manner", Manner::CODES))]
        }
        ActKind::SetUrgency => vec![("urgent", own("intake-urgent", &["yes", "no"]))],
        ActKind::SetClass => vec![("class", of_list("confidentiality", Confidentiality::CODES))],
        ActKind::Transfer => vec![("to", of_list("receiver", Receiver::CODES)), ("body", agencies(network))],
        ActKind::ReportDanger => vec![("to", of_list("receiver", Receiver::CODES))],
        ActKind::Refuse => vec![("ground", own("choice-request-refusal-ground", RefusalGround::CODES))],
        ActKind::Open => vec![("body", committees(request, network))],
        ActKind::AddParty
        | ActKind::ChooseType
        | ActKind::Join
        | ActKind::TakeIn
        | ActKind::KeepApart
        | ActKind::TransferReceived
        | ActKind::DidNotHold
        | ActKind::AddFiles
        | ActKind::Withdraw => Vec::new(),
    }
}

/// The bodies a request can be handed to: the agencies, then the houses.
fn agencies(network: &Network) -> Vec<Choice> {
    let of = |kind: &'static str| {
        network.of_kind(kind).map(|body| Choice::new(body.id.to_string(), body.name.clone()))
    };
    of("agency").chain(of("sub_centre")).chain(of("district_centre")).collect()
}

/// The bodies that mediate: the committee of the street first, then platforms for this kind of dispute, then others.
pub(super) fn committees(request: &Request, network: &Network) -> Vec<Choice> {
    let divisions = &crate::reference::Reference::shipped().divisions;
    let street = divisions.street_of(&request.community).map_or("", |street| street.code.as_str());
    let own = network.committee_of(street).into_iter();
    let specialised = network.specialised(request.dispute_type().unwrap_or_default());
    let others = network.of_kind("committee");
    let mut seen = std::collections::BTreeSet::new();
    own.chain(specialised)
        .chain(others)
        .filter(|body| seen.insert(body.id))
        .map(|body| Choice::new(body.id.to_string(), body.name.clone()))
        .collect()
}

/// The kind of committee, as the official table counts it.
pub(super) fn host(network: &Network, body: BodyId) -> Host {
    network.by_id(body).map_or(Host::Organisation, |body| Host::of(&body.kind, &body.territory))
}
