//! How does a test tell the life of a case in few words?

use std::sync::{Arc, LazyLock};

use fengqiao_base::{
    Actor, Clock, Day, Duty, FixedClock, Ids, Moment, Refusal,
    id::{AccountId, AgreementId, ItemId, PartyId},
};
use fengqiao_domain::{
    agreement::{AgreementForm, AgreementScope, ItemTerms, PerformanceResult, SignatureManner},
    case::{
        Act, ActContext, Answer, Case, Confidentiality, Manner, Opening, Origin, PartyKind, PartyStanding,
        Side,
    },
    deadline::Reckoning,
    mediation::SessionManner,
    return_visit::{Found, Satisfaction},
};
use time::{
    Duration,
    macros::{date, datetime},
};

/// The rules and the calendar shipped with the program.
pub static RECKONING: LazyLock<Reckoning> = LazyLock::new(Reckoning::shipped);

/// A case with the people around it and a clock that a test moves.
pub struct Story {
    pub case: Case,
    pub clock: Arc<FixedClock>,
    pub ids: Ids,
    pub applicant: PartyId,
    pub respondent: PartyId,
    pub head: AccountId,
    pub mediator: AccountId,
    pub other: AccountId,
}

/// What a test can vary of a new case.
pub struct Setting {
    pub dispute_type: &'static str,
    pub origin: Origin,
    pub class: Confidentiality,
    pub started: Moment,
}

impl Default for Setting {
    fn default() -> Self {
        Self {
            dispute_type: "02",
            origin: Origin::Application,
            class: Confidentiality::Ordinary,
            started: datetime!(2025-03-03 10:00 +8),
        }
    }
}

impl Story {
    /// Two neighbours, opened on Monday 3 March 2025.
    pub fn neighbours() -> Self {
        Self::opened(Setting::default())
    }

    /// A dispute of another type.
    pub fn of_type(dispute_type: &'static str) -> Self {
        Self::opened(Setting { dispute_type, ..Setting::default() })
    }

    pub fn opened(setting: Setting) -> Self {
        let clock = Arc::new(FixedClock::at(setting.started));
        let ids = Ids::from_seed(clock.clone(), 7);
        let (applicant, respondent) = (ids.next(), ids.next());
        let head = ids.next();
        let mediator = ids.next();
        let other = ids.next();
        let opening = Opening {
            id: ids.next(),
            number: "440306-2025-000001".to_owned(),
            request: ids.next(),
            applied_at: setting.started,
            origin: setting.origin,
            dispute_type: setting.dispute_type.to_owned(),
            class: setting.class,
            community: "440306001001".to_owned(),
            body: ids.next(),
            amount_fen: Some(120_000),
            summary: "楼上漏水，损坏家具。".to_owned(),
            claims: vec!["赔偿损失".to_owned()],
            parties: vec![
                PartyStanding::new(applicant, Side::Applicant, PartyKind::Person),
                PartyStanding::new(respondent, Side::Respondent, PartyKind::Person),
            ],
        };
        let by = Actor::Staff { account: head, duty: Duty::Intake };
        let ctx = ActContext { by, at: clock.now(), ids: &ids, reckoning: &RECKONING };
        let case = Case::open(opening, &ctx).unwrap();
        Self { case, clock, ids, applicant, respondent, head, mediator, other }
    }

    /// The same story once more, with a clock of its own: what if it went on another way?
    pub fn branch(&self) -> Self {
        let clock = Arc::new(FixedClock::at(self.now()));
        let ids = Ids::from_seed(clock.clone(), 8);
        let (applicant, respondent) = (self.applicant, self.respondent);
        let (head, mediator, other) = (self.head, self.mediator, self.other);
        Self { case: self.case.clone(), clock, ids, applicant, respondent, head, mediator, other }
    }

    /// Who acts in `duty`: the mediator for what mediators do, somebody of the committee for the rest.
    pub fn actor(&self, duty: Duty) -> Actor {
        match duty {
            Duty::Mediator => Actor::Staff { account: self.mediator, duty },
            Duty::Party => Actor::Party { party: self.applicant },
            Duty::System => Actor::System,
            _ => Actor::Staff { account: self.head, duty },
        }
    }

    /// What an act by `by` is given now.
    pub fn ctx(&self, by: Actor) -> ActContext<'_> {
        ActContext { by, at: self.clock.now(), ids: &self.ids, reckoning: &RECKONING }
    }

    pub fn tries_as(&mut self, by: Actor, act: Act) -> Result<(), Refusal> {
        let ctx = self.ctx(by);
        self.case = self.case.clone().act(act, &ctx)?;
        Ok(())
    }

    pub fn tries(&mut self, duty: Duty, act: Act) -> Result<(), Refusal> {
        self.tries_as(self.actor(duty), act)
    }

    /// Does it; a refusal fails the test.
    pub fn does(mut self, duty: Duty, act: Act) -> Self {
        let what = act.kind().code();
        if let Err(refusal) = self.tries(duty, act) {
            panic!("{what} at {}: {refusal}", self.case.stage.code());
        }
        self
    }

    /// Does it as somebody in particular.
    pub fn does_as(mut self, by: Actor, act: Act) -> Self {
        let what = act.kind().code();
        if let Err(refusal) = self.tries_as(by, act) {
            panic!("{what} at {}: {refusal}", self.case.stage.code());
        }
        self
    }

    /// The code of the refusal; the test fails if it is done.
    pub fn refusal(&mut self, duty: Duty, act: Act) -> String {
        let what = act.kind().code();
        let before = self.case.clone();
        match self.tries(duty, act) {
            Ok(()) => panic!("{what} was not refused at {}", before.stage.code()),
            Err(refusal) => {
                assert_eq!(self.case, before, "a refused act changes nothing");
                refusal.to_string().replace("refused: ", "")
            }
        }
    }

    pub fn days_later(self, days: i64) -> Self {
        self.clock.advance(Duration::days(days));
        self
    }

    pub fn today(&self) -> Day {
        self.clock.today()
    }

    pub fn now(&self) -> Moment {
        self.clock.now()
    }

    /// Whether the journal holds a fact of this kind with this in it.
    pub fn tells(&self, kind: &str, what: &str) -> bool {
        let mut facts = self.case.happened.iter().map(|event| &event.fact);
        facts.any(|fact| fact.kind() == kind && serde_json::to_string(fact).unwrap().contains(what))
    }

    pub fn stage(&self) -> &'static str {
        self.case.stage.code()
    }

    pub fn both(&self) -> Vec<PartyId> {
        vec![self.applicant, self.respondent]
    }

    // Whole stretches of the way.

    pub fn consented(self) -> Self {
        self.both().into_iter().fold(self, |story, party| {
            story
                .does(Duty::Intake, consent(party, Answer::Agree))
                .does(Duty::Intake, Act::TellRights { party, manner: Manner::InPerson })
        })
    }

    pub fn accepted(self) -> Self {
        self.consented().does(Duty::Head, Act::Accept { agreed_until: None })
    }

    pub fn assigned(self) -> Self {
        let mediator = self.mediator;
        self.accepted().does(Duty::Head, Act::AppointMediator { mediator })
    }

    pub fn in_session(self) -> Self {
        let story = self.assigned();
        let act = story.session();
        story.does(Duty::Mediator, act)
    }

    pub fn agreed(self) -> Self {
        let story = self.in_session();
        let act = story.agreement(AgreementScope::Whole, AgreementForm::Written);
        story.does(Duty::Mediator, act)
    }

    pub fn signed(self) -> Self {
        self.both().into_iter().fold(self, |story, party| story.does(Duty::Mediator, sign(party)))
    }

    pub fn effective(self) -> Self {
        self.agreed()
            .signed()
            .does(Duty::Mediator, Act::SignAsMediator { on: None })
            .does(Duty::Head, Act::AffixSeal { on: None })
    }

    pub fn performed(self) -> Self {
        let story = self.effective();
        let item = story.item();
        story.does(Duty::Mediator, done(item))
    }

    pub fn visited(self) -> Self {
        let act = self.visit();
        self.does(Duty::Visitor, act)
    }

    pub fn archived(self) -> Self {
        self.closed().does(Duty::Archivist, archive())
    }

    pub fn closed(self) -> Self {
        self.does(Duty::Head, Act::Close { report: "协议履行完毕。".to_owned(), keep_visits: false })
    }

    // Acts about this case's people.

    pub fn session(&self) -> Act {
        Act::HoldSession {
            held_at: self.clock.now(),
            place: "社区调解室".to_owned(),
            manner: SessionManner::OnSite,
            open: false,
            present: self.both(),
            invited: Vec::new(),
            record: "双方陈述。".to_owned(),
            concessions: None,
        }
    }

    pub fn terms(&self) -> ItemTerms {
        ItemTerms {
            what: "赔偿家具损失".to_owned(),
            performer: self.respondent,
            beneficiary: self.applicant,
            amount_fen: Some(80_000),
            due: Some(date!(2025 - 04 - 10)),
            manner: "银行转账".to_owned(),
            place: None,
            on_the_spot: false,
        }
    }

    pub fn agreement(&self, scope: AgreementScope, form: AgreementForm) -> Act {
        agreement(scope, form, vec![self.terms()])
    }

    pub fn visit(&self) -> Act {
        Act::ReturnVisit {
            visited: self.both(),
            manner: Manner::Telephone,
            satisfaction: Satisfaction::Content,
            performance: Found::Performed,
            relapse: false,
            record: "双方满意。".to_owned(),
        }
    }

    pub fn agreement_id(&self) -> AgreementId {
        self.case.agreements.last().unwrap().id
    }

    pub fn item(&self) -> ItemId {
        self.case.agreements.last().unwrap().items.first().unwrap().id
    }
}

pub fn agreement(scope: AgreementScope, form: AgreementForm, items: Vec<ItemTerms>) -> Act {
    Act::ReachAgreement {
        scope,
        form,
        facts: "楼上漏水。".to_owned(),
        responsibilities: String::new(),
        terms: "赔偿八百元。".to_owned(),
        items,
        topics: Vec::new(),
        left_open: (scope == AgreementScope::Partial).then(|| "修缮责任".to_owned()),
        replaces: None,
        on: None,
    }
}

/// The same agreement in place of an old one.
pub fn replacing(mut act: Act, old: AgreementId) -> Act {
    if let Act::ReachAgreement { replaces, .. } = &mut act {
        *replaces = Some(old);
    }
    act
}

pub fn consent(party: PartyId, answer: Answer) -> Act {
    Act::RecordConsent { party, answer, manner: Manner::InPerson }
}

pub fn sign(party: PartyId) -> Act {
    Act::SignAgreement { party, manner: SignatureManner::Handwritten, scan: None, on: None }
}

pub fn done(item: ItemId) -> Act {
    Act::RecordPerformance {
        item,
        result: PerformanceResult::Done,
        on: None,
        received_fen: None,
        proof: None,
    }
}

pub fn archive() -> Act {
    Act::Archive { pages: 12, digest: "0f".repeat(32), retention: fengqiao_domain::case::Retention::Short }
}
