//! What does somebody do here, for which body, where, and from when to when?
//!
//! An account holds posts. A post is duties × body × territory × period; what it allows is never mixed with another
//! post. Three administrators keep each other in check (三员分立, GB/T 22239-2019 8.1.10): whoever is one of them has no
//! other duty, and none of them reads a case.
//!
//! | file | question |
//! | --- | --- |
//! | `granting`, `delegating` | may this post be given, and may a colleague stand in |
//! | `password`, `step` | which password is good enough, and what is asked at the door before the desk opens |

mod delegating;
mod granting;
mod password;
mod step;

pub use delegating::{Delegating, LONGEST_DELEGATION};
pub use granting::Granting;
pub use password::PasswordRules;
pub use step::{Arrived, SecondFactor, Step};

use fengqiao_base::{AccountId, BodyId, Day, Duty, id::PostId};
use serde::{Deserialize, Serialize};

/// The three administrators, who exclude each other and every other duty.
pub const ADMINISTRATORS: [Duty; 3] = [Duty::SystemAdministrator, Duty::SecurityAdministrator, Duty::Auditor];

/// Duties that a post can hold, in the order of the form, the three administrators last. Parties, reporters and the platform itself hold none.
pub const GRANTED: [Duty; 17] = [
    Duty::Intake,
    Duty::Dispatcher,
    Duty::Head,
    Duty::Mediator,
    Duty::Recorder,
    Duty::Panel,
    Duty::Department,
    Duty::Leader,
    Duty::Visitor,
    Duty::Archivist,
    Duty::Justice,
    Duty::External,
    Duty::Statistics,
    Duty::Custodian,
    Duty::SystemAdministrator,
    Duty::SecurityAdministrator,
    Duty::Auditor,
];

/// From when to when, both days included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// The first day.
    pub from: Day,
    /// The last day; none: until it is ended.
    pub until: Option<Day>,
}

impl Term {
    /// Whether it holds on `day`.
    pub fn holds(self, day: Day) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }

    /// Whether both hold on some day.
    pub fn meets(self, other: Self) -> bool {
        let begins_in_time = |from: Day, until: Option<Day>| until.is_none_or(|until| from <= until);
        begins_in_time(self.from, other.until) && begins_in_time(other.from, self.until)
    }

    /// Whether `other` lies within it.
    pub fn covers(self, other: Self) -> bool {
        self.from <= other.from
            && self.until.is_none_or(|until| other.until.is_some_and(|other| other <= until))
    }
}

/// A post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    /// Its id.
    pub id: PostId,
    /// What is done in it.
    pub duties: Vec<Duty>,
    /// The body it is a post of.
    pub body: Option<BodyId>,
    /// The street it reaches (12-digit code); none: the whole district.
    pub street: Option<String>,
    /// From when to when.
    pub term: Term,
    /// Whose post it is, where somebody stands in for a colleague on leave.
    pub of: Option<AccountId>,
}

/// The one street that all of `streets` are; none for several, or where one is the whole district.
pub fn one_street<'s>(mut streets: impl Iterator<Item = Option<&'s str>>) -> Option<&'s str> {
    let first = streets.next()??;
    streets.all(|street| street == Some(first)).then_some(first)
}

impl Post {
    /// Whether the post is one of the three administrators'.
    pub fn is_administrator(&self) -> bool {
        self.duties.iter().any(|duty| ADMINISTRATORS.contains(duty))
    }
}
