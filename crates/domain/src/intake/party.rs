//! What did a person or organisation tell about itself?
//!
//! The only place for personal data: one row of the table `parties` each. Requests and cases point to it by id; what is
//! told here is never sorted by, counted or kept for anything but the dispute it was told for.

use fengqiao_base::{
    Day, Refusal,
    codes::{self, CreditCode, IdNumber},
    local_day,
};
use serde::{Deserialize, Serialize};

use super::{Why, phone::Phone, text::line};
use crate::{case::PartyKind, codes::codes};

codes! {
    /// What somebody is in a request. The first two are sides of the dispute.
    PartyRole "party_role" {
        /// 申请人
        Applicant = "applicant",
        /// 被申请人
        Respondent = "respondent",
        /// 委托代理人
        Agent = "agent",
        /// 法定代理人
        Guardian = "guardian",
        /// Whoever brought the lead without being a party: grid worker, neighbour.
        Reporter = "reporter",
    }

    /// 性别, as the official forms ask for it.
    Sex "sex" {
        /// 女
        Female = "female",
        /// 男
        Male = "male",
    }

    /// The paper that proves who somebody is.
    IdKind "id_kind" {
        /// 居民身份证
        Resident = "resident",
        /// 港澳居民来往内地通行证
        HongKongMacau = "hong_kong_macau",
        /// 台湾居民来往大陆通行证
        Taiwan = "taiwan",
        /// 港澳台居民居住证
        ResidencePermit = "residence_permit",
        /// 护照
        Passport = "passport",
        /// 外国人永久居留身份证
        ForeignPermanent = "foreign_permanent",
        /// 统一社会信用代码
        CreditCode = "credit_code",
        /// Another paper.
        Other = "other",
    }
}

/// A paper and its number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdDocument {
    /// Which paper.
    pub kind: IdKind,
    /// Its number.
    pub number: String,
}

/// How old somebody is: the day of birth, or the years told on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Birth {
    /// 出生日期
    Day(Day),
    /// 年龄
    Age {
        /// Full years.
        years: u8,
        /// When that was told.
        told: Day,
    },
}

/// 法定代表人 or the person in charge of an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegalRepresentative {
    /// The name.
    pub name: String,
    /// 职务
    #[serde(default)]
    pub title: String,
}

/// What somebody told about itself. What was not told is empty; a respondent may be known by a description only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyDetails {
    /// Person or organisation.
    pub kind: PartyKind,
    /// 姓名 or 名称; empty where nobody knows it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// How the other side is known where its name is not: 楼上住户.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub known_as: String,
    /// 性别
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sex: Option<Sex>,
    /// 民族
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub ethnicity: String,
    /// 出生日期 or 年龄
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth: Option<Birth>,
    /// 证件
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id_document: Option<IdDocument>,
    /// 联系方式
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub phone: String,
    /// 住址 or 住所
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub address: String,
    /// 职业或职务
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub occupation: String,
    /// 单位
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub employer: String,
    /// 法定代表人 of an organisation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal_representative: Option<LegalRepresentative>,
    /// 送达地址, where it is another one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub service_address: String,
    /// What help somebody needs to take part, in their own words: an interpreter, a lift, someone who reads aloud.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub needs: String,
}

const SHORT: usize = 60;
const MIDDLE: usize = 120;
const LONG: usize = 200;

impl PartyDetails {
    /// A person of whom nothing is known yet.
    pub fn person(name: impl Into<String>) -> Self {
        Self {
            kind: PartyKind::Person,
            name: name.into(),
            known_as: String::new(),
            sex: None,
            ethnicity: String::new(),
            birth: None,
            id_document: None,
            phone: String::new(),
            address: String::new(),
            occupation: String::new(),
            employer: String::new(),
            legal_representative: None,
            service_address: String::new(),
            needs: String::new(),
        }
    }

    /// An organisation of which nothing is known yet.
    pub fn organisation(name: impl Into<String>) -> Self {
        Self { kind: PartyKind::Organisation, ..Self::person(name) }
    }

    /// The name, or how the party is known instead.
    pub fn called(&self) -> &str {
        if self.name.is_empty() { &self.known_as } else { &self.name }
    }

    /// Full years on `day`, where they are known.
    pub fn age_on(&self, day: Day) -> Option<u8> {
        let years = match self.birth? {
            Birth::Day(born) => {
                let had_birthday = (day.month() as u8, day.day()) >= (born.month() as u8, born.day());
                day.year() - born.year() - i32::from(!had_birthday)
            }
            Birth::Age { years, told } => {
                i32::from(years) + (day - told).whole_days().div_euclid(365).try_into().unwrap_or(0)
            }
        };
        u8::try_from(years).ok()
    }

    /// Whether a guardian must act: under eighteen (民法典 第十七条 to 第十九条).
    pub fn is_minor_on(&self, day: Day) -> bool {
        self.kind == PartyKind::Person && self.age_on(day).is_some_and(|years| years < 18)
    }

    /// Cleans what was typed and puts telephone and number into one spelling; or says everything that is wrong with
    /// it. `at` is the moment of filing.
    pub fn checked(mut self, role: PartyRole, at: fengqiao_base::Moment) -> Result<Self, Vec<Refusal>> {
        let mut wrong = Vec::new();
        let mut clean =
            |field: &'static str, text: &mut String, longest: usize| match line(field, text, longest) {
                Ok(text_clean) => *text = text_clean,
                Err(refusal) => wrong.push(refusal),
            };
        clean("name", &mut self.name, SHORT);
        clean("known_as", &mut self.known_as, MIDDLE);
        clean("ethnicity", &mut self.ethnicity, 20);
        clean("phone", &mut self.phone, 40);
        clean("address", &mut self.address, LONG);
        clean("occupation", &mut self.occupation, SHORT);
        clean("employer", &mut self.employer, MIDDLE);
        clean("service_address", &mut self.service_address, LONG);
        clean("needs", &mut self.needs, LONG);
        if let Some(legal) = &mut self.legal_representative {
            clean("representative_name", &mut legal.name, SHORT);
            clean("representative_title", &mut legal.title, SHORT);
        }
        if let Some(document) = &mut self.id_document {
            clean("id_number", &mut document.number, 40);
        }
        self.drop_what_does_not_belong();
        let today = local_day(at);
        wrong.extend(self.faults(role, today));
        wrong.extend(self.read_document(today).err());
        if let Some(phone) = Phone::read(&self.phone) {
            self.phone = phone.to_string();
        }
        if wrong.is_empty() { Ok(self) } else { Err(wrong) }
    }

    fn drop_what_does_not_belong(&mut self) {
        self.legal_representative = self.legal_representative.take().filter(|legal| !legal.name.is_empty());
        self.id_document = self.id_document.take().filter(|document| !document.number.is_empty());
        match self.kind {
            PartyKind::Person => self.legal_representative = None,
            PartyKind::Organisation => {
                self.sex = None;
                self.birth = None;
                self.ethnicity.clear();
                self.occupation.clear();
                self.employer.clear();
            }
        }
        if !self.name.is_empty() {
            self.known_as.clear();
        }
    }

    fn faults(&self, role: PartyRole, today: Day) -> Vec<Refusal> {
        let mut wrong = Vec::new();
        let needs_name = role != PartyRole::Respondent;
        if self.called().is_empty() || (needs_name && self.name.is_empty()) {
            wrong.push(if needs_name {
                Why::NameMissing.at("name")
            } else {
                Why::OtherSideMissing.at("name")
            });
        }
        if !self.phone.is_empty() && Phone::read(&self.phone).is_none() {
            wrong.push(Why::PhoneMalformed.at("phone"));
        }
        match self.birth {
            Some(Birth::Day(born)) if born > today => wrong.push(Why::BirthImpossible.at("birth")),
            Some(Birth::Day(born)) if today.year() - born.year() > 130 => {
                wrong.push(Why::BirthImpossible.at("birth"));
            }
            Some(Birth::Age { years, .. }) if years > 130 => wrong.push(Why::BirthImpossible.at("age")),
            Some(Birth::Day(_) | Birth::Age { .. }) | None => {}
        }
        wrong
    }

    /// Checks a number that can be checked, and takes from it what was not told: day of birth and sex.
    fn read_document(&mut self, today: Day) -> Result<(), Refusal> {
        let Some(document) = &mut self.id_document else { return Ok(()) };
        match document.kind {
            IdKind::Resident | IdKind::ResidencePermit => {
                let number = IdNumber::parse_by(&document.number, today)
                    .map_err(|fault| fault.refusal().at("id_number"))?;
                number.as_str().clone_into(&mut document.number);
                // What the paper says goes before what was told.
                self.birth = Some(Birth::Day(number.birth()));
                self.sex = Some(match number.sex() {
                    codes::Sex::Female => Sex::Female,
                    codes::Sex::Male => Sex::Male,
                });
            }
            IdKind::CreditCode => {
                let code =
                    CreditCode::parse(&document.number).map_err(|fault| fault.refusal().at("id_number"))?;
                code.as_str().clone_into(&mut document.number);
            }
            IdKind::HongKongMacau
            | IdKind::Taiwan
            | IdKind::Passport
            | IdKind::ForeignPermanent
            | IdKind::Other => {}
        }
        Ok(())
    }

    /// Whether somebody can reach the party: by telephone, or by letter.
    pub fn is_reachable(&self) -> bool {
        !self.phone.is_empty() || !self.address.is_empty() || !self.service_address.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime};

    use super::*;

    const NOW: fengqiao_base::Moment = datetime!(2026-11-24 10:00 +8);

    fn codes(result: Result<PartyDetails, Vec<Refusal>>) -> Vec<(&'static str, Option<&'static str>)> {
        result.unwrap_err().into_iter().map(|refusal| (refusal.code, refusal.field)).collect()
    }

    #[test]
    fn what_was_typed_is_cleaned_and_spelled_in_one_way() {
        let typed = PartyDetails {
            phone: "+86 138 0013 8000".into(),
            address: " 上川社区\t3栋 ".into(),
            legal_representative: Some(LegalRepresentative { name: "李四".into(), title: String::new() }),
            id_document: Some(IdDocument { kind: IdKind::Passport, number: " ".into() }),
            ..PartyDetails::person(" 张\u{200b}三 ")
        };
        let kept = typed.checked(PartyRole::Applicant, NOW).unwrap();
        let expected = PartyDetails {
            phone: "13800138000".into(),
            address: "上川社区 3栋".into(),
            ..PartyDetails::person("张三")
        };
        assert_eq!(kept, expected);
    }

    #[test]
    fn an_applicant_has_a_name_and_a_respondent_at_least_a_description() {
        assert_eq!(
            codes(PartyDetails::person(" ").checked(PartyRole::Applicant, NOW)),
            [("name-missing", Some("name"))]
        );
        assert_eq!(
            codes(PartyDetails::person("").checked(PartyRole::Respondent, NOW)),
            [("other-side-missing", Some("name"))]
        );
        let upstairs = PartyDetails { known_as: "楼上住户".into(), ..PartyDetails::person("") };
        assert_eq!(upstairs.checked(PartyRole::Respondent, NOW).unwrap().called(), "楼上住户");
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once() {
        let wrong = PartyDetails {
            phone: "12345".into(),
            birth: Some(Birth::Day(date!(2027 - 01 - 01))),
            needs: "很".repeat(201),
            ..PartyDetails::person("张三")
        };
        assert_eq!(
            codes(wrong.checked(PartyRole::Applicant, NOW)),
            [("words-too-long", Some("needs")), ("birth-impossible", Some("birth")),]
        );
        let wrong = PartyDetails { phone: "1380013800".into(), ..PartyDetails::person("张三") };
        assert_eq!(codes(wrong.checked(PartyRole::Applicant, NOW)), [("phone-malformed", Some("phone"))]);
    }

    #[test]
    fn somebody_is_of_age_on_the_eighteenth_birthday() {
        let born = |birth| PartyDetails { birth: Some(birth), ..PartyDetails::person("张三") };
        let child = born(Birth::Day(date!(2008 - 11 - 24)));
        assert!(child.is_minor_on(date!(2026 - 11 - 23)) && !child.is_minor_on(date!(2026 - 11 - 24)));
        let told = born(Birth::Age { years: 17, told: date!(2026 - 01 - 01) });
        assert!(told.is_minor_on(date!(2026 - 11 - 24)) && !told.is_minor_on(date!(2027 - 01 - 02)));
        assert!(!PartyDetails::person("张三").is_minor_on(date!(2026 - 11 - 24)));
    }

    #[test]
    fn a_number_is_checked_and_tells_birth_and_sex() {
        let with = |kind, number: &str| PartyDetails {
            id_document: Some(IdDocument { kind, number: number.into() }),
            ..PartyDetails::person("张三")
        };
        let kept = with(IdKind::Resident, "11010519491231002x").checked(PartyRole::Applicant, NOW).unwrap();
        assert_eq!((kept.birth, kept.sex), (Some(Birth::Day(date!(1949 - 12 - 31))), Some(Sex::Female)));
        assert_eq!(kept.id_document.unwrap().number, "11010519491231002X");
        let mistyped = with(IdKind::Resident, "110105194912310021").checked(PartyRole::Applicant, NOW);
        assert_eq!(codes(mistyped), [("code-wrong-check-digit", Some("id_number"))]);
        assert!(with(IdKind::Passport, "E12345678").checked(PartyRole::Applicant, NOW).is_ok());
    }

    #[test]
    fn what_was_not_told_takes_no_room() {
        assert_eq!(
            serde_json::to_string(&PartyDetails::person("张三")).unwrap(),
            r#"{"kind":"person","name":"张三"}"#
        );
    }
}
