//! How do the bodies that work a case together look on its page?

use fengqiao_base::{BodyId, Day, Moment};
use fengqiao_domain::{
    case::{ActKind, Case},
    centre::Body,
    linked::{Task, TaskStage, TaskState},
};
use fengqiao_web::{
    lang::Lang,
    page::{Choice, Page},
};

use crate::{
    case::{form::body_name, load::Loaded},
    directory::Names,
};

/// A task as a page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskView {
    /// Which body.
    pub body: String,
    /// Lead or support, as which mediation.
    pub part: String,
    /// Look and words of its stage.
    pub stage: (&'static str, String),
    /// The last day, while somebody has something to do.
    pub due: Option<Day>,
    /// What it is to do; empty where the reader is not told.
    pub text: String,
    /// What was written down: when, and what.
    pub records: Vec<(Moment, String)>,
    /// The meeting it comes from.
    pub meeting: Option<u32>,
}

/// A meeting as a page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingView {
    /// Which, from 1.
    pub nth: u32,
    /// When.
    pub at: Moment,
    /// Where.
    pub place: String,
    /// Who was there.
    pub bodies: String,
    /// What was agreed.
    pub record: String,
}

/// Everything about it on the page of the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkageView {
    /// As which mediation it is led.
    pub mediation: String,
    /// By which body.
    pub lead: String,
    /// The joint team, once there is one.
    pub team: String,
    /// The tasks.
    pub tasks: Vec<TaskView>,
    /// The meetings, newest first.
    pub meetings: Vec<MeetingView>,
    /// How it was converted: when, and in words.
    pub conversions: Vec<(Moment, String, String)>,
    /// How many tasks are open.
    pub open: usize,
    /// What the organ that sent it asks, if one did.
    pub terms: String,
    /// What was reported back: when, what came of it, and what else was told.
    pub replies: Vec<(Moment, String, String)>,
}

/// The names of bodies in one line.
pub fn named(page: &Page, names: &Names, bodies: &[BodyId]) -> String {
    let between = match page.lang {
        Lang::ZhCn => "、",
        Lang::En => ", ",
    };
    bodies.iter().map(|body| names.body_name(*body)).collect::<Vec<_>>().join(between)
}

/// Look and words of how far a task has come.
pub fn stage(page: &Page, stage: TaskStage) -> (&'static str, String) {
    let look = match stage {
        TaskStage::Asked => "wait",
        TaskStage::Accepted => "open",
        TaskStage::Declined => "soon",
        TaskStage::Done => "done",
        TaskStage::SentOn | TaskStage::Withdrawn => "stop",
    };
    (look, page.code("choice-task-stage", stage.code()))
}

/// A task: of another body's task nothing but how far it has come.
pub fn task(page: &Page, case: &Case, names: &Names, task: &Task, is_told: bool) -> TaskView {
    let mut records: Vec<(Moment, String)> =
        task.progress.iter().map(|one| (one.at, one.record.clone())).collect();
    match &task.state {
        TaskState::Done { at, record } => records.push((*at, record.clone())),
        TaskState::Declined { at, reason, instead } => {
            let instead = instead.map(|body| names.body_name(body).to_owned());
            let instead = instead.map(|body| page.told("linked-instead", &[("body", body)]));
            records.push((*at, [reason.clone(), instead.unwrap_or_default()].concat()));
        }
        TaskState::Withdrawn { at, reason } => records.push((*at, reason.clone())),
        TaskState::Asked | TaskState::Accepted { .. } | TaskState::SentOn { .. } => {}
    }
    let part = page.code("choice-task-part", task.part.code());
    let mediation = page.code("choice-mediation", task.mediation.code());
    TaskView {
        body: names.body_name(task.body).to_owned(),
        part: format!("{part} · {mediation}"),
        stage: stage(page, task.stage()),
        due: case.task_due(task).filter(|_| task.is_open()),
        text: if is_told { task.text.clone() } else { String::new() },
        records: if is_told { records } else { Vec::new() },
        meeting: task.meeting,
    }
}

/// What the reader may know of it; none where nothing is to be told.
pub fn of(page: &Page, loaded: &Loaded, names: &Names) -> Option<LinkageView> {
    let case = loaded.case();
    let is_party = page.user.is_none();
    let is_told_parties = !is_party || case.tells_parties_of_tasks();
    let terms = case.origin.sent().map(|sent| sent.terms.clone()).filter(|_| !is_party).unwrap_or_default();
    if !is_told_parties || (case.linkage.is_alone() && terms.is_empty()) {
        return None;
    }
    let linkage = &case.linkage;
    let team = case.team();
    Some(LinkageView {
        mediation: page.code("choice-mediation", linkage.mediation.code()),
        lead: names.body_name(case.lead()).to_owned(),
        team: if team.len() > 1 { named(page, names, &team) } else { String::new() },
        tasks: linkage.tasks.iter().map(|one| task(page, case, names, one, !is_party)).collect(),
        meetings: if is_party {
            Vec::new()
        } else {
            linkage
                .meetings
                .iter()
                .rev()
                .map(|meeting| MeetingView {
                    nth: meeting.nth,
                    at: meeting.held_at,
                    place: meeting.place.clone(),
                    bodies: named(page, names, &meeting.bodies),
                    record: meeting.record.clone(),
                })
                .collect()
        },
        conversions: linkage
            .conversions
            .iter()
            .map(|one| {
                let word = |mediation: fengqiao_domain::linked::Mediation| {
                    page.code("choice-mediation", mediation.code())
                };
                let text = page.told("linked-converted", &[("from", word(one.from)), ("to", word(one.to))]);
                (one.at, text, if is_party { String::new() } else { one.reason.clone() })
            })
            .collect(),
        open: linkage.open().count(),
        terms,
        replies: if is_party {
            Vec::new()
        } else {
            let reply = |one: &fengqiao_domain::linked::Reply| {
                (one.at, page.code("outcome", one.outcome.code()), one.note.clone().unwrap_or_default())
            };
            linkage.replies.iter().map(reply).collect()
        },
    })
}

/// The tasks that an act can be about.
pub fn choices(page: &Page, kind: ActKind, case: &Case, bodies: &[Body]) -> Vec<Choice> {
    let fits = |task: &&Task| match kind {
        ActKind::SendTaskOn => task.stage() == TaskStage::Declined,
        ActKind::AcceptTask | ActKind::DeclineTask => task.stage() == TaskStage::Asked,
        ActKind::ReportTask | ActKind::FinishTask => task.stage() == TaskStage::Accepted,
        _ => task.is_open(),
    };
    let name = |task: &Task| {
        let body = bodies.iter().find(|body| body.id == task.body);
        body.map_or("–".to_owned(), |body| body_name(page, body))
    };
    let choice = |task: &Task| {
        let hint = format!("{} · {}", page.code("choice-task-stage", task.stage().code()), task.text);
        Choice::new(task.id.to_string(), name(task)).hint(hint)
    };
    case.linkage.tasks.iter().filter(fits).map(choice).collect()
}
