//! What did a resident bring, and what becomes of it before there is a case?
//!
//! A request is one value. [`Request::act`] takes it with one [`Act`] and gives it back changed, or says why not; what
//! happened is left in [`Request::happened`] for the journal. Names, telephones and addresses of persons are not here:
//! a [`PartyId`] points to them.
//!
//! | file | question |
//! | --- | --- |
//! | `filing` | what must be said to file a request |
//! | `party` | what somebody told about itself |
//! | `channel` | by which way it came in |
//! | `act`, `handling` | what can be done with it, and what that changes |
//! | `stage`, `turn` | where it stands, whose turn, by when |
//! | `suggest`, `urgency` | which words of it point to a type, which to help that is needed first |
//! | `duplicates` | which other requests may be the same dispute |

mod act;
mod channel;
pub mod duplicates;
mod event;
mod filing;
mod handling;
mod number;
mod party;
mod phone;
mod stage;
mod suggest;
mod text;
mod turn;
mod urgency;
mod why;

use fengqiao_base::{
    Actor, Day, Moment, Refusal,
    id::{AccountId, AttachmentId, BodyId, PartyId, RequestId},
};
use serde::{Deserialize, Serialize};

pub use self::{
    act::{Act, ActKind},
    channel::{Channel, ChannelKind, ReferredBy},
    event::{Event, Fact},
    filing::{Checked, Fault, FiledParty, Filing},
    number::{NotANumber, RequestNumber},
    party::{Birth, IdDocument, IdKind, LegalRepresentative, PartyDetails, PartyRole, Sex},
    phone::Phone,
    stage::{IdentityCheck, RefusalGround, Registration, Settlement, Stage, Transfer},
    suggest::{DisputeType, DisputeTypes, Scheme, Suggestion},
    turn::{Clock, ClockName, Turn},
    urgency::{Signal, Signals, Urgency},
    why::Why,
};
use crate::{
    case::{Area, Confidentiality, DangerReport, Manner, PartyKind, Route, Side},
    codes::codes,
    deadline::Reckoning,
    personal_data::LegalBasis,
};

/// The version of the notice on personal data that is shown now (个人信息保护法 第十七条).
pub const NOTICE: &str = "2026-11";
/// The version of `data/purposes.toml` that is shown with it.
pub const PURPOSES: u32 = 1;

codes! {
    /// Whether somebody quarrels with somebody, or wants something put right by an authority.
    RequestKind "request_kind" {
        /// 矛盾纠纷: there is another side.
        Dispute = "dispute",
        /// 反映问题: there need not be one.
        Appeal = "appeal",
    }

    /// The language the person who filed reads.
    Language "language" {
        /// 中文
        Chinese = "zh-CN",
        /// English
        English = "en",
    }
}

/// Somebody of a request, as far as the procedure is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyEntry {
    /// Points to name and contacts.
    pub id: PartyId,
    /// Which part it has.
    pub role: PartyRole,
    /// Person or organisation.
    pub kind: PartyKind,
    /// Whether a guardian must act for it.
    #[serde(default)]
    pub needs_guardian: bool,
    /// Of an agent or a guardian, the party it stands for; none: every applicant, as whoever files for another says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stands_for: Option<PartyId>,
}

/// That the notice on personal data was shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Which version of it.
    pub version: String,
    /// In which way.
    pub manner: Manner,
    /// When.
    #[serde(with = "time::serde::rfc3339")]
    pub at: Moment,
    /// On which ground what is told is processed (个人信息保护法 13); none where nobody noted it.
    #[serde(default)]
    pub basis: Option<LegalBasis>,
    /// Under which version of the table of purposes; 0 before there was one.
    #[serde(default)]
    pub purposes: u32,
}

impl Notice {
    /// The notice as it reads now, shown for what a people's mediation committee takes in: on consent.
    pub fn shown(manner: Manner, at: Moment) -> Self {
        Self { version: NOTICE.to_owned(), manner, at, basis: Some(LegalBasis::Consent), purposes: PURPOSES }
    }
}

/// A choice somebody of the staff made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chosen<T> {
    /// What.
    pub what: T,
    /// By whom; none: by whoever filed it.
    pub by: Option<AccountId>,
    /// When.
    #[serde(with = "time::serde::rfc3339")]
    pub at: Moment,
    /// Why, in words, where that was asked.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// What a resident brought, before anyone has judged what it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// Its id.
    pub id: RequestId,
    /// Its number; a case opened from it has the same.
    pub number: RequestNumber,
    /// How often it has been saved; the store counts.
    #[serde(skip)]
    pub version: i64,
    /// When it came in.
    #[serde(with = "time::serde::rfc3339")]
    pub filed_at: Moment,
    /// Who typed it in: the resident, or staff for whoever stood at the window or rang.
    pub filed_by: Actor,
    /// By which way it came.
    pub channel: Channel,
    /// The language of whoever filed it.
    pub language: Language,
    /// A dispute, or something to be put right.
    pub kind: RequestKind,
    /// What happened, in the words it was told in.
    pub what: String,
    /// When that was.
    pub happened_on: Option<Day>,
    /// 12-digit code of the community, or of street or district where the community is not known.
    pub community: String,
    /// Where exactly.
    pub address: String,
    /// What is wanted.
    pub claims: Vec<String>,
    /// How much money it is about, in fen.
    pub amount_fen: Option<i64>,
    /// Who is concerned.
    pub parties: Vec<PartyEntry>,
    /// What was attached when it was filed.
    pub files: Vec<AttachmentId>,
    /// The types that were suggested, with the words that were found.
    pub suggested: Vec<Suggestion>,
    /// The type somebody chose.
    pub dispute_type: Option<Chosen<String>>,
    /// The urgency signals that were found.
    pub signals: Vec<Signal>,
    /// Whether it is urgent, as somebody decided.
    pub urgency: Option<Chosen<bool>>,
    /// How confidential a case of it should be: proposed from the words, or chosen.
    pub class: Chosen<Confidentiality>,
    /// Whether a code that was sent to the telephone came back when it was filed.
    #[serde(default)]
    pub phone_checked: bool,
    /// That the notice on personal data was shown.
    pub notice: Option<Notice>,
    /// Where it stands.
    pub stage: Stage,
    /// How it was registered, once it was.
    pub registered: Option<Registration>,
    /// Requests it goes on for as well.
    pub took_in: Vec<RequestId>,
    /// Requests that are alike, and were found to be another dispute.
    pub kept_apart: Vec<Chosen<RequestId>>,
    /// Reports of danger to the police or others, made before there was a case.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub danger_reports: Vec<DangerReport>,
    /// Its clocks, running and stopped.
    pub clocks: Vec<Clock>,
    /// What happened since it was loaded; the store drains it into the journal.
    #[serde(skip)]
    pub happened: Vec<Event>,
}

/// What an act is given beside its own fields.
#[derive(Clone, Copy)]
pub struct ActContext<'a> {
    /// Who acts, in which duty.
    pub by: Actor,
    /// When.
    pub at: Moment,
    /// The rules and the calendar by which clocks are reckoned.
    pub reckoning: &'a Reckoning,
    /// The types there are.
    pub types: &'a DisputeTypes,
}

impl ActContext<'_> {
    fn account(&self) -> Result<AccountId, Refusal> {
        self.by.account().ok_or_else(|| Why::NotYourDuty.refusal())
    }
}

impl Request {
    /// Whether it is urgent: as somebody decided, else by the words that were found.
    pub fn is_urgent(&self) -> bool {
        self.urgency
            .as_ref()
            .map_or_else(|| self.signals.iter().any(|signal| signal.urgency.is_pressing()), |set| set.what)
    }

    /// Code of the type somebody chose.
    pub fn dispute_type(&self) -> Option<&str> {
        self.dispute_type.as_ref().map(|chosen| chosen.what.as_str())
    }

    /// The body that has it now, where it was handed to one: of a transfer the receiver, of a case its committee.
    pub fn body(&self) -> Option<BodyId> {
        match &self.stage {
            Stage::Transferred(transfer) => transfer.body,
            Stage::Opened { body, .. } => Some(*body),
            Stage::Lead
            | Stage::Registered
            | Stage::Settled(_)
            | Stage::Joined { .. }
            | Stage::Refused { .. }
            | Stage::Withdrawn { .. } => None,
        }
    }

    /// Those with this part in it.
    pub fn with_role(&self, role: PartyRole) -> impl Iterator<Item = PartyId> {
        self.parties.iter().filter(move |party| party.role == role).map(|party| party.id)
    }

    /// On which side somebody of it is: whoever speaks for a party, on that party's. A reporter is on none.
    pub fn side_of(&self, somebody: PartyId) -> Option<Side> {
        let entry = self.parties.iter().find(|entry| entry.id == somebody)?;
        match (entry.role, entry.stands_for) {
            (PartyRole::Applicant, _) | (PartyRole::Agent | PartyRole::Guardian, None) => {
                Some(Side::Applicant)
            }
            (PartyRole::Respondent, _) => Some(Side::Respondent),
            (PartyRole::Agent | PartyRole::Guardian, Some(party)) => {
                let stood_for = self.parties.iter().find(|entry| entry.id == party)?;
                match stood_for.role {
                    PartyRole::Applicant => Some(Side::Applicant),
                    PartyRole::Respondent => Some(Side::Respondent),
                    PartyRole::Agent | PartyRole::Guardian | PartyRole::Reporter => None,
                }
            }
            (PartyRole::Reporter, _) => None,
        }
    }

    /// When the application was received: with the filing where a party applied itself, else with the registration.
    pub fn applied_at(&self) -> Moment {
        match &self.registered {
            Some(registration) if !self.channel.is_own() => registration.at,
            Some(_) | None => self.filed_at,
        }
    }

    /// The area of law, by the type that was chosen, else by what whoever filed it said.
    pub fn area(&self) -> Area {
        match (self.dispute_type(), self.kind) {
            (Some(code), _) => Area::of(code),
            (None, RequestKind::Appeal) => Area::Appeal,
            (None, RequestKind::Dispute) => Area::General,
        }
    }

    /// The other ways there are, the most usual first. Never empty.
    pub fn routes(&self) -> Vec<Route> {
        Route::of(self.area(), self.class.what)
    }

    fn journal(&mut self, fact: Fact, ctx: &ActContext<'_>) {
        self.happened.push(Event { at: ctx.at, by: ctx.by, fact });
    }
}
