//! How is what people told sealed before it is kept, and opened when it is read?
//!
//! Each person and each number has a key of its own, wrapped in the table `subject_keys` under the master key. What lists
//! show of many numbers at once, and what belongs to no number, is sealed under keys of the platform, so that no list
//! has to read fifty keys. An opened key is not kept: opening it again costs about a microsecond.

pub mod erase;
pub mod keys;
pub mod reseal;
pub mod source;

use std::sync::{Arc, PoisonError, RwLock};

use anyhow::{Context, ensure};
use fengqiao_base::{Clock, Ids, PartyId};
use fengqiao_domain::search;
use fengqiao_seal::{DataKey, Place, Ready, Ring, SealError, Suite, token::Tokens};
use fengqiao_store::{Store, StoreError};
use tracing::info;
use uuid::Uuid;

use self::source::Source;
use crate::config::Config;

/// Whose key it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Subject {
    /// The sequence of the number; 0 for the platform's own.
    pub number: i64,
    /// The person; nil for what the number itself tells.
    pub of: Uuid,
}

impl Subject {
    /// The platform's own: lists, messages, files, the index.
    pub const PLATFORM: Self = Self { number: 0, of: Uuid::nil() };

    /// What a number tells: its request, its case, the names of its files.
    pub const fn number(seq: i64) -> Self {
        Self { number: seq, of: Uuid::nil() }
    }

    /// What somebody of a number told about herself.
    pub const fn person(seq: i64, id: PartyId) -> Self {
        Self { number: seq, of: id.0 }
    }

    /// What a wrapped key is bound to.
    fn bytes(self) -> [u8; 24] {
        let mut bytes = [0; 24];
        bytes[..8].copy_from_slice(&self.number.to_be_bytes());
        bytes[8..].copy_from_slice(self.of.as_bytes());
        bytes
    }
}

/// The key of a subject as it was found.
pub enum Lock {
    /// It opens.
    Key(Box<Ready>),
    /// The subject was erased: nothing of it opens any more.
    Erased,
}

impl Lock {
    /// What was sealed for this place; `None` once its subject was erased.
    pub fn open(&self, place: &Place<'_>, sealed: &str) -> Result<Option<String>, StoreError> {
        match self {
            Self::Key(key) => key.open(place, sealed).map(Some).map_err(unreadable),
            Self::Erased => Ok(None),
        }
    }
}

fn unreadable(error: SealError) -> StoreError {
    StoreError::unreadable("sealed value", error)
}

/// The row of a request or a case, as what is sealed in it is bound to it.
pub fn row(seq: i64) -> [u8; 8] {
    seq.to_be_bytes()
}

/// The keys of the platform. Cheap to clone.
#[derive(Clone)]
pub struct Vault(Arc<Inner>);

struct Inner {
    source: Source,
    ring: RwLock<Arc<Ring>>,
    /// Nonces and new keys; apart from the ids of what is made, which tests know beforehand.
    ids: Ids,
    titles: Ready,
    messages: Ready,
    small: Ready,
    answers: Ready,
    files: Ready,
    tokens: Tokens,
}

impl Vault {
    /// Reads the master keys and opens the platform's own key; makes both at the first start.
    pub async fn open(config: &Config, store: &Store, clock: Arc<dyn Clock>) -> anyhow::Result<Self> {
        let source = Source::of(config)?;
        let suite = suite(config)?;
        let ids = Ids::from_system(clock);
        let kept = keys::wrapped(store.read(), Subject::PLATFORM).await?;
        let ring = if let Some(ring) = source.read()? {
            ring
        } else {
            ensure!(
                kept.is_none(),
                "{source} with the master keys is missing, and what is kept cannot be read without it: put it back \
                 from where it was saved"
            );
            source.add(suite, &ids)?;
            info!("made a master key; save it where the database is not saved");
            source.read()?.context("the master keys went away")?
        };
        let root = if let Some(wrapped) = kept {
            unwrap(&ring, &wrapped)
        } else {
            let (key, wrapped) = ring.make(&ids, &Subject::PLATFORM.bytes());
            let master = ring.current();
            let kept = store
                .write(move |tx| {
                    Box::pin(async move { keys::add(tx, Subject::PLATFORM, master, wrapped).await })
                })
                .await?;
            // Another program may have been quicker.
            kept.map_or(Ok(key), |wrapped| unwrap(&ring, &wrapped))
        };
        let root = root.with_context(|| format!("the master keys of {source} do not open this database"))?;
        let own = |purpose| root.own(purpose).ready();
        Ok(Self(Arc::new(Inner {
            titles: own("titles"),
            messages: own("messages"),
            small: own("small"),
            answers: own("answers"),
            files: own("files"),
            tokens: Tokens::new(&root.own("tokens")),
            ring: RwLock::new(Arc::new(ring)),
            source,
            ids,
        })))
    }

    /// Where the master keys come from.
    pub fn source(&self) -> &Source {
        &self.0.source
    }

    /// The master keys as they were read last.
    pub fn ring(&self) -> Arc<Ring> {
        self.0.ring.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Reads the master keys again, for somebody may have added one.
    pub fn look_again(&self) -> anyhow::Result<Arc<Ring>> {
        let ring = Arc::new(self.0.source.read()?.context("the master keys went away")?);
        *self.0.ring.write().unwrap_or_else(PoisonError::into_inner) = ring.clone();
        Ok(ring)
    }

    /// The key of a subject from what its row holds.
    ///
    /// # Errors
    /// [`StoreError::Unreadable`] when there is no key, or no master key here opens it.
    pub fn lock(&self, subject: Subject, wrapped: Option<&[u8]>) -> Result<Lock, StoreError> {
        let Some(wrapped) = wrapped else {
            return Err(StoreError::unreadable("key", std::io::Error::other("a subject has no key")));
        };
        if keys::is_erased(wrapped) {
            return Ok(Lock::Erased);
        }
        let bytes = subject.bytes();
        let key = match self.ring().unwrap(&bytes, wrapped) {
            Err(SealError::OtherKey { .. }) => {
                let ring = self.look_again().map_err(|error| {
                    StoreError::unreadable("key", std::io::Error::other(format!("{error:#}")))
                })?;
                ring.unwrap(&bytes, wrapped)
            }
            found => found,
        };
        Ok(Lock::Key(Box::new(key.map_err(unreadable)?.ready())))
    }

    /// Seals a text under the key of its subject.
    pub fn seal(&self, key: &Ready, place: &Place<'_>, text: &str) -> String {
        key.seal(&self.0.ids, place, text)
    }

    /// Seals what a list shows of a request or a case. Nothing stays nothing.
    pub fn seal_title(&self, table: &'static str, seq: i64, title: &str) -> String {
        if title.is_empty() {
            return String::new();
        }
        self.0.titles.seal(&self.0.ids, &Place { table, column: "title", row: &row(seq) }, title)
    }

    /// What a list shows; empty once the number was erased.
    pub fn title(&self, table: &'static str, seq: i64, sealed: &str) -> Result<String, StoreError> {
        if sealed.is_empty() {
            return Ok(String::new());
        }
        self.0.titles.open(&Place { table, column: "title", row: &row(seq) }, sealed).map_err(unreadable)
    }

    /// Seals a part of a short message.
    pub fn seal_message(&self, column: &'static str, id: Uuid, text: &str) -> String {
        self.0.messages.seal(&self.0.ids, &Place { table: "messages", column, row: id.as_bytes() }, text)
    }

    /// A part of a short message.
    pub fn message(&self, column: &'static str, id: Uuid, sealed: &str) -> Result<String, StoreError> {
        self.0
            .messages
            .open(&Place { table: "messages", column, row: id.as_bytes() }, sealed)
            .map_err(unreadable)
    }

    /// Seals something small of `of` for one purpose of the platform: the secret of a second factor, say.
    pub fn seal_own(&self, purpose: &'static str, of: &str, bytes: &[u8]) -> String {
        self.0.small.seal_bytes_as_text(&self.0.ids, &own_of(purpose, of), bytes)
    }

    /// Opens it.
    ///
    /// # Errors
    /// [`StoreError::Unreadable`] if it was sealed for another purpose, of something else, or not here.
    pub fn open_own(&self, purpose: &'static str, of: &str, sealed: &str) -> Result<Vec<u8>, StoreError> {
        self.0.small.open_bytes_of_text(&own_of(purpose, of), sealed).map_err(unreadable)
    }

    /// Seals the answer that is remembered for a key.
    pub fn seal_answer(&self, key: &str, answer: &str) -> String {
        self.0.answers.seal(&self.0.ids, &answer_of(key), answer)
    }

    /// The answer that was remembered for a key; empty while it is not given yet.
    pub fn answer(&self, key: &str, sealed: &str) -> Result<String, StoreError> {
        if sealed.is_empty() {
            return Ok(String::new());
        }
        self.0.answers.open(&answer_of(key), sealed).map_err(unreadable)
    }

    /// Seals a file under the digest of its content.
    pub fn seal_file(&self, digest: &[u8], content: &[u8]) -> Vec<u8> {
        self.0.files.seal_bytes(&self.0.ids, &file_of(digest), content)
    }

    /// The content of a file.
    pub fn file(&self, digest: &[u8], sealed: Vec<u8>) -> Result<Vec<u8>, SealError> {
        self.0.files.open_bytes(&file_of(digest), sealed)
    }

    /// The tokens of a text as the index keeps them.
    pub fn spell(&self, tokens: &str) -> String {
        let mut out = String::with_capacity(tokens.len() * 2);
        for token in tokens.split(' ').filter(|token| !token.is_empty()) {
            if !out.is_empty() {
                out.push(' ');
            }
            self.0.tokens.spell(&mut out, search::first_of(token), token);
        }
        out
    }

    /// The phrases of a search as the index keeps them.
    pub fn ask(&self, phrases: &[Vec<String>]) -> Vec<Vec<String>> {
        let word = |token: &String| {
            let mut out = String::new();
            match token.strip_suffix(search::BEGINS) {
                Some(begin) => {
                    self.0.tokens.begin(&mut out, begin);
                    out.push(search::BEGINS);
                }
                None => self.0.tokens.spell(&mut out, search::first_of(token), token),
            }
            out
        };
        phrases.iter().map(|phrase| phrase.iter().map(word).collect()).collect()
    }
}

fn answer_of(key: &str) -> Place<'_> {
    Place { table: "idempotency", column: "answer", row: key.as_bytes() }
}

fn own_of<'a>(purpose: &'static str, of: &'a str) -> Place<'a> {
    Place { table: purpose, column: "own", row: of.as_bytes() }
}

fn file_of(digest: &[u8]) -> Place<'_> {
    Place { table: "files", column: "content", row: digest }
}

fn unwrap(ring: &Ring, wrapped: &[u8]) -> Result<DataKey, SealError> {
    ring.unwrap(&Subject::PLATFORM.bytes(), wrapped)
}

/// The suite of keys that are made.
pub fn suite(config: &Config) -> anyhow::Result<Suite> {
    Suite::from_name(&config.keys.suite)
        .with_context(|| format!("keys.suite is {:?}; it is international or commercial", config.keys.suite))
}
