//! Which papers belong into the dossier, in which order, and where is each?
//!
//! The order is that of the rules ([`Case::dossier`]). What parties brought lies where it belongs: evidence after its
//! list, a signed agreement after the printed one, an authorisation at its place; the rest at the end.

use std::collections::BTreeSet;

use fengqiao_base::{
    PartyId,
    id::{AgreementId, AttachmentId},
};
use fengqiao_domain::{
    agreement::{AgreementState, ItemState},
    case::{
        Case, Consent, Fact, Representative,
        forms::{About, FormKind},
    },
    codes,
};
use fengqiao_store::{StoreError, sql, values};
use fengqiao_web::lang::Lang;
use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;

use super::{
    fill::{Source, fill},
    store::{DOSSIER, Kept},
};
use crate::case::{load::Loaded, store::Attached};

/// A line of the dossier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its title, in Chinese.
    pub title: String,
    /// What it is about; see [`titled`].
    pub what: What,
    /// Whether the dossier is incomplete without it.
    pub required: bool,
    /// Where it is.
    pub holds: Holds,
}

/// What a line is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A form.
    Form(FormKind, Option<About>),
    /// A file under the name it came with, or the title of the evidence.
    File(String),
}

/// Where the paper of a line is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holds {
    /// It was produced.
    Document(Kept),
    /// It was brought.
    Attachment(Attached),
    /// The platform can produce it.
    ToProduce,
    /// It is on paper only, or nowhere.
    Nothing,
}

/// Who authorised whom by which writing: from the journal, where the writing is named.
pub async fn authorisations(
    conn: &impl ConnectionTrait,
    case: &Case,
) -> Result<Vec<(PartyId, AttachmentId)>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        payload: String,
    }
    let text = "SELECT payload FROM journal WHERE subject = $1 AND kind = 'representative_named' ORDER BY nth LIMIT 200";
    let rows: Vec<Row> = sql::all(conn, text, values![case.id.0]).await?;
    Ok(rows
        .iter()
        .filter_map(|row| match serde_json::from_str(&row.payload).ok()? {
            Fact::RepresentativeNamed { party, capacity: Representative::Agent, attachment, .. } => {
                Some((party, attachment?))
            }
            _ => None,
        })
        .collect())
}

/// The lines of the dossier, without its wrapping.
pub fn lines(
    source: &Source<'_>,
    documents: &[Kept],
    attachments: &[Attached],
    authorisations: &[(PartyId, AttachmentId)],
) -> Vec<Line> {
    let case = source.loaded.case();
    let mut gathering = Gathering { attachments, used: BTreeSet::new(), lines: Vec::new() };
    for sheet in case.dossier() {
        if is_wrapping(sheet.form) {
            continue;
        }
        let what = What::Form(sheet.form, sheet.about);
        let brought = match (sheet.form, sheet.about) {
            (FormKind::Authorisation, Some(About::Party(party))) => {
                authorisations.iter().filter(|(of, _)| *of == party).map(|(_, id)| *id).collect()
            }
            (FormKind::PerformanceProof, Some(About::Item(item))) => proofs(case, item),
            _ => Vec::new(),
        };
        let title = titled(Lang::ZhCn, source.loaded, sheet.form.code(), sheet.about.as_ref());
        let of_it = |kept: &&Kept| kept.form == sheet.form.code() && kept.about() == sheet.about;
        if let Some(kept) = documents.iter().find(of_it) {
            gathering.lines.push(Line {
                title,
                what,
                required: sheet.required,
                holds: Holds::Document(kept.clone()),
            });
        } else if !brought.is_empty() {
            for id in brought {
                gathering.file(id, &title, &what, sheet.required);
            }
        } else {
            let can = sheet.form.is_filled_by_us()
                && (sheet.required || tells_what_was_done(case, sheet.form, sheet.about.as_ref()))
                && fill(source, sheet.form, sheet.about).is_some();
            let holds = if can { Holds::ToProduce } else { Holds::Nothing };
            gathering.lines.push(Line { title, what, required: sheet.required, holds });
        }
        gathering.beside(case, sheet.form, sheet.about.as_ref());
    }
    gathering.rest();
    gathering.lines
}

/// Whether a form would hold something that was done. One that is only good once it is signed is not made for the
/// dossier's sake.
fn tells_what_was_done(case: &Case, form: FormKind, about: Option<&About>) -> bool {
    let party = match about {
        Some(About::Party(party)) => case.party(*party),
        _ => None,
    };
    match form {
        FormKind::PrivacyConsent | FormKind::ServiceAddress => false,
        FormKind::ConsentRecord => party.is_some_and(|party| party.consent != Consent::Unanswered),
        FormKind::RightsNotice => party.is_some_and(|party| party.told_rights_at.is_some()),
        _ => true,
    }
}

fn is_wrapping(form: FormKind) -> bool {
    matches!(form, FormKind::Cover | FormKind::Contents | FormKind::DossierNote | FormKind::BackCover)
}

fn proofs(case: &Case, item: fengqiao_base::id::ItemId) -> Vec<AttachmentId> {
    let items = case.agreements.iter().flat_map(|agreement| &agreement.items);
    items
        .filter(|one| one.id == item)
        .filter_map(|one| match one.state {
            ItemState::Done { proof, .. } => proof,
            _ => None,
        })
        .collect()
}

struct Gathering<'a> {
    attachments: &'a [Attached],
    used: BTreeSet<Uuid>,
    lines: Vec<Line>,
}

impl Gathering<'_> {
    fn file(&mut self, id: AttachmentId, title: &str, what: &What, required: bool) {
        let Some(file) = self.attachments.iter().find(|file| file.id == id.0) else { return };
        if self.used.insert(file.id) {
            let holds = Holds::Attachment(file.clone());
            self.lines.push(Line { title: title.to_owned(), what: what.clone(), required, holds });
        }
    }

    fn named(&mut self, id: AttachmentId, name: &str) {
        self.file(id, name, &What::File(name.to_owned()), false);
    }

    /// What belongs directly after a form.
    fn beside(&mut self, case: &Case, form: FormKind, about: Option<&About>) {
        match (form, about) {
            (FormKind::EvidenceList, None) => {
                for evidence in &case.evidence {
                    self.named(evidence.attachment, &evidence.title);
                }
            }
            (FormKind::Agreement, Some(About::Agreement(agreement))) => {
                for scan in scans(case, *agreement) {
                    self.named(scan, "人民调解协议书（签署件）");
                }
            }
            (FormKind::ExtensionConsent, Some(About::Nth(nth))) => {
                let extension = nth.checked_sub(1).and_then(|place| case.extensions.get(place));
                if let Some(consent) = extension.and_then(|extension| extension.consent) {
                    self.named(consent, "延长调解期限同意书（签署件）");
                }
            }
            _ => {}
        }
    }

    /// What is left, in the order in which it came.
    fn rest(&mut self) {
        for file in self.attachments {
            if self.used.insert(file.id) {
                let what = What::File(file.name.clone());
                let holds = Holds::Attachment(file.clone());
                self.lines.push(Line { title: file.name.clone(), what, required: false, holds });
            }
        }
    }
}

fn scans(case: &Case, id: AgreementId) -> Vec<AttachmentId> {
    let agreement = case.agreements.iter().find(|agreement| agreement.id == id);
    let signatures = agreement.map_or(&[][..], |agreement| match &agreement.state {
        AgreementState::Draft { signatures, .. } | AgreementState::Effective { signatures, .. } => signatures,
        AgreementState::SetAside { .. } | AgreementState::Replaced { .. } => &[],
    });
    signatures.iter().filter_map(|signature| signature.scan).collect()
}

/// The title of a document: its form, and what it is about where there can be several.
pub fn titled(lang: Lang, loaded: &Loaded, form: &str, about: Option<&About>) -> String {
    if form == DOSSIER {
        return lang.t("document-dossier");
    }
    let form = lang.t(&codes::key("form", form));
    match about.and_then(|about| about_words(lang, loaded, about)) {
        Some(about) => lang.ta("document-titled", &[("form", &form), ("about", &about)]),
        None => form,
    }
}

fn about_words(lang: Lang, loaded: &Loaded, about: &About) -> Option<String> {
    let case = loaded.case();
    let time = |nth: u32| lang.ta("document-about-time", &[("nth", &nth)]);
    match about {
        About::Party(party) => Some(loaded.called(*party).to_owned()),
        About::Session(id) => {
            case.sessions.iter().find(|session| session.id == *id).map(|session| time(session.nth))
        }
        About::Visit(id) => case.visits.iter().find(|visit| visit.id == *id).map(|visit| time(visit.nth)),
        About::Agreement(id) => {
            let agreement = case.agreements.iter().find(|agreement| agreement.id == *id)?;
            (case.agreements.len() > 1).then(|| lang.ta("document-about-copy", &[("nth", &agreement.nth)]))
        }
        About::Item(id) => {
            let items = || case.agreements.iter().flat_map(|agreement| &agreement.items);
            let terms = &items().find(|item| item.id == *id)?.terms;
            let what: String = terms.what.chars().take(12).collect();
            // What thirty workers were promised in the same words is told apart by whom it is for.
            let is_alone = items().filter(|item| item.terms.what == terms.what).count() == 1;
            Some(if is_alone { what } else { format!("{what} {}", loaded.called(terms.beneficiary)) })
        }
        About::Nth(nth) => (*nth > 1).then(|| lang.ta("document-about-copy", &[("nth", nth)])),
    }
}
