//! Which documents does an act call for, and what is each about?
//!
//! An order is written into the queue in the transaction of the act. It holds ids and codes, no names and no texts.

use std::str::FromStr;

use fengqiao_base::{Actor, Moment};
use fengqiao_domain::case::{
    Case, Event, Fact,
    forms::{About, FormKind},
};
use fengqiao_jobs::queue;
use fengqiao_store::StoreError;
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::case::store::People;

/// The kind of job that produces documents.
pub const PRODUCE: &str = "document.produce";

/// A document to be produced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// The sequence of the case.
    pub case: i64,
    /// The version of the case that called for it.
    pub version: i64,
    /// Which form.
    pub form: FormKind,
    /// What it is about, where there can be several: `party:<id>`, `nth:2`.
    #[serde(default, with = "about_text")]
    pub about: Option<About>,
    /// When it was called for.
    #[serde(with = "time::serde::rfc3339")]
    pub at: Moment,
    /// By whom.
    pub by: Actor,
}

impl Order {
    /// The id of its document: the same order about the same people gives the same one, so that it is produced once
    /// however often it is run, and anew after a name was corrected.
    pub fn document(&self, people: &People) -> Uuid {
        let sum = Sha256::new()
            .chain_update(self.case.to_be_bytes())
            .chain_update(self.version.to_be_bytes())
            .chain_update(self.form.code())
            .chain_update([0])
            .chain_update(self.about.map(|about| text_of(&about)).unwrap_or_default())
            .chain_update([0])
            .chain_update(serde_json::to_vec(people).expect("what somebody told is plain data"))
            .finalize();
        let (head, _) = sum.split_first_chunk::<16>().expect("a digest has 32 bytes");
        uuid::Builder::from_custom_bytes(*head).into_uuid()
    }
}

/// Queues every document that the events of `case` call for. `case` is as the act left it, not yet saved.
pub async fn add(conn: &impl ConnectionTrait, seq: i64, case: &Case) -> Result<(), StoreError> {
    for order in of(seq, case) {
        queue::add(conn, PRODUCE, &order, order.at).await?;
    }
    Ok(())
}

/// The orders of the events of `case`, each form about each thing once.
pub fn of(seq: i64, case: &Case) -> Vec<Order> {
    let mut orders: Vec<Order> = Vec::new();
    for event in &case.happened {
        let Some(form) = event.fact.form() else { continue };
        let Event { at, by, fact } = event;
        let about = about(case, fact);
        if !orders.iter().any(|order| order.form == form && order.about == about) {
            orders.push(Order { case: seq, version: case.version + 1, form, about, at: *at, by: *by });
        }
    }
    orders
}

/// What the document of a fact is about.
fn about(case: &Case, fact: &Fact) -> Option<About> {
    let nth = |position: Option<usize>| position.map(|position| About::Nth(position + 1));
    match fact {
        Fact::ConsentRecorded { party, .. } | Fact::RightsTold { party, .. } => Some(About::Party(*party)),
        Fact::MediatorAssigned { mediator, .. } => {
            nth(case.mediators.iter().rposition(|seat| seat.mediator == *mediator))
        }
        Fact::MediatorLeft { mediator, .. } => {
            nth(super::fill::left_seats(case).iter().rposition(|(_, seat, _)| seat.mediator == *mediator))
        }
        Fact::Invited { invitee, .. } => {
            nth(case.invitations.iter().rposition(|invitation| invitation.invitee == *invitee))
        }
        Fact::Investigated { nth, .. } | Fact::ReportedBack { nth, .. } => Some(About::Nth(*nth)),
        Fact::MeetingHeld { nth, .. } => usize::try_from(*nth).ok().map(About::Nth),
        Fact::SessionHeld { session, .. } => Some(About::Session(*session)),
        Fact::Extended { .. } => nth(case.extensions.len().checked_sub(1)),
        Fact::AgreementReached { agreement, .. } | Fact::ConfirmationFiled { agreement, .. } => {
            Some(About::Agreement(*agreement))
        }
        Fact::Urged { item, .. } => Some(About::Item(*item)),
        Fact::Visited { visit, .. } => Some(About::Visit(*visit)),
        Fact::DangerReported { .. } => nth(case.danger_reports.len().checked_sub(1)),
        // One of its kind, or no document at all.
        _ => None,
    }
}

/// `about` as it stands in a row and in a form.
pub fn text_of(about: &About) -> String {
    match about {
        About::Party(id) => format!("party:{id}"),
        About::Session(id) => format!("session:{id}"),
        About::Agreement(id) => format!("agreement:{id}"),
        About::Item(id) => format!("item:{id}"),
        About::Visit(id) => format!("visit:{id}"),
        About::Nth(nth) => format!("nth:{nth}"),
    }
}

/// What [`text_of`] wrote.
pub fn about_of(text: &str) -> Option<About> {
    fn id<T: FromStr>(text: &str) -> Option<T> {
        text.parse().ok()
    }
    let (kind, rest) = text.split_once(':')?;
    match kind {
        "party" => id(rest).map(About::Party),
        "session" => id(rest).map(About::Session),
        "agreement" => id(rest).map(About::Agreement),
        "item" => id(rest).map(About::Item),
        "visit" => id(rest).map(About::Visit),
        "nth" => id(rest).map(About::Nth),
        _ => None,
    }
}

mod about_text {
    use fengqiao_domain::case::forms::About;
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    #[expect(clippy::ref_option, reason = "serde gives a reference to the field")]
    pub(super) fn serialize<S: Serializer>(about: &Option<About>, to: S) -> Result<S::Ok, S::Error> {
        about.as_ref().map(super::text_of).serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<About>, D::Error> {
        let text = Option::<String>::deserialize(from)?;
        text.map(|text| super::about_of(&text).ok_or_else(|| D::Error::custom("about nothing known")))
            .transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::sample;

    #[test]
    fn every_act_of_a_whole_life_calls_for_its_documents_once() {
        // Nothing drains the events of the sample: its last stage has them all.
        let last = sample::stages().pop().unwrap();
        let called: Vec<(&str, Option<&str>)> = of(1, last.case())
            .into_iter()
            .map(|order| {
                let about = order.about.map(|about| text_of(&about));
                let kind = about.map(|about| match about.split(':').next() {
                    Some("party") => "party",
                    Some("session") => "session",
                    Some("agreement") => "agreement",
                    Some("item") => "item",
                    Some("visit") => "visit",
                    _ => "nth",
                });
                (order.form.code(), kind)
            })
            .collect();
        assert_eq!(
            called,
            [
                ("consent_record", Some("party")),
                ("rights_notice", Some("party")),
                ("consent_record", Some("party")),
                ("rights_notice", Some("party")),
                ("acceptance_register", None),
                ("assignment_record", Some("nth")),
                ("session_record", Some("session")),
                ("agreement", Some("agreement")),
                ("urging_record", Some("item")),
                ("performance_confirmed", None),
                ("visit_record", Some("visit")),
                ("closing_report", None),
            ]
        );
    }

    #[test]
    fn an_order_survives_the_queue_and_names_the_same_document_again() {
        let loaded = sample::stages().into_iter().find(|loaded| !of(1, loaded.case()).is_empty()).unwrap();
        let order = of(1, loaded.case()).remove(0);
        let text = serde_json::to_string(&order).unwrap();
        let again: Order = serde_json::from_str(&text).unwrap();
        assert_eq!(again, order);
        assert_eq!(again.document(&People::new()), order.document(&People::new()));
        let other = Order { version: order.version + 1, ..order.clone() };
        assert_ne!(other.document(&People::new()), order.document(&People::new()));
        for about in ["party:0190c0de-0000-7000-8000-000000000000", "nth:3"] {
            assert_eq!(about_of(about).map(|about| text_of(&about)).as_deref(), Some(about));
        }
        assert_eq!(about_of("person:1"), None);
    }
}
