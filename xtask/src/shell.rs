//! How is another program run, shown and read at the same time?

use std::{
    env,
    io::{self, BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};

/// What a program printed, both streams in the order they came, and whether it succeeded.
pub(crate) struct Outcome {
    /// True when the exit status was zero.
    pub success: bool,
    /// Every line, without its line end.
    pub lines: Vec<String>,
}

/// The folder of the repository.
pub(crate) fn root() -> Result<PathBuf> {
    let xtask = env::var_os("CARGO_MANIFEST_DIR").context("start this program as `cargo xtask`")?;
    let root = Path::new(&xtask).parent().context("the xtask folder has no parent")?;
    Ok(root.to_path_buf())
}

/// The folder of build results that this program itself was built into.
pub(crate) fn target_dir() -> Result<PathBuf> {
    let program = env::current_exe().context("could not tell where this program is")?;
    let target = program.ancestors().nth(2).context("this program is not inside a target folder")?;
    Ok(target.to_path_buf())
}

/// The cargo that started this program, without what it told this program about its package: build scripts that look
/// at it would run again, and half of all crates with them, each time cargo is called with and without this program.
pub(crate) fn cargo() -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    for (name, _) in env::vars_os() {
        let told = name.to_string_lossy();
        if told.starts_with("CARGO_PKG_") || told.starts_with("CARGO_MANIFEST_") {
            cargo.env_remove(&name);
        }
    }
    cargo
}

/// Runs a program without standard input, shows every line as it comes and keeps it.
///
/// Both streams share one pipe: only so does "Running tests/it/main.rs" stand before the tests it announces.
pub(crate) fn watch(command: &mut Command) -> Result<Outcome> {
    watch_with(command, |_| true)
}

/// Like [`watch`], but shows only the lines that `show` wants.
pub(crate) fn watch_with(command: &mut Command, show: impl Fn(&str) -> bool) -> Result<Outcome> {
    println!("$ {}", words(command));
    let (reader, writer) = io::pipe().context("could not open a pipe")?;
    let other = writer.try_clone().context("could not open a pipe")?;
    let mut child = command
        .stdin(Stdio::null())
        .stdout(writer)
        .stderr(other)
        .spawn()
        .with_context(|| format!("could not start {}", words(command)))?;
    // The command keeps its ends of the pipe; without letting go of them the reader would wait for ever.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut lines = Vec::new();
    let mut out = io::stdout();
    for line in BufReader::new(reader).split(b'\n') {
        let line = line.context("could not read what the program printed")?;
        let line = String::from_utf8_lossy(&line).trim_end_matches('\r').to_owned();
        if show(&line) {
            writeln!(out, "{line}").context("could not print")?;
        }
        lines.push(line);
    }
    let status = child.wait().context("could not wait for the program")?;
    Ok(Outcome { success: status.success(), lines })
}

/// Runs a program, shows what it prints, and fails if it fails.
pub(crate) fn must(command: &mut Command) -> Result<()> {
    if watch(command)?.success { Ok(()) } else { bail!("failed: {}", words(command)) }
}

/// Runs a program silently and returns its standard output; fails, with what it printed, if it fails.
pub(crate) fn read(command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("could not start {}", words(command)))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("{}", format!("failed: {}\n{said}", words(command)).trim_end());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Like [`read`], but what the program says on its standard error is shown as it comes.
pub(crate) fn read_aloud(command: &mut Command) -> Result<String> {
    println!("$ {}", words(command));
    read(command.stderr(Stdio::inherit()))
}

/// Whether a program starts and succeeds, without showing anything.
pub(crate) fn works(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// The first place in `PATH` that holds a program of this name.
pub(crate) fn which(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// The command as a person would type it.
fn words(command: &Command) -> String {
    let mut words = vec![name(command.get_program().as_ref())];
    words.extend(command.get_args().map(|word| word.to_string_lossy().into_owned()));
    words.join(" ")
}

fn name(program: &Path) -> String {
    program.file_name().unwrap_or(program.as_os_str()).to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_streams_are_kept_in_the_order_they_were_printed() {
        let mut command = Command::new("sh");
        command.args(["-c", "echo one; echo two >&2; echo three; exit 3"]);
        let outcome = watch_with(&mut command, |_| false).unwrap();
        assert_eq!((outcome.success, outcome.lines.join(" ")), (false, "one two three".to_owned()));
    }

    #[test]
    fn a_program_that_is_not_there_is_named_in_the_error() {
        let error = read(&mut Command::new("no-such-program-here")).unwrap_err();
        assert_eq!(error.to_string(), "could not start no-such-program-here");
    }
}
