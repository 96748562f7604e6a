//! What does a resident see first?

pub mod pages;
pub mod texts;

use fengqiao_policy::Action;

use crate::gate::Routes;

/// The routes of the portal.
pub fn routes() -> Routes {
    Routes::default()
        .get("/", Action::ReadPublic, pages::start)
        .get("/rights", Action::ReadPublic, pages::rights)
        .get("/about", Action::ReadPublic, texts::about)
        .get("/privacy", Action::ReadPublic, texts::privacy)
        .get("/accessibility", Action::ReadPublic, texts::accessibility)
}
