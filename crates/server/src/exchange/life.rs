//! How is the life of a case played through the rules?
//!
//! Every step is an act at the day the record tells. Until the dispute has ended the record stands or falls as a whole;
//! what comes after is done as far as the rules allow, and what they refuse is told.

use std::sync::Arc;

use fengqiao_base::{
    AccountId, Actor, Clock as _, Day, Duty, FixedClock, Ids, Moment, PartyId, Refusal, clock::CHINA,
};
use fengqiao_domain::{
    agreement::{AgreementForm, AgreementScope, ItemTerms, SignatureManner},
    case::{
        self, Act, Answer, Case, Difficulty, Manner, NotAcceptedGround, PartyKind, Side, TerminationGround,
    },
    intake::{
        self, Channel, FiledParty, Filing, IdentityCheck, Language, Notice, Request, RequestKind,
        RequestNumber,
    },
    mediation::SessionManner,
};
use time::Duration;

use super::{
    Fault, after,
    columns::{About, Column},
    known::{Known, importer},
    people,
    record::{Agreed, Outcome, Performance, Record},
};
use crate::case::bulk::Whole;

/// A record that was played.
#[derive(Debug, Clone)]
pub struct Played {
    /// What is to be kept.
    pub whole: Whole,
    /// What the rules did not allow after its end, and what was passed over.
    pub remarks: Vec<Fault>,
}

/// Somebody tells the life of a record.
pub(super) struct Teller<'w> {
    pub(super) known: &'w Known,
    pub(super) record: &'w Record,
    pub(super) ids: Ids,
    pub(super) remarks: Vec<Fault>,
    pub(super) importer: AccountId,
    clock: Arc<FixedClock>,
    request: Option<Request>,
    pub(super) case: Option<Case>,
}

/// A life is told with a number of its own only when it is kept; until then it has this one.
const UNNUMBERED: i64 = 1;

impl<'w> Teller<'w> {
    pub(super) fn begin(known: &'w Known, record: &'w Record, seed: u64) -> Self {
        let clock = Arc::new(FixedClock::at(at_nine(record.applied).min(known.now)));
        Self {
            known,
            record,
            ids: Ids::from_seed(clock.clone(), seed),
            remarks: record.remarks.clone(),
            importer: importer().id,
            clock,
            request: None,
            case: None,
        }
    }

    pub(super) fn now(&self) -> Moment {
        self.clock.now()
    }

    /// Goes on to this day, or a minute further on the same; never past the present.
    pub(super) fn on(&self, day: Day) {
        let next = at_nine(day).max(self.now() + Duration::minutes(1));
        self.clock.set(next.min(self.known.now));
    }

    fn soon(&self) {
        self.clock.set((self.now() + Duration::minutes(1)).min(self.known.now));
    }

    pub(super) fn as_importer(&self, duty: Duty) -> Actor {
        Actor::Staff { account: self.importer, duty }
    }

    fn clerk(&self) -> Actor {
        Actor::Staff { account: self.record.clerk.unwrap_or(self.importer), duty: Duty::Intake }
    }

    pub(super) fn mediator(&self) -> Actor {
        Actor::Staff { account: self.record.mediator.unwrap_or(self.importer), duty: Duty::Mediator }
    }

    fn intake(&self, by: Actor) -> intake::ActContext<'w> {
        let reference = self.known.reference;
        intake::ActContext { by, at: self.now(), reckoning: &reference.reckoning, types: &reference.words }
    }

    /// Does something on the case a minute later.
    pub(super) fn act(&mut self, by: Actor, act: Act) -> Result<(), Refusal> {
        self.soon();
        let Some(case) = &self.case else { return Ok(()) };
        let reckoning = &self.known.reference.reckoning;
        let ctx = case::ActContext { by, at: self.now(), ids: &self.ids, reckoning };
        self.case = Some(case.clone().act(act, &ctx)?);
        Ok(())
    }

    /// Does something that must be possible, or the record is refused for this column.
    fn must(&mut self, column: Column, by: Actor, act: Act) -> Result<(), Vec<Fault>> {
        self.act(by, act).map_err(|refusal| vec![Fault::new(heading(column, &refusal), refusal)])
    }

    /// Does something if the rules allow it; else says that they did not.
    pub(super) fn may(&mut self, column: Column, by: Actor, act: Act) -> bool {
        match self.act(by, act) {
            Ok(()) => true,
            Err(refusal) => {
                self.remarks.push(Fault::new(column.heading(), refusal));
                false
            }
        }
    }

    pub(super) fn parties(&self) -> Vec<(PartyId, PartyKind, Side)> {
        self.case.iter().flat_map(|case| &case.parties).map(|one| (one.id, one.kind, one.side)).collect()
    }

    /// A day the record does not tell is taken from another one, and this is said.
    pub(super) fn day_or(&mut self, column: Column, told: Option<Day>, otherwise: Day) -> Day {
        told.unwrap_or_else(|| {
            let day = fengqiao_store::time::day_text(otherwise);
            self.remarks
                .push(Fault::new(column.heading(), Refusal::new("import-day-assumed").with("day", day)));
            otherwise
        })
    }

    /// Files the request.
    pub(super) fn file(&mut self) -> Result<Vec<FiledParty>, Vec<Fault>> {
        let record = self.record;
        let reference = self.known.reference;
        let parties: Vec<FiledParty> = record
            .parties
            .iter()
            .map(|(role, details)| FiledParty { id: self.ids.next(), role: *role, details: details.clone() })
            .collect();
        let told = [record.what.as_str(), &record.claims.join("\n")].join("\n");
        let is_appeal = record.dispute_type.starts_with('G');
        let kind = if is_appeal { RequestKind::Appeal } else { RequestKind::Dispute };
        let filing = Filing {
            id: self.ids.next(),
            channel: record.channel.clone(),
            language: Language::Chinese,
            kind,
            what: record.what.clone(),
            happened_on: record.happened,
            community: record.community.clone(),
            address: record.place.clone(),
            claims: record.claims.clone(),
            amount_fen: record.amount_fen,
            parties,
            files: Vec::new(),
            suggested: reference.words.suggest(&told, kind),
            dispute_type: Some(record.dispute_type.clone()),
            signals: reference.signals.found_in(&told),
            phone_checked: false,
            // What the other system told people about their data is not this platform's notice.
            notice: Some(Notice {
                version: "import".to_owned(),
                basis: None,
                purposes: 0,
                ..Notice::shown(Manner::InPerson, self.now())
            }),
        };
        let checked = filing.checked(&self.intake(self.clerk())).map_err(|faults| {
            let told = |fault: intake::Fault| Fault::new(filed_heading(&fault), fault.refusal);
            faults.into_iter().map(told).collect::<Vec<_>>()
        })?;
        let number = RequestNumber::new(self.known.division, record.applied.year(), UNNUMBERED)
            .map_err(|_| vec![Fault::new(Column::Applied.heading(), Refusal::new("import-too-old"))])?;
        let (request, parties) = checked.numbered(number);
        self.request = Some(request);
        Ok(parties)
    }

    pub(super) fn register(&mut self) -> Result<(), Vec<Fault>> {
        self.soon();
        let by = self.clerk();
        let told = match self.record.channel {
            Channel::Telephone => Manner::Telephone,
            _ => Manner::InPerson,
        };
        let act = intake::Act::Register { identity: IdentityCheck::Vouched, told };
        let Some(request) = self.request.take() else { return Ok(()) };
        let changed = request.act(act, &self.intake(by));
        self.request = Some(changed.map_err(|refusal| vec![Fault::new("", refusal)])?);
        Ok(())
    }

    fn open(&mut self) -> Result<(), Vec<Fault>> {
        self.soon();
        let by = self.clerk();
        let refused = |refusal: Refusal| {
            let column =
                if refusal.code == "request-appeal-is-no-case" { Column::Type.heading() } else { "" };
            vec![Fault::new(column, refusal)]
        };
        let Some(request) = self.request.take() else { return Ok(()) };
        let case = self.ids.next();
        let (request, opening) = request.open(case, self.record.body.0, &self.intake(by)).map_err(refused)?;
        let reckoning = &self.known.reference.reckoning;
        let ctx = case::ActContext { by, at: self.now(), ids: &self.ids, reckoning };
        self.case = Some(Case::open(opening, &ctx).map_err(refused)?);
        self.request = Some(request);
        Ok(())
    }

    pub(super) fn request(self) -> Option<Request> {
        self.request
    }
}

fn at_nine(day: Day) -> Moment {
    day.midnight().assume_offset(CHINA) + Duration::hours(9)
}

/// The heading of what the filing refuses.
fn filed_heading(fault: &intake::Fault) -> &'static str {
    match (fault.party, fault.refusal.field) {
        (Some(_), field) => people::heading(field),
        (None, Some("what")) => Column::Summary.heading(),
        (None, Some("community")) => Column::Division.heading(),
        (None, Some("happened_on")) => Column::Happened.heading(),
        (None, Some("amount")) => Column::Amount.heading(),
        (None, Some("claims")) => Column::Claims.heading(),
        (None, Some("dispute_type")) => Column::Type.heading(),
        (None, Some("reference")) => Column::Reference.heading(),
        (None, Some("address")) => Column::Place.heading(),
        (None, Some("name" | "other_name")) => About::Name.heading(),
        (None, _) => "",
    }
}

/// The heading of what an act refuses: that of its field, else that of the step.
fn heading(step: Column, refusal: &Refusal) -> &'static str {
    match refusal.field {
        Some("terms") => Column::Agreement.heading(),
        Some("form") => Column::Form.heading(),
        Some("items.due") => Column::Due.heading(),
        Some("items.amount_fen") => Column::Agreed.heading(),
        Some("items.manner") => Column::Manner.heading(),
        Some("reason" | "ground") => Column::Ground.heading(),
        _ => step.heading(),
    }
}

/// Plays the life of a case.
///
/// # Errors
/// What the rules refuse before the dispute has ended.
pub fn play(known: &Known, record: &Record, seed: u64) -> Result<Played, Vec<Fault>> {
    let mut teller = Teller::begin(known, record, seed);
    let parties = teller.file()?;
    teller.register()?;
    teller.open()?;
    let ended = teller.mediate()?;
    if let Some(day) = ended {
        after::follow(&mut teller, day);
    }
    teller.note();
    let remarks = std::mem::take(&mut teller.remarks);
    let host = record.body.2;
    let case = teller.case.take().map(|case| (case, host));
    let request = teller.request().ok_or_else(Vec::new)?;
    Ok(Played { whole: Whole { request, parties, case }, remarks })
}

impl Teller<'_> {
    /// From the first question to the end of the mediation; the day of it, if it has ended.
    fn mediate(&mut self) -> Result<Option<Day>, Vec<Fault>> {
        let record = self.record;
        if let Outcome::NotAccepted(ground, reason) = &record.result {
            return self.not_accept(*ground, reason).map(Some);
        }
        let clerk = self.clerk();
        for (party, ..) in self.parties() {
            let manner = Manner::InPerson;
            self.must(Column::Result, clerk, Act::RecordConsent { party, answer: Answer::Agree, manner })?;
            self.must(Column::Result, clerk, Act::TellRights { party, manner })?;
        }
        let accepted = record.accepted.unwrap_or(record.applied);
        self.on(accepted);
        let head = self.as_importer(Duty::Head);
        self.must(Column::Accepted, head, Act::Accept { agreed_until: None })?;
        if record.difficulty != Difficulty::Ordinary {
            self.must(Column::Difficulty, head, Act::RecordDifficulty { difficulty: record.difficulty })?;
        }
        if let Some(mediator) = record.mediator {
            self.must(Column::Mediator, head, Act::AppointMediator { mediator })?;
        }
        if record.result == Outcome::Pending {
            return Ok(None);
        }
        let otherwise = record.closed.into_iter().chain(record.visits.iter().copied()).min();
        let ended = self.day_or(Column::Ended, record.ended, otherwise.unwrap_or(accepted));
        self.on(ended);
        match &record.result {
            Outcome::Agreed(agreed) => {
                self.session()?;
                self.agree(agreed)?;
            }
            Outcome::Terminated(ground, reason) => {
                self.session()?;
                // An application is withdrawn by who made it. Which side refused to go on is not told, so the words
                // alone say that one did.
                let applicant = self.parties().into_iter().find(|(.., side)| *side == Side::Applicant);
                let (ground, party) = match ground {
                    TerminationGround::Withdrawn => (*ground, applicant.map(|(id, ..)| id)),
                    TerminationGround::RefusesFurther | TerminationGround::RefusesToSign => {
                        (TerminationGround::Other, None)
                    }
                    ground => (*ground, None),
                };
                let act = Act::Terminate { ground, party, reason: reason.clone() };
                self.must(Column::Ground, self.mediator(), act)?;
            }
            Outcome::Transferred(to, reason) => {
                let act = Act::Transfer { to: *to, body: None, reason: reason.clone() };
                self.must(Column::Ground, head, act)?;
            }
            Outcome::Pending | Outcome::NotAccepted(..) => {}
        }
        Ok(Some(ended))
    }

    fn not_accept(&mut self, ground: NotAcceptedGround, reason: &str) -> Result<Day, Vec<Fault>> {
        let record = self.record;
        let ended = self.day_or(Column::Ended, record.ended.or(record.accepted), record.applied);
        if ground == NotAcceptedGround::PartyRefused {
            let clerk = self.clerk();
            let other = self.parties().into_iter().find(|(.., side)| *side == Side::Respondent);
            if let Some((party, ..)) = other {
                let act = Act::RecordConsent { party, answer: Answer::Refuse, manner: Manner::Telephone };
                self.must(Column::Result, clerk, act)?;
            }
        }
        self.on(ended);
        let head = self.as_importer(Duty::Head);
        self.must(Column::Ground, head, Act::NotAccept { ground, reason: reason.to_owned() })?;
        Ok(ended)
    }

    /// A session with everybody; where violence at home is suspected, one with each side.
    fn session(&mut self) -> Result<(), Vec<Fault>> {
        let parties: Vec<PartyId> = self.parties().into_iter().map(|(id, ..)| id).collect();
        let apart = self.case.as_ref().is_some_and(Case::keeps_sides_apart);
        let groups = if apart { parties.iter().map(|party| vec![*party]).collect() } else { vec![parties] };
        for present in groups {
            let act = Act::HoldSession {
                held_at: self.now(),
                place: self.record.body.1.clone(),
                manner: SessionManner::OnSite,
                open: false,
                present,
                invited: Vec::new(),
                record: "由原系统导入，调解过程见原卷宗。".to_owned(),
                concessions: None,
            };
            self.must(Column::Result, self.mediator(), act)?;
        }
        Ok(())
    }

    /// What was agreed, signed on that day. Without its words there is no agreement, and without that no success.
    fn agree(&mut self, agreed: &Agreed) -> Result<(), Vec<Fault>> {
        let parties = self.parties();
        let of = |side| parties.iter().find(|(.., one)| *one == side).map(|(id, ..)| *id);
        let (Some(beneficiary), Some(performer)) = (of(Side::Applicant), of(Side::Respondent)) else {
            return Ok(());
        };
        let item = ItemTerms {
            what: agreed.terms.clone(),
            performer,
            beneficiary,
            amount_fen: agreed.amount_fen,
            due: agreed.due,
            manner: agreed.manner.clone(),
            place: None,
            on_the_spot: self.record.performance == Performance::OnTheSpot,
        };
        let act = Act::ReachAgreement {
            scope: AgreementScope::Whole,
            form: agreed.form,
            facts: self.record.what.clone(),
            responsibilities: String::new(),
            terms: agreed.terms.clone(),
            items: vec![item],
            topics: Vec::new(),
            left_open: None,
            replaces: None,
            on: None,
        };
        let mediator = self.mediator();
        self.must(Column::Agreement, mediator, act)?;
        if agreed.form == AgreementForm::Oral {
            return Ok(());
        }
        for (party, kind, _) in parties {
            let manner = match kind {
                PartyKind::Person => SignatureManner::Handwritten,
                PartyKind::Organisation => SignatureManner::Seal,
            };
            let act = Act::SignAgreement { party, manner, scan: None, on: None };
            self.must(Column::Agreement, mediator, act)?;
        }
        self.must(Column::Agreement, mediator, Act::SignAsMediator { on: None })?;
        self.must(Column::Agreement, self.as_importer(Duty::Head), Act::AffixSeal { on: None })
    }

    /// What has no place of its own is written down as notes; nothing is added to what was put away.
    pub(super) fn note(&mut self) {
        let is_noted = self.case.as_ref().is_some_and(|case| !case.notes.is_empty());
        if is_noted {
            return;
        }
        let by = self.as_importer(Duty::Intake);
        let text = self.record.notes.join("\n");
        let is_open = self.case.as_ref().is_some_and(|case| case.allows(case::ActKind::AddNote, &by).is_ok());
        if is_open {
            self.may(Column::Number, by, Act::AddNote { text, sealed: false });
        }
    }
}
