//! Where are attached and produced files kept?
//!
//! Under the hash of their content, checked each time they are read.

use std::{path::Path, sync::Arc};

use anyhow::Context;
use axum::body::Bytes;
use fengqiao_base::{Moment, Refusal};
use fengqiao_web::{
    form::{FILE_LIMIT, Upload},
    problem::Problem,
};
use object_store::{
    ObjectStore, ObjectStoreExt, PutMode, PutOptions, local::LocalFileSystem, path::Path as Name,
};
use sha2::{Digest, Sha256};

use crate::{pictures, vault::Vault};

/// The folder of files. Their content is sealed; they are called by its digest.
pub struct Files {
    store: Arc<dyn ObjectStore>,
    vault: Vault,
}

/// How a sealed file begins, which no kind of file that is taken does.
const SEALED: &[u8] = b"fq1:";

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
    pub fn open(folder: &Path, vault: Vault) -> anyhow::Result<Self> {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("could not make the folder of files {}", folder.display()))?;
        let store = LocalFileSystem::new_with_prefix(folder)?.with_fsync(true);
        Ok(Self { store: Arc::new(store), vault })
    }

    /// Keeps `bytes` and gives their SHA-256. Keeping the same content again does nothing.
    pub async fn keep(&self, bytes: Bytes) -> Result<[u8; 32], FileError> {
        let digest: [u8; 32] = Sha256::digest(&bytes).into();
        let options = PutOptions { mode: PutMode::Create, ..PutOptions::default() };
        match self.store.put_opts(&name(&digest), self.sealed(&digest, &bytes).into(), options).await {
            Ok(_) | Err(object_store::Error::AlreadyExists { .. }) => Ok(digest),
            Err(error) => Err(error.into()),
        }
    }

    /// Keeps `bytes` of a form that was not sent yet, apart from what counts, and gives their SHA-256.
    pub async fn lay_down(&self, bytes: Bytes) -> Result<[u8; 32], FileError> {
        let digest: [u8; 32] = Sha256::digest(&bytes).into();
        self.store.put(&laid_down(&digest), self.sealed(&digest, &bytes).into()).await?;
        Ok(digest)
    }

    /// The form was sent: what it laid down counts from now on. Doing it again does nothing.
    pub async fn take_up(&self, digest: &[u8]) -> Result<(), FileError> {
        match self.store.rename(&laid_down(digest), &name(digest)).await {
            Ok(()) => Ok(()),
            Err(object_store::Error::NotFound { .. }) => {
                self.store.head(&name(digest)).await.map(|_| ()).map_err(Into::into)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Throws away what forms laid down before `before` and never sent; says how many files that were.
    pub async fn clear_away(&self, before: Moment) -> Result<usize, FileError> {
        let mut gone = 0;
        for file in self.store.list_with_delimiter(Some(&Name::from(LAID_DOWN))).await?.objects {
            if file.last_modified.timestamp() < before.unix_timestamp() {
                self.store.delete(&file.location).await?;
                gone += 1;
            }
        }
        Ok(gone)
    }

    /// Throws away the content with this digest. Doing it again does nothing.
    pub async fn forget(&self, digest: &[u8]) -> Result<(), FileError> {
        match self.store.delete(&name(digest)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Reads the content with this digest and checks it.
    pub async fn read(&self, digest: &[u8]) -> Result<Bytes, FileError> {
        let changed = || FileError::Changed { digest: hex::encode(digest) };
        let kept = self.store.get(&name(digest)).await?.bytes().await?;
        let sealed = kept.strip_prefix(SEALED).ok_or_else(changed)?;
        let bytes = self.vault.file(digest, sealed.to_vec()).map_err(|_| changed())?;
        if Sha256::digest(&bytes).as_slice() == digest { Ok(bytes.into()) } else { Err(changed()) }
    }

    fn sealed(&self, digest: &[u8], bytes: &[u8]) -> Vec<u8> {
        let mut sealed = SEALED.to_vec();
        sealed.append(&mut self.vault.seal_file(digest, bytes));
        sealed
    }

    /// Seals the files that an older version kept as they came.
    pub async fn seal_all(&self) -> Result<(), FileError> {
        let mut folders = vec![None];
        while let Some(folder) = folders.pop() {
            let found = self.store.list_with_delimiter(folder.as_ref()).await?;
            folders.extend(found.common_prefixes.into_iter().map(Some));
            for file in found.objects {
                let bytes = self.store.get(&file.location).await?.bytes().await?;
                if !bytes.starts_with(SEALED) {
                    let digest: [u8; 32] = Sha256::digest(&bytes).into();
                    self.store.put(&file.location, self.sealed(&digest, &bytes).into()).await?;
                }
            }
        }
        Ok(())
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

/// The kinds of files: how they begin, at which place, and what they are.
const KINDS: [(usize, &[u8], Sniffed); 13] = [
    (0, b"\xff\xd8\xff", kind("image/jpeg", "jpg")),
    (0, b"\x89PNG\r\n\x1a\n", kind("image/png", "png")),
    (0, b"GIF87a", kind("image/gif", "gif")),
    (0, b"GIF89a", kind("image/gif", "gif")),
    (0, b"%PDF-", kind("application/pdf", "pdf")),
    (0, b"#!AMR", kind("audio/amr", "amr")),
    (0, b"ID3", kind("audio/mpeg", "mp3")),
    (0, b"\xff\xfb", kind("audio/mpeg", "mp3")),
    (0, b"\xff\xf3", kind("audio/mpeg", "mp3")),
    (4, b"ftypM4A", kind("audio/mp4", "m4a")),
    (4, b"ftypqt", kind("video/quicktime", "mov")),
    (8, b"WEBP", kind("image/webp", "webp")),
    (8, b"WAVE", kind("audio/wav", "wav")),
];

/// What follows `ftyp` in films, and in pictures of the kinds that telephones make of them.
const FILMS: [&[u8]; 14] = [
    b"isom", b"iso2", b"iso3", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V", b"MSNV", b"3gp",
    b"3g2", b"dash",
];
const HEIC: [&[u8]; 6] = [b"hei", b"hev", b"mif1", b"msf1", b"avif", b"avis"];

const fn kind(media_type: &'static str, ending: &'static str) -> Sniffed {
    Sniffed { media_type, ending }
}

/// A file as it is kept.
#[derive(Debug, Clone)]
pub struct Received {
    /// A name without folders and tricks, with the ending of its content.
    pub name: String,
    /// What it is.
    pub kind: Sniffed,
    /// Its content; a picture without anything but what it shows.
    pub bytes: Bytes,
}

/// Takes what somebody attached in the field `field`, by its content.
pub async fn receive(upload: Upload, field: &'static str) -> Result<Result<Received, Refusal>, Problem> {
    let found = match taken(&upload, field) {
        Ok(found) => found,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let plain = pictures::plain(upload.bytes, found).await?;
    Ok(plain.map_err(|refusal| refusal.at(field)).map(|(bytes, kind)| Received {
        name: clean(&upload.name, kind.ending),
        kind,
        bytes,
    }))
}

/// What kind of file somebody attached in the field `field`, by its content.
fn taken(upload: &Upload, field: &'static str) -> Result<Sniffed, Refusal> {
    if !upload.is_whole {
        return Err(Refusal::new("file-too-large").at(field).with("most", FILE_LIMIT / 1024 / 1024));
    }
    match sniff(&upload.bytes) {
        // It could not be decoded, and so would keep the place where it was taken.
        Some(found) if found.media_type == "image/heic" => Err(Refusal::new("picture-heic").at(field)),
        Some(found) => Ok(found),
        None => Err(Refusal::new("file-kind-unknown").at(field)),
    }
}

/// What `bytes` are, if they are of a kind that is known: pictures, PDF, sound, film, office documents.
pub fn sniff(bytes: &[u8]) -> Option<Sniffed> {
    let begins = |at: usize, begin: &[u8]| bytes.get(at..).is_some_and(|rest| rest.starts_with(begin));
    let has = |part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
    let found = KINDS.iter().find(|(at, begin, _)| begins(*at, begin));
    match found {
        Some((8, ..)) if !begins(0, b"RIFF") => return None,
        Some((_, _, found)) => return Some(*found),
        None => {}
    }
    if begins(4, b"ftyp") {
        let is_one_of = |brands: &[&[u8]]| brands.iter().any(|brand| begins(8, brand));
        return match (is_one_of(&FILMS), is_one_of(&HEIC)) {
            (true, _) => Some(kind("video/mp4", "mp4")),
            (_, true) => Some(kind("image/heic", "heic")),
            _ => None,
        };
    }
    if begins(0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        // Installers and other programs come in the same wrapping.
        return has(b"W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0").then(|| kind("application/msword", "doc"));
    }
    // An office document is an archive that names its parts. Any other archive is refused, and so is one with a program.
    if !begins(0, b"PK\x03\x04") || !has(b"[Content_Types].xml") || has(b"vbaProject.bin") {
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
    found.map(|(_, media_type, ending)| kind(media_type, ending))
}

/// The longest name that is kept, in characters.
const LONGEST_NAME: usize = 80;

/// A name without folders, invisible characters and false endings.
fn clean(name: &str, ending: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let is_shown = |c: &char| {
        !c.is_control()
            && !matches!(*c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
    };
    let name: String = name.chars().filter(is_shown).collect();
    let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem).trim_matches(['.', ' ']);
    let stem: String = stem.chars().take(LONGEST_NAME).collect();
    if stem.is_empty() { ending.to_owned() + "." + ending } else { format!("{stem}.{ending}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_it_contains_and_not_what_it_is_called() {
        let media_type = |bytes: &[u8]| sniff(bytes).map(|found| found.media_type);
        assert_eq!(media_type(b"\xff\xd8\xff\xe0 and so on"), Some("image/jpeg"));
        assert_eq!(media_type(b"%PDF-1.7"), Some("application/pdf"));
        assert_eq!(media_type(b"\0\0\0\x18ftyp3gp5"), Some("video/mp4"));
        assert_eq!(media_type(b"RIFF\0\0\0\0WAVE"), Some("audio/wav"));
        assert_eq!(
            media_type(b"PK\x03\x04..[Content_Types].xml..word/document.xml")
                .map(|t| t.ends_with("wordprocessingml.document")),
            Some(true)
        );
        for hostile in [
            b"<html><script>".as_slice(),
            b"MZ\x90",
            b"PK\x03\x04 evil.exe",
            b"PK\x03\x04..[Content_Types].xml..word/document.xml..word/vbaProject.bin",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an installer",
            b"<!--     WEBP -->",
            b"\0\0\0\x18ftypevil",
            b" %PDF-1.7",
            b"#!/bin/sh",
            b"<svg",
            b"",
        ] {
            assert_eq!(media_type(hostile), None, "{}", String::from_utf8_lossy(hostile));
        }
    }

    #[tokio::test]
    async fn a_photo_that_cannot_be_decoded_is_refused_with_what_to_do() {
        for brand in ["heic", "heix", "mif1", "avif"] {
            let bytes = format!("\0\0\0\x18ftyp{brand}").into_bytes().into();
            let upload = Upload { field: "files".into(), name: "a.heic".into(), bytes, is_whole: true };
            let refused = receive(upload, "files").await.unwrap().unwrap_err();
            assert_eq!(refused, Refusal::new("picture-heic").at("files"), "{brand}");
        }
    }

    #[test]
    fn a_name_is_only_a_name_and_ends_as_its_content_says() {
        assert_eq!(clean("漏水照片.JPG", "jpg"), "漏水照片.jpg");
        assert_eq!(clean("../../etc/passwd", "pdf"), "passwd.pdf");
        assert_eq!(clean("C:\\x\\发票.pdf.exe", "pdf"), "发票.pdf.pdf");
        assert_eq!(clean("a\u{202e}gpj.exe", "png"), "agpj.png");
        assert_eq!(clean("...", "mp3"), "mp3.mp3");
        assert_eq!(clean(&"长".repeat(300), "png").chars().count(), 84);
    }
}
