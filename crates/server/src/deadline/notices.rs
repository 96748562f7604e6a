//! Of which event of a clock is somebody told, once, and in which words?

use fengqiao_base::{Duty, Moment, id::AccountId};
use fengqiao_domain::{case::ClockName, notify::Occasion};
use fengqiao_store::{
    StoreError, sql,
    time::{from_micros, to_micros},
    values,
};
use fengqiao_web::{format, lang::Lang};
use sea_orm::ConnectionTrait;

use crate::notify::{About, Event, Told};

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

    fn occasion(self) -> Occasion {
        match self {
            Kind::Soon => Occasion::DeadlineSoon,
            Kind::Due | Kind::Over => Occasion::DeadlinePassed,
            Kind::Done => Occasion::TasksDone,
        }
    }
}

/// Tells the head that the last of the tasks that other bodies had on a case is done at `at`.
pub async fn tell_tasks_done(conn: &impl ConnectionTrait, number: i64, at: Moment) -> Result<(), StoreError> {
    let instant = to_micros(at);
    let new = New {
        number,
        about: About::Case,
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
    pub(super) about: About,
    pub(super) clock: &'a str,
    pub(super) kind: Kind,
    pub(super) look_at: i64,
    pub(super) due_at: i64,
    pub(super) at: Moment,
    pub(super) duty: Duty,
    pub(super) also: Vec<Duty>,
    pub(super) account: Option<AccountId>,
}

/// Writes a notice, unless the same event was told already; says how many were written. Whom it concerns is found out
/// after the commit.
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
        new.about.code(),
        new.clock,
        new.kind.code(),
        new.look_at,
        new.due_at,
        to_micros(new.at),
        new.duty.code(),
        also,
        new.account.map(|account| account.0),
    ];
    let written = sql::run(conn, text, values).await?;
    if written > 0 {
        // Of a mediator's clocks the mediator of the case is told, and no other.
        let mut duties: Vec<Duty> = Vec::new();
        if new.duty != Duty::Mediator {
            duties.push(new.duty);
        }
        duties.extend(new.also.iter().copied().filter(|duty| *duty != Duty::Mediator));
        let to = Told::Duties(duties, new.account);
        let event = Event::new(new.kind.occasion(), new.about, new.number, to);
        let detail = format!("{} {}", new.kind.code(), clock_code(new.clock));
        Event { detail, ..event.due(new.due_at) }.tell(conn, new.at).await?;
    }
    Ok(written)
}

/// An event of a clock as a sentence, from the words that [`add`] keeps of it; none where they are none.
pub fn told(lang: Lang, detail: &str, due_at: i64) -> Option<String> {
    let (kind, clock) = detail.split_once(' ')?;
    let day = format::day(lang, last_day(due_at));
    let clock = lang.t(&format!("deadline-clock-{}", clock_code(clock)));
    Some(lang.ta(&format!("deadline-notice-{kind}"), &[("clock", &clock), ("day", &day)]))
}

/// The last day: that of the instant before the end.
fn last_day(due_at: i64) -> fengqiao_base::Day {
    fengqiao_base::local_day(from_micros(due_at - 1))
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
