//! Pages, forms, sessions and language, without a mission word.

pub mod assets;
pub mod citation;
pub mod cookies;
pub mod escape;
pub mod form;
pub mod format;
pub mod lang;
pub mod origin;
pub mod page;
pub mod peer;
pub mod problem;
pub mod rate;
pub mod secure;
mod sentences;
