//! How does a test speak to the server over a socket, well or ill?

use std::{collections::BTreeMap, time::Duration};

use fengqiao::{config::Config, listen, seed};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

use crate::harness::{TestApp, encoded};

/// A resident's line, a neighbour's, and another one's; brought by a proxy on this machine.
pub const HERE: &str = "203.0.113.5";
pub const THERE: &str = "198.51.100.7";

/// The server on a port of its own.
pub struct Wire {
    pub app: TestApp,
    line: Line,
    task: JoinHandle<()>,
}

impl std::ops::Deref for Wire {
    type Target = Line;

    fn deref(&self) -> &Line {
        &self.line
    }
}

/// The way to a server.
#[derive(Debug, Clone, Copy)]
pub struct Line {
    pub port: u16,
}

impl Drop for Wire {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Said {
    fn read(bytes: &[u8]) -> Option<Self> {
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let mut lines = head.lines();
        let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
        let headers = lines.filter_map(|line| line.split_once(':'));
        let headers = headers.map(|(name, value)| (name.to_lowercase(), value.trim().to_owned())).collect();
        Some(Self { status, headers, body: bytes[end + 4..].to_vec() })
    }

    pub fn all<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'s str> {
        self.headers.iter().filter(move |(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(own, _)| own == name).map_or("", |(_, value)| value)
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Wire {
    pub async fn start(change: impl FnOnce(&mut Config)) -> Self {
        let app = TestApp::with(change).await;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (router, config) = (app.router(), app.app.config.clone());
        let task = tokio::spawn(async move {
            listen::serve(listener, router, &config, std::future::pending()).await.unwrap();
        });
        Self { app, line: Line { port }, task }
    }
}

impl Line {
    pub async fn connect(&self) -> TcpStream {
        TcpStream::connect(("127.0.0.1", self.port)).await.unwrap()
    }

    /// Sends these bytes and gives everything that comes until the other side closes.
    pub async fn raw(&self, bytes: &[u8]) -> Vec<u8> {
        let mut stream = self.connect().await;
        // The server may close before it has read all.
        let _cut = stream.write_all(bytes).await;
        rest(&mut stream).await
    }

    /// One request on a connection of its own.
    pub async fn ask(&self, method: &str, target: &str, headers: &[(&str, &str)], body: &[u8]) -> Said {
        let mut head =
            format!("{method} {target} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n", self.port);
        let is_chunked = headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("transfer-encoding"));
        if !is_chunked && (!body.is_empty() || method == "POST") {
            head.extend(["Content-Length: ", &body.len().to_string(), "\r\n"]);
        }
        for (name, value) in headers {
            head.extend([*name, ": ", *value, "\r\n"]);
        }
        head.push_str("\r\n");
        let answer = self.raw(&[head.as_bytes(), body].concat()).await;
        Said::read(&answer)
            .unwrap_or_else(|| panic!("{method} {target}: {}", String::from_utf8_lossy(&answer)))
    }

    pub async fn get(&self, target: &str) -> Said {
        self.ask("GET", target, &[], &[]).await
    }

    /// Somebody at this address with a browser.
    pub fn visitor(self, address: &str) -> Visitor {
        Visitor { line: self, address: address.to_owned(), cookies: BTreeMap::new(), prefix: "" }
    }
}

/// What still comes, within five seconds.
pub async fn rest(stream: &mut TcpStream) -> Vec<u8> {
    let mut all = Vec::new();
    let read = async {
        let mut block = vec![0; 64 * 1024];
        while let Ok(count @ 1..) = stream.read(&mut block).await {
            all.extend_from_slice(&block[..count]);
        }
    };
    tokio::time::timeout(Duration::from_secs(5), read).await.expect("the server closes the connection");
    all
}

/// A browser that keeps its cookies, behind a proxy that says where it is.
pub struct Visitor {
    line: Line,
    pub address: String,
    pub cookies: BTreeMap<String, String>,
    /// What stands before the names of cookies.
    pub prefix: &'static str,
}

impl Visitor {
    pub async fn send(&mut self, method: &str, target: &str, headers: &[(&str, &str)], body: &[u8]) -> Said {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let (cookies, address) = (cookies.join("; "), self.address.clone());
        let mut all = vec![("X-Forwarded-For", address.as_str())];
        if !cookies.is_empty() {
            all.push(("Cookie", &cookies));
        }
        all.extend_from_slice(headers);
        let said = self.line.ask(method, target, &all, body).await;
        for line in said.all("set-cookie") {
            if let Some((name, value)) = line.split(';').next().unwrap_or_default().split_once('=') {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        said
    }

    pub async fn get(&mut self, target: &str) -> Said {
        self.send("GET", target, &[], &[]).await
    }

    pub fn token(&self) -> String {
        self.cookies.get(&format!("{}fq_form", self.prefix)).cloned().unwrap_or_default()
    }

    pub async fn post(&mut self, target: &str, fields: &[(&str, &str)]) -> Said {
        let mut body = format!("csrf={}", self.token());
        for (name, value) in fields {
            body.extend(["&", &encoded(name), "=", &encoded(value)]);
        }
        let form = [("Content-Type", "application/x-www-form-urlencoded")];
        self.send("POST", target, &form, body.as_bytes()).await
    }

    /// Sends a form with one file.
    pub async fn upload(&mut self, target: &str, fields: &[(&str, &str)], name: &str, file: &[u8]) -> Said {
        let mut body = Vec::new();
        let token = self.token();
        for (name, value) in [("csrf", token.as_str())].iter().chain(fields) {
            let part =
                format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        let head =
            format!("--edge\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\r\n");
        body.extend([head.as_bytes(), file, b"\r\n--edge--\r\n"].concat());
        self.send("POST", target, &[("Content-Type", "multipart/form-data; boundary=edge")], &body).await
    }

    pub async fn sign_in(&mut self, login: &str) -> Said {
        self.get("/sign-in").await;
        self.post("/sign-in", &[("login", login), ("password", seed::PASSWORD)]).await
    }
}
