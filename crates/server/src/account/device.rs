//! Has this account signed in from this browser before?
//!
//! Wrong passwords lock an account for a while. A stranger could lock out a whole centre so, by typing nonsense at each
//! of its accounts. A browser from which somebody signed in carries a mark of it, and its tries are counted apart.

use axum::http::HeaderMap;
use fengqiao_web::origin;

use super::session;
use crate::app::App;

const YEAR_IN_SECONDS: u32 = 365 * 24 * 3600;

/// The cookie with the mark: one for each account, for several people work at one window.
fn cookie_of(app: &App, login: &str) -> String {
    format!("fq_device_{}", hex::encode(&app.keys.mac("device cookie", login.as_bytes())[..4]))
}

fn seal(app: &App, login: &str, nonce: &str) -> String {
    hex::encode(&app.keys.mac("device", format!("{login}\n{nonce}").as_bytes())[..16])
}

/// What tells this browser from others, if `login` has signed in from it before.
pub fn known<'h>(app: &App, headers: &'h HeaderMap, login: &str) -> Option<&'h str> {
    let (nonce, sealed) = origin::cookie(headers, &cookie_of(app, login))?.split_once('.')?;
    origin::is_same(sealed, &seal(app, login, nonce)).then_some(nonce)
}

/// The cookie line that marks a browser from which `login` signs in.
pub fn mark(app: &App, login: &str) -> String {
    let nonce = hex::encode(app.ids.bytes::<16>());
    let (cookie, sealed) = (cookie_of(app, login), seal(app, login, &nonce));
    format!("{cookie}={nonce}.{sealed}; Max-Age={YEAR_IN_SECONDS}; {}", session::kept_safe(app))
}
