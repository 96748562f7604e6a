//! Why was it asked for, and on which ground? The table `data/purposes.toml`.

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::{codes::codes, deadline::Basis};

/// The table shipped with the program.
const SHIPPED: &str = include_str!("../../../../data/purposes.toml");

codes! {
    /// 处理目的: what something told is needed for (个人信息保护法 6).
    Purpose "purpose" {
        /// To know who the parties are, and to name them in the papers.
        Identify = "identify",
        /// To reach somebody.
        Contact = "contact",
        /// To take in, mediate and follow up the dispute.
        Handle = "handle",
        /// To find whoever is to handle it.
        Route = "route",
        /// To prove what happened.
        Prove = "prove",
        /// To know whether somebody can act alone.
        Capacity = "capacity",
        /// To fill the official forms.
        Forms = "forms",
        /// To help somebody take part.
        Help = "help",
    }

    /// 处理依据: the ground on which personal data is processed (个人信息保护法 13).
    LegalBasis "legal_basis" {
        /// 个人同意, 13(1)(1).
        Consent = "consent",
        /// 履行法定职责或者法定义务, 13(1)(3).
        Duty = "duty",
        /// 紧急情况下保护自然人的生命健康和财产安全, 13(1)(4).
        Emergency = "emergency",
    }
}

/// Why one field is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// `party.` or `request.` and the name of the field.
    pub field: String,
    /// What it is needed for.
    pub purpose: Purpose,
    /// On which ground it is processed.
    pub basis: LegalBasis,
    /// Whether it is sensitive as it stands, or often tells something that is (个人信息保护法 28).
    pub sensitive: bool,
    /// Where the need comes from, in Chinese as a lawyer cites it.
    pub source: String,
    /// How sure that source is.
    pub certainty: Basis,
}

/// Why each field is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Purposes {
    /// Counts the changes of the table, from 1; kept with what was collected under it.
    pub version: u32,
    #[serde(rename = "item")]
    items: Vec<Item>,
}

/// Why a table of purposes cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PurposesError {
    /// The table is not TOML with the expected fields.
    #[error("could not read the table of purposes")]
    Table(#[from] toml::de::Error),
    /// A row contradicts itself or another one.
    #[error("purpose of {field}: {fault}")]
    Row {
        /// Whose row.
        field: String,
        /// What is wrong with it.
        fault: &'static str,
    },
}

impl Purposes {
    /// The table shipped with the program.
    pub fn shipped() -> Self {
        Self::load(SHIPPED).expect("the shipped table is loaded by a test")
    }

    /// Reads a table of `[[item]]`.
    ///
    /// # Errors
    /// When it cannot be read, a field stands twice, or a source is missing.
    pub fn load(text: &str) -> Result<Self, PurposesError> {
        let table: Self = toml::from_str(text)?;
        let mut seen = BTreeSet::new();
        for item in &table.items {
            let fault = match item {
                _ if !seen.insert(item.field.as_str()) => "stands twice",
                Item { source, .. } if source.is_empty() => "the source is missing",
                _ => continue,
            };
            return Err(PurposesError::Row { field: item.field.clone(), fault });
        }
        Ok(table)
    }

    /// Every field, in the order of the table.
    pub fn iter(&self) -> impl Iterator<Item = &Item> {
        self.items.iter()
    }

    /// Why `field` is asked for.
    pub fn of(&self, field: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.field == field)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde::{
        de::{DeserializeOwned, Deserializer, Error, Visitor, value},
        forward_to_deserialize_any,
    };

    use super::*;
    use crate::intake::{PartyDetails, Request};

    /// What the procedure itself writes into a request; nobody is asked for it.
    const SET_BY_THE_PROCEDURE: &[&str] = &[
        "id",
        "number",
        "filed_at",
        "filed_by",
        "channel",
        "suggested",
        "dispute_type",
        "signals",
        "urgency",
        "class",
        "phone_checked",
        "notice",
        "stage",
        "registered",
        "took_in",
        "kept_apart",
        "danger_reports",
        "clocks",
        // Who is concerned: what each told is `party.*`.
        "parties",
    ];

    /// Reads nothing, and learns which fields a type has.
    struct Fields<'f>(&'f mut Vec<&'static str>);

    impl<'de> Deserializer<'de> for Fields<'_> {
        type Error = value::Error;

        fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, value::Error> {
            Err(value::Error::custom("there is nothing to read"))
        }

        fn deserialize_struct<V: Visitor<'de>>(
            self,
            _: &'static str,
            fields: &'static [&'static str],
            visitor: V,
        ) -> Result<V::Value, value::Error> {
            self.0.extend(fields);
            self.deserialize_any(visitor)
        }

        forward_to_deserialize_any! {
            bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
            unit_struct newtype_struct seq tuple tuple_struct map enum identifier ignored_any
        }
    }

    fn fields_of<T: DeserializeOwned>() -> Vec<&'static str> {
        let mut fields = Vec::new();
        assert!(T::deserialize(Fields(&mut fields)).is_err());
        fields
    }

    #[test]
    fn every_field_that_somebody_tells_has_a_purpose_and_every_purpose_its_field() {
        let (party, request) = (fields_of::<PartyDetails>(), fields_of::<Request>());
        assert!(party.contains(&"name") && request.contains(&"what"));
        let asked = request.iter().filter(|field| !SET_BY_THE_PROCEDURE.contains(field));
        let told = party.iter().map(|field| format!("party.{field}"));
        let told = told.chain(asked.map(|field| format!("request.{field}")));
        let told: BTreeSet<String> = told.collect();
        let table: BTreeSet<String> = Purposes::shipped().iter().map(|item| item.field.clone()).collect();
        let missing: Vec<String> = told
            .difference(&table)
            .map(|field| format!("add [[item]] field = \"{field}\" to data/purposes.toml, or name it in SET_BY_THE_PROCEDURE"))
            .chain(table.difference(&told).map(|field| format!("nobody is asked for {field}: take it out of data/purposes.toml")))
            .collect();
        assert!(missing.is_empty(), "{}", missing.join("\n"));
    }

    #[test]
    fn the_notice_names_the_version_that_is_shipped() {
        assert_eq!(Purposes::shipped().version, crate::intake::PURPOSES);
    }

    #[test]
    fn a_table_that_contradicts_itself_is_not_used() {
        let fault =
            |from: &str, to: &str| Purposes::load(&SHIPPED.replacen(from, to, 1)).unwrap_err().to_string();
        assert_eq!(fault("party.name", "party.kind"), "purpose of party.kind: stands twice");
        assert_eq!(
            fault("source = \"本平台设定\"", "source = \"\""),
            "purpose of request.language: the source is missing"
        );
    }
}
