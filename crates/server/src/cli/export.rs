//! How does everything get out from the command line?

use std::{
    fs::File,
    io::{BufWriter, Write},
    path::PathBuf,
};

use anyhow::Context;

use crate::{
    app::App,
    exchange::export::{self, Form, What},
};

/// What is exported.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// What.
    what: What,
    /// Into this file instead of standard output.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// In which form.
    #[arg(long, value_enum, default_value_t = Form::Csv)]
    form: Form,
    /// With names, numbers and addresses of persons, of ordinary cases. The file then needs the same care as the
    /// database.
    #[arg(long)]
    with_persons: bool,
}

/// Exports, and says on standard error how many rows there were.
pub(super) async fn run(args: &Args, app: App) -> anyhow::Result<()> {
    let out: Box<dyn Write + Send> = match &args.out {
        Some(path) => {
            let file = private(path).with_context(|| format!("could not make {}", path.display()))?;
            Box::new(BufWriter::new(file))
        }
        None => Box::new(BufWriter::new(std::io::stdout())),
    };
    let rows = export::run(&app, args.what, args.form, args.with_persons, out).await?;
    eprintln!("fengqiao: {rows} rows exported");
    app.close().await?;
    Ok(())
}

/// A file that only its owner can read.
fn private(path: &PathBuf) -> std::io::Result<File> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
