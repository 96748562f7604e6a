//! Which type may a request be of, by the words it is told in? A person chooses.
//!
//! Every keyword of every type is looked for. Where keywords overlap, the longest counts: 漏水维修 is a matter of the
//! property manager, though 漏水 alone is one between neighbours. A keyword weighs by its length and by how few types
//! share it. The words that were found are shown beside the suggestion, so that nobody has to believe it.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::RequestKind;
use crate::search::folded;

/// How many types are suggested at most.
const SUGGESTIONS: usize = 3;
/// The type of whatever fits nowhere else; its words (纠纷, 调解) stand in every text.
const CATCH_ALL: &str = "18";

/// Which list a type stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scheme {
    /// The types of the statistics of people's mediation.
    Mediation,
    /// What the district counts beside them.
    BaoanExtension,
    /// Matters for an authority.
    Appeal,
}

/// A type of request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisputeType {
    /// Its code: `02`, `B1`, `G3`.
    pub code: String,
    /// Its name in Chinese.
    pub name: String,
    /// Which list it stands in.
    pub scheme: Scheme,
    /// Codes of the causes of action it may become in court.
    pub civil_causes: Vec<String>,
}

/// A type that was suggested, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// Its code.
    pub code: String,
    /// The words that were found, the weightiest first.
    pub words: Vec<String>,
}

/// A word that points to types.
#[derive(Debug, Clone)]
struct Keyword {
    chars: Vec<char>,
    /// As it stands in the table.
    word: String,
    /// Of which types, by place.
    types: Vec<usize>,
    weight: f64,
}

/// The types there are, and the words that point to them.
#[derive(Debug, Clone)]
pub struct DisputeTypes {
    types: Vec<DisputeType>,
    keywords: Vec<Keyword>,
    /// By first character, longest first.
    by_first: HashMap<char, Vec<usize>>,
}

#[derive(Deserialize)]
struct Row {
    code: String,
    name: String,
    scheme: Scheme,
    civil_cause_codes: String,
    keywords: String,
}

const SHIPPED: &str = include_str!("../../../../data/dispute-types.csv");

impl DisputeTypes {
    /// The types shipped with the program.
    pub fn shipped() -> Self {
        Self::load(SHIPPED).expect("the shipped table is loaded by a test")
    }

    /// Reads a table `code,name,scheme,civil_cause_codes,keywords`, the last two separated by semicolons.
    pub fn load(table: &str) -> Result<Self, csv::Error> {
        let mut types = Vec::new();
        let mut found: BTreeMap<Vec<char>, (String, Vec<usize>)> = BTreeMap::new();
        for row in csv::Reader::from_reader(table.as_bytes()).deserialize() {
            let Row { code, name, scheme, civil_cause_codes, keywords } = row?;
            let split = |list: &str| {
                list.split(';')
                    .map(str::trim)
                    .filter(|one| !one.is_empty())
                    .map(str::to_owned)
                    .collect::<Vec<_>>()
            };
            for word in split(&keywords) {
                let chars: Vec<char> = folded(&word).chars().collect();
                let of = &mut found.entry(chars).or_insert_with(|| (word, Vec::new())).1;
                if !of.contains(&types.len()) {
                    of.push(types.len());
                }
            }
            types.push(DisputeType { code, name, scheme, civil_causes: split(&civil_cause_codes) });
        }
        let keywords: Vec<Keyword> = found
            .into_iter()
            .map(|(chars, (word, of))| {
                let weight = rarity(of.len(), types.len()) * heft(chars.len());
                Keyword { chars, word, types: of, weight }
            })
            .collect();
        let mut by_first: HashMap<char, Vec<usize>> = HashMap::new();
        for (i, keyword) in keywords.iter().enumerate() {
            by_first.entry(keyword.chars[0]).or_default().push(i);
        }
        for list in by_first.values_mut() {
            list.sort_by_key(|i| std::cmp::Reverse(keywords[*i].chars.len()));
        }
        Ok(Self { types, keywords, by_first })
    }

    /// Every type, in the order of the table.
    pub fn iter(&self) -> impl Iterator<Item = &DisputeType> {
        self.types.iter()
    }

    /// The type of this code.
    pub fn get(&self, code: &str) -> Option<&DisputeType> {
        self.types.iter().find(|one| one.code == code)
    }

    /// The types a text points to, the likeliest first, at most three. Empty where it holds no word of the table.
    pub fn suggest(&self, text: &str, kind: RequestKind) -> Vec<Suggestion> {
        let mut scores: BTreeMap<usize, (f64, BTreeMap<usize, f64>)> = BTreeMap::new();
        for keyword in self.found(text) {
            let Keyword { types, weight, .. } = &self.keywords[keyword];
            for one in types {
                let (score, words) = scores.entry(*one).or_default();
                // A word said again adds less each time.
                let said = words.entry(keyword).or_default();
                let again =
                    if *said == 0.0 { *weight } else { (weight * 0.25).min((weight * 1.5 - *said).max(0.0)) };
                *said += again;
                *score += again * self.leaning(*one, kind);
            }
        }
        let mut ranked: Vec<_> = scores.into_iter().collect();
        ranked.sort_by(|(one, (a, _)), (other, (b, _))| b.total_cmp(a).then(one.cmp(other)));
        // What scores far below the best is noise, not a suggestion.
        let least = ranked.first().map_or(0.0, |(_, (best, _))| best * 0.2);
        ranked
            .into_iter()
            .filter(|(_, (score, _))| *score >= least)
            .take(SUGGESTIONS)
            .map(|(one, (_, words))| {
                let mut words: Vec<_> = words.into_iter().collect();
                words.sort_by(|(one, a), (other, b)| b.total_cmp(a).then(one.cmp(other)));
                Suggestion {
                    code: self.types[one].code.clone(),
                    words: words
                        .into_iter()
                        .map(|(keyword, _)| self.keywords[keyword].word.clone())
                        .collect(),
                }
            })
            .collect()
    }

    /// How far whoever files it has already said which list it belongs to.
    fn leaning(&self, one: usize, kind: RequestKind) -> f64 {
        let one = &self.types[one];
        if one.code == CATCH_ALL {
            return 0.15;
        }
        match (kind, one.scheme) {
            (RequestKind::Appeal, Scheme::Appeal) => 1.6,
            (RequestKind::Dispute, Scheme::Appeal) => 0.6,
            (_, Scheme::Mediation | Scheme::BaoanExtension) => 1.0,
        }
    }

    /// The keywords of a text, longest first where they overlap.
    fn found(&self, text: &str) -> Vec<usize> {
        let text: Vec<char> = folded(text).chars().collect();
        let mut all: Vec<(usize, usize)> = Vec::new();
        for (at, c) in text.iter().enumerate() {
            let Some(candidates) = self.by_first.get(c) else { continue };
            for keyword in candidates {
                let chars = &self.keywords[*keyword].chars;
                if text[at..].starts_with(chars) && stands_alone(&text, at, chars) {
                    all.push((at, *keyword));
                }
            }
        }
        all.sort_by_key(|(at, keyword)| (std::cmp::Reverse(self.keywords[*keyword].chars.len()), *at));
        let mut taken = vec![false; text.len()];
        let mut found = Vec::new();
        for (at, keyword) in all {
            let place = at..at + self.keywords[keyword].chars.len();
            if !taken[place.clone()].contains(&true) {
                taken[place].fill(true);
                found.push(keyword);
            }
        }
        found
    }
}

/// A keyword of Latin letters is a word, not a part of one.
fn stands_alone(text: &[char], at: usize, chars: &[char]) -> bool {
    let is_latin = |c: Option<&char>| c.is_some_and(char::is_ascii_alphanumeric);
    let begins = !is_latin(chars.first()) || at == 0 || !is_latin(text.get(at - 1));
    begins && (!is_latin(chars.last()) || !is_latin(text.get(at + chars.len())))
}

/// From 1 for a word of one type down to little for a word of many.
#[expect(clippy::cast_precision_loss, reason = "a few dozen types")]
fn rarity(of: usize, types: usize) -> f64 {
    let all = types as f64 + 1.0;
    (all / of as f64).ln() / all.ln()
}

/// A long word says more than a short one.
fn heft(length: usize) -> f64 {
    match length {
        0 | 1 => 0.4,
        2 => 1.0,
        3 => 1.6,
        4 => 2.2,
        _ => 2.6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str, kind: RequestKind) -> Vec<String> {
        DisputeTypes::shipped().suggest(text, kind).into_iter().map(|one| one.code).collect()
    }

    #[test]
    fn the_longest_word_counts_where_words_overlap() {
        let types = DisputeTypes::shipped();
        let suggested = types.suggest("天花板漏水维修一直没人管", RequestKind::Dispute);
        assert_eq!(suggested, [Suggestion { code: "17".into(), words: vec!["漏水维修".into()] }]);
        assert_eq!(codes("天花板漏水", RequestKind::Dispute), ["02"]);
    }

    #[test]
    fn the_words_that_were_found_are_shown_the_weightiest_first() {
        let suggested =
            DisputeTypes::shipped().suggest("楼上装修噪音大，还漏水，漏水很久了", RequestKind::Dispute);
        assert_eq!(suggested[0].code, "02");
        assert_eq!(suggested[0].words, ["装修噪音", "漏水", "楼上"]);
    }

    #[test]
    fn a_text_without_any_word_suggests_nothing() {
        assert_eq!(codes("", RequestKind::Dispute), Vec::<String>::new());
        assert_eq!(codes("hello world 12345", RequestKind::Dispute), Vec::<String>::new());
    }

    #[test]
    fn the_catch_all_comes_first_only_where_nothing_else_is_found() {
        assert_eq!(codes("双方有矛盾，请求调解纠纷", RequestKind::Dispute), ["18"]);
        assert_eq!(codes("双方因物业费有纠纷，请求调解", RequestKind::Dispute)[0], "17");
    }

    #[test]
    fn a_latin_word_is_not_found_inside_another() {
        assert_eq!(codes("公司不肯付Ｎ＋１", RequestKind::Dispute)[0], "11");
        assert!(!codes("规格n+10", RequestKind::Dispute).contains(&"11".to_owned()));
    }

    #[test]
    fn every_type_of_the_table_has_words() {
        let types = DisputeTypes::shipped();
        assert_eq!(types.iter().count(), 29);
        for one in types.iter() {
            let place = types.types.iter().position(|other| other == one).unwrap();
            assert!(
                types.keywords.iter().filter(|keyword| keyword.types.contains(&place)).count() >= 6,
                "{one:?}"
            );
        }
    }
}
