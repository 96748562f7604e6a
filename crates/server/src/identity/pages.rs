//! `/cases/{number}/identity`: whoever reads a sealed file asks to see who its people are.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use fengqiao_base::{Moment, Refusal};
use fengqiao_domain::identity::{IdentityRequest, IdentityState};
use fengqiao_policy::Action;
use fengqiao_web::{
    form::Posted,
    page::{Form, Page},
    problem::Problem,
};
use uuid::Uuid;

use super::store::{self, Kept};
use crate::{
    app::App,
    case::load::{Loaded, case_for},
    document,
    once::{answered, stored},
    render::{page, see, with_status},
    trail::Kind,
    viewer::Viewer,
};

/// A wish in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shown {
    pub(super) at: Moment,
    pub(super) reason: String,
    pub(super) look: &'static str,
    pub(super) state: String,
}

impl Shown {
    pub(super) fn of(page: &Page, request: &IdentityRequest, now: Moment) -> Self {
        let (look, state) = match &request.state {
            IdentityState::Asked => ("wait", page.t("identity-state-asked")),
            IdentityState::Opened { until, .. } if request.is_open(now) => {
                ("open", page.told("identity-state-opened", &[("until", page.moment(*until))]))
            }
            IdentityState::Opened { until, .. } => {
                ("done", page.told("identity-state-over", &[("until", page.moment(*until))]))
            }
            IdentityState::Refused { answer, .. } => {
                ("stop", page.told("identity-state-refused", &[("answer", answer.clone())]))
            }
        };
        Self { at: request.at, reason: request.reason.clone(), look, state }
    }
}

/// The page on which one asks.
#[derive(Debug, Template)]
#[template(path = "identity/ask.html")]
pub struct IdentityPage {
    page: Page,
    form: Form,
    ways: Vec<(String, String)>,
    number: String,
    own: Vec<Shown>,
    may_ask: bool,
}

impl IdentityPage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let now = time::macros::datetime!(2026-11-24 02:00 UTC);
        let by = crate::case::sample::ACCOUNT;
        let asked = IdentityRequest::ask(by, "法院来函核实当事人身份，案号见附件。", now).expect("a reason");
        let other = uuid::Uuid::from_u128(9).into();
        let opened = asked.clone().open(other, 24, now).expect("opened");
        let of = |own: &[IdentityRequest], form| {
            let own = own.iter().map(|one| Shown::of(sample, one, now)).collect();
            Self::of(sample.clone(), "440306-2026-000001", own, form)
        };
        let short = Refusal::new("identity-reason-too-short").at("reason").with("shortest", 10);
        vec![
            of(&[], Form::new("key").with("reason", "工作").refused(sample.lang, &short)),
            of(&[asked], Form::new("key")),
            of(&[opened], Form::new("key")),
        ]
    }

    fn of(page: Page, number: &str, own: Vec<Shown>, form: Form) -> Self {
        Self {
            ways: document::pages::ways(&page, number),
            may_ask: !own.iter().any(|one| matches!(one.look, "wait" | "open")),
            number: number.to_owned(),
            own,
            form,
            page,
        }
    }
}

async fn shown(app: &App, viewer: &Viewer, loaded: &Loaded, form: Form) -> Result<IdentityPage, Problem> {
    let account = viewer.account()?.id;
    let own =
        store::of_account(app.store.read(), &app.vault, loaded.kept.seq, account).await.map_err(stored)?;
    let sheet = viewer.page("cases");
    let own = own.iter().map(|kept| Shown::of(&sheet, &kept.request, viewer.now)).collect();
    Ok(IdentityPage::of(sheet, &loaded.case().number, own, form))
}

/// The sealed case of which the viewer does not see the people, or will not when the time is over.
async fn sealed(app: &App, viewer: &Viewer, number: &str) -> Result<Loaded, Problem> {
    let loaded = case_for(app, viewer, Action::AskIdentity, number).await?;
    let account = viewer.account()?.id;
    let knows = !loaded.is_masked && loaded.case().mediator() == Some(account);
    let is_sealed = loaded.case().class == fengqiao_domain::case::Confidentiality::Sealed;
    if is_sealed && !knows { Ok(loaded) } else { Err(Problem::NotFound) }
}

/// `GET /cases/{number}/identity`
pub(super) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path(number): Path<String>,
) -> Result<Response, Problem> {
    let loaded = sealed(&app, &viewer, &number).await?;
    let form = Form::new(app.ids.next::<Uuid>().to_string());
    Ok(page(&shown(&app, &viewer, &loaded, form).await?))
}

/// `POST /cases/{number}/identity`
pub(super) async fn ask(
    State(app): State<App>,
    viewer: Viewer,
    Path(number): Path<String>,
    Posted { fields, .. }: Posted,
) -> Result<Response, Problem> {
    let loaded = sealed(&app, &viewer, &number).await?;
    let back = format!("/cases/{}/identity", loaded.case().number);
    let key = fields.get("idempotency_key").to_owned();
    if answered(&app, &viewer, &key).await?.is_some() {
        return Ok(see(&back, "identity-asked"));
    }
    let account = viewer.account()?.id;
    let waits =
        store::of_account(app.store.read(), &app.vault, loaded.kept.seq, account).await.map_err(stored)?;
    let waits = waits.iter().any(|kept| kept.request.state == IdentityState::Asked);
    let asked = IdentityRequest::ask(account, fields.get("reason"), viewer.now);
    let request = match asked {
        Ok(_) if waits => Err(Refusal::new("identity-waits")),
        asked => asked,
    };
    let request = match request {
        Ok(request) => request,
        Err(refusal) => {
            let form = Form::sent(fields.0).refused(viewer.lang, &refusal);
            let again = shown(&app, &viewer, &loaded, form).await?;
            return Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, page(&again)));
        }
    };
    let kept = Kept { id: app.ids.next(), number: loaded.kept.seq, request };
    let by = loaded.acting(Action::AskIdentity)?;
    super::keep(&app, &viewer, &key, by, Kind::IdentityAsked, kept).await?;
    Ok(see(&back, "identity-asked"))
}
