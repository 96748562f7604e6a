//! Where is the data, what is listened on, what is the district called?

use std::path::{Path, PathBuf};

use anyhow::Context;
use fengqiao_paper::PressConfig;
use fengqiao_web::peer::{Forwarding, Network, Proxies};
use serde::Deserialize;

pub use crate::{
    account::config::{Oidc, SignIn},
    notify::config::Notify,
};

use crate::limits::LimitsConfig;

/// Settings: one TOML file, every key also as `FENGQIAO_SECTION_KEY`; `DATABASE_URL` and `FENGQIAO_DATA` are
/// enough to start.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// `sqlite://path?mode=rwc` or `postgres://user@host/database`.
    pub database_url: String,
    /// The folder of files and keys.
    pub data: PathBuf,
    /// Address and port to listen on.
    pub listen: String,
    /// The address residents see, without a slash at the end; stands in receipts.
    pub public_url: String,
    /// The district.
    pub district: District,
    /// The periods of the district.
    pub deadlines: Deadlines,
    /// The terms of the district.
    pub retention: Retention,
    /// The routing of the district.
    pub dispatch: Dispatching,
    /// By what the district nominates owned cases.
    pub backlog: Backlog,
    /// How documents are set.
    pub paper: Paper,
    /// What is measured, and who may read it.
    pub metrics: MetricsConfig,
    /// How one signs in.
    pub sign_in: SignIn,
    /// How messages leave the house.
    pub notify: Notify,
    /// Who else speaks for people.
    pub oidc: Oidc,
    /// Whose word on the sender's address counts.
    pub proxies: Proxies,
    /// How much one sender may ask for.
    pub limits: LimitsConfig,
    /// The master keys.
    pub keys: KeysConfig,
}

/// Where the master keys come from: a file, the variable of an environment or what a command prints, one key a line
/// (`1 international <64 hexadecimal digits>`). Nothing said: the file `keys/master.keys` in the folder of data.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct KeysConfig {
    /// A file that only its owner can read.
    pub file: Option<PathBuf>,
    /// The name of a variable of the environment.
    pub variable: Option<String>,
    /// A command for the shell, such as one that asks a key store.
    pub command: Option<String>,
    /// The suite of a key that is made: `international` or `commercial`.
    pub suite: String,
}

impl Default for KeysConfig {
    fn default() -> Self {
        Self { file: None, variable: None, command: None, suite: "international".into() }
    }
}

/// What the environment says.
pub(crate) struct Env<'e>(&'e dyn Fn(&str) -> Option<String>);

impl Env<'_> {
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        (self.0)(name)
    }

    pub(crate) fn put(&self, name: &str, into: &mut String) {
        if let Some(text) = self.text(name) {
            *into = text;
        }
    }

    /// A secret from the environment, else from its file; empty if neither is named.
    pub(crate) fn secret(&self, name: &str, file: Option<&Path>) -> anyhow::Result<String> {
        let text = match (self.text(name), file) {
            (Some(text), _) => text,
            (None, Some(file)) => std::fs::read_to_string(file)
                .with_context(|| format!("could not read the secret {}", file.display()))?,
            (None, None) => String::new(),
        };
        Ok(text.trim().to_owned())
    }

    pub(crate) fn number<N: std::str::FromStr>(&self, name: &str, into: &mut N) -> anyhow::Result<()> {
        if let Some(text) = self.text(name) {
            *into = text.trim().parse().ok().with_context(|| format!("{name} is not a number that fits"))?;
        }
        Ok(())
    }
}

/// Where Prometheus reads what is measured.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MetricsConfig {
    /// Address and port of its own, for the network of the operators alone; none: nobody reads it.
    pub listen: Option<String>,
}

/// The letters of documents. Those that come with the program are used where nothing is said here.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Paper {
    /// Font files (TTF, OTF, TTC) that the district has a licence for.
    pub fonts: Vec<PathBuf>,
    /// Font families of the text, e.g. `仿宋_GB2312`.
    pub serif: Vec<String>,
    /// Font families of what stands out, e.g. `黑体`.
    pub sans: Vec<String>,
}

impl Paper {
    /// As the press wants to know it.
    pub fn press(&self) -> PressConfig {
        PressConfig { fonts: self.fonts.clone(), serif: self.serif.clone(), sans: self.sans.clone() }
    }
}

/// What a district adds to the calendar and the deadline rules shipped with the program.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Deadlines {
    /// A table of days (`date,name,is_workday,status`); its years take the place of the shipped ones.
    pub calendar: Option<PathBuf>,
    /// A table of `[[rule]]`; further versions of what practice sets, and rules of the district's own.
    pub rules: Option<PathBuf>,
}

/// What a district sets of the terms for which things are kept.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Retention {
    /// A table of `[[rule]]` like `data/retention-rules.toml`: further versions, as the archives authority approved them.
    pub rules: Option<PathBuf>,
}

/// What a district sets of where requests go.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Dispatching {
    /// A table of `[[rule]]` like `data/dispatch-rules.toml`, in place of it.
    pub rules: Option<PathBuf>,
}

/// What a district sets of owned cases.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Backlog {
    /// A table of `[[criterion]]` like `data/backlog-criteria.toml`, in place of it.
    pub criteria: Option<PathBuf>,
}

/// The district that runs the platform.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct District {
    /// Its name in Chinese.
    pub name_zh: String,
    /// Its name in English.
    pub name_en: String,
    /// The word in front of dossier numbers: `( ) 深宝人调字第 号`.
    pub dossier_word: String,
    /// The basic court to which agreements are brought for confirmation.
    pub court: String,
}

impl Default for District {
    fn default() -> Self {
        Self {
            name_zh: "深圳市宝安区".into(),
            name_en: "Bao'an District, Shenzhen".into(),
            dossier_word: "深宝".into(),
            court: "深圳市宝安区人民法院".into(),
        }
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            database_url: "sqlite://fengqiao.db?mode=rwc".into(),
            data: "data-files".into(),
            listen: "127.0.0.1:8080".into(),
            public_url: "http://127.0.0.1:8080".into(),
            district: District::default(),
            paper: Paper::default(),
            deadlines: Deadlines::default(),
            dispatch: Dispatching::default(),
            backlog: Backlog::default(),
            retention: Retention::default(),
            metrics: MetricsConfig::default(),
            sign_in: SignIn::default(),
            notify: Notify::default(),
            oidc: Oidc::default(),
            proxies: Proxies::default(),
            limits: LimitsConfig::default(),
            keys: KeysConfig::default(),
        }
    }
}

impl Config {
    /// Whether residents reach the platform over HTTPS.
    pub fn is_https(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    /// Reads the file, if one is named, then what the environment says.
    pub fn load(file: Option<&Path>, env: impl Fn(&str) -> Option<String>) -> anyhow::Result<Self> {
        let mut config: Self = match file {
            Some(file) => {
                let text = std::fs::read_to_string(file)
                    .with_context(|| format!("could not read configuration {}", file.display()))?;
                toml::from_str(&text).with_context(|| format!("in configuration {}", file.display()))?
            }
            None => Self::default(),
        };
        let put = |into: &mut String, name: &str| {
            if let Some(value) = env(name) {
                *into = value;
            }
        };
        put(&mut config.database_url, "DATABASE_URL");
        put(&mut config.listen, "FENGQIAO_LISTEN");
        put(&mut config.public_url, "FENGQIAO_PUBLIC_URL");
        put(&mut config.district.name_zh, "FENGQIAO_DISTRICT_NAME_ZH");
        put(&mut config.district.name_en, "FENGQIAO_DISTRICT_NAME_EN");
        put(&mut config.district.dossier_word, "FENGQIAO_DISTRICT_DOSSIER_WORD");
        put(&mut config.district.court, "FENGQIAO_DISTRICT_COURT");
        let list =
            |name: &str| env(name).map(|text| text.split(',').map(|one| one.trim().to_owned()).collect());
        if let Some(fonts) = env("FENGQIAO_PAPER_FONTS") {
            config.paper.fonts = std::env::split_paths(&fonts).collect();
        }
        config.paper.serif = list("FENGQIAO_PAPER_SERIF").unwrap_or(config.paper.serif);
        config.paper.sans = list("FENGQIAO_PAPER_SANS").unwrap_or(config.paper.sans);
        config.metrics.listen = env("FENGQIAO_METRICS_LISTEN").or(config.metrics.listen);
        config.keys.file = env("FENGQIAO_KEYS_FILE").map(PathBuf::from).or(config.keys.file);
        config.keys.variable = env("FENGQIAO_KEYS_VARIABLE").or(config.keys.variable);
        config.keys.command = env("FENGQIAO_KEYS_COMMAND").or(config.keys.command);
        put(&mut config.keys.suite, "FENGQIAO_KEYS_SUITE");
        if let Some(data) = env("FENGQIAO_DATA") {
            config.data = data.into();
        }
        for (into, name) in [
            (&mut config.deadlines.calendar, "FENGQIAO_DEADLINES_CALENDAR"),
            (&mut config.deadlines.rules, "FENGQIAO_DEADLINES_RULES"),
            (&mut config.retention.rules, "FENGQIAO_RETENTION_RULES"),
            (&mut config.backlog.criteria, "FENGQIAO_BACKLOG_CRITERIA"),
        ] {
            if let Some(file) = env(name) {
                *into = Some(file.into());
            }
        }
        let networks = |name: &str| -> anyhow::Result<Option<Vec<Network>>> {
            let Some(all) = list(name) else { return Ok(None) };
            let named = all.iter().filter(|one| !one.is_empty());
            let read: Result<_, _> = named.map(|one| one.parse().map_err(anyhow::Error::msg)).collect();
            read.with_context(|| format!("in {name}")).map(Some)
        };
        if let Some(trusted) = networks("FENGQIAO_PROXIES_TRUSTED")? {
            config.proxies.trusted = trusted;
        }
        if let Some(unlimited) = networks("FENGQIAO_LIMITS_UNLIMITED")? {
            config.limits.unlimited = unlimited;
        }
        match env("FENGQIAO_PROXIES_HEADER").as_deref() {
            None => {}
            Some("x-forwarded-for") => config.proxies.header = Forwarding::XForwardedFor,
            Some("forwarded") => config.proxies.header = Forwarding::Forwarded,
            Some(_) => anyhow::bail!("FENGQIAO_PROXIES_HEADER is neither x-forwarded-for nor forwarded"),
        }
        config.limits.of_environment(&env).context("in FENGQIAO_LIMITS_…")?;
        let env = Env(&env);
        config.sign_in.read(&env)?;
        config.notify.read(&env)?;
        config.oidc.read(&env)?;
        config.public_url = config.public_url.trim_end_matches('/').to_owned();
        Ok(config)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_wins_over_the_file() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("fengqiao.toml");
        std::fs::write(&file, "listen = \"127.0.0.1:1\"\n[district]\nname_zh = \"某区\"\n").unwrap();
        let env = |name: &str| (name == "FENGQIAO_LISTEN").then(|| "127.0.0.1:2".to_owned());
        let config = Config::load(Some(&file), env).unwrap();
        assert_eq!((config.listen.as_str(), config.district.name_zh.as_str()), ("127.0.0.1:2", "某区"));
    }

    #[test]
    fn what_is_asked_at_the_door_is_read_from_file_and_environment_and_nonsense_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("fengqiao.toml");
        std::fs::write(&file, "[sign_in]\nsecond_factor = \"offered\"\ntries = 3\n").unwrap();
        let load = |name: &'static str, value: &'static str| {
            Config::load(Some(&file), |asked| (asked == name).then(|| value.to_owned()))
        };
        let sign_in = load("FENGQIAO_SIGN_IN_IDLE_MINUTES", "15").unwrap().sign_in;
        let second_factor = fengqiao_domain::account::SecondFactor::Offered;
        assert_eq!(sign_in, SignIn { second_factor, tries: 3, idle_minutes: 15, ..SignIn::default() });
        for (name, value) in [
            ("FENGQIAO_SIGN_IN_IDLE_MINUTES", "0"),
            ("FENGQIAO_SIGN_IN_TRIES", "many"),
            ("FENGQIAO_SIGN_IN_SHORTEST_PASSWORD", "7"),
            ("FENGQIAO_SIGN_IN_SECOND_FACTOR", "no"),
        ] {
            assert!(load(name, value).is_err(), "{name}={value}");
        }
    }

    #[test]
    fn proxies_and_limits_are_read_from_file_and_environment() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("fengqiao.toml");
        let text = "[proxies]\ntrusted = [\"10.0.0.7\"]\nheader = \"forwarded\"\n\
                    [limits]\nreading = { account = 1, address = 2, minutes = 3 }\n";
        std::fs::write(&file, text).unwrap();
        let env = |name: &str| match name {
            "FENGQIAO_LIMITS_CHANGING" => Some("4/5/6".to_owned()),
            "FENGQIAO_LIMITS_UNLIMITED" => Some("10.0.0.0/8, ::1".to_owned()),
            _ => None,
        };
        let config = Config::load(Some(&file), env).unwrap();
        let limit = |account, address, minutes| crate::limits::Limit { account, address, minutes };
        let network = |text: &str| text.parse::<Network>().unwrap();
        let proxies = Proxies { trusted: vec![network("10.0.0.7")], header: Forwarding::Forwarded };
        let limits = LimitsConfig {
            reading: limit(1, 2, 3),
            changing: limit(4, 5, 6),
            unlimited: vec![network("10.0.0.0/8"), network("::1")],
            ..LimitsConfig::default()
        };
        assert_eq!((config.proxies, config.limits), (proxies, limits));
        let wrong = |value: &'static str| {
            Config::load(None, move |name| (name == "FENGQIAO_PROXIES_TRUSTED").then(|| value.to_owned()))
        };
        assert!(format!("{:#}", wrong("everybody").unwrap_err()).contains("everybody"));
        assert!(wrong("").unwrap().proxies.trusted.is_empty());
    }

    #[test]
    fn an_unknown_key_is_named() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("fengqiao.toml");
        std::fs::write(&file, "listne = \"x\"\n").unwrap();
        let error = format!("{:#}", Config::load(Some(&file), |_| None).unwrap_err());
        assert!(error.contains("listne"), "{error}");
    }
}
