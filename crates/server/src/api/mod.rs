//! How do other programs use the platform?
//!
//! `/api/v1` is JSON over the same moves as the pages: the same loading with permission, the same rules, the same
//! transaction. Each word keeps its addresses in its own `api.rs`; here is what they share.
//!
//! | file | question |
//! | --- | --- |
//! | `table` | which operations are there, who may, what do they take and give |
//! | `doc` | how is that told as OpenAPI |
//! | `words` | which schemas have the words and values of the rules |
//! | `acts` | which schema has each act |
//! | `read` | how is a body, a version, a key read |
//! | `answer` | how does an answer leave |
//! | `known` | which reference data is there, and what can be reckoned with it |
//! | `page` | how does a person read all that |

pub mod acts;
pub mod answer;
pub mod doc;
pub mod known;
pub mod page;
pub mod read;
pub mod table;
pub mod words;

use fengqiao_policy::Action;

use self::table::Table;
use crate::gate::Routes;

/// Every operation of the API.
pub fn table() -> Table {
    Table::default()
        .merge(crate::account::api::table())
        .merge(crate::case::api::table())
        .merge(crate::centre::api::table())
        .merge(known::table())
        .merge(doc::table())
}

/// The routes of the API, with the page that explains them.
pub fn routes() -> Routes {
    table().routes().get("/api", Action::ReadPublic, page::reference)
}
