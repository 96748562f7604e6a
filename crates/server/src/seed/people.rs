//! Who works in the demonstration district? All of them are invented.

use std::collections::HashMap;

use fengqiao_base::{BodyId, Duty, Ids};

use crate::account::Account;

/// Somebody of the demonstration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The account.
    pub account: Account,
    /// The code of the body the person works for.
    pub body: &'static str,
}

/// Login, name, duties, code of the body, code of the street.
type Row = (&'static str, &'static str, &'static [Duty], &'static str, Option<&'static str>);

const XINAN: &str = "440306017000";
const XIXIANG: &str = "440306018000";

use Duty::{
    Administrator, Archivist, Dispatcher, Head, Intake, Justice, Leader, Mediator, Recorder, Visitor,
};

/// One account for each duty, and a second street whose staff must not see the first.
const PEOPLE: [Row; 14] = [
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
    ("admin", "孙浩", &[Administrator], "district-centre", None),
    ("clerk-xixiang", "梁思远", &[Intake], "committee-440306018000", Some(XIXIANG)),
    ("head-xixiang", "徐国平", &[Head], "committee-440306018000", Some(XIXIANG)),
    ("mediator-xixiang", "邓玉兰", &[Mediator], "committee-440306018000", Some(XIXIANG)),
];

/// Everybody, with fresh ids.
pub(super) fn everybody(ids: &Ids, bodies: &HashMap<String, BodyId>) -> Vec<Person> {
    PEOPLE
        .iter()
        .map(|(login, name, duties, body, street)| Person {
            account: Account {
                id: ids.next(),
                login: (*login).to_owned(),
                name: (*name).to_owned(),
                duties: duties.to_vec(),
                body: bodies.get(*body).copied(),
                body_name: None,
                street: street.map(str::to_owned),
            },
            body,
        })
        .collect()
}
