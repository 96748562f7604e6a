//! How does one client speak HTTP over one kept connection, with nothing between it and the socket?
//!
//! The load generator shares two cores with what it measures, so it must be small: no runtime, no parsing beyond the
//! status and the length.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    time::Duration,
};

use anyhow::{Context, Result, bail};

/// One connection.
pub(super) struct Client {
    port: u16,
    stream: BufReader<TcpStream>,
    /// `name=value; …`, sent with every request.
    pub cookies: String,
    /// Further header lines, each with its line end.
    pub headers: String,
}

/// What came back.
pub(super) struct Answer {
    pub status: u16,
    pub location: String,
    pub cookies: Vec<String>,
    pub body: Vec<u8>,
}

impl Client {
    pub(super) fn connect(port: u16) -> Result<Self> {
        Ok(Self { port, stream: open(port)?, cookies: String::new(), headers: String::new() })
    }

    pub(super) fn get(&mut self, path: &str) -> Result<Answer> {
        let (port, cookies, headers) = (self.port, &self.cookies, &self.headers);
        let head = format!(
            "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookies}\r\nAccept-Language: zh-CN\r\n{headers}\r\n"
        );
        self.send(head.as_bytes(), &[])
    }

    pub(super) fn post(&mut self, path: &str, kind: &str, body: &[u8], more: &str) -> Result<Answer> {
        let (port, cookies, headers, length) = (self.port, &self.cookies, &self.headers, body.len());
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookies}\r\nContent-Type: {kind}\r\n\
             Content-Length: {length}\r\n{headers}{more}\r\n"
        );
        self.send(head.as_bytes(), body)
    }

    fn send(&mut self, head: &[u8], body: &[u8]) -> Result<Answer> {
        let whole = [head, body].concat();
        self.stream.get_mut().write_all(&whole).context("could not send")?;
        self.answer()
    }

    fn answer(&mut self) -> Result<Answer> {
        let mut line = String::new();
        self.stream.read_line(&mut line).context("no answer")?;
        let status =
            line.split(' ').nth(1).and_then(|code| code.parse().ok()).context("not an HTTP answer")?;
        let mut answer = Answer { status, location: String::new(), cookies: Vec::new(), body: Vec::new() };
        let (mut length, mut chunked, mut close) = (0_usize, false, false);
        loop {
            line.clear();
            self.stream.read_line(&mut line)?;
            let head = line.trim_end();
            if head.is_empty() {
                break;
            }
            let Some((name, value)) = head.split_once(':') else { continue };
            let value = value.trim();
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.parse()?,
                "transfer-encoding" => chunked = value.eq_ignore_ascii_case("chunked"),
                "connection" => close = value.eq_ignore_ascii_case("close"),
                "location" => value.clone_into(&mut answer.location),
                "set-cookie" => {
                    answer.cookies.extend(value.split(';').next().map(str::to_owned));
                }
                _ => {}
            }
        }
        if chunked {
            loop {
                line.clear();
                self.stream.read_line(&mut line)?;
                let size = usize::from_str_radix(line.trim(), 16).context("a chunk without a size")?;
                let at = answer.body.len();
                answer.body.resize(at + size, 0);
                self.stream.read_exact(&mut answer.body[at..])?;
                line.clear();
                self.stream.read_line(&mut line)?;
                if size == 0 {
                    break;
                }
            }
        } else {
            answer.body.resize(length, 0);
            self.stream.read_exact(&mut answer.body)?;
        }
        if close {
            self.stream = open(self.port)?;
        }
        Ok(answer)
    }

    /// Takes the cookies of an answer into those that are sent.
    pub(super) fn keep(&mut self, answer: &Answer) {
        for cookie in &answer.cookies {
            let name = cookie.split('=').next().unwrap_or_default();
            let others: Vec<&str> = self
                .cookies
                .split("; ")
                .filter(|pair| !pair.is_empty() && pair.split('=').next() != Some(name))
                .collect();
            self.cookies = others.into_iter().chain([cookie.as_str()]).collect::<Vec<_>>().join("; ");
        }
    }

    /// The token that forms repeat.
    pub(super) fn token(&self) -> &str {
        self.cookies.split("; ").find_map(|pair| pair.strip_prefix("fq_form=")).unwrap_or_default()
    }

    /// Signs in as somebody of the demonstration.
    pub(super) fn sign_in(&mut self, login: &str, password: &str) -> Result<()> {
        let page = self.get("/sign-in")?;
        self.keep(&page);
        let body = format!("csrf={}&login={login}&password={password}&next=", self.token());
        let answer = self.post("/sign-in", FORM, body.as_bytes(), "")?;
        if answer.status != 303 {
            bail!("{login} could not sign in: status {}", answer.status);
        }
        self.keep(&answer);
        Ok(())
    }
}

/// The type of a posted form.
pub(super) const FORM: &str = "application/x-www-form-urlencoded";

fn open(port: u16) -> Result<BufReader<TcpStream>> {
    let stream = TcpStream::connect(("127.0.0.1", port)).context("the server does not listen")?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(Duration::from_mins(1)))?;
    Ok(BufReader::new(stream))
}

/// Percent-encoded for a form or a query.
pub(super) fn encoded(text: &str) -> String {
    text.bytes()
        .map(
            |byte| {
                if byte.is_ascii_alphanumeric() {
                    char::from(byte).to_string()
                } else {
                    format!("%{byte:02X}")
                }
            },
        )
        .collect()
}
