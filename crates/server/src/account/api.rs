//! How does a program sign in, and as whom?

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use fengqiao_base::{Duty, Moment, Refusal};
use fengqiao_domain::account::Step;
use fengqiao_policy::Action;
use fengqiao_web::problem::Problem;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    Account, second,
    session::{self, Following, For},
    step::{self, Shown},
};
use crate::{
    api::{
        answer::json,
        read::Sent,
        table::{Op, Table},
        words,
    },
    app::App,
    intake::follow::follower,
    once::stored,
    trail::Kind,
    viewer::{Viewer, Who},
};

/// The operations of this word.
pub fn table() -> Table {
    let op = |id| Op::new("session", id);
    let who = json!({
        "kind": "staff",
        "account": "019abf6c-7d00-7000-8000-000000000001",
        "name": "陈静",
        "duties": ["intake"],
        "body": "019abf6c-7d00-7000-8000-000000000002",
        "street": "440306017000",
        "number": null,
        "party": null,
    });
    let opened = json!({
        "token": "4f".repeat(32),
        "idle_seconds": 1800,
        "ends_at": "2026-11-24T14:00:00Z",
        "who": who.clone(),
    });
    Table::default()
        .post(
            "/api/v1/sessions",
            Action::ReadPublic,
            op("sign_in")
                .takes::<SignIn>(json!({ "login": "clerk", "password": "…" }))
                .gives::<Opened>(201, opened),
            sign_in,
        )
        .get(
            "/api/v1/sessions/current",
            Action::ReadPublic,
            op("read_session").gives::<WhoJson>(200, who),
            read,
        )
        .delete("/api/v1/sessions/current", Action::ReadPublic, op("sign_out"), sign_out)
}

/// Login and password of an account, or a number with the code that belongs to it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SignIn {
    /// The name of the account.
    login: Option<String>,
    /// Its password.
    password: Option<String>,
    /// The code that the account's authenticator shows, where it has one.
    totp: Option<String>,
    /// One of the account's recovery codes, in place of that code.
    recovery_code: Option<String>,
    /// A number as it stands on the receipt.
    number: Option<String>,
    /// The code of the receipt, or the one that was given to a party of the case.
    code: Option<String>,
}

/// An opened session.
#[derive(Serialize, ToSchema)]
#[schema(as = SignedIn)]
struct Opened {
    /// To be sent with every request as `Authorization: Bearer <token>`. Whoever has it is signed in.
    token: String,
    /// The session ends after so many seconds without use.
    idle_seconds: i64,
    /// It ends then in any case.
    #[serde(with = "time::serde::rfc3339")]
    #[schema(schema_with = words::moment)]
    ends_at: Moment,
    /// Who is signed in.
    who: WhoJson,
}

/// Who is signed in.
#[derive(Serialize, ToSchema)]
#[schema(as = Who)]
struct WhoJson {
    /// `staff`, `party`, or `anyone`.
    #[schema(schema_with = kind)]
    kind: &'static str,
    /// The account.
    account: Option<Uuid>,
    /// Its name.
    name: Option<String>,
    /// Its duties.
    #[schema(schema_with = duties)]
    duties: Vec<Duty>,
    /// The body it works for.
    body: Option<Uuid>,
    /// The street it works in (12-digit code); null: the whole district.
    street: Option<String>,
    /// The number a party follows.
    number: Option<i64>,
    /// Which party of it.
    party: Option<Uuid>,
}

fn kind() -> utoipa::openapi::schema::Object {
    words::one_of(&["anyone", "party", "staff"])
}

fn duties() -> utoipa::openapi::schema::Array {
    utoipa::openapi::schema::Array::new(words::one_of(&Duty::ALL.map(Duty::code)))
}

impl WhoJson {
    const ANYONE: Self = Self {
        kind: "anyone",
        account: None,
        name: None,
        duties: Vec::new(),
        body: None,
        street: None,
        number: None,
        party: None,
    };

    fn of(who: &Who) -> Self {
        match who {
            Who::Anyone => Self::ANYONE,
            Who::Staff(account) => Self::account(account),
            Who::Party(following) => Self::party(following),
        }
    }

    fn account(account: &Account) -> Self {
        Self {
            kind: "staff",
            account: Some(account.id.0),
            name: Some(account.name.clone()),
            duties: account.duties(),
            body: account.body.map(|body| body.0),
            street: account.street().map(str::to_owned),
            ..Self::ANYONE
        }
    }

    fn party(following: &Following) -> Self {
        Self { kind: "party", number: Some(following.number), party: Some(following.party.0), ..Self::ANYONE }
    }
}

/// `POST /api/v1/sessions`
async fn sign_in(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    sent: Sent<SignIn>,
) -> Result<Response, Problem> {
    let (who, of) = match sent.body {
        SignIn {
            login: Some(login),
            password: Some(password),
            totp,
            recovery_code,
            number: None,
            code: None,
        } => {
            let account = super::known(&app, &viewer, &headers, &login, &password).await?;
            let account = account.map_err(plain)?;
            let by_password = Shown { by_password: true, ..Shown::default() };
            let shown = match totp.or(recovery_code) {
                Some(code) => {
                    let is_right = second::is_right(&app, &viewer, &headers, &account, &code).await?;
                    is_right.map_err(plain)?;
                    Shown { is_sure: true, ..by_password }
                }
                None => by_password,
            };
            let missing = match step::next(&app, &account, shown, viewer.now).await? {
                Step::In => None,
                Step::Second => Some("second-needed"),
                Step::Password => Some("password-over"),
                Step::Enrol => Some("factor-missing"),
            };
            if let Some(code) = missing {
                return Err(Problem::Refused(Refusal::new(code)));
            }
            super::noted(&app, &viewer, &account, Kind::SignedIn, "").await?;
            (WhoJson::account(&account), For::Staff(account.id, false))
        }
        SignIn {
            login: None,
            password: None,
            totp: None,
            recovery_code: None,
            number: Some(number),
            code: Some(code),
        } => {
            let following = follower(&app, viewer.now, &number, &code).await?;
            let following = following.map_err(|code| Problem::Refused(Refusal::new(code)))?;
            (WhoJson::party(&following), For::Follower(following))
        }
        SignIn { .. } => return Err(Problem::Invalid(vec![Refusal::new("sign-in-one-way")])),
    };
    let token = session::begin(&app, &headers, of, viewer.now).await.map_err(stored)?;
    let rules = &app.config.sign_in;
    let idle_seconds = rules.idle().whole_seconds();
    let opened = Opened { token, idle_seconds, ends_at: viewer.now + rules.absolute(), who };
    Ok((StatusCode::CREATED, json(&opened)).into_response())
}

/// A refusal without the field of the page.
fn plain(refusal: Refusal) -> Problem {
    Problem::Refused(Refusal { field: None, ..refusal })
}

/// `GET /api/v1/sessions/current`
async fn read(viewer: Viewer) -> Response {
    json(&WhoJson::of(&viewer.who))
}

/// `DELETE /api/v1/sessions/current`
async fn sign_out(State(app): State<App>, viewer: Viewer, headers: HeaderMap) -> Result<Response, Problem> {
    if let Some(token) = session::of_program(&headers) {
        session::finish(&app, token).await.map_err(stored)?;
        if let Who::Staff(account) = &viewer.who {
            super::noted(&app, &viewer, account, Kind::SignedOut, "").await?;
        }
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}
