//! How fast could it be at best? The bare stack doing the same durable work and nothing else, for `cargo xtask bench`.
//!
//! An axum handler that writes the rows of one filing through the same write door, and one that returns as many bytes as
//! a page has. No session, no rule, no template. Hidden: nobody needs it to run a district.

use std::{sync::Arc, time::Instant};

use anyhow::Context;
use axum::{
    Router,
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use clap::{Args as ClapArgs, Subcommand};
use fengqiao_base::{Actor, Clock, Ids, Moment, SystemClock};
use fengqiao_store::{
    Engine, Store, StoreConfig, StoreError, dialect,
    journal::{self, Entry},
    sql,
    time::to_micros,
    values,
};
use time::Duration;
use uuid::Uuid;

use crate::{app::App, config::Config, deadline::watch, vault::Vault};

/// What to measure against.
#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Serves the floor on this address.
    Serve {
        /// Address and port.
        listen: String,
    },
    /// Repeats the rows of all cases so many times, so that lists have something to run over. The copies have no state
    /// and cannot be opened.
    Copies {
        /// How many times.
        times: i64,
    },
    /// Lets so many more clocks run, and says what a look at them costs when nothing is due and when something is.
    Clocks {
        /// How many.
        count: i64,
    },
    /// Prints the agreements of so many cases and says how many microseconds each took.
    Papers {
        /// How many.
        count: i64,
    },
}

/// As long as the state of a filing usually is.
const STATE: usize = 1700;
/// As long as the state of one party.
const PARTY: usize = 160;
/// Words of a filing, as the index takes them.
const WORDS: &str = "楼上 上漏 漏水 水天 天花 花板 板受 受损 要求 求修 修好 并赔 赔偿 偿损 损失 张三 李四 宝民 民社 社区 新安 安街 街道";

#[derive(Clone)]
struct Floor {
    store: Store,
    clock: Arc<dyn Clock>,
    ids: Arc<Ids>,
}

/// Serves the floor, makes copies, or prints papers.
pub(super) async fn run(args: &Args, config: Config) -> anyhow::Result<()> {
    match &args.what {
        What::Serve { listen } => serve(bare(&config).await?, listen).await,
        What::Copies { times } => {
            let app = super::open(config).await?;
            copies(&app.store, &app.vault, *times).await?;
            Ok(app.close().await?)
        }
        What::Clocks { count } => {
            let app = super::open(config).await?;
            clocks(&app, *count).await?;
            Ok(app.close().await?)
        }
        What::Papers { count } => {
            let app = super::open(config).await?;
            super::papers::run(&app, *count).await?;
            Ok(app.close().await?)
        }
    }
}

async fn bare(config: &Config) -> anyhow::Result<Store> {
    let store = Store::open(&StoreConfig::new(&config.database_url)).await?;
    fengqiao_store::migrate::migrate(&store).await?;
    Ok(store)
}

async fn serve(store: Store, listen: &str) -> anyhow::Result<()> {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let floor = Floor { store, ids: Arc::new(Ids::from_system(clock.clone())), clock };
    let router =
        Router::new().route("/bytes/{length}", get(bytes)).route("/rows", post(rows)).with_state(floor);
    let listener = tokio::net::TcpListener::bind(listen)
        .await
        .with_context(|| format!("could not listen on {listen}"))?;
    axum::serve(listener, router).await.context("the floor stopped")
}

async fn bytes(Path(length): Path<usize>) -> Response {
    let body = vec![b'x'; length.min(1 << 20)];
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], body).into_response()
}

async fn rows(State(floor): State<Floor>, body: axum::body::Bytes) -> Result<String, String> {
    let (now, ids) = (floor.clock.now(), floor.ids.clone());
    let key = body.len().to_string();
    floor
        .store
        .write(move |tx| Box::pin(async move { filing(tx, &ids, now, &key).await }))
        .await
        .map_err(|error: StoreError| error.to_string())
}

/// The rows of one filing: number, request, two parties, their journals, keys, words, clock, remembered answer.
async fn filing(tx: &fengqiao_store::Tx, ids: &Ids, now: Moment, _sent: &str) -> Result<String, StoreError> {
    let remembered: Uuid = ids.next();
    let text = "INSERT INTO idempotency (key, answer, at) VALUES ($1, '', $2) ON CONFLICT DO NOTHING";
    sql::run(tx, text, values![remembered.to_string(), to_micros(now)]).await?;
    let seq = dialect::next_number(tx).await?;
    let (id, state) = (ids.next::<Uuid>(), "x".repeat(STATE));
    let number = format!("440306-2026-{seq:06}");
    let text = "INSERT INTO requests (version, stage, is_open, dispute_type, community, street, body, due_at, is_urgent, \
                title, turn, state, seq, id, number, channel, filed_at, secret) VALUES ($1, $2, $3, $4, $5, $6, $7, \
                $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)";
    sql::run(
        tx,
        text,
        values![
            1_i64,
            "S0",
            1_i64,
            "02",
            "440306017001",
            "440306017000",
            None::<Uuid>,
            to_micros(now),
            0_i64,
            "楼上漏水天花板受损",
            "intake",
            state.as_str(),
            seq,
            id,
            number.as_str(),
            "portal",
            to_micros(now),
            vec![7_u8; 32]
        ],
    )
    .await?;
    let entry = |kind| Entry {
        at: now,
        by: Actor::System,
        kind,
        payload: "{\"number\":1,\"role\":\"x\"}".to_owned(),
    };
    journal::begin(tx, "intake", id, &[entry("filed")], Some(&state)).await?;
    for side in ["applicant", "respondent"] {
        let (id, state) = (ids.next::<Uuid>(), "x".repeat(PARTY));
        let text = "INSERT INTO parties (id, number, side, state) VALUES ($1, $2, $3, $4)";
        sql::run(tx, text, values![id, seq, side, state.as_str()]).await?;
        journal::begin(tx, "party", id, &[entry("told")], Some(&state)).await?;
    }
    let keys: Vec<String> = (0..8).map(|i| format!("{}{i}", id.simple())).collect();
    let places: Vec<String> = (0..keys.len()).map(|i| format!("(${}, $1)", i + 2)).collect();
    let text = format!("INSERT INTO blocking_keys (key, number) VALUES {}", places.join(", "));
    let first = std::iter::once(sea_orm::Value::from(seq));
    sql::run(tx, &text, first.chain(keys.into_iter().map(sea_orm::Value::from)).collect()).await?;
    dialect::add_words(tx, seq, WORDS).await?;
    let text = "INSERT INTO clocks (number, name, due_at, warn_at) VALUES ($1, $2, $3, $4)";
    for name in ["intake", "accept"] {
        sql::run(tx, text, values![seq, name, to_micros(now), to_micros(now)]).await?;
    }
    let text = "UPDATE idempotency SET answer = $2 WHERE key = $1";
    sql::run(tx, text, values![remembered.to_string(), number.as_str()]).await?;
    Ok(number)
}

/// Columns that a copy takes over; seq, id, number and state are its own, and the title, which opens in its own row only, is
/// sealed anew afterwards.
const COPIED: &str = "version, stage, is_open, class, dispute_type, community, street, body, mediator, turn, title, \
                      opened_at, accepted_on, closed_on, due_at, host, source, outcome, agreement_form, difficulty, \
                      amount, party_count, is_performed, is_confirmed";

/// Looks at the table of clocks in a row, when nothing is due.
const LOOKS: u32 = 1000;

/// What a look costs with the clocks of the archive, and with so many more that end in a year.
async fn clocks(app: &App, count: i64) -> anyhow::Result<()> {
    let now = app.clock.now();
    told(app, now).await?;
    let few = running(app).await?;
    let (calm, busy) = (calm(app, now).await?, told(app, now + Duration::DAY).await?);
    let later = to_micros(now + Duration::days(365));
    let text = match app.store.engine() {
        Engine::Sqlite => {
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $1) \
             INSERT INTO clocks (number, name, due_at, warn_at) SELECT -i, 'mediate', $2 + i, $2 + i FROM n"
        }
        Engine::Postgres => {
            "INSERT INTO clocks (number, name, due_at, warn_at) \
             SELECT -i, 'mediate', $2 + i, $2 + i FROM generate_series(1, $1::bigint) AS n (i)"
        }
    };
    app.store
        .write(move |tx| {
            Box::pin(async move {
                sql::run(tx, text, values![count, later]).await?;
                sql::run(tx, "ANALYZE", values![]).await
            })
        })
        .await?;
    let many = running(app).await?;
    told(app, now + Duration::DAY).await?;
    let (calm_later, busy_later) =
        (self::calm(app, now + Duration::DAY).await?, told(app, now + Duration::days(2)).await?);
    for (running, calm, (notices, took)) in [(few, calm, busy), (many, calm_later, busy_later)] {
        // The watch looks once a minute.
        let share = calm.as_secs_f64() / 60.0 * 100.0;
        println!(
            "({running} clocks run: a look with nothing due {:.3} ms, {share:.5} % of a core; {notices} notices in {} ms)",
            calm.as_secs_f64() * 1000.0,
            took.as_millis()
        );
    }
    Ok(())
}

async fn running(app: &App) -> Result<i64, StoreError> {
    Ok(sql::value(app.store.read(), "SELECT count(*) FROM clocks", values![]).await?.unwrap_or(0))
}

/// How long one look takes when nothing is due.
async fn calm(app: &App, now: Moment) -> Result<std::time::Duration, StoreError> {
    let begun = Instant::now();
    for _ in 0..LOOKS {
        watch::reconcile(&app.store, &app.vault, &app.reference.reckoning, now).await?;
    }
    Ok(begun.elapsed() / LOOKS)
}

/// Tells of everything that is due, and how long that took.
async fn told(app: &App, now: Moment) -> Result<(u64, std::time::Duration), StoreError> {
    let begun = Instant::now();
    let notices = watch::reconcile(&app.store, &app.vault, &app.reference.reckoning, now).await?;
    Ok((notices, begun.elapsed()))
}

/// Titles sealed anew in one statement.
const TITLES: usize = 500;

async fn copies(store: &Store, vault: &Vault, times: i64) -> Result<(), StoreError> {
    let mut titles = Vec::new();
    for row in sql::rows(store.read(), "SELECT seq, title FROM cases", values![]).await? {
        let seq: i64 = sql::cell(&row, 0)?;
        titles.push((seq, vault.title("cases", seq, sql::cell(&row, 1)?)?));
    }
    let last: i64 = sql::value(store.read(), "SELECT max(seq) FROM cases", values![]).await?.unwrap_or(0);
    for nth in 1..=times {
        let id = match store.engine() {
            Engine::Sqlite => "randomblob(16)",
            Engine::Postgres => "gen_random_uuid()",
        };
        store
            .write(move |tx| {
                Box::pin(async move {
                    let text = format!(
                        "INSERT INTO cases (seq, id, number, state, {COPIED}) SELECT seq + $1, {id}, \
                         number || '-' || $2, '', {COPIED} FROM cases WHERE seq <= $3"
                    );
                    sql::run(tx, &text, values![nth * last, nth.to_string(), last]).await
                })
            })
            .await?;
        for some in titles.chunks(TITLES) {
            let places = (0..some.len())
                .map(|i| format!("(CAST(${} AS BIGINT), CAST(${} AS TEXT))", i * 2 + 1, i * 2 + 2))
                .collect::<Vec<_>>()
                .join(", ");
            let sealed = some.iter().flat_map(|(seq, title)| {
                let seq = seq + nth * last;
                values![seq, vault.seal_title("cases", seq, title)]
            });
            let values = sealed.collect();
            let text = format!(
                "UPDATE cases SET title = v.column2 FROM (VALUES {places}) AS v WHERE cases.seq = v.column1"
            );
            store.write(move |tx| Box::pin(async move { sql::run(tx, &text, values).await })).await?;
        }
        eprintln!("copied {nth} of {times} times");
    }
    let (name, set) = match store.engine() {
        Engine::Sqlite => ("ANALYZE", "UPDATE sequences SET value = $1 WHERE name = 'number'"),
        Engine::Postgres => ("ANALYZE", "SELECT setval('number_sequence', $1)"),
    };
    let after = (times + 1) * last;
    store
        .write(move |tx| {
            Box::pin(async move {
                sql::run(tx, set, values![after]).await?;
                sql::run(tx, name, values![]).await
            })
        })
        .await
        .map(|_: u64| ())
}
