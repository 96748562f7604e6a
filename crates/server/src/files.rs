//! Where are attached and produced files kept?
//!
//! Under the hash of their content, checked each time they are read.

use std::{path::Path, sync::Arc};

use anyhow::Context;
use axum::body::Bytes;
use object_store::{
    ObjectStore, ObjectStoreExt, PutMode, PutOptions, local::LocalFileSystem, path::Path as Name,
};
use sha2::{Digest, Sha256};

/// The folder of files.
pub struct Files(Arc<dyn ObjectStore>);

/// Why a file could not be kept or read.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// The folder failed.
    #[error("the folder of files failed")]
    Store(#[from] object_store::Error),
    /// The content is not what was kept.
    #[error("the file {digest} was changed")]
    Changed {
        /// Its digest, in hexadecimal.
        digest: String,
    },
}

impl Files {
    /// Opens the folder, making it if needed.
    pub fn open(folder: &Path) -> anyhow::Result<Self> {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("could not make the folder of files {}", folder.display()))?;
        let store = LocalFileSystem::new_with_prefix(folder)?.with_fsync(true);
        Ok(Self(Arc::new(store)))
    }

    /// Keeps `bytes` and gives their SHA-256. Keeping the same content again does nothing.
    pub async fn keep(&self, bytes: Bytes) -> Result<[u8; 32], FileError> {
        let digest: [u8; 32] = Sha256::digest(&bytes).into();
        let options = PutOptions { mode: PutMode::Create, ..PutOptions::default() };
        match self.0.put_opts(&name(&digest), bytes.into(), options).await {
            Ok(_) | Err(object_store::Error::AlreadyExists { .. }) => Ok(digest),
            Err(error) => Err(error.into()),
        }
    }

    /// Reads the content with this digest and checks it.
    pub async fn read(&self, digest: &[u8]) -> Result<Bytes, FileError> {
        let bytes = self.0.get(&name(digest)).await?.bytes().await?;
        if Sha256::digest(&bytes).as_slice() == digest {
            Ok(bytes)
        } else {
            Err(FileError::Changed { digest: hex::encode(digest) })
        }
    }
}

fn name(digest: &[u8]) -> Name {
    let hex = hex::encode(digest);
    Name::from(format!("{}/{hex}", &hex[..2]))
}
