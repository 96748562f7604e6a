//! Who works here, and how do they sign in?
//!
//! | file | question |
//! | --- | --- |
//! | `pages`, `step`, `halfway` | how one gets in, what is asked next, and what was shown so far |
//! | `provider` | how an identity provider speaks for somebody |
//! | `second`, `change`, `enrol`, `invitation`, `first` | the steps: second factor, another password, adding a factor, the first time, the first start |
//! | `factor`, `totp`, `passkey`, `password` | with what somebody shows who it is, and how that is kept |
//! | `session`, `recent`, `places`, `device`, `browser` | who a browser is signed in as, where else, and which one it is |
//! | `own` | what somebody changes about the own account |
//! | `desk`, `post`, `posting`, `leave` | what administrators keep, and which posts somebody holds |
//! | `config`, `api`, `store` | which rules hold, how a program signs in, and how accounts are kept |

pub mod api;
pub mod browser;
pub mod change;
pub mod config;
pub mod desk;
pub mod device;
pub mod enrol;
pub mod factor;
pub mod first;
pub mod halfway;
pub mod invitation;
pub mod leave;
pub mod own;
pub mod pages;
pub mod passkey;
pub mod password;
pub mod places;
pub mod post;
pub mod posting;
pub mod provider;
pub mod recent;
pub mod second;
pub mod session;
pub mod step;
pub mod store;
pub mod totp;

use std::sync::Arc;

use axum::http::HeaderMap;
use fengqiao_base::{AccountId, Actor, BodyId, Duty, Moment, Refusal, local_day};
use fengqiao_domain::account::{Post, one_street};
use fengqiao_policy::Action;
use fengqiao_web::problem::Problem;

use crate::{
    app::App,
    attempts,
    gate::Routes,
    trail::{About, Kind, Note},
    viewer::Viewer,
};

/// An account of staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// The name typed at sign-in.
    pub login: String,
    /// The name shown.
    pub name: String,
    /// The body the person works for.
    pub body: Option<BodyId>,
    /// That body's name.
    pub body_name: Option<String>,
    /// The posts it holds today, those it stands in for included.
    pub posts: Arc<[Post]>,
}

impl Account {
    /// Every duty of some post, each once.
    pub fn duties(&self) -> Vec<Duty> {
        duties_of(&self.posts)
    }

    /// The one street that all its posts reach; none: several, or the whole district.
    pub fn street(&self) -> Option<&str> {
        one_street(self.posts.iter().map(|post| post.street.as_deref()))
    }
}

/// Every duty of `posts`, each once, in their order.
fn duties_of(posts: &[Post]) -> Vec<Duty> {
    let mut seen = std::collections::BTreeSet::new();
    posts.iter().flat_map(|post| &post.duties).copied().filter(|duty| seen.insert(*duty)).collect()
}

/// The routes of this word.
pub fn routes() -> Routes {
    Routes::default()
        .get("/sign-in", Action::ReadPublic, pages::sign_in)
        .post("/sign-in", Action::ReadPublic, pages::open_session)
        .post("/sign-in/passkey/options", Action::ReadPublic, passkey::ask)
        .post("/sign-in/passkey", Action::ReadPublic, passkey::show)
        .get("/sign-in/second", Action::ReadPublic, second::ask)
        .post("/sign-in/second", Action::ReadPublic, second::show)
        .get("/sign-in/password", Action::ReadPublic, change::ask)
        .post("/sign-in/password", Action::ReadPublic, change::keep)
        .get("/sign-in/factors", Action::ReadPublic, enrol::choose)
        .post("/sign-in/factors/passkey/options", Action::ReadPublic, passkey::offer)
        .post("/sign-in/factors/passkey", Action::ReadPublic, passkey::keep)
        .post("/sign-in/factors/totp/new", Action::ReadPublic, enrol::show_totp)
        .post("/sign-in/factors/totp", Action::ReadPublic, enrol::keep_totp)
        .post("/sign-in/factors/done", Action::ReadPublic, enrol::done)
        .get("/sign-in/provider", Action::ReadPublic, provider::begin)
        .get("/sign-in/provider/back", Action::ReadPublic, provider::come_back)
        .get("/sign-in/provider/leave", Action::ReadPublic, provider::leave)
        .get("/sign-in/left", Action::ReadPublic, pages::left)
        .get("/follow/provider", Action::ReadPublic, provider::begin_resident)
        .get("/follow/provider/back", Action::ReadPublic, provider::come_back_resident)
        .get("/welcome/{token}", Action::ReadPublic, invitation::show)
        .post("/welcome/{token}", Action::ReadPublic, invitation::accept)
        .get("/first/{token}", Action::ReadPublic, first::ask)
        .post("/first/{token}", Action::ReadPublic, first::appoint)
        .get("/account", Action::ReadDesk, own::show)
        .post("/account/password", Action::ReadDesk, own::change_password)
        .post("/account/factors", Action::ReadDesk, own::add_factor)
        .post("/account/factors/{id}/name", Action::ReadDesk, own::rename_factor)
        .post("/account/factors/{id}/remove", Action::ReadDesk, own::remove_factor)
        .post("/account/recovery", Action::ReadDesk, own::new_recovery)
        .post("/account/sessions", Action::ReadDesk, own::end_sessions)
        .post("/account/sessions/{handle}", Action::ReadDesk, own::end_session)
        .get("/account/posts", Action::DelegatePost, leave::show)
        .post("/account/posts/stand-ins", Action::DelegatePost, leave::name)
        .post("/account/posts/stand-ins/{post}/end", Action::DelegatePost, leave::end)
        .get("/accounts", Action::ReadAccounts, desk::list)
        .get("/accounts/new", Action::KeepAccounts, desk::ask)
        .post("/accounts/new", Action::KeepAccounts, desk::make)
        .get("/accounts/{id}", Action::ReadAccounts, desk::one)
        .post("/accounts/{id}/invitation", Action::KeepAccounts, desk::invite)
        .post("/accounts/{id}/closing", Action::KeepAccounts, desk::close)
        .post("/accounts/{id}/posts", Action::GrantPosts, posting::give)
        .post("/accounts/{id}/posts/{post}/end", Action::GrantPosts, posting::end)
        .post("/sign-out", Action::ReadPublic, pages::end_session)
}

/// What is counted when somebody shows a password or a code of `login` from this browser.
fn tries_of(app: &App, headers: &HeaderMap, login: &str) -> String {
    let device = device::known(app, headers, login).unwrap_or_default();
    attempts::key(app, "sign in", &format!("{login}\n{device}"))
}

/// The refusal `sign-in-too-many` if it was tried as often as the settings allow.
async fn locked(
    app: &App,
    tries: &str,
    field: &'static str,
    now: Moment,
) -> Result<Option<Refusal>, Problem> {
    let failed = attempts::count(app, tries, now).await?;
    let refusal =
        || Refusal::new("sign-in-too-many").at(field).with("minutes", app.config.sign_in.lock_minutes);
    Ok((failed >= app.config.sign_in.tries.into()).then(refusal))
}

/// Whose login and password these are. Whether there is such an account shows neither in the answer nor in the work it
/// takes; tries are counted all the same.
///
/// # Errors
/// `sign-in-unknown` if the login or the password is wrong, `sign-in-too-many` after as many tries as the settings say.
pub async fn known(
    app: &App,
    viewer: &Viewer,
    headers: &HeaderMap,
    login: &str,
    password: &str,
) -> Result<Result<Account, Refusal>, Problem> {
    const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$\
                          4Bd+Y3rrkBz0yRkqXjUKnkU5d1+LWKpBvtNMHW0RbPo";
    let now = viewer.now;
    let tries = tries_of(app, headers, login);
    let _turn = attempts::turn(&tries).await;
    let row = store::by_login(app.store.read(), login).await.map_err(Problem::fault)?;
    let whose = row.as_ref().map(store::Row::id);
    if let Some(refusal) = locked(app, &tries, "login", now).await? {
        shut_out(app, viewer, Kind::SignInLocked, whose).await?;
        return Ok(Err(refusal));
    }
    let typed = password.to_owned();
    // An invited account has no password yet.
    let kept = row.as_ref().map(|row| row.password.clone()).filter(|kept| !kept.is_empty());
    let kept = kept.unwrap_or_else(|| NOBODY.to_owned());
    let is_right = password::in_turn(move || password::is_right(&typed, &kept)).await?;
    let Some(row) = row.filter(|_| is_right) else {
        attempts::add(app, &tries, now, app.config.sign_in.lock()).await?;
        shut_out(app, viewer, Kind::SignInRefused, whose).await?;
        return Ok(Err(Refusal::new("sign-in-unknown").at("login")));
    };
    let account = row.account(app.store.read(), local_day(now)).await.map_err(Problem::fault)?;
    // Where a second factor follows, only the whole clears the count: else whoever knows the password guesses codes.
    if !factor::has_any(app.store.read(), account.id).await.map_err(Problem::fault)?
        && attempts::count(app, &tries, now).await? > 0
    {
        attempts::clear(app, &tries).await?;
    }
    Ok(Ok(account))
}

/// Notes a sign-in that was refused; one at an account that there is not is noted of the platform.
async fn shut_out(app: &App, viewer: &Viewer, kind: Kind, account: Option<AccountId>) -> Result<(), Problem> {
    let about = account.map_or(About::Platform, About::Account);
    Note::of(viewer, Actor::System, kind, about, "").keep(app).await.map_err(Problem::fault)
}

/// Notes what the owner of an account did at the door or with the ways in; `what` says with which.
pub(crate) async fn noted(
    app: &App,
    viewer: &Viewer,
    account: &Account,
    kind: Kind,
    what: &'static str,
) -> Result<(), Problem> {
    // Whoever has no post yet signs in too.
    let duty = account.duties().first().copied().unwrap_or(Duty::Reporter);
    let by = Actor::Staff { account: account.id, duty };
    Note::of(viewer, by, kind, About::Account(account.id), what).keep(app).await.map_err(Problem::fault)
}
