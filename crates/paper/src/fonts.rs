//! In which letters are documents set, and where do they come from?
//!
//! Noto Serif SC for the text and Noto Sans SC for what stands out, both under the Open Font License, are in the
//! program itself when the browser parts were built before it. They lie there uncompressed: the operating system
//! reads from the program's file only what a page needs, and takes it back when memory is short. A district may name
//! font files of its own (a licensed 仿宋, say). Without any, the system's Noto CJK are looked for.

use std::{
    fs,
    path::{Path, PathBuf},
};

use typst::{
    foundations::Bytes,
    text::{Font, FontBook},
    utils::LazyHash,
};

/// The font files in the program.
static EMBEDDED: &[&[u8]] = include!(concat!(env!("OUT_DIR"), "/embedded_fonts.rs"));

/// Where systems keep their fonts.
const SYSTEM: [&str; 3] = ["/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts"];

/// What the system's files are called.
const SYSTEM_NAMES: [&str; 3] = ["NotoSerifCJK-Regular", "NotoSerifCJK-Bold", "NotoSansCJK-Regular"];

/// The families of the text, the first that exists is taken.
pub(crate) const SERIF: [&str; 2] = ["Noto Serif SC", "Noto Serif CJK SC"];

/// The families of what stands out.
pub(crate) const SANS: [&str; 2] = ["Noto Sans SC", "Noto Sans CJK SC"];

/// Fonts, read once and used by every document.
pub(crate) struct Fonts {
    pub(crate) book: LazyHash<FontBook>,
    pub(crate) fonts: Vec<Font>,
}

impl Fonts {
    /// The district's own files, then those in the program, then the system's where there are none in the program.
    pub(crate) fn load(own: &[PathBuf]) -> Result<Self, std::io::Error> {
        let mut fonts = Vec::new();
        for path in own {
            fonts.extend(Font::iter(Bytes::new(fs::read(path)?)));
        }
        fonts.extend(EMBEDDED.iter().flat_map(|data| Font::iter(Bytes::new(*data))));
        if EMBEDDED.is_empty() {
            let mut found = Vec::new();
            for folder in SYSTEM {
                find(Path::new(folder), &mut found);
            }
            found.sort();
            for path in found {
                let faces = Font::iter(Bytes::new(fs::read(path)?));
                fonts.extend(faces.filter(is_ours));
            }
        }
        Ok(Self { book: LazyHash::new(FontBook::from_fonts(&fonts)), fonts })
    }

    /// Whether Chinese can be set at all.
    pub(crate) fn can_set_chinese(&self) -> bool {
        self.has('中') && self.has('，')
    }

    /// Whether some font has the letter.
    pub(crate) fn has(&self, letter: char) -> bool {
        self.fonts.iter().any(|font| font.info().coverage.contains(u32::from(letter)))
    }
}

/// A collection of the system holds faces for five regions; the one for the mainland is enough.
fn is_ours(face: &Font) -> bool {
    SERIF.iter().chain(&SANS).any(|family| face.info().family == *family)
}

fn find(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        if path.is_dir() {
            find(&path, found);
        } else if path.file_stem().is_some_and(|stem| SYSTEM_NAMES.iter().any(|name| stem == *name)) {
            found.push(path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_of_the_districts_places_can_be_set() {
        let fonts = Fonts::load(&[]).expect("fonts can be read");
        assert!(
            fonts.can_set_chinese(),
            "no Chinese font: build the browser parts, or install fonts-noto-cjk"
        );
        let divisions = include_str!("../../../data/divisions-baoan.csv");
        let rare = "坣䶮堃";
        let missing: String = divisions
            .chars()
            .chain(rare.chars())
            .filter(|letter| !letter.is_control() && !fonts.has(*letter))
            .collect();
        assert_eq!(missing, "");
    }
}
