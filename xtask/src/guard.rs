//! How does a program that we started end when we end, however we end?
//!
//! A small shell stands between: it holds the reading end of a pipe whose writing end only this process has. When
//! this process is done, fails, is interrupted or is killed, the pipe closes, and the shell stops the program by
//! its id and removes the temporary folder. Nothing is ever stopped by name.

use std::{
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
};

use anyhow::{Context, Result};

/// $1 the signal, $2 the temporary folder, the rest the program. Its output goes to the file `log` in the folder.
const SCRIPT: &str = r#"
trap '' INT
signal=$1 folder=$2
shift 2
cd "$folder"
exec 3<&0
"$@" >>"$folder/log" 2>&1 3<&- &
program=$!
( cat <&3 >/dev/null; kill -"$signal" "$program" ) 2>/dev/null &
watcher=$!
wait "$program"
status=$?
kill "$watcher" 2>/dev/null
cd /
rm -rf "$folder"
exit "$status"
"#;

/// How a program is asked to stop.
#[derive(Clone, Copy)]
pub(crate) enum Signal {
    /// `INT`; for PostgreSQL it means: end the sessions, then stop cleanly.
    Interrupt,
    /// `TERM`.
    Terminate,
}

/// A running program with a temporary folder of its own; both end with this value.
pub(crate) struct Guarded {
    shell: Child,
    folder: PathBuf,
}

impl Guarded {
    /// Starts `program` in `folder`, which is removed when it ends. `user`: run it as this user (needs root).
    pub(crate) fn start(program: &Command, folder: &Path, stop: Signal, user: Option<&str>) -> Result<Self> {
        let mut shell = as_user(user, "sh");
        let signal = match stop {
            Signal::Interrupt => "INT",
            Signal::Terminate => "TERM",
        };
        shell.args(["-c", SCRIPT, "guard", signal]).arg(folder).arg(program.get_program());
        shell.args(program.get_args()).current_dir("/");
        for (name, value) in program.get_envs() {
            match value {
                Some(value) => shell.env(name, value),
                None => shell.env_remove(name),
            };
        }
        let shell = shell
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .context("could not start a shell")?;
        Ok(Self { shell, folder: folder.to_path_buf() })
    }

    /// Its exit status, if it has ended by itself.
    pub(crate) fn ended(&mut self) -> Result<Option<ExitStatus>> {
        self.shell.try_wait().context("could not ask whether the program still runs")
    }

    /// What it has printed so far; empty when the folder is gone.
    pub(crate) fn log(&self) -> String {
        std::fs::read(self.folder.join("log"))
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
            .unwrap_or_default()
    }
}

impl Drop for Guarded {
    fn drop(&mut self) {
        drop(self.shell.stdin.take());
        if let Err(error) = self.shell.wait() {
            eprintln!("could not wait for a program to stop: {error}");
        }
    }
}

/// A command that runs as another user when one is given.
pub(crate) fn as_user(user: Option<&str>, program: impl AsRef<std::ffi::OsStr>) -> Command {
    match user {
        None => Command::new(program),
        Some(user) => {
            let mut command = Command::new("runuser");
            command.args(["-u", user, "--"]).arg(program);
            command
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, thread, time::Duration};

    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("fengqiao-guard-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    fn until(what: &str, mut done: impl FnMut() -> bool) {
        for _ in 0..500 {
            if done() {
                return;
            }
            thread::sleep(Duration::from_millis(10));
        }
        panic!("{what} did not happen within five seconds");
    }

    #[test]
    fn a_guarded_program_and_its_folder_are_gone_after_the_drop() {
        let folder = folder("drop");
        let mut program = Command::new("sh");
        program.args(["-c", "echo $$ > pid; exec sleep 60"]);
        let guarded = Guarded::start(&program, &folder, Signal::Terminate, None).unwrap();
        let pid_file = folder.join("pid");
        until("the pid file", || fs::read_to_string(&pid_file).is_ok_and(|text| text.ends_with('\n')));
        let pid = fs::read_to_string(&pid_file).unwrap().trim().to_owned();
        assert!(Command::new("kill").args(["-0", &pid]).status().unwrap().success());
        drop(guarded);
        let alive = Command::new("kill").args(["-0", &pid]).stderr(Stdio::null()).status().unwrap().success();
        assert_eq!((alive, folder.exists()), (false, false));
    }

    #[test]
    fn a_program_that_ends_by_itself_is_noticed() {
        let folder = folder("end");
        let mut program = Command::new("sh");
        program.args(["-c", "exit 7"]);
        let mut guarded = Guarded::start(&program, &folder, Signal::Terminate, None).unwrap();
        let mut code = None;
        until("the end", || {
            code = guarded.ended().unwrap().and_then(|status| status.code());
            code.is_some()
        });
        assert_eq!(code, Some(7));
    }
}
