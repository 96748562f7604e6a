//! How is an amount written in a document that somebody may want to change?
//!
//! In capital numerals (大写) and in digits, side by side.

use fengqiao_base::money::capitals;
use serde::{Serialize, Serializer, ser::SerializeStruct};

/// An amount in fen. In a template it has `capital` and `digits`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Money(pub i64);

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Money", 2)?;
        fields.serialize_field("capital", &capitals(self.0))?;
        fields.serialize_field("digits", &self.digits())?;
        fields.end()
    }
}

impl Money {
    /// `12,345.60`
    pub fn digits(self) -> String {
        let fen = self.0.unsigned_abs();
        let yuan = (fen / 100).to_string();
        let mut text = String::new();
        if self.0 < 0 {
            text.push('-');
        }
        for (place, number) in yuan.chars().enumerate() {
            if place > 0 && (yuan.len() - place).is_multiple_of(3) {
                text.push(',');
            }
            text.push(number);
        }
        format!("{text}.{:02}", fen % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_have_their_thousands_apart_and_keep_their_fen() {
        assert_eq!(Money(1_234_560).digits(), "12,345.60");
        assert_eq!(Money(100).digits(), "1.00");
        assert_eq!(Money(-5).digits(), "-0.05");
    }
}
