//! What do those who keep the platform running measure?
//!
//! Prometheus reads it from an address of its own, which residents do not reach. Nothing in it tells of a person: routes
//! stand with their parameters' names, never with what somebody asked for.

use std::time::Duration;

use anyhow::Context;
use axum::{Router, extract::State, http::header, response::IntoResponse, routing::get};
use fengqiao_store::{StoreError, sql, time::to_micros, values};
use fengqiao_web::problem::Problem;
use prometheus_client::{
    encoding::{EncodeLabelSet, text},
    metrics::{
        family::{Family, MetricConstructor},
        gauge::ConstGauge,
        histogram::{Histogram, exponential_buckets},
    },
    registry::{Registry, Unit},
};
use tokio::net::TcpListener;

use crate::{app::App, once::stored};

/// What was asked, and how it came out.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answer {
    method: &'static str,
    route: &'static str,
    status: u16,
}

/// Half a millisecond to eight seconds, each twice the one before.
#[derive(Debug, Clone, Copy)]
struct Buckets;

impl MetricConstructor<Histogram> for Buckets {
    fn new_metric(&self) -> Histogram {
        Histogram::new(exponential_buckets(0.0005, 2.0, 15))
    }
}

/// What is counted while the program runs.
#[derive(Debug)]
pub struct Metrics {
    answers: Family<Answer, Histogram, Buckets>,
}

impl Default for Metrics {
    fn default() -> Self {
        Self { answers: Family::new_with_constructor(Buckets) }
    }
}

impl Metrics {
    /// Counts an answer of `route` and how long it took.
    pub fn answered(&self, method: &axum::http::Method, route: &'static str, status: u16, took: Duration) {
        let method = match method.as_str() {
            "GET" => "GET",
            "POST" => "POST",
            "DELETE" => "DELETE",
            "HEAD" => "HEAD",
            // A client can make up any word; each would be a series of its own.
            _ => "other",
        };
        self.answers.get_or_create(&Answer { method, route, status }).observe(took.as_secs_f64());
    }
}

/// Everything measured, in the text format of OpenMetrics 1.0.
pub async fn written(app: &App) -> Result<String, StoreError> {
    let mut registry = Registry::with_prefix("fengqiao");
    let answers = app.metrics.answers.clone();
    registry.register_with_unit(
        "answers",
        "Answers by route, and how long they took",
        Unit::Seconds,
        answers,
    );
    let now = to_micros(app.clock.now());
    let conn = app.store.read();
    let questions = [
        (
            "jobs_late",
            "Jobs that are due and not done",
            "SELECT count(*) FROM jobs WHERE state = 'waiting' AND due_at <= $1",
        ),
        (
            "jobs_aside",
            "Jobs that failed too often",
            "SELECT count(*) FROM jobs WHERE state = 'aside' AND due_at <= $1",
        ),
        ("sessions", "Sessions that are open", "SELECT count(*) FROM sessions WHERE expires_at > $1"),
    ];
    for (name, help, question) in questions {
        let count: Option<i64> = sql::value(conn, question, values![now]).await?;
        registry.register(name, help, ConstGauge::new(count.unwrap_or(0)));
    }
    let mut written = String::new();
    text::encode(&mut written, &registry).expect("a string takes everything");
    Ok(written)
}

/// The service Prometheus asks.
pub fn router(app: App) -> Router {
    Router::new().route("/metrics", get(show)).with_state(app)
}

async fn show(State(app): State<App>) -> Result<impl IntoResponse, Problem> {
    let text = written(&app).await.map_err(stored)?;
    Ok(([(header::CONTENT_TYPE, "application/openmetrics-text; version=1.0.0; charset=utf-8")], text))
}

/// Listens at `metrics.listen`, if that is set.
pub async fn listen(app: &App) -> anyhow::Result<Option<TcpListener>> {
    let Some(listen) = &app.config.metrics.listen else { return Ok(None) };
    let listener =
        TcpListener::bind(listen).await.with_context(|| format!("could not listen on {listen}"))?;
    println!("fengqiao measures on http://{}/metrics", listener.local_addr()?);
    Ok(Some(listener))
}

/// Serves it there until told to stop.
pub async fn serve(
    app: App,
    listener: Option<TcpListener>,
    stopped: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let Some(listener) = listener else { return Ok(()) };
    axum::serve(listener, router(app)).with_graceful_shutdown(stopped).await
}
