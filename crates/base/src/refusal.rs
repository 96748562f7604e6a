//! Why not, under which rule, and what can the person do instead?

use std::fmt;

/// A refusal is data. Its sentence stands in `translations/*/refusal.ftl` under `refusal-<code>`,
/// and what the person can do instead under `refusal-<code>.instead`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Stable code, kebab-case; the same in pages, API (`type` of the problem) and tests.
    pub code: &'static str,
    /// The article that sets the rule, as a lawyer cites it, e.g. `人民调解法 第十七条`.
    pub law: Option<&'static str>,
    /// The form field that caused it.
    pub field: Option<&'static str>,
    /// Values for the sentence; never personal data.
    pub args: Vec<(&'static str, String)>,
}

impl Refusal {
    /// A refusal with this code.
    pub fn new(code: &'static str) -> Self {
        Self { code, law: None, field: None, args: Vec::new() }
    }

    /// Names the article.
    pub fn law(mut self, law: &'static str) -> Self {
        self.law = Some(law);
        self
    }

    /// Names the field.
    pub fn at(mut self, field: &'static str) -> Self {
        self.field = Some(field);
        self
    }

    /// Adds a value for the sentence.
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.args.push((name, value.to_string()));
        self
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "refused: {}", self.code)?;
        if let Some(field) = self.field {
            write!(f, " at {field}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Refusal {}
