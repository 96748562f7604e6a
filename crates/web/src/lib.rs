//! Pages, forms, sessions and language, without a mission word.

pub mod assets;
pub mod format;
pub mod lang;
pub mod page;
