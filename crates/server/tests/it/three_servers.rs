//! Three servers on one PostgreSQL, killed at random while clocks fall due: does each consequence happen exactly once?
//!
//! The real program, over loopback; every loop has an end. Without `TEST_POSTGRES_URL` there is nothing to share.

use std::{
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use fengqiao::deadline::calendar::store::{self, New};
use fengqiao_base::Actor;
use fengqiao_domain::case::Confidentiality;
use fengqiao_store::{journal, sql, values};

use crate::{cases::opened, harness::TestApp};

const SERVERS: usize = 3;
const ROUNDS: u64 = 4;
const CASES_A_ROUND: i64 = 12;
/// Every clock of a new case of the tests; all have passed by the time of the machine.
const CLOCKS: i64 = 2;
/// The years of the fixture with a week off after the cases were opened.
const TABLE: &str = "date,name,is_workday,status\n2026-01-01,元旦,0,official\n2026-05-01,劳动节,0,official\n\
                     2026-10-01,国庆节,0,official\n2026-11-25,例假,0,official\n2026-11-26,例假,0,official\n\
                     2026-11-27,例假,0,official\n";

/// A server that ends with this value.
struct Server(Child);

impl Server {
    fn start(database: &str, folder: &Path) -> Self {
        let child = Command::new(env!("CARGO_BIN_EXE_fengqiao"))
            .args(["serve", "--listen", "127.0.0.1:0"])
            .env("DATABASE_URL", database)
            .env("FENGQIAO_DATA", folder)
            .env("RUST_LOG", "off")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        Self(child.expect("the program starts"))
    }

    /// As a power cut would: nothing is finished.
    fn kill(&mut self) {
        // It fails only when it is gone already.
        let _killed = self.0.kill();
        let _waited = self.0.wait();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Numbers that look like chance and are the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

async fn count(app: &TestApp, text: &str) -> i64 {
    sql::value(app.app.store.read(), text, values![]).await.unwrap().unwrap_or(0)
}

/// Kills and starts servers until `text` counts `wanted`, and a little longer.
async fn until(app: &TestApp, chance: &mut Chance, text: &str, wanted: i64) {
    let (database, folder) = (app.app.config.database_url.clone(), app.app.config.data.clone());
    let start = || Server::start(&database, &folder);
    let mut servers: Vec<Server> = (0..SERVERS).map(|_| start()).collect();
    let begun = Instant::now();
    let mut calm = 0;
    while calm < 2 {
        assert!(begun.elapsed() < Duration::from_secs(150), "{wanted} of {text}: {}", count(app, text).await);
        tokio::time::sleep(Duration::from_millis(300 + chance.below(2200))).await;
        for server in &mut servers {
            if chance.below(2) == 0 {
                server.kill();
                *server = start();
            }
        }
        calm += i32::from(count(app, text).await >= wanted);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_falls_due_while_servers_are_killed_is_told_and_moved_exactly_once() {
    for app in TestApp::each().await {
        if !app.app.config.database_url.starts_with("postgres") {
            continue;
        }
        let mut chance = Chance(2026);
        for round in 1..=ROUNDS {
            for _ in 0..CASES_A_ROUND {
                opened(&app, Confidentiality::Ordinary).await;
            }
            let told = "SELECT count(*) FROM notices WHERE kind = 'due'";
            let all = CASES_A_ROUND * CLOCKS * i64::try_from(round).unwrap();
            until(&app, &mut chance, told, all).await;
            assert_eq!(count(&app, told).await, all, "round {round}");
        }
        let twice = "SELECT count(*) FROM (SELECT 1 FROM notices GROUP BY number, clock, kind HAVING count(*) > 1) AS t";
        assert_eq!(count(&app, twice).await, 0);
        let all_told = "SELECT CAST(CASE WHEN count(*) = 0 THEN 1 ELSE 0 END AS BIGINT) FROM tellings";
        until(&app, &mut chance, all_told, 1).await;
        let twice = "SELECT count(*) FROM (SELECT 1 FROM account_notices GROUP BY account, number, detail \
                     HAVING count(*) > 1) AS t";
        assert_eq!(count(&app, twice).await, 0, "nobody is told twice");
        let readers = "SELECT count(DISTINCT n) FROM (SELECT count(*) AS n FROM account_notices \
                       WHERE detail = 'due accept' GROUP BY number) AS t";
        assert_eq!(count(&app, readers).await, 1, "of each case as many are told");

        let base = app.app.reference.reckoning.now().calendar.clone();
        let name = base.with_years(TABLE).unwrap().version().to_owned();
        let seen = app.app.reference.reckoning.version();
        let (by, at) = (Actor::System, app.clock_now());
        let new = New { name, text: TABLE.to_owned(), seen, by, at, from: None };
        app.app.store.write(move |tx| Box::pin(async move { store::put(tx, &new).await })).await.unwrap();
        let all = CASES_A_ROUND * CLOCKS * i64::try_from(ROUNDS).unwrap();
        until(&app, &mut chance, "SELECT count(*) FROM clock_moves", all).await;
        assert_eq!(count(&app, "SELECT count(*) FROM clock_moves").await, all);
        assert_eq!(count(&app, "SELECT count(*) FROM journal WHERE kind = 'deadline_moved'").await, all);
        let snapshot = app.app.store.snapshot().await.unwrap();
        let proof = journal::verify(&snapshot, &app.app.keys.verifying()).await.unwrap();
        assert!(proof.is_ok(), "{proof:?}");
        snapshot.rollback().await.unwrap();
    }
}
