//! Which whistle is this, and what of it may the reader see and do?

use fengqiao_base::{Actor, BodyId, id::CallId};
use fengqiao_domain::{
    intake::RequestNumber,
    whistle::{ActKind, Call, Side, Whistle},
};
use fengqiao_policy::{Action, Thing, at_bodies, decide};
use fengqiao_web::problem::Problem;

use super::store::{self, Kept};
use crate::{app::App, once::stored, viewer::Viewer};

/// A whistle in the hand of somebody who may see something of it.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The whistle and where it stands.
    pub kept: Kept,
    /// Whether all of it is seen, and not merely the calls at the reader's own body.
    pub is_whole: bool,
    /// As whom the reader stands at the body that blew it.
    whistler: Option<Actor>,
    /// As whom the reader rules on objections.
    dispatcher: Option<Actor>,
    /// At which called bodies the reader works, and as whom.
    called: Vec<(BodyId, Actor)>,
}

impl Loaded {
    /// The whistle.
    pub fn whistle(&self) -> &Whistle {
        &self.kept.whistle
    }

    /// The calls that the reader sees.
    pub fn calls(&self) -> impl Iterator<Item = &Call> {
        self.whistle().calls.iter().filter(|call| self.is_whole || self.at(call).is_some())
    }

    /// As whom the reader stands at the body that blew it.
    pub fn whistler(&self) -> Option<Actor> {
        self.whistler
    }

    fn at(&self, call: &Call) -> Option<Actor> {
        self.called.iter().find(|(body, _)| *body == call.body).map(|(_, actor)| *actor)
    }

    /// As whom the reader does `kind`, on this call or on the whistle itself.
    ///
    /// # Errors
    /// `NotFound` for whoever has nothing to do with it; the refusal of the rules otherwise.
    pub fn actor(&self, kind: ActKind, call: Option<CallId>) -> Result<Actor, Problem> {
        let call =
            call.map(|id| self.calls().find(|call| call.id == id).ok_or(Problem::NotFound)).transpose()?;
        let actor = match kind.side() {
            Side::Whistler => self.whistler,
            Side::Dispatcher => self.dispatcher,
            Side::Called => call.and_then(|call| self.at(call)),
        };
        let actor = actor.ok_or(Problem::NotFound)?;
        match (kind, call) {
            (ActKind::Call, None) if self.whistle().closed.is_none() => Ok(actor),
            (ActKind::Call, _) | (_, None) => Err(Problem::NotFound),
            (kind, Some(call)) => kind.allowed(call).map(|()| actor).map_err(Problem::Refused),
        }
    }

    /// What the reader can do to this call, or to the whistle itself.
    pub fn offers(&self, call: Option<CallId>) -> Vec<ActKind> {
        ActKind::ALL.iter().copied().filter(|kind| self.actor(*kind, call).is_ok()).collect()
    }
}

/// A whistle as the policy sees it.
pub fn thing(kept: &Kept) -> Thing {
    Thing {
        number: kept.seq,
        street: kept.street.clone(),
        body: Some(kept.whistle.body),
        mediator: None,
        class: kept.class,
    }
}

/// The whistle of `number`, if the viewer may see something of it; else it does not exist.
pub async fn whistle_for(app: &App, viewer: &Viewer, number: &str) -> Result<Loaded, Problem> {
    let number: RequestNumber = number.parse().map_err(|_| Problem::NotFound)?;
    let kept = store::find(app.store.read(), &app.vault, number.sequence()).await.map_err(stored)?;
    let kept = kept.ok_or(Problem::NotFound)?;
    let (asker, thing) = (viewer.asker(), thing(&kept));
    let is_whole = decide(&asker, Action::OverseeWhistles, Some(&thing));
    let mut called = at_bodies(&asker, Side::Called.duties());
    called.retain(|(body, _)| kept.whistle.calls.iter().any(|call| call.body == *body));
    if !is_whole && called.is_empty() {
        return Err(Problem::NotFound);
    }
    let whistlers = at_bodies(&asker, Side::Whistler.duties());
    let whistler = whistlers.into_iter().find(|(body, _)| *body == kept.whistle.body).map(|(_, actor)| actor);
    let there = viewer.actors(Some(&thing));
    let dispatcher = there.into_iter().find(|actor| Side::Dispatcher.duties().contains(&actor.duty()));
    Ok(Loaded { kept, is_whole, whistler, dispatcher, called })
}

/// The bodies whose calls the viewer answers.
pub fn answered_bodies(viewer: &Viewer) -> Vec<BodyId> {
    at_bodies(&viewer.asker(), Side::Called.duties()).into_iter().map(|(body, _)| body).collect()
}

impl Loaded {
    /// Whistles for the samples of pages: as the whistler, the called body and the dispatcher see them.
    pub(super) fn samples(now: fengqiao_base::Moment) -> Vec<Self> {
        use fengqiao_base::Duty;
        use fengqiao_domain::{
            case::Confidentiality,
            deadline::Reckoning,
            whistle::{Act, ActContext, Blowing, WhistleKind},
        };
        use uuid::Uuid;

        let reckoning = Reckoning::shipped();
        let number = RequestNumber::new(440_306, 2026, 1).expect("a number");
        let ids = [11, 12].map(|n| CallId(Uuid::from_u128(n)));
        let blowing = Blowing {
            id: Uuid::from_u128(1).into(),
            kind: Some(WhistleKind::Emergency),
            body: Uuid::from_u128(2).into(),
            by: crate::case::sample::ACCOUNT,
            at: now,
            place: "440306017001".to_owned(),
            address: "前进一路工地东门".to_owned(),
            asked: "三十名工人被欠薪，聚集在工地门口，请到场核实。".to_owned(),
            about: Some(number),
            calls: ids.iter().zip([3, 4]).map(|(id, body)| (*id, BodyId(Uuid::from_u128(body)))).collect(),
        };
        let whistle = blowing.blown(number, &reckoning).expect("a whistle");
        let act = |whistle: Whistle, nth: usize, act: Act| {
            let context = ActContext { side: act.kind().side(), at: now, reckoning: &reckoning };
            whistle.act(ids.get(nth).copied(), act, &context).expect("the sample acts in turn")
        };
        let yes = Some(true);
        let busy = act(whistle.clone(), 1, Act::Object { reason: "该事项由住建部门负责。".to_owned() });
        let busy = act(busy, 0, Act::Sign);
        let busy = act(busy, 0, Act::Arrive { at: now, place: "工地东门".to_owned(), photo: None });
        let over = act(busy.clone(), 0, Act::Report { text: "已协调总包垫付工资。".to_owned() });
        let over = act(over, 0, Act::ScoreBody { responded: yes, solved: yes, satisfied: Some(false) });
        let over = act(over, 0, Act::ScoreWhistler { clear: yes, competent: yes, supported: yes });
        let over = act(over, 1, Act::Rule { upheld: yes, reason: "属于住建部门职责。".to_owned() });
        let as_duty = |duty| Actor::Staff { account: crate::case::sample::ACCOUNT, duty };
        let of = |whistle: &Whistle, is_whole| Self {
            kept: Kept {
                seq: 1,
                street: "440306017000".to_owned(),
                class: Confidentiality::Ordinary,
                whistle: whistle.clone(),
            },
            is_whole,
            whistler: is_whole.then(|| as_duty(Duty::Head)),
            dispatcher: is_whole.then(|| as_duty(Duty::Dispatcher)),
            called: vec![(whistle.calls[0].body, as_duty(Duty::Department))],
        };
        vec![of(&whistle, false), of(&over, true), of(&busy, true)]
    }
}
