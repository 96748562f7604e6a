//! How fast is it answered when so many clients ask one after the other, each as soon as it has its answer?

use std::{
    sync::{
        Arc, Barrier,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use anyhow::{Result, anyhow};

use super::client::Client;

/// What was measured.
#[derive(Clone, Copy)]
pub(super) struct Load {
    pub per_second: f64,
    pub p50: Duration,
    pub p99: Duration,
    /// Bytes of one answer, for the floor that returns as many.
    pub bytes: usize,
}

/// Lets `clients` connections do `ask` for `time`, after a tenth of it unmeasured.
/// `ask` is given its connection and a number that no other call has; it gives the bytes of the answer.
pub(super) fn closed_loop(
    clients: usize,
    time: Duration,
    connect: impl Fn() -> Result<Client> + Sync,
    ask: impl Fn(&mut Client, u64) -> Result<usize> + Sync,
) -> Result<Load> {
    let start = Arc::new(Barrier::new(clients + 1));
    let count = AtomicU64::new(0);
    let (connect, ask, count) = (&connect, &ask, &count);
    let warm = time / 10;
    thread::scope(|scope| {
        let running: Vec<_> = (0..clients)
            .map(|_| {
                let start = start.clone();
                scope.spawn(move || -> Result<(Vec<Duration>, usize)> {
                    let client = connect();
                    start.wait();
                    let mut client = client?;
                    let begun = Instant::now();
                    let mut took = Vec::with_capacity(10_000);
                    let mut bytes = 0;
                    loop {
                        let at = Instant::now();
                        if at - begun > warm + time {
                            return Ok((took, bytes));
                        }
                        bytes = ask(&mut client, count.fetch_add(1, Ordering::Relaxed))?;
                        if at - begun > warm {
                            took.push(at.elapsed());
                        }
                    }
                })
            })
            .collect();
        start.wait();
        let mut all = Vec::new();
        let mut bytes = 0;
        for one in running {
            let (took, length) = one.join().map_err(|_| anyhow!("a client panicked"))??;
            all.extend(took);
            bytes = bytes.max(length);
        }
        Load::of(all, Some(time), bytes)
    })
}

impl Load {
    /// Sums up how long each took: within `time`, or one after the other.
    pub(super) fn of(mut all: Vec<Duration>, time: Option<Duration>, bytes: usize) -> Result<Self> {
        if all.is_empty() {
            return Err(anyhow!("nothing was answered in time"));
        }
        all.sort_unstable();
        let at = |part: f64| {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                clippy::cast_precision_loss,
                reason = "a place in a list"
            )]
            let place = ((all.len() - 1) as f64 * part) as usize;
            all[place]
        };
        let time = time.unwrap_or_else(|| all.iter().sum());
        #[expect(clippy::cast_precision_loss, reason = "a count of answers")]
        let per_second = all.len() as f64 / time.as_secs_f64();
        Ok(Self { per_second, p50: at(0.5), p99: at(0.99), bytes })
    }
}
