//! How does a whole file get in?
//!
//! One thread reads, some play, one writes; a few hundred records at a time, so that the file may be as large as it
//! likes. What is refused is told and passed over.

use std::{
    collections::{BTreeSet, HashSet, VecDeque},
    path::{Path, PathBuf},
    sync::{Arc, atomic::Ordering},
};

use anyhow::Context;
use fengqiao_base::Refusal;
use fengqiao_web::lang::Lang;
use sha2::{Digest, Sha256};
use tokio::{sync::mpsc, task::JoinHandle};

use super::{
    Fault, Kind,
    columns::{Column, Columns},
    keep::{self, Keeping},
    known::{Former, Known, importer},
    life, record,
    table::{Group, Table},
    told::{Effect, Report},
    waiting,
};
use crate::{app::App, case::bulk::Secrets, exchange::plain::Plain};

/// How many records one transaction takes.
const BATCH: usize = 250;
/// How many batches are played ahead of the one that is being written.
const AHEAD: usize = 3;

/// What is to be imported, and how.
#[derive(Debug, Clone)]
pub struct Order {
    /// The table.
    pub file: PathBuf,
    /// What it holds.
    pub kind: Kind,
    /// Whether everything is tried and nothing kept.
    pub dry_run: bool,
    /// Where refused records are told.
    pub report: Option<PathBuf>,
}

/// What came of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Summary {
    /// In which encoding the file was.
    pub encoding: String,
    /// Records read.
    pub read: u64,
    /// Records kept, or that would be.
    pub kept: u64,
    /// Records that were here already.
    pub there: u64,
    /// Records that were refused.
    pub refused: u64,
    /// Records that were kept with a remark.
    pub remarked: u64,
    /// Headings that say nothing to the platform.
    pub unknown: Vec<String>,
    /// Headings that are left out on purpose: they sort people.
    pub left_out: Vec<String>,
}

/// How far it is: records and bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Records dealt with.
    pub records: u64,
    /// Of them refused.
    pub refused: u64,
    /// Bytes read.
    pub bytes: u64,
    /// Bytes of the file.
    pub size: u64,
}

/// What the reading thread hands on.
struct Read {
    columns: Arc<Columns>,
    groups: Vec<Group>,
}

/// A record that was played, or not.
struct Tried {
    line: u64,
    source: String,
    digest: Vec<u8>,
    outcome: Result<(life::Played, Vec<Former>), Vec<Fault>>,
}

/// Imports a file; tells how far it is.
pub async fn run(app: &App, order: &Order, tell: impl Fn(Progress)) -> anyhow::Result<Summary> {
    if let Some(report) = &order.report {
        anyhow::ensure!(!is_same(report, &order.file), "the report would overwrite the table");
    }
    let plain =
        Plain::open(&order.file).with_context(|| format!("could not read {}", order.file.display()))?;
    let mut summary = Summary { encoding: plain.encoding().to_owned(), ..Summary::default() };
    let (size, done) = (plain.size(), plain.done());
    let known = Arc::new(Known::load(app).await.context("could not read what is known of the district")?);
    let mut report = Report::begin(order.report.as_deref())?;
    let (send, mut batches) = mpsc::channel::<Read>(1);
    let kind = order.kind;
    let reading = tokio::task::spawn_blocking(move || read(plain, kind, &send));
    let mut line = Line { app, order, known, secrets: Secrets::of(app), seen: HashSet::new() };
    let mut ahead: VecDeque<JoinHandle<Vec<Tried>>> = VecDeque::new();
    let mut is_open = true;
    loop {
        while is_open && ahead.len() < AHEAD {
            let Some(batch) = batches.recv().await else {
                is_open = false;
                break;
            };
            summary.read += batch.groups.len() as u64;
            summary.unknown.clone_from(&batch.columns.unknown);
            summary.left_out.clone_from(&batch.columns.left_out);
            ahead.push_back(line.play(batch, &mut summary, &mut report).await?);
        }
        let Some(next) = ahead.pop_front() else { break };
        let tried = next.await.context("a record could not be played")?;
        line.write(tried, &mut summary, &mut report).await?;
        report.flush()?;
        let records = summary.kept + summary.there + summary.refused;
        tell(Progress { records, refused: summary.refused, bytes: done.load(Ordering::Relaxed), size });
    }
    reading.await.context("the file could not be read")??;
    report.flush()?;
    Ok(summary)
}

/// Reads the file and hands on batches, until nobody wants them any more.
fn read(plain: Plain, kind: Kind, send: &mpsc::Sender<Read>) -> anyhow::Result<()> {
    let head = |head: &csv::StringRecord| {
        Columns::read(head.iter(), kind).map_err(|wrong| {
            let told: Vec<String> =
                wrong.iter().map(|fault| Lang::En.refusal(&fault.refusal).to_string()).collect();
            anyhow::anyhow!("the heading row cannot be used: {}", told.join(" "))
        })
    };
    let mut table = Table::begin(plain, head)?;
    let columns = Arc::new(table.columns().clone());
    loop {
        let mut groups = Vec::with_capacity(BATCH);
        while groups.len() < BATCH
            && let Some(group) = table.group()?
        {
            groups.push(group);
        }
        if groups.is_empty() || send.blocking_send(Read { columns: columns.clone(), groups }).is_err() {
            return Ok(());
        }
    }
}

/// What plays and writes need.
struct Line<'a> {
    app: &'a App,
    order: &'a Order,
    known: Arc<Known>,
    secrets: Secrets,
    /// Digests of the numbers that came in this file.
    seen: HashSet<[u8; 16]>,
}

impl Line<'_> {
    /// Begins to play what is not here already.
    async fn play(
        &mut self,
        batch: Read,
        summary: &mut Summary,
        report: &mut Report,
    ) -> anyhow::Result<JoinHandle<Vec<Tried>>> {
        let Read { columns, groups } = batch;
        let kind = self.order.kind;
        let sources: Vec<&str> = groups.iter().map(|group| group.cell(&columns, Column::Number)).collect();
        let there = keep::known(self.app.store.read(), kind, &sources).await?;
        let mut fresh = Vec::with_capacity(groups.len());
        for group in groups {
            let source = group.cell(&columns, Column::Number).to_owned();
            let digest = digest(&group);
            let fault = |code| vec![Fault::new(Column::Number.heading(), Refusal::new(code))];
            if let Some(before) = there.get(&source) {
                summary.there += 1;
                if *before != digest {
                    summary.remarked += 1;
                    report.add(group.line, &source, Effect::Remark, &fault("import-changed-since"))?;
                }
                self.seen.insert(key(&source));
            } else if !source.is_empty() && !self.seen.insert(key(&source)) {
                summary.refused += 1;
                report.add(group.line, &source, Effect::Refused, &fault("import-number-twice"))?;
            } else {
                fresh.push((group, source, digest));
            }
        }
        let (known, ids) = (self.known.clone(), self.app.ids.bytes::<8>());
        Ok(tokio::task::spawn_blocking(move || {
            let seed = u64::from_be_bytes(ids);
            let mut tried = Vec::with_capacity(fresh.len());
            for (nth, (group, source, digest)) in (0..).zip(fresh) {
                let outcome = try_one(&group, &columns, &known, kind, seed.wrapping_add(nth));
                tried.push(Tried { line: group.line, source, digest, outcome });
            }
            tried
        }))
    }

    /// Keeps what could be played, and tells of the rest.
    async fn write(
        &self,
        tried: Vec<Tried>,
        summary: &mut Summary,
        report: &mut Report,
    ) -> anyhow::Result<()> {
        let mut keeping = Vec::with_capacity(tried.len());
        let mut former: BTreeSet<Former> = BTreeSet::from([importer()]);
        for Tried { line, source, digest, outcome } in tried {
            match outcome {
                Ok((played, people)) => {
                    summary.kept += 1;
                    if !played.remarks.is_empty() {
                        summary.remarked += 1;
                        report.add(line, &source, Effect::Remark, &played.remarks)?;
                    }
                    former.extend(people);
                    keeping.push(Keeping { source, digest, whole: played.whole });
                }
                Err(faults) => {
                    summary.refused += 1;
                    report.add(line, &source, Effect::Refused, &faults)?;
                }
            }
        }
        if self.order.dry_run {
            return Ok(());
        }
        let (kind, secrets, now) = (self.order.kind, self.secrets.clone(), self.known.now);
        let former = former.into_iter().collect();
        self.app
            .store
            .write(move |tx| {
                Box::pin(async move { keep::keep(tx, kind, keeping, former, secrets, now).await })
            })
            .await
            .context("could not keep the records")
    }
}

fn try_one(
    group: &Group,
    columns: &Columns,
    known: &Known,
    kind: Kind,
    seed: u64,
) -> Result<(life::Played, Vec<Former>), Vec<Fault>> {
    let mut record = record::read(group, columns, known, kind)?;
    let former = std::mem::take(&mut record.former);
    let played = match kind {
        Kind::Cases => life::play(known, &record, seed)?,
        Kind::Requests => waiting::play(known, &record, seed)?,
    };
    Ok((played, former))
}

fn digest(group: &Group) -> Vec<u8> {
    let mut sum = Sha256::new();
    for cell in group.rows.iter().flatten() {
        sum.update((cell.len() as u64).to_be_bytes());
        sum.update(cell);
    }
    sum.finalize()[..16].to_vec()
}

fn key(source: &str) -> [u8; 16] {
    let digest: [u8; 32] = Sha256::digest(source).into();
    *digest.first_chunk().expect("a digest has 32 bytes")
}

fn is_same(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => one == other,
    }
}
