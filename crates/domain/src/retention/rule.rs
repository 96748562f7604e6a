//! How long is what kept? The table `data/retention-rules.toml`.

use std::collections::BTreeSet;

use fengqiao_base::Day;
use serde::Deserialize;

use crate::{
    codes::codes,
    deadline::{Basis, Length, Unit},
};

/// The table shipped with the program.
const SHIPPED: &str = include_str!("../../../../data/retention-rules.toml");

codes! {
    /// What a rule covers. Each has a rule; there are no others.
    Kept "retention_rule" {
        /// A request that was withdrawn.
        RequestWithdrawn = "request-withdrawn",
        /// A request that was refused.
        RequestRefused = "request-refused",
        /// A request that was settled where it arose.
        RequestSettled = "request-settled",
        /// A request that another organ has received.
        RequestTransferred = "request-transferred",
        /// A dossier of the class 短期.
        DossierShort = "dossier-short",
        /// A dossier of the class 长期.
        DossierLong = "dossier-long",
        /// A dossier of the class 永久.
        DossierPermanent = "dossier-permanent",
        /// The trail (审计记录).
        Trail = "trail",
        /// What was taken out or handed over.
        Sharing = "sharing",
        /// Assessments of the impact on personal data.
        ImpactAssessment = "impact-assessment",
        /// The register of what was destroyed (销毁清册).
        Register = "register",
        /// Short messages and mails on their way.
        Messages = "messages",
        /// What somebody was told of in the product.
        Notices = "notices",
        /// What was left for the next one on duty.
        Handovers = "handovers",
        /// Remembered answers.
        Answers = "answers",
        /// Files of forms that were never sent.
        UnsentFiles = "unsent-files",
    }
}

codes! {
    /// The event from which a term counts. Each thing has its own.
    Starts "retention_starts" {
        /// It was withdrawn.
        Withdrawn = "withdrawn",
        /// It was refused.
        Refused = "refused",
        /// It was settled where it arose.
        Settled = "settled",
        /// Another organ has received it.
        TransferReceived = "transfer-received",
        /// The case was closed.
        Closed = "closed",
        /// It was noted.
        Noted = "noted",
        /// It was taken out or handed over.
        Shared = "shared",
        /// It was assessed.
        Assessed = "assessed",
        /// It was destroyed.
        Destroyed = "destroyed",
        /// It was sent.
        Sent = "sent",
        /// It was answered.
        Answered = "answered",
        /// It was uploaded.
        Uploaded = "uploaded",
    }
}

impl Kept {
    /// The event from which the term of this counts.
    pub fn starts(self) -> Starts {
        match self {
            Self::RequestWithdrawn => Starts::Withdrawn,
            Self::RequestRefused => Starts::Refused,
            Self::RequestSettled => Starts::Settled,
            Self::RequestTransferred => Starts::TransferReceived,
            Self::DossierShort | Self::DossierLong | Self::DossierPermanent => Starts::Closed,
            Self::Trail => Starts::Noted,
            Self::Sharing => Starts::Shared,
            Self::ImpactAssessment => Starts::Assessed,
            Self::Register => Starts::Destroyed,
            Self::Messages | Self::Notices | Self::Handovers => Starts::Sent,
            Self::Answers => Starts::Answered,
            Self::UnsentFiles => Starts::Uploaded,
        }
    }
}

/// What happens at the end of a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Then {
    /// Once a person has confirmed it, the keys of its people and its text are destroyed; codes, days, figures stay.
    Erase,
    /// The rows go by themselves.
    Delete,
    /// There is no end.
    Keep,
}

/// How long something is kept.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Rule {
    /// What it covers.
    pub id: Kept,
    /// Counts the changes of the rule, from 1.
    pub version: u32,
    /// The first day on which this version applies.
    pub valid_from: Day,
    /// How long; none: for ever.
    pub length: Option<Length>,
    /// The event from which it counts: that of its kind ([`Kept::starts`]).
    pub starts: Starts,
    /// What happens then.
    pub then: Then,
    /// The article, or the practice, in Chinese as a lawyer cites it.
    pub law: String,
    /// What the article says, in Chinese.
    pub text: Option<String>,
    /// How sure the source is.
    pub basis: Basis,
    /// What a reader of the table must know beside that.
    pub note: Option<String>,
}

/// Every rule, in all its versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules(Vec<Rule>);

/// Why a table of rules cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum RulesError {
    /// The table is not TOML with the expected fields.
    #[error("could not read the table of retention rules")]
    Table(#[from] toml::de::Error),
    /// A row contradicts itself or another one.
    #[error("retention rule {rule}, version {version}: {fault}")]
    Row {
        /// Whose row.
        rule: &'static str,
        /// Which version.
        version: u32,
        /// What is wrong with it.
        fault: &'static str,
    },
    /// Something is covered by no rule.
    #[error("no retention rule covers {0}: add a [[rule]] with this id")]
    Missing(&'static str),
    /// It counts from an event that is not its own.
    #[error("retention rule {rule}, version {version}: it counts from {allowed} and nothing else")]
    Starts {
        /// Whose row.
        rule: &'static str,
        /// Which version.
        version: u32,
        /// From what it may count.
        allowed: &'static str,
    },
    /// A district gave an end to what the platform keeps for ever.
    #[error("retention rule {0} keeps for ever; a district cannot give it an end: then = \"keep\"")]
    ForEver(&'static str),
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
    /// When it cannot be read, a row contradicts itself or another one, or something is covered by none.
    pub fn load(text: &str) -> Result<Self, RulesError> {
        let Table { rule: rules } = toml::from_str(text)?;
        Self::of(rules)
    }

    /// The same rules and a district's own versions (档案法实施条例 第十九条).
    ///
    /// # Errors
    /// Those of [`Rules::load`], and when a row gives an end to what is kept for ever: permanent dossiers, the trail, the
    /// register, and what must be proved later (网络数据安全管理条例 第十二条, 个人信息保护法 第五十六条).
    pub fn with_district(mut self, text: &str) -> Result<Self, RulesError> {
        let Table { rule: added } = toml::from_str(text)?;
        for rule in &added {
            let kept = self.0.iter().any(|own| own.id == rule.id && own.then == Then::Keep);
            if kept && rule.then != Then::Keep {
                return Err(RulesError::ForEver(rule.id.code()));
            }
        }
        self.0.extend(added);
        Self::of(self.0)
    }

    fn of(rules: Vec<Rule>) -> Result<Self, RulesError> {
        let mut seen = BTreeSet::new();
        for rule in &rules {
            let fault =
                if seen.insert((rule.id, rule.version)) { rule.fault() } else { Some("stands twice") };
            if let Some(fault) = fault {
                return Err(RulesError::Row { rule: rule.id.code(), version: rule.version, fault });
            }
        }
        if let Some(rule) = rules.iter().find(|rule| rule.starts != rule.id.starts()) {
            let (version, allowed) = (rule.version, rule.id.starts().code());
            return Err(RulesError::Starts { rule: rule.id.code(), version, allowed });
        }
        let covered = |kept: &&Kept| !rules.iter().any(|rule| rule.id == **kept);
        match Kept::ALL.iter().find(covered) {
            Some(missing) => Err(RulesError::Missing(missing.code())),
            None => Ok(Self(rules)),
        }
    }

    /// Every rule, in the order of the table.
    pub fn iter(&self) -> impl Iterator<Item = &Rule> {
        self.0.iter()
    }

    /// The version of a rule that is in force on `day`; `None` before the first one is.
    pub fn in_force(&self, kept: Kept, day: Day) -> Option<&Rule> {
        let fits = |rule: &&Rule| rule.id == kept && rule.valid_from <= day;
        self.0.iter().filter(fits).max_by_key(|rule| rule.version)
    }

    /// One version of a rule.
    pub fn version(&self, kept: Kept, version: u32) -> Option<&Rule> {
        self.0.iter().find(|rule| rule.id == kept && rule.version == version)
    }

    /// For how many days something is kept that goes by itself; `None` for what a rule does not let go.
    pub fn days(&self, kept: Kept, day: Day) -> Option<u32> {
        match self.in_force(kept, day)?.length? {
            Length { count, unit: Unit::CalendarDays } => Some(count),
            Length { .. } => None,
        }
    }
}

impl Rule {
    fn fault(&self) -> Option<&'static str> {
        let unit = self.length.map(|length| length.unit);
        match (self.then, unit) {
            _ if self.version == 0 => Some("versions count from 1"),
            _ if self.law.is_empty() => Some("the source is missing"),
            _ if self.length.is_some_and(|length| length.count == 0) => Some("nothing is kept for no time"),
            (Then::Keep, Some(_)) => Some("what is kept for ever has no length"),
            (Then::Erase | Then::Delete, None) => Some("a length is missing"),
            (Then::Delete, Some(unit)) if unit != Unit::CalendarDays => {
                Some("what goes by itself is counted in calendar days")
            }
            (Then::Erase, Some(unit)) if !matches!(unit, Unit::CalendarDays | Unit::Months | Unit::Years) => {
                Some("a term is counted in calendar days, months or years")
            }
            _ if self.then == Then::Delete && self.id <= Kept::DossierPermanent => {
                Some("what people told is destroyed by a person's word only: erase, or keep")
            }
            _ if self.then == Then::Erase && self.id > Kept::DossierPermanent => {
                Some("this has no key of its own: delete, or keep")
            }
            _ => None,
        }
    }
}
