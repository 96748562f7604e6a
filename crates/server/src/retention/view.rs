//! How does a number whose term is over read?

use fengqiao_base::{Actor, Day, Duty, Moment};
use fengqiao_domain::{
    deadline::Unit,
    retention::{Kept, Rule},
};
use fengqiao_web::page::Page;

use super::store::{Disposal, moment};
use crate::{directory::Names, reference::type_name};

/// A row as it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The number's sequence.
    pub number: i64,
    /// The number on the receipt.
    pub shown: String,
    /// Whether it is a case, which its archivist can read before she decides.
    pub is_case: bool,
    /// The type in words.
    pub kind: String,
    /// The stage, and what came of it.
    pub stage: String,
    /// When it ended.
    pub since: Day,
    /// The last day of its term.
    pub last: Day,
    /// The name of the rule.
    pub rule: String,
    /// Its source.
    pub law: String,
    /// When it was proposed.
    pub proposed: Moment,
    /// When it was decided on.
    pub decided: Option<Moment>,
    /// By whom.
    pub by: String,
    /// Why it was kept longer before.
    pub reason: String,
}

impl Shown {
    pub(super) fn of(page: &Page, names: &Names, row: Disposal) -> Self {
        let is_case = row.stage.starts_with('S');
        let stage = if is_case {
            page.t(&format!("stage-{}", row.stage.to_lowercase()))
        } else {
            page.code("intake-stage", &row.stage)
        };
        let stage = match &row.outcome {
            Some(outcome) => format!("{stage} · {}", page.code("outcome", outcome)),
            None => stage,
        };
        Self {
            kind: row.dispute_type.map_or_else(|| "–".to_owned(), |code| type_name(page.lang, &code)),
            stage,
            is_case,
            rule: rule_name(page, row.rule),
            law: row.law,
            proposed: moment(row.proposed_at),
            decided: row.decided_at.map(moment),
            by: row.decided_by.map(|by| names.actor(page, by)).unwrap_or_default(),
            reason: row.reason.unwrap_or_default(),
            number: row.number,
            shown: row.shown,
            since: row.since,
            last: row.last,
        }
    }
}

/// The name of a rule.
pub(super) fn rule_name(page: &Page, rule: Kept) -> String {
    page.code("choice-retention-rule", rule.code())
}

/// How long a rule keeps things, in words.
pub fn length(page: &Page, rule: &Rule) -> String {
    match rule.length {
        Some(length) => {
            let unit = match length.unit {
                Unit::Years => "deadline-unit-years",
                Unit::Months => "deadline-unit-months",
                _ => "deadline-unit-calendar-days",
            };
            page.ta(unit, &[("count", &length.count)])
        }
        None => page.t("retention-for-ever"),
    }
}

/// Rows for the samples of pages.
pub(super) fn sample() -> Vec<Disposal> {
    let day = |year| Day::from_calendar_date(year, time::Month::August, 31).expect("a day");
    let row = |number: i64, rule, stage: &str, outcome: Option<&str>, since| Disposal {
        number,
        shown: format!("440306-2016-{number:06}"),
        dispute_type: outcome.map(|_| "02".to_owned()),
        stage: stage.to_owned(),
        outcome: outcome.map(str::to_owned),
        rule,
        version: 1,
        law: "本平台设定".to_owned(),
        since: day(since),
        last: day(2026),
        proposed_at: 1_795_622_400_000_000,
        decided_at: None,
        decided_by: None,
        reason: None,
    };
    let kept = Disposal {
        reason: Some("法院来函要求继续保管至案件审结。".to_owned()),
        decided_at: Some(1_700_000_000_000_000),
        decided_by: Some(Actor::Staff { account: crate::case::sample::ACCOUNT, duty: Duty::Archivist }),
        ..row(8, Kept::DossierShort, "S17", Some("failed"), 2016)
    };
    vec![
        row(7, Kept::DossierShort, "S17", Some("agreed_written"), 2016),
        kept,
        row(9, Kept::RequestWithdrawn, "withdrawn", None, 2025),
    ]
}
