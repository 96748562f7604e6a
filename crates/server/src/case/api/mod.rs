//! How do programs read cases and work on them?

pub mod acts;
pub mod answers;
pub mod files;
pub mod parts;
pub mod read;

use fengqiao_policy::Action;
use serde_json::{Value, json};

use self::{
    acts::Done,
    answers::CaseJson,
    files::FileList,
    read::{CaseList, Documents, Events, Offers, Terms},
};
use crate::{
    api::{
        acts as schemas,
        table::{Op, Table},
    },
    directory::Names,
    personal_data::contact::{self, Contact},
};

/// The operations of this word.
pub fn table() -> Table {
    Table::default().merge(of_staff()).merge(of_party())
}

fn op(id: &'static str) -> Op {
    Op::new("case", id)
}

fn acting(op: Op) -> Op {
    let done = json!({
        "number": "440306-2026-000007",
        "version": 4,
        "stage": "S2",
        "turn": { "duty": "head", "parties": [], "act": "accept", "by": "2026-11-29T16:00:00Z" },
        "offers": ["record_consent", "tell_rights", "add_note"],
    });
    let example = schemas::example(fengqiao_domain::case::ActKind::RecordConsent);
    op.takes_schema(schemas::ANY, schemas::schemas(), example).gives::<Done>(200, done).versioned()
}

fn of_staff() -> Table {
    const QUERY: &[&str] = &["open", "stage", "type", "street", "turn", "due", "accepted", "q", "before"];
    let row = json!({
        "number": "440306-2026-000007",
        "title": "楼上卫生间漏水，天花板受损",
        "stage": "S7",
        "dispute_type": "02",
        "community": "440306017001",
        "turn": "mediator",
        "due_at": "2026-12-23T16:00:00Z",
        "opened_at": "2026-11-23T02:00:00Z",
    });
    let reached = json!({
        "name": "张三", "phone": "13800138000", "address": "宝民花园3栋1202", "service_address": "",
    });
    let list = json!({ "cases": [row], "next": "/api/v1/cases?before=7" });
    Table::default()
        .get(
            "/api/v1/cases",
            Action::ReadCases,
            op("list_cases").query(QUERY).gives::<CaseList>(200, list),
            read::list,
        )
        .get(
            "/api/v1/cases/{number}",
            Action::ReadCases,
            op("read_case").gives::<CaseJson>(200, example()),
            read::one,
        )
        .get(
            "/api/v1/cases/{number}/people/{id}",
            Action::ShowContact,
            op("read_case_contact").gives::<Contact>(200, reached),
            contact::for_programs,
        )
        .get(
            "/api/v1/cases/{number}/events",
            Action::ReadCases,
            op("list_case_events").query(&["after"]).gives::<Events>(200, Value::Null),
            read::events,
        )
        .get(
            "/api/v1/cases/{number}/deadlines",
            Action::ReadCases,
            op("list_case_deadlines").gives::<Terms>(200, Value::Null),
            read::deadlines,
        )
        .get(
            "/api/v1/cases/{number}/documents",
            Action::ReadDocuments,
            op("list_case_documents").gives::<Documents>(200, Value::Null),
            read::documents,
        )
        .get(
            "/api/v1/cases/{number}/offers",
            Action::ReadCases,
            op("list_case_offers").gives::<Offers>(200, Value::Null),
            read::offers,
        )
        .post("/api/v1/cases/{number}/acts", Action::ReportDanger, acting(op("act_on_case")), acts::by_staff)
        .get(
            "/api/v1/cases/{number}/attachments",
            Action::ReadCases,
            op("list_case_attachments").gives::<FileList>(200, Value::Null),
            files::list,
        )
        .post(
            "/api/v1/cases/{number}/attachments",
            Action::ActOnCase,
            op("add_case_attachments").takes_files().gives::<FileList>(201, Value::Null).once(),
            files::add,
        )
        .get(
            "/api/v1/cases/{number}/attachments/{id}",
            Action::ReadCases,
            op("read_case_attachment").gives_plain("*/*"),
            super::files::read,
        )
}

fn of_party() -> Table {
    let op = |id| Op::new("follow", id);
    Table::default()
        .get(
            "/api/v1/follow/case",
            Action::FollowRequest,
            op("read_own_case").gives::<CaseJson>(200, Value::Null),
            read::own,
        )
        .get(
            "/api/v1/follow/case/offers",
            Action::FollowRequest,
            op("list_own_offers").gives::<Offers>(200, Value::Null),
            read::own_offers,
        )
        .post("/api/v1/follow/case/acts", Action::ActAsParty, acting(op("act_on_own_case")), acts::by_party)
}

/// A case as it may look.
fn example() -> Value {
    let told = CaseJson::of(&super::sample::loaded(), &Names::default());
    serde_json::to_value(told).expect("a case is plain data")
}
