//! What is waiting for me, and by when?

pub mod pages;
pub mod queue;

use fengqiao_policy::Action;

use crate::gate::Routes;

/// The routes of the desk.
pub fn routes() -> Routes {
    Routes::default()
        .get("/desk", Action::ReadDesk, pages::home)
        .get("/work", Action::ReadWork, pages::work)
        .get("/return-visits", Action::ReadVisits, pages::visits)
        .get("/archive", Action::ReadArchive, pages::archive)
}
