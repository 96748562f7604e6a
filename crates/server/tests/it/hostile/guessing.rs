//! Does the time or the text of an answer tell what is there?

use std::time::{Duration, Instant};

use super::wire::{HERE, Wire};

/// The shortest of a few tries, and what was said each time.
async fn tried(wire: &Wire, path: &str, all: [[(&str, &str); 2]; 4]) -> (Duration, Vec<String>) {
    let (mut shortest, mut said) = (Duration::MAX, Vec::new());
    for fields in all {
        let mut visitor = wire.visitor(HERE);
        visitor.get(path).await;
        let begun = Instant::now();
        let answer = visitor.post(path, &fields).await;
        shortest = shortest.min(begun.elapsed());
        assert_eq!(answer.status, 422);
        // The form shows again what was typed, and each page has its own nonce and token.
        let text = answer.text();
        let main = text.split_once("<main").unwrap().1.split_once("</main>").unwrap().0.to_owned();
        let parts = main.split('"').filter(|part| part.len() != 32 && *part != fields[0].1);
        said.push(parts.collect::<Vec<_>>().join("\""));
    }
    (shortest, said)
}

#[tokio::test]
async fn an_account_that_is_not_there_takes_as_long_and_says_the_same_as_one_that_is() {
    let wire = Wire::start(|_| {}).await;
    let with = |logins: [&'static str; 4]| logins.map(|login| [("login", login), ("password", "wrong")]);
    let there = tried(&wire, "/sign-in", with(["clerk", "head", "mediator", "recorder"])).await;
    let not_there = tried(&wire, "/sign-in", with(["nobody", "root", "administrator", "clerk2"])).await;
    assert_eq!(there.1, not_there.1);
    let (slow, quick) = (there.0.max(not_there.0), there.0.min(not_there.0));
    assert!(slow < quick * 4, "the password is worked on for both: {slow:?}, {quick:?}");
}

#[tokio::test]
async fn a_number_that_is_not_there_says_the_same_as_one_that_is() {
    let wire = Wire::start(|_| {}).await;
    let mut resident = wire.visitor(HERE);
    resident.get("/file").await;
    for key in ["a", "b", "c", "d"] {
        let mut fields = super::FILING.to_vec();
        fields.push(("idempotency_key", key));
        assert_eq!(resident.post("/file", &fields).await.status, 200);
    }
    let with =
        |numbers: [&'static str; 4]| numbers.map(|number| [("number", number), ("secret", "22222-22222")]);
    let number = |nth: u32| -> &'static str { Box::leak(format!("440306-2026-{nth:06}").into_boxed_str()) };
    let there = tried(&wire, "/follow", with([1, 2, 3, 4].map(number))).await;
    let not_there = tried(&wire, "/follow", with([901, 902, 903, 904].map(number))).await;
    assert_eq!(there.1, not_there.1);
}

#[tokio::test]
async fn no_answer_tells_of_the_program_or_its_parts() {
    let wire = Wire::start(|_| {}).await;
    for path in ["/", "/nowhere", "/api/v1/nowhere", "/cases?q=%00", "/api/v1/cases/1"] {
        let said = wire.get(path).await;
        for name in ["server", "x-powered-by", "via"] {
            assert_eq!(said.header(name), "", "{path}");
        }
        let text = said.text().to_lowercase();
        for word in ["axum", "hyper", "sqlx", "panicked", "select ", "/src/", ".rs:"] {
            assert!(!text.contains(word), "{path}: {word}");
        }
    }
    for path in [
        "/metrics",
        "/.git/config",
        "/.env",
        "/server-status",
        "/fengqiao.db",
        "/data-files/keys/signing.key",
    ] {
        assert_eq!(wire.get(path).await.status, 404, "{path}");
    }
}
