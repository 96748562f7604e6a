//! What happened, when, by whom? The timeline of a case is its journal.

use fengqiao_base::{Actor, Moment};
use fengqiao_domain::{case::Fact, told::Told};
use fengqiao_store::{sql, time::from_micros, values};
use fengqiao_web::{page::Page, problem::Problem};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::{app::App, directory::Names, once::stored};

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

/// So many events a page shows at most; the journal of a case is longer only in the rarest cases.
const MOST: i64 = 200;

#[derive(FromQueryResult)]
struct Row {
    kind: String,
    at: i64,
    actor: String,
    payload: String,
    has_state: bool,
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
    fn event(&self, page: &Page, names: &Names) -> Event {
        let by = serde_json::from_str(&self.actor).map_or_else(
            |_| String::new(),
            |actor: Actor| match actor {
                Actor::Staff { account, duty } => {
                    let duty = page.code("common-duty", duty.code());
                    if page.user.is_some() { format!("{} · {duty}", names.account(account)) } else { duty }
                }
                Actor::Party { .. } | Actor::System => page.code("common-duty", actor.duty().code()),
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

async fn rows(app: &App, subject: Uuid) -> Result<Vec<Row>, Problem> {
    let text = "SELECT kind, at, actor, payload, state IS NOT NULL AS has_state FROM journal WHERE subject = $1 \
                ORDER BY nth DESC LIMIT $2";
    sql::all(app.store.read(), text, values![subject, MOST]).await.map_err(stored)
}

/// The events of a subject, newest first.
pub async fn of(app: &App, page: &Page, names: &Names, subject: Uuid) -> Result<Vec<Event>, Problem> {
    Ok(rows(app, subject).await?.iter().map(|row| row.event(page, names)).collect())
}

/// What happened after the version `version`: every version ends with the entry that vouches for its state.
pub async fn since(
    app: &App,
    page: &Page,
    names: &Names,
    subject: Uuid,
    version: i64,
) -> Result<Vec<Event>, Problem> {
    let mut rows = rows(app, subject).await?;
    rows.reverse();
    let mut seen = 0;
    let mut after = Vec::new();
    for row in &rows {
        if seen >= version {
            after.push(row.event(page, names));
        }
        seen += i64::from(row.has_state);
    }
    Ok(after)
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
        "transferred" | "transfer_received" => "arrows-exchange",
        "confirmation_filed" | "confirmation_docketed" | "confirmation_ruled" | "enforcement_applied" => {
            "gavel"
        }
        "urged" => "bell",
        "danger_reported" => "alert-triangle",
        "noted" => "message",
        _ => "progress",
    }
}
