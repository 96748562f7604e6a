//! How does a resident's request come in, how is it followed, and what does intake make of it?
//!
//! | file | question |
//! | --- | --- |
//! | `file`, `form`, `group`, `summary` | how it is filed, step by step, by one or by many |
//! | `uploads`, `code` | how files and a checked telephone come with it |
//! | `receipt`, `check`, `secret` | what proves it, and with which code it is followed |
//! | `follow`, `mine` | what whoever filed it sees, with number and code or with the telephone |
//! | `queue`, `desk`, `acts`, `people`, `new` | what staff sees and does |
//! | `alike` | which others are probably the same dispute |
//! | `store`, `load`, `tidy` | how it is kept, who may have it, and what is thrown away |

pub mod acts;
pub mod alike;
pub mod check;
mod choices;
pub mod code;
pub mod desk;
pub mod file;
pub mod follow;
pub mod form;
mod group;
pub mod load;
pub mod mine;
pub mod new;
pub mod people;
pub mod queue;
pub mod receipt;
pub mod sample;
pub mod secret;
pub mod spot;
pub mod store;
pub mod summary;
pub mod tidy;
pub mod uploads;
pub mod view;

use fengqiao_policy::Action;

use crate::gate::Routes;

/// The routes of this word.
pub fn routes() -> Routes {
    Routes::default()
        .get("/file", Action::FileRequest, file::begin)
        .post("/file", Action::FileRequest, file::go_on)
        .get("/receipts/check", Action::ReadPublic, check::ask)
        .post("/receipts/check", Action::ReadPublic, check::check)
        .get("/receipts/picture", Action::ReadPublic, check::draw)
        .get("/follow", Action::ReadPublic, follow::ask)
        .post("/follow", Action::ReadPublic, follow::open)
        .get("/follow/phone", Action::ReadPublic, mine::ask)
        .post("/follow/phone", Action::ReadPublic, mine::show_phone)
        .get("/follow/mine", Action::ReadPublic, mine::list)
        .post("/follow/mine/{number}", Action::ReadPublic, mine::choose)
        .get("/follow/request", Action::FollowRequest, follow::show)
        .get("/follow/receipt", Action::FollowRequest, follow::receipt)
        .get("/follow/details", Action::FollowRequest, follow::details)
        .post("/follow/details", Action::FollowRequest, follow::correct)
        .post("/follow/files", Action::FollowRequest, follow::add_files)
        .post("/follow/withdraw", Action::FollowRequest, follow::withdraw)
        .post("/follow/did-not-hold", Action::FollowRequest, follow::did_not_hold)
        .get("/follow/attachments/{id}", Action::FollowRequest, follow::attachment)
        .get("/intake", Action::ReadRequests, queue::show)
        .get("/intake/new", Action::HandleRequest, new::ask)
        .post("/intake/new", Action::HandleRequest, new::keep)
        .get("/intake/spot", Action::HandleRequest, spot::ask)
        .post("/intake/spot", Action::HandleRequest, spot::keep)
        .get("/intake/{number}", Action::ReadRequests, desk::show)
        .get("/intake/{number}/attachments/{id}", Action::ReadRequests, desk::attachment)
        .get("/intake/{number}/acts/report_danger", Action::ReadRequests, acts::ask_danger)
        .post("/intake/{number}/acts/report_danger", Action::ReadRequests, acts::report_danger)
        .get("/intake/{number}/acts/{act}", Action::HandleRequest, acts::ask)
        .post("/intake/{number}/acts/{act}", Action::HandleRequest, acts::act)
        .get("/intake/{number}/people/{id}", Action::HandleRequest, people::ask)
        .post("/intake/{number}/people/{id}", Action::HandleRequest, people::keep)
        .get("/intake/{number}/beside", Action::HandleRequest, alike::beside)
        .post("/intake/{number}/beside", Action::HandleRequest, alike::decide_pair)
}
