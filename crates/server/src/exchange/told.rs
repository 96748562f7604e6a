//! What is told of records that were refused, or kept with a remark?

use std::{fs::File, path::Path};

use anyhow::Context;
use fengqiao_web::lang::Lang;

use super::{Fault, rows::harmless};

/// What became of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// It was not kept.
    Refused,
    /// It was kept, but not all that it tells.
    Remark,
}

impl Effect {
    fn code(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Remark => "remark",
        }
    }
}

/// The table of refused records, in both languages. Without a file nothing is written.
pub struct Report(Option<csv::Writer<File>>);

impl Report {
    /// Begins the table.
    pub fn begin(path: Option<&Path>) -> anyhow::Result<Self> {
        let Some(path) = path else { return Ok(Self(None)) };
        let mut file =
            File::create(path).with_context(|| format!("could not make the report {}", path.display()))?;
        std::io::Write::write_all(&mut file, b"\xef\xbb\xbf")?;
        let mut table = csv::Writer::from_writer(file);
        table.write_record(["line", "number", "column", "effect", "code", "reason_zh", "reason_en"])?;
        Ok(Self(Some(table)))
    }

    /// Adds what is wrong with one record. What stands in its cells is not repeated.
    pub fn add(&mut self, line: u64, source: &str, effect: Effect, faults: &[Fault]) -> anyhow::Result<()> {
        let Some(table) = &mut self.0 else { return Ok(()) };
        for fault in faults {
            let [chinese, english] =
                [Lang::ZhCn, Lang::En].map(|lang| with_law(&lang.refusal(&fault.refusal)));
            table.write_record([
                line.to_string().as_str(),
                &harmless(source),
                fault.column,
                effect.code(),
                fault.refusal.code,
                &chinese,
                &english,
            ])?;
        }
        Ok(())
    }

    /// Writes everything to the disk.
    pub fn flush(&mut self) -> anyhow::Result<()> {
        if let Some(table) = &mut self.0 {
            table.flush().context("could not write the report")?;
        }
        Ok(())
    }
}

fn with_law(text: &fengqiao_web::lang::RefusalText) -> String {
    match &text.law {
        Some(law) => format!("{text} ({law})"),
        None => text.to_string(),
    }
}
