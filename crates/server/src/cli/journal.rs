//! Is the journal as it was written, and how is it sealed? `fengqiao journal verify`, `fengqiao journal seal`

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::Context;
use clap::Subcommand;
use fengqiao_base::{Clock, SystemClock};
use fengqiao_store::{
    Store, StoreConfig, checkpoint,
    journal::{self, Finding},
    migrate,
};
use serde_json::{Value, json};

use super::Answer;
use crate::{
    config::Config,
    keys::Keys,
    trail::proof::{Extract, Unproved},
};

/// What `journal` is told.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Reads the whole journal and every state it vouches for; names the first that is not as it was written, and then
    /// ends with 1.
    Verify {
        #[command(flatten)]
        answer: Answer,
    },
    /// Puts everything written since the last checkpoint under a new one and signs it.
    Seal {
        #[command(flatten)]
        answer: Answer,
    },
    /// Checks an extract of the trail (`trail.json`) without the database; ends with 1 when something in it is not proved.
    Check {
        /// The extract.
        file: PathBuf,
        /// The public key one trusts (hexadecimal); without it, the one in the extract is taken.
        #[arg(long)]
        key: Option<String>,
        #[command(flatten)]
        answer: Answer,
    },
}

fn check(file: &Path, key: Option<&str>, as_json: bool) -> anyhow::Result<ExitCode> {
    let text = std::fs::read(file).with_context(|| format!("could not read {}", file.display()))?;
    let found = serde_json::from_slice::<Extract>(&text).map_err(|_| Unproved::Unreadable);
    let (entries, finding) =
        match found.and_then(|extract| extract.check(key).map(|()| extract.entries.len())) {
            Ok(entries) => (entries, None),
            Err(finding) => (0, Some(finding.to_string())),
        };
    match (&finding, as_json) {
        (_, true) => {
            println!("{}", json!({ "proved": finding.is_none(), "entries": entries, "finding": finding }));
        }
        (None, false) => println!("proved: {entries} entries"),
        (Some(finding), false) => println!("not proved: {finding}"),
    }
    Ok(if finding.is_none() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

pub(super) async fn run(args: &Args, config: &Config) -> anyhow::Result<ExitCode> {
    let open = async || anyhow::Ok((existing(config).await?, Keys::read(&config.data.join("keys"))?));
    match &args.what {
        What::Verify { answer } => {
            let (store, keys) = open().await?;
            let code = prove(&store, &keys, answer.json).await;
            store.close().await?;
            code
        }
        What::Seal { answer } => {
            let (store, keys) = open().await?;
            let code = seal(&store, &keys, answer.json).await;
            store.close().await?;
            code
        }
        What::Check { file, key, answer } => check(file, key.as_deref(), answer.json),
    }
}

/// The database, which must be there already: neither is made by looking.
pub(super) async fn existing(config: &Config) -> anyhow::Result<Store> {
    let url = config.database_url.replace("mode=rwc", "mode=rw");
    let store = Store::open(&StoreConfig::new(url))
        .await
        .context("could not open the database named by DATABASE_URL")?;
    let missing =
        migrate::missing_steps(&store).await.context("could not read the schema of the database")?;
    anyhow::ensure!(missing == 0, "the database has an older schema: run `fengqiao migrate`");
    Ok(store)
}

async fn prove(store: &Store, keys: &Keys, as_json: bool) -> anyhow::Result<ExitCode> {
    // One snapshot: what is written meanwhile belongs to the next proof.
    let snapshot = store.snapshot().await?;
    let found = journal::verify(&snapshot, &keys.verifying()).await?;
    snapshot.rollback().await?;
    match found {
        Ok(proof) => {
            if as_json {
                println!(
                    "{}",
                    json!({
                        "whole": true,
                        "entries": proof.entries,
                        "subjects": proof.subjects,
                        "states": proof.states,
                        "checkpoints": proof.checkpoints,
                    })
                );
            } else {
                println!(
                    "whole: {} entries of {} subjects, {} states, {} checkpoints",
                    proof.entries, proof.subjects, proof.states, proof.checkpoints
                );
            }
            Ok(ExitCode::SUCCESS)
        }
        Err(finding) => {
            if as_json {
                println!("{}", broken(&finding));
            } else {
                println!("broken: {finding}");
            }
            Ok(ExitCode::FAILURE)
        }
    }
}

fn broken(finding: &Finding) -> Value {
    let (kind, entry) = match finding {
        Finding::Changed { seq, .. } => ("changed", Some(*seq)),
        Finding::Unchained { seq, .. } => ("unchained", Some(*seq)),
        Finding::State { seq, .. } => ("state", Some(*seq)),
        Finding::Orphan { .. } => ("orphan", None),
        Finding::Checkpoint { upto, .. } => ("checkpoint", Some(*upto)),
    };
    json!({ "whole": false, "kind": kind, "entry": entry, "finding": finding.to_string() })
}

async fn seal(store: &Store, keys: &Keys, as_json: bool) -> anyhow::Result<ExitCode> {
    let sealed = checkpoint::seal(store, keys.signing(), SystemClock.now()).await?;
    match (sealed, as_json) {
        (Some(seal), true) => {
            let (root, signature) = (hex::encode(&seal.root), hex::encode(&seal.signature));
            let key = hex::encode(keys.verifying().bytes());
            println!(
                "{}",
                json!({
                    "checkpoint": seal.number, "upto": seal.upto, "entries": seal.entries,
                    "root": root, "signature": signature, "key": key,
                })
            );
        }
        (Some(seal), false) => println!(
            "checkpoint {} seals {} entries, up to entry {}; root {}",
            seal.number,
            seal.entries,
            seal.upto,
            hex::encode(&seal.root)
        ),
        (None, true) => println!("{}", json!({ "checkpoint": null })),
        (None, false) => println!("nothing was written since the last checkpoint"),
    }
    Ok(ExitCode::SUCCESS)
}
