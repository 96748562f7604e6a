//! How does the platform ask another machine, and which ones may it ask?
//!
//! Only those a setting names: HTTPS, or plain HTTP on this machine. A redirect is not followed, and an answer is read up to
//! a limit, so that what is asked cannot lead elsewhere.

use std::{sync::Once, time::Duration};

use reqwest::{Client, Response, redirect::Policy};
use url::{Host, Url};

/// The most bytes of an answer that are read.
const ANSWER: usize = 256 * 1024;
const PATIENCE: Duration = Duration::from_secs(10);

/// Why another machine was not asked, or did not answer. It says nothing of what was sent.
#[derive(Debug, thiserror::Error)]
pub enum OutboundError {
    /// The address is no web address, or not a safe one.
    #[error("the address is neither https nor on this machine")]
    Address,
    /// The question could not be asked.
    #[error("could not ask {host}: {what}")]
    Unreachable {
        /// Whom.
        host: String,
        /// Of which kind the failure is.
        what: &'static str,
    },
    /// The answer is longer than any that makes sense.
    #[error("the answer is too long")]
    TooLong,
}

/// TLS by rustls with ring, for everything that speaks to other machines.
pub fn prepare() {
    static PREPARED: Once = Once::new();
    PREPARED.call_once(|| {
        // If it fails, another part of the program has chosen one already.
        let _chosen = rustls::crypto::ring::default_provider().install_default();
    });
}

/// A client that asks nobody but whom it is told to.
pub fn client() -> reqwest::Result<Client> {
    prepare();
    Client::builder()
        .redirect(Policy::none())
        .no_proxy()
        .referer(false)
        .timeout(PATIENCE)
        .connect_timeout(PATIENCE / 2)
        .build()
}

/// The address, if it may be asked: HTTPS, or this machine.
pub fn address(text: &str) -> Result<Url, OutboundError> {
    let url = Url::parse(text).map_err(|_| OutboundError::Address)?;
    let is_here = match url.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    };
    let is_safe = url.scheme() == "https" || (url.scheme() == "http" && is_here);
    if is_safe && url.host().is_some() { Ok(url) } else { Err(OutboundError::Address) }
}

/// What failed, without the address that was asked: it may hold a secret.
pub fn unreachable(url: &Url, error: &reqwest::Error) -> OutboundError {
    let what = match () {
        () if error.is_timeout() => "no answer in time",
        () if error.is_connect() => "no connection",
        () => "the answer broke off",
    };
    OutboundError::Unreachable { host: url.host_str().unwrap_or_default().to_owned(), what }
}

/// The body of an answer, up to the limit.
pub async fn body(url: &Url, mut response: Response) -> Result<Vec<u8>, OutboundError> {
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| unreachable(url, &error))? {
        if bytes.len() + chunk.len() > ANSWER {
            return Err(OutboundError::TooLong);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_https_and_this_machine_are_asked() {
        let good = |text| address(text).is_ok();
        assert!(
            ["https://id.example/x", "http://127.0.0.1:9/x", "http://localhost:9", "http://[::1]/"]
                .into_iter()
                .all(good)
        );
        assert!(
            ![
                "http://id.example",
                "http://127.0.0.1.example",
                "http://169.254.169.254/",
                "file:///etc/passwd",
                "x"
            ]
            .into_iter()
            .any(good)
        );
    }
}
