//! What proves that a request was filed, and how does anybody check it?
//!
//! A receipt is one line, signed with the platform's key: number, instant, and the beginning of the digest of what was
//! filed. It holds no personal data. Whoever has it can prove that it was given out here; it opens nothing.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use fengqiao_base::Moment;
use fengqiao_domain::intake::{Request, RequestNumber};
use fengqiao_store::journal;
use qrcode::{EcLevel, QrCode, render::svg};
use time::OffsetDateTime;

use crate::{app::App, keys::Keys};

/// The form of the line; another form gets another word.
const FORM: &str = "FQ1";

/// What a receipt says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The number that was given.
    pub number: RequestNumber,
    /// When it was filed.
    pub at: Moment,
    /// The beginning of the digest of what was filed, sixteen hexadecimal digits.
    pub digest: String,
}

impl Receipt {
    /// The receipt of a request.
    pub fn of(request: &Request) -> Self {
        Self::of_filed(request.number, request.filed_at, &request.what)
    }

    /// The receipt of what was filed; number, instant and words never change.
    pub fn of_filed(number: RequestNumber, at: Moment, what: &str) -> Self {
        let at = at.replace_nanosecond(0).unwrap_or(at);
        let filed = format!("{number}\n{}\n{what}", at.unix_timestamp());
        Self { number, at, digest: hex::encode(&journal::digest(&filed)[..8]) }
    }

    /// The signed line.
    pub fn signed(&self, keys: &Keys) -> String {
        let said = self.said();
        let signature = keys.signing().sign(said.as_bytes());
        format!("{said}.{}", URL_SAFE_NO_PAD.encode(signature))
    }

    fn said(&self) -> String {
        format!("{FORM}.{}.{}.{}", self.number, self.at.unix_timestamp(), self.digest)
    }

    /// What a line says, if it was signed here and not changed since. Spaces and line breaks do not matter.
    pub fn read(line: &str, keys: &Keys) -> Option<Self> {
        let line: String = line.chars().filter(|c| !c.is_whitespace()).take(400).collect();
        let (said, signature) = line.rsplit_once('.')?;
        let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
        if !keys.verifying().is_right(said.as_bytes(), &signature) {
            return None;
        }
        let mut parts = said.split('.');
        let receipt = match (parts.next()?, parts.next()?, parts.next()?, parts.next()?, parts.next()) {
            (FORM, number, at, digest, None) => Self {
                number: number.parse().ok()?,
                at: OffsetDateTime::from_unix_timestamp(at.parse().ok()?).ok()?,
                digest: digest.to_owned(),
            },
            _ => return None,
        };
        (receipt.said() == said).then_some(receipt)
    }

    /// The address at which anybody can check it.
    pub fn address(&self, app: &App) -> String {
        format!("{}/receipts/check?code={}", app.config.public_url, self.signed(&app.keys))
    }

    /// What somebody takes home: the receipt, and the code to follow the request where it is shown.
    pub fn proof(self, keys: &Keys, secret: String) -> Proof {
        let line = self.signed(keys);
        let picture = format!("/receipts/picture?code={line}");
        Proof { number: self.number.to_string(), secret, line, picture, digest: self.digest }
    }
}

/// What somebody takes home.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The number.
    pub number: String,
    /// The code to follow it; empty where it is not shown again.
    pub secret: String,
    /// The signed line.
    pub line: String,
    /// The address of the line as a picture; it is drawn when a browser asks for it.
    pub picture: String,
    /// The beginning of the digest of what was filed.
    pub digest: String,
}

impl Proof {
    /// One for the samples of pages.
    pub fn sample(secret: &str) -> Self {
        Self {
            number: "440306-2026-000123".into(),
            secret: secret.into(),
            line: "FQ1.440306-2026-000123.1795485600.0123456789abcdef.x".into(),
            picture: "/receipts/picture?code=FQ1.x".into(),
            digest: "0123456789abcdef".into(),
        }
    }
}

/// An address as a picture for a telephone's camera.
pub fn picture(address: &str) -> String {
    let Ok(code) = QrCode::with_error_correction_level(address, EcLevel::L) else { return String::new() };
    let svg = code.render::<svg::Color<'_>>().min_dimensions(220, 220).quiet_zone(true).build();
    // The page is a document already.
    svg.split_once("?>").map_or(svg.clone(), |(_, picture)| picture.to_owned())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use fengqiao_base::{FixedClock, Ids};
    use fengqiao_seal::Suite;
    use time::macros::datetime;

    use super::*;

    fn receipt() -> Receipt {
        Receipt {
            number: RequestNumber::new(440_306, 2026, 123).unwrap(),
            at: datetime!(2026-11-24 02:00 UTC),
            digest: "0123456789abcdef".into(),
        }
    }

    fn keys(seed: u64) -> Keys {
        let folder = tempfile::tempdir().unwrap();
        let ids = Ids::from_seed(Arc::new(FixedClock::at(datetime!(2026-11-24 02:00 UTC))), seed);
        Keys::open(folder.path(), Suite::International, &ids).unwrap()
    }

    #[test]
    fn a_receipt_is_read_again_however_it_was_wrapped() {
        let keys = keys(1);
        let line = receipt().signed(&keys);
        assert_eq!(Receipt::read(&line, &keys), Some(receipt()));
        let (one, other) = line.split_at(40);
        assert_eq!(Receipt::read(&format!("  {one}\r\n {other} \n"), &keys), Some(receipt()));
    }

    #[test]
    fn a_changed_receipt_and_one_of_another_platform_are_not_ours() {
        let (keys, others) = (keys(1), keys(2));
        let line = receipt().signed(&keys);
        for changed in [
            line.replace("000123", "000124"),
            line.replace("FQ1", "FQ2"),
            line[..line.len() - 1].to_owned(),
            format!("{line}A"),
            String::new(),
            "....".into(),
            "FQ1.x".repeat(100),
            receipt().signed(&others),
        ] {
            assert_eq!(Receipt::read(&changed, &keys), None, "{changed}");
        }
    }

    #[test]
    fn the_picture_is_a_drawing_without_script() {
        let drawing = picture("https://example.org/receipts/check?code=FQ1.440306-2026-000123");
        assert!(drawing.trim_start().starts_with("<svg") && !drawing.contains("script"));
    }
}
