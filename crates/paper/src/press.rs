//! How does a filled form become a document that stays as it is?
//!
//! The same form with the same values of the same day gives the same bytes. Documents are PDF/A-2b: everything they
//! need is in them, so that they can be kept for decades.

use std::{
    path::PathBuf,
    sync::{Arc, OnceLock},
};

use fengqiao_base::Day;
use serde_json::Value;
use typst::{
    comemo,
    diag::SourceDiagnostic,
    foundations::{Bytes, Datetime, Smart},
};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::{
    fonts::Fonts,
    forms::{Form, TEMPLATES},
    stitch::Unfit,
    world::{Desk, Shop},
};

/// A letter that no font has is shown as 〓, the printers' mark for a missing type, and written in by hand.
const NO_LETTER: char = '〓';

/// How many documents a thing learned while setting may go unused before it is forgotten.
const REMEMBERED: usize = 12;

/// Minutes that China's time is ahead of UTC.
const CHINA_MINUTES: i32 = 8 * 60;

/// Fonts of a district's own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PressConfig {
    /// Font files (TTF, OTF, TTC), beside those in the program.
    pub fonts: Vec<PathBuf>,
    /// Families of the text, before the usual one.
    pub serif: Vec<String>,
    /// Families of what stands out, before the usual one.
    pub sans: Vec<String>,
}

/// Prints forms. Make one and share it: what it has read once stays warm.
pub struct Press {
    config: PressConfig,
    shop: OnceLock<Result<Arc<Shop>, NoFonts>>,
}

/// A document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// The document, PDF/A-2b.
    pub pdf: Vec<u8>,
    /// How many pages it has.
    pub pages: u32,
    /// Letters that no font has, each once; they are shown as 〓 and must be written in by hand.
    pub missing: Vec<char>,
}

/// Why there are no fonts.
#[derive(Debug, Clone, thiserror::Error)]
pub enum NoFonts {
    /// Neither in the program nor on the system.
    #[error(
        "there is no Chinese font: build the browser parts (`npm ci && npm run build` in `frontend`) before the \
         program, or install Noto CJK (`fonts-noto-cjk`)"
    )]
    None,
    /// A configured or installed file cannot be read.
    #[error("could not read a font file: {0}")]
    Unreadable(Arc<std::io::Error>),
}

/// Why a document could not be printed. No text of the form is in it.
#[derive(Debug, thiserror::Error)]
pub enum PressError {
    /// There are no fonts.
    #[error(transparent)]
    Fonts(#[from] NoFonts),
    /// There is no such form.
    #[error("there is no form {0}")]
    UnknownForm(String),
    /// The values do not fit the form.
    #[error("could not set the form {form}: {why}")]
    Setting {
        /// Which form.
        form: String,
        /// What the typesetter says; it speaks of the template.
        why: String,
    },
    /// A part of a dossier cannot be bound.
    #[error("could not bind part {nth} of the dossier: {why}")]
    Binding {
        /// Which part, from 1; 0 for the wrapping.
        nth: usize,
        /// What is wrong with it.
        why: Unfit,
    },
}

/// A picture beside a template.
pub(crate) struct Picture {
    pub(crate) name: &'static str,
    pub(crate) bytes: Vec<u8>,
}

impl Press {
    /// A press that reads its fonts when the first document is printed.
    pub fn new(config: PressConfig) -> Self {
        Self { config, shop: OnceLock::new() }
    }

    /// Reads the fonts now, and says what is missing.
    ///
    /// # Errors
    /// [`NoFonts`].
    pub fn ready(&self) -> Result<(), NoFonts> {
        self.shop().map(|_| ())
    }

    /// Prints a form from its typed values.
    ///
    /// # Errors
    /// [`PressError`].
    pub fn print_form<F: Form>(&self, input: &F, produced_on: Day) -> Result<Printed, PressError> {
        let input = serde_json::to_value(input)
            .map_err(|error| PressError::Setting { form: F::NAME.to_owned(), why: error.to_string() })?;
        self.print(F::NAME, &input, produced_on)
    }

    /// Prints a form from values in the shape of its type in [`crate::forms`].
    ///
    /// # Errors
    /// [`PressError`].
    pub fn print(&self, form: &str, input: &Value, produced_on: Day) -> Result<Printed, PressError> {
        self.print_with(form, input, Vec::new(), produced_on, true)
    }

    /// Prints without marks of structure, for pages that become part of another file.
    pub(crate) fn print_plain(
        &self,
        form: &str,
        input: &Value,
        pictures: Vec<Picture>,
        produced_on: Day,
    ) -> Result<Printed, PressError> {
        self.print_with(form, input, pictures, produced_on, false)
    }

    fn print_with(
        &self,
        form: &str,
        input: &Value,
        pictures: Vec<Picture>,
        produced_on: Day,
        tagged: bool,
    ) -> Result<Printed, PressError> {
        let shop = self.shop()?;
        let main = shop.main(form).ok_or_else(|| PressError::UnknownForm(form.to_owned()))?;
        let mut input = input.clone();
        let mut missing = Vec::new();
        make_printable(&mut input, shop.fonts(), &mut missing);
        let today = Datetime::from_ymd(produced_on.year(), produced_on.month().into(), produced_on.day())
            .expect("a day of our calendar is a day of theirs");
        let mut desk =
            Desk { shop, main, input: Bytes::from_string(input.to_string()), pictures: Vec::new(), today };
        for picture in pictures {
            desk.add_picture(picture.name, picture.bytes);
        }
        let setting = |errors: &[SourceDiagnostic]| PressError::Setting {
            form: form.to_owned(),
            why: errors.iter().map(|error| error.message.as_str()).collect::<Vec<_>>().join("; "),
        };
        let document = typst::compile::<PagedDocument>(&desk).output.map_err(|errors| setting(&errors))?;
        let pages = u32::try_from(document.pages().len()).expect("a document has fewer pages than that");
        let pdf = typst_pdf::pdf(&document, &options(today, tagged)).map_err(|errors| setting(&errors))?;
        comemo::evict(REMEMBERED);
        Ok(Printed { pdf, pages, missing })
    }

    fn shop(&self) -> Result<Arc<Shop>, NoFonts> {
        let load = || {
            let fonts =
                Fonts::load(&self.config.fonts).map_err(|error| NoFonts::Unreadable(Arc::new(error)))?;
            if !fonts.can_set_chinese() {
                return Err(NoFonts::None);
            }
            Ok(Arc::new(Shop::new(fonts, TEMPLATES, &self.config.serif, &self.config.sans)))
        };
        self.shop.get_or_init(load).clone()
    }
}

fn options(today: Datetime, tagged: bool) -> PdfOptions {
    PdfOptions {
        tagged,
        creator: Smart::Custom(Some("Fengqiao".to_owned())),
        timestamp: Timestamp::new_local(today, CHINA_MINUTES),
        standards: PdfStandards::new(&[PdfStandard::A_2b]).expect("one standard agrees with itself"),
        ..PdfOptions::default()
    }
}

/// Takes out what cannot be printed: control characters, and letters that no font has.
fn make_printable(value: &mut Value, fonts: &Fonts, missing: &mut Vec<char>) {
    match value {
        Value::String(text) => {
            if text.is_ascii() && !text.contains(|letter: char| letter.is_control()) {
                return;
            }
            let kept = text.chars().filter_map(|letter| match letter {
                '\n' => Some('\n'),
                '\t' | '\u{a0}' => Some(' '),
                letter if letter.is_control() || is_invisible(letter) => None,
                letter if letter.is_whitespace() || fonts.has(letter) => Some(letter),
                letter => {
                    if !missing.contains(&letter) {
                        missing.push(letter);
                    }
                    Some(NO_LETTER)
                }
            });
            *text = kept.collect();
        }
        Value::Array(values) => values.iter_mut().for_each(|value| make_printable(value, fonts, missing)),
        Value::Object(fields) => {
            fields.values_mut().for_each(|value| make_printable(value, fonts, missing));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Marks that only steer how text is set: joiners, directions, variants.
fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0100}'..='\u{e01ef}')
}
