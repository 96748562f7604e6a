//! Which rules say where a request goes?

use std::{collections::BTreeSet, str::FromStr};

use fengqiao_base::calendar::fingerprint;
use serde::{Deserialize, Deserializer};

use crate::{centre::Organ, codes::codes, deadline::Basis};

/// The table shipped with the program.
const SHIPPED: &str = include_str!("../../../../data/dispatch-rules.toml");

codes! {
    /// What a body has to do with a request.
    Part "dispatch_part" {
        /// 主办: it handles the request.
        Lead = "lead",
        /// 协办: it is concerned.
        Support = "support",
    }

    /// Whether the district's centre is open.
    OfficeHours "office_hours" {
        /// It is.
        Open = "open",
        /// It is not.
        Closed = "closed",
    }
}

/// A step of a chain: which body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// The station of the community.
    Station,
    /// The mediation committee of the street.
    Committee,
    /// The sub-centre of the street.
    SubCentre,
    /// The district's centre.
    DistrictCentre,
    /// The platform or team for the type.
    Specialised,
    /// The agency of an organ.
    Organ(Organ),
    /// The body of a code.
    Body(String),
}

impl FromStr for Step {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Ok(match text.split_once(':') {
            Some(("organ", code)) => {
                Step::Organ(Organ::from_code(code).ok_or_else(|| format!("no organ {code}"))?)
            }
            Some(("body", code)) if !code.is_empty() => Step::Body(code.to_owned()),
            Some(_) => return Err(format!("no step {text}")),
            None => match text {
                "station" => Step::Station,
                "committee" => Step::Committee,
                "sub_centre" => Step::SubCentre,
                "district_centre" => Step::DistrictCentre,
                "specialised" => Step::Specialised,
                _ => return Err(format!("no step {text}")),
            },
        })
    }
}

impl<'de> Deserialize<'de> for Step {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// A rule: of which requests, and where they go. What it does not name does not matter.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DispatchRule {
    /// Its word, kebab-case; its name is the sentence `dispatch-rule-<id>`.
    pub id: String,
    /// A name of its own, for a rule that a district adds.
    pub name: Option<String>,
    /// What the body it names has to do with the request.
    pub part: Part,
    /// Codes of the kinds of disputes and appeals (`dispute-types.csv`).
    #[serde(default)]
    pub types: Vec<String>,
    /// 12-digit codes of streets.
    #[serde(default)]
    pub streets: Vec<String>,
    /// Whether an organisation is on the other side.
    pub organisation: Option<bool>,
    /// Whether it is urgent.
    pub urgent: Option<bool>,
    /// Whether the district's centre is open.
    pub hours: Option<OfficeHours>,
    /// The chain.
    pub to: Vec<Step>,
    /// Within how many minutes the body answers; none: by the deadline rule `dispatch-answer`.
    pub within_minutes: Option<u32>,
    /// The article or the practice, in Chinese.
    pub law: String,
    /// How sure the source is.
    pub basis: Basis,
}

/// All rules, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DispatchRules {
    version: String,
    rules: Vec<DispatchRule>,
}

/// Why a table of rules cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum RulesError {
    /// Not TOML, or not the expected columns. The parser names line and column.
    #[error("could not read the table of dispatch rules: {0}")]
    Table(#[from] toml::de::Error),
    /// A row contradicts itself or another one.
    #[error("dispatch rule {rule}: {fault}")]
    Row {
        /// Whose row.
        rule: String,
        /// What is wrong with it.
        fault: &'static str,
    },
    /// No rule takes what no other rule takes, so that a request could be left lying.
    #[error("the last rule must lead and fit every request")]
    NoRest,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    rule: Vec<DispatchRule>,
}

impl DispatchRules {
    /// The rules shipped with the program.
    pub fn shipped() -> Self {
        Self::load(SHIPPED).expect("the shipped table is loaded by a test")
    }

    /// Reads a table of `[[rule]]`.
    ///
    /// # Errors
    /// When it cannot be read, a row contradicts itself or another one, or the last rule does not take the rest.
    pub fn load(text: &str) -> Result<Self, RulesError> {
        let Table { rule: rules } = toml::from_str(text)?;
        let mut seen = BTreeSet::new();
        for rule in &rules {
            let is_word = rule.id.split('-').all(|part| {
                !part.is_empty()
                    && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
            });
            let fault = match rule {
                _ if !seen.insert(rule.id.as_str()) => "stands twice",
                _ if !is_word => "the id is not kebab-case",
                rule if rule.to.is_empty() => "it names no body",
                rule if rule.law.trim().is_empty() => "the source is missing",
                rule if rule.within_minutes == Some(0) => "nobody answers within 0 minutes",
                _ => continue,
            };
            return Err(RulesError::Row { rule: rule.id.clone(), fault });
        }
        match rules.last() {
            Some(last) if last.part == Part::Lead && last.takes_everything() => {}
            _ => return Err(RulesError::NoRest),
        }
        // CR and LF alone are no change.
        let plain: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
        Ok(Self { version: format!("{:08x}", fingerprint(&plain)), rules })
    }

    /// Names the table by its content.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Every rule, in their order.
    pub fn iter(&self) -> impl Iterator<Item = &DispatchRule> {
        self.rules.iter()
    }

    /// The rule of `id`.
    pub fn get(&self, id: &str) -> Option<&DispatchRule> {
        self.rules.iter().find(|rule| rule.id == id)
    }
}

impl DispatchRule {
    fn takes_everything(&self) -> bool {
        self.types.is_empty()
            && self.streets.is_empty()
            && self.organisation.is_none()
            && self.urgent.is_none()
            && self.hours.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> String {
        DispatchRules::load(text).expect_err("a fault").to_string()
    }

    const REST: &str =
        "[[rule]]\nid = 'rest'\npart = 'lead'\nto = ['committee']\nlaw = '本区规定'\nbasis = 'D'\n";

    #[test]
    fn the_shipped_rules_end_with_one_that_takes_the_rest() {
        let rules = DispatchRules::shipped();
        assert_eq!(rules.iter().count(), 19);
        assert_eq!(rules.iter().last().map(|rule| rule.id.as_str()), Some("place-lead"));
    }

    #[test]
    fn a_table_that_would_leave_a_request_lying_is_not_taken() {
        assert_eq!(
            fault(""),
            "could not read the table of dispatch rules: TOML parse error at line 1, column 1\n  |\n1 | \n  | ^\nmissing field `rule`\n"
        );
        let narrow = REST.replace("to =", "types = ['01']\nto =");
        assert_eq!(fault(&narrow), "the last rule must lead and fit every request");
        assert_eq!(fault(&format!("{REST}{REST}")), "dispatch rule rest: stands twice");
        assert_eq!(fault(&REST.replace("['committee']", "[]")), "dispatch rule rest: it names no body");
        assert_eq!(fault(&REST.replace("本区规定", " ")), "dispatch rule rest: the source is missing");
        assert_eq!(
            fault(&REST.replace("'rest'", "'The Rest'")),
            "dispatch rule The Rest: the id is not kebab-case"
        );
        assert!(fault(&REST.replace("committee", "organ:nobody")).contains("no organ nobody"));
    }

    #[test]
    fn a_changed_table_has_another_version_and_a_new_line_end_has_not() {
        let version = |text: &str| DispatchRules::load(text).expect("a table").version().to_owned();
        assert_eq!(version(REST), version(&REST.replace('\n', "\r\n")));
        assert_ne!(version(REST), version(&REST.replace("committee", "station")));
    }
}
