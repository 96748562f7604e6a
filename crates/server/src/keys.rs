//! With which keys are receipts and seals signed?

use std::{fs, io::Write as _, path::Path};

use anyhow::Context;
use fengqiao_base::Ids;
use fengqiao_seal::{
    Secret, Suite,
    sign::{SigningKey, VerifyingKey},
};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// The platform's signing key. It lives in a file only its owner can read, outside the database.
pub struct Keys {
    signing: SigningKey,
    secret: Secret,
}

impl Keys {
    /// Reads the key in `folder`, or makes one of this suite there at the first start. What was signed stays valid, so the
    /// key stays what it is, whichever suite is chosen later.
    pub fn open(folder: &Path, suite: Suite, ids: &Ids) -> anyhow::Result<Self> {
        let file = folder.join("signing.key");
        if !file.exists() {
            fs::create_dir_all(folder)
                .with_context(|| format!("could not make the key folder {}", folder.display()))?;
            let mut options = fs::OpenOptions::new();
            options.write(true).create_new(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            let mut out = options.open(&file).context("could not make the signing key")?;
            let text = Zeroizing::new(format!("{} {}", suite.name(), hex::encode(ids.bytes::<32>())));
            out.write_all(text.as_bytes())?;
            out.sync_all()?;
        }
        Self::read(folder)
    }

    /// Reads the key in `folder`; makes none. A key without the name of a suite is of the international one.
    pub fn read(folder: &Path) -> anyhow::Result<Self> {
        let file = folder.join("signing.key");
        let text = Zeroizing::new(fs::read_to_string(&file).context("could not read the signing key")?);
        let (suite, digits) =
            text.trim().split_once(' ').unwrap_or((Suite::International.name(), text.trim()));
        let mut secret: Secret = Zeroizing::new([0; 32]);
        hex::decode_to_slice(digits, secret.as_mut())
            .ok()
            .and_then(|()| SigningKey::of(Suite::from_name(suite)?, &secret))
            .map(|signing| Self { signing, secret })
            .context("the signing key is not a suite and 64 hexadecimal digits")
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
        Sha256::new().chain_update(*self.secret).chain_update(purpose.as_bytes()).finalize().into()
    }

    /// The key with which anybody can check.
    pub fn verifying(&self) -> VerifyingKey {
        self.signing.verifying()
    }
}
