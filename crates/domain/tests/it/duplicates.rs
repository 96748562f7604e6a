//! Are two requests about one dispute found, and others left alone?

use fengqiao_base::Moment;
use fengqiao_domain::intake::{
    Channel, FiledParty, Filing, PartyDetails, PartyRole, Phone, ReferredBy,
    duplicates::{PROBABLE, Reason, Traits, phone_key},
};
use time::{Duration, macros::datetime};

use crate::requests::Desk;

const NOW: Moment = datetime!(2025-11-21 10:00 +8);
const SECRET: &[u8] = b"a secret of this district";

/// A filing that varies in what a test names.
struct Told {
    what: &'static str,
    community: &'static str,
    address: &'static str,
    applicant: (&'static str, &'static str),
    respondent: (&'static str, &'static str),
    reference: Option<&'static str>,
    days_later: i64,
}

const LEAK: Told = Told {
    what: "楼上1302住户卫生间漏水,滴到我家客厅,天花板发霉,多次协商他不肯修",
    community: "440306017001",
    address: "宝民花园3栋1202",
    applicant: ("张三", "13800138000"),
    respondent: ("", ""),
    reference: None,
    days_later: 0,
};

impl Told {
    fn traits(&self) -> Traits {
        let desk = Desk::at(NOW);
        let party = |role, (name, phone): (&str, &str)| FiledParty {
            id: desk.ids.next(),
            role,
            details: PartyDetails { phone: phone.into(), ..PartyDetails::person(name) },
        };
        let mut filing: Filing = desk.filing();
        filing.what = self.what.into();
        filing.claims.clear();
        filing.community = self.community.into();
        filing.address = self.address.into();
        filing.parties =
            vec![party(PartyRole::Applicant, self.applicant), party(PartyRole::Respondent, self.respondent)];
        if let Some(reference) = self.reference {
            filing.channel = Channel::Referral {
                by: ReferredBy::Hotline,
                reference: Some(reference.into()),
                charge: None,
                sent: None,
            };
        }
        Traits::of_filing(&filing, NOW + Duration::days(self.days_later))
    }
}

fn meet(one: &Traits, other: &Traits) -> bool {
    let keys = other.keys(SECRET);
    one.keys(SECRET).iter().any(|key| keys.contains(key))
}

#[test]
fn the_same_resident_at_the_hotline_and_at_the_window_is_found() {
    let window = LEAK.traits();
    let hotline = Told {
        what: "市民来电:宝民花园3栋1202天花板被楼上卫生间漏水滴坏,发霉,楼上不肯修",
        applicant: ("张三", "138 0013 8000"),
        reference: Some("GD20251121001"),
        days_later: 2,
        ..LEAK
    }
    .traits();
    assert!(meet(&window, &hotline));
    let likeness = window.likeness(&hotline);
    assert!(likeness.is_probable(), "{likeness:?}");
    assert_eq!(likeness.reasons[0], Reason::SamePhone);
    assert!(likeness.reasons.contains(&Reason::SamePlace));
}

#[test]
fn the_same_quarrel_brought_by_the_other_side_is_found() {
    let one = Told { respondent: ("李四", ""), ..LEAK }.traits();
    let other = Told {
        what: "楼下1202张三说我家漏水,天天上门闹,其实是他自己天花板的问题",
        address: "宝民花园3栋1302",
        applicant: ("李四", "13700137000"),
        respondent: ("张 三", ""),
        days_later: 5,
        ..LEAK
    }
    .traits();
    assert!(meet(&one, &other));
    let likeness = one.likeness(&other);
    assert!(likeness.is_probable(), "{likeness:?}");
    assert_eq!(likeness.reasons[0], Reason::SameSides);
}

#[test]
fn the_same_reference_number_is_the_same_request() {
    let one = Told { reference: Some("(2025)粤0306诉前调1号"), ..LEAK }.traits();
    let other = Told {
        reference: Some("（2025）粤0306诉前调1号"),
        what: "详见附件",
        applicant: ("王五", ""),
        address: "",
        days_later: 40,
        ..LEAK
    }
    .traits();
    assert!(meet(&one, &other) && one.likeness(&other).points >= PROBABLE);
}

#[test]
fn neighbours_with_the_same_trouble_are_not_one_dispute() {
    let other = Told {
        what: "我家厨房水管爆裂,水漏到楼下,楼下要我赔五千元,我觉得太多",
        address: "宝民花园7栋602",
        applicant: ("赵六", "13600136000"),
        ..LEAK
    };
    assert!(!LEAK.traits().likeness(&other.traits()).is_probable());
}

#[test]
fn the_same_person_with_another_quarrel_is_not_joined() {
    let other = Told {
        what: "公司裁员不给经济补偿,社保也没有交",
        address: "西乡街道某科技园",
        community: "440306018001",
        respondent: ("某科技有限公司", ""),
        ..LEAK
    };
    let likeness = LEAK.traits().likeness(&other.traits());
    assert!(!likeness.is_probable(), "{likeness:?}");
}

#[test]
fn a_quarrel_that_comes_back_after_years_is_a_new_one() {
    let later = Told { days_later: 500, ..LEAK }.traits();
    let soon = Told { days_later: 20, ..LEAK }.traits();
    let now = LEAK.traits();
    assert!(now.likeness(&soon).points > now.likeness(&later).points + 30);
}

#[test]
fn likeness_does_not_depend_on_who_came_first() {
    let other = Told { what: "楼上漏水", days_later: 9, ..LEAK }.traits();
    assert_eq!(LEAK.traits().likeness(&other), other.likeness(&LEAK.traits()));
}

#[test]
fn keys_tell_nothing_without_the_secret() {
    let traits = LEAK.traits();
    let keys = traits.keys(SECRET);
    assert!((4..=12).contains(&keys.len()), "{keys:?}");
    assert!(keys.iter().all(|key| key.len() == 32 && key.bytes().all(|byte| byte.is_ascii_hexdigit())));
    let others = traits.keys(b"another secret");
    assert!(keys.iter().all(|key| !others.contains(key)));
    let phone = Phone::read("+86 138-0013-8000").unwrap();
    assert!(keys.contains(&phone_key(&phone, SECRET)));
}
