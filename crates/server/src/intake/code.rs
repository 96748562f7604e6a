//! Does the telephone that was given ring with whoever files?
//!
//! Optional: a code goes out as a short message and comes back in the form. Filing works without. What was sent stands in
//! the table `messages`, from which whatever sends short messages takes it; the demonstration shows it on a page.

use fengqiao_base::{Moment, Refusal};
use fengqiao_domain::intake::Phone;
use fengqiao_store::{StoreError, sql, time::to_micros, values};
use fengqiao_web::{form::Fields, origin, problem::Problem};
use time::Duration;
use uuid::Uuid;

use crate::{app::App, attempts, once::stored, viewer::Viewer};

/// How long a code is good.
const GOOD: Duration = Duration::minutes(10);
/// How many codes go to one telephone in an hour.
const MOST_CODES: i64 = 3;
/// How often a code may be mistyped.
const MOST_TRIES: i64 = 5;
/// How long a message is kept.
const KEPT: Duration = Duration::days(1);

/// Sends a code to a telephone and gives the ticket that the form carries.
pub async fn send(app: &App, viewer: &Viewer, phone: &str) -> Result<Result<String, Refusal>, Problem> {
    let Some(phone) = Phone::read(phone).filter(Phone::is_mobile) else {
        return Ok(Err(Refusal::new("phone-code-needs-mobile")));
    };
    let phone = phone.to_string();
    let key = attempts::key(app, "code to", &phone);
    if attempts::count(app, &key, viewer.now).await? >= MOST_CODES {
        return Ok(Err(Refusal::new("phone-code-too-many")));
    }
    attempts::add(app, &key, viewer.now, Duration::hours(1)).await?;
    let number = u32::from_be_bytes(app.ids.bytes()) % 1_000_000;
    let until = (viewer.now + GOOD).unix_timestamp();
    let code = format!("{number:06}");
    let text = viewer.lang.ta("intake-code-message", &[("code", &code), ("minutes", &GOOD.whole_minutes())]);
    let (id, now) = (app.ids.next::<Uuid>(), viewer.now);
    let to = app.vault.seal_message("phone", id, &phone);
    let text = app.vault.seal_message("text", id, &text);
    app.store
        .write(move |tx| {
            Box::pin(async move {
                let insert = "INSERT INTO messages (id, at, phone, text) VALUES ($1, $2, $3, $4)";
                sql::run(tx, insert, values![id, to_micros(now), to, text]).await
            })
        })
        .await
        .map_err(stored)?;
    Ok(Ok(format!("{until}.{}", seal(app, viewer, &phone, &code, until))))
}

/// Whether the code of the form is the one that was sent to this telephone; a wrong one is counted.
pub async fn verified(
    app: &App,
    viewer: &Viewer,
    fields: &Fields,
    phone: &str,
) -> Result<Result<bool, Refusal>, Problem> {
    let (Some(code), Some(ticket)) = (fields.filled("code"), fields.filled("code_ticket")) else {
        return Ok(Ok(false));
    };
    let wrong = Ok(Err(Refusal::new("phone-code-wrong")));
    let Some((until, sealed)) = ticket.split_once('.') else { return wrong };
    let Ok(until) = until.parse::<i64>() else { return wrong };
    if until < viewer.now.unix_timestamp() {
        return Ok(Err(Refusal::new("phone-code-over")));
    }
    let tries = attempts::key(app, "code tried", sealed);
    if attempts::count(app, &tries, viewer.now).await? >= MOST_TRIES {
        return Ok(Err(Refusal::new("phone-code-over")));
    }
    let phone = Phone::read(phone).map(|phone| phone.to_string()).unwrap_or_default();
    let code = fengqiao_domain::search::folded(code).replace(' ', "");
    if origin::is_same(sealed, &seal(app, viewer, &phone, &code, until)) {
        return Ok(Ok(true));
    }
    attempts::add(app, &tries, viewer.now, GOOD).await?;
    wrong
}

fn seal(app: &App, viewer: &Viewer, phone: &str, code: &str, until: i64) -> String {
    let message = format!("{}\n{phone}\n{code}\n{until}", viewer.csrf);
    hex::encode(&app.keys.mac("code", message.as_bytes())[..16])
}

/// Forgets messages that were on their way long enough.
pub async fn forget(app: &App, now: Moment) -> Result<u64, StoreError> {
    let before = to_micros(now - KEPT);
    app.store
        .write(move |tx| {
            Box::pin(async move { sql::run(tx, "DELETE FROM messages WHERE at < $1", values![before]).await })
        })
        .await
}
