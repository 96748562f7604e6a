//! What becomes of a file that is not what it says?

use fengqiao::case::store::attachments;
use fengqiao_store::sql;

use super::wire::{HERE, Said, THERE, Visitor, Wire};
use crate::file::PICTURE;

/// Sends a file with a whole filing, and gives what was said and what is kept.
async fn filed(wire: &Wire, visitor: &mut Visitor, name: &str, file: &[u8]) -> (Said, Vec<(String, String)>) {
    visitor.get("/file").await;
    let said = visitor.upload("/file", &super::FILING, name, file).await;
    let app = &wire.app.app;
    let rows = sql::rows(app.store.read(), "SELECT DISTINCT number FROM attachments", vec![]).await.unwrap();
    let mut kept = Vec::new();
    for row in &rows {
        let files = attachments(app.store.read(), &app.vault, sql::cell(row, 0).unwrap()).await.unwrap();
        kept.extend(files.into_iter().map(|file| (file.name, file.media_type)));
    }
    (said, kept)
}

#[tokio::test]
async fn what_is_no_document_is_refused_whatever_it_is_called_and_nothing_is_kept() {
    let wire = Wire::start(|_| {}).await;
    let mut visitor = wire.visitor(HERE);
    let zip = b"PK\x03\x04 ../../../../etc/passwd";
    let macros = b"PK\x03\x04 [Content_Types].xml word/ word/vbaProject.bin";
    let crooked: [(&str, &[u8]); 12] = [
        ("photo.jpg", b"<script>alert(1)</script>"),
        ("photo.jpg", b"\xff\xd8\xff\xe0<?php system($_GET[0]);"),
        ("photo.png", b"\x89PNG\r\n\x1a\n<svg onload=alert(1)>"),
        ("photo.gif", b"GIF89a/*<svg/onload=alert(1)>*/=1;"),
        ("photo.heic", b"\0\0\0\x18ftypheic\0\0\0\0 with a place"),
        ("film.mp4", b"\0\0\0\x18ftyp<script>"),
        ("letter.pdf", b"MZ\x90\0 a program"),
        ("letter.pdf", b"<html>%PDF-1.7"),
        ("letter.docx", zip),
        ("letter.docx", macros),
        ("letter.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an installer"),
        ("page.html", b"<!doctype html><script>"),
    ];
    for (name, file) in crooked {
        let (said, kept) = filed(&wire, &mut visitor, name, file).await;
        assert_eq!((said.status, kept), (422, vec![]), "{name}: {}", String::from_utf8_lossy(file));
        assert!(!said.text().contains("onload") && !said.text().contains("<?php"), "{name}");
    }
}

#[tokio::test]
async fn a_name_is_no_path_and_no_header_and_ends_as_the_content_says() {
    let wire = Wire::start(|_| {}).await;
    let mut visitor = wire.visitor(HERE);
    let mut all = Vec::new();
    for name in [
        "../../etc/cron.d/发票.png",
        "..\\..\\windows\\发票2.exe",
        "发票3.pdf\u{202e}gnp.exe",
        "%2e%2e%2f发票4.png",
    ] {
        let (said, kept) = filed(&wire, &mut visitor, name, PICTURE).await;
        assert_eq!(said.status, 200, "{name}: {}", said.text());
        all = kept;
    }
    assert_eq!(filed(&wire, &mut visitor, "发票.png\0.html", PICTURE).await.0.status, 400);
    for (name, media_type) in &all {
        assert!(!name.contains(['/', '\\', '\0', '\u{202e}']), "{name}");
        assert_eq!(name.rsplit_once('.').unwrap().1, "png");
        assert_eq!(media_type, "image/png");
    }
    assert_eq!(all.len(), 4, "{all:?}");
}

#[tokio::test]
async fn a_file_comes_back_as_a_download_that_runs_nothing_and_only_to_whom_it_belongs() {
    let wire = Wire::start(|_| {}).await;
    let mut visitor = wire.visitor(HERE);
    let pdf = b"%PDF-1.7\n<script>alert(document.domain)</script>";
    let (said, _) = filed(&wire, &mut visitor, "合同.pdf", pdf).await;
    let text = said.text();
    let shown: Vec<&str> = text
        .split("fq-proof-number")
        .skip(1)
        .filter_map(|part| part.split_once('>')?.1.split_once('<'))
        .map(|(text, _)| text.trim())
        .collect();
    let [number, secret] = shown[..] else { panic!("no receipt: {text}") };
    visitor.post("/follow", &[("number", number), ("secret", secret)]).await;
    let page = visitor.get("/follow/request").await.text();
    let link = page.split("href=\"").find(|link| link.starts_with("/follow/attachments/")).expect("a link");
    let link = link.split('"').next().unwrap();
    let file = visitor.get(link).await;
    assert_eq!((file.status, file.body.as_slice()), (200, pdf.as_slice()));
    assert_eq!(file.header("content-type"), "application/pdf");
    assert!(file.header("content-disposition").starts_with("attachment; filename=\"1-"));
    assert!(!file.header("content-disposition").contains("合同"));
    assert_eq!(file.header("x-content-type-options"), "nosniff");
    assert!(file.header("content-security-policy").ends_with("sandbox"));
    assert_eq!(file.header("cache-control"), "no-store");
    let stranger = wire.visitor(THERE).get(link).await;
    assert_eq!(stranger.status, 303, "{}", stranger.text());
}

#[tokio::test]
async fn a_form_of_broken_parts_is_refused_and_the_next_one_taken() {
    let wire = Wire::start(|_| {}).await;
    let mut visitor = wire.visitor(HERE);
    visitor.get("/file").await;
    let token = visitor.token();
    let part = format!("--edge\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{token}\r\n");
    for (why, kind, body) in [
        ("no edge", "multipart/form-data", part.clone()),
        ("another edge", "multipart/form-data; boundary=other", part.clone()),
        ("no end", "multipart/form-data; boundary=edge", part.clone() + "--edge\r\nContent-Disp"),
        ("no name", "multipart/form-data; boundary=edge", "--edge\r\n\r\nx\r\n--edge--\r\n".to_owned()),
        (
            "a head without end",
            "multipart/form-data; boundary=edge",
            format!("--edge\r\nContent-Disposition: form-data; name=\"{}", "x".repeat(200_000)),
        ),
        ("countless fields", "multipart/form-data; boundary=edge", part.repeat(2500) + "--edge--\r\n"),
    ] {
        let said = visitor.send("POST", "/file", &[("Content-Type", kind)], body.as_bytes()).await;
        assert!(matches!(said.status, 400 | 413), "{why}: {}", said.status);
    }
    let (said, kept) = filed(&wire, &mut visitor, "ok.png", PICTURE).await;
    assert_eq!((said.status, kept.len()), (200, 1));
}
