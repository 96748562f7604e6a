//! How does a file get from a form of several steps into a request?
//!
//! It is laid down when it arrives, and the form carries a ticket for it. Only the platform makes tickets, and a ticket
//! is good only in the browser it was given to; so nobody names a file of somebody else.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use fengqiao_base::{Refusal, id::AttachmentId};
use fengqiao_web::{
    form::{FILE_COUNT, Upload},
    problem::Problem,
};
use serde::{Deserialize, Serialize};

use super::store::Attaching;
use crate::{app::App, files::receive, viewer::Viewer};

/// The endings a file chooser offers. Where HEIC is not among them, telephones turn their photos into JPEG.
pub const ACCEPT: &str = ".jpg,.jpeg,.png,.gif,.webp,.pdf,.m4a,.mp3,.amr,.wav,.mp4,.mov,.doc,.docx,.xlsx";

/// A file that was laid down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LaidDown {
    id: AttachmentId,
    digest: String,
    /// Bytes.
    pub size: i64,
    media_type: String,
    /// The name it came with.
    pub name: String,
}

impl LaidDown {
    /// As it is kept with a request.
    pub fn attaching(&self) -> Option<Attaching> {
        Some(Attaching {
            id: self.id,
            name: self.name.clone(),
            media_type: self.media_type.clone(),
            size: self.size,
            digest: hex::decode(&self.digest).ok()?,
        })
    }

    /// Its id.
    pub fn id(&self) -> AttachmentId {
        self.id
    }

    /// The ticket for it.
    pub fn ticket(&self, app: &App, viewer: &Viewer) -> String {
        let json = serde_json::to_vec(self).expect("a file's data are plain");
        format!("{}.{}", URL_SAFE_NO_PAD.encode(&json), seal(app, viewer, &json))
    }

    /// The file of a ticket, if it was given to this browser.
    pub fn of_ticket(app: &App, viewer: &Viewer, ticket: &str) -> Option<Self> {
        let (json, sealed) = ticket.split_once('.')?;
        let json = URL_SAFE_NO_PAD.decode(json).ok()?;
        let is_ours = fengqiao_web::origin::is_same(sealed, &seal(app, viewer, &json));
        if is_ours { serde_json::from_slice(&json).ok() } else { None }
    }
}

fn seal(app: &App, viewer: &Viewer, json: &[u8]) -> String {
    let mut message = viewer.csrf.clone().into_bytes();
    message.push(0);
    message.extend_from_slice(json);
    hex::encode(&app.keys.mac("upload", &message)[..16])
}

/// Lays down what arrived beside `already`; says which files are not taken.
pub async fn lay_down(
    app: &App,
    uploads: Vec<Upload>,
    already: usize,
) -> Result<(Vec<LaidDown>, Vec<Refusal>), Problem> {
    let (mut kept, mut refused) = (Vec::new(), Vec::new());
    for upload in uploads {
        if already + kept.len() >= FILE_COUNT {
            refused.push(Refusal::new("file-too-many").at("files").with("most", FILE_COUNT));
            break;
        }
        let file = match receive(upload, "files").await? {
            Ok(file) => file,
            Err(refusal) => {
                refused.push(refusal);
                continue;
            }
        };
        let size = i64::try_from(file.bytes.len()).unwrap_or(i64::MAX);
        let digest = app.files.lay_down(file.bytes).await.map_err(Problem::fault)?;
        kept.push(LaidDown {
            id: app.ids.next(),
            digest: hex::encode(digest),
            size,
            media_type: file.kind.media_type.to_owned(),
            name: file.name,
        });
    }
    Ok((kept, refused))
}

/// Makes what was laid down count.
pub async fn take_up(app: &App, files: &[Attaching]) -> Result<(), Problem> {
    for file in files {
        app.files.take_up(&file.digest).await.map_err(Problem::fault)?;
    }
    Ok(())
}
