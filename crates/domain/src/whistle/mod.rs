//! Whom does a street call when it cannot settle something alone, how far has each come, and what is said of each other?
//!
//! A street or a community blows a whistle (吹哨) at one or more bodies; each is one call, which is signed for, arrives
//! (报到), reports a result, and is evaluated by both sides. Organisations are evaluated, never people.
//!
//! | file | question |
//! | --- | --- |
//! | `act` | who may do what to a call, and what becomes of it |
//! | `late` | which call is late, and who is told next |

mod act;
mod late;

pub use act::{Act, ActContext, ActKind, Side};
pub use late::{Level, escalates_at};

use fengqiao_base::{
    AccountId, BodyId, Moment, Refusal,
    id::{AttachmentId, CallId, WhistleId},
};
use serde::{Deserialize, Serialize};

use crate::{
    codes::codes,
    deadline::{ClockState, Course, Reckoning, RunningClock},
    intake::RequestNumber,
};

/// The longest text of a whistle, in characters.
pub const LONGEST_TEXT: usize = 1000;
/// The longest description of a place, in characters.
pub const LONGEST_PLACE: usize = 200;
/// What is asked in fewer characters cannot be answered.
pub const SHORTEST_TEXT: usize = 5;
/// So many bodies one whistle calls at most.
pub const MOST_CALLS: usize = 12;

codes! {
    /// 哨类: what the whistle is for; each kind has periods of its own.
    WhistleKind "whistle_kind" {
        /// 群众诉求
        Ordinary = "ordinary",
        /// 综合执法
        Enforcement = "enforcement",
        /// 应急处置
        Emergency = "emergency",
    }

    /// What a called body owes by when.
    Period "whistle_period" {
        /// 签收
        Sign = "sign",
        /// 到场
        Arrive = "arrive",
        /// 反馈办理结果
        Result = "result",
    }

    /// How far a call has come.
    CallStage "call_stage" {
        /// 待签收
        Called = "called",
        /// 职责异议待裁定
        Objected = "objected",
        /// 已签收
        Signed = "signed",
        /// 已到场
        Arrived = "arrived",
        /// 待评价
        Reported = "reported",
        /// 已评价
        Evaluated = "evaluated",
        /// 异议成立
        Released = "released",
    }
}

/// A period of one call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallClock {
    /// Which.
    pub period: Period,
    /// How it runs.
    pub clock: RunningClock,
}

/// A body says that it is not competent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objection {
    /// When.
    pub at: Moment,
    /// Why.
    pub reason: String,
    /// What was ruled.
    pub ruling: Option<Ruling>,
}

/// What was ruled on an objection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ruling {
    /// When.
    pub at: Moment,
    /// Whether the body was right: the call ends. Otherwise it acts first, and competence is settled after (先办后议).
    pub upheld: bool,
    /// Why.
    pub reason: String,
}

/// Somebody of the body came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrival {
    /// When.
    pub at: Moment,
    /// Where, in words.
    pub place: String,
    /// A photograph.
    #[serde(default)]
    pub photo: Option<AttachmentId>,
}

/// What the body did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// When it was reported.
    pub at: Moment,
    /// What was done and what came of it.
    pub text: String,
}

/// What the whistler says of the body: 响应、解决、满意.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfBody {
    /// It responded.
    pub responded: bool,
    /// It solved what was asked.
    pub solved: bool,
    /// One is satisfied.
    pub satisfied: bool,
}

/// What the body says of the whistler.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfWhistler {
    /// It was clear what was asked.
    pub clear: bool,
    /// It was for this body to do.
    pub competent: bool,
    /// The whistler supported it on the spot.
    pub supported: bool,
}

/// One body called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// Its id.
    pub id: CallId,
    /// The body.
    pub body: BodyId,
    /// When it was called.
    pub at: Moment,
    /// When it signed for it, or was told to act first.
    pub signed: Option<Moment>,
    /// That it is not competent.
    pub objection: Option<Objection>,
    /// That somebody came.
    pub arrival: Option<Arrival>,
    /// What it did.
    pub outcome: Option<Outcome>,
    /// What the whistler says of it.
    pub of_body: Option<OfBody>,
    /// What it says of the whistler.
    pub of_whistler: Option<OfWhistler>,
    /// Its periods.
    pub clocks: Vec<CallClock>,
}

impl Call {
    fn start(
        id: CallId,
        body: BodyId,
        kind: WhistleKind,
        at: Moment,
        by: &Reckoning,
    ) -> Result<Self, Refusal> {
        let clock = |period: &Period| {
            let rule = format!("whistle-{}-{}", kind.code(), period.code());
            Ok(CallClock { period: *period, clock: RunningClock::start(&rule, Course::from(at), by)? })
        };
        Ok(Self {
            id,
            body,
            at,
            signed: None,
            objection: None,
            arrival: None,
            outcome: None,
            of_body: None,
            of_whistler: None,
            clocks: Period::ALL.iter().map(clock).collect::<Result<_, Refusal>>()?,
        })
    }

    /// How far it has come.
    pub fn stage(&self) -> CallStage {
        match &self.objection {
            Some(Objection { ruling: None, .. }) => return CallStage::Objected,
            Some(Objection { ruling: Some(ruling), .. }) if ruling.upheld => return CallStage::Released,
            Some(_) | None => {}
        }
        if self.of_body.is_some() && self.of_whistler.is_some() {
            CallStage::Evaluated
        } else if self.outcome.is_some() {
            CallStage::Reported
        } else if self.arrival.is_some() {
            CallStage::Arrived
        } else if self.signed.is_some() {
            CallStage::Signed
        } else {
            CallStage::Called
        }
    }

    /// Whether nothing is to be done any more.
    pub fn is_over(&self) -> bool {
        matches!(self.stage(), CallStage::Evaluated | CallStage::Released)
    }

    /// Whether the called body has something to do.
    pub fn is_owed_by_body(&self) -> bool {
        match self.stage() {
            CallStage::Called | CallStage::Signed | CallStage::Arrived => true,
            CallStage::Reported => self.of_whistler.is_none(),
            CallStage::Objected | CallStage::Evaluated | CallStage::Released => false,
        }
    }

    /// The period that runs now: the next thing that is owed. None while an objection waits for its ruling.
    pub fn next_clock(&self) -> Option<&CallClock> {
        let period = match self.stage() {
            CallStage::Called => Period::Sign,
            CallStage::Signed => Period::Arrive,
            CallStage::Arrived => Period::Result,
            CallStage::Objected | CallStage::Reported | CallStage::Evaluated | CallStage::Released => {
                return None;
            }
        };
        self.clock(period)
    }

    /// One of its periods.
    pub fn clock(&self, period: Period) -> Option<&CallClock> {
        self.clocks.iter().find(|one| one.period == period)
    }

    /// Whether what was owed was done in time; none while it was not done.
    pub fn in_time(&self, period: Period) -> Option<bool> {
        let clock = &self.clock(period)?.clock;
        matches!(clock.state, ClockState::Met { .. }).then(|| !clock.was_late())
    }
}

/// A whistle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Whistle {
    /// Its id.
    pub id: WhistleId,
    /// Its number.
    pub number: RequestNumber,
    /// What it is for.
    pub kind: WhistleKind,
    /// The body that blew it.
    pub body: BodyId,
    /// Who blew it.
    pub by: AccountId,
    /// When.
    pub at: Moment,
    /// 12-digit code of the community or the street.
    pub place: String,
    /// Where in it, in words.
    pub address: String,
    /// What is asked.
    pub asked: String,
    /// The request or the case it is about.
    pub about: Option<RequestNumber>,
    /// Whom it called, in order.
    pub calls: Vec<Call>,
    /// When the last call was over.
    pub closed: Option<Moment>,
    /// The version in its row.
    #[serde(skip)]
    pub version: i64,
}

/// What somebody says who blows a whistle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blowing {
    /// Its id.
    pub id: WhistleId,
    /// What it is for.
    pub kind: Option<WhistleKind>,
    /// The body that blows it.
    pub body: BodyId,
    /// Who.
    pub by: AccountId,
    /// When.
    pub at: Moment,
    /// Code of the community or the street.
    pub place: String,
    /// Where in it.
    pub address: String,
    /// What is asked.
    pub asked: String,
    /// What it is about.
    pub about: Option<RequestNumber>,
    /// Whom it calls, each with the id of its call.
    pub calls: Vec<(CallId, BodyId)>,
}

impl Blowing {
    /// The whistle that comes of it, under a number.
    ///
    /// # Errors
    /// Everything that is wrong, each at its field.
    pub fn blown(self, number: RequestNumber, by: &Reckoning) -> Result<Whistle, Vec<Refusal>> {
        let mut wrong = Vec::new();
        let mut note = |refusal: Refusal| wrong.push(refusal);
        if self.kind.is_none() {
            note(Refusal::new("field-missing").at("kind"));
        }
        if self.place.is_empty() {
            note(Refusal::new("field-missing").at("place"));
        }
        let address = text(&self.address, "address", 1, LONGEST_PLACE).map_err(&mut note).unwrap_or_default();
        let asked =
            text(&self.asked, "asked", SHORTEST_TEXT, LONGEST_TEXT).map_err(&mut note).unwrap_or_default();
        if let Err(refusal) = callable(self.body, &[], self.calls.iter().map(|(_, body)| *body)) {
            note(refusal);
        }
        let Some(kind) = self.kind.filter(|_| wrong.is_empty()) else { return Err(wrong) };
        let call = |(id, body)| Call::start(id, body, kind, self.at, by);
        let calls: Vec<Call> = self
            .calls
            .into_iter()
            .map(call)
            .collect::<Result<_, Refusal>>()
            .map_err(|refusal| vec![refusal])?;
        Ok(Whistle {
            id: self.id,
            number,
            kind,
            body: self.body,
            by: self.by,
            at: self.at,
            place: self.place,
            address,
            asked,
            about: self.about,
            calls,
            closed: None,
            version: 0,
        })
    }
}

impl Whistle {
    /// One of its calls.
    pub fn call(&self, id: CallId) -> Option<&Call> {
        self.calls.iter().find(|call| call.id == id)
    }
}

/// Whether the bodies may be called by `own`, beside those that were.
fn callable(own: BodyId, calls: &[Call], bodies: impl Iterator<Item = BodyId>) -> Result<(), Refusal> {
    let bodies: Vec<BodyId> = bodies.collect();
    let refused = |code| Err(Refusal::new(code).at("bodies"));
    if bodies.is_empty() {
        return refused("field-missing");
    }
    if bodies.contains(&own) {
        return refused("whistle-calls-itself");
    }
    let is_called =
        |body: &BodyId| calls.iter().any(|call| call.body == *body && call.stage() != CallStage::Released);
    let twice = bodies.iter().enumerate().any(|(nth, body)| bodies[..nth].contains(body));
    if twice || bodies.iter().any(is_called) {
        return refused("whistle-calls-twice");
    }
    if calls.len() + bodies.len() > MOST_CALLS {
        return Err(Refusal::new("whistle-too-many-calls").at("bodies").with("most", MOST_CALLS));
    }
    Ok(())
}

/// A text that says something and does not go on for ever.
fn text(words: &str, field: &'static str, least: usize, most: usize) -> Result<String, Refusal> {
    let words = words.trim();
    let length = words.chars().count();
    if length == 0 {
        return Err(Refusal::new("field-missing").at(field));
    }
    if length < least {
        return Err(Refusal::new("whistle-text-too-short").at(field).with("shortest", least));
    }
    if length > most {
        return Err(Refusal::new("words-too-long").at(field).with("longest", most));
    }
    Ok(words.to_owned())
}

#[cfg(test)]
mod tests;
