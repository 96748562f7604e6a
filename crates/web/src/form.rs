//! What did somebody type, and how is it given back unharmed?
//!
//! [`Fields`] keeps every name and value as posted, in order, so that a refused form shows again what was typed.

use axum::{
    body::Bytes,
    extract::{FromRequest, Multipart, Request},
    http::header::CONTENT_TYPE,
};

use crate::{origin, problem::Problem};

/// The most bytes of a form without files.
pub const FORM_LIMIT: usize = 512 * 1024;
/// The most bytes of one attached file.
pub const FILE_LIMIT: usize = 20 * 1024 * 1024;
/// The most files of one form.
pub const FILE_COUNT: usize = 9;

/// Names and values of one posted form or one query.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields(pub Vec<(String, String)>);

/// A posted file.
#[derive(Debug, Clone)]
pub struct Upload {
    /// The field it was attached to.
    pub field: String,
    /// The name the sender's machine gave it.
    pub name: String,
    /// Its content.
    pub bytes: Bytes,
}

/// A posted form with files.
#[derive(Debug, Clone, Default)]
pub struct Posted {
    /// Everything typed.
    pub fields: Fields,
    /// Everything attached.
    pub uploads: Vec<Upload>,
}

impl Fields {
    /// Reads `a=1&b=2`; refuses what is not UTF-8 or holds a NUL.
    pub fn parse(bytes: &[u8]) -> Result<Self, Problem> {
        let mut fields = Vec::new();
        for pair in bytes.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()) {
            let (name, value) = match pair.iter().position(|byte| *byte == b'=') {
                Some(at) => (&pair[..at], &pair[at + 1..]),
                None => (pair, &[][..]),
            };
            fields.push((decode(name)?, decode(value)?));
        }
        Ok(Self(fields))
    }

    /// The first value of `name`, trimmed; empty when there is none.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value.trim())
    }

    /// The first value of `name`, if something was typed.
    pub fn filled(&self, name: &str) -> Option<&str> {
        Some(self.get(name)).filter(|value| !value.is_empty())
    }

    /// Every value of `name` that is not empty.
    pub fn all<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'s str> {
        self.0.iter().filter(move |(n, v)| n == name && !v.trim().is_empty()).map(|(_, v)| v.trim())
    }

    /// Whether a box was ticked.
    pub fn is_ticked(&self, name: &str) -> bool {
        self.filled(name).is_some()
    }

    /// The fields of row `i` of a repeated group: `items-0-what` as `what`.
    pub fn row(&self, group: &str, i: usize) -> Fields {
        let prefix = format!("{group}-{i}-");
        Fields(
            self.0
                .iter()
                .filter_map(|(n, v)| n.strip_prefix(&prefix).map(|n| (n.to_owned(), v.clone())))
                .collect(),
        )
    }

    /// The rows of a repeated group in which something was typed, with their index.
    pub fn rows(&self, group: &str) -> Vec<(usize, Fields)> {
        let prefix = format!("{group}-");
        let mut indices: Vec<usize> = self
            .0
            .iter()
            .filter(|(_, value)| !value.trim().is_empty())
            .filter_map(|(n, _)| n.strip_prefix(&prefix)?.split('-').next()?.parse().ok())
            .filter(|i| *i < 200)
            .collect();
        indices.sort_unstable();
        indices.dedup();
        indices.into_iter().map(|i| (i, self.row(group, i))).collect()
    }
}

fn decode(bytes: &[u8]) -> Result<String, Problem> {
    let mut plain = Vec::with_capacity(bytes.len());
    let mut rest = bytes.iter();
    while let Some(byte) = rest.next() {
        plain.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digit = |b: Option<&u8>| b.and_then(|b| char::from(*b).to_digit(16));
                let (high, low) = (digit(rest.next()), digit(rest.next()));
                match (high, low) {
                    (Some(high), Some(low)) => u8::try_from(high * 16 + low).unwrap_or(0),
                    _ => return Err(Problem::Malformed("encoding")),
                }
            }
            byte => *byte,
        });
    }
    let text = String::from_utf8(plain).map_err(|_| Problem::Malformed("encoding"))?;
    if text.contains('\0') {
        return Err(Problem::Malformed("encoding"));
    }
    Ok(text)
}

impl<S: Send + Sync> FromRequest<S> for Posted {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let token = origin::cookie(request.headers(), origin::COOKIE).unwrap_or_default().to_owned();
        let posted = Self::read(request, state).await?;
        if origin::is_same(&token, posted.fields.get("csrf")) {
            Ok(posted)
        } else {
            Err(Problem::Malformed("csrf"))
        }
    }
}

impl Posted {
    /// Reads a form without asking for the page's value; for the API, where the session's token is asked for.
    pub async fn read<S: Send + Sync>(request: Request, state: &S) -> Result<Self, Problem> {
        let kind = request.headers().get(CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("");
        if !kind.starts_with("multipart/form-data") {
            if !kind.starts_with("application/x-www-form-urlencoded") {
                return Err(Problem::Malformed("content-type"));
            }
            let bytes =
                axum::body::to_bytes(request.into_body(), FORM_LIMIT).await.map_err(|_| Problem::TooLarge)?;
            return Ok(Self { fields: Fields::parse(&bytes)?, uploads: Vec::new() });
        }
        let mut parts =
            Multipart::from_request(request, state).await.map_err(|_| Problem::Malformed("multipart"))?;
        let mut posted = Self::default();
        let mut typed = 0;
        while let Some(part) = parts.next_field().await.map_err(|_| Problem::Malformed("multipart"))? {
            let Some(name) = part.name().map(str::to_owned) else { continue };
            let file_name = part.file_name().map(str::to_owned);
            let bytes = part.bytes().await.map_err(|_| Problem::TooLarge)?;
            if let Some(file_name) = file_name {
                if bytes.is_empty() {
                    continue;
                }
                if bytes.len() > FILE_LIMIT || posted.uploads.len() == FILE_COUNT {
                    return Err(Problem::TooLarge);
                }
                posted.uploads.push(Upload { field: name, name: file_name, bytes });
            } else {
                typed += bytes.len();
                if typed > FORM_LIMIT {
                    return Err(Problem::TooLarge);
                }
                let value = String::from_utf8(bytes.into()).map_err(|_| Problem::Malformed("encoding"))?;
                if value.contains('\0') {
                    return Err(Problem::Malformed("encoding"));
                }
                posted.fields.0.push((name, value));
            }
        }
        Ok(posted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_comes_back_as_it_was_typed() {
        let fields = Fields::parse("what=%E6%BC%8F%E6%B0%B4+3%25&empty=&party=1&party=2".as_bytes()).unwrap();
        assert_eq!(fields.get("what"), "漏水 3%");
        assert_eq!(fields.filled("empty"), None);
        assert_eq!(fields.all("party").collect::<Vec<_>>(), ["1", "2"]);
    }

    #[test]
    fn what_is_not_text_is_refused() {
        for hostile in ["a=%FF%FE", "a=%0", "a=%zz", "a=%00"] {
            assert!(matches!(Fields::parse(hostile.as_bytes()), Err(Problem::Malformed(_))), "{hostile}");
        }
    }

    #[test]
    fn rows_in_which_nothing_was_typed_do_not_count() {
        let fields =
            Fields::parse(b"items-0-what=pay&items-1-what=&items-2-what=leave&items-x-what=z").unwrap();
        let rows: Vec<_> =
            fields.rows("items").into_iter().map(|(i, r)| (i, r.get("what").to_owned())).collect();
        assert_eq!(rows, [(0, "pay".to_owned()), (2, "leave".to_owned())]);
    }
}
