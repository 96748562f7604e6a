//! What must be said to file a request, and is it said?

use fengqiao_base::{
    Actor, Day, Moment, Refusal,
    id::{AttachmentId, RequestId},
    local_day,
};

use super::{
    ActContext, Channel, Chosen, Clock, ClockName, Event, Fact, Language, Notice, PartyDetails, PartyEntry,
    PartyRole, Request, RequestKind, RequestNumber, Signal, Stage, Suggestion, Urgency, Why,
    text::{line, lines},
};
use crate::case::{Confidentiality, PartyKind};

/// The longest account of what happened, in characters.
const LONGEST_ACCOUNT: usize = 5000;
const LONGEST_CLAIM: usize = 500;
const LONGEST_ADDRESS: usize = 200;
const LONGEST_REFERENCE: usize = 60;
const MOST_CLAIMS: usize = 10;
/// So many people and organisations are named at one number: a whole crew that was not paid, and whoever owes.
pub(super) const MOST_PARTIES: usize = 60;
/// Ten thousand million yuan.
const MOST_FEN: i64 = 1_000_000_000_000;

/// What somebody says to file a request.
#[derive(Debug, Clone)]
pub struct Filing {
    /// The request's id.
    pub id: RequestId,
    /// By which way it comes.
    pub channel: Channel,
    /// The language of whoever files it.
    pub language: Language,
    /// A dispute, or something to be put right.
    pub kind: RequestKind,
    /// What happened.
    pub what: String,
    /// When that was.
    pub happened_on: Option<Day>,
    /// 12-digit code of the community, street or district.
    pub community: String,
    /// Where exactly.
    pub address: String,
    /// What is wanted.
    pub claims: Vec<String>,
    /// How much money it is about, in fen.
    pub amount_fen: Option<i64>,
    /// Who is concerned.
    pub parties: Vec<FiledParty>,
    /// What is attached.
    pub files: Vec<AttachmentId>,
    /// The types that were suggested.
    pub suggested: Vec<Suggestion>,
    /// The type whoever files it chose.
    pub dispute_type: Option<String>,
    /// The urgency signals that were found.
    pub signals: Vec<Signal>,
    /// Whether a code that was sent to the telephone came back.
    pub phone_checked: bool,
    /// That the notice on personal data was shown.
    pub notice: Option<Notice>,
}

/// Somebody of a filing: the part it has, and what it told about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FiledParty {
    /// Its id.
    pub id: fengqiao_base::id::PartyId,
    /// Which part it has.
    pub role: PartyRole,
    /// What it told.
    pub details: PartyDetails,
}

/// What is wrong with a filing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Whose details, by place in [`Filing::parties`]; none: the filing's own field.
    pub party: Option<usize>,
    /// What is wrong, with its field.
    pub refusal: Refusal,
}

/// A filing that says everything it must. It becomes a request with its number.
#[derive(Debug, Clone)]
pub struct Checked {
    filing: Filing,
    by: Actor,
    at: Moment,
    clock: Clock,
}

impl Filing {
    /// Cleans what was typed; or says everything that is wrong, so that nobody has to send a form five times.
    pub fn checked(mut self, ctx: &ActContext<'_>) -> Result<Checked, Vec<Fault>> {
        let mut wrong: Vec<Refusal> = Vec::new();
        let mut take = |result: Result<String, Refusal>, into: &mut String| match result {
            Ok(clean) => *into = clean,
            Err(refusal) => wrong.push(refusal),
        };
        take(lines("what", &self.what, LONGEST_ACCOUNT), &mut self.what);
        take(line("address", &self.address, LONGEST_ADDRESS), &mut self.address);
        for claim in &mut self.claims {
            take(line("claims", claim, LONGEST_CLAIM), claim);
        }
        self.claims.retain(|claim| !claim.is_empty());
        if let Channel::Referral { reference, .. } = &mut self.channel {
            let mut text = reference.take().unwrap_or_default();
            take(line("reference", &text.clone(), LONGEST_REFERENCE), &mut text);
            *reference = Some(text).filter(|text| !text.is_empty());
        }
        if let Channel::Window { ticket } = &mut self.channel {
            let mut text = ticket.take().unwrap_or_default();
            take(line("ticket", &text.clone(), 20), &mut text);
            *ticket = Some(text).filter(|text| !text.is_empty());
        }
        wrong.extend(self.faults(ctx));
        let mut faults: Vec<Fault> =
            wrong.into_iter().map(|refusal| Fault { party: None, refusal }).collect();
        faults.extend(self.check_parties(ctx));
        if !faults.is_empty() {
            return Err(faults);
        }
        let clock = Clock::start(ClockName::Intake, ctx.at, ctx)
            .map_err(|refusal| vec![Fault { party: None, refusal }])?;
        Ok(Checked { filing: self, by: ctx.by, at: ctx.at, clock })
    }

    fn faults(&self, ctx: &ActContext<'_>) -> Vec<Refusal> {
        let mut wrong = Vec::new();
        if self.what.is_empty() {
            wrong.push(Why::WhatMissing.at("what"));
        }
        if self.happened_on.is_some_and(|day| day > local_day(ctx.at)) {
            wrong.push(Why::HappenedInTheFuture.at("happened_on"));
        }
        if self.community.is_empty() {
            wrong.push(Why::PlaceMissing.at("community"));
        } else if self.community.len() != 12 || !self.community.bytes().all(|byte| byte.is_ascii_digit()) {
            wrong.push(Why::PlaceUnknown.at("community"));
        }
        if self.claims.is_empty() && self.kind == RequestKind::Dispute {
            wrong.push(Why::ClaimMissing.at("claims"));
        }
        if self.claims.len() > MOST_CLAIMS {
            wrong.push(Why::TooManyClaims.at("claims").with("most", MOST_CLAIMS));
        }
        if self.amount_fen.is_some_and(|fen| !(0..=MOST_FEN).contains(&fen)) {
            wrong.push(Why::AmountImpossible.at("amount"));
        }
        if self.dispute_type.as_ref().is_some_and(|code| ctx.types.get(code).is_none()) {
            wrong.push(Why::UnknownType.at("dispute_type"));
        }
        // Whoever files online reads it there; at a window, on the telephone and for letters it is told when registered.
        if self.channel == Channel::Portal && self.notice.is_none() {
            wrong.push(Why::NoticeNotShown.at("notice"));
        }
        if self.channel.reference().is_none() && matches!(self.channel, Channel::Referral { .. }) {
            wrong.push(Why::ReferenceMissing.at("reference"));
        }
        if !self.parties.iter().any(|party| party.role == PartyRole::Applicant) {
            wrong.push(Why::ApplicantMissing.at("name"));
        }
        if self.parties.len() > MOST_PARTIES {
            wrong.push(Why::TooManyParties.refusal().with("most", MOST_PARTIES));
        }
        let has_other_side = self.parties.iter().any(|party| party.role == PartyRole::Respondent);
        if self.kind == RequestKind::Dispute && !has_other_side {
            wrong.push(Why::OtherSideMissing.at("other_name"));
        }
        wrong
    }

    fn check_parties(&mut self, ctx: &ActContext<'_>) -> Vec<Fault> {
        let mut faults = Vec::new();
        for (i, party) in self.parties.iter_mut().enumerate() {
            match party.details.clone().checked(party.role, ctx.at) {
                Ok(details) => party.details = details,
                Err(wrong) => {
                    faults.extend(wrong.into_iter().map(|refusal| Fault { party: Some(i), refusal }));
                }
            }
        }
        // Somebody must be reachable: the applicant, or whoever speaks for the applicant.
        let speaks = |role| matches!(role, PartyRole::Applicant | PartyRole::Agent | PartyRole::Guardian);
        let is_reachable =
            self.parties.iter().any(|party| speaks(party.role) && party.details.is_reachable());
        let applicant = self.parties.iter().position(|party| party.role == PartyRole::Applicant);
        if self.channel.is_own() && !is_reachable && applicant.is_some() {
            faults.push(Fault { party: applicant, refusal: Why::ContactMissing.at("phone") });
        }
        faults
    }
}

impl Checked {
    /// What was filed, cleaned.
    pub fn filing(&self) -> &Filing {
        &self.filing
    }

    /// When the clerk's term ends.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// The request, and the details of its parties, which are kept apart from it.
    pub fn numbered(self, number: RequestNumber) -> (Request, Vec<FiledParty>) {
        let Self { filing, by, at, clock } = self;
        let today = local_day(at);
        let has_guardian = filing.parties.iter().any(|party| party.role == PartyRole::Guardian);
        let entry = |party: &FiledParty| PartyEntry {
            id: party.id,
            role: party.role,
            kind: party.details.kind,
            needs_guardian: party.details.is_minor_on(today)
                || (has_guardian
                    && party.role == PartyRole::Applicant
                    && party.details.kind == PartyKind::Person),
            stands_for: None,
        };
        let parties: Vec<PartyEntry> = filing.parties.iter().map(entry).collect();
        let concerns_a_child = filing.parties.iter().any(|party| party.details.is_minor_on(today));
        let class = proposed_class(&filing.signals, concerns_a_child);
        let filed = Fact::Filed {
            number,
            kind: filing.kind,
            channel: filing.channel.kind(),
            parties: parties.len(),
            files: filing.files.len(),
            notice: filing.notice.as_ref().map(|notice| notice.version.clone()),
        };
        let by_staff = by.account();
        let chosen = |code| Chosen { what: code, by: by_staff, at, reason: String::new() };
        let request = Request {
            id: filing.id,
            number,
            version: 0,
            filed_at: at,
            filed_by: by,
            channel: filing.channel,
            language: filing.language,
            kind: filing.kind,
            what: filing.what,
            happened_on: filing.happened_on,
            community: filing.community,
            address: filing.address,
            claims: filing.claims,
            amount_fen: filing.amount_fen,
            parties,
            files: filing.files,
            suggested: filing.suggested,
            dispute_type: filing.dispute_type.map(chosen),
            signals: filing.signals,
            urgency: None,
            class: Chosen { what: class, by: None, at, reason: String::new() },
            phone_checked: filing.phone_checked,
            notice: filing.notice,
            stage: Stage::Lead,
            registered: None,
            took_in: Vec::new(),
            kept_apart: Vec::new(),
            danger_reports: Vec::new(),
            clocks: vec![clock],
            happened: vec![Event { at, by, fact: filed }],
        };
        (request, filing.parties)
    }
}

/// What the words and the ages propose; a person confirms or changes it.
fn proposed_class(signals: &[Signal], concerns_a_child: bool) -> Confidentiality {
    let found = |urgency| signals.iter().any(|signal| signal.urgency == urgency);
    if found(Urgency::DomesticViolence) {
        Confidentiality::DomesticViolence
    } else if found(Urgency::ChildAtRisk) || concerns_a_child {
        Confidentiality::Minor
    } else {
        Confidentiality::Ordinary
    }
}
