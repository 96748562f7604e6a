//! How does a text become a picture that a telephone can read?

use qrcode::{EcLevel, QrCode, render::svg};
use serde::{Serialize, Serializer, ser::Error};

/// A text to scan, mostly an address. In a template it is a picture (SVG).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Qr(pub String);

impl Serialize for Qr {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let code =
            QrCode::with_error_correction_level(self.0.as_bytes(), EcLevel::M).map_err(S::Error::custom)?;
        let picture = code.render::<svg::Color<'_>>().quiet_zone(true).build();
        serializer.serialize_str(&picture)
    }
}
