//! `/identities`: the custodian reads who asks and why, and opens or refuses. The file itself is not shown.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use fengqiao_base::Refusal;
use fengqiao_domain::identity::{IdentityRequest, IdentityState};
use fengqiao_policy::{Action, Scope};
use fengqiao_web::{
    form::Posted,
    page::{Form, Page},
    problem::Problem,
};
use uuid::Uuid;

use super::{
    pages::Shown,
    store::{self, Kept},
};
use crate::{
    app::App,
    once::{answered, stored},
    render::{page, see, with_status},
    trail::Kind,
    viewer::Viewer,
};

/// For how long identities are opened where nothing else is chosen, in hours.
const USUAL: i64 = 24;

/// A wish as the custodian sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    id: String,
    number: i64,
    who: String,
    is_waiting: bool,
    shown: Shown,
    /// What was typed of this wish before it was refused.
    hours: String,
    answer: String,
}

/// The wishes.
#[derive(Debug, Template)]
#[template(path = "identity/list.html")]
pub struct IdentitiesPage {
    page: Page,
    form: Form,
    waiting: Vec<Row>,
    decided: Vec<Row>,
}

impl IdentitiesPage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let now = time::macros::datetime!(2026-11-24 02:00 UTC);
        let by = crate::case::sample::ACCOUNT;
        let asked = IdentityRequest::ask(by, "法院来函核实当事人身份，案号见附件。", now).expect("a reason");
        let other = uuid::Uuid::from_u128(9).into();
        let refused = asked.clone().refuse(other, "来函没有写明案号和用途。", now).expect("refused");
        let row = |id: &str, request: &IdentityRequest| Row {
            id: id.to_owned(),
            number: 1,
            who: "陈静 · 新安街道人民调解委员会".to_owned(),
            is_waiting: request.state == IdentityState::Asked,
            shown: Shown::of(sample, request, now),
            hours: USUAL.to_string(),
            answer: String::new(),
        };
        let of = |waiting, decided, form| Self { page: sample.clone(), form, waiting, decided };
        let wrong = Refusal::new("identity-hours").with("most", 72);
        vec![
            of(Vec::new(), Vec::new(), Form::new("key")),
            of(
                vec![row("1", &asked), row("2", &asked)],
                vec![row("3", &refused)],
                Form::new("key").refused(sample.lang, &wrong),
            ),
        ]
    }
}

/// The page; what was typed belongs to the wish `of`.
async fn shown(app: &App, viewer: &Viewer, form: Form, of: Option<Uuid>) -> Result<IdentitiesPage, Problem> {
    let conn = app.store.read();
    let names = app.directory.names(conn).await.map_err(stored)?;
    let sheet = viewer.page("identities");
    let row = |kept: Kept| Row {
        id: kept.id.to_string(),
        number: kept.number,
        who: names.account(kept.request.account).to_owned(),
        is_waiting: kept.request.state == IdentityState::Asked,
        hours: if of == Some(kept.id) { form.value("hours").to_owned() } else { USUAL.to_string() },
        answer: if of == Some(kept.id) { form.value("answer").to_owned() } else { String::new() },
        shown: Shown::of(&sheet, &kept.request, viewer.now),
    };
    let scope = Scope::of(&viewer.asker(), Action::DecideIdentity);
    let all = store::queue(conn, &app.vault, &scope).await.map_err(stored)?;
    let (waiting, decided) = all.into_iter().map(row).partition(|row| row.is_waiting);
    Ok(IdentitiesPage { form, waiting, decided, page: sheet })
}

/// `GET /identities`
pub(super) async fn list(State(app): State<App>, viewer: Viewer) -> Result<Response, Problem> {
    let form = Form::new(app.ids.next::<Uuid>().to_string());
    Ok(page(&shown(&app, &viewer, form, None).await?))
}

/// `POST /identities/{id}`
pub(super) async fn decide(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<Uuid>,
    Posted { fields, .. }: Posted,
) -> Result<Response, Problem> {
    let opens = fields.get("what") == "open";
    let flash = if opens { "identity-opened" } else { "identity-refused" };
    let key = fields.get("idempotency_key").to_owned();
    if answered(&app, &viewer, &key).await?.is_some() {
        return Ok(see("/identities", flash));
    }
    let scope = Scope::of(&viewer.asker(), Action::DecideIdentity);
    let kept = store::find(app.store.read(), &app.vault, &scope, id).await.map_err(stored)?;
    let kept = kept.ok_or(Problem::NotFound)?;
    let (by, now) = (viewer.account()?.id, viewer.now);
    let decided = if opens {
        kept.request.open(by, fields.get("hours").parse().unwrap_or(0), now)
    } else {
        kept.request.refuse(by, fields.get("answer"), now)
    };
    let request = match decided {
        Ok(request) => request,
        Err(refusal) => {
            // The page holds a form for each wish; the complaint stands above them.
            let refusal = Refusal { field: None, ..refusal };
            let form = Form::sent(fields.0).refused(viewer.lang, &refusal);
            let again = shown(&app, &viewer, form, Some(id)).await?;
            return Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, page(&again)));
        }
    };
    let kept = Kept { id: kept.id, number: kept.number, request };
    let kind = if opens { Kind::IdentityOpened } else { Kind::IdentityRefused };
    let by = viewer.acting_as(Action::DecideIdentity.duties())?;
    super::keep(&app, &viewer, &key, by, kind, kept).await?;
    Ok(see("/identities", flash))
}
