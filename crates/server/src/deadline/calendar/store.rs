//! Which calendars were in force, which is now, and which ends did each of them move?

use std::net::IpAddr;

use fengqiao_base::{Actor, Calendar, Day, Moment};
use fengqiao_policy::{Action, Asker, Scope};
use fengqiao_store::{
    StoreError, Tx, sql,
    time::{day_text, to_micros},
    values,
};
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::{
    app::App,
    listing::{PAGE, Rows, Where},
    trail::{About, Kind, Note},
};

/// The word of a conflict.
pub const WORD: &str = "calendar";

/// A calendar that is or was in force.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Version {
    /// Counts them, from 1.
    pub version: i64,
    /// What changes with any change of a day.
    pub name: String,
    /// Since when (microseconds).
    pub imported_at: i64,
    /// By whom (JSON of an [`Actor`]).
    pub imported_by: String,
}

const COLUMNS: &str = "version, name, imported_at, imported_by";

/// The calendar in force; none in a database that was never served.
pub async fn newest(conn: &impl ConnectionTrait) -> Result<Option<Version>, StoreError> {
    let text = format!("SELECT {COLUMNS} FROM calendars ORDER BY version DESC LIMIT 1");
    sql::first(conn, &text, values![]).await
}

/// One of them.
pub async fn find(conn: &impl ConnectionTrait, version: i64) -> Result<Option<Version>, StoreError> {
    let text = format!("SELECT {COLUMNS} FROM calendars WHERE version = $1");
    sql::first(conn, &text, values![version]).await
}

/// All of them, newest first.
pub async fn list(conn: &impl ConnectionTrait, before: Option<i64>) -> Result<Rows<Version>, StoreError> {
    let text = format!(
        "SELECT {COLUMNS} FROM calendars WHERE version < $1 ORDER BY version DESC LIMIT {}",
        PAGE + 1
    );
    let rows: Vec<Version> = sql::all(conn, &text, values![before.unwrap_or(i64::MAX)]).await?;
    Ok(Rows::of(rows, |row| row.version))
}

/// The calendar of the program with everything that was imported since.
pub async fn in_force(conn: &impl ConnectionTrait, base: &Calendar) -> Result<Calendar, StoreError> {
    let mut calendar = base.clone();
    let text = "SELECT text FROM calendars WHERE text <> '' ORDER BY version";
    for row in sql::rows(conn, text, values![]).await? {
        let text: String = sql::cell(&row, 0)?;
        calendar = calendar.with_years(&text).map_err(|error| StoreError::unreadable("calendar", error))?;
    }
    Ok(calendar)
}

/// A calendar that comes into force.
#[derive(Debug, Clone)]
pub struct New {
    /// Its name.
    pub name: String,
    /// The imported table; empty for that of the program.
    pub text: String,
    /// The version that was in force when somebody decided on it.
    pub seen: i64,
    /// By whom.
    pub by: Actor,
    /// When.
    pub at: Moment,
    /// From which address.
    pub from: Option<IpAddr>,
}

/// Puts a calendar into force, with its entry in the trail. Gives its version.
///
/// # Errors
/// [`StoreError::Conflict`] when another came into force in between.
pub async fn put(tx: &Tx, new: &New) -> Result<i64, StoreError> {
    let version = new.seen + 1;
    let text = "INSERT INTO calendars (version, name, text, imported_at, imported_by) VALUES ($1, $2, $3, $4, $5) \
                ON CONFLICT (version) DO NOTHING";
    let by = serde_json::to_string(&new.by).expect("an actor is plain data");
    let values = values![version, new.name.as_str(), new.text.as_str(), to_micros(new.at), by];
    let newest = newest(tx).await?.map_or(0, |newest| newest.version);
    if newest != new.seen || sql::run(tx, text, values).await? == 0 {
        return Err(StoreError::Conflict { word: WORD });
    }
    // That the program brought another one stands in the trail as a change of the settings.
    if new.text.is_empty() {
        return Ok(version);
    }
    let (kind, what) = (Kind::CalendarImported, format!("{version} {}", new.name));
    let note = Note { kind, at: new.at, by: new.by, from: new.from, about: About::Platform, what };
    note.keep_in(tx).await?;
    Ok(version)
}

/// An end that a calendar moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move<'a> {
    /// `case` or `intake`.
    pub word: &'static str,
    /// The clock's key.
    pub clock: &'a str,
    /// Its rule.
    pub rule: &'a str,
    /// The last day before.
    pub before: Day,
    /// The last day now.
    pub after: Day,
    /// The calendar that moved it.
    pub calendar: &'a str,
    /// Why: the code of a reason.
    pub reason: &'static str,
}

/// Notes that an end moved, once, in the transaction that moves it.
pub async fn moved(
    conn: &impl ConnectionTrait,
    number: i64,
    one: &Move<'_>,
    at: Moment,
) -> Result<(), StoreError> {
    let text = "INSERT INTO clock_moves (calendar, number, word, clock, rule, before_on, after_on, reason, at) \
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (calendar, number, clock, before_on) DO NOTHING";
    let values = values![
        one.calendar,
        number,
        one.word,
        one.clock,
        one.rule,
        day_text(one.before),
        day_text(one.after),
        one.reason,
        to_micros(at),
    ];
    sql::run(conn, text, values).await.map(|_| ())
}

/// An end that moved, as a reader finds it.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Listed {
    /// Key of the list.
    pub id: i64,
    /// The number on the receipt.
    pub number: String,
    /// `case` or `intake`.
    pub word: String,
    /// The clock's key.
    pub clock: String,
    /// Its rule.
    pub rule: String,
    /// The last day before.
    pub before_on: String,
    /// The last day now.
    pub after_on: String,
    /// The code of the reason.
    pub reason: String,
}

/// Of which ends the reader may know.
#[derive(Debug, Clone, Copy)]
pub enum Reader<'a> {
    /// Of every one, by its number: whoever imports calendars. It opens no file.
    Everything,
    /// Of those of what she may open.
    Territory(&'a Asker),
}

/// The tables that ends are of: word, table, whether its rows have a class, and what whoever reads them asks for.
const OF: [(&str, &str, bool, Action); 2] =
    [("case", "cases", true, Action::ReadCases), ("intake", "requests", false, Action::ReadRequests)];

/// The ends of one word that the calendar `name` moved and the reader may know of.
fn known(name: &str, reader: Reader<'_>, (word, _, has_class, action): (&str, &str, bool, Action)) -> Where {
    let mut query = Where::default();
    query.equals("m.calendar", name);
    query.equals("m.word", word);
    if let Reader::Territory(asker) = reader {
        query.within(&Scope::of(asker, action), "t", has_class);
    }
    query
}

/// A page of the ends that the calendar `name` moved.
pub async fn moves(
    conn: &impl ConnectionTrait,
    name: &str,
    reader: Reader<'_>,
    after: Option<i64>,
) -> Result<Rows<Listed>, StoreError> {
    let mut found = Vec::new();
    for of in OF {
        let mut query = known(name, reader, of);
        let after = query.bind(after.unwrap_or_default());
        query.and(format!("m.id > {after}"));
        let text = format!(
            "SELECT m.id, t.number, m.word, m.clock, m.rule, m.before_on, m.after_on, m.reason FROM clock_moves m \
             JOIN {} t ON t.seq = m.number{} ORDER BY m.id LIMIT {}",
            of.1,
            query.sql(),
            PAGE + 1
        );
        let rows: Vec<Listed> = sql::all(conn, &text, query.values).await?;
        found.extend(rows);
    }
    found.sort_by_key(|row| row.id);
    found.truncate(usize::try_from(PAGE + 1).unwrap_or(usize::MAX));
    Ok(Rows::of(found, |row| row.id))
}

/// How many ends a calendar moved of which the reader may know, and how many clocks of the district are still to be looked
/// at.
pub async fn counts(
    conn: &impl ConnectionTrait,
    name: &str,
    reader: Reader<'_>,
) -> Result<(i64, i64), StoreError> {
    let mut moved = 0;
    for of in OF {
        let query = known(name, reader, of);
        let text =
            format!("SELECT count(*) FROM clock_moves m JOIN {} t ON t.seq = m.number{}", of.1, query.sql());
        moved += sql::value::<i64>(conn, &text, query.values).await?.unwrap_or_default();
    }
    let waiting = "SELECT count(*) FROM clocks WHERE calendar < $1 OR calendar > $1";
    let waiting: Option<i64> = sql::value(conn, waiting, values![name]).await?;
    Ok((moved, waiting.unwrap_or_default()))
}

/// Takes up the calendar in force, if another came into force since. Says whether it did.
pub async fn take_up(app: &App) -> Result<bool, StoreError> {
    let (conn, live) = (app.store.read(), &app.reference.reckoning);
    let newest = newest(conn).await?.map_or(0, |newest| newest.version);
    if newest == live.version() {
        return Ok(false);
    }
    let calendar = in_force(conn, live.base()).await?;
    let is_other = calendar.version() != live.now().calendar.version();
    live.take(calendar, newest);
    Ok(is_other)
}

/// Takes up the calendar in force when a program starts, and notes that it is another if the program or its settings
/// brought one.
pub async fn begin(app: &App) -> Result<(), StoreError> {
    take_up(app).await?;
    let name = app.reference.reckoning.now().calendar.version().to_owned();
    let newest = newest(app.store.read()).await?;
    if newest.as_ref().is_some_and(|newest| newest.name == name) {
        return Ok(());
    }
    let seen = newest.map_or(0, |newest| newest.version);
    let (by, at, text) = (Actor::System, app.clock.now(), String::new());
    let new = New { name, text, seen, by, at, from: None };
    match app.store.write(move |tx| Box::pin(async move { put(tx, &new).await })).await {
        // Another server started at the same time.
        Ok(_) | Err(StoreError::Conflict { .. } | StoreError::Taken(_)) => take_up(app).await.map(|_| ()),
        Err(failure) => Err(failure),
    }
}
