//! Is this the code that the authenticator shows now (RFC 6238)?

use base64::{Engine as _, engine::general_purpose::STANDARD};
use fengqiao_base::Moment;
use totp_rs::{Builder, Secret, Totp};

use crate::intake::receipt;

/// Bytes of a secret: those of SHA-1, which every authenticator knows.
pub const SECRET: usize = 20;

fn totp(secret: &[u8], login: &str, issuer: &str) -> Option<Totp> {
    // The label of an authenticator's entry ends at a colon.
    let plain = |text: &str| text.replace(':', " ");
    Builder::new()
        .with_secret(secret.to_vec())
        .with_account_name(plain(login))
        .with_issuer(Some(plain(issuer)))
        .build()
        .ok()
}

fn seconds(now: Moment) -> u64 {
    u64::try_from(now.unix_timestamp()).unwrap_or(0)
}

/// The time step whose code this is, one before or after the present one included; a step counts once.
pub fn step_of(secret: &[u8], typed: &str, now: Moment) -> Option<i64> {
    let typed = fengqiao_domain::search::folded(typed).replace(' ', "");
    let step = totp(secret, "-", "-")?.check(&typed, seconds(now))?;
    i64::try_from(step).ok()
}

/// The code of `now`; for whoever plays an authenticator.
pub fn code_at(secret: &[u8], now: Moment) -> Option<String> {
    Some(totp(secret, "-", "-")?.generate(seconds(now)).to_string())
}

/// What is typed where no camera can look, in groups of four.
pub fn spelled(secret: &[u8]) -> String {
    let text = Secret::from(secret.to_vec()).to_base32();
    let groups: Vec<&str> =
        text.as_bytes().chunks(4).filter_map(|four| std::str::from_utf8(four).ok()).collect();
    groups.join(" ")
}

/// What an authenticator reads: a picture of the address, as the address of an image.
pub fn picture(secret: &[u8], login: &str, issuer: &str) -> Option<String> {
    let address = totp(secret, login, issuer)?.to_url().ok()?;
    Some(format!("data:image/svg+xml;base64,{}", STANDARD.encode(receipt::picture(&address))))
}

#[cfg(test)]
mod tests {
    use time::{Duration, macros::datetime};

    use super::*;

    /// The secret of RFC 6238, appendix B.
    const RFC: &[u8; SECRET] = b"12345678901234567890";

    #[test]
    fn the_codes_are_those_of_the_standard() {
        let codes = [59, 1_111_111_109, 2_000_000_000]
            .map(|at| code_at(RFC, Moment::from_unix_timestamp(at).unwrap()).unwrap());
        // The standard prints eight digits; six are its end.
        assert_eq!(codes, ["287082", "081804", "279037"]);
    }

    #[test]
    fn a_code_is_good_for_its_step_and_the_ones_beside_it() {
        let now = datetime!(2026-11-24 02:00:10 UTC);
        let step = now.unix_timestamp() / 30;
        let code = code_at(RFC, now).unwrap();
        let at = |seconds| step_of(RFC, &code, now + Duration::seconds(seconds));
        assert_eq!([-60, -30, 0, 30, 60].map(at), [None, Some(step), Some(step), Some(step), None]);
        let spaced = format!(" {} {} ", &code[..3], &code[3..]);
        assert_eq!(step_of(RFC, &spaced, now), Some(step));
        assert_eq!(step_of(RFC, "", now), None);
    }

    #[test]
    fn the_address_and_what_is_typed_hold_the_same_secret() {
        assert_eq!(spelled(RFC), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        let address = totp(RFC, "clerk:1", "枫桥").unwrap().to_url().unwrap();
        assert_eq!(
            address,
            "otpauth://totp/%E6%9E%AB%E6%A1%A5:clerk%201?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=%E6%9E%AB%E6%A1%A5"
        );
        assert!(picture(RFC, "clerk", "枫桥").unwrap().starts_with("data:image/svg+xml;base64,"));
    }
}
