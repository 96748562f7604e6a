//! From which address does a request come, when proxies stand in between?
//!
//! A header can be written by anybody. So it is believed only of the proxies that the configuration names, and read
//! from its end, where the nearest proxy wrote: the first address that is no proxy of ours is the sender's.

use std::{net::IpAddr, str::FromStr};

use axum::http::HeaderMap;
use ipnet::IpNet;
use serde::Deserialize;

/// A network (`10.0.0.0/8`, `2001:db8::/32`) or one address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Network(IpNet);

impl Network {
    /// Whether the address is in it.
    pub fn holds(&self, address: IpAddr) -> bool {
        self.0.contains(&address)
    }
}

impl FromStr for Network {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let one = || text.parse::<IpAddr>().map(IpNet::from);
        text.parse()
            .or_else(|_| one())
            .map(Self)
            .map_err(|_| format!("{text} is neither an address nor a network such as 10.0.0.0/8"))
    }
}

impl TryFrom<String> for Network {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

/// This machine, by either protocol.
pub fn loopback() -> Vec<Network> {
    ["127.0.0.0/8", "::1"].map(|text| text.parse().expect("an address of this machine")).to_vec()
}

/// In which header the proxies say whom they speak for. Only this one is read: another would be the sender's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Forwarding {
    /// `X-Forwarded-For: 203.0.113.5, 10.0.0.2`
    #[default]
    XForwardedFor,
    /// `Forwarded: for=203.0.113.5, for="[2001:db8::1]:4711"` (RFC 7239)
    Forwarded,
}

/// Whose word on the sender's address counts.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Proxies {
    /// Addresses from which proxies of ours speak.
    pub trusted: Vec<Network>,
    /// Where they say it.
    pub header: Forwarding,
}

impl Default for Proxies {
    fn default() -> Self {
        Self { trusted: loopback(), header: Forwarding::default() }
    }
}

/// Who sent a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Peer {
    /// The address.
    pub address: IpAddr,
    /// Whether a proxy brought it.
    pub is_forwarded: bool,
}

impl Peer {
    /// The network that one subscriber has: the address, of IPv6 the first 64 bits.
    pub fn subscriber(&self) -> u128 {
        match self.address {
            IpAddr::V4(address) => address.to_ipv6_mapped().to_bits(),
            IpAddr::V6(address) => address.to_bits() >> 64 << 64,
        }
    }

    /// Whether it is one of `networks`. Nobody from elsewhere is this machine, whatever a header says.
    pub fn is_in(&self, networks: &[Network]) -> bool {
        !(self.is_forwarded && self.address.is_loopback())
            && networks.iter().any(|network| network.holds(self.address))
    }
}

impl Proxies {
    /// Whether a proxy of ours speaks from this address.
    pub fn trusts(&self, address: IpAddr) -> bool {
        self.trusted.iter().any(|network| network.holds(address))
    }

    /// Who sent the request that came over a connection from `socket`.
    pub fn peer(&self, socket: IpAddr, headers: &HeaderMap) -> Peer {
        let socket = socket.to_canonical();
        let mut peer = Peer { address: socket, is_forwarded: false };
        if !self.trusts(socket) {
            return peer;
        }
        let name = match self.header {
            Forwarding::XForwardedFor => "x-forwarded-for",
            Forwarding::Forwarded => "forwarded",
        };
        let lines = headers.get_all(name).iter().rev();
        for hop in lines.flat_map(|line| line.to_str().unwrap_or_default().rsplit(',')) {
            peer.is_forwarded = true;
            let named = match self.header {
                Forwarding::XForwardedFor => Some(hop),
                Forwarding::Forwarded => for_of(hop),
            };
            // Beyond a hop that names nobody nothing can be believed.
            let Some(address) = named.and_then(address) else { break };
            peer.address = address;
            if !self.trusts(address) {
                break;
            }
        }
        peer
    }
}

/// The value of `for=` in one element of `Forwarded`.
fn for_of(hop: &str) -> Option<&str> {
    hop.split(';').find_map(|pair| {
        let (name, value) = pair.split_once('=')?;
        name.trim().eq_ignore_ascii_case("for").then(|| value.trim().trim_matches('"'))
    })
}

/// An address, with or without brackets and port.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let bare = || text.strip_prefix('[')?.split_once(']')?.0.parse().ok();
    let with_port = || text.rsplit_once(':')?.0.parse::<std::net::Ipv4Addr>().ok().map(IpAddr::V4);
    text.parse::<IpAddr>().ok().or_else(bare).or_else(with_port).map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(proxies: &Proxies, socket: &str, name: &'static str, lines: &[&str]) -> (String, bool) {
        let headers = lines.iter().map(|line| (name.parse().unwrap(), line.parse().unwrap())).collect();
        let peer = proxies.peer(socket.parse().unwrap(), &headers);
        (peer.address.to_string(), peer.is_forwarded)
    }

    #[test]
    fn a_header_is_believed_of_trusted_proxies_alone_and_from_its_end() {
        let proxies = Proxies {
            trusted: vec!["10.0.0.0/8".parse().unwrap(), "127.0.0.1".parse().unwrap()],
            ..Proxies::default()
        };
        let of = |socket, lines: &[&str]| seen(&proxies, socket, "x-forwarded-for", lines);
        let told = |address: &str, is_forwarded| (address.to_owned(), is_forwarded);
        assert_eq!(of("203.0.113.9", &["198.51.100.1"]), told("203.0.113.9", false), "a stranger's header");
        assert_eq!(of("::ffff:127.0.0.1", &["198.51.100.1"]), told("198.51.100.1", true));
        assert_eq!(of("10.1.1.1", &["127.0.0.1, 198.51.100.1, 10.2.2.2"]), told("198.51.100.1", true));
        assert_eq!(of("10.1.1.1", &["6.6.6.6", "198.51.100.1"]), told("198.51.100.1", true), "two lines");
        assert_eq!(of("10.1.1.1", &["6.6.6.6, unknown"]), told("10.1.1.1", true));
        assert_eq!(of("10.1.1.1", &["198.51.100.1:4711"]), told("198.51.100.1", true));
        assert_eq!(of("10.1.1.1", &["[2001:db8::1]:4711"]), told("2001:db8::1", true));
        assert_eq!(of("10.1.1.1", &[]), told("10.1.1.1", false));
        assert_eq!(seen(&proxies, "10.1.1.1", "forwarded", &["for=6.6.6.6"]), told("10.1.1.1", false));
    }

    #[test]
    fn the_header_of_the_standard_is_read_where_it_is_asked_for() {
        let proxies = Proxies { header: Forwarding::Forwarded, ..Proxies::default() };
        let lines = ["for=6.6.6.6;proto=https, For=\"[2001:db8:cafe::17]:4711\";by=203.0.113.43"];
        assert_eq!(seen(&proxies, "127.0.0.1", "forwarded", &lines), ("2001:db8:cafe::17".to_owned(), true));
        assert_eq!(seen(&proxies, "127.0.0.1", "x-forwarded-for", &["6.6.6.6"]).0, "127.0.0.1");
    }

    #[test]
    fn nobody_from_elsewhere_is_this_machine_and_a_subscriber_is_one_of_ipv6() {
        let peer = |address: &str, is_forwarded| Peer { address: address.parse().unwrap(), is_forwarded };
        assert!(peer("127.0.0.1", false).is_in(&loopback()) && peer("::1", false).is_in(&loopback()));
        assert!(!peer("127.0.0.1", true).is_in(&loopback()));
        let subscriber = |address| peer(address, true).subscriber();
        assert_eq!(subscriber("2001:db8:1:2:3::4"), subscriber("2001:db8:1:2:ffff::1"));
        assert_ne!(subscriber("2001:db8:1:2:3::4"), subscriber("2001:db8:1:3::4"));
        assert_ne!(subscriber("198.51.100.1"), subscriber("198.51.100.2"));
    }
}
