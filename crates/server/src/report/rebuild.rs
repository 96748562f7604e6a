//! Are the figures what the cases say, and how are they made anew?
//!
//! `fengqiao report check` compares, `fengqiao report rebuild` corrects. Both look at every case once: first whether its
//! columns are what its file says, then whether the counters are what the columns say.

use std::collections::{BTreeMap, BTreeSet};

use fengqiao_domain::{
    case::Stage,
    report::{FIGURES, Figure, Month},
};
use fengqiao_store::{Store, StoreError, Tx, dialect, settings, sql, values};
use sea_orm::{ConnectionTrait, FromQueryResult};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::counters::{self, Counts, Key, OPEN, Row};
use crate::{
    case::store,
    vault::{Subject, Vault},
};

/// Cases looked at in one transaction.
const BATCH: i64 = 500;
/// The setting that remembers by which definitions the counters were made.
const MADE_BY: &str = "report-definitions";

/// A counter that is not what the cases say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Which.
    pub key: Key,
    /// What it holds.
    pub kept: i64,
    /// What the cases come to.
    pub counted: i64,
}

/// What was found, and corrected if that was asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Findings {
    /// Cases looked at.
    pub cases: u64,
    /// Numbers of the cases whose columns were not what their file says.
    pub columns: Vec<String>,
    /// Counters that were not what the columns say.
    pub counters: Vec<Difference>,
}

impl Findings {
    /// Whether everything was as it should be.
    pub fn is_clean(&self) -> bool {
        self.columns.is_empty() && self.counters.is_empty()
    }
}

/// Compares, and corrects if `corrects`.
pub async fn run(store: &Store, vault: &Vault, corrects: bool) -> Result<Findings, StoreError> {
    let mut findings = Findings::default();
    let mut after = Some(0);
    while let Some(seq) = after {
        let vault = vault.clone();
        let (looked, wrong, next) =
            store.write(move |tx| Box::pin(async move { derive(tx, &vault, seq, corrects).await })).await?;
        findings.cases += looked;
        findings.columns.extend(wrong);
        after = next;
    }
    findings.counters = store.write(move |tx| Box::pin(compare(tx, corrects))).await?;
    Ok(findings)
}

/// Makes the counters anew if they were made by other definitions than those of this version. Says whether it did.
pub async fn follow_definitions(store: &Store, vault: &Vault) -> Result<bool, StoreError> {
    let current = definitions();
    if settings::get(store.read(), MADE_BY).await?.as_ref() == Some(&current) {
        return Ok(false);
    }
    run(store, vault, true).await?;
    store.write(move |tx| Box::pin(async move { settings::put(tx, MADE_BY, &current).await })).await?;
    Ok(true)
}

/// The definitions of this version, as a digest.
fn definitions() -> String {
    let words: Vec<String> = FIGURES
        .iter()
        .flat_map(|figure| figure.filter)
        .map(|(aspect, word)| format!("{aspect:?} {word} {:?}", aspect.codes_of(word)))
        .collect();
    hex::encode(Sha256::digest(format!("{FIGURES:?} {words:?}")))
}

#[derive(FromQueryResult)]
struct StateRow {
    seq: i64,
    number: String,
    version: i64,
    street: String,
    host: String,
    state: String,
    wrapped: Option<Vec<u8>>,
}

/// Looks at the columns of the next cases; gives how many, which were wrong, and where to go on.
async fn derive(
    tx: &Tx,
    vault: &Vault,
    after: i64,
    corrects: bool,
) -> Result<(u64, Vec<String>, Option<i64>), StoreError> {
    let text = "SELECT c.seq, c.number, c.version, c.street, c.host, c.state, k.wrapped FROM cases c \
                LEFT JOIN subject_keys k ON k.number = c.seq AND k.subject = $3 \
                WHERE c.seq > $1 ORDER BY c.seq LIMIT $2";
    let rows: Vec<StateRow> = sql::all(tx, text, values![after, BATCH, Uuid::nil()]).await?;
    let kept = rows_between(tx, after, rows.last().map_or(after, |row| row.seq)).await?;
    let mut wrong = Vec::new();
    for row in &rows {
        let lock = vault.lock(Subject::number(row.seq), row.wrapped.as_deref())?;
        // Of an erased number the columns are all there is.
        let Some(mut case) = store::opened(&lock, row.seq, &row.state)? else { continue };
        case.version = row.version;
        let derived = Row::of(&case, &row.street, &row.host);
        if kept.get(&row.seq) == Some(&derived) {
            continue;
        }
        wrong.push(row.number.clone());
        if corrects {
            store::derive_again(tx, vault, row.seq, &case, &derived, &row.state).await?;
        }
    }
    let next = i64::try_from(rows.len()).is_ok_and(|looked| looked == BATCH);
    Ok((rows.len() as u64, wrong, rows.last().map(|row| row.seq).filter(|_| next)))
}

async fn rows_between(
    conn: &impl ConnectionTrait,
    after: i64,
    upto: i64,
) -> Result<BTreeMap<i64, Row>, StoreError> {
    let text =
        format!("SELECT seq, {} FROM cases WHERE seq > $1 AND seq <= $2 ORDER BY seq", counters::COLUMNS);
    let rows = sql::rows(conn, &text, values![after, upto]).await?;
    rows.iter().map(|row| Ok((row.try_get_by("seq")?, Row::from_query_result(row, "")?))).collect()
}

/// Compares the counters with the columns of all cases, month by month. Nobody moves a counter meanwhile.
async fn compare(tx: &Tx, corrects: bool) -> Result<Vec<Difference>, StoreError> {
    dialect::keep_others_from(tx, "report_counts").await?;
    let mut differences = Vec::new();
    for month in months(tx).await? {
        let mut counted = if month == OPEN { open(tx).await? } else { accepted_in(tx, &month).await? };
        let mut found = Vec::new();
        for (key, kept) in kept(tx, &month).await? {
            let counted = counted.remove(&key).unwrap_or_default();
            if counted != kept {
                found.push(Difference { key, kept, counted });
            }
        }
        found.extend(counted.into_iter().map(|(key, counted)| Difference { key, kept: 0, counted }));
        if corrects {
            let changes = found.iter().map(|one| (one.key.clone(), one.counted - one.kept)).collect();
            counters::add(tx, &changes).await?;
        }
        differences.extend(found);
    }
    differences.sort_by(|one, other| one.key.cmp(&other.key));
    Ok(differences)
}

/// Every month for which there is a counter or a case, and the one of the open cases.
async fn months(tx: &Tx) -> Result<BTreeSet<String>, StoreError> {
    #[derive(FromQueryResult)]
    struct Kept {
        month: String,
    }
    #[derive(FromQueryResult)]
    struct Ends {
        first: Option<String>,
        last: Option<String>,
    }
    let kept: Vec<Kept> = sql::all(tx, "SELECT DISTINCT month FROM report_counts", values![]).await?;
    let mut months: BTreeSet<String> = kept.into_iter().map(|row| row.month).collect();
    months.insert(OPEN.to_owned());
    let text = "SELECT min(accepted_on) AS first, max(accepted_on) AS last FROM cases";
    let ends: Option<Ends> = sql::first(tx, text, values![]).await?;
    let month_of = |day: Option<String>| day?.get(..7)?.parse::<Month>().ok();
    let ends = ends.and_then(|ends| month_of(ends.first).zip(month_of(ends.last)));
    if let Some((mut month, last)) = ends {
        while month <= last {
            months.insert(month.to_string());
            month = month.plus(1);
        }
    }
    Ok(months)
}

/// What the cases accepted in a month come to.
async fn accepted_in(tx: &Tx, month: &str) -> Result<Counts, StoreError> {
    let text = "SELECT street, body, class, CAST(0 AS BIGINT) AS is_open, CAST($1 AS TEXT) AS accepted_on, host, source, \
                dispute_type, stage, outcome, agreement_form, difficulty, is_performed, is_confirmed, is_sued, \
                is_relapsed, is_withdrawn, CAST(sum(party_count) AS BIGINT) AS party_count, \
                CAST(sum(agreed_fen) AS BIGINT) AS agreed_fen, count(*) AS n \
                FROM cases WHERE accepted_on >= $1 AND accepted_on < $2 \
                GROUP BY street, body, class, host, source, dispute_type, stage, outcome, agreement_form, difficulty, \
                is_performed, is_confirmed, is_sued, is_relapsed, is_withdrawn";
    let rows = sql::rows(tx, text, values![month, format!("{month}~")]).await?;
    let mut counts = Counts::new();
    for row in &rows {
        Row::from_query_result(row, "")?.count(row.try_get_by("n")?, &mut counts);
    }
    counts.retain(|_, value| *value != 0);
    Ok(counts)
}

#[derive(FromQueryResult)]
struct CounterRow {
    street: String,
    body: Uuid,
    is_ordinary: i64,
    figure: String,
    value: i64,
}

impl CounterRow {
    /// The counter; one of a figure that is no longer kept has no place and comes to nothing.
    fn counter(self, month: &str) -> Option<(Key, i64)> {
        let figure = Figure::of(&self.figure)
            .map(|figure| figure.code)
            .or_else(|| Stage::CODES.into_iter().find(|code| *code == self.figure))?;
        let Self { street, body, is_ordinary, value, .. } = self;
        Some((Key { month: month.to_owned(), street, body, is_ordinary: is_ordinary == 1, figure }, value))
    }
}

/// How many open cases stand in each stage.
async fn open(tx: &Tx) -> Result<Counts, StoreError> {
    let text = "SELECT street, body, CASE WHEN class = 'ordinary' THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END \
                AS is_ordinary, stage AS figure, count(*) AS value FROM cases WHERE is_open = 1 GROUP BY 1, 2, 3, 4";
    let rows: Vec<CounterRow> = sql::all(tx, text, values![]).await?;
    Ok(rows.into_iter().filter_map(|row| row.counter(OPEN)).collect())
}

/// What is kept for a month.
async fn kept(tx: &Tx, month: &str) -> Result<Counts, StoreError> {
    let text = "SELECT street, body, is_ordinary, figure, value FROM report_counts WHERE month = $1";
    let rows: Vec<CounterRow> = sql::all(tx, text, values![month]).await?;
    Ok(rows.into_iter().filter_map(|row| row.counter(month)).collect())
}
