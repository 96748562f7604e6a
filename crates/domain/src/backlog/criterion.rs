//! By which state of a case may it be nominated? The table `data/backlog-criteria.toml`.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::BacklogKind;
use crate::deadline::Basis;

/// The table shipped with the program.
const SHIPPED: &str = include_str!("../../../../data/backlog-criteria.toml");

/// What is computed of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Test {
    /// Days since it was filed, while it goes on.
    OpenDays,
    /// The same, of what is a petition.
    PetitionDays,
    /// Mediations that ended without agreement.
    Failed,
    /// How many parties it has.
    Parties,
    /// How often it came back after it had ended.
    Relapses,
    /// How many bodies said that they are not competent.
    Objections,
    /// Nothing: a person says it.
    Judged,
}

/// What the criteria ask of a case: its state, and nothing of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Facts {
    /// Days since it was filed; 0 once it has ended.
    pub open_days: u32,
    /// Whether it is a petition, or was handed over by the petition office.
    pub is_petition: bool,
    /// Mediations that ended without agreement, those of which it was opened anew included.
    pub failed: u32,
    /// Parties.
    pub parties: u32,
    /// How often it came back.
    pub relapses: u32,
    /// Bodies that said that they are not competent.
    pub objections: u32,
}

/// A criterion.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Criterion {
    /// Its word, kebab-case.
    pub id: String,
    /// What a Chinese page shows.
    pub name: String,
    /// What an English page shows.
    pub name_en: String,
    /// For which kinds.
    pub kinds: Vec<BacklogKind>,
    /// What is computed.
    pub test: Test,
    /// From which number on it is met.
    pub at_least: Option<u32>,
    /// The article, or the practice, in Chinese.
    pub law: String,
    /// How sure the source is.
    pub basis: Basis,
    /// What a reader of the table must know beside that.
    pub note: Option<String>,
}

impl Criterion {
    /// Whether a case meets it; `None` where a person says it.
    pub fn is_met(&self, facts: &Facts) -> Option<bool> {
        let found = match self.test {
            Test::OpenDays => facts.open_days,
            Test::PetitionDays if facts.is_petition => facts.open_days,
            Test::PetitionDays => 0,
            Test::Failed => facts.failed,
            Test::Parties => facts.parties,
            Test::Relapses => facts.relapses,
            Test::Objections => facts.objections,
            Test::Judged => return None,
        };
        Some(found >= self.at_least.unwrap_or(u32::MAX))
    }

    /// Its name with the number in it.
    pub fn told(&self, name: &str) -> String {
        name.replace("{n}", &self.at_least.unwrap_or_default().to_string())
    }

    fn fault(&self) -> Option<&'static str> {
        match (self.test, self.at_least) {
            _ if self.kinds.is_empty() => Some("it is for no kind"),
            _ if self.law.is_empty() => Some("the source is missing"),
            _ if self.name.is_empty() || self.name_en.is_empty() => Some("a name is missing"),
            (Test::Judged, Some(_)) => Some("what a person says has no number"),
            (Test::Judged, None) => None,
            (_, None | Some(0)) => Some("the number is missing"),
            (_, Some(_)) => None,
        }
    }
}

/// Every criterion, in the order of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Criteria(Vec<Criterion>);

/// Why a table of criteria cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CriteriaError {
    /// Not TOML, or not the expected columns. The parser names line and column.
    #[error("could not read the table of backlog criteria: {0}")]
    Table(#[from] toml::de::Error),
    /// A row contradicts itself or another one.
    #[error("backlog criterion {criterion}: {fault}")]
    Row {
        /// Whose row.
        criterion: String,
        /// What is wrong with it.
        fault: &'static str,
    },
    /// A kind that nothing can be nominated as.
    #[error("no backlog criterion is for {0}")]
    Missing(&'static str),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    criterion: Vec<Criterion>,
}

impl Criteria {
    /// The criteria shipped with the program.
    pub fn shipped() -> Self {
        Self::load(SHIPPED).expect("the shipped table is loaded by a test")
    }

    /// Reads a table of `[[criterion]]`.
    ///
    /// # Errors
    /// When it cannot be read, a row contradicts itself or another one, or a kind has no criterion.
    pub fn load(text: &str) -> Result<Self, CriteriaError> {
        let Table { criterion: all } = toml::from_str(text)?;
        let mut seen = BTreeSet::new();
        for one in &all {
            let fault = if seen.insert(one.id.as_str()) { one.fault() } else { Some("stands twice") };
            if let Some(fault) = fault {
                return Err(CriteriaError::Row { criterion: one.id.clone(), fault });
            }
        }
        let is_missing = |kind: &&BacklogKind| !all.iter().any(|one| one.kinds.contains(kind));
        match BacklogKind::ALL.iter().find(is_missing) {
            Some(kind) => Err(CriteriaError::Missing(kind.code())),
            None => Ok(Self(all)),
        }
    }

    /// Every criterion, in the order of the table.
    pub fn iter(&self) -> impl Iterator<Item = &Criterion> {
        self.0.iter()
    }

    /// The criterion of this word.
    pub fn find(&self, id: &str) -> Option<&Criterion> {
        self.0.iter().find(|one| one.id == id)
    }

    /// The lowest number at which some criterion with this test is met; none where none has it.
    pub fn least(&self, test: Test) -> Option<u32> {
        self.0.iter().filter(|one| one.test == test).filter_map(|one| one.at_least).min()
    }

    /// Those that a case meets without a person's word, in the order of the table.
    pub fn met(&self, facts: &Facts) -> Vec<&Criterion> {
        self.0.iter().filter(|one| one.is_met(facts) == Some(true)).collect()
    }
}
