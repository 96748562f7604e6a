//! What happened, when, by whom? The timeline of a case is its journal.

use fengqiao_base::{Actor, Moment};
use fengqiao_domain::{case::Fact, told::Told};
use fengqiao_store::time::from_micros;
use fengqiao_web::page::Page;

use crate::directory::Names;

/// One event in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Its picture.
    pub icon: &'static str,
    /// When.
    pub at: Moment,
    /// What.
    pub text: String,
    /// By whom, in which duty.
    pub by: String,
}

/// The kind of the event that somebody reported a danger.
pub const DANGER_REPORTED: &str = "danger_reported";

/// The kinds of what is shared on a ground of law.
pub const BY_LAW: [&str; 2] = ["shared_by_law", "sharing_by_law_ended"];

/// What a party does not read: to whom a danger was reported (反家庭暴力法 14), what is shared on a ground of law (what of it
/// may be told stands on its page), and what staff keep among themselves.
const FOR_STAFF: [&str; 14] = [
    "task_assigned",
    "task_accepted",
    "task_declined",
    "task_sent_on",
    "task_reported",
    "task_finished",
    "task_withdrawn",
    DANGER_REPORTED,
    "noted",
    "class_set",
    "difficulty_recorded",
    BY_LAW[0],
    BY_LAW[1],
    crate::vault::reseal::KIND,
];

/// An entry of the journal of a case.
#[derive(Debug, Clone)]
pub struct Row {
    /// The kind of event.
    pub kind: String,
    /// When (microseconds).
    pub at: i64,
    /// By whom (JSON of an [`Actor`]).
    pub actor: String,
    /// The event as JSON.
    pub payload: String,
    /// Whether a version of the case ends with it.
    pub has_state: bool,
    /// Whether it is not for the reader.
    pub is_hidden: bool,
}

/// A fact as a sentence.
pub fn fact_words(page: &Page, fact: &Fact) -> String {
    let texts: Vec<(&'static str, String)> = fact
        .told()
        .into_iter()
        .map(|(name, told)| {
            let text = match told {
                Told::Plain(text) => text,
                Told::Day(day) => page.day(day),
                Told::Word { list, code } => page.t(&fengqiao_domain::codes::key(list, code)),
            };
            (name, text)
        })
        .collect();
    page.told(&format!("event-{}", fact.kind().replace('_', "-")), &texts)
}

impl Row {
    /// Whether the reader of `page` may know of it.
    fn is_shown(&self, page: &Page) -> bool {
        !self.is_hidden && (page.user.is_some() || !FOR_STAFF.contains(&self.kind.as_str()))
    }

    fn event(&self, page: &Page, names: &Names) -> Event {
        let by = serde_json::from_str(&self.actor).map_or_else(
            |_| String::new(),
            |actor: Actor| {
                // Who reported a danger stands in the report alone (反家庭暴力法 14).
                let is_named = page.user.is_some() && self.kind != DANGER_REPORTED;
                if is_named {
                    names.actor(page, actor)
                } else {
                    page.code("common-duty", actor.duty().code())
                }
            },
        );
        Event {
            icon: icon(&self.kind),
            at: from_micros(self.at),
            text: serde_json::from_str(&self.payload)
                .map_or_else(|_| page.code("event", &self.kind), |fact: Fact| fact_words(page, &fact)),
            by,
        }
    }
}

/// The entries in words, as they come.
pub fn events(page: &Page, names: &Names, rows: &[Row]) -> Vec<Event> {
    rows.iter().filter(|row| row.is_shown(page)).map(|row| row.event(page, names)).collect()
}

/// What happened after the version `version`, oldest first; `rows` come newest first. Every version ends with the entry
/// that vouches for its state.
pub fn since(page: &Page, names: &Names, rows: &[Row], version: i64) -> Vec<Event> {
    let mut seen = 0;
    let mut after = Vec::new();
    for row in rows.iter().rev() {
        if seen >= version && row.is_shown(page) {
            after.push(row.event(page, names));
        }
        seen += i64::from(row.has_state);
    }
    after
}

fn icon(kind: &str) -> &'static str {
    match kind {
        "opened" | "reopened" => "inbox",
        "consent_recorded" | "rights_told" => "user-check",
        "party_joined" | "representative_named" | "invited" => "user-plus",
        "accepted" => "circle-check",
        "not_accepted" | "terminated" | "confirmation_lapsed" => "circle-x",
        "session_held" => "users",
        "evidence_added" => "paperclip",
        "agreement_reached" | "agreement_effective" => "heart-handshake",
        "agreement_signed" | "mediator_signed" | "seal_affixed" => "signature",
        "suspended" | "suspension_asked" => "player-pause",
        "visited" => "phone-call",
        "closed" | "archived" => "archive",
        "transferred" | "transfer_received" | "sharing_asked" | "shared_by_law" | "sharing_agreed" => {
            "arrows-exchange"
        }
        "confirmation_filed" | "confirmation_docketed" | "confirmation_ruled" | "enforcement_applied" => {
            "gavel"
        }
        "urged" => "bell",
        "sharing_refused" | "sharing_withdrawn" | "sharing_ended" | "sharing_by_law_ended" => "ban",
        DANGER_REPORTED => "alert-triangle",
        "noted" => "message",
        "task_assigned" | "task_sent_on" | "converted" => "arrows-exchange",
        "task_accepted" | "meeting_held" => "users",
        "task_finished" | "material_signed" | "reported_back" => "circle-check",
        "task_declined" | "task_withdrawn" => "ban",
        _ => "progress",
    }
}

#[cfg(test)]
mod tests {
    use fengqiao_domain::{case::TerminationGround, mediation::SessionManner};
    use fengqiao_web::{lang::Lang, page::User};
    use time::macros::{date, datetime};
    use uuid::Uuid;

    use super::*;

    fn page(lang: Lang) -> Page {
        Page::new(lang, "宝安区", "/", datetime!(2026-11-24 02:00 UTC))
    }

    #[test]
    fn what_happened_reads_as_a_sentence_in_both_languages() {
        let session = Fact::SessionHeld {
            session: Uuid::nil().into(),
            nth: 2,
            manner: SessionManner::Online,
            open: false,
        };
        let extended = Fact::Extended { until: date!(2026 - 12 - 31), consent: None };
        let terminated = Fact::Terminated { ground: TerminationGround::TooFarApart, party: None };
        let told = |lang| {
            [&session, &extended, &terminated].map(|happened| fact_words(&page(lang), happened)).join("\n")
        };
        assert_eq!(
            told(Lang::ZhCn),
            "第 2 次调解，不公开进行。方式：线上调解。\n经各方同意，调解期限延长至2026年12月31日。\n\
             调解终止。原因：各方意见差距过大。各方还可以申请仲裁、向法院起诉或者信访。"
        );
        assert_eq!(
            told(Lang::En),
            "Session no. 2 was held behind closed doors. Manner: Online.\n\
             With every party's consent, the period was extended to 31 Dec 2026.\n\
             The mediation ended. Ground: The positions are too far apart. \
             The parties can still go to arbitration, to court or to the petition office."
        );
    }

    #[test]
    fn a_party_does_not_read_that_a_danger_was_reported() {
        let row = |kind: &str| Row {
            kind: kind.to_owned(),
            at: 0,
            actor: String::new(),
            payload: String::new(),
            has_state: false,
            is_hidden: false,
        };
        let party = page(Lang::ZhCn);
        let user = User { name: "王志强".to_owned(), body: None, duties: Vec::new(), areas: Vec::new() };
        let staff = Page { user: Some(user), ..party.clone() };
        let shown = |page: &Page| {
            ["accepted", "danger_reported", "noted"]
                .into_iter()
                .filter(|kind| row(kind).is_shown(page))
                .count()
        };
        assert_eq!((shown(&party), shown(&staff)), (1, 3));
    }
}
