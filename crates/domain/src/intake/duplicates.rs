//! Which other requests may be the same dispute?
//!
//! Two requests are looked at together when they share a key: a telephone, a name in the same community, a door, a
//! reference number, or a rare pair of characters in the same community. Keys are digests under a secret, so that their
//! table tells nothing. What is compared are disputes, pair by pair, when a clerk looks; nothing is kept about anybody.

use std::collections::BTreeSet;

use fengqiao_base::Moment;
use sha2::{Digest, Sha256};

use super::{FiledParty, Filing, PartyRole, Phone, Request};
use crate::{
    codes::codes,
    search::{folded, pieces},
};

/// How many pairs of characters of a text become keys.
const RARE: usize = 5;
/// Alike enough to be shown as probably one dispute.
pub const PROBABLE: u32 = 60;

codes! {
    /// Why two requests look like one dispute.
    Reason "duplicate_reason" {
        /// The same reference number of another body.
        SameReference = "same_reference",
        /// The same telephone.
        SamePhone = "same_phone",
        /// Both sides are called the same, whichever filed.
        SameSides = "same_sides",
        /// The other side is called the same.
        SameOtherSide = "same_other_side",
        /// The same person or organisation filed.
        SameApplicant = "same_applicant",
        /// The same door in the same community.
        SamePlace = "same_place",
        /// The same community.
        SameCommunity = "same_community",
        /// Much of the text is the same.
        SimilarText = "similar_text",
        /// Filed close to each other.
        CloseInTime = "close_in_time",
    }
}

/// What of a request is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Traits {
    filed_at: Moment,
    community: String,
    reference: Option<String>,
    door: Option<String>,
    phones: BTreeSet<String>,
    applicants: BTreeSet<String>,
    respondents: BTreeSet<String>,
    text: BTreeSet<String>,
}

/// How alike two requests are, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Likeness {
    /// From 0 up; [`PROBABLE`] and more is shown as probably one dispute.
    pub points: u32,
    /// Why, the strongest reason first.
    pub reasons: Vec<Reason>,
}

impl Likeness {
    /// Whether they are probably one dispute.
    pub fn is_probable(&self) -> bool {
        self.points >= PROBABLE
    }
}

impl Traits {
    /// Of a filing that has no number yet.
    pub fn of_filing(filing: &Filing, at: Moment) -> Self {
        let text = [filing.what.as_str()].into_iter().chain(filing.claims.iter().map(String::as_str));
        Self::of(at, &filing.community, filing.channel.reference(), &filing.address, &filing.parties, text)
    }

    /// Of a request and the details of its parties.
    pub fn of_request(request: &Request, parties: &[FiledParty]) -> Self {
        let text = [request.what.as_str()].into_iter().chain(request.claims.iter().map(String::as_str));
        let reference = request.channel.reference();
        Self::of(request.filed_at, &request.community, reference, &request.address, parties, text)
    }

    fn of<'t>(
        filed_at: Moment,
        community: &str,
        reference: Option<&str>,
        address: &str,
        parties: &[FiledParty],
        text: impl Iterator<Item = &'t str>,
    ) -> Self {
        let named = |role: PartyRole| {
            parties
                .iter()
                .filter(|party| party.role == role)
                .map(|party| name_key(&party.details.name))
                .filter(|name| !name.is_empty())
                .collect()
        };
        let phones = parties
            .iter()
            // A clerk's or grid worker's own telephone stands in many requests.
            .filter(|party| party.role != PartyRole::Reporter)
            .filter_map(|party| Phone::read(&party.details.phone))
            .map(|phone| phone.key())
            .collect();
        Self {
            filed_at,
            community: community.to_owned(),
            reference: reference.map(name_key).filter(|reference| !reference.is_empty()),
            door: door(address),
            phones,
            applicants: named(PartyRole::Applicant),
            respondents: named(PartyRole::Respondent),
            text: text.flat_map(pieces).collect(),
        }
    }

    /// The keys under which it meets others, as digests under `secret`.
    pub fn keys(&self, secret: &[u8]) -> Vec<String> {
        let key = |kind: &str, parts: &[&str]| digest(secret, kind, parts);
        let mut keys = Vec::new();
        keys.extend(self.reference.iter().map(|reference| key("reference", &[reference])));
        keys.extend(self.phones.iter().map(|phone| key("phone", &[phone])));
        let names = self.applicants.union(&self.respondents);
        keys.extend(names.map(|name| key("name", &[&self.community, name])));
        keys.extend(self.door.iter().map(|door| key("door", &[&self.community, door])));
        // The pairs with the smallest digests: alike texts choose the same ones.
        let mut rare: Vec<String> = self
            .text
            .iter()
            .filter(|pair| !is_common(pair))
            .map(|pair| key("text", &[&self.community, pair]))
            .collect();
        rare.sort_unstable();
        rare.truncate(RARE);
        keys.extend(rare);
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// How alike two requests are.
    pub fn likeness(&self, other: &Self) -> Likeness {
        let meet = |a: &BTreeSet<String>, b: &BTreeSet<String>| a.intersection(b).next().is_some();
        let applicants = meet(&self.applicants, &other.applicants);
        let respondents = meet(&self.respondents, &other.respondents);
        let mirrored =
            meet(&self.applicants, &other.respondents) && meet(&self.respondents, &other.applicants);
        let same_community = self.community == other.community;
        let days = (self.filed_at - other.filed_at).whole_days().unsigned_abs();
        let text = shared_percent(&self.text, &other.text);

        let mut found: Vec<(u32, Reason)> = Vec::new();
        let mut add = |holds: bool, points: u32, reason: Reason| {
            if holds {
                found.push((points, reason));
            }
        };
        add(self.reference.is_some() && self.reference == other.reference, 60, Reason::SameReference);
        add(meet(&self.phones, &other.phones), 30, Reason::SamePhone);
        add((applicants && respondents) || mirrored, 45, Reason::SameSides);
        add(respondents && !applicants && !mirrored, 25, Reason::SameOtherSide);
        add(applicants && !respondents && !mirrored, 15, Reason::SameApplicant);
        let same_door = same_community && self.door.is_some() && self.door == other.door;
        add(same_door, 25, Reason::SamePlace);
        add(same_community && !same_door, 5, Reason::SameCommunity);
        add(text >= 20, text * 6 / 10, Reason::SimilarText);
        add(days <= 30, if days <= 7 { 10 } else { 5 }, Reason::CloseInTime);

        // A year apart it is rather a new quarrel than the same request.
        let stale = if days > 365 { 30 } else { 0 };
        let points = found.iter().map(|(points, _)| points).sum::<u32>().saturating_sub(stale);
        found.sort_by_key(|(points, _)| std::cmp::Reverse(*points));
        Likeness { points, reasons: found.into_iter().map(|(_, reason)| reason).collect() }
    }
}

/// The key of one telephone, to find what was filed under it.
pub fn phone_key(phone: &Phone, secret: &[u8]) -> String {
    digest(secret, "phone", &[&phone.key()])
}

/// How much of the shorter text stands in the other one, in percent; short texts prove little.
fn shared_percent(one: &BTreeSet<String>, other: &BTreeSet<String>) -> u32 {
    let shorter = one.len().min(other.len());
    if shorter < 6 {
        return 0;
    }
    let shared = one.intersection(other).filter(|pair| !is_common(pair)).count();
    let all = one.union(other).count();
    // Between the two usual measures: a short retelling of a long account still counts.
    let (contained, overlap) = (shared * 100 / shorter, shared * 100 / all);
    u32::try_from(usize::midpoint(contained, overlap)).unwrap_or(0)
}

fn name_key(name: &str) -> String {
    folded(name).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The numbers of a house: `3栋2单元1202房` is `3-2-1202`. One number alone is rather a street number.
fn door(address: &str) -> Option<String> {
    let folded = folded(address);
    let numbers: Vec<&str> = folded
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|part| part.contains(|c: char| c.is_ascii_digit()))
        .collect();
    let tells = numbers.len() >= 2 || numbers.first().is_some_and(|number| number.len() >= 3);
    tells.then(|| numbers.join("-"))
}

/// Pairs that stand in very many texts and tell nothing.
fn is_common(pair: &str) -> bool {
    const COMMON: &str = "我们 他们 你们 她们 我家 他家 一直 没有 不肯 不愿 多次 要求 希望 请求 解决 调解 协商 纠纷 矛盾 对方 双方 \
                          现在 已经 但是 因为 所以 可以 不能 不是 就是 这个 那个 一个 时候 今年 去年 本人 反映 投诉 处理 赔偿 公司 \
                          社区 小区 邻居 楼上 楼下 电话 联系 影响 生活 造成 损失 问题 情况 进行 发生 出现 还是 我的 的时 了我 我在";
    COMMON.split_whitespace().any(|common| common == pair)
}

/// HMAC-SHA-256 under `secret` of what the key is made from, cut to 128 bits.
fn digest(secret: &[u8], kind: &str, parts: &[&str]) -> String {
    let mut message = Vec::new();
    for part in [kind].iter().chain(parts) {
        message.extend_from_slice(&(part.len() as u64).to_be_bytes());
        message.extend_from_slice(part.as_bytes());
    }
    hex(&hmac(secret, &message)[..16])
}

fn hex(bytes: &[u8]) -> String {
    let halves = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    halves.filter_map(|half| char::from_digit(u32::from(half), 16)).collect()
}

fn hmac(secret: &[u8], message: &[u8]) -> [u8; 32] {
    let mut block = [0_u8; 64];
    if secret.len() > block.len() {
        block[..32].copy_from_slice(&Sha256::digest(secret));
    } else {
        block[..secret.len()].copy_from_slice(secret);
    }
    let inner = Sha256::new().chain_update(block.map(|byte| byte ^ 0x36)).chain_update(message).finalize();
    Sha256::new().chain_update(block.map(|byte| byte ^ 0x5c)).chain_update(inner).finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_made_as_rfc_4231_says() {
        let one = hmac(b"Jefe", b"what do ya want for nothing?");
        assert_eq!(hex(&one), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        let long = hmac(&[0xaa; 131], b"Test Using Larger Than Block-Size Key - Hash Key First");
        assert_eq!(hex(&long), "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
    }

    #[test]
    fn a_door_is_known_by_its_numbers() {
        assert_eq!(door("宝民花园 3栋2单元1202房").as_deref(), Some("3-2-1202"));
        assert_eq!(door("宝民花园３栋２单元１２０２").as_deref(), Some("3-2-1202"));
        assert_eq!(door("A座1202").as_deref(), Some("1202"));
        assert_eq!(door("前进路8号"), None);
        assert_eq!(door(""), None);
    }
}
