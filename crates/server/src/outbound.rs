//! How does the platform ask another machine, and which ones may it ask?
//!
//! Only those a setting names: HTTPS, or plain HTTP on this machine. A redirect is not followed, and an answer is read up to
//! a limit, so that what is asked cannot lead elsewhere.

use std::{
    net::{Ipv4Addr, Ipv6Addr},
    sync::Once,
    time::Duration,
};

use reqwest::{Client, Response, redirect::Policy};
use url::{Host, Url};

/// The most bytes of an answer that are read.
const ANSWER: usize = 256 * 1024;
/// Where clouds tell their machines secrets, beside the link-local addresses.
const CLOUD_4: Ipv4Addr = Ipv4Addr::new(100, 100, 100, 200);
const CLOUD_6: Ipv6Addr = Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254);
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
    let is_safe = url.scheme() == "https" || (url.scheme() == "http" && is_here(&url));
    if is_safe && url.host().is_some() { Ok(url) } else { Err(OutboundError::Address) }
}

/// The address that the answer of `by` names, if it may be asked: nobody elsewhere leads to this machine, or to the
/// addresses that give machines of a cloud their secrets.
pub fn address_named_by(by: &str, text: &str) -> Result<Url, OutboundError> {
    let (by, url) = (address(by)?, address(text)?);
    let tells_secrets = match url.host() {
        Some(Host::Ipv4(ip)) => ip.is_link_local() || ip == CLOUD_4,
        Some(Host::Ipv6(ip)) => {
            let mapped = ip.to_ipv4_mapped().is_some_and(|ip| ip.is_link_local() || ip == CLOUD_4);
            ip.is_unicast_link_local() || ip == CLOUD_6 || mapped
        }
        Some(Host::Domain(_)) | None => false,
    };
    if (is_here(&url) && !is_here(&by)) || tells_secrets { Err(OutboundError::Address) } else { Ok(url) }
}

/// The address, if it is at one of these hosts or below one: for what somebody from outside names. This machine is asked
/// only where it is one of them by name, and others at the usual port alone.
pub fn address_among(text: &str, hosts: &[String]) -> Result<Url, OutboundError> {
    let url = address(text)?;
    let host = url.host_str().unwrap_or_default();
    let is_named = hosts.iter().any(|named| {
        host == named
            || (!is_here(&url) && host.strip_suffix(named.as_str()).is_some_and(|rest| rest.ends_with('.')))
    });
    if is_named && (is_here(&url) || url.port().is_none()) { Ok(url) } else { Err(OutboundError::Address) }
}

/// Whether it is this machine.
fn is_here(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback() || ip.is_unspecified(),
        Some(Host::Ipv6(ip)) => {
            let mapped = ip.to_ipv4_mapped().is_some_and(|ip| ip.is_loopback() || ip.is_unspecified());
            ip.is_loopback() || ip.is_unspecified() || mapped
        }
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.');
            name == "localhost" || name.ends_with(".localhost")
        }
        None => false,
    }
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

    #[test]
    fn an_answer_from_elsewhere_does_not_lead_back_to_this_machine() {
        let named = |by, text| address_named_by(by, text).is_ok();
        let (far, here) = ("https://id.example", "http://127.0.0.1:9");
        assert!(named(far, "https://token.example/x") && named(far, "https://10.0.0.7/x"));
        assert!(named(here, "http://127.0.0.1:8/x") && named(here, "http://localhost:9/"));
        for inward in [
            "http://127.0.0.1:9/",
            "https://127.0.0.1/",
            "https://2130706433/",
            "https://0.0.0.0/",
            "https://localhost./",
            "https://a.localhost/",
            "https://[::1]/",
            "https://[::ffff:127.0.0.1]/",
            "https://169.254.169.254/latest",
            "https://[fe80::1]/",
            "https://100.100.100.200/",
            "https://[fd00:ec2::254]/",
            "http://token.example/x",
        ] {
            assert!(!named(far, inward), "{inward}");
        }
        assert!(!named(here, "https://169.254.169.254/latest"));
    }
}
