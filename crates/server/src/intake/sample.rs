//! Requests in every stage, for the samples of pages. All people are invented.

use fengqiao_base::{AccountId, Actor, BodyId, CaseId, Duty, Moment, PartyId, RequestId, id::AttachmentId};
use fengqiao_domain::{
    case::{Charge, Confidentiality, CourtCharge, DangerReport, Manner, Receiver, Sent},
    intake::{
        Act, ActContext, ActKind, Channel, FiledParty, Filing, IdentityCheck, Language, Notice, PartyDetails,
        PartyRole, ReferredBy, RefusalGround, RequestKind, RequestNumber,
    },
};
use fengqiao_web::page::Page;
use time::macros::{date, datetime};
use uuid::Uuid;

use super::{alike::Alike, desk::Attached, load::Loaded, store::Kept, view::Happened};
use crate::reference::Reference;

const NOW: Moment = datetime!(2026-11-24 02:00 UTC);

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn filing() -> Filing {
    let reference = Reference::shipped();
    let party = |number, role, details| FiledParty { id: PartyId(id(number)), role, details };
    let me = PartyDetails {
        phone: "13800138000".into(),
        address: "宝民花园3栋1202".into(),
        needs: "听不清，请大声一点".into(),
        ..PartyDetails::person("张三")
    };
    let upstairs = PartyDetails { known_as: "楼上住户".into(), ..PartyDetails::person("") };
    let what = "楼上卫生间漏水到我家客厅，天花板发霉。\n\n多次协商他不肯修，还扬言报复。";
    Filing {
        id: RequestId(id(1)),
        channel: Channel::Portal,
        language: Language::Chinese,
        kind: RequestKind::Dispute,
        what: what.into(),
        happened_on: Some(date!(2026 - 11 - 01)),
        community: "440306017001".into(),
        address: "宝民花园3栋1202".into(),
        claims: vec!["修好漏水".into(), "赔偿装修损失".into()],
        amount_fen: Some(300_000),
        parties: vec![party(2, PartyRole::Applicant, me), party(3, PartyRole::Respondent, upstairs)],
        files: vec![AttachmentId(id(4))],
        suggested: reference.words.suggest(what, RequestKind::Dispute),
        dispute_type: None,
        signals: reference.signals.found_in(what),
        phone_checked: true,
        notice: Some(Notice::shown(Manner::Online, NOW)),
    }
}

/// A request that a court sent here itself.
pub fn referred() -> fengqiao_domain::intake::Request {
    let reference = Reference::shipped();
    let judge = Actor::Staff { account: AccountId(id(9)), duty: Duty::External };
    let ctx = ActContext { by: judge, at: NOW, reckoning: &reference.reckoning, types: &reference.words };
    let number = RequestNumber::new(440_306, 2026, 124).expect("a number");
    let channel = Channel::Referral {
        by: ReferredBy::Court,
        reference: Some("（2026）粤0306诉前调1号".into()),
        charge: Some(Charge { way: CourtCharge::Delegated, signed_for: None }),
        sent: Some(Sent {
            body: BodyId(id(8)),
            terms: "请在三十日内调解并书面告知结果。".into(),
            signed_for: None,
        }),
    };
    let filing = Filing { channel, ..filing() };
    filing.checked(&ctx).expect("the sample is complete").numbered(number).0
}

/// A report of danger.
pub fn danger() -> DangerReport {
    DangerReport {
        at: NOW,
        by: AccountId(id(9)),
        to: Receiver::Police,
        reason: "对方扬言报复。".into(),
        reference: Some("演示公接〔2026〕118号".into()),
        receipt: Some("已派员到场。".into()),
    }
}

/// One request in each stage, each with what a head may do then.
pub fn stages() -> Vec<(Loaded, Vec<ActKind>)> {
    let reference = Reference::shipped();
    let head = Actor::Staff { account: AccountId(id(9)), duty: Duty::Head };
    let ctx = ActContext { by: head, at: NOW, reckoning: &reference.reckoning, types: &reference.words };
    let number = RequestNumber::new(440_306, 2026, 123).expect("a number");
    let (lead, people) = filing().checked(&ctx).expect("the sample is complete").numbered(number);
    let done = |request: &fengqiao_domain::intake::Request, acts: &[Act]| {
        acts.iter()
            .fold(request.clone(), |request, act| request.act(act.clone(), &ctx).expect("the sample goes on"))
    };
    let register = Act::Register { identity: IdentityCheck::Paper, told: Manner::InPerson };
    let choose = Act::ChooseType { dispute_type: "02".into() };
    let registered = done(&lead, std::slice::from_ref(&register));
    let typed = done(&registered, &[choose]);
    let transfer =
        Act::Transfer { to: Receiver::Administrative, body: None, reason: "属住建部门职责。".into() };
    let received = Act::TransferReceived { reference: Some("宝住建2026-3".into()) };
    let open = Act::Open { case: CaseId(id(5)), body: BodyId(id(6)) };
    let join = Act::Join { into: RequestId(id(7)), number, reason: "同一套房同一处漏水。".into() };
    let refuse =
        Act::Refuse { ground: RefusalGround::OutsideDistrict, reason: "纠纷发生在外区。".into() };
    let withdraw = Act::Withdraw { reason: "已经自己协商好了。".into() };
    let settle = Act::Settle {
        agreed: "楼上周日前修好水管。".into(),
        applicant: Manner::InPerson,
        other: Manner::InPerson,
    };
    // The sample speaks of a threat; what is settled at the door does not.
    let calm = Act::SetUrgency { is_urgent: false, reason: "现场已核实。".into() };
    let transferred = done(&typed, &[transfer]);
    [
        lead.clone(),
        registered,
        typed.clone(),
        done(&typed, &[calm, Act::SetClass { class: Confidentiality::Ordinary }, settle]),
        transferred.clone(),
        done(&transferred, &[received]),
        done(&typed, &[open]),
        done(&lead, &[join]),
        done(&lead, &[refuse]),
        done(&lead, &[withdraw]),
    ]
    .into_iter()
    .map(|request| {
        let acts = request.offers(&head);
        let class = Confidentiality::Ordinary;
        let kept =
            Kept { seq: 123, street: "440306017000".into(), secret: None, class, mediator: None, request };
        (Loaded { kept, people: people.clone(), actors: vec![head], is_masked: false }, acts)
    })
    .collect()
}

/// Two requests that are alike.
pub fn alike(page: &Page) -> Vec<Alike> {
    let one = |is_probable| Alike {
        number: "440306-2026-000098".into(),
        title: "宝民花园3栋1202天花板被楼上漏水滴坏".into(),
        filed_on: date!(2026 - 11 - 20),
        channel: page.code("choice-channel", "hotline"),
        stage: ("lead", "soon"),
        is_probable,
        reasons: page.code("choice-duplicate-reason", "same_phone"),
    };
    vec![one(true), one(false)]
}

/// An attached file.
pub fn attached() -> Attached {
    Attached { id: id(4), name: "漏水照片.jpg".into(), size: "812 KB".into(), at: NOW }
}

/// Something that happened.
pub fn happened(page: &Page) -> Happened {
    Happened {
        icon: "inbox",
        at: NOW,
        text: page.told(
            "intake-event-filed",
            &[
                ("channel", page.code("choice-channel", "portal")),
                ("parties", "2".into()),
                ("files", "1".into()),
            ],
        ),
        by: page.code("common-duty", "party"),
    }
}
