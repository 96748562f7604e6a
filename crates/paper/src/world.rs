//! What does a template see while it is being set?
//!
//! Its own source, the other templates, the values it is filled with as the file `input.json`, and pictures. There is
//! no other file, no network and no clock. Values never become source: they are read by the template as JSON.

use std::{collections::BTreeMap, sync::Arc};

use typst::{
    Library, LibraryExt, World,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Dict, Duration, IntoValue},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};

use crate::fonts::{Fonts, SANS, SERIF};

/// What all documents share.
pub(crate) struct Shop {
    library: LazyHash<Library>,
    fonts: Fonts,
    sources: BTreeMap<&'static str, Source>,
    input: FileId,
}

impl Shop {
    /// `templates` are names, such as `receipt`, with their source; `serif` and `sans` go before the usual families.
    pub(crate) fn new(
        fonts: Fonts,
        templates: &[(&'static str, &'static str)],
        serif: &[String],
        sans: &[String],
    ) -> Self {
        let families = |own: &[String], usual: [&str; 2]| {
            let all: Vec<String> = own.iter().cloned().chain(usual.map(str::to_owned)).collect();
            let there: Vec<String> =
                all.into_iter().filter(|family| fonts.book.contains_family(&family.to_lowercase())).collect();
            there
        };
        let mut inputs = Dict::new();
        inputs.insert("serif".into(), families(serif, SERIF).into_value());
        inputs.insert("sans".into(), families(sans, SANS).into_value());
        let library = LazyHash::new(Library::builder().with_inputs(inputs).build());
        let sources = templates
            .iter()
            .map(|(name, text)| (*name, Source::new(file(&format!("{name}.typ")), (*text).to_owned())))
            .collect();
        Self { library, fonts, sources, input: file("input.json") }
    }

    /// The fonts.
    pub(crate) fn fonts(&self) -> &Fonts {
        &self.fonts
    }

    /// The main file of a form, if there is such a form.
    pub(crate) fn main(&self, form: &str) -> Option<FileId> {
        self.sources.get(form).map(Source::id)
    }
}

fn file(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("our names have no parts that lead outside");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// The world of one document.
pub(crate) struct Desk {
    pub(crate) shop: Arc<Shop>,
    pub(crate) main: FileId,
    pub(crate) input: Bytes,
    pub(crate) pictures: Vec<(FileId, Bytes)>,
    pub(crate) today: Datetime,
}

impl Desk {
    /// Puts a picture beside the template, under the name by which it can be shown.
    pub(crate) fn add_picture(&mut self, name: &'static str, picture: Vec<u8>) {
        self.pictures.push((file(name), Bytes::new(picture)));
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.shop.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.shop.fonts.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.shop.sources.values().find(|source| source.id() == id).cloned().ok_or_else(|| not_found(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.shop.input {
            return Ok(self.input.clone());
        }
        let picture = self.pictures.iter().find(|(name, _)| *name == id);
        picture.map(|(_, picture)| picture.clone()).ok_or_else(|| not_found(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.shop.fonts.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        Some(self.today)
    }
}

fn not_found(id: FileId) -> FileError {
    FileError::NotFound(id.vpath().get_without_slash().into())
}
