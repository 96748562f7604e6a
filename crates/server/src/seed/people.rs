//! Who works in the demonstration district? All of them are invented.

use fengqiao_base::{AccountId, BodyId, Duty, id::PostId};
use fengqiao_domain::{
    account::{Post, Term},
    centre::Person as OnRoster,
};
use sha2::{Digest, Sha256};
use time::macros::date;

use super::names;
use crate::{account::Account, centre};

/// Somebody of the demonstration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The account.
    pub account: Account,
    /// Code of the body the person works for.
    pub body: String,
    /// Whether the account is one to try the platform with; the others are colleagues in the streets.
    pub is_shown: bool,
}

/// Login, name, duties, code of the body, code of the street.
type Row = (&'static str, &'static str, &'static [Duty], &'static str, Option<&'static str>);

const XINAN: &str = "440306017000";
const XIXIANG: &str = "440306018000";

use Duty::{
    Archivist, Auditor, Custodian, Department, Dispatcher, External, Head, Intake, Justice, Leader, Mediator,
    Panel, Recorder, SecurityAdministrator, Statistics, SystemAdministrator, Visitor,
};

/// One account for each duty that has a desk, and a second street whose staff must not see the first.
const PEOPLE: [Row; 25] = [
    ("clerk", "林晓雯", &[Intake], "district-centre", None),
    ("dispatcher", "周建国", &[Dispatcher], "district-centre", None),
    ("head", "陈静", &[Head], "committee-440306017000", Some(XINAN)),
    ("mediator", "王志强", &[Mediator], "committee-440306017000", Some(XINAN)),
    ("mediator2", "李春梅", &[Mediator], "committee-440306017000", Some(XINAN)),
    ("recorder", "何嘉琪", &[Recorder], "committee-440306017000", Some(XINAN)),
    ("visitor", "黄丽华", &[Visitor], "committee-440306017000", Some(XINAN)),
    ("archivist", "吴文博", &[Archivist], "district-centre", None),
    ("justice", "郑敏", &[Justice], "district-centre", None),
    ("leader", "赵卫东", &[Leader], "district-centre", None),
    ("department", "宋远航", &[Department], "agency-labour", None),
    ("reviewer", "许月华", &[Panel], "committee-440306017000", Some(XINAN)),
    ("legal-aid", "姜明远", &[Department], "agency-justice", None),
    ("judge", "魏思齐", &[External], "agency-court", None),
    ("police", "霍振宇", &[External], "agency-police", None),
    ("procuratorate", "柏文清", &[External], "agency-procuratorate", None),
    ("petition", "尹雪梅", &[External], "agency-petition", None),
    ("statistics", "潘晓明", &[Statistics], "district-centre", None),
    ("custodian", "田秀英", &[Custodian], "district-centre", None),
    ("admin", "孙浩", &[SystemAdministrator], "district-centre", None),
    ("security", "方国强", &[SecurityAdministrator], "district-centre", None),
    ("auditor", "秦岚", &[Auditor], "district-centre", None),
    ("clerk-xixiang", "梁思远", &[Intake], "committee-440306018000", Some(XIXIANG)),
    ("head-xixiang", "徐国平", &[Head], "committee-440306018000", Some(XIXIANG)),
    ("mediator-xixiang", "邓玉兰", &[Mediator], "committee-440306018000", Some(XIXIANG)),
];

/// The streets: code and the word in logins.
pub const STREETS: [(&str, &str); 10] = [
    (XINAN, "xinan"),
    (XIXIANG, "xixiang"),
    ("440306019000", "hangcheng"),
    ("440306020000", "fuyong"),
    ("440306021000", "fuhai"),
    ("440306022000", "shajing"),
    ("440306023000", "xinqiao"),
    ("440306024000", "songgang"),
    ("440306025000", "yanluo"),
    ("440306026000", "shiyan"),
];

/// Who works in each street.
const IN_EACH_STREET: [(&str, Duty); 9] = [
    ("clerk", Intake),
    ("head", Head),
    ("mediator", Mediator),
    ("mediator2", Mediator),
    ("mediator3", Mediator),
    ("mediator4", Mediator),
    ("mediator5", Mediator),
    ("recorder", Recorder),
    ("visitor", Visitor),
];

/// The account with this login: always the same id.
pub fn id_of(login: &str) -> AccountId {
    let digest: [u8; 32] = Sha256::digest(format!("account {login}")).into();
    let (first, _) = digest.split_first_chunk::<16>().expect("a digest has 32 bytes");
    AccountId(uuid::Builder::from_custom_bytes(*first).into_uuid())
}

/// Everybody: those to try it with, then their colleagues in every street.
pub fn everybody() -> Vec<Person> {
    let shown = PEOPLE
        .iter()
        .map(|(login, name, duties, body, street)| person(login, name, duties, body, *street, true));
    let mut people: Vec<Person> = shown.collect();
    // Far from the places the parties are drawn from.
    let mut place = 17;
    for (street, word) in STREETS {
        for (duty_word, duty) in IN_EACH_STREET {
            let plain = duty_word.trim_end_matches(|c: char| c.is_ascii_digit());
            let login = match street {
                XINAN if plain != "clerk" => duty_word.to_owned(),
                _ => format!("{duty_word}-{word}"),
            };
            if !people.iter().any(|person| person.account.login == login) {
                let body = format!("committee-{street}");
                people.push(person(&login, &names::name(place), &[duty], &body, Some(street), false));
                place += 67;
            }
        }
    }
    people
}

fn person(
    login: &str,
    name: &str,
    duties: &[Duty],
    body: &str,
    street: Option<&str>,
    is_shown: bool,
) -> Person {
    let account = Account {
        id: id_of(login),
        login: login.to_owned(),
        name: name.to_owned(),
        body: Some(centre::id_of(body)),
        body_name: None,
        posts: [post(login, duties, body, street)].into(),
    };
    Person { account, body: body.to_owned(), is_shown }
}

/// A post that holds since before the first life.
fn post(login: &str, duties: &[Duty], body: &str, street: Option<&str>) -> Post {
    Post {
        id: PostId(id_of(login).0),
        duties: duties.to_vec(),
        body: Some(centre::id_of(body)),
        street: street.map(str::to_owned),
        term: Term { from: date!(2020 - 01 - 01), until: None },
        of: None,
    }
}

/// Those of a street who may act in `duty`.
pub fn of_street(people: &[Person], street: &str, duty: Duty) -> Vec<AccountId> {
    people
        .iter()
        .filter(|one| one.account.street() == Some(street) && one.account.duties().contains(&duty))
        .map(|one| one.account.id)
        .collect()
}

/// The mediators of a body, to take turns at its door.
pub(super) fn mediators_of(people: &[Person], body: BodyId) -> Vec<OnRoster> {
    people
        .iter()
        .filter(|one| one.account.body == Some(body) && one.account.duties().contains(&Mediator))
        .map(|one| OnRoster { name: one.account.name.clone(), account: Some(one.account.id) })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_street_has_a_head_a_clerk_a_visitor_and_five_mediators() {
        let people = everybody();
        for (street, _) in STREETS {
            let count = |duty| of_street(&people, street, duty).len();
            let all = [Head, Intake, Visitor, Recorder, Mediator].map(count);
            assert_eq!(all, [1, 1, 1, 1, 5], "{street}");
        }
    }

    #[test]
    fn logins_ids_and_names_are_different() {
        let people = everybody();
        let of = |what: fn(&Person) -> String| people.iter().map(what).collect::<BTreeSet<_>>().len();
        let all = [
            of(|one| one.account.login.clone()),
            of(|one| one.account.id.to_string()),
            of(|one| one.account.name.clone()),
        ];
        assert_eq!(all, [people.len(); 3]);
    }

    #[test]
    fn every_duty_with_a_desk_has_an_account_to_try_it_with() {
        let people = everybody();
        for duty in fengqiao_policy::Action::ReadDesk.duties() {
            let has = people.iter().any(|one| one.is_shown && one.account.duties().contains(duty));
            assert!(has, "{}", duty.code());
        }
    }
}
