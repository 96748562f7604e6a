//! Does a table run anything when somebody opens it?

use fengqiao::exchange::export::{self, Form, What};
use fengqiao_domain::case::Confidentiality;

use super::wire::{HERE, THERE, Wire};
use crate::cases;

const FORMULA: &str = "=HYPERLINK(\"https://evil.example\";\"x\")";

/// The cells of a table that an office program could take for a formula.
fn formulas(table: &[u8]) -> Vec<String> {
    let text = table.strip_prefix(b"\xef\xbb\xbf").expect("a mark that it is UTF-8");
    let mut rows = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text);
    let cells: Vec<String> =
        rows.records().flat_map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()).collect();
    assert!(cells.len() > 10, "a whole table");
    let begins = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    cells.into_iter().filter(|cell| cell.starts_with(begins) || cell.trim_start().starts_with('=')).collect()
}

#[tokio::test]
async fn whatever_a_resident_types_no_cell_of_any_table_is_a_formula() {
    let wire = Wire::start(|_| {}).await;
    let mut resident = wire.visitor(HERE);
    resident.get("/file").await;
    for (nth, begin) in ["=", "+", "-", "@", " =", "＝", "\u{3000}@", "\t="].into_iter().enumerate() {
        let hostile = format!("{begin}cmd|' /C calc'!A0 漏水");
        let key = format!("key-{nth}");
        let others = ["what", "claims", "me-name", "others-0-known_as"];
        let mut fields: Vec<(&str, &str)> =
            super::FILING.iter().copied().filter(|(name, _)| !others.contains(name)).collect();
        fields.extend(others.map(|name| (name, hostile.as_str())));
        fields.extend([
            ("idempotency_key", key.as_str()),
            ("address", &hostile),
            ("me-address", &hostile),
            ("others-0-address", &hostile),
        ]);
        let said = resident.post("/file", &fields).await;
        assert_eq!(said.status, 200, "{}", said.text());
    }
    cases::opened(&wire.app, Confidentiality::Ordinary).await;
    for what in [What::Requests, What::Cases, What::Journal] {
        let mut table = Vec::new();
        export::run(&wire.app.app, what, Form::Csv, true, &mut table).await.unwrap();
        assert_eq!(formulas(&table), Vec::<String>::new(), "{what:?}");
        let typed = String::from_utf8_lossy(&table).contains("'=cmd|");
        assert_eq!(typed, what == What::Requests, "{what:?}: what was typed is there, as text");
    }
    let mut head = wire.visitor(THERE);
    head.sign_in("head").await;
    let list = head.get("/cases.csv?open=all").await;
    assert_eq!((list.status, formulas(&list.body)), (200, Vec::new()));
    let found = head.get(&format!("/cases.csv?open=all&q={}", crate::harness::encoded(FORMULA))).await;
    assert!(!found.text().contains("HYPERLINK"), "what was asked for is not in the answer");
}
