//! Is a dossier whole, in order, and numbered from its first page to its last?

use fengqiao_paper::{Bound, Content, Dossier, Form, Part, PressError, Unfit, forms::wrapping};
use lopdf::{Document, Object, dictionary};

use crate::text::{DAY, PRESS, pages_of, print};

/// A picture of one point, as wide as high.
const PNG: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0,
    0, 1, 8, 2, 0, 0, 0, 0x90, 0x77, 0x53, 0xde, 0, 0, 0, 0x0c, 0x49, 0x44, 0x41, 0x54, 0x08, 0xd7, 0x63,
    0xf8, 0xcf, 0xc0, 0, 0, 3, 1, 1, 0, 0x18, 0xdd, 0x8d, 0xb0, 0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae,
    0x42, 0x60, 0x82,
];

fn form(name: &str) -> Content {
    let sample =
        fengqiao_paper::forms::FORMS.iter().find(|form| form.name == name).expect("it is listed").sample;
    Content::Pdf(print(name, &sample()).pdf)
}

fn part(title: &str, content: Content) -> Part {
    Part { title: title.to_owned(), remark: None, content }
}

fn dossier(parts: Vec<Part>) -> Dossier {
    Dossier { cover: wrapping::Cover::sample(), parts, note: wrapping::DossierNote::sample() }
}

fn bind(parts: Vec<Part>) -> Bound {
    PRESS.bind(&dossier(parts), DAY).expect("the parts can be bound")
}

#[test]
fn contents_and_page_numbers_agree() {
    let bound = bind(vec![
        part("人民调解申请书", form("application")),
        part("人民调解记录", form("session_record")),
        part("现场照片", Content::Png(PNG.to_vec())),
        part("录音光盘", Content::Beside),
    ]);
    let rows: Vec<_> = bound.contents.iter().map(|row| (row.title.as_str(), row.pages)).collect();
    assert_eq!(
        rows,
        [
            ("人民调解申请书", Some((1, 1))),
            ("人民调解记录", Some((2, 3))),
            ("现场照片", Some((4, 4))),
            ("录音光盘", None),
            ("卷宗情况说明", Some((5, 5))),
        ]
    );
    assert_eq!(bound.pages, 5);
    let pages = pages_of(&bound.pdf);
    assert_eq!(pages.len(), 8, "cover, contents, five numbered pages, back cover");
    assert!(pages[0].contains("调解卷宗"), "{}", pages[0]);
    assert!(pages[1].contains("2人民调解记录2—3"), "{}", pages[1]);
    assert!(pages[3].contains("人民调解记录（第1次）"), "{}", pages[3]);
    assert!(pages[6].contains("本卷共5页"), "{}", pages[6]);
    assert!(pages[7].contains("本卷共5页"), "{}", pages[7]);
    let document = Document::load_mem(&bound.pdf).expect("the dossier opens");
    let stamped: Vec<bool> = document
        .page_iter()
        .map(|page| document.get_page_content(page).windows(13).any(|word| word == b"/FqPageNumber"))
        .collect();
    assert_eq!(stamped, [false, false, true, true, true, true, true, false]);
}

#[test]
fn the_same_papers_give_the_same_dossier() {
    let parts = || vec![part("人民调解申请书", form("application")), part("协议", form("agreement"))];
    assert!(bind(parts()).pdf == bind(parts()).pdf);
}

/// A file as a scanner makes it: pages inherit their size, one lies on its side, one would run a script.
fn scanned() -> Vec<u8> {
    let mut document = Document::with_version("1.4");
    let root = document.new_object_id();
    let script = dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("app.alert(1)") };
    let kids: Vec<Object> = [0, 90, 180, 270]
        .into_iter()
        .map(|turned| {
            let page = dictionary! {
                "Type" => "Page",
                "Parent" => root,
                "Rotate" => turned,
                "AA" => dictionary! { "O" => script.clone() },
            };
            Object::Reference(document.add_object(page))
        })
        .collect();
    let tree = dictionary! {
        "Type" => "Pages", "Kids" => kids, "Count" => 4,
        "MediaBox" => vec![0.into(), 0.into(), 612.into(), 792.into()],
    };
    document.set_object(root, tree);
    let catalog =
        document.add_object(dictionary! { "Type" => "Catalog", "Pages" => root, "OpenAction" => script });
    document.trailer.set("Root", catalog);
    let mut pdf = Vec::new();
    document.save_to(&mut pdf).expect("memory can be written");
    pdf
}

#[test]
fn a_scan_is_bound_upright_and_nothing_in_it_runs() {
    let bound = bind(vec![part("当事人身份证明", Content::Pdf(scanned()))]);
    assert_eq!(bound.pages, 5);
    assert!(!bound.pdf.windows(10).any(|word| word == b"JavaScript"));
    let document = Document::load_mem(&bound.pdf).expect("the dossier opens");
    let scripts = document.objects.values().filter(|object| {
        object.as_dict().is_ok_and(|dictionary| dictionary.has(b"JS") || dictionary.has(b"AA"))
    });
    assert_eq!(scripts.count(), 0);
    let placed: Vec<String> = document
        .page_iter()
        .skip(2)
        .take(4)
        .map(|page| {
            let content = String::from_utf8_lossy(&document.get_page_content(page)).into_owned();
            content.lines().find(|line| line.contains(" cm /FqPageNumber")).unwrap_or_default().to_owned()
        })
        .collect();
    assert_eq!(
        placed,
        [
            "Q q 1 0 0 1 521.29 746.64 cm /FqPageNumber Do Q",
            "Q q 0 1 -1 0 45.36 701.29 cm /FqPageNumber Do Q",
            "Q q -1 0 0 -1 90.71 45.36 cm /FqPageNumber Do Q",
            "Q q 0 -1 1 0 566.64 90.71 cm /FqPageNumber Do Q",
        ]
    );
}

#[test]
fn a_part_that_cannot_be_bound_is_named() {
    let why = |content| {
        let parts = vec![part("人民调解申请书", form("application")), part("附件", content)];
        match PRESS.bind(&dossier(parts), DAY) {
            Err(PressError::Binding { nth, why }) => (nth, why),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(why(Content::Pdf(b"not a file".to_vec())), (2, Unfit::Broken));
    assert_eq!(why(Content::Jpeg(b"not a picture".to_vec())), (2, Unfit::Picture));
}
