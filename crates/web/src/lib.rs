//! Pages, forms, sessions and language, without a mission word.
