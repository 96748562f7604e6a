//! `/linked/sent`: what a court, the police, the procuratorate or the petition office sent here, how far it has come, and
//! what was reported back. Neither what was conceded nor the content of an agreement is among it (特邀调解规定 22).

use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    response::Response,
};
use fengqiao_base::{BodyId, Day, Moment, local_day};
use fengqiao_domain::{
    case::{Case, ClockName, Ending, Origin, Sent},
    intake::{Channel, Request, RequestNumber},
};
use fengqiao_policy::{Action, at_bodies};
use fengqiao_store::time::from_micros;
use fengqiao_web::{form::Fields, page::Page, problem::Problem};

use super::store;
use crate::{
    app::App, case::whole, directory::Names, intake, once::stored, reference::Reference, render::page,
    viewer::Viewer,
};

/// What the reader's body sent.
#[derive(Debug, Template)]
#[template(path = "linked/sent.html")]
pub struct SentPage {
    page: Page,
    rows: Vec<Row>,
    first: Option<String>,
    next: Option<String>,
}

/// A number in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    number: String,
    reference: String,
    way: String,
    sent: Day,
    stage: (&'static str, String),
    replied: Option<Day>,
}

/// In which way it was sent: a court's charge, or the channel.
fn way(page: &Page, channel: &Channel) -> String {
    match channel {
        Channel::Referral { charge: Some(charge), .. } => page.code("choice-court-charge", charge.way.code()),
        channel => page.code("choice-channel", channel.kind().code()),
    }
}

/// How far it has come: the case, else the request.
fn stage(page: &Page, request: &Request, case: Option<&str>) -> (&'static str, String) {
    match case {
        Some(code) => ("open", page.code("stage", &code.to_lowercase())),
        None => ("wait", page.code("intake-stage", request.stage.code())),
    }
}

impl Row {
    fn of(page: &Page, referral: &store::Referral, request: &Request) -> Self {
        let mut stage = stage(page, request, referral.stage.as_deref());
        if referral.replied_at.is_some() {
            stage.0 = "done";
        }
        Self {
            number: request.number.to_string(),
            reference: request.channel.reference().unwrap_or_default().to_owned(),
            way: way(page, &request.channel),
            sent: local_day(from_micros(referral.sent_at)),
            stage,
            replied: referral.replied_at.map(|at| local_day(from_micros(at))),
        }
    }
}

impl SentPage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let row = |replied, look| Row {
            number: "440306-2026-000001".to_owned(),
            reference: "（2026）粤0306诉前调1号".to_owned(),
            way: sample.code("choice-court-charge", "delegated"),
            sent: time::macros::date!(2026 - 11 - 20),
            stage: (look, sample.code("stage", "s7")),
            replied,
        };
        let of = |rows| Self {
            page: sample.clone(),
            rows,
            first: Some("/linked/sent".to_owned()),
            next: Some("/linked/sent?before=1".to_owned()),
        };
        let rows = vec![row(None, "open"), row(Some(time::macros::date!(2026 - 11 - 23)), "done")];
        vec![of(Vec::new()), of(rows)]
    }
}

/// The bodies for which the viewer sends.
fn bodies(viewer: &Viewer) -> Vec<BodyId> {
    at_bodies(&viewer.asker(), Action::SendReferral.duties()).into_iter().map(|(body, _)| body).collect()
}

/// `GET /linked/sent`
pub(super) async fn list(
    State(app): State<App>,
    viewer: Viewer,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let query = Fields::parse(query.unwrap_or_default().as_bytes())?;
    let before: Option<i64> = query.filled("before").and_then(|before| before.parse().ok());
    let conn = app.store.read();
    let found = store::referrals(conn, &bodies(&viewer), before).await.map_err(stored)?;
    let seqs: Vec<i64> = found.rows.iter().map(|one| one.number).collect();
    let requests = intake::store::all(conn, &app.vault, &seqs).await.map_err(stored)?;
    let sheet = viewer.page("linked");
    let row = |one: &store::Referral| {
        let kept = requests.iter().find(|kept| kept.seq == one.number)?;
        Some(Row::of(&sheet, one, &kept.request))
    };
    let rows = found.rows.iter().filter_map(row).collect();
    Ok(page(&SentPage {
        rows,
        first: before.map(|_| "/linked/sent".to_owned()),
        next: found.next.map(|before| format!("/linked/sent?before={before}")),
        page: sheet,
    }))
}

/// A reply as the organ reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct ReplyView {
    at: Moment,
    outcome: String,
    ground: String,
    facts: String,
    note: String,
}

/// What the reader's body sent under one number.
#[derive(Debug, Template)]
#[template(path = "linked/referral.html")]
pub struct ReferralPage {
    page: Page,
    ways: Vec<(String, String)>,
    number: String,
    reference: String,
    way: String,
    sent_at: Moment,
    terms: String,
    place: String,
    committee: String,
    stage: (&'static str, String),
    signed_for: Option<Day>,
    due: Option<Day>,
    replies: Vec<ReplyView>,
}

impl ReferralPage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let names = Names::default();
        let case = crate::case::sample::linked().kept.case;
        let (request, at) = (crate::intake::sample::referred(), case.opened_at);
        let of = |case: Option<&Case>| Self::of(sample.clone(), &names, &request, case, at);
        vec![of(None), of(Some(&case))]
    }

    fn of(page: Page, names: &Names, request: &Request, case: Option<&Case>, sent_at: Moment) -> Self {
        let sent: Option<&Sent> = request.channel.sent();
        let signed_for = case.and_then(|case| match &case.origin {
            Origin::Referred { sent: Some(sent), .. } => sent.signed_for,
            _ => None,
        });
        let ground = case.and_then(|case| match case.stage.ending() {
            Some(Ending::Terminated(end)) => Some(page.code("choice-termination-ground", end.ground.code())),
            Some(Ending::NotAccepted(not)) => {
                Some(page.code("choice-not-accepted-ground", not.ground.code()))
            }
            _ => None,
        });
        let undisputed = case.and_then(|case| case.undisputed.as_ref()).map(|one| one.facts.clone());
        let replies = case.map(|case| case.linkage.replies.as_slice()).unwrap_or_default();
        let last = replies.len();
        let reply = |(nth, one): (usize, &fengqiao_domain::linked::Reply)| ReplyView {
            at: one.at,
            outcome: page.code("outcome", one.outcome.code()),
            // The ground is that of the ending there is now: it belongs to the last reply.
            ground: ground.clone().filter(|_| nth + 1 == last).unwrap_or_default(),
            facts: undisputed.clone().filter(|_| one.facts).unwrap_or_default(),
            note: one.note.clone().unwrap_or_default(),
        };
        Self {
            ways: vec![
                ("/linked".to_owned(), page.t("linked-list-title")),
                ("/linked/sent".to_owned(), page.t("linked-sent-title")),
            ],
            number: request.number.to_string(),
            reference: request.channel.reference().unwrap_or_default().to_owned(),
            way: way(&page, &request.channel),
            sent_at,
            terms: sent.map(|sent| sent.terms.clone()).unwrap_or_default(),
            place: Reference::shipped().place_name(page.lang, &request.community),
            committee: case.map(|case| names.body_name(case.body).to_owned()).unwrap_or_default(),
            stage: stage(&page, request, case.map(|case| case.stage.code())),
            signed_for,
            due: case.and_then(|case| case.due_day(ClockName::Mediate)).filter(|_| replies.is_empty()),
            replies: replies.iter().enumerate().map(reply).collect(),
            page,
        }
    }
}

/// `GET /linked/sent/{number}`
pub(super) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path(number): Path<String>,
) -> Result<Response, Problem> {
    let number: RequestNumber = number.parse().map_err(|_| Problem::NotFound)?;
    let (conn, seq) = (app.store.read(), number.sequence());
    let referral = store::referral(conn, &bodies(&viewer), seq).await.map_err(stored)?;
    let referral = referral.ok_or(Problem::NotFound)?;
    let kept = intake::store::find(conn, &app.vault, seq).await.map_err(stored)?.ok_or(Problem::NotFound)?;
    let case = whole::find(conn, &app.vault, seq).await.map_err(stored)?.map(|loaded| loaded.kept.case);
    let names = app.directory.names(conn).await.map_err(stored)?;
    let sent_at = from_micros(referral.sent_at);
    Ok(page(&ReferralPage::of(viewer.page("linked"), &names, &kept.request, case.as_ref(), sent_at)))
}
