//! Who signs, and how does anybody check it?

use ed25519_dalek::{Signer as _, Verifier as _};
use sm2::dsa;

use crate::Suite;

/// The name that goes into an SM2 signature where no other was agreed (GM/T 0009).
const SIGNER: &str = "1234567812345678";

/// A key that signs.
pub enum SigningKey {
    /// Ed25519.
    Ed25519(Box<ed25519_dalek::SigningKey>),
    /// SM2 with SM3.
    Sm2(Box<dsa::SigningKey>),
}

impl SigningKey {
    /// The key of these bytes; `None` for the very few that are no key of SM2.
    pub fn of(suite: Suite, secret: &[u8; 32]) -> Option<Self> {
        match suite {
            Suite::International => {
                Some(Self::Ed25519(Box::new(ed25519_dalek::SigningKey::from_bytes(secret))))
            }
            Suite::Commercial => Some(Self::Sm2(Box::new(dsa::SigningKey::from_slice(SIGNER, secret).ok()?))),
        }
    }

    /// Signs a message: 64 bytes, the same whenever the message is the same.
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        match self {
            Self::Ed25519(key) => key.sign(message).to_bytes(),
            Self::Sm2(key) => key.sign(message).to_bytes().into(),
        }
    }

    /// The key with which anybody can check.
    pub fn verifying(&self) -> VerifyingKey {
        match self {
            Self::Ed25519(key) => VerifyingKey::Ed25519(key.verifying_key()),
            Self::Sm2(key) => VerifyingKey::Sm2(Box::new(key.verifying_key().clone())),
        }
    }
}

/// A key with which anybody can check a signature.
#[derive(Debug, Clone)]
pub enum VerifyingKey {
    /// Ed25519.
    Ed25519(ed25519_dalek::VerifyingKey),
    /// SM2 with SM3.
    Sm2(Box<dsa::VerifyingKey>),
}

impl VerifyingKey {
    /// The key that was published as these bytes.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        match <&[u8; 32]>::try_from(bytes) {
            Ok(bytes) => ed25519_dalek::VerifyingKey::from_bytes(bytes).ok().map(Self::Ed25519),
            Err(_) => {
                dsa::VerifyingKey::from_sec1_bytes(SIGNER, bytes).ok().map(|key| Self::Sm2(Box::new(key)))
            }
        }
    }

    /// Whether this key signed the message so.
    pub fn is_right(&self, message: &[u8], signature: &[u8]) -> bool {
        let Ok(signature) = <&[u8; 64]>::try_from(signature) else { return false };
        match self {
            Self::Ed25519(key) => {
                key.verify(message, &ed25519_dalek::Signature::from_bytes(signature)).is_ok()
            }
            Self::Sm2(key) => dsa::Signature::from_slice(signature)
                .is_ok_and(|signature| key.verify(message, &signature).is_ok()),
        }
    }

    /// Its bytes, as they are published: 32 for Ed25519, an uncompressed point of 65 for SM2.
    pub fn bytes(&self) -> Vec<u8> {
        match self {
            Self::Ed25519(key) => key.to_bytes().to_vec(),
            Self::Sm2(key) => key.to_sec1_bytes().into_vec(),
        }
    }
}
