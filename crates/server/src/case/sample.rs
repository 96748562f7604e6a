//! Cases in every stage for the samples of pages: played through the real rules, always the same.

use std::sync::Arc;

use fengqiao_base::{AccountId, Actor, BodyId, Clock, Duty, FixedClock, Ids, PartyId};
use fengqiao_domain::{
    agreement::{AgreementForm, AgreementScope, ItemTerms, PerformanceResult, SignatureManner},
    case::{
        Act, ActContext, Answer, Case, Charge, Confidentiality, CourtCharge, Manner, Opening, Origin,
        PartyKind, PartyStanding, Referrer, Sent, Side, TerminationGround,
    },
    deadline::Reckoning,
    intake::PartyDetails,
    linked::{Measure, Mediation},
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

/// A case that was just opened, and its two parties.
fn opened(origin: Origin) -> (Play, PartyId, PartyId) {
    let clock = Arc::new(FixedClock::at(datetime!(2026-10-12 02:00 UTC)));
    let ids = Ids::from_seed(clock.clone(), 3);
    let reckoning = &Reference::shipped().reckoning;
    let (one, other): (PartyId, PartyId) = (ids.next(), ids.next());
    let opening = Opening {
        id: ids.next(),
        number: "440306-2026-000001".to_owned(),
        request: ids.next(),
        applied_at: clock.now(),
        origin,
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
    (Play { stages: vec![case.clone()], case, clock, ids, reckoning }, one, other)
}

fn accept(play: &mut Play, parties: [PartyId; 2]) {
    for party in parties {
        let manner = Manner::Telephone;
        play.act(Duty::Intake, Act::RecordConsent { party, answer: Answer::Agree, manner });
        play.act(Duty::Intake, Act::TellRights { party, manner: Manner::InPerson });
    }
    play.act(Duty::Head, Act::Accept { agreed_until: None });
    play.act(Duty::Head, Act::AppointMediator { mediator: ACCOUNT });
}

/// A case that a court sent here before docketing, on which three other bodies worked, and of which it was told.
pub fn linked() -> Loaded {
    let body = |nth| BodyId(uuid::Uuid::from_u128(nth));
    let sent = Sent {
        body: body(8), terms: "请在三十日内调解并书面告知结果。".to_owned(), signed_for: None
    };
    let (mut play, one, other) = opened(Origin::Referred {
        by: Referrer::Court,
        reference: Some("（2026）粤0306诉前调1号".to_owned()),
        charge: Some(Charge { way: CourtCharge::Delegated, signed_for: None }),
        sent: Some(sent),
    });
    play.act(Duty::Head, Act::SignForMaterial {});
    accept(&mut play, [one, other]);
    for (nth, text) in [(4, "核查公共管道责任。"), (5, "派员到场维持秩序。"), (6, "核实房屋安全。")]
    {
        let (body, mediation, text) = (body(nth), Mediation::Administrative, text.to_owned());
        play.act(Duty::Head, Act::AssignTask { body, mediation, text, due: None });
    }
    let tasks: Vec<_> = play.case.linkage.tasks.iter().map(|task| task.id).collect();
    play.act(Duty::Department, Act::AcceptTask { task: tasks[0] });
    let record = "已到现场，管道归属待查图纸。".to_owned();
    play.act(Duty::Department, Act::ReportTask { task: tasks[0], record });
    let reason = "不属于本单位职责。".to_owned();
    play.act(Duty::Department, Act::DeclineTask { task: tasks[1], reason, instead: Some(body(7)) });
    let (held_at, what) = (play.clock.now(), "一周内出具管道责任意见。".to_owned());
    play.act(
        Duty::Head,
        Act::HoldMeeting {
            held_at,
            place: "街道会议室".to_owned(),
            bodies: vec![body(3), body(4)],
            record: "各单位通报了进展，商定了分工。".to_owned(),
            measures: vec![Measure { body: body(4), what, due: None }],
        },
    );
    play.act(
        Duty::Head,
        Act::Convert {
            to: Mediation::Administrative,
            lead: Some(body(4)),
            reason: "管道归属由主管部门认定，双方同意由其主持。".to_owned(),
            agreed: vec![one, other],
        },
    );
    let record = "管道归属已经认定，意见书送双方。".to_owned();
    play.act(Duty::Department, Act::FinishTask { task: tasks[0], record });
    let reason = "已无必要。".to_owned();
    play.act(Duty::Head, Act::WithdrawTask { task: tasks[2], reason });
    let (held_at, present) = (play.clock.now(), vec![one, other]);
    play.act(
        Duty::Mediator,
        Act::HoldSession {
            held_at,
            place: "宝民社区调解室".to_owned(),
            manner: SessionManner::OnSite,
            open: false,
            present,
            invited: Vec::new(),
            record: "双方陈述了经过。".to_owned(),
            concessions: None,
        },
    );
    let (facts, signed) = ("漏水发生在十月一日。".to_owned(), vec![one, other]);
    play.act(Duty::Mediator, Act::RecordUndisputedFacts { facts, signed });
    let (ground, reason) = (TerminationGround::TooFarApart, "各方意见差距过大。".to_owned());
    play.act(Duty::Mediator, Act::Terminate { ground, party: None, reason });
    let note = Some("双方愿意在诉讼中继续协商。".to_owned());
    play.act(Duty::Mediator, Act::ReportBack { facts: true, note });
    loaded_of(play.case, one, other)
}

/// The case in the hand of its head, with the people it is about.
fn loaded_of(case: Case, one: PartyId, other: PartyId) -> Loaded {
    Loaded {
        kept: Kept { seq: 1, street: "440306017000".to_owned(), host: Host::Street, case },
        people: People::from([
            (one, PartyDetails { phone: "13800000000".to_owned(), ..PartyDetails::person("张三") }),
            (other, PartyDetails::person("李四")),
        ]),
        actors: vec![Actor::Staff { account: HEAD, duty: Duty::Head }],
        is_masked: false,
        task: None,
    }
}

/// The case after every act.
pub fn stages() -> Vec<Loaded> {
    let (mut play, one, other) = opened(Origin::Application);
    accept(&mut play, [one, other]);
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
    play.stages.into_iter().map(|case| loaded_of(case, one, other)).collect()
}
