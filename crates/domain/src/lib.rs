//! The pure rules: what a dispute may become, by whom, by when, under which article.
