//! How many tests of which kind ran, read from what the test runners print?

use std::collections::BTreeMap;

/// Where a test lives; this is what the final summary is told by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// Beside the code, inside a crate.
    Unit,
    /// In a `tests/` folder, from outside a crate.
    Integration,
}

/// How many passed and how many failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Tests that passed.
    pub passed: usize,
    /// Tests that failed, were ended, or could not be built.
    pub failed: usize,
}

impl Tally {
    /// One check that passed or failed.
    pub(crate) fn one(success: bool) -> Self {
        Self { passed: usize::from(success), failed: usize::from(!success) }
    }

    /// Both together.
    pub(crate) fn plus(self, other: Self) -> Self {
        Self { passed: self.passed + other.passed, failed: self.failed + other.failed }
    }
}

/// Every test by its full name.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Tests(BTreeMap<String, (Kind, bool)>);

impl Tests {
    /// From the lines of `cargo nextest run`. A failed test is named twice there and counted once here.
    pub(crate) fn from_nextest(lines: &[String]) -> Self {
        let mut tests = BTreeMap::new();
        for line in lines {
            let line = line.trim_start();
            let Some((status, rest)) = line.split_once(" [") else { continue };
            let passed = match status {
                "PASS" | "LEAK" => true,
                "FAIL" | "TIMEOUT" | "LEAK-FAIL" | "TRY 1 FAIL" => false,
                signal if signal.starts_with("SIG") && signal.chars().all(|c| c.is_ascii_uppercase()) => {
                    false
                }
                _ => continue,
            };
            let Some((_, name)) = rest.split_once(']') else { continue };
            // `(12/40)` may stand before the name.
            let name = name.trim_start();
            let name =
                if name.starts_with('(') { name.split_once(')').map_or(name, |(_, n)| n) } else { name };
            let Some((binary, test)) = name.trim().split_once(' ') else { continue };
            let kind = if binary.contains("::") && !binary.contains("::bin/") {
                Kind::Integration
            } else {
                Kind::Unit
            };
            tests.insert(format!("{binary} {}", test.trim()), (kind, passed));
        }
        Self(tests)
    }

    /// From the lines of `cargo test`.
    pub(crate) fn from_cargo(lines: &[String]) -> Self {
        let mut tests = BTreeMap::new();
        let mut binary = (String::new(), Kind::Unit);
        for line in lines {
            let line = line.trim_start();
            if let Some(file) = line.strip_prefix("Running unittests ") {
                binary = (file.to_owned(), Kind::Unit);
            } else if let Some(file) = line.strip_prefix("Running tests/") {
                binary = (file.to_owned(), Kind::Integration);
            } else if let Some((name, status)) =
                line.strip_prefix("test ").and_then(|test| test.rsplit_once(" ... "))
            {
                let passed = match status {
                    "ok" => true,
                    "FAILED" => false,
                    _ => continue,
                };
                tests.insert(format!("{} {name}", binary.0), (binary.1, passed));
            }
        }
        Self(tests)
    }

    /// Passed and failed of one kind.
    pub(crate) fn of(&self, kind: Kind) -> Tally {
        self.0
            .values()
            .filter(|test| test.0 == kind)
            .fold(Tally::default(), |sum, test| sum.plus(Tally::one(test.1)))
    }
}

/// Reads the plain closing line `N passed, N failed`.
pub(crate) fn closing_line(line: &str) -> Option<Tally> {
    let (passed, failed) = line.trim().split_once(", ")?;
    let passed = passed.strip_suffix(" passed")?.parse().ok()?;
    let failed = failed.strip_suffix(" failed")?.parse().ok()?;
    Some(Tally { passed, failed })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        text.lines().map(str::to_owned).collect()
    }

    fn told(tests: &Tests) -> String {
        format!("unit {:?}, integration {:?}", tests.of(Kind::Unit), tests.of(Kind::Integration))
    }

    #[test]
    fn nextest_names_each_test_and_a_failure_named_twice_counts_once() {
        let tests = Tests::from_nextest(&lines(
            "        PASS [   0.004s] (1/4) fengqiao-base id::tests::ids_sort_by_time\n\
             \x20       FAIL [   0.012s] (2/4) fengqiao::it desk::queue::on_postgres\n\
             \x20    SIGABRT [   0.012s] (3/4) fengqiao-store door::tests::it_stops\n\
             \x20       PASS [   1.004s] (4/4) fengqiao::bin/fengqiao tests::help\n\
             \x20    Summary [   1.020s] 4 tests run: 2 passed, 2 failed, 0 skipped\n\
             \x20       FAIL [   0.012s] (2/4) fengqiao::it desk::queue::on_postgres\n",
        ));
        assert_eq!(
            told(&tests),
            "unit Tally { passed: 2, failed: 1 }, integration Tally { passed: 0, failed: 1 }"
        );
    }

    #[test]
    fn cargo_test_tells_the_kind_by_the_heading_above() {
        let tests = Tests::from_cargo(&lines(
            "     Running unittests src/lib.rs (target/debug/deps/base-1)\n\
             test id::tests::ids_sort_by_time ... ok\n\
             test id::tests::left_out ... ignored\n\
             test result: ok. 1 passed; 0 failed; 1 ignored\n\
             \x20    Running tests/it/main.rs (target/debug/deps/it-2)\n\
             test desk::queue ... FAILED\n\
             test desk::archive ... ok\n",
        ));
        assert_eq!(
            told(&tests),
            "unit Tally { passed: 1, failed: 0 }, integration Tally { passed: 1, failed: 1 }"
        );
    }

    #[test]
    fn only_the_plain_closing_line_is_read_as_one() {
        let told =
            ["12 passed, 0 failed", "ok. 12 passed; 0 failed", "12 passed, none failed"].map(closing_line);
        assert_eq!(told, [Some(Tally { passed: 12, failed: 0 }), None, None]);
    }
}
