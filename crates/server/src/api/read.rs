//! How are the body, the version and the key of an API request read?
//!
//! Whatever is sent, the answer is a problem with a status below 500.

use axum::{
    extract::{FromRequest, Request},
    http::{
        HeaderMap,
        header::{CONTENT_TYPE, HeaderName, IF_MATCH},
    },
};
use fengqiao_base::Refusal;
use fengqiao_web::problem::Problem;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The most bytes of a JSON body.
pub const BODY_LIMIT: usize = 512 * 1024;

/// The header with the key under which a change happens once.
pub const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// A JSON body, with its bytes.
pub struct Sent<T> {
    /// What it says.
    pub body: T,
    /// The text as it came.
    pub text: String,
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Sent<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        let kind = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
        let kind = kind.split(';').next().unwrap_or_default().trim();
        if !kind.eq_ignore_ascii_case("application/json") {
            return Err(Problem::WrongType);
        }
        let bytes =
            axum::body::to_bytes(request.into_body(), BODY_LIMIT).await.map_err(|_| Problem::TooLarge)?;
        let text = String::from_utf8(bytes.into()).map_err(|_| Problem::Malformed("encoding"))?;
        let any: Value = serde_json::from_str(&text).map_err(|_| Problem::Malformed("json"))?;
        if holds_nul(&any) {
            return Err(Problem::Malformed("encoding"));
        }
        let body = serde_json::from_str(&text).map_err(|error| {
            let refusal = Refusal::new("body-not-as-described");
            Problem::Invalid(vec![refusal.with("line", error.line()).with("column", error.column())])
        })?;
        Ok(Self { body, text })
    }
}

/// PostgreSQL keeps no text with this character.
fn holds_nul(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(all) => all.iter().any(holds_nul),
        Value::Object(all) => all.iter().any(|(name, value)| name.contains('\0') || holds_nul(value)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Refuses a change of something whose version is not the one the sender has seen.
pub fn must_match(headers: &HeaderMap, version: i64) -> Result<(), Problem> {
    let seen: Vec<&str> = headers
        .get_all(IF_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(','))
        .map(str::trim)
        .collect();
    if seen.is_empty() || seen == ["*"] {
        return Err(Problem::NeedsVersion);
    }
    let own = format!("\"{version}\"");
    if seen.contains(&own.as_str()) { Ok(()) } else { Err(Problem::Stale) }
}

/// The key under which a change happens once; empty when none was sent. It can be guessed by nobody: 16 characters at
/// least.
pub fn once_key(headers: &HeaderMap) -> Result<String, Problem> {
    let Some(value) = headers.get(IDEMPOTENCY_KEY) else { return Ok(String::new()) };
    let key = value.to_str().unwrap_or_default();
    let is_key = (16..=128).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic());
    if is_key { Ok(key.to_owned()) } else { Err(Problem::Malformed("idempotency-key")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(name: HeaderName, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name, value.parse().unwrap())])
    }

    #[test]
    fn only_the_version_that_is_there_now_matches() {
        let asked = |value| must_match(&sent(IF_MATCH, value), 3).map_err(|problem| problem.code());
        assert_eq!(asked("\"3\""), Ok(()));
        assert_eq!(asked("\"2\", \"3\""), Ok(()));
        assert_eq!(asked("\"2\""), Err("stale"));
        assert_eq!(asked("W/\"3\""), Err("stale"));
        assert_eq!(asked("*"), Err("needs-version"));
        assert_eq!(must_match(&HeaderMap::new(), 3).map_err(|p| p.code()), Err("needs-version"));
    }

    #[test]
    fn a_key_is_long_and_plain() {
        let key = |value| once_key(&sent(IDEMPOTENCY_KEY, value)).map_err(|problem| problem.code());
        assert_eq!(key("0198c2b7-5c1f-7000"), Ok("0198c2b7-5c1f-7000".to_owned()));
        assert_eq!(key("short"), Err("malformed"));
        assert_eq!(key("has blanks in it, many"), Err("malformed"));
        assert_eq!(once_key(&HeaderMap::new()).map_err(|p| p.code()), Ok(String::new()));
    }

    #[test]
    fn the_character_that_no_text_may_hold_is_found_everywhere() {
        for text in [r#"{"a":"\u0000"}"#, r#"{"a":[{"b\u0000":1}]}"#, r#""\u0000""#] {
            assert!(holds_nul(&serde_json::from_str(text).unwrap()), "{text}");
        }
        assert!(!holds_nul(&serde_json::json!({ "a": ["漏水", 1, null] })));
    }
}
