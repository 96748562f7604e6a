//! Does the telephone that was given ring with whoever files?
//!
//! A code goes out as a short message ([`crate::notify`]) and comes back in the form. Filing works without.

use fengqiao_base::{Moment, Refusal};
use fengqiao_domain::intake::Phone;
use fengqiao_web::{form::Fields, origin, problem::Problem};
use time::Duration;

use crate::{
    app::App,
    attempts,
    notify::{Message, To},
    once::stored,
    viewer::Viewer,
};

/// How long a code is good.
const GOOD: Duration = Duration::minutes(10);
/// How many codes go to one telephone in an hour.
const MOST_CODES: i64 = 3;
/// How often a code may be mistyped.
const MOST_TRIES: i64 = 5;

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
    let now = viewer.now;
    let message = Message::new(app, &To::Phone(phone.clone()), &text, Some(now + GOOD));
    app.store.write(move |tx| Box::pin(async move { message.keep(tx, now).await })).await.map_err(stored)?;
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
    let _turn = attempts::turn(&tries).await;
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

/// Makes a code that was right good no more: whoever comes to the same browser next does not send it again.
pub async fn use_up(app: &App, fields: &Fields, now: Moment) -> Result<(), Problem> {
    let sealed = fields.get("code_ticket").split_once('.').map_or("", |(_, sealed)| sealed);
    let tries = attempts::key(app, "code tried", sealed);
    for _ in 0..MOST_TRIES {
        attempts::add(app, &tries, now, GOOD).await?;
    }
    Ok(())
}
