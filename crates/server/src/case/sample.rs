//! Cases in every stage for the samples of pages: played through the real rules, always the same.

use std::sync::Arc;

use fengqiao_base::{AccountId, Actor, BodyId, Clock, Duty, FixedClock, Ids, PartyId};
use fengqiao_domain::{
    agreement::{AgreementForm, AgreementScope, ItemTerms, PerformanceResult, SignatureManner},
    case::{
        Act, ActContext, Answer, Case, Confidentiality, Manner, Opening, Origin, PartyKind, PartyStanding,
        Side,
    },
    deadline::Reckoning,
    intake::PartyDetails,
    mediation::SessionManner,
    report::Host,
    return_visit::{Found, Satisfaction},
    sharing::{SharedPart, SharingGround, SharingWord},
};
use time::{
    Duration,
    macros::{date, datetime},
};

use super::{
    load::Loaded,
    store::{Kept, People},
};
use crate::reference::Reference;

/// The account that acts in the samples.
pub const ACCOUNT: AccountId = AccountId(uuid::Uuid::from_u128(1));
const HEAD: AccountId = AccountId(uuid::Uuid::from_u128(2));

struct Play {
    case: Case,
    clock: Arc<FixedClock>,
    ids: Ids,
    reckoning: &'static Reckoning,
    stages: Vec<Case>,
}

impl Play {
    fn act(&mut self, duty: Duty, act: Act) {
        let account = if duty == Duty::Mediator { ACCOUNT } else { HEAD };
        let ctx = ActContext {
            by: Actor::Staff { account, duty },
            at: self.clock.now(),
            ids: &self.ids,
            reckoning: self.reckoning,
        };
        self.case = self.case.clone().act(act, &ctx).expect("the sample follows the rules");
        self.stages.push(self.case.clone());
        self.clock.advance(Duration::days(1));
    }
}

/// The case in the middle of performance: it has something of everything.
pub fn loaded() -> Loaded {
    let mut all = stages();
    all.truncate(all.len() - 3);
    all.pop().expect("the sample has stages")
}

/// The case after every act.
#[expect(clippy::too_many_lines, reason = "one life told in order")]
pub fn stages() -> Vec<Loaded> {
    let clock = Arc::new(FixedClock::at(datetime!(2026-10-12 02:00 UTC)));
    let ids = Ids::from_seed(clock.clone(), 3);
    let reckoning = &Reference::shipped().reckoning;
    let (one, other): (PartyId, PartyId) = (ids.next(), ids.next());
    let opening = Opening {
        id: ids.next(),
        number: "440306-2026-000001".to_owned(),
        request: ids.next(),
        applied_at: clock.now(),
        origin: Origin::Application,
        dispute_type: "02".to_owned(),
        class: Confidentiality::Ordinary,
        community: "440306017001".to_owned(),
        body: BodyId(uuid::Uuid::from_u128(3)),
        amount_fen: Some(120_000),
        summary: "楼上卫生间漏水，天花板和衣柜受损，多次协商没有结果。".to_owned(),
        claims: vec!["修好漏水".to_owned(), "赔偿 1200 元".to_owned()],
        parties: vec![
            PartyStanding::new(one, Side::Applicant, PartyKind::Person),
            PartyStanding::new(other, Side::Respondent, PartyKind::Person),
        ],
    };
    let intake = Actor::Staff { account: HEAD, duty: Duty::Intake };
    let case = Case::open(opening, &ActContext { by: intake, at: clock.now(), ids: &ids, reckoning })
        .expect("the sample follows the rules");
    let mut play = Play { stages: vec![case.clone()], case, clock, ids, reckoning };
    for party in [one, other] {
        play.act(
            Duty::Intake,
            Act::RecordConsent { party, answer: Answer::Agree, manner: Manner::Telephone },
        );
        play.act(Duty::Intake, Act::TellRights { party, manner: Manner::InPerson });
    }
    play.act(Duty::Head, Act::Accept { agreed_until: None });
    play.act(Duty::Head, Act::AppointMediator { mediator: ACCOUNT });
    let until = date!(2026 - 12 - 31);
    let share = |body, parts, purpose: &str, ground| Act::Share {
        body: BodyId(uuid::Uuid::from_u128(body)),
        parts,
        purpose: purpose.to_owned(),
        ground,
        until,
    };
    play.act(Duty::Head, share(4, vec![SharedPart::Dispute], "请物业主管部门核查公共管道。", None));
    let (sharing, manner) = (play.case.sharings[0].id, Manner::Telephone);
    play.act(Duty::Intake, Act::AnswerSharing { sharing, party: one, answer: SharingWord::Agree, manner });
    let everything = SharedPart::ALL.to_vec();
    play.act(Duty::Head, share(5, everything, "人民法院来函调取。", Some(SharingGround::CourtInquiry)));
    let held_at = play.clock.now();
    play.act(
        Duty::Mediator,
        Act::HoldSession {
            held_at,
            place: "宝民社区调解室".to_owned(),
            manner: SessionManner::OnSite,
            open: false,
            present: vec![one, other],
            invited: Vec::new(),
            record: "双方陈述了经过，到现场查看了漏水点。".to_owned(),
            concessions: Some("被申请人愿意先修。".to_owned()),
        },
    );
    let item = |what: &str, amount_fen| ItemTerms {
        what: what.to_owned(),
        performer: other,
        beneficiary: one,
        amount_fen,
        due: Some(date!(2026 - 11 - 26)),
        manner: "银行转账".to_owned(),
        place: None,
        on_the_spot: false,
    };
    play.act(
        Duty::Mediator,
        Act::ReachAgreement {
            scope: AgreementScope::Whole,
            form: AgreementForm::Written,
            facts: "楼上漏水，楼下受损。".to_owned(),
            responsibilities: "楼上住户承担修缮和赔偿责任。".to_owned(),
            terms: "修好漏水，赔偿 1000 元。".to_owned(),
            items: vec![item("修好卫生间防水", None), item("赔偿损失", Some(100_000))],
            topics: Vec::new(),
            left_open: None,
            replaces: None,
            on: None,
        },
    );
    for party in [one, other] {
        let manner = SignatureManner::Handwritten;
        play.act(Duty::Mediator, Act::SignAgreement { party, manner, scan: None, on: None });
    }
    play.act(Duty::Mediator, Act::SignAsMediator { on: None });
    play.act(Duty::Head, Act::AffixSeal { on: None });
    let items: Vec<_> = play.case.items().map(|item| item.id).collect();
    play.act(
        Duty::Mediator,
        Act::Urge { item: items[0], manner: Manner::Telephone, record: "请尽快修好。".to_owned() },
    );
    for item in items {
        play.act(
            Duty::Mediator,
            Act::RecordPerformance {
                item,
                result: PerformanceResult::Done,
                on: None,
                received_fen: None,
                proof: None,
            },
        );
    }
    play.act(
        Duty::Visitor,
        Act::ReturnVisit {
            visited: vec![one, other],
            manner: Manner::Telephone,
            satisfaction: Satisfaction::Content,
            performance: Found::Performed,
            relapse: false,
            record: "双方满意。".to_owned(),
        },
    );
    play.act(Duty::Head, Act::Close { report: "协议履行完毕。".to_owned(), keep_visits: false });
    let people = People::from([
        (one, PartyDetails { phone: "13800000000".to_owned(), ..PartyDetails::person("张三") }),
        (other, PartyDetails::person("李四")),
    ]);
    play.stages
        .into_iter()
        .map(|case| Loaded {
            kept: Kept { seq: 1, street: "440306017000".to_owned(), host: Host::Street, case },
            people: people.clone(),
            actors: vec![Actor::Staff { account: HEAD, duty: Duty::Head }],
            is_masked: false,
        })
        .collect()
}
