//! Which periods are there, and what does each say?
//!
//! Periods are data (`data/deadline-rules.toml`): what the law fixes and what a district configures stand in one table,
//! and each row says which of the two it is. A changed rule is a new version; clocks keep the version they started with.

use std::collections::BTreeSet;

use fengqiao_base::{Day, Duty, Refusal};
use serde::{Deserialize, Serialize};

/// The table shipped with the program.
const SHIPPED: &str = include_str!("../../../../data/deadline-rules.toml");

/// A period: how long, from when, until when, under which rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Rule {
    /// Its word, kebab-case, e.g. `mediate-shenzhen`.
    pub id: String,
    /// Counts the changes of the rule, from 1.
    pub version: u32,
    /// The first day on which this version applies.
    pub valid_from: Day,
    /// How long it is, unless the act that starts it says so.
    pub length: Option<Length>,
    /// Who sets the length.
    #[serde(default)]
    pub set_by: SetBy,
    /// The event that starts it, e.g. `accepted`.
    pub starts: String,
    /// The events that stop it.
    pub stops: Vec<String>,
    /// What pauses it; nothing else does.
    #[serde(default)]
    pub pauses: Vec<PauseGround>,
    /// Who may extend it, and how far; nobody, when absent.
    pub extensions: Option<Extensions>,
    /// Whether a last day on a 法定休假日 moves to the day after the holiday (民法典 第二百零三条).
    #[serde(default = "yes")]
    pub rolls: bool,
    /// Percent of the period after which it warns.
    #[serde(default = "seventy")]
    pub warn_percent: Option<u8>,
    /// Days before the end at which it warns.
    #[serde(default = "three")]
    pub warn_days: Option<u16>,
    /// What hangs on it.
    pub tier: Tier,
    /// Who is told when it has passed.
    pub escalates_to: Vec<Duty>,
    /// Who is told besides while it is still not done, level by level.
    #[serde(default)]
    pub levels: Vec<Level>,
    /// The article, or the practice, in Chinese as a lawyer cites it.
    pub law: String,
    /// What the article says, in Chinese.
    pub text: Option<String>,
    /// How sure the source is.
    pub basis: Basis,
    /// What a reader of the table must know beside that.
    pub note: Option<String>,
}

/// Who is told when something is still not done some time after its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Level {
    /// How many working days after the last day.
    pub after_working_days: u16,
    /// Who.
    pub to: Vec<Duty>,
}

/// A count of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Length {
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: Unit,
}

/// In what a period is counted. The text of each rule decides: 日 are calendar days, 工作日 are working days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Exact seconds; zero of them is "at once" (立即).
    Seconds,
    /// Exact minutes.
    Minutes,
    /// Exact hours.
    Hours,
    /// Calendar days.
    CalendarDays,
    /// Working days.
    WorkingDays,
    /// Months.
    Months,
    /// Years.
    Years,
}

impl Unit {
    /// The word in data, API and translation keys.
    pub fn code(self) -> &'static str {
        match self {
            Unit::Seconds => "seconds",
            Unit::Minutes => "minutes",
            Unit::Hours => "hours",
            Unit::CalendarDays => "calendar-days",
            Unit::WorkingDays => "working-days",
            Unit::Months => "months",
            Unit::Years => "years",
        }
    }
}

/// Who sets how long a period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SetBy {
    /// The rule, and nobody else.
    #[default]
    Rule,
    /// The parties may agree on a last day; otherwise the rule.
    PartiesOrRule,
    /// Whatever starts it may name an earlier last day, never a later one: a protection order.
    ActWithin,
    /// Whatever starts it: an agreement names the day of performance, an order its own limit.
    Act,
}

impl SetBy {
    /// The word in data, API and translation keys.
    pub fn code(self) -> &'static str {
        match self {
            SetBy::Rule => "rule",
            SetBy::PartiesOrRule => "parties-or-rule",
            SetBy::ActWithin => "act-within",
            SetBy::Act => "act",
        }
    }
}

/// Why a period stands still.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PauseGround {
    /// An expert appraises something (鉴定).
    Appraisal,
    /// A hearing is held (听证).
    Hearing,
    /// The limitation is suspended by law (时效中止).
    Limitation,
}

impl PauseGround {
    /// The word in data, API and translation keys.
    pub fn code(self) -> &'static str {
        match self {
            PauseGround::Appraisal => "appraisal",
            PauseGround::Hearing => "hearing",
            PauseGround::Limitation => "limitation",
        }
    }
}

/// Who may extend a period, how often and how far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Extensions {
    /// Who.
    pub by: ExtensionBy,
    /// How often, if there is a limit.
    pub times: Option<u32>,
    /// How many calendar days in all, if there is a limit.
    pub most_days: Option<u16>,
}

/// Who extends a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ExtensionBy {
    /// Every party agrees.
    Parties,
    /// The head approves, and the reason is told.
    Head,
    /// The president of the court.
    CourtPresident,
    /// Whoever gave the order, on application.
    Dispatcher,
}

impl ExtensionBy {
    /// The word in data, API and translation keys.
    pub fn code(self) -> &'static str {
        match self {
            ExtensionBy::Parties => "parties",
            ExtensionBy::Head => "head",
            ExtensionBy::CourtPresident => "court-president",
            ExtensionBy::Dispatcher => "dispatcher",
        }
    }
}

/// What hangs on a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tier {
    /// A party can lose something when it passes.
    Right,
    /// A body must have acted; the day before any roll-forward is shown beside the last day.
    Duty,
    /// The district promises it; nothing of law hangs on it.
    Promise,
    /// Something is kept or lasts at least, or at most, so long.
    Term,
}

impl Tier {
    /// The word in data, API and translation keys.
    pub fn code(self) -> &'static str {
        match self {
            Tier::Right => "right",
            Tier::Duty => "duty",
            Tier::Promise => "promise",
            Tier::Term => "term",
        }
    }
}

/// How sure the source of a rule is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Basis {
    /// Read in the full text of the law.
    #[serde(rename = "L")]
    Law,
    /// Read in an excerpt on a public page.
    #[serde(rename = "P")]
    Page,
    /// Seen in the forms of another system.
    #[serde(rename = "C")]
    System,
    /// From memory, unverified.
    #[serde(rename = "M")]
    Memory,
    /// Set for this platform; a district configures it.
    #[serde(rename = "D")]
    Design,
}

impl Basis {
    /// The word in data, API and translation keys.
    pub fn code(self) -> &'static str {
        match self {
            Basis::Law => "law",
            Basis::Page => "page",
            Basis::System => "system",
            Basis::Memory => "memory",
            Basis::Design => "design",
        }
    }
}

/// All periods, in all their versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules(Vec<Rule>);

/// Why a table of rules cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum RulesError {
    /// Not TOML, or not the expected columns.
    #[error("could not read the table of deadline rules")]
    Table(#[from] toml::de::Error),
    /// A row contradicts itself or another one.
    #[error("deadline rule {rule} version {version}: {fault}")]
    Row {
        /// Whose row.
        rule: String,
        /// Which version of it.
        version: u32,
        /// What is wrong with it.
        fault: &'static str,
    },
    /// A district changes what the law fixes.
    #[error("deadline rule {rule} is law ({law}): a district cannot change it")]
    Law {
        /// Whose rule.
        rule: String,
        /// Its article.
        law: String,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    rule: Vec<Rule>,
}

impl Rules {
    /// The rules shipped with the program.
    pub fn shipped() -> Self {
        Self::load(SHIPPED).expect("the shipped table is loaded by a test")
    }

    /// Reads a table of `[[rule]]`.
    ///
    /// # Errors
    /// When it cannot be read, or a row contradicts itself or another one.
    pub fn load(text: &str) -> Result<Self, RulesError> {
        let Table { rule: rules } = toml::from_str(text)?;
        Self::of(rules)
    }

    /// The same rules and those of a district beside them: further versions of rules that it may set, and rules of its
    /// own. What was read in the law stays as it is.
    ///
    /// # Errors
    /// When the table cannot be read, a row contradicts itself or another one, or changes the law.
    pub fn with_district(mut self, text: &str) -> Result<Self, RulesError> {
        let Table { rule: added } = toml::from_str(text)?;
        for rule in &added {
            let law = self.0.iter().find(|own| own.id == rule.id && own.basis == Basis::Law);
            if let Some(Rule { id, law, .. }) = law {
                return Err(RulesError::Law { rule: id.clone(), law: law.clone() });
            }
        }
        self.0.extend(added);
        Self::of(self.0)
    }

    fn of(rules: Vec<Rule>) -> Result<Self, RulesError> {
        let mut seen = BTreeSet::new();
        for rule in &rules {
            let fault = if seen.insert((rule.id.as_str(), rule.version)) {
                rule.fault()
            } else {
                Some("stands twice")
            };
            if let Some(fault) = fault {
                return Err(RulesError::Row { rule: rule.id.clone(), version: rule.version, fault });
            }
        }
        Ok(Self(rules))
    }

    /// Every rule, in the order of the table.
    pub fn iter(&self) -> impl Iterator<Item = &Rule> {
        self.0.iter()
    }

    /// The version of a rule that applies to a period starting on `day`.
    ///
    /// # Errors
    /// `deadline-rule-unknown`, `deadline-rule-not-in-force`.
    pub fn in_force(&self, id: &str, day: Day) -> Result<&Rule, Refusal> {
        let versions = || self.0.iter().filter(|rule| rule.id == id);
        let Some(first) = versions().map(|rule| rule.valid_from).min() else {
            return Err(Refusal::new("deadline-rule-unknown").at("rule").with("rule", id));
        };
        versions().filter(|rule| rule.valid_from <= day).max_by_key(|rule| rule.version).ok_or_else(|| {
            Refusal::new("deadline-rule-not-in-force").at("start").with("rule", id).with("from", first)
        })
    }

    /// One version of a rule: the one a clock was started with.
    ///
    /// # Errors
    /// `deadline-rule-unknown`.
    pub fn version(&self, id: &str, version: u32) -> Result<&Rule, Refusal> {
        self.0
            .iter()
            .find(|rule| rule.id == id && rule.version == version)
            .ok_or_else(|| Refusal::new("deadline-rule-unknown").at("rule").with("rule", id))
    }
}

impl Rule {
    fn fault(&self) -> Option<&'static str> {
        let is_word = |word: &str| {
            word.split('-').all(|part| {
                !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
            })
        };
        let zero = matches!(self.length, Some(Length { count: 0, unit }) if unit != Unit::Seconds);
        match self {
            _ if !is_word(&self.id) => Some("the id is not kebab-case"),
            _ if self.version == 0 => Some("versions count from 1"),
            _ if self.length.is_some() == (self.set_by == SetBy::Act) => {
                Some("either the rule has a length or the act sets it")
            }
            _ if zero => Some("only zero seconds mean at once"),
            _ if !is_word(&self.starts) => Some("the start is not a kebab-case word"),
            _ if self.stops.is_empty() || !self.stops.iter().all(|word| is_word(word)) => {
                Some("the stops are not kebab-case words")
            }
            _ if self.warn_percent.is_some_and(|percent| percent == 0 || percent >= 100) => {
                Some("a warning comes after 1 to 99 percent")
            }
            _ if self.levels.iter().any(|level| level.after_working_days == 0 || level.to.is_empty()) => {
                Some("a level comes at least one working day after the end, and names somebody")
            }
            _ if !self.levels.is_sorted_by(|one, next| one.after_working_days < next.after_working_days) => {
                Some("the levels are not in order")
            }
            _ if self.law.is_empty() => Some("the source is missing"),
            _ => None,
        }
    }
}

#[expect(clippy::unnecessary_wraps, reason = "serde asks for the type of the field")]
fn seventy() -> Option<u8> {
    Some(70)
}

#[expect(clippy::unnecessary_wraps, reason = "serde asks for the type of the field")]
fn three() -> Option<u16> {
    Some(3)
}

fn yes() -> bool {
    true
}
