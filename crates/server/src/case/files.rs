//! How is an attached file read again?

use axum::{
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
};
use fengqiao_policy::Action;
use fengqiao_store::{sql, values};
use fengqiao_web::problem::Problem;
use uuid::Uuid;

use super::{load::case_for, store::Attached};
use crate::{app::App, once::stored, viewer::Viewer};

/// `GET /cases/{number}/attachments/{id}`
pub async fn read(
    State(app): State<App>,
    viewer: Viewer,
    Path((number, id)): Path<(String, Uuid)>,
) -> Result<Response, Problem> {
    let loaded = case_for(&app, &viewer, Action::ReadCases, &number).await?;
    if loaded.is_masked {
        return Err(Problem::NotFound);
    }
    send(&app, loaded.kept.seq, id).await
}

/// The file of a number, as a download whose name tells nothing about a person.
pub(crate) async fn send(app: &App, seq: i64, id: Uuid) -> Result<Response, Problem> {
    let text =
        "SELECT id, name, media_type, size, digest, added_at FROM attachments WHERE id = $1 AND number = $2";
    let file: Option<Attached> =
        sql::first(app.store.read(), text, values![id, seq]).await.map_err(stored)?;
    let file = file.ok_or(Problem::NotFound)?;
    let bytes = app.files.read(&file.digest).await.map_err(Problem::fault)?;
    let ending = crate::files::sniff(&bytes).map_or("bin", |found| found.ending);
    let disposition = format!("attachment; filename=\"{seq}-{}.{ending}\"", &id.simple().to_string()[20..]);
    Ok(([(header::CONTENT_TYPE, file.media_type), (header::CONTENT_DISPOSITION, disposition)], bytes)
        .into_response())
}
