//! Which bodies does a request go to, by which rule, and what becomes of it there?
//!
//! Rules are data (`data/dispatch-rules.toml`). [`DispatchRules::plan`] reads what is known of a request, who is there now,
//! and names one body that leads and those that are concerned. What a body then does with it is a [`Dispatch`].
//!
//! | file | question |
//! | --- | --- |
//! | `rule` | which rules there are, and how a table of them is read |
//! | `presence` | who is there now, who comes when called |
//! | `plan` | to which bodies something goes, and why |
//! | `order` | what a body does with what was sent to it |

mod order;
mod plan;
mod presence;
mod rule;

pub use self::{
    order::{Act, Answered, Dispatch, Ground, Ruling, State},
    plan::{Facts, Plan, Reached, Sent},
    presence::{Standing, standing},
    rule::{DispatchRule, DispatchRules, OfficeHours, Part, RulesError, Step},
};
