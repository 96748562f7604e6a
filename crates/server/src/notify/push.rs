//! Which browsers are notices of an account pushed to, and how are they told?
//!
//! A message is encrypted for the one browser (RFC 8291) and carried by the push service that the browser named; we sign
//! that it is from us (RFC 8292). Only services of the settings are asked. A browser that is gone is forgotten.

use aes_gcm::{Aes128Gcm, KeyInit, aead::Aead};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD as BASE64};
use fengqiao_base::{AccountId, Moment};
use fengqiao_jobs::Failure;
use fengqiao_store::{StoreError, Tx, sql, time::to_micros, values};
use hkdf::Hkdf;
use p256::{
    PublicKey, SecretKey,
    ecdsa::{Signature, SigningKey, signature::Signer},
    elliptic_curve::sec1::ToSec1Point,
};
use reqwest::StatusCode;
use sea_orm::{ConnectionTrait, FromQueryResult};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};
use time::Duration;
use url::Url;
use uuid::Uuid;

use super::config::Push;
use crate::{app::App, keys::Keys, outbound, vault::Vault};

/// So many browsers of one account are told.
pub const AT_MOST: usize = 10;
/// The one record of a message is shorter than this (RFC 8188).
const RECORD: u32 = 4096;
/// So long a push service keeps a message for a browser that is off.
const KEPT: Duration = Duration::DAY;
/// So long our word to a service holds; a day at most (RFC 8292).
const SIGNED_FOR: Duration = Duration::hours(12);
/// For which purpose a subscription is sealed.
const SEALED: &str = "push_subscriptions.state";

/// A browser, as it names itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subscription {
    /// Where its push service takes messages for it.
    pub endpoint: String,
    /// Its keys.
    pub keys: BrowserKeys,
}

/// The keys of a browser, in base64url.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrowserKeys {
    /// Its public key on P-256.
    pub p256dh: String,
    /// What it and we alone know.
    pub auth: String,
}

impl Subscription {
    /// What the browser said, if one of these services carries messages to it.
    pub fn read(push: &Push, text: &str) -> Option<Self> {
        let read: Self = serde_json::from_str(text).ok()?;
        outbound::address_among(&read.endpoint, &push.services).ok()?;
        read.decoded()?;
        Some(read)
    }

    /// Its key in tables: of one browser always the same.
    pub fn id(&self) -> Uuid {
        let digest: [u8; 32] = Sha256::digest(&self.endpoint).into();
        let (first, _) = digest.split_first_chunk::<16>().expect("a digest has 32 bytes");
        Uuid::from_bytes(*first)
    }

    /// The service that carries messages to it.
    pub fn service(&self) -> String {
        Url::parse(&self.endpoint).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default()
    }

    fn decoded(&self) -> Option<(PublicKey, Vec<u8>)> {
        let bytes = |text: &str| BASE64.decode(text.trim_end_matches('=')).ok();
        let public = PublicKey::from_sec1_bytes(&bytes(&self.keys.p256dh)?).ok()?;
        Some((public, bytes(&self.keys.auth).filter(|auth| auth.len() == 16)?))
    }
}

/// A browser in the list of its owner.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Listed {
    /// Its key.
    pub id: Uuid,
    /// When it was added (microseconds).
    pub made_at: i64,
    /// Which one, in words.
    pub browser: String,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    state: String,
}

/// The browsers of an account, the first one first.
pub async fn listed(conn: &impl ConnectionTrait, account: AccountId) -> Result<Vec<Listed>, StoreError> {
    let text = "SELECT id, made_at, browser FROM push_subscriptions WHERE account = $1 ORDER BY made_at, id LIMIT 20";
    sql::all(conn, text, values![account.0]).await
}

/// Whoever has a browser to which notices are pushed.
pub(super) async fn subscribed(conn: &impl ConnectionTrait) -> Result<Vec<AccountId>, StoreError> {
    let rows = sql::rows(conn, "SELECT DISTINCT account FROM push_subscriptions", values![]).await?;
    rows.iter().map(|row| Ok(AccountId(sql::cell(row, 0)?))).collect()
}

/// The browsers of an account, as they are told.
pub(super) async fn of_account(
    conn: &impl ConnectionTrait,
    vault: &Vault,
    account: AccountId,
) -> Result<Vec<Subscription>, StoreError> {
    let text = "SELECT id, state FROM push_subscriptions WHERE account = $1 ORDER BY made_at, id LIMIT 20";
    let rows: Vec<Row> = sql::all(conn, text, values![account.0]).await?;
    let read = |row: &Row| {
        let bytes = vault.open_own(SEALED, &row.id.to_string(), &row.state)?;
        serde_json::from_slice(&bytes).map_err(|error| StoreError::unreadable("subscription", error))
    };
    rows.iter().map(read).collect()
}

/// Keeps a browser of an account; one that somebody else used before is this account's now.
pub async fn add(
    tx: &Tx,
    vault: &Vault,
    account: AccountId,
    subscription: &Subscription,
    browser: &str,
    now: Moment,
) -> Result<(), StoreError> {
    let id = subscription.id();
    let plain = serde_json::to_vec(subscription).expect("a subscription is plain data");
    let state = vault.seal_own(SEALED, &id.to_string(), &plain);
    let text = "INSERT INTO push_subscriptions (id, account, made_at, browser, state) VALUES ($1, $2, $3, $4, $5) \
                ON CONFLICT (id) DO UPDATE SET account = excluded.account, made_at = excluded.made_at, \
                browser = excluded.browser, state = excluded.state";
    sql::run(tx, text, values![id, account.0, to_micros(now), browser, state]).await.map(|_| ())
}

/// Forgets a browser of an account.
pub async fn remove(tx: &Tx, account: AccountId, id: Uuid) -> Result<u64, StoreError> {
    let text = "DELETE FROM push_subscriptions WHERE id = $1 AND account = $2";
    sql::run(tx, text, values![id, account.0]).await
}

/// The key that shows a push service who we are. It follows from the platform's signing key, and stays what it is.
fn own_key(keys: &Keys) -> SecretKey {
    let nth = |n: u8| SecretKey::from_slice(&keys.derived(&format!("push {n}"))).ok();
    // All but one in four thousand million are keys.
    (0..=u8::MAX).find_map(nth).expect("one of 256 numbers is a key")
}

fn point(key: &PublicKey) -> Vec<u8> {
    key.to_sec1_point(false).as_bytes().to_vec()
}

/// What a browser is told to whom it subscribes.
pub fn application_key(app: &App) -> String {
    BASE64.encode(point(&own_key(&app.keys).public_key()))
}

/// Pushes a sentence to one browser; forgets the browser where its service says that it is gone.
pub(super) async fn send(app: &App, push: &Push, to: &Subscription, sentence: &str) -> Result<(), Failure> {
    let url = outbound::address_among(&to.endpoint, &push.services)?;
    let payload = json!({ "title": "枫桥", "body": sentence, "url": "/notices" }).to_string();
    let own = loop {
        if let Ok(key) = SecretKey::from_slice(&app.ids.bytes::<32>()) {
            break key;
        }
    };
    let sealed = encrypted(to, &own, app.ids.bytes::<16>(), payload.as_bytes());
    let body = sealed.ok_or("the keys of the browser cannot be used")?;
    let word = signed(&own_key(&app.keys), &url, &app.config.public_url, app.clock.now());
    let request = outbound::client()?
        .post(url.clone())
        .header("authorization", format!("vapid t={word}, k={}", application_key(app)))
        .header("content-encoding", "aes128gcm")
        .header("content-type", "application/octet-stream")
        .header("ttl", KEPT.whole_seconds().to_string())
        .body(body);
    let response = request.send().await.map_err(|error| outbound::unreachable(&url, &error))?;
    match response.status() {
        status if status.is_success() => Ok(()),
        StatusCode::NOT_FOUND | StatusCode::GONE => {
            let id = to.id();
            app.store
                .write(move |tx| {
                    Box::pin(async move {
                        sql::run(tx, "DELETE FROM push_subscriptions WHERE id = $1", values![id]).await
                    })
                })
                .await?;
            Ok(())
        }
        status => {
            Err(format!("the push service answered {} and did not take the message", status.as_u16()).into())
        }
    }
}

/// The body of a message for one browser (RFC 8291, one record).
fn encrypted(to: &Subscription, own: &SecretKey, salt: [u8; 16], plain: &[u8]) -> Option<Vec<u8>> {
    let (theirs, auth) = to.decoded()?;
    let ours = point(&own.public_key());
    let shared = p256::ecdh::diffie_hellman(own.to_nonzero_scalar(), theirs.as_affine());
    let expand = |salt: &[u8], secret: &[u8], info: &[u8], out: &mut [u8]| {
        Hkdf::<Sha256>::new(Some(salt), secret).expand(info, out).ok()
    };
    let mut secret = [0; 32];
    let info = [b"WebPush: info\0", point(&theirs).as_slice(), &ours].concat();
    expand(&auth, shared.raw_secret_bytes(), &info, &mut secret)?;
    let (mut key, mut nonce) = ([0; 16], [0; 12]);
    expand(&salt, &secret, b"Content-Encoding: aes128gcm\0", &mut key)?;
    expand(&salt, &secret, b"Content-Encoding: nonce\0", &mut nonce)?;
    // The last record ends with 2.
    let padded = [plain, &[2]].concat();
    let sealed = Aes128Gcm::new(&key.into()).encrypt(&nonce.into(), padded.as_slice()).ok()?;
    let length = u8::try_from(ours.len()).ok()?;
    Some([&salt[..], &RECORD.to_be_bytes(), &[length], &ours, &sealed].concat())
}

/// Our word to a push service that a message is from us (RFC 8292).
fn signed(key: &SecretKey, service: &Url, own_address: &str, now: Moment) -> String {
    let part = |value: &serde_json::Value| BASE64.encode(value.to_string());
    let claims = json!({
        "aud": service.origin().ascii_serialization(),
        "exp": (now + SIGNED_FOR).unix_timestamp(),
        "sub": own_address,
    });
    let said = format!("{}.{}", part(&json!({ "typ": "JWT", "alg": "ES256" })), part(&claims));
    let signature: Signature = SigningKey::from(key).sign(said.as_bytes());
    format!("{said}.{}", BASE64.encode(signature.to_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_encrypted_as_in_the_example_of_the_standard() {
        // RFC 8291, appendix A.
        let to = Subscription {
            endpoint: "https://push.example.net/push/JzLQ3raZJfFBR0aqvOMsLrt54w4rJUsV".to_owned(),
            keys: BrowserKeys {
                p256dh:
                    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
                        .to_owned(),
                auth: "BTBZMqHH6r4Tts7J_aSIgg".to_owned(),
            },
        };
        let own = BASE64.decode("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw").unwrap();
        let own = SecretKey::from_slice(&own).unwrap();
        let salt: [u8; 16] = BASE64.decode("DGv6ra1nlYgDCS1FRnbzlw").unwrap().try_into().unwrap();
        let body = encrypted(&to, &own, salt, b"When I grow up, I want to be a watermelon").unwrap();
        assert_eq!(
            BASE64.encode(body),
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8w\
             EqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
        );
    }

    #[test]
    fn a_browser_is_told_through_services_of_the_settings_alone() {
        let push = Push { services: vec!["push.example.net".to_owned()] };
        let read = |endpoint: &str, auth: &str| {
            let keys = json!({
                "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
                "auth": auth,
            });
            Subscription::read(&push, &json!({ "endpoint": endpoint, "keys": keys }).to_string()).is_some()
        };
        let auth = "BTBZMqHH6r4Tts7J_aSIgg";
        assert!(read("https://push.example.net/x", auth) && read("https://eu.push.example.net/x", auth));
        assert!(!read("https://push.example.net/x", "BTBZ"), "what cannot be used is not kept");
        for other in [
            "http://push.example.net/x",
            "https://push.example.net.elsewhere.example/x",
            "https://notpush.example.net/x",
            "https://push.example.net:8443/x",
            "https://127.0.0.1/x",
            "http://localhost/x",
            "https://169.254.169.254/latest",
        ] {
            assert!(!read(other, auth), "{other}");
        }
    }
}
