//! What must hold before a change is good, and in which order is it checked?
//!
//! Cheap checks come first, and one failing step does not hide the next. Everything is built once, in the
//! development profile; the browser journeys use the program that the tests have just built.

use std::{
    path::PathBuf,
    process::Command,
    time::{Duration, Instant},
};

use anyhow::Result;
use clap::{Args, ValueEnum};

use crate::{
    counts::{self, Kind, Tally, Tests},
    day, machine, node,
    postgres::Cluster,
    report::Report,
    serve::Served,
    shell, tidy,
};

/// The options of `cargo xtask test`.
#[derive(Args)]
pub(crate) struct Options {
    /// Run one step alone (what it needs is still prepared).
    #[arg(long, value_enum)]
    only: Option<Step>,
}

/// One step, in the order they run.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Step {
    /// Formatting of the Rust code.
    Format,
    /// What the compiler cannot check.
    Tidy,
    /// What comes in from outside: licences, banned crates, sources, published weaknesses.
    Audit,
    /// Packages, types and build of the browser parts.
    Frontend,
    /// Clippy over the whole workspace, warnings are errors.
    Lint,
    /// Unit and integration tests on SQLite and PostgreSQL.
    Tests,
    /// Browser journeys with accessibility checks, on both databases.
    Browser,
}

const SEED_CASES: u32 = 60;

/// Runs the steps; true when nothing failed.
pub(crate) fn run(options: &Options) -> Result<bool> {
    let start = Instant::now();
    let mut all = All { root: shell::root()?, report: Report::default(), postgres: None };
    let wanted = |step: Step| options.only.is_none_or(|only| only == step);

    all.step("prerequisites", |_| machine::prepare_tests().map(|()| true));
    if wanted(Step::Format) {
        all.step("formatting", |all| all.passes(shell::cargo().args(["fmt", "--all", "--check"])));
    }
    if wanted(Step::Tidy) {
        all.tidy();
    }
    if wanted(Step::Audit) {
        all.audit();
    }
    if wanted(Step::Frontend) {
        all.step("types of the browser parts", |all| node::typecheck(&all.root.join("frontend")));
    }
    // The build is embedded in the server; without it the program would be another one than the one that ships.
    if wanted(Step::Frontend) || wanted(Step::Tests) || wanted(Step::Browser) {
        all.step("build of the browser parts", |all| node::build(&all.root.join("frontend")).map(|()| true));
    }
    if wanted(Step::Lint) {
        all.step("lints", |all| {
            let arguments =
                ["clippy", "--workspace", "--all-targets", "--keep-going", "--", "--deny", "warnings"];
            all.passes(shell::cargo().args(arguments))
        });
    }
    if wanted(Step::Tests) || wanted(Step::Browser) {
        let built = all.step("build of the server and the tests", |all| {
            all.passes(shell::cargo().args(["build", "--workspace", "--lib", "--bins", "--tests"]))
        });
        all.step("throw-away PostgreSQL", |all| {
            let cluster = Cluster::start()?;
            println!("{} on {}", cluster.version()?, cluster.url("postgres"));
            all.postgres = Some(cluster);
            Ok(true)
        });
        if built && wanted(Step::Tests) {
            all.tests();
        }
        if built && wanted(Step::Browser) {
            all.browser();
        }
    }
    drop(all.postgres.take());
    heading(&format!("summary, after {}", day::span(start.elapsed())));
    print!("{}", all.report.told());
    Ok(all.report.total().failed == 0)
}

/// What the steps share.
struct All {
    root: PathBuf,
    report: Report,
    postgres: Option<Cluster>,
}

impl All {
    /// Runs one check under a heading and counts it; an error is told and counts as a failure.
    fn step(&mut self, what: &str, check: impl FnOnce(&mut Self) -> Result<bool>) -> bool {
        heading(what);
        let start = Instant::now();
        let passed = check(self).unwrap_or_else(|error| {
            println!("error: {error:#}");
            false
        });
        let took = start.elapsed();
        println!("-- {what}: {} after {}", if passed { "ok" } else { "FAILED" }, day::span(took));
        self.report.add(what, Tally::one(passed), Some(took));
        passed
    }

    /// Whether a program succeeds in the root of the repository.
    fn passes(&self, command: &mut Command) -> Result<bool> {
        Ok(shell::watch(self.lean(command).current_dir(&self.root))?.success)
    }

    /// Nothing is compiled twice in the CI, so notes for the next compilation only cost there.
    #[expect(clippy::unused_self, reason = "reads as a chain beside the other moves")]
    fn lean<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        if std::env::var_os("CI").is_some() { command.env("CARGO_INCREMENTAL", "0") } else { command }
    }

    fn tidy(&mut self) {
        heading("tidy");
        let start = Instant::now();
        let tally = tidy::check(&self.root).unwrap_or_else(|error| {
            println!("error: {error:#}");
            Tally::one(false)
        });
        self.report.add("tidy checks", tally, Some(start.elapsed()));
    }

    /// What comes in from outside, by the rules of `deny.toml`. Whether weaknesses of it were published is asked of a
    /// database on the network: without that nothing passed and nothing failed, and the summary says so.
    fn audit(&mut self) {
        if !self.step("cargo-deny", |_| machine::cargo_deny().map(|()| true)) {
            return;
        }
        let deny = |arguments: &[&str]| {
            let mut command = shell::cargo();
            command.arg("deny").args(arguments);
            command
        };
        self.step("licences, banned crates, sources", |all| {
            let arguments = [
                "--all-features",
                "check",
                "--hide-inclusion-graph",
                "-A",
                "duplicate",
                "licenses",
                "bans",
                "sources",
            ];
            all.passes(&mut deny(&arguments))
        });
        heading("published weaknesses");
        // A line that is dead must not hold up everything else.
        let mut fetch = deny(&["fetch", "db"]);
        fetch.env("GIT_HTTP_LOW_SPEED_LIMIT", "1000").env("GIT_HTTP_LOW_SPEED_TIME", "30");
        let is_fetched = self.passes(&mut fetch).unwrap_or_else(|error| {
            println!("error: {error:#}");
            false
        });
        if is_fetched {
            self.step("published weaknesses, withdrawn versions", |all| {
                all.passes(&mut deny(&["check", "--hide-inclusion-graph", "advisories"]))
            });
        } else {
            let sentence = "Advisories not checked: the database could not be fetched.";
            println!("-- {sentence}");
            self.report.note(sentence);
        }
    }

    /// Unit and integration tests in one run, with both databases at hand.
    fn tests(&mut self) {
        heading("unit and integration tests, on SQLite and PostgreSQL");
        let start = Instant::now();
        let has_nextest = shell::works(shell::cargo().args(["nextest", "--version"]));
        let mut command = shell::cargo();
        if has_nextest {
            command.args(["nextest", "run", "--workspace", "--no-fail-fast", "--no-tests", "pass"]);
        } else {
            command.args(["test", "--workspace", "--lib", "--bins", "--tests", "--no-fail-fast"]);
        }
        if let Some(postgres) = &self.postgres {
            command.env("TEST_POSTGRES_URL", postgres.url("postgres")).env("REQUIRE_POSTGRES", "1");
        }
        let outcome = shell::watch(self.lean(&mut command).current_dir(&self.root));
        let took = start.elapsed();
        match outcome {
            Err(error) => {
                println!("error: {error:#}");
                self.report.add("unit and integration tests", Tally::one(false), Some(took));
            }
            Ok(outcome) => {
                let tests = if has_nextest {
                    Tests::from_nextest(&outcome.lines)
                } else {
                    Tests::from_cargo(&outcome.lines)
                };
                self.count(&tests, outcome.success, took);
            }
        }
    }

    fn count(&mut self, tests: &Tests, success: bool, took: Duration) {
        let (unit, integration) = (tests.of(Kind::Unit), tests.of(Kind::Integration));
        self.report.add("unit tests", unit, None);
        self.report.add("integration tests", integration, Some(took));
        if !success && unit.failed + integration.failed == 0 {
            self.report.add("the test runner itself", Tally::one(false), None);
        }
        if let Some(postgres) = &self.postgres {
            let made = postgres.databases_made();
            self.report
                .note(format!("Tests with a PostgreSQL database of their own, beside SQLite: {made}."));
        }
    }

    /// The journeys, each time in a browser against a freshly seeded server.
    fn browser(&mut self) {
        let folder = self.root.join("tests/browser");
        if !self.step("packages of the browser journeys", |_| node::install(&folder).map(|()| true)) {
            return;
        }
        self.journeys("browser journeys on SQLite", |_| Ok(None));
        self.journeys("browser journeys on PostgreSQL", |all| match &all.postgres {
            Some(postgres) => postgres.create("journeys").map(Some),
            None => anyhow::bail!("there is no PostgreSQL to run on"),
        });
    }

    fn journeys(&mut self, what: &str, database: impl FnOnce(&Self) -> Result<Option<String>>) {
        heading(what);
        let start = Instant::now();
        let tally = database(self).and_then(|database| self.journey(database)).unwrap_or_else(|error| {
            println!("error: {error:#}");
            Tally::one(false)
        });
        self.report.add(what, tally, Some(start.elapsed()));
    }

    fn journey(&self, database: Option<String>) -> Result<Tally> {
        let program = shell::target_dir()?
            .join("debug")
            .join("fengqiao")
            .with_extension(std::env::consts::EXE_EXTENSION);
        let served = Served::start(&program, "journeys", database, SEED_CASES)?;
        let mut command = Command::new("node");
        command.arg("run.mjs").current_dir(self.root.join("tests/browser")).env("BASE_URL", &served.url);
        command.env("IDENTITY_PORT", served.identity_port.to_string());
        if let Some(chromium) = machine::chromium() {
            command.env("CHROMIUM", chromium);
        }
        // Only the last line of the whole report may be the plain closing line.
        let outcome = shell::watch_with(&mut command, |line| counts::closing_line(line).is_none())?;
        let tally =
            outcome.lines.iter().rev().find_map(|line| counts::closing_line(line)).unwrap_or_default();
        if !outcome.success {
            println!("the end of the server's log:\n{}", served.last_words());
        }
        let unsaid = Tally::one(outcome.success);
        Ok(if outcome.success == (tally.failed == 0) && tally != Tally::default() {
            tally
        } else {
            tally.plus(unsaid)
        })
    }
}

fn heading(what: &str) {
    println!("\n== {what} ==");
}
