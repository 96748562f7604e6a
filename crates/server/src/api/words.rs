//! Which schemas have the words and values of the rules?
//!
//! The rules know nothing of API documents; their lists of words name their codes, and that is enough.

use fengqiao_domain::codes::{Asked, Input};
use serde_json::{Value, json};
use utoipa::openapi::{
    RefOr, Schema,
    schema::{ArrayBuilder, KnownFormat, Object, ObjectBuilder, SchemaFormat, SchemaType, Type},
};

/// A schema as it is written.
pub fn raw(schema: Value) -> Object {
    serde_json::from_value(schema).expect("a schema is well formed")
}

/// A text.
pub fn text() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String)
}

fn formatted(format: KnownFormat) -> ObjectBuilder {
    text().format(Some(SchemaFormat::KnownFormat(format)))
}

/// A day, `2026-11-24`.
pub fn day() -> Object {
    formatted(KnownFormat::Date).build()
}

/// An instant, RFC 3339.
pub fn moment() -> Object {
    formatted(KnownFormat::DateTime).build()
}

/// An id.
pub fn id() -> Object {
    formatted(KnownFormat::Uuid).build()
}

/// A whole number.
pub fn whole() -> Object {
    ObjectBuilder::new()
        .schema_type(Type::Integer)
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::Int64)))
        .build()
}

/// One of these words.
pub fn one_of(codes: &[&str]) -> Object {
    text().enum_values(Some(codes.iter().copied())).build()
}

/// A word of the list `T`.
pub fn word<T: Asked>() -> Object {
    one_of(codes::<T>())
}

/// A word of the list `T`, or null.
pub fn word_or_null<T: Asked>() -> Object {
    let codes = codes::<T>().iter().map(|code| json!(code)).chain([Value::Null]);
    ObjectBuilder::new()
        .schema_type(SchemaType::from_iter([Type::String, Type::Null]))
        .enum_values(Some(codes))
        .build()
}

/// Words of the list `T`.
pub fn some_of<T: Asked>() -> RefOr<Schema> {
    ArrayBuilder::new().items(word::<T>()).into()
}

fn codes<T: Asked>() -> &'static [&'static str] {
    match T::INPUT {
        Input::Choice { codes, .. } | Input::Choices { codes, .. } => codes,
        other => panic!("{other:?} is no list of words"),
    }
}
