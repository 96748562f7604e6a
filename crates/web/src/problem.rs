//! What does a handler answer when it cannot do what was asked?
//!
//! A handler returns a [`Problem`]; the outermost layer turns it into a page or, under `/api`, into problem+json
//! (RFC 9457), in the reader's language.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use fengqiao_base::Refusal;

/// Why there is no answer.
#[derive(Debug, Clone)]
pub enum Problem {
    /// It does not exist, or not for this reader.
    NotFound,
    /// Somebody has to sign in first.
    SignIn,
    /// The rules say no.
    Refused(Refusal),
    /// Fields of a form or an API body are not as they should be.
    Invalid(Vec<Refusal>),
    /// Somebody else changed the same thing first.
    Conflict,
    /// The version that was seen is not the one there is.
    Stale,
    /// A change must say which version was seen.
    NeedsVersion,
    /// The request cannot be read at all.
    Malformed(&'static str),
    /// The body is of a type that is not taken here.
    WrongType,
    /// More was sent than is taken.
    TooLarge,
    /// The address is longer than any of ours.
    TooLong,
    /// What was sent came too slowly.
    TooSlow,
    /// Asked too often.
    TooOften {
        /// After so many seconds it may be asked again.
        seconds: u64,
    },
    /// No room on the disk: nothing was kept.
    Full,
    /// A fault of ours; the log has it under the request's id.
    Fault,
}

impl Problem {
    /// Logs the fault where it happened and answers with nothing of it.
    pub fn fault(error: impl std::error::Error) -> Self {
        let mut chain = error.to_string();
        let mut source = error.source();
        while let Some(cause) = source {
            chain.push_str(": ");
            chain.push_str(&cause.to_string());
            source = cause.source();
        }
        tracing::error!(error = %chain, "a request failed");
        Self::Fault
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::SignIn => StatusCode::UNAUTHORIZED,
            Self::Refused(_) | Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Conflict => StatusCode::CONFLICT,
            Self::Stale => StatusCode::PRECONDITION_FAILED,
            Self::NeedsVersion => StatusCode::PRECONDITION_REQUIRED,
            Self::WrongType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Malformed(_) => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooLong => StatusCode::URI_TOO_LONG,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::TooOften { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Full => StatusCode::INSUFFICIENT_STORAGE,
            Self::Fault => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Stable code of the problem, kebab-case.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "not-found",
            Self::SignIn => "sign-in",
            Self::Refused(refusal) => refusal.code,
            Self::Invalid(_) => "invalid",
            Self::Conflict => "conflict",
            Self::Stale => "stale",
            Self::NeedsVersion => "needs-version",
            Self::WrongType => "wrong-type",
            Self::Malformed(_) => "malformed",
            Self::TooLarge => "too-large",
            Self::TooLong => "too-long",
            Self::TooSlow => "too-slow",
            Self::TooOften { .. } => "too-often",
            Self::Full => "full",
            Self::Fault => "fault",
        }
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}
