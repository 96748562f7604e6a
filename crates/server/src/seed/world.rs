//! In which world are the lives played: places, words, rules, and the people who work there?

use std::collections::BTreeMap;

use fengqiao_base::{AccountId, BodyId, Duty};
use fengqiao_domain::intake::{DisputeTypes, Signals};

use super::{
    chance::Chance,
    people::{self, Person},
    stories::Stories,
};
use crate::{centre, config::Config, reference::Reference};

/// Everything a life is played in.
pub struct World {
    /// Divisions, calendar and rules.
    pub reference: &'static Reference,
    /// The kinds of disputes.
    pub types: DisputeTypes,
    /// Words that say what help is needed first.
    pub signals: Signals,
    /// The sentences.
    pub stories: Stories,
    /// The court that confirms.
    pub court: String,
    /// The six digits of the district.
    pub division: u32,
    pub(super) clerk: AccountId,
    pub(super) dispatcher: AccountId,
    pub(super) archivist: AccountId,
    streets: Vec<(u64, Street)>,
}

/// A street: its communities and its people.
pub(super) struct Street {
    pub(super) name: String,
    pub(super) body: BodyId,
    /// Code and short name, with how many people come from there.
    pub(super) communities: Vec<(u64, (String, String))>,
    pub(super) clerk: AccountId,
    pub(super) head: AccountId,
    pub(super) recorder: AccountId,
    pub(super) visitor: AccountId,
    pub(super) mediators: Vec<AccountId>,
}

/// How many of a thousand come from each street.
const PEOPLE: [(&str, u64); 10] = [
    ("440306017000", 140),
    ("440306018000", 170),
    ("440306019000", 95),
    ("440306020000", 85),
    ("440306021000", 85),
    ("440306022000", 135),
    ("440306023000", 80),
    ("440306024000", 90),
    ("440306025000", 50),
    ("440306026000", 70),
];

impl World {
    /// The world of the demonstration, with these people.
    pub fn of(config: &Config, reference: &'static Reference, people: &[Person]) -> Self {
        let divisions = &reference.divisions;
        let weights: BTreeMap<&str, u64> = PEOPLE.into();
        let one = |street: &str, duty| {
            people::of_street(people, street, duty)
                .first()
                .copied()
                .expect("every street has one of each duty")
        };
        let streets = divisions.streets().map(|street| {
            let code = street.code.as_str();
            // Not every community is the same size; the last digit stands for how large it is.
            let communities = divisions.communities(Some(code)).enumerate().map(|(place, community)| {
                let weight = [5, 3, 8, 4, 6, 2][place % 6];
                (weight, (community.code.clone(), divisions.short(&community.code)))
            });
            let street = Street {
                name: street.name.clone(),
                body: centre::id_of(&format!("committee-{code}")),
                communities: communities.collect(),
                clerk: one(code, Duty::Intake),
                head: one(code, Duty::Head),
                recorder: one(code, Duty::Recorder),
                visitor: one(code, Duty::Visitor),
                mediators: people::of_street(people, code, Duty::Mediator),
            };
            (weights.get(code).copied().unwrap_or(50), street)
        });
        Self {
            streets: streets.collect(),
            types: DisputeTypes::shipped(),
            signals: Signals::shipped(),
            stories: Stories::shipped(),
            court: config.district.court.clone(),
            division: reference.divisions.number(),
            clerk: people::id_of("clerk"),
            dispatcher: people::id_of("dispatcher"),
            archivist: people::id_of("archivist"),
            reference,
        }
    }

    /// The street somebody comes from.
    pub(super) fn street(&self, chance: &mut Chance) -> &Street {
        chance.weighted(&self.streets)
    }
}
