//! What does a record say of the parties?

use fengqiao_base::{Day, Refusal};
use fengqiao_domain::{
    case::PartyKind,
    intake::{Birth, IdDocument, IdKind, PartyDetails, PartyRole},
};

use super::{
    Fault,
    columns::{About, Columns, Slot},
    table::Group,
    values::named,
};

const ROLES: [(PartyRole, &[&str]); 4] = [
    (PartyRole::Applicant, &["申请人", "申请方", "甲方", "applicant"]),
    (PartyRole::Respondent, &["被申请人", "被申请方", "对方", "对方当事人", "乙方", "respondent"]),
    (PartyRole::Agent, &["代理人", "委托代理人", "agent"]),
    (PartyRole::Guardian, &["监护人", "法定代理人", "guardian"]),
];

const KINDS: [(PartyKind, &[&str]); 2] = [
    (PartyKind::Person, &["自然人", "个人", "公民", "person"]),
    (
        PartyKind::Organisation,
        &["法人", "单位", "企业", "组织", "非法人组织", "机构", "个体工商户", "organisation"],
    ),
];

const PAPERS: [(IdKind, &[&str]); 8] = [
    (IdKind::Resident, &["身份证", "居民身份证", "resident"]),
    (IdKind::HongKongMacau, &["港澳居民来往内地通行证", "回乡证", "港澳通行证", "hong_kong_macau"]),
    (IdKind::Taiwan, &["台湾居民来往大陆通行证", "台胞证", "taiwan"]),
    (IdKind::ResidencePermit, &["居住证", "港澳台居民居住证", "residence_permit"]),
    (IdKind::Passport, &["护照", "passport"]),
    (IdKind::ForeignPermanent, &["外国人永久居留身份证", "foreign_permanent"]),
    (IdKind::CreditCode, &["统一社会信用代码", "营业执照", "credit_code"]),
    (IdKind::Other, &["其他", "其它", "other"]),
];

/// The parties of a record, and what had to be left out of them because it was masked.
pub fn read(
    group: &Group,
    columns: &Columns,
    told: Day,
    wrong: &mut Vec<Fault>,
) -> (Vec<(PartyRole, PartyDetails)>, Vec<About>) {
    let mut parties = Vec::new();
    let mut masked = Vec::new();
    for (slot, cells) in group.parties(columns) {
        let cell = |about| cells.iter().find(|(one, _)| *one == about).map_or("", |(_, cell)| *cell);
        let not_in_list = |about: About| Fault::new(about.heading(), Refusal::new("import-not-in-list"));
        let role = match slot {
            Slot::Applicant(_) => Some(PartyRole::Applicant),
            Slot::Respondent(_) => Some(PartyRole::Respondent),
            Slot::Row => named(cell(About::Standing), &ROLES),
        };
        let Some(role) = role else {
            wrong.push(not_in_list(About::Standing));
            continue;
        };
        let paper = match cell(About::IdKind) {
            "" => None,
            text => named(text, &PAPERS).or_else(|| {
                wrong.push(not_in_list(About::IdKind));
                None
            }),
        };
        let kind = match cell(About::Kind) {
            "" if paper == Some(IdKind::CreditCode) => PartyKind::Organisation,
            "" => PartyKind::Person,
            text => named(text, &KINDS).unwrap_or_else(|| {
                wrong.push(not_in_list(About::Kind));
                PartyKind::Person
            }),
        };
        let mut plain = |about: About| {
            let text = cell(about);
            if text.contains(['*', '＊']) {
                if !masked.contains(&about) {
                    masked.push(about);
                }
                String::new()
            } else {
                text.to_owned()
            }
        };
        let (phone, number) = (plain(About::Phone), plain(About::IdNumber));
        let usual = match kind {
            PartyKind::Person => IdKind::Resident,
            PartyKind::Organisation => IdKind::CreditCode,
        };
        let birth = match cell(About::Age).trim_end_matches('岁') {
            "" => None,
            text => {
                let years = text.parse().ok();
                if years.is_none() {
                    wrong.push(Fault::new(About::Age.heading(), Refusal::new("birth-impossible")));
                }
                years.map(|years| Birth::Age { years, told })
            }
        };
        let details = PartyDetails {
            kind,
            ethnicity: cell(About::Ethnicity).to_owned(),
            birth,
            id_document: (!number.is_empty()).then(|| IdDocument { kind: paper.unwrap_or(usual), number }),
            phone,
            address: cell(About::Address).to_owned(),
            ..PartyDetails::person(cell(About::Name))
        };
        parties.push((role, details));
    }
    (parties, masked)
}

/// The heading under which something that is wrong with a party stands.
pub fn heading(field: Option<&'static str>) -> &'static str {
    match field {
        Some("phone") => About::Phone.heading(),
        Some("id_number") => About::IdNumber.heading(),
        Some("birth" | "age") => About::Age.heading(),
        Some("ethnicity") => About::Ethnicity.heading(),
        Some("address") => About::Address.heading(),
        _ => About::Name.heading(),
    }
}
