//! What goes when a person is erased, and what stays?
//!
//! Her key is destroyed, and with it everything she told about herself. The index and the keys under which requests meet
//! are made anew from those who stay. The journal gets an entry; its hashes bind sealed texts and stay right, and so do
//! the figures. What others told of her, and papers that law keeps, are sealed under the number and stay with it.

use fengqiao_base::{Actor, Moment, PartyId};
use fengqiao_domain::{
    intake::{PartyDetails, duplicates::Traits},
    search,
};
use fengqiao_jobs::{Failure, queue};
use fengqiao_store::{
    StoreError, Tx, dialect,
    journal::{self, Entry},
    sql, values,
};

use super::{Subject, Vault, keys};
use crate::{
    account::session,
    app::App,
    case, intake, notify,
    trail::{self, About, Kind, Note},
};

/// The kind of the journal's entry.
pub const KIND: &str = "erased";
/// The kind of the job that throws files away.
pub const FORGET: &str = "vault.forget_files";

/// Erases what somebody of a number told. Says whether there was anything.
pub async fn person(app: &App, seq: i64, id: PartyId) -> Result<bool, StoreError> {
    let (vault, now, secret) = (app.vault.clone(), app.clock.now(), app.keys.derived("blocking"));
    app.store
        .write(move |tx| {
            Box::pin(async move {
                if !keys::destroy(tx, Subject::person(seq, id)).await? {
                    return Ok(false);
                }
                session::end_following(tx, id).await?;
                let mut next = Some(seq);
                while let Some(number) = next {
                    find_by_those_who_stay(tx, &vault, number, &secret).await?;
                    next = opened_anew(tx, number).await?;
                }
                let entry = Entry::of(now, Actor::System, KIND, &serde_json::json!({ "number": seq }));
                journal::append(tx, intake::store::PARTY, id.0, &[entry], None).await?;
                noted(seq, now, Actor::System, id.to_string()).keep_in(tx).await?;
                Ok(true)
            })
        })
        .await
}

/// Erases everything that was told under a number of which nothing came, and under those that were joined into it, on the
/// word of whoever filed it. Does nothing where that was done.
pub async fn number(app: &App, seq: i64, by: Actor) -> Result<(), StoreError> {
    trail::behind(|| try_number(app, seq, by)).await
}

async fn try_number(app: &App, seq: i64, by: Actor) -> Result<(), StoreError> {
    let (vault, now) = (app.vault.clone(), app.clock.now());
    app.store
        .write(move |tx| {
            Box::pin(async move {
                for number in group(tx, &vault, seq).await? {
                    let key = keys::wrapped(tx, Subject::number(number)).await?;
                    if key.is_none_or(|key| keys::is_erased(&key)) {
                        continue;
                    }
                    contents(tx, number, now).await?;
                    // Nothing is left whose term could end; what was destroyed stays in the register.
                    let text = "DELETE FROM disposals WHERE number = $1 AND state <> 'destroyed'";
                    sql::run(tx, text, values![number]).await?;
                    let id: Option<uuid::Uuid> =
                        sql::value(tx, "SELECT id FROM requests WHERE seq = $1", values![number]).await?;
                    if let Some(id) = id {
                        let entry = Entry::of(now, by, KIND, &serde_json::json!({ "number": number }));
                        journal::append(tx, intake::store::WORD, id, &[entry], None).await?;
                    }
                    noted(number, now, by, String::new()).keep_in(tx).await?;
                }
                Ok(())
            })
        })
        .await
}

/// A number and those that were joined into it, with what was joined into those. Nobody saves anything of them until the
/// transaction ends.
pub async fn group(tx: &Tx, vault: &Vault, seq: i64) -> Result<Vec<i64>, StoreError> {
    let (mut all, mut looked) = (vec![seq], 0);
    while let Some(number) = all.get(looked).copied() {
        looked += 1;
        dialect::hold_keys(tx, number).await?;
        let Some(kept) = intake::store::find(tx, vault, number).await? else { continue };
        for id in kept.request.took_in {
            if let Some(joined) = intake::store::seq_of(tx, id).await?.filter(|joined| !all.contains(joined))
            {
                all.push(joined);
            }
        }
    }
    Ok(all)
}

/// Destroys what was told under a number: of the dispute, of everybody in it, its files and papers, and every way in. The
/// rows stay with their codes and days, for the figures and the journal. The files follow by a job ([`FORGET`]).
pub async fn contents(tx: &Tx, seq: i64, now: Moment) -> Result<(), StoreError> {
    let rows = sql::rows(tx, "SELECT id FROM parties WHERE number = $1", values![seq]).await?;
    for row in &rows {
        let id = PartyId(sql::cell(row, 0)?);
        keys::destroy(tx, Subject::person(seq, id)).await?;
        session::end_following(tx, id).await?;
    }
    keys::destroy(tx, Subject::number(seq)).await?;
    sql::run(tx, "UPDATE requests SET title = '', secret = NULL WHERE seq = $1", values![seq]).await?;
    sql::run(tx, "UPDATE cases SET title = '' WHERE seq = $1", values![seq]).await?;
    dialect::index_words(tx, seq, "").await?;
    let text = "SELECT digest FROM attachments WHERE number = $1 UNION SELECT digest FROM documents WHERE number = $1";
    let rows = sql::rows(tx, text, values![seq]).await?;
    let digests = rows.iter().map(|row| Ok(hex::encode(sql::cell::<&[u8]>(row, 0)?)));
    let digests: Vec<String> = digests.collect::<Result<_, StoreError>>()?;
    if !digests.is_empty() {
        queue::add(tx, FORGET, &digests, now).await?;
    }
    notify::erase(tx, seq).await?;
    for table in [
        "blocking_keys",
        "attachments",
        "documents",
        "party_access",
        "identity_requests",
        "sharings",
        "linked_tasks",
        "referrals",
        "notices",
        "clocks",
        "clock_moves",
    ] {
        sql::run(tx, &format!("DELETE FROM {table} WHERE number = $1"), values![seq]).await?;
    }
    Ok(())
}

/// The question whether a row names the content of a digest.
pub const NAMED: &str = "SELECT count(*) FROM (SELECT number FROM attachments WHERE digest = $1 \
                         UNION ALL SELECT number FROM documents WHERE digest = $1) AS named";

/// The job: throws away the files of these digests that no row names.
///
/// # Errors
/// Whatever went wrong; the job stays in the queue then.
pub async fn forget(app: App, payload: String) -> Result<(), Failure> {
    for digest in serde_json::from_str::<Vec<String>>(&payload)? {
        let digest = hex::decode(digest)?;
        if sql::value(app.store.read(), NAMED, values![digest.clone()]).await? == Some(0_i64) {
            app.files.forget(&digest).await?;
        }
    }
    Ok(())
}

/// What the trail says of it.
fn noted(seq: i64, at: Moment, by: Actor, what: String) -> Note {
    Note { kind: Kind::PersonErased, at, by, from: None, about: About::Number(seq), what }
}

/// The number as which the case of `number` was opened anew; the people of it are found there too.
async fn opened_anew(tx: &Tx, number: i64) -> Result<Option<i64>, StoreError> {
    let text = "SELECT number FROM reopenings WHERE previous = (SELECT id FROM cases WHERE seq = $1)";
    sql::value(tx, text, values![number]).await
}

async fn find_by_those_who_stay(
    tx: &Tx,
    vault: &Vault,
    seq: i64,
    secret: &[u8; 32],
) -> Result<(), StoreError> {
    let people: Vec<_> =
        intake::store::people(tx, vault, &[seq]).await?.into_iter().map(|(_, party)| party).collect();
    let mut words = String::new();
    if let Some(kept) = intake::store::find(tx, vault, seq).await? {
        words = intake::store::words(&kept.request, &people);
        sql::run(tx, "DELETE FROM blocking_keys WHERE number = $1", values![seq]).await?;
        let keys = Traits::of_request(&kept.request, &people).keys(secret);
        intake::store::add_keys(tx, seq, &keys).await?;
    }
    if let Some(loaded) = case::whole::find(tx, vault, seq).await? {
        let text = case::store::text(&loaded.kept.case, loaded.people.values().map(PartyDetails::called));
        words.extend([" ", &search::tokens(&text)]);
    }
    let imported = sql::rows(tx, "SELECT source FROM imports WHERE number = $1", values![seq]).await?;
    for row in &imported {
        words.extend([" ", &search::tokens(sql::cell(row, 0)?)]);
    }
    dialect::index_words(tx, seq, &vault.spell(&words)).await
}
