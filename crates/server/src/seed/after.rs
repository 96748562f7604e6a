//! What comes after an agreement, or after the end of a mediation?
//!
//! Performance, confirmation, visits, closing and archive run side by side; they are planned first and then done in the
//! order of their moments.

use fengqiao_base::{Actor, Duty, Moment, id::ItemId, local_day};
use fengqiao_domain::{
    agreement::{AgreementForm, ItemRoute, PerformanceResult},
    case::{Act, Case, ClockName, Manner, Retention},
    confirmation::{CompetentCourt, ConfirmationRuling},
    return_visit::{Found, Satisfaction},
};
use sha2::{Digest, Sha256};
use time::Duration;

use super::walk::{Stop, Walk};

/// Something that is to be done at a moment.
struct Planned {
    at: Moment,
    by: Actor,
    act: Act,
}

/// Plans and does everything that follows a whole agreement.
pub(super) fn follow(walk: &mut Walk<'_>) -> Result<(), Stop> {
    let Some(case) = walk.case.clone() else { return Ok(()) };
    let mut planned = Vec::new();
    let (all_done, last_done) = performance(walk, &case, &mut planned);
    let court_done = confirmation(walk, &case, &mut planned);
    let visits = visits(
        walk,
        &case,
        last_done,
        if all_done { Found::Performed } else { Found::Overdue },
        &mut planned,
    );
    if all_done {
        let close_at = closing(walk, last_done.max(visits.0), true, &mut planned);
        archive(walk, &case, [Some(close_at), visits.1, court_done], &mut planned);
    }
    do_all(walk, planned)
}

/// Closes and puts away what ended without a whole agreement. `found`: what a visit finds; none: nobody is visited.
pub(super) fn put_away(walk: &mut Walk<'_>, found: Option<Found>) -> Result<(), Stop> {
    let Some(case) = walk.case.clone() else { return Ok(()) };
    let mut planned = Vec::new();
    let now = walk.now();
    let has_items = case.items().any(fengqiao_domain::agreement::Item::is_open);
    let (all_done, last_done) = if has_items { performance(walk, &case, &mut planned) } else { (true, now) };
    let court_done = confirmation(walk, &case, &mut planned);
    let visits = match found {
        Some(found) => visits(walk, &case, last_done, found, &mut planned),
        None => (last_done, Some(last_done)),
    };
    if all_done {
        let close_at = closing(walk, last_done.max(visits.0), false, &mut planned);
        archive(walk, &case, [Some(close_at), visits.1, court_done], &mut planned);
    }
    do_all(walk, planned)
}

fn do_all(walk: &mut Walk<'_>, mut planned: Vec<Planned>) -> Result<(), Stop> {
    planned.sort_by_key(|one| one.at);
    for Planned { at, by, act } in planned {
        walk.until(at)?;
        walk.act(by, act)?;
    }
    Ok(())
}

/// When each item is done, urged or taken elsewhere; says whether all are done and when the last one was.
fn performance(walk: &mut Walk<'_>, case: &Case, planned: &mut Vec<Planned>) -> (bool, Moment) {
    let by = walk.mediates();
    let now = walk.now();
    let mut all_done = true;
    let mut last = now;
    for item in case.items().filter(|item| item.is_open()) {
        let due = item.terms.due.unwrap_or_else(|| local_day(now) + Duration::days(10));
        let due_at = super::plan::at(due, 12 * 60);
        let luck = match walk.waits_at {
            Some("S11") => 999,
            Some(_) => 0,
            None => walk.chance.below(1000),
        };
        let ends = match luck {
            0..880 => {
                let left = (due_at - now).whole_days().max(1);
                let after = walk.chance.within(left / 3, left);
                let at = walk.office_hour(now + Duration::days(after) - Duration::DAY, 1);
                planned.push(done(by, at, item.id));
                Some(at)
            }
            880..960 => Some(late(walk, item.id, due_at, planned)),
            960..985 => Some(elsewhere(walk, item.id, due_at, planned)),
            _ => {
                noted_overdue(walk, item.id, due_at, planned);
                None
            }
        };
        match ends {
            Some(at) => last = last.max(at),
            None => all_done = false,
        }
    }
    (all_done, last)
}

fn done(by: Actor, at: Moment, item: ItemId) -> Planned {
    let act = Act::RecordPerformance {
        item,
        result: PerformanceResult::Done,
        on: None,
        received_fen: None,
        proof: None,
    };
    Planned { at, by, act }
}

fn noted_overdue(walk: &mut Walk<'_>, item: ItemId, due: Moment, planned: &mut Vec<Planned>) -> Moment {
    let by = walk.mediates();
    // A last day on a day off moves to the next working day.
    let noted = walk.chance.within(2, 4);
    let noted = walk.office_hour(due + Duration::DAY, noted);
    let act = Act::RecordPerformance {
        item,
        result: PerformanceResult::Overdue,
        on: None,
        received_fen: None,
        proof: None,
    };
    planned.push(Planned { at: noted, by, act });
    let urged = walk.office_hour(noted, 1);
    let record = "电话提醒被申请人按协议履行，对方表示尽快办理。".to_owned();
    planned.push(Planned { at: urged, by, act: Act::Urge { item, manner: Manner::Telephone, record } });
    urged
}

fn late(walk: &mut Walk<'_>, item: ItemId, due: Moment, planned: &mut Vec<Planned>) -> Moment {
    let urged = noted_overdue(walk, item, due, planned);
    let wait = walk.chance.within(2, 15);
    let at = walk.office_hour(urged, wait);
    planned.push(done(walk.mediates(), at, item));
    at
}

fn elsewhere(walk: &mut Walk<'_>, item: ItemId, due: Moment, planned: &mut Vec<Planned>) -> Moment {
    let urged = noted_overdue(walk, item, due, planned);
    let wait = walk.chance.within(5, 20);
    let at = walk.office_hour(urged, wait);
    let act = Act::TakeElsewhere { item, route: ItemRoute::Suit };
    planned.push(Planned { at, by: walk.mediates(), act });
    at
}

/// The way to the court, or the passing of the thirty days; says when it was over.
fn confirmation(walk: &mut Walk<'_>, case: &Case, planned: &mut Vec<Planned>) -> Option<Moment> {
    let now = walk.now();
    let agreement = case.effective_agreements().last()?;
    let (id, effective) = (agreement.id, agreement.effective_on()?);
    let asks = agreement.form == AgreementForm::Written
        && case.check_confirmation(id).is_some_and(|check| check.exclusions.is_empty())
        && walk.chance.happens(if case.amount_fen.unwrap_or(0) > 2_000_000 { 160 } else { 35 });
    if !asks {
        let closes = case.due_at(ClockName::Confirm(id))?;
        let at = closes + Duration::minutes(10);
        planned.push(Planned { at, by: Actor::System, act: Act::LapseConfirmation { agreement: id } });
        return Some(at);
    }
    let by = walk.mediates();
    let wait = walk.chance.within(0, 5);
    let mut at = walk.office_hour(now + Duration::minutes(5), wait);
    for party in &case.parties {
        at += Duration::minutes(2);
        planned.push(Planned {
            at,
            by,
            act: Act::AgreeToConfirm { agreement: id, party: party.id, on: None },
        });
    }
    let wait = walk.chance.within(1, 4);
    at = walk.office_hour(at, wait);
    let competence = case.competent_courts().first().copied().unwrap_or(CompetentCourt::Organisation);
    let court = walk.world.court.clone();
    let on = local_day(at).max(effective);
    planned.push(Planned { at, by, act: Act::FileConfirmation { agreement: id, competence, court, on } });
    let wait = walk.chance.within(1, 3);
    at = walk.office_hour(at, wait);
    let number = walk.chance.below(9_999);
    let reference = format!("（{}）演示0306诉前调确{number}号", local_day(at).year());
    let on = local_day(at);
    planned.push(Planned {
        at,
        by,
        act: Act::DocketConfirmation { agreement: id, reference: reference.clone(), on },
    });
    let wait = walk.chance.within(4, 14);
    at = walk.office_hour(at, wait);
    let ruling =
        if walk.chance.happens(975) { ConfirmationRuling::Valid } else { ConfirmationRuling::Dismissed };
    let on = local_day(at);
    planned.push(Planned { at, by, act: Act::RuleConfirmation { agreement: id, ruling, reference, on } });
    Some(at)
}

/// The two return visits; the moment of the first, and of the second if it is made.
fn visits(
    walk: &mut Walk<'_>,
    case: &Case,
    after: Moment,
    found: Found,
    planned: &mut Vec<Planned>,
) -> (Moment, Option<Moment>) {
    let mut last = after;
    let by = Walk::staff(walk.street.visitor, Duty::Visitor);
    let parties: Vec<_> = case.parties.iter().map(|party| party.id).collect();
    let mut made = [None, None];
    for (nth, days) in [(0, (2, 6)), (1, (18, 27))] {
        // Some second visits are forgotten, and then stand in the list of those overdue.
        if nth == 1 && walk.chance.happens(15) {
            break;
        }
        let wait = walk.chance.within(days.0, days.1);
        let at = walk.office_hour(after + Duration::days(wait), 1).max(last + Duration::minutes(5));
        let satisfaction = *walk.chance.weighted(&[
            (870, Satisfaction::Content),
            (105, Satisfaction::Mostly),
            (12, Satisfaction::Discontent),
            (13, Satisfaction::Unasked),
        ]);
        let relapse = walk.chance.happens(6);
        let record = match (satisfaction, relapse) {
            (_, true) => "双方近期又有口角，已告知可以再次申请调解。",
            (Satisfaction::Unasked, _) => "两次拨打电话无人接听，留言告知回访电话。",
            (Satisfaction::Discontent, _) => "申请人对处理时间不满意，已说明情况并致歉。",
            _ => "电话联系双方，情况平稳，对调解结果满意。",
        };
        let act = Act::ReturnVisit {
            visited: if satisfaction == Satisfaction::Unasked { Vec::new() } else { parties.clone() },
            manner: if walk.chance.happens(120) { Manner::InPerson } else { Manner::Telephone },
            satisfaction,
            performance: found,
            relapse,
            record: record.to_owned(),
        };
        planned.push(Planned { at, by, act });
        made[nth] = Some(at);
        last = at;
    }
    (made[0].unwrap_or(after), made[1])
}

fn closing(walk: &mut Walk<'_>, from: Moment, settled: bool, planned: &mut Vec<Planned>) -> Moment {
    let wait = walk.chance.within(0, 7);
    let at = walk.office_hour(from + Duration::minutes(10), wait).max(from + Duration::minutes(10));
    let stories = &walk.world.stories;
    let report = if settled { stories.close(&mut walk.chance) } else { stories.ended(&mut walk.chance) };
    let act = Act::Close { report: report.to_owned(), keep_visits: true };
    planned.push(Planned { at, by: walk.head(), act });
    at
}

/// The archive comes last of all; without the second visit it does not come.
fn archive(walk: &mut Walk<'_>, case: &Case, before: [Option<Moment>; 3], planned: &mut Vec<Planned>) {
    let [Some(closed), Some(visited), court] = before else { return };
    let from = closed.max(visited).max(court.unwrap_or(closed));
    let wait = walk.chance.within(2, 15);
    let at = walk.office_hour(from + Duration::minutes(5), wait);
    let digest = Sha256::digest(case.number.as_bytes());
    let retention =
        *walk.chance.weighted(&[(80, Retention::Short), (17, Retention::Long), (3, Retention::Permanent)]);
    let pages = u32::try_from(walk.chance.mostly_small(8, 60)).unwrap_or(8);
    let by = Walk::staff(walk.world.archivist, Duty::Archivist);
    planned.push(Planned { at, by, act: Act::Archive { pages, digest: hex::encode(digest), retention } });
}
