//! What did each account choose of messages, and where is that kept?
//!
//! Where messages go is sealed; the rest are codes and times of day. Whoever chose nothing has no row.

use std::collections::BTreeMap;

use fengqiao_base::AccountId;
use fengqiao_domain::notify::{Channel, Choice, Contact};
use fengqiao_store::{StoreError, Tx, sql, values};
use fengqiao_web::lang::Lang;
use sea_orm::{ConnectionTrait, FromQueryResult};
use tracing::error;
use uuid::Uuid;

use super::push;
use crate::vault::Vault;

/// What an account chose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// How often it was saved; 0: never.
    pub version: i64,
    /// The language of messages.
    pub lang: Lang,
    /// What was chosen.
    pub choice: Choice,
    /// Where messages go.
    pub contact: Contact,
}

impl Default for Kept {
    fn default() -> Self {
        Self { version: 0, lang: Lang::ZhCn, choice: Choice::default(), contact: Contact::default() }
    }
}

#[derive(FromQueryResult)]
struct Row {
    version: i64,
    lang: String,
    choice: String,
    mail: Option<String>,
    phone: Option<String>,
}

/// For which purpose an address is sealed.
const MAIL: &str = "notice_choices.mail";
const PHONE: &str = "notice_choices.phone";

fn read(choice: &str) -> Result<Choice, StoreError> {
    serde_json::from_str(choice).map_err(|error| StoreError::unreadable("choice of messages", error))
}

fn opened(
    vault: &Vault,
    purpose: &'static str,
    account: AccountId,
    sealed: Option<&str>,
) -> Result<Option<String>, StoreError> {
    let Some(sealed) = sealed else { return Ok(None) };
    let bytes = vault.open_own(purpose, &account.to_string(), sealed)?;
    String::from_utf8(bytes).map(Some).map_err(|error| StoreError::unreadable("address", error))
}

/// What `account` chose, or what holds for whoever chose nothing.
pub async fn of(conn: &impl ConnectionTrait, vault: &Vault, account: AccountId) -> Result<Kept, StoreError> {
    let text = "SELECT version, lang, choice, mail, phone FROM notice_choices WHERE account = $1";
    let Some(row) = sql::first::<Row>(conn, text, values![account.0]).await? else {
        return Ok(Kept::default());
    };
    Ok(Kept {
        version: row.version,
        lang: Lang::from_tag(&row.lang).unwrap_or_default(),
        choice: read(&row.choice)?,
        contact: Contact {
            mail: opened(vault, MAIL, account, row.mail.as_deref())?,
            phone: opened(vault, PHONE, account, row.phone.as_deref())?,
        },
    })
}

#[derive(FromQueryResult)]
struct Chosen {
    account: Uuid,
    choice: String,
}

/// What everybody chose to whom some message goes out. A browser that is subscribed is a way that was chosen.
pub(super) async fn all(conn: &impl ConnectionTrait) -> Result<BTreeMap<AccountId, Choice>, StoreError> {
    let rows: Vec<Chosen> = sql::all(conn, "SELECT account, choice FROM notice_choices", values![]).await?;
    let mut all = BTreeMap::new();
    for row in rows {
        match read(&row.choice) {
            Ok(choice) => {
                all.insert(AccountId(row.account), choice);
            }
            // What one person chose must not keep all others from being told.
            Err(failure) => {
                error!(account = %row.account, error = %failure, "a choice of messages cannot be read");
            }
        }
    }
    for account in push::subscribed(conn).await? {
        all.entry(account).or_insert_with(Choice::default).channels.push(Channel::Push);
    }
    all.retain(|_, choice| !choice.channels.is_empty());
    Ok(all)
}

/// Keeps what an account chose, unless it was changed since it was read.
///
/// # Errors
/// [`StoreError::Conflict`] then; nothing is written.
pub async fn save(tx: &Tx, vault: &Vault, account: AccountId, kept: &Kept) -> Result<(), StoreError> {
    let sealed = |purpose, address: &Option<String>| {
        address.as_ref().map(|address| vault.seal_own(purpose, &account.to_string(), address.as_bytes()))
    };
    let choice = serde_json::to_string(&kept.choice).expect("a choice is plain data");
    let text = if kept.version == 0 {
        "INSERT INTO notice_choices (account, version, lang, choice, mail, phone) \
         VALUES ($1, $2 + 1, $3, $4, $5, $6) ON CONFLICT (account) DO NOTHING"
    } else {
        "UPDATE notice_choices SET version = version + 1, lang = $3, choice = $4, mail = $5, phone = $6 \
         WHERE account = $1 AND version = $2"
    };
    let values = values![
        account.0,
        kept.version,
        kept.lang.code(),
        choice,
        sealed(MAIL, &kept.contact.mail),
        sealed(PHONE, &kept.contact.phone),
    ];
    match sql::run(tx, text, values).await? {
        0 => Err(StoreError::Conflict { word: "notify" }),
        _ => Ok(()),
    }
}
