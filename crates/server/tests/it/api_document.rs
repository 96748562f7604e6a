//! `/api/v1/openapi.json`: does the document tell the API as it is?

use std::{collections::BTreeSet, fs, path::Path};

use axum::http::StatusCode;
use fengqiao::{api, serve};
use fengqiao_domain::case::{Act, ActKind};
use serde_json::{Value, json};

use crate::{client::Client, harness::TestApp, schema};

#[test]
fn the_committed_document_is_the_one_the_program_makes() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/openapi.json");
    let made = api::doc::text();
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&file, &made).unwrap();
    }
    let kept = fs::read_to_string(&file).unwrap_or_default();
    assert!(kept == made, "docs/openapi.json is stale; UPDATE_EXPECT=1 cargo test -p fengqiao rewrites it");
}

#[test]
fn every_address_of_the_api_stands_in_the_document_and_nothing_else_does() {
    let routes: BTreeSet<(String, String)> = serve::entries()
        .into_iter()
        .filter(|entry| entry.path.starts_with("/api/"))
        .map(|entry| (entry.path.to_owned(), entry.method.to_lowercase()))
        .collect();
    let document = api::doc::document();
    let told: BTreeSet<(String, String)> = document["paths"]
        .as_object()
        .unwrap()
        .iter()
        .flat_map(|(path, item)| {
            item.as_object().unwrap().keys().map(move |method| (path.clone(), method.clone()))
        })
        .collect();
    assert_eq!(routes, told);
}

#[test]
fn every_reference_leads_somewhere_and_every_name_is_used_once() {
    let document = api::doc::document();
    let text = document.to_string();
    let mut missing = Vec::new();
    for part in text.split("\"$ref\":\"#").skip(1) {
        let pointer = part.split('"').next().unwrap();
        if document.pointer(pointer).is_none() {
            missing.push(pointer.to_owned());
        }
    }
    assert_eq!(missing, Vec::<String>::new());
    let mut ids = BTreeSet::new();
    for line in api::table().lines {
        assert!(ids.insert(line.op.id), "two operations are called {}", line.op.id);
    }
}

/// Everything under `example` beside a schema, and of parameters.
fn examples<'d>(value: &'d Value, found: &mut Vec<(&'d Value, &'d Value)>) {
    match value {
        Value::Object(all) => {
            if let (Some(schema), Some(example)) = (all.get("schema"), all.get("example")) {
                found.push((schema, example));
            }
            if let (Some(_), Some(example)) = (all.get("properties"), all.get("example")) {
                found.push((value, example));
            }
            all.iter().filter(|(name, _)| *name != "example").for_each(|(_, one)| examples(one, found));
        }
        Value::Array(all) => all.iter().for_each(|one| examples(one, found)),
        _ => {}
    }
}

#[test]
fn every_example_fits_its_schema() {
    let document = api::doc::document();
    let mut found = Vec::new();
    examples(&document, &mut found);
    assert!(found.len() > 60, "only {} examples", found.len());
    let wrong: Vec<String> =
        found.into_iter().flat_map(|(schema, example)| schema::faults(&document, schema, example)).collect();
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn the_example_of_every_act_is_an_act() {
    for kind in ActKind::ALL {
        let mut example = api::acts::example(*kind);
        // Somebody who comes in with the act has an id by the time the rules see it.
        for value in example.as_object_mut().unwrap().values_mut() {
            if value.is_object() {
                *value = json!("019abf6c-7d00-7000-8000-000000000001");
            }
        }
        let act: Act =
            serde_json::from_value(example).unwrap_or_else(|error| panic!("{}: {error}", kind.code()));
        assert_eq!(act.kind(), *kind);
    }
}

#[tokio::test]
async fn the_document_and_its_page_are_open_to_everybody() {
    let app = TestApp::sqlite().await;
    let answer = Client::anybody(&app).get("/api/v1/openapi.json").await;
    assert_eq!((answer.status, answer.json()["openapi"].as_str()), (StatusCode::OK, Some("3.1.0")));
    let mut browser = app.browser();
    let page = browser.get("/api").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("POST /api/v1/cases/{number}/acts"), "{}", page.text());
    assert!(!page.raw().contains("https://"), "nothing is loaded from elsewhere");
}
