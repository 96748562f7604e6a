//! How does everything get out?
//!
//! Page by page, so that a large archive needs no more memory than a small one. Persons are left out unless they are
//! asked for; that something was exported stands in the journal.

use std::{collections::BTreeMap, io::Write};

use anyhow::Context;
use fengqiao_base::{Actor, PartyId};
use fengqiao_domain::intake::PartyDetails;
use fengqiao_store::{
    StoreError,
    journal::{self, Entry},
    sql,
    time::from_micros,
    values,
};
use sea_orm::FromQueryResult;
use serde_json::{Map, json};
use time::format_description::well_known::Rfc3339;
use uuid::Uuid;

use super::rows::{self, harmless};
use crate::{app::App, case, intake, vault::Subject};

/// How many rows are read at once.
const PAGE: i64 = 200;

/// What is exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum What {
    /// Cases, with the columns that an import reads.
    Cases,
    /// Requests that wait to be handled, with the columns that an import reads.
    Requests,
    /// The journal: what happened, in which order, with the hashes that prove it.
    Journal,
}

impl What {
    fn code(self) -> &'static str {
        match self {
            Self::Cases => "cases",
            Self::Requests => "requests",
            Self::Journal => "journal",
        }
    }
}

/// In which form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Form {
    /// A table with Chinese headings, as spreadsheet programs read it.
    Csv,
    /// One JSON object a line, with English names.
    Jsonl,
}

/// Writes rows in one of the forms.
enum Sheet<W: Write> {
    Csv(Box<csv::Writer<W>>),
    Jsonl(W, Vec<String>),
}

impl<W: Write> Sheet<W> {
    fn begin(mut out: W, form: Form, headings: impl Fn(bool) -> Vec<String>) -> anyhow::Result<Self> {
        match form {
            Form::Csv => {
                // Spreadsheet programs take UTF-8 for what it is only with this mark.
                out.write_all(b"\xef\xbb\xbf")?;
                let mut table = csv::Writer::from_writer(out);
                table.write_record(headings(false))?;
                Ok(Self::Csv(Box::new(table)))
            }
            Form::Jsonl => Ok(Self::Jsonl(out, headings(true))),
        }
    }

    fn row(&mut self, cells: Vec<String>) -> anyhow::Result<()> {
        match self {
            Self::Csv(table) => table.write_record(cells.iter().map(|cell| harmless(cell)))?,
            Self::Jsonl(out, names) => {
                let told = names.iter().zip(cells).filter(|(_, cell)| !cell.is_empty());
                let object: Map<_, _> = told.map(|(name, cell)| (name.clone(), json!(cell))).collect();
                serde_json::to_writer(&mut *out, &object)?;
                out.write_all(b"\n")?;
            }
        }
        Ok(())
    }

    fn end(self) -> anyhow::Result<()> {
        match self {
            Self::Csv(mut table) => table.flush()?,
            Self::Jsonl(mut out, _) => out.flush()?,
        }
        Ok(())
    }
}

/// Exports everything; gives how many rows there were.
pub async fn run(
    app: &App,
    what: What,
    form: Form,
    with_persons: bool,
    out: impl Write,
) -> anyhow::Result<u64> {
    let rows = match what {
        What::Cases => cases(app, form, with_persons, out).await,
        What::Requests => requests(app, form, with_persons, out).await,
        What::Journal => entries(app, form, out).await,
    };
    let rows = rows.with_context(|| format!("could not export the {}", what.code()))?;
    let told = json!({ "what": what.code(), "rows": rows, "persons": with_persons });
    let entry = Entry::of(app.clock.now(), Actor::System, "exported", &told);
    let subject: Uuid = app.ids.next();
    app.store
        .write(move |tx| {
            Box::pin(async move {
                journal::begin(tx, "exchange", subject, &[entry], None).await?;
                Ok::<_, StoreError>(())
            })
        })
        .await
        .context("could not note the export in the journal")?;
    Ok(rows)
}

#[derive(FromQueryResult)]
struct CaseRow {
    seq: i64,
    state: String,
    wrapped: Option<Vec<u8>>,
}

async fn cases(app: &App, form: Form, with_persons: bool, out: impl Write) -> anyhow::Result<u64> {
    let mut sheet = Sheet::begin(out, form, |english| rows::headings(&rows::CASES, english))?;
    let names = app.directory.names(app.store.read()).await?;
    let (mut after, mut count) = (0, 0);
    loop {
        let text = "SELECT c.seq, c.state, k.wrapped FROM cases c \
                    LEFT JOIN subject_keys k ON k.number = c.seq AND k.subject = $3 \
                    WHERE c.seq > $1 ORDER BY c.seq LIMIT $2";
        let page: Vec<CaseRow> = sql::all(app.store.read(), text, values![after, PAGE, Uuid::nil()]).await?;
        let Some(last) = page.last() else { break };
        after = last.seq;
        let seqs: Vec<i64> = page.iter().map(|row| row.seq).collect();
        let people = people(app, &seqs, with_persons).await?;
        for row in page {
            let lock = app.vault.lock(Subject::number(row.seq), row.wrapped.as_deref())?;
            // Nothing is left of an erased number but what it counts for.
            let Some(case) = case::store::opened(&lock, row.seq, &row.state)? else { continue };
            sheet.row(rows::case(&case, &people, &names))?;
            count += 1;
        }
    }
    sheet.end()?;
    Ok(count)
}

#[derive(FromQueryResult)]
struct SeqRow {
    seq: i64,
}

async fn requests(app: &App, form: Form, with_persons: bool, out: impl Write) -> anyhow::Result<u64> {
    let mut sheet = Sheet::begin(out, form, |english| rows::headings(&rows::REQUESTS, english))?;
    let (mut after, mut count) = (0, 0);
    loop {
        let text = "SELECT seq FROM requests WHERE is_open = 1 AND seq > $1 ORDER BY seq LIMIT $2";
        let page: Vec<SeqRow> = sql::all(app.store.read(), text, values![after, PAGE]).await?;
        let Some(last) = page.last() else { break };
        after = last.seq;
        let seqs: Vec<i64> = page.iter().map(|row| row.seq).collect();
        let people = people(app, &seqs, with_persons).await?;
        let mut all = intake::store::all(app.store.read(), &app.vault, &seqs).await?;
        all.sort_by_key(|kept| kept.seq);
        for kept in all {
            sheet.row(rows::request(&kept.request, &people))?;
            count += 1;
        }
    }
    sheet.end()?;
    Ok(count)
}

async fn people(
    app: &App,
    seqs: &[i64],
    with_persons: bool,
) -> anyhow::Result<BTreeMap<PartyId, PartyDetails>> {
    if !with_persons {
        return Ok(BTreeMap::new());
    }
    let people = intake::store::people(app.store.read(), &app.vault, seqs).await?;
    Ok(people.into_iter().map(|(_, party)| (party.id, party.details)).collect())
}

/// The columns of the journal.
const JOURNAL: [&str; 10] =
    ["seq", "at", "word", "subject", "nth", "kind", "actor", "payload", "state", "hash"];

async fn entries(app: &App, form: Form, out: impl Write) -> anyhow::Result<u64> {
    let headings = |_| JOURNAL.iter().map(|name| (*name).to_owned()).collect();
    let mut sheet = Sheet::begin(out, form, headings)?;
    let (mut after, mut count) = (0, 0);
    loop {
        let text = "SELECT seq, subject, nth, at, actor, word, kind, payload, state, prev, hash FROM journal \
                    WHERE seq > $1 ORDER BY seq LIMIT $2";
        let page: Vec<journal::Kept> = sql::all(app.store.read(), text, values![after, PAGE]).await?;
        let Some(last) = page.last() else { break };
        after = last.seq;
        for entry in page {
            sheet.row(vec![
                entry.seq.to_string(),
                from_micros(entry.at).format(&Rfc3339)?,
                entry.word,
                entry.subject.to_string(),
                entry.nth.to_string(),
                entry.kind,
                entry.actor,
                entry.payload,
                entry.state.map(hex::encode).unwrap_or_default(),
                hex::encode(entry.hash),
            ])?;
            count += 1;
        }
    }
    sheet.end()?;
    Ok(count)
}
