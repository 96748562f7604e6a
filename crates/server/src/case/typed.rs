//! How are rows, people, days and amounts read as they were typed into the form of an act?

use fengqiao_base::{Day, Moment, Refusal};
use fengqiao_domain::{
    case::PartyKind,
    intake::{PartyDetails, PartyRole},
};
use fengqiao_web::form::Fields;
use serde_json::{Map, Value, json};
use time::{format_description::BorrowedFormatItem, macros::format_description};

use super::form::missing;

const DAY: &[BorrowedFormatItem<'_>] = format_description!("[year]-[month]-[day]");

/// Somebody new: name, telephone, address.
pub(super) fn newcomer(
    fields: &Fields,
    name: &'static str,
    now: Moment,
) -> Result<PartyDetails, Vec<Refusal>> {
    let part = |part: &str| fields.get(&format!("{name}-{part}")).to_owned();
    let called = part("name");
    let mut details = if part("kind") == PartyKind::Organisation.code() {
        PartyDetails::organisation(called)
    } else {
        PartyDetails::person(called)
    };
    details.phone = part("phone");
    details.address = part("address");
    if details.name.is_empty() {
        return Err(vec![missing(name)]);
    }
    details
        .checked(PartyRole::Agent, now)
        .map_err(|refusals| refusals.into_iter().map(|refusal| refusal.at(name)).collect())
}

/// The rows of an agreement's items.
pub(super) fn items(fields: &Fields) -> Result<Value, Vec<Refusal>> {
    let mut rows = Vec::new();
    let mut wrong = Vec::new();
    for (_, row) in fields.rows("items") {
        let typed = ["what", "amount", "due", "manner", "place"];
        if typed.iter().all(|name| row.filled(name).is_none()) {
            continue;
        }
        let mut item = Map::new();
        item.insert("what".to_owned(), json!(row.get("what")));
        item.insert("manner".to_owned(), json!(row.get("manner")));
        item.insert("on_the_spot".to_owned(), json!(row.is_ticked("on_the_spot")));
        if let Some(place) = row.filled("place") {
            item.insert("place".to_owned(), json!(place));
        }
        for party in ["performer", "beneficiary"] {
            match row.filled(party).filter(|id| id.parse::<uuid::Uuid>().is_ok()) {
                Some(id) => {
                    item.insert(party.to_owned(), json!(id));
                }
                None => wrong.push(Refusal::new("items-who-missing").at("items")),
            }
        }
        if let Some(amount) = row.filled("amount") {
            match money(amount) {
                Some(fen) => {
                    item.insert("amount_fen".to_owned(), json!(fen));
                }
                None => wrong.push(Refusal::new("field-not-an-amount").at("items")),
            }
        }
        if let Some(due) = row.filled("due") {
            match day(due) {
                Some(_) => {
                    item.insert("due".to_owned(), json!(due));
                }
                None => wrong.push(Refusal::new("field-not-a-day").at("items")),
            }
        }
        rows.push(Value::Object(item));
    }
    if wrong.is_empty() { Ok(Value::Array(rows)) } else { Err(wrong) }
}

/// The rows of a meeting's measures.
pub(super) fn measures(fields: &Fields) -> Result<Value, Vec<Refusal>> {
    let mut rows = Vec::new();
    let mut wrong = Vec::new();
    for (_, row) in fields.rows("measures") {
        if ["what", "body", "due"].iter().all(|name| row.filled(name).is_none()) {
            continue;
        }
        let mut measure = Map::new();
        match row.filled("body").filter(|id| id.parse::<uuid::Uuid>().is_ok()) {
            Some(id) => {
                measure.insert("body".to_owned(), json!(id));
            }
            None => wrong.push(Refusal::new("measures-who-missing").at("measures")),
        }
        measure.insert("what".to_owned(), json!(row.get("what")));
        if let Some(due) = row.filled("due") {
            match day(due) {
                Some(_) => {
                    measure.insert("due".to_owned(), json!(due));
                }
                None => wrong.push(Refusal::new("field-not-a-day").at("measures")),
            }
        }
        rows.push(Value::Object(measure));
    }
    if wrong.is_empty() { Ok(Value::Array(rows)) } else { Err(wrong) }
}

/// A day as it is written.
pub fn day(text: &str) -> Option<Day> {
    Day::parse(text, DAY).ok()
}

/// Yuan as typed, with at most two decimals, in fen.
pub(super) fn money(text: &str) -> Option<i64> {
    let text: String = text.chars().filter(|c| !matches!(c, ',' | '，' | ' ')).collect();
    let (yuan, fen) = text.split_once('.').unwrap_or((&text, ""));
    if yuan.is_empty()
        || yuan.len() > 13
        || fen.len() > 2
        || !text.bytes().all(|b| b.is_ascii_digit() || b == b'.')
    {
        return None;
    }
    let fen: i64 = format!("{fen:0<2}").parse().ok()?;
    yuan.parse::<i64>().ok()?.checked_mul(100)?.checked_add(fen)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yuan_become_fen_and_nonsense_does_not() {
        let cases = [
            ("800", Some(80_000)),
            ("1,234.5", Some(123_450)),
            ("0.05", Some(5)),
            ("1.234", None),
            ("-3", None),
            ("", None),
            ("12e3", None),
        ];
        for (typed, fen) in cases {
            assert_eq!(money(typed), fen, "{typed}");
        }
    }
}
