//! How do the papers of a case become one dossier, with cover, contents and a number on every page?
//!
//! One case, one dossier (一案一卷). The papers go in as they are: nothing is set anew, so a signature on a scan stays
//! where it was. Every page between the contents and the back cover gets its number at the upper right.

use fengqiao_base::Day;
use serde_json::json;

use crate::{
    forms::wrapping::{BackCover, Contents, ContentsRow, Cover, DossierNote},
    press::{Picture, Press, PressError, Printed},
    stitch::{Stitching, Unfit},
    values::Head,
};

/// A paper of the dossier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// 文书名称, as it stands in the contents.
    pub title: String,
    /// 备注
    pub remark: Option<String>,
    /// The paper itself.
    pub content: Content,
}

/// What a paper is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// A PDF, our own or somebody's.
    Pdf(Vec<u8>),
    /// A picture (JPEG).
    Jpeg(Vec<u8>),
    /// A picture (PNG).
    Png(Vec<u8>),
    /// Kept beside the dossier: a recording, a thing. It is listed and has no pages.
    Beside,
}

/// What a dossier is bound from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dossier {
    /// The cover; committee and 卷号 of all wrapping are those of the cover.
    pub cover: Cover,
    /// The papers, in the order of the contents.
    pub parts: Vec<Part>,
    /// 卷宗情况说明; the number of pages is filled in.
    pub note: DossierNote,
}

/// A bound dossier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    /// The dossier as one file.
    pub pdf: Vec<u8>,
    /// How many numbered pages it has: all but cover, contents and back cover.
    pub pages: u32,
    /// Its contents.
    pub contents: Vec<ContentsRow>,
    /// Letters that no font has; see [`Printed::missing`].
    pub missing: Vec<char>,
}

impl Press {
    /// Binds a dossier.
    ///
    /// # Errors
    /// [`PressError::Binding`] names the part that cannot be bound: a protected or broken file.
    pub fn bind(&self, dossier: &Dossier, produced_on: Day) -> Result<Bound, PressError> {
        let head = &dossier.cover.head;
        let cover = self.print_form(&dossier.cover, produced_on)?;
        let mut missing = cover.missing;
        let mut papers = Vec::with_capacity(dossier.parts.len());
        let mut contents = Vec::with_capacity(dossier.parts.len() + 1);
        let mut last = 0;
        for (nth, part) in (1..).zip(&dossier.parts) {
            let unfit = |why: Unfit| PressError::Binding { nth, why };
            let paper = self.paper(part, produced_on, nth)?.map(|pdf| Stitching::read(&pdf)).transpose();
            let paper = paper.map_err(unfit)?;
            let count = paper.as_ref().map_or(0, Stitching::count);
            contents.push(row(&part.title, part.remark.clone(), last, count));
            last += count;
            papers.extend(paper.map(|paper| (part.title.as_str(), paper)));
        }
        let note = self.note(&dossier.note, head, last, produced_on)?;
        contents.push(row(NOTE, None, last, note.pages));
        last += note.pages;
        let listed = Contents { head: head.clone(), rows: contents.clone() };
        let listed = self.print_form(&listed, produced_on)?;
        let back = BackCover { head: head.clone(), pages: Some(last) };
        let back = self.print_form(&back, produced_on)?;
        for printed in [&note, &listed, &back] {
            missing.extend(
                printed
                    .missing
                    .iter()
                    .filter(|letter| !missing.contains(letter))
                    .copied()
                    .collect::<Vec<_>>(),
            );
        }
        let ours = |pdf: &[u8]| Stitching::read(pdf).map_err(|why| PressError::Binding { nth: 0, why });
        let mut whole = ours(&cover.pdf)?;
        whole.append(CONTENTS, ours(&listed.pdf)?, false);
        for (title, paper) in papers {
            whole.append(title, paper, true);
        }
        whole.append(NOTE, ours(&note.pdf)?, true);
        whole.append(BACK, ours(&back.pdf)?, false);
        let slips = self.print_plain("page_numbers", &json!({ "last": last }), Vec::new(), produced_on)?;
        whole.number(ours(&slips.pdf)?).map_err(|why| PressError::Binding { nth: 0, why })?;
        let pdf = whole.finish().map_err(|why| PressError::Binding { nth: 0, why })?;
        Ok(Bound { pdf, pages: last, contents, missing })
    }

    /// The part as PDF, if it has pages.
    fn paper(&self, part: &Part, produced_on: Day, nth: usize) -> Result<Option<Vec<u8>>, PressError> {
        let (file, picture) = match &part.content {
            Content::Pdf(pdf) => return Ok(Some(pdf.clone())),
            Content::Beside => return Ok(None),
            Content::Jpeg(picture) => ("picture.jpg", picture),
            Content::Png(picture) => ("picture.png", picture),
        };
        let values = json!({ "title": part.title, "file": file });
        let picture = Picture { name: file, bytes: picture.clone() };
        match self.print_plain("picture", &values, vec![picture], produced_on) {
            Ok(printed) => Ok(Some(printed.pdf)),
            Err(PressError::Setting { .. }) => Err(PressError::Binding { nth, why: Unfit::Picture }),
            Err(other) => Err(other),
        }
    }

    /// The note, which names the number of pages it is the last of.
    fn note(
        &self,
        note: &DossierNote,
        head: &Head,
        before: u32,
        produced_on: Day,
    ) -> Result<Printed, PressError> {
        let with = |pages| DossierNote { head: head.clone(), pages: Some(pages), ..note.clone() };
        let tried = self.print_form(&with(before + 1), produced_on)?;
        if tried.pages == 1 { Ok(tried) } else { self.print_form(&with(before + tried.pages), produced_on) }
    }
}

const CONTENTS: &str = "卷内目录";
const NOTE: &str = "卷宗情况说明";
const BACK: &str = "卷宗封底";

fn row(title: &str, remark: Option<String>, before: u32, count: u32) -> ContentsRow {
    let pages = (count > 0).then_some((before + 1, before + count));
    ContentsRow { title: title.to_owned(), pages, remark }
}
