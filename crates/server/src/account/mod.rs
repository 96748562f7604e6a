//! Who works here, and how do they sign in?

pub mod own;
pub mod pages;
pub mod password;
pub mod session;
pub mod store;

use fengqiao_base::{AccountId, BodyId, Duty};
use fengqiao_policy::Action;

use crate::gate::Routes;

/// An account of staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// The name typed at sign-in.
    pub login: String,
    /// The name shown.
    pub name: String,
    /// What the person does here.
    pub duties: Vec<Duty>,
    /// The body the person works for.
    pub body: Option<BodyId>,
    /// That body's name.
    pub body_name: Option<String>,
    /// The street the person works in (12-digit code); none: the whole district.
    pub street: Option<String>,
}

/// The routes of this word.
pub fn routes() -> Routes {
    Routes::default()
        .get("/sign-in", Action::ReadPublic, pages::sign_in)
        .post("/sign-in", Action::ReadPublic, pages::open_session)
        .get("/account", Action::ReadDesk, own::show)
        .post("/account/password", Action::ReadDesk, own::change_password)
        .post("/account/sessions", Action::ReadDesk, own::end_sessions)
        .post("/sign-out", Action::ReadPublic, pages::end_session)
}
