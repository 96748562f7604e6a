//! How is what somebody typed read as a filing?
//!
//! The portal's steps and the desk's one page have the same questions with the same names. A person's questions stand
//! behind a prefix: `me-` for whoever files, `for-` for whom they file, `others-0-`, `others-1-` … for the other side; `group`
//! is the list of those who file together.

use fengqiao_base::{Day, PartyId, Refusal, money};
use fengqiao_domain::{
    case::{Charge, CourtCharge, Manner, PartyKind},
    intake::{
        Birth, Channel, ChannelKind, Fault, FiledParty, Filing, IdDocument, IdKind, Language,
        LegalRepresentative, Notice, PartyDetails, PartyRole, ReferredBy, RequestKind, Sex,
    },
};
use fengqiao_store::time::day_from_text;
use fengqiao_web::{form::Fields, lang::Lang, page::Form};

use super::{group, uploads::LaidDown};
use crate::{app::App, viewer::Viewer};

/// What somebody typed, read as far as it can be.
#[derive(Debug, Clone)]
pub struct Typed {
    /// The filing, not checked yet.
    pub filing: Filing,
    /// What cannot be read: the name of the field and why.
    pub wrong: Vec<(String, Refusal)>,
    /// The prefix of the fields of each party, in step.
    prefixes: Vec<String>,
}

/// Where the form stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Desk {
    /// On the portal: the channel is the portal, the notice is ticked by whoever files.
    No,
    /// At the desk: the channel is a question; the notice is told at registration.
    Yes,
}

/// The list of those who file together.
const GROUP: &str = "group";

/// For whom somebody files.
pub const FOR_WHOM: [&str; 3] = ["self", "guardian", "agent"];

/// Reads a form.
pub fn read(app: &App, viewer: &Viewer, fields: &Fields, files: &[LaidDown], desk: Desk) -> Typed {
    let mut reading = Reading { app, viewer, fields, wrong: Vec::new() };
    let kind = RequestKind::from_code(fields.get("kind")).unwrap_or(RequestKind::Dispute);
    let happened_on = reading.day("happened_on");
    let amount_fen = reading.money("amount");
    let channel = match desk {
        Desk::No => Channel::Portal,
        Desk::Yes => reading.channel(),
    };
    let mut parties: Vec<(String, FiledParty)> = Vec::new();
    reading.own_side(&mut parties);
    if desk == Desk::Yes {
        reading.group(&mut parties);
    }
    reading.other_side(&mut parties);
    let what = fields.get("what").to_owned();
    let told = format!("{what}\n{}", fields.get("claims"));
    let notice =
        (desk == Desk::No && fields.is_ticked("notice")).then(|| Notice::shown(Manner::Online, viewer.now));
    // Who does not know chooses nothing; a clerk chooses then.
    let dispute_type = fields.filled("dispute_type").filter(|code| *code != "unsure").map(str::to_owned);
    let (prefixes, parties) = parties.into_iter().unzip();
    let filing = Filing {
        id: app.ids.next(),
        channel,
        language: match viewer.lang {
            Lang::ZhCn => Language::Chinese,
            Lang::En => Language::English,
        },
        kind,
        happened_on,
        community: known_place(app, fields.get("community")),
        address: fields.get("address").to_owned(),
        claims: fields.get("claims").lines().map(str::to_owned).collect(),
        amount_fen,
        parties,
        files: files.iter().map(LaidDown::id).collect(),
        suggested: app.reference.words.suggest(&told, kind),
        dispute_type,
        signals: app.reference.signals.found_in(&told),
        phone_checked: false,
        notice,
        what,
    };
    Typed { filing, wrong: reading.wrong, prefixes }
}

/// A place of this district, or something that the rules will not know either.
fn known_place(app: &App, code: &str) -> String {
    let is_known = code.is_empty()
        || code == app.reference.divisions.district()
        || app.reference.divisions.street_of(code).is_some();
    if is_known { code.to_owned() } else { "unknown".to_owned() }
}

impl Typed {
    /// Everything that is wrong by the names of the form's fields: what cannot be read, then what the rules say.
    pub fn complaints(&self, faults: Vec<Fault>) -> Vec<(String, Refusal)> {
        let named = |fault: Fault| {
            let field = fault.refusal.field.unwrap_or_default();
            let name = match fault.party.and_then(|party| self.prefixes.get(party)) {
                Some(prefix) if prefix == GROUP => GROUP.to_owned(),
                Some(prefix) => format!("{prefix}{field}"),
                // Of a side that is missing altogether, the name is asked for.
                None => match field {
                    "name" => "me-name".to_owned(),
                    "other_name" => "others-0-name".to_owned(),
                    field => field.to_owned(),
                },
            };
            (name, fault.refusal)
        };
        self.wrong.iter().cloned().chain(faults.into_iter().map(named)).collect()
    }
}

/// Marks complaints at their fields.
pub fn mark(form: Form, lang: Lang, complaints: &[(String, Refusal)]) -> Form {
    complaints.iter().fold(form, |form, (field, refusal)| {
        if form.error(field).is_some() {
            form
        } else {
            form.wrong(field.as_str(), lang.refusal(refusal).to_string())
        }
    })
}

struct Reading<'a> {
    app: &'a App,
    viewer: &'a Viewer,
    fields: &'a Fields,
    wrong: Vec<(String, Refusal)>,
}

/// A day of a form; `None` where it was left out.
///
/// # Errors
/// `day-malformed` at the field.
pub fn day_of(fields: &Fields, name: &'static str) -> Result<Option<Day>, Refusal> {
    let typed = fields.filled(name).map(day_from_text);
    typed.transpose().map_err(|_| Refusal::new("day-malformed").at(name))
}

impl Reading<'_> {
    fn text(&self, name: &str) -> String {
        self.fields.get(name).to_owned()
    }

    fn day(&mut self, name: &str) -> Option<Day> {
        let typed = self.fields.filled(name)?;
        let day = day_from_text(typed).ok();
        if day.is_none() {
            self.wrong.push((name.to_owned(), Refusal::new("day-malformed")));
        }
        day
    }

    fn money(&mut self, name: &str) -> Option<i64> {
        match money::parse_yuan(self.fields.filled(name)?) {
            Ok(fen) => Some(fen),
            Err(fault) => {
                self.wrong.push((name.to_owned(), fault.refusal()));
                None
            }
        }
    }

    fn channel(&mut self) -> Channel {
        let kind = ChannelKind::from_code(self.fields.get("channel"));
        let referral =
            |by| Channel::Referral { by, reference: Some(self.text("reference")), charge: None, sent: None };
        let channel = match kind {
            None | Some(ChannelKind::Window | ChannelKind::Portal) => {
                Channel::Window { ticket: Some(self.text("ticket")) }
            }
            Some(ChannelKind::Telephone) => Channel::Telephone,
            Some(ChannelKind::Letter) => Channel::Letter,
            Some(ChannelKind::Grid) => Channel::Grid,
            Some(ChannelKind::Court) => referral(ReferredBy::Court),
            Some(ChannelKind::Police) => referral(ReferredBy::Police),
            Some(ChannelKind::Procuratorate) => referral(ReferredBy::Procuratorate),
            Some(ChannelKind::Petition) => referral(ReferredBy::Petition),
            Some(ChannelKind::Hotline) => referral(ReferredBy::Hotline),
            Some(ChannelKind::OtherAgency) => referral(ReferredBy::OtherAgency),
        };
        match channel {
            Channel::Referral { by: ReferredBy::Court, reference, charge: None, sent } => {
                let way = CourtCharge::from_code(self.fields.get("charge_way"));
                let signed_for = self.day("charge_on");
                if way.is_some() && signed_for.is_none() {
                    self.wrong.push(("charge_on".to_owned(), Refusal::new("charge-day-missing")));
                }
                let charge = way.zip(signed_for).map(|(way, day)| Charge { way, signed_for: Some(day) });
                Channel::Referral { by: ReferredBy::Court, reference, charge, sent }
            }
            channel => channel,
        }
    }

    /// Whoever files, and for whom.
    fn own_side(&mut self, parties: &mut Vec<(String, FiledParty)>) {
        let role = match self.fields.get("for_whom") {
            "guardian" => PartyRole::Guardian,
            "agent" => PartyRole::Agent,
            _ => PartyRole::Applicant,
        };
        self.add(parties, "me-", role);
        if role != PartyRole::Applicant {
            self.add(parties, "for-", PartyRole::Applicant);
        }
    }

    /// Those who file together with whoever files, each a party of its own.
    fn group(&mut self, parties: &mut Vec<(String, FiledParty)>) {
        let people = match group::read(self.fields.get(GROUP), self.viewer.now) {
            Ok(people) => people,
            Err(refusal) => return self.wrong.push((GROUP.to_owned(), refusal)),
        };
        let own: Vec<PartyDetails> = parties.iter().map(|(_, party)| party.details.clone()).collect();
        let is_own = |one: &PartyDetails| {
            own.iter().any(|own| own.name.trim() == one.name && own.phone.trim() == one.phone)
        };
        if people.iter().any(is_own) {
            return self.wrong.push((GROUP.to_owned(), Refusal::new("group-holds-own")));
        }
        // A guardian speaks for a child; what thirty grown people want they say themselves or through an agent.
        let has_guardian = parties.iter().any(|(_, party)| party.role == PartyRole::Guardian);
        if has_guardian && !people.is_empty() {
            return self.wrong.push((GROUP.to_owned(), Refusal::new("group-with-guardian")));
        }
        parties.extend(people.into_iter().map(|details| {
            let id: PartyId = self.app.ids.next();
            (GROUP.to_owned(), FiledParty { id, role: PartyRole::Applicant, details })
        }));
    }

    fn other_side(&mut self, parties: &mut Vec<(String, FiledParty)>) {
        for (row, fields) in self.fields.rows("others") {
            // Whether it is a person is chosen beforehand and tells nothing by itself.
            if fields.0.iter().any(|(name, value)| name != "kind" && !value.trim().is_empty()) {
                self.add(parties, &format!("others-{row}-"), PartyRole::Respondent);
            }
        }
    }

    fn add(&mut self, parties: &mut Vec<(String, FiledParty)>, prefix: &str, role: PartyRole) {
        let id: PartyId = self.app.ids.next();
        let details = self.details(prefix);
        parties.push((prefix.to_owned(), FiledParty { id, role, details }));
    }

    /// What stands behind a prefix.
    fn details(&mut self, prefix: &str) -> PartyDetails {
        let of = |name: &str| self.fields.get(&format!("{prefix}{name}")).to_owned();
        let kind = PartyKind::from_code(&of("kind")).unwrap_or(PartyKind::Person);
        let document = IdKind::from_code(&of("id_kind")).unwrap_or(match kind {
            PartyKind::Person => IdKind::Resident,
            PartyKind::Organisation => IdKind::CreditCode,
        });
        let details = PartyDetails {
            kind,
            name: of("name"),
            known_as: of("known_as"),
            sex: Sex::from_code(&of("sex")),
            ethnicity: of("ethnicity"),
            birth: None,
            id_document: Some(IdDocument { kind: document, number: of("id_number") }),
            phone: of("phone"),
            address: of("address"),
            occupation: of("occupation"),
            employer: of("employer"),
            legal_representative: Some(LegalRepresentative {
                name: of("representative_name"),
                title: of("representative_title"),
            }),
            service_address: of("service_address"),
            needs: of("needs"),
        };
        PartyDetails { birth: self.birth(prefix), ..details }
    }

    fn birth(&mut self, prefix: &str) -> Option<Birth> {
        if let Some(day) = self.day(&format!("{prefix}birth")) {
            return Some(Birth::Day(day));
        }
        let name = format!("{prefix}age");
        let typed = self.fields.filled(&name)?;
        let years = typed.trim_end_matches(['岁', ' ']).parse().ok();
        if years.is_none() {
            self.wrong.push((name, Refusal::new("birth-impossible")));
        }
        years.map(|years| Birth::Age { years, told: fengqiao_base::local_day(self.viewer.now) })
    }
}

/// Reads what a form says about one person, without a prefix.
pub fn read_person(app: &App, viewer: &Viewer, fields: &Fields) -> (PartyDetails, Vec<(String, Refusal)>) {
    let mut reading = Reading { app, viewer, fields, wrong: Vec::new() };
    let details = reading.details("");
    (details, reading.wrong)
}

/// The form that shows what somebody told, to be corrected.
pub fn of_person(form: Form, details: &PartyDetails) -> Form {
    let text = |form: Form, pairs: &[(&str, &str)]| {
        pairs.iter().fold(form, |form, (name, value)| form.with(*name, *value))
    };
    let form = text(
        form,
        &[
            ("kind", details.kind.code()),
            ("name", &details.name),
            ("known_as", &details.known_as),
            ("sex", details.sex.map_or("", Sex::code)),
            ("ethnicity", &details.ethnicity),
            ("phone", &details.phone),
            ("address", &details.address),
            ("occupation", &details.occupation),
            ("employer", &details.employer),
            ("service_address", &details.service_address),
            ("needs", &details.needs),
        ],
    );
    let form = match details.birth {
        Some(Birth::Day(day)) => form.with("birth", fengqiao_store::time::day_text(day)),
        Some(Birth::Age { years, .. }) => form.with("age", years.to_string()),
        None => form,
    };
    let form = match &details.id_document {
        Some(document) => text(form, &[("id_kind", document.kind.code()), ("id_number", &document.number)]),
        None => form,
    };
    match &details.legal_representative {
        Some(legal) => {
            text(form, &[("representative_name", &legal.name), ("representative_title", &legal.title)])
        }
        None => form,
    }
}
