//! What becomes of one request, from the day it comes in to the day of the demonstration?

use fengqiao_base::{Actor, Duty, Moment};
use fengqiao_domain::{
    case::{Case, Confidentiality, Manner},
    intake::{
        Act, Channel, FiledParty, IdentityCheck, PartyRole, ReferredBy, RefusalGround, Request, RequestNumber,
    },
};

use super::{
    chance::Chance,
    mediating,
    plan::{Aim, Numbered},
    telling::{Told, file, referred},
    walk::{Stop, Walk},
    world::World,
};

/// What a life left behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Life {
    /// The request.
    pub request: Request,
    /// What its people told.
    pub parties: Vec<FiledParty>,
    /// The case, if there is one.
    pub case: Option<Case>,
    /// A second request about the same dispute.
    pub twin: Option<(Request, Vec<FiledParty>)>,
}

/// What went wrong with a plan.
#[derive(Debug, thiserror::Error)]
#[error("life {life} was planned against the rules: {act}: {refusal}")]
pub struct Misplanned {
    life: u64,
    act: &'static str,
    refusal: fengqiao_base::Refusal,
}

/// Plays one life up to `horizon`; its number is `first` and its place.
pub fn play(
    world: &World,
    planned: &Numbered,
    seed: u64,
    first: i64,
    horizon: Moment,
) -> Result<Life, Misplanned> {
    let chance = Chance::of(seed, planned.birth.life * 2 + 1);
    let mut walk = Walk::begin(world, chance, planned.birth.filed_at(), horizon);
    walk.waits_at = planned.birth.waits_at;
    let mut told = Told::drawn(&mut walk, planned);
    let misplanned = |stop| match stop {
        Stop::Horizon => None,
        Stop::Refused { act, refusal } => Some(Misplanned { life: planned.birth.life, act, refusal }),
    };
    let number = number(world, planned.birth.filed_at(), first + planned.number);
    let filed = file(&mut walk, &told, number);
    let (request, parties) = match filed {
        Ok(filed) => filed,
        Err(stop) => {
            let refusal = fengqiao_base::Refusal::new("calendar-year-missing");
            return Err(misplanned(stop).unwrap_or(Misplanned {
                life: planned.birth.life,
                act: "file",
                refusal,
            }));
        }
    };
    walk.request = Some(request);
    let went = match planned.birth.aim {
        Aim::Case => register(&mut walk, &told).and_then(|()| mediating::case_life(&mut walk, &told)),
        Aim::Request => request_life(&mut walk, &told),
    };
    if let Some(fault) = went.err().and_then(misplanned) {
        return Err(fault);
    }
    let mut twin = None;
    if let (Some(place), Some((day, minute))) = (planned.twin, planned.birth.twin) {
        let at = super::plan::at(day, minute);
        let number = self::number(world, at, first + place);
        let (request, case) = (walk.request.take(), walk.case.take());
        let (second, first_one) = join(world, &mut told, request, number, at, planned, seed, horizon)
            .map_err(|stop| misplanned(stop).expect("joining stops only when a rule refuses"))?;
        walk.request = first_one;
        walk.case = case;
        twin = second;
    }
    let request = walk.request.expect("a request that was filed stays");
    Ok(Life { request, parties, case: walk.case, twin })
}

fn number(world: &World, at: Moment, sequence: i64) -> RequestNumber {
    RequestNumber::new(world.division, fengqiao_base::local_day(at).year(), sequence)
        .expect("the district and the year are those of the demonstration")
}

/// A clerk looks at it, registers it and chooses its type.
fn register(walk: &mut Walk<'_>, told: &Told) -> Result<(), Stop> {
    let at_window = matches!(told.channel, Channel::Window { .. });
    if at_window {
        walk.minutes(4, 25)?;
    } else if walk.happens(25) {
        walk.workdays(2, 4)?;
    } else {
        walk.workdays(0, 1)?;
    }
    let identity = match &told.channel {
        Channel::Window { .. } => IdentityCheck::Paper,
        Channel::Referral { .. } => IdentityCheck::Vouched,
        _ if walk.happens(150) => IdentityCheck::NotYet,
        _ => IdentityCheck::CalledBack,
    };
    let told_by = if at_window { Manner::InPerson } else { Manner::Telephone };
    let clerk = walk.clerk();
    walk.request_act(clerk, Act::Register { identity, told: told_by })?;
    let has_type = walk.request.as_ref().is_some_and(|request| request.dispute_type().is_some());
    if !has_type {
        walk.minutes(1, 6)?;
        walk.request_act(clerk, Act::ChooseType { dispute_type: told.code.clone() })?;
    }
    let is_ordinary =
        walk.request.as_ref().is_some_and(|request| request.class.what == Confidentiality::Ordinary);
    let is_private = match told.code.as_str() {
        "01" => walk.happens(150),
        "15" => walk.happens(120),
        _ => walk.happens(4),
    };
    if is_ordinary && is_private {
        walk.request_act(clerk, Act::SetClass { class: Confidentiality::Sensitive })?;
    }
    Ok(())
}

/// Something for an authority, or something that ends before there is a case.
fn request_life(walk: &mut Walk<'_>, told: &Told) -> Result<(), Stop> {
    if told.to.is_none() && walk.happens(350) {
        walk.workdays(0, 2)?;
        let by = if told.channel == Channel::Portal {
            let party =
                walk.request.iter().flat_map(|request| request.with_role(PartyRole::Applicant)).next();
            party.map_or(walk.clerk(), |party| Actor::Party { party })
        } else {
            walk.clerk()
        };
        let reason = if walk.happens(500) { "双方已经自行和解。".to_owned() } else { String::new() };
        return walk.request_act(by, Act::Withdraw { reason });
    }
    register(walk, told)?;
    walk.workdays(0, 2)?;
    let dispatcher = Walk::staff(walk.world.dispatcher, Duty::Dispatcher);
    let Some(to) = told.to else {
        let (ground, reason) = match walk.chance.below(3) {
            0 => (RefusalGround::OutsideDistrict, "争议发生地不在本区，已告知当地调解组织的联系方式。"),
            1 => (RefusalGround::AlreadyAccepted, "人民法院已经受理，已告知可以在诉讼中申请调解。"),
            _ => (RefusalGround::ExclusiveOrgan, "依法应当由主管部门处理，已告知办理部门和地址。"),
        };
        let head = walk.head();
        return walk.request_act(head, Act::Refuse { ground, reason: reason.to_owned() });
    };
    let reason = "属于主管部门职责范围，转请办理并答复反映人。".to_owned();
    walk.request_act(dispatcher, Act::Transfer { to, body: None, reason })?;
    if walk.happens(40) {
        return Ok(());
    }
    walk.workdays(1, 4)?;
    let reference = Some(format!("演示收{:05}", walk.chance.below(99_999)));
    walk.request_act(dispatcher, Act::TransferReceived { reference })
}

/// The second request, and the first with what it took in.
type Joined = (Option<(Request, Vec<FiledParty>)>, Option<Request>);

/// The same dispute comes in a second time by another way; a clerk finds it and lets the first go on for both.
#[expect(clippy::too_many_arguments, reason = "what two lives need that meet once")]
fn join(
    world: &World,
    told: &mut Told,
    first: Option<Request>,
    number: RequestNumber,
    at: Moment,
    planned: &Numbered,
    seed: u64,
    horizon: Moment,
) -> Result<Joined, Stop> {
    let Some(first) = first else { return Ok((None, None)) };
    let last = first.happened.last().map_or(at, |event| event.at);
    let chance = Chance::of(seed ^ 0x7477_696e, planned.birth.life);
    let mut walk = Walk::begin(world, chance, at, horizon);
    told.channel = referred(ReferredBy::Hotline, Some(format!("演示热线{}", number.sequence())));
    let (second, parties) = file(&mut walk, told, number)?;
    walk.request = Some(second);
    let reached = register(&mut walk, told).and_then(|()| {
        let later = walk.office_hour(walk.now().max(last), 0);
        walk.until(later)
    });
    match reached {
        Ok(()) => {}
        Err(Stop::Horizon) => return Ok((walk.request.map(|request| (request, parties)), Some(first))),
        Err(refused) => return Err(refused),
    }
    let by = Walk::staff(world.clerk, Duty::Intake);
    let taken = first.clone().act(
        Act::TakeIn { other: walk.request.as_ref().map_or(first.id, |second| second.id) },
        &walk.request_context(by),
    );
    let Ok(taken) = taken else { return Ok((walk.request.map(|request| (request, parties)), Some(first))) };
    let reason = "同一当事人、同一争议，热线重复登记。".to_owned();
    walk.request_act(by, Act::Join { into: first.id, number: first.number, reason })?;
    Ok((walk.request.map(|request| (request, parties)), Some(taken)))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use expect_test::expect;
    use time::macros::date;

    use super::*;
    use crate::{config::Config, reference::Reference, seed::people, seed::plan::Plan};

    fn lives(plan: Plan) -> Vec<Life> {
        let world = World::of(&Config::default(), Reference::shipped(), &people::everybody());
        plan.lives(&world.stories, &world.reference.reckoning.calendar)
            .iter()
            .map(|planned| play(&world, planned, plan.seed, 1, plan.horizon()).unwrap())
            .collect()
    }

    fn count<'l>(words: impl Iterator<Item = &'l str>) -> BTreeMap<&'l str, usize> {
        let mut counts = BTreeMap::new();
        for word in words {
            *counts.entry(word).or_insert(0) += 1;
        }
        counts
    }

    /// A thousand lives show every stage and outcome in the proportions of a district.
    #[test]
    fn a_year_of_lives_has_every_stage_and_outcome() {
        let lives = lives(Plan { cases: 1200, until: date!(2026 - 11 - 24), seed: 1 });
        let requests = count(lives.iter().map(|life| life.request.stage.code()));
        let cases = || lives.iter().filter_map(|life| life.case.as_ref());
        let stages = count(cases().map(|case| case.stage.code()));
        let outcomes = count(cases().map(|case| case.outcome().code()));
        let twins = lives.iter().filter(|life| life.twin.is_some()).count();
        let tallies: Vec<_> = cases().map(Case::tally).collect();
        let of =
            |what: fn(&fengqiao_domain::case::Tally) -> bool| tallies.iter().filter(|one| what(one)).count();
        expect![[r#"
            requests {"lead": 5, "opened": 1196, "refused": 19, "registered": 5, "transferred": 54, "withdrawn": 13}
            stages {"S10": 28, "S11": 44, "S12": 1, "S13": 2, "S14": 17, "S15": 26, "S16": 99, "S17": 912, "S2": 11, "S3": 2, "S4": 3, "S5": 15, "S6": 13, "S7": 10, "S8": 4, "S9": 9}
            outcomes {"agreed_oral": 168, "agreed_written": 899, "failed": 10, "not_accepted": 30, "partly_agreed": 7, "pending": 65, "terminated": 10, "transferred": 7}
            twins 28, accepted 1155, agreed 1067, performed 959, confirmed 69, relapsed 10
        "#]].assert_eq(&format!(
            "requests {requests:?}\nstages {stages:?}\noutcomes {outcomes:?}\ntwins {twins}, accepted {}, agreed {}, \
             performed {}, confirmed {}, relapsed {}\n",
            of(|one| one.accepted),
            of(|one| one.agreed),
            of(|one| one.performed),
            of(|one| one.confirmed),
            of(|one| one.relapsed)
        ));
    }

    #[test]
    fn the_same_seed_plays_the_same_lives_and_another_seed_plays_others() {
        let plan = Plan { cases: 40, until: date!(2026 - 11 - 24), seed: 1 };
        assert_eq!(lives(plan), lives(plan));
        assert_ne!(lives(plan), lives(Plan { seed: 2, ..plan }));
    }

    #[test]
    fn nothing_happens_on_the_day_of_the_demonstration_or_before_its_cause() {
        let plan = Plan { cases: 300, until: date!(2026 - 11 - 24), seed: 3 };
        for life in lives(plan) {
            let mut moments: Vec<Moment> = life.request.happened.iter().map(|event| event.at).collect();
            assert!(moments.is_sorted(), "{:?}", life.request.number);
            if let Some(case) = &life.case {
                let of_case: Vec<Moment> = case.happened.iter().map(|event| event.at).collect();
                assert!(of_case.is_sorted(), "{:?}", life.request.number);
                moments.extend(of_case);
            }
            assert!(moments.iter().all(|at| *at < plan.horizon()));
        }
    }
}
