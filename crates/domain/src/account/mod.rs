//! Which password is good enough, and what is asked of somebody before the desk opens?
//!
//! | file | question |
//! | --- | --- |
//! | `password` | what a password must be, and for how long it holds |
//! | `step` | what comes next at the door |

mod password;
mod step;

pub use password::PasswordRules;
pub use step::{Arrived, SecondFactor, Step};
