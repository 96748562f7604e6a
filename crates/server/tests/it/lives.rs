//! How does a test play many lives of cases by chance, through the rules and into the database?

use fengqiao::case::{
    store::{self, Kept},
    whole,
};
use fengqiao_base::{Actor, BodyId, Duty, PartyId, id::AccountId, local_day};
use fengqiao_domain::{
    agreement::{AgreementForm, AgreementScope, ItemRoute, ItemTerms, PerformanceResult, SignatureManner},
    case::{
        Act, ActContext, Answer, Case, Confidentiality, Difficulty, Manner, Opening, Origin, PartyKind,
        PartyStanding, Receiver, Referrer, Side, TerminationGround,
    },
    confirmation::{CompetentCourt, ConfirmationRuling},
    intake::RequestNumber,
    mediation::{SessionManner, SuspensionGround},
    report::Host,
    return_visit::{Found, Satisfaction},
};
use fengqiao_store::{StoreError, dialect};
use time::Duration;
use uuid::Uuid;

use crate::harness::TestApp;

/// Chance that is the same every time.
pub struct Chance(u64);

impl Chance {
    pub fn from(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(n).unwrap()).unwrap()
    }

    pub fn one_of<T: Clone>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())].clone()
    }
}

/// Where the cases of a test lie: the community, the body that handles them, and its kind of committee.
pub type Place = (&'static str, BodyId, Host);

/// The committees of two streets, a residents' committee, and a platform that works in both streets.
pub fn places() -> Vec<Place> {
    let body = |code: &str| fengqiao::centre::id_of(code);
    vec![
        ("440306017001", body("committee-440306017000"), Host::Street),
        ("440306018001", body("committee-440306018000"), Host::Street),
        ("440306017002", body("station-440306017002"), Host::Residents),
        ("440306018001", body("committee-440306017000"), Host::Street),
        ("440306017001", body("platform-traffic"), Host::Organisation),
    ]
}

const HEAD: AccountId = AccountId(Uuid::from_u128(0xa1));
pub const MEDIATOR: AccountId = AccountId(Uuid::from_u128(0xa2));

/// Who acts in this duty.
fn actor(duty: Duty) -> Actor {
    let account = if duty == Duty::Mediator { MEDIATOR } else { HEAD };
    Actor::Staff { account, duty }
}

/// Opens a case by chance and keeps it.
pub async fn open(app: &TestApp, chance: &mut Chance) -> Kept {
    let parties = (0..2 + chance.below(2))
        .map(|nth| {
            let side = if nth == 0 { Side::Applicant } else { Side::Respondent };
            PartyStanding::new(app.app.ids.next(), side, PartyKind::Person)
        })
        .collect();
    let referred = |by| Origin::Referred { by, reference: None, charge: None, sent: None };
    let origin = chance.one_of(&[
        Origin::Application,
        Origin::OwnMotion,
        referred(Referrer::Court),
        referred(Referrer::Police),
        referred(Referrer::Other),
    ]);
    let dispute_type = chance.one_of(&["01", "02", "06", "17", "18", "B1", "B4", "B5"]);
    let class = chance.one_of(&[
        Confidentiality::Ordinary,
        Confidentiality::Ordinary,
        Confidentiality::Ordinary,
        Confidentiality::DomesticViolence,
    ]);
    open_as(app, chance.one_of(&places()), origin, dispute_type, class, parties).await
}

/// Opens a case and keeps it.
pub async fn open_as(
    app: &TestApp,
    (community, body, host): Place,
    origin: Origin,
    dispute_type: &'static str,
    class: Confidentiality,
    parties: Vec<PartyStanding>,
) -> Kept {
    let inner = app.app.clone();
    let now = app.clock_now();
    app.app
        .store
        .write(move |tx| {
            Box::pin(async move {
                let seq = dialect::next_number(tx).await?;
                let opening = Opening {
                    id: inner.ids.next(),
                    number: RequestNumber::new(440_306, 2026, seq).expect("a number").to_string(),
                    request: inner.ids.next(),
                    applied_at: now,
                    origin,
                    dispute_type: dispute_type.to_owned(),
                    class,
                    community: community.to_owned(),
                    body,
                    amount_fen: Some(900_000),
                    summary: "楼上漏水。".to_owned(),
                    claims: Vec::new(),
                    parties,
                };
                let ctx = ActContext {
                    by: actor(Duty::Intake),
                    at: now,
                    ids: &inner.ids,
                    reckoning: &inner.reference.reckoning,
                };
                let case = Case::open(opening, &ctx).expect("the case opens");
                store::insert(tx, &inner.vault, seq, case, host, now).await?;
                Ok::<_, StoreError>(whole::find(tx, &inner.vault, seq).await?.expect("it was kept").kept)
            })
        })
        .await
        .unwrap()
}

/// Does one act on a kept case, if the rules allow it, and keeps what comes of it.
pub async fn act(app: &TestApp, kept: &mut Kept, duty: Duty, act: Act) -> bool {
    let ctx = ActContext {
        by: actor(duty),
        at: app.clock_now(),
        ids: &app.app.ids,
        reckoning: &app.app.reference.reckoning,
    };
    let Ok(case) = kept.case.clone().act(act, &ctx) else { return false };
    let (seq, now, vault) = (kept.seq, app.clock_now(), app.app.vault.clone());
    *kept = app
        .app
        .store
        .write(move |tx| {
            Box::pin(async move {
                store::update(tx, &vault, seq, case, now).await?;
                Ok::<_, StoreError>(whole::find(tx, &vault, seq).await?.expect("it was kept").kept)
            })
        })
        .await
        .unwrap();
    true
}

/// Does it; a refusal fails the test.
pub async fn does(app: &TestApp, kept: &mut Kept, duty: Duty, what: Act) {
    let name = what.kind().code();
    assert!(act(app, kept, duty, what).await, "{name} at {}", kept.case.stage.code());
}

/// Something that might be done now. The rules refuse most of it.
fn something(app: &TestApp, case: &Case, chance: &mut Chance) -> (Duty, Act) {
    let parties: Vec<PartyId> = case.parties.iter().map(|party| party.id).collect();
    let party = chance.one_of(&parties);
    let reason = || "因故。".to_owned();
    let today = local_day(app.clock_now());
    let item = case.items().find(|item| item.is_open()).map_or(Uuid::nil().into(), |item| item.id);
    let agreement = case.effective_agreements().last().map_or(Uuid::nil().into(), |one| one.id);
    let manner = Manner::InPerson;
    let ends = chance.below(9) == 0;
    match chance.below(28) {
        18 | 19 | 23 if !ends => (Duty::Intake, Act::TellRights { party, manner }),
        0 | 1 => {
            let answer = if chance.below(60) == 0 { Answer::Refuse } else { Answer::Agree };
            (Duty::Intake, Act::RecordConsent { party, answer, manner })
        }
        2 | 3 => (Duty::Intake, Act::TellRights { party, manner }),
        4 | 5 => (Duty::Head, Act::Accept { agreed_until: None }),
        6 => (Duty::Head, Act::AppointMediator { mediator: MEDIATOR }),
        7 | 8 => (Duty::Mediator, session(app, case)),
        9 | 10 => (Duty::Mediator, agreement_of(case, chance)),
        11 | 12 => {
            let manner = SignatureManner::Handwritten;
            (Duty::Mediator, Act::SignAgreement { party, manner, scan: None, on: None })
        }
        13 => (Duty::Mediator, Act::SignAsMediator { on: None }),
        14 => (Duty::Head, Act::AffixSeal { on: None }),
        15 | 16 => (Duty::Mediator, performed(item)),
        17 => {
            let route = chance.one_of(&[ItemRoute::Suit, ItemRoute::Notary]);
            (Duty::Mediator, Act::TakeElsewhere { item, route })
        }
        18 => {
            let grounds =
                [TerminationGround::Withdrawn, TerminationGround::TooFarApart, TerminationGround::PeriodOver];
            let ground = chance.one_of(&grounds);
            (Duty::Mediator, Act::Terminate { ground, party: Some(party), reason: reason() })
        }
        19 => (Duty::Head, Act::Transfer { to: Receiver::Labour, body: None, reason: reason() }),
        20 => {
            let ground = SuspensionGround::Appraisal;
            let act = chance.one_of(&[
                Act::Suspend { ground, reason: reason() },
                Act::TransferReceived { reference: None },
            ]);
            (Duty::Head, act)
        }
        21 => (Duty::Mediator, Act::Resume {}),
        22 => {
            let performance = chance.one_of(&[Found::Performed, Found::Sued, Found::Nothing]);
            let visit = Act::ReturnVisit {
                visited: parties,
                manner,
                satisfaction: Satisfaction::Content,
                performance,
                relapse: chance.below(3) == 0,
                record: reason(),
            };
            (Duty::Visitor, visit)
        }
        23 => (Duty::Head, Act::Close { report: reason(), keep_visits: case.visits.len() == 1 }),
        24..=26 => {
            let (court, reference) = ("宝安区人民法院".to_owned(), "（2026）粤0306民特1号".to_owned());
            let asked = case.effective_agreements().last().and_then(|one| one.confirmation());
            let on = today;
            let act = match asked.map(|asked| asked.code(parties.len())) {
                Some("J1") => {
                    Act::FileConfirmation { agreement, competence: CompetentCourt::Domicile, court, on }
                }
                Some("J2") => Act::DocketConfirmation { agreement, reference, on },
                Some("J3") => {
                    let ruling = chance.one_of(ConfirmationRuling::ALL);
                    Act::RuleConfirmation { agreement, ruling, reference, on }
                }
                _ if chance.below(6) == 0 => Act::TakeBackConfirmation { agreement, party },
                _ => Act::AgreeToConfirm { agreement, party, on: None },
            };
            (Duty::Mediator, act)
        }
        _ => (Duty::Head, about_it(chance)),
    }
}

fn about_it(chance: &mut Chance) -> Act {
    match chance.below(3) {
        0 => Act::RecordDifficulty { difficulty: chance.one_of(Difficulty::ALL) },
        1 => Act::CorrectType { dispute_type: chance.one_of(&["02", "B3", "15", "10"]).to_owned() },
        _ => Act::SetClass {
            class: chance.one_of(&[Confidentiality::Ordinary, Confidentiality::Minor]),
            protects: Vec::new(),
        },
    }
}

pub fn session(app: &TestApp, case: &Case) -> Act {
    Act::HoldSession {
        held_at: app.clock_now(),
        place: "社区调解室".to_owned(),
        manner: SessionManner::OnSite,
        open: false,
        present: case.parties.iter().map(|party| party.id).collect(),
        invited: Vec::new(),
        record: "双方陈述。".to_owned(),
        concessions: None,
    }
}

pub fn performed(item: fengqiao_base::id::ItemId) -> Act {
    let result = PerformanceResult::Done;
    Act::RecordPerformance { item, result, on: None, received_fen: None, proof: None }
}

fn agreement_of(case: &Case, chance: &mut Chance) -> Act {
    let scope = chance.one_of(&[AgreementScope::Whole, AgreementScope::Whole, AgreementScope::Partial]);
    let form = chance.one_of(AgreementForm::ALL);
    agreement(
        case,
        scope,
        form,
        (chance.below(4) > 0).then_some(80_000 + i64::try_from(chance.below(9)).unwrap()),
    )
}

pub fn agreement(case: &Case, scope: AgreementScope, form: AgreementForm, amount_fen: Option<i64>) -> Act {
    let item = ItemTerms {
        what: "赔偿损失".to_owned(),
        performer: case.parties[1].id,
        beneficiary: case.parties[0].id,
        amount_fen,
        due: None,
        manner: String::new(),
        place: None,
        on_the_spot: false,
    };
    Act::ReachAgreement {
        scope,
        form,
        facts: "楼上漏水。".to_owned(),
        responsibilities: String::new(),
        terms: "赔偿。".to_owned(),
        items: vec![item],
        topics: Vec::new(),
        left_open: (scope == AgreementScope::Partial).then(|| "修缮".to_owned()),
        replaces: case.whole_agreement().map(|whole| whole.id),
        on: None,
    }
}

/// Plays a case by chance; time goes on meanwhile.
pub async fn play(app: &TestApp, chance: &mut Chance, steps: usize) -> Kept {
    let mut kept = open(app, chance).await;
    for _ in 0..steps {
        let (duty, what) = something(app, &kept.case, chance);
        if act(app, &mut kept, duty, what).await {
            app.clock.advance(Duration::hours(5));
        }
    }
    kept
}
