//! Which bodies work one case together, and which organs send disputes here?
//!
//! The committee acts on the page of the case, with the form of every act. A supporting body reads its own task and
//! nothing else of the case; an organ that sent a dispute reads how far it has come and what was reported back.
//!
//! | file | question |
//! | --- | --- |
//! | `store` | which tasks does a body have, and which numbers did it send |
//! | `load` | which task is this, and is it the reader's |
//! | `pages` | the list of tasks, one task, and its acts |
//! | `appoint` | the form with which a court, the police, the procuratorate or the petition office sends a dispute |
//! | `sent` | what such an organ sent, and what came of it |
//! | `view` | how it looks on the page of the case |

mod appoint;
pub mod load;
mod pages;
mod sent;
pub mod store;
pub mod view;

pub use appoint::AppointPage;
pub use pages::{TaskPage, TasksPage};
pub use sent::{ReferralPage, SentPage};

use fengqiao_policy::Action;

use crate::gate::Routes;

/// The routes of this word.
pub fn routes() -> Routes {
    Routes::default()
        .get("/linked", Action::ReadTasks, pages::list)
        .get("/linked/appoint", Action::SendReferral, appoint::ask)
        .post("/linked/appoint", Action::SendReferral, appoint::send)
        .get("/linked/sent", Action::SendReferral, sent::list)
        .get("/linked/sent/{number}", Action::SendReferral, sent::show)
        .get("/linked/{id}", Action::ReadTasks, pages::show)
        .get("/linked/{id}/acts/{act}", Action::AnswerTask, pages::ask)
        .post("/linked/{id}/acts/{act}", Action::AnswerTask, pages::act)
}
