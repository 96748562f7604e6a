//! Who may do what to an owned case, and when?

use fengqiao_base::{AccountId, Actor, BodyId, Day, Duty, Moment, Refusal};

use super::{Came, EndedBy, Evidence, Met, OwnedCase, Stage, Way};
use crate::{codes::codes, deadline::Reckoning};

codes! {
    /// What can be done to an owned case.
    ActKind "backlog_act" {
        /// 批准包案
        Approve = "approve",
        /// 不予批准
        Refuse = "refuse",
        /// 撤回提名
        Withdraw = "withdraw",
        /// 加入成员单位
        Join = "join",
        /// 加入化解措施
        Plan = "plan",
        /// 记录走访
        Visit = "visit",
        /// 反馈措施
        Report = "report",
        /// 确认措施完成
        Finish = "finish",
        /// 调整措施期限
        Postpone = "postpone",
        /// 取消措施
        Drop = "drop",
        /// 提出结论
        Conclude = "conclude",
        /// 审核结论
        Review = "review",
        /// 更换包案领导
        Reassign = "reassign",
    }
}

/// On which side of an owned case somebody stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The body that nominated it.
    Nominator,
    /// Whoever approves and reviews at the district's centre.
    Approver,
    /// The leader who owns it.
    Leader,
    /// A body of the team.
    Team,
}

impl Side {
    /// In which duties somebody stands there.
    pub fn duties(self) -> &'static [Duty] {
        match self {
            Side::Nominator => &[Duty::Dispatcher, Duty::Head, Duty::Justice],
            Side::Approver => &[Duty::Justice, Duty::Dispatcher],
            Side::Leader => &[Duty::Leader],
            Side::Team => &[Duty::Department, Duty::External, Duty::Head],
        }
    }
}

impl ActKind {
    /// Who does it.
    pub fn side(self) -> Side {
        match self {
            ActKind::Withdraw => Side::Nominator,
            ActKind::Approve | ActKind::Refuse | ActKind::Review | ActKind::Reassign => Side::Approver,
            ActKind::Report => Side::Team,
            ActKind::Join
            | ActKind::Plan
            | ActKind::Visit
            | ActKind::Finish
            | ActKind::Postpone
            | ActKind::Drop
            | ActKind::Conclude => Side::Leader,
        }
    }

    /// Whether it is done to one measure.
    pub fn is_on_a_measure(self) -> bool {
        matches!(self, ActKind::Report | ActKind::Finish | ActKind::Postpone | ActKind::Drop)
    }

    /// Whether it is open at this stage.
    fn is_open_at(self, stage: Stage) -> bool {
        let is_worked = matches!(stage, Stage::Approved | Stage::Working);
        match self {
            ActKind::Approve | ActKind::Refuse | ActKind::Withdraw => stage == Stage::Nominated,
            ActKind::Review => stage == Stage::Concluded,
            ActKind::Reassign => stage.is_owned(),
            ActKind::Join
            | ActKind::Plan
            | ActKind::Visit
            | ActKind::Report
            | ActKind::Finish
            | ActKind::Postpone
            | ActKind::Drop
            | ActKind::Conclude => is_worked,
        }
    }
}

/// What is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// A leader is named, and owns it from now on.
    Approve {
        /// Who.
        leader: Option<AccountId>,
    },
    /// It is not taken.
    Refuse {
        /// Why.
        reason: String,
    },
    /// Whoever nominated it takes it back.
    Withdraw {
        /// Why.
        reason: String,
    },
    /// A body joins the team.
    Join {
        /// Which.
        body: Option<BodyId>,
        /// What for.
        task: String,
        /// Whom to ask there.
        contact: Option<AccountId>,
    },
    /// A measure joins the plan.
    Plan {
        /// What is to be done.
        what: String,
        /// Which body of the team is responsible.
        body: Option<BodyId>,
        /// The last day.
        due: Option<Day>,
    },
    /// The leader was somewhere.
    Visit {
        /// When.
        at: Moment,
        /// Where.
        place: String,
        /// Whom the leader met.
        met: Option<Met>,
        /// What came of it.
        text: String,
    },
    /// The body says what it did of a measure.
    Report {
        /// Which measure.
        measure: u32,
        /// What it did, and what shows it.
        text: String,
    },
    /// A measure is done.
    Finish {
        /// Which.
        measure: u32,
        /// What proves it.
        evidence: Option<Evidence>,
    },
    /// A measure gets another last day.
    Postpone {
        /// Which.
        measure: u32,
        /// The last day from now on.
        due: Option<Day>,
        /// Why.
        reason: String,
    },
    /// A measure is not needed any more.
    Drop {
        /// Which.
        measure: u32,
        /// Why.
        reason: String,
    },
    /// The leader proposes how it ends.
    Conclude {
        /// How.
        way: Option<Way>,
        /// What came of it.
        text: String,
        /// What ended the quarrel.
        ended_by: Option<EndedBy>,
        /// The number of the document that says so.
        reference: String,
    },
    /// Somebody else looks at it.
    Review {
        /// Whether it ends as proposed.
        passed: Option<bool>,
        /// Why.
        reason: String,
    },
    /// Another leader takes over.
    Reassign {
        /// Who.
        leader: Option<AccountId>,
        /// Why.
        reason: String,
    },
}

impl Act {
    /// Its kind.
    pub fn kind(&self) -> ActKind {
        match self {
            Act::Approve { .. } => ActKind::Approve,
            Act::Refuse { .. } => ActKind::Refuse,
            Act::Withdraw { .. } => ActKind::Withdraw,
            Act::Join { .. } => ActKind::Join,
            Act::Plan { .. } => ActKind::Plan,
            Act::Visit { .. } => ActKind::Visit,
            Act::Report { .. } => ActKind::Report,
            Act::Finish { .. } => ActKind::Finish,
            Act::Postpone { .. } => ActKind::Postpone,
            Act::Drop { .. } => ActKind::Drop,
            Act::Conclude { .. } => ActKind::Conclude,
            Act::Review { .. } => ActKind::Review,
            Act::Reassign { .. } => ActKind::Reassign,
        }
    }

    /// The measure it is done to.
    pub fn measure(&self) -> Option<u32> {
        match self {
            Act::Report { measure, .. }
            | Act::Finish { measure, .. }
            | Act::Postpone { measure, .. }
            | Act::Drop { measure, .. } => Some(*measure),
            Act::Approve { .. }
            | Act::Refuse { .. }
            | Act::Withdraw { .. }
            | Act::Join { .. }
            | Act::Plan { .. }
            | Act::Visit { .. }
            | Act::Conclude { .. }
            | Act::Review { .. }
            | Act::Reassign { .. } => None,
        }
    }
}

/// What there is outside an owned case that an act of it may rest on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Known {
    /// Who has the duty of a leader today.
    pub leaders: Vec<AccountId>,
    /// Who works at which body.
    pub contacts: Vec<(AccountId, BodyId)>,
    /// Files kept with the number, and documents produced from it.
    pub evidence: Vec<Evidence>,
    /// Whether everything is done that was agreed in the case.
    pub is_performed: bool,
}

/// What the rules are given beside an act.
#[derive(Debug, Clone, Copy)]
pub struct ActContext<'a> {
    /// Who acts.
    pub by: Actor,
    /// When.
    pub at: Moment,
    /// The periods and the calendar.
    pub reckoning: &'a Reckoning,
    /// What the act may rest on.
    pub known: &'a Known,
}

impl ActContext<'_> {
    /// The account that acts.
    pub(super) fn account(&self) -> Result<AccountId, Refusal> {
        self.by.account().ok_or_else(|| Refusal::new("backlog-not-yours"))
    }
}

/// Whether `actor` is this person, or does the post of this person.
fn is_or_stands_for(actor: &Actor, person: AccountId) -> bool {
    match actor {
        Actor::Staff { account, .. } => *account == person,
        Actor::StandIn { account, of, .. } => *account == person || *of == person,
        Actor::Party { .. } | Actor::System => false,
    }
}

impl OwnedCase {
    /// Whether `by` may do `kind` now, on this measure if it is done to one. Whoever approves and reviews is neither whoever
    /// nominated it nor the leader (four eyes), also where somebody stands in.
    ///
    /// # Errors
    /// `backlog-not-yours`, `backlog-four-eyes`, `backlog-not-now`.
    pub fn allows(&self, kind: ActKind, measure: Option<u32>, by: &Actor) -> Result<(), Refusal> {
        let side = kind.side();
        let owned = self.owned();
        let is_of_side = side.duties().contains(&by.duty())
            && match side {
                Side::Leader => owned.is_some_and(|owned| is_or_stands_for(by, owned.leader)),
                Side::Nominator | Side::Approver | Side::Team => true,
            };
        if !is_of_side {
            return Err(Refusal::new("backlog-not-yours"));
        }
        if !kind.is_open_at(self.stage()) {
            return Err(Refusal::new("backlog-not-now"));
        }
        if side == Side::Approver {
            let leader = owned.map(|owned| owned.leader);
            if [Some(self.by), leader].into_iter().flatten().any(|one| is_or_stands_for(by, one)) {
                return Err(Refusal::new("backlog-four-eyes"));
            }
        }
        if kind.is_on_a_measure() {
            let measure = measure.zip(owned).and_then(|(nth, owned)| owned.measure(nth));
            // A body that has said what it did may say it again, until the leader has confirmed it.
            if !measure.is_some_and(super::Measure::is_open) {
                return Err(Refusal::new("backlog-not-now"));
            }
        }
        Ok(())
    }

    /// What comes of an act.
    ///
    /// # Errors
    /// Why not, at its field.
    pub fn act(mut self, act: Act, context: &ActContext<'_>) -> Result<Self, Refusal> {
        self.allows(act.kind(), act.measure(), &context.by)?;
        self.came = match (self.came, act) {
            (Came::Waiting, Act::Approve { leader }) => super::doing::approve(self.by, leader, context)?,
            (Came::Waiting, Act::Refuse { reason }) => Came::Refused(context.said(&reason)?),
            (Came::Waiting, Act::Withdraw { reason }) => Came::Withdrawn(context.said(&reason)?),
            (Came::Owned(owned), act) => Came::Owned(Box::new(owned.take(act, context)?)),
            (Came::Waiting | Came::Withdrawn(_) | Came::Refused(_), _) => {
                return Err(Refusal::new("backlog-not-now"));
            }
        };
        Ok(self)
    }
}
