//! What was done on the way: sessions, inquiries, evidence, visits, in one list by time.

use fengqiao_base::Moment;
use fengqiao_web::page::Page;

use super::super::load::Loaded;
use crate::directory::Names;

/// One thing that was done and recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its picture.
    pub icon: &'static str,
    /// What it is.
    pub title: String,
    /// When.
    pub at: Moment,
    /// Where, how, who was there.
    pub about: Vec<String>,
    /// What was recorded; empty for a file.
    pub text: String,
    /// A sealed part that was recorded beside it, for whoever mediates the case.
    pub sealed: Option<String>,
    /// The file, for evidence: its address.
    pub href: Option<String>,
}

/// Everything recorded, oldest first. Only whoever mediates the case sees what was conceded.
pub fn of(page: &Page, loaded: &Loaded, names: &Names) -> Vec<Entry> {
    let case = loaded.case();
    let is_party = page.user.is_none();
    let people = |ids: &[fengqiao_base::PartyId]| {
        ids.iter().map(|id| loaded.called(*id)).collect::<Vec<_>>().join("、")
    };
    let accounts = |ids: &[fengqiao_base::AccountId]| {
        ids.iter().map(|id| names.account(*id)).collect::<Vec<_>>().join("、")
    };
    let base = if is_party { "/follow/case".to_owned() } else { format!("/cases/{}", case.number) };
    let mut all = Vec::new();
    for (place, inquiry) in case.inquiries.iter().enumerate() {
        let mut about = vec![inquiry.place.clone()];
        about.extend(inquiry.heard.map(|id| loaded.called(id).to_owned()));
        all.push(Entry {
            icon: "search",
            title: page.ta("case-page-inquiry-nth", &[("nth", &(place + 1))]),
            at: inquiry.held_at,
            about,
            text: if is_party { String::new() } else { inquiry.record.clone() },
            sealed: None,
            href: None,
        });
    }
    for evidence in &case.evidence {
        all.push(Entry {
            icon: "paperclip",
            title: evidence.title.clone(),
            at: evidence.received_at,
            about: vec![
                page.ta("case-page-evidence-from", &[("who", &loaded.called(evidence.from))]),
                page.ta("case-page-evidence-pages", &[("pages", &evidence.pages)]),
            ],
            text: String::new(),
            sealed: None,
            href: Some(format!("{base}/attachments/{}", evidence.attachment)),
        });
    }
    for session in &case.sessions {
        let openness = if session.open { "case-page-session-open" } else { "case-page-session-closed" };
        let mut about = vec![
            session.place.clone(),
            page.code("choice-session-manner", session.manner.code()),
            page.t(openness),
            people(&session.present),
        ];
        if !session.invited.is_empty() {
            about.push(people(&session.invited));
        }
        about.push(accounts(&session.mediators));
        all.push(Entry {
            icon: "users",
            title: page.ta("case-page-session-nth", &[("nth", &session.nth)]),
            at: session.held_at,
            about,
            text: session.record.clone(),
            sealed: session.concessions.clone().filter(|_| loaded.shows_sealed()),
            href: None,
        });
    }
    for visit in &case.visits {
        let mut about = vec![
            page.code("choice-manner", visit.manner.code()),
            page.code("choice-satisfaction", visit.satisfaction.code()),
            page.code("choice-found", visit.performance.code()),
            people(&visit.visited),
            names.account(visit.by).to_owned(),
        ];
        if visit.relapse {
            about.push(page.t("case-page-visit-relapse"));
        }
        all.push(Entry {
            icon: "phone-call",
            title: page.ta("case-page-visit-nth", &[("nth", &visit.nth)]),
            at: visit.at,
            about,
            text: if is_party { String::new() } else { visit.record.clone() },
            sealed: None,
            href: None,
        });
    }
    if let Some(undisputed) = &case.undisputed {
        all.push(Entry {
            icon: "list-check",
            title: page.t("case-page-undisputed"),
            at: undisputed.at,
            about: vec![people(&undisputed.signed)],
            text: undisputed.facts.clone(),
            sealed: None,
            href: None,
        });
    }
    all.sort_by_key(|entry| entry.at);
    all
}
