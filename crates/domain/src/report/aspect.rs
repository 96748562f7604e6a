//! In what respects do cases differ for the figures, and under which words are they asked for?
//!
//! An aspect is a column of the row of a case and a parameter of the list of cases. A word of it stands for one code
//! of the column, or for several: `source=referred` is every organ that hands disputes over.

use crate::{centre::BodyKind, codes::codes};

codes! {
    /// Which kind of mediation committee handles a case, as the official table counts them.
    Host "host" {
        /// 村调委会
        Village = "village",
        /// 居调委会
        Residents = "residents",
        /// 乡镇调委会
        Township = "township",
        /// 街道调委会
        Street = "street",
        /// 企事业单位调委会
        Enterprise = "enterprise",
        /// 社会团体和其他组织调委会
        Organisation = "organisation",
    }
}

impl Host {
    /// The column in which the cases of a body count, by its kind and the 12-digit code of its territory (GB/T 10114:
    /// 001–099 streets, 100–399 townships; the last three digits 001–199 residents' committees, 200–399 villages).
    pub fn of(kind: &BodyKind, territory: &str) -> Self {
        let digits = |from: usize| territory.get(from..from + 3).and_then(|part| part.parse::<u16>().ok());
        match kind {
            BodyKind::DistrictCentre
            | BodyKind::SubCentre { .. }
            | BodyKind::Station
            | BodyKind::Committee => match (digits(6).unwrap_or_default(), digits(9).unwrap_or_default()) {
                (_, 1..=199) => Self::Residents,
                (_, 200..=399) => Self::Village,
                (100..=399, _) => Self::Township,
                (1..=99, _) => Self::Street,
                _ => Self::Organisation,
            },
            BodyKind::Agency { .. }
            | BodyKind::Platform { .. }
            | BodyKind::Team { .. }
            | BodyKind::Window { .. }
            | BodyKind::Court => Self::Organisation,
        }
    }
}

/// A respect in which cases differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Aspect {
    /// The kind of committee.
    Host,
    /// Where it comes from.
    Source,
    /// The official type it counts under.
    Official,
    /// The stage.
    Stage,
    /// What came of it.
    Outcome,
    /// The form of the agreement.
    Form,
    /// How hard it is.
    Difficulty,
    /// Whether the agreement is performed.
    Performed,
    /// Whether a court confirmed it.
    Confirmed,
    /// Whether somebody sued after it.
    Sued,
    /// Whether the quarrel came back.
    Relapsed,
    /// Whether the application was withdrawn.
    Withdrawn,
}

/// A word of an aspect, and the codes it stands for.
type Word = (&'static str, &'static [&'static str]);

macro_rules! each {
    ($($code:literal),+ $(,)?) => { &[$(($code, &[$code] as &[&str])),+] };
}

const HOSTS: &[Word] = each!["village", "residents", "township", "street", "enterprise", "organisation"];

const SOURCES: &[Word] = &[
    ("own_motion", &["own_motion"]),
    ("application", &["application"]),
    ("referred", &["court", "procuratorate", "police", "petition", "other"]),
    ("court", &["court"]),
    ("procuratorate", &["procuratorate"]),
    ("police", &["police"]),
    ("petition", &["petition"]),
    ("other", &["other"]),
];

/// The eighteen official types. The district's own types count where the ministry's table would look for them:
/// platform workers under other labour disputes, loans under contracts; what fits nowhere counts as other, and so
/// does an appeal that was mediated after all.
const OFFICIAL: &[Word] = &[
    ("01", &["01"]),
    ("02", &["02"]),
    ("03", &["03"]),
    ("04", &["04", "B4"]),
    ("05", &["05"]),
    ("06", &["06"]),
    ("07", &["07"]),
    ("08", &["08"]),
    ("09", &["09"]),
    ("10", &["10"]),
    ("11", &["11", "B1"]),
    ("12", &["12"]),
    ("13", &["13"]),
    ("14", &["14"]),
    ("15", &["15"]),
    ("16", &["16"]),
    ("17", &["17"]),
    ("18", &["18", "B2", "B3", "B5", "G1", "G2", "G3", "G4", "G5", "G6"]),
];

const STAGES: &[Word] = each![
    "S2", "S3", "S4", "S5", "S6", "S7", "S8", "S9", "S10", "S11", "S12", "S13", "S14", "S15", "S16", "S17",
];

const OUTCOMES: &[Word] = &[
    ("agreed", &["agreed_written", "agreed_oral"]),
    ("with_agreement", &["agreed_written", "agreed_oral", "partly_agreed"]),
    ("pending", &["pending"]),
    ("agreed_written", &["agreed_written"]),
    ("agreed_oral", &["agreed_oral"]),
    ("partly_agreed", &["partly_agreed"]),
    ("failed", &["failed"]),
    ("terminated", &["terminated"]),
    ("not_accepted", &["not_accepted"]),
    ("transferred", &["transferred"]),
];

const FORMS: &[Word] = each!["oral", "written"];
const DIFFICULTIES: &[Word] = each!["simple", "ordinary", "hard"];
const YES: &[Word] = each!["yes"];

/// The official type under which a case of this type counts.
pub fn official_type(dispute_type: &str) -> Option<&'static str> {
    OFFICIAL.iter().find(|(_, codes)| codes.contains(&dispute_type)).map(|(official, _)| *official)
}

impl Aspect {
    /// Every aspect, in the order in which a list shows them.
    pub const ALL: [Self; 12] = [
        Self::Official,
        Self::Source,
        Self::Host,
        Self::Difficulty,
        Self::Stage,
        Self::Outcome,
        Self::Form,
        Self::Performed,
        Self::Confirmed,
        Self::Sued,
        Self::Relapsed,
        Self::Withdrawn,
    ];

    /// Its parameter in the address of the list of cases.
    pub fn code(self) -> &'static str {
        match self {
            Self::Host => "host",
            Self::Source => "source",
            Self::Official => "official",
            Self::Stage => "stage",
            Self::Outcome => "outcome",
            Self::Form => "form",
            Self::Difficulty => "difficulty",
            Self::Performed => "performed",
            Self::Confirmed => "confirmed",
            Self::Sued => "sued",
            Self::Relapsed => "relapsed",
            Self::Withdrawn => "withdrawn",
        }
    }

    fn words(self) -> &'static [Word] {
        match self {
            Self::Host => HOSTS,
            Self::Source => SOURCES,
            Self::Official => OFFICIAL,
            Self::Stage => STAGES,
            Self::Outcome => OUTCOMES,
            Self::Form => FORMS,
            Self::Difficulty => DIFFICULTIES,
            Self::Performed | Self::Confirmed | Self::Sued | Self::Relapsed | Self::Withdrawn => YES,
        }
    }

    /// The codes that `word` stands for, if it is one of its words.
    pub fn codes_of(self, word: &str) -> Option<&'static [&'static str]> {
        self.words().iter().find(|(one, _)| *one == word).map(|(_, codes)| *codes)
    }

    /// Its words, the groups among them.
    pub fn all_words(self) -> impl Iterator<Item = &'static str> {
        self.words().iter().map(|(word, _)| *word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        agreement::AgreementForm,
        case::{Difficulty, Outcome, Referrer, Stage},
    };

    #[test]
    fn every_code_of_the_rules_is_a_word_and_no_other() {
        let singles = |aspect: Aspect| -> Vec<&str> {
            let words = aspect.words().iter();
            words.filter(|(word, codes)| *codes == [*word]).map(|(word, _)| *word).collect()
        };
        assert_eq!(singles(Aspect::Host), Host::CODES);
        assert_eq!(singles(Aspect::Outcome), Outcome::CODES);
        assert_eq!(singles(Aspect::Difficulty), Difficulty::CODES);
        assert_eq!(singles(Aspect::Stage), Stage::CODES);
        let mut forms = singles(Aspect::Form);
        forms.reverse();
        assert_eq!(forms, AgreementForm::CODES);
        let referred = Aspect::Source.codes_of("referred");
        assert_eq!(referred, Some(Referrer::CODES));
    }

    #[test]
    fn every_type_there_is_counts_under_one_of_the_eighteen() {
        let types = include_str!("../../../../data/dispute-types.csv").lines().skip(1);
        for line in types {
            let code = line.split(',').next().unwrap_or_default();
            let under: Vec<&str> =
                OFFICIAL.iter().filter(|(_, codes)| codes.contains(&code)).map(|(word, _)| *word).collect();
            assert_eq!(under.len(), 1, "{code} counts under {under:?}");
            if line.contains(",mediation,") {
                assert_eq!(official_type(code), Some(code));
            }
        }
        assert_eq!(OFFICIAL.len(), 18);
    }

    #[test]
    fn a_committee_counts_by_its_territory_and_a_platform_as_another_organisation() {
        let committee = |territory| Host::of(&BodyKind::Committee, territory);
        assert_eq!(committee("440306017000"), Host::Street);
        assert_eq!(committee("440306017001"), Host::Residents);
        assert_eq!(committee("440306017201"), Host::Village);
        assert_eq!(committee("441900101000"), Host::Township);
        assert_eq!(committee("440306000000"), Host::Organisation);
        let platform = BodyKind::Platform { types: Vec::new() };
        assert_eq!(Host::of(&platform, "440306017000"), Host::Organisation);
    }
}
