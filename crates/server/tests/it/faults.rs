//! What is left after a killed process, and what is said when the disk is full?
//!
//! The real program in a process of its own, over loopback; every loop has an end.

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use fengqiao_testkit::TestDatabase;

use crate::harness::encoded;

const PROGRAM: &str = env!("CARGO_BIN_EXE_fengqiao");

/// A running server; it ends with this value.
struct Server {
    child: Child,
    port: u16,
}

impl Server {
    /// Starts the program on `database`. `limit`: no file of it may grow beyond so many blocks of 512 bytes.
    fn start(database: &str, folder: &Path, limit: Option<u32>) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let listen = format!("127.0.0.1:{port}");
        let mut command = match limit {
            None => Command::new(PROGRAM),
            Some(blocks) => {
                // The signal that would end the program is ignored: a write then fails as on a full disk.
                let mut shell = Command::new("sh");
                shell.args(["-c", &format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\""), PROGRAM]);
                shell
            }
        };
        let child = command
            .args(["serve", "--listen", &listen])
            .env("DATABASE_URL", database)
            .env("FENGQIAO_DATA", folder)
            .env("RUST_LOG", "off")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        let server = Self { child, port };
        let begun = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(begun.elapsed() < Duration::from_secs(30), "the program listens");
            thread::sleep(Duration::from_millis(10));
        }
        server
    }

    /// As a power cut would: nothing is finished.
    fn kill(mut self) {
        self.child.kill().expect("the program is killed");
        self.child.wait().expect("the program is gone");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Both fail only when it is gone already.
        let _killed = self.child.kill();
        let _waited = self.child.wait();
    }
}

/// One request over a connection of its own; none if the line was cut.
fn ask(port: u16, method: &str, path: &str, cookies: &str, body: &str) -> Option<(u16, String, String)> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(20))).ok()?;
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\nCookie: {cookies}\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .ok()?;
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let status = line.split(' ').nth(1)?.parse().ok()?;
    let mut cookie = String::new();
    loop {
        line.clear();
        if reader.read_line(&mut line).ok()? == 0 || line == "\r\n" {
            break;
        }
        if let Some(value) = line.strip_prefix("set-cookie: fq_form=") {
            value.split(';').next().unwrap_or_default().clone_into(&mut cookie);
        }
    }
    let mut body = Vec::new();
    reader.read_to_end(&mut body).ok()?;
    (line == "\r\n").then(|| (status, cookie, String::from_utf8_lossy(&body).into_owned()))
}

/// A whole filing in one form.
fn filing(token: &str, key: &str, nth: usize) -> String {
    let fields = BTreeMap::from([
        ("step", "5".to_owned()),
        ("go", "send".to_owned()),
        ("idempotency_key", key.to_owned()),
        ("kind", "dispute".to_owned()),
        ("what", format!("第{nth}件：楼上漏水，天花板受损，希望修好并赔偿。")),
        ("community", "440306017001".to_owned()),
        ("others-0-known_as", "楼上住户".to_owned()),
        ("others-0-kind", "person".to_owned()),
        ("claims", "修好漏水".to_owned()),
        ("dispute_type", "02".to_owned()),
        ("for_whom", "self".to_owned()),
        ("me-kind", "person".to_owned()),
        ("me-name", "张三".to_owned()),
        ("me-phone", format!("199{nth:08}")),
        ("notice", "yes".to_owned()),
    ]);
    let mut body = format!("csrf={token}");
    for (name, value) in fields {
        body.extend(["&", name, "=", &encoded(&value)]);
    }
    body
}

/// The number on a page that says "filed".
fn number_on(page: &str) -> Option<String> {
    let at = page.find("440306-20")?;
    let end = page[at..].find(|c: char| !c.is_ascii_digit() && c != '-')?;
    Some(page[at..at + end].to_owned())
}

fn run(database: &str, folder: &Path, arguments: &[&str]) -> std::process::Output {
    Command::new(PROGRAM)
        .args(arguments)
        .env("DATABASE_URL", database)
        .env("FENGQIAO_DATA", folder)
        .env("RUST_LOG", "off")
        .output()
        .expect("the program runs")
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_kill_every_answered_request_is_there_and_none_twice() {
    for database in TestDatabase::each().await {
        let folder = database.folder.path().join("files");
        let server = Server::start(&database.url, &folder, None);
        let port = server.port;
        let (answered, stop) = (Mutex::new(BTreeMap::new()), AtomicBool::new(false));
        thread::scope(|scope| {
            for client in 0..8 {
                let (answered, stop) = (&answered, &stop);
                scope.spawn(move || {
                    let Some((_, token, _)) = ask(port, "GET", "/file", "", "") else { return };
                    for nth in 0..400 {
                        if stop.load(Ordering::Relaxed) {
                            return;
                        }
                        let key = format!("key-{client}-{nth}");
                        let body = filing(&token, &key, client * 1000 + nth);
                        let cookies = format!("fq_form={token}");
                        let Some((200, _, page)) = ask(port, "POST", "/file", &cookies, &body) else {
                            return;
                        };
                        let number = number_on(&page).expect("the page names the number");
                        answered.lock().unwrap().insert((token.clone(), key, client * 1000 + nth), number);
                    }
                });
            }
            // In the middle of the work, however fast the machine is.
            let begun = Instant::now();
            while answered.lock().unwrap().len() < 60 && begun.elapsed() < Duration::from_secs(30) {
                thread::sleep(Duration::from_millis(5));
            }
            server.kill();
            stop.store(true, Ordering::Relaxed);
        });
        let answered = answered.into_inner().unwrap();
        assert!(answered.len() > 8, "only {} were answered before the kill", answered.len());

        let server = Server::start(&database.url, &folder, None);
        for ((token, key, nth), number) in answered.iter().take(40) {
            let cookies = format!("fq_form={token}");
            let (status, _, page) =
                ask(server.port, "POST", "/file", &cookies, &filing(token, key, *nth)).unwrap();
            assert_eq!(
                (status, number_on(&page).as_ref()),
                (200, Some(number)),
                "sent again, it is the same one"
            );
        }
        let store = database.store().await;
        let kept: i64 = fengqiao_store::sql::value(store.read(), "SELECT count(*) FROM requests", vec![])
            .await
            .unwrap()
            .unwrap();
        let numbers: Vec<String> = answered.values().cloned().collect();
        for number in &numbers {
            let text = "SELECT count(*) FROM requests WHERE number = $1";
            let found: Option<i64> =
                fengqiao_store::sql::value(store.read(), text, fengqiao_store::values![number.as_str()])
                    .await
                    .unwrap();
            assert_eq!(found, Some(1), "{number} was answered");
        }
        // One per client may have been kept without its answer getting through.
        let answered = i64::try_from(numbers.len()).unwrap();
        assert!((answered..=answered + 8).contains(&kept), "{kept} kept, {answered} answered");
        drop(server);
        let proof = run(&database.url, &folder, &["journal", "verify"]);
        assert!(proof.status.success(), "{}", String::from_utf8_lossy(&proof.stdout));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_is_told_plainly_and_leaves_no_half_request() {
    let database = TestDatabase::sqlite();
    let folder = database.folder.path().join("files");
    assert!(run(&database.url, &folder, &["migrate"]).status.success());
    let file = database.folder.path().join("test.db");
    let blocks = u32::try_from(std::fs::metadata(&file).unwrap().len() / 512).unwrap();
    let server = Server::start(&database.url, &folder, Some(blocks + 300));
    let (_, token, _) = ask(server.port, "GET", "/file", "", "").unwrap();
    let cookies = format!("fq_form={token}");
    let mut kept = 0;
    let full = (0..600).find_map(|nth| {
        let (status, _, page) =
            ask(server.port, "POST", "/file", &cookies, &filing(&token, &format!("k{nth}"), nth)).unwrap();
        kept += i64::from(status == 200);
        (status != 200).then_some((status, page))
    });
    let (status, page) = full.expect("the disk fills up");
    assert_eq!(status, 507, "{page}");
    assert!(page.contains("系统存储空间已满"), "{page}");
    let (alive, ..) = ask(server.port, "GET", "/", "", "").unwrap();
    assert_eq!(alive, 200, "reading goes on");
    drop(server);
    let store = database.store().await;
    let rows: Option<i64> =
        fengqiao_store::sql::value(store.read(), "SELECT count(*) FROM requests", vec![]).await.unwrap();
    assert_eq!(rows, Some(kept));
    let proof = run(&database.url, &folder, &["journal", "verify"]);
    assert!(proof.status.success(), "{}", String::from_utf8_lossy(&proof.stdout));
}
