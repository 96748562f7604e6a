//! What do invented people and organisations tell about themselves?
//!
//! Nothing of it can belong to anybody: the division of the identity numbers (4499) was never given out, mobile numbers
//! begin with 154, which no operator has, and organisations carry 演示 in their names.

use fengqiao_base::Day;
use fengqiao_domain::intake::{IdDocument, IdKind, LegalRepresentative, PartyDetails, Sex};
use time::Duration;

use super::{chance::Chance, names};

const OCCUPATIONS: [&str; 12] =
    ["工人", "个体户", "外卖骑手", "教师", "司机", "保安", "家政", "退休", "电工", "店员", "程序员", "仓管"];
const FIRMS: [&str; 20] = [
    "禾穗", "云栈", "青垄", "远汀", "鹿屿", "澄野", "柏舟", "南渡", "拾光", "麦浪", "临溪", "榕荫", "海棠",
    "长亭", "山外", "春笋", "晴川", "木瓜", "石磨", "竹马",
];
const TRADES: [(&str, &str); 10] = [
    ("17", "物业管理有限公司"),
    ("15", "门诊部有限公司"),
    ("10", "建筑劳务有限公司"),
    ("14", "健身服务有限公司"),
    ("13", "电子商务有限公司"),
    ("12", "旅行社有限公司"),
    ("B1", "配送服务有限公司"),
    ("B2", "股份合作公司"),
    ("B4", "金融服务有限公司"),
    ("B5", "教育培训有限公司"),
];

/// A person of a community.
pub(super) fn person(
    place: &str,
    address: &str,
    today: Day,
    is_known: bool,
    chance: &mut Chance,
) -> PartyDetails {
    let mut details = PartyDetails::person(names::name(chance.place(names::COUNT)));
    details.phone = phone(chance);
    address.clone_into(&mut details.address);
    if !is_known {
        return details;
    }
    if chance.happens(650) {
        details.id_document = Some(IdDocument { kind: IdKind::Resident, number: id_number(today, chance) });
        "汉族".clone_into(&mut details.ethnicity);
    } else {
        details.sex = Some(if chance.happens(480) { Sex::Female } else { Sex::Male });
    }
    if chance.happens(500) {
        (*chance.one_of(&OCCUPATIONS)).clone_into(&mut details.occupation);
    }
    if chance.happens(15) {
        details.needs = format!("需要会讲客家话的工作人员，住在{place}，行动不便。");
    }
    details
}

/// An organisation in a kind of dispute.
pub(super) fn organisation(kind: &str, place: &str, chance: &mut Chance) -> PartyDetails {
    let trade =
        TRADES.iter().find(|(code, _)| *code == kind).map_or("贸易有限公司", |(_, trade)| trade);
    let mut details = PartyDetails::organisation(format!("深圳市{}演示{trade}", chance.one_of(&FIRMS)));
    details.phone = phone(chance);
    details.address = format!("{place}演示路{}号", chance.within(1, 99));
    if chance.happens(400) {
        details.legal_representative = Some(LegalRepresentative {
            name: names::name(chance.place(names::COUNT)),
            title: "法定代表人".to_owned(),
        });
    }
    details
}

/// A mobile number that no operator has.
fn phone(chance: &mut Chance) -> String {
    format!("154{:08}", chance.below(100_000_000))
}

/// An identity number with a right check digit in a division that was never given out.
fn id_number(today: Day, chance: &mut Chance) -> String {
    let born = today - Duration::days(chance.within(20 * 366, 72 * 365));
    let digits = format!(
        "4499{:02}{:04}{:02}{:02}{:03}",
        chance.within(1, 99),
        born.year(),
        u8::from(born.month()),
        born.day(),
        chance.within(1, 999)
    );
    format!("{digits}{}", check_digit(&digits))
}

/// The check digit of GB 11643 (ISO 7064, MOD 11-2).
fn check_digit(digits: &str) -> char {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 =
        digits.chars().zip(WEIGHTS).map(|(digit, weight)| digit.to_digit(10).unwrap_or(0) * weight).sum();
    char::from(b"10X98765432"[usize::try_from(sum % 11).unwrap_or(0)])
}

#[cfg(test)]
mod tests {
    use fengqiao_base::codes::IdNumber;
    use fengqiao_domain::intake::{PartyRole, Phone};
    use time::macros::{date, datetime};

    use super::*;

    #[test]
    fn numbers_are_written_correctly_and_belong_to_nobody() {
        let mut chance = Chance::of(9, 9);
        for _ in 0..500 {
            let number = id_number(date!(2026 - 11 - 24), &mut chance);
            let read = IdNumber::parse(&number).unwrap();
            assert!(read.division().starts_with("4499"));
            assert!((19..=72).contains(&read.age_on(date!(2026 - 11 - 24))), "{number}");
            let phone = phone(&mut chance);
            assert_eq!(Phone::read(&phone).unwrap().to_string(), phone);
        }
    }

    #[test]
    fn what_they_tell_passes_every_check() {
        let mut chance = Chance::of(11, 11);
        let at = datetime!(2026-11-24 10:00 +8);
        for n in 0..300 {
            let is_known = n % 2 == 0;
            let person = person("上川社区", "3栋1202房", date!(2026 - 11 - 24), is_known, &mut chance);
            person.checked(PartyRole::Applicant, at).unwrap();
            let firm =
                organisation("17", "上川社区", &mut chance).checked(PartyRole::Respondent, at).unwrap();
            assert!(firm.name.contains("演示"), "{}", firm.name);
        }
    }
}
