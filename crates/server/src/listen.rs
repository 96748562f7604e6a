//! How are connections taken, and how many, and how long may one keep silent?

use std::{
    collections::HashMap,
    io,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use axum::{Router, body::Body};
use fengqiao_web::peer::Peer;
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use tokio::{net::TcpListener, sync::Semaphore};
use tower::ServiceExt;

use crate::config::Config;

/// The most bytes of a head.
const LONGEST_HEAD: usize = 64 * 1024;
/// The most lines of a head.
const MOST_LINES: usize = 100;

/// The other end of the connection a request came over.
#[derive(Debug, Clone, Copy)]
pub struct Socket(pub IpAddr);

/// How many connections each address has.
#[derive(Debug, Clone, Default)]
struct Open(Arc<Mutex<HashMap<u128, u32>>>);

/// One connection; it counts until this value goes.
struct Counted {
    open: Open,
    of: u128,
}

impl Open {
    /// Counts one more connection, unless there are `most`.
    fn one(&self, of: u128, most: u32) -> Option<Counted> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = all.entry(of).or_default();
        if *count >= most {
            return None;
        }
        *count += 1;
        Some(Counted { open: self.clone(), of })
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        let mut all = self.open.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = all.get_mut(&self.of) {
            *count -= 1;
            if *count == 0 {
                all.remove(&self.of);
            }
        }
    }
}

/// Serves `router` until told to stop, then finishes what was begun.
///
/// # Errors
/// Never at present; a connection that cannot be taken is one that was lost.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    config: &Config,
    stopped: impl Future<Output = ()>,
) -> io::Result<()> {
    let graceful = GracefulShutdown::new();
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(Duration::from_secs(config.limits.seconds.silence))
        .max_buf_size(LONGEST_HEAD)
        .max_headers(MOST_LINES);
    let room = Arc::new(Semaphore::new(config.limits.connections));
    let open = Open::default();
    let mut stopped = std::pin::pin!(stopped);
    loop {
        let next = async {
            let place = room.clone().acquire_owned().await;
            (place, listener.accept().await)
        };
        let (place, accepted) = tokio::select! {
            next = next => next,
            () = &mut stopped => break,
        };
        let (stream, other) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                // Too many open files, most likely: they become fewer.
                tracing::warn!(%error, "could not take a connection");
                tokio::time::sleep(Duration::from_millis(200)).await;
                continue;
            }
        };
        let address = other.ip().to_canonical();
        let peer = Peer { address, is_forwarded: false };
        let is_free = config.proxies.trusts(address) || peer.is_in(&config.limits.unlimited);
        let most = if is_free { u32::MAX } else { config.limits.connections_per_address };
        let Some(counted) = open.one(peer.subscriber(), most) else { continue };
        let router = router.clone();
        let service = service_fn(move |request: hyper::Request<Incoming>| {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(Socket(address));
            router.clone().oneshot(request)
        });
        let connection = graceful.watch(http.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            // A client that breaks off, keeps silent or sends no HTTP is no fault of ours.
            let _ended = connection.await;
            drop((place, counted));
        });
    }
    drop(listener);
    graceful.shutdown().await;
    Ok(())
}
