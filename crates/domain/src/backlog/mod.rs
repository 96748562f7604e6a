//! Which old case does a leader own until it ends, with which team and plan, and what proves that something was done?
//!
//! An owned case (领导包案) is nominated by criteria, approved by somebody else, owned by one leader, worked by a team
//! after a plan, concluded, reviewed, and struck off (销号) or given back. The law says no more than that leaders settle
//! prominent problems by owning them (信访工作条例 18(2)); the rest is the district's own order.
//!
//! | file | question |
//! | --- | --- |
//! | `criterion` | by which state of a case it may be nominated |
//! | `nominating` | what is said of it then |
//! | `act` | who may do what, and what becomes of it |
//! | `doing` | what each act changes, and what proves it |
//! | `late` | what is late, and who is told next |

mod act;
mod criterion;
mod doing;
mod late;
mod nominating;

pub use act::{Act, ActContext, ActKind, Known, Side};
pub use criterion::{Criteria, CriteriaError, Criterion, Facts, Test};
pub use late::{Level, Owed, Telling};
pub use nominating::Nominating;

use std::{fmt, str::FromStr};

use fengqiao_base::{
    AccountId, BodyId, Day, Moment,
    id::{AttachmentId, DocumentId, OwnedCaseId},
};
use serde::{Deserialize, Serialize};

use crate::{codes::codes, deadline::RunningClock, intake::RequestNumber};

/// So many bodies one team has at most.
pub const MOST_MEMBERS: usize = 12;
/// So many measures one plan has at most.
pub const MOST_MEASURES: usize = 40;
/// The rule of the whole period.
pub const RULE_CASE: &str = "owned-case";
/// The rule of the review.
pub const RULE_REVIEW: &str = "owned-review";
/// The rule of a measure, whose last day the plan names.
pub const RULE_MEASURE: &str = "owned-measure";

codes! {
    /// What kind of old case it is.
    BacklogKind "backlog_kind" {
        /// 骨头案: hard to settle in itself.
        Bone = "bone",
        /// 钉子案: it comes back again and again.
        Nail = "nail",
    }

    /// How far an owned case has come.
    Stage "backlog_stage" {
        /// 待审批
        Nominated = "nominated",
        /// 已包案，待定方案
        Approved = "approved",
        /// 化解中
        Working = "working",
        /// 待审核
        Concluded = "concluded",
        /// 已销号
        StruckOff = "struck_off",
        /// 已退回
        Returned = "returned",
        /// 未批准
        Refused = "refused",
        /// 已撤回
        Withdrawn = "withdrawn",
    }

    /// How the leader proposes to end it.
    Way "backlog_way" {
        /// 销号
        StrikeOff = "strike_off",
        /// 退回一般程序
        Return = "return",
    }

    /// What ended the quarrel itself.
    EndedBy "backlog_ended_by" {
        /// 协议已经履行
        Performed = "performed",
        /// 人民法院裁判
        Court = "court",
        /// 仲裁裁决
        Arbitration = "arbitration",
        /// 信访处理、复查或者复核意见
        Petition = "petition",
    }

    /// Whom a leader met, by the part they have.
    Met "backlog_met" {
        /// 申请人一方
        Applicant = "applicant",
        /// 被申请人一方
        Respondent = "respondent",
        /// 双方
        Both = "both",
        /// 有关单位
        Bodies = "bodies",
        /// 社区、单位等知情人
        Others = "others",
    }

    /// How far a measure has come.
    MeasureStage "backlog_measure_stage" {
        /// 办理中
        Open = "open",
        /// 责任单位已反馈，待包案领导确认
        Reported = "reported",
        /// 已完成
        Done = "done",
        /// 已取消
        Dropped = "dropped",
    }
}

impl Stage {
    /// Whether somebody still has something to do.
    pub fn is_open(self) -> bool {
        match self {
            Stage::Nominated | Stage::Approved | Stage::Working | Stage::Concluded => true,
            Stage::StruckOff | Stage::Returned | Stage::Refused | Stage::Withdrawn => false,
        }
    }

    /// Whether a leader owns it now.
    pub fn is_owned(self) -> bool {
        matches!(self, Stage::Approved | Stage::Working | Stage::Concluded)
    }
}

/// What proves that something was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Evidence {
    /// A file kept with the number.
    File {
        /// Which.
        attachment: AttachmentId,
    },
    /// A document that was produced from the case.
    Document {
        /// Which.
        document: DocumentId,
    },
    /// A visit of the log.
    Visit {
        /// Which, from 1.
        nth: u32,
    },
    /// A document of another body, by the number that stands on it.
    Reference {
        /// The number.
        text: String,
    },
}

impl fmt::Display for Evidence {
    /// As a form carries it; of another body's document nothing, for its number is typed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Evidence::File { attachment } => write!(f, "file:{attachment}"),
            Evidence::Document { document } => write!(f, "document:{document}"),
            Evidence::Visit { nth } => write!(f, "visit:{nth}"),
            Evidence::Reference { .. } => Ok(()),
        }
    }
}

impl FromStr for Evidence {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (kind, which) = text.split_once(':').ok_or(())?;
        match kind {
            "file" => which.parse().map(|attachment| Evidence::File { attachment }).map_err(|_| ()),
            "document" => which.parse().map(|document| Evidence::Document { document }).map_err(|_| ()),
            "visit" => which.parse().map(|nth| Evidence::Visit { nth }).map_err(|_| ()),
            _ => Err(()),
        }
    }
}

/// What somebody decided or asked, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// When.
    pub at: Moment,
    /// Who.
    pub by: AccountId,
    /// Why.
    pub reason: String,
}

/// A body of the team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Which.
    pub body: BodyId,
    /// What it is there for.
    pub task: String,
    /// Whom to ask there.
    #[serde(default)]
    pub contact: Option<AccountId>,
    /// Since when.
    pub since: Moment,
}

/// That the last day of a measure was moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Postponed {
    /// When.
    pub at: Moment,
    /// The last day before.
    pub from: Day,
    /// Why.
    pub reason: String,
}

/// What the body that is responsible says of a measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// When.
    pub at: Moment,
    /// Who wrote it.
    pub by: AccountId,
    /// What was done.
    pub text: String,
}

/// How a measure ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum MeasureEnd {
    /// It was done.
    Done {
        /// When the leader confirmed it.
        at: Moment,
        /// What proves it.
        evidence: Evidence,
    },
    /// It is not needed any more.
    Dropped {
        /// When.
        at: Moment,
        /// Why.
        reason: String,
    },
}

/// A measure of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// Its number in the plan, from 1.
    pub nth: u32,
    /// What is to be done.
    pub what: String,
    /// Which body is responsible.
    pub body: BodyId,
    /// Until when.
    pub clock: RunningClock,
    /// How often its last day was moved.
    #[serde(default)]
    pub postponed: Vec<Postponed>,
    /// What the body says of it.
    #[serde(default)]
    pub report: Option<Report>,
    /// How it ended.
    #[serde(default)]
    pub end: Option<MeasureEnd>,
}

impl Measure {
    /// How far it has come.
    pub fn stage(&self) -> MeasureStage {
        match (&self.end, &self.report) {
            (Some(MeasureEnd::Done { .. }), _) => MeasureStage::Done,
            (Some(MeasureEnd::Dropped { .. }), _) => MeasureStage::Dropped,
            (None, Some(_)) => MeasureStage::Reported,
            (None, None) => MeasureStage::Open,
        }
    }

    /// Whether it still is to be done.
    pub fn is_open(&self) -> bool {
        self.end.is_none()
    }
}

/// A visit of the leader.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// Its number in the log, from 1.
    pub nth: u32,
    /// When it was.
    pub at: Moment,
    /// Where, in words.
    pub place: String,
    /// Whom the leader met.
    pub met: Met,
    /// What came of it.
    pub text: String,
}

/// What the leader proposes, and what was found when it was reviewed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conclusion {
    /// When.
    pub at: Moment,
    /// How it is to end.
    pub way: Way,
    /// What came of it.
    pub text: String,
    /// What ended the quarrel, of what is to be struck off.
    #[serde(default)]
    pub ended_by: Option<EndedBy>,
    /// The number of the document that says so.
    #[serde(default)]
    pub reference: Option<String>,
    /// Until when it is reviewed.
    pub clock: RunningClock,
    /// What was found.
    #[serde(default)]
    pub review: Option<Review>,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// When, by whom, why.
    #[serde(flatten)]
    pub said: Said,
    /// Whether it ends as proposed; else it goes on.
    pub passed: bool,
}

/// That another leader took over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handover {
    /// When, by whom, why.
    #[serde(flatten)]
    pub said: Said,
    /// Who owned it before.
    pub from: AccountId,
}

/// What there is of a case once a leader owns it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owned {
    /// The leader.
    pub leader: AccountId,
    /// When it was approved.
    pub since: Moment,
    /// Who approved it.
    pub by: AccountId,
    /// Until when it is to end.
    pub clock: RunningClock,
    /// Leaders before.
    #[serde(default)]
    pub handovers: Vec<Handover>,
    /// The team.
    #[serde(default)]
    pub team: Vec<Member>,
    /// The plan.
    #[serde(default)]
    pub measures: Vec<Measure>,
    /// The log.
    #[serde(default)]
    pub visits: Vec<Visit>,
    /// What was proposed.
    #[serde(default)]
    pub conclusions: Vec<Conclusion>,
}

impl Owned {
    /// A measure of the plan.
    pub fn measure(&self, nth: u32) -> Option<&Measure> {
        self.measures.iter().find(|measure| measure.nth == nth)
    }

    /// How many measures are done, and of how many; those that were dropped do not count.
    pub fn progress(&self) -> (usize, usize) {
        let count = |stage: fn(MeasureStage) -> bool| {
            self.measures.iter().filter(|measure| stage(measure.stage())).count()
        };
        (count(|stage| stage == MeasureStage::Done), count(|stage| stage != MeasureStage::Dropped))
    }

    /// The open measure that is due first.
    pub fn next(&self) -> Option<&Measure> {
        self.measures
            .iter()
            .filter(|measure| measure.is_open())
            .min_by_key(|measure| (measure.clock.due.at, measure.nth))
    }

    /// The proposal that waits for its review.
    pub fn proposed(&self) -> Option<&Conclusion> {
        self.conclusions.last().filter(|conclusion| conclusion.review.is_none())
    }

    fn stage(&self) -> Stage {
        match self.conclusions.last() {
            Some(Conclusion { review: None, .. }) => Stage::Concluded,
            Some(Conclusion { review: Some(review), way: Way::StrikeOff, .. }) if review.passed => {
                Stage::StruckOff
            }
            Some(Conclusion { review: Some(review), way: Way::Return, .. }) if review.passed => {
                Stage::Returned
            }
            Some(_) | None if self.team.is_empty() || self.measures.is_empty() => Stage::Approved,
            Some(_) | None => Stage::Working,
        }
    }
}

/// What came of a nomination.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "came", rename_all = "snake_case")]
pub enum Came {
    /// Nothing yet.
    Waiting,
    /// Whoever nominated it took it back.
    Withdrawn(Said),
    /// It was not approved.
    Refused(Said),
    /// A leader owns it, or owned it.
    Owned(Box<Owned>),
}

/// An owned case, from its nomination on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnedCase {
    /// Its id.
    pub id: OwnedCaseId,
    /// Its number.
    pub number: RequestNumber,
    /// What kind.
    pub kind: BacklogKind,
    /// The request or the case it is about.
    pub about: RequestNumber,
    /// The body that nominated it.
    pub body: BodyId,
    /// Who nominated it.
    pub by: AccountId,
    /// When.
    pub at: Moment,
    /// By which criteria.
    pub criteria: Vec<String>,
    /// Why, in words.
    pub reason: String,
    /// What came of it.
    pub came: Came,
    /// The version in its row.
    #[serde(skip)]
    pub version: i64,
}

impl OwnedCase {
    /// What there is once a leader owns it.
    pub fn owned(&self) -> Option<&Owned> {
        match &self.came {
            Came::Owned(owned) => Some(owned),
            Came::Waiting | Came::Withdrawn(_) | Came::Refused(_) => None,
        }
    }

    /// How far it has come.
    pub fn stage(&self) -> Stage {
        match &self.came {
            Came::Waiting => Stage::Nominated,
            Came::Withdrawn(_) => Stage::Withdrawn,
            Came::Refused(_) => Stage::Refused,
            Came::Owned(owned) => owned.stage(),
        }
    }
}

#[cfg(test)]
mod tests;
