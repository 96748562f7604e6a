//! How fast is it, beside the bare stack doing the same durable work in the same run?
//!
//! A closed loop of eight clients over loopback, the load generator included, real sign-in. The floor is another process
//! of the same program (`fengqiao floor`), asked in turn with what is measured, so that both have the same machine.

mod client;
mod command;
mod load;
mod program;
mod slow;

use std::{
    collections::BTreeMap,
    fs,
    io::Write,
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use clap::Args;

use self::{
    client::{Client, FORM, encoded},
    load::{Load, closed_loop},
    program::{Program, rss_mib},
};
use crate::{
    day,
    guard::Guarded,
    machine, node,
    postgres::{self, Cluster},
    serve::answers,
    shell,
};

/// The options of `cargo xtask bench`.
#[derive(Args)]
pub(crate) struct Options {
    /// Writes one JSON object a figure into this file.
    #[arg(long)]
    json: Option<PathBuf>,
    /// Seconds a figure is measured for.
    #[arg(long, default_value_t = 5)]
    seconds: u64,
    /// Sizes of the archive, cases.
    #[arg(long, value_delimiter = ',', default_values_t = [10_000, 144_600, 1_446_000])]
    cases: Vec<u64>,
    /// One engine alone: sqlite or postgres.
    #[arg(long)]
    engine: Option<String>,
    /// Orders, boards and clocks alone, on the first size.
    #[arg(long)]
    command: bool,
    /// Clients asking at the same time.
    #[arg(long, default_value_t = 8)]
    clients: usize,
}

/// More than this are not played through the rules but copied from those that were; lists alone are measured on them.
const PLAYED_AT_MOST: u64 = 144_600;
const PASSWORD: &str = "fengqiao-2026";

/// One figure.
struct Figure {
    name: &'static str,
    engine: &'static str,
    cases: u64,
    clients: usize,
    load: Load,
    floor: Option<Load>,
    rss_mib: u64,
}

impl Figure {
    fn ratio(&self) -> Option<f64> {
        self.floor.map(|floor| self.load.per_second / floor.per_second)
    }

    fn json(&self) -> String {
        let millis = |time: Duration| time.as_secs_f64() * 1000.0;
        format!(
            "{{\"name\":\"{}\",\"engine\":\"{}\",\"cases\":{},\"clients\":{},\"per_second\":{:.1},\
             \"floor_per_second\":{},\"ratio\":{},\"p50_ms\":{:.3},\"p99_ms\":{:.3},\"rss_mib\":{}}}",
            self.name,
            self.engine,
            self.cases,
            self.clients,
            self.load.per_second,
            self.floor.map_or("null".to_owned(), |floor| format!("{:.1}", floor.per_second)),
            self.ratio().map_or("null".to_owned(), |ratio| format!("{ratio:.3}")),
            millis(self.load.p50),
            millis(self.load.p99),
            self.rss_mib,
        )
    }

    fn row(&self) -> String {
        format!(
            "{:<22} {:<9} {:>9} {:>3} {:>10.0} {:>10} {:>6} {:>9.2} {:>9.2} {:>8}",
            self.name,
            self.engine,
            self.cases,
            self.clients,
            self.load.per_second,
            self.floor.map_or(String::new(), |floor| format!("{:.0}", floor.per_second)),
            self.ratio().map_or(String::new(), |ratio| format!("{ratio:.2}")),
            self.load.p50.as_secs_f64() * 1000.0,
            self.load.p99.as_secs_f64() * 1000.0,
            self.rss_mib,
        )
    }
}

/// Builds the release program and measures; true when everything could be measured.
pub(crate) fn run(options: &Options) -> Result<bool> {
    let root = shell::root()?;
    machine::prepare_tests()?;
    node::build(&root.join("frontend"))?;
    println!("Building the release program; the first time this takes a quarter of an hour or more.");
    shell::must(shell::cargo().args(["build", "--release", "--package", "fengqiao"]).current_dir(&root))?;
    let program =
        shell::target_dir()?.join("release").join("fengqiao").with_extension(std::env::consts::EXE_EXTENSION);
    let policy = ["run", "--release", "--quiet", "--package", "fengqiao-policy", "--example", "decide"];
    shell::must(shell::cargo().args(policy).current_dir(&root))?;
    let mut bench = Bench { program, options, figures: Vec::new() };
    println!(
        "{:<22} {:<9} {:>9} {:>3} {:>10} {:>10} {:>6} {:>9} {:>9} {:>8}",
        "figure", "engine", "cases", "at", "a second", "floor", "ratio", "p50 ms", "p99 ms", "rss MiB"
    );
    for engine in ["sqlite", "postgres"] {
        if options.engine.as_deref().is_some_and(|only| only != engine) {
            continue;
        }
        let cluster = if engine == "postgres" { Some(Cluster::start()?) } else { None };
        let first = *options.cases.first().context("no size is given")?;
        let pair = bench.start(engine, cluster.as_ref(), first.min(PLAYED_AT_MOST), None, None)?;
        bench.command(&pair, engine, first)?;
        drop(pair);
        if options.command {
            continue;
        }
        let mut last = None;
        for cases in &options.cases {
            last = Some(bench.size(engine, cluster.as_ref(), *cases, last.take())?);
        }
        drop(last);
        drop(cluster);
        bench.slow_disk(engine)?;
    }
    if let Some(file) = &options.json {
        let mut out =
            fs::File::create(file).with_context(|| format!("could not write {}", file.display()))?;
        for figure in &bench.figures {
            writeln!(out, "{}", figure.json())?;
        }
    }
    Ok(true)
}

struct Bench<'o> {
    program: PathBuf,
    options: &'o Options,
    figures: Vec<Figure>,
}

/// A server and its floor, each on a database of its own. They end before their folders do.
struct Pair {
    port: u16,
    floor: u16,
    pid: u32,
    _server: Guarded,
    _floor: Guarded,
    main: Program,
    _bare: Program,
}

impl Bench<'_> {
    fn time(&self) -> Duration {
        Duration::from_secs(self.options.seconds)
    }

    /// Measures with an archive of this size, grown from the `former` one if that was as large as can be played. Gives
    /// the database for the next size.
    fn size(
        &mut self,
        engine: &'static str,
        cluster: Option<&Cluster>,
        cases: u64,
        former: Option<(u64, Program)>,
    ) -> Result<(u64, Program)> {
        let grown = former.filter(|(size, _)| *size == PLAYED_AT_MOST && cases > PLAYED_AT_MOST);
        let pair = self.start(engine, cluster, cases, grown.map(|(_, program)| program), None)?;
        let clerk = || -> Result<Client> {
            let mut client = Client::connect(pair.port)?;
            client.sign_in("clerk", PASSWORD)?;
            Ok(client)
        };
        let is_played = cases <= PLAYED_AT_MOST;
        if is_played {
            self.page(&pair, engine, cases, "case page", clerk, |pair, clerk| {
                let list = clerk.get("/cases?stage=S4")?;
                case_of(&list.body).with_context(|| format!("no accepted case on port {}", pair.port))
            })?;
        }
        self.page(&pair, engine, cases, "list open, 50 a page", clerk, |_, _| Ok("/cases".to_owned()))?;
        if is_played {
            let words = encoded("漏水");
            self.page(&pair, engine, cases, "find two characters", clerk, move |_, _| {
                Ok(format!("/cases?open=all&q={words}"))
            })?;
            self.page(&pair, engine, cases, "my work", clerk, |_, _| Ok("/work".to_owned()))?;
            self.filing(&pair, engine, cases, "file a request", self.options.clients)?;
            self.papers(&pair, engine, cases)?;
        }
        if cases == PLAYED_AT_MOST {
            self.import(&pair, engine, cluster, cases)?;
        }
        Ok((cases, pair.main))
    }

    /// Filing where every sync of the disk takes two milliseconds more.
    fn slow_disk(&mut self, engine: &'static str) -> Result<()> {
        let shim = slow::Shim::build()?;
        let cluster =
            if engine == "postgres" { Some(Cluster::start_with(Some(shim.library()))?) } else { None };
        let pair = self.start(engine, cluster.as_ref(), 1000, None, Some(shim.library()))?;
        self.filing(&pair, engine, 1000, "file, 2 ms a sync", 64)
    }

    /// Seeds a database and starts both, with a library preloaded if one is given.
    fn start(
        &self,
        engine: &'static str,
        cluster: Option<&Cluster>,
        cases: u64,
        played_before: Option<Program>,
        preload: Option<&Path>,
    ) -> Result<Pair> {
        let played = cases.min(PLAYED_AT_MOST);
        let begun = Instant::now();
        let main = if let Some(program) = played_before {
            program
        } else {
            let main = Program::new(&self.program, engine, cluster, &format!("main_{cases}"))?;
            let count = played.to_string();
            main.run(&["seed", "--cases", &count, "--until", &day::today(), "--seed", "1"])?;
            main
        };
        if cases > played {
            let times = (cases / played).saturating_sub(1).to_string();
            main.run(&["floor", "copies", &times])?;
        }
        println!("({cases} cases seeded in {})", day::span(begun.elapsed()));
        let asked = Instant::now();
        let port = postgres::free_port()?;
        let server = main.start(&["serve", "--listen", &format!("127.0.0.1:{port}")], preload)?;
        wait(port, &server)?;
        let first = asked.elapsed();
        let bare = Program::new(&self.program, engine, cluster, &format!("floor_{cases}"))?;
        let floor = postgres::free_port()?;
        let floor_server = bare.start(&["floor", "serve", &format!("127.0.0.1:{floor}")], preload)?;
        let begun = Instant::now();
        while Client::connect(floor).is_err() {
            if begun.elapsed() > Duration::from_secs(20) {
                bail!("the floor does not listen: {}", floor_server.log());
            }
            thread::sleep(Duration::from_millis(20));
        }
        let pid = pid_of(port)?;
        println!("(start to first answer: {} ms; memory at rest: {} MiB)", first.as_millis(), rss_mib(pid));
        Ok(Pair { port, floor, pid, _server: server, _floor: floor_server, main, _bare: bare })
    }

    /// Agreements filled and printed one after the other, warm.
    fn papers(&mut self, pair: &Pair, engine: &'static str, cases: u64) -> Result<()> {
        let told = pair.main.run(&["floor", "papers", "220"])?;
        let took: Vec<Duration> =
            told.lines().skip(20).filter_map(|line| line.parse().ok()).map(Duration::from_micros).collect();
        let load = Load::of(took, None, 0)?;
        let name = "print an agreement";
        self.told(Figure { name, engine, cases, clients: 1, load, floor: None, rss_mib: rss_mib(pair.pid) });
        Ok(())
    }

    /// The whole archive out as a table, and into an empty district.
    fn import(
        &mut self,
        pair: &Pair,
        engine: &'static str,
        cluster: Option<&Cluster>,
        cases: u64,
    ) -> Result<()> {
        let table = pair.main.folder.join("cases.csv");
        let table = table.to_str().context("the temporary folder has a name in UTF-8")?;
        pair.main.run(&["export", "cases", "--with-persons", "--out", table])?;
        let other = Program::new(&self.program, engine, cluster, &format!("import_{cases}"))?;
        other.run(&["seed"])?;
        let (took, peak) = other.measured(&["import", "cases", table])?;
        println!("({cases} cases imported in {}; at most {peak} MiB of memory)", day::span(took));
        #[expect(clippy::cast_precision_loss, reason = "a count of cases")]
        let load = Load { per_second: cases as f64 / took.as_secs_f64(), p50: took, p99: took, bytes: 0 };
        let name = "import the archive";
        self.told(Figure { name, engine, cases, clients: 1, load, floor: None, rss_mib: peak });
        Ok(())
    }

    /// A page, beside a handler that returns as many bytes.
    fn page(
        &mut self,
        pair: &Pair,
        engine: &'static str,
        cases: u64,
        name: &'static str,
        connect: impl Fn() -> Result<Client> + Sync,
        path: impl Fn(&Pair, &mut Client) -> Result<String>,
    ) -> Result<()> {
        let path = path(pair, &mut connect()?)?;
        let read = |client: &mut Client, path: &str| -> Result<usize> {
            let answer = client.get(path)?;
            if answer.status != 200 {
                bail!("{path}: status {}", answer.status);
            }
            Ok(answer.body.len())
        };
        let clients = self.options.clients;
        let load = closed_loop(clients, self.time(), connect, |client, _| read(client, &path))?;
        let bytes = format!("/bytes/{}", load.bytes);
        let floor = closed_loop(
            clients,
            self.time(),
            || Client::connect(pair.floor),
            |client, _| read(client, &bytes),
        )?;
        self.told(Figure {
            name,
            engine,
            cases,
            clients,
            load,
            floor: Some(floor),
            rss_mib: rss_mib(pair.pid),
        });
        Ok(())
    }

    /// A filing on the portal, all steps in one, beside a handler that writes the same rows.
    fn filing(
        &mut self,
        pair: &Pair,
        engine: &'static str,
        cases: u64,
        name: &'static str,
        clients: usize,
    ) -> Result<()> {
        let resident = || -> Result<Client> {
            let mut client = Client::connect(pair.port)?;
            let page = client.get("/file")?;
            client.keep(&page);
            Ok(client)
        };
        let salt = std::process::id();
        let load = closed_loop(clients, self.time(), resident, |client, nth| {
            let body = filing_of(client.token(), &format!("{salt}-{cases}-{nth}"), nth);
            let answer = client.post("/file", FORM, body.as_bytes(), "")?;
            if answer.status != 200 {
                bail!("filing: status {}: {}", answer.status, String::from_utf8_lossy(&answer.body));
            }
            Ok(answer.body.len())
        })?;
        let floor = closed_loop(
            clients,
            self.time(),
            || Client::connect(pair.floor),
            |client, nth| {
                let body = filing_of("0123456789abcdef0123456789abcdef", &format!("{salt}-{nth}"), nth);
                let answer = client.post("/rows", FORM, body.as_bytes(), "")?;
                if answer.status != 200 {
                    bail!("floor: status {}", answer.status);
                }
                Ok(answer.body.len())
            },
        )?;
        self.told(Figure {
            name,
            engine,
            cases,
            clients,
            load,
            floor: Some(floor),
            rss_mib: rss_mib(pair.pid),
        });
        Ok(())
    }

    fn told(&mut self, figure: Figure) {
        println!("{}", figure.row());
        self.figures.push(figure);
    }
}

/// Everything a resident says, as the last step of the form sends it.
fn filing_of(token: &str, key: &str, nth: u64) -> String {
    let phone = format!("199{:08}", nth % 100_000_000);
    let fields: BTreeMap<&str, String> = BTreeMap::from([
        ("step", "5".to_owned()),
        ("go", "send".to_owned()),
        ("idempotency_key", key.to_owned()),
        ("kind", "dispute".to_owned()),
        ("what", format!("第{nth}户楼上卫生间漏水，天花板和衣柜受损，多次协商没有结果，希望修好并赔偿。")),
        ("community", "440306017001".to_owned()),
        ("address", format!("宝民花园 {} 栋 {} 房", nth % 40 + 1, nth % 900 + 101)),
        ("others-0-known_as", "楼上住户".to_owned()),
        ("others-0-kind", "person".to_owned()),
        ("claims", "修好漏水，赔偿损失".to_owned()),
        ("dispute_type", "02".to_owned()),
        ("for_whom", "self".to_owned()),
        ("me-kind", "person".to_owned()),
        ("me-name", "张三".to_owned()),
        ("me-phone", phone),
        ("notice", "yes".to_owned()),
    ]);
    let mut body = format!("csrf={token}");
    for (name, value) in fields {
        body.extend(["&", name, "=", &encoded(&value)]);
    }
    body
}

/// The address of the first case in a list.
fn case_of(page: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(page);
    let start = text.find("href=\"/cases/440306")? + "href=\"".len();
    let length = text[start..].find('"')?;
    Some(text[start..start + length].to_owned())
}

fn wait(port: u16, server: &Guarded) -> Result<()> {
    let begun = Instant::now();
    while !answers(port) {
        if begun.elapsed() > Duration::from_mins(1) {
            bail!("the server did not answer\n{}", server.log());
        }
        thread::sleep(Duration::from_millis(5));
    }
    Ok(())
}

/// The process that listens on a port of this machine.
fn pid_of(port: u16) -> Result<u32> {
    for entry in fs::read_dir("/proc")?.flatten() {
        let Some(pid) = entry.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else {
            continue;
        };
        let arguments = fs::read(entry.path().join("cmdline")).unwrap_or_default();
        let arguments = String::from_utf8_lossy(&arguments).into_owned();
        if arguments.starts_with('/')
            && arguments.contains(&format!("127.0.0.1:{port}"))
            && !arguments.contains("sh\0")
        {
            return Ok(pid);
        }
    }
    bail!("no process was started with port {port}")
}
