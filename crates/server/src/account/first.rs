//! An empty district: who works here first?
//!
//! There is no account and no password to begin with. Whoever starts the program is told a link that works once; behind
//! it three different people are named, and each gets an invitation (GB/T 22239 8.1.5: three administrators).

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use fengqiao_base::{Actor, Day, Ids, Refusal, local_day};
use fengqiao_domain::account::{ADMINISTRATORS, Post, Term};
use fengqiao_store::{StoreError, settings, sql, values};
use fengqiao_web::{
    form::{Fields, Posted},
    page::{Form, Page},
    problem::Problem,
};

use super::{Account, desk, invitation::Invitation, session::digest, store};
use crate::{
    app::App,
    once::stored,
    render::{page, with_status},
    trail::{About, Kind, Note},
    viewer::Viewer,
};

const SETTING: &str = "first_link";
/// The three, in the order of the page.
const THREE: [&str; 3] = ["system", "security", "audit"];

/// The link of this start, while nobody works here. The link of an earlier start is good no more.
pub async fn link(app: &App) -> Result<Option<String>, StoreError> {
    let token = hex::encode(app.ids.bytes::<32>());
    let kept = hex::encode(digest(&token));
    let is_new: bool = app
        .store
        .write(move |tx| {
            Box::pin(async move {
                let accounts: Option<i64> =
                    sql::value(tx, "SELECT count(*) FROM accounts", values![]).await?;
                if accounts != Some(0) {
                    return Ok::<_, StoreError>(false);
                }
                settings::put(tx, SETTING, &kept).await?;
                Ok(true)
            })
        })
        .await?;
    Ok(is_new.then(|| format!("{}/first/{token}", app.config.public_url)))
}

async fn is_good(app: &App, token: &str) -> Result<bool, Problem> {
    let kept = settings::get(app.store.read(), SETTING).await.map_err(stored)?;
    Ok(kept.is_some_and(|kept| kept == hex::encode(digest(token))))
}

/// The page on which the three are named, and the one that shows their links.
#[derive(Debug, Template)]
#[template(path = "account/first.html")]
pub struct FirstPage {
    page: Page,
    form: Form,
    roles: [&'static str; 3],
    /// Role, name, login, link; empty until they are named.
    invited: Vec<(&'static str, String, String, String)>,
}

impl FirstPage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let of = |form, invited| Self { page: sample.clone(), form, roles: THREE, invited };
        let same = Form::default().refused(sample.lang, &Refusal::new("first-same-person").at("audit_name"));
        let one = |role| {
            let link = format!("https://example.org/welcome/{}", "4f".repeat(32));
            (role, "孙浩".to_owned(), "sunhao".to_owned(), link)
        };
        vec![
            of(Form::default(), Vec::new()),
            of(same, Vec::new()),
            of(Form::default(), THREE.map(one).to_vec()),
        ]
    }
}

/// `GET /first/{token}`
pub async fn ask(
    State(app): State<App>,
    viewer: Viewer,
    Path(token): Path<String>,
) -> Result<Response, Problem> {
    if !is_good(&app, &token).await? {
        return Err(Problem::NotFound);
    }
    let form = Form::default();
    Ok(page(&FirstPage { page: viewer.page("sign-in"), form, roles: THREE, invited: Vec::new() }))
}

/// Login and name of the three, if they are three different people.
fn named(fields: &Fields) -> Result<[(String, String); 3], Vec<Refusal>> {
    const FIELDS: [[&str; 2]; 3] =
        [["system_login", "system_name"], ["security_login", "security_name"], ["audit_login", "audit_name"]];
    let mut wrong = Vec::new();
    let three = FIELDS.map(|[login, name]| (fields.get(login).to_owned(), fields.get(name).to_owned()));
    for (nth, (login, name)) in three.iter().enumerate() {
        let [login_field, name_field] = FIELDS[nth];
        wrong.extend(desk::complaints(login, name, login_field, name_field));
        let before = &three[..nth];
        if before.iter().any(|(other, _)| !login.is_empty() && other.eq_ignore_ascii_case(login)) {
            wrong.push(Refusal::new("first-same-login").at(login_field));
        }
        if before.iter().any(|(_, other)| !name.is_empty() && other == name) {
            wrong.push(Refusal::new("first-same-person").at(name_field));
        }
    }
    if wrong.is_empty() { Ok(three) } else { Err(wrong) }
}

/// The accounts of the three: system administrator, security administrator, auditor.
fn administrators(ids: &Ids, named: [(String, String); 3], today: Day) -> [Account; 3] {
    let mut duties = ADMINISTRATORS.into_iter();
    named.map(|(login, name)| {
        let term = Term { from: today, until: None };
        let post = duties.next().map(|duty| Post {
            id: ids.next(),
            duties: vec![duty],
            body: None,
            street: None,
            term,
            of: None,
        });
        let posts = post.into_iter().collect();
        Account { id: ids.next(), login, name, body: None, body_name: None, posts }
    })
}

/// `POST /first/{token}`: makes the three accounts and shows their links, once.
pub async fn appoint(
    State(app): State<App>,
    viewer: Viewer,
    Path(token): Path<String>,
    Posted { fields, .. }: Posted,
) -> Result<Response, Problem> {
    if !is_good(&app, &token).await? {
        return Err(Problem::NotFound);
    }
    let shown = |form, invited| FirstPage { page: viewer.page("sign-in"), form, roles: THREE, invited };
    let named = match named(&fields) {
        Ok(named) => named,
        Err(wrong) => {
            let form = wrong.iter().fold(Form::sent(fields.0), |form, one| form.refused(viewer.lang, one));
            return Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, page(&shown(form, Vec::new()))));
        }
    };
    let accounts = administrators(&app.ids, named, local_day(viewer.now));
    let now = viewer.now;
    let invitations = accounts.each_ref().map(|account| Invitation::new(&app, account.id, now));
    let kept: Vec<_> = accounts.iter().cloned().zip(invitations.iter().cloned()).collect();
    let (good, from) = (hex::encode(digest(&token)), viewer.address());
    let is_done: bool = app
        .store
        .write(move |tx| {
            Box::pin(async move {
                let text = "DELETE FROM settings WHERE name = $1 AND value = $2";
                if sql::run(tx, text, values![SETTING, good]).await? == 0 {
                    return Ok::<_, StoreError>(false);
                }
                for (account, invitation) in &kept {
                    store::save(tx, account, "", now).await?;
                    let made = About::Account(account.id);
                    let kind = Kind::AccountMade;
                    Note { kind, at: now, by: Actor::System, from, about: made, what: String::new() }
                        .keep_in(tx)
                        .await?;
                    invitation.keep(tx, now).await?;
                }
                Ok(true)
            })
        })
        .await
        .map_err(stored)?;
    if !is_done {
        return Err(Problem::NotFound);
    }
    let told = THREE.into_iter().zip(accounts).zip(invitations);
    let told = told.map(|((role, account), invitation)| (role, account.name, account.login, invitation.link));
    Ok(page(&shown(Form::default(), told.collect())))
}
