//! What happens when somebody confirms that a number is destroyed, or keeps it longer? Each number by itself, once.

use fengqiao_base::{Actor, Day, Moment, local_day};
use fengqiao_domain::retention::{self, Kept, Rules, Term};
use fengqiao_store::{
    StoreError, Tx,
    journal::{self, Entry},
    sql,
    time::{day_text, to_micros},
    values,
};
use uuid::Uuid;

use super::{
    store::{State, reason_of},
    watch::{Ended, Held, after, held, write},
};
use crate::{
    app::App,
    case, intake,
    trail::{self, About, Kind, Note},
    vault::{self, Subject, Vault, erase},
};

/// What came of a confirmation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Came {
    /// It is destroyed.
    Destroyed,
    /// Somebody has decided already.
    Decided,
    /// It is needed again, and was taken from the list.
    Held(Held),
    /// Its term is not over any more: it goes on, or a rule was changed.
    NotOver,
}

/// Who decides, when, and in which note.
#[derive(Debug, Clone)]
pub struct Deciding {
    /// Who.
    pub by: Actor,
    /// When.
    pub at: Moment,
    /// From which address.
    pub from: Option<std::net::IpAddr>,
}

impl Deciding {
    fn note(&self, kind: Kind, number: i64, what: String) -> Note {
        Note { kind, at: self.at, by: self.by, from: self.from, about: About::Number(number), what }
    }
}

/// Destroys what was told under a number whose term is over, and under those that were joined into it. Codes, days and
/// figures stay, and so does the journal. What the same account has destroyed before is destroyed.
pub async fn destroy(app: &App, number: i64, deciding: Deciding) -> Result<Came, StoreError> {
    let rules = &app.reference.retention;
    let came = trail::behind(|| {
        let (vault, deciding) = (app.vault.clone(), deciding.clone());
        app.store
            .write(move |tx| Box::pin(async move { destroy_in(tx, &vault, rules, number, &deciding).await }))
    });
    let came = came.await?;
    app.sessions.forget();
    Ok(came)
}

async fn destroy_in(
    tx: &Tx,
    vault: &Vault,
    rules: &'static Rules,
    number: i64,
    deciding: &Deciding,
) -> Result<Came, StoreError> {
    let group = erase::group(tx, vault, number).await?;
    // Held until the transaction ends, so that of two who decide one does, and nobody opens it anew meanwhile.
    let text = "UPDATE disposals SET number = number WHERE number = $1 AND state = 'proposed'";
    if sql::run(tx, text, values![number]).await? == 0 {
        let text = "SELECT decided_by FROM disposals WHERE number = $1 AND state = 'destroyed'";
        let by: Option<String> = sql::value(tx, text, values![number]).await?;
        return Ok(if by == Some(text_of(deciding.by)) { Came::Destroyed } else { Came::Decided });
    }
    case::store::hold(tx, number).await?;
    let today = local_day(deciding.at);
    let ended = Ended::find(tx, vault, number).await?;
    let term = retention::term(ended.request(), ended.case(), rules, today);
    let Term::Until { last, rule, .. } = term else {
        return take_back(tx, number, today, Came::NotOver).await;
    };
    if last >= today {
        return take_back(tx, number, today, Came::NotOver).await;
    }
    if let Some(held) = held(tx, number, ended.case(), deciding.at).await? {
        return take_back(tx, number, today, Came::Held(held)).await;
    }
    let joined = group.into_iter().filter(|joined| *joined != number);
    let mut with_it = Vec::new();
    for joined in joined {
        let ended = Ended::find(tx, vault, joined).await?;
        if ended.request().is_none() {
            continue;
        }
        if let Some(held) = held(tx, joined, ended.case(), deciding.at).await? {
            return take_back(tx, number, today, Came::Held(held)).await;
        }
        with_it.push((joined, ended));
    }
    let under = (rule.id, rule.version);
    destroy_one(tx, number, &ended, under, deciding).await?;
    for (joined, ended) in with_it {
        // Shown beside the one that went on for it, with the same days.
        let text = "INSERT INTO disposals (number, state, rule, law, version, since, last_day, proposed_at) \
                    SELECT $1, 'proposed', rule, law, version, since, last_day, proposed_at FROM disposals \
                    WHERE number = $2 ON CONFLICT DO NOTHING";
        sql::run(tx, text, values![joined, number]).await?;
        write(tx, joined, &ended).await?;
        destroy_one(tx, joined, &ended, under, deciding).await?;
    }
    Ok(Came::Destroyed)
}

/// An actor as a column holds it.
pub(super) fn text_of(by: Actor) -> String {
    serde_json::to_string(&by).expect("an actor is plain data")
}

async fn take_back(tx: &Tx, number: i64, today: Day, came: Came) -> Result<Came, StoreError> {
    let (state, on) = match came {
        // Looked at anew at once, with what is true of it now.
        Came::NotOver => (State::New, String::new()),
        Came::Held(_) | Came::Decided | Came::Destroyed => (State::Running, after(today)),
    };
    let text = "UPDATE disposals SET state = $2, look_on = $3 WHERE number = $1";
    sql::run(tx, text, values![number, state.code(), on]).await?;
    Ok(came)
}

async fn destroy_one(
    tx: &Tx,
    number: i64,
    ended: &Ended,
    (rule, version): (Kept, u32),
    deciding: &Deciding,
) -> Result<(), StoreError> {
    let payload = serde_json::json!({ "number": number, "rule": rule.code(), "version": version });
    let entry = || Entry::of(deciding.at, deciding.by, "destroyed", &payload);
    if let Some(request) = ended.request() {
        journal::append(tx, intake::store::WORD, request.id.0, &[entry()], None).await?;
    }
    if let Some(case) = ended.case() {
        journal::append(tx, case::store::WORD, case.id.0, &[entry()], None).await?;
    }
    erase::contents(tx, number, deciding.at).await?;
    let text = "UPDATE disposals SET state = 'destroyed', look_on = NULL, decided_at = $2, decided_by = $3, \
                reason = NULL WHERE number = $1";
    sql::run(tx, text, values![number, to_micros(deciding.at), text_of(deciding.by)]).await?;
    let what = format!("{} {version}", rule.code());
    deciding.note(Kind::DisposalConfirmed, number, what).keep_in(tx).await
}

/// Keeps a number whose term is over until the end of a day. Says whether it was still to be decided.
pub async fn keep_longer(
    app: &App,
    number: i64,
    until: Day,
    reason: String,
    deciding: Deciding,
) -> Result<bool, StoreError> {
    trail::behind(|| {
        let (vault, reason, deciding) = (app.vault.clone(), reason.clone(), deciding.clone());
        app.store.write(move |tx| {
            Box::pin(async move { keep_longer_in(tx, &vault, number, until, &reason, &deciding).await })
        })
    })
    .await
}

async fn keep_longer_in(
    tx: &Tx,
    vault: &Vault,
    number: i64,
    until: Day,
    reason: &str,
    deciding: &Deciding,
) -> Result<bool, StoreError> {
    let key = match vault.key_for(tx, Subject::number(number)).await {
        Err(StoreError::Conflict { .. }) => return Ok(false),
        key => key?,
    };
    let reason = vault.seal(&key, &reason_of(&vault::row(number)), reason);
    let text = "UPDATE disposals SET state = 'kept', look_on = $2, last_day = $3, kept_until = $3, reason = $4, \
                decided_at = $5, decided_by = $6 WHERE number = $1 AND state = 'proposed'";
    let (at, by) = (to_micros(deciding.at), text_of(deciding.by));
    let values = values![number, after(until), day_text(until), reason, at, by];
    if sql::run(tx, text, values).await? == 0 {
        return Ok(false);
    }
    let payload = serde_json::json!({ "number": number, "until": until });
    let entry = Entry::of(deciding.at, deciding.by, "kept_longer", &payload);
    for (word, table) in [(intake::store::WORD, "requests"), (case::store::WORD, "cases")] {
        let text = format!("SELECT id FROM {table} WHERE seq = $1");
        if let Some(id) = sql::value::<Uuid>(tx, &text, values![number]).await? {
            journal::append(tx, word, id, std::slice::from_ref(&entry), None).await?;
        }
    }
    deciding.note(Kind::DisposalPutOff, number, day_text(until)).keep_in(tx).await?;
    Ok(true)
}
