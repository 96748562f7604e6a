//! What does whoever goes off duty leave for the next one?
//!
//! Short notes of a body, sealed, for those who hold a post there and for dispatchers; they go after half a year.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use fengqiao_base::{AccountId, Actor, BodyId, Duty, Moment, Refusal};
use fengqiao_domain::{
    account::Post,
    centre::{Body, Network},
};
use fengqiao_store::{
    StoreError,
    journal::{self, Entry},
    sql,
    time::{from_micros, to_micros},
    values,
};
use fengqiao_web::{form::Posted, page::Form, problem::Problem};
use sea_orm::{ConnectionTrait, FromQueryResult};
use serde_json::json;
use uuid::Uuid;

use super::{
    desk::{keeps, shown},
    store,
};
use crate::{
    app::App,
    once::{once, stored},
    render::{page, see, with_status},
    vault::Vault,
    viewer::Viewer,
};

/// So many characters a note holds.
const LONGEST: usize = 1000;
/// So many notes are shown, the newest first.
const SHOWN: i64 = 20;
/// For which purpose a note is sealed.
const SEALED: &str = "handovers.text";

/// A note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Its id.
    pub id: Uuid,
    /// When it was left.
    pub at: Moment,
    /// By whom.
    pub by: AccountId,
    /// What it says.
    pub text: String,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    at: i64,
    account: Uuid,
    text: String,
}

/// Whether somebody may read and leave notes here.
pub fn is_for(viewer: &Viewer, body: &Body) -> bool {
    let Ok(account) = viewer.account() else { return false };
    let works_here = |post: &Post| post.body == Some(body.id) || post.duties.contains(&Duty::Dispatcher);
    body.roster.is_some() && account.posts.iter().any(works_here)
}

/// The newest notes of a body.
pub async fn of(conn: &impl ConnectionTrait, vault: &Vault, body: BodyId) -> Result<Vec<Note>, StoreError> {
    let text =
        "SELECT id, at, account, text FROM handovers WHERE body = $1 ORDER BY at DESC, id DESC LIMIT $2";
    let rows: Vec<Row> = sql::all(conn, text, values![body.0, SHOWN]).await?;
    let read = |row: Row| {
        let plain = vault.open_own(SEALED, &row.id.to_string(), &row.text)?;
        let text = String::from_utf8(plain).map_err(|error| StoreError::unreadable("handover", error))?;
        Ok(Note { id: row.id, at: from_micros(row.at), by: AccountId(row.account), text })
    };
    rows.into_iter().map(read).collect()
}

/// The body, and as whom the viewer leaves and takes back notes there.
fn noting<'n>(
    viewer: &Viewer,
    network: &'n Network,
    code: &str,
) -> Result<(&'n Body, AccountId, Actor), Problem> {
    let body = network.by_code(code).filter(|body| is_for(viewer, body)).ok_or(Problem::NotFound)?;
    let by = viewer.actors(None).into_iter().next().ok_or(Problem::NotFound)?;
    Ok((body, viewer.account()?.id, by))
}

/// `POST /bodies/{code}/handovers`
pub(super) async fn leave(
    State(app): State<App>,
    viewer: Viewer,
    Path(code): Path<String>,
    Posted { fields, .. }: Posted,
) -> Result<Response, Problem> {
    let network = store::network(app.store.read()).await.map_err(stored)?;
    let (body, account, by) = noting(&viewer, &network, &code)?;
    let note = match checked(fields.get("note")) {
        Ok(note) => note,
        Err(refusal) => {
            let form = Form::sent(fields.0).refused(viewer.lang, &refusal);
            let again = shown(&app, &viewer, &network, body, form).await?;
            return Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, page(&again)));
        }
    };
    let (id, now, body) = (app.ids.next::<Uuid>(), viewer.now, body.id);
    let sealed = app.vault.seal_own(SEALED, &id.to_string(), note.as_bytes());
    once(&app, &viewer, fields.get("idempotency_key"), move |tx| {
        Box::pin(async move {
            let text = "INSERT INTO handovers (id, body, at, account, text) VALUES ($1, $2, $3, $4, $5)";
            sql::run(tx, text, values![id, body.0, to_micros(now), account.0, sealed]).await?;
            let entry = Entry::of(now, by, "handed_over", &json!({}));
            journal::append(tx, store::WORD, body.0, &[entry], None).await?;
            Ok(String::new())
        })
    })
    .await?;
    Ok(see(&format!("/bodies/{code}"), "centre-handover-left"))
}

/// `POST /bodies/{code}/handovers/{id}/remove`: whoever left it takes it back, or whoever keeps the roster does.
pub(super) async fn remove(
    State(app): State<App>,
    viewer: Viewer,
    Path((code, id)): Path<(String, Uuid)>,
    Posted { fields, .. }: Posted,
) -> Result<Response, Problem> {
    let network = store::network(app.store.read()).await.map_err(stored)?;
    let (body, account, by) = noting(&viewer, &network, &code)?;
    let (now, of, keeps) = (viewer.now, body.id, keeps(&viewer, body));
    once(&app, &viewer, fields.get("idempotency_key"), move |tx| {
        Box::pin(async move {
            let text = "DELETE FROM handovers WHERE id = $1 AND body = $2 AND (account = $3 OR $4 = 1)";
            if sql::run(tx, text, values![id, of.0, account.0, i64::from(keeps)]).await? == 1 {
                let entry = Entry::of(now, by, "handover_removed", &json!({}));
                journal::append(tx, store::WORD, of.0, &[entry], None).await?;
            }
            Ok(String::new())
        })
    })
    .await?;
    Ok(see(&format!("/bodies/{code}"), "centre-handover-removed"))
}

fn checked(note: &str) -> Result<String, Refusal> {
    let note = note.replace("\r\n", "\n").trim().to_owned();
    match note.chars().count() {
        0 => Err(Refusal::new("field-missing").at("note")),
        count if count > LONGEST => Err(Refusal::new("words-too-long").at("note").with("longest", LONGEST)),
        _ => Ok(note),
    }
}

/// Forgets notes from before a moment.
pub async fn forget(app: &App, before: Moment) -> Result<u64, StoreError> {
    let before = to_micros(before);
    app.store
        .write(move |tx| {
            Box::pin(
                async move { sql::run(tx, "DELETE FROM handovers WHERE at < $1", values![before]).await },
            )
        })
        .await
}
