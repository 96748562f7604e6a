//! `/rosters/{token}`: when is somebody, or somebody of a body, on duty, as a calendar program reads it (RFC 5545)?
//!
//! Such a program does not sign in. The address holds for whom it was made, what it shows, and a digest that only this
//! platform can make; it shows shifts and nothing else, and nothing once the account is disabled or holds no post.

use axum::{
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
};
use fengqiao_base::{AccountId, Moment, clock::CHINA, local_day};
use fengqiao_domain::centre::{Body, Network, Shift};
use fengqiao_web::problem::Problem;
use sha2::{Digest, Sha256};
use time::{Duration, UtcOffset, format_description::BorrowedFormatItem, macros::format_description};

use super::{store, view::Teller};
use crate::{account, app::App, once::stored, viewer::Viewer};

/// So many days back and ahead are shown.
const BACK: i64 = 14;
const AHEAD: i64 = 92;
/// So many bytes a line holds at most (RFC 5545, 3.1).
const LINE: usize = 75;

const STAMP: &[BorrowedFormatItem<'_>] = format_description!("[year][month][day]T[hour][minute][second]Z");

/// Whose shifts a feed shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Feed {
    /// Everybody's of a body, by its code, for the account that was handed the address.
    Body(String, AccountId),
    /// One person's, in every body.
    Person(AccountId),
}

impl Feed {
    fn told(&self) -> String {
        match self {
            Self::Body(code, reader) => format!("body.{code}.{reader}"),
            Self::Person(id) => format!("person.{id}"),
        }
    }

    /// The last part of the address.
    pub fn token(&self, app: &App) -> String {
        let told = self.told();
        format!("{told}.{}", digest(app, &told))
    }

    /// What an address points to, if this platform made it.
    fn of(app: &App, token: &str) -> Option<Self> {
        let (told, given) = token.trim_end_matches(".ics").rsplit_once('.')?;
        // Digests of both, so that the time of the comparison tells nothing of the one that is ours.
        let is_ours = Sha256::digest(digest(app, told)) == Sha256::digest(given);
        let (kind, rest) = told.split_once('.').filter(|_| is_ours)?;
        match kind {
            "body" => {
                let (code, reader) = rest.rsplit_once('.')?;
                Some(Self::Body(code.to_owned(), reader.parse().ok()?))
            }
            "person" => rest.parse().ok().map(Self::Person),
            _ => None,
        }
    }
}

fn digest(app: &App, told: &str) -> String {
    hex::encode(&app.keys.mac("roster feed", told.as_bytes())[..16])
}

/// `GET /rosters/{token}`
pub async fn read(
    State(app): State<App>,
    viewer: Viewer,
    Path(token): Path<String>,
) -> Result<Response, Problem> {
    let feed = Feed::of(&app, &token).ok_or(Problem::NotFound)?;
    let network = store::network(app.store.read()).await.map_err(stored)?;
    let (Feed::Body(_, reader) | Feed::Person(reader)) = &feed;
    let working = account::store::working(app.store.read(), *reader, local_day(viewer.now)).await;
    let working = working.map_err(stored)?.filter(|account| !account.posts.is_empty());
    let account = working.ok_or(Problem::NotFound)?;
    let teller = Teller { lang: viewer.lang, reference: app.reference, now: viewer.now };
    let title = match &feed {
        Feed::Body(code, _) => teller.name(network.by_code(code).ok_or(Problem::NotFound)?),
        Feed::Person(_) => account.name,
    };
    let text = calendar(&feed, &title, &network, &teller);
    Ok(([(header::CONTENT_TYPE, "text/calendar; charset=utf-8")], text).into_response())
}

fn calendar(feed: &Feed, title: &str, network: &Network, teller: &Teller) -> String {
    let (now, lang) = (teller.now, teller.lang);
    let from = local_day(now) - Duration::days(BACK);
    let calendar = &teller.reference.reckoning.calendar;
    let mut text = String::new();
    let title = escaped(&lang.ta("centre-feed-title", &[("name", &title)]));
    let head = [
        ("BEGIN", "VCALENDAR"),
        ("VERSION", "2.0"),
        ("PRODID", "-//Fengqiao//Roster//ZH"),
        ("METHOD", "PUBLISH"),
        ("X-WR-CALNAME", &title),
        ("X-WR-TIMEZONE", "Asia/Shanghai"),
    ];
    for (name, value) in head {
        line(&mut text, name, value);
    }
    let said = |what: &str| lang.ta("centre-feed-shift", &[("what", &what)]);
    for body in network.bodies() {
        let Some(roster) = body.roster.as_ref().filter(|_| shows(feed, body)) else { continue };
        for shift in roster.shifts(from, BACK + AHEAD, calendar) {
            match feed {
                Feed::Body(..) => event(&mut text, body, &shift, &said(&shift.who.name), now),
                Feed::Person(id) if shift.who.account == Some(*id) => {
                    event(&mut text, body, &shift, &said(&teller.name(body)), now);
                }
                Feed::Person(_) => {}
            }
        }
    }
    line(&mut text, "END", "VCALENDAR");
    text
}

fn shows(feed: &Feed, body: &Body) -> bool {
    match feed {
        Feed::Body(code, _) => body.code == *code,
        Feed::Person(id) => {
            let people = body.roster.iter().flat_map(|roster| &roster.people);
            people.into_iter().any(|person| person.account == Some(*id))
        }
    }
}

fn event(text: &mut String, body: &Body, shift: &Shift, what: &str, now: Moment) {
    let stamp = |at: Moment| at.to_offset(UtcOffset::UTC).format(STAMP).unwrap_or_default();
    let day = shift.from.to_offset(CHINA).date();
    line(text, "BEGIN", "VEVENT");
    // The same shift keeps its name when somebody else takes it, so that a program replaces it.
    line(text, "UID", &format!("{day}.{}@fengqiao", body.code));
    line(text, "DTSTAMP", &stamp(now));
    line(text, "DTSTART", &stamp(shift.from));
    line(text, "DTEND", &stamp(shift.until));
    line(text, "SUMMARY", &escaped(what));
    if let Some(address) = &body.address {
        line(text, "LOCATION", &escaped(address));
    }
    line(text, "END", "VEVENT");
}

/// RFC 5545, 3.3.11.
fn escaped(value: &str) -> String {
    let mut text = String::new();
    for character in value.chars() {
        match character {
            '\\' | ';' | ',' => text.extend(['\\', character]),
            '\n' => text.push_str("\\n"),
            other if other.is_control() => {}
            other => text.push(other),
        }
    }
    text
}

/// Writes one line, folded where it is too long, never within a character (RFC 5545, 3.1).
fn line(text: &mut String, name: &str, value: &str) {
    let mut used = 0;
    for character in name.chars().chain([':']).chain(value.chars()) {
        if used + character.len_utf8() > LINE {
            text.push_str("\r\n ");
            used = 1;
        }
        text.push(character);
        used += character.len_utf8();
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_folded_between_characters_and_what_means_something_is_escaped() {
        let mut text = String::new();
        line(&mut text, "SUMMARY", &escaped(&format!("{}; a, b\\\n", "值".repeat(30))));
        let folded: Vec<&str> = text.split("\r\n").collect();
        assert!(folded.iter().all(|line| line.len() <= LINE), "{folded:?}");
        let whole = text.replace("\r\n ", "");
        assert_eq!(whole, format!("SUMMARY:{}\\; a\\, b\\\\\\n\r\n", "值".repeat(30)));
    }
}
