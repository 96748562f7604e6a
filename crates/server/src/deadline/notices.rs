//! What was somebody told of a clock, and what does a reader find of it?

use fengqiao_base::{Duty, Moment, id::AccountId};
use fengqiao_domain::case::ClockName;
use fengqiao_policy::{Action, Asker, Scope};
use fengqiao_store::{
    StoreError, sql,
    time::{from_micros, to_micros},
    values,
};
use fengqiao_web::{format, lang::Lang};
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::listing::{PAGE, Rows, Where, ordinary};

/// Why somebody is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// It falls due soon.
    Soon,
    /// It has passed, and somebody still has to act.
    Due,
    /// A window has closed that nobody had to use.
    Over,
    /// What was waited for is done.
    Done,
}

impl Kind {
    /// The word in the table and in keys.
    pub fn code(self) -> &'static str {
        match self {
            Kind::Soon => "soon",
            Kind::Due => "due",
            Kind::Over => "over",
            Kind::Done => "done",
        }
    }
}

/// Tells the head that the last of the tasks that other bodies had on a case is done at `at`.
pub async fn tell_tasks_done(conn: &impl ConnectionTrait, number: i64, at: Moment) -> Result<(), StoreError> {
    let instant = to_micros(at);
    let new = New {
        number,
        word: "case",
        clock: "task",
        kind: Kind::Done,
        look_at: instant,
        due_at: instant,
        at,
        duty: Duty::Head,
        also: Vec::new(),
        account: None,
    };
    add(conn, &new).await.map(|_| ())
}

/// A notice to be written.
pub(super) struct New<'a> {
    pub(super) number: i64,
    pub(super) word: &'static str,
    pub(super) clock: &'a str,
    pub(super) kind: Kind,
    pub(super) look_at: i64,
    pub(super) due_at: i64,
    pub(super) at: Moment,
    pub(super) duty: Duty,
    pub(super) also: Vec<Duty>,
    pub(super) account: Option<AccountId>,
}

/// Writes a notice, unless the same event was told already; says how many were written.
pub(super) async fn add(conn: &impl ConnectionTrait, new: &New<'_>) -> Result<u64, StoreError> {
    let mut also = String::new();
    for duty in &new.also {
        also.extend([",", duty.code()]);
    }
    if !also.is_empty() {
        also.push(',');
    }
    let text = "INSERT INTO notices (number, word, clock, kind, look_at, due_at, at, duty, also, account) \
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (number, word, clock, look_at) DO NOTHING";
    let values = values![
        new.number,
        new.word,
        new.clock,
        new.kind.code(),
        new.look_at,
        new.due_at,
        to_micros(new.at),
        new.duty.code(),
        also,
        new.account.map(|account| account.0),
    ];
    sql::run(conn, text, values).await
}

/// A notice as a reader finds it.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Notice {
    /// Key of the list.
    pub id: i64,
    /// The number of the case or request, as on the receipt.
    pub number: String,
    /// `case` or `intake`.
    pub word: String,
    /// Which clock: `mediate`, `perform:<id>`, `visit-first` …
    pub clock: String,
    /// `soon`, `due`, `over` or `done`.
    pub kind: String,
    /// Until when (microseconds).
    pub due_at: i64,
    /// When it was told (microseconds).
    pub at: i64,
    /// Who has to act.
    pub duty: String,
}

/// The notices for `asker`, newest first: those about what she has to do herself, and those that were passed on to her
/// duty when something had passed. Nothing of what she may not open is among them.
pub async fn of(
    conn: &impl ConnectionTrait,
    asker: &Asker,
    before: Option<i64>,
) -> Result<Rows<Notice>, StoreError> {
    let mut found = Vec::new();
    for (word, table, has_class, action) in
        [("case", "cases", true, Action::ReadCases), ("intake", "requests", false, Action::ReadRequests)]
    {
        let ordinary = ordinary("t", has_class);
        let scope = Scope::of(asker, action);
        let mut query = Where::default();
        query.equals("n.word", word);
        let mut told = Vec::new();
        for reach in &scope.reaches {
            let there =
                query.reach(reach, "t", &ordinary).map_or_else(String::new, |there| format!(" AND {there}"));
            for duty in reach.duties.iter().filter(|duty| **duty != Duty::Mediator) {
                told.push(format!("({}{there})", told_to(&mut query, *duty)));
            }
        }
        if let Some(mediator) = scope.mediator {
            let (to, own) = (told_to(&mut query, Duty::Mediator), query.bind(mediator.0));
            told.push(format!("({to} AND t.mediator = {own})"));
        }
        if told.is_empty() {
            continue;
        }
        query.any_of(&told);
        if let Some(before) = before {
            let before = query.bind(before);
            query.and(format!("n.id < {before}"));
        }
        let text = format!(
            "SELECT n.id, t.number, n.word, n.clock, n.kind, n.due_at, n.at, n.duty FROM notices n \
             JOIN {table} t ON t.seq = n.number{} ORDER BY n.id DESC LIMIT {}",
            query.sql(),
            PAGE + 1
        );
        let rows: Vec<Notice> = sql::all(conn, &text, query.values).await?;
        found.extend(rows);
    }
    found.sort_by_key(|notice| std::cmp::Reverse(notice.id));
    found.truncate(usize::try_from(PAGE + 1).unwrap_or(usize::MAX));
    Ok(Rows::of(found, |notice| notice.id))
}

/// The condition that a notice is for `duty`, or was passed on to it.
fn told_to(query: &mut Where, duty: Duty) -> String {
    let (to, passed_on) = (query.bind(duty.code()), query.bind(format!("%,{},%", duty.code())));
    format!("(n.duty = {to} OR n.also LIKE {passed_on})")
}

/// A notice as a sentence.
pub fn told(lang: Lang, notice: &Notice) -> String {
    let day = format::day(lang, last_day(notice));
    let clock = lang.t(&format!("deadline-clock-{}", clock_code(&notice.clock)));
    lang.ta(&format!("deadline-notice-{}", notice.kind), &[("clock", &clock), ("day", &day)])
}

/// The last day: that of the instant before the end.
fn last_day(notice: &Notice) -> fengqiao_base::Day {
    fengqiao_base::local_day(from_micros(notice.due_at - 1))
}

/// `visit` of `visit-first`, `perform` of `perform:<id>`; a request's clock is called like a case's.
fn clock_code(clock: &str) -> &str {
    match clock {
        "visit-first" | "visit-second" => "visit",
        "intake" => "intake",
        "task" => "task",
        clock => match clock.parse::<ClockName>() {
            Ok(name) => name.code(),
            Err(_) => clock,
        },
    }
}
