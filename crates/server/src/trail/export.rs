//! `GET /trail.json`: what the filter finds, with its proof.

use axum::{
    Json,
    extract::{RawQuery, State},
    http::header,
    response::{IntoResponse, Response},
};
use fengqiao_base::Refusal;
use fengqiao_policy::Action;
use fengqiao_web::{form::Fields, problem::Problem};

use super::{pages::asked_of, proof};
use crate::{app::App, once::stored, viewer::Viewer};

/// `GET /trail.json`
pub(super) async fn export(
    State(app): State<App>,
    viewer: Viewer,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes())?;
    let (asked, complaints) = asked_of(&app, &fields).await?;
    if !complaints.is_empty() {
        return Err(Problem::Invalid(complaints));
    }
    // Taking a part of the trail out is noted in it first, so that the part already tells of itself.
    super::taking_out(&app, &viewer, Action::ReadTrail, "trail.json").await?;
    let extract = proof::extract(&app.store, &app.keys, &asked, viewer.now).await.map_err(stored)?;
    let Some(extract) = extract else {
        return Err(Problem::Invalid(vec![Refusal::new("trail-too-many").with("most", proof::MOST)]));
    };
    let disposition = [(header::CONTENT_DISPOSITION, "attachment; filename=\"trail.json\"")];
    Ok((disposition, Json(extract)).into_response())
}
