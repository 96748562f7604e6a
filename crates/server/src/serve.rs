//! How is the district served?

use std::net::SocketAddr;

use anyhow::Context;
use axum::{
    Router,
    extract::{DefaultBodyLimit, State},
    http::StatusCode,
    middleware::{from_fn, from_fn_with_state},
    routing::get,
};
use fengqiao_jobs::Runner;
use fengqiao_policy::Action;
use fengqiao_web::problem::Problem;
use tokio::{net::TcpListener, sync::watch};
use tower_http::compression::CompressionLayer;

use crate::{
    app::App,
    gate::{Entry, Routes},
    limits, listen, render, viewer,
};

/// Every route of the platform with the action it asks permission for.
pub fn routes() -> Routes {
    Routes::default()
        .get("/preferences", Action::ReadPublic, fengqiao_web::page::preferences)
        .merge(crate::portal::routes())
        .merge(crate::account::routes())
        .merge(crate::trail::routes())
        .merge(crate::personal_data::routes())
        .merge(crate::identity::routes())
        .merge(crate::dispatch::routes())
        .merge(crate::sharing::routes())
        .merge(crate::whistle::routes())
        .merge(crate::backlog::routes())
        .merge(crate::linked::routes())
        .merge(crate::intake::routes())
        .merge(crate::centre::routes())
        .merge(crate::case::routes())
        .merge(crate::report::routes())
        .merge(crate::retention::routes())
        .merge(crate::api::routes())
        .merge(crate::desk::routes())
        .merge(crate::board::routes())
        .merge(crate::document::routes())
        .merge(crate::deadline::routes())
        .merge(crate::notify::routes())
}

/// The list of routes, for the tests and the API document.
pub fn entries() -> Vec<Entry> {
    routes().done().1
}

/// The whole application as one service.
pub fn router(app: App) -> Router {
    let (router, _) = routes().done();
    router
        .fallback(|| async { Problem::NotFound })
        .layer(DefaultBodyLimit::max(fengqiao_web::form::BODY_LIMIT))
        .layer(from_fn_with_state(app.clone(), limits::keep))
        .layer(from_fn(render::finish))
        .layer(from_fn_with_state(app.clone(), viewer::recognise))
        .merge(fengqiao_web::assets::routes())
        .route("/healthz", get(|| async { "ok" }))
        .route("/readyz", get(ready))
        .layer(CompressionLayer::new().gzip(true))
        .layer(from_fn_with_state(app.clone(), limits::enclose))
        .with_state(app)
}

/// Whether the database answers and has the schema of this version.
async fn ready(State(app): State<App>) -> (StatusCode, &'static str) {
    match fengqiao_store::migrate::missing_steps(&app.store).await {
        Ok(0) => (StatusCode::OK, "ready"),
        Ok(_) => (StatusCode::SERVICE_UNAVAILABLE, "the schema is not up to date"),
        Err(error) => {
            tracing::error!(%error, "the database does not answer");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer")
        }
    }
}

/// Whoever does the follow-up work of what was committed.
pub fn runner(app: &App) -> Runner<App> {
    Runner::new(app.store.clone(), app.clock.clone(), app.clone())
        .handle(crate::document::order::PRODUCE, crate::document::produce::run)
        .handle(crate::notify::SEND, crate::notify::run)
        .handle(crate::vault::erase::FORGET, crate::vault::erase::forget)
}

/// Serves until the process is told to stop, then finishes what it has begun.
pub async fn serve(app: App) -> anyhow::Result<()> {
    let listener = TcpListener::bind(&app.config.listen)
        .await
        .with_context(|| format!("could not listen on {}", app.config.listen))?;
    let address: SocketAddr = listener.local_addr()?;
    println!("fengqiao listens on http://{address}");
    if let Some(link) = crate::account::first::link(&app).await.context("could not make the first link")? {
        println!("nobody works here yet; this link works once and names the three administrators: {link}");
    }
    let changed =
        crate::trail::settings::note_changes(&app).await.context("could not note changed settings")?;
    if !changed.is_empty() {
        tracing::info!(parts = changed.join(", "), "rules or settings were changed since the last start");
    }
    let measured = crate::metrics::listen(&app).await?;
    let (stop, stopped) = watch::channel(false);
    tokio::spawn(async move {
        told_to_stop().await;
        // Nobody waits any more when the receiver is gone.
        let _gone = stop.send(true);
    });
    let until_told = |mut told: watch::Receiver<bool>| async move {
        let _closed = told.wait_for(|stop| *stop).await;
    };
    let closing = until_told(stopped.clone());
    let worker = tokio::spawn(runner(&app).run_until(until_told(stopped.clone())));
    let watch = tokio::spawn(crate::deadline::watch::keep(app.clone(), until_told(stopped.clone())));
    let calendars =
        tokio::spawn(crate::deadline::calendar::follow::keep(app.clone(), until_told(stopped.clone())));
    let tidy = tokio::spawn(crate::intake::tidy::keep(app.clone(), until_told(stopped.clone())));
    let terms = tokio::spawn(crate::retention::watch::keep(app.clone(), until_told(stopped.clone())));
    let whistles = tokio::spawn(crate::whistle::watch::keep(app.clone(), until_told(stopped.clone())));
    let owned = tokio::spawn(crate::backlog::watch::keep(app.clone(), until_told(stopped.clone())));
    let notices = tokio::spawn(crate::notify::tell::keep(app.clone(), until_told(stopped.clone())));
    let board = tokio::spawn(crate::board::live::keep(app.clone(), until_told(stopped.clone())));
    let sealing = tokio::spawn(crate::trail::sealing::keep(app.clone(), until_told(stopped.clone())));
    let metrics = tokio::spawn(crate::metrics::serve(app.clone(), measured, until_told(stopped)));
    listen::serve(listener, router(app.clone()), &app.config, closing).await?;
    watch.await?;
    calendars.await?;
    tidy.await?;
    terms.await?;
    whistles.await?;
    owned.await?;
    notices.await?;
    board.await?;
    sealing.await?;
    metrics.await?.context("could not serve what is measured")?;
    worker.await.context("the runner of jobs broke down")?;
    app.close().await?;
    Ok(())
}

async fn told_to_stop() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        let mut terminated = match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(signal) => signal,
            Err(error) => {
                tracing::error!(%error, "could not listen for the signal to end");
                return;
            }
        };
        tokio::select! {
            _ = interrupted => {}
            _ = terminated.recv() => {}
        }
    }
    #[cfg(not(unix))]
    {
        let _told = interrupted.await;
    }
}
