//! What has been said, in the order it is read?

use fengqiao_domain::intake::{FiledParty, Filing, PartyDetails, PartyRole};
use fengqiao_web::page::Page;

use super::uploads::LaidDown;
use crate::reference::{Reference, type_name};

/// What was said, as the last step shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// What happened.
    pub what: String,
    /// When.
    pub happened_on: String,
    /// Street and community.
    pub place: String,
    /// Where exactly.
    pub address: String,
    /// What is wanted.
    pub claims: Vec<String>,
    /// How much.
    pub amount: String,
    /// The type that was chosen.
    pub dispute_type: String,
    /// Names of files.
    pub files: Vec<String>,
    /// The people: part, name, and how to reach them.
    pub people: Vec<(String, String, String)>,
    /// Whether a code that was sent to the telephone came back.
    pub phone_checked: bool,
}

/// A filing in words.
pub fn said_of(page: &Page, filing: &Filing, files: &[LaidDown]) -> Said {
    let reference = Reference::shipped();
    Said {
        what: filing.what.clone(),
        happened_on: filing.happened_on.map(|day| page.day(day)).unwrap_or_default(),
        place: reference.place_name(page.lang, &filing.community),
        address: filing.address.clone(),
        claims: filing.claims.iter().filter(|claim| !claim.trim().is_empty()).cloned().collect(),
        amount: filing.amount_fen.map(|fen| page.money(fen)).unwrap_or_default(),
        dispute_type: filing
            .dispute_type
            .as_deref()
            .map(|code| type_name(page.lang, code))
            .unwrap_or_default(),
        files: files.iter().map(|file| file.name.clone()).collect(),
        people: filing.parties.iter().map(|party| person(page, party)).collect(),
        phone_checked: filing.phone_checked,
    }
}

/// Part, name, and how to reach somebody.
pub fn person(page: &Page, party: &FiledParty) -> (String, String, String) {
    let FiledParty { role, details, .. } = party;
    let reach: Vec<&str> = [&details.phone, &details.address]
        .into_iter()
        .map(String::as_str)
        .filter(|text| !text.is_empty())
        .collect();
    (page.code("choice-party-role", role.code()), details.called().to_owned(), reach.join(" · "))
}

/// What somebody said, for samples.
pub fn sample(page: &Page) -> Said {
    let party = |role, details| FiledParty { id: uuid::Uuid::nil().into(), role, details };
    let upstairs = PartyDetails { known_as: "楼上住户".into(), ..PartyDetails::person("") };
    let me = PartyDetails { phone: "13800138000".into(), ..PartyDetails::person("张三") };
    Said {
        what: "楼上卫生间漏水到我家客厅，天花板发霉。\n\n多次协商，他不肯修。".into(),
        happened_on: "2026年11月1日".into(),
        place: "新安街道 · 宝民社区".into(),
        address: "宝民花园3栋1202".into(),
        claims: vec!["修好漏水".into(), "赔偿装修损失".into()],
        amount: page.money(300_000_i64),
        dispute_type: type_name(page.lang, "02"),
        files: vec!["漏水照片.jpg".into()],
        people: vec![
            person(page, &party(PartyRole::Applicant, me)),
            person(page, &party(PartyRole::Respondent, upstairs)),
        ],
        phone_checked: true,
    }
}
