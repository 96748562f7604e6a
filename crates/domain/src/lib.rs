//! The pure rules: what a dispute may become, by whom, by when, under which article.

pub mod account;
pub mod agreement;
pub mod backlog;
pub mod case;
pub mod centre;
pub mod codes;
pub mod confirmation;
pub mod deadline;
pub mod dispatch;
pub mod identity;
pub mod intake;
pub mod linked;
pub mod mediation;
pub mod notify;
pub mod personal_data;
pub mod report;
pub mod retention;
pub mod return_visit;
pub mod search;
pub mod sharing;
pub mod told;
pub mod whistle;
