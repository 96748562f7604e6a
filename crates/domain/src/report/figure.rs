//! Which figures are there, and which cases count in each?

use super::{Aspect, Facts};

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// 件
    Cases,
    /// 人
    People,
    /// 万元; kept in fen.
    Money,
}

impl Unit {
    /// The word in the API; its name is the sentence `report-unit-<code>`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Cases => "cases",
            Self::People => "people",
            Self::Money => "money",
        }
    }
}

/// A block of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// 案件总体情况
    Whole,
    /// 按调解组织
    Host,
    /// 按案件来源
    Source,
    /// 按纠纷类型
    Official,
    /// 按协议形式
    Form,
    /// 协议履行和司法确认
    After,
    /// 案件去向
    Standing,
}

impl Group {
    /// Every block, in the order of the table.
    pub const ALL: [Self; 7] =
        [Self::Whole, Self::Host, Self::Source, Self::Official, Self::Form, Self::After, Self::Standing];

    /// Its name is the sentence `report-group-<code>`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Host => "host",
            Self::Source => "source",
            Self::Official => "official",
            Self::Form => "form",
            Self::After => "after",
            Self::Standing => "standing",
        }
    }

    /// The figures of this block, in the order of the table.
    pub fn figures(self) -> impl Iterator<Item = &'static Figure> {
        FIGURES.iter().filter(move |figure| figure.group == self)
    }
}

/// A figure: a name, which cases count, and what of them is counted.
#[derive(Debug, PartialEq, Eq)]
pub struct Figure {
    /// Its word in counters, API and translations: the name is `report-figure-<code>`.
    pub code: &'static str,
    /// Its number in the ministry's table, if it has one there.
    pub nth: Option<u8>,
    /// The block it stands in.
    pub group: Group,
    /// What is counted.
    pub unit: Unit,
    /// Which cases count: those that are what each word says.
    pub filter: &'static [(Aspect, &'static str)],
    /// Whether it is a part of a figure before it.
    pub of_which: bool,
}

impl Figure {
    /// The figure of `code`.
    pub fn of(code: &str) -> Option<&'static Figure> {
        FIGURES.iter().find(|figure| figure.code == code)
    }

    /// Whether a case counts in it.
    pub fn counts(&self, facts: &Facts<'_>) -> bool {
        self.filter.iter().all(|(aspect, word)| {
            aspect.codes_of(word).is_some_and(|codes| codes.contains(&facts.get(*aspect)))
        })
    }
}

const fn figure(
    nth: Option<u8>,
    code: &'static str,
    group: Group,
    filter: &'static [(Aspect, &'static str)],
) -> Figure {
    Figure { code, nth, group, unit: Unit::Cases, filter, of_which: false }
}

const fn part(
    nth: Option<u8>,
    code: &'static str,
    group: Group,
    filter: &'static [(Aspect, &'static str)],
) -> Figure {
    Figure { of_which: true, ..figure(nth, code, group, filter) }
}

use Aspect::{
    Confirmed, Difficulty, Form, Host, Official, Outcome, Performed, Relapsed, Source, Stage, Sued, Withdrawn,
};

const AGREED: (Aspect, &str) = (Outcome, "agreed");

/// Every figure, in the order of the ministry's 人民调解案件情况统计表 (1–39); what follows stands beside it.
pub const FIGURES: &[Figure] = &[
    figure(Some(1), "cases", Group::Whole, &[]),
    Figure { unit: Unit::People, ..figure(Some(2), "people", Group::Whole, &[]) },
    figure(Some(3), "success", Group::Whole, &[AGREED]),
    figure(Some(4), "hard", Group::Whole, &[(Difficulty, "hard")]),
    Figure { unit: Unit::Money, ..figure(Some(5), "amount", Group::Whole, &[(Outcome, "with_agreement")]) },
    figure(Some(6), "host-village", Group::Host, &[(Host, "village")]),
    figure(Some(7), "host-residents", Group::Host, &[(Host, "residents")]),
    figure(Some(8), "host-township", Group::Host, &[(Host, "township")]),
    figure(Some(9), "host-street", Group::Host, &[(Host, "street")]),
    figure(Some(10), "host-enterprise", Group::Host, &[(Host, "enterprise")]),
    figure(Some(11), "host-organisation", Group::Host, &[(Host, "organisation")]),
    figure(Some(12), "source-own-motion", Group::Source, &[(Source, "own_motion")]),
    figure(Some(13), "source-application", Group::Source, &[(Source, "application")]),
    figure(Some(14), "source-referred", Group::Source, &[(Source, "referred")]),
    part(Some(15), "source-court", Group::Source, &[(Source, "court")]),
    part(Some(16), "source-procuratorate", Group::Source, &[(Source, "procuratorate")]),
    part(Some(17), "source-police", Group::Source, &[(Source, "police")]),
    part(Some(18), "source-petition", Group::Source, &[(Source, "petition")]),
    part(Some(19), "source-other", Group::Source, &[(Source, "other")]),
    figure(Some(20), "official-01", Group::Official, &[(Official, "01")]),
    figure(Some(21), "official-02", Group::Official, &[(Official, "02")]),
    figure(Some(22), "official-03", Group::Official, &[(Official, "03")]),
    figure(Some(23), "official-04", Group::Official, &[(Official, "04")]),
    figure(Some(24), "official-05", Group::Official, &[(Official, "05")]),
    figure(Some(25), "official-06", Group::Official, &[(Official, "06")]),
    figure(Some(26), "official-07", Group::Official, &[(Official, "07")]),
    figure(Some(27), "official-08", Group::Official, &[(Official, "08")]),
    figure(Some(28), "official-09", Group::Official, &[(Official, "09")]),
    figure(Some(29), "official-10", Group::Official, &[(Official, "10")]),
    figure(Some(30), "official-11", Group::Official, &[(Official, "11")]),
    figure(Some(31), "official-12", Group::Official, &[(Official, "12")]),
    figure(Some(32), "official-13", Group::Official, &[(Official, "13")]),
    figure(Some(33), "official-14", Group::Official, &[(Official, "14")]),
    figure(Some(34), "official-15", Group::Official, &[(Official, "15")]),
    figure(Some(35), "official-16", Group::Official, &[(Official, "16")]),
    figure(Some(36), "official-17", Group::Official, &[(Official, "17")]),
    figure(Some(37), "official-18", Group::Official, &[(Official, "18")]),
    figure(Some(38), "form-oral", Group::Form, &[(Form, "oral")]),
    figure(Some(39), "form-written", Group::Form, &[(Form, "written")]),
    figure(None, "performed", Group::After, &[AGREED, (Performed, "yes")]),
    figure(None, "confirmed", Group::After, &[AGREED, (Confirmed, "yes")]),
    figure(None, "sued", Group::After, &[AGREED, (Sued, "yes")]),
    figure(None, "relapsed", Group::After, &[AGREED, (Relapsed, "yes")]),
    figure(None, "partly", Group::Standing, &[(Outcome, "partly_agreed")]),
    figure(None, "failed", Group::Standing, &[(Outcome, "failed")]),
    figure(None, "terminated", Group::Standing, &[(Outcome, "terminated")]),
    part(None, "withdrawn", Group::Standing, &[(Outcome, "terminated"), (Withdrawn, "yes")]),
    figure(None, "transferred", Group::Standing, &[(Outcome, "transferred")]),
    figure(None, "pending", Group::Standing, &[(Outcome, "pending")]),
    part(None, "suspended", Group::Standing, &[(Outcome, "pending"), (Stage, "S8")]),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_official_columns_are_numbered_from_1_to_39_without_a_gap() {
        let numbers: Vec<u8> = FIGURES.iter().filter_map(|figure| figure.nth).collect();
        assert_eq!(numbers, (1..=39).collect::<Vec<u8>>());
    }

    #[test]
    fn no_two_figures_share_a_code_and_every_filter_uses_words_there_are() {
        let codes: BTreeSet<&str> = FIGURES.iter().map(|figure| figure.code).collect();
        assert_eq!(codes.len(), FIGURES.len());
        for figure in FIGURES {
            for (aspect, word) in figure.filter {
                assert!(aspect.codes_of(word).is_some(), "{}: {word}", figure.code);
            }
        }
    }
}
