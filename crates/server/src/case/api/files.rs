//! How does a program hand in files for a case?

use axum::{
    extract::{Path, Request, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use fengqiao_base::{Actor, Moment, Refusal};
use fengqiao_policy::Action;
use fengqiao_store::{
    StoreError,
    journal::{self, Entry},
    time::from_micros,
};
use fengqiao_web::{form::Posted, problem::Problem};
use serde::Serialize;
use sha2::{Digest, Sha256};
use utoipa::ToSchema;
use uuid::Uuid;

use super::super::{
    load::case_for,
    store::{Attached, Attaching, attach, attachments},
};
use crate::{
    api::{
        answer::{Remembered, json},
        read::once_key,
        words::moment,
    },
    app::App,
    files::receive,
    once::{answered, once, stored},
    viewer::Viewer,
};

/// Attached files, oldest first.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Attachments)]
pub struct FileList {
    attachments: Vec<FileJson>,
}

/// An attached file.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Attachment)]
struct FileJson {
    /// What acts call it.
    id: Uuid,
    /// Its type, found from its content.
    media_type: String,
    /// Bytes.
    size: i64,
    /// SHA-256 of its content, in hexadecimal.
    digest: String,
    /// When it came.
    #[serde(with = "time::serde::rfc3339")]
    #[schema(schema_with = moment)]
    added_at: Moment,
}

/// `GET /api/v1/cases/{number}/attachments`
pub async fn list(
    State(app): State<App>,
    viewer: Viewer,
    Path(number): Path<String>,
) -> Result<Response, Problem> {
    let loaded = case_for(&app, &viewer, Action::ReadCases, &number).await?;
    if loaded.is_masked {
        return Err(Problem::NotFound);
    }
    let told = |file: Attached| FileJson {
        id: file.id,
        media_type: file.media_type,
        size: file.size,
        digest: hex::encode(file.digest),
        added_at: from_micros(file.added_at),
    };
    let files = attachments(app.store.read(), &app.vault, loaded.kept.seq).await.map_err(stored)?;
    Ok(json(&FileList { attachments: files.into_iter().map(told).collect() }))
}

/// `POST /api/v1/cases/{number}/attachments`
pub async fn add(
    State(app): State<App>,
    viewer: Viewer,
    Path(number): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    let key = once_key(request.headers())?;
    let kind = request.headers().get(axum::http::header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    if !kind.is_some_and(|kind| kind.starts_with("multipart/form-data")) {
        return Err(Problem::WrongType);
    }
    let Posted { uploads, .. } = Posted::read(request, &app).await?;
    let asked: Vec<u8> = uploads.iter().flat_map(|upload| Sha256::digest(&upload.bytes)).collect();
    if let Some(kept) = answered(&app, &viewer, &key).await? {
        return Ok(Remembered::read(&kept, &asked)?.into_response());
    }
    let loaded = case_for(&app, &viewer, Action::ActOnCase, &number).await?;
    if loaded.case().stage.is_closed() {
        return Err(Problem::Refused(Refusal::new("attachment-case-closed").at("file")));
    }
    let actor = loaded.acting(Action::ActOnCase)?;
    let mut attaching = Vec::new();
    for upload in uploads {
        let file = receive(upload, "file").await?.map_err(|refusal| Problem::Invalid(vec![refusal]))?;
        let size = file.bytes.len();
        let digest = app.files.keep(file.bytes).await.map_err(Problem::fault)?;
        let id = app.ids.next();
        attaching.push(Attaching { id, name: file.name, media_type: file.kind.media_type, size, digest });
    }
    if attaching.is_empty() {
        return Err(Problem::Invalid(vec![Refusal::new("field-missing").at("file")]));
    }
    let told = |file: &Attaching| FileJson {
        id: file.id.0,
        media_type: file.media_type.to_owned(),
        size: i64::try_from(file.size).unwrap_or(i64::MAX),
        digest: hex::encode(file.digest),
        added_at: viewer.now,
    };
    let list = FileList { attachments: attaching.iter().map(told).collect() };
    let answer = Remembered::new(&asked, StatusCode::CREATED, &list).text();
    let (seq, now, vault) = (loaded.kept.seq, viewer.now, app.vault.clone());
    let kept = once(&app, &viewer, &key, move |tx| {
        Box::pin(async move {
            let by = serde_json::to_string(&actor).expect("an actor is plain data");
            for file in &attaching {
                attach(tx, &vault, seq, file, now, &by).await?;
                record(tx, seq, file, actor, now).await?;
            }
            Ok::<_, StoreError>(answer)
        })
    })
    .await?;
    Ok(Remembered::read(&kept, &asked)?.into_response())
}

/// The journal's word on a file that came without an act.
async fn record(
    tx: &fengqiao_store::Tx,
    seq: i64,
    file: &Attaching,
    by: Actor,
    now: Moment,
) -> Result<(), StoreError> {
    let payload = serde_json::json!({ "number": seq, "digest": hex::encode(file.digest) });
    let entry = Entry::of(now, by, "attached", &payload);
    journal::begin(tx, "attachment", file.id.0, &[entry], None).await
}
