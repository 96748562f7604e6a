//! With which keys are receipts and seals signed?

use std::{fs, io::Write as _, path::Path};

use anyhow::Context;
use ed25519_dalek::{SigningKey, VerifyingKey};
use fengqiao_base::Ids;
use sha2::{Digest, Sha256};

/// The platform's signing key. It lives in a file only its owner can read, outside the database.
pub struct Keys {
    signing: SigningKey,
}

impl Keys {
    /// Reads the key in `folder`, or makes one there at the first start.
    pub fn open(folder: &Path, ids: &Ids) -> anyhow::Result<Self> {
        let file = folder.join("signing.key");
        if !file.exists() {
            fs::create_dir_all(folder)
                .with_context(|| format!("could not make the key folder {}", folder.display()))?;
            let mut options = fs::OpenOptions::new();
            options.write(true).create_new(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            let mut out = options.open(&file).context("could not make the signing key")?;
            out.write_all(hex::encode(ids.bytes::<32>()).as_bytes())?;
            out.sync_all()?;
        }
        Self::read(folder)
    }

    /// Reads the key in `folder`; makes none.
    pub fn read(folder: &Path) -> anyhow::Result<Self> {
        let file = folder.join("signing.key");
        let text = fs::read_to_string(&file).context("could not read the signing key")?;
        let bytes: [u8; 32] = hex::decode(text.trim())
            .ok()
            .and_then(|bytes| bytes.try_into().ok())
            .context("the signing key is not 64 hexadecimal digits")?;
        Ok(Self { signing: SigningKey::from_bytes(&bytes) })
    }

    /// The key that signs.
    pub fn signing(&self) -> &SigningKey {
        &self.signing
    }

    /// A digest of `message` that only this platform can make; `purpose` keeps digests for one use from serving another.
    pub fn mac(&self, purpose: &str, message: &[u8]) -> [u8; 32] {
        let key = self.derived(purpose);
        // The outer digest keeps anybody from going on where the inner one ended.
        let inner = Sha256::new().chain_update(key).chain_update(message).finalize();
        Sha256::new()
            .chain_update(self.derived(&format!("{purpose} outer")))
            .chain_update(inner)
            .finalize()
            .into()
    }

    /// A secret for one purpose.
    pub fn derived(&self, purpose: &str) -> [u8; 32] {
        Sha256::new().chain_update(self.signing.as_bytes()).chain_update(purpose.as_bytes()).finalize().into()
    }

    /// The key with which anybody can check.
    pub fn verifying(&self) -> VerifyingKey {
        self.signing.verifying_key()
    }
}
