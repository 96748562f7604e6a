//! Where does a produced document stand?

use fengqiao_base::{Actor, Moment};
use fengqiao_domain::case::forms::About;
use fengqiao_seal::Place;
use fengqiao_store::{
    StoreError,
    journal::{self, Entry},
    sql,
    time::to_micros,
    values,
};
use sea_orm::{ConnectionTrait, FromQueryResult};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::order::{about_of, text_of};
use crate::vault::{Lock, Subject, Vault};

/// The word of the journal's entries.
const WORD: &str = "document";

/// The form of a bound dossier; it is none of the forms of the rules.
pub const DOSSIER: &str = "dossier";

/// A document as it stands in the table.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Kept {
    /// Its id.
    pub id: Uuid,
    /// Code of its form, or [`DOSSIER`].
    pub form: String,
    /// How many pages it has; of a dossier those that are numbered.
    pub pages: i64,
    /// SHA-256 of the file.
    pub digest: Vec<u8>,
    /// When it was produced (microseconds).
    pub produced_at: i64,
    /// Who called for it (JSON of an [`Actor`]).
    pub produced_by: String,
    /// What it was produced from (JSON of [`Origin`]).
    pub input: String,
}

/// What a document was produced from; it holds no values of the form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The version of the case.
    pub version: i64,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// Letters that no font has and that must be written in by hand, sealed: they are of somebody's name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub missing: String,
}

impl Kept {
    /// What it was produced from.
    pub fn origin(&self) -> Origin {
        serde_json::from_str(&self.input).unwrap_or_default()
    }

    /// Whether it has letters that must be written in by hand, still sealed.
    pub fn is_sealed(&self) -> bool {
        self.input.contains("\"missing\"")
    }

    /// Opens them.
    pub fn open(&mut self, lock: &Lock) -> Result<(), StoreError> {
        let mut origin = self.origin();
        origin.missing = lock.open(&missing_of(&self.id), &origin.missing)?.unwrap_or_default();
        self.input = serde_json::to_string(&origin).expect("an origin is plain data");
        Ok(())
    }

    /// What it is about, where there can be several of its form.
    pub fn about(&self) -> Option<About> {
        self.origin().about.as_deref().and_then(about_of)
    }

    /// Who called for it.
    pub fn by(&self) -> Option<Actor> {
        serde_json::from_str(&self.produced_by).ok()
    }
}

/// A document to be kept; its file is kept already.
#[derive(Debug, Clone)]
pub struct Keeping {
    /// Its id.
    pub id: Uuid,
    /// The sequence of the case.
    pub case: i64,
    /// Code of its form, or [`DOSSIER`].
    pub form: &'static str,
    /// What it is about.
    pub about: Option<About>,
    /// The version of the case it was made from.
    pub version: i64,
    /// Its title in Chinese.
    pub title: String,
    /// Its pages.
    pub pages: u32,
    /// SHA-256 of the file.
    pub digest: [u8; 32],
    /// Letters that must be written in by hand.
    pub missing: String,
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: Actor,
}

const COLUMNS: &str = "id, form, pages, digest, produced_at, produced_by, input";

/// The documents of a number, newest first.
pub async fn all(conn: &impl ConnectionTrait, vault: &Vault, seq: i64) -> Result<Vec<Kept>, StoreError> {
    let text =
        format!("SELECT {COLUMNS} FROM documents WHERE number = $1 ORDER BY produced_at DESC, id LIMIT 1000");
    let mut kept: Vec<Kept> = sql::all(conn, &text, values![seq]).await?;
    if kept.iter().any(Kept::is_sealed) {
        let lock = vault.lock_of(conn, Subject::number(seq)).await?;
        for one in kept.iter_mut().filter(|one| one.is_sealed()) {
            one.open(&lock)?;
        }
    }
    Ok(kept)
}

/// One document of a number.
pub async fn find(conn: &impl ConnectionTrait, seq: i64, id: Uuid) -> Result<Option<Kept>, StoreError> {
    let text = format!("SELECT {COLUMNS} FROM documents WHERE id = $1 AND number = $2");
    sql::first(conn, &text, values![id, seq]).await
}

/// Where the letters stand that must be written in by hand.
pub fn missing_of(id: &Uuid) -> Place<'_> {
    Place { table: "documents", column: "input", row: id.as_bytes() }
}

/// Keeps a document and says so in the journal. One that is there already stays as it is.
pub async fn keep(conn: &impl ConnectionTrait, vault: &Vault, document: Keeping) -> Result<(), StoreError> {
    let mut missing = document.missing;
    if !missing.is_empty() {
        let key = vault.key_for(conn, Subject::number(document.case)).await?;
        missing = vault.seal(&key, &missing_of(&document.id), &missing);
    }
    let origin = Origin { version: document.version, about: document.about.as_ref().map(text_of), missing };
    let text = "INSERT INTO documents (id, number, form, title, pages, digest, produced_at, produced_by, input) \
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING";
    let values = values![
        document.id,
        document.case,
        document.form,
        document.title,
        i64::from(document.pages),
        document.digest.to_vec(),
        to_micros(document.at),
        serde_json::to_string(&document.by).expect("an actor is plain data"),
        serde_json::to_string(&origin).expect("an origin is plain data")
    ];
    if sql::run(conn, text, values).await? == 0 {
        return Ok(());
    }
    let payload = serde_json::json!({
        "number": document.case,
        "form": document.form,
        "pages": document.pages,
        "digest": hex::encode(document.digest),
    });
    let entry = Entry::of(document.at, document.by, "produced", &payload);
    journal::begin(conn, WORD, document.id, &[entry], None).await
}
