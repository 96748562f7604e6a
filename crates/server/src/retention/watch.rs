//! Whose term is over now, and is proposed, once?
//!
//! A reconciler: it takes no input, looks at what is there, and does no harm when it runs twice or on two servers. It
//! reads the rows whose day has come, and nothing of what is kept. It proposes; a person destroys.

use std::{future::Future, time::Duration as Rest};

use fengqiao_base::{Day, Moment, local_day};
use fengqiao_domain::{
    case::{Case, Confidentiality},
    intake::Request,
    retention::{self, Kept, Rules, Term},
};
use fengqiao_store::{
    Engine, Store, StoreError, Tx, dialect, settings, sql,
    time::{day_text, to_micros},
    values,
};
use sea_orm::{ConnectionTrait, FromQueryResult};
use sha2::{Digest, Sha256};
use tracing::{error, info};

use super::store::State;
use crate::{app::App, case, intake, reference::Reference, vault::Vault};

/// Numbers looked at in one transaction.
const BATCH: i64 = 64;
/// Terms that are reckoned anew in one transaction.
const MANY: i64 = 5000;
/// How long it rests between two looks; a term ends with a day.
const REST: Rest = Rest::from_hours(1);
/// How long it rests between two batches of one look. After an import everything is to be reckoned once; whoever works
/// meanwhile does not notice.
const BREATH: Rest = Rest::from_millis(250);
/// The setting that remembers by which rules the terms were reckoned.
const SETTING: &str = "retention-rules";

/// Reckons the terms of what has ended and proposes what is over at `now`. Says how many were proposed.
pub async fn reconcile(
    store: &Store,
    vault: &Vault,
    rules: &'static Rules,
    now: Moment,
) -> Result<u64, StoreError> {
    follow_rules(store, rules, local_day(now)).await?;
    let mut proposed = 0;
    loop {
        let (looked, found) = next(store, vault, rules, now).await?;
        proposed += found;
        if looked == 0 {
            return Ok(proposed);
        }
    }
}

/// Looks at the next few. Says at how many, and how many were proposed.
async fn next(
    store: &Store,
    vault: &Vault,
    rules: &'static Rules,
    now: Moment,
) -> Result<(usize, u64), StoreError> {
    let vault = vault.clone();
    store.write(move |tx| Box::pin(async move { batch(tx, &vault, rules, now).await })).await
}

/// Looks once an hour until `stopped` resolves.
pub async fn keep(app: App, stopped: impl Future<Output = ()>) {
    tokio::pin!(stopped);
    let rules = &app.reference.retention;
    let mut begins = true;
    loop {
        let now = app.clock.now();
        let looked = async {
            if begins {
                follow_rules(&app.store, rules, local_day(now)).await?;
            }
            next(&app.store, &app.vault, rules, now).await
        };
        let rest = match looked.await {
            Ok((0, _)) => REST,
            Ok((_, proposed)) => {
                if proposed > 0 {
                    info!(proposed, "terms are over");
                }
                BREATH
            }
            Err(failure) => {
                error!(error = %failure, "could not look at terms of retention");
                REST
            }
        };
        begins = rest == REST;
        tokio::select! {
            () = &mut stopped => break,
            () = tokio::time::sleep(rest) => {}
        }
    }
}

/// Lets every term be reckoned anew if it was by other rules than those in force. Says whether it did.
async fn follow_rules(store: &Store, rules: &Rules, today: Day) -> Result<bool, StoreError> {
    let in_force: Vec<_> = Kept::ALL.iter().map(|kept| rules.in_force(*kept, today)).collect();
    let current = hex::encode(Sha256::digest(format!("{in_force:?}")));
    if settings::get(store.read(), SETTING).await?.as_ref() == Some(&current) {
        return Ok(false);
    }
    recompute(store).await?;
    store.write(move |tx| Box::pin(async move { settings::put(tx, SETTING, &current).await })).await?;
    Ok(true)
}

/// Lets every term of what is still there be reckoned anew at the next look. Says how many these are.
pub async fn recompute(store: &Store) -> Result<u64, StoreError> {
    let (mut after, mut all) = (i64::MIN, 0);
    loop {
        let (last, count) = store
            .write(move |tx| {
                Box::pin(async move {
                    let text = "SELECT max(number) FROM (SELECT number FROM disposals WHERE number > $1 \
                                ORDER BY number LIMIT $2) AS part";
                    let last: Option<i64> =
                        sql::value::<Option<i64>>(tx, text, values![after, MANY]).await?.flatten();
                    let Some(last) = last else { return Ok::<_, StoreError>((None, 0)) };
                    let text = "UPDATE disposals SET state = 'new', look_on = '' WHERE number > $1 AND number <= $2 \
                                AND state <> 'destroyed'";
                    Ok((Some(last), sql::run(tx, text, values![after, last]).await?))
                })
            })
            .await?;
        all += count;
        let Some(last) = last else { return Ok(all) };
        after = last;
    }
}

#[derive(FromQueryResult)]
struct Due {
    number: i64,
    kept_until: Option<String>,
}

async fn batch(tx: &Tx, vault: &Vault, rules: &Rules, now: Moment) -> Result<(usize, u64), StoreError> {
    let today = local_day(now);
    let text = dialect::due_terms(Engine::of(tx));
    let due: Vec<Due> = sql::all(tx, text, values![day_text(today), BATCH]).await?;
    let mut proposed = 0;
    for row in &due {
        match look(tx, vault, row, rules, now).await {
            Ok(is_proposed) => proposed += u64::from(is_proposed),
            Err(failure @ StoreError::Unreadable { .. }) => {
                // One row that cannot be read must not keep the others waiting; the log is read by a person.
                error!(number = row.number, error = %failure, "a term cannot be reckoned");
                look_again(tx, row.number, after(today)).await?;
            }
            Err(failure) => return Err(failure),
        }
    }
    Ok((due.len(), proposed))
}

/// The day after, as a column holds it.
pub(super) fn after(day: Day) -> String {
    day_text(day.next_day().unwrap_or(day))
}

async fn look_again(tx: &impl ConnectionTrait, number: i64, on: String) -> Result<(), StoreError> {
    let text = "UPDATE disposals SET look_on = $2 WHERE number = $1";
    sql::run(tx, text, values![number, on]).await.map(|_| ())
}

/// What is known under a number that has ended.
pub(super) struct Ended {
    pub(super) request: Option<intake::store::Kept>,
    pub(super) case: Option<case::store::Kept>,
}

impl Ended {
    pub(super) async fn find(tx: &Tx, vault: &Vault, number: i64) -> Result<Self, StoreError> {
        let case = case::whole::find(tx, vault, number).await?.map(|loaded| loaded.kept);
        Ok(Self { request: intake::store::find(tx, vault, number).await?, case })
    }

    pub(super) fn case(&self) -> Option<&Case> {
        self.case.as_ref().map(|kept| &kept.case)
    }

    pub(super) fn request(&self) -> Option<&Request> {
        self.request.as_ref().map(|kept| &kept.request)
    }
}

/// Looks at one number. Says whether it was proposed.
async fn look(tx: &Tx, vault: &Vault, row: &Due, rules: &Rules, now: Moment) -> Result<bool, StoreError> {
    let today = local_day(now);
    let ended = Ended::find(tx, vault, row.number).await?;
    let (rule, since, last) = match retention::term(ended.request(), ended.case(), rules, today) {
        // It goes on again, or whoever filed it has erased it.
        Term::NotYet => {
            let text = "DELETE FROM disposals WHERE number = $1";
            return sql::run(tx, text, values![row.number]).await.map(|_| false);
        }
        Term::ForEver { since, rule } => (rule, since, None),
        Term::Until { since, last, rule } => (rule, since, Some(last)),
    };
    // Of what the rule says and what somebody decided the later counts.
    let kept_until = row.kept_until.as_deref().map(fengqiao_store::time::day_from_text).transpose()?;
    let decided = last.is_some_and(|last| kept_until.is_some_and(|until| until > last));
    let last = last.map(|last| kept_until.map_or(last, |until| until.max(last)));
    let (state, look_on) = match last {
        None => (State::ForEver, None),
        Some(last) if last >= today => {
            (if decided { State::Kept } else { State::Running }, Some(after(last)))
        }
        Some(_) => match held(tx, row.number, ended.case(), now).await? {
            Some(_) => (if decided { State::Kept } else { State::Running }, Some(after(today))),
            None => (State::Proposed, None),
        },
    };
    let proposed_at = (state == State::Proposed).then(|| to_micros(now));
    write(tx, row.number, &ended).await?;
    let text = "UPDATE disposals SET state = $2, look_on = $3, rule = $4, version = $5, since = $6, last_day = $7, \
                proposed_at = $8, law = $9 WHERE number = $1";
    let values = values![
        row.number,
        state.code(),
        look_on,
        rule.id.code(),
        i64::from(rule.version),
        day_text(since),
        last.map(day_text),
        proposed_at,
        rule.law.as_str(),
    ];
    sql::run(tx, text, values).await?;
    Ok(state == State::Proposed)
}

/// Writes what the list and the register show of a number: codes, no words.
pub(super) async fn write(tx: &Tx, number: i64, ended: &Ended) -> Result<(), StoreError> {
    let divisions = &Reference::shipped().divisions;
    let values = match (&ended.case, &ended.request) {
        (Some(kept), _) => {
            let case = &kept.case;
            // Of a sealed file no list tells what it was about.
            let told = case.class != Confidentiality::Sealed;
            values![
                number,
                case.number.as_str(),
                kept.street.as_str(),
                Some(case.body.0),
                case.mediator().map(|mediator| mediator.0),
                case.class.code(),
                told.then_some(case.dispute_type.as_str()),
                case.stage.code(),
                told.then(|| case.outcome().code()),
            ]
        }
        (None, Some(kept)) => {
            let request = &kept.request;
            let told = request.class.what != Confidentiality::Sealed;
            let street = divisions.street_of(&request.community).map_or("", |street| street.code.as_str());
            values![
                number,
                request.number.to_string(),
                street,
                request.body().map(|body| body.0),
                None::<uuid::Uuid>,
                // Its own class, though whoever takes requests in reads them while they are there.
                request.class.what.code(),
                told.then(|| request.dispute_type()).flatten(),
                request.stage.code(),
                None::<String>,
            ]
        }
        (None, None) => return Ok(()),
    };
    let text = "UPDATE disposals SET shown = $2, street = $3, body = $4, mediator = $5, class = $6, dispute_type = $7, \
                stage = $8, outcome = $9 WHERE number = $1";
    sql::run(tx, text, values).await.map(|_| ())
}

/// Why something is still needed though its term is over; the sentence is `refusal-disposal-held-<code>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// It was opened anew, and what came of it is still there.
    Reopened,
    /// Somebody asks to see who its people are, or sees it.
    Identity,
    /// A court has it, or enforces it.
    Court,
    /// A period still runs.
    Clock,
}

impl Held {
    /// Every reason.
    pub const ALL: [Self; 4] = [Self::Reopened, Self::Identity, Self::Court, Self::Clock];

    /// The code of the refusal.
    pub fn code(self) -> &'static str {
        match self {
            Self::Reopened => "disposal-held-reopened",
            Self::Identity => "disposal-held-identity",
            Self::Court => "disposal-held-court",
            Self::Clock => "disposal-held-clock",
        }
    }
}

/// What keeps a number whose term is over from being destroyed.
pub(super) async fn held(
    tx: &Tx,
    number: i64,
    case: Option<&Case>,
    now: Moment,
) -> Result<Option<Held>, StoreError> {
    let is_there = async |text: &str, values| {
        Ok::<_, StoreError>(sql::value::<i64>(tx, text, values).await?.is_some_and(|count| count > 0))
    };
    // The people of a case that was opened anew came with the number of the first.
    let anew = "SELECT count(*) FROM reopenings o LEFT JOIN disposals d ON d.number = o.number \
                WHERE o.previous = $1 AND coalesce(d.state, '') <> 'destroyed'";
    let asked = "SELECT count(*) FROM identity_requests WHERE number = $1 AND (is_open = 1 OR until_at > $2)";
    let runs = "SELECT count(*) FROM clocks WHERE number = $1 AND due_at > $2";
    let is_reopened = match case {
        Some(case) => is_there(anew, values![case.id.0]).await?,
        None => false,
    };
    Ok(if is_reopened {
        Some(Held::Reopened)
    } else if is_there(asked, values![number, to_micros(now)]).await? {
        Some(Held::Identity)
    } else if case.is_some_and(retention::is_at_court) {
        Some(Held::Court)
    } else if is_there(runs, values![number, to_micros(now)]).await? {
        Some(Held::Clock)
    } else {
        None
    })
}
