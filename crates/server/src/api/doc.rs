//! How is the API told as an OpenAPI document?
//!
//! Made from the table of operations; committed as `docs/openapi.json`, which a test keeps current.

use std::{collections::BTreeMap, sync::OnceLock};

use axum::response::{IntoResponse, Response};
use fengqiao_policy::Action;
use fengqiao_web::lang::Lang;
use serde_json::{Map, Value, json};

use super::{
    table::{Line, Op, Shape, Table, schemas_of},
    words,
};
use crate::render::ProblemJson;

/// The operation that gives the document.
pub fn table() -> Table {
    let op = Op::new("document", "read_document").gives_plain("application/json");
    Table::default().get("/api/v1/openapi.json", Action::ReadPublic, op, read)
}

/// `GET /api/v1/openapi.json`
pub async fn read() -> Response {
    static TEXT: OnceLock<String> = OnceLock::new();
    let text = TEXT.get_or_init(text);
    ([(axum::http::header::CONTENT_TYPE, "application/json")], text.as_str()).into_response()
}

/// The document as it is committed: keys in order, two blanks to a level.
pub fn text() -> String {
    let mut text = serde_json::to_string_pretty(&sorted(document())).expect("the document is plain data");
    text.push('\n');
    text
}

/// Keys in order, whichever map JSON objects are kept in.
fn sorted(value: Value) -> Value {
    match value {
        Value::Object(all) => {
            let all: BTreeMap<String, Value> =
                all.into_iter().map(|(key, value)| (key, sorted(value))).collect();
            Value::Object(all.into_iter().collect())
        }
        Value::Array(all) => Value::Array(all.into_iter().map(sorted).collect()),
        plain => plain,
    }
}

/// A sentence of the document, which is in English.
fn english(key: &str) -> String {
    Lang::En.t(key)
}

/// The document.
pub fn document() -> Value {
    let table = super::table();
    let mut paths = Map::new();
    let mut schemas = Map::new();
    let mut groups: Vec<&str> = Vec::new();
    add_schemas(&mut schemas, schemas_of::<ProblemJson>());
    for line in &table.lines {
        for shape in [&line.op.takes, &line.op.gives].into_iter().flatten() {
            add_schemas(&mut schemas, shape.schemas.clone());
        }
        if !groups.contains(&line.op.group) {
            groups.push(line.op.group);
        }
        let path = paths.entry(line.path).or_insert_with(|| json!({}));
        if let Some(path) = path.as_object_mut() {
            path.insert(line.method.to_lowercase(), operation(line));
        }
    }
    let tags: Vec<Value> = groups
        .into_iter()
        .map(|group| json!({ "name": group, "description": english(&format!("api-tag-{group}")) }))
        .collect();
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Fengqiao",
            "version": "1",
            "description": english("api-reference-lead"),
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
        },
        "tags": tags,
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "token": { "type": "http", "scheme": "bearer", "description": english("api-reference-token") },
            },
        },
    })
}

/// Adds schemas; an object has no property that is not named.
fn add_schemas(all: &mut Map<String, Value>, schemas: Vec<(String, Value)>) {
    for (name, mut schema) in schemas {
        if let Value::Object(object) = &mut schema
            && object.contains_key("properties")
        {
            object.entry("additionalProperties").or_insert(json!(false));
        }
        let before = all.insert(name.clone(), schema.clone());
        assert!(before.is_none_or(|before| before == schema), "two schemas are called {name}");
    }
}

fn operation(line: &Line) -> Value {
    let Op { id, group, takes, gives, status, .. } = &line.op;
    let key = format!("api-op-{}", id.replace('_', "-"));
    let mut operation = json!({
        "operationId": id,
        "tags": [group],
        "summary": english(&key),
        "parameters": parameters(line),
        "responses": responses(line, gives.as_ref(), *status),
    });
    if let Some(hint) = Lang::En.find(&format!("{key}.hint"), &[]) {
        operation["description"] = json!(hint);
    }
    if !line.action.is_public() {
        operation["security"] = json!([{ "token": [] }]);
        let duties: Vec<&str> = line.action.duties().iter().map(|duty| duty.code()).collect();
        operation["x-duties"] = json!(duties);
    }
    if let Some(shape) = takes {
        operation["requestBody"] = json!({ "required": true, "content": content(shape) });
    }
    operation
}

fn content(shape: &Shape) -> Value {
    let mut content = match (&shape.name, shape.media_type) {
        (Some(name), _) => json!({ "schema": { "$ref": format!("#/components/schemas/{name}") } }),
        (None, "multipart/form-data") => json!({ "schema": {
            "type": "object",
            "required": ["file"],
            "properties": { "file": { "type": "array", "items": { "type": "string", "format": "binary" } } },
        } }),
        (None, _) => json!({}),
    };
    if !shape.example.is_null() {
        content["example"] = shape.example.clone();
    }
    json!({ shape.media_type: content })
}

/// The schema of a parameter, by its name, and how it may look.
fn parameter_schema(name: &str) -> (Value, Value) {
    let of = |object: utoipa::openapi::schema::Object| {
        serde_json::to_value(object).expect("a schema is plain data")
    };
    let text = || of(words::text().build());
    match name {
        "id" => (of(words::id()), json!("019abf6c-7d00-7000-8000-000000000001")),
        "number" => (text(), json!("440306-2026-000007")),
        "year" => (of(words::whole()), json!(2026)),
        "before" | "after" => (of(words::whole()), json!(7)),
        "open" => (of(words::one_of(&["yes", "no", "all"])), json!("all")),
        "stage" => (of(words::one_of(&fengqiao_domain::case::Stage::CODES)), json!("S7")),
        "type" => (text(), json!("02")),
        "street" => (text(), json!("440306017000")),
        "turn" => (text(), json!("mediator")),
        "due" => (of(words::one_of(&["over", "today"])), json!("over")),
        "accepted" => (text(), json!("2026-11")),
        "q" => (text(), json!("漏水")),
        "level" => (of(words::one_of(&super::known::LEVELS)), json!("street")),
        "code" => (text(), json!("district-centre")),
        other => panic!("say what the parameter {other} looks like"),
    }
}

fn parameters(line: &Line) -> Vec<Value> {
    let one = |name: &str, place: &str| {
        let (schema, example) = parameter_schema(name);
        json!({
            "name": name,
            "in": place,
            "required": place == "path",
            "description": english(&format!("api-param-{name}")),
            "schema": schema,
            "example": example,
        })
    };
    let header = |name: &str, key: &str, example: &str, required: bool| {
        json!({
            "name": name,
            "in": "header",
            "required": required,
            "description": english(key),
            "schema": { "type": "string" },
            "example": example,
        })
    };
    let mut all: Vec<Value> = line.parameters().map(|name| one(name, "path")).collect();
    all.extend(line.op.query.iter().map(|name| one(name, "query")));
    if line.op.needs_version {
        all.push(header("If-Match", "api-param-if-match", "\"3\"", true));
    }
    if line.op.is_once {
        let example = "7d0f3a52-5b0e-4a52-9d0c-2f3c1f7a9b10";
        all.push(header("Idempotency-Key", "api-param-idempotency-key", example, false));
    }
    all
}

/// The problems an operation can answer with, by their codes.
pub fn problems(line: &Line) -> Vec<(u16, &'static str)> {
    let mut all = Vec::new();
    let body = line.op.takes.as_ref();
    let has_parameters = line.parameters().next().is_some() || !line.op.query.is_empty() || line.op.is_once;
    if body.is_some() || has_parameters {
        all.extend([(400, "malformed"), (414, "too-long")]);
    }
    if !line.action.is_public() {
        all.push((401, "sign-in"));
    }
    if !line.action.is_public() || line.parameters().next().is_some() {
        all.push((404, "not-found"));
    }
    if line.op.needs_version {
        all.extend([(409, "conflict"), (412, "stale"), (428, "needs-version")]);
    }
    if body.is_some() {
        all.extend([(408, "too-slow"), (413, "too-large"), (415, "wrong-type")]);
    }
    if body.is_some() || !line.op.query.is_empty() {
        all.push((422, "refused"));
    }
    all.push((429, "too-often"));
    all.sort_unstable();
    all
}

fn responses(line: &Line, gives: Option<&Shape>, status: u16) -> Value {
    let mut all = Map::new();
    let mut done = json!({ "description": english("api-reference-done") });
    if let Some(shape) = gives {
        done["content"] = content(shape);
    }
    all.insert(status.to_string(), done);
    let problem = json!({ "application/problem+json": {
        "schema": { "$ref": "#/components/schemas/Problem" },
    } });
    for (status, code) in problems(line) {
        let description = english(&format!("problem-{code}"));
        let mut told = json!({ "description": description, "content": problem });
        if code == "too-often" {
            told["headers"] = json!({ "Retry-After": {
                "description": english("api-reference-retry-after"),
                "schema": { "type": "integer", "minimum": 1 },
            } });
        }
        all.insert(status.to_string(), told);
    }
    all.insert("default".to_owned(), json!({ "description": english("problem-fault"), "content": problem }));
    Value::Object(all)
}
