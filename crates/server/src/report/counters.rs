//! How does a save of a case move the figures?
//!
//! The figures are kept, not counted: every save subtracts what the row of the case counted before and adds what it
//! counts now, in the same transaction. What a row counts follows from its columns alone, so the figures and the list
//! behind them cannot part. A save that changes no figure writes nothing here.

use std::collections::BTreeMap;

use fengqiao_domain::{
    case::{Case, Stage},
    report::{FIGURES, Facts, Unit},
};
use fengqiao_store::{StoreError, sql, time::day_text, values};
use sea_orm::{ConnectionTrait, FromQueryResult, Value};
use uuid::Uuid;

/// The month under which open cases stand, by stage.
pub const OPEN: &str = "";

/// The columns of [`Row`], for a query on `cases`.
pub(super) const COLUMNS: &str = "street, body, class, is_open, accepted_on, host, source, dispute_type, stage, outcome, \
                       agreement_form, difficulty, is_performed, is_confirmed, is_sued, is_relapsed, is_withdrawn, \
                       party_count, agreed_fen";

/// One counter: its place in the table. Their order is the order in which they are written, so that no two savers
/// wait for each other crosswise.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// The month of acceptance, `2026-11`; [`OPEN`] for the counters of open cases.
    pub month: String,
    /// 12-digit code of the street.
    pub street: String,
    /// The body that handles the cases.
    pub body: Uuid,
    /// Whether they are of the ordinary class.
    pub is_ordinary: bool,
    /// Code of the figure, or of the stage.
    pub figure: &'static str,
}

/// What counters come to.
pub type Counts = BTreeMap<Key, i64>;

/// The row of a case, as far as it is counted.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Row {
    pub(super) street: String,
    pub(super) body: Uuid,
    pub(super) class: String,
    pub(super) is_open: i64,
    pub(super) accepted_on: Option<String>,
    pub(super) host: String,
    pub(super) source: String,
    pub(super) dispute_type: String,
    pub(super) stage: String,
    pub(super) outcome: Option<String>,
    pub(super) agreement_form: Option<String>,
    pub(super) difficulty: String,
    pub(super) is_performed: i64,
    pub(super) is_confirmed: i64,
    pub(super) is_sued: i64,
    pub(super) is_relapsed: i64,
    pub(super) is_withdrawn: i64,
    pub(super) party_count: i64,
    pub(super) agreed_fen: i64,
}

impl Row {
    /// The row of a case that is kept for this street and before a committee of this kind.
    pub fn of(case: &Case, street: &str, host: &str) -> Self {
        let facts = Facts::of(case, host);
        Self {
            street: street.to_owned(),
            body: case.body.0,
            class: case.class.code().to_owned(),
            is_open: i64::from(!case.stage.is_closed()),
            accepted_on: case.counts_on().map(day_text),
            host: host.to_owned(),
            source: facts.source.to_owned(),
            dispute_type: facts.dispute_type.to_owned(),
            stage: facts.stage.to_owned(),
            outcome: Some(facts.outcome.to_owned()),
            agreement_form: facts.form.map(str::to_owned),
            difficulty: facts.difficulty.to_owned(),
            is_performed: i64::from(facts.performed),
            is_confirmed: i64::from(facts.confirmed),
            is_sued: i64::from(facts.sued),
            is_relapsed: i64::from(facts.relapsed),
            is_withdrawn: i64::from(facts.withdrawn),
            party_count: facts.parties,
            agreed_fen: facts.agreed_fen,
        }
    }

    /// 12-digit code of the street.
    pub fn street(&self) -> &str {
        &self.street
    }

    /// Code of the kind of committee.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// What the row tells the figures.
    pub fn facts(&self) -> Facts<'_> {
        Facts {
            host: &self.host,
            source: &self.source,
            dispute_type: &self.dispute_type,
            stage: &self.stage,
            outcome: self.outcome.as_deref().unwrap_or("pending"),
            form: self.agreement_form.as_deref(),
            difficulty: &self.difficulty,
            performed: self.is_performed == 1,
            confirmed: self.is_confirmed == 1,
            sued: self.is_sued == 1,
            relapsed: self.is_relapsed == 1,
            withdrawn: self.is_withdrawn == 1,
            parties: self.party_count,
            agreed_fen: self.agreed_fen,
        }
    }

    /// Adds to `counts` what so many such rows count; their parties and money are summed in the row itself.
    pub fn count(&self, rows: i64, counts: &mut Counts) {
        let key = |month: &str, figure| Key {
            month: month.to_owned(),
            street: self.street.clone(),
            body: self.body,
            is_ordinary: self.class == "ordinary",
            figure,
        };
        if let Some(month) = self.accepted_on.as_deref().and_then(|day| day.get(..7)) {
            let facts = self.facts();
            for figure in FIGURES.iter().filter(|figure| figure.counts(&facts)) {
                let value = match figure.unit {
                    Unit::Cases => rows,
                    Unit::People => self.party_count,
                    Unit::Money => self.agreed_fen,
                };
                if value != 0 {
                    *counts.entry(key(month, figure.code)).or_default() += value;
                }
            }
        }
        if self.is_open == 1
            && let Some(stage) = Stage::CODES.into_iter().find(|code| *code == self.stage)
        {
            *counts.entry(key(OPEN, stage)).or_default() += rows;
        }
    }
}

/// The row of a case as it stands under this version; none if somebody else has saved it since.
pub async fn row_of(conn: &impl ConnectionTrait, seq: i64, version: i64) -> Result<Option<Row>, StoreError> {
    let text = format!("SELECT {COLUMNS} FROM cases WHERE seq = $1 AND version = $2");
    sql::first(conn, &text, values![seq, version]).await
}

/// Moves the figures from what a row counted to what it counts now.
pub async fn moved(conn: &impl ConnectionTrait, before: Option<&Row>, now: &Row) -> Result<(), StoreError> {
    if before == Some(now) {
        return Ok(());
    }
    let mut counts = Counts::new();
    now.count(1, &mut counts);
    let mut less = Counts::new();
    if let Some(before) = before {
        before.count(1, &mut less);
    }
    for (key, value) in less {
        *counts.entry(key).or_default() -= value;
    }
    counts.retain(|_, value| *value != 0);
    add(conn, &counts).await
}

/// How many counters one statement takes.
const AT_ONCE: usize = 100;

/// Adds to the counters.
pub async fn add(conn: &impl ConnectionTrait, counts: &Counts) -> Result<(), StoreError> {
    let all: Vec<(&Key, &i64)> = counts.iter().collect();
    for some in all.chunks(AT_ONCE) {
        let mut values: Vec<Value> = Vec::with_capacity(some.len() * 6);
        let mut rows = Vec::with_capacity(some.len());
        for (key, value) in some {
            let at = values.len();
            rows.push(format!(
                "(${}, ${}, ${}, ${}, ${}, ${})",
                at + 1,
                at + 2,
                at + 3,
                at + 4,
                at + 5,
                at + 6
            ));
            values.extend(values![
                key.month.as_str(),
                key.street.as_str(),
                key.body,
                i64::from(key.is_ordinary),
                key.figure,
                **value
            ]);
        }
        let text = format!(
            "INSERT INTO report_counts (month, street, body, is_ordinary, figure, value) VALUES {} \
             ON CONFLICT (month, street, body, is_ordinary, figure) \
             DO UPDATE SET value = report_counts.value + excluded.value",
            rows.join(", ")
        );
        sql::run(conn, &text, values).await?;
    }
    Ok(())
}
