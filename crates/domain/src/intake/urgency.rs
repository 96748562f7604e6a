//! Which words of a request say that help is needed first?
//!
//! Read for this request only, to show at once where help is and to let a person look sooner. Nothing of it is kept
//! about anybody.

use serde::{Deserialize, Serialize};

use crate::{codes::codes, search::folded};

codes! {
    /// What the words of a request point to.
    Urgency "urgency" {
        /// A life may be in danger by one's own hand.
        SelfHarm = "self-harm",
        /// Somebody may be hurt.
        Violence = "violence",
        /// Violence at home.
        DomesticViolence = "domestic-violence",
        /// A child may be in danger.
        ChildAtRisk = "child-at-risk",
        /// A place is dangerous now.
        Hazard = "hazard",
        /// Somebody may need help to take part.
        VulnerableParty = "vulnerable-party",
        /// It was brought before and nobody answered.
        Unanswered = "unanswered",
    }
}

impl Urgency {
    /// Whether somebody should look at once.
    pub fn is_pressing(self) -> bool {
        match self {
            Urgency::SelfHarm
            | Urgency::Violence
            | Urgency::DomesticViolence
            | Urgency::ChildAtRisk
            | Urgency::Hazard => true,
            Urgency::VulnerableParty | Urgency::Unanswered => false,
        }
    }
}

/// A signal, and the words that gave it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signal {
    /// What they point to.
    pub urgency: Urgency,
    /// The words that were found, in the order of the table.
    pub words: Vec<String>,
}

/// The signals there are, with their words.
#[derive(Debug, Clone)]
pub struct Signals(Vec<(Urgency, Vec<(String, String)>)>);

#[derive(Deserialize)]
struct Row {
    signal: Urgency,
    keywords: String,
}

const SHIPPED: &str = include_str!("../../../../data/urgency-signals.csv");

impl Signals {
    /// The signals shipped with the program.
    pub fn shipped() -> Self {
        Self::load(SHIPPED).expect("the shipped table is loaded by a test")
    }

    /// Reads a table `signal,serves,keywords`, the last separated by semicolons.
    pub fn load(table: &str) -> Result<Self, csv::Error> {
        let row = |row: Result<Row, csv::Error>| {
            let Row { signal, keywords } = row?;
            let words = keywords.split(';').map(str::trim).filter(|word| !word.is_empty());
            Ok((signal, words.map(|word| (word.to_owned(), folded(word))).collect()))
        };
        csv::Reader::from_reader(table.as_bytes()).deserialize().map(row).collect::<Result<_, _>>().map(Self)
    }

    /// What the words of a text point to, in the order of the table.
    pub fn found_in(&self, text: &str) -> Vec<Signal> {
        // A break in the line, a comma or a space does not hide a word.
        let text: String = folded(text).chars().filter(|c| c.is_alphanumeric()).collect();
        self.0
            .iter()
            .filter_map(|(urgency, keywords)| {
                let found = keywords.iter().filter(|(_, word)| text.contains(word.as_str()));
                let words: Vec<String> = found.map(|(word, _)| word.clone()).collect();
                (!words.is_empty()).then_some(Signal { urgency: *urgency, words })
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(Urgency, Vec<String>)> {
        Signals::shipped().found_in(text).into_iter().map(|signal| (signal.urgency, signal.words)).collect()
    }

    #[test]
    fn words_point_to_help() {
        assert_eq!(
            found("他喝醉了就家暴，我不敢回家，真的活不下去了"),
            [
                (Urgency::SelfHarm, vec!["活不下去".to_owned()]),
                (Urgency::DomesticViolence, vec!["家暴".to_owned(), "不敢回家".to_owned()]),
            ]
        );
        assert_eq!(found("楼上漏水"), []);
    }

    #[test]
    fn a_break_does_not_hide_a_word() {
        assert_eq!(found("燃气 泄\n漏")[0].0, Urgency::Hazard);
    }

    #[test]
    fn only_danger_is_pressing() {
        let pressing: Vec<_> = Urgency::ALL.iter().filter(|urgency| urgency.is_pressing()).collect();
        assert_eq!(pressing.len(), 5);
        assert!(!Urgency::Unanswered.is_pressing());
    }

    #[test]
    fn the_table_knows_every_signal_and_no_other() {
        let known: Vec<Urgency> = Signals::shipped().0.into_iter().map(|(urgency, _)| urgency).collect();
        assert_eq!(known, Urgency::ALL);
    }
}
