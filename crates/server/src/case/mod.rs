//! How is a case kept, shown and worked on?

pub mod access;
pub mod acts;
pub mod api;
pub mod bulk;
mod crew;
pub mod export;
pub mod files;
pub mod filter;
pub mod form;
pub mod list;
pub mod load;
pub mod pages;
pub mod party;
pub mod reopen;
pub mod sample;
pub mod store;
pub mod typed;
pub mod view;
pub mod whole;

use fengqiao_policy::Action;

use crate::gate::Routes;

/// The routes of this word.
pub fn routes() -> Routes {
    Routes::default()
        .get("/cases", Action::ReadCases, list::show)
        .get("/cases.csv", Action::ReadCases, export::csv)
        .get("/cases/{number}", Action::ReadCases, pages::show)
        .get("/cases/{number}/access", Action::ActOnCase, access::ask)
        .post("/cases/{number}/access", Action::ActOnCase, access::issue)
        .get("/cases/{number}/reopen", Action::ActOnCase, reopen::ask)
        .post("/cases/{number}/reopen", Action::ActOnCase, reopen::reopen)
        .get("/cases/{number}/deadlines", Action::ReadCases, pages::deadlines)
        .get("/cases/{number}/attachments/{id}", Action::ReadCases, files::read)
        .get("/cases/{number}/acts/report_danger", Action::ReportDanger, acts::ask_danger)
        .post("/cases/{number}/acts/report_danger", Action::ReportDanger, acts::report_danger)
        .get("/cases/{number}/acts/{act}", Action::ActOnCase, acts::ask)
        .post("/cases/{number}/acts/{act}", Action::ActOnCase, acts::act)
        .get("/follow/case", Action::FollowRequest, party::show)
        .get("/follow/case/acts/{act}", Action::ActAsParty, party::ask)
        .post("/follow/case/acts/{act}", Action::ActAsParty, party::act)
        .get("/follow/case/attachments/{id}", Action::FollowRequest, party::read)
}
