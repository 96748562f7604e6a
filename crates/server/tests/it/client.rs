//! How does a test use the API as a program would?
//!
//! Every answer is held to the document: its status must be one of the operation's, its body must fit the schema.

use std::fmt::Write as _;

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use fengqiao::{api, seed};
use serde_json::{Value, json};

use crate::{
    harness::{Answer, Browser, TestApp},
    schema,
};

/// A program with its token.
pub struct Client {
    browser: Browser,
    pub token: String,
}

impl Client {
    /// A program that has not signed in.
    pub fn anybody(app: &TestApp) -> Self {
        Self { browser: app.browser(), token: String::new() }
    }

    /// A program signed in with the account `login`.
    pub async fn signed_in(app: &TestApp, login: &str) -> Self {
        let mut client = Self::anybody(app);
        let body = json!({ "login": login, "password": seed::PASSWORD });
        let answer = client.post("/api/v1/sessions", &[], &body).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{login} signs in: {}", answer.raw());
        answer.json()["token"].as_str().unwrap().clone_into(&mut client.token);
        client
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    pub async fn post(&mut self, path: &str, headers: &[(&str, &str)], body: &Value) -> Answer {
        let mut request = Request::post(path).header(header::CONTENT_TYPE, "application/json");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::from(body.to_string())).unwrap()).await
    }

    pub async fn delete(&mut self, path: &str) -> Answer {
        self.send(Request::delete(path).body(Body::empty()).unwrap()).await
    }

    /// Sends a file as a program would.
    pub async fn upload(&mut self, path: &str, headers: &[(&str, &str)], bytes: &[u8]) -> Answer {
        let mut body =
            b"--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n".to_vec();
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--edge--\r\n");
        let mut request =
            Request::post(path).header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    pub async fn send(&mut self, mut request: Request<Body>) -> Answer {
        if !self.token.is_empty() {
            let line = format!("Bearer {}", self.token).parse().unwrap();
            request.headers_mut().insert(header::AUTHORIZATION, line);
        }
        request.headers_mut().entry(header::ACCEPT_LANGUAGE).or_insert("en".parse().unwrap());
        let (method, path) = (request.method().to_string(), request.uri().path().to_owned());
        let answer = self.browser.send(request).await;
        assert!(answer.headers.get(header::SET_COOKIE).is_none(), "the API sets no cookie");
        fits_the_document(&method, &path, &answer);
        answer
    }
}

/// Whether the answer is one that the document tells of.
fn fits_the_document(method: &str, path: &str, answer: &Answer) {
    let document = api::doc::document();
    let matches = |told: &str| {
        let (mut told, mut own) = (told.split('/'), path.split('/'));
        loop {
            match (told.next(), own.next()) {
                (None, None) => return true,
                (Some(told), Some(own)) if told == own || told.starts_with('{') => {}
                _ => return false,
            }
        }
    };
    let paths = document["paths"].as_object().unwrap();
    // A fixed address goes before one with a parameter.
    let found =
        paths.get(path).or_else(|| paths.iter().find(|(told, _)| matches(told)).map(|(_, item)| item));
    let Some(operation) = found.and_then(|item| item.get(method.to_lowercase())) else {
        assert!(path.starts_with("/api/"), "{path} is no address of the API");
        return;
    };
    if answer.status == StatusCode::NOT_MODIFIED {
        return;
    }
    let responses = operation["responses"].as_object().unwrap();
    let response = responses.get(answer.status.as_str());
    let response = response.unwrap_or_else(|| {
        panic!(
            "{method} {path} answers {}, which the document does not tell: {}",
            answer.status,
            answer.raw()
        )
    });
    let media_type = answer.headers.get(header::CONTENT_TYPE).map_or("", |value| value.to_str().unwrap());
    let Some(content) = response.get("content").and_then(|content| content.get(media_type)) else {
        assert!(
            response.get("content").is_none_or(|content| content.get("*/*").is_some()),
            "{method} {path} answers with {media_type}"
        );
        return;
    };
    if let Some(schema) = content.get("schema") {
        let wrong = schema::faults(&document, schema, &answer.json());
        assert!(wrong.is_empty(), "{method} {path} does not fit its schema: {wrong:#?}\n{}", answer.raw());
    }
}

impl Answer {
    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.raw()))
    }

    /// A header as text.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Status, the headers that matter, and the body, for a snapshot. Ids and tokens are numbered in order.
    pub fn whole(&self) -> String {
        let mut text = format!("{}\n", self.status);
        for name in ["content-type", "etag", "link", "location", "www-authenticate"] {
            if !self.header(name).is_empty() {
                let _infallible = writeln!(text, "{name}: {}", self.header(name));
            }
        }
        text.push_str(&serde_json::to_string_pretty(&self.json()).unwrap());
        numbered(&text)
    }
}

/// Replaces every UUID by its number of appearance.
pub fn numbered(text: &str) -> String {
    let mut seen: Vec<String> = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    while !rest.is_empty() {
        let candidate = rest.get(..36).filter(|part| {
            part.bytes().filter(|byte| *byte == b'-').count() == 4 && part.parse::<uuid::Uuid>().is_ok()
        });
        if let Some(id) = candidate {
            let at = seen.iter().position(|one| one == id).unwrap_or_else(|| {
                seen.push(id.to_owned());
                seen.len() - 1
            });
            let _infallible = write!(plain, "<{}>", at + 1);
            rest = &rest[36..];
        } else {
            let next = rest.chars().next().unwrap();
            plain.push(next);
            rest = &rest[next.len_utf8()..];
        }
    }
    plain
}
