//! How is a closed dispute opened anew? As a case of its own, linked with the old one, which stays as it is.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use fengqiao_base::{Actor, Refusal, local_day};
use fengqiao_domain::{
    case::{ActContext, Case, Reopening, ReopeningGround},
    intake::RequestNumber,
};
use fengqiao_policy::Action;
use fengqiao_store::{StoreError, dialect};
use fengqiao_web::{
    form::Posted,
    page::{Choice, Form, Page},
    problem::Problem,
};

use super::{
    load::{Loaded, case_for},
    store,
};
use crate::{
    app::App,
    once::{once, stored},
    render::{page, see, with_status},
    vault::{Lock, Subject},
    viewer::Viewer,
};

/// The page that opens a closed case anew.
#[derive(Debug, Template)]
#[template(path = "case/reopen.html")]
pub struct ReopenPage {
    page: Page,
    form: Form,
    number: String,
    grounds: Vec<Choice>,
}

impl ReopenPage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        vec![Self::of(sample.clone(), &super::sample::loaded(), Form::new("key"))]
    }

    fn of(page: Page, loaded: &Loaded, form: Form) -> Self {
        let grounds = ReopeningGround::ALL
            .iter()
            .map(|ground| Choice::new(ground.code(), page.code("choice-reopening-ground", ground.code())))
            .collect();
        Self { number: loaded.case().number.clone(), grounds, page, form }
    }
}

/// In which duty the viewer may open the case anew for some ground.
pub fn may_reopen(loaded: &Loaded) -> Option<Actor> {
    let case = loaded.case();
    let may = |actor: &Actor| {
        ReopeningGround::ALL.iter().any(|ground| case.can_reopen(*ground, actor.duty()).is_ok())
    };
    loaded.actors.iter().copied().find(may)
}

/// Where the dispute went on, if this case was opened anew. If that one is closed too, it is the one to open anew.
async fn goes_on_in(app: &App, case: &Case) -> Result<Option<String>, Problem> {
    let anew = store::opened_anew(app.store.read(), case.id).await.map_err(stored)?;
    Ok(anew.map(|number| format!("/cases/{number}")))
}

/// `GET /cases/{number}/reopen`
pub async fn ask(
    State(app): State<App>,
    viewer: Viewer,
    Path(number): Path<String>,
) -> Result<Response, Problem> {
    let loaded = case_for(&app, &viewer, Action::ActOnCase, &number).await?;
    may_reopen(&loaded).ok_or(Problem::NotFound)?;
    if let Some(path) = goes_on_in(&app, loaded.case()).await? {
        return Ok(see(&path, "case-goes-on"));
    }
    let form = Form::new(app.ids.next::<uuid::Uuid>().to_string());
    Ok(page(&ReopenPage::of(viewer.page("cases"), &loaded, form)))
}

/// `POST /cases/{number}/reopen`
pub async fn reopen(
    State(app): State<App>,
    viewer: Viewer,
    Path(number): Path<String>,
    Posted { fields, .. }: Posted,
) -> Result<Response, Problem> {
    let loaded = case_for(&app, &viewer, Action::ActOnCase, &number).await?;
    let by = may_reopen(&loaded).ok_or(Problem::NotFound)?;
    let form = Form::sent(fields.0.iter().cloned());
    let key = form.idempotency_key.clone();
    let refused = |refusal: &Refusal| {
        let form = form.clone().refused(viewer.lang, refusal);
        with_status(
            StatusCode::UNPROCESSABLE_ENTITY,
            page(&ReopenPage::of(viewer.page("cases"), &loaded, form)),
        )
    };
    let Some(ground) = ReopeningGround::from_code(fields.get("ground")) else {
        return Ok(refused(&Refusal::new("field-missing").at("ground")));
    };
    let summary = fields.get("summary").to_owned();
    let ctx = ActContext { by, at: viewer.now, ids: &app.ids, reckoning: &app.reference.reckoning };
    // Asked once before the number is given: a refusal must not use one up.
    let trial = Reopening { id: app.ids.next(), number: String::new(), ground, summary };
    if let Err(refusal) = loaded.case().reopen(trial.clone(), &ctx) {
        return Ok(refused(&refusal));
    }
    let host = loaded.kept.host;
    let (old, year) = (loaded.case().clone(), local_day(viewer.now).year());
    let (now, inner) = (viewer.now, app.clone());
    let division = loaded.case().community[..6].parse().map_err(|_| Problem::Fault)?;
    let closed = loaded.kept.seq;
    let answer = once(&app, &viewer, &key, move |tx| {
        Box::pin(async move {
            store::hold(tx, closed).await?;
            // Opened anew by somebody else, or destroyed, in the meantime.
            if store::opened_anew(tx, old.id).await?.is_some()
                || matches!(inner.vault.lock_of(tx, Subject::number(closed)).await?, Lock::Erased)
            {
                return Err(StoreError::Conflict { word: store::WORD });
            }
            let seq = dialect::next_number(tx).await?;
            let number = RequestNumber::new(division, year, seq)
                .map_err(|e| StoreError::unreadable("number", e))?
                .to_string();
            let ctx = ActContext { by, at: now, ids: &inner.ids, reckoning: &inner.reference.reckoning };
            let case = old
                .reopen(Reopening { number: number.clone(), ..trial }, &ctx)
                .map_err(|e| StoreError::unreadable("case", e))?;
            store::index(tx, &inner.vault, seq, &case).await?;
            store::insert(tx, &inner.vault, seq, case, host, now).await?;
            Ok(format!("/cases/{number}"))
        })
    })
    .await;
    match answer {
        // Somebody else opened it anew in the meantime.
        Err(Problem::Conflict) => {
            let path = goes_on_in(&app, loaded.case()).await?.ok_or(Problem::Conflict)?;
            Ok(see(&path, "case-goes-on"))
        }
        answer => Ok(see(&answer?, "case-reopened")),
    }
}
