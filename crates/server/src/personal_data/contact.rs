//! How is somebody reached? Pages show telephones masked; whoever has to call or to visit opens one, and that is noted.

use askama::Template;
use axum::{
    Json,
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};
use fengqiao_base::{Actor, PartyId};
use fengqiao_domain::intake::PartyDetails;
use fengqiao_policy::Action;
use fengqiao_store::{StoreError, sql, values};
use fengqiao_web::{page::Page, problem::Problem};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::App,
    case::load::case_for,
    document::pages::ways,
    intake::load::request_for,
    once::stored,
    render::page,
    trail::{About, Kind, Note},
    viewer::Viewer,
};

/// How somebody is reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Contact {
    /// The name, or how the person is known.
    pub name: String,
    /// Telephone, in full.
    pub phone: String,
    /// Address.
    pub address: String,
    /// Where documents are served.
    pub service_address: String,
}

impl Contact {
    fn of(details: &PartyDetails) -> Self {
        Self {
            name: details.called().to_owned(),
            phone: details.phone.clone(),
            address: details.address.clone(),
            service_address: details.service_address.clone(),
        }
    }
}

/// How one person is reached.
#[derive(Debug, Template)]
#[template(path = "personal_data/contact.html")]
pub struct ContactPage {
    page: Page,
    ways: Vec<(String, String)>,
    contact: Contact,
}

impl ContactPage {
    /// Samples for the test that renders every page.
    pub fn samples(sample: &Page) -> Vec<Self> {
        let told = PartyDetails {
            phone: "13800138000".to_owned(),
            address: "宝安区新安街道海裕社区 1 栋 301".to_owned(),
            ..PartyDetails::person("张三")
        };
        let of = |details: &PartyDetails| Self {
            page: sample.clone(),
            ways: ways(sample, "440306-2026-000007"),
            contact: Contact::of(details),
        };
        vec![of(&told), of(&PartyDetails::person("张三"))]
    }
}

/// Notes that the viewer, acting as `by`, sees how the person `id` of a number is reached.
pub async fn note(app: &App, viewer: &Viewer, by: Actor, number: i64, id: PartyId) -> Result<(), StoreError> {
    Note::of(viewer, by, Kind::ContactShown, About::Number(number), id.to_string()).keep(app).await
}

async fn of_case(app: &App, viewer: &Viewer, number: &str, id: &str) -> Result<Contact, Problem> {
    let id: PartyId = id.parse().map_err(|_| Problem::NotFound)?;
    let loaded = case_for(app, viewer, Action::ShowContact, number).await?;
    let details = loaded.people.get(&id).filter(|_| !loaded.is_masked).ok_or(Problem::NotFound)?;
    let by = loaded.acting(Action::ShowContact)?;
    note(app, viewer, by, loaded.kept.seq, id).await.map_err(stored)?;
    // Of a case opened anew, she follows the number under which she came.
    let text = "SELECT number FROM parties WHERE id = $1";
    let own: Option<i64> = sql::value(app.store.read(), text, values![id.0]).await.map_err(stored)?;
    if let Some(own) = own.filter(|own| *own != loaded.kept.seq) {
        note(app, viewer, by, own, id).await.map_err(stored)?;
    }
    Ok(Contact::of(details))
}

/// `GET /cases/{number}/people/{id}`
pub(super) async fn in_case(
    State(app): State<App>,
    viewer: Viewer,
    Path((number, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let contact = of_case(&app, &viewer, &number, &id).await?;
    let sheet = viewer.page("cases");
    Ok(page(&ContactPage { ways: ways(&sheet, &number), contact, page: sheet }))
}

/// `GET /api/v1/cases/{number}/people/{id}`
pub async fn for_programs(
    State(app): State<App>,
    viewer: Viewer,
    Path((number, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    Ok(Json(of_case(&app, &viewer, &number, &id).await?).into_response())
}

/// `GET /intake/{number}/people/{id}/contact`
pub(super) async fn in_request(
    State(app): State<App>,
    viewer: Viewer,
    Path((number, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let id: PartyId = id.parse().map_err(|_| Problem::NotFound)?;
    let loaded = request_for(&app, &viewer, Action::ReadRequests, &number).await?;
    let details = loaded.details(id).filter(|_| !loaded.is_masked).ok_or(Problem::NotFound)?;
    let by = loaded.acting(Action::ShowContact)?;
    note(&app, &viewer, by, loaded.kept.seq, id).await.map_err(stored)?;
    let contact = Contact::of(details);
    let sheet = viewer.page("intake");
    let ways =
        vec![("/intake".to_owned(), sheet.t("intake-queue-title")), (format!("/intake/{number}"), number)];
    Ok(page(&ContactPage { ways, contact, page: sheet }))
}
