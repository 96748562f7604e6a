//! What was agreed, how far it is, and would a court confirm it?

use fengqiao_base::{Day, Moment, local_day};
use fengqiao_domain::agreement::{Agreement, AgreementState, Item, ItemState};
use fengqiao_web::page::Page;

use super::super::load::Loaded;

/// An agreement as the page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgreementView {
    /// Its place among the agreements.
    pub nth: u32,
    /// Whole or partial, written or oral.
    pub kind: String,
    /// Look and words of its state.
    pub state: (&'static str, String),
    /// Since when it binds.
    pub effective_on: Option<Day>,
    /// Main facts.
    pub facts: String,
    /// Who is responsible for what.
    pub responsibilities: String,
    /// What was agreed.
    pub terms: String,
    /// What is left open.
    pub left_open: Option<String>,
    /// Its items.
    pub items: Vec<ItemView>,
    /// Who has signed, and who has not: name or office, day.
    pub marks: Vec<(String, Option<Day>)>,
    /// Judicial confirmation: look and words.
    pub confirmation: Option<(&'static str, String)>,
    /// What stands against a confirmation.
    pub exclusions: Vec<String>,
    /// What to look at again before asking for it.
    pub concerns: Vec<String>,
}

/// An item as the page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemView {
    /// Its id, for links to acts.
    pub id: String,
    /// What is to be done.
    pub what: String,
    /// Who does it, and for whom.
    pub performer: String,
    /// For whom.
    pub beneficiary: String,
    /// How much, as text.
    pub amount: String,
    /// By which day.
    pub due: Option<Day>,
    /// In which manner, and where.
    pub manner: String,
    /// Look and words of its state.
    pub state: (&'static str, String),
    /// How often the performer was urged.
    pub urged: usize,
}

/// Every agreement of the case, newest first.
pub fn of(page: &Page, loaded: &Loaded, now: Moment) -> Vec<AgreementView> {
    loaded.case().agreements.iter().rev().map(|agreement| view(page, loaded, agreement, now)).collect()
}

/// What the agreements that bind say, newest first.
pub fn binding(page: &Page, loaded: &Loaded, now: Moment) -> Vec<AgreementView> {
    let all: Vec<&Agreement> = loaded.case().effective_agreements().collect();
    all.into_iter().rev().map(|agreement| view(page, loaded, agreement, now)).collect()
}

fn view(page: &Page, loaded: &Loaded, agreement: &Agreement, now: Moment) -> AgreementView {
    let case = loaded.case();
    let check = agreement.confirmation().and_then(|_| case.check_confirmation(agreement.id));
    AgreementView {
        nth: agreement.nth,
        kind: format!(
            "{} · {}",
            page.code("choice-agreement-scope", agreement.scope.code()),
            page.code("choice-agreement-form", agreement.form.code())
        ),
        state: state(page, &agreement.state),
        effective_on: agreement.effective_on(),
        facts: agreement.facts.clone(),
        responsibilities: agreement.responsibilities.clone(),
        terms: agreement.terms.clone(),
        left_open: agreement.left_open.clone(),
        items: agreement.items.iter().map(|item| item_view(page, loaded, item, now)).collect(),
        marks: marks(page, loaded, &agreement.state),
        confirmation: agreement.confirmation().map(|confirmation| {
            let code = confirmation.code(case.parties.len());
            let look = match code {
                "J4" => "done",
                "J5" | "J6" | "J7" => "stop",
                "J0" => "info",
                _ => "open",
            };
            (look, page.t(&format!("confirmation-state-{}", code.to_lowercase())))
        }),
        exclusions: check
            .iter()
            .flat_map(|check| &check.exclusions)
            .map(|exclusion| page.code("choice-exclusion", exclusion.code()))
            .collect(),
        concerns: check
            .iter()
            .flat_map(|check| &check.concerns)
            .map(|(concern, _)| page.code("choice-concern", concern.code()))
            .collect(),
    }
}

fn state(page: &Page, state: &AgreementState) -> (&'static str, String) {
    let (look, code) = match state {
        AgreementState::Draft { .. } => ("wait", "draft"),
        AgreementState::Effective { .. } => ("done", "effective"),
        AgreementState::SetAside { .. } => ("stop", "set_aside"),
        AgreementState::Replaced { .. } => ("info", "replaced"),
    };
    (look, page.code("agreement-state", code))
}

fn marks(page: &Page, loaded: &Loaded, state: &AgreementState) -> Vec<(String, Option<Day>)> {
    match state {
        AgreementState::Draft { signatures, mediator, seal } => {
            let parties = loaded.case().parties.iter().map(|party| {
                let signed = signatures.iter().find(|signature| signature.party == party.id);
                (loaded.called(party.id).to_owned(), signed.map(|signature| signature.on))
            });
            let office = [
                (page.t("case-page-mark-mediator"), mediator.as_ref().map(|mark| mark.on)),
                (page.t("case-page-mark-seal"), seal.as_ref().map(|mark| mark.on)),
            ];
            parties.chain(office).collect()
        }
        AgreementState::Effective { signatures, .. } => signatures
            .iter()
            .map(|signature| (loaded.called(signature.party).to_owned(), Some(signature.on)))
            .collect(),
        AgreementState::SetAside { .. } | AgreementState::Replaced { .. } => Vec::new(),
    }
}

fn item_view(page: &Page, loaded: &Loaded, item: &Item, now: Moment) -> ItemView {
    let (look, code) = match &item.state {
        ItemState::Due if item.terms.due.is_some_and(|due| due < local_day(now)) => ("over", "overdue"),
        ItemState::Due => ("open", "due"),
        ItemState::Part { .. } => ("soon", "part"),
        ItemState::Overdue { .. } => ("over", "overdue"),
        ItemState::Done { .. } => ("done", "done"),
        ItemState::Disputed { .. } => ("stop", "disputed"),
        ItemState::Elsewhere { .. } => ("info", "elsewhere"),
    };
    let place = item.terms.place.as_deref().unwrap_or_default();
    ItemView {
        id: item.id.to_string(),
        what: item.terms.what.clone(),
        performer: loaded.called(item.terms.performer).to_owned(),
        beneficiary: loaded.called(item.terms.beneficiary).to_owned(),
        amount: item.terms.amount_fen.map(|fen| page.money(fen)).unwrap_or_default(),
        due: item.terms.due,
        manner: [item.terms.manner.as_str(), place]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" · "),
        state: (look, page.code("item-state", code)),
        urged: item.urgings.len(),
    }
}
