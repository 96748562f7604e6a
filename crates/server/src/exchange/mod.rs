//! How do records of other systems get in, and how do ours get out?
//!
//! Each record plays its life through the rules at the days it tells: what the rules refuse is not kept, and nothing
//! can be a success without an agreement. What was kept is remembered by the number it had there, so that the same file
//! can be read again, after a kill too.
//!
//! | file | question |
//! | --- | --- |
//! | `plain` | in which encoding is a file, and how is it read as UTF-8 |
//! | `columns`, `table` | which columns does a table have, and which rows make one record |
//! | `values` | what does a cell say |
//! | `known` | which bodies, people and places does it speak of |
//! | `record`, `people` | what does a record say altogether |
//! | `life`, `after` | how is the life of a case played |
//! | `waiting` | how is an open request filed |
//! | `import`, `keep` | how does a whole file get in, and what is remembered of it |
//! | `told` | what is told of records that were refused |
//! | `export`, `rows` | how does everything get out |

pub mod after;
pub mod columns;
pub mod export;
pub mod import;
pub mod keep;
pub mod known;
pub mod life;
pub mod people;
pub mod plain;
pub mod record;
pub mod rows;
pub mod table;
pub mod told;
pub mod values;
pub mod waiting;

use fengqiao_base::Refusal;

/// Something that is wrong with a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The column it stands in, as the table of columns calls it; empty when it is about the whole.
    pub column: &'static str,
    /// What is wrong.
    pub refusal: Refusal,
}

impl Fault {
    /// A fault in this column.
    pub fn new(column: &'static str, refusal: Refusal) -> Self {
        Self { column, refusal }
    }
}

/// What is imported and exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Kind {
    /// Disputes that were accepted, with what became of them.
    Cases,
    /// Requests that wait to be handled.
    Requests,
}

impl Kind {
    /// The word of the table `imports`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Cases => "case",
            Self::Requests => "request",
        }
    }
}
