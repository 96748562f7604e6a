//! Did this change come from a page of ours?
//!
//! Two independent checks on every POST from a browser: what the browser says about where the request comes from
//! (`Sec-Fetch-Site`, else `Origin`), and a value that stands both in a cookie and in the form.

use axum::http::{HeaderMap, header};

/// The cookie that holds the value repeated in every form.
pub const COOKIE: &str = "fq_form";

/// Whether the browser says that the request was made by a page of another site.
pub fn is_foreign(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return !matches!(site, "same-origin" | "none");
    }
    match (text("origin"), text(header::HOST.as_str())) {
        (Some(origin), Some(host)) => origin.split_once("://").is_none_or(|(_, from)| from != host),
        (Some(_), None) => true,
        (None, _) => false,
    }
}

/// Compares two values in a time that does not tell where they differ.
pub fn is_same(one: &str, other: &str) -> bool {
    !one.is_empty()
        && one.len() == other.len()
        && one.bytes().zip(other.bytes()).fold(0, |sum, (a, b)| sum | (a ^ b)) == 0
}

/// The value of cookie `name`.
pub fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(n, _)| *n == name)
        .map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(n, v)| (n.parse().unwrap(), v.parse().unwrap())).collect()
    }

    #[test]
    fn only_our_own_pages_may_post() {
        let own = [
            headers(&[("sec-fetch-site", "same-origin")]),
            headers(&[("origin", "http://127.0.0.1:8080"), ("host", "127.0.0.1:8080")]),
            headers(&[("host", "127.0.0.1:8080")]),
        ];
        let foreign = [
            headers(&[("sec-fetch-site", "cross-site")]),
            headers(&[("sec-fetch-site", "same-site")]),
            headers(&[("origin", "http://evil.example"), ("host", "127.0.0.1:8080")]),
            headers(&[("origin", "null"), ("host", "127.0.0.1:8080")]),
        ];
        assert!(own.iter().all(|h| !is_foreign(h)));
        assert!(foreign.iter().all(is_foreign));
    }

    #[test]
    fn an_empty_value_is_never_the_same() {
        assert!(is_same("abc", "abc") && !is_same("abc", "abd") && !is_same("", ""));
    }
}
