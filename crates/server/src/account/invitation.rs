//! How does somebody get in for the first time, or again after everything was lost?
//!
//! By a link that works once and for three days. Nobody else ever knows the password that is chosen there.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::Response,
};
use fengqiao_base::{AccountId, Moment, Refusal, local_day};
use fengqiao_store::{StoreError, sql, time::to_micros, values};
use fengqiao_web::{
    form::Posted,
    page::{Form, Page},
    problem::Problem,
};
use sea_orm::ConnectionTrait;
use time::Duration;
use uuid::Uuid;

use super::{
    Account, factor, password, session,
    session::digest,
    step::{self, Shown},
    store,
};
use crate::{
    app::App,
    once::stored,
    render::{page, with_status},
    trail::{Kind, Note},
    viewer::Viewer,
};

/// For so long an invitation is good.
pub const GOOD: Duration = Duration::hours(72);

/// A link by which one person sets the password of one account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// Whose account it is.
    pub account: AccountId,
    /// The address, to be given to that person alone. It is kept nowhere.
    pub link: String,
    /// Until when it is good.
    pub until: Moment,
    digest: Vec<u8>,
}

/// Why somebody is invited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Because {
    /// The account is new.
    New,
    /// Password or second factor were lost: the old password, every factor and every session end at once.
    Lost,
}

impl Invitation {
    /// A new link. It is good once it was [kept](Self::keep).
    pub fn new(app: &App, account: AccountId, now: Moment) -> Self {
        let token = hex::encode(app.ids.bytes::<32>());
        let link = format!("{}/welcome/{token}", app.config.public_url);
        Self { account, link, until: now + GOOD, digest: digest(&token).to_vec() }
    }

    /// Keeps it in the transaction that makes the account; an earlier one of the account is good no more.
    pub async fn keep(&self, tx: &impl ConnectionTrait, now: Moment) -> Result<(), StoreError> {
        let id = self.account.0;
        sql::run(
            tx,
            "DELETE FROM invitations WHERE account = $1 OR expires_at < $2",
            values![id, to_micros(now)],
        )
        .await?;
        let text = "INSERT INTO invitations (digest, account, made_at, expires_at) VALUES ($1, $2, $3, $4)";
        let row = values![self.digest.clone(), id, to_micros(now), to_micros(self.until)];
        sql::run(tx, text, row).await.map(|_| ())
    }
}

/// Invites the owner of an account, new or for whoever lost the way in; `note` says by whom.
pub async fn invite(
    app: &App,
    account: AccountId,
    because: Because,
    note: Note,
) -> Result<Invitation, Problem> {
    let now = note.at;
    let invitation = Invitation::new(app, account, now);
    let kept = invitation.clone();
    app.store
        .write(move |tx| {
            Box::pin(async move {
                if because == Because::Lost {
                    factor::forget_all(tx, account).await?;
                    sql::run(tx, "UPDATE accounts SET password = '' WHERE id = $1", values![account.0])
                        .await?;
                    sql::run(tx, "DELETE FROM sessions WHERE account = $1", values![account.0]).await?;
                    sql::run(tx, "DELETE FROM halfway WHERE account = $1", values![account.0]).await?;
                }
                note.keep_in(tx).await?;
                kept.keep(tx, now).await
            })
        })
        .await
        .map_err(stored)?;
    app.sessions.forget();
    Ok(invitation)
}

/// The page behind the link.
#[derive(Debug, Template)]
#[template(path = "account/welcome.html")]
pub struct WelcomePage {
    page: Page,
    form: Form,
    /// Whose account it is; none: the link is good no more.
    account: Option<Account>,
    shortest: usize,
    classes: usize,
}

impl WelcomePage {
    /// Samples for the test that renders every page.
    pub fn samples(page: &Page) -> Vec<Self> {
        let account = Account {
            id: AccountId(Uuid::from_u128(1)),
            login: "clerk".to_owned(),
            name: "林晓雯".to_owned(),
            body: None,
            body_name: Some("宝安区综治中心".to_owned()),
            posts: [].into(),
        };
        let of = |form, account| Self { page: page.clone(), form, account, shortest: 12, classes: 3 };
        let differ = Form::default().refused(page.lang, &Refusal::new("passwords-differ").at("again"));
        vec![of(Form::default(), Some(account.clone())), of(differ, Some(account)), of(Form::default(), None)]
    }

    fn answer(app: &App, viewer: &Viewer, account: Option<Account>, form: Form) -> Response {
        let rules = app.config.sign_in.passwords();
        let status = match (&account, form.is_wrong()) {
            (None, _) => StatusCode::NOT_FOUND,
            (Some(_), true) => StatusCode::UNPROCESSABLE_ENTITY,
            (Some(_), false) => StatusCode::OK,
        };
        let (shortest, classes) = (rules.shortest, rules.classes);
        let shown = Self { page: viewer.page("sign-in"), form, account, shortest, classes };
        with_status(status, page(&shown))
    }
}

async fn invited(app: &App, token: &str, now: Moment) -> Result<Option<Account>, Problem> {
    let text = "SELECT account FROM invitations WHERE digest = $1 AND expires_at > $2";
    let id: Option<Uuid> =
        sql::value(app.store.read(), text, values![digest(token).to_vec(), to_micros(now)])
            .await
            .map_err(stored)?;
    let Some(id) = id else { return Ok(None) };
    store::working(app.store.read(), AccountId(id), local_day(now)).await.map_err(stored)
}

/// `GET /welcome/{token}`
pub async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path(token): Path<String>,
) -> Result<Response, Problem> {
    let account = invited(&app, &token, viewer.now).await?;
    Ok(WelcomePage::answer(&app, &viewer, account, Form::default()))
}

/// `POST /welcome/{token}`: the password is chosen, the link is used up, and the way in goes on.
pub async fn accept(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    Path(token): Path<String>,
    Posted { fields, .. }: Posted,
) -> Result<Response, Problem> {
    let Some(account) = invited(&app, &token, viewer.now).await? else {
        return Ok(WelcomePage::answer(&app, &viewer, None, Form::default()));
    };
    let hash = match password::chosen(&app, account.id, &fields).await? {
        Ok(hash) => hash,
        Err(refusal) => {
            let form = Form::default().refused(viewer.lang, &refusal);
            return Ok(WelcomePage::answer(&app, &viewer, Some(account), form));
        }
    };
    let (id, now, history) = (account.id, viewer.now, app.config.sign_in.password_history);
    let used: bool = app
        .store
        .write(move |tx| {
            Box::pin(async move {
                let text = "DELETE FROM invitations WHERE digest = $1";
                let used = sql::run(tx, text, values![digest(&token).to_vec()]).await? == 1;
                if used {
                    password::keep(tx, id, &hash, history, now).await?;
                }
                Ok::<_, StoreError>(used)
            })
        })
        .await
        .map_err(stored)?;
    if !used {
        return Ok(WelcomePage::answer(&app, &viewer, None, Form::default()));
    }
    session::end_others(&app, &headers, account.id).await.map_err(stored)?;
    super::noted(&app, &viewer, &account, Kind::SignInChanged, "password").await?;
    let shown = Shown { by_password: true, ..Shown::default() };
    step::go_on(&app, &viewer, &headers, &account, shown, "/").await
}
