//! Who does the follow-up work?

use std::{collections::HashMap, future::Future, pin::Pin, sync::Arc, time::Duration};

use fengqiao_base::Clock;
use fengqiao_store::{Store, StoreError};
use tracing::{error, info};

use crate::queue::{self, Job};

/// Why a job was not done. Its text is kept beside the job; it holds no personal data.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;
type Doing = Pin<Box<dyn Future<Output = Result<(), Failure>> + Send>>;
type Handler<C> = Box<dyn Fn(C, String) -> Doing + Send + Sync>;

/// How many jobs are taken at a time.
const BATCH: i64 = 16;
/// How long the runner rests when nothing is due.
const REST: Duration = Duration::from_millis(500);

/// Does jobs with the help of `C`, whatever the application hands to its handlers.
pub struct Runner<C> {
    store: Store,
    clock: Arc<dyn Clock>,
    context: C,
    handlers: HashMap<&'static str, Handler<C>>,
}

impl<C: Clone + Send + Sync + 'static> Runner<C> {
    /// A runner that knows no kind of job yet.
    pub fn new(store: Store, clock: Arc<dyn Clock>, context: C) -> Self {
        Self { store, clock, context, handlers: HashMap::new() }
    }

    /// Says who does jobs of `kind`.
    pub fn handle<F, D>(mut self, kind: &'static str, handler: F) -> Self
    where
        F: Fn(C, String) -> D + Send + Sync + 'static,
        D: Future<Output = Result<(), Failure>> + Send + 'static,
    {
        self.handlers.insert(kind, Box::new(move |context, payload| Box::pin(handler(context, payload))));
        self
    }

    /// Does everything that is due now and says how many jobs were done.
    pub async fn run_due(&self) -> Result<usize, StoreError> {
        let mut done = 0;
        loop {
            let now = self.clock.now();
            let jobs = self
                .store
                .write(move |tx| Box::pin(async move { queue::take(tx, now, BATCH).await }))
                .await?;
            if jobs.is_empty() {
                return Ok(done);
            }
            for job in jobs {
                done += usize::from(self.run(job).await?);
            }
        }
    }

    async fn run(&self, job: Job) -> Result<bool, StoreError> {
        let outcome = match self.handlers.get(job.kind.as_str()) {
            Some(handler) => handler(self.context.clone(), job.payload.clone()).await,
            None => Err("no handler knows this kind of job".into()),
        };
        let now = self.clock.now();
        let is_done = outcome.is_ok();
        if let Err(failure) = &outcome {
            error!(job.id, job.kind = %job.kind, job.attempts, error = %failure, "a job failed");
        }
        self.store
            .write(move |tx| {
                Box::pin(async move {
                    match outcome {
                        Ok(()) => queue::done(tx, job.id).await,
                        Err(failure) => queue::failed(tx, &job, &failure.to_string(), now).await,
                    }
                })
            })
            .await?;
        Ok(is_done)
    }

    /// Does jobs until `stopped` resolves; a job that was begun is finished.
    pub async fn run_until(self, stopped: impl Future<Output = ()>) {
        tokio::pin!(stopped);
        loop {
            if let Err(failure) = self.run_due().await {
                error!(error = %failure, "could not take jobs");
            }
            tokio::select! {
                () = &mut stopped => break,
                () = tokio::time::sleep(REST) => {}
            }
        }
        info!("the runner has stopped");
    }
}
