//! How did the wages of a whole crew go: mediated by several bodies, agreed, and not paid? Every name is invented.

use fengqiao_base::{Actor, Day, Duty, Moment, PartyId, local_day};
use fengqiao_domain::{
    agreement::{AgreementForm, AgreementScope, ItemTerms, PerformanceResult, SignatureManner},
    case::{Act, PartyKind, Side},
    intake::{Channel, FiledParty, Filing, Language, PartyDetails, PartyRole, RequestKind},
    linked::{Measure, Mediation},
};
use time::Duration;

use super::{
    linking::{Played, accepted, keep, send, staff, take_up},
    names::name,
};
use crate::{app::App, centre};

/// So many were not paid.
const WORKERS: usize = 30;
/// So many of them got what was agreed.
const PAID: usize = 5;
/// What each is owed, in fen.
const WAGE_FEN: i64 = 1_860_000;
/// Where the names of the crew begin, away from those of the other cases.
const NAMES: usize = 3_700;

fn filing(app: &App) -> Filing {
    let party = |role, details: PartyDetails| FiledParty { id: app.ids.next(), role, details };
    let person = |nth: usize| PartyDetails {
        phone: format!("138001380{nth:02}"),
        ..PartyDetails::person(name(NAMES + nth))
    };
    let mut parties: Vec<FiledParty> =
        (0..WORKERS).map(|nth| party(PartyRole::Applicant, person(nth))).collect();
    parties.push(party(PartyRole::Respondent, PartyDetails::organisation("演示建筑劳务有限公司")));
    Filing {
        id: app.ids.next(),
        channel: Channel::Window { ticket: None },
        language: Language::Chinese,
        kind: RequestKind::Dispute,
        what: "三十名工人在同一工地做工，三个月工资没有结清。".to_owned(),
        happened_on: None,
        community: "440306017001".to_owned(),
        address: String::new(),
        claims: vec!["支付拖欠的工资".to_owned()],
        amount_fen: Some(WAGE_FEN * i64::try_from(WORKERS).unwrap_or(i64::MAX)),
        parties,
        files: Vec::new(),
        suggested: Vec::new(),
        dispute_type: None,
        signals: Vec::new(),
        phone_checked: false,
        notice: None,
    }
}

/// Labour leads, justice helps; they meet, and the measures are done.
fn worked_together(played: &mut Played<'_>) -> anyhow::Result<()> {
    let (labour, justice) = (centre::id_of("agency-labour"), centre::id_of("agency-justice"));
    let asked = [
        (labour, Mediation::Administrative, "核实考勤和工资表，责令总包说明支付情况。"),
        (justice, Mediation::Peoples, "说明仲裁、支付令和法律援助途径。"),
    ];
    for (body, mediation, text) in asked {
        played.head(Act::AssignTask { body, mediation, text: text.to_owned(), due: None })?;
    }
    let of = |body| staff(if body == labour { "department" } else { "legal-aid" }, Duty::Department);
    let open = |played: &Played<'_>| -> Vec<_> {
        played.case.linkage.open().map(|task| (task.id, task.body)).collect()
    };
    for (task, body) in open(played) {
        played.act(of(body), Act::AcceptTask { task })?;
    }
    let held_at = played.at;
    let own = played.case.body;
    played.head(Act::HoldMeeting {
        held_at,
        place: "街道综治中心会议室".to_owned(),
        bodies: vec![own, labour, justice],
        record: "核对工资表，三十人人均欠付一万八千六百元。".to_owned(),
        measures: vec![Measure { body: labour, what: "约谈总包负责人。".to_owned(), due: None }],
    })?;
    for (task, body) in open(played) {
        if played.case.linkage.task(task).is_some_and(|task| task.stage().code() == "asked") {
            played.act(of(body), Act::AcceptTask { task })?;
        }
        played.act(of(body), Act::FinishTask { task, record: "已经办结，情况送调委会。".to_owned() })?;
    }
    Ok(())
}

/// One item for each worker, due on one day.
fn items(played: &Played<'_>, due: Day) -> Vec<ItemTerms> {
    let of = |side| played.case.parties.iter().filter(move |party| party.side == side).map(|party| party.id);
    let Some(employer) = of(Side::Respondent).next() else { return Vec::new() };
    of(Side::Applicant)
        .map(|worker| ItemTerms {
            what: "支付三个月工资".to_owned(),
            performer: employer,
            beneficiary: worker,
            amount_fen: Some(WAGE_FEN),
            due: Some(due),
            manner: "银行转账".to_owned(),
            place: None,
            on_the_spot: false,
        })
        .collect()
}

fn agreed(played: &mut Played<'_>, all: &[PartyId], by: Actor, due: Day) -> anyhow::Result<()> {
    played.session(by, all, "双方核对工资表，对数额没有争议。")?;
    let items = items(played, due);
    played.act(
        by,
        Act::ReachAgreement {
            scope: AgreementScope::Whole,
            form: AgreementForm::Written,
            facts: "三十名工人在同一工地做工三个月，工资表经双方核对。".to_owned(),
            responsibilities: String::new(),
            terms: "公司在约定日期前向每名工人转账支付工资。".to_owned(),
            items,
            topics: Vec::new(),
            left_open: None,
            replaces: None,
            on: None,
        },
    )?;
    let kinds: Vec<_> = played.case.parties.iter().map(|party| (party.id, party.kind)).collect();
    for (party, kind) in kinds {
        let manner = match kind {
            PartyKind::Organisation => SignatureManner::Seal,
            PartyKind::Person => SignatureManner::Handwritten,
        };
        played.act(by, Act::SignAgreement { party, manner, scan: None, on: None })?;
    }
    played.act(by, Act::SignAsMediator { on: None })?;
    played.head(Act::AffixSeal { on: None })
}

/// The day has passed: a few were paid, the others were not.
fn performed(played: &mut Played<'_>, by: Actor) -> anyhow::Result<()> {
    let items: Vec<_> = played.case.items().map(|item| item.id).collect();
    for (nth, item) in items.into_iter().enumerate() {
        let result = if nth < PAID { PerformanceResult::Done } else { PerformanceResult::Overdue };
        played.act(by, Act::RecordPerformance { item, result, on: None, received_fen: None, proof: None })?;
    }
    Ok(())
}

/// Plays it before `horizon`: what was agreed is late by then.
pub(super) async fn play(app: &App, horizon: Moment) -> anyhow::Result<()> {
    let began = horizon - Duration::days(24) + Duration::hours(9);
    let seq = send(app, filing(app), staff("clerk", Duty::Intake), began).await?;
    let case = take_up(app, seq, "10", began + Duration::hours(2)).await?;
    let mut played = Played { app, case, at: began + Duration::hours(3) };
    let all = accepted(&mut played)?;
    worked_together(&mut played)?;
    let by = staff("mediator", Duty::Mediator);
    played.at = began + Duration::days(9);
    let due = local_day(horizon - Duration::days(6));
    agreed(&mut played, &all, by, due)?;
    played.at = horizon - Duration::hours(39);
    performed(&mut played, by)?;
    Ok(keep(app, seq, played.case, played.at).await?)
}
