//! Where do SQLite and PostgreSQL differ? Here, and nowhere else.

use sea_orm::{ConnectionTrait, DbBackend, Value};

use crate::{StoreError, bulk::Rows, sql};

/// Which database stands behind the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// One file, one writer.
    Sqlite,
    /// A server, many writers.
    Postgres,
}

impl Engine {
    /// The engine a connection speaks to.
    pub fn of(conn: &impl ConnectionTrait) -> Self {
        match conn.get_database_backend() {
            DbBackend::Postgres => Self::Postgres,
            _ => Self::Sqlite,
        }
    }

    /// `sqlite` or `postgres`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        }
    }
}

/// The next number of request and case, shared by both. Numbers may skip, never repeat.
pub async fn next_number(conn: &impl ConnectionTrait) -> Result<i64, StoreError> {
    let text = match Engine::of(conn) {
        Engine::Sqlite => "UPDATE sequences SET value = value + 1 WHERE name = 'number' RETURNING value",
        Engine::Postgres => "SELECT nextval('number_sequence')",
    };
    sql::value(conn, text, vec![]).await?.ok_or_else(|| {
        StoreError::unreadable("sequence", std::io::Error::other("the number sequence is missing"))
    })
}

/// The first of `count` numbers in a row, for whoever writes many at once.
pub async fn next_numbers(conn: &impl ConnectionTrait, count: i64) -> Result<i64, StoreError> {
    let text = match Engine::of(conn) {
        Engine::Sqlite => "UPDATE sequences SET value = value + $1 WHERE name = 'number' RETURNING value",
        Engine::Postgres => "SELECT setval('number_sequence', nextval('number_sequence') + $1 - 1)",
    };
    let last: Option<i64> = sql::value(conn, text, crate::values![count]).await?;
    last.map(|last| last - count + 1).ok_or_else(|| {
        StoreError::unreadable("sequence", std::io::Error::other("the number sequence is missing"))
    })
}

/// Where the words of many new requests wait: a number and its tokens a row.
pub fn word_rows(engine: Engine) -> Rows {
    match engine {
        Engine::Sqlite => Rows::of("words", "rowid, tokens"),
        Engine::Postgres => Rows::of("words", "number, tokens").written("($, to_tsvector('simple', $))"),
    }
}

/// Puts the words of a new request into the search index, where nothing of it stands yet.
/// `tokens` are separated by one space and hold no quote.
pub async fn add_words(conn: &impl ConnectionTrait, number: i64, tokens: &str) -> Result<(), StoreError> {
    // `simple` keeps every token as it is; our own function has cut them.
    let text = match Engine::of(conn) {
        Engine::Sqlite => "INSERT INTO words (rowid, tokens) VALUES ($1, $2)",
        Engine::Postgres => "INSERT INTO words (number, tokens) VALUES ($1, to_tsvector('simple', $2))",
    };
    sql::run(conn, text, crate::values![number, tokens]).await.map(|_| ())
}

/// Puts the words of one request or case into the search index, replacing what stood there.
pub async fn index_words(conn: &impl ConnectionTrait, number: i64, tokens: &str) -> Result<(), StoreError> {
    let text = match Engine::of(conn) {
        Engine::Sqlite => "DELETE FROM words WHERE rowid = $1",
        Engine::Postgres => "DELETE FROM words WHERE number = $1",
    };
    sql::run(conn, text, crate::values![number]).await?;
    add_words(conn, number, tokens).await
}

/// How a list is cut to what was searched for.
#[derive(Debug, Clone, PartialEq)]
pub struct WordCut {
    /// What is joined.
    pub join: String,
    /// The condition.
    pub condition: String,
    /// The value of the condition's one placeholder.
    pub value: Value,
    /// By which column the newest come first. SQLite reads its index in that order and stops after a page; by the
    /// equal column of the table it would read and sort all that was found.
    pub key: String,
}

/// So many finds are looked up one by one; of more, a page is found by going through the list itself.
const FEW: usize = 500;
/// So many of the newest are looked at to see how common a word is.
const NEWEST: i64 = 1000;
/// A word in so many of [`NEWEST`] is common: going through the list fills a page soon.
const COMMON: i64 = 30;

/// Cuts a list, whose table has the alias `of` and the column `seq`, to what holds all of these phrases; the value will
/// stand at placeholder `$n`.
///
/// PostgreSQL's index gives its finds in no order, all of them before the first, and its planner guesses how many there
/// are. So it is asked how many of the newest hold them: if many do, a page of the list is full before many rows were
/// looked at. If not, it is asked for a few finds: if that is all, they are the list.
pub async fn word_cut(
    conn: &impl ConnectionTrait,
    of: &str,
    phrases: &[Vec<String>],
    n: usize,
) -> Result<WordCut, StoreError> {
    let engine = Engine::of(conn);
    let value = phrase(engine, phrases);
    if engine == Engine::Sqlite {
        return Ok(WordCut {
            join: format!("JOIN words w ON w.rowid = {of}.seq "),
            condition: format!("w.words MATCH ${n}"),
            value,
            key: "w.rowid".to_owned(),
        });
    }
    let key = format!("{of}.seq");
    let walked =
        format!("(SELECT w.tokens @@ to_tsquery('simple', ${n}) FROM words w WHERE w.number = {of}.seq)");
    let text = format!(
        "SELECT count(*) FROM (SELECT tokens FROM words ORDER BY number DESC LIMIT {NEWEST}) AS newest \
         WHERE tokens @@ to_tsquery('simple', $1)"
    );
    let common: Option<i64> = sql::value(conn, &text, vec![value.clone()]).await?;
    if common >= Some(COMMON) {
        return Ok(WordCut { join: String::new(), condition: walked, value, key });
    }
    let text = format!(
        "WITH found AS MATERIALIZED (SELECT number FROM words WHERE tokens @@ to_tsquery('simple', $1)) \
         SELECT number FROM found LIMIT {}",
        FEW + 1
    );
    let few = sql::rows(conn, &text, vec![value.clone()]).await?;
    if few.len() > FEW {
        return Ok(WordCut { join: String::new(), condition: walked, value, key });
    }
    let numbers = few.iter().map(|row| Ok(row.try_get_by_index::<i64>(0)?.to_string()));
    let numbers: Vec<String> = numbers.collect::<Result<_, StoreError>>()?;
    let condition = format!("{of}.seq = ANY(string_to_array(${n}, ',')::bigint[])");
    Ok(WordCut { join: String::new(), condition, value: Value::from(numbers.join(",")), key })
}

/// The engine's own way to ask for words that follow one another.
/// Each inner list is one phrase; all phrases must be there. A last word that ends in `*` stands for every word that
/// begins so.
pub fn phrase(engine: Engine, phrases: &[Vec<String>]) -> Value {
    let joined: Vec<String> = phrases
        .iter()
        .map(|phrase| match engine {
            Engine::Sqlite => {
                let words = phrase.join(" ");
                match words.strip_suffix('*') {
                    Some(begin) => format!("\"{begin}\" *"),
                    None => format!("\"{words}\""),
                }
            }
            Engine::Postgres => {
                let word = |word: &String| match word.strip_suffix('*') {
                    Some(begin) => format!("'{begin}':*"),
                    None => format!("'{word}'"),
                };
                phrase.iter().map(word).collect::<Vec<_>>().join(" <-> ")
            }
        })
        .collect();
    Value::from(joined.join(match engine {
        Engine::Sqlite => " AND ",
        Engine::Postgres => " & ",
    }))
}

/// Up to `limit` clocks that must be looked at by now, the longest overdue first, kept from every other server until the
/// end of the transaction.
pub fn due_clocks(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => {
            "SELECT number, name, due_at, warn_at, calendar FROM clocks WHERE warn_at <= $1 ORDER BY warn_at LIMIT $2"
        }
        Engine::Postgres => {
            "SELECT number, name, due_at, warn_at, calendar FROM clocks WHERE warn_at <= $1 ORDER BY warn_at LIMIT $2 \
             FOR UPDATE SKIP LOCKED"
        }
    }
}

/// Up to so many events of which somebody is to be told, the oldest first, kept from every other server until the end of
/// the transaction.
pub fn tellings(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => "SELECT id, at, event FROM tellings ORDER BY id LIMIT $1",
        Engine::Postgres => "SELECT id, at, event FROM tellings ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED",
    }
}

/// Up to so many messages that are due by an instant, kept from every other server until the end of the transaction.
pub fn due_sendings(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => {
            "SELECT notice, channel, account FROM notice_sendings WHERE at <= $1 ORDER BY account, channel, notice LIMIT $2"
        }
        Engine::Postgres => {
            "SELECT notice, channel, account FROM notice_sendings WHERE at <= $1 ORDER BY account, channel, notice LIMIT $2 \
             FOR UPDATE SKIP LOCKED"
        }
    }
}

/// Up to `limit` numbers whose term must be looked at by a day, kept from every other server until the end of the
/// transaction.
pub fn due_terms(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => {
            "SELECT number, kept_until FROM disposals WHERE look_on <= $1 ORDER BY look_on, number LIMIT $2"
        }
        Engine::Postgres => {
            "SELECT number, kept_until FROM disposals WHERE look_on <= $1 ORDER BY look_on, number LIMIT $2 \
             FOR UPDATE SKIP LOCKED"
        }
    }
}

/// The kept key of a subject; on PostgreSQL nobody destroys it until the transaction ends.
pub fn held_key(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => "SELECT wrapped FROM subject_keys WHERE number = $1 AND subject = $2",
        Engine::Postgres => "SELECT wrapped FROM subject_keys WHERE number = $1 AND subject = $2 FOR SHARE",
    }
}

/// Keeps everybody who would save something of a number waiting until the transaction ends: whoever saves takes its key
/// first. SQLite has one writer anyway.
pub async fn hold_keys(conn: &impl ConnectionTrait, number: i64) -> Result<(), StoreError> {
    match Engine::of(conn) {
        Engine::Sqlite => Ok(()),
        Engine::Postgres => {
            let text = "SELECT number FROM subject_keys WHERE number = $1 ORDER BY subject FOR UPDATE";
            sql::rows(conn, text, crate::values![number]).await.map(|_| ())
        }
    }
}

/// Keeps others from changing a table until this transaction ends. SQLite has one writer anyway.
pub async fn keep_others_from(conn: &impl ConnectionTrait, table: &'static str) -> Result<(), StoreError> {
    match Engine::of(conn) {
        Engine::Sqlite => Ok(()),
        Engine::Postgres => {
            let text = format!("LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE");
            sql::run(conn, &text, vec![]).await.map(|_| ())
        }
    }
}

/// Lets the planner count what stands in the tables, for whoever has just written very much. PostgreSQL does so by itself
/// only some minutes later and reads far too much until then; SQLite chooses its indexes without counting.
pub async fn count_anew(conn: &impl ConnectionTrait) -> Result<(), StoreError> {
    match Engine::of(conn) {
        Engine::Sqlite => Ok(()),
        Engine::Postgres => sql::run(conn, "ANALYZE", vec![]).await.map(|_| ()),
    }
}

/// Takes up to `limit` due jobs so that no other runner takes them before `until`.
pub fn take_jobs(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => {
            "UPDATE jobs SET taken_until = $2, attempts = attempts + 1 WHERE id IN \
             (SELECT id FROM jobs WHERE state = 'waiting' AND due_at <= $1 AND taken_until <= $1 \
              ORDER BY due_at LIMIT $3) RETURNING id, kind, payload, attempts"
        }
        Engine::Postgres => {
            "UPDATE jobs SET taken_until = $2, attempts = attempts + 1 WHERE id IN \
             (SELECT id FROM jobs WHERE state = 'waiting' AND due_at <= $1 AND taken_until <= $1 \
              ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED) RETURNING id, kind, payload, attempts"
        }
    }
}
