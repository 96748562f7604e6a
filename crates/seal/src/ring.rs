//! Which keys are there, and which key is a subject's?

use std::fmt;

use fengqiao_base::Ids;
use zeroize::Zeroizing;

use crate::{
    envelope::{self, Place, SealError},
    suite::{Cipher, Suite},
};

/// 32 bytes nobody may see; they are overwritten when they go.
pub type Secret = Zeroizing<[u8; 32]>;

/// The key of one subject. Everything it told is sealed under it.
#[derive(Clone)]
pub struct DataKey {
    id: u32,
    suite: Suite,
    secret: Secret,
}

impl DataKey {
    /// A new key of this suite.
    pub fn make(suite: Suite, ids: &Ids) -> Self {
        Self { id: u32::from_be_bytes(ids.bytes()), suite, secret: Zeroizing::new(ids.bytes()) }
    }

    /// A secret for one purpose.
    pub fn derive(&self, purpose: &str) -> Secret {
        self.suite.derive(&self.secret, purpose)
    }

    /// Its suite.
    pub fn suite(&self) -> Suite {
        self.suite
    }

    /// A key of its own for one purpose; it goes when this one goes.
    pub fn own(&self, purpose: &str) -> Self {
        Self { id: self.id, suite: self.suite, secret: self.derive(purpose) }
    }

    /// The key made ready, for whoever seals or opens several values.
    pub fn ready(&self) -> Ready {
        Ready { id: self.id, suite: self.suite, cipher: Cipher::new(self.suite, &self.secret) }
    }

    /// The bytes that are wrapped.
    fn bytes(&self) -> Zeroizing<Vec<u8>> {
        let mut out = Vec::with_capacity(37);
        out.push(self.suite.code());
        out.extend(self.id.to_be_bytes());
        out.extend(*self.secret);
        Zeroizing::new(out)
    }

    fn of(bytes: &[u8]) -> Option<Self> {
        let (suite, rest) = bytes.split_first()?;
        let (id, secret) = rest.split_first_chunk()?;
        Some(Self {
            id: u32::from_be_bytes(*id),
            suite: Suite::from_code(*suite)?,
            secret: Zeroizing::new(secret.try_into().ok()?),
        })
    }
}

impl fmt::Debug for DataKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DataKey({:08x})", self.id)
    }
}

/// A subject's key, ready to seal and open.
pub struct Ready {
    id: u32,
    suite: Suite,
    cipher: Cipher,
}

impl Ready {
    /// Seals a text for a column of text.
    pub fn seal(&self, ids: &Ids, place: &Place<'_>, text: &str) -> String {
        self.seal_bytes_as_text(ids, place, text.as_bytes())
    }

    /// Seals bytes for a column of text.
    pub fn seal_bytes_as_text(&self, ids: &Ids, place: &Place<'_>, bytes: &[u8]) -> String {
        envelope::written(&self.seal_bytes(ids, place, bytes))
    }

    /// Opens what [`Ready::seal_bytes_as_text`] made.
    pub fn open_bytes_of_text(&self, place: &Place<'_>, sealed: &str) -> Result<Vec<u8>, SealError> {
        self.open_bytes(place, envelope::read(sealed)?)
    }

    /// Opens what [`Ready::seal`] made.
    pub fn open(&self, place: &Place<'_>, sealed: &str) -> Result<String, SealError> {
        String::from_utf8(self.open_bytes_of_text(place, sealed)?).map_err(|_| SealError::Changed)
    }

    /// Seals bytes.
    pub fn seal_bytes(&self, ids: &Ids, place: &Place<'_>, bytes: &[u8]) -> Vec<u8> {
        envelope::seal(&self.cipher, self.suite, self.id, ids, place, bytes)
    }

    /// Opens what [`Ready::seal_bytes`] made.
    pub fn open_bytes(&self, place: &Place<'_>, sealed: Vec<u8>) -> Result<Vec<u8>, SealError> {
        envelope::open(&self.cipher, self.suite, self.id, place, sealed)
    }
}

/// A key under which subjects' keys are wrapped.
struct Master {
    id: u32,
    suite: Suite,
    cipher: Cipher,
}

/// The master keys there are. The one with the highest number is current: new keys are wrapped under it.
pub struct Ring {
    masters: Vec<Master>,
}

/// Why a text holds no ring of keys. No text of a key is in it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RingError {
    /// A line is not a number, a suite and 64 hexadecimal digits.
    #[error("line {line} of the master keys is not a number, a suite and 64 hexadecimal digits")]
    Line {
        /// Which line, from 1.
        line: usize,
    },
    /// Two keys have one number.
    #[error("two master keys have the number {id}")]
    Twice {
        /// Their number.
        id: u32,
    },
    /// There is no key.
    #[error("there is no master key")]
    Empty,
}

impl Ring {
    /// The ring that a text describes: a key a line, its number, its suite and 64 hexadecimal digits. Empty lines and
    /// those that begin with `#` say nothing.
    pub fn parse(text: &str) -> Result<Self, RingError> {
        let mut masters: Vec<Master> = Vec::new();
        for (index, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let master = Master::parse(line).ok_or(RingError::Line { line: index + 1 })?;
            if masters.iter().any(|other| other.id == master.id) {
                return Err(RingError::Twice { id: master.id });
            }
            masters.push(master);
        }
        masters.sort_by_key(|master| master.id);
        if masters.is_empty() { Err(RingError::Empty) } else { Ok(Self { masters }) }
    }

    /// The line of a new master key.
    pub fn line(id: u32, suite: Suite, secret: &[u8; 32]) -> Zeroizing<String> {
        Zeroizing::new(format!("{id} {} {}\n", suite.name(), hex::encode(secret)))
    }

    /// The number of the current key.
    pub fn current(&self) -> u32 {
        self.newest().id
    }

    /// The suite of the current key.
    pub fn suite(&self) -> Suite {
        self.newest().suite
    }

    /// The numbers of all keys, oldest first.
    pub fn numbers(&self) -> Vec<u32> {
        self.masters.iter().map(|master| master.id).collect()
    }

    /// Makes a key for a subject, and the bytes to be kept of it.
    pub fn make(&self, ids: &Ids, subject: &[u8]) -> (DataKey, Vec<u8>) {
        let key = DataKey::make(self.suite(), ids);
        let wrapped = self.wrap(ids, subject, &key);
        (key, wrapped)
    }

    /// The key of a subject.
    pub fn unwrap(&self, subject: &[u8], wrapped: &[u8]) -> Result<DataKey, SealError> {
        let id = envelope::key_of(wrapped)?;
        let master = self.masters.iter().find(|master| master.id == id).ok_or(SealError::OtherKey { id })?;
        let bytes = envelope::open(&master.cipher, master.suite, id, &place(subject), wrapped.to_vec())?;
        DataKey::of(&Zeroizing::new(bytes)).ok_or(SealError::Unknown)
    }

    /// The same key wrapped under the current master key; `None` if it is so already.
    pub fn rewrap(&self, ids: &Ids, subject: &[u8], wrapped: &[u8]) -> Result<Option<Vec<u8>>, SealError> {
        if envelope::key_of(wrapped)? == self.current() {
            return Ok(None);
        }
        Ok(Some(self.wrap(ids, subject, &self.unwrap(subject, wrapped)?)))
    }

    fn wrap(&self, ids: &Ids, subject: &[u8], key: &DataKey) -> Vec<u8> {
        let master = self.newest();
        envelope::seal(&master.cipher, master.suite, master.id, ids, &place(subject), &key.bytes())
    }

    fn newest(&self) -> &Master {
        self.masters.last().expect("a ring holds a key")
    }
}

impl Master {
    fn parse(line: &str) -> Option<Self> {
        let mut parts = line.split_whitespace();
        let (id, suite) = (parts.next()?.parse().ok()?, Suite::from_name(parts.next()?)?);
        let mut secret: Secret = Zeroizing::new([0; 32]);
        hex::decode_to_slice(parts.next()?, secret.as_mut()).ok()?;
        parts.next().is_none().then(|| Self { id, suite, cipher: Cipher::new(suite, &secret) })
    }
}

fn place(subject: &[u8]) -> Place<'_> {
    Place { table: "subject_keys", column: "wrapped", row: subject }
}
