//! Where are attached and produced files kept?
//!
//! Under the hash of their content, checked each time they are read.

use std::{path::Path, sync::Arc};

use anyhow::Context;
use axum::body::Bytes;
use fengqiao_base::{Moment, Refusal};
use fengqiao_web::form::{FILE_LIMIT, Upload};
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

    /// Keeps `bytes` of a form that was not sent yet, apart from what counts, and gives their SHA-256.
    pub async fn lay_down(&self, bytes: Bytes) -> Result<[u8; 32], FileError> {
        let digest: [u8; 32] = Sha256::digest(&bytes).into();
        self.0.put(&laid_down(&digest), bytes.into()).await?;
        Ok(digest)
    }

    /// The form was sent: what it laid down counts from now on. Doing it again does nothing.
    pub async fn take_up(&self, digest: &[u8]) -> Result<(), FileError> {
        match self.0.rename(&laid_down(digest), &name(digest)).await {
            Ok(()) => Ok(()),
            Err(object_store::Error::NotFound { .. }) => {
                self.0.head(&name(digest)).await.map(|_| ()).map_err(Into::into)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Throws away what forms laid down before `before` and never sent; says how many files that were.
    pub async fn clear_away(&self, before: Moment) -> Result<usize, FileError> {
        let mut gone = 0;
        for file in self.0.list_with_delimiter(Some(&Name::from(LAID_DOWN))).await?.objects {
            if file.last_modified.timestamp() < before.unix_timestamp() {
                self.0.delete(&file.location).await?;
                gone += 1;
            }
        }
        Ok(gone)
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

/// The folder of what forms laid down and did not send yet.
const LAID_DOWN: &str = "laid-down";

fn laid_down(digest: &[u8]) -> Name {
    Name::from(format!("{LAID_DOWN}/{}", hex::encode(digest)))
}

fn name(digest: &[u8]) -> Name {
    let hex = hex::encode(digest);
    Name::from(format!("{}/{hex}", &hex[..2]))
}

/// What a file is, found from its content; what its name says is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sniffed {
    /// Its media type.
    pub media_type: &'static str,
    /// The ending a name of it should have.
    pub ending: &'static str,
}

/// The kinds of files that are taken: how they begin, at which place, and what they are.
const KINDS: [(usize, &[u8], &str, &str); 16] = [
    (0, b"\xff\xd8\xff", "image/jpeg", "jpg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png", "png"),
    (0, b"GIF8", "image/gif", "gif"),
    (8, b"WEBP", "image/webp", "webp"),
    (4, b"ftypheic", "image/heic", "heic"),
    (4, b"ftypmif1", "image/heic", "heic"),
    (0, b"%PDF-", "application/pdf", "pdf"),
    (4, b"ftypM4A", "audio/mp4", "m4a"),
    (4, b"ftypqt", "video/quicktime", "mov"),
    (4, b"ftyp", "video/mp4", "mp4"),
    (0, b"#!AMR", "audio/amr", "amr"),
    (0, b"ID3", "audio/mpeg", "mp3"),
    (0, b"\xff\xfb", "audio/mpeg", "mp3"),
    (8, b"WAVE", "audio/wav", "wav"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/msword", "doc"),
    (0, b"PK\x03\x04", "", ""),
];

/// What kind of file somebody attached in the field `field`, by its content.
pub fn taken(upload: &Upload, field: &'static str) -> Result<Sniffed, Refusal> {
    if !upload.is_whole {
        return Err(Refusal::new("file-too-large").at(field).with("most", FILE_LIMIT / 1024 / 1024));
    }
    sniff(&upload.bytes).ok_or_else(|| Refusal::new("file-kind-unknown").at(field))
}

/// What `bytes` are, if they are of a kind that is taken: pictures, PDF, sound, film, office documents.
pub fn sniff(bytes: &[u8]) -> Option<Sniffed> {
    let (_, _, media_type, ending) =
        KINDS.iter().find(|(at, begin, ..)| bytes.get(*at..).is_some_and(|rest| rest.starts_with(begin)))?;
    if !ending.is_empty() {
        return Some(Sniffed { media_type, ending });
    }
    // An office document is an archive that names its parts; any other archive is refused.
    let has = |name: &[u8]| bytes.windows(name.len()).any(|window| window == name);
    if !has(b"[Content_Types].xml") {
        return None;
    }
    let office = [
        (
            b"word/".as_slice(),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "docx",
        ),
        (b"xl/".as_slice(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    ];
    let found = office.into_iter().find(|(part, ..)| has(part));
    found.map(|(_, media_type, ending)| Sniffed { media_type, ending })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_it_contains_and_not_what_it_is_called() {
        let media_type = |bytes: &[u8]| sniff(bytes).map(|found| found.media_type);
        assert_eq!(media_type(b"\xff\xd8\xff\xe0 and so on"), Some("image/jpeg"));
        assert_eq!(media_type(b"%PDF-1.7"), Some("application/pdf"));
        assert_eq!(
            media_type(b"PK\x03\x04..[Content_Types].xml..word/document.xml")
                .map(|t| t.ends_with("wordprocessingml.document")),
            Some(true)
        );
        for hostile in
            [b"<html><script>".as_slice(), b"MZ\x90", b"PK\x03\x04 evil.exe", b"#!/bin/sh", b"<svg", b""]
        {
            assert_eq!(media_type(hostile), None);
        }
    }
}
