//! What stands on the forms of an agreement and its performance?

use fengqiao_base::{
    Day,
    id::{AgreementId, ItemId},
};
use fengqiao_domain::{
    agreement::{Agreement as Agreed, Item, ItemState, ItemTerms},
    confirmation::Confirmation,
};
use fengqiao_paper::{
    Money,
    forms::agreeing::{
        AgreedItem, Agreement, ConfirmationApplication, OralAgreement, PaymentOrderApplication,
        PerformanceConfirmed, PerformedItem, UndisputedFacts, Urging, UrgingRecord,
    },
    values::{At, Head},
};

use super::{Source, called, opening::manner_word, people};

/// The number of an agreement: that of the case, and which of several it is.
fn head_of(source: &Source<'_>, agreement: &Agreed) -> Head {
    let mut head = source.head();
    if agreement.nth > 1 {
        head.number = head.number.map(|number| format!("{number}之{}", agreement.nth));
    }
    head
}

fn find<'a>(source: &Source<'a>, id: AgreementId) -> Option<&'a Agreed> {
    source.loaded.case().agreements.iter().find(|agreement| agreement.id == id)
}

fn item(source: &Source<'_>, terms: &ItemTerms) -> AgreedItem {
    AgreedItem {
        what: terms.what.clone(),
        performer: called(source, terms.performer).to_owned(),
        beneficiary: called(source, terms.beneficiary).to_owned(),
        amount: terms.amount_fen.map(Money),
        due: terms.due,
        manner: terms.manner.clone(),
        place: terms.place.clone(),
        on_the_spot: terms.on_the_spot,
    }
}

fn items(source: &Source<'_>, agreement: &Agreed) -> Vec<AgreedItem> {
    agreement.items.iter().map(|one| item(source, &one.terms)).collect()
}

fn mediators(source: &Source<'_>, agreement: &Agreed) -> Vec<String> {
    agreement.mediators.iter().map(|id| source.names.account(*id).to_owned()).collect()
}

fn told(text: &str) -> Option<String> {
    (!text.trim().is_empty()).then(|| text.to_owned())
}

pub(super) fn agreement(source: &Source<'_>, id: AgreementId) -> Option<Agreement> {
    let agreement = find(source, id)?;
    let amounts = agreement.items.iter().filter(|item| item.terms.amount_fen.is_some()).count();
    let replaced = agreement.replaces.and_then(|id| find(source, id));
    Some(Agreement {
        head: head_of(source, agreement),
        parties: people::all(source),
        facts: agreement.facts.clone(),
        responsibilities: told(&agreement.responsibilities),
        terms: agreement.terms.clone(),
        items: items(source, agreement),
        total: (amounts > 1).then(|| Money(agreement.amount_fen())),
        left_open: agreement.left_open.clone(),
        replaces: replaced.and_then(|replaced| head_of(source, replaced).number),
        copies: Agreed::copies(source.case().parties.len()),
        mediators: mediators(source, agreement),
        recorder: source.recorder(),
        reached_on: Some(agreement.reached_on),
    })
}

pub(super) fn oral_agreement(source: &Source<'_>, id: AgreementId) -> Option<OralAgreement> {
    let agreement = find(source, id)?;
    Some(OralAgreement {
        head: head_of(source, agreement),
        parties: people::all(source),
        facts: agreement.facts.clone(),
        terms: agreement.terms.clone(),
        items: items(source, agreement),
        left_open: agreement.left_open.clone(),
        mediators: mediators(source, agreement),
        reached_on: Some(agreement.reached_on),
    })
}

pub(super) fn undisputed_facts(source: &Source<'_>) -> Option<UndisputedFacts> {
    let undisputed = source.case().undisputed.as_ref()?;
    Some(UndisputedFacts {
        head: source.head(),
        dispute: source.dispute(),
        parties: people::all(source),
        facts: undisputed.facts.clone(),
        on: Some(fengqiao_base::local_day(undisputed.at)),
    })
}

pub(super) fn urging_record(source: &Source<'_>, id: ItemId) -> Option<UrgingRecord> {
    let one =
        source.case().agreements.iter().flat_map(|agreement| &agreement.items).find(|item| item.id == id)?;
    let urging = |urging: &fengqiao_domain::agreement::Urging| Urging {
        at: At(urging.at),
        manner: manner_word(urging.manner),
        record: urging.record.clone(),
    };
    Some(UrgingRecord {
        head: source.head(),
        dispute: source.dispute(),
        item: item(source, &one.terms),
        urgings: one.urgings.iter().map(urging).collect(),
    })
}

pub(super) fn performance_confirmed(source: &Source<'_>) -> Option<PerformanceConfirmed> {
    let case = source.case();
    let done: Vec<PerformedItem> = case.items().filter_map(|item| performed(source, item)).collect();
    let effective_on = case.effective_agreements().filter_map(Agreed::effective_on).min();
    if done.is_empty() {
        return None;
    }
    Some(PerformanceConfirmed {
        head: source.head(),
        dispute: source.dispute(),
        parties: people::all(source),
        effective_on,
        on: done.iter().filter_map(|item| item.done_on).max(),
        items: done,
    })
}

fn performed(source: &Source<'_>, item: &Item) -> Option<PerformedItem> {
    let ItemState::Done { on, proof } = &item.state else { return None };
    Some(PerformedItem {
        what: item.terms.what.clone(),
        performer: called(source, item.terms.performer).to_owned(),
        beneficiary: called(source, item.terms.beneficiary).to_owned(),
        amount: item.terms.amount_fen.map(Money),
        done_on: Some(*on),
        proof: proof.map(|_| "附后".to_owned()),
    })
}

pub(super) fn confirmation_application(
    source: &Source<'_>,
    id: AgreementId,
) -> Option<ConfirmationApplication> {
    let agreement = find(source, id)?;
    let agreed_on = agreement.effective_on()?;
    let (court, on) = filed(agreement.confirmation()?);
    Some(ConfirmationApplication {
        head: head_of(source, agreement),
        applicants: people::all(source),
        agreed_on: Some(agreed_on),
        facts: agreement.facts.clone(),
        court: court.or_else(|| told(&source.district.court)),
        on,
    })
}

/// The court that was asked, and when it was.
fn filed(confirmation: &Confirmation) -> (Option<String>, Option<Day>) {
    match confirmation {
        Confirmation::Filed { court, on, .. } => (Some(court.clone()), Some(*on)),
        Confirmation::Docketed { court, .. }
        | Confirmation::Valid { court, .. }
        | Confirmation::Dismissed { court, .. } => (Some(court.clone()), None),
        Confirmation::Open { .. }
        | Confirmation::Withdrawn { .. }
        | Confirmation::Lapsed { .. }
        | Confirmation::Enforcing { .. } => (None, None),
    }
}

/// The application for a payment order, filled from what the employer agreed to pay and did not (劳动争议调解仲裁法 16).
pub(super) fn payment_order_application(source: &Source<'_>, id: ItemId) -> Option<PaymentOrderApplication> {
    let case = source.case();
    let one = case.payable_by_order().find(|item| item.id == id)?;
    let agreement =
        case.effective_agreements().find(|agreement| agreement.items.iter().any(|item| item.id == id))?;
    let owed = one.terms.amount_fen.map(|fen| fen - one.state.received_fen().unwrap_or(0));
    Some(PaymentOrderApplication {
        head: head_of(source, agreement),
        applicant: people::shown(source, case.party(one.terms.beneficiary)?),
        respondent: people::shown(source, case.party(one.terms.performer)?),
        amount: owed.map(Money),
        what: one.terms.what.clone(),
        due: one.terms.due,
        agreed_on: agreement.effective_on(),
        court: told(&source.district.court),
        on: None,
    })
}
