//! How are pages of several files put into one file without being changed?

use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId, Stream, dictionary};

/// No stream of a file that somebody handed in may unfold to more than this.
const LARGEST_STREAM: usize = 256 << 20;

/// Size of a slip with a page number, and its distance from the corner, in points: 24 × 8 mm, 8 mm.
const SLIP: (f32, f32) = (68.03, 22.68);
const INSET: f32 = 22.68;

/// What a page may have from the tree above it.
const INHERITED: [&[u8]; 4] = [b"Resources", b"MediaBox", b"CropBox", b"Rotate"];

/// What belongs to the file a page came from, or would act by itself.
const LEFT_BEHIND: [&[u8]; 6] = [b"Parent", b"StructParents", b"Tabs", b"AA", b"B", b"PZ"];

/// Why a file cannot be bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// It is protected by a password.
    #[error("the file is protected by a password")]
    Protected,
    /// It is no PDF, or a broken one.
    #[error("the file is not a PDF, or it is broken")]
    Broken,
    /// It has no page.
    #[error("the file has no page")]
    Empty,
    /// The picture cannot be read.
    #[error("the picture cannot be read")]
    Picture,
}

/// A file that pages are added to.
pub(crate) struct Stitching {
    document: Document,
    pages: Vec<Dictionary>,
    /// Which pages get a number.
    numbered: Vec<bool>,
    /// Where each part begins.
    outline: Vec<(String, usize)>,
}

impl Stitching {
    /// Reads a file with its pages.
    pub(crate) fn read(pdf: &[u8]) -> Result<Self, Unfit> {
        let options = LoadOptions::with_max_decompressed_size(LARGEST_STREAM);
        let document = Document::load_mem_with_options(pdf, options).map_err(|_| Unfit::Broken)?;
        if document.is_encrypted() || document.was_encrypted() {
            return Err(Unfit::Protected);
        }
        let pages: Vec<Dictionary> =
            document.page_iter().filter_map(|page| standing_alone(&document, page)).collect();
        if pages.is_empty() {
            return Err(Unfit::Empty);
        }
        let numbered = vec![false; pages.len()];
        Ok(Self { document, pages, numbered, outline: Vec::new() })
    }

    /// How many pages it has.
    pub(crate) fn count(&self) -> u32 {
        u32::try_from(self.pages.len()).unwrap_or(u32::MAX)
    }

    /// Adds the pages of another file.
    pub(crate) fn append(&mut self, title: &str, other: Self, numbered: bool) {
        self.outline.push((title.to_owned(), self.pages.len()));
        let pages = self.take(other);
        self.numbered.extend(pages.iter().map(|_| numbered));
        self.pages.extend(pages);
    }

    /// Takes over what another file holds; gives its pages.
    fn take(&mut self, other: Self) -> Vec<Dictionary> {
        let Self { mut document, pages, .. } = other;
        // As objects of their own the pages are renumbered together with what they refer to.
        let ids: Vec<ObjectId> = pages.into_iter().map(|page| document.add_object(page)).collect();
        document.trailer =
            dictionary! { "Taken" => ids.iter().copied().map(Object::Reference).collect::<Vec<_>>() };
        document.renumber_objects_with(self.document.max_id + 1);
        let ids: Vec<ObjectId> = document
            .trailer
            .get(b"Taken")
            .and_then(Object::as_array)
            .map(|ids| ids.iter().filter_map(|id| id.as_reference().ok()).collect())
            .unwrap_or_default();
        let pages =
            ids.iter().filter_map(|id| document.objects.remove(id)?.as_dict().ok().cloned()).collect();
        self.document.max_id = document.max_id;
        self.document.objects.extend(document.objects);
        pages
    }

    /// Stamps the numbered pages, each with its slip.
    pub(crate) fn number(&mut self, slips: Self) -> Result<(), Unfit> {
        let slips = self.take(slips);
        let stamped: Vec<usize> = (0..self.pages.len()).filter(|nth| self.numbered[*nth]).collect();
        if slips.len() != stamped.len() {
            return Err(Unfit::Empty);
        }
        for (nth, slip) in stamped.into_iter().zip(slips) {
            let form = self.form_of(&slip)?;
            let form = self.document.add_object(form);
            let matrix = corner(&self.document, &self.pages[nth]);
            let open = self.document.add_object(Stream::new(Dictionary::new(), b"q\n".to_vec()));
            let close = format!("\nQ q {matrix} cm /FqPageNumber Do Q\n");
            let close = self.document.add_object(Stream::new(Dictionary::new(), close.into_bytes()));
            let own = self.pages[nth].get(b"Contents").cloned();
            let own = match own.map(|contents| resolve(&self.document, &contents)) {
                Ok((_, Object::Array(streams))) => streams,
                Ok((Some(id), _)) => vec![Object::Reference(id)],
                Ok((None, _)) | Err(_) => Vec::new(),
            };
            let mut streams = vec![Object::Reference(open)];
            streams.extend(own);
            streams.push(Object::Reference(close));
            let mut resources = dictionary_in(&self.document, &self.pages[nth], b"Resources");
            let mut objects = dictionary_in(&self.document, &resources, b"XObject");
            objects.set("FqPageNumber", form);
            resources.set("XObject", objects);
            self.pages[nth].set("Resources", resources);
            self.pages[nth].set("Contents", streams);
        }
        Ok(())
    }

    /// A page as a picture that can be put on another.
    fn form_of(&mut self, page: &Dictionary) -> Result<Stream, Unfit> {
        let id = self.document.add_object(page.clone());
        let content =
            self.document.get_page_content_with_limit(id, LARGEST_STREAM).map_err(|_| Unfit::Broken)?;
        self.document.objects.remove(&id);
        let mut form = Stream::new(
            dictionary! {
                "Type" => "XObject",
                "Subtype" => "Form",
                "BBox" => page.get(b"MediaBox").cloned().map_err(|_| Unfit::Broken)?,
                "Resources" => dictionary_in(&self.document, page, b"Resources"),
            },
            content,
        );
        form.compress().map_err(|_| Unfit::Broken)?;
        Ok(form)
    }

    /// The whole as one file.
    pub(crate) fn finish(mut self) -> Result<Vec<u8>, Unfit> {
        let catalog = self.document.catalog().map_err(|_| Unfit::Broken)?;
        let root = catalog.get(b"Pages").and_then(Object::as_reference).map_err(|_| Unfit::Broken)?;
        let mut ids = Vec::with_capacity(self.pages.len());
        for mut page in self.pages.drain(..) {
            page.set("Type", "Page");
            page.set("Parent", root);
            ids.push(self.document.add_object(page));
        }
        let kids: Vec<Object> = ids.iter().copied().map(Object::Reference).collect();
        let count = i64::try_from(kids.len()).map_err(|_| Unfit::Broken)?;
        self.document.set_object(root, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count });
        let outline = outline(&mut self.document, &self.outline, &ids);
        let catalog = self.document.catalog_mut().map_err(|_| Unfit::Broken)?;
        // The marks of structure belonged to the parts; what is left is a plain PDF/A.
        for key in [&b"StructTreeRoot"[..], b"MarkInfo", b"PageLabels", b"Names", b"Dests", b"OpenAction"] {
            catalog.remove(key);
        }
        catalog.set("Outlines", outline);
        catalog.set("PageMode", "UseOutlines");
        self.document.prune_objects();
        self.document.renumber_objects();
        let mut pdf = Vec::new();
        self.document.save_modern(&mut pdf).map_err(|_| Unfit::Broken)?;
        Ok(pdf)
    }
}

/// A page with everything it had from the tree above it, and nothing that acts by itself.
fn standing_alone(document: &Document, id: ObjectId) -> Option<Dictionary> {
    let mut page = document.get_dictionary(id).ok()?.clone();
    for key in INHERITED {
        let mut above = page.get(b"Parent").and_then(Object::as_reference).ok();
        let mut steps = 0;
        while !page.has(key) && steps < 32 {
            let Some(node) = above.and_then(|id| document.get_dictionary(id).ok()) else { break };
            if let Ok(value) = node.get(key) {
                page.set(key, value.clone());
            }
            above = node.get(b"Parent").and_then(Object::as_reference).ok();
            steps += 1;
        }
    }
    for key in LEFT_BEHIND {
        page.remove(key);
    }
    // What an annotation shows (a seal, a note) stays; what it would do or lead to does not.
    if let Ok((_, Object::Array(annotations))) = page.get(b"Annots").map(|all| resolve(document, all)) {
        let shown = annotations.into_iter().filter_map(|one| {
            let (_, Object::Dictionary(mut annotation)) = resolve(document, &one) else { return None };
            for key in [&b"A"[..], b"AA", b"P", b"Parent", b"Popup", b"Dest", b"StructParent"] {
                annotation.remove(key);
            }
            annotation.has(b"AP").then_some(Object::Dictionary(annotation))
        });
        let shown: Vec<Object> = shown.collect();
        page.set("Annots", shown);
    }
    Some(page)
}

/// Where a slip goes, as the operands of `cm`, so that it stands at the upper right of the page as it is seen.
#[expect(clippy::cast_possible_truncation, reason = "a page's edge is far below what an f32 holds")]
fn corner(document: &Document, page: &Dictionary) -> String {
    let number = |value: &Object| resolve(document, value).1.as_float().unwrap_or_default();
    let area = [&b"CropBox"[..], b"MediaBox"].into_iter().find_map(|key| {
        let (_, Object::Array(edges)) = resolve(document, page.get(key).ok()?) else { return None };
        let edges: [f32; 4] = edges.iter().map(number).collect::<Vec<_>>().try_into().ok()?;
        Some(edges)
    });
    let [x0, y0, x1, y1] = area.unwrap_or([0.0, 0.0, 595.28, 841.89]);
    let (left, right, low, high) = (x0.min(x1), x0.max(x1), y0.min(y1), y0.max(y1));
    let turned = page.get(b"Rotate").map_or(0.0, number) as i64;
    // The corner, and which way is right and up there for somebody who reads the page.
    let ((x, y), (rx, ry), (ux, uy)) = match turned.rem_euclid(360) {
        90 => ((left, high), (0.0, 1.0), (-1.0, 0.0)),
        180 => ((left, low), (-1.0, 0.0), (0.0, -1.0)),
        270 => ((right, low), (0.0, -1.0), (1.0, 0.0)),
        _ => ((right, high), (1.0, 0.0), (0.0, 1.0)),
    };
    let (back, down) = (INSET + SLIP.0, INSET + SLIP.1);
    let (x, y) = (x - back * rx - down * ux, y - back * ry - down * uy);
    format!("{rx} {ry} {ux} {uy} {x:.2} {y:.2}")
}

/// The bookmarks: where each part begins.
fn outline(document: &mut Document, parts: &[(String, usize)], pages: &[ObjectId]) -> ObjectId {
    let root = document.new_object_id();
    let ids: Vec<ObjectId> = parts.iter().map(|_| document.new_object_id()).collect();
    for (nth, (title, page)) in parts.iter().enumerate() {
        let mut item = dictionary! {
            "Title" => lopdf::text_string(title),
            "Parent" => root,
            "Dest" => vec![Object::Reference(pages[*page]), "Fit".into()],
        };
        if nth > 0 {
            item.set("Prev", ids[nth - 1]);
        }
        if let Some(next) = ids.get(nth + 1) {
            item.set("Next", *next);
        }
        document.set_object(ids[nth], item);
    }
    let mut whole =
        dictionary! { "Type" => "Outlines", "Count" => i64::try_from(ids.len()).unwrap_or_default() };
    if let (Some(first), Some(last)) = (ids.first(), ids.last()) {
        whole.set("First", *first);
        whole.set("Last", *last);
    }
    document.set_object(root, whole);
    root
}

/// Follows a reference to what it stands for.
fn resolve(document: &Document, object: &Object) -> (Option<ObjectId>, Object) {
    match document.dereference(object) {
        Ok((id, found)) => (id, found.clone()),
        Err(_) => (None, Object::Null),
    }
}

/// A dictionary inside another; an empty one when there is none.
fn dictionary_in(document: &Document, outer: &Dictionary, key: &[u8]) -> Dictionary {
    match outer.get(key).map(|value| resolve(document, value)) {
        Ok((_, Object::Dictionary(inner))) => inner,
        Ok(_) | Err(_) => Dictionary::new(),
    }
}
