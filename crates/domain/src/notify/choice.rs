//! What did somebody choose, and what of it cannot be?

use fengqiao_base::Refusal;
use serde::{Deserialize, Serialize};
use time::{Time, macros::time};

use super::{Channel, Occasion};
use crate::intake::Phone;

/// The longest address of a mailbox, in characters (RFC 5321).
const LONGEST_MAIL: usize = 254;
/// The last hour at which a digest may come.
pub const LATEST: u8 = 20;

/// Hours in which nothing that can wait goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quiet {
    /// From this time of day in China.
    pub from: Time,
    /// Until this one; earlier than `from`: of the next day.
    pub until: Time,
}

/// Everything together, once a working day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Digest {
    /// The hour in China.
    pub hour: u8,
}

/// What somebody chose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// The ways besides the product.
    pub channels: Vec<Channel>,
    /// Of what a message goes out.
    pub occasions: Vec<Occasion>,
    /// Hours without messages.
    pub quiet: Option<Quiet>,
    /// Once a working day; none: at once.
    pub digest: Option<Digest>,
}

impl Default for Choice {
    /// Nobody gets a message who has not asked for one; whoever does gets them of everything, and none at night.
    fn default() -> Self {
        Self {
            channels: Vec::new(),
            occasions: Occasion::ALL.to_vec(),
            quiet: Some(Quiet { from: time!(21:00), until: time!(08:00) }),
            digest: None,
        }
    }
}

/// Where messages go.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contact {
    /// A mailbox.
    pub mail: Option<String>,
    /// A mobile telephone.
    pub phone: Option<String>,
}

/// What somebody asks for, as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wish {
    /// The ways.
    pub channels: Vec<Channel>,
    /// Of what.
    pub occasions: Vec<Occasion>,
    /// Whether hours are to be quiet, and which.
    pub quiet: Option<(Option<Time>, Option<Time>)>,
    /// Whether there is to be a digest, and when.
    pub digest: Option<Option<u8>>,
    /// The mailbox.
    pub mail: String,
    /// The telephone.
    pub phone: String,
}

impl Wish {
    /// What is chosen by it, and where messages go.
    ///
    /// # Errors
    /// Everything that is wrong with it, each at its field.
    pub fn chosen(self) -> Result<(Choice, Contact), Vec<Refusal>> {
        let mut wrong = Vec::new();
        let mail = self.mail.trim();
        if self.channels.contains(&Channel::Mail) && mail.is_empty() {
            wrong.push(Refusal::new("notify-mail-missing").at("mail"));
        } else if !mail.is_empty() && !is_mail(mail) {
            wrong.push(Refusal::new("notify-mail-unreadable").at("mail"));
        }
        let phone = match Phone::read(&self.phone) {
            Some(phone) if phone.is_mobile() => Some(phone.to_string()),
            Some(_) => {
                wrong.push(Refusal::new("notify-phone-not-mobile").at("phone"));
                None
            }
            None if !self.phone.trim().is_empty() => {
                wrong.push(Refusal::new("notify-phone-not-mobile").at("phone"));
                None
            }
            None => {
                if self.channels.contains(&Channel::Sms) {
                    wrong.push(Refusal::new("notify-phone-missing").at("phone"));
                }
                None
            }
        };
        if !self.channels.is_empty() && self.occasions.is_empty() {
            wrong.push(Refusal::new("notify-of-nothing").at("occasions"));
        }
        let quiet = match self.quiet {
            None => None,
            Some((Some(from), Some(until))) if from != until => Some(Quiet { from, until }),
            Some((Some(_), Some(_))) => {
                wrong.push(Refusal::new("notify-quiet-all-day").at("quiet_until"));
                None
            }
            Some((from, _)) => {
                let field = if from.is_none() { "quiet_from" } else { "quiet_until" };
                wrong.push(Refusal::new("notify-quiet-without-time").at(field));
                None
            }
        };
        let digest = match self.digest {
            None => None,
            Some(Some(hour)) if hour <= LATEST => {
                let at = Time::from_hms(hour, 0, 0).expect("an hour of the day");
                if quiet.is_some_and(|quiet| quiet.covers(at)) {
                    wrong.push(Refusal::new("notify-digest-in-quiet-hours").at("digest_hour"));
                }
                Some(Digest { hour })
            }
            Some(_) => {
                wrong.push(Refusal::new("notify-digest-without-hour").at("digest_hour"));
                None
            }
        };
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let mail = Some(mail.to_owned()).filter(|mail| !mail.is_empty());
        let choice = Choice { channels: self.channels, occasions: self.occasions, quiet, digest };
        Ok((choice, Contact { mail, phone }))
    }
}

/// Whether it looks like an address of a mailbox; whether there is one, only a message shows.
fn is_mail(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    let Some((own, host)) = text.rsplit_once('@') else { return false };
    let dotted = |part: &str| !part.is_empty() && part.split('.').all(|label| !label.is_empty());
    text.len() <= LONGEST_MAIL
        && dotted(own)
        && own.chars().all(plain)
        && dotted(host)
        && host.contains('.')
        && host.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '.')
}
