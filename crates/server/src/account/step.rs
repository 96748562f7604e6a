//! Somebody has shown who it is: does the desk open, or is something asked first?

use axum::{
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use fengqiao_domain::account::{Arrived, Step};
use fengqiao_web::{page::own_path, problem::Problem};
use serde::{Deserialize, Serialize};

use super::{
    Account, device, factor,
    halfway::{self, Asked, Told},
    password, session,
};
use crate::{
    app::App,
    once::stored,
    trail::Kind,
    viewer::{Viewer, add_cookie},
};

/// What was shown on the way in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// A password was typed.
    pub by_password: bool,
    /// An identity provider spoke for the account.
    pub by_provider: bool,
    /// A second factor too, or one that counts for two.
    pub is_sure: bool,
}

/// What comes next for somebody who has shown this.
pub async fn next(
    app: &App,
    account: &Account,
    shown: Shown,
    now: fengqiao_base::Moment,
) -> Result<Step, Problem> {
    let arrived = Arrived {
        by_password: shown.by_password,
        is_sure: shown.is_sure,
        has_factor: factor::has_any(app.store.read(), account.id).await.map_err(stored)?,
        is_password_over: shown.by_password && password::is_over(app, account.id, now).await?,
    };
    Ok(Step::after(&arrived, app.config.sign_in.second_factor))
}

/// Opens the desk, or asks for what is still missing.
pub async fn go_on(
    app: &App,
    viewer: &Viewer,
    headers: &HeaderMap,
    account: &Account,
    shown: Shown,
    way: &str,
) -> Result<Response, Problem> {
    let step = next(app, account, shown, viewer.now).await?;
    let Some(asked) = Asked::of(step) else {
        let next = Some(own_path(way)).filter(|next| *next != "/").unwrap_or("/desk");
        let of = session::For::Staff(account.id, shown.by_provider);
        let cookie = session::open(app, headers, of, viewer.now).await.map_err(stored)?;
        super::noted(app, viewer, account, Kind::SignedIn, "").await?;
        let mut response = Redirect::to(next).into_response();
        add_cookie(&mut response, &cookie);
        add_cookie(&mut response, &device::mark(app, &account.login));
        add_cookie(&mut response, halfway::forget());
        return Ok(response);
    };
    let told = Told { step: Some(asked), shown, next: way.to_owned(), ceremony: None };
    let cookie =
        halfway::begin(app, halfway::STEP, Some(account.id), &told, viewer.now).await.map_err(stored)?;
    let mut response = Redirect::to(asked.path()).into_response();
    add_cookie(&mut response, &cookie);
    Ok(response)
}
