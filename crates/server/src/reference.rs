//! What is shipped with the program: where places are, which kinds of disputes there are, which periods run?

use std::{
    collections::{BTreeMap, HashMap},
    path::Path,
    sync::OnceLock,
};

use anyhow::Context;
use fengqiao_domain::{
    backlog::Criteria,
    deadline::Reckoning,
    dispatch::DispatchRules,
    intake::{DisputeTypes, Signals},
    personal_data::Purposes,
    retention::Rules,
};
use fengqiao_web::{lang::Lang, page::Choice};
use foldhash::fast::RandomState;
use serde::Deserialize;

use crate::{
    config::{Backlog, Config, Deadlines, Dispatching, Retention},
    deadline::calendar::Live,
};

const DIVISIONS: &str = include_str!("../../../data/divisions-baoan.csv");
const TYPES: &str = include_str!("../../../data/dispute-types.csv");

/// Divisions, types, calendar and rules.
#[derive(Debug, Clone)]
pub struct Reference {
    /// The territory.
    pub divisions: Divisions,
    /// The kinds of disputes and appeals, in the order of the official table.
    pub types: Vec<DisputeType>,
    /// The words that point to a kind.
    pub words: DisputeTypes,
    /// The words that say which help is needed first.
    pub signals: Signals,
    /// Calendar and deadline rules.
    pub reckoning: Live,
    /// How long what is kept.
    pub retention: Rules,
    /// Where what comes in goes.
    pub dispatch: DispatchRules,
    /// By which state of a case it may be nominated as an owned case.
    pub backlog: Criteria,
    /// Why each thing is asked for.
    pub purposes: Purposes,
    /// Every place in each language, put together when the first is asked for: a list names fifty.
    places: OnceLock<[Places; 2]>,
}

type Places = HashMap<String, String, RandomState>;

/// A kind of dispute (18 official ones and the district's own) or of appeal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisputeType {
    /// Stable code; its name is the sentence `dispute-type-<code>`.
    pub code: String,
    /// `mediation`, `baoan-extension` or `appeal`.
    pub scheme: String,
}

/// The level of a division.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// 省
    Province,
    /// 市
    City,
    /// 区
    District,
    /// 街道
    Street,
    /// 社区
    Community,
}

/// A division of the territory.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Division {
    /// 12-digit statistical code.
    pub code: String,
    /// Its official name.
    pub name: String,
    /// Its level.
    pub level: Level,
    /// The code of the division it lies in.
    pub parent: String,
}

/// The territory by code.
#[derive(Debug, Clone, Default)]
pub struct Divisions(BTreeMap<String, Division>);

/// The airport is counted like a street by the statistics office, but is none of the district's ten.
const NOT_A_STREET: &str = "440306400000";

impl Divisions {
    /// The division of `code`.
    pub fn get(&self, code: &str) -> Option<&Division> {
        self.0.get(code)
    }

    /// The code of the district itself.
    pub fn district(&self) -> &str {
        self.0.values().find(|one| one.level == Level::District).map_or("", |one| one.code.as_str())
    }

    /// The six digits with which the numbers of this district begin.
    pub fn number(&self) -> u32 {
        self.district().get(..6).and_then(|code| code.parse().ok()).unwrap_or_default()
    }

    /// The streets, in the order of their codes.
    pub fn streets(&self) -> impl Iterator<Item = &Division> {
        self.0.values().filter(|one| one.level == Level::Street && one.code != NOT_A_STREET)
    }

    /// The communities of a street, or all of them.
    pub fn communities<'a>(&'a self, street: Option<&'a str>) -> impl Iterator<Item = &'a Division> {
        self.0.values().filter(move |one| {
            one.level == Level::Community
                && one.parent != NOT_A_STREET
                && street.is_none_or(|street| one.parent == street)
        })
    }

    /// The street a community lies in; the code itself if it is a street.
    pub fn street_of(&self, code: &str) -> Option<&Division> {
        let division = self.get(code)?;
        match division.level {
            Level::Community => self.get(&division.parent),
            Level::Street => Some(division),
            Level::Province | Level::City | Level::District => None,
        }
    }

    /// The short name of a division as people say it: without 居委会 in any of its spellings.
    pub fn short(&self, code: &str) -> String {
        let name = self.get(code).map_or(code, |one| one.name.as_str());
        let ends = ["居委会", "居委", "居民委员会"];
        ends.iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name).to_owned()
    }

    /// Street and community in one line: `新安街道 宝民社区`.
    pub fn place(&self, community: &str) -> String {
        let street = self.street_of(community).map(|street| street.name.clone()).unwrap_or_default();
        format!("{street} {}", self.short(community))
    }
}

#[derive(Deserialize)]
struct TypeRow {
    code: String,
    scheme: String,
}

impl Reference {
    /// What is shipped with the program, read once.
    pub fn shipped() -> &'static Self {
        static SHIPPED: OnceLock<Reference> = OnceLock::new();
        SHIPPED.get_or_init(|| Self {
            divisions: Divisions(
                rows::<Division>(DIVISIONS).into_iter().map(|one| (one.code.clone(), one)).collect(),
            ),
            types: rows::<TypeRow>(TYPES)
                .into_iter()
                .map(|TypeRow { code, scheme }| DisputeType { code, scheme })
                .collect(),
            words: DisputeTypes::shipped(),
            signals: Signals::shipped(),
            reckoning: Live::of(Reckoning::shipped()),
            retention: Rules::shipped(),
            dispatch: DispatchRules::shipped(),
            backlog: Criteria::shipped(),
            purposes: Purposes::shipped(),
            places: OnceLock::new(),
        })
    }

    /// What is shipped, with what a district adds to it. Read once for a running program, and kept until it ends.
    pub fn with(config: &Config) -> anyhow::Result<&'static Self> {
        let reckoning = Live::of(reckoning(&config.deadlines)?);
        let (retention, dispatch) = (retention(&config.retention)?, dispatch(&config.dispatch)?);
        let backlog = backlog(&config.backlog)?;
        Ok(Box::leak(Box::new(Self { reckoning, retention, dispatch, backlog, ..Self::shipped().clone() })))
    }

    /// The type of `code`, if there is one.
    pub fn dispute_type(&self, code: &str) -> Option<&DisputeType> {
        self.types.iter().find(|one| one.code == code)
    }

    /// The types as choices of a form.
    pub fn type_choices(&self, lang: Lang) -> Vec<Choice> {
        self.types.iter().map(|one| Choice::new(&*one.code, type_name(lang, &one.code))).collect()
    }

    /// The streets as choices of a form.
    pub fn street_choices(&self, lang: Lang) -> Vec<Choice> {
        self.divisions.streets().map(|one| Choice::new(&*one.code, street_name(lang, one))).collect()
    }

    /// Streets and their communities as choices of a form; whoever does not know the community chooses the street.
    pub fn place_choices(&self, lang: Lang) -> Vec<Choice> {
        let mut choices = Vec::new();
        for street in self.divisions.streets() {
            let name = street_name(lang, street);
            choices.push(Choice::new(&*street.code, lang.ta("intake-place-street", &[("street", &name)])));
            let within = self.divisions.communities(Some(&street.code));
            choices.extend(
                within.map(|one| {
                    Choice::new(&*one.code, format!("{name} · {}", self.divisions.short(&one.code)))
                }),
            );
        }
        choices.push(Choice::new(self.divisions.district(), lang.t("intake-place-unsure")));
        choices
    }

    /// Street and community in the reader's language; the street or the district alone where no more is known.
    pub fn place_name(&self, lang: Lang, code: &str) -> String {
        let places = self.places.get_or_init(|| {
            Lang::ALL.map(|lang| {
                let codes = self.divisions.0.keys();
                codes.map(|code| (code.clone(), self.put_together(lang, code))).collect()
            })
        });
        places[lang as usize].get(code).cloned().unwrap_or_else(|| lang.t("intake-place-unsure"))
    }

    fn put_together(&self, lang: Lang, code: &str) -> String {
        match (self.divisions.get(code).map(|one| one.level), self.divisions.street_of(code)) {
            (Some(Level::Street), Some(street)) => street_name(lang, street),
            (Some(_), Some(street)) => {
                format!("{} · {}", street_name(lang, street), self.divisions.short(code))
            }
            _ => lang.t("intake-place-unsure"),
        }
    }

    /// Every community as a choice of a form, with its street in front.
    pub fn community_choices(&self) -> Vec<Choice> {
        self.divisions
            .communities(None)
            .map(|one| Choice::new(&*one.code, self.divisions.place(&one.code)))
            .collect()
    }
}

/// The terms by which a program with these settings keeps things.
pub fn retention(terms: &Retention) -> anyhow::Result<Rules> {
    let Some(file) = &terms.rules else { return Ok(Rules::shipped()) };
    Rules::shipped().with_district(&read(file)?).with_context(|| format!("in {}", file.display()))
}

/// Where what comes in goes in a program with these settings.
pub fn dispatch(ways: &Dispatching) -> anyhow::Result<DispatchRules> {
    let Some(file) = &ways.rules else { return Ok(DispatchRules::shipped()) };
    DispatchRules::load(&read(file)?).with_context(|| format!("in {}", file.display()))
}

/// By what a program with these settings nominates owned cases.
pub fn backlog(set: &Backlog) -> anyhow::Result<Criteria> {
    let Some(file) = &set.criteria else { return Ok(Criteria::shipped()) };
    Criteria::load(&read(file)?).with_context(|| format!("in {}", file.display()))
}

fn read(file: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(file).with_context(|| format!("could not read {}", file.display()))
}

/// The rules and the calendar that a program with these settings reckons by.
pub fn reckoning(deadlines: &Deadlines) -> anyhow::Result<Reckoning> {
    let mut reckoning = Reckoning::shipped();
    if let Some(file) = &deadlines.calendar {
        reckoning.calendar =
            reckoning.calendar.with_years(&read(file)?).with_context(|| format!("in {}", file.display()))?;
    }
    if let Some(file) = &deadlines.rules {
        reckoning.rules =
            reckoning.rules.with_district(&read(file)?).with_context(|| format!("in {}", file.display()))?;
    }
    Ok(reckoning)
}

/// The name of a type in the reader's language.
pub fn type_name(lang: Lang, code: &str) -> String {
    lang.t(&format!("dispute-type-{}", code.to_lowercase()))
}

/// The name of a street in the reader's language; other places keep their Chinese name.
pub fn street_name(lang: Lang, street: &Division) -> String {
    match lang {
        Lang::ZhCn => street.name.clone(),
        Lang::En => lang
            .find(&format!("common-street-{}", &street.code[6..9]), &[])
            .unwrap_or_else(|| street.name.clone()),
    }
}

fn rows<T: serde::de::DeserializeOwned>(text: &str) -> Vec<T> {
    csv::Reader::from_reader(text.as_bytes())
        .deserialize()
        .collect::<Result<_, _>>()
        .expect("the shipped tables are read by a test")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_model_district_has_ten_streets_and_every_community_lies_in_one() {
        let reference = Reference::shipped();
        let divisions = &reference.divisions;
        assert_eq!((divisions.streets().count(), divisions.communities(None).count()), (10, 140));
        assert!(divisions.communities(None).all(|one| divisions.street_of(&one.code).is_some()));
        assert_eq!(divisions.place("440306017001"), "新安街道 宝民社区");
        assert_eq!(reference.types.len(), 29);
    }
}
