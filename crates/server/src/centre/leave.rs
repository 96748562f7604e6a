//! How is somebody on a roster taken off duty for some days, and back before they are over?

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use fengqiao_base::{Duty, Refusal, local_day};
use fengqiao_domain::centre::{Leave, Roster};
use fengqiao_store::{
    journal::Entry,
    time::{day_from_text, day_text},
};
use fengqiao_web::{
    form::{Fields, Posted},
    page::Form,
    problem::Problem,
};
use serde_json::json;

use super::{
    desk::{keep, keeps, shown, version},
    store,
};
use crate::{
    app::App,
    once::answered,
    render::{page, see, with_status},
    viewer::Viewer,
};

/// `POST /bodies/{code}/leave`
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(code): Path<String>,
    Posted { fields, .. }: Posted,
) -> Result<Response, Problem> {
    change(&app, &viewer, &code, &fields, "roster_leave_taken", "centre-leave-taken").await
}

/// `POST /bodies/{code}/leave/end`
pub(super) async fn end(
    State(app): State<App>,
    viewer: Viewer,
    Path(code): Path<String>,
    Posted { fields, .. }: Posted,
) -> Result<Response, Problem> {
    change(&app, &viewer, &code, &fields, "roster_leave_ended", "centre-leave-ended").await
}

async fn change(
    app: &App,
    viewer: &Viewer,
    code: &str,
    fields: &Fields,
    kind: &'static str,
    flash: &str,
) -> Result<Response, Problem> {
    let network = store::network(app.store.read()).await.map_err(Problem::fault)?;
    let body = network.by_code(code).ok_or(Problem::NotFound)?;
    let roster = body.roster.as_ref().filter(|_| keeps(viewer, body)).ok_or(Problem::NotFound)?;
    let by = viewer.acting_as(&[Duty::Dispatcher, Duty::Head])?;
    let back = format!("/bodies/{code}");
    if answered(app, viewer, fields.get("idempotency_key")).await?.is_some() {
        return Ok(see(&back, flash));
    }
    let form = Form::sent(fields.0.clone());
    let is_stale = form.version != Some(version(roster));
    let changed = typed(fields, kind == "roster_leave_taken").and_then(|leave| {
        let roster = roster.clone();
        let roster: Result<Roster, Refusal> = match kind {
            "roster_leave_taken" => roster.take_leave(leave, local_day(viewer.now)),
            _ => roster.end_leave(leave.person, leave.from, local_day(viewer.now)),
        };
        Ok((roster?, leave))
    });
    match changed {
        Ok((roster, leave)) => {
            let told = json!({ "body": code, "person": leave.person, "from": day_text(leave.from), "until": day_text(leave.until) });
            let entry = Entry::of(viewer.now, by, kind, &told);
            keep(app, viewer, fields, body, roster, is_stale, entry).await?;
            Ok(see(&back, flash))
        }
        Err(refusal) => {
            let form = form.refused(viewer.lang, &refusal);
            let again = shown(app, viewer, &network, body, form).await?;
            Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, page(&again)))
        }
    }
}

/// The leave as it was typed; whoever ends one names its first day alone.
fn typed(fields: &Fields, has_end: bool) -> Result<Leave, Refusal> {
    let person = fields.get("person").parse().map_err(|_| Refusal::new("field-missing").at("person"))?;
    let day = |name: &'static str| {
        day_from_text(fields.get(name)).map_err(|_| Refusal::new("field-not-a-day").at(name))
    };
    let from = day("from")?;
    let until = if has_end { day("until")? } else { from };
    Ok(Leave { person, from, until })
}
