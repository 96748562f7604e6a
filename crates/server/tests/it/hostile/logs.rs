//! Does the log tell a secret or anything of a person, however much of it is written?
//!
//! The program in a process of its own, telling everything there is to tell, while somebody files, follows, signs in,
//! searches, acts, uploads, goes wrong and takes tables out.

use std::{
    fs::File,
    net::TcpListener,
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use fengqiao::seed;
use fengqiao_testkit::TestDatabase;

use super::wire::{HERE, Line, Said, THERE, Visitor};
use crate::harness::encoded;

const PROGRAM: &str = env!("CARGO_BIN_EXE_fengqiao");
/// Everything of ours, and of others what they tell those who look for a fault.
const EVERYTHING: &str = "debug,fengqiao=trace,fengqiao_base=trace,fengqiao_domain=trace,fengqiao_jobs=trace,\
                          fengqiao_paper=trace,fengqiao_policy=trace,fengqiao_store=trace,fengqiao_web=trace,tower_http=trace";

const NAME: &str = "欧阳测试";
const OTHER: &str = "司徒邻居";
const PHONE: &str = "19987654321";
const ADDRESS: &str = "宝民花园88栋808房";
const NARRATIVE: &str = "楼上漏水把我家的红木柜子泡坏了";
const WRONG: &str = "wrong-secret-4711";
const FILE_NAME: &str = "身份证照片";
const FILE_TEXT: &str = "银行卡号六二二八";

fn command(database: &str, folder: &Path, arguments: &[&str], log: File) -> Command {
    let mut command = Command::new(PROGRAM);
    command
        .args(arguments)
        .env("DATABASE_URL", database)
        .env("FENGQIAO_DATA", folder)
        .env("FENGQIAO_SIGN_IN_SECOND_FACTOR", "offered")
        .env("RUST_LOG", EVERYTHING)
        .stdout(Stdio::null())
        .stderr(log);
    command
}

/// A running server; it ends with this value.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // Both fail only when it is gone already.
        let _killed = self.0.kill();
        let _waited = self.0.wait();
    }
}

/// What stands between two texts.
fn between<'t>(text: &'t str, before: &str, after: &str) -> &'t str {
    text.split_once(before).and_then(|(_, rest)| rest.split_once(after)).map_or("", |(found, _)| found)
}

fn must(said: &Said, status: u16) {
    assert_eq!(said.status, status, "{}", said.text());
}

/// The form of a page with this action, as a browser would send it.
fn form(page: &Said, action: &str) -> Vec<(String, String)> {
    let headers = axum::http::HeaderMap::new();
    let answer = crate::harness::Answer {
        status: axum::http::StatusCode::OK,
        headers,
        body: page.body.clone().into(),
    };
    answer.form(action)
}

async fn act(clerk: &mut Visitor, action: &str, fields: &[(&str, &str)]) {
    let page = clerk.get(action).await;
    let mut held = form(&page, action);
    held.retain(|(name, _)| name != "csrf" && !fields.iter().any(|(field, _)| field == name));
    let mut all: Vec<(&str, &str)> =
        held.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    all.extend_from_slice(fields);
    must(&clerk.post(action, &all).await, 303);
}

/// A whole life; gives every secret that came up in it.
async fn life(line: Line, data: &Path) -> Vec<String> {
    let mut secrets = Vec::new();
    let mut resident = line.visitor(HERE);
    resident.get("/file").await;
    let mut fields: Vec<(&str, &str)> = super::FILING
        .iter()
        .copied()
        .filter(|(name, _)| !["what", "me-name", "me-phone", "others-0-known_as", "go"].contains(name))
        .collect();
    fields.extend([
        ("what", NARRATIVE),
        ("me-name", NAME),
        ("me-phone", PHONE),
        ("others-0-known_as", OTHER),
        ("address", ADDRESS),
        ("idempotency_key", "the-key-of-this-form"),
    ]);
    let with = |go| [fields.as_slice(), &[("go", go)]].concat();
    must(&resident.post("/file", &with("code")).await, 200);
    let messages = resident.get("/demonstration/messages").await.text();
    let digits = messages.split(|c: char| !c.is_ascii_digit());
    let code = digits.rev().find(|part| part.len() == 6).unwrap_or_default();
    assert_eq!(code.len(), 6, "a code went out: {messages}");
    secrets.push(code.to_owned());
    let content = format!("%PDF-1.7 {FILE_TEXT}");
    let filed =
        resident.upload("/file", &with("send"), &format!("{FILE_NAME}.pdf"), content.as_bytes()).await;
    must(&filed, 200);
    let text = filed.text();
    let number = between(&text, "fq-proof-number\">", "<").trim().to_owned();
    let secret = between(text.rsplit_once("fq-proof-number").unwrap().1, ">", "<").trim().to_owned();
    assert_eq!((number.len(), secret.len()), (18, 11), "{text}");
    must(&resident.post("/follow", &[("number", &number), ("secret", WRONG)]).await, 422);
    must(&resident.post("/follow", &[("number", &number), ("secret", &secret)]).await, 303);
    secrets.extend([secret.clone(), secret.replace('-', "")]);
    let page = resident.get("/follow/request").await.text();
    assert!(page.contains(NARRATIVE));
    let file = page.split("href=\"").find(|part| part.starts_with("/follow/attachments/")).unwrap();
    let file = file.split('"').next().unwrap().to_owned();
    must(&resident.get(&file).await, 200);

    let mut clerk = line.visitor(THERE);
    clerk.get("/sign-in").await;
    must(&clerk.post("/sign-in", &[("login", "clerk"), ("password", WRONG)]).await, 422);
    must(&clerk.sign_in("clerk").await, 303);
    for word in [NAME, PHONE, NARRATIVE] {
        must(&clerk.get(&format!("/intake?q={}", encoded(word))).await, 200);
        must(&clerk.get(&format!("/cases?q={}", encoded(word))).await, 200);
    }
    must(&clerk.get(&format!("/intake/{number}")).await, 200);
    act(
        &mut clerk,
        &format!("/intake/{number}/acts/register"),
        &[("identity", "paper"), ("told", "in_person")],
    )
    .await;
    must(&clerk.get("/cases.csv").await, 200);
    // Things that go wrong.
    must(&clerk.get(&format!("/{}", encoded(NAME))).await, 404);
    must(&clerk.get(&format!("/cases?q=%00{}", encoded(NAME))).await, 400);
    let broken = format!("--edge\r\nContent-Disposition: form-data; name=\"what\"\r\n\r\n{NARRATIVE}");
    let kind = [("Content-Type", "multipart/form-data; boundary=edge")];
    must(&clerk.send("POST", "/file", &kind, broken.as_bytes()).await, 400);
    let json = [("Content-Type", "application/json")];
    let crooked = format!("{{\"login\":\"clerk\",\"password\":\"{WRONG}\",\"{NAME}\":1}}");
    must(&clerk.send("POST", "/api/v1/sessions", &json, crooked.as_bytes()).await, 422);
    let body = format!("{{\"login\":\"clerk\",\"password\":\"{}\"}}", seed::PASSWORD);
    let opened = clerk.send("POST", "/api/v1/sessions", &json, body.as_bytes()).await;
    must(&opened, 201);
    let token = between(&opened.text(), "\"token\":\"", "\"").to_owned();
    let bearer = format!("Bearer {token}");
    let found = format!("/api/v1/cases?q={}", encoded(NAME));
    must(&line.ask("GET", &found, &[("Authorization", &bearer)], &[]).await, 200);
    assert_eq!(token.len(), 64);
    secrets.push(token);
    // A file that is gone is a fault, and is logged as one.
    std::fs::remove_dir_all(data.join("files")).unwrap();
    must(&resident.get(&file).await, 500);
    for visitor in [&resident, &clerk] {
        for (name, value) in &visitor.cookies {
            if value.len() > 8 {
                secrets.push(value.clone());
            }
            assert!(name.starts_with("fq_"), "{name}");
        }
        secrets.push(visitor.address.clone());
    }
    secrets
}

#[tokio::test(flavor = "multi_thread")]
async fn no_log_tells_a_secret_or_anything_of_a_person() {
    for database in TestDatabase::each().await {
        let (folder, data) = (database.folder.path(), database.folder.path().join("files"));
        let log = |name: &str| File::create(folder.join(name)).unwrap();
        let seeded = command(&database.url, &data, &["seed"], log("seed.log")).status().unwrap();
        assert!(seeded.success());
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let listen = format!("127.0.0.1:{port}");
        let child =
            command(&database.url, &data, &["serve", "--listen", &listen], log("serve.log")).spawn().unwrap();
        let running = Running(child);
        for _ in 0..600 {
            if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let mut secrets = life(Line { port }, &data).await;
        drop(running);
        let table = folder.join("out.csv");
        let out = ["export", "requests", "--with-persons", "--out", table.to_str().unwrap()];
        assert!(command(&database.url, &data, &out, log("export.log")).status().unwrap().success());
        assert!(std::fs::read_to_string(table).unwrap().contains(NAME), "the export itself has it");
        let key = std::fs::read_to_string(data.join("keys/signing.key")).unwrap();
        secrets.push(key.trim().to_owned());
        secrets.extend(
            [NAME, OTHER, PHONE, ADDRESS, NARRATIVE, WRONG, FILE_NAME, FILE_TEXT, seed::PASSWORD]
                .map(str::to_owned),
        );
        let quoted: Vec<String> = secrets.iter().filter(|s| !s.is_ascii()).map(|s| encoded(s)).collect();
        secrets.extend(quoted);
        for name in ["seed.log", "serve.log", "export.log"] {
            let told = std::fs::read_to_string(folder.join(name)).unwrap();
            assert!(
                name != "serve.log" || (told.contains("answered") && told.contains("a request failed")),
                "{told}"
            );
            for secret in &secrets {
                let line = told.lines().find(|line| line.contains(secret.as_str()));
                assert_eq!(line, None, "{name} tells {secret}");
            }
        }
    }
}
