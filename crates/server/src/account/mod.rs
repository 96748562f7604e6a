//! Who works here, and how do they sign in?

pub mod api;
pub mod desk;
pub mod device;
pub mod leave;
pub mod own;
pub mod pages;
pub mod password;
pub mod post;
pub mod posting;
pub mod recent;
pub mod session;
pub mod store;

use std::sync::Arc;

use axum::http::HeaderMap;
use fengqiao_base::{AccountId, BodyId, Duty, Moment, Refusal, local_day};
use fengqiao_domain::account::Post;
use fengqiao_policy::Action;
use fengqiao_web::problem::Problem;
use time::Duration;

use crate::{app::App, attempts, gate::Routes};

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
        let mut duties: Vec<Duty> = self.posts.iter().flat_map(|post| &post.duties).copied().collect();
        let mut seen = std::collections::BTreeSet::new();
        duties.retain(|duty| seen.insert(*duty));
        duties
    }

    /// The one street that all its posts reach; none: several, or the whole district.
    pub fn street(&self) -> Option<&str> {
        let (first, others) = self.posts.split_first()?;
        let street = first.street.as_deref()?;
        others.iter().all(|post| post.street.as_deref() == Some(street)).then_some(street)
    }
}

/// The routes of this word.
pub fn routes() -> Routes {
    Routes::default()
        .get("/sign-in", Action::ReadPublic, pages::sign_in)
        .post("/sign-in", Action::ReadPublic, pages::open_session)
        .get("/account", Action::ReadDesk, own::show)
        .post("/account/password", Action::ReadDesk, own::change_password)
        .post("/account/sessions", Action::ReadDesk, own::end_sessions)
        .get("/account/posts", Action::DelegatePost, leave::show)
        .post("/account/posts/stand-ins", Action::DelegatePost, leave::name)
        .post("/account/posts/stand-ins/{post}/end", Action::DelegatePost, leave::end)
        .get("/accounts", Action::ReadAccounts, desk::list)
        .get("/accounts/new", Action::KeepAccounts, desk::ask)
        .post("/accounts/new", Action::KeepAccounts, desk::make)
        .get("/accounts/{id}", Action::ReadAccounts, desk::one)
        .post("/accounts/{id}/closing", Action::KeepAccounts, desk::close)
        .post("/accounts/{id}/posts", Action::GrantPosts, posting::give)
        .post("/accounts/{id}/posts/{post}/end", Action::GrantPosts, posting::end)
        .post("/sign-out", Action::ReadPublic, pages::end_session)
}

/// So many wrong passwords lock an account, counted from the first (GB/T 22239 8.1.4.1 b; the numbers are assessors' habit).
const MOST_TRIES: i64 = 5;
/// For so long.
const LOCKED: Duration = Duration::minutes(30);

/// Whose login and password these are. Whether there is such an account shows neither in the answer nor in the work it
/// takes; tries are counted all the same.
///
/// # Errors
/// `sign-in-unknown` if the login or the password is wrong, `sign-in-too-many` after [`MOST_TRIES`] in [`LOCKED`].
pub async fn known(
    app: &App,
    headers: &HeaderMap,
    login: &str,
    password: &str,
    now: Moment,
) -> Result<Result<Account, Refusal>, Problem> {
    const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$\
                          4Bd+Y3rrkBz0yRkqXjUKnkU5d1+LWKpBvtNMHW0RbPo";
    let device = device::known(app, headers, login).unwrap_or_default();
    let tries = attempts::key(app, "sign in", &format!("{login}\n{device}"));
    let _turn = attempts::turn(&tries).await;
    let failed = attempts::count(app, &tries, now).await?;
    if failed >= MOST_TRIES {
        return Ok(Err(Refusal::new("sign-in-too-many").at("login").with("minutes", LOCKED.whole_minutes())));
    }
    let row = store::by_login(app.store.read(), login).await.map_err(Problem::fault)?;
    let typed = password.to_owned();
    let kept = row.as_ref().map_or_else(|| NOBODY.to_owned(), |row| row.password.clone());
    let is_right = password::in_turn(move || password::is_right(&typed, &kept)).await?;
    let Some(row) = row.filter(|_| is_right) else {
        attempts::add(app, &tries, now, LOCKED).await?;
        return Ok(Err(Refusal::new("sign-in-unknown").at("login")));
    };
    if failed > 0 {
        attempts::clear(app, &tries).await?;
    }
    row.account(app.store.read(), local_day(now)).await.map(Ok).map_err(Problem::fault)
}
