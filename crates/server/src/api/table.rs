//! Which operations does the API have, who may ask for them, what do they take and give?
//!
//! An operation is added with its route, its action and its shapes in one call, so that no address can be without its
//! place in the document, and no place in the document without its address.

use axum::handler::Handler;
use fengqiao_policy::Action;
use serde_json::Value;
use utoipa::ToSchema;

use crate::{app::App, gate::Routes};

/// The body of a request or an answer.
#[derive(Clone)]
pub struct Shape {
    /// Its media type.
    pub media_type: &'static str,
    /// The name of its schema; none for what is not JSON.
    pub name: Option<String>,
    /// The schemas it is made of.
    pub schemas: Vec<(String, Value)>,
    /// How it may look.
    pub example: Value,
}

/// The schema of a type, and those it is made of.
pub fn schemas_of<T: ToSchema>() -> Vec<(String, Value)> {
    let mut schemas = vec![(T::name().into_owned(), T::schema())];
    T::schemas(&mut schemas);
    let plain = |schema| serde_json::to_value(schema).expect("a schema is plain data");
    schemas.into_iter().map(|(name, schema)| (name, plain(schema))).collect()
}

impl Shape {
    fn json<T: ToSchema>(example: Value) -> Self {
        let name = Some(T::name().into_owned());
        Self { media_type: "application/json", name, schemas: schemas_of::<T>(), example }
    }
}

/// What an operation takes and gives.
#[derive(Clone)]
pub struct Op {
    /// Its name, snake_case. Its sentence is `api-op-<name>`, more about it `.hint`.
    pub id: &'static str,
    /// The group it is shown in; its name is the sentence `api-tag-<group>`.
    pub group: &'static str,
    /// What may stand in the query.
    pub query: &'static [&'static str],
    /// What the body holds.
    pub takes: Option<Shape>,
    /// What is answered when it was done.
    pub gives: Option<Shape>,
    /// The status of that answer.
    pub status: u16,
    /// Whether the version that was seen must be sent (`If-Match`).
    pub needs_version: bool,
    /// Whether a key may be sent under which it happens once (`Idempotency-Key`).
    pub is_once: bool,
}

impl Op {
    /// An operation that takes and gives nothing yet.
    pub fn new(group: &'static str, id: &'static str) -> Self {
        Self {
            id,
            group,
            query: &[],
            takes: None,
            gives: None,
            status: 204,
            needs_version: false,
            is_once: false,
        }
    }

    /// With these names in the query.
    pub fn query(self, names: &'static [&'static str]) -> Self {
        Self { query: names, ..self }
    }

    /// With a JSON body.
    pub fn takes<T: ToSchema>(self, example: Value) -> Self {
        Self { takes: Some(Shape::json::<T>(example)), ..self }
    }

    /// With a JSON body whose schemas are not those of a type.
    pub fn takes_schema(self, name: &str, schemas: Vec<(String, Value)>, example: Value) -> Self {
        let shape = Shape { media_type: "application/json", name: Some(name.to_owned()), schemas, example };
        Self { takes: Some(shape), ..self }
    }

    /// With files as its body.
    pub fn takes_files(self) -> Self {
        let files = Shape {
            media_type: "multipart/form-data",
            name: None,
            schemas: Vec::new(),
            example: Value::Null,
        };
        Self { takes: Some(files), ..self }
    }

    /// With a JSON answer.
    pub fn gives<T: ToSchema>(self, status: u16, example: Value) -> Self {
        Self { gives: Some(Shape::json::<T>(example)), status, ..self }
    }

    /// With an answer that is not JSON, or whose schema stands elsewhere.
    pub fn gives_plain(self, media_type: &'static str) -> Self {
        let plain = Shape { media_type, name: None, schemas: Vec::new(), example: Value::Null };
        Self { gives: Some(plain), status: 200, ..self }
    }

    /// Which asks for the version that was seen, and happens once under a key.
    pub fn versioned(self) -> Self {
        Self { needs_version: true, is_once: true, ..self }
    }

    /// Which happens once under a key.
    pub fn once(self) -> Self {
        Self { is_once: true, ..self }
    }
}

/// An operation at its address.
#[derive(Clone)]
pub struct Line {
    /// `GET`, `POST` …
    pub method: &'static str,
    /// The path with its parameters.
    pub path: &'static str,
    /// What a caller must be allowed to do.
    pub action: Action,
    /// What it takes and gives.
    pub op: Op,
}

impl Line {
    /// The parameters in its path.
    pub fn parameters(&self) -> impl Iterator<Item = &'static str> {
        self.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
    }
}

/// Operations with their routes.
#[derive(Default)]
pub struct Table {
    routes: Routes,
    /// The operations, in the order in which they are shown.
    pub lines: Vec<Line>,
}

impl Table {
    /// Adds something to read.
    pub fn get<H, T>(mut self, path: &'static str, action: Action, op: Op, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.routes = self.routes.get(path, action, handler);
        self.line("GET", path, action, op)
    }

    /// Adds a change.
    pub fn post<H, T>(mut self, path: &'static str, action: Action, op: Op, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.routes = self.routes.post(path, action, handler);
        self.line("POST", path, action, op)
    }

    /// Adds an end of something.
    pub fn delete<H, T>(mut self, path: &'static str, action: Action, op: Op, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.routes = self.routes.delete(path, action, handler);
        self.line("DELETE", path, action, op)
    }

    fn line(mut self, method: &'static str, path: &'static str, action: Action, op: Op) -> Self {
        self.lines.push(Line { method, path, action, op });
        self
    }

    /// Adds all of `other`.
    pub fn merge(mut self, other: Self) -> Self {
        self.routes = self.routes.merge(other.routes);
        self.lines.extend(other.lines);
        self
    }

    /// The routes alone.
    pub fn routes(self) -> Routes {
        self.routes
    }
}
