//! How is a list of people who file together read? One line a person, as it is copied from a sheet.

use std::collections::HashSet;

use fengqiao_base::{Moment, Refusal};
use fengqiao_domain::intake::{IdDocument, IdKind, PartyDetails, PartyRole};

/// The people of a list: in each line a name, and a telephone and the number of an identity card in any order, if known.
/// Empty lines count for nothing.
///
/// # Errors
/// `group-line-wrong` and `group-line-twice`, with the number of the line.
pub(super) fn read(text: &str, now: Moment) -> Result<Vec<PartyDetails>, Refusal> {
    let mut known = HashSet::new();
    let mut people = Vec::new();
    for (nth, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let said = |code: &'static str| Refusal::new(code).with("line", nth + 1);
        let details = one(line).checked(PartyRole::Applicant, now);
        let details = details.map_err(|_| said("group-line-wrong"))?;
        let number = details.id_document.as_ref().map(|document| document.number.clone());
        if !known.insert((details.name.clone(), details.phone.clone(), number)) {
            return Err(said("group-line-twice"));
        }
        people.push(details);
    }
    Ok(people)
}

/// Digits, and the letter in which the number of an identity card may end, are a number; the other words are the name.
fn one(line: &str) -> PartyDetails {
    let is_between = |c: char| c.is_whitespace() || matches!(c, ',' | '，' | '、' | ';' | '；');
    let mut details = PartyDetails::person(String::new());
    let mut name = Vec::new();
    for word in line.split(is_between).filter(|word| !word.is_empty()) {
        let bare = word.trim_end_matches(['x', 'X']);
        if bare.len() >= 5 && bare.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') {
            if word.len() == 18 {
                let number = word.to_owned();
                details.id_document = Some(IdDocument { kind: IdKind::Resident, number });
            } else {
                word.clone_into(&mut details.phone);
            }
        } else {
            name.push(word);
        }
    }
    details.name = name.join(" ");
    details
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    const NOW: Moment = datetime!(2026-11-29 02:00 UTC);

    #[test]
    fn a_list_is_read_as_it_is_copied_from_a_sheet() {
        let sheet = "王小明\t13900000001\t11010519491231002X\n\n李大山，13900000002\n  赵强 \nJohn Smith 13900000003\n";
        let read = read(sheet, NOW).unwrap();
        let told: Vec<(&str, &str, Option<&str>)> = read
            .iter()
            .map(|one| (&*one.name, &*one.phone, one.id_document.as_ref().map(|document| &*document.number)))
            .collect();
        let expected = [
            ("王小明", "13900000001", Some("11010519491231002X")),
            ("李大山", "13900000002", None),
            ("赵强", "", None),
            ("John Smith", "13900000003", None),
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn a_line_that_cannot_be_right_is_named_by_its_number() {
        let said = |sheet: &str| {
            let refusal = read(sheet, NOW).unwrap_err();
            (refusal.code, refusal.args)
        };
        let line = |nth: &str| vec![("line", nth.to_owned())];
        assert_eq!(said("王小明\n13900000001"), ("group-line-wrong", line("2")));
        assert_eq!(said("王小明 110105194912310021"), ("group-line-wrong", line("1")));
        assert_eq!(said("赵强\n\n赵强"), ("group-line-twice", line("3")));
        assert!(read("赵强 13900000001\n赵强 13900000002", NOW).is_ok(), "two may bear one name");
    }
}
