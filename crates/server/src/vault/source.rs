//! Where do the master keys come from? A file, the environment or a command; never the database.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, bail, ensure};
use fengqiao_base::Ids;
use fengqiao_seal::{Ring, Suite};
use zeroize::Zeroizing;

use crate::config::Config;

/// Where the master keys are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A file that only its owner can read.
    File(PathBuf),
    /// A variable of the environment.
    Variable(String),
    /// What a command prints.
    Command(String),
}

impl Source {
    /// The one that is configured.
    pub fn of(config: &Config) -> anyhow::Result<Self> {
        let keys = &config.keys;
        match (&keys.file, &keys.variable, &keys.command) {
            (None, None, None) => Ok(Self::File(config.data.join("keys").join("master.keys"))),
            (Some(file), None, None) => Ok(Self::File(file.clone())),
            (None, Some(name), None) => Ok(Self::Variable(name.clone())),
            (None, None, Some(command)) => Ok(Self::Command(command.clone())),
            _ => bail!("the master keys have more than one source: keys.file, keys.variable, keys.command"),
        }
    }

    /// The keys there are; `None` if the file is not there.
    pub fn read(&self) -> anyhow::Result<Option<Ring>> {
        let text = match self {
            Self::File(file) => {
                if !file.exists() {
                    return Ok(None);
                }
                ensure!(
                    !is_open_to_others(file),
                    "others can read the master keys in {}: `chmod 600` it",
                    file.display()
                );
                fs::read_to_string(file)
                    .with_context(|| format!("could not read the master keys in {}", file.display()))?
            }
            Self::Variable(name) => std::env::var(name)
                .with_context(|| format!("the variable {name} with the master keys is not set"))?,
            Self::Command(command) => printed(command)?,
        };
        let text = Zeroizing::new(text);
        Ok(Some(Ring::parse(&text).with_context(|| format!("in the master keys of {self}"))?))
    }

    /// Adds a new master key, which is current from then on, and gives its number. Only a file can be added to; the
    /// others are kept by somebody else.
    pub fn add(&self, suite: Suite, ids: &Ids) -> anyhow::Result<u32> {
        let Self::File(file) = self else {
            bail!(
                "the platform cannot write to {self}: add a key with the next number there, then rotate again"
            );
        };
        let ring = self.read()?;
        let id = ring.as_ref().map_or(1, |ring| ring.current() + 1);
        let before = match ring {
            Some(_) => Zeroizing::new(fs::read_to_string(file)?),
            None => Zeroizing::new(
                "# The master keys. Whoever has them reads everything; without them nobody does.\n"
                    .to_owned(),
            ),
        };
        let mut text = before;
        if !text.ends_with('\n') {
            text.push('\n');
        }
        text.push_str(&Ring::line(id, suite, &Zeroizing::new(ids.bytes())));
        write(file, text.as_bytes(), id == 1)
            .with_context(|| format!("could not write the master keys to {}", file.display()))?;
        Ok(id)
    }
}

impl std::fmt::Display for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::File(file) => write!(f, "the file {}", file.display()),
            Self::Variable(name) => write!(f, "the variable {name}"),
            Self::Command(_) => f.write_str("the command keys.command"),
        }
    }
}

/// Writes the whole file beside the old one and puts it in its place, so that it is never half there.
fn write(file: &Path, bytes: &[u8], is_first: bool) -> anyhow::Result<()> {
    let folder = file.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let beside = file.with_extension("keys.new");
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut out = options.open(&beside)?;
    out.write_all(bytes)?;
    out.sync_all()?;
    if is_first {
        // Of two that start at once, one makes the key.
        let linked = fs::hard_link(&beside, file);
        fs::remove_file(&beside)?;
        match linked {
            Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => return Err(error.into()),
            _ => {}
        }
    } else {
        fs::rename(&beside, file)?;
    }
    #[cfg(unix)]
    fs::File::open(folder)?.sync_all()?;
    Ok(())
}

fn printed(command: &str) -> anyhow::Result<String> {
    let output = Command::new("sh").arg("-c").arg(command).output().context("could not run keys.command")?;
    ensure!(output.status.success(), "keys.command ended with {}", output.status);
    String::from_utf8(output.stdout).context("keys.command printed no text")
}

/// Whether anybody but the owner of a file can read it.
#[cfg(unix)]
pub fn is_open_to_others(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(file).is_ok_and(|facts| facts.permissions().mode() & 0o077 != 0)
}

/// Whether anybody but the owner of a file can read it.
#[cfg(not(unix))]
pub fn is_open_to_others(_: &Path) -> bool {
    false
}
