//! What did somebody type, and how is it given back unharmed?
//!
//! [`Fields`] keeps every name and value as posted, in order, so that a refused form shows again what was typed.

use axum::{
    body::Bytes,
    extract::{
        FromRequest, Multipart, Request,
        multipart::{Field as Part, MultipartError},
    },
    http::{StatusCode, header::CONTENT_TYPE},
};

use crate::{origin, problem::Problem};

/// The most bytes of a form without files.
pub const FORM_LIMIT: usize = 512 * 1024;
/// The most bytes of one attached file.
pub const FILE_LIMIT: usize = 20 * 1024 * 1024;
/// The most files of one form.
pub const FILE_COUNT: usize = 9;
/// The most names and values of one form; looking one up goes through all of them.
pub const FIELD_COUNT: usize = 2000;
/// The most bytes of a form with files, what stands around them included.
pub const BODY_LIMIT: usize = FILE_COUNT * FILE_LIMIT + FORM_LIMIT + 1024 * 1024;

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
    /// Its content; empty if it is not whole.
    pub bytes: Bytes,
    /// Whether all of it was taken: nothing is kept of a file above [`FILE_LIMIT`] or after the last that fits.
    pub is_whole: bool,
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
            if fields.len() == FIELD_COUNT {
                return Err(Problem::TooLarge);
            }
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

/// A text as a query or a form carries it.
pub fn encoded(text: &str) -> String {
    let letter = |byte: u8| match byte {
        plain if plain.is_ascii_alphanumeric() => char::from(plain).to_string(),
        other => format!("%{other:02X}"),
    };
    text.bytes().map(letter).collect()
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
        while let Some(mut part) = parts.next_field().await.map_err(broken)? {
            let Some(name) = part.name().map(str::to_owned) else { continue };
            let file_name = part.file_name().map(str::to_owned);
            let Some(file_name) = file_name else {
                typed += name.len();
                let most = FORM_LIMIT.checked_sub(typed).ok_or(Problem::TooLarge)?;
                let bytes = up_to(&mut part, most).await?.ok_or(Problem::TooLarge)?;
                typed += bytes.len();
                if posted.fields.0.len() == FIELD_COUNT {
                    return Err(Problem::TooLarge);
                }
                let value = String::from_utf8(bytes).map_err(|_| Problem::Malformed("encoding"))?;
                if value.contains('\0') {
                    return Err(Problem::Malformed("encoding"));
                }
                posted.fields.0.push((name, value));
                continue;
            };
            // What does not fit is read to its end and thrown away, so that the rest of what was typed is not lost.
            let most = if posted.uploads.len() < FILE_COUNT { FILE_LIMIT } else { 0 };
            let bytes = up_to(&mut part, most).await?;
            if bytes.as_ref().is_some_and(Vec::is_empty) || posted.uploads.len() > FILE_COUNT {
                continue;
            }
            let is_whole = bytes.is_some();
            let bytes = bytes.unwrap_or_default().into();
            posted.uploads.push(Upload { field: name, name: file_name, bytes, is_whole });
        }
        Ok(posted)
    }
}

/// Why the parts of a form cannot be read.
#[expect(clippy::needless_pass_by_value, reason = "it is how an error is mapped")]
fn broken(error: MultipartError) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        Problem::TooLarge
    } else {
        Problem::Malformed("multipart")
    }
}

/// A part of at most `most` bytes; none if it is longer.
async fn up_to(part: &mut Part<'_>, most: usize) -> Result<Option<Vec<u8>>, Problem> {
    let mut kept = Some(Vec::new());
    while let Some(chunk) = part.chunk().await.map_err(broken)? {
        kept = kept.filter(|bytes| bytes.len() + chunk.len() <= most);
        if let Some(bytes) = &mut kept {
            bytes.extend_from_slice(&chunk);
        }
    }
    Ok(kept)
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
    fn a_form_of_countless_fields_is_too_large() {
        let fields = |count| Fields::parse("a=&".repeat(count).as_bytes());
        assert_eq!(fields(FIELD_COUNT).unwrap().0.len(), FIELD_COUNT);
        assert!(matches!(fields(FIELD_COUNT + 1), Err(Problem::TooLarge)));
    }

    #[tokio::test]
    async fn a_file_that_is_too_large_and_one_too_many_leave_the_rest_of_the_form_unharmed() {
        let file = |length: usize| {
            let content = "x".repeat(length);
            format!(
                "--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.pdf\"\r\n\r\n{content}\r\n"
            )
        };
        let mut body = file(FILE_LIMIT + 1) + &file(0);
        body.extend(std::iter::repeat_n(file(3), FILE_COUNT + 2));
        body += "--b\r\nContent-Disposition: form-data; name=\"account\"\r\n\r\n漏水\r\n--b--\r\n";
        let request = Request::post("/file").header(CONTENT_TYPE, "multipart/form-data; boundary=b");
        let limit = axum::extract::DefaultBodyLimit::max(BODY_LIMIT);
        let mut request = request.body(axum::body::Body::from(body)).unwrap();
        limit.apply(&mut request);
        let posted = Posted::read(request, &()).await.unwrap();
        assert_eq!(posted.fields.get("account"), "漏水");
        let lengths: Vec<_> = posted.uploads.iter().map(|one| (one.bytes.len(), one.is_whole)).collect();
        let mut expected = vec![(0, false)];
        expected.extend([(3, true); FILE_COUNT - 1]);
        expected.push((0, false));
        assert_eq!(lengths, expected);
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
