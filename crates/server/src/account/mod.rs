//! Who works here, and how do they sign in?

pub mod api;
pub mod own;
pub mod pages;
pub mod password;
pub mod recent;
pub mod session;
pub mod store;

use fengqiao_base::{AccountId, BodyId, Duty};
use fengqiao_policy::Action;
use fengqiao_web::problem::Problem;

use crate::{app::App, gate::Routes};

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

/// Whose login and password these are. It costs the same work whether the login or the password is wrong.
pub async fn known(app: &App, login: &str, password: &str) -> Result<Option<Account>, Problem> {
    const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$\
                          4Bd+Y3rrkBz0yRkqXjUKnkU5d1+LWKpBvtNMHW0RbPo";
    let row = store::by_login(app.store.read(), login).await.map_err(Problem::fault)?;
    let typed = password.to_owned();
    let kept = row.as_ref().map_or_else(|| NOBODY.to_owned(), |row| row.password.clone());
    let is_right = password::in_turn(move || password::is_right(&typed, &kept)).await?;
    row.filter(|_| is_right).map(|row| row.account().map_err(Problem::fault)).transpose()
}
