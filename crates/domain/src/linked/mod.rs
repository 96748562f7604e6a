//! Who works one case together: which body leads, which support it, with which tasks, until when, and what did they
//! agree on?
//!
//! A people's mediation committee keeps the file; other bodies are given tasks of their own (三调联动, 信访工作条例 37).
//! Each task has its text, its clock and its record. What another body reads of the case is its task and nothing else;
//! the rest is [`crate::sharing`].
//!
//! | file | question |
//! | --- | --- |
//! | `tasks` | who is asked for what, and what do they answer |
//! | `leading` | as which of the three mediations is it led, and what was agreed when the team met |
//! | `referral` | who sent the dispute here, and what is reported back |

mod leading;
mod referral;
mod tasks;

pub(crate) use self::{leading::Meeting, tasks::Assigned};
pub use self::{leading::Minutes, referral::needs_signing};

use fengqiao_base::{
    Day, Moment,
    id::{AccountId, BodyId, TaskId},
};
use serde::{Deserialize, Serialize};

use crate::{
    case::{Case, ClockName, Confidentiality, Outcome},
    codes::{Asked, Input, codes},
};

/// The longest text of a task, in characters.
pub const LONGEST_TASK: usize = 1000;
/// The longest terms of whoever sends a dispute here, in characters.
pub const LONGEST_TERMS: usize = 1000;

codes! {
    /// The three mediations.
    Mediation "mediation" {
        /// 人民调解
        Peoples = "peoples",
        /// 行政调解
        Administrative = "administrative",
        /// 司法调解
        Judicial = "judicial",
    }

    /// What part a body has in a case.
    TaskPart "task_part" {
        /// 主持
        Lead = "lead",
        /// 配合
        Support = "support",
    }

    /// How far a task has come.
    TaskStage "task_stage" {
        /// 待接受
        Asked = "asked",
        /// 办理中
        Accepted = "accepted",
        /// 不属于本单位职责，待转送
        Declined = "declined",
        /// 已转送
        SentOn = "sent_on",
        /// 已完成
        Done = "done",
        /// 已撤回
        Withdrawn = "withdrawn",
    }
}

impl Asked for Vec<BodyId> {
    const INPUT: Input = Input::Bodies;
    const OPTIONAL: bool = true;
}

impl Asked for Vec<Measure> {
    const INPUT: Input = Input::Measures;
    const OPTIONAL: bool = true;
}

/// What somebody is to do by what a meeting agreed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// Which body.
    pub body: BodyId,
    /// What.
    pub what: String,
    /// The last day; none: as the rule says.
    #[serde(default)]
    pub due: Option<Day>,
}

/// Where a task stands, with what is true only there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum TaskState {
    /// The body has not answered.
    Asked,
    /// It works on it.
    Accepted {
        /// Since when.
        #[serde(with = "time::serde::rfc3339")]
        at: Moment,
    },
    /// It is not competent: the task is to be sent to whoever is (深圳条例 45).
    Declined {
        /// When it said so.
        #[serde(with = "time::serde::rfc3339")]
        at: Moment,
        /// Why.
        reason: String,
        /// Which body it holds to be competent.
        instead: Option<BodyId>,
    },
    /// It went to another body.
    SentOn {
        /// When.
        #[serde(with = "time::serde::rfc3339")]
        at: Moment,
        /// As which task.
        to: TaskId,
    },
    /// It is done.
    Done {
        /// When.
        #[serde(with = "time::serde::rfc3339")]
        at: Moment,
        /// What came of it.
        record: String,
    },
    /// Whoever gave it took it back.
    Withdrawn {
        /// When.
        #[serde(with = "time::serde::rfc3339")]
        at: Moment,
        /// Why.
        reason: String,
    },
}

/// What a body wrote down of its own work on a task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// When.
    #[serde(with = "time::serde::rfc3339")]
    pub at: Moment,
    /// What was done.
    pub record: String,
}

/// What one body is asked to do on a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// Its id.
    pub id: TaskId,
    /// Which body.
    pub body: BodyId,
    /// As which of the three mediations the body takes part.
    pub mediation: Mediation,
    /// Whether it leads or supports.
    pub part: TaskPart,
    /// What it is to do; the body reads it.
    pub text: String,
    /// Since when.
    #[serde(with = "time::serde::rfc3339")]
    pub at: Moment,
    /// Who gave it.
    pub by: AccountId,
    /// At which meeting it was agreed, if at one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meeting: Option<u32>,
    /// What the body wrote down, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub progress: Vec<Progress>,
    /// Where it stands.
    pub state: TaskState,
}

impl Task {
    /// How far it has come.
    pub fn stage(&self) -> TaskStage {
        match self.state {
            TaskState::Asked => TaskStage::Asked,
            TaskState::Accepted { .. } => TaskStage::Accepted,
            TaskState::Declined { .. } => TaskStage::Declined,
            TaskState::SentOn { .. } => TaskStage::SentOn,
            TaskState::Done { .. } => TaskStage::Done,
            TaskState::Withdrawn { .. } => TaskStage::Withdrawn,
        }
    }

    /// Whether somebody still has something to do: the body, or of a declined one whoever gave it.
    pub fn is_open(&self) -> bool {
        match self.stage() {
            TaskStage::Asked | TaskStage::Accepted | TaskStage::Declined => true,
            TaskStage::SentOn | TaskStage::Done | TaskStage::Withdrawn => false,
        }
    }

    /// Whether the body itself has something to do.
    pub fn is_owed_by_body(&self) -> bool {
        matches!(self.stage(), TaskStage::Asked | TaskStage::Accepted)
    }

    /// Whether the body works on the case, or has: it is of the team.
    pub fn is_of_team(&self) -> bool {
        matches!(self.stage(), TaskStage::Accepted | TaskStage::Done)
    }
}

/// That the case is led as another of the three mediations from then on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conversion {
    /// When.
    #[serde(with = "time::serde::rfc3339")]
    pub at: Moment,
    /// By whom.
    pub by: AccountId,
    /// As which it was led.
    pub from: Mediation,
    /// As which it is led now.
    pub to: Mediation,
    /// Which body leads; none: the committee that keeps the file.
    pub lead: Option<BodyId>,
    /// Why.
    pub reason: String,
}

/// What was told to the organ that sent the dispute here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// When.
    #[serde(with = "time::serde::rfc3339")]
    pub at: Moment,
    /// By whom.
    pub by: AccountId,
    /// What came of the mediation.
    pub outcome: Outcome,
    /// Whether the facts that nobody disputes go with it.
    #[serde(default)]
    pub facts: bool,
    /// What else is told.
    #[serde(default)]
    pub note: Option<String>,
}

/// Everything about the bodies that work a case together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Linkage {
    /// As which of the three mediations it is led.
    pub mediation: Mediation,
    /// Which body leads it; none: the committee that keeps the file.
    #[serde(default)]
    pub lead: Option<BodyId>,
    /// How it was converted, oldest first.
    #[serde(default)]
    pub conversions: Vec<Conversion>,
    /// The tasks, in the order in which they were given.
    #[serde(default)]
    pub tasks: Vec<Task>,
    /// The meetings of the team.
    #[serde(default)]
    pub meetings: Vec<Minutes>,
    /// What was reported back to whoever sent the dispute here.
    #[serde(default)]
    pub replies: Vec<Reply>,
}

impl Default for Linkage {
    fn default() -> Self {
        Self {
            mediation: Mediation::Peoples,
            lead: None,
            conversions: Vec::new(),
            tasks: Vec::new(),
            meetings: Vec::new(),
            replies: Vec::new(),
        }
    }
}

impl Linkage {
    /// Whether there is nothing about it: a committee works alone.
    pub fn is_alone(&self) -> bool {
        *self == Self::default()
    }

    /// The task of `id`.
    pub fn task(&self, id: TaskId) -> Option<&Task> {
        self.tasks.iter().find(|task| task.id == id)
    }

    /// The tasks with which somebody still has something to do.
    pub fn open(&self) -> impl Iterator<Item = &Task> {
        self.tasks.iter().filter(|task| task.is_open())
    }
}

impl Case {
    /// The body that leads the mediation.
    pub fn lead(&self) -> BodyId {
        self.linkage.lead.unwrap_or(self.body)
    }

    /// The bodies of the joint team: the committee, and whoever works on a task or has done one.
    pub fn team(&self) -> Vec<BodyId> {
        let mut team = vec![self.body];
        for task in self.linkage.tasks.iter().filter(|task| task.is_of_team()) {
            if !team.contains(&task.body) {
                team.push(task.body);
            }
        }
        team
    }

    /// The last day of a task, and whether it has been met or ended.
    pub fn task_due(&self, task: &Task) -> Option<Day> {
        let name = match task.stage() {
            TaskStage::Declined => ClockName::TaskTransfer(task.id),
            _ => ClockName::Task(task.id),
        };
        self.due_day(name)
    }

    /// Whether the other bodies read of what type and where the dispute is. Of what is confidential they read their task.
    pub fn tells_bodies_what(&self) -> bool {
        self.class == Confidentiality::Ordinary && !self.is_violent()
    }

    /// Whether the parties read which bodies take part: not where it would tell a violent side where help is sought.
    pub fn tells_parties_of_tasks(&self) -> bool {
        self.class != Confidentiality::Sealed && !self.is_violent()
    }
}
