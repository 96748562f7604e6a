//! Which owned cases does the demonstration show? A handful on cases that were played, by the real rules; every text is
//! invented.

use anyhow::{Context, anyhow};
use fengqiao_base::{Actor, Duty, Moment, Refusal, local_day};
use fengqiao_domain::{
    backlog::{
        Act, ActContext, BacklogKind, EndedBy, Evidence, Facts, Known, Met, Nominating, OwnedCase, Side, Way,
    },
    case::Confidentiality,
    intake::RequestNumber,
};
use fengqiao_store::{StoreError, journal::Entry, sql, time::to_micros, values};
use sea_orm::FromQueryResult;
use time::Duration;

use super::people::id_of;
use crate::{
    app::App,
    backlog::{
        acts::entry,
        store::{self, Kept},
    },
    centre,
};

/// What was done, after so many days.
#[derive(Clone, Copy)]
enum Step {
    Approve(i64),
    Refuse(i64, &'static str),
    /// Code of the body, and what for.
    Join(i64, &'static str, &'static str),
    /// What, code of the body, and how many days after the nomination it is due.
    Plan(i64, &'static str, &'static str, i64),
    Visit(i64, &'static str, Met, &'static str),
    Report(i64, u32, &'static str),
    /// A measure that a visit proves.
    Finish(i64, u32, u32),
    /// A measure that a document of another body proves.
    Proved(i64, u32, &'static str),
    /// That a court has ruled.
    StrikeOff(i64, &'static str, &'static str),
    Return(i64, &'static str),
    Pass(i64, &'static str),
}

use Step::{Approve, Finish, Join, Pass, Plan, Proved, Refuse, Report, Return, StrikeOff, Visit};

struct Story {
    kind: BacklogKind,
    criteria: &'static [&'static str],
    reason: &'static str,
    /// How many days before the day of the demonstration ends it was nominated.
    days: i64,
    /// Whether it is told of a case that still goes on.
    of_open: bool,
    steps: &'static [Step],
}

const LABOUR: &str = "agency-labour";
const HOUSING: &str = "agency-housing";
const COURT: &str = "agency-court";

const STORIES: [Story; 6] = [
    Story {
        kind: BacklogKind::Nail,
        criteria: &["old-policy"],
        reason: "当年拆迁安置的协议已经找不到，双方多年各执一词，一般调解推不动。",
        days: 26,
        of_open: true,
        steps: &[
            Approve(2),
            Join(3, HOUSING, "查找当年的安置档案。"),
            Join(3, LABOUR, "核实当事人就业和生活困难情况。"),
            Plan(3, "调取当年安置档案，整理成时间线。", HOUSING, 12),
            Plan(3, "核实生活困难，提出帮扶意见。", LABOUR, 32),
            Plan(4, "组织双方当面核对档案。", HOUSING, 60),
            Visit(6, "社区会议室", Met::Both, "双方愿意先看档案，再谈补偿。"),
            Finish(10, 1, 1),
            Report(22, 2, "已入户核实，符合临时救助条件，意见已提交街道。"),
        ],
    },
    Story {
        kind: BacklogKind::Bone,
        criteria: &["several-departments"],
        reason: "涉及住建、城管、街道三家，各家都做了一部分，没有人牵头。",
        days: 18,
        of_open: true,
        steps: &[
            Approve(1),
            Join(2, HOUSING, "牵头出具房屋检测意见。"),
            Plan(2, "委托检测，出具检测报告。", HOUSING, 9),
            Visit(5, "某小区物业办公室", Met::Bodies, "三家单位当面明确分工，由住建牵头。"),
            Join(6, LABOUR, "核实工人工资是否结清。"),
            Plan(6, "核实工人工资是否结清，书面反馈。", LABOUR, 30),
        ],
    },
    Story {
        kind: BacklogKind::Bone,
        criteria: &["old-policy", "several-departments"],
        reason: "没有现行政策可以依据，需要领导协调几家单位定口径。",
        days: 5,
        of_open: true,
        steps: &[Approve(2)],
    },
    Story {
        kind: BacklogKind::Nail,
        criteria: &["all-ways-ended"],
        reason: "复核已经终结，申请人仍反复来访，需要领导出面。",
        days: 2,
        of_open: true,
        steps: &[],
    },
    Story {
        kind: BacklogKind::Nail,
        criteria: &["all-ways-ended"],
        reason: "复核终结后双方仍多次争执，社区调解三次没有结果。",
        days: 95,
        of_open: false,
        steps: &[
            Approve(3),
            Join(4, COURT, "释明诉讼途径，指导立案。"),
            Plan(4, "指导申请人立案。", COURT, 30),
            Plan(4, "判决后督促履行。", COURT, 85),
            Visit(8, "申请人家中", Met::Applicant, "讲清复核终结的含义，申请人同意走诉讼。"),
            Visit(40, "居委会", Met::Both, "双方对判决没有异议。"),
            Proved(41, 1, "（演示）民初字第1号立案通知"),
            Finish(80, 2, 2),
            StrikeOff(82, "判决已经履行，双方不再争执。", "（演示）民初字第1号判决"),
            Pass(88, "核对了判决、履行凭证和走访记录。"),
        ],
    },
    Story {
        kind: BacklogKind::Bone,
        criteria: &["several-departments"],
        reason: "商铺外墙改造，几家单位意见不一致。",
        days: 40,
        of_open: false,
        steps: &[
            Approve(3),
            Join(4, HOUSING, "明确外墙改造的审批要求。"),
            Plan(4, "书面答复审批要求。", HOUSING, 20),
            Visit(9, "商铺现场", Met::Both, "双方同意按答复办理，回到一般调解。"),
            Finish(15, 1, 1),
            Return(36, "分歧已经明确，双方愿意回到一般调解程序。"),
        ],
    },
];

/// A nomination that was not taken, on the last case there is.
const REFUSED: Story = Story {
    kind: BacklogKind::Bone,
    criteria: &["several-departments"],
    reason: "涉及两家单位。",
    days: 30,
    of_open: false,
    steps: &[Refuse(2, "两家单位已经明确分工，按一般程序可以办结。")],
};

fn refused(refusal: &Refusal) -> anyhow::Error {
    anyhow!("{refusal}")
}

/// A case that a story can be told of.
#[derive(FromQueryResult)]
struct Played {
    seq: i64,
    number: String,
    street: String,
    opened_at: i64,
    is_open: i64,
}

/// What a step is, as an act and when.
fn act_of(step: Step, at: impl Fn(i64) -> Moment) -> (Moment, Act) {
    let text = str::to_owned;
    let body = |code: &str| Some(centre::id_of(code));
    let conclude = |way, told: &str, ended_by, reference: &str| Act::Conclude {
        way: Some(way),
        text: text(told),
        ended_by,
        reference: text(reference),
    };
    match step {
        Approve(days) => (at(days), Act::Approve { leader: Some(id_of("leader")) }),
        Refuse(days, why) => (at(days), Act::Refuse { reason: text(why) }),
        Join(days, code, task) => (at(days), Act::Join { body: body(code), task: text(task), contact: None }),
        Plan(days, what, code, due) => {
            let act = Act::Plan { what: text(what), body: body(code), due: Some(local_day(at(due))) };
            (at(days), act)
        }
        Visit(days, place, met, told) => {
            let now = at(days);
            (now, Act::Visit { at: now, place: text(place), met: Some(met), text: text(told) })
        }
        Report(days, measure, told) => (at(days), Act::Report { measure, text: text(told) }),
        Finish(days, measure, nth) => {
            (at(days), Act::Finish { measure, evidence: Some(Evidence::Visit { nth }) })
        }
        Proved(days, measure, reference) => {
            let evidence = Some(Evidence::Reference { text: text(reference) });
            (at(days), Act::Finish { measure, evidence })
        }
        StrikeOff(days, told, reference) => {
            (at(days), conclude(Way::StrikeOff, told, Some(EndedBy::Court), reference))
        }
        Return(days, told) => (at(days), conclude(Way::Return, told, None, "")),
        Pass(days, why) => (at(days), Act::Review { passed: Some(true), reason: text(why) }),
    }
}

/// Who acts in the demonstration on a side.
fn actor(side: Side) -> Actor {
    let (login, duty) = match side {
        Side::Nominator => ("dispatcher", Duty::Dispatcher),
        Side::Approver => ("justice", Duty::Justice),
        Side::Leader => ("leader", Duty::Leader),
        Side::Team => ("department", Duty::Department),
    };
    Actor::Staff { account: id_of(login), duty }
}

fn played(app: &App, story: &Story, of: &Played, horizon: Moment) -> anyhow::Result<(Kept, Vec<Entry>)> {
    let reckoning = app.reference.reckoning.now();
    // The horizon is the end of a day; people work by day.
    let began = horizon - Duration::days(story.days) - Duration::hours(9);
    let at = |days: i64| began + Duration::days(days);
    let about: RequestNumber = of.number.parse()?;
    let by = actor(Side::Nominator);
    let nominating = Nominating {
        id: app.ids.next(),
        kind: Some(story.kind),
        about,
        body: centre::id_of("district-centre"),
        by: id_of("dispatcher"),
        at: began,
        criteria: story.criteria.iter().map(|id| (*id).to_owned()).collect(),
        reason: story.reason.to_owned(),
    };
    // What is judged by a person asks nothing of the case.
    let nominated = nominating.nominated(about, &app.reference.backlog, &Facts::default());
    let mut owned: OwnedCase = nominated.map_err(|wrong| refused(&wrong[0]))?;
    let said = serde_json::json!({ "about": of.seq, "kind": owned.kind.code(), "criteria": owned.criteria });
    let mut entries = vec![Entry::of(began, by, "nominated", &said)];
    let known = Known { leaders: vec![id_of("leader")], ..Known::default() };
    for step in story.steps {
        let (at, act) = act_of(*step, at);
        let by = actor(act.kind().side());
        entries.push(entry(&act, by, at));
        let context = ActContext { by, at, reckoning, known: &known };
        owned = owned.act(act, &context).map_err(|refusal| refused(&refusal))?;
    }
    let kept = Kept { seq: 0, street: of.street.clone(), class: Confidentiality::Ordinary, owned };
    Ok((kept, entries))
}

/// Nominates and owns the old cases of the demonstration before `horizon`; gives how many. A small demonstration has fewer
/// cases than stories.
pub async fn own(app: &App, horizon: Moment) -> anyhow::Result<usize> {
    let text = "SELECT seq, number, street, opened_at, is_open FROM cases WHERE class = 'ordinary' \
                AND opened_at <= $1 ORDER BY seq DESC LIMIT 500";
    let mut cases: Vec<Played> = sql::all(app.store.read(), text, values![to_micros(horizon)]).await?;
    let mut all = Vec::new();
    for story in STORIES.iter().chain([&REFUSED]) {
        let began = to_micros(horizon - Duration::days(story.days + 1));
        let fits = |one: &Played| one.opened_at < began && (one.is_open == 1) == story.of_open;
        // What goes on is short in a small demonstration: then it is told of one that has ended.
        let found =
            cases.iter().position(fits).or_else(|| cases.iter().position(|one| one.opened_at < began));
        let Some(found) = found else { continue };
        let of = cases.remove(found);
        all.push(played(app, story, &of, horizon)?);
    }
    let (count, vault) = (all.len(), app.vault.clone());
    app.store
        .write(move |tx| {
            Box::pin(async move {
                for (kept, entries) in all {
                    store::insert(tx, &vault, kept, &entries).await?;
                }
                Ok::<usize, StoreError>(count)
            })
        })
        .await
        .context("could not keep the owned cases")
}
