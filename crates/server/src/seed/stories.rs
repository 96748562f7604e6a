//! In which words is a dispute told?
//!
//! `data/centre-stories.toml` holds sentences by kind of dispute; what is told of one life is put together from them, so
//! that no two lives of a community read alike.

use fengqiao_base::Day;
use fengqiao_domain::case::Receiver;
use serde::Deserialize;

use super::chance::Chance;

const SHIPPED: &str = include_str!("../../../../data/centre-stories.toml");

/// All sentences.
#[derive(Debug)]
pub struct Stories {
    kinds: Vec<Story>,
    tried: Vec<String>,
    session: Vec<String>,
    close: Vec<String>,
    ended: Vec<String>,
    /// For each month the kinds of disputes with their weights.
    by_month: [Vec<(u64, usize)>; 12],
    appeals: Vec<(u64, usize)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    tried: Vec<String>,
    session: Vec<String>,
    close: Vec<String>,
    ended: Vec<String>,
    story: Vec<Story>,
}

/// Who the other side mostly is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Other {
    /// A person.
    #[default]
    Person,
    /// An organisation.
    Organisation,
    /// Either.
    Either,
}

/// The sentences of one kind.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Story {
    /// Code of the kind.
    #[serde(rename = "type")]
    pub code: String,
    /// How often it comes, out of a thousand.
    weight: u64,
    /// Percent of the usual, January to December.
    season: Option<[u64; 12]>,
    /// Who the other side is.
    #[serde(default)]
    pub other: Other,
    /// How the other side is called where nobody knows its name.
    #[serde(default)]
    pub known: Vec<String>,
    /// To whom an appeal goes.
    pub to: Option<Receiver>,
    open: Vec<String>,
    detail: Vec<String>,
    claims: Vec<String>,
    #[serde(default)]
    items: Vec<String>,
    /// Least and most money in yuan.
    #[serde(default)]
    pub yuan: Option<[i64; 2]>,
}

/// What is put into the places of a sentence.
#[derive(Debug, Clone)]
pub struct Words {
    /// The building.
    pub building: i64,
    /// The room.
    pub room: i64,
    /// Money in yuan.
    pub yuan: i64,
    /// A small number.
    pub small: i64,
    /// A day, as it is said.
    pub day: String,
    /// The community, as it is said.
    pub place: String,
    /// A time of day, as it is said.
    pub time: String,
}

impl Words {
    /// Draws what stands in the places.
    pub fn drawn(place: String, today: Day, yuan: i64, chance: &mut Chance) -> Self {
        const TIMES: [&str; 5] = ["晚上十点", "早上七点", "下午五点", "中午", "晚上九点半"];
        let day = today - time::Duration::days(chance.within(4, 80));
        let room = chance.within(1, 28) * 100 + chance.within(1, 8);
        Self {
            building: chance.within(1, 16),
            room,
            yuan,
            small: chance.within(2, 9),
            day: format!("{}月{}日", u8::from(day.month()), day.day()),
            place,
            time: chance.text(&TIMES).to_owned(),
        }
    }

    fn put_into(&self, sentence: &str) -> String {
        let mut out = String::with_capacity(sentence.len() + 24);
        let mut rest = sentence;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let (slot, after) = after.split_once('}').unwrap_or((after, ""));
            match slot {
                "b" => out.push_str(&self.building.to_string()),
                "r" => out.push_str(&self.room.to_string()),
                "y" => out.push_str(&self.yuan.to_string()),
                "m" => out.push_str(&self.small.to_string()),
                "d" => out.push_str(&self.day),
                "p" => out.push_str(&self.place),
                _ => out.push_str(&self.time),
            }
            rest = after;
        }
        out.push_str(rest);
        out
    }
}

impl Stories {
    /// The sentences shipped with the program.
    pub fn shipped() -> Self {
        Self::load(SHIPPED).expect("the shipped table is read by a test")
    }

    fn load(text: &str) -> Result<Self, toml::de::Error> {
        let Table { tried, session, close, ended, story: kinds } = toml::from_str(text)?;
        let is_appeal = |story: &Story| story.code.starts_with('G');
        let places = |wanted: bool| {
            let all = kinds.iter().enumerate();
            all.filter(move |(_, story)| is_appeal(story) == wanted)
        };
        let by_month = std::array::from_fn(|month| {
            places(false)
                .map(|(place, story)| {
                    (story.weight * story.season.map_or(100, |season| season[month]), place)
                })
                .collect()
        });
        let appeals = places(true).map(|(place, story)| (story.weight, place)).collect();
        Ok(Self { kinds, tried, session, close, ended, by_month, appeals })
    }

    /// The sentences at a place.
    pub fn get(&self, place: usize) -> &Story {
        &self.kinds[place]
    }

    /// A kind of dispute, as they come in a month.
    pub fn dispute_in(&self, month: u8, chance: &mut Chance) -> usize {
        *chance.weighted(&self.by_month[usize::from(month - 1) % 12])
    }

    /// A kind of appeal.
    pub fn appeal(&self, chance: &mut Chance) -> usize {
        *chance.weighted(&self.appeals)
    }

    /// How many disputes come in a month, in percent of the usual.
    pub fn pressure(&self, month: u8) -> u64 {
        let weights = &self.by_month[usize::from(month - 1) % 12];
        let usual: u64 =
            self.kinds.iter().filter(|story| story.season.is_some()).map(|story| story.weight).sum();
        weights.iter().map(|(weight, _)| weight).sum::<u64>() / usual.max(1)
    }

    /// What was tried before.
    pub fn tried(&self, words: &Words, chance: &mut Chance) -> String {
        words.put_into(chance.text(&self.tried))
    }

    /// The record of a session.
    pub fn session(&self, chance: &mut Chance) -> &str {
        chance.text(&self.session)
    }

    /// The report with which a settled case is closed.
    pub fn close(&self, chance: &mut Chance) -> &str {
        chance.text(&self.close)
    }

    /// The report with which another case is closed.
    pub fn ended(&self, chance: &mut Chance) -> &str {
        chance.text(&self.ended)
    }
}

impl Story {
    /// What happened.
    pub fn told(&self, stories: &Stories, words: &Words, chance: &mut Chance) -> String {
        let mut text = words.put_into(chance.text(&self.open));
        let first = chance.place(self.detail.len());
        text.push_str(&words.put_into(&self.detail[first]));
        let second = chance.place(self.detail.len());
        if second != first && chance.happens(600) {
            text.push_str(&words.put_into(&self.detail[second]));
        }
        if chance.happens(700) {
            text.push_str(&stories.tried(words, chance));
        }
        text
    }

    /// What is wanted: one or two claims.
    pub fn claims(&self, words: &Words, chance: &mut Chance) -> Vec<String> {
        let first = chance.place(self.claims.len());
        let second = chance.place(self.claims.len());
        let mut claims = vec![words.put_into(&self.claims[first])];
        if second != first && chance.happens(350) {
            claims.push(words.put_into(&self.claims[second]));
        }
        claims
    }

    /// What may be agreed, and whether it is money: different ones, at most `count`.
    pub fn items(&self, count: usize, words: &Words, chance: &mut Chance) -> Vec<(String, bool)> {
        let start = chance.place(self.items.len());
        (0..count.min(self.items.len()))
            .map(|n| &self.items[(start + n) % self.items.len()])
            .map(|item| (words.put_into(item), item.contains("{y}")))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use fengqiao_domain::intake::{DisputeTypes, RequestKind};

    use super::*;

    #[test]
    fn every_kind_of_dispute_has_sentences_and_something_to_agree_on() {
        let stories = Stories::shipped();
        let told: BTreeSet<&str> = stories.kinds.iter().map(|story| story.code.as_str()).collect();
        let types = DisputeTypes::shipped();
        for one in types.iter().filter(|one| !one.code.starts_with('G')) {
            assert!(told.contains(one.code.as_str()), "{} has no sentences", one.code);
        }
        for story in &stories.kinds {
            assert!(types.get(&story.code).is_some(), "{}", story.code);
            assert_eq!(story.items.is_empty(), story.code.starts_with('G'), "{}", story.code);
            assert_eq!(story.to.is_some(), story.code.starts_with('G'), "{}", story.code);
            assert!(story.open.len() >= 2 && story.detail.len() >= 2 && !story.claims.is_empty());
        }
    }

    #[test]
    fn no_place_of_a_sentence_stays_empty() {
        let stories = Stories::shipped();
        let mut chance = Chance::of(3, 3);
        for place in 0..stories.kinds.len() {
            for _ in 0..50 {
                let today = time::macros::date!(2026 - 11 - 24);
                let words = Words::drawn("上川社区".to_owned(), today, 1200, &mut chance);
                let story = stories.get(place);
                let mut all = vec![story.told(&stories, &words, &mut chance)];
                all.extend(story.claims(&words, &mut chance));
                if !story.items.is_empty() {
                    all.extend(story.items(3, &words, &mut chance).into_iter().map(|(text, _)| text));
                }
                assert!(all.iter().all(|text| !text.contains(['{', '}'])), "{all:?}");
            }
        }
    }

    /// A clerk can trust the suggestion on the demonstration too.
    #[test]
    fn the_words_point_to_the_kind_they_were_written_for() {
        let (stories, types) = (Stories::shipped(), DisputeTypes::shipped());
        let mut chance = Chance::of(5, 5);
        let (mut seen, mut right) = (0, 0);
        for place in 0..stories.kinds.len() {
            let story = stories.get(place);
            if story.code == "18" {
                continue;
            }
            for _ in 0..40 {
                let today = time::macros::date!(2026 - 11 - 24);
                let words = Words::drawn("上川社区".to_owned(), today, 1200, &mut chance);
                let text = story.told(&stories, &words, &mut chance);
                let suggested = types.suggest(&text, RequestKind::Dispute);
                seen += 1;
                right += usize::from(suggested.iter().any(|one| one.code == story.code));
            }
        }
        assert!(right * 100 >= seen * 60, "{right} of {seen}");
    }
}
