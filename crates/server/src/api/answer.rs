//! How does an answer of the API leave, and how is it given again?

use axum::{
    Json,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use fengqiao_base::Refusal;
use fengqiao_web::problem::Problem;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

/// A JSON answer.
pub fn json(body: &impl Serialize) -> Response {
    Json(body).into_response()
}

/// A JSON answer about something that has a version; nothing but "not modified" for whoever has seen it.
pub fn versioned(headers: &HeaderMap, version: i64, body: &impl Serialize) -> Response {
    let tag = tag(version);
    let seen = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok()).unwrap_or("");
    let is_seen = seen.split(',').any(|one| one.trim().trim_start_matches("W/") == tag);
    let mut response =
        if is_seen { StatusCode::NOT_MODIFIED.into_response() } else { Json(body).into_response() };
    add_tag(&mut response, version);
    response
}

fn tag(version: i64) -> String {
    format!("\"{version}\"")
}

fn add_tag(response: &mut Response, version: i64) {
    if let Ok(tag) = tag(version).parse() {
        response.headers_mut().insert(header::ETAG, tag);
    }
}

/// The address of the next page of a list, beside the same address in the body's `next`.
pub fn linked(mut response: Response, next: Option<&str>) -> Response {
    if let Some(next) = next
        && let Ok(link) = HeaderValue::from_str(&format!("<{next}>; rel=\"next\""))
    {
        response.headers_mut().insert(header::LINK, link);
    }
    response
}

/// `path` with its query changed: every pair but `name`, and `name=value` at the end.
pub fn address(path: &str, query: &str, name: &str, value: impl std::fmt::Display) -> String {
    let kept: Vec<&str> =
        query.split('&').filter(|pair| !pair.is_empty() && pair.split('=').next() != Some(name)).collect();
    let own = format!("{name}={value}");
    format!("{path}?{}", kept.into_iter().chain([own.as_str()]).collect::<Vec<_>>().join("&"))
}

/// An answer that is remembered under the key of its request. It holds no personal data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remembered {
    /// Digest of the body it answers.
    asked: String,
    status: u16,
    version: Option<i64>,
    location: Option<String>,
    body: Value,
}

impl Remembered {
    /// What is answered to the body `asked`.
    pub fn new(asked: &[u8], status: StatusCode, body: &impl Serialize) -> Self {
        let body = serde_json::to_value(body).expect("an answer is plain data");
        Self { asked: digest(asked), status: status.as_u16(), version: None, location: None, body }
    }

    /// With the version of the thing.
    pub fn at_version(self, version: i64) -> Self {
        Self { version: Some(version), ..self }
    }

    /// With the address of what came into being.
    pub fn at(self, location: String) -> Self {
        Self { location: Some(location), ..self }
    }

    /// As it is kept.
    pub fn text(&self) -> String {
        serde_json::to_string(self).expect("an answer is plain data")
    }

    /// What was kept, if it answers this body.
    ///
    /// # Errors
    /// `key-used-otherwise` when the key came with another body before.
    pub fn read(kept: &str, asked: &[u8]) -> Result<Self, Problem> {
        let kept: Self = serde_json::from_str(kept).map_err(Problem::fault)?;
        if kept.asked == digest(asked) {
            Ok(kept)
        } else {
            Err(Problem::Refused(Refusal::new("key-used-otherwise")))
        }
    }
}

fn digest(body: &[u8]) -> String {
    hex::encode(&Sha256::digest(body)[..16])
}

impl IntoResponse for Remembered {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::OK);
        let mut response = (status, Json(self.body)).into_response();
        if let Some(version) = self.version {
            add_tag(&mut response, version);
        }
        if let Some(Ok(location)) = self.location.map(|location| location.parse()) {
            response.headers_mut().insert(header::LOCATION, location);
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_page_keeps_what_was_asked() {
        assert_eq!(
            address("/x", "open=no&before=9&q=%E6%BC%8F", "before", 7),
            "/x?open=no&q=%E6%BC%8F&before=7"
        );
        assert_eq!(address("/x", "", "before", 7), "/x?before=7");
    }

    #[test]
    fn a_key_holds_for_one_body() {
        let kept = Remembered::new(b"{}", StatusCode::CREATED, &1).at_version(2).text();
        assert!(Remembered::read(&kept, b"{}").is_ok());
        let other = Remembered::read(&kept, b"{ }").map_err(|problem| problem.code());
        assert_eq!(other.unwrap_err(), "key-used-otherwise");
    }
}
