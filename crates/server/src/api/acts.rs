//! Which schema has each act?
//!
//! Made from what the acts say of themselves ([`ActKind::fields`]): a new act stands in the document by itself.

use fengqiao_domain::{
    case::{ActKind, Field},
    codes::Input,
};
use fengqiao_web::lang::Lang;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use super::table::schemas_of;
use crate::case::{
    api::parts::{ItemTermsJson, MeasureJson},
    form::asks_for_newcomer,
};

/// The name of the schema of any act.
pub const ANY: &str = "Act";

/// The schema of any act, that of each, and those they are made of.
pub fn schemas() -> Vec<(String, Value)> {
    let refs: Vec<Value> = ActKind::ALL.iter().map(|kind| reference(&name(*kind))).collect();
    let mapping: Map<String, Value> = ActKind::ALL
        .iter()
        .map(|kind| (kind.code().to_owned(), json!(format!("#/components/schemas/{}", name(*kind)))))
        .collect();
    let any = json!({
        "oneOf": refs,
        "discriminator": { "propertyName": "act", "mapping": mapping },
    });
    let mut all = vec![(ANY.to_owned(), any)];
    all.extend(ActKind::ALL.iter().map(|kind| (name(*kind), act(*kind))));
    all.extend(schemas_of::<ItemTermsJson>());
    all.extend(schemas_of::<MeasureJson>());
    all.extend(schemas_of::<PersonJson>());
    all
}

/// Somebody who comes to a case with an act.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Person)]
pub struct PersonJson {
    /// A person, or an organisation.
    #[serde(default = "person")]
    #[schema(schema_with = super::words::word::<fengqiao_domain::case::PartyKind>, required = false)]
    pub kind: fengqiao_domain::case::PartyKind,
    /// The name.
    pub name: String,
    /// The telephone number.
    #[serde(default)]
    pub phone: String,
    /// The address.
    #[serde(default)]
    pub address: String,
}

fn person() -> fengqiao_domain::case::PartyKind {
    fengqiao_domain::case::PartyKind::Person
}

/// The name of the schema of an act: `RecordConsent`.
pub fn name(kind: ActKind) -> String {
    let part = |part: &str| {
        let (first, rest) = part.split_at(1);
        first.to_uppercase() + rest
    };
    let name: String = kind.code().split('_').map(part).collect();
    format!("Act{name}")
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn act(kind: ActKind) -> Value {
    let key = format!("act-{}", kind.code().replace('_', "-"));
    let mut properties = Map::new();
    properties.insert("act".to_owned(), json!({ "type": "string", "enum": [kind.code()] }));
    let mut required = vec!["act"];
    for field in kind.fields() {
        let mut schema = input(kind, &field);
        if schema.get("$ref").is_none() {
            let label = format!("{key}-{}", field.name.replace('_', "-"));
            schema["description"] = json!(Lang::En.t(&label));
        }
        if !field.optional {
            required.push(field.name);
        }
        properties.insert(field.name.to_owned(), schema);
    }
    json!({
        "type": "object",
        "title": Lang::En.t(&key),
        "description": Lang::En.find(&format!("{key}.hint"), &[]).unwrap_or_default(),
        "required": required,
        "properties": properties,
        "additionalProperties": false,
        "example": example(kind),
        "x-duties": kind.duties().iter().map(|duty| duty.code()).collect::<Vec<_>>(),
    })
}

fn id() -> Value {
    json!({ "type": "string", "format": "uuid" })
}

fn input(kind: ActKind, field: &Field) -> Value {
    match field.input {
        Input::Text => json!({ "type": "string" }),
        Input::Choice { codes, .. } => json!({ "type": "string", "enum": codes }),
        Input::Choices { codes, .. } => {
            json!({ "type": "array", "items": { "type": "string", "enum": codes } })
        }
        Input::Check => json!({ "type": "boolean" }),
        Input::Day => json!({ "type": "string", "format": "date" }),
        Input::Moment => json!({ "type": "string", "format": "date-time" }),
        Input::Money => json!({ "type": "integer", "format": "int64", "minimum": 0 }),
        Input::Number => json!({ "type": "integer", "format": "int32", "minimum": 0 }),
        Input::Party if asks_for_newcomer(kind, field.name) => {
            json!({ "oneOf": [id(), reference("Person")] })
        }
        Input::Parties | Input::Bodies => json!({ "type": "array", "items": id() }),
        Input::Measures => json!({ "type": "array", "items": reference("Measure") }),
        Input::Items => json!({ "type": "array", "items": reference("ItemTerms") }),
        Input::Party
        | Input::Account
        | Input::Agreement
        | Input::Item
        | Input::Attachment
        | Input::Body
        | Input::Sharing
        | Input::Task => id(),
    }
}

/// How an act may look: every field filled.
pub fn example(kind: ActKind) -> Value {
    const ID: &str = "019abf6c-7d00-7000-8000-000000000001";
    let mut act = Map::new();
    act.insert("act".to_owned(), json!(kind.code()));
    for field in kind.fields() {
        let value = match field.input {
            Input::Text if field.name == "dispute_type" => json!("02"),
            Input::Text if field.name == "digest" => json!("9f".repeat(32)),
            Input::Text => json!("双方当面陈述，核对了现场照片。"),
            Input::Choice { codes, .. } => json!(codes[0]),
            Input::Choices { codes, .. } => json!([codes[0]]),
            Input::Check => json!(false),
            Input::Day => json!("2026-12-10"),
            Input::Moment => json!("2026-11-24T02:00:00Z"),
            Input::Money => json!(80_000),
            Input::Number => json!(3),
            Input::Party if asks_for_newcomer(kind, field.name) => {
                json!({ "name": "王五", "phone": "13800138000" })
            }
            Input::Parties | Input::Bodies => json!([ID]),
            Input::Measures => json!([{ "body": ID, "what": "十日内核实欠薪数额。", "due": "2026-12-10" }]),
            Input::Items => json!([{
                "what": "赔偿天花板修复费用",
                "performer": ID,
                "beneficiary": ID,
                "amount_fen": 80_000,
                "due": "2026-12-10",
            }]),
            Input::Party
            | Input::Account
            | Input::Agreement
            | Input::Item
            | Input::Attachment
            | Input::Body
            | Input::Sharing
            | Input::Task => json!(ID),
        };
        act.insert(field.name.to_owned(), value);
    }
    Value::Object(act)
}
