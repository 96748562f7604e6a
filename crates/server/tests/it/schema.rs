//! Does a JSON value fit a schema of the document?
//!
//! As much of JSON Schema as the document uses; a keyword it does not know is a fault, so that none is passed over.

use serde_json::Value;

/// What stands beside the schema itself.
const TOLD: [&str; 7] =
    ["description", "title", "example", "examples", "discriminator", "x-duties", "default"];

/// Where the value does not fit, and why.
pub fn faults(document: &Value, schema: &Value, value: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    check(document, schema, value, "$", &mut wrong);
    wrong
}

fn check(document: &Value, schema: &Value, value: &Value, at: &str, wrong: &mut Vec<String>) {
    let Some(keywords) = schema.as_object() else { return };
    for (keyword, told) in keywords {
        match keyword.as_str() {
            "$ref" => {
                let pointer = told.as_str().unwrap().trim_start_matches('#');
                match document.pointer(pointer) {
                    Some(target) => check(document, target, value, at, wrong),
                    None => wrong.push(format!("{at}: {pointer} is not in the document")),
                }
            }
            "type" => {
                let types: Vec<&str> = match told {
                    Value::Array(all) => all.iter().filter_map(Value::as_str).collect(),
                    one => one.as_str().into_iter().collect(),
                };
                if !types.iter().any(|name| is_of(name, value)) {
                    wrong.push(format!("{at}: {value} is not {types:?}"));
                }
            }
            "enum" => {
                if !told.as_array().unwrap().contains(value) {
                    wrong.push(format!("{at}: {value} is not among {told}"));
                }
            }
            "format" => {
                if let Some(text) = value.as_str()
                    && !is_in_format(told.as_str().unwrap(), text)
                {
                    wrong.push(format!("{at}: {text} is no {told}"));
                }
            }
            "minimum" => {
                if value.as_f64().is_some_and(|number| number < told.as_f64().unwrap()) {
                    wrong.push(format!("{at}: {value} is below {told}"));
                }
            }
            "items" => {
                for (i, one) in value.as_array().into_iter().flatten().enumerate() {
                    check(document, told, one, &format!("{at}[{i}]"), wrong);
                }
            }
            "required" => {
                for name in told.as_array().unwrap().iter().filter_map(Value::as_str) {
                    if value.as_object().is_some_and(|object| !object.contains_key(name)) {
                        wrong.push(format!("{at}: {name} is missing"));
                    }
                }
            }
            "properties" => {
                for (name, schema) in told.as_object().unwrap() {
                    if let Some(value) = value.get(name) {
                        check(document, schema, value, &format!("{at}.{name}"), wrong);
                    }
                }
            }
            "additionalProperties" => {
                let known = schema.get("properties").and_then(Value::as_object);
                for (name, value) in value.as_object().into_iter().flatten() {
                    if known.is_some_and(|known| known.contains_key(name)) {
                        continue;
                    }
                    match told {
                        Value::Bool(true) => {}
                        Value::Bool(false) => wrong.push(format!("{at}: nobody tells of {name}")),
                        schema => check(document, schema, value, &format!("{at}.{name}"), wrong),
                    }
                }
            }
            "propertyNames" => {
                for name in value.as_object().into_iter().flat_map(|object| object.keys()) {
                    check(document, told, &Value::String(name.clone()), &format!("{at}.{name}"), wrong);
                }
            }
            "oneOf" => {
                let fitting = told.as_array().unwrap().iter().filter(|one| {
                    let mut inner = Vec::new();
                    check(document, one, value, at, &mut inner);
                    inner.is_empty()
                });
                let count = fitting.count();
                if count != 1 {
                    wrong.push(format!("{at}: {value} fits {count} of the choices"));
                }
            }
            other if TOLD.contains(&other) => {}
            other => wrong.push(format!("{at}: the checker does not know the keyword {other}")),
        }
    }
}

fn is_of(name: &str, value: &Value) -> bool {
    match name {
        "null" => value.is_null(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("there is no type {other}"),
    }
}

fn is_in_format(format: &str, text: &str) -> bool {
    use time::{Date, OffsetDateTime, format_description::well_known::Rfc3339, macros::format_description};

    match format {
        "uuid" => text.parse::<uuid::Uuid>().is_ok(),
        "date" => Date::parse(text, format_description!("[year]-[month]-[day]")).is_ok(),
        "date-time" => OffsetDateTime::parse(text, &Rfc3339).is_ok(),
        // Widths of numbers and the like.
        "int32" | "int64" | "double" | "binary" => true,
        other => panic!("there is no format {other}"),
    }
}
