//! What may become of a request, by whom, and by when?

use std::sync::{Arc, LazyLock};

use fengqiao_base::{
    Actor, Duty, FixedClock, Ids, Moment, Refusal,
    id::{AccountId, BodyId, CaseId, RequestId},
    local_day,
};
use fengqiao_domain::{
    case::{
        ActContext as CaseContext, Case, Confidentiality, Manner, PartyKind, Receiver, Route, Side,
        Stage as CaseStage,
    },
    deadline::Reckoning,
    intake::{
        Act, ActContext, ActKind, Birth, Channel, Checked, ClockName, DisputeTypes, Fault, FiledParty,
        Filing, IdentityCheck, Language, Notice, PartyDetails, PartyEntry, PartyRole, ReferredBy,
        RefusalGround, Request, RequestKind, RequestNumber, Signals, Stage, Turn,
    },
};
use time::{
    Duration,
    macros::{date, datetime},
};

pub static RECKONING: LazyLock<Reckoning> = LazyLock::new(Reckoning::shipped);
pub static TYPES: LazyLock<DisputeTypes> = LazyLock::new(DisputeTypes::shipped);
/// Friday morning.
const FRIDAY: Moment = datetime!(2025-11-21 10:00 +8);

/// Somebody who files, and a clerk, a dispatcher and a head who handle.
pub struct Desk {
    pub ids: Ids,
    pub clerk: Actor,
    pub dispatcher: Actor,
    pub head: Actor,
    pub now: Moment,
}

impl Desk {
    pub fn at(now: Moment) -> Self {
        let ids = Ids::from_seed(Arc::new(FixedClock::at(now)), 3);
        let staff = |duty| Actor::Staff { account: ids.next(), duty };
        let (clerk, dispatcher, head) = (staff(Duty::Intake), staff(Duty::Dispatcher), staff(Duty::Head));
        Self { ids, clerk, dispatcher, head, now }
    }

    pub fn context(&self, by: Actor) -> ActContext<'static> {
        ActContext { by, at: self.now, reckoning: &RECKONING, types: &TYPES }
    }

    /// Two neighbours, filed on the portal.
    pub fn filing(&self) -> Filing {
        let party = |role, details| FiledParty { id: self.ids.next(), role, details };
        let applicant = PartyDetails { phone: "13800138000".into(), ..PartyDetails::person("张三") };
        let upstairs = PartyDetails { known_as: "楼上住户".into(), ..PartyDetails::person("") };
        Filing {
            id: self.ids.next(),
            channel: Channel::Portal,
            language: Language::Chinese,
            kind: RequestKind::Dispute,
            what: "楼上卫生间漏水到我家客厅".into(),
            happened_on: Some(date!(2025 - 11 - 01)),
            community: "440306017001".into(),
            address: "宝民花园3栋1202".into(),
            claims: vec!["修好漏水".into()],
            amount_fen: Some(300_000),
            parties: vec![party(PartyRole::Applicant, applicant), party(PartyRole::Respondent, upstairs)],
            files: Vec::new(),
            suggested: Vec::new(),
            dispute_type: None,
            signals: Vec::new(),
            phone_checked: false,
            notice: Some(Notice::shown(Manner::Online, self.now)),
        }
    }

    pub fn check(&self, filing: Filing) -> Result<Checked, Vec<Fault>> {
        filing.checked(&self.context(Actor::System))
    }

    pub fn file(&self, filing: Filing) -> Request {
        let number = RequestNumber::new(440_306, 2025, 1).unwrap();
        let mut request = self.check(filing).unwrap().numbered(number).0;
        request.happened.clear();
        request
    }

    fn act(&self, request: Request, by: Actor, act: Act) -> Result<Request, Refusal> {
        request.act(act, &self.context(by))
    }

    fn registered(&self, filing: Filing) -> Request {
        let act = Act::Register { identity: IdentityCheck::Paper, told: Manner::InPerson };
        self.act(self.file(filing), self.clerk, act).unwrap()
    }

    fn typed(&self, filing: Filing, dispute_type: &str) -> Request {
        let act = Act::ChooseType { dispute_type: dispute_type.into() };
        self.act(self.registered(filing), self.clerk, act).unwrap()
    }
}

fn kinds(request: &Request) -> Vec<&'static str> {
    request.happened.iter().map(|event| event.fact.kind()).collect()
}

fn complaints(wrong: Vec<Fault>) -> Vec<(Option<usize>, &'static str, &'static str)> {
    wrong
        .into_iter()
        .map(|fault| (fault.party, fault.refusal.code, fault.refusal.field.unwrap_or("")))
        .collect()
}

#[test]
fn what_is_filed_waits_for_a_clerk_until_the_next_working_day() {
    let desk = Desk::at(FRIDAY);
    let checked = desk.check(desk.filing()).unwrap();
    let (request, parties) = checked.numbered(RequestNumber::new(440_306, 2025, 7).unwrap());
    assert_eq!(request.stage, Stage::Lead);
    assert_eq!(request.number.to_string(), "440306-2025-000007");
    let monday_midnight = datetime!(2025-11-25 00:00 +8);
    assert_eq!(
        request.turn(),
        Some(Turn { who: Duty::Intake, what: ActKind::Register, by: Some(monday_midnight) })
    );
    assert_eq!(parties.len(), 2);
    assert_eq!(kinds(&request), ["filed"]);
}

#[test]
fn neither_the_request_nor_its_events_hold_a_name_or_a_telephone() {
    let desk = Desk::at(FRIDAY);
    let (request, _) =
        desk.check(desk.filing()).unwrap().numbered(RequestNumber::new(440_306, 2025, 7).unwrap());
    let events = serde_json::to_string(&request.happened).unwrap();
    let state = serde_json::to_string(&request).unwrap();
    for personal in ["张三", "13800138000", "楼上住户"] {
        assert!(!events.contains(personal) && !state.contains(personal), "{personal}");
    }
    assert!(!events.contains("漏水"));
    let again: Request = serde_json::from_str(&state).unwrap();
    assert_eq!(Request { happened: request.happened.clone(), ..again }, request);
}

#[test]
fn everything_that_is_missing_is_said_at_once() {
    let desk = Desk::at(FRIDAY);
    let mut filing = desk.filing();
    filing.what = " \n ".into();
    filing.community = "440306".into();
    filing.claims = vec![" ".into()];
    filing.happened_on = Some(date!(2025 - 11 - 22));
    filing.amount_fen = Some(-1);
    filing.dispute_type = Some("99".into());
    filing.notice = None;
    filing.parties[0].details.phone = "123".into();
    filing.parties[1].details.known_as = String::new();
    assert_eq!(
        complaints(desk.check(filing).unwrap_err()),
        [
            (None, "what-missing", "what"),
            (None, "happened-in-the-future", "happened_on"),
            (None, "place-unknown", "community"),
            (None, "claim-missing", "claims"),
            (None, "amount-impossible", "amount"),
            (None, "request-unknown-type", "dispute_type"),
            (None, "notice-not-shown", "notice"),
            (Some(0), "phone-malformed", "phone"),
            (Some(1), "other-side-missing", "name"),
        ]
    );
}

#[test]
fn somebody_must_be_reachable_unless_another_body_brings_it() {
    let desk = Desk::at(FRIDAY);
    let mut filing = desk.filing();
    filing.parties[0].details.phone.clear();
    assert_eq!(complaints(desk.check(filing.clone()).unwrap_err()), [(Some(0), "contact-missing", "phone")]);
    let mut by_letter = filing.clone();
    by_letter.parties[0].details.address = "宝民花园3栋1102".into();
    assert!(desk.check(by_letter).is_ok());
    let mut by_agent = filing.clone();
    let agent = PartyDetails { phone: "13900139000".into(), ..PartyDetails::person("李四") };
    by_agent.parties.push(FiledParty { id: desk.ids.next(), role: PartyRole::Agent, details: agent });
    assert!(desk.check(by_agent).is_ok());
    filing.channel = Channel::Referral {
        by: ReferredBy::Hotline,
        reference: Some("GD2025-1".into()),
        charge: None,
        sent: None,
    };
    assert!(desk.check(filing).is_ok());
}

#[test]
fn a_dispute_has_another_side_and_an_appeal_need_not() {
    let desk = Desk::at(FRIDAY);
    let mut filing = desk.filing();
    filing.parties.truncate(1);
    assert_eq!(
        complaints(desk.check(filing.clone()).unwrap_err()),
        [(None, "other-side-missing", "other_name")]
    );
    filing.kind = RequestKind::Appeal;
    filing.claims.clear();
    assert!(desk.check(filing).is_ok());
}

#[test]
fn hostile_words_are_kept_as_words() {
    let desk = Desk::at(FRIDAY);
    let mut filing = desk.filing();
    filing.what = "<script>alert(1)</script>\u{202e}'; DROP TABLE requests; --\u{0}".into();
    filing.address = "{{ 7*7 }}\r\nSet-Cookie: x=1".into();
    let request = desk.file(filing);
    assert_eq!(request.what, "<script>alert(1)</script>'; DROP TABLE requests; --");
    assert_eq!(request.address, "{{ 7*7 }} Set-Cookie: x=1");
}

#[test]
fn words_of_violence_at_home_propose_a_confidential_case_that_protects_who_filed() {
    let desk = Desk::at(FRIDAY);
    let mut filing = desk.filing();
    filing.what = "丈夫多次家暴,我不敢回家".into();
    filing.signals = Signals::shipped().found_in(&filing.what);
    let request = desk.typed(filing, "01");
    assert!(request.is_urgent());
    assert_eq!(request.class.what, Confidentiality::DomesticViolence);
    assert_eq!(request.routes()[..2], [Route::Police, Route::ProtectionOrder]);
    let (_, opening) = request.open(desk.ids.next(), desk.ids.next(), &desk.context(desk.clerk)).unwrap();
    assert_eq!(opening.parties.iter().map(|party| party.protected).collect::<Vec<_>>(), [true, false]);
}

#[test]
fn a_child_needs_a_guardian_and_has_a_confidential_case() {
    let desk = Desk::at(FRIDAY);
    let mut filing = desk.filing();
    filing.parties[0].details.birth = Some(Birth::Day(date!(2010 - 05 - 05)));
    let guardian = PartyDetails { phone: "13900139000".into(), ..PartyDetails::person("张父") };
    filing.parties.push(FiledParty { id: desk.ids.next(), role: PartyRole::Guardian, details: guardian });
    let request = desk.typed(filing, "06");
    assert_eq!(request.class.what, Confidentiality::Minor);
    let guardian = request.with_role(PartyRole::Guardian).next();
    let (_, opening) = request.open(desk.ids.next(), desk.ids.next(), &desk.context(desk.clerk)).unwrap();
    let child = &opening.parties[0];
    assert_eq!((child.side, child.needs_guardian, child.guardian), (Side::Applicant, true, guardian));
    assert_eq!(opening.parties.len(), 2);
}

#[test]
fn whoever_a_clerk_adds_stands_for_the_party_that_was_named() {
    let mut desk = Desk::at(FRIDAY);
    let request = desk.typed(desk.filing(), "02");
    let [applicant, respondent] = [request.parties[0].id, request.parties[1].id];
    let (guardian, agent) = (desk.ids.next(), desk.ids.next());
    let entry = |id, role, stands_for| {
        let kind = PartyKind::Person;
        Act::AddParty { party: PartyEntry { id, role, kind, needs_guardian: false, stands_for } }
    };
    for nobody in [None, Some(guardian)] {
        let act = entry(guardian, PartyRole::Guardian, nobody);
        let refused = desk.act(request.clone(), desk.clerk, act).unwrap_err();
        assert_eq!((refused.code, refused.field), ("request-stands-for-whom", Some("stands_for")));
    }
    let act = entry(guardian, PartyRole::Guardian, Some(respondent));
    let request = desk.act(request, desk.clerk, act).unwrap();
    let act = entry(agent, PartyRole::Agent, Some(applicant));
    let request = desk.act(request, desk.clerk, act).unwrap();
    let brought = [applicant, respondent, guardian, agent].map(|one| request.is_brought_by(one));
    assert_eq!(brought, [true, false, false, true]);
    let refused =
        desk.act(request.clone(), Actor::Party { party: guardian }, Act::Withdraw { reason: String::new() });
    assert_eq!(refused.unwrap_err().code, "request-not-yours");

    desk.now += Duration::hours(1);
    let (_, opening) = request.open(desk.ids.next(), desk.ids.next(), &desk.context(desk.clerk)).unwrap();
    let standing: Vec<_> = opening
        .parties
        .iter()
        .map(|party| (party.id, party.needs_guardian, party.guardian, party.agent))
        .collect();
    assert_eq!(standing, [(applicant, false, None, Some(agent)), (respondent, true, Some(guardian), None)]);
}

#[test]
fn somebody_stored_without_a_party_to_stand_for_stands_for_the_applicant() {
    let stored = r#"{"id":"00000000-0000-0000-0000-000000000001","role":"agent","kind":"person"}"#;
    let entry: PartyEntry = serde_json::from_str(stored).unwrap();
    let desk = Desk::at(FRIDAY);
    let mut request = desk.file(desk.filing());
    request.parties.push(entry);
    assert_eq!(request.side_of(entry.id), Some(Side::Applicant));
}

#[test]
fn registering_stops_one_clock_and_starts_the_next_from_the_application() {
    let mut desk = Desk::at(FRIDAY);
    let request = desk.file(desk.filing());
    desk.now = FRIDAY + Duration::days(3);
    let act = Act::Register { identity: IdentityCheck::CalledBack, told: Manner::Telephone };
    let request = desk.act(request, desk.clerk, act).unwrap();
    assert!(request.running(ClockName::Intake).is_none());
    // Three working days from Friday's filing: Monday, Tuesday, Wednesday.
    assert_eq!(request.running(ClockName::Accept).unwrap().due.day, date!(2025 - 11 - 26));
    // The notice was shown online; the telephone does not replace that.
    assert_eq!(request.notice.as_ref().unwrap().manner, Manner::Online);
    assert_eq!(request.turn().unwrap().what, ActKind::ChooseType);
    assert_eq!(kinds(&request), ["registered"]);
}

#[test]
fn what_another_body_hands_over_is_applied_for_when_it_is_registered() {
    let mut desk = Desk::at(FRIDAY);
    let mut filing = desk.filing();
    filing.channel = Channel::Referral {
        by: ReferredBy::Police,
        reference: Some("宝公调2025-9".into()),
        charge: None,
        sent: None,
    };
    filing.notice = None;
    let request = desk.file(filing);
    desk.now = FRIDAY + Duration::days(3);
    let act = Act::Register { identity: IdentityCheck::Vouched, told: Manner::Telephone };
    let request = desk.act(request, desk.clerk, act).unwrap();
    assert_eq!(request.applied_at(), desk.now);
    assert_eq!(request.notice.unwrap().manner, Manner::Telephone);
}

#[test]
fn a_case_is_opened_from_a_registered_request_with_a_type_and_two_sides() {
    let desk = Desk::at(FRIDAY);
    let open = || Act::Open { case: desk.ids.next::<CaseId>(), body: desk.ids.next::<BodyId>() };
    let code = |request, act| desk.act(request, desk.clerk, act).unwrap_err().code;
    assert_eq!(code(desk.file(desk.filing()), open()), "request-not-at-this-stage");
    assert_eq!(code(desk.registered(desk.filing()), open()), "request-type-missing");
    assert_eq!(code(desk.typed(desk.filing(), "G2"), open()), "request-appeal-is-no-case");
    let mut alone = desk.filing();
    alone.kind = RequestKind::Appeal;
    alone.parties.truncate(1);
    assert_eq!(code(desk.typed(alone, "02"), open()), "request-one-side-only");

    let request = desk.typed(desk.filing(), "02");
    let (case, body) = (desk.ids.next(), desk.ids.next());
    let (request, opening) = request.open(case, body, &desk.context(desk.clerk)).unwrap();
    assert!(matches!(request.stage, Stage::Opened { case: opened, .. } if opened == case));
    assert!(request.turn().is_none() && request.running(ClockName::Accept).is_none());
    assert_eq!(code(request.clone(), open()), "request-already-ended");
    let ctx = CaseContext { by: desk.clerk, at: desk.now, ids: &desk.ids, reckoning: &RECKONING };
    let opened = Case::open(opening, &ctx).unwrap();
    assert_eq!(
        (opened.number.as_str(), opened.request, opened.stage, opened.applied_at),
        ("440306-2025-000001", request.id, CaseStage::Consent, FRIDAY)
    );
}

#[test]
fn a_transfer_keeps_its_clock_until_the_receiver_has_it() {
    let desk = Desk::at(FRIDAY);
    let request = desk.typed(desk.filing(), "G2");
    assert_eq!(request.turn().map(|turn| (turn.who, turn.what)), Some((Duty::Dispatcher, ActKind::Transfer)));
    let nothing_said = Act::Transfer { to: Receiver::Administrative, body: None, reason: " ".into() };
    assert_eq!(desk.act(request.clone(), desk.clerk, nothing_said).unwrap_err().code, "reason-missing");
    let act =
        Act::Transfer { to: Receiver::Administrative, body: None, reason: "属消防部门职责".into() };
    let request = desk.act(request, desk.dispatcher, act).unwrap();
    assert_eq!(request.running(ClockName::Transfer).unwrap().due.day, date!(2025 - 11 - 26));
    assert!(request.stage.is_open());
    let request = desk
        .act(request, desk.dispatcher, Act::TransferReceived { reference: Some("消2025-3".into()) })
        .unwrap();
    assert!(!request.stage.is_open() && request.turn().is_none());
    let again = Act::TransferReceived { reference: None };
    assert_eq!(desk.act(request, desk.dispatcher, again).unwrap_err().code, "request-already-ended");
}

#[test]
fn a_window_alone_turns_nobody_away() {
    let desk = Desk::at(FRIDAY);
    let act =
        || Act::Refuse { ground: RefusalGround::OutsideDistrict, reason: "纠纷发生在东莞".into() };
    let request = desk.file(desk.filing());
    assert_eq!(desk.act(request.clone(), desk.clerk, act()).unwrap_err().code, "request-not-your-duty");
    let request = desk.act(request, desk.head, act()).unwrap();
    assert_eq!(request.stage.code(), "refused");
    // Whatever is refused here, the other ways are shown.
    assert!(request.routes().contains(&Route::Court) && request.routes().contains(&Route::Petition));
}

#[test]
fn only_who_brought_it_takes_it_back() {
    let desk = Desk::at(FRIDAY);
    let request = desk.file(desk.filing());
    let as_party = |role| Actor::Party { party: request.with_role(role).next().unwrap() };
    let withdraw = || Act::Withdraw { reason: String::new() };
    let refused = desk.act(request.clone(), as_party(PartyRole::Respondent), withdraw()).unwrap_err();
    assert_eq!(refused.code, "request-not-yours");
    let withdrawn = desk.act(request.clone(), as_party(PartyRole::Applicant), withdraw()).unwrap();
    assert_eq!(withdrawn.stage.code(), "withdrawn");
    assert!(withdrawn.clocks.iter().all(|clock| !clock.clock.is_open()));
    assert_eq!(request.offers(&as_party(PartyRole::Applicant)), [ActKind::AddFiles, ActKind::Withdraw]);
}

#[test]
fn two_requests_about_one_dispute_are_joined_and_the_reason_is_kept() {
    let desk = Desk::at(FRIDAY);
    let (one, mut other) = (desk.file(desk.filing()), desk.filing());
    other.channel = Channel::Referral {
        by: ReferredBy::Hotline,
        reference: Some("GD-1".into()),
        charge: None,
        sent: None,
    };
    let other = desk.file(other);
    let (one_id, other_id, number) = (one.id, other.id, one.number);
    let one = desk.act(one, desk.clerk, Act::TakeIn { other: other_id }).unwrap();
    let join = Act::Join { into: one_id, number, reason: "同一套房同一处漏水".into() };
    let other = desk.act(other, desk.clerk, join).unwrap();
    assert_eq!((one.took_in.as_slice(), other.stage.code()), ([other_id].as_slice(), "joined"));
    assert!(!other.stage.is_open() && other.turn().is_none());

    // No chain: what has taken others in is not joined itself, and nothing takes in twice or itself.
    let third: RequestId = desk.ids.next();
    let chained = Act::Join { into: third, number, reason: "同".into() };
    assert_eq!(desk.act(one.clone(), desk.clerk, chained).unwrap_err().code, "request-joined-already");
    let twice = Act::TakeIn { other: other_id };
    assert_eq!(desk.act(one.clone(), desk.clerk, twice).unwrap_err().code, "request-joined-already");
    assert_eq!(
        desk.act(one.clone(), desk.clerk, Act::TakeIn { other: one_id }).unwrap_err().code,
        "request-same-request"
    );
    assert_eq!(
        desk.act(other, desk.clerk, Act::TakeIn { other: third }).unwrap_err().code,
        "request-already-ended"
    );
}

#[test]
fn two_requests_kept_apart_may_still_be_joined_later() {
    let desk = Desk::at(FRIDAY);
    let one = desk.file(desk.filing());
    let other: RequestId = desk.ids.next();
    let apart = |reason: &str| Act::KeepApart { other, reason: reason.into() };
    assert_eq!(desk.act(one.clone(), desk.clerk, apart("")).unwrap_err().code, "reason-missing");
    let one = desk.act(one, desk.clerk, apart("不同楼层")).unwrap();
    assert_eq!(one.kept_apart.iter().map(|apart| apart.what).collect::<Vec<_>>(), [other]);
    let one = desk.act(one, desk.clerk, Act::TakeIn { other }).unwrap();
    assert!(one.kept_apart.is_empty());
}

#[test]
fn another_code_goes_only_to_somebody_whose_identity_was_checked() {
    let desk = Desk::at(FRIDAY);
    let request = desk.file(desk.filing());
    let renew = |identity| Act::RenewCode { identity };
    let refused = desk.act(request.clone(), desk.clerk, renew(IdentityCheck::NotYet)).unwrap_err();
    assert_eq!(refused.code, "request-identity-missing");
    let request = desk.act(request, desk.clerk, renew(IdentityCheck::Paper)).unwrap();
    assert_eq!(kinds(&request), ["code_renewed"]);
}

#[test]
fn a_danger_is_reported_before_there_is_a_case_whatever_became_of_the_request() {
    let desk = Desk::at(FRIDAY);
    let justice = Actor::Staff { account: desk.ids.next(), duty: Duty::Justice };
    let report = |reason: &str, reference: &str| Act::ReportDanger {
        to: Receiver::Police,
        reason: reason.into(),
        reference: Some(reference.into()),
        receipt: None,
    };
    let lead = desk.file(desk.filing());
    let refused = |act| desk.act(lead.clone(), desk.clerk, act).unwrap_err();
    assert_eq!(refused(report("", "")).code, "reason-missing");
    assert_eq!(refused(report("持刀", &"1".repeat(61))).field, Some("reference"));
    let withdrawn = desk.act(lead.clone(), desk.head, Act::Withdraw { reason: String::new() }).unwrap();
    for (request, by) in [(lead, desk.clerk), (withdrawn, justice)] {
        let mut request = request;
        request.happened.clear();
        let request = desk.act(request, by, report("持刀闹事", "演示公接1号")).unwrap();
        let told = &request.danger_reports[0];
        assert_eq!((Some(told.by), told.reference.as_deref()), (by.account(), Some("演示公接1号")));
        assert_eq!(kinds(&request), ["danger_reported"]);
        assert!(!serde_json::to_string(&request.happened).unwrap().contains("演示公接"));
    }
    let typed = desk.typed(desk.filing(), "02");
    let opened = typed.open(desk.ids.next(), desk.ids.next(), &desk.context(desk.clerk)).unwrap().0;
    let refused = desk.act(opened, desk.clerk, report("持刀闹事", "")).unwrap_err();
    assert_eq!(refused.code, "request-already-ended", "then the case has the act");
}

#[test]
fn files_come_later_too_until_it_has_left_intake() {
    let desk = Desk::at(FRIDAY);
    let request = desk.file(desk.filing());
    let by = Actor::Party { party: request.with_role(PartyRole::Applicant).next().unwrap() };
    let add = |count: usize| Act::AddFiles { files: (0..count).map(|_| desk.ids.next()).collect() };
    assert_eq!(desk.act(request.clone(), by, add(0)).unwrap_err().code, "request-files-missing");
    assert_eq!(desk.act(request.clone(), by, add(61)).unwrap_err().code, "request-too-many-files");
    let request = desk.act(request, by, add(2)).unwrap();
    assert_eq!(request.files.len(), 2);
    let request = desk.act(request, by, Act::Withdraw { reason: String::new() }).unwrap();
    assert_eq!(desk.act(request, by, add(1)).unwrap_err().code, "request-already-ended");
}

#[test]
fn to_say_it_is_not_urgent_needs_a_reason_and_a_person() {
    let desk = Desk::at(FRIDAY);
    let mut filing = desk.filing();
    filing.signals = Signals::shipped().found_in("他扬言报复,要泼汽油");
    let request = desk.file(filing);
    assert!(request.is_urgent());
    let calm = |reason: &str| Act::SetUrgency { is_urgent: false, reason: reason.into() };
    assert_eq!(desk.act(request.clone(), desk.clerk, calm("")).unwrap_err().code, "reason-missing");
    let request = desk.act(request, desk.clerk, calm("电话核实,说的是去年的事")).unwrap();
    assert!(!request.is_urgent());
    assert_eq!(request.urgency.unwrap().by, desk.clerk.account());
}

#[test]
fn nobody_without_the_duty_handles_a_request() {
    let desk = Desk::at(FRIDAY);
    let request = desk.file(desk.filing());
    let account: AccountId = desk.ids.next();
    let justice = Actor::Staff { account, duty: Duty::Justice };
    assert_eq!(request.offers(&justice), [ActKind::ReportDanger]);
    for duty in [Duty::Mediator, Duty::SystemAdministrator, Duty::Visitor, Duty::Leader] {
        assert_eq!(request.offers(&Actor::Staff { account, duty }), [], "{duty:?}");
    }
    assert_eq!(request.offers(&Actor::System), []);
    assert_eq!(
        request.offers(&desk.clerk),
        [
            ActKind::Amend,
            ActKind::AddParty,
            ActKind::Register,
            ActKind::ChooseType,
            ActKind::SetUrgency,
            ActKind::SetClass,
            ActKind::Join,
            ActKind::TakeIn,
            ActKind::KeepApart,
            ActKind::AddFiles,
            ActKind::ReportDanger,
            ActKind::RenewCode,
            ActKind::Withdraw,
        ]
    );
}

#[test]
fn what_a_clerk_completes_does_not_touch_the_words_it_was_told_in() {
    let desk = Desk::at(FRIDAY);
    let request = desk.file(desk.filing());
    let told = request.what.clone();
    let amend = |community: &str, happened_on| Act::Amend {
        happened_on,
        community: community.into(),
        address: "宝民花园 3栋 1203".into(),
        claims: vec!["修好".into(), " ".into()],
        amount_fen: Some(500_000),
    };
    let tomorrow = local_day(FRIDAY).next_day();
    let refused = desk.act(request.clone(), desk.clerk, amend("440306017001", tomorrow)).unwrap_err();
    assert_eq!(refused.code, "happened-in-the-future");
    let request = desk.act(request, desk.clerk, amend("440306017003", None)).unwrap();
    assert_eq!((request.what, request.community.as_str()), (told, "440306017003"));
    assert_eq!((request.claims, request.amount_fen), (vec!["修好".to_owned()], Some(500_000)));
}
