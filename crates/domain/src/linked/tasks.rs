//! Who is asked for what, and what does the body answer?

use fengqiao_base::{
    Day, Duty, Refusal,
    id::{BodyId, TaskId},
};

use super::{LONGEST_TASK, Mediation, Progress, Task, TaskPart, TaskState};
use crate::case::{ActContext, Case, ClockName, Confidentiality, Fact, Why, words};

/// What is given to a body to do.
pub(crate) struct Assigned {
    pub(crate) body: BodyId,
    pub(crate) mediation: Mediation,
    pub(crate) part: TaskPart,
    pub(crate) text: String,
    pub(crate) due: Option<Day>,
    pub(crate) meeting: Option<u32>,
}

impl Case {
    pub(crate) fn assign_task(
        mut self,
        mut assigned: Assigned,
        ctx: &ActContext<'_>,
    ) -> Result<Case, Refusal> {
        if assigned.body == self.body {
            return Err(Why::TaskForOneself.at("body"));
        }
        // Whom another body is told of at all is the head's word, where not everybody may know of the case.
        let is_closed_circle = self.is_violent() || self.class == Confidentiality::Sealed;
        if is_closed_circle && ctx.by.duty() != Duty::Head {
            return Err(Why::TaskIsTheHeads.refusal());
        }
        if self.linkage.open().any(|task| task.body == assigned.body && task.meeting.is_none()) {
            return Err(Why::TaskThereAlready.at("body"));
        }
        assigned.text = few_words("text", &assigned.text)?;
        self.give(assigned, ctx)?;
        Ok(self)
    }

    /// Puts a task among the others and starts its clocks.
    pub(super) fn give(&mut self, assigned: Assigned, ctx: &ActContext<'_>) -> Result<TaskId, Refusal> {
        let Assigned { body, mediation, part, text, due, meeting } = assigned;
        if due.is_some_and(|day| day < ctx.today()) {
            return Err(Why::TaskDayPassed.at("due"));
        }
        let id: TaskId = ctx.ids.next();
        let by = ctx.account()?;
        let state = TaskState::Asked;
        self.linkage.tasks.push(Task {
            id,
            body,
            mediation,
            part,
            text,
            at: ctx.at,
            by,
            meeting,
            progress: Vec::new(),
            state,
        });
        self.start_task(id, part == TaskPart::Lead && mediation == Mediation::Administrative, due, ctx)?;
        self.journal(Fact::TaskAssigned { task: id, body, mediation, part, due }, ctx);
        Ok(id)
    }

    pub(crate) fn accept_task(mut self, id: TaskId, ctx: &ActContext<'_>) -> Result<Case, Refusal> {
        let task = self.task_at(id, |task| task.state == TaskState::Asked)?;
        task.state = TaskState::Accepted { at: ctx.at };
        self.stop(ClockName::TaskAnswer(id), "accepted", ctx);
        self.journal(Fact::TaskAccepted { task: id }, ctx);
        Ok(self)
    }

    /// A body that is not competent says so; then the task is to be sent on within three working days (深圳条例 45).
    pub(crate) fn decline_task(
        mut self,
        id: TaskId,
        reason: &str,
        instead: Option<BodyId>,
        ctx: &ActContext<'_>,
    ) -> Result<Case, Refusal> {
        let reason = few_words("reason", reason)?;
        let task = self.task_at(id, |task| task.state == TaskState::Asked)?;
        if instead == Some(task.body) {
            return Err(Why::TaskForOneself.at("instead"));
        }
        task.state = TaskState::Declined { at: ctx.at, reason, instead };
        self.stop(ClockName::TaskAnswer(id), "not-accepted", ctx);
        self.stop(ClockName::Task(id), "declined", ctx);
        self.start_task_transfer(id, ctx)?;
        self.journal(Fact::TaskDeclined { task: id, instead }, ctx);
        Ok(self)
    }

    /// Sends a declined task to another body, as a task of that body's own.
    pub(crate) fn send_task_on(
        mut self,
        id: TaskId,
        body: BodyId,
        due: Option<Day>,
        ctx: &ActContext<'_>,
    ) -> Result<Case, Refusal> {
        let is_there = self.linkage.open().any(|task| task.body == body && task.meeting.is_none());
        let own = self.body;
        let task = self.task_at(id, |task| matches!(task.state, TaskState::Declined { .. }))?;
        if body == task.body || body == own {
            return Err(Why::TaskForOneself.at("body"));
        }
        if is_there {
            return Err(Why::TaskThereAlready.at("body"));
        }
        let (text, mediation, part, meeting) = (task.text.clone(), task.mediation, task.part, task.meeting);
        let to = self.give(Assigned { body, mediation, part, text, due, meeting }, ctx)?;
        self.task_at(id, |_| true)?.state = TaskState::SentOn { at: ctx.at, to };
        if part == TaskPart::Lead {
            self.linkage.lead = Some(body);
        }
        self.stop(ClockName::TaskTransfer(id), "transferred", ctx);
        self.journal(Fact::TaskSentOn { task: id, to, body }, ctx);
        Ok(self)
    }

    pub(crate) fn report_task(
        mut self,
        id: TaskId,
        record: &str,
        ctx: &ActContext<'_>,
    ) -> Result<Case, Refusal> {
        let record = words("record", record)?;
        let task = self.task_at(id, |task| matches!(task.state, TaskState::Accepted { .. }))?;
        task.progress.push(Progress { at: ctx.at, record });
        let nth = task.progress.len();
        self.journal(Fact::TaskReported { task: id, nth }, ctx);
        Ok(self)
    }

    pub(crate) fn finish_task(
        mut self,
        id: TaskId,
        record: &str,
        ctx: &ActContext<'_>,
    ) -> Result<Case, Refusal> {
        let record = words("record", record)?;
        let task = self.task_at(id, |task| matches!(task.state, TaskState::Accepted { .. }))?;
        task.state = TaskState::Done { at: ctx.at, record };
        self.stop(ClockName::Task(id), "task-done", ctx);
        let open = self.linkage.open().count();
        self.journal(Fact::TaskFinished { task: id, open }, ctx);
        Ok(self)
    }

    pub(crate) fn withdraw_task(
        mut self,
        id: TaskId,
        reason: &str,
        ctx: &ActContext<'_>,
    ) -> Result<Case, Refusal> {
        let reason = few_words("reason", reason)?;
        let task = self.task_at(id, Task::is_open)?;
        task.state = TaskState::Withdrawn { at: ctx.at, reason };
        let (part, body) = (task.part, task.body);
        for clock in [ClockName::Task(id), ClockName::TaskAnswer(id), ClockName::TaskTransfer(id)] {
            self.stop(clock, "withdrawn", ctx);
        }
        // Somebody leads: without that body the committee does.
        if part == TaskPart::Lead && self.linkage.lead == Some(body) {
            self.linkage.lead = None;
        }
        self.journal(Fact::TaskWithdrawn { task: id }, ctx);
        Ok(self)
    }

    /// The task of `id`, if it fits; one that is not of this case is not there.
    fn task_at(&mut self, id: TaskId, fits: impl Fn(&Task) -> bool) -> Result<&mut Task, Refusal> {
        let task = self.linkage.tasks.iter_mut().find(|task| task.id == id);
        let task = task.ok_or_else(|| Why::UnknownTask.at("task"))?;
        if fits(task) { Ok(task) } else { Err(Why::TaskNotNow.refusal().with("stage", task.stage().code())) }
    }
}

/// The words of a field that another body reads at one go.
pub(super) fn few_words(field: &'static str, text: &str) -> Result<String, Refusal> {
    let text = words(field, text)?;
    if text.chars().count() > LONGEST_TASK {
        return Err(Why::WordsTooLong.at(field).with("longest", LONGEST_TASK));
    }
    Ok(text)
}
