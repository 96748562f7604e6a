//! What does a body do with what was sent to it?

use fengqiao_base::{BodyId, Duty, Moment, Refusal};
use serde::Serialize;

use super::plan::Sent;
use crate::codes::codes;

codes! {
    /// Reached something stands at a body.
    State "dispatch_state" {
        /// 待接收: nobody has answered.
        Waiting = "waiting",
        /// 已接收: the body deals with it.
        Taken = "taken",
        /// 职责异议: the body says that it is not competent.
        Objected = "objected",
        /// 先办后议: the body deals with it until competence is settled.
        ActingFirst = "acting_first",
        /// 已办结: the body has done its part.
        Done = "done",
        /// 已撤回: it was taken back, because another body is competent or nothing is left to do.
        Recalled = "recalled",
    }

    /// Why a body says that it is not competent.
    Ground "dispatch_ground" {
        /// 不属本单位法定职责
        NotCompetent = "not_competent",
        /// 不属本单位管辖区域
        OtherTerritory = "other_territory",
        /// 已由其他单位受理
        AlreadyHandled = "already_handled",
    }

    /// What the dispatcher decides on an objection.
    Ruling "dispatch_ruling" {
        /// 异议成立
        Upheld = "upheld",
        /// 先办后议
        ActFirst = "act_first",
    }
}

impl State {
    /// Whether somebody of the body still has something to do.
    pub fn is_open(self) -> bool {
        match self {
            State::Waiting | State::Taken | State::Objected | State::ActingFirst => true,
            State::Done | State::Recalled => false,
        }
    }

    /// Whose turn it is.
    pub fn turn(self) -> Option<Duty> {
        match self {
            State::Waiting | State::Taken | State::ActingFirst => Some(Duty::Department),
            State::Objected => Some(Duty::Dispatcher),
            State::Done | State::Recalled => None,
        }
    }
}

/// What can be done with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum Act {
    /// 接收
    Take,
    /// 提出职责异议
    Object {
        /// Why.
        ground: Ground,
        /// Which body is competent, in the view of this one.
        instead: Option<BodyId>,
    },
    /// 裁定异议, by the dispatcher.
    Rule {
        /// How.
        ruling: Ruling,
        /// The body that gets it instead, where the objection is upheld.
        instead: Option<BodyId>,
    },
    /// 办结
    Finish,
}

impl Act {
    /// The word in journal, forms and translations.
    pub fn code(&self) -> &'static str {
        match self {
            Act::Take => "take",
            Act::Object { .. } => "object",
            Act::Rule { .. } => "rule",
            Act::Finish => "finish",
        }
    }
}

/// Something that was sent to one body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dispatch {
    /// To whom, by which rule.
    pub sent: Sent,
    /// When.
    pub at: Moment,
    /// Until when the body answers.
    pub answer_by: Moment,
    /// Reached it stands.
    pub state: State,
    /// Why the body objected, and whom it named; kept after the ruling.
    pub objection: Option<(Ground, Option<BodyId>)>,
}

/// What an act came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// As it stands now.
    pub dispatch: Dispatch,
    /// The body that gets it instead.
    pub goes_to: Option<BodyId>,
}

impl Dispatch {
    /// What can be done with it in `duty`, in the order of the buttons.
    pub fn open_to(&self, duty: Duty) -> Vec<&'static str> {
        match (self.state, duty) {
            (State::Objected, Duty::Dispatcher) => vec!["rule"],
            (State::Objected | State::Done | State::Recalled, _) | (_, Duty::Dispatcher) => Vec::new(),
            (State::Waiting, _) => vec!["take", "object"],
            (State::Taken, _) => vec!["finish", "object"],
            (State::ActingFirst, _) => vec!["finish"],
        }
    }

    /// Does `act` in `duty`.
    ///
    /// # Errors
    /// `dispatch-not-now` where it does not fit the state or the duty; `dispatch-same-body` where the body that is to get it
    /// is this one; `dispatch-instead-missing` where an upheld objection names none.
    pub fn act(mut self, act: Act, duty: Duty) -> Result<Answered, Refusal> {
        if !self.open_to(duty).contains(&act.code()) {
            return Err(Refusal::new("dispatch-not-now"));
        }
        let mut goes_to = None;
        self.state = match act {
            Act::Take => State::Taken,
            Act::Finish => State::Done,
            Act::Object { ground, instead } => {
                self.other(instead)?;
                self.objection = Some((ground, instead));
                State::Objected
            }
            Act::Rule { ruling: Ruling::ActFirst, .. } => State::ActingFirst,
            Act::Rule { ruling: Ruling::Upheld, instead } => {
                self.other(instead)?;
                goes_to =
                    Some(instead.ok_or_else(|| Refusal::new("dispatch-instead-missing").at("instead"))?);
                State::Recalled
            }
        };
        Ok(Answered { dispatch: self, goes_to })
    }

    fn other(&self, instead: Option<BodyId>) -> Result<(), Refusal> {
        if instead == Some(self.sent.body) {
            return Err(Refusal::new("dispatch-same-body").at("instead"));
        }
        Ok(())
    }

    /// Whether the body should have answered by `now`.
    pub fn is_late(&self, now: Moment) -> bool {
        self.state == State::Waiting && now >= self.answer_by
    }
}

#[cfg(test)]
mod tests {
    use time::{Duration, macros::datetime};
    use uuid::Uuid;

    use super::*;
    use crate::dispatch::{Part, Reached};

    const NOW: Moment = datetime!(2026-11-24 02:00 UTC);

    fn body(n: u128) -> BodyId {
        BodyId(Uuid::from_u128(n))
    }

    fn sent() -> Dispatch {
        Dispatch {
            sent: Sent {
                body: body(1),
                part: Part::Lead,
                rule: "wages-lead".to_owned(),
                found: Reached::There,
                passed: Vec::new(),
                within_minutes: None,
            },
            at: NOW,
            answer_by: NOW + Duration::DAY,
            state: State::Waiting,
            objection: None,
        }
    }

    fn after(acts: &[(Act, Duty)]) -> Result<(State, Option<BodyId>), &'static str> {
        let start = Answered { dispatch: sent(), goes_to: None };
        acts.iter()
            .try_fold(start, |answered, (act, duty)| answered.dispatch.act(*act, *duty))
            .map(|answered| (answered.dispatch.state, answered.goes_to))
            .map_err(|refusal| refusal.code)
    }

    const OBJECT: Act = Act::Object { ground: Ground::NotCompetent, instead: None };

    #[test]
    fn a_body_takes_what_was_sent_and_finishes_it() {
        let duty = Duty::Department;
        assert_eq!(after(&[(Act::Take, duty), (Act::Finish, duty)]), Ok((State::Done, None)));
        assert_eq!(after(&[(Act::Finish, duty)]), Err("dispatch-not-now"), "it was not taken");
        assert_eq!(
            after(&[(Act::Take, Duty::Dispatcher)]),
            Err("dispatch-not-now"),
            "the dispatcher is not the body"
        );
    }

    #[test]
    fn a_disputed_competence_is_acted_on_first_and_settled_after() {
        let ruling = |ruling, instead| (Act::Rule { ruling, instead }, Duty::Dispatcher);
        let object = (OBJECT, Duty::Department);
        assert_eq!(after(&[object, ruling(Ruling::ActFirst, None)]), Ok((State::ActingFirst, None)));
        assert_eq!(
            after(&[object, ruling(Ruling::ActFirst, None), object]),
            Err("dispatch-not-now"),
            "it objects once"
        );
        assert_eq!(
            after(&[object, ruling(Ruling::Upheld, Some(body(2)))]),
            Ok((State::Recalled, Some(body(2))))
        );
        assert_eq!(after(&[object, ruling(Ruling::Upheld, None)]), Err("dispatch-instead-missing"));
        assert_eq!(after(&[object, ruling(Ruling::Upheld, Some(body(1)))]), Err("dispatch-same-body"));
    }

    #[test]
    fn it_is_late_once_the_answer_was_due_and_not_after_it_was_given() {
        let late = |dispatch: &Dispatch, after| dispatch.is_late(NOW + after);
        assert_eq!([Duration::hours(23), Duration::DAY].map(|after| late(&sent(), after)), [false, true]);
        let taken = sent().act(Act::Take, Duty::Department).expect("taken").dispatch;
        assert!(!late(&taken, Duration::DAY * 2));
    }
}
