//! Which cases does the reader find, and in what order?

use fengqiao_policy::Scope;
use fengqiao_store::{Engine, StoreError, dialect, sql};
use fengqiao_web::form::Fields;
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::listing::{PAGE, Rows, Where};

/// One row of a list of cases; nothing of it needs the aggregate.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct CaseRow {
    /// Key of the list.
    pub seq: i64,
    /// The number on the receipt.
    pub number: String,
    /// What it is about, in a few words.
    pub title: String,
    /// Code of the stage.
    pub stage: String,
    /// Code of the type.
    pub dispute_type: String,
    /// 12-digit code of the community.
    pub community: String,
    /// Whose turn it is (code of a duty).
    pub turn: String,
    /// By when (microseconds).
    pub due_at: Option<i64>,
    /// When it was opened (microseconds).
    pub opened_at: i64,
}

/// What a reader asked a list for. Everything stays in the address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CaseFilter {
    /// Open, ended, or both.
    pub open: Option<bool>,
    /// Code of the stage.
    pub stage: Option<String>,
    /// Code of the type.
    pub dispute_type: Option<String>,
    /// 12-digit code of the street.
    pub street: Option<String>,
    /// Accepted in this month (`2026-11`) or year (`2026`).
    pub accepted: Option<String>,
    /// Words in it, or its number.
    pub words: Option<String>,
    /// Rows older than this key.
    pub before: Option<i64>,
}

impl CaseFilter {
    /// From the query of an address; what is not understood is not asked for.
    pub fn from_query(query: &Fields) -> Self {
        let text = |name: &str| query.filled(name).map(str::to_owned);
        Self {
            open: match query.get("open") {
                "no" => Some(false),
                "all" => None,
                _ => Some(true),
            },
            stage: text("stage"),
            dispute_type: text("type"),
            street: text("street"),
            accepted: text("accepted").filter(|t| t.len() >= 4 && t.bytes().all(|b| b.is_ascii_digit() || b == b'-')),
            words: text("q"),
            before: query.filled("before").and_then(|key| key.parse().ok()),
        }
    }
}

/// A page of cases, newest first.
pub async fn find(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    filter: &CaseFilter,
) -> Result<Rows<CaseRow>, StoreError> {
    let mut query = Where::default();
    query.equals_if("c.is_open", filter.open.map(i64::from));
    query.equals_if("c.stage", filter.stage.as_deref());
    query.equals_if("c.dispute_type", filter.dispute_type.as_deref());
    query.equals_if("c.street", filter.street.as_deref());
    if let Some(accepted) = &filter.accepted {
        let (from, to) = (query.bind(accepted.as_str()), query.bind(format!("{accepted}~")));
        query.and(format!("c.accepted_on >= {from} AND c.accepted_on < {to}"));
    }
    if !search(&mut query, Engine::of(conn), filter.words.as_deref(), "c") {
        return Ok(Rows { rows: Vec::new(), next: None });
    }
    query.within(scope, "c", true);
    if let Some(before) = filter.before {
        let at = query.bind(before);
        query.and(format!("c.seq < {at}"));
    }
    let text = format!(
        "SELECT c.seq, c.number, c.title, c.stage, c.dispute_type, c.community, c.turn, c.due_at, c.opened_at \
         FROM cases c {}{} ORDER BY c.seq DESC LIMIT {}",
        query.joins,
        query.sql(),
        PAGE + 1
    );
    Ok(Rows::of(sql::all(conn, &text, query.values).await?, |row: &CaseRow| row.seq))
}

/// Adds what was typed into the search box: a number finds itself, everything else is words. False: the words hold
/// nothing that could be found.
pub fn search(query: &mut Where, engine: Engine, words: Option<&str>, of: &str) -> bool {
    let Some(words) = words else { return true };
    if let Ok(number) = words.parse::<fengqiao_domain::intake::RequestNumber>() {
        query.equals(&format!("{of}.number"), number.to_string());
        return true;
    }
    let phrases = fengqiao_domain::search::query(words);
    if phrases.is_empty() {
        return false;
    }
    let phrase = dialect::phrase(engine, &phrases);
    query.bind(phrase);
    let (join, condition) = dialect::word_join(engine, of, query.values.len());
    query.joins.push_str(&join);
    query.and(condition);
    true
}
