//! What did somebody tell, why was it asked for, and until when is it kept?

use fengqiao_base::Day;
use fengqiao_domain::{
    intake::{Birth, PartyDetails, Request},
    personal_data::{Item, Purpose, Purposes},
    retention::{Kept, Term},
};
use fengqiao_store::time::day_text;
use fengqiao_web::page::Page;
use serde::Serialize;

use crate::{reference::Reference, retention};

/// Something that was told, with why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldItem {
    /// Key of its name.
    pub label: String,
    /// What was told.
    pub text: String,
    /// What it is needed for, and on which ground.
    pub why: String,
    /// Whether it is sensitive.
    pub sensitive: bool,
}

/// The key of the name of a field.
fn label(field: &str) -> String {
    format!("purpose-item-{}", field.replace(['.', '_'], "-"))
}

/// `is_hers`: she told it herself, and consented when she did; else others told it of her.
fn told(page: &Page, purposes: &Purposes, all: Vec<(&'static str, String)>, is_hers: bool) -> Vec<ToldItem> {
    let told = all.into_iter().filter(|(_, text)| !text.is_empty());
    told.filter_map(|(field, text)| {
        let item = purposes.of(field)?;
        let purpose = page.code("choice-purpose", item.purpose.code());
        let basis = page.code("choice-legal-basis", item.basis.code());
        let why = if is_hers {
            page.told("personal-data-why-item", &[("purpose", purpose), ("basis", basis)])
        } else {
            page.told("personal-data-why-item-others", &[("purpose", purpose)])
        };
        Some(ToldItem { label: label(field), text, why, sensitive: item.sensitive })
    })
    .collect()
}

/// What is known about somebody; what was not told is left out.
pub(super) fn of_party(
    page: &Page,
    purposes: &Purposes,
    details: &PartyDetails,
    is_hers: bool,
) -> Vec<ToldItem> {
    let PartyDetails {
        kind,
        name,
        known_as,
        sex,
        ethnicity,
        birth,
        id_document,
        phone,
        address,
        occupation,
        employer,
        legal_representative,
        service_address,
        needs,
    } = details;
    let birth = birth.map(|birth| match birth {
        Birth::Day(day) => page.day(day),
        Birth::Age { years, .. } => years.to_string(),
    });
    let representative = legal_representative
        .as_ref()
        .map(|legal| format!("{} {}", legal.name, legal.title).trim().to_owned());
    let all = vec![
        ("party.kind", page.code("choice-party-kind", kind.code())),
        ("party.name", name.clone()),
        ("party.known_as", known_as.clone()),
        ("party.sex", sex.map(|sex| page.code("choice-sex", sex.code())).unwrap_or_default()),
        ("party.birth", birth.unwrap_or_default()),
        ("party.ethnicity", ethnicity.clone()),
        ("party.id_document", id_document.as_ref().map(|id| id.number.clone()).unwrap_or_default()),
        ("party.phone", phone.clone()),
        ("party.address", address.clone()),
        ("party.service_address", service_address.clone()),
        ("party.occupation", occupation.clone()),
        ("party.employer", employer.clone()),
        ("party.legal_representative", representative.unwrap_or_default()),
        ("party.needs", needs.clone()),
    ];
    told(page, purposes, all, is_hers)
}

/// What she told of the dispute.
pub(super) fn of_request(page: &Page, purposes: &Purposes, request: &Request) -> Vec<ToldItem> {
    let all = vec![
        ("request.kind", page.code("choice-request-kind", request.kind.code())),
        ("request.what", request.what.clone()),
        ("request.happened_on", request.happened_on.map(|day| page.day(day)).unwrap_or_default()),
        ("request.community", Reference::shipped().place_name(page.lang, &request.community)),
        ("request.address", request.address.clone()),
        ("request.claims", request.claims.join("\n")),
        ("request.amount_fen", request.amount_fen.map(|fen| page.money(fen)).unwrap_or_default()),
        ("request.language", page.code("choice-language", request.language.code())),
    ];
    told(page, purposes, all, true)
}

/// What is asked for, by what it is needed for, in plain words: the purpose, its fields, and which of them are sensitive.
pub fn asked(page: &Page) -> Vec<(String, String)> {
    let purposes = &Reference::shipped().purposes;
    let comma = page.t("personal-data-comma");
    let row = |purpose: &Purpose| {
        let items = purposes.iter().filter(|item| item.purpose == *purpose);
        let name = |item: &Item| {
            let name = page.t(&label(&item.field));
            if item.sensitive { page.told("personal-data-sensitive-item", &[("name", name)]) } else { name }
        };
        let names: Vec<String> = items.map(name).collect();
        (page.code("choice-purpose", purpose.code()), names.join(&comma))
    };
    Purpose::ALL.iter().map(row).collect()
}

/// Until when it is kept, in words, and under which source; `longer` is the day until which somebody decided to keep it.
pub(super) fn until(page: &Page, term: Term<'_>, longer: Option<Day>) -> (String, String) {
    match (term, longer) {
        (Term::NotYet, _) => (page.t("personal-data-until-not-yet"), String::new()),
        (Term::Until { rule, .. }, Some(last)) => {
            (page.told("personal-data-until-longer", &[("last", page.day(last))]), rule.law.clone())
        }
        (Term::ForEver { rule, .. }, _) => {
            let name = page.code("choice-retention-rule", rule.id.code());
            (page.told("personal-data-until-for-ever", &[("rule", name)]), rule.law.clone())
        }
        (Term::Until { last, rule, .. }, None) => {
            let name = page.code("choice-retention-rule", rule.id.code());
            let length = retention::length(page, rule);
            let told = [("last", page.day(last)), ("rule", name), ("length", length)];
            (page.told("personal-data-until-last", &told), rule.law.clone())
        }
    }
}

/// Why a field was asked for, for another program.
#[derive(Debug, Serialize)]
pub(super) struct CopiedPurpose<'p> {
    field: &'p str,
    purpose: &'static str,
    /// None: others told it.
    basis: Option<&'static str>,
    sensitive: bool,
    source: &'p str,
}

/// Why each field was asked for; `of_request` says whether she told of the dispute too.
pub(super) fn copied(purposes: &Purposes, of_request: bool) -> Vec<CopiedPurpose<'_>> {
    let hers = purposes.iter().filter(|item| of_request || item.field.starts_with("party."));
    hers.map(|item| CopiedPurpose {
        field: &item.field,
        purpose: item.purpose.code(),
        basis: of_request.then(|| item.basis.code()),
        sensitive: item.sensitive,
        source: &item.source,
    })
    .collect()
}

/// Until when it is kept, for another program.
#[derive(Debug, Serialize)]
pub(super) struct CopiedTerm<'t> {
    rule: Option<&'static str>,
    version: Option<u32>,
    until: Option<String>,
    for_ever: bool,
    source: Option<&'t str>,
}

impl<'t> CopiedTerm<'t> {
    pub(super) fn of(term: Term<'t>, longer: Option<Day>) -> Self {
        let (rule, until) = match term {
            Term::NotYet => (None, None),
            Term::ForEver { rule, .. } => (Some(rule), None),
            Term::Until { last, rule, .. } => (Some(rule), Some(day_text(longer.unwrap_or(last)))),
        };
        Self {
            rule: rule.map(|rule| Kept::code(rule.id)),
            version: rule.map(|rule| rule.version),
            for_ever: rule.is_some() && until.is_none(),
            until,
            source: rule.map(|rule| rule.law.as_str()),
        }
    }
}
