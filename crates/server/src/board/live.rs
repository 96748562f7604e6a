//! How does an open board follow what happens?
//!
//! One task looks whether the journal has grown, on whichever server, and paints the board anew, once for all readers who
//! see the same. An open board holds no more than its connection: what is sent to it is shared with the others. It ends
//! with the session, and does not keep the session alive.

use std::{
    convert::Infallible,
    future::Future,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration as Rest,
};

use askama::Template;
use axum::{
    body::{Body, Bytes},
    extract::State,
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use fengqiao_base::Moment;
use fengqiao_store::{StoreError, sql, values};
use fengqiao_web::problem::Problem;
use futures_util::stream;
use time::Duration;
use tokio::{
    sync::{Notify, watch},
    time::{Instant, Interval, MissedTickBehavior},
};
use tracing::error;

use super::{pages::Painting, sight::Sight};
use crate::{account::session, app::App, once::stored, viewer::Viewer};

/// Where an open board listens.
pub const PATH: &str = "/board/live";
/// How long the keeper rests between two looks at the journal.
const BEAT: Rest = Rest::from_millis(250);
/// Nothing may have happened, and yet a term has passed or a shift has ended: so often everything is counted anew.
const TURN: Duration = Duration::MINUTE;
/// Painting takes at most this share of the keeper's time: one part of so many.
const SHARE: u32 = 4;
/// So often an open board is told that it is still connected, and is asked whether its reader still is who she was.
const BREATH: Rest = Rest::from_secs(10);

/// What is painted for readers who see the same.
#[derive(Debug)]
struct View {
    sight: Sight,
    sender: watch::Sender<Bytes>,
}

/// The boards that are open at this server.
#[derive(Debug, Default)]
pub struct Hub {
    views: Mutex<Vec<View>>,
    opened: Notify,
}

impl Hub {
    fn views(&self) -> MutexGuard<'_, Vec<View>> {
        self.views.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn receiver(&self, sight: &Sight) -> Option<watch::Receiver<Bytes>> {
        self.views().iter().find(|view| view.sight == *sight).map(|view| view.sender.subscribe())
    }

    /// What is painted for `sight` from now on.
    async fn follow(&self, app: &App, sight: Sight) -> Result<watch::Receiver<Bytes>, StoreError> {
        if let Some(receiver) = self.receiver(&sight) {
            return Ok(receiver);
        }
        let painted = paint(app, &sight, app.clock.now()).await?;
        // Somebody else may have opened the same board meanwhile.
        if let Some(receiver) = self.receiver(&sight) {
            return Ok(receiver);
        }
        let (sender, receiver) = watch::channel(painted);
        self.views().push(View { sight, sender });
        self.opened.notify_one();
        Ok(receiver)
    }

    /// What somebody still looks at; everything else is forgotten.
    fn watched(&self) -> Vec<Sight> {
        let mut views = self.views();
        views.retain(|view| view.sender.receiver_count() > 0);
        views.iter().map(|view| view.sight.clone()).collect()
    }

    fn show(&self, sight: &Sight, painted: Bytes) {
        if let Some(view) = self.views().iter().find(|view| view.sight == *sight) {
            view.sender.send_replace(painted);
        }
    }
}

/// One painting as it goes over the line.
async fn paint(app: &App, sight: &Sight, now: Moment) -> Result<Bytes, StoreError> {
    let painting = Painting::of(app, sight, now).await?;
    let html = painting.render().map_err(|error| StoreError::unreadable("board", error))?;
    let mut frame = String::with_capacity(html.len() + html.len() / 16);
    for line in html.lines().filter(|line| !line.is_empty()) {
        frame.extend(["data: ", line, "\n"]);
    }
    frame.push('\n');
    Ok(frame.into())
}

/// How far the journal has come.
async fn last_entry(app: &App) -> Result<Option<i64>, StoreError> {
    sql::value(app.store.read(), "SELECT max(seq) FROM journal", values![]).await.map(Option::flatten)
}

/// Paints every open board anew when something has happened, until `stopped` resolves; then lets all of them go.
pub async fn keep(app: App, stopped: impl Future<Output = ()>) {
    tokio::pin!(stopped);
    let mut seen = None;
    // Of two changes at once the later number can be seen first: what has changed is painted twice.
    let mut is_settled = true;
    loop {
        let sights = app.board.watched();
        let begun = Instant::now();
        if sights.is_empty() {
            seen = None;
            tokio::select! {
                () = &mut stopped => break,
                () = app.board.opened.notified() => continue,
            }
        }
        match look(&app, &sights, &mut seen, &mut is_settled).await {
            Ok(()) => {}
            Err(failure) => error!(error = %failure, "could not paint the boards anew"),
        }
        tokio::select! {
            () = &mut stopped => break,
            () = tokio::time::sleep(BEAT.max(begun.elapsed() * (SHARE - 1))) => {}
        }
    }
    app.board.views().clear();
}

/// Up to where the journal was seen, and when everything was counted.
type Seen = Option<(Option<i64>, Moment)>;

async fn look(app: &App, sights: &[Sight], seen: &mut Seen, is_settled: &mut bool) -> Result<(), StoreError> {
    let (last, now) = (last_entry(app).await?, app.clock.now());
    let is_same = seen.is_some_and(|(before, at)| before == last && now - at < TURN);
    if is_same && *is_settled {
        return Ok(());
    }
    for sight in sights {
        app.board.show(sight, paint(app, sight, now).await?);
    }
    *is_settled = is_same;
    *seen = Some((last, now));
    Ok(())
}

/// One open board.
struct Open {
    app: App,
    viewer: Viewer,
    secret: String,
    sight: Sight,
    painted: watch::Receiver<Bytes>,
    breath: Interval,
}

impl Open {
    /// What is sent next; none when the board is to be opened anew.
    async fn next(&mut self) -> Option<Bytes> {
        tokio::select! {
            changed = self.painted.changed() => {
                changed.ok()?;
                let painted = self.painted.borrow_and_update().clone();
                self.is_still_open().await.then_some(painted)
            }
            _ = self.breath.tick() => self.is_still_open().await.then(|| Bytes::from_static(b":\n\n")),
        }
    }

    /// Whether the session still goes on and lets its reader see what is shown.
    async fn is_still_open(&self) -> bool {
        match session::glance(&self.app, &self.secret, self.app.clock.now()).await {
            Ok(who) => Sight::of(&Viewer { who, ..self.viewer.clone() }) == self.sight,
            Err(failure) => {
                error!(error = %failure, "could not ask whether a board may stay open");
                false
            }
        }
    }
}

/// `GET /board/live`: the board, again and again (server-sent events).
pub(super) async fn follow(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let sight = Sight::of(&viewer);
    let mut painted = app.board.follow(&app, sight.clone()).await.map_err(stored)?;
    // What happened since the page was made is shown at once.
    painted.mark_changed();
    let secret = session::of_browser(&headers).unwrap_or_default().to_owned();
    let mut breath = tokio::time::interval_at(Instant::now() + BREATH, BREATH);
    breath.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let open = Open { app, viewer, secret, sight, painted, breath };
    let frames = stream::unfold(open, async |mut open| {
        let frame = open.next().await?;
        Some((Ok::<_, Infallible>(frame), open))
    });
    // A proxy that collects what it passes on would show nothing.
    let heads = [
        (header::CONTENT_TYPE, "text/event-stream"),
        ("x-accel-buffering".parse().map_err(Problem::fault)?, "no"),
    ];
    Ok((heads, Body::from_stream(frames)).into_response())
}
