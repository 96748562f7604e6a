//! Who may do what to a whistle and its calls, and what becomes of them?

use fengqiao_base::{
    BodyId, Duty, Moment, Refusal,
    id::{AttachmentId, CallId},
};

use super::{
    Arrival, Call, CallStage, LONGEST_PLACE, LONGEST_TEXT, Objection, OfBody, OfWhistler, Outcome, Period,
    Ruling, SHORTEST_TEXT, Whistle, callable, text,
};
use crate::{codes::codes, deadline::Reckoning};

codes! {
    /// What can be done to a whistle.
    ActKind "whistle_act" {
        /// 签收
        Sign = "sign",
        /// 提出职责异议
        Object = "object",
        /// 裁定异议
        Rule = "rule",
        /// 到场
        Arrive = "arrive",
        /// 反馈结果
        Report = "report",
        /// 评价被吹哨单位
        ScoreBody = "score_body",
        /// 评价吹哨单位
        ScoreWhistler = "score_whistler",
        /// 另请单位
        Call = "call",
    }
}

/// On which side of a call somebody stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The body that blew the whistle.
    Whistler,
    /// The body that was called.
    Called,
    /// Whoever rules on competence.
    Dispatcher,
}

impl Side {
    /// In which duties somebody stands there.
    pub fn duties(self) -> &'static [Duty] {
        match self {
            Side::Whistler => &[Duty::Intake, Duty::Dispatcher, Duty::Head],
            Side::Called => &[Duty::Department, Duty::External, Duty::Head],
            Side::Dispatcher => &[Duty::Dispatcher],
        }
    }
}

impl ActKind {
    /// Who does it.
    pub fn side(self) -> Side {
        match self {
            ActKind::Sign | ActKind::Object | ActKind::Arrive | ActKind::Report | ActKind::ScoreWhistler => {
                Side::Called
            }
            ActKind::ScoreBody | ActKind::Call => Side::Whistler,
            ActKind::Rule => Side::Dispatcher,
        }
    }

    /// Whether it is open for a call as it stands.
    ///
    /// # Errors
    /// `whistle-not-now` when the call has come too far, or not far enough.
    pub fn allowed(self, call: &Call) -> Result<(), Refusal> {
        let stage = call.stage();
        let is_open = match self {
            // Whoever was told to act first has been heard on its competence.
            ActKind::Sign | ActKind::Object => stage == CallStage::Called,
            ActKind::Rule => stage == CallStage::Objected,
            ActKind::Arrive => stage == CallStage::Signed,
            ActKind::Report => stage == CallStage::Arrived,
            ActKind::ScoreBody => call.of_body.is_none() && stage == CallStage::Reported,
            ActKind::ScoreWhistler => call.of_whistler.is_none() && stage == CallStage::Reported,
            ActKind::Call => true,
        };
        if is_open { Ok(()) } else { Err(Refusal::new("whistle-not-now")) }
    }
}

/// What is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// The body signs for the call.
    Sign,
    /// The body says that it is not competent.
    Object {
        /// Why.
        reason: String,
    },
    /// The dispatcher rules on it.
    Rule {
        /// Whether the body was right.
        upheld: Option<bool>,
        /// Why.
        reason: String,
    },
    /// Somebody of the body is on the spot.
    Arrive {
        /// Since when.
        at: Moment,
        /// Where.
        place: String,
        /// A photograph.
        photo: Option<AttachmentId>,
    },
    /// The body says what it did.
    Report {
        /// What was done and what came of it.
        text: String,
    },
    /// The whistler says how the body did.
    ScoreBody {
        /// It responded.
        responded: Option<bool>,
        /// It solved it.
        solved: Option<bool>,
        /// One is satisfied.
        satisfied: Option<bool>,
    },
    /// The body says how the whistler did.
    ScoreWhistler {
        /// Clear.
        clear: Option<bool>,
        /// For this body to do.
        competent: Option<bool>,
        /// Supported on the spot.
        supported: Option<bool>,
    },
    /// The whistler calls one body more.
    Call {
        /// The id of the new call.
        id: CallId,
        /// The body.
        body: Option<BodyId>,
    },
}

impl Act {
    /// Its kind.
    pub fn kind(&self) -> ActKind {
        match self {
            Act::Sign => ActKind::Sign,
            Act::Object { .. } => ActKind::Object,
            Act::Rule { .. } => ActKind::Rule,
            Act::Arrive { .. } => ActKind::Arrive,
            Act::Report { .. } => ActKind::Report,
            Act::ScoreBody { .. } => ActKind::ScoreBody,
            Act::ScoreWhistler { .. } => ActKind::ScoreWhistler,
            Act::Call { .. } => ActKind::Call,
        }
    }
}

/// What the rules are given beside an act.
#[derive(Debug, Clone, Copy)]
pub struct ActContext<'a> {
    /// Where whoever acts stands.
    pub side: Side,
    /// When.
    pub at: Moment,
    /// The periods and the calendar.
    pub reckoning: &'a Reckoning,
}

fn said(answer: Option<bool>, field: &'static str) -> Result<bool, Refusal> {
    answer.ok_or_else(|| Refusal::new("field-missing").at(field))
}

impl Whistle {
    /// What comes of an act on one of its calls; [`Act::Call`] is on the whistle itself and names none.
    ///
    /// # Errors
    /// Why not, at its field.
    pub fn act(mut self, on: Option<CallId>, act: Act, context: &ActContext<'_>) -> Result<Self, Refusal> {
        let kind = act.kind();
        if kind.side() != context.side {
            return Err(Refusal::new("whistle-not-yours"));
        }
        if let Act::Call { id, body } = act {
            if self.closed.is_some() {
                return Err(Refusal::new("whistle-closed"));
            }
            callable(self.body, &self.calls, body.into_iter())?;
            let body = body.ok_or_else(|| Refusal::new("field-missing").at("bodies"))?;
            self.calls.push(Call::start(id, body, self.kind, context.at, context.reckoning)?);
            return Ok(self);
        }
        let call = self.calls.iter_mut().find(|call| Some(call.id) == on);
        let call = call.ok_or_else(|| Refusal::new("whistle-not-now"))?;
        kind.allowed(call)?;
        call.take(act, context)?;
        // A call that was not for its body leaves the whistle open until another has answered it.
        let evaluated = self.calls.iter().any(|call| call.stage() == CallStage::Evaluated);
        if evaluated && self.calls.iter().all(Call::is_over) {
            self.closed = Some(context.at);
        }
        Ok(self)
    }
}

impl Call {
    fn take(&mut self, act: Act, context: &ActContext<'_>) -> Result<(), Refusal> {
        let now = context.at;
        match act {
            Act::Sign => {
                self.signed = Some(now);
                self.meet(Period::Sign, now, context.reckoning);
            }
            Act::Object { reason } => {
                let reason = text(&reason, "reason", SHORTEST_TEXT, LONGEST_TEXT)?;
                self.objection = Some(Objection { at: now, reason, ruling: None });
                self.meet(Period::Sign, now, context.reckoning);
            }
            Act::Rule { upheld, reason } => {
                let upheld = said(upheld, "upheld")?;
                let reason = text(&reason, "reason", SHORTEST_TEXT, LONGEST_TEXT)?;
                if let Some(objection) = &mut self.objection {
                    objection.ruling = Some(Ruling { at: now, upheld, reason });
                }
                if upheld {
                    for one in &mut self.clocks {
                        if one.clock.is_open() {
                            one.clock = one.clock.clone().cancel(now, context.reckoning);
                        }
                    }
                } else {
                    self.signed = Some(now);
                }
            }
            Act::Arrive { at, place, photo } => {
                // Somebody may have come before anybody signed for it.
                if at > now || at < self.at {
                    return Err(Refusal::new("whistle-arrival-time").at("at"));
                }
                let place = text(&place, "place", 1, LONGEST_PLACE)?;
                self.arrival = Some(Arrival { at, place, photo });
                self.meet(Period::Arrive, at, context.reckoning);
            }
            Act::Report { text: words } => {
                let text = text(&words, "text", SHORTEST_TEXT, LONGEST_TEXT)?;
                self.outcome = Some(Outcome { at: now, text });
                self.meet(Period::Result, now, context.reckoning);
            }
            Act::ScoreBody { responded, solved, satisfied } => {
                self.of_body = Some(OfBody {
                    responded: said(responded, "responded")?,
                    solved: said(solved, "solved")?,
                    satisfied: said(satisfied, "satisfied")?,
                });
            }
            Act::ScoreWhistler { clear, competent, supported } => {
                self.of_whistler = Some(OfWhistler {
                    clear: said(clear, "clear")?,
                    competent: said(competent, "competent")?,
                    supported: said(supported, "supported")?,
                });
            }
            // Of the whistle, not of a call.
            Act::Call { .. } => {}
        }
        Ok(())
    }

    fn meet(&mut self, period: Period, at: Moment, by: &Reckoning) {
        for one in self.clocks.iter_mut().filter(|one| one.period == period && one.clock.is_open()) {
            one.clock = one.clock.clone().meet(at, by);
        }
    }
}
