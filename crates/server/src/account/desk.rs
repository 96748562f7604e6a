//! `/accounts`: who has an account, and (for the system administrator) making and closing them.

use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    http::StatusCode,
    response::Response,
};
use fengqiao_base::{AccountId, BodyId, Duty, Moment, Refusal, local_day};
use fengqiao_policy::Action;
use fengqiao_store::{StoreError, sql, time::to_micros, values};
use fengqiao_web::{
    form::{Fields, Posted, encoded},
    page::{Choice, Form, Page},
    problem::Problem,
};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use super::{Account, invitation::Because, post, posting::PostForm, store};
use crate::{
    app::App,
    directory::Names,
    listing::{PAGE, Where},
    once::{answered, once, stored},
    render::{page, see, with_status},
    trail::{About, Kind, Note},
    viewer::Viewer,
};

/// The longest login and name, in characters.
const LONGEST: usize = 40;
/// The shortest login.
const SHORTEST_LOGIN: usize = 3;

/// An account as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Shown {
    href: String,
    login: String,
    name: String,
    body: String,
    duties: String,
    is_closed: bool,
}

/// The list of accounts.
#[derive(Debug, Template)]
#[template(path = "account/list.html")]
pub struct AccountsPage {
    page: Page,
    form: Form,
    rows: Vec<Shown>,
    next: Option<String>,
    is_later: bool,
    may_make: bool,
}

#[derive(Debug, Clone, FromQueryResult)]
struct Row {
    id: Uuid,
    login: String,
    name: String,
    body: Option<Uuid>,
    disabled_at: Option<i64>,
}

impl AccountsPage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let row = Shown {
            href: "/accounts/1".to_owned(),
            login: "clerk".to_owned(),
            name: "林晓雯".to_owned(),
            body: "宝安区社会治安综合治理中心".to_owned(),
            duties: "窗口登记人员".to_owned(),
            is_closed: false,
        };
        let of = |rows: Vec<Shown>, next: Option<String>, may_make| Self {
            page: sample.clone(),
            form: Form::default().with("q", "clerk"),
            is_later: next.is_some(),
            rows,
            next,
            may_make,
        };
        let closed = Shown { is_closed: true, duties: String::new(), ..row.clone() };
        vec![of(Vec::new(), None, false), of(vec![row, closed], Some("/accounts?after=x".to_owned()), true)]
    }
}

/// `%` and `_` in what was typed stand for themselves.
fn like(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{escaped}%")
}

/// `GET /accounts`
pub async fn list(
    State(app): State<App>,
    viewer: Viewer,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes())?;
    let mut asked = Where::default();
    if let Some(words) = fields.filled("q") {
        let at = asked.bind(like(words));
        asked.and(format!("(a.login LIKE {at} ESCAPE '\\' OR a.name LIKE {at} ESCAPE '\\')"));
    }
    let after = fields.filled("after");
    if let Some(after) = after {
        let at = asked.bind(after);
        asked.and(format!("a.login > {at}"));
    }
    let text = format!(
        "SELECT a.id, a.login, a.name, a.body, a.disabled_at FROM accounts a{} ORDER BY a.login LIMIT {}",
        asked.sql(),
        PAGE + 1
    );
    let conn = app.store.read();
    let mut found: Vec<Row> = sql::all(conn, &text, asked.values).await.map_err(stored)?;
    let is_more = i64::try_from(found.len()).is_ok_and(|n| n > PAGE);
    if is_more {
        found.pop();
    }
    let ids: Vec<AccountId> = found.iter().map(|row| AccountId(row.id)).collect();
    let mut held = post::held(conn, &ids, local_day(viewer.now)).await.map_err(stored)?;
    let names = app.directory.names(conn).await.map_err(stored)?;
    let sheet = viewer.page("accounts");
    let words = fields.filled("q").map(|words| format!("q={}&", encoded(words))).unwrap_or_default();
    let next = found.last().filter(|_| is_more);
    Ok(page(&AccountsPage {
        next: next.map(|row| format!("/accounts?{words}after={}", encoded(&row.login))),
        is_later: after.is_some(),
        may_make: viewer.may(Action::KeepAccounts),
        rows: found
            .into_iter()
            .map(|row| {
                let posts = held.remove(&AccountId(row.id)).unwrap_or_default();
                let duties = super::duties_of(&posts);
                let words: Vec<String> =
                    duties.iter().map(|duty| sheet.code("common-duty", duty.code())).collect();
                Shown {
                    href: format!("/accounts/{}", row.id),
                    login: row.login,
                    name: row.name,
                    body: row.body.map_or("–", |body| names.body_name(BodyId(body))).to_owned(),
                    duties: words.join(&sheet.t("case-page-and")),
                    is_closed: row.disabled_at.is_some(),
                }
            })
            .collect(),
        form: Form::sent(fields.0),
        page: sheet,
    }))
}

/// The form for a new account.
#[derive(Debug, Template)]
#[template(path = "account/new.html")]
pub struct NewPage {
    page: Page,
    form: Form,
    bodies: Vec<Choice>,
}

impl NewPage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let of = |form| Self {
            page: sample.clone(),
            form,
            bodies: vec![Choice::new("1", "新安街道人民调解委员会")],
        };
        let taken = Refusal::new("account-login-taken").at("login");
        vec![of(Form::new("key")), of(Form::new("key").with("login", "clerk").refused(sample.lang, &taken))]
    }
}

/// Every body as a choice.
pub(super) async fn body_choices(app: &App) -> Result<Vec<Choice>, Problem> {
    let network = crate::centre::store::network(app.store.read()).await.map_err(stored)?;
    Ok(network.bodies().iter().map(|body| Choice::new(body.id.to_string(), body.name.clone())).collect())
}

/// `GET /accounts/new`
pub async fn ask(State(app): State<App>, viewer: Viewer) -> Result<Response, Problem> {
    let form = Form::new(app.ids.next::<Uuid>().to_string());
    Ok(page(&NewPage { page: viewer.page("accounts"), form, bodies: body_choices(&app).await? }))
}

/// What is wrong with a login and a name.
pub(super) fn complaints(
    login: &str,
    name: &str,
    login_field: &'static str,
    name_field: &'static str,
) -> Vec<Refusal> {
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '.' | '_');
    let mut wrong = Vec::new();
    if !(SHORTEST_LOGIN..=LONGEST).contains(&login.len()) || !login.chars().all(is_plain) {
        wrong.push(Refusal::new("account-login-not-plain").at(login_field));
    }
    if !(1..=LONGEST).contains(&name.chars().count()) {
        wrong.push(Refusal::new("account-name-missing").at(name_field).with("longest", LONGEST));
    }
    wrong
}

/// What was typed of a new account, checked.
fn checked(fields: &Fields) -> Result<(String, String, BodyId), Vec<Refusal>> {
    let (login, name) = (fields.get("login"), fields.get("name"));
    let body = fields.get("body").parse::<BodyId>();
    let mut wrong = complaints(login, name, "login", "name");
    match body {
        Ok(body) if wrong.is_empty() => Ok((login.to_owned(), name.to_owned(), body)),
        Ok(_) => Err(wrong),
        Err(_) => {
            wrong.push(Refusal::new("account-body-missing").at("body"));
            Err(wrong)
        }
    }
}

/// `POST /accounts/new`
pub async fn make(
    State(app): State<App>,
    viewer: Viewer,
    Posted { fields, .. }: Posted,
) -> Result<Response, Problem> {
    let key = fields.get("idempotency_key").to_owned();
    if let Some(made) = answered(&app, &viewer, &key).await? {
        return Ok(see(&made, "account-made"));
    }
    let by = viewer.acting_as(Action::KeepAccounts.duties())?;
    let mut wrong = Vec::new();
    match checked(&fields) {
        Err(refusals) => wrong = refusals,
        Ok((login, name, body)) => {
            let there = app.store.read();
            let text = "SELECT count(*) FROM bodies WHERE id = $1";
            let known: Option<i64> = sql::value(there, text, values![body.0]).await.map_err(stored)?;
            let text = "SELECT count(*) FROM accounts WHERE login = $1";
            let taken: Option<i64> =
                sql::value(there, text, values![login.as_str()]).await.map_err(stored)?;
            if known != Some(1) {
                wrong.push(Refusal::new("account-body-missing").at("body"));
            } else if taken != Some(0) {
                wrong.push(Refusal::new("account-login-taken").at("login"));
            } else {
                let id: AccountId = app.ids.next();
                let account =
                    Account { id, login, name, body: Some(body), body_name: None, posts: [].into() };
                let now = viewer.now;
                let note = Note::of(&viewer, by, Kind::AccountMade, About::Account(id), "");
                let made = once(&app, &viewer, &key, move |tx| {
                    Box::pin(async move {
                        // Without a password nobody signs in; the invitation sets one.
                        store::save(tx, &account, "", now).await?;
                        note.keep_in(tx).await?;
                        Ok(format!("/accounts/{id}"))
                    })
                })
                .await?;
                app.directory.forget();
                return Ok(see(&made, "account-made"));
            }
        }
    }
    let form = Form::sent(fields.0);
    let form = wrong.iter().fold(form, |form, refusal| form.refused(viewer.lang, refusal));
    let again = NewPage { page: viewer.page("accounts"), form, bodies: body_choices(&app).await? };
    Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, page(&again)))
}

/// A post as the page of an account shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PostShown {
    pub(super) id: String,
    pub(super) duties: String,
    pub(super) body: String,
    pub(super) street: String,
    pub(super) term: String,
    /// For whom somebody stands in, or who stands in.
    pub(super) who: Option<String>,
}

impl PostShown {
    pub(super) fn of(
        page: &Page,
        names: &Names,
        post: &fengqiao_domain::account::Post,
        who: Option<AccountId>,
    ) -> Self {
        let duties: Vec<String> =
            post.duties.iter().map(|duty| page.code("common-duty", duty.code())).collect();
        let reference = crate::reference::Reference::shipped();
        let street = post.street.as_deref().and_then(|code| reference.divisions.get(code));
        let from = page.day(post.term.from);
        Self {
            id: post.id.to_string(),
            duties: duties.join(&page.t("case-page-and")),
            body: post.body.map_or("–", |body| names.body_name(body)).to_owned(),
            street: street.map_or_else(
                || page.t("account-post-district"),
                |street| crate::reference::street_name(page.lang, street),
            ),
            term: match post.term.until {
                Some(until) => page.told("account-post-term", &[("from", from), ("until", page.day(until))]),
                None => page.told("account-post-since", &[("from", from)]),
            },
            who: who.map(|who| names.account(who).to_owned()),
        }
    }
}

/// One account: what it is, and its posts.
#[derive(Debug, Template)]
#[template(path = "account/one.html")]
pub struct AccountPage {
    page: Page,
    form: Form,
    account: String,
    login: String,
    name: String,
    body: String,
    is_closed: bool,
    posts: Vec<PostShown>,
    stand_ins: Vec<PostShown>,
    /// The form for a new post, for whoever gives posts.
    giving: Option<PostForm>,
    keeps: bool,
    is_own: bool,
}

impl AccountPage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let post = |who: Option<&str>| PostShown {
            id: format!("0198c0de-0000-7000-8000-00000000000{}", u8::from(who.is_some())),
            duties: "调委会负责人、档案管理人员".to_owned(),
            body: "新安街道人民调解委员会".to_owned(),
            street: "新安街道".to_owned(),
            term: "2026年1月1日起".to_owned(),
            who: who.map(str::to_owned),
        };
        let of = |posts: Vec<PostShown>, giving, keeps, form| Self {
            page: sample.clone(),
            form,
            account: "0198c0de-0000-7000-8000-000000000000".to_owned(),
            login: "head".to_owned(),
            name: "陈静".to_owned(),
            body: "新安街道人民调解委员会".to_owned(),
            is_closed: posts.is_empty(),
            stand_ins: posts.iter().skip(1).cloned().collect(),
            posts,
            giving,
            keeps,
            is_own: false,
        };
        let alone = Refusal::new("post-administrator-alone").at("duties");
        let refused = Form::new("key").refused(sample.lang, &alone);
        vec![
            of(Vec::new(), None, true, Form::new("key")),
            of(
                vec![post(None), post(Some("王志强"))],
                Some(PostForm::sample(sample)),
                false,
                Form::new("key"),
            ),
            of(vec![post(None)], Some(PostForm::sample(sample)), false, refused),
        ]
    }
}

/// The page of an account as this administrator sees it.
pub(super) async fn shown(
    app: &App,
    viewer: &Viewer,
    id: AccountId,
    form: Form,
) -> Result<AccountPage, Problem> {
    let (conn, today) = (app.store.read(), local_day(viewer.now));
    let text = "SELECT id, login, name, body, disabled_at FROM accounts WHERE id = $1";
    let row: Option<Row> = sql::first(conn, text, values![id.0]).await.map_err(stored)?;
    let row = row.ok_or(Problem::NotFound)?;
    let names = app.directory.names(conn).await.map_err(stored)?;
    let sheet = viewer.page("accounts");
    let posts = post::of_account(conn, id, today).await.map_err(stored)?;
    let stand_ins = post::stand_ins(conn, id, today).await.map_err(stored)?;
    let is_own = viewer.account()?.id == id;
    let gives = viewer.may(Action::GrantPosts) && row.disabled_at.is_none() && !is_own;
    let giving = if gives { Some(PostForm::of(app, &sheet).await?) } else { None };
    Ok(AccountPage {
        account: id.to_string(),
        posts: posts.iter().map(|post| PostShown::of(&sheet, &names, post, post.of)).collect(),
        stand_ins: stand_ins
            .iter()
            .map(|(who, post)| PostShown::of(&sheet, &names, post, Some(*who)))
            .collect(),
        body: row.body.map_or("–", |body| names.body_name(BodyId(body))).to_owned(),
        is_closed: row.disabled_at.is_some(),
        login: row.login,
        name: row.name,
        giving,
        keeps: viewer.may(Action::KeepAccounts),
        is_own,
        form,
        page: sheet,
    })
}

/// `GET /accounts/{id}`
pub async fn one(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id = id.parse().map_err(|_| Problem::NotFound)?;
    let form = Form::new(app.ids.next::<Uuid>().to_string());
    let form = form.with("from", fengqiao_store::time::day_text(local_day(viewer.now)));
    Ok(page(&shown(&app, &viewer, id, form).await?))
}

/// The page that shows the link of an invitation, once.
#[derive(Debug, Template)]
#[template(path = "account/invited.html")]
pub struct InvitedPage {
    page: Page,
    name: String,
    link: String,
    until: Moment,
    back: String,
}

impl InvitedPage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        vec![Self {
            page: sample.clone(),
            name: "林晓雯".to_owned(),
            link: format!("https://example.org/welcome/{}", "4f".repeat(32)),
            until: time::macros::datetime!(2026-11-27 02:00 UTC),
            back: "/accounts/1".to_owned(),
        }]
    }
}

/// `POST /accounts/{id}/invitation`: a link for the first sign-in, or for whoever lost the way in.
pub async fn invite(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    Posted { fields, .. }: Posted,
) -> Result<Response, Problem> {
    let id: AccountId = id.parse().map_err(|_| Problem::NotFound)?;
    let by = viewer.acting_as(&[Duty::SystemAdministrator])?;
    let account = store::working(app.store.read(), id, local_day(viewer.now)).await.map_err(stored)?;
    let account = account.ok_or(Problem::NotFound)?;
    // An open session alone sets no new password of one's own.
    if viewer.account()?.id == id {
        return Err(Problem::Refused(Refusal::new("account-closes-itself")));
    }
    let because = if fields.get("what") == "lost" { Because::Lost } else { Because::New };
    let what = if because == Because::Lost { "lost" } else { "new" };
    let note = Note::of(&viewer, by, Kind::AccountInvited, About::Account(id), what);
    let invitation = super::invitation::invite(&app, id, because, note).await?;
    Ok(page(&InvitedPage {
        page: viewer.page("accounts"),
        name: account.name,
        link: invitation.link,
        until: invitation.until,
        back: format!("/accounts/{id}"),
    }))
}

/// `POST /accounts/{id}/closing`: closes an account, or opens it again.
pub async fn close(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    Posted { fields, .. }: Posted,
) -> Result<Response, Problem> {
    let id: AccountId = id.parse().map_err(|_| Problem::NotFound)?;
    let back = format!("/accounts/{id}");
    let closes = fields.get("what") == "close";
    let flash = if closes { "account-closed" } else { "account-opened" };
    let key = fields.get("idempotency_key").to_owned();
    if answered(&app, &viewer, &key).await?.is_some() {
        return Ok(see(&back, flash));
    }
    let by = viewer.acting_as(&[Duty::SystemAdministrator])?;
    if viewer.account()?.id == id {
        return Err(Problem::Refused(Refusal::new("account-closes-itself")));
    }
    let now = viewer.now;
    let note = Note::of(
        &viewer,
        by,
        if closes { Kind::AccountClosed } else { Kind::AccountOpened },
        About::Account(id),
        "",
    );
    let changed = once(&app, &viewer, &key, move |tx| {
        Box::pin(async move {
            let text = "UPDATE accounts SET disabled_at = $2 WHERE id = $1";
            if sql::run(tx, text, values![id.0, closes.then(|| to_micros(now))]).await? == 0 {
                return Ok(String::new());
            }
            if closes {
                sql::run(tx, "DELETE FROM sessions WHERE account = $1", values![id.0]).await?;
            }
            note.keep_in(tx).await?;
            Ok::<_, StoreError>(back)
        })
    })
    .await?;
    if changed.is_empty() {
        return Err(Problem::NotFound);
    }
    app.sessions.forget();
    Ok(see(&changed, flash))
}
