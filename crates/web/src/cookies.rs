//! How are cookies kept from other servers of the same domain?
//!
//! Over HTTPS every cookie of ours carries the prefix `__Host-`: a browser takes it only from this very host over
//! HTTPS, so no neighbour of the domain can plant one. Handlers know the plain names; the prefix comes and goes here.

use axum::http::{HeaderMap, HeaderValue, header};

const PREFIX: &str = "__Host-";

/// Gives the cookies of a request their plain names, and drops those that came without the prefix.
pub fn inward(headers: &mut HeaderMap) {
    let kept: Vec<&str> = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().strip_prefix(PREFIX))
        .collect();
    let line = kept.join("; ").parse::<HeaderValue>();
    headers.remove(header::COOKIE);
    if let Ok(line) = line
        && !line.is_empty()
    {
        headers.insert(header::COOKIE, line);
    }
}

/// Gives the cookies of an answer the prefix, and what it asks for.
pub fn outward(headers: &mut HeaderMap) {
    let header::Entry::Occupied(mut lines) = headers.entry(header::SET_COOKIE) else { return };
    for line in lines.iter_mut() {
        let Ok(text) = line.to_str() else { continue };
        let is_secure = text.split(';').any(|part| part.trim().eq_ignore_ascii_case("secure"));
        let secure = if is_secure { "" } else { "; Secure" };
        if let Ok(with_prefix) = format!("{PREFIX}{text}{secure}").parse() {
            *line = with_prefix;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_without_the_prefix_does_not_come_in() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, "fq_session=planted; __Host-fq_session=own".parse().unwrap());
        headers.append(header::COOKIE, "__Host-lang=en".parse().unwrap());
        inward(&mut headers);
        assert_eq!(headers.get_all(header::COOKIE).iter().collect::<Vec<_>>(), ["fq_session=own; lang=en"]);
        let mut planted = HeaderMap::from_iter([(header::COOKIE, "fq_session=planted".parse().unwrap())]);
        inward(&mut planted);
        assert_eq!(planted, HeaderMap::new());
    }

    #[test]
    fn a_cookie_goes_out_for_this_host_over_https_alone() {
        let mut headers = HeaderMap::new();
        headers.append(header::SET_COOKIE, "fq_form=a; Path=/; SameSite=Lax; HttpOnly".parse().unwrap());
        headers.append(header::SET_COOKIE, "fq_session=b; Path=/; Secure; HttpOnly".parse().unwrap());
        outward(&mut headers);
        assert_eq!(
            headers.get_all(header::SET_COOKIE).iter().collect::<Vec<_>>(),
            [
                "__Host-fq_form=a; Path=/; SameSite=Lax; HttpOnly; Secure",
                "__Host-fq_session=b; Path=/; Secure; HttpOnly",
            ]
        );
    }
}
