//! How is what an older version kept as it was told sealed, too?
//!
//! Once, when the program starts on such a database; cut off, it goes on where it was. Each state is vouched for anew in
//! the journal, as it stands now. At the end the database writes itself anew, so that nothing is left of what was there.

use anyhow::Context;
use fengqiao_base::{Actor, Moment, PartyId};
use fengqiao_domain::{case::Case, intake::PartyDetails, intake::Request, search};
use fengqiao_seal::{Ready, is_sealed};
use fengqiao_store::{
    Store, StoreError, Tx, dialect,
    journal::{self, Entry},
    migrate, settings, sql, values,
};
use sea_orm::{ConnectionTrait, FromQueryResult};
use tracing::info;
use uuid::Uuid;

use super::{Subject, Vault, row};
use crate::{case, document, files::Files, intake};

/// Numbers sealed in one transaction.
const BATCH: usize = 200;
/// The setting that says that everything is sealed.
const SETTING: &str = "sealed";
/// The kind of the journal's entries.
pub const KIND: &str = "sealed";

/// Seals what was kept before. Says how many numbers that were.
pub async fn follow(store: &Store, vault: &Vault, files: &Files, now: Moment) -> anyhow::Result<u64> {
    if settings::get(store.read(), SETTING).await?.is_some() {
        return Ok(0);
    }
    let (mut after, mut done) = (0, 0);
    loop {
        let mine = vault.clone();
        let (last, sealed) =
            store.write(move |tx| Box::pin(async move { batch(tx, &mine, after, now).await })).await?;
        done += sealed;
        let Some(last) = last else { break };
        after = last;
        if sealed > 0 {
            info!(numbers = done, "sealed what an older version kept");
        }
    }
    let mine = vault.clone();
    store.write(move |tx| Box::pin(async move { beside(tx, &mine).await })).await?;
    files.seal_all().await.context("could not seal the files")?;
    if done > 0 {
        migrate::write_anew(store).await.context("could not let the database write itself anew")?;
    }
    store.write(|tx| Box::pin(async move { settings::put(tx, SETTING, "yes").await })).await?;
    Ok(done)
}

#[derive(FromQueryResult)]
struct StateRow {
    id: Uuid,
    state: String,
}

/// Seals the next numbers; gives the last one looked at, and how many were not sealed yet.
async fn batch(tx: &Tx, vault: &Vault, after: i64, now: Moment) -> Result<(Option<i64>, u64), StoreError> {
    let text = format!(
        "SELECT r.seq FROM (SELECT seq FROM requests WHERE seq > $1 ORDER BY seq LIMIT {BATCH}) AS r UNION \
         SELECT c.seq FROM (SELECT seq FROM cases WHERE seq > $1 ORDER BY seq LIMIT {BATCH}) AS c \
         ORDER BY 1 LIMIT {BATCH}"
    );
    let mut sealed = 0;
    let mut last = None;
    for found in sql::rows(tx, &text, values![after]).await? {
        let seq = sql::cell(&found, 0)?;
        sealed += u64::from(number(tx, vault, seq, now).await?);
        last = Some(seq);
    }
    Ok((last, sealed))
}

/// Seals everything of a number. Says whether something was not.
async fn number(tx: &Tx, vault: &Vault, seq: i64, now: Moment) -> Result<bool, StoreError> {
    let text = "SELECT id, state FROM requests WHERE seq = $1";
    let request: Option<StateRow> = sql::first(tx, text, values![seq]).await?;
    let text = "SELECT id, state FROM cases WHERE seq = $1";
    let case: Option<StateRow> = sql::first(tx, text, values![seq]).await?;
    let text = "SELECT id, state FROM parties WHERE number = $1";
    let parties: Vec<StateRow> = sql::all(tx, text, values![seq]).await?;
    let is_done = |row: &StateRow| is_sealed(&row.state);
    if request.iter().chain(&case).chain(&parties).all(is_done) {
        return Ok(false);
    }
    let key = vault.key_for(tx, Subject::number(seq)).await?;
    let mut words = String::new();
    if let Some(kept) = request.filter(|row| !is_done(row)) {
        let request: Request = read("request", &kept.state)?;
        let state = vault.seal(&key, &intake::store::state_of(&row(seq)), &kept.state);
        let title = vault.seal_title("requests", seq, &intake::store::title(&request.what));
        let text = "UPDATE requests SET state = $2, title = $3, version = version + 1 WHERE seq = $1";
        sql::run(tx, text, values![seq, state.as_str(), title]).await?;
        vouch(tx, intake::store::WORD, kept.id, &state, now).await?;
        words.push_str(&intake::store::words(&request, &[]));
    }
    if let Some(kept) = case.filter(|row| !is_done(row)) {
        let case: Case = read("case", &kept.state)?;
        let state = vault.seal(&key, &case::store::state_of(&row(seq)), &kept.state);
        let title = vault.seal_title("cases", seq, &case::store::title(&case));
        let text = "UPDATE cases SET state = $2, title = $3, version = version + 1 WHERE seq = $1";
        sql::run(tx, text, values![seq, state.as_str(), title]).await?;
        vouch(tx, case::store::WORD, kept.id, &state, now).await?;
        add_words(&mut words, &case::store::text(&case, std::iter::empty()));
    }
    for kept in parties.iter().filter(|row| !is_done(row)) {
        let details: PartyDetails = read("party", &kept.state)?;
        let own = vault.key_for(tx, Subject::person(seq, PartyId(kept.id))).await?;
        let state = vault.seal(&own, &intake::store::told_of(&kept.id), &kept.state);
        let text = "UPDATE parties SET state = $2 WHERE id = $1";
        sql::run(tx, text, values![kept.id, state.as_str()]).await?;
        vouch(tx, intake::store::PARTY, kept.id, &state, now).await?;
        add_words(&mut words, details.called());
    }
    let text = "SELECT source FROM imports WHERE number = $1";
    for found in sql::rows(tx, text, values![seq]).await? {
        add_words(&mut words, sql::cell(&found, 0)?);
    }
    dialect::index_words(tx, seq, &vault.spell(&words)).await?;
    names(tx, vault, &key, seq).await?;
    letters(tx, vault, &key, seq).await?;
    Ok(true)
}

fn add_words(words: &mut String, text: &str) {
    words.push(' ');
    words.push_str(&search::tokens(text));
}

fn read<T: serde::de::DeserializeOwned>(what: &'static str, state: &str) -> Result<T, StoreError> {
    serde_json::from_str(state).map_err(|error| StoreError::unreadable(what, error))
}

/// The journal's word for the state as it stands now.
async fn vouch(
    tx: &Tx,
    word: &'static str,
    subject: Uuid,
    state: &str,
    now: Moment,
) -> Result<(), StoreError> {
    let entry = Entry::of(now, Actor::System, KIND, &serde_json::json!({}));
    journal::append(tx, word, subject, &[entry], Some(state)).await
}

/// The names of the files of a number.
async fn names(tx: &impl ConnectionTrait, vault: &Vault, key: &Ready, seq: i64) -> Result<(), StoreError> {
    for found in sql::rows(tx, "SELECT id, name FROM attachments WHERE number = $1", values![seq]).await? {
        let (id, name): (Uuid, &str) = (sql::cell(&found, 0)?, sql::cell(&found, 1)?);
        let name = vault.seal(key, &case::store::name_of(&id), name);
        sql::run(tx, "UPDATE attachments SET name = $2 WHERE id = $1", values![id, name]).await?;
    }
    Ok(())
}

/// The letters that must be written into the documents of a number by hand.
async fn letters(tx: &impl ConnectionTrait, vault: &Vault, key: &Ready, seq: i64) -> Result<(), StoreError> {
    for found in sql::rows(tx, "SELECT id, input FROM documents WHERE number = $1", values![seq]).await? {
        let (id, input): (Uuid, &str) = (sql::cell(&found, 0)?, sql::cell(&found, 1)?);
        let mut origin: document::store::Origin = read("document", input)?;
        if !origin.missing.is_empty() {
            origin.missing = vault.seal(key, &document::store::missing_of(&id), &origin.missing);
            let input = serde_json::to_string(&origin).expect("an origin is plain data");
            sql::run(tx, "UPDATE documents SET input = $2 WHERE id = $1", values![id, input]).await?;
        }
    }
    Ok(())
}

/// What belongs to no number: remembered answers. Messages of an older version, kept for a day at most, are thrown away.
async fn beside(tx: &Tx, vault: &Vault) -> Result<(), StoreError> {
    for found in sql::rows(tx, "SELECT id, phone FROM messages", values![]).await? {
        let (id, phone): (Uuid, &str) = (sql::cell(&found, 0)?, sql::cell(&found, 1)?);
        if !is_sealed(phone) {
            sql::run(tx, "DELETE FROM messages WHERE id = $1", values![id]).await?;
        }
    }
    for found in sql::rows(tx, "SELECT key, answer FROM idempotency WHERE answer <> ''", values![]).await? {
        let (key, answer): (&str, &str) = (sql::cell(&found, 0)?, sql::cell(&found, 1)?);
        if !is_sealed(answer) {
            let values = values![key, vault.seal_answer(key, answer)];
            sql::run(tx, "UPDATE idempotency SET answer = $2 WHERE key = $1", values).await?;
        }
    }
    Ok(())
}
