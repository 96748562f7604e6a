//! Until when is what was told kept, under which rule, and what keeps it longer?
//!
//! Pure: [`term`] is given a request, the case that came of it and the rules. A timer proposes what is over its term;
//! a person confirms that it is destroyed, or keeps it longer (档案法 第三十一条 forbids destroying without).

mod rule;

use fengqiao_base::{Day, Refusal, calendar::months_after, local_day};

pub use self::rule::{Kept, Rule, Rules, RulesError, Starts, Then};
use crate::{
    case::{Case, Retention, Stage as CaseStage},
    confirmation::Confirmation,
    deadline::{Length, Unit},
    identity,
    intake::{Request, Stage},
};

/// So many years at most something is kept longer by one decision; whoever still needs it then decides anew.
pub const MOST_YEARS: u32 = 10;

/// Until when something is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Term<'r> {
    /// No term runs: it is handled, or nobody has said yet how long its dossier is to be kept.
    NotYet,
    /// For ever.
    ForEver {
        /// Since which day it has ended.
        since: Day,
        /// Under which rule.
        rule: &'r Rule,
    },
    /// Until the end of a day.
    Until {
        /// The day from which it counts, itself not counted (民法典 第二百零一条).
        since: Day,
        /// The last day.
        last: Day,
        /// Under which rule.
        rule: &'r Rule,
    },
}

/// The term of a number: of its request, and of the case that came of it, if one did. `today` says which version of the
/// rules is in force.
pub fn term<'r>(request: Option<&Request>, case: Option<&Case>, rules: &'r Rules, today: Day) -> Term<'r> {
    let ended = match case {
        Some(case) => of_case(&case.stage),
        None => request.and_then(|request| of_request(&request.stage)),
    };
    ended.map_or(Term::NotYet, |(kept, since)| counted(kept, since, rules, today))
}

fn counted(kept: Kept, since: Day, rules: &Rules, today: Day) -> Term<'_> {
    let Some(rule) = rules.in_force(kept, today) else { return Term::NotYet };
    match rule.length.and_then(|length| last_day(since, length)) {
        Some(last) => Term::Until { since, last, rule },
        None => Term::ForEver { since, rule },
    }
}

fn of_request(stage: &Stage) -> Option<(Kept, Day)> {
    match stage {
        Stage::Withdrawn { at, .. } => Some((Kept::RequestWithdrawn, local_day(*at))),
        Stage::Refused { at, .. } => Some((Kept::RequestRefused, local_day(*at))),
        Stage::Settled(settlement) => Some((Kept::RequestSettled, local_day(settlement.at))),
        Stage::Transferred(transfer) => {
            Some((Kept::RequestTransferred, local_day(transfer.receipt.as_ref()?.at)))
        }
        // What it was joined into goes on for it, and ends it too.
        Stage::Lead | Stage::Registered | Stage::Joined { .. } | Stage::Opened { .. } => None,
    }
}

fn of_case(stage: &CaseStage) -> Option<(Kept, Day)> {
    let CaseStage::Archived { closing, archiving, .. } = stage else { return None };
    let kept = match archiving.retention {
        Retention::Short => Kept::DossierShort,
        Retention::Long => Kept::DossierLong,
        Retention::Permanent => Kept::DossierPermanent,
    };
    Some((kept, local_day(closing.at)))
}

/// The last day of a length that counts from `since`; `None` past the years that a day can be in.
fn last_day(since: Day, Length { count, unit }: Length) -> Option<Day> {
    match unit {
        Unit::Years => months_after(since, count.checked_mul(12)?),
        Unit::Months => months_after(since, count),
        Unit::CalendarDays | Unit::WorkingDays | Unit::Hours | Unit::Minutes | Unit::Seconds => {
            since.checked_add(time::Duration::days(i64::from(count)))
        }
    }
}

/// Whether a court still has an agreement of the case before it, or enforces it: nothing of such a file is destroyed.
pub fn is_at_court(case: &Case) -> bool {
    case.effective_agreements().filter_map(|agreement| agreement.confirmation()).any(is_before_court)
}

fn is_before_court(confirmation: &Confirmation) -> bool {
    confirmation.is_at_court() || matches!(confirmation, Confirmation::Enforcing { .. })
}

/// A decision to keep something longer, until the end of a day, for a reason. Gives the reason as it is kept.
///
/// # Errors
/// `retention-until-passed`, `retention-until-too-far` beyond [`MOST_YEARS`]; those of a reason (`identity-reason-too-short`,
/// `words-too-long`).
pub fn kept_longer(until: Day, reason: &str, today: Day) -> Result<String, Refusal> {
    if until <= today {
        return Err(Refusal::new("retention-until-passed").at("until"));
    }
    if months_after(today, MOST_YEARS * 12).is_some_and(|most| until > most) {
        return Err(Refusal::new("retention-until-too-far").at("until").with("years", MOST_YEARS));
    }
    identity::reasoned(reason, "reason")
}

#[cfg(test)]
mod tests;
