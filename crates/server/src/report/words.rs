//! What is a figure, a period, or a word of a filter called?

use fengqiao_domain::{
    codes,
    report::{Aspect, Figure, Group, Month, Period, Span},
};
use fengqiao_web::{format, lang::Lang};

use crate::reference::type_name;

/// A month.
pub fn month(lang: Lang, month: Month) -> String {
    format::month(lang, month.year(), month.name())
}

/// A period, as short as it can be said.
pub fn period(lang: Lang, period: Period) -> String {
    let first = period.first();
    match period.is_a() {
        Some(Span::Month) => month(lang, first),
        Some(Span::Quarter) => {
            let (year, quarter) = (first.year().to_string(), first.number() / 3 + 1);
            lang.ta("report-period-quarter", &[("year", &year.as_str()), ("quarter", &quarter)])
        }
        Some(Span::Year) => lang.ta("report-period-year", &[("year", &first.year().to_string().as_str())]),
        Some(Span::Months) | None => lang.ta(
            "report-period-months",
            &[("first", &month(lang, first)), ("last", &month(lang, period.last()))],
        ),
    }
}

/// A word of an aspect.
pub fn word(lang: Lang, aspect: Aspect, word: &str) -> String {
    let of_list = |list: &str| lang.t(&codes::key(list, word));
    let hyphened = word.replace('_', "-");
    match (aspect, word) {
        (Aspect::Source, _) | (Aspect::Outcome, "agreed" | "with_agreement") => {
            lang.t(&format!("report-word-{hyphened}"))
        }
        (Aspect::Host, _) => of_list("host"),
        (Aspect::Official, code) => type_name(lang, code),
        (Aspect::Stage, code) => lang.t(&format!("stage-{}", code.to_lowercase())),
        (Aspect::Outcome, _) => of_list("outcome"),
        (Aspect::Form, _) => of_list("agreement_form"),
        (Aspect::Difficulty, _) => of_list("difficulty"),
        (Aspect::Performed | Aspect::Confirmed | Aspect::Sued | Aspect::Relapsed | Aspect::Withdrawn, _) => {
            lang.t(&format!("report-aspect-{}", aspect.code()))
        }
    }
}

/// A figure.
pub fn figure(lang: Lang, figure: &Figure) -> String {
    match (figure.group, figure.filter) {
        (Group::Host | Group::Source | Group::Official | Group::Form, [(aspect, of)]) => {
            word(lang, *aspect, of)
        }
        _ => lang.t(&format!("report-figure-{}", figure.code)),
    }
}

#[cfg(test)]
mod tests {
    use fengqiao_domain::report::{FIGURES, RATES, Unit};

    use super::*;

    #[test]
    fn every_figure_word_and_rate_has_its_name_in_every_language() {
        for lang in Lang::ALL {
            let mut names: Vec<String> = FIGURES.iter().map(|one| figure(lang, one)).collect();
            for aspect in Aspect::ALL {
                names.extend(aspect.all_words().map(|one| word(lang, aspect, one)));
                names.push(lang.t(&format!("report-aspect-{}", aspect.code())));
            }
            names.extend(RATES.iter().flat_map(|rate| {
                let key = format!("report-rate-{}", rate.code);
                [lang.t(&key), lang.t(&format!("{key}.hint"))]
            }));
            names.extend(Group::ALL.map(|group| lang.t(&format!("report-group-{}", group.code()))));
            names.extend(Span::ALL.map(|span| lang.t(&format!("report-span-{}", span.code()))));
            names.extend(
                [Unit::Cases, Unit::People, Unit::Money]
                    .map(|unit| lang.t(&format!("report-unit-{}", unit.code()))),
            );
            // A key nobody wrote is shown as it is.
            let missing: Vec<&String> = names
                .iter()
                .filter(|name| {
                    ["report-", "choice-", "case-", "outcome-", "stage-", "dispute-"]
                        .iter()
                        .any(|key| name.starts_with(key))
                })
                .collect();
            assert!(missing.is_empty(), "{}: {missing:?}", lang.code());
        }
    }

    #[test]
    fn a_period_is_said_as_short_as_it_can_be() {
        let between = |first: &str, last: &str| {
            let month = |text: &str| text.parse::<Month>().expect("a month");
            Lang::ALL.map(|lang| period(lang, Period::between(month(first), month(last))))
        };
        assert_eq!(between("2026-11", "2026-11"), ["2026年11月", "Nov 2026"]);
        assert_eq!(between("2026-10", "2026-12"), ["2026年第四季度", "Quarter 4 of 2026"]);
        assert_eq!(between("2026-01", "2026-12"), ["2026年", "2026"]);
        assert_eq!(between("2025-09", "2026-02"), ["2025年9月至2026年2月", "Sep 2025 to Feb 2026"]);
    }
}
