//! With which ciphers, digests and signatures is something sealed?

use aes_gcm::{Aes256Gcm, AesGcm, Tag, aead::AeadInOut, aead::consts::U12};
use hkdf::Hkdf;
use hmac::{Hmac, KeyInit, Mac as _};
use sha2::Sha256;
use sm3::Sm3;
use sm4::Sm4;
use zeroize::Zeroizing;

/// A set of algorithms that belong together, chosen when a district is set up. What one suite sealed can be opened
/// whichever is chosen now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Suite {
    /// AES-256-GCM, HMAC-SHA-256, SHA-256, Ed25519.
    International,
    /// SM4-GCM, HMAC-SM3, SM3, SM2 (GB/T 32907, 32905, 32918).
    Commercial,
}

/// Bytes of a nonce.
pub const NONCE: usize = 12;
/// Bytes by which a cipher's text is longer than what it hides.
pub const TAG: usize = 16;

impl Suite {
    /// Every suite.
    pub const ALL: [Self; 2] = [Self::International, Self::Commercial];

    /// Its name in configuration and key files.
    pub fn name(self) -> &'static str {
        match self {
            Self::International => "international",
            Self::Commercial => "commercial",
        }
    }

    /// The suite of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|suite| suite.name() == name)
    }

    /// Its byte in an envelope.
    pub(crate) fn code(self) -> u8 {
        match self {
            Self::International => 1,
            Self::Commercial => 2,
        }
    }

    pub(crate) fn from_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|suite| suite.code() == code)
    }

    /// A secret for one purpose, from which nobody can go back to `secret` (HKDF, RFC 5869).
    pub fn derive(self, secret: &[u8; 32], purpose: &str) -> Zeroizing<[u8; 32]> {
        let mut out = Zeroizing::new([0; 32]);
        let purpose = purpose.as_bytes();
        let enough = match self {
            Self::International => Hkdf::<Sha256>::new(None, secret).expand(purpose, out.as_mut()),
            Self::Commercial => Hkdf::<Sm3>::new(None, secret).expand(purpose, out.as_mut()),
        };
        enough.expect("32 bytes are fewer than HKDF can give");
        out
    }
}

/// A cipher with its key, ready for use.
pub(crate) enum Cipher {
    Aes(Box<Aes256Gcm>),
    Sm4(Box<AesGcm<Sm4, U12>>),
}

impl Cipher {
    /// SM4 takes 16 bytes of the key; the others are not used.
    pub(crate) fn new(suite: Suite, key: &[u8; 32]) -> Self {
        match suite {
            Suite::International => Self::Aes(Box::new(Aes256Gcm::new(key.into()))),
            Suite::Commercial => {
                let (key, _) = key.split_first_chunk::<16>().expect("32 bytes hold 16");
                Self::Sm4(Box::new(AesGcm::new(key.into())))
            }
        }
    }

    /// Hides `text` in place and gives the tag that proves it and `beside`.
    pub(crate) fn hide(&self, nonce: &[u8; NONCE], beside: &[u8], text: &mut [u8]) -> [u8; TAG] {
        let nonce = nonce.into();
        let tag = match self {
            Self::Aes(cipher) => cipher.encrypt_inout_detached(nonce, beside, text.into()),
            Self::Sm4(cipher) => cipher.encrypt_inout_detached(nonce, beside, text.into()),
        };
        tag.expect("no value is as long as 64 GiB").into()
    }

    /// Shows `text` in place; false, and nothing shown, if it or `beside` is not what was hidden under this key.
    pub(crate) fn show(&self, nonce: &[u8; NONCE], beside: &[u8], text: &mut [u8], tag: &[u8; TAG]) -> bool {
        let (nonce, tag): (_, &Tag) = (nonce.into(), tag.into());
        match self {
            Self::Aes(cipher) => cipher.decrypt_inout_detached(nonce, beside, text.into(), tag),
            Self::Sm4(cipher) => cipher.decrypt_inout_detached(nonce, beside, text.into(), tag),
        }
        .is_ok()
    }
}

/// A keyed digest with its key, ready for use.
#[derive(Clone)]
pub struct Mac(Keyed);

#[derive(Clone)]
enum Keyed {
    Sha256(Hmac<Sha256>),
    Sm3(Hmac<Sm3>),
}

impl Mac {
    /// HMAC of the suite under this key.
    pub fn new(suite: Suite, key: &[u8]) -> Self {
        const ANY: &str = "HMAC takes a key of any length";
        Self(match suite {
            Suite::International => Keyed::Sha256(Hmac::new_from_slice(key).expect(ANY)),
            Suite::Commercial => Keyed::Sm3(Hmac::new_from_slice(key).expect(ANY)),
        })
    }

    /// The keyed digest of these parts, one after the other.
    pub fn of(&self, parts: &[&[u8]]) -> [u8; 32] {
        match &self.0 {
            Keyed::Sha256(mac) => {
                parts.iter().fold(mac.clone(), Hmac::chain_update).finalize().into_bytes().into()
            }
            Keyed::Sm3(mac) => {
                parts.iter().fold(mac.clone(), Hmac::chain_update).finalize().into_bytes().into()
            }
        }
    }
}
