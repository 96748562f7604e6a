//! Which owned case is this, and what of it may the reader see and do?

use fengqiao_base::{AccountId, Actor, BodyId, Duty, Refusal};
use fengqiao_domain::{
    backlog::{ActKind, Evidence, Known, Measure, OwnedCase, Side},
    case::Confidentiality,
    intake::RequestNumber,
};
use fengqiao_policy::{Action, Thing, at_bodies, decide};
use fengqiao_store::{StoreError, sql, values};
use fengqiao_web::problem::Problem;
use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;

use super::store::{self, Kept};
use crate::{
    account, app::App, case::store as case_store, document, once::stored, trail, vault::Vault, viewer::Viewer,
};

/// An owned case in the hand of somebody who may see something of it.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The owned case and where it stands.
    pub kept: Kept,
    /// Whether all of it is seen, and not merely the measures of the reader's own body.
    pub is_whole: bool,
    /// As whom the reader acts: on which side, and for which body where that matters.
    hands: Vec<(Side, Option<BodyId>, Actor)>,
}

impl Loaded {
    /// The owned case.
    pub fn owned(&self) -> &OwnedCase {
        &self.kept.owned
    }

    /// The measures that the reader sees.
    pub fn measures(&self) -> impl Iterator<Item = &Measure> {
        let all = self.owned().owned().into_iter().flat_map(|owned| &owned.measures);
        all.filter(|measure| self.is_whole || self.is_at(measure.body))
    }

    /// Whether the reader works at a body of the team.
    pub fn is_at(&self, body: BodyId) -> bool {
        self.hands.iter().any(|(side, at, _)| *side == Side::Team && *at == Some(body))
    }

    /// Whether the reader is the leader, or does her post.
    pub fn is_leader(&self) -> bool {
        self.hands.iter().any(|(side, ..)| *side == Side::Leader)
    }

    /// As whom the reader does `kind`, on this measure or on the whole.
    ///
    /// # Errors
    /// `NotFound` for whoever has nothing to do with it; the refusal of the rules otherwise.
    pub fn actor(&self, kind: ActKind, measure: Option<u32>) -> Result<Actor, Problem> {
        let on = match measure {
            Some(nth) => Some(self.measures().find(|measure| measure.nth == nth).ok_or(Problem::NotFound)?),
            None if kind.is_on_a_measure() => return Err(Problem::NotFound),
            None => None,
        };
        let mut refused = Problem::NotFound;
        for (side, body, actor) in &self.hands {
            if *side != kind.side() || (*side == Side::Team && on.is_none_or(|one| *body != Some(one.body))) {
                continue;
            }
            match self.owned().allows(kind, measure, actor) {
                Ok(()) => return Ok(*actor),
                Err(refusal) => refused = Problem::Refused(refusal),
            }
        }
        Err(refused)
    }

    /// What the reader can do to this measure, or to the whole.
    pub fn offers(&self, measure: Option<u32>) -> Vec<ActKind> {
        let fits = |kind: &ActKind| kind.is_on_a_measure() == measure.is_some();
        let all = ActKind::ALL.iter().copied().filter(fits);
        all.filter(|kind| self.actor(*kind, measure).is_ok()).collect()
    }

    /// Why the reader, who could approve and review, may not here: four eyes.
    pub fn is_kept_out(&self) -> Option<Refusal> {
        [ActKind::Approve, ActKind::Review].into_iter().find_map(|kind| match self.actor(kind, None) {
            Err(Problem::Refused(refusal)) if refusal.code == "backlog-four-eyes" => Some(refusal),
            Ok(_) | Err(_) => None,
        })
    }
}

/// An owned case as the policy sees it.
pub fn thing(kept: &Kept) -> Thing {
    Thing {
        number: kept.owned.about.sequence(),
        street: kept.street.clone(),
        body: Some(kept.owned.body),
        mediator: None,
        class: kept.class,
    }
}

/// The owned case of `number`, if the viewer may see something of it; else it does not exist.
///
/// Whoever owns it was named by somebody who reads the file, and sees it whatever its class is; a body of the team sees its
/// measures while the file is an ordinary one.
pub async fn owned_for(app: &App, viewer: &Viewer, number: &str) -> Result<Loaded, Problem> {
    let number: RequestNumber = number.parse().map_err(|_| Problem::NotFound)?;
    let kept = store::find(app.store.read(), &app.vault, number.sequence()).await.map_err(stored)?;
    let kept = kept.ok_or(Problem::NotFound)?;
    let (asker, thing) = (viewer.asker(), thing(&kept));
    let oversees = decide(&asker, Action::OverseeOwnedCases, Some(&thing));
    let owned = kept.owned.owned();
    let mut hands = Vec::new();
    if oversees {
        let nominators = at_bodies(&asker, Side::Nominator.duties()).into_iter();
        hands.extend(
            nominators
                .filter(|(body, _)| *body == kept.owned.body)
                .map(|(body, actor)| (Side::Nominator, Some(body), actor)),
        );
        // Whoever approves and reviews works for the whole district: reaches what lies in no street.
        let anywhere = Thing { street: String::new(), body: None, ..thing.clone() };
        let district = viewer.actors(Some(&anywhere)).into_iter();
        hands.extend(
            district
                .filter(|actor| Side::Approver.duties().contains(&actor.duty()))
                .map(|actor| (Side::Approver, None, actor)),
        );
    }
    let leads = viewer.actors(None).into_iter().filter(|actor| owns(actor, owned.map(|one| one.leader)));
    hands.extend(leads.map(|actor| (Side::Leader, None, actor)));
    let is_whole = oversees || hands.iter().any(|(side, ..)| *side == Side::Leader);
    if kept.class == Confidentiality::Ordinary {
        let team = at_bodies(&asker, Side::Team.duties()).into_iter();
        let is_member = |body: BodyId| owned.is_some_and(|one| one.team.iter().any(|of| of.body == body));
        hands.extend(
            team.filter(|(body, _)| is_member(*body)).map(|(body, actor)| (Side::Team, Some(body), actor)),
        );
    }
    if !is_whole && !hands.iter().any(|(side, ..)| *side == Side::Team) {
        return Err(Problem::NotFound);
    }
    let actors: Vec<Actor> = hands.iter().map(|(.., actor)| *actor).chain(viewer.actors(None)).collect();
    trail::reading(app, viewer, Action::ReadOwnedCases, &thing, &actors).await?;
    Ok(Loaded { kept, is_whole, hands })
}

/// Whether `actor` is this leader, or does her post.
fn owns(actor: &Actor, leader: Option<AccountId>) -> bool {
    let is = |account: AccountId| leader == Some(account);
    actor.duty() == Duty::Leader
        && match actor {
            Actor::Staff { account, .. } => is(*account),
            Actor::StandIn { of, .. } => is(*of),
            Actor::Party { .. } | Actor::System => false,
        }
}

/// Whose cases the viewer owns: the viewer's own, and those of leaders she stands in for.
pub fn led(viewer: &Viewer) -> Vec<AccountId> {
    let leader = |actor: Actor| match actor {
        Actor::Staff { account, duty: Duty::Leader } => Some(account),
        Actor::StandIn { of, duty: Duty::Leader, .. } => Some(of),
        Actor::Staff { .. } | Actor::StandIn { .. } | Actor::Party { .. } | Actor::System => None,
    };
    let mut all: Vec<AccountId> = viewer.actors(None).into_iter().filter_map(leader).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The bodies whose measures the viewer sees.
pub fn team_bodies(viewer: &Viewer) -> Vec<BodyId> {
    at_bodies(&viewer.asker(), Side::Team.duties()).into_iter().map(|(body, _)| body).collect()
}

/// Something that can prove that a measure was done: what, of which kind it is, since when (microseconds).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// As the rules know it.
    pub evidence: Evidence,
    /// Of a file its media type, of a document the code of its form. Never a name: names of files name people.
    pub of: String,
    /// Since when (microseconds).
    pub at: i64,
}

/// The files and documents of a number.
pub async fn proofs(conn: &impl ConnectionTrait, vault: &Vault, seq: i64) -> Result<Vec<Proof>, StoreError> {
    let files = case_store::attachments(conn, vault, seq).await?.into_iter().map(|file| Proof {
        evidence: Evidence::File { attachment: file.id.into() },
        of: file.media_type,
        at: file.added_at,
    });
    let documents = document::store::all(conn, vault, seq).await?.into_iter().map(|document| Proof {
        evidence: Evidence::Document { document: document.id.into() },
        of: document.form,
        at: document.produced_at,
    });
    Ok(files.chain(documents).collect())
}

#[derive(FromQueryResult)]
struct Working {
    account: Uuid,
    body: Uuid,
}

/// Who answers for which body today.
async fn contacts(app: &App, viewer: &Viewer) -> Result<Vec<(AccountId, BodyId)>, StoreError> {
    let today = fengqiao_store::time::day_text(fengqiao_base::local_day(viewer.now));
    let text = format!(
        "SELECT p.account, p.body FROM posts p JOIN accounts a ON a.id = p.account WHERE a.disabled_at IS NULL \
         AND p.of IS NULL AND p.body IS NOT NULL AND (p.duties LIKE '%\"department\"%' OR p.duties LIKE '%\"external\"%' \
         OR p.duties LIKE '%\"head\"%') AND {} ORDER BY a.login",
        account::post::HOLDS
    );
    let rows: Vec<Working> = sql::all(app.store.read(), &text, values![today]).await?;
    Ok(rows.into_iter().map(|row| (AccountId(row.account), BodyId(row.body))).collect())
}

/// What an act of this kind may rest on, and the proofs as they can be shown.
pub async fn known(
    app: &App,
    viewer: &Viewer,
    owned: &OwnedCase,
    kind: ActKind,
) -> Result<(Known, Vec<Proof>), Problem> {
    let (conn, seq) = (app.store.read(), owned.about.sequence());
    let (mut known, mut shown) = (Known::default(), Vec::new());
    match kind {
        ActKind::Approve | ActKind::Reassign => {
            let today = fengqiao_base::local_day(viewer.now);
            let all = account::store::with_duty(conn, Duty::Leader, None, today).await.map_err(stored)?;
            known.leaders = all.into_iter().map(|account| account.id).collect();
        }
        ActKind::Join => known.contacts = contacts(app, viewer).await.map_err(stored)?,
        ActKind::Finish => {
            shown = proofs(conn, &app.vault, seq).await.map_err(stored)?;
            known.evidence = shown.iter().map(|proof| proof.evidence.clone()).collect();
        }
        ActKind::Conclude => {
            let text = "SELECT is_performed FROM cases WHERE seq = $1";
            let performed: Option<i64> = sql::value(conn, text, values![seq]).await.map_err(stored)?;
            known.is_performed = performed == Some(1);
        }
        ActKind::Refuse
        | ActKind::Withdraw
        | ActKind::Plan
        | ActKind::Visit
        | ActKind::Report
        | ActKind::Postpone
        | ActKind::Drop
        | ActKind::Review => {}
    }
    Ok((known, shown))
}

impl Loaded {
    /// Owned cases for the samples of pages: as whoever approves, a body of the team and the leader see them.
    pub(super) fn samples(now: fengqiao_base::Moment) -> Vec<Self> {
        use fengqiao_domain::{
            backlog::{Act, ActContext, BacklogKind, Criteria, Facts, Met, Nominating, Way},
            deadline::Reckoning,
        };
        use time::Duration;

        let reckoning = Reckoning::shipped();
        let number = |seq| RequestNumber::new(440_306, 2026, seq).expect("a number");
        let account = |n| AccountId(Uuid::from_u128(n));
        let body = BodyId(Uuid::from_u128(3));
        let nominating = Nominating {
            id: Uuid::from_u128(1).into(),
            kind: Some(BacklogKind::Nail),
            about: number(7),
            body: Uuid::from_u128(2).into(),
            by: account(1),
            at: now,
            criteria: vec!["all-ways-ended".to_owned()],
            reason: "复核已经终结，相邻两户仍在争执。".to_owned(),
        };
        let nominated = nominating.nominated(number(8), &Criteria::shipped(), &Facts::default());
        let nominated = nominated.expect("a nomination");
        let staff = |n, duty| Actor::Staff { account: account(n), duty };
        let hands = [
            (Side::Approver, None, staff(2, Duty::Justice)),
            (Side::Team, Some(body), staff(4, Duty::Department)),
            (Side::Leader, None, staff(3, Duty::Leader)),
        ];
        let known =
            Known { leaders: vec![account(3)], contacts: vec![(account(4), body)], ..Known::default() };
        let does = |owned: OwnedCase, act: Act| {
            let by = hands.iter().find(|(side, ..)| *side == act.kind().side()).expect("a side").2;
            let context = ActContext { by, at: now, reckoning: &reckoning, known: &known };
            owned.act(act, &context).expect("the sample acts in turn")
        };
        let day = |days| Some(fengqiao_base::local_day(now + Duration::days(days)));
        let plan =
            |days| Act::Plan {
                what: "委托检测公共管道。".to_owned(), body: Some(body), due: day(days)
            };
        let visit = Act::Visit {
            at: now,
            place: "某小区三栋".to_owned(),
            met: Some(Met::Both),
            text: "双方同意先检测后议赔偿。".to_owned(),
        };
        let mut busy = nominated.clone();
        for act in [
            Act::Approve { leader: Some(account(3)) },
            Act::Join {
                body: Some(body), task: "查清漏水原因。".to_owned(), contact: Some(account(4))
            },
            plan(5),
            plan(9),
            visit,
            Act::Report { measure: 1, text: "检测报告已出。".to_owned() },
            Act::Finish { measure: 2, evidence: Some(Evidence::Visit { nth: 1 }) },
            Act::Postpone { measure: 1, due: day(20), reason: "检测机构排期。".to_owned() },
        ] {
            busy = does(busy, act);
        }
        let way = Act::Conclude {
            way: Some(Way::Return),
            text: "双方愿意走一般调解程序。".to_owned(),
            ended_by: None,
            reference: String::new(),
        };
        let concluded = does(busy.clone(), way);
        let of = |owned: &OwnedCase, is_whole, hand: usize| Self {
            kept: Kept {
                seq: 8,
                street: "440306017000".to_owned(),
                class: Confidentiality::Ordinary,
                owned: owned.clone(),
            },
            is_whole,
            hands: vec![hands[hand]],
        };
        vec![of(&nominated, true, 0), of(&busy, false, 1), of(&concluded, true, 0), of(&busy, true, 2)]
    }
}
