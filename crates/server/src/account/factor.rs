//! With what else than a password does somebody show who it is, and where is that kept?

use fengqiao_base::{AccountId, Moment};
use fengqiao_store::{
    StoreError, sql,
    time::{from_micros, to_micros},
    values,
};
use fengqiao_web::problem::Problem;
use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;
use webauthn_rs::prelude::{AuthenticationResult, Passkey};

use super::totp;
use crate::{app::App, intake::secret, once::stored};

/// So many recovery codes are given out at a time.
pub const RECOVERY_CODES: usize = 10;
/// The most factors of one account.
pub const MOST: usize = 10;
const SEALED: &str = "factor";

/// The kinds of second factors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A key in a device that the person unlocks (WebAuthn); it alone is enough.
    Passkey,
    /// An authenticator that shows a code every thirty seconds.
    Totp,
}

impl Kind {
    /// `passkey` or `totp`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Passkey => "passkey",
            Self::Totp => "totp",
        }
    }

    fn from_code(code: &str) -> Result<Self, StoreError> {
        match code {
            "passkey" => Ok(Self::Passkey),
            "totp" => Ok(Self::Totp),
            _ => Err(StoreError::unreadable("factor", std::io::Error::other("a kind nobody knows"))),
        }
    }
}

/// A second factor of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Factor {
    /// Its row.
    pub id: Uuid,
    /// What it is.
    pub kind: Kind,
    /// What its owner calls it.
    pub name: String,
    /// Since when.
    pub added_at: Moment,
    /// When it was used last.
    pub used_at: Option<Moment>,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    kind: String,
    name: String,
    added_at: i64,
    used_at: Option<i64>,
}

#[derive(FromQueryResult)]
struct Secret {
    id: Uuid,
    secret: String,
}

/// The factors of an account, oldest first.
pub async fn all(conn: &impl ConnectionTrait, account: AccountId) -> Result<Vec<Factor>, StoreError> {
    let text =
        "SELECT id, kind, name, added_at, used_at FROM factors WHERE account = $1 ORDER BY added_at, id";
    let rows: Vec<Row> = sql::all(conn, text, values![account.0]).await?;
    let factor = |row: Row| {
        Ok(Factor {
            id: row.id,
            kind: Kind::from_code(&row.kind)?,
            name: row.name,
            added_at: from_micros(row.added_at),
            used_at: row.used_at.map(from_micros),
        })
    };
    rows.into_iter().map(factor).collect()
}

/// Whether the account has one.
pub async fn has_any(conn: &impl ConnectionTrait, account: AccountId) -> Result<bool, StoreError> {
    let text = "SELECT count(*) FROM factors WHERE account = $1";
    Ok(sql::value::<i64>(conn, text, values![account.0]).await?.unwrap_or(0) > 0)
}

async fn secrets(app: &App, account: AccountId, kind: Kind) -> Result<Vec<(Uuid, Vec<u8>)>, StoreError> {
    let text = "SELECT id, secret FROM factors WHERE account = $1 AND kind = $2 ORDER BY added_at, id";
    let rows: Vec<Secret> = sql::all(app.store.read(), text, values![account.0, kind.code()]).await?;
    let opened = |row: Secret| Ok((row.id, app.vault.open_own(SEALED, &row.id.to_string(), &row.secret)?));
    rows.into_iter().map(opened).collect()
}

/// What is added to an account.
pub enum New<'n> {
    /// An authenticator, whose code of this time step was shown.
    Totp(&'n [u8], i64),
    /// A passkey.
    Passkey(&'n Passkey),
}

/// Adds a factor. False if this passkey is known already.
pub async fn add(
    app: &App,
    account: AccountId,
    name: &str,
    new: New<'_>,
    now: Moment,
) -> Result<bool, StoreError> {
    let id: Uuid = app.ids.next();
    let (kind, credential, secret, step) = match new {
        New::Totp(secret, step) => (Kind::Totp, None, secret.to_vec(), step),
        New::Passkey(passkey) => {
            (Kind::Passkey, Some(passkey.cred_id().as_slice().to_owned()), written(passkey), 0)
        }
    };
    let sealed = app.vault.seal_own(SEALED, &id.to_string(), &secret);
    let name = name.to_owned();
    let text = "INSERT INTO factors (id, account, kind, name, credential, secret, step, added_at) \
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING";
    let added: u64 = app
        .store
        .write(move |tx| {
            Box::pin(async move {
                let now = to_micros(now);
                sql::run(tx, text, values![id, account.0, kind.code(), name, credential, sealed, step, now])
                    .await
            })
        })
        .await?;
    Ok(added == 1)
}

fn written(passkey: &Passkey) -> Vec<u8> {
    serde_json::to_vec(passkey).expect("a passkey is plain data")
}

/// Calls a factor otherwise.
pub async fn rename(app: &App, account: AccountId, id: Uuid, name: &str) -> Result<bool, StoreError> {
    let name = name.to_owned();
    let text = "UPDATE factors SET name = $3 WHERE id = $1 AND account = $2";
    let renamed: u64 = app
        .store
        .write(move |tx| Box::pin(async move { sql::run(tx, text, values![id, account.0, name]).await }))
        .await?;
    Ok(renamed == 1)
}

/// Removes a factor, unless it is the last one and `keep_last` holds. Recovery codes go with the last one.
pub async fn remove(app: &App, account: AccountId, id: Uuid, keep_last: bool) -> Result<bool, StoreError> {
    let least = i64::from(keep_last);
    app.store
        .write(move |tx| {
            Box::pin(async move {
                let text = "DELETE FROM factors WHERE id = $1 AND account = $2 AND \
                            (SELECT count(*) FROM factors WHERE account = $2) > $3";
                let removed = sql::run(tx, text, values![id, account.0, least]).await?;
                if !has_any(tx, account).await? {
                    forget_recovery(tx, account).await?;
                }
                Ok::<_, StoreError>(removed == 1)
            })
        })
        .await
}

/// Forgets every factor and recovery code of an account, for whoever lost them.
pub async fn forget_all(tx: &impl ConnectionTrait, account: AccountId) -> Result<(), StoreError> {
    sql::run(tx, "DELETE FROM factors WHERE account = $1", values![account.0]).await?;
    forget_recovery(tx, account).await
}

async fn forget_recovery(tx: &impl ConnectionTrait, account: AccountId) -> Result<(), StoreError> {
    sql::run(tx, "DELETE FROM recovery_codes WHERE account = $1", values![account.0]).await.map(|_| ())
}

/// Whether one of the account's authenticators shows this code now. A code is taken once, however quickly it comes again.
pub async fn is_code(app: &App, account: AccountId, typed: &str, now: Moment) -> Result<bool, Problem> {
    for (id, secret) in secrets(app, account, Kind::Totp).await.map_err(stored)? {
        let Some(step) = totp::step_of(&secret, typed, now) else { continue };
        let text = "UPDATE factors SET step = $2, used_at = $3 WHERE id = $1 AND step < $2";
        let used: u64 = app
            .store
            .write(move |tx| {
                Box::pin(async move { sql::run(tx, text, values![id, step, to_micros(now)]).await })
            })
            .await
            .map_err(stored)?;
        return Ok(used == 1);
    }
    Ok(false)
}

/// The account's passkeys.
pub async fn passkeys(app: &App, account: AccountId) -> Result<Vec<(Uuid, Passkey)>, StoreError> {
    let read = |(id, secret): (Uuid, Vec<u8>)| {
        Ok((id, serde_json::from_slice(&secret).map_err(|e| StoreError::unreadable("passkey", e))?))
    };
    secrets(app, account, Kind::Passkey).await?.into_iter().map(read).collect()
}

/// Writes down that a passkey was used, and its counter.
pub async fn used(
    app: &App,
    id: Uuid,
    mut passkey: Passkey,
    result: &AuthenticationResult,
    now: Moment,
) -> Result<(), StoreError> {
    passkey.update_credential(result);
    let sealed = app.vault.seal_own(SEALED, &id.to_string(), &written(&passkey));
    let text = "UPDATE factors SET secret = $2, used_at = $3 WHERE id = $1";
    app.store
        .write(move |tx| {
            Box::pin(async move { sql::run(tx, text, values![id, sealed, to_micros(now)]).await })
        })
        .await
        .map(|_: u64| ())
}

fn recovery_digest(app: &App, account: AccountId, typed: &str) -> Vec<u8> {
    let plain: String = fengqiao_domain::search::folded(typed)
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_ascii_uppercase();
    app.keys.mac("recovery code", format!("{account}\n{plain}").as_bytes()).to_vec()
}

/// New recovery codes in place of all earlier ones. They are told once; only their digests are kept.
pub async fn new_recovery_codes(
    app: &App,
    account: AccountId,
    now: Moment,
) -> Result<Vec<String>, StoreError> {
    let codes: Vec<String> = (0..RECOVERY_CODES).map(|_| secret::anew(&app.ids.bytes())).collect();
    let digests: Vec<Vec<u8>> = codes.iter().map(|code| recovery_digest(app, account, code)).collect();
    app.store
        .write(move |tx| {
            Box::pin(async move {
                forget_recovery(tx, account).await?;
                for digest in digests {
                    let text = "INSERT INTO recovery_codes (digest, account, made_at) VALUES ($1, $2, $3)";
                    sql::run(tx, text, values![digest, account.0, to_micros(now)]).await?;
                }
                Ok::<_, StoreError>(())
            })
        })
        .await?;
    Ok(codes)
}

/// Whether this is one of the account's recovery codes; it is used up with that.
pub async fn is_recovery(app: &App, account: AccountId, typed: &str) -> Result<bool, Problem> {
    let digest = recovery_digest(app, account, typed);
    let text = "DELETE FROM recovery_codes WHERE digest = $1 AND account = $2";
    let used: u64 = app
        .store
        .write(move |tx| Box::pin(async move { sql::run(tx, text, values![digest, account.0]).await }))
        .await
        .map_err(stored)?;
    Ok(used == 1)
}

/// How many recovery codes are left.
pub async fn recovery_left(conn: &impl ConnectionTrait, account: AccountId) -> Result<i64, StoreError> {
    let text = "SELECT count(*) FROM recovery_codes WHERE account = $1";
    Ok(sql::value(conn, text, values![account.0]).await?.unwrap_or(0))
}
