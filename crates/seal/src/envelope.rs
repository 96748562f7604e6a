//! What does a sealed value look like, and what keeps it in its place?
//!
//! Version, suite, id of the key, nonce, hidden text, tag. The place (table, column, row) is proved by the tag without
//! being in the envelope, so that a value copied to another row does not open there.

use base64::{Engine as _, engine::general_purpose::STANDARD_NO_PAD};
use fengqiao_base::Ids;

use crate::suite::{Cipher, NONCE, Suite, TAG};

/// The version of the bytes.
const VERSION: u8 = 1;
/// Version, suite, id of the key.
const HEAD: usize = 2 + 4;
/// What stands in front of the hidden text.
const FRONT: usize = HEAD + NONCE;
/// How a sealed text begins, which no text of ours does.
const MARK: &str = "fq1:";

/// Where a value stands. What is sealed for one place opens in no other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    /// The table.
    pub table: &'static str,
    /// The column.
    pub column: &'static str,
    /// The key of the row.
    pub row: &'a [u8],
}

/// Why something sealed does not open.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// It is no envelope of a version this program knows.
    #[error("the value is not sealed in a way this version knows")]
    Unknown,
    /// It was sealed under another key than the one given.
    #[error("the value was sealed under key {id:08x}, which is not here")]
    OtherKey {
        /// The key it asks for.
        id: u32,
    },
    /// It was changed, or stands where it was not put.
    #[error("the sealed value was changed or moved")]
    Changed,
}

/// Whether a text of a column is sealed already.
pub fn is_sealed(text: &str) -> bool {
    text.starts_with(MARK)
}

/// The text of an envelope, for a column of text.
pub(crate) fn written(envelope: &[u8]) -> String {
    let mut text = String::with_capacity(MARK.len() + envelope.len().div_ceil(3) * 4);
    text.push_str(MARK);
    STANDARD_NO_PAD.encode_string(envelope, &mut text);
    text
}

/// The envelope of a text.
pub(crate) fn read(text: &str) -> Result<Vec<u8>, SealError> {
    let text = text.strip_prefix(MARK).ok_or(SealError::Unknown)?;
    STANDARD_NO_PAD.decode(text).map_err(|_| SealError::Unknown)
}

/// Under which key an envelope is sealed.
pub(crate) fn key_of(envelope: &[u8]) -> Result<u32, SealError> {
    match envelope {
        [VERSION, _, a, b, c, d, rest @ ..] if rest.len() >= NONCE + TAG => {
            Ok(u32::from_be_bytes([*a, *b, *c, *d]))
        }
        _ => Err(SealError::Unknown),
    }
}

/// Seals `text` for its place under the key `id`.
pub(crate) fn seal(
    cipher: &Cipher,
    suite: Suite,
    id: u32,
    ids: &Ids,
    place: &Place<'_>,
    text: &[u8],
) -> Vec<u8> {
    let nonce = ids.bytes::<NONCE>();
    let mut out = Vec::with_capacity(FRONT + text.len() + TAG);
    out.extend([VERSION, suite.code()]);
    out.extend(id.to_be_bytes());
    out.extend(nonce);
    out.extend(text);
    let beside = beside(&out[..HEAD], place);
    let tag = cipher.hide(&nonce, &beside, &mut out[FRONT..]);
    out.extend(tag);
    out
}

/// Opens an envelope of the key `id` at its place.
pub(crate) fn open(
    cipher: &Cipher,
    suite: Suite,
    id: u32,
    place: &Place<'_>,
    mut envelope: Vec<u8>,
) -> Result<Vec<u8>, SealError> {
    let asked = key_of(&envelope)?;
    if asked != id {
        return Err(SealError::OtherKey { id: asked });
    }
    if Suite::from_code(envelope[1]) != Some(suite) {
        return Err(SealError::Unknown);
    }
    let beside = beside(&envelope[..HEAD], place);
    let (front, rest) = envelope.split_at_mut(FRONT);
    let (nonce, (text, tag)) =
        (front.last_chunk(), rest.split_last_chunk_mut().expect("the length was looked at"));
    if !cipher.show(nonce.expect("the length was looked at"), &beside, text, tag) {
        return Err(SealError::Changed);
    }
    envelope.truncate(envelope.len() - TAG);
    envelope.drain(..FRONT);
    Ok(envelope)
}

/// What the tag proves beside the text. Lengths keep two places from being written alike.
fn beside(head: &[u8], place: &Place<'_>) -> Vec<u8> {
    let mut out = Vec::with_capacity(64);
    out.extend(head);
    for part in [place.table.as_bytes(), place.column.as_bytes(), place.row] {
        out.extend(u32::try_from(part.len()).expect("names and keys are short").to_be_bytes());
        out.extend(part);
    }
    out
}
