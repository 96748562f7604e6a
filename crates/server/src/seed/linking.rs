//! Which cases of the demonstration do several bodies work together, and what did the court send? Played through the real
//! rules, after the lives; every name and text is invented.

use anyhow::{Context, anyhow};
use fengqiao_base::{Actor, Duty, Moment, PartyId, Refusal};
use fengqiao_domain::{
    case::{Act, ActContext, Answer, Case, Charge, CourtCharge, Manner, Origin, Sent, TerminationGround},
    intake::{
        self, Channel, FiledParty, Filing, IdentityCheck, Language, PartyDetails, PartyRole, ReferredBy,
        RequestKind,
    },
    linked::{Measure, Mediation},
    mediation::SessionManner,
};
use fengqiao_store::{StoreError, sql, time::to_micros, values};
use sea_orm::FromQueryResult;
use time::Duration;

use super::{HOST, people::id_of, wages};
use crate::{
    app::App,
    case::{self, whole},
    centre, dispatch, document,
    intake::store::{self, NewRequest},
};

/// So many cases are worked together.
const LINKED: i64 = 5;

#[derive(FromQueryResult)]
struct Found {
    seq: i64,
}

fn refused(refusal: &Refusal) -> anyhow::Error {
    anyhow!("{refusal}")
}

pub(super) fn staff(login: &str, duty: Duty) -> Actor {
    Actor::Staff { account: id_of(login), duty }
}

/// The body that knows this kind of dispute, and what it is asked.
fn asked(dispute_type: &str) -> (&'static str, &'static str) {
    match dispute_type {
        "10" | "11" => ("agency-labour", "核实用工和工资支付情况，说明应付数额。"),
        "03" | "17" => ("agency-housing", "到现场核查，说明维修责任由谁承担。"),
        "12" | "13" | "14" => ("agency-market", "核实经营者登记和收费依据。"),
        "15" => ("agency-health", "协助封存病历，说明诊疗经过。"),
        "16" => ("agency-police", "提供事故认定情况。"),
        _ => ("agency-justice", "向双方说明法律规定和法律援助途径。"),
    }
}

/// A case as it is played on, and when.
pub(super) struct Played<'a> {
    pub(super) app: &'a App,
    pub(super) case: Case,
    pub(super) at: Moment,
}

impl Played<'_> {
    pub(super) fn act(&mut self, by: Actor, act: Act) -> anyhow::Result<()> {
        self.at += Duration::minutes(7);
        let reckoning = self.app.reference.reckoning.now();
        let ctx = ActContext { by, at: self.at, ids: &self.app.ids, reckoning };
        let kind = act.kind().code();
        let acted = self.case.clone().act(act, &ctx);
        self.case = acted.map_err(|refusal| anyhow!("{kind}: {refusal}"))?;
        Ok(())
    }

    pub(super) fn session(&mut self, by: Actor, present: &[PartyId], record: &str) -> anyhow::Result<()> {
        let session = Act::HoldSession {
            held_at: self.at,
            place: "街道调解室".to_owned(),
            manner: SessionManner::OnSite,
            open: false,
            present: present.to_vec(),
            invited: Vec::new(),
            record: record.to_owned(),
            concessions: None,
        };
        self.act(by, session)
    }

    pub(super) fn head(&mut self, act: Act) -> anyhow::Result<()> {
        self.act(staff("head", Duty::Head), act)
    }

    pub(super) fn department(&mut self, act: Act) -> anyhow::Result<()> {
        self.act(staff("department", Duty::Department), act)
    }
}

/// Lets two bodies work on a case; what they have done differs from one to the next.
fn linked(played: &mut Played<'_>, nth: usize) -> anyhow::Result<()> {
    let (code, text) = asked(&played.case.dispute_type);
    let (first, text) = (centre::id_of(code), text.to_owned());
    let mediation = Mediation::Administrative;
    played.head(Act::AssignTask { body: first, mediation, text, due: None })?;
    let text = "派人参加协商，做好双方工作。".to_owned();
    let body = centre::id_of("agency-women");
    played.head(Act::AssignTask { body, mediation: Mediation::Peoples, text, due: None })?;
    let tasks: Vec<_> = played.case.linkage.tasks.iter().map(|task| task.id).collect();
    if nth == 0 {
        return Ok(());
    }
    if nth == 1 {
        let (task, reason) = (tasks[1], "纠纷不涉及妇女权益，不属于本单位职责。".to_owned());
        return played.department(Act::DeclineTask {
            task,
            reason,
            instead: Some(centre::id_of("agency-union")),
        });
    }
    for task in &tasks {
        played.department(Act::AcceptTask { task: *task })?;
    }
    let record = "已约双方到场核对，情况基本清楚。".to_owned();
    played.department(Act::ReportTask { task: tasks[0], record })?;
    let (held_at, own) = (played.at, played.case.body);
    let what = "三个工作日内出具书面意见。".to_owned();
    played.head(Act::HoldMeeting {
        held_at,
        place: "街道综治中心会议室".to_owned(),
        bodies: vec![own, first, body],
        record: "各单位通报情况，商定由主管单位出具意见，调委会再组织一次协商。".to_owned(),
        measures: vec![Measure { body: first, what, due: None }],
    })?;
    if nth == 3 {
        let agreed: Vec<PartyId> = played.case.parties.iter().map(|party| party.id).collect();
        let reason = "责任认定由主管单位掌握，双方同意由其主持。".to_owned();
        return played.head(Act::Convert { to: mediation, lead: Some(first), reason, agreed });
    }
    if nth == 4 {
        let open: Vec<_> = played.case.linkage.open().map(|task| (task.id, task.stage().code())).collect();
        for (task, stage) in open {
            if stage == "asked" {
                played.department(Act::AcceptTask { task })?;
            }
            let record = "已经办结，书面意见送调委会。".to_owned();
            played.department(Act::FinishTask { task, record })?;
        }
    }
    Ok(())
}

pub(super) async fn keep(app: &App, seq: i64, case: Case, at: Moment) -> Result<(), StoreError> {
    let vault = app.vault.clone();
    app.store
        .write(move |tx| {
            Box::pin(async move {
                document::order::add(tx, seq, &case).await?;
                case::store::update(tx, &vault, seq, case, at).await
            })
        })
        .await
}

/// What a court sends.
fn filing(app: &App, reference: &str, what: &str, names: [&str; 2]) -> Filing {
    let party = |role, name: &str| FiledParty {
        id: app.ids.next(),
        role,
        details: PartyDetails { phone: "13800138000".to_owned(), ..PartyDetails::person(name.to_owned()) },
    };
    Filing {
        id: app.ids.next(),
        channel: Channel::Referral {
            by: ReferredBy::Court,
            reference: Some(reference.to_owned()),
            charge: Some(Charge { way: CourtCharge::Delegated, signed_for: None }),
            sent: Some(Sent {
                body: centre::id_of("agency-court"),
                terms: "请在三十日内调解，书面告知结果。".to_owned(),
                signed_for: None,
            }),
        },
        language: Language::Chinese,
        kind: RequestKind::Dispute,
        what: what.to_owned(),
        happened_on: None,
        community: "440306017001".to_owned(),
        address: String::new(),
        claims: vec!["赔偿损失".to_owned()],
        amount_fen: Some(680_000),
        parties: vec![party(PartyRole::Applicant, names[0]), party(PartyRole::Respondent, names[1])],
        files: Vec::new(),
        suggested: Vec::new(),
        dispute_type: None,
        signals: Vec::new(),
        phone_checked: false,
        notice: None,
    }
}

/// Files it as whoever files it does; gives its sequence.
pub(super) async fn send(app: &App, filing: Filing, by: Actor, at: Moment) -> anyhow::Result<i64> {
    let reckoning = app.reference.reckoning.now();
    let ctx = intake::ActContext { by, at, reckoning, types: &app.reference.words };
    let planned = dispatch::send::of_filing(app, &filing, at).await?;
    let checked = filing.checked(&ctx).map_err(|faults| refused(&faults[0].refusal))?;
    let new = NewRequest::of(app, checked, Vec::new(), at);
    let vault = app.vault.clone();
    let seq = app
        .store
        .write(move |tx| {
            Box::pin(async move {
                let seq = store::insert(tx, &vault, new, at).await?.number.sequence();
                dispatch::store::send(tx, seq, &planned, Actor::System).await?;
                Ok::<_, StoreError>(seq)
            })
        })
        .await?;
    Ok(seq)
}

/// Takes up what was filed: it is registered, and a case is opened.
pub(super) async fn take_up(app: &App, seq: i64, dispute_type: &str, at: Moment) -> anyhow::Result<Case> {
    let kept = store::find(app.store.read(), &app.vault, seq).await?.context("what was filed is there")?;
    let by = staff("clerk", Duty::Intake);
    let reckoning = app.reference.reckoning.now();
    let ctx = intake::ActContext { by, at, reckoning, types: &app.reference.words };
    let register = intake::Act::Register { identity: IdentityCheck::Vouched, told: Manner::Telephone };
    let choose = intake::Act::ChooseType { dispute_type: dispute_type.to_owned() };
    let opened = (|| {
        let request = kept.request.act(register, &ctx)?.act(choose, &ctx)?;
        let body = centre::id_of("committee-440306017000");
        let (request, opening) = request.open(app.ids.next(), body, &ctx)?;
        let ctx = ActContext { by, at, ids: &app.ids, reckoning };
        Ok::<_, Refusal>((request, Case::open(opening, &ctx)?))
    })();
    let (request, case) = opened.map_err(|refusal| refused(&refusal))?;
    let (kept, vault) = (case.clone(), app.vault.clone());
    app.store
        .write(move |tx| {
            Box::pin(async move {
                case::store::insert(tx, &vault, seq, kept, HOST, at).await?;
                store::update(tx, &vault, seq, request, at).await
            })
        })
        .await?;
    let mut case = case;
    case.version = 1;
    case.happened.clear();
    Ok(case)
}

/// Everybody agrees and is told its rights, it is accepted, and a mediator is appointed.
pub(super) fn accepted(played: &mut Played<'_>) -> anyhow::Result<Vec<PartyId>> {
    let all: Vec<PartyId> = played.case.parties.iter().map(|party| party.id).collect();
    for party in all.iter().copied() {
        let manner = Manner::Telephone;
        played.head(Act::RecordConsent { party, answer: Answer::Agree, manner })?;
        played.head(Act::TellRights { party, manner })?;
    }
    played.head(Act::Accept { agreed_until: None })?;
    let mediator = id_of("mediator");
    played.head(Act::AppointMediator { mediator })?;
    Ok(all)
}

/// Mediates it without agreement, and tells the court.
fn reported(played: &mut Played<'_>) -> anyhow::Result<()> {
    played.head(Act::SignForMaterial {})?;
    let both = accepted(played)?;
    let by = staff("mediator", Duty::Mediator);
    played.at += Duration::days(6);
    played.session(by, &both, "双方对损失金额有争议，均愿意继续通过诉讼解决。")?;
    let facts = "双方确认漏水发生在被申请人卫生间，被申请人已停用该处水管。".to_owned();
    played.act(by, Act::RecordUndisputedFacts { facts, signed: both })?;
    let reason = "双方对损失金额意见差距过大。".to_owned();
    let ground = TerminationGround::TooFarApart;
    played.act(by, Act::Terminate { ground, party: None, reason })?;
    played.act(by, Act::ReportBack { facts: true, note: None })
}

/// Plays them before `horizon`, and the crew that was not paid; gives how many cases are worked together, and how many
/// disputes the court sent.
pub async fn play(app: &App, horizon: Moment) -> anyhow::Result<(usize, usize)> {
    let text = "SELECT seq FROM cases WHERE stage IN ('S5', 'S6', 'S7') AND class = 'ordinary' AND opened_at <= $1 \
                ORDER BY seq DESC LIMIT $2";
    let before = to_micros(horizon - Duration::days(5));
    let found: Vec<Found> = sql::all(app.store.read(), text, values![before, LINKED]).await?;
    for (nth, one) in found.iter().enumerate() {
        let loaded = whole::find(app.store.read(), &app.vault, one.seq).await?;
        let case = loaded.context("a case that was listed is there")?.kept.case;
        let mut played = Played { app, case, at: horizon - Duration::hours(4) };
        linked(&mut played, nth)?;
        keep(app, one.seq, played.case, played.at).await?;
    }
    let what = "楼上卫生间漏水，楼下天花板和柜子受损，双方对赔偿数额争执。";
    let began = horizon - Duration::days(20);
    let filed = filing(app, "（演示）诉前调第1001号", what, ["黄建军", "罗小梅"]);
    let seq = send(app, filed, staff("judge", Duty::External), began).await?;
    let case = take_up(app, seq, "02", began + Duration::hours(3)).await?;
    debug_assert!(matches!(case.origin, Origin::Referred { .. }), "it came from the court");
    let mut played = Played { app, case, at: began + Duration::hours(5) };
    reported(&mut played)?;
    keep(app, seq, played.case, played.at).await?;
    let what = "装修噪声影响邻居休息，邻居要求停工并赔偿。";
    let waits = filing(app, "（演示）诉前调第1002号", what, ["何志明", "朱丽"]);
    send(app, waits, staff("judge", Duty::External), horizon - Duration::hours(20)).await?;
    wages::play(app, horizon).await?;
    Ok((found.len() + 1, 2))
}
