//! What does it cost that a district acts as one: orders to five bodies, a million clocks, five hundred open boards?

use std::{
    io::{BufRead, BufReader, Write},
    net::TcpStream,
    sync::atomic::{AtomicU64, AtomicUsize, Ordering},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, anyhow, bail};

use super::{
    Bench, Figure, PASSWORD, Pair,
    client::{Client, FORM},
    filing_of,
    load::Load,
    program::{rss_kib, rss_mib},
};

/// Filings in a second.
const PACE: u32 = 50;
/// Bodies that a dispute in a family concerns, by the rules that are shipped.
const BODIES: usize = 5;
/// Boards that are open at the same time.
const BOARDS: usize = 500;
/// Who looks at them: each sees another part of the district.
const READERS: [&str; 5] = ["dispatcher", "justice", "leader", "head", "head-xixiang"];
/// Changes that the boards follow.
const CHANGES: u64 = 20;
/// Clocks that run.
const CLOCKS: &str = "1000000";

impl Bench<'_> {
    /// Orders, boards and clocks over one archive.
    pub(super) fn command(&mut self, pair: &Pair, engine: &'static str, cases: u64) -> Result<()> {
        self.orders(pair, engine, cases)?;
        self.boards(pair, engine, cases)?;
        // The last: it fills the table of clocks.
        print!("{}", pair.main.run(&["floor", "clocks", CLOCKS])?);
        Ok(())
    }

    /// Fifty filings a second, each sent to five bodies in the transaction of its answer: how long until it is.
    fn orders(&mut self, pair: &Pair, engine: &'static str, cases: u64) -> Result<()> {
        let mut dispatcher = Client::connect(pair.port)?;
        dispatcher.sign_in("dispatcher", PASSWORD)?;
        let before = open_orders(&mut dispatcher)?;
        let time = self.time().max(Duration::from_secs(10));
        let clients = self.options.clients;
        let (next, begun) = (AtomicU64::new(0), Instant::now());
        let salt = std::process::id();
        let took: Vec<Duration> = thread::scope(|scope| -> Result<Vec<Duration>> {
            let running: Vec<_> = (0..clients)
                .map(|_| {
                    scope.spawn(|| -> Result<Vec<Duration>> {
                        let mut client = Client::connect(pair.port)?;
                        let page = client.get("/file")?;
                        client.keep(&page);
                        let mut took = Vec::new();
                        loop {
                            let nth = next.fetch_add(1, Ordering::Relaxed);
                            // How long it waited for its turn counts, too.
                            let at = begun + Duration::from_secs(1) * u32::try_from(nth)? / PACE;
                            if at - begun > time {
                                return Ok(took);
                            }
                            thread::sleep(at.saturating_duration_since(Instant::now()));
                            let body = family_of(client.token(), &format!("orders-{salt}-{nth}"), nth);
                            let answer = client.post("/file", FORM, body.as_bytes(), "")?;
                            if answer.status != 200 {
                                bail!("filing: status {}", answer.status);
                            }
                            took.push(at.elapsed());
                        }
                    })
                })
                .collect();
            let mut all = Vec::new();
            for one in running {
                all.extend(one.join().map_err(|_| anyhow!("a client panicked"))??);
            }
            Ok(all)
        })?;
        let sent = open_orders(&mut dispatcher)? - before;
        if sent != took.len() * BODIES {
            bail!("{} filings were sent to {sent} bodies, not to {BODIES} each", took.len());
        }
        let slowest = took.iter().max().copied().unwrap_or_default();
        println!(
            "({} filings sent to {sent} bodies; the slowest after {} ms)",
            took.len(),
            slowest.as_millis()
        );
        let load = Load::of(took, Some(time), 0)?;
        let (name, rss_mib) = ("sent to 5 bodies", rss_mib(pair.pid));
        self.told(Figure { name, engine, cases, clients, load, floor: None, rss_mib });
        Ok(())
    }

    /// Five hundred open boards: what each holds, and how long after a filing the last of them shows it.
    fn boards(&mut self, pair: &Pair, engine: &'static str, cases: u64) -> Result<()> {
        let mut sessions = Vec::new();
        for login in READERS {
            let mut reader = Client::connect(pair.port)?;
            reader.sign_in(login, PASSWORD)?;
            sessions.push(reader.cookies.clone());
        }
        let mut resident = Client::connect(pair.port)?;
        let page = resident.get("/file")?;
        resident.keep(&page);
        let before = rss_kib(pair.pid);
        let shown = AtomicUsize::new(0);
        let is_over = std::sync::atomic::AtomicBool::new(false);
        let mut boards = Vec::new();
        for nth in 0..BOARDS {
            boards.push(Board::open(pair.port, &sessions[nth % sessions.len()])?);
        }
        let took = thread::scope(|scope| -> Result<Vec<Duration>> {
            for (nth, mut board) in boards.into_iter().enumerate() {
                let (shown, is_over) = (&shown, &is_over);
                // A leader is not told of requests; her board follows all the same, and is not waited for.
                let counts = READERS[nth % READERS.len()] == "dispatcher";
                thread::Builder::new().stack_size(128 * 1024).spawn_scoped(scope, move || {
                    while !is_over.load(Ordering::Relaxed) && board.next().is_ok() {
                        if counts {
                            shown.fetch_add(1, Ordering::Relaxed);
                        }
                    }
                })?;
            }
            let watched = BOARDS / READERS.len();
            settle(&shown, watched)?;
            let after = rss_kib(pair.pid);
            println!(
                "({BOARDS} open boards: {} KiB each)",
                after.saturating_sub(before) / u64::try_from(BOARDS)?
            );
            let mut took = Vec::new();
            for nth in 0..CHANGES {
                shown.store(0, Ordering::Relaxed);
                let key = format!("boards-{}-{nth}", std::process::id());
                let body = filing_of(resident.token(), &key, nth);
                let answer = resident.post("/file", FORM, body.as_bytes(), "")?;
                if answer.status != 200 {
                    bail!("filing: status {}", answer.status);
                }
                let at = Instant::now();
                while shown.load(Ordering::Relaxed) < watched {
                    if at.elapsed() > Duration::from_secs(10) {
                        bail!("of {watched} boards only {} show it", shown.load(Ordering::Relaxed));
                    }
                    thread::sleep(Duration::from_millis(1));
                }
                took.push(at.elapsed());
                // Until the boards are quiet: what was painted twice must not count for the next change.
                thread::sleep(Duration::from_millis(1500));
            }
            is_over.store(true, Ordering::Relaxed);
            Ok(took)
        })?;
        let load = Load::of(took, None, 0)?;
        let (name, rss_mib) = ("shown on 500 boards", rss_mib(pair.pid));
        self.told(Figure { name, engine, cases, clients: BOARDS, load, floor: None, rss_mib });
        Ok(())
    }
}

/// Waits until every board has been painted once.
fn settle(shown: &AtomicUsize, watched: usize) -> Result<()> {
    let begun = Instant::now();
    while shown.load(Ordering::Relaxed) < watched {
        if begun.elapsed() > Duration::from_secs(30) {
            bail!("the boards were not opened");
        }
        thread::sleep(Duration::from_millis(20));
    }
    thread::sleep(Duration::from_secs(2));
    Ok(())
}

/// A dispute in a family.
fn family_of(token: &str, key: &str, nth: u64) -> String {
    filing_of(token, key, nth).replace("dispute_type=02", "dispute_type=01")
}

/// How many orders are open, as the dispatcher's list says.
fn open_orders(dispatcher: &mut Client) -> Result<usize> {
    let page = dispatcher.get("/dispatch")?;
    let text = String::from_utf8_lossy(&page.body).into_owned();
    let count = text.split("fq-tab-count\">").nth(1).and_then(|rest| rest.split('<').next());
    count.and_then(|count| count.trim().parse().ok()).context("the list of orders says no count")
}

/// An open board.
struct Board(BufReader<TcpStream>);

impl Board {
    fn open(port: u16, cookies: &str) -> Result<Self> {
        let mut stream = TcpStream::connect(("127.0.0.1", port))?;
        stream.set_read_timeout(Some(Duration::from_secs(15)))?;
        write!(
            stream,
            "GET /board/live HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookies}\r\nAccept-Language: zh-CN\r\n\r\n"
        )?;
        // What is read is thrown away: the reader's memory must not be what is measured.
        let mut board = Self(BufReader::with_capacity(4096, stream));
        let mut line = String::new();
        board.0.read_line(&mut line)?;
        if !line.contains(" 200 ") {
            bail!("a board could not be opened: {line}");
        }
        Ok(board)
    }

    /// Waits for the next painting.
    fn next(&mut self) -> Result<()> {
        let mut line = String::new();
        let mut is_painting = false;
        loop {
            line.clear();
            if self.0.read_line(&mut line)? == 0 {
                bail!("the board was closed");
            }
            // A painting ends with an empty line; a breath, which has none of its own, is passed over.
            match line.trim_end() {
                "" if is_painting => return Ok(()),
                text => is_painting |= text.starts_with("data: "),
            }
        }
    }
}
