//! Is everything there that the program needs, and what is to be done about what is not? `fengqiao doctor`
//!
//! It looks and changes nothing: no database, folder or key is made. It ends with 1 when something is missing.

use std::{fs, path::Path, process::ExitCode};

use fengqiao_base::{Certainty, Clock, Day, Moment, SystemClock, calendar::Calendar};
use fengqiao_paper::Press;
use fengqiao_store::{Store, StoreConfig, StoreError, migrate, sql, time::from_micros, values};
use fengqiao_web::{
    format,
    lang::{Lang, Value},
};
use serde_json::json;
use time::Duration;

use super::Answer;
use crate::{
    config::Config,
    keys::Keys,
    reference,
    vault::{
        keys::{Count, counts},
        source::{self, Source},
    },
};

/// What `doctor` is told.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    answer: Answer,
}

/// How something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Good,
    /// It works, and will not for ever.
    Soon,
    Bad,
}

/// What was found. The sentence is `key`, what to do is `key.instead`.
struct Finding {
    check: &'static str,
    state: State,
    key: &'static str,
    args: Vec<(&'static str, String)>,
}

impl Finding {
    fn new(check: &'static str, state: State, key: &'static str) -> Self {
        Self { check, state, key, args: Vec::new() }
    }

    fn with(mut self, name: &'static str, value: impl std::fmt::Display) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    fn told(&self, lang: Lang, key: &str) -> Option<String> {
        let args: Vec<(&'static str, &dyn Value)> =
            self.args.iter().map(|(name, value)| (*name, value as &dyn Value)).collect();
        lang.find(key, &args)
    }
}

pub(super) fn run(args: &Args, config: anyhow::Result<Config>) -> anyhow::Result<ExitCode> {
    let findings = match config {
        Ok(config) => tokio::runtime::Runtime::new()?.block_on(examine(&config, SystemClock.now())),
        Err(error) => {
            vec![
                Finding::new("configuration", State::Bad, "doctor-configuration-bad")
                    .with("why", format!("{error:#}")),
            ]
        }
    };
    let healthy = findings.iter().all(|finding| finding.state != State::Bad);
    let lang = args.answer.lang();
    if args.answer.json {
        println!("{}", as_json(lang, healthy, &findings));
    } else {
        for finding in &findings {
            tell(lang, finding);
        }
    }
    Ok(if healthy { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn tell(lang: Lang, finding: &Finding) {
    let name = lang.t(&format!("doctor-name-{}", finding.check));
    let text = finding.told(lang, finding.key).unwrap_or_default();
    println!("{:<5} {name}: {text}", state(finding.state));
    if let Some(advice) = finding.told(lang, &format!("{}.instead", finding.key)) {
        println!("      {advice}");
    }
}

fn as_json(lang: Lang, healthy: bool, findings: &[Finding]) -> serde_json::Value {
    let checks: Vec<_> = findings
        .iter()
        .map(|finding| {
            json!({
                "check": finding.check,
                "state": state(finding.state),
                "code": finding.key.trim_start_matches("doctor-"),
                "text": finding.told(lang, finding.key),
                "do": finding.told(lang, &format!("{}.instead", finding.key)),
            })
        })
        .collect();
    json!({ "healthy": healthy, "checks": checks })
}

fn state(state: State) -> &'static str {
    match state {
        State::Good => "ok",
        State::Soon => "soon",
        State::Bad => "bad",
    }
}

async fn examine(config: &Config, now: Moment) -> Vec<Finding> {
    let mut findings = vec![Finding::new("configuration", State::Good, "doctor-configuration-good")];
    let mut wrapped = None;
    let store = match connect(config).await {
        Ok(store) => store,
        Err(finding) => {
            findings.push(finding);
            None
        }
    };
    if let Some(store) = store {
        let engine = store.engine().name();
        findings.push(Finding::new("database", State::Good, "doctor-database-good").with("engine", engine));
        match inside(&store, now).await {
            Ok((found, counts)) => {
                findings.extend(found);
                wrapped = counts;
            }
            Err(error) => findings.push(unreadable(&error)),
        }
        if let Err(error) = store.close().await {
            findings.push(unreadable(&error));
        }
    }
    findings.push(folder(&config.data));
    findings.push(keys(&config.data.join("keys")));
    findings.push(masters(config, wrapped.as_deref()));
    findings.push(match Press::new(config.paper.press()).ready() {
        Ok(()) => Finding::new("fonts", State::Good, "doctor-fonts-good"),
        Err(error) => Finding::new("fonts", State::Bad, "doctor-fonts-missing").with("why", error),
    });
    findings.push(match reference::reckoning(&config.deadlines) {
        Ok(reckoning) => calendar(&reckoning.calendar, fengqiao_base::local_day(now)),
        Err(error) => Finding::new("calendar", State::Bad, "doctor-calendar-unreadable")
            .with("why", format!("{error:#}")),
    });
    if let Err(error) = reference::retention(&config.retention) {
        let finding = Finding::new("retention", State::Bad, "doctor-retention-unreadable");
        findings.push(finding.with("why", format!("{error:#}")));
    }
    findings
}

fn unreadable(error: &StoreError) -> Finding {
    Finding::new("database", State::Bad, "doctor-database-bad").with("why", chain(error))
}

/// The fault and its causes; some name their cause themselves.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = String::new();
    for cause in std::iter::successors(Some(error), |error| error.source()).map(ToString::to_string) {
        if !text.contains(&cause) {
            text.extend([if text.is_empty() { "" } else { ": " }, &cause]);
        }
    }
    text
}

/// The database, if it is there. None is made.
async fn connect(config: &Config) -> Result<Option<Store>, Finding> {
    let url = config.database_url.replace("mode=rwc", "mode=rw");
    match Store::open(&StoreConfig::new(url)).await {
        Ok(store) => Ok(Some(store)),
        Err(error) => Err(unreadable(&error)),
    }
}

/// What only the database knows: its schema, its last entry, the work laid aside, and under which master keys its keys
/// are wrapped.
async fn inside(store: &Store, now: Moment) -> Result<(Vec<Finding>, Option<Vec<Count>>), StoreError> {
    let steps = migrate::missing_steps(store).await?;
    if steps > 0 {
        let behind = Finding::new("schema", State::Bad, "doctor-schema-behind").with("steps", steps);
        return Ok((vec![behind], None));
    }
    let mut findings = vec![Finding::new("schema", State::Good, "doctor-schema-good")];
    let last: Option<Option<i64>> =
        sql::value(store.read(), "SELECT max(at) FROM journal", values![]).await?;
    let last = last.flatten().map(from_micros);
    // A minute: what another server wrote may be a little ahead.
    findings.push(match last.filter(|last| *last > now + Duration::MINUTE) {
        Some(last) => Finding::new("clock", State::Bad, "doctor-clock-behind")
            .with("now", format::iso_moment(now))
            .with("last", format::iso_moment(last)),
        None => Finding::new("clock", State::Good, "doctor-clock-good").with("now", format::iso_moment(now)),
    });
    let (_, aside) = fengqiao_jobs::queue::counts(store.read()).await?;
    findings.push(match aside {
        0 => Finding::new("jobs", State::Good, "doctor-jobs-good"),
        _ => Finding::new("jobs", State::Soon, "doctor-jobs-aside").with("count", aside),
    });
    Ok((findings, Some(counts(store.read()).await?)))
}

/// The master keys: whether they are there, and whether they open what is wrapped under them.
fn masters(config: &Config, wrapped: Option<&[Count]>) -> Finding {
    let bad = |error: anyhow::Error| {
        Finding::new("masters", State::Bad, "doctor-masters-bad").with("why", format!("{error:#}"))
    };
    let source = match Source::of(config) {
        Ok(source) => source,
        Err(error) => return bad(error),
    };
    let ring = match source.read() {
        Ok(Some(ring)) => ring,
        Ok(None) => {
            return Finding::new("masters", State::Bad, "doctor-masters-missing").with("file", &source);
        }
        Err(error) => return bad(error),
    };
    let of = |is: &dyn Fn(u32) -> bool| -> i64 {
        let counted = wrapped.unwrap_or_default().iter().filter(|count| count.master != 0);
        counted.filter(|count| u32::try_from(count.master).is_ok_and(is)).map(|count| count.keys).sum()
    };
    let (closed, behind) = (of(&|id| !ring.numbers().contains(&id)), of(&|id| id != ring.current()));
    if closed > 0 {
        return Finding::new("masters", State::Bad, "doctor-masters-closed").with("count", closed);
    }
    if behind > 0 {
        return Finding::new("masters", State::Soon, "doctor-masters-behind").with("count", behind);
    }
    Finding::new("masters", State::Good, "doctor-masters-good").with("count", ring.current())
}

/// The folder of files, which must let itself be written.
fn folder(data: &Path) -> Finding {
    let shown = data.display();
    if !data.is_dir() {
        return Finding::new("folder", State::Bad, "doctor-folder-missing").with("folder", shown);
    }
    let trial = data.join(".doctor");
    let written = fs::write(&trial, b"1").and_then(|()| fs::remove_file(&trial));
    match written {
        Ok(()) => Finding::new("folder", State::Good, "doctor-folder-good").with("folder", shown),
        Err(error) => Finding::new("folder", State::Bad, "doctor-folder-closed")
            .with("folder", shown)
            .with("why", error),
    }
}

fn keys(folder: &Path) -> Finding {
    let file = folder.join("signing.key");
    if !file.is_file() {
        return Finding::new("keys", State::Bad, "doctor-keys-missing").with("file", file.display());
    }
    if let Err(error) = Keys::read(folder) {
        return Finding::new("keys", State::Bad, "doctor-keys-bad").with("why", format!("{error:#}"));
    }
    if source::is_open_to_others(&file) {
        return Finding::new("keys", State::Bad, "doctor-keys-open").with("file", file.display());
    }
    Finding::new("keys", State::Good, "doctor-keys-good")
}

/// Whether this year and, when it draws near, the next one are arranged.
fn calendar(calendar: &Calendar, today: Day) -> Finding {
    let certain =
        |year: i32| calendar.years().find(|(known, _)| *known == year).map(|(_, certainty)| certainty);
    let year = today.year();
    let finding = |state, key, year: i32| Finding::new("calendar", state, key).with("year", year);
    // The notice for the next year comes out in November as a rule; thirty working days reach over the turn of the year.
    let near = today.ordinal() > 305;
    match (certain(year), certain(year + 1)) {
        (None, _) => finding(State::Bad, "doctor-calendar-missing", year),
        (Some(Certainty::Provisional), _) => finding(State::Bad, "doctor-calendar-provisional", year),
        (Some(Certainty::Official), None) if near => finding(State::Bad, "doctor-calendar-missing", year + 1),
        (Some(Certainty::Official), Some(Certainty::Provisional)) if near => {
            finding(State::Soon, "doctor-calendar-provisional", year + 1)
        }
        (Some(Certainty::Official), _) => finding(State::Good, "doctor-calendar-good", year),
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn the_calendar_of_the_next_year_is_missed_when_it_draws_near() {
        let shipped = Calendar::shipped();
        let found = |today| {
            let finding = calendar(&shipped, today);
            (finding.state, finding.key, finding.args[0].1.clone())
        };
        let good = |year: &str| (State::Good, "doctor-calendar-good", year.to_owned());
        assert_eq!(found(date!(2025 - 06 - 01)), good("2025"));
        assert_eq!(found(date!(2025 - 12 - 01)), good("2025"));
        assert_eq!(found(date!(2026 - 06 - 01)), good("2026"));
        let provisional = |state| (state, "doctor-calendar-provisional", "2027".to_owned());
        assert_eq!(found(date!(2026 - 11 - 25)), provisional(State::Soon));
        assert_eq!(found(date!(2027 - 01 - 02)), provisional(State::Bad));
        assert_eq!(found(date!(2028 - 01 - 02)), (State::Bad, "doctor-calendar-missing", "2028".to_owned()));
    }

    #[test]
    fn every_finding_is_told_in_both_languages_with_what_to_do() {
        let source = include_str!("doctor.rs");
        let keys: std::collections::BTreeSet<&str> = source
            .split('"')
            .filter(|text| {
                text.starts_with("doctor-") && !text.contains(['{', '\n']) && text.matches('-').count() == 2
            })
            .collect();
        assert!(keys.len() > 15, "{keys:?}");
        for key in keys {
            for lang in Lang::ALL {
                let finding = ["why", "engine", "steps", "now", "last", "count", "folder", "file", "year"]
                    .into_iter()
                    .fold(Finding::new("", State::Good, "doctor-fonts-good"), |finding, name| {
                        finding.with(name, 1)
                    });
                assert!(finding.told(lang, key).is_some(), "{key} in {}", lang.code());
                let advice = finding.told(lang, &format!("{key}.instead"));
                assert_eq!(advice.is_none(), key.ends_with("-good"), "{key}.instead in {}", lang.code());
            }
        }
    }
}
