//! How is a list of people who file together read? One line a person, as it is copied from a sheet.

use std::collections::HashSet;

use fengqiao_base::{Moment, Refusal};
use fengqiao_domain::intake::{IdDocument, IdKind, PartyDetails, PartyRole};

/// So many digits the place in a sheet has at most.
const PLACE: usize = 4;

/// The people of a list: in each line a name, and a telephone and the number of an identity card in any order, if known; the
/// place that a sheet puts in front of it is left out. Empty lines and the heads of a sheet count for nothing.
///
/// # Errors
/// `group-line-wrong` and `group-line-twice`, with the number of the line.
pub(super) fn read(text: &str, now: Moment) -> Result<Vec<PartyDetails>, Refusal> {
    let mut known = HashSet::new();
    let mut people = Vec::new();
    let is_told = |line: &str| !line.trim().is_empty() && !line.contains("姓名");
    for (nth, line) in text.lines().enumerate().filter(|(_, line)| is_told(line)) {
        let said = |code: &'static str| Refusal::new(code).with("line", nth + 1);
        let details = one(line).and_then(|details| details.checked(PartyRole::Applicant, now).ok());
        let details = details.ok_or_else(|| said("group-line-wrong"))?;
        let number = details.id_document.as_ref().map(|document| document.number.clone());
        if !known.insert((details.name.clone(), details.phone.clone(), number)) {
            return Err(said("group-line-twice"));
        }
        people.push(details);
    }
    Ok(people)
}

/// Digits, and the letter in which the number of an identity card may end, are a number; the other words are the name. None
/// where something is there twice, or the name holds digits: then it is something else.
fn one(line: &str) -> Option<PartyDetails> {
    let is_between = |c: char| c.is_whitespace() || matches!(c, ',' | '，' | '、' | ';' | '；');
    let mut details = PartyDetails::person(String::new());
    let mut name = Vec::new();
    for (nth, word) in line.split(is_between).filter(|word| !word.is_empty()).enumerate() {
        let bare = word.trim_end_matches(['x', 'X']);
        let is_number = !bare.is_empty() && bare.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        if nth == 0 && is_number && word.len() <= PLACE {
            continue;
        }
        if is_number && word.len() == 18 {
            let document = IdDocument { kind: IdKind::Resident, number: word.to_owned() };
            if details.id_document.replace(document).is_some() {
                return None;
            }
        } else if is_number {
            if !details.phone.is_empty() {
                return None;
            }
            word.clone_into(&mut details.phone);
        } else {
            name.push(word);
        }
    }
    details.name = name.join(" ");
    (!details.name.contains(|c: char| c.is_ascii_digit())).then_some(details)
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    const NOW: Moment = datetime!(2026-11-29 02:00 UTC);

    #[test]
    fn a_list_is_read_as_it_is_copied_from_a_sheet() {
        let sheet = "序号\t姓名\t电话\n1\t王小明\t13900000001\t11010519491231002X\n\n李大山，13900000002\n  赵强 \nJohn Smith 13900000003\n";
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
        for other in ["王小明 E12345678", "王小明 13900000001 0755-12345678"] {
            assert_eq!(said(other), ("group-line-wrong", line("1")), "{other}");
        }
        assert_eq!(said("赵强\n\n赵强"), ("group-line-twice", line("3")));
        assert!(read("赵强 13900000001\n赵强 13900000002", NOW).is_ok(), "two may bear one name");
    }
}
