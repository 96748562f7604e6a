//! How is a secret kept that the platform itself must be able to read again?

use aes_gcm::{
    Aes256Gcm, KeyInit, Nonce,
    aead::{Aead, Payload},
};
use base64::{Engine as _, engine::general_purpose::STANDARD_NO_PAD};

use crate::app::App;

const NONCE: usize = 12;

fn cipher(app: &App, purpose: &str) -> Aes256Gcm {
    Aes256Gcm::new(&app.keys.derived(&format!("seal {purpose}")).into())
}

/// Seals `text` (AES-256-GCM) under the key of `purpose`, for the one place that `of` names.
pub fn seal(app: &App, purpose: &str, of: &str, text: &[u8]) -> String {
    let nonce = app.ids.bytes::<NONCE>();
    let payload = Payload { msg: text, aad: of.as_bytes() };
    let sealed = cipher(app, purpose).encrypt(&Nonce::from(nonce), payload);
    let sealed = sealed.expect("what is sealed is far shorter than the cipher's limit");
    STANDARD_NO_PAD.encode([&nonce[..], &sealed].concat())
}

/// What was sealed; none if it is not whole, or was sealed for another purpose or place.
pub fn open(app: &App, purpose: &str, of: &str, sealed: &str) -> Option<Vec<u8>> {
    let bytes = STANDARD_NO_PAD.decode(sealed).ok()?;
    let (nonce, msg) = bytes.split_first_chunk::<NONCE>()?;
    cipher(app, purpose).decrypt(&Nonce::from(*nonce), Payload { msg, aad: of.as_bytes() }).ok()
}
