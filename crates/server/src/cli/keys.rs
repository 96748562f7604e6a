//! How do the keys stand, how are they changed, and how is somebody erased? `fengqiao keys`

use std::{cell::Cell, io::Write, process::ExitCode};

use anyhow::{Context, ensure};
use clap::Subcommand;
use fengqiao_base::{Actor, PartyId};
use fengqiao_domain::intake::RequestNumber;
use serde_json::json;
use uuid::Uuid;

use super::Answer;
use crate::{
    app::App,
    trail::{About, Kind, Note},
    vault::{self, erase, keys},
};

/// What `keys` is told.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Says which master keys there are and how many keys of people and numbers are wrapped under each; ends with 1 if
    /// one is missing.
    Status {
        #[command(flatten)]
        answer: Answer,
    },
    /// Makes a new master key and wraps every key of people and numbers anew under it, while the platform serves. Cut
    /// off, it goes on when it is run again. The old key stays until it is taken out of the file.
    Rotate {
        #[command(flatten)]
        answer: Answer,
    },
    /// Destroys the key of somebody of a number: what she told can never be read again. Journal and figures stay.
    Erase {
        /// The number of the request or case.
        number: String,
        /// The id of the person, as the API and the journal name it.
        person: Uuid,
        #[command(flatten)]
        answer: Answer,
    },
}

/// After so many keys it is told how far it is.
const TOLD: u64 = 20_000;

pub(super) async fn run(args: &Args, app: App) -> anyhow::Result<ExitCode> {
    let code = match &args.what {
        What::Status { answer } => status(&app, answer.json).await,
        What::Rotate { answer } => rotate(&app, answer.json).await,
        What::Erase { number, person, answer } => erased(&app, number, *person, answer.json).await,
    };
    app.close().await?;
    code
}

async fn status(app: &App, as_json: bool) -> anyhow::Result<ExitCode> {
    let ring = app.vault.ring();
    let counts = keys::counts(app.store.read()).await?;
    let under = |id: i64| counts.iter().find(|count| count.master == id).map_or(0, |count| count.keys);
    let masters: Vec<_> = ring.numbers().into_iter().map(|id| (id, under(i64::from(id)))).collect();
    let missing: Vec<i64> = counts
        .iter()
        .map(|count| count.master)
        .filter(|id| *id != 0 && !masters.iter().any(|(known, _)| i64::from(*known) == *id))
        .collect();
    let mut out = std::io::stdout().lock();
    if as_json {
        let told: Vec<_> = masters.iter().map(|(id, count)| json!({ "master": id, "keys": count })).collect();
        let told = json!({
            "source": app.vault.source().to_string(), "suite": ring.suite().name(), "current": ring.current(),
            "masters": told, "missing": missing, "erased": under(0),
        });
        writeln!(out, "{told}")?;
    } else {
        writeln!(out, "master keys from {}, suite {}", app.vault.source(), ring.suite().name())?;
        for (id, count) in &masters {
            let note = if *id == ring.current() { ", current" } else { "" };
            writeln!(out, "  master key {id}{note}: {count} keys")?;
        }
        for id in &missing {
            writeln!(out, "  master key {id} is missing: {} keys cannot be opened", under(*id))?;
        }
        writeln!(out, "  erased: {}", under(0))?;
    }
    Ok(if missing.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn rotate(app: &App, as_json: bool) -> anyhow::Result<ExitCode> {
    let ring = app.vault.look_again()?;
    let counts = keys::counts(app.store.read()).await?;
    let is_behind = counts.iter().any(|count| ![0, i64::from(ring.current())].contains(&count.master));
    // Keys that are behind: a rotation was cut off, or somebody added a key to a source of her own.
    if !is_behind {
        let id = app.vault.source().add(vault::suite(&app.config)?, &app.ids)?;
        app.vault.look_again()?;
        eprintln!("fengqiao: made master key {id}; save it where the database is not saved");
    }
    let current = app.vault.ring().current();
    let note = Note {
        kind: Kind::SettingChanged,
        at: app.clock.now(),
        by: Actor::System,
        from: None,
        about: About::Platform,
        what: format!("master key {current}"),
    };
    note.keep(app).await?;
    let told = Cell::new(0);
    let done = app
        .vault
        .rewrap(&app.store, |done| {
            if done >= told.get() + TOLD {
                told.set(done);
                eprintln!("fengqiao: {done} keys wrapped anew");
            }
        })
        .await
        .context("could not wrap the keys anew; run it again to go on")?;
    let mut out = std::io::stdout().lock();
    if as_json {
        writeln!(out, "{}", json!({ "current": current, "wrapped": done }))?;
    } else {
        writeln!(out, "{done} keys are wrapped under master key {current}")?;
    }
    Ok(ExitCode::SUCCESS)
}

async fn erased(app: &App, number: &str, person: Uuid, as_json: bool) -> anyhow::Result<ExitCode> {
    let number: RequestNumber = number.parse().map_err(|_| anyhow::anyhow!("{number} is no number"))?;
    let is_gone = erase::person(app, number.sequence(), PartyId(person)).await?;
    ensure!(is_gone, "nobody with this id, or nobody any more, told something under {number}");
    let mut out = std::io::stdout().lock();
    if as_json {
        writeln!(out, "{}", json!({ "number": number.to_string(), "erased": person }))?;
    } else {
        writeln!(out, "what {person} told under {number} can no longer be read")?;
    }
    Ok(ExitCode::SUCCESS)
}
